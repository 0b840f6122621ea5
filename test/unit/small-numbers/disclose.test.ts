import { describe, expect, expectTypeOf, it } from "vitest";
import { csvOf } from "../../../shared/domain/csv-text.ts";
import { disclose } from "../../../shared/domain/small-numbers/disclose.ts";
import { dayAfterPeriod, Period, periodOn, periodWords } from "../../../shared/domain/small-numbers/period.ts";
import { Publication, type ShownCount } from "../../../shared/domain/small-numbers/publication.ts";
import { DisclosureRules } from "../../../shared/domain/small-numbers/rules.ts";
import { type Link, TrueCounts } from "../../../shared/domain/small-numbers/true-tables.ts";
import { countWords, notesTo, tableCsv, tableNote, tableWords } from "../../../shared/domain/small-numbers/words.ts";
import { aTable, periodsFor, published, publishedBefore, rulesFor, runningTotal } from "../../support/true-tables.ts";

const rules = rulesFor("public");
const { now, before, today } = periodsFor("public");
const only = (publication: Publication) => {
  const [table] = publication.tables;
  if (!table) throw new Error("There is no table");
  return table;
};
const wordsOf = (...given: Parameters<typeof published>) => tableWords(only(published(...given))).rows;

describe("a count", () => {
  it("is hidden below 10 for everyone and below 5 for staff, none among them, and else rounded down to a multiple of 5", () => {
    const shown = (audience: "public" | "staff", count: number) => wordsOf(audience, [aTable([[count]])])[0]?.[1];
    expect([0, 1, 4, 5, 9].map((count) => shown("public", count))).toEqual(Array(5).fill("fewer than 10"));
    expect([10, 12, 14, 15, 19, 1004].map((count) => shown("public", count))).toEqual([
      "at least 10",
      "at least 10",
      "at least 10",
      "at least 15",
      "at least 15",
      "at least 1,000",
    ]);
    expect([0, 4, 5, 9, 10].map((count) => shown("staff", count))).toEqual(["fewer than 5", "fewer than 5", "at least 5", "at least 5", "at least 10"]);
  });
  it("is summed to totals as it is, and not as it is shown", () => {
    expect(wordsOf("public", [aTable([[14, 14, 4]])])).toEqual([
      ["Area 0", "at least 10", "at least 10", "fewer than 10", "at least 30"],
      ["Total", "at least 10", "at least 10", "fewer than 10", "at least 30"],
    ]);
  });
  it("is summed to larger areas as it is", () => {
    const table = aTable([[4], [4], [4], [30]], { partOf: { r0: "p0", r1: "p0", r2: "p0" } });
    expect(wordsOf("public", [table])).toEqual([
      ["Area 0", "fewer than 10", "fewer than 10"],
      ["Area 1", "fewer than 10", "fewer than 10"],
      ["Area 2", "fewer than 10", "fewer than 10"],
      ["Area 3", "at least 30", "at least 30"],
      ["District p0", "at least 10", "at least 10"],
      ["Total", "at least 40", "at least 40"],
    ]);
  });
  it("has no total where people can be in several columns", () => {
    const table = only(published("public", [aTable([[14, 20]], { columnsAddUp: false })]));
    expect([table.rows[0]?.total, table.totals?.total, table.totals?.cells.map(countWords)]).toEqual([undefined, undefined, ["at least 10", "at least 20"]]);
  });
});

