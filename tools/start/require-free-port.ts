import { createServer } from "node:net";
import { Stop } from "../stop.ts";

const PORT_MAX = 65_535;

/** Stops with a clear word before anything is started when somebody else listens on this port. */
export async function requireFreePort(port: number): Promise<void> {
  for (const host of ["127.0.0.1", "::1"]) {
    const code = await tryToListen(port, host);
    if (code === "EADDRINUSE")
      throw new Stop(
        `Port ${port} is in use. Choose another one, such as PORT=${port === PORT_MAX ? 8787 : port + 1}.`,
      );
    if (code === "EACCES") throw new Stop(`Port ${port} needs privileges that this user does not have.`);
  }
}

/** Null, or the code of the error: a machine without IPv6 answers EADDRNOTAVAIL, which is nobody's concern. */
function tryToListen(port: number, host: string): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error) => resolve("code" in error ? String(error.code) : error.message));
    server.listen({ port, host }, () => server.close(() => resolve(null)));
  });
}
