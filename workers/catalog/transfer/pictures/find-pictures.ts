import { inArray, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { findAddressDanger } from "../../../../domain/catalog/import/find-address-danger.ts";
import type { CatalogEnv } from "../../env.ts";
import { media } from "../../tables.ts";
import { pictureSource } from "../../tables-of-jobs.ts";

/** A picture of ours, by its id alone or in an address of any shop that has it: its id is made from its content. */
const OWN = /^(?:https?:\/\/[^/]+\/media\/)?(media_[0-9a-f]{32})$/;

/** Which of these names of pictures lead to one that is stored already. */
export async function findPictures(env: CatalogEnv, names: readonly string[]): Promise<Map<string, string>> {
  const own = new Map(
    names.flatMap((name) => {
      const [, id] = OWN.exec(name) ?? [];
      return id === undefined ? [] : [[name, id] as const];
    }),
  );
  const addresses = names.filter((name) => !own.has(name));
  if (names.length === 0) return new Map();

  const listed = (list: readonly string[]) => sql`(SELECT value FROM json_each(${JSON.stringify(list)}))`;
  const db = drizzle(env.DB);
  const [stored, fetched] = await db.batch([
    db
      .select({ id: media.id })
      .from(media)
      .where(inArray(media.id, listed([...own.values()]))),
    db
      .select({ address: pictureSource.address, mediaId: pictureSource.mediaId })
      .from(pictureSource)
      .where(inArray(pictureSource.address, listed(addresses))),
  ]);
  const ids = new Set(stored.map(({ id }) => id));
  return new Map([
    ...[...own].filter(([, id]) => ids.has(id)),
    ...fetched.map(({ address, mediaId }) => [address, mediaId] as const),
  ]);
}

/** Whether a name that leads to no stored picture is worth a fetch. */
export function isFetchable(env: CatalogEnv, name: string): boolean {
  if (env.PICTURES_FROM !== undefined && URL.parse(name)?.origin === env.PICTURES_FROM) return true;
  return findAddressDanger(name) === null;
}