describe("the audit", () => {
  it("shows the total of a row lower where four small figures would be known to be 8 or 9 each", () => {
    const shown = (counts: readonly number[]) => wordsOf("public", [aTable([counts], { rowsAddUp: false })])[0]?.at(-1);
    expect(shown([9, 9, 9, 8])).toBe("at least 10");
    expect(shown([9, 9, 9, 7])).toBe("at least 30");
  });
  it("shows a total as low as its parts come to, so that it looks like any other", () => {
    expect(wordsOf("public", [aTable([[24, 14, 14, 9]], { rowsAddUp: false })])[0]).toEqual([
      "Area 0",
      "at least 20",
      "at least 10",
      "at least 10",
      "fewer than 10",
      "at least 40",
    ]);
  });
  it("leaves the totals of columns as they are where the row's is enough", () => {
    const counts = [
      [9, 9, 9, 8],
      [30, 31, 32, 33],
    ];
    expect(wordsOf("public", [aTable(counts)]).map((row) => row.slice(1).join())).toEqual([
      "fewer than 10,fewer than 10,fewer than 10,fewer than 10,at least 10",
      "at least 30,at least 30,at least 30,at least 30,at least 125",
      "at least 35,at least 40,at least 40,at least 40,at least 160",
    ]);
  });
  it("then shows the total of the column lower", () => {
    const table = aTable([[9], [9], [9], [9]], { columnsAddUp: false });
    expect(wordsOf("public", [table]).at(-1)).toEqual(["Total", "at least 10"]);
  });
  it("then the largest other figure that is linked with them, where there are no totals", () => {
    const bare = { rowsAddUp: false, columnsAddUp: false } as const;
    const parts = ["u", "v", "w", "x"].map((id) => aTable([[9, 4]], { id, population: id, ...bare }));
    const links = [{ whole: "t", plus: ["u", "v", "w", "x"] }];
    const shown = published("public", [aTable([[36, 16]], bare), ...parts], { links }).tables.map((table) => tableWords(table).rows[0]?.slice(1));
    expect(shown).toEqual([["at least 10", "at least 15"], ...Array(4).fill(["fewer than 10", "fewer than 10"])]);
  });
  it("decides by what is shown alone: what was to be shown alike is shown alike at last", () => {
    const [one, other] = [[[9, 9, 9, 8]], [[8, 9, 9, 9]]].map((counts) => only(published("public", [aTable(counts)])));
    expect(one).toEqual(other);
  });
  it("goes by all tables that count the same people: a total is shown lower in each", () => {
    const bare = { rowsAddUp: false } as const;
    const needs = aTable([[20, 15]], { id: "u", columnsBy: "need", ...bare });
    const totals = (...tables: Parameters<typeof published>[1]) => published("public", tables).tables.map((table) => tableWords(table).rows[0]?.at(-1));
    expect(totals(needs)).toEqual(["at least 35"]);
    expect(totals(aTable([[9, 9, 9, 8]], bare), needs)).toEqual(["at least 25", "at least 25"]);
    expect(totals(aTable([[9, 9, 9, 8]], { ...bare, population: "others" }), needs)).toEqual(["at least 10", "at least 35"]);
  });
});

describe("answers that are nearly all alike", () => {
  const shown = (counts: readonly number[]) => wordsOf("public", [aTable([counts], { answers: true })])[0]?.slice(1);
  it("are shown as most and no split, whether none differs or a few", () => {
    for (const counts of [
      [25, 0, 0],
      [24, 1, 0],
      [23, 1, 1],
      [18, 4, 3],
    ])
      expect(shown(counts), String(counts)).toEqual(["most", "not shown", "not shown", "at least 25"]);
  });
  it("are split where many differ", () => {
    expect(shown([13, 12, 0])).toEqual(["at least 10", "at least 10", "fewer than 10", "at least 25"]);
  });
  it("are hidden where there are few", () => {
    expect(shown([9, 0, 0])).toEqual(Array(4).fill("fewer than 10"));
  });
});

describe("a figure of which one source gave too much", () => {
  it("is not shown, and is still hidden below the threshold", () => {
    const table = aTable([[40, 3]], {
      unusual: [
        { row: "r0", column: "c0" },
        { row: "r0", column: "c1" },
      ],
    });
    expect(wordsOf("public", [table])[0]).toEqual(["Area 0", "not shown", "fewer than 10", "at least 40"]);
  });
});

