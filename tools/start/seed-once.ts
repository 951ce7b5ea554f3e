import { seedShop } from "../demo-shop/seed-shop.ts";
import { demoShop } from "../demo-shop/shop.ts";
import { noteProgress, readProgress } from "./progress.ts";

/** Fills the shop the first time. A start that was killed meanwhile is completed by the next one. */
export async function seedOnce(
  progressFile: string,
  access: { url: string; secretKey: string },
  onProgress: (done: number, total: number) => void,
): Promise<void> {
  if ((await readProgress(progressFile)).seeded_at !== null) return;
  await seedShop(access, demoShop, onProgress);
  await noteProgress(progressFile, { seeded_at: new Date().toISOString() });
}
