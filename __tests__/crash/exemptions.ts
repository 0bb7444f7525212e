// What the proof does not hold the release to, by name. Printed with the table; a new line here is a decision.
export interface Exemption {
  readonly name: string
  readonly why: string
}

export const exempt: readonly Exemption[] = [
  { name: 'the moment between two destinations', why: 'no two services change at one instant: version tags are public before the release that speaks of them, never the other way round' },
  { name: 'the waiting tag of a build that was given up, or of a run that died right after publishing', why: 'slipway-staged-… names bytes that nobody is told of; a later run of the same build removes it' },
  { name: 'a tag that somebody else pushes between our look and our push of the same tag', why: 'registries know no condition for a push; the two requests follow one another at once' },
  { name: 'a file that somebody adds to the draft between our look and the flip', why: 'GitHub knows no condition for publishing; the two requests follow one another at once' },
  { name: 'a release that somebody else took back by deleting its tag', why: 'GitHub makes a draft of it; pointers that were moved before stay' },
  { name: 'a signal before the process has said or asked anything', why: 'Node has not read the program yet: nothing is written, and nothing can be printed' },
]
