export const id = 724;
export const ids = [724];
export const modules = {

/***/ 724:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  dropLeftLock: () => (/* binding */ dropLeftLock)
});

// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(500);
;// CONCATENATED MODULE: ./out/adapters/clock.js
// The real time.

const systemClock = {
    now: () => Date.now(),
    sleep: async (milliseconds, signal) => {
        try {
            await (0,promises_.setTimeout)(Math.max(0, milliseconds), undefined, signal ? { signal } : {});
        }
        catch (cause) {
            // The timer rejects with an AbortError of its own; callers want to see why they were stopped.
            if (signal?.aborted)
                throw signal.reason;
            throw cause;
        }
    },
};

;// CONCATENATED MODULE: ./out/adapters/environment.js
const trimmed = (url) => url.replace(/\/+$/, '');
const readEndpoints = (environment) => {
    const api = trimmed(environment['GITHUB_API_URL'] ?? 'https://api.github.com');
    return {
        api,
        graphql: trimmed(environment['GITHUB_GRAPHQL_URL'] ?? `${api}/graphql`),
        server: trimmed(environment['GITHUB_SERVER_URL'] ?? 'https://github.com'),
        registries: {},
    };
};
const hostOf = (url) => (/^(?:https?|ssh|git):\/\/(?:[^@/]*@)?([^/:]+)/.exec(url) ?? /^[\w.-]+@([\w.-]+):/.exec(url))?.[1]?.toLowerCase();
/** Another forge has an owner and a name as well, and who owns that name at GitHub is somebody else. A host without a dot is an alias of ssh, and so is github.com-work. */
const isOn = (server, host) => {
    const own = new URL(server).hostname;
    return host === own || host === `ssh.${own}` || host === `www.${own}` || host.startsWith(`${own}-`) || !host.includes('.');
};
/** `owner/name` from GITHUB_REPOSITORY, else from the URL of a clone's origin (https, ssh or scp form). With a server, only of a clone of it. */
const readRepository = (named, originUrl, server) => {
    const host = hostOf(originUrl ?? '');
    const isRemote = host !== undefined && (server === undefined || isOn(server, host));
    const text = named ?? (isRemote ? /[/:]([^/:]+\/[^/]+?)(?:\.git)?\/?$/.exec(originUrl ?? '')?.[1] : undefined);
    const match = /^([A-Za-z0-9-]+)\/([\w.-]+)$/.exec(text ?? '');
    return match?.[1] !== undefined && match[2] !== undefined ? { owner: match[1], name: match[2] } : undefined;
};
const credential = /TOKEN|PASSW|SECRET|CREDENTIAL|^SLIPWAY_REGISTRY_|^SLIPWAY_INDEX_|^ACTIONS_|^DOCKER_|_KEY$/i;
/** For verbs that need no secret: none is so much as read. */
const withoutCredentials = (environment) => Object.fromEntries(Object.keys(environment).filter((name) => !credential.test(name)).map((name) => [name, environment[name]]));
/** What a release is made with, by name; what a build may need (an index with a password, say) is not meant. */
const ofReleases = /^(GITHUB_TOKEN|GH_TOKEN|INPUT_.*(TOKEN|PASSWORD|SECRET|KEY).*|ACTIONS_.*|SLIPWAY_REGISTRY_.*|SLIPWAY_INDEX_.*|SLIPWAY_.*(TOKEN|SECRET|PASSWORD|WEBHOOK|KEY).*)$/i;
const isReleaseCredential = (name) => ofReleases.test(name);
/** For the verb that runs code of the project. */
const withoutReleaseCredentials = (environment) => Object.fromEntries(Object.entries(environment).filter(([name]) => !isReleaseCredential(name)));

;// CONCATENATED MODULE: ./out/core/facts.js
const repositoryText = (it) => `${it.owner}/${it.name}`;
/** Of a clone that belongs to none yet: what asks nothing of GitHub works there as well. */
const noRepository = { owner: '', name: '' };
const isRepository = (it) => it.owner !== '';
/** Where links lead; empty when nobody knows. */
const repositoryPage = (server, it) => (isRepository(it) ? `${server}/${repositoryText(it)}` : '');
/** Folder that a line is about, as git names it; empty for the whole repository. */
const linePath = (config) => (typeof config['path'] === 'string' ? config['path'] : '').replace(/^(?:\.\/)+|\/+$/g, '').replace(/^\.$/, '');

;// CONCATENATED MODULE: ./out/errors/entry.js
// What an entry of the catalogue is. An error is given named facts only, never a config or a context, so that nothing
// secret can ride along into a message.
const entry = (it) => it;

;// CONCATENATED MODULE: ./out/errors/catalog/announce.js
// Codes of announcements. Addresses of webhooks are secrets, and are called by the variable that holds them.

const hints = {
    not_in_channel: 'Invite the app to the channel (`/invite @app`).',
    channel_not_found: 'Check the id of the channel (C…), and that the app may see it; a private one has to invite it.',
    is_archived: 'The channel is archived. Announce elsewhere.',
    missing_scope: 'The app needs the scopes chat:write and channels:history (groups:history for a private channel): without the second one it cannot be told whether it was announced already.',
    invalid_auth: 'The token is wrong. Give the bot token of the app (xoxb-…) as `chat-token`, or in SLIPWAY_CHAT_TOKEN.',
    not_authed: 'Give the bot token of the app (xoxb-…) as `chat-token`, or in SLIPWAY_CHAT_TOKEN.',
    token_revoked: 'The token was revoked. Install the app anew, and give the new one.',
    msg_too_long: 'Shorten the text of the announcement.',
};
const announce = {
    CHAT_REFUSED: entry({
        kind: 'remote',
        message: (f) => `Slack refused to ${f.what}: ${f.error}${f.needed === '' ? '' : ` (needed: ${f.needed})`}.`,
        hint: (f) => `${hints[f.error] ?? 'Slack\'s documentation of the method explains the word.'} The release is out; the same command announces it.`,
        facts: (f) => ({ error: f.error }),
        sample: { what: 'post to C0409NGC1TK', error: 'not_in_channel', needed: '' },
    }),
    CHAT_ANSWER: entry({
        kind: 'remote',
        message: (f) => `Something that is not Slack answered the request to ${f.what}: ${f.found}`,
        hint: () => 'Run the same command again; it looks whether the message is there before it posts one.',
        sample: { what: 'read C0409NGC1TK', found: 'status 200, no JSON' },
    }),
    CHAT_TOKEN_MISSING: entry({
        kind: 'precondition',
        message: (f) => `The release is to be announced in ${f.channel}, and there is no token for it.`,
        hint: () => 'Give the bot token of the app (xoxb-…) as `chat-token`, or in SLIPWAY_CHAT_TOKEN. It needs chat:write and channels:history.',
        sample: { channel: 'C0409NGC1TK' },
    }),
    CHAT_HISTORY_TOO_LONG: entry({
        kind: 'remote',
        message: (f) => `${f.channel} has more than ${f.messages} messages since the tag was made, so it cannot be told whether it was announced already.`,
        hint: () => 'Look yourself. Announce by hand, or leave the task out with --without follow:announce.',
        sample: { channel: 'C0409NGC1TK', messages: 20_000 },
    }),
    WEBHOOK_MISSING: entry({
        kind: 'precondition',
        message: (f) => `The release is to be announced to the address in ${f.variable}, which is not set or is no https address.`,
        hint: (f) => `Set ${f.variable} from a secret of the repository in the \`env:\` of the step. The address is a secret: whoever has it can post.`,
        sample: { variable: 'SLIPWAY_WEBHOOK_URL' },
    }),
    WEBHOOK_REFUSED: entry({
        kind: 'remote',
        message: (f) => `The webhook of ${f.variable} answered ${f.status}: ${f.said}`,
        hint: () => 'Nothing was posted. When the cause is gone, the same command announces it.',
        sample: { variable: 'SLIPWAY_WEBHOOK_URL', status: 404, said: 'no_service' },
    }),
    WEBHOOK_UNKNOWN: entry({
        kind: 'remote',
        message: (f) => `Nobody knows whether the webhook of ${f.variable} has posted the announcement: its answer was lost, and it cannot be asked.`,
        hint: () => 'Look there. It is not sent again, as webhooks post at most once; announce by hand if it is not there. A token with `slack:` can look for itself.',
        sample: { variable: 'SLIPWAY_WEBHOOK_URL' },
    }),
};

;// CONCATENATED MODULE: ./out/errors/catalog/approvals.js
// Codes of the owners, the approvals and the tracking issue.

const approvals = {
    OWNERS_MISSING: entry({
        kind: 'gate',
        message: (f) => `Nobody may approve this release: there is no ${f.files} on ${f.branch}.`,
        hint: () => 'Add an OWNERS file with `approvers:` to the default branch, or name another one by `gate.approvals.owners`.',
        sample: { files: 'deployments/helm/OWNERS or OWNERS', branch: 'main' },
    }),
    OWNERS_MALFORMED: entry({
        kind: 'gate',
        message: (f) => `${f.file} cannot be read: ${f.what}.`,
        hint: () => 'Mend the line that is named, on the default branch: approvals are counted by what stands there.',
        sample: { file: 'OWNERS', what: '`approvers` is a list of names' },
    }),
    OWNERS_ALIAS_UNKNOWN: entry({
        kind: 'gate',
        message: (f) => `${f.file} names \`${f.name}\`, which is no alias of OWNERS_ALIASES and no login.${f.suggestion ? ` Did you mean \`${f.suggestion}\`?` : ''}`,
        hint: (f) => `${f.known === '' ? 'OWNERS_ALIASES of the default branch has no alias.' : `Aliases there: ${f.known}.`} Name the people, or add the alias; an unknown one is nobody, and its name could be registered by anybody.`,
        sample: { name: 'release-approvrs', file: 'OWNERS', known: 'release-approvers', suggestion: 'release-approvers' },
    }),
    ISSUE_CONTESTED: entry({
        kind: 'remote',
        message: (f) => `Others changed ${f.url} each of the ${f.tries} times that Slipway wrote in it, and its lines are not there.`,
        hint: () => 'Run the same again when nobody edits the issue.',
        sample: { url: 'https://github.com/accanto/demo/issues/7', tries: 5 },
    }),
    APPROVALS_NO_ISSUE: entry({
        kind: 'gate',
        message: (f) => `${f.tag} needs approvals, and ${f.repository} has no tracking issue for it.`,
        hint: (f) => `\`slipway propose ${f.version} --line ${f.line}\` opens one; owners approve there. An issue counts when it was opened by an App or by somebody of the project.`,
        sample: { tag: 'v0.5.0', line: 'image', version: '0.5.0', repository: 'kubernetes-sigs/dra-example-driver' },
    }),
    APPROVALS_NOT_NAMED: entry({
        kind: 'gate',
        message: (f) => `No comment on ${f.url} names the commit that ${f.tag} is to be, or the one that did was edited.`,
        hint: (f) => `\`slipway propose ${f.version}\` names it again. What was approved before then does not count, as nobody knows what it was.`,
        sample: { url: 'https://github.com/accanto/demo/issues/7', tag: 'v0.5.0', version: '0.5.0' },
    }),
    APPROVALS_DROPPED: entry({
        kind: 'gate',
        message: (f) => `The tracking issue of ${f.tag}, ${f.url}, was closed as not planned.`,
        hint: () => 'Reopen it if the release shall go on.',
        sample: { url: 'https://github.com/accanto/demo/issues/7', tag: 'v0.5.0' },
    }),
    APPROVALS_OTHER_COMMIT: entry({
        kind: 'gate',
        message: (f) => `What was approved on ${f.url} is ${f.named}, and ${f.tag} is at ${f.commit}, which differs from it in more than the references that Slipway writes: ${f.files}.`,
        hint: (f) => `Tag the commit that was approved; or \`slipway propose ${f.version}\` for the commit that is meant, and owners approve anew.`,
        sample: { url: 'https://github.com/accanto/demo/issues/7', tag: 'v0.5.0', version: '0.5.0', named: '1111111111', commit: '2222222222', files: 'src/main.go, Makefile' },
    }),
    APPROVALS_TOO_FEW: entry({
        kind: 'gate',
        message: (f) => `${f.tag} has ${f.wanted - f.missing} of ${f.wanted} approvals on ${f.url}${f.have === '' ? '' : `: ${f.have}`}.${f.ignored === '' ? '' : ` Not counted: ${f.ignored}.`}`,
        hint: (f) => (f.may === '' ? 'Nobody in OWNERS is left who could approve.' : `May still approve: ${f.may}; by a new comment with ${f.how} alone on a line. Then run the same again.`),
        facts: ({ missing, have, may }) => ({ missing, have, may }),
        sample: {
            url: 'https://github.com/accanto/demo/issues/7', tag: 'v0.5.0', wanted: 2, missing: 1, have: 'ana', may: 'ben, cem', how: '/lgtm or /approve',
            ignored: 'mia: not an approver in OWNERS (https://github.com/accanto/demo/issues/7#issuecomment-3)',
        },
    }),
};

;// CONCATENATED MODULE: ./out/errors/catalog/artifacts.js
// Codes of artifacts that one job hands to another.

const againHint = 'Run the build job again and hand on what it gives, with the digest of its output `artifacts-digest`. Nothing was written.';
const artifacts = {
    ARTIFACTS_NOT_FOUND: entry({
        kind: 'precondition',
        message: (f) => `There is no ${f.file} in ${f.folder}, nor in a folder right below it.`,
        hint: () => 'It is written by `slipway build --out DIR`. In a workflow: does actions/download-artifact put it where `artifacts` points to?',
        sample: { folder: 'artifacts', file: 'slipway-artifacts.json' },
    }),
    ARTIFACTS_UNREADABLE: entry({
        kind: 'precondition',
        message: (f) => `${f.place} is not as \`slipway build\` writes it: ${f.what}.`,
        hint: () => againHint,
        sample: { place: 'artifacts/files/demo-1.0.0-py3-none-any.whl', what: 'it is a symbolic link' },
    }),
    ARTIFACTS_DIGEST: entry({
        kind: 'conflict',
        message: (f) => `${f.place} has the digest ${f.found}, and the job that built it said ${f.wanted}: these are not the bytes that it made.`,
        hint: () => `Something changed them on the way (another upload under the same name, code of the project that went on after the build). ${againHint}`,
        sample: { place: 'artifacts/slipway-artifacts.json', found: 'sha256:00aa', wanted: 'sha256:11bb' },
    }),
    ARTIFACTS_DIGEST_NOT_GIVEN: entry({
        kind: 'config',
        message: (f) => `The artifacts in ${f.folder} come from another job, and no digest was handed over to compare them with.`,
        hint: () => 'Set the input `artifacts-digest` to the output `artifacts-digest` of the build step, by way of the outputs of its job: `${{ needs.build.outputs.artifacts-digest }}`. Stored artifacts can be changed by whoever runs in the same workflow run; outputs of a job that has ended cannot.',
        sample: { folder: 'artifacts' },
    }),
    ARTIFACTS_NOT_HANDED: entry({
        kind: 'precondition',
        message: (f) => `A job handed over the digest ${f.digest}, and no folder of artifacts has it (there are: ${f.found || 'none'}).`,
        hint: () => 'Download what every build job uploaded: `pattern` of actions/download-artifact, without `merge-multiple`, as each has a slipway-artifacts.json of its own.',
        sample: { digest: 'sha256:00aa', found: 'sha256:11bb' },
    }),
    ARTIFACTS_OF_OTHER: entry({
        kind: 'precondition',
        message: (f) => `${f.place} was built for the ${f.what} ${f.found}, and this release is of ${f.wanted}.`,
        hint: () => 'Both jobs have to work on the same tag, with the same `config`, `config-from` and `line`, and with the same version of Slipway: check out the tag in both. Nothing was written.',
        sample: { place: 'artifacts/slipway-artifacts.json', what: 'commit', found: '0f3c9e1d2b4a', wanted: '9d1c0e5f7a2b' },
    }),
    ARTIFACTS_DIFFER: entry({
        kind: 'conflict',
        message: (f) => `${f.name} was built more than once, and came out otherwise: ${f.one}; ${f.other}.`,
        hint: () => 'Build it in one job and hand it to the others (`slipway build --artifacts DIR`); jobs of one platform each build only their images: `slipway build --only build:image/NAME --platform P`.',
        sample: { name: 'demo-1.0.0-py3-none-any.whl', one: 'sha256:00aa in artifacts/one', other: 'sha256:11bb in artifacts/other' },
    }),
    ARTIFACT_MISSING: entry({
        kind: 'precondition',
        message: (f) => `This job builds nothing, and what ${f.task} gives${f.what === '' ? '' : ` (${f.what})`} is neither frozen nor among the artifacts that were handed over.`,
        hint: (f) => `In a job of its own: \`${f.command}\`, and hand on that folder with the others. Nothing was written.`,
        sample: { task: 'build:image/image', what: 'linux/arm64', command: 'slipway build --tag 1.0.0 --only build:image/image --platform linux/arm64 --out DIR' },
    }),
    ARTIFACT_INPUT_DIFFERS: entry({
        kind: 'conflict',
        message: (f) => `What ${f.task} gave was made with ${f.found}, and this release has ${f.wanted}.`,
        hint: () => 'An image must hold the very wheel that is released. Build both in one job, or hand the wheel to the job that builds the image: `slipway build --artifacts DIR`. Nothing was written.',
        sample: { task: 'build:image/image', found: 'sha256:00aa', wanted: 'demo-1.0.0-py3-none-any.whl sha256:11bb' },
    }),
    OUT_NOT_OURS: entry({
        kind: 'precondition',
        message: (f) => `${f.folder} is not empty, and holds no artifacts of an earlier \`slipway build\`.`,
        hint: () => 'Name another folder with `--out`, or remove it: what is in it would be handed on as well.',
        sample: { folder: 'artifacts' },
    }),
    PLATFORM_UNKNOWN: entry({
        kind: 'config',
        message: (f) => `No image of this run is built for ${f.platform}. Known: ${f.known || 'none, as no build.image has `platforms`'}.`,
        hint: () => 'Add it to `build.image.platforms`, or leave `--platform` out. `slipway plan --matrix` prints what there is.',
        sample: { platform: 'linux/riscv64', known: 'linux/amd64, linux/arm64' },
    }),
    ONE_JOB: entry({
        kind: 'precondition',
        message: (f) => `${f.tasks} runs code of the project (and of what it depends on) in the job that holds the rights of the release.`,
        hint: () => 'Children of Slipway get no credential, but whatever runs as the same user can read the memory and the environment of the processes beside it. Two jobs part them: one that builds, with `contents: read` and `token: \'\'`, and one that releases with `artifacts` and runs nothing of the project; the README has both. Commands of `verify:` are run by the job that releases in any case: leave what they try to a system of its own, if that code is not to be trusted.',
        sample: { tasks: 'build:wheel/wheel' },
    }),
};

;// CONCATENATED MODULE: ./out/errors/catalog/config.js
// Codes of the config room.

const notThere = {
    'work tree': (file, commit) => `${file} lies here and is not committed: ${commit} has none`,
    HEAD: (file, commit) => `HEAD has a ${file}, and ${commit} has none`,
    nowhere: (file, commit) => `There is no ${file}${commit === '' ? '' : ` in ${commit}`}`,
};
/** Whoever has written one is not to be told to write it. */
const whatNow = {
    'work tree': (file) => `Commit it (\`git add ${file}\`, \`git commit\`), and do the same again. \`--config ${file}\` tries it as it lies here.`,
    HEAD: (file) => `A tag from before the config takes that of the default branch with \`--config-from default\` (release, rehearse, build, plan, status, verify), or the file that lies here with \`--config ${file}\`. A branch without one gets it by a merge.`,
    nowhere: (file) => `Add a ${file} and commit it; the README has one to copy. The driver layout (pkg_info.json, setup.py, helm/*/Chart.yaml, docker/Dockerfile, docs/) needs none.`,
};
const config = {
    CONFIG_MALFORMED: entry({
        kind: 'config',
        message: (f) => `${f.file} is not well-formed YAML: ${f.what}`,
        hint: () => 'Mend the line that is named. Indentation is by spaces, and every key of a mapping stands once.',
        sample: { file: '.slipway.yaml', what: 'Map keys must be unique' },
    }),
    CONFIG_UNKNOWN_KEY: entry({
        kind: 'config',
        message: (f) => `There is no setting \`${f.key}\` ${f.under}.${f.suggestion ? ` Did you mean \`${f.suggestion}\`?` : ''}`,
        hint: (f) => `Known here: ${f.known}.`,
        sample: { key: 'contxt', under: 'under lines.driver.build.image', suggestion: 'context', known: 'context, wheels' },
    }),
    CONFIG_INVALID: entry({
        kind: 'config',
        message: (f) => `The setting \`${f.path}\` is not as it should be: ${f.what}`,
        hint: () => 'docs/config.md lists every setting with its shape and default.',
        sample: { path: 'lines.driver.tag', what: 'expected string, received number' },
    }),
    CONFIG_NOT_FOUND: entry({
        kind: 'config',
        message: (f) => `${notThere[f.elsewhere ?? 'nowhere'](f.file, f.commit === undefined ? '' : `the commit ${f.commit.slice(0, 7)}`)}, and the project's layout was not recognised (${f.seen}).`,
        hint: (f) => whatNow[f.elsewhere ?? 'nowhere'](f.file),
        sample: { file: '.slipway.yaml', seen: 'no pkg_info.json beside a setup.py', commit: '5d377e6', elsewhere: 'work tree' },
    }),
    CONFIG_FROM_DEFAULT: entry({
        kind: 'precondition',
        message: (f) => `The config is that of ${f.branch} at ${f.commit}, as asked for by --config-from default, and not that of the commit that ${f.tag} names.`,
        hint: () => 'This does not stop the run. The record says it too.',
        sample: { tag: '0.9.0', branch: 'main', commit: '2222222222' },
    }),
    CONFIG_UNKNOWN_LINE: entry({
        kind: 'config',
        message: (f) => `The config has no line \`${f.line}\`.`,
        hint: (f) => `Lines of this config: ${f.known}.`,
        sample: { line: 'chrat', known: 'driver, chart' },
    }),
    LINE_NOT_NAMED: entry({
        kind: 'config',
        message: (f) => `The config has several lines (${f.known}), and a version alone does not say which one is meant.`,
        hint: () => 'Name the line with --line (or the input `line`).',
        sample: { known: 'driver, chart' },
    }),
    CONFIG_LINES_CLASH: entry({
        kind: 'config',
        message: (f) => `The tag ${f.tag} is claimed by more than one line: ${f.lines}.`,
        hint: () => 'Make the tag patterns of the lines differ (for example `v{version}` and `chart/{version}`), or name one with --line.',
        sample: { tag: '1.0.0', lines: 'driver, chart' },
    }),
    CONFIG_UNKNOWN_NAME: entry({
        kind: 'config',
        message: (f) => `\`${f.path}\` refers to \`${f.name}\`, and nothing in this line has that name.`,
        hint: (f) => `Names and kinds that can be referred to: ${f.known}.`,
        sample: { path: 'lines.driver.publish.release.assets', name: 'doc', known: 'docs, wheel, chart' },
    }),
    CONFIG_NAME_TWICE: entry({
        kind: 'config',
        message: (f) => `More than one entry of \`${f.slot}\` is called \`${f.name}\`.`,
        hint: (f) => `Give each entry of the list a \`name\` of its own; without one it is called \`${f.slot.slice(f.slot.lastIndexOf('.') + 1)}\`.`,
        sample: { slot: 'build.wheel', name: 'wheel' },
    }),
    SELECTION_NEEDED: entry({
        kind: 'config',
        message: (f) => `${f.task} takes what ${f.giver} makes, and that is not done in this run: ${f.why}.`,
        hint: (f) => `Leave ${f.task} out as well (--without wheel,image, say), or keep what it needs.`,
        sample: { task: 'stage:image/image', giver: 'build:image/image', why: 'the wheel wheel that goes into it is left out of this run' },
    }),
    SELECTION_UNKNOWN: entry({
        kind: 'config',
        message: (f) => `${f.flag} names \`${f.name}\`, and no task of this run is called so.${f.suggestion === undefined ? '' : ` Did you mean \`${f.suggestion}\`?`}`,
        hint: (f) => `Tasks of this run, and what several of them are called by together: ${f.known}.`,
        sample: { flag: '--without', name: 'imgae', suggestion: 'image', known: 'image, wheel, build:image/image, build:wheel/wheel' },
    }),
};

;// CONCATENATED MODULE: ./out/errors/catalog/engine.js
// Codes of the engine.

const engine = {
    DESTINATION_CONFLICT: entry({
        kind: 'conflict',
        message: (f) => `${f.task}: the name is taken by other content. Found ${f.found}, wanted ${f.wanted}.`,
        hint: () => 'Nothing was overwritten. Release a new version, or remove what stands there if you are sure that nobody uses it, and run again.',
        sample: { task: 'Push docker.io/accanto/os-vim-driver:1.0.0', found: 'sha256:1111', wanted: 'sha256:2222' },
    }),
    NOT_CONFIRMED: entry({
        kind: 'remote',
        message: (f) => `${f.task}: the destination took everything without an error, and still says ${f.state}${f.missing ? ` (missing: ${f.missing})` : ''}.`,
        hint: () => 'Run the same command again; it asks the destination afresh and finishes what is missing. If it stays so, the service has lost what it confirmed.',
        sample: { task: 'Upload 4 assets', state: 'partial', missing: 'a.tgz' },
    }),
    REHEARSAL_OUTSIDE: entry({
        kind: 'bug',
        message: (f) => `The rehearsal was about to ask ${f.url}, which is not part of its world.`,
        hint: () => 'Nothing was sent. Please open an issue: the world should have an answer of its own for that address.',
        sample: { url: 'https://registry-1.docker.io/v2/' },
    }),
    WORLD_UNIMPLEMENTED: entry({
        kind: 'bug',
        message: (f) => `The rehearsal's world was asked for things that it does not know: ${f.calls}.`,
        hint: () => 'This rehearsal proves nothing about them. Please open an issue with this line.',
        sample: { calls: 'GET /repos/{owner}/{repo}/pages' },
    }),
};

;// CONCATENATED MODULE: ./out/errors/catalog/gate.js
// Codes of the gates.

const gate = {
    TAG_TOO_WEAK: entry({
        kind: 'gate',
        message: (f) => `The tag ${f.tag} is ${f.kind}, and this line wants it ${f.wanted}.`,
        hint: (f) => `Make the next one with \`git tag ${f.wanted === 'signed' ? '-s' : '-a'} VERSION\`; a tag that is public should not be moved.`,
        sample: { tag: '1.0.0', kind: 'lightweight', wanted: 'annotated' },
    }),
    TAG_NAME_INSIDE: entry({
        kind: 'gate',
        message: (f) => `The ref ${f.tag} leads to a tag object (${f.object}) that calls itself ${f.inside}: it was made, and perhaps signed, for another release.`,
        hint: (f) => `Make a tag object for this release (\`git tag -a ${f.tag}\` or \`git tag -s ${f.tag}\`). If nobody of yours pushed this one, remove it, and find out who could.`,
        sample: { tag: 'v9.9.9', inside: 'v0.0.3', object: '4444444444' },
    }),
    TAG_OF_TAG: entry({
        kind: 'gate',
        message: (f) => `The tag object of ${f.tag} (${f.object}) names a ${f.type}, and not a commit.`,
        hint: (f) => `Tag the commit itself: \`git tag -s ${f.tag} COMMIT\`. What a tag of a tag says of the commit was said by somebody else.`,
        sample: { tag: 'v1.0.0', type: 'tag', object: '4444444444' },
    }),
    TAG_SIGNATURE: entry({
        kind: 'gate',
        message: (f) => `The signature of the tag ${f.tag} is not accepted: ${f.why} (judged by ${f.by}).`,
        hint: () => 'Have the tag made by somebody whose key is among the signers on the default branch, or add the key there by a pull request. A key that has expired is renewed by its owner, and replaced there.',
        sample: { tag: 'v1.0.0', by: '.github/allowed_signers of main', why: 'it was made with a key that is not among them' },
    }),
    TAG_BYTES: entry({
        kind: 'gate',
        message: (f) => `The bytes of the tag object ${f.object} (${f.tag}) could not be had as they are on GitHub, so its signature cannot be judged.`,
        hint: () => 'Run it again. If it stays so, the tag was signed over text that does not survive the API and the clone; make it again.',
        sample: { tag: 'v1.0.0', object: '4444444444' },
    }),
    SIGNERS_MISSING: entry({
        kind: 'gate',
        message: (f) => `${f.file} on ${f.branch} should say who may sign tags, and ${f.what}.`,
        hint: () => 'It is an allowed_signers file of SSH (`release@example.com ssh-ed25519 AAAA…`), or public keys of GPG in armour (`gpg --armor --export KEY`). It is read on the default branch only.',
        sample: { file: '.github/allowed_signers', branch: 'main', what: 'it is not there' },
    }),
    BRANCH_STRAY: entry({
        kind: 'gate',
        message: (f) => `The commit ${f.commit}, which ${f.tag} names, is on none of the branches that releases come from: ${f.branches}.`,
        hint: () => 'Merge it first, and tag what was merged (a squash makes another commit). `gate.branch` names the branches.',
        sample: { commit: '3333333333', tag: 'v1.0.0', branches: 'main, releases/**' },
    }),
    CHECKS_RED: entry({
        kind: 'gate',
        message: (f) => `On ${f.commit} not every check is green: ${f.checks}.`,
        hint: () => 'Mend what they found, and tag the commit that passes; or run a check again that failed by accident, and then this.',
        sample: { checks: 'unit (failure)', commit: '3333333333' },
    }),
    CHECKS_MISSING: entry({
        kind: 'gate',
        message: (f) => `Nobody has reported these checks for ${f.commit}: ${f.checks}.${f.reported === '' ? '' : ` Reported were: ${f.reported}.`}`,
        hint: () => 'Checks are reported for the commit that was pushed to a branch or a pull request; after a merge it is another one. Have them run on the branch that releases come from, or correct the names in `gate.checks`.',
        sample: { checks: 'unit', commit: '3333333333', reported: 'Unit tests, lint' },
    }),
    CHECKS_RUNNING: entry({
        kind: 'gate',
        message: (f) => `Checks of ${f.commit} are still running: ${f.checks}.`,
        hint: () => 'A release waits for them as long as --max-wait allows. Run it again when they are done; `slipway continue` does so too.',
        sample: { checks: 'unit (in_progress)', commit: '3333333333' },
    }),
    CHECKS_NONE: entry({
        kind: 'gate',
        message: (f) => `\`gate.checks: required\` asks for the checks that ${f.branch} requires, and it requires none.`,
        hint: () => 'Require checks there (a ruleset or branch protection), or name them in `gate.checks`. A gate that asks for nothing would look like one that was passed.',
        sample: { branch: 'main' },
    }),
    CHECKS_TO_COME: entry({
        kind: 'gate',
        message: (f) => `The release would be a commit that does not exist yet (${f.files} have to change), and this line wants checks on it first: ${f.checks}.`,
        hint: () => 'Bring the references in first: `slipway set-version VERSION`, a pull request, its merge. Then `slipway prepare` tags what was checked.',
        sample: { files: 'pkg_info.json', checks: 'those that main requires' },
    }),
    ACTOR_REFUSED: entry({
        kind: 'gate',
        message: (f) => `${f.actor} may not start a release of this line: ${f.why}. Allowed: ${f.allowed}.`,
        hint: () => 'Have it started by somebody who may: in Actions by running the workflow again, or by --tag. `gate.actors.allow` on the default branch says who may; bots only by their names (`name[bot]`).',
        sample: { actor: 'renovate[bot]', why: 'a bot has to be named', allowed: 'people with write access' },
    }),
    ACTOR_UNKNOWN: entry({
        kind: 'gate',
        message: (f) => `Who started this run is not known, as its token is nobody's in person. Allowed: ${f.allowed}.`,
        hint: () => 'In Actions the runner says it. On a command line use a token of your own (`gh auth token`) in place of a workflow\'s or an app\'s.',
        sample: { allowed: 'people with write access' },
    }),
    GATES_LINE_MISSING: entry({
        kind: 'gate',
        message: (f) => `The config on ${f.branch} (${f.commit}) has no line \`${f.line}\`, so there are no gates that this tag could pass. Lines there: ${f.known}.`,
        hint: () => 'Gates are read from the default branch, never from the tagged commit. Keep the line there as long as its tags are to be released, under the name that it has in the tagged commit.',
        sample: { line: 'driver', branch: 'main', commit: '2222222222', known: 'image, chart' },
    }),
    GATES_LINE_OTHER: entry({
        kind: 'gate',
        message: (f) => `On ${f.branch} the line \`${f.line}\` has the tags ${f.pattern}, and ${f.tag} is none of them.`,
        hint: () => 'Gates are read from the default branch, and belong to the tags that the line has there. Let the patterns agree.',
        sample: { line: 'nightly', branch: 'main', tag: 'v1.0.0', pattern: 'nightly-{version}' },
    }),
    GATES_DIFFER: entry({
        kind: 'precondition',
        message: (f) => `The gates of \`${f.line}\` are those of ${f.branch} (${f.commit}); ${f.where} asks for others, which do not count: ${f.differences}.`,
        hint: () => 'This does not stop the run. What is to hold for releases is changed on the default branch.',
        sample: { line: 'driver', branch: 'main', commit: '2222222222', where: '.slipway.yaml of the tagged commit', differences: 'tag: signed there, lightweight here' },
    }),
    GATES_NO_CONFIG: entry({
        kind: 'precondition',
        message: (f) => `There is no .slipway.yaml on ${f.branch}, so the usual gates hold (a commit of ${f.branch} or releases/**, started by somebody with write access), and beside them those of ${f.where}.`,
        hint: () => 'This does not stop the run. Put the config on the default branch: only there can it not be changed by whoever makes a tag.',
        sample: { branch: 'main', where: '.slipway.yaml of the tagged commit' },
    }),
    ACTOR_UNPROVEN: entry({
        kind: 'precondition',
        message: (f) => `Who started this run is not known, as its token is nobody's in person; that it may write is the proof there is. Allowed: ${f.allowed}.`,
        hint: () => 'This does not stop the run. In Actions the runner says who it is; on a command line a token of your own does.',
        sample: { allowed: 'people with write access' },
    }),
};

