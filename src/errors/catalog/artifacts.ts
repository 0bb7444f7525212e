// Codes of artifacts that one job hands to another.
import { entry } from '../entry.js'

const againHint = 'Run the build job again and hand on what it gives, with the digest of its output `artifacts-digest`. Nothing was written.'

export const artifacts = {
  ARTIFACTS_NOT_FOUND: entry<{ folder: string; file: string }>({
    kind: 'precondition',
    message: (f) => `There is no ${f.file} in ${f.folder}, nor in a folder right below it.`,
    hint: () => 'It is written by `slipway build --out DIR`. In a workflow: does actions/download-artifact put it where `artifacts` points to?',
    sample: { folder: 'artifacts', file: 'slipway-artifacts.json' },
  }),
  ARTIFACTS_UNREADABLE: entry<{ place: string; what: string }>({
    kind: 'precondition',
    message: (f) => `${f.place} is not as \`slipway build\` writes it: ${f.what}.`,
    hint: () => againHint,
    sample: { place: 'artifacts/files/demo-1.0.0-py3-none-any.whl', what: 'it is a symbolic link' },
  }),
  ARTIFACTS_DIGEST: entry<{ place: string; found: string; wanted: string }>({
    kind: 'conflict',
    message: (f) => `${f.place} has the digest ${f.found}, and the job that built it said ${f.wanted}: these are not the bytes that it made.`,
    hint: () => `Something changed them on the way (another upload under the same name, code of the project that went on after the build). ${againHint}`,
    sample: { place: 'artifacts/slipway-artifacts.json', found: 'sha256:00aa', wanted: 'sha256:11bb' },
  }),
  ARTIFACTS_DIGEST_NOT_GIVEN: entry<{ folder: string }>({
    kind: 'config',
    message: (f) => `The artifacts in ${f.folder} come from another job, and no digest was handed over to compare them with.`,
    hint: () => 'Set the input `artifacts-digest` to the output `artifacts-digest` of the build step, by way of the outputs of its job: `${{ needs.build.outputs.artifacts-digest }}`. Stored artifacts can be changed by whoever runs in the same workflow run; outputs of a job that has ended cannot.',
    sample: { folder: 'artifacts' },
  }),
  ARTIFACTS_NOT_HANDED: entry<{ digest: string; found: string }>({
    kind: 'precondition',
    message: (f) => `A job handed over the digest ${f.digest}, and no folder of artifacts has it (there are: ${f.found || 'none'}).`,
    hint: () => 'Download what every build job uploaded: `pattern` of actions/download-artifact, without `merge-multiple`, as each has a slipway-artifacts.json of its own.',
    sample: { digest: 'sha256:00aa', found: 'sha256:11bb' },
  }),
  ARTIFACTS_OF_OTHER: entry<{ place: string; what: string; found: string; wanted: string }>({
    kind: 'precondition',
    message: (f) => `${f.place} was built for the ${f.what} ${f.found}, and this release is of ${f.wanted}.`,
    hint: () => 'Both jobs have to work on the same tag, with the same `config`, `config-from` and `line`, and with the same version of Slipway: check out the tag in both. Nothing was written.',
    sample: { place: 'artifacts/slipway-artifacts.json', what: 'commit', found: '0f3c9e1d2b4a', wanted: '9d1c0e5f7a2b' },
  }),
  ARTIFACTS_DIFFER: entry<{ name: string; one: string; other: string }>({
    kind: 'conflict',
    message: (f) => `${f.name} was built more than once, and came out otherwise: ${f.one}; ${f.other}.`,
    hint: () => 'Build it in one job and hand it to the others (`slipway build --artifacts DIR`); jobs of one platform each build only their images: `slipway build --only build:image/NAME --platform P`.',
    sample: { name: 'demo-1.0.0-py3-none-any.whl', one: 'sha256:00aa in artifacts/one', other: 'sha256:11bb in artifacts/other' },
  }),
  ARTIFACT_MISSING: entry<{ task: string; what: string; command: string }>({
    kind: 'precondition',
    message: (f) => `This job builds nothing, and what ${f.task} gives${f.what === '' ? '' : ` (${f.what})`} is neither frozen nor among the artifacts that were handed over.`,
    hint: (f) => `In a job of its own: \`${f.command}\`, and hand on that folder with the others. Nothing was written.`,
    sample: { task: 'build:image/image', what: 'linux/arm64', command: 'slipway build --tag 1.0.0 --only build:image/image --platform linux/arm64 --out DIR' },
  }),
  ARTIFACT_INPUT_DIFFERS: entry<{ task: string; found: string; wanted: string }>({
    kind: 'conflict',
    message: (f) => `What ${f.task} gave was made with ${f.found}, and this release has ${f.wanted}.`,
    hint: () => 'An image must hold the very wheel that is released. Build both in one job, or hand the wheel to the job that builds the image: `slipway build --artifacts DIR`. Nothing was written.',
    sample: { task: 'build:image/image', found: 'sha256:00aa', wanted: 'demo-1.0.0-py3-none-any.whl sha256:11bb' },
  }),
  OUT_NOT_OURS: entry<{ folder: string }>({
    kind: 'precondition',
    message: (f) => `${f.folder} is not empty, and holds no artifacts of an earlier \`slipway build\`.`,
    hint: () => 'Name another folder with `--out`, or remove it: what is in it would be handed on as well.',
    sample: { folder: 'artifacts' },
  }),
  PLATFORM_UNKNOWN: entry<{ platform: string; known: string }>({
    kind: 'config',
    message: (f) => `No image of this run is built for ${f.platform}. Known: ${f.known || 'none, as no build.image has `platforms`'}.`,
    hint: () => 'Add it to `build.image.platforms`, or leave `--platform` out. `slipway plan --matrix` prints what there is.',
    sample: { platform: 'linux/riscv64', known: 'linux/amd64, linux/arm64' },
  }),
  ONE_JOB: entry<{ tasks: string }>({
    kind: 'precondition',
    message: (f) => `${f.tasks} runs code of the project (and of what it depends on) in the job that holds the rights of the release.`,
    hint: () => 'Children of Slipway get no credential, but whatever runs as the same user can read the memory and the environment of the processes beside it. Two jobs part them: one that builds, with `contents: read` and `token: \'\'`, and one that releases with `artifacts` and runs nothing of the project; the README has both. Commands of `verify:` are run by the job that releases in any case: leave what they try to a system of its own, if that code is not to be trusted.',
    sample: { tasks: 'build:wheel/wheel' },
  }),
}
