// Codes of announcements. Addresses of webhooks are secrets, and are called by the variable that holds them.
import { entry } from '../entry.js'

const hints: Readonly<Record<string, string>> = {
  not_in_channel: 'Invite the app to the channel (`/invite @app`).',
  channel_not_found: 'Check the id of the channel (C…), and that the app may see it; a private one has to invite it.',
  is_archived: 'The channel is archived. Announce elsewhere.',
  missing_scope: 'The app needs the scopes chat:write and channels:history (groups:history for a private channel): without the second one it cannot be told whether it was announced already.',
  invalid_auth: 'The token is wrong. Give the bot token of the app (xoxb-…) as `chat-token`, or in SLIPWAY_CHAT_TOKEN.',
  not_authed: 'Give the bot token of the app (xoxb-…) as `chat-token`, or in SLIPWAY_CHAT_TOKEN.',
  token_revoked: 'The token was revoked. Install the app anew, and give the new one.',
  msg_too_long: 'Shorten the text of the announcement.',
}

export const announce = {
  CHAT_REFUSED: entry<{ what: string; error: string; needed: string }>({
    kind: 'remote',
    message: (f) => `Slack refused to ${f.what}: ${f.error}${f.needed === '' ? '' : ` (needed: ${f.needed})`}.`,
    hint: (f) => `${hints[f.error] ?? 'Slack\'s documentation of the method explains the word.'} The release is out; the same command announces it.`,
    facts: (f) => ({ error: f.error }),
    sample: { what: 'post to C0409NGC1TK', error: 'not_in_channel', needed: '' },
  }),
  CHAT_ANSWER: entry<{ what: string; found: string }>({
    kind: 'remote',
    message: (f) => `Something that is not Slack answered the request to ${f.what}: ${f.found}`,
    hint: () => 'Run the same command again; it looks whether the message is there before it posts one.',
    sample: { what: 'read C0409NGC1TK', found: 'status 200, no JSON' },
  }),
  CHAT_TOKEN_MISSING: entry<{ channel: string }>({
    kind: 'precondition',
    message: (f) => `The release is to be announced in ${f.channel}, and there is no token for it.`,
    hint: () => 'Give the bot token of the app (xoxb-…) as `chat-token`, or in SLIPWAY_CHAT_TOKEN. It needs chat:write and channels:history.',
    sample: { channel: 'C0409NGC1TK' },
  }),
  CHAT_HISTORY_TOO_LONG: entry<{ channel: string; messages: number }>({
    kind: 'remote',
    message: (f) => `${f.channel} has more than ${f.messages} messages since the tag was made, so it cannot be told whether it was announced already.`,
    hint: () => 'Look yourself. Announce by hand, or leave the task out with --without follow:announce.',
    sample: { channel: 'C0409NGC1TK', messages: 20_000 },
  }),
  WEBHOOK_MISSING: entry<{ variable: string }>({
    kind: 'precondition',
    message: (f) => `The release is to be announced to the address in ${f.variable}, which is not set or is no https address.`,
    hint: (f) => `Set ${f.variable} from a secret of the repository in the \`env:\` of the step. The address is a secret: whoever has it can post.`,
    sample: { variable: 'SLIPWAY_WEBHOOK_URL' },
  }),
  WEBHOOK_REFUSED: entry<{ variable: string; status: number; said: string }>({
    kind: 'remote',
    message: (f) => `The webhook of ${f.variable} answered ${f.status}: ${f.said}`,
    hint: () => 'Nothing was posted. When the cause is gone, the same command announces it.',
    sample: { variable: 'SLIPWAY_WEBHOOK_URL', status: 404, said: 'no_service' },
  }),
  WEBHOOK_UNKNOWN: entry<{ variable: string }>({
    kind: 'remote',
    message: (f) => `Nobody knows whether the webhook of ${f.variable} has posted the announcement: its answer was lost, and it cannot be asked.`,
    hint: () => 'Look there. It is not sent again, as webhooks post at most once; announce by hand if it is not there. A token with `slack:` can look for itself.',
    sample: { variable: 'SLIPWAY_WEBHOOK_URL' },
  }),
}
