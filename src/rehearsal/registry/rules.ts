// Which behaviours of registries this one imitates. Each is a row of docs/world-registry.md with its source and its contract test,
// and is looked up by name where the behaviour is; a registry may leave some out, to show that their tests fail without them.

export const registryRules = [
  'R-ACC-01', 'R-ACC-02', 'R-MAN-01', 'R-MAN-02', 'R-MAN-03', 'R-MAN-04', 'R-MAN-05', 'R-TAG-01', 'R-TAG-02', 'R-TAG-03', 'R-TAG-04',
  'R-BLB-01', 'R-BLB-02', 'R-BLB-03', 'R-UPL-01', 'R-UPL-02', 'R-UPL-03', 'R-UPL-04', 'R-UPL-05', 'R-DEL-01', 'R-DEL-02', 'R-DEL-03',
  'R-AUT-01', 'R-AUT-02', 'R-AUT-03', 'R-AUT-04', 'R-AUT-05', 'R-AUT-06', 'R-REF-01',
] as const

export type RegistryRule = (typeof registryRules)[number]

export class RegistryRules {
  private readonly left: ReadonlySet<RegistryRule>

  constructor(without: Iterable<RegistryRule> = []) {
    this.left = new Set(without)
  }

  has(name: RegistryRule): boolean {
    return !this.left.has(name)
  }
}
