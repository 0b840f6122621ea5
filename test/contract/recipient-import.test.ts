import { copyFile, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { recipientIds } from "../../functions/arrangements/entries/recipient-ids.composition.ts";
import { recipientDropper, recipientImporter } from "../../functions/arrangements/entries/recipient-import.composition.ts";
import { beliefsOf } from "../../functions/arrangements/rules/recipient-facts.ts";
import { RECIPIENT_COLUMNS } from "../../functions/arrangements/rules/recipient-row.ts";
import { dynamoRecipientStore } from "../../functions/arrangements/store/dynamo-recipient-store.ts";
import { verifyTrails } from "../../shared/audit/verify.ts";
import { servicePolicy } from "../../shared/policy/service.ts";
import { storedSecret } from "../../shared/runtime/secret.ts";
import { addFieldKey, fieldKeys } from "../../shared/sealed-fields/field-keys.ts";
import { sealedFields } from "../../shared/sealed-fields/sealed-fields.ts";
import { keyRing } from "../../shared/session/key-ring.ts";
import { COUNCIL, OTHER_COUNCIL } from "../support/councils.ts";
import { aTable, type TestTable } from "../support/tables.ts";

// A council's people and budgets, from the file to the record.

const NOON = Date.parse("2026-11-26T12:00:00Z");
const HEADER = "reference,from,council,name,postcode,postalAddress,councilGrossPence,councilContributionPence,dpKind,endedOn";
let table: TestTable;
let folder: string;
let clock: number;
let files = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "trellis-recipients-"));
});
beforeEach(async () => {
  table = await aTable();
  clock = NOON;
});

const written = async (text: string): Promise<string> => {
  files += 1;
  const file = join(folder, `${files}.csv`);
  await writeFile(file, text);
  return file;
};
const fileOf = (...rows: readonly string[]): Promise<string> => written([HEADER, ...rows].join("\n"));
const bring = async (...rows: readonly string[]) => {
  clock += 60_000;
  return recipientImporter(table.environmentOf("recipientDrop"), () => clock).take([await fileOf(...rows)], COUNCIL);
};
const known = async (reference: string, authority = COUNCIL) => {
  const id = await recipientIds(keyRing(storedSecret(table.environment, table.name), () => NOON, servicePolicy))(authority, reference);
  return dynamoRecipientStore(table.table).recipient(id);
};
const grossOn = async (reference: string, day: string, knownBy = "9999") => {
  const record = await known(reference);
  return record && beliefsOf(record.body, { day, knownBy }).councilLine?.weeklyGrossPence;
};
const row = (reference: string, from: string, cells: Readonly<Record<string, string>> = {}) =>
  HEADER.split(",")
    .map((name) => ({ reference, from, name: `Sample ${reference}`, ...cells })[name] ?? "")
    .map((cell) => (cell.includes(",") ? `"${cell}"` : cell))
    .join(",");
const budget = (gross: number) => ({ councilGrossPence: String(gross), councilContributionPence: "0" });

