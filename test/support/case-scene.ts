import { expect } from "vitest";
import type { DatedValues } from "../../functions/arrangements/rules/recipient.ts";
import { newRecipient, withStatement } from "../../functions/arrangements/rules/recipient-facts.ts";
import { dynamoRecipientStore } from "../../functions/arrangements/store/dynamo-recipient-store.ts";
import { balanceCases } from "../../functions/balances/entries/cases.composition.ts";
import type { BalanceCase } from "../../functions/balances/rules/balance-case.ts";
import type { CheckResult } from "../../functions/balances/rules/result.ts";
import type { StoredFacts } from "../../functions/balances/rules/stored-facts.ts";
import { dynamoCaseStore, dynamoDueCases } from "../../functions/balances/store/dynamo-case-store.ts";
import { dynamoLedgerStore } from "../../functions/balances/store/dynamo-ledger-store.ts";
import { openCase } from "../../functions/balances/use-cases/open-case.ts";
import { sweepCases } from "../../functions/balances/use-cases/sweep-cases.ts";
import { accountEnvironment, accountFunctions, aDelegation, anAccount, stored } from "./accounts.ts";
import { ABOUT, aResult, FIRST_PAYMENT, noon } from "./balance-cases.ts";
import { COUNCIL, OTHER_COUNCIL } from "./councils.ts";
import { newHead, someFacts } from "./ledger-scene.ts";
import { sweptUntil } from "./swept-until.ts";
import { aTable } from "./tables.ts";
import { storedCases } from "./vetting.ts";

export const QUESTION = "/people/me/balance/question";
export const LIST = `/councils/${COUNCIL}/balance-cases`;
export const CASE = "/balance-cases/card-1.1";

export const PROPOSAL = { council: "600", councilGround: "surplus-clause", payer: "Rosemary", method: "unload", instalments: "1" };
/** The inside of a page, without what all pages have. */
export const mainOf = (html: string): string => /<main.*<\/main>/s.exec(html)?.[0] ?? "";

/** Rosemary, who looks after her money and who may not, finance officers, and what becomes of a case: what a check found, the sweep, answers and moves. */
export async function caseScene() {
  const clock = { at: noon("2026-03-31") };
  const table = await aTable();
  const functions = accountFunctions(table, { now: () => clock.at });
  const { call } = functions;
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
  const finance = { grants: [{ role: "finance-officer", authority: COUNCIL }] };
  await stored(
    functions.accounts,
    account("rosemary", { grants: [{ role: "recipient" }] }),
    ...["nadia", "clara"].map((id) => account(id)),
    ...["finn", "gita", "hana"].map((id) => account(id, finance)),
    account("gita-too", { ...finance, email: "finn@people.example" }),
    account("olive", { authority: OTHER_COUNCIL, grants: [{ role: "finance-officer", authority: OTHER_COUNCIL }] }),
    account("ruth", { grants: [{ role: "review-officer", authority: COUNCIL }] }),
    delegation("nadia", "money"),
    delegation("clara", "search-and-contact"),
  );
  await sweptUntil(dynamoDueCases(table.table), "2026-03-30");

  const believes = (dated: Partial<DatedValues> = {}) =>
    withStatement(
      { ...newRecipient("rcp_1", COUNCIL, "C-1001", "2026-01-01T09:00:00.000Z"), account: "rosemary" },
      {
        from: "2026-01-01",
        dated: {
          councilLine: { weeklyGrossPence: 20_000, weeklyContributionPence: 0 },
          agreement: { kind: "recipient", version: "2025", signedOn: "2025-12-01", surplusClause: true },
          ...dated,
        },
        plain: { name: "Rosemary Testwell" },
      },
      "2026-01-01T09:00:00.000Z",
    );

  const known = async (dated: Partial<DatedValues> = {}) => storedCases(functions.accounts, { entity: "recipient", after: believes(dated), action: "test" });
  /** What the council's record says of her from now on. */
  const said = async (dated: Partial<DatedValues>) => {
    const before = await dynamoRecipientStore(table.table).recipient("rcp_1");
    if (!before) throw new Error("No record");
    const now = new Date(clock.at).toISOString();
    await storedCases(functions.accounts, {
      ...{ entity: "recipient", before, after: withStatement(before.body, { from: now.slice(0, 10), dated, plain: {} }, now), action: "test" },
    });
  };
  const deps = (name?: "balances" | "balanceSweep") => balanceCases(accountEnvironment(table, name), () => clock.at);
  const give = (result: CheckResult, revision = 1, about = ABOUT) => openCase(deps())({ result, revision }, about, clock.at);
  const sweep = () => sweepCases(deps("balanceSweep"), dynamoDueCases(table.tableOf("balanceSweep")), clock.at);
  const read = async (id = "card-1.1") => {
    const found = await dynamoCaseStore(table.table).balanceCase(id);
    if (!found) throw new Error("No such case");
    return found;
  };
  const state = async (): Promise<BalanceCase["state"]> => (await read()).body.state;
  const notices = async (account: string) => (await functions.accounts.store.noticesOf(account, clock.at)).map(({ code }) => code);
  const at = (day: string) => {
    clock.at = noon(day);
  };
  /** What is known of the account by its records, besides what its checks came to. */
  const knows = async (more: Partial<StoredFacts> = {}) => {
    const ledger = dynamoLedgerStore(table.ledger);
    const head = await ledger.head("card-1");
    const facts: StoredFacts = {
      ...someFacts("card-1", { firstPaymentOn: FIRST_PAYMENT, ...more }),
      lines: {
        council: [{ from: FIRST_PAYMENT, learnedAt: "2026-01-01T09:00:00.000Z", value: { weeklyGrossPence: 20_000, weeklyContributionPence: 0 } }],
        nhs: [],
      },
    };
    const version = (head?.version ?? 0) + 1;
    const done = await ledger.learn(head, { ...(head ?? newHead(facts)), version, factsAt: version }, facts, []);
    if (!done.ok) throw new Error(`Nothing was learned: ${done.refusal}`);
  };
  const say = async (as: string, form: Readonly<Record<string, string>>, path = QUESTION) => call(path, { as, form: { step: "answer", ...form } });
  const step = async (as: string, move: string, form: Readonly<Record<string, string>> = {}) =>
    call(`${CASE}/moves/${move}`, { as, form: { version: String((await read()).version), words: "Because", ...form } });
  const made = async (as: string, move: string, form: Readonly<Record<string, string>> = {}) => {
    const { status, body } = await step(as, move, form);
    expect(status, `${move}: ${/govuk-error-summary.*?<\/ul>/s.exec(body)?.[0] ?? ""}`).toBe(303);
  };

  /** Asked, answered, and checked again. */
  const answered = async (code = "did-not-need-it") => {
    await give(aResult(3));
    at("2026-04-01");
    await sweep();
    at("2026-04-10");
    expect((await say("rosemary", { code })).status).toBe(303);
    at("2026-04-28");
    await give(aResult(4));
  };
  const approved = async () => {
    await answered();
    at("2026-04-29");
    await made("finn", "propose", PROPOSAL);
    at("2026-04-30");
    await made("gita", "approve", { way: "online", format: "standard" });
  };
  return { clock, table, functions, call, believes, known, knows, said, deps, give, sweep, read, state, notices, at, say, step, made, answered, approved };
}

export type CaseScene = Awaited<ReturnType<typeof caseScene>>;
