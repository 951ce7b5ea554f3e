import { answerMessages } from "../../tools/runtime/helper.ts";
import { runClosedLoop } from "./closed-loop.ts";
import type { LoadMessage } from "./load-messages.ts";
import { runOpenLoop } from "./open-loop.ts";

/** The load generator, a process of its own on a core that the server does not use. */

answerMessages<LoadMessage>(async (ask) => {
  switch (ask.kind) {
    case "closed":
      return runClosedLoop(ask);
    case "open":
      return runOpenLoop(ask);
    case "together":
      return Promise.all(ask.loops.map(runOpenLoop));
  }
});
process.once("disconnect", () => process.exit());
