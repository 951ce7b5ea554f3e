import type { Palette } from "./palette.ts";
import { box, cast, disc, ground, line, mirrored, moved, oval, path, turned } from "./vector.ts";

const oak = { main: "#c9995f", shade: "#a87a46", deep: "#86602f" };
const leaf = { main: "#6d8f63", shade: "#4f7250", light: "#8fae7c" };

/** One pointed leaf growing up from (400, 420), turned about the middle of the picture. */
const leafAt = (degrees: number, fill: string): string =>
  turned(
    degrees,
    path("M400 430Q330 320 400 150Q470 320 400 430Z", fill),
    line("M400 420V200", leaf.shade, 4),
  );

/** Furnishings: what stands on a floor or hangs on a wall. */
export const homeMotifs = {
  bed: (p: Palette): string =>
    ground(668, 310) +
    box(110, 250, 580, 330, 26, oak.main) +
    box(110, 250, 580, 24, 12, oak.shade) +
    box(130, 600, 30, 66, 6, oak.deep) +
    box(640, 600, 30, 66, 6, oak.deep) +
    mirrored(
      path("M156 410Q150 340 180 336H366Q392 340 386 410Z", "#fbf7ef"),
      path("M176 430Q170 376 196 374H348Q372 376 366 430Z", p.light),
    ) +
    path("M116 430Q400 404 684 430L704 612Q400 640 96 612Z", p.main) +
    path("M116 430Q400 404 684 430L688 478Q400 452 112 478Z", p.light) +
    path("M560 474Q600 540 590 626Q650 622 704 612L690 486Q630 470 560 474Z", p.shade) +
    line("M210 500Q230 560 214 616M330 490Q340 550 328 616M460 500Q450 560 462 620", p.seam, 4),
  throw: (p: Palette): string =>
    ground(636, 270) +
    line("M158 626H420", p.shade, 44, "6 9") +
    box(150, 500, 500, 112, 46, p.shade) +
    box(150, 400, 500, 116, 50, p.main) +
    box(150, 300, 500, 116, 50, p.light) +
    path("M200 300H420V610H176Q150 600 150 566V350Q150 300 200 300Z", p.main) +
    line("M206 302V608M246 302V608M346 302V608M386 302V608", p.accent, 12) +
    line("M150 420H420M150 520H420", p.seam, 4, "12 8"),
  cushion: (p: Palette): string => {
    const outline = "M170 190Q400 236 630 190Q586 400 630 620Q400 574 170 620Q214 400 170 190Z";
    return (
      cast(outline) +
      path(outline, p.main) +
      path("M630 190Q586 400 630 620Q400 574 170 620Q480 560 540 420Q580 320 630 190Z", p.shade) +
      mirrored(path("M401 274L290 405L401 536Z", p.accent), path("M401 340L346 405L401 470Z", p.light)) +
      line("M170 190Q400 236 630 190Q586 400 630 620Q400 574 170 620Q214 400 170 190Z", p.deep, 7) +
      line("M186 206Q240 250 262 290M614 206Q560 250 540 290", p.seam, 4)
    );
  },
  stool: (p: Palette): string =>
    ground(672, 210) +
    path("M300 350H340L296 676H262ZM460 350H500L538 676H504Z", p.shade) +
    path("M376 360H424V640H376Z", p.deep) +
    box(296, 520, 208, 24, 8, p.shade) +
    path("M212 316H588Q588 366 540 372H260Q212 366 212 316Z", p.shade) +
    oval(400, 314, 190, 48, p.main) +
    oval(400, 306, 160, 34, p.light) +
    line("M280 300Q400 326 520 300M310 318Q400 336 490 318", p.seam, 3),
  chair: (p: Palette): string =>
    ground(686, 200) +
    line("M270 460C230 60 570 60 530 460", p.main, 26) +
    line("M316 450C296 170 504 170 484 450", p.shade, 16) +
    path("M268 470H300L286 690H258ZM500 470H532L542 690H514Z", p.deep) +
    path("M316 480H342L330 650H308ZM458 480H484L492 650H470Z", p.shade) +
    line("M282 580Q400 620 518 580", p.shade, 14) +
    path("M236 458Q240 500 280 504H520Q560 500 564 458Z", p.shade) +
    oval(400, 456, 166, 42, p.main) +
    oval(400, 452, 130, 29, p.accent) +
    line(
      "M300 440L480 470M330 430L500 458M290 456L440 478M500 440L320 472M470 430L296 460",
      p.accentShade,
      3,
    ),
  "coat-stand": (p: Palette): string =>
    ground(700, 170) +
    line("M400 640L286 696M400 640L514 696M400 640V700", p.deep, 20) +
    line("M400 110V650", p.main, 26) +
    mirrored(
      line("M400 250Q330 240 304 170M400 340Q344 334 322 280", p.shade, 18),
      disc(304, 166, 15, p.deep),
      disc(322, 276, 15, p.deep),
    ) +
    disc(400, 106, 20, p.deep) +
    path("M470 276Q540 300 548 380L566 560Q500 590 452 556L456 380Q456 310 470 276Z", p.accent) +
    path("M520 320Q556 400 566 560Q540 572 516 572Q530 430 520 320Z", p.accentShade),
  "lamp-floor": (p: Palette): string =>
    path("M196 326L92 700H480L384 326Z", "#fff3c4", 0.5) +
    ground(690, 130, 560) +
    box(456, 664, 208, 26, 12, p.deep) +
    line("M560 668V300C560 60 290 70 290 190", p.deep, 16) +
    path("M196 326Q196 190 290 190Q384 190 384 326Z", p.main) +
    path("M340 210Q384 244 384 326H346Q352 262 340 210Z", p.shade) +
    oval(290, 326, 94, 17, "#fff3c4") +
    disc(560, 470, 15, p.accent),
  pendant: (p: Palette): string =>
    line("M400 0V180", p.deep, 8) +
    disc(400, 410, 292, "#fff6d6", 0.45) +
    box(366, 160, 68, 40, 10, p.deep) +
    oval(400, 410, 230, 214, p.main) +
    path("M400 196Q630 200 630 410Q630 620 400 624Q560 560 560 410Q560 250 400 196Z", p.shade) +
    oval(360, 396, 110, 140, p.light, 0.6) +
    line(
      "M262 236Q400 270 538 236M204 300Q400 344 596 300M176 366Q400 414 624 366M174 440Q400 488 626 440M198 510Q400 556 602 510M250 572Q400 604 550 572",
      p.seam,
      4,
    ) +
    oval(400, 622, 70, 13, p.deep),
  vase: (p: Palette): string =>
    ground(666, 150) +
    line("M400 360Q380 220 300 130M396 340Q420 200 500 110M400 300Q404 200 392 90", leaf.shade, 6) +
    [
      [300, 130],
      [336, 190],
      [270, 186],
      [500, 110],
      [462, 176],
      [520, 180],
      [392, 90],
      [420, 150],
      [366, 158],
    ]
      .map(([x = 0, y = 0], i) => disc(x, y, 25 - (i % 3) * 3, i % 3 ? p.accent : p.accentShade))
      .join("") +
    path(
      "M352 316H448L440 388Q548 440 536 560Q524 660 456 668H344Q276 660 264 560Q252 440 360 388Z",
      p.main,
    ) +
    path(
      "M448 316L440 388Q548 440 536 560Q524 660 456 668H420Q480 600 470 500Q462 430 410 396L416 316Z",
      p.shade,
    ) +
    oval(400, 316, 50, 11, p.deep) +
    line("M272 500Q400 540 530 500M266 530Q400 572 536 530", p.light, 6),
  candle: (p: Palette): string =>
    disc(400, 220, 120, "#fff6d6", 0.6) +
    ground(664, 190) +
    path("M400 130Q452 206 432 254Q418 278 400 278Q382 278 368 254Q348 206 400 130Z", "#f3b13f") +
    path("M400 196Q422 232 412 258Q400 272 388 258Q378 232 400 196Z", "#fdeab0") +
    line("M400 276V350", "#4a3b36", 8) +
    path("M246 330H554V624Q554 668 510 668H290Q246 668 246 624Z", p.main) +
    oval(400, 330, 154, 34, p.light) +
    oval(400, 334, 128, 24, "#fbf3df") +
    line("M400 300V336", "#4a3b36", 8) +
    path("M500 352Q530 344 554 332V624Q554 668 510 668H486Q500 560 500 352Z", p.shade) +
    box(300, 440, 160, 140, 8, "#fbf7ef") +
    disc(380, 492, 26, p.accent) +
    line("M334 544H426", p.deep, 8),
  clock: (p: Palette): string =>
    disc(408, 424, 250, "#1d1a2b", 0.12) +
    disc(400, 400, 252, p.main) +
    disc(400, 400, 216, "#fbf7ef") +
    Array.from({ length: 12 }, (_, hour) =>
      turned(hour * 30, line("M400 214V234", p.deep, hour % 3 ? 7 : 14)),
    ).join("") +
    turned(-56, line("M400 430V280", p.deep, 16)) +
    turned(60, line("M400 440V230", p.deep, 11)) +
    turned(200, line("M400 450V220", p.accent, 5)) +
    disc(400, 400, 17, p.accent),
  rug: (p: Palette): string =>
    cast("M250 110H550V690H250Z") +
    line("M230 126H570M230 674H570", p.light, 44, "5 8") +
    box(222, 130, 356, 540, 6, p.main) +
    line("M250 158H550V642H250Z", p.light, 8) +
    path("M400 196L500 300L400 404L300 300ZM400 396L500 500L400 604L300 500Z", p.accent) +
    path("M400 244L454 300L400 356L346 300ZM400 444L454 500L400 556L346 500Z", p.deep) +
    mirrored(
      path("M264 336L330 400L264 464Z", p.shade),
      path("M264 180L320 180L264 240ZM264 620L320 620L264 560Z", p.shade),
    ),
  basket: (p: Palette): string =>
    ground(664, 230) +
    line("M250 360C230 210 330 220 330 350M550 360C570 210 470 220 470 350", p.deep, 18) +
    path("M190 350H610L560 640Q556 666 520 668H280Q244 666 240 640Z", p.main) +
    path("M610 350L560 640Q556 666 520 668H470Q520 540 530 350Z", p.shade) +
    line("M206 410H596M216 470H586M226 530H576M236 590H566", p.seam, 40, "16 16") +
    line("M206 440H596M220 500H582M230 560H572M242 620H560", p.light, 14, "16 16") +
    oval(400, 350, 212, 36, p.deep) +
    path("M230 346Q260 280 330 300Q390 250 450 296Q530 276 570 346Q400 400 230 346Z", p.accent) +
    path("M450 296Q530 276 570 346Q520 364 460 370Q480 330 450 296Z", p.accentShade),
  plant: (p: Palette): string =>
    ground(678, 160) +
    moved(
      0,
      60,
      leafAt(-64, leaf.shade),
      leafAt(64, leaf.shade),
      leafAt(-34, leaf.main),
      leafAt(34, leaf.light),
      leafAt(0, leaf.main),
    ) +
    path("M264 480H536L500 660Q496 680 470 680H330Q304 680 300 660Z", p.main) +
    path("M536 480L500 660Q496 680 470 680H420Q466 600 470 480Z", p.shade) +
    box(246, 446, 308, 58, 12, p.main) +
    box(246, 488, 308, 16, 8, p.deep) +
    line("M300 566H420", p.light, 8),
  towels: (p: Palette): string =>
    ground(656, 260) +
    [0, 1, 2]
      .map((i) => {
        const tone = [p.shade, p.main, p.light][i] ?? p.main;
        return moved(
          i * 12 - 12,
          -i * 108,
          box(170, 540, 460, 112, 54, tone),
          line("M600 596H260Q232 596 232 620", p.seam, 5),
          line("M520 541V651M548 541V651", p.accent, 10),
        );
      })
      .join("") +
    path("M330 320Q300 250 352 226Q400 204 440 232Q486 216 500 262Q520 320 440 326Z", p.accent) +
    line("M352 300Q340 256 380 246M410 310Q400 260 446 258", p.accentShade, 5),
};
