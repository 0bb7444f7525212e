export const id = 222;
export const ids = [222];
export const modules = {

/***/ 2222:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  connect: () => (/* binding */ connect)
});

// EXTERNAL MODULE: ./out/errors/release-error.js + 22 modules
var release_error = __webpack_require__(293);
// EXTERNAL MODULE: ./out/adapters/http/hosts.js
var hosts = __webpack_require__(8449);
;// CONCATENATED MODULE: ./out/adapters/http/redirect.js

/** What a foreign origin may see of the first request; whatever else was sent may be a secret of somebody. */
const harmless = new Set(['accept', 'accept-encoding', 'accept-language', 'range', 'user-agent']);
const codes = new Set([301, 302, 303, 307, 308]);
const isRedirect = (status) => codes.has(status);
const refusal = (from, to, reads) => {
    if (to.protocol !== 'https:' && to.protocol !== 'http:')
        return `${to.protocol} is no protocol of the web`;
    if (from.protocol === 'https:' && to.protocol === 'http:')
        return 'it leads from https to http';
    if (to.username || to.password)
        return 'it carries a user name';
    if ((0,hosts/* isLocalOnly */.we)(to.hostname) && !(0,hosts/* isLocalOnly */.we)(from.hostname))
        return 'it leads from the network to this machine';
    if (to.origin !== from.origin && !reads)
        return 'it would carry a write to another origin';
    return undefined;
};
const target = (location, from) => {
    try {
        return new URL(location, from);
    }
    catch {
        return undefined;
    }
};
/** URL without query and fragment, for messages. */
const plainUrl = (url) => `${url.origin === 'null' ? url.protocol : url.origin}${url.pathname}`;
const follow = (hop, status, location) => {
    const to = target(location, hop.url);
    if (!to)
        return { refused: 'that is no address', to: location.slice(0, 200) };
    const method = status === 303 && hop.method !== 'HEAD' ? 'GET' : hop.method;
    const refused = refusal(hop.url, to, method === 'GET' || method === 'HEAD');
    if (refused)
        return { refused, to: plainUrl(to) };
    const sameOrigin = to.origin === hop.url.origin;
    const keepBody = method === hop.method && hop.body !== undefined;
    const keep = (name) => (sameOrigin ? keepBody || !name.startsWith('content-') : harmless.has(name));
    const headers = Object.fromEntries(Object.entries(hop.headers).filter(([name]) => keep(name)));
    return { next: { method, url: to, headers, sameOrigin, ...(keepBody ? { body: hop.body } : {}) } };
};

;// CONCATENATED MODULE: ./out/adapters/http/answer.js
// An answer as callers see it: collected with a bound, or a stream that is read once.


const defaultLimit = 16 * 1024 * 1024;
const collect = async (call, body, limit) => {
    const parts = [];
    let size = 0;
    for await (const part of body) {
        size += part.byteLength;
        if (size > limit)
            return (0,release_error/* fail */.fJ)('HTTP_TOO_LARGE', { method: call.method, url: plainUrl(call.url), limit });
        parts.push(part);
    }
    return Buffer.concat(parts, size);
};
async function* once(bytes) {
    if (bytes.byteLength > 0)
        yield bytes;
}
const parse = (call, status, text) => {
    try {
        return JSON.parse(text);
    }
    catch (cause) {
        const start = text.slice(0, 120).replace(/\s+/g, ' ').trim() || '(nothing)';
        return (0,release_error/* fail */.fJ)('HTTP_NOT_JSON', { method: call.method, url: plainUrl(call.url), status, start }, { cause });
    }
};
/** Makes the response; with `answer: whole` the body has been read when this resolves. */
const makeResponse = async (call, answer, request) => {
    const limit = request.limit ?? defaultLimit;
    const whole = request.answer === 'stream' ? undefined : await collect(call, answer.body, limit);
    const bytes = async (most = limit) => {
        if (whole && whole.byteLength > most)
            return (0,release_error/* fail */.fJ)('HTTP_TOO_LARGE', { method: call.method, url: plainUrl(call.url), limit: most });
        return whole ?? collect(call, answer.body, most);
    };
    const text = async () => new TextDecoder().decode(await bytes());
    return {
        status: answer.status,
        headers: answer.headers,
        url: call.url.href,
        body: () => (whole ? once(whole) : answer.body),
        bytes,
        text,
        json: async () => parse(call, answer.status, await text()),
    };
};

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
;// CONCATENATED MODULE: ./out/adapters/http/send-body.js



