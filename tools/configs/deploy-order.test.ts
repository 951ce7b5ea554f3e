import { describe, expect, it } from "vitest";
import { projectRoot } from "../project-root.ts";
import { deployOrder } from "./deploy-order.ts";
import { readWorkers } from "./read-workers.ts";
import { service, worker } from "./worker.fixture.ts";

const orderOf = (...workers: ReturnType<typeof worker>[]) => deployOrder(workers.map(({ config }) => config));

describe("the deploy order", () => {
  it("of this shop is the design's", () => {
    expect(deployOrder(readWorkers(projectRoot).map(({ config }) => config))).toEqual({
      ok: true,
      order: [
        "souk-objects",
        "souk-identity",
        "souk-catalog",
        "souk-orders",
        "souk-checkout",
        "souk-gateway",
      ],
    });
  });

  it("puts what is bound to before who is bound, objects included", () => {
    const bound = { bindings: [{ name: "STOCK", class_name: "Stock", script_name: "souk-a" }] };
    expect(
      orderOf(
        worker("c", { services: [service("b")] }),
        worker("b", { durable_objects: bound }),
        worker("a"),
      ),
    ).toEqual({
      ok: true,
      order: ["souk-a", "souk-b", "souk-c"],
    });
  });

  it("names the Workers of a circle", () => {
    const outcome = orderOf(
      worker("a", { services: [service("b")] }),
      worker("b", { services: [service("c")] }),
      worker("c", { services: [service("b")] }),
    );
    expect(outcome).toEqual({ ok: false, circle: ["souk-b", "souk-c", "souk-b"] });
  });
});
