import { describe, expect, it } from "vitest";
import { statementLayouts } from "../../../shared/policy/statement-layouts.ts";
import { StatementScene } from "../../support/statement-scene.ts";

// A few rows as each supplier or bank writes them, with its traps.

const headerOf = (layout: string, at = 0): string => statementLayouts().get(layout)?.headers[at]?.join(",") ?? "";

/** The layout, its file, and what it comes to: day, kind and pence of each movement. */
const SAMPLES: readonly (readonly [layout: string, file: string, expected: readonly string[]])[] = [
  [
    "crosscard",
    `${headerOf("crosscard")}\nTR1,approved,AC1,2026-08-03 23:30:00,-5.00,GBP,-5.00,GBP,0,0,95.00,0,95.00,5411,Grocery,M1,Sample,Leicester,GB,\nTR2,declined,AC1,2026-08-04 10:00:00,-9.00,GBP,-9.00,GBP,0,0,95.00,0,95.00,5411,Grocery,M1,Sample,Leicester,GB,\nTR1,reversal,AC1,2026-08-04 11:00:00,5.00,GBP,5.00,GBP,0,0,100.00,0,100.00,5411,Grocery,M1,Sample,Leicester,GB,\n`,
    ["2026-08-04 purchase -500", "2026-08-04 reversal 500"],
  ],
  [
    "highnote",
    `${headerOf("highnote")}\nTX1,AUTHORIZE,2026-08-03T10:00:00Z,AC1,5000,GBP,Sample,7011\nTX1,CLEAR,2026-08-04T10:00:00Z,AC1,4000,GBP,Sample,7011\nTX1,CLEAR,2026-08-05T10:00:00Z,AC1,1000,GBP,Sample,7011\nTX2,REFUND,2026-08-06T10:00:00Z,AC1,700,GBP,Sample,7011\n`,
    ["2026-08-04 purchase -4000", "2026-08-05 purchase -1000", "2026-08-06 refund 700"],
  ],
  [
    "paymentology",
    `${headerOf("paymentology")}\nAC1,TOK,190011223344,2200,2026-08-03 06:00:00,826,848.00,Load\nAC1,TOK,190011223345,2100,2026-08-03 07:00:00,826,48.00,Unload\n`,
    ["2026-08-03 load 84800", "2026-08-03 unload -4800"],
  ],
  [
    "barclaycard-business",
    `${headerOf("barclaycard-business")}\nAC1,A Sample,****9940,02/08/2026,03/08/2026,182500,A1,T1,Purchase,Shop,Leicester,GB,Groceries,5411,12.00,GBP,,12.00,GBP,August,R1\nAC1,A Sample,****9940,03/08/2026,04/08/2026,182500,A2,T2,Payment,,,,,,-50.00,GBP,,-50.00,GBP,August,R2\n`,
    ["2026-08-03 purchase -1200", "2026-08-04 load 5000"],
  ],
  [
    "modulr",
    `${headerOf("modulr")}\nAC1,C1,T1,2026-08-03,PAY_IN,848.00,GBP,,,848.00\nAC1,C1,T2,2026-08-03,CARD_SETTLEMENT,-8.00,GBP,Shop,5411,840.00\n`,
    ["2026-08-03 load 84800", "2026-08-03 purchase -800"],
  ],
  [
    "barclays",
    `${headerOf("barclays")}\n\t ,03/08/2026,AC1,-12.00,Direct Debit,SAMPLE CARE\n,04/08/2026,AC1,100.00,Counter Credit,COUNCIL\n`,
    ["2026-08-03 direct-debit -1200", "2026-08-04 other 10000"],
  ],
  [
    "natwest",
    `\n\nDate, Type, Description, Value, Balance, Account Name, Account Number\n\n03/08/2026,POS,"'4417 SAMPLE",-12.00,88.00,"'SAMPLE","'AC1",\n29 Jul 2026,BAC,"'COUNCIL",50.00,100.00,"'SAMPLE","'AC1",\n29 Jul 2026,BAC,"'COUNCIL",1.00,1.00,"'SAMPLE","'AC2",\n`,
    ["2026-07-29 other 5000", "2026-07-29 other 100", "2026-08-03 purchase -1200"],
  ],
  [
    "rbs-card",
    `Date, Type, Description, Value, Balance, Account Name, Account Number\n03/08/2026,POS,"'SAMPLE",.54,,"'SAMPLE","'AC1"\n`,
    ["2026-08-03 purchase -54"],
  ],
  ["starling", `${headerOf("starling", 1)}\n03/08/2026,Sample Care,Invoice 4,FASTER PAYMENT,-12.00,88.00,GENERAL\n`, ["2026-08-03 transfer -1200"]],
  [
    "monzo",
    `${headerOf("monzo")}\ntx_1,03/08/2026,10:00:00,Card payment,Sample,,Groceries,-12.00,GBP,-12.00,GBP,,,,SAMPLE,,-12.00,\n`,
    ["2026-08-03 purchase -1200"],
  ],
  [
    "monzo-pence",
    `${headerOf("monzo", 2)}\ntx_1,2026-08-03,10:00:00,Card payment,Sample,,Groceries,-1200,GBP,-1200,GBP,,,,SAMPLE\n`,
    ["2026-08-03 purchase -1200"],
  ],
  ["co-operative", `${headerOf("co-operative")}\n04/08/2026,SAMPLE,DEBIT,,12.00,88.00\n03/08/2026,BROUGHT FORWARD,,,,100.00\n`, ["2026-08-04 purchase -1200"]],
];

describe("a layout of a supplier or a bank", () => {
  it.each(SAMPLES)("%s reads what it writes, and the same again is nothing new", async (layout, file, expected) => {
    const scene = new StatementScene();
    const report = await scene.bring(file, { layout, reference: "AC1" });
    expect(report.refused).toEqual([]);
    const movements = [...scene.accounts.values()].flatMap(({ known }) => known.movements);
    expect(movements.map(({ postedOn, kind, pence }) => `${postedOn} ${kind} ${pence}`).toSorted()).toEqual(expected.toSorted());
    expect((await scene.bring(file, { layout, reference: "AC1" })).added).toBe(0);
  });

  it("monzo's amounts in pence are noticed where they are brought as pounds, and another currency's account is refused", async () => {
    const pence = `${headerOf("monzo")}\ntx_1,03/08/2026,10:00:00,Card payment,Sample,,Groceries,-1200,GBP,-1200,GBP,,,,SAMPLE,,-1200,\n`;
    expect((await new StatementScene().bring(pence, { layout: "monzo", reference: "AC1" })).refused).toEqual([
      { line: 2, field: "Amount", reason: "does not have two decimals: is it in pence?" },
    ]);
    const euros = pence.replace("-1200,GBP", "-12.00,EUR");
    expect((await new StatementScene().bring(euros, { layout: "monzo", reference: "AC1" })).refused).toMatchObject([{ field: "Currency" }]);
    await expect(new StatementScene().bring(`${headerOf("starling").replaceAll("GBP", "EUR")}\n`, { layout: "starling", reference: "AC1" })).rejects.toThrow(
      "is not in the layout starling",
    );
  });
});
