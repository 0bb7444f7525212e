// Which behaviours of Slack this chat imitates. Each is a row of docs/world-chat.md with its source, and has a contract test that fails
// when it is left out.

export const chatRules = {
  'S-API-01': 'what is not implemented answers 501 and is noted',
  'S-API-02': 'a refusal is 200 with ok: false and a word',
  'S-TOK-01': 'a token is asked for, and has to be known',
  'S-TOK-02': 'a token without the scope is told which one',
  'S-CHN-01': 'a channel that is not there is channel_not_found',
  'S-CHN-02': 'who is not in the channel neither posts nor reads',
  'S-CHN-03': 'an archived channel takes no messages',
  'S-MSG-01': 'a message has a time of its own, by which it is named',
  'S-MSG-02': 'the same message twice is two messages',
  'S-MSG-03': 'a message needs a text',
  'S-DEL-01': 'who posted a message may delete it, and nobody else',
  'S-HIS-01': 'history comes newest first, in pages',
  'S-HIS-02': 'metadata is shown when it is asked for',
  'S-HIS-03': 'history ends at the oldest time that is named',
  'S-LIM-01': 'a channel takes about one message a second, and more is 429',
  'S-HOK-01': 'a webhook answers ok, and says nothing of the message',
  'S-HOK-02': 'a webhook that is not there is 404 no_service',
  'S-HOK-03': 'a webhook refuses what is no JSON, or has no text',
  'S-HOK-04': 'a webhook of an archived channel is 410 channel_is_archived',
} as const

export type ChatRule = keyof typeof chatRules
export const chatRuleNames = Object.keys(chatRules) as readonly ChatRule[]
