import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { orderFrom, trailsOf } from "../../../functions/balances/rules/day-trail.ts";
import { onHoldAfter, onHoldIn } from "../../../functions/balances/rules/on-hold.ts";
import { readAmount } from "../../../functions/balances/rules/statement-amounts.ts";
import { daysAfter } from "../../../shared/domain/time.ts";
import { type StatementLayout, statementLayouts } from "../../../shared/policy/statement-layouts.ts";
import { runs } from "../../support/runs.ts";
import { StatementScene, TRELLIS_HEADER } from "../../support/statement-scene.ts";

const DAYS = 9;
const trellis = statementLayouts().get("trellis");
if (!trellis) throw new Error("No layout of our own");
/** Our layout, of files that may hold a part of their first and last day. */
const PARTS: StatementLayout = { ...trellis, wholeDays: false };
const pounds = (pence: number): string => `${pence < 0 ? "-" : ""}${Math.floor(Math.abs(pence) / 100)}.${String(Math.abs(pence) % 100).padStart(2, "0")}`;

/** What happened on an account: an opening balance, and on which of some days which money moved. Few amounts, so that balances come back and twins are many. */
const account = fc.record({
  opening: fc.integer({ min: 0, max: 3 }),
  moved: fc.array(fc.record({ day: fc.nat(DAYS - 1), pence: fc.constantFrom(-200, -100, 100, 200), id: fc.boolean() }), { minLength: 1, maxLength: 12 }),
});
interface World {
  readonly opening: number;
  readonly moved: readonly { readonly day: number; readonly pence: number; readonly id: boolean }[];
}

/** The rows of an account, in the order of their days, with the day each is of. */
function rowsOf(name: string, { opening, moved }: World, ids: boolean): readonly { readonly day: number; readonly text: string }[] {
  let balance = opening * 100;
  return moved
    .toSorted((one, other) => one.day - other.day)
    .map(({ day, pence, id }, at) => {
      balance += pence;
      const reference = ids || id ? `T${at}` : "";
      return {
        day,
        text: `${name},${ids ? reference : ""},${daysAfter("2026-08-01", day)},posted,other,${pounds(pence)},Sample ${at % 3},,${pounds(balance)}`,
      };
    });
}
const file = (rows: readonly { readonly text: string }[]): string => `${[TRELLIS_HEADER, ...rows.map(({ text }) => text)].join("\n")}\n`;
const within = (rows: readonly { readonly day: number; readonly text: string }[], from: number, to: number) =>
  rows.filter(({ day }) => day >= from && day <= to);

