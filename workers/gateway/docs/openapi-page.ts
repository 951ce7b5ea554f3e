import { makePage, type Page } from "../page.ts";
import { openApiDocument } from "./openapi-document.ts";

let page: Page | null = null;

/** `/openapi.json`. */
export async function openApiPage(): Promise<Page> {
  page ??= await makePage(JSON.stringify(openApiDocument), { "content-type": "application/json" });
  return page;
}