;// CONCATENATED MODULE: ./out/errors/catalog/general.js
// Codes that belong to no single room.

const general = {
    BUG: entry({
        kind: 'bug',
        message: (f) => `Slipway met a state that it holds to be impossible: ${f.what}`,
        hint: () => 'This is a fault of Slipway. Please open an issue with the log of this run; running the same command again is safe.',
        sample: { what: 'a task without a step' },
    }),
    PLAY_INVALID: entry({
        kind: 'config',
        message: ({ file, what }) => `The play ${file} cannot be played: ${what}.`,
        hint: () => 'docs/plays.md of Slipway shows every deed and every key of a play; examples/dra/rehearsal.yaml is one to read.',
        sample: { file: 'rehearsal.yaml', what: 'deeds.3: this is none of the deeds that a play knows' },
    }),
    PLAY_ENDED_OTHERWISE: entry({
        kind: 'precondition',
        message: ({ command, outcome, wanted, summary }) => `In the play, \`slipway ${command}\` ended as ${outcome} and not as ${wanted}: ${summary}.`,
        hint: () => 'What stopped it is told above; mend it, or the play.',
        sample: { command: 'release --tag v1.0.0', outcome: 'blocked', wanted: 'waiting', summary: 'stopped by one problem' },
    }),
    PLAY_STOPPED: entry({
        kind: 'precondition',
        message: ({ command, outcome, summary }) => `The play stops here: \`slipway ${command}\` ended as ${outcome}: ${summary}.`,
        hint: ({ outcome }) => `What stopped it is told above. If the play is to come to this, say \`ends: ${outcome}\` in that deed, and it goes on. The rehearsal ends with the exit code of that command.`,
        sample: { command: 'release --tag v1.0.0', outcome: 'blocked', summary: 'stopped by one problem' },
    }),
    USAGE: entry({
        kind: 'config',
        message: (f) => `${f.what}${f.suggestion ? ` Did you mean ${f.suggestion}?` : ''}`,
        hint: (f) => (f.verb === undefined ? 'See `slipway --help` for the verbs and their flags.' : `\`slipway ${f.verb} --help\` shows its flags.`),
        sample: { what: 'There is no flag --tagg.', suggestion: '--tag' },
    }),
    DURATION: entry({
        kind: 'config',
        message: (f) => `${f.name} is \`${f.text}\`, which is no length of time up to ${f.most}.`,
        hint: () => 'Give numbers with their units, for example 30m, 600s, 1h or 1h30m; 0s is not to wait at all.',
        sample: { name: '--max-wait', text: 'ten', most: '24h' },
    }),
    CANCELLED: entry({
        kind: 'precondition',
        message: (f) => `The run was stopped by ${f.signal}. No new effect was begun after it.`,
        hint: () => 'Run the same command again: it finishes what is missing.',
        sample: { signal: 'SIGTERM' },
    }),
};

;// CONCATENATED MODULE: ./out/errors/catalog/trigger.js
// Codes of the trigger room.

const trigger = {
    TRIGGER_UNSAFE: entry({
        kind: 'gate',
        message: (f) => `A release is never made for the event ${f.event}: it can be caused by people who may not release.`,
        hint: () => 'Use `on: push: tags`, `workflow_dispatch` or `schedule` in the workflow that runs Slipway.',
        sample: { event: 'pull_request_target' },
    }),
    TRIGGER_MISSING: entry({
        kind: 'config',
        message: (f) => `\`slipway ${f.verb}\` was not told what to release.`,
        hint: (f) => `Name a tag that exists (\`slipway ${f.verb} --tag 1.0.0\`) or ${f.verb === 'release' ? 'a version to make (`--version 1.0.0`)' : 'a commit without a tag by what it is released as (`--name NAME`); what making a version would do is shown by `slipway rehearse --version 1.0.0`'}.`,
        sample: { verb: 'release' },
    }),
    TRIGGER_BOTH: entry({
        kind: 'config',
        message: (f) => `Both a tag (${f.tag}) and a version (${f.version}) were given, and they are two different requests.`,
        hint: () => 'Give `--tag` for a tag that exists, or `--version` to have references, commit and tag made.',
        sample: { tag: '1.0.0', version: '1.1.0' },
    }),
    RUN_NAME: entry({
        kind: 'config',
        message: (f) => `The line ${f.line} calls this run ${f.name} (\`on\`), which is no name of its tags (${f.pattern}).`,
        hint: (f) => `Let \`as\` be a name that ${f.pattern} takes with the line's \`scheme\`; \`scheme: free\` takes names that are no version numbers.`,
        sample: { line: 'km', name: 'daily', pattern: 'v{version}' },
    }),
    RUN_ELSEWHERE: entry({
        kind: 'gate',
        message: (f) => `By the released commit, ${f.run} releases ${f.name}; by the line ${f.line} on ${f.branch} it releases ${f.there}. What is called how is for ${f.branch} to say.`,
        hint: (f) => `Bring the rule of \`on\` to ${f.branch}, or merge ${f.branch} into the branch that was pushed.`,
        sample: { line: 'km', run: 'a push to releases/beta', name: 'v0.1-test', branch: 'main', there: 'nothing' },
    }),
    TAG_MOVED_SINCE_EVENT: entry({
        kind: 'precondition',
        message: (f) => `The tag ${f.tag} pointed to commit ${f.event} when this run was started, and points to ${f.now} now.`,
        hint: () => 'Somebody moved the tag. Look who and why; the push of the moved tag started a run of its own.',
        sample: { tag: '1.0.0', event: '1111111111', now: '2222222222' },
    }),
    TAG_NOT_PUSHED: entry({
        kind: 'precondition',
        message: (f) => `The tag ${f.tag} is in this clone, and not in ${f.repository}.`,
        hint: (f) => `Push it (\`git push origin ${f.tag}\`), or rehearse it first: \`slipway rehearse --tag ${f.tag}\`.`,
        sample: { tag: '1.0.0', repository: 'accanto-systems/os-vim-driver' },
    }),
    TAG_DIFFERS: entry({
        kind: 'precondition',
        message: (f) => `The tag ${f.tag} is at commit ${f.here} in this clone, and at ${f.there} on GitHub.`,
        hint: (f) => `Fetch the one that counts (\`git fetch --force origin refs/tags/${f.tag}:refs/tags/${f.tag}\`), and look who moved it.`,
        sample: { tag: '1.0.0', here: '1111111', there: '2222222' },
    }),
    BRANCH_MISSING: entry({
        kind: 'precondition',
        message: (f) => `${f.repository} has no branch ${f.branch}, so a version cannot be prepared on it.`,
        hint: () => 'Start the workflow from a branch that exists, or push the branch first.',
        sample: { branch: 'main', repository: 'accanto-systems/os-vim-driver' },
    }),
    REPOSITORY_UNKNOWN: entry({
        kind: 'precondition',
        message: (f) => `It is not known which GitHub repository the clone in ${f.folder} belongs to: it has no remote \`origin\` at GitHub with an owner and a name.`,
        hint: () => 'Set GITHUB_REPOSITORY=owner/name, or add the remote. For a GitHub Enterprise server set GITHUB_SERVER_URL and GITHUB_API_URL to its addresses.',
        sample: { folder: '/home/me/project' },
    }),
    TAG_NOT_CLAIMED: entry({
        kind: 'config',
        message: (f) => `No line of the config claims the tag ${f.tag}.${f.suggestion === undefined ? '' : ` Did you mean ${f.suggestion}?`}`,
        hint: (f) => `${f.suggestion === undefined || f.isThere === true ? '' : `There is no tag ${f.suggestion} yet: make it on the commit that is meant. `}Tag patterns of the lines: ${f.patterns}. What stands in place of {version} must be a version of the line's scheme.`,
        sample: { tag: '0.5.0', patterns: 'v{version}', suggestion: 'v0.5.0', isThere: false },
    }),
    VERSION_NOT_WRITTEN: entry({
        kind: 'config',
        message: (f) => `The line ${f.line} does not say where its version is written${f.version === undefined ? ', or no version stands there' : `, so there is no place that ${f.version} could be set in`}.`,
        hint: (f) => (f.version === undefined
            ? 'List the places under `version.written-in`, or name what is meant: a version with --version, or, for a commit without a tag, what it is released as with --name.'
            : `List the places in .slipway.yaml under \`version.written-in\` of the line, such as \`- { file: pyproject.toml, at: /project/version }\`, and do the same again. \`prepare\` and \`rehearse --version ${f.version}\` set it there as well then. Where the build takes the version from its tag, there is nothing to set.`),
        sample: { line: 'driver', version: '0.6.0' },
    }),
    VERSION_LOWER: entry({
        kind: 'precondition',
        message: (f) => `${f.version} is lower than ${f.found}, which ${f.file} says on ${f.branch}: to prepare it there would set the branch back.`,
        hint: (f) => `Prepare it on the branch of that series (check that branch out, or start the workflow from it). Is ${f.version} meant to come from ${f.branch} all the same: \`slipway set-version ${f.version}\`, and commit that on purpose first. Nothing was written.`,
        sample: { version: '0.2.0', branch: 'main', found: '0.4.0', file: 'pyproject.toml' },
    }),
    PREPARATION_CLOSED: entry({
        kind: 'gate',
        message: (f) => `The edit for ${f.tag} was proposed, and a person closed it without merging it: ${f.url}`,
        hint: () => 'Open it again if the release is wanted after all, and run the same command; or prepare another version.',
        sample: { tag: 'v4.5.1', url: 'https://github.com/kubernetes-sigs/promo-tools/pull/1860' },
    }),
    LINE_UNCHANGED: entry({
        kind: 'precondition',
        message: (f) => `Nothing below ${f.path} has changed between ${f.previous} and ${f.tag}.`,
        hint: () => 'This does not stop the run. If the tag belongs on another commit, make a new version there; if the line is about more than that folder, change its `path`.',
        sample: { tag: 'chart/0.4.1', path: 'deployments/helm/dra-example-driver', previous: 'chart/0.4.0' },
    }),
    DRY_RUN_OF_VERSION: entry({
        kind: 'config',
        message: (f) => `A dry run cannot make the version ${f.version}: its commit and tag would be writes.`,
        hint: (f) => `Rehearse it instead: \`slipway rehearse --version ${f.version}\` makes them in a world of its own.`,
        sample: { version: '1.0.0' },
    }),
};

;// CONCATENATED MODULE: ./out/errors/catalog/exec.js
// Codes of running tools and of the local disk.

const bytes = (size) => `${(size / 2 ** 20).toFixed(1)} MiB (${size} bytes)`;
const exec = {
    TOOL_MISSING: entry({
        kind: 'precondition',
        message: (f) => `The program ${f.tool} is not on PATH of this machine.`,
        hint: (f) => f.how,
        sample: { tool: 'helm', how: 'Install Helm 3 or 4: https://helm.sh/docs/intro/install/ (in a workflow: azure/setup-helm).' },
    }),
    TOOL_NOT_STARTED: entry({
        kind: 'precondition',
        message: (f) => `The program ${f.tool} could not be started: ${f.reason}.`,
        hint: () => 'Check that the file may be executed, that its interpreter exists, and that the working folder is there.',
        sample: { tool: '/usr/bin/python3', reason: 'EACCES: permission denied' },
    }),
    TOOL_FAILED: entry({
        kind: 'precondition',
        message: (f) => `\`${f.command}\` ended with ${f.code}.${f.lines.length > 0 ? ` Its last lines:\n${f.lines.map((line) => `  ${line}`).join('\n')}` : ' It printed nothing.'}`,
        hint: (f) => `The cause is in the output of ${f.tool}. Nothing that it was to make is used; after the repair run the same command again.`,
        sample: { tool: 'helm', command: 'helm lint chart', code: 'exit code 1', lines: ['[ERROR] Chart.yaml: version is required'] },
    }),
    DISK_FULL: entry({
        kind: 'precondition',
        message: (f) => `There is no room on the disk for ${f.path} (${f.what}: ${f.said}).`,
        hint: () => 'Nothing that was half written is used, and nothing is written outside after it. Make room, or set RUNNER_TEMP (or TMPDIR) to a folder on a larger disk; then run the same command again.',
        sample: { what: 'write', path: '/home/runner/work/_temp/slipway-1f/out/driver-1.0.0-docs.tgz', said: 'ENOSPC' },
    }),
    DISK_SPACE: entry({
        kind: 'precondition',
        message: (f) => `The disk of ${f.folder} has ${bytes(f.free)} left, and ${bytes(f.needed)} are needed (${f.why}).`,
        hint: () => 'Nothing was written outside. Make room there (on a runner: remove tool caches and images that nobody needs), or set RUNNER_TEMP (or TMPDIR) to a folder on a larger disk; then run the same command again.',
        sample: { folder: '/home/runner/work/_temp', free: 734_003_200, needed: 3_221_225_472, why: 'three times the largest image' },
    }),
    TOOL_OUTPUT_TOO_LARGE: entry({
        kind: 'precondition',
        message: (f) => `The output of ${f.tool} is larger than the ${f.limit} bytes that are kept, and it is needed whole.`,
        hint: () => 'This is a limit of Slipway. Please open an issue and say how large the repository is.',
        sample: { tool: 'git', limit: 10_485_760 },
    }),
    CHILD_ENV_REFUSED: entry({
        kind: 'config',
        message: (f) => `The config hands the environment variable ${f.name} to ${f.tool}, but that name holds a credential of the release or of the runner.`,
        hint: () => 'Code that builds never sees a release credential. If the build needs a token of its own, give it another name in the workflow (`env: BUILD_TOKEN: …`) and name that one.',
        sample: { tool: 'python3', name: 'ACTIONS_ID_TOKEN_REQUEST_TOKEN' },
    }),
    BUILD_SECRET_MISSING: entry({
        kind: 'config',
        message: (f) => `The config gives ${f.tool} the secret ${f.name}, and the environment of this run has none of that name.`,
        hint: (f) => `Set it in the workflow (\`env: ${f.name}: \${{ secrets.… }}\`), or in the terminal before a rehearsal.`,
        sample: { tool: 'docker', name: 'PIP_TOKEN' },
    }),
};

;// CONCATENATED MODULE: ./out/errors/catalog/lock.js
// Codes of the lock that keeps two runs from releasing one tag at the same time.

const lock = {
    LOCK_HELD: entry({
        kind: 'remote',
        message: (f) => `Another run is releasing this tag: ${f.holder} holds ${f.ref} of ${f.repository}, until ${f.until} unless it goes on longer. This run waited ${f.seconds} s and wrote nothing.`,
        hint: (f) => `Nothing has to be done: that run finishes the release. If it is stuck, end it and run the same command again; a lock that nobody renews ends within three minutes. To break it by hand: \`${f.command}\``,
        sample: {
            ref: 'refs/slipway/lock/1.0.0', repository: 'accanto/os-vim-driver', holder: 'workflow run 4711, attempt 1 (https://github.com/accanto/os-vim-driver/actions/runs/4711/attempts/1)', until: '2026-01-05T12:03:00Z',
            seconds: 600, command: 'gh api -X DELETE repos/accanto/os-vim-driver/git/refs/slipway/lock/1.0.0',
        },
    }),
    LOCK_LOST: entry({
        kind: 'remote',
        message: (f) => `This run does not hold ${f.ref} of ${f.repository} any more: ${f.why}. No new effect was begun after that.`,
        hint: () => 'Another run may be finishing the release. Run the same command again: it waits for that run, and finishes what is missing.',
        sample: { ref: 'refs/slipway/lock/1.0.0', repository: 'accanto/os-vim-driver', why: 'somebody took it over, or broke it' },
    }),
    LOCK_BROKEN: entry({
        kind: 'precondition',
        message: (f) => `${f.ref} of ${f.repository} is there, and it is no lock that this version of Slipway could read: ${f.what}.`,
        hint: (f) => `Who holds it cannot be told, so nothing was written. If no run of Slipway is at work on this tag, remove it with \`${f.command}\`, and run again.`,
        sample: { ref: 'refs/slipway/lock/1.0.0', repository: 'accanto/os-vim-driver', what: 'it leads to a commit', command: 'gh api -X DELETE repos/accanto/os-vim-driver/git/refs/slipway/lock/1.0.0' },
    }),
};

;// CONCATENATED MODULE: ./out/errors/catalog/git.js
// Codes of the local clone.

const git = {
    NOT_A_CLONE: entry({
        kind: 'precondition',
        message: (f) => `${f.folder} is no git clone that can be read${f.said ? `: git said "${f.said}"` : ''}.`,
        hint: () => 'Run Slipway inside a clone, or name one with --repository. In a workflow: put actions/checkout with `fetch-depth: 0` before it.',
        sample: { folder: '/home/me/project', said: 'fatal: not a git repository' },
    }),
    TAG_NOT_FOUND: entry({
        kind: 'precondition',
        message: (f) => `There is no tag ${f.tag}: looked in ${f.looked}.${f.suggestion === undefined ? '' : ` Did you mean ${f.suggestion}?`}`,
        hint: (f) => f.shallow
            ? 'The clone is shallow and may lack tags. In a workflow: give actions/checkout `fetch-depth: 0`; in a terminal: `git fetch --unshallow --tags`.'
            : 'Was it deleted, or never pushed? `git tag -l` and `git ls-remote --tags origin` show what is there; push it with `git push origin TAG`. A name without a tag, such as one that rolls, is named with `--name` in place of `--tag`.',
        sample: { tag: '1.0.0', looked: 'the clone', shallow: false },
    }),
    TAG_NOT_COMMIT: entry({
        kind: 'precondition',
        message: (f) => `The tag ${f.tag} points to a ${f.type} (${f.object}), not to a commit.`,
        hint: () => 'Only a commit can be released. Make a tag on the commit that is meant.',
        sample: { tag: 'junio-gpg-pub', type: 'blob', object: '6019c27d966fe3ce8adcc0e9f12078eef96ca6ef' },
    }),
    COMMIT_NOT_FOUND: entry({
        kind: 'precondition',
        message: (f) => `The commit ${f.commit} is not in ${f.where}.`,
        hint: () => 'Fetch it (`git fetch --all --tags`); in a workflow give actions/checkout `fetch-depth: 0`.',
        sample: { commit: '0f3c9e1d2b4a5968778695a4b3c2d1e0f0a1b2c3', where: 'the clone' },
    }),
    SHALLOW_CLONE: entry({
        kind: 'precondition',
        message: (f) => `The clone is shallow, and ${f.what} cannot be read from it: what is missing would be taken for absent.`,
        hint: () => 'In a workflow give actions/checkout `fetch-depth: 0`; in a terminal: `git fetch --unshallow --tags`.',
        sample: { what: 'the list of all tags' },
    }),
    GIT_FAILED: entry({
        kind: 'precondition',
        message: (f) => `git could not ${f.what}. It said: ${f.said || 'nothing'}`,
        hint: () => 'The clone may be damaged (`git fsck` tells) or locked by another program.',
        sample: { what: 'read the tree of 0f3c9e1', said: 'fatal: bad object' },
    }),
    FETCH_FAILED: entry({
        kind: 'remote',
        message: (f) => `git could not fetch ${f.what} from ${f.url}. It said: ${f.said || 'nothing'}`,
        hint: () => 'Check that the address exists and that the token may read it. Nothing was written.',
        sample: { url: 'https://github.com/me/project', what: '0f3c9e1', said: 'fatal: repository not found' },
    }),
    TAG_PUSH_FAILED: entry({
        kind: 'remote',
        message: (f) => `git could not push the tag ${f.tag} to ${f.url}. It said: ${f.said || 'nothing'}`,
        hint: () => 'Check that the token may write contents. A tag that is there already is never moved.',
        sample: { tag: 'v1.0.0', url: 'https://github.com/me/project', said: 'remote: Permission denied' },
    }),
    TAG_SIGN_FAILED: entry({
        kind: 'precondition',
        message: (f) => `The tag could not be signed: ${f.said}`,
        hint: () => 'The key is that of SLIPWAY_SIGNING_KEY (or the input `signing-key`), without a passphrase; else user.signingkey of `git config --global`. Nothing was written.',
        sample: { said: 'gpg: skipped "0x1234": No secret key' },
    }),
    SUBMODULE_MISSING: entry({
        kind: 'precondition',
        message: (f) => `The submodule ${f.path} is needed at ${f.commit}, and its objects cannot be had: ${f.reason}. It would be packed as an empty folder.`,
        hint: () => 'Check it out beforehand: `git submodule update --init --recursive`, or `submodules: recursive` of actions/checkout.',
        sample: { path: 'vendor/lib', commit: '0f3c9e1d2b4a5968778695a4b3c2d1e0f0a1b2c3', reason: 'it is not checked out here, and its address is not https' },
    }),
    LFS_POINTER: entry({
        kind: 'precondition',
        message: (f) => `${f.path} is kept in Git LFS and its content (${f.object}) is not in this clone; only the pointer would be packed.`,
        hint: () => 'Fetch it beforehand: `git lfs fetch origin TAG`, or `lfs: true` of actions/checkout.',
        sample: { path: 'docs/film.mp4', object: 'sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393' },
    }),
};

;// CONCATENATED MODULE: ./out/errors/catalog/http.js
// Codes of the HTTP adapter. Facts carry URLs without their query: signed URLs and upload sessions are secrets in it.

const call = { method: 'POST', url: 'https://api.github.com/repos/accanto/driver/releases' };
const http = {
    HTTP_UNREACHABLE: entry({
        kind: 'remote',
        message: (f) => `${f.method} ${f.url} could not be sent: ${f.what}.`,
        hint: (f) => f.unresolved === undefined
            ? 'Nothing arrived there, so nothing changed. Check the address, the network and the proxy (HTTPS_PROXY, NO_PROXY), and run the same command again.'
            : 'The name of the host is known to nobody who was asked, so nothing arrived. Look whether this machine has a network, whether it needs a proxy (HTTPS_PROXY, NO_PROXY), and whether the name is right. `slipway rehearse` needs no network.',
        facts: ({ what, unresolved }) => ({ what, ...(unresolved === undefined ? {} : { unresolved }) }),
        sample: { ...call, what: 'connect ECONNREFUSED 127.0.0.1:443' },
    }),
    HTTP_TLS: entry({
        kind: 'precondition',
        message: (f) => `${f.method} ${f.url} was not sent, as the server's certificate cannot be trusted: ${f.what}.`,
        hint: () => 'If the server uses a certificate authority of your own, name its file in NODE_EXTRA_CA_CERTS. Certificate checks cannot be switched off.',
        sample: { ...call, what: 'self-signed certificate' },
    }),
    HTTP_BROKEN: entry({
        kind: 'remote',
        message: (f) => `The answer to ${f.method} ${f.url} did not come through: ${f.what}.`,
        hint: () => 'Run the same command again: it looks up what is there and goes on from it.',
        facts: ({ what }) => ({ what: `the answer did not come through (${what})` }),
        sample: { ...call, what: 'the connection was closed after 120 of 600 bytes' },
    }),
    HTTP_ANSWER_LOST: entry({
        kind: 'remote',
        message: (f) => `Nobody knows whether ${f.method} ${f.url} was carried out: ${f.what}. It was not sent a second time.`,
        hint: () => 'Run the same command again: it looks up what is there and goes on from it.',
        sample: { ...call, what: 'it was answered with 502' },
    }),
    HTTP_NOT_JSON: entry({
        kind: 'remote',
        message: (f) => `${f.method} ${f.url} was answered with ${f.status}, but not with JSON. The answer begins with: ${f.start}`,
        hint: () => 'This is mostly the error page of a proxy or of an outage. Look at the service\'s status page and run the same command again.',
        facts: ({ status }) => ({ what: `it was answered with ${status}, but not with JSON` }),
        sample: { ...call, status: 200, start: '<!DOCTYPE html>' },
    }),
    HTTP_TOO_LARGE: entry({
        kind: 'remote',
        message: (f) => `The answer to ${f.method} ${f.url} is larger than ${f.limit} bytes, which no right answer is.`,
        hint: () => 'Check that the address belongs to the service it should.',
        sample: { ...call, limit: 16777216 },
    }),
    HTTP_REDIRECT_REFUSED: entry({
        kind: 'remote',
        message: (f) => `${f.method} ${f.url} was redirected to ${f.to}, and that was not followed: ${f.why}.`,
        hint: () => 'If the service has moved, put its new address into the configuration; else ask its operator what the redirect is for.',
        sample: { ...call, to: 'http://example.com/', why: 'it leads from https to http' },
    }),
    HTTP_FILE_CHANGED: entry({
        kind: 'precondition',
        message: (f) => `${f.file} was to be sent by ${f.method} ${f.url} with ${f.wanted} bytes, and only ${f.found} could be read from it.`,
        hint: () => 'Something changed the file during the run. Run again with nothing else writing there.',
        sample: { ...call, file: 'out/docs.tgz', wanted: 1000, found: 900 },
    }),
    RETRIES_SPENT: entry({
        kind: 'remote',
        message: (f) => `${f.method} ${f.url} failed (${f.what}) and is not sent again: this run has lost ${f.minutes} minutes to failing requests by now.`,
        hint: () => 'The service fails too often to release there. Look at its status page and run the same command later: it finishes what is missing.',
        sample: { ...call, method: 'GET', what: 'it was answered with 502', minutes: 15 },
    }),
    RATE_LIMITED: entry({
        kind: 'remote',
        message: (f) => `${f.service} takes this request no sooner than ${f.until}: ${f.why}. That is ${f.seconds} seconds away, and this run may not wait so long.`,
        hint: (f) => `Run the same command after ${f.until}: it finishes what is missing. Or let it wait longer: --max-wait 2h.`,
        facts: (f) => f,
        sample: { service: 'https://api.github.com', until: '2026-01-01T12:00:00Z', seconds: 2400, why: 'it takes 500 creations an hour' },
    }),
};

;// CONCATENATED MODULE: ./out/errors/catalog/registry.js
// Codes of the registry client.

const registry = {
    REGISTRY_DENIED: entry({
        kind: 'precondition',
        message: (f) => `The registry ${f.host} does not allow ${f.scope} on ${f.repository} to ${f.who}: ${f.answer}.`,
        hint: (f) => `Give a user with that right in ${envName(f.host)}_USERNAME and ${envName(f.host)}_PASSWORD, or log in with \`docker login ${f.host}\`, and check that the repository is named rightly.`,
        sample: { host: 'docker.io', repository: 'accanto/os-vim-driver', scope: 'pull,push', who: 'the user accanto', answer: '401 UNAUTHORIZED' },
    }),
    REGISTRY_UNREACHABLE: entry({
        kind: 'remote',
        message: (f) => `The registry ${f.host} could not be asked: ${f.what}`,
        hint: (f) => `Check the name and the network (an address of your own is set by ${envName(f.host)}_URL), and run the same command again: it finishes what is missing.`,
        sample: { host: 'docker.io', what: 'GET https://registry-1.docker.io/v2/ could not be sent: getaddrinfo ENOTFOUND registry-1.docker.io.' },
    }),
    REGISTRY_DIGEST: entry({
        kind: 'conflict',
        message: (f) => `${f.where} should be ${f.wanted}, and the registry holds or gives ${f.found}.`,
        hint: () => 'The bytes were changed on the way or by the registry, so nothing may refer to them. Ask the registry\'s operator about caches or converters in between, then run the same command again.',
        sample: { where: 'docker.io/accanto/os-vim-driver@sha256:1111', wanted: 'sha256:1111', found: 'sha256:2222' },
    }),
    REGISTRY_REFUSED: entry({
        kind: 'remote',
        message: (f) => `The registry ${f.host} answered ${f.request} with ${f.status} ${f.code}${f.message ? `: ${f.message}` : ''}.`,
        hint: () => 'The words after the status are the registry\'s own. If they name no cause that you can mend, run the same command again later: it finishes what is missing.',
        sample: { host: 'ghcr.io', request: 'PUT /v2/accanto/driver/manifests/1.0.0', status: 400, code: 'MANIFEST_INVALID', message: 'manifest invalid' },
    }),
    REGISTRY_REALM: entry({
        kind: 'precondition',
        message: (f) => `The registry ${f.host} sends its users to ${f.realm} for a token, and no credential was sent there: ${f.why}.`,
        hint: (f) => `A token service has to be known to belong to its registry. If this one does, say so by setting ${envName(f.host)}_URL to an address in the same domain.`,
        sample: { host: 'registry.example.com', realm: 'https://evil.example.net/token', why: 'the host belongs to somebody else' },
    }),
    REGISTRY_CREDENTIALS: entry({
        kind: 'config',
        message: (f) => `The credentials for ${f.host} in ${f.source} cannot be used: ${f.what}.`,
        hint: (f) => `Mend or remove them there; ${envName(f.host)}_USERNAME and ${envName(f.host)}_PASSWORD go before everything else.`,
        sample: { host: 'docker.io', source: '~/.docker/config.json', what: 'docker-credential-desktop is not installed' },
    }),
    REGISTRY_ENDPOINT: entry({
        kind: 'config',
        message: (f) => `The address ${f.url} for the registry ${f.host} cannot be used: ${f.what}.`,
        hint: (f) => `Mend ${envName(f.host)}_URL; it is written like https://registry.example.com.`,
        sample: { host: 'docker.io', url: 'http://mirror.example.com', what: 'passwords and bytes go over https only, except to this machine' },
    }),
    IMAGE_NAME_INVALID: entry({
        kind: 'config',
        message: (f) => `\`${f.text}\` is no image name: ${f.why}.`,
        hint: () => 'Write it as HOST/PATH, for example docker.io/accanto/os-vim-driver, with lower-case letters, digits, and single . _ - between them.',
        sample: { text: 'docker.io/Accanto/driver', why: 'upper-case letters are not allowed in the path' },
    }),
};
/** `SLIPWAY_REGISTRY_DOCKER_IO`, to which the name of a setting is appended. */
function envName(host) {
    return `SLIPWAY_REGISTRY_${host.toUpperCase().replace(/[^A-Z0-9]/g, '_')}`;
}

