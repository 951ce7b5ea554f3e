import type { Palette } from "./palette.ts";
import { box, cast, disc, ground, line, mirrored, moved, oval, path } from "./vector.ts";

const legs = "M290 96H510L566 700Q504 712 446 700L400 320L354 700Q296 712 234 700Z";
const sock =
  "M250 150H372V430Q380 470 440 510Q500 548 486 600Q468 650 400 640Q330 626 282 560Q244 500 250 430Z";

const trouserBase = (p: Palette): string =>
  cast(legs) +
  path(legs, p.main) +
  path("M400 320L446 700Q504 712 566 700L550 540Q460 480 400 320Z", p.shade) +
  path("M290 96H510L514 140H286Z", p.shade) +
  line("M400 140V320Q372 310 370 250V140", p.seam, 4);

const oneSock = (p: Palette): string =>
  path(sock, p.main) +
  path("M250 150H372V214H250Z", p.light) +
  line("M256 182H370", p.seam, 62, "3 11") +
  path("M262 500Q300 450 376 438Q330 500 312 596Q270 550 262 500Z", p.accent) +
  path("M426 502Q510 546 486 600Q468 650 400 640Q398 560 426 502Z", p.accent) +
  line("M252 260H372M252 300H372", p.accent, 14);

/** Things worn below the waist, on feet, heads and shoulders. */
export const wearMotifs = {
  trousers: (p: Palette): string =>
    trouserBase(p) +
    disc(400, 118, 9, p.accent) +
    mirrored(line("M304 144Q306 214 276 236M328 150L300 696", p.seam, 4)),
  jeans: (p: Palette): string =>
    trouserBase(p) +
    disc(400, 118, 10, "#c9a24f") +
    mirrored(
      line("M292 144Q306 220 358 148", "#d9a760", 4, "9 6"),
      line("M286 160L241 660", "#d9a760", 4, "9 6"),
      path("M232 660Q296 674 360 660L354 700Q296 712 234 700Z", p.light),
      box(310, 88, 16, 58, 4, p.deep),
    ),
  shorts: (p: Palette): string => {
    const outline = "M266 240H534L588 566Q506 592 426 580L400 430L374 580Q294 592 212 566Z";
    return (
      cast(outline) +
      path(outline, p.main) +
      path("M400 430L426 580Q506 592 588 566L576 490Q470 500 400 430Z", p.shade) +
      path("M266 240H534L540 288H260Z", p.shade) +
      line("M268 264H532", p.seam, 44, "4 13") +
      line("M400 290V430", p.seam, 4) +
      line("M386 284Q360 340 372 380M414 284Q440 350 424 392", p.accent, 8) +
      mirrored(
        line("M276 300Q276 370 244 386", p.seam, 5),
        line("M220 542Q294 566 370 556", p.seam, 4, "10 7"),
      )
    );
  },
  skirt: (p: Palette): string => {
    const outline = "M300 170H500L628 610Q400 668 172 610Z";
    return (
      cast(outline) +
      path(outline, p.main) +
      path(
        "M340 214L262 632Q294 638 322 640L368 214ZM424 214L420 647Q452 646 480 642L456 214ZM486 214L566 626Q600 619 628 610L500 170Z",
        p.shade,
      ) +
      line("M314 214L216 621M352 214L290 637M390 214L372 646M428 214L436 646M466 214L520 637", p.seam, 3) +
      path("M296 166H504L512 216H288Z", p.deep) +
      disc(400, 191, 9, p.accent)
    );
  },
  dungarees: (p: Palette): string => {
    const outline =
      "M312 270H488L500 380Q540 390 548 420L580 664Q512 676 446 664L400 500L354 664Q288 676 220 664L252 420Q260 390 300 380Z";
    return (
      cast(outline) +
      line("M322 290L336 130M478 290L464 130M336 130Q400 190 464 130", p.shade, 26) +
      path(outline, p.main) +
      path("M400 500L446 664Q512 676 580 664L566 556Q470 570 400 500Z", p.shade) +
      path("M350 316H450V390Q400 420 350 390Z", p.light) +
      line("M350 340H450", p.seam, 4, "9 6") +
      line("M300 400Q400 424 500 400M400 420V500", p.seam, 4) +
      mirrored(
        disc(330, 296, 13, p.accent),
        line("M262 420Q300 470 344 424", p.seam, 4),
        path("M218 622Q288 636 366 622L354 664Q288 676 220 664Z", p.light),
      )
    );
  },
  sneaker: (p: Palette): string =>
    ground(636, 300) +
    path(
      "M150 572L138 384Q138 352 170 356Q196 392 238 392Q290 390 318 326Q330 304 358 322Q410 422 500 452Q640 478 676 572Z",
      p.main,
    ) +
    path("M150 572L144 470Q230 440 300 572Z", p.shade) +
    path("M552 572Q556 498 596 482Q656 510 676 572Z", "#fbf7ef") +
    line("M358 392L404 356M390 428L434 388M428 456L468 414M470 476L504 432", "#fbf7ef", 13) +
    path("M226 470Q330 520 470 560H330Q256 530 226 470Z", p.accent) +
    path("M132 566H684Q704 576 698 606Q692 634 656 634H168Q128 634 126 600Q126 578 132 566Z", "#fbf7ef") +
    line("M132 600H696", p.accent, 8),
  boot: (p: Palette): string =>
    ground(648, 260, 430) +
    path("M258 150Q350 136 446 150L452 396Q480 446 570 466Q660 490 664 588H262Q240 400 258 150Z", p.main) +
    path("M262 588Q252 500 254 410Q330 520 470 530Q590 530 660 560L664 588Z", p.shade) +
    path("M322 200H400Q404 330 372 420H350Q316 330 322 200Z", p.deep) +
    line("M324 232H400M326 262H400M328 292H398M332 322H394M338 352H388M344 382H382", p.seam, 4) +
    box(250, 118, 26, 60, 8, p.shade) +
    path("M254 584H668Q676 600 672 618H404L388 646H256Z", "#2f2a2c") +
    line("M262 574H662", p.light, 4, "10 7"),
  beanie: (p: Palette): string =>
    cast("M214 500Q214 210 400 210Q586 210 586 500V600H214Z") +
    disc(400, 196, 54, p.accent) +
    path("M214 500Q214 218 400 218Q586 218 586 500Z", p.main) +
    line(
      "M278 480Q280 300 400 222M340 480Q342 300 400 222M400 480V222M460 480Q458 300 400 222M522 480Q520 300 400 222",
      p.seam,
      5,
    ) +
    box(194, 470, 412, 132, 34, p.shade) +
    line("M214 536H588", p.seam, 118, "4 15") +
    box(470, 510, 76, 46, 6, p.accent),
  "sun-hat": (p: Palette): string =>
    ground(560, 300) +
    oval(400, 500, 320, 86, p.shade) +
    oval(400, 488, 320, 82, p.main) +
    line("M130 494Q400 588 670 494M190 470Q400 540 610 470", p.seam, 4) +
    path("M238 470Q244 250 400 246Q556 250 562 470Q400 530 238 470Z", p.main) +
    path("M480 260Q556 300 562 470Q520 488 476 494Q500 380 480 260Z", p.shade) +
    line("M262 350Q400 390 538 350M282 304Q400 336 518 304", p.seam, 4) +
    path("M240 416Q400 470 560 416L562 474Q400 532 238 474Z", p.accent) +
    path("M540 470Q590 520 610 590L566 574Q548 520 520 484Z", p.accentShade),
  scarf: (p: Palette): string => {
    const tails = "M318 330L286 640H402L420 350ZM420 340L450 600H556L486 316Z";
    return (
      cast(`${tails}M226 290Q250 170 400 170Q550 170 574 290Q540 400 400 400Q260 400 226 290Z`) +
      path("M420 340L450 600H556L486 316Z", p.shade) +
      line("M444 524H538M448 552H544", p.accent, 12) +
      path("M318 330L286 640H402L420 350Z", p.main) +
      line("M300 540H408M296 570H406M308 470H412", p.accent, 12) +
      line("M296 656H400M458 616H554", p.main, 34, "6 8") +
      path("M226 290Q250 170 400 170Q550 170 574 290Q540 400 400 400Q260 400 226 290Z", p.main) +
      path("M286 272Q310 222 400 222Q490 222 514 272Q470 310 400 310Q330 310 286 272Z", p.deep) +
      path("M226 290Q300 390 400 350Q500 330 574 290Q540 400 400 400Q260 400 226 290Z", p.shade) +
      line("M252 320Q330 386 440 372M240 260Q262 206 330 190", p.seam, 4)
    );
  },
  socks: (p: Palette): string =>
    moved(60, 40, cast(sock)) +
    moved(96, -4, oneSock({ ...p, main: p.shade })) +
    moved(-44, 24, cast(sock), oneSock(p)),
  tote: (p: Palette): string => {
    const bag = "M216 320H584L612 668Q400 686 188 668Z";
    return (
      ground(676, 240) +
      line("M318 330C310 130 490 130 482 330", p.shade, 24) +
      path(bag, p.main) +
      path("M540 320H584L612 668Q570 672 530 675Z", p.shade) +
      line("M302 356C290 130 510 130 498 356", p.light, 26) +
      line("M218 346H586", p.seam, 4, "12 8") +
      disc(400, 490, 84, p.accent) +
      path("M316 490q21-26 42 0t42 0t42 0t42 0A84 84 0 0 1 316 490Z", p.accentShade)
    );
  },
};
