/** Where shoppers see what the shop sells: another system, of which the shop knows addresses alone. */
export type Storefront = {
  /** Without a slash at the end. */
  readonly url: string;
  readonly title: string;
  /** With `{handle}` in place of the product's; so are the others. */
  readonly productPath: string;
  readonly categoryPath: string | null;
  readonly collectionPath: string | null;
  /** Where `/media/…` is reached. */
  readonly mediaUrl: string;
};

/** The address of a page: `/products/{handle}` of `https://shop.example` at `café` → `https://shop.example/products/caf%C3%A9`. */
export function addressOfPage({ url }: Pick<Storefront, "url">, path: string, handle: string): string {
  return `${url}${path.replace("{handle}", encodeURIComponent(handle))}`;
}
