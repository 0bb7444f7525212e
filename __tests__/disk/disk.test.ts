// A disk that runs full, for real: every local write ends with one code, nothing half written stays under its name, nothing is
// written outside, and what can be known in advance is told before the first write.
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { closeSync, mkdirSync, mkdtempSync, openSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from '@jest/globals'
import { runAction, root, sourceOf } from '../action/runner.js'
import { git, type Scene } from '../e2e/scene.js'
import { smallScene } from '../e2e/stop/stoppable.js'
import { limited, runIn, smallDisk, type SmallDisk } from './small-disk.js'

let scene: Scene | undefined
const disks: SmallDisk[] = []
afterEach(async () => {
  await scene?.close()
  scene = undefined
  for (const it of disks.splice(0)) it.close()
})
const disk = (kibibytes: number, largestFile?: number): SmallDisk => {
  const it = smallDisk(kibibytes, largestFile)
  disks.push(it)
  return it
}

const env = (more: Readonly<Record<string, string>> = {}): Record<string, string> => ({ PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '/', LANG: 'C.UTF-8', SLIPWAY_PYTHON: process.env['SLIPWAY_PYTHON'] ?? '', ...more })

const clone = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'disk-clone-'))
  git(folder, 'init', '-q', '-b', 'main')
  writeFileSync(join(folder, 'large'), randomBytes(400_000))
  git(folder, 'add', '.')
  git(folder, 'commit', '-qm', 'Large')
  return folder
}

describe('every local write', () => {
  test.each(['a limit on the size of files', 'the smallest disk that this machine can give'])('on a disk without room (%s) ends with DISK_FULL, and leaves nothing under its name', async (how) => {
    const it: SmallDisk = how.startsWith('a limit') ? { folder: mkdtempSync(join(tmpdir(), 'limited-')), by: 'file-size limit', prefix: limited(64), close: () => undefined } : disk(128, 64)
    const elsewhere = mkdtempSync(join(tmpdir(), 'elsewhere-'))
    mkdirSync(join(elsewhere, 'folder'))
    for (const name of ['large', 'folder/large']) writeFileSync(join(elsewhere, name), Buffer.alloc(400_000, 'x'))
    const source = clone()
    const { out } = await runIn([...it.prefix, process.execPath, ...sourceOf('__tests__/disk/write-all.ts'), it.folder, elsewhere, source, git(source, 'rev-parse', 'HEAD')], { cwd: root, env: env() })
    const { results, whole } = JSON.parse(out.slice(out.indexOf('{"results'))) as { results: Record<string, unknown>; whole: readonly string[] }
    expect(Object.keys(results).length).toBeGreaterThan(9)
    expect(results).toEqual(Object.fromEntries(Object.keys(results).map((name) => [name, ['DISK_FULL']])))
    // Folders may be there; no file is.
    expect(whole.filter((name) => !['folder', 'layout', 'layout/blobs', 'layout/blobs/sha256'].includes(name))).toEqual([])
  }, 400_000)
})

const release = async (it: Scene, small: Pick<SmallDisk, 'prefix' | 'folder'>): Promise<{ code: number; out: string }> =>
  runIn([...small.prefix, process.execPath, ...sourceOf('src/cli.ts'), 'release', '--tag', '1.0.0'], {
    cwd: await it.checkout('1.0.0'), env: env({ ...it.world.environment, RUNNER_TEMP: small.folder, GITHUB_TOKEN: it.world.token, GITHUB_REPOSITORY: 'accanto/os-vim-driver' }),
  })

describe('a whole release', () => {
  test('is not begun when there is too little room: both numbers, the folder, and what to set', async () => {
    const it = (scene = await smallScene())
    const small = disk(8 * 1024)
    // Where nothing can be mounted, no disk is this small: then the one of the machine is as large as it says.
    const { code, out } = await release(it, { ...small, prefix: [] })
    const expected = small.by === 'tmpfs' ? [3, true] : [0, false]
    expect([code, /DISK_SPACE: The disk of \S+ has [\d.]+ MiB \(\d+ bytes\) left, and 64\.0 MiB \(67108864 bytes\) are needed/.test(out), out]).toEqual([...expected, expect.any(String)])
    if (small.by === 'tmpfs') expect([out, it.world.github.writes()]).toEqual([expect.stringContaining('RUNNER_TEMP'), []])
  }, 400_000)

  test('whose build fills the disk says so, and not that the tool failed; nothing was written outside', async () => {
    const it = (scene = await smallScene('import sys\nif "bdist_wheel" in sys.argv:\n    with open("filler", "wb") as f:\n        for _ in range(200): f.write(b"x" * 1024 * 1024)'))
    const small = disk(80 * 1024, 40 * 1024)
    const { code, out } = await release(it, small)
    expect([code, out]).toEqual([3, expect.stringMatching(/DISK_FULL \(build:wheel\/wheel\): There is no room on the disk/)])
    expect(out).not.toContain('TOOL_FAILED')
    expect(out).toContain('Nothing of this release is public, and nothing is staged.')
    expect(it.world.github.writes()).toEqual([])
    // Cleared away, as far as it is ours.
    expect(readdirSync(small.folder)).toEqual([])
  }, 400_000)
})

describe('what the steps after it read', () => {
  test.each(['GITHUB_OUTPUT', 'GITHUB_STEP_SUMMARY'])('a release whose %s cannot be written is no green job', async (name) => {
    const it = (scene = await smallScene())
    const end = await runAction({
      workspace: await it.checkout('1.0.0'), repository: 'accanto/os-vim-driver', token: it.world.token, program: sourceOf('src/action.ts'), env: env({ ...it.world.environment, [name]: '/dev/full' }),
      event: { name: 'push', ref: 'refs/tags/1.0.0', sha: git(it.origin, 'rev-parse', '1.0.0^{commit}'), payload: { ref: 'refs/tags/1.0.0', after: git(it.origin, 'rev-parse', '1.0.0') } },
    })
    expect([end.code, end.log]).toEqual([3, expect.stringMatching(/^::error title=DISK_FULL::.*\/dev\/full/m)])
    expect(end.log).toContain('released: driver 1.0.0 is released')
  }, 400_000)

  test('a log that nobody can write any more stops no release', async () => {
    const it = (scene = await smallScene())
    const full = openSync('/dev/full', 'w')
    const temp = mkdtempSync(join(tmpdir(), 'unlogged-'))
    const { code, out } = await runIn([process.execPath, ...sourceOf('src/cli.ts'), 'release', '--tag', '1.0.0'], { cwd: await it.checkout('1.0.0'), env: env({ ...it.world.environment, RUNNER_TEMP: temp, GITHUB_TOKEN: it.world.token, GITHUB_REPOSITORY: 'accanto/os-vim-driver' }), stdout: full })
    closeSync(full)
    expect([code, out]).toEqual([0, ''])
    expect([...it.world.github.repository('accanto', 'os-vim-driver').releases.values()].map((release_) => release_.draft)).toEqual([false])
  }, 400_000)
})

test('the machine of this run: what is meant by the smallest disk here', () => {
  const it = disk(64)
  expect(['tmpfs', 'file-size limit']).toContain(it.by)
  if (it.by === 'tmpfs') expect(execFileSync('df', ['--output=fstype', it.folder], { encoding: 'utf8' })).toContain('tmpfs')
  else expect(readFileSync('/proc/self/status', 'utf8')).toMatch(/^CapEff:\s+(?!.*00200000)/m)
})
