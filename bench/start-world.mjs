// Starts bench/world.mjs over a repository, in an empty folder of its own, with the logins that a maintainer's machine has already.
import { spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** docker and helm read one file with this; nobody's own logins or plugins are in it. */
const logins = (folder, { registries, environment }) => {
  mkdirSync(folder, { recursive: true })
  const auth = Buffer.from(`${environment.SLIPWAY_REGISTRY_DOCKER_IO_USERNAME}:${environment.SLIPWAY_REGISTRY_DOCKER_IO_PASSWORD}`).toString('base64')
  const auths = Object.fromEntries(Object.values(registries).map((url) => [new URL(url).host, { auth }]))
  writeFileSync(join(folder, 'config.json'), JSON.stringify({ auths }))
  return { DOCKER_CONFIG: folder, HELM_REGISTRY_CONFIG: join(folder, 'config.json') }
}

export const startWorld = async (repository, folder) => {
  mkdirSync(join(folder, 'world'), { recursive: true })
  const child = spawn(process.execPath, [join(import.meta.dirname, 'world.mjs'), repository, join(folder, 'world'), 'docker.io'], { stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = new Promise((done) => child.once('close', done))
  const world = await new Promise((done, reject) => {
    let text = ''
    child.once('close', (code) => reject(new Error(`the world ended with ${code}`)))
    child.stdout.on('data', (part) => {
      text += part
      if (text.endsWith('}\n')) done(JSON.parse(text))
    })
  })
  const end = async () => {
    child.stdin.end()
    const code = await ended
    if (code !== 0) throw new Error(`the world ended with ${code}`)
  }
  return { ...world, pid: child.pid, logins: logins(join(folder, 'logins'), world), end }
}
