// What the gates have to say, written by hand: every row is a situation, its reason in words, and the verdict that follows from the reason.
// No verdict here was ever produced by the gates.

export interface Row {
  readonly why: string
  /** What the tag is: see makeTags in scene.ts. Default: a lightweight one on a commit of main. */
  readonly tag?: string
  /** `gate` of the line on the default branch. */
  readonly gate?: Readonly<Record<string, unknown>>
  /** Whose keys the file .github/allowed_signers of the default branch has; `empty`, `nonsense`. */
  readonly signers?: string
  /** What else is true of the default branch. */
  readonly main?: 'has no config' | 'has two lines' | 'asks for a gate of tomorrow' | 'knows settings of tomorrow' | 'is broken'
  /** What was reported, one after the other: `unit: success`, `unit by 4711: failure`, `status ci: pending`, `unit elsewhere: success`. */
  readonly checks?: readonly string[]
  /** By classic protection of the default branch. */
  readonly protects?: readonly string[]
  /** By a ruleset: `unit`, `unit by 4711`. */
  readonly rules?: readonly string[]
  /** Default: wes, who may write. `token wes`, `token of a workflow`: no runner says who it is. */
  readonly actor?: string
  /** What has changed on GitHub that the clone does not know. */
  readonly github?: 'knows the key' | 'has it signed by ann' | 'has it lightweight' | 'has a tag called main' | 'has merged it into releases/next' | 'has lost releases/1.x' | 'has gone on with releases/1.x'
  readonly config?: 'lax file' | 'lax file with another line' | 'from the default branch'
  readonly verdict: 'passes' | readonly string[]
  /** Words of the one problem: why it is none of the other reasons that there could be. */
  readonly says?: string
  /** What is told and does not stop, of those that pass. That main asks for something else than the tagged commit goes without saying where `gate` stands. */
  readonly told?: readonly string[]
}

const bySigners = { tag: { kind: 'signed', signers: '.github/allowed_signers' } }
const both = { tag: { kind: 'signed', signers: '.github/allowed_signers', github: true } }
const annotated = { tag: 'annotated' }
const signed = { tag: 'signed' }
const names = (...allow: string[]): NonNullable<Row['gate']> => ({ actors: { allow } })
const checks = (...list: string[]): NonNullable<Row['gate']> => ({ checks: list })
const required = { checks: 'required' }

export const tagRows: readonly Row[] = [
  { why: 'a line that demands nothing of its tags takes a lightweight one', verdict: 'passes' },
  { why: 'more than was demanded is as good', tag: 'annotated on main', verdict: 'passes' },
  { why: 'a signature that nobody asked for is not judged', tag: 'signed by mallory', verdict: 'passes' },
  { why: 'lightweight where annotated is wanted', gate: annotated, verdict: ['TAG_TOO_WEAK'] },
  { why: 'annotated as demanded', tag: 'annotated on main', gate: annotated, verdict: 'passes' },
  { why: 'a signed tag is an annotated one too', tag: 'signed by mallory', gate: annotated, verdict: 'passes' },
  { why: 'lightweight where signed is wanted', gate: signed, verdict: ['TAG_TOO_WEAK'] },
  { why: 'annotated where signed is wanted', tag: 'annotated on main', gate: signed, verdict: ['TAG_TOO_WEAK'] },
  { why: 'signed, and GitHub knows the key', tag: 'signed by ann', gate: signed, github: 'knows the key', verdict: 'passes' },
  { why: 'signed, and GitHub knows nobody of that key', tag: 'signed by ann', gate: signed, verdict: ['TAG_SIGNATURE'], says: 'unknown_key' },
  { why: 'an old signed tag, pushed again under a new name: the signature is good, and of another release', tag: 'signed as an old one', gate: bySigners, signers: 'ann', verdict: ['TAG_NAME_INSIDE'] },
  { why: 'the same when GitHub judges: it verifies the old text', tag: 'signed as an old one', gate: signed, github: 'knows the key', verdict: ['TAG_NAME_INSIDE'] },
  { why: 'an old annotated tag under a new name says the wrong thing as well', tag: 'annotated as an old one', gate: annotated, verdict: ['TAG_NAME_INSIDE'] },
  { why: 'where lightweight is enough, a ref is all that counts', tag: 'annotated as an old one', verdict: 'passes' },
  { why: 'a replayed tag by a stranger: both are told', tag: 'signed as an old one', gate: bySigners, signers: 'bea', verdict: ['TAG_NAME_INSIDE', 'TAG_SIGNATURE'] },
  { why: 'who signs a tag of a tag has not signed what it leads to', tag: 'signed, of a tag', gate: bySigners, signers: 'ann', verdict: ['TAG_OF_TAG'] },
  { why: 'nor does an annotation of a tag say anything of the commit', tag: 'annotated, of a tag', gate: annotated, verdict: ['TAG_OF_TAG'] },
  { why: 'a tag of a tag leads to a commit, and no more is asked here', tag: 'annotated, of a tag', verdict: 'passes' },
  { why: 'the checkout has rewritten it as a lightweight one; GitHub has the object', tag: 'on main', gate: bySigners, signers: 'ann', github: 'has it signed by ann', verdict: 'passes' },
  { why: 'the clone shows a signed tag, and on GitHub it is none', tag: 'signed by ann', gate: bySigners, signers: 'ann', github: 'has it lightweight', verdict: ['TAG_TOO_WEAK'] },
]

