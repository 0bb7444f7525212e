export const id = 960;
export const ids = [960];
export const modules = {

/***/ 8960:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   createVerifier: () => (/* binding */ createVerifier)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var _core_git_id_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7278);
/* harmony import */ var _core_signers_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4997);
/* harmony import */ var _errors_release_error_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(293);
/* harmony import */ var _exec_child_environment_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(4409);
/* harmony import */ var _exec_child_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(8169);
/* harmony import */ var _exec_find_tool_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(3451);
/* harmony import */ var _git_runner_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(9916);
// `git verify-tag` in a bare repository of its own that holds nothing but the tag object, with a keyring (or a list of signers) of its own:
// no config, key or trust of the user, the machine or the clone takes part.









const toolAt = async (tool, environment) => (await (0,_exec_find_tool_js__WEBPACK_IMPORTED_MODULE_7__/* .findTool */ .S)(tool, environment['PATH'])) ?? (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_4__/* .fail */ .fJ)('TOOL_MISSING', { tool, how: (0,_exec_find_tool_js__WEBPACK_IMPORTED_MODULE_7__/* .howToGet */ .O)(tool) });
const gitDir = (folder) => ({ GIT_DIR: (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, 'tag.git') });
const makeBench = async ({ temp, environment, signal }, bytes) => {
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdir)(temp, { recursive: true });
    const folder = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdtemp)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(temp, 'v-'));
    const runner = (0,_git_runner_js__WEBPACK_IMPORTED_MODULE_8__/* .createGitRunner */ .h)({ folder, temp: folder, environment, ...(signal ? { signal } : {}) });
    await runner.text('make a repository for one tag', ['init', '--quiet', '--bare', '--template=', '--', (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, 'tag.git')]);
    const id = (0,_core_git_id_js__WEBPACK_IMPORTED_MODULE_2__/* .gitId */ .I)('tag', bytes);
    const written = await runner.text('write the tag object', ['hash-object', '-t', 'tag', '-w', '--stdin', '--literally'], { env: gitDir(folder), stdin: bytes });
    if (written.trim() !== id)
        (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_4__/* .fail */ .fJ)('GIT_FAILED', { what: 'write the tag object', said: `its id became ${written.trim()} in place of ${id}` });
    return { folder, runner, environment, signal, id };
};
const verify = async ({ runner, folder, id }, with_) => {
    const end = await runner.run(['verify-tag', '--raw', id], { env: { ...gitDir(folder), ...with_.env }, settings: with_.settings });
    return { code: end.code, said: `${end.stdout.toString('utf8')}\n${end.stderr.toString('utf8')}` };
};
/** What gpg says of itself, in the order in which it is to be believed. */
const gpgFaults = [
    [/^\[GNUPG:\] BADSIG /m, () => 'it does not belong to this text'],
    [/^\[GNUPG:\] REVKEYSIG (\S+)/m, (it) => `its key ${it[1] ?? ''} was revoked`],
    [/^\[GNUPG:\] EXPKEYSIG (\S+)/m, (it) => `its key ${it[1] ?? ''} has expired`],
    [/^\[GNUPG:\] EXPSIG (\S+)/m, () => 'it has expired itself'],
    [/^\[GNUPG:\] NO_PUBKEY (\S+)/m, (it) => `it was made with the key ${it[1] ?? ''}, which is not among them`],
    [/^\[GNUPG:\] ERRSIG (\S+)/m, (it) => `gpg cannot check it (key ${it[1] ?? ''})`],
];
const gpgVerdict = (code, said) => {
    const fault = gpgFaults.map(([word, why]) => ({ found: word.exec(said), why })).find(({ found }) => found !== null);
    if (fault?.found)
        return { good: false, why: fault.why(fault.found) };
    const signer = /^\[GNUPG:\] GOODSIG (\S+)/m.exec(said)?.[1];
    const isGood = code === 0 && signer !== undefined && /^\[GNUPG:\] VALIDSIG /m.test(said);
    return isGood ? { good: true, why: `the GPG key ${signer}` } : { good: false, why: 'gpg does not call it good' };
};
const byGpg = async (bench, keys) => {
    if (keys.length === 0)
        return { good: false, why: 'it is one of GPG, and no key of GPG is among them' };
    const gpg = await toolAt('gpg', bench.environment);
    const home = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(bench.folder, 'gpg');
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdir)(home, { mode: 0o700 });
    // Nothing is looked up, and no process is left behind.
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(home, 'gpg.conf'), 'no-autostart\nno-auto-key-locate\nno-auto-key-retrieve\nno-greeting\n');
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(home, 'common.conf'), '');
    const env = { ...(0,_exec_child_environment_js__WEBPACK_IMPORTED_MODULE_5__/* .childEnvironment */ .Q)(bench.environment, 'gpg', {}), HOME: bench.folder, LC_ALL: 'C', GNUPGHOME: home };
    const end = await (0,_exec_child_js__WEBPACK_IMPORTED_MODULE_6__/* .runChild */ .w)({ file: gpg, args: ['--batch', '--quiet', '--import'], cwd: bench.folder, env, stdin: `${keys.join('\n')}\n`, limit: 65_536, ...(bench.signal ? { signal: bench.signal } : {}) });
    if (end.code !== 0)
        return { good: false, why: `gpg cannot read the keys (${end.stderr.toString('utf8').trim().split('\n').at(-1) ?? ''})` };
    const { code, said } = await verify(bench, { settings: { 'gpg.program': gpg, 'gpg.openpgp.program': gpg, 'gpg.minTrustLevel': 'undefined' }, env: { GNUPGHOME: home } });
    return gpgVerdict(code, said);
};
const sshVerdict = (code, said) => {
    const good = /^Good "git" signature for (\S+) with \S+ key (\S+)/m.exec(said);
    if (code === 0 && good)
        return { good: true, why: `the SSH key ${good[2] ?? ''} of ${good[1] ?? ''}` };
    if (/incorrect signature|signature verification failed/i.test(said))
        return { good: false, why: 'it does not belong to this text' };
    const stranger = /^Good "git" signature with \S+ key (\S+)/m.exec(said)?.[1];
    return { good: false, why: stranger === undefined ? 'ssh-keygen does not call it good' : `it was made with the key ${stranger}, which is not among them (or not any more)` };
};
const bySsh = async (bench, lines) => {
    const sshKeygen = await toolAt('ssh-keygen', bench.environment);
    const file = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(bench.folder, 'allowed_signers');
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)(file, lines.map((it) => `${it}\n`).join(''));
    const { code, said } = await verify(bench, { settings: { 'gpg.ssh.program': sshKeygen, 'gpg.ssh.allowedSignersFile': file } });
    return sshVerdict(code, said);
};
const kindOf = (bytes) => /^-----BEGIN (PGP SIGNATURE|PGP MESSAGE|SSH SIGNATURE|SIGNED MESSAGE)-----$/m.exec(Buffer.from(bytes).toString('latin1'))?.[1];
const createVerifier = (options) => ({
    verifyTag: async (bytes, texts) => {
        const kind = kindOf(bytes);
        if (kind === undefined)
            return { good: false, why: 'there is none in the object' };
        if (kind === 'SIGNED MESSAGE')
            return { good: false, why: 'it is one of S/MIME, which is not judged here; GitHub can be asked (`github: true`)' };
        const signers = (0,_core_signers_js__WEBPACK_IMPORTED_MODULE_3__/* .readSigners */ .i)(texts, options.clock.now());
        const bench = await makeBench(options, bytes);
        try {
            return await (kind === 'SSH SIGNATURE' ? bySsh(bench, signers.ssh) : byGpg(bench, signers.gpg));
        }
        finally {
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rm)(bench.folder, { recursive: true, force: true });
        }
    },
});


/***/ })

};
