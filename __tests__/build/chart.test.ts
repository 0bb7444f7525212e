import { expect, jest, test } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buildChart } from '../../src/build/chart/chart.js'
import { codeOf, failureOf } from '../adapters/codes.js'
import { tempFolder } from '../adapters/temp.js'
import { build, makeProject, only, planOf, type ProjectOptions } from './project.js'

// Real tools on a machine that may have other work to do.
jest.setTimeout(120_000)

const chart = (version: string, more = ''): string => `name: demo # the name\nversion: ${version}\nappVersion: ${version}\napiVersion: v1\ndescription: A demo\nengine: gotpl\n${more}`
const template = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Release.Name }}\ndata:\n  image: "{{ .Values.docker.image }}:{{ .Values.docker.version }}"\n'
const driver = (chartYaml: string, values = 'docker:\n  image: accanto/demo\n  version: 1.0.0\n'): Record<string, string> => ({
  'helm/demo/Chart.yaml': chartYaml, 'helm/demo/values.yaml': values, 'helm/demo/templates/config.yaml': template, 'helm/demo/requirements.yaml': 'dependencies:\n',
})
const entry = { path: 'helm/demo' }

const helm = (...args: string[]): string => execFileSync('helm', args, { encoding: 'utf8' })
const inTar = (path: string, name: string): string => execFileSync('tar', ['-xzOf', path, name], { encoding: 'utf8' })
const made = async (files: Readonly<Record<string, string>>, more: Record<string, unknown> = {}, options: ProjectOptions = {}) => {
  const project = await makeProject(files, options)
  return { project, artifact: only(await build(buildChart, { ...entry, ...(more as Record<string, string>) }, project)) }
}

test('a chart of a driver is packed, and Helm takes it', async () => {
  const { artifact } = await made(driver(chart('1.0.0')))
  expect(artifact).toMatchObject({ kind: 'chart', name: 'chart', fileName: 'demo-1.0.0.tgz', about: { name: 'demo', version: '1.0.0', appVersion: '1.0.0', description: 'A demo', apiVersion: 'v1' } })
  expect(helm('template', 'x', artifact.path)).toContain('image: "accanto/demo:1.0.0"')
  expect(helm('show', 'chart', artifact.path)).toContain('version: 1.0.0')
  helm('lint', artifact.path)
})

test('two checkouts with other times and modes give the same bytes, whatever helm stamps', async () => {
  const one = await made(driver(chart('1.0.0')))
  await new Promise((resolve) => setTimeout(resolve, 1100))
  const other = await makeProject(driver(chart('1.0.0')))
  await chmod(join(other.world.workspace.source, 'helm/demo/values.yaml'), 0o600)
  await other.world.files.touch(join(other.world.workspace.source, 'helm/demo/values.yaml'), 99)
  expect(only(await build(buildChart, entry, other)).digest).toBe(one.artifact.digest)
  expect(execFileSync('git', ['status', '--porcelain'], { cwd: other.world.workspace.source, encoding: 'utf8' })).toBe('')
})

test('placeholders are filled in in the copy only: the chart in SemVer, the tag of the image as it is', async () => {
  const values = 'docker:\n  image: accanto/demo\n  version: ${version}\n  again: "${image_version}" # ${other}\n'
  const { artifact, project } = await made(driver(chart('${version}'), values), {}, { version: '2.2.0.dev0' })
  expect(artifact.about).toMatchObject({ version: '2.2.0-dev.0', appVersion: '2.2.0-dev.0' })
  expect(inTar(artifact.path, 'demo/values.yaml')).toBe('docker:\n  image: accanto/demo\n  version: 2.2.0.dev0\n  again: "2.2.0.dev0" # ${other}\n')
  expect(helm('template', 'x', artifact.path)).toContain('accanto/demo:2.2.0.dev0')
  expect(await project.world.files.readText(join(project.world.workspace.source, 'helm/demo/Chart.yaml'))).toContain('${version}')
})

test('a chart that always says 0.0.0-dev gets the version of the tag in the copy', async () => {
  const source = chart('0.0.0-dev').replace('appVersion: 0.0.0-dev', 'appVersion: "v0.1.0"')
  const { artifact } = await made(driver(source), { version: 'tag', 'app-version': 'v{version}' }, { version: '0.4.0', scheme: 'semver' })
  expect(artifact.about).toMatchObject({ version: '0.4.0', appVersion: 'v0.4.0' })
  const { artifact: kept } = await made(driver(source), { version: 'tag' }, { version: '0.4.0', scheme: 'semver' })
  expect(kept.about).toMatchObject({ version: '0.4.0', appVersion: 'v0.1.0' })
})

test.each(['0.0.0-dev', '0.0.0'])('%s is nobody\'s version: without a word in the config it is that of the tag, and appVersion keeps its quotes', async (version) => {
  const { artifact } = await made(driver(chart(version).replace(`appVersion: ${version}`, 'appVersion: "v0.4.0"')), {}, { version: '0.4.1', scheme: 'semver' })
  expect(artifact.about).toMatchObject({ version: '0.4.1', appVersion: 'v0.4.0' })
  // Helm writes Chart.yaml anew, so that it is a text is all that can be seen.
  expect(helm('show', 'chart', artifact.path)).toMatch(/^appVersion: "?v0\.4\.0"?$/m)
})

