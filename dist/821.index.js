export const id = 821;
export const ids = [821];
export const modules = {

/***/ 9821:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createPackageIndex: () => (/* binding */ createPackageIndex)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: ./out/core/digest.js
var core_digest = __webpack_require__(6852);
// EXTERNAL MODULE: ./out/core/distribution/name.js
var distribution_name = __webpack_require__(7394);
// EXTERNAL MODULE: ./out/core/package-index.js
var package_index = __webpack_require__(8987);
// EXTERNAL MODULE: ./out/core/plain-text.js
var plain_text = __webpack_require__(3384);
// EXTERNAL MODULE: ./out/errors/release-error.js + 22 modules
var release_error = __webpack_require__(293);
// EXTERNAL MODULE: ./out/adapters/patience.js
var patience = __webpack_require__(4542);
// EXTERNAL MODULE: ./out/errors/catalog/package-index.js
var catalog_package_index = __webpack_require__(3971);
// EXTERNAL MODULE: ./out/adapters/package-index/trust.js
var trust = __webpack_require__(8441);
;// CONCATENATED MODULE: ./out/adapters/package-index/credentials.js
// With what a run uploads: a token that it was given, else one that the index mints for the identity of the job. Each goes to the origin
// of the upload address, and nowhere else; and a token of PyPI, which says where it belongs, to no other index at all.




/** Minted tokens live fifteen minutes. */
const freshMs = 10 * 60_000;
/** A token of PyPI is a macaroon: after a version byte and the tag of the field stands the host that made it. */
const madeBy = (token) => {
    if (!token.startsWith('pypi-'))
        return undefined;
    const bytes = Buffer.from(token.slice('pypi-'.length), 'base64url');
    const length = bytes[2] ?? 0;
    const host = bytes[0] === 2 && bytes[1] === 1 ? bytes.toString('latin1', 3, 3 + length) : '';
    return /^[a-z0-9.-]+$/.test(host) ? host : undefined;
};
const createIndexCredentials = ({ http, log, clock, environment, token, at }) => {
    const minted = new Map();
    const secret = (text) => {
        log.secret(text);
        return text;
    };
    const basic = (user, password) => `Basic ${secret(Buffer.from(`${user}:${secret(password)}`).toString('base64'))}`;
    const own = (place) => {
        const variable = (0,catalog_package_index/* indexVariable */.r)(new URL(place.upload).host);
        const given = environment[`${variable}_TOKEN`]?.trim() || environment[`${variable}_PASSWORD`]?.trim() || token;
        if (given === undefined || given === '')
            return undefined;
        const of = madeBy(secret(given));
        const host = new URL(place.upload).host;
        if (of !== undefined && host !== of && host !== `upload.${of}`)
            return (0,release_error/* fail */.fJ)('INDEX_TOKEN_ELSEWHERE', { index: (0,package_index/* indexName */.mo)(place), host, of });
        return basic(environment[`${variable}_USERNAME`]?.trim() || '__token__', given);
    };
    const identity = () => {
        const [url, request] = [environment['ACTIONS_ID_TOKEN_REQUEST_URL'], environment['ACTIONS_ID_TOKEN_REQUEST_TOKEN']];
        return url && request && URL.canParse(url) ? { url, token: request } : undefined;
    };
    const mint = (place) => {
        const host = new URL(place.upload).host;
        const source = identity() ?? (0,release_error/* fail */.fJ)('INDEX_CREDENTIALS', { index: (0,package_index/* indexName */.mo)(place), host, missing: missingText(environment) });
        const known = minted.get(place.upload);
        if (known && clock.now() - known.time < freshMs)
            return known.token;
        const made = (0,trust/* mintToken */.W)(source, { index: (0,package_index/* indexName */.mo)(place), host, base: at(place.trust).href.replace(/\/+$/, '') }, { http, log });
        minted.set(place.upload, { token: made, time: clock.now() });
        made.catch(() => minted.delete(place.upload));
        return made;
    };
    return {
        given: own,
        by: (place) => (own(place) === undefined ? 'trusted publisher' : 'token'),
        header: async (place) => own(place) ?? basic('__token__', await mint(place)),
        identity,
        forget: (place) => void minted.delete(place.upload),
    };
};
const missingText = (environment) => environment['GITHUB_ACTIONS'] === 'true'
    ? 'no token is given, and the job may not ask for its identity (ACTIONS_ID_TOKEN_REQUEST_URL and _TOKEN are not set: it lacks `permissions: id-token: write`)'
    : 'no token is given, and trusted publishing works in a job of GitHub Actions only';

// EXTERNAL MODULE: ./out/adapters/http/hosts.js
var hosts = __webpack_require__(8449);
;// CONCATENATED MODULE: ./out/adapters/package-index/endpoints.js
// Where an index is asked: its public addresses stay in plan and record, and only here become those of a mirror or of a rehearsal.



/** `SLIPWAY_INDEX_UPLOAD_PYPI_ORG_URL` goes before the address itself, and a rehearsal's own table before it. */
const addressOf = (text, table, environment) => {
    const url = new URL(text);
    const base = table[url.host] ?? environment[`${(0,catalog_package_index/* indexVariable */.r)(url.host)}_URL`];
    if (base === undefined)
        return url;
    if (!URL.canParse(base))
        return (0,release_error/* fail */.fJ)('INDEX_PLACE', { text: base, why: `${(0,catalog_package_index/* indexVariable */.r)(url.host)}_URL is no address` });
    const at = new URL(base);
    if (at.protocol !== 'https:' && !(at.protocol === 'http:' && (0,hosts/* isLoopback */.U9)(at.hostname)))
        return (0,release_error/* fail */.fJ)('INDEX_PLACE', { text: base, why: 'tokens go over https only, except to this machine' });
    return new URL(`${at.origin}${at.pathname.replace(/\/+$/, '')}${url.pathname}`);
};

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./out/adapters/package-index/form.js
// The upload form: multipart/form-data, as the upload API of package indexes wants it. Values are text of the project's metadata and may
// hold anything; the boundary occurs in none of them.


/** In quotes of a header, neither of these may stand as it is. */
const quoted = (text) => text.replaceAll('"', '%22').replace(/[\r\n]/g, ' ');
const asked = [[':action', 'file_upload'], ['protocol_version', '1']];
const uploadForm = (fields, { fileName, bytes, digest }) => {
    const all = [...asked, ...fields, ['sha256_digest', (0,core_digest/* hexOf */.ZD)(digest)]];
    // By the file's digest: the same form each time, and nobody who writes metadata can foresee it.
    const boundary = `slipway-${(0,external_node_crypto_.createHash)('sha256').update(digest).update(JSON.stringify(all)).digest('hex')}`;
    const texts = all.map((it) => textPart(boundary, it)).join('');
    const file = `${part(boundary, `name="content"; filename="${quoted(fileName)}"`)}Content-Type: application/octet-stream\r\n\r\n`;
    return { mediaType: `multipart/form-data; boundary=${boundary}`, body: Buffer.concat([Buffer.from(texts + file), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]) };
};
/** Asks to upload, and brings nothing: an index that asks first who it is says that, and then that there is no file. */
const emptyForm = () => ({ mediaType: 'multipart/form-data; boundary=slipway-asks', body: Buffer.from(`${asked.map((it) => textPart('slipway-asks', it)).join('')}--slipway-asks--\r\n`) });
const part = (boundary, header) => `--${boundary}\r\nContent-Disposition: form-data; ${header}\r\n`;
const textPart = (boundary, [name, value]) => `${part(boundary, `name="${quoted(name)}"`)}\r\n${value}\r\n`;

;// CONCATENATED MODULE: ./out/adapters/package-index/pages.js
// The page of a project (PEP 503 and its JSON, PEP 691) → its files. An address that would leave https, or lead to this machine, is none.


const pageTypes = 'application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.1';
/** `base`: what an address is relative to. What it may lead to goes by the page, which is where it was asked for. */
const addressOn = (page, text, base = page) => {
    if (!URL.canParse(text, base.href))
        return undefined;
    const url = new URL(text, base.href);
    const isSafe = url.protocol === 'https:' || (url.protocol === 'http:' && page.protocol === 'http:');
    return isSafe && !url.username && !url.password && ((0,hosts/* isLocalOnly */.we)(page.hostname) || !(0,hosts/* isLocalOnly */.we)(url.hostname)) ? url : undefined;
};
const digestIn = (hex) => {
    const digest = typeof hex === 'string' ? `sha256:${hex.toLowerCase()}` : '';
    return (0,core_digest/* isDigest */.Bc)(digest) ? { digest } : {};
};
const fieldOf = (value, key) => (typeof value === 'object' && value !== null ? value[key] : undefined);
const yankedIn = (value) => (value === undefined || value === false ? {} : { yanked: typeof value === 'string' ? value : '' });
/** Undefined when it is no such page. */
const filesInJson = (page, value) => {
    const files = fieldOf(value, 'files');
    if (!Array.isArray(files))
        return undefined;
    return files.flatMap((it) => {
        const [fileName, text, size] = [fieldOf(it, 'filename'), fieldOf(it, 'url'), fieldOf(it, 'size')];
        const url = typeof text === 'string' ? addressOn(page, text) : undefined;
        if (typeof fileName !== 'string' || !url)
            return [];
        return [{ fileName, url: withoutHash(url), ...digestIn(fieldOf(fieldOf(it, 'hashes'), 'sha256')), ...(typeof size === 'number' ? { size } : {}), ...yankedIn(fieldOf(it, 'yanked')) }];
    });
};
const withoutHash = (url) => {
    const bare = new URL(url);
    bare.hash = '';
    return bare.href;
};
const entities = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': '\'', '#x27': '\'' };
const plain = (text) => text.replace(/&(amp|lt|gt|quot|#39|#x27);/g, (_, name) => entities[name] ?? '');
const attribute = (tag, name) => {
    const [, quoted, single] = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, 'i').exec(tag) ?? [];
    const value = quoted ?? single;
    if (value !== undefined)
        return plain(value);
    return new RegExp(`\\s${name}(?:\\s|>|$)`, 'i').test(tag) ? '' : undefined;
};
/** The first one that says an address counts, as for a browser and for pip. */
const baseOf = (page, text) => {
    const [href] = [...text.matchAll(/<base\b([^>]*)>/gi)].flatMap(([, tag = '']) => attribute(tag, 'href') ?? []);
    return href !== undefined && URL.canParse(href, page.href) ? new URL(href, page.href) : page;
};
/** A page without a single link is one of a project that has no files; whether it is such a page at all its own words say. */
const filesInHtml = (page, text) => {
    const links = [...text.matchAll(/<a\b([^>]*)>([\s\S]*?)<\/a\s*>/gi)];
    if (links.length === 0 && !/<title>\s*Links for/i.test(text) && !/pypi:repository-version/i.test(text))
        return undefined;
    const base = baseOf(page, text);
    return links.flatMap(([, tag = '', content = '']) => {
        const url = addressOn(page, attribute(tag, 'href') ?? '', base);
        const fileName = plain(content.replace(/<[^>]*>/g, '')).trim();
        if (!url || fileName === '')
            return [];
        return [{ fileName, url: withoutHash(url), ...digestIn(/^#(?:.*&)?sha256=([0-9a-fA-F]{64})\b/.exec(url.hash)?.[1]), ...yankedIn(attribute(tag, 'data-yanked')) }];
    });
};

;// CONCATENATED MODULE: ./out/adapters/package-index/package-index.js
// The client of package indexes. Files have names that are given once and for ever, so an upload whose answer was lost is looked up: what
// is there with our bytes is done, and only what is surely not there is sent again.











/** Pages of a project with thousands of files are large. */
const largestPage = 64 * 1024 * 1024;
const mostSends = 3;
const createPackageIndex = ({ http, clock, log, endpoints = {}, environment = {}, token }) => {
    const at = (address) => addressOf(address, endpoints, environment);
    const client = new Client({ http, clock, log, at, credentials: createIndexCredentials({ http, log, clock, environment, at, ...(token === undefined ? {} : { token }) }) });
    return {
        files: (place, project) => client.files(place, project),
        download: (place, file) => client.download(place, file),
        right: (place, isNew) => client.right(place, isNew),
        upload: (place, file) => client.upload(place, file),
    };
};
const keyOf = (place, project) => `${place.upload} ${(0,distribution_name/* normalised */.Z7)(project)}`;
class Client {
    parts;
    /** What this process has uploaded: a page that does not show it is older than that. */
    own = new Map();
    attestations = new Map();
    constructor(parts) {
        this.parts = parts;
    }
    async files(place, project) {
        const own = this.own.get(keyOf(place, project));
        const isFresh = (files) => [...(own ?? [])].every(([name]) => files?.some((it) => it.fileName === name));
        return (0,patience/* readSettled */.G)(() => this.page(place, project), isFresh, this.parts);
    }
    async *download(place, file) {
        const answer = await this.read(place, file.url, { accept: '*/*' }, 'stream');
        if (answer.status !== 200)
            return void (await this.refused(place, `give ${file.fileName}`, answer));
        yield* answer.body();
    }
    async right(place, isNew) {
        const { credentials } = this.parts;
        const by = credentials.by(place);
        if (by === 'token') {
            if (place.page !== undefined)
                await this.mustBeKnown(place);
            return { by, unproven: 'an index tells what a token may do only when a file is sent' };
        }
        // Asking for a token makes the project of a pending publisher.
        if (isNew && credentials.identity())
            return { by, unproven: 'the project is new, and asking for a token would make it' };
        await credentials.header(place);
        return { by };
    }
    /** PyPI asks who it is before it looks for a file, of which there is none here. Other indexes may take any request for an upload. */
    async mustBeKnown(place) {
        const { http, at, credentials } = this.parts;
        const url = at(place.upload);
        const { mediaType, body } = emptyForm();
        const answer = await http.send({ method: 'POST', url: url.href, headers: { 'content-type': mediaType, accept: '*/*' }, body, credential: { origin: url.origin, value: await credentials.header(place) }, purpose: 'access-probe', idempotent: true });
        if (answer.status === 401 || answer.status === 403)
            (0,release_error/* fail */.fJ)('INDEX_DENIED', { index: (0,package_index/* indexName */.mo)(place), by: 'token', project: 'anything', status: answer.status, said: await wordsOf(answer) });
    }
    async upload(place, file) {
        for (let sends = 1;; sends++) {
            try {
                await this.send(place, file);
                break;
            }
            catch (failure) {
                if (!(failure instanceof release_error/* ReleaseError */.K2) || failure.code !== 'HTTP_ANSWER_LOST')
                    throw failure;
                const found = await this.lookUp(place, file);
                if (found)
                    return this.mustBeOurs(place, file, found);
                if (sends === mostSends)
                    throw failure;
            }
        }
        this.note(place, file);
    }
    note(place, { project, fileName, digest }) {
        const key = keyOf(place, project);
        this.own.set(key, new Map([...(this.own.get(key) ?? []), [fileName, digest]]));
    }
    /** With patience: pages are older than what was just taken. */
    async lookUp(place, { project, fileName }) {
        const look = async () => (await this.page(place, project))?.find((it) => it.fileName === fileName);
        return (0,patience/* readSettled */.G)(look, (it) => it !== undefined, this.parts);
    }
    async mustBeOurs(place, file, { digest }) {
        if (digest !== undefined && digest !== file.digest)
            return (0,release_error/* fail */.fJ)('INDEX_FILE_TAKEN', { index: (0,package_index/* indexName */.mo)(place), file: file.fileName, found: digest, wanted: file.digest });
        this.note(place, file);
    }
    async send(place, file) {
        const { http, at, credentials } = this.parts;
        const url = at(place.upload);
        const bytes = await (0,promises_.readFile)(file.path);
        const digest = (0,core_digest/* digestOf */.ol)(bytes);
        if (digest !== file.digest)
            return (0,release_error/* fail */.fJ)('INDEX_DIGEST', { index: 'this disk', file: file.fileName, wanted: file.digest, found: digest });
        const { mediaType, body } = uploadForm([...file.fields, ...(await this.attested(place, file))], { fileName: file.fileName, bytes, digest });
        const credential = { origin: url.origin, value: await credentials.header(place) };
        const answer = await http.send({ method: 'POST', url: url.href, headers: { 'content-type': mediaType, accept: '*/*' }, body, credential, timeoutMs: 300_000, purpose: 'write', idempotent: false });
        if (answer.status >= 200 && answer.status < 300)
            return mustBeNoPage(url, answer);
        return this.judge(place, file, answer);
    }
    /** Indexes take attestations from trusted publishers only. Made once for a file, also when it has to be sent again. */
    async attested(place, { attest, fileName, digest }) {
        const { credentials, http, log, at } = this.parts;
        const source = credentials.identity();
        if (!attest || !source || credentials.by(place) !== 'trusted publisher')
            return [];
        const made = this.attestations.get(fileName) ?? JSON.stringify([await (await __webpack_require__.e(/* import() */ 650).then(__webpack_require__.bind(__webpack_require__, 5650))).attest({ fileName, digest }, { http, log, source, at })]);
        this.attestations.set(fileName, made);
        return [['attestations', made]];
    }
    async judge(place, file, answer) {
        const said = await wordsOf(answer);
        const facts = { index: (0,package_index/* indexName */.mo)(place), file: file.fileName };
        if (answer.status === 401 || answer.status === 403) {
            const by = this.parts.credentials.by(place);
            this.parts.credentials.forget(place);
            return (0,release_error/* fail */.fJ)('INDEX_DENIED', { index: facts.index, by, project: file.project, status: answer.status, said });
        }
        if (/previously been used|already been used/i.test(said))
            return (0,release_error/* fail */.fJ)('INDEX_NAME_USED', { ...facts, said });
        // Nexus, Artifactory and others say it in their own words and numbers; what is there decides.
        if (answer.status === 409 || /already exists|already been (taken|uploaded)|does not allow updating|cannot.*(overwrite|redeploy)/i.test(said)) {
            const found = await this.lookUp(place, file);
            return found ? this.mustBeOurs(place, file, found) : (0,release_error/* fail */.fJ)('INDEX_FILE_TAKEN', { ...facts, found: `a file that its pages do not show (${said})`, wanted: file.digest });
        }
        return this.refused(place, `take ${file.fileName}`, answer);
    }
    async page(place, project) {
        const name = (0,distribution_name/* normalised */.Z7)(project);
        const url = this.parts.at(`${place.simple}${name}/`);
        const answer = await this.read(place, url.href, { accept: pageTypes }, 'whole');
        if (answer.status === 404)
            return undefined;
        if (answer.status !== 200)
            return this.refused(place, `show the files of ${name}`, answer);
        const type = answer.headers['content-type'] ?? '';
        const at = new URL(answer.url);
        const files = /json/i.test(type) ? filesInJson(at, await answer.json().catch(() => undefined)) : filesInHtml(at, await answer.text());
        return files ?? (0,release_error/* fail */.fJ)('INDEX_ANSWER', { index: (0,package_index/* indexName */.mo)(place), what: `for ${name}`, found: `status 200, ${type || 'of no type'}` });
    }
    /** As anybody; and only where the index wants to know who asks, with the token that was given, to the origin that it is for. */
    async read(place, url, headers, answer) {
        const { http, at, credentials } = this.parts;
        const request = { method: 'GET', url, headers, answer, limit: largestPage, purpose: 'read', idempotent: true };
        const first = await http.send(request);
        const { origin } = at(place.upload);
        if ((first.status !== 401 && first.status !== 403) || new URL(url).origin !== origin)
            return first;
        const given = credentials.given(place);
        return given === undefined ? first : http.send({ ...request, credential: { origin, value: given } });
    }
    async refused(place, what, answer) {
        return (0,release_error/* fail */.fJ)('INDEX_REFUSED', { index: (0,package_index/* indexName */.mo)(place), what, status: answer.status, said: await wordsOf(answer) });
    }
}
/** A success is empty, or a line. Whoever answers with a page of HTML may be a proxy on the way, and the index may never have heard of it. */
const mustBeNoPage = async (url, answer) => {
    const text = await answer.text().catch(() => '');
    if (/^\s*<(?:!doctype html|html)\b/i.test(text))
        (0,release_error/* fail */.fJ)('HTTP_ANSWER_LOST', { method: 'POST', url: url.href, what: `it was answered with ${answer.status} and a page of HTML` });
};
/** The reason as people can read it: indexes answer with a page, a line, or JSON. */
const wordsOf = async (answer) => {
    const text = await answer.text().catch(() => '');
    const plain = (0,plain_text/* withoutControls */.D)(text.replace(/<(title|head|style|script)\b[\s\S]*?<\/\1\s*>/gi, ' ').replace(/<[^>]*>/g, ' ')).replace(/\s+/g, ' ').trim();
    return plain.slice(0, 500) || 'it gave no reason';
};


/***/ }),

/***/ 8441:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ mintToken),
/* harmony export */   _: () => (/* binding */ identityToken)
/* harmony export */ });
/* harmony import */ var _core_plain_text_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3384);
/* harmony import */ var _errors_release_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(293);
// Trusted publishing: the job's identity at GitHub for a token of the index that lives fifteen minutes. The identity is good for one
// audience, goes to one address, and is a secret on its way, as is whatever comes of it.


