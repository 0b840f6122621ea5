import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CursorScope, openCursor, sealCursor } from "../../functions/directory/search/cursor.ts";

const key = randomBytes(32).toString("base64");
const scope: CursorScope = {
  lat: 52.7,
  lon: -1.1,
  miles: 10,
  sort: "distance",
  service: ["meals"],
  group: [],
  skill: [],
  when: [],
  language: [],
  kind: [],
  gender: [],
  status: ["accredited"],
};
const figure = fc.oneof(
  fc.double({ noNaN: true, min: -200, max: 200 }).filter((value) => !Object.is(value, -0)),
  fc.constant(Number.POSITIVE_INFINITY),
);
const position = fc.record({
  after: fc.record({ figure, tie: fc.nat(), id: fc.string({ maxLength: 64 }) }),
  since: fc.record({ upTo: fc.nat(), also: fc.array(fc.nat(), { maxLength: 48 }) }),
  week: fc.nat(),
  page: fc.nat(),
});

// Another search in each way there is: a cursor of one is worth nothing in it.
const OTHERS: Readonly<Required<{ [Part in keyof CursorScope]: CursorScope[Part] }>> = {
  lat: 52.8,
  lon: -1.2,
  miles: 11,
  sort: "rate",
  service: ["meals", "garden"],
  group: ["dementia"],
  skill: ["hoisting"],
  when: ["mon-morning"],
  language: ["gu"],
  kind: ["agency"],
  gender: ["female"],
  status: ["provisional"],
  maxRate: 1500,
  hours: 4,
};

describe("a page cursor", () => {
  it("is bound to every part of its search, the statuses too; the order of choices is no matter", () => {
    const cursor = sealCursor(key, scope, { after: { figure: 1, tie: 2, id: "pa-1" }, since: { upTo: 3, also: [7] }, week: 4, page: 2 });
    for (const [part, other] of Object.entries(OTHERS)) expect(openCursor(key, { ...scope, [part]: other }, cursor), part).toBeUndefined();
    const several = { ...scope, status: ["accredited", "provisional"] };
    const sealed = sealCursor(key, several, { after: { figure: 1, tie: 2, id: "pa-1" }, since: { upTo: 3, also: [7] }, week: 4, page: 2 });
    expect(openCursor(key, { ...several, status: ["provisional", "accredited"] }, sealed)).toBeDefined();
    expect(openCursor(key, scope, sealed)).toBeUndefined();
  });
  it("opens to what was sealed in it", () => {
    fc.assert(
      fc.property(position, (value) => {
        expect(openCursor(key, scope, sealCursor(key, scope, value))).toEqual(value);
      }),
    );
  });
  it("says nothing that can be read, least of all a distance", () => {
    const sealed = Buffer.from(
      sealCursor(key, scope, { after: { figure: 3.14159, tie: 7, id: "pa-secret" }, since: { upTo: 4, also: [] }, week: 5, page: 2 }),
      "base64url",
    );
    expect(sealed.includes("3.14159")).toBe(false);
    expect(sealed.includes("pa-secret")).toBe(false);
  });
  it("is refused when it was changed, made up, or belongs to another search or another key", () => {
    fc.assert(
      fc.property(position, fc.nat(), fc.string(), (value, at, madeUp) => {
        const cursor = sealCursor(key, scope, value);
        const place = at % cursor.length;
        const changed = cursor.slice(0, place) + (cursor[place] === "A" ? "B" : "A") + cursor.slice(place + 1);
        expect(openCursor(key, scope, changed)).toBeUndefined();
        expect(openCursor(key, scope, madeUp)).toBeUndefined();
        expect(openCursor(key, { ...scope, miles: 11 }, cursor)).toBeUndefined();
        expect(openCursor(randomBytes(32).toString("base64"), scope, cursor)).toBeUndefined();
      }),
    );
  });
});
