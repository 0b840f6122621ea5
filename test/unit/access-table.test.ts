import { describe, expect, it } from "vitest";
import { routes } from "../../functions/routes.ts";
import { type Action, decide, policyTable, type Rule } from "../../shared/access/policy.ts";
import { SCOPES, type Scope } from "../../shared/access/roles.ts";
import { allowed, callerOf, cellsOf, chosenFrom, type Delegated, PEOPLE, SITUATIONS } from "../support/access-cells.ts";
import { guardedIn, routesOfSlice } from "../support/slices.ts";

const TODAY = "2026-11-24";
const actions = Object.keys(policyTable).filter((name): name is Action => name in policyTable);

describe("the policy table", () => {
  const SCOPES_HELD: readonly (readonly Scope[])[] = [[], ["search-and-contact"], ["money"], ["reviews"], ["money", "reviews"], SCOPES];
  const DELEGATED: readonly Delegated[] = SCOPES_HELD.flatMap((scopes) =>
    ["2026-11-23", TODAY, "2026-11-25"].flatMap((from) =>
      [undefined, "2026-11-23", TODAY, "2026-11-25"].map((until): Delegated => ({ scopes, from, ...(until === undefined ? {} : { until }) })),
    ),
  );
  const situations = Object.values(SITUATIONS).flat();
  const people = PEOPLE.filter(({ id }) => id !== undefined);

  for (const action of actions) {
    it(`is all that decides ${action}: for everybody, before every record, by every delegation`, () => {
      const rule: Rule = policyTable[action];
      const wrong = people.flatMap((person) =>
        situations
          .filter(({ missing }) => !missing)
          .flatMap((situation) =>
            (person.delegate ? DELEGATED : DELEGATED.slice(0, 1)).flatMap((delegated) =>
              [true, false].flatMap((throughCouncil) => {
                const expected = allowed(rule, person, situation, delegated, TODAY, throughCouncil);
                const actual = decide(callerOf(person, delegated, throughCouncil), action, situation.subject(person), TODAY).allowed;
                return actual === expected ? [] : [`${person.name}, ${situation.name}, ${JSON.stringify(delegated)}: ${actual}`];
              }),
            ),
          ),
      );
      expect(wrong).toEqual([]);
    });
  }
  it("lets a delegation count for what it is for alone, from its first day to its last", () => {
    const nominated = PEOPLE.find(({ delegate }) => delegate === "nominated-person");
    if (!nominated) throw new Error("No one is nominated");
    const reads = (delegated: Delegated) => decide(callerOf(nominated, delegated), "support:read", { owner: "client" }, TODAY).allowed;
    const scopes: readonly Scope[] = ["search-and-contact"];
    expect(reads({ scopes, from: TODAY, until: TODAY })).toBe(true);
    expect(reads({ scopes: ["money", "reviews"], from: TODAY })).toBe(false);
    expect(reads({ scopes, from: "2026-11-25" })).toBe(false);
    expect(reads({ scopes, from: "2026-11-01", until: "2026-11-23" })).toBe(false);
  });
  it("is named by every route that is not for everybody, and every action of it by a route", () => {
    for (const { who, ...route } of routes) {
      expect(who === "anyone" ? !("of" in route) : "of" in route && who in policyTable, route.path).toBe(true);
    }
    const used = new Set<string>(routes.map(({ who }) => who));
    expect(actions.filter((action) => !used.has(action))).toEqual([]);
  });
});

describe("the routes", () => {
  it("each belong to one slice, whose own test tries it over HTTP", () => {
    const paths = Object.values(routesOfSlice).flatMap((some) => some.map(({ method, path }) => `${method} ${path}`));
    expect(paths.toSorted()).toEqual(routes.map(({ method, path }) => `${method} ${path}`).toSorted());
  });
  it("are each tried by somebody let through, signed out, and refused for what they are and for the record, where there is such a one", () => {
    for (const [turn, { who, of, path }] of guardedIn(routes).entries()) {
      const rule: Rule = who === "anyone" ? {} : policyTable[who];
      const all = cellsOf(rule, of, TODAY);
      const chosen = chosenFrom(all, turn);
      const mayElsewhere = new Set(all.flatMap(({ expected, person }) => (expected === "through" ? [person.name] : [])));
      const kindOf = ({ expected, person, situation }: (typeof all)[number]) =>
        expected === "refused" ? (situation.missing ? "not there" : mayElsewhere.has(person.name) ? "record" : "role") : expected;
      expect(new Set(chosen.map(kindOf)), path).toEqual(new Set(all.map(kindOf)));
    }
  });
});
