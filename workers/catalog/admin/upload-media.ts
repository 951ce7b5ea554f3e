import type * as routes from "../../../contracts/http/admin/product-routes.ts";
import type { PictureType } from "../../../domain/catalog/recognise-picture.ts";
import { problem } from "../../../platform/http/problem.ts";
import type { Call, Reply } from "../../../platform/http/service.ts";
import type { CatalogEnv } from "../env.ts";
import { showPicture } from "../show-picture.ts";
import { readAtMost } from "./read-at-most.ts";
import { findPictureFault, PICTURE_BYTES_MAX, storePicture } from "./store-picture.ts";

const TYPES: readonly PictureType[] = ["image/svg+xml", "image/png", "image/jpeg", "image/webp"];

/** Stores a picture; a retry or a second upload changes nothing. */
export async function uploadMedia({
  request,
  env,
}: Call<typeof routes.uploadMedia, CatalogEnv>): Promise<Reply<typeof routes.uploadMedia>> {
  const sent = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";
  const contentType = TYPES.find((type) => type === sent);
  if (!contentType) throw problem("unsupported_media_type");
  const bytes = await readAtMost(request, PICTURE_BYTES_MAX);

  const fault = findPictureFault(contentType, bytes);
  if (fault !== null) throw problem("invalid_request", { errors: [{ pointer: "", detail: fault }] });
  const id = await storePicture(env, contentType, bytes);

  const { url } = showPicture({ id, alt: "" });
  return { status: 201, body: { id, url } };
}
