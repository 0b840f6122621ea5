import { beforeAll, describe, expect, it } from "vitest";
import { balanceFigures } from "../../functions/balances/entries/balance-figures.composition.ts";
import type { StoredFacts } from "../../functions/balances/rules/stored-facts.ts";
import { dynamoLedgerStore } from "../../functions/balances/store/dynamo-ledger-store.ts";
import { checkAccount } from "../../functions/balances/use-cases/check-account.ts";
import { publishMoneyFigures } from "../../functions/balances/use-cases/publish-money-figures.ts";
import type { PlainDate } from "../../shared/domain/time.ts";
import { dynamoMoneyFigures } from "../../shared/figures/dynamo-money-figures.ts";
import { ListingId } from "../../shared/listing/listing.ts";
import { accountFunctions, anAccount, stored } from "../support/accounts.ts";
import { aListing, anAuditContext } from "../support/builders.ts";
import { COUNCIL, OTHER_COUNCIL } from "../support/councils.ts";
import { CHECKING, cycleRows, newHead, posted, someFacts } from "../support/ledger-scene.ts";
import { aTable, type TestTable } from "../support/tables.ts";
import { anArrangement, storedCases } from "../support/vetting.ts";

// What a commissioner sees of money: what direct payments were spent on, and what providers carry. It is made of accounts nobody may see without an open case.

const SPEND = `/councils/${COUNCIL}/market/spend`;
const CARRIED = `/councils/${COUNCIL}/market/contributions`;
const NIGHT = Date.parse("2026-11-15T02:00:00Z");
const LEARNED = "2026-05-20T09:00:00.000Z";
type Rows = ReturnType<typeof cycleRows>;

let table: TestTable;
let call: ReturnType<typeof accountFunctions>["call"];
const ledger = () => dynamoLedgerStore(table.ledger);
const night = (at = NIGHT) => publishMoneyFigures(balanceFigures(table.environmentOf("balanceFigures")), at);

const words = async (path: string, as = "colm") =>
  (await call(path, { as })).body
    .replace(/<svg.*?<\/svg>/gs, "")
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ");
const file = async (path: string) => Buffer.from((await call(`${path}.csv`, { as: "colm" })).body, "base64").toString("utf8");

/** One purchase after the other on an account, as a file of their own brought them. */
const bought = (
  id: string,
  rows: readonly { readonly on: PlainDate; readonly pence: number; readonly mcc?: string; readonly kind?: "purchase" | "refund" }[],
): Rows => {
  let balancePence = 0;
  const movements = rows.map(({ on: postedOn, pence, mcc, kind = "purchase" }, at) => {
    balancePence += pence;
    return {
      ...{ id: `${id}.${at}`, postedOn, kind, pence, balancePence, order: at, text: "A shop", recordedAt: "2026-10-05T06:00:00.000Z", importId: id },
      ...(mcc === undefined ? {} : { mcc }),
    };
  });
  const [first, last] = [rows[0]?.on ?? "", rows.at(-1)?.on ?? ""];
  return { importId: id, movements, span: { from: first, to: last, whole: true, openingPence: 0, closingPence: balancePence }, closingPence: balancePence };
};

async function opened(account: string, more: Partial<StoredFacts> = {}): Promise<void> {
  const facts = someFacts(account, more);
  const done = await ledger().learn(undefined, newHead(facts), facts, []);
  expect(done.ok).toBe(true);
}

