import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changesBetween } from "../../shared/audit/changes.ts";
import { type AuditEntry, brokenAt, NO_ENTRIES, nextEntry } from "../../shared/audit/entry.ts";

const RECORD = "ACCOUNT#x|ACCOUNT";
const said = fc.record({
  action: fc.string(),
  actor: fc.record({ subject: fc.string(), role: fc.string() }),
  onBehalfOf: fc.option(fc.string(), { nil: undefined }),
  authority: fc.option(fc.string(), { nil: undefined }),
  reason: fc.option(fc.string(), { nil: undefined }),
  requestId: fc.string(),
  changes: fc.array(
    fc.record({ field: fc.string(), from: fc.option(fc.oneof(fc.string(), fc.integer()), { nil: undefined }), to: fc.option(fc.string(), { nil: undefined }) }),
    { maxLength: 3 },
  ),
});
const trail = fc.array(said, { minLength: 1, maxLength: 8 }).map((all) => {
  const entries: AuditEntry[] = [];
  for (const one of all) entries.push(nextEntry(entries.at(-1) ?? NO_ENTRIES, { ...one, record: RECORD, at: "2026-11-24T12:00:00.000Z" }));
  return entries;
});
const headOf = (entries: readonly AuditEntry[]) => {
  const { sequence, hash } = entries.at(-1) ?? NO_ENTRIES;
  return { sequence, hash };
};

describe("an audit trail", () => {
  it("is whole as it was written", () => {
    fc.assert(
      fc.property(trail, (entries) => {
        expect(brokenAt(RECORD, headOf(entries), entries)).toBeUndefined();
      }),
    );
  });
  it("is broken by any single entry left out, the last one too", () => {
    fc.assert(
      fc.property(trail, fc.nat(), (entries, which) => {
        const at = which % entries.length;
        expect(brokenAt(RECORD, headOf(entries), entries.toSpliced(at, 1))).toContain(`entry ${at + 1} is missing`);
      }),
    );
  });
  it("is broken by any single field of any entry changed", () => {
    const change: fc.Arbitrary<(entry: AuditEntry) => AuditEntry> = fc.constantFrom(
      (entry) => ({ ...entry, action: `${entry.action}!` }),
      (entry) => ({ ...entry, at: "2026-11-24T12:00:00.001Z" }),
      (entry) => ({ ...entry, actor: { ...entry.actor, subject: `${entry.actor.subject}!` } }),
      (entry) => ({ ...entry, actor: { ...entry.actor, role: `${entry.actor.role}!` } }),
      (entry) => ({ ...entry, onBehalfOf: `${entry.onBehalfOf ?? ""}!` }),
      (entry) => ({ ...entry, authority: `${entry.authority ?? ""}!` }),
      (entry) => ({ ...entry, reason: `${entry.reason ?? ""}!` }),
      (entry) => ({ ...entry, requestId: `${entry.requestId}!` }),
      (entry) => ({ ...entry, record: "ACCOUNT#y|ACCOUNT" }),
      (entry) => ({ ...entry, changes: [...entry.changes, { field: "status", to: "accredited" }] }),
      (entry) => ({ ...entry, previous: `${entry.previous}!` }),
      (entry) => ({ ...entry, hash: `${entry.hash}!` }),
    );
    fc.assert(
      fc.property(trail, fc.nat(), change, (entries, which, alter) => {
        const at = which % entries.length;
        const altered = entries.map((entry, index) => (index === at ? alter(entry) : entry));
        expect(brokenAt(RECORD, headOf(entries), altered)).toBeDefined();
      }),
    );
  });
  it("is broken by entries made up behind the last, or by a record that is gone", () => {
    fc.assert(
      fc.property(trail, (entries) => {
        const more = [
          ...entries,
          nextEntry(headOf(entries), { record: RECORD, at: "", action: "x", actor: { subject: "x", role: "x" }, changes: [], requestId: "x" }),
        ];
        expect(brokenAt(RECORD, headOf(entries), more)).toBeDefined();
        expect(brokenAt(RECORD, undefined, entries)).toBe("the record itself is missing");
      }),
    );
  });
});

describe("what a trail says of a change", () => {
  it("gives the values of the fields it may tell, and of others only that they changed", () => {
    const before = { status: "active", displayName: "Rosemary", phone: "1", same: [1] };
    const after = { status: "ended", displayName: "Rose", email: "new", same: [1] };
    expect(changesBetween(before, after, ["status", "email", "same"])).toEqual([
      { field: "status", from: "active", to: "ended" },
      { field: "displayName" },
      { field: "phone" },
      { field: "email", from: undefined, to: "new" },
    ]);
    expect(changesBetween(undefined, { grants: [{ role: "x" }] }, ["grants"])).toEqual([{ field: "grants", from: undefined, to: '[{"role":"x"}]' }]);
  });
});