;// CONCATENATED MODULE: ./out/errors/catalog/github.js
// Codes of the GitHub adapter. GitHub's own words are kept: they are what people search for.

const refused = { what: 'create a draft release of accanto/os-vim-driver', status: 422, said: 'Validation Failed (body is too long)' };
const github = {
    GITHUB_TOKEN_REFUSED: entry({
        kind: 'precondition',
        message: (f) => `GitHub does not accept the token (asked to ${f.what}): ${f.said}`,
        hint: () => 'The token is missing, expired or mistyped. In a workflow leave the input `token` at its default; elsewhere set GITHUB_TOKEN. A token of a job lives for six hours at most.',
        sample: { what: refused.what, said: 'Bad credentials' },
    }),
    GITHUB_PERMISSION: entry({
        kind: 'precondition',
        message: (f) => `The token may not ${f.what}: ${f.said}`,
        hint: (f) => {
            const scopes = f.permission.split(/[;,]/).map((it) => it.trim()).filter((it) => it !== '');
            if (scopes.length === 0)
                return 'GitHub does not name the permission. Check that the token may write to this repository.';
            const lines = [...new Set(scopes)].map((it) => `\`${it.replace('=', ': ').replaceAll('_', '-')}\``).join(' or ');
            const workflows = scopes.some((it) => it.startsWith('workflows')) ? ' The token of a workflow can never have `workflows: write`: use one of a GitHub App for this.' : '';
            return `Add ${lines} to the \`permissions:\` of the job. Naming one permission sets all others to none, so keep those that are there.${workflows}`;
        },
        sample: { what: refused.what, permission: 'contents=write', said: 'Resource not accessible by integration' },
    }),
    GITHUB_PULLS_FORBIDDEN: entry({
        kind: 'precondition',
        message: (f) => `The repository does not let workflows ${f.what}: ${f.said}`,
        hint: () => 'Switch on "Allow GitHub Actions to create and approve pull requests" in the settings of the repository (Actions, General), or give a token of a GitHub App.',
        sample: { what: 'open a pull request in accanto/os-vim-driver', said: 'GitHub Actions is not permitted to create or approve pull requests.' },
    }),
    GITHUB_NOT_FOUND: entry({
        kind: 'precondition',
        message: (f) => `GitHub knows nothing at ${f.url} (asked to ${f.what}), or hides it from this token.`,
        hint: () => 'Check the name of the repository, and that the token may read it: GitHub says "not found" also to those who may not look.',
        sample: { what: 'read the repository accanto/os-vim-driver', url: 'https://api.github.com/repos/accanto/os-vim-driver' },
    }),
    GITHUB_REFUSED: entry({
        kind: 'remote',
        message: (f) => `GitHub refused to ${f.what}. It answered ${f.status}: ${f.said}`,
        hint: () => 'GitHub\'s words say why. After the cause is gone, run the same command again: it goes on from what is there.',
        sample: refused,
    }),
    GITHUB_ANSWER: entry({
        kind: 'remote',
        message: (f) => `GitHub answered the request to ${f.what}, but \`${f.field}\` of the answer is ${f.found}.`,
        hint: () => 'The answer is not as GitHub documents it; something between here and GitHub may have made it. Run the same command again, and open an issue if it stays so.',
        sample: { what: 'list the releases of accanto/os-vim-driver', field: '[0].upload_url', found: 'missing' },
    }),
    GITHUB_TOO_MANY: entry({
        kind: 'precondition',
        message: (f) => `To ${f.what} GitHub would have to be asked for more than ${f.limit} entries, and it gives no more.`,
        hint: () => 'Remove drafts and releases that nobody needs.',
        sample: { what: 'list the releases of accanto/os-vim-driver', limit: 10_000 },
    }),
    GITHUB_ORIGIN: entry({
        kind: 'remote',
        message: (f) => `GitHub at ${f.api} named ${f.url} as the place for uploads, which does not belong to it. The token was not sent there.`,
        hint: () => 'Check GITHUB_API_URL and GITHUB_SERVER_URL. Whoever answers in the place of GitHub could collect tokens so.',
        sample: { url: 'https://uploads.example.com/', api: 'https://api.github.com' },
    }),
    GITHUB_RULES: entry({
        kind: 'precondition',
        message: (f) => `A ruleset of the repository does not let this token ${f.what}: ${f.said}`,
        hint: () => 'The token of a workflow cannot bypass rulesets. Add a GitHub App to the bypass list of the ruleset and give its token as the input `token`.',
        sample: { what: 'publish the release 1.0.0', said: 'Repository rule violations found. Cannot create ref due to creations being restricted.' },
    }),
    TAG_BURNED: entry({
        kind: 'conflict',
        message: (f) => `The tag name ${f.tag} of ${f.repository} once belonged to an immutable release, and GitHub never gives it again, not even after that release was deleted.`,
        hint: () => 'Nothing can bring the name back. Release the same content under the next version number.',
        sample: { tag: '1.0.0', repository: 'accanto/os-vim-driver' },
    }),
    RELEASE_EXISTS: entry({
        kind: 'conflict',
        message: (f) => `${f.repository} has a published release ${f.tag} already, and it is another one than this run was making.`,
        hint: () => 'Nothing was overwritten. Look who published it; release a new version, or delete that release if nobody uses it, and run again.',
        sample: { tag: '1.0.0', repository: 'accanto/os-vim-driver' },
    }),
    RELEASE_IMMUTABLE: entry({
        kind: 'conflict',
        message: (f) => `GitHub does not let anybody ${f.what} any more, as the release is immutable: ${f.said}`,
        hint: () => 'What is published stays as it is. Release a new version.',
        sample: { what: 'upload a.tgz', said: 'Cannot upload assets to an immutable release.' },
    }),
    ASSET_EXISTS: entry({
        kind: 'conflict',
        message: (f) => `The release ${f.release} holds an asset ${f.name} with other content. Found ${f.found}, wanted ${f.wanted}.`,
        hint: () => 'Nothing was overwritten. If somebody else uploaded it, find out why; if it may go, delete it there and run the same command again.',
        sample: { name: 'driver-1.0.0-docs.tgz', release: '1.0.0', found: 'sha256:1111', wanted: 'sha256:2222' },
    }),
    ASSET_RENAMED: entry({
        kind: 'precondition',
        message: (f) => `GitHub stored the asset ${f.asked} under the name ${f.got}.`,
        hint: () => 'Give the file a name that GitHub keeps: letters, digits and . _ + -',
        sample: { asked: 'driver docs.tgz', got: 'driver.docs.tgz' },
    }),
    ASSET_DIGEST: entry({
        kind: 'remote',
        message: (f) => `The asset ${f.name} was uploaded, and GitHub holds other bytes than were sent. Found ${f.found}, wanted ${f.wanted}.`,
        hint: () => 'Run the same command again: the release is still a draft, and the asset is uploaded anew.',
        sample: { name: 'driver-1.0.0-docs.tgz', found: 'sha256:1111', wanted: 'sha256:2222' },
    }),
    REF_EXISTS: entry({
        kind: 'conflict',
        message: (f) => `${f.repository} has ${f.ref} already, at another object. Found ${f.found}, wanted ${f.wanted}.`,
        hint: () => 'Nothing was moved. If it may go, delete it there and run the same command again.',
        sample: { ref: 'refs/tags/1.0.0', repository: 'accanto/os-vim-driver', found: '1111111', wanted: '2222222' },
    }),
    BRANCH_PROTECTED: entry({
        kind: 'precondition',
        message: (f) => `The branch ${f.branch} takes no commit from this token: ${f.said}`,
        hint: () => 'The change can go as a pull request (`version.as: pull-request`, or --as pull-request); or add a GitHub App to the bypass list of the protection and give its token.',
        sample: { branch: 'main', said: 'Changes must be made through a pull request.' },
    }),
    BRANCH_MOVED: entry({
        kind: 'remote',
        message: (f) => `The branch ${f.branch} has moved on from ${f.expected} while a commit for it was being made.`,
        hint: () => 'Somebody pushed at the same time. Run the same command again: the change is made afresh on top of what is there.',
        sample: { branch: 'main', expected: '1111111' },
    }),
};

;// CONCATENATED MODULE: ./out/errors/catalog/package-index.js
// Codes of package indexes.

/** `SLIPWAY_INDEX_UPLOAD_PYPI_ORG`, to which the name of a setting is appended. */
const indexVariable = (host) => `SLIPWAY_INDEX_${host.toUpperCase().replace(/[^A-Z0-9]/g, '_')}`;
const again = 'Run the same command again: it looks what is there, and finishes what is missing.';
const packageIndex = {
    INDEX_PLACE: entry({
        kind: 'config',
        message: (f) => `\`${f.text}\` is no package index: ${f.why}.`,
        hint: () => 'Write pypi, testpypi, or the address to which twine would upload, such as https://packages.example.com/legacy/.',
        sample: { text: 'http://packages.example.com/', why: 'tokens go over https only, except to this machine' },
    }),
    INDEX_CREDENTIALS: entry({
        kind: 'precondition',
        message: (f) => `There is nothing to upload to ${f.index} with: ${f.missing}.`,
        hint: (f) => `In a workflow, configure a trusted publisher at the index and give the job \`permissions: id-token: write\`. Else give an API token as the input \`package-index-token\`, in SLIPWAY_PACKAGE_INDEX_TOKEN, or for this index alone in ${indexVariable(f.host)}_TOKEN.`,
        sample: { index: 'PyPI', host: 'upload.pypi.org', missing: 'no token is given, and ACTIONS_ID_TOKEN_REQUEST_URL is not set (this is no job of GitHub Actions, or it lacks id-token: write)' },
    }),
    INDEX_TOKEN_ELSEWHERE: entry({
        kind: 'config',
        message: (f) => `The package index token is one of ${f.of}, and the release goes to ${f.index}. It was not sent.`,
        hint: (f) => `Make a token at ${f.index}. Where a line uploads to several indexes, give each its own, here in ${indexVariable(f.host)}_TOKEN.`,
        sample: { index: 'TestPyPI', host: 'test.pypi.org', of: 'pypi.org' },
    }),
    INDEX_DENIED: entry({
        kind: 'precondition',
        message: (f) => `${f.index} does not let this ${f.by} upload ${f.project} (${f.status}): ${f.said}`,
        hint: (f) => (f.by === 'token' ? 'Check that the token is not revoked, and that its scope is this project (or the whole account, for the first release of a new one).' : 'Check that the trusted publisher is configured for this very project.'),
        facts: (f) => ({ status: f.status, said: f.said }),
        sample: { index: 'PyPI', by: 'token', project: 'driver', status: 403, said: 'Invalid or non-existent authentication information.' },
    }),
    INDEX_NO_PUBLISHER: entry({
        kind: 'precondition',
        message: (f) => `${f.index} gave this job no token (${f.code}): ${f.said}${f.identity === '' ? '' : ` The job is ${f.identity}.`}`,
        hint: (f) => (f.code === 'invalid-publisher' ? 'Add a trusted publisher with exactly these values at the index, under Publishing of the project (a pending one, when the project is new). Called by another repository\'s workflow, the job has the identity of its caller.' : 'Trusted publishing is explained at https://docs.pypi.org/trusted-publishers/troubleshooting/. An API token as `package-index-token` does without it.'),
        facts: (f) => ({ code: f.code, said: f.said }),
        sample: { index: 'PyPI', code: 'invalid-publisher', said: 'valid token, but no corresponding publisher (All lookup strategies exhausted)', identity: 'repository accanto/driver, workflow release.yml, environment none' },
    }),
    INDEX_NO_TRUST: entry({
        kind: 'precondition',
        message: (f) => `${f.index} ${f.status === 403 ? 'has trusted publishing switched off' : `knows no trusted publishing (its answer was ${f.status})`}, and no token is given.`,
        hint: (f) => `Give a token as \`package-index-token\`, in SLIPWAY_PACKAGE_INDEX_TOKEN, or in ${indexVariable(f.host)}_TOKEN.`,
        sample: { index: 'packages.example.com', host: 'packages.example.com', status: 404 },
    }),
    INDEX_IDENTITY: entry({
        kind: 'remote',
        message: (f) => `GitHub gave this job no identity token: ${f.what}`,
        hint: () => `The job needs \`permissions: id-token: write\`. ${again}`,
        sample: { what: 'status 403' },
    }),
    INDEX_AUDIENCE: entry({
        kind: 'precondition',
        message: (f) => `${f.index} asks for an identity of this job for "${f.audience}", which is another service: whoever gets it could publish there in the name of this project. It got none.`,
        hint: (f) => `An index asks for one that names itself, such as ${f.host}. Look at the address in \`publish.index.to\`, and ask those who run the index; until then give a token (\`package-index-token\`).`,
        sample: { index: 'packages.example.com', host: 'packages.example.com', audience: 'pypi' },
    }),
    INDEX_RIGHT_UNPROVEN: entry({
        kind: 'precondition',
        message: (f) => `Whether ${f.index} takes ${f.project} from this run cannot be asked in advance: ${f.why}.`,
        hint: () => 'It shows with the first file, before any version tag is pushed or the release is public.',
        sample: { index: 'PyPI', project: 'driver', why: 'the project is new, and asking would make it' },
    }),
    INDEX_REFUSED: entry({
        kind: 'remote',
        message: (f) => `${f.index} refused to ${f.what} (${f.status}): ${f.said}`,
        hint: () => `The words after the status are the index's own. Where they name a cause in the metadata, mend it and release a new version. Else: ${again}`,
        facts: (f) => ({ status: f.status, said: f.said }),
        sample: { index: 'PyPI', what: 'take driver-1.0.0-py3-none-any.whl', status: 400, said: 'Invalid distribution file.' },
    }),
    INDEX_ANSWER: entry({
        kind: 'remote',
        message: (f) => `What ${f.index} answered when it was asked ${f.what} is no page of a package index: ${f.found}`,
        hint: () => 'Check the address (`simple:` of the entry, when the pages of this index lie elsewhere than beside its upload address), and run the same command again.',
        sample: { index: 'packages.example.com', what: 'for driver', found: 'status 200, text/html without a single link' },
    }),
    INDEX_FILE_TAKEN: entry({
        kind: 'conflict',
        message: (f) => `${f.index} has another ${f.file} already: ${f.found}, and this one is ${f.wanted}.`,
        hint: () => 'An index never gives a name to other bytes. If the file there is right, release nothing more; else yank it, and release a new version.',
        sample: { index: 'PyPI', file: 'driver-1.0.0-py3-none-any.whl', found: 'sha256:1111', wanted: 'sha256:2222' },
    }),
    INDEX_NAME_USED: entry({
        kind: 'conflict',
        message: (f) => `${f.index} had a ${f.file} once, which was deleted, and takes no other under that name: ${f.said}`,
        hint: () => 'Release a new version. A file that should go is yanked, not deleted.',
        sample: { index: 'PyPI', file: 'driver-1.0.0-py3-none-any.whl', said: 'This filename has already been used, use a different version.' },
    }),
    INDEX_METADATA: entry({
        kind: 'precondition',
        message: (f) => `${f.index} would refuse ${f.file}: ${f.what}.`,
        hint: () => 'Mend it in pyproject.toml or setup.py, and release a version in which it is right. Nothing was uploaded.',
        sample: { file: 'driver-1.0.0-py3-none-any.whl', index: 'PyPI', what: 'Requires-Dist names an address (ignition @ https://example.com/ignition.whl), which is not allowed' },
    }),
    INDEX_ATTESTATION: entry({
        kind: 'remote',
        message: (f) => `The file could not be attested: ${f.why}.`,
        hint: () => `${again} Its files are not uploaded without attestations behind your back: \`attestations: false\` in publish.index does so.`,
        sample: { why: 'Fulcio answered 503: nothing more' },
    }),
    INDEX_ATTESTATION_NONE: entry({
        kind: 'precondition',
        message: (f) => `Files for ${f.index} are to be attested (\`attestations: true\`), and this run cannot: ${f.why}.`,
        hint: () => 'Upload by trusted publishing (configure the publisher at the index, give the job `id-token: write`, and give no token), or leave `attestations` at `auto`.',
        sample: { index: 'PyPI', why: 'it uploads with a token, and an index takes attestations from trusted publishers only' },
    }),
    INDEX_NOT_SHOWN: entry({
        kind: 'remote',
        message: (f) => `${f.index} has taken ${f.file}, and does not show it after ${f.seconds} seconds.`,
        hint: () => `Its pages lag behind. ${again}`,
        sample: { index: 'PyPI', file: 'driver-1.0.0-py3-none-any.whl', seconds: 120 },
    }),
    INDEX_DIGEST: entry({
        kind: 'conflict',
        message: (f) => `${f.index} should give ${f.file} as ${f.wanted}, and gives ${f.found}.`,
        hint: () => 'The bytes were changed on the way or by the index. Yank the file, ask the operator of the index, and run nothing more on this version until it is explained.',
        sample: { index: 'PyPI', file: 'driver-1.0.0-py3-none-any.whl', wanted: 'sha256:1111', found: 'sha256:2222' },
    }),
};

;// CONCATENATED MODULE: ./out/errors/catalog/notes.js
// Codes of the changelog and of the words about a release.

const notes = {
    CHANGELOG_NO_PLACE: entry({
        kind: 'precondition',
        message: (f) => `There is no place in ${f.file} for the section of a release: ${f.why}.`,
        hint: (f) => `Give ${f.file} a title (\`# Changelog\`) as its first line, or a first section of a version by hand (\`## 1.2.0\`), or name another file in the line's \`changelog\`. Nothing was written.`,
        facts: (f) => ({ file: f.file }),
        sample: { file: 'CHANGELOG.md', why: 'it has text, and neither a title nor the section of any version' },
    }),
    CHANGELOG_NO_SECTION: entry({
        kind: 'precondition',
        message: (f) => `In what ${f.tag === f.version ? 'the tag' : `the tag ${f.tag}`} names, ${f.file} has no section of ${f.version}, and the text of the release is to be that section.`,
        hint: (f) => `Write the section before the tag is made (\`changelog: { when: tag }\` lets \`slipway prepare\` do it), or let it be made after (\`changelog: { when: after }\`): then it is what stands under Unreleased, else what is made of the changes. \`slipway notes ${f.version} --from commits\` shows what it could say.`,
        facts: (f) => ({ file: f.file, version: f.version }),
        sample: { file: 'CHANGELOG.md', version: '1.2.0', tag: '1.2.0' },
    }),
    CHANGELOG_EMPTY: entry({
        kind: 'precondition',
        message: (f) => `The section of ${f.version} in ${f.file} says nothing: ${f.from === 'unreleased' ? 'nothing stands under Unreleased' : `there is nothing from ${f.from}`}.`,
        hint: (f) => `Write what the release brings under \`## [Unreleased]\` in ${f.file} before the tag is made, or name another source in \`changelog.from\` (\`commits\` lists what came to the branch). This does not stop the run.`,
        facts: (f) => ({ file: f.file, version: f.version }),
        sample: { file: 'CHANGELOG.md', version: '1.2.0', from: 'pulls' },
    }),
    CHANGELOG_BY_PULL: entry({
        kind: 'precondition',
        message: (f) => `The section of ${f.file} cannot be committed to ${f.branch} (${f.why}); it is proposed in a pull request instead.`,
        hint: () => 'Merge it after the release. This does not stop the run.',
        sample: { branch: 'main', file: 'CHANGELOG.md', why: 'a ruleset demands: pull_request' },
    }),
    NOTES_FILE_MISSING: entry({
        kind: 'precondition',
        message: (f) => `There is no file ${f.file} at ${f.tag}, and the text of the release is to be what it says.`,
        hint: () => 'Commit the file before the tag is made, or name another source in `notes`.',
        facts: (f) => ({ file: f.file }),
        sample: { file: 'docs/notes.md', tag: '1.2.0' },
    }),
};

;// CONCATENATED MODULE: ./out/errors/catalog/promote.js
// Codes of promotion: what goes into a list or a file of another repository, through a pull request.

const promote = {
    IMAGE_LIST: entry({
        kind: 'precondition',
        message: (f) => `${f.file} is no image list that can be grown: ${f.what}.`,
        hint: () => 'Put it right in its repository first. Nothing was proposed there.',
        sample: { file: 'registry.k8s.io/images/k8s-staging-demo/images.yaml', what: '"sha256:12" is no digest: sha256: with 64 hex digits is expected' },
    }),
    IMAGE_LIST_CONFLICT: entry({
        kind: 'conflict',
        message: (f) => `${f.image}:${f.tag} is promoted already with another digest (${f.file}). Found ${f.found}, wanted ${f.wanted}.`,
        hint: () => 'A tag that is promoted never moves, and no pull request was opened for it. Release the new bytes under a new version (or revision).',
        sample: { file: 'registry.k8s.io/images/k8s-staging-demo/images.yaml', image: 'demo', tag: 'v1.0.0', found: 'sha256:1111', wanted: 'sha256:2222' },
    }),
    PROMOTE_MOVING_TAG: entry({
        kind: 'config',
        message: (f) => `${f.image}:${f.tag} is not promoted: a promoted tag never moves, and ${f.tag} is one that does.`,
        hint: () => 'Promote tags with a version. `pointers:` of `publish.image` are never promoted.',
        sample: { image: 'demo', tag: 'latest' },
    }),
    CANARY_FAILED: entry({
        kind: 'precondition',
        message: (f) => `What is staged did not pass: \`${f.command}\` ended with exit code ${f.code}. Nothing was proposed for promotion.`,
        hint: () => 'The log has what it said. If the fault lies in what was released, release a new version (or revision); if it lies elsewhere, run the same command again: it goes on from what is staged.',
        sample: { command: './canary.sh', code: 1 },
    }),
    PROMOTE_FILE_MISSING: entry({
        kind: 'precondition',
        message: (f) => `${f.repository} has no ${f.file} on ${f.branch}.`,
        hint: () => 'Check `file:` and `branch:` of the entry. A list of a new project has to be made there first, with its owners.',
        sample: { file: 'registry.k8s.io/images/k8s-staging-demo/images.yaml', repository: 'kubernetes/k8s.io', branch: 'main' },
    }),
    PROMOTE_DIGEST_MOVED: entry({
        kind: 'conflict',
        message: (f) => `${f.image} is not what was pushed any more. Found ${f.found}, wanted ${f.wanted}.`,
        hint: () => 'Somebody pushed the tag again after this release did, another build of the same tag for one. No pull request was opened. Find out who, and bring the tag back to the digest of this release, or release a new version.',
        sample: { image: 'us-central1-docker.pkg.dev/k8s-staging-images/demo/demo:v1.0.0', found: 'sha256:1111', wanted: 'sha256:2222' },
    }),
    PROMOTE_NOT_STAGED: entry({
        kind: 'precondition',
        message: (f) => `${f.image} is to be promoted, and the registry has no such tag.`,
        hint: () => 'What is promoted has to be staged first: by `publish:` of this line, or by the system that pushes it (`from:`). Run the same command when it is there.',
        sample: { image: 'us-central1-docker.pkg.dev/k8s-staging-images/demo/demo:v1.0.0' },
    }),
    FORK_MISSING: entry({
        kind: 'precondition',
        message: (f) => `There is no right to push to ${f.repository}, and ${f.fork === '' ? 'no fork of it' : `the fork ${f.fork}`} to push to: ${f.why}.`,
        hint: (f) => `Fork ${f.repository} under the account that is to open the pull request, give a token of that account (with repo, and workflow where the fork is behind) as \`target-token\` or in SLIPWAY_TARGET_TOKEN, and name another fork as \`fork: owner/name\`.`,
        sample: { repository: 'kubernetes/k8s.io', fork: '', why: 'the token belongs to a workflow or an app, which has no fork and can make none' },
    }),
    PROMOTION_CLOSED: entry({
        kind: 'precondition',
        message: (f) => `The pull request ${f.url} was closed without being merged.`,
        hint: (f) => `Somebody has decided so, and Slipway opens no second one against that. Ask there; reopen it to go on with it. To have a new one opened, delete the branch ${f.branch} and run the same command.`,
        sample: { url: 'https://github.com/kubernetes/k8s.io/pull/7871', branch: 'me:demo-v1.0.0-image-promotion' },
    }),
    PROMOTION_REVERTED: entry({
        kind: 'precondition',
        message: (f) => `The pull request ${f.url} was merged (${f.merged}), and what it brought is not in ${f.file} on ${f.base} any more.`,
        hint: () => 'Somebody took it out again, by a revert for one. Ask there. When it is back in the file, run the same command: it goes on from there. Else release a new version.',
        sample: { url: 'https://github.com/kubernetes/k8s.io/pull/7871', file: 'registry.k8s.io/images/k8s-staging-demo/images.yaml', base: 'main', merged: '2026-01-05T12:00:00Z' },
    }),
    PROMOTION_BRANCH: entry({
        kind: 'conflict',
        message: (f) => `The branch ${f.branch} holds changes that Slipway did not make, and ${f.file} has changed on ${f.base} since.`,
        hint: () => 'Nothing was overwritten. Rebase the branch by hand; or delete it, and the change is made anew.',
        sample: { branch: 'me:demo-v1.0.0-image-promotion', file: 'images.yaml', base: 'main' },
    }),
    PROMOTION_FOREIGN: entry({
        kind: 'conflict',
        message: (f) => `The pull request ${f.url} comes from ${f.branch}, where the change of this release belongs, and Slipway did not open it (or its last line was taken out).`,
        hint: () => 'Nothing was changed there. Close it, or put its last line back, and run the same command.',
        sample: { url: 'https://github.com/kubernetes/k8s.io/pull/7871', branch: 'me:demo-v1.0.0-image-promotion' },
    }),
    PROMOTION_BUSY: entry({
        kind: 'remote',
        message: (f) => `The branch ${f.branch} or its base moved each of the ${f.tries} times that the change was made.`,
        hint: () => 'Others write there right now. Run the same command again: it goes on from what is there.',
        sample: { branch: 'me:demo-v1.0.0-image-promotion', tries: 8 },
    }),
    PROMOTE_REVIEWERS: entry({
        kind: 'precondition',
        message: (f) => `Nobody was asked to review ${f.url}: ${f.said}`,
        hint: () => 'This does not stop the run. GitHub takes collaborators of the repository only; name others with `cc:`.',
        sample: { url: 'https://github.com/kubernetes/k8s.io/pull/7871', said: 'Reviews may only be requested from collaborators.' },
    }),
};

;// CONCATENATED MODULE: ./out/errors/catalog/prune.js
// Codes of housekeeping.

const prune = {
    PRUNE_AGE: entry({
        kind: 'config',
        message: (f) => `${f.name} is ${JSON.stringify(f.text)}, which is no number of days.`,
        hint: () => 'Days or weeks: 30d, 8w.',
        sample: { name: '--older-than', text: '30' },
    }),
    PRUNE_NO_POLICY: entry({
        kind: 'config',
        message: (f) => `Neither the config (line ${f.line}) nor a flag says which releases are stale.`,
        hint: () => 'Add `prune: { match: "*-daily", keep: 5, older-than: 30d }` to the line, or say it with --match, --keep-last and --older-than; or name one release: `slipway prune v0.1-old`.',
        sample: { line: 'km' },
    }),
    PRUNE_SEVERAL: entry({
        kind: 'precondition',
        message: (f) => `Several releases or drafts are called ${f.tag}: ${f.urls}. Which one is meant cannot be told. Nothing was removed.`,
        hint: () => 'Name the line with --line when they are in different repositories; else remove the one that is meant by hand.',
        sample: { tag: 'v0.1-old', urls: 'https://github.com/kontainapp/km-releases/releases/tag/v0.1-old, https://github.com/kontainapp/km-releases/releases/tag/untagged-1a2b' },
    }),
    PRUNE_UNKNOWN: entry({
        kind: 'precondition',
        message: (f) => `There is no release ${f.tag} in ${f.where}, and no tag of that name. Nothing was removed.`,
        hint: (f) => `${f.meant === '' ? '' : `Did you mean ${f.meant}? `}\`gh release list\` shows which there are. Of one that was pruned nothing is left to remove.`,
        sample: { tag: 'v0.1-odl', where: 'kontainapp/km-releases', meant: 'v0.1-old' },
    }),
    PRUNE_FOREIGN: entry({
        kind: 'precondition',
        message: (f) => `The release ${f.tag} was not made by Slipway: ${f.url}. Nothing was removed.`,
        hint: () => 'Look whose it is. With --adopt it is removed all the same.',
        sample: { tag: 'v0.1-beta1', url: 'https://github.com/kontainapp/km-releases/releases/tag/v0.1-beta1' },
    }),
    PRUNE_BUSY: entry({
        kind: 'precondition',
        message: (f) => `${f.tag} is not removed: ${f.holder}.`,
        hint: (f) => `Wait for that run, or look at it: \`slipway status ${f.tag}\`.`,
        sample: { tag: 'v0.1-test', holder: 'run 42 of kontainapp/km is at work on it' },
    }),
    PRUNE_CHANGED: entry({
        kind: 'precondition',
        message: (f) => `${f.what} has changed since it was looked at, and stays: ${f.url}`,
        hint: () => 'Run the same command again; it looks anew. What was removed before stays removed.',
        sample: { what: 'v0.1-old of kontainapp/km-releases', url: 'https://github.com/kontainapp/km-releases/releases/tag/v0.1-old' },
    }),
};

