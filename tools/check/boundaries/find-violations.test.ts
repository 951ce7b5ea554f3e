import { describe, expect, it } from "vitest";
import { findViolations } from "./find-violations.ts";

const dependencies = ["zod", "hono", "itty-durable"];
const check = (path: string, specifier: string) =>
  findViolations([{ path, text: `import type { X } from "${specifier}";` }], dependencies).map(
    ({ rule }) => rule,
  );

describe("the import table", () => {
  it.each([
    ["domain/cart/cart.ts", "../kernel/brand.ts"],
    ["domain/cart/cart.test.ts", "vitest"],
    ["domain/cart/cart.test.ts", "../catalog/product.fixture.ts"],
    ["contracts/rpc/orders.ts", "zod"],
    ["contracts/rpc/orders.ts", "../wire.ts"],
    ["platform/http/service.ts", "hono"],
    ["platform/auth/mac.ts", "node:crypto"],
    ["platform/ids/mint.ts", "../../domain/kernel/base32.ts"],
    ["workers/catalog/index.ts", "../../platform/http/service.ts"],
    ["workers/catalog/index.ts", "./reads/get-product.ts"],
    ["workers/catalog/index.ts", "cloudflare:workers"],
    ["workers/catalog/drizzle.config.ts", "drizzle-kit"],
    ["durable-objects/stock/stock.ts", "../host/partition-host.ts"],
    ["durable-objects/stock/stock.ts", "../settings.ts"],
    ["durable-objects/index.ts", "./stock/stock.ts"],
    ["apps/admin/main.ts", "../../sdk/client.ts"],
    ["sdk/client.ts", "../contracts/openapi/openapi.json"],
    ["tests/journeys/a.test.ts", "../../workers/catalog/index.ts"],
    ["tools/start.ts", "anything"],
  ])("lets %s import %s", (path, specifier) => {
    expect(check(path, specifier)).toEqual([]);
  });

  it.each([
    ["domain/cart/cart.ts", "zod", 'domain may not import "zod"'],
    ["domain/cart/cart.ts", "node:crypto", 'domain may not import "node:crypto"'],
    ["domain/cart/cart.ts", "../../contracts/wire.ts", "domain may not import contracts/wire.ts"],
    [
      "domain/cart/cart.test.ts",
      "../../tests/support/buyer.ts",
      "domain may not import tests/support/buyer.ts",
    ],
    ["domain/cart/cart.ts", "./cart.fixture.ts", "shipped code does not import domain/cart/cart.fixture.ts"],
    ["domain/cart/cart.ts", "../kernel/brand", '"../kernel/brand" has no ending'],
    ["contracts/wire.ts", "hono", 'contracts may not import "hono"'],
    ["contracts/wire.ts", "../domain/money/money.ts", "contracts may not import domain/money/money.ts"],
    ["platform/ids/mint.ts", "../../domain/cart/cart.ts", "platform may not import domain/cart/cart.ts"],
    ["platform/ids/mint.ts", "vitest", 'platform may not import the package "vitest", which is not shipped'],
    [
      "workers/catalog/index.ts",
      "../orders/tables.ts",
      "workers/catalog may not import workers/orders/tables.ts",
    ],
    [
      "workers/orders/index.ts",
      "../../durable-objects/orders/tables.ts",
      "workers/orders may not import durable-objects/orders/tables.ts",
    ],
    [
      "workers/orders/index.ts",
      "../../tests/support/souk.ts",
      "workers/orders may not import tests/support/souk.ts",
    ],
    ["workers/orders/index.ts", "../../tools/stop.ts", "workers/orders may not import tools/stop.ts"],
    [
      "durable-objects/stock/stock.ts",
      "../orders/tables.ts",
      "durable-objects/stock may not import durable-objects/orders/tables.ts",
    ],
    [
      "durable-objects/host/alarm.ts",
      "../stock/tables.ts",
      "durable-objects/host may not import durable-objects/stock/tables.ts",
    ],
    ["apps/admin/main.ts", "../../contracts/wire.ts", "apps/admin may not import contracts/wire.ts"],
    ["apps/admin/main.ts", "../storefront/main.ts", "apps/admin may not import apps/storefront/main.ts"],
    ["sdk/client.ts", "../contracts/wire.ts", "sdk may not import contracts/wire.ts"],
  ])("refuses that %s imports %s", (path, specifier, rule) => {
    expect(check(path, specifier)).toEqual([rule]);
  });

  it("says where, and what to do", () => {
    const text = '\nimport { z } from "zod";\n';
    expect(findViolations([{ path: "domain/a/b.ts", text }], dependencies)).toEqual([
      {
        file: "domain/a/b.ts",
        line: 2,
        rule: 'domain may not import "zod"',
        todo: "it imports no package at all; hand it in as an argument",
      },
    ]);
  });
});
