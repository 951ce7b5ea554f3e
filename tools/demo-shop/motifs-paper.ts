import type { Palette } from "./palette.ts";
import { box, cast, disc, ground, line, mirrored, moved, oval, path, turned } from "./vector.ts";

const page = "#fbf7ef";
const pageShade = "#e6dccb";
const wood = { main: "#c9995f", shade: "#a87a46", light: "#dcb988" };

/** A closed book standing at a slight angle, its cover decorated by `art`. */
const book = (p: Palette, art: string): string =>
  ground(690, 210) +
  path("M216 150L566 120L596 160V676L246 696Z", pageShade) +
  line("M560 150V660M574 150V664M586 160V670", "#cfc2ab", 3) +
  path("M206 146H530Q548 146 548 164V690H206Z", p.main) +
  path("M206 146H250V690H206Z", p.deep) +
  art;

/** A sheet of paper with a download badge, for goods that arrive by e-mail. */
const sheet = (p: Palette, art: string): string =>
  turned(6, cast("M200 120H600V680H200Z"), box(206, 116, 400, 560, 14, p.light)) +
  turned(-4, box(200, 120, 400, 560, 14, page), art) +
  disc(596, 626, 92, p.deep) +
  line("M596 574V660M556 624L596 664L636 624M556 686H636", page, 15);

/** Printed things, and their digital cousins. */
export const paperMotifs = {
  cookbook: (p: Palette): string =>
    book(
      p,
      disc(398, 430, 110, page) +
        disc(398, 430, 76, p.light) +
        path("M350 440Q380 380 450 410Q440 470 370 466Z", p.accent) +
        line("M340 462L380 440M450 412L470 396", p.accentShade, 7) +
        line("M300 216H496M330 256H466", page, 16),
    ),
  "field-guide": (p: Palette): string =>
    book(
      p,
      line("M398 580Q390 460 410 330", page, 8) +
        [
          [360, 520, -40],
          [440, 480, 40],
          [366, 430, -40],
          [442, 396, 40],
        ]
          .map(
            ([x = 0, y = 0, a = 0]) =>
              `<g transform="rotate(${a} ${x} ${y})">${oval(x, y, 22, 48, p.accent)}</g>`,
          )
          .join("") +
        disc(410, 326, 34, page) +
        line("M300 216H496M350 256H446", page, 14),
    ),
  "picture-book": (p: Palette): string =>
    book(
      p,
      disc(400, 500, 116, p.accent) +
        mirrored(
          oval(352, 380, 26, 84, p.accent),
          oval(352, 384, 12, 58, p.light),
          disc(362, 482, 11, "#2b2a33"),
          disc(334, 524, 16, p.light),
        ) +
        path("M388 514H412L400 530Z", "#2b2a33") +
        line("M400 530V546", "#2b2a33", 6) +
        line("M300 210H500M336 250H464", page, 16),
    ),
  notebook: (p: Palette): string =>
    turned(
      5,
      cast("M230 120H580V680H230Z"),
      box(236, 122, 356, 566, 20, pageShade),
      box(220, 112, 356, 566, 20, p.main),
      path("M240 112H270V678H240Q220 678 220 658V132Q220 112 240 112Z", p.deep),
      line("M520 112V678", p.accent, 16),
      box(320, 250, 150, 90, 8, page),
      line("M344 282H446M360 308H430", p.deep, 7),
      path("M380 678V730L396 714L412 730V678Z", p.accentShade),
    ),
  cards: (p: Palette): string =>
    turned(
      -8,
      cast("M180 200H560V470H180Z"),
      box(186, 150, 390, 270, 12, page),
      disc(300, 285, 60, p.accent),
      disc(360, 285, 60, p.main, 0.85),
      line("M440 250H530M440 290H516M440 330H530", p.deep, 9),
    ) +
    turned(
      5,
      cast("M200 400H640V680H200Z"),
      box(190, 400, 440, 284, 14, p.light),
      path("M190 676L380 520H440L630 676Z", p.main),
      path("M192 408L410 590L628 408Z", p.shade),
      disc(410, 566, 36, p.accentShade),
    ),
  "gift-wrap": (p: Palette): string =>
    ground(664, 280) +
    turned(
      14,
      box(540, 110, 92, 560, 46, p.accent),
      line("M586 140V650", p.accentShade, 60, "16 30"),
      oval(586, 128, 45, 22, page),
      oval(586, 128, 20, 9, p.accentShade),
    ) +
    box(150, 360, 360, 304, 10, p.main) +
    path("M430 360H500Q510 360 510 370V654Q510 664 500 664H430Z", p.shade) +
    [
      [200, 420],
      [270, 500],
      [200, 590],
      [420, 430],
      [468, 520],
      [410, 610],
      [256, 634],
    ]
      .map(([x = 0, y = 0]) => disc(x, y, 11, p.light))
      .join("") +
    path("M314 360H346V664H314ZM150 484H510V516H150Z", p.accent) +
    path("M330 360Q230 340 220 280Q270 240 330 350Q390 240 440 280Q430 340 330 360Z", p.accent) +
    path("M330 356Q270 330 262 294Q300 290 330 350Q360 290 398 294Q390 330 330 356Z", p.accentShade),
  "ebook-ribbon": (p: Palette): string =>
    sheet(
      p,
      line("M256 190H500M256 232H420", p.deep, 16) +
        box(290, 330, 210, 200, 8, p.main) +
        line("M395 330V530M290 430H500", p.accent, 26) +
        path("M395 330Q320 320 312 270Q350 240 395 322Q440 240 478 270Q470 320 395 330Z", p.accent) +
        line("M256 590H460M256 624H400", pageShade, 12),
    ),
  "sewing-pattern": (p: Palette): string =>
    sheet(
      p,
      path("M250 190H400Q390 300 430 330L410 470H250Z", p.light) +
        line("M250 190H400Q390 300 430 330L410 470H250Z", p.deep, 6, "16 10") +
        path("M460 180H550V400Q500 420 470 380Z", p.main) +
        line("M460 180H550V400Q500 420 470 380Z", p.deep, 6, "16 10") +
        line("M320 230V430M306 250L320 228L334 250M306 410L320 432L334 410", p.deep, 6) +
        line("M240 540H500", p.accent, 44) +
        line("M250 530H500", p.deep, 22, "4 16") +
        line("M250 610H420M250 640H380", pageShade, 12),
    ),
  "knitting-pattern": (p: Palette): string =>
    sheet(
      p,
      line("M256 180H460", p.deep, 16) +
        [0, 1, 2, 3, 4, 5, 6]
          .map((row) =>
            line(
              `M${256 + (row % 3) * 36} ${250 + row * 34}H548`,
              row % 2 ? p.main : p.accent,
              26,
              "30 6 30 42",
            ),
          )
          .join("") +
        line("M256 520H440M256 560H400", pageShade, 12),
    ) +
    disc(230, 620, 86, p.main) +
    line(
      "M160 590Q230 550 296 600M150 626Q230 580 312 640M176 670Q230 620 290 680M190 550Q250 620 220 704",
      p.seam,
      6,
    ) +
    line("M120 500L290 720M330 500L180 720", wood.main, 10),
  planner: (p: Palette): string =>
    sheet(
      p,
      box(240, 170, 320, 70, 10, p.main) +
        line("M270 205H420", page, 14) +
        [0, 1, 2, 3, 4]
          .map((row) =>
            [0, 1, 2, 3]
              .map((col) =>
                box(
                  240 + col * 82,
                  264 + row * 74,
                  74,
                  64,
                  8,
                  (row * 4 + col) % 7 === 3 ? p.accent : (row + col) % 5 === 0 ? p.light : "#efe8da",
                ),
              )
              .join(""),
          )
          .join(""),
    ),
};

