import { beforeEach, describe, expect, it } from "vitest";
import type { DatedValues } from "../../functions/arrangements/rules/recipient.ts";
import { newRecipient, withStatement } from "../../functions/arrangements/rules/recipient-facts.ts";
import { allWell } from "../../functions/balances/entries/all-well.composition.ts";
import { balanceCases } from "../../functions/balances/entries/cases.composition.ts";
import { dynamoLedgerStore } from "../../functions/balances/store/dynamo-ledger-store.ts";
import { checkAccount } from "../../functions/balances/use-cases/check-account.ts";
import { sweepAllWell, tellAllWell } from "../../functions/balances/use-cases/tell-all-well.ts";
import { cycleNumbered } from "../../shared/domain/cycles.ts";
import { daysAfter, type PlainDate } from "../../shared/domain/time.ts";
import { balancePolicyOn } from "../../shared/policy/balances.ts";
import { councilCodes } from "../../shared/policy/council.ts";
import { type AccountFunctions, accountEnvironment, accountFunctions, aDelegation, anAccount, stored } from "../support/accounts.ts";
import { found, noon } from "../support/balance-cases.ts";
import { COUNCIL } from "../support/councils.ts";
import { CHECKING, cyclesTo, FIRST_PAYMENT, newHead, posted, someFacts } from "../support/ledger-scene.ts";
import { aTable, type TestTable } from "../support/tables.ts";
import { storedCases } from "../support/vetting.ts";

// Once a year those whose checks found nothing hear so; and nobody does who must be left in peace.

const PAYMENT = "rcp_1";
const CYCLES = balancePolicyOn(COUNCIL, "2027-06-01").yearly.allWellCycles;
/** A statement of the last cycle would be late from this day on: then it is the account's turn. */
const TURN = daysAfter(cycleNumbered(FIRST_PAYMENT, CYCLES).to, 8);

let table: TestTable;
let functions: AccountFunctions;
let clock: number;

beforeEach(async () => {
  clock = noon(TURN);
  table = await aTable();
  functions = accountFunctions(table, { now: () => clock });
  const account = (id: string, more: object = {}) => ({
    entity: "account" as const,
    after: anAccount({ id, email: `${id}@people.example`, displayName: `${id} Testwell`, ...more }),
    action: "test",
  });
  const delegation = (delegate: string, scope: "money" | "search-and-contact") => ({
    entity: "delegation" as const,
    after: aDelegation({ id: `of-${delegate}`, person: "rosemary", delegate, kind: "nominated-person", scopes: [scope], from: "2026-01-01" }),
    action: "test",
  });
  await stored(
    functions.accounts,
    ...["rosemary", "nadia", "clara"].map((id) => account(id)),
    delegation("nadia", "money"),
    delegation("clara", "search-and-contact"),
  );
});

const ledgers = () => dynamoLedgerStore(table.ledger);
const check = (day: PlainDate) => checkAccount({ store: ledgers(), ...CHECKING, now: () => noon(day) })(PAYMENT, day);
/** A person of whom this is believed, with checks of so many cycles. */
const lived = async ({ dated = {}, spent = 0.98, cycles = CYCLES }: { dated?: Partial<DatedValues>; spent?: number; cycles?: number } = {}) => {
  await storedCases(functions.accounts, {
    entity: "recipient",
    after: withStatement(
      { ...newRecipient(PAYMENT, COUNCIL, "C-1001", "2026-01-01T09:00:00.000Z"), account: "rosemary" },
      { from: "2026-01-01", dated, plain: {} },
      "2026-01-01T09:00:00.000Z",
    ),
    action: "test",
  });
  const facts = someFacts(PAYMENT);
  expect((await ledgers().learn(undefined, newHead(facts), facts, [])).ok).toBe(true);
  await posted(ledgers(), PAYMENT, cyclesTo(cycles, { spent, rows: 1 }));
  await check(daysAfter(cycleNumbered(FIRST_PAYMENT, cycles).to, 1));
};
const well = () => {
  const environment = accountEnvironment(table, "balanceSweep");
  return allWell(
    environment,
    balanceCases(environment, () => clock),
    () => clock,
  );
};
/** A sweep, the day after one that went through every council. */
const sweep = async () => {
  const { deps, due } = well();
  if ((await due.lastDone()).size === 0) for (const council of councilCodes) await due.noteDone(council, daysAfter(TURN, -1));
  return sweepAllWell(deps, due, clock);
};
const notices = async (account: string) => (await functions.accounts.store.noticesOf(account, clock)).map(({ code }) => code);
const heard = async () => [await notices("rosemary"), await notices("nadia"), await notices("clara")].map((codes) => codes.length);

