import type { Palette } from "./palette.ts";
import { box, cast, disc, ground, line, mirrored, moved, oval, path, turned } from "./vector.ts";

const dark = "#26272e";
const glass = "#363943";
const steel = "#c3c8ce";

/** A hilly landscape under a sun, filling a `w` × `h` screen at its top-left corner. */
const screen = (x: number, y: number, w: number, h: number, p: Palette): string => {
  const far = `M${x} ${y + h * 0.62}Q${x + w * 0.3} ${y + h * 0.4} ${x + w * 0.6} ${y + h * 0.64}T${x + w} ${y + h * 0.56}V${y + h}H${x}Z`;
  const near = `M${x} ${y + h * 0.8}Q${x + w * 0.4} ${y + h * 0.6} ${x + w} ${y + h * 0.84}V${y + h}H${x}Z`;
  const sun = disc(
    Math.round(x + w * 0.68),
    Math.round(y + h * 0.34),
    Math.round(Math.min(w, h) * 0.13),
    "#fdf1d0",
  );
  return box(x, y, w, h, 8, p.accent) + sun + path(rounded(far), p.accentShade) + path(rounded(near), p.deep);
};

const rounded = (d: string): string => d.replace(/\d+\.\d+/g, (n) => String(Math.round(Number(n))));

/** A row of keys. */
const keys = (y: number, widths: number[], fill: string): string => {
  let x = 124;
  return widths
    .map((w) => {
      const key = box(x, y, w, 42, 8, fill);
      x += w + 9;
      return key;
    })
    .join("");
};

