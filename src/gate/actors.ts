// The gate of the actors: who may start a release. In Actions the runner says who started the run (whoever ran it again, where it was run
// again); on a command line it is the person of the token. A bot has to be named; people need the access that is asked for, now.
import { actorWords, usualActors } from '../core/gate-config.js'
import type { Finding } from '../core/result.js'
import { problem } from '../errors/release-error.js'
import type { GateWorld } from '../ports/gate-world.js'
import { closed, type Gate } from './gate.js'

interface Person {
  readonly login: string
  readonly isBot: boolean
}

const accesses: readonly string[] = ['write', 'maintain', 'admin']
const words: readonly string[] = actorWords

export const actorsGate: Gate = async (_facts, line, world) => {
  const allow = line.gate.actors?.allow ?? usualActors
  if (allow.includes('anyone')) return []
  const { actor } = world
  if (actor && 'schedule' in actor) return schedule(allow)
  const person = actor ? { login: actor.login, isBot: isBotName(actor.login) } : await world.github.self()
  if (!person) return unknown(allow)
  return isNamed(person.login, allow) ? [] : refused(person, await whyNot(person, allow, world), allow)
}

const isBotName = (login: string): boolean => login.endsWith('[bot]')

/** Logins are the same in any case. */
const isNamed = (login: string, allow: readonly string[]): boolean => allow.some((it) => !words.includes(it) && it.toLowerCase() === login.toLowerCase())

const refused = ({ login }: Person, why: string | undefined, allow: readonly string[]): readonly Finding[] =>
  why === undefined ? [] : [closed(problem('ACTOR_REFUSED', { actor: login, why, allowed: allowedText(allow) }))]

/** What a schedule runs stands on the default branch. Where people are named, it has to be named as well: it goes on with what they did not start. */
const schedule = (allow: readonly string[]): readonly Finding[] =>
  allow.includes('schedule') || allow.includes('write') ? [] : [closed(problem('ACTOR_REFUSED', { actor: 'A schedule', why: '`schedule` is not among those who may', allowed: allowedText(allow) }))]

/** A token that may write is somebody's who may; of one that has to be on a list this does not say it. */
const unknown = (allow: readonly string[]): readonly Finding[] =>
  allow.includes('write') ? [{ severity: 'unproven', problem: problem('ACTOR_UNPROVEN', { allowed: allowedText(allow) }) }] : [closed(problem('ACTOR_UNKNOWN', { allowed: allowedText(allow) }))]

/** Undefined: they may. */
const whyNot = async (person: Person, allow: readonly string[], { github, repository }: GateWorld): Promise<string | undefined> => {
  const wanted = allow.filter((it) => accesses.includes(it))
  if (person.isBot) return 'a bot has to be named'
  if (wanted.length === 0) return 'the name is not among those who may'
  const rights = await github.rightsOf(repository, person.login)
  if (rights?.isBot) return 'a bot has to be named'
  const held = rights ? heldBy(rights.permission, rights.role) : []
  return wanted.some((it) => held.includes(it)) ? undefined : `the access is ${rights ? `\`${rights.role}\`` : 'none'}`
}

const heldBy = (permission: string, role: string): readonly string[] => {
  if (permission === 'admin') return accesses
  if (permission !== 'write') return []
  return role === 'maintain' ? ['write', 'maintain'] : ['write']
}

const allowedText = (allow: readonly string[]): string =>
  allow.map((it) => (it === 'write' ? 'people with write access' : accesses.includes(it) ? `people with ${it} access` : it === 'schedule' ? 'a schedule' : it)).join(', ')
