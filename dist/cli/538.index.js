export const id = 538;
export const ids = [538];
export const modules = {

/***/ 9538:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createHttp: () => (/* binding */ createHttp)
});

// EXTERNAL MODULE: ./out/errors/release-error.js + 14 modules
var release_error = __webpack_require__(3427);
// EXTERNAL MODULE: ./out/adapters/http/redirect.js
var redirect = __webpack_require__(3628);
;// CONCATENATED MODULE: ./out/adapters/http/answer.js
// An answer as callers see it: collected with a bound, or a stream that is read once.


const defaultLimit = 16 * 1024 * 1024;
const collect = async (call, body, limit) => {
    const parts = [];
    let size = 0;
    for await (const part of body) {
        size += part.byteLength;
        if (size > limit)
            return (0,release_error/* fail */.fJ)('HTTP_TOO_LARGE', { method: call.method, url: (0,redirect/* plainUrl */.kP)(call.url), limit });
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
        return (0,release_error/* fail */.fJ)('HTTP_NOT_JSON', { method: call.method, url: (0,redirect/* plainUrl */.kP)(call.url), status, start }, { cause });
    }
};
/** Makes the response; with `answer: whole` the body has been read when this resolves. */
const makeResponse = async (call, answer, request) => {
    const limit = request.limit ?? defaultLimit;
    const whole = request.answer === 'stream' ? undefined : await collect(call, answer.body, limit);
    const bytes = async (most = limit) => {
        if (whole && whole.byteLength > most)
            return (0,release_error/* fail */.fJ)('HTTP_TOO_LARGE', { method: call.method, url: (0,redirect/* plainUrl */.kP)(call.url), limit: most });
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

// EXTERNAL MODULE: ./out/adapters/http/send-body.js
var send_body = __webpack_require__(5407);
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
        if (request.redirects === 'manual' || !(0,redirect/* isRedirect */.N6)(answer.status) || location === undefined)
            return { hop, answer };
        const call = { method: hop.method, url: (0,redirect/* plainUrl */.kP)(hop.url) };
        const step = (0,redirect/* follow */.e6)(hop, answer.status, location);
        await drain(answer.body);
        if ('refused' in step)
            return (0,release_error/* fail */.fJ)('HTTP_REDIRECT_REFUSED', { ...call, to: step.to, why: step.refused });
        if (hops === mostHops)
            return (0,release_error/* fail */.fJ)('HTTP_REDIRECT_REFUSED', { ...call, to: (0,redirect/* plainUrl */.kP)(step.next.url), why: `it is redirect number ${mostHops + 1} of one request` });
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
            timeoutMs: request.timeoutMs ?? (request.body !== undefined && (0,send_body/* isFile */.fo)(request.body) ? uploadTimeout : readTimeout),
            ...(request.body !== undefined ? { body: request.body } : {}),
            ...(request.signal ? { signal: request.signal } : {}),
        };
        const { hop, answer } = await travel(transport, first, request);
        return makeResponse({ method: hop.method, url: hop.url }, answer, request);
    },
});


/***/ }),

/***/ 3628:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N6: () => (/* binding */ isRedirect),
/* harmony export */   e6: () => (/* binding */ follow),
/* harmony export */   kP: () => (/* binding */ plainUrl)
/* harmony export */ });
/* harmony import */ var _hosts_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8449);

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
    if ((0,_hosts_js__WEBPACK_IMPORTED_MODULE_0__/* .isLocalOnly */ .we)(to.hostname) && !(0,_hosts_js__WEBPACK_IMPORTED_MODULE_0__/* .isLocalOnly */ .we)(from.hostname))
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


/***/ }),

/***/ 5407:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $d: () => (/* binding */ sizeOf),
/* harmony export */   TX: () => (/* binding */ sendFile),
/* harmony export */   fo: () => (/* binding */ isFile)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var _errors_release_error_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3427);
/* harmony import */ var _redirect_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3628);



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
    const changed = (found, cause) => (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_1__/* .fail */ .fJ)('HTTP_FILE_CHANGED', { method: hop.method, url: (0,_redirect_js__WEBPACK_IMPORTED_MODULE_2__/* .plainUrl */ .kP)(hop.url), file: file.path, wanted: file.size, found }, { cause });
    const handle = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.open)(file.path, 'r').catch((error) => changed(0, error));
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


/***/ })

};
