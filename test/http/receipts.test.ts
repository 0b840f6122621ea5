import { beforeEach, describe, expect, it } from "vitest";
import { newRecipient, withStatement } from "../../functions/arrangements/rules/recipient-facts.ts";
import { checkedReceiptKey, receiptKey } from "../../functions/balances/rules/receipt-keys.ts";
import { dynamoCaseStore } from "../../functions/balances/store/dynamo-case-store.ts";
import { dynamoLedgerStore } from "../../functions/balances/store/dynamo-ledger-store.ts";
import { dynamoPaperStore } from "../../functions/balances/store/dynamo-paper-store.ts";
import { dynamoReceiptStore } from "../../functions/balances/store/dynamo-receipt-store.ts";
import { noteReceipt, receiptNoted } from "../../functions/balances/use-cases/check-receipt.ts";
import { balancesDataSubject } from "../../functions/balances/use-cases/data-subject.ts";
import { type AccountFunctions, accountFunctions, aDelegation, anAccount, stored } from "../support/accounts.ts";
import { found, noon } from "../support/balance-cases.ts";
import { anAuditContext } from "../support/builders.ts";
import { COUNCIL } from "../support/councils.ts";
import { cyclesTo, newHead, posted, someFacts } from "../support/ledger-scene.ts";
import { aTable, type TestTable } from "../support/tables.ts";
import { storedCases } from "../support/vetting.ts";

// A receipt: for which payments it helps, how it is sent and checked, and who can open it.

const RECEIPTS = "/people/me/balance/receipts";
const PAYMENT = "rcp_1";
const clock = noon("2026-08-24");

let table: TestTable;
let functions: AccountFunctions;
let call: AccountFunctions["call"];

beforeEach(async () => {
  table = await aTable();
  functions = accountFunctions(table, { now: () => clock });
  call = functions.call;
  const account = (id: string, more: object = {}) => ({
    entity: "account" as const,
    after: anAccount({ id, email: `${id}@people.example`, ...more }),
    action: "test",
  });
  await stored(
    functions.accounts,
    ...["rosemary", "nadia", "clara"].map((id) => account(id)),
    account("finn", { grants: [{ role: "finance-officer", authority: COUNCIL }] }),
    ...(["money", "search-and-contact"] as const).map((scope, index) => ({
      entity: "delegation" as const,
      after: aDelegation({
        id: `d-${index}`,
        person: "rosemary",
        delegate: ["nadia", "clara"][index] ?? "",
        kind: "nominated-person",
        scopes: [scope],
        from: "2026-01-01",
      }),
      action: "test",
    })),
  );
  await storedCases(functions.accounts, {
    entity: "recipient",
    after: withStatement(
      { ...newRecipient(PAYMENT, COUNCIL, "C-1001", "2026-01-01T09:00:00.000Z"), account: "rosemary" },
      { from: "2026-01-01", dated: {}, plain: {} },
      "2026-01-01T09:00:00.000Z",
    ),
    action: "test",
  });
  const ledgers = dynamoLedgerStore(table.ledger);
  const facts = someFacts(PAYMENT);
  expect((await ledgers.learn(undefined, newHead(facts), facts, [])).ok).toBe(true);
  // Four payments of £190.80 in each of three cycles.
  await posted(ledgers, PAYMENT, cyclesTo(3));
});

const store = () => dynamoReceiptStore(table.table);
const start = (movement: string, as = "rosemary", path = RECEIPTS) => call(path, { as, form: { movement } });
/** What was looked at, as the function that checks receipts may note it; the keys that are kept and removed. */
const checking = () => {
  const [kept, removed] = [new Set<string>(), new Set<string>()];
  const own = dynamoReceiptStore(table.tableOf("receiptCheck"));
  const outcome = noteReceipt({
    store: own,
    now: () => clock,
    keepFile: async (key) => void kept.add(key),
    removeFile: async (key) => {
      removed.add(key);
      kept.delete(key);
    },
  });
  return { kept, removed, outcome, noted: receiptNoted({ store: own }) };
};
const keyOf = (file: string, movement = "1.1") => receiptKey({ account: PAYMENT, movement, file });
const checkedOf = (file: string, mark: string) => checkedReceiptKey({ account: PAYMENT, movement: "1.1", file }, mark);
const BYTES = { bytes: new Uint8Array([1]), name: "till.pdf" };
const PDF = { ok: true, value: "pdf" } as const;

