import type { Flow } from "../load/flow.ts";
import type { Scenario } from "./scenario.ts";

/** How long the answers are that a reference of the same size stands beside. */
export type AnswerSizes = { detail: number; list: number };

/** What the platform can do without us, from a constant to a purchase that decides nothing. */
export function referenceScenarios(sizes: AnswerSizes): Scenario[] {
  return [
    reference("hello", "hello, a raw Worker", "bare-hello", get("/v1/hello"), {
      references: [],
    }),
    reference("hono", "hello through Hono", "bare-hono", get("/v1/hello")),
    reference("hop-fetch", "gateway → service, fetch, constant", "bare-gateway", get("/fetch")),
    reference("hop-rpc", "gateway → service, RPC, constant", "bare-gateway", get("/rpc")),
    reference(
      "hop-detail",
      `the same by fetch, ${kb(sizes.detail)} as a detail has`,
      "bare-gateway",
      get(`/bytes?n=${sizes.detail}`),
    ),
    reference(
      "hop-list",
      `the same by fetch, ${kb(sizes.list)} as a list has`,
      "bare-gateway",
      get(`/bytes?n=${sizes.list}`),
    ),
    reference("object-write", "Worker → object, one write", "bare-gateway", get("/object/single", 201)),
    reference(
      "object-group",
      "Worker → object, one write, group commit",
      "bare-gateway",
      get("/object/grouped", 201),
    ),
    reference(
      "hop-write",
      "gateway → service → object, one write",
      "bare-gateway",
      get("/service/single", 201),
    ),
    reference("hop-group", "the same under group commit", "bare-gateway", get("/service/grouped", 201)),
    reference(
      "hop-twice",
      "gateway → service → two objects, one write each, group commit",
      "bare-gateway",
      get("/service/twice", 201),
    ),
    reference(
      "bare-purchase",
      "bare purchase: the same hops, calls, commits, D1 read, event",
      "bare-gateway",
      purchase("purchase"),
    ),
    reference("lean-purchase", "the same without D1 read and event", "bare-gateway", purchase("lean")),
  ];
}

function reference(
  name: string,
  title: string,
  worker: string,
  flow: Flow,
  more: Partial<Scenario> = {},
): Scenario {
  return { name, title, system: "bare", worker, references: ["hello"], prepare: () => flow, ...more };
}

function get(path: string, expect = 200): Flow {
  return { steps: [{ name: "get", method: "GET", path, expect }], rows: [{}], useRows: "in turn" };
}

/** Requests about as long as a buyer's. */
function purchase(kind: "purchase" | "lean"): Flow {
  const step = (name: string, method: string, expect: number, bytes: number, id?: string) => ({
    name,
    method,
    path: `/${kind}/${name}`,
    body: { ...(id === undefined ? {} : { id }), padding: "x".repeat(bytes) },
    expect,
  });
  return {
    steps: [
      { ...step("create", "POST", 201, 240), capture: { id: "id" } },
      step("complete", "POST", 201, 20, "{id}"),
    ],
    rows: [{}],
    useRows: "in turn",
  };
}

function kb(bytes: number): string {
  return `${(bytes / 1_024).toFixed(1)} KB`;
}
