import { expect, it } from "vitest";
import { aTable, published, publishedBefore, runningTotal } from "../../support/true-tables.ts";

/** Processor time in milliseconds: how busy a machine is otherwise does not count. */
const processorMs = (): number => process.cpuUsage().user / 1000;

it("84 areas by 20 classes with totals, districts and the period before are disclosed in well under a second of processor time", () => {
  // Mostly small, as areas are: 0 to 12, with a town here and there.
  const before = Array.from({ length: 84 }, (_, area) => Array.from({ length: 20 }, (_, at) => ((area * 31 + at * 17) % 13) + (area % 12 === 0 ? at * 3 : 0)));
  const now = before.map((cells, area) => cells.map((count, at) => count + ((area + at) % 4)));
  const partOf = Object.fromEntries(before.map((_, area) => [`r${area}`, `p${area % 7}`]));
  const earlier = [publishedBefore("public", [aTable(before, { partOf })])];
  const start = processorMs();
  const publication = published("public", [aTable(now, { partOf })], { earlier, links: [runningTotal("public")] });
  expect(processorMs() - start).toBeLessThan(1000);
  expect(publication.tables[0]?.rows).toHaveLength(91);
});
