import { mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import { recordRegister } from "../../functions/record-register.ts";
import { checkedKey } from "../../functions/vetting/rules/file-keys.ts";
import { dynamoCaseStore } from "../../functions/vetting/store/dynamo-case-store.ts";
import { vettingKeys } from "../../functions/vetting/store/keys.ts";
import { startStorage } from "../../infra/local/storage-alone.ts";
import { localObjects } from "../../infra/local/storage-objects.ts";
import { trailOf } from "../../shared/audit/trail.ts";
import { verifyTrails } from "../../shared/audit/verify.ts";
import { type Listing, ListingId } from "../../shared/listing/listing.ts";
import { type AccountFunctions, accountFunctions, aDelegation, anAccount, stored } from "../support/accounts.ts";
import { aListing, anAuditContext } from "../support/builders.ts";
import { COUNCIL } from "../support/councils.ts";
import { aTable, type TestTable } from "../support/tables.ts";
import { aCase, anArrangement, answers, someEvidence, storedCases } from "../support/vetting.ts";

// Every free text that anything held on a person has, theirs, officers' and third parties', carries this mark; so do postcode, addresses and numbers.
const MARK = "7QQ";
const at = "2026-11-20T09:00:00.000Z";

let table: TestTable;
let functions: AccountFunctions;
let storage: Awaited<ReturnType<typeof startStorage>>;
let objects: ReturnType<typeof localObjects>;
let bucket = "";

beforeEach(async () => {
  table = await aTable();
  const folder = await mkdtemp(join(inject("scratch"), "erasure-"));
  const system = { ofType: (type: string) => (type === "AWS::S3::Bucket" ? inject("bucketResources") : []), text: String };
  storage = await startStorage(system, { storage: folder }, inject("roles"));
  objects = localObjects(folder);
  bucket = inject("bucketResources").find(({ id }) => id.startsWith("EvidenceFiles"))?.id ?? "";
  functions = accountFunctions(table, { more: { FILES_BUCKET: bucket, AWS_ENDPOINT_URL_S3: storage.url } });
});
afterEach(() => storage.stop());

const everything = async () => (await table.table.client.send(new ScanCommand({ TableName: table.name, ConsistentRead: true }))).Items ?? [];
const marked = async () => (await everything()).filter((item) => JSON.stringify(item).includes(MARK)).map(({ pk, sk }) => `${pk} ${sk}`);

/** Somebody who is on the list, and of whom everything is held that can be. */
async function filled(state: "accredited" | "refused" | "withdrawn") {
  const mark = (what: string) => `${what} ${MARK}`;
  const { accounts } = functions;
  await stored(
    accounts,
    { entity: "account", after: anAccount({ id: "ada", grants: [{ role: "administrator", authority: COUNCIL }] }), action: "test" },
    {
      entity: "account",
      after: anAccount({
        id: "pip",
        displayName: mark("Pip"),
        email: `pip${MARK}@people.example`,
        phone: "01632 960003",
        notices: { channel: "letter", format: "standard", language: "en", postalAddress: `1 Street ${MARK}, Town, LE13 7QQ` },
        grants: [{ role: "provider" }],
      }),
      action: "test",
    },
    { entity: "worker", after: { id: "w", account: "pip", authority: COUNCIL, displayName: mark("Worker"), addedAt: at }, action: "test" },
    {
      entity: "delegation",
      after: aDelegation({ id: "d", person: "pip", delegate: "somebody", kind: "authorised-person", basis: mark("Basis") }),
      action: "test",
    },
    {
      entity: "delegation",
      after: aDelegation({ id: "i", person: "pip", state: "invited", invitedAt: `friend${MARK}@people.example`, addressHash: "h" }),
      action: "test",
    },
  );
  const done = { by: "ann", at };
  const listing: Listing = aListing({
    id: ListingId.parse("pips-listing"),
    displayName: mark("Pip"),
    about: mark("About"),
    postcode: `LE13 ${MARK}`,
    status: "accredited",
  });
  const before = aCase({
    id: "c",
    owner: "pip",
    state,
    submittedAt: at,
    ...(state === "accredited" ? { accreditation: "accredited" as const, accreditedOn: "2026-11-20", accreditedUntil: "2028-11-20" } : { endedAt: at }),
    listing: listing.id,
    workers: ["w"],
    answers: {
      ...answers,
      profile: { displayName: mark("Pip"), about: mark("About") },
      place: { travelMiles: 10, base: `LE13 ${MARK}`, area: { key: `LE13 ${MARK[0]}`, lat: 52.7, lon: -0.8 } },
      conduct: { version: 1, on: "2026-11-20", signedBy: mark("Pip") },
    },
    moreNeeded: mark("More"),
    returned: mark("Returned"),
    recommendation: { ...done, outcome: "accredited", reason: mark("Why") },
    decision: { ...done, outcome: "accredited", reason: mark("Why") },
    review: { askedAt: at, reason: mark("Review"), by: "cat", at, outcome: mark("Outcome") },
    suspension: { ...done, reason: mark("Suspended") },
    // Those who were suspended or refused are erased once an officer has looked.
    erasureAnswered: { by: "ann", at: "2026-11-24T12:00:01.000Z", reason: mark("Looked") },
    pageChange: { since: "2026-11-24", displayName: mark("Newname"), about: mark("Newwords"), aboutBefore: mark("Oldwords") },
  });
  await storedCases(
    accounts,
    { entity: "case", after: before, action: "test", reason: mark("Trail") },
    {
      entity: "evidence",
      after: someEvidence({
        id: "dbs",
        case: "c",
        owner: "pip",
        code: "dbs",
        files: [{ id: "f", state: "clean", type: "image/png", addedAt: at }],
        offered: { facts: { certificateNumber: mark("1") }, at, state: "refused", reason: mark("Refused") },
        accepted: {
          facts: { level: "enhanced", workforce: "adult", updateService: true, certificateNumber: mark("2") },
          by: "ann",
          on: "2026-11-20",
          seen: { by: "ann", on: "2026-11-20", where: mark("Where") },
        },
      }),
      action: "test",
      reason: mark("Trail"),
    },
    {
      entity: "reference",
      after: {
        id: "r",
        case: "c",
        authority: COUNCIL,
        owner: "pip",
        about: mark("Pip"),
        tokenHash: "token",
        addressHash: mark("hash"),
        name: mark("Referee"),
        relation: mark("Aunt"),
        state: "given",
        askedOn: "2026-11-20",
        until: "2026-12-20",
        answers: { known: mark("Known"), work: mark("Work"), again: "yes", concerns: mark("Concerns") },
      },
      action: "test",
    },
    {
      entity: "arrangement",
      after: { ...anArrangement("a", "pip"), unlisted: { name: mark("Neighbour"), checked: ["met"], choseKnowingly: true, invited: false } },
      action: "test",
    },
  );
  await dynamoCaseStore(table.table).commit(anAuditContext(), [], { listing });
  const key = checkedKey({ case: "c", evidence: "dbs", file: "f" }, undefined);
  await objects.put(bucket, { note: { key, type: "image/png", etag: "e", encryption: {}, tags: {} }, bytes: Buffer.from(MARK) });
}

async function erase() {
  const wish = await functions.call("/api/people/me/erasure-requests", { as: "pip", json: {} });
  expect(wish.status, wish.body).toBe(202);
  const decided = await functions.call(`/api/erasures/${wish.json().id}/decision`, {
    as: "ada",
    json: { decision: "erase", reason: "Nothing requires us to keep it" },
  });
  expect(decided.status, decided.body).toBe(200);
}

/** What stays for some minutes by what the register of records says, and goes by itself: what the search index is made of. */
const SOON_GONE = ["log-record"];

describe("an erasure", () => {
  for (const state of ["accredited", "refused", "withdrawn"] as const) {
    it(`of somebody whose case is ${state} leaves none of their words, addresses and numbers, and no name of anybody else, in the table and in the bucket`, async () => {
      await filled(state);
      expect((await marked()).length).toBeGreaterThan(8);
      await erase();
      const left = (await everything()).filter((item) => !SOON_GONE.includes(item["entity"]) && JSON.stringify(item).includes(MARK));
      expect(left).toEqual([]);
      expect(JSON.stringify(await everything())).not.toContain("01632 960003");
      expect(await objects.keys(bucket)).toEqual([]);
      expect((await verifyTrails(table.table)).broken).toEqual([]);
    });
  }
  it("leaves that it was decided, when, by whom, and what was checked, and the whole trail", async () => {
    await filled("accredited");
    await erase();
    const stored = await dynamoCaseStore(table.table).caseWithEvidence("c");
    expect(stored?.case.body).toMatchObject({
      state: "withdrawn",
      answers: {},
      decision: { by: "ann", at, outcome: "accredited" },
      accreditedOn: "2026-11-20",
    });
    expect(stored?.evidence[0]?.body).toMatchObject({ files: [], accepted: { by: "ann", on: "2026-11-20", facts: { level: "enhanced", workforce: "adult" } } });
    const trail = await trailOf(table.table, vettingKeys.vettingCase("c"));
    expect(trail.map(({ action }) => action)).toEqual(["test", "case:close", "case:erase"]);
    // That a reason was given stays; what it said does not.
    expect([trail[0]?.reasonHash === undefined, trail[0]?.reason]).toEqual([false, undefined]);
  });
  it("changes nothing more when it is done again", async () => {
    await filled("accredited");
    await erase();
    const before = await everything();
    await functions.accounts.dataSubject.endForErasure("pip", anAuditContext());
    expect(await everything()).toEqual(before);
  });
  it("is not held up by a trail of what officers wrote: an entry holds a reason's hash, and never a word", async () => {
    await filled("accredited");
    const entries = (await everything()).filter(({ entity }) => entity === "audit-entry");
    expect(entries.length).toBeGreaterThan(8);
    expect(entries.filter((entry) => JSON.stringify(entry).includes(MARK))).toEqual([]);
    expect((await trailOf(table.table, vettingKeys.vettingCase("c")))[0]?.reason).toBe(`Trail ${MARK}`);
  });
  it("is as the privacy page says: what it leaves elsewhere is named there, with how long", async () => {
    const page = (await functions.call("/privacy")).body;
    for (const { name, period } of recordRegister.elsewhere) for (const words of [name, period]) expect(page).toContain(words);
    expect(recordRegister.elsewhere.map(({ code }) => code)).toEqual(["backups", "stream", "logs", "user-pool", "notify", "trail-seals"]);
  });
});
