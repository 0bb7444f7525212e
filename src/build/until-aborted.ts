// A stream that ends when the run is stopped: compressing a large image would otherwise go on for minutes.
export async function* untilAborted(parts: AsyncIterable<Uint8Array>, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  for await (const part of parts) {
    signal.throwIfAborted()
    yield part
  }
}
