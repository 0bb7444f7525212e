// The table of vectors.ts, row by row: the whole product against the embedded GitHub, with signatures that were really made.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { CheckRun, CommitStatus } from '../../src/rehearsal/github/state.js'
import type { GitHubWorld } from '../../src/rehearsal/github/world.js'
import { Scene, configText, type Deed } from './scene.js'
import { actorRows, branchRows, checkRows, configRows, signatureRows, tagRows, type Row } from './vectors.js'

let scene: Scene
beforeAll(async () => {
  scene = await Scene.make()
}, 400_000)
afterAll(() => scene.close())

const keyOf = (name: string): string => {
  const { people } = scene
  if (name === 'rev') return people.rev.before.public
  if (name === 'revoked') return people.rev.after
  return people[name as 'ann'].public
}

/** A line as it stands in the file; GPG keys are blocks. */
const signer = (said: string): string => {
  if (said === 'empty') return ''
  if (said === 'nonsense') return 'ann ann@example.com'
  const [, name = '', until] = /^(\w+)(?: until (\d+))?$/.exec(said) ?? []
  const key = keyOf(name)
  return key.startsWith('ssh-') ? `${name}@example.com ${until === undefined ? '' : `valid-before="${until}0101" `}${key}` : key
}

const withKeys = (gate: unknown): unknown => JSON.parse(JSON.stringify(gate ?? {}), (_, value: unknown) => (typeof value === 'string' && value.startsWith('KEY ') ? keyOf(value.slice(4)) : value)) as unknown

const mains: Readonly<Record<NonNullable<Row['main']>, (gate: object) => string | undefined>> = {
  'has no config': () => undefined,
  'has two lines': (gate) => JSON.stringify({ version: 1, lines: { nightly: { tag: 'nightly-{version}', gate: { branch: false } }, tool: { tag: 'v{version}', gate } } }),
  'asks for a gate of tomorrow': (gate) => configText({ ...gate, quorum: 3 }),
  'knows settings of tomorrow': (gate) => configText(gate, { more: { sbom: { format: 'spdx' } } }),
  'is broken': () => 'version: 1\nlines: {',
}

const filesOf = (row: Row): Deed['files'] => {
  const gate = withKeys(row.gate) as object
  return {
    '.slipway.yaml': row.main === undefined ? configText(gate) : mains[row.main](gate),
    ...(row.signers === undefined ? {} : { '.github/allowed_signers': `# Who may sign\n${row.signers.split(', ').map(signer).join('\n')}\n` }),
  }
}

/** `unit by 4711: success` */
const report = (world: GitHubWorld, commit: string, text: string): void => {
  const [, isStatus, name = '', elsewhere, app, suite, verdict = ''] = /^(status )?(\S+)( elsewhere)?(?: by (\d+))?(?: in suite (\d+))?: (\S+)$/.exec(text) ?? []
  const somebody = world.as('ada', 'acme', 'thing')
  const at = elsewhere === undefined ? commit : (world.repository('acme', 'thing').refs.get('refs/heads/main') ?? '')
  if (isStatus !== undefined) somebody.status(at, name, verdict as CommitStatus['state'])
  else somebody.check(at, name, verdict === 'running' ? null : (verdict as CheckRun['conclusion']), { ...(app === undefined ? {} : { app: Number(app) }), ...(suite === undefined ? {} : { suite: Number(suite) }) })
}

const requirement = (text: string): object => {
  const [name, app] = text.split(' by ')
  return { context: name, ...(app === undefined ? {} : { integration_id: Number(app) }) }
}

