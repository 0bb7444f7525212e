// A tag object that was made (and signed) here, pushed with its ref in one request. GitHub's API makes tag objects of its own wording only.
import { fail } from '../../errors/release-error.js'
import { gitId } from '../../core/git-id.js'
import { authorizationSettings } from './fetched-store.js'
import { saidOf, type GitRunner } from './git-runner.js'
import { isFetchable, withoutCredentials } from './remote-url.js'

export interface TagPush {
  readonly url: string
  readonly name: string
  /** Of the whole object. */
  readonly bytes: Uint8Array
  /** Value of an Authorization header, for the origin of the URL only. */
  readonly authorization?: string
}

/** `store`: a bare repository; `env` tells where else objects are. The id of the object. A ref that is there is never moved. */
export const pushTag = async (runner: GitRunner, { store, env }: { readonly store: string; readonly env: Readonly<Record<string, string>> }, it: TagPush): Promise<string> => {
  const [ref, url, id] = [`refs/tags/${it.name}`, withoutCredentials(it.url), gitId('tag', it.bytes)]
  if (!isFetchable(it.url)) return fail('TAG_PUSH_FAILED', { tag: it.name, url, said: 'only https addresses are pushed to' })
  const at = { cwd: store, env: { ...env, GIT_DIR: store } }
  const written = (await runner.text('write the tag object', ['hash-object', '-t', 'tag', '-w', '--stdin'], { ...at, stdin: it.bytes })).trim()
  if (written !== id) return fail('GIT_FAILED', { what: 'write the tag object', said: `its id became ${written} in place of ${id}` })
  const end = await runner.run(['push', '--porcelain', '--no-verify', '--no-follow-tags', '--recurse-submodules=no', `--force-with-lease=${ref}:`, '--end-of-options', it.url, `${id}:${ref}`], {
    cwd: store, env: { ...at.env, GIT_ALLOW_PROTOCOL: new URL(it.url).protocol.slice(0, -1) }, settings: authorizationSettings(it.url, it.authorization),
  })
  if (end.code === 0) return id
  const said = `${saidOf(end)} ${end.stdout.toString('utf8').split('\n').filter((line) => line.startsWith('!')).join(' ')}`.trim()
  return /repository rule violations|GH013|protected/i.test(said) ? fail('GITHUB_RULES', { what: `push the tag ${it.name}`, said }) : fail('TAG_PUSH_FAILED', { tag: it.name, url, said })
}