const chunk = 1024 * 1024;
const bufferCount = 3;
const isFile = (body) => typeof body === 'object' && 'path' in body;
const sizeOf = (body) => {
    if (typeof body === 'string')
        return Buffer.byteLength(body);
    return isFile(body) ? body.size : body.byteLength;
};
/** Resolves once the bytes have left this process, so that their buffer may be filled again. */
const write = (request, bytes) => new Promise((resolve, reject) => {
    const closed = () => reject(new Error('the connection was closed'));
    // Nobody calls back for a write that still waits for its connection when the request is given up.
    request.once('close', closed);
    request.write(bytes, (error) => {
        request.off('close', closed);
        if (error)
            reject(error);
        else
            resolve();
    });
});
/** Ends early, without an error, when `stopped` says so: the server has refused before it saw everything. */
const sendFile = async (request, hop, file, stopped) => {
    const changed = (found, cause) => (0,release_error/* fail */.fJ)('HTTP_FILE_CHANGED', { method: hop.method, url: plainUrl(hop.url), file: file.path, wanted: file.size, found }, { cause });
    const handle = await (0,promises_.open)(file.path, 'r').catch((error) => changed(0, error));
    const ring = Array.from({ length: bufferCount }, () => ({ bytes: Buffer.allocUnsafeSlow(Math.min(chunk, file.size)), drained: Promise.resolve() }));
    try {
        for (let sent = 0, turn = 0; sent < file.size && !stopped(); turn += 1) {
            const slot = ring[turn % bufferCount];
            if (!slot)
                return;
            await slot.drained;
            const { bytesRead } = await handle.read(slot.bytes, 0, Math.min(chunk, file.size - sent), (file.offset ?? 0) + sent);
            if (bytesRead === 0)
                return changed(sent);
            slot.drained = write(request, slot.bytes.subarray(0, bytesRead));
            // Awaited when its turn comes again; a failure in between must not count as unhandled.
            slot.drained.catch(() => undefined);
            sent += bytesRead;
        }
        await Promise.all(ring.map((it) => it.drained));
    }
    finally {
        await handle.close();
    }
};

;// CONCATENATED MODULE: ./out/adapters/http/http.js
// The client: one request through as many hops as its redirects need, with the credential held to its origin. It does not retry
// (see retry.ts) and knows no sockets (see node-transport.ts), so that a world inside this process can stand behind it as well.




const mostHops = 5;
const readTimeout = 60_000;
// A server may think long about the gigabytes that it was given.
const uploadTimeout = 300_000;
const secretHeaders = new Set(['authorization', 'proxy-authorization', 'cookie', 'private-token', 'x-api-key']);
const checkedUrl = (request) => {
    const url = new URL(request.url);
    if (url.protocol !== 'https:' && url.protocol !== 'http:')
        (0,release_error/* fail */.fJ)('BUG', { what: `a request to ${url.protocol}` });
    // A password in a URL would be printed with it.
    if (url.username || url.password)
        (0,release_error/* fail */.fJ)('BUG', { what: `a request to ${url.host} with a user name in its URL` });
    return url;
};
const plainHeaders = (request, userAgent) => {
    const headers = { 'user-agent': userAgent, 'accept-encoding': 'identity' };
    for (const [name, value] of Object.entries(request.headers ?? {})) {
        const lower = name.toLowerCase();
        if (secretHeaders.has(lower))
            (0,release_error/* fail */.fJ)('BUG', { what: `the header ${lower} was given outside of a credential` });
        headers[lower] = value;
    }
    return headers;
};
/** The hop as it goes out: with the secret if this is where it belongs. */
const armed = (hop, credential) => credential && hop.url.origin === credential.origin
    ? { ...hop, headers: { ...hop.headers, [credential.header ?? 'authorization']: credential.value } }
    : hop;
