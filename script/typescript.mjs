// Lets Node run the TypeScript of this repository as it is: `.js` in an import finds the `.ts` beside it, types are stripped by
// swc. Compiled text is kept between runs, by the digest of its source. SLIPWAY_MUTANT names a seeded bug (JSON: a list of
// file, find and replace) that is built in while files are loaded: the source on the disk stays as it is.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { transformSync } from '@swc/core'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const cache = join(root, 'node_modules', '.cache', 'slipway-typescript')
mkdirSync(cache, { recursive: true })
const mutant = process.env.SLIPWAY_MUTANT === undefined ? [] : JSON.parse(process.env.SLIPWAY_MUTANT)

const edit = (source, { file, find, replace }) => {
  const times = source.split(find).length - 1
  if (times !== 1) throw new Error(`the seeded bug does not fit: its text stands ${times} times in ${file}`)
  return source.replace(find, () => replace)
}

const mutated = (source, path) => mutant.filter((it) => join(root, it.file) === path).reduce(edit, source)

const compiled = (path) => {
  const source = mutated(readFileSync(path, 'utf8'), path)
  const file = join(cache, `${createHash('sha256').update(`${path}\0${source}`).digest('hex')}.js`)
  if (existsSync(file)) return readFileSync(file, 'utf8')
  const { code } = transformSync(source, { filename: path, jsc: { target: 'es2024', parser: { syntax: 'typescript' } }, module: { type: 'es6' }, sourceMaps: 'inline' })
  const part = `${file}.${process.pid}`
  writeFileSync(part, code)
  renameSync(part, file)
  return code
}

registerHooks({
  resolve: (specifier, context, next) => {
    if (specifier.startsWith('.') && specifier.endsWith('.js') && context.parentURL?.startsWith('file:')) {
      const url = new URL(specifier.replace(/\.js$/, '.ts'), context.parentURL)
      if (existsSync(fileURLToPath(url))) return { url: url.href, shortCircuit: true }
    }
    return next(specifier, context)
  },
  load: (url, context, next) => {
    if (!url.startsWith('file:') || !url.endsWith('.ts')) return next(url, context)
    return { format: 'module', source: compiled(fileURLToPath(url)), shortCircuit: true }
  },
})
