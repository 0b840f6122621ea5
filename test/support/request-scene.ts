import { expect } from "vitest";
import { requestTell } from "../../functions/arrangements/entries/request-tell.composition.ts";
import type { SupportRequest } from "../../functions/arrangements/rules/request.ts";
import { dynamoRequestStore, dynamoRequestSweepStore } from "../../functions/arrangements/store/dynamo-request-store.ts";
import { type DueMessage, planRequests, processRequests } from "../../functions/arrangements/use-cases/tell-providers.ts";
import { daysAfter, londonDate } from "../../shared/domain/time.ts";
import type { Listing } from "../../shared/listing/listing.ts";
import { indexes } from "../../shared/table/keys.ts";
import { queried } from "../../shared/table/pages.ts";
import { accountFunctions, anAccount, SITE, stored } from "./accounts.ts";
import { aListing } from "./builders.ts";
import { OTHER_COUNCIL } from "./councils.ts";
import { withPostcodes } from "./open-data.ts";
import { aDirectory } from "./snapshots.ts";
import { sweptUntil } from "./swept-until.ts";
import { aTable } from "./tables.ts";

export const START = Date.parse("2026-11-27T10:00:00Z");
export const DAY = 86_400_000;
export const MINE = "/people/me/requests";
export const NEAR = "/people/me/requests-near-me";
export const FORM = {
  services: ["personal-care"],
  hours: "6 hours",
  times: ["mon-morning"],
  near: "LE13 1GH",
  language: "gu",
  gender: "any",
  weekly: "£90",
  words: "I like to be up by eight.",
};
export const ANSWER = { move: "send", message: "I can come before work.", times: "Mondays at 8", reach: "07700 900123" };
export const SHARED = { name: "Rosemary", reach: "07700 900456" };

/** Two recipients, three providers on the list and what each of them does with a request, with the postcodes and the directory they need. */
export async function requestScene() {
  const clock = { at: START };
  const table = await aTable();
  await withPostcodes(table);
  const functions = accountFunctions(table, { now: () => clock.at });
  const { call } = functions;
  const store = dynamoRequestStore(table.table);
  const account = (id: string, more: object = {}) =>
    stored(functions.accounts, {
      entity: "account",
      after: anAccount({ id, displayName: `${id} Testwell`, email: `${id}@people.example`, ...more }),
      action: "test",
    });
  const listing = (id: string, provider: string, changes: Partial<Omit<Listing, "id">> = {}) =>
    aListing({ id, provider, displayName: `Amber ${id}`, ...changes });
  await account("rosemary", { grants: [{ role: "recipient" }] });
  await account("bernard", { grants: [{ role: "recipient" }] });
  for (const provider of ["percy", "pam", "faraway"]) await account(provider, { grants: [{ role: "provider" }] });
  await account("nadia");
  await sweptUntil(dynamoRequestSweepStore(table.table), daysAfter(londonDate(START), -1));
  await aDirectory(table).put(
    listing("pa-percy", "percy"),
    listing("pa-pam", "pam", { languages: ["gu"], authority: OTHER_COUNCIL }),
    listing("pa-faraway", "faraway", { area: { key: "LE1 1", lat: 52.64, lon: -1.13 } }),
    aListing({ id: "of-a-register" }),
  );

  /** What the queue brings the function that tells, and what it does. */
  const process = (message: unknown) => processRequests(requestTell({ ...table.environmentOf("requestTell"), SITE_ADDRESS: SITE }, () => clock.at))(message);
  /** A morning's sweep, with what it hands on dealt with at once. */
  async function morning(takes = true): Promise<void> {
    const messages: DueMessage[] = [];
    const sweep = dynamoRequestSweepStore(table.tableOf("requestSweep"));
    await planRequests(
      sweep,
      async (some) => {
        if (!takes) throw new Error("The queue takes nothing");
        messages.push(...some);
      },
      clock.at,
    );
    for (const message of messages) await process(message);
  }
  const noticesTo = async (person: string): Promise<readonly string[]> =>
    (
      await queried(table.table, {
        IndexName: "gsi1",
        KeyConditionExpression: "gsi1pk = :notices",
        ExpressionAttributeValues: { ":notices": indexes.noticesOf(person) },
      })
    ).map(({ code }) => String(code));

  async function published(changes: Readonly<Record<string, string | string[]>> = {}): Promise<SupportRequest> {
    const { status, headers, body } = await call(MINE, { as: "rosemary", form: { ...FORM, ...changes } });
    expect([status, headers["location"]], body).toEqual([303, `${MINE}?done=published`]);
    const found = (await store.requestsOf("rosemary"))[0]?.body;
    if (!found) throw new Error("Not published");
    return found;
  }
  const told = async (request: SupportRequest) => process({ request: request.id });
  const post = async (path: string, as: string, form: Readonly<Record<string, string>> = {}) => {
    const { status, headers } = await call(path, { as, form });
    return [status, headers["location"]?.replace(/^.*done=/, "")];
  };
  const problemsOf = async (form: Readonly<Record<string, string | string[]>>) => {
    const { status, body } = await call(MINE, { as: "rosemary", form: { ...FORM, ...form } });
    return [status, ...[...body.matchAll(/<li><a href="#([\w-]+)">([^<]*)<\/a>/g)].map(([, at, text]) => `${at}: ${text}`)];
  };
  return { clock, table, functions, call, store, account, listing, morning, noticesTo, published, told, post, problemsOf };
}
export type RequestScene = Awaited<ReturnType<typeof requestScene>>;
