// Announcements. A message in a channel is posted exactly once, as it can be looked for; what goes to a webhook is posted at most once,
// as nobody can ask what became of it.

export interface Message {
  /** Plain text with the service's own markup. */
  readonly text: string
  /** Found again by it: one line, the same for the same announcement. */
  readonly marker: string
}

export interface PostedMessage {
  readonly channel: string
  /** The service's own name of the message, which is also its time. */
  readonly id: string
  readonly url?: string
}

export interface ChatReader {
  /** Is there a token? */
  hasToken(): boolean
  /** Is there an address under this name? */
  hasHook(name: string): boolean
  /** Our message with this marker, the oldest of several, posted since then (seconds since 1970). */
  find(channel: string, marker: string, since: number): Promise<PostedMessage | undefined>
}

export interface Chat extends ChatReader {
  /** Looks first, and again after a lost answer. Of two that were posted at the same time only the older one stays. */
  post(channel: string, message: Message, since: number): Promise<PostedMessage>
  /** One request to the address under this name, never repeated once it may have arrived. Fails with WEBHOOK_UNKNOWN then. */
  send(hook: string, body: { readonly text: string; readonly mediaType: string }): Promise<void>
}
