// Debian and Ubuntu packages. Which mirror they come from is the machine's business and is read from apt, never written here.
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { must, run } from './process.mjs'
import { Missing } from './talk.mjs'

const HOUR = 3600_000

export const isDebian = () => existsSync('/usr/bin/apt-get') && existsSync('/etc/debian_version')

export const installCommand = (packages) => `apt-get install -y --no-install-recommends ${packages.join(' ')}`

/** Installs; a first failure is taken as "the lists are old" and tried once more after an update. */
export async function installPackages(packages, reason, { allow }) {
  const what = `${packages.join(', ')} (${reason})`
  if (!isDebian()) throw new Missing(what, `install ${packages.join(', ')} with this system's package manager, or run this on Debian or Ubuntu`)
  await allow({ action: `from Debian's packages: ${packages.join(', ')}, for ${reason}`, what, command: installCommand(packages) })
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8' }
  const argv = ['install', '-y', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=300', ...packages]
  if ((await run('apt-get', argv, { env, limit: HOUR })).code === 0) return
  await must('apt-get', ['update', '-o', 'DPkg::Lock::Timeout=300'], { env, limit: HOUR })
  await must('apt-get', argv, { env, limit: HOUR })
}

/** The file of a package, unpacked nowhere yet. */
export async function downloadPackage(name, folder, { allow }) {
  const fetch = () => run('apt-get', ['download', '-o', 'APT::Sandbox::User=root', name], { cwd: folder, limit: HOUR })
  if ((await fetch()).code !== 0) {
    await allow({ action: `apt knows no package ${name} yet; reading its lists`, what: `${name} (apt has no lists)`, command: 'apt-get update' })
    await must('apt-get', ['update', '-o', 'DPkg::Lock::Timeout=300'], { limit: HOUR })
    const again = await fetch()
    if (again.code !== 0) throw new Error(`apt-get download ${name}: ${again.stderr.trim()}`)
  }
  return join(folder, readdirSync(folder).find((file) => file.endsWith('.deb')) ?? '')
}

export const isOffered = async (name) => (await run('apt-cache', ['show', '--no-all-versions', name])).code === 0

/** Where apt gets the distribution itself from: mirror, suite and components, as debootstrap wants them. */
export async function distribution() {
  const suite = /^VERSION_CODENAME=(.+)$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1]
  const listed = await must('apt-get', ['indextargets', '--format', '$(CREATED_BY) $(RELEASE) $(COMPONENT) $(SITE) $(REPO_URI)'])
  const rows = listed.stdout.split('\n').map((line) => line.split(' ')).filter(([kind, release]) => kind === 'Packages' && release === suite)
  const mirror = rows[0]?.[4] || rows[0]?.[3]
  if (!suite || !mirror) throw new Error('apt names no mirror for this distribution (apt-get indextargets lists none)')
  return { suite, mirror, components: [...new Set(rows.filter((row) => (row[4] || row[3]) === mirror).map((row) => row[2]))] }
}
