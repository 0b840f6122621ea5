import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { councilMeasured } from "./market-council.ts";
import { CLASSES } from "./market-country.ts";
import { printRow, say } from "./report.ts";
import type { SharingMeasured, SharingTask } from "./sharing.ts";

const PROVIDERS = 130_000;
const AREAS = 6800;
/** What is new is let go soon, so that what is measured is what is held. */
const YOUNG = ["--max-semi-space-size=4"];

/**
 * The gaps of a whole country: how long sharing all hours out takes, and in how much memory, beside a loop over all pairs; and whether changes one by one
 * come to what making it anew does. And the measure of a council by the nightly job: how long that takes, and how many reads its dashboard.
 */
export async function benchMarket(only: number | undefined): Promise<void> {
  const providers = only ?? PROVIDERS;
  const areas = Math.max(200, Math.round((AREAS * providers) / PROVIDERS));
  say(`${providers.toLocaleString("en-GB")} listings over ${areas.toLocaleString("en-GB")} areas: sharing ...`);
  const council = await councilMeasured();
  const { seconds, cpuSeconds, naiveCpuSeconds, peakMb, differences, ...rest } = await shareElsewhere({ providers, areas });
  printRow({
    ...{ bench: "market", providers, areas, classes: CLASSES, seconds: Number(seconds.toFixed(1)), peakMb },
    ...{ naiveRatio: Number((cpuSeconds / naiveCpuSeconds).toFixed(3)), differences, flowSeconds: Number(rest.floor.allClassesSeconds.toFixed(2)) },
    dashboardReads: council.dashboardReads,
  });
  say(
    `  the nightly job, ${council.areas} areas and ${council.listings} listings on both bases: ${council.seconds.toFixed(1)} s of a processor; its item ${council.kilobytes} kB, what it is made of ${council.inputKilobytes} kB`,
  );
  say(`  ${rest.groups.toLocaleString("en-GB")} groups; all pairs would take ${Math.round(naiveCpuSeconds)} s of a processor, reckoned from 1,000 listings`);
  say(`  ${rest.changes} changes: ${rest.listingMs.toFixed(0)} ms of a processor for a listing, ${rest.needMs.toFixed(0)} ms for the need of an area`);
  const { areas: near, groups, oneClassSeconds, allClassesSeconds } = rest.floor;
  say(
    `  a council with those around it, ${near} areas and ${groups} groups: floor of one class ${oneClassSeconds.toFixed(2)} s of a processor at most, of all at once ${allClassesSeconds.toFixed(2)} s`,
  );
}

function shareElsewhere(task: SharingTask): Promise<SharingMeasured> {
  const child = fork(fileURLToPath(new URL("./sharing.ts", import.meta.url)), { execArgv: [...YOUNG] });
  return new Promise((resolve, reject) => {
    child.once("message", (measured: SharingMeasured) => resolve(measured));
    child.once("exit", (code) => reject(new Error(`The sharing ended with ${code}`)));
    child.send(task);
  });
}
