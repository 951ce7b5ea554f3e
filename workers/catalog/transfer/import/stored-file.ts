/** A file in the bucket, read in pieces from any place. Its key is its own for ever, so it is the same each time. */
export class StoredFile {
  readonly #bucket: R2Bucket;
  readonly #key: string;
  readonly sizeBytes: number;

  private constructor(bucket: R2Bucket, key: string, sizeBytes: number) {
    this.#bucket = bucket;
    this.#key = key;
    this.sizeBytes = sizeBytes;
  }

  static async open(bucket: R2Bucket, key: string): Promise<StoredFile | null> {
    const head = await bucket.head(key);
    return head && new StoredFile(bucket, key, head.size);
  }

  /** At most so many bytes from `offset` on; null at the end of the file. */
  async read(offset: number, length: number): Promise<Uint8Array | null> {
    if (offset >= this.sizeBytes) return null;
    const range = { offset, length: Math.min(length, this.sizeBytes - offset) };
    const part = await this.#bucket.get(this.#key, { range });
    if (!part) throw new Error(`the file ${this.#key} went away while it was read`);
    return new Uint8Array(await part.arrayBuffer());
  }
}
