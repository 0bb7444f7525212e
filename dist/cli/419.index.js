export const id = 419;
export const ids = [419];
export const modules = {

/***/ 8419:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  rehearse: () => (/* binding */ rehearse)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./out/adapters/git/node-git.js + 14 modules
var node_git = __webpack_require__(7927);
// EXTERNAL MODULE: ./out/adapters/environment.js
var environment = __webpack_require__(1276);
// EXTERNAL MODULE: ./out/adapters/files/node-files.js + 1 modules
var node_files = __webpack_require__(2842);
// EXTERNAL MODULE: ./out/adapters/workspace.js
var workspace = __webpack_require__(9480);
;// CONCATENATED MODULE: ./out/core/notes/first-lines.js
// The text of a release as a report shows it: its first lines, without the marks that only Slipway reads.
const mostLines = 20;
const firstLines = (body) => {
    const lines = body.replaceAll('\r\n', '\n').split('\n').filter((it) => !/^<!-- \/?slipway.*-->$/.test(it)).join('\n').trim().split('\n');
    const left = lines.length - mostLines;
    return left <= 0 ? lines.join('\n') : [...lines.slice(0, mostLines - 1), `… and ${left + 1} more lines`].join('\n');
};

// EXTERNAL MODULE: ./out/core/shell-word.js
var shell_word = __webpack_require__(3849);
// EXTERNAL MODULE: ./out/core/suggest-tag.js
var suggest_tag = __webpack_require__(9805);
// EXTERNAL MODULE: ./out/core/version.js + 4 modules
var core_version = __webpack_require__(8854);
// EXTERNAL MODULE: ./out/core/disk-full.js
var disk_full = __webpack_require__(2111);
// EXTERNAL MODULE: ./out/errors/release-error.js + 22 modules
var release_error = __webpack_require__(293);
// EXTERNAL MODULE: ./out/wire.js + 119 modules
var wire = __webpack_require__(4039);
// EXTERNAL MODULE: ./out/cli/carry-out-request.js + 133 modules
var carry_out_request = __webpack_require__(6524);
// EXTERNAL MODULE: ./out/rehearsal/rehearsal.js + 96 modules
var rehearsal = __webpack_require__(6968);
// EXTERNAL MODULE: ./out/verbs/beyond-tag.js
var beyond_tag = __webpack_require__(5051);
// EXTERNAL MODULE: ./out/core/check-references.js
var check_references = __webpack_require__(1937);
// EXTERNAL MODULE: ./out/core/reference.js
var reference = __webpack_require__(2035);
// EXTERNAL MODULE: ./out/verbs/upcoming-version.js
var upcoming_version = __webpack_require__(3186);
// EXTERNAL MODULE: ./out/verbs/work-tree.js
var work_tree = __webpack_require__(1473);
;// CONCATENATED MODULE: ./out/verbs/disagreements.js




/** One line for each place that says another version than the first one; file and line first. */
const disagreements = async (config, commit, request, ports) => {
    const line = (0,work_tree/* onlyLine */.XD)(config, request);
    const texts = await (0,work_tree/* commitTexts */._g)(line, commit, ports);
    const references = (0,work_tree/* versionEntryOf */.GI)(line)['written-in'].filter((it) => (0,reference/* isDependencies */.Yv)(it) || it.is === 'version');
    const { problems } = (0,check_references/* checkReferences */.$)(references, texts, (0,upcoming_version/* writtenVersion */.gf)(line, texts));
    return problems.map((it) => `${it.place?.file ?? ''}${it.place?.line === undefined ? '' : `:${it.place.line}`}: ${it.message}`);
};

// EXTERNAL MODULE: ./out/verbs/read-config.js + 1 modules
var read_config = __webpack_require__(7974);
// EXTERNAL MODULE: ./out/core/gate-config.js
var gate_config = __webpack_require__(3982);
;// CONCATENATED MODULE: ./out/cli/played-gates.js

const words = gate_config/* actorWords */.Lq;
const isOpen = (allow) => allow.some((it) => words.includes(it) && it !== 'schedule');
/** The name of the check that stands for those that the real branch requires. */
const required = 'required';
const playGates = (config, { line }, branch) => {
    const gates = config.lines.filter((it) => line === undefined || it.name === line).map((it) => it.gate);
    const lists = gates.map((it) => it.actors?.allow ?? gate_config/* usualActors */.dN);
    const login = lists.every(isOpen) ? 'maintainer' : (lists.flat().find((it) => !words.includes(it)) ?? 'maintainer');
    const isRequired = gates.some((it) => it.checks === required);
    return {
        actor: { login },
        seed: { collaborators: { [login]: 'admin' }, knowsKeys: true, ...(isRequired ? { protections: { [branch]: { pullRequest: false, checks: [required] } } } : {}) },
        checks: [...new Set(gates.flatMap((it) => it.checks ?? []))],
    };
};
const reportChecks = (world, { owner, name }, { checks, commit }) => {
    const system = world.as('checks', owner, name);
    for (const check of checks)
        system.status(commit, check, 'success');
};

// EXTERNAL MODULE: ./out/core/facts.js
var facts = __webpack_require__(4809);
// EXTERNAL MODULE: ./out/core/tag-pattern.js
var tag_pattern = __webpack_require__(5165);
;// CONCATENATED MODULE: ./out/cli/played-people.js


/** The line that is meant; undefined when the run itself has to say that it cannot be told. */
const lineOf = ({ lines }, { line, tag }) => {
    const meant = lines.filter((it) => (line === undefined || it.name === line) && (tag === undefined || (0,tag_pattern/* matchTag */._f)(it.tag, it.scheme, tag) !== undefined));
    return meant.length === 1 ? meant[0] : undefined;
};
/** Where its lines announce: the ids of channels. */
const channelsOf = ({ lines }) => [...new Set(lines.flatMap((it) => it.slots['announce.slack'] ?? []).flatMap(({ channel }) => (typeof channel === 'string' ? [channel] : [])))];
/** What of the line happens in repositories that this world does not have, or waits for somebody there. */
const elsewhereOf = (config, request) => {
    const slots = lineOf(config, request)?.slots ?? {};
    const [images, edits] = [slots['promote.images'] ?? [], slots['promote.edit'] ?? []];
    const repositories = [...images, ...edits].flatMap(({ repository }) => (typeof repository === 'string' ? [repository] : []));
    if (repositories.length === 0)
        return { without: [], repositories };
    const has = (slot) => (slots[slot] ?? []).length > 0;
    return {
        repositories: [...new Set(repositories)],
        without: [
            ...(has('verify.staged') ? ['verify:staged'] : []), ...(images.length > 0 ? ['promote:images'] : []), ...(images.length > 0 && has('verify.production') ? ['verify:production'] : []),
            ...(edits.some((it) => it['before'] === 'release') ? ['promote:edit'] : []), ...(edits.some((it) => it['before'] !== 'release') ? ['follow:rollout'] : []),
        ],
    };
};
const versionOf = ({ tag, scheme }, request) => request.version ?? (request.tag === undefined ? undefined : (0,tag_pattern/* matchTag */._f)(tag, scheme, request.tag)?.text);
/** Neither an owner nor whoever starts the release. */
const proposer = 'proposer';
/** Proposes the release as people would, and lets as many owners approve it as are asked for. The report of a proposal that was refused. */
const playApprovals = async (request, { config, commit, github, repository, log, carry }) => {
    const line = lineOf(config, request);
    const asked = line?.gate.approvals;
    const version = line && versionOf(line, request);
    if (!line || !asked || version === undefined)
        return undefined;
    const { config: file, revision, again } = request;
    const given = Object.fromEntries(Object.entries({ config: file, revision, commit: request.tag === undefined ? undefined : commit }).filter(([, value]) => value !== undefined));
    const report = await carry({ verb: 'propose', version, line: line.name, dryRun: false, only: [], without: [], actor: { login: proposer }, again, ...given });
    if (report.problems.length > 0)
        return report;
    const { issues, approvers } = (report.shown ?? {});
    const people = (approvers ?? []).filter((it) => it !== proposer).slice(0, asked.count);
    const [issue] = issues ?? [];
    if (!issue)
        return undefined;
    for (const login of people)
        await github.as(login, repository.owner, repository.name).comment(issue.number, `/${asked.commands[0] ?? 'lgtm'}`);
    log.info(`Approved in this world by ${people.join(' and ') || 'nobody, as OWNERS names nobody'}. In ${(0,facts/* repositoryText */.g_)(repository)} the owners are asked on the issue that \`slipway propose ${version}${config.lines.length > 1 ? ` --line ${line.name}` : ''}\` opens.`);
    return undefined;
};

// EXTERNAL MODULE: ./out/core/changes.js
var changes = __webpack_require__(7487);
// EXTERNAL MODULE: ./out/core/notes/notes-asked.js
var notes_asked = __webpack_require__(9132);
;// CONCATENATED MODULE: ./out/cli/played-pulls.js




/** More than a page has room for. */
const mostPulls = 100;
const mostCommits = 1000;
/** As GitHub writes it: a merge, or what it has squashed. */
const pullOf = (change) => {
    const [, title = '', number] = /^(.+) \(#([1-9][0-9]{0,8})\)$/.exec((0,changes/* titleOf */.Gg)(change)) ?? [];
    if (number === undefined)
        return undefined;
    const login = /^Merge pull request #[0-9]+ from ([A-Za-z0-9-]+)\//.exec(change.message)?.[1];
    return { commit: change.commit, number: Number(number), title, ...(login === undefined ? {} : { login }) };
};
const asks = ({ lines }) => lines.some(({ slots }) => [...(slots['changelog'] ?? []).map((it) => it['from'] ?? 'pulls'), ...(slots['publish.release'] ?? []).map((it) => it['notes'])]
    .some((it) => it !== undefined && (0,notes_asked/* notesAsked */.Eo)(it).from === 'pulls'));
/** The highest final version below: what notes are compared with is that one, or a pre-release that came after it. */
const sinceOf = async (config, { git, request }) => {
    const line = config.lines.find((it) => request.line === undefined || it.name === request.line);
    if (!line)
        return undefined;
    const read = (tag) => {
        const match = (0,tag_pattern/* matchTag */._f)(line.tag, line.scheme, tag);
        return match ? [(0,core_version/* parseVersion */.ot)(match.text, line.scheme)] : [];
    };
    const [self] = request.version === undefined ? read(request.tag ?? '') : [(0,core_version/* parseVersion */.ot)(request.version, line.scheme)];
    const below = (await git.tags()).flatMap((tag) => read(tag)).filter((it) => !it.isPrerelease && self !== undefined && (0,core_version/* compareVersions */.Zy)(it, self) < 0);
    const [highest] = below.sort((a, b) => (0,core_version/* compareVersions */.Zy)(b, a));
    return highest && (await git.resolveTag((0,tag_pattern/* tagName */.wZ)(line.tag, highest))).commit;
};
/** A shallow clone tells of none; what needs its history says so itself. */
const pullsOf = async (config, it) => {
    if (!asks(config) || (await it.git.isShallow()))
        return [];
    const from = await sinceOf(config, it);
    const changes = await it.git.changes({ to: it.commit, limit: mostCommits, ...(from === undefined ? {} : { from }) });
    const pulls = changes.flatMap((change) => pullOf(change) ?? []);
    return [...new Map(pulls.map((pull) => [pull.number, pull])).values()].slice(0, mostPulls);
};
const playPulls = async (pulls, { github, repository: { owner, name }, branch, log }) => {
    for (const { login = 'somebody', ...it } of pulls)
        await github.as(login, owner, name).mergedPull({ ...it, base: branch });
    if (pulls.length > 0)
        log.info(`This world knows ${pulls.length} merged pull request${pulls.length === 1 ? '' : 's'} from the history of the clone; labels and closed issues are not here`);
};

// EXTERNAL MODULE: ./out/cli/registries-of.js
var registries_of = __webpack_require__(6270);
// EXTERNAL MODULE: ./out/cli/rehearsed-report.js
var rehearsed_report = __webpack_require__(9037);
;// CONCATENATED MODULE: ./out/cli/rehearse.js
// `slipway rehearse`: a world inside this process in place of the real one, and the same run against it.
























const rehearse = async (it) => {
    const folders = await (0,workspace/* makeRunFolders */.L)(it.environment['RUNNER_TEMP']);
    const git = (0,node_git/* createGit */.l)({ folder: it.folder, temp: folders.root, environment: it.environment, signal: it.signal });
    try {
        const meant = it.request.tag ?? it.request.commit ?? 'HEAD';
        const commit = (await git.commit(meant)) ?? (await failNotFound(meant, it, git));
        if (await git.isDirty())
            it.log.warn('there are changes that are not committed; they are no part of this rehearsal');
        const files = (0,node_files/* createFiles */.q)();
        // Today's config is in this world what HEAD says: its default branch stands there.
        const head = it.request.configFrom === 'default' ? ((await git.commit('HEAD')) ?? commit) : commit;
        const config = await (0,read_config/* readConfig */.Xg)(head, it.request, { git, files, log: it.log, folder: it.folder }, wire/* steps */.C);
        const request = await meantBy(it, config, commit, git);
        const repository = (0,environment/* readRepository */.Nu)(it.environment['GITHUB_REPOSITORY'], await git.remoteUrl()) ?? { owner: 'example', name: (0,external_node_path_.basename)(it.folder).replace(/[^\w.-]/g, '-') };
        const branch = await git.currentBranch();
        const time = await lastTime(commit, request.tag, git);
        const broken = new AbortController();
        const played = playGates(config, request, branch ?? 'main');
        const others = (0,registries_of/* otherRepositories */.FI)(config, repository);
        const pulls = await pullsOf(config, { git, commit, request });
        const world = await (0,rehearsal/* startRehearsal */.U)({
            repository, clone: it.folder, folder: (0,external_node_path_.join)(folders.root, 'world'), registries: (0,registries_of/* registriesOf */.Ho)(config), indexes: (0,registries_of/* indexesOf */.O7)(config), channels: channelsOf(config), others: others.map((one) => ({ ...one, defaultBranch: 'main' })),
            // The commit that a rehearsal makes for a version bears the world's time, and the artifacts bear the commit's: a minute
            // after what it begins with, whenever it is, two rehearsals of one commit make the same bytes.
            now: () => (time + 60) * 1000,
            onBug: (failure) => stopOnFullDisk(failure, broken), seed: played.seed,
            ...(branch !== undefined ? { defaultBranch: branch } : { defaultBranch: 'main', refs: await refsOf(git, head) }),
        });
        try {
            // A repository without a commit takes no release.
            for (const { owner, name } of others)
                await world.github.as(owner, owner, name).commit('main', { 'README.md': `# ${name}\n` }, 'Begin');
            reportChecks(world.github, repository, { checks: played.checks, commit });
            await playPulls(pulls, { github: world.github, repository, branch: branch ?? 'main', log: it.log });
            return await inWorld(world, { ...it, signal: AbortSignal.any([it.signal, broken.signal]) }, { request: { ...request, actor: played.actor }, repository, config, commit });
        }
        finally {
            // What is left of a run would ask the closed ports again and again.
            broken.abort('the end of the rehearsal');
            await world.close();
        }
    }
    finally {
        git.close();
        await folders.dispose();
    }
};
const failNotFound = async (tag, { folder, request }, git) => {
    const shallow = await git.isShallow();
    const suggestion = shallow || request.tag === undefined ? undefined : (0,suggest_tag/* suggestTag */.b)(tag, await git.tags());
    return (0,release_error/* fail */.fJ)('TAG_NOT_FOUND', { tag, looked: folder, shallow, suggestion });
};
/** Seconds since 1970. A tag may be much younger than its commit, and nothing that follows a tag is older than it. */
const lastTime = async (commit, tag, git) => {
    const time = await git.commitTime(commit);
    return tag !== undefined && (await git.tags()).includes(tag) ? Math.max(time, await git.tagTime(tag)) : time;
};
/** What is named, or else what the source leads to. */
const meantBy = async (it, config, commit, git) => {
    const { request, log } = it;
    if (request.tag !== undefined || request.version !== undefined || request.name !== undefined)
        return request;
    const upcoming = await (0,upcoming_version/* upcomingRelease */.QX)(config, commit, request, { git });
    if ('name' in upcoming)
        log.info(`The version stands nowhere in the source: this rehearses ${upcoming.name}, the first name of \`on\` in the config; --name names another.`);
    else
        await warnOfDisagreements(config, commit, it, git);
    if ('version' in upcoming)
        await warnOfTagged((0,work_tree/* onlyLine */.XD)(config, request), { version: upcoming.version, commit }, it, git);
    return { ...request, ...upcoming };
};
/** What is written is out already: what came since is no part of it, and its release is another one. */
const warnOfTagged = async (line, { version, commit }, { log, request }, git) => {
    const beyond = await (0,beyond_tag/* beyondTag */.u)(line, { version: (0,core_version/* parseVersion */.ot)(version, line.scheme), commit }, git);
    if (!beyond)
        return;
    const commits = `${beyond.isMore ? 'more than ' : ''}${beyond.count} ${beyond.count === 1 ? 'commit' : 'commits'}`;
    const next = (0,shell_word/* shellCommand */.q)(['slipway', 'rehearse', '--version', 'V', ...(request.line === undefined ? [] : ['--line', request.line])]);
    log.warn(`${beyond.tag} is tagged already, at ${beyond.tagged.slice(0, 7)}, and ${request.commit ?? 'HEAD'} is ${commits} beyond it: this rehearses ${beyond.tag} again, without what came since. \`${next}\` rehearses the next release, as the version V.`);
};
/** The world keeps what it is given on the same disk. Its own answer (500) would be tried again, and would say nothing of the cause. */
const stopOnFullDisk = (failure, broken) => {
    const said = (0,disk_full/* toldDiskFull */.W4)(failure instanceof Error ? failure.message : String(failure));
    const full = (0,disk_full/* diskFull */.xg)(failure) ?? (said === undefined ? undefined : (0,release_error/* problem */.CC)('DISK_FULL', { what: 'the world of the rehearsal', path: 'what it was given', said }));
    if (full)
        broken.abort(new release_error/* ReleaseError */.K2([full]));
};
/** The version is set everywhere before it is rehearsed; a tag on the commit as it stands would be refused. */
const warnOfDisagreements = async (config, commit, it, git) => {
    for (const text of await disagreements(config, commit, it.request, { git }))
        it.log.warn(`${text} The rehearsal sets it, as \`slipway prepare\` would; a tag on this commit as it stands would be blocked.`);
};
/** A detached checkout (a workflow's) has no branch: the commit stands for the default branch. */
const refsOf = async (git, commit) => Object.fromEntries([['refs/heads/main', commit], ...(await git.tags()).map((tag) => [`refs/tags/${tag}`, `refs/tags/${tag}`])]);
const inWorld = async (world, it, { request, repository, config, commit }) => {
    it.log.info(`Rehearsing ${request.tag ?? request.version ?? request.name ?? ''} of ${repository.owner}/${repository.name} in a world inside this process: nothing leaves this machine`);
    const environment = { ...withoutCredentials(it.environment), ...world.environment };
    const elsewhere = elsewhereOf(config, request);
    const done = async (report) => {
        const missing = world.unimplemented();
        if (missing.length > 0)
            (0,release_error/* fail */.fJ)('WORLD_UNIMPLEMENTED', { calls: missing.join(', ') });
        const told = { ...(0,rehearsed_report/* rehearsedReport */.Gf)(asFarAsHere(report, request, elsewhere), world.endpoints, it.keep), ...wordsIn(world, repository, report) };
        // The text of the release has links into the world, which is gone by then unless it is kept.
        await it.show(it.keep ? told : (0,rehearsed_report/* reportOfTheRelease */.yB)(told, world.endpoints));
        if (it.keep && !it.signal.aborted)
            await stay(world, it);
    };
    const carry = (one, more = {}) => (0,carry_out_request/* carryOutRequest */.j)(one, {
        folder: it.folder, environment, log: it.keep ? it.log : (0,rehearsed_report/* logOfTheRelease */.kN)(it.log, world.endpoints), signal: it.signal, slipway: it.slipway, ...more,
        repository, endpoints: world.endpoints, token: world.token, server: 'https://github.com', onlyTo: world.origins,
    });
    const refused = await playApprovals(request, { config, commit, github: world.github, repository, log: it.log, carry });
    if (refused) {
        await done(refused);
        return refused.exitCode;
    }
    if (elsewhere.repositories.length > 0)
        it.log.warn(`Left out here is what leads into ${elsewhere.repositories.join(' and ')} (${elsewhere.without.join(', ')}): this world does not know their files, nor who merges there. \`slipway rehearse --play FILE\` plays the whole procedure; examples/dra/rehearsal.yaml of Slipway is such a file.`);
    const report = await carry({ ...request, without: [...request.without, ...elsewhere.without] }, { done, ...(it.listener ? { listener: it.listener } : {}) });
    return asFarAsHere(report, request, elsewhere).exitCode;
};
/** The text of the release as it stands in the world: in the project, or in the repository that its release goes to. */
const wordsIn = ({ github }, { owner, name }, { plan }) => {
    const releases = [github.repository(owner, name), ...github.state.repositories.values()].flatMap((it) => [...it.releases.values()]);
    const release = releases.find((it) => it.tag === plan?.tag.name);
    const words = firstLines(release?.body ?? '');
    return words === '' ? {} : { words };
};
/** Nobody has left anything out but the rehearsal itself, which has said so. */
const asFarAsHere = (report, { only, without }, { repositories }) => report.outcome !== 'incomplete' || report.problems.length > 0 || repositories.length === 0 || only.length + without.length > 0
    ? report
    : { ...report, outcome: 'released', exitCode: 0, summary: `${report.plan?.line ?? ''} ${report.plan?.version ?? ''} is released, but for what leads into ${repositories.join(' and ')},` };
/** No credential of the real world is even read in a rehearsal. */
const withoutCredentials = (environment) => Object.fromEntries(Object.entries(environment).filter(([name]) => !/^(GITHUB_|GH_|SLIPWAY_REGISTRY_|SLIPWAY_INDEX_|SLIPWAY_PACKAGE_INDEX_|SLIPWAY_TARGET_TOKEN|ACTIONS_|INPUT_)/.test(name)));
const stay = async (world, it) => {
    it.log.info(`The world stays until Ctrl-C:\n${world.addresses.map(([name, url]) => `   ${name.padEnd(10)} ${url}`).join('\n')}`);
    await new Promise((resolve) => it.signal.addEventListener('abort', () => resolve(), { once: true }));
};


/***/ })

};