describe("that all is well", () => {
  it("is said once a year, to the person and whoever looks after the money, however often and by how many it is swept", async () => {
    await lived();
    expect(await sweep()).toBe(2);
    expect(await sweep()).toBe(0);
    const { deps } = well();
    expect(await Promise.all([1, 2, 3].map(() => tellAllWell(deps)(PAYMENT, clock)))).toEqual([0, 0, 0]);
    expect([await notices("rosemary"), await notices("nadia"), await notices("clara")]).toEqual([["balance-all-well"], ["balance-all-well"], []]);
    // Four weeks on it is the account's turn again, and no news.
    clock = noon(daysAfter(TURN, 28));
    expect(await sweep()).toBe(0);
  });
  it("is said by a run that a day's run left it to, and by no run of a day before the account's turn", async () => {
    await lived();
    clock = noon(daysAfter(TURN, -1));
    expect(await sweep()).toBe(0);
    clock = noon(daysAfter(TURN, 3));
    expect(await sweep()).toBe(2);
  });
  it("is not said before a year of checks, and no longer when it is old", async () => {
    await lived({ cycles: CYCLES - 1 });
    const { deps } = well();
    expect(await tellAllWell(deps)(PAYMENT, clock)).toBe(0);
    await posted(ledgers(), PAYMENT, cyclesTo(CYCLES, { spent: 0.98, rows: 1 }).slice(-1));
    await check(daysAfter(cycleNumbered(FIRST_PAYMENT, CYCLES).to, 1));
    expect(await tellAllWell(deps)(PAYMENT, noon(daysAfter(TURN, 60)))).toBe(0);
    expect(await tellAllWell(deps)(PAYMENT, clock)).toBe(2);
  });
  it("is not said where a check found something, or lacked a statement", async () => {
    await lived({ spent: 0.8 });
    expect((await ledgers().results(PAYMENT)).some(({ findings }) => findings.some(({ code }) => code === "excess"))).toBe(true);
    expect(await sweep()).toBe(0);
  });
  it("is not said of a year in which a case was open, and is where the last one ended before", async () => {
    await lived();
    const openCase = { ...found(), id: `${PAYMENT}.1`, account: PAYMENT, recipient: PAYMENT };
    const ended = (closedAt: string) => ({ ...openCase, state: "closed" as const, outcome: "explained" as const, closedAt });
    await storedCases(functions.accounts, { entity: "balance-case", after: openCase, action: "test" });
    const { deps } = well();
    const becomes = async (after: typeof openCase) => {
      const before = await deps.store.newestOf(PAYMENT);
      if (!before) throw new Error("No case");
      await storedCases(functions.accounts, { entity: "balance-case", before, after, action: "test" });
      return tellAllWell(deps)(PAYMENT, clock);
    };
    expect(await tellAllWell(deps)(PAYMENT, clock)).toBe(0);
    expect(await becomes(ended(`${FIRST_PAYMENT}T12:00:00.000Z`))).toBe(0);
    expect(await becomes(ended(`${daysAfter(FIRST_PAYMENT, -1)}T12:00:00.000Z`))).toBe(2);
  });
  it.each([
    ["somebody who cannot decide, but to whoever acts for them", { capacity: "no" }, [0, 1, 0]],
    ["anyone in a breathing space", { breathingSpace: "standard" }, [0, 0, 0]],
    ["anyone of somebody who died", { diedOn: "2027-05-01" }, [0, 0, 0]],
    ["anyone where the direct payment ended", { endedOn: "2027-05-01" }, [0, 0, 0]],
    ["anyone of somebody who died and could not decide", { capacity: "no", diedOn: "2027-05-01" }, [0, 0, 0]],
  ] satisfies readonly (readonly [string, Partial<DatedValues>, readonly number[]])[])("is never said to %s", async (_, dated, expected) => {
    await lived({ dated });
    const { deps } = well();
    await tellAllWell(deps)(PAYMENT, clock);
    expect(await heard()).toEqual(expected);
  });
  it("is never said to somebody whose messages do not arrive, or whose account is closed", async () => {
    await lived();
    const { deps } = well();
    expect(await tellAllWell({ ...deps, failing: async ({ id }) => (id === "rosemary" ? ["email"] : []) })(PAYMENT, clock)).toBe(1);
    expect(await heard()).toEqual([0, 1, 0]);
    const gone = async (id: string) => {
      const one = await deps.account(id);
      return one && id === "rosemary" ? { ...one, body: { ...one.body, closingAt: "2027-05-01T09:00:00.000Z" } } : one;
    };
    expect(await tellAllWell({ ...deps, account: gone })(PAYMENT, clock)).toBe(0);
  });
});
