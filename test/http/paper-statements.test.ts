import { beforeEach, describe, expect, it } from "vitest";
import { recordsBehind } from "../../functions/account-records.ts";
import { newRecipient, withStatement } from "../../functions/arrangements/rules/recipient-facts.ts";
import { checkedPageKey, pageAt, pageKey } from "../../functions/balances/rules/page-keys.ts";
import { dynamoCaseStore } from "../../functions/balances/store/dynamo-case-store.ts";
import { dynamoLedgerStore } from "../../functions/balances/store/dynamo-ledger-store.ts";
import { dynamoPaperStore } from "../../functions/balances/store/dynamo-paper-store.ts";
import { dynamoReceiptStore } from "../../functions/balances/store/dynamo-receipt-store.ts";
import { checkAccount } from "../../functions/balances/use-cases/check-account.ts";
import { notePage, pageNoted } from "../../functions/balances/use-cases/check-page.ts";
import { balancesDataSubject } from "../../functions/balances/use-cases/data-subject.ts";
import { refreshFacts } from "../../functions/balances/use-cases/refresh-facts.ts";
import { cycleNumbered } from "../../shared/domain/cycles.ts";
import { daysAfter } from "../../shared/domain/time.ts";
import { balancePolicyOn } from "../../shared/policy/balances.ts";
import { type AccountFunctions, accountFunctions, aDelegation, anAccount, stored } from "../support/accounts.ts";
import { found, noon } from "../support/balance-cases.ts";
import { anAuditContext } from "../support/builders.ts";
import { COUNCIL, OTHER_COUNCIL } from "../support/councils.ts";
import { CHECKING, cycleRows, FIRST_PAYMENT, posted } from "../support/ledger-scene.ts";
import { aTable, type TestTable } from "../support/tables.ts";
import { storedCases } from "../support/vetting.ts";

// Balances that are typed from statements on paper: what is asked, what a check makes of them, and who sees the photographs.

const PAPER = "/people/me/balance/paper";
const PAYMENT = "rcp_1";
const TODAY = "2026-11-10";
const CLOSES = [5, 4, 3, 2, 1].map((cycle) => cycleNumbered(FIRST_PAYMENT, cycle).to);
const [, , CLOSE = "", BEFORE = ""] = CLOSES;
const BYTES = { bytes: new Uint8Array([1]), name: "page 1.jpg" };
const JPEG = { ok: true, value: "jpeg" } as const;

let table: TestTable;
let functions: AccountFunctions;
let call: AccountFunctions["call"];
let clock: number;
const ledgers = () => dynamoLedgerStore(table.ledger);
const store = () => dynamoPaperStore(table.table);

/** What follows from a record, as the function of facts does it. */
const followed = (record: string) =>
  refreshFacts({
    records: recordsBehind(table.tableOf("balanceFacts")),
    store: dynamoLedgerStore(table.ledgerOf("balanceFacts")),
    policyOn: balancePolicyOn,
    send: async () => undefined,
    now: () => clock,
  })({ record });
/** Every check that is due; gives the newest result of the cycle that closed on the day that was typed. */
async function checked() {
  await checkAccount({ store: ledgers(), ...CHECKING, now: () => clock })(PAYMENT, TODAY, { consistent: true });
  return (await ledgers().results(PAYMENT)).findLast(({ cycle }) => cycle === 3);
}

/** A direct payment to a bank account, as an officer entered it; of someone with an account where one is named. */
async function paid(id: string, { account, reference }: { readonly account?: string; readonly reference: string }): Promise<void> {
  const dated = {
    ...{ dpKind: "ongoing" as const, firstPaymentOn: FIRST_PAYMENT, contributionModel: "paid-to-council" as const },
    paymentAccount: { kind: "bank" as const, references: [reference] },
    councilLine: { weeklyGrossPence: 21_200, weeklyContributionPence: 0 },
  };
  const learnedAt = "2026-05-20T09:00:00.000Z";
  const begun = { ...newRecipient(id, COUNCIL, `C-${id}`, learnedAt), ...(account === undefined ? {} : { account }) };
  await storedCases(functions.accounts, {
    ...{ entity: "recipient", action: "test" },
    after: withStatement(begun, { from: FIRST_PAYMENT, dated, plain: {} }, learnedAt),
  });
  await followed(`RECIPIENT#${id}`);
}

