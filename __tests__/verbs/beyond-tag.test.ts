// A project whose files keep the version that is out until the next one is made: what came since belongs to the next release.
import { describe, expect, test } from '@jest/globals'
import { benches, config, driverLine, says, type Point } from './bench.js'

const open = benches()
const line = driverLine.replace('    next: minor.dev0\n', '').replace('release: {}', 'release: { notes: changelog }')
const unreleased = (items: string): string => `# Changelog\n\n## [Unreleased]\n\n${items}## [0.4.0] - 2025-01-01\n\n- Old\n\n## [0.3.0] - 2024-01-01\n\n- Older\n`
const files = (version: string, items = ''): Point['files'] => ({ '.slipway.yaml': config(`${line.trimEnd()}\n  changelog: { when: tag }\n`), ...says(version), 'CHANGELOG.md': unreleased(items) })
const before: readonly Point[] = [{ files: files('0.3.0'), tags: { '0.3.0': null } }, { files: files('0.4.0'), tags: { '0.4.0': null } }]

describe('notes without a version', () => {
  test('show what the next release would say where HEAD is beyond the tag of the version that is written', async () => {
    const it = await open([...before, { files: { ...files('0.4.0', '- New\n\n') } }])
    const report = await it.run({ verb: 'notes' })
    expect([report.shown, report.summary]).toEqual([expect.objectContaining({ tag: 'HEAD', tagged: false, previous: '0.4.0', from: 'unreleased', text: '- New' }), expect.stringContaining('what the next release would say')])
    const commits = await it.run({ verb: 'notes', source: 'commits' })
    expect(commits.shown).toMatchObject({ previous: '0.4.0', text: expect.stringContaining('Commit 2') })
    expect(commits.shown?.['text']).not.toContain('Commit 1')
    expect((await it.run({ verb: 'notes', version: '0.4.0' })).shown).toMatchObject({ tag: '0.4.0', tagged: true })
  })

  test('follow the tag of that version, whatever else is tagged higher', async () => {
    const it = await open([{ files: files('0.3.0'), tags: { '0.3.0': null } }, { files: { ...files('0.3.0'), 'fix.txt': 'fixed' }, tags: { '0.4.0': null } }])
    expect((await it.run({ verb: 'notes', source: 'commits' })).shown).toMatchObject({ tag: 'HEAD', previous: '0.3.0', text: expect.stringContaining('Commit 1') })
  })

  test('show the release whose tag HEAD bears', async () => {
    const it = await open(before)
    expect((await it.run({ verb: 'notes' })).shown).toMatchObject({ tag: '0.4.0', tagged: true, text: '- Old' })
  })
})
