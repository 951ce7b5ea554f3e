import { record } from "../tests/simulation/record.ts";

/** Prints what some seeds asked and were answered, as JSON: for tests/objects/replay-stock.test.ts. */
const [seeds] = process.argv.slice(2);
const recordings = [];
for (let seed = 1; seed <= Number(seeds); seed += 1) recordings.push(await record(seed));
process.stdout.write(JSON.stringify(recordings));
