import { isAbsolute, join } from "node:path";
import { Stop } from "../stop.ts";

const PORT_DEFAULT = 8787;
const USAGE = "Usage: npm start -- [--verbose] [--var NAME:VALUE]…";

/** How a shop is started on this machine. */
export type StartSettings = {
  port: number;
  /** Everything the running shop keeps, and nothing else. */
  stateDir: string;
  /** Given to every Worker beside what its config says, such as shorter waiting times. */
  vars: Record<string, string>;
  /** Show all that wrangler says, not its errors alone. */
  isVerbose: boolean;
};

/** `PORT` and `SOUK_STATE_DIR` from the environment, the rest from the arguments. */
export function readStartSettings(
  env: Record<string, string | undefined>,
  args: readonly string[],
  root: string,
): StartSettings {
  const settings: StartSettings = {
    port: readPort(env.PORT),
    stateDir: readStateDir(env.SOUK_STATE_DIR, root),
    vars: {},
    isVerbose: false,
  };
  const rest = [...args];
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    if (arg === "--verbose") settings.isVerbose = true;
    else if (arg === "--var") Object.assign(settings.vars, readVar(rest.shift()));
    else throw new Stop(`"${arg}" is not an option. ${USAGE}`);
  }
  return settings;
}

function readPort(text: string | undefined): number {
  if (text === undefined || text === "") return PORT_DEFAULT;
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1 || port > 65_535)
    throw new Stop(`PORT must be a number from 1 to 65535, not "${text}".`);
  return port;
}

function readStateDir(text: string | undefined, root: string): string {
  if (!text) return join(root, ".souk");
  return isAbsolute(text) ? text : join(root, text);
}

/** `NAME:VALUE`, as `wrangler dev --var` writes it. */
function readVar(text = ""): Record<string, string> {
  const [, name, value] = /^([A-Z][A-Z0-9_]*):(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined) throw new Stop(`"${text}" is not NAME:VALUE. ${USAGE}`);
  return { [name]: value };
}
