// Refs, tag objects and files as GitHub has them.
import type { components } from '@octokit/openapi-types'
import { repositoryText, type Repository } from '../../core/facts.js'
import { fail } from '../../errors/release-error.js'
import type { RefTarget, RepositoryInfo } from '../../ports/github.js'
import { encodePath, type Answer, type Api } from './api.js'
import { readSettled, sendOnce } from './look.js'
import type { OwnWrites } from './own-writes.js'
import { detailsOf, refuse, saidBy } from './refusal.js'
import { Fields } from './shape.js'

/** A tag of a tag of a tag: nobody needs more, and a ring must end. */
const deepestTag = 5

const withoutRefs = (ref: string): string => ref.replace(/^refs\//, '')

export class Refs {
  /** `ids`: the names that GraphQL has for repositories, as far as they were read. */
  constructor(private readonly api: Api, private readonly own: OwnWrites, private readonly ids: Map<string, string> = new Map()) {}

  async repository(repository: Repository): Promise<RepositoryInfo> {
    const what = `read the repository ${repositoryText(repository)}`
    const answer = await this.api.must({ method: 'GET', path: this.base(repository), what })
    const it = new Fields<components['schemas']['full-repository']>(answer.value, what)
    this.ids.set(repositoryText(repository), it.text('node_id'))
    return { defaultBranch: it.text('default_branch'), isPrivate: it.flag('private'), url: it.text('html_url') }
  }

  find(repository: Repository, ref: string): Promise<RefTarget | undefined> {
    const name = repositoryText(repository)
    return readSettled(() => this.look(repository, ref), (it) => this.own.isFreshRef(name, withoutRefs(ref), it?.object), this.api.settings)
  }

  private async look(repository: Repository, ref: string): Promise<RefTarget | undefined> {
    const what = `read ${ref} of ${repositoryText(repository)}`
    const value = await this.api.find(`${this.base(repository)}/git/ref/${encodePath(withoutRefs(ref))}`, what)
    if (value === undefined) return undefined
    const object = new Fields<components['schemas']['git-ref']>(value, what).object('object')
    const type = object.text('type')
    if (type !== 'commit' && type !== 'tag') return fail('GITHUB_ANSWER', { what, field: 'object.type', found: type })
    return { object: object.text('sha'), type }
  }

  /** GitHub gives all of them in one answer, whatever page is asked for; if it ever gives them in pages, it names the next one. */
  async names(repository: Repository, beginning: string): Promise<readonly string[]> {
    const what = `list ${beginning} of ${repositoryText(repository)}`
    const names: string[] = []
    let next: string | undefined = `${this.base(repository)}/git/matching-refs/${encodePath(withoutRefs(beginning))}`
    while (next !== undefined) {
      const answer: Answer = await this.api.must({ method: 'GET', path: next, what })
      if (!Array.isArray(answer.value)) return fail('GITHUB_ANSWER', { what, field: 'the top', found: 'no list' })
      names.push(...answer.value.map((it) => new Fields<components['schemas']['git-ref']>(it, what).text('ref')))
      next = /<([^>]+)>;\s*rel="next"/.exec(answer.headers['link'] ?? '')?.[1]
    }
    return names
  }

  async commitOf(repository: Repository, target: RefTarget): Promise<string> {
    const what = `read the tag object ${target.object} of ${repositoryText(repository)}`
    let at = target
    for (let depth = 0; depth < deepestTag; depth++) {
      if (at.type === 'commit') return at.object
      const path = `${this.base(repository)}/git/tags/${at.object}`
      // A ref names it, so it is there: a "not found" is old.
      const value = await readSettled(() => this.api.find(path, what), (it) => it !== undefined, this.api.settings)
      if (value === undefined) return fail('GITHUB_NOT_FOUND', { what, url: path })
      const object = new Fields<components['schemas']['git-tag']>(value, what).object('object')
      const type = object.text('type')
      if (type !== 'commit' && type !== 'tag') return fail('GITHUB_ANSWER', { what, field: 'object.type', found: type })
      at = { object: object.text('sha'), type }
    }
    return fail('GITHUB_ANSWER', { what, field: 'object.type', found: `a tag of a tag, more than ${deepestTag} deep` })
  }

  async tagText(repository: Repository, object: string): Promise<string> {
    const what = `read the tag object ${object} of ${repositoryText(repository)}`
    const path = `${this.base(repository)}/git/tags/${object}`
    const value = await readSettled(() => this.api.find(path, what), (it) => it !== undefined, this.api.settings)
    return value === undefined ? fail('GITHUB_NOT_FOUND', { what, url: path }) : new Fields<components['schemas']['git-tag']>(value, what).text('message')
  }

  async file(repository: Repository, path: string, ref: string): Promise<Uint8Array | undefined> {
    const what = `read ${path} of ${repositoryText(repository)} at ${ref}`
    const url = `${this.base(repository)}/contents/${encodePath(path)}?ref=${encodeURIComponent(ref)}`
    const value = await readSettled(() => this.api.find(url, what), (it) => it !== undefined || !this.own.isOwnCommit(ref), this.api.settings)
    if (value === undefined) return undefined
    const it = new Fields<components['schemas']['content-file']>(value, what)
    // Over one MiB the content is left out here; the blob has it up to 100 MiB.
    if (it.text('encoding') === 'base64') return Buffer.from(it.text('content'), 'base64')
    const blob = await this.api.must({ method: 'GET', path: `${this.base(repository)}/git/blobs/${it.text('sha')}`, what })
    return Buffer.from(new Fields<components['schemas']['blob']>(blob.value, what).text('content'), 'base64')
  }

  async create(repository: Repository, ref: string, object: string): Promise<void> {
    const name = repositoryText(repository)
    const call = { method: 'POST', path: `${this.base(repository)}/git/refs`, json: { ref, sha: object }, what: `create ${ref} in ${name}`, repository: name, creates: false } as const
    const there = await sendOnce<RefTarget | undefined>(
      async () => {
        const answer = await this.api.ask(call)
        if (answer.status === 201) return { object, type: 'commit' }
        const isTaken = answer.status === 422 && /already exists/i.test(`${saidBy(answer.value)} ${detailsOf(answer.value).map((it) => it.code).join(' ')}`)
        return isTaken ? readSettled(() => this.look(repository, ref), (it) => it !== undefined, this.api.settings) : refuse(answer, call)
      },
      () => this.look(repository, ref),
      this.api.settings,
    )
    if (there?.object === object) this.own.wroteRef(name, withoutRefs(ref), object)
    else fail('REF_EXISTS', { ref, repository: name, found: there?.object ?? 'something that could not be read', wanted: object })
  }

  /**
   * A tag object that no ref names is invisible and belongs to nobody; a second one after a lost answer does no harm, so this
   * one call may be repeated.
   */
  async createTag(repository: Repository, tag: { name: string; message: string; commit: string }): Promise<string> {
    const name = repositoryText(repository)
    const what = `make the tag object ${tag.name} in ${name}`
    const answer = await this.api.must({
      method: 'POST', path: `${this.base(repository)}/git/tags`, what, repository: name, tag: tag.name, idempotent: true, creates: false,
      json: { tag: tag.name, message: tag.message, object: tag.commit, type: 'commit' },
    })
    return new Fields<components['schemas']['git-tag']>(answer.value, what).text('sha')
  }

  private base(repository: Repository): string {
    return `/repos/${encodePath(repositoryText(repository))}`
  }
}

