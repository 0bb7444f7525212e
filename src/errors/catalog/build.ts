// Codes of building.
import { entry } from '../entry.js'

export const build = {
  ARCHIVE_UNREADABLE: entry<{ archive: string; reason: string }>({
    kind: 'precondition',
    message: (f) => `${f.archive} cannot be read: ${f.reason}.`,
    hint: () => 'It is damaged, or was made by a tool whose format is not known here. Build it again; if that does not help, please open an issue with the tool and its version.',
    sample: { archive: 'image.tar', reason: 'it ends in the middle of a member' },
  }),
  DOCS_MISSING: entry<{ folder: string; commit: string }>({
    kind: 'precondition',
    message: (f) => `The docs folder ${f.folder} is not in the tagged commit ${f.commit}.`,
    hint: () => 'Set `build.docs.from` to the folder as git has it (an empty folder is not in git), or remove `build.docs`.',
    sample: { folder: 'docs', commit: '0f3c9e1d2b4a' },
  }),
  FILES_FOLDER_MISSING: entry<{ folder: string; entry: string; commit: string }>({
    kind: 'precondition',
    message: (f) => `The folder ${f.folder} of build.files (${f.entry}) is not in the tagged commit ${f.commit}.`,
    hint: () => 'Set `build.files.path` to the folder as git has it (an empty folder is not in git).',
    sample: { folder: 'payload/python', entry: 'python', commit: '0f3c9e1d2b4a' },
  }),
  FILES_NO_MATCH: entry<{ entry: string; pattern: string; folder: string }>({
    kind: 'precondition',
    message: (f) => `The command of build.files (${f.entry}) ended well, and left nothing behind that ${f.pattern} matches${f.folder === '.' ? '' : ` in ${f.folder}`}. Nothing was written.`,
    hint: () => 'Look in the log where the command put it: `take` is relative to `path`; `*` stays within a folder and `**` does not.',
    sample: { entry: 'kontain', pattern: 'build/*.tar.gz', folder: '.' },
  }),
  FILES_NAME_TWICE: entry<{ name: string; one: string; other: string }>({
    kind: 'precondition',
    message: (f) => `Two files would be the asset ${f.name}: ${f.one} and ${f.other}.`,
    hint: () => 'Assets have no folders. Let the commands give the files names of their own, or narrow `take`.',
    sample: { name: 'runenv.tar.gz', one: 'out/python/runenv.tar.gz', other: 'out/node/runenv.tar.gz' },
  }),
  FILES_LINK: entry<{ path: string; target: string }>({
    kind: 'precondition',
    message: (f) => `${f.path}, which \`build.files.take\` matches, is a link to ${f.target}: what it leads to may be any file of this machine, and would be published.`,
    hint: () => 'Let the command put a file there, or take the file that the link leads to.',
    sample: { path: 'build/kontain.tar.gz', target: 'kontain-0.9.tar.gz' },
  }),
  LINK_ESCAPES: entry<{ path: string; target: string; folder: string }>({
    kind: 'precondition',
    message: (f) => `The link ${f.path} leads to ${f.target}, which is outside of ${f.folder}: whoever unpacks the archive would find nothing there, or something of their own machine.`,
    hint: () => 'Put a copy of the file in place of the link, or let the link lead to a file within the folder.',
    sample: { path: 'docs/passwd', target: '/etc/passwd', folder: 'docs' },
  }),
  SECRET_PACKED: entry<{ path: string; archive: string }>({
    kind: 'precondition',
    message: (f) => `${f.archive} would carry ${f.path} to everybody, a file that usually holds credentials.`,
    hint: () => 'Take it out of the repository (and change what it held, if it was real), or out of what is packed.',
    sample: { path: 'config/.env', archive: 'demo-1.0.0-docs.tgz' },
  }),
  PYTHON_MISSING: entry<{ tried: readonly string[] }>({
    kind: 'precondition',
    message: (f) => `No Python of this machine can build the wheel. Asked:\n${f.tried.map((line) => `  ${line}`).join('\n')}`,
    hint: () => 'Install build and the backend of the project for one of them (`python3 -m pip install build setuptools wheel`; on Debian or Ubuntu: `apt-get install python3-build python3-setuptools python3-wheel`), or name an interpreter with `build.wheel.python` or SLIPWAY_PYTHON.',
    sample: { tried: ['/usr/bin/python3 (3.11.2): no module build'] },
  }),
  WHEEL_SOURCE_MISSING: entry<{ folder: string }>({
    kind: 'precondition',
    message: (f) => `There is neither a setup.py nor a pyproject.toml in ${f.folder} of the tagged commit.`,
    hint: () => 'Set `build.wheel.path` to the folder of the Python project, or remove `build.wheel`.',
    sample: { folder: 'python' },
  }),
  WHEEL_VERSION_NONE: entry<{ version: string }>({
    kind: 'precondition',
    message: (f) => `The version ${f.version} of the tag cannot be written as a Python version (PEP 440), so no wheel can carry it.`,
    hint: () => 'Tag with a version such as 1.2.0, 1.2.0rc1 or 1.2.0.dev0, or remove `build.wheel` from this line.',
    sample: { version: 'v0.1-test' },
  }),
  WHEEL_VERSION: entry<{ file: string; found: string; wanted: string }>({
    kind: 'precondition',
    message: (f) => `${f.file} says in its METADATA that it is version ${f.found}, and the tag says ${f.wanted}.`,
    hint: (f) => `Set the version in the source to ${f.wanted} (\`slipway set-version ${f.wanted}\`) and move the tag to that commit; if a plugin derives it from git, look at the tags that it sees.`,
    sample: { file: 'demo-1.1.0.dev0-py3-none-any.whl', found: '1.1.0.dev0', wanted: '1.0.0' },
  }),
  WHEEL_NOT_ONE: entry<{ found: readonly string[] }>({
    kind: 'precondition',
    message: (f) => (f.found.length === 0 ? 'The build ended well and made no wheel.' : `The build made ${f.found.length} wheels where one was expected: ${f.found.join(', ')}.`),
    hint: () => 'One entry of `build.wheel` is one wheel of one project; give each project an entry with a `path` of its own.',
    sample: { found: ['a-1.0-py3-none-any.whl', 'b-1.0-py3-none-any.whl'] },
  }),
  WHEEL_UNREADABLE: entry<{ file: string; reason: string }>({
    kind: 'precondition',
    message: (f) => `${f.file} is no wheel that can be read: ${f.reason}.`,
    hint: () => 'Look at the output of the build above; installers would refuse this file as well.',
    sample: { file: 'demo-1.0.0-py3-none-any.whl', reason: 'it has no METADATA' },
  }),
  CHART_MISSING: entry<{ file: string; commit: string }>({
    kind: 'precondition',
    message: (f) => `${f.file} is not in the tagged commit ${f.commit}, so there is no chart to pack.`,
    hint: () => 'Set `build.chart.path` to the folder with the Chart.yaml, or remove `build.chart`.',
    sample: { file: 'helm/demo/Chart.yaml', commit: '0f3c9e1d2b4a' },
  }),
  CHART_VERSION: entry<{ file: string; version: string; why: string }>({
    kind: 'precondition',
    message: (f) => `The version ${f.version} of the chart (${f.file}) cannot be packed: ${f.why}.`,
    hint: () => 'Write it with `slipway set-version`; or let `build.chart.version` be `tag` (set when it is packed) or `own` (the chart has a version of its own).',
    sample: { file: 'helm/demo/Chart.yaml', version: '2.2.0.dev0', why: 'Helm takes SemVer only (1.2.0, 1.2.0-rc.1)' },
  }),
  IMAGE_UNREADABLE: entry<{ archive: string; reason: string }>({
    kind: 'precondition',
    message: (f) => `The image in ${f.archive} cannot be read: ${f.reason}.`,
    hint: () => 'It has to be what `docker save` writes for one image, or an OCI image layout with one image. Save it again; if that does not help, please open an issue with the engine and its version.',
    sample: { archive: 'image.tar', reason: 'it has neither a manifest.json nor an index.json' },
  }),
  IMAGE_LAYER_DIFFERS: entry<{ archive: string; found: string; wanted: string }>({
    kind: 'precondition',
    message: (f) => `A layer in ${f.archive} has the digest ${f.found} where the config of the image says ${f.wanted}: it is damaged, or another one.`,
    hint: () => 'Save the image again (disk full, or written while it was read?). Nothing was pushed.',
    sample: { archive: 'image.tar', found: 'sha256:00aa', wanted: 'sha256:11bb' },
  }),
  IMAGE_SOURCE_MISSING: entry<{ path: string; what: string; commit: string }>({
    kind: 'precondition',
    message: (f) => `The ${f.what} ${f.path} is not in the tagged commit ${f.commit}.`,
    hint: () => 'Paths of `build.image` (context, dockerfile, extra-wheels) are those of the repository; files that git ignores are not in a release.',
    sample: { path: 'docker/Dockerfile', what: 'Dockerfile', commit: '0f3c9e1d2b4a' },
  }),
  IMAGE_NOT_MADE: entry<{ name: string; image: string; why: string }>({
    kind: 'precondition',
    message: (f) => `The command of build.image (${f.name}) ended well and made no ${f.image}: ${f.why}. Nothing was written.`,
    hint: () => '`take` is the name that `docker image ls` shows after the command, with its tag unless that is latest. It has to be in the engine that `docker` talks to here.',
    sample: { name: 'python', image: 'kontainapp/runenv-python', why: 'the engine has no image of that name' },
  }),
  DOCKER_NOT_ANSWERING: entry<{ said: string }>({
    kind: 'precondition',
    message: (f) => `Docker is installed, and its engine does not answer. It said: ${f.said || 'nothing'}`,
    hint: () => 'Start the engine (`sudo systemctl start docker`, or Docker Desktop), or set DOCKER_HOST to where it listens; `docker info` must work. Or leave the image out with `--without image`.',
    sample: { said: 'Cannot connect to the Docker daemon at unix:///var/run/docker.sock.' },
  }),
  IMAGE_PLATFORM: entry<{ name: string; found: string; wanted: string }>({
    kind: 'precondition',
    message: (f) => `The image ${f.name} was to be for ${f.wanted}, and what was built is for ${f.found}.`,
    hint: () => 'Does the base image exist for that platform, and does the Dockerfile leave `FROM --platform` to it? An engine that cannot build for another platform needs buildx, or a runner of that platform: `slipway plan --matrix` and `slipway build --platform P`.',
    sample: { name: 'image', found: 'linux/amd64', wanted: 'linux/arm64' },
  }),
  IMAGE_EMULATION: entry<{ name: string; platform: string; said: string }>({
    kind: 'precondition',
    message: (f) => `The image ${f.name} for ${f.platform} runs programs of that platform while it is built, and this machine cannot: ${f.said}`,
    hint: () => 'Build it on a runner of that platform (`slipway plan --matrix` gives the matrix, `slipway build --platform P --out DIR` one part), or install QEMU here (in a workflow: docker/setup-qemu-action), which is many times slower. Cross-compiling in a stage `FROM --platform=$BUILDPLATFORM` needs neither, but BuildKit.',
    sample: { name: 'image', platform: 'linux/ppc64le', said: 'exec /bin/sh: exec format error' },
  }),
  BUILDX_MISSING: entry<{ what: string; client: string }>({
    kind: 'precondition',
    message: (f) => `\`${f.what}\` needs BuildKit, and this Docker client (${f.client}) has no buildx, without which it has only the old builder.`,
    hint: () => 'Install docker-buildx (in a workflow: docker/setup-buildx-action), or remove the setting.',
    sample: { what: 'build.image.secrets', client: '28.2.2' },
  }),
}
