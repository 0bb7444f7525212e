// SemVer text ↔ meaning. The spellings are those of DESIGN and of docs/adr/0005: dev.0, alpha.1, beta.1, rc1, and a post release
// as build metadata, because as a pre-release it would come before the version that it follows.
import parse from 'semver/functions/parse.js'
import { isTooLong, phaseOf, type Meaning } from './meaning.js'

/** Words for which both grammars have a meaning: an optional phase, then a post and a dev number. */
const known = /^(?:([a-z]+)[.-]?([0-9]*)(?=$|[.-]))?(?:[.-]?post[.-]?([0-9]+))?(?:[.-]?dev[.-]?([0-9]*))?$/i
const knownBuild = /^post\.([0-9]+)(?:\.dev\.([0-9]+))?(?:\.|$)/

type After = Pick<Meaning, 'pre' | 'post' | 'dev' | 'identifiers'>

const readPrerelease = (text: string): After => {
  const [phaseText, phaseNumber, post, dev] = wordsOf(text)
  const phase = phaseText === undefined ? undefined : phaseOf(phaseText)
  const foreign: After = { identifiers: text.split('.') }
  if (phaseText !== undefined && phase === undefined) return foreign
  // `1.0.0-post1` is below 1.0.0 in SemVer, so it cannot mean a post release.
  if ((phase === undefined && (post !== undefined || dev === undefined)) || [phaseNumber, post, dev].some((it) => isTooLong(it ?? ''))) return foreign
  return {
    ...(phase === undefined ? {} : { pre: { phase, number: Number(phaseNumber) } }),
    ...(post === undefined ? {} : { post: Number(post) }),
    ...(dev === undefined ? {} : { dev: Number(dev) }),
  }
}

/** Phase, its number, post, dev. `dev` alone would be taken for a phase. */
const wordsOf = (text: string): readonly (string | undefined)[] => {
  const onlyDev = /^dev[.-]?([0-9]*)$/i.exec(text)
  if (onlyDev) return [undefined, undefined, undefined, onlyDev[1]]
  return known.exec(text)?.slice(1) ?? ['', undefined, undefined, undefined]
}

const readBuild = (text: string, isFinal: boolean): Pick<Meaning, 'post' | 'dev' | 'local'> => {
  const segments = text.toLowerCase().split(/[.-]/).map((it) => it.replace(/^0+(?=[0-9]+$)/, ''))
  const normal = segments.join('.')
  const [all, post, dev] = (isFinal ? knownBuild.exec(normal) : null) ?? []
  if (all === undefined || [post, dev].some((it) => isTooLong(it ?? ''))) return { local: text === '' ? [] : segments }
  const rest = normal.slice(all.length)
  return { post: Number(post), ...(dev === undefined ? {} : { dev: Number(dev) }), local: rest === '' ? [] : rest.split('.') }
}

/** Strict: exactly the grammar of semver.org, so no leading `v`, no white space and three numbers. */
export const readSemver = (text: string): Meaning | undefined => {
  const parsed = parse(text)
  if (!parsed) return undefined
  const build = parsed.build.join('.')
  if (text !== (build === '' ? parsed.version : `${parsed.version}+${build}`)) return undefined
  const prerelease = parsed.prerelease.join('.')
  return {
    epoch: 0,
    release: [parsed.major, parsed.minor, parsed.patch],
    ...(prerelease === '' ? {} : readPrerelease(prerelease)),
    ...readBuild(build, prerelease === ''),
  }
}

const phaseTexts = { a: 'alpha.', b: 'beta.', rc: 'rc' } as const

/** undefined when SemVer cannot say it: an epoch, a fourth number, or a local version that would be read as a post release. */
export const writeSemver = (it: Meaning): string | undefined => {
  const release = [...it.release, 0, 0].slice(0, Math.max(3, it.release.findLastIndex((value) => value !== 0) + 1))
  if (it.epoch !== 0 || release.length > 3) return undefined
  const isFinal = it.pre === undefined && it.identifiers === undefined && (it.post !== undefined || it.dev === undefined)
  const post = it.post === undefined ? [] : [`post.${it.post}`]
  const dev = it.dev === undefined ? [] : [`dev.${it.dev}`]
  const pre = it.identifiers ?? (isFinal ? [] : [...(it.pre ? [`${phaseTexts[it.pre.phase]}${it.pre.number}`] : []), ...post, ...dev])
  const build = [...(isFinal ? [...post, ...dev] : []), ...it.local]
  return `${release.join('.')}${pre.length > 0 ? `-${pre.join('.')}` : ''}${build.length > 0 ? `+${build.join('.')}` : ''}`
}
