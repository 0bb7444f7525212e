import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { doubtsOf, faultsOf } from '../../../src/core/distribution/check.js'
import { formFields, parseMetadata } from '../../../src/core/distribution/metadata.js'
import { normalised, readFileName, type FileName } from '../../../src/core/distribution/name.js'

const usual = ['Metadata-Version: 2.4', 'Name: os-vim-driver', 'Version: 1.0.0']

interface Said {
  readonly lines?: readonly string[]
  readonly fileName?: string
  readonly version?: string
  readonly size?: number
  readonly limit?: number
  readonly isPyPI?: boolean
}

const faults = ({ lines = usual, fileName = 'os_vim_driver-1.0.0-py3-none-any.whl', version = '1.0.0', size = 10, limit = 100, isPyPI = true }: Said = {}): readonly string[] =>
  faultsOf({ fileName, named: readFileName(fileName) as FileName, metadata: parseMetadata(`${lines.join('\n')}\n\nA driver.\n`), size, limit, version, isPyPI })

describe('what an index would refuse', () => {
  test('is nothing of a file that is right', () => {
    expect(faults()).toEqual([])
    expect(faults({ size: 2 ** 28, limit: 300 })).toEqual([])
    expect(faults({ lines: [...usual, 'Description-Content-Type: text/markdown; charset=UTF-8; variant=GFM', 'Requires-Python: >=3.6,<4', 'Requires-Dist: ignition==1.0.0; python_version < "3.8"', 'Requires-Dist: extra[all]', 'Project-URL: Source, https://github.com/accanto/driver', 'License-Expression: Apache-2.0', 'Classifier: Programming Language :: Python :: 3'] })).toEqual([])
  })

  test.each<readonly [string, Said, RegExp]>([
    ['a name that is none', { lines: ['Metadata-Version: 2.1', 'Name: -driver', 'Version: 1.0.0'] }, /the name "-driver"/],
    ['another name than that of its file', { fileName: 'other-1.0.0-py3-none-any.whl' }, /begins with other, and its metadata gives it the name os-vim-driver/],
    ['another version than the release', { lines: ['Metadata-Version: 2.1', 'Name: os-vim-driver', 'Version: 1.0.1'] }, /the version "1.0.1", and the release is 1.0.0/],
    ['another version in the name of its file', { fileName: 'os_vim_driver-1.0.1-py3-none-any.whl' }, /file name gives it the version 1.0.1/],
    ['a version of the metadata that nobody knows', { lines: ['Metadata-Version: 9.9', 'Name: os-vim-driver', 'Version: 1.0.0'] }, /Metadata-Version is "9.9"/],
    ['a licence expression before its time', { lines: ['Metadata-Version: 2.1', 'Name: os-vim-driver', 'Version: 1.0.0', 'License-Expression: MIT'] }, /License-Expression came with Metadata-Version 2.4/],
    ['a summary of several lines', { lines: [...usual, 'Summary: one', '        two'] }, /Summary has several lines/],
    ['a summary that is too long', { lines: [...usual, `Summary: ${'x'.repeat(513)}`] }, /Summary has 513 characters/],
    ['a description of an unknown type', { lines: [...usual, 'Description-Content-Type: text/html'] }, /"text\/html" is none of/],
    ['a description in another charset', { lines: [...usual, 'Description-Content-Type: text/markdown; charset=latin-1'] }, /charset .* is latin-1/],
    ['an unknown kind of Markdown', { lines: [...usual, 'Description-Content-Type: text/markdown; variant=mine'] }, /variant .* is mine/],
    ['a Requires-Python that is none', { lines: [...usual, 'Requires-Python: three'] }, /Requires-Python "three"/],
    ['a link without a label', { lines: [...usual, 'Project-URL: https://example.com'] }, /has no label|is no address/],
    ['a link with a long label', { lines: [...usual, `Project-URL: ${'x'.repeat(33)}, https://example.com`] }, /more than 32 characters/],
    ['a field that stands there twice', { lines: [...usual, 'Name: os-vim-driver'] }, /Name stands there more than once/],
    ['a requirement with an address', { lines: [...usual, 'Requires-Dist: ignition @ https://example.com/ignition.whl'] }, /names an address/],
    ['a requirement with extras and an address', { lines: [...usual, 'Requires-Dist: ignition[all]@ git+https://example.com/ignition.git'] }, /names an address/],
    ['a classifier that keeps it private', { lines: [...usual, 'Classifier: Private :: Do Not Upload'] }, /keeps it from every public index/],
    ['a licence said twice', { lines: [...usual, 'License-Expression: MIT', 'Classifier: License :: OSI Approved :: MIT License'] }, /may not have both/],
    ['a wheel for any Linux', { fileName: 'os_vim_driver-1.0.0-cp311-cp311-linux_x86_64.whl' }, /platform tag linux_x86_64/],
    ['more than 100 MB', { size: 100 * 1024 * 1024 + 1 }, /100 MB/],
    ['a local version', { lines: ['Metadata-Version: 2.1', 'Name: os-vim-driver', 'Version: 1.0.0+abc'], version: '1.0.0+abc', fileName: 'os_vim_driver-1.0.0+abc-py3-none-any.whl' }, /is a local version/],
  ])('%s', (_, said, words) => {
    expect(faults(said).join('\n')).toMatch(words)
  })

  test.each(['>=2.7, !=3.0.*, !=3.1.*', '>= 3.8,', '~=3.7', '<4,>=3.9', ''])('the Requires-Python "%s" is none of it', (text) => expect(faults({ lines: [...usual, `Requires-Python: ${text}`] })).toEqual([]))
  test.each(['>=3.x', '<=3.12.*', 'python3'])('the Requires-Python "%s" is', (text) => expect(faults({ lines: [...usual, `Requires-Python: ${text}`] })).toHaveLength(1))

  test('of PyPI\'s own rules is not asked of another index', () => {
    expect(faults({ isPyPI: false, lines: [...usual, 'Classifier: Private :: Do Not Upload', 'Requires-Dist: ignition @ https://example.com/ignition.whl'], size: 2 ** 30 })).toEqual([])
  })

  test('all of it is told at once', () => {
    expect(faults({ lines: [...usual, 'Requires-Python: three', 'Description-Content-Type: text/html', 'Classifier: Private :: x'] })).toHaveLength(3)
  })

  test.each(['manylinux_2_28_x86_64', 'manylinux2014_aarch64', 'musllinux_1_2_x86_64', 'macosx_11_0_universal2', 'win_amd64', 'any'])('the platform %s is none of it', (platform) => {
    expect(faults({ fileName: `os_vim_driver-1.0.0-cp311-cp311-${platform}.whl` })).toEqual([])
  })

  test('an empty page of the project is a doubt, and so is the old name of an sdist', () => {
    const named = readFileName('os-vim-driver-1.0.0.tar.gz') as FileName
    expect(doubtsOf({ fileName: 'os-vim-driver-1.0.0.tar.gz', named, metadata: parseMetadata(usual.join('\n')) })).toEqual([expect.stringContaining('no description'), expect.stringContaining('os_vim_driver-')])
  })
})

