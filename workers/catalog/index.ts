import * as products from "../../contracts/http/admin/product-routes.ts";
import * as settings from "../../contracts/http/admin/settings-routes.ts";
import * as viewed from "../../contracts/http/store/recently-viewed-routes.ts";
import { Service } from "../../platform/http/service.ts";
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

service.serve(products.createProduct, createProduct);
service.serve(products.listAdminProducts, listAdminProducts);
service.serve(products.getAdminProduct, getAdminProduct);
service.serve(products.editProduct, editProduct);
service.serve(products.deleteProduct, deleteProduct);
service.serve(products.putCollection, putCollection);
service.serve(products.uploadMedia, uploadMedia);
service.serve(settings.getSettings, getSettings);
service.serve(settings.putSettings, putSettings);
service.serve(viewed.rememberViewed, rememberViewed);
service.serve(viewed.listViewed, listViewed);

export default service.app;

// The Worker's other entrypoints: the runtime finds them by name in this module.
export { CatalogReads } from "./reads/catalog-reads.ts";
export { CatalogRpc } from "./rpc/catalog-rpc.ts";
