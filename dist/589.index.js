export const id = 589;
export const ids = [589];
export const modules = {

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

/***/ 7589:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  defaultBudget: () => (/* binding */ defaultBudget),
  withRetry: () => (/* binding */ withRetry)
});

// EXTERNAL MODULE: ./out/errors/release-error.js + 14 modules
var release_error = __webpack_require__(3427);
;// CONCATENATED MODULE: ./out/adapters/http/limits.js
// When may the next request be sent? Read from an answer's headers. Pure; times are milliseconds since 1970.
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
/** The pool that a request draws from, as far as its address tells. */
const poolOf = (url) => (url.pathname.endsWith('/graphql') ? 'graphql' : url.pathname.includes('/search/') ? 'search' : 'core');

;// CONCATENATED MODULE: ./out/adapters/http/gates.js
// Who has been asked to wait, waits: one gate for each service, through which every request to it goes, not only the one that was
// refused. A service that is asked again too early extends its limit or bans the token.


const isoTime = (time) => new Date(Math.ceil(time / 1000) * 1000).toISOString().replace('.000', '');
const createGates = ({ clock, random, log, maxWaitMs }) => {
    const holds = new Map();
    const heldUntil = (url) => Math.max(holds.get(`${url.origin} all`) ?? 0, holds.get(`${url.origin} ${poolOf(url)}`) ?? 0);
    const learn = (answer, text) => {
        const now = clock.now();
        const hold = holdOf(answer, now, text);
        if (!hold)
            return;
        const key = `${new URL(answer.url).origin} ${hold.pool}`;
        if (hold.until <= (holds.get(key) ?? 0))
            return;
        holds.set(key, hold.until);
        if (hold.until > now)
            log.warn(`${key.split(' ')[0]} asks for a pause until ${isoTime(hold.until)} (${Math.ceil((hold.until - now) / 1000)} s).`);
    };
    const enter = (request) => {
        const url = new URL(request.url);
        let waited = 0;
        let refusals = 0;
        const pause = async (milliseconds) => {
            waited += milliseconds;
            if (waited > maxWaitMs) {
                const until = clock.now() + milliseconds;
                (0,release_error/* fail */.fJ)('RATE_LIMITED', { service: url.origin, until: isoTime(until), seconds: Math.ceil(milliseconds / 1000) });
            }
            await clock.sleep(milliseconds, request.signal);
        };
        const wait = async () => {
            for (let least = refusals === 0 ? 0 : 1000 * 2 ** (refusals - 1);; least = 0) {
                const remains = Math.max(heldUntil(url) - clock.now(), least);
                if (remains <= 0)
                    return;
                // Later by a little and at random: all who wait for the same second would arrive in it together.
                await pause(Math.ceil(remains + random() * 1000));
            }
        };
        return { wait, refused: () => void (refusals += 1) };
    };
    return { learn, enter };
};

// EXTERNAL MODULE: ./out/adapters/http/redirect.js
var redirect = __webpack_require__(3628);
;// CONCATENATED MODULE: ./out/adapters/http/retry.js
// The one retry policy, by kind of error. What surely had no effect is repeated; what may have had one is repeated only when that
// does no harm, and is the caller's to look up otherwise. What a limiter asks for is obeyed to the second, by every request.




const defaultBudget = { attempts: 7, baseMs: 1000, capMs: 30_000, maxWaitMs: 600_000 };
const isFault = (status) => status === 408 || (status >= 500 && status !== 501 && status !== 505);
const hasNoBody = (request, status) => request.method === 'HEAD' || status === 204 || status === 205 || status === 304;
const judgeError = (error) => {
    if (!(error instanceof release_error/* ReleaseError */.K2))
        throw error;
    if (error.code === 'HTTP_UNREACHABLE')
        return { kind: 'clear', what: error.message, error };
    if (error.code === 'HTTP_BROKEN' || error.code === 'HTTP_NOT_JSON')
        return { kind: 'unclear', what: error.message, error };
    throw error;
};
const attempt = async (http, request, gates) => {
    try {
        const answer = await http.send(request);
        const text = answer.status === 403 && request.answer !== 'stream' ? await answer.text() : '';
        gates.learn(answer, text);
        if (isLimited(answer, text))
            return { kind: 'limited', answer };
        if (isFault(answer.status))
            return { kind: 'unclear', what: `it was answered with ${answer.status}`, answer };
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
const lost = (request, result) => (0,release_error/* fail */.fJ)('HTTP_ANSWER_LOST', { method: request.method, url: (0,redirect/* plainUrl */.kP)(new URL(request.url)), what: result.what }, result.error ? { cause: result.error } : {});
const withRetry = (http, options) => {
    const { clock, random, log } = options;
    const budget = { ...defaultBudget, ...options.budget };
    const gates = createGates({ clock, random, log, maxWaitMs: budget.maxWaitMs });
    const pause = async (request, tries, what) => {
        const wait = Math.round(random() * Math.min(budget.capMs, budget.baseMs * 2 ** (tries - 1)));
        log.info(`${request.method} ${(0,redirect/* plainUrl */.kP)(new URL(request.url))}: ${what} Trying again in ${(wait / 1000).toFixed(1)} s (${tries} of ${budget.attempts - 1}).`);
        await clock.sleep(wait, request.signal);
    };
    const send = async (request) => {
        const turn = gates.enter(request);
        for (let tries = 1;; tries += 1) {
            await turn.wait();
            const result = await attempt(http, request, gates);
            if (result.kind === 'answer')
                return result.answer;
            const last = result.kind !== 'limited' && request.idempotent && tries >= budget.attempts;
            if (request.answer === 'stream' && !last)
                await discard(result.answer);
            // A limiter says how long; how often it does is bounded by the time that may be waited.
            if (result.kind === 'limited') {
                turn.refused();
                tries -= 1;
                continue;
            }
            if (result.kind === 'unclear' && !request.idempotent)
                return lost(request, result);
            if (tries >= budget.attempts) {
                if (result.answer)
                    return result.answer;
                throw result.error;
            }
            await pause(request, tries, result.what);
        }
    };
    return { send };
};


/***/ })

};
