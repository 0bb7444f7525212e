export const id = 899;
export const ids = [899];
export const modules = {

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

/***/ 4899:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  carryOutRequest: () => (/* binding */ carryOutRequest)
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
// EXTERNAL MODULE: ./out/errors/release-error.js + 20 modules
var release_error = __webpack_require__(2335);
// EXTERNAL MODULE: ./out/adapters/environment.js
var adapters_environment = __webpack_require__(1276);
// EXTERNAL MODULE: ./out/core/plain-text.js
var plain_text = __webpack_require__(3384);
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

;// CONCATENATED MODULE: ./out/adapters/chat/slack.js
// Slack's Web API. It has no idempotency key, so a message carries our marker as metadata, and the channel's history is looked at before
// it is posted, and after an answer that was lost. The token goes to Slack's origin and to no other.



const eventType = 'slipway_announcement';
const perPage = 200;
const mostPages = 100;
const fieldOf = (value, key) => (typeof value === 'object' && value !== null ? value[key] : undefined);
const textOf = (value) => (typeof value === 'string' ? (0,plain_text/* withoutControls */.D)(value).slice(0, 200) : '');
class Slack {
    settings;
    constructor(settings) {
        this.settings = settings;
    }
    async post(channel, message, since) {
        const there = await this.find(channel, message.marker, since);
        if (there)
            return there;
        const sent = await this.send(channel, message, since);
        // Another run may have posted in the same moment. Both look now, both see both, and the older one stays.
        const [first, ...later] = await readSettled(() => this.all(channel, message.marker, since), (found) => found.some((it) => it.id === sent.id), this.settings);
        if (!first)
            return sent;
        if (later.some((it) => it.id === sent.id))
            await this.call({ what: `take back a second message in ${channel}`, method: 'chat.delete', json: { channel, ts: sent.id } });
        return first;
    }
    async find(channel, marker, since) {
        return (await this.all(channel, marker, since))[0];
    }
    async send(channel, { text, marker }, since) {
        const what = `post to ${channel}`;
        const json = { channel, text, unfurl_links: false, metadata: { event_type: eventType, event_payload: { marker } } };
        try {
            const answer = await this.call({ what, method: 'chat.postMessage', json });
            const id = answer['ts'];
            return typeof id === 'string' ? { channel, id } : (0,release_error/* fail */.fJ)('CHAT_ANSWER', { what, found: 'no time of the message' });
        }
        catch (failure) {
            if (!mayBeThere(failure))
                throw failure;
            const found = await readSettled(() => this.find(channel, marker, since), (it) => it !== undefined, this.settings);
            if (found)
                return found;
            throw failure;
        }
    }
    /** Oldest first. */
    async all(channel, marker, since) {
        const found = [];
        let cursor = '';
        for (let page = 0; page < mostPages; page++) {
            const query = { channel, oldest: String(since), limit: String(perPage), include_all_metadata: 'true', ...(cursor === '' ? {} : { cursor }) };
            const answer = await this.call({ what: `read the messages of ${channel}`, method: 'conversations.history', query });
            const messages = answer['messages'];
            if (!Array.isArray(messages))
                return (0,release_error/* fail */.fJ)('CHAT_ANSWER', { what: `read the messages of ${channel}`, found: 'no list of messages' });
            for (const it of messages) {
                const [metadata, id] = [fieldOf(it, 'metadata'), fieldOf(it, 'ts')];
                if (fieldOf(metadata, 'event_type') === eventType && fieldOf(fieldOf(metadata, 'event_payload'), 'marker') === marker && typeof id === 'string')
                    found.push({ channel, id });
            }
            const next = fieldOf(answer['response_metadata'], 'next_cursor');
            if (typeof next !== 'string' || next === '')
                return found.sort((a, b) => (a.id < b.id ? -1 : 1));
            cursor = next;
        }
        return (0,release_error/* fail */.fJ)('CHAT_HISTORY_TOO_LONG', { channel, messages: perPage * mostPages });
    }
    /** Slack says no with status 200 and `ok: false`. */
    async call({ what, method, json, query }) {
        const { http, api, token, signal } = this.settings;
        const url = `${api}/${method}${query ? `?${new URLSearchParams(query).toString()}` : ''}`;
        const response = await http.send({
            method: json === undefined ? 'GET' : 'POST', url, purpose: json === undefined ? 'read' : 'write', idempotent: json === undefined || method === 'chat.delete', redirects: 'manual', expects: 'json',
            headers: { accept: 'application/json', 'user-agent': 'slipway', ...(json === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }) },
            ...(json === undefined ? {} : { body: JSON.stringify(json) }), credential: { origin: new URL(api).origin, value: `Bearer ${token}` }, ...(signal ? { signal } : {}),
        });
        const value = await parsed(response, what);
        if (value['ok'] === true || isGone(method, value))
            return value;
        return (0,release_error/* fail */.fJ)('CHAT_REFUSED', { what, error: textOf(value['error']) || `status ${response.status}`, needed: textOf(value['needed']) });
    }
}
const isGone = (method, value) => method === 'chat.delete' && value['error'] === 'message_not_found';
const parsed = async (response, what) => {
    const text = await response.text();
    try {
        const value = JSON.parse(text);
        if (typeof value === 'object' && value !== null && !Array.isArray(value))
            return value;
    }
    catch {
        // The words of whatever answered help more than those of the parser.
    }
    return (0,release_error/* fail */.fJ)('CHAT_ANSWER', { what, found: `status ${response.status}, ${textOf(text) || 'nothing'}` });
};
/** Slack of its own failures: "It's possible some aspect of the operation succeeded before the error was raised." */
const mayBeThere = (failure) => failure instanceof release_error/* ReleaseError */.K2 && (failure.code === 'HTTP_ANSWER_LOST' || (failure.code === 'CHAT_REFUSED' && ['internal_error', 'fatal_error', 'request_timeout'].includes(String(failure.problems[0].facts?.['error'] ?? ''))));

;// CONCATENATED MODULE: ./out/adapters/chat/chat.js
// The chat port: Slack by its API, and webhooks. The address of a webhook is a secret: it is read by the name of its variable, is never
// told, and goes into no message.



/** Only variables that are called so are read, so that a config cannot have any other secret sent anywhere. */
const hookName = /^SLIPWAY_[A-Z0-9_]*WEBHOOK[A-Z0-9_]*$/;
const isLocal = (url) => url.protocol === 'http:' && (url.hostname === '127.0.0.1' || url.hostname === 'localhost');
const addressIn = ({ environment, log }, name) => {
    const text = hookName.test(name) ? environment[name]?.trim() : undefined;
    if (!text || !URL.canParse(text))
        return undefined;
    log.secret(text);
    const url = new URL(text);
    log.secret(url.href);
    // What makes it secret stands in the path; an answer may repeat it.
    if (url.pathname.length > 8)
        log.secret(url.pathname);
    return url.protocol === 'https:' || isLocal(url) ? url : undefined;
};
const createChat = (settings) => {
    const { http, clock, log, token, signal, api = 'https://slack.com/api' } = settings;
    if (token !== undefined)
        log.secret(token);
    const slack = token === undefined ? undefined : new Slack({ http, clock, api, token, ...(signal ? { signal } : {}) });
    const slackFor = (channel) => slack ?? (0,release_error/* fail */.fJ)('CHAT_TOKEN_MISSING', { channel });
    return {
        hasToken: () => slack !== undefined,
        hasHook: (name) => addressIn(settings, name) !== undefined,
        find: async (channel, marker, since) => slackFor(channel).find(channel, marker, since),
        post: async (channel, message, since) => slackFor(channel).post(channel, message, since),
        send: async (hook, body) => {
            const url = addressIn(settings, hook) ?? (0,release_error/* fail */.fJ)('WEBHOOK_MISSING', { variable: hook });
            const response = await http.send({
                method: 'POST', url: url.href, headers: { 'content-type': body.mediaType, 'user-agent': 'slipway' }, body: body.text, purpose: 'write', idempotent: false, redirects: 'manual', ...(signal ? { signal } : {}),
            }).catch((failure) => told(failure, hook));
            const said = (0,plain_text/* withoutControls */.D)((await response.text().catch(() => '')).trim()).slice(0, 200);
            if (response.status < 200 || response.status >= 300)
                return (0,release_error/* fail */.fJ)('WEBHOOK_REFUSED', { variable: hook, status: response.status, said: said || 'nothing more' });
        },
    };
};
/** Without the cause, whose message has the address in it. */
const told = (failure, variable) => {
    if (!(failure instanceof release_error/* ReleaseError */.K2))
        throw failure;
    if (failure.code === 'HTTP_ANSWER_LOST')
        return (0,release_error/* fail */.fJ)('WEBHOOK_UNKNOWN', { variable });
    return (0,release_error/* fail */.fJ)('WEBHOOK_REFUSED', { variable, status: 0, said: `it could not be reached (${failure.code})` });
};

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
// EXTERNAL MODULE: ./out/adapters/exec/output.js + 1 modules
var output = __webpack_require__(148);
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

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
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

// EXTERNAL MODULE: ./out/adapters/git/node-git.js + 13 modules
var node_git = __webpack_require__(6650);
;// CONCATENATED MODULE: ./out/adapters/git/lazy-signatures.js
const lazySignatures = (options) => ({
    signer: async (isWanted) => (await __webpack_require__.e(/* import() */ 320).then(__webpack_require__.bind(__webpack_require__, 320))).findSigner(options, isWanted),
    verifyTag: async (bytes, signers) => (await __webpack_require__.e(/* import() */ 960).then(__webpack_require__.bind(__webpack_require__, 8960))).createVerifier(options).verifyTag(bytes, signers),
});

// EXTERNAL MODULE: ./out/core/github-limits.js
var github_limits = __webpack_require__(5404);
;// CONCATENATED MODULE: ./out/adapters/github/refusal.js
// An answer that is no success → the code that fits. GitHub says the same thing by several statuses, and the right hint
// depends on its words; they are compared here and nowhere else.


const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const refusal_textOf = (value) => (typeof value === 'string' ? value : '');
const detailsOf = (value) => {
    const errors = isObject(value) ? value['errors'] : undefined;
    if (!Array.isArray(errors))
        return typeof errors === 'string' ? [{ message: errors }] : [];
    return errors.map((it) => {
        if (!isObject(it))
            return { message: refusal_textOf(it) };
        return { resource: refusal_textOf(it['resource']), code: refusal_textOf(it['code']), field: refusal_textOf(it['field']), message: refusal_textOf(it['message']) };
    });
};
const detailText = (it) => it.message || [it.resource, it.field, it.code].filter(Boolean).join(' ');
/** GitHub's message and the lines of errors[], as one line. */
const saidBy = (value) => {
    const message = isObject(value) ? refusal_textOf(value['message']) : '';
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
const api_mostPages = 100;
const api_perPage = 100;
const unseenCreations = 3;
class api_Api {
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
        for (let page = 1; page <= api_mostPages; page++) {
            const call = { method: 'GET', path: `${path}${path.includes('?') ? '&' : '?'}per_page=${api_perPage}&page=${page}`, what };
            const answer = await this.ask(call);
            if (answer.status === 404)
                return undefined;
            if (answer.status >= 300)
                return refuse(answer, call);
            if (!Array.isArray(answer.value))
                return (0,release_error/* fail */.fJ)('GITHUB_ANSWER', { what, field: 'the top', found: 'no list' });
            all.push(...answer.value);
            const { link } = answer.headers;
            const hasNext = link === undefined ? answer.value.length === api_perPage : /rel="next"/.test(link);
            if (!hasNext)
                return all;
        }
        return (0,release_error/* fail */.fJ)('GITHUB_TOO_MANY', { what, limit: api_mostPages * api_perPage });
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

;// CONCATENATED MODULE: ./out/core/facts.js
const repositoryText = (it) => `${it.owner}/${it.name}`;

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
        method: 'POST', path: `/repos/${encodePath(repositoryText(repository))}${probe.path}`, json: probe.json, what: `ask for ${scope} of ${repositoryText(repository)}`,
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

// EXTERNAL MODULE: ./out/core/digest.js
var core_digest = __webpack_require__(6852);
;// CONCATENATED MODULE: ./out/core/checksums.js
// SHA256SUMS: the file that `sha256sum -c` reads. Sorted, LF, final names only.

const checksumsName = 'SHA256SUMS';
/** By code unit, not by the machine's locale: the same files give the same bytes everywhere. */
const byName = (a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
const renderChecksums = (files) => [...files].sort(byName).map((it) => `${(0,core_digest/* hexOf */.ZD)(it.digest)}  ${it.name}\n`).join('');
/** Lines that are none are left out; whoever needs a certain file sees that it is missing. */
const parseChecksums = (text) => text.split('\n').flatMap((line) => {
    const space = line.indexOf(' ');
    const digest = `sha256:${line.slice(0, space)}`;
    const name = line.slice(space + 2);
    return space > 0 && isDigest(digest) && name !== '' ? [{ name, digest }] : [];
});

;// CONCATENATED MODULE: ./out/core/json.js
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

;// CONCATENATED MODULE: ./out/core/marker.js
// The hidden marker in every object that Slipway creates on GitHub. GitHub's POSTs have no idempotency key: after a lost
// answer the marker is how the object is found again, and how ours is told from what other people made under the same tag.



const markerKinds = (/* unused pure expression or super */ null && (['release', 'next-version', 'prepare', 'promotion', 'announcement']));
const opening = '<!-- slipway: ';
const closing = ' -->';
/**
 * One line, the same for the same release. The digest binds it to the tag object, which a copied text does not know. A release that was
 * taken over says in it what it held then: later runs know by it what is none of theirs and may stay (docs/adr/0008).
 */
const makeMarker = (it, adopted) => {
    const held = adopted ? { adopted: [...adopted].sort(byName).map(({ name, digest }) => ({ name, digest })) } : {};
    const digest = (0,core_digest/* hexOf */.ZD)((0,core_digest/* digestOf */.ol)(canonicalJson({ ...held, kind: it.kind, object: it.object, repository: it.repository, tag: it.tag })));
    const fields = canonicalJson({ ...held, digest, kind: it.kind, repository: it.repository, tag: it.tag });
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
const isOf = (release, tag) => release.tag === tag || (release.draft && markedTag(release.body) === tag);
const releases_lastLine = (body) => body.trimEnd().split('\n').at(-1)?.trim() ?? '';
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
        const key = `${repositoryText(repository)} ${tag}`;
        const look = this.looks.get(key) ?? this.settledByTag(repository, tag).finally(() => this.looks.delete(key));
        this.looks.set(key, look);
        return look;
    }
    async settledByTag(repository, tag) {
        const name = repositoryText(repository);
        const found = await readSettled(() => this.lookByTag(repository, tag), (all) => all.every((it) => this.own.isFreshRelease(it)) && this.own.unseenReleases(name, tag, all).length === 0, this.api.settings);
        return [...found].sort((a, b) => a.id - b.id);
    }
    /** The list has the drafts, the look-up by tag has what is published and perhaps not listed yet; ours are known by number. */
    async lookByTag(repository, tag) {
        const name = repositoryText(repository);
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
        const what = `list the releases of ${repositoryText(repository)}`;
        return (await this.api.all(`${this.base(repository)}/releases`, what)).map((it) => readRelease(it, what));
    }
    async byId(repository, id) {
        const what = `read the release number ${id} of ${repositoryText(repository)}`;
        const value = await this.api.find(`${this.base(repository)}/releases/${id}`, what);
        return value === undefined ? undefined : readRelease(value, what);
    }
    async latest(repository) {
        const what = `read the latest release of ${repositoryText(repository)}`;
        const value = await this.api.find(`${this.base(repository)}/releases/latest`, what);
        return value === undefined ? undefined : readRelease(value, what);
    }
    async create(repository, fields) {
        if (!isMarked(fields.body))
            return (0,release_error/* fail */.fJ)('BUG', { what: 'a release was to be created without a marker, so that a lost answer could not be looked up' });
        const name = repositoryText(repository);
        const what = `create a ${fields.draft ? 'draft ' : ''}release ${fields.tag} of ${name}`;
        const marker = releases_lastLine(fields.body);
        const release = await sendOnce(async () => {
            const answer = await this.api.must({ method: 'POST', path: `${this.base(repository)}/releases`, json: bodyOf(fields), what, repository: name, tag: fields.tag });
            return readRelease(answer.value, what);
        }, async () => (await this.byTag(repository, fields.tag)).find((it) => it.draft === fields.draft && hasMarker(it.body, marker)), this.api.settings);
        this.own.wroteRelease(name, release);
        return release;
    }
    async update(repository, id, fields) {
        const name = repositoryText(repository);
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
        const what = `delete the draft number ${id} of ${repositoryText(repository)}`;
        const call = { method: 'DELETE', path: `${this.base(repository)}/releases/${id}`, what, idempotent: true };
        const answer = await this.api.ask(call);
        if (answer.status !== 404 && answer.status !== 204)
            refuse(answer, call);
        this.own.removedRelease(id);
    }
    base(repository) {
        return `/repos/${encodePath(repositoryText(repository))}`;
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
        const what = `list the assets of release number ${release} of ${repositoryText(repository)}`;
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
        const what = `download the asset ${asset.name} of ${repositoryText(repository)}`;
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
        const what = `rename the asset number ${id} of ${repositoryText(repository)} to ${name}`;
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
        const call = { method: 'DELETE', path: `${this.base(repository)}/releases/assets/${id}`, what: `delete the asset number ${id} of ${repositoryText(repository)}`, idempotent: true };
        const answer = await this.api.ask(call);
        if (answer.status !== 404 && answer.status !== 204)
            refuse(answer, call);
        this.own.removedAsset(id);
    }
    base(repository) {
        return `/repos/${encodePath(repositoryText(repository))}`;
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
const branches_closing = new Set(['pull_request', 'update', 'merge_queue', 'required_status_checks', 'required_deployments', 'workflows', 'code_scanning']);
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
        const name = repositoryText(repository);
        const head = await readSettled(() => this.head(repository, branch), (it) => this.own.isFreshHead(name, branch, it), this.api.settings);
        const what = `read the rules for the branch ${branch} of ${name}`;
        const answer = await this.api.must({ method: 'GET', path: `/repos/${encodePath(name)}/rules/branches/${encodePath(branch)}`, what });
        const types = listOf(answer.value, what).map((it) => new Fields(it, what).text('type'));
        const found = [...new Set(types.filter((it) => branches_closing.has(it)))].sort();
        const there = head === undefined ? {} : { head };
        return found.length === 0 ? { ...there, takesCommits: true } : { ...there, takesCommits: false, reason: `a ruleset demands: ${found.join(', ')}` };
    }
    async head(repository, branch) {
        const name = repositoryText(repository);
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
        this.own.committed(repositoryText(repository), branch, { before, commit: made.id });
        return made;
    }
    async send(repository, branch, commit) {
        const name = repositoryText(repository);
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
        const name = repositoryText(repository);
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
        return readSettled(() => this.look(repository, head), (found) => found !== undefined || !this.own.opened(repositoryText(repository), head), this.api.settings);
    }
    async look(repository, head) {
        const name = repositoryText(repository);
        const what = `list the pull requests of ${name} from ${head}`;
        const filter = `state=all&head=${encodeURIComponent(`${repository.owner}:${head}`)}`;
        const found = (await this.api.all(`/repos/${encodePath(name)}/pulls?${filter}`, what)).map((it) => readPull(it, what)).filter((it) => it.head === head);
        return found.find((it) => it.state === 'open') ?? found.sort((a, b) => b.number - a.number)[0];
    }
    async create(repository, pull) {
        if (!isMarked(pull.body))
            return (0,release_error/* fail */.fJ)('BUG', { what: 'a pull request was to be opened without a marker, so that a lost answer could not be looked up' });
        const name = repositoryText(repository);
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
        const moving = { name: repositoryText(repository), ref, move, ...(signal ? { signal } : {}) };
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
        const what = `read the repository ${repositoryText(repository)}`;
        const answer = await this.api.must({ method: 'GET', path: this.base(repository), what });
        const it = new Fields(answer.value, what);
        this.ids.set(repositoryText(repository), it.text('node_id'));
        return { defaultBranch: it.text('default_branch'), isPrivate: it.flag('private'), url: it.text('html_url') };
    }
    find(repository, ref) {
        const name = repositoryText(repository);
        return readSettled(() => this.look(repository, ref), (it) => this.own.isFreshRef(name, withoutRefs(ref), it?.object), this.api.settings);
    }
    async look(repository, ref) {
        const what = `read ${ref} of ${repositoryText(repository)}`;
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
        const what = `list ${beginning} of ${repositoryText(repository)}`;
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
        const what = `read the tag object ${target.object} of ${repositoryText(repository)}`;
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
        const what = `read the tag object ${object} of ${repositoryText(repository)}`;
        const path = `${this.base(repository)}/git/tags/${object}`;
        const value = await readSettled(() => this.api.find(path, what), (it) => it !== undefined, this.api.settings);
        return value === undefined ? (0,release_error/* fail */.fJ)('GITHUB_NOT_FOUND', { what, url: path }) : new Fields(value, what).text('message');
    }
    async file(repository, path, ref) {
        const what = `read ${path} of ${repositoryText(repository)} at ${ref}`;
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
        const name = repositoryText(repository);
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
        const name = repositoryText(repository);
        const what = `make the tag object ${tag.name} in ${name}`;
        const answer = await this.api.must({
            method: 'POST', path: `${this.base(repository)}/git/tags`, what, repository: name, tag: tag.name, idempotent: true, creates: false,
            json: { tag: tag.name, message: tag.message, object: tag.commit, type: 'commit' },
        });
        return new Fields(answer.value, what).text('sha');
    }
    base(repository) {
        return `/repos/${encodePath(repositoryText(repository))}`;
    }
}

;// CONCATENATED MODULE: ./out/adapters/github/rights.js






const permissions = ['admin', 'write', 'read', 'none'];
const standings = ['ahead', 'behind', 'diverged', 'identical'];
const base = (repository) => `/repos/${encodePath(repositoryText(repository))}`;
const oneOf = (words, said, asked) => words.find((it) => it === said) ?? (0,release_error/* fail */.fJ)('GITHUB_ANSWER', { ...asked, found: said });
const rightsOf = async (api, repository, login) => {
    const what = `read what ${login} may do in ${repositoryText(repository)}`;
    const value = await api.find(`${base(repository)}/collaborators/${encodeURIComponent(login)}/permission`, what);
    if (value === undefined)
        return undefined;
    const it = new Fields(value, what);
    const user = it.object('user');
    return { login: user.text('login'), isBot: user.text('type') === 'Bot', permission: oneOf(permissions, it.text('permission'), { what, field: 'permission' }), role: it.text('role_name') };
};
/** A workflow's token and an app's have no user; GitHub says so with 403. */
const rights_self = async (api) => {
    const call = { method: 'GET', path: '/user', what: 'read whose token this is' };
    const answer = await api.ask(call);
    if (answer.status === 401 || answer.status === 403 || answer.status === 404)
        return undefined;
    if (answer.status >= 300)
        return refuse(answer, call);
    const it = new Fields(answer.value, call.what);
    return { login: it.text('login'), isBot: it.text('type') === 'Bot' };
};
/** Commits, never names: a tag could be called like a branch. What `base` contains is compared with few words. */
const compare = async (api, repository, [from, to]) => {
    const what = `compare ${from} with ${to} of ${repositoryText(repository)}`;
    const value = await api.find(`${base(repository)}/compare/${from}...${to}?per_page=1`, what);
    return value === undefined ? 'unrelated' : oneOf(standings, new Fields(value, what).text('status'), { what, field: 'status' });
};
const green = new Set(['success', 'neutral', 'skipped']);
const runOf = (value, what) => {
    const it = new Fields(value, what);
    const [status, conclusion, url, id] = [it.text('status'), it.textOr('conclusion', ''), it.textOrNull('html_url'), it.number('id')];
    const app = value.app?.id;
    const state = status !== 'completed' ? 'running' : green.has(conclusion) ? 'green' : 'red';
    return { id, name: it.text('name'), state, said: state === 'running' ? status : conclusion, ...(typeof app === 'number' ? { app } : {}), ...(url === null ? {} : { url }) };
};
/** GitHub lists the newest of each suite; of one name and app the newest of all counts. */
const newestRuns = (runs) => runs.filter((it) => !runs.some((other) => other.name === it.name && other.app === it.app && other.id > it.id)).map(({ id: _, ...it }) => it);
const states = { success: 'green', pending: 'running', failure: 'red', error: 'red' };
const statusesOf = (values, what) => {
    const all = values.map((value) => {
        const it = new Fields(value, what);
        return { id: it.number('id'), name: it.text('context'), said: it.text('state'), url: it.textOrNull('target_url') };
    });
    const newest = all.filter((it) => !all.some((other) => other.name === it.name && other.id > it.id));
    return newest.map(({ name, said, url }) => ({ name, said, state: states[said] ?? 'red', ...(url === null ? {} : { url }) }));
};
const rights_mostPages = 50;
const checkRuns = async (api, repository, commit) => {
    const what = `read the checks of ${commit} of ${repositoryText(repository)}`;
    const runs = [];
    for (let page = 1; page <= rights_mostPages; page++) {
        const answer = await api.must({ method: 'GET', path: `${base(repository)}/commits/${commit}/check-runs?per_page=100&page=${page}`, what });
        const it = new Fields(answer.value, what);
        const part = it.list('check_runs').map((value) => runOf(value, what));
        runs.push(...part);
        if (part.length === 0 || runs.length >= it.number('total_count'))
            return newestRuns(runs);
    }
    return (0,release_error/* fail */.fJ)('GITHUB_TOO_MANY', { what, limit: rights_mostPages * 100 });
};
const checks = async (api, repository, commit) => {
    const what = `read the statuses of ${commit} of ${repositoryText(repository)}`;
    const [runs, statuses] = await Promise.all([checkRuns(api, repository, commit), api.all(`${base(repository)}/commits/${commit}/statuses`, what)]);
    return [...runs, ...statusesOf(statuses, what)];
};
/** Any app will do where GitHub has null or -1. */
const required = (name, app) => (typeof app === 'number' && app > 0 ? { name, app } : { name });
const protectedChecks = async (api, repository, branch) => {
    const what = `read the branch ${branch} of ${repositoryText(repository)}`;
    const answer = await api.must({ method: 'GET', path: `${base(repository)}/branches/${encodePath(branch)}`, what });
    const { protection } = answer.value;
    const { checks: bound = [], contexts = [] } = protection?.required_status_checks ?? {};
    const named = listOf(bound, what).map((value) => required(new Fields(value, what).text('context'), value.app_id));
    const plain = listOf(contexts, what).filter((it) => typeof it === 'string' && !named.some(({ name }) => name === it));
    return [...named, ...plain.map((name) => ({ name }))];
};
const ruledChecks = async (api, repository, branch) => {
    const what = `read the rules for the branch ${branch} of ${repositoryText(repository)}`;
    const rules = await api.all(`${base(repository)}/rules/branches/${encodePath(branch)}`, what);
    return rules.flatMap((value) => {
        const it = new Fields(value, what);
        if (it.text('type') !== 'required_status_checks')
            return [];
        return it.object('parameters').list('required_status_checks').map((one) => required(new Fields(one, what).text('context'), one.integration_id));
    });
};
const requiredChecks = async (api, repository, branch) => {
    const all = (await Promise.all([protectedChecks(api, repository, branch), ruledChecks(api, repository, branch)])).flat();
    return all.filter((it, at) => all.findIndex((other) => other.name === it.name && other.app === it.app) === at);
};
const signature = /^-----BEGIN (PGP SIGNATURE|PGP MESSAGE|SSH SIGNATURE|SIGNED MESSAGE)-----$/m;
const tagObject = async (api, repository, object) => {
    const what = `read the tag object ${object} of ${repositoryText(repository)}`;
    const path = `${base(repository)}/git/tags/${object}`;
    // A ref names it, so it is there: a "not found" is old.
    const value = await readSettled(() => api.find(path, what), (it) => it !== undefined, api.settings);
    if (value === undefined)
        return (0,release_error/* fail */.fJ)('GITHUB_NOT_FOUND', { what, url: path });
    const it = new Fields(value, what);
    const [target, verification] = [it.object('object'), it.object('verification')];
    const [payload, signed] = [verification.textOrNull('payload'), verification.textOrNull('signature')];
    return {
        name: it.text('tag'), target: target.text('sha'), type: target.text('type'),
        isSigned: signed !== null || signature.test(it.text('message')),
        verified: verification.flag('verified'), reason: verification.text('reason'),
        candidates: payload === null || signed === null ? [] : [`${payload}${signed}`, `${payload}${signed}\n`, `${payload}\n${signed}\n`].map((text) => Buffer.from(text)),
    };
};
const createRights = (api) => ({
    rightsOf: (repository, login) => rightsOf(api, repository, login),
    self: () => rights_self(api),
    compare: (repository, from, to) => compare(api, repository, [from, to]),
    checks: (repository, commit) => checks(api, repository, commit),
    requiredChecks: (repository, branch) => requiredChecks(api, repository, branch),
    tagObject: (repository, object) => tagObject(api, repository, object),
});

;// CONCATENATED MODULE: ./out/adapters/github/workflow-run.js



const workflowRun = async (api, repository, id) => {
    const name = repositoryText(repository);
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











const createGitHub = (settings) => gitHubOver(new Api(settings));
/** Several ports stand over one API, so that they share its limits and its clock. */
const gitHubOver = (api) => {
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
        ...createRights(api),
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

;// CONCATENATED MODULE: ./out/adapters/github/issues.js







const mostClosedPages = 10;
const issues_perPage = 100;
/** Those whom GitHub counts among the people of a project. */
const members = new Set(['OWNER', 'MEMBER', 'COLLABORATOR']);
const query = `query ($owner: String!, $name: String!, $number: Int!, $after: String) {
  repository(owner: $owner, name: $name) {
    issue(number: $number) {
      comments(first: 100, after: $after) {
        nodes { url body lastEditedAt authorAssociation author { __typename login } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
}`;
const restAuthor = (it, raw) => {
    if (raw.user === null)
        return undefined;
    const user = it.object('user');
    const login = user.text('login');
    return { login, isBot: user.text('type') !== 'User', isMember: members.has(it.text('author_association')) };
};
const readIssue = (value, what) => {
    const it = new Fields(value, what);
    const isOpen = it.text('state') === 'open';
    return {
        number: it.number('number'), url: it.text('html_url'), title: it.text('title'), body: it.textOr('body', ''), state: isOpen ? 'open' : 'closed',
        isDropped: !isOpen && it.textOr('state_reason', 'completed') !== 'completed', author: restAuthor(it, value),
    };
};
/** GraphQL leaves out the suffix by which REST tells an App from a person of the same name. */
const graphqlAuthor = (it, raw) => {
    if (raw.author === null)
        return undefined;
    const author = it.object('author');
    const [login, type] = [author.text('login'), author.text('__typename')];
    return { login: type === 'Bot' && !login.endsWith('[bot]') ? `${login}[bot]` : login, isBot: type !== 'User', isMember: members.has(it.text('authorAssociation')) };
};
const readComment = (value, what) => {
    const it = new Fields(value, what);
    return { url: it.text('url'), body: it.text('body'), isEdited: it.textOrNull('lastEditedAt') !== null, author: graphqlAuthor(it, value) };
};
const isPull = (value) => typeof value === 'object' && value !== null && 'pull_request' in value;
class GitHubIssues {
    api;
    /** What this run has written, by repository and number: an answer that does not know of it is too old. */
    opened = new Set();
    written = new Map();
    said = new Map();
    constructor(api) {
        this.api = api;
    }
    find(repository, isMeant) {
        const ours = [...this.opened].filter((it) => it.startsWith(`${repositoryText(repository)}#`));
        const knowsOurs = (found) => ours.every((it) => found.some((issue) => keyOf(repository, issue.number) === it));
        return readSettled(() => this.list(repository), knowsOurs, this.api.settings).then((all) => all.filter((it) => isMeant(it.body)));
    }
    async list(repository) {
        const name = repositoryText(repository);
        const what = `list the issues of ${name}`;
        const path = `/repos/${encodePath(name)}/issues`;
        const open = await this.api.all(`${path}?state=open&sort=created&direction=desc`, what);
        const closed = [];
        for (let page = 1; page <= mostClosedPages; page++) {
            const answer = await this.api.must({ method: 'GET', path: `${path}?state=closed&sort=created&direction=desc&per_page=${issues_perPage}&page=${page}`, what });
            const part = listOf(answer.value, what);
            closed.push(...part);
            if (part.length < issues_perPage)
                break;
        }
        const seen = new Set();
        const issues = [...open, ...closed].filter((it) => !isPull(it)).map((it) => readIssue(it, what));
        // One that was closed between the two lists stands in both.
        return issues.filter((it) => !seen.has(it.number) && seen.add(it.number)).sort((a, b) => b.number - a.number);
    }
    issue(repository, number) {
        const name = repositoryText(repository);
        const what = `read issue #${number} of ${name}`;
        const read = async () => {
            const value = (await this.api.find(`/repos/${encodePath(name)}/issues/${number}`, what)) ?? (0,release_error/* fail */.fJ)('GITHUB_NOT_FOUND', { what, url: `/repos/${name}/issues/${number}` });
            return { issue: readIssue(value, what), at: new Fields(value, what).text('updated_at') };
        };
        const last = this.written.get(keyOf(repository, number)) ?? '';
        return readSettled(read, (it) => it.at >= last, this.api.settings).then((it) => it.issue);
    }
    comments(repository, number) {
        const ours = this.said.get(keyOf(repository, number)) ?? [];
        return readSettled(() => this.listComments(repository, number), (found) => ours.every((url) => found.some((it) => it.url === url)), this.api.settings);
    }
    async listComments(repository, number) {
        const what = `read the comments on issue #${number} of ${repositoryText(repository)}`;
        const all = [];
        for (let after = null;;) {
            const variables = { owner: repository.owner, name: repository.name, number, after };
            const page = commentsIn(await this.ask(variables, what), what);
            all.push(...page.comments);
            if (page.next === undefined)
                return all;
            after = page.next;
        }
    }
    async ask(variables, what) {
        const call = { method: 'POST', path: this.api.settings.endpoints.graphql, json: { query, variables }, what, idempotent: true, creates: false };
        const answer = await this.api.must(call);
        const errors = errorsOf(answer);
        if (errors.length === 0)
            return answer;
        return refuse({ ...answer, status: statusOf(errors), value: { message: errors.map((it) => it.message).join(' ') } }, { ...call, method: 'GET' });
    }
    async open(repository, issue, isIt) {
        if (!isIt(issue.body))
            return (0,release_error/* fail */.fJ)('BUG', { what: 'an issue was to be opened without a marker, so that a lost answer could not be looked up' });
        const name = repositoryText(repository);
        const call = { method: 'POST', path: `/repos/${encodePath(name)}/issues`, json: { title: issue.title, body: issue.body }, what: `open an issue in ${name}`, repository: name };
        const opened = await sendOnce(async () => readIssue((await this.api.must(call)).value, call.what), 
        // The oldest: where two runs were at it, both take that one.
        async () => (await this.list(repository)).filter((it) => it.state === 'open' && isIt(it.body)).at(-1), this.api.settings);
        this.opened.add(keyOf(repository, opened.number));
        return opened;
    }
    async update(repository, number, fields) {
        const name = repositoryText(repository);
        const { close, ...texts } = fields;
        const json = { ...texts, ...(close === undefined ? {} : { state: 'closed', state_reason: close }) };
        const call = { method: 'PATCH', path: `/repos/${encodePath(name)}/issues/${number}`, json, what: `update issue #${number} of ${name}`, repository: name, idempotent: true };
        const { value } = await this.api.must(call);
        this.written.set(keyOf(repository, number), new Fields(value, call.what).text('updated_at'));
        return readIssue(value, call.what);
    }
    async comment(repository, number, body, isIt) {
        if (!isIt(body))
            return (0,release_error/* fail */.fJ)('BUG', { what: 'a comment was to be made without a marker, so that a lost answer could not be looked up' });
        const name = repositoryText(repository);
        const call = { method: 'POST', path: `/repos/${encodePath(name)}/issues/${number}/comments`, json: { body }, what: `comment on issue #${number} of ${name}`, repository: name };
        const url = await sendOnce(async () => new Fields((await this.api.must(call)).value, call.what).text('html_url'), async () => (await this.listComments(repository, number)).find((it) => isIt(it.body))?.url, this.api.settings);
        const key = keyOf(repository, number);
        this.said.set(key, [...(this.said.get(key) ?? []), url]);
    }
}
const keyOf = (repository, number) => `${repositoryText(repository)}#${number}`;
const commentsIn = (answer, what) => {
    const found = new Fields(answer.value, what).object('data').object('repository').object('issue').object('comments');
    const info = found.object('pageInfo');
    return { comments: found.list('nodes').map((it) => readComment(it, what)), next: info.flag('hasNextPage') ? info.text('endCursor') : undefined };
};
const createIssues = (api) => {
    const it = new GitHubIssues(api);
    return {
        find: (repository, isMeant) => it.find(repository, isMeant),
        issue: (repository, number) => it.issue(repository, number),
        comments: (repository, number) => it.comments(repository, number),
        open: (repository, issue, isIt) => it.open(repository, issue, isIt),
        update: (repository, number, fields) => it.update(repository, number, fields),
        comment: (repository, number, body, isIt) => it.comment(repository, number, body, isIt),
    };
};

;// CONCATENATED MODULE: ./out/adapters/github/pull-requests.js








/** GitHub: "if this takes longer than 5 minutes, be sure to contact support". */
const forkPauses = [1000, 2000, 4000, 8000, 15_000, 30_000, 60_000, 60_000, 60_000, 60_000];
const pull_requests_base = (repository) => `/repos/${encodePath(repositoryText(repository))}`;
const pull_requests_readPull = (value, what) => {
    const it = new Fields(value, what);
    return {
        number: it.number('number'), url: it.text('html_url'), title: it.text('title'), body: it.textOr('body', ''), base: it.object('base').text('ref'),
        state: it.text('state') === 'open' ? 'open' : 'closed', merged: it.textOrNull('merged_at') !== null,
    };
};
const parseName = (text) => {
    const [owner = '', name = ''] = text.split('/');
    return { owner, name };
};
class TargetPulls {
    api;
    github;
    /** What this process opened, by branch: a list that does not know of it is too old to conclude anything from. */
    opened = new Map();
    constructor(api, github) {
        this.api = api;
        this.github = github;
    }
    async repository(repository) {
        const what = `read the repository ${repositoryText(repository)}`;
        return this.readRepository((await this.api.must({ method: 'GET', path: pull_requests_base(repository), what })).value, what);
    }
    readRepository(value, what) {
        const it = new Fields(value, what);
        const above = it.flag('fork') ? ['parent', 'source'].map((key) => parseName(it.object(key).text('full_name'))) : [];
        return { defaultBranch: it.text('default_branch'), url: it.text('html_url'), ancestors: above };
    }
    async login() {
        if (this.api.settings.token === undefined)
            return undefined;
        const call = { method: 'GET', path: '/user', what: 'ask whose token it is' };
        const answer = await this.api.ask(call);
        if (answer.status === 403 || answer.status === 404)
            return undefined;
        return answer.status < 300 ? new Fields(answer.value, call.what).text('login') : refuse(answer, call);
    }
    async ownFork(repository) {
        const owner = await this.login();
        if (owner === undefined)
            return undefined;
        const fork = { owner, name: repository.name };
        const what = `look for the fork ${repositoryText(fork)}`;
        const value = await this.api.find(pull_requests_base(fork), what);
        const isOurs = value !== undefined && this.readRepository(value, what).ancestors.some((it) => isSame(it, repository));
        return isOurs ? fork : undefined;
    }
    async makeFork(repository) {
        const name = repositoryText(repository);
        if ((await this.login()) === undefined)
            return (0,release_error/* fail */.fJ)('FORK_MISSING', { repository: name, fork: '', why: 'the token belongs to a workflow or an app, which has no fork and can make none' });
        // Whoever has a fork is given that one, so it may be asked for again.
        const call = { method: 'POST', path: `${pull_requests_base(repository)}/forks`, json: { default_branch_only: true }, what: `fork ${name}`, idempotent: true };
        const answer = await this.api.ask(call);
        if (answer.status === 403 || answer.status === 404)
            return (0,release_error/* fail */.fJ)('FORK_MISSING', { repository: name, fork: '', why: `GitHub answered ${answer.status}: ${saidBy(answer.value)}` });
        if (answer.status >= 300)
            return refuse(answer, call);
        const it = new Fields(answer.value, call.what);
        const fork = parseName(it.text('full_name'));
        const branch = it.text('default_branch');
        const head = await readSettled(() => this.headOrNone(fork, branch), (found) => found !== undefined, { ...this.api.settings, pauses: forkPauses });
        return head === undefined ? (0,release_error/* fail */.fJ)('FORK_MISSING', { repository: name, fork: repositoryText(fork), why: 'GitHub has not filled it yet' }) : fork;
    }
    /** An empty repository answers 409. */
    async headOrNone(repository, branch) {
        try {
            return (await this.github.ref(repository, `refs/heads/${branch}`))?.object;
        }
        catch (failure) {
            if (failure instanceof release_error/* ReleaseError */.K2 && failure.code === 'GITHUB_REFUSED')
                return undefined;
            throw failure;
        }
    }
    async changes(repository, into, from) {
        const what = `compare ${labelOf(from)} with ${into} of ${repositoryText(repository)}`;
        const value = await this.api.find(`${pull_requests_base(repository)}/compare/${encodePath(into)}...${encodePath(labelOf(from))}`, what);
        if (value === undefined)
            return undefined;
        const it = new Fields(value, what);
        const files = listOf(value.files ?? [], what).map((file) => new Fields(file, what).text('filename'));
        return { mergeBase: it.object('merge_base_commit').text('sha'), commits: it.number('ahead_by'), files };
    }
    from(repository, from) {
        const ours = this.opened.get(pull_requests_keyOf(repository, from));
        return readSettled(() => this.list(repository, from), (found) => ours === undefined || found.some((it) => it.number === ours), this.api.settings);
    }
    async list(repository, from) {
        const what = `list the pull requests of ${repositoryText(repository)} from ${labelOf(from)}`;
        const found = await this.api.all(`${pull_requests_base(repository)}/pulls?state=all&head=${encodeURIComponent(labelOf(from))}`, what);
        const own = found.filter((it) => new Fields(it, what).object('head').text('ref') === from.branch);
        return own.map((it) => pull_requests_readPull(it, what)).sort((a, b) => b.number - a.number);
    }
    async open(repository, { from, base: into, title, body }) {
        if (!isMarked(body))
            return (0,release_error/* fail */.fJ)('BUG', { what: 'a pull request was to be opened without a marker, so that a lost answer could not be looked up' });
        const name = repositoryText(repository);
        const json = { title, body, base: into, head: isSame(from.repository, repository) ? from.branch : labelOf(from) };
        const call = { method: 'POST', path: `${pull_requests_base(repository)}/pulls`, json, what: `open a pull request in ${name}`, repository: name };
        const there = async () => (await this.list(repository, from)).find((it) => it.state === 'open' && it.base === into);
        const made = await sendOnce(async () => {
            const answer = await this.api.ask(call);
            if (answer.status === 201)
                return pull_requests_readPull(answer.value, call.what);
            const isThere = answer.status === 422 && /already exists/i.test(saidBy(answer.value));
            return (isThere ? await readSettled(there, (found) => found !== undefined, this.api.settings) : undefined) ?? refuse(answer, call);
        }, there, { ...this.api.settings, pauses: patient });
        this.opened.set(pull_requests_keyOf(repository, from), made.number);
        return made;
    }
    async update(repository, number, { title, body }) {
        const what = `change the text of ${repositoryText(repository)}#${number}`;
        return pull_requests_readPull((await this.api.must({ method: 'PATCH', path: `${pull_requests_base(repository)}/pulls/${number}`, json: { title, body }, what, idempotent: true })).value, what);
    }
    async askForReview(repository, number, logins) {
        const what = `ask ${logins.join(', ')} to review ${repositoryText(repository)}#${number}`;
        await this.api.must({ method: 'POST', path: `${pull_requests_base(repository)}/pulls/${number}/requested_reviewers`, json: { reviewers: logins }, what, idempotent: true });
    }
}
const isSame = (a, b) => repositoryText(a).toLowerCase() === repositoryText(b).toLowerCase();
const labelOf = (it) => `${it.repository.owner}:${it.branch}`;
const pull_requests_keyOf = (repository, from) => `${repositoryText(repository)} ${labelOf(from)}`;
const createPulls = (api) => {
    const github = gitHubOver(api);
    const pulls = new TargetPulls(api, github);
    return {
        repository: (repository) => pulls.repository(repository),
        can: (repository, scope) => github.can(repository, scope),
        head: async (repository, branch) => (await github.branch(repository, branch)).head,
        file: (repository, path, commit) => github.file(repository, path, commit),
        changes: (repository, into, from) => pulls.changes(repository, into, from),
        login: () => pulls.login(),
        ownFork: (repository) => pulls.ownFork(repository),
        from: (repository, from) => pulls.from(repository, from),
        makeFork: (repository) => pulls.makeFork(repository),
        createBranch: ({ repository, branch }, commit) => github.createRef(repository, `refs/heads/${branch}`, commit),
        commit: ({ repository, branch }, commit) => github.commit(repository, branch, commit),
        moveBranch: ({ repository, branch }, move) => github.moveRef(repository, `refs/heads/${branch}`, move),
        open: (repository, pull) => pulls.open(repository, pull),
        update: (repository, number, pull) => pulls.update(repository, number, pull),
        askForReview: (repository, number, logins) => pulls.askForReview(repository, number, logins),
    };
};

// EXTERNAL MODULE: ./out/errors/catalog/registry.js
var registry = __webpack_require__(2271);
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
    const isOurs = environment['GITHUB_REPOSITORY']?.toLowerCase() === repositoryText(repository).toLowerCase();
    if (!isOurs || !Number.isSafeInteger(run) || run <= 0)
        return { host: (0,external_node_os_.hostname)() || 'a machine without a name', id };
    const server = environment['GITHUB_SERVER_URL'] ?? 'https://github.com';
    return { run, attempt, url: `${server}/${repositoryText(repository)}/actions/runs/${run}/attempts/${attempt}`, id };
};

;// CONCATENATED MODULE: ./out/core/platform.js
// Platforms of images: `linux/amd64`, `linux/arm/v7`. Engines write some variants out and leave others off; what means the same machine
// is the same here.
const platformPattern = /^[a-z0-9]+\/[a-z0-9_]+(\/[a-z0-9]+)?$/;
/** What is meant when there is no variant. */
const usual = { arm64: 'v8', arm: 'v7', amd64: 'v1' };
/** The shortest way to say it: `linux/arm64/v8` is `linux/arm64`. */
const normalPlatform = (text) => {
    const [os = '', architecture = '', variant] = text.split('/');
    return [os, architecture, ...(variant === undefined || variant === usual[architecture] ? [] : [variant])].join('/');
};
/** As it stands in an index. 32-bit Arm is told apart by its variant alone, so there it is always written. */
const ociPlatform = (text) => {
    const [os = '', architecture = '', variant] = text.split('/');
    const said = variant ?? (architecture === 'arm' ? usual['arm'] : undefined);
    return { architecture, os, ...(said === undefined ? {} : { variant: said }) };
};
/** GitHub's own runners: others are named by the config, or emulate. */
const hosted = { 'linux/amd64': 'ubuntu-latest', 'linux/arm64': 'ubuntu-24.04-arm' };
const hostedRunner = (platform) => {
    const runner = hosted[platform];
    return runner === undefined ? { runner: 'ubuntu-latest', emulated: true } : { runner, emulated: false };
};

;// CONCATENATED MODULE: ./out/core/oci.js
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
    const bytes = new TextEncoder().encode(canonicalJson(value));
    return { bytes, digest: (0,core_digest/* digestOf */.ol)(bytes), size: bytes.byteLength };
};
const oci_fieldOf = (value, name) => (typeof value === 'object' && value !== null ? value[name] : undefined);
const describedOf = (value) => {
    const [mediaType, digest, size] = [oci_fieldOf(value, 'mediaType'), oci_fieldOf(value, 'digest'), oci_fieldOf(value, 'size')];
    if (typeof mediaType !== 'string' || typeof digest !== 'string' || !(0,core_digest/* isDigest */.Bc)(digest))
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
    if (oci_fieldOf(json, 'schemaVersion') !== 2)
        return undefined;
    const config = oci_fieldOf(json, 'config');
    const configs = config === undefined ? [] : allDescribed([config]);
    const layers = allDescribed(oci_fieldOf(json, 'layers'));
    const manifests = allDescribed(oci_fieldOf(json, 'manifests'));
    if (!configs || !layers || !manifests || (config === undefined && oci_fieldOf(json, 'manifests') === undefined))
        return undefined;
    const mediaType = oci_fieldOf(json, 'mediaType');
    const subject = describedOf(oci_fieldOf(json, 'subject'));
    return { blobs: [...configs, ...layers], manifests, ...(typeof mediaType === 'string' ? { mediaType } : {}), ...(subject ? { subject } : {}) };
};
/** An index over one manifest for each platform, sorted by platform: the same parts give the same bytes. */
const indexOf = (parts) => {
    const sorted = [...parts].sort((a, b) => (a.platform < b.platform ? -1 : 1));
    const manifests = sorted.map(({ mediaType, digest, size, platform }) => ({ mediaType, digest, size, platform: { ...ociPlatform(platform) } }));
    return { schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests };
};

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
const realm_parse = (realm) => {
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
    const url = realm_parse(realm);
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
const session_keyOf = (call, actions) => `${call.name.host} ${scopesOf({ ...call, actions }).join(' ')}`;
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
        const key = session_keyOf(call, call.actions);
        // What may push may pull: a wider token that is there already spares a refusal and a request for another one.
        const held = wider(call).map((it) => headers.get(session_keyOf(call, it))).find((it) => it !== undefined);
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
const typeOf = (answer, bytes) => [answer.headers['content-type']?.split(';')[0]?.trim().toLowerCase(), contentsOf(bytes)?.mediaType].find((it) => it !== undefined && manifestTypes.includes(it));
const readManifest = async (sessions, name, reference) => {
    const to = `/manifests/${reference}`;
    const answer = await sessions.send({ name, actions: 'pull', to, request: { method: 'GET', headers: { accept: manifestAccept }, purpose: 'read', idempotent: true } });
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
;// CONCATENATED MODULE: ./out/adapters/workspace.js
// The folders of one run, under the system's temporary folder (the runner's, where there is one). A run that is killed leaves them
// behind; their name says whose they are, and a later run removes those whose owner is surely dead.





const workspace_text = (read) => {
    try {
        return read();
    }
    catch {
        return '';
    }
};
/** Processes are told apart by number only where they see one another: in one container, since one boot of one machine. */
const neighbourhood = () => {
    const parts = [(0,external_node_os_.hostname)(), workspace_text(() => (0,external_node_fs_.readFileSync)('/proc/sys/kernel/random/boot_id', 'utf8')), workspace_text(() => (0,external_node_fs_.readlinkSync)('/proc/self/ns/pid'))];
    return (0,external_node_crypto_.createHash)('sha256').update(parts.join('\n')).digest('hex').slice(0, 12);
};
/** When a process began, in ticks since the boot; empty where the system does not tell. A number is given to another one later. */
const startOf = (pid) => workspace_text(() => (0,external_node_fs_.readFileSync)(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ')[19] ?? '');
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
    const it = (0,external_node_fs_.lstatSync)(path);
    return it.isDirectory() && it.uid === (process.getuid?.() ?? it.uid);
};
/** Tidying only: what cannot be removed stays, and no run fails for it. */
const removeLeftovers = async (temp, here) => {
    for (const name of await (0,promises_.readdir)(temp).catch(() => [])) {
        const [, where, pid = '', start = ''] = named.exec(name) ?? [];
        if (where !== here || !isSurelyDead(Number(pid), start))
            continue;
        const path = (0,external_node_path_.join)(temp, name);
        try {
            if (isOurs(path))
                await (0,promises_.rm)(path, { recursive: true, force: true });
        }
        catch {
            // Another run may be removing it as well.
        }
    }
};
const makeRunFolders = async (temp) => {
    const parent = temp ?? (0,external_node_os_.tmpdir)();
    const here = neighbourhood();
    void removeLeftovers(parent, here);
    const root = await (0,promises_.mkdtemp)((0,external_node_path_.join)(parent, `slipway-${here}-${process.pid}-${startOf(process.pid)}-`));
    let count = 0;
    return {
        root,
        makeWorkspace: async () => {
            const folder = (0,external_node_path_.join)(root, `run-${++count}`);
            const workspace = { source: (0,external_node_path_.join)(folder, 'source'), out: (0,external_node_path_.join)(folder, 'out'), temp: (0,external_node_path_.join)(folder, 'temp') };
            await Promise.all([(0,promises_.mkdir)(workspace.out, { recursive: true }), (0,promises_.mkdir)(workspace.temp, { recursive: true })]);
            return workspace;
        },
        dispose: () => (0,promises_.rm)(root, { recursive: true, force: true, maxRetries: 3 }),
    };
};

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
/** Inputs of the Action come as INPUT_ and their name; by hand there is the variable. */
const givenIn = (environment, input, variable) => environment[`INPUT_${input.toUpperCase()}`]?.trim() || environment[variable]?.trim() || undefined;
const chatOf = (environment) => {
    const token = givenIn(environment, 'chat-token', 'SLIPWAY_CHAT_TOKEN');
    const api = environment['SLIPWAY_CHAT_API']?.replace(/\/+$/, '');
    return { ...(token === undefined ? {} : { token }), ...(api ? { api } : {}) };
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
    const folders = await makeRunFolders(environment['RUNNER_TEMP']);
    const clock = request.clock ?? adapters_clock/* systemClock */.m;
    const git = request.git ?? (0,node_git/* createGit */.l)({ folder: request.folder, temp: folders.root, environment, signal });
    const repository = request.repository ?? (0,adapters_environment/* readRepository */.Nu)(environment['GITHUB_REPOSITORY'], await git.remoteUrl()) ?? (0,release_error/* fail */.fJ)('REPOSITORY_UNKNOWN', { folder: request.folder });
    const waits = (0,wait_budget/* createWaitBudget */.f)(core_request/* defaultMaxWaitMs */.F, () => clock.now());
    const { http, close } = lazyHttp({ ...request, waits }, signal);
    const exec = createExec({ log, environment, signal });
    const credentials = createCredentials({ environment, exec, log, owner: repository.owner, ...(token !== undefined ? { token } : {}) });
    // Another person's, or App's: the token of a workflow ends at its own repository.
    const targetToken = givenIn(environment, 'target-token', 'SLIPWAY_TARGET_TOKEN');
    const api = new api_Api({ http, endpoints, clock, log, ...(token !== undefined ? { token } : {}) });
    const remote = {
        url: `${endpoints.server}/${repository.owner}/${repository.name}.git`,
        ...(token !== undefined ? { authorization: `Basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}` } : {}),
    };
    const ports = {
        clock,
        waits,
        log,
        files: stopWhenFull(request.files ?? createFiles(), (reason) => stopping.abort(reason)),
        exec,
        git,
        github: gitHubOver(api),
        issues: createIssues(api),
        pulls: createPulls(targetToken === undefined ? api : new api_Api({ http, endpoints, clock, log, token: targetToken })),
        chat: createChat({ http, clock, log, environment, ...chatOf(environment) }),
        registry: createRegistry({ http, endpoints: endpoints.registries, credentials, log, clock, environment }),
        signatures: lazySignatures({ temp: folders.root, environment, clock, signal }),
        signal,
        folder: request.folder,
        repository,
        server: request.server ?? endpoints.server,
        slipway: request.slipway,
        bring: (what) => git.fetchFrom({ ...remote, what }),
        pushTag: (name, bytes) => git.pushTag({ ...remote, name, bytes }),
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

// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 17 modules
var schemas = __webpack_require__(8816);
// EXTERNAL MODULE: ./out/core/artifact.js
var artifact = __webpack_require__(3946);
;// CONCATENATED MODULE: ./out/core/handed-over.js
// What a build job hands to the job that releases: `slipway-artifacts.json` beside the bytes. It comes from a job that ran the project's
// code, so that nothing in it is believed: names are held against what Slipway itself would write, bytes against their digests, and
// tag, commit, config and tasks against those of the run that takes it. Paths are not in it; they follow from the names.




const handedName = 'slipway-artifacts.json';
/** Far above any real one; it is read whole. */
const largestHanded = 16 * 1024 * 1024;
/** No asset of a release on GitHub is larger. */
const largestFile = 2 * 1024 ** 3;
const handed_over_digest = schemas/* custom */.IeY((value) => typeof value === 'string' && (0,core_digest/* isDigest */.Bc)(value), 'a digest is sha256: and 64 hex digits');
const object = schemas/* string */.YjP().regex(/^[0-9a-f]{40,64}$/);
/** One name within a folder: no separator, no hidden file, nothing that a shell or a disk could take for something else. */
const plainName = /^[A-Za-z0-9_][A-Za-z0-9._+@!-]{0,199}$/;
const platform = schemas/* string */.YjP().regex(/^[a-z0-9]+\/[a-z0-9]+(\/[a-z0-9]+)?$/, 'not os/architecture');
const handedArtifact = schemas/* strictObject */.rej({
    task: schemas/* custom */.IeY((value) => typeof value === 'string' && /^build:[a-z-]+\/.{1,200}$/.test(value), 'not a build task'),
    /** Digests of what went into it, sorted: an image is of one wheel. */
    inputs: schemas/* array */.YOg(handed_over_digest).max(1000),
    /** Set when it is a part of what the task gives, for one platform. */
    platform: platform.optional(),
    kind: schemas/* enum */.k5n(artifact/* artifactKinds */.Y),
    name: schemas/* string */.YjP().min(1).max(200),
    fileName: schemas/* string */.YjP().min(1).max(200),
    digest: handed_over_digest,
    size: schemas/* number */.aig().int().nonnegative(),
    mediaType: schemas/* string */.YjP().regex(/^[\w.+-]+\/[\w.+-]+$/).max(200),
    about: schemas/* record */.g1P(schemas/* string */.YjP().max(100), schemas/* string */.YjP().max(4096)).optional(),
}).refine((it) => it.kind === 'image' || plainName.test(it.fileName), { path: ['fileName'], message: 'not a plain file name' });
const handedSchema = schemas/* strictObject */.rej({
    schema: schemas/* literal */.euz(1),
    slipway: schemas/* string */.YjP().min(1).max(100),
    repository: schemas/* string */.YjP().regex(/^[^/\s]+\/[^/\s]+$/),
    line: schemas/* string */.YjP().min(1),
    version: schemas/* string */.YjP().min(1),
    tag: schemas/* strictObject */.rej({ name: schemas/* string */.YjP().min(1), object, commit: object, kind: schemas/* enum */.k5n(['lightweight', 'annotated', 'signed']) }),
    configDigest: handed_over_digest,
    /** The build tasks as they were planned, by id: the same facts give the same tasks, byte for byte. */
    tasks: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* custom */.IeY()),
    artifacts: schemas/* array */.YOg(handedArtifact).max(10_000),
});
/** Where an artifact lies within the folder. */
const handed_over_placeOf = ({ kind, name, fileName, platform: of }) => kind === 'image' ? `images/${[name.replace(/[^A-Za-z0-9_-]/g, '_'), ...(of?.split('/') ?? [])].join('-')}` : `files/${fileName}`;
const handed_over_keyOf = (it) => `${it.task} ${it.platform ?? ''} ${it.kind} ${it.fileName}`;
const inOrder = (a, b) => (handed_over_keyOf(a) < handed_over_keyOf(b) ? -1 : handed_over_keyOf(a) > handed_over_keyOf(b) ? 1 : 0);
const makeHanded = ({ slipway, repository, plan, artifacts }) => ({
    schema: 1,
    slipway,
    repository,
    line: plan.line,
    version: plan.version,
    tag: plan.tag,
    configDigest: plan.configDigest,
    tasks: Object.fromEntries(plan.tasks.map((it) => [it.id, it.task])),
    artifacts: [...artifacts].sort(inOrder).map(handed_over_described),
});
/** Nothing of this machine: where it lies here says nothing to the next one. */
const handed_over_described = ({ task, inputs, platform: of, kind, name, fileName, digest: own, size, mediaType, about }) => ({ task, inputs, ...(of === undefined ? {} : { platform: of }), kind, name, fileName, digest: own, size, mediaType, ...(about === undefined ? {} : { about }) });
/** No times and no paths: the same build gives the same bytes, and thereby the same digest. */
const renderHanded = (it) => `${JSON.stringify(JSON.parse(canonicalJson(it)), null, 2)}\n`;
const parseHanded = (text) => {
    let value;
    try {
        value = JSON.parse(text);
    }
    catch {
        return { broken: 'it is no JSON' };
    }
    const parsed = handedSchema.safeParse(value);
    if (parsed.success)
        return { handed: withoutUndefined(parsed.data) };
    const issue = parsed.error.issues[0];
    return { broken: issue ? `${issue.path.join('.') || 'its top'}: ${issue.message}` : 'it does not fit the schema' };
};
const withoutUndefined = (it) => ({
    ...it,
    artifacts: it.artifacts.map(({ platform: of, about, ...rest }) => ({ ...rest, ...(of === undefined ? {} : { platform: of }), ...(about === undefined ? {} : { about }) })),
});

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
    const said = { ...(facts.configFrom ? { configFrom: facts.configFrom } : {}), ...(facts.adopt ? { adopt: true } : {}), ...(facts.words['revision'] === undefined ? {} : { revision: Number(facts.words['revision']) }) };
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

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
;// CONCATENATED MODULE: ./out/core/edit/spot.js

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
        (0,release_error/* fail */.fJ)('FILE_TOO_LARGE', { file: it.file, size: it.text.length, limit }, { place: { file: it.file } });
};
const notText = (it, found, offset) => (0,release_error/* fail */.fJ)('REFERENCE_NOT_TEXT', { file: it.file, where: it.where, found }, { place: placeAt(it.text, it.file, offset) });
/** Keys that are there instead, the first of them, to see a slip by. */
const missing = (it, keys, offset) => {
    const nearest = typeof keys === 'string' ? keys : keys.length === 0 ? '' : `keys there: ${keys.slice(0, 12).join(', ')}${keys.length > 12 ? ', …' : ''}`;
    return (0,release_error/* fail */.fJ)('REFERENCE_MISSING', { file: it.file, where: it.where, nearest }, { place: placeAt(it.text, it.file, offset) });
};
const ambiguous = (it, offsets) => {
    const lines = offsets.slice(0, 10).map((offset) => placeAt(it.text, it.file, offset).line);
    return (0,release_error/* fail */.fJ)('REFERENCE_AMBIGUOUS', { file: it.file, where: it.where, found: `lines ${lines.join(', ')}` }, { place: placeAt(it.text, it.file, offsets[1] ?? 0) });
};
const malformed = (it, format, fault) => (0,release_error/* fail */.fJ)('FILE_MALFORMED', { file: it.file, format, what: fault.what }, { place: placeAt(it.text, it.file, fault.offset) });

;// CONCATENATED MODULE: ./out/core/edit/pointer.js
// JSON pointers (RFC 6901): where a value stands in a file with keys.

const pointerShape = /^(?:\/(?:[^~/]|~[01])*)+$/;
/** `/docker/version` → docker, version. Keys are only ever compared, never used to index an object. */
const parsePointer = (pointer) => pointerShape.test(pointer)
    ? pointer.slice(1).split('/').map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
    : (0,release_error/* fail */.fJ)('REFERENCE_POINTER', { pointer: pointer.slice(0, 120) });
/** A key as an index of a list; undefined when it is none. */
const pointer_indexOf = (key) => (/^(?:0|[1-9][0-9]{0,8})$/.test(key) ? Number(key) : undefined);

;// CONCATENATED MODULE: ./out/core/edit/yaml-spot.js
// Finds the spot of a value in YAML. The document is composed, so that the grammar is the library's, but never turned into values:
// 1.30 stays 1.30 and aliases are not expanded, so that a small file cannot become a huge one.




/** The library takes up to some seconds for a hostile megabyte. */
const largest = 512 * 1024;
const deepest = 100;
/** The document, not turned into values; fails for what could cost too much, or is none. */
const composeYaml = (sought) => {
    checkSize(sought, largest);
    checkNesting(sought);
    const document = (0,dist/* parseDocument */.Tp)(sought.text, { uniqueKeys: false, prettyErrors: false, merge: false });
    const [error] = document.errors;
    if (error?.code === 'MULTIPLE_DOCS')
        return malformed(sought, 'YAML', { what: 'it has several documents, and a pointer means one', offset: error.pos[0] });
    if (error)
        return malformed(sought, 'YAML', { what: error.message, offset: error.pos[0] });
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
        if (((0,dist/* isMap */.jh)(collection) || (0,dist/* isSeq */.oP)(collection)) && collection.flow === true)
            inFlow = true;
        node = childOf(collection, { key, at }, walk);
    }
    return spotOf(node, inFlow, walk);
};
/** Flow collections nest by single characters; a composer that calls itself would run out of stack. */
const checkNesting = (sought) => {
    let [depth, offset] = [0, 0];
    for (const lexeme of new dist/* Lexer */.JG().lex(sought.text)) {
        if (lexeme === '[' || lexeme === '{')
            depth++;
        else if (lexeme === ']' || lexeme === '}')
            depth--;
        if (depth > deepest)
            malformed(sought, 'YAML', { what: `it is nested more than ${deepest} deep`, offset });
        offset += isMark(lexeme) ? 0 : lexeme.length;
    }
};
/** The lexer's own marks between the parts of the source: document, flow end and scalar. */
const isMark = (lexeme) => lexeme === '\u0002' || lexeme === '\u0018' || lexeme === '\u001f';
const offsetOf = (node) => node?.range?.[0] ?? 0;
/** Who only reads may read through an alias: what counts is what the file's readers see. */
const resolved = (node, walk) => {
    if (!(0,dist/* isAlias */.Vj)(node))
        return node;
    if (walk.forEdit)
        return throughAlias(node, walk);
    return node.resolve(walk.document) ?? malformed(walk, 'YAML', { what: `the alias *${node.source} has no anchor before it`, offset: offsetOf(node) });
};
const throughAlias = (node, walk) => (0,release_error/* fail */.fJ)('REFERENCE_ALIAS', { file: walk.file, where: walk.where, anchor: node.source }, { place: placeAt(walk.text, walk.file, offsetOf(node)) });
const childOf = (node, { key, at }, walk) => {
    if ((0,dist/* isMap */.jh)(node)) {
        const pairs = node.items.filter((it) => (0,dist/* isScalar */.jn)(it.key) && keyText(it.key) === key);
        const [pair] = pairs;
        if (!pair)
            return missing(walk, node.items.flatMap((it) => ((0,dist/* isScalar */.jn)(it.key) ? [keyText(it.key)] : [])), at);
        return pairs.length > 1 ? ambiguous(walk, pairs.map((it) => offsetOf(it.key))) : pair.value;
    }
    if ((0,dist/* isSeq */.oP)(node)) {
        const index = pointer_indexOf(key);
        const item = index === undefined ? undefined : node.items[index];
        return item === undefined ? missing(walk, `the list has ${node.items.length} entries, counted from 0`, at) : item;
    }
    return missing(walk, `there are no keys above ${key}`, at);
};
/** As written: the key 1.10 is not the key 1.1. */
const keyText = (key) => (typeof key.value === 'string' ? key.value : (key.source ?? String(key.value)));
const spotOf = (node, inFlow, walk) => {
    if ((0,dist/* isAlias */.Vj)(node)) {
        const [start, end] = node.range ?? [0, 0];
        return { ...spotOf(resolved(node, walk), inFlow, walk), start, end };
    }
    if (!(0,dist/* isScalar */.jn)(node) || !node.range)
        return notText(walk, (0,dist/* isMap */.jh)(node) ? 'a mapping' : (0,dist/* isSeq */.oP)(node) ? 'a list' : 'nothing', offsetOf(node));
    const [start, end] = node.range;
    if (node.type === 'BLOCK_FOLDED' || node.type === 'BLOCK_LITERAL')
        return notText(walk, 'a block of text', start);
    if (node.type !== 'PLAIN')
        return { start, end, value: String(node.value), quoted: true, encode: node.type === 'QUOTE_SINGLE' ? singleQuoted : doubleQuoted };
    if (node.value === null)
        return notText(walk, 'nothing', start);
    return { start, end, value: node.source ?? '', quoted: false, encode: (value) => (isPlainText(value, inFlow) ? value : doubleQuoted(value)) };
};
const doubleQuoted = (value) => JSON.stringify(value);
const singleQuoted = (value) => `'${value.replaceAll("'", "''")}'`;
/** Would it be read as this very text without quotes, by readers of YAML 1.2 and 1.1 alike? 1.30 would be the number 1.3. */
const isPlainText = (value, inFlow) => ['1.2', '1.1'].every((version) => {
    const document = (0,dist/* parseDocument */.Tp)(inFlow ? `{k: ${value}}` : `k: ${value}`, { version, prettyErrors: false });
    const node = document.errors.length + document.warnings.length === 0 ? document.get('k', true) : undefined;
    return (0,dist/* isScalar */.jn)(node) && node.type === 'PLAIN' && node.value === value && !node.comment;
});

;// CONCATENATED MODULE: ./out/core/file-path.js
// A path of a file below the root of the repository, as configs and files of others name it. Never above it, and never in .git: what it
// names is read, and some of it is written.
const filePathShape = /^(?!\/|[A-Za-z]:)(?!(?:.*\/)?\.\.?(?:\/|$))(?!(?:.*\/)?\.git(?:\/|$))[^\\\u0000-\u001f]+$/;
const isFilePath = (text) => filePathShape.test(text);

;// CONCATENATED MODULE: ./out/core/dependencies/go-class.js
/** A character as nothing but itself, inside of sets and outside. */
const literal = (character) => (/^[0-9A-Za-z]$/.test(character) ? character : [...character].map((it) => `\\u{${(it.codePointAt(0) ?? 0).toString(16)}}`).join(''));
/** ASCII only, as in Go. */
const perl = { d: '0-9', s: '\\t\\n\\f\\r ', w: '0-9A-Za-z_' };
const go_class_posix = {
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
        const content = go_class_posix[name];
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
const go_regexp_longest = 2000;
const go_regexp_deepest = 50;
const mostRepeats = 1000;
const translateGo = (source) => {
    if (source.length > go_regexp_longest)
        return { fault: `it has more than ${go_regexp_longest} characters` };
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
    if (depth > go_regexp_deepest)
        scan.stop(`groups more than ${go_regexp_deepest} deep`);
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
    const reading = { text, file, problems, document: composeYaml({ text, file, where: 'dependencies' }) };
    const top = read_dependencies_resolved(reading.document.contents, reading);
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
const at = (node, { text, file }) => placeAt(text, file, node?.range?.[0] ?? 0);
const read_dependencies_resolved = (node, { document }) => ((0,dist/* isAlias */.Vj)(node) ? (node.resolve(document) ?? null) : node);
const read_dependencies_child = (map, key, reading) => {
    const value = read_dependencies_resolved((map.get(key, true) ?? null), reading);
    return (0,dist/* isScalar */.jn)(value) && value.value === null ? null : value;
};
const wrong = (what, node, reading) => {
    reading.problems.push((0,release_error/* problem */.CC)('DEPENDENCIES_MALFORMED', { file: reading.file, what }, at(node, reading)));
    return undefined;
};
/** Nothing at all is an empty list, as it is for Go. */
const listAt = (map, key, reading) => {
    const list = read_dependencies_child(map, key, reading);
    if (list === null)
        return [];
    if ((0,dist/* isSeq */.oP)(list))
        return list.items;
    wrong(`\`${key}\` is no list`, list, reading);
    return [];
};
/** As it is written: Go takes 1.30 for a text, where YAML would see a number. */
const textAt = (map, key, reading) => {
    const value = read_dependencies_child(map, key, reading);
    if (value === null)
        return undefined;
    if (!(0,dist/* isScalar */.jn)(value))
        return wrong(`\`${key}\` is no text`, value, reading);
    return value.type === 'PLAIN' ? (value.source ?? '') : String(value.value);
};
/** The one that must be there. */
const neededText = (map, key, absent, reading) => read_dependencies_child(map, key, reading) === null ? wrong(absent, map, reading) : textAt(map, key, reading);
const dependencyOf = (node, index, reading) => {
    const map = read_dependencies_resolved(node, reading);
    if (!(0,dist/* isMap */.jh)(map))
        return wrong(`entry ${index} is no mapping`, map, reading);
    const name = neededText(map, 'name', `entry ${index} has no name`, reading);
    if (name === undefined)
        return undefined;
    const version = neededText(map, 'version', `"${name}" has no version`, reading);
    const refPaths = listAt(map, 'refPaths', reading).flatMap((it) => refPathOf(it, name, reading) ?? []);
    return version === undefined ? undefined : { name, version, place: at(read_dependencies_child(map, 'version', reading), reading), at: `/dependencies/${index}/version`, refPaths };
};
const refPathOf = (node, name, reading) => {
    const map = read_dependencies_resolved(node, reading);
    if (!(0,dist/* isMap */.jh)(map))
        return wrong(`a path of "${name}" is no mapping`, map, reading);
    const path = neededText(map, 'path', `"${name}" names a file without a path`, reading)?.replace(/^(?:\.\/)+/, '');
    if (path === undefined)
        return undefined;
    if (!isFilePath(path))
        return wrong(`"${name}" names the file ${JSON.stringify(path.slice(0, 120))}, which is no path below the root of the repository`, read_dependencies_child(map, 'path', reading), reading);
    const place = at(map, reading);
    const match = textAt(map, 'match', reading) ?? '';
    if (match === '')
        return { path, place };
    const translated = translateGo(match);
    if ('regexp' in translated)
        return { path, match: translated.regexp, place };
    reading.problems.push((0,release_error/* problem */.CC)('DEPENDENCIES_REGEXP', { file: reading.file, name, pattern: match.slice(0, 120), what: translated.fault }, at(read_dependencies_child(map, 'match', reading), reading)));
    return undefined;
};

// EXTERNAL MODULE: ./out/core/version.js + 4 modules
var core_version = __webpack_require__(8854);
;// CONCATENATED MODULE: ./out/core/dependencies/written.js
// Versions as they stand in lines of text: v4.5.1-0 is a `v`, the version and a revision. Pure.

const written_forms = ['{version}', 'v{version}', '{version}-{revision}', 'v{version}-{revision}'];
const looksLikeVersion = /^[0-9]+(?:\.[0-9]+)+/;
const isVersion = (text, scheme) => looksLikeVersion.test(text) && (0,core_version/* asVersion */.Z$)(text, scheme) !== undefined;
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

;// CONCATENATED MODULE: ./out/core/edit/text-pattern.js
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
        (0,release_error/* fail */.fJ)('REFERENCE_PATTERN', { pattern: pattern.slice(0, 120), what });
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
        return (0,release_error/* fail */.fJ)('REFERENCE_PATTERN', { pattern, what: `there must be some text around {${hole}}` });
    const found = [...sought.text.matchAll(new RegExp(withEdges(pattern, hole), 'gd'))].flatMap((it) => (it.indices?.[1] ? [it.indices[1]] : []));
    const [first] = found;
    if (!first)
        return missing(sought, 'the pattern fits nowhere', 0);
    if (found.length > 1)
        return ambiguous(sought, found.map(([start]) => start));
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
        return notText(sought, 'nothing', 0);
    if (value.includes('\n'))
        return notText(sought, 'several lines', start);
    return { start, end: start + value.length, value, quoted: false, encode: (text) => text };
};

// EXTERNAL MODULE: ./out/core/suggest.js
var suggest = __webpack_require__(3816);
;// CONCATENATED MODULE: ./out/core/template.js
// Templates of names and texts: a fixed set of words in braces, and nothing else. No conditions, no functions, no values from
// the environment. An unknown word is an error, never an empty place.


const templateWords = ['version', 'pep440', 'semver', 'major', 'minor', 'patch', 'tag', 'sha', 'date', 'revision', 'line'];
const isWord = (text) => templateWords.includes(text);
/** Words that a version alone gives, and those that the run knows besides. */
const template_wordsOf = (version, around = {}) => {
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
    const suggestion = (0,suggest/* suggest */.Z)(word.trim(), templateWords);
    const known = templateWords.map((it) => `{${it}}`).join(', ');
    return (0,release_error/* fail */.fJ)('TEMPLATE_WORD', { word, template: template.slice(0, 120), known, ...(suggestion === undefined ? {} : { suggestion }) });
});
/** The words that a template uses; fails with TEMPLATE_WORD when one of them is none. */
const wordsIn = (template) => [...new Set(piecesOf(template).flatMap((it) => ('word' in it ? [it.word] : [])))];
/** `oci`: the values are made fit for an image tag, in which `+` is written `_`. */
const renderTemplate = (template, words, spelling = 'plain') => piecesOf(template).map((piece) => {
    if ('text' in piece)
        return piece.text;
    const value = words[piece.word];
    if (value === undefined)
        return (0,release_error/* fail */.fJ)('TEMPLATE_NO_VALUE', { word: piece.word, template: template.slice(0, 120) });
    return spelling === 'oci' ? value.replaceAll('+', '_') : value;
}).join('');
/** The same under the name that the publishing rooms use. */
const fillTemplate = renderTemplate;

;// CONCATENATED MODULE: ./out/core/checked-text.js
// Texts of the config that a parser of ours reads (templates, tag patterns, image names): checked where the schema meets them, so
// that a mistake is told with its own code and hint, at its line, and before anything is asked of the network.



const key = 'problem';
/** An issue of a schema that has a code of the catalogue. */
const codedIssue = (it) => ({ code: 'custom', message: it.message, params: { [key]: it } });
/** The problem that came with an issue; undefined when the schema found fault by itself. */
const problemIn = (issue) => issue.code === 'custom' ? issue.params?.[key] : undefined;
/** A text that `check` reads without failing. */
const checkedText = (check, text = schemas/* string */.YjP().min(1)) => text.superRefine((value, context) => {
    try {
        check(value);
    }
    catch (failure) {
        if (!(failure instanceof release_error/* ReleaseError */.K2))
            throw failure;
        for (const it of failure.problems)
            context.addIssue(codedIssue(it));
    }
});
/** A text whose words in braces are all known. */
const templateText = (text) => checkedText(wordsIn, text);
/** Entries of one slot are told apart by name: by it others refer to them, and tasks and folders are called by it. */
const withOwnNames = (entries, slot) => entries.superRefine((list, context) => {
    const names = list.map((it) => it.name);
    names.forEach((name, index) => {
        if (typeof name === 'string' && names.indexOf(name) < index)
            context.addIssue({ ...codedIssue((0,release_error/* problem */.CC)('CONFIG_NAME_TWICE', { slot, name })), path: [index] });
    });
});

;// CONCATENATED MODULE: ./out/core/version/next-version.js
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
    const meaning = (0,core_version/* meaningOf */.Pr)(version);
    const next = meaning && nextMeaning(meaning, levels[level], development !== undefined);
    const made = next && version.scheme !== 'free' ? (0,core_version/* versionOf */.E4)(next, version.scheme) : undefined;
    return made ?? (0,release_error/* fail */.fJ)('VERSION_NO_NEXT', { version: version.text, rule });
};
/** 1.0.0.dev0 → 1.0.0, 1.0.0rc2.dev0 → 1.0.0rc2; any other version is its own release. */
const next_version_releaseVersionOf = (version) => {
    const meaning = meaningOf(version);
    if (meaning?.dev === undefined || version.scheme === 'free')
        return version;
    const { epoch, release, pre, post } = meaning;
    return versionOf({ epoch, release, ...(pre ? { pre } : {}), ...(post === undefined ? {} : { post }), local: [] }, version.scheme) ?? version;
};

;// CONCATENATED MODULE: ./out/core/reference.js
// References: the places in the source where the version (or the name of an image) is written: how the config names them, and which
// files are to be read for them. Comparing them is core/check-references, writing them core/set-references.












const filePath = schemas/* string */.YjP().regex(filePathShape, 'a path below the root of the repository, with / between folders');
const pointer = schemas/* string */.YjP().regex(pointerShape, 'a JSON pointer such as /docker/version');
const pointers = schemas/* union */.KCZ([pointer, schemas/* array */.YOg(pointer).min(1)]).optional();
const place = {
    file: filePath.describe('File of the repository.'),
    at: pointers.describe('Where in a JSON, YAML or TOML file: one JSON pointer, or several.'),
    pattern: schemas/* string */.YjP().min(1).optional().describe('The text around it, as it stands in the file, with one {version} in it; with `at` it must fit the whole value.'),
};
const checkPattern = (it, hole, wrong) => {
    const fault = it.pattern === undefined ? undefined : patternFault(it.pattern, hole);
    if (fault !== undefined)
        wrong('pattern', fault);
};
const referenceSchema = schemas/* strictObject */.rej({
    ...place,
    prefix: schemas/* string */.YjP().regex(/^[^\s{}]{1,64}$/, 'a short text without spaces or braces').optional().describe('Text that stands before the version, such as v.'),
    spelling: schemas/* enum */.k5n(core_version/* spellings */.cl).default('plain').describe('How the version is spelled there; plain is as in the tag.'),
    is: schemas/* enum */.k5n(['version', 'image']).default('version').describe('What stands there: the version, or the name of an image, which must be one that this line publishes.'),
}).superRefine((it, context) => {
    const wrong = (path, message) => context.addIssue({ code: 'custom', path: [path], message });
    checkPattern(it, it.is, wrong);
    if (it.prefix !== undefined && it.pattern !== undefined)
        wrong('prefix', 'write it into the pattern');
});
/** zeitgeist's file, which says itself where versions stand. */
const dependenciesSchema = schemas/* strictObject */.rej({
    dependencies: filePath.describe('A dependencies.yaml of zeitgeist, read as it is: all its entries are checked, and those of the release follow the version.'),
    entries: schemas/* array */.YOg(schemas/* union */.KCZ([schemas/* string */.YjP().min(1), schemas/* strictObject */.rej({ name: schemas/* string */.YjP().min(1), as: schemas/* enum */.k5n(written_forms).optional() })])).min(1).optional()
        .describe('Names of the entries that carry the version; default: the one called "… release version" or whose file is VERSION, and those with the same version or the name of an image of this line.'),
});
const value = templateText(schemas/* string */.YjP().min(1).max(1024)).optional();
const alsoSetSchema = schemas/* strictObject */.rej({
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
const versionEntrySchema = schemas/* strictObject */.rej({
    name: schemas/* string */.YjP().min(1).default('version'),
    'written-in': schemas/* array */.YOg(schemas/* union */.KCZ([referenceSchema, dependenciesSchema])).default([]).describe('Places where the version is written.'),
    'also-set': schemas/* array */.YOg(alsoSetSchema).default([]).describe('Other keys that change in the same edit.'),
    as: schemas/* enum */.k5n(core_request/* editWays */.VA).optional().describe('How `prepare` brings the edit in: a commit on the branch (default), or a pull request, after whose merge it goes on.'),
    next: schemas/* enum */.k5n(nextRules).optional().describe('Rule of the next development version, which is committed after a release.'),
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
    reference_collect([], () => paths.push(...readDependencies(reference_textOf(file, texts), file).flatMap((it) => it.refPaths.map((ref) => ref.path))));
    return paths;
};
const wheresOf = ({ at, pattern }, hole) => {
    const rest = { hole, ...(pattern === undefined ? {} : { pattern }) };
    return at === undefined ? [rest] : (typeof at === 'string' ? [at] : at).map((it) => ({ ...rest, at: it }));
};
/** `${version}`, `${image_version}`: whoever packages the chart fills it in. */
const isPlaceholder = (text) => /^\$\{(?:[A-Za-z0-9_]{0,60}_)?version\}$/.test(text);
/** Fails when the file is not there. */
const reference_textOf = (file, texts, paths = []) => {
    const text = Object.hasOwn(texts, file) ? texts[file] : undefined;
    if (text !== undefined)
        return text;
    const suggestion = nearestPath(file, paths);
    return (0,release_error/* fail */.fJ)('REFERENCE_FILE_MISSING', { file, ...(suggestion === undefined ? {} : { suggestion }) }, { place: { file } });
};
/** The same name in another folder, or a path with few other letters; among so many only, as each comparison costs. */
const nearestPath = (file, paths) => {
    const name = file.slice(file.lastIndexOf('/') + 1);
    const near = paths.filter((it) => Math.abs(it.length - file.length) <= 3).slice(0, 1000);
    return (0,suggest/* suggest */.Z)(file, near) ?? paths.find((it) => it === name || it.endsWith(`/${name}`));
};
/** Problems of one place do not keep the others from being told. */
const reference_collect = (problems, work) => {
    try {
        work();
    }
    catch (failure) {
        if (!(failure instanceof release_error/* ReleaseError */.K2))
            throw failure;
        problems.push(...failure.problems);
    }
};

// EXTERNAL MODULE: ./out/core/tag-pattern.js
var tag_pattern = __webpack_require__(5165);
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
        words: template_wordsOf(version, { tag: tag.name, sha: tag.commit, date: new Date(commitTime * 1000).toISOString().slice(0, 10), line: line.name, ...(request.revision === undefined ? {} : { revision: String(request.revision) }) }),
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
        ...(request.line.slots['version'] ?? []).map((it) => readTexts(it['written-in'], it['also-set'], read)),
        ...[...new Set(wanted)].map(async (path) => ({ [path]: await read(path) })),
    ]);
    const all = texts.flatMap((it) => Object.entries(it)).flatMap(([path, text]) => (text === undefined ? [] : [[path, text]]));
    return { ...Object.fromEntries(all), ...Object.fromEntries(request.edited ?? []) };
};

// EXTERNAL MODULE: ./out/trigger/parse-trigger.js
var parse_trigger = __webpack_require__(3433);
;// CONCATENATED MODULE: ./out/plan/claim.js



/** The line that claims a tag; undefined if none does. `named` (from --line) restricts the choice. */
const claimTag = (config, tag, named) => {
    const claims = linesOf(config, named).flatMap((line) => {
        const match = (0,tag_pattern/* matchTag */._f)(line.tag, line.scheme, tag);
        return match ? [{ line, version: (0,core_version/* parseVersion */.ot)(match.text, line.scheme) }] : [];
    });
    if (claims.length > 1)
        return (0,release_error/* fail */.fJ)('CONFIG_LINES_CLASH', { tag, lines: claims.map((it) => it.line.name).join(', ') });
    return claims[0];
};
/** The line that a version is to be made for: the one named, or the only one. */
const lineFor = (config, named) => {
    const lines = linesOf(config, named);
    const [only, ...others] = lines;
    if (only && others.length === 0)
        return only;
    return (0,release_error/* fail */.fJ)('LINE_NOT_NAMED', { known: config.lines.map((it) => it.name).join(', ') });
};
const linesOf = (config, named) => {
    if (named === undefined)
        return config.lines;
    const line = config.lines.find((it) => it.name === named);
    return line ? [line] : (0,release_error/* fail */.fJ)('CONFIG_UNKNOWN_LINE', { line: named, known: config.lines.map((it) => it.name).join(', ') });
};

;// CONCATENATED MODULE: ./out/core/gate-config.js
// What a line demands before anything is built or written, as the config says it.

const tagKinds = ['lightweight', 'annotated', 'signed'];
const approvalCommands = ['lgtm', 'approve'];
/** Patterns of `branch: true`, beside the default branch. */
const usualBranches = ['releases/**'];
const usualActors = ['write'];
/** Words of `actors.allow`; everything else there is a login. */
const actorWords = ['write', 'maintain', 'admin', 'anyone', 'schedule'];
const gate_config_text = schemas/* string */.YjP().min(1);
const path = gate_config_text.regex(/^(?!\/)(?!.*(?:^|\/)\.\.(?:\/|$)).+$/, 'a path within the repository, such as .github/allowed_signers');
const kind = schemas/* enum */.k5n(tagKinds);
const tagDemand = schemas/* strictObject */.rej({
    kind: kind.default('signed').describe('The least that the tag must be.'),
    signers: schemas/* union */.KCZ([path, schemas/* array */.YOg(path).min(1)]).optional().describe('Files on the default branch that say who may sign: an allowed_signers file of SSH, or public keys of GPG in armour.'),
    keys: schemas/* array */.YOg(gate_config_text).min(1).optional().describe('Public keys of GPG in armour, public keys of SSH, or lines of an allowed_signers file.'),
    github: schemas/* boolean */.zMY().optional().describe('GitHub itself must call the signature verified. Asked when neither `signers` nor `keys` are named; beside them both must hold.'),
})
    .refine((it) => it.kind === 'signed' || (it.signers === undefined && it.keys === undefined && it.github !== true), { message: '`signers`, `keys` and `github` belong to `kind: signed`', path: ['kind'] })
    .refine((it) => it.github !== false || it.signers !== undefined || it.keys !== undefined, { message: 'nobody is left who could say whose the signature is: name `signers` or `keys`', path: ['github'] });
/** Additive: every gate brings its own setting. */
const gateShape = {
    references: schemas/* boolean */.zMY().default(true).describe('References in the source must say what the tag says.'),
    branch: schemas/* union */.KCZ([schemas/* boolean */.zMY(), schemas/* array */.YOg(gate_config_text).min(1)])
        .default(true)
        .describe('Branches that the tagged commit must be on: `true` for the default branch and `releases/**`, or patterns such as `["main", "releases/**"]`.'),
    checks: schemas/* union */.KCZ([schemas/* enum */.k5n(['required']), schemas/* array */.YOg(gate_config_text).min(1)]).optional().describe('Checks that must be green on the tagged commit: their names, or `required` for those that the default branch requires.'),
    actors: schemas/* strictObject */.rej({
        allow: schemas/* array */.YOg(gate_config_text).min(1).default([...usualActors]).describe('Who may start a release: `write`, `maintain` or `admin` for people with that access, logins, `name[bot]`, `schedule` for a schedule, or `anyone`.'),
    })
        .prefault({})
        .describe('Who may start a release.'),
    tag: schemas/* union */.KCZ([kind, tagDemand]).default('lightweight').describe('The least that the tag must be, or how a signed one is judged.'),
    approvals: schemas/* strictObject */.rej({
        count: schemas/* int */.Whr().min(1).max(100).default(2).describe('How many different people must approve. The proposer is none of them, nor is a bot.'),
        owners: path.optional().describe('The OWNERS file that names them, read on the default branch. Default: OWNERS of the line\'s `path`, and those of the folders above it.'),
        commands: schemas/* array */.YOg(schemas/* enum */.k5n(approvalCommands)).min(1).default([...approvalCommands]).describe('What counts, as Prow reads it: `lgtm` for `/lgtm`, `approve` for `/approve`.'),
        plain: schemas/* boolean */.zMY().default(false).describe('`LGTM` alone on a line counts too.'),
        reviewers: schemas/* boolean */.zMY().default(false).describe('Reviewers of OWNERS count too, and not only approvers.'),
    })
        .optional()
        .describe('Owners must approve the release on its tracking issue, which `slipway propose` opens.'),
};
/** What the tag must be, with whoever judges it. */
const tagDemandOf = (tag) => {
    const it = typeof tag === 'string' ? { kind: tag } : tag;
    const [signers, keys] = [[it.signers ?? []].flat(), it.keys ?? []];
    return { kind: it.kind, signers, keys, github: it.kind === 'signed' && (it.github ?? (signers.length === 0 && keys.length === 0)) };
};

;// CONCATENATED MODULE: ./out/core/revision.js
// The revision of image tags: v3.4.0-0 is the first image of v3.4.0, and v3.4.0-1 what came after something in it had to be put right.
// Which one a release takes is decided once, before anything is built. Pure.


const revisionSchema = schemas/* strictObject */.rej({
    from: schemas/* number */.aig().int().min(0).max(1_000_000).default(0).describe('The first revision of a version, where image tags have a {revision}.'),
});
const largestRevision = 999_999_999;
/** The first revision of the line's versions. */
const firstRevision = (config) => revisionSchema.safeParse(config['revision'] ?? {}).data?.from ?? 0;
const isRevised = (template) => wordsIn(template).includes('revision');
/** Stands for the revision while the rest is filled in: no word of a version has it, and no tag may. */
const hole = '\u0000';
const revisedTag = (template, words) => {
    const [before = '', ...after] = renderTemplate(template, { ...words, revision: hole }, 'oci').split(hole);
    return { before, after: after.join('') };
};
const tagWith = ({ before, after }, revision) => `${before}${revision}${after}`;
/** Highest first. `01` is no revision of ours. */
const revisionsIn = (tags, { before, after }) => tags
    .filter((it) => it.length > before.length + after.length && it.startsWith(before) && it.endsWith(after))
    .map((it) => it.slice(before.length, it.length - after.length))
    .filter((it) => /^(?:0|[1-9][0-9]{0,8})$/.test(it))
    .map(Number)
    .sort((a, b) => b - a);

;// CONCATENATED MODULE: ./out/config/schema.js
// The grammar of .slipway.yaml, put together from the schemas of the steps. It knows slots, not what is in them.






/** A slot takes one mapping or a list of them. */
const slotOf = (entry, slot) => schemas/* union */.KCZ([withOwnNames(schemas/* array */.YOg(entry), slot), entry]);
/** Entry schema per slot, without doubles: `build.wheel` → schema. Steps that share a slot share its schema. */
const slotsOf = (steps) => new Map(steps.map((step) => [step.slot, step.schema]));
const section = (slots, name) => {
    const nouns = [...slots].filter(([slot]) => slot.startsWith(`${name}.`)).map(([slot, schema]) => [slot.slice(name.length + 1), slotOf(schema, slot).optional()]);
    return schemas/* strictObject */.rej(Object.fromEntries(nouns));
};
/** Of a line, and of what is read of the default branch. */
const gateSchema = schemas/* strictObject */.rej({ ...gateShape });
/** Schema of one line. `sections` are the parts that steps fill. */
const lineSchema = (steps) => {
    const slots = slotsOf(steps);
    const version = slots.get('version') ?? schemas/* strictObject */.rej({});
    return schemas/* strictObject */.rej({
        tag: checkedText(tag_pattern/* checkTagPattern */.rd).default('{version}').describe('Pattern of the line\'s tags: `{version}`, `v{version}`, `chart/{version}`.'),
        scheme: schemas/* enum */.k5n(core_version/* schemes */.fw).default('semver').describe('How version numbers are written in the tag.'),
        path: schemas/* string */.YjP().optional().describe('Folder of the repository that this line is about.'),
        issue: schemas/* string */.YjP().regex(/^[a-z][a-z0-9-]{0,62}$/, 'a word of lower-case letters, digits and hyphens').optional().describe('Lines with the same word share one tracking issue and one promotion pull request. Default: the name of the line.'),
        version: version.optional(),
        revision: revisionSchema.optional(),
        gate: gateSchema.prefault({}),
        build: section(slots, 'build').prefault({}),
        publish: section(slots, 'publish').prefault({}),
        promote: section(slots, 'promote').optional(),
        verify: section(slots, 'verify').optional(),
        announce: section(slots, 'announce').optional(),
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
    const own = problemIn(issue);
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
const load_config_largest = 64 * 1024;
/** With bounds, and with what every line starts from. */
const readText = (text, file) => {
    const lines = new dist/* LineCounter */.HN();
    if (text.length > load_config_largest)
        return (0,release_error/* fail */.fJ)('CONFIG_MALFORMED', { file, what: `it has more than ${load_config_largest} characters` });
    const document = (0,dist/* parseDocument */.Tp)(text, { lineCounter: lines, uniqueKeys: true, merge: false, prettyErrors: false });
    (0,release_error/* failAll */.wf)(document.errors.map((it) => (0,release_error/* problem */.CC)('CONFIG_MALFORMED', { file, what: it.message }, load_config_placeAt(file, lines, it.pos[0]))));
    return { raw: withDefaults(plainValue(document, file)), place: (path, key) => load_config_placeOf(document, lines, file, { path: whereWritten(document, path), ...(key !== undefined ? { key } : {}) }) };
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
const load_config_isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
/** Every line starts from `defaults`; mappings are merged, everything else is replaced. */
const withDefaults = (raw) => {
    if (!load_config_isObject(raw) || !load_config_isObject(raw['defaults']) || !load_config_isObject(raw['lines']))
        return raw;
    const defaults = raw['defaults'];
    const lines = Object.entries(raw['lines']).map(([name, line]) => [name, merge(defaults, line)]);
    return { ...raw, lines: Object.fromEntries(lines) };
};
const merge = (under, over) => {
    if (over === null)
        return under;
    if (!load_config_isObject(under) || !load_config_isObject(over))
        return over;
    const keys = [...new Set([...Object.keys(under), ...Object.keys(over)])];
    return Object.fromEntries(keys.map((key) => [key, key in over ? (key in under ? merge(under[key] ?? null, over[key] ?? null) : over[key] ?? null) : under[key] ?? null]));
};
const makeConfig = (data, { file, steps, place }) => {
    const slotNames = [...new Set(steps.map((it) => it.slot))];
    const effective = JSON.parse(JSON.stringify({ version: data.version, lines: data.lines }));
    const lines = Object.entries(data.lines).map(([name, line]) => {
        const plain = JSON.parse(JSON.stringify(line));
        const slots = Object.fromEntries(slotNames.map((slot) => [slot, slot === 'issue' ? issueEntries(name, line) : entriesAt(plain, slot)]));
        return {
            name,
            tag: line.tag,
            scheme: line.scheme,
            gate: plain['gate'],
            ...(line.path !== undefined ? { path: line.path } : {}),
            ...(line.issue !== undefined ? { issue: line.issue } : {}),
            slots,
            places: Object.fromEntries(slotNames.flatMap((slot) => (slots[slot] ?? []).map((entry, index) => [`${slot}/${typeof entry['name'] === 'string' ? entry['name'] : ''}`, place(['lines', name, ...slot.split('.'), index])]))),
            effective: plain,
        };
    });
    return { file, lines, effective, digest: (0,core_digest/* digestOf */.ol)(canonicalJson(effective)) };
};
/** Who says a word for the issue, or wants approvals on it, wants it kept up to date. */
const issueEntries = (name, { issue, gate }) => issue === undefined && gate.approvals === undefined ? [] : [{ name: 'issue', word: issue ?? name }];
const entriesAt = (line, slot) => {
    const value = slot.split('.').reduce((at, key) => (load_config_isObject(at) ? at[key] : undefined), line);
    if (value === undefined || value === null)
        return [];
    return (Array.isArray(value) ? value : [value]);
};
const load_config_placeAt = (file, lines, offset) => {
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
const load_config_placeOf = (document, lines, file, at) => {
    for (let length = at.path.length; length >= 0; length--) {
        const node = length === 0 ? document.contents : document.getIn(at.path.slice(0, length), true);
        if ((0,dist/* isMap */.jh)(node) && at.key !== undefined && length === at.path.length) {
            const pair = node.items.find((it) => (0,dist/* isScalar */.jn)(it.key) && it.key.value === at.key);
            if ((0,dist/* isScalar */.jn)(pair?.key) && pair.key.range)
                return load_config_placeAt(file, lines, pair.key.range[0]);
        }
        const range = node?.range;
        if (range?.[0] !== undefined)
            return load_config_placeAt(file, lines, range[0]);
    }
    return { file, line: 1, column: 1 };
};

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

;// CONCATENATED MODULE: ./out/verbs/read-config.js
// The config of a commit: the file named by --config (from disk), else .slipway.yaml of the commit, else the layout itself. And which
// commit that is: the tagged one, or with --config-from default the head of the default branch, for an old tag with today's config.




const configFile = '.slipway.yaml';
/** Where a config has no file. */
const layoutFile = 'the recognised layout';
const decode = (bytes) => new TextDecoder().decode(bytes);
const readConfig = async (commit, request, ports, steps) => {
    if (request.config !== undefined && !(await ports.files.exists(request.config)))
        return (0,release_error/* fail */.fJ)('USAGE', { what: `There is no file ${request.config}, which --config names.` });
    if (request.config !== undefined)
        return loadConfig(await ports.files.readText(request.config), request.config, steps);
    const committed = await ports.git.show(commit, configFile);
    if (committed)
        return loadConfig(decode(committed), configFile, steps);
    const layout = await recogniseLayout(await ports.git.paths(commit), async (path) => {
        const bytes = await ports.git.show(commit, path);
        return bytes ? decode(bytes) : '';
    });
    tellLayout(layout, ports.log);
    return loadConfig(layout, layoutFile, steps);
};
/** By the log of a run: a rehearsal reads the same layout for its world, for the tag that it makes, and for the release. */
const read_config_told = new WeakMap();
const tellLayout = (layout, log) => {
    const before = read_config_told.get(log) ?? new Set();
    read_config_told.set(log, before);
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
    const head = (await github.ref(repository, `refs/heads/${branch}`))?.object ?? (0,release_error/* fail */.fJ)('BRANCH_MISSING', { branch, repository: repositoryText(repository) });
    // What is brought may be newer by a moment; then that is the head.
    return { branch, commit: (await git.commit(head)) ?? (await bring(`refs/heads/${branch}`)) };
};

;// CONCATENATED MODULE: ./out/verbs/find-start.js




/** Everything here is answered by the clone alone: a run that has nothing to do asks nothing of the network. */
const findStart = async (trigger, request, ports, steps) => {
    const local = await ports.git.resolveTag(trigger.tag);
    if (trigger.commit !== undefined && trigger.commit !== local.commit && trigger.commit !== local.object) {
        return (0,release_error/* fail */.fJ)('TAG_MOVED_SINCE_EVENT', { tag: trigger.tag, event: trigger.commit, now: local.commit });
    }
    const config = await readReleaseConfig(local.commit, request, ports, steps);
    const claim = claimTag(config, trigger.tag, request.line);
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

;// CONCATENATED MODULE: ./out/core/image-name.js
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
const image_name_place = (path) => {
    const slash = path.indexOf('/');
    const first = path.slice(0, Math.max(slash, 0)).toLowerCase();
    const host = looksLikeHost(first) ? first : undefined;
    const rest = host === undefined ? path : path.slice(slash + 1);
    const hub = host === undefined || host === 'docker.io' || host === 'index.docker.io';
    return { ...(host === undefined ? {} : { host: hub ? 'docker.io' : host }), repository: hub && !rest.includes('/') ? `library/${rest}` : rest };
};
const parseImageName = (text, options = {}) => {
    const wrong = (why) => (0,release_error/* fail */.fJ)('IMAGE_NAME_INVALID', { text, why });
    const { path, tag, digest } = split(text);
    const { host = options.familiar === true ? 'docker.io' : undefined, repository } = image_name_place(path);
    if (host === undefined)
        return wrong('it does not begin with the host of a registry');
    const fault = faultOf(host, repository);
    if (fault !== undefined)
        return wrong(fault);
    if (tag !== undefined && !isTag(tag))
        return wrong(`${tag || '(nothing)'} is no tag`);
    if (digest !== undefined && !(0,core_digest/* isDigest */.Bc)(digest))
        return wrong('the digest after the @ is not sha256: with 64 hex digits');
    return { host, repository, ...(tag === undefined ? {} : { tag }), ...(digest === undefined ? {} : { digest }) };
};
/** Where the config sends something: `docker.io/accanto/os-vim-driver`, or with `oci://` before it. Tags are named elsewhere, digests are computed. */
const parseDestination = (text) => {
    const { host, repository, tag, digest } = parseImageName(text.replace(/^oci:\/\//, '').replace(/\/+$/, ''));
    if (tag !== undefined || digest !== undefined)
        return (0,release_error/* fail */.fJ)('IMAGE_NAME_INVALID', { text, why: 'tags and digests are not written here' });
    return { host, repository };
};
/** Where the config sends things that are called something below it. Docker Hub's rule for its own images is about whole names. */
const parseFolder = (text) => {
    parseDestination(text);
    const { host, repository } = parseDestination(`${text.replace(/\/+$/, '')}/below`);
    return { host, repository: repository.slice(0, -'/below'.length) };
};
const printImageName = ({ host, repository, tag, digest }) => `${host}/${repository}${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`;

;// CONCATENATED MODULE: ./out/core/record.js
// The record, `slipway.json`: the machine-readable statement of a release. No times, outcomes, local paths or URLs of runs,
// so it is written once, as the last asset before the release is public, and never edited. Results are always probed.




const recordName = 'slipway.json';
const recordMediaType = 'application/vnd.slipway.record.v1+json';
const record_digest = schemas/* custom */.IeY((value) => typeof value === 'string' && (0,core_digest/* isDigest */.Bc)(value), 'a digest is sha256: and 64 hex digits');
const record_artifact = schemas/* object */.Ikc({
    kind: schemas/* enum */.k5n(artifact/* artifactKinds */.Y),
    name: schemas/* string */.YjP().min(1),
    fileName: schemas/* string */.YjP().min(1),
    digest: record_digest,
    size: schemas/* number */.aig().int().nonnegative(),
    mediaType: schemas/* string */.YjP().min(1),
    about: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* string */.YjP()).optional(),
});
const recordSchema = schemas/* object */.Ikc({
    schema: schemas/* literal */.euz(1),
    slipway: schemas/* string */.YjP().min(1).describe('Version of Slipway that made the release.'),
    repository: schemas/* string */.YjP().regex(/^[^/\s]+\/[^/\s]+$/).describe('owner/name of the source.'),
    line: schemas/* string */.YjP().min(1),
    version: schemas/* string */.YjP().min(1),
    tag: schemas/* object */.Ikc({
        name: schemas/* string */.YjP().min(1),
        object: schemas/* string */.YjP().regex(/^[0-9a-f]{40,64}$/),
        commit: schemas/* string */.YjP().regex(/^[0-9a-f]{40,64}$/),
        kind: schemas/* enum */.k5n(['lightweight', 'annotated', 'signed']),
    }),
    configDigest: record_digest,
    configFrom: schemas/* object */.Ikc({ branch: schemas/* string */.YjP().min(1), commit: schemas/* string */.YjP().regex(/^[0-9a-f]{40,64}$/) }).optional().describe('The commit that the config was read from, when it is not the tagged one.'),
    plan: schemas/* custom */.IeY((value) => typeof value === 'object' && value !== null, 'a plan is an object').describe('The plan that was carried out.'),
    artifacts: schemas/* array */.YOg(record_artifact).describe('Everything that was built, whether attached here or published elsewhere.'),
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
const record_keyOf = (it) => `${it.kind} ${it.name} ${it.fileName} ${it.digest}`;
const inRecordOrder = (a, b) => (record_keyOf(a) < record_keyOf(b) ? -1 : record_keyOf(a) > record_keyOf(b) ? 1 : 0);
/** Sorted keys and two spaces: the same record gives the same bytes, and people can read it. */
const renderRecord = (record) => `${JSON.stringify(JSON.parse(canonicalJson(record)), null, 2)}\n`;
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
    const keys = (all) => all.map(record_keyOf).sort().join('\n');
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

;// CONCATENATED MODULE: ./out/core/pin.js
// Is a tag where it was pinned? By its object: an annotated tag that is made anew at the same commit is another tag, with another
// message and another signer, and what was gated was the old one.

/** Undefined while it is. `now` is the target of its ref. */
const movedFrom = (tag, now, repository) => {
    if (now?.object === tag.object)
        return undefined;
    const found = now === undefined ? 'nothing: it was deleted' : now.object === tag.commit ? `${now.object}, the same commit without its tag object` : now.object;
    return { tag: tag.name, repository: repositoryText(repository), pinned: tag.object, now: found };
};

;// CONCATENATED MODULE: ./out/publish/pin.js
// The tag is pinned at the start of a run, and read again before each step that cannot be taken back.


/** Undefined while the tag is where it was. */
const movedTag = async ({ github, repository, tag }) => movedFrom(tag, await github.ref(repository, `refs/tags/${tag.name}`), repository);
const mustBePinned = async (world) => {
    const moved = await movedTag(world);
    if (moved)
        (0,release_error/* fail */.fJ)('TAG_MOVED', moved);
};

;// CONCATENATED MODULE: ./out/publish/record-file.js



/** Far above any real record, far below what would hurt. */
const largestRecord = 16 * 1024 * 1024;
/** A record that is none, or of another tag object, stops: it says which bytes are frozen. */
const readRecordText = (bytes, { where, tag }) => {
    const parsed = parseRecord(new TextDecoder().decode(bytes));
    if ('broken' in parsed)
        return (0,release_error/* fail */.fJ)('RECORD_BROKEN', { where, what: parsed.broken });
    const { record } = parsed;
    if (record.tag.name !== tag.name || record.tag.object !== tag.object) {
        return (0,release_error/* fail */.fJ)('RECORD_BROKEN', { where, what: `it is of the tag ${record.tag.name} at ${record.tag.object}, and this tag is at ${tag.object}` });
    }
    return { record, digest: (0,core_digest/* digestOf */.ol)(bytes), size: bytes.byteLength, where };
};
const record_file_key = ({ kind, name, fileName }) => `${kind} ${name} ${fileName}`;
/** What the record does not name, because it was made by a run with --only or --without. */
const unnamed = (file, inputs) => {
    const frozen = new Set(artifactsOf(file.record).map(record_file_key));
    return inputs.filter((it) => !frozen.has(record_file_key(it)));
};
/** It names bytes that are gone, and others were built in their place: it is taken back and written anew. */
const isVoid = (file, world) => world.voided?.includes(file.digest) === true;
/** Every artifact of this run that the record names must be the one it names. */
const judgeRecord = (file, inputs, { world, outcome }) => {
    // What was built again and came out the same is frozen as before.
    if (isVoid(file, world) && !sameArtifacts(file.record, inputs))
        return { state: 'partial', missing: ['a record of what was built again'] };
    const frozen = new Map(artifactsOf(file.record).map((it) => [record_file_key(it), it]));
    const other = inputs.find((it) => (frozen.get(record_file_key(it))?.digest ?? it.digest) !== it.digest);
    if (other)
        return { state: 'conflict', found: `${other.fileName} ${frozen.get(record_file_key(other))?.digest ?? ''} in the record (${file.where})`, wanted: `${other.fileName} ${other.digest}` };
    return { state: 'done', outcome: { ...outcome, digest: file.digest, size: file.size } };
};

;// CONCATENATED MODULE: ./out/publish/record-ref.js
// The record of bytes that no record in a GitHub release names: the message of a tag object under a ref of Slipway's own, which
// nobody fetches and no page shows. The ref is made in one call, which fails when it is there: so two runs cannot both freeze.





/** Of this tag object: a record of the tag as it was before somebody moved it freezes nothing. */
const recordRef = (tag) => `refs/slipway/record/${tag.name}/${tag.object}`;
const placeOfRef = (repository, tag) => `${recordRef(tag)} of ${repositoryText(repository)}`;
const readRecordRef = async (github, repository, tag) => {
    const ref = await github.ref(repository, recordRef(tag));
    return ref && readRecordAt(github, repository, { ref, tag });
};
const readRecordAt = async (github, repository, { ref, tag }) => {
    const where = placeOfRef(repository, tag);
    if (ref.type !== 'tag')
        return (0,release_error/* fail */.fJ)('RECORD_BROKEN', { where, what: `there is a ${ref.type} in place of a tag object` });
    // Git gives every message one line end at its end, whatever was sent.
    const bytes = Buffer.from(`${(await github.tagText(repository, ref.object)).trimEnd()}\n`);
    if (bytes.byteLength > largestRecord)
        return (0,release_error/* fail */.fJ)('RECORD_BROKEN', { where, what: `it has more than ${largestRecord} bytes` });
    return readRecordText(bytes, { where, tag });
};
/** Found there with the same text is as good. The tag is read again right before: freezing is bound to its object. */
const writeRecordRef = async (text, world) => {
    const { github, repository, tag, signal } = world;
    const object = await github.createTag(repository, { name: `slipway-record-${tag.name}`, message: text, commit: tag.commit });
    await mustBePinned(world);
    signal.throwIfAborted();
    try {
        await github.createRef(repository, recordRef(tag), object);
    }
    catch (failure) {
        if (!(failure instanceof release_error/* ReleaseError */.K2) || failure.code !== 'REF_EXISTS')
            throw failure;
        // Made by another machine at another time, the tag object is another one: the record in it is what counts.
        if ((await readRecordRef(github, repository, tag))?.digest !== (0,core_digest/* digestOf */.ol)(text))
            (0,release_error/* fail */.fJ)('RECORD_APPEARED', { where: placeOfRef(repository, tag) });
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
    if (!isVoid(there, world) || !(await github.moveRef(repository, recordRef(tag), { from: ref.object })))
        (0,release_error/* fail */.fJ)('RECORD_APPEARED', { where: there.where });
};

;// CONCATENATED MODULE: ./out/publish/build-entries.js
// Which build entries of the line an entry of `publish` speaks of. Pure; the config is a plain value here.



const build_entries_isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const isKind = (word) => artifact/* artifactKinds */.Y.includes(word);
const entriesOf = (facts, section, noun) => {
    const all = facts.config[section];
    return build_entries_listOf(build_entries_isObject(all) ? all[noun] : undefined);
};
/** The entries of `build.<noun>`. */
const buildEntries = (facts, noun) => entriesOf(facts, 'build', noun);
/** The entries of `publish.<noun>`. */
const publishEntries = (facts, noun) => entriesOf(facts, 'publish', noun);
/** A slot takes one mapping or a list of them. */
const build_entries_listOf = (slot) => (Array.isArray(slot) ? slot.filter(build_entries_isObject) : build_entries_isObject(slot) ? [slot] : []);
const entryName = (entry) => (typeof entry['name'] === 'string' ? entry['name'] : '');
const build_entries_namesOf = (facts, noun) => buildEntries(facts, noun).map(entryName);
const allNames = (facts) => ['wheel', 'docs', 'image', 'chart', 'files'].flatMap((noun) => build_entries_namesOf(facts, noun));
/** One entry of `build.<noun>`: the one that is named, else the one with the same name, else the only one. */
const oneEntry = (facts, noun, asked) => {
    const names = build_entries_namesOf(facts, noun);
    const found = names.find((it) => it === (asked.wanted ?? asked.name)) ?? (asked.wanted === undefined && names.length === 1 ? names[0] : undefined);
    return found ?? (0,release_error/* fail */.fJ)('CONFIG_UNKNOWN_NAME', { path: asked.path, name: asked.wanted ?? asked.name, known: names.join(', ') || 'none' });
};
/** Entries meant by a list of kinds (`wheel`) and names; a kind means all entries that give it. What is left out is not meant. */
const meantEntries = (facts, words, path) => {
    const known = allNames(facts);
    const meant = words.flatMap((word) => {
        const names = isKind(word) ? build_entries_namesOf(facts, buildNoun(word)) : known.filter((it) => it === word);
        return names.length > 0 ? names : (0,release_error/* fail */.fJ)('CONFIG_UNKNOWN_NAME', { path, name: word, known: [...new Set(known)].join(', ') || 'none' });
    });
    return [...new Set(meant)].filter((it) => !facts.leftOut.includes(it));
};
/** Is an artifact meant by one of the words? Kinds go before names: `wheel` is not the sdist of the entry `wheel`. */
const isMeant = (words, it) => words.some((word) => (isKind(word) ? it.kind === word : it.name === word));

;// CONCATENATED MODULE: ./out/publish/release/entry.js
// `publish.release`: the entry of the config, and the task that its steps share.










const auto = schemas/* union */.KCZ([schemas/* boolean */.zMY(), schemas/* literal */.euz('auto')]).default('auto');
const releaseEntry = schemas/* strictObject */.rej({
    name: schemas/* string */.YjP().min(1).default('release'),
    repository: schemas/* string */.YjP().regex(/^[A-Za-z0-9][A-Za-z0-9-]*\/[A-Za-z0-9._-]+$/, 'owner/name').optional().describe('Where the release goes; default: this repository.'),
    assets: schemas/* array */.YOg(schemas/* string */.YjP().min(1)).optional().describe('Kinds (wheel, docs, chart …) or names of build entries; default: every file that is built.'),
    title: templateText().default('{version}').describe('Title of the release.'),
    notes: schemas/* enum */.k5n(['tag', 'changes', 'none']).default('tag').describe('Text of the release: the message of an annotated tag; the changes since the line\'s release before (below the line\'s `path`); or none.'),
    prerelease: auto.describe('auto: when the version is a pre-release.'),
    latest: auto.describe('auto: when it is the highest final version of the line. A line whose tags have a slash (chart/1.2.0) is a part of the project, and never the latest by itself.'),
});
/** Everything that is a file. An image is none: it is published in a registry. */
const fileKinds = artifact/* artifactKinds */.Y.filter((it) => it !== 'image');
const makeTask = (facts, entry) => {
    const own = repositoryText(facts.repository);
    const repository = entry.repository ?? own;
    // Their drafts would have the same tag and the same marker, and each would remove what the other one uploads.
    const same = publishEntries(facts, 'release').filter((it) => (it['repository'] ?? own) === repository);
    if (same.length > 1)
        return (0,release_error/* fail */.fJ)('CONFIG_INVALID', { path: 'publish.release', what: `${same.length} entries make the same release of ${repository}` });
    const pattern = entry_textOf(facts.config['tag'], '{version}');
    return {
        repository,
        title: renderTemplate(entry.title, facts.words),
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
const wantedEntries = (facts, entry) => entry.assets ? { from: meantEntries(facts, entry.assets, `publish.release.assets (${entry.name})`) } : {};
/** `.` is the whole repository. */
const pathOf = (facts) => entry_textOf(facts.config['path'], '').replace(/^(?:\.\/)+|\/+$/g, '').replace(/^\.$/, '');
const entry_textOf = (value, fallback) => (typeof value === 'string' ? value : fallback);
/** From the highest version below this one; a back-port is compared with its own past. */
const compareLink = (facts, pattern) => {
    const before = facts.earlier.map((it) => (0,core_version/* parseVersion */.ot)(it, facts.version.scheme)).find((it) => (0,core_version/* compareVersions */.Zy)(it, facts.version) < 0);
    if (!before)
        return '';
    const [from, to] = [(0,tag_pattern/* tagName */.wZ)(pattern, before), facts.tag.name].map(encodeURIComponent);
    return `${facts.server}/${repositoryText(facts.repository)}/compare/${from}...${to}`;
};
/** Is that tag a higher final version of this line? */
const isHigher = (task, tag, world) => {
    const other = (0,tag_pattern/* matchTag */._f)(task.pattern, task.scheme, tag);
    const own = (0,tag_pattern/* matchTag */._f)(task.pattern, task.scheme, world.tag.name);
    if (!other || !own)
        return false;
    const version = (0,core_version/* parseVersion */.ot)(other.text, task.scheme);
    return !version.isPrerelease && (0,core_version/* compareVersions */.Zy)(version, (0,core_version/* parseVersion */.ot)(own.text, task.scheme)) > 0;
};
const targetOf = (task) => {
    const [owner = '', name = ''] = task.repository.split('/');
    return { owner, name };
};
const markedOf = (repository, tag) => ({ kind: 'release', repository, tag: tag.name, object: tag.object });
const markerOf = (task, world) => makeMarker(markedOf(task.repository, world.tag));

;// CONCATENATED MODULE: ./out/core/side-by-side.js
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

;// CONCATENATED MODULE: ./out/publish/release/situation.js
// What GitHub holds under the tag: our release or draft, twins of it, and what other people made. Ours is told by the marker,
// which is bound to the tag object: a draft for the tag as it was before somebody moved it is not ours any more.





const hasRecord = (release) => release.assets.some((it) => it.name === recordName && it.state === 'uploaded');
/** What is public counts most; then the draft whose bytes are frozen; then the oldest, which is what every run chooses. */
const sortOut = (releases, marked, adopt = false) => {
    const ours = releases.filter((it) => readMarker(it.body, marked)).sort((a, b) => a.id - b.id);
    const foreign = releases.find((it) => !it.draft && !ours.includes(it));
    const foreignDrafts = releases.filter((it) => it.draft && !ours.includes(it));
    const wanted = adopt ? (foreign ?? (ours.length === 0 && foreignDrafts.length === 1 ? foreignDrafts[0] : undefined)) : undefined;
    if (wanted)
        return { ours: wanted, isAdopting: true, twins: ours, foreignDrafts: foreignDrafts.filter((it) => it !== wanted) };
    const chosen = ours.find((it) => !it.draft) ?? ours.find(hasRecord) ?? ours[0];
    const adopted = chosen && readMarker(chosen.body, marked)?.adopted;
    return {
        ...(chosen ? { ours: chosen } : {}),
        ...(adopted ? { adopted } : {}),
        twins: ours.filter((it) => it !== chosen),
        ...(foreign ? { foreign } : {}),
        foreignDrafts,
    };
};
const situationOf = async (task, world) => sortOut(await world.github.releasesByTag(targetOf(task), world.tag.name), markedOf(task.repository, world.tag), world.plan.adopt);
const whoseDraft = (draft) => (isMarked(draft.body) ? 'one of Slipway for this tag at another object' : 'not of Slipway');
/** All assets with their digests. Servers that tell none have the bytes read back. */
const holdings = async (github, repository, release) => {
    const assets = await github.assets(repository, release.id);
    return sideBySide(assets, 4, async (asset) => {
        if (asset.state !== 'uploaded')
            return { asset, digest: 'nothing' };
        if (asset.digest !== null)
            return { asset, digest: asset.digest };
        const hash = (0,external_node_crypto_.createHash)('sha256');
        for await (const part of github.asset(repository, asset))
            hash.update(part);
        return { asset, digest: `sha256:${hash.digest('hex')}` };
    });
};

;// CONCATENATED MODULE: ./out/publish/release/frozen.js
// What an earlier run of the same release has frozen: the record in the published release, or in our draft.







/** Our releases and drafts in a repository, the one to go on with first. */
const findOurs = async (github, { repository, adopt }, tag) => {
    const { ours, twins } = sortOut(await github.releasesByTag(repository, tag.name), markedOf(repositoryText(repository), tag), adopt);
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
const recordAsset = async (github, repository, release) => (await github.assets(repository, release.id)).find((it) => it.name === recordName && it.state === 'uploaded');
const frozen_placeOf = (release) => `${release.draft ? 'the draft' : 'the release'} ${release.tag} (${release.url})`;
/** Undefined when the release has no record yet; a record that is none, or of another tag object, stops. */
const readRecordFile = async (github, repository, { release, tag }) => {
    const asset = await recordAsset(github, repository, release);
    if (!asset)
        return undefined;
    const where = frozen_placeOf(release);
    return readRecordText(await download(github, repository, { asset, where }), { where, tag });
};
const mostDownloads = 4;
/** A download is read as it comes, so that one that breaks off, or the page of a proxy, is seen only here; then it is begun again. */
const download = async (github, repository, it) => {
    for (let downloads = 1;; downloads++) {
        try {
            const bytes = await readWhole(github, repository, it);
            const found = (0,core_digest/* digestOf */.ol)(bytes);
            if (it.asset.digest === null || found === it.asset.digest)
                return bytes;
            if (downloads === mostDownloads)
                return (0,release_error/* fail */.fJ)('RECORD_BROKEN', { where: it.where, what: `GitHub says that it is ${it.asset.digest}, and gives ${found}` });
        }
        catch (failure) {
            if (!(failure instanceof release_error/* ReleaseError */.K2) || failure.code !== 'HTTP_BROKEN' || downloads === mostDownloads)
                throw failure;
        }
    }
};
const readWhole = async (github, repository, { asset, where }) => {
    const parts = [];
    let size = 0;
    for await (const part of github.asset(repository, asset)) {
        size += part.byteLength;
        if (size > largestRecord)
            return (0,release_error/* fail */.fJ)('RECORD_BROKEN', { where, what: `it has more than ${largestRecord} bytes` });
        parts.push(part);
    }
    return Buffer.concat(parts);
};

;// CONCATENATED MODULE: ./out/verbs/frozen-artifacts.js





const nothingFrozen = { artifacts: new Map(), records: [] };
const findFrozenArtifacts = async (of, { github, repository }) => {
    const { tag, tasks } = of.plan;
    const builds = tasks.filter((it) => it.phase === 'build');
    const released = (await Promise.all(releaseTargets(of, repository).map((it) => findFrozen(github, it, tag)))).filter((it) => it !== undefined);
    const named = agreed(released);
    // A record of a release names everything, unless its run left something out; only then there is more to look for.
    if (builds.every((it) => madeBy(it, named, of.steps).length > 0))
        return { artifacts: byTask(builds, named, of.steps), records: released };
    const beside = await readRecordRef(github, repository, tag);
    const records = beside ? [...released, beside] : released;
    return { artifacts: byTask(builds, agreed(records), of.steps), records };
};
/** Repositories in which the line makes releases. What this run leaves out may have been begun by an earlier one. */
const releaseRepositories = (line, own) => {
    const names = (line.slots['publish.release'] ?? []).map((it) => (typeof it['repository'] === 'string' ? it['repository'] : repositoryText(own)));
    return [...new Set(names)].map((it) => ({ owner: it.slice(0, it.indexOf('/')), name: it.slice(it.indexOf('/') + 1) }));
};
const releaseTargets = ({ line, plan }, own) => releaseRepositories(line, own).map((repository) => ({ repository, ...(plan.adopt ? { adopt: true } : {}) }));
/** All that the records name. Two that name other bytes under one name cannot both be the release. */
const agreed = (records) => {
    const all = new Map();
    for (const file of records) {
        for (const artifact of artifactsOf(file.record)) {
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

;// CONCATENATED MODULE: ./out/verbs/decide-revision.js








/** Undefined for a line whose image tags have no revision. */
const decideRevision = async (start, { request, ports }) => {
    const places = await placesOf(start, ports);
    const given = request.revision;
    if (places.length === 0)
        return given === undefined ? undefined : (0,release_error/* fail */.fJ)('REVISION_UNUSED', { line: start.line.name, revision: given });
    const records = await recordsOf(start, ports);
    const frozen = await publishedRevision(records, places, ports);
    if (frozen !== undefined && given !== undefined && given !== frozen)
        return (0,release_error/* fail */.fJ)('REVISION_FROZEN', { tag: start.tag.name, frozen, given });
    const recorded = records.map(({ record }) => record.plan?.revision).find((it) => typeof it === 'number');
    return frozen ?? given ?? recorded ?? nextFree(start, places);
};
const placesOf = async ({ line, version, tag }, { registry }) => {
    const words = template_wordsOf(version, { tag: tag.name, sha: tag.commit, line: line.name });
    const revised = (line.slots['publish.image'] ?? []).flatMap((entry) => {
        const { to, tags } = entry;
        const templates = Array.isArray(tags) ? tags.filter((it) => typeof it === 'string') : [];
        return typeof to === 'string' ? templates.filter(isRevised).map((template) => ({ name: parseDestination(to), ...revisedTag(template, words) })) : [];
    });
    const names = [...new Map(revised.map((it) => [printImageName(it.name), it.name]))];
    const tags = new Map(await Promise.all(names.map(async ([text, name]) => [text, await registry.tags(name)])));
    return revised.map((it) => ({ ...it, tags: tags.get(printImageName(it.name)) ?? [] }));
};
const recordsOf = async ({ line, tag }, { github, repository }) => {
    const released = await Promise.all(releaseRepositories(line, repository).map((it) => findFrozen(github, { repository: it }, tag)));
    return [...released, await readRecordRef(github, repository, tag)].filter((it) => it !== undefined);
};
/** Far more than a version ever had. */
const mostAsked = 20;
/** The revision under which frozen bytes are out. */
const publishedRevision = async (records, places, { registry }) => {
    const digests = new Set(records.flatMap((it) => artifactsOf(it.record)).filter((it) => it.kind === 'image').map((it) => it.digest));
    if (digests.size === 0)
        return undefined;
    for (const place of places) {
        for (const revision of revisionsIn(place.tags, place).slice(0, mostAsked)) {
            const there = await registry.manifest(place.name, tagWith(place, revision));
            if (there && digests.has(there.digest))
                return revision;
        }
    }
    return undefined;
};
/** One for all places: a release has one revision. What is not built here was pushed by others, and the highest of theirs is meant. */
const nextFree = ({ line }, places) => {
    const isBuilt = (line.slots['build.image'] ?? []).length > 0;
    const used = places.flatMap((it) => revisionsIn(it.tags, it));
    const first = firstRevision(line.effective);
    return used.length === 0 ? first : Math.max(first, ...used.map((it) => (isBuilt ? it + 1 : it)));
};

;// CONCATENATED MODULE: ./out/gate/gate.js
const gate_closed = (problem) => ({ severity: 'error', problem });

;// CONCATENATED MODULE: ./out/gate/actors.js
// The gate of the actors: who may start a release. In Actions the runner says who started the run (whoever ran it again, where it was run
// again); on a command line it is the person of the token. A bot has to be named; people need the access that is asked for, now.



const accesses = ['write', 'maintain', 'admin'];
const actors_words = actorWords;
const actorsGate = async (_facts, line, world) => {
    const allow = line.gate.actors?.allow ?? usualActors;
    if (allow.includes('anyone'))
        return [];
    const { actor } = world;
    if (actor && 'schedule' in actor)
        return schedule(allow);
    const person = actor ? { login: actor.login, isBot: isBotName(actor.login) } : await world.github.self();
    if (!person)
        return unknown(allow);
    return isNamed(person.login, allow) ? [] : actors_refused(person, await whyNot(person, allow, world), allow);
};
const isBotName = (login) => login.endsWith('[bot]');
/** Logins are the same in any case. */
const isNamed = (login, allow) => allow.some((it) => !actors_words.includes(it) && it.toLowerCase() === login.toLowerCase());
const actors_refused = ({ login }, why, allow) => why === undefined ? [] : [gate_closed((0,release_error/* problem */.CC)('ACTOR_REFUSED', { actor: login, why, allowed: allowedText(allow) }))];
/** What a schedule runs stands on the default branch. Where people are named, it has to be named as well: it goes on with what they did not start. */
const schedule = (allow) => allow.includes('schedule') || allow.includes('write') ? [] : [gate_closed((0,release_error/* problem */.CC)('ACTOR_REFUSED', { actor: 'A schedule', why: '`schedule` is not among those who may', allowed: allowedText(allow) }))];
/** A token that may write is somebody's who may; of one that has to be on a list this does not say it. */
const unknown = (allow) => allow.includes('write') ? [{ severity: 'unproven', problem: (0,release_error/* problem */.CC)('ACTOR_UNPROVEN', { allowed: allowedText(allow) }) }] : [gate_closed((0,release_error/* problem */.CC)('ACTOR_UNKNOWN', { allowed: allowedText(allow) }))];
/** Undefined: they may. */
const whyNot = async (person, allow, { github, repository }) => {
    const wanted = allow.filter((it) => accesses.includes(it));
    if (person.isBot)
        return 'a bot has to be named';
    if (wanted.length === 0)
        return 'the name is not among those who may';
    const rights = await github.rightsOf(repository, person.login);
    if (rights?.isBot)
        return 'a bot has to be named';
    const held = rights ? heldBy(rights.permission, rights.role) : [];
    return wanted.some((it) => held.includes(it)) ? undefined : `the access is ${rights ? `\`${rights.role}\`` : 'none'}`;
};
const heldBy = (permission, role) => {
    if (permission === 'admin')
        return accesses;
    if (permission !== 'write')
        return [];
    return role === 'maintain' ? ['write', 'maintain'] : ['write'];
};
const allowedText = (allow) => allow.map((it) => (it === 'write' ? 'people with write access' : accesses.includes(it) ? `people with ${it} access` : it === 'schedule' ? 'a schedule' : it)).join(', ');

;// CONCATENATED MODULE: ./out/core/tracking.js
// The marks of a tracking issue: which lines, versions and commits it speaks of. They stand in its text, around the part of each line, and
// as the last line of comments: a comment that was changed says so, and a text of an issue, which is changed all the time, does not. What
// approvals hold for is therefore read from comments only.

const tracking_opening = '<!-- slipway: ';
const tracking_closing = ' -->';
const texts = ['repository', 'issue', 'line', 'version', 'tag', 'commit'];
/** A version may hold `-->`, which would end the comment and show the rest of it. */
const commented = (fields) => `${tracking_opening}${canonicalJson(fields).replaceAll('<', '\\u003c').replaceAll('>', '\\u003e')}${tracking_closing}`;
const markOf = (mark, it, more = {}) => commented({ ...more, mark, repository: it.repository, issue: it.issue, line: it.line, version: it.version, tag: it.tag, commit: it.commit, ...(it.by === undefined ? {} : { by: it.by }) });
/** The last line of the part of a line. */
const endOf = (line) => commented({ end: line });
const readMark = (line) => {
    const fields = tracking_fieldsOf(line.trim());
    if (!fields)
        return undefined;
    const { mark, by } = fields;
    if (mark !== 'part' && mark !== 'named' && mark !== 'done')
        return undefined;
    if (texts.some((it) => typeof fields[it] !== 'string'))
        return undefined;
    const [repository, issue, name, version, tag, commit] = texts.map((it) => fields[it]);
    // A commit, and nothing that could be another one tomorrow.
    if (!/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(commit))
        return undefined;
    return { mark, fields, proposal: { repository, issue, line: name, version, tag, commit, ...(typeof by === 'string' ? { by } : {}) } };
};
/** Undefined when the line ends no part. */
const readEnd = (line) => {
    const end = tracking_fieldsOf(line.trim())?.['end'];
    return typeof end === 'string' ? end : undefined;
};
const tracking_fieldsOf = (line) => {
    if (!line.startsWith(tracking_opening) || !line.endsWith(tracking_closing))
        return undefined;
    try {
        const fields = JSON.parse(line.slice(tracking_opening.length, -tracking_closing.length));
        return typeof fields === 'object' && fields !== null ? fields : undefined;
    }
    catch {
        return undefined;
    }
};
/** The mark of a comment: its last line. What stands before may be anybody's text. */
const markOfComment = (body, mark) => {
    const found = readMark(body.trimEnd().split('\n').at(-1) ?? '');
    return found?.mark === mark ? found.proposal : undefined;
};
/** The lines that the text of an issue speaks of. */
const partsIn = (body) => body.split('\n').flatMap((line) => {
    const found = readMark(line);
    return found?.mark === 'part' ? [found.proposal] : [];
});
const tracking_isSame = (a, b) => a.repository.toLowerCase() === b.repository.toLowerCase() && a.line === b.line && a.tag === b.tag;
/** Is it the issue of this tag? */
const tracks = (body, key) => partsIn(body).some((it) => tracking_isSame(it, key));
/** Anybody may open issues and write comments. What counts is written by whoever opened the issue, if they belong to the project, or by its people. */
const isTrusted = (author, opener) => author !== undefined && ((author.isMember && !author.isBot) || (author.login === opener?.login && mayOpen(opener)));
/** An App was let in by the project. */
const mayOpen = (opener) => opener !== undefined && (opener.isBot || opener.isMember);
/**
 * What each comment names, at its place. One that was changed names nothing: it could have named something else when people read it.
 * Neither does one by a stranger. That a line is done is also said by a workflow or an App, on an issue that a person has opened: it
 * grants nothing.
 */
const marksIn = (comments, opener, mark) => comments.map((it) => (it.isEdited || !(isTrusted(it.author, opener) || (mark === 'done' && it.author?.isBot === true)) ? undefined : markOfComment(it.body, mark)));
/** What is named last of each line. */
const namedLines = (comments, opener) => [...new Map(marksIn(comments, opener, 'named').flatMap((it) => (it ? [[it.line, it]] : []))).values()];

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

;// CONCATENATED MODULE: ./out/core/edit/json-spot.js
// Finds the spot of a value in JSON. A scanner of our own, as JSON.parse tells neither where a value stands nor that a key stands
// twice, and forgets everything else about the bytes. The whole file is read, in one pass: half a file is no file.



/** Deeper than any file that people write, and shallower than the stack. */
const json_spot_deepest = 200;
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
    return text?.includes('\t') === true ? malformed(scan, 'JSON', { what: 'a tab in a text is written \\t', offset: start + text.indexOf('\t') }) : text;
};
const takePlain = (scan) => {
    plain.lastIndex = scan.at;
    return take(scan, plain.exec(scan.text) === null ? undefined : plain.lastIndex);
};
const json_spot_wrong = (scan, what) => malformed(scan, 'JSON', { what, offset: Math.min(scan.at, scan.text.length) });
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
        return json_spot_wrong(scan, 'there is more after the end of the value');
    return spot ?? missing(sought, [], 0);
};
const readValue = (scan, way, depth) => {
    skipSpace(scan);
    const start = scan.at;
    if (depth > json_spot_deepest)
        return json_spot_wrong(scan, `it is nested more than ${json_spot_deepest} deep`);
    const character = scan.text[start];
    if (character !== '{' && character !== '[')
        return readScalar(scan, way, start);
    scan.at++;
    const spot = character === '{' ? readObject(scan, way, { start, depth }) : readList(scan, way, { start, depth });
    return way?.length === 0 ? notText(scan, character === '{' ? 'an object' : 'a list', start) : spot;
};
const readScalar = (scan, way, start) => {
    const isText = scan.text[start] === '"';
    const text = isText ? takeString(scan) : takePlain(scan);
    if (text === undefined)
        return json_spot_wrong(scan, isText ? 'a text does not end, or has an escape that is none' : start >= scan.text.length ? 'it ends too early' : 'a value is expected here');
    if (way === undefined)
        return undefined;
    if (way.length > 0)
        return missing(scan, `${text.slice(0, 40)} has no keys`, start);
    return isText ? textSpot(start, text) : notText(scan, `${text.slice(0, 40)} without quotes`, start);
};
const textSpot = (start, text) => ({ start, end: start + text.length, value: JSON.parse(text), quoted: true, encode: (value) => JSON.stringify(value) });
const readMember = (scan, way, depth) => {
    skipSpace(scan);
    const offset = scan.at;
    const text = takeString(scan) ?? json_spot_wrong(scan, 'a key in double quotes is expected here');
    if (!isNext(scan, ':'))
        return json_spot_wrong(scan, 'a colon is expected after the key');
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
            return json_spot_wrong(scan, 'a comma or } is missing');
    }
    const wanted = way?.[0];
    if (wanted === undefined)
        return undefined;
    const found = members.filter((it) => it.key === wanted);
    if (found.length > 1)
        return ambiguous(scan, found.map((it) => it.offset));
    return found.length === 0 ? missing(scan, members.map((it) => it.key), start) : found[0]?.spot;
};
const readList = (scan, way, { start, depth }) => {
    const wanted = way?.[0] === undefined ? undefined : pointer_indexOf(way[0]);
    let [spot, count] = [undefined, 0];
    if (!isNext(scan, ']')) {
        do {
            const found = readValue(scan, count === wanted ? way?.slice(1) : undefined, depth + 1);
            if (count === wanted)
                spot = found;
            count++;
        } while (isNext(scan, ','));
        if (!isNext(scan, ']'))
            return json_spot_wrong(scan, 'a comma or ] is missing');
    }
    const isMissing = way !== undefined && way.length > 0 && (wanted === undefined || wanted >= count);
    return isMissing ? missing(scan, `the list has ${count} entries, counted from 0`, start) : spot;
};

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
    scanToml(sought.text, visit, (what, offset) => malformed(sought, 'TOML', { what, offset }));
    const [value] = found;
    if (!value)
        return under ? notText(sought, 'a table', under.start) : missing(sought, [...beside], 0);
    return found.length > 1 ? ambiguous(sought, found.map((it) => it.start)) : toml_spot_spotOf(value, sought);
};
const kinds = { lines: 'a text of several lines', list: 'a list', table: 'a table', other: 'a value without quotes' };
const basicText = (value) => JSON.stringify(value);
const toml_spot_spotOf = ({ start, end, kind }, sought) => {
    const source = sought.text.slice(start, end);
    if (kind === 'basic')
        return { start, end, value: decodeBasic(source), quoted: true, encode: basicText };
    // A literal text has no escapes, so not every value can stand in one.
    if (kind === 'literal')
        return { start, end, value: source.slice(1, -1), quoted: true, encode: (value) => (value.includes("'") ? basicText(value) : `'${value}'`) };
    return notText(sought, kinds[kind], start);
};

;// CONCATENATED MODULE: ./out/core/edit/reference-text.js
// Reads and edits one value of a file, whatever the file's format is. An edit changes the characters of that value and no others.







const reference_text_largest = 16 * 1024 * 1024;
const whereText = ({ at, pattern }) => [at, pattern === undefined ? undefined : `the pattern ${JSON.stringify(pattern)}`].filter((it) => it !== undefined).join(', ');
const locateValue = (sought, at, forEdit) => {
    const keys = parsePointer(at);
    const name = sought.file.toLowerCase();
    if (name.endsWith('.json'))
        return locateJson(sought, keys);
    if (/\.ya?ml$/.test(name))
        return locateYaml(sought, keys, forEdit);
    return name.endsWith('.toml') ? locateToml(sought, keys) : (0,release_error/* fail */.fJ)('REFERENCE_FORMAT', { file: sought.file }, { place: { file: sought.file } });
};
/** The spot of a part: what the pattern holds open is replaced, and the value written anew in its own style. */
const partOf = (spot, pattern, sought, hole) => {
    const part = fitValue(spot.value, pattern, hole);
    if (!part)
        return missing(sought, `${JSON.stringify(spot.value.slice(0, 80))} stands there`, spot.start);
    const [before, after] = [spot.value.slice(0, part.start), spot.value.slice(part.end)];
    return { ...spot, value: spot.value.slice(part.start, part.end), encode: (value) => spot.encode(`${before}${value}${after}`) };
};
const locate = (text, file, where, forEdit) => {
    const sought = { text, file, where: whereText(where) || 'its whole text' };
    const { at, pattern, hole = 'version' } = where;
    checkSize(sought, reference_text_largest);
    if (at === undefined)
        return pattern === undefined ? locateWhole(sought) : locatePattern(sought, pattern, hole);
    const spot = locateValue(sought, at, forEdit);
    return pattern === undefined ? spot : partOf(spot, pattern, sought, hole);
};
const readReference = (text, file, where) => {
    const spot = locate(text, file, where, false);
    const { line = 1, column = 1 } = placeAt(text, file, spot.start);
    return { value: spot.value, line, column, quoted: spot.quoted };
};
/** The same text when the value is there already, even in another style of quotes. */
const editReference = (text, file, where, value) => {
    if (!isOneLine(value))
        return (0,release_error/* fail */.fJ)('REFERENCE_VALUE', { file, where: whereText(where), value: JSON.stringify(value.slice(0, 80)) }, { place: { file } });
    // Decoded with losses somewhere before: writing it back would change bytes that nobody named.
    if (text.includes('\ufffd'))
        return (0,release_error/* fail */.fJ)('FILE_NOT_UTF8', { file }, { place: { file } });
    const spot = locate(text, file, where, true);
    return spot.value === value ? text : replaceSpot(text, spot, value);
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

;// CONCATENATED MODULE: ./out/core/dependencies/followed.js
// Which entries of dependencies.yaml carry the version of this line: those that the config names; else those that are found. Pure.




const lastWord = (name) => name.slice(name.lastIndexOf('/') + 1);
/** The release itself: by its name, or because it stands in VERSION and nothing else does. */
const isRelease = ({ name, refPaths }) => /\brelease version\b|^repo \(release\)$/i.test(name) || refPaths.some((it) => it.path === 'VERSION' && it.match === undefined);
/** What has the same version with a `v` or a revision, or the name of an image that this line publishes. */
const found = (all, { scheme, images }) => {
    const written = (it) => readWritten(it.version, scheme);
    const releases = all.filter(isRelease);
    const versions = new Set(releases.map((it) => written(it).version).filter((it) => it !== undefined));
    const published = new Set(images.map(lastWord));
    const follows = (it) => versions.has(written(it).version ?? '') || (published.has(lastWord(it.name)) && written(it).version !== undefined);
    return all.filter((it) => releases.includes(it) || follows(it)).map((dependency) => ({ dependency, form: formOf(written(dependency)) }));
};
const followedIn = (all, asked) => {
    if (!asked.entries)
        return { followed: found(all, asked), problems: [] };
    const problems = [];
    const followed = asked.entries.flatMap((entry) => {
        const { name, as } = typeof entry === 'string' ? { name: entry } : entry;
        const these = all.filter((it) => it.name === name);
        if (these.length === 0)
            problems.push(followed_unknown(name, all, asked.file));
        return these.map((dependency) => ({ dependency, form: as ?? formOf(readWritten(dependency.version, asked.scheme)) }));
    });
    return { followed, problems };
};
const followed_unknown = (name, all, file) => {
    const names = all.map((it) => it.name);
    const suggestion = (0,suggest/* suggest */.Z)(name, names);
    return (0,release_error/* problem */.CC)('DEPENDENCIES_NO_ENTRY', { file, name, known: names.slice(0, 12).join(', '), ...(suggestion === undefined ? {} : { suggestion }) }, { file });
};
/** A claim that the version stands in a file which has no place for it would check nothing, in silence. */
const mustFollow = ({ file }, followed) => {
    if (followed === 0)
        (0,release_error/* fail */.fJ)('DEPENDENCIES_NONE', { file }, { place: { file } });
};
/** What the entry is to say: with the revision that it has, when the version is right already and no other revision is asked for. */
const valueFor = ({ dependency, form }, version, revision) => {
    const now = readWritten(dependency.version, version.scheme);
    const isRight = formOf(now) === form && now.version !== undefined && (0,core_version/* namesVersion */.H7)(now.version, version);
    const keeps = isRight && (revision?.given === undefined || now.revision === undefined || Number(now.revision) === revision.given);
    return keeps ? dependency.version : renderForm(form, version.text, revision?.given ?? revision?.from ?? 0);
};

;// CONCATENATED MODULE: ./out/core/dependencies/check-dependencies.js




/** No line of a real file is longer; patterns are tried on no more than that. */
const longestLine = 4096;
/** The lines that a path is about. */
const check_dependencies_linesOf = (text, { match }) => text.split('\n').map((it, index) => ({ number: index + 1, text: it.replace(/\r$/, '') })).filter((it) => match === undefined || match.test(it.text.slice(0, longestLine)));
const checkDependencies = (subject) => {
    const all = readDependencies(subject.text, subject.file);
    const { followed, problems: unknown } = followedIn(all, subject);
    const problems = [...unknown];
    const agreed = [];
    for (const dependency of all) {
        const own = followed.find((it) => it.dependency === dependency);
        if (own)
            checkEntry(own, subject, { agreed, problems });
        for (const ref of dependency.refPaths) {
            subject.collect(problems, () => {
                const lines = check_dependencies_linesOf(subject.textOf(ref.path), ref);
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
    const wanted = valueFor(own, version);
    if (found === wanted)
        agreed.push({ file, where: nameText(name), line: place.line ?? 1, column: place.column ?? 1, found });
    else
        problems.push((0,release_error/* problem */.CC)('REFERENCE_DISAGREES', { file, where: nameText(name), found: found.slice(0, 120), wanted, version: version.text }, place));
};
const checkFollowed = (own, { ref, lines }, { version, file }) => {
    const { name } = own.dependency;
    const wanted = valueFor(own, version);
    const value = readWritten(wanted, version.scheme);
    const words = lines.flatMap((line) => wordsOfLine(line.text, version.scheme).map((word) => ({ line, word })));
    const said = words.find((it) => says(it.word, value));
    if (said)
        return { file: ref.path, where: nameText(name), ...spot(said.line, said.word), found: said.word.text };
    const other = words.find((it) => it.word.version !== undefined);
    if (!other)
        return nowhere(own.dependency, { ref, lines }, { file, wanted });
    return (0,release_error/* problem */.CC)('REFERENCE_DISAGREES', { file: ref.path, where: nameText(name), found: other.word.text, wanted, version: version.text }, { file: ref.path, ...spot(other.line, other.word) });
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
    return (0,release_error/* problem */.CC)('DEPENDENCIES_DISAGREE', { file: ref.path, name, version: wanted, dependencies: file, found }, place);
};

;// CONCATENATED MODULE: ./out/core/dependencies/edit-dependencies.js
// Sets the version in dependencies.yaml and in the files that the entries of the release name. An edit changes the characters of the
// version and no others: comments, quotes and line ends stay. Pure.






/** One edit for each place; several of them may be in one file, and each gets what the one before it made. */
const editDependencies = (editing) => {
    const { followed, problems } = followedIn(readDependencies(editing.text, editing.file), editing);
    (0,release_error/* failAll */.wf)(problems);
    if (!editing.mayFollowNone)
        mustFollow(editing, followed.length);
    const values = followed.map((it) => ({ ...it, value: valueFor(it, editing.version, editing.revision) }));
    return [
        ...values.map(({ dependency, value }) => ({ file: editing.file, change: (text) => editReference(text, editing.file, { at: dependency.at }, value) })),
        // Plain versions first: where one line is named by two entries, the whole image tag has the last word.
        ...values.sort((a, b) => a.form.length - b.form.length).flatMap((it) => it.dependency.refPaths.map((ref) => ({ file: ref.path, change: (text) => editLines(text, ref, it, editing.version.scheme) }))),
    ];
};
/** The words in what the pattern has matched; a word that it only touches is in it. */
const placesIn = (text, ref, scheme) => check_dependencies_linesOf(text, ref).flatMap((line) => {
    const found = ref.match?.exec(line.text.slice(0, longestLine));
    const [start, end] = found ? [found.index, found.index + found[0].length] : [0, line.text.length];
    return wordsOfLine(line.text, scheme).filter((it) => it.start < end && it.end > start).map((it) => ({ ...it, number: line.number }));
});
const editLines = (text, ref, { dependency, form, value }, scheme) => {
    const places = placesIn(text, ref, scheme);
    const [before, after] = [readWritten(dependency.version, scheme), readWritten(value, scheme)];
    const old = places.filter((it) => says(it, before));
    // Left behind by an earlier release: whatever version stands there alone.
    const chosen = old.length > 0 || places.some((it) => says(it, after)) ? old : leftBehind(places, { ref, form, name: dependency.name });
    return replaced(text, chosen, (it) => (it.text === before.text || form === formOf(it) ? value : `${it.prefix}${after.version ?? value}${it.revision === undefined ? '' : `-${it.revision}`}`));
};
const leftBehind = (places, { ref, form, name }) => {
    const versions = places.filter((it) => it.version !== undefined);
    const alike = versions.filter((it) => formOf(it) === form);
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
    const current = (file) => texts.get(file) ?? reference_textOf(file, edits.texts);
    const refused = new Map();
    for (const it of wanted) {
        const faults = [];
        reference_collect(faults, () => texts.set(it.file, editReference(current(it.file), it.file, it.where, it.value)));
        if (faults.length > 0)
            refused.set(it, faults);
    }
    for (const it of edits.references.filter(isDependencies)) {
        reference_collect(problems, () => {
            for (const { file, change } of dependenciesEdits(it, current(it.dependencies), edits))
                reference_collect(problems, () => texts.set(file, change(current(file))));
        });
    }
    // Read again what was written: an alias may say the right thing by now, and of two settings for one place the first has lost.
    for (const it of wanted) {
        reference_collect(problems, () => {
            const { value: found, line, column } = readReference(current(it.file), it.file, it.where);
            if (found === it.value)
                return;
            problems.push(...(refused.get(it) ?? [(0,release_error/* problem */.CC)('REFERENCE_CLASH', { file: it.file, where: whereText(it.where), found, wanted: it.value }, { file: it.file, line, column })]));
        });
    }
    (0,release_error/* failAll */.wf)(problems);
    return new Map([...texts].filter(([file, text]) => text !== edits.texts[file]));
};
const dependenciesEdits = ({ dependencies: file, entries }, text, edits) => {
    const { references, version, images = [], revision = { from: 0 } } = edits;
    return editDependencies({ file, entries, text, version, images, revision, scheme: version.scheme, mayFollowNone: references.some((it) => isFile(it) && it.is === 'version') });
};
const wantedOf = ({ references, alsoSet, texts, version, mode }, problems) => {
    const wanted = [];
    for (const { is, prefix = '', spelling, ...reference } of references.filter(isFile).filter((it) => it.is === 'version')) {
        for (const where of wheresOf(reference, is)) {
            reference_collect(problems, () => {
                const { value: found } = readReference(reference_textOf(reference.file, texts), reference.file, where);
                if (isPlaceholder(found) || (found.startsWith(prefix) && isPlaceholder(found.slice(prefix.length))))
                    return;
                wanted.push({ file: reference.file, where, value: `${prefix}${(0,core_version/* spell */.lO)(version, spelling)}` });
            });
        }
    }
    for (const it of alsoSet) {
        const template = it[mode];
        if (template === undefined)
            continue;
        reference_collect(problems, () => {
            const text = renderTemplate(template, template_wordsOf(version));
            wanted.push(...wheresOf(it, 'value').map((where) => ({ file: it.file, where, value: text })));
        });
    }
    return wanted;
};

;// CONCATENATED MODULE: ./out/gate/only-references.js
// Does a commit differ from the one that was approved only in what Slipway itself would write? Not by what a diff looks like: the edit is
// made anew on the approved commit, by the default branch's config, and must give the tagged content byte for byte.






/** Lines that one issue names; of more of them not every combination is tried. */
const mostLines = 6;
/** Paths that differ and must not; none: the approvals hold. `proposals`: whose references may have been written. */
const otherFiles = async (named, proposals, { facts, world }) => {
    const compared = { named, facts, world };
    const changed = await changedPaths(compared);
    if (changed.length === 0)
        return [];
    const lines = proposals.flatMap((it) => lineOf(it, world.lines) ?? []).slice(0, mostLines);
    let nearest = changed;
    for (const chosen of subsets(lines)) {
        const wrong = await differing(changed, await written(chosen, compared), compared);
        if (wrong.length === 0)
            return [];
        if (wrong.length < nearest.length)
            nearest = wrong;
    }
    return nearest;
};
const changedPaths = async ({ named, facts, world: { git, bring, edited } }) => {
    const commit = (await git.commit(named)) ?? (await bring(named));
    const [there, here] = [await git.entries(commit), await git.entries(facts.tag.commit)];
    const paths = new Set([...there.keys(), ...here.keys(), ...(edited?.keys() ?? [])]);
    return [...paths].filter((it) => there.get(it) !== here.get(it) || edited?.has(it)).sort();
};
/** A proposal may say what it likes; what counts of it is a line of the default branch whose tags are like this one. */
const lineOf = ({ line: name, tag }, lines) => {
    const line = lines.find((it) => it.name === name);
    const match = line && (0,tag_pattern/* matchTag */._f)(line.tag, line.scheme, tag);
    return line?.version && match ? { line, version: match.text } : undefined;
};
const subsets = (all) => all.reduce((sets, it) => [...sets, ...sets.map((set) => [...set, it])], [[]]);
/** What Slipway would write on the approved commit. What it could not write, it has not written. */
const written = async (lines, { named, facts, world }) => {
    const texts = new Map();
    try {
        for (const { line, version } of lines) {
            const entry = line.version;
            if (!entry)
                continue;
            const read = async (file) => {
                const bytes = texts.has(file) ? undefined : await world.git.show(named, file);
                return texts.get(file) ?? (bytes && decodeFile(bytes, file));
            };
            const given = facts.words['revision'];
            const edits = setReferences({
                references: entry['written-in'], alsoSet: entry['also-set'], texts: await readTexts(entry['written-in'], entry['also-set'], read), version: (0,core_version/* parseVersion */.ot)(version, line.scheme),
                mode: 'release', images: line.images, revision: { given: given === undefined || line.name !== facts.line ? undefined : Number(given), from: line.firstRevision },
            });
            for (const [file, text] of edits)
                texts.set(file, text);
        }
    }
    catch (failure) {
        if (!(failure instanceof release_error/* ReleaseError */.K2))
            throw failure;
        return new Map();
    }
    return new Map([...texts].map(([file, text]) => [file, Buffer.from(text)]));
};
/** Exactly these files, each with exactly these bytes, and still the same kind of file. */
const differing = async (changed, wanted, { named, facts, world: { git, edited } }) => {
    const [there, here] = [await git.entries(named), await git.entries(facts.tag.commit)];
    const mode = (entries, path) => entries.get(path)?.split(' ')[0] ?? 'none';
    const wrong = [];
    for (const path of new Set([...changed, ...wanted.keys()])) {
        const bytes = edited?.has(path) ? Buffer.from(edited.get(path) ?? '') : await git.show(facts.tag.commit, path);
        const should = wanted.get(path) ?? (await git.show(named, path));
        const isPlain = mode(there, path).startsWith('100') && mode(there, path) === mode(here, path);
        if (!isPlain || !bytes || !should || !Buffer.from(bytes).equals(Buffer.from(should)))
            wrong.push(path);
    }
    return wrong;
};

;// CONCATENATED MODULE: ./out/gate/owners/yaml-names.js
// Lists of names in the YAML of Kubernetes projects: who is meant is compared without case and without a leading @, as Prow does; where a
// name stands is kept, so that a mistake is told at its line.




/** Far above any real list; whoever is named may be asked for. */
const mostNames = 1000;
/** The mapping at the top; undefined when the file says nothing. */
const readTop = (source) => {
    const reading = { ...source, document: composeYaml({ ...source, where: 'its owners' }) };
    const top = yaml_names_resolved(reading.document.contents, reading);
    if (top === null || ((0,dist/* isScalar */.jn)(top) && top.value === null))
        return { top: undefined, reading };
    return { top: (0,dist/* isMap */.jh)(top) ? top : yaml_names_wrong(top, reading, 'at its top there are no keys'), reading };
};
const yaml_names_resolved = (node, { document }) => ((0,dist/* isAlias */.Vj)(node) ? (node.resolve(document) ?? null) : (node ?? null));
const yaml_names_placeOf = (node, { text, file }) => placeAt(text, file, node?.range?.[0] ?? 0);
const yaml_names_wrong = (node, reading, what) => (0,release_error/* fail */.fJ)('OWNERS_MALFORMED', { file: reading.file, what }, { place: yaml_names_placeOf(node, reading) });
/** Pairs of a mapping, keys as they are written. A key that stands twice is a mistake: one of the two would not count. */
const pairsOf = (map, reading) => {
    const seen = new Set();
    return map.items.map((pair) => {
        const at = pair.key;
        const key = (0,dist/* isScalar */.jn)(at) ? String(at.value) : yaml_names_wrong(at, reading, 'a key is no text');
        if (seen.has(key))
            yaml_names_wrong(at, reading, `the key \`${key}\` stands twice`);
        seen.add(key);
        return { key, node: yaml_names_resolved(pair.value, reading), at };
    });
};
const yaml_names_childOf = (map, key, reading) => {
    const found = pairsOf(map, reading).find((it) => it.key === key)?.node ?? null;
    return (0,dist/* isScalar */.jn)(found) && found.value === null ? null : found;
};
/** A list of names; no key, or no value, is an empty one. */
const namesAt = (map, key, reading) => {
    const list = yaml_names_childOf(map, key, reading);
    return list === null ? [] : namesIn(list, key, reading);
};
const namesIn = (list, key, reading) => {
    if (!(0,dist/* isSeq */.oP)(list))
        return yaml_names_wrong(list, reading, `\`${key}\` is a list of names`);
    if (list.items.length > mostNames)
        return yaml_names_wrong(list, reading, `\`${key}\` has more than ${mostNames} names`);
    return list.items.map((item) => {
        const node = yaml_names_resolved(item, reading);
        // A login may look like a number: what is written is the name. As in Prow, an @ before it says nothing.
        const written = (0,dist/* isScalar */.jn)(node) ? (node.source ?? '') : yaml_names_wrong(node, reading, `\`${key}\` holds something that is no name`);
        const name = written.trim().replace(/^@/, '').toLowerCase();
        return name === '' ? yaml_names_wrong(node, reading, `\`${key}\` holds an empty name`) : { name, place: yaml_names_placeOf(node, reading) };
    });
};

;// CONCATENATED MODULE: ./out/gate/owners/aliases-file.js
// OWNERS_ALIASES: a word for several people. One level, as in Prow: a name in an alias is a person, never another alias.


const aliasesFile = 'OWNERS_ALIASES';
const readAliases = (source) => {
    const { top, reading } = readTop(source);
    const map = top && yaml_names_childOf(top, 'aliases', reading);
    if (!map)
        return new Map();
    if (!(0,dist/* isMap */.jh)(map))
        return yaml_names_wrong(map, reading, '`aliases` is a mapping of words to lists of names');
    const aliases = new Map();
    for (const { key, node, at } of pairsOf(map, reading)) {
        const word = key.toLowerCase();
        if (aliases.has(word))
            yaml_names_wrong(at, reading, `the alias \`${key}\` stands twice`);
        aliases.set(word, node === null || ((0,dist/* isScalar */.jn)(node) && node.value === null) ? [] : namesIn(node, key, reading));
    }
    return aliases;
};

;// CONCATENATED MODULE: ./out/gate/owners/owners-file.js
// An OWNERS file: who approves and who reviews, for everything below its folder or for the paths that a filter's regular expression
// finds. Keys that say nothing of that (labels, required_reviewers …) are let pass, as Prow does.



const lists = ['approvers', 'reviewers', 'emeritus_approvers', 'required_reviewers', 'labels'];
const readOwners = (source) => {
    const { file } = source;
    const { top, reading } = readTop(source);
    if (!top)
        return { file, rules: [], noParents: false };
    const noParents = readNoParents(top, reading);
    const filters = yaml_names_childOf(top, 'filters', reading);
    if (filters === null)
        return { file, rules: [ruleOf(top, reading)], noParents };
    const beside = pairsOf(top, reading).find((it) => lists.includes(it.key));
    if (beside)
        yaml_names_wrong(beside.at, reading, `it has \`${beside.key}\` beside \`filters\`, and Prow takes one or the other`);
    if (!(0,dist/* isMap */.jh)(filters))
        return yaml_names_wrong(filters, reading, '`filters` is a mapping of regular expressions');
    return { file, rules: pairsOf(filters, reading).map((it) => filtered(it, reading)), noParents };
};
const ruleOf = (map, reading) => ({
    approvers: namesAt(map, 'approvers', reading),
    reviewers: namesAt(map, 'reviewers', reading),
    emeritus: namesAt(map, 'emeritus_approvers', reading),
});
const filtered = ({ key, node, at }, reading) => {
    const translated = translateGo(key);
    if ('fault' in translated)
        return yaml_names_wrong(at, reading, `the filter \`${key}\` is no regular expression: ${translated.fault}`);
    if (!(0,dist/* isMap */.jh)(node))
        return yaml_names_wrong(node ?? at, reading, `the filter \`${key}\` has no lists of names below it`);
    return { filter: translated.regexp, ...ruleOf(node, reading) };
};
const readNoParents = (top, reading) => {
    const options = yaml_names_childOf(top, 'options', reading);
    if (options === null)
        return false;
    if (!(0,dist/* isMap */.jh)(options))
        return yaml_names_wrong(options, reading, '`options` is a mapping');
    const value = yaml_names_childOf(options, 'no_parent_owners', reading);
    if (value === null)
        return false;
    // Whatever is not plainly true or false could open the gate to more people than were meant.
    return (0,dist/* isScalar */.jn)(value) && typeof value.value === 'boolean' ? value.value : yaml_names_wrong(value, reading, '`no_parent_owners` is true or false');
};

;// CONCATENATED MODULE: ./out/gate/owners/owners.js
// Who may approve: the OWNERS files from a folder up to the root, with aliases put in place of the words that stand for them. Pure; the
// texts were read before, from the default branch and never from the tagged commit.


/** What GitHub takes for a login, with the suffix that the logins of Apps have. */
const loginForm = /^[a-z\d](?:[a-z\d]|-(?=[a-z\d]))*-?(?:\[bot\])?$/;
const longestLogin = 39;
/**
 * A word that looks like those of groups. A login could look so too, and whoever registered it on GitHub would be an owner once the
 * alias is gone: it is taken for an alias that is missing.
 */
const groupForm = /(?:^|[-_])(?:approvers|reviewers|maintainers|owners|leads|admins|managers|emeritus|team)$/;
/** From the folder up to the root: `a/b` → `a/b/OWNERS`, `a/OWNERS`, `OWNERS`. */
const ownersPaths = (folder, name = 'OWNERS') => {
    const parts = folder.split('/').filter((it) => it !== '' && it !== '.');
    return Array.from({ length: parts.length + 1 }, (_, up) => [...parts.slice(0, parts.length - up), name].join('/'));
};
/** `files`: those that there are, nearest first. `path`: what is released; `''` is all of it. */
const ownersOf = (files, aliases, path) => {
    const problems = [];
    const counting = files.slice(0, files.findIndex((it) => it.noParents) + 1 || files.length);
    const rules = counting.flatMap((it) => it.rules.filter((rule) => matches(rule.filter, relative(path, it.file))));
    const people = (list) => new Set(rules.flatMap(list).flatMap((it) => expanded(it, aliases, problems)));
    const approvers = people((it) => it.approvers);
    const reviewers = without(people((it) => it.reviewers), approvers);
    const emeritus = without(without(people((it) => it.emeritus), approvers), reviewers);
    (0,release_error/* failAll */.wf)(problems);
    return { approvers, reviewers, emeritus, files: counting.map((it) => it.file) };
};
const without = (names, others) => new Set([...names].filter((it) => !others.has(it)));
/** A folder is found by a filter of its name (`^docs`) as by one of what is in it (`^docs/.*`). */
const matches = (filter, path) => filter === undefined || filter.test(path) || (path !== '' && filter.test(`${path}/`));
const relative = (path, file) => {
    const folder = file.slice(0, file.lastIndexOf('/') + 1);
    return path.startsWith(folder) ? path.slice(folder.length) : '';
};
const expanded = ({ name, place }, aliases, problems) => {
    const members = aliases.get(name);
    if (members)
        return members.flatMap((it) => mustBeLogin(it, aliases, problems));
    if (groupForm.test(name))
        return owners_unknown({ name, place }, aliases, problems);
    return mustBeLogin({ name, place }, aliases, problems);
};
const mustBeLogin = (it, aliases, problems) => it.name.length <= longestLogin + '[bot]'.length && loginForm.test(it.name) ? [it.name] : owners_unknown(it, aliases, problems);
const owners_unknown = ({ name, place }, aliases, problems) => {
    const known = [...aliases.keys()];
    const suggestion = (0,suggest/* suggest */.Z)(name, known);
    problems.push((0,release_error/* problem */.CC)('OWNERS_ALIAS_UNKNOWN', { name, file: place.file ?? 'OWNERS', known: known.join(', '), ...(suggestion === undefined ? {} : { suggestion }) }, place));
    return [];
};

;// CONCATENATED MODULE: ./out/gate/comments/own-words.js
// What a person says in a comment themselves: the lines that are left when quotes, code and HTML comments are gone. Lines that are
// struck out stay, empty, so that what stood on two lines never becomes one.
/** Markup in which text is shown as something that somebody else said or wrote. */
const quotingTags = /<(pre|code|samp|blockquote)(?:\s[^>]*)?>[^]*?(?:<\/\1\s*>|$)/gi;
const ownWords = (body) => {
    const lines = withoutFences(body.replaceAll(/\r\n?/g, '\n').split('\n'));
    const text = withoutSpans(lines.join('\n').replaceAll(quotingTags, blank));
    return text.split('\n').map((line) => (isQuote(line) || isIndented(line) ? '' : line));
};
const isQuote = (line) => /^ {0,3}>/.test(line);
const isIndented = (line) => /^(?: {4}| {0,3}\t)/.test(line);
/** A mark that is no space is left, so that what stood behind it does not come to stand at the beginning of its line. */
const blank = (text) => text.replaceAll(/[^\n]+/g, '\u0000');
/** Fenced code and HTML comments, whichever begins first: a fence in a comment is none, and neither is a comment in code. */
const withoutFences = (lines) => {
    let fence = '';
    let inComment = false;
    return lines.map((line) => {
        if (fence !== '') {
            if (closes(line, fence))
                fence = '';
            return '';
        }
        const opened = inComment ? undefined : /^ {0,3}(`{3,}(?!.*`)|~{3,})/.exec(line)?.[1];
        if (opened !== undefined) {
            fence = opened;
            return '';
        }
        const [rest, open] = withoutComments(line, inComment);
        inComment = open;
        return rest;
    });
};
const closes = (line, fence) => {
    const found = /^ {0,3}(`{3,}|~{3,})[ \t]*$/.exec(line)?.[1];
    return found?.[0] === fence[0] && (found?.length ?? 0) >= fence.length;
};
/** The line without its comments, and whether one stays open at its end. One in inline code is none. */
const withoutComments = (line, isOpen) => {
    let rest = line;
    let kept = '';
    let open = isOpen;
    while (rest !== '') {
        if (open) {
            const end = rest.indexOf('-->');
            if (end < 0)
                return [`${kept}\u0000`, true];
            kept += '\u0000';
            rest = rest.slice(end + 3);
            open = false;
        }
        const [before, ...after] = splitAtComment(rest);
        kept += before;
        if (after.length === 0)
            return [kept, false];
        rest = after[0] ?? '';
        open = true;
        if (rest === '')
            return [`${kept}\u0000`, true];
    }
    return [kept, open];
};
const splitAtComment = (text) => {
    const at = [...text.matchAll(/(`+)(?!`)[^]*?(?<!`)\1(?!`)|<!--/g)].find((it) => it[0] === '<!--')?.index;
    return at === undefined ? [text] : [text.slice(0, at), text.slice(at + 4)];
};
/** Inline code, which may go over several lines of one paragraph. */
const withoutSpans = (text) => text
    .split(/(\n[ \t]*\n)/)
    .map((paragraph) => paragraph.replaceAll(/(?<!`)(`+)(?!`)[^]*?(?<!`)\1(?!`)/g, blank))
    .join('');

;// CONCATENATED MODULE: ./out/gate/comments/words.js

/** The whole of a line: `LGTM`, `lgtm!`, `LGTM 👍`. With more words it could be a condition. */
const plainLine = /^lgtm[ \t]*(?:[.!]*|:\+1:|:shipit:|\p{Extended_Pictographic}[\u{1f3fb}-\u{1f3ff}\ufe0f]*)[ \t]*$/iu;
const spokenOf = /(?:^|[^\p{L}\p{N}_-])(?:lgtm|\/(?:remove-)?approve)(?![\p{L}\p{N}_-])/iu;
/** Undefined when the comment does not speak of approval at all. */
const saidIn = (body) => {
    const all = ownWords(body);
    const own = all.flatMap((line) => lineSays(line) ?? []);
    const last = own.findLast((it) => it.kind !== 'nothing') ?? own.at(-1);
    if (last)
        return last;
    const quoted = body.split(/\r\n?|\n/).find((line) => spokenOf.test(line));
    return quoted === undefined ? undefined : { kind: 'nothing', line: shortened(quoted), why: 'quoted' };
};
const lineSays = (line) => {
    const found = /^\/(remove-lgtm|remove-approve|lgtm|approve)(?![^ \t])[ \t]*(.*)$/i.exec(line);
    if (found)
        return commandSays(line, (found[1] ?? '').toLowerCase(), (found[2] ?? '').trim().toLowerCase());
    if (plainLine.test(line))
        return { kind: 'approves', by: 'plain' };
    if (!spokenOf.test(line))
        return undefined;
    const why = /^\s+\//.test(line) ? 'with a space before it' : 'inside a sentence';
    return { kind: 'nothing', line: shortened(line), why };
};
const commandSays = (line, name, rest) => {
    if (name.startsWith('remove-') || /(?:^|\s)cancel(?:\s|$)/.test(rest))
        return { kind: 'takes back' };
    if (rest !== '' && rest !== 'no-issue')
        return { kind: 'nothing', line: shortened(line), why: 'with other words' };
    return { kind: 'approves', by: name === 'approve' ? 'approve' : 'lgtm' };
};
const shortened = (line) => {
    const text = line.replaceAll(/[\p{Cc}\p{Cf}]/gu, '').trim();
    return text.length > 60 ? `${text.slice(0, 59)}…` : text;
};

;// CONCATENATED MODULE: ./out/gate/comments/verdict.js

const verdictOf = (vote) => {
    const mayApprove = voters(vote);
    const standing = new Map();
    const ignored = [];
    for (const comment of vote.comments) {
        const said = saidIn(comment.body);
        if (!said)
            continue;
        const login = verdict_keyOf(comment.author);
        const mine = standing.get(login);
        if (said.kind === 'takes back') {
            // In whatever state the comment is: the doubt of an owner is worth more than the form in which it is told.
            standing.delete(login);
            if (mine)
                ignored.push({ author: mine.login, url: mine.url, why: `taken back later (${comment.url})` });
            continue;
        }
        const why = verdict_whyNot(comment, said, vote);
        if (why === undefined)
            standing.set(login, { login: comment.author ?? 'ghost', url: comment.url });
        else
            ignored.push({ author: comment.author ?? 'ghost', url: comment.url, why });
    }
    const approvedBy = [...standing.values()];
    return {
        approvedBy,
        missing: Math.max(0, vote.asked.count - approvedBy.length),
        mayStill: [...mayApprove].filter((it) => !standing.has(it)).sort(),
        ignored,
    };
};
const verdict_keyOf = (login) => (login ?? '').toLowerCase();
const voters = ({ owners, asked, proposers }) => {
    const proposing = new Set(proposers.map(verdict_keyOf));
    const all = [...owners.approvers, ...(asked.reviewers ? owners.reviewers : [])];
    return new Set(all.filter((it) => !proposing.has(it) && !it.endsWith('[bot]')));
};
/** Undefined when the comment is an approval that counts. What is most plainly wrong with it is said, and nothing else. */
const verdict_whyNot = (comment, said, vote) => whyNotOf(comment, vote) ?? (comment.isEdited ? 'the comment was edited; say it in a new one' : undefined) ?? whyNotSaid(said, vote.asked) ?? (comment.isBefore ? 'written before this commit was named; what is proposed now may be something else' : undefined);
const whyNotOf = ({ author, isBot }, { owners, asked, proposers }) => {
    const login = verdict_keyOf(author);
    if (login === '')
        return 'the account is gone';
    if (isBot || login.endsWith('[bot]'))
        return 'it is a bot';
    if (proposers.some((it) => verdict_keyOf(it) === login))
        return 'who proposes a release does not approve it';
    if (owners.approvers.has(login))
        return undefined;
    if (owners.reviewers.has(login))
        return asked.reviewers ? undefined : `a reviewer in ${verdict_filesOf(owners)}, and no approver`;
    return owners.emeritus.has(login) ? `emeritus in ${verdict_filesOf(owners)}` : `not an approver in ${verdict_filesOf(owners)}`;
};
const verdict_filesOf = ({ files }) => files.join(', ') || 'OWNERS';
const whyNotSaid = (said, { commands, plain }) => {
    const wanted = [...commands.map((it) => `\`/${it}\``), ...(plain ? ['`LGTM`'] : [])].join(' or ');
    if (said.kind === 'nothing')
        return `${reasons[said.why]}: ${JSON.stringify(said.line)}; what counts is ${wanted} alone on a line`;
    if (said.by === 'plain')
        return plain ? undefined : `a plain LGTM does not count here; what counts is ${wanted}`;
    return commands.includes(said.by) ? undefined : `\`/${said.by}\` does not count here; what counts is ${wanted}`;
};
const reasons = {
    quoted: 'it stands in a quote, in code or in an HTML comment',
    'inside a sentence': 'it stands in a sentence',
    'with other words': 'there are other words behind it',
    'with a space before it': 'there is a space before it',
};

;// CONCATENATED MODULE: ./out/gate/approvals.js









const approvalsGate = async (facts, line, world) => {
    const asked = line.gate.approvals;
    if (!asked)
        return [];
    const key = { repository: repositoryText(facts.repository), line: line.name, tag: facts.tag.name };
    const issues = (await world.issues.find(facts.repository, (body) => tracks(body, key))).filter((it) => mayOpen(it.author));
    if (issues.length === 0)
        return [gate_closed((0,release_error/* problem */.CC)('APPROVALS_NO_ISSUE', { ...key, version: facts.version.text }))];
    const owners = await readTrustedOwners(asked, line, world);
    const problems = [];
    // Two runs may have opened two. Approvals of one are not counted for the other.
    for (const issue of issues) {
        const found = await judge(issue, { facts, line, world, asked, owners });
        if (!found)
            return [];
        problems.push(found);
    }
    return problems.slice(0, 1).map(gate_closed);
};
/** OWNERS of the default branch: the file that is named, or those from the line's folder up to the root. */
const readTrustedOwners = async (asked, line, { git, github, repository, trusted, lines }) => {
    const folder = asked.owners === undefined ? approvals_folderOf(lines.find((it) => it.name === line.name)?.path) : approvals_folderOf(asked.owners.slice(0, Math.max(0, asked.owners.lastIndexOf('/'))));
    const name = asked.owners?.slice(asked.owners.lastIndexOf('/') + 1);
    const paths = ownersPaths(folder, name);
    const isHere = (await git.commit(trusted.commit)) !== undefined;
    const read = async (file) => {
        // GitHub is asked long and patiently for a file of a commit that this run has made itself: not for one that the commit has not.
        if (isHere && !(await git.holds(trusted.commit, file)))
            return undefined;
        const bytes = await github.file(repository, file, trusted.commit);
        return bytes && new TextDecoder().decode(bytes);
    };
    const texts = await Promise.all(paths.map(read));
    const files = paths.flatMap((file, index) => {
        const text = texts[index];
        return text === undefined ? [] : [readOwners({ text, file })];
    });
    if (files.length === 0)
        return (0,release_error/* fail */.fJ)('OWNERS_MISSING', { files: paths.join(' or '), branch: trusted.branch });
    const aliases = await read(aliasesFile);
    return ownersOf(files, aliases === undefined ? new Map() : readAliases({ text: aliases, file: aliasesFile }), folder);
};
const approvals_folderOf = (path) => (path ?? '').split('/').filter((it) => it !== '' && it !== '.').join('/');
/** Undefined when the approvals on this issue are enough. */
const judge = async (issue, judged) => {
    const { facts, line, world, asked, owners } = judged;
    const key = { repository: repositoryText(facts.repository), line: line.name, tag: facts.tag.name };
    const { url } = issue;
    if (issue.isDropped)
        return (0,release_error/* problem */.CC)('APPROVALS_DROPPED', { url, tag: facts.tag.name }, { url });
    const comments = await world.issues.comments(facts.repository, issue.number);
    const named = marksIn(comments, issue.author, 'named');
    const at = named.findLastIndex((it) => it !== undefined && tracking_isSame(it, key));
    const current = named[at];
    if (!current)
        return (0,release_error/* problem */.CC)('APPROVALS_NOT_NAMED', { url, tag: facts.tag.name, version: facts.version.text }, { url });
    const proposers = [issue.author, comments[at]?.author].flatMap((it) => (it && !it.isBot ? [it.login] : [])).concat(current.by ?? []);
    // What Slipway says itself speaks of the commands, and is nobody's word.
    const said = comments.flatMap((it, index) => (named[index] ? [] : [spoken(it, index < at)]));
    const verdict = verdictOf({ comments: said, owners, asked, proposers });
    const first = comments.findIndex((it) => verdict.approvedBy.some((one) => one.url === it.url));
    const files = await otherFiles(current.commit, seen(named, current, first), { facts, world });
    if (files.length > 0)
        return (0,release_error/* problem */.CC)('APPROVALS_OTHER_COMMIT', { url, tag: facts.tag.name, named: current.commit, commit: facts.tag.commit, files: listed(files, 10), version: facts.version.text }, { url });
    return verdict.missing === 0 ? undefined : tooFew(verdict, { url, tag: facts.tag.name, asked });
};
/** What the first who approved could see: lines that were added to the issue afterwards are theirs no more. */
const seen = (named, current, first) => {
    const all = (first < 0 ? named : named.slice(0, first)).flatMap((it) => it ?? []).filter((it) => it.issue === current.issue && it.repository === current.repository && it.line !== current.line);
    return [current, ...new Map(all.map((it) => [it.line, it])).values()];
};
const spoken = ({ author, body, url, isEdited }, isBefore) => ({ author: author?.login, isBot: author?.isBot ?? false, body, url, isEdited, isBefore });
const tooFew = ({ approvedBy, missing, mayStill, ignored }, { url, tag, asked }) => (0,release_error/* problem */.CC)('APPROVALS_TOO_FEW', {
    url, tag, missing, wanted: asked.count,
    have: approvedBy.map((it) => it.login).join(', '),
    may: listed(mayStill, 20),
    ignored: listed(ignored.map(ignoredText), 10, '; '),
    how: [...asked.commands.map((it) => `/${it}`), ...(asked.plain ? ['LGTM'] : [])].join(' or '),
}, { url });
const ignoredText = ({ author, url, why }) => `${author}: ${why} (${url})`;
const listed = (all, most, between = ', ') => [...all.slice(0, most), ...(all.length > most ? [`and ${all.length - most} more`] : [])].join(between);

;// CONCATENATED MODULE: ./out/core/glob.js
// Patterns of branch names: `*` stays within a folder, `**` does not; everything else is itself.
const matchesGlob = (pattern, name) => {
    const source = pattern.replace(/\*\*\/?|\*|[.+^${}()|[\]\\?]/g, (it) => (it === '**' ? '.*' : it === '**/' ? '(?:.*/)?' : it === '*' ? '[^/]*' : `\\${it}`));
    return new RegExp(`^${source}$`).test(name);
};
/** What every name begins with that the pattern takes. */
const beginningOf = (pattern) => /^[^*]*/.exec(pattern)?.[0] ?? '';
const isGlob = (pattern) => pattern.includes('*');

;// CONCATENATED MODULE: ./out/gate/branch.js
// The gate of the branch: the tagged commit is on a branch that releases come from. GitHub is asked, by commits and never by names: a clone
// may be behind or made up, and a tag could be called like a branch.




/** The newest release branch is the likeliest. */
const newestFirst = (a, b) => b.localeCompare(a, 'en', { numeric: true });
const branchGate = async (facts, line, world) => {
    const { branch = true } = line.gate;
    if (branch === false)
        return [];
    const { commit, name: tag } = facts.tag;
    const patterns = branch === true ? [world.trusted.branch, ...usualBranches] : branch;
    for await (const head of heads(patterns, world))
        if (await contains(head, commit, world))
            return [];
    return [gate_closed((0,release_error/* problem */.CC)('BRANCH_STRAY', { commit, tag, branches: patterns.join(', ') }))];
};
/** Commits at the heads of the branches that the patterns take, one by one: most often the first one is it. */
const heads = async function* (patterns, world) {
    const { github, repository, trusted } = world;
    const seen = new Set();
    const isWanted = (branch) => patterns.some((it) => (isGlob(it) ? matchesGlob(it, branch) : it === branch));
    if (isWanted(trusted.branch))
        yield trusted.commit;
    seen.add(trusted.branch);
    for (const pattern of patterns) {
        const names = isGlob(pattern) ? (await github.refs(repository, `refs/heads/${beginningOf(pattern)}`)).map((it) => it.slice('refs/heads/'.length)).filter((it) => matchesGlob(pattern, it)) : [pattern];
        for (const name of [...names].sort(newestFirst)) {
            if (seen.has(name))
                continue;
            seen.add(name);
            const head = await github.ref(repository, `refs/heads/${name}`);
            if (head)
                yield head.object;
        }
    }
};
const contains = async (head, commit, { github, repository }) => {
    if (head === commit)
        return true;
    const standing = await github.compare(repository, head, commit);
    return standing === 'behind' || standing === 'identical';
};

;// CONCATENATED MODULE: ./out/gate/checks.js
// The gate of the checks: the named ones, or all that the default branch requires, are green on the tagged commit. What GitHub counts as
// passed counts here: success, neutral, skipped. Green by default it is not: a name that nobody has reported closes the gate.


const checksGate = async (facts, line, world) => {
    const { checks } = line.gate;
    if (checks === undefined)
        return [];
    const { commit } = facts.tag;
    if (world.edited && world.edited.size > 0) {
        const files = [...world.edited.keys()].join(', ');
        return [gate_closed((0,release_error/* problem */.CC)('CHECKS_TO_COME', { files, checks: checks === 'required' ? `those that ${world.trusted.branch} requires` : checks.join(', ') }))];
    }
    const wanted = await wantedChecks(checks, world);
    if (wanted.length === 0)
        return [gate_closed((0,release_error/* problem */.CC)('CHECKS_NONE', { branch: world.trusted.branch }))];
    const reports = await world.github.checks(world.repository, commit);
    return checks_judge(wanted, reports, commit);
};
const wantedChecks = async (checks, { github, repository, trusted }) => checks === 'required' ? github.requiredChecks(repository, trusted.branch) : checks.map((name) => ({ name }));
/** A check run and a status may have one name; then both have to be green. */
const reportsOf = (it, all) => all.filter((one) => one.name === it.name && (it.app === undefined || one.app === it.app));
const checks_judge = (wanted, all, commit) => {
    const found = wanted.map((it) => ({ it, reports: reportsOf(it, all) }));
    const missing = found.filter(({ reports }) => reports.length === 0).map(({ it }) => `${it.name}${it.app === undefined ? '' : ` (of the app ${it.app})`}`);
    const inState = (state) => [...new Set(found.flatMap(({ reports }) => reports.filter((one) => one.state === state).map((one) => `${one.name} (${one.said})`)))];
    const [red, running] = [inState('red'), inState('running')];
    return [
        ...(red.length > 0 ? [gate_closed((0,release_error/* problem */.CC)('CHECKS_RED', { checks: red.join(', '), commit }))] : []),
        ...(missing.length > 0 ? [gate_closed((0,release_error/* problem */.CC)('CHECKS_MISSING', { checks: missing.join(', '), commit, reported: [...new Set(all.map((it) => it.name))].sort().join(', ') }))] : []),
        ...(running.length > 0 ? [gate_closed((0,release_error/* problem */.CC)('CHECKS_RUNNING', { checks: running.join(', '), commit }))] : []),
    ];
};

;// CONCATENATED MODULE: ./out/core/check-references.js
// Says of every reference whether it names the version. They are compared by meaning, and all disagreements are told together. Pure.







/** Says of every reference whether it names the version; all disagreements together, each with its file and line. */
const checkReferences = (references, texts, version, around = {}) => {
    const agreed = [];
    const problems = [];
    for (const reference of references) {
        if (isDependencies(reference))
            reference_collect(problems, () => addDependencies(reference, { agreed, problems }, { references, texts, version, around }));
        else
            for (const where of wheresOf(reference, reference.is)) {
                reference_collect(problems, () => {
                    const found = readReference(reference_textOf(reference.file, texts, around.paths), reference.file, where);
                    const how = reference.is === 'image' ? imageAgreement(found.value, around.images ?? []) : agreement(found.value, reference, version);
                    if (how === undefined)
                        problems.push(disagreement(reference, where, { found, version, images: around.images ?? [] }));
                    else
                        agreed.push({ file: reference.file, where: whereText(where), line: found.line, column: found.column, found: found.value, how });
                });
            }
    }
    return { agreed, problems };
};
const addDependencies = (reference, to, { references, texts, version, around }) => {
    const { dependencies: file, entries } = reference;
    const asked = { file, entries, scheme: version.scheme, images: around.images ?? [] };
    const textOfFile = (path) => reference_textOf(path, texts, around.paths);
    const checked = checkDependencies({ ...asked, text: textOfFile(file), version, textOf: textOfFile, collect: reference_collect });
    to.agreed.push(...checked.agreed.map((it) => ({ ...it, how: 'same' })));
    to.problems.push(...checked.problems);
    if (!namesVersionElsewhere(references) && checked.problems.length === 0)
        mustFollow(asked, checked.followed);
};
const namesVersionElsewhere = (references) => references.some((it) => isFile(it) && it.is === 'version');
const agreement = (found, { prefix = '', spelling }, version) => {
    if (isPlaceholder(found))
        return 'placeholder';
    if (!found.startsWith(prefix))
        return undefined;
    const bare = found.slice(prefix.length);
    if (isPlaceholder(bare))
        return 'placeholder';
    if (bare === (0,core_version/* spellingOf */.k2)(version, spelling))
        return 'same';
    return (0,core_version/* namesVersion */.H7)(bare, version) ? 'spelling' : undefined;
};
/** Docker's own names for one place: `accanto/x` is `docker.io/accanto/x`. A tag or digest after the name is not looked at. */
const imageNameOf = (text) => {
    try {
        const { host, repository } = parseImageName(text, { familiar: true });
        return `${host}/${repository}`;
    }
    catch (failure) {
        if (failure instanceof release_error/* ReleaseError */.K2)
            return undefined;
        throw failure;
    }
};
const isSameImage = (a, b) => imageNameOf(a) !== undefined && imageNameOf(a) === imageNameOf(b);
const imageAgreement = (found, images) => (images.some((it) => isSameImage(found, it)) ? 'image' : undefined);
const disagreement = ({ file, is, prefix = '', spelling }, where, { found, version, images }) => {
    const at = { file, line: found.line, column: found.column };
    const shown = { file, where: whereText(where), found: found.value.slice(0, 120) };
    if (is === 'image')
        return (0,release_error/* problem */.CC)('REFERENCE_IMAGE', { ...shown, wanted: images.join(', ') || 'no image' }, at);
    return (0,release_error/* problem */.CC)('REFERENCE_DISAGREES', { ...shown, wanted: `${prefix}${(0,core_version/* spellingOf */.k2)(version, spelling) ?? version.text}`, version: version.text }, at);
};

;// CONCATENATED MODULE: ./out/gate/references.js



/** All references of a line, those that agree and what is wrong with the others. */
const checkLine = (facts, line) => {
    const entry = (line.slots['version']?.[0] ?? {});
    const images = (line.slots['publish.image'] ?? []).flatMap((it) => (typeof it['to'] === 'string' ? [printImageName(parseDestination(it['to']))] : []));
    const checked = checkReferences(entry['written-in'] ?? [], facts.texts, facts.version, { images, paths: facts.paths });
    return { ...checked, problems: checked.problems.map((it) => inConfig(it, line)) };
};
/** A file that is not there has no lines: what is to be mended is the setting that names it. */
const inConfig = (it, line) => {
    const place = line.places?.['version/version'];
    return it.code === 'REFERENCE_FILE_MISSING' && place ? { ...it, place } : it;
};
const checkReferencesGate = (facts, line) => checkLine(facts, line).problems;
const referencesGate = (facts, line) => Promise.resolve(line.gate.references ? checkReferencesGate(facts, line).map(gate_closed) : []);

// EXTERNAL MODULE: ./out/core/git-id.js
var git_id = __webpack_require__(7278);
// EXTERNAL MODULE: ./out/core/signers.js
var core_signers = __webpack_require__(4997);
;// CONCATENATED MODULE: ./out/gate/tag.js





const strength = { lightweight: 0, annotated: 1, signed: 2 };
const tagGate = async (facts, line, world) => {
    const demand = tagDemandOf(line.gate.tag);
    const { name: tag, kind, object } = facts.tag;
    const weak = (is) => [gate_closed((0,release_error/* problem */.CC)('TAG_TOO_WEAK', { tag, kind: is, wanted: demand.kind }))];
    if (demand.kind === 'lightweight')
        return [];
    // Before the tag is made there is nothing but what it is to be, and a trial of its signature.
    if (world.edited)
        return strength[kind] < strength[demand.kind] ? weak(kind) : world.trial && demand.kind === 'signed' ? byKeys(facts.tag, { demand, world, bytes: () => Promise.resolve(world.trial) }) : [];
    if (kind === 'lightweight')
        return weak(kind);
    const it = await world.github.tagObject(world.repository, object);
    return [
        ...(it.name === tag ? [] : [gate_closed((0,release_error/* problem */.CC)('TAG_NAME_INSIDE', { tag, inside: it.name, object }))]),
        ...(it.type === 'commit' ? [] : [gate_closed((0,release_error/* problem */.CC)('TAG_OF_TAG', { tag, type: it.type, object }))]),
        ...(demand.kind !== 'signed' ? [] : it.isSigned ? await tag_judge(facts.tag, it, { demand, world }) : weak('annotated')),
    ];
};
/** Everybody who is named to judge has to call it good. */
const tag_judge = async (tag, it, { demand, world }) => {
    const byGitHub = demand.github && !it.verified ? [tag_refused(tag, 'GitHub', `it says \`${it.reason}\``)] : [];
    return [...byGitHub, ...(await byKeys(tag, { demand, world, bytes: () => bytesOf(tag, it, world) }))];
};
const tag_refused = (tag, by, why) => gate_closed((0,release_error/* problem */.CC)('TAG_SIGNATURE', { tag: tag.name, by, why }));
const byKeys = async (tag, { demand, world, bytes: read }) => {
    if (demand.signers.length === 0 && demand.keys.length === 0)
        return [];
    const { texts, missing } = await signersOf(demand, world);
    if (missing.length > 0)
        return missing;
    const bytes = await read();
    if (!bytes)
        return [gate_closed((0,release_error/* problem */.CC)('TAG_BYTES', { tag: tag.name, object: tag.object }))];
    const verdict = await world.signatures.verifyTag(bytes, texts);
    const by = [...demand.signers.map((file) => `${file} of ${world.trusted.branch}`), ...(demand.keys.length > 0 ? ['the keys in the config'] : [])].join(' and ');
    return verdict.good ? [] : [tag_refused(tag, by, verdict.why)];
};
/** Files of the default branch as GitHub has it. One that names nobody is a mistake, and not a list of nobody. */
const signersOf = async ({ signers, keys }, { github, repository, trusted, clock }) => {
    const read = await Promise.all(signers.map(async (file) => ({ file, bytes: await github.file(repository, file, trusted.commit) })));
    const texts = [...read.flatMap(({ bytes }) => (bytes ? [new TextDecoder().decode(bytes)] : [])), ...keys];
    const wrong = (text) => {
        const found = (0,core_signers/* readSigners */.i)([text], clock.now());
        if (found.other[0] !== undefined)
            return `this line of it is neither: ${found.other[0].slice(0, 60)}`;
        return found.gpg.length + found.ssh.length === 0 ? 'it names nobody (any more)' : undefined;
    };
    const missing = [...read.map(({ file, bytes }) => ({ file, what: bytes ? wrong(new TextDecoder().decode(bytes)) : 'it is not there' })), ...keys.map((key) => ({ file: 'gate.tag.keys', what: wrong(key) }))];
    return { texts, missing: missing.flatMap(({ file, what }) => (what === undefined ? [] : [gate_closed((0,release_error/* problem */.CC)('SIGNERS_MISSING', { file, branch: trusted.branch, what }))])) };
};
/** From the API's answer, else from the clone, else fetched: whichever has the id that the ref names. */
const bytesOf = async (tag, it, world) => {
    const isIt = (bytes) => bytes !== undefined && (0,git_id/* gitId */.I)('tag', bytes) === tag.object;
    const told = it.candidates.find(isIt);
    if (told)
        return told;
    const held = await world.git.tagBytes(tag.object);
    if (isIt(held))
        return held;
    await world.bring(`refs/tags/${tag.name}`);
    const brought = await world.git.tagBytes(tag.object);
    return isIt(brought) ? brought : undefined;
};

;// CONCATENATED MODULE: ./out/gate/gates.js








const gates = [
    tagGate, // the tag object: its kind, its name, who signed it
    referencesGate, // the source says what the tag says
    branchGate, // the commit is on a branch that releases come from
    checksGate, // its checks are green
    actorsGate, // who started this may
    approvalsGate, // owners have approved this commit
];
/** Everything that the gates find. One that cannot be asked is told beside the others, and behind those that are closed. */
const askGates = async (facts, line, world) => {
    const found = (await Promise.all(gates.map((gate) => findings(() => gate(facts, line, world))))).flat();
    return [...found.filter((it) => it.problem.kind === 'gate'), ...found.filter((it) => it.problem.kind !== 'gate')];
};
const findings = async (ask) => {
    try {
        return await ask();
    }
    catch (failure) {
        if (failure instanceof release_error/* ReleaseError */.K2)
            return failure.problems.map(gate_closed);
        throw failure;
    }
};

;// CONCATENATED MODULE: ./out/core/trusted-line.js
// A line as the config of the default branch has it: by it, and not by the tagged commit, gates judge.



const trusted_line_image = schemas/* looseObject */._H3({ to: schemas/* string */.YjP() });
const publish = schemas/* looseObject */._H3({ image: schemas/* union */.KCZ([trusted_line_image, schemas/* array */.YOg(trusted_line_image)]).optional() });
/** Of a line whose name, tag and scheme were checked; what else is in it may be newer than this Slipway. */
const trustedLine = (it, raw) => {
    const version = raw['version'] === undefined ? undefined : versionEntrySchema.safeParse(raw['version']).data;
    const images = publish.safeParse(raw['publish'] ?? {}).data?.image;
    return {
        ...it,
        ...(typeof raw['path'] === 'string' ? { path: raw['path'] } : {}),
        ...(version === undefined ? {} : { version }),
        images: [images ?? []].flat().map((one) => one.to),
        firstRevision: firstRevision(raw),
    };
};

;// CONCATENATED MODULE: ./out/config/load-gates.js
// The gates of a config and the tags of its lines, and nothing else of it: read from the default branch, whose config may know
// settings that this Slipway does not. What it does not know of a gate is an error: a gate is never left out because it is new.









const schema = schemas/* looseObject */._H3({
    version: schemas/* literal */.euz(1),
    lines: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* looseObject */._H3({ tag: checkedText(tag_pattern/* checkTagPattern */.rd).default('{version}'), scheme: schemas/* enum */.k5n(core_version/* schemes */.fw).default('semver'), gate: gateSchema.prefault({}) })),
});
const loadGates = (text, file, steps) => {
    const { raw, place } = readText(text, file);
    const parsed = schema.safeParse(raw, { reportInput: true });
    if (!parsed.success)
        (0,release_error/* failAll */.wf)(parsed.error.issues.flatMap((issue) => explainIssue(issue, steps, place)).sort(inFileOrder));
    const { lines } = parsed.data;
    return Object.entries(lines).map(([name, { tag, scheme, gate, ...rest }]) => ({ ...trustedLine({ name, tag, scheme }, rest), gate: plainGates(gate) }));
};
/** As a config that was loaded has it. */
const plainGates = (gate) => JSON.parse(JSON.stringify(gate));
/** Of a project without a config. */
const usualGates = () => plainGates(gateSchema.parse({}));

;// CONCATENATED MODULE: ./out/verbs/trusted-gates.js
// The gates that a tag has to pass: those of its line on the default branch, as GitHub has it at this moment. The tagged commit (and a file
// named by --config) says what is built; whoever makes a tag must not be able to say with it that nobody needs to look.






const readTrustedGates = async ({ facts, line, config }, { github, repository }, steps) => {
    const branch = facts.defaultBranch;
    const head = (await github.ref(repository, `refs/heads/${branch}`)) ?? (0,release_error/* fail */.fJ)('BRANCH_MISSING', { branch, repository: repositoryText(repository) });
    const from = { branch, commit: head.object };
    const bytes = await github.file(repository, configFile, head.object);
    if (!bytes)
        return { from, lines: [], ...withoutConfig(branch, line.gate, config.file) };
    const lines = loadGates(new TextDecoder().decode(bytes), `${configFile} of ${branch}`, steps);
    const found = lines.find((it) => it.name === line.name);
    const missing = whyNone(found, lines, { from, line, tag: facts.tag.name });
    if (!found || missing)
        return { from, lines, gates: [], findings: missing ? [{ severity: 'error', problem: missing }] : [] };
    return { from, lines, gates: [found.gate], findings: trusted_gates_differing(found.gate, line, { from, file: config.file }) };
};
const where = (file) => (file === configFile ? `${configFile} of the tagged commit` : file);
/**
 * There never was a place where gates could have been agreed on. The usual ones hold, and those of the tagged commit can only add to
 * them: whoever makes a tag could have left out any of them.
 */
const withoutConfig = (branch, own, file) => {
    const usual = usualGates();
    if (file === layoutFile || sameGates(usual, own))
        return { gates: [usual], findings: [] };
    return { gates: [usual, own], findings: [{ severity: 'warning', problem: (0,release_error/* problem */.CC)('GATES_NO_CONFIG', { branch, where: where(file) }) }] };
};
/** A name alone is not enough: the tagged commit could call its line like one that asks for little. */
const whyNone = (found, lines, { from, line, tag }) => {
    const known = lines.map((it) => it.name).join(', ') || 'none';
    if (!found)
        return (0,release_error/* problem */.CC)('GATES_LINE_MISSING', { line: line.name, known, ...from });
    return (0,tag_pattern/* matchTag */._f)(found.tag, found.scheme, tag) ? undefined : (0,release_error/* problem */.CC)('GATES_LINE_OTHER', { line: line.name, branch: from.branch, tag, pattern: found.tag });
};
const trusted_gates_text = (value) => canonicalJson((value ?? null));
const sameGates = (a, b) => trusted_gates_text(a) === trusted_gates_text(b);
const said = (value) => (value === undefined ? 'nothing' : typeof value === 'string' ? value : trusted_gates_text(value));
const trusted_gates_differing = (trusted, line, { from, file }) => {
    const [there, here] = [trusted, line.gate];
    const keys = [...new Set([...Object.keys(there), ...Object.keys(here)])].filter((key) => trusted_gates_text(there[key]) !== trusted_gates_text(here[key]));
    const differences = keys.map((key) => `${key}: ${said(there[key])} there, ${said(here[key])} here`).join('; ');
    return keys.length === 0 ? [] : [{ severity: 'warning', problem: (0,release_error/* problem */.CC)('GATES_DIFFER', { line: line.name, where: where(file), differences, ...from }) }];
};
/** For people: what holds, and where that is written. */
const gatesText = ({ from, gates }) => {
    const parts = gates.map((it) => Object.entries(it).filter(([, value]) => value !== false).map(([key, value]) => (value === true ? key : `${key} ${said(value)}`)).join(', '));
    return `Gates, as ${from.branch} (${from.commit.slice(0, 12)}) has them: ${[...new Set(parts)].join('; and ')}`;
};

;// CONCATENATED MODULE: ./out/verbs/pass-gates.js



/** Between two looks at checks that run: minutes are usual for them. */
const pause = 15_000;
/** `edited`: files as the commit that is to be made will have them; undefined once the tag is there. */
const passGates = async (it, work, edited) => {
    const { request, ports } = work;
    for (;;) {
        const { trusted, found } = await lookAtGates(it, work, edited);
        const problems = closedOf(found);
        const isOver = problems.length === 0 || request.dryRun || request.verb === 'plan' || !problems.every((one) => one.code === 'CHECKS_RUNNING');
        if (isOver || !ports.waits.take(ports.clock.now() + pause)) {
            (0,release_error/* failAll */.wf)(problems);
            return { trusted, told: found };
        }
        ports.log.info(`${problems.map((one) => one.message).join(' ')} Looking again in ${pause / 1000} s.`);
        await ports.clock.sleep(pause, ports.signal);
    }
};
const closedOf = (found) => found.flatMap((it) => (it.severity === 'error' ? [it.problem] : []));
const lookAtGates = async (it, { request, ports, steps }, edited) => {
    const trusted = await readTrustedGates(it, ports, steps);
    const world = { ...gateWorld(trusted, { request, ports }, edited), ...(it.trial ? { trial: it.trial } : {}) };
    const answers = await Promise.all(trusted.gates.map((gate) => ask(gate, it, world)));
    return { trusted, found: [...pass_gates_unique(answers.flat()), ...trusted.findings] };
};
const ask = (gate, { facts, line }, world) => askGates(facts, { ...line, gate }, world);
const pass_gates_unique = (found) => [...new Map(found.map((it) => [JSON.stringify([it.severity, it.problem.code, it.problem.message]), it])).values()];
const gateWorld = ({ from, lines }, { request, ports }, edited) => {
    const { clock, log, git, github, issues, repository, signal, signatures } = ports;
    return {
        clock, log, git, github, issues, repository, signal, signatures, bring: (what) => ports.bring(what), trusted: from, lines,
        ...(request.actor ? { actor: request.actor } : {}), ...(edited ? { edited } : {}),
    };
};

;// CONCATENATED MODULE: ./out/verbs/plan-release.js








/** What is wrong with the selection is known from the config: it is said before anything is asked of the network. */
const checkSelection = ({ line }, { request, steps }) => void leftOutEntries(line, steps, request);
const factsOf = async (start, { request, ports, steps }, edited) => {
    const leftOut = leftOutEntries(start.line, steps, request);
    const { defaultBranch } = await ports.github.repository(ports.repository);
    const { git, repository, server, slipway } = ports;
    const revision = await decideRevision(start, { request, ports });
    return survey({ git, steps, repository, server, slipway, defaultBranch, leftOut, adopt: request.adopt === true, ...start, ...(edited ? { edited } : {}), ...(revision === undefined ? {} : { revision }) });
};
/** `edited`: files as they will be once the references are set; what is planned before the tag is there. */
const planRelease = async (start, work, edited) => {
    const { request, ports, steps } = work;
    const { line } = start;
    const facts = await factsOf(start, work, edited);
    const { told, trusted } = await passGates({ ...start, facts }, work, edited);
    const plan = makePlan(facts, line, steps, request);
    return { facts, line, plan, told, gates: gatesText(trusted), frozen: await findFrozenArtifacts({ plan, line, steps }, ports) };
};
/** What a release will consist of, before anybody has agreed to it: no gate is asked. */
const planToPropose = async (start, work, edited) => {
    const facts = await factsOf(start, work, edited);
    return { facts, plan: makePlan(facts, start.line, work.steps, work.request) };
};
/** For whoever only looks: gates, and records that cannot be read, are told and do not stop. */
const planToLook = async (start, work) => {
    const { request, ports, steps } = work;
    const { line } = start;
    const facts = await factsOf(start, work);
    const { found, trusted } = await lookAtGates({ ...start, facts }, work);
    // Whoever looks starts nothing.
    const said = found.filter((it) => !it.problem.code.startsWith('ACTOR_'));
    const told = said.filter((it) => it.severity !== 'error');
    const [inTheWay, gates] = [closedOf(said), gatesText(trusted)];
    const plan = makePlan(facts, line, steps, request);
    try {
        return { facts, line, plan, told, gates, frozen: await findFrozenArtifacts({ plan, line, steps }, ports), inTheWay };
    }
    catch (failure) {
        if (!(failure instanceof release_error/* ReleaseError */.K2) || failure.kind !== 'conflict')
            throw failure;
        return { facts, line, plan, told, gates, frozen: nothingFrozen, inTheWay: [...inTheWay, ...failure.problems] };
    }
};
/** What whoever reads the report must know of the plan as a whole. */
const findingsOf = ({ plan: { configFrom, tag }, told }) => [
    ...told,
    ...(configFrom ? [{ severity: 'warning', problem: (0,release_error/* problem */.CC)('CONFIG_FROM_DEFAULT', { tag: tag.name, ...configFrom }) }] : []),
];
const makeWorld = async (plan, ports) => {
    const { git, github, issues, pulls, chat, registry, files, exec, clock, log, signal, repository } = ports;
    return { git, github, issues, pulls, chat, registry, files, exec, clock, log, signal, repository, tag: plan.tag, plan, results: () => [], workspace: await ports.makeWorkspace() };
};
/** Every step is asked before anything is built or written; all that is in the way is told together. */
const checkBeforeStart = async ({ plan, frozen, told }, world, steps) => {
    const findings = await preflight({ plan, steps, world, frozen: frozen.artifacts });
    (0,release_error/* failAll */.wf)(findings.filter((it) => it.severity === 'error').map((it) => it.problem));
    return [...findingsOf({ plan, told }), ...findings];
};

// EXTERNAL MODULE: ./out/core/shell-word.js
var shell_word = __webpack_require__(3849);
;// CONCATENATED MODULE: ./out/verbs/handed.js
// Folders of artifacts that other jobs have built, read as what they are: files from outside. Links are not followed, sizes are looked
// at before bytes are, and every byte is held against its digest before anything is written anywhere.





const unreadable = (place, what) => (0,release_error/* fail */.fJ)('ARTIFACTS_UNREADABLE', { place, what });
/** The size; anything but a plain file is refused. */
const plainFile = async (files, path, most) => {
    const it = await files.stat(path);
    if (!it)
        return unreadable(path, 'it is not there');
    if (it.kind !== 'file')
        return unreadable(path, it.kind === 'link' ? 'it is a symbolic link' : 'it is a folder');
    return it.size <= most ? it.size : unreadable(path, `it has ${it.size} bytes, and ${most} are the most that could be`);
};
const plainFolder = async (files, path) => {
    const it = await files.stat(path);
    if (it?.kind !== 'folder')
        unreadable(path, !it ? 'it is not there' : it.kind === 'link' ? 'it is a symbolic link' : 'it is no folder');
};
/** The folder itself, or those right below it, as a workflow downloads them. */
const foldersOf = async (files, folder) => {
    const missing = () => (0,release_error/* fail */.fJ)('ARTIFACTS_NOT_FOUND', { folder, file: handedName });
    if (!(await files.stat(folder)))
        return missing();
    await plainFolder(files, folder);
    if (await files.exists((0,external_node_path_.join)(folder, handedName)))
        return [folder];
    const below = [];
    for (const name of await files.list(folder)) {
        const path = (0,external_node_path_.join)(folder, name);
        if ((await files.stat(path))?.kind === 'folder' && (await files.exists((0,external_node_path_.join)(path, handedName))))
            below.push(path);
    }
    return below.length > 0 ? below : missing();
};
const readFolder = async (files, folder) => {
    const path = (0,external_node_path_.join)(folder, handedName);
    await plainFile(files, path, largestHanded);
    const bytes = await files.readBytes(path);
    const parsed = parseHanded(new TextDecoder().decode(bytes));
    return 'broken' in parsed ? unreadable(path, parsed.broken) : { folder, digest: (0,core_digest/* digestOf */.ol)(bytes), handed: parsed.handed };
};
/** All folders; each must have one of the digests, and each digest a folder. */
const readHanded = async (files, { folders, digests }) => {
    const found = (await Promise.all(folders.map(async (it) => foldersOf(files, it)))).flat();
    const all = await Promise.all([...new Set(found)].map(async (it) => readFolder(files, it)));
    if (digests.length === 0)
        return all;
    for (const it of all)
        if (!digests.includes(it.digest))
            (0,release_error/* fail */.fJ)('ARTIFACTS_DIGEST', { place: (0,external_node_path_.join)(it.folder, handedName), found: it.digest, wanted: digests.join(' or ') });
    const lacking = digests.find((it) => !all.some((one) => one.digest === it));
    if (lacking !== undefined)
        (0,release_error/* fail */.fJ)('ARTIFACTS_NOT_HANDED', { digest: lacking, found: all.map((it) => it.digest).join(', ') });
    return all;
};
/** The artifact with its path, once all of its bytes are what the list says. */
const checkBytes = async (files, folder, it) => {
    const [group = '', name = ''] = handed_over_placeOf(it).split('/');
    await plainFolder(files, (0,external_node_path_.join)(folder, group));
    const path = (0,external_node_path_.join)(folder, group, name);
    if (it.kind === 'image')
        return { ...it, path, about: { ...it.about, bytes: String(await checkLayout(files, path, it)) } };
    const size = await plainFile(files, path, largestFile);
    if (size !== it.size)
        return unreadable(path, `it has ${size} bytes, and ${handedName} says ${it.size}`);
    const { digest } = await files.digest(path);
    return digest === it.digest ? { ...it, path } : (0,release_error/* fail */.fJ)('ARTIFACTS_DIGEST', { place: path, found: digest, wanted: it.digest });
};
/** Manifests and configs: the largest real ones have some hundred kilobytes. */
const largestDocument = 8 * 1024 * 1024;
const mostBlobs = 2000;
const handed_deepest = 2;
/** Every blob that the root names, and what all of them weigh. Nothing else in the folder is ever looked at. */
const checkLayout = async (files, folder, root) => {
    for (const path of [folder, (0,external_node_path_.join)(folder, 'blobs'), (0,external_node_path_.join)(folder, 'blobs', 'sha256')])
        await plainFolder(files, path);
    const sizes = new Map();
    const check = async (it, most) => {
        const path = (0,external_node_path_.join)(folder, 'blobs', 'sha256', (0,core_digest/* hexOf */.ZD)(it.digest));
        if (sizes.size > mostBlobs)
            return unreadable(folder, `it names more than ${mostBlobs} blobs`);
        const size = await plainFile(files, path, most);
        if (size !== it.size)
            return unreadable(path, `it has ${size} bytes, and its manifest says ${it.size}`);
        const { digest } = sizes.has(it.digest) ? it : await files.digest(path);
        if (digest !== it.digest)
            return (0,release_error/* fail */.fJ)('ARTIFACTS_DIGEST', { place: path, found: digest, wanted: it.digest });
        sizes.set(it.digest, size);
        return path;
    };
    const follow = async (it, depth) => {
        if (depth > handed_deepest || !manifestTypes.includes(it.mediaType))
            unreadable(folder, depth > handed_deepest ? 'its indexes are nested too deep' : `${it.mediaType} is no type of a manifest`);
        const contents = contentsOf(await files.readBytes(await check(it, largestDocument))) ?? unreadable(folder, `${(0,core_digest/* shortDigest */.VK)(it.digest)} is no manifest`);
        for (const child of contents.manifests)
            await follow(child, depth + 1);
        for (const blob of contents.blobs)
            await check(blob, Number.MAX_SAFE_INTEGER);
    };
    await follow(root, 0);
    return [...sizes.values()].reduce((sum, it) => sum + it, 0);
};

;// CONCATENATED MODULE: ./out/verbs/prebuilt.js
// Building, where the artifacts come from other jobs: the same steps, the same tasks, the same engine; only that a task gives what was
// handed over. What is frozen, gone, or to be built again is thereby treated as if it had been built here, and no code of the project runs.






/** Undefined when everything is to be built here. `plan` is that of this run: what is of another release is refused. */
const takePrebuilt = async (request, plan, { files }) => {
    const { artifacts: folders, artifactsDigest: digests = [], event, verb } = request;
    const orBuild = verb === 'build';
    if (!folders)
        return request.noBuild ? { artifacts: [], orBuild } : undefined;
    if (event && digests.length === 0)
        return (0,release_error/* fail */.fJ)('ARTIFACTS_DIGEST_NOT_GIVEN', { folder: folders.join(', ') });
    const handed = await readHanded(files, { folders, digests });
    for (const it of handed)
        mustBeOf(it, plan);
    const wanted = new Set(plan.tasks.map((it) => it.id));
    const artifacts = [];
    for (const { folder, handed: { artifacts: all } } of handed) {
        // What this run leaves out is not looked at.
        for (const it of all.filter(({ task }) => wanted.has(task)))
            artifacts.push(await checkBytes(files, folder, it));
    }
    return { artifacts: prebuilt_agreed(artifacts), orBuild };
};
const mustBeOf = ({ folder, handed }, plan) => {
    const place = (0,external_node_path_.join)(folder, handedName);
    const same = (what, found, wanted) => void (found !== wanted && (0,release_error/* fail */.fJ)('ARTIFACTS_OF_OTHER', { place, what, found, wanted }));
    same('line', handed.line, plan.line);
    same('tag', handed.tag.name, plan.tag.name);
    same('commit', handed.tag.commit, plan.tag.commit);
    // A checkout may show an annotated tag as a lightweight one; a tag object that it does show is the one that counts.
    if (handed.tag.object !== handed.tag.commit)
        same('tag object', handed.tag.object, plan.tag.object);
    same('version', handed.version, plan.version);
    same('config', handed.configDigest, plan.configDigest);
    const planned = new Map(plan.tasks.map((it) => [it.id, canonicalJson(it.task)]));
    for (const [id, task] of Object.entries(handed.tasks)) {
        const own = planned.get(id);
        if (own !== undefined)
            same(`task ${id}`, canonicalJson(task), own);
    }
    const unplanned = handed.artifacts.find((it) => !Object.hasOwn(handed.tasks, it.task));
    if (unplanned)
        (0,release_error/* fail */.fJ)('ARTIFACTS_UNREADABLE', { place, what: `${unplanned.fileName} is of the task ${unplanned.task}, which it does not list` });
};
const prebuilt_keyOf = (it) => `${it.task} ${it.platform ?? ''} ${it.kind} ${it.fileName}`;
/** Several jobs may have built the same; then it must be the same. */
const prebuilt_agreed = (all) => {
    const kept = new Map();
    for (const it of all) {
        const other = kept.get(prebuilt_keyOf(it));
        if (other && other.digest !== it.digest)
            (0,release_error/* fail */.fJ)('ARTIFACTS_DIFFER', { name: it.fileName, one: `${other.digest} in ${other.path}`, other: `${it.digest} in ${it.path}` });
        if (!other)
            kept.set(prebuilt_keyOf(it), it);
    }
    return [...kept.values()];
};
/** The steps of a run that takes what was handed over. */
const withPrebuilt = (steps, prebuilt) => steps.map((step) => (step.phase === 'build' ? handing(step, prebuilt) : step));
/** Of one task: all of it, all of its parts, or what is missing. */
const givenOf = (step, task, prebuilt) => {
    const own = prebuilt.artifacts.filter((it) => it.task === task.id);
    const foreign = own.find((it) => it.name !== task.entry || !step.gives.includes(it.kind));
    if (foreign)
        return (0,release_error/* fail */.fJ)('ARTIFACTS_UNREADABLE', { place: foreign.path, what: `${task.id} gives nothing of the kind ${foreign.kind} and the name ${foreign.name}` });
    const whole = own.filter((it) => it.platform === undefined);
    const platforms = step.parts?.of(task.task).map((it) => it.platform) ?? [];
    const parts = own.filter((it) => it.platform !== undefined && platforms.includes(it.platform));
    if (whole.length > 0)
        return { whole };
    if (platforms.length === 0)
        return { missing: '' };
    const lacking = platforms.filter((it) => !parts.some((part) => part.platform === it));
    return lacking.length > 0 ? { missing: lacking.join(', ') } : { parts };
};
const missingFacts = (task, what, tag) => {
    const [platform, ...more] = what.split(', ');
    const words = ['slipway', 'build', '--tag', tag, '--only', task.id, ...(platform && more.length === 0 ? ['--platform', platform] : []), '--out', 'DIR'];
    return { task: task.id, what, command: `${(0,shell_word/* shellCommand */.q)(words)}${more.length > 0 ? ' (with --platform P for each of them, on a machine of its own)' : ''}` };
};
const handing = (step, prebuilt) => {
    const taskOf = (task, { plan }) => plan.tasks.find((it) => it.step === step.name && it.task === task) ?? (0,release_error/* fail */.fJ)('BUG', { what: `${step.name} was given a task that is not of the plan` });
    return {
        ...step,
        preflight: async (task, world) => {
            const planned = taskOf(task, world);
            const given = givenOf(step, planned, prebuilt);
            if (!('missing' in given))
                return [];
            return prebuilt.orBuild ? step.preflight(task, world) : [{ severity: 'error', problem: (0,release_error/* problem */.CC)('ARTIFACT_MISSING', missingFacts(planned, given.missing, world.tag.name)) }];
        },
        apply: async (task, inputs, world) => {
            const planned = taskOf(task, world);
            const given = givenOf(step, planned, prebuilt);
            if ('missing' in given)
                return prebuilt.orBuild ? step.apply(task, inputs, world) : (0,release_error/* fail */.fJ)('ARTIFACT_MISSING', missingFacts(planned, given.missing, world.tag.name));
            for (const it of 'whole' in given ? given.whole : given.parts)
                mustBeOfInputs(it, planned, inputs);
            const artifacts = 'whole' in given ? given.whole.map(prebuilt_plain) : ((await step.parts?.join(task, given.parts.map(prebuilt_plain), world)) ?? []);
            return { artifacts, note: 'built by another job' };
        },
    };
};
/** What went into it there must be what this run has: an image is of this wheel, and of no other. */
const mustBeOfInputs = (it, task, inputs) => {
    const wanted = new Map(inputs.map((input) => [input.digest, input.fileName]));
    const other = it.inputs.find((digest) => !wanted.has(digest)) ?? [...wanted.keys()].find((digest) => !it.inputs.includes(digest));
    if (other === undefined)
        return;
    (0,release_error/* fail */.fJ)('ARTIFACT_INPUT_DIFFERS', { task: task.id, found: it.inputs.join(', ') || 'nothing', wanted: [...wanted].map(([digest, name]) => `${name} ${digest}`).join(', ') || 'nothing' });
};
const prebuilt_plain = ({ kind, name, fileName, digest, size, mediaType, path, about }) => ({ kind, name, fileName, digest, size, mediaType, path, ...(about ? { about } : {}) });

;// CONCATENATED MODULE: ./out/verbs/write-handed.js
// The folder that one job hands to another. Written beside and renamed: a folder that is not whole has no list.



const writeHanded = async (out, artifacts, text, { files }) => {
    await mustBeOurs(out, files);
    await files.remove(out);
    for (const { path, ...it } of artifacts) {
        const to = (0,external_node_path_.join)(out, handed_over_placeOf(it));
        // Two names that become one would hand on half of it.
        if (await files.exists(to))
            (0,release_error/* fail */.fJ)('BUG', { what: `two artifacts would lie at ${handed_over_placeOf(it)}` });
        await files.makeFolder((0,external_node_path_.dirname)(to));
        await files.copy(path, to);
    }
    await files.writeFile((0,external_node_path_.join)(out, handedName), text);
};
/** What somebody else keeps there is not removed, and not handed on. */
const mustBeOurs = async (out, files) => {
    const there = await files.stat(out);
    if (!there)
        return;
    if (there.kind !== 'folder')
        return (0,release_error/* fail */.fJ)('OUT_NOT_OURS', { folder: out });
    const names = await files.list(out);
    if (names.length > 0 && !names.includes(handedName))
        (0,release_error/* fail */.fJ)('OUT_NOT_OURS', { folder: out });
};

;// CONCATENATED MODULE: ./out/verbs/build.js
















const buildSteps = (steps) => steps.filter((it) => it.phase === 'build');
/** What would be built, by the clone alone: the same tasks that the release plans. Undefined when no line claims the tag. */
const planBuilds = async ({ request, ports, steps }) => {
    const trigger = (0,parse_trigger/* parseTrigger */.u)(request);
    if (trigger.kind === 'none')
        return { nothing: trigger.reason };
    if (trigger.kind === 'version')
        return (0,release_error/* fail */.fJ)('USAGE', { what: `\`slipway ${request.verb}\` works on a tag that is there; \`slipway prepare ${trigger.version} --tag-only\` makes it.` });
    const start = await findStart(trigger, request, ports, steps);
    if ('nothing' in start)
        return start;
    const { git, repository, server, slipway } = ports;
    // Which branch is the default one matters to nothing that is built.
    const facts = await survey({ git, steps: buildSteps(steps), repository, server, slipway, defaultBranch: '', leftOut: [], ...start, ...(request.revision === undefined ? {} : { revision: request.revision }) });
    return { plan: makePlan(facts, start.line, buildSteps(steps), { only: [], without: [] }), start, facts };
};
const build = async (work) => {
    const { request, ports } = work;
    const began = ports.clock.now();
    const out = request.out ?? (0,release_error/* fail */.fJ)('USAGE', { what: '`slipway build` needs a folder to put the artifacts into: `--out DIR`.' });
    const planned = await planBuilds(work);
    if ('nothing' in planned)
        return (0,ends/* nothingToDo */.KN)(request, planned.nothing, ports.clock.now() - began);
    const { plan: whole } = planned;
    const platform = request.platform === undefined ? undefined : normalPlatform(request.platform);
    const prebuilt = await takePrebuilt(request, whole, ports);
    const steps = prebuilt ? withPrebuilt(buildSteps(work.steps), prebuilt) : buildSteps(work.steps);
    const wanted = wantedTasks(whole, work);
    const plan = { ...whole, tasks: ofPlatform(whole.tasks.filter((it) => wanted.has(it.id)), steps, platform) };
    if (plan.tasks.length === 0)
        return (0,ends/* nothingToDo */.KN)(request, `nothing of ${whole.line} is built`, ports.clock.now() - began);
    const world = await makeWorld(plan, ports);
    (0,release_error/* failAll */.wf)((await preflight({ plan, steps, world, frozen: new Map() })).filter((it) => it.severity === 'error').map((it) => it.problem));
    await world.git.exportTo(world.workspace.source, plan.tag.commit);
    const carried = await carryOut({ plan, steps, world, dryRun: request.dryRun, listener: work.listener });
    const common = { verb: request.verb, plan, results: carried.results, findings: [], took: ports.clock.now() - began };
    if (carried.problems.length > 0)
        return (0,ends/* failureReport */.LK)(carried.problems, { ...common, request });
    const given = new Set(prebuilt?.artifacts.map((it) => it.digest));
    const artifacts = handedArtifacts({ whole, tasks: plan.tasks, steps, platform }, new Map(carried.results.map((it) => [it.id, it.outcome?.artifacts ?? []]))).filter((it) => !given.has(it.digest));
    const text = renderHanded(makeHanded({ slipway: ports.slipway, repository: repositoryText(ports.repository), plan: whole, artifacts }));
    await writeHanded(out, artifacts, text, world);
    const digest = (0,core_digest/* digestOf */.ol)(text);
    const shown = { 'artifacts-digest': digest, artifacts: artifacts.map(toShow) };
    const summary = `built ${artifacts.length === 1 ? 'one artifact' : `${artifacts.length} artifacts`} of ${plan.line} ${plan.version} into ${out}; ${handedName} there has the digest ${digest}`;
    return { ...common, outcome: 'nothing-to-do', exitCode: 0, problems: [], summary, shown, text: `Built for another job, which releases it: slipway release --tag ${plan.tag.name} --artifacts DIR --artifacts-digest ${digest}` };
};
/** What was asked for, and what that is made of. */
const wantedTasks = ({ tasks }, { request }) => {
    const dropped = leftOut(tasks, request);
    const wanted = new Set(tasks.filter((it) => !dropped.has(it.id)).map((it) => it.id));
    for (const id of wanted)
        for (const input of tasks.find((it) => it.id === id)?.inputs ?? [])
            wanted.add(input);
    return wanted;
};
const ofPlatform = (tasks, steps, platform) => {
    if (platform === undefined)
        return tasks;
    const platformsOf = (it) => steps.find((step) => step.name === it.step)?.parts?.of(it.task).map((part) => part.platform) ?? [];
    const known = new Set(tasks.flatMap(platformsOf));
    if (!known.has(platform))
        return (0,release_error/* fail */.fJ)('PLATFORM_UNKNOWN', { platform, known: [...known].join(', ') });
    // An image that is not built for this platform is the affair of the other jobs.
    return tasks.filter((it) => platformsOf(it).length === 0 || platformsOf(it).includes(platform)).map((it) => {
        const parts = platformsOf(it).length > 0 ? steps.find((step) => step.name === it.step)?.parts : undefined;
        return parts ? { ...it, title: `${it.title} for ${platform}`, task: parts.only(it.task, platform) } : it;
    });
};
const handedArtifacts = ({ whole, tasks, steps, platform }, made) => tasks.flatMap((task) => {
    const step = steps.find((it) => it.name === task.step);
    const inputs = task.inputs.flatMap((id) => made.get(id) ?? []).filter((it) => step?.takes.includes(it.kind)).map((it) => it.digest).sort();
    const planned = whole.tasks.find((it) => it.id === task.id);
    const isPart = platform !== undefined && planned !== undefined && (step?.parts?.of(planned.task).length ?? 0) > 0;
    return (made.get(task.id) ?? []).map((it) => ({ ...it, task: task.id, inputs, ...(isPart ? { platform } : {}), path: it.path ?? (0,release_error/* fail */.fJ)('BUG', { what: `${it.fileName} was built and is not on this disk` }) }));
});
const toShow = ({ task, platform, kind, fileName, digest, size, ...rest }) => ({ task, ...(platform === undefined ? {} : { platform }), kind, fileName, digest, size, place: handed_over_placeOf({ ...rest, kind, fileName, ...(platform === undefined ? {} : { platform }) }) });

;// CONCATENATED MODULE: ./out/core/line-images.js
const imagesOf = (line) => (line.slots['publish.image'] ?? []).flatMap((it) => (typeof it['to'] === 'string' ? [it['to']] : []));

;// CONCATENATED MODULE: ./out/core/written-versions.js
// What stands in a reference, as it is, without the prefix; versions and placeholders alike. For whoever asks which version a source
// speaks of. Pure.





/** Empty for names of images, and for a file that is not there. */
const writtenVersions = (reference, texts, scheme) => {
    const text = texts[isFile(reference) ? reference.file : reference.dependencies];
    if (text === undefined)
        return [];
    if (!isFile(reference)) {
        const { dependencies: file, entries } = reference;
        const { followed } = followedIn(readDependencies(text, file), { file, entries, scheme, images: [] });
        return followed.flatMap(({ dependency }) => readWritten(dependency.version, scheme).version ?? []);
    }
    const { file, is, prefix = '' } = reference;
    if (is !== 'version')
        return [];
    return wheresOf(reference, is).map((where) => {
        const { value } = readReference(text, file, where);
        return value.startsWith(prefix) ? value.slice(prefix.length) : value;
    });
};

;// CONCATENATED MODULE: ./out/verbs/work-tree.js
// The line and the texts of its references in the work tree, as `check` and `set-version` see them.






const versionEntryOf = (line) => line.slots['version']?.[0] ?? { name: 'version', 'written-in': [], 'also-set': [] };
const work_tree_decode = (bytes) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
/** The config that lies in the work tree; what is committed only where there is none. */
const workTreeConfig = async (request, ports, steps) => {
    const path = (0,external_node_path_.join)(ports.folder, configFile);
    if (request.config === undefined && (await ports.files.exists(path)))
        return loadConfig(await ports.files.readText(path), configFile, steps);
    const head = (await ports.git.commit('HEAD')) ?? (0,release_error/* fail */.fJ)('COMMIT_NOT_FOUND', { commit: 'HEAD', where: ports.folder });
    return readConfig(head, request, ports, steps);
};
const workTreeTexts = async (line, ports) => {
    const entry = versionEntryOf(line);
    return readTexts(entry['written-in'], entry['also-set'], async (file) => {
        const path = (0,external_node_path_.join)(ports.folder, file);
        return (await ports.files.exists(path)) ? work_tree_decode(await ports.files.readBytes(path)) : undefined;
    });
};
const work_tree_commitTexts = async (line, commit, ports) => {
    const entry = versionEntryOf(line);
    return readTexts(entry['written-in'], entry['also-set'], async (file) => {
        const bytes = await ports.git.show(commit, file);
        return bytes && work_tree_decode(bytes);
    });
};
const isWritten = (line) => versionEntryOf(line)['written-in'].length > 0;
/** The lines whose version stands in the source: of those that have it from their tag alone there is nothing to compare or set. */
const writtenLines = (config, request) => {
    const written = config.lines.filter(isWritten);
    return request.line !== undefined || written.length === 0 ? [lineFor(config, request.line)] : written;
};
/** The line that is named, or the only one that is meant. */
const work_tree_onlyLine = (config, request) => {
    const [only, ...others] = writtenLines(config, request);
    return only && others.length === 0 ? only : lineFor(config, request.line);
};

;// CONCATENATED MODULE: ./out/verbs/upcoming-version.js





/** Read as the line's scheme, or as another one that can be spelled in it: a chart says `1.0.0-dev.0` where the line says `1.0.0.dev0`. */
const readAs = (text, scheme) => {
    const own = (0,core_version/* asVersion */.Z$)(text, scheme);
    if (own || scheme === 'free')
        return own;
    const other = (0,core_version/* asVersion */.Z$)(text, scheme === 'pep440' ? 'semver' : 'pep440');
    const spelled = scheme === 'pep440' ? other?.pep440 : other?.semver;
    return spelled === undefined ? undefined : (0,core_version/* parseVersion */.ot)(spelled, scheme);
};
/** What stands in the first place that holds a version, and no placeholder. */
const writtenVersion = (line, texts) => {
    for (const reference of versionEntryOf(line)['written-in']) {
        for (const text of writtenVersions(reference, texts, line.scheme)) {
            const version = readAs(text, line.scheme);
            if (version)
                return version;
        }
    }
    return (0,release_error/* fail */.fJ)('VERSION_NOT_WRITTEN', { line: line.name });
};
/** `1.2.0.dev0` in the source leads to `1.2.0`. */
const upcomingVersion = async (config, commit, request, ports) => {
    const line = onlyLine(config, request);
    return releaseVersionOf(writtenVersion(line, await commitTexts(line, commit, ports))).text;
};

;// CONCATENATED MODULE: ./out/verbs/check.js











const check_check = async (work) => {
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
const checkedOf = ({ line, version, texts }) => checkReferences(versionEntryOf(line)['written-in'], texts, version, { images: imagesOf(line), paths: Object.keys(texts) });
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
        const config = await readConfig(tag.commit, request, ports, steps);
        const claim = claimTag(config, request.tag, request.line) ?? (0,release_error/* fail */.fJ)('TAG_NOT_CLAIMED', { tag: request.tag, patterns: config.lines.map((it) => it.tag).join(', ') });
        return [{ ...claim, tag: { ...tag, version: claim.version }, texts: await work_tree_commitTexts(claim.line, tag.commit, ports), what: `the tag ${request.tag}` }];
    }
    const config = await workTreeConfig(request, ports, steps);
    // A version is that of one line; what agrees with itself can be asked of all of them.
    const lines = request.version !== undefined ? [work_tree_onlyLine(config, request)] : writtenLines(config, request);
    return Promise.all(lines.map(async (line) => {
        const texts = await workTreeTexts(line, ports);
        const version = request.version !== undefined ? (0,core_version/* parseVersion */.ot)(request.version, line.scheme) : writtenVersion(line, texts);
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
;// CONCATENATED MODULE: ./out/core/preparation.js
// A version whose edit waits as a pull request: noted in a ref of Slipway's own, so that `continue` goes on when it is merged, wherever
// its branch has gone by then. Pure.

const preparationRefs = 'refs/slipway/prepare/';
const preparationRef = (tag) => `${preparationRefs}${tag}`;
/** The branch that the pull request comes from. */
const preparationBranch = (tag) => `slipway/prepare-${tag}`;
/** The name within the tag object: it is no name of a tag. */
const preparationName = 'slipway-prepare';
const renderPreparation = (it) => canonicalJson({ slipway: 'prepare', ...it });
/** Undefined for every other text, and for that of another repository: a mirror carries refs along. */
const parsePreparation = (text, repository) => {
    let value;
    try {
        value = JSON.parse(text);
    }
    catch {
        return undefined;
    }
    const it = (typeof value === 'object' && value !== null ? value : {});
    const { line, version, tag, branch } = it;
    if (it['slipway'] !== 'prepare' || it['repository'] !== repository)
        return undefined;
    if (typeof line !== 'string' || typeof version !== 'string' || typeof tag !== 'string' || typeof branch !== 'string')
        return undefined;
    return { repository, line, version, tag, branch };
};

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
const renderLock = ({ repository, tag, holder, expires }) => canonicalJson({ slipway: 'lock', repository, tag, holder: { ...holder }, expires: new Date(expires).toISOString() });
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
const breakCommand = (repository, ref) => `gh api -X DELETE repos/${repositoryText(repository)}/git/${ref.split('/').map(plainPiece).join('/')}`;

;// CONCATENATED MODULE: ./out/core/unfinished.js
// Which tags `slipway continue` goes into, decided from lists alone. Pure. A forgotten tag must not suddenly become a release, so that
// what was not begun, is older than what is out, or was made by other means is left alone, and said.



const unfinished_hasRecord = (it) => it.assets.some((asset) => asset.name === recordName && asset.state === 'uploaded');
/** GitHub may call a draft `untagged-…`; what it was made for stands in its marker. */
const evidenceOf = ({ name, makesRelease }, { releases, refs, wanted }) => {
    // Where a line makes none, a release of its tag is somebody's page about it, and none of its affairs.
    const listed = makesRelease ? releases : [];
    const ours = listed.filter((it) => markedTag(it.body) === name);
    const published = ours.find((it) => !it.draft);
    const foreign = listed.find((it) => it.tag === name && !it.draft && markedTag(it.body) !== name);
    const draft = ours.find((it) => it.draft);
    const begun = [
        ...(draft ? [`there is a draft of it (${draft.url})`] : []),
        ...(published ? [`its release (${published.url}) has no record yet`] : []),
        ...(refs.some((it) => it.startsWith(`refs/slipway/record/${name}/`)) ? ['its bytes are frozen'] : []),
        ...(refs.includes(lockRef(name)) ? ['there is a lock of it'] : []),
        ...(wanted.includes(name) ? ['an earlier run of `continue` was to release it'] : []),
    ];
    return { isFinished: published !== undefined && unfinished_hasRecord(published), foreign: foreign?.url, begun: begun[0] };
};
/** `tags` of one line, newest version first. */
const judgeLine = (tags, listed) => {
    const known = tags.map((tag) => ({ tag, ...evidenceOf(tag, listed) }));
    // Of a line that makes no release on GitHub, one that was begun is the last that is known to have been meant.
    const newestOut = known.findIndex((it) => it.isFinished || it.foreign !== undefined || (!it.tag.makesRelease && it.begun !== undefined));
    return known.map((it, at) => unfinished_judge(it, at === 0, tags[newestOut >= 0 && newestOut < at ? newestOut : -1]?.name));
};
const unfinished_judge = ({ tag, isFinished, foreign, begun }, isNewest, above) => {
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

// EXTERNAL MODULE: ./out/trigger/trusted-events.js
var trusted_events = __webpack_require__(3876);
;// CONCATENATED MODULE: ./out/verbs/continued-report.js
/** The gravest of all decides. */
const order = ['failed', 'conflict', 'blocked', 'incomplete', 'waiting'];
const continuedReport = (releases, { request, finished, took }) => {
    const gone = releases.flatMap((it) => (it.report ? [{ tag: it.tag, report: it.report }] : []));
    const end = continued_report_endOf(gone.map((it) => it.report), releases.some((it) => it.outcome === 'not-reached'));
    const isOpen = end.outcome !== 'nothing-to-do' && end.outcome !== 'released';
    return {
        verb: request.verb, ...end, summary: summaryOf(releases, finished), releases, results: [], took,
        problems: continued_report_inOrder(gone.flatMap(({ tag, report }) => report.problems.map((it) => (it.code === 'CANCELLED' ? it : { ...it, task: [tag, it.task].filter(Boolean).join(' ') })))),
        findings: gone.flatMap(({ tag, report }) => report.findings.map((it) => ({ ...it, problem: { ...it.problem, task: [tag, it.problem.task].filter(Boolean).join(' ') } }))),
        ...(isOpen ? { resume: request.again, ...(request.event ? { rerun: true } : {}) } : {}),
    };
};
/** By the first one doors tell a run that was stopped. */
const continued_report_inOrder = (problems) => [...problems.filter((it) => it.code === 'CANCELLED').slice(0, 1), ...problems.filter((it) => it.code !== 'CANCELLED')];
const continued_report_endOf = (reports, isCut) => {
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
        return asked ? (await Promise.all(asked.map((task) => public_of_ask(task, record, of)))).flat() : [`whatever the plan in ${record.where} speaks of, as that plan cannot be read`];
    }));
    return [...new Set(found.flat())];
};
const askedFor = ({ plan, steps }, { record }) => {
    const recorded = recordedPlan.safeParse(record.plan);
    if (!recorded.success)
        return undefined;
    const all = [...plan.tasks, ...recorded.data.tasks];
    const later = all.filter((it) => (it.phase === 'publish' || it.phase === 'point') && steps.some((step) => step.name === it.step));
    return [...new Map(later.map((it) => [canonicalJson([it.step, it.task, it.inputs]), it])).values()];
};
const public_of_ask = async (task, { record }, { steps, world }) => {
    const step = steps.find((it) => it.name === task.step);
    const frozen = frozenTasks(record);
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
const exportSource = async ({ plan, world, buildsHere = true }, frozen, before = undefined) => {
    const needs = (it) => plan.tasks.some((task) => task.phase === 'build' && !it.has(task.id));
    if (buildsHere && needs(frozen) && !(before && needs(before)))
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
const carry_out_frozen_mostDownloads = 4;
/** A download that breaks off is seen only by whoever reads it, and is begun again. */
const brokenOff = (failure, downloads) => {
    if (failure instanceof release_error/* ReleaseError */.K2 && failure.code === 'HTTP_BROKEN' && downloads < carry_out_frozen_mostDownloads)
        return undefined;
    throw failure;
};
/** A file that is gone from one place may lie in another: attached to a release of this tag, in whichever repository. */
const bringer = ({ plan, line }, { github, repository, files, workspace }) => async (artifact) => {
    if (artifact.kind === 'image')
        return undefined;
    const releases = (await Promise.all(releaseTargets({ line, plan }, repository).map(async (it) => (await findOurs(github, it, plan.tag)).map((release) => ({ target: it.repository, release }))))).flat();
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
            if (downloads === carry_out_frozen_mostDownloads)
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
const issuesWrites = { open: true, update: true, comment: true };
const pullsWrites = { makeFork: true, createBranch: true, commit: true, moveBranch: true, open: true, update: true, askForReview: true };
const chatWrites = { post: true, send: true };
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
    ...world, github: guarded(world.github, githubWrites, before), issues: guarded(world.issues, issuesWrites, before), pulls: guarded(world.pulls, pullsWrites, before),
    chat: guarded(world.chat, chatWrites, before), registry: guarded(world.registry, registryWrites, before),
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
        await wait_for_holder_pause(it, seen.lock, wait_for_holder_pauses[Math.min(looks, wait_for_holder_pauses.length - 1)] ?? 0);
    }
};
const wait_for_holder_read = async (it, object) => parseLock(await it.github.tagText(it.repository, object), it.tag.name) ?? broken(it, `its text is none of a lock of ${it.tag.name}`);
const broken = ({ ref, repository }, what) => (0,release_error/* fail */.fJ)('LOCK_BROKEN', { ref, repository: repositoryText(repository), what, command: breakCommand(repository, ref) });
/** Undefined while it counts. GitHub is asked for the holder's run only when it may be. */
const whyOver = async ({ github, repository, holder }, lock, mayAsk = true) => {
    if (hasExpired(lock, github.time()))
        return `it ended at ${isoTime(lock.expires)} and was not renewed`;
    // In a mirror stands the lock of the repository that it was taken from; whose runs are none of ours.
    if (lock.repository !== repositoryText(repository) || !('run' in lock.holder))
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
const wait_for_holder_pause = async (it, lock, milliseconds) => {
    const left = it.until - it.clock.now();
    if (left <= 0) {
        const { ref, repository } = it;
        return (0,release_error/* fail */.fJ)('LOCK_HELD', {
            ref, repository: repositoryText(repository), holder: holderText(lock.holder), until: isoTime(lock.expires), seconds: Math.round((it.clock.now() - it.began) / 1000), command: breakCommand(repository, ref),
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
            log.warn(`this token may not write to ${repositoryText(repository)}, so this run holds no lock: see to it that no other run releases ${this.parts.tag.name} at the same time`);
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
        const message = renderLock({ repository: repositoryText(repository), tag: tag.name, holder, expires });
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
        this.parts.stop(new release_error/* ReleaseError */.K2([(0,release_error/* problem */.CC)('LOCK_LOST', { ref: this.ref, repository: repositoryText(this.parts.repository), why })]));
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
const lock_textOf = (artifacts) => canonicalJson([...artifacts].sort(([a], [b]) => (a < b ? -1 : 1)));

;// CONCATENATED MODULE: ./out/verbs/one-job.js

/** In a job only: on a laptop whoever builds the project holds the rights anyway. A dry run holds them as well. */
const oneJobFindings = ({ plan, frozen }, { request, steps }, isPrebuilt) => {
    if ((request.event === undefined && request.inJob !== true) || request.verb === 'rehearse')
        return [];
    const runs = new Set(steps.filter((it) => it.runsProject).map((it) => it.name));
    const tasks = plan.tasks.filter((it) => runs.has(it.step) && (it.phase !== 'build' || (!isPrebuilt && !frozen.artifacts.has(it.id)))).map((it) => it.id);
    return tasks.length === 0 ? [] : [{ severity: 'warning', problem: (0,release_error/* problem */.CC)('ONE_JOB', { tasks: tasks.join(', ') }) }];
};

;// CONCATENATED MODULE: ./out/prepare/prepare.js
// Prepares a release: the references say the version, in one commit, and an annotated (or signed) tag names it. Everything through GitHub's
// API (but a signed tag, which is pushed), on top of the branch as it is then; nothing is forced or moved, and doing it again finds what is there.





/** The branch may move while we look at it; more often than this in a row it moves by somebody's loop. */
const mostTries = 5;
const prepareRelease = async (it) => {
    const there = await it.github.ref(it.repository, `refs/tags/${it.tagName}`);
    if (there)
        return accepted(it, there);
    const commit = await releaseCommit(it);
    it.signal.throwIfAborted();
    try {
        const object = await (it.makeTag ?? ((at) => tagByApi(it, at)))(commit);
        return { name: it.tagName, object, commit, kind: it.makeTag ? 'signed' : 'annotated' };
    }
    catch (failure) {
        if (!(failure instanceof release_error/* ReleaseError */.K2) || !maybeThere.has(failure.code))
            throw failure;
        // Another run of the same preparation was faster, or the answer was lost: a tag that says the same is as good.
        const other = await it.github.ref(it.repository, `refs/tags/${it.tagName}`);
        if (!other)
            throw failure;
        return accepted(it, other);
    }
};
const maybeThere = new Set(['REF_EXISTS', 'TAG_PUSH_FAILED']);
const tagByApi = async (it, commit) => {
    const object = await it.github.createTag(it.repository, { name: it.tagName, message: it.message, commit });
    it.signal.throwIfAborted();
    await it.github.createRef(it.repository, `refs/tags/${it.tagName}`, object);
    return object;
};
/** A tag that is there already is the one that was to be made, when the references at its commit say this version. */
const accepted = async (it, target) => {
    const commit = await it.github.commitOf(it.repository, target);
    const changes = await changesAt(it, commit);
    const [first] = changes;
    if (first)
        return (0,release_error/* fail */.fJ)('TAG_EXISTS', { tag: it.tagName, repository: repositoryText(it.repository), commit, why: `${changes.map((change) => change.path).join(', ')} would have to change there` });
    return { name: it.tagName, object: target.object, commit, kind: target.type === 'tag' ? 'annotated' : 'lightweight' };
};
/** The head of the branch if it says the version already, else a commit on top of it. */
const releaseCommit = async (it) => {
    for (let tries = 1;; tries++) {
        const { head, takesCommits, reason } = await it.github.branch(it.repository, it.branch);
        if (head === undefined)
            return (0,release_error/* fail */.fJ)('BRANCH_MISSING', { branch: it.branch, repository: repositoryText(it.repository) });
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
/** What the references at a commit lack. */
const changesAt = async (it, commit) => {
    const { github, repository, references, alsoSet, version, images = [], revision = { from: 0 } } = it;
    const texts = await readTexts(references, alsoSet, async (file) => {
        const bytes = await github.file(repository, file, commit);
        return bytes && decodeFile(bytes, file);
    });
    const edited = setReferences({ references, alsoSet, texts, version, images, revision, mode: 'release' });
    return [...edited].map(([path, text]) => ({ path, bytes: Buffer.from(text) }));
};

;// CONCATENATED MODULE: ./out/prepare/propose-edit.js
// The edit of the references as a pull request. People merge it when they will; nothing here waits for them. Doing it again finds the
// one that is open, and brings it up to date.





const titleOf = (tag) => `Release prep: bump version to ${tag}`;
/** Undefined when there is nothing to propose: the tag is there, or the branch says the version already. */
const proposeEdit = async (it) => {
    const { github, repository, branch, tagName } = it;
    if (await github.ref(repository, `refs/tags/${tagName}`))
        return undefined;
    const { head } = await github.branch(repository, branch);
    if (head === undefined)
        return (0,release_error/* fail */.fJ)('BRANCH_MISSING', { branch, repository: repositoryText(repository) });
    if ((await changesAt(it, head)).length === 0)
        return undefined;
    const there = await github.pullRequest(repository, preparationBranch(tagName));
    if (there?.state === 'closed' && !there.merged) {
        // A person's answer: it is not asked again by itself.
        await forgetPreparation(it);
        return (0,release_error/* fail */.fJ)('PREPARATION_CLOSED', { tag: tagName, url: there.url });
    }
    await notePreparation(it, head);
    await bringUp(it, head);
    const pull = there?.state === 'open' ? there : await propose_edit_open(it);
    return { url: pull.url, number: pull.number };
};
/** Before the pull request: one that nobody has noted would be merged, and nothing would come of it. */
const notePreparation = async ({ github, repository, tagName, version, line, branch, signal }, head) => {
    if (await github.ref(repository, preparationRef(tagName)))
        return;
    const message = renderPreparation({ repository: repositoryText(repository), line, version: version.text, tag: tagName, branch });
    signal.throwIfAborted();
    const object = await github.createTag(repository, { name: preparationName, message, commit: head });
    signal.throwIfAborted();
    try {
        await github.createRef(repository, preparationRef(tagName), object);
    }
    catch (failure) {
        // Another run of the same preparation was faster.
        if (!(failure instanceof release_error/* ReleaseError */.K2) || failure.code !== 'REF_EXISTS')
            throw failure;
    }
};
const forgetPreparation = async ({ github, repository, tagName, signal }) => {
    const there = await github.ref(repository, preparationRef(tagName));
    if (!there)
        return;
    signal.throwIfAborted();
    await github.moveRef(repository, preparationRef(tagName), { from: there.object });
};
/** On top of whatever a person has added to the branch meanwhile. */
const bringUp = async (it, base) => {
    const { github, repository, tagName, signal } = it;
    const branch = preparationBranch(tagName);
    const known = (await github.branch(repository, branch)).head;
    if (known === undefined) {
        signal.throwIfAborted();
        await github.createRef(repository, `refs/heads/${branch}`, base);
    }
    const head = known ?? base;
    const changes = await changesAt(it, head);
    if (changes.length === 0)
        return;
    signal.throwIfAborted();
    await github.commit(repository, branch, { expectedHead: head, headline: titleOf(tagName), body: '', changes });
};
const propose_edit_open = async ({ github, repository, tagName, branch, signal }) => {
    const marker = makeMarker({ kind: 'prepare', repository: repositoryText(repository), tag: tagName, object: '' });
    const text = `This writes the version of ${tagName} into every place where it stands. When it is merged, \`slipway continue\` (or \`slipway prepare\` again) tags the commit and releases it.`;
    signal.throwIfAborted();
    return github.createPullRequest(repository, { head: preparationBranch(tagName), base: branch, title: titleOf(tagName), body: withMarker(text, marker) });
};

;// CONCATENATED MODULE: ./out/core/changes.js
// What came to the mainline between two releases of a line, as a list for people. Pure.

/** Far more than anybody reads, and a bound for a line's first release. */
const mostChanges = 250;
/** GitHub writes the title of a pull request below its own headline; where it squashes, the title is the headline. */
const changes_titleOf = ({ message }) => {
    const [headline = '', ...rest] = message.split('\n');
    const merged = /^Merge pull request (#[0-9]+) from /.exec(headline)?.[1];
    const title = merged === undefined ? undefined : rest.find((it) => it.trim() !== '');
    return title === undefined ? headline.trim() : `${title.trim()} (${merged ?? ''})`;
};
/** One line each, newest first. Text of strangers: it shall be no HTML, and no marker of ours. */
const renderChanges = (changes, path) => {
    const lines = changes.slice(0, mostChanges).map((it) => `- ${(0,plain_text/* withoutControls */.D)(changes_titleOf(it)).slice(0, 300).replaceAll('<', '&lt;')}`);
    if (lines.length === 0)
        return path === undefined ? 'No changes.' : `No changes below \`${path}\`.`;
    return [...lines, ...(changes.length > mostChanges ? ['- … and more'] : [])].join('\n');
};

;// CONCATENATED MODULE: ./out/verbs/tag-to-be.js
// The tag that `prepare` makes: what it says (the changes since the release before), and who signs it, if somebody does.


/** For people who read the tag, and for the release, whose text it is by default. */
const tagMessage = async ({ version, previous, config, tag }, { git }) => {
    const from = previous === undefined ? undefined : (await git.resolveTag(previous)).commit;
    const path = typeof config['path'] === 'string' ? config['path'].replace(/^(?:\.\/)+|\/+$/g, '').replace(/^\.$/, '') : '';
    const below = path === '' ? undefined : path;
    const changes = await git.changes({ to: tag.commit, limit: mostChanges + 1, ...(from === undefined ? {} : { from }), ...(below === undefined ? {} : { path: below }) });
    return `Release ${version.text}\n\n${renderChanges(changes, below)}`;
};
const signerFor = (line, { signatures }) => signatures.signer(tagDemandOf(line.gate.tag).kind === 'signed');
/** As git writes it. */
const signedTag = (signer, { name, commit, message, time }) => {
    const { name: who, email } = signer.tagger;
    return signer.sign(`object ${commit}\ntype commit\ntag ${name}\ntagger ${who} <${email}> ${Math.floor(time / 1000)} +0000\n\n${message.trimEnd()}\n`);
};

;// CONCATENATED MODULE: ./out/verbs/prepare-tag.js













/** The tag that is to be released; or the pull request that has to be merged before. */
const prepareTag = async (asked, work) => {
    const { github, repository, signal } = work.ports;
    const { config, line, version, tag, branch } = await intended(asked, work);
    if (work.request.dryRun)
        return (0,release_error/* fail */.fJ)('DRY_RUN_OF_VERSION', { version: version.text });
    const entry = versionEntryOf(line);
    const preparation = {
        github, repository, branch, version, tagName: tag.name,
        references: entry['written-in'], alsoSet: entry['also-set'], images: imagesOf(line), revision: { given: work.request.revision, from: firstRevision(line.effective) },
        message: `Release ${version.text}`, signal,
    };
    // What may be tagged is asked when it is about to be; a proposal is for people to judge.
    const proposal = (work.request.as ?? entry.as) === 'pull-request' ? await proposeEdit({ ...preparation, line: line.name }) : undefined;
    if (proposal)
        return { kind: 'proposed', tag: tag.name, ...proposal };
    const there = await github.ref(repository, `refs/tags/${tag.name}`);
    const made = await prepareRelease({ ...preparation, ...(there ? {} : await checkedTag({ config, line, version, tag }, { branch, work })) });
    await forgetPreparation(preparation);
    await work.ports.bring(`refs/tags/${tag.name}`);
    return { kind: 'tag', tag: tag.name, commit: made.commit };
};
/** How the tag is to be made, once everything that can be checked without it was checked; a signature is tried before. */
const checkedTag = async (start, { branch, work }) => {
    const { ports } = work;
    const { name, commit } = start.tag;
    const signer = await signerFor(start.line, ports);
    const trial = signer && (await signedTag(signer, { name, commit, message: 'To be made', time: ports.clock.now() }));
    const facts = await checkFirst({ ...start, ...(trial ? { trial, tag: { ...start.tag, kind: 'signed' } } : {}) }, work);
    const message = await tagMessage(facts, ports);
    if (!signer)
        return { message };
    const makeTag = async (at) => {
        // The commit was made on GitHub a moment ago.
        if ((await ports.git.commit(at)) === undefined)
            await ports.bring(`refs/heads/${branch}`);
        const bytes = await signedTag(signer, { name, commit: at, message, time: ports.clock.now() });
        ports.signal.throwIfAborted();
        return ports.pushTag(name, bytes);
    };
    return { message, makeTag };
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
    const config = await readReleaseConfig(head, request, ports, steps);
    const line = work_tree_onlyLine(config, request);
    const version = (0,core_version/* parseVersion */.ot)(asked.version, line.scheme);
    return { config, line, version, branch, tag: { name: (0,tag_pattern/* tagName */.wZ)(line.tag, version), object: head, commit: head, kind: 'annotated' } };
};
/** The commit and the tag are writes like any other: everything that can be checked without them is checked before. */
const checkFirst = async (start, work) => {
    const entry = versionEntryOf(start.line);
    const texts = await work_tree_commitTexts(start.line, start.tag.commit, work.ports);
    const edited = setReferences({ references: entry['written-in'], alsoSet: entry['also-set'], texts, version: start.version, mode: 'release', images: imagesOf(start.line), revision: { given: work.request.revision, from: firstRevision(start.line.effective) } });
    const planned = await planRelease(start, work, edited);
    // Tools are asked for where it is built.
    const tasks = planned.plan.tasks.filter((it) => it.phase !== 'build' || (!work.request.tagOnly && !work.request.noBuild));
    const findings = await preflight({ plan: { ...planned.plan, tasks }, steps: work.steps, frozen: planned.frozen.artifacts, world: await makeWorld(planned.plan, work.ports) });
    // That the tag is not there is what is about to change.
    (0,release_error/* failAll */.wf)(findings.filter((it) => it.severity === 'error' && it.problem.code !== 'TAG_MOVED').map((it) => it.problem));
    return planned.facts;
};

;// CONCATENATED MODULE: ./out/verbs/release.js











const release = async (work) => {
    const { request, ports } = work;
    const began = ports.clock.now();
    const asked = (0,parse_trigger/* parseTrigger */.u)(request);
    if (asked.kind === 'none')
        return (0,ends/* nothingToDo */.KN)(request, asked.reason, ports.clock.now() - began);
    if (asked.kind === 'version' && request.artifacts)
        return (0,release_error/* fail */.fJ)('USAGE', { what: 'Artifacts are of a tag that is there: `tag` goes with `artifacts`, and `version` does not.' });
    const trigger = asked.kind === 'version' ? await prepareTag(asked, work) : asked;
    if (trigger.kind === 'proposed')
        return (0,ends/* proposedReport */.zT)(trigger, { request, took: ports.clock.now() - began });
    if (asked.kind === 'version' && request.tagOnly)
        return (0,ends/* tagReport */.lQ)(asked.version, trigger.tag, { request, took: ports.clock.now() - began });
    const found = await findStart(trigger, request, ports, work.steps);
    if ('nothing' in found)
        return (0,ends/* nothingToDo */.KN)(request, found.nothing, ports.clock.now() - began);
    checkSelection(found, work);
    const planned = await planRelease(await pinRemotely(found, ports), work);
    const prebuilt = await takePrebuilt(request, planned.plan, ports);
    const steps = prebuilt ? withPrebuilt(work.steps, prebuilt) : work.steps;
    const world = await makeWorld(planned.plan, ports);
    const findings = [...(await checkBeforeStart(planned, world, steps)), ...oneJobFindings(planned, work, prebuilt !== undefined)];
    const lock = lockOf(planned, work);
    try {
        const { carried, findings: further } = await carryOutFrozen({ ...planned, steps, buildsHere: prebuilt === undefined, world: lock.guarded(world), enter: lock.enter, dryRun: request.dryRun, listener: work.listener });
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
const status_kinds = { freeze: 'record' };
/** In the order of the plan. What waits is a column of the place where it will be public; what is only ever staged is a row of its own. */
const statusRows = (seen) => {
    const waiting = new Map(seen.filter((it) => it.task.phase === 'stage').map((it) => [status_placeOf(it), it]));
    const published = new Set(seen.filter((it) => it.task.phase === 'publish').map(status_placeOf));
    return seen.flatMap((it) => {
        const kind = status_kinds[nounOf(it)] ?? (it.task.phase === 'point' ? 'pointer' : nounOf(it));
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
    const trigger = (0,parse_trigger/* parseTrigger */.u)(request);
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
    artifacts: frozen.records.flatMap((it) => artifactsOf(it.record)).map(({ kind, name, fileName, digest, size }) => ({ kind, name, fileName, digest, size })),
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
const renderWanted = (repository, tags) => canonicalJson({ slipway: 'wanted', repository, tags: [...tags].sort() });
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
    return { refs, object: target.object, tags: parseWanted(text, repositoryText(repository)) };
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
    const { commit } = await defaultHead(ports);
    signal.throwIfAborted();
    const object = await github.createTag(repository, { name: wantedTagName, message: renderWanted(repositoryText(repository), tags), commit });
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
    (0,trusted_events/* mustBeTrusted */.s)(request.event);
    const config = await todaysConfig(work);
    if (!config)
        return (0,ends/* nothingToDo */.KN)(request, `there is no ${configFile} on the default branch; a recognised layout alone releases nothing by itself`, ports.clock.now() - began);
    const noted = await readWanted(ports);
    const prepared = await goOnWithPrepared(noted.refs, continue_linesOf(config, request), work);
    const verdicts = await judged(continue_linesOf(config, request), noted, work);
    const wanted = await noteWanted(noted, verdicts, ports);
    const gone = await goOn(verdicts.filter((it) => it.verdict !== 'finished').filter((it) => !prepared.some((one) => one.tag === it.tag.name)), work);
    const releases = [...prepared, ...gone];
    await forgetWanted(wanted, releases, ports);
    return continuedReport(releases, { request, finished: verdicts.filter((it) => it.verdict === 'finished').length, took: ports.clock.now() - began });
};
/** Which lines there are is said by the default branch as it is now: a schedule runs there. */
const todaysConfig = async ({ request, ports, steps }) => {
    const { commit } = await defaultHead(ports);
    if (request.config === undefined && !(await ports.git.show(commit, configFile)))
        return undefined;
    return readConfig(commit, request, ports, steps);
};
const continue_linesOf = ({ lines }, { line }) => {
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
    const held = request.config === undefined ? configFile : (0,external_node_path_.relative)(folder, request.config);
    return Promise.all(versions.sort((a, b) => (0,core_version/* compareVersions */.Zy)(b.version, a.version)).map(async ({ name }) => {
        const [{ commit }, time] = await Promise.all([git.resolveTag(name), git.tagTime(name)]);
        return { name, line: line.name, time, hasConfig: await git.holds(commit, held), makesRelease: (line.slots['publish.release'] ?? []).length > 0 };
    }));
};
/** Everything is listed once for all tags. */
const listedFor = async (lines, { refs, tags: wanted }, { github, repository }) => {
    const repositories = new Map(lines.flatMap((line) => releaseRepositories(line, repository)).map((it) => [repositoryText(it), it]));
    const lists = await Promise.all([...repositories.values()].map((it) => github.releases(it)));
    const byName = new Map([...repositories.keys()].map((name, at) => [name, lists[at] ?? []]));
    return (line) => ({ refs, wanted, releases: releaseRepositories(line, repository).flatMap((it) => byName.get(repositoryText(it)) ?? []) });
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
    return isUnbuilt(report) ? unbuilt(name, line, command) : { tag: name, line, outcome: report.outcome, summary: report.summary, report, ...(report.resume === undefined ? {} : { command: report.resume }) };
};
/** It lacks what this run was told not to build, and nothing else. */
const isUnbuilt = ({ problems }) => problems.length > 0 && problems.every((it) => it.code === 'ARTIFACT_MISSING');
const unbuilt = (tag, line, command) => ({ tag, line, outcome: 'left-alone', summary: 'what it publishes is not built yet, and this job builds nothing', command, unbuilt: true });
/** Versions whose edit waits as a pull request: what is merged by now is tagged and released. */
const goOnWithPrepared = async (refs, lines, work) => {
    const { ports, request } = work;
    const done = [];
    for (const it of await preparations(refs, ports)) {
        if (!lines.some((line) => line.name === it.line))
            continue;
        const again = (0,shell_word/* shellCommand */.q)(['slipway', 'prepare', it.version, '--line', it.line, ...(request.config === undefined ? [] : ['--config', request.config])]);
        const one = { ...restOf(request), verb: 'prepare', version: it.version, line: it.line, as: 'pull-request', ...(await eventFor(it, ports)), again };
        ports.log.info(`\n${it.tag}: its edit was proposed.`);
        const report = await attempt_attempt(release, alone(work, one));
        done.push(isUnbuilt(report) ? unbuilt(it.tag, it.line, (0,checked_request/* releaseCommand */.Pw)(it.tag, request)) : { tag: it.tag, line: it.line, outcome: report.outcome, summary: report.summary, report, ...(report.resume === undefined ? {} : { command: report.resume }) });
        if (ports.signal.aborted)
            break;
    }
    return done;
};
/** Another branch than the default one is named as a dispatch names it. */
const eventFor = async ({ branch }, { github, repository }) => branch === (await github.repository(repository)).defaultBranch ? {} : { event: { name: 'workflow_dispatch', ref: `refs/heads/${branch}`, sha: '', payload: {} } };
const preparations = async (refs, { github, repository }) => {
    const found = await Promise.all(refs.filter((it) => it.startsWith(preparationRefs)).map(async (name) => {
        const target = await github.ref(repository, name);
        const it = target?.type === 'tag' ? parsePreparation(await github.tagText(repository, target.object), repositoryText(repository)) : undefined;
        return it && preparationRef(it.tag) === name ? [it] : [];
    }));
    return found.flat();
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
const requestOf = (tag, request) => ({ ...restOf(request), verb: 'release', tag });
const restOf = ({ config, configFrom, line, actor, noBuild, event, inJob }) => ({
    dryRun: false, only: [], without: [],
    ...(config === undefined ? {} : { config }), ...(configFrom === undefined ? {} : { configFrom }), ...(line === undefined ? {} : { line }), ...(actor === undefined ? {} : { actor }),
    ...(noBuild === true ? { noBuild } : {}), ...(event === undefined && inJob !== true ? {} : { inJob: true }),
});
/** A release that stops itself (because it lost its lock, say) stops none of the others. */
const alone = (work, request) => {
    const own = new AbortController();
    return { ...work, request, ports: { ...work.ports, signal: AbortSignal.any([work.ports.signal, own.signal]), stop: (reason) => own.abort(reason) } };
};

;// CONCATENATED MODULE: ./out/verbs/matrix.js



const matrix = async (work) => {
    const { request, ports, steps } = work;
    const began = ports.clock.now();
    const planned = await planBuilds(work);
    // A job that reads it must find a matrix, also when there is nothing in it.
    if ('nothing' in planned)
        return { ...(0,ends/* nothingToDo */.KN)(request, planned.nothing, ports.clock.now() - began), shown: { matrix: { include: [] } } };
    const { plan } = planned;
    const dropped = leftOut(plan.tasks, request);
    const include = plan.tasks.filter((it) => !dropped.has(it.id)).flatMap((task) => (steps.find((it) => it.name === task.step)?.parts?.of(task.task) ?? []).map(({ platform, runner, emulated }) => ({
        name: [task.entry.replace(/[^A-Za-z0-9_-]/g, '_'), ...platform.split('/')].join('-'), task: task.id, platform, runner, emulated,
    })));
    const shown = { matrix: { include } };
    const summary = include.length === 0 ? `nothing of ${plan.line} is built for several platforms` : `${include.length === 1 ? 'one job' : `${include.length} jobs`}, each for one platform`;
    return { verb: request.verb, outcome: 'nothing-to-do', exitCode: 0, plan, results: [], problems: [], findings: [], took: ports.clock.now() - began, summary, shown, text: JSON.stringify(shown['matrix'], null, 2) };
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
        return done.has(task.id) ? ofLook : step.cost(task.task, estimate_artifactsOf(task, step, frozen));
    });
    return (0,github_limits/* estimate */.jA)([ofRun, ...costs]);
};
/** Before it is built nobody knows how many files a task gives; most give one. */
const estimate_artifactsOf = (task, step, frozen) => task.inputs.reduce((sum, id) => sum + (frozen.artifacts.get(id)?.filter((it) => step.takes.includes(it.kind)).length ?? 1), 0);

;// CONCATENATED MODULE: ./out/verbs/plan.js









const plan_plan = async (work) => {
    const { request, ports, steps } = work;
    const began = ports.clock.now();
    const trigger = (0,parse_trigger/* parseTrigger */.u)(request);
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
    const common = { verb: request.verb, plan: planned.plan, results, estimate, findings, took: ports.clock.now() - began, text: [renderPlan(planned.plan), planned.gates, (0,github_limits/* estimateText */.YL)(estimate)].join('\n') };
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

;// CONCATENATED MODULE: ./out/core/tracking-text.js
// The text of a tracking issue: a part for each line, with a check box for each task. Pure. People write in the issue as they like: of what
// is there only lines with a mark of ours are changed, and the list of changes as long as nobody has touched it.


const commitEnd = '<!-- slipway-commit -->';
const changesFrom = '<!-- slipway-changes -->';
const changesTo = '<!-- slipway-changes-end -->';
/** GitHub takes 65,536 characters; what people add must find room, and so must the part of another line. */
const mostOfChanges = 20_000;
/** An id stands in an HTML comment, and is a text of the config. */
const safeId = (id) => id.replaceAll(/[%<>\s]/g, encodeURIComponent);
/** Text of others in Markdown: no HTML, and nobody is called. */
const quietly = (text) => text.replaceAll('<', '&lt;').replaceAll(/@(?=[\w-])/g, '@\u2060');
const boxLine = ({ id, title }) => `- [ ] ${quietly(title)} <!-- slipway-task: ${safeId(id)} -->`;
const boxPattern = /^(\s*[-*] \[)([ xX])(\] .*?<!-- slipway-task: (\S+) -->)(.*)$/;
const commitLine = ({ proposal: { tag, commit }, page }) => `Tag \`${tag}\`, commit ${page}/commit/${commit} ${commitEnd}`;
const fitted = (changes) => {
    if (changes.length <= mostOfChanges)
        return changes;
    const cut = changes.slice(0, mostOfChanges);
    return `${cut.slice(0, cut.lastIndexOf('\n'))}\n- … and more`;
};
const changesOf = (part) => (part.changes === undefined ? [] : fitted(part.changes).replaceAll(/@(?=[\w-])/g, '@\u2060').split('\n'));
const digestOfLines = (lines) => (0,core_digest/* hexOf */.ZD)((0,core_digest/* digestOf */.ol)(lines.map((it) => it.trimEnd()).join('\n'))).slice(0, 12);
const openingOf = (part, changes) => markOf('part', part.proposal, { changes });
/** The whole part, as it is written first. */
const rendered = (part) => {
    const { proposal: { line, version, tag, commit }, since, page } = part;
    const changes = changesOf(part);
    const compare = since === undefined ? [] : ['', `All of it: ${page}/compare/${encodeURIComponent(since)}...${commit}`];
    const notable = part.changes === undefined ? [] : [`### Notable changes${since === undefined ? '' : ` since ${since}`}`, '', changesFrom, ...changes, changesTo, ...compare, ''];
    return [openingOf(part, digestOfLines(changes)), `## ${tag}`, '', `Line \`${line}\`, version ${version}.`, commitLine(part), '', ...notable, '### Steps', '', ...part.boxes.map(boxLine), endOf(line)];
};
/** A text for a new issue. */
const newText = (parts, head, cc) => [head, ...parts.map((it) => rendered(it).join('\n')), cc].filter((it) => it !== '').join('\n\n');
const tracking_text_titleOf = (tags) => `Release ${tags.length <= 1 ? (tags[0] ?? '') : `${tags.slice(0, -1).join(', ')} and ${tags.at(-1) ?? ''}`}`;
const spanOf = (lines, key) => {
    const from = lines.findIndex((it) => {
        const found = readMark(it);
        return found?.mark === 'part' && tracking_isSame(found.proposal, key);
    });
    if (from < 0)
        return undefined;
    // Somebody may have removed the end.
    const length = lines.slice(from + 1).findIndex((it) => readEnd(it) === key.line || readMark(it)?.mark === 'part');
    if (length < 0)
        return { from, to: lines.length };
    const at = from + 1 + length;
    return { from, to: readEnd(lines[at] ?? '') === undefined ? at : at + 1 };
};
const tracking_text_linesOf = (body) => body.split(/\r?\n/);
/** The text with the part as it is now: put in behind the others, or where it stands brought up to date. The same text when nothing is to be changed. */
const withPart = (body, part) => {
    const lines = tracking_text_linesOf(body);
    const span = spanOf(lines, part.proposal);
    const next = span ? [...lines.slice(0, span.from), ...updated(lines.slice(span.from, span.to), part), ...lines.slice(span.to)] : inserted(lines, rendered(part));
    return next.join('\n') === lines.join('\n') ? body : next.join('\n');
};
const inserted = (lines, part) => {
    const last = lines.findLastIndex((it) => readEnd(it) !== undefined);
    return last < 0 ? [...lines, '', ...part] : [...lines.slice(0, last + 1), '', ...part, ...lines.slice(last + 1)];
};
const updated = (lines, part) => {
    const [opening = '', ...rest] = lines;
    const { text, digest } = withChanges(rest, part, readMark(opening)?.fields['changes']);
    return [openingOf(part, digest), ...withBoxes(text.map((it) => (it.trimEnd().endsWith(commitEnd) ? commitLine(part) : it)), part.boxes)];
};
/** Replaced only while it is what we wrote. */
const withChanges = (lines, part, known) => {
    const kept = { text: lines, digest: typeof known === 'string' ? known : '' };
    const [from, to] = [lines.indexOf(changesFrom), lines.indexOf(changesTo)];
    if (part.changes === undefined || from < 0 || to < from || digestOfLines(lines.slice(from + 1, to)) !== known)
        return kept;
    const changes = changesOf(part);
    return { text: [...lines.slice(0, from + 1), ...changes, ...lines.slice(to)], digest: digestOfLines(changes) };
};
const boxIn = (line) => {
    const found = boxPattern.exec(line);
    return found?.[4] === undefined ? undefined : { id: found[4], isDone: found[2] !== ' ' };
};
/** A box for every task: those that are there stay as they are; one that nobody has ticked goes when its task is planned no more. */
const withBoxes = (lines, boxes) => {
    if (boxes.length === 0)
        return lines;
    const ids = new Set(boxes.map((it) => safeId(it.id)));
    const kept = lines.filter((it) => {
        const box = boxIn(it);
        return box === undefined || box.isDone || ids.has(box.id);
    });
    const there = new Set(kept.flatMap((it) => boxIn(it)?.id ?? []));
    const missing = boxes.filter((it) => !there.has(safeId(it.id))).map(boxLine);
    if (missing.length === 0)
        return kept;
    const last = kept.findLastIndex((it) => boxIn(it) !== undefined);
    const end = kept.findLastIndex((it) => readEnd(it) !== undefined);
    const at = last >= 0 ? last + 1 : end >= 0 ? end : kept.length;
    return [...kept.slice(0, at), ...missing, ...kept.slice(at)];
};
/** Boxes ticked, and links filled in. A box that is ticked stays so, as a person may have done it, and a link that it has is not another one in the next run. */
const withTicks = (body, key, ticks) => {
    const lines = tracking_text_linesOf(body);
    const span = spanOf(lines, key);
    if (!span)
        return body;
    const byId = new Map([...ticks].map(([id, tick]) => [safeId(id), tick]));
    const next = lines.map((line, index) => (index > span.from && index < span.to ? ticked(line, byId) : line));
    return next.join('\n') === lines.join('\n') ? body : next.join('\n');
};
const ticked = (line, ticks) => {
    const [, before = '', box = '', text = '', id = '', behind = ''] = boxPattern.exec(line) ?? [];
    const tick = ticks.get(id);
    if (!tick)
        return line;
    if (box !== ' ' && behind.trim() !== '')
        return line;
    return `${before}${tick.isDone ? 'x' : box}${text}${tick.link === undefined ? behind : ` ${tick.link}`}`;
};

;// CONCATENATED MODULE: ./out/verbs/tracking-issue.js
// The tracking issue of lines that are released together: found, opened once, or joined; each part of it as it is now; and a comment for each
// commit that people shall approve. Others may be writing in it at the same time: what is written is read again.




const tracking_issue_mostTries = 5;
/** Whoever writes what they read before needs less. */
const tracking_issue_pause = 1000;
/** The issue as it is, or undefined when it is still to be opened. */
const findIssue = async (it, issues) => chosen(it, await candidates(it, issues));
const writeIssue = async (it, ports) => {
    const before = await candidates(it, ports.issues);
    const there = chosen(it, before);
    const issue = there ?? (await openOne(it, ports, before));
    const named = await nameCommits(it, issue, ports);
    const parts = partsAsNamed(it, await ports.issues.comments(it.repository, issue.number), issue);
    const { issue: now, isChanged } = await bringUpToDate(it, issue, { parts, ports });
    return { issue: now, did: there ? (isChanged || named.length > 0 ? 'updated' : 'nothing') : 'opened', named };
};
/** Those of these lines, whoever may have opened them among the project's people and Apps. */
const candidates = (it, issues) => issues
    .find(it.repository, (body) => partsIn(body).some((part) => part.repository.toLowerCase() === repositoryText(it.repository).toLowerCase() && part.issue === it.word))
    .then((found) => found.filter((issue) => mayOpen(issue.author) && !issue.isDropped));
const isMine = (it, { body }) => it.parts.some((part) => tracks(body, part.proposal));
/** Of another line with the same word, and not yet of these. */
const canJoin = (it, { state, body }) => state === 'open' && !partsIn(body).some((one) => it.parts.some((part) => part.proposal.line === one.line));
/** One that speaks of these tags, the first that was opened; else the newest that these lines may join. */
const chosen = (it, all) => {
    const mine = all.filter((issue) => isMine(it, issue));
    return mine.filter((issue) => issue.state === 'open').at(-1) ?? mine.at(-1) ?? all.find((issue) => canJoin(it, issue));
};
const openOne = async (it, ports, before) => {
    const [first] = it.parts;
    if (!first)
        return (0,release_error/* fail */.fJ)('BUG', { what: 'a tracking issue was to be opened for no line' });
    ports.signal.throwIfAborted();
    const issue = await ports.issues.open(it.repository, { title: tracking_text_titleOf(it.parts.map((part) => part.proposal.tag)), body: newText(it.parts, it.head, it.cc) }, (body) => tracks(body, first.proposal));
    const older = (await candidates(it, ports.issues)).filter((other) => other.number < issue.number && !before.some((known) => known.number === other.number)).filter((other) => (other.state === 'open' && isMine(it, other)) || canJoin(it, other));
    const [winner] = older.slice(-1);
    if (!winner)
        return issue;
    // Another run opened one meanwhile; of the two, everybody takes the first.
    await ports.issues.update(it.repository, issue.number, { close: 'not_planned' });
    return winner;
};
/** Each line whose commit is not named, or whose named commit is not what is proposed now. */
const nameCommits = async (it, issue, { issues, signal }) => {
    const comments = await issues.comments(it.repository, issue.number);
    const named = [];
    for (const part of it.parts) {
        const { proposal } = part;
        const last = lastNamed(comments, issue, proposal);
        if (last && (await it.holds(last, part)))
            continue;
        signal.throwIfAborted();
        // The same commit may be named again after another one: a comment of then is not this one.
        const mark = markOf('named', proposal, { nth: marksIn(comments, issue.author, 'named').filter((one) => one !== undefined).length });
        const body = `${it.ask(proposal)}\n\n${mark}`;
        await issues.comment(it.repository, issue.number, body, (text) => text.trimEnd().endsWith(mark));
        named.push(proposal.line);
    }
    return named;
};
const lastNamed = (comments, issue, key) => marksIn(comments, issue.author, 'named').findLast((it) => it !== undefined && tracking_isSame(it, key));
/** In the text stands what the comments name. Parts of other lines that got lost, as two runs wrote at once, are put back without their boxes. */
const partsAsNamed = (it, comments, issue) => {
    const named = namedLines(comments, issue.author);
    const own = it.parts.map((part) => ({ ...part, proposal: named.find((one) => tracking_isSame(one, part.proposal)) ?? part.proposal }));
    const page = own[0]?.page ?? '';
    const others = named.filter((one) => one.issue === it.word && !own.some((part) => part.proposal.line === one.line)).map((proposal) => ({ proposal, page, boxes: [] }));
    return [...own, ...others];
};
const textWith = (body, parts) => parts.reduce((text, part) => (part.boxes.length === 0 && tracks(text, part.proposal) ? text : withPart(text, part)), body);
const tracking_issue_tagsIn = (body) => partsIn(body).map((it) => it.tag);
const bringUpToDate = async (it, { number }, { parts, ports }) => {
    for (let tries = 0;; tries++) {
        const issue = await ports.issues.issue(it.repository, number);
        const body = textWith(issue.body, parts);
        if (body === issue.body)
            return { issue, isChanged: tries > 0 };
        if (tries === tracking_issue_mostTries)
            return (0,release_error/* fail */.fJ)('ISSUE_CONTESTED', { url: issue.url, tries });
        // A title that people have chosen stays.
        const isOurs = issue.title === tracking_text_titleOf(tracking_issue_tagsIn(issue.body));
        ports.signal.throwIfAborted();
        await ports.issues.update(it.repository, number, { body, ...(isOurs ? { title: tracking_text_titleOf(tracking_issue_tagsIn(body)) } : {}) });
        await ports.clock.sleep(tracking_issue_pause, ports.signal);
    }
};

;// CONCATENATED MODULE: ./out/verbs/propose.js
// `slipway propose V`: the tracking issue of a release, with what will be released, what has changed since the last one, and a box for every
// task; and the commit that its owners are asked to approve. Nothing is tagged or built.
















const propose = async (work) => {
    const { request, ports } = work;
    const began = ports.clock.now();
    const asked = (0,parse_trigger/* parseTrigger */.u)(request);
    if (asked.kind !== 'version')
        return (0,release_error/* fail */.fJ)('TRIGGER_MISSING', { verb: 'propose' });
    const lines = request.lines ?? [request.line];
    const all = [];
    for (const line of lines)
        all.push(await intendedPart(asked, line, work));
    const words = [...new Set(all.map(({ start }) => wordOf(start.line)))];
    const tracked = words.map((word) => trackedOf(word, all.filter(({ start }) => wordOf(start.line) === word), work));
    if (request.dryRun)
        return dryReport(tracked, work, ports.clock.now() - began);
    await mustBeAllowed(work);
    const written = [];
    for (const it of tracked)
        written.push(await writeIssue(it, ports));
    return propose_reportOf(written, all, { work, took: ports.clock.now() - began });
};
const wordOf = (line) => line.issue ?? line.name;
const intendedPart = async (asked, line, work) => {
    const { ports } = work;
    const start = await intended(asked, { ...work, request: withLine(work.request, line) });
    const entry = versionEntryOf(start.line);
    const texts = await work_tree_commitTexts(start.line, start.tag.commit, ports);
    const edited = setReferences({
        references: entry['written-in'], alsoSet: entry['also-set'], texts, version: start.version, mode: 'release', images: imagesOf(start.line),
        revision: { given: work.request.revision, from: firstRevision(start.line.effective) },
    });
    const { facts, plan } = await planToPropose(start, work, edited);
    const trusted = await readTrustedGates({ ...start, facts }, ports, work.steps);
    (0,release_error/* failAll */.wf)(closedOf(trusted.findings));
    const world = gateWorld(trusted, work, edited);
    const approvals = trusted.gates.find((it) => it.approvals)?.approvals;
    const actor = work.request.actor;
    const proposal = {
        repository: repositoryText(ports.repository), issue: wordOf(start.line), line: start.line.name, version: start.version.text, tag: start.tag.name, commit: start.tag.commit,
        ...(actor && 'login' in actor ? { by: actor.login } : {}),
    };
    const since = facts.previous === undefined ? {} : { since: facts.previous };
    const boxes = plan.tasks.filter((it) => it.step !== 'follow:issue').map(({ id, title }) => ({ id, title }));
    const part = { proposal, page: `${ports.server}/${repositoryText(ports.repository)}`, ...since, changes: await propose_changesOf(facts, start, work), boxes };
    return { start, facts, part, world, approvals, owners: await propose_ownersOf(start.line, approvals, world) };
};
const withLine = ({ line: _, ...request }, line) => ({ ...request, ...(line === undefined ? {} : { line }) });
const propose_changesOf = async ({ previous, tag }, { line }, { ports: { git } }) => {
    const from = previous === undefined ? undefined : (await git.resolveTag(previous)).commit;
    const path = line.path === undefined || line.path === '.' ? undefined : line.path;
    return renderChanges(await git.changes({ to: tag.commit, limit: mostChanges + 1, ...(from === undefined ? {} : { from }), ...(path === undefined ? {} : { path }) }), path);
};
/** Where approvals are asked for, an OWNERS that cannot be read stops here, before people are called; elsewhere it only says whom to tell. */
const propose_ownersOf = async (line, asked, world) => {
    if (asked)
        return readTrustedOwners(asked, line, world);
    const { git, bring, trusted } = world;
    const commit = (await git.commit(trusted.commit)) ?? (await bring(trusted.commit));
    return (await git.holds(commit, 'OWNERS')) ? readTrustedOwners({ owners: 'OWNERS' }, line, world) : undefined;
};
const mustBeAllowed = async ({ ports: { github, repository } }) => {
    const { state, reason = '' } = await github.can(repository, 'issues:write');
    if (state === 'denied')
        (0,release_error/* failAll */.wf)([(0,release_error/* problem */.CC)('RIGHT_MISSING', { scope: 'issues:write', repository: repositoryText(repository), why: 'open the tracking issue', said: reason })]);
};
const trackedOf = (word, all, { ports: { repository } }) => {
    const approvers = [...new Set(all.flatMap(({ owners }) => [...(owners?.approvers ?? [])]))].filter((it) => !it.endsWith('[bot]')).sort();
    return {
        repository, word, parts: all.map(({ part }) => part),
        head: headOf(all),
        cc: approvers.length === 0 ? '' : `cc ${approvers.slice(0, mostCalled).map((it) => `@${it}`).join(' ')}`,
        ask: (proposal) => askOf(proposal, all.find(({ start }) => start.line.name === proposal.line)?.approvals),
        holds: async (named, part) => {
            const own = all.find((it) => it.part === part);
            return own !== undefined && (await otherFiles(named.commit, all.map((it) => it.part.proposal), own)).length === 0;
        },
    };
};
/** GitHub itself calls no more than fifty. */
const mostCalled = 40;
const howText = ({ commands, plain, count }) => {
    const words = [...commands.map((it) => `\`/${it}\``), ...(plain ? ['`LGTM`'] : [])].join(' or ');
    return `${count === 1 ? 'One owner' : `${count} owners`} must approve: by a new comment with ${words} alone on a line, and not by who proposes it. \`/lgtm cancel\` takes it back.`;
};
const headOf = (all) => {
    const asking = all.flatMap(({ approvals, start }) => (approvals ? [{ name: start.line.name, how: howText(approvals) }] : []));
    const texts = new Set(asking.map((it) => it.how));
    const how = texts.size === 1 ? [...texts] : asking.map((it) => `Line \`${it.name}\`: ${it.how}`);
    return ['This issue tracks the release of what is named below. Lines with a hidden mark are kept up to date by Slipway; all the rest is yours to write.', ...(asking.length > 0 ? [`**To approve.** ${how.join(' ')}`] : [])].join('\n\n');
};
const askOf = ({ tag, commit, line, version }, asked) => {
    const what = `Proposed as \`${tag}\` (line \`${line}\`, version ${version}): ${commit}`;
    return asked ? `${what}\n\nApprovals count from here on, for this commit. ${howText(asked)}` : what;
};
const dryReport = async (tracked, { request, ports }, took) => {
    const there = await Promise.all(tracked.map((it) => findIssue(it, ports.issues)));
    const text = tracked.map((it, index) => (there[index] ? `${there[index].url} would be brought up to date.` : newText(it.parts, it.head, it.cc))).join('\n\n');
    return { verb: request.verb, outcome: 'nothing-to-do', exitCode: 0, summary: 'this was a dry run, nothing was written', results: [], problems: [], findings: [], took, text };
};
const propose_sentences = { opened: 'was opened', updated: 'was brought up to date', nothing: 'is as it should be' };
const propose_reportOf = (written, all, { work: { request }, took }) => {
    const waits = all.some(({ approvals }) => approvals);
    const shown = { issues: written.map(({ issue, did, named }) => ({ url: issue.url, number: issue.number, did, named: [...named] })), 'issue-url': written[0]?.issue.url ?? '', tags: all.map(({ start }) => start.tag.name) };
    const sentence = written.map(({ issue, did }) => `${issue.url} ${propose_sentences[did]}`).join(', ');
    const untracked = all.filter(({ start }) => start.line.issue === undefined && !start.line.gate.approvals).map(({ start }) => start.line.name);
    const text = untracked.length === 0 ? {} : { text: `Its boxes will not be ticked by releases of ${untracked.join(', ')}: that takes \`issue:\` or \`gate.approvals\` in the config.` };
    return { verb: request.verb, outcome: waits ? 'waiting' : 'nothing-to-do', exitCode: 0, summary: waits ? `${sentence}; its owners are to approve there` : sentence, results: [], problems: [], findings: [], took, shown, ...text };
};

;// CONCATENATED MODULE: ./out/verbs/set-version.js
// `slipway set-version V`: the version into every reference of the work tree; every other byte stays.







const setVersion = async ({ request, ports, steps }) => {
    const began = ports.clock.now();
    const line = work_tree_onlyLine(await workTreeConfig(request, ports, steps), request);
    const version = (0,core_version/* parseVersion */.ot)(request.version ?? (0,release_error/* fail */.fJ)('TRIGGER_MISSING', { verb: 'set-version' }), line.scheme);
    const entry = versionEntryOf(line);
    if (entry['written-in'].length === 0)
        return (0,release_error/* fail */.fJ)('VERSION_NOT_WRITTEN', { line: line.name });
    const mode = (0,core_version/* isDevelopment */.yz)(version) ? 'next' : 'release';
    // All edits are made in memory first: either every place can be written, or no file is touched.
    const edits = setReferences({ references: entry['written-in'], alsoSet: entry['also-set'], texts: await workTreeTexts(line, ports), version, mode, images: imagesOf(line), revision: { given: request.revision, from: firstRevision(line.effective) } });
    for (const [file, text] of edits)
        await ports.files.writeFile((0,external_node_path_.join)(ports.folder, file), text);
    const files = [...edits.keys()];
    const text = files.length > 0 ? ['Changed:', ...files.map((it) => `   ${it}`)].join('\n') : '';
    return { verb: request.verb, outcome: 'nothing-to-do', exitCode: 0, summary: files.length > 0 ? `${version.text} is written in ${files.length} ${files.length === 1 ? 'file' : 'files'}` : `every reference says ${version.text} already`, results: [], problems: [], findings: [], took: ports.clock.now() - began, text };
};

;// CONCATENATED MODULE: ./out/verbs/verify.js
// `slipway verify`: looks at a release as whoever uses it does: is everything public where it should be, with the digests that were frozen?
// Images, charts and what they name by the registries, files by downloading them. Only reads; asks nothing of drafts and staging.












/** What people see. Stages and what follows are nobody's but ours. */
const publicPhases = new Set(['publish', 'promote', 'verify', 'point']);
const verify = async (work) => {
    const { request, ports, steps } = work;
    const began = ports.clock.now();
    const trigger = (0,parse_trigger/* parseTrigger */.u)(request);
    if (trigger.kind !== 'tag')
        return (0,ends/* nothingToDo */.KN)(request, trigger.kind === 'none' ? trigger.reason : 'a version that has no tag yet is nowhere', 0);
    const found = await findStart(trigger, request, ports, steps);
    if ('nothing' in found)
        return (0,ends/* nothingToDo */.KN)(request, found.nothing, ports.clock.now() - began);
    checkSelection(found, work);
    const planned = asSeen(await planToLook(await pinRemotely(found, ports), work), steps);
    const world = await makeWorld(planned.plan, ports);
    const asked = await askDestinations(planned, world, steps, 'always');
    const seen = [...asked.filter(({ task }) => task.step !== 'publish:release').map(seenOf), ...(await Promise.all(asked.filter(({ task }) => task.step === 'publish:release').map((it) => downloaded(it, planned, world))))];
    const it = verify_statusOf(planned, seen, request);
    const end = it.finished ? { outcome: 'already-released', exitCode: 0 } : { outcome: 'incomplete', exitCode: 10 };
    const problems = asked.flatMap((one) => one.problem ?? []);
    return {
        verb: request.verb, ...end, summary: verify_summaryOf(it), plan: planned.plan, results: [], problems: [], status: it, took: ports.clock.now() - began,
        findings: [...findingsOf(planned), ...problems.map((problem) => ({ severity: 'error', problem }))], ...(it.next === undefined ? {} : { resume: it.next }),
    };
};
/** Also a line that asks for no verification is looked at so. */
const asSeen = (planned, steps) => {
    const { plan, facts } = planned;
    const tasks = plan.tasks.filter((it) => publicPhases.has(it.phase) || it.phase === 'build');
    const step = steps.find((it) => it.name === 'verify:production');
    const isPublished = tasks.some((it) => it.step === 'publish:image' || it.step === 'publish:chart');
    if (!step || !isPublished || tasks.some((it) => it.step === step.name))
        return { ...planned, plan: { ...plan, tasks } };
    const made = step.plan(facts, step.schema.parse({}));
    if ('skip' in made)
        return { ...planned, plan: { ...plan, tasks } };
    const builds = tasks.filter((it) => it.phase === 'build');
    const inputs = builds.filter((it) => made.from?.includes(it.entry) !== false && (steps.find((other) => other.name === it.step)?.gives ?? []).some((kind) => step.takes.includes(kind)));
    const task = { id: `${step.name}/production`, step: step.name, phase: step.phase, entry: 'production', title: made.title, task: made.task, after: [], inputs: inputs.map((it) => it.id) };
    return { ...planned, plan: { ...plan, tasks: [...tasks, task] } };
};
const verify_statusOf = (planned, seen, request) => {
    const { plan, line, frozen } = planned;
    const rows = statusRows(seen);
    const finished = rows.length > 0 && rows.every((it) => it.public === 'there');
    return {
        tag: plan.tag, line: line.name, version: plan.version, finished, rows, ...(frozen.records.length > 0 ? { frozen: frozenOf(planned) } : {}),
        public: rows.filter((it) => it.public === 'there').map((it) => it.destination), missing: rows.filter((it) => it.public !== 'there').map((it) => it.destination),
        ...(finished ? {} : { next: (0,checked_request/* releaseCommand */.Pw)(plan.tag.name, request) }),
    };
};
const verify_summaryOf = ({ line, version, finished, rows, missing }) => finished ? `${line} ${version} is what it should be, in all ${rows.length} places` : `${line} ${version} is not what it should be: ${missing.join(', ')}`;
const verify_targetOf = ({ task }, world) => {
    const named = task?.repository;
    const [owner, name] = (typeof named === 'string' ? named : repositoryText(world.repository)).split('/');
    return { owner: owner ?? '', name: name ?? '' };
};
/** Every file of the release is read to its end, and is what the record says. Of what the record does not name GitHub's own digest counts. */
const downloaded = async (asked, { frozen }, world) => {
    const { task } = asked;
    const repository = verify_targetOf(task, world);
    const where = `${repositoryText(repository)} ${world.tag.name}`;
    try {
        const release = (await world.github.releasesByTag(repository, world.tag.name)).find((it) => !it.draft);
        if (!release)
            return { task, holdings: [{ where, mark: 'none' }] };
        const known = new Map([...frozen.artifacts.values()].flat().map((it) => [it.fileName, it.digest]));
        const assets = await world.github.assets(repository, release.id);
        const items = await Promise.all(assets.map(async (asset) => {
            const digest = await digestOf(world.github.asset(repository, asset));
            const wanted = known.get(asset.name) ?? asset.digest ?? digest;
            return { name: asset.name, mark: digest === wanted ? 'there' : 'other', digest, size: asset.size };
        }));
        const whole = asked.probe?.state === 'done' || asked.probe === undefined ? 'there' : 'part';
        const mark = items.some((it) => it.mark === 'other') ? 'other' : items.some((it) => it.name === recordName) ? whole : 'unjudged';
        return { task, holdings: [{ where, mark, url: release.url, items, note: `${items.length === 1 ? 'one file' : `${items.length} files`} downloaded` }] };
    }
    catch (failure) {
        const [problem] = (0,failures/* asProblems */.Z)(failure, world.signal);
        return { task, holdings: [{ where, mark: 'unknown', ...(problem ? { note: problem.message } : {}) }] };
    }
};
const digestOf = async (parts) => {
    const hash = (0,external_node_crypto_.createHash)('sha256');
    for await (const part of parts)
        hash.update(part);
    return `sha256:${hash.digest('hex')}`;
};

;// CONCATENATED MODULE: ./out/run.js
// What each verb is. Whatever goes wrong below ends here as a report; nothing is thrown past it.












const verbs = {
    release: release, // a tag becomes a release
    rehearse: release, // the same, in a world that the door has put in place of the real one
    prepare: release, // references, commit and tag first
    build: build, // what its tasks build, in a folder that another job releases from
    continue: continueAll, // every release that is not finished, one after the other
    plan: (work) => (work.request.matrix ? matrix(work) : plan_plan(work)), // the tasks, and what each destination holds
    status: status_status, // what each destination holds of a tag, and what goes on
    verify: verify, // what is public, as whoever uses it finds it
    check: check_check, // references against the tag, or one another
    propose: propose, // the tracking issue, and the commit that owners are asked to approve
    'set-version': setVersion, // references in the work tree
};
const run = async (request, ports, steps, listener = silent) => {
    if (request.maxWaitMs !== undefined)
        ports.waits.limit(request.maxWaitMs);
    return attempt_attempt(verbs[request.verb], { request, ports, steps, listener });
};

;// CONCATENATED MODULE: ./out/ports/step.js
const defineStep = (step) => step;

;// CONCATENATED MODULE: ./out/build/folders.js
// Where a build works and where its products lie. The export is shared by all tasks, so that nobody writes there.

/** `build:wheel` and `wheel` → a name of its own for each task. */
const folders_folderOf = (step, name) => `${step.replace(/[^a-z]/g, '-')}-${name.replace(/[^A-Za-z0-9_-]/g, '_')}`;
/** The folder for the products of a task, empty. */
const outFolder = async (world, step, name) => {
    const folder = (0,external_node_path_.join)(world.workspace.out, folders_folderOf(step, name));
    await world.files.remove(folder);
    await world.files.makeFolder(folder);
    return folder;
};
/** Scratch of a task, empty. */
const scratchFolder = async (world, step, name) => {
    const folder = (0,external_node_path_.join)(world.workspace.temp, folders_folderOf(step, name));
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
const gzip_width = 4;
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
            const first = underWay.length >= gzip_width ? underWay.shift() : undefined;
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


const tar_reader_textOf = (block, [start, length]) => {
    const field = block.subarray(start, start + length);
    const end = field.indexOf(0);
    return field.toString('utf8', 0, end < 0 ? length : end);
};
/** Octal text, or, with the top bit set, a big-endian number: sizes above 8 GiB are written so by GNU tar and by Go. */
const numberOf = (block, field) => {
    const [start, length] = field;
    if (((block[start] ?? 0) & 0x80) === 0)
        return Number.parseInt(tar_reader_textOf(block, field).trim() || '0', 8);
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
    const prefix = tar_reader_textOf(block, fields.magic).startsWith('ustar') && block[263] === 48 ? tar_reader_textOf(block, fields.prefix) : '';
    const name = extension.name ?? (prefix === '' ? '' : `${prefix}/`) + tar_reader_textOf(block, fields.name);
    return {
        name: name.replace(/\/+$/, ''),
        // Old archives mark a folder by the closing `/` only.
        type: type === 'file' && name.endsWith('/') ? 'folder' : type,
        size: type === 'file' ? (extension.size ?? numberOf(block, fields.size)) : 0,
        mode: numberOf(block, fields.mode) & 0o7777,
        mtime: numberOf(block, fields.mtime),
        linkName: extension.linkName ?? tar_reader_textOf(block, fields.linkName),
    };
};
async function* tar_reader_bodyOf(source, left) {
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
            const letter = tar_reader_textOf(block, fields.type);
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
            const rest = tar_reader_bodyOf(source, left);
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
const tar_writer_plain = (text) => Buffer.from(text.replace(/[^\u0020-\u007e]/g, '_')).subarray(0, 100).toString('latin1');
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
        name: fits(name) ? name : tar_writer_plain(name),
        linkName: fits(it.linkName) ? it.linkName : tar_writer_plain(it.linkName),
        size: it.size > largestOctal ? 0 : it.size,
    });
    if (records.length === 0)
        return own;
    const body = Buffer.from(records.join(''));
    const pax = plainBlock({ ...it, letter: 'x', name: tar_writer_plain(`PaxHeaders/${it.name.slice(it.name.lastIndexOf('/') + 1)}`), size: body.length, mode: 0o644, linkName: '' });
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
const repack_largest = 1024 * 1024 * 1024;
async function* once(part) {
    yield part;
}
const unpacked = async (files, path, name) => {
    const packed = await files.readBytes(path);
    try {
        return (0,external_node_zlib_.gunzipSync)(packed, { maxOutputLength: repack_largest });
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

;// CONCATENATED MODULE: ./out/build/chart/chart-source.js
// What a chart says of itself in the tagged commit, and what it will say once it is rendered. Pure.




const placeholder = /\$\{\s*(version|image_version)\s*\}/g;
const renderPlaceholders = (text, values) => text.replace(placeholder, (_, name) => values[name]);
const hasPlaceholders = (text) => text.search(placeholder) >= 0;
const editChart = (text, file, edits) => {
    const withVersion = edits.version === null ? text : editReference(text, file, { at: '/version' }, edits.version);
    return edits.appVersion === null ? withVersion : editReference(withVersion, file, { at: '/appVersion' }, edits.appVersion);
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
    const name = readReference(text, file, { at: '/name' }).value;
    const { value: version, line, column } = readReference(text, file, { at: '/version' });
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

;// CONCATENATED MODULE: ./out/build/chart/task.js
// The entry `build.chart` of the config, and the task it becomes.








const chartEntry = schemas/* strictObject */.rej({
    name: schemas/* string */.YjP().min(1).default('chart').describe('Name of the entry.'),
    path: schemas/* string */.YjP().min(1).describe('Folder of the chart.'),
    version: schemas/* enum */.k5n(['written', 'tag', 'own']).default('written').describe('written: Chart.yaml must say what the tag says, or 0.0.0 (0.0.0-dev), which is nobody\'s version and is filled in; tag: it is set in the copy that is packed; own: the chart has a version of its own.'),
    'app-version': templateText().optional().describe('appVersion to set in the copy that is packed; a template.'),
    lint: schemas/* boolean */.zMY().default(true).describe('Run helm lint.'),
});
const task_read = ['Chart.yaml', 'values.yaml', 'requirements.yaml'];
const chartFiles = (entry) => task_read.map((it) => joinPath(entry.path, it));
/** The tag that the image gets is the version as the tag of git has it. */
const placeholdersIn = (facts, file, text, version) => text !== undefined && hasPlaceholders(text) ? { version, image_version: (0,core_version/* spellingOf */.k2)(facts.version, 'oci') ?? (0,release_error/* fail */.fJ)('CHART_VERSION', { file, version: facts.version.text, why: 'an image tag cannot be written so' }) } : null;
/** What lies in charts/ already, as a folder or packed. */
const isVendored = (facts, path, name) => facts.paths.some((it) => it.startsWith(`${path}/charts/${name}/`) || (it.startsWith(`${path}/charts/${name}-`) && it.endsWith('.tgz')));
/** `0.0.0-dev`: the version comes from the tag alone. Helm wants some version in the file, so one that nobody releases stands there. */
const isNobodys = (source, file) => !hasPlaceholders(source) && /^0\.0\.0(?:-|$)/.test(readReference(source, file, { at: '/version' }).value);
const planChart = (facts, entry) => {
    const path = pathWithin(entry.path, `build.chart (${entry.name}).path`);
    const [file = '', values = '', requirements = ''] = chartFiles({ ...entry, path });
    const source = facts.texts[file] ?? (0,release_error/* fail */.fJ)('CHART_MISSING', { file, commit: facts.tag.commit.slice(0, 12) });
    const semver = facts.version.semver;
    const wanted = () => semver ?? (0,release_error/* fail */.fJ)('CHART_VERSION', { file, version: facts.version.text, why: 'Helm takes SemVer only, and the version of the tag cannot be written so' });
    const isLeftOpen = entry.version === 'written' && isNobodys(source, file);
    const edits = { version: entry.version === 'tag' || isLeftOpen ? wanted() : null, appVersion: entry['app-version'] === undefined ? null : fillTemplate(entry['app-version'], facts.words) };
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
const chart_preflight = async (task, world) => {
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
    preflight: chart_preflight,
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
const members_small = 1024 * 1024;
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
        if (!it || it.size === 0 || it.size > members_small)
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
const docs_schema = schemas/* strictObject */.rej({
    name: templateText().default('docs').describe('Name of the entry; or, with template words, name of the archive and of its root folder.'),
    from: schemas/* string */.YjP().min(1).default('docs').describe('The folder that is packed.'),
    archive: templateText().optional().describe('Name of the archive without .tgz, and of its root folder; default: REPOSITORY-{version}-docs.'),
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
const docs_plan = (facts, entry) => {
    const setting = `build.docs (${entry.name})`;
    const from = pathWithin(entry.from, `${setting}.from`);
    const packed = facts.paths.filter((path) => path !== from && isBelow(path, from));
    if (packed.length === 0)
        return (0,release_error/* fail */.fJ)('DOCS_MISSING', { folder: from, commit: facts.tag.commit.slice(0, 12) });
    const root = fileName(fillTemplate(entry.archive ?? `${facts.repository.name}-{version}-docs`, facts.words), `${setting}.archive`);
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
    schema: docs_schema,
    plan: docs_plan,
    preflight: async (task, world) => {
        const links = linksBelow(await world.git.links(world.tag.commit), task.from);
        return escapeProblems(links, task.from).map((it) => ({ severity: 'error', problem: it }));
    },
    probe: async () => ({ state: 'absent' }),
    apply: async (task, _inputs, world) => ({ artifacts: [await docs_apply(task, world)] }),
});

;// CONCATENATED MODULE: ./out/build/oci/layout.js
// The one form in which an image goes on: an OCI image layout (oci-layout, index.json, blobs/sha256/…) with one root.






const blobPath = ({ folder }, digest) => (0,external_node_path_.join)(folder, 'blobs', 'sha256', (0,core_digest/* hexOf */.ZD)(digest));
const layout_hasBlob = async (layout, digest) => layout.files.exists(blobPath(layout, digest));
/** Streams into the layout; the name is the digest, which is known at the end. */
const addBlob = async (layout, parts) => {
    const coming = (0,external_node_path_.join)(layout.folder, 'blobs', `coming-${(0,external_node_crypto_.randomUUID)()}`);
    const written = await layout.files.writeStream(coming, untilAborted(parts, layout.signal));
    await layout.files.rename(coming, blobPath(layout, written.digest));
    return written;
};
const addDocument = async (layout, value) => {
    const document = documentBytes(value);
    await layout.files.writeFile(blobPath(layout, document.digest), document.bytes);
    return document;
};
/** Written last: with these two files it is a layout. */
const closeLayout = async (layout, root) => {
    const { mediaType, digest, size } = root;
    const index = { schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests: [{ mediaType, digest, size }] };
    await layout.files.writeFile((0,external_node_path_.join)(layout.folder, 'index.json'), canonicalJson(index));
    await layout.files.writeFile((0,external_node_path_.join)(layout.folder, 'oci-layout'), canonicalJson({ imageLayoutVersion: '1.0.0' }));
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
    const contents = contentsOf(await layout.files.readBytes(blobPath(layout, root.digest)));
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
        document('manifest.json', Buffer.from(canonicalJson(manifest))),
        document('oci-layout', await layout.files.readBytes((0,external_node_path_.join)(layout.folder, 'oci-layout'))),
    ];
    return layout.files.writeStream(target, writeTar(members));
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
    if (made && (await layout_hasBlob(made.layout, made.layer.digest))) {
        const { digest } = made.layer;
        if (!(await layout_hasBlob(layout, digest)))
            await layout.files.copy(blobPath(made.layout, digest), blobPath(layout, digest));
        return made.layer;
    }
    const coming = make().then((layer) => ({ layer, layout }));
    shared.set(diffId, coming);
    coming.catch(() => shared.delete(diffId));
    return (await coming).layer;
};

;// CONCATENATED MODULE: ./out/build/oci/weight.js


const weightOf = async (layout, root) => {
    const sizes = new Map();
    const add = async (it) => {
        if (sizes.has(it.digest))
            return;
        sizes.set(it.digest, it.size);
        const contents = contentsOf(await layout.files.readBytes(blobPath(layout, it.digest)));
        for (const blob of contents?.blobs ?? [])
            sizes.set(blob.digest, blob.size);
        for (const child of contents?.manifests ?? [])
            await add(child);
    };
    await add(root);
    return [...sizes.values()].reduce((sum, size) => sum + size, 0);
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

;// CONCATENATED MODULE: ./out/build/oci/image-source.js
// The parts of an image as an engine hands them over: an archive on disk, or a folder. Names are looked up, never unpacked to a
// disk; links within an archive (docker saves equal layers as links) are followed within it.



/** Manifests and configs: the largest real ones have some hundred kilobytes. */
const image_source_largestDocument = 8 * 1024 * 1024;
const image_source_missing = (name, part) => (0,release_error/* fail */.fJ)('IMAGE_UNREADABLE', { archive: name, reason: `it names ${part}, and does not have it` });
const joined = async (name, part, parts) => {
    const all = [];
    let size = 0;
    for await (const it of parts) {
        size += it.length;
        if (size > image_source_largestDocument)
            return (0,release_error/* fail */.fJ)('IMAGE_UNREADABLE', { archive: name, reason: `${part} has more than ${image_source_largestDocument} bytes` });
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
        const { start, size } = find(part) ?? image_source_missing(name, part);
        return size === 0 ? image_source_nothing() : files.stream(path, { start, end: start + size - 1 });
    };
    return { name, has: async (part) => find(part) !== undefined, stream, text: async (part) => joined(name, part, await stream(part)) };
};
/** An image layout on disk. Only plain files count: a link could lead to any file of this machine. */
const openImageFolder = (files, folder, name) => {
    const pathOf = (part) => {
        const normal = posix.normalize(part);
        return normal.startsWith('..') || normal.startsWith('/') ? image_source_missing(name, part) : join(folder, normal);
    };
    const has = async (part) => (await files.stat(pathOf(part)))?.kind === 'file';
    const stream = async (part) => ((await has(part)) ? files.stream(pathOf(part)) : image_source_missing(name, part));
    return { name, has, stream, text: async (part) => joined(name, part, await stream(part)) };
};

;// CONCATENATED MODULE: ./out/build/oci/join.js
// Images of one platform each → one image of all of them: an index that names their manifests, sorted by platform, and nothing that
// differs from one machine or day to the next. Each part is held against the platform that it is said to be of.





const imageConfig = schemas/* object */.Ikc({ architecture: schemas/* string */.YjP(), os: schemas/* string */.YjP().default('linux'), variant: schemas/* string */.YjP().optional() });
/** The platform that the config of an image names; undefined when it is none. */
const platformIn = async (layout, root) => {
    const [config] = isIndexType(root.mediaType) ? [] : (contentsOf(await layout.files.readBytes(blobPath(layout, root.digest)))?.blobs ?? []);
    if (!config)
        return undefined;
    try {
        const { os, architecture, variant } = imageConfig.parse(JSON.parse(await layout.files.readText(blobPath(layout, config.digest))));
        return normalPlatform([os, architecture, ...(variant ? [variant] : [])].join('/'));
    }
    catch {
        // Whatever it is, it is no image of a platform; the caller says so.
        return undefined;
    }
};
const mustBeOfPlatform = async (layout, root, { name, platform }) => {
    const found = await platformIn(layout, root);
    if (found !== normalPlatform(platform))
        (0,release_error/* fail */.fJ)('IMAGE_PLATFORM', { name, found: found ?? 'no single platform', wanted: platform });
};
/** Writes the whole into `layout`, which is empty, and gives the index. */
const joinPlatforms = async (layout, name, parts) => {
    for (const { platform, folder, root } of parts) {
        const from = { ...layout, folder };
        await mustBeOfPlatform(from, root, { name, platform });
        const contents = contentsOf(await layout.files.readBytes(blobPath(from, root.digest)));
        for (const { digest } of [root, ...(contents?.blobs ?? [])]) {
            if (!(await layout_hasBlob(layout, digest)))
                await layout.files.copy(blobPath(from, digest), blobPath(layout, digest));
        }
    }
    const index = indexOf(parts.map(({ platform, root }) => ({ ...root, platform })));
    const { digest, size } = await addDocument(layout, index);
    const root = { mediaType: index.mediaType, digest, size };
    await closeLayout(layout, root);
    return root;
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
        return { mediaType: mediaTypes.ociLayer, digest, size };
    }
    // Compressed by the engine already: these bytes are kept, for another compressor would give another digest.
    const { digest, size } = await addBlob(layout, hashed.parts);
    mustBe(await contentDigest(layout, digest, packing, source.name), diffId, source.name);
    return { mediaType: packing === 'gzip' ? mediaTypes.ociLayer : zstdLayer, digest, size };
};

;// CONCATENATED MODULE: ./out/build/oci/normalise.js
// Whatever an engine gives → one OCI layout, whose digest is known before anything is pushed. `docker save` of old and new
// engines is read by its manifest.json; an OCI layout without one keeps its own manifests, so that its digest stays.







const normalise_digest = schemas/* custom */.IeY((value) => typeof value === 'string' && (0,core_digest/* isDigest */.Bc)(value));
const savedList = schemas/* array */.YOg(schemas/* object */.Ikc({ Config: schemas/* string */.YjP(), Layers: schemas/* array */.YOg(schemas/* string */.YjP()).nullish() }));
const normalise_imageConfig = schemas/* object */.Ikc({ architecture: schemas/* string */.YjP().optional(), os: schemas/* string */.YjP().optional(), variant: schemas/* string */.YjP().optional(), rootfs: schemas/* object */.Ikc({ diff_ids: schemas/* array */.YOg(normalise_digest).nullish() }) });
const layoutIndex = schemas/* object */.Ikc({ manifests: schemas/* array */.YOg(schemas/* object */.Ikc({ mediaType: schemas/* string */.YjP(), digest: normalise_digest, size: schemas/* number */.aig() })) });
const normalise_broken = (source, reason) => (0,release_error/* fail */.fJ)('IMAGE_UNREADABLE', { archive: source.name, reason });
const normalise_parsed = (source, part, text, schema) => {
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
    const [image, ...more] = normalise_parsed(source, 'manifest.json', await source.text('manifest.json'), savedList);
    if (!image || more.length > 0)
        return normalise_broken(source, `it holds ${more.length + (image ? 1 : 0)} images, and one was to be saved`);
    const text = await source.text(image.Config);
    const config = normalise_parsed(source, 'config', text, normalise_imageConfig);
    const [layers, diffIds] = [image.Layers ?? [], config.rootfs.diff_ids ?? []];
    if (layers.length !== diffIds.length)
        return normalise_broken(source, `it has ${layers.length} layers, and its config names ${diffIds.length}`);
    const described = await addLayers(layout, diffIds, shared, async (index, diffId) => addLayer(layout, source, layers[index] ?? '', diffId));
    const added = await addBlob(layout, normalise_once(text));
    const manifest = { schemaVersion: 2, mediaType: mediaTypes.ociManifest, config: { mediaType: mediaTypes.ociConfig, ...added }, layers: described };
    const { digest: own, size } = await addDocument(layout, manifest);
    return { root: { mediaType: mediaTypes.ociManifest, digest: own, size }, platform: platformOf(config), config: added.digest };
};
/** One after the other: each is compressed on all threads, and the memory of one is enough. Equal layers are done once. */
const addLayers = async (layout, diffIds, shared, make) => {
    const all = [];
    for (const [index, diffId] of diffIds.entries())
        all.push(await shareLayer(shared, layout, diffId, async () => make(index, diffId)));
    return all;
};
const normalise_partOf = (it) => `blobs/sha256/${it.slice('sha256:'.length)}`;
/** A blob of a layout as it is; bytes that do not have the digest of their name are refused. */
const keepBlob = async (layout, source, it) => {
    if (await layout_hasBlob(layout, it.digest))
        return;
    const added = await addBlob(layout, await source.stream(normalise_partOf(it.digest)));
    if (added.digest !== it.digest || added.size !== it.size)
        normalise_broken(source, `the bytes of ${normalise_partOf(it.digest)} have the digest ${added.digest}`);
};
const keepManifest = async (layout, source, it, depth = 0) => {
    if (depth > 2)
        return normalise_broken(source, 'its indexes are nested more than two deep');
    await keepBlob(layout, source, it);
    const contents = contentsOf(await layout.files.readBytes(blobPath(layout, it.digest))) ?? normalise_broken(source, `${normalise_partOf(it.digest)} is no manifest`);
    for (const child of contents.manifests)
        await keepManifest(layout, source, child, depth + 1);
    for (const blob of contents.blobs)
        await keepBlob(layout, source, blob);
    if (isIndexType(it.mediaType))
        return { root: it };
    const [config, ...layers] = contents.blobs;
    if (!config)
        return normalise_broken(source, `${normalise_partOf(it.digest)} names no config`);
    // Attestations are manifests without a file system: their config has nothing to hold the layers against.
    const known = normalise_imageConfig.safeParse(jsonOf(await layout.files.readText(blobPath(layout, config.digest))));
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
        normalise_broken(source, `it has ${layers.length} layers, and its config names ${diffIds.length}`);
    for (const [index, layer] of layers.entries()) {
        const packing = /zstd$/.test(layer.mediaType) ? 'zstd' : /gzip$/.test(layer.mediaType) ? 'gzip' : undefined;
        const found = packing ? await contentDigest(layout, layer.digest, packing, source.name) : layer.digest;
        const wanted = diffIds[index] ?? layer.digest;
        if (found !== wanted)
            (0,release_error/* fail */.fJ)('IMAGE_LAYER_DIFFERS', { archive: source.name, found, wanted });
    }
};
const fromLayout = async (layout, source) => {
    const { manifests } = normalise_parsed(source, 'index.json', await source.text('index.json'), layoutIndex);
    const [root, ...more] = manifests;
    if (!root || more.length > 0)
        return normalise_broken(source, `its index.json names ${manifests.length} images, and one was expected`);
    return keepManifest(layout, source, root);
};
/** `shared` are the layers that other images of the run have made. */
const normaliseImage = async (layout, source, shared = new Map()) => {
    const image = (await source.has('manifest.json'))
        ? await fromSaved(layout, source, shared)
        : (await source.has('index.json'))
            ? await fromLayout(layout, source)
            : normalise_broken(source, 'it has neither a manifest.json nor an index.json');
    await closeLayout(layout, image.root);
    return image;
};

;// CONCATENATED MODULE: ./out/build/image/context.js
// What the engine is given: a copy of the export whose wheels folder holds this release's wheel and the listed ones, and nothing
// else. A stale wheel that somebody left there would be installed silently.



const context_place = async (world, from, folder, time) => {
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
        await context_place(world, (0,external_node_path_.join)(copy, path), extra, task.time);
    await world.files.remove(folder);
    await world.files.makeFolder(folder);
    for (const it of inputs.filter((input) => input.kind === 'wheel')) {
        await context_place(world, it.path ?? (0,release_error/* fail */.fJ)('BUG', { what: `the wheel ${it.fileName} is not on this disk` }), folder, task.time);
    }
    if (task.extraWheels.length > 0)
        for (const name of await world.files.list(extra))
            await context_place(world, (0,external_node_path_.join)(extra, name), folder, task.time);
    await world.files.touch(folder, task.time);
    return copy;
};

;// CONCATENATED MODULE: ./out/build/image/docker-build.js
// docker build and docker save. Credentials of the release are in neither; what a build needs is named by the config.



const flags = (name, values) => Object.entries(values).flatMap(([key, value]) => [name, `${key}=${value}`]);
/** What BuildKit tells a Dockerfile by itself, and the old builder does not. */
const platformArgs = (platform) => {
    const [os = '', architecture = '', variant = ''] = platform.split('/');
    return { TARGETPLATFORM: platform, TARGETOS: os, TARGETARCH: architecture, TARGETVARIANT: variant };
};
const argsOf = (task, { builder, output, fresh }) => [
    'build',
    ...output,
    ...(fresh ? ['--no-cache'] : []),
    '--file', task.dockerfile,
    ...flags('--label', task.labels),
    ...flags('--build-arg', task.args),
    // Without a value: docker takes it from the environment, and leaves it out where it is not set.
    ...task.env.flatMap((name) => ['--build-arg', name]),
    ...task.secrets.flatMap((name) => ['--secret', `id=${name},env=${name}`]),
    ...(task.target === null ? [] : ['--target', task.target]),
    ...(task.platform === null ? [] : ['--platform', task.platform]),
    ...(task.pull ? ['--pull'] : []),
    ...(task.platform !== null && builder === 'legacy' ? flags('--build-arg', platformArgs(task.platform)) : []),
    // A builder of its own container keeps its results to itself unless they are loaded; with attestations they could not be.
    ...(builder === 'buildx' ? [...(task.platforms.length > 0 ? [] : ['--load']), '--provenance=false', '--sbom=false', '--build-arg', `SOURCE_DATE_EPOCH=${task.time}`] : []),
    '--', task.context,
];
const childEnv = (builder) => ({ DOCKER_BUILDKIT: builder === 'legacy' ? '0' : '1', BUILDKIT_PROGRESS: 'plain' });
/** All platforms by one call of buildx; gives the path of an archive that holds an OCI layout. */
const buildAtOnce = async (task, world, { copy, scratch }) => {
    const path = (0,external_node_path_.join)(scratch, 'all.tar');
    const output = ['--platform', task.platforms.join(','), '--output', `type=oci,dest=${path}`, ...(typeof task.atOnce === 'string' ? ['--builder', task.atOnce] : [])];
    const args = ['buildx', ...argsOf(task, { builder: 'buildx', output, fresh: false })];
    await world.exec.check({ tool: 'docker', args, cwd: copy, env: childEnv('buildx'), pass: task.env, secrets: task.secrets });
    return path;
};
/** The old builder makes the first layer of an image FROM scratch for its own machine, and then does not find it. */
const docker_build_told = async (task, { builder, client }, work) => {
    try {
        return await work();
    }
    catch (failure) {
        const isOdd = builder === 'legacy' && task.platform !== null && failure instanceof release_error/* ReleaseError */.K2 && /does not match the specified platform/.test(failure.message);
        if (isOdd)
            return (0,release_error/* fail */.fJ)('BUILDX_MISSING', { what: `build.image (${task.name}) for ${task.platform ?? ''}`, client }, { cause: failure });
        throw failure;
    }
};
/** Builds, and gives the id of the image in the engine. */
const buildInEngine = async (task, world, { copy, scratch, fresh }) => {
    const { builder, client } = await askEngine(world.exec, scratch);
    if (task.secrets.length > 0 && builder === 'legacy')
        return (0,release_error/* fail */.fJ)('BUILDX_MISSING', { what: `build.image (${task.name}).secrets`, client });
    const idFile = (0,external_node_path_.join)(scratch, 'image-id');
    await docker_build_told(task, { builder, client }, () => world.exec.check({
        tool: 'docker',
        args: argsOf(task, { builder, output: ['--iidfile', idFile], fresh }),
        cwd: copy,
        env: childEnv(builder),
        pass: task.env,
        secrets: task.secrets,
    }));
    const id = (await world.files.readText(idFile)).trim();
    return /^sha256:[0-9a-f]{64}$/.test(id) ? id : (0,release_error/* fail */.fJ)('BUG', { what: `docker build gave the image id "${id.slice(0, 80)}"` });
};
/** By id, so that no tag that somebody else moves can come between. */
const saveFromEngine = async (id, world, scratch) => {
    const path = (0,external_node_path_.join)(scratch, 'saved.tar');
    await world.exec.check({ tool: 'docker', args: ['save', '--output', path, '--', id], cwd: scratch });
    return path;
};

;// CONCATENATED MODULE: ./out/build/image/one-platform.js
// An image of one platform, from the engine to a layout.








/** What engines say when a program of another machine is started and nothing emulates it. */
const cannotRun = /^.*(?:exec format error|no such file or directory: .*qemu|cannot execute binary file).*$/im;
const emulated = async (task, work) => {
    try {
        return await work();
    }
    catch (failure) {
        const said = failure instanceof release_error/* ReleaseError */.K2 && failure.code === 'TOOL_FAILED' ? cannotRun.exec(failure.problems[0]?.message ?? '')?.[0].trim() : undefined;
        if (task.platform === null || said === undefined)
            throw failure;
        return (0,release_error/* fail */.fJ)('IMAGE_EMULATION', { name: task.name, platform: task.platform, said }, { cause: failure });
    }
};
const buildOnePlatform = async (task, inputs, { world, scratch, layout, shared }) => {
    const { files } = world;
    const copy = await prepareContext(task, inputs, world, scratch);
    const saved = async (fresh) => {
        const id = await emulated(task, () => buildInEngine(task, world, { copy, scratch, fresh }));
        const archive = await saveFromEngine(id, world, scratch);
        await files.remove(layout.folder);
        return normaliseImage(layout, await openImageArchive(files, archive, `the saved image ${task.name}`), shared);
    };
    const image = await saved(false);
    if (task.platform === null)
        return image;
    // The old builder does not tell platforms apart in its cache: an image that starts FROM scratch comes out as whichever was built first.
    const found = await platformIn(layout, image.root);
    const right = found === normalPlatform(task.platform) ? image : await saved(true);
    await mustBeOfPlatform(layout, right.root, { name: task.name, platform: task.platform });
    return right;
};
const scratchOf = (scratch, platform) => (0,external_node_path_.join)(scratch, platform.replaceAll('/', '-'));

;// CONCATENATED MODULE: ./out/build/image/task.js
// The entry `build.image` of the config, and the task it becomes.







const task_platform = schemas/* string */.YjP().regex(platformPattern, 'os/architecture');
const variable = schemas/* string */.YjP().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'the name of an environment variable');
const imageEntry = schemas/* strictObject */.rej({
    name: schemas/* string */.YjP().min(1).default('image').describe('Name of the entry.'),
    context: schemas/* string */.YjP().min(1).default('docker').describe('Folder that the build may see.'),
    dockerfile: schemas/* string */.YjP().min(1).optional().describe('Path of the Dockerfile in the repository; default: the one in the context.'),
    wheels: schemas/* string */.YjP().min(1).optional().describe('Folder within the context that is emptied and gets the wheel of this release.'),
    wheel: schemas/* string */.YjP().min(1).optional().describe('Name of the build.wheel entry; default: all of them.'),
    'extra-wheels': schemas/* array */.YOg(schemas/* string */.YjP().min(1)).default([]).describe('Further wheels of the repository for the same folder.'),
    args: schemas/* record */.g1P(variable, templateText(schemas/* string */.YjP())).default({}).describe('Build arguments; templates.'),
    labels: schemas/* record */.g1P(schemas/* string */.YjP().min(1), templateText(schemas/* string */.YjP())).default({}).describe('Labels besides those of OCI; templates.'),
    target: schemas/* string */.YjP().min(1).optional().describe('Stage of the Dockerfile to build.'),
    platform: task_platform.optional().describe('Platform other than that of the engine.'),
    platforms: schemas/* array */.YOg(task_platform).min(1).default([]).describe('Platforms of an image for several: each is built by itself, here or on a machine of its own, and Slipway writes the index.'),
    runners: schemas/* record */.g1P(task_platform, schemas/* union */.KCZ([schemas/* string */.YjP().min(1), schemas/* array */.YOg(schemas/* string */.YjP().min(1)).min(1)])).default({}).describe('Runner of a platform in the matrix of a workflow, where it is not one of GitHub for amd64 or arm64: a label, or several.'),
    'at-once': schemas/* union */.KCZ([schemas/* boolean */.zMY(), schemas/* string */.YjP().regex(/^[\w.-]+$/)]).default(false).describe('Let buildx build all platforms at once, where it can: true, or the name of its builder (remote, Kubernetes).'),
    pull: schemas/* boolean */.zMY().default(false).describe('Ask the registry for a newer base image first.'),
    env: schemas/* array */.YOg(variable).default([]).describe('Names of environment variables that become build arguments when they are set.'),
    secrets: schemas/* array */.YOg(variable).default([]).describe('Names of environment variables that the build gets as secrets (RUN --mount=type=secret,id=NAME).'),
    save: schemas/* union */.KCZ([schemas/* boolean */.zMY(), templateText()]).default(false).describe('Give a tar for docker load as well; a template for its name without .tar.'),
    'saved-as': templateText().optional().describe('What the image is called once that tar is loaded; default: where it is published, with the version.'),
});
const task_isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const task_entriesAt = (facts, section, noun) => {
    const all = facts.config[section];
    const slot = task_isObject(all) ? all[noun] : undefined;
    return Array.isArray(slot) ? slot.filter(task_isObject) : task_isObject(slot) ? [slot] : [];
};
/** Names of the wheel entries whose wheels go into the image. */
const wheelNames = (facts, entry) => {
    const names = task_entriesAt(facts, 'build', 'wheel').map((it) => (typeof it['name'] === 'string' ? it['name'] : 'wheel'));
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
const filled = (templates, facts) => Object.fromEntries(Object.entries(templates).map(([key, value]) => [key, fillTemplate(value, facts.words)]));
/** Where the image is published, if there is one such place: what people will call it. */
const publishedAs = (facts, entry) => {
    const places = task_entriesAt(facts, 'publish', 'image').filter((it) => (it['image'] ?? it['name'] ?? 'image') === entry.name);
    const to = places.length === 1 ? places[0]?.['to'] : undefined;
    return typeof to === 'string' ? to : facts.repository.name.toLowerCase();
};
const saveOf = (facts, entry) => {
    if (entry.save === false)
        return null;
    const setting = `build.image (${entry.name})`;
    const name = entry.save === true ? `${entry.name === 'image' ? facts.repository.name : entry.name}-{version}-image` : entry.save;
    const reference = entry['saved-as'] ?? `${publishedAs(facts, entry)}:{version}`;
    const file = `${fileName(fillTemplate(name, facts.words), `${setting}.save`).replace(/\.tar$/, '')}.tar`;
    return { file, reference: printImageName(parseImageName(fillTemplate(reference, facts.words, 'oci'), { familiar: true })) };
};
const platformsOf = (entry, setting) => {
    const platforms = [...new Set(entry.platforms.map(normalPlatform))].sort();
    const no = (path, what) => (0,release_error/* fail */.fJ)('CONFIG_INVALID', { path: `${setting}.${path}`, what });
    if (platforms.length !== entry.platforms.length)
        return no('platforms', 'one platform stands there twice');
    if (platforms.length > 0 && entry.platform !== undefined)
        return no('platform', 'there is `platforms` as well, and only one of them can be meant');
    if (platforms.length > 0 && entry.save !== false)
        return no('save', 'a tar for docker load is of one platform, and there are `platforms`');
    const runners = Object.fromEntries(Object.entries(entry.runners).map(([name, runner]) => [normalPlatform(name), runner]));
    const odd = Object.keys(runners).find((it) => !platforms.includes(it));
    if (odd !== undefined)
        return no('runners', `${odd} is none of the platforms`);
    return { platforms, runners, atOnce: platforms.length > 0 && entry['at-once'] };
};
/** Where each platform of an image may be built. */
const task_partsOf = ({ platforms, runners }) => platforms.map((it) => {
    const runner = runners[it];
    return { platform: it, ...(runner === undefined ? hostedRunner(it) : { runner, emulated: false }) };
});
/** The same image for one of its platforms: an ordinary build. */
const onlyPlatform = (task, of) => ({ ...task, platform: of, platforms: [], runners: {}, atOnce: false });
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
        ...platformsOf(entry, setting),
        pull: entry.pull,
        env: entry.env,
        secrets: entry.secrets,
        save: saveOf(facts, entry),
        time: facts.commitTime,
    };
    checkPaths(facts, task);
    return { title: `Build the image ${entry.name === 'image' ? '' : `${entry.name} `}${facts.version.text}${context === '.' ? '' : ` from ${context}`}`, task, from };
};

;// CONCATENATED MODULE: ./out/build/image/several-platforms.js
// An image of several platforms: each built by itself, one after the other as they share an engine, or all by buildx at once where the
// config asks for it and buildx can. The index is written here either way, so that it is the same.















const layoutIn = (folder, { files, signal }) => ({ folder, files, signal });
const buildPlatforms = async (task, inputs, world) => {
    const scratch = await scratchFolder(world, 'build:image', task.name);
    const parts = (await allAtOnce(task, inputs, { world, scratch })) ?? (await oneByOne(task, inputs, { world, scratch }));
    const made = await several_platforms_joined(task, parts, world);
    await world.files.remove(scratch);
    return made;
};
const oneByOne = async (task, inputs, { world, scratch }) => {
    const parts = [];
    // Of these alone: their layouts go with the scratch.
    const shared = new Map();
    for (const platform of task.platforms) {
        const own = scratchOf(scratch, platform);
        await world.files.makeFolder(own);
        const layout = layoutIn((0,external_node_path_.join)(scratch, 'layouts', platform.replaceAll('/', '-')), world);
        const { root } = await buildOnePlatform(onlyPlatform(task, platform), inputs, { world, scratch: own, layout, shared });
        await world.files.remove(own);
        parts.push({ platform, folder: layout.folder, root });
    }
    return parts;
};
/** Undefined when it is not asked for, or buildx cannot: it is never required. */
const allAtOnce = async (task, inputs, { world, scratch }) => {
    if (task.atOnce === false)
        return undefined;
    const { builder } = await askEngine(world.exec, scratch);
    const archive = builder === 'buildx' ? await atOnce(task, inputs, { world, scratch }) : undefined;
    if (archive === undefined) {
        world.log.info(`${task.name}: ${builder === 'buildx' ? 'this builder of buildx builds one platform at a time' : 'there is no buildx'}, so each platform is built by itself.`);
        return undefined;
    }
    const layout = layoutIn((0,external_node_path_.join)(scratch, 'layouts', 'all'), world);
    const { root } = await normaliseImage(layout, await openImageArchive(world.files, archive, `the image ${task.name} of buildx`));
    const found = new Map();
    for (const it of isIndexType(root.mediaType) ? (contentsOf(await world.files.readBytes(blobPath(layout, root.digest)))?.manifests ?? []) : [root]) {
        const platform = await platformIn(layout, it);
        if (platform !== undefined)
            found.set(platform, it);
    }
    return task.platforms.map((platform) => ({ platform, folder: layout.folder, root: found.get(platform) ?? (0,release_error/* fail */.fJ)('IMAGE_PLATFORM', { name: task.name, found: [...found.keys()].join(', ') || 'none', wanted: platform }) }));
};
const atOnce = async (task, inputs, { world, scratch }) => {
    const own = (0,external_node_path_.join)(scratch, 'at-once');
    await world.files.makeFolder(own);
    const copy = await prepareContext(task, inputs, world, own);
    try {
        return await buildAtOnce(task, world, { copy, scratch: own });
    }
    catch (failure) {
        // The driver that shares the engine's own store has no place for several platforms. Every other failure is one of the build.
        if (failure instanceof release_error/* ReleaseError */.K2 && /not supported for the docker driver|exporter is not supported/i.test(failure.problems[0]?.message ?? ''))
            return undefined;
        throw failure;
    }
};
/** Parts of whichever machine, as one image. */
const several_platforms_joined = async (task, parts, world) => {
    const layout = layoutIn((0,external_node_path_.join)(await outFolder(world, 'build:image', task.name), 'layout'), world);
    const root = await joinPlatforms(layout, task.name, parts);
    const about = { platforms: [...parts.map((it) => it.platform)].sort().join(', '), bytes: String(await weightOf(layout, root)) };
    return [{ kind: 'image', name: task.name, fileName: task.name, digest: root.digest, size: root.size, mediaType: root.mediaType, path: layout.folder, about }];
};
/** What a part says of itself is held against its config by `joinPlatforms`; here, that each platform is there once. */
const joinArtifacts = async (task, parts, world) => {
    const all = parts.map((it) => ({
        platform: normalPlatform(it.about?.['platform'] ?? 'none'),
        folder: it.path ?? (0,release_error/* fail */.fJ)('BUG', { what: `the part ${it.digest} of ${task.name} is not on this disk` }),
        root: { mediaType: it.mediaType, digest: it.digest, size: it.size },
    }));
    const found = all.map((it) => it.platform).sort().join(', ');
    return found === task.platforms.join(', ') ? several_platforms_joined(task, all, world) : (0,release_error/* fail */.fJ)('IMAGE_PLATFORM', { name: task.name, found, wanted: task.platforms.join(', ') });
};

;// CONCATENATED MODULE: ./out/build/image/image.js
// build:image: an image with exactly this wheel inside, as an OCI layout whose digest is known before anything is pushed.











const image_apply = async (task, inputs, world) => {
    if (task.platforms.length > 0)
        return buildPlatforms(task, inputs, world);
    const { files } = world;
    const scratch = await scratchFolder(world, 'build:image', task.name);
    const out = await outFolder(world, 'build:image', task.name);
    const layout = { folder: (0,external_node_path_.join)(out, 'layout'), files, signal: world.signal };
    const { root, platform, config } = await buildOnePlatform(task, inputs, { world, scratch, layout, shared: sharedLayersOf(world.workspace) });
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
    runsProject: true,
    slot: 'build.image',
    takes: ['wheel'],
    gives: ['image', 'image-archive'],
    parts: { of: task_partsOf, only: onlyPlatform, join: joinArtifacts },
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


const metadata_sourceOf = (files, path, name, size) => ({
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
    const source = metadata_sourceOf(files, path, fileName, stat.size);
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
const interpreter_candidates = ['python3', '/usr/bin/python3', '/usr/local/bin/python3', ...interpreter_versions, 'python'];
/** One collection per run: what preflight was told is not asked again by the build, which waits for it half a second each time. */
const interpreter_ofRuns = new WeakMap();
const askOnce = async (exec, path, backend, cwd) => {
    const answers = interpreter_ofRuns.get(exec) ?? new Map();
    interpreter_ofRuns.set(exec, answers);
    const key = JSON.stringify([path, backend]);
    const answer = answers.get(key) ?? interpreter_ask(exec, path, backend, cwd);
    answers.set(key, answer);
    // An interpreter that could not be asked, or has trouble, may do better next time.
    answer.then((it) => 'trouble' in it && answers.delete(key), () => answers.delete(key));
    return answer;
};
const interpreter_ask = async (exec, path, backend, cwd) => {
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
const interpreter_described = (it, backend) => ('trouble' in it ? `${it.path}: ${it.trouble}` : `${it.path} (${it.version}): ${lacking(it, backend)}`);
/** Every interpreter that answers, the best places first; none at all is an error. */
const findInterpreters = async (exec, wanted) => {
    const names = wanted.python === undefined ? interpreter_candidates : [wanted.python];
    const paths = [...new Set((await Promise.all(names.map(async (name) => exec.find(name)))).filter((it) => it !== undefined))];
    if (paths.length === 0)
        return (0,release_error/* fail */.fJ)('PYTHON_MISSING', { tried: names.map((name) => `${name}: not there`) });
    const able = [];
    const texts = [];
    for (const path of paths) {
        const answer = await askOnce(exec, path, wanted.backend, wanted.cwd);
        if (!('trouble' in answer))
            able.push(answer);
        texts.push(interpreter_described(answer, wanted.backend));
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










const wheel_says = {
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
    world.log.info(`The wheel is built by ${chosen.python.path} (${chosen.python.version}) ${wheel_says[chosen.way]}.`);
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
    runsProject: true,
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

;// CONCATENATED MODULE: ./out/core/promotion.js



const promotion_isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const promotion_listOf = (value) => (Array.isArray(value) ? value.filter(promotion_isObject) : promotion_isObject(value) ? [value] : []);
const promotion_textOf = (value) => (typeof value === 'string' ? value : undefined);
const entriesIn = (config, section, noun) => {
    const all = config[section];
    return promotion_listOf(promotion_isObject(all) ? all[noun] : undefined);
};
/** The build entry that an entry of `publish` means: the one it names, or of the same name, or the only one. */
const builtBy = (config, noun, entry) => {
    const names = entriesIn(config, 'build', noun).flatMap((it) => promotion_textOf(it['name']) ?? noun);
    const wanted = promotion_textOf(entry[noun]) ?? promotion_textOf(entry['name']) ?? noun;
    return names.find((it) => it === wanted) ?? (promotion_textOf(entry[noun]) === undefined && names.length === 1 ? names[0] : undefined);
};
const above = (path) => path.slice(0, Math.max(path.lastIndexOf('/'), 0));
/** The part below the root; fails when it is not below it. */
const below = (root, place) => place === root ? '' : place.startsWith(`${root}/`) ? place.slice(root.length + 1) : (0,release_error/* fail */.fJ)('CONFIG_INVALID', { path: 'promote.images.staging', what: `${place}, where this line stages, is not below ${root}` });
const tagOf = (template, facts) => {
    const tag = renderTemplate(template, facts.words, 'oci');
    return isTag(tag) ? tag : (0,release_error/* fail */.fJ)('IMAGE_TAG', { text: tag });
};
/** All that the line publishes in registries. The root of the staging registry is one folder above, where the config names none. */
const sourcesOf = (facts, staging) => {
    const { config } = facts;
    const root = staging === undefined ? undefined : printImageName(parseFolder(staging));
    const images = entriesIn(config, 'publish', 'image').flatMap((it) => {
        const place = printImageName(parseDestination(promotion_textOf(it['to']) ?? ''));
        const entry = builtBy(config, 'image', it);
        const templates = Array.isArray(it['tags']) ? it['tags'].flatMap((tag) => promotion_textOf(tag) ?? []) : ['{version}'];
        if (entry === undefined || facts.leftOut.includes(entry))
            return [];
        return [{ kind: 'image', entry, staging: place, path: below(root ?? above(place), place), tags: [...new Set(templates.map((tag) => tagOf(tag, facts)))] }];
    });
    const charts = entriesIn(config, 'publish', 'chart').flatMap((it) => {
        const folder = printImageName(parseFolder(promotion_textOf(it['to']) ?? ''));
        const entry = builtBy(config, 'chart', it);
        return entry === undefined || facts.leftOut.includes(entry) ? [] : [{ kind: 'chart', entry, staging: folder, path: below(root ?? above(folder), folder), tags: [] }];
    });
    return [...images, ...charts];
};
/** The root of the staging registry: `us-central1-docker.pkg.dev/k8s-staging-images/dra-example-driver`. */
const rootOf = (source) => (source.path === '' ? source.staging : source.staging.slice(0, -source.path.length - 1));
const stagedOf = (source, inputs) => {
    if (source.entry === null)
        return { kind: source.kind, staging: parseDestination(source.staging), name: source.path, tags: source.tags };
    const artifact = inputs.find((it) => it.kind === source.kind && it.name === source.entry);
    if (!artifact)
        return (0,release_error/* fail */.fJ)('BUG', { what: `${source.kind} ${source.entry} was to be promoted, and was not handed over` });
    if (source.kind === 'image')
        return { kind: 'image', staging: parseDestination(source.staging), name: source.path, tags: source.tags, artifact };
    const { name, version } = artifact.about ?? {};
    if (!name || !version)
        return (0,release_error/* fail */.fJ)('CHART_UNREADABLE', { file: artifact.fileName, what: 'the build did not say its name and version' });
    return { kind: 'chart', staging: parseDestination(`${source.staging}/${name}`), name: source.path === '' ? name : `${source.path}/${name}`, tags: [version.replaceAll('+', '_')], artifact };
};
/** Where it is public: below the production registry under its name in the list. */
const productionOf = (production, it) => parseDestination(`${production}/${it.name}`);
/** The word by which lines are released together, when another line has the same one. */
const sharedWord = (facts, alsoHas) => {
    const word = promotion_textOf(facts.config['issue']) ?? facts.line;
    return (facts.others ?? []).some((it) => (promotion_textOf(it.config['issue']) ?? it.name) === word && alsoHas(it.config)) ? word : undefined;
};

;// CONCATENATED MODULE: ./out/follow/announcement/group.js
// Which lines are announced together, and whether all of them are out. Reads only.

const isHere = async ({ tag }, { commit }, { github, repository }) => {
    const ref = await github.ref(repository, `refs/tags/${tag}`);
    return ref !== undefined && (ref.type === 'commit' ? ref.object : await github.commitOf(repository, ref)) === commit;
};
const isOut = async ({ tag, release, places }, { github, registry }) => {
    const [owner = '', name = ''] = (release ?? '').split('/');
    if (release !== null && !(await github.releasesByTag({ owner, name }, tag)).some((it) => !it.draft))
        return false;
    const there = await Promise.all(places.map(([place, placed]) => registry.manifest(parseDestination(place), placed)));
    return there.every((it) => it !== undefined);
};
const groupOf = async (about, world) => {
    const here = (await Promise.all(about.together.map(async (it) => ((await isHere(it, about, world)) ? [it] : [])))).flat();
    const out = await Promise.all(here.map((it) => isOut(it, world)));
    const releases = [{ tag: about.tag, release: about.release }, ...here].filter((it) => it.release !== null);
    const [first] = releases;
    return {
        tags: [about.tag, ...here.map((it) => it.tag)],
        missing: here.filter((_, index) => out[index] === false).map((it) => it.tag),
        url: first ? `${about.page}/${first.release ?? ''}/releases/tag/${encodeURIComponent(first.tag)}` : `${about.page}/${about.own}/tree/${about.tag.split('/').map(encodeURIComponent).join('/')}`,
    };
};

;// CONCATENATED MODULE: ./out/follow/announcement/words.js
// The text of an announcement, and whom else it is about: lines that are released together from one commit are announced once, by the run
// that finds all of them out. Pure.










/** Beside the words of templates: known only when everything is out. */
const lateWords = /(\{url\}|\{tags\})/;
const checkText = (text) => void text.split(lateWords).filter((it) => !lateWords.test(it)).forEach((it) => wordsIn(it));
/** `escape`: values are made harmless where they are put in; the text around them is the config's own. */
const words_partsOf = (text, facts, escape) => {
    const words = Object.fromEntries(Object.entries(facts.words).map(([name, value]) => [name, escape(value)]));
    return text.split(lateWords).map((it) => (lateWords.test(it) ? it : renderTemplate(it, words)));
};
const words_joined = (parts, late) => parts.map((it) => (it === '{url}' ? late.url : it === '{tags}' ? late.tags : it)).join('');
const mostTags = 5;
const words_textOf = (value) => (typeof value === 'string' ? value : undefined);
const releaseOf = (config, own) => {
    const [release] = entriesIn(config, 'publish', 'release');
    return release ? (words_textOf(release['repository']) ?? own) : null;
};
/** A chart's name stands in its Chart.yaml. */
const chartNameOf = (config, entry, facts) => {
    const built = entriesIn(config, 'build', 'chart').find((it) => (words_textOf(it['name']) ?? 'chart') === entry);
    const file = `${(words_textOf(built?.['path']) ?? '').replace(/\/+$/, '')}/Chart.yaml`;
    try {
        return facts.texts[file] === undefined ? undefined : readReference(facts.texts[file], file, { at: '/name' }).value;
    }
    catch (failure) {
        if (failure instanceof release_error/* ReleaseError */.K2)
            return undefined;
        throw failure;
    }
};
const words_placesOf = (source, { config, facts, version }) => {
    const promoted = entriesIn(config, 'promote', 'images').map((it) => words_textOf(it['production'])).find((it) => it !== undefined);
    const chart = source.kind === 'chart' ? chartNameOf(config, source.entry, facts) : '';
    if (chart === undefined)
        return [];
    const below = (path) => [path, chart].filter((it) => it !== '').join('/');
    const place = promoted === undefined ? below(source.staging) : printImageName(productionOf(promoted, { name: below(source.path) }));
    return (source.kind === 'chart' ? [version.replaceAll('+', '_')] : source.tags.slice(0, 1)).map((tag) => [place, tag]);
};
const togetherOf = (facts, line) => {
    const { config } = line;
    const scheme = core_version/* schemes */.fw.find((it) => it === config['scheme']) ?? 'semver';
    const pattern = words_textOf(config['tag']) ?? '{version}';
    return line.tags.slice(0, mostTags).flatMap((tag) => {
        const match = (0,tag_pattern/* matchTag */._f)(pattern, scheme, tag);
        if (!match)
            return [];
        const version = (0,core_version/* parseVersion */.ot)(match.text, scheme);
        const words = template_wordsOf(version, { tag, sha: facts.tag.commit, line: line.name, ...(facts.words['date'] === undefined ? {} : { date: facts.words['date'] }), ...(facts.words['revision'] === undefined ? {} : { revision: facts.words['revision'] }) });
        try {
            const sources = sourcesOf({ ...facts, config, words, version, leftOut: [] }, entriesIn(config, 'promote', 'images').flatMap((it) => words_textOf(it['staging']) ?? [])[0]);
            return [{ tag, release: releaseOf(config, repositoryText(facts.repository)), places: sources.flatMap((it) => words_placesOf(it, { config, facts, version: words['semver'] ?? version.text })) }];
        }
        catch (failure) {
            // What is wrong with another line is for its own run to say.
            if (failure instanceof release_error/* ReleaseError */.K2)
                return [];
            throw failure;
        }
    });
};
/** `to`: where it is announced; other lines with the same word that announce there too are announced with it. */
const words_aboutOf = (facts, to, announcesThere) => {
    const own = repositoryText(facts.repository);
    const word = sharedWord(facts, announcesThere);
    const { tag } = facts;
    const group = word === undefined ? [] : (facts.others ?? []).filter((it) => (words_textOf(it.config['issue']) ?? it.name) === word && announcesThere(it.config));
    const marked = { kind: 'announcement', repository: own, tag: word ?? tag.name, object: word === undefined ? tag.object : tag.commit };
    const marker = (0,core_digest/* hexOf */.ZD)((0,core_digest/* digestOf */.ol)(`${makeMarker(marked)} ${to}`));
    return {
        tag: tag.name, release: releaseOf(facts.config, own), page: facts.server, own, commit: tag.commit, together: group.flatMap((it) => togetherOf(facts, it)), marker,
        key: word === undefined ? tag.name : `${word}/${tag.commit.slice(0, 12)}`,
    };
};

;// CONCATENATED MODULE: ./out/follow/announce-hook/announce-hook.js
// follow:announce-hook. An announcement to an address that takes it and says nothing more: Slack's incoming webhooks, and those of other
// services. It is posted at most once: a ref of our own is made before, and whoever finds it there posts nothing, even if the run that
// made it was killed before it could.







/** A value of JSON whose texts are templates, or one text. */
const template = schemas/* json */.Pq9().superRefine((value, context) => {
    try {
        textsIn(value).forEach(checkText);
    }
    catch (failure) {
        if (!(failure instanceof release_error/* ReleaseError */.K2))
            throw failure;
        for (const it of failure.problems)
            context.addIssue(codedIssue(it));
    }
});
const textsIn = (value) => typeof value === 'string' ? [value] : Array.isArray(value) ? value.flatMap(textsIn) : value !== null && typeof value === 'object' ? Object.values(value).flatMap(textsIn) : [];
const hookEntry = schemas/* strictObject */.rej({
    name: schemas/* string */.YjP().min(1).default('webhook'),
    'url-from': schemas/* string */.YjP().regex(/^SLIPWAY_[A-Z0-9_]*WEBHOOK[A-Z0-9_]*$/, 'a name such as SLIPWAY_WEBHOOK_URL').default('SLIPWAY_WEBHOOK_URL').describe('Variable that holds the address. The address is a secret.'),
    body: template.default({ text: '{tags} is released: {url}' }).describe('What is sent. A mapping is sent as JSON, and its texts are templates; a text is a template of the whole body, in which values are put as JSON writes them. Both may also have {url} and {tags}.'),
    type: checkedText((text) => text, schemas/* string */.YjP().regex(/^[a-z]+\/[a-z0-9.+-]+$/, 'a media type')).default('application/json').describe('Media type of a body that is a text.'),
});
/** As JSON writes it between quotes. */
const escapeJson = (text) => JSON.stringify(text).slice(1, -1);
/** A text within a mapping, cut. */
const cut = (value, facts) => {
    if (typeof value === 'string')
        return { parts: words_partsOf(value, facts, (it) => it) };
    if (Array.isArray(value))
        return value.map((it) => cut(it, facts));
    return value !== null && typeof value === 'object' ? { keys: Object.entries(value).map(([key, it]) => [key, cut(it, facts)]) } : value;
};
const announce_hook_filled = (value, late) => {
    if (Array.isArray(value))
        return value.map((it) => announce_hook_filled(it, late));
    if (value === null || typeof value !== 'object')
        return value;
    if ('parts' in value)
        return words_joined(value['parts'], late);
    return Object.fromEntries(value.keys.map(([key, it]) => [key, announce_hook_filled(it, late)]));
};
const announce_hook_bodyOf = ({ body }, late) => body !== null && typeof body === 'object' && 'whole' in body ? words_joined(body['whole'], { url: escapeJson(late.url), tags: escapeJson(late.tags) }) : JSON.stringify(announce_hook_filled(body, late));
const announce_hook_said = 'webhooks post at most once, and cannot be asked whether they did';
const announceHook = defineStep({
    name: 'follow:announce-hook',
    phase: 'follow',
    slot: 'announce.webhook',
    takes: [],
    gives: [],
    schema: hookEntry,
    reads: (_entry, paths) => paths.filter((it) => it.endsWith('/Chart.yaml') && !it.includes('/charts/')),
    cost: () => ({ requests: 4, creates: 0 }),
    plan: (facts, entry) => {
        const hook = entry['url-from'];
        const about = words_aboutOf(facts, hook, (config) => entriesIn(config, 'announce', 'webhook').some((it) => it['url-from'] === hook));
        const isText = typeof entry.body === 'string';
        const body = isText ? { whole: words_partsOf(entry.body, facts, escapeJson) } : cut(entry.body, facts);
        return { title: `Announce ${facts.tag.name} to ${hook}`, task: { hook, body, type: isText ? entry.type : 'application/json', about, ref: `refs/slipway/announced/${about.key}/${about.marker.slice(0, 12)}` } };
    },
    preflight: async ({ hook }, { chat }) => (chat.hasHook(hook) ? [] : [{ severity: 'warning', problem: (0,release_error/* problem */.CC)('WEBHOOK_MISSING', { variable: hook }) }]),
    probe: async ({ hook, about, ref }, _inputs, world) => {
        if (await world.github.ref(world.repository, ref))
            return { state: 'done', outcome: { where: hook, note: `sent, as far as one can know: ${announce_hook_said}` } };
        const { missing } = await groupOf(about, world);
        return missing.length === 0 ? { state: 'absent' } : { state: 'done', outcome: { where: hook, note: `is announced together with ${missing.join(', ')}, by the run that finishes last` } };
    },
    apply: async (task, _inputs, world) => {
        const { tags, url } = await groupOf(task.about, world);
        world.signal.throwIfAborted();
        const claim = await claimed(task, world);
        if (claim === undefined)
            return;
        try {
            await world.chat.send(task.hook, { text: announce_hook_bodyOf(task, { url, tags: tags.join(', ') }), mediaType: task.type });
        }
        catch (failure) {
            // Surely nothing was sent: then it may be tried again. What may have been sent is not.
            if (!(failure instanceof release_error/* ReleaseError */.K2) || failure.code !== 'WEBHOOK_UNKNOWN')
                await unclaimed(task, claim, world);
            throw failure;
        }
    },
});
/** The object of the ref that is ours; undefined when another run has announced it. Each run's object is one of its own. */
const claimed = async ({ ref, about }, { github, repository, clock, tag }) => {
    const object = await github.createTag(repository, { name: 'slipway-announced', message: `${about.marker} ${tag.name} ${clock.now()}`, commit: tag.commit });
    try {
        await github.createRef(repository, ref, object);
        return object;
    }
    catch (failure) {
        if (failure instanceof release_error/* ReleaseError */.K2 && failure.code === 'REF_EXISTS')
            return undefined;
        throw failure;
    }
};
const unclaimed = async ({ ref }, object, { github, repository, log }) => {
    await github.moveRef(repository, ref, { from: object }).catch((failure) => log.warn(`${ref} stays, so nothing will be sent: ${failure instanceof Error ? failure.message : ''}`));
};

;// CONCATENATED MODULE: ./out/follow/announce/announce.js
// follow:announce. One message in a channel, when everything else is done. It is looked for before it is posted, and after an answer that
// was lost, so that it stands there exactly once.







const slackEntry = schemas/* strictObject */.rej({
    name: schemas/* string */.YjP().min(1).default('slack'),
    channel: schemas/* string */.YjP().regex(/^[CG][A-Z0-9]{2,}$/, 'the id of a channel, such as C0409NGC1TK').describe('Id of the channel. The app of the token has to be in it.'),
    text: checkedText(checkText).default('{tags} is released: {url}').describe('What is said: a template, which may also have {url} (the release) and {tags} (all that is announced together). The app\'s token comes as chat-token, or in SLIPWAY_CHAT_TOKEN.'),
});
/** Slack's own rule: these three, and nothing else. */
const escapeSlack = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
/** The machine that tagged may be ahead of Slack's. */
const clockSkew = 3600;
const sinceOf = async ({ git, tag }) => (await git.tagTime(tag.name)) - clockSkew;
const waitNote = (missing) => `is announced together with ${missing.join(', ')}, by the run that finishes last`;
const announceSlack = defineStep({
    name: 'follow:announce',
    phase: 'follow',
    slot: 'announce.slack',
    takes: [],
    gives: [],
    schema: slackEntry,
    reads: (_entry, paths) => paths.filter((it) => it.endsWith('/Chart.yaml') && !it.includes('/charts/')),
    plan: (facts, { channel, text }) => ({
        title: `Announce ${facts.tag.name} in ${channel}`,
        task: { channel, parts: words_partsOf(text, facts, escapeSlack), about: words_aboutOf(facts, channel, (config) => entriesIn(config, 'announce', 'slack').some((it) => it['channel'] === channel)) },
    }),
    preflight: async ({ channel }, { chat }) => (chat.hasToken() ? [] : [{ severity: 'warning', problem: (0,release_error/* problem */.CC)('CHAT_TOKEN_MISSING', { channel }) }]),
    probe: async ({ channel, about }, _inputs, world) => {
        const there = await world.chat.find(channel, about.marker, await sinceOf(world));
        if (there)
            return { state: 'done', outcome: { where: `${channel} at ${there.id}` } };
        const { missing } = await groupOf(about, world);
        // At least one of the runs sees the others out: it looks after its own last write.
        return missing.length === 0 ? { state: 'absent' } : { state: 'done', outcome: { where: channel, note: waitNote(missing) } };
    },
    apply: async ({ channel, parts, about }, _inputs, world) => {
        const { tags, url } = await groupOf(about, world);
        const since = await sinceOf(world);
        world.signal.throwIfAborted();
        await world.chat.post(channel, { text: words_joined(parts, { url, tags: escapeSlack(tags.join(', ')) }), marker: about.marker }, since);
    },
});

;// CONCATENATED MODULE: ./out/follow/issue/issue.js
// follow:issue: the tracking issue says how far the release is. Boxes of what is done are ticked and links filled in, by what this run has
// found out; when the line is out, a comment says so; when all lines of the issue are, it is closed. Nothing is written that stands there.






const issue_schema = schemas/* strictObject */.rej({ name: schemas/* string */.YjP().default('issue'), word: schemas/* string */.YjP() });
const issue_mostTries = 5;
const issue_pause = 1000;
const followIssue = defineStep({
    name: 'follow:issue',
    phase: 'follow',
    slot: 'issue',
    takes: [],
    gives: [],
    evenIfOthersWait: true,
    schema: issue_schema,
    cost: () => ({ requests: 12, creates: 1 }),
    plan: (facts, { word }) => ({
        title: 'Bring the tracking issue up to date',
        task: { word, page: `${facts.server}/${repositoryText(facts.repository)}` },
    }),
    preflight: async (_task, { github, repository }) => {
        const { state, reason = '' } = await github.can(repository, 'issues:write');
        const where = repositoryText(repository);
        if (state === 'denied')
            return [{ severity: 'error', problem: (0,release_error/* problem */.CC)('RIGHT_MISSING', { scope: 'issues:write', repository: where, why: 'bring the tracking issue up to date', said: reason }) }];
        return state === 'granted' ? [] : [{ severity: 'unproven', problem: (0,release_error/* problem */.CC)('RIGHT_UNPROVEN', { scope: 'issues:write', where, said: reason }) }];
    },
    probe: async (task, _inputs, world) => {
        const seen = await issue_look(task, world);
        return seen ? probeOf(seen, issue_wantedOf(task, seen, world)) : { state: 'done', outcome: { note: 'there is no tracking issue' } };
    },
    apply: async (task, _inputs, world) => {
        for (let tries = 0; tries < issue_mostTries; tries++) {
            const seen = await issue_look(task, world);
            const wanted = seen && issue_wantedOf(task, seen, world);
            if (!seen || !wanted || missingIn(seen, wanted).length === 0)
                return;
            await issue_bringUpToDate(task, seen, wanted, world);
            // The run of another line may have written at the same time, what it had read before.
            await world.clock.sleep(issue_pause, world.signal);
        }
    },
});
const issue_keyOf = ({ repository, plan, tag }) => ({ repository: repositoryText(repository), line: plan.line, tag: tag.name });
/** The one that is open, else the newest; undefined when nobody has proposed this release. */
const issue_look = async (task, world) => {
    const { issues, repository, plan, tag } = world;
    const key = issue_keyOf(world);
    const found = (await issues.find(repository, (body) => tracks(body, key))).filter((it) => mayOpen(it.author) && !it.isDropped);
    const chosen = found.filter((it) => it.state === 'open').at(-1) ?? found[0];
    if (!chosen)
        return undefined;
    const [issue, comments] = [await issues.issue(repository, chosen.number), await issues.comments(repository, chosen.number)];
    const own = { ...key, issue: task.word, version: plan.version, commit: tag.commit };
    return { issue, comments, own };
};
const others = (world) => {
    const own = new Set(world.plan.tasks.filter((it) => it.step === 'follow:issue').map((it) => it.id));
    return world.results().filter((it) => !own.has(it.id));
};
const issue_isDone = ({ state }) => state === 'done' || state === 'already';
/** Of builds no later run knows anything when all that they gave is out. A run that leaves something out can never say that all is done. */
const isOutBy = (results, { skipped }) => {
    const later = results.filter((it) => !it.id.startsWith('build:'));
    return later.length > 0 && later.every(issue_isDone) && !skipped.some((it) => it.skip.startsWith('left out by'));
};
const issue_wantedOf = (task, { issue, comments, own }, world) => {
    const results = others(world);
    const isOut = isOutBy(results, world.plan);
    const named = namedLines(comments, issue.author);
    // A part that got lost, as two wrote at once, is put back.
    const proposal = named.find((it) => tracking_isSame(it, own)) ?? partsIn(issue.body).find((it) => tracking_isSame(it, own)) ?? own;
    const whole = named.filter((it) => it.line !== own.line).reduce((text, it) => (tracks(text, it) ? text : withPart(text, { proposal: it, page: task.page, boxes: [] })), issue.body);
    const boxes = world.plan.tasks.filter((it) => it.step !== 'follow:issue').map(({ id, title }) => ({ id, title }));
    const body = withTicks(withPart(whole, { proposal, page: task.page, boxes }), own, ticksOf(results, isOut));
    const done = [...marksIn(comments, issue.author, 'done').flatMap((it) => it ?? []), ...(isOut ? [own] : [])];
    const lines = [...named, own];
    return { body, isOut, isOver: lines.every((it) => done.some((one) => tracking_isSame(one, it))) };
};
const ticksOf = (results, isOut) => new Map(results.map((it) => [it.id, { isDone: issue_isDone(it) || (isOut && it.id.startsWith('build:')), ...linkOf(it) }]));
/** Not where something was on its way: a draft has another address once it is out. */
const linkOf = ({ id, state, outcome }) => {
    if (!outcome || /^(?:build|stage):/.test(id) || (state !== 'done' && state !== 'already' && state !== 'waiting'))
        return {};
    const words = state === 'waiting' ? outcome.note : outcome.where;
    const text = (words ?? '').replaceAll(/[[\]`\r\n]/g, ' ').trim();
    if (outcome.url !== undefined)
        return { link: `[${text === '' ? outcome.url : quietly(text)}](${outcome.url.replaceAll(/[()\s<>]/g, encodeURIComponent)})` };
    return text === '' ? {} : { link: state === 'waiting' ? quietly(text) : `\`${text}\`` };
};
const hasDone = ({ issue, comments, own }) => marksIn(comments, issue.author, 'done').some((it) => it !== undefined && tracking_isSame(it, own));
const missingIn = (seen, { body, isOut, isOver }) => [
    ...(body === seen.issue.body ? [] : ['boxes']),
    ...(isOut && !hasDone(seen) ? ['a comment that says so'] : []),
    ...(isOver && seen.issue.state === 'open' ? ['the end of the issue'] : []),
];
const probeOf = (seen, wanted) => {
    const missing = missingIn(seen, wanted);
    if (missing.length > 0)
        return { state: 'partial', missing };
    const { number, url, state } = seen.issue;
    const outcome = { where: `issue #${number}`, url, ...(state === 'open' && wanted.isOut ? { note: 'open until its other lines are out' } : {}) };
    return { state: 'done', outcome };
};
/** First what is said once and for ever; then the boxes; the end last, when the comments of all lines have been seen. */
const issue_bringUpToDate = async (task, seen, wanted, world) => {
    const { issues, repository, signal } = world;
    const { issue, own } = seen;
    if (wanted.isOut && !hasDone(seen)) {
        const mark = markOf('done', own);
        signal.throwIfAborted();
        await issues.comment(repository, issue.number, `${doneText(own, world)}\n\n${mark}`, (body) => body.trimEnd().endsWith(mark));
    }
    const now = (await issue_look(task, world)) ?? (0,release_error/* fail */.fJ)('BUG', { what: `the issue ${issue.url} is there no more` });
    const { body, isOver } = issue_wantedOf(task, now, world);
    const close = isOver && now.issue.state === 'open' ? { close: 'completed' } : {};
    if (body === now.issue.body && !isOver)
        return;
    signal.throwIfAborted();
    await issues.update(repository, issue.number, { ...(body === now.issue.body ? {} : { body }), ...close });
};
const doneText = ({ tag, line, version }, world) => {
    const links = others(world).filter((it) => it.id.startsWith('publish:') || it.id.startsWith('promote:')).flatMap((it) => linkOf(it).link ?? []);
    return [`\`${tag}\` (line \`${line}\`, version ${version}) is released.`, ...(links.length === 0 ? [] : ['', ...links.map((it) => `- ${it}`)])].join('\n');
};

;// CONCATENATED MODULE: ./out/follow/next-version/edit.js
// The next version as an edit of a commit: what would change on top of it, and whether somebody has moved on already.





const stateAt = async (task, commit, { github, repository }) => {
    const references = task.references;
    const alsoSet = task.alsoSet;
    const texts = await readTexts(references, alsoSet, async (file) => {
        const bytes = await github.file(repository, file, commit);
        return bytes && decodeFile(bytes, file);
    });
    const edited = setReferences({ references, alsoSet, texts, version: (0,core_version/* parseVersion */.ot)(task.next, task.scheme), mode: 'next' });
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
const versionsIn = (reference, texts, scheme) => writtenVersions(reference, texts, scheme).flatMap((it) => (0,core_version/* asVersion */.Z$)(it, scheme) ?? (0,core_version/* asVersion */.Z$)(it, 'semver') ?? (0,core_version/* asVersion */.Z$)(it, 'pep440') ?? []);

;// CONCATENATED MODULE: ./out/follow/next-version/next-version.js









const headline = 'Set next development version';
const next_version_mostTries = 5;
const next_version_nextVersion = defineStep({
    name: 'follow:next-version',
    phase: 'follow',
    slot: 'version',
    takes: [],
    gives: [],
    needs: ['publish:release', 'publish:image', 'publish:chart'],
    schema: versionEntrySchema,
    cost: () => ({ requests: 17, creates: 1 }),
    plan: (facts, entry) => {
        if (entry.next === undefined)
            return { skip: 'the config names no rule for the next version' };
        if (entry['written-in'].length === 0)
            return { skip: 'the version is written nowhere' };
        const higher = facts.earlier.find((it) => (0,core_version/* compareVersions */.Zy)((0,core_version/* parseVersion */.ot)(it, facts.version.scheme), facts.version) > 0);
        if (higher !== undefined)
            return { skip: `${higher} is higher, so ${facts.defaultBranch} is beyond ${facts.version.text} already` };
        const next = nextVersion(facts.version, entry.next);
        return {
            title: `Set ${next.text} on ${facts.defaultBranch}`,
            task: {
                branch: facts.defaultBranch, released: facts.version.text, next: next.text, scheme: next.scheme,
                references: next_version_plain(entry['written-in']), alsoSet: next_version_plain(entry['also-set']), page: `${facts.server}/${repositoryText(facts.repository)}`,
            },
        };
    },
    preflight: (task, world) => next_version_preflight(task, world),
    probe: (task, _inputs, world) => next_version_probe(task, world),
    apply: async (task, _inputs, world) => {
        if (!(await committed(task, world)))
            await next_version_propose(task, world);
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
            return [{ severity: 'error', problem: (0,release_error/* problem */.CC)('RIGHT_MISSING', { scope, repository: repositoryText(repository), why, said }) }];
        return access.state === 'granted' ? [] : [{ severity: 'unproven', problem: (0,release_error/* problem */.CC)('RIGHT_UNPROVEN', { scope, where: repositoryText(repository), said }) }];
    }));
    const byPull = takesCommits ? [] : [{ severity: 'warning', problem: (0,release_error/* problem */.CC)('NEXT_BY_PULL', { branch: task.branch, why: reason ?? 'its rules say so' }) }];
    return [...byPull, ...asked.flat()];
};
const next_version_probe = async (task, world) => {
    const head = await next_version_headOf(task, world);
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
const next_version_headOf = async (task, { github, repository }) => (await github.branch(repository, task.branch)).head ?? (0,release_error/* fail */.fJ)('BRANCH_MISSING', { branch: task.branch, repository: repositoryText(repository) });
/** What follows a release that somebody has just taken back, by moving its tag, would be wrong. */
const next_version_mustBePinned = async ({ github, repository, tag }) => {
    const moved = movedFrom(tag, await github.ref(repository, `refs/tags/${tag.name}`), repository);
    if (moved)
        (0,release_error/* fail */.fJ)('TAG_MOVED', moved);
};
/** True when the branch says the next version now, or says more. False when it takes no commit, or moves too often. */
const committed = async (task, world) => {
    for (let tries = 1; tries <= next_version_mostTries; tries++) {
        const { head, takesCommits } = await world.github.branch(world.repository, task.branch);
        if (head === undefined)
            return (0,release_error/* fail */.fJ)('BRANCH_MISSING', { branch: task.branch, repository: repositoryText(world.repository) });
        const { changes, beyond } = await stateAt(task, head, world);
        if (changes.length === 0 || beyond !== undefined)
            return true;
        if (!takesCommits)
            return false;
        await next_version_mustBePinned(world);
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
const next_version_propose = async (task, world) => {
    const { github, repository, tag } = world;
    await next_version_mustBePinned(world);
    const head = proposalBranch(world);
    const base = await next_version_headOf(task, world);
    const there = await proposalAt(head, base, world);
    const { changes } = await stateAt(task, there, world);
    world.signal.throwIfAborted();
    // On top of whatever a person has added to the branch meanwhile.
    if (changes.length > 0)
        await github.commit(repository, head, { expectedHead: there, headline, body: '', changes });
    const marker = makeMarker({ kind: 'next-version', repository: repositoryText(repository), tag: tag.name, object: tag.object });
    const text = `${tag.name} is released. This sets ${task.next}, the next development version.`;
    await github.createPullRequest(repository, { head, base: task.branch, title: `${headline} ${task.next}`, body: withMarker(text, marker) });
};
/** The head of the branch for the proposal, made at `base` when there is none. */
const proposalAt = async (branch, base, { github, repository }) => {
    const there = await github.branch(repository, branch);
    if (there.head !== undefined)
        return there.head;
    await github.createRef(repository, `refs/heads/${branch}`, base);
    return base;
};

;// CONCATENATED MODULE: ./out/core/commands.js
// Commands of the config: a program and its arguments. No shell reads them: what stands in quotes, or behind a $, is text. Pure.

const word = schemas/* string */.YjP().min(1).max(4096).regex(/^[^\u0000-\u001f]+$/, 'one line');
const commandsSchema = schemas/* array */.YOg(schemas/* union */.KCZ([word, schemas/* array */.YOg(word).min(1)])).min(1);
/** A text is cut at its spaces; a list is taken as it is. */
const argvOf = (command) => {
    const [tool = '', ...args] = typeof command === 'string' ? command.trim().split(/\s+/) : command;
    return [tool, ...args];
};
/** A program of the project is named by its path in it; any other one is looked for where programs are. */
const toolAt = (folder, tool) => (tool.includes('/') && !tool.startsWith('/') ? `${folder}/${tool.replace(/^\.\//, '')}` : tool);

;// CONCATENATED MODULE: ./out/promote/proposal/entry.js
// What every entry that proposes a change of another repository has.

const repository = schemas/* string */.YjP().regex(/^[A-Za-z0-9][A-Za-z0-9-]*\/[A-Za-z0-9._-]+$/, 'owner/name');
const login = schemas/* string */.YjP().regex(/^@?[A-Za-z0-9][A-Za-z0-9-]*(?:\/[A-Za-z0-9._-]+)?$/, 'a login, or organisation/team');
const proposalShape = {
    repository: repository.describe('Repository that is changed, as owner/name.'),
    branch: schemas/* string */.YjP().min(1).optional().describe('Branch that the pull request goes into. Default: its default branch.'),
    fork: schemas/* union */.KCZ([schemas/* literal */.euz('auto'), repository]).default('auto').describe('Where the branch with the change is pushed. auto: to the repository itself with the right to, else to the fork of the token\'s account, which is made when there is none.'),
    hold: schemas/* boolean */.zMY().default(false).describe('Writes /hold, so that somebody has to release it.'),
    cc: schemas/* array */.YOg(login).default([]).describe('Logins and teams that the text names.'),
    reviewers: schemas/* array */.YOg(login).default([]).describe('Logins that are asked for a review, where the branch is pushed to the repository itself.'),
};

;// CONCATENATED MODULE: ./out/promote/file-edit/entry.js
// `promote.edit`: one value of a YAML, JSON or TOML file of any repository: a tag of kustomize, a chart's appVersion, an image of a rollout.
// The entry of the config, and the task that is made of it. Pure.










const digestWord = '{digest}';
const checkValue = (text) => void wordsIn(text.replaceAll(digestWord, ''));
const editEntry = schemas/* strictObject */.rej({
    name: schemas/* string */.YjP().min(1).default('edit'),
    ...proposalShape,
    file: schemas/* string */.YjP().regex(filePathShape, 'a path below the root of that repository').describe('The file that is changed: YAML, JSON or TOML.'),
    at: schemas/* string */.YjP().regex(pointerShape, 'a JSON pointer such as /spec/image').describe('Where the value stands: a JSON pointer.'),
    value: checkedText(checkValue, schemas/* string */.YjP().min(1).max(1024)).describe('What is to stand there: a template, which may have {digest} too.'),
    of: schemas/* string */.YjP().min(1).optional().describe('Name of the build entry whose digest {digest} is. Default: the only one that is published in a registry.'),
    title: checkedText(wordsIn).default('').describe('Title of the pull request. Default: Bump <repository> to <tag>.'),
    backports: schemas/* boolean */.zMY().default(false).describe('Also for a version that is not the highest of its line.'),
});
const entry_sourceOf = (facts, entry) => {
    const all = sourcesOf(facts, undefined);
    const meant = entry.of === undefined ? all : all.filter((it) => it.entry === entry.of);
    const [one] = meant;
    if (one && meant.length === 1)
        return [{ ...one, tags: one.tags.slice(0, 1) }];
    return (0,release_error/* fail */.fJ)('CONFIG_INVALID', { path: `promote.edit.of (${entry.name})`, what: `{digest} is to be that of one image or chart, and ${meant.length === 0 ? 'none is meant' : `${meant.map((it) => it.entry).join(', ')} are meant`}` });
};
const planEdit = (facts, entry) => {
    if (!facts.isHighest && !entry.backports)
        return { skip: `${facts.version.text} is not the highest version; what others run never moves backward` };
    const { tag, repository, server, words } = facts;
    const hasDigest = entry.value.includes(digestWord);
    if (hasDigest && facts.leftOut.length > 0)
        return { skip: 'what {digest} is of may be left out of this run' };
    const own = repositoryText(repository);
    const place = (0,core_digest/* hexOf */.ZD)((0,core_digest/* digestOf */.ol)(`${entry.repository} ${entry.file} ${entry.at}`)).slice(0, 8);
    const proposal = {
        repository: entry.repository, base: entry.branch ?? null, file: entry.file, fork: entry.fork === 'auto' ? null : entry.fork, branch: `slipway/${repository.name}-${tag.name}-${place}`,
        key: `${tag.name} ${place}`, object: tag.object, hold: entry.hold, cc: entry.cc, reviewers: entry.reviewers, checklist: [], about: `${server}/${own}/commit/${tag.commit}`,
    };
    const sources = hasDigest ? entry_sourceOf(facts, entry) : [];
    const title = entry.title === '' ? `Bump ${repository.name} to ${tag.name}` : renderTemplate(entry.title, words);
    return {
        title: `Propose ${tag.name} in ${entry.file} of ${entry.repository}`, from: sources.flatMap((it) => it.entry ?? []),
        task: { proposal, at: entry.at, parts: entry.value.split(digestWord).map((part) => renderTemplate(part, words)), sources, title },
    };
};

;// CONCATENATED MODULE: ./out/promote/staged/resolve.js



/** The chart inside: its manifest is another one with every push of Helm's. */
const chartIn = (manifest) => contentsOf(manifest.bytes)?.blobs.find((it) => it.mediaType === mediaTypes.helmChart)?.digest;
const resolve = async (staged, tag, { registry }) => {
    const there = await registry.manifest(staged.staging, tag);
    const where = printImageName({ ...staged.staging, tag });
    const { artifact, kind } = staged;
    if (!artifact)
        return { staged, tag, where, digest: there?.digest, isStaged: there !== undefined };
    const found = there && (kind === 'chart' ? (chartIn(there) ?? there.digest) : there.digest);
    const isMoved = found !== undefined && found !== artifact.digest;
    return {
        staged, tag, where, isStaged: there !== undefined, digest: kind === 'chart' ? (isMoved ? undefined : there?.digest) : artifact.digest,
        ...(isMoved ? { moved: { found, wanted: artifact.digest } } : {}),
    };
};
/** Asked anew each time. */
const resolveAll = async (sources, inputs, world) => (await Promise.all(sources.map((source) => {
    const staged = stagedOf(source, inputs);
    return Promise.all(staged.tags.map((tag) => resolve(staged, tag, world)));
}))).flat();

;// CONCATENATED MODULE: ./out/promote/proposal/proposal.js
// A change of one file of another repository, and where it is proposed. What the change is, is the step's business; how it becomes a pull
// request, and stays one whatever happens to the branch and its base, is here.


const parseRepository = (text) => {
    const [owner = '', name = ''] = text.split('/');
    return { owner, name };
};
const proposal_targetOf = (it) => parseRepository(it.repository);
const proposal_markerOf = (it, { repository }) => {
    const marked = { kind: 'promotion', repository: repositoryText(repository), tag: it.key, object: it.object };
    return makeMarker(marked);
};
const branchText = ({ repository, branch }) => `${repository.owner}:${branch}`;

;// CONCATENATED MODULE: ./out/promote/proposal/text.js
// The text of a pull request. People edit it: tick boxes, release a hold, add words. So only the list of what is proposed is ever
// replaced, between two comments; where somebody has taken those out the text stays as it is.

const text_opening = '<!-- slipway-list -->';
const text_closing = '<!-- /slipway-list -->';
const text_listOf = ({ lines }) => [text_opening, ...lines, text_closing].join('\n');
const text_newText = (it, description, marker) => {
    const parts = [
        description.title,
        `This pull request was made by \`slipway\` for ${it.about}.`,
        text_listOf(description),
        it.checklist.map((line) => `- [x] ${line}`).join('\n'),
        it.hold ? '/hold' : '',
        it.cc.length > 0 ? `cc: ${it.cc.map((name) => `@${name.replace(/^@/, '')}`).join(' ')}` : '',
    ];
    return withMarker(parts.filter((part) => part !== '').join('\n\n'), marker);
};
/** Undefined when it says so already, or nobody wants it said. */
const changedText = (body, description) => {
    const text = body.replaceAll('\r\n', '\n');
    const [start, end] = [text.indexOf(text_opening), text.indexOf(text_closing)];
    if (start < 0 || end < start)
        return undefined;
    const changed = text.slice(0, start) + text_listOf(description) + text.slice(end + text_closing.length);
    return changed === text ? undefined : changed;
};
/** Does it name all of this? */
const names = (body, { lines }) => lines.every((line) => body.includes(line));

;// CONCATENATED MODULE: ./out/promote/proposal/judge.js



const wantedOn = (change, { base, proposed }) => {
    if (!proposed)
        return { here: change.apply(base.text), anew: change.apply(base.text), isOld: false };
    const again = proposed.hasOthers ? undefined : change.again(proposed.before, proposed.text, base.text);
    return {
        here: change.apply(proposed.text),
        anew: again === undefined ? undefined : change.apply(again),
        isOld: proposed.before !== base.text,
    };
};
const judge_isDone = (change, { base }) => change.apply(base.text) === base.text;
/** Is it proposed, or done? Then what had to be tried before has been tried. */
const hasBegun = (change, situation) => judge_isDone(change, situation) || (situation.pull?.state === 'open' && situation.proposed !== undefined && change.apply(situation.proposed.text) === situation.proposed.text);
/** Everything but `done`, whose outcome is the step's. */
const judge_judge = (it, change, situation) => {
    const { base, proposed, pull } = situation;
    if (!pull || pull.state === 'closed')
        return judgeClosed(it, change, situation);
    if (!proposed)
        return { state: 'absent' };
    const { here, anew, isOld } = wantedOn(change, situation);
    if (here !== proposed.text)
        return { state: 'partial', missing: [`a change of ${it.file}`] };
    if (isOld && anew !== undefined)
        return { state: 'partial', missing: [`the change on top of ${base.branch} as it is now`] };
    if (changedText(pull.body, change.describe(proposed.before, proposed.text)) !== undefined)
        return { state: 'partial', missing: ['the text of the pull request'] };
    const conflict = isOld ? `, which conflicts with ${base.branch} and holds changes that Slipway did not make: rebase ${branchText(proposed.from)} by hand` : '';
    return { state: 'waiting', for: `${pull.url} to be merged${conflict}`, url: pull.url, where: `${it.repository}#${pull.number}` };
};
const judgeClosed = (it, change, { base, proposed, pull }) => {
    if (!pull)
        return { state: 'absent' };
    if (pull.merged && names(pull.body, change.describe(base.text, change.apply(base.text)))) {
        // Right after a merge the branch may still be read as it was.
        return { state: 'waiting', for: `${pull.url}, which is merged, to show in ${it.file} on ${base.branch}`, url: pull.url, where: `${it.repository}#${pull.number}` };
    }
    if (!pull.merged && proposed)
        return (0,release_error/* fail */.fJ)('PROMOTION_CLOSED', { url: pull.url, branch: branchText(proposed.from) });
    return { state: 'absent' };
};

;// CONCATENATED MODULE: ./out/promote/proposal/look.js
// What there is of a proposal: the file on the base branch, the branch with the change, and its pull requests. Reads only.





const readBase = async (it, { pulls }) => {
    const repository = proposal_targetOf(it);
    const branch = it.base ?? (await pulls.repository(repository)).defaultBranch;
    const head = await pulls.head(repository, branch);
    const bytes = head === undefined ? undefined : await pulls.file(repository, it.file, head);
    if (head === undefined || !bytes)
        return (0,release_error/* fail */.fJ)('PROMOTE_FILE_MISSING', { file: it.file, repository: it.repository, branch });
    return { branch, head, text: decodeFile(bytes, it.file) };
};
const look_isSame = (a, b) => repositoryText(a).toLowerCase() === repositoryText(b).toLowerCase();
/** A fork that the config names has to be one. */
const namedFork = async (name, it, { pulls }) => {
    const fork = parseRepository(name);
    const target = proposal_targetOf(it);
    const missing = (why) => (0,release_error/* fail */.fJ)('FORK_MISSING', { repository: it.repository, fork: name, why });
    if (look_isSame(fork, target))
        return fork;
    try {
        const { ancestors } = await pulls.repository(fork);
        return ancestors.some((above) => look_isSame(above, target)) ? fork : missing('it is no fork of it');
    }
    catch (failure) {
        if (!(failure instanceof release_error/* ReleaseError */.K2) || failure.code !== 'GITHUB_NOT_FOUND')
            throw failure;
        return missing('there is none, or the token may not see it');
    }
};
/** Undefined: there is no right to push, and no fork yet. */
const look_placeOf = async (it, world) => {
    if (it.fork !== null)
        return namedFork(it.fork, it, world);
    const target = proposal_targetOf(it);
    const { state } = await world.pulls.can(target, 'contents:write');
    return state === 'granted' ? target : world.pulls.ownFork(target);
};
const readProposed = async (it, base, { from, world }) => {
    const { pulls } = world;
    const head = await pulls.head(from.repository, from.branch);
    const changes = head === undefined ? undefined : await pulls.changes(proposal_targetOf(it), base.head, from);
    if (head === undefined || !changes)
        return undefined;
    const read = async (repository, commit) => {
        const bytes = await pulls.file(repository, it.file, commit);
        return bytes ? decodeFile(bytes, it.file) : '';
    };
    const [text, before] = await Promise.all([read(from.repository, head), changes.mergeBase === base.head ? base.text : read(proposal_targetOf(it), changes.mergeBase)]);
    return { from, head, text, before, isAhead: changes.commits > 0, hasOthers: changes.files.some((file) => file !== it.file) };
};
const look_look = async (it, world) => {
    const [base, place] = await Promise.all([readBase(it, world), look_placeOf(it, world)]);
    if (!place)
        return { base, place, proposed: undefined, pull: undefined };
    const from = { repository: place, branch: it.branch };
    const [proposed, all] = await Promise.all([readProposed(it, base, { from, world }), world.pulls.from(proposal_targetOf(it), from)]);
    const marker = proposal_markerOf(it, world);
    const into = all.filter((pull) => pull.base === base.branch);
    const foreign = into.find((pull) => pull.state === 'open' && !hasMarker(pull.body, marker));
    if (foreign)
        return (0,release_error/* fail */.fJ)('PROMOTION_FOREIGN', { url: foreign.url, branch: branchText(from) });
    return { base, place, proposed, pull: into.find((pull) => hasMarker(pull.body, marker)) };
};

;// CONCATENATED MODULE: ./out/promote/file-edit/value-change.js
// A change of one value of a file. Pure.

const valueChange = ({ file, at, value, title }) => {
    const apply = (text) => editReference(text, file, { at }, value);
    return {
        apply,
        again: (before, after, on) => (before === after ? on : apply(before) === after ? apply(on) : undefined),
        describe: (before) => ({ title, lines: [`- \`${at}\` of \`${file}\`: \`${readReference(before, file, { at }).value}\` → \`${value}\``] }),
    };
};

;// CONCATENATED MODULE: ./out/promote/file-edit/state.js





/** Undefined as long as the digest is not known. */
const changeOf = (task, [source]) => {
    if (task.parts.length > 1 && source?.digest === undefined)
        return undefined;
    return valueChange({ file: task.proposal.file, at: task.at, value: task.parts.join(source?.digest ?? ''), title: task.title });
};
const outcomeOf = (task, url) => ({ state: 'done', outcome: { where: `${task.proposal.repository} ${task.proposal.file}`, ...(url === undefined ? {} : { url }) } });
const probeEdit = async (task, inputs, world) => {
    const [source] = await resolveAll(task.sources, inputs, world);
    if (source?.moved)
        return { state: 'conflict', found: `${source.where} ${source.moved.found}`, wanted: `${source.where} ${source.moved.wanted}` };
    const change = changeOf(task, source ? [source] : []);
    if (!change)
        return { state: 'absent' };
    const situation = await look_look(task.proposal, world);
    // Once merged it was done; whatever somebody has put there since is theirs.
    if (judge_isDone(change, situation) || situation.pull?.merged === true)
        return outcomeOf(task, situation.pull?.url);
    return source?.isStaged === false ? { state: 'absent' } : judge_judge(task.proposal, change, situation);
};
/** Does it stand there, or is it proposed? */
const hasBegunEdit = async (task, inputs, world) => {
    const change = changeOf(task, await resolveAll(task.sources, inputs, world));
    if (!change)
        return false;
    const situation = await look_look(task.proposal, world);
    return situation.pull?.merged === true || hasBegun(change, situation);
};
/** Fails when what is proposed is not what was pushed any more. */
const stagedChange = async (task, inputs, world) => {
    const all = await resolveAll(task.sources, inputs, world);
    for (const it of all) {
        if (it.moved)
            return (0,release_error/* fail */.fJ)('PROMOTE_DIGEST_MOVED', { image: it.where, ...it.moved });
        if (!it.isStaged)
            return (0,release_error/* fail */.fJ)('PROMOTE_NOT_STAGED', { image: it.where });
    }
    return changeOf(task, all) ?? (0,release_error/* fail */.fJ)('BUG', { what: 'a value with a digest was to be proposed, and there is none' });
};

;// CONCATENATED MODULE: ./out/promote/images/entry.js
// `promote.images`: the entry of the config, and the task that is made of it. Pure.








const checklist = [
    'Each digest was read from the staging registry right before it was written here, and is that of what was pushed',
    'An image for several platforms is listed by the digest of its index',
    'No tag in the list moves, and none was listed with another digest before',
];
const imagesEntry = schemas/* strictObject */.rej({
    name: schemas/* string */.YjP().min(1).default('images'),
    ...proposalShape,
    file: schemas/* string */.YjP().regex(filePathShape, 'a path below the root of that repository').describe('The image list: registry.k8s.io/images/k8s-staging-demo/images.yaml.'),
    production: checkedText(parseFolder).optional().describe('Where the promoter copies to, without the names in the list: registry.k8s.io/demo. It is verified there.'),
    project: schemas/* string */.YjP().regex(/^[a-z0-9][a-z0-9._-]{0,62}$/, 'lower-case letters, digits and . _ -').optional().describe('Name of the project in title and branch. Default: the last part of the staging registry, without k8s-staging-.'),
    staging: checkedText(parseFolder).optional().describe('Root of the staging registry, below which names in the list begin. Default: one folder above where this line publishes.'),
    from: schemas/* array */.YOg(schemas/* strictObject */.rej({
        image: checkedText(parseDestination).describe('Image or chart in the staging registry.'),
        tags: schemas/* array */.YOg(templateText()).min(1).default(['{version}']),
        as: schemas/* string */.YjP().min(1).optional().describe('Its name in the list. Default: its path below the root.'),
    })).default([]).describe('What another system stages; looked up by tag.'),
    hold: schemas/* boolean */.zMY().default(true).describe('Writes /hold, so that somebody has to release it.'),
    checklist: schemas/* array */.YOg(schemas/* string */.YjP().min(1)).default([...checklist]).describe('Lines with a ticked box.'),
});
const stagedByOthers = (facts, entry) => entry.from.map((it) => {
    const place = printImageName(parseDestination(it.image));
    const root = entry.staging === undefined ? place.slice(0, place.lastIndexOf('/')) : printImageName(parseFolder(entry.staging));
    const path = it.as ?? (place.startsWith(`${root}/`) ? place.slice(root.length + 1) : (0,release_error/* fail */.fJ)('CONFIG_INVALID', { path: 'promote.images.from', what: `${place} is not below ${root}` }));
    return { kind: 'image', entry: null, staging: place, path, tags: it.tags.map((tag) => tagOf(tag, facts)) };
});
const lastOf = (path) => path.slice(path.lastIndexOf('/') + 1);
/** The tag that a chart gets is its version. */
const firstTag = (sources, { words, version }) => sources.flatMap((it) => it.tags)[0] ?? (words['semver'] ?? version.text).replaceAll('+', '_');
const isSameList = (entry) => (config) => entriesIn(config, 'promote', 'images').some((it) => it['repository'] === entry.repository && it['file'] === entry.file);
const planImages = (facts, entry) => {
    const sources = [...sourcesOf(facts, entry.staging), ...stagedByOthers(facts, entry)];
    const [first] = sources;
    if (!first) {
        return facts.leftOut.length > 0 ? { skip: 'what would be promoted is left out of this run' } : (0,release_error/* fail */.fJ)('CONFIG_INVALID', { path: `promote.images (${entry.name})`, what: 'this line publishes neither an image nor a chart, and `from:` names none' });
    }
    for (const it of sources)
        if (it.tags.includes('latest'))
            return (0,release_error/* fail */.fJ)('PROMOTE_MOVING_TAG', { image: it.path || lastOf(it.staging), tag: 'latest' });
    const project = entry.project ?? lastOf(rootOf(first)).replace(/^k8s-staging-/, '');
    const word = sharedWord(facts, isSameList(entry));
    const { tag } = facts;
    const named = word === undefined ? firstTag(sources, facts) : `${word}-${tag.commit.slice(0, 12)}`;
    const proposal = {
        repository: entry.repository, base: entry.branch ?? null, file: entry.file, fork: entry.fork === 'auto' ? null : entry.fork, branch: `${project}-${named}-image-promotion`,
        key: word ?? tag.name, object: word === undefined ? tag.object : tag.commit, hold: entry.hold, cc: entry.cc, reviewers: entry.reviewers, checklist: entry.checklist,
        about: `${facts.server}/${repositoryText(facts.repository)}/commit/${tag.commit}`,
    };
    const production = entry.production === undefined ? null : printImageName(parseFolder(entry.production));
    const from = sources.flatMap((it) => it.entry ?? []);
    return { title: `Propose ${project} ${facts.tag.name} in ${entry.repository}`, task: { proposal, project, sources, production }, from };
};

;// CONCATENATED MODULE: ./out/promote/images/read-list.js
// Reads an image list of a promoter (`images.yaml`): images by name, each with its digests and their tags, and where all of it stands in
// the text. What the promoter would refuse is refused here, with line and column, and so is what could not be edited byte by byte.






const read_list_wrong = (it, offset, what) => (0,release_error/* fail */.fJ)('IMAGE_LIST', { file: it.file, what }, { place: placeAt(it.text, it.file, offset) });
const read_list_startOf = (node) => node?.range?.[0] ?? 0;
const read_list_endOf = (node) => node?.range?.[1] ?? 0;
const kindOf = (node) => (0,dist/* isMap */.jh)(node) ? 'a mapping' : (0,dist/* isSeq */.oP)(node) ? 'a list' : (0,dist/* isAlias */.Vj)(node) ? 'an alias' : (0,dist/* isScalar */.jn)(node) && node.value !== null ? `the text ${JSON.stringify(read_list_textOf(node).slice(0, 60))}` : 'nothing';
/** As written: a tag 1.10 is not the tag 1.1. */
const read_list_textOf = (node) => (typeof node.value === 'string' ? node.value : (node.source ?? ''));
const keyed = (map, it) => {
    const seen = new Set();
    return map.items.map(({ key, value }) => {
        if (!(0,dist/* isScalar */.jn)(key))
            return read_list_wrong(it, read_list_startOf(key), `a key is expected here, and ${kindOf(key)} stands there`);
        const name = read_list_textOf(key);
        if (seen.has(name))
            return read_list_wrong(it, read_list_startOf(key), `${name} stands there twice`);
        seen.add(name);
        return { key, name, value };
    });
};
const readImageList = (text, file) => {
    const it = { text, file };
    const { contents } = composeYaml({ text, file, where: 'the list of images' });
    const top = contents;
    if (top === null || ((0,dist/* isScalar */.jn)(top) && top.value === null))
        return { ...it, images: [] };
    if (!(0,dist/* isSeq */.oP)(top))
        return read_list_wrong(it, read_list_startOf(top), `a list of images is expected, and ${kindOf(top)} stands there`);
    if (top.items.length === 0)
        return { ...it, images: [], empty: { start: read_list_startOf(top), end: read_list_endOf(top) } };
    if (top.flow === true)
        return read_list_wrong(it, read_list_startOf(top), 'the list is written in brackets; write one image below the other, each after a hyphen');
    const images = top.items.map((item) => readImage(item, read_list_startOf(top), it));
    images.forEach((image, index) => {
        if (images.findIndex((other) => other.name === image.name) < index)
            read_list_wrong(it, image.start, `the image ${image.name} stands there twice`);
    });
    return { ...it, images };
};
const readImage = (item, top, it) => {
    if (!(0,dist/* isMap */.jh)(item))
        return read_list_wrong(it, item === null ? top : read_list_startOf(item), `an image with name and dmap is expected, and ${kindOf(item)} stands there`);
    if (item.flow === true)
        return read_list_wrong(it, read_list_startOf(item), 'the image is written in braces; write name and dmap on lines of their own');
    const fields = keyed(item, it);
    const other = fields.find((field) => field.name !== 'name' && field.name !== 'dmap');
    if (other)
        return read_list_wrong(it, read_list_startOf(other.key), `${other.name} is none of the keys of an image, which are name and dmap`);
    const [name, dmap] = [fields.find((field) => field.name === 'name'), fields.find((field) => field.name === 'dmap')];
    if (!name || !(0,dist/* isScalar */.jn)(name.value) || read_list_textOf(name.value) === '')
        return read_list_wrong(it, read_list_startOf(name?.value ?? item), 'the image has no name');
    if (!dmap)
        return read_list_wrong(it, read_list_startOf(item), `the image ${read_list_textOf(name.value)} has no dmap`);
    const [start, end] = [read_list_startOf(item), Math.max(...fields.map((field) => Math.max(contentEnd(field.value), read_list_endOf(field.key))))];
    const place = { key: read_list_startOf(dmap.key), start: read_list_startOf(dmap.value), end: read_list_endOf(dmap.value) };
    return { name: read_list_textOf(name.value), start, end, dmap: place, digests: readDigests(dmap.value, read_list_textOf(name.value), it) };
};
/** The end of the last thing in a node: the library's own ends take in comments that stand after it. */
const contentEnd = (node) => {
    if ((0,dist/* isMap */.jh)(node) && node.flow !== true && node.items.length > 0)
        return Math.max(...node.items.map((pair) => Math.max(read_list_endOf(pair.key), contentEnd(pair.value))));
    if ((0,dist/* isSeq */.oP)(node) && node.flow !== true && node.items.length > 0)
        return Math.max(...node.items.map(contentEnd));
    return read_list_endOf(node);
};
const readDigests = (dmap, image, it) => {
    if (dmap === null || ((0,dist/* isScalar */.jn)(dmap) && dmap.value === null))
        return [];
    if (!(0,dist/* isMap */.jh)(dmap))
        return read_list_wrong(it, read_list_startOf(dmap), `the dmap of ${image} has to name digests with their tags, and ${kindOf(dmap)} stands there`);
    if (dmap.flow === true && dmap.items.length > 0)
        return read_list_wrong(it, read_list_startOf(dmap), `the dmap of ${image} is written in braces; write each digest on a line of its own`);
    const digests = keyed(dmap, it).map(({ key, name, value }) => {
        if (!(0,core_digest/* isDigest */.Bc)(name))
            return read_list_wrong(it, read_list_startOf(key), `${JSON.stringify(name.slice(0, 80))} is no digest: sha256: with 64 hex digits is expected`);
        if (!(0,dist/* isSeq */.oP)(value))
            return read_list_wrong(it, read_list_startOf(value ?? key), `a list of tags is expected, and ${kindOf(value)} stands there`);
        return { digest: name, start: read_list_startOf(key), end: contentEnd(value), value: read_list_startOf(value), flow: value.flow === true, tags: readTags(value, it) };
    });
    const seen = new Map();
    for (const { digest, tags } of digests) {
        for (const { tag, start } of tags) {
            if (seen.has(tag))
                read_list_wrong(it, start, `the tag ${tag} of ${image} stands there twice`);
            seen.set(tag, digest);
        }
    }
    return digests;
};
const readTags = (list, it) => list.items.map((item) => {
    if (!(0,dist/* isScalar */.jn)(item) || !isTag(read_list_textOf(item)))
        return read_list_wrong(it, item === null ? read_list_startOf(list) : read_list_startOf(item), `a tag is expected, and ${kindOf(item)} stands there`);
    return { tag: read_list_textOf(item), start: read_list_startOf(item), end: read_list_endOf(item) };
});

;// CONCATENATED MODULE: ./out/promote/images/grow-list.js


/** Tags that move; the promoter's registries are for what never does. */
const movingTags = new Set(['latest']);
/** Fails with IMAGE_LIST, IMAGE_LIST_CONFLICT or PROMOTE_MOVING_TAG. The very same text when all of it is there. */
const growImageList = (text, file, promotions) => {
    const mark = text.startsWith('\ufeff') ? '\ufeff' : '';
    let grown = text.slice(mark.length);
    for (const it of promotions) {
        if (movingTags.has(it.tag))
            return (0,release_error/* fail */.fJ)('PROMOTE_MOVING_TAG', it);
        grown = grow_list_checked(growBy(grown, file, it), { before: grown, file, it });
    }
    return mark + grown;
};
/** Read again: whatever the file looks like, what it says now is what it said before and this one more. */
const grow_list_checked = (grown, { before, file, it }) => {
    const said = (text) => promotionsIn(readImageList(text, file)).map(({ image, digest, tag }) => `${image} ${digest} ${tag}`);
    const wanted = new Set([...said(before), `${it.image} ${it.digest} ${it.tag}`]);
    const found = said(grown);
    return found.length === wanted.size && found.every((one) => wanted.has(one)) ? grown : (0,release_error/* fail */.fJ)('IMAGE_LIST', { file, what: `there is no line to be found after which ${it.image}:${it.tag} could go` });
};
/** The digest under which a tag is listed. */
const promotedDigest = (list, image, tag) => list.images.find((it) => it.name === image)?.digests.find((it) => it.tags.some((listed) => listed.tag === tag))?.digest;
const promotionsIn = (list) => list.images.flatMap((image) => image.digests.flatMap(({ digest, tags }) => tags.map(({ tag }) => ({ image: image.name, digest, tag }))));
const growBy = (text, file, it) => {
    const list = readImageList(text, file);
    const found = promotedDigest(list, it.image, it.tag);
    if (found === it.digest)
        return text;
    if (found !== undefined)
        return (0,release_error/* fail */.fJ)('IMAGE_LIST_CONFLICT', { file, image: it.image, tag: it.tag, found, wanted: it.digest });
    const image = list.images.find((other) => other.name === it.image);
    if (!image)
        return withImage(list, it);
    const digest = image.digests.find((other) => other.digest === it.digest);
    return digest ? withTag(list, { image, digest }, it.tag) : grow_list_withDigest(list, image, it);
};
const lineEnd = (text) => (/\r\n/.test(text) ? '\r\n' : '\n');
const startOfLine = (text, offset) => text.lastIndexOf('\n', offset - 1) + 1;
/** After the end of the line, or the end of the text. */
const afterLine = (text, offset) => {
    const end = text.indexOf('\n', offset);
    return end < 0 ? text.length : end + 1;
};
/** Lines put in at the start of a line; a last line that did not end ends before them, and the new last one does not. */
const withLines = (text, at, lines) => {
    const nl = lineEnd(text);
    const block = lines.join(nl);
    const isOpenEnd = at === text.length && at > 0 && !text.endsWith('\n');
    return isOpenEnd ? `${text}${nl}${block}` : `${text.slice(0, at)}${block}${nl}${text.slice(at)}`;
};
const digestLine = ({ digest, tag }) => `"${digest}": ["${tag}"]`;
/** Characters of white space before the first one of a line, or before a key after a hyphen. */
const columnOf = (text, offset) => offset - startOfLine(text, offset);
const smallest = ({ tags }) => tags.map((it) => it.tag).reduce((a, b) => (b < a ? b : a), '\uffff');
const lastBefore = (all, isSmaller) => all.filter(isSmaller).at(-1);
const grow_list_withDigest = (list, image, it) => {
    const { text } = list;
    const [first] = image.digests;
    // Below the key by as much as the lines of this list are anyway.
    const indent = ' '.repeat(first ? columnOf(text, first.start) : columnOf(text, image.dmap.key) + 2);
    if (!first) {
        const rest = text.slice(image.dmap.start, image.dmap.end);
        const emptied = rest === '{}' ? `${text.slice(0, image.dmap.start).replace(/ +$/, '')}${text.slice(image.dmap.end)}` : text;
        return withLines(emptied, afterLine(emptied, image.dmap.key), [indent + digestLine(it)]);
    }
    const before = lastBefore(image.digests, (other) => smallest(other) < it.tag);
    return withLines(text, before ? afterLine(text, before.end) : startOfLine(text, first.start), [indent + digestLine(it)]);
};
const withImage = (list, it) => {
    const { text, images, empty } = list;
    const lines = [`- name: ${it.image}`, '  dmap:', `    ${digestLine(it)}`];
    if (empty)
        return withLines(`${text.slice(0, empty.start)}${text.slice(afterLine(text, empty.end))}`, empty.start, lines);
    const [first] = images;
    if (!first)
        return withLines(withoutNote(text), withoutNote(text).length, lines);
    const indent = ' '.repeat(columnOf(text, text.lastIndexOf('-', first.start - 1)));
    const before = lastBefore(images, (other) => other.name < it.image);
    return withLines(text, before ? afterLine(text, before.end) : aboveFirst(text, first), lines.map((line) => indent + line));
};
/** What a new project's file says as long as it is true. */
const withoutNote = (text) => text.replace(/^#[ \t]*no images yet\.?[ \t]*(?:\r?\n|$)/im, '');
/** Comments right above the first image belong to it, unless they are the head of the file. */
const aboveFirst = (text, first) => {
    const own = startOfLine(text, first.start);
    let at = own;
    while (at > 0) {
        const above = startOfLine(text, at - 1);
        if (!/^[ \t]*#/.test(text.slice(above, at)))
            return at;
        at = above;
    }
    return own;
};
const withTag = (list, { image, digest }, tag) => {
    const grown = digest.flow ? inBrackets(list.text, digest, tag) : belowOthers(list.text, digest, tag);
    const isSorted = image.digests.every((it, index) => index === 0 || smallest(image.digests[index - 1] ?? it) <= smallest(it));
    if (!digest.flow || !isSorted || tag > smallest(digest))
        return grown;
    return moved(grown, list, { image, digest, tag });
};
const inBrackets = (text, { tags, value, end }, tag) => {
    const put = (at, what) => text.slice(0, at) + what + text.slice(at);
    const [first, second] = tags;
    if (!first)
        return `${text.slice(0, value)}["${tag}"]${text.slice(end)}`;
    const comma = second ? text.slice(first.end, second.start) : ',';
    const between = /^\s*,[ \t]*$/.test(comma) ? comma : ',';
    const before = lastBefore(tags, (it) => it.tag < tag);
    return before ? put(before.end, `${between}"${tag}"`) : put(first.start, `"${tag}"${between}`);
};
const belowOthers = (text, { tags }, tag) => {
    const [first] = tags;
    if (!first)
        return (0,release_error/* fail */.fJ)('BUG', { what: 'a list of tags over several lines has no tag' });
    const before = lastBefore(tags, (it) => it.tag < tag);
    const indent = text.slice(startOfLine(text, first.start), first.start);
    return withLines(text, before ? afterLine(text, before.end) : startOfLine(text, first.start), [`${indent}"${tag}"`]);
};
/** In a list that is in order, a digest whose smallest tag has become a smaller one goes up to where it belongs. */
const moved = (grown, { text }, { image, digest, tag }) => {
    const next = image.digests.find((it) => it !== digest && smallest(it) > tag);
    const start = startOfLine(text, digest.start);
    if (!next || next.start > digest.start)
        return grown;
    const line = grown.slice(start, afterLine(text, digest.end) + (grown.length - text.length));
    const rest = grown.slice(0, start) + grown.slice(start + line.length);
    const to = startOfLine(text, next.start);
    const ended = line.endsWith('\n') ? line : line + lineEnd(text);
    const back = rest.slice(0, to) + ended + rest.slice(to);
    return line.endsWith('\n') ? back : back.slice(0, -lineEnd(text).length);
};

;// CONCATENATED MODULE: ./out/promote/images/list-change.js
// A change of an image list: these promotions, among those of others. Pure.


const list_change_textOf = ({ image, digest, tag }) => `${image} ${digest} ${tag}`;
/** What is listed in one and not in the other. */
const between = (before, after, file) => {
    const there = new Set(promotionsIn(readImageList(before, file)).map(list_change_textOf));
    return promotionsIn(readImageList(after, file)).filter((it) => !there.has(list_change_textOf(it)));
};
const listChange = (file, project, promotions) => ({
    apply: (text) => growImageList(text, file, promotions),
    again: (before, after, on) => {
        const added = between(before, after, file);
        return growImageList(before, file, added) === after ? growImageList(on, file, added) : undefined;
    },
    describe: (before, after) => {
        const added = between(before, after, file);
        const tags = [...new Set(added.map((it) => it.tag))];
        return { title: `Image promotion for ${project} ${tags.join(' / ')}`, lines: added.map((it) => `- \`${it.image}:${it.tag}\` \`${it.digest}\``) };
    },
});

;// CONCATENATED MODULE: ./out/promote/images/state.js










const promotionsOf = (all) => all.flatMap((it) => (it.digest === undefined ? [] : [{ image: it.staged.name, digest: it.digest, tag: it.tag }]));
const doneOf = (task, all, url) => {
    const [first] = all;
    const name = (it) => (task.production === null ? it.staged.name : printImageName(productionOf(task.production, it.staged)));
    const where = all.map((it) => `${name(it)}:${it.tag}`).join(', ');
    const commands = task.production === null ? [] : all.map((it) => (it.staged.kind === 'chart' ? `helm pull oci://${name(it)} --version ${it.tag}` : `docker pull ${name(it)}:${it.tag}`));
    return { state: 'done', outcome: { where, ...(first?.digest ? { digest: first.digest } : {}), ...(url === undefined ? {} : { url }), ...(commands.length > 0 ? { commands } : {}) } };
};
/** A staging registry forgets. What it has no tag for any more may be listed, and be in production, with this very content. */
const remembered = async (it, listed, { task, world }) => {
    if (it.digest !== undefined || listed === undefined || task.production === null || !it.staged.artifact)
        return it;
    const there = await world.registry.manifest(productionOf(task.production, it.staged), listed);
    return there && chartIn(there) === it.staged.artifact.digest ? { ...it, digest: listed } : it;
};
const probeImages = async (task, inputs, world) => {
    const found = await resolveAll(task.sources, inputs, world);
    const moved = found.find((it) => it.moved);
    if (moved?.moved)
        return { state: 'conflict', found: `${moved.where} ${moved.moved.found}`, wanted: `${moved.where} ${moved.moved.wanted}` };
    const { proposal, project } = task;
    const base = await readBase(proposal, world);
    const list = readImageList(base.text.replace(/^\ufeff/, ''), proposal.file);
    const all = await Promise.all(found.map((it) => remembered(it, promotedDigest(list, it.staged.name, it.tag), { task, world })));
    const change = listChange(proposal.file, project, promotionsOf(all));
    // Fails here when a tag is listed with another digest: before anything is staged, and before any pull request.
    if (judge_isDone(change, { base }) && all.every((it) => it.digest !== undefined))
        return doneOf(task, all, await urlOf(task, world));
    if (all.some((it) => !it.isStaged))
        return { state: 'absent' };
    return judge_judge(proposal, change, await look_look(proposal, world));
};
/** Are these very digests listed, or proposed? */
const hasBegunImages = async ({ sources, proposal, project, production }, inputs, world) => {
    const { state } = await probeImages({ sources, proposal, project, production }, inputs, world);
    if (state === 'done' || state === 'waiting')
        return true;
    const all = await resolveAll(sources, inputs, world);
    if (all.some((it) => it.moved !== undefined || it.digest === undefined))
        return false;
    return hasBegun(listChange(proposal.file, project, promotionsOf(all)), await look_look(proposal, world));
};
/** The pull request by which it came, where it can still be found. */
const urlOf = async ({ proposal }, world) => {
    try {
        const repository = proposal.fork === null ? await world.pulls.ownFork(proposal_targetOf(proposal)) : undefined;
        const places = proposal.fork === null ? [proposal_targetOf(proposal), ...(repository ? [repository] : [])] : [{ owner: proposal.fork.split('/')[0] ?? '', name: proposal.fork.split('/')[1] ?? '' }];
        const pulls = await Promise.all(places.map((place) => world.pulls.from(proposal_targetOf(proposal), { repository: place, branch: proposal.branch })));
        return pulls.flat().find((it) => it.merged && hasMarker(it.body, proposal_markerOf(proposal, world)))?.url;
    }
    catch (failure) {
        world.log.debug(`The pull request of ${proposal.branch} is not found: ${failure instanceof Error ? failure.message : ''}`);
        return undefined;
    }
};

;// CONCATENATED MODULE: ./out/promote/canary/verify-staged.js
// verify:staged. Commands of the project that try what is staged, by digest, before anybody is asked to promote it. They are given no token
// and no address that is secret. That they passed is written nowhere; a pull request with these digests is the proof, as it is opened after.












const stagedEntry = schemas/* strictObject */.rej({
    name: schemas/* string */.YjP().min(1).default('staged'),
    run: commandsSchema.describe('Commands of the project, in its folder: each a text that is cut at its spaces, or a list. They find what is staged in SLIPWAY_IMAGE, SLIPWAY_CHART and SLIPWAY_STAGED, by digest.'),
});
const plannedOf = (planned) => ('task' in planned ? [planned.task] : []);
const verify_staged_plan = (facts, entry) => {
    const entries = (noun) => entriesIn(facts.config, 'promote', noun);
    const images = entries('images').flatMap((it) => plannedOf(planImages(facts, imagesEntry.parse(it))));
    const edits = entries('edit').flatMap((it) => plannedOf(planEdit(facts, editEntry.parse(it))));
    if (entries('images').length + entries('edit').length === 0)
        return (0,release_error/* fail */.fJ)('CONFIG_INVALID', { path: `verify.staged (${entry.name})`, what: 'nothing is promoted in this line, so nothing would wait for it' });
    const [sources] = [[...images, ...edits].flatMap((it) => it.sources)];
    if (sources.length === 0)
        return { skip: 'what would be tried is left out of this run' };
    return { title: `Try what is staged before it is promoted`, task: { commands: entry.run.map(argvOf), images, edits }, from: [...new Set(sources.flatMap((it) => it.entry ?? []))] };
};
/** Runs in which it has passed: between its end and the pull request nothing else tells. */
const passed = new WeakMap();
const sourcesIn = ({ images, edits }) => {
    const all = [...images, ...edits].flatMap((it) => it.sources);
    return all.filter((it, index) => all.findIndex((other) => other.staging === it.staging && other.kind === it.kind) === index);
};
const verify_staged_hasBegun = async ({ images, edits }, inputs, world) => {
    try {
        const each = await Promise.all([...images.map((it) => hasBegunImages(it, inputs, world)), ...edits.map((it) => hasBegunEdit(it, inputs, world))]);
        return each.every(Boolean);
    }
    catch (failure) {
        if (!(failure instanceof release_error/* ReleaseError */.K2))
            throw failure;
        // Whatever is wrong with the proposal is that task's to tell.
        return false;
    }
};
const verifyStaged = defineStep({
    name: 'verify:staged',
    phase: 'verify',
    slot: 'verify.staged',
    takes: ['image', 'chart'],
    gives: [],
    needs: ['publish:image', 'publish:chart'],
    schema: stagedEntry,
    plan: (facts, entry) => verify_staged_plan(facts, entry),
    preflight: async () => [],
    probe: async (task, inputs, world) => {
        if (passed.get(world.workspace)?.has(JSON.stringify(task.commands)) === true)
            return { state: 'done', outcome: { where: 'what is staged', note: 'passed' } };
        return (await verify_staged_hasBegun(task, inputs, world)) ? { state: 'done', outcome: { where: 'what is staged', note: 'passed before it was proposed' } } : { state: 'absent' };
    },
    apply: async (task, inputs, world) => {
        const staged = await resolveAll(sourcesIn(task), inputs, world);
        for (const it of staged) {
            if (it.moved)
                return (0,release_error/* fail */.fJ)('PROMOTE_DIGEST_MOVED', { image: it.where, ...it.moved });
            if (!it.isStaged)
                return (0,release_error/* fail */.fJ)('PROMOTE_NOT_STAGED', { image: it.where });
        }
        await runAll(task.commands, staged, world);
        passed.set(world.workspace, (passed.get(world.workspace) ?? new Set()).add(JSON.stringify(task.commands)));
    },
});
const byDigest = (it) => `${it.staged.kind === 'chart' ? 'oci://' : ''}${printImageName({ ...it.staged.staging, ...(it.digest ? { digest: it.digest } : {}) })}`;
const environmentOf = (staged, { plan: { version, tag } }) => {
    const first = (kind) => staged.filter((it) => it.staged.kind === kind).map(byDigest).slice(0, 1);
    const [image] = first('image');
    const [chart] = first('chart');
    return {
        SLIPWAY_VERSION: version, SLIPWAY_TAG: tag.name, SLIPWAY_STAGED: JSON.stringify(Object.fromEntries(staged.map((it) => [it.staged.name, byDigest(it)]))),
        ...(image === undefined ? {} : { SLIPWAY_IMAGE: image }), ...(chart === undefined ? {} : { SLIPWAY_CHART: chart }),
    };
};
const runAll = async (commands, staged, world) => {
    const folder = (0,external_node_path_.join)(world.workspace.temp, 'canary');
    await world.files.remove(folder);
    await world.git.exportTo(folder, world.tag.commit);
    const env = environmentOf(staged, world);
    for (const [tool, ...args] of commands) {
        world.signal.throwIfAborted();
        const { code } = await world.exec.run({ tool: toolAt(folder, tool), args, cwd: folder, env, signal: world.signal });
        if (code !== 0)
            (0,release_error/* fail */.fJ)('CANARY_FAILED', { command: [tool, ...args].join(' '), code });
    }
};

;// CONCATENATED MODULE: ./out/promote/proposal/preflight.js
// Could it be proposed? Asked before anything is built: the repository, the right to push there or a fork, and the right to open pull
// requests.




const why = 'propose the change of another repository';
const preflightProposal = async (it, world) => {
    const { pulls } = world;
    try {
        const [place, open] = await Promise.all([look_placeOf(it, world), pulls.can(proposal_targetOf(it), 'pull-requests:write')]);
        const denied = open.state === 'denied' ? [error((0,release_error/* problem */.CC)('RIGHT_MISSING', { scope: 'pull-requests:write', repository: it.repository, why, said: open.reason ?? '' }))] : [];
        if (place) {
            const push = await pulls.can(place, 'contents:write');
            return [...denied, ...(push.state === 'denied' ? [error((0,release_error/* problem */.CC)('RIGHT_MISSING', { scope: 'contents:write', repository: repositoryText(place), why, said: push.reason ?? '' }))] : [])];
        }
        const login = await pulls.login();
        return login === undefined ? [...denied, error((0,release_error/* problem */.CC)('FORK_MISSING', { repository: it.repository, fork: '', why: 'the token belongs to a workflow or an app, which has no fork and can make none' }))] : denied;
    }
    catch (failure) {
        if (!(failure instanceof release_error/* ReleaseError */.K2))
            throw failure;
        return failure.problems.map((found) => ({ severity: 'error', problem: found }));
    }
};
const error = (it) => ({ severity: 'error', problem: it });

;// CONCATENATED MODULE: ./out/promote/proposal/propose.js
// Makes a proposal, or brings it up to date. Two runs may do so at once, for two lines that share one pull request: each commit and each
// move of the branch names where it thinks the branch is, and whoever came too late looks again. What others have committed is never
// overwritten: only a branch that says nothing but what Slipway would say is made anew on a base that has moved.







const propose_mostTries = 8;
/** Codes with which GitHub says that somebody else was there first. */
const isRace = (failure) => failure instanceof release_error/* ReleaseError */.K2 && ['BRANCH_MOVED', 'REF_EXISTS'].includes(failure.code);
const propose_propose = async (it, change, around) => {
    const { world } = around;
    const work = { ...around, it, change };
    for (let tries = 1; tries <= propose_mostTries; tries++) {
        try {
            if (await step(work))
                return;
        }
        catch (failure) {
            if (!isRace(failure))
                throw failure;
        }
        await world.clock.sleep(Math.min(250 * 2 ** (tries - 1), 8000), world.signal);
    }
    (0,release_error/* fail */.fJ)('PROMOTION_BUSY', { branch: it.branch, tries: propose_mostTries });
};
/** True when there is nothing left to do but to wait. */
const step = async (work) => {
    const { it, change, world } = work;
    const situation = await look_look(it, world);
    if (judge_isDone(change, situation))
        return true;
    const state = judge_judge(it, change, situation).state;
    if (state === 'waiting' || state === 'conflict')
        return true;
    await mustHold(work);
    const from = { repository: situation.place ?? (await forkOf(work)), branch: it.branch };
    await bringBranch(work, situation, from);
    return propose_tell(work);
};
const forkOf = async ({ it, world }) => {
    world.log.info(`There is no right to push to ${it.repository}, and no fork of it yet: making one.`);
    return world.pulls.makeFork(proposal_targetOf(it));
};
const mustHold = async ({ world, before }) => {
    const { github, repository, tag, signal } = world;
    await before?.();
    const moved = movedFrom(tag, await github.ref(repository, `refs/tags/${tag.name}`), repository);
    if (moved)
        (0,release_error/* fail */.fJ)('TAG_MOVED', moved);
    signal.throwIfAborted();
};
const bringBranch = async (work, situation, from) => {
    const { change, world } = work;
    const { base, proposed } = situation;
    if (!proposed) {
        await world.pulls.createBranch(from, base.head);
        return commit(work, { from, head: base.head, before: base.text, text: change.apply(base.text) });
    }
    const { here, anew, isOld } = wantedOn(change, situation);
    const isOpen = situation.pull?.state === 'open';
    // What a merged pull request left: nothing of it is needed any more.
    const isLeft = !isOpen && !proposed.isAhead && proposed.head !== base.head;
    if ((isOld || isLeft) && anew !== undefined)
        return rebuild(work, { base, proposed, text: anew });
    if (isOld && !isOpen)
        return (0,release_error/* fail */.fJ)('PROMOTION_BRANCH', { branch: branchText(from), file: work.it.file, base: base.branch });
    if (here !== proposed.text)
        await commit(work, { from, head: proposed.head, before: proposed.before, text: here });
};
const commit = async ({ it, change, world }, { from, head, before, text }) => {
    const { title } = change.describe(before, text);
    await world.pulls.commit(from, { expectedHead: head, headline: title, body: `For ${it.about}.`, changes: [{ path: it.file, bytes: Buffer.from(text) }] });
};
/** Made beside the branch and moved there in one step: a branch that stood at its base for a moment would close the pull request. */
const rebuild = async (work, { base, proposed, text }) => {
    const { pulls, log } = work.world;
    const beside = { ...proposed.from, branch: `${proposed.from.branch}-${base.head.slice(0, 7)}-${(0,core_digest/* hexOf */.ZD)((0,core_digest/* digestOf */.ol)(text)).slice(0, 8)}` };
    if ((await pulls.head(beside.repository, beside.branch)) === undefined)
        await pulls.createBranch(beside, base.head);
    if ((await pulls.head(beside.repository, beside.branch)) === base.head)
        await commit(work, { from: beside, head: base.head, before: base.text, text });
    const made = await pulls.head(beside.repository, beside.branch);
    const bytes = made === undefined ? undefined : await pulls.file(beside.repository, work.it.file, made);
    if (made === undefined || !bytes || Buffer.from(bytes).toString('utf8') !== text)
        return (0,release_error/* fail */.fJ)('BRANCH_MOVED', { branch: branchText(beside), expected: base.head });
    const isMoved = await pulls.moveBranch(proposed.from, { from: proposed.head, to: made });
    log.debug(`${branchText(proposed.from)} ${isMoved ? `is made anew on top of ${base.branch}` : 'has moved meanwhile'}`);
    await pulls.moveBranch(beside, { from: made }).catch((failure) => log.debug(`${branchText(beside)} stays: ${failure instanceof Error ? failure.message : ''}`));
    if (!isMoved)
        (0,release_error/* fail */.fJ)('BRANCH_MOVED', { branch: branchText(proposed.from), expected: proposed.head });
};
/** Opens the pull request, or has it say what the branch says. True when that was still so afterwards. */
const propose_tell = async (work) => {
    const { it, change, world } = work;
    const situation = await look_look(it, world);
    const { base, proposed, pull } = situation;
    if (judge_isDone(change, situation))
        return true;
    if (!proposed?.isAhead)
        return false;
    const description = change.describe(proposed.before, proposed.text);
    if (pull?.state !== 'open') {
        await mustHold(work);
        const opened = await world.pulls.open(proposal_targetOf(it), { from: proposed.from, base: base.branch, title: description.title, body: text_newText(it, description, proposal_markerOf(it, world)) });
        await askReviewers(work, proposed, opened);
    }
    else {
        const body = changedText(pull.body, description);
        if (body !== undefined)
            await world.pulls.update(proposal_targetOf(it), pull.number, { title: description.title, body });
    }
    return false;
};
/** Those who may push are asked through GitHub; from a fork only collaborators' own tools can ask, so the text names them. */
const askReviewers = async ({ it, world }, { from }, pull) => {
    if (it.reviewers.length === 0 || `${from.repository.owner}/${from.repository.name}`.toLowerCase() !== it.repository.toLowerCase())
        return;
    try {
        await world.pulls.askForReview(proposal_targetOf(it), pull.number, it.reviewers);
    }
    catch (failure) {
        if (!(failure instanceof release_error/* ReleaseError */.K2))
            throw failure;
        world.log.warn((0,release_error/* problem */.CC)('PROMOTE_REVIEWERS', { url: pull.url, said: failure.problems[0].message }).message);
    }
};

;// CONCATENATED MODULE: ./out/promote/edit/promote-edit.js








const promoteEdit = defineStep({
    name: 'promote:edit',
    phase: 'promote',
    slot: 'promote.edit',
    takes: ['image', 'chart'],
    gives: [],
    // What is rolled out has to be there: where this line also promotes, under its production name.
    needs: ['publish:image', 'publish:chart', 'verify:staged', 'promote:images', 'verify:production'],
    schema: editEntry,
    cost: () => ({ requests: 40, creates: 3 }),
    plan: planEdit,
    preflight: async (task, world) => [...(await checkFile(task, world)), ...(await preflightProposal(task.proposal, world))],
    probe: probeEdit,
    apply: async (task, inputs, world) => {
        const change = await stagedChange(task, inputs, world);
        await propose_propose(task.proposal, change, { world, before: async () => void (await stagedChange(task, inputs, world)) });
    },
});
/** Is the value there, and can it be changed where it stands? */
const checkFile = async ({ proposal, at }, world) => {
    try {
        editReference((await readBase(proposal, world)).text, proposal.file, { at }, 'a value');
        return [];
    }
    catch (failure) {
        if (!(failure instanceof release_error/* ReleaseError */.K2))
            throw failure;
        return failure.problems.map((it) => ({ severity: 'error', problem: it }));
    }
};

;// CONCATENATED MODULE: ./out/promote/image-list/promote-images.js










const promoteImages = defineStep({
    name: 'promote:images',
    phase: 'promote',
    slot: 'promote.images',
    takes: ['image', 'chart'],
    gives: [],
    needs: ['publish:image', 'publish:chart', 'verify:staged'],
    schema: imagesEntry,
    cost: () => ({ requests: 40, creates: 3 }),
    plan: planImages,
    preflight: async (task, world) => [...(await checkList(task, world)), ...(await preflightProposal(task.proposal, world))],
    probe: probeImages,
    apply: async (task, inputs, world) => {
        const { proposal, project } = task;
        const promotions = await staged(task, inputs, world);
        // Right before each write too: what was pushed may be pushed over by another build of the same tag.
        const again = async () => void (await staged(task, inputs, world));
        await propose_propose(proposal, listChange(proposal.file, project, promotions), { world, before: again });
    },
});
const staged = async (task, inputs, world) => {
    const all = await resolveAll(task.sources, inputs, world);
    for (const it of all) {
        if (it.moved)
            return (0,release_error/* fail */.fJ)('PROMOTE_DIGEST_MOVED', { image: it.where, ...it.moved });
        if (!it.isStaged)
            return (0,release_error/* fail */.fJ)('PROMOTE_NOT_STAGED', { image: it.where });
    }
    return promotionsOf(all);
};
const checkList = async ({ proposal }, world) => {
    try {
        readImageList((await readBase(proposal, world)).text.replace(/^\ufeff/, ''), proposal.file);
        return [];
    }
    catch (failure) {
        return problemsOf(failure).map((it) => ({ severity: 'error', problem: it }));
    }
};
const problemsOf = (failure) => {
    if (failure instanceof release_error/* ReleaseError */.K2)
        return failure.problems;
    throw failure;
};

;// CONCATENATED MODULE: ./out/publish/place.js
// Places in a registry, and the tags that are put there. Pure.



const parsePlace = parseDestination;
const placeText = printImageName;
const place_checkedTag = (text) => (isTag(text) ? text : (0,release_error/* fail */.fJ)('IMAGE_TAG', { text }));
const stagedPrefix = 'slipway-staged-';
/** Bytes wait under this tag until they get their own: registries collect what has none. */
const stagedTag = (digest) => `${stagedPrefix}${(0,core_digest/* shortDigest */.VK)(digest)}`;

;// CONCATENATED MODULE: ./out/publish/staged.js

/** Hosts of which it was told already, by the client of one run. */
const staged_told = new WeakMap();
const tellOnce = ({ registry, log }, host, tag) => {
    const hosts = staged_told.get(registry) ?? new Set();
    staged_told.set(registry, hosts);
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
    const config = documentBytes(Object.fromEntries(kept));
    return { name, version, config, manifest: manifestOf({ name, version }, config, artifact) };
};
const manifestOf = ({ name, version }, config, layer) => {
    const document = documentBytes({
        schemaVersion: 2,
        mediaType: mediaTypes.ociManifest,
        config: { mediaType: mediaTypes.helmConfig, digest: config.digest, size: config.size },
        layers: [{ mediaType: mediaTypes.helmChart, digest: layer.digest, size: layer.size }],
        annotations: { 'org.opencontainers.image.title': name, 'org.opencontainers.image.version': version },
    });
    return { mediaType: mediaTypes.ociManifest, ...document };
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
const chart_file_chartIn = (manifest) => contentsOf(manifest.bytes)?.blobs.find((it) => it.mediaType === mediaTypes.helmChart)?.digest;

;// CONCATENATED MODULE: ./out/publish/chart/coupling.js








const couplingOf = (facts, at) => {
    const installed = at.image === false ? undefined : installedBy(facts, at);
    if (!installed)
        return undefined;
    const { place, tag } = installed;
    const own = coupling_imagesOf(facts.config).filter((it) => it.place === place);
    // This very release brings it.
    if (own.some((it) => it.tags.some((template) => renderTemplate(template, facts.words, 'oci') === tag)))
        return undefined;
    const source = (facts.others ?? []).flatMap((line) => coupling_imagesOf(line.config).map((it) => ({ line, ...it }))).find((it) => it.place === place || isPromotedTo(it, place));
    // An image of others is their affair, unless the config names it.
    if (!source && own.length === 0 && typeof at.image !== 'string')
        return undefined;
    return { places: [...new Set([place, ...(source ? [source.place] : [])])], tag, from: source ? coupling_releaseOf(source, tag) : null };
};
/** Undefined when it does not say, or leaves it to be filled in with the version of this release. */
const installedBy = (facts, { path, appVersion, image }) => {
    const values = facts.texts[`${path}/values.yaml`] ?? '';
    const place = coupling_placeOf(typeof image === 'string' ? image : repositoryIn(values));
    const written = () => (appVersion === undefined ? valueAt(facts.texts[`${path}/Chart.yaml`] ?? '', 'Chart.yaml', '/appVersion') : renderTemplate(appVersion, facts.words));
    const tag = valueAt(values, 'values.yaml', '/image/tag') || written();
    return place === undefined || !isTag(tag) ? undefined : { place, tag };
};
/** `repository`, with the host in a key of its own in some charts. */
const repositoryIn = (values) => [valueAt(values, 'values.yaml', '/image/registry'), valueAt(values, 'values.yaml', '/image/repository')].filter((it) => it !== '').join('/');
/** Empty when it is not there, or is no text. */
const valueAt = (text, file, at) => {
    try {
        return readReference(text, file, { at }).value;
    }
    catch (failure) {
        if (failure instanceof release_error/* ReleaseError */.K2)
            return '';
        throw failure;
    }
};
const coupling_placeOf = (name) => {
    try {
        const { host, repository } = parseImageName(name.replace(/^oci:\/\//, ''), { familiar: true });
        return printImageName({ host, repository });
    }
    catch (failure) {
        if (failure instanceof release_error/* ReleaseError */.K2)
            return undefined;
        throw failure;
    }
};
const coupling_imagesOf = (config) => publishEntries({ config }, 'image').flatMap(({ to, tags }) => {
    const place = typeof to === 'string' ? coupling_placeOf(to) : undefined;
    return place === undefined ? [] : [{ place, tags: (Array.isArray(tags) ? tags : []).filter((it) => typeof it === 'string') }];
});
const coupling_lastWord = (place) => place.slice(place.lastIndexOf('/') + 1);
/** Staged in one registry and promoted to another, an image keeps the end of its name. */
const isPromotedTo = (it, place) => it.line.config['promote'] !== undefined && coupling_lastWord(it.place) === coupling_lastWord(place);
const coupling_textOf = (value, fallback) => (typeof value === 'string' ? value : fallback);
/** The tag of git that leads to the image tag. */
const coupling_releaseOf = ({ line, tags }, imageTag) => {
    const scheme = core_version/* schemes */.fw.find((it) => it === line.config['scheme']) ?? 'semver';
    for (const template of tags) {
        const pattern = template.replace(/-\{revision\}$/, '');
        const bare = pattern === template ? imageTag : imageTag.replace(/-[0-9]+$/, '');
        const match = /^[^{}]*\{version\}[^{}]*$/.test(pattern) ? (0,tag_pattern/* matchTag */._f)(pattern, scheme, bare) : undefined;
        const version = match && (0,core_version/* asVersion */.Z$)(match.text, scheme);
        if (!version)
            continue;
        const [release] = publishEntries({ config: line.config }, 'release');
        return { tag: (0,tag_pattern/* tagName */.wZ)(coupling_textOf(line.config['tag'], '{version}'), version), repository: release ? coupling_textOf(release['repository'], 'own') : '' };
    }
    return null;
};
const standingOf = async ({ places, tag, from }, { registry, github, repository }) => {
    const found = await Promise.all(places.map((it) => registry.manifest(parsePlace(it), tag)));
    if (found.some((it) => it !== undefined))
        return { state: 'there' };
    if (!from)
        return { state: 'missing', why: 'no line of the config releases it' };
    if (!(await github.ref(repository, `refs/tags/${from.tag}`)))
        return { state: 'missing', why: `there is no tag ${from.tag} that it could come from` };
    const [owner = '', name = ''] = from.repository.split('/');
    const where = from.repository === 'own' ? repository : { owner, name };
    const isOut = from.repository !== '' && (await github.releasesByTag(where, from.tag)).some((it) => !it.draft);
    return isOut ? { state: 'missing', why: `the release ${from.tag} is out, and the image is not there (any more)` } : { state: 'coming', tag: from.tag };
};

;// CONCATENATED MODULE: ./out/publish/chart/entry.js
// `publish.chart`: the entry of the config, and the task that its steps share.







const entry_chartEntry = schemas/* strictObject */.rej({
    name: schemas/* string */.YjP().min(1).default('chart'),
    to: checkedText(parseFolder).describe('Where charts are kept, without the chart\'s own name: oci://ghcr.io/owner/charts.'),
    chart: schemas/* string */.YjP().min(1).optional().describe('Name of the build entry; default: the one of the same name, or the only one.'),
    image: schemas/* union */.KCZ([schemas/* boolean */.zMY(), schemas/* string */.YjP().min(1)]).default(true).describe('The image that the chart installs must be there. true: the one that values.yaml names (image.repository, image.tag or appVersion), when a line of this config releases it; a name: that one; false: it is not looked for.'),
});
const entry_planChart = (facts, entry, title) => {
    const chart = oneEntry(facts, 'chart', { path: `publish.chart.chart (${entry.name})`, name: entry.name, ...(entry.chart === undefined ? {} : { wanted: entry.chart }) });
    if (facts.leftOut.includes(chart))
        return { skip: `the chart ${chart} is left out of this run` };
    const image = couplingIn(facts, entry, chart);
    const tag = facts.version.semver?.replaceAll('+', '_');
    const task = { under: placeText(parseFolder(entry.to)), chart: chartName(facts, chart), ...(image ? { image, ...(tag === undefined ? {} : { tag }) } : {}) };
    return { title: title(task), task, from: [chart] };
};
const buildEntry = (facts, name) => buildEntries(facts, 'chart').find((it) => entryName(it) === name) ?? {};
const couplingIn = (facts, { image }, chart) => {
    const { path, 'app-version': appVersion } = buildEntry(facts, chart);
    if (typeof path !== 'string')
        return undefined;
    return couplingOf(facts, { path: path.replace(/\/+$/, ''), image, appVersion: typeof appVersion === 'string' ? appVersion : undefined });
};
const chartName = (facts, entry) => {
    const path = buildEntry(facts, entry)['path'];
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
const entry_placeOf = (task, artifact) => {
    const { name: chart, version } = artifact.about ?? {};
    if (!chart || !version)
        return (0,release_error/* fail */.fJ)('CHART_UNREADABLE', { file: artifact.fileName, what: 'the build did not say its name and version' });
    return { name: parsePlace(`${task.under}/${chart}`), tag: place_checkedTag(version.replaceAll('+', '_')), chart, version };
};

;// CONCATENATED MODULE: ./out/publish/chart/look.js





/** Where it waits, or will. Undefined as long as nobody knows the chart's name. */
const nameOf = (task, inputs) => inputs ? entry_placeOf(task, onlyChart(inputs)).name : task.chart === null ? undefined : parsePlace(`${task.under}/${task.chart}`);
const look_unnamed = (task) => [{ where: task.under, mark: 'unknown', note: 'the chart says its name only when it is built' }];
const lookStaged = async (task, inputs, { registry }) => {
    const name = nameOf(task, inputs);
    if (!name)
        return look_unnamed(task);
    const where = `${name.host}/${name.repository}`;
    if (!inputs)
        return [{ where, ...(await waitingTags(name, registry)) }];
    const { digest, size } = onlyChart(inputs);
    return [{ where, mark: (await registry.hasBlob(name, digest)) ? 'there' : 'none', digest, size }];
};
const lookPublished = async (task, inputs, { registry, plan }) => {
    const name = nameOf(task, inputs);
    if (!name)
        return look_unnamed(task);
    const tag = inputs ? entry_placeOf(task, onlyChart(inputs)).tag : look_tagOf(plan.version);
    const where = `${name.host}/${name.repository}:${tag}`;
    const there = await registry.manifest(name, tag);
    if (!there)
        return [{ where, mark: 'none' }];
    if (!inputs)
        return [{ where, mark: 'unjudged', digest: there.digest }];
    const { digest } = onlyChart(inputs);
    const found = chart_file_chartIn(there);
    return [{ where, mark: found === digest ? 'there' : 'other', digest: there.digest, ...(found === digest ? {} : { note: found ? `the chart in it is ${found}, not ${digest}` : 'there is no chart in it' }) }];
};
/** As the chart is tagged when its version is that of the release; one with a version of its own is found when it is frozen. */
const look_tagOf = (version) => (((0,core_version/* asVersion */.Z$)(version, 'semver') ?? (0,core_version/* asVersion */.Z$)(version, 'pep440'))?.semver ?? version).replaceAll('+', '_');

;// CONCATENATED MODULE: ./out/publish/chart/chart.js









const stageChart = defineStep({
    name: 'stage:chart',
    phase: 'stage',
    slot: 'publish.chart',
    takes: ['chart'],
    gives: [],
    schema: entry_chartEntry,
    reads: (_entry, paths) => paths.filter((it) => /\/(?:Chart|values)\.yaml$/.test(it) && !it.includes('/charts/')),
    plan: (facts, entry) => entry_planChart(facts, entry, (task) => `Push the chart to ${task.under} by digest`),
    preflight: (task, world) => chart_chart_preflight(task, world),
    look: lookStaged,
    probe: async (task, inputs, world) => {
        const artifact = onlyChart(inputs);
        const place = entry_placeOf(task, artifact);
        const there = await chart_staged(place, artifact, world);
        if (there)
            return { state: 'done', outcome: { where: `${task.under}/${place.chart}@${there.digest}`, digest: there.digest, size: artifact.size } };
        // The manifest is made here; only the chart inside has to be there.
        const isGone = artifact.path === undefined && !(await world.registry.hasBlob(place.name, artifact.digest));
        return { state: 'absent', ...(isGone ? { gone: [{ name: artifact.fileName, digest: artifact.digest, where: `in ${task.under}/${place.chart}` }] } : {}) };
    },
    apply: async (task, inputs, world) => {
        const artifact = onlyChart(inputs);
        const place = entry_placeOf(task, artifact);
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
const chart_staged = async ({ name, tag }, artifact, world) => {
    const found = await Promise.all([stagedTag(artifact.digest), tag].map((it) => world.registry.manifest(name, it)));
    return found.find((it) => it && chart_file_chartIn(it) === artifact.digest);
};
const chart_chart_preflight = async (task, world) => {
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
    preflight: (task, world) => mustHaveImage(task, world),
    probe: async (task, inputs, world) => {
        const artifact = onlyChart(inputs);
        const place = entry_placeOf(task, artifact);
        const there = await world.registry.manifest(place.name, place.tag);
        return there ? chart_judge(there, artifact, { task, place }) : ((await waitFor(task, world)) ?? { state: 'absent' });
    },
    look: lookPublished,
    apply: async (task, inputs, world) => {
        const artifact = onlyChart(inputs);
        const place = entry_placeOf(task, artifact);
        // Whoever deleted the tag where it waited has not deleted the bytes.
        const manifest = (await chart_staged(place, artifact, world)) ?? (await push(place, artifact, world));
        await mustBePinned(world);
        // The last look before the push: registries know no condition for it, so nothing comes between the two.
        const there = await world.registry.manifest(place.name, place.tag);
        if (there && chart_file_chartIn(there) !== artifact.digest)
            return (0,release_error/* fail */.fJ)('PUSH_CHANGED', { name: `${task.under}/${place.chart}`, tag: place.tag, found: chart_file_chartIn(there) ?? there.digest, wanted: artifact.digest });
        if (there)
            return;
        world.signal.throwIfAborted();
        await world.registry.putManifest(place.name, manifest, place.tag);
        await dropStaged(place.name, artifact.digest, world);
    },
    tidy: (task, inputs, world) => {
        const artifact = onlyChart(inputs);
        return dropLeftStaged(entry_placeOf(task, artifact).name, artifact.digest, world);
    },
});
/** Refused before anything is built. A chart that is out already is not taken back by an image that went away. */
const mustHaveImage = async (task, world) => {
    if (!task.image)
        return [];
    const standing = await standingOf(task.image, world);
    if (standing.state !== 'missing')
        return [];
    if (task.chart !== null && task.tag !== undefined && (await world.registry.manifest(parsePlace(`${task.under}/${task.chart}`), task.tag)))
        return [];
    return [{ severity: 'error', problem: (0,release_error/* problem */.CC)('CHART_IMAGE_MISSING', { image: imageText(task.image), also: task.image.places.slice(1).join(', '), why: standing.why }) }];
};
const imageText = ({ places, tag }) => `${places[0] ?? ''}:${tag}`;
const waitFor = async (task, world) => {
    const standing = task.image && (await standingOf(task.image, world));
    if (!task.image || standing?.state !== 'coming')
        return undefined;
    return { state: 'waiting', for: `the image ${imageText(task.image)}, which the release ${standing.tag} brings`, where: `${task.under}/${task.chart ?? ''}` };
};
const chart_judge = (there, artifact, { task, place }) => {
    const at = `${task.under}/${place.chart}`;
    const found = chart_file_chartIn(there);
    if (found !== artifact.digest)
        return { state: 'conflict', found: `${at}:${place.tag} ${found ?? `${there.digest} (no chart)`}`, wanted: `${at}:${place.tag} ${artifact.digest}` };
    return { state: 'done', outcome: { where: `${at}:${place.tag}`, digest: there.digest, size: artifact.size, commands: [`helm pull oci://${at} --version ${place.version}`] } };
};

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
    plan: (facts) => ({ title: `Freeze the bytes of ${facts.tag.name} in a record`, task: { slipway: facts.slipway, ref: recordRef(facts.tag) } }),
    preflight: (_task, world) => freeze_preflight(world),
    probe: async (task, inputs, world) => {
        const file = await readRecordRef(world.github, world.repository, world.tag);
        if (!file)
            return { state: 'absent' };
        const left = unnamed(file, inputs).map((it) => it.fileName);
        return judgeRecord(file, inputs, { world, outcome: { where: task.ref, ...(left.length > 0 ? { note: `made before ${left.join(', ')}, which it does not name` } : {}) } });
    },
    look: async (task, _inputs, world) => {
        const file = await readRecordRef(world.github, world.repository, world.tag);
        return [file ? { where: task.ref, mark: 'there', digest: file.digest, size: file.size } : { where: task.ref, mark: 'none' }];
    },
    apply: (task, inputs, world) => writeRecordRef(freeze_textOf(task, inputs, world), world),
    takeBack: (_task, world) => takeBackRecordRef(world),
});
const freeze_textOf = (task, inputs, world) => renderRecord(makeRecord({ slipway: task.slipway, repository: repositoryText(world.repository), plan: world.plan, artifacts: inputs }));
const freeze_preflight = async ({ github, repository }) => {
    const scope = 'contents:write';
    const { state, reason = '' } = await github.can(repository, scope);
    if (state === 'granted')
        return [];
    const where = repositoryText(repository);
    return state === 'denied'
        ? [{ severity: 'error', problem: (0,release_error/* problem */.CC)('RIGHT_MISSING', { scope, repository: where, why: 'freeze what was built before its version tags are pushed', said: reason }) }]
        : [{ severity: 'unproven', problem: (0,release_error/* problem */.CC)('RIGHT_UNPROVEN', { scope, where, said: reason }) }];
};

;// CONCATENATED MODULE: ./out/publish/image/entry.js
// `publish.image`: the entry of the config, and the task that its steps share.







const entry_imageEntry = schemas/* strictObject */.rej({
    name: schemas/* string */.YjP().min(1).default('image'),
    to: checkedText(parsePlace).describe('Host and repository: docker.io/accanto/os-vim-driver.'),
    image: schemas/* string */.YjP().min(1).optional().describe('Name of the build entry; default: the one of the same name, or the only one.'),
    tags: schemas/* array */.YOg(templateText()).min(1).default(['{version}']).describe('Tags that never move.'),
    pointers: schemas/* array */.YOg(templateText()).default([]).describe('Tags that move with the highest final version, such as latest.'),
});
const entry_planImage = (facts, entry, title) => {
    const image = oneEntry(facts, 'image', { path: `publish.image.image (${entry.name})`, name: entry.name, ...(entry.image === undefined ? {} : { wanted: entry.image }) });
    if (facts.leftOut.includes(image))
        return { skip: `the image ${image} is left out of this run` };
    const tags = (templates) => [...new Set(templates.map((it) => place_checkedTag(renderTemplate(it, facts.words, 'oci'))))];
    const pattern = typeof facts.config['tag'] === 'string' ? facts.config['tag'] : '{version}';
    const revised = entry.tags.filter(isRevised).map((it) => revisedTag(it, facts.words));
    const task = { name: placeText(parsePlace(entry.to)), tags: tags(entry.tags), pointers: tags(entry.pointers), templates: entry.tags, pattern, scheme: facts.version.scheme, ...(revised.length > 0 ? { revised } : {}), ...chartLines(facts) };
    const both = task.tags.find((it) => task.pointers.includes(it));
    if (both !== undefined)
        return (0,release_error/* fail */.fJ)('CONFIG_INVALID', { path: `publish.image (${entry.name})`, what: `${both} is both a tag that never moves and a pointer` });
    return { title: title(task), task, from: [image] };
};
/** Enough to see whether one of them is newer than the image. */
const fewTags = 3;
const chartLines = (facts) => {
    if (publishEntries(facts, 'chart').length > 0)
        return {};
    const lines = (facts.others ?? []).filter((it) => publishEntries(it, 'chart').length > 0);
    return lines.length === 0 ? {} : { charts: Object.fromEntries(lines.map((it) => [it.name, it.tags.slice(0, fewTags)])) };
};
/** The one image that `from` let through. */
const onlyImage = (inputs) => {
    const images = inputs.filter((it) => it.kind === 'image');
    const [image] = images;
    return image && images.length === 1 ? image : (0,release_error/* fail */.fJ)('BUG', { what: `one image was to be published, and ${images.length} were handed over` });
};

;// CONCATENATED MODULE: ./out/publish/image/layout.js
// An OCI image layout on disk → a registry, by digest. An index takes its manifests along, each before it is named.




/** Blobs under way at a time. */
const layout_width = 4;
const layout_blobPath = (layout, it) => `${layout}/blobs/sha256/${(0,core_digest/* hexOf */.ZD)(it.digest)}`;
const layout_readManifest = async (layout, it, world) => {
    const bytes = await world.files.readBytes(layout_blobPath(layout, it));
    if ((0,core_digest/* digestOf */.ol)(bytes) !== it.digest)
        return (0,release_error/* fail */.fJ)('IMAGE_LAYOUT', { path: layout, what: `the blob ${it.digest} holds other bytes` });
    return { mediaType: it.mediaType, digest: it.digest, size: it.size, bytes };
};
/** Pushes everything that the manifest refers to, but not the manifest itself: nothing is there under a name yet. */
const pushReferred = async (name, manifest, { layout, world }) => {
    const contents = contentsOf(manifest.bytes) ?? (0,release_error/* fail */.fJ)('IMAGE_LAYOUT', { path: layout, what: `${manifest.digest} is no manifest` });
    for (const child of contents.manifests) {
        const inner = await layout_readManifest(layout, child, world);
        await pushReferred(name, inner, { layout, world });
        await world.registry.putManifest(name, inner);
    }
    const unique = [...new Map(contents.blobs.map((it) => [it.digest, it])).values()];
    await sideBySide(unique, layout_width, async (it) => {
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
/** With {version} in it, and perhaps {revision} behind it; of other templates nothing is known. */
const versionIn = (tag, template, scheme) => {
    const [, before, between, after] = /^([^{}]*)\{version\}([^{}]*)(?:\{revision\}([^{}]*))?$/.exec(template) ?? [];
    if (before === undefined || between === undefined)
        return undefined;
    const bare = after === undefined ? tag : tag.endsWith(after) ? tag.slice(0, tag.length - after.length).replace(/[0-9]{1,9}$/, '') : undefined;
    const match = bare === undefined ? undefined : (0,tag_pattern/* matchTag */._f)(`${before}{version}${between}`, scheme, bare);
    return match && (0,core_version/* parseVersion */.ot)(match.text, scheme);
};
/** Highest first. */
const finalVersions = async (task, world) => {
    const tags = await world.registry.tags(parsePlace(task.name));
    const found = task.templates.flatMap((template) => tags.flatMap((tag) => versionIn(tag, template, task.scheme) ?? []));
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
        const lacking = await missingManifests(name, there, world);
        if (lacking.length > 0)
            return { state: 'partial', missing: lacking, ...goneFrom(task, image) };
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
/** Of an index, what it names and the registry does not have: registries collect what has no tag, and not all spare what an index names. */
const missingManifests = async (name, index, { registry }) => {
    const named = (contentsOf(index.bytes)?.manifests ?? []).map((it) => it.digest);
    const there = await Promise.all(named.map(async (it) => (await registry.manifest(name, it)) !== undefined));
    return named.filter((_, at) => !there[at]);
};
/** The registry's own copy; or, when nobody pushed it yet (or the registry has lost it since), what is on this disk. */
const pushed = async (name, image, world) => {
    const there = await world.registry.manifest(name, image.digest);
    if (there && (await missingManifests(name, there, world)).length === 0)
        return there;
    if (image.path === undefined)
        return (0,release_error/* fail */.fJ)('FROZEN_VANISHED', { name: image.fileName, digest: image.digest, where: `in ${name.host}/${name.repository}` });
    const manifest = await layout_readManifest(image.path, image, world);
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
    preflight: (task, world) => withoutChart(task, world),
    probe: (task, inputs, world) => probeTags(task, onlyImage(inputs), world),
    look: (task, inputs, world) => lookTags(task, task.tags, inputs, world),
    apply: async (task, inputs, world) => {
        const image = onlyImage(inputs);
        const name = parsePlace(task.name);
        const manifest = await pushed(name, image, world);
        for (const tag of task.tags) {
            await mustBePinned(world);
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
/** A new image without a new chart: nobody who installs the chart gets it. */
const withoutChart = async ({ charts = {} }, { git, tag }) => {
    const findings = await Promise.all(Object.entries(charts).map(async ([line, tags]) => {
        const own = await git.tagTime(tag.name);
        const newer = await Promise.all(tags.map(async (it) => (await git.resolveTag(it)).commit === tag.commit || (await git.tagTime(it)) > own));
        return newer.includes(true) ? [] : [{ severity: 'warning', problem: (0,release_error/* problem */.CC)('CHART_NOT_RELEASED', { tag: tag.name, line, newest: tags[0] ?? '' }) }];
    }));
    return findings.flat();
};
const probeTags = async (task, image, world) => {
    const name = parsePlace(task.name);
    const found = await Promise.all(task.tags.map(async (tag) => ({ tag, there: await world.registry.manifest(name, tag) })));
    const other = found.find((it) => it.there && it.there.digest !== image.digest);
    if (other)
        return { state: 'conflict', found: `${task.name}:${other.tag} ${other.there?.digest ?? ''}`, wanted: `${task.name}:${other.tag} ${image.digest}` };
    const missing = found.filter((it) => !it.there).map((it) => it.tag);
    if (missing.length > 0)
        await mustHaveNoOther(task, image, world);
    if (missing.length === task.tags.length)
        return { state: 'absent' };
    return missing.length > 0 ? { state: 'partial', missing } : { state: 'done', outcome: image_outcomeOf(task, image) };
};
/** Far more than a version ever had. */
const mostRevisions = 20;
/** The very same image is out with another revision: it is that one, and two names of one thing would only make people look for a difference. */
const mustHaveNoOther = async (task, image, world) => {
    const { revised = [] } = task;
    if (revised.length === 0)
        return;
    const name = parsePlace(task.name);
    const tags = await world.registry.tags(name);
    for (const it of revised) {
        for (const revision of revisionsIn(tags, it).slice(0, mostRevisions)) {
            const tag = tagWith(it, revision);
            if (task.tags.includes(tag) || (await world.registry.manifest(name, tag))?.digest !== image.digest)
                continue;
            (0,release_error/* fail */.fJ)('REVISION_EXISTS', { name: task.name, tag, digest: image.digest, revision });
        }
    }
};
const image_outcomeOf = (task, image) => ({
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
            await mustBePinned(world);
            world.signal.throwIfAborted();
            await world.registry.putManifest(name, manifest, pointer);
        }
    },
});

;// CONCATENATED MODULE: ./out/publish/release/notes.js
// The text of a release, within GitHub's limit. What is too long is cut between sections, never inside a word or a code
// block, and is attached whole.




/** GitHub's limit, in characters. Counted in UTF-16 units, of which a text never has fewer than characters. */
const longestBody = 125_000;
const notesName = 'RELEASE_NOTES.md';
const notesOf = async (task, world) => {
    const message = task.notes === 'tag' ? ((await world.git.tagMessage(world.tag.name)) ?? '') : task.notes === 'changes' ? await notes_changesOf(task, world) : '';
    const link = task.compare === '' ? '' : `**Full changelog**: ${task.compare}`;
    const text = [(0,plain_text/* withoutControls */.D)(message.replaceAll('\r\n', '\n')).trim(), link].filter((it) => it !== '').join('\n\n');
    return fitNotes(text, { marker: markerOf(task, world), page: task.page });
};
const notes_changesOf = async ({ since = '', path = '' }, { git, tag }) => {
    const from = since === '' ? undefined : (await git.resolveTag(since)).commit;
    const below = path === '' ? undefined : path;
    return renderChanges(await git.changes({ to: tag.commit, limit: mostChanges + 1, ...(from === undefined ? {} : { from }), ...(below === undefined ? {} : { path: below }) }), below);
};
const fitNotes = (text, { marker, page }, limit = longestBody) => {
    const whole = withMarker(text, marker);
    if (whole.length <= limit)
        return { body: whole };
    const rest = `\n\n---\n*This text was cut, as it is too long for GitHub. All of it is in ${notesName}, attached to [this release](${page}).*`;
    // Room for closing a code block that the cut leaves open.
    const room = limit - rest.length - marker.length - 16;
    return { body: withMarker(`${notes_closed(notes_cut(withMarker(text, '').trimEnd(), room))}${rest}`, marker), whole: `${text}\n` };
};
/** At the last section that fits, else the last paragraph, the last line, the last character that is whole. */
const notes_cut = (text, room) => {
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

;// CONCATENATED MODULE: ./out/publish/release/wanted.js







const allowed = /^[A-Za-z0-9_+-](?:[A-Za-z0-9._+-]*[A-Za-z0-9_+-])?$/;
/** GitHub: "each file must be under 2 GiB", up to 1000 of them. */
const tooLarge = 2 * 1024 ** 3;
const mostAssets = 1000;
/** The files that the config attaches, sorted by name. */
const attached = (task, inputs) => {
    const { assets } = task;
    return inputs.filter((it) => fileKinds.includes(it.kind) && (assets === null || isMeant(assets, it)));
};
/** All assets but the record, which says what they are and so comes after them. */
const wantedAssets = (task, inputs, notes) => {
    const artifacts = attached(task, inputs);
    (0,release_error/* failAll */.wf)([...nameProblems(artifacts), ...limitProblems(artifacts)]);
    const files = artifacts.map((it) => ({
        name: it.fileName, digest: it.digest, size: it.size, mediaType: it.mediaType, ...(it.path === undefined ? {} : { path: it.path }),
    }));
    const text = notes.whole === undefined ? [] : [made(notesName, notes.whole, 'text/markdown; charset=utf-8')];
    const summed = [...files, ...text].sort(byName);
    // GitHub takes no empty asset, and a list of nothing is one.
    return summed.length === 0 ? [] : [...summed, made(checksumsName, renderChecksums(summed), 'text/plain; charset=utf-8')];
};
const made = (name, text, mediaType) => {
    const bytes = Buffer.from(text);
    return { name, digest: (0,core_digest/* digestOf */.ol)(bytes), size: bytes.byteLength, mediaType, bytes };
};
const nameProblems = (artifacts) => {
    // Some file systems take two names that differ in case for one: whoever downloads both would lose one.
    const owners = new Map([checksumsName, recordName, notesName].map((it) => [it.toLowerCase(), 'Slipway']));
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
const wanted_compare = (wanted, held, adopted = []) => {
    const named = new Map(held.filter((it) => it.asset.state === 'uploaded').map((it) => [it.asset.name, it]));
    const wantedNames = new Set([...wanted.map((it) => it.name), recordName]);
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
    ...situation.foreignDrafts.map((it) => `a draft that is ${whoseDraft(it)}: ${it.url}`),
];
/** Everything that waits or stands under the tag, whoever made it. */
const lookDraft = async (task, inputs, world) => {
    const situation = await situationOf(task, world);
    const release = situation.ours ?? situation.foreign;
    const where = `${task.repository} ${world.tag.name}`;
    const others = byMeansOf(situation);
    if (!release)
        return [{ where, mark: 'none', ...(others.length > 0 ? { note: others.join('; ') } : {}) }];
    const wanted = inputs ? wantedAssets(task, inputs, await notesOf(task, world)) : undefined;
    const assets = await world.github.assets(targetOf(task), release.id);
    const missing = (wanted ?? []).filter((it) => !assets.some((asset) => asset.name === it.name && asset.state === 'uploaded'));
    const items = [...assets.map((it) => itemOf(it, wanted)), ...missing.map((it) => ({ name: it.name, mark: 'none', digest: it.digest, size: it.size }))];
    const isWhole = items.every((it) => it.mark === 'there' || !wanted?.some((one) => one.name === it.name));
    const mark = situation.foreign ? 'other' : !wanted ? 'unjudged' : items.some((it) => it.mark === 'other') ? 'other' : isWhole ? 'there' : 'part';
    const count = assets.length === 1 ? 'one asset' : `${assets.length} assets`;
    return [{ where, mark, url: release.url, items, note: [`${release.draft ? 'a draft with ' : ''}${count}${situation.adopted ? ', taken over from other means' : ''}`, ...others].join('; ') }];
};
const itemOf = ({ name, digest, size, state }, wanted) => ({ name, size, mark: look_markOf({ name, digest, state }, wanted), ...(digest === null ? {} : { digest }) });
/** A file that is not of this release is no fault of it. */
const look_markOf = ({ name, digest, state }, wanted) => {
    if (state !== 'uploaded')
        return 'part';
    const own = wanted?.find((it) => it.name === name);
    if (!own || digest === null)
        return name === recordName ? 'there' : 'unjudged';
    return own.digest === digest ? 'there' : 'other';
};
const look_lookPublished = async (task, inputs, world) => {
    const { ours, foreign } = await situationOf(task, world);
    const where = `${task.repository} ${world.tag.name}`;
    if (foreign)
        return [{ where, mark: 'other', url: foreign.url, note: 'published by other means', adoptable: true }];
    if (!ours || ours.draft)
        return [{ where, mark: 'none' }];
    return [{ where, mark: inputs ? 'there' : 'unjudged', url: ours.url, ...look_noteOf(await remarks(task, ours, world)) }];
};
const look_noteOf = (remarks) => (remarks.length > 0 ? { note: remarks.join(', ') } : {});
const remarks = async (task, release, { github }) => {
    const latest = await github.latestRelease(targetOf(task));
    return [...(latest?.id === release.id ? ['the latest'] : []), ...(release.prerelease ? ['a pre-release'] : []), ...(release.immutable ? ['immutable'] : [])];
};
const lookRecord = async (task, _inputs, world) => {
    const { ours } = await situationOf(task, world);
    const file = ours && (await readRecordFile(world.github, targetOf(task), { release: ours, tag: world.tag }));
    if (!ours || !file)
        return [{ where: recordName, mark: 'none' }];
    return [{ where: recordName, mark: 'there', digest: file.digest, size: file.size, note: `in the ${ours.draft ? 'draft' : 'release'}` }];
};

;// CONCATENATED MODULE: ./out/publish/release/publish-release.js









const publishRelease = defineStep({
    name: 'publish:release',
    phase: 'publish',
    slot: 'publish.release',
    takes: fileKinds,
    gives: [],
    needs: ['stage:record', 'publish:image', 'publish:chart', 'promote:images', 'promote:edit', 'verify:production'],
    schema: releaseEntry,
    cost: () => ({ requests: 8, creates: 0 }),
    plan: (facts, entry) => {
        const task = makeTask(facts, entry);
        return { title: `Publish the release ${facts.tag.name} of ${task.repository}`, task, ...wantedEntries(facts, entry) };
    },
    preflight: async (task, world) => {
        const moved = await movedTag(world);
        return [...titleFindings(task), ...(moved ? [{ severity: 'error', problem: (0,release_error/* problem */.CC)('TAG_MOVED', moved) }] : [])];
    },
    probe: (task, inputs, world) => publish_release_probe(task, inputs, world),
    look: look_lookPublished,
    apply: async (task, inputs, world) => {
        const wanted = wantedAssets(task, inputs, await notesOf(task, world));
        const situation = await situationOf(task, world);
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
    const situation = await situationOf(task, world);
    const { ours, foreign, twins, isAdopting } = situation;
    if (foreign)
        return { state: 'conflict', found: `a release that Slipway did not make (${foreign.url})`, wanted: `a release made from ${world.tag.object}` };
    if (!ours || ours.draft)
        return { state: 'absent' };
    const held = await holdings(world.github, targetOf(task), ours);
    const { missing, wrong } = wanted_compare(wanted, held);
    const [first] = wrong;
    if (first)
        return { state: 'conflict', found: `${first.wanted.name} ${first.held.digest}`, wanted: `${first.wanted.name} ${first.wanted.digest}` };
    const lacks = [...(isAdopting ? ['the mark of Slipway'] : []), ...missing.map((it) => it.name), ...(publish_release_hasRecord(held) ? [] : [recordName]), ...(await needless(twins, wanted, { task, world })).map((it) => `removal of the draft ${it.id}`)];
    return lacks.length > 0 ? { state: 'partial', missing: lacks } : { state: 'done', outcome: publish_release_outcomeOf(ours, attached(task, inputs), held) };
};
const publish_release_hasRecord = (held) => held.some((it) => it.asset.name === recordName && it.asset.state === 'uploaded');
const publish_release_outcomeOf = (release, artifacts, held) => {
    const urlOf = (it) => held.find((other) => other.asset.name === it.fileName)?.asset.downloadUrl ?? '';
    const commands = artifacts.flatMap((it) => (it.kind === 'wheel' ? [`pip install ${urlOf(it)}`] : it.kind === 'chart' ? [`helm pull ${urlOf(it)}`] : []));
    return { where: `release ${release.tag}`, url: release.url, commands, ...(release.immutable ? { note: 'immutable' } : {}) };
};
const flip = async (wanted, { ours, foreign, adopted, isAdopting }, { task, world }) => {
    const { github, tag } = world;
    const repository = targetOf(task);
    if (foreign)
        return (0,release_error/* fail */.fJ)('RELEASE_FOREIGN', { tag: tag.name, repository: task.repository, url: foreign.url });
    if (!ours)
        return (0,release_error/* fail */.fJ)('BUG', { what: 'a release was to be published before its draft was made' });
    if (isAdopting)
        return (0,release_error/* fail */.fJ)('DRAFT_CHANGED', { tag: ours.tag, url: ours.url, names: 'a text without the mark of Slipway' });
    const latest = await github.latestRelease(repository);
    await mustBePinned(world);
    // The last look before everybody sees it: what somebody put in there meanwhile would be published in our name.
    const held = await holdings(github, repository, ours);
    checkDraft(ours, wanted_compare(wanted, held, adopted), held);
    world.signal.throwIfAborted();
    // The body as it stands in the draft: a person may have put it right there. Whose draft was taken over keeps his title too.
    const name = adopted && ours.name !== '' ? ours.name : task.title;
    const fields = { tag: tag.name, name, body: ours.body, draft: false, prerelease: task.prerelease };
    const makeLatest = task.latest && !task.prerelease && !(latest && isHigher(task, latest.tag, world));
    try {
        await github.updateRelease(repository, ours.id, { ...fields, makeLatest });
    }
    catch (failure) {
        // Another run of this release may have published its twin in this very moment: then it is done, and by us.
        if (!(failure instanceof release_error/* ReleaseError */.K2) || failure.code !== 'RELEASE_EXISTS')
            throw failure;
        if ((await situationOf(task, world)).ours?.draft !== false)
            throw failure;
    }
};
/** Nothing that is wrong, missing or not ours goes public. */
const checkDraft = (draft, { missing, wrong, temporary, unknown }, held) => {
    const names = [
        ...wrong.map((it) => `${it.wanted.name} with other bytes (${it.held.digest} instead of ${it.wanted.digest})`),
        ...[...unknown, ...temporary.map((it) => it.asset)].map((it) => it.name),
        ...missing.map((it) => `no ${it.name}`),
        ...(publish_release_hasRecord(held) ? [] : [`no ${recordName}`]),
    ];
    if (names.length > 0)
        (0,release_error/* fail */.fJ)('DRAFT_CHANGED', { tag: draft.tag, url: draft.url, names: names.join(', ') });
};
/** Drafts of ours that hold nothing of other people. One that does is left for a person. */
const needless = async (twins, wanted, { task, world }) => {
    const found = await Promise.all(twins.map(async (twin) => {
        const { unknown } = wanted_compare(wanted, await holdings(world.github, targetOf(task), twin));
        return twin.draft && unknown.length === 0 ? [twin] : [];
    }));
    return found.flat();
};
const removeTwins = async (wanted, { task, world }) => {
    const { twins } = await situationOf(task, world);
    const removed = await needless(twins, wanted, { task, world });
    for (const twin of removed)
        await world.github.deleteRelease(targetOf(task), twin.id);
    for (const twin of twins.filter((it) => !removed.includes(it)))
        world.log.warn(`A second draft of this release holds other assets and is left alone: ${twin.url}`);
};

;// CONCATENATED MODULE: ./out/publish/release/adopt.js
// --adopt: a release (or the one draft) of the tag that was begun by other means becomes ours. Its text and title stay; our marker comes
// below the text, and says what it held by then. None of that is ever removed or replaced: what has our names must have our bytes.








/** An upload that broke off holds nothing, and is none of what it held. */
const adopt_heldBy = (held) => held.filter((it) => it.asset.state === 'uploaded').map((it) => ({ name: it.asset.name, digest: it.digest }));
const adopt_kindOf = (it) => (it.draft ? 'draft' : 'release');
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
    return [{ severity: 'warning', problem: (0,release_error/* problem */.CC)('ADOPTS', { ...common, kind: adopt_kindOf(ours), url: ours.url, title: (0,plain_text/* withoutControls */.D)(ours.name), assets }) }];
};
/** The text as it stands, then our marker as its last line. */
const adoptedBody = (release, held, { task, world }) => {
    const text = release.body.trimEnd();
    const marker = makeMarker(markedOf(task.repository, world.tag), adopt_heldBy(held));
    const body = text === '' ? marker : `${text}\n\n${marker}`;
    return body.length <= longestBody ? body : (0,release_error/* fail */.fJ)('ADOPT_TOO_LONG', { tag: world.tag.name, url: release.url, length: body.length, most: longestBody });
};
/** Looked at again right before: a person may be at work on it in this moment. */
const takeOver = async (found, wanted, { task, world }) => {
    const { github, tag, log, signal } = world;
    const repository = targetOf(task);
    const changed = (names) => (0,release_error/* fail */.fJ)('DRAFT_CHANGED', { tag: tag.name, url: found.url, names });
    const now = (await github.release(repository, found.id)) ?? changed('nothing any more, as it was deleted');
    const held = await holdings(github, repository, now);
    const { wrong } = wanted_compare(wanted, held);
    if (wrong.length > 0)
        return changed(wrong.map((it) => `${it.wanted.name} with other bytes (${it.held.digest} instead of ${it.wanted.digest})`).join(', '));
    const body = adoptedBody(now, held, { task, world });
    // Not to be the latest is asked for as well: whichever it is, it stays so.
    const makeLatest = !now.draft && (await github.latestRelease(repository))?.id === now.id;
    await mustBePinned(world);
    signal.throwIfAborted();
    log.info(`Taking over the ${adopt_kindOf(now)} ${tag.name} of ${task.repository} (${now.url}), with ${held.length === 1 ? 'one asset' : `${held.length} assets`}.`);
    const release = await github.updateRelease(repository, now.id, { tag: tag.name, name: now.name, body, draft: now.draft, prerelease: now.prerelease, makeLatest });
    return { release, adopted: adopt_heldBy(held) };
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
    takes: fileKinds,
    gives: [],
    schema: releaseEntry,
    // The draft, each file and their checksums; the looks before and after, which grow by a page with each hundred of files.
    cost: (_task, artifacts) => ({ requests: 19 + artifacts + 5 * Math.floor(artifacts / 100), creates: artifacts + 2 }),
    plan: (facts, entry) => {
        const task = makeTask(facts, entry);
        return { title: `Draft release ${facts.tag.name} in ${task.repository} with its assets`, task, ...wantedEntries(facts, entry) };
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
    const situation = await situationOf(task, world);
    const { ours, foreign, foreignDrafts, isAdopting, adopted } = situation;
    const common = { tag: world.tag.name, repository: task.repository };
    const adoption = adoptionFindings(situation, { task, world });
    if (adoption.some((it) => it.severity === 'error'))
        return adoption;
    if (foreign)
        return [{ severity: 'error', problem: (0,release_error/* problem */.CC)('RELEASE_FOREIGN', { ...common, url: foreign.url }) }];
    const drafts = [...adoption, ...foreignDrafts.map((it) => ({ severity: 'warning', problem: (0,release_error/* problem */.CC)('DRAFT_FOREIGN', { ...common, url: it.url, whose: whoseDraft(it) }) }))];
    // What is public needs no right any more, unless it was public before it was whole.
    if (ours && !ours.draft && !isAdopting && !adopted)
        return drafts;
    const access = await world.github.can(targetOf(task), 'contents:write');
    const said = access.reason ?? '';
    if (access.state === 'denied')
        return [...drafts, { severity: 'error', problem: (0,release_error/* problem */.CC)('RIGHT_MISSING', { scope: 'contents:write', repository: task.repository, why: 'make the release and its assets', said }) }];
    if (access.state === 'unproven')
        return [...drafts, { severity: 'unproven', problem: (0,release_error/* problem */.CC)('RIGHT_UNPROVEN', { scope: 'contents:write', where: task.repository, said }) }];
    return drafts;
};
const stage_release_probe = async (task, inputs, world) => {
    const wanted = wantedAssets(task, inputs, await notesOf(task, world));
    const situation = await situationOf(task, world);
    if (situation.foreign)
        return foreignConflict(situation.foreign, wanted, { task, world });
    const { ours } = situation;
    if (!ours)
        return { state: 'absent', ...goneOf(wanted, task, world) };
    const held = await holdings(world.github, targetOf(task), ours);
    const adopted = situation.isAdopting ? adopt_heldBy(held) : (situation.adopted ?? []);
    const comparison = wanted_compare(wanted, held, adopted);
    if (situation.isAdopting)
        adoptedBody(ours, held, { task, world });
    const isFrozen = !ours.draft || held.some((it) => it.asset.name === recordName && it.asset.state === 'uploaded' && !isVoid({ digest: it.digest }, world));
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
    const { wrong, right } = wanted_compare(wanted, await holdings(world.github, targetOf(task), foreign));
    const [first] = wrong;
    if (first)
        return { state: 'conflict', found: `${first.wanted.name} ${first.held.digest} in ${foreign.url}`, wanted: `${first.wanted.name} ${first.wanted.digest}` };
    return { state: 'conflict', found: `a release that Slipway did not make, with ${right.length} of the ${wanted.length} assets (${foreign.url})`, wanted: `a release made from ${world.tag.object}` };
};
const emptyTwins = ({ twins }) => twins.filter((it) => it.draft && it.assets.length === 0);
/** Our draft, found or made. Two runs may both make one; both then see both, choose the same, and remove the empty other. */
const ownDraft = async (task, wanted, world) => {
    const { github } = world;
    const repository = targetOf(task);
    const before = await situationOf(task, world);
    if (before.ours && before.isAdopting)
        return takeOver(before.ours, wanted, { task, world });
    (0,release_error/* failAll */.wf)(adoptionFindings(before, { task, world }).filter((it) => it.severity === 'error').map((it) => it.problem));
    if (before.foreign)
        return (0,release_error/* fail */.fJ)('RELEASE_FOREIGN', { tag: world.tag.name, repository: task.repository, url: before.foreign.url });
    const made = before.ours ?? (await github.createRelease(repository, {
        tag: world.tag.name, name: task.title, body: (await notesOf(task, world)).body, draft: true, prerelease: task.prerelease, makeLatest: false,
    }));
    const after = before.ours ? before : await situationOf(task, world);
    for (const twin of emptyTwins(after))
        await removeIfEmpty(twin, { task, world });
    return { release: after.ours ?? made, adopted: after.adopted ?? [] };
};
/** Looked at again right before: another run may have begun to fill it. */
const removeIfEmpty = async (twin, { task, world }) => {
    const repository = targetOf(task);
    const now = await world.github.release(repository, twin.id);
    if (!now?.draft || (await world.github.assets(repository, twin.id)).length > 0)
        return;
    world.log.info(`Removing the empty draft ${twin.id} of ${twin.tag}: ${markerOf(task, world)} is in an older one.`);
    await world.github.deleteRelease(repository, twin.id);
};
const fill = async ({ release: draft, adopted }, wanted, { task, world }) => {
    const repository = targetOf(task);
    const held = await holdings(world.github, repository, draft);
    const { missing, wrong, temporary } = wanted_compare(wanted, held, adopted);
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
    await sideBySide(missing, stage_release_width, async (it) => {
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
const stage_release_pauses = [1000, 2000, 4000, 8000, 15_000];
/**
 * Bytes are replaced only while no record names them. A list may be older than the record of a run that was just killed, so the
 * record is looked for with patience; replacing happens only when a build gave other bytes after a run was cut off.
 */
const mustBeUnfrozen = async (draft, { task, world }) => {
    for (const pause of [0, ...stage_release_pauses]) {
        if (pause > 0)
            await world.clock.sleep(pause, world.signal);
        if (await recordAsset(world.github, targetOf(task), draft))
            return (0,release_error/* fail */.fJ)('RECORD_APPEARED', { where: frozen_placeOf(draft) });
    }
};
const upload = async (it, draft, { task, world }) => {
    world.signal.throwIfAborted();
    const path = it.path ?? (await stage_release_written(it, world)) ?? (0,release_error/* fail */.fJ)('FROZEN_VANISHED', { name: it.name, digest: it.digest, where: `in the draft ${draft.tag}` });
    const { name, size, mediaType, digest } = it;
    return world.github.uploadAsset(targetOf(task), draft, { name, path, size, mediaType, digest });
};
const stage_release_written = async (it, world) => {
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
    schema: releaseEntry,
    cost: () => ({ requests: 11, creates: 1 }),
    plan: (facts, entry) => ({ title: `Freeze the bytes of ${facts.tag.name} in ${recordName}`, task: makeTask(facts, entry) }),
    preflight: async () => [],
    probe: async (task, inputs, world) => {
        const { ours } = await situationOf(task, world);
        if (!ours)
            return { state: 'absent' };
        const file = await readRecordFile(world.github, targetOf(task), { release: ours, tag: world.tag });
        return file ? stage_record_judge(file, inputs, { ours, world }) : { state: 'partial', missing: [recordName] };
    },
    look: lookRecord,
    apply: async (task, inputs, world) => {
        const { ours } = await situationOf(task, world);
        if (!ours)
            return (0,release_error/* fail */.fJ)('BUG', { what: 'the record was to be staged before its draft' });
        const wanted = wantedRecord(task, inputs, world);
        const file = await readRecordFile(world.github, targetOf(task), { release: ours, tag: world.tag });
        if (!file)
            return freeze(wanted, ours, { task, inputs, world });
        if (unnamed(file, inputs).length > 0)
            await writeRecordRef(Buffer.from(wanted.bytes ?? []).toString('utf8'), world);
    },
    takeBack: async (task, world) => {
        await takeBackRecordRef(world);
        const { ours } = await situationOf(task, world);
        const file = ours && (await readRecordFile(world.github, targetOf(task), { release: ours, tag: world.tag }));
        if (!file)
            return;
        // Looked at by its number: a list may not know yet that another run has published it.
        const now = await world.github.release(targetOf(task), ours.id);
        if (!isVoid(file, world) || now?.draft === false)
            return (0,release_error/* fail */.fJ)('RECORD_APPEARED', { where: frozen_placeOf(now ?? ours) });
        const asset = await recordAsset(world.github, targetOf(task), ours);
        world.signal.throwIfAborted();
        world.log.info(`Taking back the record in ${file.where}: what it names is gone, and nothing of it is public.`);
        if (asset)
            await world.github.deleteAsset(targetOf(task), asset.id);
    },
});
const wantedRecord = (task, inputs, world) => {
    const record = makeRecord({ slipway: task.slipway, repository: repositoryText(world.repository), plan: world.plan, artifacts: inputs });
    return made(recordName, renderRecord(record), 'application/json');
};
const freeze = async (wanted, draft, { task, inputs, world }) => {
    const { missing, wrong } = wanted_compare(wantedAssets(task, inputs, await notesOf(task, world)), await holdings(world.github, targetOf(task), draft));
    const names = [...missing, ...wrong.map((it) => it.wanted)].map((it) => it.name);
    // A record of bytes that are not there would stop every later run.
    if (names.length > 0)
        return (0,release_error/* fail */.fJ)('DRAFT_BUSY', { tag: draft.tag, url: draft.url, names: names.join(', ') });
    await mustBePinned(world);
    try {
        await upload(wanted, draft, { task, world });
    }
    catch (failure) {
        if (!(failure instanceof release_error/* ReleaseError */.K2) || failure.code !== 'ASSET_EXISTS')
            throw failure;
        (0,release_error/* fail */.fJ)('RECORD_APPEARED', { where: frozen_placeOf(draft) }, { cause: failure });
    }
};
/** The record is never written again: what a run with --without left out of it is frozen beside it. */
const stage_record_judge = async (file, inputs, { ours, world }) => {
    const own = judgeRecord(file, inputs, { world, outcome: { where: recordName, url: ours.url } });
    const left = unnamed(file, inputs);
    if (own.state !== 'done' || left.length === 0)
        return own;
    const names = left.map((it) => it.fileName).join(', ');
    const beside = await readRecordRef(world.github, world.repository, world.tag);
    if (!beside)
        return { state: 'partial', missing: [`a record of ${names}`] };
    const other = judgeRecord(beside, left, { world, outcome: {} });
    return other.state === 'done' ? { ...own, outcome: { ...own.outcome, note: `made before ${names}, which ${beside.where} names` } } : other;
};

;// CONCATENATED MODULE: ./out/verify/production/chart-image.js
// The image that a chart installs, as the chart itself says it: read from the published chart, as whoever installs it gets it.






const chart_image_largest = 1024 * 1024;
const filesIn = async (registry, name, digest) => {
    const found = {};
    const unpacked = external_node_stream_.Readable.from(registry.blob(name, digest)).pipe((0,external_node_zlib_.createGunzip)());
    for await (const member of readTar(unpacked, `${name.repository}@${digest}`)) {
        const file = /^[^/]+\/((?:Chart|values)\.yaml)$/.exec(member.name)?.[1];
        if (file === undefined || member.size > chart_image_largest)
            continue;
        const parts = [];
        for await (const part of member.body())
            parts.push(part);
        found[file] = Buffer.concat(parts).toString('utf8');
    }
    return found;
};
/** Empty when it is not there, or is no text. */
const chart_image_valueAt = (text, file, at) => {
    try {
        return text === undefined ? '' : readReference(text, file, { at }).value;
    }
    catch (failure) {
        if (failure instanceof release_error/* ReleaseError */.K2)
            return '';
        throw failure;
    }
};
/** Undefined when the chart says no image that could be looked for. */
const imageOfChart = async (registry, name, digest) => {
    const files = await filesIn(registry, name, digest);
    const value = (at) => chart_image_valueAt(files['values.yaml'], 'values.yaml', at);
    const repository = [value('/image/registry'), value('/image/repository')].filter((it) => it !== '').join('/');
    const tag = value('/image/tag') || chart_image_valueAt(files['Chart.yaml'], 'Chart.yaml', '/appVersion');
    try {
        return repository === '' || tag === '' ? undefined : { place: parseImageName(repository, { familiar: true }), tag };
    }
    catch (failure) {
        if (failure instanceof release_error/* ReleaseError */.K2)
            return undefined;
        throw failure;
    }
};

;// CONCATENATED MODULE: ./out/verify/production/signature.js
// A signature as cosign keeps it: a manifest under the tag sha256-<hex>.sig, whose layers are what was signed, with the signature in an
// annotation. It is verified here: the bytes, the digest in them, and the key; of a certificate whom it names. Whether Sigstore gave the
// certificate out, and when, is not verified: that takes its roots and its log, which cosign has.




const signatureTag = (digest) => `sha256-${(0,core_digest/* hexOf */.ZD)(digest)}.sig`;
const signedType = 'application/vnd.dev.cosign.simplesigning.v1+json';
const signature_largest = 64 * 1024;
const signature_isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const signature_textOf = (value) => (typeof value === 'string' ? value : undefined);
const layersOf = (bytes) => {
    const json = JSON.parse(Buffer.from(bytes).toString('utf8'));
    const layers = signature_isObject(json) && Array.isArray(json['layers']) ? json['layers'] : [];
    return layers.flatMap((it) => {
        if (!signature_isObject(it) || it['mediaType'] !== signedType || !signature_isObject(it['annotations']))
            return [];
        const [digest, signature] = [signature_textOf(it['digest']) ?? '', signature_textOf(it['annotations']['dev.cosignproject.cosign/signature'])];
        return (0,core_digest/* isDigest */.Bc)(digest) && signature !== undefined ? [{ digest, signature, certificate: signature_textOf(it['annotations']['dev.sigstore.cosign/certificate']) }] : [];
    });
};
/** Does the signed text speak of this digest? */
const speaksOf = (payload, digest) => {
    try {
        const json = JSON.parse(payload.toString('utf8'));
        const critical = signature_isObject(json) && signature_isObject(json['critical']) ? json['critical'] : {};
        return signature_isObject(critical['image']) && critical['image']['docker-manifest-digest'] === digest;
    }
    catch {
        return false;
    }
};
const isSignedBy = (key, payload, signature) => (0,external_node_crypto_.verify)(key.asymmetricKeyType === 'ed25519' ? null : 'sha256', payload, key, Buffer.from(signature, 'base64'));
/** 1.3.6.1.4.1.57264.1.1, in which Fulcio writes who identified the signer, as plain text. */
const issuerOid = Buffer.from('060a2b0601040183bf300101', 'hex');
const issuerIn = (certificate) => {
    const at = certificate.raw.indexOf(issuerOid);
    const value = at + issuerOid.length;
    const length = certificate.raw[value + 1] ?? 0;
    return at < 0 || certificate.raw[value] !== 0x04 || length > 0x7f ? undefined : certificate.raw.subarray(value + 2, value + 2 + length).toString('utf8');
};
const signature_namesIn = (certificate) => (certificate.subjectAltName ?? '').split(', ').map((it) => it.replace(/^[A-Za-z ]+:/, ''));
/** Why it does not count; undefined when it does. */
const signature_faultOf = ({ signature, certificate: pem }, payload, { identity, digest }) => {
    if (!speaksOf(payload, digest))
        return 'it is of another image';
    if ('key' in identity)
        return isSignedBy((0,external_node_crypto_.createPublicKey)(identity.key), payload, signature) ? undefined : 'it is made with another key';
    if (pem === undefined)
        return 'it has no certificate';
    const certificate = new external_node_crypto_.X509Certificate(pem);
    if (!isSignedBy(certificate.publicKey, payload, signature))
        return 'it does not fit its certificate';
    if (!signature_namesIn(certificate).includes(identity.certificate))
        return `its certificate names ${signature_namesIn(certificate).join(', ') || 'nobody'}`;
    const issuer = issuerIn(certificate);
    return identity.issuer === undefined || issuer === identity.issuer ? undefined : `its signer was identified by ${issuer ?? 'nobody that it names'}`;
};
const signature_read = async (registry, name, digest) => {
    const parts = [];
    let size = 0;
    for await (const part of registry.blob(name, digest)) {
        size += part.length;
        if (size > signature_largest)
            return (0,release_error/* fail */.fJ)('SIGNATURE_INVALID', { image: printImageName({ ...name, digest }), why: `it has more than ${signature_largest} bytes` });
        parts.push(part);
    }
    return Buffer.concat(parts);
};
/** Fails when there are signatures and none of them counts. */
const checkSignature = async (name, digest, { identity, registry }) => {
    const manifest = await registry.manifest(name, signatureTag(digest));
    const layers = manifest ? layersOf(manifest.bytes) : [];
    if (layers.length === 0)
        return { state: 'missing' };
    const faults = [];
    for (const layer of layers) {
        const fault = signature_faultOf(layer, await signature_read(registry, name, layer.digest), { identity, digest });
        if (fault === undefined)
            return { state: 'signed', note: 'key' in identity ? 'signed with the key of the config' : `signed by ${identity.certificate}, by its certificate; that Sigstore gave that out is not verified here` };
        faults.push(fault);
    }
    return (0,release_error/* fail */.fJ)('SIGNATURE_INVALID', { image: printImageName({ ...name, digest }), why: [...new Set(faults)].join('; ') });
};

;// CONCATENATED MODULE: ./out/verify/production/available.js





const available_chartIn = (manifest) => contentsOf(manifest.bytes)?.blobs.find((it) => it.mediaType === mediaTypes.helmChart)?.digest;
const available_platformsOf = (manifest) => {
    const json = JSON.parse(Buffer.from(manifest.bytes).toString('utf8'));
    return (json.manifests ?? []).map(({ digest = '', platform = {} }) => ({ digest, platform: [platform['os'], platform['architecture'], platform['variant']].filter((it) => it !== undefined).join('/') }));
};
const available_where = (place, tag) => printImageName({ ...place, tag });
/** Each manifest of the index, which a promoter copies one by one, and the platforms that the config asks for. */
const missingPlatform = async (place, manifest, { task, world }) => {
    if (!isIndexType(manifest.mediaType))
        return undefined;
    const all = available_platformsOf(manifest);
    const asked = task.platforms.find((it) => !all.some(({ platform }) => platform === it || platform.startsWith(`${it}/`)));
    if (asked !== undefined)
        return asked;
    const there = await Promise.all(all.map(async ({ digest }) => (await world.registry.manifest(place, digest)) !== undefined));
    return all.find((_, index) => there[index] === false)?.platform;
};
const checkImage = async (staged, tag, asked) => {
    const { place, task, world } = asked;
    const at = available_where(place, tag);
    const there = await world.registry.manifest(place, tag);
    if (!there)
        return { state: 'missing', what: at, where: at };
    const wanted = staged.artifact?.digest ?? (await world.registry.manifest(staged.staging, tag))?.digest;
    if (wanted !== undefined && there.digest !== wanted)
        return { state: 'other', where: at, found: `${at} ${there.digest}`, wanted: `${at} ${wanted}` };
    const platform = await missingPlatform(place, there, asked);
    if (platform !== undefined)
        return { state: 'missing', what: `${at} for ${platform}`, where: at };
    const signed = task.identity ? await checkSignature(place, there.digest, { identity: task.identity, registry: world.registry }) : undefined;
    if (signed?.state === 'missing')
        return { state: 'missing', what: `the signature of ${at}`, where: at };
    return { state: 'there', where: at, digest: there.digest, kind: 'image', name: staged.name, byDigest: printImageName({ ...place, digest: there.digest }), ...(signed ? { note: signed.note } : {}) };
};
const available_checkChart = async (staged, tag, { place, task, world }) => {
    const at = available_where(place, tag);
    const there = await world.registry.manifest(place, tag);
    if (!there)
        return { state: 'missing', what: at, where: at };
    const chart = available_chartIn(there);
    const wanted = staged.artifact?.digest;
    if (chart === undefined || (wanted !== undefined && chart !== wanted))
        return { state: 'other', where: at, found: `${at} ${chart ?? `${there.digest} (no chart)`}`, wanted: `${at} ${wanted ?? 'a chart'}` };
    if (!(await world.registry.hasBlob(place, chart)))
        return { state: 'missing', what: `the chart in ${at}`, where: at };
    const image = task.chartImage ? await imageOfChart(world.registry, place, chart) : undefined;
    if (image && !(await world.registry.manifest(image.place, image.tag)))
        return { state: 'missing', what: `${available_where(image.place, image.tag)}, which the chart ${at} installs`, where: at };
    return { state: 'there', where: at, digest: there.digest, kind: 'chart', name: staged.name, byDigest: `oci://${printImageName({ ...place, digest: there.digest })}` };
};
const findAll = async (task, inputs, world) => (await Promise.all(task.sources.map((source) => {
    const staged = stagedOf(source, inputs);
    const place = task.production === null ? staged.staging : productionOf(task.production, staged);
    const check = staged.kind === 'chart' ? available_checkChart : checkImage;
    return Promise.all(staged.tags.map((tag) => check(staged, tag, { place, task, world })));
}))).flat();

// EXTERNAL MODULE: ./out/core/duration.js
var duration = __webpack_require__(3296);
;// CONCATENATED MODULE: ./out/verify/production/entry.js
// `verify.production`: the entry of the config, and the task that is made of it. Pure.








const identity = schemas/* union */.KCZ([
    schemas/* strictObject */.rej({ key: schemas/* string */.YjP().regex(/^-----BEGIN PUBLIC KEY-----[^]+-----END PUBLIC KEY-----\s*$/, 'a public key in PEM').describe('The signature must be made with this key.') }),
    schemas/* strictObject */.rej({
        certificate: schemas/* string */.YjP().min(1).describe('Whom the certificate of the signature must name: an address of a workflow, or an e-mail.'),
        issuer: schemas/* string */.YjP().min(1).optional().describe('Who must have identified them: https://accounts.google.com.'),
    }),
]);
const productionEntry = schemas/* strictObject */.rej({
    name: schemas/* string */.YjP().min(1).default('production'),
    patience: checkedText((text) => (0,duration/* parseDuration */.E)(text, 'verify.production.patience')).default('5m').describe('How long a run waits for what was promoted to be there. After that it ends as waiting.'),
    platforms: schemas/* array */.YOg(schemas/* string */.YjP().regex(/^[a-z0-9]+\/[a-z0-9]+(?:\/[a-z0-9]+)?$/, 'such as linux/arm64')).default([]).describe('Platforms that each image must have. Those of what was built are looked for anyway.'),
    'chart-image': schemas/* boolean */.zMY().default(true).describe('The image that the chart installs (values.yaml image.repository, and image.tag or appVersion) must be there.'),
    identity: identity.optional().describe('Each image must have a signature of cosign\'s by this identity.'),
    run: commandsSchema.optional().describe('Commands of the project that try what is in production, before the release is published. They find it in SLIPWAY_IMAGE, SLIPWAY_CHART and SLIPWAY_PRODUCTION, by digest.'),
});
const identityOf = ({ identity: it }) => it === undefined ? null : 'key' in it ? it : { certificate: it.certificate, ...(it.issuer === undefined ? {} : { issuer: it.issuer }) };
const production_entry_textOf = (value) => (typeof value === 'string' ? value : undefined);
/** Where the line's promotion goes, if it goes anywhere. */
const promotedTo = (facts) => {
    const found = entriesIn(facts.config, 'promote', 'images').find((it) => production_entry_textOf(it['production']) !== undefined);
    const production = production_entry_textOf(found?.['production']);
    return { staging: production_entry_textOf(found?.['staging']), production: production === undefined ? null : printImageName(parseFolder(production)) };
};
const planProduction = (facts, entry) => {
    const { staging, production } = promotedTo(facts);
    const sources = sourcesOf(facts, staging);
    if (sources.length === 0) {
        return facts.leftOut.length > 0 ? { skip: 'what would be verified is left out of this run' } : (0,release_error/* fail */.fJ)('CONFIG_INVALID', { path: `verify.production (${entry.name})`, what: 'this line publishes neither an image nor a chart' });
    }
    const [release] = entriesIn(facts.config, 'publish', 'release');
    if (entry.run && !release)
        return (0,release_error/* fail */.fJ)('CONFIG_INVALID', { path: `verify.production.run (${entry.name})`, what: 'a line without publish.release keeps nowhere that the commands have passed' });
    const task = {
        sources, production, patience: (0,duration/* parseDuration */.E)(entry.patience, 'verify.production.patience'), platforms: entry.platforms, chartImage: entry['chart-image'],
        identity: identityOf(entry), commands: (entry.run ?? []).map(argvOf), release: release ? (production_entry_textOf(release['repository']) ?? repositoryText(facts.repository)) : null,
    };
    const from = sources.flatMap((it) => it.entry ?? []);
    return { title: `Verify ${facts.tag.name} ${production === null ? 'where it is published' : `in ${production}`}`, task, from };
};

;// CONCATENATED MODULE: ./out/verify/production/verify-production.js
// verify:production. What was promoted has to be there before anybody is told of it. Others copy it, in their own time: a run waits a while,
// and then ends as waiting.






const runs = new WeakMap();
const doneIn = ({ workspace }) => {
    const known = runs.get(workspace) ?? { waited: new Set(), passed: new Set() };
    runs.set(workspace, known);
    return known;
};
const verify_production_keyOf = (task) => JSON.stringify(task);
const isPublished = async ({ release }, { github, tag }) => {
    const [owner = '', name = ''] = (release ?? '').split('/');
    return release !== null && (await github.releasesByTag({ owner, name }, tag.name)).some((it) => !it.draft);
};
const hasPassed = async (task, world) => task.commands.length === 0 || doneIn(world).passed.has(verify_production_keyOf(task)) || isPublished(task, world);
const verify_production_isThere = (it) => it.state === 'there';
const verify_production_judge = async (task, found, world) => {
    const other = found.find((it) => it.state === 'other');
    if (other)
        return { state: 'conflict', found: other.found, wanted: other.wanted };
    const missing = found.flatMap((it) => (it.state === 'missing' ? [it] : []));
    const [first] = missing;
    if (first)
        return doneIn(world).waited.has(verify_production_keyOf(task)) ? { state: 'waiting', for: `${missing.map((it) => it.what).join(', ')} to be there`, where: first.where } : { state: 'absent' };
    if (!(await hasPassed(task, world)))
        return { state: 'absent' };
    const there = found.filter(verify_production_isThere);
    const notes = [...new Set(there.flatMap((it) => it.note ?? []))].join('; ');
    const [one] = there;
    return {
        state: 'done',
        outcome: {
            where: there.map((it) => it.where).join(', '), ...(one && there.length === 1 ? { digest: one.digest } : {}), ...(notes === '' ? {} : { note: notes }),
            commands: there.map((it) => (it.kind === 'chart' ? `helm pull oci://${it.where.slice(0, it.where.lastIndexOf(':'))} --version ${it.where.slice(it.where.lastIndexOf(':') + 1)}` : `docker pull ${it.byDigest}`)),
        },
    };
};
const verifyProduction = defineStep({
    name: 'verify:production',
    phase: 'verify',
    slot: 'verify.production',
    takes: ['image', 'chart'],
    gives: [],
    needs: ['publish:image', 'publish:chart', 'promote:images'],
    schema: productionEntry,
    plan: planProduction,
    preflight: async () => [],
    probe: async (task, inputs, world) => verify_production_judge(task, await findAll(task, inputs, world), world),
    look: async (task, inputs, world) => (inputs ? (await findAll(task, inputs, world)).map(holdingOf) : []),
    apply: async (task, inputs, world) => {
        const found = await patiently(task, () => findAll(task, inputs, world), world);
        if (!found.every(verify_production_isThere) || (await hasPassed(task, world)))
            return;
        await verify_production_runAll(task, found.filter(verify_production_isThere), world);
        doneIn(world).passed.add(verify_production_keyOf(task));
    },
});
const holdingOf = (it) => {
    switch (it.state) {
        case 'there': return { where: it.where, mark: 'there', digest: it.digest, ...(it.note === undefined ? {} : { note: it.note }) };
        case 'missing': return { where: it.where, mark: 'none', ...(it.what === it.where ? {} : { note: `${it.what} is not there` }) };
        case 'other': return { where: it.where, mark: 'other', note: `found ${it.found}, wanted ${it.wanted}` };
    }
};
/** Asks again, less and less often, until it is there or the patience is over. */
const patiently = async (task, ask, world) => {
    const { clock, signal, log } = world;
    const until = clock.now() + task.patience;
    for (let pause = 5000;; pause = Math.min(pause * 2, 60_000)) {
        const found = await ask();
        const missing = found.flatMap((it) => (it.state === 'missing' ? [it.what] : []));
        if (missing.length === 0 || found.some((it) => it.state === 'other'))
            return found;
        if (clock.now() + pause > until) {
            doneIn(world).waited.add(verify_production_keyOf(task));
            return found;
        }
        log.info(`Not there yet: ${missing.join(', ')}. Asking again in ${pause / 1000} s.`);
        await clock.sleep(pause, signal);
    }
};
const verify_production_runAll = async (task, there, world) => {
    const folder = (0,external_node_path_.join)(world.workspace.temp, 'production');
    await world.files.remove(folder);
    await world.git.exportTo(folder, world.tag.commit);
    const [image, chart] = ['image', 'chart'].map((kind) => there.find((it) => it.kind === kind)?.byDigest);
    const env = {
        SLIPWAY_VERSION: world.plan.version, SLIPWAY_TAG: world.tag.name, SLIPWAY_PRODUCTION: JSON.stringify(Object.fromEntries(there.map((it) => [it.name, it.byDigest]))),
        ...(image === undefined ? {} : { SLIPWAY_IMAGE: image }), ...(chart === undefined ? {} : { SLIPWAY_CHART: chart }),
    };
    for (const [tool, ...args] of task.commands) {
        world.signal.throwIfAborted();
        const { code } = await world.exec.run({ tool: toolAt(folder, tool), args, cwd: folder, env, signal: world.signal });
        if (code !== 0)
            (0,release_error/* fail */.fJ)('VERIFY_FAILED', { command: [tool, ...args].join(' '), code });
    }
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
    verifyStaged, // a canary on what is staged: when it fails nothing is proposed
    promoteImages, // digests into the image list of another repository, by a pull request; waits until people have merged it
    verifyProduction, // what was promoted is there, with its digest, platforms and signature
    promoteEdit, // one value of any file of another repository, likewise by a pull request
    publishRelease, // the draft becomes public, after everything that it speaks of
    pointImage, // latest, last
    next_version_nextVersion, // the next development version on the branch
    announceSlack, // one message in a channel, exactly once
    announceHook, // the same to a webhook, at most once
    followIssue, // the tracking issue says how far all this is
];

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
            const report = (0,core_report/* withSignal */.l_)(await run(request, real.ports, steps, listen), world.signal.reason);
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

/***/ 4997:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   i: () => (/* binding */ readSigners)
/* harmony export */ });
// Who may sign, as people write it: public keys of GPG in armour, public keys of SSH, lines of an allowed_signers file, mixed as they like.
const block = /-----BEGIN PGP PUBLIC KEY BLOCK-----[\s\S]*?-----END PGP PUBLIC KEY BLOCK-----/g;
const keyType = String.raw `(?:sk-)?(?:ssh-(?:ed25519|rsa|dss)|ecdsa-sha2-nistp\d+)(?:-cert-v\d\d)?(?:@openssh\.com)?`;
const plainKey = new RegExp(`^${keyType} [A-Za-z0-9+/]`);
/** Principals, perhaps options, then a key. */
const signerLine = new RegExp(`^\\S.*\\s${keyType}\\s+[A-Za-z0-9+/]`);
const readSigners = (texts, now) => {
    const whole = texts.join('\n');
    const lines = whole.replace(block, '').split(/\r?\n/).map((it) => it.trim()).filter((it) => it !== '' && !it.startsWith('#'));
    const isSsh = (it) => plainKey.test(it) || signerLine.test(it);
    return {
        gpg: whole.match(block) ?? [],
        ssh: lines.filter((it) => isSsh(it) && !isOutdated(it, now)).map((it) => (plainKey.test(it) ? `signer ${it}` : it)),
        other: lines.filter((it) => !isSsh(it)),
    };
};
/** ssh-keygen judges by the time that the tag says, and whoever signs chooses that. */
const isOutdated = (line, now) => {
    const said = /valid-before="?(\d{8})(\d{2})?(\d{2})?(\d{2})?(Z?)"?/i.exec(line);
    if (!said)
        return false;
    const [, day = '', hour = '00', minute = '00', second = '00'] = said;
    const time = Date.parse(`${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}T${hour}:${minute}:${second}Z`);
    return !(time > now);
};


/***/ })

};
