// Codes of package indexes.
import { entry } from '../entry.js'

/** `SLIPWAY_INDEX_UPLOAD_PYPI_ORG`, to which the name of a setting is appended. */
export const indexVariable = (host: string): string => `SLIPWAY_INDEX_${host.toUpperCase().replace(/[^A-Z0-9]/g, '_')}`

const again = 'Run the same command again: it looks what is there, and finishes what is missing.'

export const packageIndex = {
  INDEX_PLACE: entry<{ text: string; why: string }>({
    kind: 'config',
    message: (f) => `\`${f.text}\` is no package index: ${f.why}.`,
    hint: () => 'Write pypi, testpypi, or the address to which twine would upload, such as https://packages.example.com/legacy/.',
    sample: { text: 'http://packages.example.com/', why: 'tokens go over https only, except to this machine' },
  }),
  INDEX_CREDENTIALS: entry<{ index: string; host: string; missing: string }>({
    kind: 'precondition',
    message: (f) => `There is nothing to upload to ${f.index} with: ${f.missing}.`,
    hint: (f) => `In a workflow, configure a trusted publisher at the index and give the job \`permissions: id-token: write\`. Else give an API token as the input \`package-index-token\`, in SLIPWAY_PACKAGE_INDEX_TOKEN, or for this index alone in ${indexVariable(f.host)}_TOKEN.`,
    sample: { index: 'PyPI', host: 'upload.pypi.org', missing: 'no token is given, and ACTIONS_ID_TOKEN_REQUEST_URL is not set (this is no job of GitHub Actions, or it lacks id-token: write)' },
  }),
  INDEX_TOKEN_ELSEWHERE: entry<{ index: string; host: string; of: string }>({
    kind: 'config',
    message: (f) => `The package index token is one of ${f.of}, and the release goes to ${f.index}. It was not sent.`,
    hint: (f) => `Make a token at ${f.index}. Where a line uploads to several indexes, give each its own, here in ${indexVariable(f.host)}_TOKEN.`,
    sample: { index: 'TestPyPI', host: 'test.pypi.org', of: 'pypi.org' },
  }),
  INDEX_DENIED: entry<{ index: string; by: string; project: string; status: number; said: string }>({
    kind: 'precondition',
    message: (f) => `${f.index} does not let this ${f.by} upload ${f.project} (${f.status}): ${f.said}`,
    hint: (f) => (f.by === 'token' ? 'Check that the token is not revoked, and that its scope is this project (or the whole account, for the first release of a new one).' : 'Check that the trusted publisher is configured for this very project.'),
    facts: (f) => ({ status: f.status, said: f.said }),
    sample: { index: 'PyPI', by: 'token', project: 'driver', status: 403, said: 'Invalid or non-existent authentication information.' },
  }),
  INDEX_NO_PUBLISHER: entry<{ index: string; code: string; said: string; identity: string }>({
    kind: 'precondition',
    message: (f) => `${f.index} gave this job no token (${f.code}): ${f.said}${f.identity === '' ? '' : ` The job is ${f.identity}.`}`,
    hint: (f) => (f.code === 'invalid-publisher' ? 'Add a trusted publisher with exactly these values at the index, under Publishing of the project (a pending one, when the project is new). Called by another repository\'s workflow, the job has the identity of its caller.' : 'Trusted publishing is explained at https://docs.pypi.org/trusted-publishers/troubleshooting/. An API token as `package-index-token` does without it.'),
    facts: (f) => ({ code: f.code, said: f.said }),
    sample: { index: 'PyPI', code: 'invalid-publisher', said: 'valid token, but no corresponding publisher (All lookup strategies exhausted)', identity: 'repository accanto/driver, workflow release.yml, environment none' },
  }),
  INDEX_NO_TRUST: entry<{ index: string; host: string; status: number }>({
    kind: 'precondition',
    message: (f) => `${f.index} ${f.status === 403 ? 'has trusted publishing switched off' : `knows no trusted publishing (its answer was ${f.status})`}, and no token is given.`,
    hint: (f) => `Give a token as \`package-index-token\`, in SLIPWAY_PACKAGE_INDEX_TOKEN, or in ${indexVariable(f.host)}_TOKEN.`,
    sample: { index: 'packages.example.com', host: 'packages.example.com', status: 404 },
  }),
  INDEX_IDENTITY: entry<{ what: string }>({
    kind: 'remote',
    message: (f) => `GitHub gave this job no identity token: ${f.what}`,
    hint: () => `The job needs \`permissions: id-token: write\`. ${again}`,
    sample: { what: 'status 403' },
  }),
  INDEX_AUDIENCE: entry<{ index: string; host: string; audience: string }>({
    kind: 'precondition',
    message: (f) => `${f.index} asks for an identity of this job for "${f.audience}", which is another service: whoever gets it could publish there in the name of this project. It got none.`,
    hint: (f) => `An index asks for one that names itself, such as ${f.host}. Look at the address in \`publish.index.to\`, and ask those who run the index; until then give a token (\`package-index-token\`).`,
    sample: { index: 'packages.example.com', host: 'packages.example.com', audience: 'pypi' },
  }),
  INDEX_RIGHT_UNPROVEN: entry<{ index: string; project: string; why: string }>({
    kind: 'precondition',
    message: (f) => `Whether ${f.index} takes ${f.project} from this run cannot be asked in advance: ${f.why}.`,
    hint: () => 'It shows with the first file, before any version tag is pushed or the release is public.',
    sample: { index: 'PyPI', project: 'driver', why: 'the project is new, and asking would make it' },
  }),
  INDEX_REFUSED: entry<{ index: string; what: string; status: number; said: string }>({
    kind: 'remote',
    message: (f) => `${f.index} refused to ${f.what} (${f.status}): ${f.said}`,
    hint: () => `The words after the status are the index's own. Where they name a cause in the metadata, mend it and release a new version. Else: ${again}`,
    facts: (f) => ({ status: f.status, said: f.said }),
    sample: { index: 'PyPI', what: 'take driver-1.0.0-py3-none-any.whl', status: 400, said: 'Invalid distribution file.' },
  }),
  INDEX_ANSWER: entry<{ index: string; what: string; found: string }>({
    kind: 'remote',
    message: (f) => `What ${f.index} answered when it was asked ${f.what} is no page of a package index: ${f.found}`,
    hint: () => 'Check the address (`simple:` of the entry, when the pages of this index lie elsewhere than beside its upload address), and run the same command again.',
    sample: { index: 'packages.example.com', what: 'for driver', found: 'status 200, text/html without a single link' },
  }),
  INDEX_FILE_TAKEN: entry<{ index: string; file: string; found: string; wanted: string }>({
    kind: 'conflict',
    message: (f) => `${f.index} has another ${f.file} already: ${f.found}, and this one is ${f.wanted}.`,
    hint: () => 'An index never gives a name to other bytes. If the file there is right, release nothing more; else yank it, and release a new version.',
    sample: { index: 'PyPI', file: 'driver-1.0.0-py3-none-any.whl', found: 'sha256:1111', wanted: 'sha256:2222' },
  }),
  INDEX_NAME_USED: entry<{ index: string; file: string; said: string }>({
    kind: 'conflict',
    message: (f) => `${f.index} had a ${f.file} once, which was deleted, and takes no other under that name: ${f.said}`,
    hint: () => 'Release a new version. A file that should go is yanked, not deleted.',
    sample: { index: 'PyPI', file: 'driver-1.0.0-py3-none-any.whl', said: 'This filename has already been used, use a different version.' },
  }),
  INDEX_METADATA: entry<{ file: string; index: string; what: string }>({
    kind: 'precondition',
    message: (f) => `${f.index} would refuse ${f.file}: ${f.what}.`,
    hint: () => 'Mend it in pyproject.toml or setup.py, and release a version in which it is right. Nothing was uploaded.',
    sample: { file: 'driver-1.0.0-py3-none-any.whl', index: 'PyPI', what: 'Requires-Dist names an address (ignition @ https://example.com/ignition.whl), which is not allowed' },
  }),
  INDEX_ATTESTATION: entry<{ why: string }>({
    kind: 'remote',
    message: (f) => `The file could not be attested: ${f.why}.`,
    hint: () => `${again} Its files are not uploaded without attestations behind your back: \`attestations: false\` in publish.index does so.`,
    sample: { why: 'Fulcio answered 503: nothing more' },
  }),
  INDEX_ATTESTATION_NONE: entry<{ index: string; why: string }>({
    kind: 'precondition',
    message: (f) => `Files for ${f.index} are to be attested (\`attestations: true\`), and this run cannot: ${f.why}.`,
    hint: () => 'Upload by trusted publishing (configure the publisher at the index, give the job `id-token: write`, and give no token), or leave `attestations` at `auto`.',
    sample: { index: 'PyPI', why: 'it uploads with a token, and an index takes attestations from trusted publishers only' },
  }),
  INDEX_NOT_SHOWN: entry<{ index: string; file: string; seconds: number }>({
    kind: 'remote',
    message: (f) => `${f.index} has taken ${f.file}, and does not show it after ${f.seconds} seconds.`,
    hint: () => `Its pages lag behind. ${again}`,
    sample: { index: 'PyPI', file: 'driver-1.0.0-py3-none-any.whl', seconds: 120 },
  }),
  INDEX_DIGEST: entry<{ index: string; file: string; wanted: string; found: string }>({
    kind: 'conflict',
    message: (f) => `${f.index} should give ${f.file} as ${f.wanted}, and gives ${f.found}.`,
    hint: () => 'The bytes were changed on the way or by the index. Yank the file, ask the operator of the index, and run nothing more on this version until it is explained.',
    sample: { index: 'PyPI', file: 'driver-1.0.0-py3-none-any.whl', wanted: 'sha256:1111', found: 'sha256:2222' },
  }),
}