;// CONCATENATED MODULE: ./out/errors/catalog/publish.js
// Codes of the rooms that prepare, publish and follow.

const publish = {
    TAG_MOVED: entry({
        kind: 'precondition',
        message: (f) => `The tag ${f.tag} of ${f.repository} was at ${f.pinned} when this run began, and is at ${f.now} now.`,
        hint: (f) => `Nothing more is published from a tag that moves. Find out who moved it. To go on with what was begun, put it back (\`git push --force origin ${f.pinned}:refs/tags/${f.tag}\`) and run the same command again; a tag that moved before anything was public may be released as it is now, by running again; else release a new version.`,
        sample: { tag: '1.0.0', repository: 'accanto/os-vim-driver', pinned: '1111111111', now: '2222222222' },
    }),
    TAG_EXISTS: entry({
        kind: 'conflict',
        message: (f) => `${f.repository} has a tag ${f.tag} already (at commit ${f.commit}), and it cannot be the one that was to be made: ${f.why}.`,
        hint: (f) => `No tag was moved. Release the tag that is there with \`--tag ${f.tag}\`, or prepare another version.`,
        sample: { tag: '1.0.0', repository: 'accanto/os-vim-driver', commit: '1111111111', why: 'setup.cfg says 0.9.0 there' },
    }),
    RELEASE_FOREIGN: entry({
        kind: 'conflict',
        message: (f) => `${f.repository} has a published release ${f.tag} that Slipway did not make: ${f.url}`,
        hint: () => 'Nothing was changed there. To take it over as it is and add what is missing, run again with `--adopt`. Else release a new version, or delete that release if nobody uses it, and run again.',
        sample: { tag: '1.0.0', repository: 'accanto/os-vim-driver', url: 'https://github.com/accanto/os-vim-driver/releases/tag/1.0.0' },
    }),
    RELEASE_TAKEN: entry({
        kind: 'conflict',
        message: (f) => `${f.repository} has a published release ${f.tag} already, made from another commit: ${f.url}`,
        hint: (f) => `Nothing was changed there. Release another name; or, when releases of this name are to take the place of one another, put ${f.tag} into \`publish.release.replace\` of the config.`,
        sample: { tag: 'v0.10-beta-demo-nokia', repository: 'kontainapp/km-releases', url: 'https://github.com/kontainapp/km-releases/releases/tag/v0.10-beta-demo-nokia' },
    }),
    TAG_TAKEN: entry({
        kind: 'conflict',
        message: (f) => `${f.repository} has a tag ${f.tag} at ${f.found} already, and this release is of ${f.wanted}.`,
        hint: (f) => `Nothing was moved. Release that tag (\`slipway release --tag ${f.tag}\`), or another name; or, when ${f.tag} is to move with each release, put it into \`publish.release.replace\` of the config.`,
        sample: { tag: 'v0.1-demo', repository: 'kontainapp/km', found: '9a8b7c6d5e4f30211203f4e5d6c7b8a9f0e1d2c3', wanted: '1f0c2d4e5b6a79880f1e2d3c4b5a69788f0e1d2c' },
    }),
    ROLLING_IMMUTABLE: entry({
        kind: 'precondition',
        message: (f) => `${f.tag} is to roll, and ${f.repository} makes releases that nobody can change (${f.why}). GitHub gives the tag name of such a release once and never again: "tag_name was used by an immutable release".`,
        hint: (f) => `Take ${f.tag} out of \`publish.release.replace\` and release a name of its own each time; or release to a repository without immutable releases (\`publish.release.repository\`), or turn them off in the settings of ${f.repository}.`,
        sample: { tag: 'v0.1-daily', repository: 'kontainapp/km-releases', why: 'its setting says so' },
    }),
    ROLLING_UNPROVEN: entry({
        kind: 'precondition',
        message: (f) => `Whether releases of ${f.repository} are immutable is told to its administrators only, and there is no release yet that would show it. If they are, ${f.tag} can be released once and never again.`,
        hint: (f) => `Look at the settings of ${f.repository}, under Releases. This does not stop the run.`,
        sample: { tag: 'v0.1-daily', repository: 'kontainapp/km-releases' },
    }),
    ROLLING_OLDER: entry({
        kind: 'precondition',
        message: (f) => `${f.tag} of ${f.repository} is a release of ${f.out} already, which ${f.how} ${f.commit}: a run that comes late does not take its place.`,
        hint: () => 'There is nothing to do. To go back on purpose, revert the change and release that commit; or delete the newer release first.',
        sample: { tag: 'v0.1-daily', repository: 'kontainapp/km-releases', commit: '1f0c2d4e5b6a79880f1e2d3c4b5a69788f0e1d2c', out: '9a8b7c6d5e4f30211203f4e5d6c7b8a9f0e1d2c3', how: 'comes after' },
    }),
    REPLACE_WIDE: entry({
        kind: 'config',
        message: (f) => `\`publish.release.replace\` takes names of final versions (${f.patterns}). Those never roll: one that is released stays as it is.`,
        hint: () => 'Name what is to roll more closely: `*-daily`, `v*-test`, `edge`.',
        sample: { patterns: 'v*' },
    }),
    REPLACES: entry({
        kind: 'precondition',
        message: (f) => `This release takes the place of ${f.which} (${f.url}): ${f.tag} of ${f.repository} rolls. The old one stays public until the new one is complete, and is deleted after that.`,
        hint: () => 'What shall be kept of the old one, download before. If that is not meant, take the name out of `publish.release.replace`.',
        sample: { tag: 'v0.1-test', repository: 'kontainapp/km-releases', which: 'a release that Slipway did not make', url: 'https://github.com/kontainapp/km-releases/releases/tag/v0.1-test' },
    }),
    ADOPTS: entry({
        kind: 'precondition',
        message: (f) => `The ${f.kind} ${f.tag} of ${f.repository} (${f.url})${f.title === '' ? '' : `, "${f.title}",`} was begun by other means and is taken over. Its title, its text and its assets stay${f.assets === '' ? '; it has none of the last' : `: ${f.assets}`}.`,
        hint: () => 'Asked for by `--adopt`; this does not stop the run. Assets with the names of this release must have its bytes, or the run ends in a conflict before it writes. Further assets stay, and are named in the report.',
        sample: { tag: '1.0.0', repository: 'accanto/os-vim-driver', kind: 'draft', url: 'https://github.com/accanto/os-vim-driver/releases', title: 'The first one', assets: 'manual.pdf' },
    }),
    ADOPT_SEVERAL: entry({
        kind: 'precondition',
        message: (f) => `${f.repository} has several drafts ${f.tag} that Slipway did not make, and which of them is to be taken over cannot be told: ${f.urls}.`,
        hint: () => 'Nothing was changed. Delete all but the one that is to become the release, and run again with `--adopt`; without it the release gets a draft of its own.',
        sample: { tag: '1.0.0', repository: 'accanto/os-vim-driver', urls: 'https://github.com/accanto/os-vim-driver/releases/tag/untagged-1, https://github.com/accanto/os-vim-driver/releases/tag/untagged-2' },
    }),
    ADOPT_TOO_LONG: entry({
        kind: 'precondition',
        message: (f) => `The release ${f.tag} (${f.url}) cannot be taken over: its text, with the line that says what it held, would have ${f.length} characters, and GitHub takes ${f.most}.`,
        hint: () => 'Nothing was changed. Shorten its text, or remove assets from it that nobody needs, and run again.',
        sample: { tag: '1.0.0', url: 'https://github.com/accanto/os-vim-driver/releases', length: 131_000, most: 125_000 },
    }),
    DRAFT_FOREIGN: entry({
        kind: 'precondition',
        message: (f) => `${f.repository} has a draft release ${f.tag} that is ${f.whose}: ${f.url}. It is left alone; this release gets a draft of its own.`,
        hint: () => 'Delete it by hand when nobody needs it any more. This does not stop the run. To go on with that draft instead, run with `--adopt` before this release has a draft of its own.',
        sample: { tag: '1.0.0', repository: 'accanto/os-vim-driver', url: 'https://github.com/accanto/os-vim-driver/releases', whose: 'not of Slipway' },
    }),
    DRAFT_CHANGED: entry({
        kind: 'conflict',
        message: (f) => `The draft release ${f.tag} (${f.url}) holds what this release did not put there: ${f.names}.`,
        hint: () => 'Somebody changed the draft. Nothing was removed or published. Delete the assets that do not belong there (or all of the draft), and run again.',
        sample: { tag: '1.0.0', url: 'https://github.com/accanto/os-vim-driver/releases', names: 'surprise.exe' },
    }),
    RECORD_BROKEN: entry({
        kind: 'conflict',
        message: (f) => `The record (slipway.json) in ${f.where} cannot be the record of this release: ${f.what}.`,
        hint: () => 'The record says which bytes are frozen, so nothing goes on without it. Somebody changed it. If nothing of this release is public: delete the draft (or the ref) that holds it and run again; else release a new version.',
        sample: { where: 'the draft 1.0.0', what: 'it is no JSON' },
    }),
    RECORD_APPEARED: entry({
        kind: 'remote',
        message: (f) => `There is a record in ${f.where} that was not there before this run was about to write: its bytes are frozen.`,
        hint: () => 'Another run of the same release has gone on, or GitHub showed an old state. Nothing was replaced. Run the same command again: it goes on from the record.',
        sample: { where: 'the draft 1.0.0 (https://github.com/accanto/os-vim-driver/releases)' },
    }),
    FROZEN_GONE: entry({
        kind: 'conflict',
        message: (f) => `Bytes that an earlier run of this release froze are gone: ${f.gone}. They are not built again, as that might give other bytes${f.public === '' ? '' : `, and of this release is public already: ${f.public}`}.`,
        hint: () => 'Bring them back where they were (each must have the digest that is named), or release a new version. Only when nobody has taken what is public: remove that too, then the next run builds everything again.',
        sample: { gone: 'driver-1.0.0-docs.tgz (sha256:1111), which should be in the draft 1.0.0 of accanto/os-vim-driver', public: 'docker.io/accanto/os-vim-driver:1.0.0' },
    }),
    FROZEN_AGAIN: entry({
        kind: 'precondition',
        message: (f) => `Bytes that an earlier run of this release froze are gone: ${f.gone}. Nothing of it is public yet, so ${f.records} is taken back and everything is built again.`,
        hint: () => 'Nothing has to be done. This does not stop the run. If it comes again and again, somebody deletes what waits to be published: look for clean-up rules of the registry.',
        sample: { gone: 'image (sha256:1111), which should be in docker.io/accanto/os-vim-driver', records: 'slipway.json of the draft 1.0.0 of accanto/os-vim-driver' },
    }),
    FROZEN_VANISHED: entry({
        kind: 'remote',
        message: (f) => `${f.name} (${f.digest}) was ${f.where} when this run began, and is not there any more.`,
        hint: () => 'Somebody removed it in this very moment, or the service shows an old state. Run the same command again: it looks afresh, and decides what can be done.',
        sample: { name: 'image', digest: 'sha256:1111', where: 'in docker.io/accanto/os-vim-driver' },
    }),
    RECORDS_DIFFER: entry({
        kind: 'conflict',
        message: (f) => `Two records of this release freeze other bytes as ${f.name}: ${f.one}, and ${f.other}.`,
        hint: () => 'Two runs froze what they built without knowing of one another. Nothing was published. Delete the record whose bytes are not public (the draft that holds it, or the ref that is named), and run again.',
        sample: { name: 'image', one: 'sha256:1111 in slipway.json of the draft 1.0.0 of accanto/os-vim-driver', other: 'sha256:2222 in refs/slipway/record/1.0.0/1111111 of accanto/os-vim-driver' },
    }),
    DRAFT_BUSY: entry({
        kind: 'remote',
        message: (f) => `The draft ${f.tag} (${f.url}) does not hold any more what this run has just put there: ${f.names}. Nothing was frozen.`,
        hint: () => 'Another run of the same release is at work, or somebody changes the draft. Nothing is public. Run the same command again when the other one has ended.',
        sample: { tag: '1.0.0', url: 'https://github.com/accanto/os-vim-driver/releases', names: 'driver-1.0.0-docs.tgz' },
    }),
    ASSET_NAME: entry({
        kind: 'config',
        message: (f) => `A release asset cannot be called ${JSON.stringify(f.name)}: GitHub would store it under another name, and checksums would name a file that does not exist.`,
        hint: (f) => `Use ${f.allowed} in the names of what is built.`,
        sample: { name: 'driver docs.tgz', allowed: 'letters, digits and . _ + -' },
    }),
    ASSET_COLLISION: entry({
        kind: 'config',
        message: (f) => `Two assets of the release would be called ${f.name}: one from ${f.first}, one from ${f.second}.`,
        hint: () => 'Give one of them another name (`name:` of the build entry). SHA256SUMS, slipway.json and RELEASE_NOTES.md are names of Slipway\'s own.',
        sample: { name: 'docs.tgz', first: 'docs', second: 'more-docs' },
    }),
    ASSET_LIMIT: entry({
        kind: 'precondition',
        message: (f) => `${f.what}, and GitHub takes ${f.limit}.`,
        hint: () => 'Attach less (`assets:` of the release), or publish large files elsewhere and link them.',
        sample: { what: 'The asset image.tar has 3000000000 bytes', limit: 'less than 2 GiB for one asset' },
    }),
    TITLE_TOO_LONG: entry({
        kind: 'config',
        message: (f) => `The title of the release (${JSON.stringify(f.title)}) has ${f.length} characters, and GitHub takes ${f.limit}.`,
        hint: () => 'Shorten `title:` of `publish.release`; what is to be read belongs into the text of the tag.',
        sample: { title: 'Release 1.0.0, which brings …', length: 300, limit: 256 },
    }),
    TAG_TOO_LONG: entry({
        kind: 'precondition',
        message: (f) => `The name of the tag ${f.tag.slice(0, 60)} … has ${f.length} bytes, and a release takes at most ${f.limit}.`,
        hint: () => 'Use a shorter tag. GitHub ends names of refs at 255 bytes, and Slipway keeps its lock and its record in refs that are named after the tag.',
        sample: { tag: 'release-of-the-driver-that-was-made-after-the-meeting-of-the-first-of-may', length: 180, limit: 170 },
    }),
    IMAGE_TAG: entry({
        kind: 'config',
        message: (f) => `${JSON.stringify(f.text)} cannot be a tag in a registry.`,
        hint: () => 'A tag has up to 128 letters, digits and . _ - and does not begin with . or -. `{version}` in `tags:` is spelt so that it fits.',
        sample: { text: 'v1.0.0+build' },
    }),
    IMAGE_LAYOUT: entry({
        kind: 'bug',
        message: (f) => `The OCI layout at ${f.path} is not whole: ${f.what}.`,
        hint: () => 'Run again from a clean state. If it stays so, this is a fault of Slipway: please open an issue.',
        sample: { path: 'out/image', what: 'the blob sha256:1111 is missing' },
    }),
    CHART_UNREADABLE: entry({
        kind: 'precondition',
        message: (f) => `The chart ${f.file} cannot be published: ${f.what}.`,
        hint: () => 'It has to be what `helm package` writes: a folder with a Chart.yaml that has name and version.',
        sample: { file: 'driver-1.0.0.tgz', what: 'there is no Chart.yaml in it' },
    }),
    PUSH_DENIED: entry({
        kind: 'precondition',
        message: (f) => `The registry does not let us push to ${f.name} (${f.scope}): ${f.reason}`,
        hint: (f) => `Log in to ${f.name.split('/')[0] ?? f.name} before (docker/login-action in a workflow), with an account that may push there; for ghcr.io add \`packages: write\` to the \`permissions:\` of the job.`,
        sample: { name: 'docker.io/accanto/os-vim-driver', scope: 'repository:accanto/os-vim-driver:pull,push', reason: 'denied: requested access to the resource is denied' },
    }),
    REVISION_UNUSED: entry({
        kind: 'config',
        message: (f) => `The revision ${f.revision} was given, and no image tag of the line ${f.line} has a revision.`,
        hint: () => 'Leave --revision out, or write {revision} into the tags: `tags: ["v{version}-{revision}"]`.',
        sample: { line: 'driver', revision: 1 },
    }),
    REVISION_FROZEN: entry({
        kind: 'conflict',
        message: (f) => `The image of ${f.tag} is out with the revision ${f.frozen}, and ${f.given} was given.`,
        hint: (f) => `Leave --revision out: the release goes on with ${f.frozen}. Other bytes of the same version need a tag of git of their own.`,
        sample: { tag: 'v3.4.0', frozen: 0, given: 1 },
    }),
    REVISION_EXISTS: entry({
        kind: 'conflict',
        message: (f) => `The very same image (${f.digest}) is out as ${f.name}:${f.tag} already.`,
        hint: (f) => `Run the same with --revision ${f.revision}: then that tag is the one of this release. Nothing was written.`,
        sample: { name: 'gcr.io/k8s-staging-artifact-promoter/kpromo', tag: 'v3.4.0-0', digest: 'sha256:1111', revision: 0 },
    }),
    CHART_IMAGE_MISSING: entry({
        kind: 'gate',
        message: (f) => `The chart installs the image ${f.image}, and there is none${f.also ? ` (looked for in ${f.also} as well)` : ''}: ${f.why}.`,
        hint: () => 'Release the image first, or name one that is there: `appVersion` in Chart.yaml, or `image.tag` in values.yaml. For an image that is made elsewhere: `publish.chart.image: false`.',
        sample: { image: 'registry.k8s.io/dra-example-driver/dra-example-driver:v0.5.0', also: '', why: 'there is no tag v0.5.0 that it could come from' },
    }),
    CHART_NOT_RELEASED: entry({
        kind: 'precondition',
        message: (f) => `${f.tag} is a new image, and the line ${f.line} has no new chart for it${f.newest ? ` (its newest tag is ${f.newest})` : ''}.`,
        hint: () => 'This does not stop the run. Whoever installs the chart gets the image before, until a chart with the new `appVersion` is released; both tags may stand on one commit.',
        sample: { tag: 'v0.4.0', line: 'chart', newest: 'chart/0.3.0' },
    }),
    PUSH_CHANGED: entry({
        kind: 'conflict',
        message: (f) => `Somebody pushed ${f.name}:${f.tag} while this run was about to. Found ${f.found}, wanted ${f.wanted}.`,
        hint: () => 'Nothing was overwritten. Look who pushed it; release a new version, or delete that tag if nobody uses it, and run again.',
        sample: { name: 'docker.io/accanto/os-vim-driver', tag: '1.0.0', found: 'sha256:1111', wanted: 'sha256:2222' },
    }),
    POINTER_TOO_EARLY: entry({
        kind: 'precondition',
        message: (f) => `The release ${f.tag} of ${f.repository} is not public, so nothing is pointed to it.`,
        hint: () => 'Publish the release first: pointers move last. A run with --only that leaves the release out leaves pointers out as well.',
        sample: { tag: 'v0.9.1', repository: 'kontainapp/km-releases' },
    }),
    POINTER_PROTECTED: entry({
        kind: 'precondition',
        message: (f) => `${f.branch} of ${f.repository} takes no commit from this token (${f.said}), so ${f.file} there cannot be pointed to the release.`,
        hint: () => 'Put the pointer on a branch of its own (`publish.pointer.branch`), let it be a tag, or add the GitHub App of the token to the bypass list of the protection.',
        sample: { file: 'default-release', repository: 'kontainapp/km-releases', branch: 'main', said: 'a ruleset demands: pull_request' },
    }),
    POINTER_BRANCH_MISSING: entry({
        kind: 'precondition',
        message: (f) => `${f.repository} has no branch ${f.branch}, on which a pointer should stand.`,
        hint: () => 'Make the branch (an empty repository has none), or set `publish.pointer.branch`.',
        sample: { repository: 'kontainapp/km-releases', branch: 'main' },
    }),
    POINTER_NO_TAG: entry({
        kind: 'precondition',
        message: (f) => `${f.repository} has no tag ${f.tag}, so no moving tag there can go to it.`,
        hint: () => 'A tag in another repository follows the release there: publish the release in that repository, or point with a file.',
        sample: { repository: 'kontainapp/km-releases', tag: 'v0.9.1' },
    }),
    POINTER_BUSY: entry({
        kind: 'remote',
        message: (f) => `Somebody else wrote at the same time, ${f.tries} times in turn: ${f.pointer} is not moved.`,
        hint: () => 'Run the same command again.',
        sample: { pointer: 'default-release of kontainapp/km-releases', tries: 5 },
    }),
    RIGHT_MISSING: entry({
        kind: 'precondition',
        message: (f) => `The token lacks \`${f.scope.replace(':', ': ')}\` for ${f.repository}, which is needed to ${f.why}. ${f.said}`,
        hint: (f) => f.elsewhere === true
            ? `The token of a workflow ends at its own repository. Give one of a person or an App that may write to ${f.repository} as \`target-token\` or in SLIPWAY_TARGET_TOKEN; it is used for that repository only.`
            : `Add \`${f.scope.replace(':', ': ')}\` to the \`permissions:\` of the job. Naming one permission sets all others to none, so keep those that are there.`,
        sample: { scope: 'contents:write', repository: 'accanto/os-vim-driver', why: 'create the release', said: 'GitHub answered 403: Resource not accessible by integration' },
    }),
    TARGET_EMPTY: entry({
        kind: 'precondition',
        message: (f) => `${f.repository} has no commit on its branch ${f.branch}, and GitHub publishes no release in an empty repository.`,
        hint: (f) => `Commit something to ${f.branch} of ${f.repository}, a README say. The tags of releases stand at that branch.`,
        sample: { repository: 'kontainapp/km-releases', branch: 'master' },
    }),
    RIGHT_UNPROVEN: entry({
        kind: 'precondition',
        message: (f) => `Whether the right ${f.scope} for ${f.where} is there cannot be proven in advance: ${f.said}`,
        hint: () => 'This does not stop the run. If the right is missing, the run stops when it is needed, and the same command goes on after it was given.',
        sample: { scope: 'packages:write', where: 'accanto/os-vim-driver', said: 'GitHub has no request that asks for it without taking effect' },
    }),
    NEXT_BY_PULL: entry({
        kind: 'precondition',
        message: (f) => `The next version cannot be committed to ${f.branch} (${f.why}); it is proposed in a pull request instead.`,
        hint: () => 'Merge it after the release. This does not stop the run.',
        sample: { branch: 'main', why: 'a ruleset demands: pull_request' },
    }),
};

;// CONCATENATED MODULE: ./out/errors/catalog/build.js
// Codes of building.

const build = {
    ARCHIVE_UNREADABLE: entry({
        kind: 'precondition',
        message: (f) => `${f.archive} cannot be read: ${f.reason}.`,
        hint: () => 'It is damaged, or was made by a tool whose format is not known here. Build it again; if that does not help, please open an issue with the tool and its version.',
        sample: { archive: 'image.tar', reason: 'it ends in the middle of a member' },
    }),
    DOCS_MISSING: entry({
        kind: 'precondition',
        message: (f) => `The docs folder ${f.folder} is not in the tagged commit ${f.commit}.`,
        hint: () => 'Set `build.docs.from` to the folder as git has it (an empty folder is not in git), or remove `build.docs`.',
        sample: { folder: 'docs', commit: '0f3c9e1d2b4a' },
    }),
    FILES_FOLDER_MISSING: entry({
        kind: 'precondition',
        message: (f) => `The folder ${f.folder} of build.files (${f.entry}) is not in the tagged commit ${f.commit}.`,
        hint: () => 'Set `build.files.path` to the folder as git has it (an empty folder is not in git).',
        sample: { folder: 'payload/python', entry: 'python', commit: '0f3c9e1d2b4a' },
    }),
    FILES_NO_MATCH: entry({
        kind: 'precondition',
        message: (f) => `The command of build.files (${f.entry}) ended well, and left nothing behind that ${f.pattern} matches${f.folder === '.' ? '' : ` in ${f.folder}`}. Nothing was written.`,
        hint: () => 'Look in the log where the command put it: `take` is relative to `path`; `*` stays within a folder and `**` does not.',
        sample: { entry: 'kontain', pattern: 'build/*.tar.gz', folder: '.' },
    }),
    FILES_NAME_TWICE: entry({
        kind: 'precondition',
        message: (f) => `Two files would be the asset ${f.name}: ${f.one} and ${f.other}.`,
        hint: () => 'Assets have no folders. Let the commands give the files names of their own, or narrow `take`.',
        sample: { name: 'runenv.tar.gz', one: 'out/python/runenv.tar.gz', other: 'out/node/runenv.tar.gz' },
    }),
    FILES_LINK: entry({
        kind: 'precondition',
        message: (f) => `${f.path}, which \`build.files.take\` matches, is a link to ${f.target}: what it leads to may be any file of this machine, and would be published.`,
        hint: () => 'Let the command put a file there, or take the file that the link leads to.',
        sample: { path: 'build/kontain.tar.gz', target: 'kontain-0.9.tar.gz' },
    }),
    FILES_NO_FILE: entry({
        kind: 'precondition',
        message: (f) => `${f.path}, which \`build.files.take\` matches, is no file but a pipe, a socket or a device: there is nothing in it that could be published.`,
        hint: () => 'Let the command put a file there, or narrow `take`.',
        sample: { path: 'build/agent.sock' },
    }),
    LINK_ESCAPES: entry({
        kind: 'precondition',
        message: (f) => `The link ${f.path} leads to ${f.target}, which is outside of ${f.folder}: whoever unpacks the archive would find nothing there, or something of their own machine.`,
        hint: () => 'Put a copy of the file in place of the link, or let the link lead to a file within the folder.',
        sample: { path: 'docs/passwd', target: '/etc/passwd', folder: 'docs' },
    }),
    SECRET_PACKED: entry({
        kind: 'precondition',
        message: (f) => `${f.archive} would carry ${f.path} to everybody, a file that usually holds credentials.`,
        hint: () => 'Take it out of the repository (and change what it held, if it was real), or out of what is packed.',
        sample: { path: 'config/.env', archive: 'demo-1.0.0-docs.tgz' },
    }),
    PYTHON_MISSING: entry({
        kind: 'precondition',
        message: (f) => `No Python of this machine can build the wheel. Asked:\n${f.tried.map((line) => `  ${line}`).join('\n')}`,
        hint: () => 'Install build and the backend of the project for one of them (`python3 -m pip install build setuptools wheel`; on Debian or Ubuntu: `apt-get install python3-build python3-setuptools python3-wheel`), or name an interpreter with `build.wheel.python` or SLIPWAY_PYTHON.',
        sample: { tried: ['/usr/bin/python3 (3.11.2): no module build'] },
    }),
    WHEEL_SOURCE_MISSING: entry({
        kind: 'precondition',
        message: (f) => `There is neither a setup.py nor a pyproject.toml in ${f.folder} of the tagged commit.`,
        hint: () => 'Set `build.wheel.path` to the folder of the Python project, or remove `build.wheel`.',
        sample: { folder: 'python' },
    }),
    WHEEL_VERSION_NONE: entry({
        kind: 'precondition',
        message: (f) => `The version ${f.version} of the tag cannot be written as a Python version (PEP 440), so no wheel can carry it.`,
        hint: () => 'Tag with a version such as 1.2.0, 1.2.0rc1 or 1.2.0.dev0, or remove `build.wheel` from this line.',
        sample: { version: 'v0.1-test' },
    }),
    WHEEL_VERSION: entry({
        kind: 'precondition',
        message: (f) => `${f.file} says in its METADATA that it is version ${f.found}, and the tag says ${f.wanted}.`,
        hint: (f) => `Set the version in the source to ${f.wanted} (\`slipway set-version ${f.wanted}\`; the file that the wheel has it from must stand under \`version.written-in\` of the line for that, and then \`--version\` sets it as well), commit that, and move the tag, if there is one, to that commit; if a plugin derives it from git, look at the tags that it sees.`,
        sample: { file: 'demo-1.1.0.dev0-py3-none-any.whl', found: '1.1.0.dev0', wanted: '1.0.0' },
    }),
    WHEEL_NOT_ONE: entry({
        kind: 'precondition',
        message: (f) => (f.found.length === 0 ? 'The build ended well and made no wheel.' : `The build made ${f.found.length} wheels where one was expected: ${f.found.join(', ')}.`),
        hint: () => 'One entry of `build.wheel` is one wheel of one project; give each project an entry with a `path` of its own.',
        sample: { found: ['a-1.0-py3-none-any.whl', 'b-1.0-py3-none-any.whl'] },
    }),
    WHEEL_UNREADABLE: entry({
        kind: 'precondition',
        message: (f) => `${f.file} is no wheel that can be read: ${f.reason}.`,
        hint: () => 'Look at the output of the build above; installers would refuse this file as well.',
        sample: { file: 'demo-1.0.0-py3-none-any.whl', reason: 'it has no METADATA' },
    }),
    CHART_MISSING: entry({
        kind: 'precondition',
        message: (f) => `${f.file} is not in the tagged commit ${f.commit}, so there is no chart to pack.`,
        hint: () => 'Set `build.chart.path` to the folder with the Chart.yaml, or remove `build.chart`.',
        sample: { file: 'helm/demo/Chart.yaml', commit: '0f3c9e1d2b4a' },
    }),
    CHART_VERSION: entry({
        kind: 'precondition',
        message: (f) => `The version ${f.version} of the chart (${f.file}) cannot be packed: ${f.why}.`,
        hint: (f) => `Write it with \`slipway set-version ${f.wanted ?? 'VERSION'}\`, which sets every place where the version stands (\`slipway check${f.wanted === undefined ? '' : ` --version ${f.wanted}`}\` names them); or let \`build.chart.version\` be \`tag\` (set when it is packed) or \`own\` (the chart has a version of its own).`,
        sample: { file: 'helm/demo/Chart.yaml', version: '2.2.0.dev0', why: 'Helm takes SemVer only (1.2.0, 1.2.0-rc.1)', wanted: '2.2.0' },
    }),
    IMAGE_UNREADABLE: entry({
        kind: 'precondition',
        message: (f) => `The image in ${f.archive} cannot be read: ${f.reason}.`,
        hint: () => 'It has to be what `docker save` writes for one image, or an OCI image layout with one image. Save it again; if that does not help, please open an issue with the engine and its version.',
        sample: { archive: 'image.tar', reason: 'it has neither a manifest.json nor an index.json' },
    }),
    IMAGE_LAYER_DIFFERS: entry({
        kind: 'precondition',
        message: (f) => `A layer in ${f.archive} has the digest ${f.found} where the config of the image says ${f.wanted}: it is damaged, or another one.`,
        hint: () => 'Save the image again (disk full, or written while it was read?). Nothing was pushed.',
        sample: { archive: 'image.tar', found: 'sha256:00aa', wanted: 'sha256:11bb' },
    }),
    IMAGE_SOURCE_MISSING: entry({
        kind: 'precondition',
        message: (f) => `The ${f.what} ${f.path} is not in the tagged commit ${f.commit}.`,
        hint: () => 'Paths of `build.image` (context, dockerfile, extra-wheels) are those of the repository; files that git ignores are not in a release.',
        sample: { path: 'docker/Dockerfile', what: 'Dockerfile', commit: '0f3c9e1d2b4a' },
    }),
    IMAGE_NOT_MADE: entry({
        kind: 'precondition',
        message: (f) => `The command of build.image (${f.name}) ended well and made no ${f.image}: ${f.why}. Nothing was written.`,
        hint: () => '`take` is the name that `docker image ls` shows after the command, with its tag unless that is latest. It has to be in the engine that `docker` talks to here.',
        sample: { name: 'python', image: 'kontainapp/runenv-python', why: 'the engine has no image of that name' },
    }),
    DOCKER_NOT_ANSWERING: entry({
        kind: 'precondition',
        message: (f) => `Docker is installed, and its engine does not answer. It said: ${f.said || 'nothing'}`,
        hint: () => 'Start the engine (`sudo systemctl start docker`, or Docker Desktop), or set DOCKER_HOST to where it listens; `docker info` must work. Or leave the image out with `--without image`.',
        sample: { said: 'Cannot connect to the Docker daemon at unix:///var/run/docker.sock.' },
    }),
    IMAGE_PLATFORM: entry({
        kind: 'precondition',
        message: (f) => `The image ${f.name} was to be for ${f.wanted}, and what was built is for ${f.found}.`,
        hint: () => 'Does the base image exist for that platform, and does the Dockerfile leave `FROM --platform` to it? An engine that cannot build for another platform needs buildx, or a runner of that platform: `slipway plan --matrix` and `slipway build --platform P`.',
        sample: { name: 'image', found: 'linux/amd64', wanted: 'linux/arm64' },
    }),
    IMAGE_EMULATION: entry({
        kind: 'precondition',
        message: (f) => `The image ${f.name} for ${f.platform} runs programs of that platform while it is built, and this machine cannot: ${f.said}`,
        hint: () => 'Build it on a runner of that platform (`slipway plan --matrix` gives the matrix, `slipway build --platform P --out DIR` one part), or install QEMU here (in a workflow: docker/setup-qemu-action), which is many times slower. Cross-compiling in a stage `FROM --platform=$BUILDPLATFORM` needs neither, but BuildKit.',
        sample: { name: 'image', platform: 'linux/ppc64le', said: 'exec /bin/sh: exec format error' },
    }),
    BUILDX_MISSING: entry({
        kind: 'precondition',
        message: (f) => `\`${f.what}\` needs BuildKit, and this Docker client (${f.client}) has no buildx, without which it has only the old builder.`,
        hint: () => 'Install docker-buildx (in a workflow: docker/setup-buildx-action), or remove the setting.',
        sample: { what: 'build.image.secrets', client: '28.2.2' },
    }),
};

