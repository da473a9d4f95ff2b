import { FileRefused } from './delivery.ts';

/** The text of UTF-8 bytes; a file in another encoding is refused, not guessed at. */
export async function* decodeUtf8(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const decode = (chunk?: Uint8Array): string => {
    try {
      return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
    } catch {
      throw new FileRefused('the file is not UTF-8 text');
    }
  };
  let length = 0;
  for await (const chunk of bytes) {
    length += chunk.length;
    yield decode(chunk);
  }
  if (length === 0) throw new FileRefused('the file is empty');
  yield decode();
}
