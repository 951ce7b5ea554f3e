import { CurrencyCode, LocaleCode, SettingsHandle } from "../../wire.ts";

/** Where a reader is, and in which language they read. */
export const placeQuery = {
  market: SettingsHandle.optional().meta({
    description: "A market of the shop: its currency and language, if you name no others, and its prices.",
    example: "dach",
  }),
  locale: LocaleCode.optional().meta({
    description:
      "Texts in this language, as far as there are any. `de-AT` falls back to `de`; of a language that the shop does not speak at all there is nothing. Default: the market's, else the shop's first.",
  }),
};

/** What a reader may say of themselves. Channel and price group are those of the key. */
export const shelfQuery = {
  ...placeQuery,
  currency: CurrencyCode.optional().meta({
    description: "Prices in this currency. Default: the market's, else the shop's first.",
  }),
};