describe("a ledger of statements", () => {
  it("1, 2, 3: files in any order, repeated, split or overlapping make the same movements and the same coverage; again, they write nothing", async () => {
    const spans = fc.array(fc.tuple(fc.nat(DAYS - 1), fc.nat(DAYS - 1)), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(account, account, spans, fc.boolean(), fc.boolean(), async (first, second, some, ids, reversed) => {
        const rows = [...rowsOf("AC1", first, ids), ...rowsOf("AC2", second, ids)];
        const whole = new StatementScene();
        await whole.bring(file(rows));
        const pieces = new StatementScene();
        const all = [...some.map(([one, other]) => [Math.min(one, other), Math.max(one, other)] as const), ...[0, 3, 6].map((day) => [day, day + 2] as const)];
        for (const [from, to] of reversed ? all.toReversed() : all) {
          const before = new Set(pieces.money());
          const report = await pieces.bring(file(within(rows, from, to)));
          expect(report.refused).toEqual([]);
          for (const movement of before) expect(pieces.money()).toContain(movement);
        }
        expect(pieces.money()).toEqual(whole.money());
        for (const name of ["AC1", "AC2"]) {
          const [one, other] = [pieces.ledger(name), whole.ledger(name)];
          expect([one.openingPence, one.covered, one.holes]).toEqual([other.openingPence, other.covered, other.holes]);
        }
        const { writes } = pieces;
        for (const [from, to] of all) await pieces.bring(file(within(rows, from, to)));
        expect(pieces.writes).toBe(writes);
      }),
      { numRuns: runs(300, 40) },
    );
  });

  it("1: with the suppliers' ids, files may be cut anywhere and in any order", async () => {
    await fc.assert(
      fc.asyncProperty(account, fc.array(fc.nat(11), { minLength: 12, maxLength: 12 }), async (world, keys) => {
        const rows = rowsOf("AC1", world, true);
        const pieces = [...Map.groupBy(rows, (_row, at) => (keys[at] ?? 0) % 3).values()];
        const scene = new StatementScene();
        for (const piece of pieces) {
          const chained = piece.every((row, at) => at === 0 || rows.indexOf(row) === rows.indexOf(piece[at - 1] ?? row) + 1);
          const report = await scene.bring(file(piece), { as: PARTS });
          if (chained) expect(report.refused).toEqual([]);
        }
        await scene.bring(file(rows), { as: PARTS });
        const whole = new StatementScene();
        await whole.bring(file(rows), { as: PARTS });
        expect(scene.money()).toEqual(whole.money());
        expect(scene.closing()).toBe(whole.closing());
      }),
      { numRuns: runs(300, 40) },
    );
  });

  it("1: what is covered, missing and held does not depend on which file came first, nor on which way files go", async () => {
    const cut = fc.tuple(fc.nat(11), fc.nat(11));
    await fc.assert(
      fc.asyncProperty(account, fc.array(cut, { minLength: 1, maxLength: 5 }), fc.boolean(), async (world, cuts, newestFirst) => {
        const rows = rowsOf("AC1", world, true);
        const files = cuts.flatMap(([one, other]) => {
          const some = rows.slice(Math.min(one, other), Math.max(one, other) + 1);
          return some.length > 0 ? [file(newestFirst ? some.toReversed() : some)] : [];
        });
        const scenes = [files, files.toReversed()].map((some) => ({ some, scene: new StatementScene() }));
        for (const { some, scene } of scenes) for (const one of some) expect((await scene.bring(one, { as: PARTS })).refused).toEqual([]);
        const [one, other] = scenes.map(({ scene }) => ({ ...scene.ledger(), movements: scene.money(), closing: scene.closing() }));
        expect(one).toEqual(other);
      }),
      { numRuns: runs(300, 40) },
    );
  });

  it.each([
    { what: "one by one, a day that comes back to where it began", moved: [-100, 100], days: [0, 0], files: [[0], [1]] },
    {
      what: "with a file that has rows of the middle left out, and adds up the other way round",
      moved: [-200, -200, -200, -200, -200, -100, 100, -100],
      days: [0, 0, 0, 0, 0, 1, 8, 8],
      files: [[4, 6, 7]],
    },
    { what: "with a file whose rows go on from each other by chance", moved: [-200, 100, -100, 100], days: [0, 1, 6, 6], files: [[0, 3]] },
  ])("1: whatever came before the whole file, it says where the account stands: $what", async ({ moved, days, files }) => {
    const rows = rowsOf("AC1", { opening: 0, moved: moved.map((pence, at) => ({ pence, day: days[at] ?? 0, id: true })) }, true);
    const [scene, whole] = [new StatementScene(), new StatementScene()];
    for (const some of files) await scene.bring(file(some.flatMap((at) => rows[at] ?? [])), { as: PARTS });
    for (const one of [scene, whole]) await one.bring(file(rows), { as: PARTS });
    expect([scene.money(), scene.closing(), scene.ledger().holes]).toEqual([whole.money(), moved.reduce((sum, pence) => sum + pence, 0), []]);
    const { writes } = scene;
    await scene.bring(file(rows), { as: PARTS });
    expect(scene.writes).toBe(writes);
  });

  it("1: a day that comes back to where it began is looked at again when it is known what follows", async () => {
    const moved = [-200, 100, 100, -100, -200].map((pence, at) => ({ pence, day: at < 4 ? 0 : 1, id: true }));
    const rows = rowsOf("AC1", { opening: 0, moved }, true);
    const files = [rows.slice(4), rows.slice(0, 3).toReversed()].map(file);
    const scenes = [files, files.toReversed()].map((some) => ({ some, scene: new StatementScene() }));
    for (const { some, scene } of scenes) for (const one of some) await scene.bring(one, { as: PARTS });
    const [one, other] = scenes.map(({ scene }) => scene.accounts.get("AC1")?.spans);
    expect(one).toEqual(other);
  });

  it("4: what an account holds is what it opened with and what moved, or holes say the difference exactly", async () => {
    await fc.assert(
      fc.asyncProperty(account, fc.uniqueArray(fc.nat(DAYS - 1), { minLength: 1, maxLength: 4 }), async (world, days) => {
        const scene = new StatementScene();
        const rows = rowsOf("AC1", world, true);
        for (const day of days) await scene.bring(file(within(rows, day, day)));
        const { openingPence, movements, holes } = scene.ledger();
        const sum = (some: readonly { pence: number }[]) => some.reduce((total, { pence }) => total + pence, 0);
        expect(openingPence + sum(movements) + sum(holes)).toBe(scene.closing() ?? 0);
        expect(scene.closing() ?? 0).toBe(movements.at(-1)?.balancePence ?? 0);
        for (const [at, movement] of movements.entries()) {
          const last = movements[at - 1];
          if (last?.postedOn === movement.postedOn) expect((movement.balancePence ?? 0) - movement.pence).toBe(last.balancePence);
        }
      }),
      { numRuns: runs(300, 40) },
    );
  });

  it("5: an account that is refused changes no other", async () => {
    await fc.assert(
      fc.asyncProperty(account, account, fc.nat(11), async (good, bad, where) => {
        const [rows, others] = [rowsOf("AC1", good, true), rowsOf("AC2", bad, true)];
        const broken = others.map((row, at) => (at === where % others.length ? { ...row, text: row.text.replace(/\.00,Sample/, ".0x,Sample") } : row));
        const [alone, beside] = [new StatementScene(), new StatementScene()];
        await alone.bring(file(rows));
        const report = await beside.bring(file([...broken, ...rows]));
        expect(report.refused.map(({ field }) => field)).toEqual(["amount"]);
        expect(beside.money()).toEqual(alone.money());
      }),
      { numRuns: runs(200, 30) },
    );
  });

  it("8: a file cut at any byte has part of the whole file's movements, each as it is", async () => {
    await fc.assert(
      fc.asyncProperty(account, account, fc.nat(2_000), fc.boolean(), async (first, second, at, ids) => {
        const bytes = Buffer.from(file([...rowsOf("AC1", first, ids), ...rowsOf("AC2", second, ids)]).replaceAll("Sample", "Café"));
        const [whole, cut] = [new StatementScene(), new StatementScene()];
        await whole.bring(bytes);
        await cut.bring(bytes.subarray(0, at % bytes.length)).catch((error: unknown) => {
          if (!(error instanceof Error) || error.name !== "Error") throw error;
        });
        for (const movement of cut.money()) expect(whole.money()).toContain(movement);
      }),
      { numRuns: runs(600, 80) },
    );
  });

  it("9: a card or a supplier that changes moves no money and no history", async () => {
    await fc.assert(
      fc.asyncProperty(account, fc.nat(11), async (world, from) => {
        const rows = rowsOf("AC1", world, true);
        const [one, two] = [new StatementScene(), new StatementScene()];
        two.aliases.set("NEW", "AC1");
        await one.bring(file(rows));
        await two.bring(file(rows.map((row, at) => (at >= from ? { ...row, text: row.text.replace("AC1,", "NEW,") } : row))));
        expect(two.money()).toEqual(one.money());
        expect([...two.accounts.keys()]).toEqual(["AC1"]);
      }),
      { numRuns: runs(100, 20) },
    );
  });
});

