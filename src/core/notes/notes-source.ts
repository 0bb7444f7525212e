// Where the words about a release come from: what came since the release before, or what somebody wrote.

export const notesSources = ['commits', 'pulls', 'github', 'tag', 'file', 'changelog', 'changes', 'none'] as const
export type NotesSource = (typeof notesSources)[number]
