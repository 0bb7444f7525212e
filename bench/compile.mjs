// The sources as plain modules in out/, for measurements that need a part of Slipway and not the bundle.
import { execFileSync } from 'node:child_process'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')
export const compile = () => execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', root, '--outDir', join(root, 'out')], { cwd: root, stdio: 'inherit' })