export const signatureRows: readonly Row[] = [
  { why: 'the one key of SSH that is named', tag: 'signed by ann', gate: bySigners, signers: 'ann', verdict: 'passes' },
  { why: 'the second key of two', tag: 'signed by bea', gate: bySigners, signers: 'ann, bea', verdict: 'passes' },
  { why: 'an unknown signer with a key of SSH', tag: 'signed by mallory', gate: bySigners, signers: 'ann, bea', verdict: ['TAG_SIGNATURE'], says: 'which is not among them' },
  { why: 'the one key of GPG that is named', tag: 'signed by gus', gate: bySigners, signers: 'gus', verdict: 'passes' },
  { why: 'an unknown signer with a key of GPG', tag: 'signed by eve', gate: bySigners, signers: 'gus', verdict: ['TAG_SIGNATURE'], says: 'which is not among them' },
  { why: 'SSH, where only keys of GPG are named', tag: 'signed by ann', gate: bySigners, signers: 'gus', verdict: ['TAG_SIGNATURE'], says: 'which is not among them' },
  { why: 'GPG, where only keys of SSH are named', tag: 'signed by gus', gate: bySigners, signers: 'ann', verdict: ['TAG_SIGNATURE'], says: 'no key of GPG is among them' },
  { why: 'a list of both sorts takes SSH', tag: 'signed by ann', gate: bySigners, signers: 'gus, ann', verdict: 'passes' },
  { why: 'a list of both sorts takes GPG', tag: 'signed by gus', gate: bySigners, signers: 'gus, ann', verdict: 'passes' },
  { why: 'a key that has expired signs nothing', tag: 'signed by old', gate: bySigners, signers: 'old', verdict: ['TAG_SIGNATURE'], says: 'has expired' },
  { why: 'a key that was revoked signs nothing', tag: 'signed by rev', gate: bySigners, signers: 'rev, revoked', verdict: ['TAG_SIGNATURE'], says: 'was revoked' },
  { why: 'as long as the list does not know of it, nobody else does', tag: 'signed by rev', gate: bySigners, signers: 'rev', verdict: 'passes' },
  { why: 'a key of SSH whose time is over', tag: 'signed by bea', gate: bySigners, signers: 'ann, bea until 2021', verdict: ['TAG_SIGNATURE'], says: 'not any more' },
  { why: 'and it is over whatever time the tag says: who has the key can say any', tag: 'signed by bea long ago', gate: bySigners, signers: 'ann, bea until 2021', verdict: ['TAG_SIGNATURE'], says: 'not any more' },
  { why: 'a key of SSH whose time is not over', tag: 'signed by bea', gate: bySigners, signers: 'bea until 2099', verdict: 'passes' },
  { why: 'a list of keys that are all out of date is a list of nobody', tag: 'signed by bea', gate: bySigners, signers: 'bea until 2021', verdict: ['SIGNERS_MISSING'], says: 'names nobody' },
  { why: 'the file of signers is not there', tag: 'signed by ann', gate: bySigners, verdict: ['SIGNERS_MISSING'], says: 'it is not there' },
  { why: 'the file of signers is empty', tag: 'signed by ann', gate: bySigners, signers: 'empty', verdict: ['SIGNERS_MISSING'], says: 'names nobody' },
  { why: 'the file of signers has a line that is no key: it could be one that was meant', tag: 'signed by ann', gate: bySigners, signers: 'ann, nonsense', verdict: ['SIGNERS_MISSING'], says: 'ann ann@example.com' },
  { why: 'keys in the config: SSH', tag: 'signed by ann', gate: { tag: { keys: ['KEY ann'] } }, verdict: 'passes' },
  { why: 'keys in the config: GPG', tag: 'signed by gus', gate: { tag: { keys: ['KEY gus'] } }, verdict: 'passes' },
  { why: 'keys in the config are of others', tag: 'signed by mallory', gate: { tag: { keys: ['KEY ann', 'KEY gus'] } }, verdict: ['TAG_SIGNATURE'] },
  { why: 'the signature belongs to another text', tag: 'with a signature of other text', gate: bySigners, signers: 'ann', verdict: ['TAG_SIGNATURE'], says: 'does not belong to this text' },
  { why: 'what looks like a signature is none', tag: 'with a signature of nothing', gate: bySigners, signers: 'ann', verdict: ['TAG_SIGNATURE'] },
  { why: 'signers and GitHub: GitHub does not know the key', tag: 'signed by ann', gate: both, signers: 'ann', verdict: ['TAG_SIGNATURE'], says: 'unknown_key' },
  { why: 'signers and GitHub: both agree', tag: 'signed by ann', gate: both, signers: 'ann', github: 'knows the key', verdict: 'passes' },
  { why: 'GitHub knows the key, and it is not among the signers', tag: 'signed by mallory', gate: both, signers: 'ann', github: 'knows the key', verdict: ['TAG_SIGNATURE'] },
  { why: 'GitHub knows somebody of that key; where signers are named that is not asked', tag: 'signed by mallory', gate: bySigners, signers: 'ann', github: 'knows the key', verdict: ['TAG_SIGNATURE'] },
  { why: 'a message of other letters than those of English is the same bytes', tag: 'signed in umlauts', gate: bySigners, signers: 'ann', verdict: 'passes' },
]

