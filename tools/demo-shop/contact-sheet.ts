import { drawPicture } from "./draw-picture.ts";
import { demoShop } from "./shop.ts";

// One page with every picture, to look at after changing a motif: its HTML goes to standard output.
const figures = demoShop.products.map(
  (product) =>
    `<figure>${drawPicture(product)}<figcaption>${product.title.replaceAll("&", "&amp;")}</figcaption></figure>`,
);

console.log(`<!doctype html><html lang="en"><meta charset="utf-8"><title>Demo shop pictures</title>
<style>
body { display: grid; grid-template-columns: repeat(auto-fill, minmax(180px, 1fr)); gap: 12px; font: 13px sans-serif }
figure { margin: 0 } svg { width: 100%; height: auto; border-radius: 8px }
</style>
${figures.join("\n")}</html>`);
