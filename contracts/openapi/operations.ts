import {
  createApiKey,
  getLayout,
  installLayout,
  listApiKeys,
  listDeadLetters,
  listPartitions,
  openGeneration,
  redriveDeadLetter,
  retryParked,
  revokeApiKey,
} from "../http/admin/operations-routes.ts";
import { getAdminOrder, listOrders } from "../http/admin/order-routes.ts";
import {
  createProduct,
  deleteProduct,
  editProduct,
  getAdminProduct,
  listAdminProducts,
  putCollection,
  uploadMedia,
} from "../http/admin/product-routes.ts";
import { getSettings, putSettings } from "../http/admin/settings-routes.ts";
import { adjustStock, auditStock, getStock, listMovements } from "../http/admin/stock-routes.ts";
import { getHealth, getIndex, getOpenApi } from "../http/gateway-routes.ts";
import type { RouteSpec } from "../http/route.ts";
import {
  addLine,
  changeCart,
  changeLine,
  completeCart,
  createCart,
  getCart,
  getOrder,
  holdCart,
  listShippingOptions,
  removeLine,
} from "../http/store/cart-routes.ts";
import { getMedia, getProduct, listCollections, listProducts } from "../http/store/product-routes.ts";
import { listViewed, rememberViewed } from "../http/store/recently-viewed-routes.ts";
import { receiveTestProviderEvent } from "../http/webhook-routes.ts";

/** Every HTTP operation of Souk, in the order in which the documentation tells them. */
export const OPERATIONS: readonly RouteSpec[] = [
  listProducts,
  getProduct,
  listCollections,
  getMedia,
  createCart,
  getCart,
  changeCart,
  addLine,
  changeLine,
  removeLine,
  listShippingOptions,
  holdCart,
  completeCart,
  getOrder,
  listViewed,
  rememberViewed,
  listAdminProducts,
  createProduct,
  getAdminProduct,
  editProduct,
  deleteProduct,
  putCollection,
  uploadMedia,
  getStock,
  adjustStock,
  listMovements,
  auditStock,
  listOrders,
  getAdminOrder,
  getSettings,
  putSettings,
  listApiKeys,
  createApiKey,
  revokeApiKey,
  getLayout,
  installLayout,
  openGeneration,
  listPartitions,
  retryParked,
  listDeadLetters,
  redriveDeadLetter,
  receiveTestProviderEvent,
  getIndex,
  getHealth,
  getOpenApi,
];
