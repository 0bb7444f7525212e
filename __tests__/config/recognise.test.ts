import { expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { loadConfig } from '../../src/config/load-config.js'
import { recogniseLayout } from '../../src/config/recognise.js'
import { steps } from '../../src/wire.js'
import { codesOf } from '../codes.js'

const files: Readonly<Record<string, string>> = {
  'setup.py': "setup(\n  name='ansible-lifecycle-driver',\n  version=v)\n",
  'ansibledriver/pkg_info.json': '{"version": "3.11.4"}',
  'helm/ansiblelifecycledriver/Chart.yaml': 'name: ansiblelifecycledriver\nversion: 3.11.4\n',
  'helm/ansiblelifecycledriver/values.yaml': 'docker:\n  image: icr.io/cp4na-drivers/ansible\n  version: 3.11.4\n',
  'docker/Dockerfile': 'FROM scratch\n',
  'docs/index.md': '#\n',
}
const recognise = async (more: Readonly<Record<string, string | undefined>> = {}): Promise<string> => {
  const all = Object.fromEntries(Object.entries({ ...files, ...more }).filter((it): it is [string, string] => it[1] !== undefined))
  return recogniseLayout(Object.keys(all), async (path) => all[path] ?? '')
}

test('names are read where they stand, and never derived from one another', async () => {
  const { lines } = parse(await recognise()) as { lines: { driver: { build: unknown; publish: unknown } } }
  expect(lines.driver.build).toMatchObject({ docs: { name: 'ansible-lifecycle-driver-{version}-docs' }, chart: { path: 'helm/ansiblelifecycledriver' } })
  expect(lines.driver.publish).toMatchObject({ image: { to: 'icr.io/cp4na-drivers/ansible' }, release: { assets: ['docs', 'chart', 'wheel'] } })
})

test('the text that is shown is a good config', async () => expect(loadConfig(await recognise(), 'x', steps).lines[0]?.scheme).toBe('pep440'))

test('an image that names no registry or owner cannot be pushed; it is attached to the release instead', async () => {
  const text = await recognise({ 'helm/ansiblelifecycledriver/values.yaml': 'docker:\n  image: tddock\n  version: 1\n' })
  const { lines } = parse(text) as { lines: { driver: { build: { image: unknown }; publish: Record<string, unknown> } } }
  expect(lines.driver.build.image).toMatchObject({ save: true })
  expect(Object.keys(lines.driver.publish)).toEqual(['release'])
  expect(loadConfig(text, 'x', steps).lines).toHaveLength(1)
})

test.each([
  ['accanto/os-vim-driver', 'docker.io/accanto/os-vim-driver'],
  ['localhost:5000/drivers/vim', 'localhost:5000/drivers/vim'],
])('%s in values.yaml is a name as docker pull takes it: %s', async (image, to) => {
  const { lines } = parse(await recognise({ 'helm/ansiblelifecycledriver/values.yaml': `docker:\n  image: ${image}\n  version: 1\n` })) as { lines: { driver: { publish: unknown } } }
  expect(lines.driver.publish).toMatchObject({ image: { to } })
})

test('a name in values.yaml that is none is told with that file', async () => {
  const failure: unknown = await recognise({ 'helm/ansiblelifecycledriver/values.yaml': 'docker:\n  image: Accanto/Driver\n  version: 1\n' }).catch((it: unknown) => it)
  expect(failure).toMatchObject({ problems: [{ code: 'IMAGE_NAME_INVALID', place: { file: 'helm/ansiblelifecycledriver/values.yaml' } }] })
})

test('what is not there is not built', async () => {
  const text = await recognise({ 'docker/Dockerfile': undefined, 'docs/index.md': undefined, 'helm/ansiblelifecycledriver/Chart.yaml': undefined })
  const { lines } = parse(text) as { lines: { driver: { build: Record<string, unknown> } } }
  expect(Object.keys(lines.driver.build)).toEqual(['wheel'])
})

test.each([
  ['no setup.py', { 'setup.py': undefined }],
  ['no pkg_info.json', { 'ansibledriver/pkg_info.json': undefined }],
  ['two of them', { 'other/pkg_info.json': '{}' }],
])('another layout (%s) is not guessed at', async (_, more) => expect(await codesOf(() => recognise(more))).toEqual(['CONFIG_NOT_FOUND']))
