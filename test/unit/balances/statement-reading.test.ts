import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readAmount } from "../../../functions/balances/rules/statement-amounts.ts";
import { readDay } from "../../../functions/balances/rules/statement-dates.ts";
import { type StatementLayout, statementLayouts } from "../../../shared/policy/statement-layouts.ts";
import { commonLayout, StatementScene, TRELLIS_HEADER } from "../../support/statement-scene.ts";
import { broughtEachWay, type Ways } from "../../support/statement-ways.ts";

const inPounds = (written: string) => readAmount(written, { unit: "pounds" });
const pence = (written: string): number | undefined => {
  const read = inPounds(written);
  return "pence" in read ? read.pence : undefined;
};
const own = (rows: readonly string[]): string => `${[TRELLIS_HEADER, ...rows].join("\n")}\n`;

/** What rows come to, which is the same in whatever way they are brought; by default in our own columns. */
const brought = async (rows: readonly string[], ways: Ways = {}) => {
  const { scene, reports } = await broughtEachWay([rows], { file: own, how: {}, ...ways });
  const [report] = reports;
  if (!report) throw new Error("Nothing was brought");
  return { scene, report };
};
const refusal = (content: string | Uint8Array, how: { layout?: string; as?: StatementLayout; reference?: string } = {}) =>
  new StatementScene().bring(content, how);

describe("amounts are one grammar", () => {
  it.each([
    ["(900.23)", -90_023],
    ["£(0.01)", -1],
    ["(£12.00)", -1_200],
    ["\u2212100.00", -10_000],
    ["\u2013100.00", -10_000],
    ["£1,234.56", 123_456],
    ["\u2212£1,000.00", -100_000],
    ["1,234.56\u00a0", 123_456],
    ["£\u00a01,234.56", 123_456],
    [".54", 54],
    ["10", 1_000],
    ["10.5", 1_050],
    ["+3.20", 320],
    ["£-5.00", -500],
    ["-0.00", 0],
    ["150.14", 15_014],
    ["19.99", 1_999],
    ["67.04", 6_704],
    ["160.20", 16_020],
    ["9999999999.99", 999_999_999_999],
  ])("F14 to F18 %s is %i pence", (written, expected) => {
    expect(inPounds(written)).toEqual({ pence: expected });
  });

  it.each([
    "-(12.00)",
    "--1.00",
    "-£-1.00",
    "(12.00",
    "12.00)",
    "1.000,00",
    "1,23",
    "12,34.00",
    "10.005",
    "1e3",
    "",
    " ",
    "£",
    "-",
    ".",
    "1 234.00",
    "12.00 CR",
    "¥5",
    "0x10",
    "£(£5.00)",
    "１２.００",
  ])("F14 to F17 %j is refused: nothing is taken off an amount", (written) => {
    expect(inPounds(written)).toHaveProperty("fault");
  });

  it("F14 to F19 amounts and days are the same in whatever order their rows come, and refused rows refuse alone", async () => {
    const amounts = ["(900.23)", "\u2212100.00", "\u2013100.00", "£1,234.56", "-£1,000.00", ".54", "10", "10.5", "150.14", "19.99", "67.04", "160.20"];
    const damaged = ["-(12.00)", "1.000,00", "1e3", "10.005"].map((amount, at) => `AC${at + 2},T1,03/08/2026,purchase,"${amount}",Shop,`);
    const rows = amounts.map((amount, at) => `AC1,T${at},${String(at + 1).padStart(2, "0")}/08/2026,purchase,"${amount}",Shop,`);
    const leap = "AC6,T1,29/02/2027,purchase,-1.00,Shop,";
    const { scene, reports } = await broughtEachWay([[...rows, ...damaged, leap]], { how: { as: commonLayout({ balance: "none" }) } });
    expect(scene.ledger().movements.map((one) => one.pence)).toEqual([
      ...[-90_023, -10_000, -10_000, 123_456, -100_000, 54],
      ...[1_000, 1_050, 15_014, 1_999, 6_704, 16_020],
    ]);
    expect(reports[0]?.refused.map(({ line, field }) => `${line} ${field}`)).toEqual(["14 amount", "15 amount", "16 amount", "17 amount", "18 posted"]);
    expect([...scene.accounts.keys()]).toEqual(["AC1"]);
  });

  it("F18 ten thousand rows of 0.10 are £1,000 to the penny", () => {
    expect(Array.from({ length: 10_000 }, () => pence("0.10") ?? 0).reduce((sum, one) => sum + one, 0)).toBe(100_000);
  });

  it("an amount in pence is whole, and pounds that always have decimals are noticed when they have none", () => {
    expect(readAmount("-1250", { unit: "pence" })).toEqual({ pence: -1_250 });
    expect(readAmount("-12.50", { unit: "pence" })).toHaveProperty("fault");
    expect(readAmount("-1250", { unit: "pounds", twoDecimals: true })).toHaveProperty("fault");
  });
});

