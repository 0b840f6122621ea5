import { createServer } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { lookCounts } from "../../shared/audit/looks.ts";
import { trailOf } from "../../shared/audit/trail.ts";
import { verifyTrails } from "../../shared/audit/verify.ts";
import { keys } from "../../shared/table/keys.ts";
import { accountFunctions, aDelegation, anAccount, stored } from "../support/accounts.ts";
import { COUNCIL } from "../support/councils.ts";
import { aTable, type TestTable } from "../support/tables.ts";

// Between the functions and the engine stands a counter: what is asked of DynamoDB, by kind.

const requests: string[] = [];
const counter = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", async () => {
    requests.push(String(request.headers["x-amz-target"]).split(".").at(-1) ?? "");
    const { host: _, connection: __, "content-length": ___, ...headers } = request.headers;
    const answer = await fetch(engine, {
      method: "POST",
      body: Buffer.concat(chunks),
      headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
    });
    response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "" }).end(Buffer.from(await answer.arrayBuffer()));
  });
});
let engine = "";
let tested: TestTable;
let call: ReturnType<typeof accountFunctions>["call"];

beforeAll(async () => {
  const table = await aTable();
  tested = table;
  const environment: Record<string, string> = table.environment;
  engine = environment["AWS_ENDPOINT_URL_DYNAMODB"] ?? "";
  await new Promise<void>((resolve) => counter.listen(0, "127.0.0.1", resolve));
  const address = counter.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const functions = accountFunctions({ ...table, environment: Object.assign(table.environment, { AWS_ENDPOINT_URL_DYNAMODB: `http://127.0.0.1:${port}` }) });
  call = functions.call;
  await stored(
    functions.accounts,
    { entity: "account", after: anAccount({ id: "rosemary", grants: [{ role: "recipient" }] }), action: "test" },
    { entity: "account", after: anAccount({ id: "ada", grants: [{ role: "administrator", authority: COUNCIL }] }), action: "test" },
    { entity: "account", after: anAccount({ id: "arthur" }), action: "test" },
    { entity: "account", after: anAccount({ id: "rupert", grants: [{ role: "recipient" }] }), action: "test" },
    { entity: "delegation", after: aDelegation({ id: "d", person: "rosemary", kind: "authorised-person", delegate: "arthur" }), action: "test" },
  );
  await call("/account/details", { as: "rosemary" });
});
afterAll(() => counter.close());

const readsOf = async (path: string, as: string): Promise<readonly string[]> => {
  requests.length = 0;
  expect((await call(path, { as })).status).toBe(200);
  return requests.filter((kind) => /Get|Query/.test(kind));
};

const looks = async () => (await trailOf(tested.table, keys.account("rosemary"))).filter(({ action }) => action.startsWith("looked:")).length;

const transactionsOf = async (path: string, as: string, status: number): Promise<{ readonly transactions: number; readonly reads: number }> => {
  requests.length = 0;
  expect((await call(path, { as })).status).toBe(status);
  const count = (kinds: RegExp) => requests.filter((kind) => kinds.test(kind)).length;
  return { transactions: count(/^Transact/), reads: count(/Get|Query/) };
};

describe("noting a look", () => {
  it("is one transaction for the first look of an hour, from where the trail stood as the person was read, and none for those that follow", async () => {
    for (const transactions of [1, 0, 0]) {
      expect(await transactionsOf("/api/people/rosemary", "ada", 200)).toEqual({ transactions, reads: 3 });
      expect(await transactionsOf("/people/rosemary/details", "arthur", 200)).toEqual({ transactions, reads: 2 });
    }
  });
  it("is one transaction and one small read where the person was not read for it", async () => {
    expect(await transactionsOf("/api/delegations/d", "ada", 200)).toEqual({ transactions: 1, reads: 4 });
    expect(await transactionsOf("/api/delegations/d", "ada", 200)).toEqual({ transactions: 0, reads: 3 });
  });
  it("is one transaction on one's own trail where somebody is refused, and one an hour", async () => {
    for (const transactions of [1, 0, 0]) expect((await transactionsOf("/api/people/rosemary", "rupert", 404)).transactions).toBe(transactions);
  });
  it("is followed by others' looks at the same moment, with none lost", async () => {
    const before = await looks();
    await Promise.all(Array.from({ length: 8 }, () => call("/people/rosemary", { as: "arthur" })));
    expect((await looks()) - before).toBe(1);
    const counted = (await lookCounts(tested.table, "rosemary")).find(({ viewer, action }) => viewer === "arthur" && action === "looked:account:read");
    expect(counted?.further).toBe(7);
    expect((await verifyTrails(tested.table)).broken).toEqual([]);
  });
});

describe("authorisation", () => {
  it("costs one read, and none besides where the record is one's own account; of a token, one that says whose it is", async () => {
    expect(await readsOf("/account/details", "rosemary")).toEqual(["BatchGetItem"]);
    expect(await readsOf("/account/people/new", "rosemary")).toEqual(["BatchGetItem"]);
    expect(await readsOf("/api/people/me", "rosemary")).toEqual(["GetItem", "BatchGetItem"]);
    expect(await readsOf("/staff", "ada")).toEqual(["BatchGetItem"]);
    expect(await readsOf(`/councils/${COUNCIL}/team/new`, "ada")).toEqual(["BatchGetItem"]);
  });
  it("costs one read besides the record itself, for staff and for those who act for somebody alike", async () => {
    expect(await readsOf("/api/people/rosemary", "ada")).toEqual(["GetItem", "BatchGetItem", "GetItem"]);
    expect(await readsOf("/people/rosemary/details", "arthur")).toEqual(["BatchGetItem", "GetItem"]);
    // Where the look is the first of an hour, another reads where the person's trail stands, on which it is noted.
    expect(await readsOf("/api/delegations/d", "ada")).toEqual(["GetItem", "BatchGetItem", "GetItem"]);
  });
});
