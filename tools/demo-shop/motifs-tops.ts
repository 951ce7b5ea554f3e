import type { Palette } from "./palette.ts";
import { box, cast, disc, line, mirrored, path } from "./vector.ts";

const tee =
  "M308 170C330 226 470 226 492 170L574 198Q602 208 618 236L690 350L604 404L556 346L562 634Q400 654 238 634L244 346L196 404L110 350L182 236Q198 208 226 198Z";
const longSleeved =
  "M312 170C335 215 465 215 488 170L572 198Q608 212 620 262L688 560L612 582L556 372L562 636Q400 654 238 636L244 372L188 582L112 560L180 262Q192 212 228 198Z";

const teeBase = (p: Palette): string =>
  cast(tee) +
  path("M308 170Q400 196 492 170C470 226 330 226 308 170Z", p.deep) +
  path(tee, p.main) +
  path("M556 346L562 634Q528 639 496 641Q548 520 556 346Z", p.shade) +
  path("M300 174C326 246 474 246 500 174L484 167C464 216 336 216 316 167Z", p.shade) +
  mirrored(line("M244 346Q246 300 232 262", p.shade, 5), line("M198 390L122 343", p.seam, 4, "10 7")) +
  line("M242 616Q400 635 558 616", p.seam, 4, "10 7");

const knitBase = (p: Palette): string =>
  cast(longSleeved) +
  path(longSleeved, p.main) +
  mirrored(
    path("M188 582L112 560L123 512L202 530Z", p.shade),
    line("M119 536L196 556", p.seam, 44, "3 11"),
    line("M244 372Q246 316 228 268", p.shade, 6),
  ) +
  path("M239 592Q400 608 561 592L562 636Q400 654 238 636Z", p.shade) +
  line("M240 614Q400 631 560 614", p.seam, 42, "3 11");

/** A cable running down the front of a jumper. */
const cable = (x: number, p: Palette): string =>
  line(
    `M${x} 260q26 22 0 44q-26 22 0 44q26 22 0 44q-26 22 0 44q26 22 0 44q-26 22 0 44q26 22 0 44`,
    p.seam,
    6,
  ) +
  line(
    `M${x} 260q-26 22 0 44q26 22 0 44q-26 22 0 44q26 22 0 44q-26 22 0 44q26 22 0 44q-26 22 0 44`,
    p.seam,
    6,
  );

const jacketBase = (p: Palette): string =>
  cast(longSleeved) +
  path("M312 170Q400 196 488 170L470 240H330Z", p.deep) +
  path(longSleeved, p.main) +
  path("M556 372L562 636Q528 641 500 643Q548 540 556 372Z", p.shade) +
  mirrored(line("M244 372Q246 316 228 268", p.shade, 6), line("M125 520L198 540", p.seam, 5)) +
  line("M400 212V645", p.shade, 10);