describe("amounts", () => {
  it("6: what is printed is read as it was, to the penny", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), (pence) => {
        const grouped = pounds(Math.abs(pence)).replace(/\B(?=(\d{3})+\.)/g, ",");
        const sign = pence < 0 ? "\u2212" : "";
        for (const written of [pounds(pence), `${sign}£${grouped}`, pence < 0 ? `(${grouped})` : `£${grouped}`])
          expect(readAmount(written, { unit: "pounds" })).toEqual({ pence });
      }),
      { numRuns: runs(2_000) },
    );
  });

  it("6, 7: no text that is read loses a digit", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."0123456789.,-+()£ \u2212\u00a0eE'x"), maxLength: 14 }), (written) => {
        const read = readAmount(written, { unit: "pounds" });
        if ("fault" in read) return;
        const digits = written.replace(/\D/g, "");
        const decimals = /\.(\d+)/.exec(written)?.[1]?.length ?? 0;
        expect(Math.abs(read.pence)).toBe(Number(digits) * 10 ** (2 - decimals));
        expect(read.pence < 0).toBe(/[-(\u2212]/.test(written) && Number(digits) !== 0);
      }),
      { numRuns: runs(5_000) },
    );
  });
});

describe("a day that adds up", () => {
  it("is found in any order of its rows, and only then", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(-200, -100, 100, 200), { minLength: 1, maxLength: 10 }), fc.infiniteStream(fc.nat(1_000)), (moved, keys) => {
        let balance = 300;
        const steps = moved.map((pence) => {
          balance += pence;
          return { pence, balancePence: balance };
        });
        const mixed = steps
          .map((step) => ({ step, key: keys.next().value ?? 0 }))
          .toSorted((one, other) => one.key - other.key)
          .map(({ step }) => step);
        expect(trailsOf(mixed)).toHaveLength(1);
        const order = orderFrom(300, mixed);
        let at = 300;
        for (const place of order?.places ?? []) {
          const step = mixed[place];
          expect((step?.balancePence ?? 0) - (step?.pence ?? 0)).toBe(at);
          at = step?.balancePence ?? at;
        }
        expect([order?.places.toSorted((one, other) => one - other), at]).toEqual([steps.map((_, place) => place), balance]);
        const apart = [...mixed, { pence: 1, balancePence: 99_999 }];
        expect(orderFrom(300, apart)).toBeUndefined();
      }),
      { numRuns: runs(2_000) },
    );
  });
});