describe('file names', () => {
  test.each([
    ['os_vim_driver-1.0.0-py3-none-any.whl', { type: 'bdist_wheel', name: 'os_vim_driver', version: '1.0.0', python: 'py3', platforms: ['any'] }],
    ['driver-1.0.0-2-cp311-cp311-manylinux1_x86_64.manylinux_2_5_x86_64.whl', { type: 'bdist_wheel', name: 'driver', version: '1.0.0', python: 'cp311', platforms: ['manylinux1_x86_64', 'manylinux_2_5_x86_64'] }],
    ['os-vim-driver-1.0.0rc1.tar.gz', { type: 'sdist', name: 'os-vim-driver', version: '1.0.0rc1', python: 'source', platforms: [] }],
  ])('%s is read', (fileName, said) => expect(readFileName(fileName)).toEqual(said))

  test.each(['driver.whl', 'driver-1.0.0.zip', 'driver-1.0.0-any.whl', 'driver.tar.gz', ''])('%s is none', (fileName) => expect(readFileName(fileName)).toBeUndefined())
})

test('a name is normalised once and for all', () => {
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom('a', 'B', '-', '_', '.', '7') }), (name) => {
    const once = normalised(name)
    return normalised(once) === once && !/[A-Z_.]|--/.test(once)
  }))
})

describe('metadata', () => {
  test('is read with values of several lines, and the description from the body or the head', () => {
    const text = 'Metadata-Version: 2.1\r\nName: x\r\nLicense: one\r\n        two\r\nClassifier: a\r\nClassifier: b\r\n\r\n# Title\r\n\r\ntext\r\n'
    expect(parseMetadata(text)).toEqual({ fields: [['Metadata-Version', '2.1'], ['Name', 'x'], ['License', 'one\ntwo'], ['Classifier', 'a'], ['Classifier', 'b']], description: '# Title\n\ntext\n' })
    expect(parseMetadata('Name: x\nDescription: one\n        two\n').description).toBe('one\ntwo')
  })

  test('of old tools is no reason to refuse, and is sent without what means nothing', () => {
    const lines = ['Metadata-Version: 2.1', 'Name: os-vim-driver', 'Version: 1.0.0', 'Home-page: UNKNOWN', 'License-File: LICENSE']
    expect(faults({ lines })).toEqual([])
    expect(formFields(parseMetadata(lines.join('\n'))).map(([name]) => name)).toEqual(['metadata_version', 'name', 'version'])
    expect(formFields(parseMetadata('Metadata-Version: 2.4\nLicense-File: LICENSE'))).toEqual([['metadata_version', '2.4'], ['license_files', 'LICENSE']])
  })

  test('is sent under the names of the form', () => {
    expect(formFields(parseMetadata('Metadata-Version: 2.1\nName: x\nHome-page: https://example.com\nProject-URL: A, https://b.example\nClassifier: c\nRequires-Dist: d\n\ntext'))).toEqual([
      ['metadata_version', '2.1'], ['name', 'x'], ['home_page', 'https://example.com'], ['project_urls', 'A, https://b.example'], ['classifiers', 'c'], ['requires_dist', 'd'], ['description', 'text'],
    ])
  })
})
