// What only the tests need: a registry, an image inspector and an uploader that we did not write, to hold the embedded world to the truth;
// and what people sign tags with.
import { mkdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { keep } from './cache.mjs'
import { downloadPackage, isDebian } from './debian.mjs'
import { must, run } from './process.mjs'
import { Missing, say } from './talk.mjs'
import { wheelBuilder } from './python.mjs'

const firstWords = (text) => text.trim().split(/[\n(]/)[0]?.trim() ?? ''

function fromPath(tool, packages, reason, argv = ['--version']) {
  const find = async () => {
    const { code, stdout, stderr } = await run(tool, argv, { limit: 30_000 })
    return code === 0 ? { note: firstWords(stdout || stderr) } : undefined
  }
  return {
    name: tool,
    packages: async () => ({ packages, reason }),
    find,
    async make() {
      return (await find()) ?? Promise.reject(new Missing(tool, `install ${packages.join(', ')}`))
    },
  }
}

const REGISTRY = 'docker-registry'

// Unpacked, not installed: the installed package would start a service that listens on every address of the machine.
const registry = {
  name: REGISTRY,
  async find({ cache }) {
    if ((await run(REGISTRY, ['--version'])).code === 0) return { note: 'from PATH' }
    const folder = join(cache, REGISTRY)
    return (await run(join(folder, REGISTRY), ['--version'])).code === 0 ? { note: 'from the cache', path: folder } : undefined
  },
  async make(ground) {
    if (!isDebian()) throw new Missing(REGISTRY, 'install the distribution registry (https://distribution.github.io/distribution/) as docker-registry')
    say(`${REGISTRY}: unpacking Debian's package in the cache; nothing is installed or started`)
    const folder = await keep(ground.cache, REGISTRY, async (scratch) => {
      await must('dpkg-deb', ['-x', await downloadPackage(REGISTRY, scratch, ground), scratch])
      const made = join(scratch, 'made')
      mkdirSync(made)
      renameSync(join(scratch, 'usr/bin', REGISTRY), join(made, REGISTRY))
      return made
    })
    return { note: 'unpacked', path: folder }
  },
}

const pip = {
  name: 'pip',
  packages: async () => ({ packages: ['python3-pip'], reason: 'pip as a client in the tests' }),
  async find({ env }) {
    const builder = await wheelBuilder(env)
    if (!builder) return undefined
    const { code, stdout } = await run(builder.executable, ['-m', 'pip', '--version'], { limit: 30_000 })
    return code === 0 ? { note: stdout.trim().split(' from ')[0] } : undefined
  },
  async make(ground) {
    return (await this.find(ground)) ?? Promise.reject(new Missing('pip', 'python3 -m ensurepip'))
  },
}

export const testTools = [
  registry, fromPath('skopeo', ['skopeo'], 'skopeo as a client in the tests'), fromPath('twine', ['twine'], 'twine as a client in the tests'), pip,
  fromPath('gpg', ['gpg', 'gpg-agent'], 'tags signed with GPG in the tests'), fromPath('ssh', ['openssh-client'], 'tags signed with SSH in the tests', ['-V']),
  fromPath('make', ['make'], 'the Makefiles of examples/kontain'),
]
