export const id = 405;
export const ids = [405];
export const modules = {

/***/ 4405:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   beginBare: () => (/* binding */ beginBare),
/* harmony export */   heldText: () => (/* binding */ heldText)
/* harmony export */ });
/* unused harmony export credentialsIn */
/* harmony import */ var _environment_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1276);
// A process that is to run code of the project holds no credential of the release. Taking names out of `process.env` is not enough:
// what a process was started with stays readable in /proc/PID/environ for whoever runs as the same user, to its end. So it begins
// anew, as the same process, with what is left.

/** Names that are set and that no build needs. An input that is empty holds nothing. */
const credentialsIn = (environment) => Object.keys(environment).filter((name) => (0,_environment_js__WEBPACK_IMPORTED_MODULE_0__/* .isReleaseCredential */ .Hq)(name) && environment[name] !== '');
/**
 * Does not return when there is something to take out. On a system (or a Node) that cannot begin anew the names are given back,
 * for the door to tell.
 */
const beginBare = (environment, own = process) => {
    const held = credentialsIn(environment);
    if (held.length === 0)
        return [];
    const left = Object.fromEntries(Object.entries(environment).filter(([name, value]) => value !== undefined && !held.includes(name)));
    try {
        own.execve?.(own.execPath, [own.execPath, ...own.execArgv, ...own.argv.slice(1)], left);
    }
    catch {
        // Windows has no such thing.
    }
    return held;
};
const heldText = (names) => `${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} in the environment of this process, where code of the project can read ${names.length === 1 ? 'it' : 'them'}: a build needs no credential of the release`;


/***/ }),

/***/ 1276:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Hq: () => (/* binding */ isReleaseCredential),
/* harmony export */   Nu: () => (/* binding */ readRepository),
/* harmony export */   Zg: () => (/* binding */ readEndpoints),
/* harmony export */   s: () => (/* binding */ withoutReleaseCredentials)
/* harmony export */ });
/* unused harmony export withoutCredentials */
const trimmed = (url) => url.replace(/\/+$/, '');
const readEndpoints = (environment) => {
    const api = trimmed(environment['GITHUB_API_URL'] ?? 'https://api.github.com');
    return {
        api,
        graphql: trimmed(environment['GITHUB_GRAPHQL_URL'] ?? `${api}/graphql`),
        server: trimmed(environment['GITHUB_SERVER_URL'] ?? 'https://github.com'),
        registries: {},
    };
};
const hostOf = (url) => (/^(?:https?|ssh|git):\/\/(?:[^@/]*@)?([^/:]+)/.exec(url) ?? /^[\w.-]+@([\w.-]+):/.exec(url))?.[1]?.toLowerCase();
/** Another forge has an owner and a name as well, and who owns that name at GitHub is somebody else. A host without a dot is an alias of ssh, and so is github.com-work. */
const isOn = (server, host) => {
    const own = new URL(server).hostname;
    return host === own || host === `ssh.${own}` || host === `www.${own}` || host.startsWith(`${own}-`) || !host.includes('.');
};
/** `owner/name` from GITHUB_REPOSITORY, else from the URL of a clone's origin (https, ssh or scp form). With a server, only of a clone of it. */
const readRepository = (named, originUrl, server) => {
    const host = hostOf(originUrl ?? '');
    const isRemote = host !== undefined && (server === undefined || isOn(server, host));
    const text = named ?? (isRemote ? /[/:]([^/:]+\/[^/]+?)(?:\.git)?\/?$/.exec(originUrl ?? '')?.[1] : undefined);
    const match = /^([A-Za-z0-9-]+)\/([\w.-]+)$/.exec(text ?? '');
    return match?.[1] !== undefined && match[2] !== undefined ? { owner: match[1], name: match[2] } : undefined;
};
const credential = /TOKEN|PASSW|SECRET|CREDENTIAL|^SLIPWAY_REGISTRY_|^SLIPWAY_INDEX_|^ACTIONS_|^DOCKER_|_KEY$/i;
/** For verbs that need no secret: none is so much as read. */
const withoutCredentials = (environment) => Object.fromEntries(Object.keys(environment).filter((name) => !credential.test(name)).map((name) => [name, environment[name]]));
/** What a release is made with, by name; what a build may need (an index with a password, say) is not meant. */
const ofReleases = /^(GITHUB_TOKEN|GH_TOKEN|INPUT_.*(TOKEN|PASSWORD|SECRET|KEY).*|ACTIONS_.*|SLIPWAY_REGISTRY_.*|SLIPWAY_INDEX_.*|SLIPWAY_.*(TOKEN|SECRET|PASSWORD|WEBHOOK|KEY).*)$/i;
const isReleaseCredential = (name) => ofReleases.test(name);
/** For the verb that runs code of the project. */
const withoutReleaseCredentials = (environment) => Object.fromEntries(Object.entries(environment).filter(([name]) => !isReleaseCredential(name)));


/***/ })

};
