import { answerMessages } from "../../tools/runtime/helper.ts";
import { runClosedLoop } from "./closed-loop.ts";
import type { LoadMessage } from "./load-messages.ts";
import { runOpenLoop } from "./open-loop.ts";

/** The load generator, a process of its own on a core that the server does not use. */

answerMessages<LoadMessage>(async (ask) => (ask.kind === "closed" ? runClosedLoop(ask) : runOpenLoop(ask)));
process.once("disconnect", () => process.exit());
