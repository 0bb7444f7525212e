// Why a ref was not moved, in the words of the REST API.
import { Refusal } from './refusal.js'
import type { Forbidden } from './ref-moves.js'

export const sayForbidden = (it: Forbidden): never => {
  switch (it.by) {
    case 'rules': throw new Refusal(422, `Repository rule violations found\n\n${it.lines.join('\n\n')}\n\n`)
    case 'protection': throw new Refusal(422, it.lines.join(' '))
    case 'workflow': throw new Refusal(403, 'Resource not accessible by integration')
    case 'default-branch': throw new Refusal(422, 'Cannot delete the default branch')
    case 'hidden': throw new Refusal(422, 'Reference update failed')
  }
}
