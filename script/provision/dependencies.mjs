// node_modules as package-lock.json says. npm writes its own record of the tree last, so a killed `npm ci` is seen as missing.
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { must } from './process.mjs'
import { say } from './talk.mjs'

const timeOf = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0

export const dependencies = {
  name: 'dependencies',
  async find({ root }) {
    const installed = timeOf(join(root, 'node_modules/.package-lock.json'))
    return installed > 0 && installed >= timeOf(join(root, 'package-lock.json')) ? { note: 'node_modules is as package-lock.json says' } : undefined
  },
  async make({ root }) {
    say('dependencies: npm ci, from the npm registry, no install scripts')
    await must('npm', ['ci', '--no-progress', '--ignore-scripts'], { cwd: root, limit: 20 * 60_000 })
    return { note: 'installed by npm ci' }
  },
}
