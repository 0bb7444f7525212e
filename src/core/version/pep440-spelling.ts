// PEP 440 text ↔ meaning. Reads every form that PEP 440 allows but the leading `v`, which is the affair of a tag pattern;
// writes the normalised form, which is what stands in a wheel's name and METADATA.
import { parse } from '@renovatebot/pep440'
import { isTooLong, phaseOf, type Meaning } from './meaning.js'

export const readPep440 = (text: string): Meaning | undefined => {
  const parsed = /^[vV]/.test(text) ? null : parse(text)
  if (!parsed || text.replace(/\+.*$/, '').split(/[^0-9]+/).some(isTooLong)) return undefined
  const phase = parsed.pre ? phaseOf(String(parsed.pre[0])) : undefined
  return {
    epoch: parsed.epoch,
    release: parsed.release,
    ...(phase ? { pre: { phase, number: Number(parsed.pre?.[1]) } } : {}),
    ...(parsed.post ? { post: Number(parsed.post[1]) } : {}),
    ...(parsed.dev ? { dev: Number(parsed.dev[1]) } : {}),
    local: localOf(text),
  }
}

/** By hand: the library turns a segment of digits into a number, and a commit's hash may be one. */
const localOf = (text: string): readonly string[] =>
  text.includes('+') ? text.slice(text.indexOf('+') + 1).toLowerCase().split(/[-_.]/).map((it) => it.replace(/^0+(?=[0-9]+$)/, '')) : []

/** undefined for a SemVer pre-release that PEP 440 has no words for, and for build metadata that is no local version. */
export const writePep440 = (it: Meaning): string | undefined => {
  if (it.identifiers || it.local.some((segment) => !/^[a-z0-9]+$/.test(segment))) return undefined
  return [
    it.epoch === 0 ? '' : `${it.epoch}!`,
    it.release.join('.'),
    it.pre ? `${it.pre.phase}${it.pre.number}` : '',
    it.post === undefined ? '' : `.post${it.post}`,
    it.dev === undefined ? '' : `.dev${it.dev}`,
    it.local.length === 0 ? '' : `+${it.local.join('.')}`,
  ].join('')
}