/** Things to play with. */
export const playMotifs = {
  rabbit: (p: Palette): string =>
    ground(682, 190) +
    mirrored(
      path("M370 270Q280 220 300 90Q310 50 342 66Q400 110 400 260Z", p.main),
      path("M362 230Q316 190 322 110Q366 130 376 230Z", p.accent),
      oval(322, 654, 78, 40, p.shade),
      path("M300 450Q220 500 240 570Q270 590 300 540Z", p.shade),
    ) +
    path("M400 400Q540 420 540 580Q530 680 400 682Q270 680 260 580Q260 420 400 400Z", p.main) +
    oval(400, 570, 84, 90, p.light) +
    oval(400, 330, 138, 122, p.main) +
    mirrored(disc(350, 320, 13, "#2b2a33"), oval(318, 362, 24, 16, p.accent)) +
    path("M384 350H416L400 370Z", "#2b2a33") +
    line("M400 370V386Q380 404 366 390M400 386Q420 404 434 390", "#2b2a33", 6) +
    path("M310 438Q400 480 490 438L494 470Q400 512 306 470Z", p.accent) +
    path("M430 466L470 560L436 556L420 580L400 476Z", p.accentShade),
  blocks: (p: Palette): string =>
    ground(674, 290) +
    box(150, 464, 210, 210, 18, p.main) +
    box(390, 464, 250, 210, 18, p.accent) +
    box(264, 264, 206, 200, 18, wood.light) +
    path("M264 264L367 120L470 264Z", p.deep) +
    path("M320 264H336V464H282Q264 464 264 446V282Q264 264 282 264Z", wood.main) +
    path("M150 640H360V656Q360 674 342 674H168Q150 674 150 656Z", p.shade) +
    path("M390 640H640V656Q640 674 622 674H408Q390 674 390 656Z", p.accentShade) +
    disc(255, 560, 56, p.light) +
    path("M436 640V580A80 80 0 0 1 594 580V640Z", page) +
    moved(
      30,
      0,
      path("M366 318L384 354L424 360L395 388L402 428L366 409L330 428L337 388L308 360L348 354Z", p.main),
    ),
};