export const branchRows: readonly Row[] = [
  { why: 'an older commit of the default branch', tag: 'on the first commit', verdict: 'passes' },
  { why: 'a stray branch: nobody merged it', tag: 'on a stray branch', verdict: ['BRANCH_STRAY'] },
  { why: 'a signature does not merge anything', tag: 'signed on a stray branch', gate: bySigners, signers: 'ann', verdict: ['BRANCH_STRAY'] },
  { why: 'a branch of releases', tag: 'on releases/1.x', verdict: 'passes' },
  { why: 'a branch of releases that has gone on since', tag: 'on releases/1.x', github: 'has gone on with releases/1.x', verdict: 'passes' },
  { why: 'a branch of releases below another name', tag: 'on releases/2/hot', verdict: 'passes' },
  { why: 'one star stays within a folder', tag: 'on releases/2/hot', gate: { branch: ['main', 'releases/*'] }, verdict: ['BRANCH_STRAY'] },
  { why: 'a name that only looks like one of releases', tag: 'on release-1.x', verdict: ['BRANCH_STRAY'] },
  { why: 'a history that has nothing in common with any branch', tag: 'on a history of its own', verdict: ['BRANCH_STRAY'] },
  { why: 'the default branch says that it does not matter', tag: 'on a stray branch', gate: { branch: false }, verdict: 'passes' },
  { why: 'only main is named, and it is on releases/1.x', tag: 'on releases/1.x', gate: { branch: ['main'] }, verdict: ['BRANCH_STRAY'] },
  { why: 'the branch is named outright', tag: 'on a stray branch', gate: { branch: ['feature/x'] }, verdict: 'passes' },
  { why: 'main is not among those that are named', tag: 'on the first commit', gate: { branch: ['stable'] }, verdict: ['BRANCH_STRAY'] },
  { why: 'a tag called like the branch, on the stray commit, is no branch', tag: 'on a stray branch', github: 'has a tag called main', verdict: ['BRANCH_STRAY'] },
  { why: 'merged on GitHub, which the clone does not know yet', tag: 'on a stray branch', github: 'has merged it into releases/next', verdict: 'passes' },
  { why: 'the clone still has a branch that is gone on GitHub', tag: 'on releases/1.x', github: 'has lost releases/1.x', verdict: ['BRANCH_STRAY'] },
]

