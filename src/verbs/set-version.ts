// `slipway set-version V`: the version into every reference of the work tree; every other byte stays.
import { join } from 'node:path'
import { imagesOf } from '../core/line-images.js'
import type { Report } from '../core/report.js'
import { firstRevision } from '../core/revision.js'
import { setReferences } from '../core/set-references.js'
import { parseVersion, isDevelopment } from '../core/version.js'
import { fail } from '../errors/release-error.js'
import type { ReleaseWork } from './plan-release.js'
import { onlyLine, versionEntryOf, workTreeConfig, workTreeTexts } from './work-tree.js'

export const setVersion = async ({ request, ports, steps }: ReleaseWork): Promise<Report> => {
  const began = ports.clock.now()
  const line = onlyLine(await workTreeConfig(request, ports, steps), request)
  const version = parseVersion(request.version ?? fail('TRIGGER_MISSING', { verb: 'set-version' }), line.scheme)
  const entry = versionEntryOf(line)
  if (entry['written-in'].length === 0) return fail('VERSION_NOT_WRITTEN', { line: line.name, version: version.text })
  const mode = isDevelopment(version) ? 'next' : 'release'
  // All edits are made in memory first: either every place can be written, or no file is touched.
  const edits = setReferences({ references: entry['written-in'], alsoSet: entry['also-set'], texts: await workTreeTexts(line, ports), version, mode, images: imagesOf(line), revision: { given: request.revision, from: firstRevision(line.effective) } })
  for (const [file, text] of edits) await ports.files.writeFile(join(ports.folder, file), text)
  const files = [...edits.keys()]
  const text = files.length > 0 ? ['Changed:', ...files.map((it) => `   ${it}`)].join('\n') : ''
  return { verb: request.verb, outcome: 'nothing-to-do', exitCode: 0, summary: files.length > 0 ? `${version.text} is written in ${files.length} ${files.length === 1 ? 'file' : 'files'}` : `every reference says ${version.text} already`, results: [], problems: [], findings: [], took: ports.clock.now() - began, text }
}
