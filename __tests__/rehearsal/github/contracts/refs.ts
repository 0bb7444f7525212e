// refs and tag objects.
import { expect } from '@jest/globals'
import { contract, details, said, type Contract } from '../contract.js'
import type { Answer, Stage } from '../stage.js'

const mutation = 'mutation ($input: UpdateRefsInput!) { updateRefs(input: $input) { clientMutationId } }'
const nothing = '0'.repeat(40)

/** Several refs in one call. */
export const updateRefs = async (stage: Stage, refUpdates: readonly object[], who = 'workflow'): Promise<Answer> =>
  stage.as(who).graphql(mutation, { input: { repositoryId: (await stage.api.get('.')).body.node_id, refUpdates } })

const refused = (answer: Answer): string[] => ((answer.body.errors ?? []) as { type: string }[]).map((it) => it.type)
const at = (stage: Stage, ref: string): string | undefined => stage.world.repository('acme', 'thing').refs.get(ref)

/** Nobody checks the signature here. */
const signedTag = (stage: Stage): Buffer =>
  Buffer.from(`object ${stage.ref('refs/heads/main')}\ntype commit\ntag 1.0.0\ntagger Ann <ann@example.com> 1770000000 +0100\n\nOne\n-----BEGIN SSH SIGNATURE-----\nU1NIU0lH\n-----END SSH SIGNATURE-----\n`)