const change = async (it: NonNullable<Row['github']>, world: GitHubWorld, tag: string): Promise<void> => {
  const somebody = world.as('ada', 'acme', 'thing')
  const { refs } = world.repository('acme', 'thing')
  const [object = '', stray = ''] = [refs.get(`refs/tags/${tag}`), scene.commits['a stray branch']]
  if (it === 'knows the key') somebody.knowsKeyOf(object)
  if (it === 'has it signed by ann') {
    const text = `object ${object}\ntype commit\ntag ${tag}\ntagger Ann <ann@example.com> 1790000000 +0100\n\nWhat is new\n`
    await somebody.tagOf(tag, Buffer.from(`${text}${scene.people.ann.sign(text)}`))
  }
  if (it === 'has it lightweight') await somebody.moveRef(`refs/tags/${tag}`, scene.commits['main'])
  if (it === 'has a tag called main') await somebody.tag('main', stray)
  if (it === 'has merged it into releases/next') await somebody.moveRef('refs/heads/releases/next', stray)
  if (it === 'has gone on with releases/1.x') await somebody.commit('releases/1.x', { 'code.txt': 'later' }, 'Later')
  if (it === 'has lost releases/1.x') await somebody.moveRef('refs/heads/releases/1.x', undefined)
}

const prepare = (row: Row, tag: string): NonNullable<Deed['prepare']> => async (world, commits) => {
  if (row.github !== undefined) await change(row.github, world, tag)
  const commit = commits['main'] ?? ''
  for (const text of row.checks ?? []) report(world, row.tag === 'on a stray branch' ? (commits['a stray branch'] ?? '') : commit, text)
  if (row.protects) world.configure('acme', 'thing', { protections: { main: { pullRequest: false, checks: row.protects } } })
  if (row.rules) {
    const rule = { type: 'required_status_checks' as const, parameters: { strict_required_status_checks_policy: false, required_status_checks: row.rules.map(requirement) } }
    world.configure('acme', 'thing', { rulesets: [{ id: 1, name: 'Checks', target: 'branch', enforcement: 'active', include: ['~DEFAULT_BRANCH'], rules: [rule] }] })
  }
}

const whoOf = ({ actor = 'wes' }: Row): Pick<Deed, 'actor' | 'token'> => {
  if (actor === 'schedule') return { actor: { schedule: true } }
  if (actor === 'token of a workflow') return {}
  return actor.startsWith('token ') ? { token: actor.slice('token '.length) } : { actor: { login: actor } }
}

const configOf = ({ config }: Row): Deed['request'] => {
  if (config === undefined) return {}
  if (config === 'from the default branch') return { configFrom: 'default' }
  const lax = { references: false, branch: false, actors: { allow: ['anyone'] } }
  return { config: scene.writeFile(configText(lax, config === 'lax file' ? {} : { line: 'gadget' })) }
}

/** Looked at where it passes, and begun where it must not begin. */
const verdictOf = async (row: Row): Promise<unknown> => {
  const tag = scene.tags.get(row.tag ?? 'on main') ?? ''
  expect(tag).not.toBe('')
  const passes = row.verdict === 'passes'
  const { report: it } = await scene.carryOut({ tag, files: filesOf(row), ...whoOf(row), prepare: prepare(row, tag), verb: passes ? 'plan' : 'release', request: { ...configOf(row), maxWaitMs: 0 } })
  const codes = it.problems.map((one) => one.code)
  if (row.says !== undefined) expect(it.problems.map((one) => one.message).join('\n')).toContain(row.says)
  const told = it.findings.map((one) => one.problem.code).filter((code) => /^(GATES|ACTOR|TAG|BRANCH|CHECKS|SIGNERS)_/.test(code) && !(code === 'GATES_DIFFER' && row.gate !== undefined))
  return codes.length === 0 ? { verdict: 'passes', told } : { verdict: codes, exit: it.exitCode }
}

const expected = ({ verdict, told = [] }: Row): unknown =>
  verdict === 'passes' ? { verdict, told } : { verdict, exit: verdict.some((it) => it.startsWith('CONFIG_')) ? 2 : 20 }

const tables: Readonly<Record<string, readonly Row[]>> = { 'the tag': tagRows, 'its signature': signatureRows, 'the branch': branchRows, 'the checks': checkRows, 'the actor': actorRows, 'where gates are read': configRows }

for (const [name, rows] of Object.entries(tables)) {
  describe(name, () => {
    for (const row of rows) test(row.why, async () => expect(await verdictOf(row)).toEqual(expected(row)))
  })
}

test('the table has rows enough, and none twice', () => {
  const all = Object.values(tables).flat()
  expect(all.length).toBeGreaterThan(120)
  expect(new Set(all.map((it) => it.why)).size).toBe(all.length)
})
