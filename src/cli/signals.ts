// SIGINT and SIGTERM → one abort. A second one ends the process at once: a person who presses Ctrl-C twice means it, and a
// release that is killed is as safe as one that is stopped.
export const stopOnSignals = (told: (signal: string) => void): { readonly signal: AbortSignal; dispose(): void } => {
  const controller = new AbortController()
  const onSignal = (signal: NodeJS.Signals): void => {
    if (controller.signal.aborted) process.exit(130)
    told(signal)
    controller.abort(signal)
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
  return {
    signal: controller.signal,
    dispose: () => {
      process.off('SIGINT', onSignal)
      process.off('SIGTERM', onSignal)
    },
  }
}