export const refContracts: readonly Contract[] = [
  contract('W-REF-01', async (stage) => {
    const ref = { ref: 'refs/tags/0.3.0', sha: stage.ref('refs/heads/main') }
    const made = await stage.api.post('./git/refs', ref)
    expect(made.status).toBe(201)
    expect(made.body.object).toMatchObject({ type: 'commit', sha: ref.sha })
    expect(said(await stage.api.post('./git/refs', ref))).toBe('422 Reference already exists')
  }),
  contract('W-REF-02', async (stage) => {
    expect(said(await stage.api.get('/repos/acme/empty/git/ref/heads/main'))).toBe('409 Git Repository is empty.')
    expect((await stage.api.post('/repos/acme/empty/git/refs', { ref: 'refs/heads/x', sha: '1'.repeat(40) })).status).toBe(409)
  }),
  contract('W-REF-03', async ({ api }) => {
    for (const sha of ['0'.repeat(40), '1'.repeat(40)]) expect(said(await api.post('./git/refs', { ref: 'refs/heads/x', sha }))).toBe('422 Object does not exist')
  }),
  contract('W-REF-04', async (stage) => {
    const [first, last] = [stage.ref('refs/tags/0.1.0'), stage.ref('refs/heads/main')]
    await stage.api.post('./git/refs', { ref: 'refs/heads/x', sha: first })
    expect((await stage.api.patch('./git/refs/heads/x', { sha: last })).body.object.sha).toBe(last)
    expect(said(await stage.api.patch('./git/refs/heads/x', { sha: first }))).toBe('422 Update is not a fast forward')
    expect((await stage.api.patch('./git/refs/heads/x', { sha: first, force: true })).status).toBe(200)
  }),
  contract('W-REF-05', async (stage) => {
    expect(said(await stage.api.patch('./git/refs/heads/none', { sha: stage.ref('refs/heads/main') }))).toBe('422 Reference does not exist')
  }),
  contract('W-REF-06', async ({ api }) => {
    expect((await api.delete('./git/refs/tags/0.1.0')).status).toBe(204)
    expect(said(await api.delete('./git/refs/tags/0.1.0'))).toBe('422 Reference does not exist')
  }),
  contract('W-REF-07', async ({ api }) => {
    expect((await api.get('./git/ref/tags/0')).status).toBe(404)
    const found = await api.get('./git/matching-refs/tags/0')
    expect(found.body.map((it: { ref: string }) => it.ref)).toEqual(['refs/tags/0.1.0', 'refs/tags/0.2.0'])
    expect(found.body.map((it: { object: { type: string } }) => it.object.type)).toEqual(['commit', 'tag'])
  }),
  contract('W-REF-08', async (stage) => {
    const sha = stage.ref('refs/heads/main')
    for (const ref of ['heads/x', 'refs/x', 'refs/heads/a..b', 'refs/heads/a b', 'refs/heads/x.lock', 'refs/heads/-~']) expect(details(await stage.api.post('./git/refs', { ref, sha }))).toEqual(['Reference name is not valid'])
  }),
  contract('W-REF-09', async (stage) => {
    const tag = await stage.api.post('./git/tags', { tag: '0.3.0', message: 'The third', object: stage.ref('refs/heads/main'), type: 'commit' })
    expect((await stage.api.get(`./git/tags/${tag.body.sha}`)).body).toMatchObject({ tag: '0.3.0', message: 'The third\n', object: { type: 'commit' }, verification: { verified: false } })
    expect((await stage.api.get('./git/ref/tags/0.3.0')).status).toBe(404)
    await stage.api.post('./git/refs', { ref: 'refs/tags/0.3.0', sha: tag.body.sha })
    expect((await stage.api.get('./git/ref/tags/0.3.0')).body.object).toMatchObject({ type: 'tag', sha: tag.body.sha })
  }),
  contract('W-REF-10', async (stage) => {
    const [first, last] = [stage.ref('refs/tags/0.1.0'), stage.ref('refs/heads/main')]
    const make = { name: 'refs/slipway/a', beforeOid: nothing, afterOid: first }
    expect(refused(await updateRefs(stage, [make, { name: 'refs/heads/main', beforeOid: first, afterOid: first }]))).toEqual(['UNPROCESSABLE'])
    expect([at(stage, 'refs/slipway/a'), at(stage, 'refs/heads/main')]).toEqual([undefined, last])
    expect((await updateRefs(stage, [make, { name: 'refs/slipway/b', afterOid: last }])).body).toEqual({ data: { updateRefs: { clientMutationId: null } } })
    expect([at(stage, 'refs/slipway/a'), at(stage, 'refs/slipway/b')]).toEqual([first, last])
  }),
  contract('W-REF-11', async (stage) => {
    const [first, last] = [stage.ref('refs/tags/0.1.0'), stage.ref('refs/heads/main')]
    await stage.api.post('./git/refs', { ref: 'refs/slipway/a', sha: first })
    const move = { name: 'refs/slipway/a', beforeOid: first, afterOid: last, force: true }
    expect(refused(await updateRefs(stage, [move]))).toEqual([])
    expect(refused(await updateRefs(stage, [move]))).toEqual(['UNPROCESSABLE'])
    expect(refused(await updateRefs(stage, [{ ...move, beforeOid: first, afterOid: nothing }]))).toEqual(['UNPROCESSABLE'])
    expect(at(stage, 'refs/slipway/a')).toBe(last)
  }),
  contract('W-REF-12', async (stage) => {
    const sha = stage.ref('refs/heads/main')
    const make = { name: 'refs/slipway/a', beforeOid: nothing, afterOid: sha }
    expect(refused(await updateRefs(stage, [make]))).toEqual([])
    expect(refused(await updateRefs(stage, [make]))).toEqual(['UNPROCESSABLE'])
    const remove = { name: 'refs/slipway/a', beforeOid: sha, afterOid: nothing }
    expect([refused(await updateRefs(stage, [remove])), at(stage, 'refs/slipway/a')]).toEqual([[], undefined])
    expect(refused(await updateRefs(stage, [remove]))).toEqual(['UNPROCESSABLE'])
  }),
  contract('W-REF-13', async (stage) => {
    const [first, last] = [stage.ref('refs/tags/0.1.0'), stage.ref('refs/heads/main')]
    await stage.api.post('./git/refs', { ref: 'refs/slipway/a', sha: last })
    const back = { name: 'refs/slipway/a', beforeOid: last, afterOid: first }
    expect(refused(await updateRefs(stage, [back]))).toEqual(['UNPROCESSABLE'])
    expect(refused(await updateRefs(stage, [{ ...back, force: true }]))).toEqual([])
    // A tag object, to which nothing leads but this ref.
    const tag = (await stage.api.post('./git/tags', { tag: 'slipway-lock-x', message: 'held', object: first, type: 'commit' })).body.sha
    expect(refused(await updateRefs(stage, [{ name: 'refs/slipway/a', beforeOid: first, afterOid: tag, force: true }]))).toEqual([])
    expect((await stage.api.get('./git/ref/slipway/a')).body.object).toMatchObject({ type: 'tag', sha: tag })
  }),
  contract('W-REF-14', async (stage) => {
    const bytes = signedTag(stage)
    const id = await stage.person().tagOf('1.0.0', bytes)
    const { tag, message, verification } = (await stage.api.get(`./git/tags/${id}`)).body
    expect([tag, message.includes('BEGIN SSH SIGNATURE'), `${verification.payload}${verification.signature}\n`]).toEqual(['1.0.0', true, bytes.toString()])
    const plain = stage.ref('refs/tags/0.2.0')
    expect((await stage.api.get(`./git/tags/${plain}`)).body.verification).toEqual({ verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null })
  }),
  contract('W-REF-15', async (stage) => {
    const id = await stage.person().tagOf('1.0.0', signedTag(stage))
    const verdict = async (): Promise<unknown> => {
      const { verified, reason } = (await stage.api.get(`./git/tags/${id}`)).body.verification
      return [verified, reason]
    }
    expect(await verdict()).toEqual([false, 'unknown_key'])
    stage.person().knowsKeyOf(id)
    expect(await verdict()).toEqual([true, 'valid'])
  }),
]