/** Somebody who pays £20 a week of their support and has not paid it, and whom a provider supports for ten hours a week. */
async function owing(account: string, arrangement: string, name: string, listing: string, more: Partial<StoredFacts> = {}): Promise<void> {
  const value = { hours: 10, ratePence: 1500, pay: "weekly", payWhen: "arrears", hoursBasis: "planned" } as const;
  const agreed = { from: "2026-06-01", learnedAt: LEARNED };
  await opened(account, {
    model: [{ ...agreed, value: "net" }],
    lines: { council: [{ ...agreed, value: { weeklyGrossPence: 21_200, weeklyContributionPence: 2000 } }], nhs: [] },
    support: [{ arrangement, name, employed: false, startedOn: "2026-06-01", terms: [{ ...agreed, value }], worked: [], paid: [], employer: [] }],
    ...more,
  });
  const { unlisted: _, ...plain } = anArrangement(arrangement, "rosemary");
  const terms = [{ ...agreed, value: { ...value, services: ["personal-care" as const], times: [], outcomes: [] } }];
  await storedCases(table, {
    entity: "arrangement",
    after: { ...plain, listing: ListingId.parse(listing), since: "2026-06-01", startedOn: "2026-06-01", terms },
    action: "test",
  });
  let before: Rows | undefined;
  for (const cycle of [1, 2, 3, 4]) {
    before = cycleRows(cycle, before?.closingPence ?? 0);
    await posted(ledger(), account, [before]);
  }
  await checkAccount({ store: ledger(), ...CHECKING, now: () => Date.parse("2026-09-25T05:00:00Z") })(account, "2026-09-25");
}

beforeAll(async () => {
  table = await aTable();
  const functions = accountFunctions(table);
  call = functions.call;
  const staff = (id: string, role: "commissioner" | "finance-officer", authority = COUNCIL) => ({
    entity: "account" as const,
    after: anAccount({ id, email: `${id}@people.example`, displayName: `${id} Testwell`, authority, grants: [{ role, authority }] }),
    action: "test",
  });
  const rosemary = {
    entity: "account" as const,
    after: anAccount({ id: "rosemary", email: "r@people.example", grants: [{ role: "recipient" }] }),
    action: "test",
  };
  await stored(functions.accounts, staff("colm", "commissioner"), staff("finn", "finance-officer"), staff("olive", "commissioner", OTHER_COUNCIL), rosemary);
  const listings = [
    ...[1, 2, 3, 4, 5, 6, 7].map((one) => aListing({ id: `pa-${one}`, displayName: `Amber Number${one}` })),
    aListing({ id: "agency-1", kind: "agency", employment: "organisation", displayName: "Bright Homecare" }),
  ];
  await table.listings.commit(
    listings.map((listing) => ({ listing, digest: "test" })),
    anAuditContext(),
    "listing:sample",
  );
  for (const one of [1, 2, 3, 4, 5, 6]) await owing(`owing-${one}`, `arr-${one}`, `Amber Number${one}`, `pa-${one}`);
  await owing("owing-7", "arr-7", "Bright Homecare", "agency-1");
  // Whoever manages an account pays the provider: what is missing there is not theirs to carry.
  const owesMore = [{ from: "2026-06-01", learnedAt: LEARNED, value: { weeklyGrossPence: 21_200, weeklyContributionPence: 10_000 } }];
  await owing("managed-1", "arr-8", "Amber Number7", "pa-7", { kind: "managed", lines: { council: owesMore, nhs: [] } });
  // Eight who buy by card. One alone bought insurance; one got £10 of a taxi back.
  for (const one of [1, 2, 3, 4, 5, 6, 7, 8]) {
    await opened(`card-${one}`);
    await posted(ledger(), `card-${one}`, [
      bought(`file-${one}`, [
        { on: "2026-09-01", pence: -(2000 + 100 * one), mcc: "4121" },
        ...(one === 1 ? [{ on: "2026-09-02", pence: 1000, mcc: "4121", kind: "refund" as const }] : []),
        { on: "2026-09-30", pence: -(5000 + 100 * one), mcc: "5411" },
        ...(one === 8 ? [{ on: "2026-09-30", pence: -123_456, mcc: "6300" }] : []),
        { on: "2026-10-01", pence: -7777, mcc: "5411" },
      ]),
    ]);
  }
  await opened("other-1", { authority: OTHER_COUNCIL });
  await posted(ledger(), "other-1", [bought("file-other", [{ on: "2026-09-03", pence: -999_999, mcc: "4121" }])]);
});

