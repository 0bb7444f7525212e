// Codes of the local clone.
import { entry } from '../entry.js'

export const git = {
  NOT_A_CLONE: entry<{ folder: string; said: string }>({
    kind: 'precondition',
    message: (f) => `${f.folder} is no git clone that can be read${f.said ? `: git said "${f.said}"` : ''}.`,
    hint: () => 'Run Slipway inside a clone, or name one with --repository. In a workflow: put actions/checkout with `fetch-depth: 0` before it.',
    sample: { folder: '/home/me/project', said: 'fatal: not a git repository' },
  }),
  TAG_NOT_FOUND: entry<{ tag: string; looked: string; shallow: boolean; suggestion?: string | undefined }>({
    kind: 'precondition',
    message: (f) => `There is no tag ${f.tag}: looked in ${f.looked}.${f.suggestion === undefined ? '' : ` Did you mean ${f.suggestion}?`}`,
    hint: (f) =>
      f.shallow
        ? 'The clone is shallow and may lack tags. In a workflow: give actions/checkout `fetch-depth: 0`; in a terminal: `git fetch --unshallow --tags`.'
        : 'Was it deleted, or never pushed? `git tag -l` and `git ls-remote --tags origin` show what is there; push it with `git push origin TAG`. A name without a tag, such as one that rolls, is named with `--name` in place of `--tag`.',
    sample: { tag: '1.0.0', looked: 'the clone', shallow: false },
  }),
  TAG_NOT_COMMIT: entry<{ tag: string; type: string; object: string }>({
    kind: 'precondition',
    message: (f) => `The tag ${f.tag} points to a ${f.type} (${f.object}), not to a commit.`,
    hint: () => 'Only a commit can be released. Make a tag on the commit that is meant.',
    sample: { tag: 'junio-gpg-pub', type: 'blob', object: '6019c27d966fe3ce8adcc0e9f12078eef96ca6ef' },
  }),
  COMMIT_NOT_FOUND: entry<{ commit: string; where: string }>({
    kind: 'precondition',
    message: (f) => `The commit ${f.commit} is not in ${f.where}.`,
    hint: () => 'Fetch it (`git fetch --all --tags`); in a workflow give actions/checkout `fetch-depth: 0`.',
    sample: { commit: '0f3c9e1d2b4a5968778695a4b3c2d1e0f0a1b2c3', where: 'the clone' },
  }),
  SHALLOW_CLONE: entry<{ what: string }>({
    kind: 'precondition',
    message: (f) => `The clone is shallow, and ${f.what} cannot be read from it: what is missing would be taken for absent.`,
    hint: () => 'In a workflow give actions/checkout `fetch-depth: 0`; in a terminal: `git fetch --unshallow --tags`.',
    sample: { what: 'the list of all tags' },
  }),
  GIT_FAILED: entry<{ what: string; said: string }>({
    kind: 'precondition',
    message: (f) => `git could not ${f.what}. It said: ${f.said || 'nothing'}`,
    hint: () => 'The clone may be damaged (`git fsck` tells) or locked by another program.',
    sample: { what: 'read the tree of 0f3c9e1', said: 'fatal: bad object' },
  }),
  FETCH_FAILED: entry<{ url: string; what: string; said: string }>({
    kind: 'remote',
    message: (f) => `git could not fetch ${f.what} from ${f.url}. It said: ${f.said || 'nothing'}`,
    hint: () => 'Check that the address exists and that the token may read it. Nothing was written.',
    sample: { url: 'https://github.com/me/project', what: '0f3c9e1', said: 'fatal: repository not found' },
  }),
  TAG_PUSH_FAILED: entry<{ tag: string; url: string; said: string }>({
    kind: 'remote',
    message: (f) => `git could not push the tag ${f.tag} to ${f.url}. It said: ${f.said || 'nothing'}`,
    hint: () => 'Check that the token may write contents. A tag that is there already is never moved.',
    sample: { tag: 'v1.0.0', url: 'https://github.com/me/project', said: 'remote: Permission denied' },
  }),
  TAG_SIGN_FAILED: entry<{ said: string }>({
    kind: 'precondition',
    message: (f) => `The tag could not be signed: ${f.said}`,
    hint: () => 'The key is that of SLIPWAY_SIGNING_KEY (or the input `signing-key`), without a passphrase; else user.signingkey of `git config --global`. Nothing was written.',
    sample: { said: 'gpg: skipped "0x1234": No secret key' },
  }),
  SUBMODULE_MISSING: entry<{ path: string; commit: string; reason: string }>({
    kind: 'precondition',
    message: (f) => `The submodule ${f.path} is needed at ${f.commit}, and its objects cannot be had: ${f.reason}. It would be packed as an empty folder.`,
    hint: () => 'Check it out beforehand: `git submodule update --init --recursive`, or `submodules: recursive` of actions/checkout.',
    sample: { path: 'vendor/lib', commit: '0f3c9e1d2b4a5968778695a4b3c2d1e0f0a1b2c3', reason: 'it is not checked out here, and its address is not https' },
  }),
  LFS_POINTER: entry<{ path: string; object: string }>({
    kind: 'precondition',
    message: (f) => `${f.path} is kept in Git LFS and its content (${f.object}) is not in this clone; only the pointer would be packed.`,
    hint: () => 'Fetch it beforehand: `git lfs fetch origin TAG`, or `lfs: true` of actions/checkout.',
    sample: { path: 'docs/film.mp4', object: 'sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393' },
  }),
}
