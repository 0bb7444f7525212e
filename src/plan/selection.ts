// --only and --without: which tasks of a run are left out. Names may be a task (`build:image/image`), a step
// (`build:image`), the noun of steps (`image`: building, staging, publishing and pointing it) or an entry.
import type { TaskId } from '../core/plan.js'
import { suggest } from '../core/suggest.js'
import { fail } from '../errors/release-error.js'

export interface Selection {
  readonly only: readonly string[]
  readonly without: readonly string[]
}

export interface Selectable {
  readonly id: TaskId
  readonly entry: string
}

const namesOf = (it: Selectable): readonly string[] => {
  const step = it.id.slice(0, it.id.indexOf('/'))
  return [it.id, step, step.slice(step.indexOf(':') + 1), it.entry]
}

const unknownName = (flag: string, name: string, tasks: readonly Selectable[]): never => {
  const short = [...new Set(tasks.flatMap((it) => namesOf(it).slice(2)))]
  const suggestion = suggest(name, [...short, ...tasks.flatMap((it) => namesOf(it).slice(0, 2))])
  return fail('SELECTION_UNKNOWN', { flag, name, known: [...short, ...tasks.map((it) => it.id)].join(', '), ...(suggestion === undefined ? {} : { suggestion }) })
}

/** Ids of the tasks that are left out. A name that fits nothing is an error: a typo must not release too much. */
export const leftOut = (tasks: readonly Selectable[], selection: Selection): ReadonlySet<TaskId> => {
  const fits = (name: string) => tasks.filter((it) => namesOf(it).includes(name))
  const find = (flag: string, names: readonly string[]): ReadonlySet<TaskId> =>
    new Set(names.flatMap((name) => {
      const found = fits(name)
      if (found.length === 0) return unknownName(flag, name, tasks)
      return found.map((it) => it.id)
    }))
  const kept = find('--only', selection.only)
  const dropped = find('--without', selection.without)
  return new Set(tasks.filter((it) => dropped.has(it.id) || (kept.size > 0 && !kept.has(it.id))).map((it) => it.id))
}
