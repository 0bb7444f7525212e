// An interpreter that can build wheels. The first python3 of PATH often cannot, so several are asked.
import { run } from './process.mjs'
import { Missing } from './talk.mjs'

// build.__main__ and not build: any folder of that name in the way would be a namespace package and answer "yes".
const PROBE = 'import sys, build.__main__, setuptools, wheel; print(sys.executable, "%d.%d.%d" % sys.version_info[:3])'
const packages = ['python3', 'python3-build', 'python3-setuptools', 'python3-wheel', 'python3-pip']

export async function wheelBuilder(env) {
  const candidates = [...new Set([env.SLIPWAY_PYTHON, 'python3', 'python', '/usr/bin/python3', '/usr/local/bin/python3'].filter(Boolean))]
  const answers = await Promise.all(candidates.map((candidate) => run(candidate, ['-c', PROBE], { env, limit: 30_000 })))
  const [executable, version] = answers.find(({ code }) => code === 0)?.stdout.trim().split(/ (?=[^ ]+$)/) ?? []
  return executable ? { executable, version, asked: candidates } : undefined
}

const described = (found) => ({ note: `${found.executable} (${found.version}) has build, setuptools and wheel`, env: { SLIPWAY_PYTHON: found.executable } })

export const python = {
  name: 'Python',
  packages: async () => ({ packages, reason: 'an interpreter that can build wheels' }),
  async find({ env }) {
    const found = await wheelBuilder(env)
    return found && described(found)
  },
  async make({ env }) {
    const found = await wheelBuilder(env)
    if (!found) throw new Missing('a Python with build, setuptools and wheel', 'python3 -m pip install build setuptools wheel')
    return described(found)
  },
}
