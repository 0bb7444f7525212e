// Commands of the config: a program and its arguments. No shell reads them: what stands in quotes, or behind a $, is text. Pure.
import { z } from 'zod'

const word = z.string().min(1).max(4096).regex(/^[^\u0000-\u001f]+$/, 'one line')

/** One command: a text, or a list of words. */
export const commandSchema = z.union([word, z.array(word).min(1)])

/** Several; a text alone is the only one. */
export const commandsSchema = z.union([z.array(commandSchema).min(1), word.transform((it): z.output<typeof commandSchema>[] => [it])])

export type Argv = readonly [string, ...string[]]

/** A text is cut at its spaces; a list is taken as it is. */
export const argvOf = (command: string | readonly string[]): Argv => {
  const [tool = '', ...args] = typeof command === 'string' ? command.trim().split(/\s+/) : command
  return [tool, ...args]
}

/** A program of the project is named by its path in it; any other one is looked for where programs are. */
export const toolAt = (folder: string, tool: string): string => (tool.includes('/') && !tool.startsWith('/') ? `${folder}/${tool.replace(/^\.\//, '')}` : tool)