describe("an import of recipients", () => {
  it("keeps a fact for every day from which something applies, and what was known before", async () => {
    const report = await bring(row("C-1", "2026-04-06", budget(20_000)), row("C-1", "2026-10-05", { name: "", ...budget(25_000) }), row("C-2", "2026-04-06"));
    expect(report).toMatchObject({ added: 2, changed: 1, unchanged: 0, refused: [] });
    const before = new Date(clock).toISOString();
    await bring(row("C-1", "2026-04-06", { name: "", ...budget(21_000) }));
    expect([await grossOn("C-1", "2026-05-01"), await grossOn("C-1", "2026-05-01", before), await grossOn("C-1", "2026-11-01")]).toEqual([
      21_000, 20_000, 25_000,
    ]);
    expect([(await known("c-1"))?.body.plain.name?.value, await known("C-3")]).toEqual(["Sample C-1", undefined]);
  });
  it("writes nothing when it is brought again, whatever its order", async () => {
    const rows = [
      row("C-1", "2026-10-05", { postcode: "LE13 1GH" }),
      row("C-1", "2026-04-06", { name: "Former", postalAddress: "1 Sample St, Melton, LE13 1GH" }),
      row("C-2", "2026-04-06"),
    ];
    await bring(...rows);
    const [first, all] = [await known("C-1"), await everything()];
    expect(await bring(...rows.toReversed())).toMatchObject({ added: 0, changed: 0, unchanged: 3, refused: [] });
    expect([await known("C-1"), await everything()]).toEqual([first, all]);
    expect(first?.body.plain.name?.value).toBe("Sample C-1");
  });
  it("reports every bad row by its line and reason, and loses no other", async () => {
    const good = Array.from({ length: 99 }, (_, index) => row(`C-${index}`, "2026-04-06", budget(index * 100)));
    const report = await bring(
      ...good.slice(0, 50),
      row("X-1", "06/04/2026"),
      row("X-2", "2026-04-06", { council: OTHER_COUNCIL }),
      row("X-3", "2026-04-06", { name: "" }),
      row("C-7", "2026-04-06", budget(1)),
      "X-4,2026-04-06,a,b,c,d,e,f,g,h,i,j",
      ...good.slice(50),
    );
    expect(report.refused.map(({ line, field, reason }) => `${line} ${field} ${reason}`)).toEqual([
      "52 from is a date as a spreadsheet shows it: give the column the format yyyy-mm-dd, and save again",
      "53 council is another council: its people come in a file of its own",
      "54 name is missing, and this person is not known yet",
      "55 from is a day that line 9 speaks of for the same person",
      "56 line has more cells than the header has columns: is there a comma too many?",
    ]);
    expect([report.added, await grossOn("C-98", "2026-05-01"), await grossOn("C-7", "2026-05-01")]).toEqual([99, 9800, 700]);
    for (const reference of ["X-1", "X-2", "X-3", "X-4"]) expect(await known(reference)).toBeUndefined();
    expect((await verifyTrails(table.table)).broken).toEqual([]);
  });
  it("keeps the same reference of two councils apart", async () => {
    await bring(row("C-1", "2026-04-06"));
    await recipientImporter(table.environment, () => clock).take([await fileOf(row("C-1", "2026-04-06", { name: "Someone Else" }))], OTHER_COUNCIL);
    expect([(await known("C-1"))?.body.plain.name?.value, (await known("C-1", OTHER_COUNCIL))?.body.plain.name?.value]).toEqual(["Sample C-1", "Someone Else"]);
  });
  it("lets nobody who reads the table read a postcode, an address for letters, or find a reference by its record's id", async () => {
    await bring(row("C-1", "2026-04-06", { postcode: "LE13 1GH", postalAddress: "1 Sample Street, Melton Mowbray, LE13 1GH" }));
    expect(JSON.stringify(await everything())).not.toMatch(/LE13|1GH|Sample Street/);
    const record = await known("C-1");
    expect(record?.body.id).toMatch(/^rcp_[\w-]{43}$/);
    const fields = fieldsNow();
    const home = record?.body.dated.home[0]?.value;
    expect([
      await fields.open({ record: record?.body.id ?? "", field: "home.postcode" }, home?.postcode ?? ""),
      await fields.open({ record: record?.body.id ?? "", field: "home.sector" }, home?.sector ?? ""),
    ]).toEqual(["LE13 1GH", "LE13 1"]);
  });
  it("seals anew, once, what was sealed with an older key, and says no more than before", async () => {
    const rows = [row("C-1", "2026-04-06", { postcode: "LE13 1GH", postalAddress: "1 Sample Street, Melton Mowbray, LE13 1GH" })];
    await bring(...rows);
    const old = (await known("C-1"))?.body;
    await addFieldKey(storedSecret(table.environment, `${table.name}-fields`), clock);
    expect(await bring(...rows)).toMatchObject({ changed: 1 });
    expect(await bring(...rows)).toMatchObject({ changed: 0, unchanged: 1 });
    const now = (await known("C-1"))?.body;
    expect(now?.dated.home.map(({ from, learnedAt }) => [from, learnedAt])).toEqual(old?.dated.home.map(({ from, learnedAt }) => [from, learnedAt]));
    const fields = fieldsNow();
    for (const sealed of [now?.dated.home[0]?.value?.postcode, now?.dated.home[0]?.value?.sector, now?.plain.postalAddress?.value?.value])
      expect(await fields.isOld(sealed ?? "")).toBe(false);
    expect(await fields.open({ record: now?.id ?? "", field: "home.postcode" }, now?.dated.home[0]?.value?.postcode ?? "")).toBe("LE13 1GH");
  });
  it("does not bring back who ended longer ago than the register keeps", async () => {
    const report = await bring(row("C-1", "2019-04-01", { endedOn: "2020-11-26" }), row("C-2", "2019-04-01", { endedOn: "2020-11-27" }));
    expect(report.refused.map(({ line, reason }) => `${line} ${reason}`)).toEqual(["2 is of a direct payment that ended so long ago that we do not keep it"]);
    expect([await known("C-1"), (await known("C-2"))?.body.closedOn]).toEqual([undefined, "2020-11-27"]);
  });
  it("goes on where it was stopped, and two at once lose nothing", async () => {
    const rows = Array.from({ length: 90 }, (_, index) => row(`C-${index}`, "2026-04-06", budget(index)));
    await bring(...rows.slice(0, 45));
    expect(await bring(...rows)).toMatchObject({ added: 45, unchanged: 45, refused: [] });
    const again = rows.map((_, index) => row(`C-${index}`, "2026-10-05", { name: "", ...budget(index + 1) }));
    const both = await Promise.all([bring(...again.slice(0, 60)), bring(...again.slice(30).toReversed())]);
    expect(both.flatMap(({ refused }) => refused)).toEqual([]);
    for (const index of [0, 30, 45, 59, 89]) expect(await grossOn(`C-${index}`, "2026-12-01")).toBe(index + 1);
    expect((await known("C-45"))?.body.dated.councilLine).toHaveLength(2);
    expect((await verifyTrails(table.table)).broken).toEqual([]);
  });
});

