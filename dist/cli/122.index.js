export const id = 122;
export const ids = [122];
export const modules = {

/***/ 5195:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ systemClock)
/* harmony export */ });
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8500);
// The real time.

const systemClock = {
    now: () => Date.now(),
    sleep: async (milliseconds, signal) => {
        try {
            await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)(Math.max(0, milliseconds), undefined, signal ? { signal } : {});
        }
        catch (cause) {
            // The timer rejects with an AbortError of its own; callers want to see why they were stopped.
            if (signal?.aborted)
                throw signal.reason;
            throw cause;
        }
    },
};


/***/ }),

/***/ 1276:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Nu: () => (/* binding */ readRepository),
/* harmony export */   Zg: () => (/* binding */ readEndpoints)
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
/** `owner/name` from GITHUB_REPOSITORY, else from the URL of a clone's origin (https, ssh or scp form). */
const readRepository = (named, originUrl) => {
    const isRemote = /^(https?|ssh|git):\/\/|^[\w.-]+@[\w.-]+:/.test(originUrl ?? '');
    const text = named ?? (isRemote ? /[/:]([^/:]+\/[^/]+?)(?:\.git)?\/?$/.exec(originUrl ?? '')?.[1] : undefined);
    const match = /^([A-Za-z0-9-]+)\/([\w.-]+)$/.exec(text ?? '');
    return match?.[1] !== undefined && match[2] !== undefined ? { owner: match[1], name: match[2] } : undefined;
};
const credential = /TOKEN|PASSW|SECRET|CREDENTIAL|^SLIPWAY_REGISTRY_|^ACTIONS_|^DOCKER_|_KEY$/i;
/** For verbs that need no secret: none is so much as read. */
const withoutCredentials = (environment) => Object.fromEntries(Object.keys(environment).filter((name) => !credential.test(name)).map((name) => [name, environment[name]]));


/***/ }),

/***/ 4409:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ childEnvironment),
/* harmony export */   o: () => (/* binding */ secretsAmong)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var _errors_release_error_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7823);
// The environment of a child: a short list of names, and what the config names. A build runs code of the project, and what
// is not on the list (tokens, ACTIONS_ID_TOKEN_REQUEST_*, GITHUB_ENV, NODE_OPTIONS, LD_PRELOAD) it does not get.


const base = [
    'PATH', 'HOME', 'USER', 'LOGNAME', 'LANG', 'LC_ALL', 'LC_CTYPE', 'TMPDIR', 'TZ',
    // Behind a proxy nothing builds without these; certificates likewise.
    'HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'ALL_PROXY', 'http_proxy', 'https_proxy', 'no_proxy', 'all_proxy',
    'SSL_CERT_FILE', 'SSL_CERT_DIR',
];
const docker = ['DOCKER_HOST', 'DOCKER_CONFIG', 'DOCKER_CONTEXT', 'DOCKER_CERT_PATH', 'DOCKER_TLS_VERIFY', 'DOCKER_API_VERSION', 'XDG_RUNTIME_DIR'];
/** Names that one tool needs and no other gets: DOCKER_CONFIG tells where registry credentials lie. */
const byTool = {
    docker,
    helm: ['DOCKER_CONFIG', 'HELM_CACHE_HOME', 'HELM_CONFIG_HOME', 'HELM_DATA_HOME', 'HELM_REGISTRY_CONFIG', 'HELM_REPOSITORY_CONFIG'],
};
/** Credentials of the release, of the runner, and the files by which a step steers the steps after it. */
const refused = /^(INPUT_.*|ACTIONS_(ID_TOKEN|RUNTIME|RESULTS|CACHE).*|SLIPWAY_.*|GITHUB_(TOKEN|ENV|PATH|OUTPUT|STATE|STEP_SUMMARY)|GH_TOKEN|GIT_CONFIG_.*)$/i;
/**
 * What of the handed-through values must not be shown: secrets, values under a name that says so, and the password of an
 * address (`PIP_INDEX_URL=https://user:password@host/simple`).
 */
const secretsAmong = (env, { pass = [], secrets = [] }) => {
    const named = [...secrets, ...pass.filter((name) => /token|passw|secret|credential|_key$/i.test(name))].flatMap((name) => env[name] ?? []);
    const inAddresses = pass.flatMap((name) => [...(env[name] ?? '').matchAll(/\/\/[^\s/@]*?:([^\s/@]+)@/g)].map((it) => it[1] ?? ''));
    return [...named, ...inAddresses].filter((it) => it !== '');
};
/** Entries of PATH that are not absolute would let the folder that is built choose the program. */
const safePath = (path) => path.split(node_path__WEBPACK_IMPORTED_MODULE_0__.delimiter).filter((it) => (0,node_path__WEBPACK_IMPORTED_MODULE_0__.isAbsolute)(it)).join(node_path__WEBPACK_IMPORTED_MODULE_0__.delimiter);
const childEnvironment = (outer, tool, wanted) => {
    const env = {};
    for (const name of [...base, ...(byTool[tool] ?? []), ...(wanted.pass ?? []), ...(wanted.secrets ?? [])]) {
        if (refused.test(name))
            (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_1__/* .fail */ .fJ)('CHILD_ENV_REFUSED', { tool, name });
        const value = outer[name];
        if (value !== undefined)
            env[name] = value;
        else if (wanted.secrets?.includes(name))
            (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_1__/* .fail */ .fJ)('BUILD_SECRET_MISSING', { tool, name });
    }
    Object.assign(env, wanted.add);
    if (env['PATH'] !== undefined)
        env['PATH'] = safePath(env['PATH']);
    return env;
};


/***/ }),

/***/ 8169:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   w: () => (/* binding */ runChild)
/* harmony export */ });
/* harmony import */ var node_child_process__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1421);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1455);
/* harmony import */ var _core_disk_full_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2111);
/* harmony import */ var _errors_release_error_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7823);
/* harmony import */ var _output_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(4006);
/* harmony import */ var _process_group_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(5232);
// One child process from its start until its whole group is gone. Knows nothing of tools, logs or codes of tools; the exec
// and git adapters stand on it.






const defaultGrace = 3000;
/** A run that is stopped has five seconds in all: for children, for its lock, and for telling how it stands. */
const stoppedGrace = 1500;
/** How long a background process may hold the outputs open after its leader has ended; and in a run that is stopped. */
const lingering = 2000;
const stoppedLingering = 300;
/** spawn forks before it returns, so the mask of this process is changed for that moment only. */
const spawnWithMask = (spec, stdout) => {
    const mask = process.umask(0o022);
    try {
        return (0,node_child_process__WEBPACK_IMPORTED_MODULE_0__.spawn)(spec.file, spec.args, {
            cwd: spec.cwd,
            env: { ...spec.env },
            detached: true,
            stdio: [spec.stdin === undefined ? 'ignore' : 'pipe', stdout, 'pipe'],
        });
    }
    finally {
        process.umask(mask);
    }
};
const cancelled = (signal) => {
    if (signal.reason instanceof _errors_release_error_js__WEBPACK_IMPORTED_MODULE_3__/* .ReleaseError */ .K2)
        throw signal.reason;
    return (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_3__/* .fail */ .fJ)('CANCELLED', { signal: typeof signal.reason === 'string' ? signal.reason : 'a request to stop' }, { cause: signal.reason });
};
/** Resolves when the outputs are closed, or a while after the leader's exit when a descendant keeps them open. */
const ended = async (child, stop) => new Promise((resolve, reject) => {
    let timer;
    child.once('error', reject);
    child.once('exit', (code, signal) => {
        timer = setTimeout(() => resolve({ code, signal }), stop?.aborted ? stoppedLingering : lingering);
    });
    child.once('close', (code, signal) => {
        clearTimeout(timer);
        resolve({ code, signal });
    });
});
const feed = (child, stdin) => {
    if (stdin === undefined || !child.stdin)
        return;
    // A child that ends without reading its input is no failure of ours; its exit code speaks.
    child.stdin.on('error', () => undefined);
    child.stdin.end(stdin);
};
/** Ends the group when the signal fires; the promise is there to wait for the end of that. */
const watchAbort = (pid, spec) => {
    let ending;
    const onAbort = () => {
        ending = (0,_process_group_js__WEBPACK_IMPORTED_MODULE_5__/* .endGroup */ .N4)(pid, spec.grace ?? stoppedGrace);
    };
    if (spec.signal?.aborted)
        onAbort();
    else
        spec.signal?.addEventListener('abort', onAbort, { once: true });
    return { ending: () => ending, release: () => spec.signal?.removeEventListener('abort', onAbort) };
};
const follow = async (child, spec) => {
    const [stdout, stderr] = [new _output_js__WEBPACK_IMPORTED_MODULE_4__/* .TailCapture */ .VZ(spec.limit), new _output_js__WEBPACK_IMPORTED_MODULE_4__/* .TailCapture */ .VZ(spec.limit)];
    const listen = (which, into) => {
        child[which]?.on('data', (part) => {
            into.push(part);
            spec.onOutput?.(which, part);
        });
    };
    listen('stdout', stdout);
    listen('stderr', stderr);
    feed(child, spec.stdin);
    const { pid } = child;
    if (pid !== undefined)
        (0,_process_group_js__WEBPACK_IMPORTED_MODULE_5__/* .watchGroup */ .Pe)(pid);
    const abort = pid === undefined ? undefined : watchAbort(pid, spec);
    try {
        const { code, signal } = await ended(child, spec.signal);
        // What the leader left running in the background ends with it.
        if (pid !== undefined)
            await (abort?.ending() ?? (0,_process_group_js__WEBPACK_IMPORTED_MODULE_5__/* .endGroup */ .N4)(pid, spec.grace ?? defaultGrace));
        child.stdout?.destroy();
        child.stderr?.destroy();
        return {
            code: code ?? 128 + (signal === 'SIGKILL' ? 9 : 15),
            ...(signal ? { signal } : {}),
            stdout: stdout.bytes(),
            stderr: stderr.bytes(),
            truncated: stdout.truncated,
        };
    }
    finally {
        abort?.release();
        if (pid !== undefined)
            (0,_process_group_js__WEBPACK_IMPORTED_MODULE_5__/* .forgetGroup */ .LK)(pid);
    }
};
/** Runs to the end. An aborted signal ends the group and fails with the signal's reason (or CANCELLED). */
const runChild = async (spec) => {
    if (spec.signal?.aborted)
        return cancelled(spec.signal);
    const sink = spec.stdoutFile === undefined ? undefined : await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.open)(spec.stdoutFile, 'w', 0o644);
    try {
        const end = await follow(spawnWithMask(spec, sink?.fd ?? 'pipe'), spec);
        if (spec.signal?.aborted)
            return cancelled(spec.signal);
        return end;
    }
    catch (error) {
        if (error instanceof _errors_release_error_js__WEBPACK_IMPORTED_MODULE_3__/* .ReleaseError */ .K2 || (0,_core_disk_full_js__WEBPACK_IMPORTED_MODULE_2__/* .isDiskFull */ .b$)(error))
            throw error;
        return (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_3__/* .fail */ .fJ)('TOOL_NOT_STARTED', { tool: spec.file, reason: error.message }, { cause: error });
    }
    finally {
        await sink?.close();
    }
};


/***/ }),

/***/ 3451:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ howToGet),
/* harmony export */   S: () => (/* binding */ findTool)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
// Where a program lies. Looked up here and started by its absolute path, so that the folder that is built cannot put a
// program of that name in front.



const isProgram = async (path) => {
    try {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.access)(path, node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.X_OK);
        return (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.stat)(path)).isFile();
    }
    catch (error) {
        const { code } = error;
        if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EACCES' || code === 'ELOOP')
            return false;
        throw error;
    }
};
const findTool = async (tool, path) => {
    if ((0,node_path__WEBPACK_IMPORTED_MODULE_2__.isAbsolute)(tool))
        return (await isProgram(tool)) ? tool : undefined;
    if (tool.includes('/'))
        return undefined;
    for (const folder of (path ?? '').split(node_path__WEBPACK_IMPORTED_MODULE_2__.delimiter)) {
        if ((0,node_path__WEBPACK_IMPORTED_MODULE_2__.isAbsolute)(folder) && (await isProgram((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, tool))))
            return (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, tool);
    }
    return undefined;
};
const known = {
    docker: 'Install Docker (on Debian or Ubuntu: `apt-get install docker.io`) and start its engine, or leave the image out with `--without image`.',
    helm: 'Install Helm 3 or 4: https://helm.sh/docs/intro/install/ (in a workflow: azure/setup-helm), or leave the chart out with `--without chart`.',
    git: 'Install git 2.36 or newer (on Debian or Ubuntu: `apt-get install git`).',
    python3: 'Install Python 3 with build and setuptools (on Debian or Ubuntu: `apt-get install python3-build python3-setuptools python3-wheel`; in a workflow: actions/setup-python).',
};
const howToGet = (tool) => known[tool] ?? `Install ${tool}, or add its folder to PATH.`;


/***/ }),

/***/ 4006:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   UR: () => (/* binding */ LastLines),
/* harmony export */   VZ: () => (/* binding */ TailCapture),
/* harmony export */   kD: () => (/* binding */ LineCutter)
/* harmony export */ });
/* harmony import */ var node_string_decoder__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6193);
// What a child prints: cut into lines for the log while it runs, and kept up to a limit, of which the end is the part that
// tells why it failed.

/** Keeps the last `limit` bytes. */
class TailCapture {
    limit;
    truncated = false;
    parts = [];
    size = 0;
    constructor(limit) {
        this.limit = limit;
    }
    push(part) {
        this.parts.push(part);
        this.size += part.length;
        while (this.size > this.limit) {
            this.truncated = true;
            const first = this.parts.shift();
            if (!first)
                return;
            const excess = this.size - this.limit;
            this.size -= Math.min(excess, first.length);
            if (first.length > excess)
                this.parts.unshift(first.subarray(excess));
        }
    }
    bytes() {
        return Buffer.concat(this.parts);
    }
}
/** A program that prints no line ends must not grow the buffer without end. */
const longestLine = 16_384;
/** Cuts a stream of bytes into lines; a character may be split over two parts. */
class LineCutter {
    emit;
    decoder = new node_string_decoder__WEBPACK_IMPORTED_MODULE_0__.StringDecoder('utf8');
    rest = '';
    constructor(emit) {
        this.emit = emit;
    }
    push(part) {
        const lines = (this.rest + this.decoder.write(part)).split(/\r?\n|\r(?!$)/);
        this.rest = lines.pop() ?? '';
        for (const line of lines)
            this.emit(line);
        while (this.rest.length > longestLine) {
            this.emit(this.rest.slice(0, longestLine));
            this.rest = this.rest.slice(longestLine);
        }
    }
    end() {
        const last = (this.rest + this.decoder.end()).replace(/\r$/, '');
        this.rest = '';
        if (last !== '')
            this.emit(last);
    }
}
/** The last lines of both outputs in the order in which they came. */
class LastLines {
    most;
    lines = [];
    constructor(most) {
        this.most = most;
    }
    push(line) {
        if (line.trim() === '')
            return;
        this.lines.push(line.length > 500 ? `${line.slice(0, 500)} …` : line);
        if (this.lines.length > this.most)
            this.lines.shift();
    }
    all() {
        return [...this.lines];
    }
}


/***/ }),

/***/ 5232:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   LK: () => (/* binding */ forgetGroup),
/* harmony export */   N4: () => (/* binding */ endGroup),
/* harmony export */   PZ: () => (/* binding */ killGroups),
/* harmony export */   Pe: () => (/* binding */ watchGroup)
/* harmony export */ });
/* unused harmony export signalGroup */
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8500);
// Ending a child with all its descendants. A child leads its own process group, so that one signal reaches the whole tree.

const pollEvery = 25;
/** Leaders of the groups that this process has started and that may still live. */
const started = new Set();
/** From now on the group is ended with this process, also when there is no time left to ask it. */
const watchGroup = (leader) => void started.add(leader);
const forgetGroup = (leader) => void started.delete(leader);
/** SIGKILL to everything that was started: the last thing before a process goes that cannot wait any longer. */
const killGroups = () => {
    for (const leader of started)
        signalGroup(leader, 'SIGKILL');
    started.clear();
};
/** Sends to every process of the group; false when it is empty. */
const signalGroup = (leader, signal) => {
    try {
        process.kill(-leader, signal);
        return true;
    }
    catch (error) {
        const { code } = error;
        if (code === 'ESRCH')
            return false;
        // EPERM: what is left of the group has another owner (a setuid program); it is not ours to end.
        if (code === 'EPERM')
            return false;
        throw error;
    }
};
/** Waits until the group is empty; false when it still lives after so many milliseconds. */
const emptyWithin = async (leader, milliseconds) => {
    const until = performance.now() + milliseconds;
    while (signalGroup(leader, 0)) {
        if (performance.now() > until)
            return false;
        await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)(pollEvery);
    }
    return true;
};
/**
 * SIGTERM to the group, SIGKILL for what is left after the grace. Returns when nobody is left. The wait after SIGKILL has
 * an end as well: in a container whose first process collects no orphans, a dead process stays in its group for good.
 */
const endGroup = async (leader, grace) => {
    if (!signalGroup(leader, 'SIGTERM'))
        return;
    if (await emptyWithin(leader, grace))
        return;
    signalGroup(leader, 'SIGKILL');
    await emptyWithin(leader, 1000);
};


/***/ }),

/***/ 2842:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  q: () => (/* binding */ createFiles)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./out/core/disk-full.js
var disk_full = __webpack_require__(2111);
// EXTERNAL MODULE: ./out/errors/release-error.js + 15 modules
var release_error = __webpack_require__(7823);
;// CONCATENATED MODULE: ./out/adapters/files/copy-tree.js
// Copying a file or a folder as it is: links stay links with their text untouched, modes and times are kept.



/** Runs jobs side by side, at most this many: the thread pool of Node has four. */
const width = 8;
const inParallel = async (jobs) => {
    let next = 0;
    const worker = async () => {
        for (let job = jobs[next++]; job; job = jobs[next++])
            await job();
    };
    await Promise.all(Array.from({ length: Math.min(width, jobs.length) }, worker));
};
const copyLeaf = async (from, to) => {
    const it = await (0,promises_.lstat)(from);
    // A link at the target would be written through.
    await (0,promises_.rm)(to, { force: true });
    if (it.isSymbolicLink()) {
        await (0,promises_.symlink)(await (0,promises_.readlink)(from), to);
        await (0,promises_.lutimes)(to, it.atime, it.mtime);
        return;
    }
    if (!it.isFile())
        return; // sockets, pipes and devices are no content
    // When it fails on its way, what was copied until then is removed with it (libuv does that).
    await (0,promises_.copyFile)(from, to, external_node_fs_.constants.COPYFILE_FICLONE);
    await (0,promises_.chmod)(to, it.mode & 0o777);
    await (0,promises_.utimes)(to, it.atime, it.mtime);
};
const copyFolder = async (from, to) => {
    await (0,promises_.mkdir)(to, { recursive: true });
    const entries = await (0,promises_.readdir)(from, { withFileTypes: true });
    await inParallel(entries.filter((it) => !it.isDirectory()).map((it) => async () => copyLeaf((0,external_node_path_.join)(from, it.name), (0,external_node_path_.join)(to, it.name))));
    for (const it of entries)
        if (it.isDirectory())
            await copyFolder((0,external_node_path_.join)(from, it.name), (0,external_node_path_.join)(to, it.name));
    const { mode, atime, mtime } = await (0,promises_.lstat)(from);
    await (0,promises_.chmod)(to, mode & 0o777);
    await (0,promises_.utimes)(to, atime, mtime);
};
const copyTree = async (from, to) => {
    await (0,promises_.mkdir)((0,external_node_path_.dirname)(to), { recursive: true });
    if ((await (0,promises_.lstat)(from)).isDirectory())
        return copyFolder(from, to);
    return copyLeaf(from, to);
};

;// CONCATENATED MODULE: ./out/adapters/files/node-files.js
// The files port over the local disk. A write is never half there under its name, and no operation follows a link out of
// the folder it was given.







/** Fewer, larger reads: with 64 KiB the digest of a large file takes half as long again. */
const chunk = 1024 * 1024;
/** Up to this size a file is read at once: four trips to the thread pool cost ten times the reading itself. */
const small = 128 * 1024;
/**
 * Undefined when there is nothing; any other trouble (permission, disk) is not "nothing" and is thrown. At once as well: it
 * takes 3 µs, by way of the thread pool 60, and archives of thousands of files ask for each.
 */
const stat = async (path) => {
    try {
        const it = (0,external_node_fs_.lstatSync)(path);
        return { kind: it.isSymbolicLink() ? 'link' : it.isDirectory() ? 'folder' : 'file', size: it.size, mode: it.mode & 0o7777 };
    }
    catch (error) {
        const { code } = error;
        if (code === 'ENOENT' || code === 'ENOTDIR')
            return undefined;
        throw error;
    }
};
/** Writes beside the name, to the disk, then renames. A file that is replaced keeps its mode. */
const writeBeside = async (path, fill) => {
    await (0,promises_.mkdir)((0,external_node_path_.dirname)(path), { recursive: true });
    const before = await stat(path);
    const beside = (0,external_node_path_.join)((0,external_node_path_.dirname)(path), `.${(0,external_node_path_.basename)(path).slice(0, 100)}.${(0,external_node_crypto_.randomBytes)(6).toString('hex')}.part`);
    const handle = await (0,promises_.open)(beside, 'wx', 0o644);
    try {
        try {
            await fill(async (part) => {
                for (let done = 0; done < part.length;)
                    done += (await handle.write(part, done)).bytesWritten;
            });
            await handle.chmod(before?.kind === 'file' ? before.mode : 0o644);
            await handle.sync();
        }
        finally {
            await handle.close();
        }
        await (0,promises_.rename)(beside, path);
    }
    catch (error) {
        await (0,promises_.rm)(beside, { force: true });
        throw error;
    }
};
/** Whatever writes: a disk without room is told by its code, with the path that was written. */
const roomFor = async (path, write) => {
    try {
        return await write();
    }
    catch (failure) {
        const full = (0,disk_full/* diskFull */.xg)(failure, path);
        throw full ? new release_error/* ReleaseError */.K2([full], { cause: failure }) : failure;
    }
};
const writeStream = async (path, parts) => {
    const hash = (0,external_node_crypto_.createHash)('sha256');
    let size = 0;
    await writeBeside(path, async (write) => {
        for await (const part of parts) {
            hash.update(part);
            size += part.length;
            await write(part);
        }
    });
    return { digest: `sha256:${hash.digest('hex')}`, size };
};
const stream = (path, range) => (0,external_node_fs_.createReadStream)(path, { highWaterMark: chunk, ...range });
const digest = async (path) => {
    const hash = (0,external_node_crypto_.createHash)('sha256');
    let size = 0;
    for await (const part of stream(path)) {
        hash.update(part);
        size += part.length;
    }
    return { digest: `sha256:${hash.digest('hex')}`, size };
};
const createFiles = () => ({
    exists: async (path) => (await stat(path)) !== undefined,
    readText: async (path) => (0,promises_.readFile)(path, 'utf8'),
    readBytes: async (path) => ((await stat(path))?.size ?? 0) <= small ? (0,external_node_fs_.readFileSync)(path) : (0,promises_.readFile)(path),
    stat,
    // Default order of sort(): by code unit, the same on every machine.
    list: async (folder) => (0,external_node_fs_.readdirSync)(folder).sort(),
    readLink: async (path) => (0,external_node_fs_.readlinkSync)(path),
    stream,
    digest,
    freeSpace: async (folder) => {
        const it = await (0,promises_.statfs)(folder);
        return it.bavail * it.bsize;
    },
    makeFolder: async (path) => roomFor(path, async () => void (await (0,promises_.mkdir)(path, { recursive: true }))),
    writeFile: async (path, bytes) => roomFor(path, () => writeBeside(path, async (write) => write(typeof bytes === 'string' ? Buffer.from(bytes) : bytes))),
    writeStream: async (path, parts) => roomFor(path, () => writeStream(path, parts)),
    copy: async (from, to) => roomFor(to, () => copyTree(from, to)),
    rename: async (from, to) => roomFor(to, async () => {
        await (0,promises_.mkdir)((0,external_node_path_.dirname)(to), { recursive: true });
        await (0,promises_.rename)(from, to);
    }),
    remove: async (path) => (0,promises_.rm)(path, { recursive: true, force: true, maxRetries: 3 }),
    touch: async (path, time) => (0,promises_.lutimes)(path, time, time),
    setMode: async (path, mode) => {
        // chmod follows links, and a link has no mode of its own on Linux.
        if ((await stat(path))?.kind !== 'link')
            await (0,promises_.chmod)(path, mode);
    },
});


/***/ }),

/***/ 2014:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  l: () => (/* binding */ createGit)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./out/errors/release-error.js + 15 modules
var release_error = __webpack_require__(7823);
;// CONCATENATED MODULE: ./out/adapters/git/changes.js
/** `commits` are ids, so that none of them can be an option; paths are taken literally by every git of ours. */
const readChanges = async (runner, { from, to, path, limit }, env) => {
    const range = ['--end-of-options', to, ...(from === undefined ? [] : [`^${from}`]), '--', ...(path === undefined ? [] : [path])];
    const listed = await runner.text('list the changes', ['log', '--first-parent', '-z', `--max-count=${limit}`, '--format=%H%n%B', ...range], { env });
    return listed.split('\0').flatMap((it) => {
        const end = it.indexOf('\n');
        return end < 0 ? [] : [{ commit: it.slice(0, end), message: it.slice(end + 1).trim() }];
    });
};

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
;// CONCATENATED MODULE: ./out/adapters/git/is-there.js
// Is there something at a path? Trouble other than absence is thrown: "could not look" is not "not there".

const isThere = async (path) => {
    try {
        await (0,promises_.lstat)(path);
        return true;
    }
    catch (error) {
        const { code } = error;
        if (code === 'ENOENT' || code === 'ENOTDIR')
            return false;
        throw error;
    }
};

;// CONCATENATED MODULE: ./out/adapters/git/checkout.js
// A repository of its own beside the clone: the clone's objects are borrowed, its config, hooks, remotes and refs are not.



/** Calls within an export: it is named outright, so that git looks for no other repository, and may be written. */
const inExport = (folder) => ({
    cwd: folder,
    env: { GIT_DIR: (0,external_node_path_.join)(folder, '.git'), GIT_WORK_TREE: folder, GIT_OPTIONAL_LOCKS: '1' },
});
/**
 * `clone --shared` in single steps: the result is the same, without a remote, branches or an upload-pack that would ask
 * again who owns the clone. The template is empty, so that no hook of this machine gets in.
 */
const checkOut = async (runner, it) => {
    const call = inExport(it.folder);
    await (0,promises_.mkdir)(it.folder, { recursive: true });
    await runner.text('begin the export', ['init', '--quiet', '--template=', '--', it.folder], { cwd: it.folder });
    const own = (0,external_node_path_.join)(it.folder, '.git');
    await (0,promises_.mkdir)((0,external_node_path_.join)(own, 'objects', 'info'), { recursive: true });
    await (0,promises_.writeFile)((0,external_node_path_.join)(own, 'objects', 'info', 'alternates'), it.sources.map((source) => `${(0,external_node_path_.join)(source, 'objects')}\n`).join(''));
    for (const source of it.sources) {
        if (await isThere((0,external_node_path_.join)(source, 'shallow')))
            await (0,promises_.copyFile)((0,external_node_path_.join)(source, 'shallow'), (0,external_node_path_.join)(own, 'shallow'));
    }
    const orders = it.refs.split('\n').filter((line) => line !== '').map((line) => {
        const gap = line.indexOf(' ');
        return `create ${line.slice(gap + 1)} ${line.slice(0, gap)}\n`;
    });
    if (orders.length > 0)
        await runner.text('take over the tags', ['update-ref', '--stdin'], { ...call, stdin: orders.join('') });
    await runner.text(`check out ${it.commit}`, ['checkout', '--quiet', '--detach', '--force', it.commit], call);
};

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
;// CONCATENATED MODULE: ./out/adapters/git/large-files.js
// Files that Git LFS keeps: the commit holds a pointer of three lines only. Their content is taken from the clone's own LFS
// store when it is there; a pointer is never left to be packed.






const pointer = /^version https:\/\/git-lfs\.github\.com\/spec\/v1\n(?:ext-.*\n)*oid sha256:([0-9a-f]{64})\nsize (\d+)\n/;
/** The object that a pointer names; undefined when the file is content. */
const pointedTo = async (file) => {
    const it = await (0,promises_.lstat)(file);
    if (!it.isFile() || it.size > 1024)
        return undefined;
    return pointer.exec(await (0,promises_.readFile)(file, 'utf8'))?.[1];
};
const holds = async (path, hex) => {
    try {
        if (!(await (0,promises_.stat)(path)).isFile())
            return false;
    }
    catch (error) {
        if (error.code === 'ENOENT')
            return false;
        throw error;
    }
    const hash = (0,external_node_crypto_.createHash)('sha256');
    for await (const part of (0,external_node_fs_.createReadStream)(path))
        hash.update(part);
    return hash.digest('hex') === hex;
};
/** Paths to which .gitattributes gives `filter=lfs`. */
const kept = async (runner, folder) => {
    const listed = await runner.text('list the exported files', ['ls-files', '-z'], inExport(folder));
    if (!/(^|[\0/])\.gitattributes\0/.test(listed))
        return [];
    const fields = (await runner.text('read .gitattributes', ['check-attr', '-z', '--stdin', 'filter'], { ...inExport(folder), stdin: listed })).split('\0');
    return fields.filter((_, index) => index % 3 === 0 && fields[index + 2] === 'lfs');
};
/** Puts the contents in place; what is missing comes back as problems. `prefix` is the folder's place in the whole export. */
const fillLargeFiles = async (runner, folder, gitFolder, prefix) => {
    const problems = [];
    const filled = [];
    for (const path of await kept(runner, folder)) {
        const hex = await pointedTo((0,external_node_path_.join)(folder, path));
        if (hex === undefined)
            continue;
        const source = (0,external_node_path_.join)(gitFolder, 'lfs', 'objects', hex.slice(0, 2), hex.slice(2, 4), hex);
        if (await holds(source, hex)) {
            await (0,promises_.copyFile)(source, (0,external_node_path_.join)(folder, path));
            filled.push(path);
        }
        else
            problems.push((0,release_error/* problem */.CC)('LFS_POINTER', { path: prefix + path, object: `sha256:${hex}` }, { file: prefix + path }));
    }
    // Without the filter git takes the content for a change, and `describe --dirty` would put that into versions.
    if (filled.length > 0) {
        await runner.text('mark large files', ['update-index', '--assume-unchanged', '-z', '--stdin'], { ...inExport(folder), stdin: `${filled.join('\0')}\0` });
    }
    return problems;
};

// EXTERNAL MODULE: ./out/adapters/exec/child.js
var child = __webpack_require__(8169);
// EXTERNAL MODULE: ./out/adapters/exec/find-tool.js
var find_tool = __webpack_require__(3451);
// EXTERNAL MODULE: ./out/core/disk-full.js
var disk_full = __webpack_require__(2111);
// EXTERNAL MODULE: ./out/adapters/exec/child-environment.js
var child_environment = __webpack_require__(4409);
;// CONCATENATED MODULE: ./out/adapters/git/git-environment.js
// How git is started: without the user's and the system's config, hooks, credential helpers, pagers or prompts. A clone may
// bring a config of its own (a hook path, an fsmonitor, filters): what could run a program from there is switched off.




const settings = {
    'core.hooksPath': '/dev/null',
    'core.fsmonitor': 'false',
    'core.attributesFile': '/dev/null',
    'core.excludesFile': '/dev/null',
    'core.pager': 'cat',
    'core.editor': 'false',
    'core.sshCommand': 'false',
    'core.askPass': '',
    'credential.helper': '',
    // A folder that looks like a bare repository inside the tree must not be taken for one.
    'safe.bareRepository': 'explicit',
    'advice.detachedHead': 'false',
    'gc.auto': '0',
    'maintenance.auto': 'false',
    'uploadpack.packObjectsHook': '',
    'submodule.recurse': 'false',
};
/** Settings travel by environment: argv can be read by everybody on the machine, and these may hold a credential. */
const configEnvironment = (more = {}) => {
    const pairs = Object.entries({ ...settings, ...more });
    const env = { GIT_CONFIG_COUNT: String(pairs.length) };
    pairs.forEach(([key, value], index) => {
        env[`GIT_CONFIG_KEY_${index}`] = key;
        env[`GIT_CONFIG_VALUE_${index}`] = value;
    });
    return env;
};
/** The folder with `.git` at or above the given one, and where its `.git` leads when it is a file (work trees). */
const ownFolders = async (folder) => {
    let top = await (0,promises_.realpath)(folder);
    while (!(await isThere((0,external_node_path_.join)(top, '.git'))) && (0,external_node_path_.dirname)(top) !== top)
        top = (0,external_node_path_.dirname)(top);
    const dotGit = (0,external_node_path_.join)(top, '.git');
    if (!(await isThere(dotGit)))
        return [top];
    if ((await (0,promises_.stat)(dotGit)).isDirectory())
        return [top, dotGit];
    const leads = /^gitdir: (.+)$/m.exec(await (0,promises_.readFile)(dotGit, 'utf8'))?.[1];
    return leads === undefined ? [top] : [top, dotGit, (0,external_node_path_.resolve)(top, leads)];
};
const quoted = (path) => `"${path.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
/**
 * The only global config: the exact folders that may be read though another user owns them (a checkout in a container).
 * As a file, because git drops settings of the environment before it starts its own children.
 */
const writeGlobalConfig = async (temp, folders) => {
    await (0,promises_.mkdir)(temp, { recursive: true });
    const path = (0,external_node_path_.join)(temp, 'gitconfig');
    await (0,promises_.writeFile)(path, `[safe]\n${folders.map((it) => `\tdirectory = ${quoted(it)}\n`).join('')}`);
    return path;
};
const gitEnvironment = async (outer, folder, temp) => ({
    ...(0,child_environment/* childEnvironment */.Q)(outer, 'git', {}),
    HOME: temp,
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: await writeGlobalConfig(temp, await ownFolders(folder)),
    GIT_TERMINAL_PROMPT: '0',
    GIT_ASKPASS: 'false',
    GIT_SSH_COMMAND: 'false',
    GIT_PAGER: 'cat',
    GIT_EDITOR: 'false',
    GIT_ALLOW_PROTOCOL: 'https',
    GIT_LITERAL_PATHSPECS: '1',
    GIT_NO_REPLACE_OBJECTS: '1',
    // `status` would otherwise rewrite the index of the user's clone.
    GIT_OPTIONAL_LOCKS: '0',
});

;// CONCATENATED MODULE: ./out/adapters/git/git-runner.js
// Starting git, and turning its failures into codes.






/** A tree of a million long paths is 100 MB. */
const keptBytes = 512 * 1024 * 1024;
const saidOf = (end) => end.stderr.toString('utf8').trim().split('\n').slice(-5).join(' ');
/** git says "unable to write file" and keeps the reason to itself; then the disk is asked. */
const unsaid = async (end, folder) => {
    const line = /[^\n]*(?:unable to write|write error)[^\n]*/i.exec(end.stderr.toString('utf8'))?.[0].trim();
    if (line === undefined)
        return undefined;
    const { bavail, bsize } = await (0,promises_.statfs)(folder);
    return bavail * bsize < 1024 * 1024 ? line : undefined;
};
const createGitRunner = (options) => {
    const { folder, temp, environment, signal } = options;
    const findGit = async () => (await (0,find_tool/* findTool */.S)('git', environment['PATH'])) ?? (0,release_error/* fail */.fJ)('TOOL_MISSING', { tool: 'git', how: (0,find_tool/* howToGet */.O)('git') });
    let ready;
    const prepared = async () => (ready ??= Promise.all([findGit(), gitEnvironment(environment, folder, temp)]).then(([file, env]) => ({ file, env })));
    const run = async (args, call = {}) => {
        const { file, env } = await prepared();
        const end = await (0,child/* runChild */.w)({
            file,
            args,
            cwd: call.cwd ?? folder,
            env: { ...env, ...configEnvironment(call.settings), ...call.env },
            limit: keptBytes,
            ...(call.stdin === undefined ? {} : { stdin: call.stdin }),
            ...(signal ? { signal } : {}),
        });
        const full = end.code === 0 ? undefined : ((0,disk_full/* toldDiskFull */.W4)(end.stderr.toString('utf8'), end.signal) ?? (await unsaid(end, call.cwd ?? folder)));
        if (full !== undefined)
            (0,release_error/* fail */.fJ)('DISK_FULL', { what: `git ${args[0] ?? ''}`, path: 'what git was writing', said: full });
        if (end.truncated)
            (0,release_error/* fail */.fJ)('TOOL_OUTPUT_TOO_LARGE', { tool: 'git', limit: keptBytes });
        return end;
    };
    return {
        folder,
        temp,
        run,
        text: async (what, args, call) => {
            const end = await run(args, call);
            if (end.code !== 0)
                (0,release_error/* fail */.fJ)('GIT_FAILED', { what, said: saidOf(end) });
            return end.stdout.toString('utf8');
        },
        start: async () => {
            const { file, env } = await prepared();
            return { file, env: { ...env, ...configEnvironment() } };
        },
    };
};

;// CONCATENATED MODULE: ./out/adapters/git/remote-url.js
// Addresses of remotes: without credentials for display, and relative ones of submodules made absolute. Pure.
/** `https://user:token@host/x` loses what is before the `@`; `git@host:x` keeps its user, which is no secret. */
const withoutCredentials = (url) => {
    if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(url))
        return url;
    return url.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#]*@/i, '$1');
};
/** As git does it: `../x` beside the remote, `./x` below it. Undefined when there is no remote to start from. */
const resolveSubmoduleUrl = (url, origin) => {
    if (!/^\.\.?\//.test(url))
        return url;
    if (origin === undefined)
        return undefined;
    let base = origin.replace(/\/+$/, '');
    let rest = url;
    while (/^\.\.?\//.test(rest)) {
        if (rest.startsWith('../'))
            base = base.replace(/[/:][^/:]*$/, '');
        rest = rest.replace(/^\.\.?\//, '');
    }
    return `${base}/${rest}`;
};
/** `https` anywhere; plain `http` only on this machine, for the rehearsal. Never ssh, git, ext or a local path. */
const isFetchable = (url) => {
    if (!URL.canParse(url))
        return false;
    const { protocol, hostname } = new URL(url);
    return protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname));
};

;// CONCATENATED MODULE: ./out/adapters/git/fetched-store.js
// Objects that the clone does not have, fetched into a bare repository of this run. The user's clone is never written.




const authorizationSettings = (url, authorization) => authorization === undefined ? {} : { [`http.${new URL(url).origin}/.extraHeader`]: `Authorization: ${authorization}` };
/** Fetches into a repository (the given git folder) and gives the id that came. */
const fetchInto = async (runner, gitFolder, it) => {
    const url = withoutCredentials(it.url);
    if (!isFetchable(it.url))
        return (0,release_error/* fail */.fJ)('FETCH_FAILED', { url, what: it.what, said: 'only https addresses are fetched from' });
    const named = it.what.startsWith('refs/') ? `${it.what}:${it.what}` : it.what;
    const depth = it.depth === undefined ? [] : [`--depth=${it.depth}`];
    const args = ['fetch', '--quiet', '--no-tags', '--no-recurse-submodules', '--force', ...depth, '--end-of-options', it.url, named];
    const end = await runner.run(args, {
        cwd: gitFolder,
        env: { GIT_DIR: gitFolder, GIT_ALLOW_PROTOCOL: new URL(it.url).protocol.slice(0, -1) },
        settings: authorizationSettings(it.url, it.authorization),
    });
    if (end.code !== 0)
        return (0,release_error/* fail */.fJ)('FETCH_FAILED', { url, what: it.what, said: saidOf(end) });
    return (await runner.text('read what was fetched', ['rev-parse', '--verify', 'FETCH_HEAD'], { cwd: gitFolder, env: { GIT_DIR: gitFolder } })).trim();
};
const openStore = async (runner) => {
    const store = (0,external_node_path_.join)(runner.temp, 'fetched.git');
    await runner.text('make a store for fetched objects', ['init', '--quiet', '--bare', '--template=', '--', store], { cwd: runner.temp });
    return store;
};

;// CONCATENATED MODULE: ./out/adapters/git/tree.js
// The tree of a commit as a list, and the way of links within it. Pure but for the one listing.

const isLink = (it) => it.mode === '120000';
const isSubmodule = (it) => it.mode === '160000';
/** Zero-terminated, because a path may hold any other byte. */
const parseTree = (listing) => listing.split('\0').flatMap((row) => {
    const found = /^(\d{6}) \w+ ([0-9a-f]+)\t([\s\S]+)$/.exec(row);
    return found?.[1] && found[2] && found[3] ? [{ mode: found[1], id: found[2], path: found[3] }] : [];
});
const readTree = async (runner, commit, env = {}) => parseTree(await runner.text(`list the files of ${commit}`, ['ls-tree', '-r', '-z', '--full-tree', '--end-of-options', commit], { env }));
const mostLinks = 20;
/**
 * The entry that a path leads to, links of the tree followed (of folders as well); undefined when nothing is there or the
 * way leaves the tree.
 */
const findInTree = async (byPath, path, readLink) => {
    let rest = external_node_path_.posix.normalize(path);
    for (let links = 0; links < mostLinks; links++) {
        if (rest.startsWith('../') || rest === '..' || rest.startsWith('/'))
            return undefined;
        const names = rest.split('/');
        const at = names.findIndex((_, index) => {
            const entry = byPath.get(names.slice(0, index + 1).join('/'));
            return entry !== undefined && isLink(entry);
        });
        if (at < 0)
            return byPath.get(rest);
        const link = byPath.get(names.slice(0, at + 1).join('/'));
        if (!link)
            return undefined;
        const target = await readLink(link);
        if (target.startsWith('/'))
            return undefined;
        rest = external_node_path_.posix.normalize([...names.slice(0, at), target, ...names.slice(at + 1)].join('/'));
    }
    return undefined;
};

;// CONCATENATED MODULE: ./out/adapters/git/submodules.js
// Submodules of an export: from the clone's own copies first (`.git/modules`), else by https without credentials. Where the
// objects cannot be had the release stops; an empty folder is never packed in their place.








/** `.gitmodules` as the commit has it, read by git itself and only as data. */
const declared = async (runner, parent) => {
    const args = ['config', '-z', `--blob=${parent.commit}:.gitmodules`, '--get-regexp', String.raw `^submodule\..*\.(path|url)$`];
    const end = await runner.run(args, inExport(parent.folder));
    const fields = new Map();
    for (const row of end.stdout.toString('utf8').split('\0')) {
        const found = /^submodule\.([\s\S]+)\.(path|url)\n([\s\S]*)$/.exec(row);
        const [, name, key, value] = found ?? [];
        if (name === undefined || value === undefined)
            continue;
        fields.set(name, { ...fields.get(name), [key === 'path' ? 'path' : 'url']: value });
    }
    return [...fields].flatMap(([name, it]) => (it.path !== undefined ? [{ name, path: external_node_path_.posix.normalize(it.path), url: it.url ?? '' }] : []));
};
/** The name becomes a path below `modules`: git refuses `..` there since CVE-2018-11235, and so do we. */
const isSafeName = (name) => !name.startsWith('/') && !name.split('/').includes('..');
const hasCommit = async (runner, gitFolder, commit) => (await isThere((0,external_node_path_.join)(gitFolder, 'objects'))) &&
    (await runner.run(['cat-file', '-e', `${commit}^{commit}`], { cwd: gitFolder, env: { GIT_DIR: gitFolder } })).code === 0;
const fetched = async (runner, url, commit) => {
    const store = (0,external_node_path_.join)(runner.temp, `submodule-${commit}.git`);
    await runner.text('make a store for a submodule', ['init', '--quiet', '--bare', '--template=', '--', store], { cwd: runner.temp });
    await fetchInto(runner, store, { url, what: commit, depth: 1 });
    return store;
};
/** The git folder that holds the commit, or why there is none. */
const sourceOf = async (runner, parent, it, commit) => {
    const local = (0,external_node_path_.join)(parent.gitFolder, 'modules', it.name);
    if (isSafeName(it.name) && (await hasCommit(runner, local, commit)))
        return { source: local };
    const url = resolveSubmoduleUrl(it.url, parent.origin);
    if (url === undefined)
        return { reason: `it is not checked out here, and ${it.url} is relative to a remote that this clone does not have` };
    if (!isFetchable(url))
        return { reason: `it is not checked out here, and ${withoutCredentials(url)} is no https address` };
    try {
        return { source: await fetched(runner, withoutCredentials(url), commit) };
    }
    catch (error) {
        if (error instanceof release_error/* ReleaseError */.K2 && error.code === 'FETCH_FAILED')
            return { reason: error.message };
        throw error;
    }
};
/** Fills every submodule below the parent; problems come back together. */
const fillSubmodules = async (runner, parent) => {
    const links = (await readTree(runner, parent.commit, inExport(parent.folder).env)).filter(isSubmodule);
    if (links.length === 0)
        return [];
    const known = await declared(runner, parent);
    const problems = [];
    for (const link of links) {
        const path = parent.prefix + link.path;
        const missing = (reason) => (0,release_error/* problem */.CC)('SUBMODULE_MISSING', { path, commit: link.id, reason }, { file: `${parent.prefix}.gitmodules` });
        const it = known.find((candidate) => candidate.path === link.path);
        if (!it) {
            problems.push(missing('.gitmodules does not name it'));
            continue;
        }
        const found = await sourceOf(runner, parent, it, link.id);
        if ('reason' in found) {
            problems.push(missing(found.reason));
            continue;
        }
        const folder = (0,external_node_path_.join)(parent.folder, link.path);
        await checkOut(runner, { folder, commit: link.id, sources: [found.source], refs: '' });
        problems.push(...(await fillLargeFiles(runner, folder, found.source, `${path}/`)));
        problems.push(...(await fillSubmodules(runner, { folder, commit: link.id, gitFolder: found.source, prefix: `${path}/`, origin: resolveSubmoduleUrl(it.url, parent.origin) })));
    }
    return problems;
};

;// CONCATENATED MODULE: ./out/adapters/git/times.js
// The one time of a release. Every file of an export gets the commit's time, so that no tool packs the time of the checkout.


/** Files, links and folders below and including the folder; repositories' own folders are left alone. */
const setTimes = async (folder, time) => {
    const entries = await (0,promises_.readdir)(folder, { withFileTypes: true });
    await Promise.all(entries.filter((it) => !it.isDirectory()).map(async (it) => (0,promises_.lutimes)((0,external_node_path_.join)(folder, it.name), time, time)));
    for (const it of entries)
        if (it.isDirectory() && it.name !== '.git')
            await setTimes((0,external_node_path_.join)(folder, it.name), time);
    await (0,promises_.lutimes)(folder, time, time);
};

;// CONCATENATED MODULE: ./out/adapters/git/export.js
// The clean export from which everything is built: a detached checkout of the tagged commit in a folder of its own, with
// history and submodules, without remotes, branches, hooks, credentials or anything of the user's work tree.






const mustBeNew = async (folder) => {
    try {
        const found = await (0,promises_.readdir)(folder);
        if (found.length > 0)
            (0,release_error/* fail */.fJ)('BUG', { what: `an export into ${folder}, which is not empty` });
    }
    catch (error) {
        if (error.code !== 'ENOENT')
            throw error;
    }
};
const exportCommit = async (runner, it) => {
    await mustBeNew(it.folder);
    const refs = await runner.text('list the tags', ['for-each-ref', '--format=%(objectname) %(refname)', 'refs/tags/']);
    await checkOut(runner, { folder: it.folder, commit: it.commit, sources: it.sources, refs });
    const gitFolder = it.sources[0];
    (0,release_error/* failAll */.wf)([
        ...(await fillLargeFiles(runner, it.folder, gitFolder, '')),
        ...(await fillSubmodules(runner, { folder: it.folder, commit: it.commit, gitFolder, prefix: '', origin: it.origin })),
    ]);
    await setTimes(it.folder, it.time);
    // The index knows the old times; without this `git diff-index`, which plugins use, calls the export dirty.
    await runner.run(['update-index', '-q', '--refresh'], inExport(it.folder));
};

// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(1421);
// EXTERNAL MODULE: ./out/adapters/exec/process-group.js
var process_group = __webpack_require__(5232);
;// CONCATENATED MODULE: ./out/adapters/git/object-reader.js
// One `git cat-file --batch` that answers every look-up of a run: the first costs a process (7 ms), the others a line. Names
// go in by standard input, so that none can become an option.



const header = /^([0-9a-f]{40,64}) (commit|tag|tree|blob) (\d+)$/;
/** Cuts the answers out of the output, in the order of the questions. */
class Answers {
    queue;
    parts = [];
    size = 0;
    want = 0;
    constructor(queue) {
        this.queue = queue;
    }
    push(part) {
        this.parts.push(part);
        this.size += part.length;
        // A large blob comes in many parts; they are joined when all of it is there.
        while (this.queue.length > 0 && this.size >= this.want && this.take())
            ;
    }
    take() {
        const all = Buffer.concat(this.parts);
        this.parts = [all];
        const end = all.indexOf(10);
        if (end < 0)
            return false;
        const line = all.subarray(0, end).toString('utf8');
        const found = header.exec(line);
        const length = found ? Number(found[3]) + 1 : 0;
        this.want = end + 1 + length;
        if (all.length < this.want)
            return false;
        const rest = all.subarray(this.want);
        this.parts = [rest];
        this.size = rest.length;
        this.want = 0;
        const [id, type] = [found?.[1], found?.[2]];
        const it = id !== undefined && type ? { id, type, bytes: Buffer.from(all.subarray(end + 1, end + length)) } : undefined;
        this.queue.shift()?.resolve(it);
        return true;
    }
}
/** While nobody waits, the process must not keep this one alive; when this one ends its standard input closes, and it ends. */
const hold = (child, held) => {
    for (const it of [child.stdout, child.stderr, child.stdin]) {
        if (held)
            it.ref();
        else
            it.unref();
    }
    if (held)
        child.ref();
    else
        child.unref();
};
const object_reader_open = async (runner, env, queue) => {
    const started = await runner.start();
    const child = (0,external_node_child_process_.spawn)(started.file, ['cat-file', '--batch'], { cwd: runner.folder, env: { ...started.env, ...env }, stdio: ['pipe', 'pipe', 'pipe'], detached: true });
    if (child.pid !== undefined)
        (0,process_group/* watchGroup */.Pe)(child.pid);
    const answers = new Answers(queue);
    let said = '';
    child.stderr.on('data', (part) => (said = (said + part.toString('utf8')).slice(-2000)));
    child.stdout.on('data', (part) => {
        answers.push(part);
        if (queue.length === 0)
            hold(child, false);
    });
    child.stdin.on('error', () => undefined);
    const broken = (reason) => {
        for (const it of queue.splice(0)) {
            try {
                (0,release_error/* fail */.fJ)('GIT_FAILED', { what: `read ${it.name}`, said: said.trim() || reason });
            }
            catch (error) {
                it.reject(error);
            }
        }
    };
    child.once('error', (error) => broken(error.message));
    child.once('close', () => {
        if (child.pid !== undefined)
            (0,process_group/* forgetGroup */.LK)(child.pid);
        broken('it ended without an answer');
    });
    return child;
};
const createObjectReader = (runner) => {
    let child;
    let queue = [];
    let env = {};
    const read = async (name) => {
        // One line is one question.
        if (/[\n\r\0]/.test(name) || name.trim() === '')
            return undefined;
        const asked = (child ??= object_reader_open(runner, env, queue));
        const mine = queue;
        const process = await asked;
        if (process.exitCode !== null || process.signalCode !== null) {
            if (child === asked)
                child = undefined;
            return read(name);
        }
        return new Promise((resolve, reject) => {
            mine.push({ name, resolve, reject });
            hold(process, true);
            process.stdin.write(`${name}\n`);
        });
    };
    const close = () => {
        const last = child;
        child = undefined;
        queue = [];
        void last?.then((it) => it.stdin.end(), () => undefined);
    };
    return {
        read,
        restart: (next) => {
            close();
            env = next;
        },
        close,
    };
};

;// CONCATENATED MODULE: ./out/adapters/git/tag-object.js
/** Line starts of the three kinds of signature that git appends to a message. */
const signature = /^-----BEGIN (PGP SIGNATURE|PGP MESSAGE|SSH SIGNATURE|SIGNED MESSAGE)-----$/m;
const headerOf = (text, name) => new RegExp(`^${name} (.*)$`, 'm').exec(text)?.[1];
const split = (it) => {
    const text = it.bytes.toString('utf8');
    const gap = text.indexOf('\n\n');
    return gap < 0 ? { head: text, body: '' } : { head: text.slice(0, gap), body: text.slice(gap + 2) };
};
const parseTag = (it) => {
    const { head, body } = split(it);
    const cut = signature.exec(body);
    return {
        target: headerOf(head, 'object') ?? '',
        type: headerOf(head, 'type') ?? '',
        message: (cut ? body.slice(0, cut.index) : body).trimEnd(),
        // In repositories of two hash kinds the second signature is a header.
        signed: cut !== null || /^gpgsig(-sha256)? /m.test(head),
    };
};
const timeIn = (it, header) => {
    const seconds = / (\d+) [+-]\d{4}$/.exec(headerOf(split(it).head, header) ?? '')?.[1];
    return seconds === undefined ? undefined : Number(seconds);
};
/** Committer time, seconds since 1970; undefined when the object has none that can be read. */
const committerTime = (it) => timeIn(it, 'committer');
/** When a tag object was made; very old ones do not say it. */
const taggerTime = (it) => timeIn(it, 'tagger');

;// CONCATENATED MODULE: ./out/adapters/git/work-tree.js
/** A filter of the clone's config is a program; comparing must not start it. */
const filtersOff = async (runner) => {
    const end = await runner.run(['config', '-z', '--name-only', '--get-regexp', String.raw `^filter\..*\.(clean|smudge|process|required)$`]);
    const names = end.stdout.toString('utf8').split('\0').filter((it) => it !== '');
    return Object.fromEntries(names.map((name) => [name, name.endsWith('.required') ? 'false' : '']));
};
const differsFromHead = async (runner, top) => {
    const settings = await filtersOff(runner);
    return (await runner.text('compare the work tree', ['status', '--porcelain', '-z'], { cwd: top, settings })) !== '';
};
/** Undefined on a detached HEAD, as a workflow for a tag has it. */
const branchOf = async (runner) => {
    const end = await runner.run(['symbolic-ref', '--quiet', '--short', 'HEAD']);
    return end.code === 0 ? end.stdout.toString('utf8').trim() : undefined;
};
/** As the config has it, credentials included: for use, not for display. */
const originOf = async (runner) => {
    const end = await runner.run(['config', '--get', 'remote.origin.url']);
    return end.code === 0 ? end.stdout.toString('utf8').trim() : undefined;
};

;// CONCATENATED MODULE: ./out/adapters/git/node-git.js
// The git port over the user's clone and the git program.











const locate = async (runner) => {
    const end = await runner.run(['rev-parse', '--show-toplevel', '--git-common-dir', '--is-shallow-repository']);
    const [top, common, shallow] = end.stdout.toString('utf8').split('\n');
    if (end.code !== 0 || !top || !common)
        return (0,release_error/* fail */.fJ)('NOT_A_CLONE', { folder: runner.folder, said: saidOf(end) });
    return { top, common: (0,external_node_path_.resolve)(runner.folder, common), shallow: shallow === 'true' };
};
/** Look-ups by object; everything here is read once per commit. */
const createLookups = (runner, where) => {
    const objects = createObjectReader(runner);
    const trees = new Map();
    let storeEnv = {};
    const read = async (name) => {
        await where();
        return objects.read(name);
    };
    const commitObject = async (commit) => (await read(`${commit}^{commit}`)) ?? (0,release_error/* fail */.fJ)('COMMIT_NOT_FOUND', { commit, where: 'the clone' });
    const loadTree = async (commit) => {
        const entries = await readTree(runner, (await commitObject(commit)).id, storeEnv);
        return { entries, byPath: new Map(entries.map((it) => [it.path, it])) };
    };
    const tree = async (commit) => {
        const known = trees.get(commit) ?? loadTree(commit);
        trees.set(commit, known);
        return known;
    };
    const blob = async (it) => (await read(it.id))?.bytes ?? (0,release_error/* fail */.fJ)('GIT_FAILED', { what: `read ${it.path}`, said: `the object ${it.id} is not in the clone (a partial clone?)` });
    const useStore = (store) => {
        storeEnv = { GIT_ALTERNATE_OBJECT_DIRECTORIES: (0,external_node_path_.resolve)(store, 'objects') };
        objects.restart(storeEnv);
    };
    return { read, commitObject, tree, blob, useStore, environment: () => storeEnv, close: () => objects.close() };
};
const pinTag = async (lookups, where, name, fetchedId) => {
    const ref = `refs/tags/${name}`;
    const object = (await lookups.read(ref)) ?? (fetchedId === undefined ? undefined : await lookups.read(fetchedId));
    if (!object)
        return (0,release_error/* fail */.fJ)('TAG_NOT_FOUND', { tag: name, looked: 'the clone', shallow: (await where()).shallow });
    const commit = await lookups.read(`${object.id}^{commit}`);
    if (!commit)
        return (0,release_error/* fail */.fJ)('TAG_NOT_COMMIT', { tag: name, type: object.type === 'tag' ? parseTag(object).type : object.type, object: object.id });
    const kind = object.type !== 'tag' ? 'lightweight' : parseTag(object).signed ? 'signed' : 'annotated';
    return { name, object: object.id, commit: commit.id, kind };
};
const linkTargets = async (lookups, commit) => {
    const links = (await lookups.tree(commit)).entries.filter(isLink);
    return Object.fromEntries(await Promise.all(links.map(async (it) => [it.path, (await lookups.blob(it)).toString('utf8')])));
};
const showFile = async (lookups, commit, path) => {
    const { byPath } = await lookups.tree(commit);
    const entry = await findInTree(byPath, path, async (it) => (await lookups.blob(it)).toString('utf8'));
    return entry && !isSubmodule(entry) ? lookups.blob(entry) : undefined;
};
/** `..` would lead out of the tree, and git takes it for a path of the work tree. */
const peekAt = async (lookups, commit, path) => {
    const found = path.startsWith('..') ? undefined : await lookups.read(`${commit}:${path}`);
    return found?.type === 'blob' ? found.bytes : undefined;
};
const timeOfCommit = async (lookups, commit) => committerTime(await lookups.commitObject(commit)) ?? (0,release_error/* fail */.fJ)('GIT_FAILED', { what: `read the time of ${commit}`, said: 'its committer line cannot be read' });
const timeOfTag = async (lookups, { object, commit }) => {
    const it = object === commit ? undefined : await lookups.read(object);
    return (it && taggerTime(it)) ?? timeOfCommit(lookups, commit);
};
const mustBeWhole = async (where, what) => {
    if ((await where()).shallow)
        (0,release_error/* fail */.fJ)('SHALLOW_CLONE', { what });
};
const createGit = (options) => {
    const runner = createGitRunner(options);
    let located;
    const where = async () => (located ??= locate(runner));
    const lookups = createLookups(runner, where);
    let store;
    const fetched = new Map();
    const resolveTag = async (name) => pinTag(lookups, where, name, fetched.get(`refs/tags/${name}`));
    return {
        folder: async () => (await where()).top,
        resolveTag,
        tagMessage: async (name) => {
            const object = await lookups.read((await resolveTag(name)).object);
            return object?.type === 'tag' ? parseTag(object).message : undefined;
        },
        tagTime: async (name) => timeOfTag(lookups, await resolveTag(name)),
        tags: async () => {
            await mustBeWhole(where, 'the list of all tags');
            const listed = await runner.text('list the tags', ['for-each-ref', '--format=%(refname)', 'refs/tags/']);
            return listed.split('\n').flatMap((it) => (it === '' ? [] : [it.slice('refs/tags/'.length)]));
        },
        commit: async (revision) => (await lookups.read(`${revision}^{commit}`))?.id,
        commitTime: (commit) => timeOfCommit(lookups, commit),
        paths: async (commit) => (await lookups.tree(commit)).entries.filter((it) => !isSubmodule(it)).map((it) => it.path),
        links: async (commit) => linkTargets(lookups, commit),
        holds: async (commit, path) => (await peekAt(lookups, commit, path)) !== undefined,
        show: async (commit, path) => showFile(lookups, commit, path),
        changes: async (asked) => {
            await mustBeWhole(where, 'the changes since the release before');
            return readChanges(runner, asked, lookups.environment());
        },
        isShallow: async () => (await where()).shallow,
        isDirty: async () => differsFromHead(runner, (await where()).top),
        currentBranch: () => where().then(() => branchOf(runner)),
        remoteUrl: async () => {
            await where();
            const url = await originOf(runner);
            return url === undefined ? undefined : withoutCredentials(url);
        },
        exportTo: async (folder, commit) => {
            const { common, shallow } = await where();
            if (shallow && store === undefined)
                (0,release_error/* fail */.fJ)('SHALLOW_CLONE', { what: 'the history that belongs to an export' });
            const { id } = await lookups.commitObject(commit);
            const sources = [common, ...(store === undefined ? [] : [store])];
            await exportCommit(runner, { folder, commit: id, time: await timeOfCommit(lookups, id), sources, origin: await originOf(runner) });
        },
        fetchFrom: async (it) => {
            await where();
            store ??= await openStore(runner);
            const id = await fetchInto(runner, store, it);
            fetched.set(it.what, id);
            lookups.useStore(store);
            return id;
        },
        peek: async (commit, path) => peekAt(lookups, commit, path),
        close: () => lookups.close(),
    };
};


/***/ }),

/***/ 8449:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   PW: () => (/* binding */ isAddress),
/* harmony export */   U9: () => (/* binding */ isLoopback),
/* harmony export */   we: () => (/* binding */ isLocalOnly)
/* harmony export */ });
// What can be told from a host name alone. Host names come from URL, which has already brought every spelling of an address
// (0x7f.1, 2130706433, full-width digits) to its plain form.
const isIpv4 = (host) => /^\d{1,3}(\.\d{1,3}){3}$/.test(host);
/** `127.0.0.1`, `[::1]`: an address, not a name. */
const isAddress = (host) => isIpv4(host) || host.startsWith('[');
/** This machine. A redirect from elsewhere to it would reach services that trust their neighbours. */
const isLoopback = (host) => host === 'localhost' || host.endsWith('.localhost') || (isIpv4(host) && host.startsWith('127.')) || host === '[::1]' || /^\[::ffff:7f/.test(host);
/** Addresses that mean "this machine" or "the machine's cloud" (169.254.169.254 hands out credentials), to whoever asks. */
const isLocalOnly = (host) => isLoopback(host) || host === '0.0.0.0' || host === '[::]' || (isIpv4(host) && host.startsWith('169.254.')) ||
    /^\[fe[89ab]/.test(host) || /^\[::ffff:a9fe:/.test(host) || host === '[fd00:ec2::254]' || host === 'metadata.google.internal';


/***/ }),

/***/ 1451:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ createWaitBudget)
/* harmony export */ });
const createWaitBudget = (defaultMs, now) => {
    let mostMs = defaultMs;
    let spent = 0;
    let coveredTo = -Infinity;
    const count = (from, until) => {
        spent += Math.max(0, until - Math.max(from, coveredTo));
        coveredTo = Math.max(coveredTo, until);
    };
    const more = (until) => Math.max(0, until - Math.max(now(), coveredTo));
    return {
        limit: (milliseconds) => void (mostMs = milliseconds),
        // What was granted and is not over yet has been counted already, whoever else waits for it.
        left: () => Math.max(0, mostMs - spent + Math.max(0, coveredTo - now())),
        take: (until) => {
            if (spent + more(until) > mostMs)
                return false;
            count(now(), until);
            return true;
        },
        spent: (since) => count(since, now()),
    };
};


/***/ }),

/***/ 9480:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ makeRunFolders)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3024);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1455);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8161);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(6760);
// The folders of one run, under the system's temporary folder (the runner's, where there is one). A run that is killed leaves them
// behind; their name says whose they are, and a later run removes those whose owner is surely dead.





const text = (read) => {
    try {
        return read();
    }
    catch {
        return '';
    }
};
/** Processes are told apart by number only where they see one another: in one container, since one boot of one machine. */
const neighbourhood = () => {
    const parts = [(0,node_os__WEBPACK_IMPORTED_MODULE_3__.hostname)(), text(() => (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.readFileSync)('/proc/sys/kernel/random/boot_id', 'utf8')), text(() => (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.readlinkSync)('/proc/self/ns/pid'))];
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(parts.join('\n')).digest('hex').slice(0, 12);
};
/** When a process began, in ticks since the boot; empty where the system does not tell. A number is given to another one later. */
const startOf = (pid) => text(() => (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.readFileSync)(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ')[19] ?? '');
/** A process that may not be asked (EPERM) is one that lives. */
const isThere = (pid) => {
    try {
        process.kill(pid, 0);
        return true;
    }
    catch (error) {
        return error.code !== 'ESRCH';
    }
};
const isSurelyDead = (pid, start) => !isThere(pid) || (start !== '' && startOf(pid) !== '' && startOf(pid) !== start);
const named = /^slipway-([0-9a-f]{12})-(\d+)-(\d*)-[A-Za-z0-9]{6}$/;
const isOurs = (path) => {
    const it = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.lstatSync)(path);
    return it.isDirectory() && it.uid === (process.getuid?.() ?? it.uid);
};
/** Tidying only: what cannot be removed stays, and no run fails for it. */
const removeLeftovers = async (temp, here) => {
    for (const name of await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.readdir)(temp).catch(() => [])) {
        const [, where, pid = '', start = ''] = named.exec(name) ?? [];
        if (where !== here || !isSurelyDead(Number(pid), start))
            continue;
        const path = (0,node_path__WEBPACK_IMPORTED_MODULE_4__.join)(temp, name);
        try {
            if (isOurs(path))
                await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rm)(path, { recursive: true, force: true });
        }
        catch {
            // Another run may be removing it as well.
        }
    }
};
const makeRunFolders = async (temp) => {
    const parent = temp ?? (0,node_os__WEBPACK_IMPORTED_MODULE_3__.tmpdir)();
    const here = neighbourhood();
    void removeLeftovers(parent, here);
    const root = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.mkdtemp)((0,node_path__WEBPACK_IMPORTED_MODULE_4__.join)(parent, `slipway-${here}-${process.pid}-${startOf(process.pid)}-`));
    let count = 0;
    return {
        root,
        makeWorkspace: async () => {
            const folder = (0,node_path__WEBPACK_IMPORTED_MODULE_4__.join)(root, `run-${++count}`);
            const workspace = { source: (0,node_path__WEBPACK_IMPORTED_MODULE_4__.join)(folder, 'source'), out: (0,node_path__WEBPACK_IMPORTED_MODULE_4__.join)(folder, 'out'), temp: (0,node_path__WEBPACK_IMPORTED_MODULE_4__.join)(folder, 'temp') };
            await Promise.all([(0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.mkdir)(workspace.out, { recursive: true }), (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.mkdir)(workspace.temp, { recursive: true })]);
            return workspace;
        },
        dispose: () => (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rm)(root, { recursive: true, force: true, maxRetries: 3 }),
    };
};


/***/ }),

/***/ 2741:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  j: () => (/* binding */ carryOutRequest)
});

// EXTERNAL MODULE: ./out/adapters/clock.js
var adapters_clock = __webpack_require__(5195);
;// CONCATENATED MODULE: ./out/adapters/console/progress.js
const signOfLife = 10_000;
const createProgress = (log, clock, words) => {
    const running = new Map();
    const timer = setInterval(() => {
        for (const { task, since } of running.values()) {
            // A task that began a moment ago needs no sign of life yet.
            if (clock.now() - since >= signOfLife / 2)
                log.info(words.still(task, clock.now() - since));
        }
    }, signOfLife);
    timer.unref();
    return {
        listen: (event) => {
            if (event.kind === 'phase')
                log.info(words.phase(event.phase, event.tasks));
            if (event.kind === 'start') {
                running.set(event.task.id, { task: event.task, since: clock.now() });
                log.info(words.start(event.task));
            }
            if (event.kind === 'end') {
                running.delete(event.result.id);
                log.info(words.end(event.result));
            }
        },
        stop: () => clearInterval(timer),
    };
};

// EXTERNAL MODULE: ./out/core/request.js
var core_request = __webpack_require__(4191);
// EXTERNAL MODULE: ./out/errors/release-error.js + 15 modules
var release_error = __webpack_require__(7823);
// EXTERNAL MODULE: ./out/adapters/environment.js
var adapters_environment = __webpack_require__(1276);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./out/core/disk-full.js
var disk_full = __webpack_require__(2111);
// EXTERNAL MODULE: ./out/adapters/exec/child-environment.js
var child_environment = __webpack_require__(4409);
// EXTERNAL MODULE: ./out/adapters/exec/child.js
var child = __webpack_require__(8169);
// EXTERNAL MODULE: ./out/adapters/exec/find-tool.js
var find_tool = __webpack_require__(3451);
// EXTERNAL MODULE: ./out/adapters/exec/output.js
var output = __webpack_require__(4006);
;// CONCATENATED MODULE: ./out/adapters/exec/node-exec.js
// The exec port over processes of this machine.







const keptBytes = 10 * 1024 * 1024;
const keptLines = 25;
/** One line for messages. Arguments hold no secrets: those travel by environment or standard input. */
const commandText = (command) => {
    const words = [(0,external_node_path_.basename)(command.tool), ...command.args].map((it) => (/^[\w@%+=:,./-]+$/.test(it) ? it : `'${it.replaceAll("'", String.raw `'\''`)}'`));
    const text = words.join(' ').replaceAll('\n', ' ');
    return text.length > 300 ? `${text.slice(0, 300)} …` : text;
};
const anySignal = (...signals) => {
    const given = signals.filter((it) => it !== undefined);
    return given.length > 1 ? AbortSignal.any(given) : given[0];
};
const finished = (command, end, took) => {
    if (end.truncated && command.whole === true)
        (0,release_error/* fail */.fJ)('TOOL_OUTPUT_TOO_LARGE', { tool: (0,external_node_path_.basename)(command.tool), limit: keptBytes });
    return { code: end.code, stdout: end.stdout.toString('utf8'), stderr: end.stderr.toString('utf8'), took };
};
const createExec = (options) => {
    const path = (0,child_environment/* childEnvironment */.Q)(options.environment, '', {})['PATH'];
    // The machine's set-up may have found the interpreter that can build; the first python3 of PATH often cannot.
    const chosen = { python3: options.environment['SLIPWAY_PYTHON'] };
    const find = async (tool) => (0,find_tool/* findTool */.S)(chosen[tool] ?? tool, path);
    const start = async (command) => {
        const tool = (0,external_node_path_.basename)(command.tool);
        const file = (await find(command.tool)) ?? (0,release_error/* fail */.fJ)('TOOL_MISSING', { tool: command.tool, how: (0,find_tool/* howToGet */.O)(tool) });
        const wanted = { add: command.env ?? {}, pass: command.pass ?? [], secrets: command.secrets ?? [] };
        const env = (0,child_environment/* childEnvironment */.Q)(options.environment, tool, wanted);
        for (const value of (0,child_environment/* secretsAmong */.o)(env, wanted))
            options.log.secret(value);
        const last = new output/* LastLines */.UR(keptLines);
        const onLine = (line) => {
            last.push(line);
            if (command.show !== false)
                options.log.child(tool, line);
        };
        const cutters = { stdout: new output/* LineCutter */.kD(onLine), stderr: new output/* LineCutter */.kD(onLine) };
        const signal = anySignal(command.signal, options.signal);
        const began = performance.now();
        const end = await (0,child/* runChild */.w)({
            file,
            args: command.args,
            cwd: command.cwd,
            env,
            limit: keptBytes,
            onOutput: (which, part) => cutters[which].push(part),
            ...(command.stdin === undefined ? {} : { stdin: command.stdin }),
            ...(command.stdoutFile === undefined ? {} : { stdoutFile: command.stdoutFile }),
            ...(signal ? { signal } : {}),
            ...(options.grace === undefined ? {} : { grace: options.grace }),
        });
        cutters.stdout.end();
        cutters.stderr.end();
        // Whoever asked may take a failure for an answer ("no index", "no such builder"); this one is none.
        const full = end.code === 0 ? undefined : (0,disk_full/* toldDiskFull */.W4)(last.all().join('\n'), end.signal);
        if (full !== undefined)
            (0,release_error/* fail */.fJ)('DISK_FULL', { what: commandText(command), path: 'what it was writing', said: full });
        return { finished: finished(command, end, performance.now() - began), end, lines: last.all() };
    };
    return {
        find,
        run: async (command) => (await start(command)).finished,
        check: async (command) => {
            const { finished: it, end, lines } = await start(command);
            if (end.code !== 0) {
                const code = end.signal ? `signal ${end.signal}` : `exit code ${end.code}`;
                (0,release_error/* fail */.fJ)('TOOL_FAILED', { tool: (0,external_node_path_.basename)(command.tool), command: commandText(command), code, lines });
            }
            return it;
        },
    };
};

// EXTERNAL MODULE: ./out/adapters/files/node-files.js + 1 modules
var node_files = __webpack_require__(2842);
;// CONCATENATED MODULE: ./out/adapters/files/stop-when-full.js
// A write that finds the disk full ends the whole run at once, and not only when its task has ended: what goes on side by side would
// send out more of a release that this run cannot finish.


const stopWhenFull = (files, stop) => {
    const watched = async (path, write) => {
        try {
            return await write();
        }
        catch (failure) {
            const full = (0,disk_full/* diskFull */.xg)(failure, path);
            const reason = full ? new release_error/* ReleaseError */.K2([full], { cause: failure }) : failure;
            if (reason instanceof release_error/* ReleaseError */.K2 && reason.code === 'DISK_FULL')
                stop(reason);
            throw reason;
        }
    };
    return {
        ...files,
        makeFolder: async (path) => watched(path, () => files.makeFolder(path)),
        writeFile: async (path, bytes) => watched(path, () => files.writeFile(path, bytes)),
        writeStream: async (path, parts) => watched(path, () => files.writeStream(path, parts)),
        copy: async (from, to) => watched(to, () => files.copy(from, to)),
        rename: async (from, to) => watched(to, () => files.rename(from, to)),
    };
};

// EXTERNAL MODULE: ./out/adapters/git/node-git.js + 15 modules
var node_git = __webpack_require__(2014);
// EXTERNAL MODULE: ./out/core/facts.js
var core_facts = __webpack_require__(4809);
// EXTERNAL MODULE: ./out/core/github-limits.js
var github_limits = __webpack_require__(5404);
// EXTERNAL MODULE: ./out/core/plain-text.js
var plain_text = __webpack_require__(3384);
;// CONCATENATED MODULE: ./out/adapters/github/refusal.js
// An answer that is no success → the code that fits. GitHub says the same thing by several statuses, and the right hint
// depends on its words; they are compared here and nowhere else.


const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const textOf = (value) => (typeof value === 'string' ? value : '');
const detailsOf = (value) => {
    const errors = isObject(value) ? value['errors'] : undefined;
    if (!Array.isArray(errors))
        return typeof errors === 'string' ? [{ message: errors }] : [];
    return errors.map((it) => {
        if (!isObject(it))
            return { message: textOf(it) };
        return { resource: textOf(it['resource']), code: textOf(it['code']), field: textOf(it['field']), message: textOf(it['message']) };
    });
};
const detailText = (it) => it.message || [it.resource, it.field, it.code].filter(Boolean).join(' ');
/** GitHub's message and the lines of errors[], as one line. */
const saidBy = (value) => {
    const message = isObject(value) ? textOf(value['message']) : '';
    const details = detailsOf(value).map(detailText).filter((it) => it !== '');
    const text = [message, details.length > 0 ? `(${details.join('; ')})` : ''].filter(Boolean).join(' ');
    return (0,plain_text/* withoutControls */.D)(text.replace(/\s+/g, ' ')).slice(0, 600) || 'nothing more';
};
const isRules = (said) => /rule violations|pre_receive|creations being restricted/i.test(said);
const isProtected = (said) => /protected branch|through a pull request|BRANCH_PROTECTION_RULE_VIOLATION/i.test(said);
const refuse = (answer, asked) => {
    const said = saidBy(answer.value);
    const { what } = asked;
    if (answer.status === 401)
        return (0,release_error/* fail */.fJ)('GITHUB_TOKEN_REFUSED', { what, said });
    if (asked.branch !== undefined && (isProtected(said) || isRules(said)))
        return (0,release_error/* fail */.fJ)('BRANCH_PROTECTED', { branch: asked.branch, said });
    if (isRules(said))
        return (0,release_error/* fail */.fJ)('GITHUB_RULES', { what, said });
    if (answer.status === 403)
        return forbidden(answer, what, said);
    if (answer.status === 404)
        return notFound(answer, asked, said);
    if (answer.status === 422)
        invalid(answer, asked, said);
    return (0,release_error/* fail */.fJ)('GITHUB_REFUSED', { what, status: answer.status, said }, { place: { url: answer.url } });
};
const forbidden = (answer, what, said) => {
    if (/not permitted to create or approve pull requests/i.test(said))
        return (0,release_error/* fail */.fJ)('GITHUB_PULLS_FORBIDDEN', { what, said });
    return (0,release_error/* fail */.fJ)('GITHUB_PERMISSION', { what, permission: answer.headers['x-accepted-github-permissions'] ?? '', said }, { place: { url: answer.url } });
};
/** To those who may not write, GitHub often says that the place does not exist. */
const notFound = (answer, asked, said) => {
    if (asked.method !== 'POST')
        return (0,release_error/* fail */.fJ)('GITHUB_NOT_FOUND', { what: asked.what, url: answer.url });
    const permission = answer.headers['x-accepted-github-permissions'] ?? '';
    return (0,release_error/* fail */.fJ)('GITHUB_PERMISSION', { what: asked.what, permission, said: `${said} (GitHub says so also to those who lack the right)` }, { place: { url: answer.url } });
};
const invalid = (answer, asked, said) => {
    const { what, repository = '', tag = '' } = asked;
    const details = detailsOf(answer.value);
    const ofTag = details.filter((it) => it.field === 'tag_name');
    if (ofTag.some((it) => /immutable/i.test(it.message ?? '')) || /tag_name was used by an immutable release/i.test(said))
        return (0,release_error/* fail */.fJ)('TAG_BURNED', { tag, repository });
    if (/immutable release/i.test(said))
        return (0,release_error/* fail */.fJ)('RELEASE_IMMUTABLE', { what, said });
    if (ofTag.some((it) => it.code === 'already_exists'))
        return (0,release_error/* fail */.fJ)('RELEASE_EXISTS', { tag, repository });
};

;// CONCATENATED MODULE: ./out/adapters/github/api.js
// GitHub's REST and GraphQL over the Http port: where requests go, with which headers, and what counts as an answer. The token
// is bound to the origin of the API (or of the uploads that belong to it) and goes nowhere else.



/** GitHub gives no more than this many pages of a list. */
const mostPages = 100;
const perPage = 100;
const unseenCreations = 3;
class Api {
    settings;
    origin;
    /** Of the API, its uploads and GraphQL together. */
    quota;
    counted = new Set();
    /** GitHub's time in its last answer, and ours when that came. */
    told;
    constructor(settings) {
        this.settings = settings;
        this.origin = new URL(settings.endpoints.api).origin;
        this.quota = { service: this.origin, windows: github_limits/* githubWindows */.hT };
        if (settings.token !== undefined)
            settings.log.secret(settings.token);
    }
    time() {
        const now = this.settings.clock.now();
        return this.told ? this.told.there + (now - this.told.here) : now;
    }
    /** Any status is an answer. */
    async ask(call) {
        const response = await this.send(call);
        const date = Date.parse(response.headers['date'] ?? '');
        if (Number.isFinite(date))
            this.told = { there: date, here: this.settings.clock.now() };
        const text = response.status === 204 ? '' : await response.text();
        return { status: response.status, headers: response.headers, url: response.url, value: text === '' ? undefined : parseLoosely(text) };
    }
    /** Success, or the code that fits. */
    async must(call) {
        const answer = await this.ask(call);
        return answer.status >= 200 && answer.status < 300 ? answer : refuse(answer, call);
    }
    /** Undefined for 404; every other failure stops, as "could not look" is not "not there". */
    async find(path, what, signal) {
        const call = { method: 'GET', path, what, ...(signal ? { signal } : {}) };
        const answer = await this.ask(call);
        if (answer.status === 404)
            return undefined;
        return answer.status >= 200 && answer.status < 300 ? answer.value : refuse(answer, call);
    }
    /** All pages of a list. `path` has its query, if any. */
    async all(path, what) {
        return (await this.findAll(path, what)) ?? (0,release_error/* fail */.fJ)('GITHUB_NOT_FOUND', { what, url: path });
    }
    /** The same; undefined when what the list belongs to is not there. */
    async findAll(path, what) {
        const all = [];
        for (let page = 1; page <= mostPages; page++) {
            const call = { method: 'GET', path: `${path}${path.includes('?') ? '&' : '?'}per_page=${perPage}&page=${page}`, what };
            const answer = await this.ask(call);
            if (answer.status === 404)
                return undefined;
            if (answer.status >= 300)
                return refuse(answer, call);
            if (!Array.isArray(answer.value))
                return (0,release_error/* fail */.fJ)('GITHUB_ANSWER', { what, field: 'the top', found: 'no list' });
            all.push(...answer.value);
            const { link } = answer.headers;
            const hasNext = link === undefined ? answer.value.length === perPage : /rel="next"/.test(link);
            if (!hasNext)
                return all;
        }
        return (0,release_error/* fail */.fJ)('GITHUB_TOO_MANY', { what, limit: mostPages * perPage });
    }
    /** A body that is read as it comes, from wherever a redirect leads; the token stays here. Undefined for 404. */
    async findStream(path, accept, what) {
        const { http, signal } = this.settings;
        const url = `${this.settings.endpoints.api}${path}`;
        const response = await http.send({
            method: 'GET', url, headers: { ...commonHeaders, accept }, purpose: 'read', idempotent: true, answer: 'stream', quota: this.quota, costs: { points: github_limits/* points */.WR.read },
            ...this.credentialFor(url), ...(signal ? { signal } : {}),
        });
        if (response.status >= 200 && response.status < 300)
            return response.body();
        if (response.status === 404)
            return void (await response.text());
        return refuse({ status: response.status, headers: response.headers, url: response.url, value: parseLoosely(await response.text()) }, { what, method: 'GET' });
    }
    send(call) {
        const { http, endpoints } = this.settings;
        const signal = call.signal ?? this.settings.signal;
        const url = /^https?:/.test(call.path) ? call.path : `${endpoints.api}${call.path}`;
        const isRead = call.method === 'GET' || call.method === 'HEAD';
        const body = call.file?.body ?? (call.json === undefined ? undefined : JSON.stringify(call.json));
        return http.send({
            method: call.method,
            url,
            headers: { ...commonHeaders, ...(body === undefined ? {} : { 'content-type': call.file?.mediaType ?? 'application/json; charset=utf-8' }) },
            ...(body === undefined ? {} : { body }),
            ...this.credentialFor(url),
            ...(signal ? { signal } : {}),
            purpose: call.probe ? 'access-probe' : isRead ? 'read' : 'write',
            idempotent: call.idempotent ?? isRead,
            expects: 'json',
            quota: this.quota,
            costs: costsOf(call, isRead),
        });
    }
    /** Numbers of things that were created, and when by GitHub's time: what an earlier run has used up of the hour is not used again. */
    created(things) {
        const fresh = things.filter((it) => !this.counted.has(it.id));
        for (const { id } of fresh)
            this.counted.add(id);
        if (fresh.length === 0)
            return;
        const ahead = this.time() - this.settings.clock.now();
        // Their seconds were cut off.
        const times = fresh.map((it) => it.at - ahead + 1000);
        // What they belong to was created with them, and some attempts leave nothing to see.
        const unseen = Array.from({ length: unseenCreations }, () => Math.max(...times));
        this.settings.http.used?.(this.quota, 'creates', [...times, ...unseen]);
    }
    /** Created by this run, and counted when it was sent. */
    createdHere(id) {
        this.counted.add(id);
    }
    credentialFor(url) {
        const { token } = this.settings;
        return token === undefined ? {} : { credential: { origin: this.originFor(url), value: `Bearer ${token}` } };
    }
    /**
     * The API itself, or a host of the same GitHub: the URL for uploads comes out of an answer, and whoever could forge that
     * answer must not be able to collect the token with it.
     */
    originFor(url) {
        const { origin, protocol, hostname } = new URL(url);
        const api = new URL(this.settings.endpoints.api);
        if (origin === this.origin)
            return origin;
        const family = [api.hostname, new URL(this.settings.endpoints.server).hostname, new URL(this.settings.endpoints.graphql).hostname];
        const isOurs = protocol === api.protocol && family.some((host) => hostname === host || hostname.endsWith(`.${host}`));
        return isOurs ? origin : (0,release_error/* fail */.fJ)('GITHUB_ORIGIN', { url: `${origin}/`, api: this.origin });
    }
}
/** The version whose answers are read here; GitHub keeps it for years after the next one. */
const commonHeaders = { accept: 'application/vnd.github+json', 'x-github-api-version': '2022-11-28' };
const costsOf = (call, isRead) => {
    const creates = call.creates ?? call.method === 'POST';
    return { points: isRead ? github_limits/* points */.WR.read : github_limits/* points */.WR.write, creates: creates ? 1 : 0 };
};
/** The body of a refusal may be anything; that of a success was checked to be JSON by the client. */
const parseLoosely = (text) => {
    try {
        return JSON.parse(text);
    }
    catch {
        return { message: text.slice(0, 200) };
    }
};
/** Each piece of a path encoded, the slashes between them kept: `tags/chart/1.0.0`. */
const encodePath = (path) => path.split('/').map(encodeURIComponent).join('/');

;// CONCATENATED MODULE: ./out/adapters/github/access.js
// Has the token a right? GitHub does not tell in advance, so each right is asked for with a request that needs it and that can
// never take effect, whatever the answer. Such requests are marked, and counted apart from writes.



/** No object has this id, so a ref to it is refused: after the right was checked. */
const noObject = '0'.repeat(40);
const probes = {
    'contents:write': { path: '/git/refs', json: { ref: 'refs/heads/slipway-access-probe', sha: noObject } },
    // From a branch that does not exist into itself.
    'pull-requests:write': { path: '/pulls', json: { title: 'access probe', head: 'slipway-access-probe', base: 'slipway-access-probe' } },
    // An issue needs a title.
    'issues:write': { path: '/issues', json: {} },
};
const canDo = async (api, repository, scope) => {
    const probe = probes[scope];
    if (!probe)
        return { state: 'unproven', reason: 'GitHub has no request that asks for it without taking effect' };
    const answer = await api.ask({
        method: 'POST', path: `/repos/${encodePath((0,core_facts/* repositoryText */.g)(repository))}${probe.path}`, json: probe.json, what: `ask for ${scope} of ${(0,core_facts/* repositoryText */.g)(repository)}`,
        probe: true, idempotent: true, creates: scope !== 'contents:write',
    });
    const said = saidBy(answer.value);
    if (answer.status === 422 || answer.status === 409)
        return { state: 'granted' };
    if (answer.status === 401 || answer.status === 403 || answer.status === 404) {
        const accepted = answer.headers['x-accepted-github-permissions'];
        return { state: 'denied', reason: `GitHub answered ${answer.status}: ${said}${accepted ? ` (it accepts: ${accepted})` : ''}` };
    }
    return { state: 'unproven', reason: `GitHub answered ${answer.status}: ${said}` };
};

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./out/adapters/patience.js
/** Lists of GitHub, and tags of registries, lag behind by seconds. Thirty in all, then what is read is believed. */
const patient = [250, 500, 1000, 1000, 2000, 2000, 4000, 4000, 8000, 8000];
/** Reads until the answer is as new as our own writes; after the last pause it is taken as it is. */
const readSettled = async (read, isFresh, waiting) => {
    let value = await read();
    for (const pause of waiting.pauses ?? patient) {
        if (isFresh(value))
            return value;
        await waiting.clock.sleep(pause, waiting.signal);
        value = await read();
    }
    return value;
};

;// CONCATENATED MODULE: ./out/adapters/github/look.js
// What is done when GitHub and we may differ about what there is: an answer was lost, or a list is older than our own write.
// In both cases the world is looked at, several times and not in haste, before anything is concluded from an absence.



/** Where sending again does no harm, only costs a request. */
const quick = [500, 1000];
const mostSends = 3;
const isLost = (failure) => failure instanceof release_error/* ReleaseError */.K2 && failure.code === 'HTTP_ANSWER_LOST';
/**
 * A call that makes something and must not be sent twice. When nobody knows whether it was carried out, `look` says what is
 * there: the thing itself, or undefined, and only then it is sent again.
 */
const sendOnce = async (send, look, waiting) => {
    for (let sends = 1;; sends++) {
        try {
            return await send();
        }
        catch (failure) {
            if (!isLost(failure))
                throw failure;
            const found = await readSettled(look, (value) => value !== undefined, waiting);
            if (found !== undefined)
                return found;
            if (sends === mostSends)
                throw failure;
        }
    }
};

// EXTERNAL MODULE: ./out/core/marker.js
var core_marker = __webpack_require__(4246);
;// CONCATENATED MODULE: ./out/adapters/github/shape.js
// GitHub's answers, field by field. What is missing or of another type stops with the field's name, at the place where it is
// read: an `undefined` that travels on shows up in a message or an asset name much later.

const described = (value) => {
    if (value === undefined)
        return 'missing';
    if (value === null)
        return 'null';
    if (Array.isArray(value))
        return 'a list';
    return typeof value === 'object' ? 'an object' : `${typeof value} (${JSON.stringify(value).slice(0, 60)})`;
};
class Fields {
    what;
    path;
    it;
    constructor(value, what, path = '') {
        this.what = what;
        this.path = path;
        if (typeof value !== 'object' || value === null || Array.isArray(value)) {
            (0,release_error/* fail */.fJ)('GITHUB_ANSWER', { what, field: path || 'the top', found: described(value) });
        }
        this.it = value;
    }
    at(key) {
        return this.path ? `${this.path}.${key}` : key;
    }
    wrong(key) {
        return (0,release_error/* fail */.fJ)('GITHUB_ANSWER', { what: this.what, field: this.at(key), found: described(this.it[key]) });
    }
    text(key) {
        const value = this.it[key];
        return typeof value === 'string' ? value : this.wrong(key);
    }
    /** GitHub gives null where a person left a field empty. */
    textOr(key, fallback) {
        const value = this.it[key];
        return value === null || value === undefined ? fallback : this.text(key);
    }
    textOrNull(key) {
        const value = this.it[key];
        return value === null || value === undefined ? null : this.text(key);
    }
    number(key) {
        const value = this.it[key];
        return typeof value === 'number' && Number.isSafeInteger(value) ? value : this.wrong(key);
    }
    numberOr(key, fallback) {
        const value = this.it[key];
        return value === null || value === undefined ? fallback : this.number(key);
    }
    flag(key) {
        const value = this.it[key];
        return typeof value === 'boolean' ? value : this.wrong(key);
    }
    flagOr(key, fallback) {
        const value = this.it[key];
        return value === null || value === undefined ? fallback : this.flag(key);
    }
    list(key) {
        const value = this.it[key];
        return Array.isArray(value) ? value : this.wrong(key);
    }
    object(key) {
        return new Fields(this.it[key], this.what, this.at(key));
    }
}
const listOf = (value, what) => Array.isArray(value) ? value : (0,release_error/* fail */.fJ)('GITHUB_ANSWER', { what, field: 'the top', found: described(value) });

;// CONCATENATED MODULE: ./out/adapters/github/releases.js







const readAsset = (value, what) => {
    const it = new Fields(value, what);
    return {
        id: it.number('id'), name: it.text('name'), size: it.number('size'), state: it.text('state'), digest: it.textOrNull('digest'),
        url: it.text('url'), downloadUrl: it.text('browser_download_url'),
    };
};
const readRelease = (value, what) => {
    const it = new Fields(value, what);
    return {
        id: it.number('id'), tag: it.text('tag_name'), name: it.textOr('name', ''), body: it.textOr('body', ''),
        draft: it.flag('draft'), prerelease: it.flag('prerelease'), immutable: it.flagOr('immutable', false),
        target: it.text('target_commitish'), url: it.text('html_url'), uploadUrl: it.text('upload_url').replace(/\{[^}]*\}$/, ''),
        createdAt: it.text('created_at'), assets: it.list('assets').map((asset) => readAsset(asset, what)),
    };
};
/** GitHub calls a draft `untagged-…` when its tag is deleted, also when the tag is made again; the marker knows better. */
const isOf = (release, tag) => release.tag === tag || (release.draft && (0,core_marker/* markedTag */.vy)(release.body) === tag);
const lastLine = (body) => body.trimEnd().split('\n').at(-1)?.trim() ?? '';
class Releases {
    api;
    own;
    looks = new Map();
    constructor(api, own) {
        this.api = api;
        this.own = own;
    }
    /** Several steps look at the same moment; they share one look, which may be many pages. */
    async byTag(repository, tag) {
        const key = `${(0,core_facts/* repositoryText */.g)(repository)} ${tag}`;
        const look = this.looks.get(key) ?? this.settledByTag(repository, tag).finally(() => this.looks.delete(key));
        this.looks.set(key, look);
        return look;
    }
    async settledByTag(repository, tag) {
        const name = (0,core_facts/* repositoryText */.g)(repository);
        const found = await readSettled(() => this.lookByTag(repository, tag), (all) => all.every((it) => this.own.isFreshRelease(it)) && this.own.unseenReleases(name, tag, all).length === 0, this.api.settings);
        return [...found].sort((a, b) => a.id - b.id);
    }
    /** The list has the drafts, the look-up by tag has what is published and perhaps not listed yet; ours are known by number. */
    async lookByTag(repository, tag) {
        const name = (0,core_facts/* repositoryText */.g)(repository);
        const what = `list the releases of ${name}`;
        const [listed, published] = await Promise.all([
            this.api.all(`${this.base(repository)}/releases`, what),
            this.api.find(`${this.base(repository)}/releases/tags/${encodePath(tag)}`, `read the release ${tag} of ${name}`),
        ]);
        const found = new Map();
        for (const it of [...listed, ...(published === undefined ? [] : [published])].map((value) => readRelease(value, what)))
            if (isOf(it, tag))
                found.set(it.id, it);
        for (const id of this.own.unseenReleases(name, tag, [...found.values()])) {
            const it = await this.byId(repository, id);
            if (it && isOf(it, tag))
                found.set(id, it);
        }
        return [...found.values()];
    }
    async all(repository) {
        const what = `list the releases of ${(0,core_facts/* repositoryText */.g)(repository)}`;
        return (await this.api.all(`${this.base(repository)}/releases`, what)).map((it) => readRelease(it, what));
    }
    async byId(repository, id) {
        const what = `read the release number ${id} of ${(0,core_facts/* repositoryText */.g)(repository)}`;
        const value = await this.api.find(`${this.base(repository)}/releases/${id}`, what);
        return value === undefined ? undefined : readRelease(value, what);
    }
    async latest(repository) {
        const what = `read the latest release of ${(0,core_facts/* repositoryText */.g)(repository)}`;
        const value = await this.api.find(`${this.base(repository)}/releases/latest`, what);
        return value === undefined ? undefined : readRelease(value, what);
    }
    async create(repository, fields) {
        if (!(0,core_marker/* isMarked */.rZ)(fields.body))
            return (0,release_error/* fail */.fJ)('BUG', { what: 'a release was to be created without a marker, so that a lost answer could not be looked up' });
        const name = (0,core_facts/* repositoryText */.g)(repository);
        const what = `create a ${fields.draft ? 'draft ' : ''}release ${fields.tag} of ${name}`;
        const marker = lastLine(fields.body);
        const release = await sendOnce(async () => {
            const answer = await this.api.must({ method: 'POST', path: `${this.base(repository)}/releases`, json: bodyOf(fields), what, repository: name, tag: fields.tag });
            return readRelease(answer.value, what);
        }, async () => (await this.byTag(repository, fields.tag)).find((it) => it.draft === fields.draft && (0,core_marker/* hasMarker */.xY)(it.body, marker)), this.api.settings);
        this.own.wroteRelease(name, release);
        return release;
    }
    async update(repository, id, fields) {
        const name = (0,core_facts/* repositoryText */.g)(repository);
        const what = `${fields.draft ? 'change the draft' : 'publish the release'} ${fields.tag} of ${name}`;
        const release = await sendOnce(async () => {
            const answer = await this.api.must({ method: 'PATCH', path: `${this.base(repository)}/releases/${id}`, json: bodyOf(fields), what, repository: name, tag: fields.tag });
            return readRelease(answer.value, what);
        }, async () => {
            const now = await this.byId(repository, id);
            return now && now.draft === fields.draft && now.tag === fields.tag && now.name === fields.name && now.body === fields.body ? now : undefined;
        }, { ...this.api.settings, pauses: quick });
        this.own.wroteRelease(name, release);
        return release;
    }
    async remove(repository, id) {
        const what = `delete the draft number ${id} of ${(0,core_facts/* repositoryText */.g)(repository)}`;
        const call = { method: 'DELETE', path: `${this.base(repository)}/releases/${id}`, what, idempotent: true };
        const answer = await this.api.ask(call);
        if (answer.status !== 404 && answer.status !== 204)
            refuse(answer, call);
        this.own.removedRelease(id);
    }
    base(repository) {
        return `/repos/${encodePath((0,core_facts/* repositoryText */.g)(repository))}`;
    }
}
/** Drafts and pre-releases cannot be the latest; the flag is text for GitHub. */
const bodyOf = (fields) => ({
    tag_name: fields.tag,
    name: fields.name,
    body: fields.body,
    draft: fields.draft,
    prerelease: fields.prerelease,
    make_latest: fields.makeLatest && !fields.draft && !fields.prerelease ? 'true' : 'false',
});

;// CONCATENATED MODULE: ./out/adapters/github/assets.js
// Assets of a release. Their identity is the digest, never name or size. An upload that broke off leaves an asset in the state
// `starter` under the name; it is removed by its number, and nothing that holds other bytes is ever removed here.








const mostUploads = 4;
const createdIn = (value, what) => {
    const it = new Fields(value, what);
    const at = Date.parse(it.textOr('created_at', ''));
    return Number.isNaN(at) ? [] : [{ id: it.number('id'), at }];
};
class Assets {
    api;
    own;
    constructor(api, own) {
        this.api = api;
        this.own = own;
    }
    async list(repository, release) {
        const what = `list the assets of release number ${release} of ${(0,core_facts/* repositoryText */.g)(repository)}`;
        const path = `${this.base(repository)}/releases/${release}/assets`;
        const read = async () => {
            const values = await this.api.findAll(path, what);
            if (values)
                this.api.created(values.flatMap((it) => createdIn(it, what)));
            return values?.map((it) => readAsset(it, what));
        };
        // Whoever asks has seen the release, so a "not found" is old; a release that was deleted since stays so.
        const found = await readSettled(read, (all) => all !== undefined && this.own.areFreshAssets(release, all), this.api.settings);
        return found ?? (0,release_error/* fail */.fJ)('GITHUB_NOT_FOUND', { what, url: path });
    }
    async *bytes(repository, asset) {
        const what = `download the asset ${asset.name} of ${(0,core_facts/* repositoryText */.g)(repository)}`;
        // Not the URL out of the answer: the token goes to addresses that are made here.
        const path = `${this.base(repository)}/releases/assets/${asset.id}`;
        const found = await readSettled(() => this.api.findStream(path, 'application/octet-stream', what), (it) => it !== undefined, this.api.settings);
        yield* found ?? (0,release_error/* fail */.fJ)('GITHUB_NOT_FOUND', { what, url: path });
    }
    async upload(repository, release, file) {
        for (let uploads = 1;; uploads++) {
            const sent = await this.send(release, file);
            if ('asset' in sent)
                return this.confirm({ repository, release, file }, sent.asset, 'made');
            const there = (await this.list(repository, release.id)).find((it) => it.name === file.name);
            if (there?.state === 'uploaded')
                return this.confirm({ repository, release, file }, there, 'found');
            if (uploads === mostUploads)
                return sent.giveUp();
            if (there)
                await this.remove(repository, there.id);
        }
    }
    async send(release, file) {
        const what = `upload ${file.name} to the release ${release.tag}`;
        const call = {
            method: 'POST', path: `${release.uploadUrl}?name=${encodeURIComponent(file.name)}`, what,
            file: { body: { path: file.path, size: file.size }, mediaType: file.mediaType },
        };
        let answer;
        try {
            answer = await this.api.ask(call);
        }
        catch (failure) {
            if (!isLost(failure))
                throw failure;
            return { giveUp: () => { throw failure; } };
        }
        if (answer.status === 201) {
            const asset = readAsset(answer.value, what);
            this.api.createdHere(asset.id);
            return { asset };
        }
        const isTaken = answer.status === 422 && detailsOf(answer.value).some((it) => it.code === 'already_exists');
        return isTaken ? { giveUp: () => refuse(answer, call) } : refuse(answer, call);
    }
    /** `made`: it came out of our own upload, and may be removed when it is not what was sent. */
    async confirm({ repository, release, file }, asset, origin) {
        const found = asset.digest ?? (await this.digestOf(repository, asset));
        if (asset.name === file.name && asset.state === 'uploaded' && found === file.digest) {
            this.own.wroteAsset(release.id, asset);
            return asset;
        }
        if (origin === 'found')
            return (0,release_error/* fail */.fJ)('ASSET_EXISTS', { name: file.name, release: release.tag, found, wanted: file.digest }, { place: { url: release.url } });
        await this.remove(repository, asset.id);
        if (asset.name !== file.name)
            return (0,release_error/* fail */.fJ)('ASSET_RENAMED', { asked: file.name, got: asset.name });
        return (0,release_error/* fail */.fJ)('ASSET_DIGEST', { name: file.name, found, wanted: file.digest }, { place: { url: release.url } });
    }
    async digestOf(repository, asset) {
        const hash = (0,external_node_crypto_.createHash)('sha256');
        for await (const part of this.bytes(repository, asset))
            hash.update(part);
        return `sha256:${hash.digest('hex')}`;
    }
    async rename(repository, id, name) {
        const what = `rename the asset number ${id} of ${(0,core_facts/* repositoryText */.g)(repository)} to ${name}`;
        const path = `${this.base(repository)}/releases/assets/${id}`;
        const asset = await sendOnce(async () => readAsset((await this.api.must({ method: 'PATCH', path, json: { name }, what })).value, what), async () => {
            const value = await this.api.find(path, what);
            const now = value === undefined ? undefined : readAsset(value, what);
            return now?.name === name ? now : undefined;
        }, { ...this.api.settings, pauses: quick });
        if (asset.name !== name)
            return (0,release_error/* fail */.fJ)('ASSET_RENAMED', { asked: name, got: asset.name });
        this.own.renamedAsset(asset);
        return asset;
    }
    async remove(repository, id) {
        const call = { method: 'DELETE', path: `${this.base(repository)}/releases/assets/${id}`, what: `delete the asset number ${id} of ${(0,core_facts/* repositoryText */.g)(repository)}`, idempotent: true };
        const answer = await this.api.ask(call);
        if (answer.status !== 404 && answer.status !== 204)
            refuse(answer, call);
        this.own.removedAsset(id);
    }
    base(repository) {
        return `/repos/${encodePath((0,core_facts/* repositoryText */.g)(repository))}`;
    }
}

;// CONCATENATED MODULE: ./out/adapters/github/graphql.js
const errorsOf = (answer) => {
    const errors = answer.value?.errors;
    if (!Array.isArray(errors))
        return [];
    return errors.map((it) => {
        const error = it;
        return { type: typeof error?.type === 'string' ? error.type : '', message: typeof error?.message === 'string' ? error.message : '' };
    });
};
/** The status with which REST would have said it. */
const statusOf = (errors) => {
    const types = errors.map((it) => it.type);
    return types.includes('FORBIDDEN') ? 403 : types.includes('NOT_FOUND') ? 404 : 422;
};

;// CONCATENATED MODULE: ./out/adapters/github/branches.js







/** Rules of a ruleset under which a commit made through the API does not get onto the branch. Signatures are GitHub's own. */
const closing = new Set(['pull_request', 'update', 'merge_queue', 'required_status_checks', 'required_deployments', 'workflows', 'code_scanning']);
const mutation = `mutation ($input: CreateCommitOnBranchInput!) { createCommitOnBranch(input: $input) { commit { oid url } } }`;
const branches_mostSends = 3;
class Branches {
    api;
    own;
    constructor(api, own) {
        this.api = api;
        this.own = own;
    }
    async rules(repository, branch) {
        const name = (0,core_facts/* repositoryText */.g)(repository);
        const head = await readSettled(() => this.head(repository, branch), (it) => this.own.isFreshHead(name, branch, it), this.api.settings);
        const what = `read the rules for the branch ${branch} of ${name}`;
        const answer = await this.api.must({ method: 'GET', path: `/repos/${encodePath(name)}/rules/branches/${encodePath(branch)}`, what });
        const types = listOf(answer.value, what).map((it) => new Fields(it, what).text('type'));
        const found = [...new Set(types.filter((it) => closing.has(it)))].sort();
        const there = head === undefined ? {} : { head };
        return found.length === 0 ? { ...there, takesCommits: true } : { ...there, takesCommits: false, reason: `a ruleset demands: ${found.join(', ')}` };
    }
    async head(repository, branch) {
        const name = (0,core_facts/* repositoryText */.g)(repository);
        const what = `read the branch ${branch} of ${name}`;
        const value = await this.api.find(`/repos/${encodePath(name)}/branches/${encodePath(branch)}`, what);
        return value === undefined ? undefined : new Fields(value, what).object('commit').text('sha');
    }
    /**
     * `expectedHead` makes the call safe to repeat: if the first one was carried out after all, the second one is stale, and then
     * the commit is found on the branch.
     */
    async commit(repository, branch, commit) {
        for (let sends = 1;; sends++) {
            try {
                return this.noted(repository, branch, { made: await this.send(repository, branch, commit), before: commit.expectedHead });
            }
            catch (failure) {
                if (!isLost(failure))
                    throw failure;
                const found = await readSettled(() => this.findCommit(repository, branch, commit), (it) => it !== undefined, { ...this.api.settings, pauses: quick });
                if (found)
                    return found;
                if (sends === branches_mostSends)
                    throw failure;
            }
        }
    }
    noted(repository, branch, { made, before }) {
        this.own.committed((0,core_facts/* repositoryText */.g)(repository), branch, { before, commit: made.id });
        return made;
    }
    async send(repository, branch, commit) {
        const name = (0,core_facts/* repositoryText */.g)(repository);
        const what = `commit "${commit.headline}" to ${branch} of ${name}`;
        const input = {
            branch: { repositoryNameWithOwner: name, branchName: branch },
            expectedHeadOid: commit.expectedHead,
            message: { headline: commit.headline, body: commit.body },
            fileChanges: { additions: commit.changes.map((it) => ({ path: it.path, contents: Buffer.from(it.bytes).toString('base64') })) },
        };
        const call = { method: 'POST', path: this.api.settings.endpoints.graphql, json: { query: mutation, variables: { input } }, what, repository: name, branch };
        const answer = await this.api.must(call);
        const stale = () => this.findCommit(repository, branch, commit);
        if (isStale(answer))
            return (await stale()) ?? (0,release_error/* fail */.fJ)('BRANCH_MOVED', { branch, expected: commit.expectedHead });
        const errors = errorsOf(answer);
        if (errors.length > 0)
            return refuseGraphql(answer, errors, call);
        const made = new Fields(answer.value, what).object('data').object('createCommitOnBranch').object('commit');
        return { id: made.text('oid'), url: made.text('url') };
    }
    /** Our commit among the newest of the branch: on top of the head that we named, with our message. */
    async findCommit(repository, branch, commit) {
        const name = (0,core_facts/* repositoryText */.g)(repository);
        const what = `list the commits of ${branch} of ${name}`;
        const answer = await this.api.must({ method: 'GET', path: `/repos/${encodePath(name)}/commits?sha=${encodeURIComponent(branch)}&per_page=50`, what });
        const message = commit.body === '' ? commit.headline : `${commit.headline}\n\n${commit.body}`;
        for (const value of listOf(answer.value, what)) {
            const it = new Fields(value, what);
            const parents = it.list('parents').map((parent) => new Fields(parent, what).text('sha'));
            if (parents[0] === commit.expectedHead && it.object('commit').text('message').trimEnd() === message.trimEnd()) {
                return this.noted(repository, branch, { made: { id: it.text('sha'), url: it.text('html_url') }, before: commit.expectedHead });
            }
        }
        return undefined;
    }
}
const isStale = (answer) => errorsOf(answer).some((it) => it.type === 'STALE_DATA' || /expected branch to point to/i.test(it.message));
const refuseGraphql = (answer, errors, call) => {
    const types = errors.map((it) => it.type);
    // Classic protection has a type of its own; rulesets say it in words only.
    if (types.includes('BRANCH_PROTECTION_RULE_VIOLATION'))
        return (0,release_error/* fail */.fJ)('BRANCH_PROTECTED', { branch: call.branch, said: saidBy({ message: errors[0]?.message }) });
    return refuse({ ...answer, status: statusOf(errors), value: { message: errors.map((it) => it.message).join(' ') } }, call);
};

;// CONCATENATED MODULE: ./out/adapters/github/own-writes.js
class OwnWrites {
    releases = new Map();
    goneReleases = new Set();
    assets = new Map();
    goneAssets = new Set();
    oldHeads = new Set();
    commits = new Set();
    refs = new Map();
    pulls = new Set();
    wroteRelease(repository, release) {
        this.releases.set(release.id, { repository, tag: release.tag, draft: release.draft });
    }
    removedRelease(id) {
        this.releases.delete(id);
        this.goneReleases.add(id);
    }
    /** Numbers of our releases under a tag that the list does not show as we left them. */
    unseenReleases(repository, tag, listed) {
        const ours = [...this.releases].filter(([, it]) => it.repository === repository && it.tag === tag);
        return ours.filter(([id, it]) => listed.find((release) => release.id === id)?.draft !== it.draft).map(([id]) => id);
    }
    isFreshRelease(release) {
        const own = this.releases.get(release.id);
        return !this.goneReleases.has(release.id) && (own === undefined || own.draft === release.draft);
    }
    wroteAsset(release, asset) {
        const known = this.assets.get(release) ?? new Map();
        this.assets.set(release, known.set(asset.id, asset.name));
    }
    renamedAsset(asset) {
        for (const known of this.assets.values())
            if (known.has(asset.id))
                known.set(asset.id, asset.name);
    }
    removedAsset(id) {
        for (const known of this.assets.values())
            known.delete(id);
        this.goneAssets.add(id);
    }
    areFreshAssets(release, listed) {
        const known = this.assets.get(release) ?? new Map();
        const shown = new Map(listed.map((it) => [it.id, it.name]));
        return [...known].every(([id, name]) => shown.get(id) === name) && listed.every((it) => !this.goneAssets.has(it.id));
    }
    committed(repository, branch, it) {
        this.oldHeads.add(`${repository} ${branch} ${it.before}`);
        this.commits.add(it.commit);
    }
    isOwnCommit(commit) {
        return this.commits.has(commit);
    }
    wroteRef(repository, ref, object) {
        this.refs.set(`${repository} ${ref}`, object);
    }
    forgetRef(repository, ref) {
        this.refs.delete(`${repository} ${ref}`);
    }
    isFreshRef(repository, ref, object) {
        const own = this.refs.get(`${repository} ${ref}`);
        return own === undefined || own === object;
    }
    openedPull(repository, head) {
        this.pulls.add(`${repository} ${head}`);
    }
    opened(repository, head) {
        return this.pulls.has(`${repository} ${head}`);
    }
    isFreshHead(repository, branch, head) {
        return head === undefined || !this.oldHeads.has(`${repository} ${branch} ${head}`);
    }
}

;// CONCATENATED MODULE: ./out/adapters/github/pulls.js







const readPull = (value, what) => {
    const it = new Fields(value, what);
    return {
        number: it.number('number'), url: it.text('html_url'), title: it.text('title'), body: it.textOr('body', ''), head: it.object('head').text('ref'),
        state: it.text('state') === 'open' ? 'open' : 'closed', merged: it.textOrNull('merged_at') !== null,
    };
};
class Pulls {
    api;
    own;
    constructor(api, own) {
        this.api = api;
        this.own = own;
    }
    /** The open one, else the newest. */
    find(repository, head) {
        return readSettled(() => this.look(repository, head), (found) => found !== undefined || !this.own.opened((0,core_facts/* repositoryText */.g)(repository), head), this.api.settings);
    }
    async look(repository, head) {
        const name = (0,core_facts/* repositoryText */.g)(repository);
        const what = `list the pull requests of ${name} from ${head}`;
        const filter = `state=all&head=${encodeURIComponent(`${repository.owner}:${head}`)}`;
        const found = (await this.api.all(`/repos/${encodePath(name)}/pulls?${filter}`, what)).map((it) => readPull(it, what)).filter((it) => it.head === head);
        return found.find((it) => it.state === 'open') ?? found.sort((a, b) => b.number - a.number)[0];
    }
    async create(repository, pull) {
        if (!(0,core_marker/* isMarked */.rZ)(pull.body))
            return (0,release_error/* fail */.fJ)('BUG', { what: 'a pull request was to be opened without a marker, so that a lost answer could not be looked up' });
        const name = (0,core_facts/* repositoryText */.g)(repository);
        const call = { method: 'POST', path: `/repos/${encodePath(name)}/pulls`, json: pull, what: `open a pull request in ${name}`, repository: name };
        const open = async () => {
            const found = await this.look(repository, pull.head);
            return found?.state === 'open' ? found : undefined;
        };
        const made = await sendOnce(async () => {
            const answer = await this.api.ask(call);
            if (answer.status === 201)
                return readPull(answer.value, call.what);
            const isThere = answer.status === 422 && /already exists/i.test(saidBy(answer.value));
            return (isThere ? await open() : undefined) ?? refuse(answer, call);
        }, open, this.api.settings);
        this.own.openedPull(name, pull.head);
        return made;
    }
}

;// CONCATENATED MODULE: ./out/adapters/github/ref-moves.js






const ref_moves_mutation = 'mutation ($input: UpdateRefsInput!) { updateRefs(input: $input) { clientMutationId } }';
/** As the value after the move it deletes the ref. */
const ref_moves_noObject = '0'.repeat(40);
const ref_moves_mostSends = 3;
class RefMoves {
    api;
    own;
    ids;
    /** `ids`: the names that GraphQL has for repositories. */
    constructor(api, own, ids = new Map()) {
        this.api = api;
        this.own = own;
        this.ids = ids;
    }
    /**
     * Safe to send again: when the first one was carried out after all, the second one is refused, and then the ref is where it was to go.
     * What is there decides, not the words of a refusal.
     */
    async move(repository, ref, move, signal) {
        const moving = { name: (0,core_facts/* repositoryText */.g)(repository), ref, move, ...(signal ? { signal } : {}) };
        // Others may move it from now on: what this process wrote there says nothing about how old a read is.
        this.own.forgetRef(moving.name, ref.replace(/^refs\//, ''));
        for (let sends = 1;; sends++) {
            try {
                const refused = await this.send(moving);
                return refused === undefined || (await this.isThere(moving, refused, sends > 1));
            }
            catch (failure) {
                if (!isLost(failure))
                    throw failure;
                if ((await this.settled(moving, (it) => it === move.to, quick)) === move.to)
                    return true;
                if (sends === ref_moves_mostSends)
                    throw failure;
            }
        }
    }
    /** Undefined when it was carried out. */
    async send({ name, ref, move, signal }) {
        const update = { name: ref, beforeOid: move.from, afterOid: move.to ?? ref_moves_noObject, force: true };
        const input = { repositoryId: await this.idOf(name, signal), refUpdates: [update] };
        const call = {
            method: 'POST', path: this.api.settings.endpoints.graphql, json: { query: ref_moves_mutation, variables: { input } }, what: `move ${ref} of ${name}`, repository: name, creates: false, ...(signal ? { signal } : {}),
        };
        const answer = await this.api.must(call);
        const errors = errorsOf(answer);
        if (errors.length === 0)
            return undefined;
        return () => refuse({ ...answer, status: statusOf(errors), value: { message: errors.map((it) => it.message).join(' ') } }, call);
    }
    /** After a refusal. A read may be older than it, and than a move of ours whose answer was lost: then it is asked again. */
    async isThere(moving, refused, mayBeOurs) {
        const { from, to } = moving.move;
        const now = await this.settled(moving, (it) => (mayBeOurs ? it === to : it !== from));
        return now === from ? refused() : now === to;
    }
    settled(moving, isFresh, pauses) {
        const { clock, signal } = this.api.settings;
        const waiting = moving.signal ?? signal;
        return readSettled(() => this.look(moving), isFresh, { clock, ...(waiting ? { signal: waiting } : {}), ...(pauses ? { pauses } : {}) });
    }
    async look({ name, ref, signal }) {
        const what = `read ${ref} of ${name}`;
        const value = await this.api.find(`/repos/${encodePath(name)}/git/ref/${encodePath(ref.replace(/^refs\//, ''))}`, what, signal);
        return value === undefined ? undefined : new Fields(value, what).object('object').text('sha');
    }
    async idOf(name, signal) {
        const known = this.ids.get(name);
        if (known !== undefined)
            return known;
        const what = `read the repository ${name}`;
        const answer = await this.api.must({ method: 'GET', path: `/repos/${encodePath(name)}`, what, ...(signal ? { signal } : {}) });
        const id = new Fields(answer.value, what).text('node_id');
        this.ids.set(name, id);
        return id;
    }
}

;// CONCATENATED MODULE: ./out/adapters/github/refs.js






/** A tag of a tag of a tag: nobody needs more, and a ring must end. */
const deepestTag = 5;
const withoutRefs = (ref) => ref.replace(/^refs\//, '');
class Refs {
    api;
    own;
    ids;
    /** `ids`: the names that GraphQL has for repositories, as far as they were read. */
    constructor(api, own, ids = new Map()) {
        this.api = api;
        this.own = own;
        this.ids = ids;
    }
    async repository(repository) {
        const what = `read the repository ${(0,core_facts/* repositoryText */.g)(repository)}`;
        const answer = await this.api.must({ method: 'GET', path: this.base(repository), what });
        const it = new Fields(answer.value, what);
        this.ids.set((0,core_facts/* repositoryText */.g)(repository), it.text('node_id'));
        return { defaultBranch: it.text('default_branch'), isPrivate: it.flag('private'), url: it.text('html_url') };
    }
    find(repository, ref) {
        const name = (0,core_facts/* repositoryText */.g)(repository);
        return readSettled(() => this.look(repository, ref), (it) => this.own.isFreshRef(name, withoutRefs(ref), it?.object), this.api.settings);
    }
    async look(repository, ref) {
        const what = `read ${ref} of ${(0,core_facts/* repositoryText */.g)(repository)}`;
        const value = await this.api.find(`${this.base(repository)}/git/ref/${encodePath(withoutRefs(ref))}`, what);
        if (value === undefined)
            return undefined;
        const object = new Fields(value, what).object('object');
        const type = object.text('type');
        if (type !== 'commit' && type !== 'tag')
            return (0,release_error/* fail */.fJ)('GITHUB_ANSWER', { what, field: 'object.type', found: type });
        return { object: object.text('sha'), type };
    }
    /** GitHub gives all of them in one answer, whatever page is asked for; if it ever gives them in pages, it names the next one. */
    async names(repository, beginning) {
        const what = `list ${beginning} of ${(0,core_facts/* repositoryText */.g)(repository)}`;
        const names = [];
        let next = `${this.base(repository)}/git/matching-refs/${encodePath(withoutRefs(beginning))}`;
        while (next !== undefined) {
            const answer = await this.api.must({ method: 'GET', path: next, what });
            if (!Array.isArray(answer.value))
                return (0,release_error/* fail */.fJ)('GITHUB_ANSWER', { what, field: 'the top', found: 'no list' });
            names.push(...answer.value.map((it) => new Fields(it, what).text('ref')));
            next = /<([^>]+)>;\s*rel="next"/.exec(answer.headers['link'] ?? '')?.[1];
        }
        return names;
    }
    async commitOf(repository, target) {
        const what = `read the tag object ${target.object} of ${(0,core_facts/* repositoryText */.g)(repository)}`;
        let at = target;
        for (let depth = 0; depth < deepestTag; depth++) {
            if (at.type === 'commit')
                return at.object;
            const path = `${this.base(repository)}/git/tags/${at.object}`;
            // A ref names it, so it is there: a "not found" is old.
            const value = await readSettled(() => this.api.find(path, what), (it) => it !== undefined, this.api.settings);
            if (value === undefined)
                return (0,release_error/* fail */.fJ)('GITHUB_NOT_FOUND', { what, url: path });
            const object = new Fields(value, what).object('object');
            const type = object.text('type');
            if (type !== 'commit' && type !== 'tag')
                return (0,release_error/* fail */.fJ)('GITHUB_ANSWER', { what, field: 'object.type', found: type });
            at = { object: object.text('sha'), type };
        }
        return (0,release_error/* fail */.fJ)('GITHUB_ANSWER', { what, field: 'object.type', found: `a tag of a tag, more than ${deepestTag} deep` });
    }
    async tagText(repository, object) {
        const what = `read the tag object ${object} of ${(0,core_facts/* repositoryText */.g)(repository)}`;
        const path = `${this.base(repository)}/git/tags/${object}`;
        const value = await readSettled(() => this.api.find(path, what), (it) => it !== undefined, this.api.settings);
        return value === undefined ? (0,release_error/* fail */.fJ)('GITHUB_NOT_FOUND', { what, url: path }) : new Fields(value, what).text('message');
    }
    async file(repository, path, ref) {
        const what = `read ${path} of ${(0,core_facts/* repositoryText */.g)(repository)} at ${ref}`;
        const url = `${this.base(repository)}/contents/${encodePath(path)}?ref=${encodeURIComponent(ref)}`;
        const value = await readSettled(() => this.api.find(url, what), (it) => it !== undefined || !this.own.isOwnCommit(ref), this.api.settings);
        if (value === undefined)
            return undefined;
        const it = new Fields(value, what);
        // Over one MiB the content is left out here; the blob has it up to 100 MiB.
        if (it.text('encoding') === 'base64')
            return Buffer.from(it.text('content'), 'base64');
        const blob = await this.api.must({ method: 'GET', path: `${this.base(repository)}/git/blobs/${it.text('sha')}`, what });
        return Buffer.from(new Fields(blob.value, what).text('content'), 'base64');
    }
    async create(repository, ref, object) {
        const name = (0,core_facts/* repositoryText */.g)(repository);
        const call = { method: 'POST', path: `${this.base(repository)}/git/refs`, json: { ref, sha: object }, what: `create ${ref} in ${name}`, repository: name, creates: false };
        const there = await sendOnce(async () => {
            const answer = await this.api.ask(call);
            if (answer.status === 201)
                return { object, type: 'commit' };
            const isTaken = answer.status === 422 && /already exists/i.test(`${saidBy(answer.value)} ${detailsOf(answer.value).map((it) => it.code).join(' ')}`);
            return isTaken ? readSettled(() => this.look(repository, ref), (it) => it !== undefined, this.api.settings) : refuse(answer, call);
        }, () => this.look(repository, ref), this.api.settings);
        if (there?.object === object)
            this.own.wroteRef(name, withoutRefs(ref), object);
        else
            (0,release_error/* fail */.fJ)('REF_EXISTS', { ref, repository: name, found: there?.object ?? 'something that could not be read', wanted: object });
    }
    /**
     * A tag object that no ref names is invisible and belongs to nobody; a second one after a lost answer does no harm, so this
     * one call may be repeated.
     */
    async createTag(repository, tag) {
        const name = (0,core_facts/* repositoryText */.g)(repository);
        const what = `make the tag object ${tag.name} in ${name}`;
        const answer = await this.api.must({
            method: 'POST', path: `${this.base(repository)}/git/tags`, what, repository: name, tag: tag.name, idempotent: true, creates: false,
            json: { tag: tag.name, message: tag.message, object: tag.commit, type: 'commit' },
        });
        return new Fields(answer.value, what).text('sha');
    }
    base(repository) {
        return `/repos/${encodePath((0,core_facts/* repositoryText */.g)(repository))}`;
    }
}

;// CONCATENATED MODULE: ./out/adapters/github/workflow-run.js



const workflowRun = async (api, repository, id) => {
    const name = (0,core_facts/* repositoryText */.g)(repository);
    const what = `read the workflow run ${id} of ${name}`;
    const answer = await api.ask({ method: 'GET', path: `/repos/${encodePath(name)}/actions/runs/${id}`, what });
    if (answer.status !== 200) {
        api.settings.log.debug(`GitHub answered ${answer.status} when asked to ${what}: only the expiry of its lock counts`);
        return { state: 'unknown', attempt: 0 };
    }
    const it = new Fields(answer.value, what);
    return { state: it.textOr('status', '') === 'completed' ? 'ended' : 'running', attempt: it.numberOr('run_attempt', 1) };
};

;// CONCATENATED MODULE: ./out/adapters/github/github.js










const createGitHub = (settings) => {
    const api = new Api(settings);
    const own = new OwnWrites();
    const ids = new Map();
    const releases = new Releases(api, own);
    const assets = new Assets(api, own);
    const refs = new Refs(api, own, ids);
    const moves = new RefMoves(api, own, ids);
    const branches = new Branches(api, own);
    const pulls = new Pulls(api, own);
    const rights = new Map();
    return {
        repository: (repository) => refs.repository(repository),
        releasesByTag: (repository, tag) => releases.byTag(repository, tag),
        releases: (repository) => releases.all(repository),
        release: (repository, id) => releases.byId(repository, id),
        assets: (repository, release) => assets.list(repository, release),
        latestRelease: (repository) => releases.latest(repository),
        asset: (repository, asset) => assets.bytes(repository, asset),
        ref: (repository, ref) => refs.find(repository, ref),
        refs: (repository, beginning) => refs.names(repository, beginning),
        commitOf: (repository, target) => refs.commitOf(repository, target),
        tagText: (repository, object) => refs.tagText(repository, object),
        file: (repository, path, ref) => refs.file(repository, path, ref),
        branch: (repository, branch) => branches.rules(repository, branch),
        pullRequest: (repository, head) => pulls.find(repository, head),
        can: (repository, scope) => {
            // Several steps need the same right; a token's rights do not change within a run.
            const key = `${repository.owner}/${repository.name} ${scope}`;
            const answer = rights.get(key) ?? canDo(api, repository, scope);
            rights.set(key, answer);
            return answer;
        },
        workflowRun: (repository, id) => workflowRun(api, repository, id),
        time: () => api.time(),
        createRelease: (repository, fields) => releases.create(repository, fields),
        updateRelease: (repository, id, fields) => releases.update(repository, id, fields),
        deleteRelease: (repository, id) => releases.remove(repository, id),
        uploadAsset: (repository, release, file) => assets.upload(repository, release, file),
        renameAsset: (repository, id, name) => assets.rename(repository, id, name),
        deleteAsset: (repository, id) => assets.remove(repository, id),
        createRef: (repository, ref, object) => refs.create(repository, ref, object),
        moveRef: (repository, ref, move, signal) => moves.move(repository, ref, move, signal),
        createTag: (repository, tag) => refs.createTag(repository, tag),
        commit: (repository, branch, commit) => branches.commit(repository, branch, commit),
        createPullRequest: (repository, pull) => pulls.create(repository, pull),
    };
};

// EXTERNAL MODULE: ./out/errors/catalog/registry.js
var registry = __webpack_require__(2271);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
;// CONCATENATED MODULE: ./out/adapters/registry/docker-config.js
// Credentials as `docker login` leaves them: config.json with `auths`, and the helpers that it names.



/** The key under which docker has kept Docker Hub since its first registry; helpers know Hub by no other name. */
const hubKey = 'https://index.docker.io/v1/';
/** `https://ghcr.io/v2/` → `ghcr.io`. Only a key that is exactly the host counts: `ghcr.io.evil.example` is another one. */
const hostOf = (key) => {
    const host = key.replace(/^https?:\/\//, '').split('/')[0]?.toLowerCase() ?? '';
    return host === 'index.docker.io' || host === 'registry-1.docker.io' ? 'docker.io' : host;
};
const unusable = (source, what, cause) => (0,release_error/* fail */.fJ)('REGISTRY_CREDENTIALS', { host: source.host, source: source.file, what }, { cause });
const read = async (source) => {
    let text;
    try {
        text = await (0,promises_.readFile)(source.file, 'utf8');
    }
    catch (error) {
        if (error.code === 'ENOENT' || error.code === 'ENOTDIR')
            return undefined;
        return unusable(source, 'it cannot be read', error);
    }
    try {
        const json = JSON.parse(text);
        return typeof json === 'object' && json !== null ? (json) : unusable(source, 'it is no mapping');
    }
    catch {
        // The parser's message would quote the file, and with it what stands in it.
        return unusable(source, 'it is no JSON');
    }
};
const entryFor = (entries, host) => Object.entries(entries ?? {}).find(([key]) => hostOf(key) === host)?.[1];
const loginOf = (entry, source) => {
    const { auth, username, password, identitytoken } = (typeof entry === 'object' && entry !== null ? entry : {});
    if (typeof identitytoken === 'string' && identitytoken !== '')
        return { identityToken: identitytoken };
    if (typeof auth === 'string' && auth !== '') {
        const text = Buffer.from(auth, 'base64').toString('utf8');
        const colon = text.indexOf(':');
        // Docker pads what it encodes with NUL bytes.
        return colon > 0 ? { username: text.slice(0, colon), password: text.slice(colon + 1).replace(/\0+$/, '') } : unusable(source, 'its `auth` is not USER:PASSWORD in base64');
    }
    return typeof username === 'string' && typeof password === 'string' && username !== '' ? { username, password } : undefined;
};
const askHelper = async (exec, helper, source) => {
    if (!/^[\w.-]+$/.test(helper))
        return unusable(source, 'it names a helper that cannot be a program');
    const tool = `docker-credential-${helper}`;
    if ((await exec.find(tool)) === undefined)
        return unusable(source, `${tool} is not installed`);
    const key = source.host === 'docker.io' ? hubKey : source.host;
    const { code, stdout, stderr } = await exec.run({ tool, args: ['get'], cwd: '/', stdin: key, show: false, whole: true });
    if (code !== 0)
        return /not found/i.test(`${stdout} ${stderr}`) ? undefined : unusable(source, `${tool} ended with ${code}`);
    try {
        const { Username: username, Secret: secret } = JSON.parse(stdout);
        if (typeof secret !== 'string' || secret === '')
            return undefined;
        if (username === '<token>')
            return { identityToken: secret };
        return typeof username === 'string' ? { username, password: secret } : undefined;
    }
    catch {
        return unusable(source, `${tool} did not answer with JSON`);
    }
};
/** In docker's own order: a helper of this registry, the helper of all, the file itself. */
const dockerLogin = async (folder, host, exec) => {
    const source = { file: (0,external_node_path_.join)(folder, 'config.json'), host };
    const config = await read(source);
    if (!config)
        return undefined;
    const helper = entryFor(config.credHelpers, host) ?? (config.credsStore === '' ? undefined : config.credsStore);
    if (typeof helper === 'string')
        return askHelper(exec, helper, source);
    return loginOf(entryFor(config.auths, host), source);
};

;// CONCATENATED MODULE: ./out/adapters/registry/credentials.js
// Who we are at a registry. Looked for in one order, for one host only, and what is found is known to the log as a secret
// before anybody else sees it.




const ofEnvironment = (host, environment) => {
    const prefix = (0,registry/* envName */.p)(host);
    const [username, password] = [environment[`${prefix}_USERNAME`] ?? '', environment[`${prefix}_PASSWORD`] ?? ''];
    if (username === '' && password === '')
        return undefined;
    // A secret that is not set in this repository arrives as an empty text: going on as somebody else would hide that.
    if (username === '' || password === '')
        return (0,release_error/* fail */.fJ)('REGISTRY_CREDENTIALS', { host, source: 'the environment', what: `${prefix}_${username === '' ? 'USERNAME' : 'PASSWORD'} is not set, and the other is` });
    return { username, password };
};
const createCredentials = ({ environment, exec, log, owner, token }) => {
    const found = new Map();
    const look = async (host) => {
        const folder = environment['DOCKER_CONFIG'] ?? (environment['HOME'] === undefined ? undefined : (0,external_node_path_.join)(environment['HOME'], '.docker'));
        const login = ofEnvironment(host, environment) ?? (folder === undefined ? undefined : await dockerLogin(folder, host, exec));
        if (login === undefined)
            return undefined;
        log.secret('identityToken' in login ? login.identityToken : login.password);
        // As a header carries it, the password is not recognisable any more.
        if ('username' in login)
            log.secret(Buffer.from(`${login.username}:${login.password}`).toString('base64'));
        return login;
    };
    const of = async (name) => {
        const looked = found.get(name.host) ?? look(name.host);
        found.set(name.host, looked);
        const login = await looked;
        if (login !== undefined || token === undefined)
            return login;
        const ours = name.host === 'ghcr.io' && name.repository.startsWith(`${owner.toLowerCase()}/`);
        return ours ? { username: environment['GITHUB_ACTOR'] || owner, password: token } : undefined;
    };
    return { of };
};

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
;// CONCATENATED MODULE: ./out/adapters/holder.js
// Who this run is, for others that wait for it: the workflow run that the runner tells of, else this machine.


const readHolder = (environment, repository, random) => {
    const id = [random(), random()].map((it) => Math.floor(it * 36 ** 6).toString(36).padStart(6, '0')).join('');
    const [run, attempt] = [Number(environment['GITHUB_RUN_ID']), Number(environment['GITHUB_RUN_ATTEMPT']) || 1];
    // A workflow of another repository that releases into this one is none that could be asked for here.
    const isOurs = environment['GITHUB_REPOSITORY']?.toLowerCase() === (0,core_facts/* repositoryText */.g)(repository).toLowerCase();
    if (!isOurs || !Number.isSafeInteger(run) || run <= 0)
        return { host: (0,external_node_os_.hostname)() || 'a machine without a name', id };
    const server = environment['GITHUB_SERVER_URL'] ?? 'https://github.com';
    return { run, attempt, url: `${server}/${(0,core_facts/* repositoryText */.g)(repository)}/actions/runs/${run}/attempts/${attempt}`, id };
};

// EXTERNAL MODULE: ./out/core/digest.js
var core_digest = __webpack_require__(6852);
// EXTERNAL MODULE: ./out/core/oci.js
var oci = __webpack_require__(5095);
// EXTERNAL MODULE: ./out/adapters/http/hosts.js
var hosts = __webpack_require__(8449);
;// CONCATENATED MODULE: ./out/adapters/registry/endpoints.js
// Where a registry is asked: names such as docker.io stay in plan, record and digests, and only here become an address.



const builtIn = { 'docker.io': 'https://registry-1.docker.io' };
const checked = (host, text) => {
    const wrong = (what) => (0,release_error/* fail */.fJ)('REGISTRY_ENDPOINT', { host, url: text, what });
    const url = URL.canParse(text) ? new URL(text) : wrong('it is no address');
    if (url.username || url.password)
        return wrong('it carries a user name');
    if (url.protocol === 'https:' || (url.protocol === 'http:' && (0,hosts/* isLoopback */.U9)(url.hostname)))
        return url;
    return wrong('passwords and bytes go over https only, except to this machine');
};
/** `SLIPWAY_REGISTRY_DOCKER_IO_URL` goes before everything built in, but a rehearsal's own table goes before it. */
const endpointOf = (host, table, environment) => {
    const local = `https://${host}`;
    const text = table[host] ?? environment[`${(0,registry/* envName */.p)(host)}_URL`] ?? builtIn[host] ?? ((0,hosts/* isLoopback */.U9)(new URL(local).hostname) ? `http://${host}` : local);
    return checked(host, text);
};

;// CONCATENATED MODULE: ./out/adapters/registry/refusal.js
// What a registry's refusals mean. A 404 in a registry's own words is "there is none"; the same from a proxy's page is not.

/** The first of the registry's own errors; words of the status when it gives none. */
const wordsOf = async (answer) => {
    const text = await answer.text();
    try {
        const { errors } = JSON.parse(text);
        const first = errors?.[0];
        if (typeof first?.code === 'string')
            return { code: first.code.slice(0, 80), message: typeof first.message === 'string' ? first.message.slice(0, 300) : '' };
    }
    catch {
        // No JSON: it is quoted as it is.
    }
    return { code: '', message: text.replace(/\s+/g, ' ').trim().slice(0, 200) };
};
const refused = async (asked, answer) => {
    const { code, message } = await wordsOf(answer);
    return (0,release_error/* fail */.fJ)('REGISTRY_REFUSED', { ...asked, status: answer.status, code, message });
};
/** Says the registry that there is none? A page is an answer of something else, which knows nothing about it. */
const isAbsent = (answer) => answer.status === 404 && !/html/i.test(answer.headers['content-type'] ?? '');
const network = new Set(['HTTP_UNREACHABLE', 'HTTP_BROKEN', 'HTTP_ANSWER_LOST', 'HTTP_NOT_JSON', 'HTTP_TOO_LARGE']);
/** Network errors in the words of the registry that could not be asked. */
const unreachable = (host, error) => {
    if (error instanceof release_error/* ReleaseError */.K2 && network.has(error.code))
        return (0,release_error/* fail */.fJ)('REGISTRY_UNREACHABLE', { host, what: error.message }, { cause: error });
    throw error;
};
const reaching = async (host, work) => {
    try {
        return await work();
    }
    catch (error) {
        return unreachable(host, error);
    }
};

;// CONCATENATED MODULE: ./out/adapters/registry/challenge.js
// The WWW-Authenticate header: which schemes a registry offers, with their parameters. One pass over bounded text, as it is the
// other side that writes it.
const longest = 8192;
const tokenEnd = /[\s,="]/;
const readToken = (text, from) => {
    let at = from;
    while (at < text.length && !tokenEnd.test(text.charAt(at)))
        at += 1;
    return at;
};
const skipBlanks = (text, from) => {
    let at = from;
    while (at < text.length && /[\s,]/.test(text.charAt(at)))
        at += 1;
    return at;
};
const readQuoted = (text, from) => {
    let value = '';
    let at = from + 1;
    for (; at < text.length && text[at] !== '"'; at += 1) {
        if (text[at] === '\\')
            at += 1;
        value += text.charAt(at);
    }
    return { value, next: at + 1 };
};
const parseChallenges = (header) => {
    const text = header.slice(0, longest);
    const found = [];
    for (let at = skipBlanks(text, 0); at < text.length; at = skipBlanks(text, at)) {
        const end = readToken(text, at);
        const word = text.slice(at, end).toLowerCase();
        const current = found.at(-1);
        if (text[end] === '=' && current && end > at) {
            const quoted = text[end + 1] === '"';
            const { value, next } = quoted ? readQuoted(text, end + 1) : { value: text.slice(end + 1, readToken(text, end + 1)), next: readToken(text, end + 1) };
            // The first one counts; a second `realm` is no way to talk a client out of the checked one.
            if (!Object.hasOwn(current.params, word))
                Object.defineProperty(current.params, word, { value, enumerable: true });
            at = next;
        }
        else {
            if (word !== '')
                found.push({ scheme: word, params: {} });
            at = Math.max(end, at + 1);
        }
    }
    return found;
};

;// CONCATENATED MODULE: ./out/adapters/registry/realm.js
// May a registry send us there for a token? The password goes to that address (CVE-2020-15157), so it must belong to the
// registry: the same host, a host of the same domain, or one that is known. When in doubt, no.

/** Token services that live in another domain than their registry. */
const known = {
    'registry-1.docker.io': ['auth.docker.io'],
    'registry.gitlab.com': ['gitlab.com'],
};
/** Domains whose subdomains belong to different people: there only the very same host is trusted. */
const shared = [
    'azurecr.io', 'azurecr.cn', 'azurecr.us', 'amazonaws.com', 'amazonaws.com.cn', 'pkg.dev', 'gcr.io', 'github.io', 'gitlab.io', 'cloudfront.net', 'windows.net',
    'azurewebsites.net', 'cloudapp.azure.com', 'herokuapp.com', 'netlify.app', 'vercel.app', 'pages.dev', 'workers.dev', 'web.app', 'run.app', 'fly.dev', 'onrender.com',
    'ngrok.io', 'ngrok-free.app', 'nip.io', 'sslip.io', 'duckdns.org', 'googleusercontent.com', 'jfrog.io', 'cr.aws', 'digitaloceanspaces.com', 'icr.io', 'ocir.io',
];
/** `co.uk`, `com.au`: names are handed out below these, as below `com`. */
const secondLevel = new Set(['ac', 'co', 'com', 'edu', 'go', 'gob', 'gov', 'gv', 'ltd', 'mil', 'ne', 'net', 'nom', 'or', 'org', 'plc', 'res', 'sch']);
const ownDomain = (host) => {
    if ((0,hosts/* isAddress */.PW)(host) || shared.some((it) => host === it || host.endsWith(`.${it}`)))
        return undefined;
    const labels = host.split('.');
    const [second = '', top = ''] = labels.slice(-2);
    const length = top.length === 2 && secondLevel.has(second) ? 3 : 2;
    return labels.length >= length ? labels.slice(-length).join('.') : undefined;
};
const parse = (realm) => {
    try {
        return new URL(realm);
    }
    catch {
        return undefined;
    }
};
const belongs = (base, host) => {
    if (host === base.hostname || (known[base.hostname] ?? []).includes(host))
        return true;
    if ((0,hosts/* isLoopback */.U9)(base.hostname))
        return (0,hosts/* isLoopback */.U9)(host);
    const domain = ownDomain(base.hostname);
    return domain !== undefined && !(0,hosts/* isAddress */.PW)(host) && (host === domain || host.endsWith(`.${domain}`)) && ownDomain(host) === domain;
};
/** `base` is the address at which the registry is asked. */
const judgeRealm = (base, realm) => {
    const url = parse(realm);
    if (!url)
        return { why: 'that is no address' };
    if (url.username || url.password)
        return { why: 'it carries a user name' };
    const plain = url.protocol === 'http:' && base.protocol === 'http:' && (0,hosts/* isLoopback */.U9)(url.hostname) && (0,hosts/* isLoopback */.U9)(base.hostname);
    if (url.protocol !== 'https:' && !plain)
        return { why: 'it is not https' };
    if ((0,hosts/* isAddress */.PW)(url.hostname) && url.hostname !== base.hostname && !((0,hosts/* isLoopback */.U9)(url.hostname) && (0,hosts/* isLoopback */.U9)(base.hostname)))
        return { why: 'it is an address without a name' };
    return belongs(base, url.hostname) ? { url } : { why: 'the host belongs to somebody else, as far as can be told' };
};

;// CONCATENATED MODULE: ./out/adapters/registry/session.js
// Calls to registries, each with the token that its scope needs. A token is asked for when the registry says 401, kept for its
// scope, and renewed once when the registry says 401 again: it may have expired in the middle of a release.




const basic = (username, password) => `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
const whoOf = (login) => (login === undefined ? 'an anonymous user' : 'username' in login ? `the user ${login.username}` : 'the owner of the identity token');
const scopesOf = (call) => [`repository:${call.name.repository}:${call.actions}`, ...(call.mountFrom === undefined ? [] : [`repository:${call.mountFrom}:pull`])];
const keyOf = (call, actions) => `${call.name.host} ${scopesOf({ ...call, actions }).join(' ')}`;
const widths = ['pull', 'pull,push', 'pull,push,delete'];
/** The actions themselves, then those that have them inside. */
const wider = (call) => widths.slice(widths.indexOf(call.actions));
const tokenRequest = (url, challenge, scopes, login) => {
    const service = challenge.params['service'];
    const shared = { purpose: 'read', idempotent: true, expects: 'json' };
    if (login !== undefined && 'identityToken' in login) {
        const form = new URLSearchParams({ grant_type: 'refresh_token', client_id: 'slipway', refresh_token: login.identityToken, scope: scopes.join(' '), ...(service ? { service } : {}) });
        return { ...shared, method: 'POST', url: url.href, body: form.toString(), headers: { 'content-type': 'application/x-www-form-urlencoded' } };
    }
    if (service)
        url.searchParams.set('service', service);
    for (const scope of scopes)
        url.searchParams.append('scope', scope);
    return { ...shared, method: 'GET', url: url.href, ...(login ? { credential: { origin: url.origin, value: basic(login.username, login.password) } } : {}) };
};
const tokenIn = (json) => {
    const { token, access_token: other } = (typeof json === 'object' && json !== null ? json : {});
    return [token, other].find((it) => typeof it === 'string' && it !== '');
};
const createSessions = ({ http, baseOf, credentials, log }) => {
    /** Per host and scope, the header that was last given; a promise, so that calls side by side ask for one token. */
    const headers = new Map();
    const denied = async (call, answer) => {
        const { code, message } = await wordsOf(answer);
        const words = [String(answer.status), code, message].filter((it) => it !== '').join(' ');
        const facts = { host: call.name.host, repository: call.name.repository, scope: call.actions, who: whoOf(await credentials.of(call.name)), answer: words };
        return (0,release_error/* fail */.fJ)('REGISTRY_DENIED', facts);
    };
    const bearer = async (call, challenge) => {
        const { host } = call.name;
        const realm = challenge.params['realm'] ?? '';
        const judgement = judgeRealm(baseOf(host), realm);
        if ('why' in judgement)
            return (0,release_error/* fail */.fJ)('REGISTRY_REALM', { host, realm: realm.slice(0, 200), why: judgement.why });
        const answer = await http.send(tokenRequest(judgement.url, challenge, scopesOf(call), await credentials.of(call.name)));
        if (answer.status === 401 || answer.status === 403)
            return denied(call, answer);
        if (answer.status !== 200)
            return refused({ host, request: `GET ${judgement.url.pathname}` }, answer);
        const token = tokenIn(await answer.json());
        if (token === undefined)
            return (0,release_error/* fail */.fJ)('REGISTRY_REFUSED', { host, request: `GET ${judgement.url.pathname}`, status: 200, code: 'NO_TOKEN', message: 'the token service gave no token' });
        log.secret(token);
        return `Bearer ${token}`;
    };
    const authorize = async (call, answer) => {
        const challenges = parseChallenges(answer.headers['www-authenticate'] ?? '');
        const offered = challenges.find((it) => it.scheme === 'bearer');
        if (offered)
            return bearer(call, offered);
        const login = await credentials.of(call.name);
        if (!challenges.some((it) => it.scheme === 'basic') || login === undefined || !('username' in login))
            return denied(call, answer);
        return basic(login.username, login.password);
    };
    const once = (call, url, header) => {
        const credential = header === undefined ? {} : { credential: { origin: baseOf(call.name.host).origin, value: header } };
        return http.send({ expects: 'no page', ...call.request, url: url.href, ...credential });
    };
    const send = async (call) => {
        const base = baseOf(call.name.host);
        const url = typeof call.to === 'string' ? new URL(`${base.pathname.replace(/\/+$/, '')}/v2/${call.name.repository}${call.to}`, base) : call.to;
        const key = keyOf(call, call.actions);
        // What may push may pull: a wider token that is there already spares a refusal and a request for another one.
        const held = wider(call).map((it) => headers.get(keyOf(call, it))).find((it) => it !== undefined);
        let answer = await once(call, url, await held);
        if (answer.status === 401) {
            // Somebody else may have renewed it meanwhile.
            if (headers.get(key) === held || headers.get(key) === undefined) {
                const renewed = authorize(call, answer);
                headers.set(key, renewed);
                renewed.catch(() => headers.delete(key));
            }
            // A streamed answer that nobody reads would keep its connection.
            await answer.bytes();
            answer = await once(call, url, await headers.get(key));
        }
        log.debug(`${call.name.host}: ${call.request.method} ${url.pathname} ${answer.status}`);
        return answer.status === 401 || answer.status === 403 ? denied(call, answer) : answer;
    };
    return { send, baseOf };
};

;// CONCATENATED MODULE: ./out/adapters/registry/tags.js
// The tags of a repository, over all pages. 404 here means "no tags" also where untagged manifests lie; some registries answer null.


const tags_mostPages = 1000;
const nextOf = (answer) => {
    const link = /^\s*<([^>]{1,2000})>\s*;[^,]*rel="?next"?/i.exec(answer.headers['link'] ?? '')?.[1];
    if (link === undefined || !URL.canParse(link, answer.url))
        return undefined;
    const url = new URL(link, answer.url);
    // Registries behind a proxy write their inner address here; the page is the same registry's.
    const here = new URL(answer.url);
    return new URL(`${url.pathname}${url.search}`, here.origin);
};
const tagsIn = (json) => {
    const { tags } = (typeof json === 'object' && json !== null ? json : {});
    if (tags === null || tags === undefined)
        return [];
    return Array.isArray(tags) ? tags.filter((it) => typeof it === 'string') : undefined;
};
const listTags = async (sessions, name) => {
    const asked = { host: name.host, request: `GET /v2/${name.repository}/tags/list` };
    const all = [];
    let to = '/tags/list?n=1000';
    for (let page = 0; page < tags_mostPages; page += 1) {
        const answer = await sessions.send({ name, actions: 'pull', to, request: { method: 'GET', purpose: 'read', idempotent: true } });
        if (isAbsent(answer))
            return all;
        if (answer.status !== 200)
            return refused(asked, answer);
        const tags = tagsIn(await answer.json());
        if (!tags)
            return refused(asked, answer);
        all.push(...tags);
        const next = nextOf(answer);
        if (!next || tags.length === 0)
            return all;
        to = next;
    }
    return (0,release_error/* fail */.fJ)('REGISTRY_REFUSED', { ...asked, status: 200, code: 'PAGES', message: `the list of tags does not end after ${tags_mostPages} pages` });
};

;// CONCATENATED MODULE: ./out/adapters/registry/upload.js
// Getting a blob into a registry. It has a digest, so it may be asked for at any time, and sent again without harm: whatever goes
// wrong in the middle, the next round looks first and begins a new upload only if the blob is not there.


const rounds = 4;
const chunkSize = 32 * 1024 * 1024;
const octets = { 'content-type': 'application/octet-stream' };
const locationOf = (answer, base) => {
    const { location } = answer.headers;
    if (location === undefined || !URL.canParse(location, answer.url))
        return undefined;
    const url = new URL(location, answer.url);
    if (url.origin === base.origin)
        return url;
    // Behind a proxy that ends TLS, a registry may think that it is spoken to over http.
    if (url.host === base.host && base.protocol === 'https:')
        return Object.assign(url, { protocol: 'https:' });
    return url.protocol === 'https:' && !url.username ? url : undefined;
};
const withDigest = (location, digest) => {
    const url = new URL(location);
    url.searchParams.set('digest', digest);
    return url;
};
/** Opens an upload, or mounts the blob. `purpose` tells a question about rights from the beginning of a write. */
const openUpload = async (sessions, name, options) => {
    const { mount, purpose } = options;
    const query = mount ? `?mount=${encodeURIComponent(mount.digest)}&from=${encodeURIComponent(mount.from)}` : '';
    // An upload that was opened twice is one that nobody finishes: registries drop it.
    return sessions.send({ name, actions: 'pull,push', to: `/blobs/uploads/${query}`, request: { method: 'POST', purpose, idempotent: true }, ...(mount ? { mountFrom: mount.from } : {}) });
};
const cancelUpload = async (sessions, name, opened) => {
    const location = locationOf(opened, sessions.baseOf(name.host));
    // Some registries cannot cancel; then it expires by itself.
    if (location)
        await sessions.send({ name, actions: 'pull,push', to: location, request: { method: 'DELETE', purpose: 'access-probe', idempotent: true } });
};
const whole = ({ sessions, name, blob }, { location }) => sessions.send({
    name, actions: 'pull,push', to: withDigest(location, blob.digest),
    request: { method: 'PUT', headers: octets, purpose: 'write', idempotent: true, body: { path: blob.path, size: blob.size } },
});
/** How far the registry says it has come; `Range: 0-0` is what it answers for nothing as well. */
const progress = (answer) => {
    const last = Number(/^(?:bytes=)?0-(\d+)$/.exec(answer.headers['range'] ?? '')?.[1] ?? 0);
    return last === 0 ? 0 : last + 1;
};
const askProgress = async ({ sessions, name }, location) => sessions.send({ name, actions: 'pull,push', to: location, request: { method: 'GET', purpose: 'read', idempotent: true } });
const sendChunk = async (job, location, part) => {
    const { sessions, name, blob } = job;
    try {
        return await sessions.send({
            name, actions: 'pull,push', to: location,
            request: {
                method: 'PATCH', purpose: 'write', idempotent: false,
                headers: { ...octets, 'content-range': `${part.start}-${part.start + part.size - 1}` },
                body: { path: blob.path, offset: part.start, size: part.size },
            },
        });
    }
    catch (error) {
        // A chunk cannot be sent twice; but the registry tells how far it has come.
        if (error instanceof release_error/* ReleaseError */.K2 && error.code === 'HTTP_ANSWER_LOST')
            return askProgress(job, location);
        throw error;
    }
};
const inChunks = async (job, upload) => {
    const { sessions, name, blob } = job;
    const size = Math.max(chunkSize, upload.least);
    let { location } = upload;
    let stalls = 0;
    for (let start = 0; start < blob.size;) {
        const answer = await sendChunk(job, location, { start, size: Math.min(size, blob.size - start) });
        if (answer.status !== 202 && answer.status !== 204)
            return answer;
        const end = answer.status === 202 && answer.headers['range'] === undefined ? Math.min(start + size, blob.size) : progress(answer);
        stalls = end > start ? 0 : stalls + 1;
        if (stalls > 3)
            return answer;
        start = end;
        location = locationOf(answer, sessions.baseOf(name.host)) ?? location;
    }
    return sessions.send({ name, actions: 'pull,push', to: withDigest(location, blob.digest), request: { method: 'PUT', purpose: 'write', idempotent: true } });
};
const opened = async (job, from) => {
    const { sessions, name, blob } = job;
    const canMount = from !== undefined && from.host === name.host && from.repository !== name.repository;
    const answer = await openUpload(sessions, name, { purpose: 'write', ...(canMount ? { mount: { digest: blob.digest, from: from.repository } } : {}) });
    if (answer.status === 201)
        return 'mounted';
    const location = locationOf(answer, sessions.baseOf(name.host));
    if (answer.status !== 202 || !location)
        return refused({ host: name.host, request: `POST /v2/${name.repository}/blobs/uploads/` }, answer);
    return { location, least: Number(answer.headers['oci-chunk-min-length'] ?? 0) || 0 };
};
/** Undefined when the connection broke again and again, as it does where something in between bounds the size of a request. */
const attempt = async (job, upload, chunked) => {
    try {
        return await (chunked ? inChunks(job, upload) : whole(job, upload));
    }
    catch (error) {
        if (!chunked && job.blob.size > chunkSize && error instanceof release_error/* ReleaseError */.K2 && error.code === 'HTTP_BROKEN')
            return undefined;
        throw error;
    }
};
/** True when the registry has it now; false when another round may do better. */
const isTaken = async ({ name, blob }, answer, last) => {
    if (answer === undefined)
        return false;
    const where = `The blob ${blob.digest} of ${name.host}/${name.repository}`;
    const found = answer.headers['docker-content-digest'] ?? blob.digest;
    if (answer.status === 201 && found !== blob.digest)
        (0,release_error/* fail */.fJ)('REGISTRY_DIGEST', { where, wanted: blob.digest, found });
    if (answer.status === 201)
        return true;
    if ((await answer.text()).includes('DIGEST_INVALID'))
        (0,release_error/* fail */.fJ)('REGISTRY_DIGEST', { where, wanted: blob.digest, found: 'other bytes: the file is not what it was, or it was changed on the way' });
    return last || answer.status >= 500 ? refused({ host: name.host, request: `PUT /v2/${name.repository}/blobs/uploads/` }, answer) : false;
};
const putBlob = async (job, has, from) => {
    let chunked = false;
    for (let round = 1;; round += 1) {
        if (await has())
            return;
        const upload = await opened(job, round === 1 ? from : undefined);
        if (upload === 'mounted')
            return;
        const answer = await attempt(job, upload, chunked);
        if (await isTaken(job, answer, round >= rounds))
            return;
        chunked ||= answer === undefined || answer.status === 413 || answer.status === 202;
    }
};

;// CONCATENATED MODULE: ./out/adapters/registry/registry.js
// The registry client. It speaks of what it saw: bytes are checked against their digest on the way in and on the way out, and "there
// is none" is told from "could not look".











const placeOf = (name, reference) => `${name.host}/${name.repository}${(0,core_digest/* isDigest */.Bc)(reference) ? '@' : ':'}${reference}`;
const asking = (name, method, rest) => ({ host: name.host, request: `${method} /v2/${name.repository}${rest}` });
const typeOf = (answer, bytes) => [answer.headers['content-type']?.split(';')[0]?.trim().toLowerCase(), (0,oci/* contentsOf */.KD)(bytes)?.mediaType].find((it) => it !== undefined && oci/* manifestTypes */.Fm.includes(it));
const readManifest = async (sessions, name, reference) => {
    const to = `/manifests/${reference}`;
    const answer = await sessions.send({ name, actions: 'pull', to, request: { method: 'GET', headers: { accept: oci/* manifestAccept */.K }, purpose: 'read', idempotent: true } });
    if (isAbsent(answer))
        return undefined;
    if (answer.status !== 200)
        return refused(asking(name, 'GET', to), answer);
    const bytes = await answer.bytes();
    const digest = (0,core_digest/* digestOf */.ol)(bytes);
    const said = answer.headers['docker-content-digest'] ?? digest;
    const wanted = (0,core_digest/* isDigest */.Bc)(reference) ? reference : said;
    if (digest !== wanted || said !== digest)
        return (0,release_error/* fail */.fJ)('REGISTRY_DIGEST', { where: placeOf(name, reference), wanted, found: digest === wanted ? said : digest });
    const mediaType = typeOf(answer, bytes);
    if (mediaType === undefined)
        return (0,release_error/* fail */.fJ)('REGISTRY_REFUSED', { ...asking(name, 'GET', to), status: 200, code: 'MANIFEST_TYPE', message: `the manifest is of a kind that was not asked for (${answer.headers['content-type'] ?? 'none'})` });
    return { bytes, digest, size: bytes.byteLength, mediaType };
};
async function* readBlob(sessions, name, digest) {
    const to = `/blobs/${digest}`;
    try {
        const answer = await sessions.send({ name, actions: 'pull', to, request: { method: 'GET', purpose: 'read', idempotent: true, answer: 'stream' } });
        if (answer.status !== 200)
            return void (await refused(asking(name, 'GET', to), answer));
        const hash = (0,external_node_crypto_.createHash)('sha256');
        for await (const part of answer.body()) {
            hash.update(part);
            yield part;
        }
        const found = `sha256:${hash.digest('hex')}`;
        if (found !== digest)
            (0,release_error/* fail */.fJ)('REGISTRY_DIGEST', { where: `The blob ${digest} of ${name.host}/${name.repository}`, wanted: digest, found });
    }
    catch (error) {
        unreachable(name.host, error);
    }
}
const hasBlob = async (sessions, name, digest) => {
    const to = `/blobs/${digest}`;
    const answer = await sessions.send({ name, actions: 'pull', to, request: { method: 'HEAD', purpose: 'read', idempotent: true } });
    if (answer.status === 200)
        return true;
    return isAbsent(answer) ? false : refused(asking(name, 'HEAD', to), answer);
};
const canPush = async (sessions, name, log) => {
    const scope = `repository:${name.repository}:pull,push`;
    const opened = await openUpload(sessions, name, { purpose: 'access-probe' }).catch((error) => {
        if (error instanceof release_error/* ReleaseError */.K2 && error.code === 'REGISTRY_DENIED')
            return error.message;
        throw error;
    });
    if (typeof opened === 'string')
        return { allowed: false, scope, reason: opened };
    if (opened.status === 202) {
        await cancelUpload(sessions, name, opened).catch((error) => log.debug(`${name.host}: an opened upload was left to expire: ${String(error)}`));
        return { allowed: true, scope };
    }
    // 404: repositories have to be made beforehand there. 405: it only passes reads on.
    if (opened.status !== 404 && opened.status !== 405)
        return refused(asking(name, 'POST', '/blobs/uploads/'), opened);
    const { code, message } = await wordsOf(opened);
    return { allowed: false, scope, reason: `${name.host} answered ${opened.status} ${code} ${message}`.trim() };
};
/** What was put is read back by its digest, never by its tag: a tag may give its old digest for a while. */
const putManifest = async (sessions, name, { bytes, digest, mediaType }, reference) => {
    const where = placeOf(name, reference);
    const held = (0,core_digest/* digestOf */.ol)(bytes);
    if (held !== digest)
        return (0,release_error/* fail */.fJ)('REGISTRY_DIGEST', { where, wanted: digest, found: `${held} in this run's own memory` });
    const to = `/manifests/${reference}`;
    const answer = await sessions.send({ name, actions: 'pull,push', to, request: { method: 'PUT', headers: { 'content-type': mediaType }, body: bytes, purpose: 'write', idempotent: true } });
    if (answer.status !== 201 && answer.status !== 200)
        return refused(asking(name, 'PUT', to), answer);
    const said = answer.headers['docker-content-digest'];
    if (said !== undefined && said !== digest)
        return (0,release_error/* fail */.fJ)('REGISTRY_DIGEST', { where, wanted: digest, found: said });
    // A registry that has taken it names its digest. Anything else may be the page of a proxy that never passed it on: then what the
    // reference leads to counts. Replicas may lag, so a registry that did name it is believed.
    const there = await readManifest(sessions, name, said === undefined ? reference : digest);
    if (said === undefined && there?.digest !== digest)
        (0,release_error/* fail */.fJ)('REGISTRY_DIGEST', { where, wanted: digest, found: there?.digest ?? 'no such manifest' });
};
/** By tag only. A manifest is never deleted by digest: other tags may point to it. */
const deleteTag = async (sessions, name, tag) => {
    const to = `/manifests/${tag}`;
    if ((0,core_digest/* isDigest */.Bc)(tag))
        return (0,release_error/* fail */.fJ)('BUG', { what: `deleteTag was given the digest ${tag}` });
    const answer = await sessions.send({ name, actions: 'pull,push,delete', to, request: { method: 'DELETE', purpose: 'write', idempotent: true } });
    if (answer.status < 300 || isAbsent(answer))
        return true;
    const { code } = await wordsOf(answer);
    return answer.status === 405 || ['UNSUPPORTED', 'DIGEST_INVALID'].includes(code) ? false : refused(asking(name, 'DELETE', to), answer);
};
const isFresh = (own, place, found) => {
    const wrote = own.get(place);
    return wrote === undefined || wrote === (found?.digest ?? 'dropped');
};
const createRegistry = ({ http, endpoints, credentials, log, clock = adapters_clock/* systemClock */.m, environment = {} }) => {
    const sessions = createSessions({ http, credentials, log, baseOf: (host) => endpointOf(host, endpoints, environment) });
    const own = new Map();
    const settled = (name, reference) => readSettled(() => readManifest(sessions, name, reference), (it) => isFresh(own, placeOf(name, reference), it), { clock });
    return {
        manifest: (name, reference) => reaching(name.host, () => settled(name, reference)),
        hasBlob: (name, digest) => reaching(name.host, () => hasBlob(sessions, name, digest)),
        blob: (name, digest) => readBlob(sessions, name, digest),
        tags: (name) => reaching(name.host, () => listTags(sessions, name)),
        canPush: (name) => reaching(name.host, () => canPush(sessions, name, log)),
        putBlob: (name, blob, from) => reaching(name.host, () => putBlob({ sessions, name, blob }, () => hasBlob(sessions, name, blob.digest), from)),
        putManifest: async (name, manifest, tag) => {
            await reaching(name.host, () => putManifest(sessions, name, manifest, tag ?? manifest.digest));
            if (tag !== undefined)
                own.set(placeOf(name, tag), manifest.digest);
        },
        deleteTag: async (name, tag) => {
            const isGone = await reaching(name.host, () => deleteTag(sessions, name, tag));
            if (isGone)
                own.set(placeOf(name, tag), 'dropped');
            return isGone;
        },
    };
};

// EXTERNAL MODULE: ./out/adapters/http/wait-budget.js
var wait_budget = __webpack_require__(1451);
// EXTERNAL MODULE: ./out/adapters/workspace.js
var workspace = __webpack_require__(9480);
;// CONCATENATED MODULE: ./out/adapters/real-ports.js














/** node:http is loaded with the first request. */
const lazyHttp = (request, signal) => {
    let opened;
    const open = async () => (await __webpack_require__.e(/* import() */ 222).then(__webpack_require__.bind(__webpack_require__, 2222))).connect({ clock: adapters_clock/* systemClock */.m, ...request });
    return {
        http: {
            send: async (it) => (await (opened ??= open())).http.send({ signal, ...it }),
            // Learned from an answer, so it is open by then.
            used: (...of) => void opened?.then(({ http }) => http.used?.(...of)),
        },
        close: async () => (await opened)?.close(),
    };
};
const createRealPorts = async (request) => {
    const { environment, log } = request;
    // A run is ended from outside, or ends itself when it has lost its lock.
    const stopping = new AbortController();
    const signal = AbortSignal.any([request.signal, stopping.signal]);
    const token = request.token ?? environment['GITHUB_TOKEN'] ?? environment['GH_TOKEN'];
    if (token !== undefined)
        log.secret(token);
    const endpoints = request.endpoints ?? (0,adapters_environment/* readEndpoints */.Zg)(environment);
    const folders = await (0,workspace/* makeRunFolders */.L)(environment['RUNNER_TEMP']);
    const clock = request.clock ?? adapters_clock/* systemClock */.m;
    const git = request.git ?? (0,node_git/* createGit */.l)({ folder: request.folder, temp: folders.root, environment, signal });
    const repository = request.repository ?? (0,adapters_environment/* readRepository */.Nu)(environment['GITHUB_REPOSITORY'], await git.remoteUrl()) ?? (0,release_error/* fail */.fJ)('REPOSITORY_UNKNOWN', { folder: request.folder });
    const waits = (0,wait_budget/* createWaitBudget */.f)(core_request/* defaultMaxWaitMs */.F, () => clock.now());
    const { http, close } = lazyHttp({ ...request, waits }, signal);
    const exec = createExec({ log, environment, signal });
    const credentials = createCredentials({ environment, exec, log, owner: repository.owner, ...(token !== undefined ? { token } : {}) });
    const ports = {
        clock,
        waits,
        log,
        files: stopWhenFull(request.files ?? (0,node_files/* createFiles */.q)(), (reason) => stopping.abort(reason)),
        exec,
        git,
        github: createGitHub({ http, endpoints, clock, log, ...(token !== undefined ? { token } : {}) }),
        registry: createRegistry({ http, endpoints: endpoints.registries, credentials, log, clock, environment }),
        signal,
        folder: request.folder,
        repository,
        server: request.server ?? endpoints.server,
        slipway: request.slipway,
        bring: (what) => git.fetchFrom({
            url: `${endpoints.server}/${repository.owner}/${repository.name}.git`,
            what,
            ...(token !== undefined ? { authorization: `Basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}` } : {}),
        }),
        holder: readHolder(environment, repository, request.random ?? Math.random),
        noteLock: (held) => request.noteLock?.(held),
        stop: (reason) => stopping.abort(reason),
        makeWorkspace: () => folders.makeWorkspace(),
    };
    return {
        ports,
        dispose: async () => {
            git.close();
            await close();
            await folders.dispose();
        },
    };
};

// EXTERNAL MODULE: ./out/core/report.js
var core_report = __webpack_require__(4890);
// EXTERNAL MODULE: ./out/report/words.js
var words = __webpack_require__(8482);
;// CONCATENATED MODULE: ./out/report/live.js

const headings = {
    build: 'Build',
    stage: 'Stage: everything reversible',
    publish: 'Publish',
    promote: 'Promote',
    verify: 'Verify',
    point: 'Point',
    follow: 'Follow',
};
const phaseLine = (phase, tasks) => `${headings[phase]} (${tasks} ${tasks === 1 ? 'task' : 'tasks'})`;
const startLine = (task) => `   … ${task.title}`;
const endLine = (result) => {
    const [first] = (0,words/* bytesOf */.$$)(result);
    const bytes = first ? `${first.size > 0 ? `  ${(0,words/* renderSize */.qI)(first.size)}` : ''}  ${first.digest.slice(0, 19)}` : '';
    const rest = result.state === 'waiting' ? `  ${result.outcome?.note ?? ''}` : result.state === 'failed' ? `  ${result.problem?.message.split('\n')[0] ?? ''}` : bytes;
    return `   ${(0,words/* markOf */.Fg)(result)} ${(0,words/* placeOf */.$t)(result)}  ${(0,words/* renderDuration */.PP)(result.took)}${rest}`;
};
const stillLine = (task, took) => `   … ${task.title}: still at it after ${(0,words/* renderDuration */.PP)(took)}`;

;// CONCATENATED MODULE: ./out/engine/events.js
const silent = () => undefined;

// EXTERNAL MODULE: ./out/engine/failures.js
var failures = __webpack_require__(8248);
// EXTERNAL MODULE: ./out/verbs/ends.js
var ends = __webpack_require__(5367);
;// CONCATENATED MODULE: ./out/verbs/attempt.js


const attempt_attempt = async (verb, work) => {
    const { request, ports } = work;
    const began = ports.clock.now();
    try {
        return await verb(work);
    }
    catch (failure) {
        const problems = (0,failures/* asProblems */.Z)(failure, ports.signal);
        if (problems.some((it) => it.kind === 'bug'))
            ports.log.error(failure instanceof Error ? (failure.stack ?? failure.message) : String(failure));
        return (0,ends/* failureReport */.LK)(problems, { request, took: ports.clock.now() - began });
    }
};

;// CONCATENATED MODULE: ./out/core/line-images.js
const imagesOf = (line) => (line.slots['publish.image'] ?? []).flatMap((it) => (typeof it['to'] === 'string' ? [it['to']] : []));

// EXTERNAL MODULE: ./out/core/check-references.js
var check_references = __webpack_require__(1937);
// EXTERNAL MODULE: ./out/core/tag-pattern.js
var tag_pattern = __webpack_require__(5165);
// EXTERNAL MODULE: ./out/core/version.js + 4 modules
var core_version = __webpack_require__(8854);
// EXTERNAL MODULE: ./out/plan/claim.js
var plan_claim = __webpack_require__(3934);
// EXTERNAL MODULE: ./out/core/reference.js
var reference = __webpack_require__(2035);
// EXTERNAL MODULE: ./out/core/template.js
var template = __webpack_require__(3014);
;// CONCATENATED MODULE: ./out/plan/selection.js

const namesOf = (it) => {
    const step = it.id.slice(0, it.id.indexOf('/'));
    return [it.id, step, step.slice(step.indexOf(':') + 1), it.entry];
};
/** Ids of the tasks that are left out. A name that fits nothing is an error: a typo must not release too much. */
const leftOut = (tasks, selection) => {
    const fits = (name) => tasks.filter((it) => namesOf(it).includes(name));
    const find = (flag, names) => new Set(names.flatMap((name) => {
        const found = fits(name);
        if (found.length === 0)
            return (0,release_error/* fail */.fJ)('SELECTION_UNKNOWN', { flag, name, known: tasks.map((it) => it.id).join(', ') });
        return found.map((it) => it.id);
    }));
    const kept = find('--only', selection.only);
    const dropped = find('--without', selection.without);
    return new Set(tasks.filter((it) => dropped.has(it.id) || (kept.size > 0 && !kept.has(it.id))).map((it) => it.id));
};

;// CONCATENATED MODULE: ./out/plan/make-plan.js


const candidatesOf = (line, steps) => steps.flatMap((step) => (step.wholeLine ? [{ name: 'line' }] : (line.slots[step.slot] ?? [])).map((config) => {
    const entry = config;
    return { id: `${step.name}/${entry.name}`, entry: entry.name, step, config: entry };
}));
/** Names of build entries whose building is left out: others must not count on their artifacts. */
const leftOutEntries = (line, steps, selection) => {
    const candidates = candidatesOf(line, steps).filter((it) => !it.step.wholeLine);
    const dropped = leftOut(candidates, selection);
    return candidates.filter((it) => it.step.phase === 'build' && dropped.has(it.id)).map((it) => it.entry);
};
/** All entries are looked at before the first problem stops the run: one run tells what is wrong with each of them. */
const makePlan = (facts, line, steps, selection) => {
    const candidates = candidatesOf(line, steps);
    const dropped = leftOut(candidates.filter((it) => !it.step.wholeLine), selection);
    const problems = [];
    const told = (candidate, work) => collect(problems, line.places?.[`${candidate.step.slot}/${candidate.entry}`], work);
    const skipped = [];
    const all = [];
    for (const candidate of candidates) {
        const planned = dropped.has(candidate.id) ? { skip: 'left out by --only or --without' } : told(candidate, () => candidate.step.plan(facts, candidate.config));
        if (!planned)
            continue;
        if ('skip' in planned)
            skipped.push({ id: candidate.id, skip: planned.skip });
        else
            all.push({ candidate, planned });
    }
    (0,release_error/* failAll */.wf)(problems);
    const kept = all.filter((it) => isWanted(it.candidate.step, all));
    const tasks = kept.flatMap((it) => told(it.candidate, () => taskOf(it, kept, { line, candidates, skipped })) ?? []);
    (0,release_error/* failAll */.wf)(problems);
    const said = { ...(facts.configFrom ? { configFrom: facts.configFrom } : {}), ...(facts.adopt ? { adopt: true } : {}) };
    return { schema: 1, line: line.name, version: facts.version.text, tag: facts.tag, configDigest: facts.configDigest, ...said, tasks, skipped };
};
/** A task of the whole line stands or falls with the others. */
const isWanted = ({ wholeLine }, all) => {
    const names = new Set(all.map((it) => it.candidate.step.name));
    return !wholeLine || (wholeLine.with.some((it) => names.has(it)) && !wholeLine.without.some((it) => names.has(it)));
};
/** A problem that names no place lies at the entry of the config that brought it up. The steps of one slot find the same ones. */
const collect = (problems, place, work) => {
    try {
        return work();
    }
    catch (failure) {
        if (!(failure instanceof release_error/* ReleaseError */.K2))
            throw failure;
        const placed = failure.problems.map((it) => (it.place || !place ? it : { ...it, place }));
        problems.push(...placed.filter((it) => !problems.some((other) => other.code === it.code && other.message === it.message)));
        return undefined;
    }
};
const taskOf = ({ candidate, planned }, kept, around) => {
    const inputs = inputsOf(candidate, planned.from, kept.map((it) => it.candidate), around);
    const needed = new Set(candidate.step.needs ?? []);
    const after = kept.filter((it) => needed.has(it.candidate.step.name)).map((it) => it.candidate.id);
    const { id, entry, step } = candidate;
    return { id, step: step.name, phase: step.phase, entry, title: planned.title, task: planned.task, inputs, after: [...new Set([...inputs, ...after])] };
};
/** Tasks that give what this one takes; `from` narrows to named entries, each of which must exist in the config. */
const inputsOf = (candidate, from, all, { line, candidates, skipped }) => {
    const takes = new Set(candidate.step.takes);
    const gives = (it) => it.step.gives.some((kind) => takes.has(kind));
    const givers = all.filter(gives);
    if (!from)
        return givers.map((it) => it.id);
    for (const name of from) {
        if (givers.some((it) => it.entry === name))
            continue;
        const giver = candidates.find((it) => it.entry === name && gives(it));
        const left = skipped.find((it) => it.id === giver?.id);
        if (left)
            return (0,release_error/* fail */.fJ)('SELECTION_NEEDED', { task: candidate.id, giver: left.id, why: left.skip });
        const known = givers.map((it) => it.entry).join(', ') || 'none';
        return (0,release_error/* fail */.fJ)('CONFIG_UNKNOWN_NAME', { path: `lines.${line.name}.${candidate.step.slot} (${candidate.entry})`, name, known });
    }
    return givers.filter((it) => from.includes(it.entry)).map((it) => it.id);
};

;// CONCATENATED MODULE: ./out/plan/survey.js






/** Tags of this line and scheme, this one left out, highest first. */
const earlierVersions = (tags, line, self) => tags
    .filter((tag) => tag !== self)
    .flatMap((tag) => {
    const match = (0,tag_pattern/* matchTag */._f)(line.tag, line.scheme, tag);
    return match ? [(0,core_version/* parseVersion */.ot)(match.text, line.scheme)] : [];
})
    .sort((a, b) => (0,core_version/* compareVersions */.Zy)(b, a));
/** Highest first. */
const tagsOf = (tags, line) => earlierVersions(tags, line, '').map((it) => (0,tag_pattern/* tagName */.wZ)(line.tag, it));
const survey = async (request) => {
    const { git, line, tag, version, repository } = request;
    if (await git.isShallow())
        return (0,release_error/* fail */.fJ)('SHALLOW_CLONE', { what: `the versions before ${tag.name} and the history that builds read` });
    const [paths, commitTime, tags] = await Promise.all([git.paths(tag.commit), git.commitTime(tag.commit), git.tags()]);
    const earlier = earlierVersions(tags, line, tag.name);
    const before = earlier.find((it) => (0,core_version/* compareVersions */.Zy)(it, version) < 0);
    const others = request.config.lines.filter((it) => it.name !== line.name).map((it) => ({ name: it.name, config: it.effective, tags: tagsOf(tags, it) }));
    const texts = await readAll(request, paths);
    return {
        slipway: request.slipway,
        repository,
        server: request.server,
        defaultBranch: request.defaultBranch,
        line: line.name,
        tag,
        version,
        commitTime,
        words: (0,template/* wordsOf */.Z9)(version, { tag: tag.name, sha: tag.commit, date: new Date(commitTime * 1000).toISOString().slice(0, 10), line: line.name }),
        earlier: earlier.map((it) => it.text),
        ...(before ? { previous: (0,tag_pattern/* tagName */.wZ)(line.tag, before) } : {}),
        ...(others.length > 0 ? { others } : {}),
        isHighest: !version.isPrerelease && earlier.every((it) => it.isPrerelease || (0,core_version/* compareVersions */.Zy)(version, it) > 0),
        paths,
        config: line.effective,
        configDigest: request.config.digest,
        ...(request.config.from ? { configFrom: request.config.from } : {}),
        texts,
        leftOut: request.leftOut,
        ...(request.adopt ? { adopt: true } : {}),
    };
};
const readAll = async (request, paths) => {
    const known = new Set(paths);
    const read = async (path) => {
        const bytes = known.has(path) ? await request.git.show(request.tag.commit, path) : undefined;
        return bytes && new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
    };
    const wanted = candidatesOf(request.line, request.steps).flatMap((it) => it.step.reads?.(it.config, paths) ?? []);
    const texts = await Promise.all([
        ...(request.line.slots['version'] ?? []).map((it) => (0,reference/* readTexts */.Z7)(it['written-in'], it['also-set'], read)),
        ...[...new Set(wanted)].map(async (path) => ({ [path]: await read(path) })),
    ]);
    const all = texts.flatMap((it) => Object.entries(it)).flatMap(([path, text]) => (text === undefined ? [] : [[path, text]]));
    return { ...Object.fromEntries(all), ...Object.fromEntries(request.edited ?? []) };
};

// EXTERNAL MODULE: ./out/verbs/read-config.js + 1 modules
var read_config = __webpack_require__(7974);
// EXTERNAL MODULE: ./out/verbs/upcoming-version.js
var upcoming_version = __webpack_require__(3186);
// EXTERNAL MODULE: ./out/verbs/work-tree.js
var work_tree = __webpack_require__(1473);
;// CONCATENATED MODULE: ./out/verbs/check.js











const check = async (work) => {
    const { request, ports } = work;
    const began = ports.clock.now();
    const all = (await subjectsOf(work)).map((it) => ({ ...it, checked: checkedOf(it) }));
    const findings = (await Promise.all(all.map((it) => unchanged(it, work)))).flat();
    const text = all.map((it) => renderChecked(it.checked, it.what)).join('\n\n');
    const problems = all.flatMap((it) => it.checked.problems);
    const agreed = all.flatMap((it) => it.checked.agreed);
    const shown = { against: all.map((it) => it.version.text).join(', '), references: all.flatMap((it) => referencesOf(it.checked)) };
    const what = all.map((it) => it.what).join(' and ');
    const took = ports.clock.now() - began;
    if (problems.length > 0)
        return { ...(0,ends/* failureReport */.LK)(problems, { request, took, text, shown, findings }), summary: `${problems.length} of ${problems.length + agreed.length} references disagree with ${what}` };
    return { verb: request.verb, outcome: 'nothing-to-do', exitCode: 0, summary: `all ${agreed.length} references agree with ${what}`, results: [], problems: [], findings, took, text, shown };
};
const checkedOf = ({ line, version, texts }) => (0,check_references/* checkReferences */.$)((0,work_tree/* versionEntryOf */.GI)(line)['written-in'], texts, version, { images: imagesOf(line), paths: Object.keys(texts) });
/** A tag of a line with a folder of its own, in which nothing has changed since the tag before, is most likely a slip. */
const unchanged = async ({ line, tag }, { ports: { git } }) => {
    const path = line.path?.replace(/^(?:\.\/)+|\/+$/g, '') ?? '';
    if (!tag || path === '' || path === '.' || (await git.isShallow()))
        return [];
    const before = earlierVersions(await git.tags(), line, tag.name).find((it) => (0,core_version/* compareVersions */.Zy)(it, tag.version) < 0);
    if (!before)
        return [];
    const previous = (0,tag_pattern/* tagName */.wZ)(line.tag, before);
    const changes = await git.changes({ from: (await git.resolveTag(previous)).commit, to: tag.commit, path, limit: 1 });
    return changes.length > 0 ? [] : [{ severity: 'warning', problem: (0,release_error/* problem */.CC)('LINE_UNCHANGED', { tag: tag.name, path, previous }) }];
};
/** With a tag: what is committed there. Else the work tree, against a version, or against what its first reference says. */
const subjectsOf = async ({ request, ports, steps }) => {
    if (request.tag !== undefined) {
        const tag = await ports.git.resolveTag(request.tag);
        const config = await (0,read_config/* readConfig */.Xg)(tag.commit, request, ports, steps);
        const claim = (0,plan_claim/* claimTag */.r)(config, request.tag, request.line) ?? (0,release_error/* fail */.fJ)('TAG_NOT_CLAIMED', { tag: request.tag, patterns: config.lines.map((it) => it.tag).join(', ') });
        return [{ ...claim, tag: { ...tag, version: claim.version }, texts: await (0,work_tree/* commitTexts */._g)(claim.line, tag.commit, ports), what: `the tag ${request.tag}` }];
    }
    const config = await (0,work_tree/* workTreeConfig */.g6)(request, ports, steps);
    // A version is that of one line; what agrees with itself can be asked of all of them.
    const lines = request.version !== undefined ? [(0,work_tree/* onlyLine */.XD)(config, request)] : (0,work_tree/* writtenLines */.H)(config, request);
    return Promise.all(lines.map(async (line) => {
        const texts = await (0,work_tree/* workTreeTexts */.Ci)(line, ports);
        const version = request.version !== undefined ? (0,core_version/* parseVersion */.ot)(request.version, line.scheme) : (0,upcoming_version/* writtenVersion */.g)(line, texts);
        return { line, version, texts, what: request.version !== undefined ? `the version ${version.text}` : `${version.text}, which the first of them${lines.length > 1 ? ` (${line.name})` : ''} says` };
    }));
};
/** For other programs: every place, whether it agrees, and what it says instead. */
const referencesOf = ({ agreed, problems }) => [
    ...agreed.map(({ file, line, column, where, found, how }) => ({ file, line, column, where, found, how, agrees: true })),
    ...problems.map(({ code, message, place }) => ({ ...(place ? { ...place } : {}), code, message, agrees: false })),
];
const renderChecked = (checked, what) => {
    const rows = [
        ...checked.agreed.map((it) => ({ place: `${it.file}:${it.line}`, mark: '✓', text: `${it.found}${it.how === 'placeholder' ? '  (filled in when the chart is packaged)' : ''}` })),
        ...checked.problems.map((it) => ({ place: `${it.place?.file ?? ''}${it.place?.line === undefined ? '' : `:${it.place.line}`}`, mark: '✗', text: it.message })),
    ];
    const width = Math.max(0, ...rows.map((it) => it.place.length));
    return [`References against ${what}:`, ...rows.map((it) => `   ${it.mark} ${it.place.padEnd(width)}  ${it.text}`)].join('\n');
};

// EXTERNAL MODULE: ./out/core/checked-request.js
var checked_request = __webpack_require__(6287);
// EXTERNAL MODULE: ./out/core/json.js
var json = __webpack_require__(5846);
;// CONCATENATED MODULE: ./out/core/lock.js


/** How long it holds without being renewed: a run that was killed keeps others waiting for so long at most. */
const leaseMs = 180_000;
/** Two renewals may fail before the lease is over. */
const renewMs = 60_000;
/** Before its end the holder begins no write that might take effect after it. */
const marginMs = 20_000;
/** After its end the others wait a little longer: GitHub's times are whole seconds, and answers take their time. */
const graceMs = 5_000;
const lockRef = (tag) => `refs/slipway/lock/${tag}`;
/** The name within the tag object: it is no name of a tag. */
const lockTagName = (tag) => `slipway-lock-${tag}`;
const renderLock = ({ repository, tag, holder, expires }) => (0,json/* canonicalJson */.d)({ slipway: 'lock', repository, tag, holder: { ...holder }, expires: new Date(expires).toISOString() });
const isText = (value) => typeof value === 'string' && value !== '';
const isCount = (value) => Number.isSafeInteger(value) && value > 0;
const holderOf = (value) => {
    if (typeof value !== 'object' || value === null)
        return undefined;
    const { run, attempt, url, host, id } = value;
    if (!isText(id))
        return undefined;
    if (isCount(run) && isCount(attempt) && isText(url))
        return { run, attempt, url, id };
    return isText(host) ? { host, id } : undefined;
};
/** Undefined for every other text: anybody who may write to the repository can make that ref. */
const parseLock = (text, tag) => {
    let value;
    try {
        value = JSON.parse(text);
    }
    catch {
        return undefined;
    }
    if (typeof value !== 'object' || value === null)
        return undefined;
    const it = value;
    const holder = holderOf(it['holder']);
    const expires = isText(it['expires']) ? Date.parse(it['expires']) : NaN;
    if (it['slipway'] !== 'lock' || it['tag'] !== tag || !isText(it['repository']) || !holder || !Number.isFinite(expires))
        return undefined;
    return { repository: it['repository'], tag, holder, expires };
};
const hasExpired = (lock, now) => now > lock.expires + graceMs;
/** A workflow run is attempted again only when all jobs of the attempt before have ended. */
const isEarlierAttempt = (theirs, ours) => 'run' in theirs && 'run' in ours && theirs.run === ours.run && theirs.attempt < ours.attempt;
const holderText = (holder) => 'run' in holder ? `workflow run ${holder.run}, attempt ${holder.attempt} (${holder.url})` : `a run on ${holder.host}`;
/** A piece of an address that needs no quotes in any shell. */
const plainPiece = (text) => encodeURIComponent(text).replace(/[!'()*]/g, (it) => `%${it.charCodeAt(0).toString(16).toUpperCase()}`);
/** How a person breaks it. */
const breakCommand = (repository, ref) => `gh api -X DELETE repos/${(0,core_facts/* repositoryText */.g)(repository)}/git/${ref.split('/').map(plainPiece).join('/')}`;

// EXTERNAL MODULE: ./out/core/record.js
var core_record = __webpack_require__(5185);
;// CONCATENATED MODULE: ./out/core/unfinished.js
// Which tags `slipway continue` goes into, decided from lists alone. Pure. A forgotten tag must not suddenly become a release, so that
// what was not begun, is older than what is out, or was made by other means is left alone, and said.



const hasRecord = (it) => it.assets.some((asset) => asset.name === core_record/* recordName */.xD && asset.state === 'uploaded');
/** GitHub may call a draft `untagged-…`; what it was made for stands in its marker. */
const evidenceOf = ({ name, makesRelease }, { releases, refs, wanted }) => {
    // Where a line makes none, a release of its tag is somebody's page about it, and none of its affairs.
    const listed = makesRelease ? releases : [];
    const ours = listed.filter((it) => (0,core_marker/* markedTag */.vy)(it.body) === name);
    const published = ours.find((it) => !it.draft);
    const foreign = listed.find((it) => it.tag === name && !it.draft && (0,core_marker/* markedTag */.vy)(it.body) !== name);
    const draft = ours.find((it) => it.draft);
    const begun = [
        ...(draft ? [`there is a draft of it (${draft.url})`] : []),
        ...(published ? [`its release (${published.url}) has no record yet`] : []),
        ...(refs.some((it) => it.startsWith(`refs/slipway/record/${name}/`)) ? ['its bytes are frozen'] : []),
        ...(refs.includes(lockRef(name)) ? ['there is a lock of it'] : []),
        ...(wanted.includes(name) ? ['an earlier run of `continue` was to release it'] : []),
    ];
    return { isFinished: published !== undefined && hasRecord(published), foreign: foreign?.url, begun: begun[0] };
};
/** `tags` of one line, newest version first. */
const judgeLine = (tags, listed) => {
    const known = tags.map((tag) => ({ tag, ...evidenceOf(tag, listed) }));
    // Of a line that makes no release on GitHub, one that was begun is the last that is known to have been meant.
    const newestOut = known.findIndex((it) => it.isFinished || it.foreign !== undefined || (!it.tag.makesRelease && it.begun !== undefined));
    return known.map((it, at) => judge(it, at === 0, tags[newestOut >= 0 && newestOut < at ? newestOut : -1]?.name));
};
const judge = ({ tag, isFinished, foreign, begun }, isNewest, above) => {
    if (foreign !== undefined)
        return { tag, verdict: 'leave', why: `it was released by other means (${foreign})`, by: 'adopt' };
    if (!tag.hasConfig)
        return isFinished ? { tag, verdict: 'finished' } : { tag, verdict: 'leave', why: `its commit holds no config of Slipway${begun === undefined ? '' : `, although ${begun}`}`, by: 'release' };
    // Pointers and the next version come after a release is out. Only the newest tag of a line has them.
    if (isNewest)
        return { tag, verdict: 'ask', why: 'it is the newest of its line' };
    if (isFinished)
        return { tag, verdict: 'finished' };
    if (begun !== undefined)
        return { tag, verdict: tag.makesRelease ? 'ask' : 'look', why: begun };
    if (above !== undefined)
        return { tag, verdict: 'leave', why: `${above} came after it, and no release of it was begun`, by: 'release' };
    return tag.makesRelease ? { tag, verdict: 'ask', why: 'no release of it is out', isFresh: true } : { tag, verdict: 'leave', why: 'no release of it was begun, and whether one was made before only its registries know', by: 'release' };
};
/** Newest first: within a line by version, between lines by the time of the tag that is next. */
const inTurn = (lines) => {
    const rest = lines.map((it) => [...it]);
    const all = [];
    for (;;) {
        const heads = rest.filter((it) => it.length > 0).sort((a, b) => (b[0]?.tag.time ?? 0) - (a[0]?.tag.time ?? 0));
        const next = heads[0]?.shift();
        if (!next)
            return all;
        all.push(next);
    }
};

;// CONCATENATED MODULE: ./out/trigger/trusted-events.js

/**
 * Caused by people who may write to the repository, or by its schedule; '' is a run outside of GitHub. Everything else is refused:
 * events of strangers (pull requests of any kind, issues, comments, discussions, forks, stars, wiki pages, runs of other workflows
 * and checks, which strangers start with a pull request), and whatever GitHub thinks of next.
 */
const trusted = new Set(['', 'push', 'create', 'delete', 'release', 'schedule', 'workflow_dispatch', 'repository_dispatch', 'deployment']);
const mustBeTrusted = (event) => {
    if (event && !trusted.has(event.name))
        (0,release_error/* fail */.fJ)('TRIGGER_UNSAFE', { event: event.name });
};

;// CONCATENATED MODULE: ./out/verbs/continued-report.js
/** The gravest of all decides. */
const order = ['failed', 'conflict', 'blocked', 'incomplete', 'waiting'];
const continuedReport = (releases, { request, finished, took }) => {
    const gone = releases.flatMap((it) => (it.report ? [{ tag: it.tag, report: it.report }] : []));
    const end = endOf(gone.map((it) => it.report), releases.some((it) => it.outcome === 'not-reached'));
    const isOpen = end.outcome !== 'nothing-to-do' && end.outcome !== 'released';
    return {
        verb: request.verb, ...end, summary: summaryOf(releases, finished), releases, results: [], took,
        problems: inOrder(gone.flatMap(({ tag, report }) => report.problems.map((it) => (it.code === 'CANCELLED' ? it : { ...it, task: [tag, it.task].filter(Boolean).join(' ') })))),
        findings: gone.flatMap(({ tag, report }) => report.findings.map((it) => ({ ...it, problem: { ...it.problem, task: [tag, it.problem.task].filter(Boolean).join(' ') } }))),
        ...(isOpen ? { resume: request.again, ...(request.event ? { rerun: true } : {}) } : {}),
    };
};
/** By the first one doors tell a run that was stopped. */
const inOrder = (problems) => [...problems.filter((it) => it.code === 'CANCELLED').slice(0, 1), ...problems.filter((it) => it.code !== 'CANCELLED')];
const endOf = (reports, isCut) => {
    const cancelled = reports.find((it) => it.problems[0]?.code === 'CANCELLED');
    const gravest = cancelled ?? order.map((outcome) => reports.filter((it) => it.outcome === outcome).sort((a, b) => b.exitCode - a.exitCode)[0]).find((it) => it !== undefined);
    if (gravest && gravest.outcome !== 'waiting')
        return { outcome: gravest.outcome, exitCode: gravest.exitCode };
    if (gravest)
        return { outcome: 'waiting', exitCode: 0 };
    if (isCut)
        return { outcome: 'incomplete', exitCode: 10 };
    return { outcome: reports.some((it) => it.outcome === 'released' || it.outcome === 'resumed') ? 'released' : 'nothing-to-do', exitCode: 0 };
};
const summaryOf = (releases, finished) => {
    const count = (...outcomes) => releases.filter((it) => outcomes.includes(it.outcome)).length;
    const parts = [
        [count('released', 'resumed'), 'finished now'], [count('already-released', 'nothing-to-do') + finished, 'finished before'], [count('failed', 'conflict', 'blocked', 'incomplete'), 'not finished'],
        [count('waiting'), 'waiting'], [count('not-reached'), 'not reached'], [count('left-alone'), 'left alone'],
    ];
    const told = parts.filter(([number]) => number > 0).map(([number, what]) => `${number} ${what}`);
    return told.length > 0 ? `of the releases of all lines: ${told.join(', ')}` : 'no line has a tag yet';
};

;// CONCATENATED MODULE: ./out/verbs/find-start.js




/** Everything here is answered by the clone alone: a run that has nothing to do asks nothing of the network. */
const findStart = async (trigger, request, ports, steps) => {
    const local = await ports.git.resolveTag(trigger.tag);
    if (trigger.commit !== undefined && trigger.commit !== local.commit && trigger.commit !== local.object) {
        return (0,release_error/* fail */.fJ)('TAG_MOVED_SINCE_EVENT', { tag: trigger.tag, event: trigger.commit, now: local.commit });
    }
    const config = await (0,read_config/* readReleaseConfig */.gt)(local.commit, request, ports, steps);
    const claim = (0,plan_claim/* claimTag */.r)(config, trigger.tag, request.line);
    if (!claim)
        return { nothing: (0,ends/* nobodysTag */.xq)(trigger.tag, config.file, config.lines.map((it) => it.tag)) };
    return { tag: local, config, ...claim };
};
/**
 * The tag as GitHub has it is the one that counts: checkouts may rewrite an annotated tag as a lightweight one, and a
 * release on GitHub refers to the tag there. Pinned here, and compared again before each irreversible step.
 */
const pinRemotely = async (start, ports) => {
    const remote = await ports.github.ref(ports.repository, `tags/${start.tag.name}`);
    if (!remote)
        return (0,release_error/* fail */.fJ)('TAG_NOT_PUSHED', { tag: start.tag.name, repository: `${ports.repository.owner}/${ports.repository.name}` });
    const commit = await ports.github.commitOf(ports.repository, remote);
    if (commit !== start.tag.commit)
        return (0,release_error/* fail */.fJ)('TAG_DIFFERS', { tag: start.tag.name, here: start.tag.commit, there: commit });
    const kind = remote.type === 'commit' ? 'lightweight' : start.tag.kind === 'signed' ? 'signed' : 'annotated';
    return { ...start, tag: { ...start.tag, object: remote.object, kind } };
};

// EXTERNAL MODULE: ./out/publish/record-ref.js
var record_ref = __webpack_require__(143);
// EXTERNAL MODULE: ./out/publish/release/frozen.js
var frozen = __webpack_require__(6738);
;// CONCATENATED MODULE: ./out/verbs/frozen-artifacts.js





const nothingFrozen = { artifacts: new Map(), records: [] };
const findFrozenArtifacts = async (of, { github, repository }) => {
    const { tag, tasks } = of.plan;
    const builds = tasks.filter((it) => it.phase === 'build');
    const released = (await Promise.all(releaseTargets(of, repository).map((it) => (0,frozen/* findFrozen */.MB)(github, it, tag)))).filter((it) => it !== undefined);
    const named = agreed(released);
    // A record of a release names everything, unless its run left something out; only then there is more to look for.
    if (builds.every((it) => madeBy(it, named, of.steps).length > 0))
        return { artifacts: byTask(builds, named, of.steps), records: released };
    const beside = await (0,record_ref/* readRecordRef */.Rm)(github, repository, tag);
    const records = beside ? [...released, beside] : released;
    return { artifacts: byTask(builds, agreed(records), of.steps), records };
};
/** Repositories in which the line makes releases. What this run leaves out may have been begun by an earlier one. */
const releaseRepositories = (line, own) => {
    const names = (line.slots['publish.release'] ?? []).map((it) => (typeof it['repository'] === 'string' ? it['repository'] : (0,core_facts/* repositoryText */.g)(own)));
    return [...new Set(names)].map((it) => ({ owner: it.slice(0, it.indexOf('/')), name: it.slice(it.indexOf('/') + 1) }));
};
const releaseTargets = ({ line, plan }, own) => releaseRepositories(line, own).map((repository) => ({ repository, ...(plan.adopt ? { adopt: true } : {}) }));
/** All that the records name. Two that name other bytes under one name cannot both be the release. */
const agreed = (records) => {
    const all = new Map();
    for (const file of records) {
        for (const artifact of (0,core_record/* artifactsOf */.Ns)(file.record)) {
            const key = `${artifact.kind} ${artifact.name} ${artifact.fileName}`;
            const other = all.get(key);
            if (other && other.artifact.digest !== artifact.digest) {
                return (0,release_error/* fail */.fJ)('RECORDS_DIFFER', { name: artifact.fileName, one: `${other.artifact.digest} in ${other.where}`, other: `${artifact.digest} in ${file.where}` });
            }
            all.set(key, { artifact, where: file.where });
        }
    }
    return [...all.values()].map((it) => it.artifact);
};
const madeBy = (task, artifacts, steps) => {
    const gives = new Set(steps.find((it) => it.name === task.step)?.gives);
    return artifacts.filter((it) => it.name === task.entry && gives.has(it.kind));
};
const byTask = (builds, artifacts, steps) => new Map(builds.map((it) => [it.id, madeBy(it, artifacts, steps)]).filter(([, made]) => made.length > 0));

;// CONCATENATED MODULE: ./out/trigger/parse-trigger.js


const zeroObject = /^0+$/;
const parseTrigger = (request) => {
    const { tag, version, event } = request;
    mustBeTrusted(event);
    if (tag !== undefined && version !== undefined)
        return (0,release_error/* fail */.fJ)('TRIGGER_BOTH', { tag, version });
    if (tag !== undefined)
        return { kind: 'tag', tag: tagOfRef(tag) };
    if (version !== undefined)
        return versionTrigger(version, event);
    if (!event)
        return (0,release_error/* fail */.fJ)('TRIGGER_MISSING', { verb: request.verb });
    return fromEvent(event, request);
};
const fromEvent = (event, request) => {
    if (event.name === 'workflow_dispatch') {
        const inputs = objectAt(event.payload, 'inputs');
        const version = textAt(inputs, 'version');
        const tag = textAt(inputs, 'tag');
        if (tag && version)
            return (0,release_error/* fail */.fJ)('TRIGGER_BOTH', { tag, version });
        if (version)
            return versionTrigger(version, event);
        if (tag)
            return { kind: 'tag', tag: tagOfRef(tag) };
        if (event.ref.startsWith('refs/tags/'))
            return { kind: 'tag', tag: tagOfRef(event.ref), commit: event.sha };
        return (0,release_error/* fail */.fJ)('TRIGGER_MISSING', { verb: request.verb });
    }
    if (event.name === 'push' || event.name === 'create')
        return fromPush(event);
    return { kind: 'none', reason: `the event ${event.name} releases nothing` };
};
const fromPush = (event) => {
    const payload = parse_trigger_isObject(event.payload) ? event.payload : {};
    const ref = textAt(payload, 'ref') ?? event.ref;
    if (!ref.startsWith('refs/tags/'))
        return { kind: 'none', reason: `${ref} is not a tag` };
    const tag = tagOfRef(ref);
    const after = textAt(payload, 'after');
    if (payload['deleted'] === true || (after && zeroObject.test(after)))
        return { kind: 'none', reason: `the tag ${tag} was deleted` };
    // For an annotated tag `after` is the tag object, while GITHUB_SHA is the commit: both are pinned.
    return { kind: 'tag', tag, ...(event.sha ? { commit: event.sha } : {}), ...(after ? { object: after } : {}) };
};
const versionTrigger = (version, event) => {
    const branch = event?.ref.startsWith('refs/heads/') ? event.ref.slice('refs/heads/'.length) : undefined;
    return { kind: 'version', version, ...(branch ? { branch } : {}) };
};
const tagOfRef = (ref) => (ref.startsWith('refs/tags/') ? ref.slice('refs/tags/'.length) : ref);
const parse_trigger_isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const objectAt = (value, key) => {
    const field = parse_trigger_isObject(value) ? value[key] : undefined;
    return parse_trigger_isObject(field) ? field : {};
};
const textAt = (value, key) => {
    const field = value[key];
    return typeof field === 'string' && field !== '' ? field : undefined;
};

// EXTERNAL MODULE: ./out/core/plan.js
var plan = __webpack_require__(5535);
;// CONCATENATED MODULE: ./out/engine/gone.js

/** Pauses between looks; as long in all as lists are known to lag. */
const pauses = [1000, 2000, 4000, 8000, 15_000];
const goneIn = (probe) => (probe && 'gone' in probe ? (probe.gone ?? []) : []);
const goneText = (gone) => {
    const lines = gone.map((it) => `${it.name} (${it.digest}), which should be ${it.where}`);
    return [...new Set(lines)].join('; ');
};
const goneProblem = (gone) => (0,release_error/* problem */.CC)('FROZEN_GONE', { gone: goneText(gone), public: '' });
/** Until nothing is missing any more, or it was missed for long enough. */
const search = async ({ world, missing, probe, bring }) => {
    for (const pause of pauses) {
        if (missing().length === 0)
            return;
        await world.clock.sleep(pause, world.signal);
        await probe(missing());
    }
    const brought = [];
    for (const task of missing())
        if (await bring(task))
            brought.push(task);
    await probe(brought);
};
/** Frozen, and not on this disk. */
const isElsewhere = (it) => it.path === undefined;

;// CONCATENATED MODULE: ./out/engine/made.js


class Made {
    work;
    stepOf;
    made = new Map();
    constructor(work, stepOf) {
        this.work = work;
        this.stepOf = stepOf;
    }
    set(task, artifacts) {
        this.made.set(task, artifacts);
    }
    get all() {
        return [...this.made.values()].flat();
    }
    inputsOf(task) {
        const takes = new Set(this.stepOf(task).takes);
        return task.inputs.flatMap((id) => this.made.get(id) ?? []).filter((it) => takes.has(it.kind));
    }
    /** Only what is named, or all of it. True when something came. */
    async bringInputs(task, only) {
        const { bring } = this.work;
        const isWanted = (it) => isElsewhere(it) && (only?.some((gone) => gone.digest === it.digest) ?? true);
        let came = false;
        for (const id of bring ? task.inputs : []) {
            const before = this.made.get(id) ?? [];
            const artifacts = await Promise.all(before.map(async (it) => (isWanted(it) ? ((await bring?.(it)) ?? it) : it)));
            came ||= artifacts.some((it, at) => it !== before[at]);
            if (before.length > 0)
                this.made.set(id, artifacts);
        }
        return came;
    }
    /** Inputs of a task whose bytes are not on this disk; `mustBeHere` stops with them. */
    mustBeHere(task, gone) {
        const lacking = this.inputsOf(task).filter(isElsewhere).map((it) => ({ name: it.fileName, digest: it.digest, where: `on this disk (to ${task.title.replace(/^./, (first) => first.toLowerCase())})` }));
        gone.push(...lacking);
        if (lacking.length > 0)
            throw new release_error/* ReleaseError */.K2([goneProblem(lacking)]);
    }
    mustBeExpected(task, built) {
        const { expected } = this.work;
        const other = expected?.artifacts.get(task.id)?.find((it) => !built.some((one) => one.kind === it.kind && one.fileName === it.fileName && one.digest === it.digest));
        if (expected && other)
            throw new release_error/* ReleaseError */.K2([expected.orElse]);
    }
}
const frozenOutcome = (artifacts) => ({ artifacts, note: 'frozen by an earlier run' });

;// CONCATENATED MODULE: ./out/engine/held-up.js
// Tasks that cannot be carried out yet, because one that they come after waits for somebody else.

const waitOf = (wait) => ({ state: 'waiting', outcome: { note: `waits for ${wait.for}`, ...(wait.where === undefined ? {} : { where: wait.where }), ...(wait.url === undefined ? {} : { url: wait.url }) } });
const passOf = (task) => plan/* passes */.W.findIndex((it) => it.includes(task.phase));
/** What comes after a waiting task within its pass, and everything of the passes after that. */
const heldUp = (tasks, waits) => {
    const waiting = tasks.filter(waits);
    const last = Math.min(...waiting.map(passOf));
    const held = new Set(waiting.map((it) => it.id));
    for (let before = -1; before !== held.size;) {
        before = held.size;
        for (const it of tasks)
            if (passOf(it) > last || it.after.some((id) => held.has(id)))
                held.add(it.id);
    }
    return new Set([...held].filter((id) => !waiting.some((it) => it.id === id)));
};

;// CONCATENATED MODULE: ./out/engine/order.js
// Carries out tasks as soon as what they wait for is done, side by side. Knows edges, not work.
/**
 * Calls `work` for every node once all nodes of its `after` (within this list) are done. After the first failure no new work is begun,
 * unless it is to go on; what runs is awaited, so that nothing goes on behind the back of the caller. Returns all failures.
 */
const order_inOrder = async (nodes, work, how = {}) => {
    const open = new Set(nodes.map((it) => it.id));
    const unfinished = new Set();
    const failures = [];
    const begun = new Set();
    const running = new Map();
    const start = (node) => {
        begun.add(node.id);
        const promise = work(node).then((went) => void (went === 'waiting' && unfinished.add(node.id)), (failure) => {
            failures.push(failure);
            unfinished.add(node.id);
        });
        running.set(node.id, promise.finally(() => {
            running.delete(node.id);
            open.delete(node.id);
        }));
    };
    for (;;) {
        const mayBegin = how.goOn === true || failures.length === 0;
        // A node that is never begun ends here; that may let others end, or begin.
        for (let moved = mayBegin; moved;) {
            moved = false;
            for (const node of nodes.filter((it) => open.has(it.id) && !begun.has(it.id) && !it.after.some((id) => open.has(id)))) {
                if (node.after.some((id) => unfinished.has(id)) && how.always?.(node) !== true) {
                    open.delete(node.id);
                    unfinished.add(node.id);
                    moved = true;
                }
                else
                    start(node);
            }
        }
        if (running.size === 0)
            break;
        await Promise.race(running.values());
    }
    return failures;
};

// EXTERNAL MODULE: ./out/core/artifact.js
var artifact = __webpack_require__(3946);
;// CONCATENATED MODULE: ./out/engine/room.js
// Is there room on the disk? Asked before anything is built, and again when it is known how large the artifacts are; both before the
// first write to the outside, so that a disk that runs full never leaves a release half staged.


const mebi = 2 ** 20;
/** Less than any real build needs: an export and its copies; with an image its saved archive and its layers. */
const floor = { files: 64 * mebi, image: 256 * mebi };
/** An image lies on the disk up to three times: as the engine saves it, as a layout, as an archive for `docker load`. */
const timesImage = 3;
const room_short = async (needed, why, { files, workspace }) => {
    if (needed === 0)
        return undefined;
    const free = await files.freeSpace(workspace.temp);
    return free < needed ? (0,release_error/* problem */.CC)('DISK_SPACE', { folder: workspace.temp, free, needed, why }) : undefined;
};
/** Before the build; what is frozen is not built, and needs no room. */
const roomToBuild = async (plan, frozen, world) => {
    const builds = plan.tasks.filter((it) => it.phase === 'build' && !frozen.has(it.id));
    const hasImage = builds.some((it) => it.step === 'build:image');
    const found = builds.length === 0 ? undefined : await room_short(hasImage ? floor.image : floor.files, hasImage ? 'to build an image' : 'to build', world);
    return found ? [{ severity: 'error', problem: found }] : [];
};
/** After the build, of what lies on this disk. */
const roomToRelease = async (artifacts, world) => {
    const here = artifacts.filter((it) => it.path !== undefined);
    const images = here.filter((it) => it.kind === 'image').map(artifact/* wholeSize */.J);
    const rest = here.filter((it) => it.kind !== 'image').map((it) => it.size);
    const needed = timesImage * Math.max(0, ...images) + rest.reduce((sum, it) => sum + it, 0);
    const why = images.length > 0 ? `three times the largest image${rest.length > 0 ? ', and all other artifacts' : ''}` : 'all artifacts';
    const found = await room_short(needed, why, world);
    return found ? [found] : [];
};

;// CONCATENATED MODULE: ./out/engine/carry-out.js









const carryOut = async (work) => new Engine(work).run();
class Engine {
    steps;
    made;
    results = new Map();
    probed = new Map();
    /** Of tasks that could not be probed, and do not stop the others. */
    unprobed = new Map();
    problems = [];
    gone = [];
    listener;
    work;
    constructor(work) {
        this.work = { ...work, world: { ...work.world, results: () => this.resultsSoFar() } };
        this.steps = new Map(work.steps.map((step) => [step.name, step]));
        this.listener = work.listener ?? silent;
        this.made = new Made(work, (task) => this.stepOf(task));
    }
    async run() {
        this.listener({ kind: 'plan', plan: this.work.plan });
        for (const phases of plan/* passes */.W) {
            const stopped = await this.pass(phases);
            if (stopped)
                return this.carried(stopped);
            if (phases.includes('build') && !((await this.begin()) && (await this.takeBack())))
                return this.carried('build');
        }
        await this.tidy();
        return this.carried();
    }
    carried(stoppedIn) {
        return {
            results: this.resultsSoFar(),
            artifacts: this.made.all,
            problems: this.problems,
            gone: this.gone,
            ...(stoppedIn ? { stoppedIn } : {}),
        };
    }
    resultsSoFar() {
        const { tasks } = this.work.plan;
        return [...tasks.flatMap((it) => this.results.get(it.id) ?? []), ...tasks.filter((it) => !this.results.has(it.id)).map((it) => this.seen(it))];
    }
    /** Not reached in this run; but what an earlier one did there was seen, and is told. */
    seen({ id, title }) {
        const probe = this.probed.get(id);
        if (probe?.state === 'done')
            return { id, title, state: 'already', outcome: probe.outcome, took: 0 };
        return probe?.state === 'waiting' ? { id, title, ...waitOf(probe), took: 0 } : { id, title, state: 'not-reached', took: 0 };
    }
    /**
     * The phase in which the run has to stop. A failed task of `follow` stops only what comes after it, as the release is out already;
     * one that waits for others stops what comes after it, and all later phases but those that tell how far it is.
     */
    async pass(phases) {
        const { tasks: all } = this.work.plan;
        const waits = all.some((it) => this.results.get(it.id)?.state === 'waiting');
        const own = all.filter((it) => phases.includes(it.phase) && (!waits || this.isLast(it)));
        const tasks = own.map((it) => (this.isLast(it) ? { ...it, after: [...it.after, ...own.filter((other) => !this.isLast(other)).map((other) => other.id)] } : it));
        const told = new Set();
        const work = async (task) => {
            if (!told.has(task.phase))
                this.listener({ kind: 'phase', phase: task.phase, tasks: tasks.filter((it) => it.phase === task.phase).length });
            told.add(task.phase);
            const state = await this.timed(task, (it) => (it.phase === 'build' ? this.build(it) : this.publish(it)));
            return state === 'waiting' ? 'waiting' : 'done';
        };
        const failures = await order_inOrder(tasks, work, { always: (it) => this.isLast(it), goOn: phases.includes('follow') });
        return failures.length > 0 ? tasks.find((it) => this.results.get(it.id)?.state === 'failed')?.phase : undefined;
    }
    async timed(task, one) {
        const { clock, signal } = this.work.world;
        const began = clock.now();
        const end = (rest) => {
            const result = { id: task.id, title: task.title, took: clock.now() - began, ...rest };
            this.results.set(task.id, result);
            this.listener({ kind: 'end', result });
        };
        this.listener({ kind: 'start', task });
        try {
            signal.throwIfAborted();
            const came = await one(task);
            end(came);
            return came.state;
        }
        catch (failure) {
            const problems = (0,failures/* inTask */.B)((0,failures/* asProblems */.Z)(failure, signal), task.id);
            this.problems.push(...problems);
            end({ state: 'failed', ...(problems[0] ? { problem: problems[0] } : {}) });
            throw failure;
        }
    }
    async build(task) {
        const frozen = this.work.frozen?.get(task.id);
        if (frozen) {
            this.made.set(task.id, frozen);
            return { state: 'already', outcome: frozenOutcome(frozen) };
        }
        await this.made.bringInputs(task);
        this.made.mustBeHere(task, this.gone);
        const outcome = await this.stepOf(task).apply(task.task, this.made.inputsOf(task), this.work.world);
        const artifacts = outcome?.artifacts ?? [];
        this.made.mustBeExpected(task, artifacts);
        this.made.set(task.id, artifacts);
        return { state: 'done', outcome: { artifacts } };
    }
    /** All that comes between building and the first write. False when the run stops here. */
    async begin() {
        if (!(await this.probeEverything()) || !(await this.hasRoom()))
            return false;
        const { enter, dryRun } = this.work;
        if (!enter || dryRun || !this.hasWork())
            return true;
        try {
            const entered = await enter();
            if (!entered)
                return true;
            this.takeFrozen(entered.frozen);
        }
        catch (failure) {
            this.problems.push(...(0,failures/* asProblems */.Z)(failure, this.work.world.signal));
            return false;
        }
        return this.probeEverything();
    }
    async hasRoom() {
        this.problems.push(...(await roomToRelease(this.made.all, this.work.world)));
        return this.problems.length === 0;
    }
    /** Every later task is asked before the first write; all conflicts are shown together. */
    async probeEverything() {
        this.probed.clear();
        this.unprobed.clear();
        const { plan: { tasks }, world } = this.work;
        const later = tasks.filter((it) => it.phase !== 'build' && it.phase !== 'follow');
        const probe = (all) => this.probeAll(all, (task, failure) => void this.problems.push(...(0,failures/* inTask */.B)((0,failures/* asProblems */.Z)(failure, world.signal), task.id)));
        await probe(later);
        const missing = () => later.filter((it) => goneIn(this.probed.get(it.id)).length > 0);
        const bring = (task) => this.made.bringInputs(task, goneIn(this.probed.get(task.id)));
        if (this.problems.length === 0)
            await search({ world, missing, probe, bring }).catch((failure) => void this.problems.push(...(0,failures/* asProblems */.Z)(failure, world.signal)));
        this.gone.push(...missing().flatMap((it) => goneIn(this.probed.get(it.id))));
        if (this.gone.length > 0)
            this.problems.push(goneProblem(this.gone));
        // A release that is out may lack what follows it; one that is not gives the follow-up another answer by then.
        const isOut = [...this.probed.values()].every((it) => it.state === 'done');
        const follow = tasks.filter((it) => it.phase === 'follow' && (isOut || (!this.hasWork() && this.isLast(it))));
        if (this.problems.length === 0)
            await this.probeInTurn(follow);
        return this.problems.length === 0;
    }
    async probeAll(tasks, failed) {
        await Promise.all(tasks.map(async (task) => {
            try {
                const probe = await this.stepOf(task).probe(task.task, this.made.inputsOf(task), this.work.world);
                this.probed.set(task.id, probe);
                if (probe.state === 'conflict' && task.phase !== 'follow')
                    failed(task, new release_error/* ReleaseError */.K2([conflictOf(task, probe)]));
            }
            catch (failure) {
                failed(task, failure);
            }
        }));
    }
    /** What follows may ask what came of the tasks before it. */
    async probeInTurn(tasks) {
        const failed = (task, failure) => void this.unprobed.set(task.id, failure);
        await this.probeAll(tasks.filter((it) => !this.isLast(it)), failed);
        await this.probeAll(tasks.filter((it) => this.isLast(it)), failed);
    }
    /** Something that this run could do now. */
    hasWork() {
        const held = heldUp(this.work.plan.tasks, (it) => this.probed.get(it.id)?.state === 'waiting');
        return this.work.plan.tasks.some((it) => ['absent', 'partial'].includes(this.probed.get(it.id)?.state ?? '') && (!held.has(it.id) || this.isLast(it)));
    }
    isLast(task) {
        return this.stepOf(task).evenIfOthersWait === true;
    }
    /** The first writes of all: from here on nothing is frozen, and everything goes as if there had been no record. */
    async takeBack() {
        const { world, dryRun, plan } = this.work;
        if (dryRun || (world.voided ?? []).length === 0)
            return true;
        for (const task of plan.tasks.filter((it) => this.probed.get(it.id)?.state !== 'done')) {
            try {
                world.signal.throwIfAborted();
                await this.stepOf(task).takeBack?.(task.task, world);
            }
            catch (failure) {
                this.problems.push(...(0,failures/* inTask */.B)((0,failures/* asProblems */.Z)(failure, world.signal), task.id));
                return false;
            }
        }
        return true;
    }
    /** Only a run that wrote anyway: a finished release costs nothing. Whatever comes of it is nobody's failure. */
    async tidy() {
        const { plan, world } = this.work;
        if (![...this.results.values()].some((it) => it.state === 'done' && !it.id.startsWith('build:')))
            return;
        for (const task of plan.tasks.filter((it) => this.results.get(it.id)?.state === 'already')) {
            try {
                world.signal.throwIfAborted();
                await this.stepOf(task).tidy?.(task.task, this.made.inputsOf(task), world);
            }
            catch (failure) {
                world.log.debug(`${task.title}: what an earlier run left is not tidied: ${(0,failures/* asProblems */.Z)(failure, world.signal)[0]?.message ?? ''}`);
            }
        }
    }
    takeFrozen(frozen) {
        for (const task of this.work.plan.tasks) {
            const artifacts = task.phase === 'build' ? frozen.get(task.id) : undefined;
            if (!artifacts)
                continue;
            this.made.set(task.id, artifacts);
            this.results.set(task.id, { id: task.id, title: task.title, took: this.results.get(task.id)?.took ?? 0, state: 'already', outcome: frozenOutcome(artifacts) });
        }
    }
    async publish(task) {
        const step = this.stepOf(task);
        const inputs = this.made.inputsOf(task);
        if (this.unprobed.has(task.id))
            throw this.unprobed.get(task.id);
        const before = this.probed.get(task.id) ?? (await step.probe(task.task, inputs, this.work.world));
        if (before.state === 'done')
            return this.keep(task, 'already', before.outcome);
        if (before.state === 'waiting')
            return waitOf(before);
        if (before.state === 'conflict')
            throw new release_error/* ReleaseError */.K2([conflictOf(task, before)]);
        if (this.work.dryRun)
            return { state: 'would', outcome: {} };
        this.work.world.signal.throwIfAborted();
        await step.apply(task.task, inputs, this.work.world);
        const after = await step.probe(task.task, inputs, this.work.world);
        if (after.state === 'conflict')
            throw new release_error/* ReleaseError */.K2([conflictOf(task, after)]);
        if (after.state === 'waiting')
            return waitOf(after);
        if (after.state !== 'done')
            return (0,release_error/* fail */.fJ)('NOT_CONFIRMED', { task: task.title, state: after.state, missing: after.state === 'partial' ? after.missing.join(', ') : '' });
        return this.keep(task, 'done', after.outcome);
    }
    keep(task, state, outcome) {
        if (outcome.artifacts)
            this.made.set(task.id, outcome.artifacts);
        return { state, outcome };
    }
    stepOf(task) {
        return this.steps.get(task.step) ?? (0,release_error/* fail */.fJ)('BUG', { what: `the plan has a task of the unknown step ${task.step}` });
    }
}
const conflictOf = (task, probe) => (0,release_error/* problem */.CC)('DESTINATION_CONFLICT', { task: task.title, found: probe.found, wanted: probe.wanted });

;// CONCATENATED MODULE: ./out/engine/preflight.js



const preflight = async ({ plan, steps, world, frozen }) => {
    const byName = new Map(steps.map((step) => [step.name, step]));
    const asked = plan.tasks.filter((task) => !frozen.has(task.id));
    const answers = await Promise.all(asked.map(async (task) => {
        try {
            const findings = (await byName.get(task.step)?.preflight(task.task, world)) ?? [];
            return findings.map((it) => ({ ...it, problem: { ...it.problem, task: task.id } }));
        }
        catch (failure) {
            return (0,failures/* inTask */.B)((0,failures/* asProblems */.Z)(failure, world.signal), task.id).map((it) => ({ severity: 'error', problem: it }));
        }
    }));
    return unique([...tagFinding(plan.tag.name), ...answers.flat(), ...(await roomToBuild(plan, frozen, world))]);
};
/** GitHub and most file systems end at 255 bytes; Slipway keeps its record under the tag's name with 85 bytes beside it. */
const longestTag = 170;
const tagFinding = (tag) => {
    const length = Buffer.byteLength(tag);
    return length <= longestTag ? [] : [{ severity: 'error', problem: (0,release_error/* problem */.CC)('TAG_TOO_LONG', { tag, length, limit: longestTag }) }];
};
/** Several tasks ask the same thing (Docker, the token): told once. */
const unique = (findings) => {
    const seen = new Set();
    return findings.filter((it) => {
        const key = `${it.severity} ${it.problem.code} ${it.problem.message}`;
        return seen.has(key) ? false : seen.add(key);
    });
};

// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 17 modules
var schemas = __webpack_require__(8816);
;// CONCATENATED MODULE: ./out/verbs/public-of.js
// What of the frozen bytes is public already. Asked of the destinations of this run, and of those that the records speak of: a run
// with --only, or with another config, must not take for unpublished what it does not look at.




const public_of_text = schemas/* string */.YjP().min(1);
const recordedPlan = schemas/* object */.Ikc({
    tasks: schemas/* array */.YOg(schemas/* object */.Ikc({ step: public_of_text, phase: public_of_text, title: public_of_text, task: schemas/* custom */.IeY(() => true), inputs: schemas/* array */.YOg(public_of_text) })),
});
/** Empty: nothing that cannot be taken back has happened. Whatever could not be asked counts as public. */
const publicOf = async (of) => {
    const found = await Promise.all(of.frozen.records.map(async (record) => {
        const asked = askedFor(of, record);
        return asked ? (await Promise.all(asked.map((task) => ask(task, record, of)))).flat() : [`whatever the plan in ${record.where} speaks of, as that plan cannot be read`];
    }));
    return [...new Set(found.flat())];
};
const askedFor = ({ plan, steps }, { record }) => {
    const recorded = recordedPlan.safeParse(record.plan);
    if (!recorded.success)
        return undefined;
    const all = [...plan.tasks, ...recorded.data.tasks];
    const later = all.filter((it) => (it.phase === 'publish' || it.phase === 'point') && steps.some((step) => step.name === it.step));
    return [...new Map(later.map((it) => [(0,json/* canonicalJson */.d)([it.step, it.task, it.inputs]), it])).values()];
};
const ask = async (task, { record }, { steps, world }) => {
    const step = steps.find((it) => it.name === task.step);
    const frozen = (0,core_record/* frozenTasks */.px)(record);
    const inputs = task.inputs.flatMap((id) => frozen.get(id) ?? []).filter((it) => step?.takes.includes(it.kind));
    // The record does not name what this would publish, so it cannot have published it.
    if (!step || (task.inputs.length > 0 && inputs.length === 0))
        return [];
    try {
        return isPublic(task, await step.probe(task.task, inputs, world)) ? [task.title] : [];
    }
    catch (failure) {
        return [`${task.title} (could not be asked: ${(0,failures/* asProblems */.Z)(failure, world.signal)[0]?.message ?? ''})`];
    }
};
/** A pointer that was left alone, because a higher version is out, says nothing about these bytes. */
const isPublic = (task, probe) => probe.state === 'partial' || (probe.state === 'done' && (task.phase === 'publish' || probe.outcome.digest !== undefined));

;// CONCATENATED MODULE: ./out/verbs/carry-out-frozen.js








const carryOutFrozen = async (work) => {
    const { frozen } = work;
    await exportSource(work, frozen.artifacts);
    const first = await go(work, { frozen: frozen.artifacts });
    // Whatever else is in the way stops the run first, as it would without the loss.
    const isAlone = first.problems.every((it) => it.code === 'FROZEN_GONE');
    if (first.gone.length === 0 || !isAlone || frozen.records.length === 0)
        return { carried: { ...first, problems: toldOnce(first.problems) }, findings: [] };
    const open = await publicOf(work);
    return open.length > 0 ? fillGaps(work, first, open) : startOver(work, first);
};
const go = ({ plan, steps, world, dryRun, listener, enter, line }, more) => carryOut({ plan, steps, world, dryRun, bring: bringer({ plan, steps, line }, world), ...(listener ? { listener } : {}), ...(enter ? { enter } : {}), ...more });
/** Builds work on an export of the tagged commit, never on the checkout, which may be dirty. Frozen bytes need none. */
const exportSource = async ({ plan, world }, frozen, before = undefined) => {
    const needs = (it) => plan.tasks.some((task) => task.phase === 'build' && !it.has(task.id));
    if (needs(frozen) && !(before && needs(before)))
        await world.git.exportTo(world.workspace.source, plan.tag.commit);
};
/** Tools that nobody needed while everything was frozen. */
const missingTools = async ({ plan, steps, world }, frozen) => (await preflight({ plan, steps, world, frozen })).filter((it) => it.severity === 'error').map((it) => it.problem);
const startOver = async (work, first) => {
    const { frozen, world } = work;
    const said = (0,release_error/* problem */.CC)('FROZEN_AGAIN', { gone: goneText(first.gone), records: [...new Set(frozen.records.map((it) => it.where))].join(' and ') });
    const findings = [{ severity: 'warning', problem: said }];
    const none = new Map();
    const missing = await missingTools(work, none);
    if (missing.length > 0)
        return { carried: { ...first, problems: missing }, findings };
    world.log.warn(said.message);
    await exportSource(work, none, frozen.artifacts);
    const voided = frozen.records.map((it) => it.digest);
    return { carried: await go(work, { frozen: none, world: { ...world, voided }, ...(work.enter ? { enter: () => enterAnew(work, voided) } : {}) }), findings };
};
/** Whoever had to wait finds the void records still there, and takes nothing from them; or new ones, by a run that did the same. */
const enterAnew = async (work, voided) => {
    if (!(await work.enter?.()))
        return undefined;
    const { artifacts, records } = await findFrozenArtifacts(work, work.world);
    return { frozen: records.every((it) => voided.includes(it.digest)) ? new Map() : artifacts };
};
/** Only what is gone is built, and what that is built from, until nothing is missing or something comes out otherwise. */
const fillGaps = async (work, first, open) => {
    const all = work.frozen.artifacts;
    const orElse = (0,release_error/* problem */.CC)('FROZEN_GONE', { gone: goneText(first.gone), public: open.join(', ') });
    const stop = (more = []) => ({ carried: { ...first, problems: [orElse, ...more] }, findings: [] });
    const again = new Map();
    let rest = all;
    for (let last = first;;) {
        const digests = new Set(last.gone.map((it) => it.digest));
        const found = [...all].filter(([id, artifacts]) => !again.has(id) && artifacts.some((it) => digests.has(it.digest)));
        if (found.length === 0)
            return stop();
        for (const [id, artifacts] of found)
            again.set(id, artifacts);
        const before = rest;
        rest = new Map([...all].filter(([id]) => !again.has(id)));
        const missing = await missingTools(work, rest);
        if (missing.length > 0)
            return stop(missing);
        work.world.log.info(`Building ${[...again.keys()].join(', ')} again, to see whether the same bytes come out: they are gone, and some of this release is public.`);
        await exportSource(work, rest, before);
        // What others have frozen meanwhile is the same; what was built here keeps its place on this disk.
        const enter = async () => withoutTasks(await work.enter?.(), again);
        last = await go(work, { frozen: rest, expected: { artifacts: again, orElse }, ...(work.enter ? { enter } : {}) });
        if (last.gone.length === 0)
            return { carried: { ...last, problems: toldOnce(last.problems) }, findings: [] };
    }
};
const withoutTasks = (entered, left) => entered && { frozen: new Map([...entered.frozen].filter(([id]) => !left.has(id))) };
/** Several builds may have come out otherwise, and each says the same. */
const toldOnce = (problems) => problems.filter((it, at) => it.code !== 'FROZEN_GONE' || problems.findIndex((other) => other.code === 'FROZEN_GONE') === at);
const mostDownloads = 4;
/** A download that breaks off is seen only by whoever reads it, and is begun again. */
const brokenOff = (failure, downloads) => {
    if (failure instanceof release_error/* ReleaseError */.K2 && failure.code === 'HTTP_BROKEN' && downloads < mostDownloads)
        return undefined;
    throw failure;
};
/** A file that is gone from one place may lie in another: attached to a release of this tag, in whichever repository. */
const bringer = ({ plan, line }, { github, repository, files, workspace }) => async (artifact) => {
    if (artifact.kind === 'image')
        return undefined;
    const releases = (await Promise.all(releaseTargets({ line, plan }, repository).map(async (it) => (await (0,frozen/* findOurs */.ZA)(github, it, plan.tag)).map((release) => ({ target: it.repository, release }))))).flat();
    for (const { target, release } of releases) {
        const asset = (await github.assets(target, release.id)).find((it) => it.name === artifact.fileName && it.state === 'uploaded' && (it.digest ?? artifact.digest) === artifact.digest);
        if (!asset)
            continue;
        const folder = `${workspace.out}/frozen/${(0,core_digest/* shortDigest */.VK)(artifact.digest)}`;
        await files.makeFolder(folder);
        const path = `${folder}/${artifact.fileName}`;
        for (let downloads = 1;; downloads++) {
            const digest = await files.writeStream(path, github.asset(target, asset)).then((it) => it.digest, (failure) => brokenOff(failure, downloads));
            if (digest === artifact.digest)
                return { ...artifact, path };
            if (downloads === mostDownloads)
                break;
        }
    }
    return undefined;
};

;// CONCATENATED MODULE: ./out/engine/lock/guard.js
const githubWrites = {
    createRelease: true, updateRelease: true, deleteRelease: true, uploadAsset: true, renameAsset: true, deleteAsset: true, createRef: true, moveRef: true,
    createTag: true, commit: true, createPullRequest: true,
};
const registryWrites = { putBlob: true, putManifest: true, deleteTag: true };
const guarded = (port, writes, before) => {
    const methods = port;
    const wrapped = Object.keys(writes).map((name) => [name, async (...args) => {
            await before();
            return methods[name]?.(...args);
        }]);
    return { ...port, ...Object.fromEntries(wrapped) };
};
/** `before` resolves when a write may begin, and fails when none may any more. */
const guard = (world, before) => ({
    ...world, github: guarded(world.github, githubWrites, before), registry: guarded(world.registry, registryWrites, before),
});

;// CONCATENATED MODULE: ./out/engine/lock/wait-for-holder.js
// Waiting for a lock that somebody else holds: told once for each holder, asked for gently, and never longer than the run may wait.



/** Between looks; the last one again and again. */
const wait_for_holder_pauses = [2_000, 5_000, 10_000, 15_000];
/** Every so many looks GitHub is asked whether the holder's run goes on. */
const looksPerRun = 3;
const isoTime = (time) => new Date(time).toISOString().replace(/\.\d+Z$/, 'Z');
/** Undefined when the ref is gone; else the object that it may be taken over from. */
const waitForHolder = async (it) => {
    let seen;
    let told = '';
    for (let looks = 0;; looks++) {
        const target = await it.github.ref(it.repository, it.ref);
        if (!target)
            return undefined;
        if (target.type !== 'tag')
            return broken(it, `it leads to a ${target.type}`);
        if (seen?.object !== target.object)
            seen = { object: target.object, lock: await wait_for_holder_read(it, target.object) };
        const why = await whyOver(it, seen.lock, looks % looksPerRun === 0);
        if (why !== undefined) {
            it.log.info(`Taking over the lock ${it.ref} from ${holderText(seen.lock.holder)}: ${why}.`);
            return seen.object;
        }
        const who = holderText(seen.lock.holder);
        if (told !== who)
            tell(it, seen.lock);
        told = who;
        await pause(it, seen.lock, wait_for_holder_pauses[Math.min(looks, wait_for_holder_pauses.length - 1)] ?? 0);
    }
};
const wait_for_holder_read = async (it, object) => parseLock(await it.github.tagText(it.repository, object), it.tag.name) ?? broken(it, `its text is none of a lock of ${it.tag.name}`);
const broken = ({ ref, repository }, what) => (0,release_error/* fail */.fJ)('LOCK_BROKEN', { ref, repository: (0,core_facts/* repositoryText */.g)(repository), what, command: breakCommand(repository, ref) });
/** Undefined while it counts. GitHub is asked for the holder's run only when it may be. */
const whyOver = async ({ github, repository, holder }, lock, mayAsk = true) => {
    if (hasExpired(lock, github.time()))
        return `it ended at ${isoTime(lock.expires)} and was not renewed`;
    // In a mirror stands the lock of the repository that it was taken from; whose runs are none of ours.
    if (lock.repository !== (0,core_facts/* repositoryText */.g)(repository) || !('run' in lock.holder))
        return undefined;
    if (isEarlierAttempt(lock.holder, holder))
        return 'it is an earlier attempt of this same workflow run';
    if (!mayAsk)
        return undefined;
    const run = await github.workflowRun(repository, lock.holder.run);
    if (run.attempt > lock.holder.attempt)
        return `attempt ${run.attempt} of that run has begun since`;
    return run.state === 'ended' && run.attempt === lock.holder.attempt ? 'that run has ended' : undefined;
};
const tell = ({ ref, repository, until, clock, log }, lock) => {
    const seconds = Math.ceil(Math.max(0, until - clock.now()) / 1000);
    log.info(`Another run is releasing this tag: ${holderText(lock.holder)} holds ${ref}, until ${isoTime(lock.expires)} unless it goes on longer. Waiting for it, ${seconds} s at most.`);
    log.info(`If that run is gone for good: ${breakCommand(repository, ref)}`);
};
const pause = async (it, lock, milliseconds) => {
    const left = it.until - it.clock.now();
    if (left <= 0) {
        const { ref, repository } = it;
        return (0,release_error/* fail */.fJ)('LOCK_HELD', {
            ref, repository: (0,core_facts/* repositoryText */.g)(repository), holder: holderText(lock.holder), until: isoTime(lock.expires), seconds: Math.round((it.clock.now() - it.began) / 1000), command: breakCommand(repository, ref),
        });
    }
    const toExpiry = lock.expires + graceMs + 1000 - it.github.time();
    await it.clock.sleep(Math.max(1000, Math.min(milliseconds, left, toExpiry)), it.signal);
};

;// CONCATENATED MODULE: ./out/engine/lock/run-lock.js
// One run's hold on the lock of its tag: taken by creating the ref, which only one can; renewed while the run works; moved and dropped
// only from where this run left it, so that whoever lost it learns it and never harms the next one. What it says is core/lock.




/** When it was there a moment ago, and is gone. */
const againMs = 500;
/** After a renewal that failed. */
const retryMs = 10_000;
/** A run that was told to stop has seconds; any other has the minute that a limiter asks for. What is not dropped ends by itself. */
const dropMs = { stopped: 2_000, ended: 75_000 };
/** One refusal may be a mood of the service. */
const mostDrops = 3;
class RunLock {
    parts;
    state = 'outside';
    leaseEnd = 0;
    /** Where the ref may stand if it is ours: one object, or more while nobody knows whether a move was carried out. */
    places = [];
    ended = new AbortController();
    keeping = Promise.resolve();
    waiting = [];
    constructor(parts) {
        this.parts = parts;
    }
    get ref() {
        return lockRef(this.parts.tag.name);
    }
    /** True when another run had it since this one looked around: what was seen before counts no more. */
    async take() {
        const { github, repository, log, clock, maxWaitMs, signal } = this.parts;
        // What is carried out in several goes enters several times.
        if (this.state !== 'outside')
            return false;
        const right = await github.can(repository, 'contents:write');
        if (right.state === 'denied') {
            log.warn(`this token may not write to ${(0,core_facts/* repositoryText */.g)(repository)}, so this run holds no lock: see to it that no other run releases ${this.parts.tag.name} at the same time`);
            this.state = 'free';
            return false;
        }
        const began = clock.now();
        const until = began + maxWaitMs();
        for (let waited = false;; waited = true) {
            if (await this.create())
                return waited;
            const from = await waitForHolder({ ...this.parts, ref: this.ref, until, began });
            if (from === undefined)
                await clock.sleep(againMs, signal);
            else if (await this.takeOver(from))
                return true;
        }
    }
    /** Before each write: resolves while the lease holds; waits for its renewal when that is late; fails when the lock is lost. */
    async sure() {
        const { signal, clock } = this.parts;
        for (;;) {
            signal.throwIfAborted();
            if (this.state === 'outside' || this.state === 'dropped')
                (0,release_error/* fail */.fJ)('BUG', { what: 'something was to be written while the lock was not held' });
            if (this.state !== 'held' || clock.now() < this.leaseEnd - marginMs)
                return;
            await new Promise((resolve) => this.waiting.push(resolve));
        }
    }
    /** Whatever happens here, the run has ended as it has: a lock that stays is over within its lease. */
    async drop() {
        const { log, signal } = this.parts;
        this.state = 'dropped';
        this.ended.abort();
        this.wake();
        if (this.places.length === 0)
            return;
        try {
            await this.within(signal.aborted ? dropMs.stopped : dropMs.ended, (limit) => this.remove(limit));
            this.stands([]);
        }
        catch (failure) {
            log.warn(`the lock ${this.ref} could not be dropped (${run_lock_wordsOf(failure)}); it ends by itself within three minutes`);
        }
    }
    /** For a run that found nothing to do: what a killed one has left is removed once it counts no more. Never needed, never a failure. */
    async tidy() {
        if (this.state !== 'outside')
            return;
        const { github, repository, log } = this.parts;
        try {
            const target = await github.ref(repository, this.ref);
            const lock = target?.type === 'tag' ? parseLock(await github.tagText(repository, target.object), this.parts.tag.name) : undefined;
            const why = lock && (await whyOver(this.parts, lock));
            if (!target || !lock || why === undefined)
                return;
            if (await github.moveRef(repository, this.ref, { from: target.object }))
                log.info(`Removed the lock ${this.ref} that ${holderText(lock.holder)} has left: ${why}.`);
        }
        catch (failure) {
            log.debug(`whether an earlier run has left the lock ${this.ref} is not known: ${run_lock_wordsOf(failure)}`);
        }
    }
    async make() {
        const { github, clock, repository, tag, holder } = this.parts;
        const [end, expires] = [clock.now() + leaseMs, github.time() + leaseMs];
        const message = renderLock({ repository: (0,core_facts/* repositoryText */.g)(repository), tag: tag.name, holder, expires });
        return { object: await github.createTag(repository, { name: lockTagName(tag.name), message, commit: tag.commit }), end };
    }
    async create() {
        const { github, repository } = this.parts;
        const lease = await this.make();
        this.stands([lease.object]);
        try {
            await github.createRef(repository, this.ref, lease.object);
        }
        catch (failure) {
            if (!(failure instanceof release_error/* ReleaseError */.K2) || failure.code !== 'REF_EXISTS')
                throw failure;
            this.stands([]);
            return false;
        }
        this.hold(lease);
        return true;
    }
    async takeOver(from) {
        const { github, repository } = this.parts;
        const lease = await this.make();
        this.stands([lease.object]);
        const isOurs = await github.moveRef(repository, this.ref, { from, to: lease.object });
        if (isOurs)
            this.hold(lease);
        else
            this.stands([]);
        return isOurs;
    }
    hold(lease) {
        this.state = 'held';
        this.leaseEnd = lease.end;
        this.keeping = this.keep();
    }
    stands(places) {
        const { note, repository } = this.parts;
        this.places = places;
        note(places.length === 0 ? undefined : { repository, ref: this.ref, objects: places });
    }
    /** Until it is dropped or lost. */
    async keep() {
        for (let pause = renewMs;;) {
            try {
                await this.parts.clock.sleep(pause, this.ended.signal);
            }
            catch {
                return;
            }
            pause = (await this.renew()) ? renewMs : retryMs;
            this.wake();
            if (this.state !== 'held')
                return;
        }
    }
    async renew() {
        const { github, repository, log, clock } = this.parts;
        try {
            const lease = await this.make();
            const before = this.places;
            this.stands([...before, lease.object]);
            for (const from of before) {
                if (!(await github.moveRef(repository, this.ref, { from, to: lease.object })))
                    continue;
                this.leaseEnd = lease.end;
                this.stands([lease.object]);
                return true;
            }
            this.lose('another run has taken it over, or somebody broke it');
            return true;
        }
        catch (failure) {
            const why = run_lock_wordsOf(failure);
            if (clock.now() > this.leaseEnd + leaseMs)
                this.lose(`it could not be renewed: ${why}`);
            else
                log.debug(`the lock ${this.ref} could not be renewed, and will be tried again: ${why}`);
            return false;
        }
    }
    lose(why) {
        // A run that is about to drop it loses nothing by that.
        if (this.state !== 'held')
            return;
        this.state = 'lost';
        this.ended.abort();
        this.stands([]);
        this.parts.stop(new release_error/* ReleaseError */.K2([(0,release_error/* problem */.CC)('LOCK_LOST', { ref: this.ref, repository: (0,core_facts/* repositoryText */.g)(this.parts.repository), why })]));
    }
    wake() {
        for (const resolve of this.waiting.splice(0))
            resolve();
    }
    async remove(limit) {
        const { github, repository, clock } = this.parts;
        // A renewal that is under way is let end, so that nothing of ours moves the ref after it was dropped.
        await Promise.race([this.keeping, aborted(limit)]);
        for (let tries = 1;; tries++) {
            try {
                for (const from of this.places)
                    if (await github.moveRef(repository, this.ref, { from }, limit))
                        return;
                return;
            }
            catch (failure) {
                if (limit.aborted || tries === mostDrops)
                    throw failure;
                await clock.sleep(againMs, limit);
            }
        }
    }
    async within(milliseconds, work) {
        const [limit, done] = [new AbortController(), new AbortController()];
        const time = this.parts.clock.sleep(milliseconds, done.signal).then(() => limit.abort(new Error('there was no time left')), () => undefined);
        try {
            await work(limit.signal);
        }
        finally {
            done.abort();
            await time;
        }
    }
}
const aborted = (signal) => new Promise((resolve) => (signal.aborted ? resolve() : signal.addEventListener('abort', () => resolve(), { once: true })));
/** For the log. Whatever it was, the run has an end of its own to tell. */
const run_lock_wordsOf = (failure) => (failure instanceof Error ? failure.message : String(failure));

;// CONCATENATED MODULE: ./out/verbs/lock.js




const lockOf = (planned, { ports, steps }) => {
    const { github, clock, log, signal, repository, holder } = ports;
    const { plan, line, frozen } = planned;
    const lock = new RunLock({ github, clock, log, signal, repository, holder, note: (held) => ports.noteLock(held), stop: (reason) => ports.stop(reason), tag: plan.tag, maxWaitMs: () => ports.waits.left() });
    return {
        guarded: (world) => guard(world, () => lock.sure()),
        enter: async () => {
            const began = clock.now();
            const waited = await lock.take();
            if (waited)
                ports.waits.spent(began);
            const { artifacts } = await findFrozenArtifacts({ plan, line, steps }, ports);
            return waited || lock_textOf(artifacts) !== lock_textOf(frozen.artifacts) ? { frozen: artifacts } : undefined;
        },
        tidy: () => lock.tidy(),
        drop: () => lock.drop(),
    };
};
const lock_textOf = (artifacts) => (0,json/* canonicalJson */.d)([...artifacts].sort(([a], [b]) => (a < b ? -1 : 1)));

// EXTERNAL MODULE: ./out/core/image-name.js
var image_name = __webpack_require__(5855);
;// CONCATENATED MODULE: ./out/gate/gate.js
const gate_closed = (problem) => ({ severity: 'error', problem });

;// CONCATENATED MODULE: ./out/gate/references.js



/** All references of a line, those that agree and what is wrong with the others. */
const checkLine = (facts, line) => {
    const entry = (line.slots['version']?.[0] ?? {});
    const images = (line.slots['publish.image'] ?? []).flatMap((it) => (typeof it['to'] === 'string' ? [(0,image_name/* printImageName */.e1)((0,image_name/* parseDestination */.G2)(it['to']))] : []));
    const checked = (0,check_references/* checkReferences */.$)(entry['written-in'] ?? [], facts.texts, facts.version, { images, paths: facts.paths });
    return { ...checked, problems: checked.problems.map((it) => inConfig(it, line)) };
};
/** A file that is not there has no lines: what is to be mended is the setting that names it. */
const inConfig = (it, line) => {
    const place = line.places?.['version/version'];
    return it.code === 'REFERENCE_FILE_MISSING' && place ? { ...it, place } : it;
};
const checkReferencesGate = (facts, line) => checkLine(facts, line).problems;
const referencesGate = (facts, line) => Promise.resolve(line.gate.references ? checkReferencesGate(facts, line).map(gate_closed) : []);

// EXTERNAL MODULE: ./out/core/gate-config.js
var gate_config = __webpack_require__(3982);
;// CONCATENATED MODULE: ./out/gate/tag.js
// The gate of the tag: what it must be at least.



const strength = { lightweight: 0, annotated: 1, signed: 2 };
const tagGate = (facts, line) => Promise.resolve(strength[facts.tag.kind] >= strength[(0,gate_config/* tagDemandOf */.Fo)(line.gate.tag).kind] ? [] : [gate_closed((0,release_error/* problem */.CC)('TAG_TOO_WEAK', { tag: facts.tag.name, kind: facts.tag.kind, wanted: (0,gate_config/* tagDemandOf */.Fo)(line.gate.tag).kind }))]);

;// CONCATENATED MODULE: ./out/gate/gates.js



const gates = [
    tagGate, // the tag object: its kind, its name, who signed it
    referencesGate, // the source says what the tag says
];
/** Everything that the gates find. */
const askGates = async (facts, line, world) => (await Promise.all(gates.map((gate) => gate(facts, line, world)))).flat();
/** Stops at what closes a gate; gives what is to be told and lets through. */
const checkGates = async (facts, line, world) => {
    const found = await askGates(facts, line, world);
    (0,release_error/* failAll */.wf)(found.flatMap((it) => (it.severity === 'error' ? [it.problem] : [])));
    return found;
};

;// CONCATENATED MODULE: ./out/verbs/gate-world.js
// What the gates of a run may ask, and where they read the project's rules: on the default branch as GitHub has it.


const makeGateWorld = async (facts, ports, edited) => {
    const { clock, log, git, github, repository, signal } = ports;
    const branch = facts.defaultBranch;
    const head = (await github.ref(repository, `refs/heads/${branch}`)) ?? (0,release_error/* fail */.fJ)('BRANCH_MISSING', { branch, repository: (0,core_facts/* repositoryText */.g)(repository) });
    return { clock, log, git, github, repository, signal, bring: (what) => ports.bring(what), trusted: { branch, commit: head.object }, ...(edited ? { edited } : {}) };
};

;// CONCATENATED MODULE: ./out/verbs/plan-release.js







/** What is wrong with the selection is known from the config: it is said before anything is asked of the network. */
const checkSelection = ({ line }, { request, steps }) => void leftOutEntries(line, steps, request);
const factsOf = async (start, { request, ports, steps }, edited) => {
    const leftOut = leftOutEntries(start.line, steps, request);
    const { defaultBranch } = await ports.github.repository(ports.repository);
    const { git, repository, server, slipway } = ports;
    return survey({ git, steps, repository, server, slipway, defaultBranch, leftOut, adopt: request.adopt === true, ...start, ...(edited ? { edited } : {}) });
};
/** `edited`: files as they will be once the references are set; what is planned before the tag is there. */
const planRelease = async (start, work, edited) => {
    const { request, ports, steps } = work;
    const { line } = start;
    const facts = await factsOf(start, work, edited);
    const told = await checkGates(facts, line, await makeGateWorld(facts, ports, edited));
    const plan = makePlan(facts, line, steps, request);
    return { facts, line, plan, told, frozen: await findFrozenArtifacts({ plan, line, steps }, ports) };
};
/** For whoever only looks: gates, and records that cannot be read, are told and do not stop. */
const planToLook = async (start, work) => {
    const { request, ports, steps } = work;
    const { line } = start;
    const facts = await factsOf(start, work);
    const found = await askGates(facts, line, await makeGateWorld(facts, ports));
    const told = found.filter((it) => it.severity !== 'error');
    const gates = found.flatMap((it) => (it.severity === 'error' ? [it.problem] : []));
    const plan = makePlan(facts, line, steps, request);
    try {
        return { facts, line, plan, told, frozen: await findFrozenArtifacts({ plan, line, steps }, ports), inTheWay: gates };
    }
    catch (failure) {
        if (!(failure instanceof release_error/* ReleaseError */.K2) || failure.kind !== 'conflict')
            throw failure;
        return { facts, line, plan, told, frozen: nothingFrozen, inTheWay: [...gates, ...failure.problems] };
    }
};
/** What whoever reads the report must know of the plan as a whole. */
const findingsOf = ({ plan: { configFrom, tag }, told }) => [
    ...told,
    ...(configFrom ? [{ severity: 'warning', problem: (0,release_error/* problem */.CC)('CONFIG_FROM_DEFAULT', { tag: tag.name, ...configFrom }) }] : []),
];
const makeWorld = async (plan, ports) => {
    const { git, github, registry, files, exec, clock, log, signal, repository } = ports;
    return { git, github, registry, files, exec, clock, log, signal, repository, tag: plan.tag, plan, results: () => [], workspace: await ports.makeWorkspace() };
};
/** Every step is asked before anything is built or written; all that is in the way is told together. */
const checkBeforeStart = async ({ plan, frozen, told }, world, steps) => {
    const findings = await preflight({ plan, steps, world, frozen: frozen.artifacts });
    (0,release_error/* failAll */.wf)(findings.filter((it) => it.severity === 'error').map((it) => it.problem));
    return [...findingsOf({ plan, told }), ...findings];
};

// EXTERNAL MODULE: ./out/core/set-references.js + 1 modules
var set_references = __webpack_require__(9114);
// EXTERNAL MODULE: ./out/core/edit/reference-text.js + 4 modules
var reference_text = __webpack_require__(8831);
;// CONCATENATED MODULE: ./out/prepare/prepare.js
// Prepares a release: the references say the version, in one commit, and an annotated tag names it. Everything through GitHub's
// API, on top of the branch as it is then; nothing is forced or moved, and doing it again finds what is there.





/** The branch may move while we look at it; more often than this in a row it moves by somebody's loop. */
const mostTries = 5;
const prepareRelease = async (it) => {
    const there = await it.github.ref(it.repository, `refs/tags/${it.tagName}`);
    if (there)
        return accepted(it, there);
    const commit = await releaseCommit(it);
    it.signal.throwIfAborted();
    const object = await it.github.createTag(it.repository, { name: it.tagName, message: it.message, commit });
    it.signal.throwIfAborted();
    try {
        await it.github.createRef(it.repository, `refs/tags/${it.tagName}`, object);
    }
    catch (failure) {
        if (!(failure instanceof release_error/* ReleaseError */.K2) || failure.code !== 'REF_EXISTS')
            throw failure;
        // Another run of the same preparation was faster; its tag is as good if it says the same.
        const other = await it.github.ref(it.repository, `refs/tags/${it.tagName}`);
        if (!other)
            throw failure;
        return accepted(it, other);
    }
    return { name: it.tagName, object, commit, kind: 'annotated' };
};
/** A tag that is there already is the one that was to be made, when the references at its commit say this version. */
const accepted = async (it, target) => {
    const commit = await it.github.commitOf(it.repository, target);
    const changes = await changesAt(it, commit);
    const [first] = changes;
    if (first)
        return (0,release_error/* fail */.fJ)('TAG_EXISTS', { tag: it.tagName, repository: (0,core_facts/* repositoryText */.g)(it.repository), commit, why: `${changes.map((change) => change.path).join(', ')} would have to change there` });
    return { name: it.tagName, object: target.object, commit, kind: target.type === 'tag' ? 'annotated' : 'lightweight' };
};
/** The head of the branch if it says the version already, else a commit on top of it. */
const releaseCommit = async (it) => {
    for (let tries = 1;; tries++) {
        const { head, takesCommits, reason } = await it.github.branch(it.repository, it.branch);
        if (head === undefined)
            return (0,release_error/* fail */.fJ)('BRANCH_MISSING', { branch: it.branch, repository: (0,core_facts/* repositoryText */.g)(it.repository) });
        const changes = await changesAt(it, head);
        if (changes.length === 0)
            return head;
        if (!takesCommits)
            return (0,release_error/* fail */.fJ)('BRANCH_PROTECTED', { branch: it.branch, said: reason ?? 'its rules say so' });
        it.signal.throwIfAborted();
        try {
            const made = await it.github.commit(it.repository, it.branch, { expectedHead: head, headline: 'Set version numbers for release', body: '', changes });
            return made.id;
        }
        catch (failure) {
            if (!(failure instanceof release_error/* ReleaseError */.K2) || failure.code !== 'BRANCH_MOVED' || tries === mostTries)
                throw failure;
        }
    }
};
const changesAt = async (it, commit) => {
    const { github, repository, references, alsoSet, version, images = [] } = it;
    const texts = await (0,reference/* readTexts */.Z7)(references, alsoSet, async (file) => {
        const bytes = await github.file(repository, file, commit);
        return bytes && (0,reference_text/* decodeFile */.JG)(bytes, file);
    });
    const edited = (0,set_references/* setReferences */.R)({ references, alsoSet, texts, version, images, mode: 'release' });
    return [...edited].map(([path, text]) => ({ path, bytes: Buffer.from(text) }));
};

;// CONCATENATED MODULE: ./out/verbs/prepare-tag.js
// A version instead of a tag: set the references, commit, tag; then the release goes on in the same run, because a tag that
// is pushed with the workflow's own token starts no workflow.











const prepareTag = async (asked, work) => {
    const { github, repository } = work.ports;
    const { config, line, version, tag, branch } = await intended(asked, work);
    if (work.request.dryRun)
        return (0,release_error/* fail */.fJ)('DRY_RUN_OF_VERSION', { version: version.text });
    const there = await github.ref(repository, `refs/tags/${tag.name}`);
    if (!there)
        await checkFirst({ config, line, version, tag }, work);
    const entry = (0,work_tree/* versionEntryOf */.GI)(line);
    const made = await prepareRelease({
        github, repository, branch, version, tagName: tag.name,
        references: entry['written-in'], alsoSet: entry['also-set'], images: imagesOf(line),
        message: `Release ${version.text}`,
        signal: work.ports.signal,
    });
    await work.ports.bring(`refs/tags/${tag.name}`);
    return { kind: 'tag', tag: tag.name, commit: made.commit };
};
/** The release as it would be from the head of the branch, with a tag that is not there yet. */
const intended = async (asked, { request, ports, steps }) => {
    const { github, repository } = ports;
    const branch = asked.branch ?? (await github.repository(repository)).defaultBranch;
    const { head } = await github.branch(repository, branch);
    if (head === undefined)
        return (0,release_error/* fail */.fJ)('BRANCH_MISSING', { branch, repository: `${repository.owner}/${repository.name}` });
    if ((await ports.git.commit(head)) === undefined)
        await ports.bring(`refs/heads/${branch}`);
    const config = await (0,read_config/* readReleaseConfig */.gt)(head, request, ports, steps);
    const line = (0,plan_claim/* lineFor */.y)(config, request.line);
    const version = (0,core_version/* parseVersion */.ot)(asked.version, line.scheme);
    return { config, line, version, branch, tag: { name: (0,tag_pattern/* tagName */.wZ)(line.tag, version), object: head, commit: head, kind: 'annotated' } };
};
/** The commit and the tag are writes like any other: everything that can be checked without them is checked before. */
const checkFirst = async (start, work) => {
    const entry = (0,work_tree/* versionEntryOf */.GI)(start.line);
    const texts = await (0,work_tree/* commitTexts */._g)(start.line, start.tag.commit, work.ports);
    const edited = (0,set_references/* setReferences */.R)({ references: entry['written-in'], alsoSet: entry['also-set'], texts, version: start.version, mode: 'release', images: imagesOf(start.line) });
    const planned = await planRelease(start, work, edited);
    const findings = await preflight({ plan: planned.plan, steps: work.steps, frozen: planned.frozen.artifacts, world: await makeWorld(planned.plan, work.ports) });
    // That the tag is not there is what is about to change.
    (0,release_error/* failAll */.wf)(findings.filter((it) => it.severity === 'error' && it.problem.code !== 'TAG_MOVED').map((it) => it.problem));
};

;// CONCATENATED MODULE: ./out/verbs/release.js








const release = async (work) => {
    const { request, ports, steps } = work;
    const began = ports.clock.now();
    const asked = parseTrigger(request);
    if (asked.kind === 'none')
        return (0,ends/* nothingToDo */.KN)(request, asked.reason, ports.clock.now() - began);
    const trigger = asked.kind === 'version' ? await prepareTag(asked, work) : asked;
    const found = await findStart(trigger, request, ports, steps);
    if ('nothing' in found)
        return (0,ends/* nothingToDo */.KN)(request, found.nothing, ports.clock.now() - began);
    checkSelection(found, work);
    const planned = await planRelease(await pinRemotely(found, ports), work);
    const world = await makeWorld(planned.plan, ports);
    const findings = await checkBeforeStart(planned, world, steps);
    const lock = lockOf(planned, work);
    try {
        const { carried, findings: further } = await carryOutFrozen({ ...planned, steps, world: lock.guarded(world), enter: lock.enter, dryRun: request.dryRun, listener: work.listener });
        if (carried.problems.length === 0 && !request.dryRun)
            await lock.tidy();
        return reportOf(work, planned, carried, { findings: [...findings, ...further], took: ports.clock.now() - began });
    }
    finally {
        await lock.drop();
    }
};
const reportOf = (work, { plan }, carried, rest) => {
    const { request } = work;
    const waits = carried.results.filter((it) => it.state === 'waiting');
    const isWhole = request.only.length === 0 && request.without.length === 0;
    const common = { verb: request.verb, plan, results: carried.results, ...rest };
    if (carried.problems.length > 0)
        return (0,ends/* failureReport */.LK)(carried.problems, { ...common, request });
    if (waits.length > 0)
        return (0,ends/* waitingReport */.CF)(waits, { ...common, request });
    const end = (0,core_report/* successOf */.Bu)(carried.results, isWhole, request.dryRun);
    return { ...common, ...end, problems: [], summary: sentences[end.outcome]?.(plan) ?? end.outcome };
};
const sentences = {
    released: (plan) => `${plan.line} ${plan.version} is released`,
    resumed: (plan) => `${plan.line} ${plan.version} is released; what an earlier run had done already was kept`,
    'already-released': (plan) => `${plan.line} ${plan.version} was released before, and nothing is missing`,
    incomplete: (plan) => `${plan.line} ${plan.version}: everything that was asked for is done, some tasks were left out`,
    'nothing-to-do': (plan) => `${plan.line} ${plan.version}: this was a dry run, nothing was written`,
};

;// CONCATENATED MODULE: ./out/core/status.js
const status_placeOf = ({ task }) => task.id.slice(task.id.indexOf(':') + 1);
const nounOf = ({ task }) => task.step.slice(task.step.indexOf(':') + 1);
const kinds = { freeze: 'record' };
/** In the order of the plan. What waits is a column of the place where it will be public; what is only ever staged is a row of its own. */
const statusRows = (seen) => {
    const waiting = new Map(seen.filter((it) => it.task.phase === 'stage').map((it) => [status_placeOf(it), it]));
    const published = new Set(seen.filter((it) => it.task.phase === 'publish').map(status_placeOf));
    return seen.flatMap((it) => {
        const kind = kinds[nounOf(it)] ?? (it.task.phase === 'point' ? 'pointer' : nounOf(it));
        if (it.task.phase === 'stage')
            return published.has(status_placeOf(it)) ? [] : it.holdings.map((one) => ({ ...rowOf(kind, [one]), staged: one.mark }));
        const stage = it.task.phase === 'publish' ? waiting.get(status_placeOf(it))?.holdings : undefined;
        return it.holdings.map((one) => ({ ...rowOf(kind, [one, ...(stage ?? [])]), ...(stage?.[0] ? { staged: stage[0].mark } : {}), public: one.mark }));
    });
};
const rowOf = (kind, [own, ...more]) => {
    const all = [own, ...more];
    const bytes = all.find((it) => it.digest !== undefined);
    const url = all.find((it) => it.url !== undefined)?.url;
    return {
        kind, destination: own.where,
        ...(bytes?.digest === undefined ? {} : { digest: bytes.digest }), ...(bytes?.size === undefined ? {} : { size: bytes.size }), ...(url === undefined ? {} : { url }),
        notes: [...new Set(all.flatMap((it) => it.note ?? []))], items: all.flatMap((it) => it.items ?? []),
    };
};
const status_isPublic = (row) => row.public === 'there' || row.public === 'part';

;// CONCATENATED MODULE: ./out/verbs/destinations.js

/** Every task but those that build. `parts`: also what stands there piece by piece, which costs requests. */
const askDestinations = ({ plan, frozen }, world, steps, parts) => Promise.all(plan.tasks.filter((it) => it.phase !== 'build').map(async (task) => {
    const step = steps.find((it) => it.name === task.step);
    if (!step)
        return { task };
    const inputs = destinations_inputsOf(task, frozen.artifacts, step);
    try {
        const wantsParts = step.look !== undefined && (parts === 'always' || inputs === undefined);
        const [probe, holdings] = await Promise.all([inputs ? step.probe(task.task, inputs, world) : undefined, wantsParts ? step.look?.(task.task, inputs, world) : undefined]);
        return { task, ...(probe ? { probe } : {}), ...(holdings ? { holdings } : {}) };
    }
    catch (failure) {
        const [problem] = (0,failures/* asProblems */.Z)(failure, world.signal);
        if (world.signal.aborted || !problem || problem.kind === 'bug')
            throw failure;
        return { task, problem: { ...problem, task: task.id } };
    }
}));
/** Undefined as long as some of it is not frozen: a part of the bytes would make an unfinished destination look finished. */
const destinations_inputsOf = (task, frozen, step) => {
    const inputs = task.inputs.map((id) => frozen.get(id));
    return inputs.every((it) => it !== undefined) ? inputs.flat().filter((it) => step.takes.includes(it.kind)) : undefined;
};

;// CONCATENATED MODULE: ./out/verbs/lock-status.js
// Who holds the lock of a tag, for people: read only, never waited for.


const lockStatus = async (ports, tag) => {
    const { github, repository } = ports;
    const ref = lockRef(tag);
    const target = await github.ref(repository, ref);
    if (!target)
        return undefined;
    const breakWith = breakCommand(repository, ref);
    const lock = target.type === 'tag' ? parseLock(await github.tagText(repository, target.object), tag) : undefined;
    if (!lock)
        return { ref, holder: 'somebody who cannot be read from it', until: 'nobody knows when', breakWith };
    const over = await whyOver(ports, lock, true);
    return { ref, holder: holderText(lock.holder), until: new Date(lock.expires).toISOString(), breakWith, ...(over === undefined ? {} : { over }) };
};

;// CONCATENATED MODULE: ./out/verbs/status.js
// `slipway status`: what each destination holds of a tag, and the one command that goes on. Reads only; builds nothing, takes no lock,
// and needs none of the tools that build.









const status_status = async (work) => {
    const { request, ports, steps } = work;
    const began = ports.clock.now();
    const trigger = parseTrigger(request);
    if (trigger.kind !== 'tag')
        return (0,ends/* nothingToDo */.KN)(request, trigger.kind === 'none' ? trigger.reason : 'a version that has no tag yet is nowhere', 0);
    const found = await findStart(trigger, request, ports, steps);
    if ('nothing' in found)
        return (0,ends/* nothingToDo */.KN)(request, found.nothing, ports.clock.now() - began);
    checkSelection(found, work);
    const { status: it, planned, findings } = await status_statusOf(await pinRemotely(found, ports), work);
    const end = it.finished ? { outcome: 'already-released', exitCode: 0 } : { outcome: 'incomplete', exitCode: 10 };
    return {
        verb: request.verb, ...end, summary: status_summaryOf(it), plan: planned.plan, results: [], problems: [], findings, status: it, took: ports.clock.now() - began,
        ...(it.next === undefined ? {} : { resume: it.next }),
    };
};
/** Of a tag that is pinned. */
const status_statusOf = async (start, work) => {
    const { ports, steps, request } = work;
    const planned = await planToLook(start, work);
    const { plan, line, frozen } = planned;
    const world = await makeWorld(plan, ports);
    const [asked, lock] = await Promise.all([askDestinations(planned, world, steps, 'always'), lockStatus(ports, plan.tag.name)]);
    const seen = asked.map(seenOf);
    const rows = statusRows(seen);
    const finished = asked.every((it) => it.probe?.state === 'done');
    const mayAdopt = asked.some((it) => it.holdings?.some((one) => one.adoptable === true));
    const status = {
        tag: plan.tag, line: line.name, version: plan.version, finished, rows,
        ...(frozen.records.length > 0 ? { frozen: frozenOf(planned) } : {}), ...(lock ? { lock } : {}),
        public: rows.filter(status_isPublic).map((it) => it.destination),
        missing: rows.filter((it) => it.public !== undefined && it.public !== 'there').map((it) => it.destination),
        ...(finished ? {} : { next: (0,checked_request/* releaseCommand */.Pw)(plan.tag.name, request, mayAdopt ? ['--adopt'] : []) }),
    };
    const inTheWay = [...planned.inTheWay, ...asked.flatMap((it) => it.problem ?? [])];
    return { status, planned, findings: [...findingsOf(planned), ...inTheWay.map((problem) => ({ severity: 'error', problem }))] };
};
const frozenOf = ({ frozen }) => ({
    where: frozen.records.map((it) => it.where),
    artifacts: frozen.records.flatMap((it) => (0,core_record/* artifactsOf */.Ns)(it.record)).map(({ kind, name, fileName, digest, size }) => ({ kind, name, fileName, digest, size })),
});
const marksOf = { absent: 'none', partial: 'part', done: 'there', conflict: 'other', waiting: 'part' };
/** What the task itself calls done is done, whatever its parts look like: a pointer may rightly stand at a higher version. */
const seenOf = ({ task, probe, holdings, problem }) => {
    if (problem)
        return { task, holdings: [{ where: task.title, mark: 'unknown', note: problem.message }] };
    const whole = probe ? [{ where: probe.state === 'done' ? (probe.outcome.where ?? task.title) : task.title, mark: marksOf[probe.state], ...(probe.state === 'waiting' ? { note: `waits for ${probe.for}`, ...(probe.url === undefined ? {} : { url: probe.url }) } : {}) }] : [{ where: task.title, mark: 'unjudged' }];
    const parts = holdings ?? whole;
    if (probe?.state !== 'done')
        return { task, holdings: parts };
    const { note, url } = probe.outcome;
    return { task, holdings: parts.map((it, at) => ({ ...it, mark: 'there', ...(at === 0 && it.url === undefined && url !== undefined ? { url } : {}), ...noteOf(it.note, at === 0 ? note : undefined) })) };
};
const noteOf = (...notes) => {
    const told = [...new Set(notes.filter((it) => it !== undefined))];
    return told.length > 0 ? { note: told.join('; ') } : {};
};
const status_summaryOf = ({ line, version, finished, rows, lock, frozen }) => {
    if (finished)
        return `${line} ${version} is finished: everything is public`;
    const places = rows.filter((it) => it.public !== undefined);
    const out = places.filter((it) => it.public === 'there').length;
    const how = frozen ? `${out} of ${places.length} places are as they should be` : 'nothing is frozen yet, so nothing can be compared';
    return `${line} ${version} is not finished: ${how}${lock && lock.over === undefined ? '; a run is at work on it' : ''}`;
};

;// CONCATENATED MODULE: ./out/core/wanted-tags.js
// Tags that `continue` is to release, as one list in a ref of Slipway's own. As soon as something newer is out, an older tag that nobody
// began looks like one that was never meant; a run that is cut off, or stops at its limit, must not make it so. Pure.

const wantedRef = 'refs/slipway/wanted';
/** The name within the tag object: it is no name of a tag. */
const wantedTagName = 'slipway-wanted';
const renderWanted = (repository, tags) => (0,json/* canonicalJson */.d)({ slipway: 'wanted', repository, tags: [...tags].sort() });
/** Empty for every other text, and for that of another repository: a mirror carries refs along. */
const parseWanted = (text, repository) => {
    let value;
    try {
        value = JSON.parse(text);
    }
    catch {
        return [];
    }
    const it = (typeof value === 'object' && value !== null ? value : {});
    const { tags } = it;
    if (it['slipway'] !== 'wanted' || it['repository'] !== repository || !Array.isArray(tags))
        return [];
    return tags.filter((tag) => typeof tag === 'string');
};

;// CONCATENATED MODULE: ./out/verbs/wanted-tags.js
// The list of tags that `continue` is to release: read with the other refs, written before the first release when there is something in
// it that only this moment's lists tell, and removed when all of it is released. A finished project has none, and costs no write.




const readWanted = async ({ github, repository }) => {
    const refs = await github.refs(repository, 'refs/slipway/');
    const target = refs.includes(wantedRef) ? await github.ref(repository, wantedRef) : undefined;
    if (!target)
        return { refs, tags: [] };
    const text = target.type === 'tag' ? await github.tagText(repository, target.object) : '';
    return { refs, object: target.object, tags: parseWanted(text, (0,core_facts/* repositoryText */.g)(repository)) };
};
/** Releases are made without it as well; then a run that is cut off leaves some of them to people. */
const attempted = async (what, { log, signal }, work, otherwise) => {
    try {
        return await work();
    }
    catch (failure) {
        if (signal.aborted)
            throw failure;
        log.warn(`${wantedRef} could not be ${what}: ${(0,failures/* asProblems */.Z)(failure, signal)[0]?.message ?? ''}`);
        return otherwise;
    }
};
/** Before the first release: what this run is about to make look forgotten. */
const noteWanted = (noted, verdicts, ports) => {
    const open = verdicts.flatMap((it) => (it.verdict === 'ask' ? [it] : []));
    const fresh = open.filter((it) => it.isFresh === true).map((it) => it.tag.name);
    if (fresh.length === 0)
        return Promise.resolve(noted);
    const tags = [...new Set([...noted.tags.filter((name) => open.some((it) => it.tag.name === name)), ...fresh])];
    return attempted('written', ports, () => write(noted, tags, ports), noted);
};
const write = async (noted, tags, ports) => {
    const { github, repository, signal } = ports;
    const { commit } = await (0,read_config/* defaultHead */.k1)(ports);
    signal.throwIfAborted();
    const object = await github.createTag(repository, { name: wantedTagName, message: renderWanted((0,core_facts/* repositoryText */.g)(repository), tags), commit });
    signal.throwIfAborted();
    if (noted.object === undefined)
        await github.createRef(repository, wantedRef, object);
    // Another run of `continue` has written its own meanwhile: it found the same.
    else if (!(await github.moveRef(repository, wantedRef, { from: noted.object, to: object })))
        return noted;
    return { ...noted, object, tags };
};
const isDone = new Set(['released', 'resumed', 'already-released', 'nothing-to-do', 'left-alone']);
/** What is not released yet stays noted, and with it the list. A tag that is not among the releases is finished, or gone. */
const forgetWanted = async ({ object, tags, refs }, releases, ports) => {
    if (object === undefined || tags.some((name) => releases.some((it) => it.tag === name && !isDone.has(it.outcome))))
        return;
    await attempted('removed', ports, async () => {
        ports.signal.throwIfAborted();
        await ports.github.moveRef(ports.repository, wantedRef, { from: object });
        return { refs, tags: [] };
    }, { refs, tags: [] });
};

;// CONCATENATED MODULE: ./out/verbs/continue.js
// `slipway continue`: every release that is not finished, newest first, each as `release --tag T` would. For a schedule: pushes of tags
// get lost, events of other repositories never arrive, people cancel. Which tags are gone into is decided in core/unfinished.


















const continueAll = async (work) => {
    const { request, ports } = work;
    const began = ports.clock.now();
    mustBeTrusted(request.event);
    const config = await todaysConfig(work);
    if (!config)
        return (0,ends/* nothingToDo */.KN)(request, `there is no ${read_config/* configFile */.Ze} on the default branch; a recognised layout alone releases nothing by itself`, ports.clock.now() - began);
    const noted = await readWanted(ports);
    const verdicts = await judged(linesOf(config, request), noted, work);
    const wanted = await noteWanted(noted, verdicts, ports);
    const releases = await goOn(verdicts.filter((it) => it.verdict !== 'finished'), work);
    await forgetWanted(wanted, releases, ports);
    return continuedReport(releases, { request, finished: verdicts.length - releases.length, took: ports.clock.now() - began });
};
/** Which lines there are is said by the default branch as it is now: a schedule runs there. */
const todaysConfig = async ({ request, ports, steps }) => {
    const { commit } = await (0,read_config/* defaultHead */.k1)(ports);
    if (request.config === undefined && !(await ports.git.show(commit, read_config/* configFile */.Ze)))
        return undefined;
    return (0,read_config/* readConfig */.Xg)(commit, request, ports, steps);
};
const linesOf = ({ lines }, { line }) => {
    if (line === undefined)
        return lines;
    const named = lines.filter((it) => it.name === line);
    return named.length > 0 ? named : (0,release_error/* fail */.fJ)('CONFIG_UNKNOWN_LINE', { line, known: lines.map((it) => it.name).join(', ') });
};
const judged = async (lines, noted, { request, ports }) => {
    const names = await ports.git.tags();
    const tags = await Promise.all(lines.map((line) => continue_tagsOf(line, names, request, ports)));
    const lists = await listedFor(lines, noted, ports);
    return inTurn(lines.map((line, at) => judgeLine(tags[at] ?? [], lists(line))));
};
/** Newest version first. */
const continue_tagsOf = async (line, names, request, { git, folder }) => {
    const versions = names.flatMap((name) => {
        const match = (0,tag_pattern/* matchTag */._f)(line.tag, line.scheme, name);
        return match ? [{ name, version: (0,core_version/* parseVersion */.ot)(match.text, line.scheme) }] : [];
    });
    const held = request.config === undefined ? read_config/* configFile */.Ze : (0,external_node_path_.relative)(folder, request.config);
    return Promise.all(versions.sort((a, b) => (0,core_version/* compareVersions */.Zy)(b.version, a.version)).map(async ({ name }) => {
        const [{ commit }, time] = await Promise.all([git.resolveTag(name), git.tagTime(name)]);
        return { name, line: line.name, time, hasConfig: await git.holds(commit, held), makesRelease: (line.slots['publish.release'] ?? []).length > 0 };
    }));
};
/** Everything is listed once for all tags. */
const listedFor = async (lines, { refs, tags: wanted }, { github, repository }) => {
    const repositories = new Map(lines.flatMap((line) => releaseRepositories(line, repository)).map((it) => [(0,core_facts/* repositoryText */.g)(it), it]));
    const lists = await Promise.all([...repositories.values()].map((it) => github.releases(it)));
    const byName = new Map([...repositories.keys()].map((name, at) => [name, lists[at] ?? []]));
    return (line) => ({ refs, wanted, releases: releaseRepositories(line, repository).flatMap((it) => byName.get((0,core_facts/* repositoryText */.g)(it)) ?? []) });
};
/** One that fails does not stop the others; a service that is to be left in peace does, and so does a signal. */
const goOn = async (verdicts, work) => {
    const limit = work.request.limit ?? core_request/* defaultLimit */.Jg;
    const done = [];
    let ended;
    let count = 0;
    for (const it of verdicts) {
        ended ??= count >= limit ? `this run went on with ${limit === 1 ? 'one release' : `${limit} releases`} already (--limit)` : undefined;
        const one = it.verdict === 'leave' ? leftAlone(it, work.request) : ended !== undefined ? notReached(it, ended, work.request) : await goInto(it, work);
        done.push(one);
        if (one.report && !quiet.has(one.report.outcome))
            count++;
        ended ??= continue_endOf(one, work.ports.signal);
    }
    return done;
};
/** There was nothing to do. */
const quiet = new Set(['already-released', 'nothing-to-do']);
const continue_endOf = ({ tag, report }, signal) => {
    const code = report?.problems[0]?.code;
    if (signal.aborted)
        return 'the run was stopped';
    if (code === 'RATE_LIMITED')
        return `${tag} met a limit, which holds for the others too`;
    return code === 'DISK_FULL' ? 'the disk is full' : undefined;
};
const leftAlone = ({ tag, why, by }, request) => ({
    tag: tag.name, line: tag.line, outcome: 'left-alone', summary: why,
    ...(by === undefined ? {} : { command: (0,checked_request/* releaseCommand */.Pw)(tag.name, request, by === 'adopt' ? ['--adopt'] : []) }),
});
const notReached = ({ tag }, why, request) => ({ tag: tag.name, line: tag.line, outcome: 'not-reached', summary: why, command: (0,checked_request/* releaseCommand */.Pw)(tag.name, request) });
const goInto = async (it, work) => {
    const { name, line } = it.tag;
    const command = (0,checked_request/* releaseCommand */.Pw)(name, work.request);
    const own = alone(work, { ...requestOf(name, work.request), again: command });
    work.ports.log.info(`\n${name}: ${it.why}.`);
    const report = await attempt_attempt((one) => (it.verdict === 'look' ? lookFirst(one) : release(one)), own);
    return { tag: name, line, outcome: report.outcome, summary: report.summary, report, ...(report.resume === undefined ? {} : { command: report.resume }) };
};
/** Reads cost less than a release that has nothing to do, and need no rights. */
const lookFirst = async (work) => {
    const { request, ports, steps } = work;
    const found = await findStart({ kind: 'tag', tag: request.tag ?? '' }, request, ports, steps);
    if ('nothing' in found)
        return (0,ends/* nothingToDo */.KN)(request, found.nothing, 0);
    const { status, planned } = await status_statusOf(await pinRemotely(found, ports), work);
    if (!status.finished)
        return release(work);
    return { verb: request.verb, outcome: 'already-released', exitCode: 0, summary: `${status.line} ${status.version} was released before, and nothing is missing`, plan: planned.plan, results: [], problems: [], findings: [], took: 0 };
};
const requestOf = (tag, { config, configFrom, line }) => ({
    verb: 'release', tag, dryRun: false, only: [], without: [],
    ...(config === undefined ? {} : { config }), ...(configFrom === undefined ? {} : { configFrom }), ...(line === undefined ? {} : { line }),
});
/** A release that stops itself (because it lost its lock, say) stops none of the others. */
const alone = (work, request) => {
    const own = new AbortController();
    return { ...work, request, ports: { ...work.ports, signal: AbortSignal.any([work.ports.signal, own.signal]), stop: (reason) => own.abort(reason) } };
};

;// CONCATENATED MODULE: ./out/verbs/estimate.js
// What a plan will ask of GitHub, and how long that takes at least. What is done already is looked at, and costs no more than that.

/** Tag, repository and rights are looked up, and the lock is taken and dropped. */
const ofRun = { requests: 12, creates: 0 };
const ofLook = { requests: 2, creates: 0 };
/** `results` of the plan: `already` where a destination has everything. */
const estimateRun = ({ plan, frozen }, results, steps) => {
    const byName = new Map(steps.map((it) => [it.name, it]));
    const done = new Set(results.filter((it) => it.state === 'already').map((it) => it.id));
    const costs = plan.tasks.map((task) => {
        const step = byName.get(task.step);
        if (!step?.cost)
            return github_limits/* noCost */.Jn;
        return done.has(task.id) ? ofLook : step.cost(task.task, artifactsOf(task, step, frozen));
    });
    return (0,github_limits/* estimate */.jA)([ofRun, ...costs]);
};
/** Before it is built nobody knows how many files a task gives; most give one. */
const artifactsOf = (task, step, frozen) => task.inputs.reduce((sum, id) => sum + (frozen.artifacts.get(id)?.filter((it) => step.takes.includes(it.kind)).length ?? 1), 0);

;// CONCATENATED MODULE: ./out/verbs/plan.js









const plan_plan = async (work) => {
    const { request, ports, steps } = work;
    const began = ports.clock.now();
    const trigger = parseTrigger(request);
    if (trigger.kind !== 'tag')
        return (0,ends/* nothingToDo */.KN)(request, trigger.kind === 'none' ? trigger.reason : 'a version has no tag yet; `slipway rehearse --version` shows what would be done', 0);
    const found = await findStart(trigger, request, ports, steps);
    if ('nothing' in found)
        return (0,ends/* nothingToDo */.KN)(request, found.nothing, ports.clock.now() - began);
    checkSelection(found, work);
    const planned = await planRelease(await pinRemotely(found, ports), work);
    const world = await makeWorld(planned.plan, ports);
    const preflighted = await preflight({ plan: planned.plan, steps, world, frozen: planned.frozen.artifacts });
    const findings = [...findingsOf(planned), ...preflighted];
    const builds = planned.plan.tasks.filter((it) => it.phase === 'build').map((it) => buildResult(it, planned));
    const results = [...builds, ...(await askDestinations(planned, world, steps, 'when nothing is frozen')).map(resultOf)];
    const problems = [...results.flatMap((it) => it.problem ?? []), ...findings.filter((it) => it.severity === 'error').map((it) => it.problem)];
    const estimate = estimateRun(planned, results, steps);
    const common = { verb: request.verb, plan: planned.plan, results, estimate, findings, took: ports.clock.now() - began, text: `${renderPlan(planned.plan)}\n${(0,github_limits/* estimateText */.YL)(estimate)}` };
    if (problems.length > 0)
        return (0,ends/* failureReport */.LK)(problems, { ...common, request });
    return { ...common, outcome: 'nothing-to-do', exitCode: 0, problems, summary: `this is the plan of ${planned.plan.line} ${planned.plan.version}; nothing was written` };
};
const buildResult = (task, { frozen }) => frozen.artifacts.has(task.id) ? result(task, 'already', `${task.title}: frozen by an earlier run`) : result(task, 'would', task.title);
const result = ({ id, title }, state, where) => ({ id, title, state, outcome: { where }, took: 0 });
/** Without frozen bytes a destination can only say what it has; with them it is compared. */
const resultOf = ({ task, probe, holdings, problem }) => {
    if (problem)
        return { ...result(task, 'failed', task.title), problem };
    if (!probe)
        return result(task, 'would', `${task.title}: ${thereText(holdings ?? [])}`);
    if (probe.state === 'done')
        return result(task, 'already', `${task.title}: there already`);
    if (probe.state === 'conflict')
        return result(task, 'would', `${task.title}: there is ${probe.found} already`);
    if (probe.state === 'waiting')
        return result(task, 'waiting', `${task.title}: waits for ${probe.for}`);
    const gone = goneIn(probe);
    if (gone.length > 0)
        return result(task, 'would', `${task.title}: frozen bytes are gone: ${goneText(gone)}`);
    return result(task, 'would', `${task.title}: ${probe.state === 'partial' ? `missing ${probe.missing.join(', ')}` : 'nothing there yet'}`);
};
const thereText = (holdings) => {
    const there = holdings.filter((it) => it.mark !== 'none').map((it) => [it.where, it.digest ?? it.note].filter(Boolean).join(' '));
    return there.length === 0 ? 'nothing there yet' : `${there.join(', ')} is there already, and cannot be compared before anything is frozen`;
};
const renderPlan = (it) => `Plan of ${it.line} ${it.version}, tag ${it.tag.name} (${it.tag.kind}) at ${it.tag.commit}`;

;// CONCATENATED MODULE: ./out/verbs/set-version.js
// `slipway set-version V`: the version into every reference of the work tree; every other byte stays.






const setVersion = async ({ request, ports, steps }) => {
    const began = ports.clock.now();
    const line = (0,work_tree/* onlyLine */.XD)(await (0,work_tree/* workTreeConfig */.g6)(request, ports, steps), request);
    const version = (0,core_version/* parseVersion */.ot)(request.version ?? (0,release_error/* fail */.fJ)('TRIGGER_MISSING', { verb: 'set-version' }), line.scheme);
    const entry = (0,work_tree/* versionEntryOf */.GI)(line);
    if (entry['written-in'].length === 0)
        return (0,release_error/* fail */.fJ)('VERSION_NOT_WRITTEN', { line: line.name });
    const mode = (0,core_version/* isDevelopment */.yz)(version) ? 'next' : 'release';
    // All edits are made in memory first: either every place can be written, or no file is touched.
    const edits = (0,set_references/* setReferences */.R)({ references: entry['written-in'], alsoSet: entry['also-set'], texts: await (0,work_tree/* workTreeTexts */.Ci)(line, ports), version, mode, images: imagesOf(line) });
    for (const [file, text] of edits)
        await ports.files.writeFile((0,external_node_path_.join)(ports.folder, file), text);
    const files = [...edits.keys()];
    const text = files.length > 0 ? ['Changed:', ...files.map((it) => `   ${it}`)].join('\n') : '';
    return { verb: request.verb, outcome: 'nothing-to-do', exitCode: 0, summary: files.length > 0 ? `${version.text} is written in ${files.length} ${files.length === 1 ? 'file' : 'files'}` : `every reference says ${version.text} already`, results: [], problems: [], findings: [], took: ports.clock.now() - began, text };
};

;// CONCATENATED MODULE: ./out/run.js
// What each verb is. Whatever goes wrong below ends here as a report; nothing is thrown past it.








const verbs = {
    release: release, // a tag becomes a release
    rehearse: release, // the same, in a world that the door has put in place of the real one
    prepare: release, // references, commit and tag first
    continue: continueAll, // every release that is not finished, one after the other
    plan: plan_plan, // the tasks, and what each destination holds
    status: status_status, // what each destination holds of a tag, and what goes on
    check: check, // references against the tag, or one another
    'set-version': setVersion, // references in the work tree
};
const run = async (request, ports, steps, listener = silent) => {
    if (request.maxWaitMs !== undefined)
        ports.waits.limit(request.maxWaitMs);
    return attempt_attempt(verbs[request.verb], { request, ports, steps, listener });
};

// EXTERNAL MODULE: ./out/wire.js + 59 modules
var wire = __webpack_require__(1665);
;// CONCATENATED MODULE: ./out/cli/carry-out-request.js
// A request carried out against the world that the environment names: ports, run, and everything closed again.







const carryOutRequest = async (request, { done, listener, ...world }) => {
    const progress = createProgress(world.log, adapters_clock/* systemClock */.m, { phase: phaseLine, start: startLine, end: endLine, still: stillLine });
    try {
        const real = await createRealPorts(world);
        try {
            const listen = (event) => {
                listener?.(event);
                progress.listen(event);
            };
            const report = (0,core_report/* withSignal */.l_)(await run(request, real.ports, wire/* steps */.C, listen), world.signal.reason);
            await done?.(report);
            return report;
        }
        finally {
            await real.dispose();
        }
    }
    finally {
        progress.stop();
    }
};


/***/ }),

/***/ 5122:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  commandLine: () => (/* binding */ commandLine)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./out/adapters/clock.js
var clock = __webpack_require__(5195);
;// CONCATENATED MODULE: ./out/core/redact.js
// Secrets, registered once, and taken out of everything that is written. Pure; the one writer of the log asks it.
/** Shorter values would blot out ordinary text, and are no secrets anybody should use. */
const shortest = 6;
const encodings = (secret) => {
    const bytes = Buffer.from(secret, 'utf8');
    const lines = secret.split(/\r?\n/).filter((line) => line.length >= shortest);
    // Base64 of a longer text that has the secret inside starts at one of three offsets; the middle part is the same.
    const inner = [0, 1, 2].map((offset) => {
        const padded = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
        return padded.slice(offset === 0 ? 0 : 4, padded.length - 4 - (padded.endsWith('=') ? 1 : 0));
    });
    return [
        secret,
        ...lines,
        encodeURIComponent(secret),
        JSON.stringify(secret).slice(1, -1),
        bytes.toString('base64'),
        bytes.toString('base64url'),
        bytes.toString('hex'),
        ...inner.filter((it) => it.length >= 2 * shortest),
    ];
};
const createRedactor = () => {
    const known = new Set();
    let ordered = [];
    return {
        register: (secret) => {
            const value = secret.trim();
            if (value.length < shortest)
                return;
            for (const form of encodings(value))
                if (form.length >= shortest)
                    known.add(form);
            // Longest first, so that a secret inside another one does not leave the other's rest behind.
            ordered = [...known].sort((a, b) => b.length - a.length);
        },
        redact: (text) => ordered.reduce((rest, secret) => (rest.includes(secret) ? rest.replaceAll(secret, '***') : rest), text),
    };
};

// EXTERNAL MODULE: ./out/core/plain-text.js
var plain_text = __webpack_require__(3384);
;// CONCATENATED MODULE: ./out/adapters/console/console-log.js
// The one writer of the log on a terminal (or a plain pipe). Redacts; shows the output of children only when asked, but
// tells every few seconds what a long task is doing, so that nobody has to wonder whether it hangs.


const createConsoleLog = ({ verbose, write }) => {
    const redactor = createRedactor();
    const say = (text) => text.split('\n').forEach((line) => write(redactor.redact(line)));
    return {
        info: say,
        warn: (text) => say(`warning: ${text}`),
        error: (text) => say(`error: ${text}`),
        debug: (text) => (verbose ? say(`  · ${text}`) : undefined),
        child: (source, line) => (verbose ? say(`     ${source} │ ${(0,plain_text/* withoutControls */.D)(line)}`) : undefined),
        secret: (value) => redactor.register(value),
        redact: (text) => redactor.redact(text),
    };
};

// EXTERNAL MODULE: ./out/core/report.js
var core_report = __webpack_require__(4890);
// EXTERNAL MODULE: ./out/core/request.js
var core_request = __webpack_require__(4191);
// EXTERNAL MODULE: ./out/engine/failures.js
var failures = __webpack_require__(8248);
// EXTERNAL MODULE: ./out/errors/release-error.js + 15 modules
var release_error = __webpack_require__(7823);
;// CONCATENATED MODULE: ./out/report/json.js
const renderJson = (report) => `${JSON.stringify({ schema: 1, ...report }, (key, value) => (key === 'path' || key === 'text' ? undefined : value), 2)}\n`;

// EXTERNAL MODULE: ./out/core/github-limits.js
var github_limits = __webpack_require__(5404);
;// CONCATENATED MODULE: ./out/core/standing.js
const partsOf = (it) => {
    const [phase = '', place = ''] = it.id.split(/:(.*)/s);
    return { phase, place };
};
const isThere = (it) => it?.state === 'done' || it?.state === 'already';
/** A conflict is found by looking, before anything is written. */
const wasWriting = (it) => it?.state === 'failed' && it.problem?.code !== 'DESTINATION_CONFLICT';
const nameOf = (it) => it.outcome?.where ?? it.title;
/** In the order of the plan. Building is nobody's destination, and what is only ever staged (the record) is part of another one. */
const standingOf = (results) => {
    const staged = new Map(results.filter((it) => partsOf(it).phase === 'stage').map((it) => [partsOf(it).place, it]));
    return results.flatMap((it) => {
        const { phase, place } = partsOf(it);
        if (it.state === 'waiting')
            return [{ destination: nameOf(it), standing: 'waiting', ...(it.outcome?.note === undefined ? {} : { note: it.outcome.note }) }];
        if (phase === 'publish' || phase === 'promote')
            return [{ destination: nameOf(it), standing: publicOf(it, staged.get(place)) }];
        if (phase === 'point' || phase === 'follow')
            return [{ destination: nameOf(it), standing: publicOf(it, undefined) }];
        return [];
    });
};
const publicOf = (it, stage) => {
    if (isThere(it))
        return 'public';
    if (wasWriting(it) || wasWriting(stage))
        return 'uncertain';
    return isThere(stage) ? 'staged' : 'missing';
};
/** Destinations of one standing, as one text for a sentence. */
const standing_listed = (rows, standing) => rows.filter((it) => it.standing === standing).map((it) => it.destination).join(', ');

;// CONCATENATED MODULE: ./out/report/continued-text.js

const signs = {
    released: '✓', resumed: '✓', 'already-released': '=', 'nothing-to-do': '=', waiting: '…', incomplete: '!', blocked: '✗', conflict: '✗', failed: '✗', 'left-alone': '–', 'not-reached': '·',
};
const signOf = (it) => signs[it.outcome];
/** What the world sees of a release that did not come to its end. */
const standingLines = ({ report }) => {
    if (!report || report.problems.length === 0)
        return [];
    const rows = standingOf(report.results);
    const part = (name, places) => (places === '' ? [] : [`${name}: ${places}`]);
    return [...part('public', standing_listed(rows, 'public')), ...part('missing', standing_listed(rows, 'missing')), ...part('not known', standing_listed(rows, 'uncertain'))];
};
const renderContinued = (releases) => {
    const wide = Math.max(...releases.map((it) => it.tag.length));
    const outcomes = Math.max(...releases.map((it) => it.outcome.length));
    return releases.flatMap((it) => [
        ` ${signOf(it)} ${it.tag.padEnd(wide)}  ${it.outcome.padEnd(outcomes)}  ${it.summary}`,
        ...[...standingLines(it), ...(it.command === undefined ? [] : [it.command])].map((line) => `     ${line}`),
    ]).join('\n');
};

;// CONCATENATED MODULE: ./out/report/in-markdown.js
// Text from outside in a page of Markdown.
/** Goes into cells as code, so that it can neither break the table nor ping anybody. */
const cell = (text) => (text === '' ? '' : `\`${text.replaceAll('`', "'").replaceAll('|', '\\|').replace(/\s+/g, ' ')}\``);
const plain = (text) => text.replace(/[<>&|*_[\]`@#\\]/g, (it) => `&#${it.charCodeAt(0)};`).replace(/\s*\n\s*/g, '<br>');

;// CONCATENATED MODULE: ./out/report/continued-markdown.js


const continuedTable = (releases) => {
    const rows = releases.map((it) => {
        const what = [it.summary, ...standingLines(it)].map(plain).join('<br>');
        return `| ${signOf(it)} | ${cell(it.tag)} | ${it.outcome} | ${what} | ${cell(it.command ?? '')} |`;
    });
    return ['| | Tag | Outcome | | By hand |', '| --- | --- | --- | --- | --- |', ...rows].join('\n');
};

;// CONCATENATED MODULE: ./out/report/state.js
// After a failure: what is public, what waits staged, what is missing, and the one command that goes on. The same words for the
// terminal, the job summary and the annotation.


const state_signs = { public: '✓ public', staged: '◦ staged', waiting: '… waits', missing: '✗ missing', uncertain: '? not known' };
/** Of a task that failed while it wrote, only its destination knows what was done. */
const explained = { uncertain: 'it failed while it was being written; going on looks what is there' };
const state_signOf = (it) => state_signs[it.standing];
const noteOf = (it) => it.note ?? explained[it.standing] ?? '';
/** Rows that are worth a table: as long as nothing has left this machine there is nothing to tell apart. */
const standingRows = (report) => {
    const rows = standingOf(report.results);
    return rows.every((it) => it.standing === 'missing') ? [] : rows;
};
/** In place of the table. A run that stopped before it looked cannot say what earlier ones did. */
const nothingWritten = (report) => {
    if (report.verb === 'rehearse')
        return 'Nothing was written outside this machine.';
    const looked = standingOf(report.results).length > 0;
    const prepares = / (prepare|--version[ =])/.test(` ${report.resume ?? ''}`);
    if (prepares && !looked)
        return 'Nothing of the release was written; its commit and its tag may be there, and are found by the same command.';
    return looked ? 'Nothing of this release is public, and nothing is staged.' : 'This run wrote nothing.';
};
/** Why the command is to be run, in the sense of what stopped the run. */
const whenToGoOn = (report) => {
    if (report.verb === 'rehearse')
        return 'To rehearse it again';
    if (report.outcome === 'waiting')
        return 'To go on, when the wait is over';
    return report.outcome === 'incomplete' || (0,core_report/* wasCancelled */.r1)(report) ? 'To go on' : 'To go on, when the cause is mended';
};
/** For the annotation: one line of each. */
const stateText = (report) => {
    if ((report.problems.length === 0 && report.outcome !== 'waiting') || report.resume === undefined)
        return undefined;
    const rows = standingRows(report);
    const part = (name, standing) => (listed(rows, standing) === '' ? [] : [`${name}: ${listed(rows, standing)}`]);
    const state = rows.length === 0 ? [nothingWritten(report)] : [...part('Public', 'public'), ...part('Staged', 'staged'), ...part('Waiting', 'waiting'), ...part('Missing', 'missing'), ...part('Not known', 'uncertain')];
    return [...state, `${whenToGoOn(report)}: ${report.resume}${report.rerun ? ' (or re-run this job)' : ''}`].join('\n');
};

// EXTERNAL MODULE: ./out/report/words.js
var words = __webpack_require__(8482);
;// CONCATENATED MODULE: ./out/report/status-text.js

const status_text_signs = { there: '●', part: '◐', none: '○', other: '✗', unjudged: '◌', unknown: '?' };
const meanings = {
    there: 'there', part: 'in part', none: 'missing', other: 'something else', unjudged: 'there, and cannot be compared', unknown: 'could not be asked',
};
const meaningOf = (mark) => (mark === undefined ? '' : `${status_text_signs[mark]} ${meanings[mark]}`);
/** Assets of a large release are counted; JSON has them all. */
const mostItems = 30;
const track = ({ staged, public: out }) => `${staged === undefined ? ' ' : status_text_signs[staged]}${staged !== undefined && out !== undefined ? '────────' : '        '}${out === undefined ? ' ' : status_text_signs[out]}`;
const itemLine = (it) => `     ${status_text_signs[it.mark]} ${it.name}${it.size === undefined ? '' : `  ${(0,words/* renderSize */.qI)(it.size)}`}${it.digest === undefined ? '' : `  ${it.digest}`}`;
const itemLines = (items) => items.length > mostItems ? [...items.slice(0, mostItems).map(itemLine), `     … and ${items.length - mostItems} more`] : items.map(itemLine);
const lockText = ({ ref, holder, until, over }) => over === undefined ? `${holder} is at work on it and holds ${ref}, until ${until} unless it goes on longer` : `${ref} is left of ${holder}; the next run takes it over, as ${over}`;
const frozenText = ({ frozen }) => {
    if (!frozen)
        return 'Nothing is frozen yet: what is there cannot be compared.';
    const count = frozen.artifacts.length;
    return `Frozen: ${count === 1 ? 'one artifact' : `${count} artifacts`}, in the record in ${frozen.where.join(' and ')}.`;
};
const renderStatus = (it) => {
    const kinds = Math.max(...it.rows.map((row) => row.kind.length), 0);
    const places = Math.min(72, Math.max(...it.rows.map((row) => row.destination.length), 0));
    const head = ` ${''.padEnd(kinds)}  ${''.padEnd(places)}  staged   public`;
    const rows = it.rows.flatMap((row) => [
        ` ${row.kind.padEnd(kinds)}  ${row.destination.padEnd(places)}    ${track(row)}`.trimEnd(),
        ...[row.digest, row.url, ...row.notes].flatMap((detail) => (detail === undefined ? [] : [`     ${detail}`])),
        ...itemLines(row.items),
    ]);
    const used = [...new Set(it.rows.flatMap((row) => [row.staged, row.public, ...row.items.map((item) => item.mark)]))].filter((mark) => mark !== undefined);
    return [
        `${it.line} ${it.version}: tag ${it.tag.name} (${it.tag.kind}) at ${it.tag.commit}`,
        ...(it.lock ? [`Lock: ${lockText(it.lock)}.`, ...(it.lock.over === undefined ? [`   To break it, if that run is gone for good: ${it.lock.breakWith}`] : [])] : []),
        frozenText(it),
        '',
        head, ...rows,
        '',
        ` ${used.map(meaningOf).join('   ')}`,
    ].join('\n');
};

;// CONCATENATED MODULE: ./out/report/status-markdown.js



const rowOf = (row) => {
    const place = row.url === undefined ? plain(row.destination) : `[${plain(row.destination)}](${encodeURI(row.url)})`;
    const items = row.items.map((it) => `${meaningOf(it.mark)}: ${cell(it.name)}${it.size === undefined ? '' : ` ${(0,words/* renderSize */.qI)(it.size)}`} ${cell(it.digest ?? '')}`);
    return `| ${row.kind} | ${place} | ${meaningOf(row.staged)} | ${meaningOf(row.public)} | ${[cell(row.digest ?? ''), ...row.notes.map(plain), ...items].filter((it) => it !== '').join('<br>')} |`;
};
const statusPart = (it, { findings, resume }) => {
    const inTheWay = findings.filter((one) => one.severity === 'error').map(({ problem }) => `- [${problem.code}](${problem.docs}): ${plain(problem.message)}<br>**What to do:** ${plain(problem.hint)}`);
    return [
        ...(it.lock ? [plain(`Lock: ${lockText(it.lock)}.`)] : []),
        plain(frozenText(it)),
        ['| | Place | Staged | Public | |', '| --- | --- | --- | --- | --- |', ...it.rows.map(rowOf)].join('\n'),
        ...(inTheWay.length > 0 ? [`### In the way of a release\n\n${inTheWay.join('\n')}`] : []),
        ...(resume === undefined ? [] : [`**To go on:** ${cell(resume)}`]),
    ].join('\n\n');
};

;// CONCATENATED MODULE: ./out/report/markdown.js
// The report as the page of a job summary.







const titles = {
    released: '🚢 Released', resumed: '🚢 Released (an earlier run was finished)', 'already-released': '🚢 Already released', 'nothing-to-do': 'Nothing to release',
    waiting: '⏳ Waiting', incomplete: '🚧 Incomplete', blocked: '⛔ Blocked by a gate', conflict: '⛔ Conflict', failed: '❌ Failed',
};
const renderMarkdown = (report) => {
    const version = report.plan ? ` ${cell(report.plan.version)}` : '';
    const title = (0,core_report/* wasCancelled */.r1)(report) ? '🛑 Stopped' : (titles[report.outcome] ?? report.outcome);
    const parts = [`# ${title}${version}`, plain(report.summary)];
    if (report.estimate)
        parts.push(plain(`${(0,github_limits/* estimateText */.YL)(report.estimate)}.`));
    if (report.problems.length > 0)
        parts.push(statePart(report), problemPart(report));
    if (report.status)
        parts.push(statusPart(report.status, report));
    if (report.releases && report.releases.length > 0)
        parts.push(continuedTable(report.releases));
    if (report.results.length > 0)
        parts.push(resultTable(report));
    const commands = [...new Set(report.results.flatMap((it) => it.outcome?.commands ?? []))];
    if (commands.length > 0)
        parts.push(`### Take it\n\n\`\`\`sh\n${commands.map((it) => it.replaceAll('```', '')).join('\n')}\n\`\`\``);
    if (report.plan && report.plan.skipped.length > 0)
        parts.push(`### Left out\n\n${report.plan.skipped.map((it) => `- ${cell(it.id)}: ${plain(it.skip)}`).join('\n')}`);
    const warnings = report.findings.filter((it) => it.severity !== 'error');
    if (warnings.length > 0)
        parts.push(`### Noticed\n\n${warnings.map((it) => `- ${plain(it.problem.message)}`).join('\n')}`);
    return `${parts.join('\n\n')}\n`;
};
const resultTable = (report) => {
    const rows = report.results.map((it) => {
        const bytes = (0,words/* bytesOf */.$$)(it);
        const link = (0,words/* linkOf */.IJ)(it, report);
        const where = link ? `[${plain((0,words/* placeOf */.$t)(it))}](${encodeURI(link)})` : plain((0,words/* placeOf */.$t)(it));
        const digests = bytes.map((b) => `${it.outcome?.artifacts ? `${cell(b.name)} ` : ''}${cell(b.digest)}${b.size ? ` ${(0,words/* renderSize */.qI)(b.size)}` : ''}`).join('<br>');
        return `| ${(0,words/* markOf */.Fg)(it)} | ${cell(it.id)} | ${where} | ${digests} | ${it.state === 'not-reached' ? '' : (0,words/* renderDuration */.PP)(it.took)} |`;
    });
    return ['| | Task | Destination | Digest and size | Time |', '| --- | --- | --- | --- | --- |', ...rows].join('\n');
};
const problemPart = (report) => {
    const items = report.problems.map((it) => {
        const place = [(0,words/* renderPlace */.oL)(it.place), it.task].filter(Boolean).join(', ');
        return `- [${it.code}](${it.docs})${place ? ` at ${cell(place)}` : ''}: ${plain(it.message)}<br>**What to do:** ${plain(it.hint)}`;
    });
    return `### What went wrong\n\n${items.join('\n')}`;
};
/** At a glance, and first on the page: whoever opens it after a failure asks what the world sees now. */
const statePart = (report) => {
    const rows = standingRows(report);
    const table = ['| Destination | State |', '| --- | --- |', ...rows.map((it) => `| ${plain(it.destination)} | ${state_signOf(it)}${noteOf(it) === '' ? '' : ` (${noteOf(it)})`} |`)];
    const goOn = report.resume === undefined ? [] : [`**${whenToGoOn(report)}:** ${cell(report.resume)}${report.rerun ? ', or re-run this job' : ''}`];
    return [...(rows.length === 0 ? [nothingWritten(report)] : [table.join('\n')]), ...goOn].join('\n\n');
};

// EXTERNAL MODULE: ./out/core/plan.js
var plan = __webpack_require__(5535);
;// CONCATENATED MODULE: ./out/report/text.js
// The report as a page for a terminal.





const renderText = (report) => {
    const parts = [
        ...(report.text ? [report.text] : []),
        ...(report.status ? [renderStatus(report.status), ...renderInTheWay(report)] : []),
        ...(report.releases && report.releases.length > 0 ? [renderContinued(report.releases)] : []),
        ...(report.results.length > 0 ? [renderResults(report.results)] : []),
        ...renderSkipped(report),
        ...renderCommands(report.results),
        ...renderWarnings(report),
        ...text_problemPart(report),
        `${report.text !== undefined && report.outcome === 'nothing-to-do' ? '' : `${report.outcome}: `}${report.summary} (${(0,words/* renderDuration */.PP)(report.took)})`,
    ];
    return `${parts.join('\n\n')}\n`;
};
const headings = { build: 'Built', stage: 'Staged', publish: 'Published', promote: 'Promoted', verify: 'Verified', point: 'Pointed', follow: 'Followed up' };
/** Phase by phase: what is where, its size and time in columns, and its digest in full on a line of its own, to be copied. */
const renderResults = (results) => {
    const rows = results.flatMap((it) => rowsOf(it, (0,words/* linkOf */.IJ)(it, { results })).map((row) => ({ phase: phaseOf(it), row })));
    const width = Math.min(72, Math.max(...rows.map(({ row }) => row.name.length)));
    return plan/* phases */.t
        .map((phase) => ({ phase, own: rows.filter((it) => it.phase === phase) }))
        .filter(({ own }) => own.length > 0)
        .map(({ phase, own }) => [headings[phase], ...own.flatMap(({ row }) => linesOf(row, width))].join('\n'))
        .join('\n');
};
const phaseOf = (it) => it.id.slice(0, it.id.indexOf(':'));
const linesOf = (row, width) => [
    ` ${row.name.padEnd(width)}  ${row.size.padStart(10)}  ${row.time.padStart(11)}`.trimEnd(),
    ...row.details.map((it) => `     ${it}`),
];
/** One row for each artifact that was made; else one for the destination. */
const rowsOf = (it, link) => {
    const time = it.state === 'not-reached' ? 'not reached' : (0,words/* renderDuration */.PP)(it.took);
    const bytes = (0,words/* bytesOf */.$$)(it);
    const sizeOf = (size) => (size > 0 ? (0,words/* renderSize */.qI)(size) : '');
    if (it.outcome?.artifacts?.length)
        return bytes.map(({ name, digest, size }, at) => ({ name: `${(0,words/* markOf */.Fg)(it)} ${name}`, size: sizeOf(size), time: at === 0 ? time : '', details: [digest] }));
    const [own] = bytes;
    const note = it.outcome?.note;
    const details = own ? [own.digest] : link === undefined ? [] : [link];
    return [{ name: `${(0,words/* markOf */.Fg)(it)} ${(0,words/* placeOf */.$t)(it)}`, size: sizeOf(own?.size ?? 0), time, details: [...details, ...(note === undefined ? [] : [`(${note})`])] }];
};
/** Of a verb that only looks, what would stop a release stops nothing. */
const renderInTheWay = (report) => {
    const problems = report.findings.filter((it) => it.severity === 'error').map((it) => it.problem);
    return [
        ...(problems.length > 0 ? [`In the way of a release:\n\n${(0,words/* renderProblems */.x8)(problems)}`] : []),
        ...(report.resume === undefined ? [] : [`To go on:\n   ${report.resume}`]),
    ];
};
const renderSkipped = (report) => report.plan && report.plan.skipped.length > 0 ? [['Left out:', ...report.plan.skipped.map((it) => `   ${it.id}: ${it.skip}`)].join('\n')] : [];
const renderCommands = (results) => {
    const commands = [...new Set(results.flatMap((it) => it.outcome?.commands ?? []))];
    return commands.length > 0 ? [['Take it:', ...commands.map((it) => `   ${it}`)].join('\n')] : [];
};
const renderWarnings = (report) => report.findings.filter((it) => it.severity !== 'error').map((it) => `${it.severity === 'unproven' ? 'Cannot be proven in advance' : 'Warning'}: ${it.problem.message}`);
const text_problemPart = (report) => {
    if (report.problems.length > 0)
        return [(0,words/* renderProblems */.x8)(report.problems), ...renderState(report)];
    return report.outcome === 'waiting' ? renderState(report) : [];
};
/** Below the problems, as the last thing before the last line: what a person looks for first. */
const renderState = (report) => {
    const rows = standingRows(report);
    const wide = Math.min(72, Math.max(0, ...rows.map((it) => it.destination.length)));
    const table = ['How it stands:', ...rows.map((it) => `   ${it.destination.padEnd(wide)}  ${state_signOf(it)}${noteOf(it) === '' ? '' : ` (${noteOf(it)})`}`)];
    const goOn = report.resume === undefined ? [] : [`${whenToGoOn(report)}:`, `   ${report.resume}`, ...(report.rerun ? ['   or re-run this job'] : [])];
    return [...(rows.length === 0 ? [nothingWritten(report)] : [table.join('\n')]), ...(goOn.length === 0 ? [] : [goOn.join('\n')])];
};

// EXTERNAL MODULE: ./out/version.js
var version = __webpack_require__(3888);
// EXTERNAL MODULE: ./out/cli/carry-out-request.js + 79 modules
var carry_out_request = __webpack_require__(2741);
// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(7975);
// EXTERNAL MODULE: ./out/core/duration.js
var duration = __webpack_require__(3296);
// EXTERNAL MODULE: ./out/core/checked-request.js
var checked_request = __webpack_require__(6287);
// EXTERNAL MODULE: ./out/core/shell-word.js
var shell_word = __webpack_require__(3849);
// EXTERNAL MODULE: ./out/core/suggest.js
var suggest = __webpack_require__(3816);
;// CONCATENATED MODULE: ./out/cli/parse-argv.js
// argv → what was asked. Unknown flags and verbs are errors with a suggestion; nothing is guessed.







const options = {
    repository: { type: 'string' },
    tag: { type: 'string' },
    version: { type: 'string' },
    line: { type: 'string' },
    config: { type: 'string' },
    'config-from': { type: 'string' },
    adopt: { type: 'boolean' },
    limit: { type: 'string' },
    only: { type: 'string', multiple: true },
    without: { type: 'string', multiple: true },
    out: { type: 'string' },
    keep: { type: 'boolean' },
    'max-wait': { type: 'string' },
    'dry-run': { type: 'boolean' },
    json: { type: 'boolean' },
    verbose: { type: 'boolean' },
};
const isVerb = (text) => core_request/* verbs */.PB.includes(text);
const list = (values) => (values ?? []).flatMap((it) => it.split(',')).map((it) => it.trim()).filter(Boolean);
/** A flag that takes no other form than the known ones. */
const read = (argv) => {
    try {
        return (0,external_node_util_.parseArgs)({ args: [...argv], options, allowPositionals: true, strict: true });
    }
    catch (cause) {
        const flag = argv.find((it) => it.startsWith('-') && !Object.hasOwn(options, it.replace(/^--?/, '').split('=')[0] ?? ''));
        if (flag === undefined)
            return (0,release_error/* fail */.fJ)('USAGE', { what: cause instanceof Error ? (cause.message.split('. ')[0] ?? '') + '.' : String(cause) }, { cause });
        const suggestion = (0,suggest/* suggest */.Z)(flag.split('=')[0] ?? '', Object.keys(options).map((it) => `--${it}`));
        return (0,release_error/* fail */.fJ)('USAGE', { what: `There is no flag ${flag}.`, ...(suggestion ? { suggestion } : {}) }, { cause });
    }
};
/** Verbs that take their version (or tag) without a flag. */
const takesVersion = new Set(['set-version', 'prepare']);
const takesTag = new Set(['release', 'plan', 'status']);
/** Verb and operand, with every way to get them wrong. */
const wordsOf = (positionals) => {
    const [word, operand, ...rest] = positionals;
    if (word === undefined)
        return (0,release_error/* fail */.fJ)('USAGE', { what: 'No verb was given.' });
    if (!isVerb(word)) {
        const suggestion = (0,suggest/* suggest */.Z)(word, core_request/* verbs */.PB);
        return (0,release_error/* fail */.fJ)('USAGE', { what: `There is no verb ${word}.`, ...(suggestion ? { suggestion } : {}) });
    }
    const tooMany = rest[0] ?? (takesVersion.has(word) || takesTag.has(word) ? undefined : operand);
    return tooMany === undefined ? { verb: word, operand } : (0,release_error/* fail */.fJ)('USAGE', { what: `\`slipway ${word}\` does not take \`${tooMany}\`.` });
};
const given = (fields) => Object.fromEntries(Object.entries(fields).filter((it) => it[1] !== undefined));
/** Flags whose values have a form of their own. */
const readOf = (values) => ({
    ...(values['config-from'] === undefined ? {} : { configFrom: (0,checked_request/* parseConfigSource */.p5)(values['config-from'], '--config-from') }),
    ...(values.limit === undefined ? {} : { limit: (0,checked_request/* parseLimit */.Fv)(values.limit, '--limit') }),
    ...(values.adopt === true ? { adopt: true } : {}),
});
const parseArgv = (argv) => {
    const { values, positionals } = read(argv);
    const { verb, operand } = wordsOf(positionals);
    const version = values.version ?? (takesVersion.has(verb) ? operand : undefined);
    const tag = values.tag ?? (takesTag.has(verb) ? operand : undefined);
    if (takesVersion.has(verb) && version === undefined)
        return (0,release_error/* fail */.fJ)('USAGE', { what: `\`slipway ${verb}\` needs a version: \`slipway ${verb} 1.2.0\`.` });
    const maxWait = values['max-wait'];
    const { 'dry-run': dryRun = false, keep = false, json = false, verbose = false, repository = '.' } = values;
    return {
        request: (0,checked_request/* checkedRequest */.lr)({
            verb, dryRun,
            only: list(values.only),
            without: list(values.without),
            again: (0,shell_word/* shellCommand */.q)(['slipway', ...argv]),
            ...given({ tag, version, line: values.line, config: values.config, maxWaitMs: maxWait === undefined ? undefined : (0,duration/* parseDuration */.E)(maxWait, '--max-wait') }),
            ...readOf(values),
        }),
        repository, keep, json, verbose,
        ...given({ out: values.out }),
    };
};

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: ./out/adapters/exec/process-group.js
var process_group = __webpack_require__(5232);
;// CONCATENATED MODULE: ./out/cli/signals.js
// SIGINT, SIGTERM and SIGHUP → one abort, and an end that comes in time whatever hangs: GitHub's runner sends SIGINT, 7.5 seconds
// later SIGTERM, and kills 2.5 seconds after that. A run that unwinds by itself says how it stands; for one that does not, a
// watchdog says it after four seconds and ends the process. A second signal ends it at once: who presses Ctrl-C twice means it,
// and a release that is killed is as safe as one that is stopped.



const names = ['SIGINT', 'SIGTERM', 'SIGHUP'];
/** As shells say it: 130 for SIGINT, 143 for SIGTERM, 129 for SIGHUP. */
const exitCodeOf = (signal) => 128 + external_node_os_.constants.signals[signal];
/** Milliseconds from the signal until the process is ended from outside of the run; a second less than was promised. */
const patience = 4000;
/** For whoever reads our output; a pipe takes 64 KiB at a time, and process.exit drops what waits. */
const flushing = 500;
/** Everything that was started ends, what was said gets out, and then the process is gone. */
const leave = async (code) => {
    (0,process_group/* killGroups */.PZ)();
    const flushed = Promise.all([process.stdout, process.stderr].map((it) => new Promise((resolve) => void it.write('', () => resolve()))));
    await Promise.race([flushed, new Promise((resolve) => setTimeout(resolve, flushing))]);
    process.exit(code);
};
/** Whoever read the log is gone, or its disk is full: no reason to stop in the middle of a release. */
const surviveClosedOutput = () => {
    for (const it of [process.stdout, process.stderr])
        if (it.listenerCount('error') === 0)
            it.on('error', () => undefined);
};
/** `nohup slipway …` asks not to be ended with its terminal; a handler would undo that. */
const isIgnored = (signal) => {
    try {
        const mask = /^SigIgn:\s*([0-9a-f]+)/m.exec((0,external_node_fs_.readFileSync)('/proc/self/status', 'latin1'))?.[1] ?? '0';
        return ((BigInt(`0x${mask}`) >> BigInt(external_node_os_.constants.signals[signal] - 1)) & 1n) === 1n;
    }
    catch {
        return false;
    }
};
/** Saying it must not keep the process from going; there may be nobody left to tell. */
const attempted = (words, otherwise) => {
    try {
        return words();
    }
    catch {
        return otherwise;
    }
};
const stopOnSignals = ({ told, lastWords }) => {
    surviveClosedOutput();
    const controller = new AbortController();
    let came;
    let watchdog;
    let over = false;
    const end = (name, when) => {
        if (when === 'now')
            (0,process_group/* killGroups */.PZ)();
        const code = over ? exitCodeOf(name) : attempted(() => lastWords(name, when), exitCodeOf(name));
        over = true;
        void leave(code);
    };
    const onSignal = (signal) => {
        const name = signal;
        if (came !== undefined)
            return end(name, 'now');
        came = name;
        watchdog = setTimeout(() => end(name, 'late'), patience);
        told(name);
        controller.abort(name);
    };
    // A runner may have been started with SIGINT ignored, and still cancels by it; only a hang-up is left ignored.
    const heard = names.filter((it) => it !== 'SIGHUP' || !isIgnored(it));
    for (const name of heard)
        process.on(name, onSignal);
    return {
        signal: controller.signal,
        by: () => came,
        isOver: () => over,
        dispose: () => {
            clearTimeout(watchdog);
            for (const name of heard)
                process.off(name, onSignal);
        },
    };
};

// EXTERNAL MODULE: ./out/verbs/ends.js
var ends = __webpack_require__(5367);
;// CONCATENATED MODULE: ./out/cli/so-far.js
// How a run stands while it works, for the last words of one that does not end by itself: everything else of it may hang, and this
// is a value in memory.



/** Before anything was asked: a signal may come as early as that. */
const unknown = { verb: 'release', dryRun: false, only: [], without: [], again: 're-run this job' };
const createSoFar = (clock) => {
    const began = clock.now();
    const ended = new Map();
    const running = new Set();
    let asked = unknown;
    let plan;
    let settled;
    const results = (cancelled) => (plan?.tasks ?? []).map(({ id, title }) => {
        const known = ended.get(id);
        if (known)
            return known;
        return running.has(id) ? { id, title, state: 'failed', took: 0, ...(cancelled ? { problem: cancelled } : {}) } : { id, title, state: 'not-reached', took: 0 };
    });
    return {
        begin: (request) => void (asked = request),
        request: () => asked,
        listen: (event) => {
            if (event.kind === 'plan') {
                plan = event.plan;
                // `continue` carries out several, whose tasks have the same names.
                ended.clear();
                running.clear();
            }
            if (event.kind === 'start')
                running.add(event.task.id);
            if (event.kind === 'end') {
                running.delete(event.result.id);
                ended.set(event.result.id, event.result);
            }
        },
        settle: (report) => void (settled = report),
        report: (signal) => {
            if (settled)
                return settled;
            const cancelled = (0,release_error/* problem */.CC)('CANCELLED', { signal });
            const known = { request: asked, results: results(cancelled), took: clock.now() - began, ...(plan ? { plan } : {}) };
            return (0,core_report/* withSignal */.l_)((0,ends/* failureReport */.LK)([cancelled], known), signal);
        },
    };
};

;// CONCATENATED MODULE: ./out/cli/command-line.js
// The command line behind its door: argv and environment → request and ports → run → pages and exit code.


















const commandLine = async (argv, environment) => {
    const toStdout = (text) => void process.stdout.write(text);
    const toStderr = (text) => void process.stderr.write(text);
    try {
        const asked = parseArgv(argv);
        return await carry(asked, environment, asked.json ? { page: toStdout, progress: toStderr } : { page: toStdout, progress: toStdout });
    }
    catch (failure) {
        const problems = (0,failures/* asProblems */.Z)(failure);
        if (problems.some((it) => it.code === 'BUG'))
            throw failure;
        toStderr(`${(0,words/* renderProblems */.x8)(problems)}\n`);
        return (0,core_report/* failureOf */.g5)(problems).exitCode;
    }
};
const carry = async (asked, environment, write) => {
    const log = createConsoleLog({ verbose: asked.verbose, write: (line) => write.progress(`${line}\n`) });
    const soFar = createSoFar(clock/* systemClock */.m);
    soFar.begin(asked.request);
    const page = (report) => log.redact(asked.json ? renderJson(report) : `\n${renderText(report)}`);
    const stop = stopOnSignals({
        told: (signal) => log.warn(`${signal}: no new effect is begun; ending what runs`),
        lastWords: (signal, when) => {
            const report = soFar.report(signal);
            if (when === 'late')
                write.page(page(report));
            else
                log.warn(`${signal} again: ended at once. To go on: ${asked.request.again}`);
            return report.exitCode;
        },
    });
    const show = async (report) => {
        soFar.settle(report);
        if (stop.isOver())
            return;
        write.page(page(report));
        if (asked.out !== undefined)
            await copyOut(report, (0,external_node_path_.resolve)(asked.out));
        const summary = environment['GITHUB_STEP_SUMMARY'];
        if (summary)
            await (0,promises_.appendFile)(summary, log.redact(renderMarkdown(report)));
    };
    try {
        const code = await carried(asked, { environment, log, show, signal: stop.signal, listener: soFar.listen });
        if (stop.by())
            await leave(code);
        return code;
    }
    catch (failure) {
        const by = stop.by();
        if (by === undefined)
            throw failure;
        // Stopped before the run had begun, or while it was cleared away.
        const report = soFar.report(by);
        if (!stop.isOver())
            write.page(page(report));
        return await leave(report.exitCode);
    }
    finally {
        stop.dispose();
    }
};
const carried = async ({ request, repository, keep }, { show, ...it }) => {
    if (!(0,external_node_fs_.existsSync)(repository))
        (0,release_error/* fail */.fJ)('USAGE', { what: `There is no folder ${repository}, which --repository names.` });
    const base = { ...it, folder: (0,external_node_path_.resolve)(repository), slipway: version/* slipwayVersion */.u };
    if (request.verb === 'rehearse') {
        const { rehearse } = await Promise.all(/* import() */[__webpack_require__.e(88), __webpack_require__.e(344)]).then(__webpack_require__.bind(__webpack_require__, 344));
        return rehearse({ ...base, request, keep, show });
    }
    const report = await (0,carry_out_request/* carryOutRequest */.j)(request, { ...base, ...((0,core_request/* isLocal */.IX)(request.verb) ? { repository: { owner: 'local', name: (0,external_node_path_.basename)(base.folder) } } : {}), done: show });
    return report.exitCode;
};
/** Files that were built, under their own names; images as OCI layouts in a folder of their name. Never a part of one under its name. */
const copyOut = async (report, out) => {
    await (0,promises_.mkdir)(out, { recursive: true });
    for (const artifact of report.results.flatMap((it) => it.outcome?.artifacts ?? [])) {
        if (artifact.path === undefined)
            continue;
        const [to, beside] = [(0,external_node_path_.join)(out, artifact.fileName), (0,external_node_path_.join)(out, `.${artifact.fileName}.${process.pid}.part`)];
        try {
            await (0,promises_.cp)(artifact.path, beside, { recursive: true });
            await (0,promises_.rm)(to, { recursive: true, force: true });
            await (0,promises_.rename)(beside, to);
        }
        catch (failure) {
            await (0,promises_.rm)(beside, { recursive: true, force: true });
            throw failure;
        }
    }
};


/***/ }),

/***/ 7914:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Z9: () => (/* binding */ loadConfig)
});

// UNUSED EXPORTS: inFileOrder, readText

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
// EXTERNAL MODULE: ./out/core/digest.js
var digest = __webpack_require__(6852);
// EXTERNAL MODULE: ./out/core/json.js
var json = __webpack_require__(5846);
// EXTERNAL MODULE: ./out/errors/release-error.js + 15 modules
var release_error = __webpack_require__(7823);
// EXTERNAL MODULE: ./out/core/checked-text.js
var checked_text = __webpack_require__(9271);
// EXTERNAL MODULE: ./out/core/suggest.js
var suggest = __webpack_require__(3816);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 17 modules
var schemas = __webpack_require__(8816);
// EXTERNAL MODULE: ./out/core/gate-config.js
var gate_config = __webpack_require__(3982);
// EXTERNAL MODULE: ./out/core/tag-pattern.js
var tag_pattern = __webpack_require__(5165);
// EXTERNAL MODULE: ./out/core/version.js + 4 modules
var core_version = __webpack_require__(8854);
;// CONCATENATED MODULE: ./out/config/schema.js
// The grammar of .slipway.yaml, put together from the schemas of the steps. It knows slots, not what is in them.





/** A slot takes one mapping or a list of them. */
const slotOf = (entry, slot) => schemas/* union */.KCZ([(0,checked_text/* withOwnNames */.Bm)(schemas/* array */.YOg(entry), slot), entry]);
/** Entry schema per slot, without doubles: `build.wheel` → schema. Steps that share a slot share its schema. */
const slotsOf = (steps) => new Map(steps.map((step) => [step.slot, step.schema]));
const section = (slots, name) => {
    const nouns = [...slots].filter(([slot]) => slot.startsWith(`${name}.`)).map(([slot, schema]) => [slot.slice(name.length + 1), slotOf(schema, slot).optional()]);
    return schemas/* strictObject */.rej(Object.fromEntries(nouns));
};
/** Of a line, and of what is read of the default branch. */
const gateSchema = schemas/* strictObject */.rej({ ...gate_config/* gateShape */.xH });
/** Schema of one line. `sections` are the parts that steps fill. */
const lineSchema = (steps) => {
    const slots = slotsOf(steps);
    const version = slots.get('version') ?? schemas/* strictObject */.rej({});
    return schemas/* strictObject */.rej({
        tag: (0,checked_text/* checkedText */.N0)(tag_pattern/* checkTagPattern */.rd).default('{version}').describe('Pattern of the line\'s tags: `{version}`, `v{version}`, `chart/{version}`.'),
        scheme: schemas/* enum */.k5n(core_version/* schemes */.fw).default('semver').describe('How version numbers are written in the tag.'),
        path: schemas/* string */.YjP().optional().describe('Folder of the repository that this line is about.'),
        version: version.optional(),
        gate: gateSchema.prefault({}),
        build: section(slots, 'build').prefault({}),
        publish: section(slots, 'publish').prefault({}),
    });
};
const configSchema = (steps) => schemas/* strictObject */.rej({
    version: schemas/* literal */.euz(1).describe('Version of this grammar.'),
    defaults: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* unknown */.L5J()).optional().describe('Settings that every line starts from.'),
    lines: schemas/* record */.g1P(schemas/* string */.YjP().regex(/^[a-z][a-z0-9-]*$/, 'names are lower-case letters, digits and hyphens'), lineSchema(steps)),
});

;// CONCATENATED MODULE: ./out/config/explain.js




const pathText = (path) => path.map(String).join('.') || 'the file';
const explainIssue = (issue, steps, place) => {
    if (issue.code === 'unrecognized_keys') {
        const known = keysAt(configSchema(steps), issue.path);
        return issue.keys.map((key) => {
            const suggestion = (0,suggest/* suggest */.Z)(key, known);
            const facts = { key, under: issue.path.length ? `under ${pathText(issue.path)}` : 'at the top', known: known.join(', '), ...(suggestion ? { suggestion } : {}) };
            return (0,release_error/* problem */.CC)('CONFIG_UNKNOWN_KEY', facts, place(issue.path, key));
        });
    }
    if (issue.code === 'invalid_union')
        return explainUnion(issue, steps, place);
    const own = (0,checked_text/* problemIn */.Dk)(issue);
    if (own)
        return [{ ...own, place: place(issue.path) }];
    return [(0,release_error/* problem */.CC)('CONFIG_INVALID', { path: pathText(issue.path), what: `${issue.message}${nearest(issue)}` }, place(issue.path))];
};
/** One of a few words was to be chosen. */
const nearest = (issue) => {
    if (issue.code !== 'invalid_value' || typeof issue.input !== 'string')
        return '';
    const suggestion = (0,suggest/* suggest */.Z)(issue.input, issue.values.filter((it) => typeof it === 'string'));
    return suggestion === undefined ? '' : `. Did you mean \`${suggestion}\`?`;
};
/** A slot is "a list or a mapping": tell what is wrong with the form that was written, not that neither form fits. */
const explainUnion = (issue, steps, place) => {
    const branches = issue.errors.map((branch) => branch.map((it) => ({ ...it, path: [...issue.path, ...it.path] })));
    const wrongForm = (branch) => branch.some((it) => it.code === 'invalid_type' && it.path.length === issue.path.length);
    const meant = branches.filter((branch) => !wrongForm(branch)).sort((a, b) => a.length - b.length)[0] ?? branches.at(-1) ?? [];
    const problems = meant.flatMap((it) => explainIssue(it, steps, place));
    return problems.length > 0 ? problems : [(0,release_error/* problem */.CC)('CONFIG_INVALID', { path: pathText(issue.path), what: issue.message }, place(issue.path))];
};
const innerOf = (schema) => {
    const definition = schema;
    return definition?.def ?? definition?._zod?.def ?? {};
};
/** Names that the schema knows at a path; walks through optionals, defaults, unions, records and lists. */
const keysAt = (schema, path) => {
    const inner = innerOf(schema);
    const wrapped = inner.innerType ?? inner.in;
    if (wrapped !== undefined)
        return keysAt(wrapped, path);
    if (inner.options)
        return [...new Set(inner.options.flatMap((option) => keysAt(option, path)))];
    const [head, ...rest] = path;
    if (head === undefined)
        return inner.shape ? Object.keys(inner.shape) : inner.element !== undefined ? keysAt(inner.element, path) : [];
    if (inner.shape)
        return Object.hasOwn(inner.shape, head) ? keysAt(inner.shape[String(head)], rest) : [];
    if (inner.element !== undefined)
        return typeof head === 'number' ? keysAt(inner.element, rest) : [];
    if (inner.valueType !== undefined)
        return keysAt(inner.valueType, rest);
    return [];
};

;// CONCATENATED MODULE: ./out/config/load-config.js
// Text of .slipway.yaml → Config: parsed with bounds, merged with its defaults, checked strictly, all problems at once.






/** Largest config that is read: far above any real one, far below what a YAML bomb needs. */
const largest = 64 * 1024;
/** With bounds, and with what every line starts from. */
const readText = (text, file) => {
    const lines = new dist/* LineCounter */.HN();
    if (text.length > largest)
        return (0,release_error/* fail */.fJ)('CONFIG_MALFORMED', { file, what: `it has more than ${largest} characters` });
    const document = (0,dist/* parseDocument */.Tp)(text, { lineCounter: lines, uniqueKeys: true, merge: false, prettyErrors: false });
    (0,release_error/* failAll */.wf)(document.errors.map((it) => (0,release_error/* problem */.CC)('CONFIG_MALFORMED', { file, what: it.message }, placeAt(file, lines, it.pos[0]))));
    return { raw: withDefaults(plainValue(document, file)), place: (path, key) => placeOf(document, lines, file, { path: whereWritten(document, path), ...(key !== undefined ? { key } : {}) }) };
};
const loadConfig = (text, file, steps) => {
    const { raw, place } = readText(text, file);
    const parsed = configSchema(steps).safeParse(raw, { reportInput: true });
    if (!parsed.success) {
        const problems = parsed.error.issues.flatMap((issue) => explainIssue(issue, steps, place));
        (0,release_error/* failAll */.wf)(problems.sort(inFileOrder));
    }
    return makeConfig(parsed.data, { file, steps, place });
};
const plainValue = (document, file) => {
    try {
        // A bounded number of aliases: a small file must not become a huge value.
        return document.toJS({ maxAliasCount: 20 });
    }
    catch (cause) {
        return (0,release_error/* fail */.fJ)('CONFIG_MALFORMED', { file, what: 'it repeats aliases too often' }, { cause });
    }
};
const inFileOrder = (a, b) => (a.place?.line ?? 0) - (b.place?.line ?? 0) || (a.place?.column ?? 0) - (b.place?.column ?? 0);
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
/** Every line starts from `defaults`; mappings are merged, everything else is replaced. */
const withDefaults = (raw) => {
    if (!isObject(raw) || !isObject(raw['defaults']) || !isObject(raw['lines']))
        return raw;
    const defaults = raw['defaults'];
    const lines = Object.entries(raw['lines']).map(([name, line]) => [name, merge(defaults, line)]);
    return { ...raw, lines: Object.fromEntries(lines) };
};
const merge = (under, over) => {
    if (over === null)
        return under;
    if (!isObject(under) || !isObject(over))
        return over;
    const keys = [...new Set([...Object.keys(under), ...Object.keys(over)])];
    return Object.fromEntries(keys.map((key) => [key, key in over ? (key in under ? merge(under[key] ?? null, over[key] ?? null) : over[key] ?? null) : under[key] ?? null]));
};
const makeConfig = (data, { file, steps, place }) => {
    const slotNames = [...new Set(steps.map((it) => it.slot))];
    const effective = JSON.parse(JSON.stringify({ version: data.version, lines: data.lines }));
    const lines = Object.entries(data.lines).map(([name, line]) => {
        const plain = JSON.parse(JSON.stringify(line));
        const slots = Object.fromEntries(slotNames.map((slot) => [slot, entriesAt(plain, slot)]));
        return {
            name,
            tag: line.tag,
            scheme: line.scheme,
            gate: plain['gate'],
            ...(line.path !== undefined ? { path: line.path } : {}),
            slots,
            places: Object.fromEntries(slotNames.flatMap((slot) => (slots[slot] ?? []).map((entry, index) => [`${slot}/${typeof entry['name'] === 'string' ? entry['name'] : ''}`, place(['lines', name, ...slot.split('.'), index])]))),
            effective: plain,
        };
    });
    return { file, lines, effective, digest: (0,digest/* digestOf */.ol)((0,json/* canonicalJson */.d)(effective)) };
};
const entriesAt = (line, slot) => {
    const value = slot.split('.').reduce((at, key) => (isObject(at) ? at[key] : undefined), line);
    if (value === undefined || value === null)
        return [];
    return (Array.isArray(value) ? value : [value]);
};
const placeAt = (file, lines, offset) => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col };
};
/** What a line does not say itself stands in `defaults`, if it stands anywhere. */
const whereWritten = (document, path) => {
    const [lines, , ...rest] = path;
    const inDefaults = ['defaults', ...rest];
    const depth = (it) => it.findLastIndex((_, index) => document.hasIn(it.slice(0, index + 1)));
    // `lines.driver` is one step longer than `defaults`.
    return lines === 'lines' && depth(inDefaults) + 1 > depth(path) ? inDefaults : path;
};
/** Where a setting stands: its value, or with `key` the name of an unknown key below it; else the nearest thing above. */
const placeOf = (document, lines, file, at) => {
    for (let length = at.path.length; length >= 0; length--) {
        const node = length === 0 ? document.contents : document.getIn(at.path.slice(0, length), true);
        if ((0,dist/* isMap */.jh)(node) && at.key !== undefined && length === at.path.length) {
            const pair = node.items.find((it) => (0,dist/* isScalar */.jn)(it.key) && it.key.value === at.key);
            if ((0,dist/* isScalar */.jn)(pair?.key) && pair.key.range)
                return placeAt(file, lines, pair.key.range[0]);
        }
        const range = node?.range;
        if (range?.[0] !== undefined)
            return placeAt(file, lines, range[0]);
    }
    return { file, line: 1, column: 1 };
};


/***/ }),

/***/ 3946:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ wholeSize),
/* harmony export */   Y: () => (/* binding */ artifactKinds)
/* harmony export */ });
const artifactKinds = ['wheel', 'sdist', 'docs', 'image', 'image-archive', 'chart', 'file'];
/** What a user takes, in bytes: for an image all layers, of which its manifest is only the list. */
const wholeSize = ({ size, about }) => {
    const bytes = about?.['bytes'] ?? '';
    return /^[1-9]\d{0,14}$/.test(bytes) ? Number(bytes) : size;
};


/***/ }),

/***/ 1937:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ checkReferences)
/* harmony export */ });
/* unused harmony export isSameImage */
/* harmony import */ var _errors_release_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7823);
/* harmony import */ var _dependencies_check_dependencies_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4466);
/* harmony import */ var _dependencies_followed_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3472);
/* harmony import */ var _edit_reference_text_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8831);
/* harmony import */ var _image_name_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5855);
/* harmony import */ var _reference_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2035);
/* harmony import */ var _version_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(8854);
// Says of every reference whether it names the version. They are compared by meaning, and all disagreements are told together. Pure.







/** Says of every reference whether it names the version; all disagreements together, each with its file and line. */
const checkReferences = (references, texts, version, around = {}) => {
    const agreed = [];
    const problems = [];
    for (const reference of references) {
        if ((0,_reference_js__WEBPACK_IMPORTED_MODULE_5__/* .isDependencies */ .Yv)(reference))
            (0,_reference_js__WEBPACK_IMPORTED_MODULE_5__/* .collect */ .Fo)(problems, () => addDependencies(reference, { agreed, problems }, { references, texts, version, around }));
        else
            for (const where of (0,_reference_js__WEBPACK_IMPORTED_MODULE_5__/* .wheresOf */ .Mj)(reference, reference.is)) {
                (0,_reference_js__WEBPACK_IMPORTED_MODULE_5__/* .collect */ .Fo)(problems, () => {
                    const found = (0,_edit_reference_text_js__WEBPACK_IMPORTED_MODULE_3__/* .readReference */ .Wf)((0,_reference_js__WEBPACK_IMPORTED_MODULE_5__/* .textOf */ .b6)(reference.file, texts, around.paths), reference.file, where);
                    const how = reference.is === 'image' ? imageAgreement(found.value, around.images ?? []) : agreement(found.value, reference, version);
                    if (how === undefined)
                        problems.push(disagreement(reference, where, { found, version, images: around.images ?? [] }));
                    else
                        agreed.push({ file: reference.file, where: (0,_edit_reference_text_js__WEBPACK_IMPORTED_MODULE_3__/* .whereText */ .ZF)(where), line: found.line, column: found.column, found: found.value, how });
                });
            }
    }
    return { agreed, problems };
};
const addDependencies = (reference, to, { references, texts, version, around }) => {
    const { dependencies: file, entries } = reference;
    const asked = { file, entries, scheme: version.scheme, images: around.images ?? [] };
    const textOfFile = (path) => (0,_reference_js__WEBPACK_IMPORTED_MODULE_5__/* .textOf */ .b6)(path, texts, around.paths);
    const checked = (0,_dependencies_check_dependencies_js__WEBPACK_IMPORTED_MODULE_1__/* .checkDependencies */ .qP)({ ...asked, text: textOfFile(file), version, textOf: textOfFile, collect: _reference_js__WEBPACK_IMPORTED_MODULE_5__/* .collect */ .Fo });
    to.agreed.push(...checked.agreed.map((it) => ({ ...it, how: 'same' })));
    to.problems.push(...checked.problems);
    if (!namesVersionElsewhere(references) && checked.problems.length === 0)
        (0,_dependencies_followed_js__WEBPACK_IMPORTED_MODULE_2__/* .mustFollow */ .P5)(asked, checked.followed);
};
const namesVersionElsewhere = (references) => references.some((it) => (0,_reference_js__WEBPACK_IMPORTED_MODULE_5__/* .isFile */ .fo)(it) && it.is === 'version');
const agreement = (found, { prefix = '', spelling }, version) => {
    if ((0,_reference_js__WEBPACK_IMPORTED_MODULE_5__/* .isPlaceholder */ .wK)(found))
        return 'placeholder';
    if (!found.startsWith(prefix))
        return undefined;
    const bare = found.slice(prefix.length);
    if ((0,_reference_js__WEBPACK_IMPORTED_MODULE_5__/* .isPlaceholder */ .wK)(bare))
        return 'placeholder';
    if (bare === (0,_version_js__WEBPACK_IMPORTED_MODULE_6__/* .spellingOf */ .k2)(version, spelling))
        return 'same';
    return (0,_version_js__WEBPACK_IMPORTED_MODULE_6__/* .namesVersion */ .H7)(bare, version) ? 'spelling' : undefined;
};
/** Docker's own names for one place: `accanto/x` is `docker.io/accanto/x`. A tag or digest after the name is not looked at. */
const imageNameOf = (text) => {
    try {
        const { host, repository } = (0,_image_name_js__WEBPACK_IMPORTED_MODULE_4__/* .parseImageName */ ["if"])(text, { familiar: true });
        return `${host}/${repository}`;
    }
    catch (failure) {
        if (failure instanceof _errors_release_error_js__WEBPACK_IMPORTED_MODULE_0__/* .ReleaseError */ .K2)
            return undefined;
        throw failure;
    }
};
const isSameImage = (a, b) => imageNameOf(a) !== undefined && imageNameOf(a) === imageNameOf(b);
const imageAgreement = (found, images) => (images.some((it) => isSameImage(found, it)) ? 'image' : undefined);
const disagreement = ({ file, is, prefix = '', spelling }, where, { found, version, images }) => {
    const at = { file, line: found.line, column: found.column };
    const shown = { file, where: (0,_edit_reference_text_js__WEBPACK_IMPORTED_MODULE_3__/* .whereText */ .ZF)(where), found: found.value.slice(0, 120) };
    if (is === 'image')
        return (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_0__/* .problem */ .CC)('REFERENCE_IMAGE', { ...shown, wanted: images.join(', ') || 'no image' }, at);
    return (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_0__/* .problem */ .CC)('REFERENCE_DISAGREES', { ...shown, wanted: `${prefix}${(0,_version_js__WEBPACK_IMPORTED_MODULE_6__/* .spellingOf */ .k2)(version, spelling) ?? version.text}`, version: version.text }, at);
};


/***/ }),

/***/ 6287:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Fv: () => (/* binding */ parseLimit),
/* harmony export */   Pw: () => (/* binding */ releaseCommand),
/* harmony export */   lr: () => (/* binding */ checkedRequest),
/* harmony export */   p5: () => (/* binding */ parseConfigSource)
/* harmony export */ });
/* harmony import */ var _errors_release_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7823);
/* harmony import */ var _request_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4191);
/* harmony import */ var _shell_word_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3849);
// What was asked, checked as a whole: what cannot be meant together is said by both doors, before anything is begun. And the way back:
// the command that asks for a release again.



const readsTaggedConfig = new Set(['release', 'rehearse', 'plan', 'status', 'continue']);
const mayAdopt = new Set(['release', 'plan']);
/** What cannot be meant together; said by both doors before anything is begun. */
const checkedRequest = (request) => {
    const { verb, tag, version, config, configFrom, adopt, limit, only, without, dryRun } = request;
    const no = (what) => (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_0__/* .fail */ .fJ)('USAGE', { what });
    if (configFrom !== undefined && config !== undefined)
        return no('`config` names a file and `config-from` a commit, and only one of them can be the config.');
    if (configFrom !== undefined && !readsTaggedConfig.has(verb))
        return no(`\`slipway ${verb}\` does not take \`config-from\`.`);
    if (adopt === true && !mayAdopt.has(verb))
        return no(`\`slipway ${verb}\` takes nothing over: \`adopt\` is asked for one tag at a time, with \`slipway release --tag TAG --adopt\`.`);
    if (limit !== undefined && verb !== 'continue')
        return no(`\`slipway ${verb}\` does not take \`limit\`.`);
    if (verb !== 'continue')
        return request;
    if (tag !== undefined || version !== undefined)
        return no('`slipway continue` looks for what is unfinished by itself; `slipway release --tag TAG` finishes one release.');
    if (only.length > 0 || without.length > 0 || dryRun)
        return no('`slipway continue` finishes whole releases: it takes no `only`, no `without` and no `dry-run`.');
    return request;
};
const parseConfigSource = (text, name) => {
    const source = _request_js__WEBPACK_IMPORTED_MODULE_1__/* .configSources */ .$2.find((it) => it === text);
    return source ?? (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_0__/* .fail */ .fJ)('USAGE', { what: `${name} is ${JSON.stringify(text)}; it is tag or default.` });
};
const parseLimit = (text, name) => /^[1-9]\d{0,3}$/.test(text) ? Number(text) : (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_0__/* .fail */ .fJ)('USAGE', { what: `${name} is ${JSON.stringify(text)}; it is a number from 1 to 9999.` });
/** The command that finishes the release of one tag, with what this run was told about the config. */
const releaseCommand = (tag, { line, config, configFrom }, more = []) => (0,_shell_word_js__WEBPACK_IMPORTED_MODULE_2__/* .shellCommand */ .q)([
    'slipway', 'release', '--tag', tag,
    ...(line === undefined ? [] : ['--line', line]), ...(config === undefined ? [] : ['--config', config]), ...(configFrom === undefined ? [] : ['--config-from', configFrom]), ...more,
]);


/***/ }),

/***/ 9271:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bm: () => (/* binding */ withOwnNames),
/* harmony export */   Dk: () => (/* binding */ problemIn),
/* harmony export */   N0: () => (/* binding */ checkedText),
/* harmony export */   uO: () => (/* binding */ templateText)
/* harmony export */ });
/* unused harmony export codedIssue */
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8816);
/* harmony import */ var _errors_release_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7823);
/* harmony import */ var _template_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3014);
// Texts of the config that a parser of ours reads (templates, tag patterns, image names): checked where the schema meets them, so
// that a mistake is told with its own code and hint, at its line, and before anything is asked of the network.



const key = 'problem';
/** An issue of a schema that has a code of the catalogue. */
const codedIssue = (it) => ({ code: 'custom', message: it.message, params: { [key]: it } });
/** The problem that came with an issue; undefined when the schema found fault by itself. */
const problemIn = (issue) => issue.code === 'custom' ? issue.params?.[key] : undefined;
/** A text that `check` reads without failing. */
const checkedText = (check, text = zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP().min(1)) => text.superRefine((value, context) => {
    try {
        check(value);
    }
    catch (failure) {
        if (!(failure instanceof _errors_release_error_js__WEBPACK_IMPORTED_MODULE_0__/* .ReleaseError */ .K2))
            throw failure;
        for (const it of failure.problems)
            context.addIssue(codedIssue(it));
    }
});
/** A text whose words in braces are all known. */
const templateText = (text) => checkedText(_template_js__WEBPACK_IMPORTED_MODULE_1__/* .wordsIn */ .Hn, text);
/** Entries of one slot are told apart by name: by it others refer to them, and tasks and folders are called by it. */
const withOwnNames = (entries, slot) => entries.superRefine((list, context) => {
    const names = list.map((it) => it.name);
    names.forEach((name, index) => {
        if (typeof name === 'string' && names.indexOf(name) < index)
            context.addIssue({ ...codedIssue((0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_0__/* .problem */ .CC)('CONFIG_NAME_TWICE', { slot, name })), path: [index] });
    });
});


/***/ }),

/***/ 3430:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   nG: () => (/* binding */ byName),
/* harmony export */   pd: () => (/* binding */ renderChecksums),
/* harmony export */   uw: () => (/* binding */ checksumsName)
/* harmony export */ });
/* unused harmony export parseChecksums */
/* harmony import */ var _digest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6852);
// SHA256SUMS: the file that `sha256sum -c` reads. Sorted, LF, final names only.

const checksumsName = 'SHA256SUMS';
/** By code unit, not by the machine's locale: the same files give the same bytes everywhere. */
const byName = (a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
const renderChecksums = (files) => [...files].sort(byName).map((it) => `${(0,_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .hexOf */ .ZD)(it.digest)}  ${it.name}\n`).join('');
/** Lines that are none are left out; whoever needs a certain file sees that it is missing. */
const parseChecksums = (text) => text.split('\n').flatMap((line) => {
    const space = line.indexOf(' ');
    const digest = `sha256:${line.slice(0, space)}`;
    const name = line.slice(space + 2);
    return space > 0 && isDigest(digest) && name !== '' ? [{ name, digest }] : [];
});


/***/ }),

/***/ 4466:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Dx: () => (/* binding */ linesOf),
/* harmony export */   N9: () => (/* binding */ longestLine),
/* harmony export */   qP: () => (/* binding */ checkDependencies)
/* harmony export */ });
/* harmony import */ var _errors_release_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7823);
/* harmony import */ var _followed_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3472);
/* harmony import */ var _read_dependencies_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1377);
/* harmony import */ var _written_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9605);




/** No line of a real file is longer; patterns are tried on no more than that. */
const longestLine = 4096;
/** The lines that a path is about. */
const linesOf = (text, { match }) => text.split('\n').map((it, index) => ({ number: index + 1, text: it.replace(/\r$/, '') })).filter((it) => match === undefined || match.test(it.text.slice(0, longestLine)));
const checkDependencies = (subject) => {
    const all = (0,_read_dependencies_js__WEBPACK_IMPORTED_MODULE_2__/* .readDependencies */ .g)(subject.text, subject.file);
    const { followed, problems: unknown } = (0,_followed_js__WEBPACK_IMPORTED_MODULE_1__/* .followedIn */ .oK)(all, subject);
    const problems = [...unknown];
    const agreed = [];
    for (const dependency of all) {
        const own = followed.find((it) => it.dependency === dependency);
        if (own)
            checkEntry(own, subject, { agreed, problems });
        for (const ref of dependency.refPaths) {
            subject.collect(problems, () => {
                const lines = linesOf(subject.textOf(ref.path), ref);
                const verdict = own ? checkFollowed(own, { ref, lines }, subject) : checkOther(dependency, { ref, lines }, subject);
                if ('code' in verdict)
                    problems.push(verdict);
                else
                    agreed.push(verdict);
            });
        }
    }
    return { agreed, problems, followed: followed.length };
};
const nameText = (name) => JSON.stringify(name);
const checkEntry = (own, { file, version }, { agreed, problems }) => {
    const { name, version: found, place } = own.dependency;
    const wanted = (0,_followed_js__WEBPACK_IMPORTED_MODULE_1__/* .valueFor */ .Xx)(own, version);
    if (found === wanted)
        agreed.push({ file, where: nameText(name), line: place.line ?? 1, column: place.column ?? 1, found });
    else
        problems.push((0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_0__/* .problem */ .CC)('REFERENCE_DISAGREES', { file, where: nameText(name), found: found.slice(0, 120), wanted, version: version.text }, place));
};
const checkFollowed = (own, { ref, lines }, { version, file }) => {
    const { name } = own.dependency;
    const wanted = (0,_followed_js__WEBPACK_IMPORTED_MODULE_1__/* .valueFor */ .Xx)(own, version);
    const value = (0,_written_js__WEBPACK_IMPORTED_MODULE_3__/* .readWritten */ .IL)(wanted, version.scheme);
    const words = lines.flatMap((line) => (0,_written_js__WEBPACK_IMPORTED_MODULE_3__/* .wordsOfLine */ .LL)(line.text, version.scheme).map((word) => ({ line, word })));
    const said = words.find((it) => (0,_written_js__WEBPACK_IMPORTED_MODULE_3__/* .says */ .FA)(it.word, value));
    if (said)
        return { file: ref.path, where: nameText(name), ...spot(said.line, said.word), found: said.word.text };
    const other = words.find((it) => it.word.version !== undefined);
    if (!other)
        return nowhere(own.dependency, { ref, lines }, { file, wanted });
    return (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_0__/* .problem */ .CC)('REFERENCE_DISAGREES', { file: ref.path, where: nameText(name), found: other.word.text, wanted, version: version.text }, { file: ref.path, ...spot(other.line, other.word) });
};
const spot = (line, word) => ({ line: line.number, column: word.start + 1 });
/** As zeitgeist has it, 1.26 is held by 1.26.3 as well. */
const checkOther = (dependency, { ref, lines }, { file }) => {
    const { name, version } = dependency;
    const line = lines.find((it) => it.text.includes(version));
    if (!line)
        return nowhere(dependency, { ref, lines }, { file, wanted: version });
    return { file: ref.path, where: nameText(name), ...spot(line, { start: line.text.indexOf(version) }), found: version };
};
const nowhere = ({ name }, { ref, lines }, { file, wanted }) => {
    const [line] = lines;
    const found = line ? `line ${line.number} says ${JSON.stringify(line.text.trim().slice(0, 80))}` : 'no line of it fits the `match`';
    const place = { file: ref.path, ...(line ? { line: line.number, column: 1 } : {}) };
    return (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_0__/* .problem */ .CC)('DEPENDENCIES_DISAGREE', { file: ref.path, name, version: wanted, dependencies: file, found }, place);
};


/***/ }),

/***/ 3472:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P5: () => (/* binding */ mustFollow),
/* harmony export */   Xx: () => (/* binding */ valueFor),
/* harmony export */   oK: () => (/* binding */ followedIn)
/* harmony export */ });
/* harmony import */ var _errors_release_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7823);
/* harmony import */ var _suggest_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3816);
/* harmony import */ var _version_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8854);
/* harmony import */ var _written_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9605);
// Which entries of dependencies.yaml carry the version of this line: those that the config names; else those that are found. Pure.




const lastWord = (name) => name.slice(name.lastIndexOf('/') + 1);
/** The release itself: by its name, or because it stands in VERSION and nothing else does. */
const isRelease = ({ name, refPaths }) => /\brelease version\b|^repo \(release\)$/i.test(name) || refPaths.some((it) => it.path === 'VERSION' && it.match === undefined);
/** What has the same version with a `v` or a revision, or the name of an image that this line publishes. */
const found = (all, { scheme, images }) => {
    const written = (it) => (0,_written_js__WEBPACK_IMPORTED_MODULE_2__/* .readWritten */ .IL)(it.version, scheme);
    const releases = all.filter(isRelease);
    const versions = new Set(releases.map((it) => written(it).version).filter((it) => it !== undefined));
    const published = new Set(images.map(lastWord));
    const follows = (it) => versions.has(written(it).version ?? '') || (published.has(lastWord(it.name)) && written(it).version !== undefined);
    return all.filter((it) => releases.includes(it) || follows(it)).map((dependency) => ({ dependency, form: (0,_written_js__WEBPACK_IMPORTED_MODULE_2__/* .formOf */ .QU)(written(dependency)) }));
};
const followedIn = (all, asked) => {
    if (!asked.entries)
        return { followed: found(all, asked), problems: [] };
    const problems = [];
    const followed = asked.entries.flatMap((entry) => {
        const { name, as } = typeof entry === 'string' ? { name: entry } : entry;
        const these = all.filter((it) => it.name === name);
        if (these.length === 0)
            problems.push(unknown(name, all, asked.file));
        return these.map((dependency) => ({ dependency, form: as ?? (0,_written_js__WEBPACK_IMPORTED_MODULE_2__/* .formOf */ .QU)((0,_written_js__WEBPACK_IMPORTED_MODULE_2__/* .readWritten */ .IL)(dependency.version, asked.scheme)) }));
    });
    return { followed, problems };
};
const unknown = (name, all, file) => {
    const names = all.map((it) => it.name);
    const suggestion = (0,_suggest_js__WEBPACK_IMPORTED_MODULE_3__/* .suggest */ .Z)(name, names);
    return (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_0__/* .problem */ .CC)('DEPENDENCIES_NO_ENTRY', { file, name, known: names.slice(0, 12).join(', '), ...(suggestion === undefined ? {} : { suggestion }) }, { file });
};
/** A claim that the version stands in a file which has no place for it would check nothing, in silence. */
const mustFollow = ({ file }, followed) => {
    if (followed === 0)
        (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_0__/* .fail */ .fJ)('DEPENDENCIES_NONE', { file }, { place: { file } });
};
/** What the entry is to say: with the revision that it has, when the version is right already and no other revision is asked for. */
const valueFor = ({ dependency, form }, version, revision) => {
    const now = (0,_written_js__WEBPACK_IMPORTED_MODULE_2__/* .readWritten */ .IL)(dependency.version, version.scheme);
    const isRight = (0,_written_js__WEBPACK_IMPORTED_MODULE_2__/* .formOf */ .QU)(now) === form && now.version !== undefined && (0,_version_js__WEBPACK_IMPORTED_MODULE_1__/* .namesVersion */ .H7)(now.version, version);
    const keeps = isRight && (revision?.given === undefined || now.revision === undefined || Number(now.revision) === revision.given);
    return keeps ? dependency.version : (0,_written_js__WEBPACK_IMPORTED_MODULE_2__/* .renderForm */ .rk)(form, version.text, revision?.given ?? revision?.from ?? 0);
};


/***/ }),

/***/ 1377:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  g: () => (/* binding */ readDependencies)
});

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
// EXTERNAL MODULE: ./out/errors/release-error.js + 15 modules
var release_error = __webpack_require__(7823);
// EXTERNAL MODULE: ./out/core/edit/spot.js
var spot = __webpack_require__(979);
// EXTERNAL MODULE: ./out/core/edit/yaml-spot.js
var yaml_spot = __webpack_require__(3821);
// EXTERNAL MODULE: ./out/core/file-path.js
var file_path = __webpack_require__(512);
;// CONCATENATED MODULE: ./out/core/dependencies/go-class.js
/** A character as nothing but itself, inside of sets and outside. */
const literal = (character) => (/^[0-9A-Za-z]$/.test(character) ? character : [...character].map((it) => `\\u{${(it.codePointAt(0) ?? 0).toString(16)}}`).join(''));
/** ASCII only, as in Go. */
const perl = { d: '0-9', s: '\\t\\n\\f\\r ', w: '0-9A-Za-z_' };
const posix = {
    alnum: '0-9A-Za-z', alpha: 'A-Za-z', ascii: '\\x00-\\x7f', blank: '\\t ', cntrl: '\\x00-\\x1f\\x7f', digit: '0-9', graph: '\\x21-\\x7e', lower: 'a-z',
    print: '\\x20-\\x7e', punct: '\\x21-\\x2f\\x3a-\\x40\\x5b-\\x60\\x7b-\\x7e', space: '\\t\\n\\v\\f\\r ', upper: 'A-Z', word: '0-9A-Za-z_', xdigit: '0-9A-Fa-f',
};
const setOf = (content, isNegated) => `[${isNegated ? '^' : ''}${content}]`;
/** \d, \W, \pL, \p{Greek}; undefined when it is no set that comes next. */
const readSet = (scan) => {
    const known = scan.match(/\\([dswDSW])/y)?.[1];
    if (known !== undefined)
        return setOf(perl[known.toLowerCase()] ?? '', known !== known.toLowerCase());
    const property = scan.match(/\\([pP])(?:\{(\^?)([A-Za-z_]+)\}|([A-Z]))/y);
    if (!property)
        return undefined;
    const [, letter, not = '', name, short] = property;
    const isNegated = (letter === 'P') !== (not === '^');
    const text = name ?? short ?? '';
    const found = [text, `Script=${text}`].find((it) => isProperty(it));
    return found === undefined ? scan.stop(`the class ${property[0]}`) : `\\${isNegated ? 'P' : 'p'}{${found}}`;
};
const isProperty = (text) => {
    try {
        return new RegExp(`\\p{${text}}`, 'v').source !== '';
    }
    catch {
        return false;
    }
};
const controls = { a: '\u0007', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };
/** One character, after a backslash. */
const readEscape = (scan) => {
    const hex = scan.match(/\\x(?:([0-9A-Fa-f]{2})|\{([0-9A-Fa-f]{1,6})\})/y);
    if (hex)
        return character(scan, parseInt(hex[1] ?? hex[2] ?? '', 16), hex[0]);
    const octal = scan.match(/\\(0[0-7]{0,2}|[1-7][0-7]{1,2})/y);
    if (octal)
        return character(scan, parseInt(octal[1] ?? '', 8), octal[0]);
    const control = scan.match(/\\([afnrtv])/y)?.[1];
    if (control !== undefined)
        return controls[control] ?? '';
    const mark = scan.match(/\\([\x00-\x2f\x3a-\x40\x5b-\x60\x7b-\x7f])/y)?.[1];
    if (mark !== undefined)
        return mark;
    return scan.stop(/^\\[1-9]/.test(scan.rest(2)) ? `the back reference ${scan.rest(2)}, which Go has not` : `the escape ${scan.rest(2)}, which Go has not`);
};
const character = (scan, code, text) => (code <= 0x10ffff ? String.fromCodePoint(code) : scan.stop(`the escape ${text}`));
const readClass = (scan) => {
    scan.take('[');
    const isNegated = scan.take('^');
    let content = '';
    for (let isFirst = true; isFirst || scan.peek() !== ']'; isFirst = false) {
        if (scan.isAtEnd())
            return scan.stop('a missing ]');
        content += member(scan);
    }
    scan.take(']');
    return setOf(content, isNegated);
};
const member = (scan) => {
    const named = scan.match(/\[:(\^?)([a-z]+):\]/y);
    if (named) {
        const [all, not = '', name = ''] = named;
        const content = posix[name];
        return content === undefined ? scan.stop(`the class ${all}`) : setOf(content, not === '^');
    }
    const set = readSet(scan);
    if (set !== undefined)
        return set;
    const low = one(scan);
    if (scan.peek() !== '-' || scan.rest(2) === '-]' || scan.rest(2) === '-')
        return literal(low);
    scan.take('-');
    const high = one(scan);
    return (low.codePointAt(0) ?? 0) <= (high.codePointAt(0) ?? 0) ? `${literal(low)}-${literal(high)}` : scan.stop(`the range ${low}-${high}`);
};
const one = (scan) => (scan.peek() === '\\' ? readEscape(scan) : scan.next());

;// CONCATENATED MODULE: ./out/core/dependencies/go-scan.js
// Reads a text from left to right, and keeps the first thing that was wrong with it.
class Scan {
    text;
    fault;
    at = 0;
    constructor(text) {
        this.text = text;
    }
    isAtEnd() {
        return this.at >= this.text.length;
    }
    peek() {
        return this.text[this.at] ?? '';
    }
    rest(length) {
        return this.text.slice(this.at, this.at + length);
    }
    /** The next character, whole even outside the first plane. */
    next() {
        const character = String.fromCodePoint(this.text.codePointAt(this.at) ?? 0);
        this.at += character.length;
        return character;
    }
    take(text) {
        if (!this.text.startsWith(text, this.at))
            return false;
        this.at += text.length;
        return true;
    }
    /** A sticky pattern, here. */
    match(pattern) {
        pattern.lastIndex = this.at;
        const found = pattern.exec(this.text) ?? undefined;
        if (found)
            this.at += found[0].length;
        return found;
    }
    /** The first fault counts; nothing is read after it. */
    stop(what) {
        this.fault ??= what;
        this.at = this.text.length;
        return '';
    }
}

;// CONCATENATED MODULE: ./out/core/dependencies/go-regexp.js
// Regular expressions of Go (RE2 syntax) → those of JavaScript. Everything is parsed and written anew, so that nothing means one thing
// there and another here: names of groups, flags in the middle, POSIX classes, ASCII-only \s and \w. What Go itself refuses is refused.


const noFlags = { ignoreCase: false, dotAll: false, swapGreed: false, multiline: false };
const flagNames = { i: 'ignoreCase', s: 'dotAll', U: 'swapGreed', m: 'multiline' };
/** Go's own limits; a longer pattern is no pattern that a person wrote. */
const longest = 2000;
const deepest = 50;
const mostRepeats = 1000;
const translateGo = (source) => {
    if (source.length > longest)
        return { fault: `it has more than ${longest} characters` };
    const scan = new Scan(source);
    const text = alternatives(scan, noFlags, 0);
    if (scan.fault === undefined && !scan.isAtEnd())
        scan.stop('an unexpected )');
    if (scan.fault !== undefined)
        return { fault: scan.fault };
    try {
        return { regexp: new RegExp(text, 'v') };
    }
    catch (failure) {
        return { fault: failure instanceof Error ? failure.message : String(failure) };
    }
};
/** Up to the end, or to the `)` that ends the group. */
const alternatives = (scan, given, depth) => {
    if (depth > deepest)
        scan.stop(`groups more than ${deepest} deep`);
    let flags = given;
    let text = '';
    while (!scan.isAtEnd() && scan.peek() !== ')') {
        if (scan.take('|')) {
            text += '|';
            continue;
        }
        const set = flagGroup(scan, flags);
        if (set)
            flags = set;
        else
            text += repeated(scan, atom(scan, flags, depth), flags);
    }
    return text;
};
/** `(?i)`: from here to the end of the group. */
const flagGroup = (scan, flags) => {
    const found = scan.match(/\(\?([imsU]*)(?:-([imsU]+))?\)/y);
    if (!found)
        return undefined;
    mustNotRepeat(scan, found[0]);
    return withFlags(flags, found[1] ?? '', found[2] ?? '');
};
const withFlags = (flags, on, off) => {
    const set = (names, value) => [...names].map((it) => [flagNames[it] ?? '', value]);
    return { ...flags, ...Object.fromEntries([...set(on, true), ...set(off, false)]) };
};
const atom = (scan, flags, depth) => {
    const folded = (text) => (flags.ignoreCase ? `(?i:${text})` : text);
    if (scan.peek() === '(')
        return group(scan, flags, depth);
    if (scan.peek() === '[')
        return folded(readClass(scan));
    const sign = signs(flags)[scan.peek()];
    if (sign !== undefined) {
        scan.next();
        return sign;
    }
    if (scan.peek() !== '\\') {
        const bad = scan.match(/[*+?]/y);
        return bad ? scan.stop(`the repetition ${bad[0]} with nothing before it`) : folded(literal(scan.next()));
    }
    const quoted = scan.match(/\\Q([^]*?)(?:\\E|$)/y);
    // Only its last character is repeated, as in Go.
    if (quoted)
        return [...(quoted[1] ?? '')].map((it) => folded(literal(it))).join('');
    const edge = scan.match(/\\([AzbB])/y)?.[1];
    if (edge !== undefined)
        return edge === 'A' ? '(?:^)' : edge === 'z' ? '(?:$)' : `(?:\\${edge})`;
    const set = readSet(scan);
    return folded(set ?? literal(readEscape(scan)));
};
/** Edges stand in groups, as Go lets them be repeated. */
const signs = ({ dotAll, multiline }) => ({
    '.': dotAll ? '[\\s\\S]' : '[^\\n]',
    '^': multiline ? '(?:(?m:^))' : '(?:^)',
    $: multiline ? '(?:(?m:$))' : '(?:$)',
});
/** Names of groups are of no use here, and Go allows some that JavaScript does not. */
const group = (scan, flags, depth) => {
    const look = scan.match(/\(\?(?:=|!|<=|<!)/y);
    if (look)
        return scan.stop(`the look-around ${look[0]}…), which Go has not`);
    const opened = scan.match(/\((?:\?P?<[A-Za-z0-9_]+>|\?:|(?!\?))/y);
    const flagged = opened ? undefined : scan.match(/\(\?([imsU]*)(?:-([imsU]+))?:/y);
    if (!opened && !flagged)
        return scan.stop(`the group ${scan.rest(4)}…, which Go has not`);
    const text = alternatives(scan, flagged ? withFlags(flags, flagged[1] ?? '', flagged[2] ?? '') : flags, depth + 1);
    return scan.take(')') ? `(?:${text})` : scan.stop('a missing )');
};
const repetition = /[*+?]|\{([0-9]+)(?:(,)([0-9]*))?\}/y;
const repeated = (scan, text, flags) => {
    const found = scan.match(repetition);
    if (!found)
        return text;
    const [all, least, comma, most] = found;
    const counts = [least, most].filter((it) => it !== undefined && it !== '').map(Number);
    if (counts.some((it) => it > mostRepeats) || (comma !== undefined && counts.length === 2 && (counts[0] ?? 0) > (counts[1] ?? 0)))
        return scan.stop(`the repetition ${all}`);
    const isLazy = scan.take('?') !== flags.swapGreed;
    mustNotRepeat(scan, all);
    return `${text}${all}${isLazy ? '?' : ''}`;
};
const mustNotRepeat = (scan, before) => {
    const again = scan.match(repetition);
    if (again)
        scan.stop(`the repetition ${before}${again[0]}`);
};

;// CONCATENATED MODULE: ./out/core/dependencies/read-dependencies.js
// dependencies.yaml as zeitgeist has it, read as it is: versions are texts (1.30 is not 1.3), a list may be nothing at all, a `match` may
// be missing, and keys that newer versions know are let pass. Paths lead into the repository and nowhere else.






/** Far above any real file, and what is compared with each of them costs time. */
const mostEntries = 1000;
/** All that is wrong with the file is told together. */
const readDependencies = (text, file) => {
    const problems = [];
    const reading = { text, file, problems, document: (0,yaml_spot/* composeYaml */.e)({ text, file, where: 'dependencies' }) };
    const top = resolved(reading.document.contents, reading);
    if (top === null)
        return [];
    if (!(0,dist/* isMap */.jh)(top))
        return (0,release_error/* fail */.fJ)('DEPENDENCIES_MALFORMED', { file, what: 'at its top there are no keys' }, { place: at(top, reading) });
    const entries = listAt(top, 'dependencies', reading);
    if (entries.length > mostEntries)
        return (0,release_error/* fail */.fJ)('DEPENDENCIES_MALFORMED', { file, what: `it has more than ${mostEntries} entries` }, { place: at(top, reading) });
    const read = entries.flatMap((it, index) => dependencyOf(it, index, reading) ?? []);
    (0,release_error/* failAll */.wf)(problems);
    return read;
};
const at = (node, { text, file }) => (0,spot/* placeAt */.BW)(text, file, node?.range?.[0] ?? 0);
const resolved = (node, { document }) => ((0,dist/* isAlias */.Vj)(node) ? (node.resolve(document) ?? null) : node);
const child = (map, key, reading) => {
    const value = resolved((map.get(key, true) ?? null), reading);
    return (0,dist/* isScalar */.jn)(value) && value.value === null ? null : value;
};
const wrong = (what, node, reading) => {
    reading.problems.push((0,release_error/* problem */.CC)('DEPENDENCIES_MALFORMED', { file: reading.file, what }, at(node, reading)));
    return undefined;
};
/** Nothing at all is an empty list, as it is for Go. */
const listAt = (map, key, reading) => {
    const list = child(map, key, reading);
    if (list === null)
        return [];
    if ((0,dist/* isSeq */.oP)(list))
        return list.items;
    wrong(`\`${key}\` is no list`, list, reading);
    return [];
};
/** As it is written: Go takes 1.30 for a text, where YAML would see a number. */
const textAt = (map, key, reading) => {
    const value = child(map, key, reading);
    if (value === null)
        return undefined;
    if (!(0,dist/* isScalar */.jn)(value))
        return wrong(`\`${key}\` is no text`, value, reading);
    return value.type === 'PLAIN' ? (value.source ?? '') : String(value.value);
};
/** The one that must be there. */
const neededText = (map, key, absent, reading) => child(map, key, reading) === null ? wrong(absent, map, reading) : textAt(map, key, reading);
const dependencyOf = (node, index, reading) => {
    const map = resolved(node, reading);
    if (!(0,dist/* isMap */.jh)(map))
        return wrong(`entry ${index} is no mapping`, map, reading);
    const name = neededText(map, 'name', `entry ${index} has no name`, reading);
    if (name === undefined)
        return undefined;
    const version = neededText(map, 'version', `"${name}" has no version`, reading);
    const refPaths = listAt(map, 'refPaths', reading).flatMap((it) => refPathOf(it, name, reading) ?? []);
    return version === undefined ? undefined : { name, version, place: at(child(map, 'version', reading), reading), at: `/dependencies/${index}/version`, refPaths };
};
const refPathOf = (node, name, reading) => {
    const map = resolved(node, reading);
    if (!(0,dist/* isMap */.jh)(map))
        return wrong(`a path of "${name}" is no mapping`, map, reading);
    const path = neededText(map, 'path', `"${name}" names a file without a path`, reading)?.replace(/^(?:\.\/)+/, '');
    if (path === undefined)
        return undefined;
    if (!(0,file_path/* isFilePath */.i)(path))
        return wrong(`"${name}" names the file ${JSON.stringify(path.slice(0, 120))}, which is no path below the root of the repository`, child(map, 'path', reading), reading);
    const place = at(map, reading);
    const match = textAt(map, 'match', reading) ?? '';
    if (match === '')
        return { path, place };
    const translated = translateGo(match);
    if ('regexp' in translated)
        return { path, match: translated.regexp, place };
    reading.problems.push((0,release_error/* problem */.CC)('DEPENDENCIES_REGEXP', { file: reading.file, name, pattern: match.slice(0, 120), what: translated.fault }, at(child(map, 'match', reading), reading)));
    return undefined;
};


/***/ }),

/***/ 9605:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   FA: () => (/* binding */ says),
/* harmony export */   IL: () => (/* binding */ readWritten),
/* harmony export */   LL: () => (/* binding */ wordsOfLine),
/* harmony export */   QU: () => (/* binding */ formOf),
/* harmony export */   rk: () => (/* binding */ renderForm),
/* harmony export */   uO: () => (/* binding */ forms)
/* harmony export */ });
/* harmony import */ var _version_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8854);
// Versions as they stand in lines of text: v4.5.1-0 is a `v`, the version and a revision. Pure.

const forms = ['{version}', 'v{version}', '{version}-{revision}', 'v{version}-{revision}'];
const looksLikeVersion = /^[0-9]+(?:\.[0-9]+)+/;
const isVersion = (text, scheme) => looksLikeVersion.test(text) && (0,_version_js__WEBPACK_IMPORTED_MODULE_0__/* .asVersion */ .Z$)(text, scheme) !== undefined;
/** Digits after the last hyphen are a revision, and never a pre-release. */
const readWritten = (text, scheme, start = 0) => {
    const prefix = text.startsWith('v') ? 'v' : '';
    const bare = text.slice(prefix.length);
    const word = { start, end: start + text.length, text, prefix };
    const [, before, revision] = /^(.*[^-])-([0-9]{1,9})$/.exec(bare) ?? [];
    if (before !== undefined && revision !== undefined && isVersion(before, scheme))
        return { ...word, version: before, revision };
    return isVersion(bare, scheme) ? { ...word, version: bare } : word;
};
/** The words of a line, without the dots and hyphens at their ends. */
const wordsOfLine = (line, scheme) => [...line.matchAll(/[0-9A-Za-z._+-]+/g)].flatMap((found) => {
    const lead = found[0].length - found[0].replace(/^[._+-]+/, '').length;
    const text = found[0].slice(lead).replace(/[._+-]+$/, '');
    return text === '' ? [] : [readWritten(text, scheme, found.index + lead)];
});
const formOf = ({ prefix, revision }) => (prefix === 'v' ? (revision === undefined ? 'v{version}' : 'v{version}-{revision}') : revision === undefined ? '{version}' : '{version}-{revision}');
const renderForm = (form, version, revision) => form.replace('{version}', version).replace('{revision}', String(revision));
/** Does a word say the value? 1.2.1 is said by v1.2.1-0 and by no 1.2.10; with a `v` or a revision of its own the value must stand there whole. */
const says = (word, value) => {
    if (word.text === value.text)
        return true;
    if (value.version === undefined || value.revision !== undefined || word.version !== value.version)
        return false;
    return value.prefix === '' || word.prefix === value.prefix;
};


/***/ }),

/***/ 6852:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bc: () => (/* binding */ isDigest),
/* harmony export */   VK: () => (/* binding */ shortDigest),
/* harmony export */   ZD: () => (/* binding */ hexOf),
/* harmony export */   ol: () => (/* binding */ digestOf)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
// Digests: the only identity of bytes. Names and sizes never are.

const digestOf = (bytes) => `sha256:${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(bytes).digest('hex')}`;
const isDigest = (text) => /^sha256:[0-9a-f]{64}$/.test(text);
/** The hex part, as SHA256SUMS and PyPI want it. */
const hexOf = (digest) => digest.slice('sha256:'.length);
/** First twelve hex digits: enough to tell two digests apart in a message. */
const shortDigest = (digest) => hexOf(digest).slice(0, 12);


/***/ }),

/***/ 2111:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W4: () => (/* binding */ toldDiskFull),
/* harmony export */   b$: () => (/* binding */ isDiskFull),
/* harmony export */   xg: () => (/* binding */ diskFull)
/* harmony export */ });
/* harmony import */ var _errors_release_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7823);
// A disk that has no room, told from every other trouble, however it comes to light: as an error of this process, or in the words of
// a tool. It is never a fault of the tool, and nothing that was half written then is used.

/** No space, over the quota, over the largest file that is allowed. */
const codes = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);
const textOf = (value) => (typeof value === 'string' && value !== '' ? value : undefined);
const isDiskFull = (failure) => typeof failure === 'object' && failure !== null && codes.has(failure.code);
/** `path`: where the caller was writing; an error of an open file does not say it. */
const diskFull = (failure, path) => {
    if (!isDiskFull(failure))
        return undefined;
    const { code, path: own, dest, syscall } = failure;
    return (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_0__/* .problem */ .CC)('DISK_FULL', { what: textOf(syscall) ?? 'write', path: path ?? textOf(dest) ?? textOf(own) ?? 'a file', said: textOf(code) ?? '' });
};
const words = /[^\n]*(?:no space left on device|disk quota exceeded|file too large|out of disk ?space|there is not enough space on the disk|\bENOSPC\b|\bEDQUOT\b)[^\n]*/i;
/** The line in which a tool says it; or the signal that ends one that may not write so large a file. */
const toldDiskFull = (output, signal) => words.exec(output)?.[0].trim().slice(0, 300) ?? (signal === 'SIGXFSZ' ? 'it was ended by SIGXFSZ: a file over the limit on their size' : undefined);


/***/ }),

/***/ 3296:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ parseDuration),
/* harmony export */   S: () => (/* binding */ durationText)
/* harmony export */ });
/* harmony import */ var _errors_release_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7823);
// A length of time as people write it: `30m`, `600s`, `1h`, `1h30m`. A bare number is refused: nobody knows whether it is seconds.

const pattern = /^(?=\d)(?:(\d{1,6})h)?(?:(\d{1,6})m)?(?:(\d{1,6})s)?$/;
/** A job on GitHub's machines lives six hours; a release that waits longer than a day is a mistake. */
const mostHours = 24;
/** Milliseconds. `name`: the flag or the input, for the message. */
const parseDuration = (text, name) => {
    const [, hours = '0', minutes = '0', seconds = '0'] = pattern.exec(text.trim().toLowerCase()) ?? (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_0__/* .fail */ .fJ)('DURATION', { name, text, most: `${mostHours}h` });
    const milliseconds = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
    return milliseconds <= mostHours * 3_600_000 ? milliseconds : (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_0__/* .fail */ .fJ)('DURATION', { name, text, most: `${mostHours}h` });
};
/** `2 h 5 min`, for people. */
const durationText = (milliseconds) => {
    const total = Math.ceil(milliseconds / 1000);
    const [hours, minutes, seconds] = [Math.floor(total / 3600), Math.floor(total / 60) % 60, total % 60];
    const parts = [hours > 0 ? `${hours} h` : '', minutes > 0 ? `${minutes} min` : '', seconds > 0 || total === 0 ? `${seconds} s` : ''];
    return parts.filter(Boolean).join(' ');
};


/***/ }),

/***/ 1110:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   qh: () => (/* binding */ indexOf),
/* harmony export */   vp: () => (/* binding */ parsePointer),
/* harmony export */   x9: () => (/* binding */ pointerShape)
/* harmony export */ });
/* harmony import */ var _errors_release_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7823);
// JSON pointers (RFC 6901): where a value stands in a file with keys.

const pointerShape = /^(?:\/(?:[^~/]|~[01])*)+$/;
/** `/docker/version` → docker, version. Keys are only ever compared, never used to index an object. */
const parsePointer = (pointer) => pointerShape.test(pointer)
    ? pointer.slice(1).split('/').map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
    : (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_0__/* .fail */ .fJ)('REFERENCE_POINTER', { pointer: pointer.slice(0, 120) });
/** A key as an index of a list; undefined when it is none. */
const indexOf = (key) => (/^(?:0|[1-9][0-9]{0,8})$/.test(key) ? Number(key) : undefined);


/***/ }),

/***/ 8831:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  JG: () => (/* binding */ decodeFile),
  O7: () => (/* binding */ editReference),
  Wf: () => (/* binding */ readReference),
  ZF: () => (/* binding */ whereText)
});

// EXTERNAL MODULE: ./out/errors/release-error.js + 15 modules
var release_error = __webpack_require__(7823);
;// CONCATENATED MODULE: ./out/core/edit/characters.js
// Steps of the scanners. Plain loops: a regular expression keeps a note of every round it makes, and runs out of stack on a text
// of some megabytes.
/** The first place from `at` on whose character is none of these. */
const skip = (text, at, characters) => {
    let end = at;
    while (end < text.length && characters.includes(text.charAt(end)))
        end++;
    return end;
};
const isControl = (code) => code < 0x20 && code !== 0x09;
/**
 * The place after a text in quotes that opens at `at`; undefined when none opens there, or it does not end on its line.
 * `escape` must match right after a backslash (sticky); without it a backslash is a character like any other.
 */
const quotedEnd = (text, at, quote, escape) => {
    if (text[at] !== quote)
        return undefined;
    for (let here = at + 1; here < text.length; here++) {
        const character = text.charAt(here);
        if (character === quote)
            return here + 1;
        if (isControl(text.charCodeAt(here)))
            return undefined;
        if (character !== '\\' || escape === undefined)
            continue;
        escape.lastIndex = here + 1;
        const length = escape.exec(text)?.[0].length;
        if (length === undefined)
            return undefined;
        here += length;
    }
    return undefined;
};
/** The same for TOML's texts of several lines: three quotes at both ends, and up to two more before the closing ones. */
const linesEnd = (text, at, quote) => {
    const three = quote.repeat(3);
    if (!text.startsWith(three, at))
        return undefined;
    for (let here = at + 3; here < text.length; here++) {
        if (quote === '"' && text[here] === '\\')
            here++;
        else if (text.startsWith(three, here))
            return Math.min(skip(text, here, quote), here + 5);
    }
    return undefined;
};

// EXTERNAL MODULE: ./out/core/edit/pointer.js
var pointer = __webpack_require__(1110);
// EXTERNAL MODULE: ./out/core/edit/spot.js
var edit_spot = __webpack_require__(979);
;// CONCATENATED MODULE: ./out/core/edit/json-spot.js
// Finds the spot of a value in JSON. A scanner of our own, as JSON.parse tells neither where a value stands nor that a key stands
// twice, and forgets everything else about the bytes. The whole file is read, in one pass: half a file is no file.



/** Deeper than any file that people write, and shallower than the stack. */
const deepest = 200;
const plain = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null/y;
const json_spot_escape = /["\\/bfnrt]|u[0-9a-fA-F]{4}/y;
const skipSpace = (scan) => {
    scan.at = skip(scan.text, scan.at, ' \t\r\n');
};
/** The text up to `end`, if there is one. */
const take = (scan, end) => {
    if (end === undefined)
        return undefined;
    const text = scan.text.slice(scan.at, end);
    scan.at = end;
    return text;
};
/** JSON allows no tab in a text, which the scanner of TOML and JSON together lets pass. */
const takeString = (scan) => {
    const start = scan.at;
    const text = take(scan, quotedEnd(scan.text, start, '"', json_spot_escape));
    return text?.includes('\t') === true ? (0,edit_spot/* malformed */.Qm)(scan, 'JSON', { what: 'a tab in a text is written \\t', offset: start + text.indexOf('\t') }) : text;
};
const takePlain = (scan) => {
    plain.lastIndex = scan.at;
    return take(scan, plain.exec(scan.text) === null ? undefined : plain.lastIndex);
};
const wrong = (scan, what) => (0,edit_spot/* malformed */.Qm)(scan, 'JSON', { what, offset: Math.min(scan.at, scan.text.length) });
const isNext = (scan, character) => {
    skipSpace(scan);
    if (scan.text[scan.at] !== character)
        return false;
    scan.at++;
    return true;
};
const locateJson = (sought, keys) => {
    const scan = { ...sought, at: sought.text.startsWith('\ufeff') ? 1 : 0 };
    const spot = readValue(scan, keys, 0);
    skipSpace(scan);
    if (scan.at < scan.text.length)
        return wrong(scan, 'there is more after the end of the value');
    return spot ?? (0,edit_spot/* missing */.LO)(sought, [], 0);
};
const readValue = (scan, way, depth) => {
    skipSpace(scan);
    const start = scan.at;
    if (depth > deepest)
        return wrong(scan, `it is nested more than ${deepest} deep`);
    const character = scan.text[start];
    if (character !== '{' && character !== '[')
        return readScalar(scan, way, start);
    scan.at++;
    const spot = character === '{' ? readObject(scan, way, { start, depth }) : readList(scan, way, { start, depth });
    return way?.length === 0 ? (0,edit_spot/* notText */.nr)(scan, character === '{' ? 'an object' : 'a list', start) : spot;
};
const readScalar = (scan, way, start) => {
    const isText = scan.text[start] === '"';
    const text = isText ? takeString(scan) : takePlain(scan);
    if (text === undefined)
        return wrong(scan, isText ? 'a text does not end, or has an escape that is none' : start >= scan.text.length ? 'it ends too early' : 'a value is expected here');
    if (way === undefined)
        return undefined;
    if (way.length > 0)
        return (0,edit_spot/* missing */.LO)(scan, `${text.slice(0, 40)} has no keys`, start);
    return isText ? textSpot(start, text) : (0,edit_spot/* notText */.nr)(scan, `${text.slice(0, 40)} without quotes`, start);
};
const textSpot = (start, text) => ({ start, end: start + text.length, value: JSON.parse(text), quoted: true, encode: (value) => JSON.stringify(value) });
const readMember = (scan, way, depth) => {
    skipSpace(scan);
    const offset = scan.at;
    const text = takeString(scan) ?? wrong(scan, 'a key in double quotes is expected here');
    if (!isNext(scan, ':'))
        return wrong(scan, 'a colon is expected after the key');
    // Keys beside the way are nobody's business, and there may be many.
    const key = way === undefined ? '' : JSON.parse(text);
    const isWanted = way !== undefined && key === way[0];
    return { key, offset, spot: readValue(scan, isWanted ? way.slice(1) : undefined, depth + 1) };
};
const readObject = (scan, way, { start, depth }) => {
    const members = [];
    if (!isNext(scan, '}')) {
        do {
            const member = readMember(scan, way, depth);
            if (way !== undefined)
                members.push(member);
        } while (isNext(scan, ','));
        if (!isNext(scan, '}'))
            return wrong(scan, 'a comma or } is missing');
    }
    const wanted = way?.[0];
    if (wanted === undefined)
        return undefined;
    const found = members.filter((it) => it.key === wanted);
    if (found.length > 1)
        return (0,edit_spot/* ambiguous */.zs)(scan, found.map((it) => it.offset));
    return found.length === 0 ? (0,edit_spot/* missing */.LO)(scan, members.map((it) => it.key), start) : found[0]?.spot;
};
const readList = (scan, way, { start, depth }) => {
    const wanted = way?.[0] === undefined ? undefined : (0,pointer/* indexOf */.qh)(way[0]);
    let [spot, count] = [undefined, 0];
    if (!isNext(scan, ']')) {
        do {
            const found = readValue(scan, count === wanted ? way?.slice(1) : undefined, depth + 1);
            if (count === wanted)
                spot = found;
            count++;
        } while (isNext(scan, ','));
        if (!isNext(scan, ']'))
            return wrong(scan, 'a comma or ] is missing');
    }
    const isMissing = way !== undefined && way.length > 0 && (wanted === undefined || wanted >= count);
    return isMissing ? (0,edit_spot/* missing */.LO)(scan, `the list has ${count} entries, counted from 0`, start) : spot;
};

// EXTERNAL MODULE: ./out/core/edit/text-pattern.js
var text_pattern = __webpack_require__(9295);
;// CONCATENATED MODULE: ./out/core/edit/toml-scan.js
// Reads TOML just far enough to know where each value stands and under which keys. One pass; what a value means beyond being a
// text is nobody's business here.

const toml_scan_deepest = 100;
const bareKey = /[A-Za-z0-9_-]+/y;
const toml_scan_escape = /["\\befnrt]|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}/y;
/** Numbers, dates, times, true and false. */
const other = /(?:true|false|[+-]?(?:inf|nan))(?![A-Za-z0-9_-])|[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9:.]+(?:[Zz]|[+-][0-9:]+)?|[+-]?[0-9][0-9A-Za-z_.:+-]*/y;
const match = (scan, pattern) => {
    pattern.lastIndex = scan.at;
    const found = pattern.exec(scan.text)?.[0];
    if (found !== undefined)
        scan.at += found.length;
    return found;
};
/** The text up to `end`, if there is one. */
const toml_scan_take = (scan, end) => {
    if (end === undefined)
        return undefined;
    const text = scan.text.slice(scan.at, end);
    scan.at = end;
    return text;
};
const takeBasic = (scan) => toml_scan_take(scan, quotedEnd(scan.text, scan.at, '"', toml_scan_escape));
const takeLiteral = (scan) => toml_scan_take(scan, quotedEnd(scan.text, scan.at, "'"));
const takeLines = (scan) => toml_scan_take(scan, linesEnd(scan.text, scan.at, '"') ?? linesEnd(scan.text, scan.at, "'"));
const skipBlank = (scan) => {
    scan.at = skip(scan.text, scan.at, ' \t');
};
const skipComment = (scan) => {
    if (scan.text[scan.at] !== '#')
        return;
    const end = scan.text.indexOf('\n', scan.at);
    scan.at = end < 0 ? scan.text.length : end;
};
const skipBlankLines = (scan) => {
    let before;
    do {
        before = scan.at;
        scan.at = skip(scan.text, scan.at, ' \t\r\n');
        skipComment(scan);
    } while (scan.at > before);
};
const isLineEnd = (scan) => {
    skipBlank(scan);
    skipComment(scan);
    return scan.at >= scan.text.length || /^\r?\n/.test(scan.text.slice(scan.at, scan.at + 2));
};
const toml_scan_isNext = (scan, text) => {
    if (!scan.text.startsWith(text, scan.at))
        return false;
    scan.at += text.length;
    return true;
};
const decodeBasic = (text) => text.slice(1, -1).replace(/\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|.)/g, (escaped, ...groups) => {
    const hex = groups.slice(0, 3).find((it) => typeof it === 'string');
    if (typeof hex !== 'string')
        return letters.get(escaped.slice(1)) ?? escaped.slice(1);
    const code = parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
});
const letters = new Map([['b', '\b'], ['e', '\u001b'], ['f', '\f'], ['n', '\n'], ['r', '\r'], ['t', '\t']]);
const readKey = (scan) => {
    const keys = [];
    do {
        skipBlank(scan);
        const start = scan.at;
        const quoted = takeBasic(scan);
        const key = quoted === undefined ? (takeLiteral(scan)?.slice(1, -1) ?? match(scan, bareKey)) : decodeBasic(quoted);
        keys.push(key ?? scan.fault('a key is expected here', start));
        skipBlank(scan);
    } while (toml_scan_isNext(scan, '.'));
    return keys;
};
/** `key = value`, below the keys of its table. */
const readPair = (scan, above, depth) => {
    const path = [...above, ...readKey(scan)];
    if (!toml_scan_isNext(scan, '='))
        scan.fault('an = is expected after the key', scan.at);
    skipBlank(scan);
    toml_scan_readValue(scan, path, depth);
};
const toml_scan_readValue = (scan, path, depth) => {
    const start = scan.at;
    if (depth > toml_scan_deepest)
        scan.fault(`it is nested more than ${toml_scan_deepest} deep`, start);
    const found = (kind) => scan.visit({ path, start, end: scan.at, kind });
    if (toml_scan_isNext(scan, '[')) {
        readEntries(scan, ']', (index) => toml_scan_readValue(scan, [...path, String(index)], depth + 1));
        return found('list');
    }
    if (toml_scan_isNext(scan, '{')) {
        readEntries(scan, '}', () => readPair(scan, path, depth + 1));
        return found('table');
    }
    if (takeLines(scan) !== undefined)
        return found('lines');
    if (takeBasic(scan) !== undefined)
        return found('basic');
    if (takeLiteral(scan) !== undefined)
        return found('literal');
    if (match(scan, other) !== undefined)
        return found('other');
    scan.fault('a value is expected here', start);
};
/** Entries between commas; line breaks and comments are allowed in inline tables too, as TOML 1.1 has it. */
const readEntries = (scan, end, read) => {
    for (let index = 0;; index++) {
        skipBlankLines(scan);
        if (toml_scan_isNext(scan, end))
            return;
        read(index);
        skipBlankLines(scan);
        if (toml_scan_isNext(scan, end))
            return;
        if (!toml_scan_isNext(scan, ','))
            scan.fault(`a comma or ${end} is missing`, scan.at);
    }
};
/** Keys of a header, with the index of the newest entry after each list of tables on the way. */
const headerPath = (keys, isList, lists) => {
    const path = [];
    keys.forEach((key, at) => {
        path.push(key);
        const id = JSON.stringify(path);
        const isNew = isList && at === keys.length - 1;
        if (isNew)
            lists.set(id, (lists.get(id) ?? 0) + 1);
        const count = lists.get(id);
        if (count !== undefined)
            path.push(String(count - 1));
    });
    return path;
};
const scanToml = (text, visit, fault) => {
    const scan = { text, visit, fault, at: text.startsWith('\ufeff') ? 1 : 0 };
    const lists = new Map();
    const tables = new Set();
    let table = [];
    for (skipBlankLines(scan); scan.at < text.length; skipBlankLines(scan)) {
        const start = scan.at;
        if (toml_scan_isNext(scan, '[')) {
            const isList = toml_scan_isNext(scan, '[');
            table = headerPath(readKey(scan), isList, lists);
            if (!toml_scan_isNext(scan, isList ? ']]' : ']'))
                fault(`${isList ? ']]' : ']'} is missing after the name of the table`, scan.at);
            const id = JSON.stringify(table);
            if (tables.has(id))
                fault('this table stands twice', start);
            tables.add(id);
        }
        else {
            readPair(scan, table, 0);
        }
        if (!isLineEnd(scan))
            fault('the line goes on after its end', scan.at);
    }
};

;// CONCATENATED MODULE: ./out/core/edit/toml-spot.js
// Finds the spot of a value in TOML.


const isUnder = (path, above) => above.every((key, at) => path[at] === key);
const locateToml = (sought, keys) => {
    const found = [];
    const beside = new Set();
    let under;
    const visit = (value) => {
        if (value.path.length === keys.length && isUnder(value.path, keys))
            found.push(value);
        else if (value.path.length > keys.length && isUnder(value.path, keys))
            under ??= value;
        const key = value.path[keys.length - 1];
        if (key !== undefined && isUnder(value.path, keys.slice(0, -1)))
            beside.add(key);
    };
    scanToml(sought.text, visit, (what, offset) => (0,edit_spot/* malformed */.Qm)(sought, 'TOML', { what, offset }));
    const [value] = found;
    if (!value)
        return under ? (0,edit_spot/* notText */.nr)(sought, 'a table', under.start) : (0,edit_spot/* missing */.LO)(sought, [...beside], 0);
    return found.length > 1 ? (0,edit_spot/* ambiguous */.zs)(sought, found.map((it) => it.start)) : spotOf(value, sought);
};
const kinds = { lines: 'a text of several lines', list: 'a list', table: 'a table', other: 'a value without quotes' };
const basicText = (value) => JSON.stringify(value);
const spotOf = ({ start, end, kind }, sought) => {
    const source = sought.text.slice(start, end);
    if (kind === 'basic')
        return { start, end, value: decodeBasic(source), quoted: true, encode: basicText };
    // A literal text has no escapes, so not every value can stand in one.
    if (kind === 'literal')
        return { start, end, value: source.slice(1, -1), quoted: true, encode: (value) => (value.includes("'") ? basicText(value) : `'${value}'`) };
    return (0,edit_spot/* notText */.nr)(sought, kinds[kind], start);
};

// EXTERNAL MODULE: ./out/core/edit/yaml-spot.js
var yaml_spot = __webpack_require__(3821);
;// CONCATENATED MODULE: ./out/core/edit/reference-text.js
// Reads and edits one value of a file, whatever the file's format is. An edit changes the characters of that value and no others.







const largest = 16 * 1024 * 1024;
const whereText = ({ at, pattern }) => [at, pattern === undefined ? undefined : `the pattern ${JSON.stringify(pattern)}`].filter((it) => it !== undefined).join(', ');
const locateValue = (sought, at, forEdit) => {
    const keys = (0,pointer/* parsePointer */.vp)(at);
    const name = sought.file.toLowerCase();
    if (name.endsWith('.json'))
        return locateJson(sought, keys);
    if (/\.ya?ml$/.test(name))
        return (0,yaml_spot/* locateYaml */.G)(sought, keys, forEdit);
    return name.endsWith('.toml') ? locateToml(sought, keys) : (0,release_error/* fail */.fJ)('REFERENCE_FORMAT', { file: sought.file }, { place: { file: sought.file } });
};
/** The spot of a part: what the pattern holds open is replaced, and the value written anew in its own style. */
const partOf = (spot, pattern, sought, hole) => {
    const part = (0,text_pattern/* fitValue */.Zk)(spot.value, pattern, hole);
    if (!part)
        return (0,edit_spot/* missing */.LO)(sought, `${JSON.stringify(spot.value.slice(0, 80))} stands there`, spot.start);
    const [before, after] = [spot.value.slice(0, part.start), spot.value.slice(part.end)];
    return { ...spot, value: spot.value.slice(part.start, part.end), encode: (value) => spot.encode(`${before}${value}${after}`) };
};
const locate = (text, file, where, forEdit) => {
    const sought = { text, file, where: whereText(where) || 'its whole text' };
    const { at, pattern, hole = 'version' } = where;
    (0,edit_spot/* checkSize */.C1)(sought, largest);
    if (at === undefined)
        return pattern === undefined ? (0,text_pattern/* locateWhole */.g4)(sought) : (0,text_pattern/* locatePattern */.Zp)(sought, pattern, hole);
    const spot = locateValue(sought, at, forEdit);
    return pattern === undefined ? spot : partOf(spot, pattern, sought, hole);
};
const readReference = (text, file, where) => {
    const spot = locate(text, file, where, false);
    const { line = 1, column = 1 } = (0,edit_spot/* placeAt */.BW)(text, file, spot.start);
    return { value: spot.value, line, column, quoted: spot.quoted };
};
/** The same text when the value is there already, even in another style of quotes. */
const editReference = (text, file, where, value) => {
    if (!(0,edit_spot/* isOneLine */.Pf)(value))
        return (0,release_error/* fail */.fJ)('REFERENCE_VALUE', { file, where: whereText(where), value: JSON.stringify(value.slice(0, 80)) }, { place: { file } });
    // Decoded with losses somewhere before: writing it back would change bytes that nobody named.
    if (text.includes('\ufffd'))
        return (0,release_error/* fail */.fJ)('FILE_NOT_UTF8', { file }, { place: { file } });
    const spot = locate(text, file, where, true);
    return spot.value === value ? text : (0,edit_spot/* replaceSpot */.D2)(text, spot, value);
};
/** Bytes of a file as a text that can be edited and written back; fails with FILE_NOT_UTF8 when that would lose any. */
const decodeFile = (bytes, file) => {
    try {
        return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    }
    catch (cause) {
        return (0,release_error/* fail */.fJ)('FILE_NOT_UTF8', { file }, { place: { file }, cause });
    }
};


/***/ }),

/***/ 979:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   BW: () => (/* binding */ placeAt),
/* harmony export */   C1: () => (/* binding */ checkSize),
/* harmony export */   D2: () => (/* binding */ replaceSpot),
/* harmony export */   LO: () => (/* binding */ missing),
/* harmony export */   Pf: () => (/* binding */ isOneLine),
/* harmony export */   Qm: () => (/* binding */ malformed),
/* harmony export */   nr: () => (/* binding */ notText),
/* harmony export */   zs: () => (/* binding */ ambiguous)
/* harmony export */ });
/* harmony import */ var _errors_release_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7823);

/** Line and column count from 1, as editors do; a byte order mark takes no column. */
const placeAt = (text, file, offset) => {
    const before = text.slice(0, offset);
    const start = before.lastIndexOf('\n') + 1;
    const mark = start === 0 && text.startsWith('\ufeff') ? 1 : 0;
    let line = 1;
    for (let at = before.indexOf('\n'); at >= 0; at = before.indexOf('\n', at + 1))
        line++;
    return { file, line, column: Math.max(1, offset - start - mark + 1) };
};
const replaceSpot = (text, spot, value) => text.slice(0, spot.start) + spot.encode(value) + text.slice(spot.end);
/** One line without control characters: anything else could change the structure of the file, or how it is shown. */
const isOneLine = (value) => value.length > 0 && value.length <= 1024 && /^[^\p{Cc}\u2028\u2029\ufeff\ufffd]+$/u.test(value);
const checkSize = (it, limit) => {
    if (it.text.length > limit)
        (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_0__/* .fail */ .fJ)('FILE_TOO_LARGE', { file: it.file, size: it.text.length, limit }, { place: { file: it.file } });
};
const notText = (it, found, offset) => (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_0__/* .fail */ .fJ)('REFERENCE_NOT_TEXT', { file: it.file, where: it.where, found }, { place: placeAt(it.text, it.file, offset) });
/** Keys that are there instead, the first of them, to see a slip by. */
const missing = (it, keys, offset) => {
    const nearest = typeof keys === 'string' ? keys : keys.length === 0 ? '' : `keys there: ${keys.slice(0, 12).join(', ')}${keys.length > 12 ? ', …' : ''}`;
    return (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_0__/* .fail */ .fJ)('REFERENCE_MISSING', { file: it.file, where: it.where, nearest }, { place: placeAt(it.text, it.file, offset) });
};
const ambiguous = (it, offsets) => {
    const lines = offsets.slice(0, 10).map((offset) => placeAt(it.text, it.file, offset).line);
    return (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_0__/* .fail */ .fJ)('REFERENCE_AMBIGUOUS', { file: it.file, where: it.where, found: `lines ${lines.join(', ')}` }, { place: placeAt(it.text, it.file, offsets[1] ?? 0) });
};
const malformed = (it, format, fault) => (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_0__/* .fail */ .fJ)('FILE_MALFORMED', { file: it.file, format, what: fault.what }, { place: placeAt(it.text, it.file, fault.offset) });


/***/ }),

/***/ 9295:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Zk: () => (/* binding */ fitValue),
/* harmony export */   Zp: () => (/* binding */ locatePattern),
/* harmony export */   g4: () => (/* binding */ locateWhole),
/* harmony export */   rG: () => (/* binding */ patternFault)
/* harmony export */ });
/* unused harmony export holes */
/* harmony import */ var _errors_release_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7823);
/* harmony import */ var _spot_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(979);
// Finds the spot of a value in plain text: by a pattern, which is the text around it as it stands in the file with one place held
// open, or as all that a file (such as VERSION) holds. Patterns are literal, so that nobody has to escape a dot or write a slow one.


const holes = (/* unused pure expression or super */ null && (['version', 'image', 'value']));
/** Bounded runs: each place of a text is looked at a fixed number of times, whatever the text is. */
const shapes = {
    version: '\\$\\{[A-Za-z_][A-Za-z0-9_]{0,63}\\}|[0-9A-Za-z](?:[0-9A-Za-z._+!-]{0,126}[0-9A-Za-z])?',
    image: '[0-9A-Za-z][0-9A-Za-z._/:@-]{0,254}',
    value: '[^\\s"\'`]{1,128}',
};
const revision = '[0-9]{1,9}';
const escaped = (text) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&').replace(/\r?\n/g, '\\r?\\n');
/** What is wrong with a pattern; undefined if nothing is. */
const patternFault = (pattern, hole) => {
    const count = pattern.split(`{${hole}}`).length - 1;
    if (pattern.length > 500)
        return 'it has more than 500 characters';
    if (count !== 1)
        return count === 0 ? `it has no {${hole}}` : `it has more than one {${hole}}`;
    return undefined;
};
const check = (pattern, hole) => {
    const what = patternFault(pattern, hole);
    if (what !== undefined)
        (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_0__/* .fail */ .fJ)('REFERENCE_PATTERN', { pattern: pattern.slice(0, 120), what });
};
const sourceOf = (pattern, hole) => {
    const [before = '', after = ''] = pattern.split(`{${hole}}`);
    const literal = (text) => text.split('{revision}').map(escaped).join(revision);
    return `${literal(before)}(${shapes[hole]})${literal(after)}`;
};
/** `version = "{version}"` is not found in `target-version = "py39"`, nor does 1.2.3 end within 1.2.30. */
const withEdges = (pattern, hole) => {
    const before = /^(?:\{|[0-9A-Za-z_])/.test(pattern) ? '(?<![0-9A-Za-z_.+!-])' : '';
    const after = /(?:\}|[0-9A-Za-z_])$/.test(pattern) ? '(?![0-9A-Za-z_]|[.+!-][0-9A-Za-z])' : '';
    return `${before}${sourceOf(pattern, hole)}${after}`;
};
/** The only place in a text that the pattern fits. */
const locatePattern = (sought, pattern, hole) => {
    check(pattern, hole);
    if (pattern.replace(`{${hole}}`, '').trim() === '')
        return (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_0__/* .fail */ .fJ)('REFERENCE_PATTERN', { pattern, what: `there must be some text around {${hole}}` });
    const found = [...sought.text.matchAll(new RegExp(withEdges(pattern, hole), 'gd'))].flatMap((it) => (it.indices?.[1] ? [it.indices[1]] : []));
    const [first] = found;
    if (!first)
        return (0,_spot_js__WEBPACK_IMPORTED_MODULE_1__/* .missing */ .LO)(sought, 'the pattern fits nowhere', 0);
    if (found.length > 1)
        return (0,_spot_js__WEBPACK_IMPORTED_MODULE_1__/* .ambiguous */ .zs)(sought, found.map(([start]) => start));
    const [start, end] = first;
    return { start, end, value: sought.text.slice(start, end), quoted: false, encode: (value) => value };
};
/** The part of a value that the pattern holds open, when the whole value fits; undefined when it does not. */
const fitValue = (value, pattern, hole) => {
    check(pattern, hole);
    const indices = new RegExp(`^${sourceOf(pattern, hole)}$`, 'd').exec(value)?.indices?.[1];
    return indices ? { start: indices[0], end: indices[1] } : undefined;
};
/** All that stands in the file, without the white space around it. */
const locateWhole = (sought) => {
    const value = sought.text.trim();
    const start = sought.text.length - sought.text.trimStart().length;
    if (value === '')
        return (0,_spot_js__WEBPACK_IMPORTED_MODULE_1__/* .notText */ .nr)(sought, 'nothing', 0);
    if (value.includes('\n'))
        return (0,_spot_js__WEBPACK_IMPORTED_MODULE_1__/* .notText */ .nr)(sought, 'several lines', start);
    return { start, end: start + value.length, value, quoted: false, encode: (text) => text };
};


/***/ }),

/***/ 3821:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ locateYaml),
/* harmony export */   e: () => (/* binding */ composeYaml)
/* harmony export */ });
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8815);
/* harmony import */ var _errors_release_error_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7823);
/* harmony import */ var _pointer_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1110);
/* harmony import */ var _spot_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(979);
// Finds the spot of a value in YAML. The document is composed, so that the grammar is the library's, but never turned into values:
// 1.30 stays 1.30 and aliases are not expanded, so that a small file cannot become a huge one.




/** The library takes up to some seconds for a hostile megabyte. */
const largest = 512 * 1024;
const deepest = 100;
/** The document, not turned into values; fails for what could cost too much, or is none. */
const composeYaml = (sought) => {
    (0,_spot_js__WEBPACK_IMPORTED_MODULE_3__/* .checkSize */ .C1)(sought, largest);
    checkNesting(sought);
    const document = (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .parseDocument */ .Tp)(sought.text, { uniqueKeys: false, prettyErrors: false, merge: false });
    const [error] = document.errors;
    if (error?.code === 'MULTIPLE_DOCS')
        return (0,_spot_js__WEBPACK_IMPORTED_MODULE_3__/* .malformed */ .Qm)(sought, 'YAML', { what: 'it has several documents, and a pointer means one', offset: error.pos[0] });
    if (error)
        return (0,_spot_js__WEBPACK_IMPORTED_MODULE_3__/* .malformed */ .Qm)(sought, 'YAML', { what: error.message, offset: error.pos[0] });
    return document;
};
const locateYaml = (sought, keys, forEdit) => {
    const document = composeYaml(sought);
    const walk = { ...sought, document, forEdit };
    let node = document.contents;
    let inFlow = false;
    for (const key of keys) {
        const at = offsetOf(node);
        const collection = resolved(node, walk);
        if (((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(collection) || (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isSeq */ .oP)(collection)) && collection.flow === true)
            inFlow = true;
        node = childOf(collection, { key, at }, walk);
    }
    return spotOf(node, inFlow, walk);
};
/** Flow collections nest by single characters; a composer that calls itself would run out of stack. */
const checkNesting = (sought) => {
    let [depth, offset] = [0, 0];
    for (const lexeme of new yaml__WEBPACK_IMPORTED_MODULE_0__/* .Lexer */ .JG().lex(sought.text)) {
        if (lexeme === '[' || lexeme === '{')
            depth++;
        else if (lexeme === ']' || lexeme === '}')
            depth--;
        if (depth > deepest)
            (0,_spot_js__WEBPACK_IMPORTED_MODULE_3__/* .malformed */ .Qm)(sought, 'YAML', { what: `it is nested more than ${deepest} deep`, offset });
        offset += isMark(lexeme) ? 0 : lexeme.length;
    }
};
/** The lexer's own marks between the parts of the source: document, flow end and scalar. */
const isMark = (lexeme) => lexeme === '\u0002' || lexeme === '\u0018' || lexeme === '\u001f';
const offsetOf = (node) => node?.range?.[0] ?? 0;
/** Who only reads may read through an alias: what counts is what the file's readers see. */
const resolved = (node, walk) => {
    if (!(0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isAlias */ .Vj)(node))
        return node;
    if (walk.forEdit)
        return throughAlias(node, walk);
    return node.resolve(walk.document) ?? (0,_spot_js__WEBPACK_IMPORTED_MODULE_3__/* .malformed */ .Qm)(walk, 'YAML', { what: `the alias *${node.source} has no anchor before it`, offset: offsetOf(node) });
};
const throughAlias = (node, walk) => (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_1__/* .fail */ .fJ)('REFERENCE_ALIAS', { file: walk.file, where: walk.where, anchor: node.source }, { place: (0,_spot_js__WEBPACK_IMPORTED_MODULE_3__/* .placeAt */ .BW)(walk.text, walk.file, offsetOf(node)) });
const childOf = (node, { key, at }, walk) => {
    if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(node)) {
        const pairs = node.items.filter((it) => (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(it.key) && keyText(it.key) === key);
        const [pair] = pairs;
        if (!pair)
            return (0,_spot_js__WEBPACK_IMPORTED_MODULE_3__/* .missing */ .LO)(walk, node.items.flatMap((it) => ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(it.key) ? [keyText(it.key)] : [])), at);
        return pairs.length > 1 ? (0,_spot_js__WEBPACK_IMPORTED_MODULE_3__/* .ambiguous */ .zs)(walk, pairs.map((it) => offsetOf(it.key))) : pair.value;
    }
    if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isSeq */ .oP)(node)) {
        const index = (0,_pointer_js__WEBPACK_IMPORTED_MODULE_2__/* .indexOf */ .qh)(key);
        const item = index === undefined ? undefined : node.items[index];
        return item === undefined ? (0,_spot_js__WEBPACK_IMPORTED_MODULE_3__/* .missing */ .LO)(walk, `the list has ${node.items.length} entries, counted from 0`, at) : item;
    }
    return (0,_spot_js__WEBPACK_IMPORTED_MODULE_3__/* .missing */ .LO)(walk, `there are no keys above ${key}`, at);
};
/** As written: the key 1.10 is not the key 1.1. */
const keyText = (key) => (typeof key.value === 'string' ? key.value : (key.source ?? String(key.value)));
const spotOf = (node, inFlow, walk) => {
    if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isAlias */ .Vj)(node)) {
        const [start, end] = node.range ?? [0, 0];
        return { ...spotOf(resolved(node, walk), inFlow, walk), start, end };
    }
    if (!(0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(node) || !node.range)
        return (0,_spot_js__WEBPACK_IMPORTED_MODULE_3__/* .notText */ .nr)(walk, (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(node) ? 'a mapping' : (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isSeq */ .oP)(node) ? 'a list' : 'nothing', offsetOf(node));
    const [start, end] = node.range;
    if (node.type === 'BLOCK_FOLDED' || node.type === 'BLOCK_LITERAL')
        return (0,_spot_js__WEBPACK_IMPORTED_MODULE_3__/* .notText */ .nr)(walk, 'a block of text', start);
    if (node.type !== 'PLAIN')
        return { start, end, value: String(node.value), quoted: true, encode: node.type === 'QUOTE_SINGLE' ? singleQuoted : doubleQuoted };
    if (node.value === null)
        return (0,_spot_js__WEBPACK_IMPORTED_MODULE_3__/* .notText */ .nr)(walk, 'nothing', start);
    return { start, end, value: node.source ?? '', quoted: false, encode: (value) => (isPlainText(value, inFlow) ? value : doubleQuoted(value)) };
};
const doubleQuoted = (value) => JSON.stringify(value);
const singleQuoted = (value) => `'${value.replaceAll("'", "''")}'`;
/** Would it be read as this very text without quotes, by readers of YAML 1.2 and 1.1 alike? 1.30 would be the number 1.3. */
const isPlainText = (value, inFlow) => ['1.2', '1.1'].every((version) => {
    const document = (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .parseDocument */ .Tp)(inFlow ? `{k: ${value}}` : `k: ${value}`, { version, prettyErrors: false });
    const node = document.errors.length + document.warnings.length === 0 ? document.get('k', true) : undefined;
    return (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(node) && node.type === 'PLAIN' && node.value === value && !node.comment;
});


/***/ }),

/***/ 4809:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ repositoryText)
/* harmony export */ });
const repositoryText = (it) => `${it.owner}/${it.name}`;


/***/ }),

/***/ 512:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   i: () => (/* binding */ isFilePath),
/* harmony export */   r: () => (/* binding */ filePathShape)
/* harmony export */ });
// A path of a file below the root of the repository, as configs and files of others name it. Never above it, and never in .git: what it
// names is read, and some of it is written.
const filePathShape = /^(?!\/|[A-Za-z]:)(?!(?:.*\/)?\.\.?(?:\/|$))(?!(?:.*\/)?\.git(?:\/|$))[^\\\u0000-\u001f]+$/;
const isFilePath = (text) => filePathShape.test(text);


/***/ }),

/***/ 3982:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Fo: () => (/* binding */ tagDemandOf),
/* harmony export */   xH: () => (/* binding */ gateShape)
/* harmony export */ });
/* unused harmony exports tagKinds, usualBranches, usualActors, actorWords */
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8816);
// What a line demands before anything is built or written, as the config says it.

const tagKinds = ['lightweight', 'annotated', 'signed'];
/** Patterns of `branch: true`, beside the default branch. */
const usualBranches = (/* unused pure expression or super */ null && (['releases/**']));
const usualActors = ['write'];
/** Words of `actors.allow`; everything else there is a login. */
const actorWords = (/* unused pure expression or super */ null && (['write', 'maintain', 'admin', 'anyone', 'schedule']));
const text = zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().min(1);
const path = text.regex(/^(?!\/)(?!.*(?:^|\/)\.\.(?:\/|$)).+$/, 'a path within the repository, such as .github/allowed_signers');
const kind = zod__WEBPACK_IMPORTED_MODULE_0__/* ["enum"] */ .k5n(tagKinds);
const tagDemand = zod__WEBPACK_IMPORTED_MODULE_0__/* .strictObject */ .rej({
    kind: kind.default('signed').describe('The least that the tag must be.'),
    signers: zod__WEBPACK_IMPORTED_MODULE_0__/* .union */ .KCZ([path, zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(path).min(1)]).optional().describe('Files on the default branch that say who may sign: an allowed_signers file of SSH, or public keys of GPG in armour.'),
    keys: zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(text).min(1).optional().describe('Public keys of GPG in armour, public keys of SSH, or lines of an allowed_signers file.'),
    github: zod__WEBPACK_IMPORTED_MODULE_0__/* .boolean */ .zMY().optional().describe('GitHub itself must call the signature verified. Asked when neither `signers` nor `keys` are named; beside them both must hold.'),
})
    .refine((it) => it.kind === 'signed' || (it.signers === undefined && it.keys === undefined && it.github !== true), { message: '`signers`, `keys` and `github` belong to `kind: signed`', path: ['kind'] })
    .refine((it) => it.github !== false || it.signers !== undefined || it.keys !== undefined, { message: 'nobody is left who could say whose the signature is: name `signers` or `keys`', path: ['github'] });
/** Additive: every gate brings its own setting. */
const gateShape = {
    references: zod__WEBPACK_IMPORTED_MODULE_0__/* .boolean */ .zMY().default(true).describe('References in the source must say what the tag says.'),
    branch: zod__WEBPACK_IMPORTED_MODULE_0__/* .union */ .KCZ([zod__WEBPACK_IMPORTED_MODULE_0__/* .boolean */ .zMY(), zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(text).min(1)])
        .default(true)
        .describe('Branches that the tagged commit must be on: `true` for the default branch and `releases/**`, or patterns such as `["main", "releases/**"]`.'),
    checks: zod__WEBPACK_IMPORTED_MODULE_0__/* .union */ .KCZ([zod__WEBPACK_IMPORTED_MODULE_0__/* ["enum"] */ .k5n(['required']), zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(text).min(1)]).optional().describe('Checks that must be green on the tagged commit: their names, or `required` for those that the default branch requires.'),
    actors: zod__WEBPACK_IMPORTED_MODULE_0__/* .strictObject */ .rej({
        allow: zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(text).min(1).default([...usualActors]).describe('Who may start a release: `write`, `maintain` or `admin` for people with that access, logins, `name[bot]`, `schedule` for a schedule, or `anyone`.'),
    })
        .prefault({})
        .describe('Who may start a release.'),
    tag: zod__WEBPACK_IMPORTED_MODULE_0__/* .union */ .KCZ([kind, tagDemand]).default('lightweight').describe('The least that the tag must be, or how a signed one is judged.'),
};
/** What the tag must be, with whoever judges it. */
const tagDemandOf = (tag) => {
    const it = typeof tag === 'string' ? { kind: tag } : tag;
    const [signers, keys] = [[it.signers ?? []].flat(), it.keys ?? []];
    return { kind: it.kind, signers, keys, github: it.kind === 'signed' && (it.github ?? (signers.length === 0 && keys.length === 0)) };
};


/***/ }),

/***/ 5404:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Jn: () => (/* binding */ noCost),
/* harmony export */   WR: () => (/* binding */ points),
/* harmony export */   YL: () => (/* binding */ estimateText),
/* harmony export */   hT: () => (/* binding */ githubWindows),
/* harmony export */   jA: () => (/* binding */ estimate)
/* harmony export */ });
/* unused harmony exports addCosts, shortestTime */
/* harmony import */ var _duration_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3296);
// What GitHub has published of its limits, and how long so many requests take at least. The numbers are its documentation's ("Rate
// limits for the REST API"): what is kept in advance, in the adapter, and what a plan says of its time come from here.

const noCost = { requests: 0, creates: 0 };
const addCosts = (costs) => costs.reduce((a, b) => ({ requests: a.requests + b.requests, creates: a.creates + b.creates }), noCost);
const minute = 60_000;
const hour = 60 * minute;
/** A read takes one point, a write five. */
const points = { read: 1, write: 5 };
const most = { createsPerMinute: 80, createsPerHour: 500, pointsPerMinute: 900, requestsPerHour: 1000 };
/** What is kept in advance. The hour of requests is not: how many there are left in it stands in each answer. */
const githubWindows = [
    { unit: 'creates', most: most.createsPerMinute, ms: minute, what: `it takes ${most.createsPerMinute} creations a minute` },
    { unit: 'creates', most: most.createsPerHour, ms: hour, what: `it takes ${most.createsPerHour} creations an hour` },
    { unit: 'points', most: most.pointsPerMinute, ms: minute, what: `it takes ${most.pointsPerMinute} points a minute (a read is ${points.read}, a write is ${points.write})` },
];
/** Of bursts of so many in each stretch of time: full stretches before the last one goes. */
const fullBefore = (count, burst) => Math.max(0, Math.ceil(count / burst) - 1);
/** Milliseconds that the limits ask for between the first request and the last one. */
const shortestTime = ({ requests, creates }) => {
    const hours = fullBefore(creates, most.createsPerHour);
    const created = hours * hour + fullBefore(creates - hours * most.createsPerHour, most.createsPerMinute) * minute;
    const spent = fullBefore((requests - creates) * points.read + creates * points.write, most.pointsPerMinute) * minute;
    // For the token of a workflow. Its hour is one of the clock and may be over at any moment; only the further ones last in full.
    const asked = Math.max(0, fullBefore(requests, most.requestsPerHour) - 1) * hour;
    return Math.max(created, spent, asked);
};
/** A run that waits goes on renewing its lock, with two requests a minute. */
const renewals = (milliseconds) => ({ requests: 2 * Math.floor(milliseconds / minute), creates: 0 });
const estimate = (costs) => {
    const cost = addCosts(costs);
    const milliseconds = shortestTime(cost);
    return { ...addCosts([cost, renewals(milliseconds)]), seconds: milliseconds / 1000 };
};
const estimateText = ({ requests, creates, seconds }) => `about ${requests} requests to GitHub, ${creates} of them create something: at least ${(0,_duration_js__WEBPACK_IMPORTED_MODULE_0__/* .durationText */ .S)(seconds * 1000)} by GitHub's limits`;


/***/ }),

/***/ 5855:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G2: () => (/* binding */ parseDestination),
/* harmony export */   Ir: () => (/* binding */ parseFolder),
/* harmony export */   dz: () => (/* binding */ isTag),
/* harmony export */   e1: () => (/* binding */ printImageName),
/* harmony export */   "if": () => (/* binding */ parseImageName)
/* harmony export */ });
/* harmony import */ var _errors_release_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7823);
/* harmony import */ var _digest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6852);
// Names of images and charts: `docker.io/accanto/os-vim-driver:1.0.0@sha256:…`. In the config the host is always written, as
// `accanto/driver` means something else to each tool; where docker's short forms must be read (a FROM line), `familiar` allows them.


const part = /^[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*$/;
const tagShape = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;
const hostShape = /^(?:\[[0-9a-f:]+\]|[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*)(?::\d{1,5})?$/;
const isTag = (text) => tagShape.test(text);
/** Docker's rule: the first part is a host if nothing else could be meant by it. */
const looksLikeHost = (text) => text.includes('.') || text.includes(':') || text === 'localhost';
const split = (text) => {
    const at = text.indexOf('@');
    const named = at < 0 ? text : text.slice(0, at);
    const digest = at < 0 ? {} : { digest: text.slice(at + 1) };
    const colon = named.lastIndexOf(':');
    // A colon before the last slash belongs to a port.
    if (colon < 0 || named.indexOf('/', colon) >= 0)
        return { path: named, ...digest };
    return { path: named.slice(0, colon), tag: named.slice(colon + 1), ...digest };
};
/** Why the path of a repository cannot be one; undefined when it can. */
const faultOf = (host, repository) => {
    if (!hostShape.test(host))
        return `${host} is no host`;
    const bad = repository.split('/').find((it) => !part.test(it));
    if (bad === undefined)
        return repository.length > 255 ? 'it is longer than 255 characters' : undefined;
    if (bad === '')
        return 'a part of its path is empty';
    return /[A-Z]/.test(bad) ? `upper-case letters are not allowed in the path (${bad})` : `${bad} is not lower-case letters and digits with single . _ - between`;
};
/** Host and repository, as far as they are written. Docker Hub keeps its own images under library/. */
const place = (path) => {
    const slash = path.indexOf('/');
    const first = path.slice(0, Math.max(slash, 0)).toLowerCase();
    const host = looksLikeHost(first) ? first : undefined;
    const rest = host === undefined ? path : path.slice(slash + 1);
    const hub = host === undefined || host === 'docker.io' || host === 'index.docker.io';
    return { ...(host === undefined ? {} : { host: hub ? 'docker.io' : host }), repository: hub && !rest.includes('/') ? `library/${rest}` : rest };
};
const parseImageName = (text, options = {}) => {
    const wrong = (why) => (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_0__/* .fail */ .fJ)('IMAGE_NAME_INVALID', { text, why });
    const { path, tag, digest } = split(text);
    const { host = options.familiar === true ? 'docker.io' : undefined, repository } = place(path);
    if (host === undefined)
        return wrong('it does not begin with the host of a registry');
    const fault = faultOf(host, repository);
    if (fault !== undefined)
        return wrong(fault);
    if (tag !== undefined && !isTag(tag))
        return wrong(`${tag || '(nothing)'} is no tag`);
    if (digest !== undefined && !(0,_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .isDigest */ .Bc)(digest))
        return wrong('the digest after the @ is not sha256: with 64 hex digits');
    return { host, repository, ...(tag === undefined ? {} : { tag }), ...(digest === undefined ? {} : { digest }) };
};
/** Where the config sends something: `docker.io/accanto/os-vim-driver`, or with `oci://` before it. Tags are named elsewhere, digests are computed. */
const parseDestination = (text) => {
    const { host, repository, tag, digest } = parseImageName(text.replace(/^oci:\/\//, '').replace(/\/+$/, ''));
    if (tag !== undefined || digest !== undefined)
        return (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_0__/* .fail */ .fJ)('IMAGE_NAME_INVALID', { text, why: 'tags and digests are not written here' });
    return { host, repository };
};
/** Where the config sends things that are called something below it. Docker Hub's rule for its own images is about whole names. */
const parseFolder = (text) => {
    parseDestination(text);
    const { host, repository } = parseDestination(`${text.replace(/\/+$/, '')}/below`);
    return { host, repository: repository.slice(0, -'/below'.length) };
};
const printImageName = ({ host, repository, tag, digest }) => `${host}/${repository}${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`;


/***/ }),

/***/ 5846:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ canonicalJson)
/* harmony export */ });
// Plain values: what a plan, a task and a record are made of.
/** JSON with sorted keys and no white space: the same value gives the same text, so that it can be hashed. */
const canonicalJson = (value) => {
    if (Array.isArray(value))
        return `[${value.map(canonicalJson).join(',')}]`;
    if (value !== null && typeof value === 'object') {
        const fields = Object.entries(value)
            .filter(([, field]) => field !== undefined)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([key, field]) => `${JSON.stringify(key)}:${canonicalJson(field)}`);
        return `{${fields.join(',')}}`;
    }
    return JSON.stringify(value);
};


/***/ }),

/***/ 4246:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ makeMarker),
/* harmony export */   Pe: () => (/* binding */ withMarker),
/* harmony export */   rZ: () => (/* binding */ isMarked),
/* harmony export */   t7: () => (/* binding */ readMarker),
/* harmony export */   vy: () => (/* binding */ markedTag),
/* harmony export */   xY: () => (/* binding */ hasMarker)
/* harmony export */ });
/* unused harmony export markerKinds */
/* harmony import */ var _checksums_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3430);
/* harmony import */ var _digest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6852);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5846);
// The hidden marker in every object that Slipway creates on GitHub. GitHub's POSTs have no idempotency key: after a lost
// answer the marker is how the object is found again, and how ours is told from what other people made under the same tag.



const markerKinds = (/* unused pure expression or super */ null && (['release', 'next-version']));
const opening = '<!-- slipway: ';
const closing = ' -->';
/**
 * One line, the same for the same release. The digest binds it to the tag object, which a copied text does not know. A release that was
 * taken over says in it what it held then: later runs know by it what is none of theirs and may stay (docs/adr/0008).
 */
const makeMarker = (it, adopted) => {
    const held = adopted ? { adopted: [...adopted].sort(_checksums_js__WEBPACK_IMPORTED_MODULE_0__/* .byName */ .nG).map(({ name, digest }) => ({ name, digest })) } : {};
    const digest = (0,_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .hexOf */ .ZD)((0,_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .digestOf */ .ol)((0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .canonicalJson */ .d)({ ...held, kind: it.kind, object: it.object, repository: it.repository, tag: it.tag })));
    const fields = (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .canonicalJson */ .d)({ ...held, digest, kind: it.kind, repository: it.repository, tag: it.tag });
    // A tag may contain `-->`, which would end the comment and show the rest of it.
    return `${opening}${fields.replaceAll('>', '\\u003e')}${closing}`;
};
/** The text with the marker as its last line. Markers that stand in the text already (quoted, or planted) are made harmless. */
const withMarker = (text, marker) => {
    const harmless = text.replace(/<!--(\s*slipway:)/gi, '<!-- quoted$1').trimEnd();
    return harmless === '' ? marker : `${harmless}\n\n${marker}`;
};
/** Is it the last line? Anything before the last line is text, and text may come from strangers. */
const hasMarker = (body, marker) => lastLine(body) === marker;
/** Whose it is by its last line: undefined when it is not ours; `adopted` when it was taken over. */
const readMarker = (body, it) => {
    const line = lastLine(body);
    if (line === makeMarker(it))
        return {};
    const adopted = adoptedIn(line);
    return adopted && line === makeMarker(it, adopted) ? { adopted } : undefined;
};
const adoptedIn = (line) => {
    const list = fieldsOf(line)?.['adopted'];
    if (!Array.isArray(list))
        return undefined;
    const assets = list.map((it) => {
        const { name, digest } = (typeof it === 'object' && it !== null ? it : {});
        return typeof name === 'string' && typeof digest === 'string' ? { name, digest } : undefined;
    });
    return assets.every((it) => it !== undefined) ? assets : undefined;
};
/** Was it made by Slipway at all, for this or another tag object? Then nobody else's draft is meant. */
const isMarked = (body) => lastLine(body).startsWith(opening) && lastLine(body).endsWith(closing);
/** The tag that a text of Slipway speaks of; undefined for any other text. */
const markedTag = (body) => {
    const tag = isMarked(body) ? fieldsOf(lastLine(body))?.['tag'] : undefined;
    return typeof tag === 'string' ? tag : undefined;
};
/** Undefined when the line is no marker. */
const fieldsOf = (line) => {
    if (!line.startsWith(opening) || !line.endsWith(closing))
        return undefined;
    try {
        const fields = JSON.parse(line.slice(opening.length, -closing.length));
        return typeof fields === 'object' && fields !== null ? fields : undefined;
    }
    catch {
        return undefined;
    }
};
const lastLine = (body) => {
    const text = body.trimEnd();
    return text.slice(text.lastIndexOf('\n') + 1).trim();
};


/***/ }),

/***/ 5095:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $U: () => (/* binding */ isIndexType),
/* harmony export */   Fm: () => (/* binding */ manifestTypes),
/* harmony export */   Ib: () => (/* binding */ mediaTypes),
/* harmony export */   K: () => (/* binding */ manifestAccept),
/* harmony export */   KD: () => (/* binding */ contentsOf),
/* harmony export */   f: () => (/* binding */ documentBytes)
/* harmony export */ });
/* harmony import */ var _digest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6852);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5846);
// The documents of a registry: media types, and what a manifest refers to. Pure. Foreign `urls` in descriptors are not read: a
// manifest may not send us anywhere.


const mediaTypes = {
    ociManifest: 'application/vnd.oci.image.manifest.v1+json',
    ociIndex: 'application/vnd.oci.image.index.v1+json',
    ociConfig: 'application/vnd.oci.image.config.v1+json',
    ociLayer: 'application/vnd.oci.image.layer.v1.tar+gzip',
    ociEmpty: 'application/vnd.oci.empty.v1+json',
    dockerManifest: 'application/vnd.docker.distribution.manifest.v2+json',
    dockerIndex: 'application/vnd.docker.distribution.manifest.list.v2+json',
    dockerConfig: 'application/vnd.docker.container.image.v1+json',
    dockerLayer: 'application/vnd.docker.image.rootfs.diff.tar.gzip',
    helmConfig: 'application/vnd.cncf.helm.config.v1+json',
    helmChart: 'application/vnd.cncf.helm.chart.content.v1.tar+gzip',
};
/** All four, always: a registry answers 404 for a manifest whose type was not asked for. */
const manifestTypes = [mediaTypes.ociManifest, mediaTypes.ociIndex, mediaTypes.dockerManifest, mediaTypes.dockerIndex];
const manifestAccept = manifestTypes.join(', ');
const isIndexType = (mediaType) => mediaType === mediaTypes.ociIndex || mediaType === mediaTypes.dockerIndex;
/** A document of our own making as bytes: the same value gives the same digest everywhere. */
const documentBytes = (value) => {
    const bytes = new TextEncoder().encode((0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .canonicalJson */ .d)(value));
    return { bytes, digest: (0,_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .digestOf */ .ol)(bytes), size: bytes.byteLength };
};
const fieldOf = (value, name) => (typeof value === 'object' && value !== null ? value[name] : undefined);
const describedOf = (value) => {
    const [mediaType, digest, size] = [fieldOf(value, 'mediaType'), fieldOf(value, 'digest'), fieldOf(value, 'size')];
    if (typeof mediaType !== 'string' || typeof digest !== 'string' || !(0,_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .isDigest */ .Bc)(digest))
        return undefined;
    return typeof size === 'number' && Number.isSafeInteger(size) && size >= 0 ? { mediaType, digest, size } : undefined;
};
const allDescribed = (value) => {
    if (value === undefined || value === null)
        return [];
    if (!Array.isArray(value))
        return undefined;
    const found = value.map(describedOf);
    return found.every((it) => it !== undefined) ? found : undefined;
};
const parse = (bytes) => {
    try {
        return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    }
    catch {
        // The caller hears "no manifest"; why JSON.parse thinks so helps nobody.
        return undefined;
    }
};
/** Undefined when the bytes are no manifest or index that can be followed (schema 1 is none). */
const contentsOf = (bytes) => {
    const json = parse(bytes);
    if (fieldOf(json, 'schemaVersion') !== 2)
        return undefined;
    const config = fieldOf(json, 'config');
    const configs = config === undefined ? [] : allDescribed([config]);
    const layers = allDescribed(fieldOf(json, 'layers'));
    const manifests = allDescribed(fieldOf(json, 'manifests'));
    if (!configs || !layers || !manifests || (config === undefined && fieldOf(json, 'manifests') === undefined))
        return undefined;
    const mediaType = fieldOf(json, 'mediaType');
    const subject = describedOf(fieldOf(json, 'subject'));
    return { blobs: [...configs, ...layers], manifests, ...(typeof mediaType === 'string' ? { mediaType } : {}), ...(subject ? { subject } : {}) };
};


/***/ }),

/***/ 5945:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   y: () => (/* binding */ movedFrom)
/* harmony export */ });
/* harmony import */ var _facts_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4809);
// Is a tag where it was pinned? By its object: an annotated tag that is made anew at the same commit is another tag, with another
// message and another signer, and what was gated was the old one.

/** Undefined while it is. `now` is the target of its ref. */
const movedFrom = (tag, now, repository) => {
    if (now?.object === tag.object)
        return undefined;
    const found = now === undefined ? 'nothing: it was deleted' : now.object === tag.commit ? `${now.object}, the same commit without its tag object` : now.object;
    return { tag: tag.name, repository: (0,_facts_js__WEBPACK_IMPORTED_MODULE_0__/* .repositoryText */ .g)(repository), pinned: tag.object, now: found };
};


/***/ }),

/***/ 3384:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ withoutControls)
/* harmony export */ });
// Foreign text made safe to show: no terminal sequences, no control characters, no marks that turn the direction of text.
const sequences = /\u001b\[[0-9;?]*[ -/]*[@-~]|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)/g;
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
/** Keeps tab and newline. */
const withoutControls = (text) => text.replace(sequences, '').replace(controls, '');


/***/ }),

/***/ 5535:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ passes),
/* harmony export */   t: () => (/* binding */ phases)
/* harmony export */ });
const phases = ['build', 'stage', 'publish', 'promote', 'verify', 'point', 'follow'];
/** What is carried out together, each task as soon as what it comes after is done: what is promoted and verified may be needed by what is published. */
const passes = [['build'], ['stage'], ['publish', 'promote', 'verify'], ['point'], ['follow']];


/***/ }),

/***/ 5185:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Hh: () => (/* binding */ parseRecord),
/* harmony export */   Ns: () => (/* binding */ artifactsOf),
/* harmony export */   Rr: () => (/* binding */ buildNoun),
/* harmony export */   Uo: () => (/* binding */ makeRecord),
/* harmony export */   aH: () => (/* binding */ sameArtifacts),
/* harmony export */   px: () => (/* binding */ frozenTasks),
/* harmony export */   sF: () => (/* binding */ renderRecord),
/* harmony export */   xD: () => (/* binding */ recordName)
/* harmony export */ });
/* unused harmony exports recordMediaType, recordSchema, builderOf */
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8816);
/* harmony import */ var _artifact_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3946);
/* harmony import */ var _digest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6852);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5846);
// The record, `slipway.json`: the machine-readable statement of a release. No times, outcomes, local paths or URLs of runs,
// so it is written once, as the last asset before the release is public, and never edited. Results are always probed.




const recordName = 'slipway.json';
const recordMediaType = 'application/vnd.slipway.record.v1+json';
const digest = zod__WEBPACK_IMPORTED_MODULE_1__/* .custom */ .IeY((value) => typeof value === 'string' && (0,_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .isDigest */ .Bc)(value), 'a digest is sha256: and 64 hex digits');
const artifact = zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({
    kind: zod__WEBPACK_IMPORTED_MODULE_1__/* ["enum"] */ .k5n(_artifact_js__WEBPACK_IMPORTED_MODULE_2__/* .artifactKinds */ .Y),
    name: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().min(1),
    fileName: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().min(1),
    digest,
    size: zod__WEBPACK_IMPORTED_MODULE_1__/* .number */ .aig().int().nonnegative(),
    mediaType: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().min(1),
    about: zod__WEBPACK_IMPORTED_MODULE_1__/* .record */ .g1P(zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP()).optional(),
});
const recordSchema = zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({
    schema: zod__WEBPACK_IMPORTED_MODULE_1__/* .literal */ .euz(1),
    slipway: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().min(1).describe('Version of Slipway that made the release.'),
    repository: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().regex(/^[^/\s]+\/[^/\s]+$/).describe('owner/name of the source.'),
    line: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().min(1),
    version: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().min(1),
    tag: zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({
        name: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().min(1),
        object: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().regex(/^[0-9a-f]{40,64}$/),
        commit: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().regex(/^[0-9a-f]{40,64}$/),
        kind: zod__WEBPACK_IMPORTED_MODULE_1__/* ["enum"] */ .k5n(['lightweight', 'annotated', 'signed']),
    }),
    configDigest: digest,
    configFrom: zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({ branch: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().min(1), commit: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().regex(/^[0-9a-f]{40,64}$/) }).optional().describe('The commit that the config was read from, when it is not the tagged one.'),
    plan: zod__WEBPACK_IMPORTED_MODULE_1__/* .custom */ .IeY((value) => typeof value === 'object' && value !== null, 'a plan is an object').describe('The plan that was carried out.'),
    artifacts: zod__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(artifact).describe('Everything that was built, whether attached here or published elsewhere.'),
});
const makeRecord = (facts) => ({
    schema: 1,
    slipway: facts.slipway,
    repository: facts.repository,
    line: facts.plan.line,
    version: facts.plan.version,
    tag: { ...facts.plan.tag },
    configDigest: facts.plan.configDigest,
    ...(facts.plan.configFrom ? { configFrom: { ...facts.plan.configFrom } } : {}),
    plan: JSON.parse(JSON.stringify(facts.plan)),
    artifacts: [...facts.artifacts].sort(inRecordOrder).map(withoutPath),
});
/** A local path says nothing to anybody else, and would make two machines write two records. */
const withoutPath = ({ kind, name, fileName, digest, size, mediaType, about }) => ({
    kind, name, fileName, digest, size, mediaType, ...(about ? { about: { ...about } } : {}),
});
const keyOf = (it) => `${it.kind} ${it.name} ${it.fileName} ${it.digest}`;
const inRecordOrder = (a, b) => (keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : 0);
/** Sorted keys and two spaces: the same record gives the same bytes, and people can read it. */
const renderRecord = (record) => `${JSON.stringify(JSON.parse((0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .canonicalJson */ .d)(record)), null, 2)}\n`;
const parseRecord = (text) => {
    let value;
    try {
        value = JSON.parse(text);
    }
    catch {
        return { broken: 'it is no JSON' };
    }
    const parsed = recordSchema.safeParse(value);
    if (parsed.success)
        return { record: parsed.data };
    const issue = parsed.error.issues[0];
    return { broken: issue ? `${issue.path.join('.') || 'its top'}: ${issue.message}` : 'it does not fit the schema' };
};
const artifactsOf = (record) => record.artifacts.map(({ about, ...rest }) => ({ ...rest, ...(about ? { about } : {}) }));
/** Do both name the same bytes? The plan and the version of Slipway may differ: a release is finished by whoever comes. */
const sameArtifacts = (record, artifacts) => {
    const keys = (all) => all.map(keyOf).sort().join('\n');
    return keys(artifactsOf(record)) === keys(artifacts);
};
const builders = {
    wheel: 'wheel', sdist: 'wheel', docs: 'docs', image: 'image', 'image-archive': 'image', chart: 'chart', file: 'files',
};
/** The build task that makes (or made) an artifact: its name is the name of the entry. */
const builderOf = (it) => `build:${builders[it.kind]}/${it.name}`;
/** The noun of the build slot that gives artifacts of a kind: `sdist` comes from `wheel`. */
const buildNoun = (kind) => builders[kind];
/** Artifacts of a record by the task that built them, as the engine wants them: those tasks build nothing. */
const frozenTasks = (record) => {
    const tasks = new Map();
    for (const it of artifactsOf(record))
        tasks.set(builderOf(it), [...(tasks.get(builderOf(it)) ?? []), it]);
    return tasks;
};


/***/ }),

/***/ 2035:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Fo: () => (/* binding */ collect),
/* harmony export */   IM: () => (/* binding */ versionEntrySchema),
/* harmony export */   Mj: () => (/* binding */ wheresOf),
/* harmony export */   Yv: () => (/* binding */ isDependencies),
/* harmony export */   Z7: () => (/* binding */ readTexts),
/* harmony export */   b6: () => (/* binding */ textOf),
/* harmony export */   fo: () => (/* binding */ isFile),
/* harmony export */   wK: () => (/* binding */ isPlaceholder)
/* harmony export */ });
/* unused harmony exports referenceSchema, dependenciesSchema, alsoSetSchema, guessSpelling */
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(8816);
/* harmony import */ var _errors_release_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7823);
/* harmony import */ var _dependencies_read_dependencies_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1377);
/* harmony import */ var _dependencies_written_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9605);
/* harmony import */ var _edit_pointer_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1110);
/* harmony import */ var _edit_text_pattern_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9295);
/* harmony import */ var _checked_text_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(9271);
/* harmony import */ var _file_path_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(512);
/* harmony import */ var _suggest_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(3816);
/* harmony import */ var _version_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(8854);
/* harmony import */ var _version_next_version_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(7653);
// References: the places in the source where the version (or the name of an image) is written: how the config names them, and which
// files are to be read for them. Comparing them is core/check-references, writing them core/set-references.











const filePath = zod__WEBPACK_IMPORTED_MODULE_8__/* .string */ .YjP().regex(_file_path_js__WEBPACK_IMPORTED_MODULE_9__/* .filePathShape */ .r, 'a path below the root of the repository, with / between folders');
const pointer = zod__WEBPACK_IMPORTED_MODULE_8__/* .string */ .YjP().regex(_edit_pointer_js__WEBPACK_IMPORTED_MODULE_3__/* .pointerShape */ .x9, 'a JSON pointer such as /docker/version');
const pointers = zod__WEBPACK_IMPORTED_MODULE_8__/* .union */ .KCZ([pointer, zod__WEBPACK_IMPORTED_MODULE_8__/* .array */ .YOg(pointer).min(1)]).optional();
const place = {
    file: filePath.describe('File of the repository.'),
    at: pointers.describe('Where in a JSON, YAML or TOML file: one JSON pointer, or several.'),
    pattern: zod__WEBPACK_IMPORTED_MODULE_8__/* .string */ .YjP().min(1).optional().describe('The text around it, as it stands in the file, with one {version} in it; with `at` it must fit the whole value.'),
};
const checkPattern = (it, hole, wrong) => {
    const fault = it.pattern === undefined ? undefined : (0,_edit_text_pattern_js__WEBPACK_IMPORTED_MODULE_4__/* .patternFault */ .rG)(it.pattern, hole);
    if (fault !== undefined)
        wrong('pattern', fault);
};
const referenceSchema = zod__WEBPACK_IMPORTED_MODULE_8__/* .strictObject */ .rej({
    ...place,
    prefix: zod__WEBPACK_IMPORTED_MODULE_8__/* .string */ .YjP().regex(/^[^\s{}]{1,64}$/, 'a short text without spaces or braces').optional().describe('Text that stands before the version, such as v.'),
    spelling: zod__WEBPACK_IMPORTED_MODULE_8__/* ["enum"] */ .k5n(_version_js__WEBPACK_IMPORTED_MODULE_6__/* .spellings */ .cl).default('plain').describe('How the version is spelled there; plain is as in the tag.'),
    is: zod__WEBPACK_IMPORTED_MODULE_8__/* ["enum"] */ .k5n(['version', 'image']).default('version').describe('What stands there: the version, or the name of an image, which must be one that this line publishes.'),
}).superRefine((it, context) => {
    const wrong = (path, message) => context.addIssue({ code: 'custom', path: [path], message });
    checkPattern(it, it.is, wrong);
    if (it.prefix !== undefined && it.pattern !== undefined)
        wrong('prefix', 'write it into the pattern');
});
/** zeitgeist's file, which says itself where versions stand. */
const dependenciesSchema = zod__WEBPACK_IMPORTED_MODULE_8__/* .strictObject */ .rej({
    dependencies: filePath.describe('A dependencies.yaml of zeitgeist, read as it is: all its entries are checked, and those of the release follow the version.'),
    entries: zod__WEBPACK_IMPORTED_MODULE_8__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_8__/* .union */ .KCZ([zod__WEBPACK_IMPORTED_MODULE_8__/* .string */ .YjP().min(1), zod__WEBPACK_IMPORTED_MODULE_8__/* .strictObject */ .rej({ name: zod__WEBPACK_IMPORTED_MODULE_8__/* .string */ .YjP().min(1), as: zod__WEBPACK_IMPORTED_MODULE_8__/* ["enum"] */ .k5n(_dependencies_written_js__WEBPACK_IMPORTED_MODULE_2__/* .forms */ .uO).optional() })])).min(1).optional()
        .describe('Names of the entries that carry the version; default: the one called "… release version" or whose file is VERSION, and those with the same version or the name of an image of this line.'),
});
const value = (0,_checked_text_js__WEBPACK_IMPORTED_MODULE_5__/* .templateText */ .uO)(zod__WEBPACK_IMPORTED_MODULE_8__/* .string */ .YjP().min(1).max(1024)).optional();
const alsoSetSchema = zod__WEBPACK_IMPORTED_MODULE_8__/* .strictObject */ .rej({
    ...place,
    release: value.describe('Value in the commit of a release; a template.'),
    next: value.describe('Value in the commit of the next development version; a template.'),
}).superRefine((it, context) => {
    const wrong = (path, message) => context.addIssue({ code: 'custom', path: [path], message });
    checkPattern(it, 'value', wrong);
    if (it.at === undefined && it.pattern === undefined)
        wrong('at', 'say where in the file, with `at` or `pattern`');
    if (it.release === undefined && it.next === undefined)
        wrong('release', 'give a value for the release, for the next version, or both');
});
/** `version` of a line. */
const versionEntrySchema = zod__WEBPACK_IMPORTED_MODULE_8__/* .strictObject */ .rej({
    name: zod__WEBPACK_IMPORTED_MODULE_8__/* .string */ .YjP().min(1).default('version'),
    'written-in': zod__WEBPACK_IMPORTED_MODULE_8__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_8__/* .union */ .KCZ([referenceSchema, dependenciesSchema])).default([]).describe('Places where the version is written.'),
    'also-set': zod__WEBPACK_IMPORTED_MODULE_8__/* .array */ .YOg(alsoSetSchema).default([]).describe('Other keys that change in the same edit.'),
    next: zod__WEBPACK_IMPORTED_MODULE_8__/* ["enum"] */ .k5n(_version_next_version_js__WEBPACK_IMPORTED_MODULE_7__/* .nextRules */ .ny).optional().describe('Rule of the next development version, which is committed after a release.'),
});
/** Chart.yaml must be SemVer, or Helm refuses it; everything else takes the version as the tag has it. */
const guessSpelling = (file) => (/(?:^|\/)Chart\.ya?ml$/.test(file) ? 'semver' : 'plain');
const isFile = (it) => 'file' in it;
const isDependencies = (it) => !isFile(it);
/** Those that the config names; what dependencies.yaml names besides, its text says. */
const filesOf = (references, alsoSet) => [...new Set([...references.map((it) => (isFile(it) ? it.file : it.dependencies)), ...alsoSet.map((it) => it.file)])];
/** Every file that is compared or edited. What is wrong with one is told when that is done. */
const readTexts = async (references, alsoSet, read) => {
    const readAll = async (files) => Object.fromEntries(await Promise.all(files.map(async (file) => [file, await read(file)])));
    const named = await readAll(filesOf(references, alsoSet));
    const further = references.filter(isDependencies).flatMap((it) => pathsIn(it.dependencies, named)).filter((it) => !Object.hasOwn(named, it));
    return { ...named, ...(await readAll([...new Set(further)])) };
};
const pathsIn = (file, texts) => {
    const paths = [];
    collect([], () => paths.push(...(0,_dependencies_read_dependencies_js__WEBPACK_IMPORTED_MODULE_1__/* .readDependencies */ .g)(textOf(file, texts), file).flatMap((it) => it.refPaths.map((ref) => ref.path))));
    return paths;
};
const wheresOf = ({ at, pattern }, hole) => {
    const rest = { hole, ...(pattern === undefined ? {} : { pattern }) };
    return at === undefined ? [rest] : (typeof at === 'string' ? [at] : at).map((it) => ({ ...rest, at: it }));
};
/** `${version}`, `${image_version}`: whoever packages the chart fills it in. */
const isPlaceholder = (text) => /^\$\{(?:[A-Za-z0-9_]{0,60}_)?version\}$/.test(text);
/** Fails when the file is not there. */
const textOf = (file, texts, paths = []) => {
    const text = Object.hasOwn(texts, file) ? texts[file] : undefined;
    if (text !== undefined)
        return text;
    const suggestion = nearestPath(file, paths);
    return (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_0__/* .fail */ .fJ)('REFERENCE_FILE_MISSING', { file, ...(suggestion === undefined ? {} : { suggestion }) }, { place: { file } });
};
/** The same name in another folder, or a path with few other letters; among so many only, as each comparison costs. */
const nearestPath = (file, paths) => {
    const name = file.slice(file.lastIndexOf('/') + 1);
    const near = paths.filter((it) => Math.abs(it.length - file.length) <= 3).slice(0, 1000);
    return (0,_suggest_js__WEBPACK_IMPORTED_MODULE_10__/* .suggest */ .Z)(file, near) ?? paths.find((it) => it === name || it.endsWith(`/${name}`));
};
/** Problems of one place do not keep the others from being told. */
const collect = (problems, work) => {
    try {
        work();
    }
    catch (failure) {
        if (!(failure instanceof _errors_release_error_js__WEBPACK_IMPORTED_MODULE_0__/* .ReleaseError */ .K2))
            throw failure;
        problems.push(...failure.problems);
    }
};


/***/ }),

/***/ 4890:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bu: () => (/* binding */ successOf),
/* harmony export */   Gu: () => (/* binding */ isWaiting),
/* harmony export */   g5: () => (/* binding */ failureOf),
/* harmony export */   l_: () => (/* binding */ withSignal),
/* harmony export */   r1: () => (/* binding */ wasCancelled)
/* harmony export */ });
const exitOfKind = { config: 2, precondition: 3, remote: 4, bug: 70, gate: 20, conflict: 30 };
const waits = new Set(['RATE_LIMITED', 'LOCK_HELD']);
/** Time alone heals it: nothing else went wrong but what may have come of it. */
const isWaiting = ([first, ...rest]) => first !== undefined && waits.has(first.code) && rest.every((it) => waits.has(it.code) || it.kind === 'remote');
/** Outcome and exit code of a run that ended with problems; the first problem decides. */
const failureOf = (problems) => {
    const kinds = problems.map((it) => it.kind);
    if (isWaiting(problems))
        return { outcome: 'waiting', exitCode: 0 };
    const kind = kinds.includes('conflict') ? 'conflict' : (kinds[0] ?? 'bug');
    if (kind === 'conflict')
        return { outcome: 'conflict', exitCode: exitOfKind.conflict };
    if (kind === 'gate')
        return { outcome: 'blocked', exitCode: exitOfKind.gate };
    return { outcome: 'failed', exitCode: exitOfKind[kind] };
};
/** A run that was stopped by a signal ends as programs do that are: with 128 and the signal's number. */
const exitOfSignal = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };
const wasCancelled = (report) => report.problems[0]?.code === 'CANCELLED';
/** A run that had come to an end before it noticed the signal keeps the end that it came to. */
const withSignal = (report, signal) => {
    const exitCode = typeof signal === 'string' ? exitOfSignal[signal] : undefined;
    return exitCode !== undefined && wasCancelled(report) ? { ...report, exitCode } : report;
};
const began = new Set(['stage', 'publish', 'point', 'follow']);
const phaseOf = (result) => result.id.slice(0, result.id.indexOf(':'));
/** Outcome of a run without problems. */
const successOf = (results, isWhole, dryRun) => {
    const later = results.filter((it) => began.has(phaseOf(it)));
    if (dryRun)
        return { outcome: 'nothing-to-do', exitCode: 0 };
    if (!isWhole)
        return { outcome: 'incomplete', exitCode: 10 };
    if (later.every((it) => it.state === 'already'))
        return { outcome: 'already-released', exitCode: 0 };
    return { outcome: later.some((it) => it.state === 'already') ? 'resumed' : 'released', exitCode: 0 };
};


/***/ }),

/***/ 4191:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $2: () => (/* binding */ configSources),
/* harmony export */   F: () => (/* binding */ defaultMaxWaitMs),
/* harmony export */   IX: () => (/* binding */ isLocal),
/* harmony export */   Jg: () => (/* binding */ defaultLimit),
/* harmony export */   PB: () => (/* binding */ verbs)
/* harmony export */ });
const verbs = ['rehearse', 'release', 'continue', 'plan', 'status', 'check', 'set-version', 'prepare'];
/** Verbs that look at the clone alone: they need no secret, and need not know where the clone lives on GitHub. */
const local = new Set(['check', 'set-version']);
const isLocal = (verb) => local.has(verb);
const defaultMaxWaitMs = 600_000;
/** Where the config is read: the tagged commit, or the head of the default branch (for an old tag with today's config). */
const configSources = ['tag', 'default'];
/** Most releases that `continue` goes on with in one run. */
const defaultLimit = 10;


/***/ }),

/***/ 9114:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  R: () => (/* binding */ setReferences)
});

// EXTERNAL MODULE: ./out/errors/release-error.js + 15 modules
var release_error = __webpack_require__(7823);
// EXTERNAL MODULE: ./out/core/edit/reference-text.js + 4 modules
var reference_text = __webpack_require__(8831);
// EXTERNAL MODULE: ./out/core/dependencies/followed.js
var dependencies_followed = __webpack_require__(3472);
// EXTERNAL MODULE: ./out/core/dependencies/read-dependencies.js + 3 modules
var read_dependencies = __webpack_require__(1377);
// EXTERNAL MODULE: ./out/core/dependencies/check-dependencies.js
var check_dependencies = __webpack_require__(4466);
// EXTERNAL MODULE: ./out/core/dependencies/written.js
var written = __webpack_require__(9605);
;// CONCATENATED MODULE: ./out/core/dependencies/edit-dependencies.js
// Sets the version in dependencies.yaml and in the files that the entries of the release name. An edit changes the characters of the
// version and no others: comments, quotes and line ends stay. Pure.






/** One edit for each place; several of them may be in one file, and each gets what the one before it made. */
const editDependencies = (editing) => {
    const { followed, problems } = (0,dependencies_followed/* followedIn */.oK)((0,read_dependencies/* readDependencies */.g)(editing.text, editing.file), editing);
    (0,release_error/* failAll */.wf)(problems);
    if (!editing.mayFollowNone)
        (0,dependencies_followed/* mustFollow */.P5)(editing, followed.length);
    const values = followed.map((it) => ({ ...it, value: (0,dependencies_followed/* valueFor */.Xx)(it, editing.version, editing.revision) }));
    return [
        ...values.map(({ dependency, value }) => ({ file: editing.file, change: (text) => (0,reference_text/* editReference */.O7)(text, editing.file, { at: dependency.at }, value) })),
        // Plain versions first: where one line is named by two entries, the whole image tag has the last word.
        ...values.sort((a, b) => a.form.length - b.form.length).flatMap((it) => it.dependency.refPaths.map((ref) => ({ file: ref.path, change: (text) => editLines(text, ref, it, editing.version.scheme) }))),
    ];
};
/** The words in what the pattern has matched; a word that it only touches is in it. */
const placesIn = (text, ref, scheme) => (0,check_dependencies/* linesOf */.Dx)(text, ref).flatMap((line) => {
    const found = ref.match?.exec(line.text.slice(0, check_dependencies/* longestLine */.N9));
    const [start, end] = found ? [found.index, found.index + found[0].length] : [0, line.text.length];
    return (0,written/* wordsOfLine */.LL)(line.text, scheme).filter((it) => it.start < end && it.end > start).map((it) => ({ ...it, number: line.number }));
});
const editLines = (text, ref, { dependency, form, value }, scheme) => {
    const places = placesIn(text, ref, scheme);
    const [before, after] = [(0,written/* readWritten */.IL)(dependency.version, scheme), (0,written/* readWritten */.IL)(value, scheme)];
    const old = places.filter((it) => (0,written/* says */.FA)(it, before));
    // Left behind by an earlier release: whatever version stands there alone.
    const chosen = old.length > 0 || places.some((it) => (0,written/* says */.FA)(it, after)) ? old : leftBehind(places, { ref, form, name: dependency.name });
    return replaced(text, chosen, (it) => (it.text === before.text || form === (0,written/* formOf */.QU)(it) ? value : `${it.prefix}${after.version ?? value}${it.revision === undefined ? '' : `-${it.revision}`}`));
};
const leftBehind = (places, { ref, form, name }) => {
    const versions = places.filter((it) => it.version !== undefined);
    const alike = versions.filter((it) => (0,written/* formOf */.QU)(it) === form);
    const candidates = alike.length > 0 ? alike : versions;
    const where = JSON.stringify(name);
    const [first] = candidates;
    if (!first)
        return (0,release_error/* fail */.fJ)('REFERENCE_MISSING', { file: ref.path, where, nearest: 'no version stands there' }, { place: { file: ref.path } });
    if (new Set(candidates.map((it) => it.text)).size === 1)
        return candidates;
    return (0,release_error/* fail */.fJ)('REFERENCE_AMBIGUOUS', { file: ref.path, where, found: candidates.slice(0, 10).map((it) => `${it.text} in line ${it.number}`).join(', ') }, { place: { file: ref.path, line: first.number } });
};
const replaced = (text, places, valueOf) => {
    const lines = text.split('\n');
    for (const it of [...places].sort((a, b) => b.start - a.start)) {
        const line = lines[it.number - 1] ?? '';
        lines[it.number - 1] = `${line.slice(0, it.start)}${valueOf(it)}${line.slice(it.end)}`;
    }
    return lines.join('\n');
};

// EXTERNAL MODULE: ./out/core/reference.js
var core_reference = __webpack_require__(2035);
// EXTERNAL MODULE: ./out/core/template.js
var core_template = __webpack_require__(3014);
// EXTERNAL MODULE: ./out/core/version.js + 4 modules
var core_version = __webpack_require__(8854);
;// CONCATENATED MODULE: ./out/core/set-references.js
// Sets the version in every reference, as one edit of all files: either every place can be written, or none is. Pure; texts come in and go out.






/**
 * The files that change, with their new text; a file that says everything already is not among them. Placeholders and names of
 * images stay as they are. Fails with all problems together, and then nothing is to be written.
 */
const setReferences = (edits) => {
    const problems = [];
    const wanted = wantedOf(edits, problems);
    const texts = new Map();
    const current = (file) => texts.get(file) ?? (0,core_reference/* textOf */.b6)(file, edits.texts);
    const refused = new Map();
    for (const it of wanted) {
        const faults = [];
        (0,core_reference/* collect */.Fo)(faults, () => texts.set(it.file, (0,reference_text/* editReference */.O7)(current(it.file), it.file, it.where, it.value)));
        if (faults.length > 0)
            refused.set(it, faults);
    }
    for (const it of edits.references.filter(core_reference/* isDependencies */.Yv)) {
        (0,core_reference/* collect */.Fo)(problems, () => {
            for (const { file, change } of dependenciesEdits(it, current(it.dependencies), edits))
                (0,core_reference/* collect */.Fo)(problems, () => texts.set(file, change(current(file))));
        });
    }
    // Read again what was written: an alias may say the right thing by now, and of two settings for one place the first has lost.
    for (const it of wanted) {
        (0,core_reference/* collect */.Fo)(problems, () => {
            const { value: found, line, column } = (0,reference_text/* readReference */.Wf)(current(it.file), it.file, it.where);
            if (found === it.value)
                return;
            problems.push(...(refused.get(it) ?? [(0,release_error/* problem */.CC)('REFERENCE_CLASH', { file: it.file, where: (0,reference_text/* whereText */.ZF)(it.where), found, wanted: it.value }, { file: it.file, line, column })]));
        });
    }
    (0,release_error/* failAll */.wf)(problems);
    return new Map([...texts].filter(([file, text]) => text !== edits.texts[file]));
};
const dependenciesEdits = ({ dependencies: file, entries }, text, edits) => {
    const { references, version, images = [], revision = { from: 0 } } = edits;
    return editDependencies({ file, entries, text, version, images, revision, scheme: version.scheme, mayFollowNone: references.some((it) => (0,core_reference/* isFile */.fo)(it) && it.is === 'version') });
};
const wantedOf = ({ references, alsoSet, texts, version, mode }, problems) => {
    const wanted = [];
    for (const { is, prefix = '', spelling, ...reference } of references.filter(core_reference/* isFile */.fo).filter((it) => it.is === 'version')) {
        for (const where of (0,core_reference/* wheresOf */.Mj)(reference, is)) {
            (0,core_reference/* collect */.Fo)(problems, () => {
                const { value: found } = (0,reference_text/* readReference */.Wf)((0,core_reference/* textOf */.b6)(reference.file, texts), reference.file, where);
                if ((0,core_reference/* isPlaceholder */.wK)(found) || (found.startsWith(prefix) && (0,core_reference/* isPlaceholder */.wK)(found.slice(prefix.length))))
                    return;
                wanted.push({ file: reference.file, where, value: `${prefix}${(0,core_version/* spell */.lO)(version, spelling)}` });
            });
        }
    }
    for (const it of alsoSet) {
        const template = it[mode];
        if (template === undefined)
            continue;
        (0,core_reference/* collect */.Fo)(problems, () => {
            const text = (0,core_template/* renderTemplate */.Xm)(template, (0,core_template/* wordsOf */.Z9)(version));
            wanted.push(...(0,core_reference/* wheresOf */.Mj)(it, 'value').map((where) => ({ file: it.file, where, value: text })));
        });
    }
    return wanted;
};


/***/ }),

/***/ 3849:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   q: () => (/* binding */ shellCommand)
/* harmony export */ });
/* unused harmony export shellWord */
// Commands that people copy: each word as a shell takes it, whatever stands in a tag or a path.
const shellWord = (word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);
const shellCommand = (words) => words.map(shellWord).join(' ');


/***/ }),

/***/ 7333:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ sideBySide)
/* harmony export */ });
// Some work for each of many things, a few at a time.
/**
 * At most `width` at once, results in the order of the things. After the first failure nothing new is begun; what runs is
 * awaited, so that nothing goes on behind the back of the caller, and then that failure is thrown.
 */
const sideBySide = async (things, width, work) => {
    const results = new Map();
    const failures = [];
    let next = 0;
    const lane = async () => {
        while (failures.length === 0 && next < things.length) {
            const index = next++;
            try {
                results.set(index, await work(things[index]));
            }
            catch (failure) {
                failures.push(failure);
            }
        }
    };
    await Promise.all(Array.from({ length: Math.min(width, things.length) }, lane));
    if (failures.length > 0)
        throw failures[0];
    return things.map((_, index) => results.get(index));
};


/***/ }),

/***/ 3816:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Z: () => (/* binding */ suggest)
/* harmony export */ });
// "Did you mean": the known word nearest to what was written.
/** Letters to change, add, drop or swap with their neighbour. */
const distance = (a, b) => {
    let before = [];
    let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
    for (let i = 1; i <= a.length; i++) {
        const row = [i];
        for (let j = 1; j <= b.length; j++) {
            const cost = a[i - 1] === b[j - 1] ? 0 : 1;
            const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (before[j - 2] ?? Infinity) + 1 : Infinity;
            row.push(Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + cost, swapped));
        }
        before = previous;
        previous = row;
    }
    return previous[b.length] ?? 0;
};
/** The nearest known word, if it is near enough to be meant: at most a third of its letters differ, or one in a short word. */
const suggest = (written, known) => {
    if (written.length > 64)
        return undefined;
    const ranked = known.map((word) => ({ word, far: distance(written.toLowerCase(), word.toLowerCase()) })).sort((a, b) => a.far - b.far);
    const [best] = ranked;
    return best && best.far <= Math.max(1, Math.floor(best.word.length / 3)) ? best.word : undefined;
};


/***/ }),

/***/ 5165:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   _f: () => (/* binding */ matchTag),
/* harmony export */   rd: () => (/* binding */ checkTagPattern),
/* harmony export */   wZ: () => (/* binding */ tagName)
/* harmony export */ });
/* unused harmony export isSafeTag */
/* harmony import */ var _errors_release_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7823);
/* harmony import */ var _plain_text_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3384);
/* harmony import */ var _version_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8854);
// The pattern of a line's tags: plain text with one place for the version. A tag belongs to the line only if what stands in that
// place is a version of its scheme; anything else is somebody else's tag, and no error.



const place = /\{version\}|\*/g;
/** Why git, GitHub or a command line could misread the name; undefined when none of them can. */
const flawOf = (tag) => {
    if (tag.length === 0 || tag.length > 255)
        return 'a tag has 1 to 255 characters';
    if (!/^[A-Za-z0-9._+!@/-]+$/.test(tag))
        return 'it has a character that is not allowed';
    if (tag.startsWith('-'))
        return 'it begins with a hyphen, and tools would take it for an option';
    if (tag === '@' || tag === 'HEAD' || tag.startsWith('refs/'))
        return 'git means something else by it';
    if (tag.includes('..') || tag.endsWith('.'))
        return 'two dots, or a dot at the end, are not allowed';
    const isBad = (part) => part === '' || part.startsWith('.') || part.endsWith('.lock');
    return tag.split('/').some(isBad) ? 'a part between slashes is empty, begins with a dot or ends with .lock' : undefined;
};
const isSafeTag = (tag) => flawOf(tag) === undefined;
const checkTag = (tag) => {
    const what = flawOf(tag);
    return what === undefined ? tag : (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_0__/* .fail */ .fJ)('TAG_UNSAFE', { tag: (0,_plain_text_js__WEBPACK_IMPORTED_MODULE_2__/* .withoutControls */ .D)(tag.slice(0, 80)), what });
};
const affixesOf = (pattern) => {
    const holes = [...pattern.matchAll(place)];
    const [hole] = holes;
    const wrong = (what) => (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_0__/* .fail */ .fJ)('TAG_PATTERN', { pattern: (0,_plain_text_js__WEBPACK_IMPORTED_MODULE_2__/* .withoutControls */ .D)(pattern.slice(0, 80)), what });
    if (!hole)
        return wrong('it has no place for the version');
    if (holes.length > 1)
        return wrong('it has more than one place for the version');
    const [before, after] = [pattern.slice(0, hole.index), pattern.slice(hole.index + hole[0].length)];
    const what = flawOf(`${before}0${after}`);
    return what === undefined ? { before, after } : wrong(what);
};
/** Fails with TAG_PATTERN for a pattern that could never match a tag rightly. */
const checkTagPattern = (pattern) => void affixesOf(pattern);
/** What stands in the place of the version, when the tag is one of this pattern and scheme. */
const matchTag = (pattern, scheme, tag) => {
    const { before, after } = affixesOf(pattern);
    if (!tag.startsWith(before) || !tag.endsWith(after) || !isSafeTag(tag))
        return undefined;
    const text = tag.slice(before.length, tag.length - after.length);
    return tag.length >= before.length + after.length && (0,_version_js__WEBPACK_IMPORTED_MODULE_1__/* .asVersion */ .Z$)(text, scheme) ? { text } : undefined;
};
const tagName = (pattern, version) => {
    const { before, after } = affixesOf(pattern);
    return checkTag(`${before}${version.text}${after}`);
};


/***/ }),

/***/ 3014:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Hn: () => (/* binding */ wordsIn),
/* harmony export */   Xm: () => (/* binding */ renderTemplate),
/* harmony export */   Z9: () => (/* binding */ wordsOf),
/* harmony export */   ou: () => (/* binding */ fillTemplate)
/* harmony export */ });
/* unused harmony export templateWords */
/* harmony import */ var _errors_release_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7823);
/* harmony import */ var _suggest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3816);
// Templates of names and texts: a fixed set of words in braces, and nothing else. No conditions, no functions, no values from
// the environment. An unknown word is an error, never an empty place.


const templateWords = ['version', 'pep440', 'semver', 'major', 'minor', 'patch', 'tag', 'sha', 'date', 'revision', 'line'];
const isWord = (text) => templateWords.includes(text);
/** Words that a version alone gives, and those that the run knows besides. */
const wordsOf = (version, around = {}) => {
    const { text, semver, pep440, release } = version;
    const [major, minor = 0, patch = 0] = release;
    return {
        version: text,
        ...(pep440 === undefined ? {} : { pep440 }),
        ...(semver === undefined ? {} : { semver }),
        ...(major === undefined ? {} : { major: String(major), minor: String(minor), patch: String(patch) }),
        ...around,
    };
};
/** `{{` and `}}` stand for braces; every other `{` begins a word. One pass, whatever the text is. */
const piecesOf = (template) => [...template.matchAll(/\{\{|\}\}|\{[^{}]{0,64}\}?|\}|[^{}]+/g)].map(([piece]) => {
    if (piece === '{{' || piece === '}}')
        return { text: piece.slice(1) };
    if (!piece.startsWith('{'))
        return { text: piece };
    const word = piece.replace(/^\{|\}$/g, '');
    if (piece.endsWith('}') && isWord(word))
        return { word };
    const suggestion = (0,_suggest_js__WEBPACK_IMPORTED_MODULE_1__/* .suggest */ .Z)(word.trim(), templateWords);
    const known = templateWords.map((it) => `{${it}}`).join(', ');
    return (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_0__/* .fail */ .fJ)('TEMPLATE_WORD', { word, template: template.slice(0, 120), known, ...(suggestion === undefined ? {} : { suggestion }) });
});
/** The words that a template uses; fails with TEMPLATE_WORD when one of them is none. */
const wordsIn = (template) => [...new Set(piecesOf(template).flatMap((it) => ('word' in it ? [it.word] : [])))];
/** `oci`: the values are made fit for an image tag, in which `+` is written `_`. */
const renderTemplate = (template, words, spelling = 'plain') => piecesOf(template).map((piece) => {
    if ('text' in piece)
        return piece.text;
    const value = words[piece.word];
    if (value === undefined)
        return (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_0__/* .fail */ .fJ)('TEMPLATE_NO_VALUE', { word: piece.word, template: template.slice(0, 120) });
    return spelling === 'oci' ? value.replaceAll('+', '_') : value;
}).join('');
/** The same under the name that the publishing rooms use. */
const fillTemplate = renderTemplate;


/***/ }),

/***/ 8854:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Z$: () => (/* binding */ asVersion),
  Zy: () => (/* binding */ compareVersions),
  yz: () => (/* binding */ isDevelopment),
  Pr: () => (/* binding */ meaningOf),
  H7: () => (/* binding */ namesVersion),
  ot: () => (/* binding */ parseVersion),
  fw: () => (/* binding */ schemes),
  lO: () => (/* binding */ spell),
  k2: () => (/* binding */ spellingOf),
  cl: () => (/* binding */ spellings),
  E4: () => (/* binding */ versionOf)
});

// EXTERNAL MODULE: ./out/errors/release-error.js + 15 modules
var release_error = __webpack_require__(7823);
// EXTERNAL MODULE: ./out/core/plain-text.js
var plain_text = __webpack_require__(3384);
;// CONCATENATED MODULE: ./out/core/version/free-name.js
// Names that are no version numbers (`v0.1-test`), for lines with `scheme: free`: what such a name may be, and an order in which
// v0.10 comes after v0.9.
/**
 * Goes into tags, file names and image tags, so it is safe in all of them: no slash, no leading dot or hyphen, nothing that git,
 * a registry or a shell would read in a way of its own.
 */
const isFreeName = (text) => /^[A-Za-z0-9_][A-Za-z0-9._+-]{0,127}$/.test(text) && !text.includes('..') && !/(?:\.|\.lock)$/.test(text);
/** Only a name of plain numbers is surely final; nothing that points to the newest release moves by a guess. */
const isPlainlyFinal = (text) => /^v?[0-9]+(?:\.[0-9]+)*$/.test(text);
const runsOf = (text) => text.match(/[0-9]+|[^0-9]+/g) ?? [];
const byText = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
const digits = (run) => run.replace(/^0+(?=[0-9])/, '');
/** Numbers as numbers, the rest by code unit; a total order: 0 only for the same text. */
const compareNames = (a, b) => {
    const [x, y] = [runsOf(a), runsOf(b)];
    for (let at = 0; at < Math.min(x.length, y.length); at++) {
        const [left, right] = [x[at] ?? '', y[at] ?? ''];
        const areNumbers = /^[0-9]/.test(left) && /^[0-9]/.test(right);
        const order = areNumbers ? Math.sign(digits(left).length - digits(right).length) || byText(digits(left), digits(right)) : byText(left, right);
        if (order !== 0)
            return order;
    }
    return Math.sign(x.length - y.length) || byText(a, b);
};

;// CONCATENATED MODULE: ./out/core/version/meaning.js
// What a version says, whichever way it is spelled, and the one order of versions. PEP 440 and SemVer are both read into this
// shape, so that dev < alpha < beta < rc < final < post holds in every spelling. It knows neither grammar.
const isPrerelease = (it) => it.pre !== undefined || it.dev !== undefined || it.identifiers !== undefined;
/** Digits of more places than a number holds exactly: two versions must never be equal because a number was rounded. */
const isTooLong = (digits) => /^[0-9]{16,}$/.test(digits);
const isDigits = (text) => /^[0-9]+$/.test(text);
const phaseWords = new Map([
    ['a', 'a'], ['alpha', 'a'], ['b', 'b'], ['beta', 'b'], ['c', 'rc'], ['rc', 'rc'], ['pre', 'rc'], ['preview', 'rc'],
]);
/** `alpha`, `A`, `preview` → a, a, rc. */
const phaseOf = (word) => phaseWords.get(word.toLowerCase());
const number = (value) => ({ kind: 'number', text: String(value) });
const word = (text) => ({ kind: 'word', text });
/** `alpha1` is two places, so that alpha10 comes after alpha9, and `alpha.1` is the same. */
const placesOf = (identifier) => {
    if (isDigits(identifier))
        return [number(identifier)];
    const [, letters = '', digits = ''] = /^([A-Za-z]+)-?([0-9]*)$/.exec(identifier) ?? [];
    const tail = digits === '' ? [] : [number(digits.replace(/^0+(?=[0-9])/, ''))];
    if (letters.toLowerCase() === 'dev')
        return [{ kind: 'dev', text: '' }, ...tail];
    const phase = phaseOf(letters);
    return phase === undefined ? [word(identifier)] : [word(phase), ...tail];
};
const placesAfter = (it) => [
    ...(it.identifiers ?? []).flatMap(placesOf),
    ...(it.pre ? [word(it.pre.phase), number(it.pre.number)] : []),
    ...(it.post === undefined ? [] : [{ kind: 'post', text: '' }, number(it.post)]),
    ...(it.dev === undefined ? [] : [{ kind: 'dev', text: '' }, number(it.dev)]),
];
/**
 * Right after the release numbers the end means "final", which every pre-release comes before. Further on it means that nothing was
 * added: a development version comes before that, anything else after it.
 */
const firstRanks = { number: 0, dev: 1, word: 2, end: 3, post: 4 };
const laterRanks = { dev: 0, end: 1, number: 2, word: 3, post: 4 };
const sign = (difference) => Math.sign(difference);
const meaning_byText = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
/** Without leading zeros the longer one is the larger one, however many digits there are. */
const byDigits = (a, b) => sign(a.length - b.length) || meaning_byText(a, b);
const end = { kind: 'end', text: '' };
const comparePlaces = (a, b) => {
    for (let at = 0; at < Math.max(a.length, b.length); at++) {
        const ranks = at === 0 ? firstRanks : laterRanks;
        const [x, y] = [a[at] ?? end, b[at] ?? end];
        const order = sign(ranks[x.kind] - ranks[y.kind]) || (x.kind === 'number' ? byDigits(x.text, y.text) : meaning_byText(x.text, y.text));
        if (order !== 0)
            return order;
    }
    return 0;
};
/** None, then words, then numbers, as PEP 440 has it; SemVer gives build metadata no order, and this is one. */
const compareLocal = (a, b) => {
    for (let at = 0; at < Math.max(a.length, b.length); at++) {
        const [x, y] = [a[at], b[at]];
        if (x === undefined || y === undefined)
            return x === undefined ? -1 : 1;
        const [isX, isY] = [isDigits(x), isDigits(y)];
        const order = sign(Number(isX) - Number(isY)) || (isX ? byDigits(x, y) : meaning_byText(x, y));
        if (order !== 0)
            return order;
    }
    return 0;
};
const compareRelease = (a, b) => {
    for (let at = 0; at < Math.max(a.length, b.length); at++) {
        const order = sign((a[at] ?? 0) - (b[at] ?? 0));
        if (order !== 0)
            return order;
    }
    return 0;
};
/** A total order; 0 for the same version, such as 1.0 and 1.0.0, or rc1 and rc.1. */
const compareMeanings = (a, b) => sign(a.epoch - b.epoch)
    || compareRelease(a.release, b.release)
    || comparePlaces(placesAfter(a), placesAfter(b))
    || compareLocal(a.local, b.local);

// EXTERNAL MODULE: ./node_modules/@renovatebot/pep440/index.js
var pep440 = __webpack_require__(8898);
;// CONCATENATED MODULE: ./out/core/version/pep440-spelling.js
// PEP 440 text ↔ meaning. Reads every form that PEP 440 allows but the leading `v`, which is the affair of a tag pattern;
// writes the normalised form, which is what stands in a wheel's name and METADATA.


const readPep440 = (text) => {
    const parsed = /^[vV]/.test(text) ? null : (0,pep440.parse)(text);
    if (!parsed || text.replace(/\+.*$/, '').split(/[^0-9]+/).some(isTooLong))
        return undefined;
    const phase = parsed.pre ? phaseOf(String(parsed.pre[0])) : undefined;
    return {
        epoch: parsed.epoch,
        release: parsed.release,
        ...(phase ? { pre: { phase, number: Number(parsed.pre?.[1]) } } : {}),
        ...(parsed.post ? { post: Number(parsed.post[1]) } : {}),
        ...(parsed.dev ? { dev: Number(parsed.dev[1]) } : {}),
        local: localOf(text),
    };
};
/** By hand: the library turns a segment of digits into a number, and a commit's hash may be one. */
const localOf = (text) => text.includes('+') ? text.slice(text.indexOf('+') + 1).toLowerCase().split(/[-_.]/).map((it) => it.replace(/^0+(?=[0-9]+$)/, '')) : [];
/** undefined for a SemVer pre-release that PEP 440 has no words for, and for build metadata that is no local version. */
const writePep440 = (it) => {
    if (it.identifiers || it.local.some((segment) => !/^[a-z0-9]+$/.test(segment)))
        return undefined;
    return [
        it.epoch === 0 ? '' : `${it.epoch}!`,
        it.release.join('.'),
        it.pre ? `${it.pre.phase}${it.pre.number}` : '',
        it.post === undefined ? '' : `.post${it.post}`,
        it.dev === undefined ? '' : `.dev${it.dev}`,
        it.local.length === 0 ? '' : `+${it.local.join('.')}`,
    ].join('');
};

// EXTERNAL MODULE: ./node_modules/semver/functions/parse.js
var parse = __webpack_require__(6353);
;// CONCATENATED MODULE: ./out/core/version/semver-spelling.js
// SemVer text ↔ meaning. The spellings are those of DESIGN and of docs/adr/0005: dev.0, alpha.1, beta.1, rc1, and a post release
// as build metadata, because as a pre-release it would come before the version that it follows.


/** Words for which both grammars have a meaning: an optional phase, then a post and a dev number. */
const known = /^(?:([a-z]+)[.-]?([0-9]*)(?=$|[.-]))?(?:[.-]?post[.-]?([0-9]+))?(?:[.-]?dev[.-]?([0-9]*))?$/i;
const knownBuild = /^post\.([0-9]+)(?:\.dev\.([0-9]+))?(?:\.|$)/;
const readPrerelease = (text) => {
    const [phaseText, phaseNumber, post, dev] = wordsOf(text);
    const phase = phaseText === undefined ? undefined : phaseOf(phaseText);
    const foreign = { identifiers: text.split('.') };
    if (phaseText !== undefined && phase === undefined)
        return foreign;
    // `1.0.0-post1` is below 1.0.0 in SemVer, so it cannot mean a post release.
    if ((phase === undefined && (post !== undefined || dev === undefined)) || [phaseNumber, post, dev].some((it) => isTooLong(it ?? '')))
        return foreign;
    return {
        ...(phase === undefined ? {} : { pre: { phase, number: Number(phaseNumber) } }),
        ...(post === undefined ? {} : { post: Number(post) }),
        ...(dev === undefined ? {} : { dev: Number(dev) }),
    };
};
/** Phase, its number, post, dev. `dev` alone would be taken for a phase. */
const wordsOf = (text) => {
    const onlyDev = /^dev[.-]?([0-9]*)$/i.exec(text);
    if (onlyDev)
        return [undefined, undefined, undefined, onlyDev[1]];
    return known.exec(text)?.slice(1) ?? ['', undefined, undefined, undefined];
};
const readBuild = (text, isFinal) => {
    const segments = text.toLowerCase().split(/[.-]/).map((it) => it.replace(/^0+(?=[0-9]+$)/, ''));
    const normal = segments.join('.');
    const [all, post, dev] = (isFinal ? knownBuild.exec(normal) : null) ?? [];
    if (all === undefined || [post, dev].some((it) => isTooLong(it ?? '')))
        return { local: text === '' ? [] : segments };
    const rest = normal.slice(all.length);
    return { post: Number(post), ...(dev === undefined ? {} : { dev: Number(dev) }), local: rest === '' ? [] : rest.split('.') };
};
/** Strict: exactly the grammar of semver.org, so no leading `v`, no white space and three numbers. */
const readSemver = (text) => {
    const parsed = parse(text);
    if (!parsed)
        return undefined;
    const build = parsed.build.join('.');
    if (text !== (build === '' ? parsed.version : `${parsed.version}+${build}`))
        return undefined;
    const prerelease = parsed.prerelease.join('.');
    return {
        epoch: 0,
        release: [parsed.major, parsed.minor, parsed.patch],
        ...(prerelease === '' ? {} : readPrerelease(prerelease)),
        ...readBuild(build, prerelease === ''),
    };
};
const phaseTexts = { a: 'alpha.', b: 'beta.', rc: 'rc' };
/** undefined when SemVer cannot say it: an epoch, a fourth number, or a local version that would be read as a post release. */
const writeSemver = (it) => {
    const release = [...it.release, 0, 0].slice(0, Math.max(3, it.release.findLastIndex((value) => value !== 0) + 1));
    if (it.epoch !== 0 || release.length > 3)
        return undefined;
    const isFinal = it.pre === undefined && it.identifiers === undefined && (it.post !== undefined || it.dev === undefined);
    const post = it.post === undefined ? [] : [`post.${it.post}`];
    const dev = it.dev === undefined ? [] : [`dev.${it.dev}`];
    const pre = it.identifiers ?? (isFinal ? [] : [...(it.pre ? [`${phaseTexts[it.pre.phase]}${it.pre.number}`] : []), ...post, ...dev]);
    const build = [...(isFinal ? [...post, ...dev] : []), ...it.local];
    return `${release.join('.')}${pre.length > 0 ? `-${pre.join('.')}` : ''}${build.length > 0 ? `+${build.join('.')}` : ''}`;
};

;// CONCATENATED MODULE: ./out/core/version.js
// One parsed version, many spellings: SemVer for charts, PEP 440 for wheels, an OCI tag for images, free text for names
// that are neither. Order and equality are by meaning: 3.10.0-rc1 and 3.10.0rc1 are one version.






const schemes = ['semver', 'pep440', 'free'];
const spellings = ['plain', 'semver', 'pep440', 'oci'];
/** Longer ones are refused before any pattern looks at them; an OCI tag has no more. */
const longest = 128;
const read = { semver: readSemver, pep440: readPep440 };
const write = { semver: writeSemver, pep440: writePep440 };
const allowed = {
    semver: 'three numbers, then perhaps a pre-release and build metadata: 1.2.0, 1.2.0-rc1, 1.2.0-dev.0',
    pep440: 'numbers, then perhaps a, b or rc, .post, .dev and a local part: 1.2.0, 1.2.0rc1, 1.2.0.dev0',
    free: 'letters, digits and . _ + - (at most 128, beginning with a letter or a digit)',
};
const isPlausible = (text) => text.length <= longest && /^[\x21-\x7e]+$/.test(text);
/** What a text says in a scheme; undefined if it says nothing there. A free name says nothing beyond itself. */
const meaningIn = (text, scheme) => (isPlausible(text) ? read[scheme](text) : undefined);
/** A spelling counts only if it reads back as the same version: what cannot be said in a grammar has no spelling there. */
const spelled = (meaning, text, scheme) => {
    const isSame = (other) => other !== undefined && compareMeanings(other, meaning) === 0;
    // A tag that is SemVer already is the chart's version as it stands; a wheel's version is always normalised.
    if (scheme === 'semver' && isSame(meaningIn(text, 'semver')))
        return text;
    const written = write[scheme](meaning);
    return written !== undefined && isSame(meaningIn(written, scheme)) ? written : undefined;
};
const makeVersion = (text, scheme, meaning) => {
    const [semver, pep440] = [spelled(meaning, text, 'semver'), spelled(meaning, text, 'pep440')];
    return {
        text, scheme, release: meaning.release, isPrerelease: isPrerelease(meaning),
        ...(semver === undefined ? {} : { semver }), ...(pep440 === undefined ? {} : { pep440 }),
    };
};
/** A name that happens to be a version of a grammar has that spelling; its order is by name all the same. */
const freeVersion = (text) => {
    const meaning = meaningIn(text, 'pep440');
    const pep440 = meaning && writePep440(meaning);
    return {
        text, scheme: 'free', release: [], isPrerelease: !isPlainlyFinal(text),
        ...(meaningIn(text, 'semver') ? { semver: text } : {}), ...(pep440 === undefined ? {} : { pep440 }),
    };
};
/** The version that a text is in a scheme; undefined if it is none. */
const asVersion = (text, scheme) => {
    if (scheme === 'free')
        return isFreeName(text) ? freeVersion(text) : undefined;
    const meaning = meaningIn(text, scheme);
    return meaning && makeVersion(text, scheme, meaning);
};
const parseVersion = (text, scheme) => {
    const version = asVersion(text, scheme);
    if (version)
        return version;
    const suggestion = suggestVersion(text, scheme);
    return (0,release_error/* fail */.fJ)('VERSION_INVALID', { text: shown(text), scheme, allowed: allowed[scheme], ...(suggestion === undefined ? {} : { suggestion }) });
};
const shown = (text) => (0,plain_text/* withoutControls */.D)(text.slice(0, 80)).replace(/[\t\n]/g, ' ');
/** The nearest version: without a `v`, with the missing numbers, in the other spelling, or with a name as its local part. */
const suggestVersion = (text, scheme) => {
    const bare = text.slice(0, longest).trim().replace(/^[vV=]+\s*/, '');
    if (scheme === 'free')
        return [bare.replace(/[^A-Za-z0-9._+-]+/g, '-').replace(/^[^A-Za-z0-9_]+|[.-]+$/g, '')].find(isFreeName);
    const local = bare.replace(/\.([A-Za-z][A-Za-z0-9]*)$/, '+$1');
    for (const candidate of [bare, local]) {
        const meaning = meaningIn(candidate, scheme) ?? meaningIn(candidate, 'pep440') ?? meaningIn(candidate, 'semver');
        const written = meaning && spelled(meaning, candidate, scheme);
        if (written !== undefined)
            return meaningIn(candidate, scheme) ? candidate : written;
    }
    return undefined;
};
/** The spelling, or undefined where there is none. */
const spellingOf = (version, spelling) => {
    if (spelling === 'plain')
        return version.text;
    if (spelling !== 'oci')
        return version[spelling];
    const tag = version.text.replaceAll('+', '_');
    return /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/.test(tag) ? tag : undefined;
};
const spell = (version, spelling) => spellingOf(version, spelling) ?? (0,release_error/* fail */.fJ)('VERSION_NO_SPELLING', { version: version.text, spelling: names[spelling] });
const names = { plain: 'plain', semver: 'SemVer', pep440: 'PEP 440', oci: 'OCI tag' };
/** Kept beside the value, not in it: a version stays plain, and thousands of tags are sorted without reading each one anew. */
const meanings = new WeakMap();
const meaningOf = (version) => {
    if (version.scheme === 'free')
        return undefined;
    const meaning = meanings.get(version) ?? meaningIn(version.text, version.scheme);
    if (meaning)
        meanings.set(version, meaning);
    return meaning;
};
/** Negative, 0 or positive. By meaning: dev < a < b < rc < final < post, numbers as numbers; free names by name. */
const compareVersions = (a, b) => {
    const [left, right] = [meaningOf(a), meaningOf(b)];
    return left && right ? compareMeanings(left, right) : compareNames(a.text, b.text);
};
const isDevelopment = (version) => meaningOf(version)?.dev !== undefined;
/** Does a text found somewhere name this version, in whichever spelling? */
const namesVersion = (text, version) => {
    if (text === version.text || [version.semver, version.pep440, spellingOf(version, 'oci')].includes(text))
        return true;
    const meaning = meaningOf(version);
    const isSame = (scheme) => {
        const other = meaningIn(text, scheme);
        return meaning !== undefined && other !== undefined && compareMeanings(other, meaning) === 0;
    };
    // In its own scheme first: `1.0.0-1` is a pre-release in SemVer and a post release in PEP 440.
    return version.scheme !== 'free' && (meaningIn(text, version.scheme) ? isSame(version.scheme) : isSame('semver') || isSame('pep440'));
};
/** A version with this meaning, in the spelling of the scheme; undefined if the scheme cannot say it. */
const versionOf = (meaning, scheme) => {
    const text = write[scheme](meaning);
    return text === undefined ? undefined : asVersion(text, scheme);
};


/***/ }),

/***/ 7653:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $_: () => (/* binding */ releaseVersionOf),
/* harmony export */   ny: () => (/* binding */ nextRules),
/* harmony export */   yU: () => (/* binding */ nextVersion)
/* harmony export */ });
/* harmony import */ var _errors_release_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7823);
/* harmony import */ var _version_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8854);
// The version after this one, by the rule that the config names, and the release that a development version leads to.


const nextRules = ['major', 'minor', 'patch', 'major.dev0', 'minor.dev0', 'patch.dev0'];
const levels = { major: 0, minor: 1, patch: 2 };
/** 1.2.3 → 2.0.0, 1.3.0 or 1.2.4; as many numbers as before, or as the level needs. */
const raise = (release, level) => Array.from({ length: Math.max(release.length, level + 1) }, (_, at) => (at < level ? (release[at] ?? 0) : at === level ? (release[at] ?? 0) + 1 : 0));
/** Is this pre-release one of the release that the rule would make? 2.0.0rc1 is on the way to a major, 1.2.0rc1 to a minor. */
const leadsTo = (release, level) => release.slice(level + 1).every((value) => value === 0);
/**
 * Always higher than the version itself. A development version of what comes next: after 1.0.0rc1 that is 1.0.0rc2.dev0, because
 * 1.0.0 is not out yet (so 1.1.0 would skip it) and 1.0.0.dev0 would come before the candidate that was just released.
 */
const nextMeaning = (it, level, toDevelopment) => {
    const isOpen = it.pre !== undefined || it.identifiers !== undefined || (it.dev !== undefined && it.post === undefined);
    const base = { epoch: it.epoch, local: [] };
    if (!toDevelopment)
        return { ...base, release: isOpen && leadsTo(it.release, level) ? it.release : raise(it.release, level) };
    if (it.dev !== undefined)
        return { ...withoutLocal(it), dev: it.dev + 1 };
    if (it.pre)
        return { ...base, release: it.release, pre: { ...it.pre, number: it.pre.number + 1 }, dev: 0 };
    return it.identifiers ? undefined : { ...base, release: raise(it.release, level), dev: 0 };
};
const withoutLocal = (it) => ({ ...it, local: [] });
const nextVersion = (version, rule) => {
    const [level = 'minor', development] = rule.split('.');
    const meaning = (0,_version_js__WEBPACK_IMPORTED_MODULE_1__/* .meaningOf */ .Pr)(version);
    const next = meaning && nextMeaning(meaning, levels[level], development !== undefined);
    const made = next && version.scheme !== 'free' ? (0,_version_js__WEBPACK_IMPORTED_MODULE_1__/* .versionOf */ .E4)(next, version.scheme) : undefined;
    return made ?? (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_0__/* .fail */ .fJ)('VERSION_NO_NEXT', { version: version.text, rule });
};
/** 1.0.0.dev0 → 1.0.0, 1.0.0rc2.dev0 → 1.0.0rc2; any other version is its own release. */
const releaseVersionOf = (version) => {
    const meaning = (0,_version_js__WEBPACK_IMPORTED_MODULE_1__/* .meaningOf */ .Pr)(version);
    if (meaning?.dev === undefined || version.scheme === 'free')
        return version;
    const { epoch, release, pre, post } = meaning;
    return (0,_version_js__WEBPACK_IMPORTED_MODULE_1__/* .versionOf */ .E4)({ epoch, release, ...(pre ? { pre } : {}), ...(post === undefined ? {} : { post }), local: [] }, version.scheme) ?? version;
};


/***/ }),

/***/ 8299:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   b: () => (/* binding */ writtenVersions)
/* harmony export */ });
/* harmony import */ var _dependencies_followed_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3472);
/* harmony import */ var _dependencies_read_dependencies_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1377);
/* harmony import */ var _dependencies_written_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9605);
/* harmony import */ var _edit_reference_text_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8831);
/* harmony import */ var _reference_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2035);
// What stands in a reference, as it is, without the prefix; versions and placeholders alike. For whoever asks which version a source
// speaks of. Pure.





/** Empty for names of images, and for a file that is not there. */
const writtenVersions = (reference, texts, scheme) => {
    const text = texts[(0,_reference_js__WEBPACK_IMPORTED_MODULE_4__/* .isFile */ .fo)(reference) ? reference.file : reference.dependencies];
    if (text === undefined)
        return [];
    if (!(0,_reference_js__WEBPACK_IMPORTED_MODULE_4__/* .isFile */ .fo)(reference)) {
        const { dependencies: file, entries } = reference;
        const { followed } = (0,_dependencies_followed_js__WEBPACK_IMPORTED_MODULE_0__/* .followedIn */ .oK)((0,_dependencies_read_dependencies_js__WEBPACK_IMPORTED_MODULE_1__/* .readDependencies */ .g)(text, file), { file, entries, scheme, images: [] });
        return followed.flatMap(({ dependency }) => (0,_dependencies_written_js__WEBPACK_IMPORTED_MODULE_2__/* .readWritten */ .IL)(dependency.version, scheme).version ?? []);
    }
    const { file, is, prefix = '' } = reference;
    if (is !== 'version')
        return [];
    return (0,_reference_js__WEBPACK_IMPORTED_MODULE_4__/* .wheresOf */ .Mj)(reference, is).map((where) => {
        const { value } = (0,_edit_reference_text_js__WEBPACK_IMPORTED_MODULE_3__/* .readReference */ .Wf)(text, file, where);
        return value.startsWith(prefix) ? value.slice(prefix.length) : value;
    });
};


/***/ }),

/***/ 8248:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ inTask),
/* harmony export */   Z: () => (/* binding */ asProblems)
/* harmony export */ });
/* harmony import */ var _core_disk_full_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2111);
/* harmony import */ var _errors_release_error_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7823);
// Whatever was thrown → problems. Anything that is not ours is a bug of ours, and never lost.


const asProblems = (failure, signal) => {
    if (failure instanceof _errors_release_error_js__WEBPACK_IMPORTED_MODULE_1__/* .ReleaseError */ .K2)
        return failure.problems;
    // A run that stopped itself says why; the failures of what was under way then are only its echo.
    if (signal?.aborted && signal.reason instanceof _errors_release_error_js__WEBPACK_IMPORTED_MODULE_1__/* .ReleaseError */ .K2)
        return signal.reason.problems;
    if (signal?.aborted)
        return [(0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_1__/* .problem */ .CC)('CANCELLED', { signal: typeof signal.reason === 'string' ? signal.reason : 'a signal' })];
    const full = (0,_core_disk_full_js__WEBPACK_IMPORTED_MODULE_0__/* .diskFull */ .xg)(failure);
    if (full)
        return [full];
    const what = failure instanceof Error ? `${failure.name}: ${failure.message}` : String(failure);
    return [(0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_1__/* .problem */ .CC)('BUG', { what })];
};
/** Steps do not name themselves in errors; the engine does it, once. */
const inTask = (problems, task) => problems.map((it) => ({ ...it, task }));


/***/ }),

/***/ 2271:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   p: () => (/* binding */ envName),
/* harmony export */   u: () => (/* binding */ registry)
/* harmony export */ });
/* harmony import */ var _entry_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2626);
// Codes of the registry client.

const registry = {
    REGISTRY_DENIED: (0,_entry_js__WEBPACK_IMPORTED_MODULE_0__/* .entry */ .f)({
        kind: 'precondition',
        message: (f) => `The registry ${f.host} does not allow ${f.scope} on ${f.repository} to ${f.who}: ${f.answer}.`,
        hint: (f) => `Give a user with that right in ${envName(f.host)}_USERNAME and ${envName(f.host)}_PASSWORD, or log in with \`docker login ${f.host}\`, and check that the repository is named rightly.`,
        sample: { host: 'docker.io', repository: 'accanto/os-vim-driver', scope: 'pull,push', who: 'the user accanto', answer: '401 UNAUTHORIZED' },
    }),
    REGISTRY_UNREACHABLE: (0,_entry_js__WEBPACK_IMPORTED_MODULE_0__/* .entry */ .f)({
        kind: 'remote',
        message: (f) => `The registry ${f.host} could not be asked: ${f.what}`,
        hint: (f) => `Check the name and the network (an address of your own is set by ${envName(f.host)}_URL), and run the same command again: it finishes what is missing.`,
        sample: { host: 'docker.io', what: 'GET https://registry-1.docker.io/v2/ could not be sent: getaddrinfo ENOTFOUND registry-1.docker.io.' },
    }),
    REGISTRY_DIGEST: (0,_entry_js__WEBPACK_IMPORTED_MODULE_0__/* .entry */ .f)({
        kind: 'conflict',
        message: (f) => `${f.where} should be ${f.wanted}, and the registry holds or gives ${f.found}.`,
        hint: () => 'The bytes were changed on the way or by the registry, so nothing may refer to them. Ask the registry\'s operator about caches or converters in between, then run the same command again.',
        sample: { where: 'docker.io/accanto/os-vim-driver@sha256:1111', wanted: 'sha256:1111', found: 'sha256:2222' },
    }),
    REGISTRY_REFUSED: (0,_entry_js__WEBPACK_IMPORTED_MODULE_0__/* .entry */ .f)({
        kind: 'remote',
        message: (f) => `The registry ${f.host} answered ${f.request} with ${f.status} ${f.code}${f.message ? `: ${f.message}` : ''}.`,
        hint: () => 'The words after the status are the registry\'s own. If they name no cause that you can mend, run the same command again later: it finishes what is missing.',
        sample: { host: 'ghcr.io', request: 'PUT /v2/accanto/driver/manifests/1.0.0', status: 400, code: 'MANIFEST_INVALID', message: 'manifest invalid' },
    }),
    REGISTRY_REALM: (0,_entry_js__WEBPACK_IMPORTED_MODULE_0__/* .entry */ .f)({
        kind: 'precondition',
        message: (f) => `The registry ${f.host} sends its users to ${f.realm} for a token, and no credential was sent there: ${f.why}.`,
        hint: (f) => `A token service has to be known to belong to its registry. If this one does, say so by setting ${envName(f.host)}_URL to an address in the same domain.`,
        sample: { host: 'registry.example.com', realm: 'https://evil.example.net/token', why: 'the host belongs to somebody else' },
    }),
    REGISTRY_CREDENTIALS: (0,_entry_js__WEBPACK_IMPORTED_MODULE_0__/* .entry */ .f)({
        kind: 'config',
        message: (f) => `The credentials for ${f.host} in ${f.source} cannot be used: ${f.what}.`,
        hint: (f) => `Mend or remove them there; ${envName(f.host)}_USERNAME and ${envName(f.host)}_PASSWORD go before everything else.`,
        sample: { host: 'docker.io', source: '~/.docker/config.json', what: 'docker-credential-desktop is not installed' },
    }),
    REGISTRY_ENDPOINT: (0,_entry_js__WEBPACK_IMPORTED_MODULE_0__/* .entry */ .f)({
        kind: 'config',
        message: (f) => `The address ${f.url} for the registry ${f.host} cannot be used: ${f.what}.`,
        hint: (f) => `Mend ${envName(f.host)}_URL; it is written like https://registry.example.com.`,
        sample: { host: 'docker.io', url: 'http://mirror.example.com', what: 'passwords and bytes go over https only, except to this machine' },
    }),
    IMAGE_NAME_INVALID: (0,_entry_js__WEBPACK_IMPORTED_MODULE_0__/* .entry */ .f)({
        kind: 'config',
        message: (f) => `\`${f.text}\` is no image name: ${f.why}.`,
        hint: () => 'Write it as HOST/PATH, for example docker.io/accanto/os-vim-driver, with lower-case letters, digits, and single . _ - between them.',
        sample: { text: 'docker.io/Accanto/driver', why: 'upper-case letters are not allowed in the path' },
    }),
};
/** `SLIPWAY_REGISTRY_DOCKER_IO`, to which the name of a setting is appended. */
function envName(host) {
    return `SLIPWAY_REGISTRY_${host.toUpperCase().replace(/[^A-Z0-9]/g, '_')}`;
}


/***/ }),

/***/ 2626:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ entry)
/* harmony export */ });
// What an entry of the catalogue is. An error is given named facts only, never a config or a context, so that nothing
// secret can ride along into a message.
const entry = (it) => it;


/***/ }),

/***/ 7823:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  K2: () => (/* binding */ ReleaseError),
  fJ: () => (/* binding */ fail),
  wf: () => (/* binding */ failAll),
  CC: () => (/* binding */ problem)
});

// EXTERNAL MODULE: ./out/errors/entry.js
var entry = __webpack_require__(2626);
;// CONCATENATED MODULE: ./out/errors/catalog/config.js
// Codes of the config room.

const config = {
    CONFIG_MALFORMED: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `${f.file} is not well-formed YAML: ${f.what}`,
        hint: () => 'Mend the line that is named. Indentation is by spaces, and every key of a mapping stands once.',
        sample: { file: '.slipway.yaml', what: 'Map keys must be unique' },
    }),
    CONFIG_UNKNOWN_KEY: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `There is no setting \`${f.key}\` ${f.under}.${f.suggestion ? ` Did you mean \`${f.suggestion}\`?` : ''}`,
        hint: (f) => `Known here: ${f.known}.`,
        sample: { key: 'contxt', under: 'under lines.driver.build.image', suggestion: 'context', known: 'context, wheels' },
    }),
    CONFIG_INVALID: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `The setting \`${f.path}\` is not as it should be: ${f.what}`,
        hint: () => 'docs/config.md lists every setting with its shape and default.',
        sample: { path: 'lines.driver.tag', what: 'expected string, received number' },
    }),
    CONFIG_NOT_FOUND: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `There is no ${f.file} in the tagged commit, and the project's layout was not recognised (${f.seen}).`,
        hint: () => 'Add a .slipway.yaml; the README has one to copy. The driver layout (pkg_info.json, setup.py, helm/*/Chart.yaml, docker/Dockerfile, docs/) needs none.',
        sample: { file: '.slipway.yaml', seen: 'no pkg_info.json beside a setup.py' },
    }),
    CONFIG_FROM_DEFAULT: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `The config is that of ${f.branch} at ${f.commit}, as asked for by --config-from default, and not that of the commit that ${f.tag} names.`,
        hint: () => 'This does not stop the run. The record says it too.',
        sample: { tag: '0.9.0', branch: 'main', commit: '2222222222' },
    }),
    CONFIG_UNKNOWN_LINE: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `The config has no line \`${f.line}\`.`,
        hint: (f) => `Lines of this config: ${f.known}.`,
        sample: { line: 'chrat', known: 'driver, chart' },
    }),
    LINE_NOT_NAMED: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `The config has several lines (${f.known}), and a version alone does not say which one is meant.`,
        hint: () => 'Name the line with --line (or the input `line`).',
        sample: { known: 'driver, chart' },
    }),
    CONFIG_LINES_CLASH: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `The tag ${f.tag} is claimed by more than one line: ${f.lines}.`,
        hint: () => 'Make the tag patterns of the lines differ (for example `v{version}` and `chart/{version}`), or name one with --line.',
        sample: { tag: '1.0.0', lines: 'driver, chart' },
    }),
    CONFIG_UNKNOWN_NAME: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `\`${f.path}\` refers to \`${f.name}\`, and nothing in this line has that name.`,
        hint: (f) => `Names and kinds that can be referred to: ${f.known}.`,
        sample: { path: 'lines.driver.publish.release.assets', name: 'doc', known: 'docs, wheel, chart' },
    }),
    CONFIG_NAME_TWICE: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `More than one entry of \`${f.slot}\` is called \`${f.name}\`.`,
        hint: (f) => `Give each entry of the list a \`name\` of its own; without one it is called \`${f.slot.slice(f.slot.lastIndexOf('.') + 1)}\`.`,
        sample: { slot: 'build.wheel', name: 'wheel' },
    }),
    SELECTION_NEEDED: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `${f.task} takes what ${f.giver} makes, and that is not done in this run: ${f.why}.`,
        hint: (f) => `Leave ${f.task} out as well (--without wheel,image, say), or keep what it needs.`,
        sample: { task: 'stage:image/image', giver: 'build:image/image', why: 'the wheel wheel that goes into it is left out of this run' },
    }),
    SELECTION_UNKNOWN: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `${f.flag} names \`${f.name}\`, and no task of this run is called so.`,
        hint: (f) => `Tasks of this run: ${f.known}.`,
        sample: { flag: '--without', name: 'imgae', known: 'build:image/image, wheel' },
    }),
};

;// CONCATENATED MODULE: ./out/errors/catalog/engine.js
// Codes of the engine.

const engine = {
    DESTINATION_CONFLICT: (0,entry/* entry */.f)({
        kind: 'conflict',
        message: (f) => `${f.task}: the name is taken by other content. Found ${f.found}, wanted ${f.wanted}.`,
        hint: () => 'Nothing was overwritten. Release a new version, or remove what stands there if you are sure that nobody uses it, and run again.',
        sample: { task: 'Push docker.io/accanto/os-vim-driver:1.0.0', found: 'sha256:1111', wanted: 'sha256:2222' },
    }),
    NOT_CONFIRMED: (0,entry/* entry */.f)({
        kind: 'remote',
        message: (f) => `${f.task}: the destination took everything without an error, and still says ${f.state}${f.missing ? ` (missing: ${f.missing})` : ''}.`,
        hint: () => 'Run the same command again; it asks the destination afresh and finishes what is missing. If it stays so, the service has lost what it confirmed.',
        sample: { task: 'Upload 4 assets', state: 'partial', missing: 'a.tgz' },
    }),
    REHEARSAL_OUTSIDE: (0,entry/* entry */.f)({
        kind: 'bug',
        message: (f) => `The rehearsal was about to ask ${f.url}, which is not part of its world.`,
        hint: () => 'Nothing was sent. Please open an issue: the world should have an answer of its own for that address.',
        sample: { url: 'https://registry-1.docker.io/v2/' },
    }),
    WORLD_UNIMPLEMENTED: (0,entry/* entry */.f)({
        kind: 'bug',
        message: (f) => `The rehearsal's world was asked for things that it does not know: ${f.calls}.`,
        hint: () => 'This rehearsal proves nothing about them. Please open an issue with this line.',
        sample: { calls: 'GET /repos/{owner}/{repo}/pages' },
    }),
};

;// CONCATENATED MODULE: ./out/errors/catalog/gate.js
// Codes of the gates.

const gate = {
    TAG_TOO_WEAK: (0,entry/* entry */.f)({
        kind: 'gate',
        message: (f) => `The tag ${f.tag} is ${f.kind}, and this line wants it ${f.wanted}.`,
        hint: (f) => `Make the next one with \`git tag ${f.wanted === 'signed' ? '-s' : '-a'} VERSION\`; a tag that is public should not be moved.`,
        sample: { tag: '1.0.0', kind: 'lightweight', wanted: 'annotated' },
    }),
};

;// CONCATENATED MODULE: ./out/errors/catalog/general.js
// Codes that belong to no single room.

const general = {
    BUG: (0,entry/* entry */.f)({
        kind: 'bug',
        message: (f) => `Slipway met a state that it holds to be impossible: ${f.what}`,
        hint: () => 'This is a fault of Slipway. Please open an issue with the log of this run; running the same command again is safe.',
        sample: { what: 'a task without a step' },
    }),
    USAGE: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `${f.what}${f.suggestion ? ` Did you mean ${f.suggestion}?` : ''}`,
        hint: () => 'See `slipway --help` for the verbs and their flags.',
        sample: { what: 'There is no flag --tagg.', suggestion: '--tag' },
    }),
    DURATION: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `${f.name} is \`${f.text}\`, which is no length of time up to ${f.most}.`,
        hint: () => 'Give numbers with their units, for example 30m, 600s, 1h or 1h30m; 0s is not to wait at all.',
        sample: { name: '--max-wait', text: 'ten', most: '24h' },
    }),
    CANCELLED: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `The run was stopped by ${f.signal}. No new effect was begun after it.`,
        hint: () => 'Run the same command again: it finishes what is missing.',
        sample: { signal: 'SIGTERM' },
    }),
};

;// CONCATENATED MODULE: ./out/errors/catalog/trigger.js
// Codes of the trigger room.

const trigger = {
    TRIGGER_UNSAFE: (0,entry/* entry */.f)({
        kind: 'gate',
        message: (f) => `A release is never made for the event ${f.event}: it can be caused by people who may not release.`,
        hint: () => 'Use `on: push: tags`, `workflow_dispatch` or `schedule` in the workflow that runs Slipway.',
        sample: { event: 'pull_request_target' },
    }),
    TRIGGER_MISSING: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `\`slipway ${f.verb}\` was not told what to release.`,
        hint: (f) => `Name a tag that exists (\`slipway ${f.verb} --tag 1.0.0\`) or a version to make (\`--version 1.0.0\`).`,
        sample: { verb: 'release' },
    }),
    TRIGGER_BOTH: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `Both a tag (${f.tag}) and a version (${f.version}) were given, and they are two different requests.`,
        hint: () => 'Give `--tag` for a tag that exists, or `--version` to have references, commit and tag made.',
        sample: { tag: '1.0.0', version: '1.1.0' },
    }),
    TAG_MOVED_SINCE_EVENT: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `The tag ${f.tag} pointed to commit ${f.event} when this run was started, and points to ${f.now} now.`,
        hint: () => 'Somebody moved the tag. Look who and why; the push of the moved tag started a run of its own.',
        sample: { tag: '1.0.0', event: '1111111111', now: '2222222222' },
    }),
    TAG_NOT_PUSHED: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `The tag ${f.tag} is in this clone, and not in ${f.repository}.`,
        hint: (f) => `Push it (\`git push origin ${f.tag}\`), or rehearse it first: \`slipway rehearse --tag ${f.tag}\`.`,
        sample: { tag: '1.0.0', repository: 'accanto-systems/os-vim-driver' },
    }),
    TAG_DIFFERS: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `The tag ${f.tag} is at commit ${f.here} in this clone, and at ${f.there} on GitHub.`,
        hint: (f) => `Fetch the one that counts (\`git fetch --force origin refs/tags/${f.tag}:refs/tags/${f.tag}\`), and look who moved it.`,
        sample: { tag: '1.0.0', here: '1111111', there: '2222222' },
    }),
    BRANCH_MISSING: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `${f.repository} has no branch ${f.branch}, so a version cannot be prepared on it.`,
        hint: () => 'Start the workflow from a branch that exists, or push the branch first.',
        sample: { branch: 'main', repository: 'accanto-systems/os-vim-driver' },
    }),
    REPOSITORY_UNKNOWN: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `It is not known which GitHub repository the clone in ${f.folder} belongs to: it has no remote \`origin\` with an owner and a name.`,
        hint: () => 'Set GITHUB_REPOSITORY=owner/name, or add the remote.',
        sample: { folder: '/home/me/project' },
    }),
    TAG_NOT_CLAIMED: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `No line of the config claims the tag ${f.tag}.`,
        hint: (f) => `Tag patterns of the lines: ${f.patterns}. What stands in place of {version} must be a version of the line's scheme.`,
        sample: { tag: 'nightly', patterns: '{version}' },
    }),
    VERSION_NOT_WRITTEN: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `The line ${f.line} does not say where its version is written, or no version stands there.`,
        hint: () => 'List the places under `version.written-in`, or name the version with --version.',
        sample: { line: 'driver' },
    }),
    LINE_UNCHANGED: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `Nothing below ${f.path} has changed between ${f.previous} and ${f.tag}.`,
        hint: () => 'This does not stop the run. If the tag belongs on another commit, make a new version there; if the line is about more than that folder, change its `path`.',
        sample: { tag: 'chart/0.4.1', path: 'deployments/helm/dra-example-driver', previous: 'chart/0.4.0' },
    }),
    DRY_RUN_OF_VERSION: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `A dry run cannot make the version ${f.version}: its commit and tag would be writes.`,
        hint: (f) => `Rehearse it instead: \`slipway rehearse --version ${f.version}\` makes them in a world of its own.`,
        sample: { version: '1.0.0' },
    }),
};

;// CONCATENATED MODULE: ./out/errors/catalog/exec.js
// Codes of running tools and of the local disk.

const bytes = (size) => `${(size / 2 ** 20).toFixed(1)} MiB (${size} bytes)`;
const exec = {
    TOOL_MISSING: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `The program ${f.tool} is not on PATH of this machine.`,
        hint: (f) => f.how,
        sample: { tool: 'helm', how: 'Install Helm 3 or 4: https://helm.sh/docs/intro/install/ (in a workflow: azure/setup-helm).' },
    }),
    TOOL_NOT_STARTED: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `The program ${f.tool} could not be started: ${f.reason}.`,
        hint: () => 'Check that the file may be executed, that its interpreter exists, and that the working folder is there.',
        sample: { tool: '/usr/bin/python3', reason: 'EACCES: permission denied' },
    }),
    TOOL_FAILED: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `\`${f.command}\` ended with ${f.code}.${f.lines.length > 0 ? ` Its last lines:\n${f.lines.map((line) => `  ${line}`).join('\n')}` : ' It printed nothing.'}`,
        hint: (f) => `The cause is in the output of ${f.tool}. Nothing that it was to make is used; after the repair run the same command again.`,
        sample: { tool: 'helm', command: 'helm lint chart', code: 'exit code 1', lines: ['[ERROR] Chart.yaml: version is required'] },
    }),
    DISK_FULL: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `There is no room on the disk for ${f.path} (${f.what}: ${f.said}).`,
        hint: () => 'Nothing that was half written is used, and nothing is written outside after it. Make room, or set RUNNER_TEMP (or TMPDIR) to a folder on a larger disk; then run the same command again.',
        sample: { what: 'write', path: '/home/runner/work/_temp/slipway-1f/out/driver-1.0.0-docs.tgz', said: 'ENOSPC' },
    }),
    DISK_SPACE: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `The disk of ${f.folder} has ${bytes(f.free)} left, and ${bytes(f.needed)} are needed (${f.why}).`,
        hint: () => 'Nothing was written outside. Make room there (on a runner: remove tool caches and images that nobody needs), or set RUNNER_TEMP (or TMPDIR) to a folder on a larger disk; then run the same command again.',
        sample: { folder: '/home/runner/work/_temp', free: 734_003_200, needed: 3_221_225_472, why: 'three times the largest image' },
    }),
    TOOL_OUTPUT_TOO_LARGE: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `The output of ${f.tool} is larger than the ${f.limit} bytes that are kept, and it is needed whole.`,
        hint: () => 'This is a limit of Slipway. Please open an issue and say how large the repository is.',
        sample: { tool: 'git', limit: 10_485_760 },
    }),
    CHILD_ENV_REFUSED: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `The config hands the environment variable ${f.name} to ${f.tool}, but that name holds a credential of the release or of the runner.`,
        hint: () => 'Code that builds never sees a release credential. If the build needs a token of its own, give it another name in the workflow (`env: BUILD_TOKEN: …`) and name that one.',
        sample: { tool: 'python3', name: 'ACTIONS_ID_TOKEN_REQUEST_TOKEN' },
    }),
    BUILD_SECRET_MISSING: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `The config gives ${f.tool} the secret ${f.name}, and the environment of this run has none of that name.`,
        hint: (f) => `Set it in the workflow (\`env: ${f.name}: \${{ secrets.… }}\`), or in the terminal before a rehearsal.`,
        sample: { tool: 'docker', name: 'PIP_TOKEN' },
    }),
};

;// CONCATENATED MODULE: ./out/errors/catalog/lock.js
// Codes of the lock that keeps two runs from releasing one tag at the same time.

const lock = {
    LOCK_HELD: (0,entry/* entry */.f)({
        kind: 'remote',
        message: (f) => `Another run is releasing this tag: ${f.holder} holds ${f.ref} of ${f.repository}, until ${f.until} unless it goes on longer. This run waited ${f.seconds} s and wrote nothing.`,
        hint: (f) => `Nothing has to be done: that run finishes the release. If it is stuck, end it and run the same command again; a lock that nobody renews ends within three minutes. To break it by hand: \`${f.command}\``,
        sample: {
            ref: 'refs/slipway/lock/1.0.0', repository: 'accanto/os-vim-driver', holder: 'workflow run 4711, attempt 1 (https://github.com/accanto/os-vim-driver/actions/runs/4711/attempts/1)', until: '2026-01-05T12:03:00Z',
            seconds: 600, command: 'gh api -X DELETE repos/accanto/os-vim-driver/git/refs/slipway/lock/1.0.0',
        },
    }),
    LOCK_LOST: (0,entry/* entry */.f)({
        kind: 'remote',
        message: (f) => `This run does not hold ${f.ref} of ${f.repository} any more: ${f.why}. No new effect was begun after that.`,
        hint: () => 'Another run may be finishing the release. Run the same command again: it waits for that run, and finishes what is missing.',
        sample: { ref: 'refs/slipway/lock/1.0.0', repository: 'accanto/os-vim-driver', why: 'somebody took it over, or broke it' },
    }),
    LOCK_BROKEN: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `${f.ref} of ${f.repository} is there, and it is no lock that this version of Slipway could read: ${f.what}.`,
        hint: (f) => `Who holds it cannot be told, so nothing was written. If no run of Slipway is at work on this tag, remove it with \`${f.command}\`, and run again.`,
        sample: { ref: 'refs/slipway/lock/1.0.0', repository: 'accanto/os-vim-driver', what: 'it leads to a commit', command: 'gh api -X DELETE repos/accanto/os-vim-driver/git/refs/slipway/lock/1.0.0' },
    }),
};

;// CONCATENATED MODULE: ./out/errors/catalog/git.js
// Codes of the local clone.

const git = {
    NOT_A_CLONE: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `${f.folder} is no git clone that can be read${f.said ? `: git said "${f.said}"` : ''}.`,
        hint: () => 'Run Slipway inside a clone, or name one with --repository. In a workflow: put actions/checkout with `fetch-depth: 0` before it.',
        sample: { folder: '/home/me/project', said: 'fatal: not a git repository' },
    }),
    TAG_NOT_FOUND: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `There is no tag ${f.tag}: looked in ${f.looked}.`,
        hint: (f) => f.shallow
            ? 'The clone is shallow and may lack tags. In a workflow: give actions/checkout `fetch-depth: 0`; in a terminal: `git fetch --unshallow --tags`.'
            : 'Was it deleted, or never pushed? `git tag -l` and `git ls-remote --tags origin` show what is there; push it with `git push origin TAG`.',
        sample: { tag: '1.0.0', looked: 'the clone', shallow: false },
    }),
    TAG_NOT_COMMIT: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `The tag ${f.tag} points to a ${f.type} (${f.object}), not to a commit.`,
        hint: () => 'Only a commit can be released. Make a tag on the commit that is meant.',
        sample: { tag: 'junio-gpg-pub', type: 'blob', object: '6019c27d966fe3ce8adcc0e9f12078eef96ca6ef' },
    }),
    COMMIT_NOT_FOUND: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `The commit ${f.commit} is not in ${f.where}.`,
        hint: () => 'Fetch it (`git fetch --all --tags`); in a workflow give actions/checkout `fetch-depth: 0`.',
        sample: { commit: '0f3c9e1d2b4a5968778695a4b3c2d1e0f0a1b2c3', where: 'the clone' },
    }),
    SHALLOW_CLONE: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `The clone is shallow, and ${f.what} cannot be read from it: what is missing would be taken for absent.`,
        hint: () => 'In a workflow give actions/checkout `fetch-depth: 0`; in a terminal: `git fetch --unshallow --tags`.',
        sample: { what: 'the list of all tags' },
    }),
    GIT_FAILED: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `git could not ${f.what}. It said: ${f.said || 'nothing'}`,
        hint: () => 'The clone may be damaged (`git fsck` tells) or locked by another program.',
        sample: { what: 'read the tree of 0f3c9e1', said: 'fatal: bad object' },
    }),
    FETCH_FAILED: (0,entry/* entry */.f)({
        kind: 'remote',
        message: (f) => `git could not fetch ${f.what} from ${f.url}. It said: ${f.said || 'nothing'}`,
        hint: () => 'Check that the address exists and that the token may read it. Nothing was written.',
        sample: { url: 'https://github.com/me/project', what: '0f3c9e1', said: 'fatal: repository not found' },
    }),
    SUBMODULE_MISSING: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `The submodule ${f.path} is needed at ${f.commit}, and its objects cannot be had: ${f.reason}. It would be packed as an empty folder.`,
        hint: () => 'Check it out beforehand: `git submodule update --init --recursive`, or `submodules: recursive` of actions/checkout.',
        sample: { path: 'vendor/lib', commit: '0f3c9e1d2b4a5968778695a4b3c2d1e0f0a1b2c3', reason: 'it is not checked out here, and its address is not https' },
    }),
    LFS_POINTER: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `${f.path} is kept in Git LFS and its content (${f.object}) is not in this clone; only the pointer would be packed.`,
        hint: () => 'Fetch it beforehand: `git lfs fetch origin TAG`, or `lfs: true` of actions/checkout.',
        sample: { path: 'docs/film.mp4', object: 'sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393' },
    }),
};

;// CONCATENATED MODULE: ./out/errors/catalog/http.js
// Codes of the HTTP adapter. Facts carry URLs without their query: signed URLs and upload sessions are secrets in it.

const call = { method: 'POST', url: 'https://api.github.com/repos/accanto/driver/releases' };
const http = {
    HTTP_UNREACHABLE: (0,entry/* entry */.f)({
        kind: 'remote',
        message: (f) => `${f.method} ${f.url} could not be sent: ${f.what}.`,
        hint: () => 'Nothing arrived there, so nothing changed. Check the address, the network and the proxy (HTTPS_PROXY, NO_PROXY), and run the same command again.',
        sample: { ...call, what: 'connect ECONNREFUSED 127.0.0.1:443' },
    }),
    HTTP_TLS: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `${f.method} ${f.url} was not sent, as the server's certificate cannot be trusted: ${f.what}.`,
        hint: () => 'If the server uses a certificate authority of your own, name its file in NODE_EXTRA_CA_CERTS. Certificate checks cannot be switched off.',
        sample: { ...call, what: 'self-signed certificate' },
    }),
    HTTP_BROKEN: (0,entry/* entry */.f)({
        kind: 'remote',
        message: (f) => `The answer to ${f.method} ${f.url} did not come through: ${f.what}.`,
        hint: () => 'Run the same command again: it looks up what is there and goes on from it.',
        sample: { ...call, what: 'the connection was closed after 120 of 600 bytes' },
    }),
    HTTP_ANSWER_LOST: (0,entry/* entry */.f)({
        kind: 'remote',
        message: (f) => `Nobody knows whether ${f.method} ${f.url} was carried out: ${f.what}. It was not sent a second time.`,
        hint: () => 'Run the same command again: it looks up what is there and goes on from it.',
        sample: { ...call, what: 'it was answered with 502' },
    }),
    HTTP_NOT_JSON: (0,entry/* entry */.f)({
        kind: 'remote',
        message: (f) => `${f.method} ${f.url} was answered with ${f.status}, but not with JSON. The answer begins with: ${f.start}`,
        hint: () => 'This is mostly the error page of a proxy or of an outage. Look at the service\'s status page and run the same command again.',
        sample: { ...call, status: 200, start: '<!DOCTYPE html>' },
    }),
    HTTP_TOO_LARGE: (0,entry/* entry */.f)({
        kind: 'remote',
        message: (f) => `The answer to ${f.method} ${f.url} is larger than ${f.limit} bytes, which no right answer is.`,
        hint: () => 'Check that the address belongs to the service it should.',
        sample: { ...call, limit: 16777216 },
    }),
    HTTP_REDIRECT_REFUSED: (0,entry/* entry */.f)({
        kind: 'remote',
        message: (f) => `${f.method} ${f.url} was redirected to ${f.to}, and that was not followed: ${f.why}.`,
        hint: () => 'If the service has moved, put its new address into the configuration; else ask its operator what the redirect is for.',
        sample: { ...call, to: 'http://example.com/', why: 'it leads from https to http' },
    }),
    HTTP_FILE_CHANGED: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `${f.file} was to be sent by ${f.method} ${f.url} with ${f.wanted} bytes, and only ${f.found} could be read from it.`,
        hint: () => 'Something changed the file during the run. Run again with nothing else writing there.',
        sample: { ...call, file: 'out/docs.tgz', wanted: 1000, found: 900 },
    }),
    RETRIES_SPENT: (0,entry/* entry */.f)({
        kind: 'remote',
        message: (f) => `${f.method} ${f.url} failed (${f.what}) and is not sent again: this run has lost ${f.minutes} minutes to failing requests by now.`,
        hint: () => 'The service fails too often to release there. Look at its status page and run the same command later: it finishes what is missing.',
        sample: { ...call, method: 'GET', what: 'it was answered with 502', minutes: 15 },
    }),
    RATE_LIMITED: (0,entry/* entry */.f)({
        kind: 'remote',
        message: (f) => `${f.service} takes this request no sooner than ${f.until}: ${f.why}. That is ${f.seconds} seconds away, and this run may not wait so long.`,
        hint: (f) => `Run the same command after ${f.until}: it finishes what is missing. Or let it wait longer: --max-wait 2h.`,
        facts: (f) => f,
        sample: { service: 'https://api.github.com', until: '2026-01-01T12:00:00Z', seconds: 2400, why: 'it takes 500 creations an hour' },
    }),
};

// EXTERNAL MODULE: ./out/errors/catalog/registry.js
var registry = __webpack_require__(2271);
;// CONCATENATED MODULE: ./out/errors/catalog/github.js
// Codes of the GitHub adapter. GitHub's own words are kept: they are what people search for.

const refused = { what: 'create a draft release of accanto/os-vim-driver', status: 422, said: 'Validation Failed (body is too long)' };
const github = {
    GITHUB_TOKEN_REFUSED: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `GitHub does not accept the token (asked to ${f.what}): ${f.said}`,
        hint: () => 'The token is missing, expired or mistyped. In a workflow leave the input `token` at its default; elsewhere set GITHUB_TOKEN. A token of a job lives for six hours at most.',
        sample: { what: refused.what, said: 'Bad credentials' },
    }),
    GITHUB_PERMISSION: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `The token may not ${f.what}: ${f.said}`,
        hint: (f) => {
            const scopes = f.permission.split(/[;,]/).map((it) => it.trim()).filter((it) => it !== '');
            if (scopes.length === 0)
                return 'GitHub does not name the permission. Check that the token may write to this repository.';
            const lines = [...new Set(scopes)].map((it) => `\`${it.replace('=', ': ').replaceAll('_', '-')}\``).join(' or ');
            const workflows = scopes.some((it) => it.startsWith('workflows')) ? ' The token of a workflow can never have `workflows: write`: use one of a GitHub App for this.' : '';
            return `Add ${lines} to the \`permissions:\` of the job. Naming one permission sets all others to none, so keep those that are there.${workflows}`;
        },
        sample: { what: refused.what, permission: 'contents=write', said: 'Resource not accessible by integration' },
    }),
    GITHUB_PULLS_FORBIDDEN: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `The repository does not let workflows ${f.what}: ${f.said}`,
        hint: () => 'Switch on "Allow GitHub Actions to create and approve pull requests" in the settings of the repository (Actions, General), or give a token of a GitHub App.',
        sample: { what: 'open a pull request in accanto/os-vim-driver', said: 'GitHub Actions is not permitted to create or approve pull requests.' },
    }),
    GITHUB_NOT_FOUND: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `GitHub knows nothing at ${f.url} (asked to ${f.what}), or hides it from this token.`,
        hint: () => 'Check the name of the repository, and that the token may read it: GitHub says "not found" also to those who may not look.',
        sample: { what: 'read the repository accanto/os-vim-driver', url: 'https://api.github.com/repos/accanto/os-vim-driver' },
    }),
    GITHUB_REFUSED: (0,entry/* entry */.f)({
        kind: 'remote',
        message: (f) => `GitHub refused to ${f.what}. It answered ${f.status}: ${f.said}`,
        hint: () => 'GitHub\'s words say why. After the cause is gone, run the same command again: it goes on from what is there.',
        sample: refused,
    }),
    GITHUB_ANSWER: (0,entry/* entry */.f)({
        kind: 'remote',
        message: (f) => `GitHub answered the request to ${f.what}, but \`${f.field}\` of the answer is ${f.found}.`,
        hint: () => 'The answer is not as GitHub documents it; something between here and GitHub may have made it. Run the same command again, and open an issue if it stays so.',
        sample: { what: 'list the releases of accanto/os-vim-driver', field: '[0].upload_url', found: 'missing' },
    }),
    GITHUB_TOO_MANY: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `To ${f.what} GitHub would have to be asked for more than ${f.limit} entries, and it gives no more.`,
        hint: () => 'Remove drafts and releases that nobody needs.',
        sample: { what: 'list the releases of accanto/os-vim-driver', limit: 10_000 },
    }),
    GITHUB_ORIGIN: (0,entry/* entry */.f)({
        kind: 'remote',
        message: (f) => `GitHub at ${f.api} named ${f.url} as the place for uploads, which does not belong to it. The token was not sent there.`,
        hint: () => 'Check GITHUB_API_URL and GITHUB_SERVER_URL. Whoever answers in the place of GitHub could collect tokens so.',
        sample: { url: 'https://uploads.example.com/', api: 'https://api.github.com' },
    }),
    GITHUB_RULES: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `A ruleset of the repository does not let this token ${f.what}: ${f.said}`,
        hint: () => 'The token of a workflow cannot bypass rulesets. Add a GitHub App to the bypass list of the ruleset and give its token as the input `token`.',
        sample: { what: 'publish the release 1.0.0', said: 'Repository rule violations found. Cannot create ref due to creations being restricted.' },
    }),
    TAG_BURNED: (0,entry/* entry */.f)({
        kind: 'conflict',
        message: (f) => `The tag name ${f.tag} of ${f.repository} once belonged to an immutable release, and GitHub never gives it again, not even after that release was deleted.`,
        hint: () => 'Nothing can bring the name back. Release the same content under the next version number.',
        sample: { tag: '1.0.0', repository: 'accanto/os-vim-driver' },
    }),
    RELEASE_EXISTS: (0,entry/* entry */.f)({
        kind: 'conflict',
        message: (f) => `${f.repository} has a published release ${f.tag} already, and it is another one than this run was making.`,
        hint: () => 'Nothing was overwritten. Look who published it; release a new version, or delete that release if nobody uses it, and run again.',
        sample: { tag: '1.0.0', repository: 'accanto/os-vim-driver' },
    }),
    RELEASE_IMMUTABLE: (0,entry/* entry */.f)({
        kind: 'conflict',
        message: (f) => `GitHub does not let anybody ${f.what} any more, as the release is immutable: ${f.said}`,
        hint: () => 'What is published stays as it is. Release a new version.',
        sample: { what: 'upload a.tgz', said: 'Cannot upload assets to an immutable release.' },
    }),
    ASSET_EXISTS: (0,entry/* entry */.f)({
        kind: 'conflict',
        message: (f) => `The release ${f.release} holds an asset ${f.name} with other content. Found ${f.found}, wanted ${f.wanted}.`,
        hint: () => 'Nothing was overwritten. If somebody else uploaded it, find out why; if it may go, delete it there and run the same command again.',
        sample: { name: 'driver-1.0.0-docs.tgz', release: '1.0.0', found: 'sha256:1111', wanted: 'sha256:2222' },
    }),
    ASSET_RENAMED: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `GitHub stored the asset ${f.asked} under the name ${f.got}.`,
        hint: () => 'Give the file a name that GitHub keeps: letters, digits and . _ + -',
        sample: { asked: 'driver docs.tgz', got: 'driver.docs.tgz' },
    }),
    ASSET_DIGEST: (0,entry/* entry */.f)({
        kind: 'remote',
        message: (f) => `The asset ${f.name} was uploaded, and GitHub holds other bytes than were sent. Found ${f.found}, wanted ${f.wanted}.`,
        hint: () => 'Run the same command again: the release is still a draft, and the asset is uploaded anew.',
        sample: { name: 'driver-1.0.0-docs.tgz', found: 'sha256:1111', wanted: 'sha256:2222' },
    }),
    REF_EXISTS: (0,entry/* entry */.f)({
        kind: 'conflict',
        message: (f) => `${f.repository} has ${f.ref} already, at another object. Found ${f.found}, wanted ${f.wanted}.`,
        hint: () => 'Nothing was moved. If it may go, delete it there and run the same command again.',
        sample: { ref: 'refs/tags/1.0.0', repository: 'accanto/os-vim-driver', found: '1111111', wanted: '2222222' },
    }),
    BRANCH_PROTECTED: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `The branch ${f.branch} takes no commit from this token: ${f.said}`,
        hint: () => 'The change can go as a pull request; or add a GitHub App to the bypass list of the protection and give its token.',
        sample: { branch: 'main', said: 'Changes must be made through a pull request.' },
    }),
    BRANCH_MOVED: (0,entry/* entry */.f)({
        kind: 'remote',
        message: (f) => `The branch ${f.branch} has moved on from ${f.expected} while a commit for it was being made.`,
        hint: () => 'Somebody pushed at the same time. Run the same command again: the change is made afresh on top of what is there.',
        sample: { branch: 'main', expected: '1111111' },
    }),
};

;// CONCATENATED MODULE: ./out/errors/catalog/publish.js
// Codes of the rooms that prepare, publish and follow.

const publish = {
    TAG_MOVED: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `The tag ${f.tag} of ${f.repository} was at ${f.pinned} when this run began, and is at ${f.now} now.`,
        hint: (f) => `Nothing more is published from a tag that moves. Find out who moved it. To go on with what was begun, put it back (\`git push --force origin ${f.pinned}:refs/tags/${f.tag}\`) and run the same command again; a tag that moved before anything was public may be released as it is now, by running again; else release a new version.`,
        sample: { tag: '1.0.0', repository: 'accanto/os-vim-driver', pinned: '1111111111', now: '2222222222' },
    }),
    TAG_EXISTS: (0,entry/* entry */.f)({
        kind: 'conflict',
        message: (f) => `${f.repository} has a tag ${f.tag} already (at commit ${f.commit}), and it cannot be the one that was to be made: ${f.why}.`,
        hint: (f) => `No tag was moved. Release the tag that is there with \`--tag ${f.tag}\`, or prepare another version.`,
        sample: { tag: '1.0.0', repository: 'accanto/os-vim-driver', commit: '1111111111', why: 'setup.cfg says 0.9.0 there' },
    }),
    RELEASE_FOREIGN: (0,entry/* entry */.f)({
        kind: 'conflict',
        message: (f) => `${f.repository} has a published release ${f.tag} that Slipway did not make: ${f.url}`,
        hint: () => 'Nothing was changed there. To take it over as it is and add what is missing, run again with `--adopt`. Else release a new version, or delete that release if nobody uses it, and run again.',
        sample: { tag: '1.0.0', repository: 'accanto/os-vim-driver', url: 'https://github.com/accanto/os-vim-driver/releases/tag/1.0.0' },
    }),
    ADOPTS: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `The ${f.kind} ${f.tag} of ${f.repository} (${f.url})${f.title === '' ? '' : `, "${f.title}",`} was begun by other means and is taken over. Its title, its text and its assets stay${f.assets === '' ? '; it has none of the last' : `: ${f.assets}`}.`,
        hint: () => 'Asked for by `--adopt`; this does not stop the run. Assets with the names of this release must have its bytes, or the run ends in a conflict before it writes. Further assets stay, and are named in the report.',
        sample: { tag: '1.0.0', repository: 'accanto/os-vim-driver', kind: 'draft', url: 'https://github.com/accanto/os-vim-driver/releases', title: 'The first one', assets: 'manual.pdf' },
    }),
    ADOPT_SEVERAL: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `${f.repository} has several drafts ${f.tag} that Slipway did not make, and which of them is to be taken over cannot be told: ${f.urls}.`,
        hint: () => 'Nothing was changed. Delete all but the one that is to become the release, and run again with `--adopt`; without it the release gets a draft of its own.',
        sample: { tag: '1.0.0', repository: 'accanto/os-vim-driver', urls: 'https://github.com/accanto/os-vim-driver/releases/tag/untagged-1, https://github.com/accanto/os-vim-driver/releases/tag/untagged-2' },
    }),
    ADOPT_TOO_LONG: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `The release ${f.tag} (${f.url}) cannot be taken over: its text, with the line that says what it held, would have ${f.length} characters, and GitHub takes ${f.most}.`,
        hint: () => 'Nothing was changed. Shorten its text, or remove assets from it that nobody needs, and run again.',
        sample: { tag: '1.0.0', url: 'https://github.com/accanto/os-vim-driver/releases', length: 131_000, most: 125_000 },
    }),
    DRAFT_FOREIGN: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `${f.repository} has a draft release ${f.tag} that is ${f.whose}: ${f.url}. It is left alone; this release gets a draft of its own.`,
        hint: () => 'Delete it by hand when nobody needs it any more. This does not stop the run. To go on with that draft instead, run with `--adopt` before this release has a draft of its own.',
        sample: { tag: '1.0.0', repository: 'accanto/os-vim-driver', url: 'https://github.com/accanto/os-vim-driver/releases', whose: 'not of Slipway' },
    }),
    DRAFT_CHANGED: (0,entry/* entry */.f)({
        kind: 'conflict',
        message: (f) => `The draft release ${f.tag} (${f.url}) holds what this release did not put there: ${f.names}.`,
        hint: () => 'Somebody changed the draft. Nothing was removed or published. Delete the assets that do not belong there (or all of the draft), and run again.',
        sample: { tag: '1.0.0', url: 'https://github.com/accanto/os-vim-driver/releases', names: 'surprise.exe' },
    }),
    RECORD_BROKEN: (0,entry/* entry */.f)({
        kind: 'conflict',
        message: (f) => `The record (slipway.json) in ${f.where} cannot be the record of this release: ${f.what}.`,
        hint: () => 'The record says which bytes are frozen, so nothing goes on without it. Somebody changed it. If nothing of this release is public: delete the draft (or the ref) that holds it and run again; else release a new version.',
        sample: { where: 'the draft 1.0.0', what: 'it is no JSON' },
    }),
    RECORD_APPEARED: (0,entry/* entry */.f)({
        kind: 'remote',
        message: (f) => `There is a record in ${f.where} that was not there before this run was about to write: its bytes are frozen.`,
        hint: () => 'Another run of the same release has gone on, or GitHub showed an old state. Nothing was replaced. Run the same command again: it goes on from the record.',
        sample: { where: 'the draft 1.0.0 (https://github.com/accanto/os-vim-driver/releases)' },
    }),
    FROZEN_GONE: (0,entry/* entry */.f)({
        kind: 'conflict',
        message: (f) => `Bytes that an earlier run of this release froze are gone: ${f.gone}. They are not built again, as that might give other bytes${f.public === '' ? '' : `, and of this release is public already: ${f.public}`}.`,
        hint: () => 'Bring them back where they were (each must have the digest that is named), or release a new version. Only when nobody has taken what is public: remove that too, then the next run builds everything again.',
        sample: { gone: 'driver-1.0.0-docs.tgz (sha256:1111), which should be in the draft 1.0.0 of accanto/os-vim-driver', public: 'docker.io/accanto/os-vim-driver:1.0.0' },
    }),
    FROZEN_AGAIN: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `Bytes that an earlier run of this release froze are gone: ${f.gone}. Nothing of it is public yet, so ${f.records} is taken back and everything is built again.`,
        hint: () => 'Nothing has to be done. This does not stop the run. If it comes again and again, somebody deletes what waits to be published: look for clean-up rules of the registry.',
        sample: { gone: 'image (sha256:1111), which should be in docker.io/accanto/os-vim-driver', records: 'slipway.json of the draft 1.0.0 of accanto/os-vim-driver' },
    }),
    FROZEN_VANISHED: (0,entry/* entry */.f)({
        kind: 'remote',
        message: (f) => `${f.name} (${f.digest}) was ${f.where} when this run began, and is not there any more.`,
        hint: () => 'Somebody removed it in this very moment, or the service shows an old state. Run the same command again: it looks afresh, and decides what can be done.',
        sample: { name: 'image', digest: 'sha256:1111', where: 'in docker.io/accanto/os-vim-driver' },
    }),
    RECORDS_DIFFER: (0,entry/* entry */.f)({
        kind: 'conflict',
        message: (f) => `Two records of this release freeze other bytes as ${f.name}: ${f.one}, and ${f.other}.`,
        hint: () => 'Two runs froze what they built without knowing of one another. Nothing was published. Delete the record whose bytes are not public (the draft that holds it, or the ref that is named), and run again.',
        sample: { name: 'image', one: 'sha256:1111 in slipway.json of the draft 1.0.0 of accanto/os-vim-driver', other: 'sha256:2222 in refs/slipway/record/1.0.0/1111111 of accanto/os-vim-driver' },
    }),
    DRAFT_BUSY: (0,entry/* entry */.f)({
        kind: 'remote',
        message: (f) => `The draft ${f.tag} (${f.url}) does not hold any more what this run has just put there: ${f.names}. Nothing was frozen.`,
        hint: () => 'Another run of the same release is at work, or somebody changes the draft. Nothing is public. Run the same command again when the other one has ended.',
        sample: { tag: '1.0.0', url: 'https://github.com/accanto/os-vim-driver/releases', names: 'driver-1.0.0-docs.tgz' },
    }),
    ASSET_NAME: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `A release asset cannot be called ${JSON.stringify(f.name)}: GitHub would store it under another name, and checksums would name a file that does not exist.`,
        hint: (f) => `Use ${f.allowed} in the names of what is built.`,
        sample: { name: 'driver docs.tgz', allowed: 'letters, digits and . _ + -' },
    }),
    ASSET_COLLISION: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `Two assets of the release would be called ${f.name}: one from ${f.first}, one from ${f.second}.`,
        hint: () => 'Give one of them another name (`name:` of the build entry). SHA256SUMS, slipway.json and RELEASE_NOTES.md are names of Slipway\'s own.',
        sample: { name: 'docs.tgz', first: 'docs', second: 'more-docs' },
    }),
    ASSET_LIMIT: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `${f.what}, and GitHub takes ${f.limit}.`,
        hint: () => 'Attach less (`assets:` of the release), or publish large files elsewhere and link them.',
        sample: { what: 'The asset image.tar has 3000000000 bytes', limit: 'less than 2 GiB for one asset' },
    }),
    TITLE_TOO_LONG: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `The title of the release (${JSON.stringify(f.title)}) has ${f.length} characters, and GitHub takes ${f.limit}.`,
        hint: () => 'Shorten `title:` of `publish.release`; what is to be read belongs into the text of the tag.',
        sample: { title: 'Release 1.0.0, which brings …', length: 300, limit: 256 },
    }),
    TAG_TOO_LONG: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `The name of the tag ${f.tag.slice(0, 60)} … has ${f.length} bytes, and a release takes at most ${f.limit}.`,
        hint: () => 'Use a shorter tag. GitHub ends names of refs at 255 bytes, and Slipway keeps its lock and its record in refs that are named after the tag.',
        sample: { tag: 'release-of-the-driver-that-was-made-after-the-meeting-of-the-first-of-may', length: 180, limit: 170 },
    }),
    IMAGE_TAG: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `${JSON.stringify(f.text)} cannot be a tag in a registry.`,
        hint: () => 'A tag has up to 128 letters, digits and . _ - and does not begin with . or -. `{version}` in `tags:` is spelt so that it fits.',
        sample: { text: 'v1.0.0+build' },
    }),
    IMAGE_LAYOUT: (0,entry/* entry */.f)({
        kind: 'bug',
        message: (f) => `The OCI layout at ${f.path} is not whole: ${f.what}.`,
        hint: () => 'Run again from a clean state. If it stays so, this is a fault of Slipway: please open an issue.',
        sample: { path: 'out/image', what: 'the blob sha256:1111 is missing' },
    }),
    CHART_UNREADABLE: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `The chart ${f.file} cannot be published: ${f.what}.`,
        hint: () => 'It has to be what `helm package` writes: a folder with a Chart.yaml that has name and version.',
        sample: { file: 'driver-1.0.0.tgz', what: 'there is no Chart.yaml in it' },
    }),
    PUSH_DENIED: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `The registry does not let us push to ${f.name} (${f.scope}): ${f.reason}`,
        hint: (f) => `Log in to ${f.name.split('/')[0] ?? f.name} before (docker/login-action in a workflow), with an account that may push there; for ghcr.io add \`packages: write\` to the \`permissions:\` of the job.`,
        sample: { name: 'docker.io/accanto/os-vim-driver', scope: 'repository:accanto/os-vim-driver:pull,push', reason: 'denied: requested access to the resource is denied' },
    }),
    PUSH_CHANGED: (0,entry/* entry */.f)({
        kind: 'conflict',
        message: (f) => `Somebody pushed ${f.name}:${f.tag} while this run was about to. Found ${f.found}, wanted ${f.wanted}.`,
        hint: () => 'Nothing was overwritten. Look who pushed it; release a new version, or delete that tag if nobody uses it, and run again.',
        sample: { name: 'docker.io/accanto/os-vim-driver', tag: '1.0.0', found: 'sha256:1111', wanted: 'sha256:2222' },
    }),
    RIGHT_MISSING: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `The token lacks \`${f.scope.replace(':', ': ')}\` for ${f.repository}, which is needed to ${f.why}. ${f.said}`,
        hint: (f) => `Add \`${f.scope.replace(':', ': ')}\` to the \`permissions:\` of the job. Naming one permission sets all others to none, so keep those that are there.`,
        sample: { scope: 'contents:write', repository: 'accanto/os-vim-driver', why: 'create the release', said: 'GitHub answered 403: Resource not accessible by integration' },
    }),
    RIGHT_UNPROVEN: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `Whether the right ${f.scope} for ${f.where} is there cannot be proven in advance: ${f.said}`,
        hint: () => 'This does not stop the run. If the right is missing, the run stops when it is needed, and the same command goes on after it was given.',
        sample: { scope: 'packages:write', where: 'accanto/os-vim-driver', said: 'GitHub has no request that asks for it without taking effect' },
    }),
    NEXT_BY_PULL: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `The next version cannot be committed to ${f.branch} (${f.why}); it is proposed in a pull request instead.`,
        hint: () => 'Merge it after the release. This does not stop the run.',
        sample: { branch: 'main', why: 'a ruleset demands: pull_request' },
    }),
};

;// CONCATENATED MODULE: ./out/errors/catalog/build.js
// Codes of building.

const build = {
    ARCHIVE_UNREADABLE: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `${f.archive} cannot be read: ${f.reason}.`,
        hint: () => 'It is damaged, or was made by a tool whose format is not known here. Build it again; if that does not help, please open an issue with the tool and its version.',
        sample: { archive: 'image.tar', reason: 'it ends in the middle of a member' },
    }),
    DOCS_MISSING: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `The docs folder ${f.folder} is not in the tagged commit ${f.commit}.`,
        hint: () => 'Set `build.docs.from` to the folder as git has it (an empty folder is not in git), or remove `build.docs`.',
        sample: { folder: 'docs', commit: '0f3c9e1d2b4a' },
    }),
    LINK_ESCAPES: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `The link ${f.path} leads to ${f.target}, which is outside of ${f.folder}: whoever unpacks the archive would find nothing there, or something of their own machine.`,
        hint: () => 'Put a copy of the file in place of the link, or let the link lead to a file within the folder.',
        sample: { path: 'docs/passwd', target: '/etc/passwd', folder: 'docs' },
    }),
    SECRET_PACKED: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `${f.archive} would carry ${f.path} to everybody, a file that usually holds credentials.`,
        hint: () => 'Take it out of the repository (and change what it held, if it was real), or out of what is packed.',
        sample: { path: 'config/.env', archive: 'demo-1.0.0-docs.tgz' },
    }),
    PYTHON_MISSING: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `No Python of this machine can build the wheel. Asked:\n${f.tried.map((line) => `  ${line}`).join('\n')}`,
        hint: () => 'Install build and the backend of the project for one of them (`python3 -m pip install build setuptools wheel`; on Debian or Ubuntu: `apt-get install python3-build python3-setuptools python3-wheel`), or name an interpreter with `build.wheel.python` or SLIPWAY_PYTHON.',
        sample: { tried: ['/usr/bin/python3 (3.11.2): no module build'] },
    }),
    WHEEL_SOURCE_MISSING: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `There is neither a setup.py nor a pyproject.toml in ${f.folder} of the tagged commit.`,
        hint: () => 'Set `build.wheel.path` to the folder of the Python project, or remove `build.wheel`.',
        sample: { folder: 'python' },
    }),
    WHEEL_VERSION_NONE: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `The version ${f.version} of the tag cannot be written as a Python version (PEP 440), so no wheel can carry it.`,
        hint: () => 'Tag with a version such as 1.2.0, 1.2.0rc1 or 1.2.0.dev0, or remove `build.wheel` from this line.',
        sample: { version: 'v0.1-test' },
    }),
    WHEEL_VERSION: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `${f.file} says in its METADATA that it is version ${f.found}, and the tag says ${f.wanted}.`,
        hint: (f) => `Set the version in the source to ${f.wanted} (\`slipway set-version ${f.wanted}\`) and move the tag to that commit; if a plugin derives it from git, look at the tags that it sees.`,
        sample: { file: 'demo-1.1.0.dev0-py3-none-any.whl', found: '1.1.0.dev0', wanted: '1.0.0' },
    }),
    WHEEL_NOT_ONE: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => (f.found.length === 0 ? 'The build ended well and made no wheel.' : `The build made ${f.found.length} wheels where one was expected: ${f.found.join(', ')}.`),
        hint: () => 'One entry of `build.wheel` is one wheel of one project; give each project an entry with a `path` of its own.',
        sample: { found: ['a-1.0-py3-none-any.whl', 'b-1.0-py3-none-any.whl'] },
    }),
    WHEEL_UNREADABLE: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `${f.file} is no wheel that can be read: ${f.reason}.`,
        hint: () => 'Look at the output of the build above; installers would refuse this file as well.',
        sample: { file: 'demo-1.0.0-py3-none-any.whl', reason: 'it has no METADATA' },
    }),
    CHART_MISSING: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `${f.file} is not in the tagged commit ${f.commit}, so there is no chart to pack.`,
        hint: () => 'Set `build.chart.path` to the folder with the Chart.yaml, or remove `build.chart`.',
        sample: { file: 'helm/demo/Chart.yaml', commit: '0f3c9e1d2b4a' },
    }),
    CHART_VERSION: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `The version ${f.version} of the chart (${f.file}) cannot be packed: ${f.why}.`,
        hint: () => 'Write it with `slipway set-version`; or let `build.chart.version` be `tag` (set when it is packed) or `own` (the chart has a version of its own).',
        sample: { file: 'helm/demo/Chart.yaml', version: '2.2.0.dev0', why: 'Helm takes SemVer only (1.2.0, 1.2.0-rc.1)' },
    }),
    IMAGE_UNREADABLE: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `The image in ${f.archive} cannot be read: ${f.reason}.`,
        hint: () => 'It has to be what `docker save` writes for one image, or an OCI image layout with one image. Save it again; if that does not help, please open an issue with the engine and its version.',
        sample: { archive: 'image.tar', reason: 'it has neither a manifest.json nor an index.json' },
    }),
    IMAGE_LAYER_DIFFERS: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `A layer in ${f.archive} has the digest ${f.found} where the config of the image says ${f.wanted}: it is damaged, or another one.`,
        hint: () => 'Save the image again (disk full, or written while it was read?). Nothing was pushed.',
        sample: { archive: 'image.tar', found: 'sha256:00aa', wanted: 'sha256:11bb' },
    }),
    IMAGE_SOURCE_MISSING: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `The ${f.what} ${f.path} is not in the tagged commit ${f.commit}.`,
        hint: () => 'Paths of `build.image` (context, dockerfile, extra-wheels) are those of the repository; files that git ignores are not in a release.',
        sample: { path: 'docker/Dockerfile', what: 'Dockerfile', commit: '0f3c9e1d2b4a' },
    }),
    DOCKER_NOT_ANSWERING: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `Docker is installed, and its engine does not answer. It said: ${f.said || 'nothing'}`,
        hint: () => 'Start the engine (`sudo systemctl start docker`, or Docker Desktop), or set DOCKER_HOST to where it listens; `docker info` must work. Or leave the image out with `--without image`.',
        sample: { said: 'Cannot connect to the Docker daemon at unix:///var/run/docker.sock.' },
    }),
    BUILDX_MISSING: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `\`${f.what}\` needs BuildKit, and this Docker client (${f.client}) has no buildx, without which it has only the old builder.`,
        hint: () => 'Install docker-buildx (in a workflow: docker/setup-buildx-action), or remove the setting.',
        sample: { what: 'build.image.secrets', client: '28.2.2' },
    }),
};

;// CONCATENATED MODULE: ./out/errors/catalog/references.js
// Codes of references: reading and editing the places in the source where a version stands.

const references = {
    REFERENCE_DISAGREES: (0,entry/* entry */.f)({
        kind: 'gate',
        message: (f) => `${f.file} says ${f.found}${f.where ? ` at ${f.where}` : ''}; the version is ${f.version}, so it should say ${f.wanted}.`,
        hint: (f) => `\`slipway set-version ${f.version}\` writes every reference. Commit that, and tag the commit; a tag that is public already is better followed by a new version than moved.`,
        sample: { file: 'helm/os-vim-driver/Chart.yaml', where: '/version', found: '1.1.0.dev0', wanted: '2.0.0', version: '2.0.0' },
    }),
    REFERENCE_IMAGE: (0,entry/* entry */.f)({
        kind: 'gate',
        message: (f) => `${f.file} names the image ${f.found}${f.where ? ` at ${f.where}` : ''}; this release publishes ${f.wanted}.`,
        hint: () => 'Change the name in the file, or where the image goes (`publish.image.to`). Whoever installs from the file would otherwise get another image.',
        sample: { file: 'helm/os-vim-driver/values.yaml', where: '/docker/image', found: 'ibmcom/os-vim-driver', wanted: 'docker.io/accanto/os-vim-driver' },
    }),
    REFERENCE_MISSING: (0,entry/* entry */.f)({
        kind: 'gate',
        message: (f) => `${f.file} has nothing at ${f.where}${f.nearest ? ` (${f.nearest})` : ''}.`,
        hint: () => 'Mend `version.written-in` (or `also-set`) of the line: `at` is a JSON pointer such as /docker/version, `pattern` a text with one {version} in it.',
        sample: { file: 'helm/os-vim-driver/values.yaml', where: '/docker/verison', nearest: 'keys there: image, version' },
    }),
    REFERENCE_FILE_MISSING: (0,entry/* entry */.f)({
        kind: 'gate',
        message: (f) => `There is no file ${f.file} in this commit.${f.suggestion ? ` Did you mean ${f.suggestion}?` : ''}`,
        hint: () => 'Mend `version.written-in` (or `also-set`) of the line; paths are relative to the root of the repository. Files that git ignores are in no commit.',
        sample: { file: 'osvimdriver/pkginfo.json', suggestion: 'osvimdriver/pkg_info.json' },
    }),
    REFERENCE_NOT_TEXT: (0,entry/* entry */.f)({
        kind: 'gate',
        message: (f) => `${f.file} has ${f.found} at ${f.where}, where a version is to stand.`,
        hint: () => 'A reference is a text on one line. Name the place of the text itself, or write the value there in quotes.',
        sample: { file: 'pyproject.toml', where: '/project', found: 'a table' },
    }),
    REFERENCE_AMBIGUOUS: (0,entry/* entry */.f)({
        kind: 'gate',
        message: (f) => `${f.file} has more than one place for ${f.where}: ${f.found}.`,
        hint: () => 'A reference is one place, so that never the wrong one is changed. Take the double key out, or make the pattern longer until only one place fits.',
        sample: { file: 'README.md', where: 'the pattern `driver=={version}`', found: 'lines 12 and 40' },
    }),
    REFERENCE_ALIAS: (0,entry/* entry */.f)({
        kind: 'gate',
        message: (f) => `${f.file} has the alias *${f.anchor} at ${f.where}; changing it would change another place of the file as well.`,
        hint: () => 'Name the place that has the anchor in `version.written-in`, or write the value out here.',
        sample: { file: 'values.yaml', where: '/docker/version', anchor: 'version' },
    }),
    REFERENCE_FORMAT: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `${f.file} has no keys that \`at\` could name: it is neither .json nor .yaml, .yml or .toml.`,
        hint: () => 'Use `pattern` for it (such as `version = "{version}"`), or neither of both when the version is all that stands in the file.',
        sample: { file: 'setup.py' },
    }),
    REFERENCE_PATTERN: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `The pattern \`${f.pattern}\` cannot be used: ${f.what}.`,
        hint: () => 'A pattern is plain text, as it stands in the file, with one {version} in it ({image} for an image, {value} in `also-set`), and {revision} where digits follow that stay as they are.',
        sample: { pattern: 'version', what: 'it has no {version}' },
    }),
    REFERENCE_POINTER: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `\`${f.pointer}\` is no JSON pointer.`,
        hint: () => 'A pointer is the keys from the top, each with a slash before it: /docker/version, /dependencies/0/version. A slash inside a key is written ~1, a tilde ~0.',
        sample: { pointer: 'docker.version' },
    }),
    REFERENCE_VALUE: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `\`${f.value}\` cannot be written to ${f.file} at ${f.where}: a value is one line of text.`,
        hint: () => 'Mend the value in `version.also-set`.',
        sample: { file: 'pkg_info.json', where: '/ignition-version', value: '==2.0.4 …' },
    }),
    REFERENCE_CLASH: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `Two settings want different texts in ${f.file} at ${f.where}: ${f.wanted}, and ${f.found}.`,
        hint: () => 'Leave one of them out of `version.written-in` and `also-set`, or give both the same `spelling`.',
        sample: { file: 'Chart.yaml', where: '/version', found: '1.0.0rc1', wanted: '1.0.0-rc1' },
    }),
    DEPENDENCIES_MALFORMED: (0,entry/* entry */.f)({
        kind: 'gate',
        message: (f) => `${f.file} is not as zeitgeist has it: ${f.what}.`,
        hint: () => 'Under `dependencies` there is a list of entries with `name`, `version` and `refPaths`, and each of those has a `path` and perhaps a `match`.',
        sample: { file: 'dependencies.yaml', what: '"golang" has no version' },
    }),
    DEPENDENCIES_REGEXP: (0,entry/* entry */.f)({
        kind: 'gate',
        message: (f) => `${f.file}: the \`match\` of "${f.name}" cannot be used, because of ${f.what}: ${f.pattern}`,
        hint: () => 'A `match` is a regular expression of Go (RE2), tried on each line. Write it without what is named; zeitgeist refuses most of that as well.',
        sample: { file: 'dependencies.yaml', name: 'golang', pattern: 'go (?=1)', what: 'the look-around (?=…), which Go has not' },
    }),
    DEPENDENCIES_DISAGREE: (0,entry/* entry */.f)({
        kind: 'gate',
        message: (f) => `${f.file} does not hold ${f.version}, the version of "${f.name}" in ${f.dependencies}: ${f.found}.`,
        hint: (f) => `Change one of the two, or the \`match\` in ${f.dependencies}; \`slipway check\` shows all of them.`,
        sample: { file: 'go.mod', name: 'golang: go.mod', version: '1.26', dependencies: 'dependencies.yaml', found: 'line 3 says "go 1.25.1"' },
    }),
    DEPENDENCIES_NO_ENTRY: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `${f.file} has no entry "${f.name}".${f.suggestion === undefined ? '' : ` Did you mean "${f.suggestion}"?`} Its entries: ${f.known || 'none'}.`,
        hint: () => 'Mend `entries` of that reference under `version.written-in`, or leave it out: then the entries of the release are found.',
        sample: { file: 'dependencies.yaml', name: 'repo release', known: 'repo release version, golang', suggestion: 'repo release version' },
    }),
    DEPENDENCIES_NONE: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `${f.file} has no entry that carries the version of this line, and nothing else is named where it is written.`,
        hint: () => 'Name the entries: `written-in: [{ dependencies: dependencies.yaml, entries: ["repo release version"] }]`. Found by itself is an entry called "… release version", or one whose file is VERSION.',
        sample: { file: 'dependencies.yaml' },
    }),
    FILE_MALFORMED: (0,entry/* entry */.f)({
        kind: 'gate',
        message: (f) => `${f.file} is not well-formed ${f.format}: ${f.what}`,
        hint: () => 'Mend the line that is named. For a template that only becomes this format later, use a `pattern` in place of `at`.',
        sample: { file: 'pkg_info.json', format: 'JSON', what: 'a comma or } is missing' },
    }),
    FILE_TOO_LARGE: (0,entry/* entry */.f)({
        kind: 'gate',
        message: (f) => `${f.file} has ${f.size} characters; references are looked for in files of at most ${f.limit}.`,
        hint: () => 'Keep the version in a smaller file, or use a `pattern`, which may be looked for in larger files.',
        sample: { file: 'values.yaml', size: 2_000_000, limit: 524_288 },
    }),
    FILE_NOT_UTF8: (0,entry/* entry */.f)({
        kind: 'gate',
        message: (f) => `${f.file} is not UTF-8, and editing it would change other bytes than the version.`,
        hint: () => 'Save the file as UTF-8. (A replacement character U+FFFD in it is the mark of a file that was once decoded wrongly.)',
        sample: { file: 'setup.py' },
    }),
};

;// CONCATENATED MODULE: ./out/errors/catalog/version.js
// Codes of versions, their tags and the templates that are filled with them.

const version = {
    VERSION_INVALID: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `\`${f.text}\` is no version of the scheme ${f.scheme}.${f.suggestion ? ` Did you mean \`${f.suggestion}\`?` : ''}`,
        hint: (f) => `The scheme ${f.scheme} allows ${f.allowed}. Another scheme is a setting of the line (\`scheme\`: semver, pep440 or free).`,
        sample: { text: 'v1.2', scheme: 'semver', allowed: 'three numbers, then perhaps a pre-release and build metadata: 1.2.0, 1.2.0-rc1', suggestion: '1.2.0' },
    }),
    VERSION_NO_SPELLING: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `The version ${f.version} cannot be spelled as ${f.spelling}.`,
        hint: () => 'docs/adr/0005 lists which versions have which spelling. Choose a version that has it (three numbers, then dev, a, b or rc with a number), or leave out what needs it.',
        sample: { version: '2.1.0a1.issue51', spelling: 'SemVer' },
    }),
    VERSION_NO_NEXT: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `There is no next version of ${f.version} by the rule \`${f.rule}\`.`,
        hint: () => 'Names of a line with `scheme: free`, and pre-releases of other words than dev, a, b and rc, have no successor: leave `version.next` out for them.',
        sample: { version: 'v0.1-test', rule: 'minor.dev0' },
    }),
    TAG_PATTERN: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `The tag pattern \`${f.pattern}\` cannot be used: ${f.what}.`,
        hint: () => 'A pattern is plain text with one place for the version: `{version}`, `v{version}`, `chart/{version}`, or the same with `*`.',
        sample: { pattern: 'release', what: 'it has no place for the version' },
    }),
    TAG_UNSAFE: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `\`${f.tag}\` is refused as a tag: ${f.what}.`,
        hint: () => 'Tags are ASCII letters, digits and . _ + ! @ - /, in the form that `git check-ref-format` accepts, and do not begin with a hyphen.',
        sample: { tag: '-f', what: 'it begins with a hyphen, and tools would take it for an option' },
    }),
    TEMPLATE_WORD: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `There is no word \`{${f.word}}\` for \`${f.template}\`.${f.suggestion ? ` Did you mean \`{${f.suggestion}}\`?` : ''}`,
        hint: (f) => `Words: ${f.known}. A brace that is meant as such is written twice: {{.`,
        sample: { word: 'versoin', template: 'driver-{versoin}', known: '{version}, {tag}', suggestion: 'version' },
    }),
    TEMPLATE_NO_VALUE: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `\`{${f.word}}\` in \`${f.template}\` has no value in this run.`,
        hint: () => '{semver} and {pep440} are there when the version can be spelled so, {major} {minor} {patch} unless the scheme is free, {revision} when one is given.',
        sample: { word: 'semver', template: 'chart-{semver}' },
    }),
};

;// CONCATENATED MODULE: ./out/errors/catalog.js
// All codes, joined from one file per room. Codes are permanent: they are part of what users may match on.















const catalog = { ...general, ...gate, ...engine, ...config, ...trigger, ...exec, ...git, ...http, ...registry/* registry */.u, ...github, ...lock, ...publish, ...build, ...references, ...version };

;// CONCATENATED MODULE: ./out/errors/release-error.js
// The one error class. Rooms call `fail(code, facts)` or collect `Problem`s and call `failAll`.

const docsRoot = 'https://github.com/slipway-release/slipway/blob/main/docs/errors.md';
/** Render one entry of the catalogue with its facts. */
const problem = (code, facts, place) => {
    const it = catalog[code];
    return {
        code,
        kind: it.kind,
        message: it.message(facts),
        hint: it.hint(facts),
        docs: `${docsRoot}#${code.toLowerCase()}`,
        ...(place ? { place } : {}),
        ...(it.facts ? { facts: it.facts(facts) } : {}),
    };
};
/** Thrown for one or several problems that were found together; the first one decides the kind. */
class ReleaseError extends Error {
    problems;
    constructor(problems, options) {
        super(problems.map((it) => it.message).join('\n'), options);
        this.name = 'ReleaseError';
        this.problems = problems;
    }
    get code() {
        return this.problems[0].code;
    }
    get kind() {
        return this.problems[0].kind;
    }
}
/** Stop with one problem. */
const fail = (code, facts, options = {}) => {
    const { place, ...rest } = options;
    throw new ReleaseError([problem(code, facts, place)], rest);
};
/** Stop if there is any problem; all of them are shown together. */
const failAll = (problems) => {
    const [first, ...rest] = problems;
    if (first)
        throw new ReleaseError([first, ...rest]);
};


/***/ }),

/***/ 3934:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   r: () => (/* binding */ claimTag),
/* harmony export */   y: () => (/* binding */ lineFor)
/* harmony export */ });
/* harmony import */ var _core_tag_pattern_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5165);
/* harmony import */ var _core_version_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8854);
/* harmony import */ var _errors_release_error_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7823);



/** The line that claims a tag; undefined if none does. `named` (from --line) restricts the choice. */
const claimTag = (config, tag, named) => {
    const claims = linesOf(config, named).flatMap((line) => {
        const match = (0,_core_tag_pattern_js__WEBPACK_IMPORTED_MODULE_0__/* .matchTag */ ._f)(line.tag, line.scheme, tag);
        return match ? [{ line, version: (0,_core_version_js__WEBPACK_IMPORTED_MODULE_1__/* .parseVersion */ .ot)(match.text, line.scheme) }] : [];
    });
    if (claims.length > 1)
        return (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_2__/* .fail */ .fJ)('CONFIG_LINES_CLASH', { tag, lines: claims.map((it) => it.line.name).join(', ') });
    return claims[0];
};
/** The line that a version is to be made for: the one named, or the only one. */
const lineFor = (config, named) => {
    const lines = linesOf(config, named);
    const [only, ...others] = lines;
    if (only && others.length === 0)
        return only;
    return (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_2__/* .fail */ .fJ)('LINE_NOT_NAMED', { known: config.lines.map((it) => it.name).join(', ') });
};
const linesOf = (config, named) => {
    if (named === undefined)
        return config.lines;
    const line = config.lines.find((it) => it.name === named);
    return line ? [line] : (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_2__/* .fail */ .fJ)('CONFIG_UNKNOWN_LINE', { line: named, known: config.lines.map((it) => it.name).join(', ') });
};


/***/ }),

/***/ 2385:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $H: () => (/* binding */ oneEntry),
/* harmony export */   Ar: () => (/* binding */ meantEntries),
/* harmony export */   Be: () => (/* binding */ buildEntries),
/* harmony export */   EZ: () => (/* binding */ isMeant),
/* harmony export */   MB: () => (/* binding */ entryName),
/* harmony export */   eU: () => (/* binding */ publishEntries)
/* harmony export */ });
/* harmony import */ var _core_artifact_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3946);
/* harmony import */ var _core_record_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5185);
/* harmony import */ var _errors_release_error_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7823);
// Which build entries of the line an entry of `publish` speaks of. Pure; the config is a plain value here.



const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const isKind = (word) => _core_artifact_js__WEBPACK_IMPORTED_MODULE_2__/* .artifactKinds */ .Y.includes(word);
const entriesOf = (facts, section, noun) => {
    const all = facts.config[section];
    return listOf(isObject(all) ? all[noun] : undefined);
};
/** The entries of `build.<noun>`. */
const buildEntries = (facts, noun) => entriesOf(facts, 'build', noun);
/** The entries of `publish.<noun>`. */
const publishEntries = (facts, noun) => entriesOf(facts, 'publish', noun);
/** A slot takes one mapping or a list of them. */
const listOf = (slot) => (Array.isArray(slot) ? slot.filter(isObject) : isObject(slot) ? [slot] : []);
const entryName = (entry) => (typeof entry['name'] === 'string' ? entry['name'] : '');
const namesOf = (facts, noun) => buildEntries(facts, noun).map(entryName);
const allNames = (facts) => ['wheel', 'docs', 'image', 'chart', 'files'].flatMap((noun) => namesOf(facts, noun));
/** One entry of `build.<noun>`: the one that is named, else the one with the same name, else the only one. */
const oneEntry = (facts, noun, asked) => {
    const names = namesOf(facts, noun);
    const found = names.find((it) => it === (asked.wanted ?? asked.name)) ?? (asked.wanted === undefined && names.length === 1 ? names[0] : undefined);
    return found ?? (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_1__/* .fail */ .fJ)('CONFIG_UNKNOWN_NAME', { path: asked.path, name: asked.wanted ?? asked.name, known: names.join(', ') || 'none' });
};
/** Entries meant by a list of kinds (`wheel`) and names; a kind means all entries that give it. What is left out is not meant. */
const meantEntries = (facts, words, path) => {
    const known = allNames(facts);
    const meant = words.flatMap((word) => {
        const names = isKind(word) ? namesOf(facts, (0,_core_record_js__WEBPACK_IMPORTED_MODULE_0__/* .buildNoun */ .Rr)(word)) : known.filter((it) => it === word);
        return names.length > 0 ? names : (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_1__/* .fail */ .fJ)('CONFIG_UNKNOWN_NAME', { path, name: word, known: [...new Set(known)].join(', ') || 'none' });
    });
    return [...new Set(meant)].filter((it) => !facts.leftOut.includes(it));
};
/** Is an artifact meant by one of the words? Kinds go before names: `wheel` is not the sdist of the entry `wheel`. */
const isMeant = (words, it) => words.some((word) => (isKind(word) ? it.kind === word : it.name === word));


/***/ }),

/***/ 3335:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   U: () => (/* binding */ movedTag),
/* harmony export */   j: () => (/* binding */ mustBePinned)
/* harmony export */ });
/* harmony import */ var _core_pin_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5945);
/* harmony import */ var _errors_release_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7823);
// The tag is pinned at the start of a run, and read again before each step that cannot be taken back.


/** Undefined while the tag is where it was. */
const movedTag = async ({ github, repository, tag }) => (0,_core_pin_js__WEBPACK_IMPORTED_MODULE_1__/* .movedFrom */ .y)(tag, await github.ref(repository, `refs/tags/${tag.name}`), repository);
const mustBePinned = async (world) => {
    const moved = await movedTag(world);
    if (moved)
        (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_0__/* .fail */ .fJ)('TAG_MOVED', moved);
};


/***/ }),

/***/ 2602:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   NN: () => (/* binding */ readRecordText),
/* harmony export */   Rd: () => (/* binding */ isVoid),
/* harmony export */   dy: () => (/* binding */ judgeRecord),
/* harmony export */   kA: () => (/* binding */ largestRecord),
/* harmony export */   p1: () => (/* binding */ unnamed)
/* harmony export */ });
/* harmony import */ var _core_digest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6852);
/* harmony import */ var _core_record_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5185);
/* harmony import */ var _errors_release_error_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7823);



/** Far above any real record, far below what would hurt. */
const largestRecord = 16 * 1024 * 1024;
/** A record that is none, or of another tag object, stops: it says which bytes are frozen. */
const readRecordText = (bytes, { where, tag }) => {
    const parsed = (0,_core_record_js__WEBPACK_IMPORTED_MODULE_1__/* .parseRecord */ .Hh)(new TextDecoder().decode(bytes));
    if ('broken' in parsed)
        return (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_2__/* .fail */ .fJ)('RECORD_BROKEN', { where, what: parsed.broken });
    const { record } = parsed;
    if (record.tag.name !== tag.name || record.tag.object !== tag.object) {
        return (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_2__/* .fail */ .fJ)('RECORD_BROKEN', { where, what: `it is of the tag ${record.tag.name} at ${record.tag.object}, and this tag is at ${tag.object}` });
    }
    return { record, digest: (0,_core_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .digestOf */ .ol)(bytes), size: bytes.byteLength, where };
};
const key = ({ kind, name, fileName }) => `${kind} ${name} ${fileName}`;
/** What the record does not name, because it was made by a run with --only or --without. */
const unnamed = (file, inputs) => {
    const frozen = new Set((0,_core_record_js__WEBPACK_IMPORTED_MODULE_1__/* .artifactsOf */ .Ns)(file.record).map(key));
    return inputs.filter((it) => !frozen.has(key(it)));
};
/** It names bytes that are gone, and others were built in their place: it is taken back and written anew. */
const isVoid = (file, world) => world.voided?.includes(file.digest) === true;
/** Every artifact of this run that the record names must be the one it names. */
const judgeRecord = (file, inputs, { world, outcome }) => {
    // What was built again and came out the same is frozen as before.
    if (isVoid(file, world) && !(0,_core_record_js__WEBPACK_IMPORTED_MODULE_1__/* .sameArtifacts */ .aH)(file.record, inputs))
        return { state: 'partial', missing: ['a record of what was built again'] };
    const frozen = new Map((0,_core_record_js__WEBPACK_IMPORTED_MODULE_1__/* .artifactsOf */ .Ns)(file.record).map((it) => [key(it), it]));
    const other = inputs.find((it) => (frozen.get(key(it))?.digest ?? it.digest) !== it.digest);
    if (other)
        return { state: 'conflict', found: `${other.fileName} ${frozen.get(key(other))?.digest ?? ''} in the record (${file.where})`, wanted: `${other.fileName} ${other.digest}` };
    return { state: 'done', outcome: { ...outcome, digest: file.digest, size: file.size } };
};


/***/ }),

/***/ 143:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I0: () => (/* binding */ writeRecordRef),
/* harmony export */   Ji: () => (/* binding */ recordRef),
/* harmony export */   Lv: () => (/* binding */ takeBackRecordRef),
/* harmony export */   Rm: () => (/* binding */ readRecordRef)
/* harmony export */ });
/* unused harmony export placeOfRef */
/* harmony import */ var _core_facts_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(4809);
/* harmony import */ var _core_digest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6852);
/* harmony import */ var _errors_release_error_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7823);
/* harmony import */ var _pin_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3335);
/* harmony import */ var _record_file_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2602);
// The record of bytes that no record in a GitHub release names: the message of a tag object under a ref of Slipway's own, which
// nobody fetches and no page shows. The ref is made in one call, which fails when it is there: so two runs cannot both freeze.





/** Of this tag object: a record of the tag as it was before somebody moved it freezes nothing. */
const recordRef = (tag) => `refs/slipway/record/${tag.name}/${tag.object}`;
const placeOfRef = (repository, tag) => `${recordRef(tag)} of ${(0,_core_facts_js__WEBPACK_IMPORTED_MODULE_4__/* .repositoryText */ .g)(repository)}`;
const readRecordRef = async (github, repository, tag) => {
    const ref = await github.ref(repository, recordRef(tag));
    return ref && readRecordAt(github, repository, { ref, tag });
};
const readRecordAt = async (github, repository, { ref, tag }) => {
    const where = placeOfRef(repository, tag);
    if (ref.type !== 'tag')
        return (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_1__/* .fail */ .fJ)('RECORD_BROKEN', { where, what: `there is a ${ref.type} in place of a tag object` });
    // Git gives every message one line end at its end, whatever was sent.
    const bytes = Buffer.from(`${(await github.tagText(repository, ref.object)).trimEnd()}\n`);
    if (bytes.byteLength > _record_file_js__WEBPACK_IMPORTED_MODULE_3__/* .largestRecord */ .kA)
        return (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_1__/* .fail */ .fJ)('RECORD_BROKEN', { where, what: `it has more than ${_record_file_js__WEBPACK_IMPORTED_MODULE_3__/* .largestRecord */ .kA} bytes` });
    return (0,_record_file_js__WEBPACK_IMPORTED_MODULE_3__/* .readRecordText */ .NN)(bytes, { where, tag });
};
/** Found there with the same text is as good. The tag is read again right before: freezing is bound to its object. */
const writeRecordRef = async (text, world) => {
    const { github, repository, tag, signal } = world;
    const object = await github.createTag(repository, { name: `slipway-record-${tag.name}`, message: text, commit: tag.commit });
    await (0,_pin_js__WEBPACK_IMPORTED_MODULE_2__/* .mustBePinned */ .j)(world);
    signal.throwIfAborted();
    try {
        await github.createRef(repository, recordRef(tag), object);
    }
    catch (failure) {
        if (!(failure instanceof _errors_release_error_js__WEBPACK_IMPORTED_MODULE_1__/* .ReleaseError */ .K2) || failure.code !== 'REF_EXISTS')
            throw failure;
        // Made by another machine at another time, the tag object is another one: the record in it is what counts.
        if ((await readRecordRef(github, repository, tag))?.digest !== (0,_core_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .digestOf */ .ol)(text))
            (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_1__/* .fail */ .fJ)('RECORD_APPEARED', { where: placeOfRef(repository, tag) });
    }
};
/** Only the record that was found to be void: one that another run has made since is left alone, and stops this run. */
const takeBackRecordRef = async (world) => {
    const { github, repository, tag, log, signal } = world;
    const ref = await github.ref(repository, recordRef(tag));
    const there = ref && (await readRecordAt(github, repository, { ref, tag }));
    if (!there)
        return;
    signal.throwIfAborted();
    log.info(`Taking back the record in ${there.where}: what it names is gone, and nothing of it is public.`);
    // Compared and deleted in one call.
    if (!(0,_record_file_js__WEBPACK_IMPORTED_MODULE_3__/* .isVoid */ .Rd)(there, world) || !(await github.moveRef(repository, recordRef(tag), { from: ref.object })))
        (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_1__/* .fail */ .fJ)('RECORD_APPEARED', { where: there.where });
};


/***/ }),

/***/ 2458:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $r: () => (/* binding */ targetOf),
/* harmony export */   QW: () => (/* binding */ wantedEntries),
/* harmony export */   Wl: () => (/* binding */ makeTask),
/* harmony export */   _1: () => (/* binding */ releaseEntry),
/* harmony export */   kW: () => (/* binding */ isHigher),
/* harmony export */   mv: () => (/* binding */ fileKinds),
/* harmony export */   we: () => (/* binding */ markerOf),
/* harmony export */   wj: () => (/* binding */ markedOf)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(8816);
/* harmony import */ var _core_artifact_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(3946);
/* harmony import */ var _core_facts_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(4809);
/* harmony import */ var _core_checked_text_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9271);
/* harmony import */ var _core_marker_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4246);
/* harmony import */ var _core_tag_pattern_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5165);
/* harmony import */ var _core_template_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3014);
/* harmony import */ var _core_version_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8854);
/* harmony import */ var _errors_release_error_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(7823);
/* harmony import */ var _build_entries_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(2385);
// `publish.release`: the entry of the config, and the task that its steps share.










const auto = zod__WEBPACK_IMPORTED_MODULE_7__/* .union */ .KCZ([zod__WEBPACK_IMPORTED_MODULE_7__/* .boolean */ .zMY(), zod__WEBPACK_IMPORTED_MODULE_7__/* .literal */ .euz('auto')]).default('auto');
const releaseEntry = zod__WEBPACK_IMPORTED_MODULE_7__/* .strictObject */ .rej({
    name: zod__WEBPACK_IMPORTED_MODULE_7__/* .string */ .YjP().min(1).default('release'),
    repository: zod__WEBPACK_IMPORTED_MODULE_7__/* .string */ .YjP().regex(/^[A-Za-z0-9][A-Za-z0-9-]*\/[A-Za-z0-9._-]+$/, 'owner/name').optional().describe('Where the release goes; default: this repository.'),
    assets: zod__WEBPACK_IMPORTED_MODULE_7__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_7__/* .string */ .YjP().min(1)).optional().describe('Kinds (wheel, docs, chart …) or names of build entries; default: every file that is built.'),
    title: (0,_core_checked_text_js__WEBPACK_IMPORTED_MODULE_0__/* .templateText */ .uO)().default('{version}').describe('Title of the release.'),
    notes: zod__WEBPACK_IMPORTED_MODULE_7__/* ["enum"] */ .k5n(['tag', 'changes', 'none']).default('tag').describe('Text of the release: the message of an annotated tag; the changes since the line\'s release before (below the line\'s `path`); or none.'),
    prerelease: auto.describe('auto: when the version is a pre-release.'),
    latest: auto.describe('auto: when it is the highest final version of the line. A line whose tags have a slash (chart/1.2.0) is a part of the project, and never the latest by itself.'),
});
/** Everything that is a file. An image is none: it is published in a registry. */
const fileKinds = _core_artifact_js__WEBPACK_IMPORTED_MODULE_8__/* .artifactKinds */ .Y.filter((it) => it !== 'image');
const makeTask = (facts, entry) => {
    const own = (0,_core_facts_js__WEBPACK_IMPORTED_MODULE_9__/* .repositoryText */ .g)(facts.repository);
    const repository = entry.repository ?? own;
    // Their drafts would have the same tag and the same marker, and each would remove what the other one uploads.
    const same = (0,_build_entries_js__WEBPACK_IMPORTED_MODULE_6__/* .publishEntries */ .eU)(facts, 'release').filter((it) => (it['repository'] ?? own) === repository);
    if (same.length > 1)
        return (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_5__/* .fail */ .fJ)('CONFIG_INVALID', { path: 'publish.release', what: `${same.length} entries make the same release of ${repository}` });
    const pattern = textOf(facts.config['tag'], '{version}');
    return {
        repository,
        title: (0,_core_template_js__WEBPACK_IMPORTED_MODULE_3__/* .renderTemplate */ .Xm)(entry.title, facts.words),
        notes: entry.notes,
        ...(entry.notes === 'changes' ? { since: facts.previous ?? '', path: pathOf(facts) } : {}),
        compare: compareLink(facts, pattern),
        page: `${facts.server}/${repository}/releases/tag/${encodeURIComponent(facts.tag.name)}`,
        prerelease: entry.prerelease === 'auto' ? facts.version.isPrerelease : entry.prerelease,
        latest: entry.latest === 'auto' ? facts.isHighest && !facts.version.isPrerelease && !pattern.includes('/') : entry.latest,
        pattern,
        scheme: facts.version.scheme,
        assets: entry.assets ?? null,
        slipway: facts.slipway,
    };
};
/** Which build entries the task wants artifacts of; undefined for all. */
const wantedEntries = (facts, entry) => entry.assets ? { from: (0,_build_entries_js__WEBPACK_IMPORTED_MODULE_6__/* .meantEntries */ .Ar)(facts, entry.assets, `publish.release.assets (${entry.name})`) } : {};
/** `.` is the whole repository. */
const pathOf = (facts) => textOf(facts.config['path'], '').replace(/^(?:\.\/)+|\/+$/g, '').replace(/^\.$/, '');
const textOf = (value, fallback) => (typeof value === 'string' ? value : fallback);
/** From the highest version below this one; a back-port is compared with its own past. */
const compareLink = (facts, pattern) => {
    const before = facts.earlier.map((it) => (0,_core_version_js__WEBPACK_IMPORTED_MODULE_4__/* .parseVersion */ .ot)(it, facts.version.scheme)).find((it) => (0,_core_version_js__WEBPACK_IMPORTED_MODULE_4__/* .compareVersions */ .Zy)(it, facts.version) < 0);
    if (!before)
        return '';
    const [from, to] = [(0,_core_tag_pattern_js__WEBPACK_IMPORTED_MODULE_2__/* .tagName */ .wZ)(pattern, before), facts.tag.name].map(encodeURIComponent);
    return `${facts.server}/${(0,_core_facts_js__WEBPACK_IMPORTED_MODULE_9__/* .repositoryText */ .g)(facts.repository)}/compare/${from}...${to}`;
};
/** Is that tag a higher final version of this line? */
const isHigher = (task, tag, world) => {
    const other = (0,_core_tag_pattern_js__WEBPACK_IMPORTED_MODULE_2__/* .matchTag */ ._f)(task.pattern, task.scheme, tag);
    const own = (0,_core_tag_pattern_js__WEBPACK_IMPORTED_MODULE_2__/* .matchTag */ ._f)(task.pattern, task.scheme, world.tag.name);
    if (!other || !own)
        return false;
    const version = (0,_core_version_js__WEBPACK_IMPORTED_MODULE_4__/* .parseVersion */ .ot)(other.text, task.scheme);
    return !version.isPrerelease && (0,_core_version_js__WEBPACK_IMPORTED_MODULE_4__/* .compareVersions */ .Zy)(version, (0,_core_version_js__WEBPACK_IMPORTED_MODULE_4__/* .parseVersion */ .ot)(own.text, task.scheme)) > 0;
};
const targetOf = (task) => {
    const [owner = '', name = ''] = task.repository.split('/');
    return { owner, name };
};
const markedOf = (repository, tag) => ({ kind: 'release', repository, tag: tag.name, object: tag.object });
const markerOf = (task, world) => (0,_core_marker_js__WEBPACK_IMPORTED_MODULE_1__/* .makeMarker */ .N)(markedOf(task.repository, world.tag));


/***/ }),

/***/ 6738:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $t: () => (/* binding */ placeOf),
/* harmony export */   MB: () => (/* binding */ findFrozen),
/* harmony export */   ZA: () => (/* binding */ findOurs),
/* harmony export */   m7: () => (/* binding */ readRecordFile),
/* harmony export */   w5: () => (/* binding */ recordAsset)
/* harmony export */ });
/* harmony import */ var _core_digest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6852);
/* harmony import */ var _core_facts_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(4809);
/* harmony import */ var _core_record_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5185);
/* harmony import */ var _errors_release_error_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7823);
/* harmony import */ var _record_file_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2602);
/* harmony import */ var _entry_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2458);
/* harmony import */ var _situation_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(8018);
// What an earlier run of the same release has frozen: the record in the published release, or in our draft.







/** Our releases and drafts in a repository, the one to go on with first. */
const findOurs = async (github, { repository, adopt }, tag) => {
    const { ours, twins } = (0,_situation_js__WEBPACK_IMPORTED_MODULE_5__/* .sortOut */ .$I)(await github.releasesByTag(repository, tag.name), (0,_entry_js__WEBPACK_IMPORTED_MODULE_4__/* .markedOf */ .wj)((0,_core_facts_js__WEBPACK_IMPORTED_MODULE_6__/* .repositoryText */ .g)(repository), tag), adopt);
    return ours ? [ours, ...twins] : twins;
};
/** Undefined when nothing is frozen. A release that was published by other means freezes nothing; preflight reports it. */
const findFrozen = async (github, target, tag) => {
    for (const release of await findOurs(github, target, tag)) {
        const file = await readRecordFile(github, target.repository, { release, tag });
        if (file)
            return file;
    }
    return undefined;
};
const recordAsset = async (github, repository, release) => (await github.assets(repository, release.id)).find((it) => it.name === _core_record_js__WEBPACK_IMPORTED_MODULE_1__/* .recordName */ .xD && it.state === 'uploaded');
const placeOf = (release) => `${release.draft ? 'the draft' : 'the release'} ${release.tag} (${release.url})`;
/** Undefined when the release has no record yet; a record that is none, or of another tag object, stops. */
const readRecordFile = async (github, repository, { release, tag }) => {
    const asset = await recordAsset(github, repository, release);
    if (!asset)
        return undefined;
    const where = placeOf(release);
    return (0,_record_file_js__WEBPACK_IMPORTED_MODULE_3__/* .readRecordText */ .NN)(await download(github, repository, { asset, where }), { where, tag });
};
const mostDownloads = 4;
/** A download is read as it comes, so that one that breaks off, or the page of a proxy, is seen only here; then it is begun again. */
const download = async (github, repository, it) => {
    for (let downloads = 1;; downloads++) {
        try {
            const bytes = await readWhole(github, repository, it);
            const found = (0,_core_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .digestOf */ .ol)(bytes);
            if (it.asset.digest === null || found === it.asset.digest)
                return bytes;
            if (downloads === mostDownloads)
                return (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_2__/* .fail */ .fJ)('RECORD_BROKEN', { where: it.where, what: `GitHub says that it is ${it.asset.digest}, and gives ${found}` });
        }
        catch (failure) {
            if (!(failure instanceof _errors_release_error_js__WEBPACK_IMPORTED_MODULE_2__/* .ReleaseError */ .K2) || failure.code !== 'HTTP_BROKEN' || downloads === mostDownloads)
                throw failure;
        }
    }
};
const readWhole = async (github, repository, { asset, where }) => {
    const parts = [];
    let size = 0;
    for await (const part of github.asset(repository, asset)) {
        size += part.byteLength;
        if (size > _record_file_js__WEBPACK_IMPORTED_MODULE_3__/* .largestRecord */ .kA)
            return (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_2__/* .fail */ .fJ)('RECORD_BROKEN', { where, what: `it has more than ${_record_file_js__WEBPACK_IMPORTED_MODULE_3__/* .largestRecord */ .kA} bytes` });
        parts.push(part);
    }
    return Buffer.concat(parts);
};


/***/ }),

/***/ 8018:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $I: () => (/* binding */ sortOut),
/* harmony export */   _7: () => (/* binding */ situationOf),
/* harmony export */   u5: () => (/* binding */ whoseDraft),
/* harmony export */   xo: () => (/* binding */ holdings)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var _core_marker_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4246);
/* harmony import */ var _core_record_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5185);
/* harmony import */ var _core_side_by_side_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7333);
/* harmony import */ var _entry_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2458);
// What GitHub holds under the tag: our release or draft, twins of it, and what other people made. Ours is told by the marker,
// which is bound to the tag object: a draft for the tag as it was before somebody moved it is not ours any more.





const hasRecord = (release) => release.assets.some((it) => it.name === _core_record_js__WEBPACK_IMPORTED_MODULE_2__/* .recordName */ .xD && it.state === 'uploaded');
/** What is public counts most; then the draft whose bytes are frozen; then the oldest, which is what every run chooses. */
const sortOut = (releases, marked, adopt = false) => {
    const ours = releases.filter((it) => (0,_core_marker_js__WEBPACK_IMPORTED_MODULE_1__/* .readMarker */ .t7)(it.body, marked)).sort((a, b) => a.id - b.id);
    const foreign = releases.find((it) => !it.draft && !ours.includes(it));
    const foreignDrafts = releases.filter((it) => it.draft && !ours.includes(it));
    const wanted = adopt ? (foreign ?? (ours.length === 0 && foreignDrafts.length === 1 ? foreignDrafts[0] : undefined)) : undefined;
    if (wanted)
        return { ours: wanted, isAdopting: true, twins: ours, foreignDrafts: foreignDrafts.filter((it) => it !== wanted) };
    const chosen = ours.find((it) => !it.draft) ?? ours.find(hasRecord) ?? ours[0];
    const adopted = chosen && (0,_core_marker_js__WEBPACK_IMPORTED_MODULE_1__/* .readMarker */ .t7)(chosen.body, marked)?.adopted;
    return {
        ...(chosen ? { ours: chosen } : {}),
        ...(adopted ? { adopted } : {}),
        twins: ours.filter((it) => it !== chosen),
        ...(foreign ? { foreign } : {}),
        foreignDrafts,
    };
};
const situationOf = async (task, world) => sortOut(await world.github.releasesByTag((0,_entry_js__WEBPACK_IMPORTED_MODULE_3__/* .targetOf */ .$r)(task), world.tag.name), (0,_entry_js__WEBPACK_IMPORTED_MODULE_3__/* .markedOf */ .wj)(task.repository, world.tag), world.plan.adopt);
const whoseDraft = (draft) => ((0,_core_marker_js__WEBPACK_IMPORTED_MODULE_1__/* .isMarked */ .rZ)(draft.body) ? 'one of Slipway for this tag at another object' : 'not of Slipway');
/** All assets with their digests. Servers that tell none have the bytes read back. */
const holdings = async (github, repository, release) => {
    const assets = await github.assets(repository, release.id);
    return (0,_core_side_by_side_js__WEBPACK_IMPORTED_MODULE_4__/* .sideBySide */ .Q)(assets, 4, async (asset) => {
        if (asset.state !== 'uploaded')
            return { asset, digest: 'nothing' };
        if (asset.digest !== null)
            return { asset, digest: asset.digest };
        const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256');
        for await (const part of github.asset(repository, asset))
            hash.update(part);
        return { asset, digest: `sha256:${hash.digest('hex')}` };
    });
};


/***/ }),

/***/ 8482:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $$: () => (/* binding */ bytesOf),
/* harmony export */   $t: () => (/* binding */ placeOf),
/* harmony export */   Fg: () => (/* binding */ markOf),
/* harmony export */   IJ: () => (/* binding */ linkOf),
/* harmony export */   PP: () => (/* binding */ renderDuration),
/* harmony export */   oL: () => (/* binding */ renderPlace),
/* harmony export */   qI: () => (/* binding */ renderSize),
/* harmony export */   x8: () => (/* binding */ renderProblems)
/* harmony export */ });
/* harmony import */ var _core_artifact_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3946);
// Small renderers that several pages share.

const renderDuration = (milliseconds) => {
    if (milliseconds < 1000)
        return `${Math.round(milliseconds)} ms`;
    const seconds = milliseconds / 1000;
    return seconds < 120 ? `${seconds.toFixed(1)} s` : `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
};
const renderSize = (bytes) => {
    const units = ['B', 'KiB', 'MiB', 'GiB'];
    let value = bytes;
    let unit = 0;
    while (value >= 1024 && unit < units.length - 1) {
        value /= 1024;
        unit++;
    }
    return `${unit === 0 ? value : value.toFixed(1)} ${units[unit] ?? 'B'}`;
};
const renderPlace = (place) => {
    if (!place)
        return '';
    if (place.file === undefined)
        return place.url ?? '';
    return [place.file, place.line, place.column].filter((it) => it !== undefined).join(':');
};
const headOf = (it) => {
    const where = [renderPlace(it.place), it.task].filter(Boolean).join(', ');
    return `${it.code}${where ? ` (${where})` : ''}: ${it.message}`;
};
/** Problems one after the other; where several of a kind have the same advice, it is given once, below the last of them. */
const renderProblems = (problems) => problems
    .map((it, at) => {
    const next = problems[at + 1];
    if (next?.code === it.code && next.hint === it.hint)
        return headOf(it);
    return [headOf(it), `  what to do: ${it.hint}`, `  more: ${it.docs}`, ...(next ? [''] : [])].join('\n');
})
    .join('\n');
const marks = { done: '✓', already: '=', would: '?', waiting: '…', failed: '✗', 'not-reached': '·' };
const markOf = (result) => marks[result.state];
/** An image has no file: the name of its entry, and for what machine it is. */
const nameOf = (it) => (it.kind === 'image' ? `${it.fileName}${it.about?.['platform'] === undefined ? '' : ` (${it.about['platform']})`}` : it.fileName);
/** Digests and sizes of a result: its own, or those of the artifacts that it made. */
const bytesOf = (result) => {
    const { outcome } = result;
    if (outcome?.artifacts?.length)
        return outcome.artifacts.map((it) => ({ name: nameOf(it), digest: it.digest, size: (0,_core_artifact_js__WEBPACK_IMPORTED_MODULE_0__/* .wholeSize */ .J)(it) }));
    if (outcome?.digest)
        return [{ name: outcome.where ?? '', digest: outcome.digest, size: outcome.size ?? 0 }];
    return [];
};
/** Where it is, or what it was to be. A digest at the end is left off: it is told beside it. */
const placeOf = (result) => {
    const { where, digest } = result.outcome ?? {};
    return where === undefined ? result.title : digest === undefined ? where : where.replace(`@${digest}`, '');
};
/** Of a draft that has become public, its link leads nowhere any more. */
const linkOf = (result, report) => result.id.startsWith('stage:') && report.results.some((it) => it.id.startsWith('publish:release/') && it.state === 'done') ? undefined : result.outcome?.url;


/***/ }),

/***/ 5367:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CF: () => (/* binding */ waitingReport),
/* harmony export */   KN: () => (/* binding */ nothingToDo),
/* harmony export */   LK: () => (/* binding */ failureReport),
/* harmony export */   xq: () => (/* binding */ nobodysTag)
/* harmony export */ });
/* harmony import */ var _core_report_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4890);
// The ends of a run that are the same for every verb.

const nothingToDo = (request, reason, took) => ({
    verb: request.verb,
    outcome: 'nothing-to-do',
    exitCode: 0,
    summary: reason,
    results: [],
    problems: [],
    findings: [],
    took,
});
const nobodysTag = (tag, file, patterns) => `no line of ${file} claims the tag ${tag} (patterns: ${patterns.join(', ')})`;
/** Verbs that write for others to see: only of those it is told how to go on. */
const releasing = new Set(['release', 'prepare', 'continue', 'rehearse']);
/** What stops a whole run (a signal, a full disk) stops every task that ran, and is said once; a signal before whatever else went wrong meanwhile. */
const united = (problems) => {
    const once = problems.filter((it, at) => problems.findIndex((other) => other.code === it.code && other.message === it.message) === at);
    const cancelled = once.find((it) => it.code === 'CANCELLED');
    if (!cancelled)
        return once;
    const { code, kind, message, hint, docs } = cancelled;
    return [{ code, kind, message, hint, docs }, ...once.filter((it) => it !== cancelled)];
};
/** A failure in `follow` comes after the release is public: then the release is incomplete, not failed. */
const failureReport = (found, { request, ...known }) => {
    const problems = united(found);
    const results = known.results ?? [];
    const isOut = results.some((it) => it.id.startsWith('follow:') && it.state === 'failed') && !results.some((it) => !it.id.startsWith('follow:') && (it.state === 'failed' || it.state === 'not-reached'));
    const end = isOut && !(0,_core_report_js__WEBPACK_IMPORTED_MODULE_0__/* .isWaiting */ .Gu)(problems) ? { outcome: 'incomplete', exitCode: 10 } : (0,_core_report_js__WEBPACK_IMPORTED_MODULE_0__/* .failureOf */ .g5)(problems);
    return {
        verb: request.verb,
        findings: [],
        took: 0,
        ...known,
        ...end,
        results,
        problems,
        summary: sentence(problems, isOut),
        ...(releasing.has(request.verb) ? { resume: request.again } : {}),
        ...(request.event ? { rerun: true } : {}),
    };
};
/** Nothing went wrong, and somebody else has to act before Slipway can go on. */
const waitingReport = (waits, { request, ...known }) => ({
    verb: request.verb,
    findings: [],
    took: 0,
    results: [],
    ...known,
    outcome: 'waiting',
    exitCode: 0,
    problems: [],
    summary: `it ${[...new Set(waits.map((it) => it.outcome?.note ?? `waits at ${it.title}`))].join(', and ')}`,
    ...(releasing.has(request.verb) ? { resume: request.again } : {}),
    ...(request.event ? { rerun: true } : {}),
});
const sentence = (problems, isOut) => {
    const [first] = problems;
    const count = problems.length === 1 ? 'one problem' : `${problems.length} problems`;
    if (first && (0,_core_report_js__WEBPACK_IMPORTED_MODULE_0__/* .isWaiting */ .Gu)(problems))
        return `${isOut ? 'the release is public, and what follows it waits' : 'it waits'}: ${first.code === 'LOCK_HELD' ? 'another run holds the lock' : waitsFor(first)}`;
    if (isOut)
        return `the release is public, and ${count} came after it`;
    return first?.code === 'CANCELLED' ? 'stopped by a signal before it was finished' : `stopped by ${count}`;
};
const waitsFor = ({ facts, message }) => (facts?.['until'] === undefined ? message : `${facts['service'] ?? 'a service'} takes what is missing from ${facts['until']} on`);


/***/ }),

/***/ 7974:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Ze: () => (/* binding */ configFile),
  k1: () => (/* binding */ defaultHead),
  Xg: () => (/* binding */ readConfig),
  gt: () => (/* binding */ readReleaseConfig)
});

// EXTERNAL MODULE: ./out/config/load-config.js + 2 modules
var load_config = __webpack_require__(7914);
// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
// EXTERNAL MODULE: ./out/errors/release-error.js + 15 modules
var release_error = __webpack_require__(7823);
;// CONCATENATED MODULE: ./out/config/recognise.js
// No config at all: the layout of the driver projects is recognised, and a config for it is written as text, so that it can
// be shown and copied. Names are read where they stand and never derived from one another.


const folderOf = (path) => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.');
const look = async (paths, read) => {
    const info = paths.filter((path) => /^[^/]+\/pkg_info\.json$/.test(path));
    const charts = paths.filter((path) => /^helm\/[^/]+\/Chart\.yaml$/.test(path)).map(folderOf);
    const [pkgInfo] = info;
    if (!paths.includes('setup.py') || pkgInfo === undefined || info.length > 1) {
        return (0,release_error/* fail */.fJ)('CONFIG_NOT_FOUND', { file: '.slipway.yaml', seen: info.length > 1 ? 'several pkg_info.json' : 'no pkg_info.json in a package beside setup.py' });
    }
    const chart = charts.length === 1 ? charts[0] : undefined;
    const values = chart !== undefined && paths.includes(`${chart}/values.yaml`) ? `${chart}/values.yaml` : undefined;
    return {
        pkgInfo, chart, values,
        image: values === undefined ? undefined : await imageIn(values, read),
        distribution: distributionIn(await read('setup.py')) ?? folderOf(pkgInfo),
        hasImage: paths.includes('docker/Dockerfile'),
        hasDocs: paths.some((path) => path.startsWith('docs/')),
    };
};
const versionPart = ({ pkgInfo, values, image, chart }) => ({
    'written-in': [
        { file: pkgInfo, at: '/version' },
        ...(values !== undefined && image !== undefined ? [{ file: values, at: '/docker/version' }] : []),
        ...(chart !== undefined ? [{ file: `${chart}/Chart.yaml`, at: ['/version', '/appVersion'], spelling: 'semver' }] : []),
    ],
    next: 'minor.dev0',
});
const recogniseLayout = async (paths, read) => {
    const it = await look(paths, read);
    const to = it.image?.includes('/') === true ? it.image : undefined;
    const isFile = it.hasImage && to === undefined;
    const build = {
        wheel: {},
        ...(it.hasDocs ? { docs: { from: 'docs', name: `${it.distribution}-{version}-docs` } } : {}),
        ...(it.hasImage ? { image: { context: 'docker', wheels: 'docker/whls', ...(isFile ? { save: true } : {}) } } : {}),
        ...(it.chart !== undefined ? { chart: { path: it.chart } } : {}),
    };
    const assets = [...(it.hasDocs ? ['docs'] : []), ...(it.chart !== undefined ? ['chart'] : []), 'wheel', ...(isFile ? ['image-archive'] : [])];
    const publish = { ...(it.hasImage && to !== undefined ? { image: { to } } : {}), release: { assets } };
    return (0,dist/* stringify */.As)({ version: 1, lines: { driver: { tag: '{version}', scheme: 'pep440', version: versionPart(it), build, publish } } });
};
const imageIn = async (values, read) => {
    const image = (0,dist/* parseDocument */.Tp)(await read(values)).getIn(['docker', 'image']);
    return typeof image === 'string' ? image : undefined;
};
/** `name='os-vim-driver'` of setup.py, when it is a plain text. */
const distributionIn = (setup) => /\bname\s*=\s*(['"])([A-Za-z0-9._-]+)\1/.exec(setup)?.[2];

// EXTERNAL MODULE: ./out/core/facts.js
var facts = __webpack_require__(4809);
;// CONCATENATED MODULE: ./out/verbs/read-config.js
// The config of a commit: the file named by --config (from disk), else .slipway.yaml of the commit, else the layout itself. And which
// commit that is: the tagged one, or with --config-from default the head of the default branch, for an old tag with today's config.




const configFile = '.slipway.yaml';
const decode = (bytes) => new TextDecoder().decode(bytes);
const readConfig = async (commit, request, ports, steps) => {
    if (request.config !== undefined && !(await ports.files.exists(request.config)))
        return (0,release_error/* fail */.fJ)('USAGE', { what: `There is no file ${request.config}, which --config names.` });
    if (request.config !== undefined)
        return (0,load_config/* loadConfig */.Z9)(await ports.files.readText(request.config), request.config, steps);
    const committed = await ports.git.show(commit, configFile);
    if (committed)
        return (0,load_config/* loadConfig */.Z9)(decode(committed), configFile, steps);
    const layout = await recogniseLayout(await ports.git.paths(commit), async (path) => {
        const bytes = await ports.git.show(commit, path);
        return bytes ? decode(bytes) : '';
    });
    tellLayout(layout, ports.log);
    return (0,load_config/* loadConfig */.Z9)(layout, 'the recognised layout', steps);
};
/** By the log of a run: a rehearsal reads the same layout for its world, for the tag that it makes, and for the release. */
const told = new WeakMap();
const tellLayout = (layout, log) => {
    const before = told.get(log) ?? new Set();
    told.set(log, before);
    if (before.has(layout))
        return;
    before.add(layout);
    log.info(`There is no ${configFile}; the driver layout was recognised. The effective config is:\n\n${layout.replace(/^(?=.)/gm, '   ')}`);
};
/** The config by which a tag is released. */
const readReleaseConfig = async (tagged, request, ports, steps) => {
    if (request.configFrom !== 'default')
        return readConfig(tagged, request, ports, steps);
    const from = await defaultHead(ports);
    ports.log.info(`The config is that of ${from.branch} at ${from.commit}, not that of the tagged commit.`);
    return { ...(await readConfig(from.commit, {}, ports, steps)), from };
};
/** As GitHub has it: a clone may be behind. */
const defaultHead = async ({ github, git, repository, bring }) => {
    const { defaultBranch: branch } = await github.repository(repository);
    const head = (await github.ref(repository, `refs/heads/${branch}`))?.object ?? (0,release_error/* fail */.fJ)('BRANCH_MISSING', { branch, repository: (0,facts/* repositoryText */.g)(repository) });
    // What is brought may be newer by a moment; then that is the head.
    return { branch, commit: (await git.commit(head)) ?? (await bring(`refs/heads/${branch}`)) };
};


/***/ }),

/***/ 3186:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ upcomingVersion),
/* harmony export */   g: () => (/* binding */ writtenVersion)
/* harmony export */ });
/* harmony import */ var _core_version_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8854);
/* harmony import */ var _core_version_next_version_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7653);
/* harmony import */ var _core_written_versions_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8299);
/* harmony import */ var _errors_release_error_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7823);
/* harmony import */ var _plan_claim_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3934);
/* harmony import */ var _work_tree_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(1473);






/** Read as the line's scheme, or as another one that can be spelled in it: a chart says `1.0.0-dev.0` where the line says `1.0.0.dev0`. */
const readAs = (text, scheme) => {
    const own = (0,_core_version_js__WEBPACK_IMPORTED_MODULE_0__/* .asVersion */ .Z$)(text, scheme);
    if (own || scheme === 'free')
        return own;
    const other = (0,_core_version_js__WEBPACK_IMPORTED_MODULE_0__/* .asVersion */ .Z$)(text, scheme === 'pep440' ? 'semver' : 'pep440');
    const spelled = scheme === 'pep440' ? other?.pep440 : other?.semver;
    return spelled === undefined ? undefined : (0,_core_version_js__WEBPACK_IMPORTED_MODULE_0__/* .parseVersion */ .ot)(spelled, scheme);
};
/** What stands in the first place that holds a version, and no placeholder. */
const writtenVersion = (line, texts) => {
    for (const reference of (0,_work_tree_js__WEBPACK_IMPORTED_MODULE_5__/* .versionEntryOf */ .GI)(line)['written-in']) {
        for (const text of (0,_core_written_versions_js__WEBPACK_IMPORTED_MODULE_2__/* .writtenVersions */ .b)(reference, texts, line.scheme)) {
            const version = readAs(text, line.scheme);
            if (version)
                return version;
        }
    }
    return (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_3__/* .fail */ .fJ)('VERSION_NOT_WRITTEN', { line: line.name });
};
/** `1.2.0.dev0` in the source leads to `1.2.0`. */
const upcomingVersion = async (config, commit, request, ports) => {
    const line = (0,_plan_claim_js__WEBPACK_IMPORTED_MODULE_4__/* .lineFor */ .y)(config, request.line);
    return (0,_core_version_next_version_js__WEBPACK_IMPORTED_MODULE_1__/* .releaseVersionOf */ .$_)(writtenVersion(line, await (0,_work_tree_js__WEBPACK_IMPORTED_MODULE_5__/* .commitTexts */ ._g)(line, commit, ports))).text;
};


/***/ }),

/***/ 1473:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ci: () => (/* binding */ workTreeTexts),
/* harmony export */   GI: () => (/* binding */ versionEntryOf),
/* harmony export */   H: () => (/* binding */ writtenLines),
/* harmony export */   XD: () => (/* binding */ onlyLine),
/* harmony export */   _g: () => (/* binding */ commitTexts),
/* harmony export */   g6: () => (/* binding */ workTreeConfig)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var _core_reference_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2035);
/* harmony import */ var _errors_release_error_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7823);
/* harmony import */ var _plan_claim_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3934);
/* harmony import */ var _config_load_config_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7914);
/* harmony import */ var _read_config_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(7974);
// The line and the texts of its references in the work tree, as `check` and `set-version` see them.






const versionEntryOf = (line) => line.slots['version']?.[0] ?? { name: 'version', 'written-in': [], 'also-set': [] };
const decode = (bytes) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
/** The config that lies in the work tree; what is committed only where there is none. */
const workTreeConfig = async (request, ports, steps) => {
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(ports.folder, _read_config_js__WEBPACK_IMPORTED_MODULE_5__/* .configFile */ .Ze);
    if (request.config === undefined && (await ports.files.exists(path)))
        return (0,_config_load_config_js__WEBPACK_IMPORTED_MODULE_4__/* .loadConfig */ .Z9)(await ports.files.readText(path), _read_config_js__WEBPACK_IMPORTED_MODULE_5__/* .configFile */ .Ze, steps);
    const head = (await ports.git.commit('HEAD')) ?? (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_2__/* .fail */ .fJ)('COMMIT_NOT_FOUND', { commit: 'HEAD', where: ports.folder });
    return (0,_read_config_js__WEBPACK_IMPORTED_MODULE_5__/* .readConfig */ .Xg)(head, request, ports, steps);
};
const workTreeTexts = async (line, ports) => {
    const entry = versionEntryOf(line);
    return (0,_core_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .readTexts */ .Z7)(entry['written-in'], entry['also-set'], async (file) => {
        const path = (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(ports.folder, file);
        return (await ports.files.exists(path)) ? decode(await ports.files.readBytes(path)) : undefined;
    });
};
const commitTexts = async (line, commit, ports) => {
    const entry = versionEntryOf(line);
    return (0,_core_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .readTexts */ .Z7)(entry['written-in'], entry['also-set'], async (file) => {
        const bytes = await ports.git.show(commit, file);
        return bytes && decode(bytes);
    });
};
const isWritten = (line) => versionEntryOf(line)['written-in'].length > 0;
/** The lines whose version stands in the source: of those that have it from their tag alone there is nothing to compare or set. */
const writtenLines = (config, request) => {
    const written = config.lines.filter(isWritten);
    return request.line !== undefined || written.length === 0 ? [(0,_plan_claim_js__WEBPACK_IMPORTED_MODULE_3__/* .lineFor */ .y)(config, request.line)] : written;
};
/** The line that is named, or the only one that is meant. */
const onlyLine = (config, request) => {
    const [only, ...others] = writtenLines(config, request);
    return only && others.length === 0 ? only : (0,_plan_claim_js__WEBPACK_IMPORTED_MODULE_3__/* .lineFor */ .y)(config, request.line);
};


/***/ }),

/***/ 1665:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  C: () => (/* binding */ steps)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
// EXTERNAL MODULE: ./out/errors/release-error.js + 15 modules
var release_error = __webpack_require__(7823);
;// CONCATENATED MODULE: ./out/ports/step.js
const defineStep = (step) => step;

;// CONCATENATED MODULE: ./out/build/folders.js
// Where a build works and where its products lie. The export is shared by all tasks, so that nobody writes there.

/** `build:wheel` and `wheel` → a name of its own for each task. */
const folderOf = (step, name) => `${step.replace(/[^a-z]/g, '-')}-${name.replace(/[^A-Za-z0-9_-]/g, '_')}`;
/** The folder for the products of a task, empty. */
const outFolder = async (world, step, name) => {
    const folder = (0,external_node_path_.join)(world.workspace.out, folderOf(step, name));
    await world.files.remove(folder);
    await world.files.makeFolder(folder);
    return folder;
};
/** Scratch of a task, empty. */
const scratchFolder = async (world, step, name) => {
    const folder = (0,external_node_path_.join)(world.workspace.temp, folderOf(step, name));
    await world.files.remove(folder);
    await world.files.makeFolder(folder);
    return folder;
};
/**
 * A copy of the export to work in. Without history the repository's own folder is left out: what is packed from such a copy
 * cannot carry it away.
 */
const workingCopy = async (world, scratch, history) => {
    const copy = (0,external_node_path_.join)(scratch, 'source');
    await world.files.copy(world.workspace.source, copy);
    if (!history)
        await world.files.remove((0,external_node_path_.join)(copy, '.git'));
    return copy;
};

;// CONCATENATED MODULE: ./out/build/links.js
// Where the links of a folder lead, seen from whoever unpacks it. Pure.
const mostHops = 40;
const partsOf = (path) => path.split('/').filter((it) => it !== '' && it !== '.');
/**
 * Does the way of a link pass outside of the folder? `links` are all links of the folder, path → target, relative to it. A way
 * that goes out and comes back by the folder's name counts as outside, since the name is another one once it is packed.
 */
const escapes = (links, path, target) => {
    const at = partsOf(path).slice(0, -1);
    let todo = [...partsOf(target)];
    if (target.startsWith('/'))
        return true;
    for (let hops = 0; hops < mostHops;) {
        const next = todo.shift();
        if (next === undefined)
            return false;
        if (next === '..') {
            if (at.length === 0)
                return true;
            at.pop();
            continue;
        }
        at.push(next);
        const onward = links.get(at.join('/'));
        if (onward === undefined)
            continue;
        if (onward.startsWith('/'))
            return true;
        hops++;
        at.pop();
        todo = [...partsOf(onward), ...todo];
    }
    // A circle leads nowhere, and so not outside.
    return false;
};
const escapingLinks = (links) => [...links].filter(([path, target]) => escapes(links, path, target)).map(([path, target]) => ({ path, target }));
/** The links below a folder, relative to it. */
const linksBelow = (links, folder) => {
    const prefix = folder === '.' ? '' : `${folder}/`;
    return new Map(Object.entries(links).flatMap(([path, target]) => (path.startsWith(prefix) ? [[path.slice(prefix.length), target]] : [])));
};

;// CONCATENATED MODULE: ./out/build/names.js
// Paths and file names that the config or a template gives: kept inside the folder they belong to. Pure.


/** A path within the repository, normalised; `.` is its root. */
const pathWithin = (path, setting) => {
    const normal = external_node_path_.posix.normalize(path).replace(/\/+$/, '');
    if (path === '' || path.startsWith('/') || normal === '..' || normal.startsWith('../') || path.includes('\\')) {
        return (0,release_error/* fail */.fJ)('CONFIG_INVALID', { path: setting, what: `"${path}" is no path within the repository` });
    }
    return normal === '' ? '.' : normal;
};
/** A name that is one file in one folder on every system, and that no tool takes for an option. */
const fileName = (name, setting) => {
    if (!/^[A-Za-z0-9_][A-Za-z0-9._+@-]{0,180}$/.test(name)) {
        return (0,release_error/* fail */.fJ)('CONFIG_INVALID', { path: setting, what: `"${name}" is no file name (letters, digits and . _ + @ -)` });
    }
    return name;
};
/** Is a path the folder itself or below it? */
const isBelow = (path, folder) => folder === '.' || path === folder || path.startsWith(`${folder}/`);
const joinPath = (...parts) => external_node_path_.posix.join(...parts);

;// CONCATENATED MODULE: ./out/build/packed-secrets.js
// Files that no artifact should carry: they hold credentials of whoever built it. Names only; contents are not guessed at.

const telling = [
    /(^|\/)\.git\//,
    /(^|\/)\.env(\.(?!example$|sample$|template$|dist$)[^/]+)?$/,
    /(^|\/)(\.netrc|\.pypirc|\.npmrc|\.git-credentials|\.dockercfg)$/,
    /(^|\/)\.docker\/config\.json$/,
    /(^|\/)id_(rsa|dsa|ecdsa|ed25519)$/,
];
const secretNames = (paths) => paths.filter((path) => telling.some((it) => it.test(path)));
const failOnSecrets = (paths, archive) => {
    (0,release_error/* failAll */.wf)(secretNames(paths).map((path) => (0,release_error/* problem */.CC)('SECRET_PACKED', { path, archive })));
};

// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(8522);
var external_node_zlib_namespaceObject = /*#__PURE__*/__webpack_require__.t(external_node_zlib_, 2);
;// CONCATENATED MODULE: ./out/core/archive/gzip.js
// gzip on all cores, and yet the same bytes on every machine with the same zlib: the input is cut into blocks of one fixed
// size, each is compressed on the thread pool with the 32 KiB before it as dictionary, and the results are joined to one
// member. How many are under way at a time changes nothing. Levels above 6 cost 2.3 times the time for half a percent.

const block = 512 * 1024;
const gzip_window = 32 * 1024;
/** Blocks under way. Node's thread pool has four threads. */
const width = 4;
const level = 6;
/** No name, no time, no flags; 3 is "Unix", written on every system. */
const header = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]);
const compress = async (part, dictionary, isLast) => new Promise((resolve, reject) => {
    const options = {
        level,
        // One trip to the thread pool per block, instead of one per 16 KiB.
        chunkSize: block + 1024,
        finishFlush: isLast ? external_node_zlib_.constants.Z_FINISH : external_node_zlib_.constants.Z_SYNC_FLUSH,
        ...(dictionary ? { dictionary } : {}),
    };
    (0,external_node_zlib_.deflateRaw)(part, options, (error, result) => (error ? reject(error) : resolve(result)));
});
/** Parts of any size in, blocks of the fixed size out; the last one may be shorter, or empty. */
async function* blocksOf(parts) {
    let filling = Buffer.allocUnsafe(block);
    let filled = 0;
    for await (const part of parts) {
        for (let at = 0; at < part.length;) {
            if (filled === block) {
                yield { part: filling, isLast: false };
                filling = Buffer.allocUnsafe(block);
                filled = 0;
            }
            const take = Math.min(block - filled, part.length - at);
            filling.set(part.subarray(at, at + take), filled);
            filled += take;
            at += take;
        }
    }
    yield { part: filling.subarray(0, filled), isLast: true };
}
const trailer = (sum, size) => {
    const end = Buffer.alloc(8);
    end.writeUInt32LE(sum, 0);
    end.writeUInt32LE(size % 2 ** 32, 4);
    return end;
};
/** One gzip member. */
async function* gzip(parts) {
    const underWay = [];
    let before;
    let sum = 0;
    let size = 0;
    yield header;
    try {
        for await (const { part, isLast } of blocksOf(parts)) {
            sum = (0,external_node_zlib_.crc32)(part, sum);
            size += part.length;
            const work = compress(part, before?.subarray(-gzip_window), isLast);
            // Awaited in order further down; until then a failure must not count as unhandled.
            work.catch(() => undefined);
            underWay.push(work);
            before = part;
            const first = underWay.length >= width ? underWay.shift() : undefined;
            if (first)
                yield await first;
        }
        for (const work of underWay.splice(0))
            yield await work;
    }
    finally {
        await Promise.allSettled(underWay);
    }
    yield trailer(sum, size);
}

;// CONCATENATED MODULE: ./out/core/archive/tar-entry.js
// What a tar archive says of one member, and how numbers stand in its header.
const blockSize = 512;
/** Bytes that fill the last block of a content of this size. */
const paddingOf = (size) => (blockSize - (size % blockSize)) % blockSize;
/** Where the fields of a header block lie: offset and length. */
const fields = {
    name: [0, 100], mode: [100, 8], uid: [108, 8], gid: [116, 8], size: [124, 12], mtime: [136, 12], checksum: [148, 8], type: [156, 1],
    linkName: [157, 100], magic: [257, 8], deviceMajor: [329, 8], deviceMinor: [337, 8], prefix: [345, 155],
};
const typeLetters = { file: '0', hardlink: '1', link: '2', folder: '5' };
/** The sum of all bytes of the block, with the sum's own field taken for blanks. */
const checksumOf = (block) => {
    let sum = 0;
    for (let index = 0; index < blockSize; index++)
        sum += index >= 148 && index < 156 ? 32 : (block[index] ?? 0);
    return sum;
};

;// CONCATENATED MODULE: ./out/core/archive/tar-reader.js
// Reading tar as a stream: ustar, pax, GNU long names, base-256 numbers. Nothing is ever written to a disk by what an archive
// says; names are given as they are, and the caller decides what they mean.


const textOf = (block, [start, length]) => {
    const field = block.subarray(start, start + length);
    const end = field.indexOf(0);
    return field.toString('utf8', 0, end < 0 ? length : end);
};
/** Octal text, or, with the top bit set, a big-endian number: sizes above 8 GiB are written so by GNU tar and by Go. */
const numberOf = (block, field) => {
    const [start, length] = field;
    if (((block[start] ?? 0) & 0x80) === 0)
        return Number.parseInt(textOf(block, field).trim() || '0', 8);
    let value = (block[start] ?? 0) & 0x7f;
    for (let index = start + 1; index < start + length; index++)
        value = value * 256 + (block[index] ?? 0);
    return value;
};
/** `LENGTH key=value\n` over and over. */
const paxRecords = (body) => {
    const found = {};
    for (let at = 0; at < body.length;) {
        const gap = body.indexOf(32, at);
        const length = gap < 0 ? 0 : Number.parseInt(body.toString('latin1', at, gap), 10);
        if (!(length > gap - at) || at + length > body.length)
            break;
        const text = body.toString('utf8', gap + 1, at + length - 1);
        const equals = text.indexOf('=');
        found[text.slice(0, equals)] = text.slice(equals + 1);
        at += length;
    }
    return found;
};
/** Parts of any size in, exactly so many bytes out. */
class Source {
    archive;
    /** Bytes handed out so far. */
    position = 0;
    rest = Buffer.alloc(0);
    parts;
    constructor(parts, archive) {
        this.archive = archive;
        this.parts = parts[Symbol.asyncIterator]();
    }
    /** The next bytes, at most so many; undefined at the end. */
    async some(most) {
        while (this.rest.length === 0) {
            const next = await this.parts.next();
            if (next.done)
                return undefined;
            this.rest = Buffer.from(next.value.buffer, next.value.byteOffset, next.value.byteLength);
        }
        const part = this.rest.subarray(0, most);
        this.rest = this.rest.subarray(part.length);
        this.position += part.length;
        return part;
    }
    async exactly(length) {
        const first = await this.some(length);
        if (first?.length === length)
            return first;
        const parts = first ? [first] : [];
        for (let have = first?.length ?? 0; have < length;) {
            const part = (await this.some(length - have)) ?? (0,release_error/* fail */.fJ)('ARCHIVE_UNREADABLE', { archive: this.archive, reason: 'it ends in the middle of a member' });
            parts.push(part);
            have += part.length;
        }
        return Buffer.concat(parts);
    }
    /** One header block; undefined at the end of the archive, marked or not. */
    async header() {
        const first = await this.some(blockSize);
        if (!first)
            return undefined;
        return first.length === blockSize ? first : Buffer.concat([first, await this.exactly(blockSize - first.length)]);
    }
    async end() {
        await this.parts.return?.();
    }
}
const types = new Map([...Object.entries(typeLetters).map(([type, letter]) => [letter, type]), ['\0', 'file'], ['7', 'file'], ['', 'file']]);
/** Extended headers hold names; one of megabytes is no archive that a tool of ours made. */
const longestExtension = 1024 * 1024;
const paxExtension = (body) => {
    const { path, linkpath, size } = paxRecords(body);
    return { ...(path !== undefined ? { name: path } : {}), ...(linkpath !== undefined ? { linkName: linkpath } : {}), ...(size !== undefined ? { size: Number(size) } : {}) };
};
const longText = (body) => body.toString('utf8').replace(/\0[\s\S]*$/, '');
/** What an extended header adds to the member after it. */
const extensionOf = (letter, body) => {
    if (letter === 'x')
        return paxExtension(body);
    if (letter === 'L')
        return { name: longText(body) };
    if (letter === 'K')
        return { linkName: longText(body) };
    return {};
};
const entryOf = (block, type, extension) => {
    const prefix = textOf(block, fields.magic).startsWith('ustar') && block[263] === 48 ? textOf(block, fields.prefix) : '';
    const name = extension.name ?? (prefix === '' ? '' : `${prefix}/`) + textOf(block, fields.name);
    return {
        name: name.replace(/\/+$/, ''),
        // Old archives mark a folder by the closing `/` only.
        type: type === 'file' && name.endsWith('/') ? 'folder' : type,
        size: type === 'file' ? (extension.size ?? numberOf(block, fields.size)) : 0,
        mode: numberOf(block, fields.mode) & 0o7777,
        mtime: numberOf(block, fields.mtime),
        linkName: extension.linkName ?? textOf(block, fields.linkName),
    };
};
async function* bodyOf(source, left) {
    while (left.size > 0) {
        const part = await source.some(left.size);
        if (!part)
            return;
        left.size -= part.length;
        yield part;
    }
}
const isEnd = (block) => block.every((byte) => byte === 0);
/** The members in their order. `archive` names it in messages. */
async function* readTar(parts, archive) {
    const source = new Source(parts, archive);
    const broken = (reason) => (0,release_error/* fail */.fJ)('ARCHIVE_UNREADABLE', { archive, reason });
    let extension = {};
    try {
        for (let block = await source.header(); block && !isEnd(block); block = await source.header()) {
            if (numberOf(block, fields.checksum) !== checksumOf(block))
                broken('a header has a wrong checksum');
            const letter = textOf(block, fields.type);
            const declared = numberOf(block, fields.size);
            if ('xgLK'.includes(letter) && letter !== '') {
                if (declared > longestExtension)
                    broken(`an extended header of ${declared} bytes`);
                extension = { ...extension, ...extensionOf(letter, await source.exactly(declared)) };
                await source.exactly(paddingOf(declared));
                continue;
            }
            const entry = entryOf(block, types.get(letter) ?? broken(`a member of the kind "${letter}"`), extension);
            extension = {};
            if (!Number.isSafeInteger(entry.size) || entry.size < 0)
                broken(`${entry.name} has no size that makes sense`);
            const left = { size: entry.size };
            const rest = bodyOf(source, left);
            yield { ...entry, start: source.position, body: () => rest };
            while (left.size > 0)
                left.size -= ((await source.some(left.size)) ?? broken('it ends in the middle of a member')).length;
            await source.exactly(paddingOf(entry.size));
        }
    }
    finally {
        await source.end();
    }
}

;// CONCATENATED MODULE: ./out/core/archive/tar-writer.js
// Writing tar: the same members give the same bytes. Owner 0/0, no names of users, whole seconds; names that a plain header
// cannot hold go into a pax header, which GNU tar, bsdtar, Python and Go read. Opens no file: bytes come from the caller.

const largestOctal = 0o77777777777;
const put = (block, field, text) => {
    block.write(text, field[0], field[1], 'utf8');
};
const octal = (value, length) => value.toString(8).padStart(length - 1, '0');
const plainBlock = (it) => {
    const block = Buffer.alloc(blockSize);
    put(block, fields.name, it.name);
    put(block, fields.mode, octal(it.mode, 8));
    put(block, fields.uid, octal(0, 8));
    put(block, fields.gid, octal(0, 8));
    put(block, fields.size, octal(it.size, 12));
    put(block, fields.mtime, octal(it.mtime, 12));
    put(block, fields.type, it.letter);
    put(block, fields.linkName, it.linkName);
    put(block, fields.magic, 'ustar\u000000');
    put(block, fields.deviceMajor, octal(0, 8));
    put(block, fields.deviceMinor, octal(0, 8));
    put(block, fields.checksum, `${octal(checksumOf(block), 7)}\0 `);
    return block;
};
/** `LENGTH key=value\n`, where the length counts its own digits. */
const record = (key, value) => {
    const rest = Buffer.byteLength(` ${key}=${value}\n`);
    let length = rest + String(rest).length;
    if (rest + String(length).length !== length)
        length = rest + String(length).length;
    return `${length} ${key}=${value}\n`;
};
const fits = (text) => Buffer.byteLength(text) <= 100 && /^[\u0001-\u007f]*$/.test(text);
/** A name for readers that know no pax: ASCII and short. */
const plain = (text) => Buffer.from(text.replace(/[^\u0020-\u007e]/g, '_')).subarray(0, 100).toString('latin1');
/** The header of a member, with a pax header before it where one is needed. The content and its padding follow. */
const tarHeader = (it) => {
    const name = it.type === 'folder' ? `${it.name}/` : it.name;
    const records = [];
    if (!fits(name))
        records.push(record('path', name));
    if (!fits(it.linkName))
        records.push(record('linkpath', it.linkName));
    if (it.size > largestOctal)
        records.push(record('size', String(it.size)));
    const own = plainBlock({
        ...it,
        letter: typeLetters[it.type],
        name: fits(name) ? name : plain(name),
        linkName: fits(it.linkName) ? it.linkName : plain(it.linkName),
        size: it.size > largestOctal ? 0 : it.size,
    });
    if (records.length === 0)
        return own;
    const body = Buffer.from(records.join(''));
    const pax = plainBlock({ ...it, letter: 'x', name: plain(`PaxHeaders/${it.name.slice(it.name.lastIndexOf('/') + 1)}`), size: body.length, mode: 0o644, linkName: '' });
    return Buffer.concat([pax, body, Buffer.alloc(paddingOf(body.length)), own]);
};
const tarPadding = (size) => Buffer.alloc(paddingOf(size));
/** Two blocks of zeros end an archive; filled up to the usual record of 10 KiB that some readers insist on. */
const tarEnd = (written) => {
    const least = written + 2 * blockSize;
    return Buffer.alloc(Math.ceil(least / 10_240) * 10_240 - written);
};
/** A whole archive as a stream of parts. A content that turns out longer or shorter than announced is an error. */
async function* writeTar(members) {
    let written = 0;
    for await (const it of members) {
        const header = tarHeader(it);
        yield header;
        written += header.length;
        if (it.size === 0)
            continue;
        let size = 0;
        for await (const part of it.content()) {
            size += part.length;
            yield part;
        }
        if (size !== it.size)
            throw new Error(`${it.name} has ${size} bytes where ${it.size} were announced: it changed while it was packed`);
        yield tarPadding(size);
        written += size + paddingOf(size);
    }
    yield tarEnd(written);
}

;// CONCATENATED MODULE: ./out/build/repack.js
// A .tgz made by somebody's tool → the same content, sorted, with one time and one owner: the same bytes on every build,
// whatever version of the tool made it.





/** Charts have at most 20 MB, source archives rarely more; a bomb has. */
const largest = 1024 * 1024 * 1024;
async function* once(part) {
    yield part;
}
const unpacked = async (files, path, name) => {
    const packed = await files.readBytes(path);
    try {
        return (0,external_node_zlib_.gunzipSync)(packed, { maxOutputLength: largest });
    }
    catch (cause) {
        return (0,release_error/* fail */.fJ)('ARCHIVE_UNREADABLE', { archive: name, reason: cause.message }, { cause });
    }
};
const repack = async (files, { from, to, name, time, wants }) => {
    const members = [];
    const texts = {};
    for await (const it of readTar(once(await unpacked(files, from, name)), name)) {
        // Folders come from the names of what is in them.
        if (it.type === 'folder')
            continue;
        const parts = [];
        for await (const part of it.body())
            parts.push(part);
        const content = Buffer.concat(parts);
        if (wants?.(it.name))
            texts[it.name] = content.toString('utf8');
        members.push({ ...it, mtime: time, mode: (it.mode & 0o100) === 0 ? 0o644 : 0o755, content: () => once(content) });
    }
    members.sort((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)));
    const written = await files.writeStream(to, gzip(writeTar(members)));
    return { ...written, names: members.map((it) => it.name), texts };
};

// EXTERNAL MODULE: ./out/core/edit/reference-text.js + 4 modules
var reference_text = __webpack_require__(8831);
// EXTERNAL MODULE: ./out/core/version.js + 4 modules
var core_version = __webpack_require__(8854);
;// CONCATENATED MODULE: ./out/build/chart/chart-source.js
// What a chart says of itself in the tagged commit, and what it will say once it is rendered. Pure.




const placeholder = /\$\{\s*(version|image_version)\s*\}/g;
const renderPlaceholders = (text, values) => text.replace(placeholder, (_, name) => values[name]);
const hasPlaceholders = (text) => text.search(placeholder) >= 0;
const editChart = (text, file, edits) => {
    const withVersion = edits.version === null ? text : (0,reference_text/* editReference */.O7)(text, file, { at: '/version' }, edits.version);
    return edits.appVersion === null ? withVersion : (0,reference_text/* editReference */.O7)(withVersion, file, { at: '/appVersion' }, edits.appVersion);
};
/** `dependencies:` of Chart.yaml (v2) or requirements.yaml (v1); an empty list may be written as nothing at all. */
const dependenciesIn = (text, file) => {
    const document = (0,dist/* parseDocument */.Tp)(text, { prettyErrors: false });
    const [error] = document.errors;
    if (error)
        return (0,release_error/* fail */.fJ)('CHART_UNREADABLE', { file, what: error.message }, { place: { file } });
    const value = document.toJS({ maxAliasCount: 20 });
    const list = typeof value === 'object' && value !== null ? value['dependencies'] : undefined;
    if (list === undefined || list === null)
        return [];
    if (!Array.isArray(list))
        return (0,release_error/* fail */.fJ)('CHART_UNREADABLE', { file, what: 'its dependencies are no list' }, { place: { file } });
    return list.map((it) => {
        const { name, repository } = (it ?? {});
        return { name: typeof name === 'string' ? name : '', repository: typeof repository === 'string' ? repository : '' };
    });
};
/** As semver.org has it, with the `v` that Helm lets pass. */
const strict = /^v?(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*)?(?:\+[0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*)?$/;
/** Name and version as Helm will see them. `wanted` is the version of the tag; undefined when the chart has one of its own. */
const checkChart = (text, file, wanted) => {
    const name = (0,reference_text/* readReference */.Wf)(text, file, { at: '/name' }).value;
    const { value: version, line, column } = (0,reference_text/* readReference */.Wf)(text, file, { at: '/version' });
    const place = { file, line, column };
    if (!strict.test(version))
        return (0,release_error/* fail */.fJ)('CHART_VERSION', { file, version, why: 'Helm takes SemVer only (1.2.0, 1.2.0-rc.1)' }, { place });
    if (wanted && !(0,core_version/* namesVersion */.H7)(version.replace(/^v/, ''), wanted)) {
        return (0,release_error/* fail */.fJ)('CHART_VERSION', { file, version, why: `the tag says ${wanted.semver ?? wanted.text}` }, { place });
    }
    if (!/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name))
        return (0,release_error/* fail */.fJ)('CHART_UNREADABLE', { file, what: `its name "${name}" is none that a registry takes` }, { place: { file } });
    return { name, version };
};

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./out/build/chart/helm.js
// helm, called for what it alone can do: fetching dependencies, checking, and packing.



const helm = async ({ world, scratch }, args, env = {}) => {
    // Plugins are programs that somebody installed on this machine; none of them has a say in a release.
    await world.exec.check({ tool: 'helm', args, cwd: scratch, env: { HELM_PLUGINS: (0,external_node_path_.join)(scratch, 'no-plugins'), ...env } });
};
/** Helm wants every http repository added by name first; they are added to a config of this task only. */
const withRepositories = async (run, args) => {
    const { world, chart, scratch } = run;
    const env = { HELM_REPOSITORY_CONFIG: (0,external_node_path_.join)(scratch, 'repositories.yaml'), HELM_REPOSITORY_CACHE: (0,external_node_path_.join)(scratch, 'repositories') };
    const files = ['Chart.yaml', 'requirements.yaml'].map((it) => (0,external_node_path_.join)(chart, it));
    const urls = new Set();
    for (const file of files) {
        if (!(await world.files.exists(file)))
            continue;
        for (const { repository } of dependenciesIn(await world.files.readText(file), file))
            if (/^https?:\/\//.test(repository))
                urls.add(repository);
    }
    for (const url of urls)
        await helm(run, ['repo', 'add', `slipway-${(0,external_node_crypto_.createHash)('sha256').update(url).digest('hex').slice(0, 12)}`, url], env);
    await helm(run, args, env);
};
/** With the user's own repositories (and their credentials) first; then with those that the chart names. */
const fetchDependencies = async (run) => {
    const args = ['dependency', 'build', run.chart];
    const { code, stderr } = await run.world.exec.run({ tool: 'helm', args, cwd: run.scratch, env: { HELM_PLUGINS: (0,external_node_path_.join)(run.scratch, 'no-plugins') } });
    if (code === 0)
        return;
    if (/no repository definition|no cached repo|repo.* not found/i.test(stderr))
        await withRepositories(run, args);
    else
        await helm(run, args);
};
const lintChart = async (run) => helm(run, ['lint', run.chart]);
/** The one file that it makes. */
const packageChart = async (run) => {
    const folder = (0,external_node_path_.join)(run.scratch, 'made');
    await run.world.files.makeFolder(folder);
    await helm(run, ['package', '--destination', folder, run.chart]);
    return { folder, names: await run.world.files.list(folder) };
};

// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 17 modules
var schemas = __webpack_require__(8816);
// EXTERNAL MODULE: ./out/core/checked-text.js
var checked_text = __webpack_require__(9271);
// EXTERNAL MODULE: ./out/core/template.js
var template = __webpack_require__(3014);
;// CONCATENATED MODULE: ./out/build/chart/task.js
// The entry `build.chart` of the config, and the task it becomes.







const chartEntry = schemas/* strictObject */.rej({
    name: schemas/* string */.YjP().min(1).default('chart').describe('Name of the entry.'),
    path: schemas/* string */.YjP().min(1).describe('Folder of the chart.'),
    version: schemas/* enum */.k5n(['written', 'tag', 'own']).default('written').describe('written: Chart.yaml must say what the tag says; tag: it is set in the copy that is packed; own: the chart has a version of its own.'),
    'app-version': (0,checked_text/* templateText */.uO)().optional().describe('appVersion to set in the copy that is packed; a template.'),
    lint: schemas/* boolean */.zMY().default(true).describe('Run helm lint.'),
});
const read = ['Chart.yaml', 'values.yaml', 'requirements.yaml'];
const chartFiles = (entry) => read.map((it) => joinPath(entry.path, it));
/** The tag that the image gets is the version as the tag of git has it. */
const placeholdersIn = (facts, file, text, version) => text !== undefined && hasPlaceholders(text) ? { version, image_version: (0,core_version/* spellingOf */.k2)(facts.version, 'oci') ?? (0,release_error/* fail */.fJ)('CHART_VERSION', { file, version: facts.version.text, why: 'an image tag cannot be written so' }) } : null;
/** What lies in charts/ already, as a folder or packed. */
const isVendored = (facts, path, name) => facts.paths.some((it) => it.startsWith(`${path}/charts/${name}/`) || (it.startsWith(`${path}/charts/${name}-`) && it.endsWith('.tgz')));
const planChart = (facts, entry) => {
    const path = pathWithin(entry.path, `build.chart (${entry.name}).path`);
    const [file = '', values = '', requirements = ''] = chartFiles({ ...entry, path });
    const source = facts.texts[file] ?? (0,release_error/* fail */.fJ)('CHART_MISSING', { file, commit: facts.tag.commit.slice(0, 12) });
    const semver = facts.version.semver;
    const wanted = () => semver ?? (0,release_error/* fail */.fJ)('CHART_VERSION', { file, version: facts.version.text, why: 'Helm takes SemVer only, and the version of the tag cannot be written so' });
    const edits = { version: entry.version === 'tag' ? wanted() : null, appVersion: entry['app-version'] === undefined ? null : (0,template/* fillTemplate */.ou)(entry['app-version'], facts.words) };
    const inChart = placeholdersIn(facts, file, source, hasPlaceholders(source) ? wanted() : '');
    const inValues = placeholdersIn(facts, values, facts.texts[values], (0,core_version/* spellingOf */.k2)(facts.version, 'oci') ?? '');
    const rendered = editChart(inChart ? renderPlaceholders(source, inChart) : source, file, edits);
    const { name: chart, version } = checkChart(rendered, file, entry.version === 'own' ? undefined : facts.version);
    const needed = [...dependenciesIn(rendered, file), ...(facts.texts[requirements] === undefined ? [] : dependenciesIn(facts.texts[requirements], requirements))];
    const task = {
        name: entry.name, path, chart, version, edits,
        placeholders: { 'Chart.yaml': inChart, 'values.yaml': inValues },
        fetched: needed.filter((it) => !isVendored(facts, path, it.name)).map((it) => it.name),
        locked: ['Chart.lock', 'requirements.lock'].some((it) => facts.paths.includes(joinPath(path, it))),
        lint: entry.lint,
        time: facts.commitTime,
    };
    return { title: `Pack the chart ${chart} ${version}`, task };
};

;// CONCATENATED MODULE: ./out/build/chart/chart.js
// build:chart: a Helm chart from a copy of the export. The source stays untouched; placeholders are filled in in the copy.












const render = async (task, folder, world) => {
    for (const name of ['Chart.yaml', 'values.yaml']) {
        const path = (0,external_node_path_.join)(folder, name);
        const values = task.placeholders[name];
        if (!values && (name === 'values.yaml' || (task.edits.version === null && task.edits.appVersion === null)))
            continue;
        const text = await world.files.readText(path);
        const rendered = values ? renderPlaceholders(text, values) : text;
        await world.files.writeFile(path, name === 'Chart.yaml' ? editChart(rendered, `${task.path}/${name}`, task.edits) : rendered);
    }
};
/** What a registry's config document says of the chart. */
const aboutOf = (text, file) => {
    const value = (0,dist/* parse */.qg)(text, { maxAliasCount: 20 });
    if (typeof value !== 'object' || value === null)
        return (0,release_error/* fail */.fJ)('CHART_UNREADABLE', { file, what: 'its Chart.yaml is no mapping' });
    const known = value;
    const keys = ['name', 'version', 'appVersion', 'apiVersion', 'description', 'type'];
    return Object.fromEntries(keys.flatMap((key) => (typeof known[key] === 'string' ? [[key, known[key]]] : [])));
};
const packed = async (task, run) => {
    const { world } = run;
    const { folder, names } = await packageChart(run);
    const [fileName, ...more] = names;
    if (fileName === undefined || more.length > 0)
        return (0,release_error/* fail */.fJ)('CHART_UNREADABLE', { file: task.path, what: `helm package made ${names.length} files` });
    const path = (0,external_node_path_.join)(await outFolder(world, 'build:chart', task.name), fileName);
    const own = `${task.chart}/Chart.yaml`;
    const { digest, size, names: members, texts } = await repack(world.files, { from: (0,external_node_path_.join)(folder, fileName), to: path, name: fileName, time: task.time, wants: (it) => it === own });
    failOnSecrets(members, fileName);
    const about = aboutOf(texts[own] ?? (0,release_error/* fail */.fJ)('CHART_UNREADABLE', { file: fileName, what: `there is no ${own} in it` }), fileName);
    if (about['version'] !== task.version)
        return (0,release_error/* fail */.fJ)('CHART_VERSION', { file: fileName, version: about['version'] ?? 'none', why: `${task.version} was to be packed` });
    return { kind: 'chart', name: task.name, fileName, digest, size, mediaType: 'application/gzip', path, about };
};
const apply = async (task, world) => {
    const scratch = await scratchFolder(world, 'build:chart', task.name);
    const chart = (0,external_node_path_.join)(await workingCopy(world, scratch, false), task.path);
    const run = { world, chart, scratch };
    await render(task, chart, world);
    if (task.fetched.length > 0) {
        if (!task.locked)
            world.log.warn(`${task.path} has no Chart.lock: which versions of ${task.fetched.join(', ')} are packed depends on the day.`);
        await fetchDependencies(run);
    }
    if (task.lint)
        await lintChart(run);
    return packed(task, run);
};
const preflight = async (task, world) => {
    const findings = [];
    try {
        await world.exec.check({ tool: 'helm', args: ['version', '--short'], cwd: world.workspace.temp, show: false });
    }
    catch (error) {
        if (!(error instanceof release_error/* ReleaseError */.K2))
            throw error;
        findings.push(...error.problems.map((it) => ({ severity: 'error', problem: it })));
    }
    // helm packs what a link leads to: one that leaves the repository would put a file of this machine into the chart.
    const links = escapingLinks(linksBelow(await world.git.links(world.tag.commit), '.')).filter((it) => isBelow(it.path, task.path));
    findings.push(...links.map(({ path, target }) => ({ severity: 'error', problem: (0,release_error/* problem */.CC)('LINK_ESCAPES', { path, target, folder: 'the repository' }, { file: path }) })));
    return findings;
};
const buildChart = defineStep({
    name: 'build:chart',
    phase: 'build',
    slot: 'build.chart',
    takes: [],
    gives: ['chart'],
    schema: chartEntry,
    reads: chartFiles,
    plan: planChart,
    preflight,
    probe: async () => ({ state: 'absent' }),
    apply: async (task, _inputs, world) => ({ artifacts: [await apply(task, world)] }),
});

;// CONCATENATED MODULE: ./out/build/until-aborted.js
// A stream that ends when the run is stopped: compressing a large image would otherwise go on for minutes.
async function* untilAborted(parts, signal) {
    for await (const part of parts) {
        signal.throwIfAborted();
        yield part;
    }
}

;// CONCATENATED MODULE: ./out/build/docs/members.js
// A folder as the members of an archive: sorted by bytes as `tar --sort=name` does it, owner, modes and times made equal, link
// targets untouched, repositories' own folders left out.

/** Files up to this size are read ahead of the compression; larger ones are streamed. */
const small = 1024 * 1024;
const ahead = 16;
const byBytes = (a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b));
async function* nothing() { }
const memberOf = async (files, path, name, time) => {
    const stat = await files.stat(path);
    if (!stat)
        return undefined;
    const common = { name, mtime: time, size: 0, linkName: '', content: nothing };
    if (stat.kind === 'folder')
        return { ...common, type: 'folder', mode: 0o755 };
    if (stat.kind === 'link')
        return { ...common, type: 'link', mode: 0o777, linkName: await files.readLink(path) };
    return { ...common, type: 'file', mode: (stat.mode & 0o100) === 0 ? 0o644 : 0o755, size: stat.size, content: () => files.stream(path) };
};
/** Depth first, a folder before what is in it. */
const listMembers = async (files, { folder, root, time }) => {
    const names = (await files.list(folder)).filter((it) => it !== '.git');
    const own = await Promise.all(names.map(async (name) => ({ name, member: await memberOf(files, (0,external_node_path_.join)(folder, name), `${root}/${name}`, time) })));
    own.sort((a, b) => byBytes(a.name, b.name));
    const all = [];
    for (const { name, member } of own) {
        if (!member)
            continue;
        all.push(member);
        if (member.type === 'folder')
            all.push(...(await listMembers(files, { folder: (0,external_node_path_.join)(folder, name), root: `${root}/${name}`, time })));
    }
    return all;
};
/** Reads small files before they are wanted, so that the disk works while the compression does. */
async function* readAhead(files, members, pathOf) {
    const reading = new Map();
    const begin = (index) => {
        const it = members[index];
        if (!it || it.size === 0 || it.size > small)
            return;
        const bytes = files.readBytes(pathOf(it));
        bytes.catch(() => undefined);
        reading.set(index, bytes);
    };
    for (let index = 0; index < ahead; index++)
        begin(index);
    for (const [index, it] of members.entries()) {
        begin(index + ahead);
        const bytes = reading.get(index);
        reading.delete(index);
        yield bytes ? { ...it, content: () => members_once(bytes) } : it;
    }
}
async function* members_once(bytes) {
    yield await bytes;
}

;// CONCATENATED MODULE: ./out/build/docs/pack.js
// A folder → a .tgz with a new root, the same bytes for the same content. As `tar --transform s/FROM/ROOT/` lists it, but sorted.





const packFolder = async (files, request, target) => {
    const { folder, root, time, signal } = request;
    const top = { name: root, type: 'folder', size: 0, mode: 0o755, mtime: time, linkName: '', content: () => files.stream(folder) };
    const members = [top, ...(await listMembers(files, request))];
    const pathOf = (it) => `${folder}/${(0,external_node_path_.relative)(root, it.name)}`;
    const written = await files.writeStream(target, gzip(untilAborted(writeTar(readAhead(files, members, pathOf)), signal)));
    return { ...written, members };
};

;// CONCATENATED MODULE: ./out/build/docs/docs.js
// build:docs: the docs folder as a .tgz under a new root.











/** A name with template words (`os-vim-driver-{version}-docs`) is the archive's; the entry is then called `docs`. */
const schema = schemas/* strictObject */.rej({
    name: (0,checked_text/* templateText */.uO)().default('docs').describe('Name of the entry; or, with template words, name of the archive and of its root folder.'),
    from: schemas/* string */.YjP().min(1).default('docs').describe('The folder that is packed.'),
    archive: (0,checked_text/* templateText */.uO)().optional().describe('Name of the archive without .tgz, and of its root folder; default: REPOSITORY-{version}-docs.'),
})
    .transform(({ name, from, archive }) => ({
    name: name.includes('{') ? 'docs' : name,
    from,
    ...(name.includes('{') ? { archive: archive ?? name } : archive === undefined ? {} : { archive }),
}));
const escapeProblems = (links, from) => escapingLinks(links).map(({ path, target }) => {
    const full = from === '.' ? path : `${from}/${path}`;
    return (0,release_error/* problem */.CC)('LINK_ESCAPES', { path: full, target, folder: from }, { file: full });
});
const plan = (facts, entry) => {
    const setting = `build.docs (${entry.name})`;
    const from = pathWithin(entry.from, `${setting}.from`);
    const packed = facts.paths.filter((path) => path !== from && isBelow(path, from));
    if (packed.length === 0)
        return (0,release_error/* fail */.fJ)('DOCS_MISSING', { folder: from, commit: facts.tag.commit.slice(0, 12) });
    const root = fileName((0,template/* fillTemplate */.ou)(entry.archive ?? `${facts.repository.name}-{version}-docs`, facts.words), `${setting}.archive`);
    failOnSecrets(packed, `${root}.tgz`);
    return { title: `Pack ${from} as ${root}.tgz`, task: { name: entry.name, from, root, time: facts.commitTime } };
};
const docs_apply = async (task, world) => {
    const { files, workspace } = world;
    const folder = (0,external_node_path_.join)(workspace.source, task.from);
    const target = (0,external_node_path_.join)(await outFolder(world, 'build:docs', task.name), `${task.root}.tgz`);
    const packed = await packFolder(files, { folder, root: task.root, time: task.time, signal: world.signal }, target);
    const below = packed.members.map((it) => ({ ...it, name: it.name.slice(task.root.length + 1) }));
    // Looked at again: preflight saw the tree of the commit, and submodules are not in it.
    (0,release_error/* failAll */.wf)(escapeProblems(new Map(below.flatMap((it) => (it.type === 'link' ? [[it.name, it.linkName]] : []))), task.from));
    failOnSecrets(below.map((it) => it.name), `${task.root}.tgz`);
    return { kind: 'docs', name: task.name, fileName: `${task.root}.tgz`, digest: packed.digest, size: packed.size, mediaType: 'application/gzip', path: target };
};
const buildDocs = defineStep({
    name: 'build:docs',
    phase: 'build',
    slot: 'build.docs',
    takes: [],
    gives: ['docs'],
    schema,
    plan,
    preflight: async (task, world) => {
        const links = linksBelow(await world.git.links(world.tag.commit), task.from);
        return escapeProblems(links, task.from).map((it) => ({ severity: 'error', problem: it }));
    },
    probe: async () => ({ state: 'absent' }),
    apply: async (task, _inputs, world) => ({ artifacts: [await docs_apply(task, world)] }),
});

;// CONCATENATED MODULE: ./out/build/oci/image-source.js
// The parts of an image as an engine hands them over: an archive on disk, or a folder. Names are looked up, never unpacked to a
// disk; links within an archive (docker saves equal layers as links) are followed within it.



/** Manifests and configs: the largest real ones have some hundred kilobytes. */
const largestDocument = 8 * 1024 * 1024;
const missing = (name, part) => (0,release_error/* fail */.fJ)('IMAGE_UNREADABLE', { archive: name, reason: `it names ${part}, and does not have it` });
const joined = async (name, part, parts) => {
    const all = [];
    let size = 0;
    for await (const it of parts) {
        size += it.length;
        if (size > largestDocument)
            return (0,release_error/* fail */.fJ)('IMAGE_UNREADABLE', { archive: name, reason: `${part} has more than ${largestDocument} bytes` });
        all.push(it);
    }
    return Buffer.concat(all).toString('utf8');
};
const spotsOf = async (files, path, name) => {
    const spots = new Map();
    for await (const it of readTar(files.stream(path), name)) {
        const own = external_node_path_.posix.normalize(it.name);
        if (it.type === 'file')
            spots.set(own, { start: it.start, size: it.size });
        else if (it.type === 'link')
            spots.set(own, { leadsTo: external_node_path_.posix.normalize(external_node_path_.posix.join(external_node_path_.posix.dirname(own), it.linkName)) });
        else if (it.type === 'hardlink')
            spots.set(own, { leadsTo: external_node_path_.posix.normalize(it.linkName) });
    }
    return spots;
};
async function* image_source_nothing() { }
const openImageArchive = async (files, path, name) => {
    const spots = await spotsOf(files, path, name);
    const find = (part, hops = 0) => {
        const spot = spots.get(external_node_path_.posix.normalize(part));
        if (!spot || !('leadsTo' in spot))
            return spot;
        return hops < 10 ? find(spot.leadsTo, hops + 1) : undefined;
    };
    const stream = async (part) => {
        const { start, size } = find(part) ?? missing(name, part);
        return size === 0 ? image_source_nothing() : files.stream(path, { start, end: start + size - 1 });
    };
    return { name, has: async (part) => find(part) !== undefined, stream, text: async (part) => joined(name, part, await stream(part)) };
};
/** An image layout on disk. Only plain files count: a link could lead to any file of this machine. */
const openImageFolder = (files, folder, name) => {
    const pathOf = (part) => {
        const normal = posix.normalize(part);
        return normal.startsWith('..') || normal.startsWith('/') ? missing(name, part) : join(folder, normal);
    };
    const has = async (part) => (await files.stat(pathOf(part)))?.kind === 'file';
    const stream = async (part) => ((await has(part)) ? files.stream(pathOf(part)) : missing(name, part));
    return { name, has, stream, text: async (part) => joined(name, part, await stream(part)) };
};

// EXTERNAL MODULE: ./out/core/json.js
var json = __webpack_require__(5846);
// EXTERNAL MODULE: ./out/core/oci.js
var oci = __webpack_require__(5095);
// EXTERNAL MODULE: ./out/core/digest.js
var core_digest = __webpack_require__(6852);
;// CONCATENATED MODULE: ./out/build/oci/layout.js
// The one form in which an image goes on: an OCI image layout (oci-layout, index.json, blobs/sha256/…) with one root.






const blobPath = ({ folder }, digest) => (0,external_node_path_.join)(folder, 'blobs', 'sha256', (0,core_digest/* hexOf */.ZD)(digest));
const hasBlob = async (layout, digest) => layout.files.exists(blobPath(layout, digest));
/** Streams into the layout; the name is the digest, which is known at the end. */
const addBlob = async (layout, parts) => {
    const coming = (0,external_node_path_.join)(layout.folder, 'blobs', `coming-${(0,external_node_crypto_.randomUUID)()}`);
    const written = await layout.files.writeStream(coming, untilAborted(parts, layout.signal));
    await layout.files.rename(coming, blobPath(layout, written.digest));
    return written;
};
const addDocument = async (layout, value) => {
    const document = (0,oci/* documentBytes */.f)(value);
    await layout.files.writeFile(blobPath(layout, document.digest), document.bytes);
    return document;
};
/** Written last: with these two files it is a layout. */
const closeLayout = async (layout, root) => {
    const { mediaType, digest, size } = root;
    const index = { schemaVersion: 2, mediaType: oci/* mediaTypes */.Ib.ociIndex, manifests: [{ mediaType, digest, size }] };
    await layout.files.writeFile((0,external_node_path_.join)(layout.folder, 'index.json'), (0,json/* canonicalJson */.d)(index));
    await layout.files.writeFile((0,external_node_path_.join)(layout.folder, 'oci-layout'), (0,json/* canonicalJson */.d)({ imageLayoutVersion: '1.0.0' }));
};
/** Passes the parts on and tells their digest once they are through. */
const hashing = (parts) => {
    const hash = (0,external_node_crypto_.createHash)('sha256');
    async function* through() {
        for await (const part of parts) {
            hash.update(part);
            yield part;
        }
    }
    return { parts: through(), digest: () => `sha256:${hash.digest('hex')}` };
};

;// CONCATENATED MODULE: ./out/build/oci/load-archive.js
// A layout as one tar that `docker load` takes, old engines by manifest.json and new ones by index.json. The same bytes for the
// same image.






async function* load_archive_once(bytes) {
    yield bytes;
}
const shortName = (it) => `blobs/sha256/${it.digest.slice('sha256:'.length)}`;
const writeLoadArchive = async (layout, root, { target, reference, time }) => {
    const contents = (0,oci/* contentsOf */.KD)(await layout.files.readBytes(blobPath(layout, root.digest)));
    const [config, ...layers] = contents?.blobs ?? [];
    if (!config)
        return (0,release_error/* fail */.fJ)('BUG', { what: `the manifest ${root.digest} names no config` });
    const manifest = [{ Config: shortName(config), RepoTags: [reference], Layers: layers.map(shortName) }];
    const common = { type: 'file', mode: 0o644, mtime: time, linkName: '' };
    const document = (name, bytes) => ({ ...common, name, size: bytes.length, content: () => load_archive_once(bytes) });
    const blobs = [...new Map([root, config, ...layers].map((it) => [it.digest, it])).values()].sort((a, b) => (a.digest < b.digest ? -1 : 1));
    const members = [
        ...blobs.map((it) => ({ ...common, name: shortName(it), size: it.size, content: () => layout.files.stream(blobPath(layout, it.digest)) })),
        document('index.json', await layout.files.readBytes((0,external_node_path_.join)(layout.folder, 'index.json'))),
        document('manifest.json', Buffer.from((0,json/* canonicalJson */.d)(manifest))),
        document('oci-layout', await layout.files.readBytes((0,external_node_path_.join)(layout.folder, 'oci-layout'))),
    ];
    return layout.files.writeStream(target, writeTar(members));
};

// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(7075);
;// CONCATENATED MODULE: ./out/build/oci/layer.js
// One layer into the layout: compressed if it is not, and its content held against the digest in the image's config.

// As a namespace: older Node has no zstd, and a missing name would keep the whole program from starting.





const zstdLayer = 'application/vnd.oci.image.layer.v1.tar+zstd';
/** By the first bytes, and not by what a manifest says: engines have called gzip layers plain. */
const packingOf = async (source, part) => {
    for await (const first of await source.stream(part)) {
        if (first[0] === 0x1f && first[1] === 0x8b)
            return 'gzip';
        return first[0] === 0x28 && first[1] === 0xb5 && first[2] === 0x2f && first[3] === 0xfd ? 'zstd' : 'none';
    }
    return 'none';
};
/** Node 20 has no zstd; a name that is not there must not keep the whole program from starting. */
const unpackerOf = (packing, name) => {
    if (packing === 'gzip')
        return external_node_zlib_.createGunzip();
    if (!("createZstdDecompress" in external_node_zlib_namespaceObject))
        return (0,release_error/* fail */.fJ)('IMAGE_UNREADABLE', { archive: name, reason: 'a layer is compressed with zstd, which this Node cannot read (24 can)' });
    return external_node_zlib_.createZstdDecompress();
};
/** Digest of the content of a compressed blob. */
const contentDigest = async (layout, digest, packing, name) => {
    const unpack = unpackerOf(packing, name);
    const source = external_node_stream_.Readable.from(layout.files.stream(blobPath(layout, digest)));
    source.once('error', (error) => unpack.destroy(error));
    const hashed = hashing(source.pipe(unpack));
    const it = hashed.parts[Symbol.asyncIterator]();
    try {
        while (!(await it.next()).done)
            ;
    }
    catch (cause) {
        return (0,release_error/* fail */.fJ)('IMAGE_UNREADABLE', { archive: name, reason: `a layer cannot be unpacked: ${cause.message}` }, { cause });
    }
    return hashed.digest();
};
const mustBe = (found, wanted, name) => {
    if (found !== wanted)
        (0,release_error/* fail */.fJ)('IMAGE_LAYER_DIFFERS', { archive: name, found, wanted });
};
const addLayer = async (layout, source, part, diffId) => {
    const packing = await packingOf(source, part);
    const hashed = hashing(await source.stream(part));
    if (packing === 'none') {
        const { digest, size } = await addBlob(layout, gzip(hashed.parts));
        mustBe(hashed.digest(), diffId, source.name);
        return { mediaType: oci/* mediaTypes */.Ib.ociLayer, digest, size };
    }
    // Compressed by the engine already: these bytes are kept, for another compressor would give another digest.
    const { digest, size } = await addBlob(layout, hashed.parts);
    mustBe(await contentDigest(layout, digest, packing, source.name), diffId, source.name);
    return { mediaType: packing === 'gzip' ? oci/* mediaTypes */.Ib.ociLayer : zstdLayer, digest, size };
};

;// CONCATENATED MODULE: ./out/build/oci/shared-layers.js

const ofRuns = new WeakMap();
/** One collection per run; it goes when the run's workspace goes. */
const sharedLayersOf = (run) => {
    const layers = ofRuns.get(run) ?? new Map();
    ofRuns.set(run, layers);
    return layers;
};
/** Makes the layer, or waits for whoever makes it and takes a copy. What failed there, or is gone since, is made here. */
const shareLayer = async (shared, layout, diffId, make) => {
    const made = await shared.get(diffId)?.catch(() => undefined);
    if (made && (await hasBlob(made.layout, made.layer.digest))) {
        const { digest } = made.layer;
        if (!(await hasBlob(layout, digest)))
            await layout.files.copy(blobPath(made.layout, digest), blobPath(layout, digest));
        return made.layer;
    }
    const coming = make().then((layer) => ({ layer, layout }));
    shared.set(diffId, coming);
    coming.catch(() => shared.delete(diffId));
    return (await coming).layer;
};

;// CONCATENATED MODULE: ./out/build/oci/normalise.js
// Whatever an engine gives → one OCI layout, whose digest is known before anything is pushed. `docker save` of old and new
// engines is read by its manifest.json; an OCI layout without one keeps its own manifests, so that its digest stays.







const digest = schemas/* custom */.IeY((value) => typeof value === 'string' && (0,core_digest/* isDigest */.Bc)(value));
const savedList = schemas/* array */.YOg(schemas/* object */.Ikc({ Config: schemas/* string */.YjP(), Layers: schemas/* array */.YOg(schemas/* string */.YjP()).nullish() }));
const imageConfig = schemas/* object */.Ikc({ architecture: schemas/* string */.YjP().optional(), os: schemas/* string */.YjP().optional(), variant: schemas/* string */.YjP().optional(), rootfs: schemas/* object */.Ikc({ diff_ids: schemas/* array */.YOg(digest).nullish() }) });
const layoutIndex = schemas/* object */.Ikc({ manifests: schemas/* array */.YOg(schemas/* object */.Ikc({ mediaType: schemas/* string */.YjP(), digest, size: schemas/* number */.aig() })) });
const broken = (source, reason) => (0,release_error/* fail */.fJ)('IMAGE_UNREADABLE', { archive: source.name, reason });
const parsed = (source, part, text, schema) => {
    try {
        return schema.parse(JSON.parse(text));
    }
    catch (cause) {
        return (0,release_error/* fail */.fJ)('IMAGE_UNREADABLE', { archive: source.name, reason: `its ${part} is not as it should be` }, { cause });
    }
};
const platformOf = (config) => [config.os ?? 'linux', config.architecture ?? 'unknown', ...(config.variant ? [config.variant] : [])].join('/');
async function* normalise_once(text) {
    yield Buffer.from(text);
}
/** The way of `docker save`: manifest.json names config and layers, in their order. */
const fromSaved = async (layout, source, shared) => {
    const [image, ...more] = parsed(source, 'manifest.json', await source.text('manifest.json'), savedList);
    if (!image || more.length > 0)
        return broken(source, `it holds ${more.length + (image ? 1 : 0)} images, and one was to be saved`);
    const text = await source.text(image.Config);
    const config = parsed(source, 'config', text, imageConfig);
    const [layers, diffIds] = [image.Layers ?? [], config.rootfs.diff_ids ?? []];
    if (layers.length !== diffIds.length)
        return broken(source, `it has ${layers.length} layers, and its config names ${diffIds.length}`);
    const described = await addLayers(layout, diffIds, shared, async (index, diffId) => addLayer(layout, source, layers[index] ?? '', diffId));
    const added = await addBlob(layout, normalise_once(text));
    const manifest = { schemaVersion: 2, mediaType: oci/* mediaTypes */.Ib.ociManifest, config: { mediaType: oci/* mediaTypes */.Ib.ociConfig, ...added }, layers: described };
    const { digest: own, size } = await addDocument(layout, manifest);
    return { root: { mediaType: oci/* mediaTypes */.Ib.ociManifest, digest: own, size }, platform: platformOf(config), config: added.digest };
};
/** One after the other: each is compressed on all threads, and the memory of one is enough. Equal layers are done once. */
const addLayers = async (layout, diffIds, shared, make) => {
    const all = [];
    for (const [index, diffId] of diffIds.entries())
        all.push(await shareLayer(shared, layout, diffId, async () => make(index, diffId)));
    return all;
};
const partOf = (it) => `blobs/sha256/${it.slice('sha256:'.length)}`;
/** A blob of a layout as it is; bytes that do not have the digest of their name are refused. */
const keepBlob = async (layout, source, it) => {
    if (await hasBlob(layout, it.digest))
        return;
    const added = await addBlob(layout, await source.stream(partOf(it.digest)));
    if (added.digest !== it.digest || added.size !== it.size)
        broken(source, `the bytes of ${partOf(it.digest)} have the digest ${added.digest}`);
};
const keepManifest = async (layout, source, it, depth = 0) => {
    if (depth > 2)
        return broken(source, 'its indexes are nested more than two deep');
    await keepBlob(layout, source, it);
    const contents = (0,oci/* contentsOf */.KD)(await layout.files.readBytes(blobPath(layout, it.digest))) ?? broken(source, `${partOf(it.digest)} is no manifest`);
    for (const child of contents.manifests)
        await keepManifest(layout, source, child, depth + 1);
    for (const blob of contents.blobs)
        await keepBlob(layout, source, blob);
    if ((0,oci/* isIndexType */.$U)(it.mediaType))
        return { root: it };
    const [config, ...layers] = contents.blobs;
    if (!config)
        return broken(source, `${partOf(it.digest)} names no config`);
    // Attestations are manifests without a file system: their config has nothing to hold the layers against.
    const known = imageConfig.safeParse(jsonOf(await layout.files.readText(blobPath(layout, config.digest))));
    if (!known.success || layers.some((layer) => !/tar(\+gzip|\+zstd|\.gzip)?$/.test(layer.mediaType)))
        return { root: it };
    await checkLayers(layout, source, layers, known.data.rootfs.diff_ids ?? []);
    return { root: it, platform: platformOf(known.data), config: config.digest };
};
/** Undefined for what is no JSON: the config of an artifact that is no image may be anything. */
const jsonOf = (text) => {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
};
const checkLayers = async (layout, source, layers, diffIds) => {
    if (layers.length !== diffIds.length)
        broken(source, `it has ${layers.length} layers, and its config names ${diffIds.length}`);
    for (const [index, layer] of layers.entries()) {
        const packing = /zstd$/.test(layer.mediaType) ? 'zstd' : /gzip$/.test(layer.mediaType) ? 'gzip' : undefined;
        const found = packing ? await contentDigest(layout, layer.digest, packing, source.name) : layer.digest;
        const wanted = diffIds[index] ?? layer.digest;
        if (found !== wanted)
            (0,release_error/* fail */.fJ)('IMAGE_LAYER_DIFFERS', { archive: source.name, found, wanted });
    }
};
const fromLayout = async (layout, source) => {
    const { manifests } = parsed(source, 'index.json', await source.text('index.json'), layoutIndex);
    const [root, ...more] = manifests;
    if (!root || more.length > 0)
        return broken(source, `its index.json names ${manifests.length} images, and one was expected`);
    return keepManifest(layout, source, root);
};
/** `shared` are the layers that other images of the run have made. */
const normaliseImage = async (layout, source, shared = new Map()) => {
    const image = (await source.has('manifest.json'))
        ? await fromSaved(layout, source, shared)
        : (await source.has('index.json'))
            ? await fromLayout(layout, source)
            : broken(source, 'it has neither a manifest.json nor an index.json');
    await closeLayout(layout, image.root);
    return image;
};

;// CONCATENATED MODULE: ./out/build/oci/weight.js


const weightOf = async (layout, root) => {
    const sizes = new Map();
    const add = async (it) => {
        if (sizes.has(it.digest))
            return;
        sizes.set(it.digest, it.size);
        const contents = (0,oci/* contentsOf */.KD)(await layout.files.readBytes(blobPath(layout, it.digest)));
        for (const blob of contents?.blobs ?? [])
            sizes.set(blob.digest, blob.size);
        for (const child of contents?.manifests ?? [])
            await add(child);
    };
    await add(root);
    return [...sizes.values()].reduce((sum, size) => sum + size, 0);
};

;// CONCATENATED MODULE: ./out/build/image/context.js
// What the engine is given: a copy of the export whose wheels folder holds this release's wheel and the listed ones, and nothing
// else. A stale wheel that somebody left there would be installed silently.



const place = async (world, from, folder, time) => {
    const to = (0,external_node_path_.join)(folder, (0,external_node_path_.basename)(from));
    if (await world.files.exists(to))
        (0,release_error/* fail */.fJ)('CONFIG_INVALID', { path: 'build.image.extra-wheels', what: `${(0,external_node_path_.basename)(from)} would be there twice` });
    await world.files.copy(from, to);
    // The engine packs time and mode of a file: with others the layer would be another one.
    await world.files.setMode(to, 0o644);
    await world.files.touch(to, time);
};
const prepareContext = async (task, inputs, world, scratch) => {
    const copy = await workingCopy(world, scratch, false);
    if (task.wheels === null)
        return copy;
    const folder = (0,external_node_path_.join)(copy, task.wheels);
    const extra = (0,external_node_path_.join)(scratch, 'extra');
    // Listed wheels may lie in the very folder that is emptied.
    for (const path of task.extraWheels)
        await place(world, (0,external_node_path_.join)(copy, path), extra, task.time);
    await world.files.remove(folder);
    await world.files.makeFolder(folder);
    for (const it of inputs.filter((input) => input.kind === 'wheel')) {
        await place(world, it.path ?? (0,release_error/* fail */.fJ)('BUG', { what: `the wheel ${it.fileName} is not on this disk` }), folder, task.time);
    }
    if (task.extraWheels.length > 0)
        for (const name of await world.files.list(extra))
            await place(world, (0,external_node_path_.join)(extra, name), folder, task.time);
    await world.files.touch(folder, task.time);
    return copy;
};

;// CONCATENATED MODULE: ./out/build/image/engine.js

/** Two lines for people; a client that cannot reach its engine fails and says why. */
const versions = '{{.Client.Version}} {{.Server.Version}}';
const askEngine = async (exec, cwd) => {
    const { code, stdout, stderr } = await exec.run({ tool: 'docker', args: ['version', '--format', versions], cwd, show: false });
    if (code !== 0)
        return (0,release_error/* fail */.fJ)('DOCKER_NOT_ANSWERING', { said: stderr.trim().split('\n').at(-1) ?? '' });
    const [client = '', server = ''] = stdout.trim().split(' ');
    const buildx = await exec.run({ tool: 'docker', args: ['buildx', 'version'], cwd, show: false });
    const builder = buildx.code === 0 ? 'buildx' : Number.parseInt(client, 10) < 23 ? 'buildkit' : 'legacy';
    return { client, server, builder };
};

;// CONCATENATED MODULE: ./out/build/image/docker-build.js
// docker build and docker save. Credentials of the release are in neither; what a build needs is named by the config.



const flags = (name, values) => Object.entries(values).flatMap(([key, value]) => [name, `${key}=${value}`]);
const argsOf = (task, builder, idFile) => [
    'build',
    '--iidfile', idFile,
    '--file', task.dockerfile,
    ...flags('--label', task.labels),
    ...flags('--build-arg', task.args),
    // Without a value: docker takes it from the environment, and leaves it out where it is not set.
    ...task.env.flatMap((name) => ['--build-arg', name]),
    ...task.secrets.flatMap((name) => ['--secret', `id=${name},env=${name}`]),
    ...(task.target === null ? [] : ['--target', task.target]),
    ...(task.platform === null ? [] : ['--platform', task.platform]),
    ...(task.pull ? ['--pull'] : []),
    // A builder of its own container keeps its results to itself unless they are loaded; with attestations they could not be.
    ...(builder === 'buildx' ? ['--load', '--provenance=false', '--sbom=false', '--build-arg', `SOURCE_DATE_EPOCH=${task.time}`] : []),
    '--', task.context,
];
/** Builds, and gives the id of the image in the engine. */
const buildInEngine = async (task, world, copy, scratch) => {
    const { builder, client } = await askEngine(world.exec, scratch);
    if (task.secrets.length > 0 && builder === 'legacy')
        return (0,release_error/* fail */.fJ)('BUILDX_MISSING', { what: `build.image (${task.name}).secrets`, client });
    const idFile = (0,external_node_path_.join)(scratch, 'image-id');
    await world.exec.check({
        tool: 'docker',
        args: argsOf(task, builder, idFile),
        cwd: copy,
        env: { DOCKER_BUILDKIT: builder === 'legacy' ? '0' : '1', BUILDKIT_PROGRESS: 'plain' },
        pass: task.env,
        secrets: task.secrets,
    });
    const id = (await world.files.readText(idFile)).trim();
    return /^sha256:[0-9a-f]{64}$/.test(id) ? id : (0,release_error/* fail */.fJ)('BUG', { what: `docker build gave the image id "${id.slice(0, 80)}"` });
};
/** By id, so that no tag that somebody else moves can come between. */
const saveFromEngine = async (id, world, scratch) => {
    const path = (0,external_node_path_.join)(scratch, 'saved.tar');
    await world.exec.check({ tool: 'docker', args: ['save', '--output', path, '--', id], cwd: scratch });
    return path;
};

// EXTERNAL MODULE: ./out/core/image-name.js
var image_name = __webpack_require__(5855);
;// CONCATENATED MODULE: ./out/build/image/task.js
// The entry `build.image` of the config, and the task it becomes.






const variable = schemas/* string */.YjP().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'the name of an environment variable');
const imageEntry = schemas/* strictObject */.rej({
    name: schemas/* string */.YjP().min(1).default('image').describe('Name of the entry.'),
    context: schemas/* string */.YjP().min(1).default('docker').describe('Folder that the build may see.'),
    dockerfile: schemas/* string */.YjP().min(1).optional().describe('Path of the Dockerfile in the repository; default: the one in the context.'),
    wheels: schemas/* string */.YjP().min(1).optional().describe('Folder within the context that is emptied and gets the wheel of this release.'),
    wheel: schemas/* string */.YjP().min(1).optional().describe('Name of the build.wheel entry; default: all of them.'),
    'extra-wheels': schemas/* array */.YOg(schemas/* string */.YjP().min(1)).default([]).describe('Further wheels of the repository for the same folder.'),
    args: schemas/* record */.g1P(variable, (0,checked_text/* templateText */.uO)(schemas/* string */.YjP())).default({}).describe('Build arguments; templates.'),
    labels: schemas/* record */.g1P(schemas/* string */.YjP().min(1), (0,checked_text/* templateText */.uO)(schemas/* string */.YjP())).default({}).describe('Labels besides those of OCI; templates.'),
    target: schemas/* string */.YjP().min(1).optional().describe('Stage of the Dockerfile to build.'),
    platform: schemas/* string */.YjP().regex(/^[a-z0-9]+\/[a-z0-9]+(\/[a-z0-9]+)?$/, 'os/architecture').optional().describe('Platform other than that of the engine.'),
    pull: schemas/* boolean */.zMY().default(false).describe('Ask the registry for a newer base image first.'),
    env: schemas/* array */.YOg(variable).default([]).describe('Names of environment variables that become build arguments when they are set.'),
    secrets: schemas/* array */.YOg(variable).default([]).describe('Names of environment variables that the build gets as secrets (RUN --mount=type=secret,id=NAME).'),
    save: schemas/* union */.KCZ([schemas/* boolean */.zMY(), (0,checked_text/* templateText */.uO)()]).default(false).describe('Give a tar for docker load as well; a template for its name without .tar.'),
    'saved-as': (0,checked_text/* templateText */.uO)().optional().describe('What the image is called once that tar is loaded; default: where it is published, with the version.'),
});
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const entriesAt = (facts, section, noun) => {
    const all = facts.config[section];
    const slot = isObject(all) ? all[noun] : undefined;
    return Array.isArray(slot) ? slot.filter(isObject) : isObject(slot) ? [slot] : [];
};
/** Names of the wheel entries whose wheels go into the image. */
const wheelNames = (facts, entry) => {
    const names = entriesAt(facts, 'build', 'wheel').map((it) => (typeof it['name'] === 'string' ? it['name'] : 'wheel'));
    if (entry.wheel === undefined)
        return names.length > 0 ? names : (0,release_error/* fail */.fJ)('CONFIG_INVALID', { path: `build.image (${entry.name}).wheels`, what: 'there is no build.wheel whose wheel could go there' });
    return names.includes(entry.wheel) ? [entry.wheel] : (0,release_error/* fail */.fJ)('CONFIG_UNKNOWN_NAME', { path: `build.image (${entry.name}).wheel`, name: entry.wheel, known: names.join(', ') || 'none' });
};
const ociLabels = (facts) => ({
    'org.opencontainers.image.version': facts.version.text,
    'org.opencontainers.image.revision': facts.tag.commit,
    'org.opencontainers.image.source': `${facts.server}/${facts.repository.owner}/${facts.repository.name}`,
    'org.opencontainers.image.created': `${new Date(facts.commitTime * 1000).toISOString().slice(0, 19)}Z`,
});
const filled = (templates, facts) => Object.fromEntries(Object.entries(templates).map(([key, value]) => [key, (0,template/* fillTemplate */.ou)(value, facts.words)]));
/** Where the image is published, if there is one such place: what people will call it. */
const publishedAs = (facts, entry) => {
    const places = entriesAt(facts, 'publish', 'image').filter((it) => (it['image'] ?? it['name'] ?? 'image') === entry.name);
    const to = places.length === 1 ? places[0]?.['to'] : undefined;
    return typeof to === 'string' ? to : facts.repository.name.toLowerCase();
};
const saveOf = (facts, entry) => {
    if (entry.save === false)
        return null;
    const setting = `build.image (${entry.name})`;
    const name = entry.save === true ? `${entry.name === 'image' ? facts.repository.name : entry.name}-{version}-image` : entry.save;
    const reference = entry['saved-as'] ?? `${publishedAs(facts, entry)}:{version}`;
    const file = `${fileName((0,template/* fillTemplate */.ou)(name, facts.words), `${setting}.save`).replace(/\.tar$/, '')}.tar`;
    return { file, reference: (0,image_name/* printImageName */.e1)((0,image_name/* parseImageName */["if"])((0,template/* fillTemplate */.ou)(reference, facts.words, 'oci'), { familiar: true })) };
};
const checkPaths = (facts, task) => {
    const missing = (path, what) => (0,release_error/* fail */.fJ)('IMAGE_SOURCE_MISSING', { path, what, commit: facts.tag.commit.slice(0, 12) });
    // A context of ignored files only (the wheels folder, say) is not in git, and is made by the build.
    if (!facts.paths.some((path) => isBelow(path, task.context)) && task.wheels === null)
        missing(task.context, 'context');
    if (!facts.paths.includes(task.dockerfile))
        missing(task.dockerfile, 'Dockerfile');
    for (const path of task.extraWheels)
        if (!facts.paths.includes(path))
            missing(path, 'extra wheel');
};
const planImage = (facts, entry) => {
    const setting = `build.image (${entry.name})`;
    const context = pathWithin(entry.context, `${setting}.context`);
    const wheels = entry.wheels === undefined ? null : pathWithin(entry.wheels, `${setting}.wheels`);
    if (wheels !== null && (wheels === context || !isBelow(wheels, context)))
        return (0,release_error/* fail */.fJ)('CONFIG_INVALID', { path: `${setting}.wheels`, what: `${wheels} is not below the context ${context}, so the build would not see it` });
    const from = wheels === null ? [] : wheelNames(facts, entry);
    const left = from.filter((it) => facts.leftOut.includes(it));
    if (left.length > 0)
        return { skip: `the wheel ${left.join(', ')} that goes into it is left out of this run` };
    const task = {
        name: entry.name,
        context,
        dockerfile: entry.dockerfile === undefined ? joinPath(context, 'Dockerfile') : pathWithin(entry.dockerfile, `${setting}.dockerfile`),
        wheels,
        extraWheels: entry['extra-wheels'].map((it) => pathWithin(it, `${setting}.extra-wheels`)),
        args: filled(entry.args, facts),
        labels: { ...ociLabels(facts), ...filled(entry.labels, facts) },
        target: entry.target ?? null,
        platform: entry.platform ?? null,
        pull: entry.pull,
        env: entry.env,
        secrets: entry.secrets,
        save: saveOf(facts, entry),
        time: facts.commitTime,
    };
    checkPaths(facts, task);
    return { title: `Build the image ${entry.name === 'image' ? '' : `${entry.name} `}${facts.version.text}${context === '.' ? '' : ` from ${context}`}`, task, from };
};

;// CONCATENATED MODULE: ./out/build/image/image.js
// build:image: an image with exactly this wheel inside, as an OCI layout whose digest is known before anything is pushed.













const image_apply = async (task, inputs, world) => {
    const { files } = world;
    const scratch = await scratchFolder(world, 'build:image', task.name);
    const copy = await prepareContext(task, inputs, world, scratch);
    const id = await buildInEngine(task, world, copy, scratch);
    const saved = await saveFromEngine(id, world, scratch);
    const out = await outFolder(world, 'build:image', task.name);
    const layout = { folder: (0,external_node_path_.join)(out, 'layout'), files, signal: world.signal };
    const { root, platform, config } = await normaliseImage(layout, await openImageArchive(files, saved, `the saved image ${task.name}`), sharedLayersOf(world.workspace));
    await files.remove(scratch);
    const about = { ...(platform === undefined ? {} : { platform }), ...(config === undefined ? {} : { config }), bytes: String(await weightOf(layout, root)) };
    const image = { kind: 'image', name: task.name, fileName: task.name, digest: root.digest, size: root.size, mediaType: root.mediaType, path: layout.folder, about };
    if (!task.save)
        return [image];
    const path = (0,external_node_path_.join)(out, task.save.file);
    const archive = await writeLoadArchive(layout, root, { target: path, reference: task.save.reference, time: task.time });
    return [image, { kind: 'image-archive', name: task.name, fileName: task.save.file, digest: archive.digest, size: archive.size, mediaType: 'application/x-tar', path, about: { reference: task.save.reference } }];
};
const image_preflight = async (task, world) => {
    try {
        const { builder, client } = await askEngine(world.exec, world.workspace.temp);
        const found = task.secrets.length > 0 && builder === 'legacy' ? [(0,release_error/* problem */.CC)('BUILDX_MISSING', { what: `build.image (${task.name}).secrets`, client })] : [];
        return found.map((it) => ({ severity: 'error', problem: it }));
    }
    catch (error) {
        if (!(error instanceof release_error/* ReleaseError */.K2))
            throw error;
        return error.problems.map((it) => ({ severity: 'error', problem: it }));
    }
};
const buildImage = defineStep({
    name: 'build:image',
    phase: 'build',
    slot: 'build.image',
    takes: ['wheel'],
    gives: ['image', 'image-archive'],
    schema: imageEntry,
    plan: planImage,
    preflight: image_preflight,
    probe: async () => ({ state: 'absent' }),
    apply: async (task, inputs, world) => ({ artifacts: await image_apply(task, inputs, world) }),
});

// EXTERNAL MODULE: ./node_modules/@renovatebot/pep440/index.js
var pep440 = __webpack_require__(8898);
;// CONCATENATED MODULE: ./out/core/archive/zip-reader.js
// Reading single members of a zip (a wheel) through its central directory, without unpacking it. Sizes are limited before
// anything is inflated. Zip64 is refused: no wheel that an index takes is that large.


const endMark = 0x06054b50;
const centralMark = 0x02014b50;
const localMark = 0x04034b50;
const largestComment = 65_535;
const zip_reader_broken = (source, reason) => (0,release_error/* fail */.fJ)('ARCHIVE_UNREADABLE', { archive: source.name, reason });
const bytes = async (source, start, end) => {
    if (start < 0 || end > source.size || end < start)
        return zip_reader_broken(source, 'it points outside of itself');
    return Buffer.from(await source.read(start, end));
};
/** The end record lies within the last 64 KiB, before a comment; searched from behind. */
const endRecord = async (source) => {
    const tail = await bytes(source, Math.max(0, source.size - largestComment - 22), source.size);
    for (let at = tail.length - 22; at >= 0; at--) {
        if (tail.readUInt32LE(at) === endMark && at + 22 + tail.readUInt16LE(at + 20) === tail.length)
            return tail.subarray(at);
    }
    return zip_reader_broken(source, 'it has no central directory, so it is no zip or not whole');
};
const readZip = async (source) => {
    const end = await endRecord(source);
    const [count, length, start] = [end.readUInt16LE(10), end.readUInt32LE(12), end.readUInt32LE(16)];
    if (count === 0xffff || start === 0xffffffff)
        return zip_reader_broken(source, 'it is in the Zip64 format');
    const directory = await bytes(source, start, start + length);
    const entries = [];
    for (let at = 0; entries.length < count;) {
        if (at + 46 > directory.length || directory.readUInt32LE(at) !== centralMark)
            return zip_reader_broken(source, 'its central directory is damaged');
        const [nameLength, extra, comment] = [directory.readUInt16LE(at + 28), directory.readUInt16LE(at + 30), directory.readUInt16LE(at + 32)];
        entries.push({
            name: directory.toString('utf8', at + 46, at + 46 + nameLength),
            method: directory.readUInt16LE(at + 10),
            compressedSize: directory.readUInt32LE(at + 20),
            size: directory.readUInt32LE(at + 24),
            offset: directory.readUInt32LE(at + 42),
        });
        at += 46 + nameLength + extra + comment;
    }
    return entries;
};
/** Content of one member; a member that says or turns out to be larger than `limit` is refused. */
const readZipMember = async (source, entry, limit = 16 * 1024 * 1024) => {
    if (entry.size > limit)
        return zip_reader_broken(source, `${entry.name} says that it has ${entry.size} bytes`);
    const local = await bytes(source, entry.offset, entry.offset + 30);
    if (local.readUInt32LE(0) !== localMark)
        return zip_reader_broken(source, `${entry.name} is not where the central directory says`);
    const start = entry.offset + 30 + local.readUInt16LE(26) + local.readUInt16LE(28);
    const content = await bytes(source, start, start + entry.compressedSize);
    if (entry.method === 0)
        return content;
    if (entry.method !== 8)
        return zip_reader_broken(source, `${entry.name} is compressed by a method (${entry.method}) that is not known`);
    try {
        return (0,external_node_zlib_.inflateRawSync)(content, { maxOutputLength: limit });
    }
    catch (error) {
        return (0,release_error/* fail */.fJ)('ARCHIVE_UNREADABLE', { archive: source.name, reason: `${entry.name} cannot be inflated: ${error.message}` }, { cause: error });
    }
};

;// CONCATENATED MODULE: ./out/build/wheel/metadata.js


const sourceOf = (files, path, name, size) => ({
    name,
    size,
    read: async (start, end) => {
        if (start === end)
            return new Uint8Array();
        const parts = [];
        for await (const part of files.stream(path, { start, end: end - 1 }))
            parts.push(part);
        return Buffer.concat(parts);
    },
});
const metadata_header = (text, name) => new RegExp(`^${name}:[ \\t]*(.+?)[ \\t]*$`, 'mi').exec(text.split(/\r?\n\r?\n/)[0] ?? '')?.[1];
const readWheel = async (files, path, fileName) => {
    const broken = (reason) => (0,release_error/* fail */.fJ)('WHEEL_UNREADABLE', { file: fileName, reason });
    const stat = (await files.stat(path)) ?? broken('it is not there');
    const source = sourceOf(files, path, fileName, stat.size);
    const entries = await readZip(source);
    const metadata = entries.filter((it) => /^[^/]+\.dist-info\/METADATA$/.test(it.name));
    const [only] = metadata;
    if (!only || metadata.length > 1)
        return broken(only ? 'it has several METADATA' : 'it has no METADATA');
    const text = (await readZipMember(source, only)).toString('utf8');
    const [name, version] = [metadata_header(text, 'Name'), metadata_header(text, 'Version')];
    if (name === undefined || version === undefined)
        return broken('its METADATA has no name or no version');
    return { name, version, paths: entries.map((it) => it.name) };
};

;// CONCATENATED MODULE: ./out/build/wheel/project.js
// What a Python project says of how it is built, read from its text without running it. Pure.
/** The text of one table of a TOML file; enough for the two plain keys that are wanted of it. */
const tableOf = (toml, name) => {
    const lines = toml.split(/\r?\n/);
    const start = lines.findIndex((line) => new RegExp(String.raw `^\s*\[\s*${name}\s*\]\s*(#.*)?$`).test(line));
    if (start < 0)
        return '';
    const rest = lines.slice(start + 1);
    const end = rest.findIndex((line) => /^\s*\[[^[\],"']+\]\s*(#.*)?$/.test(line));
    return (end < 0 ? rest : rest.slice(0, end)).join('\n');
};
const legacy = 'setuptools.build_meta';
const readPythonProject = (pyproject, hasSetup) => {
    const table = pyproject === undefined ? '' : tableOf(pyproject, 'build-system');
    const backend = /^\s*build-backend\s*=\s*["']([A-Za-z_][\w.]*)(?::[\w.]+)?["']/m.exec(table)?.[1] ?? legacy;
    const requirement = /^\s*requires\s*=\s*\[\s*(?:#.*\s*)*["']([^"']+)["']/m.exec(table)?.[1] ?? 'setuptools';
    return { backend, requirement, hasSetup, ownBackend: /^\s*backend-path\s*=/m.test(table) };
};

;// CONCATENATED MODULE: ./out/build/wheel/task.js
// The entry `build.wheel` of the config, and the task it becomes.




const wheelEntry = schemas/* strictObject */.rej({
    name: schemas/* string */.YjP().min(1).default('wheel').describe('Name of the entry.'),
    path: schemas/* string */.YjP().min(1).default('.').describe('Folder of the Python project.'),
    sdist: schemas/* boolean */.zMY().default(false).describe('Make a source archive as well.'),
    python: schemas/* string */.YjP().min(1).optional().describe('Interpreter: a name on PATH or an absolute path; default: the first that can build.'),
    isolated: schemas/* enum */.k5n(['auto', 'always', 'never']).default('auto').describe('Build in an environment of its own; auto: when an index answers.'),
    env: schemas/* array */.YOg(schemas/* string */.YjP().min(1)).default([]).describe('Names of environment variables that the build may see, such as PIP_INDEX_URL.'),
});
const projectFiles = (entry) => [joinPath(entry.path, 'pyproject.toml')];
const planWheel = (facts, entry) => {
    const path = pathWithin(entry.path, `build.wheel (${entry.name}).path`);
    const pyproject = joinPath(path, 'pyproject.toml');
    const hasSetup = facts.paths.includes(joinPath(path, 'setup.py'));
    if (!hasSetup && !facts.paths.includes(pyproject))
        return (0,release_error/* fail */.fJ)('WHEEL_SOURCE_MISSING', { folder: path });
    const version = facts.version.pep440 ?? (0,release_error/* fail */.fJ)('WHEEL_VERSION_NONE', { version: facts.version.text });
    const { name, sdist, isolated, env } = entry;
    const project = readPythonProject(facts.texts[pyproject], hasSetup);
    const task = { name, path, sdist, python: entry.python ?? null, isolated, env: [...env], ...project, version, time: facts.commitTime };
    return { title: `Build the wheel ${version}${path === '.' ? '' : ` from ${path}`}`, task };
};

;// CONCATENATED MODULE: ./out/build/wheel/interpreter.js
// Which Python builds. The first python3 of PATH often lacks build or the backend, so several are asked what they have.

/** `build.__main__` and not `build`: any folder of that name on the way would answer "yes". */
const probe = `
import importlib, importlib.util, json, sys
def has(*names):
    for name in names:
        try:
            importlib.import_module(name)
        except Exception:
            return False
    return True
def lies(name):
    # Neither imported nor asked for before setuptools: pip on the way makes its import fail.
    return importlib.util.find_spec(name) is not None
def bdist():
    if not has("setuptools"): return False
    import setuptools
    major = setuptools.__version__.split(".")[:2]
    return (int(major[0]), int(major[1])) >= (70, 1) or has("wheel")
backend = sys.argv[1]
own = backend.startswith("setuptools.")
print(json.dumps({"version": "%d.%d.%d" % sys.version_info[:3], "build": has("build.__main__"),
    "backend": has(backend) and (bdist() if own else True), "setuptools": bdist(),
    "pip": lies("pip"), "venv": lies("ensurepip") or lies("virtualenv")}))
`;
const interpreter_versions = ['3.14', '3.13', '3.12', '3.11', '3.10', '3.9'].map((it) => `python${it}`);
const candidates = ['python3', '/usr/bin/python3', '/usr/local/bin/python3', ...interpreter_versions, 'python'];
/** One collection per run: what preflight was told is not asked again by the build, which waits for it half a second each time. */
const interpreter_ofRuns = new WeakMap();
const askOnce = async (exec, path, backend, cwd) => {
    const answers = interpreter_ofRuns.get(exec) ?? new Map();
    interpreter_ofRuns.set(exec, answers);
    const key = JSON.stringify([path, backend]);
    const answer = answers.get(key) ?? ask(exec, path, backend, cwd);
    answers.set(key, answer);
    // An interpreter that could not be asked, or has trouble, may do better next time.
    answer.then((it) => 'trouble' in it && answers.delete(key), () => answers.delete(key));
    return answer;
};
const ask = async (exec, path, backend, cwd) => {
    const { code, stdout, stderr } = await exec.run({ tool: path, args: ['-c', probe, backend], cwd, show: false });
    const last = stderr.trim().split('\n').at(-1) ?? '';
    if (code !== 0)
        return { path, trouble: `does not run (${last})` };
    try {
        return { path, ...JSON.parse(stdout) };
    }
    catch {
        return { path, trouble: `answers ${JSON.stringify(stdout.slice(0, 60))}` };
    }
};
const lacking = (it, backend) => [it.build ? '' : 'no module build', it.backend ? '' : `no ${backend} that makes wheels`].filter((text) => text !== '').join(', ');
/** For messages: what each one that was asked has not. */
const described = (it, backend) => ('trouble' in it ? `${it.path}: ${it.trouble}` : `${it.path} (${it.version}): ${lacking(it, backend)}`);
/** Every interpreter that answers, the best places first; none at all is an error. */
const findInterpreters = async (exec, wanted) => {
    const names = wanted.python === undefined ? candidates : [wanted.python];
    const paths = [...new Set((await Promise.all(names.map(async (name) => exec.find(name)))).filter((it) => it !== undefined))];
    if (paths.length === 0)
        return (0,release_error/* fail */.fJ)('PYTHON_MISSING', { tried: names.map((name) => `${name}: not there`) });
    const able = [];
    const texts = [];
    for (const path of paths) {
        const answer = await askOnce(exec, path, wanted.backend, wanted.cwd);
        if (!('trouble' in answer))
            able.push(answer);
        texts.push(described(answer, wanted.backend));
        // The first that has everything is taken; asking the others would only take time.
        if (!('trouble' in answer) && answer.build && (answer.backend || wanted.ownBackend))
            break;
    }
    return { able, described: texts };
};

;// CONCATENATED MODULE: ./out/build/wheel/way.js
// How the wheel is built on this machine: isolated where an index answers (by build, or by pip where build is missing, as on
// many runners), else with an interpreter that has the backend, else by setup.py.



/**
 * A real download of the first requirement: an index that lists but does not deliver builds nothing either. Nor is an index
 * counted that is configured and does not answer: pip would wait for it, with retries, at every requirement.
 */
const indexAnswers = async (exec, python, task, scratch) => {
    const args = ['-m', 'pip', 'download', '-vv', '--disable-pip-version-check', '--no-input', '--no-deps', '--retries', '0', '--timeout', '5', '--dest', (0,external_node_path_.join)(scratch, 'index'), '--', task.requirement];
    const { code, stdout, stderr } = await exec.run({ tool: python.path, args, cwd: scratch, env: { PIP_NO_CACHE_DIR: '1' }, pass: task.env, show: false });
    return code === 0 && !/Could not fetch URL \S+: (connection error|timed out|There was a problem confirming the ssl)/i.test(stdout + stderr);
};
const chooseWay = async (exec, task, scratch) => {
    const { able, described } = await findInterpreters(exec, { backend: task.backend, ownBackend: task.ownBackend, cwd: scratch, ...(task.python === null ? {} : { python: task.python }) });
    const wanted = task.isolated === 'always';
    const builder = able.find((it) => it.build && (it.venv || wanted)) ?? able.find((it) => it.pip && !task.sdist);
    if (builder && task.isolated !== 'never' && (wanted || (await indexAnswers(exec, builder, task, scratch))))
        return { way: builder.build ? 'isolated' : 'pip', python: builder };
    const ready = able.find((it) => it.build && (it.backend || task.ownBackend));
    if (ready)
        return { way: 'installed backend', python: ready };
    const old = able.find((it) => it.setuptools);
    if (old && task.hasSetup)
        return { way: 'setup.py', python: old };
    return (0,release_error/* fail */.fJ)('PYTHON_MISSING', { tried: described });
};
/** Is there an interpreter with which one of the ways may go? Asked before anything is built. */
const mayBuild = async (exec, task, cwd) => {
    const { able, described } = await findInterpreters(exec, { backend: task.backend, ownBackend: task.ownBackend, cwd, ...(task.python === null ? {} : { python: task.python }) });
    // With build alone it still goes isolated, if an index answers when it is time.
    return able.some((it) => it.build || (it.pip && !task.sdist && task.isolated !== 'never') || (it.setuptools && task.hasSetup)) ? undefined : described;
};

;// CONCATENATED MODULE: ./out/build/wheel/wheel.js
// build:wheel: a Python wheel, and a source archive if asked for, from a copy of the export.










const says = {
    isolated: 'in an environment of its own, from the index',
    pip: 'in an environment of its own, from the index, by pip, as it has no module build',
    'installed backend': 'with the backend that it has, not isolated',
    'setup.py': 'by setup.py, as it has no module build',
};
/** The project's folder must not be the working folder of `-m build`: a file build.py in it would be run in its place. */
const commandOf = ({ way, python }, task, folders) => {
    const { scratch, project, made } = folders;
    if (way === 'setup.py')
        return { cwd: project, args: ['setup.py', '--quiet', ...(task.sdist ? ['sdist', '--dist-dir', made] : []), 'bdist_wheel', '--dist-dir', made] };
    if (way === 'pip')
        return { cwd: scratch, args: ['-m', 'pip', 'wheel', '--disable-pip-version-check', '--no-input', '--no-deps', '--wheel-dir', made, '--', project] };
    const isolation = way === 'isolated' ? [] : ['--no-isolation', '--skip-dependency-check'];
    // -P exists since 3.11; with an empty working folder it is only a second wall.
    const safe = Number(python.version.split('.')[1]) >= 11 ? ['-P'] : [];
    return { cwd: scratch, args: [...safe, '-m', 'build', '--wheel', ...(task.sdist ? ['--sdist'] : []), ...isolation, '--outdir', made, project] };
};
const runBuild = async (task, world) => {
    const scratch = await scratchFolder(world, 'build:wheel', task.name);
    const neutral = (0,external_node_path_.join)(scratch, 'neutral');
    await world.files.makeFolder(neutral);
    const chosen = await chooseWay(world.exec, task, neutral);
    world.log.info(`The wheel is built by ${chosen.python.path} (${chosen.python.version}) ${says[chosen.way]}.`);
    const copy = await workingCopy(world, scratch, true);
    const made = (0,external_node_path_.join)(scratch, 'made');
    await world.files.makeFolder(made);
    const { cwd, args } = commandOf(chosen, task, { scratch: neutral, project: (0,external_node_path_.join)(copy, task.path), made });
    const env = { SOURCE_DATE_EPOCH: String(task.time), PYTHONHASHSEED: '0', PYTHONDONTWRITEBYTECODE: '1' };
    const asksIndex = chosen.way === 'isolated' || chosen.way === 'pip';
    await world.exec.check({ tool: chosen.python.path, args, cwd, env: asksIndex ? env : { ...env, PIP_NO_INDEX: '1' }, pass: task.env });
    return made;
};
const checkedWheel = async (task, world, path, fileName) => {
    const { name, version, paths } = await readWheel(world.files, path, fileName);
    if ((0,pep440.valid)(version) === null || !(0,pep440.eq)(version, task.version))
        (0,release_error/* fail */.fJ)('WHEEL_VERSION', { file: fileName, found: version, wanted: task.version });
    failOnSecrets(paths, fileName);
    const { digest, size } = await world.files.digest(path);
    return { kind: 'wheel', name: task.name, fileName, digest, size, mediaType: 'application/zip', path, about: { name, version } };
};
const wheel_apply = async (task, world) => {
    const made = await runBuild(task, world);
    const names = await world.files.list(made);
    const [wheel, ...more] = names.filter((it) => it.endsWith('.whl'));
    if (wheel === undefined || more.length > 0)
        return (0,release_error/* fail */.fJ)('WHEEL_NOT_ONE', { found: wheel === undefined ? [] : [wheel, ...more] });
    const out = await outFolder(world, 'build:wheel', task.name);
    await world.files.copy((0,external_node_path_.join)(made, wheel), (0,external_node_path_.join)(out, wheel));
    const artifact = await checkedWheel(task, world, (0,external_node_path_.join)(out, wheel), wheel);
    const sdist = names.find((it) => it.endsWith('.tar.gz'));
    if (!task.sdist || sdist === undefined)
        return [artifact];
    const { name, version } = artifact.about ?? {};
    // setuptools puts the time of the build into it; packed again it is the same bytes on every build.
    const packed = await repack(world.files, { from: (0,external_node_path_.join)(made, sdist), to: (0,external_node_path_.join)(out, sdist), name: sdist, time: task.time });
    failOnSecrets(packed.names, sdist);
    const { digest, size } = packed;
    return [artifact, { kind: 'sdist', name: task.name, fileName: sdist, digest, size, mediaType: 'application/gzip', path: (0,external_node_path_.join)(out, sdist), about: { name: name ?? '', version: version ?? '' } }];
};
const buildWheel = defineStep({
    name: 'build:wheel',
    phase: 'build',
    slot: 'build.wheel',
    takes: [],
    gives: ['wheel', 'sdist'],
    schema: wheelEntry,
    reads: projectFiles,
    plan: planWheel,
    preflight: async (task, world) => {
        const tried = await mayBuild(world.exec, task, world.workspace.temp);
        return tried === undefined ? [] : [{ severity: 'error', problem: (0,release_error/* problem */.CC)('PYTHON_MISSING', { tried }) }];
    },
    probe: async () => ({ state: 'absent' }),
    apply: async (task, _inputs, world) => ({ artifacts: await wheel_apply(task, world) }),
});

// EXTERNAL MODULE: ./out/core/pin.js
var pin = __webpack_require__(5945);
// EXTERNAL MODULE: ./out/core/marker.js
var core_marker = __webpack_require__(4246);
// EXTERNAL MODULE: ./out/core/reference.js
var reference = __webpack_require__(2035);
// EXTERNAL MODULE: ./out/core/facts.js
var core_facts = __webpack_require__(4809);
// EXTERNAL MODULE: ./out/core/version/next-version.js
var next_version = __webpack_require__(7653);
// EXTERNAL MODULE: ./out/core/set-references.js + 1 modules
var set_references = __webpack_require__(9114);
// EXTERNAL MODULE: ./out/core/written-versions.js
var written_versions = __webpack_require__(8299);
;// CONCATENATED MODULE: ./out/follow/next-version/edit.js
// The next version as an edit of a commit: what would change on top of it, and whether somebody has moved on already.





const stateAt = async (task, commit, { github, repository }) => {
    const references = task.references;
    const alsoSet = task.alsoSet;
    const texts = await (0,reference/* readTexts */.Z7)(references, alsoSet, async (file) => {
        const bytes = await github.file(repository, file, commit);
        return bytes && (0,reference_text/* decodeFile */.JG)(bytes, file);
    });
    const edited = (0,set_references/* setReferences */.R)({ references, alsoSet, texts, version: (0,core_version/* parseVersion */.ot)(task.next, task.scheme), mode: 'next' });
    const changes = [...edited].map(([path, text]) => ({ path, bytes: Buffer.from(text) }));
    const beyond = beyondReleased(task, references, texts);
    return { changes, ...(beyond === undefined ? {} : { beyond }) };
};
/** All places together, or it is an edit that was left half done. */
const beyondReleased = (task, references, texts) => {
    const released = (0,core_version/* parseVersion */.ot)(task.released, task.scheme);
    const found = references.flatMap((it) => versionsIn(it, texts, task.scheme));
    const isBeyond = found.length > 0 && found.every((it) => (0,core_version/* compareVersions */.Zy)(it, released) > 0);
    return isBeyond ? found[0]?.text : undefined;
};
/** A chart is spelled as SemVer whatever the scheme is. What is no version at all (a placeholder) says nothing. */
const versionsIn = (reference, texts, scheme) => (0,written_versions/* writtenVersions */.b)(reference, texts, scheme).flatMap((it) => (0,core_version/* asVersion */.Z$)(it, scheme) ?? (0,core_version/* asVersion */.Z$)(it, 'semver') ?? (0,core_version/* asVersion */.Z$)(it, 'pep440') ?? []);

;// CONCATENATED MODULE: ./out/follow/next-version/next-version.js









const headline = 'Set next development version';
const mostTries = 5;
const nextVersion = defineStep({
    name: 'follow:next-version',
    phase: 'follow',
    slot: 'version',
    takes: [],
    gives: [],
    needs: ['publish:release', 'publish:image', 'publish:chart'],
    schema: reference/* versionEntrySchema */.IM,
    cost: () => ({ requests: 17, creates: 1 }),
    plan: (facts, entry) => {
        if (entry.next === undefined)
            return { skip: 'the config names no rule for the next version' };
        if (entry['written-in'].length === 0)
            return { skip: 'the version is written nowhere' };
        const higher = facts.earlier.find((it) => (0,core_version/* compareVersions */.Zy)((0,core_version/* parseVersion */.ot)(it, facts.version.scheme), facts.version) > 0);
        if (higher !== undefined)
            return { skip: `${higher} is higher, so ${facts.defaultBranch} is beyond ${facts.version.text} already` };
        const next = (0,next_version/* nextVersion */.yU)(facts.version, entry.next);
        return {
            title: `Set ${next.text} on ${facts.defaultBranch}`,
            task: {
                branch: facts.defaultBranch, released: facts.version.text, next: next.text, scheme: next.scheme,
                references: next_version_plain(entry['written-in']), alsoSet: next_version_plain(entry['also-set']), page: `${facts.server}/${(0,core_facts/* repositoryText */.g)(facts.repository)}`,
            },
        };
    },
    preflight: (task, world) => next_version_preflight(task, world),
    probe: (task, _inputs, world) => next_version_probe(task, world),
    apply: async (task, _inputs, world) => {
        if (!(await committed(task, world)))
            await propose(task, world);
    },
});
/** Without keys that are undefined: the task goes into the plan as JSON. */
const next_version_plain = (value) => JSON.parse(JSON.stringify(value));
const next_version_preflight = async (task, world) => {
    const { github, repository } = world;
    const { takesCommits, reason } = await github.branch(repository, task.branch);
    const needed = takesCommits ? ['contents:write'] : ['contents:write', 'pull-requests:write'];
    const why = takesCommits ? `commit the next version to ${task.branch}` : `propose the next version for ${task.branch}`;
    const asked = await Promise.all(needed.map(async (scope) => {
        const access = await github.can(repository, scope);
        const said = access.reason ?? '';
        if (access.state === 'denied')
            return [{ severity: 'error', problem: (0,release_error/* problem */.CC)('RIGHT_MISSING', { scope, repository: (0,core_facts/* repositoryText */.g)(repository), why, said }) }];
        return access.state === 'granted' ? [] : [{ severity: 'unproven', problem: (0,release_error/* problem */.CC)('RIGHT_UNPROVEN', { scope, where: (0,core_facts/* repositoryText */.g)(repository), said }) }];
    }));
    const byPull = takesCommits ? [] : [{ severity: 'warning', problem: (0,release_error/* problem */.CC)('NEXT_BY_PULL', { branch: task.branch, why: reason ?? 'its rules say so' }) }];
    return [...byPull, ...asked.flat()];
};
const next_version_probe = async (task, world) => {
    const head = await headOf(task, world);
    const { changes, beyond } = await stateAt(task, head, world);
    if (changes.length === 0)
        return done(task, { url: `${task.page}/commit/${head}` });
    if (beyond !== undefined)
        return done(task, { where: `${task.branch} at ${beyond}`, note: 'the branch has moved on by itself' });
    const pull = await world.github.pullRequest(world.repository, proposalBranch(world));
    return pull ? done(task, proposed(pull)) : { state: 'absent' };
};
const done = (task, outcome) => ({ state: 'done', outcome: { where: `${task.branch} at ${task.next}`, ...outcome } });
/** One that a person closed is an answer as well; it is not asked again. */
const proposed = (pull) => ({
    where: `pull request #${pull.number}`,
    url: pull.url,
    note: pull.state === 'open' ? 'waiting to be merged' : pull.merged ? 'merged' : 'closed by a person without being merged',
});
const headOf = async (task, { github, repository }) => (await github.branch(repository, task.branch)).head ?? (0,release_error/* fail */.fJ)('BRANCH_MISSING', { branch: task.branch, repository: (0,core_facts/* repositoryText */.g)(repository) });
/** What follows a release that somebody has just taken back, by moving its tag, would be wrong. */
const mustBePinned = async ({ github, repository, tag }) => {
    const moved = (0,pin/* movedFrom */.y)(tag, await github.ref(repository, `refs/tags/${tag.name}`), repository);
    if (moved)
        (0,release_error/* fail */.fJ)('TAG_MOVED', moved);
};
/** True when the branch says the next version now, or says more. False when it takes no commit, or moves too often. */
const committed = async (task, world) => {
    for (let tries = 1; tries <= mostTries; tries++) {
        const { head, takesCommits } = await world.github.branch(world.repository, task.branch);
        if (head === undefined)
            return (0,release_error/* fail */.fJ)('BRANCH_MISSING', { branch: task.branch, repository: (0,core_facts/* repositoryText */.g)(world.repository) });
        const { changes, beyond } = await stateAt(task, head, world);
        if (changes.length === 0 || beyond !== undefined)
            return true;
        if (!takesCommits)
            return false;
        await mustBePinned(world);
        world.signal.throwIfAborted();
        try {
            await world.github.commit(world.repository, task.branch, { expectedHead: head, headline, body: '', changes });
            return true;
        }
        catch (failure) {
            if (isCode(failure, 'BRANCH_PROTECTED'))
                return false;
            if (!isCode(failure, 'BRANCH_MOVED'))
                throw failure;
        }
    }
    return false;
};
const isCode = (failure, code) => failure instanceof release_error/* ReleaseError */.K2 && failure.code === code;
/** The tag is part of the name, so that no other release ever finds this branch. */
const proposalBranch = ({ tag }) => `slipway/next-version-${tag.name}`;
const propose = async (task, world) => {
    const { github, repository, tag } = world;
    await mustBePinned(world);
    const head = proposalBranch(world);
    const base = await headOf(task, world);
    const there = await proposalAt(head, base, world);
    const { changes } = await stateAt(task, there, world);
    world.signal.throwIfAborted();
    // On top of whatever a person has added to the branch meanwhile.
    if (changes.length > 0)
        await github.commit(repository, head, { expectedHead: there, headline, body: '', changes });
    const marker = (0,core_marker/* makeMarker */.N)({ kind: 'next-version', repository: (0,core_facts/* repositoryText */.g)(repository), tag: tag.name, object: tag.object });
    const text = `${tag.name} is released. This sets ${task.next}, the next development version.`;
    await github.createPullRequest(repository, { head, base: task.branch, title: `${headline} ${task.next}`, body: (0,core_marker/* withMarker */.Pe)(text, marker) });
};
/** The head of the branch for the proposal, made at `base` when there is none. */
const proposalAt = async (branch, base, { github, repository }) => {
    const there = await github.branch(repository, branch);
    if (there.head !== undefined)
        return there.head;
    await github.createRef(repository, `refs/heads/${branch}`, base);
    return base;
};

// EXTERNAL MODULE: ./out/publish/pin.js
var publish_pin = __webpack_require__(3335);
;// CONCATENATED MODULE: ./out/publish/place.js
// Places in a registry, and the tags that are put there. Pure.



const parsePlace = image_name/* parseDestination */.G2;
const placeText = image_name/* printImageName */.e1;
const checkedTag = (text) => ((0,image_name/* isTag */.dz)(text) ? text : (0,release_error/* fail */.fJ)('IMAGE_TAG', { text }));
const stagedPrefix = 'slipway-staged-';
/** Bytes wait under this tag until they get their own: registries collect what has none. */
const stagedTag = (digest) => `${stagedPrefix}${(0,core_digest/* shortDigest */.VK)(digest)}`;

;// CONCATENATED MODULE: ./out/publish/staged.js

/** Hosts of which it was told already, by the client of one run. */
const told = new WeakMap();
const tellOnce = ({ registry, log }, host, tag) => {
    const hosts = told.get(registry) ?? new Set();
    told.set(registry, hosts);
    if (hosts.has(host))
        return;
    hosts.add(host);
    log.debug(`${host} deletes no tags, so ${tag} and its like stay there. They name bytes that have their own tags, and may be deleted by hand.`);
};
/** Many registries cannot, and its failure is nobody's. */
const dropStaged = async (name, digest, world) => {
    const tag = stagedTag(digest);
    try {
        if (!(await world.registry.deleteTag(name, tag)))
            tellOnce(world, name.host, tag);
    }
    catch (failure) {
        if (world.signal.aborted)
            throw failure;
        world.log.debug(`The tag ${tag} of ${name.host}/${name.repository} stays: ${failure instanceof Error ? failure.message : String(failure)}`);
    }
};
/** What a run left that died between the last tag and this one's removal. */
const dropLeftStaged = async (name, digest, world) => {
    if (await world.registry.manifest(name, stagedTag(digest)))
        await dropStaged(name, digest, world);
};
/** Which release they belong to is not said in them: by digest only, and only when one is frozen. */
const waitingTags = async (name, registry) => {
    const waiting = (await registry.tags(name)).filter((it) => it.startsWith(stagedPrefix));
    return waiting.length === 0 ? { mark: 'none' } : { mark: 'unjudged', note: `${waiting.length === 1 ? 'one tag waits' : `${waiting.length} tags wait`} there (${stagedPrefix}…), of whichever release` };
};

;// CONCATENATED MODULE: ./out/publish/chart/chart-file.js
// A packaged chart → the config and the manifest under which a registry keeps it. `helm push` stamps the time into the manifest,
// so that its digest never comes again; here the same chart gives the same manifest.






/** Helm's own limit for one file of a chart is 5 MiB. */
const largestYaml = 1024 * 1024;
const packChart = async (artifact, path, world) => {
    const metadata = await readMetadata(artifact, path, world);
    const wrong = (what) => (0,release_error/* fail */.fJ)('CHART_UNREADABLE', { file: artifact.fileName, what });
    const text = (key) => (typeof metadata[key] === 'string' ? metadata[key] : undefined);
    const name = text('name') ?? wrong('its Chart.yaml has no name');
    const version = text('version') ?? wrong('its Chart.yaml has no version');
    const kept = ['name', 'version', 'description', 'apiVersion', 'appVersion', 'type'].flatMap((key) => {
        const value = text(key);
        return value === undefined ? [] : [[key, value]];
    });
    const config = (0,oci/* documentBytes */.f)(Object.fromEntries(kept));
    return { name, version, config, manifest: manifestOf({ name, version }, config, artifact) };
};
const manifestOf = ({ name, version }, config, layer) => {
    const document = (0,oci/* documentBytes */.f)({
        schemaVersion: 2,
        mediaType: oci/* mediaTypes */.Ib.ociManifest,
        config: { mediaType: oci/* mediaTypes */.Ib.helmConfig, digest: config.digest, size: config.size },
        layers: [{ mediaType: oci/* mediaTypes */.Ib.helmChart, digest: layer.digest, size: layer.size }],
        annotations: { 'org.opencontainers.image.title': name, 'org.opencontainers.image.version': version },
    });
    return { mediaType: oci/* mediaTypes */.Ib.ociManifest, ...document };
};
/** The Chart.yaml at the top of the archive; one of a subchart lies deeper. */
const readMetadata = async (artifact, path, world) => {
    const wrong = (what) => (0,release_error/* fail */.fJ)('CHART_UNREADABLE', { file: artifact.fileName, what });
    for await (const member of readTar(unpack(world.files.stream(path), artifact.fileName), artifact.fileName)) {
        if (!/^[^/]+\/Chart\.yaml$/.test(member.name))
            continue;
        if (member.size > largestYaml)
            return wrong(`its Chart.yaml has more than ${largestYaml} bytes`);
        const parts = [];
        for await (const part of member.body())
            parts.push(part);
        const value = (0,dist/* parse */.qg)(Buffer.concat(parts).toString('utf8'), { maxAliasCount: 20 });
        return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : wrong('its Chart.yaml is no mapping');
    }
    return wrong('there is no Chart.yaml in it');
};
async function* unpack(parts, file) {
    try {
        // A failure on either side ends the other, and comes out of the loop.
        for await (const part of (0,external_node_stream_.pipeline)(external_node_stream_.Readable.from(parts), (0,external_node_zlib_.createGunzip)(), () => undefined))
            yield part;
    }
    catch (cause) {
        if (cause instanceof release_error/* ReleaseError */.K2)
            throw cause;
        (0,release_error/* fail */.fJ)('CHART_UNREADABLE', { file, what: `it is no .tgz (${cause instanceof Error ? cause.message : String(cause)})` }, { cause });
    }
}
/** The digest of the chart inside a manifest; undefined when it holds no chart. */
const chartIn = (manifest) => (0,oci/* contentsOf */.KD)(manifest.bytes)?.blobs.find((it) => it.mediaType === oci/* mediaTypes */.Ib.helmChart)?.digest;

// EXTERNAL MODULE: ./out/publish/build-entries.js
var build_entries = __webpack_require__(2385);
;// CONCATENATED MODULE: ./out/publish/chart/entry.js
// `publish.chart`: the entry of the config, and the task that its steps share.






const entry_chartEntry = schemas/* strictObject */.rej({
    name: schemas/* string */.YjP().min(1).default('chart'),
    to: (0,checked_text/* checkedText */.N0)(image_name/* parseFolder */.Ir).describe('Where charts are kept, without the chart\'s own name: oci://ghcr.io/owner/charts.'),
    chart: schemas/* string */.YjP().min(1).optional().describe('Name of the build entry; default: the one of the same name, or the only one.'),
});
const entry_planChart = (facts, entry, title) => {
    const chart = (0,build_entries/* oneEntry */.$H)(facts, 'chart', { path: `publish.chart.chart (${entry.name})`, name: entry.name, ...(entry.chart === undefined ? {} : { wanted: entry.chart }) });
    if (facts.leftOut.includes(chart))
        return { skip: `the chart ${chart} is left out of this run` };
    const task = { under: placeText((0,image_name/* parseFolder */.Ir)(entry.to)), chart: chartName(facts, chart) };
    return { title: title(task), task, from: [chart] };
};
const chartName = (facts, entry) => {
    const path = (0,build_entries/* buildEntries */.Be)(facts, 'chart').find((it) => (0,build_entries/* entryName */.MB)(it) === entry)?.['path'];
    const text = typeof path === 'string' ? facts.texts[`${path.replace(/\/+$/, '')}/Chart.yaml`] : undefined;
    // One line is enough for a name that is only asked about; the build reads the file properly.
    const name = /^name:[ \t]*["']?([A-Za-z0-9._-]+)["']?[ \t]*(?:#.*)?$/m.exec(text ?? '')?.[1];
    return name ?? null;
};
const onlyChart = (inputs) => {
    const charts = inputs.filter((it) => it.kind === 'chart');
    const [chart] = charts;
    return chart && charts.length === 1 ? chart : (0,release_error/* fail */.fJ)('BUG', { what: `one chart was to be published, and ${charts.length} were handed over` });
};
const placeOf = (task, artifact) => {
    const { name: chart, version } = artifact.about ?? {};
    if (!chart || !version)
        return (0,release_error/* fail */.fJ)('CHART_UNREADABLE', { file: artifact.fileName, what: 'the build did not say its name and version' });
    return { name: parsePlace(`${task.under}/${chart}`), tag: checkedTag(version.replaceAll('+', '_')), chart, version };
};

;// CONCATENATED MODULE: ./out/publish/chart/look.js





/** Where it waits, or will. Undefined as long as nobody knows the chart's name. */
const nameOf = (task, inputs) => inputs ? placeOf(task, onlyChart(inputs)).name : task.chart === null ? undefined : parsePlace(`${task.under}/${task.chart}`);
const unnamed = (task) => [{ where: task.under, mark: 'unknown', note: 'the chart says its name only when it is built' }];
const lookStaged = async (task, inputs, { registry }) => {
    const name = nameOf(task, inputs);
    if (!name)
        return unnamed(task);
    const where = `${name.host}/${name.repository}`;
    if (!inputs)
        return [{ where, ...(await waitingTags(name, registry)) }];
    const { digest, size } = onlyChart(inputs);
    return [{ where, mark: (await registry.hasBlob(name, digest)) ? 'there' : 'none', digest, size }];
};
const lookPublished = async (task, inputs, { registry, plan }) => {
    const name = nameOf(task, inputs);
    if (!name)
        return unnamed(task);
    const tag = inputs ? placeOf(task, onlyChart(inputs)).tag : tagOf(plan.version);
    const where = `${name.host}/${name.repository}:${tag}`;
    const there = await registry.manifest(name, tag);
    if (!there)
        return [{ where, mark: 'none' }];
    if (!inputs)
        return [{ where, mark: 'unjudged', digest: there.digest }];
    const { digest } = onlyChart(inputs);
    const found = chartIn(there);
    return [{ where, mark: found === digest ? 'there' : 'other', digest: there.digest, ...(found === digest ? {} : { note: found ? `the chart in it is ${found}, not ${digest}` : 'there is no chart in it' }) }];
};
/** As the chart is tagged when its version is that of the release; one with a version of its own is found when it is frozen. */
const tagOf = (version) => (((0,core_version/* asVersion */.Z$)(version, 'semver') ?? (0,core_version/* asVersion */.Z$)(version, 'pep440'))?.semver ?? version).replaceAll('+', '_');

;// CONCATENATED MODULE: ./out/publish/chart/chart.js








const stageChart = defineStep({
    name: 'stage:chart',
    phase: 'stage',
    slot: 'publish.chart',
    takes: ['chart'],
    gives: [],
    schema: entry_chartEntry,
    reads: (_entry, paths) => paths.filter((it) => it.endsWith('/Chart.yaml') && !it.includes('/charts/')),
    plan: (facts, entry) => entry_planChart(facts, entry, (task) => `Push the chart to ${task.under} by digest`),
    preflight: (task, world) => chart_preflight(task, world),
    look: lookStaged,
    probe: async (task, inputs, world) => {
        const artifact = onlyChart(inputs);
        const place = placeOf(task, artifact);
        const there = await staged(place, artifact, world);
        if (there)
            return { state: 'done', outcome: { where: `${task.under}/${place.chart}@${there.digest}`, digest: there.digest, size: artifact.size } };
        // The manifest is made here; only the chart inside has to be there.
        const isGone = artifact.path === undefined && !(await world.registry.hasBlob(place.name, artifact.digest));
        return { state: 'absent', ...(isGone ? { gone: [{ name: artifact.fileName, digest: artifact.digest, where: `in ${task.under}/${place.chart}` }] } : {}) };
    },
    apply: async (task, inputs, world) => {
        const artifact = onlyChart(inputs);
        const place = placeOf(task, artifact);
        await push(place, artifact, world);
    },
});
/** On this disk, or fetched from where an earlier run pushed it: a registry keeps the bytes for a while after their tag is gone. */
const local = async ({ name }, artifact, world) => {
    if (artifact.path !== undefined)
        return artifact.path;
    const vanished = { name: artifact.fileName, digest: artifact.digest, where: `in ${name.host}/${name.repository}` };
    if (!(await world.registry.hasBlob(name, artifact.digest)))
        return (0,release_error/* fail */.fJ)('FROZEN_VANISHED', vanished);
    const path = `${world.workspace.temp}/${stagedTag(artifact.digest)}.tgz`;
    await world.files.writeStream(path, world.registry.blob(name, artifact.digest));
    return path;
};
/** Under the tag where it waits. */
const push = async (place, artifact, world) => {
    const { name, chart, version } = place;
    const path = await local(place, artifact, world);
    const packed = await packChart(artifact, path, world);
    if (packed.name !== chart || packed.version !== version)
        return (0,release_error/* fail */.fJ)('CHART_UNREADABLE', { file: artifact.fileName, what: `its Chart.yaml says ${packed.name} ${packed.version}, and ${chart} ${version} was built` });
    const config = `${world.workspace.temp}/${stagedTag(artifact.digest)}.json`;
    await world.files.writeFile(config, packed.config.bytes);
    await world.registry.putBlob(name, { digest: packed.config.digest, size: packed.config.size, path: config });
    await world.registry.putBlob(name, { digest: artifact.digest, size: artifact.size, path });
    world.signal.throwIfAborted();
    await world.registry.putManifest(name, packed.manifest, stagedTag(artifact.digest));
    return packed.manifest;
};
/** The manifest with this chart, under its waiting tag or its version. */
const staged = async ({ name, tag }, artifact, world) => {
    const found = await Promise.all([stagedTag(artifact.digest), tag].map((it) => world.registry.manifest(name, it)));
    return found.find((it) => it && chartIn(it) === artifact.digest);
};
const chart_preflight = async (task, world) => {
    if (task.chart === null) {
        const said = 'the chart says its name only when it is built.';
        return [{ severity: 'unproven', problem: (0,release_error/* problem */.CC)('RIGHT_UNPROVEN', { scope: 'to push', where: task.under, said }) }];
    }
    const { allowed, reason, scope } = await world.registry.canPush(parsePlace(`${task.under}/${task.chart}`));
    return allowed ? [] : [{ severity: 'error', problem: (0,release_error/* problem */.CC)('PUSH_DENIED', { name: `${task.under}/${task.chart}`, scope, reason: reason ?? 'the registry gave no reason' }) }];
};
const publishChart = defineStep({
    name: 'publish:chart',
    phase: 'publish',
    slot: 'publish.chart',
    takes: ['chart'],
    gives: [],
    needs: ['stage:chart', 'stage:record', 'stage:freeze', 'publish:image'],
    schema: entry_chartEntry,
    cost: () => ({ requests: 2, creates: 0 }),
    plan: (facts, entry) => entry_planChart(facts, entry, (task) => `Publish the chart in ${task.under}`),
    preflight: async () => [],
    probe: async (task, inputs, world) => {
        const artifact = onlyChart(inputs);
        const place = placeOf(task, artifact);
        const there = await world.registry.manifest(place.name, place.tag);
        return there ? judge(there, artifact, { task, place }) : { state: 'absent' };
    },
    look: lookPublished,
    apply: async (task, inputs, world) => {
        const artifact = onlyChart(inputs);
        const place = placeOf(task, artifact);
        // Whoever deleted the tag where it waited has not deleted the bytes.
        const manifest = (await staged(place, artifact, world)) ?? (await push(place, artifact, world));
        await (0,publish_pin/* mustBePinned */.j)(world);
        // The last look before the push: registries know no condition for it, so nothing comes between the two.
        const there = await world.registry.manifest(place.name, place.tag);
        if (there && chartIn(there) !== artifact.digest)
            return (0,release_error/* fail */.fJ)('PUSH_CHANGED', { name: `${task.under}/${place.chart}`, tag: place.tag, found: chartIn(there) ?? there.digest, wanted: artifact.digest });
        if (there)
            return;
        world.signal.throwIfAborted();
        await world.registry.putManifest(place.name, manifest, place.tag);
        await dropStaged(place.name, artifact.digest, world);
    },
    tidy: (task, inputs, world) => {
        const artifact = onlyChart(inputs);
        return dropLeftStaged(placeOf(task, artifact).name, artifact.digest, world);
    },
});
const judge = (there, artifact, { task, place }) => {
    const at = `${task.under}/${place.chart}`;
    const found = chartIn(there);
    if (found !== artifact.digest)
        return { state: 'conflict', found: `${at}:${place.tag} ${found ?? `${there.digest} (no chart)`}`, wanted: `${at}:${place.tag} ${artifact.digest}` };
    return { state: 'done', outcome: { where: `${at}:${place.tag}`, digest: there.digest, size: artifact.size, commands: [`helm pull oci://${at} --version ${place.version}`] } };
};

// EXTERNAL MODULE: ./out/core/artifact.js
var artifact = __webpack_require__(3946);
// EXTERNAL MODULE: ./out/core/record.js
var core_record = __webpack_require__(5185);
// EXTERNAL MODULE: ./out/publish/record-file.js
var record_file = __webpack_require__(2602);
// EXTERNAL MODULE: ./out/publish/record-ref.js
var record_ref = __webpack_require__(143);
;// CONCATENATED MODULE: ./out/publish/freeze/freeze.js
// stage:freeze: the commit point of a line that makes no GitHub release (or of a run that leaves it out). Images and charts wait in
// their registries; which bytes they are is said by a record in a ref of Slipway's own, before the first version tag is pushed.








const stageFreeze = defineStep({
    name: 'stage:freeze',
    phase: 'stage',
    slot: 'line',
    wholeLine: { with: ['publish:image', 'publish:chart'], without: ['stage:record'] },
    takes: artifact/* artifactKinds */.Y,
    gives: [],
    needs: ['stage:image', 'stage:chart'],
    schema: schemas/* strictObject */.rej({ name: schemas/* string */.YjP() }),
    cost: () => ({ requests: 6, creates: 0 }),
    plan: (facts) => ({ title: `Freeze the bytes of ${facts.tag.name} in a record`, task: { slipway: facts.slipway, ref: (0,record_ref/* recordRef */.Ji)(facts.tag) } }),
    preflight: (_task, world) => freeze_preflight(world),
    probe: async (task, inputs, world) => {
        const file = await (0,record_ref/* readRecordRef */.Rm)(world.github, world.repository, world.tag);
        if (!file)
            return { state: 'absent' };
        const left = (0,record_file/* unnamed */.p1)(file, inputs).map((it) => it.fileName);
        return (0,record_file/* judgeRecord */.dy)(file, inputs, { world, outcome: { where: task.ref, ...(left.length > 0 ? { note: `made before ${left.join(', ')}, which it does not name` } : {}) } });
    },
    look: async (task, _inputs, world) => {
        const file = await (0,record_ref/* readRecordRef */.Rm)(world.github, world.repository, world.tag);
        return [file ? { where: task.ref, mark: 'there', digest: file.digest, size: file.size } : { where: task.ref, mark: 'none' }];
    },
    apply: (task, inputs, world) => (0,record_ref/* writeRecordRef */.I0)(freeze_textOf(task, inputs, world), world),
    takeBack: (_task, world) => (0,record_ref/* takeBackRecordRef */.Lv)(world),
});
const freeze_textOf = (task, inputs, world) => (0,core_record/* renderRecord */.sF)((0,core_record/* makeRecord */.Uo)({ slipway: task.slipway, repository: (0,core_facts/* repositoryText */.g)(world.repository), plan: world.plan, artifacts: inputs }));
const freeze_preflight = async ({ github, repository }) => {
    const scope = 'contents:write';
    const { state, reason = '' } = await github.can(repository, scope);
    if (state === 'granted')
        return [];
    const where = (0,core_facts/* repositoryText */.g)(repository);
    return state === 'denied'
        ? [{ severity: 'error', problem: (0,release_error/* problem */.CC)('RIGHT_MISSING', { scope, repository: where, why: 'freeze what was built before its version tags are pushed', said: reason }) }]
        : [{ severity: 'unproven', problem: (0,release_error/* problem */.CC)('RIGHT_UNPROVEN', { scope, where, said: reason }) }];
};

;// CONCATENATED MODULE: ./out/publish/image/entry.js
// `publish.image`: the entry of the config, and the task that its steps share.






const entry_imageEntry = schemas/* strictObject */.rej({
    name: schemas/* string */.YjP().min(1).default('image'),
    to: (0,checked_text/* checkedText */.N0)(parsePlace).describe('Host and repository: docker.io/accanto/os-vim-driver.'),
    image: schemas/* string */.YjP().min(1).optional().describe('Name of the build entry; default: the one of the same name, or the only one.'),
    tags: schemas/* array */.YOg((0,checked_text/* templateText */.uO)()).min(1).default(['{version}']).describe('Tags that never move.'),
    pointers: schemas/* array */.YOg((0,checked_text/* templateText */.uO)()).default([]).describe('Tags that move with the highest final version, such as latest.'),
});
const entry_planImage = (facts, entry, title) => {
    const image = (0,build_entries/* oneEntry */.$H)(facts, 'image', { path: `publish.image.image (${entry.name})`, name: entry.name, ...(entry.image === undefined ? {} : { wanted: entry.image }) });
    if (facts.leftOut.includes(image))
        return { skip: `the image ${image} is left out of this run` };
    const tags = (templates) => [...new Set(templates.map((it) => checkedTag((0,template/* renderTemplate */.Xm)(it, facts.words, 'oci'))))];
    const pattern = typeof facts.config['tag'] === 'string' ? facts.config['tag'] : '{version}';
    const task = { name: placeText(parsePlace(entry.to)), tags: tags(entry.tags), pointers: tags(entry.pointers), templates: entry.tags, pattern, scheme: facts.version.scheme };
    const both = task.tags.find((it) => task.pointers.includes(it));
    if (both !== undefined)
        return (0,release_error/* fail */.fJ)('CONFIG_INVALID', { path: `publish.image (${entry.name})`, what: `${both} is both a tag that never moves and a pointer` });
    return { title: title(task), task, from: [image] };
};
/** The one image that `from` let through. */
const onlyImage = (inputs) => {
    const images = inputs.filter((it) => it.kind === 'image');
    const [image] = images;
    return image && images.length === 1 ? image : (0,release_error/* fail */.fJ)('BUG', { what: `one image was to be published, and ${images.length} were handed over` });
};

// EXTERNAL MODULE: ./out/core/side-by-side.js
var side_by_side = __webpack_require__(7333);
;// CONCATENATED MODULE: ./out/publish/image/layout.js
// An OCI image layout on disk → a registry, by digest. An index takes its manifests along, each before it is named.




/** Blobs under way at a time. */
const layout_width = 4;
const layout_blobPath = (layout, it) => `${layout}/blobs/sha256/${(0,core_digest/* hexOf */.ZD)(it.digest)}`;
const readManifest = async (layout, it, world) => {
    const bytes = await world.files.readBytes(layout_blobPath(layout, it));
    if ((0,core_digest/* digestOf */.ol)(bytes) !== it.digest)
        return (0,release_error/* fail */.fJ)('IMAGE_LAYOUT', { path: layout, what: `the blob ${it.digest} holds other bytes` });
    return { mediaType: it.mediaType, digest: it.digest, size: it.size, bytes };
};
/** Pushes everything that the manifest refers to, but not the manifest itself: nothing is there under a name yet. */
const pushReferred = async (name, manifest, { layout, world }) => {
    const contents = (0,oci/* contentsOf */.KD)(manifest.bytes) ?? (0,release_error/* fail */.fJ)('IMAGE_LAYOUT', { path: layout, what: `${manifest.digest} is no manifest` });
    for (const child of contents.manifests) {
        const inner = await readManifest(layout, child, world);
        await pushReferred(name, inner, { layout, world });
        await world.registry.putManifest(name, inner);
    }
    const unique = [...new Map(contents.blobs.map((it) => [it.digest, it])).values()];
    await (0,side_by_side/* sideBySide */.Q)(unique, layout_width, async (it) => {
        world.signal.throwIfAborted();
        await world.registry.putBlob(name, { digest: it.digest, size: it.size, path: layout_blobPath(layout, it) });
    });
};

;// CONCATENATED MODULE: ./out/publish/image/look.js
// What a registry holds of an image: what waits there, its version tags, its pointers. For people; nothing is decided by it.





const look_lookStaged = async (task, inputs, { registry }) => {
    const name = parsePlace(task.name);
    if (!inputs)
        return [{ where: task.name, ...(await waitingTags(name, registry)) }];
    const image = onlyImage(inputs);
    const there = await registry.manifest(name, image.digest);
    return [{ where: `${task.name}@${image.digest}`, mark: there ? 'there' : 'none', digest: image.digest, size: (0,artifact/* wholeSize */.J)(image) }];
};
const lookTags = async (task, tags, inputs, { registry }) => {
    const name = parsePlace(task.name);
    const image = inputs ? onlyImage(inputs) : undefined;
    return Promise.all(tags.map(async (tag) => {
        const there = await registry.manifest(name, tag);
        const mark = !there ? 'none' : !image ? 'unjudged' : there.digest === image.digest ? 'there' : 'other';
        const isOther = mark === 'other' && image;
        return { where: `${task.name}:${tag}`, mark, ...(there ? { digest: there.digest } : {}), ...(isOther ? { note: `not ${(0,core_digest/* shortDigest */.VK)(image.digest)}…, which is frozen` } : {}) };
    }));
};

// EXTERNAL MODULE: ./out/core/tag-pattern.js
var tag_pattern = __webpack_require__(5165);
;// CONCATENATED MODULE: ./out/publish/image/newer.js
// Has a higher version been pushed since this run was planned? The run of an older tag may be late (queued, or run again), and a
// pointer that it moves would move backward.



/** Only a tag that stands in git as well counts: `2024` in a registry is a date more often than a version. */
const newerVersion = async (task, world) => {
    const own = (0,tag_pattern/* matchTag */._f)(task.pattern, task.scheme, world.tag.name);
    if (!own)
        return undefined;
    const self = (0,core_version/* parseVersion */.ot)(own.text, task.scheme);
    for (const version of await finalVersions(task, world)) {
        if ((0,core_version/* compareVersions */.Zy)(version, self) <= 0)
            return undefined;
        if (await world.github.ref(world.repository, `refs/tags/${(0,tag_pattern/* tagName */.wZ)(task.pattern, version)}`))
            return version.text;
    }
    return undefined;
};
/** Highest first. */
const finalVersions = async (task, world) => {
    const tags = await world.registry.tags(parsePlace(task.name));
    const templates = task.templates.filter((it) => /^[^{}]*\{version\}[^{}]*$/.test(it));
    const found = templates.flatMap((template) => tags.flatMap((tag) => {
        const match = (0,tag_pattern/* matchTag */._f)(template, task.scheme, tag);
        return match ? [(0,core_version/* parseVersion */.ot)(match.text, task.scheme)] : [];
    }));
    return found.filter((it) => !it.isPrerelease).sort((a, b) => (0,core_version/* compareVersions */.Zy)(b, a));
};

;// CONCATENATED MODULE: ./out/publish/image/image.js
// stage:image, publish:image, point:image. Staged by digest under a tag that nobody uses; then the version tags, which never
// move; and last of all the pointers. Identity is the digest everywhere, and a tag with another digest is never overwritten.










const stageImage = defineStep({
    name: 'stage:image',
    phase: 'stage',
    slot: 'publish.image',
    takes: ['image'],
    gives: [],
    schema: entry_imageEntry,
    plan: (facts, entry) => entry_planImage(facts, entry, (task) => `Push ${task.name} by digest`),
    preflight: (task, world) => image_image_preflight(task, world),
    look: look_lookStaged,
    probe: async (task, inputs, world) => {
        const image = onlyImage(inputs);
        const name = parsePlace(task.name);
        const there = await world.registry.manifest(name, image.digest);
        if (!there)
            return { state: 'absent', ...goneFrom(task, image) };
        const holders = await Promise.all([stagedTag(image.digest), ...task.tags].map((tag) => world.registry.manifest(name, tag)));
        // By digest alone it may be collected before it gets its tag.
        if (!holders.some((it) => it?.digest === image.digest))
            return { state: 'partial', missing: [stagedTag(image.digest)] };
        return { state: 'done', outcome: { where: `${task.name}@${image.digest}`, digest: image.digest, size: (0,artifact/* wholeSize */.J)(image) } };
    },
    apply: async (task, inputs, world) => {
        const image = onlyImage(inputs);
        const name = parsePlace(task.name);
        const manifest = await pushed(name, image, world);
        await world.registry.putManifest(name, manifest, stagedTag(image.digest));
    },
});
/** Frozen, and only in the registry: when it has collected it, nobody else has the bytes. */
const goneFrom = (task, image) => image.path === undefined ? { gone: [{ name: image.fileName, digest: image.digest, where: `in ${task.name}` }] } : {};
/** The registry's own copy; or, when nobody pushed it yet (or the registry has lost it since), what is on this disk. */
const pushed = async (name, image, world) => {
    const there = await world.registry.manifest(name, image.digest);
    if (there)
        return there;
    if (image.path === undefined)
        return (0,release_error/* fail */.fJ)('FROZEN_VANISHED', { name: image.fileName, digest: image.digest, where: `in ${name.host}/${name.repository}` });
    const manifest = await readManifest(image.path, image, world);
    await pushReferred(name, manifest, { layout: image.path, world });
    return manifest;
};
const image_image_preflight = async (task, world) => {
    const { allowed, reason, scope } = await world.registry.canPush(parsePlace(task.name));
    return allowed ? [] : [{ severity: 'error', problem: (0,release_error/* problem */.CC)('PUSH_DENIED', { name: task.name, scope, reason: reason ?? 'the registry gave no reason' }) }];
};
const publishImage = defineStep({
    name: 'publish:image',
    phase: 'publish',
    slot: 'publish.image',
    takes: ['image'],
    gives: [],
    // Tags are for ever: they wait until everything is staged and the bytes are frozen.
    needs: ['stage:image', 'stage:record', 'stage:freeze'],
    schema: entry_imageEntry,
    cost: () => ({ requests: 2, creates: 0 }),
    plan: (facts, entry) => entry_planImage(facts, entry, (task) => `Tag ${task.name} with ${task.tags.join(', ')}`),
    preflight: async () => [],
    probe: (task, inputs, world) => probeTags(task, onlyImage(inputs), world),
    look: (task, inputs, world) => lookTags(task, task.tags, inputs, world),
    apply: async (task, inputs, world) => {
        const image = onlyImage(inputs);
        const name = parsePlace(task.name);
        const manifest = await pushed(name, image, world);
        for (const tag of task.tags) {
            await (0,publish_pin/* mustBePinned */.j)(world);
            // The last look before the push: registries know no condition for it, so nothing comes between the two.
            const there = await world.registry.manifest(name, tag);
            if (there?.digest === image.digest)
                continue;
            if (there)
                return (0,release_error/* fail */.fJ)('PUSH_CHANGED', { name: task.name, tag, found: there.digest, wanted: image.digest });
            world.signal.throwIfAborted();
            await world.registry.putManifest(name, manifest, tag);
        }
        await dropStaged(name, image.digest, world);
    },
    tidy: (task, inputs, world) => dropLeftStaged(parsePlace(task.name), onlyImage(inputs).digest, world),
});
const probeTags = async (task, image, world) => {
    const name = parsePlace(task.name);
    const found = await Promise.all(task.tags.map(async (tag) => ({ tag, there: await world.registry.manifest(name, tag) })));
    const other = found.find((it) => it.there && it.there.digest !== image.digest);
    if (other)
        return { state: 'conflict', found: `${task.name}:${other.tag} ${other.there?.digest ?? ''}`, wanted: `${task.name}:${other.tag} ${image.digest}` };
    const missing = found.filter((it) => !it.there).map((it) => it.tag);
    if (missing.length === task.tags.length)
        return { state: 'absent' };
    return missing.length > 0 ? { state: 'partial', missing } : { state: 'done', outcome: outcomeOf(task, image) };
};
const outcomeOf = (task, image) => ({
    where: `${task.name}:${task.tags[0] ?? ''}`,
    digest: image.digest,
    size: (0,artifact/* wholeSize */.J)(image),
    commands: [`docker pull ${task.name}@${image.digest}`],
});
const pointImage = defineStep({
    name: 'point:image',
    phase: 'point',
    slot: 'publish.image',
    takes: ['image'],
    gives: [],
    needs: ['publish:image', 'publish:release'],
    schema: entry_imageEntry,
    cost: () => ({ requests: 1, creates: 0 }),
    plan: (facts, entry) => {
        if (entry.pointers.length === 0)
            return { skip: 'there are no pointers to move' };
        if (facts.version.isPrerelease)
            return { skip: `${facts.version.text} is a pre-release; pointers stay at the last final version` };
        if (!facts.isHighest)
            return { skip: `${facts.version.text} is not the highest version; pointers never move backward` };
        return entry_planImage(facts, entry, (task) => `Point ${task.pointers.join(', ')} of ${task.name} to ${facts.version.text}`);
    },
    preflight: async () => [],
    probe: async (task, inputs, world) => {
        const image = onlyImage(inputs);
        const there = await Promise.all(task.pointers.map((it) => world.registry.manifest(parsePlace(task.name), it)));
        const missing = task.pointers.filter((_, index) => there[index]?.digest !== image.digest);
        const where = task.pointers.map((it) => `${task.name}:${it}`).join(', ');
        if (missing.length === 0)
            return { state: 'done', outcome: { where, digest: image.digest } };
        const newer = await newerVersion(task, world);
        if (newer !== undefined)
            return { state: 'done', outcome: { where, note: `not moved: ${newer} is out, and pointers never move backward` } };
        return missing.length === task.pointers.length ? { state: 'absent' } : { state: 'partial', missing };
    },
    look: (task, inputs, world) => lookTags(task, task.pointers, inputs, world),
    apply: async (task, inputs, world) => {
        const image = onlyImage(inputs);
        const name = parsePlace(task.name);
        const manifest = (await world.registry.manifest(name, image.digest)) ?? (0,release_error/* fail */.fJ)('FROZEN_VANISHED', { name: image.fileName, digest: image.digest, where: `in ${task.name}` });
        // Asked again: another run may have published a higher version since this one was probed.
        if ((await newerVersion(task, world)) !== undefined)
            return;
        for (const pointer of task.pointers) {
            if ((await world.registry.manifest(name, pointer))?.digest === image.digest)
                continue;
            await (0,publish_pin/* mustBePinned */.j)(world);
            world.signal.throwIfAborted();
            await world.registry.putManifest(name, manifest, pointer);
        }
    },
});

// EXTERNAL MODULE: ./out/publish/release/entry.js
var release_entry = __webpack_require__(2458);
// EXTERNAL MODULE: ./out/publish/release/frozen.js
var frozen = __webpack_require__(6738);
// EXTERNAL MODULE: ./out/core/plain-text.js
var plain_text = __webpack_require__(3384);
;// CONCATENATED MODULE: ./out/core/changes.js
// What came to the mainline between two releases of a line, as a list for people. Pure.

/** Far more than anybody reads, and a bound for a line's first release. */
const mostChanges = 250;
/** GitHub writes the title of a pull request below its own headline; where it squashes, the title is the headline. */
const titleOf = ({ message }) => {
    const [headline = '', ...rest] = message.split('\n');
    const merged = /^Merge pull request (#[0-9]+) from /.exec(headline)?.[1];
    const title = merged === undefined ? undefined : rest.find((it) => it.trim() !== '');
    return title === undefined ? headline.trim() : `${title.trim()} (${merged ?? ''})`;
};
/** One line each, newest first. Text of strangers: it shall be no HTML, and no marker of ours. */
const renderChanges = (changes, path) => {
    const lines = changes.slice(0, mostChanges).map((it) => `- ${(0,plain_text/* withoutControls */.D)(titleOf(it)).slice(0, 300).replaceAll('<', '&lt;')}`);
    if (lines.length === 0)
        return path === undefined ? 'No changes.' : `No changes below \`${path}\`.`;
    return [...lines, ...(changes.length > mostChanges ? ['- … and more'] : [])].join('\n');
};

;// CONCATENATED MODULE: ./out/publish/release/notes.js
// The text of a release, within GitHub's limit. What is too long is cut between sections, never inside a word or a code
// block, and is attached whole.




/** GitHub's limit, in characters. Counted in UTF-16 units, of which a text never has fewer than characters. */
const longestBody = 125_000;
const notesName = 'RELEASE_NOTES.md';
const notesOf = async (task, world) => {
    const message = task.notes === 'tag' ? ((await world.git.tagMessage(world.tag.name)) ?? '') : task.notes === 'changes' ? await changesOf(task, world) : '';
    const link = task.compare === '' ? '' : `**Full changelog**: ${task.compare}`;
    const text = [(0,plain_text/* withoutControls */.D)(message.replaceAll('\r\n', '\n')).trim(), link].filter((it) => it !== '').join('\n\n');
    return fitNotes(text, { marker: (0,release_entry/* markerOf */.we)(task, world), page: task.page });
};
const changesOf = async ({ since = '', path = '' }, { git, tag }) => {
    const from = since === '' ? undefined : (await git.resolveTag(since)).commit;
    const below = path === '' ? undefined : path;
    return renderChanges(await git.changes({ to: tag.commit, limit: mostChanges + 1, ...(from === undefined ? {} : { from }), ...(below === undefined ? {} : { path: below }) }), below);
};
const fitNotes = (text, { marker, page }, limit = longestBody) => {
    const whole = (0,core_marker/* withMarker */.Pe)(text, marker);
    if (whole.length <= limit)
        return { body: whole };
    const rest = `\n\n---\n*This text was cut, as it is too long for GitHub. All of it is in ${notesName}, attached to [this release](${page}).*`;
    // Room for closing a code block that the cut leaves open.
    const room = limit - rest.length - marker.length - 16;
    return { body: (0,core_marker/* withMarker */.Pe)(`${notes_closed(cut((0,core_marker/* withMarker */.Pe)(text, '').trimEnd(), room))}${rest}`, marker), whole: `${text}\n` };
};
/** At the last section that fits, else the last paragraph, the last line, the last character that is whole. */
const cut = (text, room) => {
    const head = text.slice(0, Math.max(0, room));
    const places = [/\n#{1,6} /g, /\n\n/g, /\n/g].map((it) => [...head.matchAll(it)].at(-1)?.index ?? 0);
    // A section that begins in the first half would throw away too much.
    const place = places.find((it) => it > room / 2);
    if (place !== undefined)
        return head.slice(0, place);
    const last = head.charCodeAt(head.length - 1);
    return last >= 0xd800 && last <= 0xdbff ? head.slice(0, -1) : head;
};
/** A fence that is open at the end is closed, or all that follows would be code. */
const notes_closed = (text) => {
    let open = '';
    for (const line of text.split('\n')) {
        const fence = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line);
        if (!fence)
            continue;
        const [, mark = '', info = ''] = fence;
        if (open === '')
            open = mark;
        else if (mark[0] === open[0] && mark.length >= open.length && info.trim() === '')
            open = '';
    }
    return open === '' ? text : `${text}\n${open}`;
};

// EXTERNAL MODULE: ./out/publish/release/situation.js
var release_situation = __webpack_require__(8018);
// EXTERNAL MODULE: ./out/core/checksums.js
var checksums = __webpack_require__(3430);
;// CONCATENATED MODULE: ./out/publish/release/wanted.js







const allowed = /^[A-Za-z0-9_+-](?:[A-Za-z0-9._+-]*[A-Za-z0-9_+-])?$/;
/** GitHub: "each file must be under 2 GiB", up to 1000 of them. */
const tooLarge = 2 * 1024 ** 3;
const mostAssets = 1000;
/** The files that the config attaches, sorted by name. */
const attached = (task, inputs) => {
    const { assets } = task;
    return inputs.filter((it) => release_entry/* fileKinds */.mv.includes(it.kind) && (assets === null || (0,build_entries/* isMeant */.EZ)(assets, it)));
};
/** All assets but the record, which says what they are and so comes after them. */
const wantedAssets = (task, inputs, notes) => {
    const artifacts = attached(task, inputs);
    (0,release_error/* failAll */.wf)([...nameProblems(artifacts), ...limitProblems(artifacts)]);
    const files = artifacts.map((it) => ({
        name: it.fileName, digest: it.digest, size: it.size, mediaType: it.mediaType, ...(it.path === undefined ? {} : { path: it.path }),
    }));
    const text = notes.whole === undefined ? [] : [made(notesName, notes.whole, 'text/markdown; charset=utf-8')];
    const summed = [...files, ...text].sort(checksums/* byName */.nG);
    // GitHub takes no empty asset, and a list of nothing is one.
    return summed.length === 0 ? [] : [...summed, made(checksums/* checksumsName */.uw, (0,checksums/* renderChecksums */.pd)(summed), 'text/plain; charset=utf-8')];
};
const made = (name, text, mediaType) => {
    const bytes = Buffer.from(text);
    return { name, digest: (0,core_digest/* digestOf */.ol)(bytes), size: bytes.byteLength, mediaType, bytes };
};
const nameProblems = (artifacts) => {
    // Some file systems take two names that differ in case for one: whoever downloads both would lose one.
    const owners = new Map([checksums/* checksumsName */.uw, core_record/* recordName */.xD, notesName].map((it) => [it.toLowerCase(), 'Slipway']));
    return artifacts.flatMap((it) => {
        const problems = [];
        if (!allowed.test(it.fileName))
            problems.push((0,release_error/* problem */.CC)('ASSET_NAME', { name: it.fileName, allowed: 'letters, digits and . _ + - (no . at either end)' }));
        const first = owners.get(it.fileName.toLowerCase());
        if (first !== undefined)
            problems.push((0,release_error/* problem */.CC)('ASSET_COLLISION', { name: it.fileName, first, second: it.name }));
        owners.set(it.fileName.toLowerCase(), it.name);
        return problems;
    });
};
const limitProblems = (artifacts) => {
    const large = artifacts.filter((it) => it.size >= tooLarge).map((it) => (0,release_error/* problem */.CC)('ASSET_LIMIT', { what: `The asset ${it.fileName} has ${it.size} bytes`, limit: 'less than 2 GiB for one asset' }));
    const empty = artifacts.filter((it) => it.size === 0).map((it) => (0,release_error/* problem */.CC)('ASSET_LIMIT', { what: `The asset ${it.fileName} is empty`, limit: 'only assets of at least one byte' }));
    const count = artifacts.length + 3;
    const many = count > mostAssets ? [(0,release_error/* problem */.CC)('ASSET_LIMIT', { what: `The release would have ${count} assets`, limit: `${mostAssets} assets for one release` })] : [];
    return [...large, ...empty, ...many];
};
/** While an asset of a draft is replaced, the new bytes wait under this name until the old ones are gone. */
const temporaryName = (wanted) => `${wanted.name}.slipway-${(0,core_digest/* shortDigest */.VK)(wanted.digest)}`;
const isTemporary = (name, wanted) => wanted.some((it) => name.startsWith(`${it.name}.slipway-`) && /^[0-9a-f]{12}$/.test(name.slice(it.name.length + 9)));
const isAdopted = ({ asset, digest }, adopted) => adopted.some((it) => it.name === asset.name && it.digest === digest);
/** An upload that broke off (`starter`) is as good as none: the next one under the name removes it. */
const compare = (wanted, held, adopted = []) => {
    const named = new Map(held.filter((it) => it.asset.state === 'uploaded').map((it) => [it.asset.name, it]));
    const wantedNames = new Set([...wanted.map((it) => it.name), core_record/* recordName */.xD]);
    const there = wanted.flatMap((it) => {
        const at = named.get(it.name);
        return at ? [{ wanted: it, held: at }] : [];
    });
    const others = held.filter((it) => !wantedNames.has(it.asset.name));
    const strange = others.filter((it) => !isAdopted(it, adopted));
    return {
        right: there.filter((it) => it.held.digest === it.wanted.digest).map((it) => it.held),
        missing: wanted.filter((it) => !named.has(it.name)),
        wrong: there.filter((it) => it.held.digest !== it.wanted.digest),
        temporary: strange.filter((it) => isTemporary(it.asset.name, wanted)),
        unknown: strange.filter((it) => !isTemporary(it.asset.name, wanted)).map((it) => it.asset),
        kept: others.filter((it) => isAdopted(it, adopted)).map((it) => it.asset),
    };
};

;// CONCATENATED MODULE: ./out/publish/release/look.js






const byMeansOf = (situation) => [
    ...situation.twins.map((it) => `another draft of this release: ${it.url}`),
    ...situation.foreignDrafts.map((it) => `a draft that is ${(0,release_situation/* whoseDraft */.u5)(it)}: ${it.url}`),
];
/** Everything that waits or stands under the tag, whoever made it. */
const lookDraft = async (task, inputs, world) => {
    const situation = await (0,release_situation/* situationOf */._7)(task, world);
    const release = situation.ours ?? situation.foreign;
    const where = `${task.repository} ${world.tag.name}`;
    const others = byMeansOf(situation);
    if (!release)
        return [{ where, mark: 'none', ...(others.length > 0 ? { note: others.join('; ') } : {}) }];
    const wanted = inputs ? wantedAssets(task, inputs, await notesOf(task, world)) : undefined;
    const assets = await world.github.assets((0,release_entry/* targetOf */.$r)(task), release.id);
    const missing = (wanted ?? []).filter((it) => !assets.some((asset) => asset.name === it.name && asset.state === 'uploaded'));
    const items = [...assets.map((it) => itemOf(it, wanted)), ...missing.map((it) => ({ name: it.name, mark: 'none', digest: it.digest, size: it.size }))];
    const isWhole = items.every((it) => it.mark === 'there' || !wanted?.some((one) => one.name === it.name));
    const mark = situation.foreign ? 'other' : !wanted ? 'unjudged' : items.some((it) => it.mark === 'other') ? 'other' : isWhole ? 'there' : 'part';
    const count = assets.length === 1 ? 'one asset' : `${assets.length} assets`;
    return [{ where, mark, url: release.url, items, note: [`${release.draft ? 'a draft with ' : ''}${count}${situation.adopted ? ', taken over from other means' : ''}`, ...others].join('; ') }];
};
const itemOf = ({ name, digest, size, state }, wanted) => ({ name, size, mark: markOf({ name, digest, state }, wanted), ...(digest === null ? {} : { digest }) });
/** A file that is not of this release is no fault of it. */
const markOf = ({ name, digest, state }, wanted) => {
    if (state !== 'uploaded')
        return 'part';
    const own = wanted?.find((it) => it.name === name);
    if (!own || digest === null)
        return name === core_record/* recordName */.xD ? 'there' : 'unjudged';
    return own.digest === digest ? 'there' : 'other';
};
const look_lookPublished = async (task, inputs, world) => {
    const { ours, foreign } = await (0,release_situation/* situationOf */._7)(task, world);
    const where = `${task.repository} ${world.tag.name}`;
    if (foreign)
        return [{ where, mark: 'other', url: foreign.url, note: 'published by other means', adoptable: true }];
    if (!ours || ours.draft)
        return [{ where, mark: 'none' }];
    return [{ where, mark: inputs ? 'there' : 'unjudged', url: ours.url, ...noteOf(await remarks(task, ours, world)) }];
};
const noteOf = (remarks) => (remarks.length > 0 ? { note: remarks.join(', ') } : {});
const remarks = async (task, release, { github }) => {
    const latest = await github.latestRelease((0,release_entry/* targetOf */.$r)(task));
    return [...(latest?.id === release.id ? ['the latest'] : []), ...(release.prerelease ? ['a pre-release'] : []), ...(release.immutable ? ['immutable'] : [])];
};
const lookRecord = async (task, _inputs, world) => {
    const { ours } = await (0,release_situation/* situationOf */._7)(task, world);
    const file = ours && (await (0,frozen/* readRecordFile */.m7)(world.github, (0,release_entry/* targetOf */.$r)(task), { release: ours, tag: world.tag }));
    if (!ours || !file)
        return [{ where: core_record/* recordName */.xD, mark: 'none' }];
    return [{ where: core_record/* recordName */.xD, mark: 'there', digest: file.digest, size: file.size, note: `in the ${ours.draft ? 'draft' : 'release'}` }];
};

;// CONCATENATED MODULE: ./out/publish/release/publish-release.js









const publishRelease = defineStep({
    name: 'publish:release',
    phase: 'publish',
    slot: 'publish.release',
    takes: release_entry/* fileKinds */.mv,
    gives: [],
    needs: ['stage:record', 'publish:image', 'publish:chart', 'promote:images', 'promote:edit', 'verify:production'],
    schema: release_entry/* releaseEntry */._1,
    cost: () => ({ requests: 8, creates: 0 }),
    plan: (facts, entry) => {
        const task = (0,release_entry/* makeTask */.Wl)(facts, entry);
        return { title: `Publish the release ${facts.tag.name} of ${task.repository}`, task, ...(0,release_entry/* wantedEntries */.QW)(facts, entry) };
    },
    preflight: async (task, world) => {
        const moved = await (0,publish_pin/* movedTag */.U)(world);
        return [...titleFindings(task), ...(moved ? [{ severity: 'error', problem: (0,release_error/* problem */.CC)('TAG_MOVED', moved) }] : [])];
    },
    probe: (task, inputs, world) => publish_release_probe(task, inputs, world),
    look: look_lookPublished,
    apply: async (task, inputs, world) => {
        const wanted = wantedAssets(task, inputs, await notesOf(task, world));
        const situation = await (0,release_situation/* situationOf */._7)(task, world);
        if (situation.ours?.draft !== false)
            await flip(wanted, situation, { task, world });
        await removeTwins(wanted, { task, world });
    },
});
/** GitHub: "name is too long (maximum is 256 characters)", and says it after everything is staged. */
const longestTitle = 256;
const titleFindings = ({ title }) => title.length <= longestTitle ? [] : [{ severity: 'error', problem: (0,release_error/* problem */.CC)('TITLE_TOO_LONG', { title: `${title.slice(0, 40)} …`, length: title.length, limit: longestTitle }) }];
const publish_release_probe = async (task, inputs, world) => {
    const wanted = wantedAssets(task, inputs, await notesOf(task, world));
    const situation = await (0,release_situation/* situationOf */._7)(task, world);
    const { ours, foreign, twins, isAdopting } = situation;
    if (foreign)
        return { state: 'conflict', found: `a release that Slipway did not make (${foreign.url})`, wanted: `a release made from ${world.tag.object}` };
    if (!ours || ours.draft)
        return { state: 'absent' };
    const held = await (0,release_situation/* holdings */.xo)(world.github, (0,release_entry/* targetOf */.$r)(task), ours);
    const { missing, wrong } = compare(wanted, held);
    const [first] = wrong;
    if (first)
        return { state: 'conflict', found: `${first.wanted.name} ${first.held.digest}`, wanted: `${first.wanted.name} ${first.wanted.digest}` };
    const lacks = [...(isAdopting ? ['the mark of Slipway'] : []), ...missing.map((it) => it.name), ...(hasRecord(held) ? [] : [core_record/* recordName */.xD]), ...(await needless(twins, wanted, { task, world })).map((it) => `removal of the draft ${it.id}`)];
    return lacks.length > 0 ? { state: 'partial', missing: lacks } : { state: 'done', outcome: publish_release_outcomeOf(ours, attached(task, inputs), held) };
};
const hasRecord = (held) => held.some((it) => it.asset.name === core_record/* recordName */.xD && it.asset.state === 'uploaded');
const publish_release_outcomeOf = (release, artifacts, held) => {
    const urlOf = (it) => held.find((other) => other.asset.name === it.fileName)?.asset.downloadUrl ?? '';
    const commands = artifacts.flatMap((it) => (it.kind === 'wheel' ? [`pip install ${urlOf(it)}`] : it.kind === 'chart' ? [`helm pull ${urlOf(it)}`] : []));
    return { where: `release ${release.tag}`, url: release.url, commands, ...(release.immutable ? { note: 'immutable' } : {}) };
};
const flip = async (wanted, { ours, foreign, adopted, isAdopting }, { task, world }) => {
    const { github, tag } = world;
    const repository = (0,release_entry/* targetOf */.$r)(task);
    if (foreign)
        return (0,release_error/* fail */.fJ)('RELEASE_FOREIGN', { tag: tag.name, repository: task.repository, url: foreign.url });
    if (!ours)
        return (0,release_error/* fail */.fJ)('BUG', { what: 'a release was to be published before its draft was made' });
    if (isAdopting)
        return (0,release_error/* fail */.fJ)('DRAFT_CHANGED', { tag: ours.tag, url: ours.url, names: 'a text without the mark of Slipway' });
    const latest = await github.latestRelease(repository);
    await (0,publish_pin/* mustBePinned */.j)(world);
    // The last look before everybody sees it: what somebody put in there meanwhile would be published in our name.
    const held = await (0,release_situation/* holdings */.xo)(github, repository, ours);
    checkDraft(ours, compare(wanted, held, adopted), held);
    world.signal.throwIfAborted();
    // The body as it stands in the draft: a person may have put it right there. Whose draft was taken over keeps his title too.
    const name = adopted && ours.name !== '' ? ours.name : task.title;
    const fields = { tag: tag.name, name, body: ours.body, draft: false, prerelease: task.prerelease };
    const makeLatest = task.latest && !task.prerelease && !(latest && (0,release_entry/* isHigher */.kW)(task, latest.tag, world));
    try {
        await github.updateRelease(repository, ours.id, { ...fields, makeLatest });
    }
    catch (failure) {
        // Another run of this release may have published its twin in this very moment: then it is done, and by us.
        if (!(failure instanceof release_error/* ReleaseError */.K2) || failure.code !== 'RELEASE_EXISTS')
            throw failure;
        if ((await (0,release_situation/* situationOf */._7)(task, world)).ours?.draft !== false)
            throw failure;
    }
};
/** Nothing that is wrong, missing or not ours goes public. */
const checkDraft = (draft, { missing, wrong, temporary, unknown }, held) => {
    const names = [
        ...wrong.map((it) => `${it.wanted.name} with other bytes (${it.held.digest} instead of ${it.wanted.digest})`),
        ...[...unknown, ...temporary.map((it) => it.asset)].map((it) => it.name),
        ...missing.map((it) => `no ${it.name}`),
        ...(hasRecord(held) ? [] : [`no ${core_record/* recordName */.xD}`]),
    ];
    if (names.length > 0)
        (0,release_error/* fail */.fJ)('DRAFT_CHANGED', { tag: draft.tag, url: draft.url, names: names.join(', ') });
};
/** Drafts of ours that hold nothing of other people. One that does is left for a person. */
const needless = async (twins, wanted, { task, world }) => {
    const found = await Promise.all(twins.map(async (twin) => {
        const { unknown } = compare(wanted, await (0,release_situation/* holdings */.xo)(world.github, (0,release_entry/* targetOf */.$r)(task), twin));
        return twin.draft && unknown.length === 0 ? [twin] : [];
    }));
    return found.flat();
};
const removeTwins = async (wanted, { task, world }) => {
    const { twins } = await (0,release_situation/* situationOf */._7)(task, world);
    const removed = await needless(twins, wanted, { task, world });
    for (const twin of removed)
        await world.github.deleteRelease((0,release_entry/* targetOf */.$r)(task), twin.id);
    for (const twin of twins.filter((it) => !removed.includes(it)))
        world.log.warn(`A second draft of this release holds other assets and is left alone: ${twin.url}`);
};

;// CONCATENATED MODULE: ./out/publish/release/adopt.js
// --adopt: a release (or the one draft) of the tag that was begun by other means becomes ours. Its text and title stay; our marker comes
// below the text, and says what it held by then. None of that is ever removed or replaced: what has our names must have our bytes.








/** An upload that broke off holds nothing, and is none of what it held. */
const heldBy = (held) => held.filter((it) => it.asset.state === 'uploaded').map((it) => ({ name: it.asset.name, digest: it.digest }));
const kindOf = (it) => (it.draft ? 'draft' : 'release');
/** What is taken over is said before it is; what cannot be told apart stops. */
const adoptionFindings = ({ ours, isAdopting, foreignDrafts }, { task, world }) => {
    if (world.plan.adopt !== true)
        return [];
    const common = { tag: world.tag.name, repository: task.repository };
    if (!ours && foreignDrafts.length > 1)
        return [{ severity: 'error', problem: (0,release_error/* problem */.CC)('ADOPT_SEVERAL', { ...common, urls: foreignDrafts.map((it) => it.url).join(', ') }) }];
    if (!ours || !isAdopting)
        return [];
    const assets = ours.assets.map((it) => it.name).join(', ');
    return [{ severity: 'warning', problem: (0,release_error/* problem */.CC)('ADOPTS', { ...common, kind: kindOf(ours), url: ours.url, title: (0,plain_text/* withoutControls */.D)(ours.name), assets }) }];
};
/** The text as it stands, then our marker as its last line. */
const adoptedBody = (release, held, { task, world }) => {
    const text = release.body.trimEnd();
    const marker = (0,core_marker/* makeMarker */.N)((0,release_entry/* markedOf */.wj)(task.repository, world.tag), heldBy(held));
    const body = text === '' ? marker : `${text}\n\n${marker}`;
    return body.length <= longestBody ? body : (0,release_error/* fail */.fJ)('ADOPT_TOO_LONG', { tag: world.tag.name, url: release.url, length: body.length, most: longestBody });
};
/** Looked at again right before: a person may be at work on it in this moment. */
const takeOver = async (found, wanted, { task, world }) => {
    const { github, tag, log, signal } = world;
    const repository = (0,release_entry/* targetOf */.$r)(task);
    const changed = (names) => (0,release_error/* fail */.fJ)('DRAFT_CHANGED', { tag: tag.name, url: found.url, names });
    const now = (await github.release(repository, found.id)) ?? changed('nothing any more, as it was deleted');
    const held = await (0,release_situation/* holdings */.xo)(github, repository, now);
    const { wrong } = compare(wanted, held);
    if (wrong.length > 0)
        return changed(wrong.map((it) => `${it.wanted.name} with other bytes (${it.held.digest} instead of ${it.wanted.digest})`).join(', '));
    const body = adoptedBody(now, held, { task, world });
    // Not to be the latest is asked for as well: whichever it is, it stays so.
    const makeLatest = !now.draft && (await github.latestRelease(repository))?.id === now.id;
    await (0,publish_pin/* mustBePinned */.j)(world);
    signal.throwIfAborted();
    log.info(`Taking over the ${kindOf(now)} ${tag.name} of ${task.repository} (${now.url}), with ${held.length === 1 ? 'one asset' : `${held.length} assets`}.`);
    const release = await github.updateRelease(repository, now.id, { tag: tag.name, name: now.name, body, draft: now.draft, prerelease: now.prerelease, makeLatest });
    return { release, adopted: heldBy(held) };
};

;// CONCATENATED MODULE: ./out/publish/release/stage-release.js
// stage:release: a draft of ours with every asset in it, each digest read back. Nobody sees a draft, so everything here can be
// done again; what other people put there is never touched.













/** Uploads side by side; GitHub asks for restraint with requests that create. */
const stage_release_width = 4;
const stageRelease = defineStep({
    name: 'stage:release',
    phase: 'stage',
    slot: 'publish.release',
    takes: release_entry/* fileKinds */.mv,
    gives: [],
    schema: release_entry/* releaseEntry */._1,
    // The draft, each file and their checksums; the looks before and after, which grow by a page with each hundred of files.
    cost: (_task, artifacts) => ({ requests: 19 + artifacts + 5 * Math.floor(artifacts / 100), creates: artifacts + 2 }),
    plan: (facts, entry) => {
        const task = (0,release_entry/* makeTask */.Wl)(facts, entry);
        return { title: `Draft release ${facts.tag.name} in ${task.repository} with its assets`, task, ...(0,release_entry/* wantedEntries */.QW)(facts, entry) };
    },
    preflight: (task, world) => stage_release_preflight(task, world),
    probe: (task, inputs, world) => stage_release_probe(task, inputs, world),
    look: lookDraft,
    apply: async (task, inputs, world) => {
        const wanted = wantedAssets(task, inputs, await notesOf(task, world));
        await fill(await ownDraft(task, wanted, world), wanted, { task, world });
    },
});
const stage_release_preflight = async (task, world) => {
    const situation = await (0,release_situation/* situationOf */._7)(task, world);
    const { ours, foreign, foreignDrafts, isAdopting, adopted } = situation;
    const common = { tag: world.tag.name, repository: task.repository };
    const adoption = adoptionFindings(situation, { task, world });
    if (adoption.some((it) => it.severity === 'error'))
        return adoption;
    if (foreign)
        return [{ severity: 'error', problem: (0,release_error/* problem */.CC)('RELEASE_FOREIGN', { ...common, url: foreign.url }) }];
    const drafts = [...adoption, ...foreignDrafts.map((it) => ({ severity: 'warning', problem: (0,release_error/* problem */.CC)('DRAFT_FOREIGN', { ...common, url: it.url, whose: (0,release_situation/* whoseDraft */.u5)(it) }) }))];
    // What is public needs no right any more, unless it was public before it was whole.
    if (ours && !ours.draft && !isAdopting && !adopted)
        return drafts;
    const access = await world.github.can((0,release_entry/* targetOf */.$r)(task), 'contents:write');
    const said = access.reason ?? '';
    if (access.state === 'denied')
        return [...drafts, { severity: 'error', problem: (0,release_error/* problem */.CC)('RIGHT_MISSING', { scope: 'contents:write', repository: task.repository, why: 'make the release and its assets', said }) }];
    if (access.state === 'unproven')
        return [...drafts, { severity: 'unproven', problem: (0,release_error/* problem */.CC)('RIGHT_UNPROVEN', { scope: 'contents:write', where: task.repository, said }) }];
    return drafts;
};
const stage_release_probe = async (task, inputs, world) => {
    const wanted = wantedAssets(task, inputs, await notesOf(task, world));
    const situation = await (0,release_situation/* situationOf */._7)(task, world);
    if (situation.foreign)
        return foreignConflict(situation.foreign, wanted, { task, world });
    const { ours } = situation;
    if (!ours)
        return { state: 'absent', ...goneOf(wanted, task, world) };
    const held = await (0,release_situation/* holdings */.xo)(world.github, (0,release_entry/* targetOf */.$r)(task), ours);
    const adopted = situation.isAdopting ? heldBy(held) : (situation.adopted ?? []);
    const comparison = compare(wanted, held, adopted);
    if (situation.isAdopting)
        adoptedBody(ours, held, { task, world });
    const isFrozen = !ours.draft || held.some((it) => it.asset.name === core_record/* recordName */.xD && it.asset.state === 'uploaded' && !(0,record_file/* isVoid */.Rd)({ digest: it.digest }, world));
    const probed = stage_release_judge(ours, { situation, comparison, isFrozen, adopted });
    return probed.state === 'partial' ? { ...probed, ...goneOf([...comparison.missing, ...comparison.wrong.map((it) => it.wanted)], task, world) } : probed;
};
/** Frozen bytes lie in the draft only. */
const goneOf = (missing, task, world) => {
    const gone = missing.filter((it) => it.path === undefined && it.bytes === undefined);
    const where = `in the release ${world.tag.name} of ${task.repository}`;
    return gone.length > 0 ? { gone: gone.map(({ name, digest }) => ({ name, digest, where })) } : {};
};
const stage_release_judge = (ours, { situation, comparison, isFrozen, adopted }) => {
    const { missing, wrong, temporary, unknown, kept } = comparison;
    const first = wrong.find((it) => isFrozen || isAdopted(it.held, adopted));
    if (first)
        return { state: 'conflict', found: `${first.wanted.name} ${first.held.digest}`, wanted: `${first.wanted.name} ${first.wanted.digest}` };
    // In a public release others may add files; in a draft nobody should, and publishing would publish them in our name.
    if (ours.draft && unknown.length > 0)
        return (0,release_error/* fail */.fJ)('DRAFT_CHANGED', { tag: ours.tag, url: ours.url, names: unknown.map((it) => it.name).join(', ') });
    if (ours.immutable && missing.length > 0)
        return { state: 'conflict', found: `an immutable release without ${missing.map((it) => it.name).join(', ')} (${ours.url})`, wanted: missing.map((it) => `${it.name} ${it.digest}`).join(', ') };
    const needless = [...temporary.map((it) => `removal of ${it.asset.name}`), ...emptyTwins(situation).map((it) => `removal of the empty draft ${it.id}`)];
    const lacks = [...(situation.isAdopting ? ['the mark of Slipway, as it was begun by other means'] : []), ...missing.map((it) => it.name), ...wrong.map((it) => it.wanted.name), ...(ours.draft ? needless : [])];
    if (lacks.length > 0)
        return { state: 'partial', missing: lacks };
    const notes = [stage_release_noteOf('taken over with it, and not of this release', kept), stage_release_noteOf('further assets that are not of this release', unknown)].filter((it) => it !== '');
    return { state: 'done', outcome: { where: `${ours.draft ? 'draft ' : ''}${ours.tag}`, url: ours.url, ...(notes.length > 0 ? { note: notes.join('; ') } : {}) } };
};
const stage_release_noteOf = (what, assets) => (assets.length > 0 ? `${what}: ${assets.map((it) => it.name).join(', ')}` : '');
const foreignConflict = async (foreign, wanted, { task, world }) => {
    const { wrong, right } = compare(wanted, await (0,release_situation/* holdings */.xo)(world.github, (0,release_entry/* targetOf */.$r)(task), foreign));
    const [first] = wrong;
    if (first)
        return { state: 'conflict', found: `${first.wanted.name} ${first.held.digest} in ${foreign.url}`, wanted: `${first.wanted.name} ${first.wanted.digest}` };
    return { state: 'conflict', found: `a release that Slipway did not make, with ${right.length} of the ${wanted.length} assets (${foreign.url})`, wanted: `a release made from ${world.tag.object}` };
};
const emptyTwins = ({ twins }) => twins.filter((it) => it.draft && it.assets.length === 0);
/** Our draft, found or made. Two runs may both make one; both then see both, choose the same, and remove the empty other. */
const ownDraft = async (task, wanted, world) => {
    const { github } = world;
    const repository = (0,release_entry/* targetOf */.$r)(task);
    const before = await (0,release_situation/* situationOf */._7)(task, world);
    if (before.ours && before.isAdopting)
        return takeOver(before.ours, wanted, { task, world });
    (0,release_error/* failAll */.wf)(adoptionFindings(before, { task, world }).filter((it) => it.severity === 'error').map((it) => it.problem));
    if (before.foreign)
        return (0,release_error/* fail */.fJ)('RELEASE_FOREIGN', { tag: world.tag.name, repository: task.repository, url: before.foreign.url });
    const made = before.ours ?? (await github.createRelease(repository, {
        tag: world.tag.name, name: task.title, body: (await notesOf(task, world)).body, draft: true, prerelease: task.prerelease, makeLatest: false,
    }));
    const after = before.ours ? before : await (0,release_situation/* situationOf */._7)(task, world);
    for (const twin of emptyTwins(after))
        await removeIfEmpty(twin, { task, world });
    return { release: after.ours ?? made, adopted: after.adopted ?? [] };
};
/** Looked at again right before: another run may have begun to fill it. */
const removeIfEmpty = async (twin, { task, world }) => {
    const repository = (0,release_entry/* targetOf */.$r)(task);
    const now = await world.github.release(repository, twin.id);
    if (!now?.draft || (await world.github.assets(repository, twin.id)).length > 0)
        return;
    world.log.info(`Removing the empty draft ${twin.id} of ${twin.tag}: ${(0,release_entry/* markerOf */.we)(task, world)} is in an older one.`);
    await world.github.deleteRelease(repository, twin.id);
};
const fill = async ({ release: draft, adopted }, wanted, { task, world }) => {
    const repository = (0,release_entry/* targetOf */.$r)(task);
    const held = await (0,release_situation/* holdings */.xo)(world.github, repository, draft);
    const { missing, wrong, temporary } = compare(wanted, held, adopted);
    const theirs = wrong.filter((it) => isAdopted(it.held, adopted)).map((it) => `${it.wanted.name} with other bytes (${it.held.digest} instead of ${it.wanted.digest})`);
    if (theirs.length > 0)
        return (0,release_error/* fail */.fJ)('DRAFT_CHANGED', { tag: draft.tag, url: draft.url, names: theirs.join(', ') });
    const ready = (it) => temporary.find((other) => other.asset.name === temporaryName(it) && other.digest === it.digest);
    const used = new Set();
    const waiting = async (it) => {
        const there = ready(it) ?? { asset: await upload({ ...it, name: temporaryName(it) }, draft, { task, world }) };
        used.add(there.asset.id);
        return there.asset.id;
    };
    await (0,side_by_side/* sideBySide */.Q)(missing, stage_release_width, async (it) => {
        if (!ready(it))
            return void (await upload(it, draft, { task, world }));
        await world.github.renameAsset(repository, await waiting(it), it.name);
    });
    if (wrong.length > 0)
        await mustBeUnfrozen(draft, { task, world });
    for (const { wanted: it, held: old } of wrong) {
        // At every instant there is one whole asset: the new one is up and checked before the old one goes.
        const id = await waiting(it);
        await world.github.deleteAsset(repository, old.asset.id);
        await world.github.renameAsset(repository, id, it.name);
    }
    for (const it of temporary)
        if (!used.has(it.asset.id))
            await world.github.deleteAsset(repository, it.asset.id);
};
/** Pauses between looks; as long in all as GitHub's lists are known to lag. */
const pauses = [1000, 2000, 4000, 8000, 15_000];
/**
 * Bytes are replaced only while no record names them. A list may be older than the record of a run that was just killed, so the
 * record is looked for with patience; replacing happens only when a build gave other bytes after a run was cut off.
 */
const mustBeUnfrozen = async (draft, { task, world }) => {
    for (const pause of [0, ...pauses]) {
        if (pause > 0)
            await world.clock.sleep(pause, world.signal);
        if (await (0,frozen/* recordAsset */.w5)(world.github, (0,release_entry/* targetOf */.$r)(task), draft))
            return (0,release_error/* fail */.fJ)('RECORD_APPEARED', { where: (0,frozen/* placeOf */.$t)(draft) });
    }
};
const upload = async (it, draft, { task, world }) => {
    world.signal.throwIfAborted();
    const path = it.path ?? (await written(it, world)) ?? (0,release_error/* fail */.fJ)('FROZEN_VANISHED', { name: it.name, digest: it.digest, where: `in the draft ${draft.tag}` });
    const { name, size, mediaType, digest } = it;
    return world.github.uploadAsset((0,release_entry/* targetOf */.$r)(task), draft, { name, path, size, mediaType, digest });
};
const written = async (it, world) => {
    if (!it.bytes)
        return undefined;
    const path = `${world.workspace.temp}/${(0,core_digest/* shortDigest */.VK)(it.digest)}-${it.name}`;
    await world.files.writeFile(path, it.bytes);
    return path;
};

;// CONCATENATED MODULE: ./out/publish/release/stage-record.js
// stage:record: `slipway.json` as the last asset of the draft. It is the commit point: once it is there the bytes are frozen,
// and every later run publishes them and builds nothing. What it does not name (an earlier run left it out) is frozen in a ref.















const stageRecord = defineStep({
    name: 'stage:record',
    phase: 'stage',
    slot: 'publish.release',
    takes: artifact/* artifactKinds */.Y,
    gives: [],
    needs: ['stage:release', 'stage:image', 'stage:chart'],
    schema: release_entry/* releaseEntry */._1,
    cost: () => ({ requests: 11, creates: 1 }),
    plan: (facts, entry) => ({ title: `Freeze the bytes of ${facts.tag.name} in ${core_record/* recordName */.xD}`, task: (0,release_entry/* makeTask */.Wl)(facts, entry) }),
    preflight: async () => [],
    probe: async (task, inputs, world) => {
        const { ours } = await (0,release_situation/* situationOf */._7)(task, world);
        if (!ours)
            return { state: 'absent' };
        const file = await (0,frozen/* readRecordFile */.m7)(world.github, (0,release_entry/* targetOf */.$r)(task), { release: ours, tag: world.tag });
        return file ? stage_record_judge(file, inputs, { ours, world }) : { state: 'partial', missing: [core_record/* recordName */.xD] };
    },
    look: lookRecord,
    apply: async (task, inputs, world) => {
        const { ours } = await (0,release_situation/* situationOf */._7)(task, world);
        if (!ours)
            return (0,release_error/* fail */.fJ)('BUG', { what: 'the record was to be staged before its draft' });
        const wanted = wantedRecord(task, inputs, world);
        const file = await (0,frozen/* readRecordFile */.m7)(world.github, (0,release_entry/* targetOf */.$r)(task), { release: ours, tag: world.tag });
        if (!file)
            return freeze(wanted, ours, { task, inputs, world });
        if ((0,record_file/* unnamed */.p1)(file, inputs).length > 0)
            await (0,record_ref/* writeRecordRef */.I0)(Buffer.from(wanted.bytes ?? []).toString('utf8'), world);
    },
    takeBack: async (task, world) => {
        await (0,record_ref/* takeBackRecordRef */.Lv)(world);
        const { ours } = await (0,release_situation/* situationOf */._7)(task, world);
        const file = ours && (await (0,frozen/* readRecordFile */.m7)(world.github, (0,release_entry/* targetOf */.$r)(task), { release: ours, tag: world.tag }));
        if (!file)
            return;
        // Looked at by its number: a list may not know yet that another run has published it.
        const now = await world.github.release((0,release_entry/* targetOf */.$r)(task), ours.id);
        if (!(0,record_file/* isVoid */.Rd)(file, world) || now?.draft === false)
            return (0,release_error/* fail */.fJ)('RECORD_APPEARED', { where: (0,frozen/* placeOf */.$t)(now ?? ours) });
        const asset = await (0,frozen/* recordAsset */.w5)(world.github, (0,release_entry/* targetOf */.$r)(task), ours);
        world.signal.throwIfAborted();
        world.log.info(`Taking back the record in ${file.where}: what it names is gone, and nothing of it is public.`);
        if (asset)
            await world.github.deleteAsset((0,release_entry/* targetOf */.$r)(task), asset.id);
    },
});
const wantedRecord = (task, inputs, world) => {
    const record = (0,core_record/* makeRecord */.Uo)({ slipway: task.slipway, repository: (0,core_facts/* repositoryText */.g)(world.repository), plan: world.plan, artifacts: inputs });
    return made(core_record/* recordName */.xD, (0,core_record/* renderRecord */.sF)(record), 'application/json');
};
const freeze = async (wanted, draft, { task, inputs, world }) => {
    const { missing, wrong } = compare(wantedAssets(task, inputs, await notesOf(task, world)), await (0,release_situation/* holdings */.xo)(world.github, (0,release_entry/* targetOf */.$r)(task), draft));
    const names = [...missing, ...wrong.map((it) => it.wanted)].map((it) => it.name);
    // A record of bytes that are not there would stop every later run.
    if (names.length > 0)
        return (0,release_error/* fail */.fJ)('DRAFT_BUSY', { tag: draft.tag, url: draft.url, names: names.join(', ') });
    await (0,publish_pin/* mustBePinned */.j)(world);
    try {
        await upload(wanted, draft, { task, world });
    }
    catch (failure) {
        if (!(failure instanceof release_error/* ReleaseError */.K2) || failure.code !== 'ASSET_EXISTS')
            throw failure;
        (0,release_error/* fail */.fJ)('RECORD_APPEARED', { where: (0,frozen/* placeOf */.$t)(draft) }, { cause: failure });
    }
};
/** The record is never written again: what a run with --without left out of it is frozen beside it. */
const stage_record_judge = async (file, inputs, { ours, world }) => {
    const own = (0,record_file/* judgeRecord */.dy)(file, inputs, { world, outcome: { where: core_record/* recordName */.xD, url: ours.url } });
    const left = (0,record_file/* unnamed */.p1)(file, inputs);
    if (own.state !== 'done' || left.length === 0)
        return own;
    const names = left.map((it) => it.fileName).join(', ');
    const beside = await (0,record_ref/* readRecordRef */.Rm)(world.github, world.repository, world.tag);
    if (!beside)
        return { state: 'partial', missing: [`a record of ${names}`] };
    const other = (0,record_file/* judgeRecord */.dy)(beside, left, { world, outcome: {} });
    return other.state === 'done' ? { ...own, outcome: { ...own.outcome, note: `made before ${names}, which ${beside.where} names` } } : other;
};

;// CONCATENATED MODULE: ./out/wire.js
// The ordered list of steps, and ports joined to their adapters. Delete a step's folder and its line here: the rest compiles.











const steps = [
    buildWheel, // a Python wheel (and sdist) from the export
    buildDocs, // the docs folder as a .tgz under a new root
    buildImage, // an image with exactly this wheel inside, as an OCI layout
    buildChart, // a Helm chart, the same bytes on every build
    stageImage, // blobs and manifest by digest: there, and found by nobody
    stageChart, // likewise
    stageRelease, // a draft with every asset, each digest read back
    stageRecord, // slipway.json, the last asset: from here on the bytes are frozen
    stageFreeze, // the same for a line without a release on GitHub, as a ref
    publishImage, // version tags
    publishChart, // the chart's version tag
    publishRelease, // the draft becomes public, after everything that it speaks of
    pointImage, // latest, last
    nextVersion, // the next development version on the branch
];


/***/ })

};