describe("days are read as the layout declares", () => {
  it.each([
    ["03/04/2026", "2026-04-03"],
    ["29/02/2028", "2028-02-29"],
    ["29 May 2025", "2025-05-29"],
  ])("F19 %s is %s", (written, day) => {
    expect(readDay(written, ["dd/mm/yyyy", "d mmm yyyy"])).toBe(day);
  });

  it.each(["13/25/2026", "29/02/2027", "2026-04-03", "03/04/26", "31 Jun 2026", "", "00/01/2026"])("F19 %j is refused", (written) => {
    expect(readDay(written, ["dd/mm/yyyy", "d mmm yyyy"])).toBeUndefined();
  });

  it("an instant is the day in London, on both sides of a clock change", () => {
    expect(readDay("2026-08-03 23:30:00", ["utc-instant"])).toBe("2026-08-04");
    expect(readDay("2026-12-03T23:30:00Z", ["utc-instant"])).toBe("2026-12-03");
    expect(readDay("2026-02-30 12:00:00", ["utc-instant"])).toBeUndefined();
  });
});

describe("rows that are no money, and columns", () => {
  it("F09 to F11 pending, declined and informational rows never count: two that are posted are two", async () => {
    const { scene, report } = await brought([
      "AC1,P1,03/08/2026,PENDING,purchase,-20.00,Shop,,",
      "AC1,B7,04/08/2026,posted,purchase,-20.00,Shop,5411,80.00",
      "AC1,B8,04/08/2026,posted,purchase,-20.00,Shop,5411,60.00",
      "AC1,D1,04/08/2026,declined,purchase,-30.00,Shop,,60.00",
    ]);
    expect(report).toMatchObject({ added: 2, refused: [] });
    expect(report.notes).toEqual([expect.stringContaining("1 rows that are pending"), expect.stringContaining("1 rows that are declined")]);
    expect(scene.ledger().movements.map(({ postedOn }) => postedOn)).toEqual(["2026-08-04", "2026-08-04"]);
    await expect(new StatementScene().bring(own(["AC1,B1,04/08/2026,settling,purchase,-1.00,Shop,,9.00"]))).resolves.toMatchObject({
      added: 0,
      refused: [{ line: 2, field: "status" }],
    });
  });

  it("F09 what is pending is on hold until a statement reaches past its day, in whichever order files come", async () => {
    const pending = ["AC1,P1,03/08/2026,pending,purchase,-20.00,Shop,,", "AC1,P2,02/08/2026,pending,purchase,-1.50,Shop,,"];
    const came = ["AC1,P3,03/08/2026,pending,refund,5.00,Shop,,", "AC1,P4,,pending,purchase,-9.00,Shop,,", "AC1,P5,03/08/2026,pending,purchase,soon,Shop,,"];
    const before = "AC1,B1,01/08/2026,posted,load,100.00,Load,,100.00";
    const first = await broughtEachWay([[before, ...pending, ...came]], { file: own, how: {} });
    expect(first.scene.holds()).toEqual({ AC1: { on: "2026-08-03", pence: 2_150, payments: 2 } });
    expect([first.scene.closing(), first.scene.money().length, first.reports[0]?.refused]).toEqual([10_000, 1, []]);
    // A file of nothing but what is pending says it too, and an unknown card's pending rows are nobody's.
    const alone = await broughtEachWay([[before], [...pending, "9999,P1,03/08/2026,pending,purchase,-20.00,Shop,,"]], { file: own, how: {} });
    expect(alone.scene.holds()).toEqual({ AC1: { on: "2026-08-03", pence: 2_150, payments: 2 } });
    // It was taken the next day, under another id.
    const posted = "AC1,B7,04/08/2026,posted,purchase,-20.00,Shop,,80.00";
    const after = await broughtEachWay([[before, ...pending], [posted]], { file: own, how: {} });
    expect([after.scene.holds(), after.scene.closing(), after.scene.money().length]).toEqual([{}, 8_000, 2]);
    // Until then, of two statements, the one with the later day says.
    const later = await broughtEachWay([[before, ...pending], ["AC1,P9,05/08/2026,pending,purchase,-3.00,Shop,,"]], { file: own, how: {} });
    expect(later.scene.holds()).toEqual({ AC1: { on: "2026-08-05", pence: 300, payments: 1 } });
  });

  it("F13 money out and in stand apart: one of them, without a sign", async () => {
    const header = "Transaction Date,Transaction Type,Sort Code,Account Number,Transaction Description,Debit Amount,Credit Amount,Balance,";
    const file = (rows: readonly string[]) => `${[header, ...rows].join("\n")}\n`;
    const rows = ["04/08/2026,FPI,'01-02-03,AC1,SAMPLE   ,0.00,56.00,143.66", "03/08/2026,DEB,'01-02-03,AC1,SAMPLE,12.34,,87.66"];
    const { scene } = await brought(rows, { file, how: { layout: "lloyds" } });
    expect(scene.ledger().movements.map((one) => [one.pence, one.kind])).toEqual([
      [-1_234, "purchase"],
      [5_600, "other"],
    ]);
    for (const cells of ["5.00,5.00", ",", "-5.00,", "0x1,"]) {
      const damaged = `03/08/2026,DEB,'01-02-03,AC1,SAMPLE,${cells},87.66`;
      const { report } = await brought([damaged, "03/08/2026,DEB,'01-02-03,AC2,SAMPLE,1.00,,9.00"], { file, how: { layout: "lloyds" } });
      expect(report).toMatchObject({ added: 1, refused: [{ line: 2, field: "Debit Amount" }] });
    }
  });

  it("F25 brought forward, a repeated header and a total are no movements, and are checked", async () => {
    const as = commonLayout({
      headers: [["Posted", "Description", "Amount", "Balance"]],
      columns: { posted: "Posted", amount: "Amount", balance: "Balance", text: ["Description"] },
      otherKind: "other",
      otherRows: [
        { is: "brought-forward", column: "Description", begins: "BALANCE BROUGHT FORWARD" },
        { is: "total", column: "Posted", begins: "TOTAL" },
      ],
    });
    const file = (forward: string, total: string) =>
      `Posted,Description,Amount,Balance\n03/08/2026,BALANCE BROUGHT FORWARD,,${forward}\n03/08/2026,Sample Care,-40.00,60.00\nPosted,Description,Amount,Balance\n04/08/2026,Sample Care,-10.00,50.00\nTOTAL,,${total},\n`;
    const [opening, header, first, repeated, second, total] = file("100.00", "-50.00").trimEnd().split("\n");
    const { scene, report } = await brought([first ?? "", repeated ?? "", second ?? ""], {
      file: (rows) => `${[opening, header, ...rows, total].join("\n")}\n`,
      how: { as, reference: "AC1" },
    });
    expect(report).toMatchObject({ added: 2, refused: [] });
    expect(scene.ledger().openingPence).toBe(10_000);
    expect((await refusal(file("90.00", "-50.00"), { as, reference: "AC1" })).refused).toMatchObject([{ line: 2, field: "brought-forward" }]);
    expect((await refusal(file("100.00", "-60.00"), { as, reference: "AC1" })).refused).toMatchObject([{ line: 6, field: "total" }]);
    expect((await refusal(file("100.00", "-50.00").replace("TOTAL", "SUMS"), { as, reference: "AC1" })).refused).toMatchObject([{ line: 6, field: "Posted" }]);
  });
});

