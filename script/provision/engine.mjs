// A Docker engine that answers. One that runs is taken as it is; else it is started here, with its log and process id in the cache folder.
import { spawn } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { isOffered } from './debian.mjs'
import { must, run } from './process.mjs'
import { Missing, allow, say } from './talk.mjs'

const PATIENCE = 60_000
// An engine in a sandbox without netfilter: containers get no network of their own, which the example does not need.
const VARIANTS = [[], ['--bridge=none', '--iptables=false', '--ip6tables=false']]

async function answer() {
  const { code, stdout, stderr } = await run('docker', ['version', '--format', '{{.Client.Version}} {{.Server.Version}}'], { limit: 20_000 })
  const [client, server] = stdout.trim().split(' ')
  return { found: code === 0 && server ? { note: `engine ${server}, client ${client}` } : undefined, code, said: stderr.trim() }
}

const has = async (tool) => (await run(tool, ['--version'], { limit: 20_000 })).code === 0

export const engine = {
  name: 'Docker',
  async packages({ env }) {
    if (env.DOCKER_HOST || ((await has('docker')) && (await has('dockerd')))) return undefined
    return { packages: ['docker.io', ...((await isOffered('docker-cli')) ? ['docker-cli'] : [])], reason: 'the Docker engine and its client' }
  },
  async find() {
    return (await answer()).found
  },
  async make(ground) {
    const now = await answer()
    if (now.found) return now.found
    refuseWhatIsNotOurs(ground.env, now)
    const systemd = existsSync('/run/systemd/system')
    const command = systemd ? 'systemctl start docker' : 'dockerd'
    await allow({ action: 'Docker: the engine does not answer; starting it', what: 'a running Docker engine', command })
    if (!systemd) return startOwn(ground)
    await must('systemctl', ['start', 'docker'], { limit: 120_000 })
    return (await untilAnswer(() => true)) ?? stopHere('journalctl -u docker')
  },
}

function refuseWhatIsNotOurs(env, { said }) {
  if (env.DOCKER_HOST) throw new Missing(`a Docker engine at DOCKER_HOST=${env.DOCKER_HOST} (it does not answer: ${said})`, 'start that engine, or unset DOCKER_HOST')
  if (/permission denied/i.test(said)) throw new Missing('access to the Docker engine, which runs but refuses this user', 'sudo usermod -aG docker "$USER", then log in again')
  if (process.platform !== 'linux') throw new Missing('a running Docker engine', 'start Docker Desktop')
}

async function startOwn({ cache }) {
  const folder = join(cache, 'engine')
  mkdirSync(folder, { recursive: true })
  const files = { log: join(folder, 'dockerd.log'), pid: join(folder, 'dockerd.pid') }
  for (const variant of VARIANTS) {
    ;[[files.pid, 'dockerd'], ['/var/run/docker/containerd/containerd.pid', 'containerd']].forEach(dropStalePid)
    const child = launch(files, variant)
    const lives = () => child.exitCode === null && child.signalCode === null && child.pid !== undefined
    const found = await untilAnswer(lives)
    if (found) return { note: `${found.note}; started here, process ${child.pid}, log ${files.log}` }
    if (lives()) child.kill('SIGTERM')
    while (lives()) await wait(100)
    say(`Docker: the engine ended or gave no answer${variant.length ? '' : '; trying once more without a network bridge'}`)
  }
  return stopHere(files.log, readFileSync(files.log, 'utf8').split('\n').slice(-8).join('\n'))
}

function launch(files, variant) {
  const log = openSync(files.log, 'a')
  const child = spawn('dockerd', [`--pidfile=${files.pid}`, ...variant], { cwd: '/', detached: true, stdio: ['ignore', log, log] })
  child.on('error', (cause) => say(`Docker: dockerd: ${cause.message}`))
  child.unref()
  closeSync(log)
  return child
}

async function untilAnswer(lives) {
  for (const end = Date.now() + PATIENCE; Date.now() < end && lives(); await wait(250)) {
    const { found } = await answer()
    if (found) return found
  }
  return undefined
}

// dockerd refuses to start when the number in an old file belongs to any process at all, which after a reboot it often does.
function dropStalePid([file, name]) {
  if (!existsSync(file)) return
  const comm = `/proc/${readFileSync(file, 'utf8').trim()}/comm`
  if (!existsSync(comm) || readFileSync(comm, 'utf8').trim() !== name) rmSync(file, { force: true })
}

function stopHere(log, words = '') {
  throw new Error(`Docker: the engine was started and gave no answer in ${PATIENCE / 1000} s. Its log: ${log}\n${words}`)
}
