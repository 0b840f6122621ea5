import { describe, expect, it } from "vitest";
import type { StatementLayout } from "../../../shared/policy/statement-layouts.ts";
import { commonFile, commonLayout, StatementScene } from "../../support/statement-scene.ts";
import { broughtEachWay } from "../../support/statement-ways.ts";

const NO_BALANCE = { balance: "none" } as const;
const by = (layout: Partial<StatementLayout>) => ({ how: { as: commonLayout(layout) } });

describe("which movement a row is", () => {
  it("F01 two payments of one day, payee and amount stay two", async () => {
    const { scene, added } = await broughtEachWay([
      ["AC1,,03/08/2026,purchase,-20.00,Sample Travel,180.00", "AC1,,03/08/2026,purchase,-20.00,Sample Travel,160.00"],
    ]);
    expect(added).toEqual([2]);
    expect(scene.closing()).toBe(16_000);
    expect(
      (await broughtEachWay([["AC1,,03/08/2026,purchase,-20.00,Sample Travel,", "AC1,,03/08/2026,purchase,-20.00,Sample Travel,"]], by(NO_BALANCE))).added,
    ).toEqual([2]);
  });

  it("F02 what is nearly alike is not one", async () => {
    const { scene, added } = await broughtEachWay(
      [["AC1,,31/08/2026,purchase,-1.50,Sample Café,"], ["AC1,,01/09/2026,purchase,-1.50,Sample Café,", "AC1,,01/09/2026,purchase,-1.50,Sample Bakery,"]],
      by(NO_BALANCE),
    );
    expect(added).toEqual([1, 2]);
    expect(scene.ledger().movements.map(({ postedOn, text }) => `${postedOn} ${text}`)).toEqual([
      "2026-08-31 Sample Café",
      "2026-09-01 Sample Café",
      "2026-09-01 Sample Bakery",
    ]);
  });

  it("F03 small equal credits of several days are as many movements", async () => {
    const rows = [3, 4, 5, 6, 7].map((day, at) => `AC1,,0${day}/08/2026,other,0.03,Interest,${(1 + (at + 1) * 0.03).toFixed(2)}`);
    expect((await broughtEachWay([rows])).added).toEqual([5]);
  });

  it("F04 one id may have two parts, and F05 be of two accounts", async () => {
    expect((await broughtEachWay([["AC1,TX9,03/08/2026,purchase,-40.00,Sample Hotel,60.00", "AC1,TX9,03/08/2026,fee,-1.20,Foreign fee,58.80"]])).added).toEqual(
      [2],
    );
    expect((await broughtEachWay([["AC1,TX1,03/08/2026,purchase,-5.00,Shop,5.00", "AC2,TX1,03/08/2026,purchase,-5.00,Shop,5.00"]])).added).toEqual([2]);
    const cleared = ["AC1,TX9,03/08/2026,purchase,-40.00,Sample Hotel,", "AC1,TX9,05/08/2026,purchase,-10.00,Sample Hotel,"];
    expect((await broughtEachWay([cleared.slice(0, 1), cleared], by({ ...NO_BALANCE, idOfSeveral: true }))).added).toEqual([1, 1]);
  });

  it("F06 ids made anew for each export are learned, and add nothing", async () => {
    const rows = (letter: string) => [`AC1,${letter}1,03/08/2026,purchase,-20.00,Shop,80.00`, `AC1,${letter}2,03/08/2026,purchase,-20.00,Shop,60.00`];
    const { scene, added } = await broughtEachWay([rows("A"), rows("B")], by({ ids: "per-export" }));
    expect(added).toEqual([2, 0]);
    expect(
      scene
        .known()
        .learned.map(({ reference }) => reference)
        .toSorted(),
    ).toEqual(["B1", "B2"]);
  });

  it("F07 a row without an id among others that have one is a movement too", async () => {
    const rows = ["AC1,T1,03/08/2026,purchase,-1.00,Shop,9.00", "AC1,,03/08/2026,purchase,-1.00,Shop,8.00", "AC1,T3,03/08/2026,purchase,-1.00,Shop,7.00"];
    expect((await broughtEachWay([rows])).added).toEqual([3]);
  });

  it("F08 a text that changes is learned; an amount, a day or a balance that does is refused, with both values", async () => {
    const first = "AC1,TX5,03/08/2026,purchase,-20.00,CARD PAYMENT 4417,80.00";
    const { scene, added } = await broughtEachWay([[first], ["AC1,TX5,03/08/2026,purchase,-20.00,Sample Care Ltd,80.00"]]);
    expect(added).toEqual([1, 0]);
    expect(scene.known().movements[0]?.text).toBe("CARD PAYMENT 4417");
    expect(scene.known().learned.map(({ text }) => text)).toEqual(["Sample Care Ltd"]);
    for (const [other, reason] of [
      ["AC1,TX5,03/08/2026,purchase,-25.00,Shop,80.00", "stands for -£20.00 on 3 August 2026 and for -£25.00 on 3 August 2026"],
      ["AC1,TX5,03/08/2026,purchase,-20.00,Shop,70.00", "after it is £70.00, and a statement before said £80.00"],
    ] as const) {
      const report = await scene.bring(commonFile([other]), { as: commonLayout() });
      expect(report.refused.map((row) => row.reason)).toEqual([reason]);
    }
    expect(scene.money()).toHaveLength(1);
  });

  it("F28 a card that is replaced is the same account, and F29 fees are many small movements", async () => {
    const rows = [
      "CARD-A,1,03/08/2026,purchase,-5.00,Shop,95.00",
      "CARD-B,2,04/08/2026,fee,-3.00,Replacement card,92.00",
      "CARD-B,3,05/08/2026,purchase,-2.00,Shop,90.00",
    ];
    const replaced = await broughtEachWay([rows], { aliases: { "CARD-A": "AC1", "CARD-B": "AC1" } });
    expect(replaced.added).toEqual([3]);
    expect([...replaced.scene.accounts.keys()]).toEqual(["AC1"]);
    const fees = ["-0.03,99.97", "-0.03,99.94", "-0.03,99.91", "-0.03,99.88", "-0.20,99.68", "-0.20,99.48"].map((fee, at) => {
      const [amount, balance] = fee.split(",");
      return `AC1,F${at},0${at + 1}/09/2026,fee,${amount},Fee,${balance}`;
    });
    const brought = await broughtEachWay([fees]);
    expect(brought.scene.known().movements.reduce((sum, { pence }) => sum + pence, 0)).toBe(-52);
  });

  it("F30 a card check of 0.00 is kept, and F12 nothing is taken out as a pair", async () => {
    expect((await broughtEachWay([["AC1,1,03/08/2026,other,0.00,Card check,100.00", "AC1,2,03/08/2026,purchase,-5.00,Shop,95.00"]])).added).toEqual([2]);
    const { scene, added } = await broughtEachWay([
      [
        "AC1,TX1,03/08/2026,purchase,-25.00,Sample Shop,75.00",
        "AC1,TX1,03/08/2026,reversal,25.00,Sample Shop,100.00",
        "AC1,TX2,03/08/2026,purchase,-25.00,Sample Shop,75.00",
        "AC1,TX3,07/08/2026,refund,25.00,Sample Shop,100.00",
      ],
    ]);
    expect(added).toEqual([4]);
    expect(scene.closing()).toBe(10_000);
  });
});

