import * as bulk from "../../contracts/http/admin/bulk-routes.ts";
import * as collections from "../../contracts/http/admin/collection-routes.ts";
import * as imports from "../../contracts/http/admin/import-routes.ts";
import * as jobs from "../../contracts/http/admin/job-routes.ts";
import * as prices from "../../contracts/http/admin/price-list-routes.ts";
import * as products from "../../contracts/http/admin/product-routes.ts";
import * as versions from "../../contracts/http/admin/product-version-routes.ts";
import * as search from "../../contracts/http/admin/search-routes.ts";
import * as settings from "../../contracts/http/admin/settings-routes.ts";
import * as subscriptions from "../../contracts/http/admin/stock-subscription-routes.ts";
import * as taxonomy from "../../contracts/http/admin/taxonomy-routes.ts";
import * as viewed from "../../contracts/http/store/recently-viewed-routes.ts";
import * as subscribing from "../../contracts/http/store/stock-subscription-routes.ts";
import { Service } from "../../platform/http/service.ts";
import { createProduct } from "./admin/create-product.ts";
import { deleteProduct } from "./admin/delete-product.ts";
import { editProduct } from "./admin/edit-product.ts";
import { getAdminProduct } from "./admin/get-admin-product.ts";
import { getSettings } from "./admin/get-settings.ts";
import { getAdminCollection, listAdminCollections } from "./admin/list-admin-collections.ts";
import { listAdminProducts } from "./admin/list-admin-products.ts";
import { listCollectionProducts } from "./admin/list-collection-products.ts";
import { orderCollection } from "./admin/order-collection.ts";
import { putCollection } from "./admin/put-collection.ts";
import { putSettings } from "./admin/put-settings.ts";
import * as brands from "./admin/taxonomy/brands.ts";
import * as categories from "./admin/taxonomy/categories.ts";
import * as types from "./admin/taxonomy/product-types.ts";
import { deleteProductTranslation, putProductTranslation } from "./admin/translate-product.ts";
import { uploadMedia } from "./admin/upload-media.ts";
import { getProductVersion } from "./admin/versions/get-product-version.ts";
import { listProductVersions } from "./admin/versions/list-product-versions.ts";
import { restoreProductVersion } from "./admin/versions/restore-product-version.ts";
import { consumeMessages } from "./consume-messages.ts";
import type { CatalogEnv } from "./env.ts";
import { cancelJob } from "./jobs/cancel-job.ts";
import { getJob } from "./jobs/get-job.ts";
import { getJobFile } from "./jobs/get-job-file.ts";
import { getJobReport } from "./jobs/get-job-report.ts";
import { listJobs } from "./jobs/list-jobs.ts";
import { resumeJob } from "./jobs/resume-job.ts";
import { keepHouse } from "./keep-house.ts";
import { keepMinute } from "./keep-minute.ts";
import { archivePriceList } from "./prices/archive-price-list.ts";
import { createPriceList } from "./prices/create-price-list.ts";
import { deleteListPrices } from "./prices/delete-list-prices.ts";
import { editPriceList } from "./prices/edit-price-list.ts";
import { explainPrice } from "./prices/explain-price.ts";
import { getPriceList } from "./prices/get-price-list.ts";
import { listListPrices } from "./prices/list-list-prices.ts";
import { listPriceLists } from "./prices/list-price-lists.ts";
import { putListPrices } from "./prices/put-list-prices.ts";
import { nudging } from "./search/nudging.ts";
import { putPopularity } from "./search/put-popularity.ts";
import { getSearchStatus, rebuildSearch } from "./search/search-status.ts";
import { getSynonyms, putSynonyms } from "./search/synonym-operations.ts";
import { listViewed } from "./store/list-viewed.ts";
import { rememberViewed } from "./store/remember-viewed.ts";
import { deleteStockSubscription } from "./subscriptions/delete-stock-subscription.ts";
import { listStockSubscriptions } from "./subscriptions/list-stock-subscriptions.ts";
import { subscribeToStock } from "./subscriptions/subscribe-to-stock.ts";
import { createImport } from "./transfer/import/create-import.ts";
import { upsertProducts } from "./transfer/upsert/upsert-products.ts";

