// What the world holds at an instant, read without the product: the GitHub from its memory, the registry over HTTP, the bytes of
// releases and images themselves.
import { createHash } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import { Parser } from 'tar'
import { asking, oci, type Ask } from '../../rehearsal/registry/bench.js'
import { parseCommit } from '../../../src/rehearsal/git/git-object.js'
import type { GitHubWorld } from '../../../src/rehearsal/github/world.js'
import { assetNames, chartName, imageName, repository } from './project.js'

export interface StandingRelease {
  readonly tag: string
  readonly name: string | null
  readonly body: string | null
  readonly draft: boolean
  /** Name → digest; what is half uploaded has its state in place of the digest. */
  readonly assets: Readonly<Record<string, string>>
  /** What everybody can read of a public one: its sums and its record. */
  readonly texts: Readonly<Record<string, string>>
}

export interface Standing {
  readonly releases: readonly StandingRelease[]
  readonly latest: string | undefined
  readonly refs: Readonly<Record<string, string>>
  /** Subjects and trees of the default branch, newest first, without the maintainer's own commit. */
  readonly commits: readonly string[]
  readonly pulls: number
  /** `accanto/driver:1.0.0` → digest, without tags under which bytes wait. */
  readonly tags: Readonly<Record<string, string>>
  /** Digests of the wheels inside of the image that has a tag. */
  readonly wheels: Readonly<Record<string, readonly string[]>>
  /** What a tag leads to and is not there. */
  readonly missing: readonly string[]
}

export interface Places {
  readonly github: GitHubWorld
  /** `http://127.0.0.1:PORT` of the registry. */
  readonly registry: string
  /** Of GitHub, for downloads. */
  readonly server: string
}

const sha256 = (bytes: Uint8Array): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`

/** As everybody downloads it. */
const textOf = async (url: string): Promise<string> => {
  const answer = await fetch(url)
  return answer.ok ? answer.text() : `(answered with ${answer.status})`
}

const releasesOf = async ({ github, server }: Places): Promise<readonly StandingRelease[]> => {
  const repo = github.repository(repository.owner, repository.name)
  return Promise.all([...repo.releases.values()].map(async ({ id, tag, name, body, draft }) => {
    const own = [...repo.assets.values()].filter((it) => it.release === id).sort((a, b) => (a.name < b.name ? -1 : 1))
    const readable = draft ? [] : own.filter((it) => it.name === assetNames.sums || it.name === assetNames.record)
    const texts = await Promise.all(readable.map(async (it) => [it.name, await textOf(`${server}/${repository.owner}/${repository.name}/releases/download/${tag}/${it.name}`)] as const))
    return { tag, name, body, draft, assets: Object.fromEntries(own.map((it) => [it.name, it.state === 'uploaded' ? (it.digest ?? '') : it.state])), texts: Object.fromEntries(texts) }
  }))
}

const commitsOf = (github: GitHubWorld): readonly string[] => {
  const repo = github.repository(repository.owner, repository.name)
  const commits: string[] = []
  const made = github.state.objects.get(repo.network)
  for (let id = repo.refs.get('refs/heads/main'); id !== undefined; ) {
    const object = made?.get(id)
    if (!object) break
    const commit = parseCommit(object.bytes)
    commits.push(`${commit.message.split('\n')[0] ?? ''} ${commit.tree}`)
    id = commit.parents[0]
  }
  return commits
}

/** Of all layers, for an image is what its layers are together. */
const wheelsIn = async (layers: readonly Uint8Array[]): Promise<readonly string[]> => {
  const found: string[] = []
  for (const layer of layers) {
    await new Promise<void>((resolve, reject) => {
      const parser = new Parser({
        onReadEntry: (entry) => {
          const parts: Buffer[] = []
          entry.on('data', (part: Buffer) => parts.push(part))
          entry.on('end', () => void (entry.path.endsWith('.whl') && found.push(sha256(Buffer.concat(parts)))))
        },
      })
      parser.on('end', resolve)
      parser.on('error', reject)
      parser.end(layer[0] === 0x1f ? gunzipSync(layer) : Buffer.from(layer))
    })
  }
  return found.sort()
}

interface Seen {
  readonly digest: string
  readonly layers: readonly Uint8Array[]
  readonly missing: readonly string[]
}

const manifestTypes = `${oci}, application/vnd.docker.distribution.manifest.v2+json, application/vnd.oci.image.index.v1+json`

const lookAt = async (ask: Ask, origin: string, name: string, tag: string): Promise<Seen> => {
  const manifest = await ask('GET', `/v2/${name}/manifests/${tag}`, { headers: { accept: manifestTypes } })
  const digest = sha256(Buffer.from(manifest.text))
  if (manifest.status !== 200) return { digest: `answered with ${manifest.status}`, layers: [], missing: [`the manifest of ${name}:${tag}`] }
  const { config, layers = [] } = JSON.parse(manifest.text) as { config?: { digest: string }; layers?: readonly { digest: string }[] }
  const blobs = await Promise.all([...(config ? [config] : []), ...layers].map(async (it) => {
    const answer = await fetch(`${origin}/v2/${name}/blobs/${it.digest}`)
    const bytes = new Uint8Array(await answer.arrayBuffer())
    return { bytes, missing: answer.ok && sha256(bytes) === it.digest ? [] : [`${it.digest} of ${name}:${tag}`] }
  }))
  return { digest, layers: blobs.slice(1).map((it) => it.bytes), missing: blobs.flatMap((it) => it.missing) }
}

const tagsOf = async (ask: Ask, name: string): Promise<readonly string[]> => {
  const answer = await ask('GET', `/v2/${name}/tags/list`)
  const tags = answer.status === 200 ? ((JSON.parse(answer.text) as { tags: readonly string[] | null }).tags ?? []) : []
  return tags.filter((it) => !/^slipway-staged-[0-9a-f]{12}$/.test(it)).sort()
}

const registryOf = async (origin: string): Promise<Pick<Standing, 'tags' | 'wheels' | 'missing'>> => {
  const ask = asking(origin)
  const names = (await Promise.all([imageName, chartName].map(async (name) => (await tagsOf(ask, name)).map((tag) => [name, tag] as const)))).flat()
  const seen = await Promise.all(names.map(async ([name, tag]) => [`${name}:${tag}`, await lookAt(ask, origin, name, tag)] as const))
  const images = seen.filter(([name]) => name.startsWith(`${imageName}:`))
  return {
    tags: Object.fromEntries(seen.map(([name, it]) => [name, it.digest])),
    wheels: Object.fromEntries(await Promise.all(images.map(async ([name, it]) => [name, await wheelsIn(it.layers)] as const))),
    missing: seen.flatMap(([, it]) => it.missing),
  }
}

export const standingOf = async (places: Places): Promise<Standing> => {
  const repo = places.github.repository(repository.owner, repository.name)
  const newest = [...repo.releases.values()].filter((it) => !it.draft && !it.prerelease).sort((a, b) => (b.publishedAt ?? 0) - (a.publishedAt ?? 0))[0]
  const latest = repo.releases.get(repo.latest.get('id') ?? newest?.id ?? -1)
  return {
    releases: await releasesOf(places),
    latest: latest?.tag,
    refs: Object.fromEntries([...repo.refs].filter(([name]) => name !== 'refs/heads/main').sort(([a], [b]) => (a < b ? -1 : 1))),
    commits: commitsOf(places.github),
    pulls: [...repo.issues.values()].filter((it) => it.pull).length,
    ...(await registryOf(places.registry)),
  }
}
