import { Buffer } from "node:buffer";
import { connect, type Socket } from "node:net";

export type Answer = { status: number; body: string };
type OnAnswer = (answer: Answer) => void;

const HEAD_END = Buffer.from("\r\n\r\n");
/** Well below what the runtime gives an idle connection. */
const IDLE_MAX_MS = 2_000;
const CHUNKS_END = "\r\n0\r\n\r\n";

/**
 * One keep-alive connection with at most one request under way. It reads of HTTP/1.1 what our servers write, and
 * nothing more, so that the generator needs a fraction of the time that the server needs.
 */
export class HttpConnection {
  readonly #origin: URL;
  #socket: Socket | null = null;
  #pending: Buffer | null = null;
  #onAnswer: OnAnswer | null = null;
  #usedAtMs = 0;

  constructor(origin: string) {
    this.#origin = new URL(origin);
  }

  open(): Promise<void> {
    return new Promise((resolve, reject) => {
      const socket = connect({ host: this.#origin.hostname, port: Number(this.#origin.port), noDelay: true });
      socket.once("connect", resolve);
      socket.on("data", (chunk) => this.#take(chunk));
      socket.on("error", (error) => {
        reject(error);
        if (this.#socket === socket) this.#fail(error.message);
      });
      socket.on("close", () => {
        if (this.#socket === socket) this.#fail("the server closed the connection");
      });
      this.#socket = socket;
      this.#pending = null;
      this.#usedAtMs = performance.now();
    });
  }

  /** Status 0 stands for a connection that broke. One that lay idle, which servers close, is opened anew first. */
  send(request: string, onAnswer: OnAnswer): void {
    this.#onAnswer = onAnswer;
    const isFresh = performance.now() - this.#usedAtMs < IDLE_MAX_MS;
    this.#usedAtMs = performance.now();
    if (isFresh && this.#socket?.writable) this.#socket.write(request, "latin1");
    else this.#sendAnew(request);
  }

  #sendAnew(request: string): void {
    const idle = this.#socket;
    this.open().then(
      () => this.#socket?.write(request, "latin1"),
      (error: Error) => this.#fail(error.message),
    );
    idle?.destroy();
  }

  close(): void {
    this.#onAnswer = null;
    this.#socket?.destroy();
  }

  #take(chunk: Buffer): void {
    const bytes = this.#pending ? Buffer.concat([this.#pending, chunk]) : chunk;
    const answer = readAnswer(bytes);
    if (!answer) {
      this.#pending = bytes;
      return;
    }
    this.#pending = null;
    this.#settle(answer);
  }

  #fail(reason: string): void {
    this.#settle({ status: 0, body: reason });
  }

  #settle(answer: Answer): void {
    const onAnswer = this.#onAnswer;
    this.#onAnswer = null;
    onAnswer?.(answer);
  }
}

/** The answer, or null while it is not all there. */
function readAnswer(bytes: Buffer): Answer | null {
  const headEnd = bytes.indexOf(HEAD_END);
  if (headEnd < 0) return null;
  const head = latin1(bytes, 0, headEnd);
  const status = Number(head.slice(9, 12));
  const bodyStart = headEnd + HEAD_END.length;

  const length = /\r\ncontent-length: *(\d+)/i.exec(head);
  if (length) {
    const bodyEnd = bodyStart + Number(length[1]);
    return bytes.length < bodyEnd ? null : { status, body: latin1(bytes, bodyStart, bodyEnd) };
  }
  if (!/\r\ntransfer-encoding: *chunked/i.test(head)) return { status, body: "" };
  const rest = latin1(bytes, headEnd + 2);
  return rest.endsWith(CHUNKS_END) ? { status, body: joinChunks(rest.slice(2)) } : null;
}

/** The types of the Workers runtime, which this project compiles with, know less of Node's buffers than Node does. */
type NodeBuffer = { toString(encoding: "latin1", start: number, end?: number): string };

function latin1(bytes: Buffer, start: number, end?: number): string {
  return (bytes as unknown as NodeBuffer).toString("latin1", start, end);
}

function joinChunks(text: string): string {
  let body = "";
  let at = 0;
  for (;;) {
    const lineEnd = text.indexOf("\r\n", at);
    const size = Number.parseInt(text.slice(at, lineEnd), 16);
    if (!(size > 0)) return body;
    body += text.slice(lineEnd + 2, lineEnd + 2 + size);
    at = lineEnd + 2 + size + 2;
  }
}
