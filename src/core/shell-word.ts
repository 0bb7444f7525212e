// Commands that people copy: each word as a shell takes it, whatever stands in a tag or a path.

export const shellWord = (word: string): string => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)

export const shellCommand = (words: readonly string[]): string => words.map(shellWord).join(' ')
