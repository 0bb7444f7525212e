// Everything of the REST API that is implemented. The order counts where one path fits two patterns.
import type { Route } from '../ask.js'
import { actionRoutes } from './actions.js'
import { assetRoutes } from './assets.js'
import { checkRoutes } from './checks.js'
import { commitRoutes } from './commits.js'
import { contentRoutes } from './contents.js'
import { forkRoutes } from './forks.js'
import { issueRoutes } from './issues.js'
import { objectRoutes } from './objects.js'
import { pullRoutes } from './pulls.js'
import { refRoutes } from './refs.js'
import { releaseRoutes } from './releases.js'
import { repositoryRoutes } from './repositories.js'

export const routes: readonly Route[] = [
  ...repositoryRoutes, ...forkRoutes, ...assetRoutes, ...releaseRoutes, ...refRoutes, ...objectRoutes, ...contentRoutes, ...checkRoutes, ...pullRoutes, ...commitRoutes, ...issueRoutes, ...actionRoutes,
]

interface Compiled {
  readonly route: Route
  readonly pattern: RegExp
}

/** `{name}` is one piece of a path, `{+name}` takes the rest, or nothing. */
const compile = (route: Route): Compiled => {
  const source = route.path
    .replace(/[.]/g, '\\.')
    .replace(/\/\{\+(\w+)\}/g, '(?:/(?<$1>.*?))?')
    .replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')
  return { route, pattern: new RegExp(`^${source}$`) }
}

const compiled = routes.map(compile)

export interface Found {
  readonly route: Route
  readonly params: Readonly<Record<string, string>>
}

/** Undefined for a path that no route has, and for one that is wrongly encoded. */
export const findRoute = (method: string, path: string): Found | undefined => {
  for (const { route, pattern } of compiled) {
    const found = route.method === method ? pattern.exec(path) : null
    if (!found) continue
    try {
      return { route, params: Object.fromEntries(Object.entries(found.groups ?? {}).map(([name, value]) => [name, decodeURIComponent((value as string | undefined) ?? '')])) }
    } catch {
      return undefined
    }
  }
  return undefined
}
