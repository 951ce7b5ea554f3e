import { z } from "zod";
import { Handle, orNull } from "../../wire.ts";
import { Media, ShownSeo } from "./product.ts";

export const Category = z
  .strictObject({
    handle: Handle,
    parent: orNull(Handle),
    depth: z.int().meta({ description: "1 for a root." }),
    title: z.string(),
    description: z.string(),
    picture: orNull(Media),
    seo: orNull(ShownSeo),
  })
  .meta({ id: "Category" });