/** Things with a plug or a battery. */
export const electronicsMotifs = {
  headphones: (p: Palette): string =>
    ground(664, 230) +
    line("M196 480C160 40 640 40 604 480", p.shade, 44) +
    line("M222 380C230 120 570 120 578 380", p.light, 12) +
    mirrored(
      box(236, 420, 62, 210, 30, dark),
      path("M244 410Q150 400 146 524Q150 648 244 640Q262 630 262 524Q262 420 244 410Z", p.main),
      path("M244 640Q150 648 146 524Q170 600 262 590Q258 634 244 640Z", p.shade),
      disc(196, 520, 26, p.accent),
    ),
  earbuds: (p: Palette): string =>
    ground(656, 220) +
    mirrored(
      path(
        "M250 110Q330 96 346 170Q350 214 318 226L322 360Q320 384 298 384Q276 384 274 360V232Q206 214 210 160Q218 116 250 110Z",
        p.main,
      ),
      path("M274 232V360Q276 384 298 384V228Z", p.shade),
      oval(336, 170, 20, 34, dark),
    ) +
    path("M190 480Q190 430 240 430H560Q610 430 610 480V580Q610 656 534 656H266Q190 656 190 580Z", p.main) +
    path("M190 560Q400 600 610 560V580Q610 656 534 656H266Q190 656 190 580Z", p.shade) +
    line("M190 506H610", p.deep, 6) +
    box(356, 494, 88, 24, 12, p.light) +
    disc(400, 580, 9, p.accent),
  speaker: (p: Palette): string =>
    ground(664, 180) +
    line("M320 180C320 90 480 90 480 180", p.accent, 22) +
    box(250, 160, 300, 506, 110, p.main) +
    path("M440 160Q550 160 550 270V556Q550 666 440 666Q490 560 490 413Q490 260 440 160Z", p.shade) +
    [0, 1, 2, 3, 4, 5, 6, 7]
      .map((row) => line(`M${290 + (row % 2) * 9} ${300 + row * 34}H514`, p.seam, 8, "8 10"))
      .join("") +
    oval(400, 186, 96, 20, p.deep) +
    line("M376 236H424M400 212V260", p.light, 8) +
    disc(400, 620, 8, p.accent),
  phone: (p: Palette): string =>
    turned(
      8,
      cast("M240 130Q240 90 280 90H500Q540 90 540 130V670Q540 710 500 710H280Q240 710 240 670Z"),
      moved(
        -70,
        0,
        box(250, 100, 300, 606, 48, p.main),
        box(274, 126, 110, 150, 34, p.shade),
        disc(318, 164, 26, dark),
        disc(318, 234, 26, dark),
        disc(318, 164, 9, p.light),
        disc(318, 234, 9, p.light),
      ),
      box(300, 94, 306, 620, 50, p.deep),
      box(310, 104, 286, 600, 42, dark),
      screen(322, 118, 262, 572, p),
      box(418, 132, 70, 20, 10, dark),
      line("M400 676H506", "#fdf1d0", 7),
    ),
  tablet: (p: Palette): string =>
    cast("M170 140H630V660H170Z") +
    box(166, 130, 468, 540, 36, p.main) +
    box(178, 142, 444, 516, 28, dark) +
    screen(196, 160, 408, 480, p) +
    turned(
      34,
      box(600, 180, 22, 400, 10, "#f4f2ec"),
      path("M600 570H622L611 606Z", p.deep),
      box(600, 230, 22, 10, 0, steel),
    ),
  laptop: (p: Palette): string =>
    ground(616, 340) +
    box(166, 170, 468, 340, 24, p.shade) +
    box(178, 182, 444, 316, 16, dark) +
    screen(194, 198, 412, 284, p) +
    path("M166 506H634L704 588H96Z", p.main) +
    path("M196 520H604L630 552H170Z", p.deep) +
    line("M200 530H600M188 544H612", p.shade, 5, "14 6") +
    path("M340 560H460L468 580H332Z", p.light) +
    path("M96 588H704Q704 612 676 614H124Q96 612 96 588Z", p.shade),
  keyboard: (p: Palette): string =>
    cast("M96 280H704V560H96Z") +
    box(92, 262, 616, 296, 28, p.main) +
    box(92, 520, 616, 38, 19, p.shade) +
    box(112, 280, 576, 246, 14, p.deep) +
    moved(
      0,
      12,
      keys(280, [42, 42, 42, 42, 42, 42, 42, 42, 42, 94], p.light) +
        keys(328, [60, 42, 42, 42, 42, 42, 42, 42, 42, 76], "#fbf7ef") +
        keys(376, [76, 42, 42, 42, 42, 42, 42, 42, 112, 9], "#fbf7ef") +
        keys(424, [60, 42, 42, 260, 42, 42, 25], p.light),
    ) +
    moved(0, 12, box(124, 280, 42, 42, 8, p.accent), box(244, 424, 258, 42, 8, p.accent)) +
    line("M400 262C400 180 520 200 520 120", p.deep, 10),
  "desk-lamp": (p: Palette): string =>
    path("M206 330L80 640H470L330 250Z", "#fff3c4", 0.55) +
    ground(664, 150, 500) +
    box(380, 630, 240, 34, 16, p.deep) +
    line("M500 634L580 400L400 200", p.shade, 20) +
    disc(580, 400, 24, p.deep) +
    disc(400, 200, 20, p.deep) +
    path("M196 340Q190 200 330 160Q400 150 420 196Q420 230 380 260Z", p.main) +
    path("M196 340Q250 260 420 196Q420 230 380 260Z", p.shade) +
    path("M196 340Q270 330 380 260Q330 330 250 370Q216 372 196 340Z", "#fff3c4") +
    disc(560, 648, 8, p.accent),
  watch: (p: Palette): string =>
    cast("M320 80H480L500 270V530L480 720H320L300 530V270Z") +
    path("M326 76H474L498 290H302Z", p.accent) +
    path("M302 510H498L474 724H326Z", p.accent) +
    path("M440 76H474L498 290H450ZM450 510H498L474 724H440Z", p.accentShade) +
    [570, 610, 650].map((y) => oval(400, y, 10, 7, p.deep)).join("") +
    box(246, 236, 308, 328, 84, p.main) +
    box(550, 360, 24, 70, 10, p.shade) +
    box(262, 252, 276, 296, 70, dark) +
    line("M400 310A90 90 0 1 1 310 400", p.accent, 20) +
    line("M400 346A54 54 0 1 1 346 400", "#fdf1d0", 16) +
    line("M400 400L430 372", "#ffffff", 9),
  camera: (p: Palette): string =>
    ground(620, 300) +
    box(276, 200, 180, 90, 20, p.shade) +
    box(520, 222, 84, 50, 14, steel) +
    box(150, 262, 500, 356, 46, p.main) +
    path("M150 380H650V540H150Z", dark) +
    path("M570 262H604Q650 262 650 308V572Q650 618 604 618H570Z", "#1d1a2b", 0.14) +
    disc(400, 450, 150, steel) +
    disc(400, 450, 128, dark) +
    disc(400, 450, 92, glass) +
    disc(400, 450, 56, p.accent) +
    disc(400, 450, 34, dark) +
    disc(366, 412, 20, "#ffffff", 0.7) +
    box(186, 292, 74, 46, 10, "#fdf1d0") +
    box(560, 298, 50, 34, 10, p.accent) +
    box(326, 222, 80, 44, 8, glass),
  powerbank: (p: Palette): string =>
    turned(
      -14,
      cast("M270 130H530V670H270Z"),
      line("M400 640C400 780 640 760 610 520", p.deep, 14),
      box(264, 124, 272, 546, 54, p.main),
      path("M470 124H482Q536 124 536 178V616Q536 670 482 670H470Z", p.shade),
      box(368, 646, 64, 30, 8, dark),
      [230, 270, 310, 350].map((y, i) => disc(330, y, 11, i < 3 ? p.accent : p.deep)).join(""),
      path("M424 330L350 440H404L384 540L464 420H408Z", p.light),
    ),
  charger: (p: Palette): string =>
    ground(664, 200) +
    line("M500 560C680 560 650 320 560 300S480 180 620 130", p.accent, 18) +
    mirrored(box(336, 130, 34, 130, 14, steel)) +
    box(270, 240, 260, 250, 44, p.main) +
    path("M300 470H500V610Q500 664 446 664H354Q300 664 300 610Z", p.shade) +
    path("M460 240H486Q530 240 530 284V446Q530 490 486 490H460Z", p.shade) +
    box(352, 546, 96, 36, 18, dark) +
    path("M418 290L356 378H398L382 446L446 352H404Z", p.accent),
  turntable: (p: Palette): string =>
    ground(640, 320) +
    path("M110 240H690V590H110Z", p.main) +
    path("M110 590H690V628H110Z", p.deep) +
    box(150, 624, 70, 26, 8, dark) +
    box(580, 624, 70, 26, 8, dark) +
    disc(340, 414, 160, dark) +
    line(
      "M236 414A104 104 0 0 1 340 310M216 430A126 126 0 0 0 320 538M444 414A104 104 0 0 1 340 518",
      "#4b4d57",
      5,
    ) +
    disc(340, 414, 56, p.accent) +
    disc(340, 414, 9, "#fbf7ef") +
    disc(590, 320, 44, steel) +
    line("M590 320L594 440L470 500", "#e8ebee", 13) +
    box(446, 486, 44, 26, 6, p.accentShade) +
    disc(620, 540, 19, steel) +
    disc(560, 540, 12, p.accent),
};
