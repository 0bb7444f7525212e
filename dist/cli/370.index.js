export const id = 370;
export const ids = [370];
export const modules = {

/***/ 2370:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  rehearsePlay: () => (/* binding */ rehearsePlay)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./out/adapters/files/node-files.js + 1 modules
var node_files = __webpack_require__(2842);
// EXTERNAL MODULE: ./out/adapters/git/node-git.js + 14 modules
var node_git = __webpack_require__(7927);
// EXTERNAL MODULE: ./out/adapters/workspace.js
var workspace = __webpack_require__(9480);
// EXTERNAL MODULE: ./out/errors/release-error.js + 22 modules
var release_error = __webpack_require__(293);
// EXTERNAL MODULE: ./out/report/words.js
var words = __webpack_require__(8482);
// EXTERNAL MODULE: ./out/verbs/read-config.js + 1 modules
var read_config = __webpack_require__(7974);
// EXTERNAL MODULE: ./out/wire.js + 119 modules
var wire = __webpack_require__(4039);
// EXTERNAL MODULE: ./out/cli/registries-of.js
var registries_of = __webpack_require__(6270);
// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 17 modules
var schemas = __webpack_require__(8816);
;// CONCATENATED MODULE: ./out/cli/play/play-file.js
// What a play says: who and what else is in the world of a rehearsal, and what is done there, line after line. A play is read by people
// first: each line is one deed of somebody. docs/plays.md and schema/play.json are written from the schema.



const outcomes = ['released', 'already-released', 'resumed', 'pruned', 'nothing-to-do', 'waiting', 'incomplete', 'blocked', 'conflict', 'failed'];
const repository = schemas/* string */.YjP().regex(/^[\w.-]+\/[\w.-]+$/, 'owner/name');
const person = schemas/* string */.YjP().min(1);
const said = { say: schemas/* string */.YjP().optional().describe('What a reader is told before.') };
const by = { ...said, as: person.describe('Who does it.') };
const on = { on: repository.optional().describe('The repository whose newest open issue is meant. Default: the project.') };
/** By the key that tells it from the others. */
const deedKinds = {
    slipway: schemas/* strictObject */.rej({ ...said, slipway: schemas/* string */.YjP().min(1).describe('A command of Slipway, without the first word.'), as: person.optional().describe('Whose token it has, and who starts it. Default: the token of a workflow, started by whoever tagged last.'), ends: schemas/* enum */.k5n(outcomes).optional().describe('The outcome that it has to have. Without it the play stops at one that is incomplete, blocked, conflict or failed.') }),
    comment: schemas/* strictObject */.rej({ ...by, comment: schemas/* string */.YjP().min(1).describe('What they say on the newest open issue.'), ...on }),
    edit: schemas/* strictObject */.rej({ ...by, edit: schemas/* string */.YjP().min(1).describe('What their last comment says now.'), ...on }),
    tag: schemas/* strictObject */.rej({ ...by, tag: schemas/* string */.YjP().min(1).describe('A tag of the tip of the default branch.'), message: schemas/* string */.YjP().optional().describe('With it the tag is annotated.') }),
    commit: schemas/* strictObject */.rej({ ...by, commit: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* string */.YjP()).describe('Files of the project and what they say.'), message: schemas/* string */.YjP().min(1).describe('The message of the commit.') }),
    merge: schemas/* strictObject */.rej({ ...by, merge: repository.describe('Where their pull request is open: the newest one is merged.') }),
    check: schemas/* strictObject */.rej({ ...by, check: schemas/* string */.YjP().min(1).describe('Name of a check that is green on the tip of the default branch.') }),
    promote: schemas/* strictObject */.rej({ ...by, promote: schemas/* strictObject */.rej({ list: schemas/* string */.YjP().describe('Path of the image list.'), in: repository.describe('The repository that holds it.'), from: schemas/* string */.YjP().describe('The staging folder: host and path.'), to: schemas/* string */.YjP().describe('Where the images are copied.') }).describe('What a promoter does: each tag of the list is copied.') }),
};
const deed = schemas/* union */.KCZ([deedKinds.slipway, deedKinds.comment, deedKinds.edit, deedKinds.tag, deedKinds.commit, deedKinds.merge, deedKinds.check, deedKinds.promote]);
const access = schemas/* enum */.k5n(['read', 'write', 'admin']);
const playSchema = schemas/* strictObject */.rej({
    repository: repository.optional().describe('Name of the project in this world. Default: example/project.'),
    repositories: schemas/* record */.g1P(repository, schemas/* strictObject */.rej({ files: schemas/* string */.YjP().optional().describe('Folder beside the play whose files it holds.'), 'open-to': schemas/* record */.g1P(person, access).default({}).describe('Who has which access to it.') })).default({}).describe('Other repositories of this world.'),
    people: schemas/* record */.g1P(person, access).default({}).describe('Who has which access to the project.'),
    registries: schemas/* array */.YOg(schemas/* string */.YjP()).default([]).describe('Hosts beside those that the config names.'),
    released: schemas/* array */.YOg(schemas/* string */.YjP()).default([]).describe('Tags of the project with a release that was made before, by hand.'),
    channels: schemas/* array */.YOg(schemas/* string */.YjP()).default([]).describe('Channels of the chat, by their ids.'),
    deeds: schemas/* array */.YOg(deed).min(1).describe('What is done, one after the other.'),
});
const kinds = Object.keys(deedKinds);
/** A union says of each of its deeds why it is not this one; of interest is the one that was meant. */
const foundIn = (issue, value) => {
    if (issue.code === 'unrecognized_keys')
        return { path: issue.path, key: issue.keys[0] ?? '', what: `there is no key ${issue.keys.join(', ')}` };
    if (issue.code !== 'invalid_union')
        return { path: issue.path, what: issue.message };
    const given = issue.path.reduce((at, key) => at[key], value);
    const meant = kinds.filter((it) => typeof given === 'object' && given !== null && it in given);
    const [inner] = issue.errors[kinds.indexOf(meant[0] ?? '')] ?? [];
    if (meant.length === 1 && inner) {
        const found = foundIn(inner, given);
        return { ...found, path: [...issue.path, ...found.path] };
    }
    return { path: issue.path, what: meant.length > 1 ? `one deed cannot be ${meant.join(' and ')} at once` : `this is none of the deeds that a play knows (${kinds.join(', ')})` };
};
const placesIn = (document, lines, file) => (path, key) => {
    const at = (offset) => ({ file, line: lines.linePos(offset).line, column: lines.linePos(offset).col });
    for (let length = path.length; length >= 0; length--) {
        const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
        const pair = (0,dist/* isMap */.jh)(node) && length === path.length ? node.items.find((it) => (0,dist/* isScalar */.jn)(it.key) && it.key.value === key) : undefined;
        const range = (0,dist/* isScalar */.jn)(pair?.key) ? pair.key.range : node?.range;
        if (range?.[0] !== undefined)
            return at(range[0]);
    }
    return { file, line: 1, column: 1 };
};
const parsePlay = (text, file) => {
    const lines = new dist/* LineCounter */.HN();
    const document = (0,dist/* parseDocument */.Tp)(text, { lineCounter: lines, prettyErrors: false });
    const placeOf = placesIn(document, lines, file);
    const [error] = document.errors;
    if (error) {
        const { line, col } = lines.linePos(error.pos[0]);
        return (0,release_error/* fail */.fJ)('PLAY_INVALID', { file, what: error.message.split('\n')[0] ?? '' }, { place: { file, line, column: col } });
    }
    const value = document.toJS();
    const parsed = playSchema.safeParse(value);
    if (parsed.success)
        return { ...parsed.data, placeOf: (path) => placeOf(path) };
    const [issue] = parsed.error.issues;
    const { path, key, what } = issue ? foundIn(issue, value) : { path: [], what: 'it is no play' };
    return (0,release_error/* fail */.fJ)('PLAY_INVALID', { file, what: `${path.length === 0 ? 'the play' : path.join('.')}: ${what}` }, { place: placeOf(path, key) });
};

// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(1421);
// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(7975);
// EXTERNAL MODULE: ./out/rehearsal/rehearsal.js + 96 modules
var rehearsal = __webpack_require__(6968);
// EXTERNAL MODULE: ./out/cli/carry-out-request.js + 133 modules
var carry_out_request = __webpack_require__(6524);
// EXTERNAL MODULE: ./out/cli/parse-argv.js
var parse_argv = __webpack_require__(4605);
// EXTERNAL MODULE: ./out/cli/rehearsed-report.js
var rehearsed_report = __webpack_require__(9037);
// EXTERNAL MODULE: ./out/rehearsal/registry/state.js
var state = __webpack_require__(7403);
;// CONCATENATED MODULE: ./out/cli/play/promoter.js
// The system that promotes images in the world of a rehearsal: it reads an image list, and copies each tag that is not there yet. It
// never moves one, as the real promoter never does.


const placeOf = (name, registries) => {
    const [host = '', ...path] = name.split('/');
    const registry = registries.get(host);
    if (!registry)
        throw new Error(`there is no registry ${host} in this world`);
    return { registry, path: path.join('/') };
};
const copy = (source, target, digest) => {
    const manifest = source.manifests.get(digest);
    if (!manifest)
        throw new Error(`${digest} is not in the staging registry`);
    target.manifests.set(digest, manifest);
    const content = JSON.parse(Buffer.from(manifest.bytes).toString('utf8'));
    for (const it of content.manifests ?? [])
        copy(source, target, it.digest);
    for (const it of [content.config, ...(content.layers ?? [])])
        if (it)
            target.blobs.set(it.digest, source.blobs.get(it.digest) ?? 0);
};
/** What was copied: `registry.k8s.io/dra-example-driver/dra-example-driver:v0.5.0`. */
const promote = ({ registries, list, from, to }) => {
    const images = (0,dist/* parse */.qg)(list) ?? [];
    const [source, target] = [placeOf(from, registries), placeOf(to, registries)];
    const copied = [];
    for (const { name, dmap } of images) {
        const there = source.registry.state.repositories.get(`${source.path}/${name}`);
        for (const [digest, tags] of Object.entries(dmap ?? {})) {
            // Older entries of a list name what this world never held.
            if (!there?.manifests.has(digest))
                continue;
            const path = target.path === '' ? name : `${target.path}/${name}`;
            const repository = target.registry.state.repositories.get(path) ?? (0,state/* newRepository */.rd)();
            target.registry.state.repositories.set(path, repository);
            copy(there, repository, digest);
            for (const tag of tags.filter((it) => !repository.tags.has(it))) {
                repository.tags.set(tag, { digest: digest, lag: 0 });
                copied.push(`${to}/${name}:${tag}`);
            }
        }
    }
    return copied;
};

