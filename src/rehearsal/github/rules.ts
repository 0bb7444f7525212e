// Which of GitHub's behaviours this world imitates. Each is a row of docs/world.md, with its source and its contract test, and
// is looked up by its name at the place where the behaviour is. A world may leave some out: to imitate another forge, and to
// show that the contract test of each one fails without it.

const groups = {
  API: 10, TOK: 12, REF: 10, GIT: 11, REL: 22, AST: 14, IMM: 8, COM: 15, PUL: 11, ISS: 7, RUL: 7, LIM: 6, LAG: 4, CHK: 3,
} as const

type Group = keyof typeof groups
export type RuleName = `W-${Group}-${string}`

export const ruleNames: readonly RuleName[] = Object.entries(groups).flatMap(([group, count]) =>
  Array.from({ length: count }, (_, index): RuleName => `W-${group as Group}-${String(index + 1).padStart(2, '0')}`))

export class Rules {
  private readonly left: ReadonlySet<RuleName>

  constructor(without: Iterable<RuleName> = []) {
    this.left = new Set(without)
  }

  has(name: RuleName): boolean {
    return !this.left.has(name)
  }
}
