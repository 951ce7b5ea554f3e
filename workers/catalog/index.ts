import * as products from "../../contracts/http/admin/product-routes.ts";
import * as settings from "../../contracts/http/admin/settings-routes.ts";
import type { RouteSpec } from "../../contracts/http/route.ts";
import * as viewed from "../../contracts/http/store/recently-viewed-routes.ts";
import { orUnavailable } from "../../platform/d1/or-unavailable.ts";
import { type Call, type Reply, Service } from "../../platform/http/service.ts";
import { createProduct } from "./admin/create-product.ts";
import { deleteProduct } from "./admin/delete-product.ts";
import { editProduct } from "./admin/edit-product.ts";
import { getAdminProduct } from "./admin/get-admin-product.ts";
import { getSettings } from "./admin/get-settings.ts";
import { listAdminProducts } from "./admin/list-admin-products.ts";
import { putCollection } from "./admin/put-collection.ts";
import { putSettings } from "./admin/put-settings.ts";
import { uploadMedia } from "./admin/upload-media.ts";
import type { CatalogEnv } from "./env.ts";
import { listViewed } from "./store/list-viewed.ts";
import { rememberViewed } from "./store/remember-viewed.ts";

const service = new Service<CatalogEnv>("catalog");

function serve<Spec extends RouteSpec>(
  spec: Spec,
  handler: (call: Call<Spec, CatalogEnv>) => Promise<Reply<Spec>>,
): void {
  service.serve(spec, (call) => orUnavailable(handler(call)));
}

serve(products.createProduct, createProduct);
serve(products.listAdminProducts, listAdminProducts);
serve(products.getAdminProduct, getAdminProduct);
serve(products.editProduct, editProduct);
serve(products.deleteProduct, deleteProduct);
serve(products.putCollection, putCollection);
serve(products.uploadMedia, uploadMedia);
serve(settings.getSettings, getSettings);
serve(settings.putSettings, putSettings);
serve(viewed.rememberViewed, rememberViewed);
serve(viewed.listViewed, listViewed);

export default service.app;

// The Worker's other entrypoints: the runtime finds them by name in this module.
export { CatalogReads } from "./reads/catalog-reads.ts";
export { CatalogRpc } from "./rpc/catalog-rpc.ts";