;// CONCATENATED MODULE: ./out/errors/catalog/references.js
// Codes of references: reading and editing the places in the source where a version stands.

const references = {
    REFERENCE_DISAGREES: entry({
        kind: 'gate',
        message: (f) => `${f.file} says ${f.found}${f.where ? ` at ${f.where}` : ''}; the version is ${f.version}, so it should say ${f.wanted}.`,
        hint: (f) => `\`slipway set-version ${f.version}\` writes every reference. Commit that, and tag the commit; a tag that is public already is better followed by a new version than moved.`,
        sample: { file: 'helm/os-vim-driver/Chart.yaml', where: '/version', found: '1.1.0.dev0', wanted: '2.0.0', version: '2.0.0' },
    }),
    REVISION_DIFFERS: entry({
        kind: 'gate',
        message: (f) => `${f.file} says ${f.found}, and the images of ${f.version} get the revision ${f.revision}.`,
        hint: (f) => `The release is as good as any other; the files of its commit name an image that is not of it. \`slipway set-version ${f.version} --revision ${f.revision}\` writes the other one, for a tag that is not there yet; \`--revision\` of a release gives the one of the files, where it is free.`,
        sample: { file: 'dependencies.yaml', found: 'v4.5.1-0', revision: '1', version: '4.5.1' },
    }),
    REFERENCE_IMAGE: entry({
        kind: 'gate',
        message: (f) => `${f.file} names the image ${f.found}${f.where ? ` at ${f.where}` : ''}; this release publishes ${f.wanted}.`,
        hint: () => 'Change the name in the file, or where the image goes (`publish.image.to`). Whoever installs from the file would otherwise get another image.',
        sample: { file: 'helm/os-vim-driver/values.yaml', where: '/docker/image', found: 'ibmcom/os-vim-driver', wanted: 'docker.io/accanto/os-vim-driver' },
    }),
    REFERENCE_MISSING: entry({
        kind: 'gate',
        message: (f) => `${f.file} has nothing at ${f.where}${f.nearest ? ` (${f.nearest})` : ''}.`,
        hint: () => 'Mend `version.written-in` (or `also-set`) of the line: `at` is a JSON pointer such as /docker/version, `pattern` a text with one {version} in it.',
        sample: { file: 'helm/os-vim-driver/values.yaml', where: '/docker/verison', nearest: 'keys there: image, version' },
    }),
    REFERENCE_FILE_MISSING: entry({
        kind: 'gate',
        message: (f) => `There is no file ${f.file}.${f.suggestion ? ` Did you mean ${f.suggestion}?` : ''}`,
        hint: () => 'Mend `version.written-in` (or `also-set`) of the line; paths are relative to the root of the repository. Files that git ignores are in no commit.',
        sample: { file: 'osvimdriver/pkginfo.json', suggestion: 'osvimdriver/pkg_info.json' },
    }),
    REFERENCE_NOT_TEXT: entry({
        kind: 'gate',
        message: (f) => `${f.file} has ${f.found} at ${f.where}, where a version is to stand.`,
        hint: () => 'A reference is a text on one line. Name the place of the text itself, or write the value there in quotes.',
        sample: { file: 'pyproject.toml', where: '/project', found: 'a table' },
    }),
    REFERENCE_AMBIGUOUS: entry({
        kind: 'gate',
        message: (f) => `${f.file} has more than one place for ${f.where}: ${f.found}.`,
        hint: () => 'A reference is one place, so that never the wrong one is changed. Take the double key out, or make the pattern longer until only one place fits.',
        sample: { file: 'README.md', where: 'the pattern `driver=={version}`', found: 'lines 12 and 40' },
    }),
    REFERENCE_ALIAS: entry({
        kind: 'gate',
        message: (f) => `${f.file} has the alias *${f.anchor} at ${f.where}; changing it would change another place of the file as well.`,
        hint: () => 'Name the place that has the anchor in `version.written-in`, or write the value out here.',
        sample: { file: 'values.yaml', where: '/docker/version', anchor: 'version' },
    }),
    REFERENCE_FORMAT: entry({
        kind: 'config',
        message: (f) => `${f.file} has no keys that \`at\` could name: it is neither .json nor .yaml, .yml or .toml.`,
        hint: () => 'Use `pattern` for it (such as `version = "{version}"`), or neither of both when the version is all that stands in the file.',
        sample: { file: 'setup.py' },
    }),
    REFERENCE_PATTERN: entry({
        kind: 'config',
        message: (f) => `The pattern \`${f.pattern}\` cannot be used: ${f.what}.`,
        hint: () => 'A pattern is plain text, as it stands in the file, with one {version} in it ({image} for an image, {value} in `also-set`), and {revision} where digits follow that stay as they are.',
        sample: { pattern: 'version', what: 'it has no {version}' },
    }),
    REFERENCE_POINTER: entry({
        kind: 'config',
        message: (f) => `\`${f.pointer}\` is no JSON pointer.`,
        hint: () => 'A pointer is the keys from the top, each with a slash before it: /docker/version, /dependencies/0/version. A slash inside a key is written ~1, a tilde ~0.',
        sample: { pointer: 'docker.version' },
    }),
    REFERENCE_VALUE: entry({
        kind: 'config',
        message: (f) => `\`${f.value}\` cannot be written to ${f.file} at ${f.where}: a value is one line of text.`,
        hint: () => 'Mend the value in `version.also-set`.',
        sample: { file: 'pkg_info.json', where: '/ignition-version', value: '==2.0.4 …' },
    }),
    REFERENCE_CLASH: entry({
        kind: 'config',
        message: (f) => `Two settings want different texts in ${f.file} at ${f.where}: ${f.wanted}, and ${f.found}.`,
        hint: () => 'Leave one of them out of `version.written-in` and `also-set`, or give both the same `spelling`.',
        sample: { file: 'Chart.yaml', where: '/version', found: '1.0.0rc1', wanted: '1.0.0-rc1' },
    }),
    DEPENDENCIES_MALFORMED: entry({
        kind: 'gate',
        message: (f) => `${f.file} is not as zeitgeist has it: ${f.what}.`,
        hint: () => 'Under `dependencies` there is a list of entries with `name`, `version` and `refPaths`, and each of those has a `path` and perhaps a `match`.',
        sample: { file: 'dependencies.yaml', what: '"golang" has no version' },
    }),
    DEPENDENCIES_REGEXP: entry({
        kind: 'gate',
        message: (f) => `${f.file}: the \`match\` of "${f.name}" cannot be used, because of ${f.what}: ${f.pattern}`,
        hint: () => 'A `match` is a regular expression of Go (RE2), tried on each line. Write it without what is named; zeitgeist refuses most of that as well.',
        sample: { file: 'dependencies.yaml', name: 'golang', pattern: 'go (?=1)', what: 'the look-around (?=…), which Go has not' },
    }),
    PATTERN_EFFORT: entry({
        kind: 'gate',
        message: (f) => `The regular expressions of dependencies.yaml (or OWNERS) take too long on the files that they are tried on; it ended at: ${f.pattern}`,
        hint: () => 'Let the patterns begin with plain text, and repeat less: `.*` within a repetition is seldom meant. Files that are very long need not be named there.',
        sample: { pattern: '(.*)*(.*)*=' },
    }),
    DEPENDENCIES_DISAGREE: entry({
        kind: 'gate',
        message: (f) => `${f.file} does not hold ${f.version}, the version of "${f.name}" in ${f.dependencies}: ${f.found}.`,
        hint: (f) => `Change one of the two, or the \`match\` in ${f.dependencies}; \`slipway check\` shows all of them.`,
        sample: { file: 'go.mod', name: 'golang: go.mod', version: '1.26', dependencies: 'dependencies.yaml', found: 'line 3 says "go 1.25.1"' },
    }),
    DEPENDENCIES_NO_ENTRY: entry({
        kind: 'config',
        message: (f) => `${f.file} has no entry "${f.name}".${f.suggestion === undefined ? '' : ` Did you mean "${f.suggestion}"?`} Its entries: ${f.known || 'none'}.`,
        hint: () => 'Mend `entries` of that reference under `version.written-in`, or leave it out: then the entries of the release are found.',
        sample: { file: 'dependencies.yaml', name: 'repo release', known: 'repo release version, golang', suggestion: 'repo release version' },
    }),
    DEPENDENCIES_NONE: entry({
        kind: 'config',
        message: (f) => `${f.file} has no entry that carries the version of this line, and nothing else is named where it is written.`,
        hint: () => 'Name the entries: `written-in: [{ dependencies: dependencies.yaml, entries: ["repo release version"] }]`. Found by itself is an entry called "… release version", or one whose file is VERSION.',
        sample: { file: 'dependencies.yaml' },
    }),
    FILE_MALFORMED: entry({
        kind: 'gate',
        message: (f) => `${f.file} is not well-formed ${f.format}: ${f.what}`,
        hint: () => 'Mend the line that is named. For a template that only becomes this format later, use a `pattern` in place of `at`.',
        sample: { file: 'pkg_info.json', format: 'JSON', what: 'a comma or } is missing' },
    }),
    FILE_TOO_LARGE: entry({
        kind: 'gate',
        message: (f) => `${f.file} has ${f.size} characters; references are looked for in files of at most ${f.limit}.`,
        hint: () => 'Keep the version in a smaller file, or use a `pattern`, which may be looked for in larger files.',
        sample: { file: 'values.yaml', size: 2_000_000, limit: 524_288 },
    }),
    FILE_NOT_UTF8: entry({
        kind: 'gate',
        message: (f) => `${f.file} is not UTF-8, and editing it would change other bytes than the version.`,
        hint: () => 'Save the file as UTF-8. (A replacement character U+FFFD in it is the mark of a file that was once decoded wrongly.)',
        sample: { file: 'setup.py' },
    }),
};

;// CONCATENATED MODULE: ./out/errors/catalog/verify.js
// Codes of verification: what was released is looked at as whoever uses it would.

const verify = {
    VERIFY_FAILED: entry({
        kind: 'precondition',
        message: (f) => `What is in production did not pass: \`${f.command}\` ended with exit code ${f.code}. The release is not published.`,
        hint: () => 'The log has what it said. If the fault lies elsewhere, run the same command again; if it lies in what was promoted, release a new version: what is promoted stays.',
        sample: { command: './canary.sh', code: 1 },
    }),
    VALIDATION_OF_DRAFT: entry({
        kind: 'precondition',
        message: (f) => `The assets of ${f.tag} did not pass: \`${f.command}\` ended with exit code ${f.code}. The release stays a draft, which nobody sees: ${f.url}`,
        hint: () => 'The log has what it said. If the fault lies elsewhere, run the same command again: it goes on with the draft. If it lies in the assets, delete the draft, put it right, and tag a new version.',
        sample: { command: './install.sh', code: 1, url: 'https://github.com/kontainapp/km-releases/releases/tag/untagged-1a2b', tag: 'v0.9-beta' },
    }),
    VALIDATION_FAILED: entry({
        kind: 'precondition',
        message: (f) => `What anybody downloads of ${f.tag} did not pass: \`${f.command}\` ended with exit code ${f.code}. The release is public at ${f.url}; no pointer has moved to it.`,
        hint: () => 'The log has what it said. If the fault lies elsewhere, run the same command again: it verifies again, and then moves the pointers. If it lies in the assets, say so in the release and release a new version: published bytes stay. `before: flip` would have found it on the draft.',
        sample: { command: './install.sh', code: 1, url: 'https://github.com/kontainapp/km-releases/releases/tag/v0.9-beta', tag: 'v0.9-beta' },
    }),
    VALIDATION_ASSET: entry({
        kind: 'conflict',
        message: (f) => `Downloaded from ${f.url}, ${f.name} is ${f.found}, and it should be ${f.wanted}.`,
        hint: () => 'Look who has changed the release. Nothing of it is overwritten.',
        sample: { url: 'https://github.com/kontainapp/km-releases/releases/tag/v0.9-beta', name: 'kontain.tar.gz', found: 'sha256:00aa', wanted: 'sha256:11bb' },
    }),
    SIGNATURE_INVALID: entry({
        kind: 'conflict',
        message: (f) => `No signature of ${f.image} is by the identity that the config names: ${f.why}.`,
        hint: () => 'Nothing was published. Find out who signed it; `identity:` of `verify.production` says who should have.',
        sample: { image: 'registry.k8s.io/demo/demo@sha256:1111', why: 'its certificate names somebody@example.com' },
    }),
};

;// CONCATENATED MODULE: ./out/errors/catalog/version.js
// Codes of versions, their tags and the templates that are filled with them.

