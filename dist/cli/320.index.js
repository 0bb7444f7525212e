export const id = 320;
export const ids = [320];
export const modules = {

/***/ 320:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   findSigner: () => (/* binding */ findSigner),
/* harmony export */   givenKey: () => (/* binding */ givenKey)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var _errors_release_error_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(293);
/* harmony import */ var _exec_child_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8169);
/* harmony import */ var _exec_find_tool_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3451);
// Signing a tag: with the key that the run was given (SLIPWAY_SIGNING_KEY, or the input `signing-key`), else with the one that the user has
// configured for all repositories. What a clone configures is never asked: it could name a program.





/** What gpg, ssh and their agents need to find the user's keys. */
const usersNames = ['PATH', 'HOME', 'USER', 'XDG_CONFIG_HOME', 'GIT_CONFIG_GLOBAL', 'GNUPGHOME', 'GPG_TTY', 'GPG_AGENT_INFO', 'SSH_AUTH_SOCK', 'DISPLAY', 'WAYLAND_DISPLAY', 'DBUS_SESSION_BUS_ADDRESS', 'XDG_RUNTIME_DIR'];
const usersEnvironment = (environment) => Object.fromEntries([...usersNames.flatMap((name) => (environment[name] === undefined ? [] : [[name, environment[name]]])), ['LC_ALL', 'C']]);
class Tools {
    options;
    folder;
    constructor(options, folder) {
        this.options = options;
        this.folder = folder;
    }
    async run(tool, args, { stdin, env } = {}) {
        const { environment, signal } = this.options;
        const file = (await (0,_exec_find_tool_js__WEBPACK_IMPORTED_MODULE_4__/* .findTool */ .S)(tool, environment['PATH'])) ?? (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_2__/* .fail */ .fJ)('TOOL_MISSING', { tool, how: (0,_exec_find_tool_js__WEBPACK_IMPORTED_MODULE_4__/* .howToGet */ .O)(tool) });
        const end = await (0,_exec_child_js__WEBPACK_IMPORTED_MODULE_3__/* .runChild */ .w)({ file, args, cwd: this.folder, env: { ...usersEnvironment(environment), ...env }, limit: 1_000_000, ...(stdin === undefined ? {} : { stdin }), ...(signal ? { signal } : {}) });
        return { code: end.code, stdout: end.stdout.toString('utf8'), said: end.stderr.toString('utf8').trim().split('\n').filter((it) => !it.startsWith('[GNUPG:]')).slice(-3).join(' ') };
    }
    async signed(tool, args, how) {
        const { code, stdout, said } = await this.run(tool, args, how);
        return code === 0 && stdout.includes('-----BEGIN') ? stdout : (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_2__/* .fail */ .fJ)('TAG_SIGN_FAILED', { said: said || `${tool} ended with ${code}` });
    }
    /** Of the user, for all repositories; never of the clone. */
    async setting(name) {
        const { code, stdout } = await this.run('git', ['config', '--global', '--includes', '--get', name]);
        return code === 0 ? stdout.trim() || undefined : undefined;
    }
}
const sshSign = (tools, file, { agent = false, program = 'ssh-keygen' } = {}) => (text) => tools.signed(program, ['-Y', 'sign', '-n', 'git', '-f', file, ...(agent ? ['-U'] : [])], { stdin: text });
/** In a keyring of its own; the agent that gpg starts there ends with it. */
const gpgSign = (tools, key) => async (text) => {
    const home = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(tools.folder, 'g');
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdir)(home, { mode: 0o700, recursive: true });
    const env = { GNUPGHOME: home };
    try {
        const { code, said } = await tools.run('gpg', ['--batch', '--quiet', '--import'], { stdin: key, env });
        if (code !== 0)
            return (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_2__/* .fail */ .fJ)('TAG_SIGN_FAILED', { said });
        return await tools.signed('gpg', ['--batch', '--quiet', '--pinentry-mode', 'loopback', '--passphrase', '', '--armor', '--detach-sign'], { stdin: text, env });
    }
    finally {
        await tools.run('gpgconf', ['--kill', 'all'], { env }).catch((failure) => {
            if (!(failure instanceof _errors_release_error_js__WEBPACK_IMPORTED_MODULE_2__/* .ReleaseError */ .K2))
                throw failure;
        });
    }
};
/** A key that the run was given. */
const withGiven = async (tools, key) => {
    if (key.includes('-----BEGIN PGP PRIVATE KEY BLOCK-----'))
        return gpgSign(tools, key);
    if (!/-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/.test(key))
        return (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_2__/* .fail */ .fJ)('TAG_SIGN_FAILED', { said: 'the key that was given is neither a private key of SSH nor one of GPG in armour' });
    const file = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(tools.folder, 'key');
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)(file, `${key.trim()}\n`, { mode: 0o600 });
    return sshSign(tools, file);
};
/** As git does it with the user's settings. */
const withUsers = async (tools, key) => {
    const format = (await tools.setting('gpg.format')) ?? 'openpgp';
    if (format === 'openpgp') {
        const program = (await tools.setting('gpg.openpgp.program')) ?? (await tools.setting('gpg.program')) ?? 'gpg';
        return (text) => tools.signed(program, ['--status-fd=2', '-bsau', key], { stdin: text });
    }
    if (format !== 'ssh')
        return (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_2__/* .fail */ .fJ)('TAG_SIGN_FAILED', { said: `gpg.format is ${format}, and only openpgp and ssh are known here` });
    const program = (await tools.setting('gpg.ssh.program')) ?? 'ssh-keygen';
    const literal = key.startsWith('key::') ? key.slice('key::'.length) : key.startsWith('ssh-') ? key : undefined;
    if (literal === undefined)
        return sshSign(tools, key, { program });
    const file = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(tools.folder, 'key.pub');
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)(file, `${literal}\n`);
    return sshSign(tools, file, { agent: true, program });
};
const taggerOf = async (tools, environment) => {
    const name = environment['GIT_COMMITTER_NAME'] ?? (await tools.setting('user.name'));
    const email = environment['GIT_COMMITTER_EMAIL'] ?? (await tools.setting('user.email'));
    if (name && email)
        return { name: name.replace(/[<>\n]/g, ''), email: email.replace(/[<>\s]/g, '') };
    return (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_2__/* .fail */ .fJ)('TAG_SIGN_FAILED', { said: 'nothing says who signs: GIT_COMMITTER_NAME and GIT_COMMITTER_EMAIL, or user.name and user.email of git, for all repositories' });
};
/** Folders are there while it is signed, and not a moment longer. */
const withTools = async (options, work) => {
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdir)(options.temp, { recursive: true });
    const folder = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdtemp)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(options.temp, 's-'));
    try {
        return await work(new Tools(options, folder));
    }
    finally {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rm)(folder, { recursive: true, force: true });
    }
};
const givenKey = (environment) => environment['SLIPWAY_SIGNING_KEY']?.trim() || environment['INPUT_SIGNING-KEY']?.trim() || undefined;
/** `isWanted`: the line demands it. A user's key may ask for a passphrase, so it is used when it has to be, or when git would (`tag.gpgSign`). */
const findSigner = (options, isWanted) => withTools(options, async (tools) => {
    const given = givenKey(options.environment);
    const users = given === undefined ? await tools.setting('user.signingkey') : undefined;
    const key = given ?? users;
    if (key === undefined || (given === undefined && !isWanted && (await tools.setting('tag.gpgsign')) !== 'true'))
        return undefined;
    return {
        tagger: await taggerOf(tools, options.environment),
        sign: (text) => withTools(options, async (own) => Buffer.from(`${text}${await (await (given === undefined ? withUsers(own, key) : withGiven(own, key)))(text)}`)),
    };
});


/***/ })

};
