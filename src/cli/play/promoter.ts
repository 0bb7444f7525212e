// The system that promotes images in the world of a rehearsal: it reads an image list, and copies each tag that is not there yet. It
// never moves one, as the real promoter never does.
import { parse } from 'yaml'
import type { Digest } from '../../core/digest.js'
import type { EmbeddedRegistry } from '../../rehearsal/registry/embedded-registry.js'
import { newRepository, type RepositoryState } from '../../rehearsal/registry/state.js'

export interface Promotion {
  readonly registries: ReadonlyMap<string, EmbeddedRegistry>
  /** Text of the image list. */
  readonly list: string
  /** `us-central1-docker.pkg.dev/k8s-staging-images/dra-example-driver` */
  readonly from: string
  readonly to: string
}

interface Place {
  readonly registry: EmbeddedRegistry
  readonly path: string
}

const placeOf = (name: string, registries: Promotion['registries']): Place => {
  const [host = '', ...path] = name.split('/')
  const registry = registries.get(host)
  if (!registry) throw new Error(`there is no registry ${host} in this world`)
  return { registry, path: path.join('/') }
}

const copy = (source: RepositoryState, target: RepositoryState, digest: Digest): void => {
  const manifest = source.manifests.get(digest)
  if (!manifest) throw new Error(`${digest} is not in the staging registry`)
  target.manifests.set(digest, manifest)
  const content = JSON.parse(Buffer.from(manifest.bytes).toString('utf8')) as { manifests?: { digest: Digest }[]; config?: { digest: Digest }; layers?: { digest: Digest }[] }
  for (const it of content.manifests ?? []) copy(source, target, it.digest)
  for (const it of [content.config, ...(content.layers ?? [])]) if (it) target.blobs.set(it.digest, source.blobs.get(it.digest) ?? 0)
}

/** What was copied: `registry.k8s.io/dra-example-driver/dra-example-driver:v0.5.0`. */
export const promote = ({ registries, list, from, to }: Promotion): readonly string[] => {
  const images = (parse(list) as { name: string; dmap?: Record<Digest, string[]> | null }[] | null) ?? []
  const [source, target] = [placeOf(from, registries), placeOf(to, registries)]
  const copied: string[] = []
  for (const { name, dmap } of images) {
    const there = source.registry.state.repositories.get(`${source.path}/${name}`)
    for (const [digest, tags] of Object.entries(dmap ?? {})) {
      // Older entries of a list name what this world never held.
      if (!there?.manifests.has(digest as Digest)) continue
      const path = target.path === '' ? name : `${target.path}/${name}`
      const repository = target.registry.state.repositories.get(path) ?? newRepository()
      target.registry.state.repositories.set(path, repository)
      copy(there, repository, digest as Digest)
      for (const tag of tags.filter((it) => !repository.tags.has(it))) {
        repository.tags.set(tag, { digest: digest as Digest, lag: 0 })
        copied.push(`${to}/${name}:${tag}`)
      }
    }
  }
  return copied
}
