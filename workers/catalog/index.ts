import * as products from "../../contracts/http/admin/product-routes.ts";
import * as settings from "../../contracts/http/admin/settings-routes.ts";
import * as subscriptions from "../../contracts/http/admin/stock-subscription-routes.ts";
import * as viewed from "../../contracts/http/store/recently-viewed-routes.ts";
import * as subscribing from "../../contracts/http/store/stock-subscription-routes.ts";
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
import { consumeStockEvents } from "./availability/consume-stock-events.ts";
import type { CatalogEnv } from "./env.ts";
import { keepHouse } from "./keep-house.ts";
import { listViewed } from "./store/list-viewed.ts";
import { rememberViewed } from "./store/remember-viewed.ts";
import { deleteStockSubscription } from "./subscriptions/delete-stock-subscription.ts";
import { listStockSubscriptions } from "./subscriptions/list-stock-subscriptions.ts";
import { subscribeToStock } from "./subscriptions/subscribe-to-stock.ts";

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

service.serve(subscribing.subscribeToStock, subscribeToStock);
service.serve(subscriptions.listStockSubscriptions, listStockSubscriptions);
service.serve(subscriptions.deleteStockSubscription, deleteStockSubscription);

export default {
  fetch: service.app.fetch,
  queue: consumeStockEvents,
  scheduled: (_controller: ScheduledController, env: CatalogEnv) => keepHouse(env),
} satisfies ExportedHandler<CatalogEnv>;

// The Worker's other entrypoints: the runtime finds them by name in this module.
export { CatalogReads } from "./reads/catalog-reads.ts";
export { CatalogRpc } from "./rpc/catalog-rpc.ts";
