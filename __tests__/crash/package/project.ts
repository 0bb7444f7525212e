// The fourth recipe of the proof: wheel and sdist on a package index, an image, a release, and afterwards the section of the release in the
// changelog that people keep by hand.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Artifact } from '../../../src/core/artifact.js'
import { buildArtifacts } from '../../publish/built.js'
import { makeSdist, makeWheel } from '../../publish/package-index/distributions.js'
import { cloneProject, git, gitAt, makeGround, makeRepository, tagName, type Ground } from '../simulation/project.js'
import { makeFolder } from '../simulation/stage.js'

export const distribution = 'driver'
export const imageName = 'docker.io/accanto/driver'
export const changelogFile = 'CHANGELOG.md'

const head = '# Changelog\n\nKept by hand, and  with care.\t\n\n'
const section = '## 0.9.0 - 2025-12-01\n\n- The first one.\n'
const foot = '\n<!-- older ones are gone -->\n'
export const changelogBefore = `${head}${section}${foot}`

const config = `version: 1
lines:
  driver:
    tag: "{version}"
    scheme: pep440
    version: { written-in: [{ file: pkg_info.json, at: /version }] }
    changelog: { file: ${changelogFile}, from: commits, when: after }
    build:
      wheel: { name: wheel, sdist: true }
      image: { name: image }
    publish:
      index: { to: pypi, files: [wheel, sdist] }
      image: { to: ${imageName}, tags: ["{version}"], pointers: [latest] }
      release: {}
`

/** The wheel and the sdist are real ones: an index would refuse others. In Markdown, which nothing has to try to render: the clock of a run here waits for no process. */
export const build = async (folder: string, salt: string): Promise<readonly Artifact[]> => {
  const made = { name: distribution, version: tagName, salt, lines: ['Description-Content-Type: text/markdown'] }
  const image = (await buildArtifacts(folder, salt)).filter((it) => it.kind === 'image')
  return [await makeWheel(folder, made), await makeSdist(folder, made), ...image]
}

export interface Prepared {
  readonly folder: string
  readonly clones: readonly [string, string]
  readonly ground: Ground
}

export const prepare = async (): Promise<Prepared> => {
  const folder = await makeFolder()
  const project = await makeRepository(join(folder, 'project'), { '.slipway.yaml': config, 'README.md': '# Driver\n', [changelogFile]: changelogBefore, 'pkg_info.json': '{\n  "version": "0.9.0"\n}\n' })
  git(project, 'tag', '-a', '-m', 'Release 0.9.0', '0.9.0')
  await writeFile(join(project, 'pkg_info.json'), `{\n  "version": "${tagName}"\n}\n`)
  gitAt(3600, project, 'commit', '--quiet', '-a', '-m', 'feat: take images')
  gitAt(3600, project, 'tag', '-a', '-m', `Release ${tagName}`, tagName)
  return { folder, clones: [project, cloneProject(project, join(folder, 'clone'))], ground: await makeGround(folder, project) }
}
