// Which events may release at all. Judged before anything else, and before any secret is read: whoever can cause a run with a body
// of his choice must find nothing in it that is worth a visit. A push to a fork is judged like any other push: its token is the
// fork's own, and whether it may write is proven before anything is built. To end it early as "nothing to do" would make
// a project that lives in a fork green without a release.
import type { EventFacts } from '../core/request.js'
import { fail } from '../errors/release-error.js'

/**
 * Caused by people who may write to the repository, or by its schedule; '' is a run outside of GitHub. Everything else is refused:
 * events of strangers (pull requests of any kind, issues, comments, discussions, forks, stars, wiki pages, runs of other workflows
 * and checks, which strangers start with a pull request), and whatever GitHub thinks of next.
 */
const trusted = new Set(['', 'push', 'create', 'delete', 'release', 'schedule', 'workflow_dispatch', 'repository_dispatch', 'deployment'])

export const mustBeTrusted = (event: Pick<EventFacts, 'name'> | undefined): void => {
  if (event && !trusted.has(event.name)) fail('TRIGGER_UNSAFE', { event: event.name })
}