/** Things worn on the upper body. */
export const topMotifs = {
  tee: teeBase,
  "tee-pocket": (p: Palette): string =>
    teeBase(p) + path("M438 300H516V374Q477 404 438 374Z", p.shade) + line("M438 318H516", p.seam, 4, "8 6"),
  "tee-striped": (p: Palette): string =>
    teeBase(p) +
    [270, 330, 390, 450, 510, 570]
      .map((y) =>
        path(
          `M${y < 340 ? 236 : 244} ${y}Q400 ${y + 16} ${y < 340 ? 564 : 556} ${y}v26Q400 ${y + 42} ${y < 340 ? 236 : 244} ${y + 26}Z`,
          p.accent,
        ),
      )
      .join(""),
  shirt: (p: Palette): string =>
    cast(longSleeved) +
    path("M312 170Q400 150 488 170L400 250Z", p.deep) +
    path(longSleeved, p.main) +
    path("M556 372L562 636Q528 641 500 643Q548 540 556 372Z", p.shade) +
    box(382, 214, 36, 432, 0, p.light) +
    mirrored(
      path("M312 166L400 232L352 284L292 186Z", p.light),
      line("M312 166L400 232L352 284L292 186", p.shade, 4),
      line("M244 372Q246 316 228 268", p.shade, 5),
      path("M188 582L112 560L121 524L199 546Z", p.light),
    ) +
    [290, 370, 450, 530, 606].map((y) => disc(400, y, 8, p.deep)).join("") +
    path("M444 318H516V390L480 410L444 390Z", p.light),
  jumper: (p: Palette): string =>
    knitBase(p) +
    path("M312 170C335 215 465 215 488 170Q400 190 312 170Z", p.deep) +
    path("M298 175C326 256 474 256 502 175L484 168C464 206 336 206 316 168Z", p.shade) +
    [310, 400, 490].map((x) => cable(x, p)).join(""),
  "jumper-roll-neck": (p: Palette): string =>
    knitBase(p) +
    path("M318 116Q400 100 482 116L490 196Q400 226 310 196Z", p.main) +
    path("M314 158Q400 180 486 158L492 196Q400 228 308 196Z", p.shade) +
    line("M320 140Q400 158 480 140", p.seam, 40, "3 11") +
    line("M250 290Q400 320 550 290M248 400Q400 424 552 400M244 510Q400 532 556 510", p.shade, 4),
  hoodie: (p: Palette): string =>
    knitBase(p) +
    path("M300 206C270 120 330 84 400 84C470 84 530 120 500 206Q450 262 400 262Q350 262 300 206Z", p.shade) +
    path(
      "M338 190C326 138 360 122 400 122C440 122 474 138 462 190Q430 236 400 236Q370 236 338 190Z",
      p.deep,
    ) +
    line("M366 246V350M434 246V340", p.light, 8) +
    path("M300 470H500L536 582H264Z", p.shade) +
    line("M300 470L268 576M500 470L532 576", p.seam, 4, "10 7"),
  "jacket-chore": (p: Palette): string =>
    jacketBase(p) +
    mirrored(
      path("M316 162L400 240L340 290L288 190Z", p.shade),
      path("M268 470H372V578H268Z", p.light),
      line("M268 470H372V578H268Z", p.seam, 4, "10 7"),
    ) +
    path("M440 320H520V396H440Z", p.light) +
    [300, 380, 460, 540].map((y) => disc(400, y, 11, p.accent)).join(""),
  "jacket-quilted": (p: Palette): string =>
    jacketBase(p) +
    mirrored(
      line("M250 300L396 440M246 380L396 530M244 470L396 620M242 560L318 636", p.seam, 4),
      line("M396 260L246 410M396 350L244 500M396 440L242 590M396 530L292 634", p.seam, 4),
    ) +
    path("M300 174C326 246 474 246 500 174L484 167C464 216 336 216 316 167Z", p.deep) +
    [270, 370, 470, 570].map((y) => disc(400, y, 9, p.accent)).join(""),
  "jacket-rain": (p: Palette): string =>
    jacketBase(p) +
    path("M296 210C262 116 328 78 400 78C472 78 538 116 504 210Q450 268 400 268Q350 268 296 210Z", p.light) +
    path(
      "M336 194C322 136 360 118 400 118C440 118 478 136 464 194Q430 242 400 242Q370 242 336 194Z",
      p.deep,
    ) +
    mirrored(path("M266 478H366V510H266Z", p.shade), line("M266 510H366", p.deep, 4)) +
    [320, 410, 500, 590].map((y) => box(380, y, 40, 16, 8, p.accent)).join(""),
  dress: (p: Palette): string => {
    const outline =
      "M306 156L352 142L400 252L448 142L494 156Q528 206 552 292L494 308Q478 344 486 376Q566 530 606 668Q400 716 194 668Q234 530 314 376Q322 344 306 308L248 292Q272 206 306 156Z";
    return (
      cast(outline) +
      path("M352 142Q400 168 448 142L404 262Z", p.deep) +
      path(outline, p.main) +
      path("M486 376Q566 530 606 668Q540 684 470 689Q420 520 340 392Z", p.shade) +
      line("M448 142L318 366M340 392Q424 530 470 688", p.seam, 5) +
      path("M312 356Q400 376 488 356L490 392Q400 412 310 392Z", p.accent) +
      path("M330 384Q300 460 312 540L334 536Q330 460 352 390Z", p.accentShade) +
      path("M340 388Q344 470 372 520L390 510Q366 456 364 392Z", p.accent) +
      mirrored(line("M254 282L304 297", p.seam, 4, "8 6"))
    );
  },
};
