// What a push may do, shown by the real git.
import { writeFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@jest/globals'
import type { Ruleset } from '../../../../src/rehearsal/github/ruleset.js'
import { contract, type Contract } from '../contract.js'
import { git, mustGit, withGit } from '../real-git.js'

const workflow = 'ghs_workflow'

const commit = async (clone: string, path: string, text = 'x\n'): Promise<string> => {
  mkdirSync(join(clone, path, '..'), { recursive: true })
  writeFileSync(join(clone, path), text)
  await mustGit(clone, 'add', '.')
  await mustGit(clone, 'commit', '--quiet', '-m', `Add ${path}`)
  return mustGit(clone, 'rev-parse', 'HEAD')
}

const closedMain: Ruleset = { id: 1, name: 'main', target: 'branch', enforcement: 'active', include: ['~DEFAULT_BRANCH'], rules: [{ type: 'pull_request' }] }

export const gitContracts: readonly Contract[] = [
  contract('W-GIT-01', (stage) => withGit(stage.world, async ({ clone }) => {
    const folder = await clone()
    await commit(folder, 'new.txt')
    const pushed = await git(folder, 'push', 'origin', 'main')
    expect([pushed.code, pushed.stderr]).toEqual([128, expect.stringContaining('could not read Username')])
    expect(stage.world.writes()).toEqual([])
  })),
  contract('W-GIT-02', (stage) => withGit(stage.world, async ({ clone }) => {
    const folder = await clone('ghs_reading')
    await commit(folder, 'new.txt')
    const pushed = await git(folder, 'push', 'origin', 'main')
    expect([pushed.code, pushed.stderr]).toEqual([128, expect.stringContaining('remote: Permission to acme/thing.git denied to github-actions[bot].')])
  })),
  contract('W-GIT-03', (stage) => withGit(stage.world, async ({ folder, url }) => {
    expect((await git(folder, 'ls-remote', url('acme/secret'))).stderr).toContain('could not read Username')
    expect((await git(folder, 'ls-remote', url('acme/secret', 'github_pat_bob'))).stderr).toContain('not found')
    expect((await git(folder, 'ls-remote', url('acme/secret', 'ghp_alice'))).stdout).toContain('refs/heads/main')
  })),
  contract('W-GIT-04', (stage) => withGit(stage.world, async ({ clone }) => {
    const folder = await clone(workflow)
    stage.configure({ rulesets: [closedMain] })
    await commit(folder, 'new.txt')
    const pushed = await git(folder, 'push', 'origin', 'main')
    expect(pushed.code).toBe(1)
    expect(pushed.stderr).toMatch(/remote: error: GH013: Repository rule violations found for refs\/heads\/main\.\nremote: Review all repository rules at http:.*\/acme\/thing\/rules\?ref=refs%2Fheads%2Fmain\nremote:\nremote: - Changes must be made through a pull request\.\n/)
    expect(pushed.stderr).toContain(' ! [remote rejected] main -> main (push declined due to repository rule violations)')
  })),
  contract('W-GIT-05', (stage) => withGit(stage.world, async ({ clone }) => {
    const folder = await clone(workflow)
    stage.configure({ rulesets: [closedMain] })
    const id = await commit(folder, 'new.txt')
    await mustGit(folder, 'tag', 'v1')
    const pushed = await git(folder, 'push', 'origin', 'main', 'v1')
    expect(pushed.code).toBe(1)
    expect(pushed.stderr).toContain(' * [new tag]         v1 -> v1')
    expect(stage.world.repository('acme', 'thing').refs.get('refs/tags/v1')).toBe(id)
  })),
  contract('W-GIT-06', (stage) => withGit(stage.world, async ({ clone }) => {
    const folder = await clone(workflow)
    stage.configure({ rulesets: [closedMain] })
    await commit(folder, 'new.txt')
    await mustGit(folder, 'tag', 'v1')
    const pushed = await git(folder, 'push', '--atomic', 'origin', 'main', 'v1')
    expect(pushed.code).toBe(1)
    expect(stage.world.repository('acme', 'thing').refs.has('refs/tags/v1')).toBe(false)
    stage.configure({ rulesets: [] })
    expect((await git(folder, 'push', '--atomic', 'origin', 'main', 'v1')).code).toBe(0)
  })),
  contract('W-GIT-07', (stage) => withGit(stage.world, async ({ clone }) => {
    const folder = await clone(workflow)
    stage.configure({ protections: { main: { pullRequest: true, checks: ['ci'] } } })
    await commit(folder, 'new.txt')
    const pushed = await git(folder, 'push', 'origin', 'main')
    expect(pushed.stderr).toContain('remote: error: GH006: Protected branch update failed for refs/heads/main.')
    expect(pushed.stderr).toContain('remote: - Required status check "ci" is expected.')
    expect(pushed.stderr).toContain(' ! [remote rejected] main -> main (protected branch hook declined)')
  })),
  contract('W-GIT-08', (stage) => withGit(stage.world, async ({ clone, url }) => {
    const folder = await clone(workflow)
    await commit(folder, '.github/workflows/more.yml', 'on: push\n')
    const pushed = await git(folder, 'push', 'origin', 'main')
    expect(pushed.stderr).toContain('(refusing to allow a GitHub App to create or update workflow `.github/workflows/more.yml` without `workflows` permission)')
    expect((await git(folder, 'push', url('acme/thing', 'ghs_app'), 'main')).code).toBe(0)
  })),
  contract('W-GIT-09', (stage) => withGit(stage.world, async ({ clone }) => {
    const pushed = await git(await clone(workflow), 'push', 'origin', ':main')
    expect(pushed.stderr).toContain(' ! [remote rejected] main (refusing to delete the current branch: refs/heads/main)')
    expect((await stage.api.delete('./git/refs/heads/main')).status).toBe(422)
  })),
  contract('W-GIT-10', (stage) => withGit(stage.world, async ({ clone }) => {
    const pushed = await git(await clone(workflow), 'push', 'origin', 'main:refs/pull/1/head')
    expect(pushed.stderr).toContain('(deny updating a hidden ref)')
  })),
  contract('W-GIT-11', (stage) => withGit(stage.world, async ({ clone }) => {
    const folder = await clone(workflow)
    await commit(folder, 'mine.txt')
    // Between what git is told of the refs and what it sends somebody else is faster.
    let isMoved = false
    stage.world.intercept = (_call, request) => {
      if (isMoved || request.method !== 'POST') return undefined
      isMoved = true
      return { kind: 'meanwhile', act: async () => void (await stage.person().commit('main', { 'theirs.txt': 'y' }, 'Theirs')) }
    }
    const pushed = await git(folder, 'push', 'origin', 'main')
    expect(pushed.stderr).toMatch(/! \[remote rejected\] main -> main \(cannot lock ref 'refs\/heads\/main': is at [0-9a-f]{40} but expected [0-9a-f]{40}\)/)
    expect((await stage.api.get('./contents/theirs.txt')).status).toBe(200)
  })),
]
