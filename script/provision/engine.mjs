// A Docker engine that answers. One that runs is taken as it is; else it is started here, with its log and process id in the cache folder.
import { spawn } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { isOffered } from './debian.mjs'
import { must, run } from './process.mjs'
import { Missing, say } from './talk.mjs'

const PATIENCE = 60_000
// An engine in a sandbox without netfilter: containers get no network of their own, which the example does not need.
const VARIANTS = [[], ['--bridge=none', '--iptables=false', '--ip6tables=false']]

async function answer(env) {
  const { code, stdout, stderr } = await run('docker', ['version', '--format', '{{.Client.Version}} {{.Server.Version}}'], { env, limit: 20_000 })
  const [client, server] = stdout.trim().split(' ')
  return { found: code === 0 && server ? { note: `engine ${server}, client ${client}` } : undefined, code, said: stderr.trim() }
}

const has = async (tool, env) => (await run(tool, ['--version'], { env, limit: 20_000 })).code === 0

export const engine = {
  name: 'Docker',
  async packages({ env }) {
    if (env.DOCKER_HOST || ((await has('docker', env)) && (await has('dockerd', env)))) return undefined
    return { packages: ['docker.io', ...((await isOffered('docker-cli')) ? ['docker-cli'] : [])], reason: 'the Docker engine and its client' }
  },
  async find({ env }) {
    return (await answer(env)).found
  },
  async make(ground) {
    const now = await answer(ground.env)
    if (now.found) return now.found
    refuseWhatIsNotOurs(ground.env, now)
    const systemd = existsSync('/run/systemd/system')
    const command = systemd ? 'systemctl start docker' : 'dockerd'
    await ground.allow({ action: 'Docker: the engine does not answer; starting it', what: 'a running Docker engine', command })
    if (!systemd) return startOwn(ground)
    await must('systemctl', ['start', 'docker'], { limit: 120_000 })
    return (await untilAnswer(ground.env)) ?? stopHere('journalctl -u docker')
  },
}

function refuseWhatIsNotOurs(env, { said }) {
  if (env.DOCKER_HOST) throw new Missing(`a Docker engine at DOCKER_HOST=${env.DOCKER_HOST} (it does not answer: ${said})`, 'start that engine, or unset DOCKER_HOST')
  if (/permission denied/i.test(said)) throw new Missing('access to the Docker engine, which runs but refuses this user', 'sudo usermod -aG docker "$USER", then log in again')
  if (process.platform !== 'linux') throw new Missing('a running Docker engine', 'start Docker Desktop')
}

/** @param machine where the kernel and the engine keep their files */
export async function startOwn({ cache, env }, machine = { proc: '/proc', runtime: '/var/run' }) {
  const folder = join(cache, 'engine')
  mkdirSync(folder, { recursive: true })
  const log = join(folder, 'dockerd.log')
  const other = processNamed('dockerd', machine)
  // A second dockerd takes the socket away from the first and then dies of the first one's lock on the images: nobody has an engine.
  if (other) return (await untilAnswer(env)) ?? stopHere(`that of process ${other}, a dockerd that runs and does not answer`)
  for (const file of ['docker.pid', 'docker/containerd/containerd.pid']) dropStalePid(join(machine.runtime, file), machine)
  for (const variant of VARIANTS) {
    const child = launch(log, variant, env)
    const lives = () => child.exitCode === null && child.signalCode === null && child.pid !== undefined
    const found = await untilAnswer(env, lives)
    if (found) {
      writeFileSync(join(folder, 'dockerd.pid'), `${child.pid}\n`)
      return { note: `${found.note}; started here, process ${child.pid}, log ${log}` }
    }
    if (lives()) child.kill('SIGTERM')
    while (lives()) await wait(100)
    say(`Docker: the engine ended or gave no answer${variant.length ? '' : '; trying once more without a network bridge'}`)
  }
  return stopHere(log, readFileSync(log, 'utf8').split('\n').slice(-8).join('\n'))
}

function launch(file, variant, env) {
  const log = openSync(file, 'a')
  const child = spawn('dockerd', variant, { cwd: '/', env, detached: true, stdio: ['ignore', log, log] })
  child.on('error', (cause) => say(`Docker: dockerd: ${cause.message}`))
  child.unref()
  closeSync(log)
  return child
}

async function untilAnswer(env, lives = () => true) {
  for (const end = Date.now() + PATIENCE; Date.now() < end && lives(); await wait(250)) {
    const { found } = await answer(env)
    if (found) return found
  }
  return undefined
}

/** Name of a process that runs; one that ended and was not yet collected by its parent (state Z) is none. */
const nameOf = (pid, { proc }) => {
  try {
    const [, name, state] = /^\d+ \(([^]*)\) (\S)/.exec(readFileSync(join(proc, pid, 'stat'), 'utf8')) ?? []
    return state === 'Z' ? undefined : name
  } catch (cause) {
    if (cause.code === 'ENOENT' || cause.code === 'ESRCH') return undefined
    throw cause
  }
}

const processNamed = (name, machine) => readdirSync(machine.proc).find((pid) => /^\d+$/.test(pid) && nameOf(pid, machine) === name)

/** An old process id file, which stops dockerd as soon as its number belongs to any process at all. */
export function dropStalePid(file, machine) {
  if (!existsSync(file)) return
  const alive = nameOf(readFileSync(file, 'utf8').trim(), machine)
  if (alive !== basename(file, '.pid') && alive !== `${basename(file, '.pid')}d`) rmSync(file, { force: true })
}

function stopHere(log, words = '') {
  throw new Error(`Docker: the engine was started and gave no answer in ${PATIENCE / 1000} s. Its log: ${log}\n${words}`)
}