describe("what direct payments are spent on", () => {
  it("is for staff of that council who look after its market, and says so before anything was counted", async () => {
    for (const path of [SPEND, CARRIED]) {
      expect((await call(path, { as: "finn" })).status).toBe(403);
      expect((await call(path, { as: "olive", throughCouncil: OTHER_COUNCIL })).status).toBe(404);
      expect((await call(`${path}.csv`, { as: "finn" })).status).toBe(403);
      expect(await words(path)).toContain("There are no figures yet. A month is counted 42 days after its end");
      expect(await file(path)).toContain("There are no figures yet");
    }
  });
  it("is counted of months that are long enough over, once, of this council's accounts alone", async () => {
    const readOf: string[] = [];
    const deps = balanceFigures(table.environmentOf("balanceFigures"));
    const accountSince = async (account: string, day: PlainDate) => {
      readOf.push(account);
      return deps.ledger.accountSince(account, day);
    };
    const watched = {
      ...deps,
      councils: [COUNCIL],
      ledger: { ...deps.ledger, accountSince },
    };
    // On the 11th the month of September is not over for six weeks.
    await publishMoneyFigures(watched, Date.parse("2026-11-11T02:00:00Z"));
    expect(await words(SPEND)).not.toContain("September 2026");
    const both = await Promise.all([publishMoneyFigures(watched, NIGHT), publishMoneyFigures(watched, NIGHT)]);
    expect(both.map(({ published }) => published).toSorted()).toEqual([0, 1]);
    expect(await words(SPEND)).toContain("September 2026");
    expect(readOf).not.toContain("other-1");
    const kept = JSON.stringify(await dynamoMoneyFigures(table.table).since(COUNCIL, "2026-01-01/P1M"));
    readOf.length = 0;
    expect(await publishMoneyFigures(watched, NIGHT)).toEqual({ published: 0, accounts: 0 });
    expect(readOf).toEqual([]);
    for (const secret of ["card-", "owing-", "other-", "pa-1", "Amber", "Bright", "arr-"]) expect(kept).not.toContain(secret);
  });
  it("stays as it is when rows come later", async () => {
    const before = await file(SPEND);
    await posted(ledger(), "card-1", [bought("late", [{ on: "2026-09-15", pence: -500_000, mcc: "4121" }])]);
    await night();
    expect(await file(SPEND)).toBe(before);
  });
  it("has each category rounded down, its share of what is shown, and how many accounts; never what one account alone bought", async () => {
    const page = await words(SPEND);
    // 8 taxis of £21 to £28, less £10; 8 shops of £51 to £58.
    expect(page).toContain("Taxis at least £110");
    expect(page).toContain("Everything else at least £270");
    expect(page).toMatch(/Insurance not shown not shown fewer than 5/);
    expect(page).not.toContain("1,234");
    expect(page).toContain("Published on 15 November 2026. These figures do not change.");
  });
  it("says the same in its file", async () => {
    for (const path of [SPEND, CARRIED]) {
      const [, ...lines] = (await file(path)).trim().split("\r\n");
      const shown = await words(path);
      const september = lines.filter((line) => line.startsWith("September 2026,"));
      expect(september.length).toBeGreaterThan(4);
      for (const line of september)
        expect(shown).toContain(
          line
            .replace("September 2026,", "")
            .replaceAll('"', "")
            .replace(/,(?=at least|fewer|not shown|\d+%)/g, " "),
        );
    }
  });
  it("has no page of a month that was not published", async () => {
    expect((await call(`${SPEND}?period=2020-01-01/P1M`, { as: "colm" })).status).toBe(404);
    expect((await call(`${SPEND}?period=2026-09-01/P1M`, { as: "colm" })).status).toBe(200);
  });
});

describe("what providers carry", () => {
  it("is what people have not paid, by kind and size of provider, with its share of what they were to be paid in the month", async () => {
    // The check's own finding: three cycles of four weeks at £20, as one more is not due yet.
    const [result] = (await ledger().results("owing-1", 4)).toReversed();
    const missed = result?.findings.find(({ code }) => code === "contribution-missed");
    expect(missed?.pence).toBe(24_000);
    const page = await words(CARRIED);
    // Six of £240, in steps of what five of them come to; of six that get £150 a week over 30 days, in steps of £3,200.
    expect(page).toContain("Personal assistants (PAs) at least £1,200 38% at least 5");
    expect(page).toMatch(/Agencies that support fewer than 10 people of this council not shown not shown fewer than 5/);
    expect(page).toContain("Providers carried at least £1,200. The largest row is “Personal assistants (PAs)”, with 100% of it.");
    expect(page).not.toContain("Bright");
  });
});
