export const id = 650;
export const ids = [650];
export const modules = {

/***/ 5650:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   attest: () => (/* binding */ attest),
/* harmony export */   preAuthentication: () => (/* binding */ preAuthentication)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var _core_digest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6852);
/* harmony import */ var _core_plain_text_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3384);
/* harmony import */ var _errors_release_error_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(293);
/* harmony import */ var _trust_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8441);
// A publish attestation (PEP 740): the identity of the job says which bytes it published, by a key that lives for one signature. Fulcio
// certifies the key, Rekor keeps the signature in its public log, and the index verifies both. Over our own client and Node's crypto, as
// the library brings 45 packages and a client of its own, which knows neither our limits nor the walls of a rehearsal (ADR 0013).





const payloadType = 'application/vnd.in-toto+json';
/** in-toto's statement, with the one predicate that an index asks for. */
const statementOf = ({ fileName, digest }) => Buffer.from(JSON.stringify({ _type: 'https://in-toto.io/Statement/v1', subject: [{ name: fileName, digest: { sha256: (0,_core_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .hexOf */ .ZD)(digest) } }], predicateType: 'https://docs.pypi.org/attestations/publish/v1', predicate: null }));
/** What is signed of an envelope (DSSE): its type as well, and the length of both. */
const preAuthentication = (payload) => Buffer.concat([Buffer.from(`DSSEv1 ${payloadType.length} ${payloadType} ${payload.length} `), payload]);
const claimOf = (jwt, name) => {
    const claims = JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString('utf8'));
    const value = claims[name];
    return typeof value === 'string' ? value : '';
};
const refused = async (service, answer) => (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_2__/* .fail */ .fJ)('INDEX_ATTESTATION', { why: `${service} answered ${answer.status}: ${(0,_core_plain_text_js__WEBPACK_IMPORTED_MODULE_4__/* .withoutControls */ .D)((await answer.text().catch(() => '')).trim()).slice(0, 300) || 'nothing more'}` });
const valueOf = async (service, answer) => (answer.status === 200 || answer.status === 201 ? answer.json() : refused(service, answer));
const fieldOf = (value, ...path) => path.reduce((at, key) => (typeof at === 'object' && at !== null ? at[key] : undefined), value);
/** Fulcio's certificate for the key, of which it is proven that this job holds it. */
const certify = async (jwt, { publicKey, privateKey }, { http, at }) => {
    const content = publicKey.export({ format: 'pem', type: 'spki' }).toString();
    const proofOfPossession = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.sign)('sha256', Buffer.from(claimOf(jwt, 'sub')), privateKey).toString('base64');
    const body = JSON.stringify({ credentials: { oidcIdentityToken: jwt }, publicKeyRequest: { publicKey: { algorithm: 'ECDSA', content }, proofOfPossession } });
    const value = await valueOf('Fulcio', await http.send({ method: 'POST', url: at('https://fulcio.sigstore.dev/api/v2/signingCert').href, headers: { 'content-type': 'application/json', accept: 'application/json' }, body, redirects: 'manual', purpose: 'write', idempotent: true }));
    const chain = ['signedCertificateEmbeddedSct', 'signedCertificateDetachedSct'].map((it) => fieldOf(value, it, 'chain', 'certificates')).find(Array.isArray);
    const [pem] = chain ?? [];
    if (typeof pem !== 'string')
        return (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_2__/* .fail */ .fJ)('INDEX_ATTESTATION', { why: 'the answer of Fulcio holds no certificate' });
    const certificate = new node_crypto__WEBPACK_IMPORTED_MODULE_0__.X509Certificate(pem);
    return certificate.checkPrivateKey(privateKey) ? certificate : (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_2__/* .fail */ .fJ)('INDEX_ATTESTATION', { why: 'the certificate of Fulcio is for another key' });
};
/** Rekor's entry of the envelope; the one that is there already, when an answer was lost before. */
const witness = async (envelope, certificate, { http, at }) => {
    const url = at('https://rekor.sigstore.dev/api/v1/log/entries');
    const headers = { 'content-type': 'application/json', accept: 'application/json' };
    const verifier = Buffer.from(certificate.toString()).toString('base64');
    const body = JSON.stringify({ apiVersion: '0.0.1', kind: 'dsse', spec: { proposedContent: { envelope: JSON.stringify(envelope), verifiers: [verifier] } } });
    const answer = await http.send({ method: 'POST', url: url.href, headers, body, redirects: 'manual', purpose: 'write', idempotent: true });
    const [, uuid] = /\/([0-9a-f]{64,80})$/.exec(answer.status === 409 ? (answer.headers['location'] ?? '') : '') ?? [];
    const found = uuid === undefined ? answer : await http.send({ method: 'GET', url: `${url.href}/${uuid}`, headers: { accept: 'application/json' }, purpose: 'read', idempotent: true });
    const value = await valueOf('Rekor', found);
    const [entry] = typeof value === 'object' && value !== null ? Object.values(value) : [];
    return entry ?? (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_2__/* .fail */ .fJ)('INDEX_ATTESTATION', { why: 'the answer of Rekor holds no entry' });
};
const text = (value) => (typeof value === 'number' || typeof value === 'string' ? String(value) : (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_2__/* .fail */ .fJ)('INDEX_ATTESTATION', { why: 'the entry of Rekor lacks a part' }));
const fromHex = (value) => Buffer.from(text(value), 'hex').toString('base64');
/** As Sigstore's bundles have it, in the JSON of protobuf. */
const transparencyEntry = (entry) => {
    const body = text(fieldOf(entry, 'body'));
    const kind = JSON.parse(Buffer.from(body, 'base64').toString('utf8'));
    const [promise, proof] = [fieldOf(entry, 'verification', 'signedEntryTimestamp'), fieldOf(entry, 'verification', 'inclusionProof')];
    const hashes = fieldOf(proof, 'hashes');
    return {
        logIndex: text(fieldOf(entry, 'logIndex')), logId: { keyId: fromHex(fieldOf(entry, 'logID')) }, kindVersion: { kind: text(fieldOf(kind, 'kind')), version: text(fieldOf(kind, 'apiVersion')) }, integratedTime: text(fieldOf(entry, 'integratedTime')),
        ...(promise === undefined ? {} : { inclusionPromise: { signedEntryTimestamp: text(promise) } }),
        ...(proof === undefined ? {} : { inclusionProof: { logIndex: text(fieldOf(proof, 'logIndex')), rootHash: fromHex(fieldOf(proof, 'rootHash')), treeSize: text(fieldOf(proof, 'treeSize')), hashes: (Array.isArray(hashes) ? hashes : []).map(fromHex), checkpoint: { envelope: text(fieldOf(proof, 'checkpoint')) } } }),
        canonicalizedBody: body,
    };
};
const attest = async (file, attesting) => {
    const jwt = await (0,_trust_js__WEBPACK_IMPORTED_MODULE_3__/* .identityToken */ ._)(attesting.source, 'sigstore', attesting);
    const keys = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.generateKeyPairSync)('ec', { namedCurve: 'P-256' });
    const certificate = await certify(jwt, keys, attesting);
    const statement = statementOf(file);
    const signature = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.sign)('sha256', preAuthentication(statement), keys.privateKey);
    const envelope = { payload: statement.toString('base64'), payloadType, signatures: [{ keyid: '', sig: signature.toString('base64') }] };
    const entry = transparencyEntry(await witness(envelope, certificate, attesting));
    return {
        version: 1,
        verification_material: { certificate: certificate.raw.toString('base64'), transparency_entries: [entry] },
        envelope: { statement: statement.toString('base64'), signature: signature.toString('base64') },
    };
};


/***/ })

};