;// CONCATENATED MODULE: ./out/cli/play/play.js
// `slipway rehearse --play FILE`: a whole procedure in a world of its own, with the people and systems that take part in it. Each command of
// Slipway begins from a fresh clone, as on a machine of its own.










/** A play goes on after none of these, unless it says that it comes to that. */
const ends = new Set(['incomplete', 'blocked', 'conflict', 'failed']);
const run = (0,external_node_util_.promisify)(external_node_child_process_.execFile);
class Stage {
    it;
    world;
    repository;
    clones = 0;
    /** The deed that is done now. */
    at = [];
    tagger;
    comments = new Map();
    constructor(it, world, repository) {
        this.it = it;
        this.world = world;
        this.repository = repository;
    }
    static async open(it) {
        const { play } = it;
        const repository = partsOf(play.repository ?? 'example/project');
        const people = [...new Set([...Object.keys(play.people), ...play.deeds.flatMap((deed) => ('as' in deed && deed.as !== undefined ? [deed.as] : []))])];
        // Read first: no world is begun for a play whose files are missing.
        const held = await Promise.all(Object.entries(play.repositories).map(async ([name, { files }]) => [name, files === undefined ? undefined : await filesOf(it, name, files)]));
        const world = await (0,rehearsal/* startRehearsal */.U)({
            repository, clone: it.folder, folder: (0,external_node_path_.join)(it.scratch, 'world'), registries: [...new Set([...it.registries, ...play.registries])], indexes: it.indexes ?? [], defaultBranch: 'main', now: it.now,
            seed: { collaborators: play.people }, people, channels: play.channels,
            others: Object.entries(play.repositories).map(([name, other]) => ({ ...partsOf(name), defaultBranch: 'main', collaborators: other['open-to'] })),
        });
        const stage = new Stage(it, world, repository);
        try {
            for (const [name, files] of held)
                if (files)
                    await stage.person(partsOf(name).owner, name).commit('main', files, 'What is there');
            for (const tag of play.released)
                await stage.person(repository.owner).release({ tag, name: tag, body: 'Made by hand.', draft: false });
            return stage;
        }
        catch (failure) {
            await world.close();
            throw failure;
        }
    }
    /** How it ended: the report of the last command of Slipway, at which it stopped or not. */
    async play() {
        let last;
        for (const [index, deed] of this.it.play.deeds.entries()) {
            this.it.signal.throwIfAborted();
            this.at = ['deeds', index];
            if (deed.say !== undefined)
                this.it.log.info(`\n── ${deed.say}`);
            const report = await this.do(deed);
            if (report && 'slipway' in deed && deed.ends === undefined && ends.has(report.outcome))
                return { last: report, stopped: this.stopAt(deed.slipway, report) };
            last = report ?? last;
        }
        return { last };
    }
    stopAt(command, { outcome, summary }) {
        return (0,release_error/* problem */.CC)('PLAY_STOPPED', { command, outcome, summary }, this.place());
    }
    place() {
        return this.it.play.placeOf(this.at);
    }
    invalid(what, cause) {
        return (0,release_error/* fail */.fJ)('PLAY_INVALID', { file: this.it.file, what }, { place: this.place(), cause });
    }
    async do(deed) {
        if ('slipway' in deed)
            return this.command(deed);
        try {
            await this.act(deed);
        }
        catch (failure) {
            // What this world cannot do for a person was asked by the play: a list that is not there, a branch that nobody made.
            if (failure instanceof release_error/* ReleaseError */.K2 || this.it.signal.aborted)
                throw failure;
            this.invalid(`${deed.as} cannot do this: ${failure instanceof Error ? (failure.message.split('\n')[0] ?? '') : String(failure)}`, failure);
        }
        this.it.log.info(`   ${deed.as}: ${deedText(deed)}`);
        return undefined;
    }
    async act(deed) {
        const { as } = deed;
        const here = (where) => this.person(as, where);
        if ('comment' in deed) {
            const comment = await here(deed.on).comment(this.newestIssue(deed.on), deed.comment);
            this.comments.set(as, comment.id);
        }
        else if ('edit' in deed)
            await here(deed.on).editComment(this.comments.get(as) ?? this.invalid(`${as} has said nothing yet that could be edited`), deed.edit);
        else if ('tag' in deed) {
            this.tagger = as;
            await here().tag(deed.tag, this.tip(), deed.message);
        }
        else if ('commit' in deed)
            await here().commit('main', deed.commit, deed.message);
        else if ('merge' in deed)
            await here(deed.merge).merge(this.newestPull(deed.merge));
        else if ('check' in deed)
            here().check(this.tip(), deed.check, 'success');
        else
            await this.promote(deed.promote);
    }
    async command({ slipway, as, ends }) {
        const request = this.asked(slipway);
        const { world, it } = this;
        it.log.info(`\n$ slipway ${slipway}`);
        const login = as ?? this.tagger;
        const folder = await this.clone();
        const report = await (0,carry_out_request/* carryOutRequest */.j)({ ...request, ...(login === undefined ? {} : { actor: { login } }) }, {
            folder, environment: { ...it.environment, ...world.environment }, log: (0,rehearsed_report/* logOfTheRelease */.kN)(it.log, world.endpoints), signal: it.signal, slipway: it.slipway, done: (told) => it.show((0,rehearsed_report/* reportOfTheRelease */.yB)(told, world.endpoints)), ...(it.listener ? { listener: it.listener } : {}),
            repository: this.repository, endpoints: world.endpoints, token: as === undefined ? world.token : (0,rehearsal/* tokenOf */.B)(as), server: 'https://github.com', onlyTo: world.origins,
        });
        const missing = world.unimplemented();
        if (missing.length > 0)
            (0,release_error/* fail */.fJ)('WORLD_UNIMPLEMENTED', { calls: missing.join(', ') });
        if (ends !== undefined && report.outcome !== ends)
            (0,release_error/* fail */.fJ)('PLAY_ENDED_OTHERWISE', { command: slipway, outcome: report.outcome, wanted: ends, summary: report.summary }, { place: this.place() });
        return report;
    }
    asked(command) {
        try {
            const { request } = (0,parse_argv/* parseArgv */.S)(command.trim().split(/\s+/));
            return request.verb === 'rehearse' ? this.invalid('a rehearsal cannot be played within one') : request;
        }
        catch (failure) {
            if (!(failure instanceof release_error/* ReleaseError */.K2))
                throw failure;
            const [first, ...rest] = failure.problems;
            throw new release_error/* ReleaseError */.K2([{ place: this.place(), ...first }, ...rest], { cause: failure });
        }
    }
    /** As actions/checkout makes one, with the whole history. */
    async clone() {
        const folder = (0,external_node_path_.join)(this.it.scratch, `clone-${(this.clones += 1)}`);
        const { owner, name } = this.repository;
        const quiet = { GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null', GIT_TERMINAL_PROMPT: '0', PATH: this.it.environment['PATH'] ?? '' };
        await run('git', ['clone', '--quiet', '--', `${this.world.endpoints.server}/${owner}/${name}.git`, folder], { env: quiet, signal: this.it.signal });
        return folder;
    }
    async promote({ list, in: where, from, to }) {
        const { owner, name } = partsOf(where);
        const view = await this.world.github.gitFolder(owner, name);
        const { stdout } = await run('git', ['--git-dir', view, 'show', `main:${list}`], { env: { PATH: this.it.environment['PATH'] ?? '', GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null' } }).catch((failure) => this.invalid(`there is no file ${list} in ${where} by then`, failure));
        for (const it of promote({ registries: this.world.registries, list: stdout, from, to }))
            this.it.log.info(`   copied ${it}`);
    }
    person(login, where) {
        const { owner, name } = where === undefined ? this.repository : partsOf(where);
        return this.world.github.as(login, owner, name);
    }
    tip() {
        return this.world.github.repository(this.repository.owner, this.repository.name).refs.get('refs/heads/main') ?? '';
    }
    newestIssue(where) {
        return this.newest(where, false, 'issue');
    }
    newestPull(where) {
        return this.newest(where, true, 'pull request');
    }
    newest(where, isPull, what) {
        const { owner, name } = where === undefined ? this.repository : partsOf(where);
        const open = [...this.world.github.repository(owner, name).issues.values()].filter((it) => it.state === 'open' && (it.pull !== undefined) === isPull);
        return open.at(-1)?.number ?? this.invalid(`there is no open ${what} in ${owner}/${name} by then`);
    }
}
const partsOf = (name) => {
    const [owner = '', rest = ''] = name.split('/');
    return { owner, name: rest };
};
const filesOf = async ({ play, file }, name, files) => {
    const folder = (0,external_node_path_.resolve)((0,external_node_path_.dirname)(file), files);
    try {
        return await filesIn(folder);
    }
    catch (failure) {
        return (0,release_error/* fail */.fJ)('PLAY_INVALID', { file, what: `the files of ${name} cannot be read from the folder ${folder} (${failure instanceof Error ? failure.message : String(failure)})` }, { place: play.placeOf(['repositories', name, 'files']), cause: failure });
    }
};
const filesIn = async (folder) => {
    const entries = (await (0,promises_.readdir)(folder, { recursive: true, withFileTypes: true })).filter((it) => it.isFile()).map((it) => (0,external_node_path_.join)(it.parentPath, it.name));
    return Object.fromEntries(await Promise.all(entries.map(async (path) => [(0,external_node_path_.relative)(folder, path), await (0,promises_.readFile)(path)])));
};
const deedText = (deed) => {
    if ('comment' in deed)
        return `comments "${deed.comment}"`;
    if ('edit' in deed)
        return `edits the comment: "${deed.edit}"`;
    if ('tag' in deed)
        return `pushes the tag ${deed.tag}`;
    if ('commit' in deed)
        return `commits "${deed.message}"`;
    if ('merge' in deed)
        return `merges the pull request in ${deed.merge}`;
    if ('check' in deed)
        return `the check ${deed.check} is green`;
    return `promotes what ${deed.promote.list} lists`;
};

;// CONCATENATED MODULE: ./out/cli/play/rehearse-play.js
// A play from its file to its end: the folders, the project's config for the registries that its world needs, the stage, and what it came to.












const rehearsePlay = async (it) => {
    const play = parsePlay(await readText(it.file), it.file);
    // With its world a run ends as well: nothing that is left of it asks a port that is closed, again and again.
    const over = new AbortController();
    const signal = AbortSignal.any([it.signal, over.signal]);
    const folders = await (0,workspace/* makeRunFolders */.L)(it.environment['RUNNER_TEMP']);
    const git = (0,node_git/* createGit */.l)({ folder: it.folder, temp: folders.root, environment: it.environment, signal: it.signal });
    try {
        const commit = (await git.commit('HEAD')) ?? (0,release_error/* fail */.fJ)('TAG_NOT_FOUND', { tag: 'HEAD', looked: it.folder, shallow: await git.isShallow() });
        const config = await (0,read_config/* readConfig */.Xg)(commit, it.request, { git, files: (0,node_files/* createFiles */.q)(), log: it.log, folder: it.folder }, wire/* steps */.C);
        const time = await git.commitTime(commit);
        it.log.info(`Playing ${it.file} in a world inside this process: nothing leaves this machine`);
        const stage = await Stage.open({
            play, file: it.file, folder: it.folder, scratch: (0,external_node_path_.join)(folders.root, 'play'), registries: (0,registries_of/* registriesOf */.Ho)(config), indexes: (0,registries_of/* indexesOf */.O7)(config), environment: it.environment, log: it.log, signal, slipway: it.slipway,
            now: ticking((time + 60) * 1000), show: it.show, ...(it.listener ? { listener: it.listener } : {}),
        });
        try {
            const { last, stopped } = await stage.play();
            if (stopped)
                it.log.error((0,words/* renderProblems */.x8)([stopped]));
            return last?.exitCode ?? 0;
        }
        finally {
            over.abort('the end of the play');
            await stage.world.close();
        }
    }
    finally {
        git.close();
        await folders.dispose();
    }
};
/** Comments and pull requests have an order: each look at the clock is a second later. */
const ticking = (begin) => {
    let now = begin;
    return () => (now += 1000);
};
const readText = async (file) => {
    try {
        return await (0,promises_.readFile)(file, 'utf8');
    }
    catch (failure) {
        return (0,release_error/* fail */.fJ)('PLAY_INVALID', { file, what: failure instanceof Error ? failure.message : String(failure) });
    }
};


/***/ })

};
