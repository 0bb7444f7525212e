// GitHub, asked once a run for what several texts are made of: the text of a release and the section of the changelog say the same, and
// are asked for before anything is built as well as when they are written. For a release of thousands of commits each time is many queries.
import type { NotesReader } from './gather-notes.js'

const ofRuns = new WeakMap<object, NotesReader>()

/** The same promise for the same words of a question; a failure is no answer that stays. */
const once = <Asked extends readonly unknown[], Answer>(ask: (...of: Asked) => Promise<Answer>): ((...of: Asked) => Promise<Answer>) => {
  const answers = new Map<string, Promise<Answer>>()
  return (...of) => {
    const key = JSON.stringify(of)
    const answer = answers.get(key) ?? ask(...of)
    answers.set(key, answer)
    answer.catch(() => answers.delete(key))
    return answer
  }
}

/** `run`: what a run has one of, as its plan. */
export const askedOnce = (run: object, github: NotesReader): NotesReader => {
  const reader = ofRuns.get(run) ?? {
    pullsOf: once((repository, commits) => github.pullsOf(repository, commits)),
    closedIssues: once((repository, since) => github.closedIssues(repository, since)),
    generatedNotes: once((repository, of) => github.generatedNotes(repository, of)),
  } satisfies NotesReader
  ofRuns.set(run, reader)
  return reader
}
