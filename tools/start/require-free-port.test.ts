import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { expect, it } from "vitest";
import { requireFreePort } from "./require-free-port.ts";

it.each(["127.0.0.1", "0.0.0.0"])("names a port that is taken on %s, and says what to do", async (host) => {
  const other = createServer().listen({ port: 0, host });
  await once(other, "listening");
  const { port } = other.address() as AddressInfo;

  await expect(requireFreePort(port)).rejects.toThrow(
    `Port ${port} is in use. Choose another one, such as PORT=${port + 1}.`,
  );
  other.close();
  await once(other, "close");
  await expect(requireFreePort(port)).resolves.toBeUndefined();
});
