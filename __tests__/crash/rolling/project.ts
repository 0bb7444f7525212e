// The third recipe of the proof, in the shape of examples/kontain: files and an image with an alias from a branch of the source repository,
// released under a name that rolls in another repository, with a file there that installers read. The release of the commit before is out.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Artifact } from '../../../src/core/artifact.js'
import { digestOf } from '../../../src/core/digest.js'
import type { Request } from '../../../src/core/request.js'
import type { Token } from '../../../src/rehearsal/github/access.js'
import { buildArtifacts } from '../../publish/built.js'
import { cloneProject, git, gitAt, makeGround, makeRepository, repository, secrets, type Ground } from '../simulation/project.js'
import { makeFolder } from '../simulation/stage.js'

export const target = { owner: 'accanto', name: 'driver-releases' } as const
export const name = 'v0.1-daily'
export const pointerFile = 'default-release'
/** Repositories of the one image. */
export const images = ['accanto/runenv-python', 'accanto/runenv-python-3.7'] as const

const config = `version: 1
lines:
  km:
    tag: "v{version}"
    scheme: free
    on:
      - { branch: main, as: ${name} }
    build:
      files:
        - { name: kontain, run: make release, take: kontain.tar.gz }
        - { name: python-files, run: make python, take: runenv-python.tar.gz }
      image: { name: python }
    publish:
      image: { name: python, to: docker.io/${images[0]}, aliases: [docker.io/${images[1]}], tags: ["{sha}"], pointers: [latest], always: true }
      release: { repository: ${target.owner}/${target.name}, replace: ["*-daily"] }
      pointer: { repository: ${target.owner}/${target.name}, file: ${pointerFile}, content: "{sha}\\n", always: true }
`

export const build = async (folder: string, salt: string): Promise<readonly Artifact[]> => {
  const made = await buildArtifacts(folder, salt)
  const file = async (entry: string, fileName: string): Promise<Artifact> => {
    const [path, bytes] = [join(folder, fileName), gzipSync(`${entry} ${salt}`)]
    await writeFile(path, bytes)
    return { kind: 'file', name: entry, fileName, digest: digestOf(bytes), size: bytes.byteLength, mediaType: 'application/gzip', path }
  }
  return [await file('kontain', 'kontain.tar.gz'), await file('python-files', 'runenv-python.tar.gz'), ...made.filter((it) => it.kind === 'image')]
}

export const releaseOf = (commit: string): Request => ({
  verb: 'release', name, commit, dryRun: false, only: [], without: [], actor: { login: repository.owner }, again: `slipway release --name ${name} --commit ${commit}`,
})

const robotToken: Token = { name: 'robot', secret: secrets.robot, login: 'release-robot', kind: 'classic', scopes: ['repo'] }

export interface Prepared {
  readonly folder: string
  readonly clones: readonly [string, string]
  /** The commit that is out, the one that takes its place, and one that comes still later. */
  readonly commits: readonly [string, string, string]
  readonly ground: Ground
}

export const prepare = async (): Promise<Prepared> => {
  const folder = await makeFolder()
  const project = await makeRepository(join(folder, 'project'), { '.slipway.yaml': config, 'README.md': '# Kontain\n' })
  const first = git(project, 'rev-parse', 'HEAD')
  const next = async (hours: number): Promise<string> => {
    await writeFile(join(project, 'README.md'), `# Kontain, after ${hours} hours\n`)
    gitAt(3600 * hours, project, 'commit', '--quiet', '-a', '-m', 'More of it')
    return git(project, 'rev-parse', 'HEAD')
  }
  const commits = [first, await next(1), await next(2)] as const
  const other = await makeRepository(join(folder, 'other'), { 'README.md': '# Releases\n', [pointerFile]: 'none\n' })
  const ground = await makeGround(folder, project, {
    others: [{ ...target, from: other, defaultBranch: 'main', collaborators: { [robotToken.login]: 'write' } }], tokens: [robotToken],
  })
  return { folder, clones: [project, cloneProject(project, join(folder, 'clone'))], commits, ground }
}
