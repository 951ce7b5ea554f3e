import type { Palette } from "./palette.ts";
import { box, cast, disc, ground, line, mirrored, moved, oval, path, turned } from "./vector.ts";

const steel = { main: "#c9ced4", shade: "#a3abb4", deep: "#6d7580", light: "#e8ebee" };
const wood = { main: "#b98955", shade: "#946a3c", light: "#d2a875" };
const citrus = { rind: "#e58a3c", flesh: "#f8cf92" };
const cream = "#fbf7ef";

const steam = line(
  "M340 210q-30-36 0-70t0-70M410 210q-30-36 0-70t0-70M480 210q-30-36 0-70t0-70",
  "#ffffff",
  10,
);

/** Things one cooks with and eats from. */
export const kitchenMotifs = {
  mug: (p: Palette): string =>
    steam +
    ground(652, 200) +
    line("M540 360C690 330 690 560 530 540", p.shade, 40) +
    path("M226 270H574L560 596Q552 652 496 654H304Q248 652 240 596Z", p.main) +
    path("M574 270L560 596Q552 652 496 654H440Q510 560 514 270Z", p.shade) +
    path(
      "M240 596L236 500Q330 540 400 500T564 500L560 596Q552 652 496 654H304Q248 652 240 596Z",
      p.accent,
      0.85,
    ) +
    oval(400, 270, 174, 38, p.light) +
    oval(400, 276, 146, 26, "#5f3d2b"),
  dripper: (p: Palette): string =>
    ground(672, 190) +
    path("M284 130H516L430 300H370Z", p.main) +
    path("M516 130L430 300H404L470 130Z", p.shade) +
    oval(400, 130, 116, 22, p.light) +
    oval(400, 134, 92, 14, "#5f3d2b") +
    box(312, 294, 176, 22, 10, p.deep) +
    path(
      "M344 330H456V400Q566 470 560 600Q556 668 500 672H300Q244 668 240 600Q234 470 344 400Z",
      "#ffffff",
      0.62,
    ) +
    path("M252 540Q400 556 548 540Q566 668 500 672H300Q234 668 252 540Z", "#6b442d") +
    line("M400 320V520", "#6b442d", 6, "18 16") +
    line("M290 500Q320 450 360 426", "#ffffff", 10) +
    box(334, 386, 132, 30, 10, wood.main) +
    line("M548 470C650 460 650 610 556 600", p.deep, 18),
  pot: (p: Palette): string =>
    ground(640, 280) +
    mirrored(line("M190 420Q110 410 120 460Q126 490 190 480", p.deep, 24)) +
    path("M172 350H628V560Q628 640 548 642H252Q172 640 172 560Z", p.main) +
    path("M628 350V560Q628 640 548 642H480Q550 560 552 350Z", p.shade) +
    path("M152 350Q180 244 400 240Q620 244 648 350Z", p.main) +
    path("M560 270Q630 300 648 350H570Q580 310 560 270Z", p.shade) +
    box(146, 338, 508, 32, 16, p.light) +
    disc(400, 218, 34, p.accent) +
    line("M218 410V540", p.light, 12),
  pan: (): string =>
    turned(
      -38,
      oval(410, 356, 220, 220, "#1d1a2b", 0.12),
      path("M372 540H428L420 760Q418 784 400 784Q382 784 380 760Z", wood.main),
      path("M404 540H428L420 760Q418 784 400 784Z", wood.shade),
      box(378, 520, 44, 60, 6, steel.deep),
      disc(400, 330, 220, "#4a4c55"),
      disc(400, 330, 184, "#33353d"),
      line("M270 330A130 130 0 0 1 400 200", "#5d606a", 10),
      disc(400, 752, 10, cream),
    ) +
    path("M236 330Q250 250 330 262Q410 230 424 310Q450 380 370 400Q290 430 256 390Q226 370 236 330Z", cream) +
    disc(330, 332, 42, "#efac35") +
    disc(318, 320, 12, "#fff1c9"),
  knife: (p: Palette): string =>
    turned(
      -42,
      cast("M372 60Q440 130 436 470H372ZM368 470H436V700Q436 740 402 740Q368 740 368 700Z"),
      path("M372 60Q440 130 436 470H372Z", steel.main),
      path("M372 60Q396 86 410 470H372Z", steel.light),
      box(362, 456, 80, 30, 6, p.accent),
      path("M368 484H436L442 700Q440 742 404 742Q372 740 370 700Z", p.deep),
      path("M408 484H436L442 700Q440 742 404 742Z", "#2b2a33", 0.25),
      [540, 610, 680].map((y) => disc(404, y, 10, steel.main)).join(""),
    ),
  board: (): string =>
    cast(
      "M260 260Q260 220 300 220H350V130Q350 90 400 90Q450 90 450 130V220H500Q540 220 540 260V640Q540 690 490 690H310Q260 690 260 640Z",
    ) +
    path(
      "M260 260Q260 220 300 220H350V130Q350 90 400 90Q450 90 450 130V220H500Q540 220 540 260V640Q540 690 490 690H310Q260 690 260 640Z",
      wood.main,
    ) +
    path("M500 220Q540 220 540 260V640Q540 690 490 690H460Q510 500 500 220Z", wood.shade) +
    disc(400, 136, 22, wood.shade) +
    line("M300 260Q330 420 300 660M350 240Q400 460 350 680M430 240Q400 420 440 676", wood.light, 6) +
    disc(366, 430, 60, citrus.rind) +
    disc(366, 430, 46, citrus.flesh) +
    disc(430, 530, 52, citrus.rind) +
    disc(430, 530, 39, citrus.flesh) +
    line(
      "M366 430L340 400M366 430L400 410M366 430L372 474M430 530L410 500M430 530L466 520M430 530L424 566",
      citrus.rind,
      5,
    ),
  plates: (p: Palette): string =>
    disc(408, 424, 212, "#1d1a2b", 0.12) +
    disc(400, 400, 212, p.main) +
    path("M400 188A212 212 0 0 1 400 612Q560 560 560 400Q560 240 400 188Z", p.shade) +
    disc(400, 400, 150, p.light) +
    disc(404, 406, 136, p.main) +
    line("M400 204A196 196 0 0 0 204 400", cream, 8) +
    line("M96 200V320Q96 360 122 360V610M148 200V320Q148 360 122 360M122 200V350", steel.deep, 11) +
    path("M664 190Q724 230 712 400H664Z", steel.deep) +
    line("M674 390V610", steel.deep, 17),
  tumblers: (p: Palette): string =>
    ground(650, 250) +
    moved(
      130,
      -20,
      path("M250 240H490L460 620Q456 650 430 650H310Q284 650 280 620Z", p.shade, 0.55),
      oval(370, 240, 120, 22, p.light, 0.8),
    ) +
    path("M170 280H410L382 630Q378 656 350 656H230Q202 656 198 630Z", p.main, 0.72) +
    path("M182 430Q290 450 398 430L382 630Q378 656 350 656H230Q202 656 198 630Z", p.deep, 0.4) +
    oval(290, 280, 120, 24, p.light) +
    oval(290, 430, 108, 17, p.light, 0.6) +
    line("M214 330L228 590", "#ffffff", 10) +
    disc(420, 260, 52, "#f2cf5b") +
    disc(420, 260, 38, "#fbeeb4") +
    line("M420 224V296M386 246L454 276M386 276L454 246", "#f2cf5b", 5),
  apron: (p: Palette): string => {
    const outline = "M310 210H490Q500 330 574 366L596 668Q400 700 204 668L226 366Q300 330 310 210Z";
    return (
      cast(outline) +
      line("M322 220C300 60 500 60 478 220", p.shade, 14) +
      line("M230 390Q150 410 130 520M570 390Q650 410 670 520", p.shade, 14) +
      path(outline, p.main) +
      path("M574 366L596 668Q550 676 510 680Q560 520 530 346Z", p.shade) +
      line("M312 240H488", p.seam, 4, "10 7") +
      path("M290 470H510V580Q500 596 480 596H320Q300 596 290 580Z", p.light) +
      line("M400 470V596M290 490H510", p.seam, 4, "10 7") +
      path("M330 470L320 340L350 336L362 470Z", wood.main) +
      oval(334, 330, 30, 44, wood.light)
    );
  },
  kettle: (p: Palette): string =>
    ground(650, 230) +
    line("M250 340C230 110 570 110 550 340", p.deep, 24) +
    line("M300 190Q400 130 500 190", wood.main, 34) +
    path("M560 460Q620 440 640 350L690 344Q680 500 580 560Z", p.shade) +
    path("M400 290Q560 300 590 470Q604 620 560 650H240Q196 620 210 470Q240 300 400 290Z", p.main) +
    path("M500 312Q580 360 590 470Q604 620 560 650H480Q540 480 460 300Z", p.shade) +
    path("M312 318Q330 280 400 276Q470 280 488 318Q400 344 312 318Z", p.light) +
    disc(400, 262, 24, p.accent) +
    line("M262 470Q270 390 320 360", p.light, 13) +
    line("M226 612H576", p.deep, 6),
  teatowels: (p: Palette): string =>
    line("M150 170H650", wood.main, 26) +
    disc(150, 170, 22, wood.shade) +
    disc(650, 170, 22, wood.shade) +
    cast("M230 172H420V610H230ZM440 172H580V520H440Z") +
    path("M220 158Q320 148 420 158V640H220Z", p.main) +
    line("M220 560H420M220 590H420", p.accent, 12) +
    line("M256 160V640M284 160V640M356 160V640M384 160V640", p.shade, 7) +
    path("M444 158Q510 148 584 158V560H444Z", p.accent) +
    line("M444 220H584M444 290H584M444 360H584M444 430H584M444 500H584", p.accentShade, 8) +
    line("M220 640H420", p.main, 26, "5 7"),
  "storage-jar": (p: Palette): string =>
    ground(664, 180) +
    box(250, 240, 300, 426, 46, "#ffffff") +
    path("M262 400Q400 376 538 400V620Q538 656 504 656H296Q262 656 262 620Z", "#d08350") +
    [
      [300, 440],
      [360, 420],
      [420, 444],
      [480, 424],
      [330, 600],
      [400, 620],
      [470, 596],
      [510, 540],
      [290, 540],
    ]
      .map(([x = 0, y = 0]) => oval(x, y, 20, 13, "#b3653a"))
      .join("") +
    box(300, 470, 200, 110, 10, cream) +
    line("M340 508H460M360 542H440", p.deep, 9) +
    box(272, 150, 256, 96, 18, wood.main) +
    box(272, 210, 256, 36, 8, wood.shade) +
    line("M284 300V360", "#dfe6ea", 12),
};

