// The report as outputs of the Action: names as in action.yml; lists as JSON with digests.
import type { Json } from '../core/json.js'
import type { Report } from '../core/report.js'
import type { TaskResult } from '../core/result.js'

const of = (results: readonly TaskResult[], step: string): readonly TaskResult[] => results.filter((it) => it.id.startsWith(`${step}/`) && (it.state === 'done' || it.state === 'already'))

const destinations = (results: readonly TaskResult[], step: string): string =>
  JSON.stringify(of(results, step).map((it) => ({ name: it.outcome?.where ?? '', digest: it.outcome?.digest ?? '', size: it.outcome?.size ?? 0 })))

export const outputsOf = (report: Report): Readonly<Record<string, string>> => {
  const wheels = of(report.results, 'build:wheel').flatMap((it) => it.outcome?.artifacts ?? []).filter((it) => it.kind === 'wheel')
  const [release] = of(report.results, 'publish:release')
  const [record] = of(report.results, 'stage:record')
  const wheel = wheels[0]
  const { shown = {} } = report
  return {
    outcome: report.outcome,
    version: report.plan?.version ?? textOf(shown['version']),
    tag: report.plan?.tag.name ?? textOf(shown['tag']),
    'release-url': release?.outcome?.url ?? '',
    'issue-url': textOf(shown['issue-url']),
    images: destinations(report.results, 'publish:image'),
    charts: destinations(report.results, 'publish:chart'),
    packages: JSON.stringify(of(report.results, 'publish:index').map((it) => ({ name: it.outcome?.where ?? '', url: it.outcome?.url ?? '', install: it.outcome?.commands ?? [] }))),
    wheel: wheel ? JSON.stringify({ name: wheel.fileName, digest: wheel.digest, size: wheel.size }) : '',
    record: record?.outcome?.digest ? JSON.stringify({ name: 'slipway.json', digest: record.outcome.digest, size: record.outcome.size ?? 0 }) : '',
    'artifacts-digest': textOf(shown['artifacts-digest']),
    artifacts: textOf(shown['artifacts']),
    matrix: textOf(shown['matrix']),
    unbuilt: report.releases ? JSON.stringify(report.releases.filter((it) => it.unbuilt).map((it) => it.tag)) : '',
  }
}

const textOf = (value: Json | undefined): string => (value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value))
