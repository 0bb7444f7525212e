// Node 24, the one the Action runs on: PATH's when it is new enough, else the npm package that carries the official binary.
import { mkdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { keep } from './cache.mjs'
import { fetchPackage, unpack } from './npm-package.mjs'
import { run } from './process.mjs'
import { Missing, say } from './talk.mjs'

const VERSION = '24.21.0'
const PACKAGES = {
  'linux-x64': 'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
  'linux-arm64': 'sha512-FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==',
}
const platform = `${process.platform}-${process.arch}`
const entry = `node-${VERSION}-${platform}`

export const node24 = {
  name: 'Node 24',
  async find({ cache }) {
    if (Number(process.versions.node.split('.')[0]) >= 24) return { note: `${process.versions.node}, from PATH` }
    const bin = join(cache, entry, 'bin')
    const answer = await run(join(bin, 'node'), ['--version'], { limit: 10_000 })
    return answer.stdout.trim() === `v${VERSION}` ? { note: `${VERSION}, from the cache`, path: bin } : undefined
  },
  async make({ cache, env }) {
    const integrity = PACKAGES[platform]
    if (!integrity) throw new Missing(`Node 24 for ${platform} (PATH has ${process.versions.node})`, 'install it from https://nodejs.org')
    const name = `node-${platform}`
    say(`Node 24: PATH has ${process.versions.node}; taking npm package ${name}@${VERSION} from the npm registry (52 MB, digest pinned)`)
    const place = await keep(cache, entry, async (scratch) => {
      await unpack(await fetchPackage({ name, version: VERSION, integrity }, scratch, env), scratch, ['package/bin/node', 'package/LICENSE'])
      const made = join(scratch, 'made')
      mkdirSync(made)
      renameSync(join(scratch, 'package/bin'), join(made, 'bin'))
      renameSync(join(scratch, 'package/LICENSE'), join(made, 'LICENSE'))
      return made
    })
    return { note: VERSION, path: join(place, 'bin') }
  },
}