describe("the file as a whole", () => {
  const row = "AC1,T1,03/08/2026,posted,purchase,-5.00,Sample Café’s,,95.00";

  it("F23 a byte order mark and Windows-1252 make the same ledger as plain UTF-8", async () => {
    const rows = [row, "AC1,T2,03/08/2026,posted,fee,-1.00,£1 fee,,94.00"];
    const inLatin = (some: readonly string[]) => Buffer.from(own(some).replaceAll("’", "\u0092"), "latin1");
    const latin = inLatin(rows);
    const plain = await brought(rows);
    const marked = await brought(rows, { file: (some) => `\ufeff${own(some)}` });
    const layout = statementLayouts().get("trellis");
    const windows = await brought(rows, { file: inLatin, how: layout ? { as: { ...layout, encoding: "windows-1252" } } : {} });
    for (const { scene } of [marked, windows])
      expect(scene.known().movements.map(({ text, id }) => text + id)).toEqual(plain.scene.known().movements.map(({ text, id }) => text + id));
    await expect(refusal(latin)).rejects.toThrow("is not in UTF-8");
  });

  it("F24 rows before the header, blank ones and a comma after it eat no row", async () => {
    const rows = ['"03 Aug 2026","Visa purchase","Sample Shop","£12.00","","£88.00"', '"04 Aug 2026","Bank credit","Sample","","£2.00","£90.00"'];
    const before = '"Account Name:","FlexAccount"\n"Account Balance:","£90.00"\n"Available Balance: ","£90.00"\n\n,,,,';
    const header = '"Date","Transaction type","Description","Paid out","Paid in","Balance",';
    const file = (some: readonly string[]) => Buffer.from(`${[before, header, ...some].join("\n")}\n`, "latin1");
    const { scene, report } = await brought(rows, { file, how: { layout: "nationwide", reference: "AC1" } });
    expect(report).toMatchObject({ added: 2, refused: [] });
    expect(scene.closing()).toBe(9_000);
    await expect(refusal(file(rows), { layout: "nationwide" })).rejects.toThrow("name the account");
  });

  it("F26 a line break in quotation marks is part of a text; a stray quotation mark refuses the file at its row", async () => {
    const { scene } = await brought([
      'AC1,T1,03/08/2026,posted,purchase,-5.00,"Sample Care\nUnit 4, Leicester",,95.00',
      "AC1,T2,04/08/2026,posted,purchase,-5.00,Shop,,90.00",
    ]);
    expect(scene.known().movements[0]?.text).toBe("Sample Care Unit 4, Leicester");
    const stray = own(["AC2,T1,03/08/2026,posted,purchase,-5.00,Shop,,95.00", 'AC1,T1,03/08/2026,posted,purchase,-5.00,Sam"ple,,95.00', row]);
    const refusing = new StatementScene();
    for (const _time of ["first", "again"]) await expect(refusing.bring(stray)).rejects.toThrow("line 3");
    expect(refusing.money()).toEqual([]);
    await expect(refusal(own([row, "AC1,T2,03/08/2026,posted,purchase,-5.00,Sample, Care,,90.00"]))).rejects.toThrow("10 cells on line 3");
  });

  it("F27 what a spreadsheet rounded is refused, and an account's zeros count", async () => {
    const { report } = await brought([
      "AC1,1.90E+21,03/08/2026,posted,purchase,-5.00,Shop,,95.00",
      "AC1,1.90E+21,03/08/2026,posted,purchase,-5.00,Shop,,90.00",
    ]);
    expect(report).toMatchObject({ added: 0, refused: [{ line: 2, field: "id", reason: expect.stringContaining("rounded") }, { line: 3 }] });
    const zeros = ["00123,T1,03/08/2026,posted,load,5.00,Load,,5.00", "123,T2,03/08/2026,posted,load,7.00,Load,,7.00"];
    const taken = await brought(zeros, { aliases: { "00123": "AC1" } });
    expect(taken.report).toMatchObject({ added: 1, refused: [{ line: 3, field: "account" }] });
  });

  it("F31 a text that looks like a formula is stored as it is", async () => {
    const texts = ['=HYPERLINK("http://x","y")', "+44 1509", "@x", "-1"];
    const rows = texts.map((text, at) => `AC1,T${at},0${at + 3}/08/2026,posted,purchase,-5.00,"${text.replaceAll('"', '""')}",,${90 - at * 5}.00`);
    const { scene } = await brought(rows);
    expect(scene.ledger().movements.map(({ text }) => text)).toEqual(texts);
  });

  it("a header that is another layout's, or none's, is refused by name, and no column is guessed", async () => {
    await expect(refusal("Number,Date,Account,Amount,Subcategory,Memo\n")).rejects.toThrow("has the header of barclays, not of trellis");
    await expect(refusal(`${TRELLIS_HEADER.replace("amount", "sum")}\n${row}\n`)).rejects.toThrow("is not in the layout trellis");
    await expect(refusal("")).rejects.toThrow("is not in the layout trellis");
  });

  it("a row that may be of any account refuses the file, as nobody knows whose rows are complete", async () => {
    await expect(refusal(own([row, ",T2,03/08/2026,posted,purchase,-5.00,Shop,,90.00"]))).rejects.toThrow("line 3: account is empty");
  });

  it("HSBC's rows without a header are read by their places, and thousands in quotation marks", async () => {
    const { scene } = await brought(['03/08/2026,SAMPLE,"-1,000.00","2,000.00"'], {
      file: (rows) => `${rows.join("\n")}\n`,
      how: { layout: "hsbc", reference: "AC1" },
    });
    expect(scene.closing()).toBe(200_000);
    await expect(refusal("Date,Text,Amount\n", { layout: "hsbc", reference: "AC1" })).rejects.toThrow("must have a row first, and no header");
  });
});

