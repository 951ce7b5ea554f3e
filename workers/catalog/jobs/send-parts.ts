/** Parts of a file in R2 as one body of the length that they have together. */
export function sendParts(
  files: R2Bucket,
  parts: readonly { key: string; sizeBytes: number }[],
): ReadableStream<Uint8Array> {
  const { readable, writable } = new FixedLengthStream(parts.reduce((sum, part) => sum + part.sizeBytes, 0));
  // A reader who goes away, or a part that is lost, ends the stream short of its length: no client takes that for whole.
  pipeParts(files, parts, writable).catch(() => {});
  return readable;
}

async function pipeParts(
  files: R2Bucket,
  parts: readonly { key: string }[],
  writable: WritableStream<Uint8Array>,
): Promise<void> {
  try {
    for (const { key } of parts) {
      const part = await files.get(key);
      if (!part) throw new Error(`the part ${key} is gone`);
      await part.body.pipeTo(writable, { preventClose: true });
    }
    await writable.close();
  } catch (error) {
    await writable.abort(error).catch(() => {});
    throw error;
  }
}
