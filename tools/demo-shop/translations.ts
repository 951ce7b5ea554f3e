/** Titles of some products in the other languages of the shop, by handle. */
export const translations: Record<string, Record<string, string>> = {
  "linen-crew-tee": { de: "Leinen-T-Shirt", fr: "T-shirt en lin", ja: "リネンTシャツ", ar: "تيشيرت كتان" },
  "amalia-wrap-dress": { de: "Wickelkleid Amália", fr: "Robe portefeuille Amália", ja: "ラップドレス" },
  "merino-roll-neck-jumper": { de: "Rollkragenpullover aus Merinowolle", fr: "Pull col roulé en mérinos" },
  "cotton-poplin-shirt": { de: "Popelinehemd", fr: "Chemise en popeline", el: "Βαμβακερό πουκάμισο" },
  "chelsea-ankle-boots": { de: "Chelsea-Stiefeletten", fr: "Bottines Chelsea", el: "Μποτάκια Chelsea" },
  "striped-lambswool-scarf": { de: "Gestreifter Schal aus Lammwolle", fr: "Écharpe rayée en laine" },
  "washed-linen-duvet-set": { de: "Bettwäsche aus Leinen", fr: "Parure de lit en lin" },
  "checked-wool-throw": { de: "Karierte Wolldecke", fr: "Plaid en laine" },
  "station-wall-clock": { de: "Wanduhr", fr: "Horloge murale", ru: "Настенные часы" },
  "dipped-stoneware-mug": { de: "Steingutbecher", fr: "Tasse en grès", ja: "陶器のマグカップ" },
  "cast-iron-cocotte": { de: "Gusseiserner Bräter", fr: "Cocotte en fonte" },
  "forged-chefs-knife": {
    de: "Geschmiedetes Kochmesser",
    fr: "Couteau de chef forgé",
    ja: "鍛造シェフナイフ",
  },
  "wildflower-honey": { de: "Wildblütenhonig", fr: "Miel de fleurs sauvages", ru: "Мёд полевых цветов" },
  "sao-miguel-green-tea": { de: "Grüner Tee aus São Miguel", fr: "Thé vert de São Miguel", ja: "緑茶" },
  "halo-over-ear-headphones": { de: "Kopfhörer Halo", fr: "Casque audio Halo", ru: "Наушники Halo" },
  "tempo-watch": { de: "Armbanduhr Tempo", fr: "Montre Tempo", ru: "Часы Tempo" },
  "recycled-glass-tumblers": {
    de: "Gläser aus Altglas",
    fr: "Gobelets en verre recyclé",
    ar: "أكواب زجاجية",
  },
};

/** The languages of the shop; the first is that of the products' own texts. */
export const locales = ["en", "de", "fr", "ja", "el", "ru", "ar"];