test.each([
  ['2.2.0.dev0', '2.2.0.dev0', {}],
  ['1.0', '1.0.0', {}],
  ['${unknown}', '1.0.0', {}],
  ['1.1.0-dev.0', '1.0.0', {}],
  ['1.0.0', '1.1.0', {}],
  ['01.0.0', '1.0.0', { version: 'own' }],
])('the chart version %s at the tag %s is refused with its line, before Helm is asked', async (written, version, more) => {
  const project = await makeProject(driver(chart(written)), { version })
  const failure = await failureOf(planOf(buildChart, { ...entry, ...more }, project))
  expect(failure.code).toBe('CHART_VERSION')
  expect(failure.problems[0].place).toMatchObject({ file: 'helm/demo/Chart.yaml', line: 2 })
  if (!('version' in more) && !written.startsWith('$')) expect(failure.problems[0].hint).toMatch(new RegExp(`\`slipway set-version ${version}\`.*\`slipway check --version ${version}\``))
})

test.each([
  ['2.2.0-dev.0', '2.2.0.dev0', {}],
  ['1.0.0-rc.1', '1.0.0rc1', {}],
  ['v1.0.0', '1.0.0', {}],
  ['7.1.0', '1.0.0', { version: 'own' }],
])('the chart version %s at the tag %s is taken', async (written, version, more) => {
  const project = await makeProject(driver(chart(written)), { version })
  expect(await planOf(buildChart, { ...entry, ...more }, project)).toMatchObject({ chart: 'demo', version: written })
})

test('a chart that is missing, or whose links leave the repository, is told before anything is built', async () => {
  expect(await codeOf(planOf(buildChart, { path: 'helm/other' }, await makeProject(driver(chart('1.0.0')))))).toBe('CHART_MISSING')
  const linked = await makeProject({ ...driver(chart('1.0.0')), 'common/_helpers.tpl': '' }, {
    also: async (folder) => {
      await mkdir(join(folder, 'helm/demo/templates'), { recursive: true })
      await symlink('../../../common/_helpers.tpl', join(folder, 'helm/demo/templates/_helpers.tpl'))
      await symlink('/etc/passwd', join(folder, 'helm/demo/passwd'))
      await symlink('/etc/passwd', join(folder, 'elsewhere'))
    },
  })
  const failure = await failureOf(build(buildChart, entry, linked))
  expect(failure.problems.map((it) => [it.code, it.place?.file])).toEqual([['LINK_ESCAPES', 'helm/demo/passwd']])
})

test('dependencies that lie in the repository are packed with the chart', async () => {
  const library = { 'helm/common/Chart.yaml': 'apiVersion: v2\nname: common\nversion: 0.3.0\ntype: library\n', 'helm/common/templates/_name.tpl': '{{- define "common.name" -}}from-common{{- end -}}' }
  const own = 'apiVersion: v2\nname: demo\nversion: 1.0.0\ndependencies:\n  - name: common\n    version: 0.3.0\n    repository: file://../common\n'
  const { artifact, project } = await made({ ...driver(own), ...library, 'helm/demo/requirements.yaml': '', 'helm/demo/templates/config.yaml': template.replace('{{ .Release.Name }}', '{{ include "common.name" . }}') })
  expect(helm('template', 'x', artifact.path)).toContain('name: from-common')
  expect(project.log.lines.some((line) => line.startsWith('warn') && line.includes('no Chart.lock'))).toBe(true)
  const task = await planOf(buildChart, entry, await makeProject({ ...driver(own), 'helm/demo/charts/common/Chart.yaml': library['helm/common/Chart.yaml'] }))
  expect(task).toMatchObject({ fetched: [] })
})

test('a dependency whose repository does not answer stops the build', async () => {
  const own = 'apiVersion: v2\nname: demo\nversion: 1.0.0\ndependencies:\n  - name: common\n    version: 0.3.0\n    repository: http://127.0.0.1:9/charts\n'
  expect(await codeOf(made({ ...driver(own), 'helm/demo/requirements.yaml': '' }))).toBe('TOOL_FAILED')
})

test('a template that Helm finds fault with stops the build; without lint it is packed', async () => {
  const broken = { ...driver(chart('1.0.0')), 'helm/demo/templates/config.yaml': 'x: {{ .Values.missing.key }}' }
  const failure = await failureOf(made(broken))
  expect(failure.code).toBe('TOOL_FAILED')
  expect(failure.message).toContain('helm lint')
  expect((await made(broken, { lint: false as unknown as string })).artifact.fileName).toBe('demo-1.0.0.tgz')
})

test('without helm the run stops before anything is built, and says how to get it', async () => {
  const folder = await tempFolder()
  await writeFile(join(folder, 'nothing'), '')
  const project = await makeProject(driver(chart('1.0.0')), { environment: { ...process.env, PATH: folder } })
  const failure = await failureOf(build(buildChart, entry, project))
  expect(failure.code).toBe('TOOL_MISSING')
  expect(failure.problems[0].hint).toContain('helm.sh')
})