/** Things one eats and drinks. */
export const pantryMotifs = {
  honey: (p: Palette): string =>
    ground(660, 180) +
    path(
      "M262 280H538Q570 320 566 400V590Q566 660 500 662H300Q234 660 234 590V400Q230 320 262 280Z",
      "#e5a02c",
    ) +
    path("M538 280Q570 320 566 400V590Q566 660 500 662H450Q520 500 500 280Z", "#c47f1c") +
    line("M268 330Q258 400 262 560", "#f6cf74", 14) +
    box(250, 200, 300, 86, 18, p.main) +
    line("M262 244H540", p.seam, 60, "4 14") +
    path("M290 400H510V570H290Z", cream) +
    [
      [366, 462],
      [434, 462],
      [400, 521],
    ]
      .map(([x = 0, y = 0]) => path(`M${x} ${y - 36}l31 18v36l-31 18l-31-18v-36Z`, "#f0b84a"))
      .join("") +
    oval(640, 168, 20, 30, "#ffffff", 0.9) +
    oval(672, 174, 18, 28, "#ffffff", 0.9) +
    oval(650, 208, 38, 26, "#f0b84a") +
    line("M640 186V230M662 188V228", "#3b3433", 9) +
    disc(690, 206, 15, "#3b3433") +
    line("M540 330Q640 360 630 280T590 236", "#3b3433", 4, "3 14"),
  oil: (p: Palette): string =>
    ground(682, 120) +
    box(362, 90, 76, 70, 10, p.accent) +
    path(
      "M364 150H436V270Q510 310 510 390V640Q510 682 466 684H334Q290 682 290 640V390Q290 310 364 270Z",
      "#5d6b32",
    ) +
    path(
      "M436 150V270Q510 310 510 390V640Q510 682 466 684H430Q470 500 452 380Q440 320 404 290V150Z",
      "#47532a",
    ) +
    line("M318 400V620", "#8c9a55", 12) +
    path("M290 400H510V590H290Z", cream) +
    path("M400 430Q352 460 372 516Q400 540 428 516Q448 460 400 430Z", "#8c9a55") +
    path("M404 428Q460 410 490 436Q450 460 404 428Z", "#6d8f63") +
    line("M340 560H460", p.deep, 8),
  tea: (p: Palette): string =>
    ground(664, 190) +
    box(246, 270, 308, 396, 18, p.main) +
    path("M486 270H536Q554 270 554 288V648Q554 666 536 666H486Z", p.shade) +
    box(236, 170, 328, 112, 22, p.deep) +
    line("M250 260H550", p.light, 6) +
    disc(390, 470, 104, cream) +
    path("M330 510Q330 420 440 410Q450 520 350 520Z", "#6d8f63") +
    line("M322 536Q370 470 430 424", "#4f7250", 6) +
    line("M300 620H480", p.accent, 12),
  coffee: (p: Palette): string =>
    ground(674, 190) +
    path("M262 200H538L566 640Q566 676 530 676H270Q234 676 234 640Z", p.main) +
    path("M500 200H538L566 640Q566 676 530 676H470Q520 460 500 200Z", p.shade) +
    path("M262 200L272 120H528L538 200Z", p.deep) +
    line("M270 160H530", p.light, 8) +
    box(300, 330, 200, 220, 10, cream) +
    turned(24, oval(400, 420, 50, 68, "#5f3d2b"), line("M400 360Q374 400 400 424T400 480", "#a3785a", 8)) +
    line("M340 520H460", p.accent, 10) +
    disc(400, 256, 15, p.light),
};