describe("receipts", () => {
  it("are asked for of the payments that one would help with, and one is begun by its person or whoever looks after the money alone", async () => {
    const { status, body } = await call(RECEIPTS, { as: "rosemary" });
    expect([status, body.match(/name="movement"/g)?.length]).toEqual([200, 10]);
    expect(body).toContain("We never need a receipt for £100.00 or less");
    const { status: begun, headers } = await start("1.1");
    expect([begun, headers["location"]]).toEqual([303, `${RECEIPTS}/1.1`]);
    expect((await start("1.1")).status).toBe(303);
    expect((await store().receiptsOf(PAYMENT)).map(({ body: { movement, pence, owner }, version }) => [movement, pence, owner, version])).toEqual([
      ["1.1", 19_080, "rosemary", 1],
    ]);
    for (const movement of ["1.0", "nothing", "", "../x"]) expect((await start(movement)).status, movement).toBe(400);
    const theirs = "/people/rosemary/balance/receipts";
    expect([(await start("1.2", "nadia", theirs)).status, (await start("1.3", "clara", theirs)).status]).toEqual([303, 404]);
  });
  it("are sent by a form of the payment alone, and a payment that is none leads back to the list", async () => {
    await start("1.1");
    const { status, body } = await call(`${RECEIPTS}/1.1`, { as: "rosemary" });
    expect(status).toBe(200);
    expect(body).toContain('action="/upload/people/me/balance/receipts/1.1"');
    expect(body).toMatch(/name="key" value="evidence\/receipts\/cmNwXzE\/MS4x\/[\w-]+"/);
    const wrong = await call(`${RECEIPTS}/1.2`, { as: "rosemary" });
    expect([wrong.status, wrong.headers["location"]]).toEqual([303, RECEIPTS]);
    const back = await call(`${RECEIPTS}/1.1?bucket=files&key=${encodeURIComponent(keyOf("f1"))}&etag=x`, { as: "rosemary" });
    expect([back.status, back.headers["location"]]).toEqual([303, `${RECEIPTS}/1.1?sent=f1`]);
    expect((await call(`${RECEIPTS}/1.1?sent=f1`, { as: "rosemary" })).body).toContain("We are checking your file");
  });
  it("are kept once they are clean, whatever is delivered again, and are not asked for any more", async () => {
    await start("1.1");
    const { outcome, kept, removed, noted } = checking();
    expect(await noted(keyOf("f1"), "m1")).toBe(false);
    for (let times = 0; times < 2; times += 1) await outcome(keyOf("f1"), PDF, "m1", BYTES);
    expect([[...kept], [...removed]]).toEqual([[checkedOf("f1", "m1")], [keyOf("f1")]]);
    expect(await noted(keyOf("f1"), "m1")).toBe(true);
    expect((await store().receipt(PAYMENT, "1.1"))?.body.file).toMatchObject({ id: "f1", mark: "m1", type: "pdf", name: "till.pdf" });
    const list = (await call(RECEIPTS, { as: "rosemary" })).body;
    expect([list.match(/name="movement"/g)?.length, list.includes(`href="${RECEIPTS}/1.1"`)]).toEqual([10, true]);
    expect((await call(`${RECEIPTS}/1.1?sent=f1`, { as: "rosemary" })).body).toContain("We have your receipt");
    // Another takes its place, and one that is refused takes none.
    await outcome(keyOf("f2"), PDF, "m2", BYTES);
    await outcome(keyOf("f3"), { ok: false, refusal: "threat" }, "m3");
    expect([...kept]).toEqual([checkedOf("f2", "m2")]);
    expect((await call(`${RECEIPTS}/1.1?sent=f3`, { as: "rosemary" })).body).toContain("A virus was found in the file");
  });
  it("are removed where no receipt waits for them", async () => {
    const { outcome, kept, removed } = checking();
    await outcome(keyOf("f1", "1.9"), PDF, "m1", BYTES);
    await outcome("evidence/case-1/identity/-/f1", PDF, "m1", BYTES);
    expect([[...kept], [...removed]]).toEqual([[], [keyOf("f1", "1.9")]]);
  });
  it("are opened by finance officers while there is a case about the account, and by nobody else", async () => {
    await start("1.1");
    await checking().outcome(keyOf("f1"), PDF, "m1", BYTES);
    const file = `/balance-cases/${PAYMENT}.1/receipts/1.1`;
    expect((await call(file, { as: "finn" })).status).toBe(404);
    const open = { ...found(), id: `${PAYMENT}.1`, account: PAYMENT, recipient: PAYMENT };
    await storedCases(functions.accounts, { entity: "balance-case", after: open, action: "test" });
    expect((await call(`/balance-cases/${PAYMENT}.1`, { as: "finn" })).body).toContain(`href="${file}"`);
    const { status, headers } = await call(file, { as: "finn" });
    expect(status).toBe(303);
    expect(headers["location"]).toContain(checkedOf("f1", "m1"));
    expect((await call(`/balance-cases/${PAYMENT}.1/receipts/1.2`, { as: "finn" })).status).toBe(422);
    expect((await call(file, { as: "rosemary" })).status).toBe(404);
  });
  it("are shown with what is held on a person, and go with their account: the file, and whose it was", async () => {
    await start("1.1");
    await checking().outcome(keyOf("f1"), PDF, "m1", BYTES);
    const removed: string[] = [];
    const subject = balancesDataSubject(dynamoCaseStore(table.table), store(), dynamoPaperStore(table.table), async (key) => void removed.push(key));
    expect((await subject.personalDataOf("rosemary"))["receipt"]).toMatchObject([{ movement: "1.1", file: { name: "till.pdf" } }]);
    for (let times = 0; times < 2; times += 1) await subject.endForErasure("rosemary", anAuditContext());
    expect(removed).toEqual([checkedOf("f1", "m1")]);
    expect((await store().receipt(PAYMENT, "1.1"))?.body).not.toHaveProperty("owner");
    expect((await subject.personalDataOf("rosemary"))["receipt"]).toEqual([]);
  });
});
