import { expect } from "vitest";
import type { Review } from "../../functions/reviews/rules/review.ts";
import { dynamoReviewStore } from "../../functions/reviews/store/dynamo-review-store.ts";
import { accountFunctions, aDelegation, anAccount, stored } from "./accounts.ts";
import { noon } from "./balance-cases.ts";
import { COUNCIL, OTHER_COUNCIL } from "./councils.ts";
import { aReview } from "./reviews.ts";
import { aTable } from "./tables.ts";
import { storedCases } from "./vetting.ts";

export const REVIEW = "/reviews/rcp_1";
export const QUEUE = `/councils/${COUNCIL}/reviews`;

/** A date in the three boxes of a form. */
export const boxes = (name: string, date: string): Readonly<Record<string, string>> => {
  const [year = "", month = "", day = ""] = date.split("-").map((part) => String(Number(part)));
  return { [`${name}-day`]: day, [`${name}-month`]: month, [`${name}-year`]: year };
};

/** Rosemary with a review that is due, who acts for her in reviews and who does not, review officers, and a commissioner. */
export async function reviewScene(today = "2026-11-24") {
  const clock = { at: noon(today) };
  const table = await aTable();
  const functions = accountFunctions(table, { now: () => clock.at });
  const { call, accounts } = functions;
  const account = (id: string, more: object = {}) => ({
    entity: "account" as const,
    after: anAccount({ id, email: `${id}@people.example`, displayName: `${id} Testwell`, ...more }),
    action: "test",
  });
  const delegation = (delegate: string, scope: "reviews" | "money") => ({
    entity: "delegation" as const,
    after: aDelegation({ id: `of-${delegate}`, person: "rosemary", delegate, kind: "nominated-person", scopes: [scope], from: "2026-01-01" }),
    action: "test",
  });
  const staff = (role: "review-officer" | "commissioner" | "finance-officer", authority = COUNCIL) => ({ authority, grants: [{ role, authority }] });
  await stored(
    accounts,
    account("rosemary", { grants: [{ role: "recipient" }] }),
    ...["nadia", "clara"].map((id) => account(id)),
    ...["ruth", "rhys"].map((id) => account(id, staff("review-officer"))),
    account("cora", staff("commissioner")),
    account("finn", staff("finance-officer")),
    account("olive", staff("review-officer", OTHER_COUNCIL)),
    delegation("nadia", "reviews"),
    delegation("clara", "money"),
  );
  const put = (more: Partial<Review> = {}) =>
    storedCases(accounts, { entity: "review", after: aReview({ id: "rcp_1", owner: "rosemary", lookedOn: today, ...more }), action: "test" });
  const read = async (id = "rcp_1"): Promise<Review> => {
    const found = await dynamoReviewStore(table.table).review(id);
    return found?.body ?? expect.fail("no such review");
  };
  const version = async (id = "rcp_1") => String((await dynamoReviewStore(table.table).review(id))?.version);
  const step = async (as: string, move: string, form: Readonly<Record<string, string>> = {}) =>
    call(`${REVIEW}/moves/${move}`, { as, form: { version: await version(), ...form } });
  const made = async (as: string, move: string, form: Readonly<Record<string, string>> = {}) => {
    const { status, body } = await step(as, move, form);
    expect(status, `${move}: ${/govuk-error-summary.*?<\/ul>/s.exec(body)?.[0] ?? ""}`).toBe(303);
  };
  const notices = (who: string) => accounts.store.noticesOf(who, clock.at);
  return { clock, table, functions, call, put, read, version, step, made, notices };
}
