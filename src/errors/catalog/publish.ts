// Codes of the rooms that prepare, publish and follow.
import { entry } from '../entry.js'

export const publish = {
  TAG_MOVED: entry<{ tag: string; repository: string; pinned: string; now: string }>({
    kind: 'precondition',
    message: (f) => `The tag ${f.tag} of ${f.repository} was at ${f.pinned} when this run began, and is at ${f.now} now.`,
    hint: (f) => `Nothing more is published from a tag that moves. Find out who moved it. To go on with what was begun, put it back (\`git push --force origin ${f.pinned}:refs/tags/${f.tag}\`) and run the same command again; a tag that moved before anything was public may be released as it is now, by running again; else release a new version.`,
    sample: { tag: '1.0.0', repository: 'accanto/os-vim-driver', pinned: '1111111111', now: '2222222222' },
  }),
  TAG_EXISTS: entry<{ tag: string; repository: string; commit: string; why: string }>({
    kind: 'conflict',
    message: (f) => `${f.repository} has a tag ${f.tag} already (at commit ${f.commit}), and it cannot be the one that was to be made: ${f.why}.`,
    hint: (f) => `No tag was moved. Release the tag that is there with \`--tag ${f.tag}\`, or prepare another version.`,
    sample: { tag: '1.0.0', repository: 'accanto/os-vim-driver', commit: '1111111111', why: 'setup.cfg says 0.9.0 there' },
  }),
  RELEASE_FOREIGN: entry<{ tag: string; repository: string; url: string }>({
    kind: 'conflict',
    message: (f) => `${f.repository} has a published release ${f.tag} that Slipway did not make: ${f.url}`,
    hint: () => 'Nothing was changed there. To take it over as it is and add what is missing, run again with `--adopt`. Else release a new version, or delete that release if nobody uses it, and run again.',
    sample: { tag: '1.0.0', repository: 'accanto/os-vim-driver', url: 'https://github.com/accanto/os-vim-driver/releases/tag/1.0.0' },
  }),
  ADOPTS: entry<{ tag: string; repository: string; kind: string; url: string; title: string; assets: string }>({
    kind: 'precondition',
    message: (f) => `The ${f.kind} ${f.tag} of ${f.repository} (${f.url})${f.title === '' ? '' : `, "${f.title}",`} was begun by other means and is taken over. Its title, its text and its assets stay${f.assets === '' ? '; it has none of the last' : `: ${f.assets}`}.`,
    hint: () => 'Asked for by `--adopt`; this does not stop the run. Assets with the names of this release must have its bytes, or the run ends in a conflict before it writes. Further assets stay, and are named in the report.',
    sample: { tag: '1.0.0', repository: 'accanto/os-vim-driver', kind: 'draft', url: 'https://github.com/accanto/os-vim-driver/releases', title: 'The first one', assets: 'manual.pdf' },
  }),
  ADOPT_SEVERAL: entry<{ tag: string; repository: string; urls: string }>({
    kind: 'precondition',
    message: (f) => `${f.repository} has several drafts ${f.tag} that Slipway did not make, and which of them is to be taken over cannot be told: ${f.urls}.`,
    hint: () => 'Nothing was changed. Delete all but the one that is to become the release, and run again with `--adopt`; without it the release gets a draft of its own.',
    sample: { tag: '1.0.0', repository: 'accanto/os-vim-driver', urls: 'https://github.com/accanto/os-vim-driver/releases/tag/untagged-1, https://github.com/accanto/os-vim-driver/releases/tag/untagged-2' },
  }),
  ADOPT_TOO_LONG: entry<{ tag: string; url: string; length: number; most: number }>({
    kind: 'precondition',
    message: (f) => `The release ${f.tag} (${f.url}) cannot be taken over: its text, with the line that says what it held, would have ${f.length} characters, and GitHub takes ${f.most}.`,
    hint: () => 'Nothing was changed. Shorten its text, or remove assets from it that nobody needs, and run again.',
    sample: { tag: '1.0.0', url: 'https://github.com/accanto/os-vim-driver/releases', length: 131_000, most: 125_000 },
  }),
  DRAFT_FOREIGN: entry<{ tag: string; repository: string; url: string; whose: string }>({
    kind: 'precondition',
    message: (f) => `${f.repository} has a draft release ${f.tag} that is ${f.whose}: ${f.url}. It is left alone; this release gets a draft of its own.`,
    hint: () => 'Delete it by hand when nobody needs it any more. This does not stop the run. To go on with that draft instead, run with `--adopt` before this release has a draft of its own.',
    sample: { tag: '1.0.0', repository: 'accanto/os-vim-driver', url: 'https://github.com/accanto/os-vim-driver/releases', whose: 'not of Slipway' },
  }),
  DRAFT_CHANGED: entry<{ tag: string; url: string; names: string }>({
    kind: 'conflict',
    message: (f) => `The draft release ${f.tag} (${f.url}) holds what this release did not put there: ${f.names}.`,
    hint: () => 'Somebody changed the draft. Nothing was removed or published. Delete the assets that do not belong there (or all of the draft), and run again.',
    sample: { tag: '1.0.0', url: 'https://github.com/accanto/os-vim-driver/releases', names: 'surprise.exe' },
  }),
  RECORD_BROKEN: entry<{ where: string; what: string }>({
    kind: 'conflict',
    message: (f) => `The record (slipway.json) in ${f.where} cannot be the record of this release: ${f.what}.`,
    hint: () => 'The record says which bytes are frozen, so nothing goes on without it. Somebody changed it. If nothing of this release is public: delete the draft (or the ref) that holds it and run again; else release a new version.',
    sample: { where: 'the draft 1.0.0', what: 'it is no JSON' },
  }),
  RECORD_APPEARED: entry<{ where: string }>({
    kind: 'remote',
    message: (f) => `There is a record in ${f.where} that was not there before this run was about to write: its bytes are frozen.`,
    hint: () => 'Another run of the same release has gone on, or GitHub showed an old state. Nothing was replaced. Run the same command again: it goes on from the record.',
    sample: { where: 'the draft 1.0.0 (https://github.com/accanto/os-vim-driver/releases)' },
  }),
  FROZEN_GONE: entry<{ gone: string; public: string }>({
    kind: 'conflict',
    message: (f) => `Bytes that an earlier run of this release froze are gone: ${f.gone}. They are not built again, as that might give other bytes${f.public === '' ? '' : `, and of this release is public already: ${f.public}`}.`,
    hint: () => 'Bring them back where they were (each must have the digest that is named), or release a new version. Only when nobody has taken what is public: remove that too, then the next run builds everything again.',
    sample: { gone: 'driver-1.0.0-docs.tgz (sha256:1111), which should be in the draft 1.0.0 of accanto/os-vim-driver', public: 'docker.io/accanto/os-vim-driver:1.0.0' },
  }),
  FROZEN_AGAIN: entry<{ gone: string; records: string }>({
    kind: 'precondition',
    message: (f) => `Bytes that an earlier run of this release froze are gone: ${f.gone}. Nothing of it is public yet, so ${f.records} is taken back and everything is built again.`,
    hint: () => 'Nothing has to be done. This does not stop the run. If it comes again and again, somebody deletes what waits to be published: look for clean-up rules of the registry.',
    sample: { gone: 'image (sha256:1111), which should be in docker.io/accanto/os-vim-driver', records: 'slipway.json of the draft 1.0.0 of accanto/os-vim-driver' },
  }),
  FROZEN_VANISHED: entry<{ name: string; digest: string; where: string }>({
    kind: 'remote',
    message: (f) => `${f.name} (${f.digest}) was ${f.where} when this run began, and is not there any more.`,
    hint: () => 'Somebody removed it in this very moment, or the service shows an old state. Run the same command again: it looks afresh, and decides what can be done.',
    sample: { name: 'image', digest: 'sha256:1111', where: 'in docker.io/accanto/os-vim-driver' },
  }),
  RECORDS_DIFFER: entry<{ name: string; one: string; other: string }>({
    kind: 'conflict',
    message: (f) => `Two records of this release freeze other bytes as ${f.name}: ${f.one}, and ${f.other}.`,
    hint: () => 'Two runs froze what they built without knowing of one another. Nothing was published. Delete the record whose bytes are not public (the draft that holds it, or the ref that is named), and run again.',
    sample: { name: 'image', one: 'sha256:1111 in slipway.json of the draft 1.0.0 of accanto/os-vim-driver', other: 'sha256:2222 in refs/slipway/record/1.0.0/1111111 of accanto/os-vim-driver' },
  }),
  DRAFT_BUSY: entry<{ tag: string; url: string; names: string }>({
    kind: 'remote',
    message: (f) => `The draft ${f.tag} (${f.url}) does not hold any more what this run has just put there: ${f.names}. Nothing was frozen.`,
    hint: () => 'Another run of the same release is at work, or somebody changes the draft. Nothing is public. Run the same command again when the other one has ended.',
    sample: { tag: '1.0.0', url: 'https://github.com/accanto/os-vim-driver/releases', names: 'driver-1.0.0-docs.tgz' },
  }),
  ASSET_NAME: entry<{ name: string; allowed: string }>({
    kind: 'config',
    message: (f) => `A release asset cannot be called ${JSON.stringify(f.name)}: GitHub would store it under another name, and checksums would name a file that does not exist.`,
    hint: (f) => `Use ${f.allowed} in the names of what is built.`,
    sample: { name: 'driver docs.tgz', allowed: 'letters, digits and . _ + -' },
  }),
  ASSET_COLLISION: entry<{ name: string; first: string; second: string }>({
    kind: 'config',
    message: (f) => `Two assets of the release would be called ${f.name}: one from ${f.first}, one from ${f.second}.`,
    hint: () => 'Give one of them another name (`name:` of the build entry). SHA256SUMS, slipway.json and RELEASE_NOTES.md are names of Slipway\'s own.',
    sample: { name: 'docs.tgz', first: 'docs', second: 'more-docs' },
  }),
  ASSET_LIMIT: entry<{ what: string; limit: string }>({
    kind: 'precondition',
    message: (f) => `${f.what}, and GitHub takes ${f.limit}.`,
    hint: () => 'Attach less (`assets:` of the release), or publish large files elsewhere and link them.',
    sample: { what: 'The asset image.tar has 3000000000 bytes', limit: 'less than 2 GiB for one asset' },
  }),
  TITLE_TOO_LONG: entry<{ title: string; length: number; limit: number }>({
    kind: 'config',
    message: (f) => `The title of the release (${JSON.stringify(f.title)}) has ${f.length} characters, and GitHub takes ${f.limit}.`,
    hint: () => 'Shorten `title:` of `publish.release`; what is to be read belongs into the text of the tag.',
    sample: { title: 'Release 1.0.0, which brings …', length: 300, limit: 256 },
  }),
  TAG_TOO_LONG: entry<{ tag: string; length: number; limit: number }>({
    kind: 'precondition',
    message: (f) => `The name of the tag ${f.tag.slice(0, 60)} … has ${f.length} bytes, and a release takes at most ${f.limit}.`,
    hint: () => 'Use a shorter tag. GitHub ends names of refs at 255 bytes, and Slipway keeps its lock and its record in refs that are named after the tag.',
    sample: { tag: 'release-of-the-driver-that-was-made-after-the-meeting-of-the-first-of-may', length: 180, limit: 170 },
  }),
  IMAGE_TAG: entry<{ text: string }>({
    kind: 'config',
    message: (f) => `${JSON.stringify(f.text)} cannot be a tag in a registry.`,
    hint: () => 'A tag has up to 128 letters, digits and . _ - and does not begin with . or -. `{version}` in `tags:` is spelt so that it fits.',
    sample: { text: 'v1.0.0+build' },
  }),
  IMAGE_LAYOUT: entry<{ path: string; what: string }>({
    kind: 'bug',
    message: (f) => `The OCI layout at ${f.path} is not whole: ${f.what}.`,
    hint: () => 'Run again from a clean state. If it stays so, this is a fault of Slipway: please open an issue.',
    sample: { path: 'out/image', what: 'the blob sha256:1111 is missing' },
  }),
  CHART_UNREADABLE: entry<{ file: string; what: string }>({
    kind: 'precondition',
    message: (f) => `The chart ${f.file} cannot be published: ${f.what}.`,
    hint: () => 'It has to be what `helm package` writes: a folder with a Chart.yaml that has name and version.',
    sample: { file: 'driver-1.0.0.tgz', what: 'there is no Chart.yaml in it' },
  }),
  PUSH_DENIED: entry<{ name: string; scope: string; reason: string }>({
    kind: 'precondition',
    message: (f) => `The registry does not let us push to ${f.name} (${f.scope}): ${f.reason}`,
    hint: (f) => `Log in to ${f.name.split('/')[0] ?? f.name} before (docker/login-action in a workflow), with an account that may push there; for ghcr.io add \`packages: write\` to the \`permissions:\` of the job.`,
    sample: { name: 'docker.io/accanto/os-vim-driver', scope: 'repository:accanto/os-vim-driver:pull,push', reason: 'denied: requested access to the resource is denied' },
  }),
  REVISION_UNUSED: entry<{ line: string; revision: number }>({
    kind: 'config',
    message: (f) => `The revision ${f.revision} was given, and no image tag of the line ${f.line} has a revision.`,
    hint: () => 'Leave --revision out, or write {revision} into the tags: `tags: ["v{version}-{revision}"]`.',
    sample: { line: 'driver', revision: 1 },
  }),
  REVISION_FROZEN: entry<{ tag: string; frozen: number; given: number }>({
    kind: 'conflict',
    message: (f) => `The image of ${f.tag} is out with the revision ${f.frozen}, and ${f.given} was given.`,
    hint: (f) => `Leave --revision out: the release goes on with ${f.frozen}. Other bytes of the same version need a tag of git of their own.`,
    sample: { tag: 'v3.4.0', frozen: 0, given: 1 },
  }),
  REVISION_EXISTS: entry<{ name: string; tag: string; digest: string; revision: number }>({
    kind: 'conflict',
    message: (f) => `The very same image (${f.digest}) is out as ${f.name}:${f.tag} already.`,
    hint: (f) => `Run the same with --revision ${f.revision}: then that tag is the one of this release. Nothing was written.`,
    sample: { name: 'gcr.io/k8s-staging-artifact-promoter/kpromo', tag: 'v3.4.0-0', digest: 'sha256:1111', revision: 0 },
  }),
  CHART_IMAGE_MISSING: entry<{ image: string; also: string; why: string }>({
    kind: 'gate',
    message: (f) => `The chart installs the image ${f.image}, and there is none${f.also ? ` (looked for in ${f.also} as well)` : ''}: ${f.why}.`,
    hint: () => 'Release the image first, or name one that is there: `appVersion` in Chart.yaml, or `image.tag` in values.yaml. For an image that is made elsewhere: `publish.chart.image: false`.',
    sample: { image: 'registry.k8s.io/dra-example-driver/dra-example-driver:v0.5.0', also: '', why: 'there is no tag v0.5.0 that it could come from' },
  }),
  CHART_NOT_RELEASED: entry<{ tag: string; line: string; newest: string }>({
    kind: 'precondition',
    message: (f) => `${f.tag} is a new image, and the line ${f.line} has no new chart for it${f.newest ? ` (its newest tag is ${f.newest})` : ''}.`,
    hint: () => 'This does not stop the run. Whoever installs the chart gets the image before, until a chart with the new `appVersion` is released; both tags may stand on one commit.',
    sample: { tag: 'v0.4.0', line: 'chart', newest: 'chart/0.3.0' },
  }),
  PUSH_CHANGED: entry<{ name: string; tag: string; found: string; wanted: string }>({
    kind: 'conflict',
    message: (f) => `Somebody pushed ${f.name}:${f.tag} while this run was about to. Found ${f.found}, wanted ${f.wanted}.`,
    hint: () => 'Nothing was overwritten. Look who pushed it; release a new version, or delete that tag if nobody uses it, and run again.',
    sample: { name: 'docker.io/accanto/os-vim-driver', tag: '1.0.0', found: 'sha256:1111', wanted: 'sha256:2222' },
  }),
  RIGHT_MISSING: entry<{ scope: string; repository: string; why: string; said: string; elsewhere?: boolean }>({
    kind: 'precondition',
    message: (f) => `The token lacks \`${f.scope.replace(':', ': ')}\` for ${f.repository}, which is needed to ${f.why}. ${f.said}`,
    hint: (f) =>
      f.elsewhere === true
        ? `The token of a workflow ends at its own repository. Give one of a person or an App that may write to ${f.repository} as \`target-token\` or in SLIPWAY_TARGET_TOKEN; it is used for that repository only.`
        : `Add \`${f.scope.replace(':', ': ')}\` to the \`permissions:\` of the job. Naming one permission sets all others to none, so keep those that are there.`,
    sample: { scope: 'contents:write', repository: 'accanto/os-vim-driver', why: 'create the release', said: 'GitHub answered 403: Resource not accessible by integration' },
  }),
  TARGET_EMPTY: entry<{ repository: string; branch: string }>({
    kind: 'precondition',
    message: (f) => `${f.repository} has no commit on its branch ${f.branch}, and GitHub publishes no release in an empty repository.`,
    hint: (f) => `Commit something to ${f.branch} of ${f.repository}, a README say. The tags of releases stand at that branch.`,
    sample: { repository: 'kontainapp/km-releases', branch: 'master' },
  }),
  RIGHT_UNPROVEN: entry<{ scope: string; where: string; said: string }>({
    kind: 'precondition',
    message: (f) => `Whether the right ${f.scope} for ${f.where} is there cannot be proven in advance: ${f.said}`,
    hint: () => 'This does not stop the run. If the right is missing, the run stops when it is needed, and the same command goes on after it was given.',
    sample: { scope: 'packages:write', where: 'accanto/os-vim-driver', said: 'GitHub has no request that asks for it without taking effect' },
  }),
  NEXT_BY_PULL: entry<{ branch: string; why: string }>({
    kind: 'precondition',
    message: (f) => `The next version cannot be committed to ${f.branch} (${f.why}); it is proposed in a pull request instead.`,
    hint: () => 'Merge it after the release. This does not stop the run.',
    sample: { branch: 'main', why: 'a ruleset demands: pull_request' },
  }),
}
