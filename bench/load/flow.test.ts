import { describe, expect, it } from "vitest";
import { compileFlow, type Step } from "./flow.ts";

const render = (step: Omit<Step, "name" | "expect">, values: Record<string, string> = {}) =>
  compileFlow(
    { steps: [{ name: "a", expect: 200, ...step }], rows: [{}], useRows: "in turn" },
    "http://127.0.0.1:80",
  )[0]?.render(values);

describe("a step", () => {
  it("becomes a request with what its visitor brings", () => {
    const request = render(
      {
        method: "POST",
        path: "/carts/{cart}",
        headers: { "x-token": "{token}" },
        body: { units: "{units}" },
      },
      { cart: "c1", token: "t1", units: "12" },
    );
    expect(request).toBe(
      'POST /carts/c1 HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\nx-token: t1\r\ncontent-length: 14\r\n\r\n{"units":"12"}',
    );
  });

  it("says that a POST without a body is empty, and nothing of the kind for a GET", () => {
    expect(render({ method: "POST", path: "/hold" })).toContain("content-length: 0\r\n\r\n");
    expect(render({ method: "GET", path: "/" })).toBe("GET / HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n");
  });

  it("keeps its length right for letters outside of ASCII", () => {
    const [head = "", body = ""] = (render({ method: "POST", path: "/", body: { name: "Zoë" } }) ?? "").split(
      "\r\n\r\n",
    );
    expect(JSON.parse(body)).toEqual({ name: "Zoë" });
    expect(head).toContain(`content-length: ${body.length}`);
  });

  it("fills {fresh} anew each time", () => {
    const fresh = () => render({ method: "GET", path: "/{fresh}" });
    expect(fresh()).not.toBe(fresh());
  });
});