beforeEach(async () => {
  clock = noon(TODAY);
  table = await aTable();
  functions = accountFunctions(table, { now: () => clock });
  call = functions.call;
  const account = (id: string, more: object = {}) => ({
    entity: "account" as const,
    after: anAccount({ id, email: `${id}@people.example`, ...more }),
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
    account("finn", { grants: [{ role: "finance-officer", authority: COUNCIL }] }),
    account("fiona", { authority: OTHER_COUNCIL, grants: [{ role: "finance-officer", authority: OTHER_COUNCIL }] }),
    delegation("nadia", "money"),
    delegation("clara", "search-and-contact"),
  );
  await paid(PAYMENT, { account: "rosemary", reference: "12345678" });
});

const type = (amount: string, on: string = CLOSE, as = "rosemary", path = PAPER) => call(path, { as, form: { on, amount } });
/** Photographs as the function that checks files may note them; the keys that are kept and removed. */
const checking = () => {
  const [kept, removed] = [new Set<string>(), new Set<string>()];
  const own = dynamoPaperStore(table.tableOf("receiptCheck"));
  const removeFile = async (key: string) => {
    removed.add(key);
    kept.delete(key);
  };
  const outcome = notePage({ store: own, now: () => clock, keepFile: async (key) => void kept.add(key), removeFile });
  return { kept, removed, outcome, noted: pageNoted({ store: own }) };
};
const keyOf = (file: string, on = CLOSE) => pageKey({ account: PAYMENT, on, file });
const checkedOf = (file: string, mark: string) => checkedPageKey({ account: PAYMENT, on: CLOSE, file }, mark);

describe("somebody with paper statements alone", () => {
  it("is asked for the balance before each payment, types it, and may type it again; nothing that was typed is lost", async () => {
    expect((await call("/people/me/balance/statements/new", { as: "rosemary" })).body).toContain(`href="${PAPER}"`);
    const { status, body } = await call(PAPER, { as: "rosemary" });
    expect([status, [...body.matchAll(/name="on"[^>]*value="([\d-]+)"/g)].map(([, day]) => day)]).toEqual([200, CLOSES]);
    expect(await type("£808.00")).toMatchObject({ status: 303, headers: { location: `${PAPER}/${CLOSE}?done=typed` } });
    expect(await type("880")).toMatchObject({ status: 303 });
    expect((await store().papers(PAYMENT))?.body.closings).toMatchObject([
      {
        on: CLOSE,
        said: [
          { pence: 80_800, by: "rosemary" },
          { pence: 88_000, by: "rosemary" },
        ],
        pages: [],
      },
    ]);
    expect((await call(PAPER, { as: "rosemary" })).body).toContain("£880.00");
    const one = (await call(`${PAPER}/${CLOSE}`, { as: "rosemary" })).body;
    expect(one).toContain("We can use it once we have at least one photo");
    expect(one).toContain(`action="/upload${PAPER}/${CLOSE}"`);
  });
  it.each([
    { what: "a day nobody asks for", amount: "808", on: daysAfter(CLOSE, 1), words: "Select which day the balance is for" },
    { what: "no day", amount: "808", on: "", words: "Select which day the balance is for" },
    { what: "no amount", amount: "", on: CLOSE, words: "Enter the balance in pounds, like 123.45" },
    { what: "an amount that is none", amount: "a lot", on: CLOSE, words: "Enter the balance in pounds, like 123.45" },
    { what: "more than any account holds", amount: "999999999", on: CLOSE, words: "Enter the balance in pounds, like 123.45" },
  ])("is told what is wrong with $what, and what they typed stays in the form", async ({ amount, on, words }) => {
    const { status, body } = await type(amount, on);
    expect(status).toBe(400);
    expect(body).toContain(words);
    expect(body).toContain(amount === "" ? `value="${on}" checked` : `value="${amount}"`);
    expect(await store().papers(PAYMENT)).toBeUndefined();
  });
  it("may have it done by who looks after their money, and by nobody else", async () => {
    const theirs = "/people/rosemary/balance/paper";
    expect((await type("808", CLOSE, "clara", theirs)).status).toBe(404);
    expect(await type("808", CLOSE, "nadia", theirs)).toMatchObject({ status: 303, headers: { location: `${theirs}/${CLOSE}?done=typed` } });
    const record = await store().papers(PAYMENT);
    expect(record?.body).toMatchObject({ owner: "rosemary", closings: [{ said: [{ by: "nadia" }] }] });
    expect(record && (await store().trail(record.body)).map(({ action }) => action)).toEqual(["paper:type"]);
  });
  it("has nothing to type where somebody else sends the statements, or no account is known", async () => {
    expect((await call(PAPER, { as: "clara" })).status).toBe(422);
    expect((await type("808", CLOSE, "clara")).status).toBe(422);
    expect(await call(`${PAPER}/2026-01-01`, { as: "rosemary" })).toMatchObject({ status: 303, headers: { location: PAPER } });
  });
});

describe("photographs of a paper statement", () => {
  it("are kept page by page once they are clean, whatever is delivered again; others are said, and removed", async () => {
    await type("808");
    const { outcome, kept, removed, noted } = checking();
    expect(await noted(keyOf("f1"), "m1")).toBe(false);
    for (let times = 0; times < 2; times += 1) await outcome(keyOf("f1"), JPEG, "m1", BYTES);
    expect([[...kept], [...removed]]).toEqual([[checkedOf("f1", "m1")], [keyOf("f1")]]);
    expect(await noted(keyOf("f1"), "m1")).toBe(true);
    await outcome(keyOf("f2"), JPEG, "m2", BYTES);
    await outcome(keyOf("f3"), { ok: false, refusal: "threat" }, "m3");
    expect([...kept]).toEqual([checkedOf("f1", "m1"), checkedOf("f2", "m2")]);
    expect((await call(`${PAPER}/${CLOSE}?sent=f3`, { as: "rosemary" })).body).toContain("A virus was found in the file");
    expect((await call(`${PAPER}/${CLOSE}?sent=f4`, { as: "rosemary" })).body).toContain("We are checking your file");
    const back = await call(`${PAPER}/${CLOSE}?bucket=files&key=${encodeURIComponent(keyOf("f4"))}&etag=x`, { as: "rosemary" });
    expect(back).toMatchObject({ status: 303, headers: { location: `${PAPER}/${CLOSE}?sent=f4` } });
    expect((await store().papers(PAYMENT))?.body.closings[0]?.pages.map(({ id }) => id)).toEqual(["f1", "f2"]);
  });
  it("are removed where no balance waits for them", async () => {
    const { outcome, kept, removed } = checking();
    await outcome(keyOf("f1"), JPEG, "m1", BYTES);
    await type("808");
    await outcome(keyOf("f2", BEFORE), JPEG, "m2", BYTES);
    expect([[...kept], [...removed]]).toEqual([[], [keyOf("f1"), keyOf("f2", BEFORE)]]);
  });
  it("are opened by finance officers while there is a case about the account, beside what was typed, and by nobody else", async () => {
    await type("808");
    await type("880");
    await checking().outcome(keyOf("f1"), JPEG, "m1", BYTES);
    const photo = `/balance-cases/${PAYMENT}.1/paper/${CLOSE}/f1`;
    expect((await call(photo, { as: "finn" })).status).toBe(404);
    const open = { ...found(), id: `${PAYMENT}.1`, account: PAYMENT, recipient: PAYMENT };
    await storedCases(functions.accounts, { entity: "balance-case", after: open, action: "test" });
    const { body } = await call(`/balance-cases/${PAYMENT}.1`, { as: "finn" });
    for (const words of [`href="${photo}"`, "£880.00, typed on 10 November 2026", "£808.00, typed on 10 November 2026", "and changed since"])
      expect(body).toContain(words);
    const { status, headers } = await call(photo, { as: "finn" });
    expect(status).toBe(303);
    expect(headers["location"]).toContain(checkedOf("f1", "m1"));
    expect((await call(photo.replace("/f1", "/f9"), { as: "finn" })).status).toBe(422);
    expect((await call(photo, { as: "rosemary" })).status).toBe(404);
  });
  it("are shown with what is held on a person without who typed what, and go with their account", async () => {
    await type("808", CLOSE, "nadia", "/people/rosemary/balance/paper");
    await checking().outcome(keyOf("f1"), JPEG, "m1", BYTES);
    const removed: string[] = [];
    const subject = balancesDataSubject(dynamoCaseStore(table.table), dynamoReceiptStore(table.table), store(), async (key) => void removed.push(key));
    const [held] = (await subject.personalDataOf("rosemary"))["paper-statement"] ?? [];
    expect(held).toMatchObject({ closings: [{ said: [{ pence: 80_800 }], pages: [{ name: "page 1.jpg" }] }] });
    expect(JSON.stringify(held)).not.toContain("nadia");
    for (let times = 0; times < 2; times += 1) await subject.endForErasure("rosemary", anAuditContext());
    expect(removed).toEqual([checkedOf("f1", "m1")]);
    const left = (await store().papers(PAYMENT))?.body;
    expect(left).toMatchObject({ closings: [{ on: CLOSE, said: [{ pence: 80_800, by: "erased" }], pages: [] }] });
    expect(left).not.toHaveProperty("owner");
  });
});

describe("a check of an account with paper statements", () => {
  it("says that a statement is missing until a photograph is there, then goes by the balance that was typed, and asks finance where rows come to another", async () => {
    expect(await checked()).toMatchObject({ outcome: "missing" });
    await type("1,400");
    await followed(`PAPER-STATEMENT#${PAYMENT}`);
    expect(await checked()).toMatchObject({ outcome: "missing", revision: 1 });
    clock += 60_000;
    await checking().outcome(keyOf("f1"), JPEG, "m1", BYTES);
    await followed(`PAPER-STATEMENT#${PAYMENT}`);
    expect(await checked()).toMatchObject({ outcome: "measured", revision: 2, lines: [{ code: "balance", typed: true, pence: 140_000 }, { code: "line" }] });
    expect((await call("/people/me/balance", { as: "rosemary" })).body).toContain("You told us that this was on the account at the end of");
    clock += 60_000;
    const at = new Date(clock).toISOString();
    await posted(
      ledgers(),
      PAYMENT,
      [1, 2, 3].map((cycle) => cycleRows(cycle, (cycle - 1) * 8480, { at })),
    );
    clock += 60_000;
    const result = await checked();
    expect(result).toMatchObject({ outcome: "measured", revision: 3, lines: [{ code: "balance", pence: 25_440 }, { code: "line" }] });
    expect(result?.findings.filter(({ code }) => code === "typed-balance-differs")).toMatchObject([{ about: CLOSE, pence: 114_560 }]);
  });
});

describe("a balance that an officer saw on a paper statement", () => {
  const PATH = `/payment-accounts/${PAYMENT}/paper`;
  const put = async (form: Readonly<Record<string, string>>, as = "finn") => {
    const found = await store().papers(PAYMENT);
    return call(PATH, { as, form: { ...(found === undefined ? {} : { version: String(found.version) }), ...form } });
  };
  it("is typed by finance officers, counts without a photo, and says to its person who typed it and where it was seen", async () => {
    const wrong = await put({ on: CLOSE, amount: "a lot" });
    for (const words of ["Enter the balance in pounds", "Enter where you saw the statement", 'value="a lot"', `value="${CLOSE}" checked`])
      expect(wrong.body).toContain(words);
    expect([wrong.status, (await put({ on: daysAfter(CLOSE, 1), amount: "1", seen: "x" })).status]).toEqual([400, 400]);
    expect(await put({ on: CLOSE, amount: "-8.50", seen: "Letter of 3 September" })).toMatchObject({
      ...{ status: 303, headers: { location: `${PATH}/${CLOSE}?done=typed` } },
    });
    expect((await put({ on: CLOSE, amount: "1", seen: "x", version: "7" })).status).toBe(412);
    await followed(`PAPER-STATEMENT#${PAYMENT}`);
    expect((await ledgers().wholeAccount(PAYMENT))?.facts?.typed).toMatchObject([{ on: CLOSE, pence: -850, by: "council" }]);
    expect(await checked()).toMatchObject({ outcome: "measured", lines: [{ code: "balance", typed: true, pence: -850 }, {}] });
    const theirs = (await call(PAPER, { as: "rosemary" })).body.replaceAll(/<[^>]+>/g, "");
    expect(theirs).toMatch(/Leicestershire typed this for you on 10 November 2026\. They saw it here: Letter of 3 September/);
    expect((await call("/people/me/balance", { as: "rosemary" })).body).toContain("We saw on your paper statement that this was");
    // What its person types after that counts once there is a photograph of it.
    expect((await type("12")).status).toBe(303);
    await followed(`PAPER-STATEMENT#${PAYMENT}`);
    expect((await ledgers().wholeAccount(PAYMENT))?.facts?.typed).toHaveLength(1);
    const trail = await balancesTrail();
    expect(trail).toEqual(expect.arrayContaining(["paper:type-for-person", "paper:type"]));
  });
  const balancesTrail = async () => (await functions.accounts.dataSubject.trailOf("rosemary")).map(({ action }) => action);
  it("is nobody else's to type, and of no account whose statements come from somebody else", async () => {
    for (const [as, status] of [
      ["rosemary", 404],
      ["nadia", 403],
    ] as const)
      expect([(await call(PATH, { as })).status, (await put({ on: CLOSE, amount: "1", seen: "x" }, as)).status], as).toEqual([status, status]);
    const head = await ledgers().head(PAYMENT);
    const read = await ledgers().wholeAccount(PAYMENT);
    if (!head || !read?.facts) throw new Error("No account");
    expect((await ledgers().learn(head, { ...head, kind: "card", version: head.version + 1, factsAt: head.version + 1 }, read.facts, [])).ok).toBe(true);
    expect([(await call(PATH, { as: "finn" })).status, (await put({ on: CLOSE, amount: "1", seen: "x" })).status]).toEqual([422, 422]);
  });
  describe("has photos that an officer adds", () => {
    const PHOTOS = `${PATH}/${CLOSE}`;
    const text = async (path: string, as: string) => (await call(path, { as })).body.replaceAll(/<[^>]+>/g, " ").replaceAll(/\s+/g, " ");
    const officersKey = (file: string) => pageKey({ account: PAYMENT, on: CLOSE, file, by: "finn" });
    const page = () => store().papers(PAYMENT);
    const typedBalances = async () => {
      await followed(`PAPER-STATEMENT#${PAYMENT}`);
      return (await ledgers().wholeAccount(PAYMENT))?.facts?.typed?.map(({ pence }) => pence);
    };

    it("are sent by a form that goes where the person's do, as the officer's; of nothing that only its person typed", async () => {
      await type("808");
      for (const [day, as] of [
        [CLOSE, "finn"],
        [BEFORE, "finn"],
        ["yesterday", "finn"],
      ] as const)
        expect(await call(`${PATH}/${day}`, { as })).toMatchObject({ status: 303, headers: { location: PATH } });
      await put({ on: CLOSE, amount: "808", seen: "Letter of 3 September" });
      const { status, body } = await call(PHOTOS, { as: "finn" });
      const [, key = ""] = /name="key" value="([^"]+)"/.exec(body) ?? [];
      expect([status, pageAt(key)]).toEqual([200, { account: PAYMENT, on: CLOSE, file: expect.any(String), by: "finn" }]);
      expect(body).toContain(`action="/upload${PHOTOS}"`);
      const back = await call(`${PHOTOS}?bucket=files&key=${encodeURIComponent(officersKey("f4"))}&etag=x`, { as: "finn" });
      expect(back).toMatchObject({ status: 303, headers: { location: `${PHOTOS}?sent=f4` } });
      expect(await text(`${PHOTOS}?sent=f4`, "finn")).toContain("We are checking your file");
      expect((await call(PATH, { as: "finn" })).body).toContain(`href="${PHOTOS}"`);
      for (const [as, refusal, throughCouncil] of [
        ["rosemary", 404, true],
        ["nadia", 403, true],
        ["fiona", 404, OTHER_COUNCIL],
      ] as const)
        expect((await call(PHOTOS, { as, throughCouncil })).status, as).toBe(refusal);
    });
    it("are kept with the person's where they are clean, and the person sees that the council added them; what is wrong with a file the officer reads, and not the person", async () => {
      await put({ on: CLOSE, amount: "880", seen: "Letter of 3 September" });
      const { outcome, kept, removed } = checking();
      await outcome(officersKey("f1"), { ok: true, value: "pdf" }, "m1", { ...BYTES, name: "letter.pdf" });
      await outcome(officersKey("f2"), { ok: false, refusal: "locked" }, "m2");
      expect([[...kept], [...removed]]).toEqual([[checkedOf("f1", "m1")], [officersKey("f1"), officersKey("f2")]]);
      expect(await text(`${PHOTOS}?sent=f2`, "finn")).toContain("Your last file was not taken. The PDF is protected with a password");
      const theirs = await text(`${PAPER}/${CLOSE}`, "rosemary");
      expect(theirs).toContain("letter.pdf Leicestershire added this on 10 November 2026");
      // A page that waits for the check puts this part in place of the one that waits: the new photo is in it.
      for (const [path, as] of [
        [`${PAPER}/${CLOSE}`, "rosemary"],
        [PHOTOS, "finn"],
      ] as const)
        expect((await call(path, { as })).body, path).toMatch(/id="files".*added this on.*<form.*type="file"/s);
      expect(theirs).not.toContain("not taken");
      await storedCases(functions.accounts, {
        entity: "balance-case",
        after: { ...found(), id: `${PAYMENT}.1`, account: PAYMENT, recipient: PAYMENT },
        action: "test",
      });
      expect(await text(`/balance-cases/${PAYMENT}.1`, "finn")).toContain(", added by the council");
      expect((await call(`/balance-cases/${PAYMENT}.1/paper/${CLOSE}/f1`, { as: "finn" })).headers["location"]).toContain(checkedOf("f1", "m1"));
      expect(await balancesTrail()).toEqual(expect.arrayContaining(["paper:keep-for-person", "paper:refuse"]));
      for (const words of ["The council added a photo of a paper statement", "The council typed a balance from a paper statement"])
        expect(await text("/account/data", "rosemary")).toContain(words);
    });
    it("let nothing count that the person typed and has not shown, whenever it was typed", async () => {
      await type("808");
      clock += 60_000;
      await put({ on: CLOSE, amount: "880", seen: "Letter of 3 September" });
      clock += 60_000;
      await checking().outcome(officersKey("f1"), JPEG, "m1", BYTES);
      expect(await typedBalances()).toEqual([88_000]);
      clock += 60_000;
      await type("12");
      expect(await typedBalances()).toEqual([88_000]);
      expect(await text(`${PAPER}/${CLOSE}`, "rosemary")).toContain("We can use it once we have at least one photo");
      // With their page, the one they typed last counts, and not the one before the officer's.
      await checking().outcome(keyOf("f2"), JPEG, "m2", BYTES);
      expect(await typedBalances()).toEqual([88_000, 1200]);
    });
    it("go with the account of whoever has one, and none comes after; are kept of someone without an account too", async () => {
      await put({ on: CLOSE, amount: "880", seen: "Letter of 3 September" });
      await checking().outcome(officersKey("f1"), JPEG, "m1", BYTES);
      const removed: string[] = [];
      const subject = balancesDataSubject(dynamoCaseStore(table.table), dynamoReceiptStore(table.table), store(), async (key) => void removed.push(key));
      const held = JSON.stringify((await subject.personalDataOf("rosemary"))["paper-statement"]);
      expect([held.includes("finn"), held.includes('"addedBy":"council"')]).toEqual([false, true]);
      await subject.endForErasure("rosemary", anAuditContext());
      expect([removed, (await page())?.body.closings[0]?.pages]).toEqual([[checkedOf("f1", "m1")], []]);
      const late = checking();
      await late.outcome(officersKey("f2"), JPEG, "m2", BYTES);
      expect([[...late.kept], [...late.removed]]).toEqual([[], [officersKey("f2")]]);
      expect((await call(PHOTOS, { as: "finn" })).status).toBe(303);
      await paid("rcp_2", { reference: "87654321" });
      expect((await call("/payment-accounts/rcp_2/paper", { as: "finn", form: { on: CLOSE, amount: "880", seen: "Letter of 3 September" } })).status).toBe(303);
      const place = { account: "rcp_2", on: CLOSE, file: "f3", by: "finn" };
      await late.outcome(pageKey(place), JPEG, "m3", BYTES);
      expect([(await store().papers("rcp_2"))?.body.owner, [...late.kept]]).toEqual([undefined, [checkedPageKey(place, "m3")]]);
      await late.outcome(pageKey({ account: "rcp_2", on: CLOSE, file: "f4" }), JPEG, "m4", BYTES);
      expect((await store().papers("rcp_2"))?.body.closings[0]?.pages.map(({ id, by }) => [id, by])).toEqual([["f3", "finn"]]);
    });
  });
  it("is in the statement of use of a year without a file, with who typed what, and so is a balance that its person typed", async () => {
    const year = "/people/me/balance/years/2026";
    expect((await call(year, { as: "rosemary" })).body).toContain("We do not have any statements of the account for this year");
    await put({ on: BEFORE, amount: "640", seen: "Letter of 3 August" });
    await type("808");
    await checking().outcome(keyOf("f1"), JPEG, "m1", BYTES);
    await followed(`PAPER-STATEMENT#${PAYMENT}`);
    expect((await call("/people/me/balance", { as: "rosemary" })).body).toContain(`href="${year}"`);
    const shown = (await call(year, { as: "rosemary" })).body.replaceAll(/<[^>]+>/g, " ").replaceAll(/\s+/g, " ");
    expect(shown).not.toContain("We do not have any statements");
    expect(shown).toMatch(
      /Balances from paper statements At the end of 26 July 2026, typed by Leicestershire £640\.00 At the end of 23 August 2026, typed by you or someone who helps you £808\.00/,
    );
  });
});
