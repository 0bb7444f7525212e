// The embedded index is held to the truth by clients that we did not write: pip installs from it, twine uploads to it.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { execFile } from 'node:child_process'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createHttp } from '../../../src/adapters/http/http.js'
import { nodeTransport } from '../../../src/adapters/http/node-transport.js'
import { withRetry } from '../../../src/adapters/http/retry.js'
import { createPackageIndex } from '../../../src/adapters/package-index/package-index.js'
import { digestOf } from '../../../src/core/digest.js'
import { formFields, parseMetadata } from '../../../src/core/distribution/metadata.js'
import { parseIndex } from '../../../src/core/package-index.js'
import { EmbeddedIndex } from '../../../src/rehearsal/package-index/embedded-index.js'
import { serve, type Served } from '../../../src/rehearsal/http/server.js'
import { fakeClock } from '../../adapters/http/fake-clock.js'
import { rememberingLog, tempFolder } from '../../adapters/temp.js'
import { makeSdist, makeWheel, sdistName, wheelName } from '../../publish/package-index/distributions.js'

const python = process.env['SLIPWAY_PYTHON'] ?? 'python3'

interface Ran {
  readonly code: number
  readonly text: string
}

/** No configuration of this machine, which may name another index, is seen. */
const run = (tool: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> =>
  new Promise((resolve, reject) => {
    execFile(tool, args, { env: { PATH: process.env['PATH'], HOME: '/nonexistent', PIP_CONFIG_FILE: '/dev/null', PIP_DISABLE_PIP_VERSION_CHECK: '1', PIP_NO_CACHE_DIR: '1', PYTHON_KEYRING_BACKEND: 'keyring.backends.null.Keyring', ...env }, timeout: 120_000 }, (failure, stdout, stderr) => {
      if (failure && typeof failure.code !== 'number') return void reject(new Error(failure.message))
      resolve({ code: Number(failure?.code ?? 0), text: stdout + stderr })
    })
  })

let index: EmbeddedIndex
let served: Served
beforeEach(async () => {
  index = new EmbeddedIndex({ host: 'pypi.org', now: Date.now, settings: { tokens: { own: ['*'] } } })
  served = await serve(index.handle)
})
afterEach(() => served.close())

const install = async (what: string): Promise<Ran & { readonly target: string }> => {
  const target = join(await tempFolder(), 'target')
  return { ...(await run(python, ['-m', 'pip', 'install', '--no-input', '--no-deps', '--no-build-isolation', '--index-url', `${served.url}/simple/`, '--target', target, '--', what])), target }
}

const twine = (files: readonly string[], ...more: readonly string[]): Promise<Ran> =>
  run('twine', ['upload', '--non-interactive', '--disable-progress-bar', '--verbose', '--repository-url', `${served.url}/legacy/`, '-u', '__token__', '-p', 'own', ...more, ...files])

const ours = () => {
  const sockets = nodeTransport({})
  const clock = fakeClock()
  const log = rememberingLog()
  const http = withRetry(createHttp(sockets.transport), { clock, random: () => 0.5, log })
  return { port: createPackageIndex({ http, clock, log, token: 'own', endpoints: { 'upload.pypi.org': served.url, 'pypi.org': served.url } }), close: () => sockets.close() }
}

describe('pip', () => {
  test('installs what our client has uploaded, and what twine has', async () => {
    const folder = await tempFolder()
    const wheel = await makeWheel(folder)
    const { port, close } = ours()
    const metadata = parseMetadata('Metadata-Version: 2.1\nName: os-vim-driver\nVersion: 1.0.0\nRequires-Python: >=3.6\n')
    await port.upload(parseIndex('pypi'), { project: 'os-vim-driver', fileName: wheel.fileName, path: wheel.path ?? '', size: wheel.size, digest: wheel.digest, fields: [['filetype', 'bdist_wheel'], ['pyversion', 'py3'], ...formFields(metadata)], attest: false })
    close()
    const first = await install('os-vim-driver==1.0.0')
    expect([first.code, first.text]).toEqual([0, expect.stringContaining('Successfully installed os-vim-driver-1.0.0')])
    expect(await readFile(join(first.target, 'osvimdriver', '__init__.py'), 'utf8')).toContain('version = "1.0.0"')

    await mkdir(join(folder, 'second'))
    const second = await makeWheel(join(folder, 'second'), { version: '1.1.0' })
    expect((await twine([second.path ?? ''])).code).toBe(0)
    expect((await install('os-vim-driver')).text).toContain('Successfully installed os-vim-driver-1.1.0')
  })

  test('refuses bytes that are not those of the page', async () => {
    index.put('os-vim-driver', { fileName: wheelName(), version: '1.0.0', type: 'bdist_wheel', bytes: Buffer.from('other'), digest: digestOf('what it should be') })
    const { code, text } = await install('os-vim-driver==1.0.0')
    expect([code !== 0, /do not match the hashes|hash mismatch|have unexpected/i.test(text)]).toEqual([true, true])
  })

  test('leaves a yanked version alone, unless it is asked for by its number', async () => {
    const folder = await tempFolder()
    expect((await twine([(await makeWheel(folder)).path ?? ''])).code).toBe(0)
    index.yank('os-vim-driver', wheelName(), 'broken')
    expect((await install('os-vim-driver')).code).not.toBe(0)
    expect((await install('os-vim-driver==1.0.0')).text).toContain('broken')
  })
})

describe('twine', () => {
  test('uploads wheel and sdist, and our client reads what it has uploaded', async () => {
    const folder = await tempFolder()
    const files = [await makeWheel(folder), await makeSdist(folder)]
    const { code, text } = await twine(files.map((it) => it.path ?? ''))
    expect([code, text]).toEqual([0, expect.any(String)])
    const { port, close } = ours()
    const shown = await port.files(parseIndex('pypi'), 'OS.Vim_Driver')
    close()
    expect(shown?.map(({ fileName, digest }) => ({ fileName, digest })).sort((a, b) => (a.fileName < b.fileName ? -1 : 1))).toEqual(files.map(({ fileName, digest }) => ({ fileName, digest })))
    expect(index.files('os-vim-driver').map((it) => it.type).sort()).toEqual(['bdist_wheel', 'sdist'])
  })

  test('is told that a name is taken, and takes that for done when it is told to skip', async () => {
    const folder = await tempFolder()
    await twine([(await makeWheel(folder)).path ?? ''])
    const other = await makeWheel(folder, { salt: 'other' })
    const { code, text } = await twine([other.path ?? ''])
    expect([code, text]).toEqual([1, expect.stringContaining('400')])
    expect((await twine([other.path ?? ''], '--skip-existing')).code).toBe(0)
    expect(index.files('os-vim-driver')).toHaveLength(1)
  })

  test('is turned away without the right token', async () => {
    const folder = await tempFolder()
    const { code, text } = await twine([(await makeSdist(folder)).path ?? ''], '-p', 'wrong')
    expect([code, text]).toEqual([1, expect.stringContaining('403')])
    expect([index.files('os-vim-driver'), sdistName()]).toEqual([[], 'os_vim_driver-1.0.0.tar.gz'])
  })
})
