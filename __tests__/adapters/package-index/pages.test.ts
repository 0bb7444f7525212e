import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { uploadForm } from '../../../src/adapters/package-index/form.js'
import { filesInHtml, filesInJson } from '../../../src/adapters/package-index/pages.js'
import { addressOf } from '../../../src/adapters/package-index/endpoints.js'
import { digestOf } from '../../../src/core/digest.js'
import { readMultipart } from '../../../src/rehearsal/package-index/multipart.js'
import { codesOf } from '../../codes.js'

const page = new URL('https://pypi.org/simple/driver/')
const hex = 'a'.repeat(64)

describe('the page of a project', () => {
  test('in HTML gives names, addresses and digests, whatever way it is written', () => {
    const text = `<html><body><A HREF='../../packages/driver-1.0.0.tar.gz#sha256=${hex}' data-yanked>driver-1.0.0.tar.gz</A><br/>
      <a data-requires-python="&gt;=3.8" href="https://files.example.com/driver-1.0.0-py3-none-any.whl#egg=x&amp;sha256=${hex.toUpperCase()}" data-yanked="it &quot;broke&quot;"> driver-1.0.0-py3-none-any.whl </a>
      <a href="plain.whl#md5=1234">plain.whl</a></body></html>`
    expect(filesInHtml(page, text)).toEqual([
      { fileName: 'driver-1.0.0.tar.gz', url: 'https://pypi.org/packages/driver-1.0.0.tar.gz', digest: `sha256:${hex}`, yanked: '' },
      { fileName: 'driver-1.0.0-py3-none-any.whl', url: 'https://files.example.com/driver-1.0.0-py3-none-any.whl', digest: `sha256:${hex}`, yanked: 'it "broke"' },
      { fileName: 'plain.whl', url: 'https://pypi.org/simple/driver/plain.whl' },
    ])
  })

  test.each([
    ['another host', '<base href="https://files.example.com/pool/">', 'https://files.example.com/pool/a.whl'],
    ['another folder, single-quoted, the first of two', "<BASE target=_top><base HREF='../../pool/'/><base href=\"https://else.example.com/\">", 'https://pypi.org/pool/a.whl'],
    ['none that is an address', '<base href="https://">', 'https://pypi.org/simple/driver/a.whl'],
  ])('in HTML says itself what its addresses are relative to: %s', (_, base, url) => {
    expect(filesInHtml(page, `<html><head>${base}</head><body><a href="a.whl">a.whl</a><a href="https://pypi.org/b.whl">b.whl</a></body></html>`)).toEqual([{ fileName: 'a.whl', url }, { fileName: 'b.whl', url: 'https://pypi.org/b.whl' }])
  })

  test.each(['http://files.example.com/', 'https://127.0.0.1/', 'https://me:x@example.com/', 'file:///etc/'])('leads nowhere by a base of %s', (base) => {
    expect(filesInHtml(page, `<base href="${base}"><a href="a.whl">a.whl</a>`)).toEqual([])
  })

  test('in JSON gives the same', () => {
    const files = [{ filename: 'a.whl', url: '../a.whl', hashes: { sha256: hex }, size: 7, yanked: false }, { filename: 'b.whl', url: 'https://files.example.com/b.whl', hashes: {}, yanked: 'broken' }, { filename: 7 }, null]
    expect(filesInJson(page, { files })).toEqual([{ fileName: 'a.whl', url: 'https://pypi.org/simple/a.whl', digest: `sha256:${hex}`, size: 7 }, { fileName: 'b.whl', url: 'https://files.example.com/b.whl', yanked: 'broken' }])
  })

  test.each([['a page of a proxy', '<html><body>Please log in</body></html>'], ['nothing', '']])('is not %s', (_, text) => expect(filesInHtml(page, text)).toBeUndefined())
  test.each([[null], [[]], [{}], [{ files: 'x' }], ['text']])('is not %j', (value) => expect(filesInJson(page, value)).toBeUndefined())
  test('may hold no files', () => expect(filesInHtml(page, '<html><head><title>Links for driver</title></head></html>')).toEqual([]))

  test.each(['http://files.example.com/a.whl', 'http://127.0.0.1/a.whl', 'https://127.0.0.1/a.whl', 'https://169.254.169.254/a.whl', 'file:///etc/passwd', 'https://me:x@example.com/a.whl', 'javascript:alert(1)'])('does not lead to %s', (url) => {
    expect([filesInHtml(page, `<a href="${url}">a.whl</a>`), filesInJson(page, { files: [{ filename: 'a.whl', url }] })]).toEqual([[], []])
  })
})

describe('the upload form', () => {
  test('is read back as it was, whatever stands in its fields', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '\r\n', '--', '"', ';', 'ü', '\n', 'Content-Disposition: form-data; name="x"', '--slipway-') })
    fc.assert(fc.property(text, fc.uint8Array(), (value, bytes) => {
      const { mediaType, body } = uploadForm([['description', value]], { fileName: 'a.whl', bytes, digest: digestOf(bytes) })
      const parts = readMultipart(mediaType, Buffer.from(body)) ?? []
      expect(parts.map((it) => it.name)).toEqual([':action', 'protocol_version', 'description', 'sha256_digest', 'content'])
      expect([parts[2]?.bytes.toString(), Buffer.compare(parts[4]?.bytes ?? Buffer.alloc(0), bytes), parts[4]?.fileName]).toEqual([value, 0, 'a.whl'])
    }))
  })
})

describe('addresses', () => {
  test('are those of the world first, then those of the environment, then their own', () => {
    const environment = { SLIPWAY_INDEX_PYPI_ORG_URL: 'https://mirror.example.com/pypi/' }
    expect(addressOf('https://pypi.org/simple/x/', { 'pypi.org': 'http://127.0.0.1:1' }, environment).href).toBe('http://127.0.0.1:1/simple/x/')
    expect(addressOf('https://pypi.org/simple/x/', {}, environment).href).toBe('https://mirror.example.com/pypi/simple/x/')
    expect(addressOf('https://pypi.org/simple/x/', {}, {}).href).toBe('https://pypi.org/simple/x/')
  })

  test.each(['http://mirror.example.com', 'none'])('%s takes no token', async (url) => expect(await codesOf(() => addressOf('https://pypi.org/', {}, { SLIPWAY_INDEX_PYPI_ORG_URL: url }))).toEqual(['INDEX_PLACE']))
})