/** A redirect's own body is nobody's; it is read so that the connection can be used again, but not for long. */
const drain = async (body) => {
    let size = 0;
    for await (const part of body) {
        size += part.byteLength;
        if (size > 64 * 1024)
            return;
    }
};
const travel = async (transport, first, request) => {
    let hop = first;
    let credential = request.credential;
    for (let hops = 0;; hops += 1) {
        const answer = await transport(armed(hop, credential));
        const location = answer.headers.location;
        if (request.redirects === 'manual' || !isRedirect(answer.status) || location === undefined)
            return { hop, answer };
        const call = { method: hop.method, url: plainUrl(hop.url) };
        const step = follow(hop, answer.status, location);
        await drain(answer.body);
        if ('refused' in step)
            return (0,release_error/* fail */.fJ)('HTTP_REDIRECT_REFUSED', { ...call, to: step.to, why: step.refused });
        if (hops === mostHops)
            return (0,release_error/* fail */.fJ)('HTTP_REDIRECT_REFUSED', { ...call, to: plainUrl(step.next.url), why: `it is redirect number ${mostHops + 1} of one request` });
        const { sameOrigin, ...next } = step.next;
        if (!sameOrigin)
            credential = undefined;
        hop = { ...next, timeoutMs: hop.timeoutMs, ...(hop.signal ? { signal: hop.signal } : {}) };
    }
};
const createHttp = (transport, options = {}) => ({
    send: async (request) => {
        const first = {
            method: request.method,
            url: checkedUrl(request),
            headers: plainHeaders(request, options.userAgent ?? 'slipway'),
            timeoutMs: request.timeoutMs ?? (request.body !== undefined && isFile(request.body) ? uploadTimeout : readTimeout),
            ...(request.body !== undefined ? { body: request.body } : {}),
            ...(request.signal ? { signal: request.signal } : {}),
        };
        const { hop, answer } = await travel(transport, first, request);
        return makeResponse({ method: hop.method, url: hop.url }, answer, request);
    },
});

;// CONCATENATED MODULE: ./out/adapters/http/node-transport.js




// `import` of node:http fills in every lazy export of it, undici's classes among them; this way loads what is used, when it is.
const library = (url) => (url.protocol === 'https:' ? process.getBuiltinModule('node:https') : process.getBuiltinModule('node:http'));
/** Keep-alive connections, at most eight to an origin, through the proxy of the environment (from Node 24.5) unless it is this machine. */
const agents = (environment) => {
    const all = new Map();
    const of = (url) => {
        const direct = (0,hosts/* isLoopback */.U9)(url.hostname);
        const key = `${url.protocol}${direct ? 'direct' : 'proxied'}`;
        const known = all.get(key);
        if (known)
            return known;
        const agent = new (library(url).Agent)({ keepAlive: true, maxSockets: 8, ...(direct ? {} : { proxyEnv: environment }) });
        all.set(key, agent);
        return agent;
    };
    return { of, close: () => all.forEach((agent) => agent.destroy()) };
};
const systemError = (error) => (typeof error === 'object' && error !== null ? error : { message: String(error) });
const describe = (error) => {
    const { errors, message, code } = systemError(error);
    return errors && errors.length > 0 ? errors.map(describe).join(', ') : message || code || 'an unknown error';
};
const isDistrust = (error) => /^(CERT_|ERR_TLS_|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED|HOSTNAME_MISMATCH)/.test(systemError(error).code ?? '');
/** The host has no address: there is no such name, or nobody to ask. */
const unknownName = new Set(['ENOTFOUND', 'EAI_AGAIN']);
/** Whether bytes may have arrived is what decides if a write can be repeated; so it is asked of the connection itself. */
const watchConnection = (request, secure) => {
    let connected = false;
    request.once('socket', (socket) => {
        if (socket.connecting)
            socket.once(secure ? 'secureConnect' : 'connect', () => (connected = true));
        else
            connected = true;
    });
    return () => connected;
};
const headersOf = (message) => Object.fromEntries(Object.entries(message.headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]])));
const broken = (hop, error) => {
    if (hop.signal?.aborted)
        throw hop.signal.reason;
    if (error instanceof release_error/* ReleaseError */.K2)
        throw error;
    return (0,release_error/* fail */.fJ)('HTTP_BROKEN', { method: hop.method, url: plainUrl(hop.url), what: describe(error) }, { cause: error });
};
async function* bodyOf(hop, message, done) {
    let size = 0;
    try {
        for await (const part of message) {
            size += part.byteLength;
            yield part;
        }
    }
    catch (error) {
        const length = message.headers['content-length'];
        const what = `${describe(error)} after ${size}${length === undefined ? '' : ` of ${length}`} bytes of the body`;
        broken(hop, error instanceof release_error/* ReleaseError */.K2 ? error : new Error(what, { cause: error }));
    }
    finally {
        done();
    }
}
const node_transport_open = (hop, agent) => {
    const size = hop.body === undefined ? undefined : sizeOf(hop.body);
    const empty = size === undefined && ['POST', 'PUT', 'PATCH'].includes(hop.method) ? 0 : size;
    const headers = { ...hop.headers, ...(empty === undefined ? {} : { 'content-length': String(empty) }) };
    const request = library(hop.url).request(hop.url, { method: hop.method, headers, agent, ...(hop.signal ? { signal: hop.signal } : {}) });
    request.setTimeout(hop.timeoutMs, () => request.destroy(new Error(`nothing came for ${hop.timeoutMs / 1000} seconds`)));
    return request;
};
const failed = async (hop, error, connected) => {
    if (hop.signal?.aborted || error instanceof release_error/* ReleaseError */.K2 || connected)
        return broken(hop, error);
    const facts = { method: hop.method, url: plainUrl(hop.url), what: describe(error) };
    if (isDistrust(error))
        return (0,release_error/* fail */.fJ)('HTTP_TLS', facts, { cause: error });
    const { code = '' } = systemError(error);
    return (0,release_error/* fail */.fJ)('HTTP_UNREACHABLE', { ...facts, ...(unknownName.has(code) ? { unresolved: code } : {}) }, { cause: error });
};
const exchange = (hop, agent) => new Promise((resolve) => {
    hop.signal?.throwIfAborted();
    const request = node_transport_open(hop, agent);
    const connected = watchConnection(request, hop.url.protocol === 'https:');
    let refused = false;
    let answered = false;
    // Once there is an answer, what goes wrong is seen by whoever reads its body.
    request.on('error', (error) => (answered ? undefined : resolve(failed(hop, error, connected()))));
    request.on('response', (message) => {
        answered = true;
        refused = (message.statusCode ?? 0) >= 300;
        // A request that was refused half-way leaves a connection that nobody can use any more.
        const done = () => void (request.writableFinished || request.destroy());
        resolve({ status: message.statusCode ?? 0, headers: headersOf(message), body: bodyOf(hop, message, done) });
    });
    if (hop.body === undefined || !isFile(hop.body))
        request.end(hop.body);
    else
        sendFile(request, hop, hop.body, () => refused).then(() => (refused ? undefined : request.end()), (error) => request.destroy(error));
});
const nodeTransport = (environment = process.env) => {
    const pool = agents(environment);
    return { transport: (hop) => exchange(hop, pool.of(hop.url)), close: () => pool.close() };
};