const valueOf = async (answer) => {
    const value = await answer.json().catch(() => undefined);
    return typeof value === 'object' && value !== null ? value : {};
};
const said = (value) => (typeof value === 'string' ? (0,_core_plain_text_js__WEBPACK_IMPORTED_MODULE_1__/* .withoutControls */ .D)(value).replace(/\s+/g, ' ').trim().slice(0, 1000) : '');
/** For one audience. The address that the runner gives has a query already. */
const identityToken = async ({ url, token }, audience, { http, log }) => {
    log.secret(token);
    const at = new URL(url);
    at.searchParams.set('audience', audience);
    const answer = await http.send({ method: 'GET', url: at.href, headers: { accept: 'application/json' }, credential: { origin: at.origin, value: `Bearer ${token}` }, redirects: 'manual', purpose: 'read', idempotent: true });
    const { value } = await valueOf(answer);
    if (answer.status !== 200 || typeof value !== 'string' || value === '')
        return (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_0__/* .fail */ .fJ)('INDEX_IDENTITY', { what: answer.status === 200 ? 'the answer holds no token' : `status ${answer.status}` });
    log.secret(value);
    return value;
};
/** Said by an index that has none, or has it off; anything else is a failure that may pass. */
const noTrust = async ({ index, host }, answer) => {
    const { status } = answer;
    if (status < 500 || status === 501)
        return (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_0__/* .fail */ .fJ)('INDEX_NO_TRUST', { index, host, status });
    return (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_0__/* .fail */ .fJ)('INDEX_REFUSED', { index, what: 'give a token for the identity of this job', status, said: said(await answer.text().catch(() => '')) || 'it gave no reason' });
};
/** PyPI says the same each time. */
const known = { 'upload.pypi.org': 'pypi', 'test.pypi.org': 'testpypi' };
const ofOthers = new Set([...Object.values(known), 'sigstore']);
/**
 * An identity is a key to whatever trusts its audience. An index that could choose it would have one made for PyPI, or for a cloud, and use
 * it there: so it may name itself, or be a word that is nobody's.
 */
