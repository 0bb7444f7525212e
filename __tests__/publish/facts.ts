// Facts of a release of the driver, for what is planned from them.
import type { Facts } from '../../src/core/facts.js'
import type { JsonObject } from '../../src/core/json.js'
import { digestOf } from '../../src/core/digest.js'
import { wordsOf } from '../../src/core/template.js'
import { parseVersion } from '../../src/core/version.js'

export const driverConfig: JsonObject = {
  tag: '{version}',
  scheme: 'pep440',
  build: { wheel: { name: 'wheel' }, docs: { name: 'docs', from: 'docs' }, image: { name: 'image', context: 'docker' }, chart: { name: 'chart', path: 'helm/driver' } },
  publish: { release: { name: 'release' } },
}

export const makeFacts = (version: string, more: Partial<Facts> = {}): Facts => {
  const parsed = parseVersion(version, 'pep440')
  return {
    slipway: '0.1.0', repository: { owner: 'accanto', name: 'driver' }, server: 'https://github.com', defaultBranch: 'main', line: 'driver',
    tag: { name: version, object: 'a'.repeat(40), commit: 'b'.repeat(40), kind: 'annotated' }, version: parsed, commitTime: 1_700_000_000,
    words: wordsOf(parsed, { tag: version, sha: 'b'.repeat(40), line: 'driver', date: '2023-11-14' }),
    earlier: [], isHighest: !parsed.isPrerelease, paths: [], config: driverConfig, configDigest: digestOf('config'), texts: {}, leftOut: [], ...more,
  }
}