describe("what is on hold", () => {
  it("is the same in whichever order statements come, and again; nothing before the last day that statements reach", () => {
    const statement = fc.record({
      last: fc.nat(DAYS - 1),
      pending: fc.array(fc.record({ day: fc.nat(DAYS - 1), pence: fc.constantFrom(-200, -100, 100) }), { maxLength: 3 }),
    });
    const day = (number: number) => daysAfter("2026-08-01", number);
    const heldBy = (statements: readonly { readonly last: number; readonly pending: readonly { readonly day: number; readonly pence: number }[] }[]) => {
      let held: ReturnType<typeof onHoldAfter>;
      let reached = "";
      for (const { last, pending } of statements) {
        reached = [reached, day(last)].toSorted()[1] ?? "";
        const stated = onHoldIn(
          pending.map((one) => ({ postedOn: day(one.day), pence: one.pence })),
          day(last),
        );
        held = onHoldAfter(held, stated, [{ to: reached }]);
      }
      return { held, reached };
    };
    fc.assert(
      fc.property(
        fc.array(statement, { minLength: 1, maxLength: 6 }).chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        ([all, mixed]) => {
          const { held, reached } = heldBy(all);
          expect(heldBy(mixed).held).toEqual(held);
          expect(heldBy([...all, ...all]).held).toEqual(held);
          expect(held === undefined || (held.on >= reached && held.pence > 0 && held.payments > 0)).toBe(true);
        },
      ),
      { numRuns: runs(2_000) },
    );
  });
});
