// npm 10, which comes with Node 20 and 22, takes `.bin/node` away again when it drops the package of the other
// processor: both name their program `node`. Runs after every install, under whatever Node there is.
import { existsSync, symlinkSync } from "node:fs";

const bin = new URL("../../node_modules/.bin/", import.meta.url);
const link = new URL("node", bin);
const program = `../node-${process.platform}-${process.arch}/bin/node`;

if (existsSync(new URL(program, bin)) && !existsSync(link)) symlinkSync(program, link);
