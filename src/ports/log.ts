// What a run tells while it works. One writer stands behind it, which redacts every registered secret.
export interface Log {
  /** A line for people. */
  info(text: string): void
  warn(text: string): void
  error(text: string): void
  /** Detail that is shown with --verbose (or in debug mode of the runner) only. */
  debug(text: string): void
  /** Output of a child process, one line at a time; never interpreted as a command of the runner. */
  child(source: string, line: string): void
  /** Register a secret: from now on no output contains it, nor its usual encodings. */
  secret(value: string): void
}