describe("a publication", () => {
  it("says its audience, period, version and the rules it was made by", () => {
    const { tables, ...rest } = published("staff", [aTable([[3]])]);
    expect(rest).toEqual({ audience: "staff", period: "2026-12-01/P1M", version: 1, publishedOn: "2027-01-02", rules: { version: 1, threshold: 5, base: 5 } });
    expect(tables).toHaveLength(1);
  });
  it("is the same once it was stored and read", () => {
    const publication = published("public", [
      aTable([
        [3, 40],
        [12, 0],
      ]),
    ]);
    expect(Publication.parse(JSON.parse(JSON.stringify(publication)))).toEqual(publication);
  });
  it("holds no figure that its rules do not show, even where somebody writes one into the store", () => {
    const stored = JSON.stringify(published("public", [aTable([[40]])]));
    for (const wrong of ['{"atLeast":42}', '{"atLeast":5}', '{"fewerThan":4}', '{"count":40}', '{"atLeast":40,"count":42}', "42"]) {
      expect(Publication.safeParse(JSON.parse(stored.replace('{"atLeast":40}', wrong))).success, wrong).toBe(false);
    }
  });
  it("is worked out once its period is over, and never so far", () => {
    const at = (day: string) => disclose({ rules, period: now, today: day, tables: [aTable([[3]])] });
    expect(at("2026-12-31")).toEqual({ ok: false, refusal: { kind: "period-not-over", period: now } });
    expect(at("2027-01-01").ok).toBe(true);
  });
  it("is of a quarter for everyone and of a month for staff, and of nothing else", () => {
    const refusal = (audience: "public" | "staff", period: string) => disclose({ rules: rulesFor(audience), period, today, tables: [] });
    expect(refusal("public", "2026-11-01/P1M")).toMatchObject({ refusal: { kind: "wrong-length-of-period" } });
    expect(refusal("staff", "2026-07-01/P3M")).toMatchObject({ refusal: { kind: "wrong-length-of-period" } });
    for (const period of ["2026-01-01/P12M", "2026-02-01/P3M", "2026-13-01/P1M"]) expect(Period.safeParse(period).success, period).toBe(false);
  });
  it("is replaced whole by a correction alone, which says why", () => {
    const first = published("public", [aTable([[3]])]);
    const second = published("public", [aTable([[30]])], { replaces: { publication: first, why: "A file was counted twice." } });
    expect([second.version, second.correction]).toEqual([2, "A file was counted twice."]);
    const other = published("staff", [aTable([[3]])]);
    expect(disclose({ rules, period: now, today, tables: [], replaces: { publication: other, why: "No." } })).toMatchObject({
      refusal: { kind: "not-the-same-period" },
    });
  });
  it("has its rows by name, whatever their figures", () => {
    const table = aTable([[90], [3], [40]]);
    const names = ["Wigston", "Blaby", "Melton"];
    const named = { ...table, rows: table.rows.map((row, at) => ({ ...row, name: names[at] ?? "" })) };
    expect(only(published("public", [named])).rows.map(({ name }) => name)).toEqual(["Blaby", "Melton", "Wigston"]);
  });
});

describe("tables that cannot be disclosed", () => {
  const refusal = (...tables: Parameters<typeof published>[1]) => {
    const result = disclose({ rules, period: now, today, tables });
    return result.ok ? undefined : result.refusal;
  };
  it.each([
    ["a count that is no whole number", aTable([[1.5]])],
    ["a count below 0", aTable([[-1]])],
    ["a row too few", { ...aTable([[1], [2]]), counts: new TrueCounts([[1]]) }],
    ["a column too few", { ...aTable([[1, 2]]), counts: new TrueCounts([[1]]) }],
    [
      "an id twice",
      {
        ...aTable([[1, 2]]),
        columns: [
          { id: "c0", name: "A" },
          { id: "c0", name: "B" },
        ],
      },
    ],
    ["an id that means the total", { ...aTable([[1]]), columns: [{ id: "total", name: "A" }] }],
    ["an area that is a part of none there is", { ...aTable([[1]]), rows: [{ id: "r0", name: "A", parent: "p9" }] }],
    [
      "areas that are parts of each other",
      {
        ...aTable([[1]]),
        rows: [
          { id: "r0", name: "A", parent: "r1" },
          { id: "r1", name: "B", parent: "r0" },
        ],
      },
    ],
  ])("have %s", (_, table) => {
    expect(refusal(table)).toMatchObject({ kind: "wrong-table", table: "t" });
  });
  it("have one name twice", () => {
    expect(refusal(aTable([[1]]), aTable([[1]]))).toMatchObject({ kind: "wrong-table", wrong: "is there twice" });
  });
  it("count the same people, and come to different totals", () => {
    expect(refusal(aTable([[1, 2]]), aTable([[4]], { id: "u", columnsBy: "need" }))).toMatchObject({ kind: "tables-disagree", table: "u", figure: "area=r0" });
  });
  it("are linked with others that there are not, or do not come to what the link says", () => {
    const earlier = [publishedBefore("public", [aTable([[12]])])];
    const linked = (links: readonly Link[], count: number) => disclose({ rules, period: now, today, tables: [aTable([[count]])], earlier, links });
    expect(linked([runningTotal("public")], 12).ok).toBe(true);
    expect(linked([runningTotal("public")], 11)).toMatchObject({ refusal: { kind: "link-does-not-hold", figure: "area=r0&class=c0" } });
    expect(linked([{ whole: "t", plus: [{ table: "t", period: before }] }], 13)).toMatchObject({ refusal: { kind: "link-does-not-hold" } });
    expect(linked([{ whole: "t", plus: ["u"] }], 13)).toMatchObject({ refusal: { kind: "no-such-table", reference: "u" } });
  });
  it("are not the counts that were published", () => {
    const [was] = [publishedBefore("public", [aTable([[12]])])];
    const earlier = [{ ...was, tables: [aTable([[3]])] }];
    expect(disclose({ rules, period: now, today, tables: [], earlier })).toMatchObject({
      refusal: { kind: "not-what-was-published", table: "t", figure: "r0, total" },
    });
  });
});

