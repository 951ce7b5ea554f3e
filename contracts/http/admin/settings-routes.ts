import { z } from "zod";
import {
  CountryCode,
  CurrencyCode,
  LocaleCode,
  LocationCode,
  Price,
  SettingsHandle,
  Timestamp,
  text,
} from "../../wire.ts";
import { IfMatch } from "../headers.ts";
import { json, problems, type RouteSpec } from "../route.ts";

const tags = ["Settings (admin)"];
const named = { handle: SettingsHandle, title: text(100) };

const WebAddress = z
  .string()
  .max(200)
  .regex(
    /^https?:\/\/[a-z0-9.-]+(?::\d{1,5})?(?:\/[A-Za-z0-9._~-]+)*$/,
    "must be a web address without a slash at its end",
  )
  .meta({ example: "https://shop.example" });
const PagePath = z
  .string()
  .max(200)
  .regex(/^\/[A-Za-z0-9._~/-]*\{handle\}[A-Za-z0-9._~/-]*$/, "must be a path with {handle} in it")
  .meta({ example: "/products/{handle}" });

export const Settings = z
  .strictObject({
    default_country: CountryCode,
    currencies: z
      .array(z.strictObject({ code: CurrencyCode, prices_include_tax: z.boolean() }))
      .min(1)
      .max(30)
      .meta({ description: "The first is the shop's default." }),
    tax_rates: z
      .array(
        z.strictObject({
          country: CountryCode,
          category: z.string().regex(/^[a-z][a-z0-9_-]{0,31}$/),
          name: text(64),
          rate_ppm: z.int().min(0).max(1_000_000),
        }),
      )
      .max(500),
    shipping_options: z
      .array(
        z.strictObject({
          id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/),
          name: text(100),
          countries: z.array(CountryCode).max(250).meta({ description: "Empty: everywhere." }),
          prices: z.array(Price).min(1).max(30),
          tax_category: z.string().regex(/^[a-z][a-z0-9_-]{0,31}$/),
          min_days: z.int().min(0).max(365),
          max_days: z.int().min(0).max(365),
        }),
      )
      .max(100),
    locations: z
      .array(
        z.strictObject({
          code: LocationCode,
          name: text(100),
          country: CountryCode,
          serves: z
            .array(CountryCode)
            .max(250)
            .optional()
            .meta({ description: "Countries abroad that it delivers to better than others. Default: none." }),
        }),
      )
      .min(1)
      .max(50)
      .meta({ description: "In the order of their priority." }),
    sourcing: z.enum(["priority", "nearest", "fewest_parcels"]).optional().meta({
      description:
        "Where the units of an order come from. `priority` (default): from the first location that has them; `nearest`: from one in the country that the order goes to, then one that serves it, then by priority; `fewest_parcels`: from as few locations as possible, and the nearest of equals. Each part of the stock chooses for the items that it keeps.",
    }),
    show_stock: z.enum(["coarse", "exact"]).optional().meta({
      description:
        "What shoppers are told of stock. `coarse` (default): whether there is some, little or none; `exact`: also how many.",
    }),
    storefront: z
      .strictObject({
        url: WebAddress,
        title: text(100),
        product_path: PagePath.default("/products/{handle}"),
        category_path: PagePath.optional(),
        collection_path: PagePath.optional(),
        media_url: WebAddress.optional().meta({
          description: "Where `/media/…` is reached from outside. Default: `url`.",
        }),
      })
      .optional()
      .meta({
        description:
          "Where shoppers see the shop: what the sitemap and the product feeds under `/feeds/` name, of the channel `web`. Default: there are none.",
      }),
    channels: z.array(z.strictObject(named)).min(1).max(50).optional().meta({
      description: "Where the shop sells. A publishable key belongs to one. Default: `web` alone.",
    }),
    locales: z
      .array(LocaleCode)
      .min(1)
      .max(50)
      .optional()
      .meta({ description: "In which languages it sells; the first is the default. Default: `en` alone." }),
    markets: z
      .array(
        z.strictObject({
          ...named,
          countries: z.array(CountryCode).max(250).meta({ description: "A country belongs to one market." }),
          currency: CurrencyCode,
          locale: LocaleCode,
        }),
      )
      .max(100)
      .optional()
      .meta({
        description:
          "Countries with a currency and a language of their own, both of the shop's. Default: none.",
      }),
    price_groups: z
      .array(z.strictObject(named))
      .max(100)
      .optional()
      .meta({ description: "Customers whom price lists may set apart. Default: none." }),
  })
  .meta({
    id: "Settings",
    description: "What prices, tax, shipping and stock locations follow.",
    example: {
      default_country: "DE",
      currencies: [{ code: "EUR", prices_include_tax: true }],
      tax_rates: [{ country: "DE", category: "standard", name: "MwSt.", rate_ppm: 190_000 }],
      shipping_options: [
        {
          id: "standard",
          name: "Standard",
          countries: [],
          prices: [{ amount: 490, currency: "EUR" }],
          tax_category: "standard",
          min_days: 2,
          max_days: 4,
        },
      ],
      locations: [{ code: "berlin", name: "Berlin", country: "DE" }],
    },
  });
export type Settings = z.infer<typeof Settings>;

const answer = {
  description: "The settings in force.",
  headers: z.object({ etag: z.string() }),
  content: {
    "application/json": {
      schema: z
        .strictObject({ version: z.int(), updated_at: Timestamp, ...Settings.shape })
        .meta({ id: "CurrentSettings" }),
    },
  },
};

export const getSettings = {
  operationId: "getSettings",
  method: "get",
  path: "/v1/admin/settings",
  summary: "Read the shop's settings",
  tags,
  scope: "catalog:read",
  responses: {
    200: answer,
    ...problems("invalid_request", "unauthenticated", "scope_missing", "not_found", "service_unavailable"),
  },
} as const satisfies RouteSpec;

export const putSettings = {
  operationId: "putSettings",
  method: "put",
  path: "/v1/admin/settings",
  summary: "Replace the shop's settings",
  description: "Makes a new version; every version is kept, since orders name the one they followed.",
  tags,
  scope: "catalog:write",
  request: { headers: z.object({ "if-match": IfMatch.optional() }), body: json("All settings.", Settings) },
  responses: {
    200: answer,
    ...problems(
      "invalid_request",
      "unauthenticated",
      "scope_missing",
      "version_mismatch",
      "service_unavailable",
    ),
  },
} as const satisfies RouteSpec;
