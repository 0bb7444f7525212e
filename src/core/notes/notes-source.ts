// Where the words about a release come from: what came since the release before, or what somebody wrote.

export const notesSources = ['commits', 'pulls', 'github', 'tag', 'file', 'changelog', 'unreleased', 'changes', 'none'] as const
export type NotesSource = (typeof notesSources)[number]

/** What the text of a release may be made of. What is unreleased is moved into a section by `changelog`, and is its text by that. */
export const releaseSources = ['commits', 'pulls', 'github', 'tag', 'file', 'changelog', 'changes', 'none'] as const
/** What the section of a changelog may be made of. */
export const sectionSources = ['unreleased', 'commits', 'pulls', 'github', 'file', 'changes'] as const