;// CONCATENATED MODULE: ./out/adapters/http/limits.js
// When may the next request be sent? Read from an answer's headers. Pure; times are milliseconds since 1970.
/** When a limiter names no time. */
const secondaryWait = 60_000;
const mostSkew = 3_600_000;
/** Points in time are the server's; a machine whose clock is wrong by minutes must still wait as long as was meant. */
const ownTime = (serverTime, headers, now) => {
    const skew = Date.parse(headers.date ?? '') - now;
    return Number.isFinite(skew) && Math.abs(skew) < mostSkew ? serverTime - skew : serverTime;
};
/** `Retry-After`, as seconds or as a date; undefined when it is neither. A date is rounded up, as its seconds were cut off. */
const retryAfter = (headers, now) => {
    const text = headers['retry-after']?.trim();
    if (text === undefined)
        return undefined;
    if (/^\d+(\.\d+)?$/.test(text))
        return now + Math.ceil(Number(text) * 1000);
    const date = Date.parse(text);
    return Number.isNaN(date) ? undefined : Math.max(now, ownTime(date + 1000, headers, now));
};
/** Seconds since 1970, of a whole second that has to be over. */
const resetOf = (headers) => {
    if (headers['x-ratelimit-remaining']?.trim() !== '0')
        return undefined;
    const reset = Number(headers['x-ratelimit-reset']);
    return Number.isFinite(reset) && reset > 0 ? (reset + 1) * 1000 : undefined;
};
/** Is this answer a refusal by a limiter, which had no effect? A 403 alone may as well be a missing right. */
const isLimited = ({ status, headers }, text = '') => status === 429 || (status === 403 && (headers['retry-after'] !== undefined || resetOf(headers) !== undefined || /secondary rate limit|abuse detection/i.test(text)));
const namesTime = (headers) => headers['retry-after'] !== undefined || resetOf(headers) !== undefined;
/** The hold that an answer imposes, if any: also a successful one may say that it was the last. */
const holdOf = (told, now, text = '') => {
    const after = retryAfter(told.headers, now);
    const refused = isLimited(told, text);
    if (after !== undefined && (refused || told.status >= 500 || told.status === 408))
        return { until: after, pool: 'all' };
    const reset = resetOf(told.headers);
    const pool = told.headers['x-ratelimit-resource'] ?? 'core';
    if (reset !== undefined && (refused || told.status < 400))
        return { until: Math.max(ownTime(reset, told.headers, now), now), pool };
    return refused ? { until: now + secondaryWait, pool: 'all' } : undefined;
};
/** Undefined when the answer does not say it. A whole second has to be over. */
const toldOf = (headers, now) => {
    const [left, reset] = [headers['x-ratelimit-remaining']?.trim(), Number(headers['x-ratelimit-reset'])];
    if (left === undefined || !/^\d+$/.test(left) || !Number.isFinite(reset) || reset <= 0)
        return undefined;
    return { remaining: Number(left), reset: ownTime((reset + 1) * 1000, headers, now) };
};
/** The pool that a request draws from, as far as its address tells. */
const poolOf = (url) => (url.pathname.endsWith('/graphql') ? 'graphql' : url.pathname.includes('/search/') ? 'search' : 'core');

