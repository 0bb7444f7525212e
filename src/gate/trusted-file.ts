// A file of the default branch, by which gates judge. GitHub's "not found" is the one answer with which they would ask for less: no config, no
// OWNERS of the folder. A replica that does not know of the newest commit yet gives it too. So only the commit itself says that there is none.
import type { GateWorld } from '../ports/gate-world.js'

export const trustedFile = async ({ git, github, repository, bring }: Pick<GateWorld, 'git' | 'github' | 'repository' | 'bring'>, file: string, commit: string): Promise<Uint8Array | undefined> =>
  (await github.file(repository, file, commit)) ?? git.show((await git.commit(commit)) ?? (await bring(commit)), file)
