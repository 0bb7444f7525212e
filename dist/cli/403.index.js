export const id = 403;
export const ids = [403];
export const modules = {

/***/ 6270:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   FI: () => (/* binding */ otherRepositories),
/* harmony export */   Ho: () => (/* binding */ registriesOf),
/* harmony export */   O7: () => (/* binding */ indexesOf)
/* harmony export */ });
/* harmony import */ var _core_facts_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4809);
/* harmony import */ var _core_image_name_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5855);
/* harmony import */ var _core_package_index_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8987);
/* harmony import */ var _verbs_frozen_artifacts_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2053);




const aliasesOf = ({ aliases }) => (Array.isArray(aliases) ? aliases.filter((it) => typeof it === 'string') : []);
const destinationOf = (entry) => [...(typeof entry['to'] === 'string' ? [entry['to']] : []), ...aliasesOf(entry)];
const registriesOf = (config) => {
    const entries = config.lines.flatMap((line) => ['publish.image', 'publish.chart'].flatMap((slot) => line.slots[slot] ?? []));
    // A chart is asked whether its image is there, under the name that people take it by.
    const production = config.lines.flatMap((line) => line.slots['promote.images'] ?? []).flatMap((it) => (typeof it['production'] === 'string' ? [(0,_core_image_name_js__WEBPACK_IMPORTED_MODULE_1__/* .parseFolder */ .Ir)(it['production']).host] : []));
    return [...new Set([...entries.flatMap(destinationOf).map((to) => (0,_core_image_name_js__WEBPACK_IMPORTED_MODULE_1__/* .parseDestination */ .G2)(to).host), ...production])];
};
const pointerRepositories = ({ lines }) => lines.flatMap((line) => line.slots['publish.pointer'] ?? []).flatMap(({ repository }) => {
    const [owner, name] = typeof repository === 'string' ? repository.split('/') : [];
    return owner !== undefined && name !== undefined ? [{ owner, name }] : [];
});
/** Where releases go and pointers stand, beside the project's own. */
const otherRepositories = (config, own) => {
    const all = [...config.lines.flatMap((line) => (0,_verbs_frozen_artifacts_js__WEBPACK_IMPORTED_MODULE_3__/* .releaseRepositories */ .yh)(line, own)), ...pointerRepositories(config)].filter((it) => (0,_core_facts_js__WEBPACK_IMPORTED_MODULE_0__/* .repositoryText */ .g_)(it).toLowerCase() !== (0,_core_facts_js__WEBPACK_IMPORTED_MODULE_0__/* .repositoryText */ .g_)(own).toLowerCase());
    return [...new Map(all.map((it) => [(0,_core_facts_js__WEBPACK_IMPORTED_MODULE_0__/* .repositoryText */ .g_)(it).toLowerCase(), it])).values()];
};
/** Package indexes, likewise. */
const indexesOf = (config) => {
    const entries = config.lines.flatMap((line) => line.slots['publish.index'] ?? []);
    const places = entries.map((it) => (0,_core_package_index_js__WEBPACK_IMPORTED_MODULE_2__/* .parseIndex */ .A1)(typeof it['to'] === 'string' ? it['to'] : 'pypi', typeof it['simple'] === 'string' ? it['simple'] : undefined));
    return [...new Map(places.map((it) => [it.upload, it])).values()];
};


/***/ }),

/***/ 9037:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Gf: () => (/* binding */ rehearsedReport),
/* harmony export */   kN: () => (/* binding */ logOfTheRelease),
/* harmony export */   yB: () => (/* binding */ reportOfTheRelease)
/* harmony export */ });
/** While the world stays, commands name its own addresses, so that they can be copied. */
const ofTheWorld = (world) => (command) => (command.startsWith('pip install ') ? ofTheIndex(world, command) : ofTheRegistry(world, command));
const ofTheIndex = ({ indexes = {} }, command) => {
    const [, simple, rest] = /^pip install (?:--index-url (\S+) )?([A-Za-z0-9._-]+==\S+)$/.exec(command) ?? [];
    if (rest === undefined)
        return command;
    const url = new URL(simple ?? 'https://pypi.org/simple/');
    const base = indexes[url.host];
    return base === undefined ? command : `pip install --index-url ${base}${url.pathname} ${rest}`;
};
const ofTheRegistry = ({ registries }, command) => Object.entries(registries).reduce((text, [host, url]) => {
    const at = new URL(url).host;
    if (text.startsWith(`helm pull oci://${host}/`))
        return `${text.replace(`oci://${host}/`, `oci://${at}/`)} --plain-http`;
    return text.startsWith(`docker pull ${host}/`) ? text.replace(` ${host}/`, ` ${at}/`) : text;
}, command);
/** The run names the source as the real release will, in labels and links; here it is looked at in the world. */
const linkIntoTheWorld = ({ server }) => (url) => url.replace(/^https:\/\/github\.com\//, `${server}/`);
/** Once the world is gone, its addresses are nobody's: they are those of the release that is to come. */
const ofTheRelease = ({ server }) => (text) => text.replaceAll(`${server}/`, 'https://github.com/');
const everyText = (value, reword) => {
    if (typeof value === 'string')
        return reword(value);
    if (Array.isArray(value))
        return value.map((it) => everyText(it, reword));
    return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(([key, it]) => [key, everyText(it, reword)])) : value;
};
/** All that a report says, in the words of the release that is rehearsed. */
const reportOfTheRelease = (report, world) => everyText(report, ofTheRelease(world));
/** The same for what is told on the way. */
const logOfTheRelease = (log, world) => {
    const reword = ofTheRelease(world);
    return {
        info: (text) => log.info(reword(text)), warn: (text) => log.warn(reword(text)), error: (text) => log.error(reword(text)), debug: (text) => log.debug(reword(text)),
        child: (source, line) => log.child(source, line), secret: (value) => log.secret(value),
    };
};
const reworded = (outcome, { command, url }) => ({
    ...outcome,
    ...(outcome.commands ? { commands: outcome.commands.map(command) } : {}),
    ...(outcome.url === undefined ? {} : { url: url(outcome.url) }),
});
/** Summaries that are no sentence on what happened where. */
const isApart = ({ outcome, summary }) => outcome === 'nothing-to-do' || summary.endsWith('left out');
const doneIn = { stays: ' in a world of its own, which stays', gone: ' in a world of its own, which is gone; nothing left this machine' };
const failedIn = { stays: '; the world of the rehearsal stays, and nothing left this machine', gone: '; it was a rehearsal, and nothing left this machine' };
const wholePlay = '`slipway rehearse --play FILE` plays a whole procedure, with everything that comes before (docs/plays.md of Slipway)';
const waitsForOthers = (report) => report.outcome === 'waiting' && report.problems.length === 0;
const elsewhere = `. Nobody does in this world what it waits for: ${wholePlay}`;
/** Registries of a rehearsal begin empty: what was released before is not there, and releasing it does not bring it there. */
const advised = (it) => it.code === 'CHART_IMAGE_MISSING' ? { ...it, hint: `Registries of a rehearsal begin empty, so that an image which is public already is missing as well. ${wholePlay}: let it release the image first, and then the chart.` } : it;
const rehearsedReport = (report, world, keep) => {
    const words = keep ? { command: ofTheWorld(world), url: linkIntoTheWorld(world) } : { command: ofTheRelease(world), url: ofTheRelease(world) };
    const where = keep ? 'stays' : 'gone';
    const told = keep ? report : reportOfTheRelease(report, world);
    const { resume, ...rest } = told;
    return {
        ...rest,
        // Rehearsed again, it would wait again.
        ...(resume === undefined || waitsForOthers(report) ? {} : { resume }),
        problems: told.problems.map(advised),
        summary: `${told.summary}${report.problems.length > 0 || isApart(told) ? failedIn[where] : doneIn[where]}${waitsForOthers(report) ? elsewhere : ''}`,
        results: told.results.map((it) => (it.outcome ? { ...it, outcome: reworded(it.outcome, words) } : it)),
    };
};


/***/ }),

/***/ 8607:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ Table)
/* harmony export */ });
// A map whose copy costs nothing until one of the two is written to. The state of a world is made of these, with values that
// are replaced and never changed in place, so that thousands of copies of a world are affordable. It also counts its changes:
// whether a request has written is asked of the state, not believed of its method.
class Table {
    map;
    isShared = false;
    count = 0;
    constructor(entries = []) {
        this.map = new Map(entries);
    }
    get changes() {
        return this.count;
    }
    get size() {
        return this.map.size;
    }
    get(key) {
        return this.map.get(key);
    }
    has(key) {
        return this.map.has(key);
    }
    set(key, value) {
        this.own().set(key, value);
        this.count++;
        return this;
    }
    /** Setting what nobody sees by itself: counters, caches, marks on objects. */
    note(key, value) {
        this.own().set(key, value);
    }
    delete(key) {
        if (!this.map.has(key))
            return false;
        this.own().delete(key);
        this.count++;
        return true;
    }
    keys() {
        return this.map.keys();
    }
    values() {
        return this.map.values();
    }
    [Symbol.iterator]() {
        return this.map.entries();
    }
    copy() {
        const copy = new Table();
        copy.map = this.map;
        copy.count = this.count;
        copy.isShared = true;
        this.isShared = true;
        return copy;
    }
    own() {
        if (this.isShared) {
            this.map = new Map(this.map);
            this.isShared = false;
        }
        return this.map;
    }
}


/***/ }),

/***/ 7403:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   hw: () => (/* binding */ copyState),
/* harmony export */   om: () => (/* binding */ newState),
/* harmony export */   rd: () => (/* binding */ newRepository)
/* harmony export */ });
/* harmony import */ var _git_table_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8607);

const newRepository = () => ({ blobs: new _git_table_js__WEBPACK_IMPORTED_MODULE_0__/* .Table */ .X(), manifests: new _git_table_js__WEBPACK_IMPORTED_MODULE_0__/* .Table */ .X(), tags: new _git_table_js__WEBPACK_IMPORTED_MODULE_0__/* .Table */ .X() });
const newState = () => ({ nextUpload: 1, repositories: new _git_table_js__WEBPACK_IMPORTED_MODULE_0__/* .Table */ .X(), uploads: new _git_table_js__WEBPACK_IMPORTED_MODULE_0__/* .Table */ .X() });
const copyRepository = (it) => ({ blobs: it.blobs.copy(), manifests: it.manifests.copy(), tags: it.tags.copy() });
const copyState = (it) => ({
    nextUpload: it.nextUpload,
    repositories: new _git_table_js__WEBPACK_IMPORTED_MODULE_0__/* .Table */ .X([...it.repositories].map(([name, repository]) => [name, copyRepository(repository)])),
    uploads: it.uploads.copy(),
});


/***/ }),

/***/ 6968:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  U: () => (/* binding */ startRehearsal),
  B: () => (/* binding */ tokenOf)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
;// CONCATENATED MODULE: ./out/rehearsal/github/content-store.js
// The bytes of assets, by digest. Small ones in memory, large ones in files; never changed, so every copy of a world may share
// them.




/** Up to here in memory; larger ones are written in pieces of this size. */
const piece = 1024 * 1024;
/** More came than may. */
class TooLarge extends Error {
    constructor() {
        super('the body is larger than the limit');
        this.name = 'TooLarge';
    }
}
class ContentStore {
    folder;
    kept = new Map();
    files = 0;
    constructor(folder) {
        this.folder = folder;
    }
    get(digest) {
        return this.kept.get(digest);
    }
    /** Fails as the body does, and then keeps nothing. */
    async put(body, limit) {
        const hash = (0,external_node_crypto_.createHash)('sha256');
        const spool = new Spool((0,external_node_path_.join)(this.folder, `upload-${this.files++}`));
        let size = 0;
        try {
            for await (const part of body) {
                size += part.length;
                if (size > limit)
                    throw new TooLarge();
                hash.update(part);
                await spool.add(part);
            }
            const digest = `sha256:${hash.digest('hex')}`;
            if (!this.kept.has(digest))
                this.kept.set(digest, await spool.finish((0,external_node_path_.join)(this.folder, digest.slice(7)), size));
            return { digest, size };
        }
        finally {
            await spool.drop();
        }
    }
}
/** Memory first, a file from a certain size on. */
class Spool {
    path;
    parts = [];
    held = 0;
    file;
    isOnDisk = false;
    constructor(path) {
        this.path = path;
    }
    async add(part) {
        this.parts.push(part);
        this.held += part.length;
        if (this.held > piece)
            await this.flush();
    }
    async flush() {
        if (!this.file) {
            await (0,promises_.mkdir)((0,external_node_path_.join)(this.path, '..'), { recursive: true });
            this.isOnDisk = true;
            this.file = await (0,promises_.open)(this.path, 'w');
        }
        const all = Buffer.concat(this.parts);
        this.parts = [];
        this.held = 0;
        await this.file.writeFile(all);
    }
    async finish(path, size) {
        if (!this.file) {
            const bytes = Buffer.concat(this.parts);
            return { size, read: (range) => (range ? bytes.subarray(range.start, range.end + 1) : bytes) };
        }
        await this.flush();
        await this.file.close();
        this.file = undefined;
        await (0,promises_.rename)(this.path, path);
        return { size, read: (range) => (0,external_node_fs_.createReadStream)(path, { highWaterMark: 1024 * 1024, ...range }) };
    }
    async drop() {
        if (!this.isOnDisk)
            return;
        await this.file?.close();
        await (0,promises_.rm)(this.path, { force: true });
    }
}

;// CONCATENATED MODULE: ./out/rehearsal/http/answer.js
const encoder = new TextEncoder();
const bytesAnswer = (status, body, headers = {}) => ({
    status, headers: { 'content-length': String(body.length), ...headers }, body,
});
const textAnswer = (status, text, headers = {}) => bytesAnswer(status, encoder.encode(text), { 'content-type': 'text/plain; charset=utf-8', ...headers });
const jsonAnswer = (status, value, headers = {}) => bytesAnswer(status, encoder.encode(JSON.stringify(value)), { 'content-type': 'application/json; charset=utf-8', ...headers });
const emptyAnswer = (status, headers = {}) => ({ status, headers, body: undefined });
const redirectAnswer = (status, location) => ({ status, headers: { location, 'content-length': '0' }, body: undefined });
/** The request's body is larger than this server takes. */
class BodyTooLarge extends Error {
    limit;
    constructor(limit) {
        super(`the body is larger than ${limit} bytes`);
        this.limit = limit;
        this.name = 'BodyTooLarge';
    }
}
/** The whole body. Fails when the sender goes away, and with BodyTooLarge. */
const readBody = async (request, limit = 64 * 1024 * 1024) => {
    const parts = [];
    let size = 0;
    for await (const part of request.body ?? []) {
        size += part.length;
        if (size > limit)
            throw new BodyTooLarge(limit);
        parts.push(part);
    }
    return Buffer.concat(parts);
};

;// CONCATENATED MODULE: ./out/rehearsal/http/journal.js
// What was asked of a world, call by call. Tests count writes in it, name a call by its number to arrange a fault there, and look at
// the whole history instead of the end alone.
class Journal {
    noted;
    constructor(calls = []) {
        this.noted = [...calls];
    }
    note(call) {
        const numbered = { number: this.noted.length + 1, ...call };
        this.noted.push(numbered);
        return numbered;
    }
    get calls() {
        return this.noted;
    }
    get writes() {
        return this.noted.filter((it) => it.write);
    }
    copy() {
        return new Journal(this.noted);
    }
}

;// CONCATENATED MODULE: ./out/rehearsal/chat/embedded-chat.js
// A Slack inside this process, as far as announcements need one: chat.postMessage, conversations.history, chat.delete and incoming
// webhooks; and an address of no service, for webhooks of other kinds.


/** How Slack says no. */
class No extends Error {
    error;
    more;
    constructor(error, more = {}) {
        super(error);
        this.error = error;
        this.more = more;
    }
}
const say = (error, more = {}) => {
    throw new No(error, more);
};
const textOf = (value) => (typeof value === 'string' ? value : '');
class EmbeddedChat {
    parts;
    journal;
    /** Oldest first. */
    messages = [];
    /** What came to addresses of no service. */
    received = [];
    channels;
    count = 0;
    constructor(parts) {
        this.parts = parts;
        this.journal = parts.journal ?? new Journal();
        this.channels = { ...parts.channels };
    }
    /** As it is now, with its journal, and going its own way from here. */
    copy({ now }) {
        const copy = new EmbeddedChat({ ...this.parts, now, channels: this.channels, journal: this.journal.copy() });
        copy.messages.push(...this.messages);
        copy.received.push(...this.received);
        copy.count = this.count;
        return copy;
    }
    has(rule) {
        return !(this.parts.without ?? []).includes(rule);
    }
    /** Changes a channel, as its people would. */
    change(id, it) {
        const channel = this.channels[id];
        if (!channel)
            throw new Error(`there is no channel ${id}`);
        this.channels = { ...this.channels, [id]: { ...channel, ...it } };
    }
    /** A person writes something. */
    write(channel, text) {
        return this.keep({ channel, text, by: 'a person' });
    }
    /** Bound, so that it can be handed over as it is. */
    handle = async (request) => {
        const { pathname } = request.url;
        const before = this.messages.length + this.received.length;
        const body = (await readBody(request)).toString('utf8');
        const answer = await this.answer(request, body);
        // The path of a webhook is its secret.
        const path = pathname.startsWith('/services/') ? '/services/…' : pathname;
        this.journal.note({ service: 'chat', method: request.method, path, status: answer.status, write: this.messages.length + this.received.length !== before, purpose: path.replace('/api/', '') });
        return answer;
    };
    async answer(request, body) {
        const { pathname } = request.url;
        if (pathname.startsWith('/services/'))
            return this.hook(pathname, body);
        if (pathname.startsWith('/hooks/')) {
            this.received.push({ path: pathname, body, mediaType: request.headers['content-type'] ?? '' });
            return textAnswer(200, 'ok');
        }
        try {
            return this.method(request, body);
        }
        catch (failure) {
            if (!(failure instanceof No))
                throw failure;
            return jsonAnswer(this.has('S-API-02') ? 200 : 400, { ok: false, error: failure.error, ...failure.more });
        }
    }
    method(request, body) {
        const name = request.url.pathname.replace('/api/', '');
        const args = request.method === 'GET' ? Object.fromEntries(request.url.searchParams) : JSON.parse(body);
        const token = /^Bearer (.+)$/.exec(request.headers['authorization'] ?? '')?.[1];
        switch (name) {
            case 'chat.postMessage': return this.post(this.caller(token, 'chat:write'), args);
            case 'chat.delete': return this.remove(this.caller(token, 'chat:write'), args);
            case 'conversations.history': return this.history(this.caller(token, 'channels:history'), args);
            default: return this.has('S-API-01') ? jsonAnswer(501, { ok: false, error: 'not implemented in the rehearsal' }) : jsonAnswer(200, { ok: false, error: 'unknown_method' });
        }
    }
    caller(token, scope) {
        const scopes = token === undefined ? undefined : this.parts.tokens[token];
        if (!scopes && this.has('S-TOK-01'))
            return say(token === undefined ? 'not_authed' : 'invalid_auth');
        if (scopes && !scopes.includes(scope) && this.has('S-TOK-02'))
            return say('missing_scope', { needed: scope, provided: scopes.join(',') });
        return token ?? '';
    }
    channel(id, token) {
        const channel = this.channels[id];
        if (!channel)
            return this.has('S-CHN-01') ? say('channel_not_found') : { name: id, members: [token] };
        if (!channel.members.includes(token) && this.has('S-CHN-02'))
            return say('not_in_channel');
        return channel;
    }
    post(token, args) {
        const [channel, text] = [textOf(args['channel']), textOf(args['text'])];
        if (this.channel(channel, token).archived === true && this.has('S-CHN-03'))
            return say('is_archived');
        if (text === '' && this.has('S-MSG-03'))
            return say('no_text');
        const full = this.limited(channel);
        if (full)
            return full;
        const metadata = args['metadata'];
        const again = this.has('S-MSG-02') ? undefined : this.messages.find((it) => it.channel === channel && it.text === text);
        const made = again ?? this.keep({ channel, text, by: token, ...(metadata ? { metadata } : {}) });
        return jsonAnswer(200, { ok: true, channel, ts: made.ts, message: { type: 'message', text, ts: made.ts, ...(metadata ? { metadata } : {}) } });
    }
    limited(channel) {
        const { perSecond, now } = this.parts;
        if (perSecond === undefined || !this.has('S-LIM-01'))
            return undefined;
        const lately = this.messages.filter((it) => it.channel === channel && it.by !== 'a person' && Number(it.ts) * 1000 > now() - 1000);
        return lately.length < perSecond ? undefined : jsonAnswer(429, { ok: false, error: 'ratelimited' }, { 'retry-after': '1' });
    }
    keep(it) {
        this.count++;
        const ts = this.has('S-MSG-01') ? (this.parts.now() / 1000).toFixed(0).concat('.', String(this.count).padStart(6, '0')) : '0.0';
        const made = { ...it, ts };
        this.messages.push(made);
        return made;
    }
    remove(token, args) {
        const [channel, ts] = [textOf(args['channel']), textOf(args['ts'])];
        this.channel(channel, token);
        const at = this.messages.findIndex((it) => it.channel === channel && it.ts === ts);
        const message = this.messages[at];
        if (!message)
            return say('message_not_found');
        if (message.by !== token && this.has('S-DEL-01'))
            return say('cant_delete_message');
        this.messages.splice(at, 1);
        return jsonAnswer(200, { ok: true, channel, ts });
    }
    history(token, args) {
        const id = textOf(args['channel']);
        this.channel(id, token);
        const oldest = this.has('S-HIS-03') ? Number(textOf(args['oldest']) || '0') : 0;
        const own = this.messages.filter((it) => it.channel === id && Number(it.ts) > oldest);
        const all = this.has('S-HIS-01') ? own.reverse() : own;
        const limit = this.has('S-HIS-01') ? Math.min(999, Number(textOf(args['limit']) || '100')) : all.length;
        const from = Number(Buffer.from(textOf(args['cursor']), 'base64').toString('utf8') || '0');
        const isMore = from + limit < all.length;
        const shown = args['include_all_metadata'] === 'true' || args['include_all_metadata'] === true || !this.has('S-HIS-02');
        return jsonAnswer(200, {
            ok: true, has_more: isMore, pin_count: 0,
            messages: all.slice(from, from + limit).map((it) => ({ type: 'message', text: it.text, ts: it.ts, ...(it.metadata && shown ? { metadata: it.metadata } : {}) })),
            ...(isMore ? { response_metadata: { next_cursor: Buffer.from(String(from + limit)).toString('base64') } } : {}),
        });
    }
    hook(path, body) {
        const id = this.parts.hooks?.[path];
        if (id === undefined)
            return this.has('S-HOK-02') ? textAnswer(404, 'no_service') : textAnswer(200, 'ok');
        if (this.channels[id]?.archived === true && this.has('S-HOK-04'))
            return textAnswer(410, 'channel_is_archived');
        let text = '';
        try {
            text = textOf(JSON.parse(body)['text']);
        }
        catch {
            if (this.has('S-HOK-03'))
                return textAnswer(400, 'invalid_payload');
        }
        if (text === '' && this.has('S-HOK-03'))
            return textAnswer(400, 'no_text');
        const { ts } = this.keep({ channel: id, text, by: path });
        return this.has('S-HOK-01') ? textAnswer(200, 'ok') : jsonAnswer(200, { ok: true, ts });
    }
}

// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(8522);
// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(1421);
// EXTERNAL MODULE: external "node:events"
var external_node_events_ = __webpack_require__(8474);
;// CONCATENATED MODULE: ./out/rehearsal/http/drained.js
/** Listens to both and leaves neither behind: a long body asks a thousand times. */
const drained = (stream) => new Promise((resolve) => {
    const done = () => {
        stream.off('drain', done);
        stream.off('close', done);
        resolve();
    };
    stream.on('drain', done);
    stream.on('close', done);
    if (stream.destroyed)
        done();
});

;// CONCATENATED MODULE: ./out/rehearsal/git/run-git.js
// Starting git for the world: without the user's and the system's config, hooks and prompts.



const settings = [
    // The source may belong to somebody else; the stores are ours.
    ['safe.directory', '*'],
    ['core.hooksPath', '/dev/null'],
    ['gc.auto', '0'],
    ['maintenance.auto', 'false'],
    ['protocol.file.allow', 'always'],
    // GitHub gives any object that it has, and partial clones.
    ['uploadpack.allowAnySHA1InWant', 'true'],
    ['uploadpack.allowFilter', 'true'],
    ['core.logAllRefUpdates', 'false'],
];
const environment = (more = {}) => {
    const env = {
        PATH: process.env['PATH'] ?? '/usr/bin:/bin', HOME: '/nonexistent', LC_ALL: 'C',
        GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null', GIT_TERMINAL_PROMPT: '0', GIT_CONFIG_COUNT: String(settings.length),
    };
    settings.forEach(([key, value], index) => {
        env[`GIT_CONFIG_KEY_${index}`] = key;
        env[`GIT_CONFIG_VALUE_${index}`] = value;
    });
    return { ...env, ...more };
};
const startGit = (call) => (0,external_node_child_process_.spawn)('git', ['--git-dir', call.folder, ...call.args], { env: environment(call.env), stdio: 'pipe' });
/** A child that ends before it has read everything is no error here: its exit code says what happened. */
const feed = async (child, stdin) => {
    child.stdin.on('error', () => undefined);
    if (typeof stdin === 'string')
        child.stdin.write(stdin);
    else
        for await (const part of stdin ?? []) {
            if (child.stdin.destroyed)
                break;
            if (!child.stdin.write(part))
                await drained(child.stdin);
        }
    child.stdin.end();
};
const runGit = async (call) => {
    const child = startGit(call);
    const out = [];
    let stderr = '';
    child.stdout.on('data', (part) => out.push(part));
    child.stderr.on('data', (part) => (stderr += part.toString('utf8')));
    const closed = (0,external_node_events_.once)(child, 'close');
    await Promise.all([closed, feed(child, call.stdin).catch((failure) => {
            child.kill();
            throw failure;
        })]);
    const [code] = await closed;
    return { code: code ?? 1, stdout: Buffer.concat(out), stderr };
};
const mustGit = async (call) => {
    const end = await runGit(call);
    if (end.code !== 0)
        throw new Error(`git ${call.args[0] ?? ''} failed in the rehearsal: ${end.stderr.trim()}`);
    return end.stdout.toString('utf8');
};

;// CONCATENATED MODULE: ./out/rehearsal/git/batch-reader.js

const header = /^([0-9a-f]{40}) (commit|tag|tree|blob) (\d+)$/;
class BatchReader {
    folder;
    child;
    questions = [];
    parts = [];
    size = 0;
    want = 1;
    constructor(folder) {
        this.folder = folder;
    }
    /** By id, or by a beginning of one. */
    read(name) {
        const child = (this.child ??= this.open());
        return new Promise((resolve, reject) => {
            this.questions.push({ resolve, reject });
            child.ref();
            child.stdin.write(`${name}\n`);
        });
    }
    close() {
        this.child?.stdin.end();
        this.child = undefined;
    }
    open() {
        const child = startGit({ folder: this.folder, args: ['cat-file', '--batch'] });
        child.stdin.on('error', () => undefined);
        child.stdout.on('data', (part) => {
            this.parts.push(part);
            this.size += part.length;
            while (this.size >= this.want && this.questions.length > 0 && this.take())
                ;
            // An idle reader must not keep the process alive.
            if (this.questions.length === 0)
                child.unref();
        });
        child.once('close', () => {
            if (this.child === child)
                this.child = undefined;
            for (const it of this.questions.splice(0))
                it.reject(new Error('git cat-file ended without an answer'));
        });
        for (const stream of [child.stdin, child.stdout, child.stderr])
            stream.unref();
        return child;
    }
    /** One answer, if all of it is there; else remembers how much has to come first. */
    take() {
        const all = this.parts.length === 1 && this.parts[0] ? this.parts[0] : Buffer.concat(this.parts);
        this.parts = [all];
        const end = all.indexOf(10);
        if (end < 0) {
            this.want = this.size + 1;
            return false;
        }
        const found = header.exec(all.subarray(0, end).toString('latin1'));
        const length = found ? Number(found[3]) : -1;
        this.want = end + 2 + length;
        if (this.size < this.want)
            return false;
        const rest = all.subarray(this.want);
        this.parts = rest.length > 0 ? [rest] : [];
        this.size = rest.length;
        this.want = 1;
        const it = found ? { id: found[1] ?? '', type: found[2], bytes: Buffer.from(all.subarray(end + 1, end + 1 + length)) } : undefined;
        this.questions.shift()?.resolve(it);
        return true;
    }
}

;// CONCATENATED MODULE: ./out/rehearsal/git/git-store.js
// The objects of a repository on disk: a bare repository that was filled from a real one. It is never told of refs after that;
// which refs there are is state of a world, and many worlds may share one store, as an object is what its id says.





const cachedBytes = 128 * 1024 * 1024;
const largestCached = 1024 * 1024;
class GitStore {
    folder;
    reader;
    cache = new Map();
    cacheSize = 0;
    kept = new Set();
    constructor(folder) {
        this.folder = folder;
        this.reader = new BatchReader(folder);
    }
    async read(id) {
        const known = this.cache.get(id);
        if (known)
            return known;
        const found = await this.reader.read(id);
        if (found && found.bytes.length <= largestCached && this.cacheSize < cachedBytes) {
            this.cache.set(id, found);
            this.cacheSize += found.bytes.length;
        }
        return found;
    }
    /** The one object whose id begins so. */
    async find(beginning) {
        return this.reader.read(beginning);
    }
    /** Objects that a world has made in memory, put where git itself can read them. */
    async keep(objects) {
        for (const [id, object] of objects) {
            if (this.kept.has(id))
                continue;
            const folder = (0,external_node_path_.join)(this.folder, 'objects', id.slice(0, 2));
            await (0,promises_.mkdir)(folder, { recursive: true });
            const temporary = (0,external_node_path_.join)(folder, `tmp_${id}_${this.kept.size}`);
            await (0,promises_.writeFile)(temporary, (0,external_node_zlib_.deflateSync)(Buffer.concat([Buffer.from(`${object.type} ${object.bytes.length}\0`), object.bytes]), { level: 1 }));
            await (0,promises_.rename)(temporary, (0,external_node_path_.join)(folder, id.slice(2)));
            this.kept.add(id);
        }
    }
    /** Takes a pack that a client sends; undefined, or what git says is wrong with it. */
    async addPack(pack) {
        const end = await runGit({ folder: this.folder, args: ['index-pack', '--stdin', '--fix-thin', '--strict'], stdin: pack });
        return end.code === 0 ? undefined : end.stderr.trim() || 'the pack is damaged';
    }
    /** Are the commits there with everything below them, given that everything below `known` is? */
    async isConnected(tips, known) {
        const lines = [...tips, ...[...known].map((id) => `^${id}`)];
        const end = await runGit({ folder: this.folder, args: ['rev-list', '--objects', '--quiet', '--stdin'], stdin: `${lines.join('\n')}\n` });
        return end.code === 0;
    }
    async isShallow() {
        return (0,promises_.stat)((0,external_node_path_.join)(this.folder, 'shallow')).then(() => true, () => false);
    }
    close() {
        this.reader.close();
    }
}
/** A store in `folder`, with all objects and refs of `from`; without it, an empty one. */
const makeStore = async (folder, from) => {
    await (0,promises_.mkdir)(folder, { recursive: true });
    await mustGit({ folder, args: ['init', '--quiet', '--bare', folder] });
    const store = new GitStore(folder);
    if (from === undefined)
        return { store, refs: new Map(), head: undefined };
    // The source may belong to somebody else (a checkout in a container). As a file: git drops settings of the environment before
    // it starts the process that reads there.
    const config = (0,external_node_path_.join)(folder, 'source.gitconfig');
    await (0,promises_.writeFile)(config, '[safe]\n\tdirectory = *\n');
    const env = { GIT_CONFIG_GLOBAL: config };
    await mustGit({ folder, env, args: ['fetch', '--quiet', '--no-tags', '--update-shallow', '--no-write-fetch-head', '--', from, '+refs/*:refs/source/*'] });
    const lines = (await mustGit({ folder, args: ['for-each-ref', '--format=%(objectname) %(refname)', 'refs/source'] })).split('\n').filter((it) => it !== '');
    const refs = new Map(lines.map((line) => [`refs/${line.slice(41 + 'refs/source/'.length)}`, line.slice(0, 40)]));
    const head = /^ref: refs\/heads\/(\S+)\tHEAD$/m.exec(await mustGit({ folder, env, args: ['ls-remote', '--symref', '--', from, 'HEAD'] }))?.[1];
    return { store, refs, head };
};

// EXTERNAL MODULE: ./out/rehearsal/git/table.js
var git_table = __webpack_require__(8607);
;// CONCATENATED MODULE: ./out/rehearsal/git/git-object.js
// The four kinds of git object as bytes and as values, and their ids. Written here and not taken from the product's reader of
// git: a world that shared its mistakes could not show them.

const idOf = (it) => (0,external_node_crypto_.createHash)('sha1').update(`${it.type} ${it.bytes.length}\0`).update(it.bytes).digest('hex');
const isId = (text) => /^[0-9a-f]{40}$/.test(text);
const noId = '0'.repeat(40);
const blobOf = (bytes) => ({ type: 'blob', bytes: Buffer.from(bytes) });
/** Git sorts folders as if their names ended in a slash. */
const sortName = (it) => Buffer.from(it.mode === '40000' ? `${it.name}/` : it.name);
const formatTree = (entries) => {
    const sorted = entries.map((it) => ({ it, by: sortName(it) })).sort((a, b) => Buffer.compare(a.by, b.by));
    return { type: 'tree', bytes: Buffer.concat(sorted.flatMap(({ it }) => [Buffer.from(`${it.mode} ${it.name}\0`), Buffer.from(it.id, 'hex')])) };
};
const parseTree = (bytes) => {
    const entries = [];
    for (let at = 0; at < bytes.length;) {
        const space = bytes.indexOf(32, at);
        const end = bytes.indexOf(0, space);
        entries.push({
            mode: bytes.subarray(at, space).toString('latin1'),
            name: bytes.subarray(space + 1, end).toString('utf8'),
            id: bytes.subarray(end + 1, end + 21).toString('hex'),
        });
        at = end + 21;
    }
    return entries;
};
const formatPerson = (it) => `${it.name} <${it.email}> ${it.time} ${it.zone}`;
const parsePerson = (text) => {
    const found = /^(.*?) ?<([^>]*)> ?(\d+)? ?([+-]\d{4})?$/.exec(text);
    return { name: found?.[1] ?? '', email: found?.[2] ?? '', time: Number(found?.[3] ?? 0), zone: found?.[4] ?? '+0000' };
};
/** A header goes on in the next line when that begins with a space. */
const parseParts = (bytes) => {
    const text = bytes.toString('utf8');
    const end = text.indexOf('\n\n');
    const head = end < 0 ? text : text.slice(0, end);
    const headers = [];
    for (const line of head.split('\n')) {
        const last = headers.at(-1);
        if (line.startsWith(' ') && last)
            last[1] += `\n${line.slice(1)}`;
        else
            headers.push([line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)]);
    }
    return { headers, message: end < 0 ? '' : text.slice(end + 2) };
};
const git_object_valueOf = (parts, name) => parts.headers.find(([it]) => it === name)?.[1];
const parseCommit = (bytes) => {
    const parts = parseParts(bytes);
    const signature = git_object_valueOf(parts, 'gpgsig');
    return {
        tree: git_object_valueOf(parts, 'tree') ?? noId,
        parents: parts.headers.filter(([it]) => it === 'parent').map(([, id]) => id),
        author: parsePerson(git_object_valueOf(parts, 'author') ?? ''),
        committer: parsePerson(git_object_valueOf(parts, 'committer') ?? ''),
        message: parts.message,
        ...(signature === undefined ? {} : { signature }),
    };
};
const formatCommit = (it) => {
    const lines = [`tree ${it.tree}`, ...it.parents.map((id) => `parent ${id}`), `author ${formatPerson(it.author)}`, `committer ${formatPerson(it.committer)}`];
    if (it.signature !== undefined)
        lines.push(`gpgsig ${it.signature.trimEnd().replaceAll('\n', '\n ')}`);
    return { type: 'commit', bytes: Buffer.from(`${lines.join('\n')}\n\n${it.message}`) };
};
const parseTag = (bytes) => {
    const parts = parseParts(bytes);
    const tagger = git_object_valueOf(parts, 'tagger');
    return {
        object: git_object_valueOf(parts, 'object') ?? noId,
        type: (git_object_valueOf(parts, 'type') ?? 'commit'),
        name: git_object_valueOf(parts, 'tag') ?? '',
        tagger: tagger === undefined ? undefined : parsePerson(tagger),
        message: parts.message,
    };
};
const formatTag = (it) => {
    const lines = [`object ${it.object}`, `type ${it.type}`, `tag ${it.name}`, ...(it.tagger ? [`tagger ${formatPerson(it.tagger)}`] : [])];
    return { type: 'tag', bytes: Buffer.from(`${lines.join('\n')}\n\n${it.message}`) };
};
/** `refs/heads/x` as git-check-ref-format would have it; git itself is not asked, as names come in by the thousand. */
const isRefName = (name) => /^refs\/[^/]+\/./.test(name) && !/[\0-\x20\x7f~^:?*[\\]|\.\.|\/\/|@\{|\/\.|\.$|\.lock(?=\/|$)|\/$/.test(name);

;// CONCATENATED MODULE: ./out/rehearsal/git/git-repository.js
// One repository as a world has it: refs (state), objects made in this world (state) and the store below them (shared). No
// process is started for any of this.

/** A tag of a tag of a tag: a ring must end. */
const deepest = 10;
class GitRepository {
    store;
    refs;
    made;
    constructor(store, refs, made) {
        this.store = store;
        this.refs = refs;
        this.made = made;
    }
    async read(id) {
        return this.made.get(id) ?? (isId(id) ? this.store.read(id) : undefined);
    }
    /** True when the object is new to this world. */
    async write(object) {
        const id = idOf(object);
        const isNew = (await this.read(id)) === undefined;
        if (isNew)
            this.made.set(id, object);
        return { id, isNew };
    }
    async add(object) {
        return (await this.write(object)).id;
    }
    async must(id, type) {
        const found = await this.read(id);
        if (found?.type !== type)
            throw new Error(`${id} is ${found ? `a ${found.type}` : 'missing'}, not a ${type}`);
        return found.bytes;
    }
    async commit(id) {
        return { id, ...parseCommit(await this.must(id, 'commit')) };
    }
    async tag(id) {
        return parseTag(await this.must(id, 'tag'));
    }
    async tree(id) {
        return parseTree(await this.must(id, 'tree'));
    }
    async typeOf(id) {
        return (await this.read(id))?.type;
    }
    /** The commit that an object stands for: itself, or what a tag object names in the end. */
    async peel(id) {
        let at = id;
        for (let depth = 0; depth < deepest; depth++) {
            const found = await this.read(at);
            if (found?.type === 'commit')
                return at;
            if (found?.type !== 'tag')
                return undefined;
            at = parseTag(found.bytes).object;
        }
        return undefined;
    }
    /** The commit that a name means: a whole ref, a branch, a tag, an id or the beginning of one. */
    async resolve(name) {
        const ref = [name, `refs/heads/${name}`, `refs/tags/${name}`, `refs/${name}`].map((it) => this.refs.get(it)).find((it) => it !== undefined);
        if (ref !== undefined)
            return this.peel(ref);
        if (isId(name))
            return this.peel(name);
        if (!/^[0-9a-f]{7,39}$/.test(name))
            return undefined;
        const known = [...this.made.keys()].find((id) => id.startsWith(name)) ?? (await this.store.find(name))?.id;
        return known === undefined ? undefined : this.peel(known);
    }
    async entry(tree, path) {
        let at = { mode: '40000', id: tree };
        for (const name of path.split('/').filter((it) => it !== '')) {
            if (at.mode !== '40000')
                return undefined;
            const next = (await this.tree(at.id)).find((it) => it.name === name);
            if (!next)
                return undefined;
            at = next;
        }
        return at;
    }
    async blob(id) {
        return this.must(id, 'blob');
    }
    /** All entries below a tree, folders before what is in them. */
    async *walk(tree, under = '') {
        for (const it of await this.tree(tree)) {
            const path = under + it.name;
            yield { ...it, path };
            if (it.mode === '40000')
                yield* this.walk(it.id, `${path}/`);
        }
    }
    /** A tree with some paths replaced, or removed (undefined); folders that become empty vanish. Undefined when nothing is left. */
    async treeWith(tree, changes) {
        const entries = new Map((tree === undefined ? [] : await this.tree(tree)).map((it) => [it.name, it]));
        const below = new Map();
        for (const [path, change] of changes) {
            const slash = path.indexOf('/');
            const name = slash < 0 ? path : path.slice(0, slash);
            if (slash >= 0)
                below.set(name, (below.get(name) ?? new Map()).set(path.slice(slash + 1), change));
            else if (change)
                entries.set(name, { name, ...change });
            else
                entries.delete(name);
        }
        for (const [name, inner] of below) {
            const old = entries.get(name);
            const id = await this.treeWith(old?.mode === '40000' ? old.id : undefined, inner);
            if (id === undefined)
                entries.delete(name);
            else
                entries.set(name, { name, mode: '40000', id });
        }
        return entries.size === 0 ? undefined : this.add(formatTree([...entries.values()]));
    }
    async addFile(bytes, mode = '100644') {
        return { mode, id: await this.add(blobOf(bytes)) };
    }
    /** Everything made in this world, onto the disk, for git itself to read. */
    async settle() {
        await this.store.keep(this.made);
        return this.store;
    }
}

;// CONCATENATED MODULE: ./out/rehearsal/git/git-view.js
// A bare repository on disk that shows the refs of one world to git itself: the objects are the store's, the refs are written
// anew whenever they changed. git only ever reads it; a push is carried out by the world (receive-pack.ts), so that the same
// code moves refs for the API and for git.


class GitView {
    folder;
    shown;
    last = Promise.resolve();
    constructor(folder) {
        this.folder = folder;
    }
    /** The folder, with the refs as they are now. */
    async show(git, defaultBranch) {
        const next = this.last.then(() => this.write(git, defaultBranch));
        this.last = next.catch(() => undefined);
        await next;
        return this.folder;
    }
    async write(git, defaultBranch) {
        const store = await git.settle();
        const packed = [...git.refs].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, id]) => `${id} ${name}\n`).join('');
        const state = `${defaultBranch}\n${packed}`;
        if (state === this.shown)
            return;
        if (this.shown === undefined) {
            await (0,promises_.mkdir)((0,external_node_path_.join)(this.folder, 'objects', 'info'), { recursive: true });
            await (0,promises_.mkdir)((0,external_node_path_.join)(this.folder, 'refs'), { recursive: true });
            await (0,promises_.writeFile)((0,external_node_path_.join)(this.folder, 'objects', 'info', 'alternates'), `${(0,external_node_path_.join)(store.folder, 'objects')}\n`);
            await (0,promises_.writeFile)((0,external_node_path_.join)(this.folder, 'config'), '[core]\n\trepositoryformatversion = 0\n\tbare = true\n');
            if (await store.isShallow())
                await (0,promises_.copyFile)((0,external_node_path_.join)(store.folder, 'shallow'), (0,external_node_path_.join)(this.folder, 'shallow'));
        }
        await (0,promises_.writeFile)((0,external_node_path_.join)(this.folder, 'HEAD'), `ref: refs/heads/${defaultBranch}\n`);
        await (0,promises_.writeFile)((0,external_node_path_.join)(this.folder, 'packed-refs.new'), packed);
        await (0,promises_.rename)((0,external_node_path_.join)(this.folder, 'packed-refs.new'), (0,external_node_path_.join)(this.folder, 'packed-refs'));
        this.shown = state;
    }
}

;// CONCATENATED MODULE: ./out/rehearsal/github/state.js

const keyOf = (owner, name) => `${owner}/${name}`.toLowerCase();
const copyRepository = (it) => ({
    ...it,
    refs: it.refs.copy(), releases: it.releases.copy(), latest: it.latest.copy(), burned: it.burned.copy(), assets: it.assets.copy(), issues: it.issues.copy(),
    comments: it.comments.copy(), labels: it.labels.copy(), checks: it.checks.copy(), statuses: it.statuses.copy(), runs: it.runs.copy(), roles: it.roles.copy(), signed: it.signed.copy(),
});
const copyEach = (table, copy) => new git_table/* Table */.X([...table].map(([key, value]) => [key, copy(value)]));
const copyState = (it) => ({
    nextId: it.nextId,
    users: it.users.copy(),
    repositories: copyEach(it.repositories, copyRepository),
    objects: copyEach(it.objects, (objects) => objects.copy()),
    past: it.past.copy(),
    usage: it.usage.copy(),
});
const tableChanges = (it) => {
    const { refs, releases, latest, burned, assets, issues, comments, labels, checks, statuses, runs, roles, signed } = it;
    return [refs, releases, latest, burned, assets, issues, comments, labels, checks, statuses, runs, roles, signed].reduce((sum, table) => sum + table.changes, 0);
};
/** Objects made so far. One that no ref leads to is seen by nobody, unless they know its id. */
const objectsOf = (it) => [...it.objects.values()].reduce((sum, objects) => sum + objects.size, 0);
/** Grows with every change that a request could see; reading leaves it as it is. */
const changesOf = (it) => {
    let changes = it.repositories.changes;
    for (const repository of it.repositories.values())
        changes += tableChanges(repository);
    return changes;
};

;// CONCATENATED MODULE: ./out/rehearsal/github/lag.js

const noLag = { gets: 0, lists: 0 };
/** The repository as this read sees it. Asking counts. */
const seenBy = (forge, repo, kind) => {
    const { lag } = forge.settings;
    const rule = kind === 'gets' ? 'W-LAG-01' : 'W-LAG-02';
    const key = keyOf(repo.owner, repo.name);
    const past = forge.state.past.get(key) ?? [];
    if (past.length === 0 || !forge.rules.has(rule))
        return repo;
    const stale = past.find((it) => it[kind] < lag[kind]);
    const next = past.map((it) => ({ ...it, [kind]: it[kind] + 1 })).filter((it) => it.gets < lag.gets || it.lists < lag.lists);
    forge.state.past.note(key, next);
    return stale?.before ?? repo;
};

;// CONCATENATED MODULE: ./out/rehearsal/github/forge.js






class Forge {
    parts;
    state;
    rules;
    settings;
    now;
    host;
    views = new Map();
    last = Promise.resolve();
    constructor(parts) {
        this.parts = parts;
        this.state = parts.state;
        this.rules = parts.rules;
        this.settings = parts.settings;
        this.now = parts.now;
        this.host = parts.host;
    }
    nextId() {
        return this.state.nextId++;
    }
    /** Alone with the state: two requests that check and then write must not do so between one another. True when it was changed. */
    async exclusive(work, onChange) {
        const turn = this.last.then(async () => {
            const before = changesOf(this.state);
            const pasts = this.settings.lag === noLag ? [] : [...this.state.repositories.values()].map(copyRepository);
            try {
                return await work();
            }
            finally {
                if (changesOf(this.state) !== before) {
                    onChange();
                    pasts.forEach((it) => this.remember(it));
                }
            }
        });
        this.last = turn.catch(() => undefined);
        return turn;
    }
    remember(before) {
        const key = keyOf(before.owner, before.name);
        const now = this.state.repositories.get(key);
        if (!now || tableChanges(now) === tableChanges(before))
            return;
        this.state.past.note(key, [...(this.state.past.get(key) ?? []), { before, gets: 0, lists: 0 }]);
    }
    objectCount() {
        return objectsOf(this.state);
    }
    user(login) {
        const known = this.state.users.get(login.toLowerCase());
        if (known)
            return known;
        const id = this.nextId();
        const isBot = login.endsWith('[bot]');
        const email = isBot ? `${id}+${login}@users.noreply.github.com` : `${login}@users.noreply.github.com`;
        const user = { id, login, type: isBot ? 'Bot' : 'User', email };
        this.state.users.note(login.toLowerCase(), user);
        return user;
    }
    repository(owner, name) {
        const key = this.rules.has('W-API-06') ? keyOf(owner, name) : `${owner}/${name}`;
        const repo = this.state.repositories.get(key);
        const { filling, ...settings } = repo?.settings ?? {};
        if (repo && filling && filling.at <= this.now()) {
            for (const [ref, id] of filling.refs)
                repo.refs.note(ref, id);
            repo.settings = settings;
        }
        return repo;
    }
    git(repo) {
        const store = this.host.stores.get(repo.network);
        if (!store)
            throw new Error(`there are no objects for ${repo.owner}/${repo.name}`);
        let made = this.state.objects.get(repo.network);
        if (!made)
            this.state.objects.note(repo.network, (made = new git_table/* Table */.X()));
        return new GitRepository(store, repo.refs, made);
    }
    /** A bare repository on disk that shows this one as it is now. */
    async view(repo) {
        const key = keyOf(repo.owner, repo.name);
        let view = this.views.get(key);
        if (!view)
            this.views.set(key, (view = new GitView((0,external_node_path_.join)(this.host.folder, 'views', String(this.host.views++)))));
        return view.show(this.git(repo), repo.settings.defaultBranch);
    }
}

;// CONCATENATED MODULE: ./out/rehearsal/github/forks.js
// New repositories, and forks: made at once, and filled a while later.


const newRepository = (forge, it) => ({
    ...it, id: forge.nextId(), createdAt: forge.now(),
    releases: new git_table/* Table */.X(), latest: new git_table/* Table */.X(), burned: new git_table/* Table */.X(), assets: new git_table/* Table */.X(), issues: new git_table/* Table */.X(), comments: new git_table/* Table */.X(), labels: new git_table/* Table */.X(),
    checks: new git_table/* Table */.X(), statuses: new git_table/* Table */.X(), runs: new git_table/* Table */.X(), signed: new git_table/* Table */.X(),
});
const freeName = (forge, owner, name) => {
    let free = name;
    for (let at = 1; forge.state.repositories.has(keyOf(owner, free)); at++)
        free = `${name}-${at}`;
    return free;
};
/** The fork that somebody has of a repository, or a new one. */
const forkFor = (forge, parent, login) => {
    const owner = forge.user(login).login;
    const forkOf = keyOf(parent.owner, parent.name);
    const there = [...forge.state.repositories.values()].find((it) => it.owner.toLowerCase() === owner.toLowerCase() && it.settings.forkOf === forkOf);
    if (there && forge.rules.has('W-FRK-02'))
        return there;
    const refs = [...parent.refs].filter(([ref]) => ref.startsWith('refs/heads/') || ref.startsWith('refs/tags/'));
    const isLate = forge.rules.has('W-FRK-01');
    const repo = newRepository(forge, {
        owner, name: freeName(forge, owner, parent.name), network: parent.network, refs: new git_table/* Table */.X(isLate ? [] : refs), roles: new git_table/* Table */.X(),
        settings: {
            ...parent.settings, forkOf, immutableReleases: false, rulesets: [], protections: {}, actionsMayOpenPulls: false, hasIssues: false,
            ...(isLate ? { filling: { at: forge.now() + forge.settings.forkTakes, refs } } : {}),
        },
    });
    forge.state.repositories.set(keyOf(repo.owner, repo.name), repo);
    return repo;
};

;// CONCATENATED MODULE: ./out/rehearsal/github/rules.js
// Which of GitHub's behaviours this world imitates. Each is a row of docs/world.md, with its source and its contract test, and
// is looked up by its name at the place where the behaviour is. A world may leave some out: to imitate another forge, and to
// show that the contract test of each one fails without it.
const rules = {
    'W-API-01': 'what is not implemented answers 501 and is recorded',
    'W-API-02': 'lists come in pages of 30, with links to the others',
    'W-API-03': 'a body that is no JSON is refused with 400',
    'W-API-04': 'a repository that does not exist, or that one may not see, is 404 and never 403',
    'W-API-05': 'a request without a user agent is refused',
    'W-API-06': 'names of repositories are the same in any case',
    'W-API-07': 'an unknown version of the API is refused with 400',
    'W-API-08': 'a field that is missing is named in a 422',
    'W-API-09': 'a field of another type is named in a 422',
    'W-API-10': 'every answer has a request id',
    'W-API-11': 'every answer tells the time',
    'W-TOK-01': 'a token that nobody gave out is 401',
    'W-TOK-02': 'a token that has expired is 401',
    'W-TOK-03': 'writing without a token is 401',
    'W-TOK-04': 'a private repository is not there for those who may not see it',
    'W-TOK-05': 'a token without the permission is 403, in the words for its kind',
    'W-TOK-06': 'answers name the permissions that would do',
    'W-TOK-07': 'a token for some repositories writes to no other',
    'W-TOK-08': 'a classic token shows its scopes, and without the scope it is told 404',
    'W-TOK-09': 'a token can do no more than its person',
    'W-TOK-10': 'a workflow opens pull requests only where the setting allows it',
    'W-TOK-11': 'GraphQL refuses a commit without the permission with FORBIDDEN',
    'W-TOK-12': 'GraphQL refuses to move a ref without the permission with FORBIDDEN',
    'W-TOK-13': 'a token of a workflow or an app is no user',
    'W-REF-01': 'a ref that is there cannot be created again',
    'W-REF-02': 'an empty repository has no refs to ask for: 409',
    'W-REF-03': 'a ref needs an object that exists',
    'W-REF-04': 'a ref moves forward only, unless it is forced',
    'W-REF-05': 'a ref that is not there cannot be updated: 422, not 404',
    'W-REF-06': 'a ref that is not there cannot be deleted: 422, not 404',
    'W-REF-07': 'a ref is found by its whole name only',
    'W-REF-08': 'a malformed name is no ref',
    'W-REF-09': 'a tag object makes no tag',
    'W-REF-10': 'updateRefs moves all of its refs or none',
    'W-REF-11': 'updateRefs refuses a ref that is not where the client says',
    'W-REF-12': 'updateRefs takes the id of nothing for a ref that is not there',
    'W-REF-13': 'updateRefs moves forward only, unless it is forced',
    'W-REF-14': 'a signed tag object comes with its signature and with the text that was signed',
    'W-REF-15': 'a signature by a key of no account is not verified',
    'W-GIT-01': 'git is asked for a login before it may push',
    'W-GIT-02': 'git may not push without the permission',
    'W-GIT-03': 'a private repository cannot be cloned by others',
    'W-GIT-04': 'a push against a ruleset is declined with GH013',
    'W-GIT-05': 'a ref that is refused does not hold back the others of the push',
    'W-GIT-06': 'an atomic push is done whole or not at all',
    'W-GIT-07': 'a push to a protected branch is declined with GH006',
    'W-GIT-08': 'a push of workflow files needs a permission of its own',
    'W-GIT-09': 'the default branch cannot be deleted',
    'W-GIT-10': 'refs of pull requests cannot be pushed to',
    'W-GIT-11': 'a push that started from an old value of the ref is refused',
    'W-REL-01': 'a draft cannot be read by its tag',
    'W-REL-02': 'drafts are hidden from those who may not write',
    'W-REL-03': 'several drafts may have one tag',
    'W-REL-04': 'two published releases cannot have one tag',
    'W-REL-05': 'a draft that is updated without tag_name loses its tag',
    'W-REL-06': 'publishing makes the tag when it is missing',
    'W-REL-07': 'a tag that is there decides the commit, not target_commitish',
    'W-REL-08': 'a target_commitish that is nothing is refused',
    'W-REL-09': 'a body of more than 125000 characters is refused',
    'W-REL-10': 'the latest release is the one of the newest commit',
    'W-REL-11': 'make_latest decides whether a release becomes the latest',
    'W-REL-12': 'a draft or pre-release cannot be made the latest',
    'W-REL-13': 'make_latest: legacy decides by date, then by version',
    'W-REL-14': 'the page of a draft is called untagged',
    'W-REL-15': 'a release is as old as its commit',
    'W-REL-16': 'a release of a commit that changes workflows needs a permission of its own',
    'W-REL-17': 'a ruleset for tags stops the publication that would make one',
    'W-REL-18': 'an empty repository can have no release',
    'W-REL-19': 'a tag stays when its release is deleted',
    'W-REL-20': 'a release whose tag is deleted becomes a draft',
    'W-REL-21': 'releases are listed with the newest first',
    'W-REL-22': 'generated notes begin at the tag that is named, else at the nearest one',
    'W-REL-23': 'a malformed tag name is refused',
    'W-REL-24': 'a draft whose tag is deleted loses it',
    'W-REL-25': 'a title of more than 256 characters is refused',
    'W-REL-26': 'a release can be made a draft again, and its tag stays',
    'W-REL-27': 'what is published again has a new date, and its assets',
    'W-REL-28': 'a release stays public when its tag is moved',
    'W-AST-01': 'a name can be uploaded once',
    'W-AST-02': 'an upload that breaks off leaves a starter asset',
    'W-AST-03': 'a starter asset keeps its name from others',
    'W-AST-04': 'an asset has the digest of its bytes',
    'W-AST-05': 'special characters in names become dots',
    'W-AST-06': 'an asset over the size limit is refused',
    'W-AST-07': 'a release takes a limited number of assets',
    'W-AST-08': 'the bytes of an asset are at another origin',
    'W-AST-09': 'storage refuses a token that is carried there',
    'W-AST-10': 'assets of drafts cannot be downloaded from the site',
    'W-AST-11': 'an asset cannot take the name of another',
    'W-AST-12': 'an empty asset is refused',
    'W-AST-13': 'an upload of unknown length is refused',
    'W-IMM-01': 'where the setting is on, what is published is immutable',
    'W-IMM-02': 'an immutable release takes no more assets',
    'W-IMM-03': 'assets of an immutable release stay as they are',
    'W-IMM-04': 'the tag of an immutable release cannot move or go',
    'W-IMM-05': 'the tag name of a deleted immutable release cannot be released again',
    'W-IMM-06': 'the tag of a deleted immutable release cannot be made again',
    'W-IMM-07': 'title and notes of an immutable release may change',
    'W-IMM-09': 'an immutable release cannot be made a draft again',
    'W-IMM-08': 'the tag of a deleted immutable release may be deleted',
    'W-COM-01': 'createCommitOnBranch puts one commit on top of the head',
    'W-COM-02': 'createCommitOnBranch refuses a head that is no longer there',
    'W-COM-03': 'createCommitOnBranch makes no branch',
    'W-COM-04': 'createCommitOnBranch obeys rulesets and protection',
    'W-COM-05': 'commits that GitHub makes are signed, and pass a ruleset for signatures',
    'W-COM-06': 'a file that is there needs its sha to be replaced',
    'W-COM-07': 'a file that has changed is not replaced: 409',
    'W-COM-08': 'a file on a branch that takes no commits is not written: 409',
    'W-COM-09': 'a file over one MiB comes without its content',
    'W-COM-10': 'the raw media type gives the bytes of a file',
    'W-COM-11': 'a comparison lists the oldest commit first',
    'W-COM-12': 'a comparison lists 250 commits at most, the newest ones',
    'W-COM-13': 'workflow files are not written without the permission',
    'W-COM-14': 'a link to a file is answered as the file',
    'W-COM-15': 'for a commit of the default branch only merged pull requests are listed',
    'W-COM-16': 'a comparison may name a branch of a fork',
    'W-COM-17': 'GraphQL names the pull request that brought a commit of the default branch, and its merge as well',
    'W-PUL-01': 'a branch has one open pull request into another at most',
    'W-PUL-02': 'a pull request needs a commit',
    'W-PUL-03': 'branches that are not there are named in a 422',
    'W-PUL-04': 'issues and pull requests are counted together',
    'W-PUL-05': 'a head filter without an owner filters nothing',
    'W-PUL-06': 'merging moves the base branch',
    'W-PUL-07': 'a merge of another head than the one named is refused',
    'W-PUL-08': 'what conflicts is not merged',
    'W-PUL-09': 'a pull request follows its branch',
    'W-PUL-10': 'a pull request ends with its branch',
    'W-PUL-11': 'a pull request whose branch is moved back to its base is closed',
    'W-PUL-12': 'a closed pull request whose branch has moved stays closed',
    'W-PUL-13': 'reviews are asked of collaborators only',
    'W-PUL-14': 'who opened a pull request may change its text',
    'W-FRK-01': 'a fork is there at once, and its branches a while later',
    'W-FRK-02': 'whoever has a fork is given that one',
    'W-FRK-03': 'a fork says what it was forked from',
    'W-ISS-01': 'an issue needs a title',
    'W-ISS-02': 'pull requests are listed among the issues',
    'W-ISS-03': 'where issues are disabled they are gone: 410',
    'W-ISS-04': 'a comment needs a body',
    'W-ISS-05': 'a text of more than 65536 characters is refused',
    'W-ISS-06': 'issues are filtered by all labels that are named',
    'W-ISS-07': 'a label can be made once',
    'W-ISS-08': 'a comment that was changed says when, and only in GraphQL',
    'W-ISS-09': 'GraphQL names a bot without the suffix that REST gives it',
    'W-ISS-10': 'comments come in pages of at most a hundred, oldest first',
    'W-ISS-11': 'GraphQL lists issues without the pull requests',
    'W-ISS-12': 'since leaves out what has not changed from then on',
    'W-RUL-01': 'rules are told for branches that do not exist yet',
    'W-RUL-02': 'only active rulesets hold',
    'W-RUL-03': 'a ruleset holds for the refs that its patterns name',
    'W-RUL-04': 'a ruleset can forbid creation',
    'W-RUL-05': 'a ruleset can forbid updates',
    'W-RUL-06': 'a ruleset can forbid deletion',
    'W-RUL-07': 'a ruleset can forbid forced updates',
    'W-RUL-08': 'a ruleset can demand pull requests, whose merge passes',
    'W-RUL-09': 'a ruleset can demand signatures, which a push has not',
    'W-RUL-10': 'a ruleset can demand checks',
    'W-RUL-11': 'a ruleset can demand a form of names',
    'W-RUL-12': 'classic protection refuses direct commits',
    'W-LIM-01': 'answers tell how much may still be asked',
    'W-LIM-02': 'after the last request of the hour there is 403',
    'W-LIM-03': 'content is made so many times a minute, and no more',
    'W-LIM-04': 'a minute has so many points',
    'W-LIM-05': 'asking for the limits does not count',
    'W-LIM-06': 'so many requests run at once, and no more',
    'W-LIM-07': 'moving refs makes no content',
    'W-LIM-08': 'GraphQL has an hour of its own',
    'W-LAG-01': 'a single thing may be shown as it was, for a number of reads',
    'W-LAG-02': 'a list may be shown as it was, for a number of reads',
    'W-CHK-01': 'of each check the newest run is listed',
    'W-CHK-02': 'a commit without statuses is pending',
    'W-CHK-03': 'of each status the newest counts',
    'W-CHK-04': 'a check run says which app reported it',
    'W-CHK-05': 'each suite lists the newest run of its own',
    'W-ACT-01': 'a workflow run shows its newest attempt',
    'W-ACT-02': 'a workflow run has a conclusion only when it has ended',
};
const ruleNames = Object.keys(rules);
class Rules {
    left;
    constructor(without = []) {
        this.left = new Set(without);
    }
    has(name) {
        return !this.left.has(name);
    }
}

;// CONCATENATED MODULE: ./out/rehearsal/http/handler.js
// What a rehearsed server is: a function from request to answer. It knows no sockets, so that thousands of runs can be
// played in one process; server.ts joins it to node:http for tools that need an address.
/**
 * The connection ends without an answer. `arrived` tells a transport without sockets whether the request may have been carried
 * out; over a socket both look the same, as they do in life.
 */
class NoAnswer extends Error {
    arrived;
    constructor(arrived) {
        super(arrived ? 'the answer was lost' : 'the connection was refused');
        this.arrived = arrived;
        this.name = 'NoAnswer';
    }
}

;// CONCATENATED MODULE: ./out/rehearsal/http/faults.js
// What can go wrong between a client and a server, played on any handler. When, and to which call, is a schedule's decision.

const withFaults = (handler, schedule) => {
    let calls = 0;
    return (request) => {
        const fault = schedule(++calls, request);
        return fault ? playFault(fault, handler, request) : handler(request);
    };
};
const playFault = async (fault, handler, request) => {
    switch (fault.kind) {
        case 'refuse': throw new NoAnswer(false);
        case 'lose-request': throw new NoAnswer(true);
        case 'lose-answer':
            await drain(await handler(request));
            throw new NoAnswer(true);
        case 'cut-request':
            await handler({ ...request, body: request.body && cutAt(request.body, Math.floor(lengthOf(request.headers) * fault.at)) }).catch(() => undefined);
            throw new NoAnswer(true);
        case 'cut-answer': return cutAnswer(await handler(request), fault.at);
        case 'stall':
            if (fault.carriedOut)
                await drain(await handler(request));
            await (fault.until ?? new Promise(() => undefined));
            throw new NoAnswer(true);
        case 'answer':
            if (fault.carriedOut)
                await drain(await handler(request));
            return { status: fault.status, headers: { 'content-type': 'text/plain', ...fault.headers }, body: Buffer.from(fault.body ?? '') };
        case 'meanwhile':
            await fault.act();
            return handler(request);
    }
};
const lengthOf = (headers) => Number(headers['content-length'] ?? 0);
/** An answer that nobody will read: its body may hold a process or a file open. */
const drain = async (response) => {
    if (response.body instanceof Uint8Array || response.body === undefined)
        return;
    for await (const part of response.body)
        if (part.length < 0)
            return;
};
async function* cutAt(body, limit) {
    let left = limit;
    for await (const part of body) {
        if (part.length >= left) {
            if (left > 0)
                yield part.subarray(0, left);
            throw new NoAnswer(true);
        }
        left -= part.length;
        yield part;
    }
    throw new NoAnswer(true);
}
async function* partsOf(body) {
    if (body instanceof Uint8Array)
        yield body;
    else if (body)
        yield* body;
}
const cutAnswer = (response, at) => {
    const length = lengthOf(response.headers) || (response.body instanceof Uint8Array ? response.body.length : 0);
    return { ...response, body: cutAt(partsOf(response.body), Math.floor(length * at)) };
};

;// CONCATENATED MODULE: ./out/rehearsal/github/addresses.js
// Where the parts of this GitHub are: all under one origin, with paths as an Enterprise server has them, so that the addresses
// of the API, of GraphQL, of uploads and of the site differ as they do in life. Downloads are elsewhere: another origin.
const prefixes = { api: '/api/v3', graphql: '/api/graphql', uploads: '/api/uploads', storage: '/-/storage' };
/**
 * Storage is another origin, as with GitHub, and a client that carries its token there is found out. `localhost` is the same
 * server by another name.
 */
const storageOrigin = (origin) => {
    const url = new URL(origin);
    if (url.hostname === '127.0.0.1')
        url.hostname = 'localhost';
    else if (url.hostname === 'localhost')
        url.hostname = '127.0.0.1';
    else
        url.hostname = `objects.${url.hostname}`;
    return url.origin;
};
const addressesAt = (origin) => ({
    server: origin,
    api: origin + prefixes.api,
    graphql: origin + prefixes.graphql,
    uploads: origin + prefixes.uploads,
    storage: storageOrigin(origin) + prefixes.storage,
});
/** A name in a path: what may stand in a path stays, slashes too. */
const inPath = (text) => text.split('/').map((it) => encodeURIComponent(it).replaceAll('%2B', '+').replaceAll('%40', '@')).join('/');

;// CONCATENATED MODULE: ./out/rehearsal/github/refusal.js
// How GitHub says no. Thrown anywhere below a route, and made an answer in one place.
class Refusal extends Error {
    status;
    said;
    details;
    headers;
    constructor(status, said, details = [], headers = {}) {
        super(`${status} ${said}`);
        this.status = status;
        this.said = said;
        this.details = details;
        this.headers = headers;
        this.name = 'Refusal';
    }
    get body() {
        return {
            message: this.said,
            ...(this.details.length > 0 ? { errors: this.details } : {}),
            documentation_url: 'https://docs.github.com/rest',
            status: String(this.status),
        };
    }
}
/** Also for those who may not know that it is there. */
const notFound = () => {
    throw new Refusal(404, 'Not Found');
};
const refuse = (status, said, details = []) => {
    throw new Refusal(status, said, details);
};
const invalid = (...details) => {
    throw new Refusal(422, 'Validation Failed', details);
};

;// CONCATENATED MODULE: ./out/rehearsal/github/access.js


const nobody = { login: undefined, token: undefined };
const ranks = { none: 0, read: 1, write: 2, admin: 3 };
const lower = (a, b) => (ranks[a] < ranks[b] ? a : b);
const secretOf = (header) => {
    const [, scheme = '', value = ''] = /^(\w+) +(.*)$/.exec(header ?? '') ?? [];
    if (/^(bearer|token)$/i.test(scheme))
        return value;
    // git gives user and password; the password is the token, whoever the user says to be.
    if (/^basic$/i.test(scheme))
        return Buffer.from(value, 'base64').toString('utf8').replace(/^[^:]*:/, '');
    return undefined;
};
const actorOf = (forge, header) => {
    if (header === undefined)
        return nobody;
    const token = forge.settings.tokens.find((it) => it.secret === secretOf(header));
    const hasExpired = token?.expiresAt !== undefined && token.expiresAt <= forge.now() && forge.rules.has('W-TOK-02');
    if (token && !hasExpired)
        return { login: token.login, token };
    if (!token && !forge.rules.has('W-TOK-01'))
        return nobody;
    throw new Refusal(401, 'Bad credentials');
};
const isOwn = (token) => token?.kind === 'actions' || token?.kind === 'app';
const roleOf = (repo, login) => {
    if (login === undefined)
        return undefined;
    return login.toLowerCase() === repo.owner.toLowerCase() ? 'admin' : repo.roles.get(login.toLowerCase());
};
const rolesAllow = (role, permission) => {
    if (role === undefined)
        return 'none';
    if (permission === 'administration')
        return role === 'admin' ? 'admin' : 'none';
    if (role === 'admin' || role === 'maintain' || role === 'write')
        return 'write';
    return role === 'triage' && (permission === 'issues' || permission === 'pull_requests') ? 'write' : 'read';
};
const covers = (forge, token, repo) => token.repositories === undefined || !forge.rules.has('W-TOK-07') || token.repositories.some((it) => it.toLowerCase() === keyOf(repo.owner, repo.name));
const tokenAllows = (forge, token, repo, permission) => {
    if (!covers(forge, token, repo))
        return 'none';
    if (permission === 'metadata')
        return 'read';
    if (token.kind !== 'classic')
        return token.permissions?.[permission] ?? 'none';
    const { scopes = [] } = token;
    if (permission === 'workflows')
        return scopes.includes('workflow') ? 'write' : 'none';
    if (scopes.includes('repo') || (scopes.includes('public_repo') && !repo.settings.isPrivate))
        return 'admin';
    return 'none';
};
/** What the actor may with this part of this repository, leaving aside that everybody may read what is public. */
const grantedTo = ({ forge, actor, repo }, permission) => {
    if (!actor.token)
        return 'none';
    const byToken = tokenAllows(forge, actor.token, repo, permission);
    if (isOwn(actor.token) || permission === 'workflows' || !forge.rules.has('W-TOK-09'))
        return byToken;
    return lower(byToken, rolesAllow(roleOf(repo, actor.login), permission));
};
const can = (where, permission, level) => {
    const { repo } = where;
    if (level === 'read' && !repo.settings.isPrivate && permission !== 'administration')
        return true;
    return ranks[grantedTo(where, permission)] >= ranks[level];
};
/** May they know that it is there? */
const canSee = ({ forge, actor, repo }) => !repo.settings.isPrivate || !forge.rules.has('W-TOK-04') || (actor.token !== undefined && covers(forge, actor.token, repo) && (isOwn(actor.token) || roleOf(repo, actor.login) !== undefined));
const needsText = (needs) => needs.map((set) => Object.entries(set).map(([permission, level]) => `${permission}=${level}`).join(',')).join('; ');
/** `isOpen`: whoever may read may do it too, such as opening an issue; only the token has to allow it. */
const mustHave = (where, needs, isOpen = false) => {
    const { forge, actor, repo } = where;
    const { token } = actor;
    const may = (permission, level) => can(where, permission, level) || (isOpen && token !== undefined && ranks[tokenAllows(forge, token, repo, permission)] >= ranks[level]);
    if (needs.length === 0 || needs.some((set) => Object.entries(set).every(([permission, level]) => may(permission, level))))
        return;
    const writes = needs.every((set) => Object.values(set).some((it) => it !== 'read'));
    if (!token && writes && forge.rules.has('W-TOK-03'))
        throw new Refusal(401, 'Requires authentication');
    if (!forge.rules.has('W-TOK-05'))
        return;
    if (token?.kind === 'classic' && forge.rules.has('W-TOK-08'))
        return notFound();
    throw new Refusal(403, `Resource not accessible by ${isOwn(token) ? 'integration' : 'personal access token'}`);
};

;// CONCATENATED MODULE: ./out/rehearsal/github/ask.js
// One request to the API as a route sees it: who asks, of which repository, with what; and the answers that have a common form.



class Ask {
    parts;
    forge;
    actor;
    request;
    addresses;
    body;
    constructor(parts) {
        this.parts = parts;
        this.forge = parts.forge;
        this.actor = parts.actor;
        this.request = parts.request;
        this.addresses = parts.addresses;
        this.body = parts.body;
    }
    get repo() {
        return this.parts.repo ?? notFound();
    }
    get git() {
        return this.forge.git(this.repo);
    }
    get now() {
        return this.forge.now();
    }
    get login() {
        return this.actor.login ?? 'ghost';
    }
    param(name) {
        return this.parts.params[name] ?? '';
    }
    number(name) {
        const value = this.param(name);
        return /^\d+$/.test(value) ? Number(value) : notFound();
    }
    query(name) {
        return this.request.url.searchParams.get(name) ?? undefined;
    }
    accepts(media) {
        return (this.request.headers['accept'] ?? '').includes(media);
    }
    can(permission, level) {
        return can(this, permission, level);
    }
    /** Of the API, below this repository. */
    url(path = '') {
        return `${this.addresses.api}/repos/${this.repo.owner}/${this.repo.name}${path}`;
    }
    /** Of the site, below this repository. */
    page(path = '') {
        return `${this.addresses.server}/${this.repo.owner}/${this.repo.name}${path}`;
    }
    /** A part of a list, with the links to the others. */
    paged(all) {
        if (!this.forge.rules.has('W-API-02'))
            return { part: all, headers: {} };
        const size = Math.min(100, Math.max(1, Number(this.query('per_page') ?? 30) || 30));
        const page = Math.max(1, Number(this.query('page') ?? 1) || 1);
        const last = Math.max(1, Math.ceil(all.length / size));
        const link = (rel, to) => {
            const url = new URL(this.request.url);
            url.searchParams.set('page', String(to));
            return `<${url.href}>; rel="${rel}"`;
        };
        const links = [...(page > 1 ? [link('prev', Math.min(page - 1, last))] : []), ...(page < last ? [link('next', page + 1), link('last', last)] : []), ...(page > 1 ? [link('first', 1)] : [])];
        return { part: all.slice((page - 1) * size, page * size), headers: links.length > 0 ? { link: links.join(', ') } : {} };
    }
    list(all, shape) {
        const { part, headers } = this.paged(all);
        return jsonAnswer(200, part.map(shape), headers);
    }
}

// EXTERNAL MODULE: ./node_modules/semver/index.js
var semver = __webpack_require__(2088);
;// CONCATENATED MODULE: ./out/rehearsal/git/history.js
/** Commits reachable from the tips and from none of the hidden ones, newest first, a child before its parents. */
async function* walkHistory(git, tips, hidden = []) {
    const hide = hidden.length === 0 ? new Set() : await reachable(git, hidden);
    const seen = new Set();
    const waiting = [];
    const push = async (id) => {
        if (seen.has(id) || hide.has(id) || (await git.typeOf(id)) === undefined)
            return;
        seen.add(id);
        const commit = await git.commit(id);
        const at = waiting.findIndex((it) => it.committer.time < commit.committer.time);
        waiting.splice(at < 0 ? waiting.length : at, 0, commit);
    };
    for (const tip of tips)
        await push(tip);
    for (let next = waiting.shift(); next; next = waiting.shift()) {
        yield next;
        for (const parent of next.parents)
            await push(parent);
    }
}
const reachable = async (git, tips) => {
    const seen = new Set();
    const waiting = [...tips];
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
        // A shallow store ends before the history does.
        if (seen.has(id) || (await git.typeOf(id)) === undefined)
            continue;
        seen.add(id);
        waiting.push(...(await git.commit(id)).parents);
    }
    return seen;
};
const isAncestor = async (git, ancestor, of) => {
    if (ancestor === of)
        return true;
    for await (const commit of walkHistory(git, [of]))
        if (commit.id === ancestor)
            return true;
    return false;
};
/** The newest commit that both have; undefined for histories that never met. */
const mergeBase = async (git, one, other) => {
    const ours = await reachable(git, [one]);
    for await (const commit of walkHistory(git, [other]))
        if (ours.has(commit.id))
            return commit.id;
    return undefined;
};

;// CONCATENATED MODULE: ./out/rehearsal/git/tree-diff.js
const byName = async (git, tree) => new Map((tree === undefined ? [] : await git.tree(tree)).map((it) => [it.name, it]));
const folderOf = (it) => (it?.mode === '40000' ? it.id : undefined);
const fileOf = (it) => (it?.mode === '40000' ? undefined : it);
async function* diffTrees(git, before, after, under = '') {
    if (before === after)
        return;
    const [old, now] = [await byName(git, before), await byName(git, after)];
    for (const name of [...new Set([...old.keys(), ...now.keys()])].sort()) {
        const [was, is] = [old.get(name), now.get(name)];
        if (was?.id === is?.id && was?.mode === is?.mode)
            continue;
        const path = under + name;
        yield* diffTrees(git, folderOf(was), folderOf(is), `${path}/`);
        const [wasFile, isFile] = [fileOf(was), fileOf(is)];
        if (wasFile && isFile)
            yield { path, status: 'modified', before: wasFile, after: isFile };
        else if (wasFile)
            yield { path, status: 'removed', before: wasFile };
        else if (isFile)
            yield { path, status: 'added', after: isFile };
    }
}
const linesOf = (bytes) => {
    if (!bytes || bytes.length === 0 || bytes.includes(0))
        return [];
    const lines = bytes.toString('latin1').split('\n');
    if (lines.at(-1) === '')
        lines.pop();
    return lines;
};
/** Above this many pairs of lines every line counts as changed. */
const mostPairs = 4_000_000;
const countLines = (before, after) => {
    const [a, b] = [linesOf(before), linesOf(after)];
    let start = 0;
    while (start < a.length && start < b.length && a[start] === b[start])
        start++;
    let end = 0;
    while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end])
        end++;
    const [old, now] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
    const common = old.length * now.length > mostPairs ? 0 : longestCommon(old, now);
    return { additions: now.length - common, deletions: old.length - common };
};
const longestCommon = (a, b) => {
    let row = new Uint32Array(b.length + 1);
    for (const line of a) {
        const next = new Uint32Array(b.length + 1);
        for (let j = 1; j <= b.length; j++)
            next[j] = line === b[j - 1] ? (row[j - 1] ?? 0) + 1 : Math.max(row[j] ?? 0, next[j - 1] ?? 0);
        row = next;
    }
    return row[b.length] ?? 0;
};

;// CONCATENATED MODULE: ./out/rehearsal/github/ruleset.js
/** fnmatch as the docs describe it: `*` stays within a folder, `**` does not. */
const matches = (pattern, ref, defaultBranch) => {
    if (pattern === '~ALL')
        return true;
    if (pattern === '~DEFAULT_BRANCH')
        return ref === `refs/heads/${defaultBranch}`;
    const source = pattern.replace(/\*\*\/?|[*?]|[.+^${}()|[\]\\]/g, (it) => {
        if (it.startsWith('**'))
            return it.endsWith('/') ? '(?:.*/)?' : '.*';
        return it === '*' ? '[^/]*' : it === '?' ? '[^/]' : `\\${it}`;
    });
    return new RegExp(`^${source}$`).test(ref);
};
const targets = { branch: 'refs/heads/', tag: 'refs/tags/' };
const rulesFor = (repo, ref, rules) => {
    const { rulesets, defaultBranch } = repo.settings;
    const holds = (it) => {
        if (rules.has('W-RUL-02') && it.enforcement !== 'active')
            return false;
        if (!ref.startsWith(targets[it.target]))
            return false;
        if (!rules.has('W-RUL-03'))
            return true;
        return it.include.some((pattern) => matches(pattern, ref, defaultBranch)) && !(it.exclude ?? []).some((pattern) => matches(pattern, ref, defaultBranch));
    };
    return rulesets.filter(holds).flatMap((ruleset) => ruleset.rules.map((rule) => ({ rule, ruleset })));
};
const shortName = (ref) => ref.replace(/^refs\/(heads|tags)\//, '');
const nameMatches = (parameters, name) => {
    const pattern = String(parameters['pattern']);
    const found = {
        starts_with: name.startsWith(pattern), ends_with: name.endsWith(pattern), contains: name.includes(pattern), regex: new RegExp(pattern).test(name),
    }[String(parameters['operator'])];
    return parameters['negate'] === true ? !found : found;
};
const checksExpected = (count, only) => count === 1 ? `Required status check "${only}" is expected.` : `${count} of ${count} required status checks are expected.`;
const contextsOf = (rule) => (rule.parameters?.['required_status_checks'] ?? []).map((it) => it.context);
const unsignedWords = (commits) => `Commits must have verified signatures.\n  Found ${commits.length} violation${commits.length === 1 ? '' : 's'}:\n\n${commits.map((it) => `  ${it.id}`).join('\n')}\n`;
/** What GitHub says to a change that breaks the rule; undefined if it does not. */
const broken = (rule, move) => {
    const { isMerge, isForced, unsigned } = move;
    const change = move.from === undefined ? 'creation' : move.to === undefined ? 'deletion' : 'update';
    const isDirect = change === 'update' && !isMerge;
    const pattern = String(rule.parameters?.['pattern']);
    const isMisnamed = change === 'creation' && rule.type.endsWith('_name_pattern') && !nameMatches(rule.parameters ?? {}, shortName(move.ref));
    const says = {
        creation: [change === 'creation', 'Cannot create ref due to creations being restricted.'],
        update: [isDirect, 'Cannot update this protected ref.'],
        deletion: [change === 'deletion', 'Cannot delete this protected ref.'],
        non_fast_forward: [change === 'update' && isForced, 'Cannot force-push to this branch'],
        pull_request: [isDirect, 'Changes must be made through a pull request.'],
        required_signatures: [unsigned.length > 0, unsignedWords(unsigned)],
        required_status_checks: [isDirect, checksExpected(contextsOf(rule).length, contextsOf(rule)[0] ?? '')],
        tag_name_pattern: [isMisnamed, `Tag name must match a given pattern: ${pattern}`],
        branch_name_pattern: [isMisnamed, `Branch name must match a given pattern: ${pattern}`],
    };
    const [isBroken, words] = says[rule.type];
    return isBroken ? words : undefined;
};
const names = {
    creation: 'W-RUL-04', update: 'W-RUL-05', deletion: 'W-RUL-06', non_fast_forward: 'W-RUL-07', pull_request: 'W-RUL-08', required_signatures: 'W-RUL-09',
    required_status_checks: 'W-RUL-10', tag_name_pattern: 'W-RUL-11', branch_name_pattern: 'W-RUL-11',
};
const brokenRules = (repo, move, rules) => rulesFor(repo, move.ref, rules).filter(({ rule }) => rules.has(names[rule.type])).map(({ rule }) => broken(rule, move)).filter((it) => it !== undefined);
/** Classic protection, in its words. */
const brokenProtection = (repo, move) => {
    const it = move.ref.startsWith('refs/heads/') ? repo.settings.protections[shortName(move.ref)] : undefined;
    if (!it || move.isMerge)
        return [];
    if (move.to === undefined)
        return ['Cannot delete a protected branch'];
    if (move.from === undefined)
        return [];
    if (move.isForced)
        return ['Cannot force-push to a protected branch'];
    const checks = it.checks.length > 0 ? [checksExpected(it.checks.length, it.checks[0] ?? '')] : [];
    return [...(it.pullRequest ? ['Changes must be made through a pull request.'] : []), ...checks];
};

;// CONCATENATED MODULE: ./out/rehearsal/github/ref-moves.js
// Moving refs: the one place, for the API, for git and for merges. What forbids a move is found here; how it is said is the
// caller's, as the API and git have words of their own. What follows from a move (pull requests, releases) is done here too.





const unsignedOf = async (forge, repo, move) => {
    const git = forge.git(repo);
    const to = move.to === undefined ? undefined : await git.peel(move.to);
    if (to === undefined)
        return [];
    const known = [...repo.refs.values()];
    const hidden = (await Promise.all(known.map((id) => git.peel(id)))).filter((id) => id !== undefined && id !== to);
    const unsigned = [];
    for await (const commit of walkHistory(git, [to], hidden))
        if (!repo.signed.has(commit.id) || !forge.rules.has('W-COM-05'))
            unsigned.push(commit);
    return unsigned;
};
const isForced = async (forge, repo, move) => {
    if (move.from === undefined || move.to === undefined)
        return false;
    const git = forge.git(repo);
    const [from, to] = [await git.peel(move.from), await git.peel(move.to)];
    return from === undefined || to === undefined || !(await isAncestor(git, from, to));
};
/** An immutable release holds its tag, and keeps its name when it is gone. */
const immutableLines = (forge, repo, move) => {
    if (!move.ref.startsWith('refs/tags/'))
        return [];
    const tag = move.ref.slice('refs/tags/'.length);
    const isHeld = [...repo.releases.values()].some((it) => it.immutable && !it.draft && it.tag === tag) || (repo.burned.has(tag) && !forge.rules.has('W-IMM-08'));
    if (isHeld && move.from !== undefined && forge.rules.has('W-IMM-04'))
        return [move.to === undefined ? 'Cannot delete this tag' : 'Cannot update this tag'];
    return move.from === undefined && repo.burned.has(tag) && forge.rules.has('W-IMM-06') ? ['Cannot create ref due to creations being restricted.'] : [];
};
/** The first workflow file in which two commits differ. */
const changedWorkflow = async (forge, repo, from, to) => {
    const git = forge.git(repo);
    const folder = async (id) => {
        const commit = id === undefined ? undefined : await git.peel(id);
        const entry = commit === undefined ? undefined : await git.entry((await git.commit(commit)).tree, '.github/workflows');
        return entry?.mode === '40000' ? entry.id : undefined;
    };
    for await (const change of diffTrees(git, await folder(from), await folder(to)))
        if (change.status !== 'removed')
            return `.github/workflows/${change.path}`;
    return undefined;
};
const defaultRef = (repo) => `refs/heads/${repo.settings.defaultBranch}`;
const pushesWorkflow = async (forge, repo, move, actor) => {
    if (move.to === undefined || can({ forge, repo, actor }, 'workflows', 'write') || !forge.rules.has('W-GIT-08'))
        return undefined;
    const path = await changedWorkflow(forge, repo, move.from ?? repo.refs.get(defaultRef(repo)), move.to);
    return path === undefined ? undefined : { by: 'workflow', path };
};
const forbids = async (forge, repo, move, mover) => {
    if (move.ref.startsWith('refs/pull/') && forge.rules.has('W-GIT-10'))
        return { by: 'hidden' };
    if (move.to === undefined && move.ref === defaultRef(repo) && forge.rules.has('W-GIT-09'))
        return { by: 'default-branch' };
    const asked = {
        ...move, isForced: await isForced(forge, repo, move), isMerge: mover.isMerge ?? false,
        unsigned: repo.settings.rulesets.length === 0 ? [] : await unsignedOf(forge, repo, move),
    };
    const lines = [...immutableLines(forge, repo, move), ...brokenRules(repo, asked, forge.rules)];
    if (lines.length > 0)
        return { by: 'rules', lines };
    const protects = forge.rules.has('W-RUL-12') ? brokenProtection(repo, asked) : [];
    if (protects.length > 0)
        return { by: 'protection', lines: protects };
    return mover.isPush ? pushesWorkflow(forge, repo, move, mover.actor) : undefined;
};
/** The move, and what follows from it. */
const carryOut = async (forge, repo, move) => {
    if (move.to === undefined)
        repo.refs.delete(move.ref);
    else if (repo.refs.get(move.ref) !== move.to)
        repo.refs.set(move.ref, move.to);
    if (move.ref.startsWith('refs/heads/'))
        await followBranch(forge, repo, move.ref.slice('refs/heads/'.length), move.to);
    const isGone = move.to === undefined || !(forge.rules.has('W-REL-28') || move.from === undefined);
    if (move.ref.startsWith('refs/tags/') && isGone)
        releaseWithoutTag(forge, repo, move.ref.slice('refs/tags/'.length));
};
/** Pull requests from a branch show where it is, and end with it. */
const followBranch = async (forge, repo, branch, to) => {
    const key = keyOf(repo.owner, repo.name);
    for (const target of forge.state.repositories.values()) {
        for (const issue of target.issues.values()) {
            const { pull } = issue;
            if (!pull || issue.state !== 'open')
                continue;
            if (pull.head.repository === key && pull.head.branch === branch) {
                const closed = { ...issue, state: 'closed', closedAt: forge.now(), updatedAt: forge.now() };
                if (to === undefined && forge.rules.has('W-PUL-10'))
                    target.issues.set(issue.number, closed);
                if (to === undefined || !forge.rules.has('W-PUL-09'))
                    continue;
                // What it brings is in the base already: GitHub does not wait for anything more.
                const isEmpty = forge.rules.has('W-PUL-11') && (await isAncestor(forge.git(repo), to, pull.base.commit));
                target.issues.set(issue.number, isEmpty ? closed : { ...issue, updatedAt: forge.now(), pull: { ...pull, head: { ...pull.head, commit: to } } });
            }
            else if (target === repo && pull.base.branch === branch && to !== undefined) {
                target.issues.set(issue.number, { ...issue, pull: { ...pull, base: { ...pull.base, commit: to } } });
            }
        }
    }
};
const releaseWithoutTag = (forge, repo, tag) => {
    for (const release of repo.releases.values()) {
        if (release.tag !== tag)
            continue;
        if (release.draft && forge.rules.has('W-REL-24'))
            repo.releases.set(release.id, { ...release, tag: release.untagged, updatedAt: forge.now() });
        if (!release.draft && forge.rules.has('W-REL-20'))
            repo.releases.set(release.id, { ...release, draft: true, publishedAt: null, updatedAt: forge.now() });
    }
};

;// CONCATENATED MODULE: ./out/rehearsal/github/releases.js
// Releases: what a draft is, what publishing does, which one is the latest.






const longestBody = 125_000;
const longestName = 256;
const custom = (message, field) => ({ resource: 'Release', code: 'custom', ...(field === undefined ? {} : { field }), message });
/** Drafts are for those who may write. */
const mayKnow = (where, release) => !release.draft || !where.forge.rules.has('W-REL-02') || can(where, 'contents', 'write');
/** The newest commit first, as GitHub lists them. */
const listed = (where) => [...where.repo.releases.values()].filter((it) => mayKnow(where, it)).sort((a, b) => (where.forge.rules.has('W-REL-21') ? b.createdAt - a.createdAt || b.id - a.id : a.id - b.id));
const releaseById = (where, id) => {
    const release = where.repo.releases.get(id);
    return release && mayKnow(where, release) ? release : notFound();
};
const releaseByTag = ({ forge, repo }, tag) => {
    const found = [...repo.releases.values()].filter((it) => it.tag === tag && (!it.draft || !forge.rules.has('W-REL-01')));
    return found.find((it) => !it.draft) ?? found[0] ?? notFound();
};
const bySemver = (a, b) => {
    const [one, other] = [semver.parse(a.tag, { loose: true }), semver.parse(b.tag, { loose: true })];
    return one && other ? semver.rcompare(one, other) : 0;
};
const full = (repo) => [...repo.releases.values()].filter((it) => !it.draft && !it.prerelease);
/** By the time of the commit, and among equals by version. */
const latestByTime = ({ forge, repo }) => {
    const byTime = (a, b) => (forge.rules.has('W-REL-10') ? b.createdAt - a.createdAt : (b.publishedAt ?? 0) - (a.publishedAt ?? 0));
    return [...full(repo)].sort((a, b) => byTime(a, b) || (forge.rules.has('W-REL-13') ? bySemver(a, b) : 0) || b.id - a.id)[0];
};
const latest = (where) => {
    const named = where.repo.latest.get('id');
    return full(where.repo).find((it) => it.id === named) ?? latestByTime(where);
};
const mustNotBeTooLong = (rules, fields) => {
    if (rules.has('W-REL-09') && (fields.body?.length ?? 0) > longestBody)
        return invalid(custom('body is too long (maximum is 125000 characters)', 'body'));
    if (rules.has('W-REL-25') && (fields.name?.length ?? 0) > longestName)
        return invalid(custom('name is too long (maximum is 256 characters)', 'name'));
};
const mustHaveAGoodTag = (fields) => {
    if (isRefName(`refs/tags/${fields.tag}`))
        return;
    const published = fields.draft ? [] : [custom('tag_name is not a valid tag', 'tag_name'), custom('Published releases must have a valid tag')];
    invalid(...published, custom('tag_name is not well-formed', 'tag_name'));
};
const mustBeWellFormed = ({ forge, repo }, fields) => {
    const { rules } = forge;
    if (repo.refs.size === 0 && !fields.draft && rules.has('W-REL-18'))
        return invalid(custom('Repository is empty.'));
    mustNotBeTooLong(rules, fields);
    if (rules.has('W-REL-23'))
        mustHaveAGoodTag(fields);
    if (rules.has('W-REL-12') && fields.makeLatest === 'true' && (fields.draft || fields.prerelease))
        return invalid(custom('Latest release cannot be draft or prerelease.'));
};
/** A rule that stops the tag, as a release tells it. */
const preReceive = (lines) => [custom(`pre_receive Repository rule violations found\n\n${lines.join('\n\n')}\n\n`, 'pre_receive'), custom('Published releases must have a valid tag')];
const mustBeFree = ({ forge, repo }, fields, self) => {
    const { rules } = forge;
    if (rules.has('W-IMM-05') && repo.burned.has(fields.tag) && self?.tag !== fields.tag) {
        const [first, last] = preReceive(['Cannot create ref due to creations being restricted.']);
        const isTagMissing = !fields.draft && !repo.refs.has(`refs/tags/${fields.tag}`);
        const used = custom('tag_name was used by an immutable release', 'tag_name');
        return isTagMissing ? invalid(first, used, last) : invalid(used);
    }
    const others = [...repo.releases.values()].filter((it) => it.id !== self?.id && it.tag === fields.tag);
    const isTaken = fields.draft ? !rules.has('W-REL-03') && others.length > 0 : rules.has('W-REL-04') && others.some((it) => !it.draft);
    if (isTaken)
        invalid({ resource: 'Release', code: 'already_exists', field: 'tag_name' });
};
/** The commit that the release is of: the tag's, if there is one. A draft in an empty repository has none. */
const commitFor = async ({ forge, repo }, fields) => {
    const git = forge.git(repo);
    if (repo.refs.size === 0)
        return undefined;
    const tagged = repo.refs.get(`refs/tags/${fields.tag}`);
    if (tagged !== undefined && forge.rules.has('W-REL-07'))
        return (await git.peel(tagged)) ?? tagged;
    const target = await git.resolve(fields.target);
    if (target !== undefined)
        return target;
    if (forge.rules.has('W-REL-08'))
        return invalid({ resource: 'Release', code: 'invalid', field: 'target_commitish' });
    return (await git.resolve(repo.settings.defaultBranch)) ?? notFound();
};
/** Whoever may not change workflows may not release a commit that does. */
const mustNotChangeWorkflows = async (where, fields, commit) => {
    const { forge, repo, actor } = where;
    if (commit === undefined)
        return;
    if (!forge.rules.has('W-REL-16') || repo.refs.has(`refs/tags/${fields.tag}`) || can(where, 'workflows', 'write'))
        return;
    if ((await changedWorkflow(forge, repo, repo.refs.get(`refs/heads/${repo.settings.defaultBranch}`), commit)) === undefined)
        return;
    if (actor.token?.kind === 'classic')
        return notFound();
    refuse(403, 'Resource not accessible by integration');
};
const sayInRelease = (it) => invalid(...preReceive(it.by === 'rules' || it.by === 'protection' ? it.lines : ['Cannot create ref.']));
const makeTag = async ({ forge, repo, actor }, tag, commit) => {
    const ref = `refs/tags/${tag}`;
    if (repo.refs.has(ref) || !forge.rules.has('W-REL-06'))
        return;
    const move = { ref, from: undefined, to: commit };
    const forbidden = forge.rules.has('W-REL-17') ? await forbids(forge, repo, move, { actor }) : undefined;
    if (forbidden)
        sayInRelease(forbidden);
    await carryOut(forge, repo, move);
};
/** Everything that is checked and done whenever a release is saved; the record as it is then. */
const save = async (where, fields, old) => {
    const { forge, repo } = where;
    mustBeWellFormed(where, fields);
    mustBeFree(where, fields, old);
    const commit = await commitFor(where, fields);
    await mustNotChangeWorkflows(where, fields, commit);
    if (!fields.draft && commit !== undefined)
        await makeTag(where, fields.tag, commit);
    const { target, name, body, draft, prerelease, tag } = fields;
    if (draft && old)
        mustNotStay(where, old);
    const base = old ?? firstOf(where);
    const isPublished = !draft && base.draft;
    const time = commit === undefined ? base.createdAt : (await forge.git(repo).commit(commit)).committer.time * 1000;
    const release = {
        ...base, tag, target, name, body, draft, prerelease, updatedAt: forge.now(), publishedAt: publishedAt(where, base, draft),
        immutable: !draft && (base.immutable || (isPublished && repo.settings.immutableReleases && forge.rules.has('W-IMM-01'))),
        createdAt: forge.rules.has('W-REL-15') ? time : base.createdAt,
    };
    repo.releases.set(release.id, release);
    if (!draft)
        pointLatest(where, release, fields.makeLatest ?? (isPublished ? 'true' : undefined));
    return release;
};
const publishedAt = ({ forge }, before, isDraft) => {
    if (isDraft)
        return forge.rules.has('W-REL-27') ? null : before.publishedAt;
    return before.draft && forge.rules.has('W-REL-27') ? forge.now() : (before.publishedAt ?? forge.now());
};
/** The tag is left alone, as with every change of a release. */
const mustNotStay = ({ forge }, old) => {
    if (old.draft)
        return;
    if (old.immutable && forge.rules.has('W-IMM-09'))
        invalid(custom('state cannot be changed when release is immutable.', 'state'));
    if (!forge.rules.has('W-REL-26'))
        invalid(custom('A release cannot be made a draft again.', 'draft'));
};
/** A release before anything was said about it. */
const firstOf = ({ forge, actor }) => {
    const id = forge.nextId();
    const now = forge.now();
    return {
        id, tag: '', untagged: untaggedName(id), target: '', name: null, body: null, draft: true, prerelease: false, immutable: false, author: actor.login ?? 'ghost',
        createdAt: now, updatedAt: now, publishedAt: null,
    };
};
const untaggedName = (id) => `untagged-${(0,external_node_crypto_.createHash)('sha1').update(String(id)).digest('hex').slice(0, 20)}`;
const pointLatest = (where, release, wish) => {
    const { repo, forge } = where;
    if (release.prerelease || wish === undefined || (wish === 'false' && forge.rules.has('W-REL-11')))
        return;
    const id = wish === 'legacy' ? latestByTime(where)?.id : release.id;
    if (id !== undefined && repo.latest.get('id') !== id)
        repo.latest.set('id', id);
};
const createRelease = (where, fields) => save(where, fields, undefined);
/** Fields that were not sent stay as they are, but for the tag of a draft. */
const updateRelease = (where, old, sent) => {
    const isRenamed = sent.tag === undefined && old.draft && where.forge.rules.has('W-REL-05');
    const fields = {
        target: old.target, name: old.name, body: old.body, draft: old.draft, prerelease: old.prerelease, makeLatest: undefined, ...sent,
        tag: sent.tag ?? (isRenamed ? old.untagged : old.tag),
    };
    if (old.immutable && fields.tag !== old.tag && where.forge.rules.has('W-IMM-04'))
        return invalid(custom('tag_name cannot be changed on an immutable release.', 'tag_name'));
    if (old.immutable && !where.forge.rules.has('W-IMM-07'))
        return invalid(custom('Immutable releases cannot be changed.'));
    return save(where, fields, old);
};
const deleteRelease = ({ repo, forge }, release) => {
    for (const asset of repo.assets.values())
        if (asset.release === release.id)
            repo.assets.delete(asset.id);
    repo.releases.delete(release.id);
    if (release.immutable)
        repo.burned.set(release.tag, true);
    if (!forge.rules.has('W-REL-19'))
        repo.refs.delete(`refs/tags/${release.tag}`);
};

;// CONCATENATED MODULE: ./out/rehearsal/github/assets.js



const wrong = (field, message) => ({ resource: 'ReleaseAsset', code: 'custom', field, message });
const immutable = (what) => refuse(422, `${what} an immutable release.`);
/** GitHub's file names: what is special becomes a dot, dots do not stand side by side, at the beginning or at the end. */
const cleanName = (name) => {
    const clean = name.replace(/[^A-Za-z0-9._+-]+/g, '.').replace(/\.{2,}/g, '.').replace(/\.$/, '');
    return clean === '' || clean.startsWith('.') ? `default${clean}` : clean;
};
const assetsOf = (ask, release) => [...ask.repo.assets.values()].filter((it) => it.release === release);
const isTaken = (ask, release, name) => assetsOf(ask, release).some((it) => it.name === name && (it.state === 'uploaded' || ask.forge.rules.has('W-AST-03')));
/** As the client announces it. GitHub takes no body of unknown length. */
const announcedSize = (ask) => {
    const text = ask.request.headers['content-length'];
    if (text !== undefined && /^\d+$/.test(text))
        return Number(text);
    return ask.forge.rules.has('W-AST-13') ? refuse(400, 'Bad Content-Length: ') : 1;
};
const mustFit = (ask, release, size) => {
    const { rules, settings } = ask.forge;
    if (release.immutable && rules.has('W-IMM-02'))
        immutable('Cannot upload assets to');
    if (size < 1 && rules.has('W-AST-12'))
        return invalid(wrong('size', 'size must be greater than or equal to 1'));
    if (size > settings.largestAsset && rules.has('W-AST-06'))
        return invalid(wrong('size', `size must be less than or equal to ${settings.largestAsset}`));
    const count = assetsOf(ask, release.id).length;
    if (count >= settings.mostAssets && rules.has('W-AST-07'))
        return invalid(wrong('file_count', `file_count limited to ${settings.mostAssets} assets`));
};
/** The place under the name is taken before the first byte comes. */
const beginUpload = (ask) => {
    const release = releaseById(ask, ask.number('release_id'));
    const asked = ask.query('name') ?? '';
    if (asked === '')
        return invalid({ resource: 'ReleaseAsset', code: 'missing_field', field: 'name' });
    mustFit(ask, release, announcedSize(ask));
    const name = ask.forge.rules.has('W-AST-05') ? cleanName(asked) : asked;
    if (isTaken(ask, release.id, name) && ask.forge.rules.has('W-AST-01'))
        return invalid({ resource: 'ReleaseAsset', code: 'already_exists', field: 'name' });
    const asset = {
        id: ask.forge.nextId(), release: release.id, name, label: ask.query('label') ?? '', mediaType: ask.request.headers['content-type'] ?? 'application/octet-stream',
        size: 0, digest: null, state: 'starter', uploader: ask.login, createdAt: ask.now, updatedAt: ask.now,
    };
    ask.repo.assets.set(asset.id, asset);
    return asset;
};
async function* nothing() { }
const receive = async (ask) => {
    try {
        const limit = ask.forge.rules.has('W-AST-06') ? ask.forge.settings.largestAsset : Infinity;
        return await ask.forge.host.contents.put(ask.request.body ?? nothing(), limit);
    }
    catch (failed) {
        return { failed };
    }
};
const endUpload = (ask, begun, received) => {
    const { repo, forge } = ask;
    if ('failed' in received) {
        if (!forge.rules.has('W-AST-02'))
            repo.assets.delete(begun.id);
        throw received.failed instanceof TooLarge ? new Error('more bytes than announced') : received.failed;
    }
    const now = repo.assets.get(begun.id);
    // Somebody deleted it meanwhile.
    if (!now)
        return refuse(404, 'Not Found');
    const asset = { ...now, state: 'uploaded', size: received.size, digest: received.digest, updatedAt: ask.now };
    repo.assets.set(asset.id, asset);
    return asset;
};
const renameAsset = (ask, asset, sent) => {
    const release = releaseById(ask, asset.release);
    if (release.immutable && ask.forge.rules.has('W-IMM-03'))
        immutable('Cannot update assets of');
    const name = sent.name === undefined ? asset.name : ask.forge.rules.has('W-AST-05') ? cleanName(sent.name) : sent.name;
    const others = assetsOf(ask, asset.release).filter((it) => it.id !== asset.id);
    if (others.some((it) => it.name === name) && ask.forge.rules.has('W-AST-11'))
        return invalid({ resource: 'ReleaseAsset', code: 'already_exists', field: 'name' });
    const next = { ...asset, name, label: sent.label ?? asset.label, updatedAt: ask.now };
    ask.repo.assets.set(asset.id, next);
    return next;
};
const deleteAsset = (ask, asset) => {
    const release = releaseById(ask, asset.release);
    if (release.immutable && ask.forge.rules.has('W-IMM-03'))
        immutable('Cannot delete assets of');
    ask.repo.assets.delete(asset.id);
};

;// CONCATENATED MODULE: ./out/rehearsal/github/graphql/execute.js
/** Says no within an answer; the field is null then. */
class FieldRefusal extends Error {
    type;
    constructor(type, message) {
        super(message);
        this.type = type;
    }
}
/** A field that GitHub may have, and this world has not. */
class UnknownField extends Error {
    field;
    onType;
    constructor(field, onType) {
        super(`Field '${field}' doesn't exist on type '${onType}'`);
        this.field = field;
        this.onType = onType;
    }
}
const node = (type, fields) => ({ type, fields });
const isNode = (value) => typeof value === 'object' && value !== null && 'fields' in value && 'type' in value;
const execute_valueOf = (value, variables) => {
    switch (value.kind) {
        case 'variable': return variables[value.name];
        case 'constant': return value.value;
        case 'list': return value.items.map((it) => execute_valueOf(it, variables));
        case 'object': return Object.fromEntries(Object.entries(value.fields).map(([key, it]) => [key, execute_valueOf(it, variables)]));
    }
};
const fieldsOf = (selection, type) => selection.flatMap((it) => ('onType' in it ? (it.onType === type ? fieldsOf(it.selection, type) : []) : [it]));
const execute = async (operation, root, variables) => {
    const errors = [];
    const complete = async (value, field, path) => {
        if (Array.isArray(value))
            return Promise.all(value.map((it, index) => complete(it, field, [...path, index])));
        if (!isNode(value))
            return value ?? null;
        if (!field.selection)
            throw new UnknownField(`${field.name} without a selection`, value.type);
        return select(value, field.selection, path);
    };
    const resolve = async (from, field, path) => {
        if (field.name === '__typename')
            return from.type;
        if (!(field.name in from.fields))
            throw new UnknownField(field.name, from.type);
        const found = from.fields[field.name];
        const args = Object.fromEntries(Object.entries(field.args).map(([key, it]) => [key, execute_valueOf(it, variables)]));
        try {
            return await complete(typeof found === 'function' ? await found(args) : found, field, path);
        }
        catch (failure) {
            if (!(failure instanceof FieldRefusal))
                throw failure;
            errors.push({ type: failure.type, path, locations: [{ line: field.line, column: field.column }], message: failure.message });
            return null;
        }
    };
    const select = async (from, selection, path) => {
        const answer = {};
        for (const field of fieldsOf(selection, from.type))
            answer[field.alias] = await resolve(from, field, [...path, field.alias]);
        return answer;
    };
    return { data: await select(root, operation.selection, []), errors };
};

;// CONCATENATED MODULE: ./out/rehearsal/github/graphql/parse-document.js
// A small, strict reader of GraphQL documents: operations, variables, fields, arguments, inline fragments. What it does not
// know (directives, named fragments, subscriptions) it refuses, so that nothing is answered that was not understood.
class DocumentError extends Error {
}
const tokenPattern = /\s+|,|#[^\n]*|(\.\.\.|[A-Za-z_]\w*|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|"""(?:\\"""|[^])*?"""|"(?:\\.|[^"\\\n])*"|[!$()&:=@[\]{|}])/y;
const tokensOf = (text) => {
    const tokens = [];
    tokenPattern.lastIndex = 0;
    while (tokenPattern.lastIndex < text.length) {
        const at = tokenPattern.lastIndex;
        const found = tokenPattern.exec(text);
        if (!found)
            throw new DocumentError(`Parse error on ${JSON.stringify(text[at])}`);
        if (found[1] !== undefined)
            tokens.push({ text: found[1], at });
    }
    return tokens;
};
class Reader {
    text;
    next = 0;
    tokens;
    constructor(text) {
        this.text = text;
        this.tokens = tokensOf(text);
    }
    get isAtEnd() {
        return this.next >= this.tokens.length;
    }
    get peek() {
        return this.tokens[this.next]?.text ?? '';
    }
    take() {
        const token = this.tokens[this.next++];
        if (!token)
            throw new DocumentError('Unexpected end of document');
        return token;
    }
    expect(text) {
        const token = this.take();
        if (token.text !== text)
            throw new DocumentError(`Expected ${text}, found ${token.text}`);
    }
    has(text) {
        if (this.peek !== text)
            return false;
        this.next++;
        return true;
    }
    name() {
        const token = this.take();
        if (!/^[A-Za-z_]/.test(token.text))
            throw new DocumentError(`Expected NAME, found ${token.text}`);
        return token;
    }
    placeOf(token) {
        const before = this.text.slice(0, token.at).split('\n');
        return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
    }
    operation() {
        if (this.peek === '{')
            return { kind: 'query', name: undefined, selection: this.selection() };
        const kind = this.take().text;
        if (kind !== 'query' && kind !== 'mutation')
            throw new DocumentError(`Expected query or mutation, found ${kind}`);
        const name = this.peek === '(' || this.peek === '{' ? undefined : this.name().text;
        // The types of variables are the client's promise; the resolvers look at the values.
        if (this.has('('))
            while (!this.has(')'))
                this.take();
        return { kind, name, selection: this.selection() };
    }
    selection() {
        this.expect('{');
        const found = [];
        while (!this.has('}'))
            found.push(this.selected());
        return found;
    }
    selected() {
        if (this.has('...')) {
            this.expect('on');
            return { onType: this.name().text, selection: this.selection() };
        }
        const first = this.name();
        const name = this.has(':') ? this.name().text : first.text;
        const args = {};
        if (this.has('(')) {
            while (!this.has(')')) {
                const key = this.name().text;
                this.expect(':');
                args[key] = this.value();
            }
        }
        if (this.peek === '@')
            throw new DocumentError('Directives are not understood here');
        return { alias: first.text, name, args, selection: this.peek === '{' ? this.selection() : undefined, ...this.placeOf(first) };
    }
    value() {
        if (this.has('$'))
            return { kind: 'variable', name: this.name().text };
        if (this.has('[')) {
            const items = [];
            while (!this.has(']'))
                items.push(this.value());
            return { kind: 'list', items };
        }
        if (this.has('{')) {
            const fields = {};
            while (!this.has('}')) {
                const key = this.name().text;
                this.expect(':');
                fields[key] = this.value();
            }
            return { kind: 'object', fields };
        }
        return { kind: 'constant', value: constantOf(this.take().text) };
    }
}
const constantOf = (text) => {
    if (text === 'true' || text === 'false')
        return text === 'true';
    if (text === 'null')
        return null;
    if (text.startsWith('"""'))
        return text.slice(3, -3);
    if (text.startsWith('"'))
        return JSON.parse(text);
    return /^-?\d/.test(text) ? Number(text) : text;
};
const parseDocument = (text) => {
    const reader = new Reader(text);
    const operation = reader.operation();
    if (!reader.isAtEnd)
        throw new DocumentError('One operation at a time is understood here');
    return operation;
};

;// CONCATENATED MODULE: ./out/rehearsal/github/shapes/identity.js
/** The opaque name that everything has. */
const nodeId = (kind, id) => Buffer.from(`${kind}:${id}`).toString('base64');
/** GitHub's times end with the second. */
const timeText = (milliseconds) => new Date(milliseconds).toISOString().replace(/\.\d{3}Z$/, 'Z');
const timeOrNull = (milliseconds) => (milliseconds === null ? null : timeText(milliseconds));
const userShape = (user, addresses) => {
    const url = `${addresses.api}/users/${encodeURIComponent(user.login)}`;
    return {
        login: user.login, id: user.id, node_id: nodeId('User', user.id), avatar_url: `${addresses.server}/avatars/u/${user.id}`, gravatar_id: '',
        url, html_url: `${addresses.server}/${user.type === 'Bot' ? `apps/${user.login.replace('[bot]', '')}` : user.login}`,
        followers_url: `${url}/followers`, following_url: `${url}/following{/other_user}`, gists_url: `${url}/gists{/gist_id}`,
        starred_url: `${url}/starred{/owner}{/repo}`, subscriptions_url: `${url}/subscriptions`, organizations_url: `${url}/orgs`, repos_url: `${url}/repos`,
        events_url: `${url}/events{/privacy}`, received_events_url: `${url}/received_events`, type: user.type, user_view_type: 'public', site_admin: false,
    };
};

;// CONCATENATED MODULE: ./out/rehearsal/github/commits.js
// Commits that the API makes: on top of a branch, as who asked, signed by GitHub when it is GitHub who commits.

const committedByGitHub = (forge) => ({ name: 'GitHub', email: 'noreply@github.com', time: Math.floor(forge.now() / 1000), zone: '+0000' });
const personFor = (forge, login) => {
    const { email } = forge.user(login);
    return { name: login, email, time: Math.floor(forge.now() / 1000), zone: '+0000' };
};
/** Not a signature that anybody could verify: it only stands where one would. */
const stamp = '-----BEGIN PGP SIGNATURE-----\n\nc2lnbmVkIGJ5IHRoZSByZWhlYXJzYWw=\n-----END PGP SIGNATURE-----';
const addCommit = async (forge, repo, commit, isSigned) => {
    const { id, isNew } = await forge.git(repo).write(formatCommit({ ...commit, ...(isSigned ? { signature: stamp } : {}) }));
    // No change by itself: a commit is seen when a ref leads to it.
    if (isSigned && isNew)
        repo.signed.note(id, true);
    return id;
};
/** One commit with some files changed, as the author and by GitHub; its id. */
const commitChanges = async (forge, repo, on, it) => {
    const git = forge.git(repo);
    const tree = await git.treeWith(on === undefined ? undefined : (await git.commit(on)).tree, it.changes);
    if (tree === undefined)
        throw new Error('a commit would leave no file');
    const commit = { tree, parents: on === undefined ? [] : [on], author: it.author, committer: it.committer ?? committedByGitHub(forge), message: it.message };
    return addCommit(forge, repo, commit, it.committer === undefined);
};

;// CONCATENATED MODULE: ./out/rehearsal/github/graphql/nodes.js


const page = (ask, repo, path = '') => `${ask.addresses.server}/${repo.owner}/${repo.name}${path}`;
const commitNode = async (ask, repo, id) => {
    const commit = await ask.forge.git(repo).commit(id);
    const [headline = '', ...rest] = commit.message.replace(/\n$/, '').split('\n');
    return node('Commit', {
        id: nodeId('Commit', id), oid: id, abbreviatedOid: id.slice(0, 7), url: page(ask, repo, `/commit/${id}`), message: commit.message.replace(/\n$/, ''),
        messageHeadline: headline, messageBody: rest.join('\n').replace(/^\n/, ''), committedDate: timeText(commit.committer.time * 1000),
    });
};
const objectNode = async (ask, repo, id) => {
    const git = ask.forge.git(repo);
    const type = await git.typeOf(id);
    if (type === 'commit')
        return commitNode(ask, repo, id);
    if (type !== 'tag')
        return node('GitObject', { oid: id });
    const tag = await git.tag(id);
    return node('Tag', { oid: id, name: tag.name, message: tag.message, target: () => objectNode(ask, repo, tag.object) });
};
const refNode = async (ask, repo, ref) => {
    const id = repo.refs.get(ref);
    if (id === undefined)
        return null;
    const prefix = /^refs\/[^/]+\//.exec(ref)?.[0] ?? '';
    return node('Ref', { id: nodeId('Ref', ref), name: ref.slice(prefix.length), prefix, target: () => objectNode(ask, repo, id) });
};

;// CONCATENATED MODULE: ./out/rehearsal/github/graphql/commit-on-branch.js
// createCommitOnBranch: one commit on top of the head that the client names, signed by GitHub; refused when the branch has gone
// on, is not there, or takes no commits.





const commit_on_branch_refuse = (type, message) => {
    throw new FieldRefusal(type, message);
};
const repositoryOf = (ask, input) => {
    const [owner = '', name = ''] = (input.branch?.repositoryNameWithOwner ?? '').split('/');
    const repo = ask.forge.repository(owner, name);
    if (!repo || !can({ forge: ask.forge, actor: ask.actor, repo }, 'contents', 'read'))
        return commit_on_branch_refuse('NOT_FOUND', `Could not resolve to a Repository with the name '${owner}/${name}'.`);
    if (!can({ forge: ask.forge, actor: ask.actor, repo }, 'contents', 'write') && ask.forge.rules.has('W-TOK-11'))
        return commit_on_branch_refuse('FORBIDDEN', 'Resource not accessible by integration');
    return repo;
};
const sayForbidden = (branch, it) => {
    switch (it.by) {
        case 'rules': return commit_on_branch_refuse('UNPROCESSABLE', `Repository rule violations found\n\n${it.lines.join('\n\n')}\n\n`);
        case 'protection': return commit_on_branch_refuse('BRANCH_PROTECTION_RULE_VIOLATION', `protected branch '${branch}' check failed:\n${it.lines.join('\n')}`);
        default: return commit_on_branch_refuse('UNPROCESSABLE', 'Reference update failed');
    }
};
const changesIn = async (ask, repo, head, input) => {
    const git = ask.forge.git(repo);
    const { tree } = await git.commit(head);
    const changes = new Map();
    for (const { path } of input.fileChanges?.deletions ?? []) {
        if (!(await git.entry(tree, path)))
            commit_on_branch_refuse('UNPROCESSABLE', `A path was requested for deletion that does not exist as of commit oid \`${head}\`: \`${path}\``);
        changes.set(path, undefined);
    }
    for (const { path, contents } of input.fileChanges?.additions ?? []) {
        const old = await git.entry(tree, path);
        changes.set(path, await git.addFile(Buffer.from(contents, 'base64'), old?.mode === '100755' ? '100755' : '100644'));
    }
    return changes;
};
const commit_on_branch_mustNotChangeWorkflows = (ask, repo, changes) => {
    const path = [...changes.keys()].find((it) => it.startsWith('.github/workflows/'));
    if (path === undefined || can({ forge: ask.forge, actor: ask.actor, repo }, 'workflows', 'write') || !ask.forge.rules.has('W-COM-13'))
        return;
    commit_on_branch_refuse('FORBIDDEN', 'Resource not accessible by integration');
};
const headOf = (ask, repo, branch, expected) => {
    const { rules } = ask.forge;
    const found = repo.refs.get(`refs/heads/${branch}`);
    if (found === undefined && rules.has('W-COM-03'))
        return commit_on_branch_refuse('NOT_FOUND', `Branch not found: ${branch}`);
    const head = found ?? repo.refs.get(`refs/heads/${repo.settings.defaultBranch}`) ?? '';
    if (head === expected || !rules.has('W-COM-02'))
        return head;
    return commit_on_branch_refuse('STALE_DATA', `Expected branch to point to "${String(expected)}" but it did not.  Pull and try again.`);
};
const messageIn = ({ message }) => [message?.headline ?? '', message?.body ?? ''].filter((it) => it !== '').join('\n\n');
const createCommitOnBranch = (ask) => async (args) => {
    const input = (args['input'] ?? {});
    const { rules } = ask.forge;
    const repo = repositoryOf(ask, input);
    const branch = (input.branch?.branchName ?? '').replace(/^refs\/heads\//, '');
    const ref = `refs/heads/${branch}`;
    const head = headOf(ask, repo, branch, input.expectedHeadOid);
    const changes = await changesIn(ask, repo, head, input);
    commit_on_branch_mustNotChangeWorkflows(ask, repo, changes);
    const message = messageIn(input);
    const on = rules.has('W-COM-01') ? head : ((await ask.forge.git(repo).commit(head)).parents[0] ?? head);
    const commit = await commitChanges(ask.forge, repo, on, { changes, message, author: personFor(ask.forge, ask.login) });
    const move = { ref, from: repo.refs.get(ref), to: commit };
    const forbidden = rules.has('W-COM-04') ? await forbids(ask.forge, repo, move, { actor: ask.actor }) : undefined;
    if (forbidden)
        return sayForbidden(branch, forbidden);
    await carryOut(ask.forge, repo, move);
    return node('CreateCommitOnBranchPayload', {
        clientMutationId: input.clientMutationId ?? null, commit: await commitNode(ask, repo, commit), ref: () => refNode(ask, repo, ref),
    });
};

;// CONCATENATED MODULE: ./out/rehearsal/github/shapes/repository.js
// A repository as the API shows it.



/** Addresses that hold templates, for clients that follow them. */
const templates = {
    archive_url: '/{archive_format}{/ref}', assignees_url: '/assignees{/user}', blobs_url: '/git/blobs{/sha}', branches_url: '/branches{/branch}',
    collaborators_url: '/collaborators{/collaborator}', comments_url: '/comments{/number}', commits_url: '/commits{/sha}', compare_url: '/compare/{base}...{head}',
    contents_url: '/contents/{+path}', contributors_url: '/contributors', deployments_url: '/deployments', downloads_url: '/downloads', events_url: '/events',
    forks_url: '/forks', git_commits_url: '/git/commits{/sha}', git_refs_url: '/git/refs{/sha}', git_tags_url: '/git/tags{/sha}', hooks_url: '/hooks',
    issue_comment_url: '/issues/comments{/number}', issue_events_url: '/issues/events{/number}', issues_url: '/issues{/number}', keys_url: '/keys{/key_id}',
    labels_url: '/labels{/name}', languages_url: '/languages', merges_url: '/merges', milestones_url: '/milestones{/number}',
    notifications_url: '/notifications{?since,all,participating}', pulls_url: '/pulls{/number}', releases_url: '/releases{/id}', stargazers_url: '/stargazers',
    statuses_url: '/statuses/{sha}', subscribers_url: '/subscribers', subscription_url: '/subscription', tags_url: '/tags', teams_url: '/teams',
    trees_url: '/git/trees{/sha}',
};
const templatesAt = (url) => Object.fromEntries(Object.entries(templates).map(([key, path]) => [key, url + path]));
const permissionsOf = (repo, viewed) => {
    const where = { forge: viewed.forge, actor: viewed.actor, repo };
    const push = can(where, 'contents', 'write');
    const admin = can(where, 'administration', 'admin');
    return { admin, maintain: admin, push, triage: push, pull: can(where, 'contents', 'read') };
};
const minimalShape = (repo, viewed) => {
    const { addresses, forge } = viewed;
    const fullName = `${repo.owner}/${repo.name}`;
    const url = `${addresses.api}/repos/${fullName}`;
    return {
        id: repo.id, node_id: nodeId('Repository', repo.id), name: repo.name, full_name: fullName, private: repo.settings.isPrivate,
        owner: userShape(forge.user(repo.owner), addresses), html_url: `${addresses.server}/${fullName}`, description: repo.settings.description,
        fork: repo.settings.forkOf !== undefined, url, ...templatesAt(url),
    };
};
/** The form within pull requests; the one of a repository itself has three fields more. */
const repositoryShape = (repo, viewed) => {
    const fullName = `${repo.owner}/${repo.name}`;
    const host = new URL(viewed.addresses.server).host;
    const forks = [...viewed.forge.state.repositories.values()].filter((it) => it.settings.forkOf === keyOf(repo.owner, repo.name)).length;
    const open = [...repo.issues.values()].filter((it) => it.state === 'open').length;
    const time = timeText(repo.createdAt);
    const { description, ...minimal } = minimalShape(repo, viewed);
    return {
        ...minimal, description: description ?? null,
        clone_url: `${viewed.addresses.server}/${fullName}.git`, git_url: `git://${host}/${fullName}.git`, ssh_url: `git@${host}:${fullName}.git`,
        svn_url: `${viewed.addresses.server}/${fullName}`, mirror_url: null, homepage: null, language: null, default_branch: repo.settings.defaultBranch,
        forks, forks_count: forks, open_issues: open, open_issues_count: open, watchers: 0, watchers_count: 0, stargazers_count: 0, size: 0,
        has_issues: repo.settings.hasIssues, has_projects: false, has_wiki: false, has_pages: false, has_downloads: true, has_discussions: false,
        archived: false, disabled: false, license: null, visibility: repo.settings.isPrivate ? 'private' : 'public', topics: [],
        pushed_at: time, created_at: time, updated_at: time, permissions: permissionsOf(repo, viewed),
    };
};
const fullShape = (repo, viewed) => ({
    ...repositoryShape(repo, viewed), network_count: 0, subscribers_count: 0, ...ancestry(repo, viewed),
});
const ancestry = (repo, viewed) => {
    const parent = repo.settings.forkOf === undefined ? undefined : viewed.forge.state.repositories.get(repo.settings.forkOf);
    if (!parent || !viewed.forge.rules.has('W-FRK-03'))
        return {};
    let source = parent;
    for (let up = parent.settings.forkOf; up !== undefined; up = source.settings.forkOf)
        source = viewed.forge.state.repositories.get(up) ?? source;
    return { parent: repositoryShape(parent, viewed), source: repositoryShape(source, viewed) };
};

;// CONCATENATED MODULE: ./out/rehearsal/github/shapes/git.js



const personShape = (it) => ({ name: it.name, email: it.email, date: timeText(it.time * 1000) });
const unsigned = { verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null };
/** GitHub shows the message of a commit without the newline at its end. */
const messageOf = (commit) => commit.message.replace(/\n$/, '');
const verificationOf = (ask, commit) => ask.repo.signed.has(commit.id) && ask.forge.rules.has('W-COM-05')
    ? { verified: true, reason: 'valid', signature: commit.signature ?? '', payload: `tree ${commit.tree}\n`, verified_at: timeText(commit.committer.time * 1000) }
    : unsigned;
const userOf = (ask, person) => {
    const user = [...ask.forge.state.users.values()].find((it) => it.email === person.email);
    return user ? userShape(user, ask.addresses) : null;
};
const parentsOf = (ask, commit, kind) => commit.parents.map((sha) => ({ sha, url: ask.url(`/${kind}/${sha}`), html_url: ask.page(`/commit/${sha}`) }));
const commitShape = (ask, commit) => ({
    sha: commit.id, node_id: nodeId('Commit', commit.id), url: ask.url(`/commits/${commit.id}`), html_url: ask.page(`/commit/${commit.id}`),
    comments_url: ask.url(`/commits/${commit.id}/comments`),
    commit: {
        url: ask.url(`/git/commits/${commit.id}`), author: personShape(commit.author), committer: personShape(commit.committer), message: messageOf(commit),
        comment_count: 0, tree: { sha: commit.tree, url: ask.url(`/git/trees/${commit.tree}`) }, verification: verificationOf(ask, commit),
    },
    author: userOf(ask, commit.author), committer: userOf(ask, commit.committer), parents: parentsOf(ask, commit, 'commits'),
});
const gitCommitShape = (ask, commit) => ({
    sha: commit.id, node_id: nodeId('Commit', commit.id), url: ask.url(`/git/commits/${commit.id}`), html_url: ask.page(`/commit/${commit.id}`),
    author: personShape(commit.author), committer: personShape(commit.committer), message: messageOf(commit),
    tree: { sha: commit.tree, url: ask.url(`/git/trees/${commit.tree}`) }, parents: parentsOf(ask, commit, 'git/commits'), verification: verificationOf(ask, commit),
});
const changeShape = async (ask, change, commit) => {
    const bytes = async (it) => (it && it.mode !== '160000' ? ask.git.blob(it.id) : undefined);
    const { additions, deletions } = countLines(await bytes(change.before), await bytes(change.after));
    const path = inPath(change.path);
    return {
        sha: change.after?.id ?? change.before?.id ?? null, filename: change.path, status: change.status, additions, deletions, changes: additions + deletions,
        blob_url: ask.page(`/blob/${commit}/${path}`), raw_url: ask.page(`/raw/${commit}/${path}`), contents_url: ask.url(`/contents/${path}?ref=${commit}`),
    };
};
const filesBetween = async (ask, before, after) => {
    const old = before === undefined ? undefined : (await ask.git.commit(before)).tree;
    const files = [];
    for await (const change of diffTrees(ask.git, old, after.tree))
        files.push(await changeShape(ask, change, after.id));
    return files;
};
/** What all entries of `contents` have, whatever they are. */
const entryShape = (ask, at, it) => {
    const path = inPath(at.path);
    const url = ask.url(`/contents/${path}?ref=${encodeURIComponent(at.ref)}`);
    const git = ask.url(`/git/${it.type === 'dir' ? 'trees' : 'blobs'}/${it.id}`);
    const html = ask.page(`/${it.type === 'dir' ? 'tree' : 'blob'}/${inPath(at.ref)}/${path}`);
    return {
        type: it.type, name: at.path.split('/').at(-1) ?? '', path: at.path, sha: it.id, size: it.size, url, git_url: git, html_url: html,
        download_url: it.type === 'dir' ? null : ask.page(`/raw/${inPath(at.ref)}/${path}`), _links: { self: url, git, html },
    };
};

;// CONCATENATED MODULE: ./out/rehearsal/github/shapes/issue.js





const labelShape = (ask, it) => ({
    id: it.id, node_id: nodeId('Label', it.id), url: ask.url(`/labels/${encodeURIComponent(it.name)}`), name: it.name, description: it.description, color: it.color, default: false,
});
const labelsOf = (ask, issue) => issue.labels.map((name) => ask.repo.labels.get(name.toLowerCase())).filter((it) => it !== undefined).map((it) => labelShape(ask, it));
const association = (ask, login, repo = ask.repo) => {
    if (login.toLowerCase() === repo.owner.toLowerCase())
        return 'OWNER';
    return roleOf(repo, login) === undefined ? 'NONE' : 'COLLABORATOR';
};
const commentsOf = (ask, number) => [...ask.repo.comments.values()].filter((it) => it.issue === number).length;
/** Oldest first. */
const commentsOn = (repo, number) => [...repo.comments.values()].filter((it) => it.issue === number).sort((a, b) => a.id - b.id);
const issueShape = (ask, it) => {
    const url = ask.url(`/issues/${it.number}`);
    const user = (login) => userShape(ask.forge.user(login), ask.addresses);
    const page = ask.page(`/${it.pull ? 'pull' : 'issues'}/${it.number}`);
    const pull = it.pull ? { pull_request: { url: ask.url(`/pulls/${it.number}`), html_url: page, diff_url: `${page}.diff`, patch_url: `${page}.patch`, merged_at: timeOrNull(it.pull.mergedAt) } } : {};
    return {
        id: it.id, node_id: nodeId('Issue', it.id), url, repository_url: ask.url(), labels_url: `${url}/labels{/name}`, comments_url: `${url}/comments`, events_url: `${url}/events`,
        html_url: page, number: it.number, title: it.title, user: user(it.user), labels: labelsOf(ask, it), state: it.state, state_reason: it.stateReason, locked: false,
        assignee: it.assignees[0] === undefined ? null : user(it.assignees[0]), assignees: it.assignees.map(user), milestone: null, comments: commentsOf(ask, it.number),
        created_at: timeText(it.createdAt), updated_at: timeText(it.updatedAt), closed_at: timeOrNull(it.closedAt), author_association: association(ask, it.user),
        closed_by: it.closedBy === null ? null : user(it.closedBy), body: it.body, ...pull,
    };
};
const commentShape = (ask, it) => ({
    id: it.id, node_id: nodeId('IssueComment', it.id), url: ask.url(`/issues/comments/${it.id}`), html_url: ask.page(`/issues/${it.issue}#issuecomment-${it.id}`),
    issue_url: ask.url(`/issues/${it.issue}`), user: userShape(ask.forge.user(it.user), ask.addresses), created_at: timeText(it.createdAt), updated_at: timeText(it.updatedAt),
    author_association: association(ask, it.user), body: it.body,
});
const issue_repositoryOf = (ask, part) => ask.forge.state.repositories.get(part.repository) ?? ask.repo;
const partShape = (ask, part) => {
    const repo = issue_repositoryOf(ask, part);
    return { label: `${repo.owner}:${part.branch}`, ref: part.branch, sha: part.commit, user: userShape(ask.forge.user(repo.owner), ask.addresses), repo: repositoryShape(repo, ask) };
};
/** As in lists. */
const pullShape = (ask, issue, pull) => {
    const it = issueShape(ask, issue);
    const url = ask.url(`/pulls/${issue.number}`);
    const statuses = ask.url(`/statuses/${pull.head.commit}`);
    return {
        url, id: issue.id, node_id: nodeId('PullRequest', issue.id), html_url: it.html_url, diff_url: `${it.html_url}.diff`, patch_url: `${it.html_url}.patch`, issue_url: it.url,
        commits_url: `${url}/commits`, review_comments_url: `${url}/comments`, review_comment_url: ask.url('/pulls/comments{/number}'), comments_url: it.comments_url, statuses_url: statuses,
        number: issue.number, state: issue.state, locked: false, title: issue.title, user: userShape(ask.forge.user(issue.user), ask.addresses), body: issue.body,
        labels: labelsOf(ask, issue), milestone: null, created_at: it.created_at, updated_at: it.updated_at, closed_at: it.closed_at,
        merged_at: timeOrNull(pull.mergedAt), merge_commit_sha: pull.mergeCommit, assignee: null, assignees: [], requested_reviewers: (pull.reviewers ?? []).map((login) => userShape(ask.forge.user(login), ask.addresses)), requested_teams: [],
        head: partShape(ask, pull.head), base: partShape(ask, pull.base), author_association: association(ask, issue.user), auto_merge: null, draft: pull.draft,
        _links: {
            self: { href: url }, html: { href: it.html_url }, issue: { href: it.url }, comments: { href: it.comments_url }, review_comments: { href: `${url}/comments` },
            review_comment: { href: ask.url('/pulls/comments{/number}') }, commits: { href: `${url}/commits` }, statuses: { href: statuses },
        },
    };
};
/** As a single one, with its size and whether it can be merged. */
const wholePullShape = async (ask, issue, pull, isMergeable) => {
    const met = await mergeBase(ask.git, pull.base.commit, pull.head.commit);
    const files = await filesBetween(ask, met, await ask.git.commit(pull.head.commit));
    let commits = 0;
    for await (const commit of walkHistory(ask.git, [pull.head.commit], met === undefined ? [] : [met]))
        commits += commit.id === '' ? 0 : 1;
    const { labels, ...rest } = pullShape(ask, issue, pull);
    return {
        ...rest, labels: labels,
        merged: pull.mergedAt !== null, mergeable: isMergeable, mergeable_state: isMergeable === null ? 'unknown' : isMergeable ? 'clean' : 'dirty', rebaseable: isMergeable,
        merged_by: pull.mergedBy === null ? null : userShape(ask.forge.user(pull.mergedBy), ask.addresses), comments: commentsOf(ask, issue.number), review_comments: 0,
        maintainer_can_modify: false, commits, additions: files.reduce((sum, it) => sum + it.additions, 0), deletions: files.reduce((sum, it) => sum + it.deletions, 0), changed_files: files.length,
    };
};

;// CONCATENATED MODULE: ./out/rehearsal/github/graphql/connection.js


const most = 100;
const connection = (ask, { name, type, all }, { first, after }, shape) => {
    const hasPages = ask.forge.rules.has('W-ISS-10');
    if ((typeof first !== 'number' || first < 1 || first > most) && hasPages)
        throw new FieldRefusal('MISSING_PAGINATION_BOUNDARIES', `You must provide a \`first\` or \`last\` value to properly paginate the \`${name}\` connection.`);
    const begin = typeof after === 'string' ? all.findIndex((it) => nodeId('cursor', it.id) === after) + 1 : 0;
    const end = hasPages ? begin + Number(first) : all.length;
    const part = all.slice(begin, end);
    const last = part.at(-1);
    return node(type, {
        totalCount: all.length, nodes: part.map(shape),
        pageInfo: () => node('PageInfo', { hasNextPage: end < all.length, endCursor: last ? nodeId('cursor', last.id) : null }),
    });
};

;// CONCATENATED MODULE: ./out/rehearsal/github/graphql/issue.js
// An issue with its comments, as GraphQL shows it: with when a comment was last edited, which REST does not say.






const authorNode = (ask, login) => {
    const { type } = ask.forge.user(login);
    return node(type, { url: `${ask.addresses.server}/${login.replace(/\[bot\]$/, '')}`, login: type === 'Bot' && ask.forge.rules.has('W-ISS-09') ? login.replace(/\[bot\]$/, '') : login });
};
const commentNode = (ask, repo, it) => node('IssueComment', {
    id: nodeId('IssueComment', it.id), fullDatabaseId: String(it.id), url: page(ask, repo, `/issues/${it.issue}#issuecomment-${it.id}`), body: it.body,
    createdAt: timeText(it.createdAt), lastEditedAt: timeOrNull(it.lastEditedAt), authorAssociation: association(ask, it.user, repo), author: () => authorNode(ask, it.user),
});
const issueNode = (ask, repo) => (args) => {
    const number = Number(args['number']);
    if (!can({ forge: ask.forge, actor: ask.actor, repo }, 'issues', 'read'))
        throw new FieldRefusal('FORBIDDEN', 'Resource not accessible by integration');
    const issue = repo.issues.get(number);
    if (!issue || issue.pull || !repo.settings.hasIssues)
        throw new FieldRefusal('NOT_FOUND', `Could not resolve to an Issue with the number of ${number}.`);
    return node('Issue', {
        id: nodeId('Issue', issue.id), number, title: issue.title, body: issue.body ?? '', url: page(ask, repo, `/issues/${number}`), state: issue.state.toUpperCase(),
        createdAt: timeText(issue.createdAt), authorAssociation: association(ask, issue.user, repo), author: () => authorNode(ask, issue.user),
        comments: (wanted) => connection(ask, { name: 'comments', type: 'IssueCommentConnection', all: commentsOn(repo, number) }, wanted, (it) => commentNode(ask, repo, it)),
    });
};

;// CONCATENATED MODULE: ./out/rehearsal/github/pulls-of-commit.js
// Which pull requests brought a commit: the merged one; for a commit that is not in the default branch, the open ones too.

/** Newest first. */
const pullsIn = (repo) => [...repo.issues.values()].filter((it) => it.pull !== undefined).sort((a, b) => b.number - a.number);
/** By the pull request as it is: a record that changes is another one. */
const brought = new WeakMap();
const commitsOf = (forge, repo, pull) => {
    const known = brought.get(pull) ?? readCommits(forge, repo, pull);
    brought.set(pull, known);
    return known;
};
const readCommits = async (forge, repo, { head, base, mergeCommit }) => {
    const git = forge.git(repo);
    const before = mergeCommit === null ? base.commit : (await git.commit(mergeCommit)).parents[0];
    const found = new Set(mergeCommit === null ? [] : [mergeCommit]);
    for await (const commit of walkHistory(git, [head.commit], before === undefined ? [] : [before]))
        found.add(commit.id);
    return found;
};
const pullsOfCommit = async (forge, repo, sha) => {
    const found = [];
    for (const it of pullsIn(repo))
        if ((await commitsOf(forge, repo, it.pull)).has(sha))
            found.push(it);
    if (!found.some((it) => it.pull.mergedAt === null) || !forge.rules.has('W-COM-15'))
        return found;
    const tip = repo.refs.get(`refs/heads/${repo.settings.defaultBranch}`);
    const isInDefault = tip !== undefined && (await isAncestor(forge.git(repo), sha, tip));
    return found.filter((it) => it.pull.mergedAt !== null || !isInDefault);
};

;// CONCATENATED MODULE: ./out/rehearsal/github/graphql/listed.js
// Closed issues, and the pull requests that brought a commit, as GraphQL lists them: what notes of a release are made of.







const listed_labelsOf = (ask, repo, issue) => (args) => {
    const all = issue.labels.map((name) => repo.labels.get(name.toLowerCase())).filter((it) => it !== undefined);
    return connection(ask, { name: 'labels', type: 'LabelConnection', all }, args, (it) => node('Label', { name: it.name, color: it.color, description: it.description }));
};
const common = (ask, repo, it) => ({
    number: it.number, title: it.title, body: it.body ?? '', labels: listed_labelsOf(ask, repo, it), author: () => authorNode(ask, it.user),
    createdAt: timeText(it.createdAt), updatedAt: timeText(it.updatedAt), closedAt: timeOrNull(it.closedAt),
});
const pullNode = (ask, repo, it) => node('PullRequest', {
    ...common(ask, repo, it), id: nodeId('PullRequest', it.id), url: page(ask, repo, `/pull/${it.number}`), merged: it.pull.mergedAt !== null, mergedAt: timeOrNull(it.pull.mergedAt),
    state: it.pull.mergedAt === null ? it.state.toUpperCase() : 'MERGED', baseRepository: () => node('Repository', { nameWithOwner: `${repo.owner}/${repo.name}` }),
});
const mustRead = (ask, repo, what) => {
    if (!can({ forge: ask.forge, actor: ask.actor, repo }, what, 'read'))
        throw new FieldRefusal('FORBIDDEN', 'Resource not accessible by integration');
};
/** Of a commit. */
const broughtBy = (ask, repo, sha) => async (args) => {
    mustRead(ask, repo, 'pull_requests');
    const all = ask.forge.rules.has('W-COM-17') ? await pullsOfCommit(ask.forge, repo, sha) : [];
    return connection(ask, { name: 'associatedPullRequests', type: 'PullRequestConnection', all }, args, (it) => pullNode(ask, repo, it));
};
/** This world has no milestones. */
const listed_issueNode = (ask, repo, it) => node('Issue', { ...common(ask, repo, it), id: nodeId('Issue', it.id), url: page(ask, repo, `/issues/${it.number}`), state: it.state.toUpperCase(), stateReason: it.stateReason?.toUpperCase() ?? null, milestone: null });
const known = { states: new Set(['OPEN', 'CLOSED']), fields: new Set(['UPDATED_AT', 'CREATED_AT']) };
const issuesNode = (ask, repo) => (args) => {
    mustRead(ask, repo, 'issues');
    const states = [args['states'] ?? ['OPEN', 'CLOSED']].flat().map(String);
    const { since = null } = (args['filterBy'] ?? {});
    const { field = 'CREATED_AT', direction = 'ASC' } = (args['orderBy'] ?? {});
    if (!states.every((it) => known.states.has(it)) || !known.fields.has(field))
        throw new FieldRefusal('argumentLiteralsIncompatible', 'Argument on Field \'issues\' has an invalid value.');
    const from = since === null || !ask.forge.rules.has('W-ISS-12') ? 0 : Date.parse(since);
    const time = (it) => (field === 'UPDATED_AT' ? it.updatedAt : it.createdAt);
    const all = [...repo.issues.values()]
        .filter((it) => (!it.pull || !ask.forge.rules.has('W-ISS-11')) && states.includes(it.state.toUpperCase()) && it.updatedAt >= from)
        .sort((a, b) => (time(a) - time(b) || a.id - b.id) * (direction === 'DESC' ? -1 : 1));
    return connection(ask, { name: 'issues', type: 'IssueConnection', all }, args, (it) => listed_issueNode(ask, repo, it));
};

;// CONCATENATED MODULE: ./out/rehearsal/github/graphql/update-refs.js
// updateRefs: several refs made, moved or deleted in one call, all or none, each compared with the value that the client names.






const update_refs_nothing = '0'.repeat(40);
const update_refs_refuse = (type, message) => {
    throw new FieldRefusal(type, message);
};
const update_refs_repositoryOf = (ask, { repositoryId = '' }) => {
    const repo = [...ask.forge.state.repositories.values()].find((it) => nodeId('Repository', it.id) === repositoryId);
    if (!repo || !can({ forge: ask.forge, actor: ask.actor, repo }, 'contents', 'read'))
        return update_refs_refuse('NOT_FOUND', `Could not resolve to a node with the global id of '${repositoryId}'`);
    if (!can({ forge: ask.forge, actor: ask.actor, repo }, 'contents', 'write') && ask.forge.rules.has('W-TOK-12'))
        return update_refs_refuse('FORBIDDEN', 'Resource not accessible by integration');
    return repo;
};
const isForward = async (ask, repo, from, to) => {
    const git = ask.forge.git(repo);
    const [old, now] = [await git.peel(from), await git.peel(to)];
    return old !== undefined && now !== undefined && isAncestor(git, old, now);
};
/** Why an update is refused, whatever rules the repository has; undefined when it may go. */
const whyNot = async (ask, repo, { name = '', beforeOid, afterOid = '', force }) => {
    const { rules } = ask.forge;
    const from = repo.refs.get(name);
    const now = from ?? update_refs_nothing;
    if (!isRefName(name))
        return `${name} is not a valid ref name.`;
    if ((beforeOid ?? now) !== now && rules.has('W-REF-11'))
        return `Reference '${name}' is at ${now} but expected ${beforeOid}`;
    if (afterOid === update_refs_nothing && rules.has('W-REF-12'))
        return from === undefined ? `Reference '${name}' does not exist` : undefined;
    if ((await ask.forge.git(repo).typeOf(afterOid)) === undefined)
        return `Object ${afterOid} does not exist`;
    const mustBeForward = from !== undefined && !force && rules.has('W-REF-13');
    return mustBeForward && !(await isForward(ask, repo, from, afterOid)) ? `Update of '${name}' is not a fast forward` : undefined;
};
const moveOf = async (ask, repo, update) => {
    const { name = '', afterOid } = update;
    const why = await whyNot(ask, repo, update);
    return why === undefined ? { ref: name, from: repo.refs.get(name), to: afterOid === update_refs_nothing ? undefined : afterOid } : update_refs_refuse('UNPROCESSABLE', why);
};
const mustBeAllowed = async (ask, repo, move) => {
    const forbidden = await forbids(ask.forge, repo, move, { actor: ask.actor });
    if (!forbidden)
        return;
    update_refs_refuse('UNPROCESSABLE', 'lines' in forbidden ? `Repository rule violations found\n\n${forbidden.lines.join('\n\n')}\n\n` : `Reference update failed for '${move.ref}'`);
};
const updateRefs = (ask) => async (args) => {
    const input = (args['input'] ?? {});
    const repo = update_refs_repositoryOf(ask, input);
    const isAtomic = ask.forge.rules.has('W-REF-10');
    const moves = [];
    for (const update of input.refUpdates ?? []) {
        const move = await moveOf(ask, repo, update);
        await mustBeAllowed(ask, repo, move);
        if (isAtomic)
            moves.push(move);
        else
            await carryOut(ask.forge, repo, move);
    }
    for (const move of moves)
        await carryOut(ask.forge, repo, move);
    return node('UpdateRefsPayload', { clientMutationId: input.clientMutationId ?? null });
};

;// CONCATENATED MODULE: ./out/rehearsal/github/graphql/schema.js
// What this world's GraphQL knows. It grows with what the product asks; everything else is answered as not implemented.








const repositoryNode = (ask, repo) => node('Repository', {
    id: nodeId('Repository', repo.id), name: repo.name, nameWithOwner: `${repo.owner}/${repo.name}`, isPrivate: repo.settings.isPrivate, url: page(ask, repo),
    issue: issueNode(ask, repo),
    issues: issuesNode(ask, repo),
    object: async ({ oid }) => {
        const git = ask.forge.git(repo);
        const type = typeof oid === 'string' ? await git.typeOf(oid) : undefined;
        if (typeof oid !== 'string' || type === undefined)
            return null;
        const found = await objectNode(ask, repo, oid);
        return type === 'commit' ? node('Commit', { ...found.fields, associatedPullRequests: broughtBy(ask, repo, oid) }) : found;
    },
    defaultBranchRef: () => refNode(ask, repo, `refs/heads/${repo.settings.defaultBranch}`),
    ref: (args) => {
        const name = String(args['qualifiedName']);
        const full = [name, `refs/heads/${name}`, `refs/tags/${name}`].find((it) => repo.refs.has(it));
        return full === undefined ? null : refNode(ask, repo, full);
    },
});
const queryRoot = (ask) => node('Query', {
    viewer: () => node('User', { login: ask.login }),
    repository: (args) => {
        const [owner, name] = [String(args['owner']), String(args['name'])];
        const repo = ask.forge.repository(owner, name);
        if (repo && (!repo.settings.isPrivate || can({ forge: ask.forge, actor: ask.actor, repo }, 'contents', 'read')))
            return repositoryNode(ask, repo);
        throw new FieldRefusal('NOT_FOUND', `Could not resolve to a Repository with the name '${owner}/${name}'.`);
    },
});
const mutationRoot = (ask) => node('Mutation', { createCommitOnBranch: createCommitOnBranch(ask), updateRefs: updateRefs(ask) });

;// CONCATENATED MODULE: ./out/rehearsal/github/graphql/answer-graphql.js
// The GraphQL endpoint: what was not understood is 501, what was refused is an answer of 200 with errors, as GitHub's is.




const isMutation = (document) => {
    try {
        return parseDocument(String(document)).kind === 'mutation';
    }
    catch {
        return true;
    }
};
const notUnderstood = (message) => ({ response: jsonAnswer(501, { errors: [{ message: `${message} (not implemented in the rehearsal)` }] }), missing: message });
const answerGraphql = async (ask) => {
    if (!ask.actor.token)
        return { response: jsonAnswer(401, { message: 'This endpoint requires you to be authenticated.', documentation_url: 'https://docs.github.com/graphql', status: '401' }) };
    let operation;
    try {
        operation = parseDocument(ask.body.text('query'));
    }
    catch (failure) {
        if (failure instanceof DocumentError)
            return notUnderstood(failure.message);
        throw failure;
    }
    try {
        const root = operation.kind === 'mutation' ? mutationRoot(ask) : queryRoot(ask);
        const { data, errors } = await execute(operation, root, (ask.body.get('variables') ?? {}));
        return { response: jsonAnswer(200, { data, ...(errors.length > 0 ? { errors } : {}) }), refused: errors.length > 0 };
    }
    catch (failure) {
        if (failure instanceof UnknownField)
            return notUnderstood(failure.message);
        throw failure;
    }
};

;// CONCATENATED MODULE: ./out/rehearsal/github/journal.js

const beginCall = (number, request) => {
    const { pathname, search } = request.url;
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    const path = pathname.startsWith(prefixes.storage) ? pathname : pathname + search;
    return { number, method: request.method, path, token: undefined, operation: undefined, kind: isRead ? 'read' : 'release', write: false, status: undefined, fault: undefined };
};
const bookkeepingRefs = /^refs\/slipway\/(?!record\/)/;
/** A tag object that a lock (or the list of what is to be released) leads to; no ref names it yet when it is made. */
const bookkeepingTags = /^slipway-(lock-|wanted$)/;
/** What a write is about, as far as one can tell before it is carried out. */
const kindOf = (operation, { refs, tagName }) => {
    if (refs.length > 0 && refs.every((it) => bookkeepingRefs.test(it)))
        return 'bookkeeping';
    if (operation === 'git/create-tag' && typeof tagName === 'string' && bookkeepingTags.test(tagName))
        return 'bookkeeping';
    return operation.startsWith('issues/') ? 'bookkeeping' : 'release';
};
/** The refs that a GraphQL mutation with an input of its own moves. */
const movedRefs = (body) => {
    const variables = body.get('variables');
    const updates = variables?.input?.refUpdates;
    return Array.isArray(updates) ? updates.map((it) => (typeof it?.name === 'string' ? it.name : '')) : [];
};
const noObject = '0'.repeat(40);
/** Requests of a form that can never take effect, whoever sends them: they only ask for a right. */
const isAccessProbe = (operation, body) => {
    switch (operation) {
        case 'git/create-ref': return body.get('sha') === noObject;
        case 'pulls/create': return body.get('head') === body.get('base');
        case 'issues/create': return body.get('title') === undefined;
        default: return false;
    }
};

;// CONCATENATED MODULE: ./out/rehearsal/github/limits.js

const githubSecondary = { pointsPerMinute: 900, createsPerMinute: 80, createsPerHour: 500, concurrent: 100 };
const hour = 3_600_000;
const minute = 60_000;
const startOf = (now) => Math.floor(now / hour) * hour;
const nameOf = (actor) => actor.token?.name ?? 'nobody';
const recent = (forge, actor) => {
    const since = forge.now() - hour;
    return (forge.state.usage.get(nameOf(actor)) ?? []).filter((it) => it.at > since);
};
const rateOf = (forge, actor, resource) => {
    const { primary } = forge.settings.limits;
    const start = startOf(forge.now());
    const used = recent(forge, actor).filter((it) => it.at >= start && it.resource === resource).length;
    return { limit: primary, used, remaining: Math.max(0, primary - used), reset: (start + hour) / 1000 };
};
const rateHeaders = (forge, actor, resource) => {
    if (!forge.rules.has('W-LIM-01'))
        return {};
    const rate = rateOf(forge, actor, resource);
    return {
        'x-ratelimit-limit': String(rate.limit), 'x-ratelimit-remaining': String(rate.remaining), 'x-ratelimit-used': String(rate.used),
        'x-ratelimit-reset': String(rate.reset), 'x-ratelimit-resource': resource,
    };
};
const secondaryMessage = 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.';
/** Seconds until the oldest of these is older than the window. */
const waitFor = (within, window, now) => String(Math.max(1, Math.ceil(((within[0]?.at ?? now) + window - now) / 1000)));
const overSecondary = (forge, all, asked, limits) => {
    const now = forge.now();
    const lastMinute = all.filter((it) => it.at > now - minute);
    const points = lastMinute.reduce((sum, it) => sum + it.points, 0);
    if (forge.rules.has('W-LIM-04') && points + asked.points > limits.pointsPerMinute)
        return waitFor(lastMinute, minute, now);
    if (!asked.creates || !forge.rules.has('W-LIM-03'))
        return undefined;
    const [created, createdLately] = [all.filter((it) => it.creates), lastMinute.filter((it) => it.creates)];
    if (createdLately.length >= limits.createsPerMinute)
        return waitFor(createdLately, minute, now);
    return created.length >= limits.createsPerHour ? waitFor(created, hour, now) : undefined;
};
/** Counts the request, or refuses it. */
const count = (forge, actor, asked, underWay) => {
    const { limits } = forge.settings;
    const all = recent(forge, actor);
    if (limits.isPrimaryEnforced && forge.rules.has('W-LIM-02') && rateOf(forge, actor, asked.resource).remaining === 0) {
        throw new Refusal(403, `API rate limit exceeded for ${nameOf(actor)}.`);
    }
    if (limits.secondary) {
        const wait = overSecondary(forge, all, asked, limits.secondary);
        if (wait !== undefined)
            throw new Refusal(403, secondaryMessage, [], { 'retry-after': wait });
        if (underWay > limits.secondary.concurrent && forge.rules.has('W-LIM-06'))
            throw new Refusal(429, secondaryMessage, [], { 'retry-after': '60' });
    }
    forge.state.usage.note(nameOf(actor), [...all, { at: forge.now(), ...asked }]);
};

;// CONCATENATED MODULE: ./out/rehearsal/github/request-body.js
// The JSON that a client sends, field by field, with GitHub's words for what is missing or of another type.

const shown = (value) => (value === null ? 'nil' : JSON.stringify(value));
class RequestBody {
    fields;
    rules;
    constructor(fields, rules) {
        this.fields = fields;
        this.rules = rules;
    }
    static parse(text, rules) {
        if (text.trim() === '')
            return new RequestBody({}, rules);
        let value;
        try {
            value = JSON.parse(text);
        }
        catch {
            if (rules.has('W-API-03'))
                throw new Refusal(400, 'Problems parsing JSON');
            value = {};
        }
        if (typeof value !== 'object' || value === null || Array.isArray(value))
            throw new Refusal(400, 'Body should be a JSON object');
        return new RequestBody(value, rules);
    }
    has(key) {
        return this.fields[key] !== undefined;
    }
    get(key) {
        return this.fields[key];
    }
    wrong(key, type) {
        throw new Refusal(422, `Invalid request.\n\nFor 'properties/${key}', ${shown(this.fields[key])} is not ${type}.`);
    }
    missing(key) {
        throw new Refusal(422, `Invalid request.\n\n"${key}" wasn't supplied.`);
    }
    text(key) {
        const value = this.fields[key];
        if (value === undefined)
            return this.rules.has('W-API-08') ? this.missing(key) : '';
        return typeof value === 'string' ? value : this.wrong(key, 'a string');
    }
    /** Undefined when it was not sent; null is a value of its own. */
    textIfSent(key) {
        const value = this.fields[key];
        if (value === undefined || value === null || typeof value === 'string')
            return value;
        return this.rules.has('W-API-09') ? this.wrong(key, 'a string') : JSON.stringify(value);
    }
    flagIfSent(key) {
        const value = this.fields[key];
        if (value === undefined || value === null)
            return undefined;
        return typeof value === 'boolean' ? value : this.wrong(key, 'a boolean');
    }
    list(key) {
        const value = this.fields[key];
        if (value === undefined)
            return this.missing(key);
        return Array.isArray(value) ? value : this.wrong(key, 'an array');
    }
    textsIfSent(key) {
        if (this.fields[key] === undefined || this.fields[key] === null)
            return undefined;
        return this.list(key).map((it) => (typeof it === 'string' ? it : this.wrong(key, 'an array of strings')));
    }
    /** An object within. */
    within(key) {
        const value = this.fields[key];
        if (value === undefined || value === null)
            return undefined;
        return typeof value === 'object' && !Array.isArray(value) ? new RequestBody(value, this.rules) : this.wrong(key, 'an object');
    }
}

;// CONCATENATED MODULE: ./out/rehearsal/github/shapes/workflow-run.js



const workflowRunShape = async (ask, it) => {
    const url = ask.url(`/actions/runs/${it.id}`);
    const { rules } = ask.forge;
    const attempt = rules.has('W-ACT-01') ? it.attempt : 1;
    const commit = await ask.git.commit(it.commit);
    const { author, committer } = commit;
    const user = userShape(ask.forge.user(it.actor), ask.addresses);
    const repository = minimalShape(ask.repo, ask);
    return {
        id: it.id, node_id: nodeId('WorkflowRun', it.id), name: 'Release', display_title: messageOf(commit).split('\n')[0] ?? '', path: '.github/workflows/release.yml', event: 'push',
        head_branch: ask.repo.settings.defaultBranch, head_sha: it.commit, run_number: 1, run_attempt: attempt, workflow_id: 1,
        status: it.status, conclusion: it.status === 'completed' || !rules.has('W-ACT-02') ? (it.conclusion ?? 'success') : null,
        created_at: timeText(it.at), updated_at: timeText(it.at), run_started_at: timeText(it.at), actor: user, triggering_actor: user, pull_requests: [],
        url, html_url: ask.page(`/actions/runs/${it.id}`), jobs_url: `${url}/jobs`, logs_url: `${url}/logs`, artifacts_url: `${url}/artifacts`, cancel_url: `${url}/cancel`, rerun_url: `${url}/rerun`,
        check_suite_url: ask.url(`/check-suites/${it.id}`), workflow_url: ask.url('/actions/workflows/1'), previous_attempt_url: attempt > 1 ? `${url}/attempts/${attempt - 1}` : null,
        head_commit: {
            id: commit.id, tree_id: commit.tree, message: messageOf(commit), timestamp: timeText(committer.time * 1000),
            author: { name: author.name, email: author.email }, committer: { name: committer.name, email: committer.email },
        },
        repository, head_repository: repository,
    };
};

;// CONCATENATED MODULE: ./out/rehearsal/github/routes/actions.js
// Runs of workflows. They are read here; the people of a world begin and end them.



const getRun = async (ask) => jsonAnswer(200, await workflowRunShape(ask, ask.repo.runs.get(Number(ask.param('run_id'))) ?? notFound()));
const actionRoutes = [
    { method: 'GET', path: '/repos/{owner}/{repo}/actions/runs/{run_id}', operation: 'actions/get-workflow-run', needs: [{ actions: 'read' }], handle: getRun },
];

;// CONCATENATED MODULE: ./out/rehearsal/github/shapes/release.js


/** In addresses a draft has a name of its own, whatever its tag. */
const nameInUrl = (ask, release) => inPath(release.draft && ask.forge.rules.has('W-REL-14') ? release.untagged : release.tag);
const assetShape = (ask, asset) => {
    const release = ask.repo.releases.get(asset.release);
    const under = release ? nameInUrl(ask, release) : '';
    return {
        id: asset.id, node_id: nodeId('ReleaseAsset', asset.id), name: asset.name, label: asset.label, content_type: asset.mediaType, size: asset.size,
        digest: ask.forge.rules.has('W-AST-04') ? asset.digest : null,
        // The description knows `uploaded` and `open` only; `starter` is what its own text says of a broken upload.
        state: asset.state, url: ask.url(`/releases/assets/${asset.id}`), browser_download_url: ask.page(`/releases/download/${under}/${inPath(asset.name)}`),
        download_count: 0, uploader: userShape(ask.forge.user(asset.uploader), ask.addresses), created_at: timeText(asset.createdAt), updated_at: timeText(asset.updatedAt),
    };
};
const release_assetsOf = (ask, release) => [...ask.repo.assets.values()].filter((it) => it.release === release.id);
const releaseShape = (ask, it) => {
    const url = ask.url(`/releases/${it.id}`);
    return {
        id: it.id, node_id: nodeId('Release', it.id), url, assets_url: `${url}/assets`, upload_url: `${ask.addresses.uploads}/repos/${ask.repo.owner}/${ask.repo.name}/releases/${it.id}/assets{?name,label}`,
        html_url: ask.page(`/releases/tag/${nameInUrl(ask, it)}`), author: userShape(ask.forge.user(it.author), ask.addresses),
        tag_name: it.tag, target_commitish: it.target, name: it.name, body: it.body, draft: it.draft, prerelease: it.prerelease, immutable: it.immutable,
        created_at: timeText(it.createdAt), updated_at: timeText(it.updatedAt), published_at: timeOrNull(it.publishedAt),
        assets: release_assetsOf(ask, it).slice(0, 1000).map((asset) => assetShape(ask, asset)),
        tarball_url: it.draft ? null : ask.url(`/tarball/${inPath(it.tag)}`), zipball_url: it.draft ? null : ask.url(`/zipball/${inPath(it.tag)}`),
    };
};

;// CONCATENATED MODULE: ./out/rehearsal/github/storage.js
// Where the bytes of assets are: another origin, whose addresses are signed, and which takes no other credential besides.



const signatureOf = (hex, name) => (0,external_node_crypto_.createHash)('sha256').update(`storage ${hex} ${name}`).digest('hex').slice(0, 32);
const storageUrl = (addresses, asset) => {
    const hex = (asset.digest ?? '').replace('sha256:', '');
    const url = new URL(`${addresses.storage}/${hex}`);
    url.searchParams.set('response-content-disposition', `attachment; filename=${asset.name}`);
    url.searchParams.set('response-content-type', asset.mediaType);
    url.searchParams.set('sig', signatureOf(hex, asset.name));
    return url.href;
};
const problem = (status, code, message) => textAnswer(status, `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`, { 'content-type': 'application/xml' });
const twoMechanisms = 'Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified';
const rangeOf = (header, size) => {
    const [, from = '', to = ''] = /^bytes=(\d+)-(\d*)$/.exec(header ?? '') ?? [];
    return from === '' || Number(from) >= size ? undefined : { start: Number(from), end: to === '' ? size - 1 : Math.min(Number(to), size - 1) };
};
const answerStorage = (forge, request) => {
    const { searchParams, pathname } = request.url;
    if (request.headers['authorization'] !== undefined && forge.rules.has('W-AST-09'))
        return problem(400, 'InvalidArgument', twoMechanisms);
    const hex = pathname.slice(prefixes.storage.length + 1);
    const disposition = searchParams.get('response-content-disposition') ?? '';
    if (searchParams.get('sig') !== signatureOf(hex, disposition.replace('attachment; filename=', '')))
        return problem(403, 'AccessDenied', 'Access Denied');
    const content = forge.host.contents.get(`sha256:${hex}`);
    if (!content)
        return problem(404, 'NoSuchKey', 'The specified key does not exist.');
    const range = rangeOf(request.headers['range'], content.size);
    return {
        status: range ? 206 : 200,
        headers: {
            'content-type': searchParams.get('response-content-type') ?? 'application/octet-stream', 'content-disposition': disposition, 'accept-ranges': 'bytes', etag: `"0x${hex.slice(0, 16)}"`,
            'content-length': String(range ? range.end - range.start + 1 : content.size), ...(range ? { 'content-range': `bytes ${range.start}-${range.end}/${content.size}` } : {}),
        },
        body: request.method === 'HEAD' ? undefined : content.read(range),
    };
};

;// CONCATENATED MODULE: ./out/rehearsal/github/say-forbidden.js
// Why a ref was not moved, in the words of the REST API.

const say_forbidden_sayForbidden = (it) => {
    switch (it.by) {
        case 'rules': throw new Refusal(422, `Repository rule violations found\n\n${it.lines.join('\n\n')}\n\n`);
        case 'protection': throw new Refusal(422, it.lines.join(' '));
        case 'workflow': throw new Refusal(403, 'Resource not accessible by integration');
        case 'default-branch': throw new Refusal(422, 'Cannot delete the default branch');
        case 'hidden': throw new Refusal(422, 'Reference update failed');
    }
};

;// CONCATENATED MODULE: ./out/rehearsal/github/routes/refs.js
// refs and tag objects: what stands in git, without a release around it.









const writesContents = [{ contents: 'write' }, { contents: 'write', workflows: 'write' }];
const readsContents = [{ contents: 'read' }];
const objectUrl = (ask, type, id) => ask.url(`/git/${type}s/${id}`);
const refShape = async (ask, ref, id) => {
    const type = (await ask.git.typeOf(id)) ?? 'commit';
    return { ref, node_id: nodeId('Ref', `${ask.repo.id}:${ref}`), url: ask.url(`/git/${inPath(ref)}`), object: { type, sha: id, url: objectUrl(ask, type, id) } };
};
const mustHaveCommits = (ask) => {
    if (ask.repo.refs.size === 0 && ask.forge.rules.has('W-REF-02'))
        refuse(409, 'Git Repository is empty.');
};
const move = async (ask, it) => {
    const forbidden = await forbids(ask.forge, ask.repo, it, { actor: ask.actor });
    if (forbidden)
        say_forbidden_sayForbidden(forbidden);
    await carryOut(ask.forge, ask.repo, it);
};
const getRef = async (ask) => {
    mustHaveCommits(ask);
    const ref = `refs/${ask.param('ref')}`;
    const id = ask.repo.refs.get(ref);
    if (id !== undefined)
        return jsonAnswer(200, await refShape(ask, ref, id));
    // Without the rule, as it was before 2019: whatever begins so.
    const alike = ask.forge.rules.has('W-REF-07') ? [] : [...ask.repo.refs].filter(([name]) => name.startsWith(ref));
    return alike.length > 0 ? jsonAnswer(200, await Promise.all(alike.map(([name, it]) => refShape(ask, name, it)))) : notFound();
};
const matchingRefs = async (ask) => {
    mustHaveCommits(ask);
    const beginning = `refs/${ask.param('ref')}`;
    const found = [...ask.repo.refs].filter(([name]) => name.startsWith(beginning)).sort(([a], [b]) => (a < b ? -1 : 1));
    return jsonAnswer(200, await Promise.all(found.map(([name, id]) => refShape(ask, name, id))));
};
const createRef = async (ask) => {
    const [ref, sha] = [ask.body.text('ref'), ask.body.text('sha')];
    mustHaveCommits(ask);
    if (ask.forge.rules.has('W-REF-08') && !isRefName(ref))
        return refuse(422, 'Reference update failed', [{ message: 'Reference name is not valid' }]);
    if (ask.forge.rules.has('W-REF-03') && (await ask.git.typeOf(sha)) === undefined)
        return refuse(422, 'Object does not exist');
    if (ask.repo.refs.has(ref) && ask.forge.rules.has('W-REF-01'))
        return refuse(422, 'Reference already exists');
    await move(ask, { ref, from: undefined, to: sha });
    const shape = await refShape(ask, ref, sha);
    return jsonAnswer(201, shape, { location: shape.url });
};
const updateRef = async (ask) => {
    const ref = `refs/${ask.param('ref')}`;
    const sha = ask.body.text('sha');
    const force = ask.body.flagIfSent('force') ?? false;
    mustHaveCommits(ask);
    const from = ask.repo.refs.get(ref);
    if (from === undefined && ask.forge.rules.has('W-REF-05'))
        return refuse(422, 'Reference does not exist');
    if ((await ask.git.typeOf(sha)) === undefined)
        return refuse(422, 'Object does not exist');
    if (from !== undefined && !force && ask.forge.rules.has('W-REF-04') && !(await isFastForward(ask, from, sha)))
        return refuse(422, 'Update is not a fast forward');
    await move(ask, { ref, from, to: sha });
    return jsonAnswer(200, await refShape(ask, ref, sha));
};
const isFastForward = async (ask, from, to) => {
    const [old, now] = [await ask.git.peel(from), await ask.git.peel(to)];
    return old !== undefined && now !== undefined && isAncestor(ask.git, old, now);
};
const deleteRef = async (ask) => {
    const ref = `refs/${ask.param('ref')}`;
    mustHaveCommits(ask);
    const from = ask.repo.refs.get(ref);
    if (from === undefined)
        return ask.forge.rules.has('W-REF-06') ? refuse(422, 'Reference does not exist') : emptyAnswer(204);
    await move(ask, { ref, from, to: undefined });
    return emptyAnswer(204);
};
const tagShape = async (ask, id) => {
    const tag = await ask.git.tag(id);
    return {
        node_id: nodeId('Tag', id), tag: tag.name, sha: id, url: objectUrl(ask, 'tag', id), message: tag.message,
        tagger: tag.tagger ? personShape(tag.tagger) : { name: '', email: '', date: '1970-01-01T00:00:00Z' },
        object: { sha: tag.object, type: tag.type, url: objectUrl(ask, tag.type, tag.object) }, verification: await tagVerification(ask, id),
    };
};
const signatureStart = /^-----BEGIN (?:PGP SIGNATURE|PGP MESSAGE|SSH SIGNATURE|SIGNED MESSAGE)-----$/m;
/** Nobody computes here: whose keys are known is what the people of the world say. */
const tagVerification = async (ask, id) => {
    const [text, tag] = [(await ask.git.read(id))?.bytes.toString('utf8') ?? '', await ask.git.tag(id)];
    const at = signatureStart.exec(text)?.index;
    if (at === undefined || !ask.forge.rules.has('W-REF-14'))
        return unsigned;
    const isKnown = ask.repo.settings.knowsKeys === true || ask.repo.signed.has(id) || !ask.forge.rules.has('W-REF-15');
    const verdict = isKnown ? { verified: true, reason: 'valid', verified_at: timeText((tag.tagger?.time ?? 0) * 1000) } : { verified: false, reason: 'unknown_key', verified_at: null };
    return { ...verdict, signature: text.slice(at).trimEnd(), payload: text.slice(0, at) };
};
const getTag = async (ask) => {
    const id = ask.param('tag_sha');
    return (await ask.git.typeOf(id)) === 'tag' ? jsonAnswer(200, await tagShape(ask, id)) : notFound();
};
/** As the body gives it, else who asks, now. */
const personOf = (ask, it) => {
    const user = ask.forge.user(ask.login);
    const date = it?.textIfSent('date');
    const time = date === undefined || date === null ? ask.now : Date.parse(date);
    if (Number.isNaN(time))
        return refuse(422, 'Invalid request.\n\ndate is not a valid date');
    return { name: it?.textIfSent('name') ?? user.login, email: it?.textIfSent('email') ?? user.email, time: Math.floor(time / 1000), zone: '+0000' };
};
const createTag = async (ask) => {
    const { body, git, forge } = ask;
    const [name, message, object] = [body.text('tag'), body.text('message'), body.text('object')];
    const type = body.text('type');
    if ((await git.typeOf(object)) !== type)
        return invalid({ resource: 'Tag', code: 'invalid', field: 'object' });
    const tag = formatTag({ object, type, name, tagger: personOf(ask, body.within('tagger')), message: message.endsWith('\n') ? message : `${message}\n` });
    const id = await git.add(tag);
    if (!forge.rules.has('W-REF-09'))
        await move(ask, { ref: `refs/tags/${name}`, from: undefined, to: id });
    return jsonAnswer(201, await tagShape(ask, id), { location: objectUrl(ask, 'tag', id) });
};
const refRoutes = [
    { method: 'GET', path: '/repos/{owner}/{repo}/git/ref/{+ref}', operation: 'git/get-ref', needs: readsContents, handle: getRef },
    { method: 'GET', path: '/repos/{owner}/{repo}/git/matching-refs/{+ref}', operation: 'git/list-matching-refs', needs: readsContents, lists: true, handle: matchingRefs },
    { method: 'POST', path: '/repos/{owner}/{repo}/git/refs', operation: 'git/create-ref', needs: writesContents, handle: createRef },
    { method: 'PATCH', path: '/repos/{owner}/{repo}/git/refs/{+ref}', operation: 'git/update-ref', needs: writesContents, handle: updateRef },
    { method: 'DELETE', path: '/repos/{owner}/{repo}/git/refs/{+ref}', operation: 'git/delete-ref', needs: writesContents, handle: deleteRef },
    { method: 'GET', path: '/repos/{owner}/{repo}/git/tags/{tag_sha}', operation: 'git/get-tag', needs: readsContents, handle: getTag },
    { method: 'POST', path: '/repos/{owner}/{repo}/git/tags', operation: 'git/create-tag', needs: writesContents, handle: createTag },
];

;// CONCATENATED MODULE: ./out/rehearsal/github/routes/assets.js
// Assets of releases; uploading one has a server of its own (see `uploads` in router.ts).







const assetAt = (ask) => {
    const asset = ask.repo.assets.get(ask.number('asset_id'));
    const release = asset ? ask.repo.releases.get(asset.release) : undefined;
    return asset && release && mayKnow(ask, release) ? asset : notFound();
};
const list = (ask) => ask.list(release_assetsOf(ask, releaseById(ask, ask.number('release_id'))), (it) => assetShape(ask, it));
const get = (ask) => {
    const asset = assetAt(ask);
    if (!ask.accepts('application/octet-stream'))
        return jsonAnswer(200, assetShape(ask, asset));
    const content = asset.digest === null ? notFound() : (ask.forge.host.contents.get(asset.digest) ?? notFound());
    if (ask.forge.rules.has('W-AST-08'))
        return redirectAnswer(302, storageUrl(ask.addresses, asset));
    return { status: 200, headers: { 'content-type': 'application/octet-stream', 'content-length': String(content.size) }, body: content.read() };
};
const update = (ask) => {
    const sent = { name: ask.body.textIfSent('name') ?? undefined, label: ask.body.textIfSent('label') ?? undefined };
    return jsonAnswer(200, assetShape(ask, renameAsset(ask, assetAt(ask), sent)));
};
const remove = (ask) => {
    deleteAsset(ask, assetAt(ask));
    return emptyAnswer(204);
};
const assetRoutes = [
    { method: 'GET', path: '/repos/{owner}/{repo}/releases/{release_id}/assets', operation: 'repos/list-release-assets', needs: readsContents, lists: true, handle: list },
    { method: 'GET', path: '/repos/{owner}/{repo}/releases/assets/{asset_id}', operation: 'repos/get-release-asset', needs: readsContents, handle: get },
    { method: 'PATCH', path: '/repos/{owner}/{repo}/releases/assets/{asset_id}', operation: 'repos/update-release-asset', needs: writesContents, handle: update },
    { method: 'DELETE', path: '/repos/{owner}/{repo}/releases/assets/{asset_id}', operation: 'repos/delete-release-asset', needs: writesContents, handle: remove },
];

;// CONCATENATED MODULE: ./out/rehearsal/github/routes/checks.js
// Checks and statuses of commits. They are read here; the people and systems of a world set them.




const commitAt = async (ask) => (await ask.git.resolve(ask.param('ref'))) ?? refuse(422, `No commit found for SHA: ${ask.param('ref')}`);
const appShape = (ask, id) => ({
    id, node_id: nodeId('App', id), slug: `app-${id}`, owner: userShape(ask.forge.user(ask.repo.owner), ask.addresses), name: `App ${id}`, description: null, external_url: ask.addresses.server,
    html_url: `${ask.addresses.server}/apps/app-${id}`, created_at: timeText(ask.repo.createdAt), updated_at: timeText(ask.repo.createdAt), permissions: { checks: 'write' }, events: [],
});
const checkShape = (ask, it) => {
    const url = ask.url(`/check-runs/${it.id}`);
    return {
        id: it.id, node_id: nodeId('CheckRun', it.id), head_sha: it.commit, name: it.name, external_id: '', url, html_url: ask.page(`/runs/${it.id}`), details_url: ask.page(`/runs/${it.id}`),
        status: it.status, conclusion: it.conclusion, started_at: timeText(it.at), completed_at: it.status === 'completed' ? timeText(it.at) : null, check_suite: { id: it.suite }, app: ask.forge.rules.has('W-CHK-04') ? appShape(ask, it.app) : null, pull_requests: [],
        output: { title: null, summary: null, text: null, annotations_count: 0, annotations_url: `${url}/annotations` },
    };
};
const listChecks = async (ask) => {
    const commit = await commitAt(ask);
    const [name, status] = [ask.query('check_name'), ask.query('status')];
    const all = [...ask.repo.checks.values()].filter((it) => it.commit === commit && (name === undefined || it.name === name) && (status === undefined || it.status === status));
    // The newest of each name in its suite, unless all are asked for.
    const isOneSuite = (a, b) => a.suite === b.suite || !ask.forge.rules.has('W-CHK-05');
    const isLatest = (ask.query('filter') ?? 'latest') === 'latest' && ask.forge.rules.has('W-CHK-01');
    const found = isLatest ? all.filter((it) => !all.some((other) => other.name === it.name && other.app === it.app && isOneSuite(other, it) && other.id > it.id)) : all;
    const { part, headers } = ask.paged(found);
    return jsonAnswer(200, { total_count: found.length, check_runs: part.map((it) => checkShape(ask, it)) }, headers);
};
const statusShape = (ask, it) => {
    const user = userShape(ask.forge.user(it.by), ask.addresses);
    return {
        url: ask.url(`/statuses/${it.commit}`), avatar_url: user.avatar_url, id: it.id, node_id: nodeId('StatusContext', it.id), state: it.state, description: it.description, target_url: null,
        context: it.context, created_at: timeText(it.at), updated_at: timeText(it.at), creator: user,
    };
};
const newestOf = (all) => all.filter((it) => !all.some((other) => other.context === it.context && other.id > it.id));
/** Failed if one failed; pending if one is, or if there is none at all. */
const combine = (ask, all) => {
    if (all.some((it) => it.state === 'failure' || it.state === 'error'))
        return 'failure';
    if (all.some((it) => it.state === 'pending'))
        return 'pending';
    return all.length === 0 && ask.forge.rules.has('W-CHK-02') ? 'pending' : 'success';
};
const combined = async (ask) => {
    const sha = await commitAt(ask);
    const all = [...ask.repo.statuses.values()].filter((it) => it.commit === sha);
    const found = ask.forge.rules.has('W-CHK-03') ? newestOf(all) : all;
    return jsonAnswer(200, {
        state: combine(ask, found), sha, total_count: found.length, statuses: found.map((it) => statusShape(ask, it)), repository: minimalShape(ask.repo, ask),
        commit_url: ask.url(`/commits/${sha}`), url: ask.url(`/commits/${sha}/status`),
    });
};
const listStatuses = async (ask) => {
    const sha = await commitAt(ask);
    return ask.list([...ask.repo.statuses.values()].filter((it) => it.commit === sha).sort((a, b) => b.id - a.id), (it) => statusShape(ask, it));
};
const states = ['error', 'failure', 'pending', 'success'];
const createStatus = async (ask) => {
    const sha = ask.param('sha');
    if ((await ask.git.typeOf(sha)) !== 'commit')
        return refuse(422, `No commit found for SHA: ${sha}`);
    const state = states.find((it) => it === ask.body.text('state')) ?? notFound();
    const status = {
        id: ask.forge.nextId(), commit: sha, state, context: ask.body.textIfSent('context') ?? 'default', description: ask.body.textIfSent('description') ?? null, by: ask.login, at: ask.now,
    };
    ask.repo.statuses.set(status.id, status);
    return jsonAnswer(201, statusShape(ask, status), { location: ask.url(`/statuses/${sha}`) });
};
const under = '/repos/{owner}/{repo}';
const checkRoutes = [
    { method: 'GET', path: `${under}/commits/{+ref}/check-runs`, operation: 'checks/list-for-ref', needs: [{ checks: 'read' }], lists: true, handle: listChecks },
    { method: 'GET', path: `${under}/commits/{+ref}/status`, operation: 'repos/get-combined-status-for-ref', needs: [{ statuses: 'read' }], handle: combined },
    { method: 'GET', path: `${under}/commits/{+ref}/statuses`, operation: 'repos/list-commit-statuses-for-ref', needs: [{ statuses: 'read' }], lists: true, handle: listStatuses },
    { method: 'POST', path: `${under}/statuses/{sha}`, operation: 'repos/create-commit-status', needs: [{ statuses: 'write' }], handle: createStatus },
];

;// CONCATENATED MODULE: ./out/rehearsal/github/routes/commits.js
// Reading history: commits, comparisons, branches, tags.







const resolved = async (ask, name) => {
    const id = await ask.git.resolve(name === 'HEAD' ? ask.repo.settings.defaultBranch : name);
    return id === undefined ? undefined : ask.git.commit(id);
};
const getCommit = async (ask) => {
    if (ask.repo.refs.size === 0)
        return refuse(409, 'Git Repository is empty.');
    const name = ask.param('ref');
    const commit = await resolved(ask, name);
    if (!commit)
        return refuse(422, `No commit found for SHA: ${name}`);
    if (ask.accepts('application/vnd.github.sha'))
        return textAnswer(200, commit.id, { 'content-type': 'application/vnd.github.sha; charset=utf-8' });
    const files = await filesBetween(ask, commit.parents[0], commit);
    const stats = files.reduce((sum, it) => ({ additions: sum.additions + it.additions, deletions: sum.deletions + it.deletions, total: sum.total + it.changes }), { additions: 0, deletions: 0, total: 0 });
    return jsonAnswer(200, { ...commitShape(ask, commit), stats, files });
};
const touches = async (ask, commit, path) => {
    const at = async (id) => (id === undefined ? undefined : (await ask.git.entry((await ask.git.commit(id)).tree, path))?.id);
    return (await at(commit.id)) !== (await at(commit.parents[0]));
};
const listCommits = async (ask) => {
    if (ask.repo.refs.size === 0)
        return refuse(409, 'Git Repository is empty.');
    const [name, path, since, until] = [ask.query('sha') ?? ask.repo.settings.defaultBranch, ask.query('path'), ask.query('since'), ask.query('until')];
    const start = await resolved(ask, name);
    if (!start)
        return notFound();
    const found = [];
    for await (const commit of walkHistory(ask.git, [start.id])) {
        const time = commit.committer.time * 1000;
        if ((since !== undefined && time < Date.parse(since)) || (until !== undefined && time > Date.parse(until)))
            continue;
        if (path === undefined || (await touches(ask, commit, path)))
            found.push(commit);
    }
    return ask.list(found, (it) => commitShape(ask, it));
};
/** `base...head`, each perhaps `owner:branch` of a fork. */
const commits_partsOf = (ask) => {
    const found = /^(.+?)\.{3}(.+)$/.exec(ask.param('basehead'));
    return found ? [found[1] ?? '', found[2] ?? ''] : notFound();
};
const compared = (ask, name) => {
    const [, owner, branch = name] = /^([^:/]+):(.+)$/.exec(name) ?? [];
    if (owner === undefined || owner.toLowerCase() === ask.repo.owner.toLowerCase())
        return resolved(ask, branch);
    const fork = [...ask.forge.state.repositories.values()].find((it) => it.network === ask.repo.network && it.owner.toLowerCase() === owner.toLowerCase());
    const id = ask.forge.rules.has('W-COM-16') ? fork?.refs.get(`refs/heads/${branch}`) : undefined;
    return id === undefined ? Promise.resolve(undefined) : ask.git.commit(id);
};
const compare = async (ask) => {
    const [baseName, headName] = commits_partsOf(ask);
    const [base, head] = [await compared(ask, baseName), await compared(ask, headName)];
    if (!base || !head)
        return notFound();
    const met = await mergeBase(ask.git, base.id, head.id);
    if (met === undefined)
        return notFound();
    const ahead = [];
    for await (const commit of walkHistory(ask.git, [head.id], [base.id]))
        ahead.push(commit);
    const behind = [...(await reachable(ask.git, [base.id]))].length - [...(await reachable(ask.git, [met]))].length;
    // git log tells the newest first, GitHub the oldest.
    if (ask.forge.rules.has('W-COM-11'))
        ahead.reverse();
    const isPaged = ask.query('per_page') !== undefined || ask.query('page') !== undefined;
    const { part, headers } = isPaged ? ask.paged(ahead) : { part: ask.forge.rules.has('W-COM-12') ? ahead.slice(-250) : ahead, headers: {} };
    const status = ahead.length === 0 ? (behind === 0 ? 'identical' : 'behind') : behind === 0 ? 'ahead' : 'diverged';
    const page = ask.page(`/compare/${baseName}...${headName}`);
    return jsonAnswer(200, {
        url: ask.url(`/compare/${baseName}...${headName}`), html_url: page, permalink_url: ask.page(`/compare/${ask.repo.owner}:${base.id}...${ask.repo.owner}:${head.id}`),
        diff_url: `${page}.diff`, patch_url: `${page}.patch`, base_commit: commitShape(ask, base), merge_base_commit: commitShape(ask, await ask.git.commit(met)),
        status, ahead_by: ahead.length, behind_by: behind, total_commits: ahead.length, commits: part.map((it) => commitShape(ask, it)),
        files: (await filesBetween(ask, met, head)).slice(0, 300),
    }, headers);
};
const isProtected = (ask, branch) => ask.repo.settings.protections[branch] !== undefined || rulesFor(ask.repo, `refs/heads/${branch}`, ask.forge.rules).length > 0;
const branchesOf = (ask) => [...ask.repo.refs].filter(([name]) => name.startsWith('refs/heads/')).map(([name, id]) => [name.slice('refs/heads/'.length), id]).sort(([a], [b]) => (a < b ? -1 : 1));
const protectionOf = (ask, branch) => {
    const checks = ask.repo.settings.protections[branch]?.checks ?? [];
    const level = checks.length > 0 ? 'non_admins' : 'off';
    return { enabled: isProtected(ask, branch), required_status_checks: { enforcement_level: level, contexts: checks, checks: checks.map((context) => ({ context, app_id: null })) } };
};
const listBranches = (ask) => ask.list(branchesOf(ask), ([name, sha]) => ({ name, commit: { sha, url: ask.url(`/commits/${sha}`) }, protected: isProtected(ask, name) }));
const getBranch = async (ask) => {
    const name = ask.param('branch');
    const id = ask.repo.refs.get(`refs/heads/${name}`);
    if (id === undefined)
        return refuse(404, 'Branch not found');
    return jsonAnswer(200, {
        name, commit: commitShape(ask, await ask.git.commit(id)), _links: { self: ask.url(`/branches/${name}`), html: ask.page(`/tree/${name}`) },
        protected: isProtected(ask, name), protection: protectionOf(ask, name), protection_url: ask.url(`/branches/${name}/protection`),
    });
};
const listTags = async (ask) => {
    const tags = [...ask.repo.refs].filter(([name]) => name.startsWith('refs/tags/')).sort(([a], [b]) => (a < b ? 1 : -1));
    const { part, headers } = ask.paged(tags);
    const shapes = await Promise.all(part.map(async ([ref, id]) => {
        const name = ref.slice('refs/tags/'.length);
        const sha = (await ask.git.peel(id)) ?? id;
        return { name, node_id: nodeId('Ref', ref), commit: { sha, url: ask.url(`/commits/${sha}`) }, zipball_url: ask.url(`/zipball/${ref}`), tarball_url: ask.url(`/tarball/${ref}`) };
    }));
    return jsonAnswer(200, shapes, headers);
};
const commitRoutes = [
    { method: 'GET', path: '/repos/{owner}/{repo}/commits', operation: 'repos/list-commits', needs: readsContents, lists: true, handle: listCommits },
    { method: 'GET', path: '/repos/{owner}/{repo}/commits/{+ref}', operation: 'repos/get-commit', needs: readsContents, handle: getCommit },
    { method: 'GET', path: '/repos/{owner}/{repo}/compare/{+basehead}', operation: 'repos/compare-commits-with-basehead', needs: readsContents, handle: compare },
    { method: 'GET', path: '/repos/{owner}/{repo}/branches', operation: 'repos/list-branches', needs: readsContents, lists: true, handle: listBranches },
    { method: 'GET', path: '/repos/{owner}/{repo}/branches/{+branch}', operation: 'repos/get-branch', needs: readsContents, handle: getBranch },
    { method: 'GET', path: '/repos/{owner}/{repo}/tags', operation: 'repos/list-tags', needs: [{ metadata: 'read' }], lists: true, handle: listTags },
];

;// CONCATENATED MODULE: ./out/rehearsal/github/routes/contents.js
// Files at a commit, and writing one file as one commit.






const mebibyte = 1024 * 1024;
const plainPath = (ask) => ask.param('path').replace(/^\/+|\/+$/g, '');
/** A link to a file within the repository is answered as the file. */
const followed = async (ask, tree, path, entry) => {
    if (entry.mode !== '120000' || !ask.forge.rules.has('W-COM-14'))
        return entry;
    const target = (await ask.git.blob(entry.id)).toString('utf8');
    const to = new URL(target, `http://x/${path}`).pathname.slice(1);
    const found = target.startsWith('/') ? undefined : await ask.git.entry(tree, decodeURIComponent(to));
    return found && (found.mode === '100644' || found.mode === '100755') ? found : entry;
};
const rawAnswer = (bytes) => bytesAnswer(200, bytes, { 'content-type': 'application/vnd.github.raw+json; charset=utf-8' });
const fileShape = (ask, at, it) => {
    const isLarge = it.bytes.length > mebibyte && ask.forge.rules.has('W-COM-09');
    return {
        ...entryShape(ask, at, { id: it.id, size: it.bytes.length, type: 'file' }),
        content: isLarge ? '' : (it.bytes.toString('base64').match(/.{1,60}/g) ?? []).map((line) => `${line}\n`).join(''), encoding: isLarge ? 'none' : 'base64',
    };
};
const folderAnswer = async (ask, at, id) => {
    const entries = await Promise.all((await ask.git.tree(id)).map(async (it) => {
        const type = it.mode === '40000' ? 'dir' : it.mode === '120000' ? 'symlink' : 'file';
        const size = it.mode === '40000' || it.mode === '160000' ? 0 : (await ask.git.blob(it.id)).length;
        return entryShape(ask, { path: at.path === '' ? it.name : `${at.path}/${it.name}`, ref: at.ref }, { id: it.id, size, type });
    }));
    return jsonAnswer(200, entries);
};
const getContent = async (ask) => {
    const ref = ask.query('ref') ?? ask.repo.settings.defaultBranch;
    const path = plainPath(ask);
    const commit = await ask.git.resolve(ref);
    if (commit === undefined)
        return refuse(404, ask.query('ref') === undefined ? 'This repository is empty.' : `No commit found for the ref ${ref}`);
    const { tree } = await ask.git.commit(commit);
    const found = await ask.git.entry(tree, path);
    if (!found)
        return notFound();
    const at = { path, ref };
    if (found.mode === '40000')
        return folderAnswer(ask, at, found.id);
    if (found.mode === '160000')
        return jsonAnswer(200, { ...entryShape(ask, at, { id: found.id, size: 0, type: 'submodule' }), submodule_git_url: null });
    const entry = await followed(ask, tree, path, found);
    const bytes = await ask.git.blob(entry.id);
    if (ask.accepts('raw') && ask.forge.rules.has('W-COM-10'))
        return rawAnswer(bytes);
    if (entry.mode === '120000')
        return jsonAnswer(200, { ...entryShape(ask, at, { id: entry.id, size: bytes.length, type: 'symlink' }), target: bytes.toString('utf8') });
    return jsonAnswer(200, fileShape(ask, at, { id: found.id === entry.id ? found.id : entry.id, bytes }));
};
const mustFitOld = (ask, path, old) => {
    const sha = ask.body.textIfSent('sha') ?? undefined;
    if (old && sha === undefined && ask.forge.rules.has('W-COM-06'))
        throw new Refusal(422, 'Invalid request.\n\n"sha" wasn\'t supplied.');
    if (sha !== undefined && sha !== old?.id && ask.forge.rules.has('W-COM-07'))
        throw new Refusal(409, `${path} does not match ${sha}`);
};
const moveBranch = async (ask, move, verb) => {
    const { forge, repo, actor } = ask;
    const forbidden = forge.rules.has('W-COM-08') ? await forbids(forge, repo, move, { actor }) : undefined;
    if (forbidden?.by === 'rules')
        return refuse(409, `Repository rule violations found\n\n${forbidden.lines.join('\n\n')}\n\n`);
    if (forbidden?.by === 'protection')
        return refuse(409, `Could not ${verb} file: ${forbidden.lines.join(' ')}`);
    await carryOut(forge, repo, move);
};
const putContent = async (ask) => {
    const { body, forge, repo, git } = ask;
    const [message, content] = [body.text('message'), body.text('content')];
    const branch = body.textIfSent('branch') ?? repo.settings.defaultBranch;
    const path = plainPath(ask);
    const ref = `refs/heads/${branch}`;
    const from = repo.refs.get(ref);
    if (from === undefined && repo.refs.size > 0)
        return refuse(404, `Branch ${branch} not found`);
    if (path.startsWith('.github/workflows/') && !ask.can('workflows', 'write') && forge.rules.has('W-COM-13'))
        return refuse(403, 'Resource not accessible by integration');
    const old = from === undefined ? undefined : await git.entry((await git.commit(from)).tree, path);
    mustFitOld(ask, path, old);
    const bytes = Buffer.from(content, 'base64');
    const given = body.within('author') ?? body.within('committer');
    const author = personOf(ask, given);
    const entry = await git.addFile(bytes, old?.mode === '100755' ? '100755' : '100644');
    const commit = await commitChanges(forge, repo, from, { changes: new Map([[path, entry]]), message, author, ...(given ? { committer: author } : {}) });
    const move = { ref, from, to: commit };
    await moveBranch(ask, move, old ? 'update' : 'create');
    const shape = { content: entryShape(ask, { path, ref: branch }, { id: entry.id, size: bytes.length, type: 'file' }), commit: gitCommitShape(ask, await git.commit(commit)) };
    return jsonAnswer(old ? 200 : 201, shape);
};
const contentRoutes = [
    { method: 'GET', path: '/repos/{owner}/{repo}/contents/{+path}', operation: 'repos/get-content', needs: readsContents, handle: getContent },
    { method: 'PUT', path: '/repos/{owner}/{repo}/contents/{+path}', operation: 'repos/create-or-update-file-contents', needs: writesContents, handle: putContent },
];

;// CONCATENATED MODULE: ./out/rehearsal/github/routes/forks.js
// Who asks, and forks.





/** The fields that the description asks for beside those of any user. */
const forks_self = (ask) => {
    const { token, login } = ask.actor;
    if (!token || login === undefined)
        return refuse(401, 'Requires authentication');
    if ((token.kind === 'actions' || token.kind === 'app') && ask.forge.rules.has('W-TOK-13'))
        return refuse(403, 'Resource not accessible by integration');
    const time = timeText(0);
    return jsonAnswer(200, {
        ...userShape(ask.forge.user(login), ask.addresses), name: null, company: null, blog: null, location: null, email: null, hireable: null, bio: null,
        public_repos: 0, public_gists: 0, followers: 0, following: 0, created_at: time, updated_at: time,
    });
};
const create = (ask) => {
    if (ask.body.has('organization') || ask.body.has('name'))
        return refuse(501, 'a fork under another owner or name is not implemented in the rehearsal');
    return jsonAnswer(202, fullShape(forkFor(ask.forge, ask.repo, ask.login), ask));
};
const forkRoutes = [
    { method: 'GET', path: '/user', operation: 'users/get-authenticated', needs: [], handle: forks_self },
    { method: 'POST', path: '/repos/{owner}/{repo}/forks', operation: 'repos/create-fork', needs: [{ administration: 'write' }], creates: true, isOpen: true, handle: create },
];

;// CONCATENATED MODULE: ./out/rehearsal/github/issues.js

const longestText = 65_536;
const mustBeShort = (forge, resource, body) => {
    if ((body?.length ?? 0) <= longestText || !forge.rules.has('W-ISS-05'))
        return;
    invalid({ resource, code: 'unprocessable', field: 'data', message: 'Body is too long (maximum is 65536 characters)' });
};
/** Issues and pull requests are counted together. */
const nextNumber = (forge, repo, isPull) => {
    const all = [...repo.issues.values()].filter((it) => forge.rules.has('W-PUL-04') || (it.pull !== undefined) === isPull);
    const next = Math.max(0, ...all.map((it) => it.number)) + 1;
    return repo.issues.has(next) ? next + 1000 : next;
};
/** Of a label that came with an issue. */
const grey = 'ededed';
const ensureLabel = (forge, repo, name, more = { color: grey, description: null }) => {
    const known = repo.labels.get(name.toLowerCase());
    if (known)
        return known;
    const label = { id: forge.nextId(), name, ...more };
    repo.labels.set(name.toLowerCase(), label);
    return label;
};
const addIssue = (forge, repo, fields) => {
    const now = forge.now();
    fields.labels.forEach((name) => ensureLabel(forge, repo, name));
    const issue = {
        id: forge.nextId(), number: nextNumber(forge, repo, fields.pull !== undefined), title: fields.title, body: fields.body, user: fields.user, state: 'open', stateReason: null, closedBy: null,
        labels: fields.labels, assignees: fields.assignees, createdAt: now, updatedAt: now, closedAt: null, ...(fields.pull ? { pull: fields.pull } : {}),
    };
    repo.issues.set(issue.number, issue);
    return issue;
};
const setIssueState = (forge, issue, to) => {
    const { state, by, reason } = to;
    if (state === issue.state)
        return issue;
    const now = forge.now();
    return state === 'closed'
        ? { ...issue, state, stateReason: reason ?? 'completed', closedBy: by, closedAt: now, updatedAt: now }
        : { ...issue, state, stateReason: 'reopened', closedBy: null, closedAt: null, updatedAt: now };
};
/** Whoever may write may edit the comments of others; who did is not seen here, only that it was done. */
const editComment = (forge, repo, comment, body) => {
    const now = forge.now();
    const isOther = body !== comment.body && forge.rules.has('W-ISS-08');
    const edited = { ...comment, body, updatedAt: now, lastEditedAt: isOther ? now : comment.lastEditedAt };
    repo.comments.set(comment.id, edited);
    return edited;
};
const addComment = (forge, repo, it) => {
    const now = forge.now();
    const comment = { id: forge.nextId(), ...it, createdAt: now, updatedAt: now, lastEditedAt: null };
    repo.comments.set(comment.id, comment);
    const issue = repo.issues.get(it.issue);
    if (issue)
        repo.issues.set(issue.number, { ...issue, updatedAt: now });
    return comment;
};

;// CONCATENATED MODULE: ./out/rehearsal/github/routes/issues.js
// Issues, their comments and labels. A pull request is an issue too.




const reads = [{ issues: 'read' }, { pull_requests: 'read' }];
const writes = [{ issues: 'write' }, { pull_requests: 'write' }];
const mustHaveIssues = (ask) => {
    if (!ask.repo.settings.hasIssues && ask.forge.rules.has('W-ISS-03'))
        refuse(410, 'Issues has been disabled in this repository.');
};
const issueAt = (ask) => ask.repo.issues.get(ask.number('issue_number')) ?? notFound();
const commentAt = (ask) => ask.repo.comments.get(ask.number('comment_id')) ?? notFound();
/** Labels come as names, or as objects that have one. */
const namesIn = (list) => list.map((it) => (typeof it === 'string' ? it : (it?.name ?? '')));
const issues_list = (ask) => {
    const state = ask.query('state') ?? 'open';
    const labels = (ask.query('labels') ?? '').split(',').filter((it) => it !== '');
    const [creator, since] = [ask.query('creator'), ask.query('since')];
    const found = [...ask.repo.issues.values()]
        .filter((it) => (state === 'all' || it.state === state) && (it.pull ? ask.forge.rules.has('W-ISS-02') : ask.repo.settings.hasIssues))
        .filter((it) => !ask.forge.rules.has('W-ISS-06') || labels.every((label) => it.labels.some((name) => name.toLowerCase() === label.toLowerCase())))
        .filter((it) => (creator === undefined || it.user === creator) && (since === undefined || it.updatedAt >= Date.parse(since)))
        .sort((a, b) => (ask.query('direction') === 'asc' ? a.number - b.number : b.number - a.number));
    return ask.list(found, (it) => issueShape(ask, it));
};
const issues_get = (ask) => {
    const issue = issueAt(ask);
    if (!issue.pull)
        mustHaveIssues(ask);
    return jsonAnswer(200, issueShape(ask, issue));
};
const issues_create = (ask) => {
    mustHaveIssues(ask);
    const title = ask.body.textIfSent('title') ?? '';
    if (title.trim() === '' && ask.forge.rules.has('W-ISS-01'))
        return invalid({ resource: 'Issue', code: 'missing_field', field: 'title' });
    const body = ask.body.textIfSent('body') ?? null;
    mustBeShort(ask.forge, 'Issue', body);
    const labels = ask.can('issues', 'write') && ask.body.has('labels') ? namesIn(ask.body.list('labels')) : [];
    const shape = issueShape(ask, addIssue(ask.forge, ask.repo, { title, body, user: ask.login, labels, assignees: ask.body.textsIfSent('assignees') ?? [] }));
    return jsonAnswer(201, shape, { location: shape.url });
};
const reasons = ['completed', 'not_planned', 'reopened'];
const issues_update = (ask) => {
    const { body, forge } = ask;
    const old = issueAt(ask);
    const [title, text, state] = [body.textIfSent('title'), body.textIfSent('body'), body.textIfSent('state')];
    mustBeShort(forge, 'Issue', text);
    if (typeof state === 'string' && state !== 'open' && state !== 'closed')
        return invalid({ resource: 'Issue', code: 'invalid', field: 'state' });
    const labels = body.has('labels') ? namesIn(body.list('labels')) : old.labels;
    labels.forEach((name) => ensureLabel(forge, ask.repo, name));
    const next = { ...old, title: title ?? old.title, body: text === undefined ? old.body : text, labels, assignees: body.textsIfSent('assignees') ?? old.assignees, updatedAt: ask.now };
    const reason = reasons.find((it) => it === body.textIfSent('state_reason'));
    const issue = state === 'open' || state === 'closed' ? setIssueState(forge, next, { state, by: ask.login, ...(reason ? { reason } : {}) }) : next;
    ask.repo.issues.set(issue.number, issue);
    return jsonAnswer(200, issueShape(ask, issue));
};
const issues_commentsOf = (ask) => {
    const { number } = issueAt(ask);
    const since = ask.query('since');
    return [...ask.repo.comments.values()].filter((it) => it.issue === number && (since === undefined || it.updatedAt >= Date.parse(since))).sort((a, b) => a.id - b.id);
};
const listComments = (ask) => ask.list(issues_commentsOf(ask), (it) => commentShape(ask, it));
const createComment = (ask) => {
    const issue = issueAt(ask);
    const body = ask.body.text('body');
    if (body.trim() === '' && ask.forge.rules.has('W-ISS-04'))
        return invalid({ resource: 'IssueComment', code: 'missing_field', field: 'body' });
    mustBeShort(ask.forge, 'IssueComment', body);
    const shape = commentShape(ask, addComment(ask.forge, ask.repo, { issue: issue.number, body, user: ask.login }));
    return jsonAnswer(201, shape, { location: shape.url });
};
const getComment = (ask) => jsonAnswer(200, commentShape(ask, commentAt(ask)));
const updateComment = (ask) => {
    const body = ask.body.text('body');
    mustBeShort(ask.forge, 'IssueComment', body);
    return jsonAnswer(200, commentShape(ask, editComment(ask.forge, ask.repo, commentAt(ask), body)));
};
const deleteComment = (ask) => {
    ask.repo.comments.delete(commentAt(ask).id);
    return emptyAnswer(204);
};
const listLabels = (ask) => ask.list([...ask.repo.labels.values()], (it) => labelShape(ask, it));
const createLabel = (ask) => {
    const name = ask.body.text('name');
    if (ask.repo.labels.has(name.toLowerCase()) && ask.forge.rules.has('W-ISS-07'))
        return invalid({ resource: 'Label', code: 'already_exists', field: 'name' });
    const shape = labelShape(ask, ensureLabel(ask.forge, ask.repo, name, { color: ask.body.textIfSent('color') ?? grey, description: ask.body.textIfSent('description') ?? null }));
    return jsonAnswer(201, shape, { location: shape.url });
};
const addLabels = (ask) => {
    const issue = issueAt(ask);
    const names = namesIn(ask.body.list('labels'));
    names.forEach((name) => ensureLabel(ask.forge, ask.repo, name));
    const labels = [...new Set([...issue.labels, ...names])];
    if (labels.length > issue.labels.length)
        ask.repo.issues.set(issue.number, { ...issue, labels, updatedAt: ask.now });
    return ask.list(labels.map((name) => ensureLabel(ask.forge, ask.repo, name)), (it) => labelShape(ask, it));
};
const issues_under = '/repos/{owner}/{repo}';
const issueRoutes = [
    { method: 'GET', path: `${issues_under}/issues`, operation: 'issues/list-for-repo', needs: reads, lists: true, handle: issues_list },
    { method: 'POST', path: `${issues_under}/issues`, operation: 'issues/create', needs: [{ issues: 'write' }], creates: true, isOpen: true, handle: issues_create },
    { method: 'GET', path: `${issues_under}/issues/comments/{comment_id}`, operation: 'issues/get-comment', needs: reads, handle: getComment },
    { method: 'PATCH', path: `${issues_under}/issues/comments/{comment_id}`, operation: 'issues/update-comment', needs: writes, handle: updateComment },
    { method: 'DELETE', path: `${issues_under}/issues/comments/{comment_id}`, operation: 'issues/delete-comment', needs: writes, handle: deleteComment },
    { method: 'GET', path: `${issues_under}/issues/{issue_number}`, operation: 'issues/get', needs: reads, handle: issues_get },
    { method: 'PATCH', path: `${issues_under}/issues/{issue_number}`, operation: 'issues/update', needs: writes, handle: issues_update },
    { method: 'GET', path: `${issues_under}/issues/{issue_number}/comments`, operation: 'issues/list-comments', needs: reads, lists: true, handle: listComments },
    { method: 'POST', path: `${issues_under}/issues/{issue_number}/comments`, operation: 'issues/create-comment', needs: writes, creates: true, isOpen: true, handle: createComment },
    { method: 'POST', path: `${issues_under}/issues/{issue_number}/labels`, operation: 'issues/add-labels', needs: writes, handle: addLabels },
    { method: 'GET', path: `${issues_under}/labels`, operation: 'issues/list-labels-for-repo', needs: reads, lists: true, handle: listLabels },
    { method: 'POST', path: `${issues_under}/labels`, operation: 'issues/create-label', needs: writes, handle: createLabel },
];

;// CONCATENATED MODULE: ./out/rehearsal/github/routes/objects.js
// The git database: commits, trees and blobs one by one.








const objects_getCommit = async (ask) => {
    const id = ask.param('commit_sha');
    return (await ask.git.typeOf(id)) === 'commit' ? jsonAnswer(200, gitCommitShape(ask, await ask.git.commit(id))) : notFound();
};
const createCommit = async (ask) => {
    const { body, git, forge, repo } = ask;
    const [message, tree] = [body.text('message'), body.text('tree')];
    const parents = body.textsIfSent('parents') ?? [];
    if ((await git.typeOf(tree)) !== 'tree')
        return refuse(422, 'Tree SHA does not exist');
    for (const parent of parents)
        if ((await git.typeOf(parent)) !== 'commit')
            return refuse(422, 'Parent SHA does not exist or is not a commit object');
    const [author, committer] = [body.within('author'), body.within('committer')];
    const by = author ? personOf(ask, author) : personFor(forge, ask.login);
    // Who names no author is signed for, if it is a bot.
    const isSigned = !author && !committer && forge.user(ask.login).type === 'Bot';
    const id = await addCommit(forge, repo, { tree, parents, author: by, committer: committer ? personOf(ask, committer) : by, message }, isSigned);
    return jsonAnswer(201, gitCommitShape(ask, await git.commit(id)), { location: ask.url(`/git/commits/${id}`) });
};
const modes = { '40000': 'tree', '160000': 'commit' };
const typeOfMode = (mode) => modes[mode] ?? 'blob';
const treeShape = async (ask, id, isDeep) => {
    const tree = [];
    const add = async (path, it) => {
        const type = typeOfMode(it.mode);
        const size = type === 'blob' ? { size: (await ask.git.blob(it.id)).length } : {};
        const url = type === 'commit' ? {} : { url: ask.url(`/git/${type}s/${it.id}`) };
        tree.push({ path, mode: it.mode.padStart(6, '0'), type, sha: it.id, ...size, ...url });
    };
    if (isDeep)
        for await (const it of ask.git.walk(id))
            await add(it.path, it);
    else
        for (const it of await ask.git.tree(id))
            await add(it.name, it);
    return { sha: id, url: ask.url(`/git/trees/${id}`), tree, truncated: false };
};
const getTree = async (ask) => {
    const name = ask.param('tree_sha');
    const commit = (await ask.git.typeOf(name)) === 'tree' ? undefined : await ask.git.resolve(name);
    const id = commit === undefined ? name : (await ask.git.commit(commit)).tree;
    return (await ask.git.typeOf(id)) === 'tree' ? jsonAnswer(200, await treeShape(ask, id, ask.query('recursive') !== undefined)) : notFound();
};
const createTree = async (ask) => {
    const { body, git } = ask;
    const base = body.textIfSent('base_tree') ?? undefined;
    const root = base === undefined ? undefined : (await git.typeOf(base)) === 'commit' ? (await git.commit(base)).tree : base;
    if (root !== undefined && (await git.typeOf(root)) !== 'tree')
        return refuse(404, 'Not Found');
    const changes = new Map();
    for (const item of body.list('tree')) {
        const it = new RequestBody(item, ask.forge.rules);
        const [path, mode, sha, content] = [it.text('path'), it.textIfSent('mode') ?? '100644', it.textIfSent('sha'), it.textIfSent('content')];
        if (typeof content === 'string')
            changes.set(path, await git.addFile(Buffer.from(content), mode));
        else if (sha === null)
            changes.set(path, undefined);
        else if (sha === undefined || (typeOfMode(mode) !== 'commit' && (await git.typeOf(sha)) === undefined))
            return invalid({ resource: 'Tree', code: 'invalid', field: 'tree.sha', message: 'tree.sha does not exist' });
        else
            changes.set(path, { mode: mode.replace(/^0/, ''), id: sha });
    }
    const id = (await git.treeWith(root, changes)) ?? (await git.add(formatTree([])));
    return jsonAnswer(201, await treeShape(ask, id, false), { location: ask.url(`/git/trees/${id}`) });
};
const getBlob = async (ask) => {
    const id = ask.param('file_sha');
    if ((await ask.git.typeOf(id)) !== 'blob')
        return notFound();
    const bytes = await ask.git.blob(id);
    if (ask.accepts('raw'))
        return bytesAnswer(200, bytes, { 'content-type': 'application/vnd.github.raw; charset=utf-8' });
    const content = (bytes.toString('base64').match(/.{1,60}/g) ?? []).map((line) => `${line}\n`).join('');
    return jsonAnswer(200, { sha: id, node_id: nodeId('Blob', id), size: bytes.length, url: ask.url(`/git/blobs/${id}`), content, encoding: 'base64' });
};
const createBlob = async (ask) => {
    const content = Buffer.from(ask.body.text('content'), ask.body.textIfSent('encoding') === 'base64' ? 'base64' : 'utf8');
    const sha = await ask.git.add(blobOf(content));
    return jsonAnswer(201, { sha, url: ask.url(`/git/blobs/${sha}`) }, { location: ask.url(`/git/blobs/${sha}`) });
};
const objectRoutes = [
    { method: 'GET', path: '/repos/{owner}/{repo}/git/commits/{commit_sha}', operation: 'git/get-commit', needs: readsContents, handle: objects_getCommit },
    { method: 'POST', path: '/repos/{owner}/{repo}/git/commits', operation: 'git/create-commit', needs: writesContents, handle: createCommit },
    { method: 'GET', path: '/repos/{owner}/{repo}/git/trees/{+tree_sha}', operation: 'git/get-tree', needs: readsContents, handle: getTree },
    { method: 'POST', path: '/repos/{owner}/{repo}/git/trees', operation: 'git/create-tree', needs: writesContents, handle: createTree },
    { method: 'GET', path: '/repos/{owner}/{repo}/git/blobs/{file_sha}', operation: 'git/get-blob', needs: readsContents, handle: getBlob },
    { method: 'POST', path: '/repos/{owner}/{repo}/git/blobs', operation: 'git/create-blob', needs: writesContents, handle: createBlob },
];

;// CONCATENATED MODULE: ./out/rehearsal/github/pulls.js








const partOf = (forge, repo, name) => {
    const [, owner, branch = ''] = /^(?:([^:]+):)?(.+)$/.exec(name) ?? [];
    const from = owner === undefined || owner.toLowerCase() === repo.owner.toLowerCase()
        ? repo
        : [...forge.state.repositories.values()].find((it) => it.network === repo.network && it.owner.toLowerCase() === owner.toLowerCase());
    const commit = from?.refs.get(`refs/heads/${branch}`);
    return from && commit !== undefined ? { repository: keyOf(from.owner, from.name), branch, commit } : undefined;
};
const samePart = (a, b) => a.repository === b.repository && a.branch === b.branch;
const isThere = ({ repo }, head, base) => [...repo.issues.values()].some((it) => it.state === 'open' && it.pull && samePart(it.pull.head, head) && samePart(it.pull.base, base));
const brings = async ({ forge, repo }, head, base) => {
    for await (const commit of walkHistory(forge.git(repo), [head.commit], [base.commit]))
        if (commit.id !== '')
            return true;
    return false;
};
const openPull = async (where, fields) => {
    const { forge, repo } = where;
    const [head, base] = [partOf(forge, repo, fields.head), partOf(forge, repo, fields.base)];
    if (!head || !base) {
        if (!forge.rules.has('W-PUL-03'))
            return refuse(404, 'Not Found');
        return invalid(...[head ? [] : ['head'], base ? [] : ['base']].flat().map((field) => ({ resource: 'PullRequest', field, code: 'invalid' })));
    }
    const label = `${(forge.state.repositories.get(head.repository) ?? repo).owner}:${head.branch}`;
    if (forge.rules.has('W-PUL-01') && isThere(where, head, base))
        return invalid({ resource: 'PullRequest', code: 'custom', message: `A pull request already exists for ${label}.` });
    if (forge.rules.has('W-PUL-02') && !(await brings(where, head, base)))
        return invalid({ resource: 'PullRequest', code: 'custom', message: `No commits between ${base.branch} and ${head.branch}` });
    const pull = { head, base, draft: fields.draft, mergedAt: null, mergedBy: null, mergeCommit: null };
    return addIssue(forge, repo, { title: fields.title, body: fields.body, user: where.actor.login ?? 'ghost', labels: [], assignees: [], pull });
};
/** What the head changed since the two met, laid onto the base; undefined when both changed the same file. */
const mergedTree = async ({ forge, repo }, pull) => {
    const git = forge.git(repo);
    const [base, head] = [await git.commit(pull.base.commit), await git.commit(pull.head.commit)];
    const met = await mergeBase(git, base.id, head.id);
    const old = met === undefined ? undefined : (await git.commit(met)).tree;
    const changes = new Map();
    for await (const change of diffTrees(git, old, head.tree)) {
        const here = await git.entry(base.tree, change.path);
        if (here?.id !== change.before?.id && here?.id !== change.after?.id)
            return undefined;
        changes.set(change.path, change.after);
    }
    return git.treeWith(base.tree, changes);
};
/** One by one, as `rebase` does: the commits of the head on top of the base. */
const rebased = async (where, pull) => {
    const { forge, repo } = where;
    const git = forge.git(repo);
    const commits = [];
    for await (const commit of walkHistory(git, [pull.head.commit], [pull.base.commit]))
        commits.unshift(commit);
    let on = pull.base.commit;
    for (const commit of commits) {
        const tree = await mergedTree(where, { ...pull, base: { ...pull.base, commit: on }, head: { ...pull.head, commit: commit.id } });
        if (tree === undefined)
            return refuse(405, 'This branch can\'t be rebased');
        on = await addCommit(forge, repo, { ...plain(commit), tree, parents: [on], committer: committedByGitHub(forge) }, false);
    }
    return on;
};
const plain = ({ tree, parents, author, committer, message }) => ({ tree, parents, author, committer, message });
const mergeMessage = (repo, issue, pull, { method, title, message }) => {
    const own = method === 'squash' ? [`${issue.title} (#${issue.number})`, ''] : [`Merge pull request #${issue.number} from ${repo.owner}/${pull.head.branch}`, issue.title];
    return [title ?? own[0], message ?? own[1]].filter((it) => it !== '').join('\n\n');
};
const mergePull = async (where, issue, asked) => {
    const { forge, repo, actor } = where;
    const { pull } = issue;
    if (!pull || issue.state !== 'open' || pull.draft)
        return refuse(405, 'Pull Request is not mergeable');
    if (asked.sha !== undefined && asked.sha !== pull.head.commit && forge.rules.has('W-PUL-07'))
        return refuse(409, 'Head branch was modified. Review and try the merge again.');
    const tree = await mergedTree(where, pull);
    if (tree === undefined && forge.rules.has('W-PUL-08'))
        return refuse(405, 'Pull Request is not mergeable');
    const login = actor.login ?? 'ghost';
    const by = { author: personFor(forge, login), committer: committedByGitHub(forge) };
    const parents = asked.method === 'squash' ? [pull.base.commit] : [pull.base.commit, pull.head.commit];
    const ours = tree ?? (await forge.git(repo).commit(pull.base.commit)).tree;
    const message = mergeMessage(repo, issue, pull, asked);
    const commit = asked.method === 'rebase' ? await rebased(where, pull) : await addCommit(forge, repo, { tree: ours, parents, message, ...by }, true);
    const move = { ref: `refs/heads/${pull.base.branch}`, from: pull.base.commit, to: commit };
    const forbidden = await forbids(forge, repo, move, { actor, isMerge: true });
    if (forbidden)
        return say_forbidden_sayForbidden(forbidden);
    const now = forge.now();
    const merged = { ...issue, state: 'closed', closedAt: now, updatedAt: now, closedBy: login, pull: { ...pull, mergedAt: now, mergedBy: login, mergeCommit: commit } };
    repo.issues.set(issue.number, merged);
    if (forge.rules.has('W-PUL-06'))
        await carryOut(forge, repo, move);
    return merged;
};

;// CONCATENATED MODULE: ./out/rehearsal/github/routes/pulls.js
// Pull requests.








const pulls_reads = [{ pull_requests: 'read' }];
const pulls_writes = [{ pull_requests: 'write' }];
const pullsOf = (ask) => pullsIn(ask.repo);
const pullAt = (ask) => pullsOf(ask).find((it) => it.number === ask.number('pull_number')) ?? notFound();
const whole = async (ask, issue, status) => {
    const isMergeable = issue.state === 'open' ? (await mergedTree(ask, issue.pull)) !== undefined : null;
    return jsonAnswer(status, await wholePullShape(ask, issue, issue.pull, isMergeable), status === 201 ? { location: ask.url(`/pulls/${issue.number}`) } : {});
};
const ownerOf = (ask, it) => (ask.forge.state.repositories.get(it.pull.head.repository) ?? ask.repo).owner;
/** `owner:branch`. Without an owner GitHub does not filter at all. */
const isFrom = (ask, it, head) => {
    if (head === undefined)
        return true;
    if (!head.includes(':'))
        return ask.forge.rules.has('W-PUL-05') || it.pull.head.branch === head;
    return head.toLowerCase() === `${ownerOf(ask, it)}:${it.pull.head.branch}`.toLowerCase();
};
const pulls_list = (ask) => {
    const [state, head, base] = [ask.query('state') ?? 'open', ask.query('head'), ask.query('base')];
    const found = pullsOf(ask)
        .filter((it) => (state === 'all' || it.state === state) && isFrom(ask, it, head) && (base === undefined || it.pull.base.branch === base))
        .sort((a, b) => (ask.query('direction') === 'asc' ? a.number - b.number : b.number - a.number));
    return ask.list(found, (it) => pullShape(ask, it, it.pull));
};
const pulls_get = (ask) => whole(ask, pullAt(ask), 200);
const pulls_create = async (ask) => {
    const { body } = ask;
    if (ask.actor.token?.kind === 'actions' && !ask.repo.settings.actionsMayOpenPulls && ask.forge.rules.has('W-TOK-10')) {
        return refuse(403, 'GitHub Actions is not permitted to create or approve pull requests.');
    }
    const [head, base] = [body.text('head'), body.text('base')];
    const title = body.textIfSent('title') ?? '';
    if (title === '' && !body.has('issue'))
        return invalid({ resource: 'PullRequest', code: 'missing_field', field: 'title' });
    const issue = await openPull(ask, { title, head, base, body: body.textIfSent('body') ?? null, draft: body.flagIfSent('draft') ?? false });
    return issue.pull ? whole(ask, issue, 201) : notFound();
};
/** Its head is what it was when it was closed. */
const hasMoved = (ask, { pull: { head } }) => ask.forge.rules.has('W-PUL-12') && ask.forge.state.repositories.get(head.repository)?.refs.get(`refs/heads/${head.branch}`) !== head.commit;
const askReviewers = async (ask) => {
    const issue = pullAt(ask);
    const asked = ask.body.textsIfSent('reviewers') ?? [];
    const teams = ask.body.textsIfSent('team_reviewers') ?? [];
    const strangers = asked.filter((it) => roleOf(ask.repo, it) === undefined);
    if (strangers.length + teams.length > 0 && ask.forge.rules.has('W-PUL-13')) {
        return refuse(422, `Reviews may only be requested from collaborators. One or more of the users or teams you specified is not a collaborator of the ${ask.repo.owner}/${ask.repo.name} repository.`);
    }
    const reviewers = [...new Set([...(issue.pull.reviewers ?? []), ...asked])];
    const next = { ...issue, updatedAt: ask.now, pull: { ...issue.pull, reviewers } };
    ask.repo.issues.set(issue.number, next);
    return jsonAnswer(201, pullShape(ask, next, next.pull));
};
/** Who opened it may change its text and close it, without any right to the repository. */
const pulls_isOwn = (ask, { user }) => user.toLowerCase() === ask.login.toLowerCase() && ask.forge.rules.has('W-PUL-14');
const pulls_update = async (ask) => {
    const old = pullAt(ask);
    if (!pulls_isOwn(ask, old))
        mustHave(ask, pulls_writes);
    const [title, text, state, base] = [ask.body.textIfSent('title'), ask.body.textIfSent('body'), ask.body.textIfSent('state'), ask.body.textIfSent('base')];
    if (state === 'open' && old.pull.mergedAt !== null)
        return invalid({ resource: 'PullRequest', code: 'invalid', field: 'state' });
    if (state === 'open' && old.state === 'closed' && hasMoved(ask, old))
        return invalid({ resource: 'PullRequest', code: 'custom', message: `state cannot be changed. The ${old.pull.head.branch} branch was force-pushed or recreated.` });
    const commit = typeof base === 'string' ? ask.repo.refs.get(`refs/heads/${base}`) : undefined;
    if (typeof base === 'string' && commit === undefined)
        return invalid({ resource: 'PullRequest', code: 'invalid', field: 'base' });
    const pull = typeof base === 'string' && commit !== undefined ? { ...old.pull, base: { ...old.pull.base, branch: base, commit } } : old.pull;
    const next = { ...old, title: title ?? old.title, body: text === undefined ? old.body : text, pull, updatedAt: ask.now };
    const issue = state === 'open' || state === 'closed' ? setIssueState(ask.forge, next, { state, by: ask.login }) : next;
    ask.repo.issues.set(issue.number, issue);
    return whole(ask, issue, 200);
};
const merge = async (ask) => {
    const { body } = ask;
    const method = (body.textIfSent('merge_method') ?? 'merge');
    const merged = await mergePull(ask, pullAt(ask), {
        method, sha: body.textIfSent('sha') ?? undefined, title: body.textIfSent('commit_title') ?? undefined, message: body.textIfSent('commit_message') ?? undefined,
    });
    return jsonAnswer(200, { sha: merged.pull?.mergeCommit, merged: true, message: 'Pull Request successfully merged' });
};
const ofCommit = async (ask) => {
    const sha = (await ask.git.resolve(ask.param('commit_sha'))) ?? refuse(422, `No commit found for SHA: ${ask.param('commit_sha')}`);
    return ask.list([...(await pullsOfCommit(ask.forge, ask.repo, sha))], (it) => pullShape(ask, it, it.pull));
};
const pulls_under = '/repos/{owner}/{repo}';
const pullRoutes = [
    { method: 'GET', path: `${pulls_under}/pulls`, operation: 'pulls/list', needs: pulls_reads, lists: true, handle: pulls_list },
    { method: 'POST', path: `${pulls_under}/pulls`, operation: 'pulls/create', needs: pulls_writes, creates: true, isOpen: true, handle: pulls_create },
    { method: 'GET', path: `${pulls_under}/pulls/{pull_number}`, operation: 'pulls/get', needs: pulls_reads, handle: pulls_get },
    { method: 'PATCH', path: `${pulls_under}/pulls/{pull_number}`, operation: 'pulls/update', needs: pulls_writes, isOpen: true, handle: pulls_update },
    { method: 'POST', path: `${pulls_under}/pulls/{pull_number}/requested_reviewers`, operation: 'pulls/request-reviewers', needs: pulls_writes, handle: askReviewers },
    { method: 'PUT', path: `${pulls_under}/pulls/{pull_number}/merge`, operation: 'pulls/merge', needs: writesContents, handle: merge },
    { method: 'GET', path: `${pulls_under}/commits/{commit_sha}/pulls`, operation: 'repos/list-pull-requests-associated-with-commit', needs: [...pulls_reads, ...readsContents], lists: true, handle: ofCommit },
];

;// CONCATENATED MODULE: ./out/rehearsal/github/notes.js
// Generated notes: what was merged between two tags. The text is returned and kept nowhere.


const tagCommit = async (ask, tag) => {
    const id = ask.repo.refs.get(`refs/tags/${tag}`);
    return id === undefined ? undefined : ask.git.peel(id);
};
/** The nearest tag below, by ancestry; that is how old changes come up again. */
const previousTag = async (ask, head, self) => {
    const tags = new Map();
    for (const [ref] of ask.repo.refs) {
        const name = ref.startsWith('refs/tags/') ? ref.slice('refs/tags/'.length) : self;
        const commit = name === self ? undefined : await tagCommit(ask, name);
        if (commit !== undefined)
            tags.set(commit, name);
    }
    for await (const commit of walkHistory(ask.git, [head])) {
        const tag = tags.get(commit.id);
        if (tag !== undefined)
            return tag;
    }
    return undefined;
};
const generateNotes = async (ask) => {
    const tag = ask.body.text('tag_name');
    const target = ask.body.textIfSent('target_commitish') ?? ask.repo.settings.defaultBranch;
    const head = (await tagCommit(ask, tag)) ?? (await ask.git.resolve(target)) ?? notFound();
    const wanted = ask.forge.rules.has('W-REL-22') ? (ask.body.textIfSent('previous_tag_name') ?? undefined) : undefined;
    if (wanted !== undefined && (await tagCommit(ask, wanted)) === undefined)
        refuse(422, 'Invalid previous_tag parameter');
    const previous = wanted ?? (await previousTag(ask, head, tag));
    const since = previous === undefined ? undefined : await tagCommit(ask, previous);
    const commits = new Set();
    for await (const commit of walkHistory(ask.git, [head], since === undefined ? [] : [since]))
        commits.add(commit.id);
    const merged = [...ask.repo.issues.values()]
        .filter(({ pull }) => pull?.mergedAt !== null && pull?.mergeCommit !== undefined && pull.mergeCommit !== null && commits.has(pull.mergeCommit))
        .sort((a, b) => (a.pull?.mergedAt ?? 0) - (b.pull?.mergedAt ?? 0));
    const lines = merged.map((it) => `* ${it.title} by @${it.user} in ${ask.page(`/pull/${it.number}`)}`);
    const changes = lines.length > 0 ? `## What's Changed\n${lines.join('\n')}\n\n\n` : '';
    const link = previous === undefined ? ask.page(`/commits/${tag}`) : ask.page(`/compare/${previous}...${tag}`);
    return { name: tag, body: `${changes}**Full Changelog**: ${link}` };
};

;// CONCATENATED MODULE: ./out/rehearsal/github/routes/releases.js
// Releases.






const releases_list = (ask) => ask.list(listed(ask), (it) => releaseShape(ask, it));
const releases_get = (ask) => jsonAnswer(200, releaseShape(ask, releaseById(ask, ask.number('release_id'))));
const getByTag = (ask) => jsonAnswer(200, releaseShape(ask, releaseByTag(ask, ask.param('tag'))));
const getLatest = (ask) => jsonAnswer(200, releaseShape(ask, latest(ask) ?? notFound()));
const latestWish = (ask) => {
    const wish = ask.body.textIfSent('make_latest') ?? undefined;
    if (wish === undefined || ['true', 'false', 'legacy'].includes(wish))
        return wish;
    throw new Refusal(422, `Invalid request.\n\n${wish} is not a member of ["true", "false", "legacy"].`);
};
const releases_create = async (ask) => {
    const { body } = ask;
    const tag = body.text('tag_name');
    const isGenerated = body.flagIfSent('generate_release_notes') ?? false;
    const notes = isGenerated ? await generateNotes(ask) : undefined;
    const given = body.textIfSent('body') ?? null;
    const fields = {
        tag, target: body.textIfSent('target_commitish') ?? ask.repo.settings.defaultBranch, name: body.textIfSent('name') ?? notes?.name ?? null,
        body: notes ? [given, notes.body].filter((it) => it !== null).join('\n\n') : given, draft: body.flagIfSent('draft') ?? false,
        prerelease: body.flagIfSent('prerelease') ?? false, makeLatest: latestWish(ask),
    };
    const shape = releaseShape(ask, await createRelease(ask, fields));
    return jsonAnswer(201, shape, { location: shape.url });
};
const releases_update = async (ask) => {
    const { body } = ask;
    const old = releaseById(ask, ask.number('release_id'));
    const [tag, target, draft, prerelease, makeLatest] = [body.textIfSent('tag_name'), body.textIfSent('target_commitish'), body.flagIfSent('draft'), body.flagIfSent('prerelease'), latestWish(ask)];
    const sent = {
        ...(tag ? { tag } : {}), ...(target ? { target } : {}), ...(body.has('name') ? { name: body.textIfSent('name') ?? null } : {}),
        ...(body.has('body') ? { body: body.textIfSent('body') ?? null } : {}), ...(draft === undefined ? {} : { draft }),
        ...(prerelease === undefined ? {} : { prerelease }), ...(makeLatest === undefined ? {} : { makeLatest }),
    };
    return jsonAnswer(200, releaseShape(ask, await updateRelease(ask, old, sent)));
};
const releases_remove = (ask) => {
    deleteRelease(ask, releaseById(ask, ask.number('release_id')));
    return emptyAnswer(204);
};
const notes = async (ask) => jsonAnswer(200, await generateNotes(ask));
const immutability = (ask) => jsonAnswer(200, { enabled: ask.repo.settings.immutableReleases, enforced_by_owner: false });
const releaseRoutes = [
    { method: 'GET', path: '/repos/{owner}/{repo}/releases', operation: 'repos/list-releases', needs: readsContents, lists: true, handle: releases_list },
    { method: 'POST', path: '/repos/{owner}/{repo}/releases', operation: 'repos/create-release', needs: writesContents, creates: true, handle: releases_create },
    { method: 'POST', path: '/repos/{owner}/{repo}/releases/generate-notes', operation: 'repos/generate-release-notes', needs: writesContents, handle: notes },
    { method: 'GET', path: '/repos/{owner}/{repo}/releases/latest', operation: 'repos/get-latest-release', needs: readsContents, handle: getLatest },
    { method: 'GET', path: '/repos/{owner}/{repo}/releases/tags/{+tag}', operation: 'repos/get-release-by-tag', needs: readsContents, handle: getByTag },
    { method: 'GET', path: '/repos/{owner}/{repo}/releases/{release_id}', operation: 'repos/get-release', needs: readsContents, handle: releases_get },
    { method: 'PATCH', path: '/repos/{owner}/{repo}/releases/{release_id}', operation: 'repos/update-release', needs: writesContents, handle: releases_update },
    { method: 'DELETE', path: '/repos/{owner}/{repo}/releases/{release_id}', operation: 'repos/delete-release', needs: writesContents, handle: releases_remove },
    { method: 'GET', path: '/repos/{owner}/{repo}/immutable-releases', operation: 'repos/check-immutable-releases', needs: [{ administration: 'read' }], handle: immutability },
];

;// CONCATENATED MODULE: ./out/rehearsal/github/routes/repositories.js
// The repository itself, its rules, who may do what, and how much may still be asked.







const repositories_get = (ask) => jsonAnswer(200, fullShape(ask.repo, ask));
const defaults = {
    pull_request: {
        dismiss_stale_reviews_on_push: false, require_code_owner_review: false, require_last_push_approval: false, required_approving_review_count: 0,
        required_review_thread_resolution: false, allowed_merge_methods: ['merge', 'squash', 'rebase'],
    },
    required_status_checks: { strict_required_status_checks_policy: false, required_status_checks: [] },
    update: { update_allows_fetch_and_merge: false },
};
const parametersOf = (type, given) => {
    const preset = defaults[type];
    return preset || given ? { parameters: { ...preset, ...given } } : {};
};
const source = (ask, ruleset) => ({ ruleset_source_type: 'Repository', ruleset_source: `${ask.repo.owner}/${ask.repo.name}`, ruleset_id: ruleset.id });
const branchRules = (ask) => {
    const branch = ask.param('branch');
    const isThere = ask.repo.refs.has(`refs/heads/${branch}`) || ask.forge.rules.has('W-RUL-01');
    const found = isThere ? rulesFor(ask.repo, `refs/heads/${branch}`, ask.forge.rules) : [];
    return ask.list(found, ({ rule, ruleset }) => ({ type: rule.type, ...parametersOf(rule.type, rule.parameters), ...source(ask, ruleset) }));
};
const rulesets = (ask) => ask.list(ask.repo.settings.rulesets, (it) => ({
    id: it.id, name: it.name, target: it.target, source_type: 'Repository', source: `${ask.repo.owner}/${ask.repo.name}`, enforcement: it.enforcement,
    created_at: new Date(ask.repo.createdAt).toISOString(), updated_at: new Date(ask.repo.createdAt).toISOString(), node_id: `RRS_${it.id}`,
    _links: { self: { href: ask.url(`/rulesets/${it.id}`) }, html: { href: ask.page(`/rules/${it.id}`) } },
}));
const legacy = { admin: 'admin', maintain: 'write', write: 'write', triage: 'read', read: 'read' };
const permission = (ask) => {
    const login = ask.param('username');
    const user = ask.forge.state.users.get(login.toLowerCase()) ?? notFound();
    const role = roleOf(ask.repo, login) ?? (ask.repo.settings.isPrivate ? undefined : 'read');
    const rights = { admin: role === 'admin', maintain: role === 'admin' || role === 'maintain', push: role !== undefined && legacy[role] !== 'read', triage: role !== undefined && role !== 'read', pull: role !== undefined };
    return jsonAnswer(200, {
        permission: role === undefined ? 'none' : legacy[role], role_name: role ?? 'none',
        user: { ...userShape(user, ask.addresses), permissions: rights, role_name: role ?? 'none' },
    });
};
const rateLimit = (ask) => {
    const rate = rateOf(ask.forge, ask.actor, 'core');
    const search = { limit: 30, used: 0, remaining: 30, reset: rate.reset };
    return jsonAnswer(200, { resources: { core: rate, search, graphql: { ...rate } }, rate });
};
const repositoryRoutes = [
    { method: 'GET', path: '/repos/{owner}/{repo}', operation: 'repos/get', needs: [{ metadata: 'read' }], handle: repositories_get },
    { method: 'GET', path: '/repos/{owner}/{repo}/rules/branches/{+branch}', operation: 'repos/get-branch-rules', needs: [{ metadata: 'read' }], lists: true, handle: branchRules },
    { method: 'GET', path: '/repos/{owner}/{repo}/rulesets', operation: 'repos/get-repo-rulesets', needs: [{ metadata: 'read' }], lists: true, handle: rulesets },
    { method: 'GET', path: '/repos/{owner}/{repo}/collaborators/{username}/permission', operation: 'repos/get-collaborator-permission-level', needs: [{ metadata: 'read' }], handle: permission },
    { method: 'GET', path: '/rate_limit', operation: 'rate-limit/get', needs: [], handle: rateLimit },
];

;// CONCATENATED MODULE: ./out/rehearsal/github/routes/all.js












const routes = [
    ...repositoryRoutes, ...forkRoutes, ...assetRoutes, ...releaseRoutes, ...refRoutes, ...objectRoutes, ...contentRoutes, ...checkRoutes, ...pullRoutes, ...commitRoutes, ...issueRoutes, ...actionRoutes,
];
/** `{name}` is one piece of a path, `{+name}` takes the rest, or nothing. */
const compile = (route) => {
    const source = route.path
        .replace(/[.]/g, '\\.')
        .replace(/\/\{\+(\w+)\}/g, '(?:/(?<$1>.*?))?')
        .replace(/\{(\w+)\}/g, '(?<$1>[^/]+)');
    return { route, pattern: new RegExp(`^${source}$`) };
};
const compiled = routes.map(compile);
/** Undefined for a path that no route has, and for one that is wrongly encoded. */
const findRoute = (method, path) => {
    for (const { route, pattern } of compiled) {
        const found = route.method === method ? pattern.exec(path) : null;
        if (!found)
            continue;
        try {
            return { route, params: Object.fromEntries(Object.entries(found.groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value ?? '')])) };
        }
        catch {
            return undefined;
        }
    }
    return undefined;
};

;// CONCATENATED MODULE: ./out/rehearsal/github/answer-api.js
// The API: REST, uploads and GraphQL. Who asks, whether they may, which route it is, and how refusals and common headers look.














const versions = ['2022-11-28', '2026-03-10'];
const mustBePolite = ({ forge, request }) => {
    if (!request.headers['user-agent'] && forge.rules.has('W-API-05')) {
        throw new Refusal(403, 'Request forbidden by administrative rules. Please make sure your request has a User-Agent header');
    }
    const version = request.headers['x-github-api-version'];
    if (version !== undefined && !versions.includes(version) && forge.rules.has('W-API-07'))
        throw new Refusal(400, `"${version}" is not a supported version`);
};
const commonHeaders = ({ forge, request, call, actor }, needs) => {
    const { token } = actor;
    const isFine = token !== undefined && token.kind !== 'classic';
    return {
        ...(forge.rules.has('W-API-11') ? { date: new Date(forge.now()).toUTCString() } : {}),
        ...(forge.rules.has('W-API-10') ? { 'x-github-request-id': requestId(call.number) } : {}), 'x-github-media-type': 'github.v3; format=json',
        'x-github-api-version-selected': request.headers['x-github-api-version'] ?? '2022-11-28', ...rateHeaders(forge, actor, resourceOf(forge, call)),
        ...(isFine && needs.length > 0 && forge.rules.has('W-TOK-06') ? { 'x-accepted-github-permissions': needsText(needs) } : {}),
        ...(token?.kind === 'classic' && forge.rules.has('W-TOK-08') ? { 'x-oauth-scopes': (token.scopes ?? []).join(', '), 'x-accepted-oauth-scopes': '' } : {}),
    };
};
const resourceOf = (forge, call) => (call.operation === 'graphql' && forge.rules.has('W-LIM-08') ? 'graphql' : 'core');
const requestId = (number) => `0000:${number.toString(16).toUpperCase().padStart(5, '0')}:1:2:5EED`;
/** Runs one part of the API; a refusal becomes the answer. */
const guarded = async (answering, needs, work) => {
    let asking = { ...answering, actor: nobody };
    let response;
    try {
        mustBePolite(answering);
        asking = { ...answering, actor: actorOf(answering.forge, answering.request.headers['authorization']) };
        answering.call.token = asking.actor.token?.name;
        response = await work(asking);
    }
    catch (failure) {
        if (!(failure instanceof Refusal))
            throw failure;
        response = jsonAnswer(failure.status, failure.body, failure.headers);
    }
    return { ...response, headers: { ...commonHeaders(asking, needs()), ...response.headers } };
};
const notImplemented = ({ request, missing, forge }) => {
    if (!forge.rules.has('W-API-01'))
        return jsonAnswer(404, { message: 'Not Found' });
    missing(`${request.method} ${request.url.pathname}`);
    return jsonAnswer(501, { message: `${request.method} ${request.url.pathname} is not implemented in the rehearsal`, documentation_url: 'https://docs.github.com/rest' });
};
/** Without the right to know of it, a repository is not there. */
const repositoryAt = ({ forge, actor }, params) => {
    if (params['owner'] === undefined || params['repo'] === undefined)
        return undefined;
    const repo = forge.repository(params['owner'], params['repo']);
    if (repo && canSee({ forge, actor, repo }))
        return repo;
    if (!forge.rules.has('W-API-04'))
        throw new Refusal(403, 'Forbidden');
    return notFound();
};
/** Alone with the state; objects that a refused request left behind are no change that anybody could see. */
const alone = (answering, work, wasRefused = (it) => it.status >= 400) => {
    const { forge, call } = answering;
    return forge.exclusive(async () => {
        const before = forge.objectCount();
        const response = await work();
        if (!wasRefused(response) && forge.objectCount() > before)
            call.write = true;
        return response;
    }, () => (call.write = true));
};
const readJson = async (request, forge) => RequestBody.parse((await readBody(request)).toString('utf8'), forge.rules);
const answerRest = (answering) => {
    const { request, call } = answering;
    const found = findRoute(request.method === 'HEAD' ? 'GET' : request.method, request.url.pathname.slice(prefixes.api.length));
    call.operation = found?.route.operation;
    return guarded(answering, () => found?.route.needs ?? [], (asking) => (found ? answerRoute(asking, found) : Promise.resolve(notImplemented(answering))));
};
const answerRoute = async (asking, { route, params }) => {
    const { forge, request, call, actor } = asking;
    const isRead = route.method === 'GET';
    if (route.operation !== 'rate-limit/get' || !forge.rules.has('W-LIM-05'))
        count(forge, actor, { points: isRead ? 1 : 5, creates: route.creates === true, resource: 'core' }, asking.underWay());
    const repo = repositoryAt(asking, params);
    if (repo)
        mustHave({ forge, actor, repo }, route.needs, route.isOpen);
    const parts = { forge, actor, request, params, addresses: addressesAt(request.url.origin), body: await readJson(request, forge), repo };
    if (isRead)
        return route.handle(new Ask({ ...parts, repo: repo && seenBy(forge, repo, route.lists ? 'lists' : 'gets') }));
    const ref = params['ref'] === undefined ? parts.body.get('ref') : `refs/${params['ref']}`;
    call.kind = isAccessProbe(route.operation, parts.body) ? 'access-probe' : kindOf(route.operation, { refs: typeof ref === 'string' ? [ref] : [], tagName: parts.body.get('tag') });
    return alone(asking, async () => route.handle(new Ask(parts)));
};
const uploadPath = /^\/repos\/(?<owner>[^/]+)\/(?<repo>[^/]+)\/releases\/(?<release_id>\d+)\/assets$/;
const answerUpload = (answering) => {
    const { request, call } = answering;
    const params = uploadPath.exec(request.url.pathname.slice(prefixes.uploads.length))?.groups;
    if (request.method === 'POST' && params)
        call.operation = 'repos/upload-release-asset';
    return guarded(answering, () => writesContents, async (asking) => {
        if (request.method !== 'POST' || !params)
            return notImplemented(answering);
        const { forge, actor } = asking;
        count(forge, actor, { points: 5, creates: true, resource: 'core' }, asking.underWay());
        const repo = repositoryAt(asking, params);
        if (repo)
            mustHave({ forge, actor, repo }, writesContents);
        const ask = new Ask({ forge, actor, request, params, addresses: addressesAt(request.url.origin), body: new RequestBody({}, forge.rules), repo });
        const marked = () => void (call.write = true);
        const begun = await forge.exclusive(async () => beginUpload(ask), marked);
        const received = await receive(ask);
        return forge.exclusive(async () => jsonAnswer(201, assetShape(ask, endUpload(ask, begun, received))), marked);
    });
};
const answerGraphqlRequest = (answering) => {
    const { call, request, forge } = answering;
    call.operation = 'graphql';
    return guarded(answering, () => [], async (asking) => {
        const body = await readJson(request, forge);
        const isWrite = isMutation(body.get('query'));
        const moved = movedRefs(body);
        call.kind = isWrite ? kindOf('graphql', { refs: moved }) : 'read';
        const creates = isWrite && !(moved.length > 0 && forge.rules.has('W-LIM-07'));
        count(forge, asking.actor, { points: isWrite ? 5 : 1, creates, resource: resourceOf(forge, call) }, asking.underWay());
        const ask = new Ask({ forge, actor: asking.actor, request, params: {}, addresses: addressesAt(request.url.origin), body, repo: undefined });
        // A mutation that is refused is answered with 200, and the errors stand in the body.
        let isRefused = false;
        const work = async () => {
            const { response, missing, refused } = await answerGraphql(ask);
            isRefused = refused === true;
            if (missing !== undefined)
                answering.missing(`GraphQL: ${missing}`);
            return response;
        };
        return isWrite ? alone(asking, work, () => isRefused) : work();
    });
};

;// CONCATENATED MODULE: ./out/rehearsal/git/pkt-line.js
// The framing of git's protocol: four hex digits of length, then that many bytes less four. `0000` ends a list.
const flush = Buffer.from('0000');
const largest = 65_515;
const pkt = (text) => {
    const bytes = Buffer.from(typeof text === 'string' ? Buffer.from(text) : text);
    return Buffer.concat([Buffer.from((bytes.length + 4).toString(16).padStart(4, '0')), bytes]);
};
/** Band 1 is the answer, band 2 is shown to the person who pushes. */
const sideBand = (band, bytes) => {
    const packets = [];
    for (let at = 0; at < bytes.length; at += largest)
        packets.push(pkt(Buffer.concat([Buffer.from([band]), bytes.subarray(at, at + largest)])));
    return Buffer.concat(packets);
};
/** The list at the beginning of a stream. */
const readOpening = async (stream) => {
    const source = stream[Symbol.asyncIterator]();
    const lines = [];
    let held = Buffer.alloc(0);
    const have = async (size) => {
        while (held.length < size) {
            const next = await source.next();
            if (next.done === true)
                return false;
            held = Buffer.concat([held, next.value]);
        }
        return true;
    };
    while (await have(4)) {
        const size = Number.parseInt(held.subarray(0, 4).toString('latin1'), 16);
        if (size === 0)
            return { lines, rest: restOf(held.subarray(4), source) };
        if (!(size >= 4) || !(await have(size)))
            break;
        lines.push(held.subarray(4, size).toString('utf8').replace(/\n$/, ''));
        held = held.subarray(size);
    }
    return { lines: undefined, rest: restOf(held, source) };
};
async function* restOf(held, source) {
    if (held.length > 0)
        yield held;
    for (let next = await source.next(); next.done !== true; next = await source.next())
        yield next.value;
}

// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(7075);
;// CONCATENATED MODULE: ./out/rehearsal/git/upload-pack.js
// Fetch and clone over HTTP: git's own upload-pack on a view of the world. (git http-backend would do the same with one more
// process, and it would want to receive pushes too, which are the world's.)





const fresh = { 'cache-control': 'no-cache, max-age=0, must-revalidate', expires: 'Fri, 01 Jan 1980 00:00:00 GMT', pragma: 'no-cache' };
const gitHeaders = (type) => ({ 'content-type': `application/x-git-${type}`, ...fresh });
/** Which protocol the client wants; it goes into an environment, so it must be exactly that. */
const protocolOf = (request) => {
    const wanted = request.headers['git-protocol'] ?? '';
    return /^version=[0-2]$/.test(wanted) ? { GIT_PROTOCOL: wanted } : {};
};
const decodedBody = (request) => {
    const body = request.body ?? external_node_stream_.Readable.from([]);
    if (request.headers['content-encoding'] !== 'gzip')
        return body;
    return (0,external_node_stream_.pipeline)(external_node_stream_.Readable.from(body), (0,external_node_zlib_.createGunzip)(), () => undefined);
};
const advertiseUploads = async (folder, request) => {
    const end = await runGit({ folder, args: ['upload-pack', '--stateless-rpc', '--http-backend-info-refs', folder], env: protocolOf(request) });
    if (end.code !== 0)
        throw new Error(`git upload-pack failed in the rehearsal: ${end.stderr}`);
    const body = Buffer.concat([pkt('# service=git-upload-pack\n'), flush, end.stdout]);
    return { status: 200, headers: gitHeaders('upload-pack-advertisement'), body };
};
const uploadPack = (folder, request) => {
    const child = startGit({ folder, args: ['upload-pack', '--stateless-rpc', folder], env: protocolOf(request) });
    child.stderr.resume();
    const fed = feed(child, decodedBody(request)).catch(() => child.kill());
    async function* answer() {
        const closed = (0,external_node_events_.once)(child, 'close');
        try {
            yield* child.stdout;
            await Promise.all([closed, fed]);
        }
        finally {
            // Also when the client has gone: nobody reads on, and the process would wait for ever.
            child.kill();
        }
    }
    return { status: 200, headers: gitHeaders('upload-pack-result'), body: answer() };
};

;// CONCATENATED MODULE: ./out/rehearsal/git/receive-pack.js



const capabilities = 'report-status delete-refs side-band-64k quiet atomic ofs-delta object-format=sha1 agent=git/rehearsal';
const advertiseReceives = (git) => {
    const refs = [...git.refs].sort(([a], [b]) => (a < b ? -1 : 1));
    const lines = (refs.length === 0 ? [['capabilities^{}', noId]] : refs).map(([name, id], index) => pkt(`${id} ${name}${index === 0 ? `\0${capabilities}` : ''}\n`));
    const body = Buffer.concat([pkt('# service=git-receive-pack\n'), flush, ...lines, flush]);
    return { status: 200, headers: gitHeaders('receive-pack-advertisement'), body };
};
const readAsked = (lines) => {
    const [first = '', ...others] = lines.filter((it) => !it.startsWith('shallow '));
    const [command = '', wants = ''] = first.split('\0');
    const changes = [];
    for (const line of [command, ...others]) {
        const [from = '', to = '', ref = ''] = [line.slice(0, 40), line.slice(41, 81), line.slice(82)];
        if (!isId(from) || !isId(to) || ref === '')
            return undefined;
        changes.push({ ref, from: from === noId ? undefined : from, to: to === noId ? undefined : to });
    }
    return { changes, wants: new Set(wants.trim().split(' ')) };
};
const receivePack = async (git, request, decide) => {
    const { lines, rest } = await readOpening(decodedBody(request));
    const headers = gitHeaders('receive-pack-result');
    // Before a large push git asks with an empty list whether it may.
    if (lines?.length === 0)
        return { status: 200, headers, body: new Uint8Array() };
    const asked = lines ? readAsked(lines) : undefined;
    if (!asked)
        return { status: 400, headers: { 'content-type': 'text/plain' }, body: Buffer.from('these are no commands of a push\n') };
    const damage = await takeObjects(git, asked.changes, rest);
    const decision = damage === undefined ? await decide(asked.changes, asked.wants.has('atomic')) : undefined;
    return { status: 200, headers, body: report(asked, damage, decision) };
};
/** Undefined when everything that the new refs need is there. */
const takeObjects = async (git, changes, pack) => {
    const tips = changes.flatMap((it) => (it.to === undefined ? [] : [it.to]));
    if (tips.length === 0)
        return undefined;
    // The pack may lean on objects that were made through the API.
    const store = await git.settle();
    const opening = await peek(pack);
    if (opening) {
        const damage = await store.addPack(opening);
        if (damage !== undefined)
            return damage;
    }
    return (await store.isConnected(tips, git.refs.values())) ? undefined : 'missing necessary objects';
};
/** The stream, or undefined when it is empty: a push of what is there already carries no pack at all. */
const peek = async (stream) => {
    const source = stream[Symbol.asyncIterator]();
    const first = await source.next();
    if (first.done === true)
        return undefined;
    return (async function* () {
        yield first.value;
        for (let next = await source.next(); next.done !== true; next = await source.next())
            yield next.value;
    })();
};
const report = (asked, damage, decision) => {
    const verdicts = decision?.verdicts ?? asked.changes.map(({ ref }) => ({ ref, refused: 'unpacker error' }));
    const status = Buffer.concat([
        pkt(`unpack ${damage === undefined ? 'ok' : damage.split('\n')[0] ?? ''}\n`),
        ...verdicts.map((it) => pkt(it.refused === undefined ? `ok ${it.ref}\n` : `ng ${it.ref} ${it.refused}\n`)),
        flush,
    ]);
    if (!asked.wants.has('side-band-64k'))
        return status;
    const messages = (decision?.messages ?? []).map((line) => sideBand(2, Buffer.from(`${line}\n`)));
    return Buffer.concat([...messages, sideBand(1, status), flush]);
};

;// CONCATENATED MODULE: ./out/rehearsal/github/push.js

const workflowWords = (where, path) => {
    const isPerson = where.actor.token?.kind === 'classic' || where.actor.token?.kind === 'fine-grained';
    return isPerson
        ? `refusing to allow a Personal Access Token to create or update workflow \`${path}\` without \`workflow\` scope`
        : `refusing to allow a GitHub App to create or update workflow \`${path}\` without \`workflows\` permission`;
};
const said = (where, ref, it, server) => {
    const { owner, name } = where.repo;
    switch (it.by) {
        case 'rules': return {
            refused: 'push declined due to repository rule violations',
            messages: [`error: GH013: Repository rule violations found for ${ref}.`, `Review all repository rules at ${server}/${owner}/${name}/rules?ref=${encodeURIComponent(ref)}`, '', ...it.lines.flatMap((line) => [`- ${line}`, ''])],
        };
        case 'protection': return { refused: 'protected branch hook declined', messages: [`error: GH006: Protected branch update failed for ${ref}.`, '', ...it.lines.map((line) => `- ${line}`)] };
        case 'workflow': return { refused: workflowWords(where, it.path), messages: [] };
        case 'default-branch': return { refused: `refusing to delete the current branch: ${ref}`, messages: [] };
        case 'hidden': return { refused: 'deny updating a hidden ref', messages: [] };
    }
};
/** Rules that exist for pushes only can be left out like the others. */
const isKnown = ({ forge }, it) => {
    if (it.by === 'rules')
        return forge.rules.has('W-GIT-04');
    return it.by === 'protection' ? forge.rules.has('W-GIT-07') : true;
};
const judge = async (where, change, server) => {
    const { forge, repo, actor } = where;
    const { ref } = change;
    const now = repo.refs.get(ref);
    if (now !== change.from && forge.rules.has('W-GIT-11')) {
        return { ref, refused: now === undefined ? `cannot lock ref '${ref}': unable to resolve reference '${ref}'` : `cannot lock ref '${ref}': is at ${now} but expected ${change.from ?? '0'.repeat(40)}`, messages: [] };
    }
    const forbidden = await forbids(forge, repo, change, { actor, isPush: true });
    return forbidden && isKnown(where, forbidden) ? { ref, ...said(where, ref, forbidden, server) } : { ref, messages: [] };
};
const decidePush = (where, server) => async (changes, isAtomic) => {
    const { forge, repo } = where;
    const judged = [];
    for (const change of changes)
        judged.push(await judge(where, change, server));
    const isRefused = judged.some((it) => it.refused !== undefined);
    const isAll = isRefused && ((isAtomic && forge.rules.has('W-GIT-06')) || !forge.rules.has('W-GIT-05'));
    const verdicts = judged.map(({ ref, refused }) => {
        if (refused !== undefined)
            return { ref, refused };
        return isAll ? { ref, refused: 'atomic push failure' } : { ref };
    });
    for (const change of changes)
        if (verdicts.find((it) => it.ref === change.ref)?.refused === undefined)
            await carryOut(forge, repo, change);
    return { verdicts, messages: judged.flatMap((it) => it.messages) };
};

;// CONCATENATED MODULE: ./out/rehearsal/github/answer-site.js
// The site itself: git over HTTP, downloads, raw files, and a plain page for a repository, a release, a commit and a file, so that the
// links of a run lead somewhere. Everything else of GitHub's pages is not implemented.









const notFoundPage = () => textAnswer(404, 'Not Found');
const mayRead = (where) => canSee(where) && can(where, 'contents', 'read');
const sitePath = /^\/(?<owner>[^/]+)\/(?<name>[^/]+?)(?:\.git)?(?:\/(?<rest>.*))?$/;
const answerSite = async (answering) => {
    const { request, missing, call, forge } = answering;
    const path = sitePath.exec(decodeURIComponent(request.url.pathname));
    const { owner = '', name = '', rest = '' } = path?.groups ?? {};
    if (rest === 'info/refs' || rest === 'git-upload-pack' || rest === 'git-receive-pack')
        return answerGit(answering, forge.repository(owner, name), rest);
    const repo = forge.repository(owner, name);
    const actor = actorAt(answering);
    if (!actor)
        return textAnswer(401, 'Bad credentials');
    call.token = actor.token?.name;
    const page = path && isLook(request) ? pageOf(rest) : undefined;
    if (page) {
        call.operation = page.operation;
        return repo && mayRead({ forge, actor, repo }) ? page.answer({ forge, actor, repo }, answering) : notFoundPage();
    }
    missing(`${request.method} ${request.url.pathname}`);
    return textAnswer(501, `${request.url.pathname} is not implemented in the rehearsal`);
};
const isLook = ({ method }) => method === 'GET' || method === 'HEAD';
/** Undefined: the credential is none. */
const actorAt = ({ forge, request }) => {
    try {
        return actorOf(forge, request.headers['authorization']);
    }
    catch (failure) {
        if (failure instanceof Refusal)
            return undefined;
        throw failure;
    }
};
const pageOf = (rest) => {
    const [, tag = '', file = ''] = /^releases\/download\/(.+)\/([^/]+)$/.exec(rest) ?? [];
    if (file !== '')
        return { operation: 'download', answer: (where, answering) => download(where, answering, releaseOf(where, tag), file) };
    const [, newest] = /^releases\/latest\/download\/([^/]+)$/.exec(rest) ?? [];
    if (newest !== undefined)
        return { operation: 'download', answer: (where, answering) => toLatest(where, answering, newest) };
    const [, shown] = /^releases\/tag\/(.+)$/.exec(rest) ?? [];
    if (shown !== undefined)
        return { operation: 'page', answer: (where, answering) => releasePage(where, answering, releaseOf(where, shown)) };
    const [, commit] = /^commit\/([0-9a-f]{40})$/.exec(rest) ?? [];
    if (commit !== undefined)
        return { operation: 'page', answer: (where) => commitPage(where, commit) };
    if (rest === '')
        return { operation: 'page', answer: (where, answering) => frontPage(where, answering) };
    const [, shownFile] = /^blob\/(.+)$/.exec(rest) ?? [];
    if (shownFile !== undefined)
        return { operation: 'page', answer: (where) => rawFile(where, shownFile) };
    const [, raw] = /^raw\/(.+)$/.exec(rest) ?? [];
    return raw === undefined ? undefined : { operation: 'raw', answer: (where) => rawFile(where, raw) };
};
/** What everybody can see; a draft is not there, whoever asks. */
const releaseOf = ({ repo, forge }, tag) => [...repo.releases.values()].find((it) => (!it.draft || !forge.rules.has('W-AST-10')) && it.tag === tag);
const assetsIn = (repo, release) => [...repo.assets.values()].filter((it) => it.release === release.id && it.state === 'uploaded');
const download = ({ repo }, { request }, release, file) => {
    const asset = release && assetsIn(repo, release).find((it) => it.name === file);
    return asset ? redirectAnswer(302, storageUrl(addressesAt(request.url.origin), asset)) : notFoundPage();
};
const toLatest = (where, { request }, file) => {
    const release = latest(where);
    return release ? redirectAnswer(302, `${request.url.origin}/${where.repo.owner}/${where.repo.name}/releases/download/${release.tag}/${file}`) : notFoundPage();
};
const releasePage = ({ repo }, { request }, release) => {
    if (!release)
        return notFoundPage();
    const base = `${request.url.origin}/${repo.owner}/${repo.name}/releases/download/${release.tag}`;
    const lines = assetsIn(repo, release).map((it) => `${it.digest ?? ''}  ${it.size}  ${base}/${it.name}`);
    return textAnswer(200, [`${repo.owner}/${repo.name} ${release.name ?? release.tag}${release.prerelease ? ' (pre-release)' : ''}`, '', release.body ?? '', '', ...lines, ''].join('\n'));
};
const frontPage = ({ forge, repo }, { request }) => {
    const base = `${request.url.origin}/${repo.owner}/${repo.name}`;
    const refs = [...forge.git(repo).refs].filter(([name]) => /^refs\/(heads|tags)\//.test(name)).map(([name, id]) => `${id}  ${name}`);
    const releases = [...repo.releases.values()].filter((it) => !it.draft).map((it) => `${base}/releases/tag/${it.tag}`);
    return textAnswer(200, [`${repo.owner}/${repo.name}`, '', ...refs, '', ...releases, ''].join('\n'));
};
const commitPage = async ({ forge, repo }, id) => {
    const git = forge.git(repo);
    if ((await git.resolve(id)) !== id)
        return notFoundPage();
    const { message, author, parents } = await git.commit(id);
    return textAnswer(200, [`commit ${id}`, ...parents.map((it) => `parent ${it}`), `author ${author.name} <${author.email}>`, '', message, ''].join('\n'));
};
/** `ref/path`, where a ref may have slashes itself. */
const rawFile = async ({ forge, repo }, path) => {
    const git = forge.git(repo);
    const parts = path.split('/');
    for (let at = 1; at < parts.length; at++) {
        const commit = await git.resolve(parts.slice(0, at).join('/'));
        const entry = commit === undefined ? undefined : await git.entry((await git.commit(commit)).tree, parts.slice(at).join('/'));
        if (entry && entry.mode !== '40000')
            return bytesAnswer(200, await git.blob(entry.id), { 'content-type': 'text/plain; charset=utf-8' });
    }
    return notFoundPage();
};
const askForLogin = () => ({ ...textAnswer(401, 'Authentication required'), headers: { 'www-authenticate': 'Basic realm="GitHub"', 'content-type': 'text/plain' } });
const answerGit = async (answering, repo, rest) => {
    const { forge, request, call } = answering;
    const service = rest === 'info/refs' ? request.url.searchParams.get('service') : rest;
    const isPush = service === 'git-receive-pack';
    call.operation = isPush ? 'git/push' : 'git/fetch';
    if (!isPush)
        call.kind = 'read';
    const actor = actorAt(answering);
    if (!actor)
        return askForLogin();
    call.token = actor.token?.name;
    if (!repo || (!mayRead({ forge, actor, repo }) && forge.rules.has('W-GIT-03')))
        return actor === nobody ? askForLogin() : textAnswer(404, 'Repository not found.');
    if (service !== 'git-upload-pack' && !isPush)
        return textAnswer(403, 'Please upgrade your git client.');
    return isPush ? answerPush(answering, { forge, actor, repo }, rest) : answerFetch(answering, repo, rest);
};
const answerFetch = async ({ forge, request }, repo, rest) => {
    const folder = await forge.view(repo);
    return rest === 'info/refs' ? advertiseUploads(folder, request) : uploadPack(folder, request);
};
const answerPush = async ({ forge, request, call }, where, rest) => {
    const { actor, repo } = where;
    if (actor === nobody && forge.rules.has('W-GIT-01'))
        return askForLogin();
    if (!can(where, 'contents', 'write') && forge.rules.has('W-GIT-02')) {
        const isOwn = actor.token?.kind === 'actions' || actor.token?.kind === 'app';
        return textAnswer(403, isOwn ? `Permission to ${repo.owner}/${repo.name}.git denied to ${actor.login ?? ''}.` : 'Write access to repository not granted.');
    }
    if (rest === 'info/refs') {
        call.kind = 'read';
        return advertiseReceives(forge.git(repo));
    }
    if (request.method !== 'POST')
        return emptyAnswer(405);
    const decide = decidePush(where, request.url.origin);
    return receivePack(forge.git(repo), request, (changes, isAtomic) => {
        if (changes.every((it) => it.ref.startsWith('refs/slipway/')))
            call.kind = 'bookkeeping';
        return forge.exclusive(() => decide(changes, isAtomic), () => (call.write = true));
    });
};

;// CONCATENATED MODULE: ./out/rehearsal/github/person.js
// What people and other systems do on GitHub while a run goes on: push, tag, merge, comment, draft a release, report a check.
// They do it at once and may do everything; what a run may do is tried through the handler.







class Person {
    forge;
    repo;
    login;
    constructor(forge, repo, login) {
        this.forge = forge;
        this.repo = repo;
        this.login = login;
        forge.user(login);
    }
    /** The owner's rights, under this name. */
    get where() {
        const token = { name: this.login, secret: '', login: this.login, kind: 'app', permissions: { contents: 'write', workflows: 'write' } };
        return { forge: this.forge, repo: this.repo, actor: { login: this.login, token } };
    }
    alone(work) {
        return this.forge.exclusive(work, () => undefined);
    }
    /** A commit on top of a branch (made if it is not there), with these files; undefined removes one. Its id. */
    commit(branch, files, message) {
        return this.alone(async () => {
            const ref = `refs/heads/${branch}`;
            const git = this.forge.git(this.repo);
            const from = this.repo.refs.get(ref);
            const on = from ?? this.repo.refs.get(`refs/heads/${this.repo.settings.defaultBranch}`);
            const changes = new Map();
            const tree = on === undefined ? undefined : (await git.commit(on)).tree;
            for (const [path, content] of Object.entries(files)) {
                const old = tree === undefined ? undefined : await git.entry(tree, path);
                changes.set(path, content === undefined ? undefined : await git.addFile(Buffer.from(content), old?.mode === '100755' || (!old && isScript(content)) ? '100755' : '100644'));
            }
            const author = personFor(this.forge, this.login);
            const to = await commitChanges(this.forge, this.repo, on, { changes, message, author, committer: author });
            await carryOut(this.forge, this.repo, { ref, from, to });
            return to;
        });
    }
    /** Moves or makes a ref, wherever it was; undefined removes it. */
    moveRef(ref, to) {
        return this.alone(() => carryOut(this.forge, this.repo, { ref, from: this.repo.refs.get(ref), to }));
    }
    /** A tag, annotated when there is a message; moved when it is there. The id that the ref has then. */
    tag(name, commit, message) {
        return this.alone(async () => {
            const tagger = personFor(this.forge, this.login);
            const id = message === undefined ? commit : await this.forge.git(this.repo).add(formatTag({ object: commit, type: 'commit', name, tagger, message: `${message}\n` }));
            await carryOut(this.forge, this.repo, { ref: `refs/tags/${name}`, from: this.repo.refs.get(`refs/tags/${name}`), to: id });
            return id;
        });
    }
    release(fields) {
        const all = { target: this.repo.settings.defaultBranch, name: null, body: null, draft: true, prerelease: false, makeLatest: undefined, ...fields };
        return this.alone(() => createRelease(this.where, all));
    }
    openIssue(title, body, labels = []) {
        return this.alone(async () => addIssue(this.forge, this.repo, { title, body, user: this.login, labels, assignees: [] }));
    }
    comment(issue, body) {
        return this.alone(async () => addComment(this.forge, this.repo, { issue, body, user: this.login }));
    }
    editComment(id, body) {
        return this.alone(async () => editComment(this.forge, this.repo, must(this.repo.comments.get(id), `comment ${id}`), body));
    }
    /** The text of an issue, as a person edits it. */
    editIssue(number, body) {
        return this.alone(async () => {
            const issue = { ...must(this.repo.issues.get(number), `issue ${number}`), body, updatedAt: this.forge.now() };
            this.repo.issues.set(number, issue);
            return issue;
        });
    }
    close(number) {
        return this.alone(async () => {
            const issue = setIssueState(this.forge, must(this.repo.issues.get(number), `issue ${number}`), { state: 'closed', by: this.login });
            this.repo.issues.set(number, issue);
            return issue;
        });
    }
    openPull(head, base, title, body = '') {
        return this.alone(() => openPull(this.where, { head, base, title, body, draft: false }));
    }
    merge(number, method = 'merge') {
        return this.alone(() => mergePull(this.where, must(this.repo.issues.get(number), `pull request ${number}`), { method, sha: undefined, title: undefined, message: undefined }));
    }
    /** One that was merged before the world began, by the commit that brought it. */
    mergedPull({ number, title, commit, base }) {
        return this.alone(async () => {
            const now = this.forge.now();
            const { parents: [before = commit] } = await this.forge.git(this.repo).commit(commit);
            const part = { repository: keyOf(this.repo.owner, this.repo.name) };
            const pull = { head: { ...part, branch: `pull-${number}`, commit }, base: { ...part, branch: base, commit: before }, draft: false, mergedAt: now, mergedBy: this.login, mergeCommit: commit };
            const about = { id: this.forge.nextId(), number, title, body: null, user: this.login, state: 'closed', stateReason: null, closedBy: this.login, labels: [], assignees: [] };
            this.repo.issues.set(number, { ...about, createdAt: now, updatedAt: now, closedAt: now, pull });
        });
    }
    /** A tag whose object is these bytes, whatever they say; moved when it is there. The id of the object. */
    tagOf(name, bytes) {
        return this.alone(async () => {
            const id = await this.forge.git(this.repo).add({ type: 'tag', bytes: Buffer.from(bytes) });
            await carryOut(this.forge, this.repo, { ref: `refs/tags/${name}`, from: this.repo.refs.get(`refs/tags/${name}`), to: id });
            return id;
        });
    }
    /** The key that signed this tag object belongs to the account of its tagger. */
    knowsKeyOf(object) {
        this.repo.signed.set(object, true);
    }
    /** By the app of GitHub Actions, and in one suite, unless others are named. */
    check(commit, name, conclusion, { app = actionsApp, suite = 1 } = {}) {
        const check = { id: this.forge.nextId(), commit, name, app, suite, status: conclusion === null ? 'in_progress' : 'completed', conclusion, at: this.forge.now() };
        this.repo.checks.set(check.id, check);
        return check;
    }
    status(commit, context, state) {
        const status = { id: this.forge.nextId(), commit, context, state, description: null, by: this.login, at: this.forge.now() };
        this.repo.statuses.set(status.id, status);
        return status;
    }
    /** A run of a workflow as it is now: begun, begun again, or ended. */
    workflowRun(it) {
        const commit = this.repo.refs.get(`refs/heads/${this.repo.settings.defaultBranch}`) ?? '';
        const run = { attempt: 1, status: 'in_progress', conclusion: null, commit, actor: this.login, at: this.forge.now(), ...this.repo.runs.get(it.id), ...it };
        this.repo.runs.set(run.id, run);
        return run;
    }
    /** What becomes of runs whose machine is gone. */
    endWorkflowRuns() {
        for (const it of this.repo.runs.values())
            if (it.status !== 'completed')
                this.workflowRun({ id: it.id, status: 'completed', conclusion: 'cancelled' });
    }
    label(name) {
        ensureLabel(this.forge, this.repo, name);
    }
}
/** The number that GitHub Actions has on github.com. */
const actionsApp = 15_368;
const must = (found, what) => {
    if (found === undefined)
        throw new Error(`there is no ${what} in this world`);
    return found;
};
/** Whoever writes one means to run it, and marks it so. */
const isScript = (content) => Buffer.from(content).subarray(0, 2).toString('latin1') === '#!';

;// CONCATENATED MODULE: ./out/rehearsal/github/world.js










class GitHubWorld {
    parts;
    handler = (request) => this.answer(request);
    /** What is to go wrong; asked once per call, with its number in the journal. */
    intercept;
    forge;
    journal;
    absent;
    underWay = 0;
    constructor(parts, past = { calls: [], unimplemented: [] }) {
        this.parts = parts;
        this.forge = new Forge(parts);
        this.journal = past.calls.map((it) => ({ ...it }));
        this.absent = [...past.unimplemented];
    }
    get state() {
        return this.forge.state;
    }
    get calls() {
        return this.journal;
    }
    /** Requests that changed something. `release` leaves out what Slipway keeps for itself. */
    writes(kind) {
        return this.journal.filter((it) => it.write && (kind === undefined || it.kind === kind));
    }
    /** What was asked for and is not implemented. Not empty: the run proves nothing, and must fail. */
    get unimplemented() {
        return this.absent;
    }
    get settings() {
        return this.forge.settings;
    }
    change(settings) {
        this.forge.settings = { ...this.forge.settings, ...settings };
    }
    /** GITHUB_API_URL and the others, when the handler stands at this origin. */
    addresses(origin) {
        return addressesAt(origin);
    }
    repository(owner, name) {
        const repo = this.state.repositories.get(keyOf(owner, name));
        if (!repo)
            throw new Error(`there is no repository ${owner}/${name} in this world`);
        return repo;
    }
    /** Changes settings of a repository, as its owner would. */
    configure(owner, name, settings) {
        const repo = this.repository(owner, name);
        repo.settings = { ...repo.settings, ...settings };
    }
    /** A bare repository on disk with all refs as they are now, for reading. */
    gitFolder(owner, name) {
        return this.forge.view(this.repository(owner, name));
    }
    /** Somebody who acts on GitHub beside the run: no rules, no limits, no journal. */
    as(login, owner, name) {
        return new Person(this.forge, this.repository(owner, name), login);
    }
    /** As it is now, with its journal; perhaps with other settings, another clock, or without some of the behaviours. */
    copy(changes = {}) {
        const parts = {
            ...this.parts, settings: { ...this.forge.settings, ...changes.settings }, state: copyState(this.forge.state), now: changes.now ?? this.parts.now,
            rules: changes.without ? new Rules(changes.without) : this.parts.rules,
        };
        return new GitHubWorld(parts, { calls: this.journal, unimplemented: this.absent });
    }
    async answer(request) {
        const call = beginCall(this.journal.length + 1, request);
        this.journal.push(call);
        const carryOut = (it) => this.carryOut(it, call);
        const fault = this.intercept?.(call.number, request);
        call.fault = fault?.kind;
        this.underWay++;
        try {
            const response = await (fault ? playFault(fault, carryOut, request) : carryOut(request));
            call.status = response.status;
            return response;
        }
        finally {
            this.underWay--;
        }
    }
    async carryOut(request, call) {
        const { forge } = this;
        const { pathname } = request.url;
        const answering = { forge, request, call, missing: (what) => this.absent.push(what), underWay: () => this.underWay };
        const isBelow = (prefix) => pathname === prefix || pathname.startsWith(`${prefix}/`);
        if (isBelow(prefixes.graphql))
            return answerGraphqlRequest(answering);
        if (isBelow(prefixes.uploads))
            return answerUpload(answering);
        if (isBelow(prefixes.api))
            return answerRest(answering);
        if (!isBelow(prefixes.storage))
            return answerSite(answering);
        call.operation = 'storage';
        return answerStorage(forge, request);
    }
}

;// CONCATENATED MODULE: ./out/rehearsal/github/create-world.js
// A world from what it is to hold: repositories filled from real ones, tokens, and the behaviours that it imitates.











const sourceRefs = (source, wanted) => {
    if (wanted)
        return new Map(Object.entries(wanted).map(([name, from]) => [name, source.refs.get(from) ?? from]));
    return new Map([...source.refs].filter(([name]) => name.startsWith('refs/heads/') || name.startsWith('refs/tags/')));
};
const settingsOf = (options) => ({
    tokens: options.tokens ?? [],
    limits: { primary: 5000, isPrimaryEnforced: false, secondary: undefined, ...options.limits },
    lag: options.lag ?? noLag,
    largestAsset: options.largestAsset ?? 2_147_483_648,
    mostAssets: options.mostAssets ?? 1000,
    forkTakes: options.forkTakes ?? 2000,
});
const emptyState = () => ({
    nextId: 1_000_001, users: new git_table/* Table */.X(), repositories: new git_table/* Table */.X(), objects: new git_table/* Table */.X(), past: new git_table/* Table */.X(), usage: new git_table/* Table */.X(),
});
const seededSettings = (seed, defaultBranch) => ({
    isPrivate: seed.private ?? false, defaultBranch, description: seed.description ?? null, immutableReleases: seed.immutableReleases ?? false,
    rulesets: seed.rulesets ?? [], protections: seed.protections ?? {}, actionsMayOpenPulls: seed.actionsMayOpenPulls ?? true, hasIssues: seed.hasIssues ?? true,
    forkOf: seed.forkOf?.toLowerCase(), ...(seed.knowsKeys === true ? { knowsKeys: true } : {}),
});
/** A fork stands on what its parent has; any other repository gets a store of its own. */
const originOf = async (forge, seed) => {
    const key = keyOf(seed.owner, seed.name);
    if (seed.forkOf !== undefined) {
        const parent = forge.state.repositories.get(seed.forkOf.toLowerCase());
        if (!parent)
            throw new Error(`${key} is to be a fork of ${seed.forkOf}, which does not stand before it`);
        return { refs: new Map(parent.refs), network: parent.network, head: parent.settings.defaultBranch };
    }
    const source = await makeStore((0,external_node_path_.join)(forge.host.folder, 'stores', String(forge.host.stores.size)), seed.from);
    forge.host.stores.set(key, source.store);
    return { refs: sourceRefs(source, seed.refs), network: key, head: source.head };
};
const addRepository = async (forge, seed) => {
    const { refs, network, head } = await originOf(forge, seed);
    const collaborators = Object.entries(seed.collaborators ?? {});
    const repo = newRepository(forge, {
        owner: forge.user(seed.owner).login, name: seed.name, network, settings: seededSettings(seed, seed.defaultBranch ?? head ?? 'main'), refs: new git_table/* Table */.X(refs),
        roles: new git_table/* Table */.X(collaborators.map(([login, role]) => [login.toLowerCase(), role])),
    });
    for (const [login] of collaborators)
        forge.user(login);
    forge.state.repositories.set(keyOf(seed.owner, seed.name), repo);
};
const createWorld = async (options) => {
    await (0,promises_.mkdir)(options.folder, { recursive: true });
    const host = { folder: options.folder, contents: new ContentStore((0,external_node_path_.join)(options.folder, 'contents')), stores: new Map(), views: 0 };
    const parts = { state: emptyState(), rules: new Rules(options.without), settings: settingsOf(options), now: options.now ?? Date.now, host };
    const forge = new Forge(parts);
    for (const seed of options.repositories)
        await addRepository(forge, seed);
    for (const token of parts.settings.tokens)
        forge.user(token.login);
    const close = async () => {
        for (const store of host.stores.values())
            store.close();
        await (0,promises_.rm)(options.folder, { recursive: true, force: true });
    };
    return { world: new GitHubWorld(parts), close };
};

// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(7067);
;// CONCATENATED MODULE: ./out/rehearsal/http/server.js
// Joins a handler to node:http on 127.0.0.1, for clients that need an address: docker, helm, git, curl, a bundle in its own
// process. Bodies stream both ways. It decides nothing: what is answered is the handler's.




const serve = async (handler, options = {}) => {
    const server = (0,external_node_http_.createServer)((incoming, outgoing) => void answer(handler, incoming, outgoing, options.onBug));
    // Long uploads and stalls are the client's affair, and a kept connection must not end while the client reaches for it.
    server.requestTimeout = 0;
    server.headersTimeout = 0;
    server.keepAliveTimeout = 600_000;
    server.listen(options.port ?? 0, '127.0.0.1');
    await (0,external_node_events_.once)(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string')
        throw new Error('the server has no port');
    const close = async () => {
        const closed = new Promise((resolve) => server.close(() => resolve()));
        server.closeAllConnections();
        await closed;
    };
    return { url: `http://127.0.0.1:${address.port}`, port: address.port, close };
};
const answer = async (handler, incoming, outgoing, onBug) => {
    // A client that leaves in the middle is no error of ours.
    incoming.on('error', () => undefined);
    outgoing.on('error', () => undefined);
    const request = readRequest(incoming);
    try {
        await send(outgoing, await handler(request), incoming.method === 'HEAD');
    }
    catch (failure) {
        if (!(failure instanceof NoAnswer) && !incoming.destroyed && !outgoing.headersSent) {
            onBug?.(failure, request);
            outgoing.writeHead(500, { 'content-type': 'text/plain', connection: 'close' });
            outgoing.end(`the rehearsal failed: ${failure instanceof Error ? failure.message : String(failure)}\n`);
            return;
        }
        incoming.socket.destroy();
    }
};
const readRequest = (incoming) => {
    const headers = {};
    for (const [name, value] of Object.entries(incoming.headers)) {
        if (value !== undefined)
            headers[name] = Array.isArray(value) ? value.join(', ') : value;
    }
    const hasBody = headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';
    return {
        method: incoming.method ?? 'GET',
        url: new URL(`http://${headers['host'] ?? '127.0.0.1'}${incoming.url?.startsWith('/') ? incoming.url : '/'}`),
        headers,
        // A handler that stops reading has not broken the connection: it may still want to say why.
        body: hasBody ? incoming.iterator({ destroyOnReturn: false }) : undefined,
    };
};
const send = async (outgoing, response, isHead) => {
    outgoing.writeHead(response.status, response.headers);
    if (isHead || response.body === undefined) {
        outgoing.end();
        return;
    }
    if (response.body instanceof Uint8Array) {
        outgoing.end(response.body);
        return;
    }
    // Sent at once, so that a client sees headers of an answer whose body stalls.
    outgoing.flushHeaders();
    for await (const part of response.body) {
        if (outgoing.destroyed)
            return;
        if (!outgoing.write(part))
            await drained(outgoing);
    }
    outgoing.end();
};

// EXTERNAL MODULE: ./out/core/package-index.js
var package_index = __webpack_require__(8987);
// EXTERNAL MODULE: ./out/errors/catalog/package-index.js
var catalog_package_index = __webpack_require__(3971);
// EXTERNAL MODULE: ./out/core/distribution/name.js
var distribution_name = __webpack_require__(7394);
;// CONCATENATED MODULE: ./out/rehearsal/package-index/identities.js
// Trusted publishing: the runner that gives a job its identity, and the index that gives a token for it. Identities are not signed here:
// who may ask for one is what a rehearsal can show, not who could forge one.



const encoded = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
/** As the address in ACTIONS_ID_TOKEN_REQUEST_URL answers. */
const giveIdentity = ({ settings, now, has }, request) => {
    const { job } = settings;
    if (!job || (request.headers['authorization'] !== `Bearer ${job.token}` && has('P-RUN-01')))
        return textAnswer(401, 'the token of this job is asked for');
    const seconds = Math.floor(now / 1000);
    const claims = {
        iss: 'https://token.actions.githubusercontent.com', iat: seconds, nbf: seconds, exp: seconds + 300, ref: job.ref,
        ...(has('P-RUN-02') ? { aud: request.url.searchParams.get('audience') ?? `https://github.com/${job.repository.split('/')[0] ?? ''}`, sub: `repo:${job.repository}:ref:${job.ref}`, repository: job.repository, repository_owner: job.repository.split('/')[0], workflow_ref: `${job.repository}/.github/workflows/${job.workflow}@${job.ref}`, job_workflow_ref: `${job.repository}/.github/workflows/${job.workflow}@${job.ref}` } : {}),
        ...(job.environment === undefined ? {} : { environment: job.environment }),
    };
    return jsonAnswer(200, { count: 1, value: `${encoded({ alg: 'none', typ: 'JWT' })}.${encoded(claims)}.${Buffer.from('not signed in a rehearsal').toString('base64url')}` });
};
const giveAudience = ({ settings, has }) => {
    if (settings.trusted === 'none' || !has('P-OID-01'))
        return textAnswer(404, 'not found');
    if (settings.trusted === 'off' && has('P-OID-08'))
        return jsonAnswer(403, { message: 'Trusted publishing functionality not enabled' });
    return jsonAnswer(200, { audience: settings.audience });
};
const claimsIn = (body) => {
    try {
        const { token } = JSON.parse(body);
        return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    }
    catch {
        return undefined;
    }
};
const errors = (code, description) => jsonAnswer(422, { message: 'Token request failed', errors: [{ code, description }] });
const fits = (it, claims) => it.repository === claims['repository'] && (it.environment === undefined || it.environment === claims['environment'])
    && (it.workflow === undefined || String(claims['workflow_ref']).includes(`/.github/workflows/${it.workflow}@`));
/** `path` is the part behind `/_/oidc/`. */
const mint = (world, path, body) => {
    const { settings, state, now, has } = world;
    const isOld = path === 'github/mint-token';
    if (settings.trusted === 'none' || (isOld ? !has('P-OID-07') : settings.trusted === 'old'))
        return textAnswer(404, 'not found');
    if (settings.trusted === 'off')
        return errors('not-enabled', 'GitHub-based trusted publishing functionality not enabled');
    const claims = claimsIn(body);
    if (!claims)
        return errors('invalid-payload', 'the body holds no token');
    if ((claims['aud'] !== settings.audience || Number(claims['exp']) * 1000 < now) && has('P-OID-04'))
        return errors('invalid-token', 'malformed or invalid token');
    const pending = settings.pending.filter((it) => fits(it, claims) && !state.projects.has((0,distribution_name/* normalised */.Z7)(it.project)));
    if (has('P-OID-06'))
        for (const it of pending)
            state.projects.set((0,distribution_name/* normalised */.Z7)(it.project), { name: it.project, files: [] });
    const own = [...settings.publishers, ...settings.pending].filter((it) => fits(it, claims)).map((it) => (0,distribution_name/* normalised */.Z7)(it.project)).filter((it) => state.projects.has(it));
    const projects = settings.anyOf !== undefined && settings.anyOf === claims['repository'] ? ['*'] : own;
    if (projects.length === 0 && has('P-OID-03'))
        return errors('invalid-publisher', 'valid token, but no corresponding publisher (Publisher with matching claims was not found)');
    const token = `pypi-minted-${(0,external_node_crypto_.randomBytes)(16).toString('hex')}`;
    const until = now + 15 * 60_000;
    state.minted.set(token, { projects: has('P-OID-02') ? projects : [], until, repository: String(claims['repository']) });
    return jsonAnswer(200, { success: true, token, expires: Math.floor(until / 1000) });
};

;// CONCATENATED MODULE: ./out/rehearsal/package-index/multipart.js
// multipart/form-data, as far as uploads of distributions use it.
/** Undefined when it is none. */
const readMultipart = (mediaType, body) => {
    const [, quoted, bare] = /^multipart\/form-data\s*;(?:.*;)?\s*boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(mediaType) ?? [];
    const boundary = quoted ?? bare;
    if (boundary === undefined)
        return undefined;
    const mark = Buffer.from(`--${boundary}`);
    const parts = [];
    for (let at = body.indexOf(mark); at >= 0;) {
        const start = at + mark.length;
        if (body.toString('latin1', start, start + 2) === '--')
            return parts;
        const next = body.indexOf(Buffer.concat([Buffer.from('\r\n'), mark]), start);
        if (next < 0)
            return undefined;
        const part = multipart_partOf(body.subarray(start + 2, next));
        if (!part)
            return undefined;
        parts.push(part);
        at = next + 2;
    }
    return undefined;
};
const multipart_partOf = (bytes) => {
    const end = bytes.indexOf('\r\n\r\n');
    const head = end < 0 ? '' : bytes.toString('utf8', 0, end);
    const disposition = /^content-disposition:\s*form-data\s*;(.*)$/im.exec(head)?.[1];
    const [name, fileName] = ['name', 'filename'].map((it) => new RegExp(`(?:^|[;\\s])${it}="([^"]*)"`).exec(disposition ?? '')?.[1]);
    return name === undefined ? undefined : { name, ...(fileName === undefined ? {} : { fileName }), bytes: bytes.subarray(end + 4) };
};

// EXTERNAL MODULE: ./out/core/digest.js
var core_digest = __webpack_require__(6852);
;// CONCATENATED MODULE: ./out/rehearsal/package-index/pages.js
// The pages of an index: PEP 503 (HTML), PEP 691 (JSON), and PyPI's own JSON.


const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
/** Content addresses, as PyPI has them. */
const filePath = ({ digest, fileName }) => {
    const hex = (0,core_digest/* hexOf */.ZD)(digest);
    return `/packages/${hex.slice(0, 2)}/${hex.slice(2, 4)}/${hex.slice(4)}/${encodeURIComponent(fileName)}`;
};
const provenancePath = (name, { version, fileName }) => `/integrity/${name}/${version}/${encodeURIComponent(fileName)}/provenance`;
/** PEP 740, as PyPI's integrity API has it. */
const provenance = ({ attestations, publisher = '' }) => jsonAnswer(200, { version: 1, attestation_bundles: [{ publisher: { kind: 'GitHub', repository: publisher, workflow: 'release.yml', environment: '' }, attestations }] }, { 'content-type': 'application/vnd.pypi.integrity.v1+json' });
const htmlPage = (project, origin) => {
    const links = project.files.map((it) => {
        const more = [...(it.requiresPython === undefined ? [] : [` data-requires-python="${escaped(it.requiresPython)}"`]), ...(it.yanked === undefined ? [] : [` data-yanked="${escaped(it.yanked)}"`])];
        return `    <a href="${origin}${filePath(it)}#sha256=${(0,core_digest/* hexOf */.ZD)(it.digest)}"${more.join('')}>${escaped(it.fileName)}</a><br />`;
    });
    const text = `<!DOCTYPE html>\n<html>\n  <head>\n    <meta name="pypi:repository-version" content="1.1">\n    <title>Links for ${escaped(project.name)}</title>\n  </head>\n  <body>\n    <h1>Links for ${escaped(project.name)}</h1>\n${links.join('\n')}\n  </body>\n</html>\n`;
    return textAnswer(200, text, { 'content-type': 'text/html; charset=utf-8' });
};
const jsonPage = (name, project, origin) => jsonAnswer(200, {
    meta: { 'api-version': '1.1' }, name, versions: [...new Set(project.files.map((it) => it.version))],
    files: project.files.map((it) => ({
        filename: it.fileName, url: `${origin}${filePath(it)}`, hashes: { sha256: (0,core_digest/* hexOf */.ZD)(it.digest) }, size: it.bytes.length, 'upload-time': new Date(it.uploaded).toISOString(),
        ...(it.attestations === undefined ? {} : { provenance: `${origin}${provenancePath(name, it)}` }),
        ...(it.requiresPython === undefined ? {} : { 'requires-python': it.requiresPython }), yanked: it.yanked === undefined ? false : it.yanked === '' ? true : it.yanked,
    })),
}, { 'content-type': 'application/vnd.pypi.simple.v1+json' });
const release = (it, origin) => ({
    filename: it.fileName, packagetype: it.type, url: `${origin}${filePath(it)}`, digests: { sha256: (0,core_digest/* hexOf */.ZD)(it.digest) }, size: it.bytes.length, yanked: it.yanked !== undefined, yanked_reason: it.yanked ?? null,
});
/** `/pypi/NAME/json` of the newest upload, `/pypi/NAME/VERSION/json` of one version; undefined when there is none. */
const legacyJson = (project, version, origin) => {
    const wanted = version ?? project.files.at(-1)?.version;
    const own = project.files.filter((it) => it.version === wanted);
    if (own.length === 0)
        return undefined;
    const releases = Object.fromEntries([...new Set(project.files.map((it) => it.version))].map((it) => [it, project.files.filter((file) => file.version === it).map((file) => release(file, origin))]));
    return jsonAnswer(200, { info: { name: project.name, version: wanted }, urls: own.map((it) => release(it, origin)), ...(version === undefined ? { releases } : {}) });
};

;// CONCATENATED MODULE: ./out/rehearsal/package-index/settings.js
const usualSettings = {
    tokens: {}, publishers: [], pending: [], audience: 'pypi', trusted: 'on', lag: 0, largest: 100 * 1024 * 1024, upload: '/legacy/', simple: '/simple/', without: [],
};

;// CONCATENATED MODULE: ./out/rehearsal/package-index/certificate.js
// A certificate authority of a rehearsal, as Fulcio is one: X.509 in DER by hand, as Node reads certificates and makes none.

const certificate_length = (size) => (size < 128 ? Buffer.from([size]) : size < 256 ? Buffer.from([0x81, size]) : Buffer.from([0x82, size >> 8, size & 255]));
const tagged = (tag, ...parts) => {
    const body = Buffer.concat(parts);
    return Buffer.concat([Buffer.from([tag]), certificate_length(body.length), body]);
};
const sequence = (...parts) => tagged(0x30, ...parts);
const objectId = (text) => {
    const [first = 0, second = 0, ...rest] = text.split('.').map(Number);
    const bytes = rest.flatMap((it) => {
        const groups = [it & 127];
        for (let left = it >> 7; left > 0; left >>= 7)
            groups.unshift((left & 127) | 128);
        return groups;
    });
    return tagged(6, Buffer.from([first * 40 + second, ...bytes]));
};
const ecdsaWithSha256 = sequence(objectId('1.2.840.10045.4.3.2'));
const named = (name) => sequence(tagged(0x31, sequence(objectId('2.5.4.3'), tagged(12, Buffer.from(name)))));
const utc = (milliseconds) => tagged(0x17, Buffer.from(`${new Date(milliseconds).toISOString().replace(/[-:T]|\.\d+/g, '').slice(2)}`));
const extension = (id, value) => sequence(objectId(id), tagged(4, value));
class CertificateAuthority {
    keys = (0,external_node_crypto_.generateKeyPairSync)('ec', { namedCurve: 'P-256' });
    serial = 0;
    /** For ten minutes. */
    certify({ publicKey, uri, repository, now }) {
        const body = sequence(tagged(0xa0, tagged(2, Buffer.from([2]))), tagged(2, Buffer.from([1, (this.serial += 1) & 127])), ecdsaWithSha256, named('rehearsal'), sequence(utc(now), utc(now + 600_000)), sequence(), publicKey.export({ type: 'spki', format: 'der' }), tagged(0xa3, sequence(extension('2.5.29.17', sequence(tagged(0x86, Buffer.from(uri)))), 
        // Fulcio: source repository URI.
        extension('1.3.6.1.4.1.57264.1.12', tagged(12, Buffer.from(`https://github.com/${repository}`))))));
        const signature = (0,external_node_crypto_.sign)('sha256', body, this.keys.privateKey);
        return new external_node_crypto_.X509Certificate(sequence(body, ecdsaWithSha256, tagged(3, Buffer.from([0]), signature)));
    }
    isOurs(certificate) {
        return certificate.verify(this.keys.publicKey);
    }
}

;// CONCATENATED MODULE: ./out/rehearsal/package-index/sigstore.js
// Fulcio and Rekor of a rehearsal: the one certifies a key for who shows an identity and holds the key, the other keeps what was signed.
// What an index asks of an attestation is asked here as well, down to the signature.




const fieldOf = (value, ...path) => path.reduce((at, key) => (typeof at === 'object' && at !== null ? at[key] : undefined), value);
const sigstore_textOf = (value, ...path) => {
    const found = fieldOf(value, ...path);
    return typeof found === 'string' ? found : '';
};
const parsed = (text) => {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
};
const no = (code, message) => jsonAnswer(code, { code, message });
const payloadType = 'application/vnd.in-toto+json';
const signed = (payload) => Buffer.concat([Buffer.from(`DSSEv1 ${payloadType.length} ${payloadType} ${payload.length} `), payload]);
class EmbeddedSigstore {
    authority;
    entries;
    constructor(authority, entries = new Map()) {
        this.authority = authority;
        this.entries = entries;
    }
    /** One authority, and a log that goes its own way. */
    copy() {
        return new EmbeddedSigstore(this.ca, new Map(this.entries));
    }
    get ca() {
        return (this.authority ??= new CertificateAuthority());
    }
    /** POST /api/v2/signingCert */
    certify({ now, has }, body) {
        const asked = parsed(body);
        const claims = parsed(Buffer.from(sigstore_textOf(asked, 'credentials', 'oidcIdentityToken').split('.')[1] ?? '', 'base64url').toString('utf8'));
        if ((sigstore_textOf(claims, 'aud') !== 'sigstore' || Number(fieldOf(claims, 'exp')) * 1000 < now) && has('P-SIG-01'))
            return no(401, 'There was an error processing the identity token');
        try {
            const publicKey = (0,external_node_crypto_.createPublicKey)(sigstore_textOf(asked, 'publicKeyRequest', 'publicKey', 'content'));
            const proof = Buffer.from(sigstore_textOf(asked, 'publicKeyRequest', 'proofOfPossession'), 'base64');
            if (!(0,external_node_crypto_.verify)('sha256', Buffer.from(sigstore_textOf(claims, 'sub')), publicKey, proof) && has('P-SIG-02'))
                return no(400, 'The signature supplied in the request could not be verified');
            const certificate = this.ca.certify({ publicKey, uri: `https://github.com/${sigstore_textOf(claims, 'workflow_ref')}`, repository: sigstore_textOf(claims, 'repository'), now });
            return jsonAnswer(200, { signedCertificateEmbeddedSct: { chain: { certificates: [certificate.toString()] } } });
        }
        catch {
            return no(400, 'The public key supplied in the request could not be parsed');
        }
    }
    /** POST /api/v1/log/entries */
    record({ now, has }, text) {
        const proposed = fieldOf(parsed(text), 'spec', 'proposedContent');
        const envelope = parsed(sigstore_textOf(proposed, 'envelope'));
        if (sigstore_textOf(envelope, 'payloadType') !== payloadType)
            return no(400, 'error processing entry: invalid envelope');
        const hash = (it) => ({ algorithm: 'sha256', value: (0,external_node_crypto_.createHash)('sha256').update(it).digest('hex') });
        const [signature] = fieldOf(envelope, 'signatures');
        const body = Buffer.from(JSON.stringify({ apiVersion: '0.0.1', kind: 'dsse', spec: {
                envelopeHash: hash(sigstore_textOf(proposed, 'envelope')), payloadHash: hash(Buffer.from(sigstore_textOf(envelope, 'payload'), 'base64').toString('utf8')),
                signatures: [{ signature: sigstore_textOf(signature, 'sig'), verifier: fieldOf(proposed, 'verifiers')[0] }],
            } })).toString('base64');
        const uuid = (0,external_node_crypto_.createHash)('sha256').update(body).digest('hex');
        if (this.entries.has(uuid) && has('P-SIG-03'))
            return jsonAnswer(409, { code: 409, message: 'an equivalent entry already exists in the transparency log' }, { location: `/api/v1/log/entries/${uuid}` });
        this.entries.set(uuid, { uuid, body, index: this.entries.size });
        return this.entry(uuid, now, 201);
    }
    entry(uuid, now, status = 200) {
        const it = this.entries.get(uuid);
        if (!it)
            return no(404, 'not found');
        const root = (0,external_node_crypto_.createHash)('sha256').update(it.body).digest('hex');
        return jsonAnswer(status, { [uuid]: {
                body: it.body, integratedTime: Math.floor(now / 1000), logID: (0,external_node_crypto_.createHash)('sha256').update('rehearsal').digest('hex'), logIndex: it.index,
                verification: { signedEntryTimestamp: Buffer.from('rehearsal').toString('base64'), inclusionProof: { checkpoint: `rehearsal\n${it.index + 1}\n${root}\n`, hashes: [], logIndex: it.index, rootHash: root, treeSize: it.index + 1 } },
            } });
    }
    /** Why an index takes no such attestation of this file; undefined when it does. */
    faultOf(attestation, file) {
        const payload = Buffer.from(sigstore_textOf(attestation, 'envelope', 'statement'), 'base64');
        const statement = parsed(payload.toString('utf8'));
        const certificate = certificateIn(sigstore_textOf(attestation, 'verification_material', 'certificate'));
        if (fieldOf(attestation, 'version') !== 1 || !certificate)
            return 'malformed attestation';
        const sig = sigstore_textOf(attestation, 'envelope', 'signature');
        if (!this.ca.isOurs(certificate) || !(0,external_node_crypto_.verify)('sha256', signed(payload), certificate.publicKey, Buffer.from(sig, 'base64')))
            return 'signature is invalid for the certificate';
        const entries = fieldOf(attestation, 'verification_material', 'transparency_entries');
        const bodies = Array.isArray(entries) ? entries.map((it) => sigstore_textOf(it, 'canonicalizedBody')) : [];
        const isLogged = [...this.entries.values()].some((it) => bodies.includes(it.body) && Buffer.from(it.body, 'base64').toString('utf8').includes(JSON.stringify(sig)));
        if (!isLogged)
            return 'no entry of the transparency log';
        if (sigstore_textOf(statement, 'predicateType') !== 'https://docs.pypi.org/attestations/publish/v1' || sigstore_textOf(statement, '_type') !== 'https://in-toto.io/Statement/v1')
            return 'unknown attestation type';
        const [subject] = (fieldOf(statement, 'subject') ?? []);
        if (sigstore_textOf(subject, 'name') !== file.fileName || sigstore_textOf(subject, 'digest', 'sha256') !== (0,core_digest/* hexOf */.ZD)(file.digest))
            return 'subject does not match distribution';
        return file.repository !== undefined && !(certificate.subjectAltName ?? '').includes(`https://github.com/${file.repository}/`) ? 'certificate is not of the publisher' : undefined;
    }
}
const certificateIn = (der) => {
    try {
        return new external_node_crypto_.X509Certificate(Buffer.from(der, 'base64'));
    }
    catch {
        return undefined;
    }
};

;// CONCATENATED MODULE: ./out/rehearsal/package-index/state.js

/** By normalised name. */
class IndexState {
    projects;
    minted;
    used;
    sigstore;
    constructor(projects = new Map(), minted = new Map(), used = new Set(), sigstore = new EmbeddedSigstore()) {
        this.projects = projects;
        this.minted = minted;
        this.used = used;
        this.sigstore = sigstore;
    }
    copy() {
        return new IndexState(new Map(this.projects), new Map(this.minted), new Set(this.used), this.sigstore.copy());
    }
    put(project, name, file) {
        const before = this.projects.get(project) ?? { name, files: [] };
        this.projects.set(project, { ...before, files: [...before.files.filter((it) => it.fileName !== file.fileName), file] });
        this.used.add(file.fileName);
    }
}

;// CONCATENATED MODULE: ./out/rehearsal/package-index/uploads.js
// POST of a file, as PyPI judges it: who, what it says of itself, and whether the name is free. In the order in which PyPI asks.



/** PyPI says no in a page of HTML, and in the reason of the status. */
const uploads_no = (status, message) => textAnswer(status, `<html>\n <head>\n  <title>${status} ${message}</title>\n </head>\n <body>\n  <h1>${status} ${message}</h1>\n  The server could not comply with the request since it is either malformed or otherwise incorrect.<br/><br/>\n${message}\n </body>\n</html>`, { 'content-type': 'text/html; charset=UTF-8' });
const uploads_known = ['1.0', '1.1', '1.2', '2.0', '2.1', '2.2', '2.3', '2.4', '2.5', '2.6'];
const credentialIn = (authorization) => {
    const [user = '', ...password] = Buffer.from(/^Basic (.+)$/i.exec(authorization)?.[1] ?? '', 'base64').toString('utf8').split(':');
    return { user, token: password.join(':') };
};
/** Projects that the credential uploads; undefined when it is nobody's. */
const rightsOf = ({ settings, state, now, has }, authorization) => {
    const { user, token } = credentialIn(authorization);
    if (user !== '__token__')
        return undefined;
    const minted = state.minted.get(token);
    if (minted)
        return minted.until > now || !has('P-OID-05') ? minted.projects : undefined;
    return settings.tokens[token];
};
const sentIn = (parts) => {
    const content = parts.find((it) => it.name === 'content' && it.fileName !== undefined);
    const all = (name) => parts.filter((it) => it.name === name).map((it) => it.bytes.toString('utf8'));
    return content && { fileName: content.fileName ?? '', bytes: content.bytes, digest: (0,core_digest/* digestOf */.ol)(content.bytes), all, one: (name) => all(name)[0] ?? '' };
};
const takeUpload = (world, authorization, parts) => {
    const rights = rightsOf(world, authorization) ?? (world.has('P-UPL-01') ? undefined : ['*']);
    if (!rights)
        return uploads_no(403, 'Invalid or non-existent authentication information. See https://test.pypi.org/help/#invalid-auth for more information.');
    const sent = sentIn(parts);
    if (!sent)
        return uploads_no(400, 'Upload payload does not have a file.');
    if (sent.one(':action') !== 'file_upload' || sent.one('protocol_version') !== '1')
        return uploads_no(400, 'Unknown protocol version.');
    const fault = metadataFault(world, sent);
    if (fault !== undefined)
        return uploads_no(400, fault);
    const project = (0,distribution_name/* normalised */.Z7)(sent.one('name'));
    if (!rights.includes('*') && !rights.includes(project) && world.has('P-UPL-13'))
        return uploads_no(403, `The credential associated with user 'rehearsal' isn't allowed to upload to project '${sent.one('name')}'. See https://test.pypi.org/help/#project-name for more information.`);
    const publisher = world.state.minted.get(credentialIn(authorization).token)?.repository;
    const attested = attestationFault(world, sent, publisher);
    if (attested !== undefined)
        return uploads_no(400, `Invalid attestations supplied during upload: ${attested}`);
    return fileFault(world, sent, project) ?? keep(world, sent, project, publisher);
};
const uploads_invalid = (value, field, error) => `'${value}' is an invalid value for ${field}. Error: ${error} see https://packaging.python.org/specifications/core-metadata`;
const metadataFault = ({ has }, { one, all }) => {
    if (!uploads_known.includes(one('metadata_version')) && has('P-UPL-07'))
        return uploads_invalid(one('metadata_version'), 'Metadata-Version', 'Use a known metadata version.');
    if (one('version').includes('+') && has('P-UPL-11'))
        return `The use of local versions in <Version('${one('version')}')> is not allowed.`;
    const type = one('description_content_type').split(';')[0]?.trim() ?? '';
    if (type !== '' && !['text/plain', 'text/x-rst', 'text/markdown'].includes(type) && has('P-UPL-14'))
        return uploads_invalid(one('description_content_type'), 'Description-Content-Type', 'Invalid description content type: type/subtype is not valid');
    const direct = all('requires_dist').find((it) => /^[A-Za-z0-9._-]+\s*(\[[^\]]*\])?\s*@/.test(it));
    return direct !== undefined && has('P-UPL-10') ? `Invalid value for requires_dist. Error: Can't have direct dependency: '${direct}'` : undefined;
};
/** In the order of PyPI; each says why not. */
const fileJudges = [
    ['P-UPL-08', (_, { fileName, one }) => (isNameOf(fileName, one) ? undefined : `Invalid filename: '${fileName}' is not that of ${one('name')} ${one('version')}.`)],
    ['P-UPL-09', ({ settings }, { bytes, one }) => (bytes.length <= settings.largest ? undefined : `File too large. Limit for project '${one('name')}' is ${Math.floor(settings.largest / 1024 / 1024)} MB. See https://test.pypi.org/help/#file-size-limit for more information.`)],
    ['P-UPL-06', (_, { digest, one }) => (one('sha256_digest').toLowerCase() === (0,core_digest/* hexOf */.ZD)(digest) ? undefined : 'The digest supplied does not match a digest calculated from the uploaded file.')],
    ['P-UPL-04', (_, { fileName, digest }, files) => (files.every((it) => it.fileName !== fileName || it.digest === digest) ? undefined : exists(fileName))],
    ['P-UPL-05', ({ state }, { fileName }, files) => (!state.used.has(fileName) || files.some((it) => it.fileName === fileName) ? undefined : 'This filename has already been used, use a different version. See https://test.pypi.org/help/#file-name-reuse for more information.')],
    ['P-UPL-12', (_, { fileName, one }, files) => (one('filetype') !== 'sdist' || files.every((it) => it.type !== 'sdist' || it.version !== one('version') || it.fileName === fileName) ? undefined : 'Only one sdist may be uploaded per release.')],
    ['P-UPL-15', (_, { fileName }) => linuxFault(fileName)],
];
const exists = (fileName) => `File already exists ('${fileName}', with blake2_256 hash '…'). See https://test.pypi.org/help/#file-name-reuse for more information.`;
const isNameOf = (fileName, one) => {
    const named = (0,distribution_name/* readFileName */.Af)(fileName);
    return named !== undefined && (0,distribution_name/* normalised */.Z7)(named.name) === (0,distribution_name/* normalised */.Z7)(one('name')) && named.version === one('version') && named.type === one('filetype');
};
const linuxFault = (fileName) => {
    const linux = (0,distribution_name/* readFileName */.Af)(fileName)?.platforms.find((it) => /^linux_(?!armv[67]l)/.test(it));
    return linux === undefined ? undefined : `Binary wheel '${fileName}' has an unsupported platform tag '${linux}'.`;
};
const fileFault = (world, sent, project) => {
    const files = world.state.projects.get(project)?.files ?? [];
    for (const [rule, judge] of fileJudges) {
        const fault = world.has(rule) ? judge(world, sent, files) : undefined;
        if (fault !== undefined)
            return uploads_no(400, fault);
    }
    if (!files.some((it) => it.fileName === sent.fileName && it.digest === sent.digest))
        return undefined;
    return world.has('P-UPL-03') ? textAnswer(200, '', { 'content-type': 'text/html; charset=UTF-8' }) : uploads_no(400, exists(sent.fileName));
};
const attestationsIn = (text) => {
    try {
        const value = JSON.parse(text);
        return Array.isArray(value) ? value : undefined;
    }
    catch {
        return undefined;
    }
};
const attestationFault = ({ state, has }, { fileName, digest, one }, publisher) => {
    const text = one('attestations');
    if (text === '')
        return undefined;
    if (publisher === undefined && has('P-ATT-01'))
        return 'Attestations are only supported when using Trusted Publishing';
    const all = attestationsIn(text);
    if (!all || all.length === 0)
        return 'Malformed attestations: an error occurred while decoding the included attestation';
    const fault = has('P-ATT-02') ? all.map((it) => state.sigstore.faultOf(it, { fileName, digest, repository: publisher })).find((it) => it !== undefined) : undefined;
    return fault === undefined ? undefined : `Could not verify the uploaded artifact using the included attestation: Verification failed: ${fault}`;
};
const keep = ({ state, now, has }, { fileName, bytes, digest, one }, ...[project, publisher]) => {
    const attestations = attestationsIn(one('attestations'));
    const python = one('requires_python');
    const file = { fileName, version: one('version'), type: one('filetype'), bytes, digest, uploaded: now, ...(python === '' ? {} : { requiresPython: python }), ...(attestations ? { attestations } : {}), ...(publisher === undefined ? {} : { publisher }) };
    if (state.projects.has(project) || has('P-UPL-02'))
        state.put(project, one('name'), file);
    return textAnswer(200, '', { 'content-type': 'text/html; charset=UTF-8' });
};

;// CONCATENATED MODULE: ./out/rehearsal/package-index/embedded-index.js
// A package index inside this process, which pip and twine take for one, and the address at which a runner gives a job its identity.









const mostBody = 256 * 1024 * 1024;
const embedded_index_notFound = () => textAnswer(404, '404 Not Found');
class EmbeddedIndex {
    parts;
    host;
    journal;
    state;
    settings;
    /** What pages showed before the last upload, and how many looks it is shown for still. */
    old = new Map();
    constructor(parts) {
        this.parts = parts;
        this.host = parts.host;
        this.journal = parts.journal ?? new Journal();
        this.state = parts.state ?? new IndexState();
        this.settings = { ...usualSettings, ...parts.settings };
    }
    /** With a state and a journal that go their own ways; pages that are late stay as late. */
    copy({ now = this.parts.now, journal = this.journal.copy() } = {}) {
        const copy = new EmbeddedIndex({ ...this.parts, now, settings: this.settings, journal, state: this.state.copy() });
        for (const [name, it] of this.old)
            copy.old.set(name, { ...it });
        return copy;
    }
    /** Pages that show what was, and for how many looks still. */
    get late() {
        return [...this.old].filter(([, { looks }]) => looks > 0).map(([name, { looks }]) => [name, looks]);
    }
    files(project) {
        return this.state.projects.get((0,distribution_name/* normalised */.Z7)(project))?.files ?? [];
    }
    /** Somebody else uploads, without asking. */
    put(project, file) {
        this.state.put((0,distribution_name/* normalised */.Z7)(project), project, { ...file, uploaded: this.parts.now() });
    }
    yank(project, fileName, reason = '') {
        const file = this.files(project).find((it) => it.fileName === fileName);
        if (!file)
            throw new Error(`there is no ${fileName}`);
        this.state.put((0,distribution_name/* normalised */.Z7)(project), project, { ...file, yanked: reason });
    }
    delete(project, fileName) {
        const held = this.state.projects.get((0,distribution_name/* normalised */.Z7)(project));
        if (held)
            this.state.projects.set((0,distribution_name/* normalised */.Z7)(project), { ...held, files: held.files.filter((it) => it.fileName !== fileName) });
    }
    /** Bound, so that it can be handed over as it is. */
    handle = async (request) => {
        const call = { service: this.host, method: request.method, path: request.url.pathname };
        try {
            const { answer, purpose, write = false } = await this.answer(request);
            this.journal.note({ ...call, status: answer.status, write: write && answer.status < 300, purpose });
            return request.method === 'HEAD' ? { ...answer, body: undefined } : answer;
        }
        catch (failure) {
            this.journal.note({ ...call, status: 0, write: false, purpose: 'broken off' });
            throw failure;
        }
    };
    has(rule) {
        return !this.settings.without.includes(rule);
    }
    get uploading() {
        return { settings: this.settings, state: this.state, now: this.parts.now(), has: (rule) => this.has(rule) };
    }
    async answer(request) {
        const { pathname } = request.url;
        const reads = request.method === 'GET' || request.method === 'HEAD';
        const done = reads ? this.read(request, pathname) : request.method === 'POST' ? await this.write(request, pathname) : undefined;
        return done ?? { answer: this.has('P-API-01') ? jsonAnswer(501, { message: `this index has no ${request.method} ${pathname}` }) : embedded_index_notFound(), purpose: 'other' };
    }
    async write(request, pathname) {
        if (pathname === this.settings.upload)
            return this.upload(request);
        if (pathname === '/api/v2/signingCert')
            return { answer: this.state.sigstore.certify(this.uploading, (await readBody(request)).toString('utf8')), purpose: 'certify key' };
        if (pathname === '/api/v1/log/entries')
            return { answer: this.state.sigstore.record(this.uploading, (await readBody(request)).toString('utf8')), purpose: 'log entry' };
        if (!pathname.startsWith('/_/oidc/'))
            return undefined;
        return { answer: mint(this.uploading, pathname.slice('/_/oidc/'.length), (await readBody(request)).toString('utf8')), purpose: 'mint token' };
    }
    read(request, pathname) {
        const { simple } = this.settings;
        if (pathname === '/_/oidc/audience')
            return { answer: giveAudience(this.uploading), purpose: 'audience' };
        if (pathname === '/_/runner/identity')
            return { answer: giveIdentity(this.uploading, request), purpose: 'identity' };
        if (pathname.startsWith(simple) && pathname !== simple)
            return { answer: this.simple(request, pathname.slice(simple.length)), purpose: 'page' };
        if (pathname.startsWith('/integrity/'))
            return { answer: this.provenance(pathname), purpose: 'provenance' };
        if (pathname.startsWith('/api/v1/log/entries/'))
            return { answer: this.state.sigstore.entry(pathname.slice('/api/v1/log/entries/'.length), this.parts.now()), purpose: 'log entry' };
        if (pathname.startsWith('/packages/'))
            return { answer: this.file(pathname), purpose: 'file' };
        return /^\/pypi\/[^/]+\/(?:[^/]+\/)?json$/.test(pathname) ? { answer: this.json(request, pathname), purpose: 'json' } : undefined;
    }
    async upload(request) {
        const parts = readMultipart(request.headers['content-type'] ?? '', await readBody(request, mostBody));
        if (!parts)
            return { answer: textAnswer(400, 'Upload payload is no form.'), purpose: 'upload' };
        const before = new Map(this.state.projects);
        const answer = takeUpload(this.uploading, request.headers['authorization'] ?? '', parts);
        const changed = [...this.state.projects].find(([name, project]) => before.get(name) !== project)?.[0];
        if (changed !== undefined && this.settings.lag > 0 && this.has('P-SIM-06'))
            this.old.set(changed, { project: before.get(changed), looks: this.settings.lag });
        return { answer, purpose: `upload ${parts.find((it) => it.fileName !== undefined)?.fileName ?? ''}`, write: changed !== undefined };
    }
    /** As a page shows it now, which may be what it was. */
    shown(name) {
        const old = this.old.get(name);
        if (!old || old.looks === 0)
            return this.state.projects.get(name);
        old.looks--;
        return old.project;
    }
    simple({ url, headers }, rest) {
        const [asked = '', ...more] = rest.split('/');
        const name = (0,distribution_name/* normalised */.Z7)(decodeURIComponent(asked));
        if (more.length !== 1 || more[0] !== '' || (name !== asked && this.has('P-SIM-03')))
            return more.join('') === '' ? redirectAnswer(301, `${this.settings.simple}${name}/`) : embedded_index_notFound();
        const project = this.shown(name) ?? (this.has('P-SIM-04') ? undefined : { name, files: [] });
        if (!project)
            return embedded_index_notFound();
        const shown = { ...project, files: project.files.map((it) => this.seen(it)) };
        return wantsJson(headers['accept'] ?? '') && this.has('P-SIM-02') ? jsonPage(name, shown, url.origin) : this.has('P-SIM-01') ? htmlPage(shown, url.origin) : textAnswer(200, '');
    }
    seen({ yanked, ...file }) {
        return yanked === undefined || !this.has('P-SIM-05') ? file : { ...file, yanked };
    }
    file(pathname) {
        const all = [...this.state.projects.values()].flatMap((it) => it.files);
        const file = this.has('P-FIL-01') ? all.find((it) => filePath(it) === pathname) : undefined;
        return file ? bytesAnswer(200, file.bytes, { 'content-type': 'application/octet-stream' }) : embedded_index_notFound();
    }
    provenance(pathname) {
        const all = [...this.state.projects].flatMap(([name, { files }]) => files.map((file) => ({ name, file })));
        const found = this.has('P-ATT-03') ? all.find(({ name, file }) => file.attestations !== undefined && provenancePath(name, file) === pathname) : undefined;
        return found ? provenance(found.file) : jsonAnswer(404, { message: 'No provenance available' });
    }
    json({ url }, pathname) {
        const [name = '', version] = pathname.slice('/pypi/'.length, -'/json'.length).split('/');
        const project = this.shown((0,distribution_name/* normalised */.Z7)(name));
        return (this.has('P-JSN-01') && project ? legacyJson(project, version, url.origin) : undefined) ?? jsonAnswer(404, { message: 'Not Found' });
    }
}
/** By the quality that each type is asked for with; HTML where both are the same. */
const wantsJson = (accept) => {
    const quality = (type) => Math.max(0, ...accept.split(',').filter((it) => type.test(it)).map((it) => Number(/;\s*q=([\d.]+)/.exec(it)?.[1] ?? '1')));
    return quality(/application\/vnd\.pypi\.simple\.v1\+json/) > quality(/text\/html|vnd\.pypi\.simple\.v1\+html/);
};

;// CONCATENATED MODULE: ./out/rehearsal/package-index/open-indexes.js
// The package indexes of a rehearsal, each behind a socket of its own: PyPI and TestPyPI by trusted publishing, as the workflow will do it;
// any other by a token that is good in this world only.






const jobToken = 'rehearsal-id-token-request';
const indexToken = 'rehearsal-index-token';
const openIndexes = async (places, { repository, now, journal, onBug }) => {
    const indexes = new Map();
    const served = new Map();
    const endpoints = {};
    // No token of the real world is so much as shown to this one.
    const environment = { SLIPWAY_PACKAGE_INDEX_TOKEN: '' };
    // One for all of them, as in life.
    const sigstore = new EmbeddedSigstore();
    for (const place of places) {
        const host = new URL(place.upload).host;
        if (indexes.has(host))
            continue;
        const isTrusted = place.page !== undefined;
        const index = new EmbeddedIndex({ host, now, journal, state: new IndexState(undefined, undefined, undefined, sigstore), settings: {
                upload: new URL(place.upload).pathname, simple: new URL(place.simple).pathname, trusted: isTrusted ? 'on' : 'none', tokens: { [indexToken]: ['*'] }, anyOf: repository,
                audience: host.startsWith('test.') ? 'testpypi' : 'pypi', job: { token: jobToken, repository, workflow: 'release.yml', ref: 'refs/heads/main' },
            } });
        const at = await serve(index.handle, onBug ? { onBug } : {});
        indexes.set(host, index);
        served.set(host, at);
        for (const it of [...(0,package_index/* hostsOf */.PP)(place), ...(isTrusted ? ['fulcio.sigstore.dev', 'rekor.sigstore.dev'] : [])])
            endpoints[it] = at.url;
        if (isTrusted)
            Object.assign(environment, { ACTIONS_ID_TOKEN_REQUEST_URL: `${at.url}/_/runner/identity?api-version=2.0`, ACTIONS_ID_TOKEN_REQUEST_TOKEN: jobToken });
        else
            environment[`${(0,catalog_package_index/* indexVariable */.r)(host)}_TOKEN`] = indexToken;
    }
    for (const [host, url] of Object.entries(endpoints))
        environment[`${(0,catalog_package_index/* indexVariable */.r)(host)}_URL`] = url;
    const addresses = places.map((it) => [new URL(it.upload).host, `${endpoints[new URL(it.simple).host] ?? ''}${new URL(it.simple).pathname}`]);
    return { indexes, endpoints, environment, addresses, close: async () => void (await Promise.all([...served.values()].map((it) => it.close()))) };
};

;// CONCATENATED MODULE: ./out/rehearsal/registry/refusal.js
// How a registry says no: an error of the distribution specification, thrown below a route and made an answer in one place.
const words = {
    BLOB_UNKNOWN: 'blob unknown to registry',
    BLOB_UPLOAD_INVALID: 'blob upload invalid',
    BLOB_UPLOAD_UNKNOWN: 'blob upload unknown to registry',
    DIGEST_INVALID: 'provided digest did not match uploaded content',
    MANIFEST_BLOB_UNKNOWN: 'blob unknown to registry',
    MANIFEST_INVALID: 'manifest invalid',
    MANIFEST_UNKNOWN: 'manifest unknown',
    NAME_INVALID: 'invalid repository name',
    NAME_UNKNOWN: 'repository name not known to registry',
    RANGE_INVALID: 'invalid content range',
    SIZE_INVALID: 'provided length did not match content length',
    TAG_INVALID: 'manifest tag did not match URI',
    UNAUTHORIZED: 'authentication required',
    UNSUPPORTED: 'The operation is unsupported.',
};
class refusal_Refusal extends Error {
    status;
    code;
    detail;
    headers;
    constructor(status, code, detail, headers = {}) {
        super(`${status} ${code}`);
        this.status = status;
        this.code = code;
        this.detail = detail;
        this.headers = headers;
        this.name = 'Refusal';
    }
    get body() {
        return { errors: [{ code: this.code, message: words[this.code], ...(this.detail === undefined ? {} : { detail: this.detail }) }] };
    }
}
const refusal_refuse = (status, code, detail) => {
    throw new refusal_Refusal(status, code, detail);
};

;// CONCATENATED MODULE: ./out/rehearsal/registry/access.js
// Who asks, and what they may. Tokens carry what they grant and are sealed, so a registry and its copies need not remember them.




const seal = (guard, text) => (0,external_node_crypto_.createHmac)('sha256', `seal of ${guard.service}`).update(text).digest('base64url');
const makeToken = (guard, grant) => {
    const text = Buffer.from(JSON.stringify(grant)).toString('base64url');
    return `${text}.${seal(guard, text)}`;
};
const openToken = (guard, token) => {
    const [text = '', sealed = ''] = token.split('.');
    const right = seal(guard, text);
    if (sealed.length !== right.length || !(0,external_node_crypto_.timingSafeEqual)(Buffer.from(sealed), Buffer.from(right)))
        return undefined;
    const grant = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    return grant.until > guard.now() || !guard.rules.has('R-AUT-04') ? grant : undefined;
};
const access_covers = (patterns, repository) => patterns.some((it) => it === '*' || it === repository || (it.endsWith('/*') && repository.startsWith(it.slice(0, -1))));
const allowed = (guard, account, repository, action) => {
    if (action === 'pull' && guard.settings.anonymousPull && guard.rules.has('R-AUT-05'))
        return true;
    if (!account)
        return false;
    return access_covers(action === 'pull' ? [...account.pull, ...account.push] : account.push, repository);
};
const basicOf = (guard, header) => {
    const encoded = /^basic +(\S+)$/i.exec(header ?? '')?.[1];
    if (encoded === undefined)
        return undefined;
    const text = Buffer.from(encoded, 'base64').toString('utf8');
    return guard.settings.accounts.find((it) => text === `${it.username}:${it.password}`) ?? 'wrong';
};
const challenge = (guard, origin, needed, error) => {
    const scope = needed ? `,scope="repository:${needed.repository}:${needed.actions.join(',')}"` : '';
    const value = guard.settings.auth === 'basic'
        ? `Basic realm="${guard.service}"`
        : `Bearer realm="${origin}/token",service="${guard.service}"${scope}${error === undefined ? '' : `,error="${error}"`}`;
    const detail = needed?.actions.map((it) => ({ Type: 'repository', Class: '', Name: needed.repository, Action: it })) ?? null;
    return new refusal_Refusal(401, 'UNAUTHORIZED', detail, { 'www-authenticate': value });
};
const byBasic = (guard, request, needed) => {
    const account = basicOf(guard, request.headers['authorization']);
    const isKnown = account !== undefined && account !== 'wrong';
    const may = needed ? needed.actions.every((it) => allowed(guard, isKnown ? account : undefined, needed.repository, it)) : isKnown;
    if (!may || account === 'wrong')
        throw challenge(guard, request.url.origin, needed);
};
const byToken = (guard, request, needed) => {
    const token = /^bearer +(\S+)$/i.exec(request.headers['authorization'] ?? '')?.[1];
    if (token === undefined)
        throw challenge(guard, request.url.origin, needed);
    const grant = openToken(guard, token);
    if (!grant)
        throw challenge(guard, request.url.origin, needed, 'invalid_token');
    const may = needed?.actions.every((action) => grant.access.some((it) => it.repository === needed.repository && it.actions.includes(action))) ?? true;
    if (!may && guard.rules.has('R-AUT-03'))
        throw challenge(guard, request.url.origin, needed, 'insufficient_scope');
};
/** Lets the request pass, or refuses it. Without `needed`: is this a user at all? */
const admit = (guard, request, needed) => {
    if (guard.settings.auth === 'none' || !guard.rules.has('R-AUT-01'))
        return;
    if (guard.settings.auth === 'basic')
        byBasic(guard, request, needed);
    else
        byToken(guard, request, needed);
};
const isAction = (text) => text === 'pull' || text === 'push' || text === 'delete';
/** `repository:accanto/driver:pull,push`; `*` asks for all. */
const readScope = (text) => {
    const [, repository, actions] = /^repository:([^:]+):([a-z,*]*)$/.exec(text) ?? [];
    if (repository === undefined || actions === undefined)
        return undefined;
    return { repository, actions: actions.split(',').flatMap((it) => (it === '*' ? ['pull', 'push', 'delete'] : isAction(it) ? [it] : [])) };
};
const readAsk = async (guard, request) => {
    const listed = (values) => values.flatMap((it) => it.split(' '));
    if (request.method !== 'POST')
        return { scopes: listed(request.url.searchParams.getAll('scope')), account: basicOf(guard, request.headers['authorization']) };
    const form = new URLSearchParams((await readBody(request, 64 * 1024)).toString('utf8'));
    const { accounts } = guard.settings;
    const account = form.get('grant_type') === 'refresh_token'
        ? accounts.find((it) => it.identityToken !== undefined && it.identityToken === form.get('refresh_token'))
        : accounts.find((it) => it.username === form.get('username') && it.password === form.get('password'));
    return { scopes: listed(form.getAll('scope')), account: account ?? 'wrong' };
};
/** The token service: grants of what was asked for as much as the account may, which can be nothing. */
const giveToken = async (guard, request) => {
    const { scopes, account } = await readAsk(guard, request);
    if (account === 'wrong' && guard.rules.has('R-AUT-06'))
        return jsonAnswer(401, { details: 'incorrect username or password', errors: [{ code: 'UNAUTHORIZED', message: 'incorrect username or password' }] });
    const access = scopes.map(readScope).filter((it) => it !== undefined).map((it) => ({
        repository: it.repository,
        actions: guard.rules.has('R-AUT-02') ? it.actions.filter((action) => allowed(guard, account === 'wrong' ? undefined : account, it.repository, action)) : it.actions,
    }));
    const { tokenLifetime } = guard.settings;
    const token = makeToken(guard, { access, until: guard.now() + tokenLifetime * 1000 });
    return jsonAnswer(200, { token, access_token: token, expires_in: tokenLifetime, issued_at: new Date(guard.now()).toISOString() });
};

// EXTERNAL MODULE: ./out/rehearsal/registry/state.js
var state = __webpack_require__(7403);
;// CONCATENATED MODULE: ./out/rehearsal/registry/call.js

class Call {
    request;
    state;
    settings;
    rules;
    contents;
    name;
    constructor(parts) {
        this.request = parts.request;
        this.state = parts.state;
        this.settings = parts.settings;
        this.rules = parts.rules;
        this.contents = parts.contents;
        this.name = parts.name;
    }
    repository(name = this.name) {
        return this.state.repositories.get(name);
    }
    /** Repositories begin with what is first put into them. */
    made() {
        const known = this.repository();
        if (known)
            return known;
        const made = (0,state/* newRepository */.rd)();
        this.state.repositories.set(this.name, made);
        return made;
    }
    query(name) {
        return this.request.url.searchParams.get(name) ?? undefined;
    }
    path(below) {
        return `/v2/${this.name}${below}`;
    }
    address(below) {
        return `${this.request.url.origin}${this.path(below)}`;
    }
}

;// CONCATENATED MODULE: ./out/rehearsal/registry/blobs.js
// Blobs and the uploads that make them.




const blobs_rangeOf = (header, size) => {
    const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
    if (from === undefined || to === undefined || (from === '' && to === ''))
        return 'none';
    const start = from === '' ? Math.max(0, size - Number(to)) : Number(from);
    const end = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
    return start > end || start >= size ? 'bad' : { start, end };
};
const found = (call, digest) => {
    if (!(0,core_digest/* isDigest */.Bc)(digest))
        return refusal_refuse(400, 'DIGEST_INVALID', {});
    const isHere = call.repository()?.blobs.has(digest) ?? false;
    const content = isHere || !call.rules.has('R-BLB-01') ? call.contents.get(digest) : undefined;
    return content ?? refusal_refuse(404, 'BLOB_UNKNOWN', digest);
};
const blobs_getBlob = (call, digest) => {
    const content = found(call, digest);
    const range = call.rules.has('R-BLB-02') ? blobs_rangeOf(call.request.headers['range'], content.size) : 'none';
    const headers = { 'content-type': 'application/octet-stream', 'docker-content-digest': digest, 'accept-ranges': 'bytes', etag: `"${digest}"` };
    if (range === 'bad')
        return emptyAnswer(416, { 'content-range': `bytes */${content.size}`, 'content-length': '0' });
    const isHead = call.request.method === 'HEAD';
    if (range === 'none')
        return { status: 200, headers: { ...headers, 'content-length': String(content.size) }, body: isHead ? undefined : content.read() };
    const length = range.end - range.start + 1;
    const partial = { ...headers, 'content-length': String(length), 'content-range': `bytes ${range.start}-${range.end}/${content.size}` };
    return { status: 206, headers: partial, body: isHead ? undefined : content.read(range) };
};
const deleteBlob = (call, digest) => {
    if (!call.settings.deletes && call.rules.has('R-DEL-03'))
        return refusal_refuse(405, 'UNSUPPORTED');
    if (!(0,core_digest/* isDigest */.Bc)(digest))
        return refusal_refuse(400, 'DIGEST_INVALID', {});
    return call.repository()?.blobs.delete(digest) ? emptyAnswer(202, { 'content-length': '0' }) : refusal_refuse(404, 'BLOB_UNKNOWN');
};
/** `_state` says how far the client believes the upload to be; a wrong belief ends the upload, as docker-registry does. */
const whereabouts = (call, id, { size }) => ({
    location: call.address(`/blobs/uploads/${id}?_state=${size}`), range: `0-${Math.max(0, size - 1)}`, 'docker-upload-uuid': id,
});
const mounted = (call) => {
    const [digest, from] = [call.query('mount') ?? '', call.query('from')];
    if (!(0,core_digest/* isDigest */.Bc)(digest) || from === undefined || !call.rules.has('R-BLB-03'))
        return undefined;
    const size = call.repository(from)?.blobs.get(digest);
    return size === undefined ? undefined : kept(call, { digest, size });
};
const kept = (call, { digest, size }) => {
    if (!(0,core_digest/* isDigest */.Bc)(digest))
        return refusal_refuse(400, 'DIGEST_INVALID');
    const { blobs } = call.made();
    if (!blobs.has(digest))
        blobs.set(digest, size);
    return emptyAnswer(201, { location: call.address(`/blobs/${digest}`), 'docker-content-digest': digest, 'content-length': '0' });
};
const openUpload = (call) => {
    const made = mounted(call);
    if (made)
        return made;
    const upload = { repository: call.name, pieces: [], size: 0 };
    const id = `00000000-0000-4000-8000-${String(call.state.nextUpload++).padStart(12, '0')}`;
    call.state.uploads.set(id, upload);
    return emptyAnswer(202, { ...whereabouts(call, id, upload), 'content-length': '0' });
};
const blobs_known = (call, id) => {
    const upload = call.state.uploads.get(id);
    if (!upload || upload.repository !== call.name)
        return refusal_refuse(404, 'BLOB_UPLOAD_UNKNOWN', {});
    const believed = call.query('_state');
    if (believed !== String(upload.size) && call.rules.has('R-UPL-02')) {
        call.state.uploads.delete(id);
        return refusal_refuse(404, 'BLOB_UPLOAD_INVALID');
    }
    return upload;
};
const uploadStatus = (call, id) => {
    return emptyAnswer(204, whereabouts(call, id, blobs_known(call, id)));
};
const cancelUpload = (call, id) => {
    if (!call.state.uploads.has(id))
        return refusal_refuse(404, 'BLOB_UPLOAD_UNKNOWN', {});
    if (call.rules.has('R-UPL-04'))
        call.state.uploads.delete(id);
    return emptyAnswer(204, { 'docker-upload-uuid': id });
};
/** Of a body that breaks off, nothing stays. */
const takePiece = async (call, id) => {
    const upload = blobs_known(call, id);
    if (!call.request.body)
        return upload;
    const limit = call.settings.largestRequest;
    if (Number(call.request.headers['content-length'] ?? 0) > limit)
        throw new TooLarge();
    const { digest, size } = await call.contents.put(call.request.body, limit);
    const next = { ...upload, pieces: [...upload.pieces, digest], size: upload.size + size };
    // Another call may have ended the upload while the body came.
    if (call.state.uploads.get(id) !== upload)
        return refusal_refuse(404, 'BLOB_UPLOAD_UNKNOWN', {});
    call.state.uploads.set(id, next);
    return next;
};
const patchUpload = async (call, id) => {
    const upload = blobs_known(call, id);
    const start = /^(?:bytes )?(\d+)-\d+/.exec(call.request.headers['content-range'] ?? '')?.[1];
    if (start !== undefined && Number(start) !== upload.size && call.rules.has('R-UPL-03')) {
        throw new refusal_Refusal(416, 'RANGE_INVALID', undefined, whereabouts(call, id, upload));
    }
    return emptyAnswer(202, { ...whereabouts(call, id, await takePiece(call, id)), 'content-length': '0' });
};
async function* joined(call, upload) {
    for (const piece of upload.pieces) {
        const bytes = call.contents.get(piece)?.read() ?? new Uint8Array();
        if (bytes instanceof Uint8Array)
            yield bytes;
        else
            yield* bytes;
    }
}
const finishUpload = async (call, id) => {
    const digest = call.query('digest');
    const upload = await takePiece(call, id);
    if (digest === undefined || !(0,core_digest/* isDigest */.Bc)(digest))
        return refusal_refuse(400, 'DIGEST_INVALID');
    const [only] = upload.pieces;
    const stored = upload.pieces.length === 1 && only !== undefined ? { digest: only, size: upload.size } : await call.contents.put(joined(call, upload), Infinity);
    if (call.rules.has('R-UPL-05'))
        call.state.uploads.delete(id);
    if (stored.digest !== digest && call.rules.has('R-UPL-01'))
        return refusal_refuse(400, 'DIGEST_INVALID', { Digest: digest });
    return kept(call, stored);
};

// EXTERNAL MODULE: ./out/core/oci.js
var oci = __webpack_require__(5095);
;// CONCATENATED MODULE: ./out/rehearsal/registry/manifests.js
// Manifests and tags of one repository.




const manifests_largest = 4 * 1024 * 1024;
const resolveTag = (call, repository, tag) => {
    const found = repository.tags.get(tag);
    if (!found || found.lag === 0 || !call.rules.has('R-TAG-04'))
        return found?.digest;
    repository.tags.note(tag, { ...found, lag: found.lag - 1 });
    return found.before;
};
/** An exact match is asked for, as docker-registry does: a client that sends no list, or only wildcards, is told that there is none. */
const accepts = (call, mediaType) => {
    const isOci = mediaType === oci/* mediaTypes */.Ib.ociManifest || mediaType === oci/* mediaTypes */.Ib.ociIndex;
    if (!isOci || !call.rules.has('R-MAN-01'))
        return true;
    return (call.request.headers['accept'] ?? '').split(',').some((it) => it.split(';')[0]?.trim() === mediaType);
};
const getManifest = (call, reference) => {
    const repository = call.repository();
    const digest = (0,core_digest/* isDigest */.Bc)(reference) ? reference : repository && resolveTag(call, repository, reference);
    const manifest = digest && repository?.manifests.get(digest);
    if (!digest || !manifest)
        return refusal_refuse(404, 'MANIFEST_UNKNOWN', (0,core_digest/* isDigest */.Bc)(reference) ? { Digest: reference } : { Tag: reference });
    if (!accepts(call, manifest.mediaType))
        return refusal_refuse(404, 'MANIFEST_UNKNOWN', 'the manifest is there, but the accept header does not support its type');
    const headers = { 'content-type': manifest.mediaType, ...(call.rules.has('R-MAN-05') ? { 'docker-content-digest': digest } : {}), etag: `"${digest}"` };
    return bytesAnswer(200, manifest.bytes, headers);
};
const missingIn = (repository, contents) => [...contents.blobs.filter((it) => !repository.blobs.has(it.digest)), ...contents.manifests.filter((it) => !repository.manifests.has(it.digest))][0]?.digest;
const checked = (call, mediaType, bytes) => {
    const contents = (0,oci/* contentsOf */.KD)(bytes);
    const isKnown = oci/* manifestTypes */.Fm.includes(mediaType) && (contents?.mediaType ?? mediaType) === mediaType && (0,oci/* isIndexType */.$U)(mediaType) === (contents?.blobs.length === 0);
    if (!contents || (!isKnown && call.rules.has('R-MAN-04')))
        return refusal_refuse(400, 'MANIFEST_INVALID', {});
    return contents;
};
const putManifest = async (call, reference) => {
    const bytes = await readBody(call.request, manifests_largest);
    const mediaType = call.request.headers['content-type']?.split(';')[0]?.trim() ?? '';
    const contents = checked(call, mediaType, bytes);
    const digest = (0,core_digest/* digestOf */.ol)(bytes);
    if ((0,core_digest/* isDigest */.Bc)(reference) && reference !== digest && call.rules.has('R-MAN-03'))
        return refusal_refuse(400, 'DIGEST_INVALID');
    const missing = missingIn(call.made(), contents);
    // A manifest can never be there half.
    if (missing && call.rules.has('R-MAN-02'))
        return refusal_refuse(400, 'MANIFEST_BLOB_UNKNOWN', missing);
    const repository = call.made();
    const stored = { mediaType, bytes, ...(contents.subject ? { subject: contents.subject.digest } : {}) };
    if (!repository.manifests.has(digest))
        repository.manifests.set(digest, stored);
    if (!(0,core_digest/* isDigest */.Bc)(reference))
        setTag(call, repository, reference, digest);
    const headers = { location: call.address(`/manifests/${digest}`), 'docker-content-digest': digest, 'content-length': '0' };
    return emptyAnswer(201, contents.subject && call.settings.referrers ? { ...headers, 'oci-subject': contents.subject.digest } : headers);
};
const setTag = (call, repository, tag, digest) => {
    const before = repository.tags.get(tag)?.digest;
    if (before === digest || (before !== undefined && !call.rules.has('R-TAG-03')))
        return;
    repository.tags.set(tag, { digest, lag: call.settings.tagLag, ...(before === undefined ? {} : { before }) });
};
const deleteManifest = (call, reference) => {
    const { settings, rules } = call;
    if (!settings.deletes && rules.has('R-DEL-03'))
        return refusal_refuse(405, 'UNSUPPORTED');
    const repository = call.repository();
    if (!(0,core_digest/* isDigest */.Bc)(reference)) {
        if (!settings.tagDeletes)
            return refusal_refuse(400, 'DIGEST_INVALID');
        const tag = repository?.tags.get(reference);
        if (!repository || !tag)
            return refusal_refuse(404, 'MANIFEST_UNKNOWN', { Tag: reference });
        repository.tags.delete(reference);
        if (!rules.has('R-DEL-02'))
            repository.manifests.delete(tag.digest);
        return emptyAnswer(202, { 'content-length': '0' });
    }
    if (!repository?.manifests.delete(reference))
        return refusal_refuse(404, 'MANIFEST_UNKNOWN');
    if (rules.has('R-DEL-01'))
        for (const [tag, { digest }] of [...repository.tags])
            if (digest === reference)
                repository.tags.delete(tag);
    return emptyAnswer(202, { 'content-length': '0' });
};
const manifests_listTags = (call) => {
    const repository = call.repository();
    const noTags = !repository || (repository.tags.size === 0 && call.rules.has('R-TAG-01'));
    if (noTags)
        return refusal_refuse(404, 'NAME_UNKNOWN', { name: call.name });
    const all = [...repository.tags.keys()].sort();
    const query = call.request.url.searchParams;
    const last = query.get('last');
    const rest = last === null ? all : all.filter((it) => it > last);
    const count = Number(query.get('n') ?? rest.length);
    const tags = call.rules.has('R-TAG-02') && Number.isSafeInteger(count) && count >= 0 ? rest.slice(0, count) : all;
    const isCut = tags.length > 0 && tags.length < rest.length && tags !== all;
    const link = isCut ? { link: `<${call.path(`/tags/list?n=${count}&last=${encodeURIComponent(tags.at(-1) ?? '')}`)}>; rel="next"` } : {};
    return jsonAnswer(200, { name: call.name, tags }, link);
};
const listReferrers = (call, digest) => {
    // Docker-registry 2.8 and ghcr.io have no such address; clients fall back to a tag.
    if (!call.settings.referrers && call.rules.has('R-REF-01'))
        return bytesAnswer(404, Buffer.from('404 page not found\n'), { 'content-type': 'text/plain; charset=utf-8' });
    const manifests = [...(call.repository()?.manifests ?? [])].filter(([, it]) => it.subject === digest)
        .map(([own, it]) => ({ mediaType: it.mediaType, digest: own, size: it.bytes.byteLength, ...aboutReferrer(it.bytes) }));
    return jsonAnswer(200, { schemaVersion: 2, mediaType: oci/* mediaTypes */.Ib.ociIndex, manifests }, { 'content-type': oci/* mediaTypes */.Ib.ociIndex });
};
const aboutReferrer = (bytes) => {
    const { artifactType, annotations, config } = JSON.parse(Buffer.from(bytes).toString('utf8'));
    const type = artifactType ?? config?.mediaType;
    return { ...(type === undefined ? {} : { artifactType: type }), ...(annotations === undefined ? {} : { annotations }) };
};

;// CONCATENATED MODULE: ./out/rehearsal/registry/routes.js


const manifest = /^manifests\/(sha256:[0-9a-f]{64}|[A-Za-z0-9_][A-Za-z0-9._-]{0,127})$/;
const blob = /^blobs\/([a-z0-9]+:[^/]+)$/;
const uploads = /^blobs\/uploads\/?()$/;
const upload = /^blobs\/uploads\/([0-9a-f-]+)$/;
const routes_routes = [
    { methods: ['GET', 'HEAD'], path: manifest, needs: ['pull'], purpose: 'read manifest', write: false, handle: getManifest },
    { methods: ['PUT'], path: manifest, needs: ['pull', 'push'], purpose: 'push manifest', write: true, handle: putManifest },
    { methods: ['DELETE'], path: manifest, needs: ['delete'], purpose: 'delete manifest', write: true, handle: deleteManifest },
    { methods: ['GET', 'HEAD'], path: blob, needs: ['pull'], purpose: 'read blob', write: false, handle: blobs_getBlob },
    { methods: ['DELETE'], path: blob, needs: ['delete'], purpose: 'delete blob', write: true, handle: deleteBlob },
    { methods: ['POST'], path: uploads, needs: ['pull', 'push'], purpose: 'open upload', write: false, handle: openUpload },
    { methods: ['GET', 'HEAD'], path: upload, needs: ['pull', 'push'], purpose: 'read upload', write: false, handle: uploadStatus },
    { methods: ['PATCH'], path: upload, needs: ['pull', 'push'], purpose: 'continue upload', write: false, handle: patchUpload },
    { methods: ['PUT'], path: upload, needs: ['pull', 'push'], purpose: 'push blob', write: true, handle: finishUpload },
    { methods: ['DELETE'], path: upload, needs: ['pull', 'push'], purpose: 'cancel upload', write: false, handle: cancelUpload },
    { methods: ['GET', 'HEAD'], path: /^tags\/list()$/, needs: ['pull'], purpose: 'list tags', write: false, handle: manifests_listTags },
    { methods: ['GET', 'HEAD'], path: /^referrers\/(sha256:[0-9a-f]{64})$/, needs: ['pull'], purpose: 'list referrers', write: false, handle: listReferrers },
];
/** A repository may be called `blobs` or `tags`: the last of these words is the one that counts. */
const placeOf = (path) => {
    const [, name, rest] = /^\/v2\/(.+)\/((?:manifests|referrers)\/[^/]+|blobs\/uploads\/?|blobs\/uploads\/[^/]+|blobs\/[^/]+|tags\/list)$/.exec(path) ?? [];
    return name === undefined || rest === undefined ? undefined : { name, rest };
};

;// CONCATENATED MODULE: ./out/rehearsal/registry/rules.js
// Which behaviours of registries this one imitates. Each is a row of docs/world-registry.md with its source and its contract test,
// and is looked up by name where the behaviour is; a registry may leave some out, to show that their tests fail without them.
const registryRules = (/* unused pure expression or super */ null && ([
    'R-ACC-01', 'R-ACC-02', 'R-MAN-01', 'R-MAN-02', 'R-MAN-03', 'R-MAN-04', 'R-MAN-05', 'R-TAG-01', 'R-TAG-02', 'R-TAG-03', 'R-TAG-04',
    'R-BLB-01', 'R-BLB-02', 'R-BLB-03', 'R-UPL-01', 'R-UPL-02', 'R-UPL-03', 'R-UPL-04', 'R-UPL-05', 'R-DEL-01', 'R-DEL-02', 'R-DEL-03',
    'R-AUT-01', 'R-AUT-02', 'R-AUT-03', 'R-AUT-04', 'R-AUT-05', 'R-AUT-06', 'R-REF-01',
]));
class RegistryRules {
    left;
    constructor(without = []) {
        this.left = new Set(without);
    }
    has(name) {
        return !this.left.has(name);
    }
}

;// CONCATENATED MODULE: ./out/rehearsal/registry/settings.js
// How one registry is set up: who may what, and how it behaves where registries differ.
const openRegistry = {
    auth: 'none', accounts: [], anonymousPull: true, tokenLifetime: 300, deletes: true, tagDeletes: true, referrers: false, tagLag: 0, largestRequest: Infinity,
};

;// CONCATENATED MODULE: ./out/rehearsal/registry/embedded-registry.js










const repositoryName = /^[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*)*$/;
const version = { 'docker-distribution-api-version': 'registry/2.0' };
const embedded_registry_page = (status, text) => bytesAnswer(status, Buffer.from(`${text}\n`), { 'content-type': 'text/plain; charset=utf-8' });
class EmbeddedRegistry {
    parts;
    host;
    state;
    journal;
    settings;
    rules;
    constructor(parts) {
        this.parts = parts;
        this.host = parts.host;
        this.state = parts.state ?? (0,state/* newState */.om)();
        this.journal = parts.journal ?? new Journal();
        this.rules = parts.rules ?? new RegistryRules();
        this.settings = { ...openRegistry, ...parts.settings };
    }
    /** With the same bytes to draw from, and a state and journal that go their own ways. */
    copy(journal = this.journal.copy()) {
        return new EmbeddedRegistry({ ...this.parts, settings: this.settings, rules: this.rules, journal, state: (0,state/* copyState */.hw)(this.state) });
    }
    /** The address of every request; bound, so that it can be handed over as it is. */
    handle = async (request) => {
        const { pathname, search } = request.url;
        const call = { service: this.host, method: request.method, path: `${pathname}${search}` };
        try {
            const { answer, purpose, write } = await this.answer(request);
            // A blob that is mounted is there as one that was uploaded.
            const wrote = (write && answer.status < 300) || (purpose === 'open upload' && answer.status === 201);
            this.journal.note({ ...call, status: answer.status, write: wrote, purpose });
            const headers = this.rules.has('R-ACC-01') ? { ...version, ...answer.headers } : answer.headers;
            return { ...answer, headers, body: request.method === 'HEAD' ? undefined : answer.body };
        }
        catch (failure) {
            // The sender went away: nobody hears an answer.
            this.journal.note({ ...call, status: 0, write: false, purpose: 'broken off' });
            throw failure;
        }
    };
    async answer(request) {
        const place = placeOf(request.url.pathname);
        const route = place && routes_routes.find((it) => it.methods.includes(request.method) && it.path.test(place.rest));
        const kind = route ?? { purpose: 'other', write: false };
        try {
            const answer = place ? await this.inRepository(request, place.name, { rest: place.rest, route }) : await this.elsewhere(request);
            return { answer, purpose: kind.purpose, write: kind.write };
        }
        catch (failure) {
            if (failure instanceof TooLarge)
                return { answer: embedded_registry_page(413, 'request entity too large'), purpose: kind.purpose, write: false };
            if (!(failure instanceof refusal_Refusal))
                throw failure;
            return { answer: jsonAnswer(failure.status, failure.body, failure.headers), purpose: kind.purpose, write: false };
        }
    }
    get guard() {
        return { settings: this.settings, rules: this.rules, service: this.host, now: this.parts.now };
    }
    async inRepository(request, name, { rest, route }) {
        if (!repositoryName.test(name) && this.rules.has('R-ACC-02'))
            return refusal_refuse(400, 'NAME_INVALID', { name });
        if (!route)
            return embedded_registry_page(routes_routes.some((it) => it.path.test(rest)) ? 405 : 404, 'not here');
        admit(this.guard, request, { repository: name, actions: route.needs });
        const call = new Call({ request, name, state: this.state, settings: this.settings, rules: this.rules, contents: this.parts.contents });
        return route.handle(call, route.path.exec(rest)?.[1] ?? '');
    }
    async elsewhere(request) {
        const { pathname } = request.url;
        if (pathname === '/token' && this.settings.auth === 'token')
            return giveToken(this.guard, request);
        if (pathname === '/v2/' || pathname === '/v2') {
            admit(this.guard, request, undefined);
            return jsonAnswer(200, {});
        }
        if (pathname.startsWith('/v2/') && pathname !== '/v2/_catalog')
            return embedded_registry_page(404, '404 page not found');
        // The run that asks for it is told that its rehearsal is not complete.
        return jsonAnswer(501, { errors: [{ code: 'UNSUPPORTED', message: `this registry has no ${request.method} ${pathname}` }] });
    }
}

;// CONCATENATED MODULE: ./out/rehearsal/rehearsal.js
// A rehearsal's world, put together: one GitHub with the clone's branches and tags, and one registry per host that the config
// names, each behind a socket of its own on 127.0.0.1.








const chatToken = 'xoxb-rehearsal-0000000000';
const token = 'ghs_rehearsal0000000000000000000000000000';
/** A person's own token in a rehearsal. */
const tokenOf = (login) => `ghp_rehearsal_${login}`.padEnd(40, '0');
const account = { username: 'rehearsal', password: 'rehearsal-password' };
const variable = (host, what) => `SLIPWAY_REGISTRY_${host.toUpperCase().replace(/[^A-Z0-9]/g, '_')}_${what}`;
const startRehearsal = async (options) => {
    const { owner, name } = options.repository;
    const created = await createWorld({
        folder: (0,external_node_path_.join)(options.folder, 'github'),
        ...(options.now ? { now: options.now } : {}),
        repositories: [{
                owner, name, from: options.clone,
                ...(options.refs ? { refs: options.refs } : {}),
                ...(options.defaultBranch !== undefined ? { defaultBranch: options.defaultBranch } : {}),
                ...options.seed,
            }, ...(options.others ?? [])],
        // What a workflow's token has that asks for these two, and no more.
        tokens: [{ name: 'rehearsal', secret: token, login: 'github-actions[bot]', kind: 'actions', permissions: { metadata: 'read', contents: 'write', pull_requests: 'write', issues: 'write' } }, ...(options.people ?? []).map((login) => ({ name: login, secret: tokenOf(login), login, kind: 'classic', scopes: ['repo', 'workflow'] }))],
    });
    const { world } = created;
    const watch = options.onBug ? { onBug: options.onBug } : {};
    const site = await serve(world.handler, watch);
    const contents = new ContentStore((0,external_node_path_.join)(options.folder, 'github', 'blobs'));
    const journal = new Journal();
    const served = new Map();
    const registries = new Map();
    for (const host of options.registries) {
        const registry = new EmbeddedRegistry({ host, contents, now: Date.now, journal, settings: { auth: 'token', accounts: [{ ...account, pull: ['*'], push: ['*'] }], tagDeletes: true } });
        registries.set(host, registry);
        served.set(host, await serve(registry.handle, watch));
    }
    const channels = Object.fromEntries((options.channels ?? []).map((id) => [id, { name: id.toLowerCase(), members: [chatToken] }]));
    const chat = new EmbeddedChat({ now: options.now ?? Date.now, tokens: { [chatToken]: ['chat:write', 'channels:history', 'groups:history'] }, channels, journal });
    const talk = await serve(chat.handle, watch);
    const opened = await openIndexes(options.indexes ?? [], { repository: `${owner}/${name}`, now: options.now ?? Date.now, journal, ...watch });
    const addresses = world.addresses(site.url);
    const urls = Object.fromEntries([...served].map(([host, it]) => [host, it.url]));
    return {
        github: world,
        chat,
        registries,
        indexes: opened.indexes,
        token,
        endpoints: { api: addresses.api, graphql: addresses.graphql, server: addresses.server, registries: urls, indexes: opened.endpoints },
        origins: [...new Set([addresses.server, new URL(addresses.storage).origin, ...Object.values(urls), ...Object.values(opened.endpoints), talk.url])],
        environment: {
            GITHUB_API_URL: addresses.api, GITHUB_GRAPHQL_URL: addresses.graphql, GITHUB_SERVER_URL: addresses.server, SLIPWAY_CHAT_API: `${talk.url}/api`, SLIPWAY_CHAT_TOKEN: chatToken,
            ...opened.environment,
            ...Object.fromEntries([...served].flatMap(([host, it]) => [[variable(host, 'URL'), it.url], [variable(host, 'USERNAME'), account.username], [variable(host, 'PASSWORD'), account.password]])),
        },
        addresses: [['GitHub', `${addresses.server}/${owner}/${name}`], ['API', addresses.api], ['git', `${addresses.server}/${owner}/${name}.git`], ...Object.entries(urls), ...opened.addresses],
        unimplemented: () => [...world.unimplemented, ...journal.calls.filter((it) => it.status === 501).map((it) => `${it.service}: ${it.method} ${it.path}`)],
        close: async () => {
            await Promise.all([site.close(), talk.close(), opened.close(), ...[...served.values()].map((it) => it.close())]);
            await created.close();
        },
    };
};


/***/ })

};
