// Moving a ref that other runs may move too: updateRefs compares and moves in one call, so that whoever came too late learns it. The
// REST calls for refs cannot do that, and are not used where it matters.
import type { components } from '@octokit/openapi-types'
import { repositoryText, type Repository } from '../../core/facts.js'
import { encodePath, type Answer, type Api } from './api.js'
import { errorsOf, statusOf } from './graphql.js'
import { isLost, quick, readSettled } from './look.js'
import type { OwnWrites } from './own-writes.js'
import { refuse } from './refusal.js'
import { Fields } from './shape.js'

export interface Move {
  readonly from: string
  readonly to?: string
}

const mutation = 'mutation ($input: UpdateRefsInput!) { updateRefs(input: $input) { clientMutationId } }'

/** As the value after the move it deletes the ref. */
const noObject = '0'.repeat(40)

const mostSends = 3

interface Moving {
  readonly name: string
  readonly ref: string
  readonly move: Move
  readonly signal?: AbortSignal
}

export class RefMoves {
  /** `ids`: the names that GraphQL has for repositories. */
  constructor(private readonly api: Api, private readonly own: OwnWrites, private readonly ids: Map<string, string> = new Map()) {}

  /**
   * Safe to send again: when the first one was carried out after all, the second one is refused, and then the ref is where it was to go.
   * What is there decides, not the words of a refusal.
   */
  async move(repository: Repository, ref: string, move: Move, signal?: AbortSignal): Promise<boolean> {
    const moving: Moving = { name: repositoryText(repository), ref, move, ...(signal ? { signal } : {}) }
    // Others may move it from now on: what this process wrote there says nothing about how old a read is.
    this.own.forgetRef(moving.name, ref.replace(/^refs\//, ''))
    for (let sends = 1; ; sends++) {
      try {
        const refused = await this.send(moving)
        return refused === undefined || (await this.isThere(moving, refused, sends > 1))
      } catch (failure) {
        if (!isLost(failure)) throw failure
        if ((await this.settled(moving, (it) => it === move.to, quick)) === move.to) return true
        if (sends === mostSends) throw failure
      }
    }
  }

  /** Undefined when it was carried out. */
  private async send({ name, ref, move, signal }: Moving): Promise<(() => never) | undefined> {
    const update = { name: ref, beforeOid: move.from, afterOid: move.to ?? noObject, force: true }
    const input = { repositoryId: await this.idOf(name, signal), refUpdates: [update] }
    const call = {
      method: 'POST', path: this.api.settings.endpoints.graphql, json: { query: mutation, variables: { input } }, what: `move ${ref} of ${name}`, repository: name, creates: false, ...(signal ? { signal } : {}),
    } as const
    const answer: Answer = await this.api.must(call)
    const errors = errorsOf(answer)
    if (errors.length === 0) return undefined
    return () => refuse({ ...answer, status: statusOf(errors), value: { message: errors.map((it) => it.message).join(' ') } }, call)
  }

  /** After a refusal. A read may be older than it, and than a move of ours whose answer was lost: then it is asked again. */
  private async isThere(moving: Moving, refused: () => never, mayBeOurs: boolean): Promise<boolean> {
    const { from, to } = moving.move
    const now = await this.settled(moving, (it) => (mayBeOurs ? it === to : it !== from))
    return now === from ? refused() : now === to
  }

  private settled(moving: Moving, isFresh: (object: string | undefined) => boolean, pauses?: readonly number[]): Promise<string | undefined> {
    const { clock, signal } = this.api.settings
    const waiting = moving.signal ?? signal
    return readSettled(() => this.look(moving), isFresh, { clock, ...(waiting ? { signal: waiting } : {}), ...(pauses ? { pauses } : {}) })
  }

  private async look({ name, ref, signal }: Moving): Promise<string | undefined> {
    const what = `read ${ref} of ${name}`
    const value = await this.api.find(`/repos/${encodePath(name)}/git/ref/${encodePath(ref.replace(/^refs\//, ''))}`, what, signal)
    return value === undefined ? undefined : new Fields<components['schemas']['git-ref']>(value, what).object('object').text('sha')
  }

  private async idOf(name: string, signal: AbortSignal | undefined): Promise<string> {
    const known = this.ids.get(name)
    if (known !== undefined) return known
    const what = `read the repository ${name}`
    const answer = await this.api.must({ method: 'GET', path: `/repos/${encodePath(name)}`, what, ...(signal ? { signal } : {}) })
    const id = new Fields<components['schemas']['full-repository']>(answer.value, what).text('node_id')
    this.ids.set(name, id)
    return id
  }
}
