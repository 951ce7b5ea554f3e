/** What one step of a purchase writes: rows under the record's own keys, lines appended to the log. */
export type BareWrite = {
  key: string;
  rows: number;
  /** About how long the body of the first row is; the others are small. */
  bytes: number;
  /** Lines appended to the log. */
  lines?: number;
  /** Announce this key on the queue, from the alarm, as an order's event is. */
  announce?: boolean;
};

export interface BareRowsRpc {
  /** One row in a transaction of its own. */
  writeAlone(): Promise<number>;
  /** Rows in the transaction of all the requests that arrived together. */
  write(ask: BareWrite): Promise<number>;
}

export function bareRows(namespace: DurableObjectNamespace, name: string): BareRowsRpc {
  return namespace.get(namespace.idFromName(name)) as unknown as BareRowsRpc;
}