describe("a file of recipients dropped in the bucket", () => {
  const reports = new Map<string, string>();
  const drop = async (key: string, text: string) => {
    const file = await written(text);
    const bucket = {
      copy: async (_key: string, _version: string | undefined, to: string) => copyFile(file, to),
      put: async (at: string, said: string) => void reports.set(at, said),
    };
    await recipientDropper(table.environmentOf("recipientDrop"), bucket, () => clock)({ detail: { object: { key } } });
    return reports.get(`reports/${key}.txt`);
  };
  it("is taken in for its council, and answered by a report without a name", async () => {
    const text = [HEADER, row("C-1", "2026-04-06"), row("C-2", "soon")].join("\n");
    expect(await drop(`recipients/${OTHER_COUNCIL}/week.csv`, text)).toMatch(
      /^ {2}line 3: from .+\nrecipients: 1 rows taken \(1 new, 0 changed, 0 unchanged\), 1 refused\n$/,
    );
    expect(await drop(`recipients/${OTHER_COUNCIL}/week.csv`, text)).toContain("1 rows taken (0 new, 0 changed, 1 unchanged), 1 refused");
    expect([await known("C-1"), (await known("C-1", OTHER_COUNCIL))?.body.authority]).toEqual([undefined, OTHER_COUNCIL]);
    expect(await drop("recipients/E99999999/week.csv", text)).toBe("There is no policy for council E99999999\n");
    expect(await drop(`recipients/${COUNCIL}/wrong.csv`, "name\nA\n")).toBe("The file has no column reference, from\n");
  });
});

const fieldsNow = () => sealedFields(fieldKeys(storedSecret(table.environment, `${table.name}-fields`), () => clock));
const everything = async () =>
  ((await table.table.client.send(new ScanCommand({ TableName: table.name, ConsistentRead: true }))).Items ?? []).toSorted((a, b) =>
    `${a["pk"]}${a["sk"]}`.localeCompare(`${b["pk"]}${b["sk"]}`),
  );

describe("the sample of docs/recipients-csv.md", () => {
  it("can be imported whole, and uses only columns that the page names", async () => {
    const [sample, page] = await Promise.all(
      ["recipients-sample.csv", "recipients-csv.md"].map((name) => readFile(join(import.meta.dirname, "../../docs", name), "utf8")),
    );
    const report = await recipientImporter(table.environmentOf("recipientDrop"), () => clock).take([await written(sample ?? "")], COUNCIL);
    expect(report).toMatchObject({ added: 3, changed: 3, refused: [], doubtful: [], notes: [] });
    const named = [...(page ?? "").matchAll(/^\| (`.+?`.*?) \|/gm)].flatMap(([, cell = ""]) => [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name));
    expect(named.toSorted()).toEqual(Object.keys(RECIPIENT_COLUMNS).toSorted());
  });
});