export const checkRows: readonly Row[] = [
  { why: 'the named check is green', gate: checks('unit'), checks: ['unit: success'], verdict: 'passes' },
  { why: 'the named check is red', gate: checks('unit'), checks: ['unit: failure'], verdict: ['CHECKS_RED'] },
  { why: 'nobody has reported it', gate: checks('unit'), verdict: ['CHECKS_MISSING'] },
  { why: 'it still runs', gate: checks('unit'), checks: ['unit: running'], verdict: ['CHECKS_RUNNING'] },
  { why: 'neutral counts as passed on GitHub', gate: checks('unit'), checks: ['unit: neutral'], verdict: 'passes' },
  { why: 'skipped counts as passed on GitHub', gate: checks('unit'), checks: ['unit: skipped'], verdict: 'passes' },
  { why: 'cancelled does not', gate: checks('unit'), checks: ['unit: cancelled'], verdict: ['CHECKS_RED'] },
  { why: 'out of time does not', gate: checks('unit'), checks: ['unit: timed_out'], verdict: ['CHECKS_RED'] },
  { why: 'waiting for somebody to act does not', gate: checks('unit'), checks: ['unit: action_required'], verdict: ['CHECKS_RED'] },
  { why: 'red, run again, green: the newest counts', gate: checks('unit'), checks: ['unit: failure', 'unit: success'], verdict: 'passes' },
  { why: 'green, run again, red: the newest counts', gate: checks('unit'), checks: ['unit: success', 'unit: failure'], verdict: ['CHECKS_RED'] },
  { why: 'red for the push, green for the tag: the newest of the two counts', gate: checks('unit'), checks: ['unit in suite 1: failure', 'unit in suite 2: success'], verdict: 'passes' },
  { why: 'green for the tag, and then red for the push: the newest of the two counts', gate: checks('unit'), checks: ['unit in suite 2: success', 'unit in suite 1: failure'], verdict: ['CHECKS_RED'] },
  { why: 'green, and it runs again: it may yet turn red', gate: checks('unit'), checks: ['unit: success', 'unit: running'], verdict: ['CHECKS_RUNNING'] },
  { why: 'names are told apart by case', gate: checks('unit'), checks: ['Unit: success'], verdict: ['CHECKS_MISSING'] },
  { why: 'a status is as good as a check run', gate: checks('ci'), checks: ['status ci: success'], verdict: 'passes' },
  { why: 'a status that is pending', gate: checks('ci'), checks: ['status ci: pending'], verdict: ['CHECKS_RUNNING'] },
  { why: 'a status in error', gate: checks('ci'), checks: ['status ci: error'], verdict: ['CHECKS_RED'] },
  { why: 'a status that failed and was set again', gate: checks('ci'), checks: ['status ci: failure', 'status ci: success'], verdict: 'passes' },
  { why: 'a check run and a status of one name: both have to be green', gate: checks('unit'), checks: ['unit: success', 'status unit: failure'], verdict: ['CHECKS_RED'] },
  { why: 'two apps report under one name, and one of them is red', gate: checks('unit'), checks: ['unit: failure', 'unit by 4711: success'], verdict: ['CHECKS_RED'] },
  { why: 'green on another commit says nothing of this one', gate: checks('unit'), checks: ['unit elsewhere: success'], verdict: ['CHECKS_MISSING'] },
  { why: 'a check that nobody named may fail', gate: checks('unit'), checks: ['unit: success', 'flaky: failure'], verdict: 'passes' },
  { why: 'where no checks are asked for, none are looked at', checks: ['unit: failure'], verdict: 'passes' },
  { why: 'one red, one missing, one running: each is told', gate: checks('a', 'b', 'c'), checks: ['a: failure', 'c: running'], verdict: ['CHECKS_RED', 'CHECKS_MISSING', 'CHECKS_RUNNING'] },
  { why: 'what branch protection requires is green', gate: required, protects: ['unit', 'ci'], checks: ['unit: success', 'status ci: success'], verdict: 'passes' },
  { why: 'one of what branch protection requires was never reported', gate: required, protects: ['unit', 'lint'], checks: ['unit: success'], verdict: ['CHECKS_MISSING'] },
  { why: 'required, and the branch requires nothing: that is a mistake, and no pass', gate: required, checks: ['unit: success'], verdict: ['CHECKS_NONE'] },
  { why: 'what a ruleset requires is green', gate: required, rules: ['unit'], checks: ['unit: success'], verdict: 'passes' },
  { why: 'what a ruleset requires is red', gate: required, rules: ['unit'], checks: ['unit: failure'], verdict: ['CHECKS_RED'] },
  { why: 'protection and ruleset together', gate: required, protects: ['unit'], rules: ['lint'], checks: ['unit: success'], verdict: ['CHECKS_MISSING'] },
  { why: 'required of one app, reported by another: anybody can choose a name', gate: required, rules: ['unit by 4711'], checks: ['unit: success'], verdict: ['CHECKS_MISSING'], says: 'unit (of the app 4711)' },
  { why: 'required of one app, and reported by it', gate: required, rules: ['unit by 4711'], checks: ['unit: failure', 'unit by 4711: success'], verdict: 'passes' },
  { why: 'required of one app; a status does not say whose it is', gate: required, rules: ['unit by 4711'], checks: ['status unit: success'], verdict: ['CHECKS_MISSING'] },
]