describe("what adds up", () => {
  it("F20 the newest first is read as it is meant, and the day's lowest balance is right", async () => {
    const { scene } = await broughtEachWay([
      ["AC1,,04/08/2026,purchase,-25.00,Beta,55.00", "AC1,,03/08/2026,refund,20.00,Gamma,80.00", "AC1,,03/08/2026,purchase,-40.00,Alpha,60.00"],
    ]);
    const { movements, openingPence } = scene.ledger();
    expect(openingPence).toBe(10_000);
    expect(movements.map(({ text, balancePence }) => `${text} ${balancePence}`)).toEqual(["Alpha 6000", "Gamma 8000", "Beta 5500"]);
  });

  it("an order that no file has is worked out, and said to be", async () => {
    const scene = new StatementScene();
    await scene.bring(commonFile(["AC1,,03/08/2026,other,1.00,B,12.00", "AC1,,03/08/2026,other,1.00,A,11.00", "AC1,,03/08/2026,other,1.00,C,13.00"]), {
      as: commonLayout(),
    });
    expect(scene.ledger().movements.map(({ text, inferredOrder }) => `${text} ${inferredOrder}`)).toEqual(["A true", "B true", "C true"]);
  });

  it("F21 rows that do not add up are refused at the row where they stop, and the other account is stored", async () => {
    const rows = ["AC1,,03/08/2026,purchase,-40.00,A,60.00", "AC1,,03/08/2026,purchase,-10.00,B,45.00", "AC2,,03/08/2026,purchase,-1.00,C,9.00"];
    const { scene, reports } = await broughtEachWay([rows]);
    expect(reports[0]?.refused).toEqual([{ line: 3, field: "balance", reason: "does not add up: expected £50.00, the file says £45.00" }]);
    expect(scene.money()).toHaveLength(1);
    expect(scene.looked).toEqual(["AC2"]);
    expect(scene.closing("AC2")).toBe(900);
  });

  it("F22 a hole between files is told to the penny, and closes when its rows come", async () => {
    const file = (row: string) => [row];
    const scene = new StatementScene();
    const as = commonLayout();
    await scene.bring(commonFile(file("AC1,,31/07/2026,load,50.00,Load,100.00")), { as });
    await scene.bring(commonFile(file("AC1,,05/08/2026,purchase,-10.00,Shop,70.00")), { as });
    expect(scene.ledger().holes).toEqual([{ from: "2026-08-01", to: "2026-08-04", pence: -2_000 }]);
    expect(scene.ledger().covered).toEqual([
      { from: "2026-07-31", to: "2026-07-31" },
      { from: "2026-08-05", to: "2026-08-05" },
    ]);
    await scene.bring(commonFile(file("AC1,,02/08/2026,purchase,-20.00,Shop,80.00")), { as });
    const whole = { openingPence: 5_000, holes: [], covered: [{ from: "2026-07-31", to: "2026-08-05" }] };
    expect(scene.ledger()).toMatchObject(whole);
    const files = [["AC1,,31/07/2026,load,50.00,Load,100.00"], ["AC1,,05/08/2026,purchase,-10.00,Shop,70.00"], ["AC1,,02/08/2026,purchase,-20.00,Shop,80.00"]];
    expect((await broughtEachWay(files)).scene.ledger()).toMatchObject(whole);
  });

  it("the first and the last day of a file may be a part of them, unless it is made after midnight", async () => {
    const scene = new StatementScene();
    await scene.bring(commonFile(["AC1,,03/08/2026,other,1.00,A,11.00", "AC1,,04/08/2026,other,1.00,B,12.00"]), { as: commonLayout({ wholeDays: false }) });
    expect(scene.ledger().covered).toEqual([{ from: "2026-08-03", to: "2026-08-03" }]);
    await scene.bring(commonFile(["AC1,,05/08/2026,other,1.00,D,14.00"]), { as: commonLayout({ wholeDays: false }) });
    expect(scene.ledger()).toMatchObject({ holes: [{ from: "2026-08-04", to: "2026-08-05", pence: 100 }] });
    await scene.bring(commonFile(["AC1,,04/08/2026,other,1.00,C,13.00", "AC1,,05/08/2026,other,1.00,D,14.00"]), { as: commonLayout({ wholeDays: false }) });
    expect(scene.ledger()).toMatchObject({ holes: [], covered: [{ from: "2026-08-03", to: "2026-08-04" }] });
  });

  it("a file of a whole day that leaves out a movement takes nothing away, and says so once", async () => {
    const scene = new StatementScene();
    const rows = ["AC1,T1,03/08/2026,other,1.00,A,", "AC1,T2,03/08/2026,other,1.00,B,"];
    const as = commonLayout(NO_BALANCE);
    await scene.bring(commonFile(rows), { as });
    for (const _time of ["first", "again"]) await scene.bring(commonFile(rows.slice(1)), { as });
    expect(scene.known().vanished).toHaveLength(1);
    expect(scene.money()).toHaveLength(2);
    expect(scene.writes).toBe(2);
  });

  it("a file of a whole day that has other rows for those that are known is refused: the money would count twice", async () => {
    const scene = new StatementScene();
    const as = commonLayout({ ...NO_BALANCE, ids: "none" });
    await scene.bring(commonFile(["AC1,,03/08/2026,purchase,-5.00,CARD PAYMENT 4417,"]), { as });
    const report = await scene.bring(commonFile(["AC1,,03/08/2026,purchase,-5.00,Sample Care,"]), { as });
    expect(report.refused.map(({ line }) => line)).toEqual([2]);
    expect(scene.money()).toHaveLength(1);
  });
});
