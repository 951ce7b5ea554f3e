import type { WithdrawAsk } from "../asks.ts";
import type { Books } from "./books.ts";
import { isLive, type Part, release, stateAt } from "./part.ts";
import { holdView } from "./predict-reads.ts";
import { only, type Prediction } from "./prediction.ts";

/** Staff take back a hold, all of it, as long as nobody pays for it; asked again they are told that they did. */
export function predictWithdraw(books: Books, ask: WithdrawAsk, nowMs: number): Prediction {
  const { holdId, itemId, actor } = ask;
  const named = books.part(holdId, itemId);
  if (!named) return only({ kind: "unknown_hold" });
  const view = () => holdView(holdId, named, nowMs);
  const key = { scope: `withdrawn ${holdId}`, requestHash: "" };
  if (books.recall(key, nowMs) !== "nothing") return only(() => ({ kind: "withdrawn", hold: view() }));
  const kind = whyNot(named, nowMs);
  if (kind) return only(() => ({ kind, hold: view() }));
  return only(
    () => ({ kind: "withdrawn", hold: view() }),
    () => {
      for (const [partOf, part] of books.holds.get(holdId) ?? []) {
        if (!isLive(part, nowMs) || part.state === "pinned") continue;
        release(part, nowMs);
        books.move(partOf, {
          kind: "released",
          atMs: nowMs,
          location: null,
          onHandDelta: 0,
          committedDelta: 0,
          reason: "withdrawn",
          note: `hold ${holdId}`,
          actor,
          reference: named.reference,
        });
      }
      books.remember(key, nowMs);
    },
  );
}

function whyNot(part: Part, nowMs: number): "sold" | "pinned" | "ended" | null {
  if (part.committed > 0) return "sold";
  if (isLive(part, nowMs)) return part.state === "pinned" ? "pinned" : null;
  return stateAt(part, nowMs) === "held" ? null : "ended";
}
