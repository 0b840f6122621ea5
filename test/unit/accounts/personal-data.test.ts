import { describe, expect, it } from "vitest";
import { linesOfPeople, type SubjectData, subjectDataFile, subjectDataText } from "../../../functions/accounts/rules/personal-data.ts";
import { recordRegister } from "../../../functions/record-register.ts";

const AT = "2026-11-26T12:00:00.000Z";
const addressOf = (before: number) => `/before/${before}`;
const part = (name: string): any => [{ part: name }];
const STAFF = { role: "vetting-officer", authority: "E10000018" };
const held: SubjectData = {
  account: { part: "account", identities: part("identity"), grants: [{ role: "recipient" }, STAFF] } as any,
  workers: part("worker"),
  delegations: part("delegation"),
  actsFor: part("acts-for"),
  appointments: part("appointment"),
  erasures: part("erasure"),
  otherSlices: { case: part("case") },
  notices: part("notice"),
  trail: part("audit-entry"),
  looks: new Map(),
  names: new Map(),
};

describe("the file of what is held on a person", () => {
  it("has every kind of record the register says is theirs, with why, on what basis and how long, and what is held of it", () => {
    const { preparedAt, records } = subjectDataFile(recordRegister, held, AT, addressOf);
    expect(preparedAt).toBe(AT);
    expect(records.map(({ kind }) => kind)).toEqual(recordRegister.lines.filter(({ whose }) => whose === "person").map(({ entity }) => entity));
    for (const kind of ["account", "identity", "worker", "delegation", "acts-for", "appointment", "erasure", "case", "notice", "audit-entry"]) {
      const line = recordRegister.lines.find(({ entity }) => entity === kind) ?? expect.fail(kind);
      expect(records.find((record) => record.kind === kind)).toEqual({
        kind,
        what: line.what,
        why: line.why,
        basis: line.basis,
        period: line.period.words,
        ...(line.stays === undefined ? {} : { stays: line.stays }),
        held: kind === "account" ? held.account : [{ part: kind }],
      });
    }
  });
  it("has the roles they hold for a council, and no others of their account", () => {
    const { records } = subjectDataFile(recordRegister, held, AT, addressOf);
    expect(records.find(({ kind }) => kind === "staff-role")?.held).toEqual([STAFF]);
  });
  it("says so where nothing is held, and nothing of records that are nobody's", () => {
    const { records } = subjectDataFile(recordRegister, { ...held, otherSlices: {} }, AT, addressOf);
    expect(records.find(({ kind }) => kind === "case")?.held).toEqual([]);
    expect(linesOfPeople(recordRegister).every(({ whose }) => whose === "person")).toBe(true);
    expect(linesOfPeople(recordRegister).length).toBeLessThan(recordRegister.lines.length);
  });
  it("is a text that people can read, of the same", () => {
    const text = subjectDataText(recordRegister, held, AT, addressOf);
    expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(subjectDataFile(recordRegister, held, AT, addressOf))));
    expect(text).toMatch(/^\{\n {2}"preparedAt"/);
  });
  it("has the provider's listing where they have one, how many looks an entry stands for, who acts, and where the part before it is", () => {
    const [entry] = part("audit-entry");
    const whole = { ...held, trail: [entry], looks: new Map([[entry, 4]]), earlier: 17, otherSlices: { listing: part("listing") } };
    const { records, next } = subjectDataFile(recordRegister, { ...whole, delegations: [{ id: "d" }] as any, names: new Map([["d", "Nadia"]]) }, AT, addressOf);
    const heldOf = (kind: string) => records.find((record) => record.kind === kind)?.held;
    expect([heldOf("listing"), heldOf("audit-entry"), heldOf("delegation"), next]).toEqual([
      part("listing"),
      [{ part: "audit-entry", looks: 4 }],
      [{ id: "d", name: "Nadia" }],
      "/before/17",
    ]);
  });
});