const service = new Service<CatalogEnv>("catalog");

service.serve(products.createProduct, createProduct);
service.serve(products.listAdminProducts, listAdminProducts);
service.serve(products.getAdminProduct, getAdminProduct);
service.serve(products.editProduct, editProduct);
service.serve(products.deleteProduct, deleteProduct);
service.serve(versions.listProductVersions, listProductVersions);
service.serve(versions.getProductVersion, getProductVersion);
service.serve(versions.restoreProductVersion, restoreProductVersion);
service.serve(versions.putProductTranslation, putProductTranslation);
service.serve(versions.deleteProductTranslation, deleteProductTranslation);
service.serve(collections.listAdminCollections, listAdminCollections);
service.serve(collections.getAdminCollection, getAdminCollection);
service.serve(collections.putCollection, putCollection);
service.serve(collections.listCollectionProducts, listCollectionProducts);
service.serve(collections.orderCollection, orderCollection);
service.serve(products.uploadMedia, uploadMedia);
service.serve(taxonomy.listProductTypes, types.listProductTypes);
service.serve(taxonomy.getProductType, types.getProductType);
service.serve(taxonomy.putProductType, types.putProductType);
service.serve(taxonomy.deleteProductType, types.deleteProductType);
service.serve(taxonomy.listAdminBrands, brands.listAdminBrands);
service.serve(taxonomy.getBrand, brands.getBrand);
service.serve(taxonomy.putBrand, brands.putBrand);
service.serve(taxonomy.deleteBrand, brands.deleteBrand);
service.serve(taxonomy.listAdminCategories, categories.listAdminCategories);
service.serve(taxonomy.getAdminCategory, categories.getAdminCategory);
service.serve(taxonomy.putCategory, categories.putCategory);
service.serve(taxonomy.deleteCategory, categories.deleteCategory);
service.serve(search.getSearchStatus, getSearchStatus);
service.serve(search.rebuildSearch, rebuildSearch);
service.serve(search.getSynonyms, getSynonyms);
service.serve(search.putSynonyms, putSynonyms);
service.serve(search.putPopularity, putPopularity);
service.serve(settings.getSettings, getSettings);
service.serve(settings.putSettings, putSettings);
service.serve(prices.listPriceLists, listPriceLists);
service.serve(prices.createPriceList, createPriceList);
service.serve(prices.getPriceList, getPriceList);
service.serve(prices.editPriceList, editPriceList);
service.serve(prices.archivePriceList, archivePriceList);
service.serve(prices.listListPrices, listListPrices);
service.serve(prices.putListPrices, putListPrices);
service.serve(prices.deleteListPrices, deleteListPrices);
service.serve(prices.explainPrice, explainPrice);
service.serve(viewed.rememberViewed, rememberViewed);
service.serve(viewed.listViewed, listViewed);

service.serve(subscribing.subscribeToStock, subscribeToStock);
service.serve(subscriptions.listStockSubscriptions, listStockSubscriptions);
service.serve(subscriptions.deleteStockSubscription, deleteStockSubscription);

service.serve(bulk.upsertProducts, upsertProducts);
service.serve(imports.createImport, createImport);
service.serve(jobs.listJobs, listJobs);
service.serve(jobs.getJob, getJob);
service.serve(jobs.cancelJob, cancelJob);
service.serve(jobs.resumeJob, resumeJob);
service.serve(jobs.getJobReport, getJobReport);
service.serve(jobs.getJobFile, getJobFile);

const EVERY_MINUTE = "* * * * *";

export default {
  fetch: nudging(service.app.fetch),
  queue: consumeMessages,
  scheduled: ({ cron }: ScheduledController, env: CatalogEnv) =>
    cron === EVERY_MINUTE ? keepMinute(env) : keepHouse(env),
} satisfies ExportedHandler<CatalogEnv>;

// The Worker's other entrypoints: the runtime finds them by name in this module.
export { CatalogReads } from "./reads/catalog-reads.ts";
export { CatalogRpc } from "./rpc/catalog-rpc.ts";
