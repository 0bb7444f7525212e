// Credentials as `docker login` leaves them: config.json with `auths`, and the helpers that it names.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fail } from '../../errors/release-error.js'
import type { Exec } from '../../ports/exec.js'
import type { Login } from './credentials.js'

interface Config {
  readonly auths?: Readonly<Record<string, unknown>>
  readonly credHelpers?: Readonly<Record<string, unknown>>
  readonly credsStore?: unknown
}

interface Source {
  readonly file: string
  readonly host: string
}

/** The key under which docker has kept Docker Hub since its first registry; helpers know Hub by no other name. */
const hubKey = 'https://index.docker.io/v1/'

/** `https://ghcr.io/v2/` → `ghcr.io`. Only a key that is exactly the host counts: `ghcr.io.evil.example` is another one. */
const hostOf = (key: string): string => {
  const host = key.replace(/^https?:\/\//, '').split('/')[0]?.toLowerCase() ?? ''
  return host === 'index.docker.io' || host === 'registry-1.docker.io' ? 'docker.io' : host
}

const unusable = (source: Source, what: string, cause?: unknown): never => fail('REGISTRY_CREDENTIALS', { host: source.host, source: source.file, what }, { cause })

const read = async (source: Source): Promise<Config | undefined> => {
  let text: string
  try {
    text = await readFile(source.file, 'utf8')
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT' || (error as { code?: string }).code === 'ENOTDIR') return undefined
    return unusable(source, 'it cannot be read', error)
  }
  try {
    const json = JSON.parse(text) as unknown
    return typeof json === 'object' && json !== null ? (json) : unusable(source, 'it is no mapping')
  } catch {
    // The parser's message would quote the file, and with it what stands in it.
    return unusable(source, 'it is no JSON')
  }
}

const entryFor = (entries: Config['auths'], host: string): unknown => Object.entries(entries ?? {}).find(([key]) => hostOf(key) === host)?.[1]

const loginOf = (entry: unknown, source: Source): Login | undefined => {
  const { auth, username, password, identitytoken } = (typeof entry === 'object' && entry !== null ? entry : {}) as Record<string, unknown>
  if (typeof identitytoken === 'string' && identitytoken !== '') return { identityToken: identitytoken }
  if (typeof auth === 'string' && auth !== '') {
    const text = Buffer.from(auth, 'base64').toString('utf8')
    const colon = text.indexOf(':')
    // Docker pads what it encodes with NUL bytes.
    return colon > 0 ? { username: text.slice(0, colon), password: text.slice(colon + 1).replace(/\0+$/, '') } : unusable(source, 'its `auth` is not USER:PASSWORD in base64')
  }
  return typeof username === 'string' && typeof password === 'string' && username !== '' ? { username, password } : undefined
}

const askHelper = async (exec: Exec, helper: string, source: Source): Promise<Login | undefined> => {
  if (!/^[\w.-]+$/.test(helper)) return unusable(source, 'it names a helper that cannot be a program')
  const tool = `docker-credential-${helper}`
  if ((await exec.find(tool)) === undefined) return unusable(source, `${tool} is not installed`)
  const key = source.host === 'docker.io' ? hubKey : source.host
  const { code, stdout, stderr } = await exec.run({ tool, args: ['get'], cwd: '/', stdin: key, show: false, whole: true })
  if (code !== 0) return /not found/i.test(`${stdout} ${stderr}`) ? undefined : unusable(source, `${tool} ended with ${code}`)
  try {
    const { Username: username, Secret: secret } = JSON.parse(stdout) as { Username?: unknown; Secret?: unknown }
    if (typeof secret !== 'string' || secret === '') return undefined
    if (username === '<token>') return { identityToken: secret }
    return typeof username === 'string' ? { username, password: secret } : undefined
  } catch {
    return unusable(source, `${tool} did not answer with JSON`)
  }
}

/** In docker's own order: a helper of this registry, the helper of all, the file itself. */
export const dockerLogin = async (folder: string, host: string, exec: Exec): Promise<Login | undefined> => {
  const source: Source = { file: join(folder, 'config.json'), host }
  const config = await read(source)
  if (!config) return undefined
  const helper = entryFor(config.credHelpers, host) ?? (config.credsStore === '' ? undefined : config.credsStore)
  if (typeof helper === 'string') return askHelper(exec, helper, source)
  return loginOf(entryFor(config.auths, host), source)
}