const isOwnAudience = (audience, { host }) => {
    if (known[host] !== undefined)
        return audience === known[host];
    return /^[A-Za-z0-9_-]+$/.test(audience) ? !ofOthers.has(audience.toLowerCase()) : audience.replace(/^https:\/\//, '').split('/')[0] === host;
};
const audienceOf = async (at, { http }) => {
    const answer = await http.send({ method: 'GET', url: `${at.base}/_/oidc/audience`, headers: { accept: 'application/json' }, purpose: 'read', idempotent: true });
    const { audience } = answer.status === 200 ? await valueOf(answer) : {};
    if (typeof audience !== 'string' || audience === '')
        return noTrust(at, answer);
    return isOwnAudience(audience, at) ? audience : (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_0__/* .fail */ .fJ)('INDEX_AUDIENCE', { index: at.index, host: at.host, audience: said(audience).slice(0, 100) });
};
/** Of whom the index said that it knows no publisher: read from the identity itself, which holds nothing secret but its signature. */
const identityText = (jwt) => {
    try {
        const claims = JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString('utf8'));
        const workflow = said(claims['workflow_ref']).replace(/^.*\/\.github\/workflows\//, '').replace(/@.*$/, '');
        return `repository ${said(claims['repository']) || 'unknown'}, workflow ${workflow || 'unknown'}, environment ${said(claims['environment']) || 'none'}`;
    }
    catch {
        return '';
    }
};
/** Asked for again does no harm: each token is one more, and all end after fifteen minutes. */
const ask = (path, jwt, { base }, { http }) => http.send({ method: 'POST', url: `${base}${path}`, headers: { 'content-type': 'application/json', accept: 'application/json' }, body: JSON.stringify({ token: jwt }), redirects: 'manual', purpose: 'access-probe', idempotent: true });
const mintToken = async (source, at, asking) => {
    const jwt = await identityToken(source, await audienceOf(at, asking), asking);
    const first = await ask('/_/oidc/mint-token', jwt, at, asking);
    // Indexes that have known trusted publishing for longer know the path of GitHub alone.
    const answer = first.status === 404 || first.status === 405 ? await ask('/_/oidc/github/mint-token', jwt, at, asking) : first;
    const { token, errors } = await valueOf(answer);
    if (answer.status === 200 && typeof token === 'string' && token !== '') {
        asking.log.secret(token);
        return token;
    }
    const [error] = Array.isArray(errors) ? errors : [];
    if (error === undefined)
        return noTrust(at, answer);
    return (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_0__/* .fail */ .fJ)('INDEX_NO_PUBLISHER', { index: at.index, code: said(error['code']) || `status ${answer.status}`, said: said(error['description']) || 'it gave no reason', identity: identityText(jwt) });
};


/***/ })

};
