import { type Report, tablesOf } from "./report.ts";
import { textTable } from "./table.ts";

export function printReport(report: Report): void {
  for (const { title, header, rows } of tablesOf(report)) {
    console.log(`\n${title}\n${textTable(header, rows)}`);
  }
  const { machine, load, tookSeconds } = report;
  console.log(
    `\n${machine.cpu}, ${machine.pinned}; workerd ${machine.workerd}; V8 flags: ${machine.v8Flags}; ` +
      `load ${load.before.toFixed(2)} before, ${load.after.toFixed(2)} after; ${Math.round(tookSeconds)} s`,
  );
  for (const fault of report.faults) console.log(`WRONG ${fault}`);
  console.log(
    report.faults.length === 0
      ? "Verdict: right. Every buyer was answered, every unit and payment is accounted for."
      : "Verdict: WRONG. These figures mean nothing.",
  );
}
