// Reads a text from left to right, and keeps the first thing that was wrong with it.

export class Scan {
  fault: string | undefined
  private at = 0

  constructor(private readonly text: string) {}

  isAtEnd(): boolean {
    return this.at >= this.text.length
  }

  peek(): string {
    return this.text[this.at] ?? ''
  }

  rest(length: number): string {
    return this.text.slice(this.at, this.at + length)
  }

  /** The next character, whole even outside the first plane. */
  next(): string {
    const character = String.fromCodePoint(this.text.codePointAt(this.at) ?? 0)
    this.at += character.length
    return character
  }

  take(text: string): boolean {
    if (!this.text.startsWith(text, this.at)) return false
    this.at += text.length
    return true
  }

  /** A sticky pattern, here. */
  match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.at
    const found = pattern.exec(this.text) ?? undefined
    if (found) this.at += found[0].length
    return found
  }

  /** The first fault counts; nothing is read after it. */
  stop(what: string): string {
    this.fault ??= what
    this.at = this.text.length
    return ''
  }
}
