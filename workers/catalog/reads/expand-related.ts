import type { z } from "zod";
import type { Product, ProductCard } from "../../../contracts/http/store/product.ts";
import type { Shelf } from "../../../domain/catalog/resolve-shelf.ts";
import { DatabaseDown } from "./ask-database.ts";
import { type Found, findAnswer } from "./find-answer.ts";
import { listByIds } from "./list-by-ids.ts";
import type { Answer, ReadContext } from "./read-context.ts";
import { renderAnswer } from "./render-answer.ts";

type Shown = z.output<typeof Product>;
type Card = z.output<typeof ProductCard>;

/** A product with the cards of what it is related to; null for what is not shown. */
export async function expandRelated(read: ReadContext, found: Found, shelf: Shelf): Promise<Found> {
  const product = decode<Shown>(found.answer);
  const ids = [...new Set(product.related.map(({ product_id }) => product_id))].sort();
  if (ids.length === 0) return found;
  const related = await cardsOf(read, ids, shelf);
  // EDG-3 With the database down the product is shown without them, and nobody repeats that.
  if (!related) return { ...found, isStale: true };
  const { cards } = related;
  const answer = await renderAnswer({
    ...product,
    related: product.related.map((one) => ({ ...one, product: cards.get(one.product_id) ?? null })),
  });
  return { answer, isStale: found.isStale || related.isStale };
}

async function cardsOf(
  read: ReadContext,
  ids: readonly string[],
  shelf: Shelf,
): Promise<{ cards: Map<string, Card>; isStale: boolean } | null> {
  try {
    const found = await findAnswer(read, listByIds(ids, shelf));
    const { data } = found ? decode<{ data: Card[] }>(found.answer) : { data: [] };
    return { cards: new Map(data.map((card) => [card.id, card])), isStale: found?.isStale ?? false };
  } catch (error) {
    if (error instanceof DatabaseDown) return null;
    throw error;
  }
}

/** What we have rendered ourselves. */
function decode<Body>({ body }: Answer): Body {
  return JSON.parse(new TextDecoder().decode(body)) as Body;
}