;// CONCATENATED MODULE: ./out/adapters/http/pace.js
/** Servers count in whole seconds. */
const margin = 1000;
class Pace {
    quota;
    shares = [];
    longest;
    constructor(quota) {
        this.quota = quota;
        this.longest = Math.max(0, ...quota.windows.map((it) => it.ms)) + margin;
    }
    /** Undefined: now. */
    opening(costs, now) {
        this.shares = this.shares.filter((it) => it.over === undefined || it.over > now - this.longest);
        const openings = this.quota.windows.flatMap((it) => this.openingOf(it, costs[it.unit] ?? 0, now) ?? []);
        const open = openings.find((it) => it.at === undefined);
        return open ?? openings.sort((a, b) => (b.at ?? 0) - (a.at ?? 0))[0];
    }
    openingOf(window, cost, now) {
        if (cost === 0)
            return undefined;
        const costOf = (it) => it.costs[window.unit] ?? 0;
        const inside = this.shares.filter((it) => costOf(it) > 0 && (it.over === undefined || it.over > now - window.ms - margin));
        let taken = inside.reduce((sum, it) => sum + costOf(it), 0);
        // What costs more than there is goes alone.
        const most = Math.max(window.most, cost);
        if (taken + cost <= most)
            return undefined;
        const ends = inside.flatMap((it) => (it.over === undefined ? [] : [{ over: it.over, cost: costOf(it) }])).sort((a, b) => a.over - b.over);
        for (const end of ends) {
            taken -= end.cost;
            if (taken + cost <= most)
                return { at: end.over + window.ms + margin, what: window.what };
        }
        return { at: undefined, what: window.what };
    }
    take(costs) {
        const share = { costs, over: undefined };
        this.shares.push(share);
        return share;
    }
    used(unit, times) {
        for (const over of times)
            this.shares.push({ costs: { [unit]: 1 }, over });
    }
}

;// CONCATENATED MODULE: ./out/adapters/http/remaining.js
/** The same hour ends a second sooner or later from answer to answer. */
const sameReset = 60_000;
class Remaining {
    told;
    underWay = 0;
    /** `free`; or until when nothing is left; or that an answer has to come first. */
    look(now) {
        if (this.told && this.told.reset <= now)
            this.told = undefined;
        if (!this.told || this.told.remaining > this.underWay)
            return 'free';
        return this.told.remaining <= 0 ? { until: this.told.reset } : 'later';
    }
    begin() {
        this.underWay += 1;
    }
    /** `hasTold`: an answer came that says how many are left. Without one it is taken for counted. */
    end(hasTold) {
        this.underWay -= 1;
        if (!hasTold && this.told)
            this.told.remaining -= 1;
    }
    learn(told) {
        const apart = this.told ? told.reset - this.told.reset : Infinity;
        if (apart > sameReset)
            this.told = { ...told };
        else if (this.told && apart > -sameReset)
            this.told = { remaining: Math.min(this.told.remaining, told.remaining), reset: Math.max(this.told.reset, told.reset) };
    }
}

