// What every object of GitHub has: an opaque id, times, and who made it.
import type { components } from '@octokit/openapi-types'
import type { Addresses } from '../addresses.js'
import type { User } from '../state.js'

export type Schemas = components['schemas']

/** The opaque name that everything has. */
export const nodeId = (kind: string, id: number | string): string => Buffer.from(`${kind}:${id}`).toString('base64')

/** GitHub's times end with the second. */
export const timeText = (milliseconds: number): string => new Date(milliseconds).toISOString().replace(/\.\d{3}Z$/, 'Z')

export const timeOrNull = (milliseconds: number | null): string | null => (milliseconds === null ? null : timeText(milliseconds))

export const userShape = (user: User, addresses: Addresses): Schemas['simple-user'] => {
  const url = `${addresses.api}/users/${encodeURIComponent(user.login)}`
  return {
    login: user.login, id: user.id, node_id: nodeId('User', user.id), avatar_url: `${addresses.server}/avatars/u/${user.id}`, gravatar_id: '',
    url, html_url: `${addresses.server}/${user.type === 'Bot' ? `apps/${user.login.replace('[bot]', '')}` : user.login}`,
    followers_url: `${url}/followers`, following_url: `${url}/following{/other_user}`, gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`, subscriptions_url: `${url}/subscriptions`, organizations_url: `${url}/orgs`, repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`, received_events_url: `${url}/received_events`, type: user.type, user_view_type: 'public', site_admin: false,
  }
}
