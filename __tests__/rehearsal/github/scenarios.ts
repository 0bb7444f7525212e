// Operations that do what their names say, without a rule that could be left out.
import { expect } from '@jest/globals'
import type { Stage } from './stage.js'

const names = (list: readonly { name: string }[]): string[] => list.map((it) => it.name)

export const scenarios: Readonly<Record<string, (stage: Stage) => Promise<void>>> = {
  'a commit is built from a blob and a tree, and a branch is moved to it': async (stage) => {
    const head = stage.ref('refs/heads/main')
    const blob = (await stage.api.post('./git/blobs', { content: Buffer.from('new\n').toString('base64'), encoding: 'base64' })).body
    const tree = (await stage.api.post('./git/trees', {
      base_tree: (await stage.api.get(`./git/commits/${head}`)).body.tree.sha,
      tree: [{ path: 'a/new.sh', mode: '100755', type: 'blob', sha: blob.sha }, { path: 'docs/index.md', mode: '100644', type: 'blob', sha: null }, { path: 'text.md', mode: '100644', type: 'blob', content: 'text' }],
    })).body
    const commit = (await stage.api.post('./git/commits', { message: 'Built', tree: tree.sha, parents: [head] })).body
    expect(commit.verification.verified).toBe(true)
    expect((await stage.api.patch('./git/refs/heads/main', { sha: commit.sha })).status).toBe(200)
    const paths = (await stage.api.get('./git/trees/main?recursive=1')).body.tree.map((it: { path: string; mode: string }) => `${it.mode} ${it.path}`)
    expect(paths).toEqual(expect.arrayContaining(['100755 a/new.sh', '100644 text.md', '120000 docs/link.md']))
    expect(paths).not.toContain('100644 docs/index.md')
    expect((await stage.api.post('./git/trees', { tree: [{ path: 'x', mode: '100644', type: 'blob', sha: '1'.repeat(40) }] })).status).toBe(422)
  },
  'history is listed, by branch, path and time': async (stage) => {
    const subjects = async (query: string) => (await stage.api.get(`./commits${query}`)).body.map((it: { commit: { message: string } }) => it.commit.message)
    expect(await subjects('')).toEqual(['Third', 'Second', 'First'])
    expect(await subjects('?sha=0.2.0')).toEqual(['Second', 'First'])
    expect(await subjects('?path=README.md')).toEqual(['Second', 'First'])
    expect(await subjects('?since=2026-06-01T00:00:00Z')).toEqual([])
    expect((await stage.api.get('./commits/0.2.0', { accept: 'application/vnd.github.sha' })).bytes.toString()).toBe((await stage.api.get('./commits/0.2.0')).body.sha)
    expect((await stage.api.get('./commits/none')).status).toBe(422)
  },
  'branches and tags are listed': async ({ api }) => {
    expect(names((await api.get('./branches')).body)).toEqual(['main', 'workflow'])
    expect(names((await api.get('./tags')).body)).toEqual(['0.2.0', '0.1.0'])
  },
  'the permission of a person is told in the old words and the new': async (stage) => {
    const of = async (login: string) => (await stage.api.get(`./collaborators/${login}/permission`)).body
    expect(await of('alice')).toMatchObject({ permission: 'admin', role_name: 'admin', user: { login: 'alice' } })
    expect(await of('bob')).toMatchObject({ permission: 'read', role_name: 'read' })
    expect((await stage.api.get('./collaborators/nobody/permission')).status).toBe(404)
  },
  'runs of workflows are seen by everybody where the repository is, and with the permission where it is not': async (stage) => {
    for (const name of ['thing', 'secret']) stage.person('alice', name).workflowRun({ id: 4711 })
    const seen = async (path: string, who: string) => (await stage.as(who).get(`${path}/actions/runs/4711`)).status
    expect([await seen('.', 'workflow'), await seen('/repos/acme/secret', 'workflow'), await seen('/repos/acme/secret', 'alice')]).toEqual([200, 403, 200])
    expect((await stage.api.get('./actions/runs/1')).status).toBe(404)
  },
  'a pull request comes from a fork': async (stage) => {
    const fork = stage.world.as('bob', 'bob', 'thing')
    await fork.commit('fix', { 'fix.txt': 'x' }, 'A fix')
    const pull = (await stage.as('app').post('./pulls', { title: 'A fix', head: 'bob:fix', base: 'main' })).body
    expect(pull).toMatchObject({ head: { label: 'bob:fix', repo: { full_name: 'bob/thing', fork: true } }, base: { label: 'acme:main' }, changed_files: 1 })
    expect((await stage.api.get('./pulls?head=bob:fix')).body).toHaveLength(1)
    await stage.person().merge(pull.number, 'rebase')
    expect((await stage.api.get('./contents/fix.txt')).status).toBe(200)
  },
  'GraphQL answers what it knows, and what it does not know it says and records': async (stage) => {
    const query = 'query Head($name: String!) { repository(owner: "acme", name: $name) { nameWithOwner defaultBranchRef { name target { oid ... on Commit { messageHeadline } } } tag: ref(qualifiedName: "refs/tags/0.2.0") { target { ... on Tag { name target { __typename } } } } } }'
    expect((await stage.api.graphql(query, { name: 'thing' })).body.data.repository).toEqual({
      nameWithOwner: 'acme/thing', defaultBranchRef: { name: 'main', target: { oid: stage.ref('refs/heads/main'), messageHeadline: 'Third' } }, tag: { target: { name: '0.2.0', target: { __typename: 'Commit' } } },
    })
    expect((await stage.api.graphql(query, { name: 'none' })).body).toMatchObject({ data: { repository: null }, errors: [{ type: 'NOT_FOUND' }] })
    expect(stage.world.unimplemented).toEqual([])
    expect((await stage.api.graphql('{ viewer { login bio } }')).status).toBe(501)
    expect((await stage.api.graphql('{ viewer { login @include(if: true) } }')).status).toBe(501)
    expect(stage.world.unimplemented).toHaveLength(2)
  },
}
