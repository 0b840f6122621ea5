import { beforeAll, describe, expect, it } from "vitest";
import { importRegister } from "../../functions/directory/import/import-register.ts";
import { buildSnapshot } from "../../functions/directory/snapshot/build-snapshot.ts";
import { councilPolicy } from "../../shared/policy/council.ts";
import { anAuditContext, aRegisterRow } from "../support/builders.ts";
import { publicFunction } from "../support/http.ts";
import { withPostcodes } from "../support/open-data.ts";
import { aTable, type TestTable } from "../support/tables.ts";

const FIRST = "2026-11-10";
const LAST = "2026-11-20";

async function* lines(rows: readonly Record<string, unknown>[]) {
  for (const [index, values] of rows.entries()) yield { line: index + 1, values };
}

let table: TestTable;
let time: number;

beforeAll(async () => {
  table = await aTable();
  await withPostcodes(table);
  const rows = [
    aRegisterRow({ id: "over", accreditedOn: "2018-01-01", accreditedUntil: "2020-01-01" }),
    aRegisterRow({ id: "to-come", accreditedOn: "2027-01-01" }),
    aRegisterRow({ id: "for-a-while", status: "provisional", accreditedOn: FIRST, accreditedUntil: LAST }),
    aRegisterRow({ id: "always", accreditedOn: undefined, services: ["meals"] }),
    aRegisterRow({ id: "unchecked", status: "unaccredited", accreditedOn: "2018-01-01", accreditedUntil: "2020-01-01" }),
  ];
  const report = await importRegister(lines(rows), {
    listings: table.listings,
    geography: table.geography,
    authority: "E10000018",
    policy: councilPolicy("E10000018"),
    progress: () => undefined,
    context: anAuditContext(),
  });
  expect(report).toMatchObject({ added: 5, refused: [] });
});

/** Who is found, and whose pages and answers there are, at a moment. Asked of one process, which goes on from moment to moment. */
function looking() {
  const get = publicFunction(table, () => time);
  const everybody = ["over", "to-come", "for-a-while", "always", "unchecked"];
  return async (moment: string) => {
    time = Date.parse(moment);
    const found = (await get("/api/search?near=LE13+1GH&miles=20&status=accredited,provisional,unaccredited")).json();
    const ids: string[] = found.results.map(({ id }: { id: string }) => id).sort();
    const answers = await Promise.all(everybody.map(async (id) => [id, (await get(`/api/listings/${id}`)).status, (await get(`/listings/${id}`)).status]));
    expect(answers).toEqual(everybody.map((id) => [id, ids.includes(id) ? 200 : 404, ids.includes(id) ? 200 : 404]));
    expect(found.total).toBe(ids.length);
    expect(found.facets.status.provisional).toBe(ids.includes("for-a-while") ? 1 : 0);
    return ids;
  };
}

describe.each(["the change log", "the snapshot"] as const)("a listing found in %s", (where) => {
  it("is public from the day its accreditation begins to the day it ends, London time, without waiting for any night", async () => {
    if (where === "the snapshot") await buildSnapshot(table.rebuilds, table.now, "truth");
    const found = looking();
    expect(await found("2026-11-09T23:59:59Z")).toEqual(["always", "unchecked"]);
    expect(await found("2026-11-10T00:00:00Z")).toEqual(["always", "for-a-while", "unchecked"]);
    expect(await found("2026-11-20T23:59:59Z")).toEqual(["always", "for-a-while", "unchecked"]);
    expect(await found("2026-11-21T00:00:00Z")).toEqual(["always", "unchecked"]);
    expect(await found("2027-01-01T00:00:00Z")).toEqual(["always", "to-come", "unchecked"]);
    // Summer: the day begins an hour earlier than in Greenwich.
    expect(await found("2019-06-30T22:59:00Z")).toEqual(["always", "over", "unchecked"]);
  });
});

describe("advice on a search that finds nobody", () => {
  it("counts only who is public on the day", async () => {
    time = Date.parse("2026-11-24T12:00:00Z");
    const { total, advice } = (await publicFunction(table, () => time)("/api/search?near=LE13+1GH&service=personal-care&service=garden")).json();
    expect([total, advice.drop]).toEqual([0, []]);
  });
});