;// CONCATENATED MODULE: ./out/adapters/http/gates.js
// The one place that decides when a request may go. Who has been asked to wait, waits: one gate for each service, through which every
// request to it goes, not only the one that was refused; a service that is asked again too early extends its limit or bans the token.
// And what a service has published of its limits is kept in advance, so that it need not ask.




const isoTime = (time) => new Date(Math.ceil(time / 1000) * 1000).toISOString().replace('.000', '');
const seconds = (milliseconds) => Math.ceil(milliseconds / 1000);
/** Shorter pauses are not worth a line. */
const worthTelling = 2000;
/** What is known of one service. */
class Service {
    holds = new Map();
    pools = new Map();
    paces = new Map();
    waiting = [];
    toldUntil = 0;
    pool(name) {
        const known = this.pools.get(name) ?? new Remaining();
        this.pools.set(name, known);
        return known;
    }
    /** Each credential has a quota of its own. */
    pace(quota, credential = '') {
        const known = this.paces.get(credential) ?? new Pace(quota);
        this.paces.set(credential, known);
        return known;
    }
    paceOfAll(quota) {
        return this.paces.size > 0 ? [...this.paces.values()] : [this.pace(quota)];
    }
    changed() {
        for (const wake of this.waiting.splice(0))
            wake();
    }
    async change(signal) {
        signal?.throwIfAborted();
        return new Promise((resolve, reject) => {
            const stop = () => reject(signal?.reason);
            signal?.addEventListener('abort', stop, { once: true });
            this.waiting.push(() => {
                signal?.removeEventListener('abort', stop);
                resolve();
            });
        });
    }
}
const createGates = (options) => {
    const services = new Map();
    const serviceAt = (name) => {
        const known = services.get(name) ?? new Service();
        services.set(name, known);
        return known;
    };
    return {
        enter: (request) => new Entering(request, serviceAt, options),
        used: (quota, unit, times) => {
            for (const pace of serviceAt(quota.service).paceOfAll(quota))
                pace.used(unit, times);
        },
    };
};
class Entering {
    request;
    serviceAt;
    options;
    url;
    name;
    service;
    pool;
    pace;
    refusals = 0;
    /** What was said to this request in particular: where it led may have been another service's. */
    own = 0;
    /** The next wait is at least so long, so that no answer makes a busy loop. */
    least = 0;
    constructor(request, serviceAt, options) {
        this.request = request;
        this.serviceAt = serviceAt;
        this.options = options;
        this.url = new URL(request.url);
        this.name = request.quota?.service ?? this.url.origin;
        this.service = serviceAt(this.name);
        this.pool = poolOf(this.url);
        this.pace = request.quota && this.service.pace(request.quota, request.credential?.value);
    }
    async wait() {
        const { request, service } = this;
        for (;;) {
            const later = this.later();
            this.least = 0;
            if (!later)
                return this.pass();
            if (later.until === undefined)
                await service.change(request.signal);
            else
                await this.pause({ ...later, until: later.until });
        }
    }
    /** Looked at and taken in one go: who waits beside this one looks again after it. */
    later() {
        const { service, pace, request, options: { clock } } = this;
        const now = clock.now();
        const asked = Math.max(service.holds.get('all') ?? 0, service.holds.get(this.pool) ?? 0, this.own, now + this.least);
        if (asked > now)
            return { until: asked, why: 'it asked for a pause', isAsked: true };
        const left = service.pool(this.pool).look(now);
        if (left === 'later')
            return { until: undefined, why: '' };
        if (left !== 'free')
            return { until: left.until, why: 'no request is left in its hour', isAsked: true };
        const opening = pace?.opening(request.costs ?? {}, now);
        return opening && { until: opening.at, why: opening.what };
    }
    pass() {
        const { service, request, pace } = this;
        const pool = service.pool(this.pool);
        const share = pace?.take(request.costs ?? {});
        pool.begin();
        return {
            end: (answer, text = '') => {
                const { clock } = this.options;
                if (share)
                    share.over = clock.now();
                const told = answer && this.isOfService(answer) ? toldOf(answer.headers, clock.now()) : undefined;
                pool.end(told !== undefined);
                if (told)
                    service.pool(answer?.headers['x-ratelimit-resource'] ?? this.pool).learn(told);
                if (answer)
                    this.learn(answer, text);
                service.changed();
                return answer !== undefined && isLimited(answer, text);
            },
        };
    }
    /** A redirect may have led elsewhere. */
    isOfService(answer) {
        return new URL(answer.url).origin === this.url.origin;
    }
    learn(answer, text) {
        const { clock, log } = this.options;
        const now = clock.now();
        // A limiter that names no time is given twice as much each time, as GitHub asks for it.
        if (isLimited(answer, text))
            this.least = (namesTime(answer.headers) ? 1000 : secondaryWait) * 2 ** this.refusals++;
        const hold = holdOf(answer, now, text);
        if (!hold)
            return;
        const name = this.isOfService(answer) ? this.name : new URL(answer.url).origin;
        // Also what another service asked for, to which this one leads: the way there is the same each time.
        if (isLimited(answer, text) || !this.isOfService(answer))
            this.own = Math.max(this.own, hold.until);
        const { holds } = this.serviceAt(name);
        if (hold.until <= (holds.get(hold.pool) ?? 0))
            return;
        holds.set(hold.pool, hold.until);
        if (hold.until > now)
            log.warn(`${name} asks for a pause until ${isoTime(hold.until)} (${seconds(hold.until - now)} s).`);
    }
    async pause({ until, why, isAsked }) {
        const { name, options: { clock, random, log, waits } } = this;
        const now = clock.now();
        const end = until + (isAsked ? random() * 1000 : 0);
        if (!waits.take(end))
            (0,release_error/* fail */.fJ)('RATE_LIMITED', { service: name, until: isoTime(end), seconds: seconds(end - now), why });
        if (!isAsked && until - now > worthTelling && until > this.service.toldUntil + worthTelling) {
            this.service.toldUntil = until;
            log.info(`${name}: ${why}. Going on at ${isoTime(until)} (${seconds(until - now)} s).`);
        }
        await clock.sleep(Math.ceil(end - now), this.request.signal);
    }
}