export const actorRows: readonly Row[] = [
  { why: 'who may write may release', actor: 'wes', verdict: 'passes' },
  { why: 'a maintainer may write', actor: 'mia', verdict: 'passes' },
  { why: 'an admin may write', actor: 'ada', verdict: 'passes' },
  { why: 'who may only read may not', actor: 'rea', verdict: ['ACTOR_REFUSED'] },
  { why: 'triage is no right to write', actor: 'tri', verdict: ['ACTOR_REFUSED'], says: '`triage`' },
  { why: 'somebody of whom GitHub knows nothing', actor: 'stranger', verdict: ['ACTOR_REFUSED'], says: 'the access is none' },
  { why: 'a bot that is not named, though it may write', actor: 'renovate[bot]', verdict: ['ACTOR_REFUSED'], says: 'a bot has to be named' },
  { why: 'a bot that is named', actor: 'renovate[bot]', gate: names('write', 'renovate[bot]'), verdict: 'passes' },
  { why: 'another bot is named', actor: 'renovate[bot]', gate: names('write', 'release-app[bot]'), verdict: ['ACTOR_REFUSED'] },
  { why: 'a workflow that starts another one is a bot', actor: 'github-actions[bot]', verdict: ['ACTOR_REFUSED'] },
  { why: 'a person of the list', actor: 'wes', gate: names('wes', 'ada'), verdict: 'passes' },
  { why: 'logins are the same in any case', actor: 'Wes', gate: names('wes'), verdict: 'passes' },
  { why: 'who may write is not therefore on the list', actor: 'mia', gate: names('wes'), verdict: ['ACTOR_REFUSED'] },
  { why: 'maintain is asked for, and write is less', actor: 'wes', gate: names('maintain'), verdict: ['ACTOR_REFUSED'] },
  { why: 'maintain is asked for', actor: 'mia', gate: names('maintain'), verdict: 'passes' },
  { why: 'an admin has all of it', actor: 'ada', gate: names('maintain'), verdict: 'passes' },
  { why: 'admin is asked for, and maintain is less', actor: 'mia', gate: names('admin'), verdict: ['ACTOR_REFUSED'] },
  { why: 'the default branch takes anyone', actor: 'stranger', gate: names('anyone'), verdict: 'passes' },
  { why: 'a schedule is the repository itself', actor: 'schedule', verdict: 'passes' },
  { why: 'where people are named, a schedule would go on with what they did not start', actor: 'schedule', gate: names('wes'), verdict: ['ACTOR_REFUSED'] },
  { why: 'a schedule that is named', actor: 'schedule', gate: names('wes', 'schedule'), verdict: 'passes' },
  { why: 'on a command line the token says who it is', actor: 'token wes', verdict: 'passes' },
  { why: 'on a command line too, reading is not enough', actor: 'token rea', verdict: ['ACTOR_REFUSED'] },
  { why: 'on a command line, by name', actor: 'token wes', gate: names('ada'), verdict: ['ACTOR_REFUSED'] },
  { why: 'a token of nobody: that it may write is all that is known', actor: 'token of a workflow', verdict: 'passes', told: ['ACTOR_UNPROVEN'] },
  { why: 'a token of nobody, where one has to be on a list', actor: 'token of a workflow', gate: names('wes'), verdict: ['ACTOR_UNKNOWN'] },
]

