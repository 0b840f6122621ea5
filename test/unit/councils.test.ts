import { describe, expect, it } from "vitest";
import { GssCode } from "../../shared/domain/fields.ts";
import { firstChecklist, offeredItems, PROVIDER_TYPES } from "../../shared/policy/checklists.ts";
import { checkWords, councilCodes, councilName, councilPolicy } from "../../shared/policy/council.ts";

// Adding a council is adding its file to shared/policy/councils: these are what the file must meet.

describe("every council's file", () => {
  it("is there at all", () => {
    expect(councilCodes.length).toBeGreaterThan(0);
  });
  for (const code of councilCodes) {
    it(`${code}: is named by a GSS code, and is a policy with a name and a checklist that asks something of every type of provider`, () => {
      expect(GssCode.safeParse(code).success).toBe(true);
      expect(councilName(code)).toMatch(/\S/);
      const { items } = firstChecklist(code);
      for (const type of PROVIDER_TYPES) expect(items.some(({ need }) => need[type] === "required")).toBe(true);
    });
    it(`${code}: names only checks that have words for the public`, () => {
      const { registerChecks, provisionalWithout } = councilPolicy(code);
      for (const check of [...Object.values(registerChecks).flat(), ...provisionalWithout]) expect(checkWords(check).plain, check).not.toBe(check);
    });
  }
  it("has references that no other council's look like", () => {
    const prefixes = councilCodes.map((code) => councilPolicy(code).referencePrefix);
    expect(new Set(prefixes).size).toBe(prefixes.length);
  });
  it("is missed plainly where there is none: no council, no guess", () => {
    expect(councilName("E99999999")).toBeUndefined();
    expect(() => councilPolicy("E99999999")).toThrow("add shared/policy/councils/E99999999.json");
    expect(() => firstChecklist("constructor")).toThrow("add shared/policy/councils/constructor.json");
  });
});

describe("a council that runs with a checklist of its own", () => {
  it("may set what the first checklist has learnt to offer since, and nothing changes until it does", () => {
    for (const code of councilCodes) {
      const { items } = firstChecklist(code);
      const older = items.filter((item) => item.code !== "dbs").map((item) => ({ ...item, originalSeen: !item.originalSeen }));
      const offered = offeredItems(code, { items: older });
      expect(offered.slice(0, -1)).toEqual(older);
      const { when: _, need: __, ...dbs } = items.find((item) => item.code === "dbs") ?? expect.fail("no DBS certificate");
      expect(offered.at(-1)).toEqual({ ...dbs, need: Object.fromEntries(PROVIDER_TYPES.map((type) => [type, "not-needed"])) });
      expect(offeredItems(code, { items })).toEqual(items);
    }
  });
});