describe("page, CSV and API", () => {
  const publication = published("public", [
    aTable([
      [3, 40],
      [12, 0],
    ]),
  ]);
  const table = only(publication);
  it("are made of the same object, and say the same", () => {
    const page = tableWords(table);
    const { head, rows } = tableCsv(publication, table);
    expect(rows.slice(0, page.rows.length)).toEqual(page.rows);
    expect(csvOf(head, rows)).toContain("Area 0,fewer than 10,at least 40,at least 40\r\n");
    const api: Publication = JSON.parse(JSON.stringify(publication));
    expect(api.tables.map((sent) => tableWords(sent))).toEqual([page]);
  });
  it("say why a figure is not shown", () => {
    const alike = published("public", [aTable([[25, 1]], { answers: true })]);
    expect(tableCsv(alike, only(alike)).rows.at(-1)).toEqual(["Nearly everyone gave the same answer, so we do not show the others."]);
    expect(notesTo(table)).toEqual([]);
  });
  it("say that totals do not add up, and the period", () => {
    const csv = csvOf(...(Object.values(tableCsv(publication, table)) as Parameters<typeof csvOf>));
    expect(csv).toContain("October 2026 to December 2026");
    expect(tableNote(publication)).toContain("they do not add up");
  });
  it("cannot be made of true counts", () => {
    expectTypeOf<{ atLeast: number }>().not.toExtend<ShownCount>();
    expectTypeOf<number>().not.toExtend<ShownCount>();
    expectTypeOf<Parameters<typeof tableWords>[0]>().not.toEqualTypeOf<ReturnType<typeof aTable>>();
    const counts = new TrueCounts([[3, 4]]);
    expect(() => JSON.stringify({ counts })).toThrow("True counts are shown nowhere");
    expect(() => `${counts}`).toThrow("True counts are shown nowhere");
    expect(Object.keys(counts)).toEqual([]);
    expect({ ...counts }).toEqual({});
  });
});

describe("a period", () => {
  it("is the quarter or the month a day lies in", () => {
    expect([periodOn("2026-11-28", "quarterly"), periodOn("2026-01-01", "quarterly"), periodOn("2026-11-28", "monthly")]).toEqual([
      now,
      "2026-01-01/P3M",
      "2026-11-01/P1M",
    ]);
    expect([dayAfterPeriod(now), dayAfterPeriod("2026-02-01/P1M")]).toEqual(["2027-01-01", "2026-03-01"]);
    expect([periodWords(now), periodWords("2026-02-01/P1M")]).toEqual(["October 2026 to December 2026", "February 2026"]);
  });
});

describe("rules for small numbers", () => {
  it("are those of the policy: 10 and 5 each quarter for everyone, 5 and 5 each month for staff", () => {
    expect(rulesFor("public")).toMatchObject({ threshold: 10, base: 5, frozen: "quarterly", leastValues: 3 });
    expect(rulesFor("staff")).toMatchObject({ threshold: 5, base: 5, frozen: "monthly", leastValues: 3 });
  });
  it("are refused where they could not protect", () => {
    expect(DisclosureRules.safeParse({ ...rules, threshold: 12 }).success).toBe(false);
    expect(DisclosureRules.safeParse({ ...rules, base: 2 }).success).toBe(false);
  });
});
