// Running the tools that build: docker, helm, git, python. No shell, typed argv, an allow-listed environment.

export interface Command {
  /** Name on PATH or absolute path. */
  readonly tool: string
  readonly args: readonly string[]
  readonly cwd: string
  /** Added to the small allow-listed base (PATH, HOME, LANG, TMPDIR …). A credential of the release never goes in here. */
  readonly env?: Readonly<Record<string, string>>
  /** Names to hand through from the environment of this process, because the config names them. */
  readonly pass?: readonly string[]
  /** Likewise, and their values are secrets: redacted, and BUILD_SECRET_MISSING when one is not set. */
  readonly secrets?: readonly string[]
  readonly stdin?: string
  /** Where standard output goes: kept as text (default), or streamed into a file. */
  readonly stdoutFile?: string
  /** Show output lines in the log while it runs. Default true. */
  readonly show?: boolean
  /** The whole output is needed: fails with TOOL_OUTPUT_TOO_LARGE instead of keeping only the end. Default false. */
  readonly whole?: boolean
  readonly signal?: AbortSignal
}

export interface Finished {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
  /** Milliseconds. */
  readonly took: number
}

export interface Exec {
  /** Runs to the end whatever the exit code is. Fails with TOOL_MISSING when there is no such program. */
  run(command: Command): Promise<Finished>
  /** Like `run`, but an exit code other than 0 fails with TOOL_FAILED (tool, code, last lines). */
  check(command: Command): Promise<Finished>
  /** Absolute path of a tool on PATH, or undefined. SLIPWAY_PYTHON, where it is set, is the answer for `python3`. */
  find(tool: string): Promise<string | undefined>
}
