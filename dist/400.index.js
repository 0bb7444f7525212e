export const id = 400;
export const ids = [400];
export const modules = {

/***/ 400:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   nodeTransport: () => (/* binding */ nodeTransport)
/* harmony export */ });
/* harmony import */ var _errors_release_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3427);
/* harmony import */ var _hosts_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8449);
/* harmony import */ var _redirect_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3628);
/* harmony import */ var _send_body_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5407);




// `import` of node:http fills in every lazy export of it, undici's classes among them; this way loads what is used, when it is.
const library = (url) => (url.protocol === 'https:' ? process.getBuiltinModule('node:https') : process.getBuiltinModule('node:http'));
/** Keep-alive connections, at most eight to an origin, through the proxy of the environment (from Node 24.5) unless it is this machine. */
const agents = (environment) => {
    const all = new Map();
    const of = (url) => {
        const direct = (0,_hosts_js__WEBPACK_IMPORTED_MODULE_3__/* .isLoopback */ .U9)(url.hostname);
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
    if (error instanceof _errors_release_error_js__WEBPACK_IMPORTED_MODULE_0__/* .ReleaseError */ .K2)
        throw error;
    return (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_0__/* .fail */ .fJ)('HTTP_BROKEN', { method: hop.method, url: (0,_redirect_js__WEBPACK_IMPORTED_MODULE_1__/* .plainUrl */ .kP)(hop.url), what: describe(error) }, { cause: error });
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
        broken(hop, error instanceof _errors_release_error_js__WEBPACK_IMPORTED_MODULE_0__/* .ReleaseError */ .K2 ? error : new Error(what, { cause: error }));
    }
    finally {
        done();
    }
}
const open = (hop, agent) => {
    const size = hop.body === undefined ? undefined : (0,_send_body_js__WEBPACK_IMPORTED_MODULE_2__/* .sizeOf */ .$d)(hop.body);
    const empty = size === undefined && ['POST', 'PUT', 'PATCH'].includes(hop.method) ? 0 : size;
    const headers = { ...hop.headers, ...(empty === undefined ? {} : { 'content-length': String(empty) }) };
    const request = library(hop.url).request(hop.url, { method: hop.method, headers, agent, ...(hop.signal ? { signal: hop.signal } : {}) });
    request.setTimeout(hop.timeoutMs, () => request.destroy(new Error(`nothing came for ${hop.timeoutMs / 1000} seconds`)));
    return request;
};
const failed = async (hop, error, connected) => {
    if (hop.signal?.aborted || error instanceof _errors_release_error_js__WEBPACK_IMPORTED_MODULE_0__/* .ReleaseError */ .K2 || connected)
        return broken(hop, error);
    return (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_0__/* .fail */ .fJ)(isDistrust(error) ? 'HTTP_TLS' : 'HTTP_UNREACHABLE', { method: hop.method, url: (0,_redirect_js__WEBPACK_IMPORTED_MODULE_1__/* .plainUrl */ .kP)(hop.url), what: describe(error) }, { cause: error });
};
const exchange = (hop, agent) => new Promise((resolve) => {
    hop.signal?.throwIfAborted();
    const request = open(hop, agent);
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
    if (hop.body === undefined || !(0,_send_body_js__WEBPACK_IMPORTED_MODULE_2__/* .isFile */ .fo)(hop.body))
        request.end(hop.body);
    else
        (0,_send_body_js__WEBPACK_IMPORTED_MODULE_2__/* .sendFile */ .TX)(request, hop, hop.body, () => refused).then(() => (refused ? undefined : request.end()), (error) => request.destroy(error));
});
const nodeTransport = (environment = process.env) => {
    const pool = agents(environment);
    return { transport: (hop) => exchange(hop, pool.of(hop.url)), close: () => pool.close() };
};


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
