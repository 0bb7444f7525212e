// The project whose release is killed: small, but built by real tools and published for real. The wheel has other bytes each time
// it is built, and with it the image that takes it: who builds again what was frozen is found out. Docs and chart are reproducible.
import { execFile } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

export const repository = { owner: 'accanto', name: 'driver' } as const
export const tagName = '1.0.0'
export const imageName = 'accanto/driver'
export const chartName = 'accanto/charts/driver'
export const notes = '- The first one that can be killed'
export const assetNames = { wheel: 'driver-1.0.0-py3-none-any.whl', docs: 'driver-1.0.0-docs.tgz', chart: 'driver-1.0.0.tgz', sums: 'SHA256SUMS', record: 'slipway.json' } as const

const config = `version: 1
lines:
  driver:
    tag: "{version}"
    scheme: pep440
    version:
      written-in:
        - { file: driver/pkg_info.json, at: /version }
        - { file: helm/driver/Chart.yaml, at: [/version, /appVersion], spelling: semver }
      next: minor.dev0
    build:
      wheel: { isolated: never }
      docs: { from: docs }
      image: { context: docker, wheels: docker/whls }
      chart: { path: helm/driver }
    publish:
      image: { to: docker.io/${imageName}, pointers: [latest] }
      chart: { to: oci://docker.io/accanto/charts }
      release: { assets: [wheel, docs, chart] }
`

const setup = `import json, os
from setuptools import setup

with open("driver/pkg_info.json", encoding="utf-8") as info:
    version = json.load(info)["version"]
with open("driver/build_id.py", "w", encoding="utf-8") as build:
    build.write("build_id = %r\\n" % os.urandom(16).hex())

setup(name="driver", version=version, packages=["driver"], package_data={"driver": ["pkg_info.json"]}, python_requires=">=3.8")
`

/** Every image that a killed build may leave in the engine has this label, by which it is removed. */
export const labelOf = (sweep: string): string => `slipway.kills=${sweep}`

const filesOf = (sweep: string): Readonly<Record<string, string>> => ({
  '.slipway.yaml': config,
  'setup.py': setup,
  'driver/__init__.py': '',
  'driver/pkg_info.json': `{\n  "version": "${tagName}"\n}\n`,
  'docs/index.md': '# Driver\n',
  'docs/options.md': '# Options\n\nNone.\n',
  'docker/Dockerfile': `FROM scratch\nLABEL ${labelOf(sweep)}\nCOPY whls/ /whls/\n`,
  'docker/whls/.gitkeep': '',
  'helm/driver/Chart.yaml': `apiVersion: v1\nname: driver\nversion: ${tagName}\nappVersion: ${tagName}\n`,
  'helm/driver/values.yaml': 'replicas: 1\n',
  'helm/driver/templates/config.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Release.Name }}\ndata:\n  replicas: "{{ .Values.replicas }}"\n',
  'README.md': '# Driver\n',
})

const person = { name: 'Ann', email: 'ann@example.com', date: '2026-01-05T12:00:00Z' }
const gitEnv = {
  PATH: process.env['PATH'] ?? '', GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', GIT_TERMINAL_PROMPT: '0',
  GIT_AUTHOR_NAME: person.name, GIT_AUTHOR_EMAIL: person.email, GIT_AUTHOR_DATE: person.date, GIT_COMMITTER_NAME: person.name, GIT_COMMITTER_EMAIL: person.email, GIT_COMMITTER_DATE: person.date,
}

/** Never synchronously: the world that a clone asks lives in this process. */
export const git = async (...args: readonly string[]): Promise<string> => (await promisify(execFile)('git', [...args], { env: gitEnv })).stdout.trim()

/** The maintainer's repository: one commit, and the tag on it. */
export const makeProject = async (folder: string, sweep: string): Promise<string> => {
  await mkdir(folder, { recursive: true })
  for (const [path, text] of Object.entries(filesOf(sweep))) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
  await git('-C', folder, 'init', '-q', '-b', 'main')
  await git('-C', folder, 'add', '.')
  await git('-C', folder, 'commit', '-q', '-m', 'A driver, ready for its first release')
  await git('-C', folder, 'tag', '-a', tagName, '-m', `Release ${tagName}\n\n${notes}`)
  return folder
}