describe("docs/statements-csv.md", () => {
  const docs = readFileSync(join(import.meta.dirname, "../../../docs/statements-csv.md"), "utf8");

  it("has a sample that can be brought", async () => {
    const scene = new StatementScene();
    scene.aliases.set("CARD-1", "AC1");
    const [, sample = ""] = /```\n([^`]+)```/.exec(docs) ?? [];
    expect(await scene.bring(sample)).toMatchObject({ added: 2, refused: [] });
    expect(scene.closing()).toBe(92_663);
  });

  it.each([...statementLayouts().keys()])("names the layout %s", (name) => {
    expect(docs).toContain(`\`${name}\``);
  });
});

describe("every layout", () => {
  const KINDS = [
    "load",
    "unload",
    "contribution",
    "purchase",
    "transfer",
    "direct-debit",
    "standing-order",
    "cash",
    "fee",
    "refund",
    "reversal",
    "chargeback",
    "other",
  ];

  it.each([...statementLayouts()])("%s names columns of its header, kinds of movement, and an amount", (_name, layout) => {
    const { columns, headers, kinds, otherKind, sign, statuses, balance } = layout;
    const { text, ...single } = columns;
    for (const header of headers) for (const column of [...Object.values(single), ...text, ...layout.apostrophes]) expect(header).toContain(column);
    for (const kind of [...Object.values(kinds), ...(otherKind === undefined ? [] : [otherKind])]) expect(KINDS).toContain(kind);
    expect(columns.kind === undefined ? otherKind : Object.keys(kinds).length).toBeTruthy();
    expect(sign === "columns" ? [columns.paidIn, columns.paidOut] : [columns.amount, columns.amount]).not.toContain(undefined);
    expect(statuses === undefined).toBe(columns.status === undefined);
    if (balance === "posted") expect(columns.balance).toBeDefined();
  });
});