const version = {
    VERSION_INVALID: entry({
        kind: 'config',
        message: (f) => `\`${f.text}\` is no version of the scheme ${f.scheme}.${f.suggestion ? ` Did you mean \`${f.suggestion}\`?` : ''}`,
        hint: (f) => `The scheme ${f.scheme} allows ${f.allowed}. Another scheme is a setting of the line (\`scheme\`: semver, pep440 or free).`,
        sample: { text: 'v1.2', scheme: 'semver', allowed: 'three numbers, then perhaps a pre-release and build metadata: 1.2.0, 1.2.0-rc1', suggestion: '1.2.0' },
    }),
    VERSION_NO_SPELLING: entry({
        kind: 'config',
        message: (f) => `The version ${f.version} cannot be spelled as ${f.spelling}.`,
        hint: () => 'docs/adr/0005 lists which versions have which spelling. Choose a version that has it (three numbers, then dev, a, b or rc with a number), or leave out what needs it.',
        sample: { version: '2.1.0a1.issue51', spelling: 'SemVer' },
    }),
    VERSION_NO_NEXT: entry({
        kind: 'config',
        message: (f) => `There is no next version of ${f.version} by the rule \`${f.rule}\`.`,
        hint: () => 'Names of a line with `scheme: free`, and pre-releases of other words than dev, a, b and rc, have no successor: leave `version.next` out for them.',
        sample: { version: 'v0.1-test', rule: 'minor.dev0' },
    }),
    TAG_PATTERN: entry({
        kind: 'config',
        message: (f) => `The tag pattern \`${f.pattern}\` cannot be used: ${f.what}.`,
        hint: () => 'A pattern is plain text with one place for the version: `{version}`, `v{version}`, `chart/{version}`, or the same with `*`.',
        sample: { pattern: 'release', what: 'it has no place for the version' },
    }),
    TAG_UNSAFE: entry({
        kind: 'config',
        message: (f) => `\`${f.tag}\` is refused as a tag: ${f.what}.`,
        hint: () => 'Tags are ASCII letters, digits and . _ + ! @ - /, in the form that `git check-ref-format` accepts, and do not begin with a hyphen.',
        sample: { tag: '-f', what: 'it begins with a hyphen, and tools would take it for an option' },
    }),
    TEMPLATE_WORD: entry({
        kind: 'config',
        message: (f) => `There is no word \`{${f.word}}\` for \`${f.template}\`.${f.suggestion ? ` Did you mean \`{${f.suggestion}}\`?` : ''}`,
        hint: (f) => `Words: ${f.known}. A brace that is meant as such is written twice: {{.`,
        sample: { word: 'versoin', template: 'driver-{versoin}', known: '{version}, {tag}', suggestion: 'version' },
    }),
    TEMPLATE_NO_VALUE: entry({
        kind: 'config',
        message: (f) => `\`{${f.word}}\` in \`${f.template}\` has no value in this run.`,
        hint: () => '{semver} and {pep440} are there when the version can be spelled so, {major} {minor} {patch} unless the scheme is free, {revision} when one is given.',
        sample: { word: 'semver', template: 'chart-{semver}' },
    }),
};

;// CONCATENATED MODULE: ./out/errors/catalog.js
// All codes, joined from one file per room. Codes are permanent: they are part of what users may match on.























const catalog = { ...general, ...gate, ...approvals, ...artifacts, ...engine, ...config, ...trigger, ...exec, ...git, ...http, ...registry, ...packageIndex, ...github, ...lock, ...notes, ...promote, ...verify, ...announce, ...publish, ...prune, ...build, ...references, ...version };

;// CONCATENATED MODULE: ./out/errors/release-error.js
// The one error class. Rooms call `fail(code, facts)` or collect `Problem`s and call `failAll`.

const docsRoot = 'https://github.com/slipway-release/slipway/blob/main/docs/errors.md';
/** Render one entry of the catalogue with its facts. */
const problem = (code, facts, place) => {
    const it = catalog[code];
    return {
        code,
        kind: it.kind,
        message: it.message(facts),
        hint: it.hint(facts),
        docs: `${docsRoot}#${code.toLowerCase()}`,
        ...(place ? { place } : {}),
        ...(it.facts ? { facts: it.facts(facts) } : {}),
    };
};
/** Thrown for one or several problems that were found together; the first one decides the kind. */
class ReleaseError extends Error {
    problems;
    constructor(problems, options) {
        super(problems.map((it) => it.message).join('\n'), options);
        this.name = 'ReleaseError';
        this.problems = problems;
    }
    get code() {
        return this.problems[0].code;
    }
    get kind() {
        return this.problems[0].kind;
    }
}
/** Stop with one problem. */
const release_error_fail = (code, facts, options = {}) => {
    const { place, ...rest } = options;
    throw new ReleaseError([problem(code, facts, place)], rest);
};
/** Stop if there is any problem; all of them are shown together. */
const failAll = (problems) => {
    const [first, ...rest] = problems;
    if (first)
        throw new ReleaseError([first, ...rest]);
};

;// CONCATENATED MODULE: ./out/core/duration.js
// A length of time as people write it: `30m`, `600s`, `1h`, `1h30m`. A bare number is refused: nobody knows whether it is seconds.

const pattern = /^(?=\d)(?:(\d{1,6})h)?(?:(\d{1,6})m)?(?:(\d{1,6})s)?$/;
/** A job on GitHub's machines lives six hours; a release that waits longer than a day is a mistake. */
const mostHours = 24;
/** Milliseconds. `name`: the flag or the input, for the message. */
const duration_parseDuration = (text, name) => {
    const [, hours = '0', minutes = '0', seconds = '0'] = pattern.exec(text.trim().toLowerCase()) ?? fail('DURATION', { name, text, most: `${mostHours}h` });
    const milliseconds = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
    return milliseconds <= mostHours * 3_600_000 ? milliseconds : fail('DURATION', { name, text, most: `${mostHours}h` });
};
/** `2 h 5 min`, for people. */
const duration_durationText = (milliseconds) => {
    const total = Math.ceil(milliseconds / 1000);
    const [hours, minutes, seconds] = [Math.floor(total / 3600), Math.floor(total / 60) % 60, total % 60];
    const parts = [hours > 0 ? `${hours} h` : '', minutes > 0 ? `${minutes} min` : '', seconds > 0 || total === 0 ? `${seconds} s` : ''];
    return parts.filter(Boolean).join(' ');
};

;// CONCATENATED MODULE: ./out/core/github-limits.js
// What GitHub has published of its limits, and how long so many requests take at least. The numbers are its documentation's ("Rate
// limits for the REST API"): what is kept in advance, in the adapter, and what a plan says of its time come from here.

const noCost = { requests: 0, creates: 0 };
const addCosts = (costs) => costs.reduce((a, b) => ({ requests: a.requests + b.requests, creates: a.creates + b.creates }), noCost);
const minute = 60_000;
const hour = 60 * minute;
/** A read takes one point, a write five. */
const points = { read: 1, write: 5 };
const most = { createsPerMinute: 80, createsPerHour: 500, pointsPerMinute: 900, requestsPerHour: 1000 };
/** What is kept in advance. The hour of requests is not: how many there are left in it stands in each answer. */
const githubWindows = [
    { unit: 'creates', most: most.createsPerMinute, ms: minute, what: `it takes ${most.createsPerMinute} creations a minute` },
    { unit: 'creates', most: most.createsPerHour, ms: hour, what: `it takes ${most.createsPerHour} creations an hour` },
    { unit: 'points', most: most.pointsPerMinute, ms: minute, what: `it takes ${most.pointsPerMinute} points a minute (a read is ${points.read}, a write is ${points.write})` },
];
/** Of bursts of so many in each stretch of time: full stretches before the last one goes. */
const fullBefore = (count, burst) => Math.max(0, Math.ceil(count / burst) - 1);
/** Milliseconds that the limits ask for between the first request and the last one. */
const shortestTime = ({ requests, creates }) => {
    const hours = fullBefore(creates, most.createsPerHour);
    const created = hours * hour + fullBefore(creates - hours * most.createsPerHour, most.createsPerMinute) * minute;
    const spent = fullBefore((requests - creates) * points.read + creates * points.write, most.pointsPerMinute) * minute;
    // For the token of a workflow. Its hour is one of the clock and may be over at any moment; only the further ones last in full.
    const asked = Math.max(0, fullBefore(requests, most.requestsPerHour) - 1) * hour;
    return Math.max(created, spent, asked);
};
/** A run that waits goes on renewing its lock, with two requests a minute. */
const renewals = (milliseconds) => ({ requests: 2 * Math.floor(milliseconds / minute), creates: 0 });
const estimate = (costs) => {
    const cost = addCosts(costs);
    const milliseconds = shortestTime(cost);
    return { ...addCosts([cost, renewals(milliseconds)]), seconds: milliseconds / 1000 };
};
const estimateText = ({ requests, creates, seconds }) => `about ${requests} requests to GitHub, ${creates} of them create something: at least ${durationText(seconds * 1000)} by GitHub's limits`;

;// CONCATENATED MODULE: ./out/core/plain-text.js
// Foreign text made safe to show: no terminal sequences, no control characters, no marks that turn the direction of text.
const sequences = /\u001b\[[0-9;?]*[ -/]*[@-~]|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)/g;
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
/** Keeps tab and newline. */
const withoutControls = (text) => text.replace(sequences, '').replace(controls, '');

;// CONCATENATED MODULE: ./out/adapters/github/refusal.js
// An answer that is no success → the code that fits. GitHub says the same thing by several statuses, and the right hint
// depends on its words; they are compared here and nowhere else.


const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const textOf = (value) => (typeof value === 'string' ? value : '');
const detailsOf = (value) => {
    const errors = isObject(value) ? value['errors'] : undefined;
    if (!Array.isArray(errors))
        return typeof errors === 'string' ? [{ message: errors }] : [];
    return errors.map((it) => {
        if (!isObject(it))
            return { message: textOf(it) };
        return { resource: textOf(it['resource']), code: textOf(it['code']), field: textOf(it['field']), message: textOf(it['message']) };
    });
};
const detailText = (it) => it.message || [it.resource, it.field, it.code].filter(Boolean).join(' ');
/** GitHub's message and the lines of errors[], as one line. */
const saidBy = (value) => {
    const message = isObject(value) ? textOf(value['message']) : '';
    const details = detailsOf(value).map(detailText).filter((it) => it !== '');
    const text = [message, details.length > 0 ? `(${details.join('; ')})` : ''].filter(Boolean).join(' ');
    return withoutControls(text.replace(/\s+/g, ' ')).slice(0, 600) || 'nothing more';
};
const isRules = (said) => /rule violations|pre_receive|creations being restricted/i.test(said);
const isProtected = (said) => /protected branch|through a pull request|BRANCH_PROTECTION_RULE_VIOLATION/i.test(said);
const refuse = (answer, asked) => {
    const said = saidBy(answer.value);
    const { what } = asked;
    if (answer.status === 401)
        return release_error_fail('GITHUB_TOKEN_REFUSED', { what, said });
    if (asked.branch !== undefined && (isProtected(said) || isRules(said)))
        return release_error_fail('BRANCH_PROTECTED', { branch: asked.branch, said });
    if (isRules(said))
        return release_error_fail('GITHUB_RULES', { what, said });
    if (answer.status === 403)
        return forbidden(answer, what, said);
    if (answer.status === 404)
        return notFound(answer, asked, said);
    if (answer.status === 422)
        invalid(answer, asked, said);
    return release_error_fail('GITHUB_REFUSED', { what, status: answer.status, said }, { place: { url: answer.url } });
};
const forbidden = (answer, what, said) => {
    if (/not permitted to create or approve pull requests/i.test(said))
        return release_error_fail('GITHUB_PULLS_FORBIDDEN', { what, said });
    return release_error_fail('GITHUB_PERMISSION', { what, permission: answer.headers['x-accepted-github-permissions'] ?? '', said }, { place: { url: answer.url } });
};
/** To those who may not write, GitHub often says that the place does not exist. */
const notFound = (answer, asked, said) => {
    if (asked.method !== 'POST')
        return release_error_fail('GITHUB_NOT_FOUND', { what: asked.what, url: answer.url });
    const permission = answer.headers['x-accepted-github-permissions'] ?? '';
    return release_error_fail('GITHUB_PERMISSION', { what: asked.what, permission, said: `${said} (GitHub says so also to those who lack the right)` }, { place: { url: answer.url } });
};
const invalid = (answer, asked, said) => {
    const { what, repository = '', tag = '' } = asked;
    const details = detailsOf(answer.value);
    const ofTag = details.filter((it) => it.field === 'tag_name');
    if (ofTag.some((it) => /immutable/i.test(it.message ?? '')) || /tag_name was used by an immutable release/i.test(said))
        return release_error_fail('TAG_BURNED', { tag, repository });
    if (/immutable release/i.test(said))
        return release_error_fail('RELEASE_IMMUTABLE', { what, said });
    if (ofTag.some((it) => it.code === 'already_exists'))
        return release_error_fail('RELEASE_EXISTS', { tag, repository });
};

;// CONCATENATED MODULE: ./out/adapters/github/api.js
// GitHub's REST and GraphQL over the Http port: where requests go, with which headers, and what counts as an answer. The token
// is bound to the origin of the API (or of the uploads that belong to it) and goes nowhere else.



/** GitHub gives no more than this many pages of a list. */
const mostPages = 100;
const perPage = 100;
const unseenCreations = 3;
class Api {
    settings;
    origin;
    /** Of the API, its uploads and GraphQL together. */
    quota;
    counted = new Set();
    /** GitHub's time in its last answer, and ours when that came. */
    told;
    constructor(settings) {
        this.settings = settings;
        this.origin = new URL(settings.endpoints.api).origin;
        this.quota = { service: this.origin, windows: githubWindows };
        if (settings.token !== undefined)
            settings.log.secret(settings.token);
    }
    time() {
        const now = this.settings.clock.now();
        return this.told ? this.told.there + (now - this.told.here) : now;
    }
    /** Any status is an answer. */
    async ask(call) {
        const response = await this.send(call);
        const date = Date.parse(response.headers['date'] ?? '');
        if (Number.isFinite(date))
            this.told = { there: date, here: this.settings.clock.now() };
        const text = response.status === 204 ? '' : await response.text();
        return { status: response.status, headers: response.headers, url: response.url, value: text === '' ? undefined : parseLoosely(text) };
    }
    /** Success, or the code that fits. */
    async must(call) {
        const answer = await this.ask(call);
        return answer.status >= 200 && answer.status < 300 ? answer : refuse(answer, call);
    }
    /** Undefined for 404; every other failure stops, as "could not look" is not "not there". */
    async find(path, what, signal) {
        const call = { method: 'GET', path, what, ...(signal ? { signal } : {}) };
        const answer = await this.ask(call);
        if (answer.status === 404)
            return undefined;
        return answer.status >= 200 && answer.status < 300 ? answer.value : refuse(answer, call);
    }
    /** All pages of a list. `path` has its query, if any. */
    async all(path, what) {
        return (await this.findAll(path, what)) ?? release_error_fail('GITHUB_NOT_FOUND', { what, url: path });
    }
    /** The same; undefined when what the list belongs to is not there. */
    async findAll(path, what) {
        const all = [];
        for (let page = 1; page <= mostPages; page++) {
            const call = { method: 'GET', path: `${path}${path.includes('?') ? '&' : '?'}per_page=${perPage}&page=${page}`, what };
            const answer = await this.ask(call);
            if (answer.status === 404)
                return undefined;
            if (answer.status >= 300)
                return refuse(answer, call);
            if (!Array.isArray(answer.value))
                return release_error_fail('GITHUB_ANSWER', { what, field: 'the top', found: 'no list' });
            all.push(...answer.value);
            const { link } = answer.headers;
            const hasNext = link === undefined ? answer.value.length === perPage : /rel="next"/.test(link);
            if (!hasNext)
                return all;
        }
        return release_error_fail('GITHUB_TOO_MANY', { what, limit: mostPages * perPage });
    }
    /** A body that is read as it comes, from wherever a redirect leads; the token stays here. Undefined for 404. */
    async findStream(path, accept, what) {
        const { http, signal } = this.settings;
        const url = `${this.settings.endpoints.api}${path}`;
        const response = await http.send({
            method: 'GET', url, headers: { ...commonHeaders, accept }, purpose: 'read', idempotent: true, answer: 'stream', quota: this.quota, costs: { points: points.read },
            ...this.credentialFor(url), ...(signal ? { signal } : {}),
        });
        if (response.status >= 200 && response.status < 300)
            return response.body();
        if (response.status === 404)
            return void (await response.text());
        return refuse({ status: response.status, headers: response.headers, url: response.url, value: parseLoosely(await response.text()) }, { what, method: 'GET' });
    }
    /** A page or a download below the web address, without the token: what anybody gets. Undefined for 404. */
    async findPublic(path, what) {
        const { http, signal, endpoints } = this.settings;
        const response = await http.send({
            method: 'GET', url: `${endpoints.server}${path}`, purpose: 'read', idempotent: true, answer: 'stream', ...(signal ? { signal } : {}),
        });
        if (response.status >= 200 && response.status < 300)
            return response.body();
        if (response.status === 404)
            return void (await response.text());
        return refuse({ status: response.status, headers: response.headers, url: response.url, value: parseLoosely(await response.text()) }, { what, method: 'GET' });
    }
    send(call) {
        const { http, endpoints } = this.settings;
        const signal = call.signal ?? this.settings.signal;
        const url = /^https?:/.test(call.path) ? call.path : `${endpoints.api}${call.path}`;
        const isRead = call.method === 'GET' || call.method === 'HEAD';
        const body = call.file?.body ?? (call.json === undefined ? undefined : JSON.stringify(call.json));
        return http.send({
            method: call.method,
            url,
            headers: { ...commonHeaders, ...(body === undefined ? {} : { 'content-type': call.file?.mediaType ?? 'application/json; charset=utf-8' }) },
            ...(body === undefined ? {} : { body }),
            ...this.credentialFor(url),
            ...(signal ? { signal } : {}),
            purpose: call.probe ? 'access-probe' : isRead ? 'read' : 'write',
            idempotent: call.idempotent ?? isRead,
            expects: 'json',
            quota: this.quota,
            costs: costsOf(call, isRead),
        });
    }
    /** Numbers of things that were created, and when by GitHub's time: what an earlier run has used up of the hour is not used again. */
    created(things) {
        const fresh = things.filter((it) => !this.counted.has(it.id));
        for (const { id } of fresh)
            this.counted.add(id);
        if (fresh.length === 0)
            return;
        const ahead = this.time() - this.settings.clock.now();
        // Their seconds were cut off.
        const times = fresh.map((it) => it.at - ahead + 1000);
        // What they belong to was created with them, and some attempts leave nothing to see.
        const unseen = Array.from({ length: unseenCreations }, () => Math.max(...times));
        this.settings.http.used?.(this.quota, 'creates', [...times, ...unseen]);
    }
    /** Created by this run, and counted when it was sent. */
    createdHere(id) {
        this.counted.add(id);
    }
    credentialFor(url) {
        const { token } = this.settings;
        return token === undefined ? {} : { credential: { origin: this.originFor(url), value: `Bearer ${token}` } };
    }
    /**
     * The API itself, or a host of the same GitHub: the URL for uploads comes out of an answer, and whoever could forge that
     * answer must not be able to collect the token with it.
     */
    originFor(url) {
        const { origin, protocol, hostname } = new URL(url);
        const api = new URL(this.settings.endpoints.api);
        if (origin === this.origin)
            return origin;
        const family = [api.hostname, new URL(this.settings.endpoints.server).hostname, new URL(this.settings.endpoints.graphql).hostname];
        const isOurs = protocol === api.protocol && family.some((host) => hostname === host || hostname.endsWith(`.${host}`));
        return isOurs ? origin : release_error_fail('GITHUB_ORIGIN', { url: `${origin}/`, api: this.origin });
    }
}
/** The version whose answers are read here; GitHub keeps it for years after the next one. */
const commonHeaders = { accept: 'application/vnd.github+json', 'x-github-api-version': '2022-11-28' };
const costsOf = (call, isRead) => {
    const creates = call.creates ?? call.method === 'POST';
    return { points: call.points ?? (isRead ? points.read : points.write), creates: creates ? 1 : 0 };
};
/** The body of a refusal may be anything; that of a success was checked to be JSON by the client. */
const parseLoosely = (text) => {
    try {
        return JSON.parse(text);
    }
    catch {
        return { message: text.slice(0, 200) };
    }
};
/** Each piece of a path encoded, the slashes between them kept: `tags/chart/1.0.0`. */
const encodePath = (path) => path.split('/').map(encodeURIComponent).join('/');

;// CONCATENATED MODULE: ./out/adapters/github/access.js
// Has the token a right? GitHub does not tell in advance, so each right is asked for with a request that needs it and that can
// never take effect, whatever the answer. Such requests are marked, and counted apart from writes.



/** No object has this id, so a ref to it is refused: after the right was checked. */
const noObject = '0'.repeat(40);
const probes = {
    'contents:write': { path: '/git/refs', json: { ref: 'refs/heads/slipway-access-probe', sha: noObject } },
    // From a branch that does not exist into itself.
    'pull-requests:write': { path: '/pulls', json: { title: 'access probe', head: 'slipway-access-probe', base: 'slipway-access-probe' } },
    // An issue needs a title.
    'issues:write': { path: '/issues', json: {} },
};
const canDo = async (api, repository, scope) => {
    const probe = probes[scope];
    if (!probe)
        return { state: 'unproven', reason: 'GitHub has no request that asks for it without taking effect' };
    const answer = await api.ask({
        method: 'POST', path: `/repos/${encodePath(repositoryText(repository))}${probe.path}`, json: probe.json, what: `ask for ${scope} of ${repositoryText(repository)}`,
        probe: true, idempotent: true, creates: scope !== 'contents:write',
    });
    const said = saidBy(answer.value);
    if (answer.status === 422 || answer.status === 409)
        return { state: 'granted' };
    if (answer.status === 401 || answer.status === 403 || answer.status === 404) {
        const accepted = answer.headers['x-accepted-github-permissions'];
        return { state: 'denied', reason: `GitHub answered ${answer.status}: ${said}${accepted ? ` (it accepts: ${accepted})` : ''}` };
    }
    return { state: 'unproven', reason: `GitHub answered ${answer.status}: ${said}` };
};

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(598);
;// CONCATENATED MODULE: ./out/adapters/patience.js
/** Lists of GitHub, and tags of registries, lag behind by seconds. Thirty in all, then what is read is believed. */
const patient = [250, 500, 1000, 1000, 2000, 2000, 4000, 4000, 8000, 8000];
/** Reads until the answer is as new as our own writes; after the last pause it is taken as it is. */
const readSettled = async (read, isFresh, waiting) => {
    let value = await read();
    for (const pause of waiting.pauses ?? patient) {
        if (isFresh(value))
            return value;
        await waiting.clock.sleep(pause, waiting.signal);
        value = await read();
    }
    return value;
};

;// CONCATENATED MODULE: ./out/adapters/github/look.js
// What is done when GitHub and we may differ about what there is: an answer was lost, or a list is older than our own write.
// In both cases the world is looked at, several times and not in haste, before anything is concluded from an absence.



/** Where sending again does no harm, only costs a request. */
const quick = [500, 1000];
const mostSends = 3;
const isLost = (failure) => failure instanceof ReleaseError && failure.code === 'HTTP_ANSWER_LOST';
/**
 * A call that makes something and must not be sent twice. When nobody knows whether it was carried out, `look` says what is
 * there: the thing itself, or undefined, and only then it is sent again.
 */
const sendOnce = async (send, look, waiting) => {
    for (let sends = 1;; sends++) {
        try {
            return await send();
        }
        catch (failure) {
            if (!isLost(failure))
                throw failure;
            const found = await readSettled(look, (value) => value !== undefined, waiting);
            if (found !== undefined)
                return found;
            if (sends === mostSends)
                throw failure;
        }
    }
};

;// CONCATENATED MODULE: ./out/core/digest.js
// Digests: the only identity of bytes. Names and sizes never are.

const digest_digestOf = (bytes) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
const digest_isDigest = (text) => /^sha256:[0-9a-f]{64}$/.test(text);
/** The hex part, as SHA256SUMS and PyPI want it. */
const digest_hexOf = (digest) => digest.slice('sha256:'.length);
/** First twelve hex digits: enough to tell two digests apart in a message. */
const shortDigest = (digest) => digest_hexOf(digest).slice(0, 12);

;// CONCATENATED MODULE: ./out/core/checksums.js
// SHA256SUMS: the file that `sha256sum -c` reads. Sorted, LF, final names only.

const checksumsName = 'SHA256SUMS';
/** By code unit, not by the machine's locale: the same files give the same bytes everywhere. */
const checksums_byName = (a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
const renderChecksums = (files) => [...files].sort(checksums_byName).map((it) => `${hexOf(it.digest)}  ${it.name}\n`).join('');
/** Lines that are none are left out; whoever needs a certain file sees that it is missing. */
const parseChecksums = (text) => text.split('\n').flatMap((line) => {
    const space = line.indexOf(' ');
    const digest = `sha256:${line.slice(0, space)}`;
    const name = line.slice(space + 2);
    return space > 0 && isDigest(digest) && name !== '' ? [{ name, digest }] : [];
});

;// CONCATENATED MODULE: ./out/core/marker.js
// The hidden marker in every object that Slipway creates on GitHub. GitHub's POSTs have no idempotency key: after a lost
// answer the marker is how the object is found again, and how ours is told from what other people made under the same tag.



const markerKinds = (/* unused pure expression or super */ null && (['release', 'replaced', 'next-version', 'changelog', 'prepare', 'promotion', 'announcement', 'verified']));
const opening = '<!-- slipway: ';
const closing = ' -->';
/**
 * One line, the same for the same release. The digest binds it to the tag object, which a copied text does not know. A release that was
 * taken over says in it what it held then: later runs know by it what is none of theirs and may stay (docs/adr/0008).
 */
const makeMarker = (it, adopted) => {
    const held = adopted ? { adopted: [...adopted].sort(byName).map(({ name, digest }) => ({ name, digest })) } : {};
    const said = { ...held, kind: it.kind, repository: it.repository, tag: it.tag, ...(it.trial === undefined ? {} : { trial: it.trial }) };
    const fields = canonicalJson({ ...said, digest: hexOf(digestOf(canonicalJson({ ...said, object: it.object }))) });
    // A tag may contain `-->`, which would end the comment and show the rest of it.
    return `${opening}${fields.replaceAll('>', '\\u003e')}${closing}`;
};
/** The text with the marker as its last line. Markers that stand in the text already (quoted, or planted) are made harmless. */
const withMarker = (text, marker) => {
    const harmless = text.replace(/<!--(\s*slipway:)/gi, '<!-- quoted$1').trimEnd();
    return harmless === '' ? marker : `${harmless}\n\n${marker}`;
};
/** Is it the last line? Anything before the last line is text, and text may come from strangers. */
const hasMarker = (body, marker) => lastLine(body) === marker;
/** Whose it is by its last line: undefined when it is not ours; `adopted` when it was taken over. */
const readMarker = (body, it) => {
    const line = lastLine(body);
    if (line === makeMarker(it))
        return {};
    const adopted = adoptedIn(line);
    return adopted && line === makeMarker(it, adopted) ? { adopted } : undefined;
};
const adoptedIn = (line) => {
    const list = fieldsOf(line)?.['adopted'];
    if (!Array.isArray(list))
        return undefined;
    const assets = list.map((it) => {
        const { name, digest } = (typeof it === 'object' && it !== null ? it : {});
        return typeof name === 'string' && typeof digest === 'string' ? { name, digest } : undefined;
    });
    return assets.every((it) => it !== undefined) ? assets : undefined;
};
/** A marker that stands above the last line, and says something further of the object. */
const hasLine = (body, marker) => body.split('\n').some((it) => it.trim() === marker);
/** The text with such a marker, right above the one that says whose it is. */
const withLine = (body, marker) => {
    const text = body.trimEnd();
    const last = lastLine(text);
    return `${text.slice(0, text.length - last.length)}${marker}\n${last}`;
};
/** Was it made by Slipway at all, for this or another tag object? Then nobody else's draft is meant. */
const isMarked = (body) => lastLine(body).startsWith(opening) && lastLine(body).endsWith(closing);
/** The tag that a text of Slipway speaks of; undefined for any other text. */
const markedTag = (body) => {
    const tag = isMarked(body) ? fieldsOf(lastLine(body))?.['tag'] : undefined;
    return typeof tag === 'string' ? tag : undefined;
};
/** Undefined when the line is no marker. */
const fieldsOf = (line) => {
    if (!line.startsWith(opening) || !line.endsWith(closing))
        return undefined;
    try {
        const fields = JSON.parse(line.slice(opening.length, -closing.length));
        return typeof fields === 'object' && fields !== null ? fields : undefined;
    }
    catch {
        return undefined;
    }
};
const lastLine = (body) => {
    const text = body.trimEnd();
    return text.slice(text.lastIndexOf('\n') + 1).trim();
};

;// CONCATENATED MODULE: ./out/adapters/github/shape.js
// GitHub's answers, field by field. What is missing or of another type stops with the field's name, at the place where it is
// read: an `undefined` that travels on shows up in a message or an asset name much later.

const described = (value) => {
    if (value === undefined)
        return 'missing';
    if (value === null)
        return 'null';
    if (Array.isArray(value))
        return 'a list';
    return typeof value === 'object' ? 'an object' : `${typeof value} (${JSON.stringify(value).slice(0, 60)})`;
};
class Fields {
    what;
    path;
    it;
    constructor(value, what, path = '') {
        this.what = what;
        this.path = path;
        if (typeof value !== 'object' || value === null || Array.isArray(value)) {
            release_error_fail('GITHUB_ANSWER', { what, field: path || 'the top', found: described(value) });
        }
        this.it = value;
    }
    at(key) {
        return this.path ? `${this.path}.${key}` : key;
    }
    wrong(key) {
        return release_error_fail('GITHUB_ANSWER', { what: this.what, field: this.at(key), found: described(this.it[key]) });
    }
    text(key) {
        const value = this.it[key];
        return typeof value === 'string' ? value : this.wrong(key);
    }
    /** GitHub gives null where a person left a field empty. */
    textOr(key, fallback) {
        const value = this.it[key];
        return value === null || value === undefined ? fallback : this.text(key);
    }
    textOrNull(key) {
        const value = this.it[key];
        return value === null || value === undefined ? null : this.text(key);
    }
    number(key) {
        const value = this.it[key];
        return typeof value === 'number' && Number.isSafeInteger(value) ? value : this.wrong(key);
    }
    numberOr(key, fallback) {
        const value = this.it[key];
        return value === null || value === undefined ? fallback : this.number(key);
    }
    flag(key) {
        const value = this.it[key];
        return typeof value === 'boolean' ? value : this.wrong(key);
    }
    flagOr(key, fallback) {
        const value = this.it[key];
        return value === null || value === undefined ? fallback : this.flag(key);
    }
    list(key) {
        const value = this.it[key];
        return Array.isArray(value) ? value : this.wrong(key);
    }
    object(key) {
        return new Fields(this.it[key], this.what, this.at(key));
    }
}
const listOf = (value, what) => Array.isArray(value) ? value : release_error_fail('GITHUB_ANSWER', { what, field: 'the top', found: described(value) });

;// CONCATENATED MODULE: ./out/adapters/github/releases.js








const readAsset = (value, what) => {
    const it = new Fields(value, what);
    return {
        id: it.number('id'), name: it.text('name'), size: it.number('size'), state: it.text('state'), digest: it.textOrNull('digest'),
        url: it.text('url'), downloadUrl: it.text('browser_download_url'),
    };
};
const publishedIn = (it) => {
    const publishedAt = it.textOrNull('published_at');
    return publishedAt === null ? {} : { publishedAt };
};
const readRelease = (value, what) => {
    const it = new Fields(value, what);
    return {
        id: it.number('id'), tag: it.text('tag_name'), name: it.textOr('name', ''), body: it.textOr('body', ''),
        draft: it.flag('draft'), prerelease: it.flag('prerelease'), immutable: it.flagOr('immutable', false),
        target: it.text('target_commitish'), url: it.text('html_url'), uploadUrl: it.text('upload_url').replace(/\{[^}]*\}$/, ''),
        createdAt: it.text('created_at'), ...publishedIn(it), assets: it.list('assets').map((asset) => readAsset(asset, what)),
    };
};
/** GitHub calls a draft `untagged-…` when its tag is deleted, also when the tag is made again; the marker knows better. */
const isOf = (release, tag) => release.tag === tag || (release.draft && markedTag(release.body) === tag);
const releases_lastLine = (body) => body.trimEnd().split('\n').at(-1)?.trim() ?? '';
class Releases {
    api;
    own;
    looks = new Map();
    constructor(api, own) {
        this.api = api;
        this.own = own;
    }
    /** Several steps look at the same moment; they share one look, which may be many pages. */
    async byTag(repository, tag) {
        const key = `${repositoryText(repository)} ${tag}`;
        const look = this.looks.get(key) ?? this.settledByTag(repository, tag).finally(() => this.looks.delete(key));
        this.looks.set(key, look);
        return look;
    }
    async settledByTag(repository, tag) {
        const name = repositoryText(repository);
        const found = await readSettled(() => this.lookByTag(repository, tag), (all) => all.every((it) => this.own.isFreshRelease(it)) && this.own.unseenReleases(name, tag, all).length === 0, this.api.settings);
        return [...found].sort((a, b) => a.id - b.id);
    }
    /** The list has the drafts, the look-up by tag has what is published and perhaps not listed yet; ours are known by number. */
    async lookByTag(repository, tag) {
        const name = repositoryText(repository);
        const what = `list the releases of ${name}`;
        const [listed, published] = await Promise.all([
            this.api.all(`${this.base(repository)}/releases`, what),
            this.api.find(`${this.base(repository)}/releases/tags/${encodePath(tag)}`, `read the release ${tag} of ${name}`),
        ]);
        const found = new Map();
        for (const it of [...listed, ...(published === undefined ? [] : [published])].map((value) => readRelease(value, what)))
            if (isOf(it, tag))
                found.set(it.id, it);
        for (const id of this.own.unseenReleases(name, tag, [...found.values()])) {
            const it = await this.byId(repository, id);
            if (it && isOf(it, tag))
                found.set(id, it);
        }
        return [...found.values()];
    }
    async all(repository) {
        const what = `list the releases of ${repositoryText(repository)}`;
        return (await this.api.all(`${this.base(repository)}/releases`, what)).map((it) => readRelease(it, what));
    }
    async byId(repository, id) {
        const what = `read the release number ${id} of ${repositoryText(repository)}`;
        const value = await this.api.find(`${this.base(repository)}/releases/${id}`, what);
        return value === undefined ? undefined : readRelease(value, what);
    }
    async latest(repository) {
        const what = `read the latest release of ${repositoryText(repository)}`;
        const value = await this.api.find(`${this.base(repository)}/releases/latest`, what);
        return value === undefined ? undefined : readRelease(value, what);
    }
    async create(repository, fields) {
        if (!isMarked(fields.body))
            return release_error_fail('BUG', { what: 'a release was to be created without a marker, so that a lost answer could not be looked up' });
        const name = repositoryText(repository);
        const what = `create a ${fields.draft ? 'draft ' : ''}release ${fields.tag} of ${name}`;
        const marker = releases_lastLine(fields.body);
        const release = await sendOnce(async () => {
            const answer = await this.api.must({ method: 'POST', path: `${this.base(repository)}/releases`, json: bodyOf(fields), what, repository: name, tag: fields.tag });
            return readRelease(answer.value, what);
        }, async () => (await this.byTag(repository, fields.tag)).find((it) => it.draft === fields.draft && hasMarker(it.body, marker)), this.api.settings);
        this.own.wroteRelease(name, release);
        return release;
    }
    async update(repository, id, fields, how = {}) {
        const name = repositoryText(repository);
        const what = `${fields.draft ? 'change the draft' : 'publish the release'} ${fields.tag} of ${name}`;
        const release = await sendOnce(async () => {
            const answer = await this.api.must({ method: 'PATCH', path: `${this.base(repository)}/releases/${id}`, json: bodyOf(fields), what, repository: name, tag: fields.tag, ...how });
            return readRelease(answer.value, what);
        }, async () => {
            const now = await this.byId(repository, id);
            return now && now.draft === fields.draft && now.tag === fields.tag && now.name === fields.name && now.body === fields.body ? now : undefined;
        }, { ...this.api.settings, pauses: quick });
        this.own.wroteRelease(name, release);
        return release;
    }
    /** What the second one costs is paid with the first, so that no limit of ours comes between them. */
    async swap(repository, { old, fresh }) {
        this.api.settings.signal?.throwIfAborted();
        // Once the first one is sent, a stop of the run would leave the tag without a release: both are sent, and then it stops.
        const { signal } = new AbortController();
        const first = { points: 2 * points.write, signal };
        const then = { points: 0, signal };
        const { tag, name, body, prerelease } = old.release;
        try {
            await this.update(repository, old.release.id, old.fields, first);
            return await this.update(repository, fresh.id, fresh.fields, then);
        }
        catch (failure) {
            // Where the new one is public after all, GitHub refuses this: a tag has one public release.
            await this.update(repository, old.release.id, { tag, name, body, prerelease, draft: false, makeLatest: old.fields.makeLatest }, then).catch(() => undefined);
            throw failure;
        }
    }
    /** Administrators are told; everybody else is told nothing, in one way or another. */
    async areImmutable(repository) {
        const what = `read whether releases of ${repositoryText(repository)} are immutable`;
        const answer = await this.api.ask({ method: 'GET', path: `${this.base(repository)}/immutable-releases`, what });
        return answer.status === 200 ? new Fields(answer.value, what).flag('enabled') : undefined;
    }
    async remove(repository, id) {
        const what = `delete the draft number ${id} of ${repositoryText(repository)}`;
        const call = { method: 'DELETE', path: `${this.base(repository)}/releases/${id}`, what, idempotent: true };
        const answer = await this.api.ask(call);
        if (answer.status !== 404 && answer.status !== 204)
            refuse(answer, call);
        this.own.removedRelease(id);
    }
    base(repository) {
        return `/repos/${encodePath(repositoryText(repository))}`;
    }
}
/** Drafts and pre-releases cannot be the latest; the flag is text for GitHub. */
const bodyOf = (fields) => ({
    tag_name: fields.tag,
    name: fields.name,
    body: fields.body,
    draft: fields.draft,
    prerelease: fields.prerelease,
    make_latest: fields.makeLatest && !fields.draft && !fields.prerelease ? 'true' : 'false',
});

;// CONCATENATED MODULE: ./out/adapters/github/assets.js
// Assets of a release. Their identity is the digest, never name or size. An upload that broke off leaves an asset in the state
// `starter` under the name; it is removed by its number, and nothing that holds other bytes is ever removed here.








const mostUploads = 4;
const createdIn = (value, what) => {
    const it = new Fields(value, what);
    const at = Date.parse(it.textOr('created_at', ''));
    return Number.isNaN(at) ? [] : [{ id: it.number('id'), at }];
};
class Assets {
    api;
    own;
    constructor(api, own) {
        this.api = api;
        this.own = own;
    }
    async list(repository, release) {
        const what = `list the assets of release number ${release} of ${repositoryText(repository)}`;
        const path = `${this.base(repository)}/releases/${release}/assets`;
        const read = async () => {
            const values = await this.api.findAll(path, what);
            if (values)
                this.api.created(values.flatMap((it) => createdIn(it, what)));
            return values?.map((it) => readAsset(it, what));
        };
        // Whoever asks has seen the release, so a "not found" is old; a release that was deleted since stays so.
        const found = await readSettled(read, (all) => all !== undefined && this.own.areFreshAssets(release, all), this.api.settings);
        return found ?? release_error_fail('GITHUB_NOT_FOUND', { what, url: path });
    }
    async *bytes(repository, asset) {
        const what = `download the asset ${asset.name} of ${repositoryText(repository)}`;
        // Not the URL out of the answer: the token goes to addresses that are made here.
        const path = `${this.base(repository)}/releases/assets/${asset.id}`;
        const found = await readSettled(() => this.api.findStream(path, 'application/octet-stream', what), (it) => it !== undefined, this.api.settings);
        yield* found ?? release_error_fail('GITHUB_NOT_FOUND', { what, url: path });
    }
    async *download(repository, { tag, name }) {
        const what = `download ${name} of the release ${tag} of ${repositoryText(repository)}, as anybody would`;
        const path = `/${repositoryText(repository)}/releases/download/${encodeURIComponent(tag)}/${encodeURIComponent(name)}`;
        const found = await readSettled(() => this.api.findPublic(path, what), (it) => it !== undefined, this.api.settings);
        yield* found ?? release_error_fail('GITHUB_NOT_FOUND', { what, url: `${this.api.settings.endpoints.server}${path}` });
    }
    async upload(repository, release, file) {
        for (let uploads = 1;; uploads++) {
            const sent = await this.send(release, file);
            if ('asset' in sent)
                return this.confirm({ repository, release, file }, sent.asset, 'made');
            const there = (await this.list(repository, release.id)).find((it) => it.name === file.name);
            if (there?.state === 'uploaded')
                return this.confirm({ repository, release, file }, there, 'found');
            if (uploads === mostUploads)
                return sent.giveUp();
            if (there)
                await this.remove(repository, there.id);
        }
    }
    async send(release, file) {
        const what = `upload ${file.name} to the release ${release.tag}`;
        const call = {
            method: 'POST', path: `${release.uploadUrl}?name=${encodeURIComponent(file.name)}`, what,
            file: { body: { path: file.path, size: file.size }, mediaType: file.mediaType },
        };
        let answer;
        try {
            answer = await this.api.ask(call);
        }
        catch (failure) {
            if (!isLost(failure))
                throw failure;
            return { giveUp: () => { throw failure; } };
        }
        if (answer.status === 201) {
            const asset = readAsset(answer.value, what);
            this.api.createdHere(asset.id);
            return { asset };
        }
        const isTaken = answer.status === 422 && detailsOf(answer.value).some((it) => it.code === 'already_exists');
        return isTaken ? { giveUp: () => refuse(answer, call) } : refuse(answer, call);
    }
    /** `made`: it came out of our own upload, and may be removed when it is not what was sent. */
    async confirm({ repository, release, file }, asset, origin) {
        const found = asset.digest ?? (await this.digestOf(repository, asset));
        if (asset.name === file.name && asset.state === 'uploaded' && found === file.digest) {
            this.own.wroteAsset(release.id, asset);
            return asset;
        }
        if (origin === 'found')
            return release_error_fail('ASSET_EXISTS', { name: file.name, release: release.tag, found, wanted: file.digest }, { place: { url: release.url } });
        await this.remove(repository, asset.id);
        if (asset.name !== file.name)
            return release_error_fail('ASSET_RENAMED', { asked: file.name, got: asset.name });
        return release_error_fail('ASSET_DIGEST', { name: file.name, found, wanted: file.digest }, { place: { url: release.url } });
    }
    async digestOf(repository, asset) {
        const hash = (0,external_node_crypto_.createHash)('sha256');
        for await (const part of this.bytes(repository, asset))
            hash.update(part);
        return `sha256:${hash.digest('hex')}`;
    }
    async rename(repository, id, name) {
        const what = `rename the asset number ${id} of ${repositoryText(repository)} to ${name}`;
        const path = `${this.base(repository)}/releases/assets/${id}`;
        const asset = await sendOnce(async () => readAsset((await this.api.must({ method: 'PATCH', path, json: { name }, what })).value, what), async () => {
            const value = await this.api.find(path, what);
            const now = value === undefined ? undefined : readAsset(value, what);
            return now?.name === name ? now : undefined;
        }, { ...this.api.settings, pauses: quick });
        if (asset.name !== name)
            return release_error_fail('ASSET_RENAMED', { asked: name, got: asset.name });
        this.own.renamedAsset(asset);
        return asset;
    }
    async remove(repository, id) {
        const call = { method: 'DELETE', path: `${this.base(repository)}/releases/assets/${id}`, what: `delete the asset number ${id} of ${repositoryText(repository)}`, idempotent: true };
        const answer = await this.api.ask(call);
        if (answer.status !== 404 && answer.status !== 204)
            refuse(answer, call);
        this.own.removedAsset(id);
    }
    base(repository) {
        return `/repos/${encodePath(repositoryText(repository))}`;
    }
}

;// CONCATENATED MODULE: ./out/adapters/github/graphql.js

const errorsOf = (answer) => {
    const errors = answer.value?.errors;
    if (!Array.isArray(errors))
        return [];
    return errors.map((it) => {
        const error = it;
        return { type: typeof error?.type === 'string' ? error.type : '', message: typeof error?.message === 'string' ? error.message : '' };
    });
};
/** The status with which REST would have said it. */
const statusOf = (errors) => {
    const types = errors.map((it) => it.type);
    return types.includes('FORBIDDEN') ? 403 : types.includes('NOT_FOUND') ? 404 : 422;
};
/** A question; it may be sent again. Refused as REST would have refused it. */
const askGraphql = async (api, query, variables, what) => {
    const call = { method: 'POST', path: api.settings.endpoints.graphql, json: { query, variables }, what, idempotent: true, creates: false };
    const answer = await api.must(call);
    const errors = errorsOf(answer);
    if (errors.length === 0)
        return answer;
    return refuse({ ...answer, status: statusOf(errors), value: { message: errors.map((it) => it.message).join(' ') } }, { ...call, method: 'GET' });
};

;// CONCATENATED MODULE: ./out/adapters/github/branches.js







/** Rules of a ruleset under which a commit made through the API does not get onto the branch. Signatures are GitHub's own. */
const branches_closing = new Set(['pull_request', 'update', 'merge_queue', 'required_status_checks', 'required_deployments', 'workflows', 'code_scanning']);
const mutation = `mutation ($input: CreateCommitOnBranchInput!) { createCommitOnBranch(input: $input) { commit { oid url } } }`;
const branches_mostSends = 3;
class Branches {
    api;
    own;
    constructor(api, own) {
        this.api = api;
        this.own = own;
    }
    async rules(repository, branch) {
        const name = repositoryText(repository);
        const head = await readSettled(() => this.head(repository, branch), (it) => this.own.isFreshHead(name, branch, it), this.api.settings);
        const what = `read the rules for the branch ${branch} of ${name}`;
        const answer = await this.api.must({ method: 'GET', path: `/repos/${encodePath(name)}/rules/branches/${encodePath(branch)}`, what });
        const types = listOf(answer.value, what).map((it) => new Fields(it, what).text('type'));
        const found = [...new Set(types.filter((it) => branches_closing.has(it)))].sort();
        const there = head === undefined ? {} : { head };
        return found.length === 0 ? { ...there, takesCommits: true } : { ...there, takesCommits: false, reason: `a ruleset demands: ${found.join(', ')}` };
    }
    async head(repository, branch) {
        const name = repositoryText(repository);
        const what = `read the branch ${branch} of ${name}`;
        const value = await this.api.find(`/repos/${encodePath(name)}/branches/${encodePath(branch)}`, what);
        return value === undefined ? undefined : new Fields(value, what).object('commit').text('sha');
    }
    /**
     * `expectedHead` makes the call safe to repeat: if the first one was carried out after all, the second one is stale, and then
     * the commit is found on the branch.
     */
    async commit(repository, branch, commit) {
        for (let sends = 1;; sends++) {
            try {
                return this.noted(repository, branch, { made: await this.send(repository, branch, commit), before: commit.expectedHead });
            }
            catch (failure) {
                if (!isLost(failure))
                    throw failure;
                const found = await readSettled(() => this.findCommit(repository, branch, commit), (it) => it !== undefined, { ...this.api.settings, pauses: quick });
                if (found)
                    return found;
                if (sends === branches_mostSends)
                    throw failure;
            }
        }
    }
    noted(repository, branch, { made, before }) {
        this.own.committed(repositoryText(repository), branch, { before, commit: made.id });
        return made;
    }
    async send(repository, branch, commit) {
        const name = repositoryText(repository);
        const what = `commit "${commit.headline}" to ${branch} of ${name}`;
        const input = {
            branch: { repositoryNameWithOwner: name, branchName: branch },
            expectedHeadOid: commit.expectedHead,
            message: { headline: commit.headline, body: commit.body },
            fileChanges: { additions: commit.changes.map((it) => ({ path: it.path, contents: Buffer.from(it.bytes).toString('base64') })) },
        };
        const call = { method: 'POST', path: this.api.settings.endpoints.graphql, json: { query: mutation, variables: { input } }, what, repository: name, branch };
        const answer = await this.api.must(call);
        const stale = () => this.findCommit(repository, branch, commit);
        if (isStale(answer))
            return (await stale()) ?? release_error_fail('BRANCH_MOVED', { branch, expected: commit.expectedHead });
        const errors = errorsOf(answer);
        if (errors.length > 0)
            return refuseGraphql(answer, errors, call);
        const made = new Fields(answer.value, what).object('data').object('createCommitOnBranch').object('commit');
        return { id: made.text('oid'), url: made.text('url') };
    }
    /** Our commit among the newest of the branch: on top of the head that we named, with our message. */
    async findCommit(repository, branch, commit) {
        const name = repositoryText(repository);
        const what = `list the commits of ${branch} of ${name}`;
        const answer = await this.api.must({ method: 'GET', path: `/repos/${encodePath(name)}/commits?sha=${encodeURIComponent(branch)}&per_page=50`, what });
        const message = commit.body === '' ? commit.headline : `${commit.headline}\n\n${commit.body}`;
        for (const value of listOf(answer.value, what)) {
            const it = new Fields(value, what);
            const parents = it.list('parents').map((parent) => new Fields(parent, what).text('sha'));
            if (parents[0] === commit.expectedHead && it.object('commit').text('message').trimEnd() === message.trimEnd()) {
                return this.noted(repository, branch, { made: { id: it.text('sha'), url: it.text('html_url') }, before: commit.expectedHead });
            }
        }
        return undefined;
    }
}
const isStale = (answer) => errorsOf(answer).some((it) => it.type === 'STALE_DATA' || /expected branch to point to/i.test(it.message));
const refuseGraphql = (answer, errors, call) => {
    const types = errors.map((it) => it.type);
    // Classic protection has a type of its own; rulesets say it in words only.
    if (types.includes('BRANCH_PROTECTION_RULE_VIOLATION'))
        return release_error_fail('BRANCH_PROTECTED', { branch: call.branch, said: saidBy({ message: errors[0]?.message }) });
    return refuse({ ...answer, status: statusOf(errors), value: { message: errors.map((it) => it.message).join(' ') } }, call);
};

;// CONCATENATED MODULE: ./out/adapters/github/own-writes.js
class OwnWrites {
    releases = new Map();
    goneReleases = new Set();
    assets = new Map();
    goneAssets = new Set();
    oldHeads = new Set();
    commits = new Set();
    refs = new Map();
    pulls = new Set();
    wroteRelease(repository, release) {
        this.releases.set(release.id, { repository, tag: release.tag, draft: release.draft });
    }
    removedRelease(id) {
        this.releases.delete(id);
        this.goneReleases.add(id);
    }
    /** Numbers of our releases under a tag that the list does not show as we left them. */
    unseenReleases(repository, tag, listed) {
        const ours = [...this.releases].filter(([, it]) => it.repository === repository && it.tag === tag);
        return ours.filter(([id, it]) => listed.find((release) => release.id === id)?.draft !== it.draft).map(([id]) => id);
    }
    isFreshRelease(release) {
        const own = this.releases.get(release.id);
        return !this.goneReleases.has(release.id) && (own === undefined || own.draft === release.draft);
    }
    wroteAsset(release, asset) {
        const known = this.assets.get(release) ?? new Map();
        this.assets.set(release, known.set(asset.id, asset.name));
    }
    renamedAsset(asset) {
        for (const known of this.assets.values())
            if (known.has(asset.id))
                known.set(asset.id, asset.name);
    }
    removedAsset(id) {
        for (const known of this.assets.values())
            known.delete(id);
        this.goneAssets.add(id);
    }
    areFreshAssets(release, listed) {
        const known = this.assets.get(release) ?? new Map();
        const shown = new Map(listed.map((it) => [it.id, it.name]));
        return [...known].every(([id, name]) => shown.get(id) === name) && listed.every((it) => !this.goneAssets.has(it.id));
    }
    committed(repository, branch, it) {
        this.oldHeads.add(`${repository} ${branch} ${it.before}`);
        this.commits.add(it.commit);
    }
    isOwnCommit(commit) {
        return this.commits.has(commit);
    }
    wroteRef(repository, ref, object) {
        this.refs.set(`${repository} ${ref}`, object);
    }
    forgetRef(repository, ref) {
        this.refs.delete(`${repository} ${ref}`);
    }
    isFreshRef(repository, ref, object) {
        const own = this.refs.get(`${repository} ${ref}`);
        return own === undefined || own === object;
    }
    openedPull(repository, head) {
        this.pulls.add(`${repository} ${head}`);
    }
    opened(repository, head) {
        return this.pulls.has(`${repository} ${head}`);
    }
    isFreshHead(repository, branch, head) {
        return head === undefined || !this.oldHeads.has(`${repository} ${branch} ${head}`);
    }
}

;// CONCATENATED MODULE: ./out/adapters/github/pulls.js







const readPull = (value, what) => {
    const it = new Fields(value, what);
    return {
        number: it.number('number'), url: it.text('html_url'), title: it.text('title'), body: it.textOr('body', ''), head: it.object('head').text('ref'),
        state: it.text('state') === 'open' ? 'open' : 'closed', merged: it.textOrNull('merged_at') !== null,
    };
};
class Pulls {
    api;
    own;
    constructor(api, own) {
        this.api = api;
        this.own = own;
    }
    /** The open one, else the newest. */
    find(repository, head) {
        return readSettled(() => this.look(repository, head), (found) => found !== undefined || !this.own.opened(repositoryText(repository), head), this.api.settings);
    }
    async look(repository, head) {
        const name = repositoryText(repository);
        const what = `list the pull requests of ${name} from ${head}`;
        const filter = `state=all&head=${encodeURIComponent(`${repository.owner}:${head}`)}`;
        const found = (await this.api.all(`/repos/${encodePath(name)}/pulls?${filter}`, what)).map((it) => readPull(it, what)).filter((it) => it.head === head);
        return found.find((it) => it.state === 'open') ?? found.sort((a, b) => b.number - a.number)[0];
    }
    async create(repository, pull) {
        if (!isMarked(pull.body))
            return release_error_fail('BUG', { what: 'a pull request was to be opened without a marker, so that a lost answer could not be looked up' });
        const name = repositoryText(repository);
        const call = { method: 'POST', path: `/repos/${encodePath(name)}/pulls`, json: pull, what: `open a pull request in ${name}`, repository: name };
        const open = async () => {
            const found = await this.look(repository, pull.head);
            return found?.state === 'open' ? found : undefined;
        };
        const made = await sendOnce(async () => {
            const answer = await this.api.ask(call);
            if (answer.status === 201)
                return readPull(answer.value, call.what);
            const isThere = answer.status === 422 && /already exists/i.test(saidBy(answer.value));
            return (isThere ? await open() : undefined) ?? refuse(answer, call);
        }, open, this.api.settings);
        this.own.openedPull(name, pull.head);
        return made;
    }
}

;// CONCATENATED MODULE: ./out/adapters/github/ref-moves.js






const ref_moves_mutation = 'mutation ($input: UpdateRefsInput!) { updateRefs(input: $input) { clientMutationId } }';
/** As the value after the move it deletes the ref. */
const ref_moves_noObject = '0'.repeat(40);
const ref_moves_mostSends = 3;
class RefMoves {
    api;
    own;
    ids;
    /** `ids`: the names that GraphQL has for repositories. */
    constructor(api, own, ids = new Map()) {
        this.api = api;
        this.own = own;
        this.ids = ids;
    }
    /**
     * Safe to send again: when the first one was carried out after all, the second one is refused, and then the ref is where it was to go.
     * What is there decides, not the words of a refusal.
     */
    async move(repository, ref, move, signal) {
        const moving = { name: repositoryText(repository), ref, move, ...(signal ? { signal } : {}) };
        // Others may move it from now on: what this process wrote there says nothing about how old a read is.
        this.own.forgetRef(moving.name, ref.replace(/^refs\//, ''));
        for (let sends = 1;; sends++) {
            try {
                const refused = await this.send(moving);
                return refused === undefined || (await this.isThere(moving, refused, sends > 1));
            }
            catch (failure) {
                if (!isLost(failure))
                    throw failure;
                if ((await this.settled(moving, (it) => it === move.to, quick)) === move.to)
                    return true;
                if (sends === ref_moves_mostSends)
                    throw failure;
            }
        }
    }
    /** Undefined when it was carried out. */
    async send({ name, ref, move, signal }) {
        const update = { name: ref, beforeOid: move.from, afterOid: move.to ?? ref_moves_noObject, force: true };
        const input = { repositoryId: await this.idOf(name, signal), refUpdates: [update] };
        const call = {
            method: 'POST', path: this.api.settings.endpoints.graphql, json: { query: ref_moves_mutation, variables: { input } }, what: `move ${ref} of ${name}`, repository: name, creates: false, ...(signal ? { signal } : {}),
        };
        const answer = await this.api.must(call);
        const errors = errorsOf(answer);
        if (errors.length === 0)
            return undefined;
        return () => refuse({ ...answer, status: statusOf(errors), value: { message: errors.map((it) => it.message).join(' ') } }, call);
    }
    /** After a refusal. A read may be older than it, and than a move of ours whose answer was lost: then it is asked again. */
    async isThere(moving, refused, mayBeOurs) {
        const { from, to } = moving.move;
        const now = await this.settled(moving, (it) => (mayBeOurs ? it === to : it !== from));
        return now === from ? refused() : now === to;
    }
    settled(moving, isFresh, pauses) {
        const { clock, signal } = this.api.settings;
        const waiting = moving.signal ?? signal;
        return readSettled(() => this.look(moving), isFresh, { clock, ...(waiting ? { signal: waiting } : {}), ...(pauses ? { pauses } : {}) });
    }
    async look({ name, ref, signal }) {
        const what = `read ${ref} of ${name}`;
        const value = await this.api.find(`/repos/${encodePath(name)}/git/ref/${encodePath(ref.replace(/^refs\//, ''))}`, what, signal);
        return value === undefined ? undefined : new Fields(value, what).object('object').text('sha');
    }
    async idOf(name, signal) {
        const known = this.ids.get(name);
        if (known !== undefined)
            return known;
        const what = `read the repository ${name}`;
        const answer = await this.api.must({ method: 'GET', path: `/repos/${encodePath(name)}`, what, ...(signal ? { signal } : {}) });
        const id = new Fields(answer.value, what).text('node_id');
        this.ids.set(name, id);
        return id;
    }
}

;// CONCATENATED MODULE: ./out/adapters/github/refs.js






/** A tag of a tag of a tag: nobody needs more, and a ring must end. */
const deepestTag = 5;
const withoutRefs = (ref) => ref.replace(/^refs\//, '');
class Refs {
    api;
    own;
    ids;
    /** `ids`: the names that GraphQL has for repositories, as far as they were read. */
    constructor(api, own, ids = new Map()) {
        this.api = api;
        this.own = own;
        this.ids = ids;
    }
    async repository(repository) {
        const what = `read the repository ${repositoryText(repository)}`;
        const answer = await this.api.must({ method: 'GET', path: this.base(repository), what });
        const it = new Fields(answer.value, what);
        this.ids.set(repositoryText(repository), it.text('node_id'));
        return { defaultBranch: it.text('default_branch'), isPrivate: it.flag('private'), url: it.text('html_url') };
    }
    find(repository, ref) {
        const name = repositoryText(repository);
        return readSettled(() => this.look(repository, ref), (it) => this.own.isFreshRef(name, withoutRefs(ref), it?.object), this.api.settings);
    }
    async look(repository, ref) {
        const what = `read ${ref} of ${repositoryText(repository)}`;
        const value = await this.api.find(`${this.base(repository)}/git/ref/${encodePath(withoutRefs(ref))}`, what);
        if (value === undefined)
            return undefined;
        const object = new Fields(value, what).object('object');
        const type = object.text('type');
        if (type !== 'commit' && type !== 'tag')
            return release_error_fail('GITHUB_ANSWER', { what, field: 'object.type', found: type });
        return { object: object.text('sha'), type };
    }
    /** GitHub gives all of them in one answer, whatever page is asked for; if it ever gives them in pages, it names the next one. */
    async names(repository, beginning) {
        const what = `list ${beginning} of ${repositoryText(repository)}`;
        const names = [];
        let next = `${this.base(repository)}/git/matching-refs/${encodePath(withoutRefs(beginning))}`;
        while (next !== undefined) {
            const answer = await this.api.must({ method: 'GET', path: next, what });
            if (!Array.isArray(answer.value))
                return release_error_fail('GITHUB_ANSWER', { what, field: 'the top', found: 'no list' });
            names.push(...answer.value.map((it) => new Fields(it, what).text('ref')));
            next = /<([^>]+)>;\s*rel="next"/.exec(answer.headers['link'] ?? '')?.[1];
        }
        return names;
    }
    async commitOf(repository, target) {
        const what = `read the tag object ${target.object} of ${repositoryText(repository)}`;
        let at = target;
        for (let depth = 0; depth < deepestTag; depth++) {
            if (at.type === 'commit')
                return at.object;
            const path = `${this.base(repository)}/git/tags/${at.object}`;
            // A ref names it, so it is there: a "not found" is old.
            const value = await readSettled(() => this.api.find(path, what), (it) => it !== undefined, this.api.settings);
            if (value === undefined)
                return release_error_fail('GITHUB_NOT_FOUND', { what, url: path });
            const object = new Fields(value, what).object('object');
            const type = object.text('type');
            if (type !== 'commit' && type !== 'tag')
                return release_error_fail('GITHUB_ANSWER', { what, field: 'object.type', found: type });
            at = { object: object.text('sha'), type };
        }
        return release_error_fail('GITHUB_ANSWER', { what, field: 'object.type', found: `a tag of a tag, more than ${deepestTag} deep` });
    }
    async tagText(repository, object) {
        const what = `read the tag object ${object} of ${repositoryText(repository)}`;
        const path = `${this.base(repository)}/git/tags/${object}`;
        const value = await readSettled(() => this.api.find(path, what), (it) => it !== undefined, this.api.settings);
        return value === undefined ? release_error_fail('GITHUB_NOT_FOUND', { what, url: path }) : new Fields(value, what).text('message');
    }
    async file(repository, path, ref) {
        const what = `read ${path} of ${repositoryText(repository)} at ${ref}`;
        const url = `${this.base(repository)}/contents/${encodePath(path)}?ref=${encodeURIComponent(ref)}`;
        const value = await readSettled(() => this.api.find(url, what), (it) => it !== undefined || !this.own.isOwnCommit(ref), this.api.settings);
        if (value === undefined)
            return undefined;
        const it = new Fields(value, what);
        // Over one MiB the content is left out here; the blob has it up to 100 MiB.
        if (it.text('encoding') === 'base64')
            return Buffer.from(it.text('content'), 'base64');
        const blob = await this.api.must({ method: 'GET', path: `${this.base(repository)}/git/blobs/${it.text('sha')}`, what });
        return Buffer.from(new Fields(blob.value, what).text('content'), 'base64');
    }
    async create(repository, ref, object) {
        const name = repositoryText(repository);
        const call = { method: 'POST', path: `${this.base(repository)}/git/refs`, json: { ref, sha: object }, what: `create ${ref} in ${name}`, repository: name, creates: false };
        const there = await sendOnce(async () => {
            const answer = await this.api.ask(call);
            if (answer.status === 201)
                return { object, type: 'commit' };
            const isTaken = answer.status === 422 && /already exists/i.test(`${saidBy(answer.value)} ${detailsOf(answer.value).map((it) => it.code).join(' ')}`);
            return isTaken ? readSettled(() => this.look(repository, ref), (it) => it !== undefined, this.api.settings) : refuse(answer, call);
        }, () => this.look(repository, ref), this.api.settings);
        if (there?.object === object)
            this.own.wroteRef(name, withoutRefs(ref), object);
        else
            release_error_fail('REF_EXISTS', { ref, repository: name, found: there?.object ?? 'something that could not be read', wanted: object });
    }
    /**
     * A tag object that no ref names is invisible and belongs to nobody; a second one after a lost answer does no harm, so this
     * one call may be repeated.
     */
    async createTag(repository, tag) {
        const name = repositoryText(repository);
        const what = `make the tag object ${tag.name} in ${name}`;
        const answer = await this.api.must({
            method: 'POST', path: `${this.base(repository)}/git/tags`, what, repository: name, tag: tag.name, idempotent: true, creates: false,
            json: { tag: tag.name, message: tag.message, object: tag.commit, type: 'commit' },
        });
        return new Fields(answer.value, what).text('sha');
    }
    base(repository) {
        return `/repos/${encodePath(repositoryText(repository))}`;
    }
}

;// CONCATENATED MODULE: ./out/adapters/github/release-notes.js





const perQuery = 100;
/** A thousand issues that changed since the release before: more is an old release, whose issues nobody can list so. */
const mostIssuePages = 9;
const item = 'number title url labels(first: 50) { nodes { name } }';
/** By the ids of the commits, so that the tag need not be there yet. Ids are hexadecimal: none can be more than an id. */
const pullsQuery = (commits) => `query ($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) {
    ${commits.map((id, at) => `c${at}: object(oid: "${id}") { ... on Commit { associatedPullRequests(first: 5) { nodes { ${item} merged author { login url } baseRepository { nameWithOwner } } } } }`).join('\n    ')}
  }
}`;
const issuesQuery = `query ($owner: String!, $name: String!, $since: DateTime, $after: String) {
  repository(owner: $owner, name: $name) {
    issues(first: 100, after: $after, states: CLOSED, filterBy: { since: $since }, orderBy: { field: UPDATED_AT, direction: DESC }) {
      nodes { ${item} closedAt milestone { title } }
      pageInfo { hasNextPage endCursor }
    }
  }
}`;
const readItem = (it, raw, what) => {
    const labels = raw.labels === null ? [] : it.object('labels').list('nodes');
    return { number: it.number('number'), title: it.text('title'), url: it.text('url'), labels: labels.map((label) => new Fields(label, what).text('name')) };
};
const release_notes_readPull = (raw, what) => {
    const it = new Fields(raw, what);
    const { author, baseRepository } = raw;
    const by = author === null ? undefined : it.object('author');
    return {
        ...readItem(it, raw, what), merged: it.flag('merged'), into: baseRepository === null ? '' : it.object('baseRepository').text('nameWithOwner'),
        ...(by ? { author: { login: by.text('login'), url: by.text('url') } } : {}),
    };
};
const readIssue = (raw, what) => {
    const it = new Fields(raw, what);
    const closedAt = Date.parse(it.text('closedAt'));
    if (!Number.isFinite(closedAt))
        release_error_fail('GITHUB_ANSWER', { what, field: 'closedAt', found: it.text('closedAt') });
    const milestone = raw.milestone === null ? undefined : it.object('milestone').text('title');
    return { ...readItem(it, raw, what), closedAt, ...(milestone === undefined ? {} : { milestone }) };
};
const repositoryIn = (value, what) => new Fields(value, what).object('data').object('repository');
class ReleaseNotes {
    api;
    constructor(api) {
        this.api = api;
    }
    async pullsOf(repository, commits) {
        const name = repositoryText(repository);
        const what = `read which pull requests brought ${commits.length} commits of ${name}`;
        const found = new Map();
        for (let at = 0; at < commits.length; at += perQuery) {
            const part = commits.slice(at, at + perQuery);
            const answer = await askGraphql(this.api, pullsQuery(part), { owner: repository.owner, name: repository.name }, what);
            const it = repositoryIn(answer.value, what);
            for (const raw of part.flatMap((_, index) => this.pullNodes(it, answer.value, index))) {
                const { merged, into, ...pull } = release_notes_readPull(raw, what);
                // A commit of a fork names that fork's pull requests as well.
                if (merged && into.toLowerCase() === name.toLowerCase() && !found.has(pull.number))
                    found.set(pull.number, pull);
            }
        }
        return [...found.values()];
    }
    /** A commit that was never pushed is null, and came by no pull request. */
    pullNodes(it, value, index) {
        const raw = value.data.repository[`c${index}`];
        return raw === null ? [] : it.object(`c${index}`).object('associatedPullRequests').list('nodes');
    }
    async closedIssues(repository, since) {
        const what = `list the issues of ${repositoryText(repository)} that were closed`;
        const found = [];
        let after = null;
        for (let page = 1; page <= mostIssuePages; page++) {
            const { owner, name } = repository;
            const variables = { owner, name, since: since > 0 ? new Date(since).toISOString() : null, after };
            const part = repositoryIn((await askGraphql(this.api, issuesQuery, variables, what)).value, what).object('issues');
            found.push(...part.list('nodes').map((it) => readIssue(it, what)));
            const info = part.object('pageInfo');
            if (!info.flag('hasNextPage'))
                return byClosing(found);
            after = info.text('endCursor');
        }
        return release_error_fail('GITHUB_TOO_MANY', { what, limit: mostIssuePages * perQuery });
    }
    async generatedNotes(repository, { tag, commit, previous }) {
        const name = repositoryText(repository);
        const what = `let GitHub write notes for ${tag} of ${name}`;
        const json = { tag_name: tag, target_commitish: commit, ...(previous === undefined ? {} : { previous_tag_name: previous }) };
        // It keeps nothing: asked twice it does no harm.
        const answer = await this.api.must({ method: 'POST', path: `/repos/${encodePath(name)}/releases/generate-notes`, json, what, repository: name, idempotent: true, creates: false });
        return new Fields(answer.value, what).text('body');
    }
}
/** Last closed first; numbers decide between those of one second. */
const byClosing = (issues) => [...issues].sort((a, b) => b.closedAt - a.closedAt || b.number - a.number);

;// CONCATENATED MODULE: ./out/adapters/github/rights.js






const permissions = ['admin', 'write', 'read', 'none'];
const standings = ['ahead', 'behind', 'diverged', 'identical'];
const base = (repository) => `/repos/${encodePath(repositoryText(repository))}`;
const oneOf = (words, said, asked) => words.find((it) => it === said) ?? release_error_fail('GITHUB_ANSWER', { ...asked, found: said });
const rightsOf = async (api, repository, login) => {
    const what = `read what ${login} may do in ${repositoryText(repository)}`;
    const value = await api.find(`${base(repository)}/collaborators/${encodeURIComponent(login)}/permission`, what);
    if (value === undefined)
        return undefined;
    const it = new Fields(value, what);
    const user = it.object('user');
    return { login: user.text('login'), isBot: user.text('type') === 'Bot', permission: oneOf(permissions, it.text('permission'), { what, field: 'permission' }), role: it.text('role_name') };
};
/** A workflow's token and an app's have no user; GitHub says so with 403. */
const rights_self = async (api) => {
    const call = { method: 'GET', path: '/user', what: 'read whose token this is' };
    const answer = await api.ask(call);
    if (answer.status === 401 || answer.status === 403 || answer.status === 404)
        return undefined;
    if (answer.status >= 300)
        return refuse(answer, call);
    const it = new Fields(answer.value, call.what);
    return { login: it.text('login'), isBot: it.text('type') === 'Bot' };
};
/** Commits, never names: a tag could be called like a branch. What `base` contains is compared with few words. */
const compare = async (api, repository, [from, to]) => {
    const what = `compare ${from} with ${to} of ${repositoryText(repository)}`;
    const value = await api.find(`${base(repository)}/compare/${from}...${to}?per_page=1`, what);
    return value === undefined ? 'unrelated' : oneOf(standings, new Fields(value, what).text('status'), { what, field: 'status' });
};
const green = new Set(['success', 'neutral', 'skipped']);
const runOf = (value, what) => {
    const it = new Fields(value, what);
    const [status, conclusion, url, id] = [it.text('status'), it.textOr('conclusion', ''), it.textOrNull('html_url'), it.number('id')];
    const app = value.app?.id;
    const state = status !== 'completed' ? 'running' : green.has(conclusion) ? 'green' : 'red';
    return { id, name: it.text('name'), state, said: state === 'running' ? status : conclusion, ...(typeof app === 'number' ? { app } : {}), ...(url === null ? {} : { url }) };
};
/** GitHub lists the newest of each suite; of one name and app the newest of all counts. */
const newestRuns = (runs) => runs.filter((it) => !runs.some((other) => other.name === it.name && other.app === it.app && other.id > it.id)).map(({ id: _, ...it }) => it);
const states = { success: 'green', pending: 'running', failure: 'red', error: 'red' };
const statusesOf = (values, what) => {
    const all = values.map((value) => {
        const it = new Fields(value, what);
        return { id: it.number('id'), name: it.text('context'), said: it.text('state'), url: it.textOrNull('target_url') };
    });
    const newest = all.filter((it) => !all.some((other) => other.name === it.name && other.id > it.id));
    return newest.map(({ name, said, url }) => ({ name, said, state: states[said] ?? 'red', ...(url === null ? {} : { url }) }));
};
const rights_mostPages = 50;
const checkRuns = async (api, repository, commit) => {
    const what = `read the checks of ${commit} of ${repositoryText(repository)}`;
    const runs = [];
    for (let page = 1; page <= rights_mostPages; page++) {
        const answer = await api.must({ method: 'GET', path: `${base(repository)}/commits/${commit}/check-runs?per_page=100&page=${page}`, what });
        const it = new Fields(answer.value, what);
        const part = it.list('check_runs').map((value) => runOf(value, what));
        runs.push(...part);
        if (part.length === 0 || runs.length >= it.number('total_count'))
            return newestRuns(runs);
    }
    return release_error_fail('GITHUB_TOO_MANY', { what, limit: rights_mostPages * 100 });
};
const checks = async (api, repository, commit) => {
    const what = `read the statuses of ${commit} of ${repositoryText(repository)}`;
    const [runs, statuses] = await Promise.all([checkRuns(api, repository, commit), api.all(`${base(repository)}/commits/${commit}/statuses`, what)]);
    return [...runs, ...statusesOf(statuses, what)];
};
/** Any app will do where GitHub has null or -1. */
const required = (name, app) => (typeof app === 'number' && app > 0 ? { name, app } : { name });
const protectedChecks = async (api, repository, branch) => {
    const what = `read the branch ${branch} of ${repositoryText(repository)}`;
    const answer = await api.must({ method: 'GET', path: `${base(repository)}/branches/${encodePath(branch)}`, what });
    const { protection } = answer.value;
    const { checks: bound = [], contexts = [] } = protection?.required_status_checks ?? {};
    const named = listOf(bound, what).map((value) => required(new Fields(value, what).text('context'), value.app_id));
    const plain = listOf(contexts, what).filter((it) => typeof it === 'string' && !named.some(({ name }) => name === it));
    return [...named, ...plain.map((name) => ({ name }))];
};
const ruledChecks = async (api, repository, branch) => {
    const what = `read the rules for the branch ${branch} of ${repositoryText(repository)}`;
    const rules = await api.all(`${base(repository)}/rules/branches/${encodePath(branch)}`, what);
    return rules.flatMap((value) => {
        const it = new Fields(value, what);
        if (it.text('type') !== 'required_status_checks')
            return [];
        return it.object('parameters').list('required_status_checks').map((one) => required(new Fields(one, what).text('context'), one.integration_id));
    });
};
const requiredChecks = async (api, repository, branch) => {
    const all = (await Promise.all([protectedChecks(api, repository, branch), ruledChecks(api, repository, branch)])).flat();
    return all.filter((it, at) => all.findIndex((other) => other.name === it.name && other.app === it.app) === at);
};
const signature = /^-----BEGIN (PGP SIGNATURE|PGP MESSAGE|SSH SIGNATURE|SIGNED MESSAGE)-----$/m;
const tagObject = async (api, repository, object) => {
    const what = `read the tag object ${object} of ${repositoryText(repository)}`;
    const path = `${base(repository)}/git/tags/${object}`;
    // A ref names it, so it is there: a "not found" is old.
    const value = await readSettled(() => api.find(path, what), (it) => it !== undefined, api.settings);
    if (value === undefined)
        return release_error_fail('GITHUB_NOT_FOUND', { what, url: path });
    const it = new Fields(value, what);
    const [target, verification] = [it.object('object'), it.object('verification')];
    const [payload, signed] = [verification.textOrNull('payload'), verification.textOrNull('signature')];
    return {
        name: it.text('tag'), target: target.text('sha'), type: target.text('type'),
        isSigned: signed !== null || signature.test(it.text('message')),
        verified: verification.flag('verified'), reason: verification.text('reason'),
        candidates: payload === null || signed === null ? [] : [`${payload}${signed}`, `${payload}${signed}\n`, `${payload}\n${signed}\n`].map((text) => Buffer.from(text)),
    };
};
const createRights = (api) => ({
    rightsOf: (repository, login) => rightsOf(api, repository, login),
    self: () => rights_self(api),
    compare: (repository, from, to) => compare(api, repository, [from, to]),
    checks: (repository, commit) => checks(api, repository, commit),
    requiredChecks: (repository, branch) => requiredChecks(api, repository, branch),
    tagObject: (repository, object) => tagObject(api, repository, object),
});

;// CONCATENATED MODULE: ./out/adapters/github/workflow-run.js



const workflowRun = async (api, repository, id) => {
    const name = repositoryText(repository);
    const what = `read the workflow run ${id} of ${name}`;
    const answer = await api.ask({ method: 'GET', path: `/repos/${encodePath(name)}/actions/runs/${id}`, what });
    if (answer.status !== 200) {
        api.settings.log.debug(`GitHub answered ${answer.status} when asked to ${what}: only the expiry of its lock counts`);
        return { state: 'unknown', attempt: 0 };
    }
    const it = new Fields(answer.value, what);
    return { state: it.textOr('status', '') === 'completed' ? 'ended' : 'running', attempt: it.numberOr('run_attempt', 1) };
};

;// CONCATENATED MODULE: ./out/adapters/github/github.js












const createGitHub = (settings) => gitHubOver(new Api(settings));
/** Several ports stand over one API, so that they share its limits and its clock. */
const gitHubOver = (api) => {
    const own = new OwnWrites();
    const ids = new Map();
    const releases = new Releases(api, own);
    const assets = new Assets(api, own);
    const refs = new Refs(api, own, ids);
    const moves = new RefMoves(api, own, ids);
    const branches = new Branches(api, own);
    const pulls = new Pulls(api, own);
    const notes = new ReleaseNotes(api);
    const rights = new Map();
    return {
        ...createRights(api),
        repository: (repository) => refs.repository(repository),
        releasesByTag: (repository, tag) => releases.byTag(repository, tag),
        releases: (repository) => releases.all(repository),
        release: (repository, id) => releases.byId(repository, id),
        assets: (repository, release) => assets.list(repository, release),
        latestRelease: (repository) => releases.latest(repository),
        immutableReleases: (repository) => releases.areImmutable(repository),
        asset: (repository, asset) => assets.bytes(repository, asset),
        download: (repository, asset) => assets.download(repository, asset),
        ref: (repository, ref) => refs.find(repository, ref),
        refs: (repository, beginning) => refs.names(repository, beginning),
        commitOf: (repository, target) => refs.commitOf(repository, target),
        tagText: (repository, object) => refs.tagText(repository, object),
        file: (repository, path, ref) => refs.file(repository, path, ref),
        branch: (repository, branch) => branches.rules(repository, branch),
        pullRequest: (repository, head) => pulls.find(repository, head),
        can: (repository, scope) => {
            // Several steps need the same right; a token's rights do not change within a run.
            const key = `${repository.owner}/${repository.name} ${scope}`;
            const answer = rights.get(key) ?? canDo(api, repository, scope);
            rights.set(key, answer);
            return answer;
        },
        pullsOf: (repository, commits) => notes.pullsOf(repository, commits),
        closedIssues: (repository, since) => notes.closedIssues(repository, since),
        generatedNotes: (repository, of) => notes.generatedNotes(repository, of),
        workflowRun: (repository, id) => workflowRun(api, repository, id),
        time: () => api.time(),
        createRelease: (repository, fields) => releases.create(repository, fields),
        updateRelease: (repository, id, fields) => releases.update(repository, id, fields),
        deleteRelease: (repository, id) => releases.remove(repository, id),
        swapReleases: (repository, swap) => releases.swap(repository, swap),
        uploadAsset: (repository, release, file) => assets.upload(repository, release, file),
        renameAsset: (repository, id, name) => assets.rename(repository, id, name),
        deleteAsset: (repository, id) => assets.remove(repository, id),
        createRef: (repository, ref, object) => refs.create(repository, ref, object),
        moveRef: (repository, ref, move, signal) => moves.move(repository, ref, move, signal),
        createTag: (repository, tag) => refs.createTag(repository, tag),
        commit: (repository, branch, commit) => branches.commit(repository, branch, commit),
        createPullRequest: (repository, pull) => pulls.create(repository, pull),
    };
};

;// CONCATENATED MODULE: ./out/adapters/http/hosts.js
// What can be told from a host name alone. Host names come from URL, which has already brought every spelling of an address
// (0x7f.1, 2130706433, full-width digits) to its plain form.
const isIpv4 = (host) => /^\d{1,3}(\.\d{1,3}){3}$/.test(host);
/** `127.0.0.1`, `[::1]`: an address, not a name. */
const isAddress = (host) => isIpv4(host) || host.startsWith('[');
/** This machine. A redirect from elsewhere to it would reach services that trust their neighbours. */
const isLoopback = (host) => host === 'localhost' || host.endsWith('.localhost') || (isIpv4(host) && host.startsWith('127.')) || host === '[::1]' || /^\[::ffff:7f/.test(host);
/** Addresses that mean "this machine" or "the machine's cloud" (169.254.169.254 hands out credentials), to whoever asks. */
const isLocalOnly = (host) => isLoopback(host) || host === '0.0.0.0' || host === '[::]' || (isIpv4(host) && host.startsWith('169.254.')) ||
    /^\[fe[89ab]/.test(host) || /^\[::ffff:a9fe:/.test(host) || host === '[fd00:ec2::254]' || host === 'metadata.google.internal';

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
    if (isLocalOnly(to.hostname) && !isLocalOnly(from.hostname))
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
            return release_error_fail('HTTP_TOO_LARGE', { method: call.method, url: plainUrl(call.url), limit });
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
        return release_error_fail('HTTP_NOT_JSON', { method: call.method, url: plainUrl(call.url), status, start }, { cause });
    }
};
/** Makes the response; with `answer: whole` the body has been read when this resolves. */
const makeResponse = async (call, answer, request) => {
    const limit = request.limit ?? defaultLimit;
    const whole = request.answer === 'stream' ? undefined : await collect(call, answer.body, limit);
    const bytes = async (most = limit) => {
        if (whole && whole.byteLength > most)
            return release_error_fail('HTTP_TOO_LARGE', { method: call.method, url: plainUrl(call.url), limit: most });
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
var external_node_fs_promises_ = __webpack_require__(455);
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
    const changed = (found, cause) => release_error_fail('HTTP_FILE_CHANGED', { method: hop.method, url: plainUrl(hop.url), file: file.path, wanted: file.size, found }, { cause });
    const handle = await (0,external_node_fs_promises_.open)(file.path, 'r').catch((error) => changed(0, error));
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
        release_error_fail('BUG', { what: `a request to ${url.protocol}` });
    // A password in a URL would be printed with it.
    if (url.username || url.password)
        release_error_fail('BUG', { what: `a request to ${url.host} with a user name in its URL` });
    return url;
};
const plainHeaders = (request, userAgent) => {
    const headers = { 'user-agent': userAgent, 'accept-encoding': 'identity' };
    for (const [name, value] of Object.entries(request.headers ?? {})) {
        const lower = name.toLowerCase();
        if (secretHeaders.has(lower))
            release_error_fail('BUG', { what: `the header ${lower} was given outside of a credential` });
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
            return release_error_fail('HTTP_REDIRECT_REFUSED', { ...call, to: step.to, why: step.refused });
        if (hops === mostHops)
            return release_error_fail('HTTP_REDIRECT_REFUSED', { ...call, to: plainUrl(step.next.url), why: `it is redirect number ${mostHops + 1} of one request` });
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
        const direct = isLoopback(url.hostname);
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
    if (error instanceof ReleaseError)
        throw error;
    return release_error_fail('HTTP_BROKEN', { method: hop.method, url: plainUrl(hop.url), what: describe(error) }, { cause: error });
};
async function* node_transport_bodyOf(hop, message, done) {
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
        broken(hop, error instanceof ReleaseError ? error : new Error(what, { cause: error }));
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
    if (hop.signal?.aborted || error instanceof ReleaseError || connected)
        return broken(hop, error);
    const facts = { method: hop.method, url: plainUrl(hop.url), what: describe(error) };
    if (isDistrust(error))
        return release_error_fail('HTTP_TLS', facts, { cause: error });
    const { code = '' } = systemError(error);
    return release_error_fail('HTTP_UNREACHABLE', { ...facts, ...(unknownName.has(code) ? { unresolved: code } : {}) }, { cause: error });
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
        resolve({ status: message.statusCode ?? 0, headers: headersOf(message), body: node_transport_bodyOf(hop, message, done) });
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
            release_error_fail('RATE_LIMITED', { service: name, until: isoTime(end), seconds: seconds(end - now), why });
        if (!isAsked && until - now > worthTelling && until > this.service.toldUntil + worthTelling) {
            this.service.toldUntil = until;
            log.info(`${name}: ${why}. Going on at ${isoTime(until)} (${seconds(until - now)} s).`);
        }
        await clock.sleep(Math.ceil(end - now), this.request.signal);
    }
}

;// CONCATENATED MODULE: ./out/adapters/http/wait-budget.js
const createWaitBudget = (defaultMs, now) => {
    let mostMs = defaultMs;
    let spent = 0;
    let coveredTo = -Infinity;
    const count = (from, until) => {
        spent += Math.max(0, until - Math.max(from, coveredTo));
        coveredTo = Math.max(coveredTo, until);
    };
    const more = (until) => Math.max(0, until - Math.max(now(), coveredTo));
    return {
        limit: (milliseconds) => void (mostMs = milliseconds),
        // What was granted and is not over yet has been counted already, whoever else waits for it.
        left: () => Math.max(0, mostMs - spent + Math.max(0, coveredTo - now())),
        take: (until) => {
            if (spent + more(until) > mostMs)
                return false;
            count(now(), until);
            return true;
        },
        spent: (since) => count(since, now()),
    };
};

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
    if (!(error instanceof ReleaseError))
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
const lost = (request, result) => release_error_fail('HTTP_ANSWER_LOST', { method: request.method, url: plainUrl(new URL(request.url)), what: result.what }, result.error ? { cause: result.error } : {});
const withRetry = (http, options) => {
    const { clock, random, log } = options;
    const budget = { ...defaultBudget, ...options.budget };
    const gates = createGates({ clock, random, log, waits: options.waits ?? createWaitBudget(defaultWaitMs, () => clock.now()) });
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
        return release_error_fail('RETRIES_SPENT', facts, error ? { cause: error } : {});
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
const onlyTo = (transport, origins) => async (hop) => origins.includes(hop.url.origin) ? transport(hop) : release_error_fail('REHEARSAL_OUTSIDE', { url: `${hop.url.origin}${hop.url.pathname}` });
const connect = ({ environment, log, clock, onlyTo: origins, transport, waits, random = Math.random }) => {
    const node = transport ? { transport, close: () => undefined } : nodeTransport(environment);
    const http = withRetry(createHttp(origins ? onlyTo(node.transport, origins) : node.transport), { clock, random, log, ...(waits ? { waits } : {}) });
    return { http, close: () => node.close() };
};

;// CONCATENATED MODULE: ./out/core/request.js
const request_verbs = (/* unused pure expression or super */ null && (['rehearse', 'release', 'build', 'continue', 'plan', 'status', 'verify', 'check', 'set-version', 'propose', 'prepare', 'notes', 'prune']));
/** Verbs that look at the clone alone: they need no secret, and need not know where the clone lives on GitHub. */
const local = new Set(['check', 'set-version']);
const isLocal = (verb) => local.has(verb);
/** Verbs that need no credential of the release, and are given none: `build` runs code of the project, but knows where it lives. */
const needsNoToken = (verb) => isLocal(verb) || verb === 'build';
/** Verbs that only read, and ask nobody but GitHub: credentials of registries, of a chat and of other repositories are none of their business. */
const asksGitHubAlone = (verb) => verb === 'notes';
/** What a stranger's event may ask for: of a pull request also the notes, with the token that GitHub gives it, which may read at most. */
const strangersMayAsk = (verb, event) => isLocal(verb) || (asksGitHubAlone(verb) && event === 'pull_request');
const defaultMaxWaitMs = 600_000;
/** Where the config is read: the tagged commit, or the head of the default branch (for an old tag with today's config). */
const request_configSources = (/* unused pure expression or super */ null && (['tag', 'default']));
/** How the edit of a version comes to its branch. */
const request_editWays = (/* unused pure expression or super */ null && (['commit', 'pull-request']));
/** Most releases that `continue` goes on with in one run. */
const request_defaultLimit = 10;

;// CONCATENATED MODULE: ./out/core/notes/notes-source.js
// Where the words about a release come from: what came since the release before, or what somebody wrote.
const notesSources = ['commits', 'pulls', 'github', 'tag', 'file', 'changelog', 'unreleased', 'changes', 'none'];
/** What the text of a release may be made of. What is unreleased is moved into a section by `changelog`, and is its text by that. */
const releaseSources = (/* unused pure expression or super */ null && (['commits', 'pulls', 'github', 'tag', 'file', 'changelog', 'changes', 'none']));
/** What the section of a changelog may be made of. */
const sectionSources = (/* unused pure expression or super */ null && (['unreleased', 'commits', 'pulls', 'github', 'file', 'changes']));

;// CONCATENATED MODULE: ./out/core/checked-request.js
// What was asked, checked as a whole: what cannot be meant together is said by both doors, before anything is begun. And the way back:
// the command that asks for a release again.





const readsTaggedConfig = new Set(['release', 'rehearse', 'plan', 'status', 'verify', 'continue', 'build']);
const mayPropose = new Set(['release', 'rehearse', 'prepare']);
const mayRevise = new Set(['release', 'build', 'rehearse', 'plan', 'prepare', 'propose', 'set-version']);
const mayAdopt = new Set(['release', 'plan', 'prune']);
/** What cannot be meant together; said by both doors before anything is begun. */
const checked_request_checkedRequest = (request) => {
    const { verb, config, configFrom, adopt, limit, as, revision } = request;
    const no = (what) => fail('USAGE', { what });
    if (configFrom !== undefined && config !== undefined)
        return no('`config` names a file and `config-from` a commit, and only one of them can be the config.');
    if (configFrom !== undefined && !readsTaggedConfig.has(verb))
        return no(`\`slipway ${verb}\` does not take \`config-from\`.`);
    if (adopt === true && !mayAdopt.has(verb))
        return no(`\`slipway ${verb}\` takes nothing over: \`adopt\` is asked for one tag at a time, with \`slipway release --tag TAG --adopt\`.`);
    if (as !== undefined && !mayPropose.has(verb))
        return no(`\`slipway ${verb}\` does not take \`as\`.`);
    if (revision !== undefined && !mayRevise.has(verb))
        return no(`\`slipway ${verb}\` does not take \`revision\`.`);
    if (limit !== undefined && verb !== 'continue')
        return no(`\`slipway ${verb}\` does not take \`limit\`.`);
    checkName(request, no);
    checkPrune(request, no);
    checkNotes(request, no);
    checkHandover(request, no);
    return verb === 'continue' ? checkContinue(request, no) : request;
};
const namesRuns = new Set(['release', 'rehearse', 'plan', 'status', 'verify', 'build']);
/** What is proposed is named by no branch or tag: that could mean another commit tomorrow. */
const checkId = (commit, no) => void (/^[0-9a-f]{7,64}$/.test(commit) || no(`\`commit\` is ${JSON.stringify(commit)}; of \`propose\` it is the id of a commit, or its first seven characters or more.`));
/** A commit without a tag, and what it is to be released as. */
const checkName = ({ verb, name, commit, tag, version }, no) => {
    if (verb === 'propose' && commit !== undefined)
        checkId(commit, no);
    else if (commit !== undefined && name === undefined)
        no('`commit` is released as something: `name` says what it is called.');
    if (name === undefined)
        return;
    if (!namesRuns.has(verb))
        no(`\`slipway ${verb}\` does not take \`name\`.`);
    if (tag !== undefined || version !== undefined)
        no('`name` is for a commit without a tag; `tag` and `version` are other requests.');
};
const checkPrune = ({ verb, prune, only, without }, no) => {
    if (prune !== undefined && verb !== 'prune')
        no(`\`slipway ${verb}\` takes no ${prune.yes ? '`yes`' : prune.withTag ? '`with-tag`' : '`match`, `keep-last` and `older-than`'}: they are of \`slipway prune\`.`);
    if (verb === 'prune' && only.length + without.length > 0)
        no('`slipway prune` takes no `only` and no `without`.');
};
const checkContinue = (request, no) => {
    const { tag, version, only, without, dryRun } = request;
    if (tag !== undefined || version !== undefined)
        return no('`slipway continue` looks for what is unfinished by itself; `slipway release --tag TAG` finishes one release.');
    if (only.length > 0 || without.length > 0 || dryRun)
        return no('`slipway continue` finishes whole releases: it takes no `only`, no `without` and no `dry-run`.');
    return request;
};
const checkNotes = ({ verb, all, source, tag, version }, no) => {
    if (verb !== 'notes' && (all === true || source !== undefined))
        no(`\`slipway ${verb}\` does not take \`${all === true ? 'all' : 'from'}\`.`);
    if (all === true && (tag ?? version ?? source) !== undefined)
        no('`all` is of every release, from its commits: it takes no tag, no version and no `from`.');
};
/** What is built in one job and released in another. */
const checkHandover = ({ verb, artifacts, artifactsDigest = [], noBuild, out, platform, matrix, tagOnly }, no) => {
    const only = (isGiven, name, ...verbs) => void (isGiven && !verbs.includes(verb) && no(`\`slipway ${verb}\` does not take \`${name}\`.`));
    only(artifacts !== undefined, 'artifacts', 'release', 'build');
    only(platform !== undefined, 'platform', 'build');
    only(out !== undefined, 'out', 'build', 'rehearse');
    only(matrix === true, 'matrix', 'plan');
    only(tagOnly === true, 'tag-only', 'prepare');
    only(noBuild === true, 'no-build', 'release', 'continue');
    if (artifactsDigest.length > 0 && artifacts === undefined)
        no('`artifacts-digest` is what `artifacts` are compared with, and there are none.');
    const odd = artifactsDigest.find((it) => !isDigest(it));
    if (odd !== undefined)
        no(`\`artifacts-digest\` is ${JSON.stringify(odd)}; a digest is sha256: and 64 hex digits.`);
    if (verb === 'build' && out === undefined)
        no('`slipway build` needs a folder to put the artifacts into: `--out DIR`.');
};
/** Folders as the run needs them: it works in another one than whoever asked. */
const withFolders = (request, absolute) => ({
    ...request,
    ...(request.artifacts === undefined ? {} : { artifacts: request.artifacts.map(absolute) }),
    ...(request.out === undefined ? {} : { out: absolute(request.out) }),
});
const checked_request_parseConfigSource = (text, name) => {
    const source = configSources.find((it) => it === text);
    return source ?? fail('USAGE', { what: `${name} is ${JSON.stringify(text)}; it is tag or default.` });
};
const checked_request_parseLimit = (text, name) => /^[1-9]\d{0,3}$/.test(text) ? Number(text) : fail('USAGE', { what: `${name} is ${JSON.stringify(text)}; it is a number from 1 to 9999.` });
const checked_request_parseWay = (text, name) => editWays.find((it) => it === text) ?? fail('USAGE', { what: `${name} is ${JSON.stringify(text)}; it is commit or pull-request.` });
const previews = notesSources.filter((it) => it !== 'file' && it !== 'none');
const parseSource = (text, name) => previews.find((it) => it === text) ?? fail('USAGE', { what: `${name} is ${JSON.stringify(text)}; it is one of ${previews.join(', ')}.${text === 'file' ? ' A file is named in the config: { from: file, file: docs/news.md }.' : ''}` });
const checked_request_parseRevision = (text, name) => /^(?:0|[1-9]\d{0,8})$/.test(text) ? Number(text) : fail('USAGE', { what: `${name} is ${JSON.stringify(text)}; it is a number from 0 on.` });
/** The command that finishes the release of one tag, with what this run was told about the config. */
const releaseCommand = (tag, { line, config, configFrom }, more = []) => shellCommand([
    'slipway', 'release', ...(typeof tag === 'string' ? ['--tag', tag] : tag.kind === 'none' ? ['--name', tag.name, '--commit', tag.commit] : ['--tag', tag.name]),
    ...(line === undefined ? [] : ['--line', line]), ...(config === undefined ? [] : ['--config', config]), ...(configFrom === undefined ? [] : ['--config-from', configFrom]), ...more,
]);

;// CONCATENATED MODULE: ./out/adapters/runner/inputs.js






const inputOf = (environment, name) => environment[`INPUT_${name.toUpperCase()}`]?.trim() || undefined;
const readEvent = (environment, readFile) => ({
    name: environment['GITHUB_EVENT_NAME'] ?? '',
    payload: readPayload(environment['GITHUB_EVENT_PATH'], readFile),
    ref: environment['GITHUB_REF'] ?? '',
    sha: environment['GITHUB_SHA'] ?? '',
});
const readVerb = (environment) => {
    const text = inputOf(environment, 'command') ?? 'release';
    const verb = verbs.find((it) => it === text);
    if (verb)
        return verb;
    const suggestion = suggest(text, verbs);
    return fail('USAGE', { what: `The input \`command\` is ${text}, and there is no such verb.`, ...(suggestion ? { suggestion } : {}) });
};
/** Everything but secrets. */
const readRequest = (environment, event) => {
    const input = (name) => inputOf(environment, name);
    const list = (name) => (input(name) ?? '').split(/[\s,]+/).filter(Boolean);
    const verb = readVerb(environment);
    const lines = verb === 'propose' ? list('line') : [];
    const optional = { tag: input('tag'), version: input('version'), name: input('name'), commit: input('commit'), line: lines.length > 1 ? undefined : input('line'), config: input('config') };
    const maxWait = input('max-wait');
    const given = Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined));
    const [source, limit, revision, way] = [input('config-from'), input('limit'), input('revision'), input('as')];
    return checkedRequest({
        verb,
        ...given,
        ...(lines.length > 1 ? { lines } : {}),
        ...(maxWait === undefined ? {} : { maxWaitMs: parseDuration(maxWait, 'the input `max-wait`') }),
        ...(source === undefined ? {} : { configFrom: parseConfigSource(source, 'the input `config-from`') }),
        ...(limit === undefined ? {} : { limit: parseLimit(limit, 'the input `limit`') }),
        ...(way === undefined ? {} : { as: parseWay(way, 'the input `as`') }),
        ...(revision === undefined ? {} : { revision: parseRevision(revision, 'the input `revision`') }),
        ...(isTrue('adopt', input('adopt')) ? { adopt: true } : {}),
        ...handoverOf(input, list),
        ...pruneOf(input),
        dryRun: isTrue('dry-run', input('dry-run')),
        only: list('only'),
        without: list('without'),
        event,
        ...actorOf(environment, event),
        again: againOf(input, event),
    });
};
/** Whoever ran it again answers for it, where somebody did; the event's own person does not change then. A schedule has a person's name, who is not there. */
const actorOf = (environment, event) => {
    if (event.name === 'schedule')
        return { actor: { schedule: true } };
    const login = environment['GITHUB_TRIGGERING_ACTOR'] || environment['GITHUB_ACTOR'];
    return login ? { actor: { login } } : {};
};
/** What is built in one job and released in another. */
const handoverOf = (input, list) => {
    const [out, platform] = [input('out'), input('platform')];
    const isOn = (name) => isTrue(name, input(name));
    return {
        ...(input('artifacts') === undefined ? {} : { artifacts: list('artifacts') }),
        ...(input('artifacts-digest') === undefined ? {} : { artifactsDigest: list('artifacts-digest') }),
        ...(out === undefined ? {} : { out }),
        ...(platform === undefined ? {} : { platform }),
        ...(isOn('matrix') ? { matrix: true } : {}),
        ...(isOn('tag-only') ? { tagOnly: true } : {}),
        ...(isOn('no-build') ? { noBuild: true } : {}),
    };
};
/** The policies are those of the config. */
const pruneOf = (input) => {
    const asked = { ...(isTrue('with-tag', input('with-tag')) ? { withTag: true } : {}), ...(isTrue('yes', input('yes')) ? { yes: true } : {}) };
    return Object.keys(asked).length === 0 ? {} : { prune: asked };
};
const readToken = (environment) => inputOf(environment, 'token');
/** Flags that are repeated as they were given; what a run was told is part of the command that goes on. */
const repeated = (/* unused pure expression or super */ null && (['line', 'config', 'config-from', 'max-wait', 'limit', 'as', 'revision', 'only', 'without']));
const lists = new Set(['line', 'only', 'without']);
const switches = (/* unused pure expression or super */ null && (['adopt', 'dry-run', 'with-tag', 'yes']));
/** A value that begins with a dash would be taken for a flag of its own. */
const flag = (name, value) => (value.startsWith('-') ? [`--${name}=${value}`] : [`--${name}`, value]);
/** The same by hand, in a clone: what the event said stands in it outright, as a terminal has no event. */
const againOf = (input, { payload, ref }) => {
    const dispatched = fieldOf(payload, 'inputs');
    const what = ['tag', 'version'].map((name) => [name, input(name) ?? inputs_textOf(fieldOf(dispatched, name))]).find(([, value]) => value !== undefined);
    // What is stale has nothing to do with the event.
    const pushed = ref.startsWith('refs/tags/') && input('command') !== 'prune' ? ['tag', ref.slice('refs/tags/'.length)] : undefined;
    // What is unfinished is looked for, not named.
    const [name, value] = input('command') === 'continue' ? [] : (what ?? pushed ?? []);
    return shellCommand([
        'slipway', input('command') ?? 'release',
        ...(name !== undefined && value !== undefined ? flag(name, value) : []),
        ...repeated.flatMap((it) => {
            const text = input(it);
            return text === undefined ? [] : flag(it, lists.has(it) ? text.split(/[\s,]+/).filter(Boolean).join(',') : text);
        }),
        ...switches.filter((it) => /^(true|yes|1)$/i.test(input(it) ?? '')).map((it) => `--${it}`),
    ]);
};
const fieldOf = (value, key) => (typeof value === 'object' && value !== null && !Array.isArray(value) ? value[key] : undefined);
const inputs_textOf = (value) => (typeof value === 'string' && value !== '' ? value : undefined);
const isTrue = (name, text) => {
    if (text === undefined || /^(false|no|0)$/i.test(text))
        return false;
    if (/^(true|yes|1)$/i.test(text))
        return true;
    return fail('USAGE', { what: `The input \`${name}\` is ${text}; it is true or false.` });
};
const readPayload = (path, readFile) => {
    if (!path)
        return {};
    try {
        return JSON.parse(readFile(path));
    }
    catch (cause) {
        return fail('USAGE', { what: `The event file ${path} cannot be read as JSON.` }, { cause });
    }
};

;// CONCATENATED MODULE: ./out/adapters/runner/lock-state.js
const lockStateName = 'lock';
const renderLockState = (held) => (held ? JSON.stringify(held) : '');
const isText = (value) => typeof value === 'string';
/** Undefined for anything else: whatever stands there, the post step deletes nothing but locks. */
const parseLockState = (text) => {
    let value;
    try {
        value = JSON.parse(text);
    }
    catch {
        return undefined;
    }
    const { repository, ref, objects } = (value ?? {});
    const { owner, name } = repository ?? {};
    if (!isText(owner) || !isText(name) || !isText(ref) || !/^refs\/slipway\/lock\/./.test(ref))
        return undefined;
    if (!Array.isArray(objects) || !objects.every((it) => isText(it) && /^[0-9a-f]{40,64}$/.test(it)))
        return undefined;
    return { repository: { owner, name }, ref, objects: objects };
};

;// CONCATENATED MODULE: ./out/core/redact.js
// Secrets, registered once, and taken out of everything that is written. Pure; the one writer of the log asks it.
/** Shorter values would blot out ordinary text, and are no secrets anybody should use. */
const shortest = 6;
const encodings = (secret) => {
    const bytes = Buffer.from(secret, 'utf8');
    const lines = secret.split(/\r?\n/).filter((line) => line.length >= shortest);
    // Base64 of a longer text that has the secret inside starts at one of three offsets; the middle part is the same.
    const inner = [0, 1, 2].map((offset) => {
        const padded = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
        return padded.slice(offset === 0 ? 0 : 4, padded.length - 4 - (padded.endsWith('=') ? 1 : 0));
    });
    return [
        secret,
        ...lines,
        encodeURIComponent(secret),
        JSON.stringify(secret).slice(1, -1),
        bytes.toString('base64'),
        bytes.toString('base64url'),
        bytes.toString('hex'),
        ...inner.filter((it) => it.length >= 2 * shortest),
    ];
};
const createRedactor = () => {
    const known = new Set();
    let ordered = [];
    return {
        register: (secret) => {
            const value = secret.trim();
            if (value.length < shortest)
                return;
            for (const form of encodings(value))
                if (form.length >= shortest)
                    known.add(form);
            // Longest first, so that a secret inside another one does not leave the other's rest behind.
            ordered = [...known].sort((a, b) => b.length - a.length);
        },
        redact: (text) => ordered.reduce((rest, secret) => (rest.includes(secret) ? rest.replaceAll(secret, '***') : rest), text),
    };
};

;// CONCATENATED MODULE: ./out/adapters/runner/runner-log.js
// The one writer of the log inside a GitHub Actions runner. Workflow commands are stopped for the whole run, so that no
// text from outside (output of a build, a tag, a branch name) is ever taken for one; ours are let through one at a time.



const escapeData = (text) => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const escapeProperty = (text) => escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
const createRunnerLog = (write, isDebug) => {
    const redactor = createRedactor();
    const token = (0,external_node_crypto_.randomUUID)();
    const masked = new Set();
    const say = (text) => text.split('\n').forEach((line) => write(redactor.redact(line)));
    const command = (line) => [`::${token}::`, line, `::stop-commands::${token}`].forEach(write);
    write(`::stop-commands::${token}`);
    return {
        info: say,
        warn: (text) => say(`warning: ${text}`),
        error: (text) => say(`error: ${text}`),
        debug: (text) => (isDebug ? say(`  · ${text}`) : undefined),
        child: (source, line) => say(`     ${source} │ ${withoutControls(line)}`),
        secret: (value) => {
            redactor.register(value);
            for (const line of value.split(/\r?\n/).map((it) => it.trim())) {
                if (line === '' || masked.has(line))
                    continue;
                masked.add(line);
                command(`::add-mask::${escapeData(line)}`);
            }
        },
        redact: (text) => redactor.redact(text),
        annotate: (severity, problem) => {
            const place = [
                ...(problem.place?.file !== undefined ? [`file=${escapeProperty(problem.place.file)}`] : []),
                ...(problem.place?.line !== undefined ? [`line=${problem.place.line}`] : []),
                `title=${escapeProperty(problem.code)}`,
            ];
            command(`::${severity} ${place.join(',')}::${escapeData(redactor.redact(`${problem.message}\n${problem.hint}`))}`);
        },
        notice: (title, text) => command(`::notice title=${escapeProperty(redactor.redact(title))}::${escapeData(redactor.redact(text))}`),
        end: () => write(`::${token}::`),
    };
};

;// CONCATENATED MODULE: ./out/cli/drop-left-lock.js
// Drops the lock that a killed run has left, from where that run left it: whoever took it over since keeps it. It never fails the job;
// what stays ends by itself.








/** Milliseconds. The lease is over in minutes, and a job should not wait for that. */
const patience = 10_000;
const dropLeftLock = async (left, environment) => {
    const held = parseLockState(left);
    if (!held)
        return;
    const log = createRunnerLog((line) => process.stdout.write(`${line}\n`), environment['RUNNER_DEBUG'] === '1');
    const token = readToken(environment);
    const connected = connect({ environment, log, clock: systemClock });
    const limit = AbortSignal.timeout(patience);
    try {
        const github = createGitHub({ http: connected.http, endpoints: readEndpoints(environment), clock: systemClock, log, ...(token !== undefined ? { token } : {}) });
        const where = `${held.ref} of ${repositoryText(held.repository)}`;
        for (const from of held.objects) {
            if (!(await github.moveRef(held.repository, held.ref, { from }, limit)))
                continue;
            return log.info(`Dropped the lock ${where}, which the main step had left.`);
        }
        log.info(`The lock ${where} belongs to another run by now; it is left alone.`);
    }
    catch (failure) {
        log.warn(`the lock ${held.ref} could not be dropped (${limit.aborted ? 'GitHub did not answer in time' : failure instanceof Error ? failure.message : String(failure)}); it ends by itself within three minutes`);
    }
    finally {
        connected.close();
        log.end();
    }
};


/***/ })

};
