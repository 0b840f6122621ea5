import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isNoted, newReceipt, type Receipt, receiptsThatHelp, withLook, withoutOwner } from "../../../functions/balances/rules/receipt.ts";
import { checkedReceiptKey, receiptAt, receiptKey } from "../../../functions/balances/rules/receipt-keys.ts";
import { RecordId } from "../../../shared/domain/fields.ts";
import { monthsAfter } from "../../../shared/domain/time.ts";
import { uploadPageOf } from "../../../shared/domain/upload-path.ts";
import { account, day, ledger, moved, noon, POLICY, support } from "../../support/balance-accounts.ts";
import { cases } from "../../support/generated-accounts.ts";
import { runs } from "../../support/runs.ts";

const ABOVE = POLICY.evidence.receiptAbovePence.value;
const help = (movements: Parameters<typeof ledger>[0], more: Parameters<typeof account>[0] = {}, sent: readonly string[] = [], today = day(30)) =>
  receiptsThatHelp({ facts: account(more), ledger: ledger(movements) }, POLICY, new Set(sent), today).map(({ id }) => id);

describe("a receipt", () => {
  it("helps with what costs more than the policy's amount, and is never asked for below it, nor for money that came in or went back", () => {
    const paid = (id: string, pence: number, more = {}) => moved(2, pence, { id, kind: "transfer", ...more });
    expect(
      help([
        paid("over", -ABOVE - 1),
        paid("at", -ABOVE),
        paid("in", 50_000, { kind: "load" }),
        paid("back", -50_000, { kind: "unload" }),
        paid("fee", -50_000, { kind: "fee" }),
      ]),
    ).toEqual(["over"]);
  });
  it("is not asked for twice, nor for what came to nothing or is a year old", () => {
    const rows = [
      moved(2, -20_000, { id: "a", text: "Shop" }),
      moved(3, -30_000, { id: "b", text: "Other" }),
      moved(5, 30_000, { id: "c", kind: "refund", text: "Other" }),
    ];
    expect(help(rows)).toEqual(["a"]);
    expect(help(rows, {}, ["a"])).toEqual([]);
    expect([help(rows, {}, [], monthsAfter(day(2), 12)), help(rows, {}, [], monthsAfter(day(3), 12))]).toEqual([["a"], []]);
  });
  it("is not asked for where a bill, the name on the statement, or the card's category says what it was for", () => {
    const rows = [
      moved(1, -20_000, { id: "bill", kind: "transfer" }),
      moved(2, -20_000, { id: "name", kind: "transfer", text: "FPS SAMPLE CARE 12" }),
      moved(3, -20_000, { id: "chemist", mcc: "5912" }),
      moved(4, -20_000, { id: "asked-about", mcc: "5813" }),
      moved(5, -20_000, { id: "cash", kind: "cash" }),
    ];
    const bill = {
      id: "i1",
      arrangement: "arr-1",
      from: day(0),
      to: day(1),
      hours: 1,
      ratePence: 20_000,
      pence: 20_000,
      acceptedAt: noon(1),
      movements: ["bill"],
    };
    expect(help(rows, { support: [support()], invoices: [bill] })).toEqual(["cash", "asked-about"]);
  });
  it("is asked for only of payments above the amount, whatever an account is", () => {
    fc.assert(
      fc.property(cases(), ({ facts, ledger: its, policy }) => {
        const found = receiptsThatHelp({ facts, ledger: its }, policy, new Set(), "2026-12-01");
        expect(found.every(({ pence }) => -pence > policy.evidence.receiptAbovePence.value)).toBe(true);
        expect(receiptsThatHelp({ facts, ledger: its }, policy, new Set(found.map(({ id }) => id)), "2026-12-01")).toEqual([]);
      }),
      { numRuns: runs(1000, 60) },
    );
  });
  it("keeps a clean file while a later one is refused, and nothing of a person who is gone", () => {
    const movement = moved(2, -20_000, { id: "b1.0" });
    const begun = newReceipt({ account: "rcp_1", authority: "E10000018" }, "rosemary", movement, Date.parse(noon(3)));
    expect(begun).toEqual({
      ...{ id: "rcp_1.b1.0", account: "rcp_1", movement: "b1.0", authority: "E10000018", owner: "rosemary" },
      ...{ postedOn: day(2), pence: 20_000, startedAt: noon(3) },
    } satisfies Receipt);
    const clean = withLook(begun, { id: "f1", mark: "m1", type: "pdf", name: "till.pdf" }, Date.parse(noon(4)));
    const refused = withLook(clean, { id: "f2", mark: "m2", why: "threat" }, Date.parse(noon(5)));
    expect([refused.file?.id, refused.refused?.why]).toEqual(["f1", "threat"]);
    expect([isNoted(refused, "f1", "m1"), isNoted(refused, "f2", "m2"), isNoted(refused, "f2", "m1"), isNoted(begun, "f1", "m1")]).toEqual([
      true,
      true,
      false,
      false,
    ]);
    const again = withLook(refused, { id: "f3", mark: "m3", type: "jpeg" }, Date.parse(noon(6)));
    expect([again.file?.id, again.refused]).toEqual(["f3", undefined]);
    expect(withoutOwner(again)).toEqual({ ...begun, owner: undefined });
  });
  it("arrives under a key that leads back to it, and is checked under one that no form can reach", () => {
    const id = fc.string({ minLength: 1, maxLength: 40 }).filter((text) => RecordId.safeParse(text).success);
    fc.assert(
      fc.property(id, id, id, (of, movement, file) => {
        const place = { account: of, movement, file };
        expect(receiptAt(receiptKey(place))).toEqual(place);
        expect(receiptAt(checkedReceiptKey(place, "m"))).toBe(undefined);
        expect(receiptAt(`${receiptKey(place)}/more`)).toBe(undefined);
      }),
      { numRuns: runs(300, 60) },
    );
    expect(receiptAt("evidence/case-1/identity/-/file")).toBe(undefined);
    expect(uploadPageOf("/upload/people/me/balance/receipts/b1-_.0")).toBe("/people/me/balance/receipts/b1-_.0");
    expect(uploadPageOf("/upload/people/me/balance/receipts")).toBe("/applications");
    expect(uploadPageOf("/upload/payment-accounts/rcp_1/paper/2026-06-28")).toBe("/payment-accounts/rcp_1/paper/2026-06-28");
    expect(uploadPageOf("/upload/payment-accounts/rcp_1/set-aside/new")).toBe("/applications");
  });
});
