/** The groups of operations, in the order of the documentation. An operation with another tag fails the generator. */
export const TAGS = [
  {
    name: "Catalog",
    description: "Browse what is for sale. Answers are cacheable and carry an `ETag`; drafts never appear.",
  },
  {
    name: "Carts",
    description:
      "Fill a cart, say where it goes, and buy. Every write answers with the whole cart, so no read is needed after it.",
  },
  { name: "Orders", description: "What the buyer sees of a purchase." },
  { name: "Recently viewed", description: "The products a visitor saw last. Best effort, kept for days." },
  { name: "Catalog (admin)", description: "Create and change products, collections and pictures." },
  {
    name: "Prices (admin)",
    description:
      "Price lists: for whom, where, when and from how many units on; and why a price is what it is.",
  },
  {
    name: "Jobs (admin)",
    description: "Long work in the background: bring products in, take them out, see how far it is.",
  },
  { name: "Stock (admin)", description: "Count units, see what is promised, and prove that the sums hold." },
  { name: "Orders (admin)", description: "Find orders and read what each decided and did." },
  { name: "Search (admin)", description: "The search index: how far it is, building it anew, and synonyms." },
  { name: "Settings (admin)", description: "Currencies, tax, shipping and stock locations of the shop." },
  { name: "Keys (admin)", description: "Create, list and revoke API keys." },
  { name: "Operations (admin)", description: "The layout of partitions, and messages that failed." },
  { name: "Webhooks", description: "What payment providers tell the shop." },
  { name: "Gateway", description: "Where to begin, and whether all is well." },
] as const;
