// Text from outside in a page of Markdown.

/** Goes into cells as code, so that it can neither break the table nor ping anybody. */
export const cell = (text: string): string => (text === '' ? '' : `\`${text.replaceAll('`', "'").replaceAll('|', '\\|').replace(/\s+/g, ' ')}\``)
export const plain = (text: string): string => text.replace(/[<>&|*_[\]`@#\\]/g, (it) => `&#${it.charCodeAt(0)};`).replace(/\s*\n\s*/g, '<br>')
