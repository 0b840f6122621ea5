import { describe, expect, it } from "vitest";
import { importRegister } from "../../functions/directory/import/import-register.ts";
import { sampleListings } from "../../functions/directory/import/seed.ts";
import { gazetteerFrom } from "../../shared/geography/gazetteer-file.ts";
import { jsonLines } from "../../shared/import/rows.ts";
import { councilPolicy } from "../../shared/policy/council.ts";
import { wrongWithRate } from "../../shared/policy/pay.ts";
import { anAuditContext, aRegisterRow } from "../support/builders.ts";
import { gazetteerFile } from "../support/http.ts";
import { aFile, withPostcodes } from "../support/open-data.ts";
import { aTable } from "../support/tables.ts";

describe("a register's rate", () => {
  it("under the legal minimum of whoever is employed is refused by its line, with the reason", async () => {
    const table = await aTable();
    await withPostcodes(table);
    const file = aFile(
      "register.jsonl",
      [
        aRegisterRow({ id: "too-low", ratePence: 1270 }),
        aRegisterRow({ id: "least", ratePence: 1271 }),
        aRegisterRow({ id: "self", ratePence: 900, employment: "self-employed" }),
        aRegisterRow({ id: "gone", ratePence: 900, status: "withdrawn" }),
      ]
        .map((row) => JSON.stringify(row))
        .join("\n"),
    );
    const report = await importRegister(jsonLines(file), {
      listings: table.listings,
      geography: table.geography,
      authority: "E10000018",
      policy: councilPolicy("E10000018"),
      progress: () => undefined,
      context: anAuditContext(),
    });
    expect(report).toMatchObject({ added: 3, refused: [{ line: 1, field: "ratePence", reason: expect.stringMatching(/at least £12.71, the legal minimum/) }] });
  });
  it("is at least that of everybody who is made up", async () => {
    const table = await aTable();
    const made = sampleListings(300, {
      geography: table.geography,
      censusAreas: [],
      gazetteer: gazetteerFrom(gazetteerFile),
      authority: "E10000018",
      policy: councilPolicy("E10000018"),
      now: () => Date.parse("2026-11-24T12:00:00Z"),
    });
    for await (const { employment, ratePence } of made) expect(wrongWithRate(employment, ratePence, "2026-11-24")).toBeUndefined();
  });
});
