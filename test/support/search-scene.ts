import { beforeAll, expect } from "vitest";
import { importRegister } from "../../functions/directory/import/import-register.ts";
import { buildSnapshot } from "../../functions/directory/snapshot/build-snapshot.ts";
import { councilPolicy } from "../../shared/policy/council.ts";
import { anAuditContext, aRegisterRow } from "./builders.ts";
import { publicFunction } from "./http.ts";
import { withPostcodes } from "./open-data.ts";
import { aTable } from "./tables.ts";

// A register with six people near Melton Mowbray, as tests of what the public asks find it. Imported, it is there before the first.

export let get: ReturnType<typeof publicFunction>;

async function* lines(rows: readonly Record<string, unknown>[]) {
  for (const [index, values] of rows.entries()) yield { line: index + 1, values };
}

beforeAll(async () => {
  const table = await aTable();
  await withPostcodes(table);
  const rows = [
    aRegisterRow({
      id: "near",
      postcode: "LE13 1GH",
      services: ["personal-care", "meals"],
      languages: ["en", "gu"],
      skills: ["hoisting", "medication"],
      about: "<script>alert(1)</script> I cook.",
    }),
    aRegisterRow({
      id: "town",
      postcode: "le130aa",
      services: ["meals"],
      skills: ["medication"],
      ratePence: 1300,
      hoursFree: 2,
      displayName: "O'Brien & <b>Sons</b>",
    }),
    aRegisterRow({ id: "far", postcode: "LE11 3AA", travelMiles: 3 }),
    aRegisterRow({ id: "covers", postcode: "LE11 3AB", travelMiles: 1, districts: ["E07000133"] }),
    aRegisterRow({ id: "new", postcode: "LE13 1AA", status: "provisional", employment: "self-employed" }),
    aRegisterRow({ id: "gone", status: "suspended" }),
  ];
  const report = await importRegister(lines(rows), {
    listings: table.listings,
    geography: table.geography,
    authority: "E10000018",
    policy: councilPolicy("E10000018"),
    progress: () => undefined,
    context: anAuditContext(),
  });
  expect(report).toMatchObject({ added: 6, refused: [] });
  await buildSnapshot(table.rebuilds, table.now, "truth");
  get = publicFunction(table);
});

export const idsOf = async (query: string): Promise<string[]> => (await get(`/api/search?${query}`)).json().results.map(({ id }: { id: string }) => id);
