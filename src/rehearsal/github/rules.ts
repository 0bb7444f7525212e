// Which of GitHub's behaviours this world imitates. Each is a row of docs/world.md, with its source and its contract test, and
// is looked up by its name at the place where the behaviour is. A world may leave some out: to imitate another forge, and to
// show that the contract test of each one fails without it.

export const rules = {
  'W-API-01': 'what is not implemented answers 501 and is recorded',
  'W-API-02': 'lists come in pages of 30, with links to the others',
  'W-API-03': 'a body that is no JSON is refused with 400',
  'W-API-04': 'a repository that does not exist, or that one may not see, is 404 and never 403',
  'W-API-05': 'a request without a user agent is refused',
  'W-API-06': 'names of repositories are the same in any case',
  'W-API-07': 'an unknown version of the API is refused with 400',
  'W-API-08': 'a field that is missing is named in a 422',
  'W-API-09': 'a field of another type is named in a 422',
  'W-API-10': 'every answer has a request id',

  'W-TOK-01': 'a token that nobody gave out is 401',
  'W-TOK-02': 'a token that has expired is 401',
  'W-TOK-03': 'writing without a token is 401',
  'W-TOK-04': 'a private repository is not there for those who may not see it',
  'W-TOK-05': 'a token without the permission is 403, in the words for its kind',
  'W-TOK-06': 'answers name the permissions that would do',
  'W-TOK-07': 'a token for some repositories writes to no other',
  'W-TOK-08': 'a classic token shows its scopes, and without the scope it is told 404',
  'W-TOK-09': 'a token can do no more than its person',
  'W-TOK-10': 'a workflow opens pull requests only where the setting allows it',
  'W-TOK-11': 'GraphQL refuses a commit without the permission with FORBIDDEN',

  'W-REF-01': 'a ref that is there cannot be created again',
  'W-REF-02': 'an empty repository has no refs to ask for: 409',
  'W-REF-03': 'a ref needs an object that exists',
  'W-REF-04': 'a ref moves forward only, unless it is forced',
  'W-REF-05': 'a ref that is not there cannot be updated: 422, not 404',
  'W-REF-06': 'a ref that is not there cannot be deleted: 422, not 404',
  'W-REF-07': 'a ref is found by its whole name only',
  'W-REF-08': 'a malformed name is no ref',
  'W-REF-09': 'a tag object makes no tag',

  'W-GIT-01': 'git is asked for a login before it may push',
  'W-GIT-02': 'git may not push without the permission',
  'W-GIT-03': 'a private repository cannot be cloned by others',
  'W-GIT-04': 'a push against a ruleset is declined with GH013',
  'W-GIT-05': 'a ref that is refused does not hold back the others of the push',
  'W-GIT-06': 'an atomic push is done whole or not at all',
  'W-GIT-07': 'a push to a protected branch is declined with GH006',
  'W-GIT-08': 'a push of workflow files needs a permission of its own',
  'W-GIT-09': 'the default branch cannot be deleted',
  'W-GIT-10': 'refs of pull requests cannot be pushed to',
  'W-GIT-11': 'a push that started from an old value of the ref is refused',

  'W-REL-01': 'a draft cannot be read by its tag',
  'W-REL-02': 'drafts are hidden from those who may not write',
  'W-REL-03': 'several drafts may have one tag',
  'W-REL-04': 'two published releases cannot have one tag',
  'W-REL-05': 'a draft that is updated without tag_name loses its tag',
  'W-REL-06': 'publishing makes the tag when it is missing',
  'W-REL-07': 'a tag that is there decides the commit, not target_commitish',
  'W-REL-08': 'a target_commitish that is nothing is refused',
  'W-REL-09': 'a body of more than 125000 characters is refused',
  'W-REL-10': 'the latest release is the one of the newest commit',
  'W-REL-11': 'make_latest decides whether a release becomes the latest',
  'W-REL-12': 'a draft or pre-release cannot be made the latest',
  'W-REL-13': 'make_latest: legacy decides by date, then by version',
  'W-REL-14': 'the page of a draft is called untagged',
  'W-REL-15': 'a release is as old as its commit',
  'W-REL-16': 'a release of a commit that changes workflows needs a permission of its own',
  'W-REL-17': 'a ruleset for tags stops the publication that would make one',
  'W-REL-18': 'an empty repository can have no release',
  'W-REL-19': 'a tag stays when its release is deleted',
  'W-REL-20': 'a release whose tag is deleted becomes a draft',
  'W-REL-21': 'releases are listed with the newest first',
  'W-REL-22': 'generated notes begin at the tag that is named, else at the nearest one',
  'W-REL-23': 'a malformed tag name is refused',
  'W-REL-24': 'a draft whose tag is deleted loses it',

  'W-AST-01': 'a name can be uploaded once',
  'W-AST-02': 'an upload that breaks off leaves a starter asset',
  'W-AST-03': 'a starter asset keeps its name from others',
  'W-AST-04': 'an asset has the digest of its bytes',
  'W-AST-05': 'special characters in names become dots',
  'W-AST-06': 'an asset over the size limit is refused',
  'W-AST-07': 'a release takes a limited number of assets',
  'W-AST-08': 'the bytes of an asset are at another origin',
  'W-AST-09': 'storage refuses a token that is carried there',
  'W-AST-10': 'assets of drafts cannot be downloaded from the site',
  'W-AST-11': 'an asset cannot take the name of another',
  'W-AST-12': 'an empty asset is refused',
  'W-AST-13': 'an upload of unknown length is refused',

  'W-IMM-01': 'where the setting is on, what is published is immutable',
  'W-IMM-02': 'an immutable release takes no more assets',
  'W-IMM-03': 'assets of an immutable release stay as they are',
  'W-IMM-04': 'the tag of an immutable release cannot move or go',
  'W-IMM-05': 'the tag name of a deleted immutable release cannot be released again',
  'W-IMM-06': 'the tag of a deleted immutable release cannot be made again',
  'W-IMM-07': 'title and notes of an immutable release may change',
  'W-IMM-08': 'the tag of a deleted immutable release may be deleted',

  'W-COM-01': 'createCommitOnBranch puts one commit on top of the head',
  'W-COM-02': 'createCommitOnBranch refuses a head that is no longer there',
  'W-COM-03': 'createCommitOnBranch makes no branch',
  'W-COM-04': 'createCommitOnBranch obeys rulesets and protection',
  'W-COM-05': 'commits that GitHub makes are signed, and pass a ruleset for signatures',
  'W-COM-06': 'a file that is there needs its sha to be replaced',
  'W-COM-07': 'a file that has changed is not replaced: 409',
  'W-COM-08': 'a file on a branch that takes no commits is not written: 409',
  'W-COM-09': 'a file over one MiB comes without its content',
  'W-COM-10': 'the raw media type gives the bytes of a file',
  'W-COM-11': 'a comparison lists the oldest commit first',
  'W-COM-12': 'a comparison lists 250 commits at most, the newest ones',
  'W-COM-13': 'workflow files are not written without the permission',
  'W-COM-14': 'a link to a file is answered as the file',
  'W-COM-15': 'for a commit of the default branch only merged pull requests are listed',

  'W-PUL-01': 'a branch has one open pull request into another at most',
  'W-PUL-02': 'a pull request needs a commit',
  'W-PUL-03': 'branches that are not there are named in a 422',
  'W-PUL-04': 'issues and pull requests are counted together',
  'W-PUL-05': 'a head filter without an owner filters nothing',
  'W-PUL-06': 'merging moves the base branch',
  'W-PUL-07': 'a merge of another head than the one named is refused',
  'W-PUL-08': 'what conflicts is not merged',
  'W-PUL-09': 'a pull request follows its branch',
  'W-PUL-10': 'a pull request ends with its branch',

  'W-ISS-01': 'an issue needs a title',
  'W-ISS-02': 'pull requests are listed among the issues',
  'W-ISS-03': 'where issues are disabled they are gone: 410',
  'W-ISS-04': 'a comment needs a body',
  'W-ISS-05': 'a text of more than 65536 characters is refused',
  'W-ISS-06': 'issues are filtered by all labels that are named',
  'W-ISS-07': 'a label can be made once',

  'W-RUL-01': 'rules are told for branches that do not exist yet',
  'W-RUL-02': 'only active rulesets hold',
  'W-RUL-03': 'a ruleset holds for the refs that its patterns name',
  'W-RUL-04': 'a ruleset can forbid creation',
  'W-RUL-05': 'a ruleset can forbid updates',
  'W-RUL-06': 'a ruleset can forbid deletion',
  'W-RUL-07': 'a ruleset can forbid forced updates',
  'W-RUL-08': 'a ruleset can demand pull requests, whose merge passes',
  'W-RUL-09': 'a ruleset can demand signatures, which a push has not',
  'W-RUL-10': 'a ruleset can demand checks',
  'W-RUL-11': 'a ruleset can demand a form of names',
  'W-RUL-12': 'classic protection refuses direct commits',

  'W-LIM-01': 'answers tell how much may still be asked',
  'W-LIM-02': 'after the last request of the hour there is 403',
  'W-LIM-03': 'content is made so many times a minute, and no more',
  'W-LIM-04': 'a minute has so many points',
  'W-LIM-05': 'asking for the limits does not count',
  'W-LIM-06': 'so many requests run at once, and no more',

  'W-LAG-01': 'a single thing may be shown as it was, for a number of reads',
  'W-LAG-02': 'a list may be shown as it was, for a number of reads',

  'W-CHK-01': 'of each check the newest run is listed',
  'W-CHK-02': 'a commit without statuses is pending',
  'W-CHK-03': 'of each status the newest counts',
} as const

export type RuleName = keyof typeof rules

export const ruleNames = Object.keys(rules) as readonly RuleName[]

export class Rules {
  private readonly left: ReadonlySet<RuleName>

  constructor(without: Iterable<RuleName> = []) {
    this.left = new Set(without)
  }

  has(name: RuleName): boolean {
    return !this.left.has(name)
  }
}
