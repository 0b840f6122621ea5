import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inject } from "vitest";
import { importPostcodes } from "../../shared/geography/import-postcodes.ts";
import type { TestTable } from "./tables.ts";

/** A small made-up postcode file: two towns, four sectors, one stacked row, and enough others in the middle of each sector that it is public. */
const POSTCODES = `postcode,lat,lon,lad_code,other,stacked
LE13 1GH,52.76600,-0.88700,E07000133,x,0
LE13 1AA,52.76800,-0.88500,E07000133,x,0
LE13 1ZZ,50.00000,0.00000,E07000133,x,1
LE13 0AA,52.75000,-0.90000,E07000133,x,0
LE11 3AA,52.77000,-1.21000,E07000130,x,0
LE11 3AB,52.77200,-1.21200,E07000130,x,0
LE15 6AA,52.67000,-0.73000,E06000017,x,0
${[
  ["LE13 1", "52.76700,-0.88600,E07000133"],
  ["LE13 0", "52.75000,-0.90000,E07000133"],
  ["LE11 3", "52.77100,-1.21100,E07000130"],
  ["LE15 6", "52.67000,-0.73000,E06000017"],
]
  .flatMap(([sector, at]) => ["XA", "XB", "XD", "XE"].map((unit) => `${sector}${unit},${at},x,0\n`))
  .join("")}`;

/** Writes a file of this run and gives its path: where tests of the browser run, which have no such folder, it is one of the system's. */
export function aFile(name: string, text: string): string {
  const path = join(inject("scratch") ?? tmpdir(), `${crypto.randomUUID()}-${name}`);
  writeFileSync(path, text);
  return path;
}

export const postcodesFile = (): string => aFile("postcodes_test.csv", POSTCODES);

/** Imports the small postcode file. */
export const withPostcodes = (table: TestTable) => importPostcodes([postcodesFile()], table.geography, () => undefined);
