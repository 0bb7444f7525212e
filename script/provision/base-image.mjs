// The Python base image of the example: the official one where it can be pulled, else one made from Debian's packages and kept as a tar,
// so that a new engine only loads it. The home-made one has a name of its own: it is not the official image and does not pose as it.
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { keep } from './cache.mjs'
import { distribution, installPackages } from './debian.mjs'
import { must, run } from './process.mjs'
import { Missing, say } from './talk.mjs'

const OFFICIAL = 'python:3.11-slim-bookworm'
// Counted up with every change of the recipe below, so that an older cache is not taken for it.
const OWN = 'slipway-example-base:r2'
const archive = `${OWN.replace(':', '-')}-${process.arch}.tar`
// Nothing here is used at run time, and every megabyte is compressed and pushed again by each rehearsal.
const USELESS = ['usr/share/doc', 'usr/share/man', 'usr/share/info', 'usr/share/locale', 'usr/lib/x86_64-linux-gnu/gconv', 'usr/lib/aarch64-linux-gnu/gconv', 'var/lib/apt/lists', 'var/cache/apt', 'var/log/bootstrap.log', 'var/log/dpkg.log', 'var/log/alternatives.log']

const named = (image, note) => ({ note: `${image}, ${note}`, env: { SLIPWAY_BASE_IMAGE: image, BASE_IMAGE: image } })

async function present(image) {
  return (await run('docker', ['image', 'inspect', '--format', '{{.Id}}', image], { limit: 30_000 })).code === 0
}

export const baseImage = {
  name: 'base image',
  async find() {
    const [official, own] = await Promise.all([present(OFFICIAL), present(OWN)])
    if (official) return named(OFFICIAL, 'the official image')
    return own ? named(OWN, "made from Debian's packages") : undefined
  },
  async make(ground) {
    const { cache } = ground
    const tar = join(cache, archive)
    if (existsSync(tar)) {
      say(`base image: loading ${OWN} from the cache`)
      if ((await run('docker', ['load', '--input', tar], { limit: 300_000 })).code === 0 && (await present(OWN))) return named(OWN, 'loaded from the cache')
      say('base image: the one in the cache cannot be loaded; making it again')
    }
    say(`base image: docker pull ${OFFICIAL}`)
    const pull = await run('docker', ['pull', '--quiet', OFFICIAL], { limit: 600_000 })
    if (pull.code === 0) return named(OFFICIAL, 'pulled')
    say(`base image: it cannot be pulled (${pull.stderr.trim().split('\n').at(-1)})`)
    await build(ground)
    return named(OWN, "made from Debian's packages")
  },
}

async function build(ground) {
  if (process.getuid?.() !== 0) throw new Missing('a Python base image (it cannot be pulled, and only root can make one)', 'sudo script/setup')
  if ((await run('debootstrap', ['--version'])).code !== 0) await installPackages(['debootstrap'], 'a base image for the example, as none can be pulled', ground)
  const { suite, mirror, components } = await distribution()
  say(`base image: making ${OWN} from ${suite}'s packages with debootstrap, about a minute, once`)
  await keep(ground.cache, archive, async (scratch) => {
    const root = join(scratch, 'root')
    await must('debootstrap', ['--variant=minbase', `--components=${components.join(',')}`, '--include=python3,python3-pip', suite, root, mirror], { limit: 30 * 60_000 })
    for (const path of USELESS) rmSync(join(root, path), { recursive: true, force: true })
    likeTheOfficialOne(root)
    await must('tar', ['--numeric-owner', '-C', root, '-cf', join(scratch, 'root.tar'), '.'])
    await must('docker', ['import', '--change', 'CMD ["python3"]', '--change', 'ENV LANG=C.UTF-8', join(scratch, 'root.tar'), OWN], { limit: 300_000 })
    await must('docker', ['save', '--output', join(scratch, archive), OWN], { limit: 300_000 })
    return join(scratch, archive)
  })
}

// pip installs into an image as it does in the official one (PEP 668 names containers as the case for removing the marker).
// The mirror that apt was given is this machine's business and stays out of an image that may be pushed.
function likeTheOfficialOne(root) {
  for (const version of ['3.9', '3.10', '3.11', '3.12', '3.13', '3.14']) rmSync(join(root, `usr/lib/python${version}/EXTERNALLY-MANAGED`), { force: true })
  writeFileSync(join(root, 'etc/apt/sources.list'), '')
  for (const folder of ['var/lib/apt/lists/partial', 'var/cache/apt/archives/partial']) mkdirSync(join(root, folder), { recursive: true })
  for (const file of ['etc/resolv.conf', 'etc/hostname']) writeFileSync(join(root, file), '')
}
