import { DatabaseDown } from "../reads/ask-database.ts";
import { lookHowFresh, type ReadContext } from "../reads/read-context.ts";

/** As `ensureFresh` for HTTP: to other Workers an outage is an error that says of itself that it passes. */
export async function requireFresh(read: ReadContext): Promise<void> {
  if ((await lookHowFresh(read)) === "unknown")
    throw new DatabaseDown("nothing is known that is young enough");
}