export const configRows: readonly Row[] = [
  { why: 'the tagged commit asks for no gate: what main asks for holds, and the difference is shown', tag: 'on lax config', verdict: 'passes', told: ['GATES_DIFFER'] },
  { why: 'the tagged commit asks for no gate, and main for signed tags', tag: 'on lax config', gate: signed, verdict: ['TAG_TOO_WEAK'] },
  { why: 'the tagged commit asks for no gate and is on a stray branch', tag: 'on a lax stray branch', verdict: ['BRANCH_STRAY'] },
  { why: 'the tagged commit takes anyone, and main does not', tag: 'on lax config', actor: 'rea', verdict: ['ACTOR_REFUSED'] },
  { why: 'the tagged commit asks for more than main: main decides', tag: 'on strict config', verdict: 'passes', told: ['GATES_DIFFER'] },
  { why: 'the line has another name in the tagged commit: there are no gates that it could pass', tag: 'on renamed line', verdict: ['GATES_LINE_MISSING'] },
  { why: 'the tagged commit calls its line like one of main that has other tags', tag: 'on posing line', main: 'has two lines', verdict: ['GATES_LINE_OTHER'] },
  { why: 'the other line of main does not matter to this one', main: 'has two lines', verdict: 'passes' },
  { why: 'main has no config: the usual gates hold, and the tagged commit may add to them', tag: 'on lax config', main: 'has no config', verdict: 'passes', told: ['GATES_NO_CONFIG'] },
  { why: 'main has no config, and the tagged commit lets strays through: the usual gates do not', tag: 'on a lax stray branch', main: 'has no config', verdict: ['BRANCH_STRAY'] },
  { why: 'main has no config, and the tagged commit takes anyone: the usual gates do not', tag: 'on lax config', main: 'has no config', actor: 'stranger', verdict: ['ACTOR_REFUSED'] },
  { why: 'main has no config, and what the tagged commit adds holds', tag: 'on strict config', main: 'has no config', verdict: ['TAG_TOO_WEAK', 'CHECKS_MISSING'] },
  { why: 'main asks for a gate that this Slipway does not know: it is not left out', main: 'asks for a gate of tomorrow', verdict: ['CONFIG_UNKNOWN_KEY'] },
  { why: 'main has settings of a newer Slipway that are no gates', main: 'knows settings of tomorrow', verdict: 'passes' },
  { why: 'main cannot be read', main: 'is broken', verdict: ['CONFIG_MALFORMED'] },
  { why: 'a file named by --config that asks for no gate', config: 'lax file', gate: signed, verdict: ['TAG_TOO_WEAK'] },
  { why: 'a file named by --config that takes anyone', config: 'lax file', actor: 'stranger', verdict: ['ACTOR_REFUSED'] },
  { why: 'a file named by --config whose line main does not have', config: 'lax file with another line', verdict: ['GATES_LINE_MISSING'] },
  { why: 'a file named by --config, and no config on main: the usual gates hold', config: 'lax file', main: 'has no config', tag: 'on a stray branch', verdict: ['BRANCH_STRAY'] },
  { why: 'an old tag with the config of today', config: 'from the default branch', tag: 'on lax config', gate: signed, verdict: ['TAG_TOO_WEAK'] },
  { why: 'all that fails is told together', tag: 'on a stray branch', gate: { tag: 'annotated', checks: ['unit'] }, checks: ['unit: failure'], actor: 'rea', verdict: ['TAG_TOO_WEAK', 'BRANCH_STRAY', 'CHECKS_RED', 'ACTOR_REFUSED'] },
]
