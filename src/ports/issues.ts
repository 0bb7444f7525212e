// Issues of a repository and what people say on them. Reading and writing apart; what is created carries a hidden marker, by which it is
// found again when an answer was lost.
import type { Repository } from '../core/facts.js'

export interface Author {
  /** An App's ends with `[bot]`. */
  readonly login: string
  readonly isBot: boolean
  /** They belong to the project: GitHub calls them owner, member or collaborator. */
  readonly isMember: boolean
}

export interface Issue {
  readonly number: number
  readonly url: string
  readonly title: string
  readonly body: string
  readonly state: 'open' | 'closed'
  /** Closed because nothing came of it: not planned, or a duplicate. */
  readonly isDropped: boolean
  /** Undefined: the account is gone. */
  readonly author: Author | undefined
}

export interface IssueComment {
  readonly url: string
  readonly author: Author | undefined
  readonly body: string
  /** Changed after it was written, by whomever. */
  readonly isEdited: boolean
}

export interface IssueFields {
  readonly title?: string
  readonly body?: string
  readonly close?: 'completed' | 'not_planned'
}

export interface IssuesReader {
  /**
   * Issues (no pull requests) whose text is meant, newest first: among all that are open, and the newest thousand that are closed.
   * A list may be older than what was just written elsewhere.
   */
  find(repository: Repository, isMeant: (body: string) => boolean): Promise<readonly Issue[]>
  issue(repository: Repository, number: number): Promise<Issue>
  /** All of them, oldest first. */
  comments(repository: Repository, number: number): Promise<readonly IssueComment[]>
}

export interface Issues extends IssuesReader {
  /** `isIt` knows the issue again by its text: after a lost answer it is looked up, never opened twice. */
  open(repository: Repository, issue: { readonly title: string; readonly body: string }, isIt: (body: string) => boolean): Promise<Issue>
  update(repository: Repository, number: number, fields: IssueFields): Promise<Issue>
  /** One that `isIt` knows, by its text, is as good; it is looked for only when an answer was lost. */
  comment(repository: Repository, number: number, body: string, isIt: (body: string) => boolean): Promise<void>
}