// EXTERNAL MODULE: ./out/adapters/http/wait-budget.js
var wait_budget = __webpack_require__(1451);
;// CONCATENATED MODULE: ./out/adapters/http/retry.js
// The one retry policy, by kind of error. What surely had no effect is repeated; what may have had one is repeated only when that
// does no harm, and is the caller's to look up otherwise. What a limiter asks for is obeyed to the second, by every request.




const defaultBudget = { attempts: 7, unresolvedAttempts: 3, baseMs: 1000, capMs: 30_000, troubleMs: 900_000 };
/** A try that took long may have sent gigabytes before it failed; of it no more than this counts as trouble. */
const mostTroubleOfTry = 60_000;
const defaultWaitMs = 600_000;
const isFault = (status) => status === 408 || (status >= 500 && status !== 501 && status !== 505);
const hasNoBody = (request, status) => request.method === 'HEAD' || status === 204 || status === 205 || status === 304;
const isPage = (answer) => /^text\/html\b/i.test(answer.headers['content-type'] ?? '');
/** Without the request, which whoever tells it names already. */
const bare = (error) => String(error.problems[0].facts?.['what'] ?? error.message);
const isUnresolved = (error) => error?.problems[0].facts?.['unresolved'] !== undefined;
const judgeError = (error) => {
    if (!(error instanceof release_error/* ReleaseError */.K2))
        throw error;
    if (error.code === 'HTTP_UNREACHABLE')
        return { kind: 'clear', what: bare(error), error };
    if (error.code === 'HTTP_BROKEN' || error.code === 'HTTP_NOT_JSON')
        return { kind: 'unclear', what: bare(error), error };
    throw error;
};
const attempt = async (http, request, pass) => {
    let answer;
    let text = '';
    let isLimited = false;
    try {
        answer = await http.send(request);
        text = answer.status === 403 && request.answer !== 'stream' ? await answer.text() : '';
    }
    catch (error) {
        return judgeError(error);
    }
    finally {
        isLimited = pass.end(answer, text);
    }
    return isLimited ? { kind: 'limited', answer } : judgeAnswer(answer, request);
};
const judgeAnswer = async (answer, request) => {
    if (isFault(answer.status))
        return { kind: 'unclear', what: `it was answered with ${answer.status}`, answer };
    if (request.expects === 'no page' && answer.status < 300 && isPage(answer))
        return { kind: 'unclear', what: `it was answered with ${answer.status} and a page of HTML`, answer };
    try {
        if (request.expects === 'json' && answer.status < 300 && !hasNoBody(request, answer.status))
            await answer.json();
        return { kind: 'answer', answer };
    }
    catch (error) {
        return judgeError(error);
    }
};
/** An answer that nobody will read holds its connection otherwise. */
const discard = async (answer) => {
    try {
        for await (const part of answer?.body() ?? [])
            if (part)
                break;
    }
    catch {
        // It is being thrown away, cut or not.
    }
};
const lost = (request, result) => (0,release_error/* fail */.fJ)('HTTP_ANSWER_LOST', { method: request.method, url: plainUrl(new URL(request.url)), what: result.what }, result.error ? { cause: result.error } : {});
const withRetry = (http, options) => {
    const { clock, random, log } = options;
    const budget = { ...defaultBudget, ...options.budget };
    const gates = createGates({ clock, random, log, waits: options.waits ?? (0,wait_budget/* createWaitBudget */.f)(defaultWaitMs, () => clock.now()) });
    // Of the whole run: a service that fails every other request would keep it busy for hours.
    let trouble = 0;
    // Where something was reached in this run, a name that is unknown for a moment is a fault like any other.
    const reached = new Set();
    const mostTries = (request, error) => isUnresolved(error) && !reached.has(new URL(request.url).host) ? Math.min(budget.unresolvedAttempts, budget.attempts) : budget.attempts;
    const pause = async (request, { tries, most, what }) => {
        const wait = Math.round(random() * Math.min(budget.capMs, budget.baseMs * 2 ** (tries - 1)));
        log.info(`${request.method} ${plainUrl(new URL(request.url))}: ${what}. Trying again in ${(wait / 1000).toFixed(1)} s (${tries} of ${most - 1}).`);
        await clock.sleep(wait, request.signal);
        trouble += wait;
    };
    const spent = (request, { what, error }) => {
        const facts = { method: request.method, url: plainUrl(new URL(request.url)), what, minutes: Math.round(trouble / 60_000) };
        return (0,release_error/* fail */.fJ)('RETRIES_SPENT', facts, error ? { cause: error } : {});
    };
    const send = async (request) => {
        const turn = gates.enter(request);
        for (let tries = 1;; tries += 1) {
            const pass = await turn.wait();
            const began = clock.now();
            const result = await attempt(http, request, pass);
            if (result.kind === 'limited' || result.answer)
                reached.add(new URL(request.url).host);
            if (result.kind === 'answer')
                return result.answer;
            const last = result.kind !== 'limited' && request.idempotent && tries >= budget.attempts;
            if (request.answer === 'stream' && !last)
                await discard(result.answer);
            // A limiter says how long; how often it does is bounded by the time that may be waited.
            if (result.kind === 'limited') {
                tries -= 1;
                continue;
            }
            trouble += Math.min(clock.now() - began, mostTroubleOfTry);
            if (result.kind === 'unclear' && !request.idempotent)
                return lost(request, result);
            const most = mostTries(request, result.error);
            if (tries >= most) {
                if (result.answer)
                    return result.answer;
                throw result.error;
            }
            if (trouble > budget.troubleMs)
                return spent(request, result);
            await pause(request, { tries, most, what: result.what });
        }
    };
    return { send, used: (quota, unit, times) => gates.used(quota, unit, times) };
};

;// CONCATENATED MODULE: ./out/adapters/http/connect.js
// HTTP as a run needs it: one transport, what it may reach, and retry. A module of its own, so that everything about HTTP is loaded
// by one import, with the first request: a run that has nothing to do makes none.




/** Whatever a config or a server names: a rehearsal does not reach the real world, not even to read. */
const onlyTo = (transport, origins) => async (hop) => origins.includes(hop.url.origin) ? transport(hop) : (0,release_error/* fail */.fJ)('REHEARSAL_OUTSIDE', { url: `${hop.url.origin}${hop.url.pathname}` });
const connect = ({ environment, log, clock, onlyTo: origins, transport, waits, random = Math.random }) => {
    const node = transport ? { transport, close: () => undefined } : nodeTransport(environment);
    const http = withRetry(createHttp(origins ? onlyTo(node.transport, origins) : node.transport), { clock, random, log, ...(waits ? { waits } : {}) });
    return { http, close: () => node.close() };
};


/***/ })

};
