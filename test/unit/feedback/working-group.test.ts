import { describe, expect, it } from "vitest";
import { GroupMember, joined, left, readJoining } from "../../../functions/feedback/rules/working-group.ts";
import { canTakePart } from "../../../functions/feedback/use-cases/take-part.ts";

const ROSEMARY = { id: "rosemary", authority: "E10000018" };
const [MONDAY, TUESDAY] = ["2026-11-23T09:00:00.000Z", "2026-11-24T09:00:00.000Z"];

describe("taking part in the working group", () => {
  it("asks how, and takes what somebody needs where they say so", () => {
    const form = new URLSearchParams([
      ["ways", "online"],
      ["ways", "phone"],
      ["ways", "online"],
      ["needs", " Large print "],
    ]);
    expect(readJoining(form)).toEqual({ ok: true, value: { ways: ["online", "phone"], needs: "Large print" } });
    expect(readJoining(new URLSearchParams({ ways: "phone" }))).toEqual({ ok: true, value: { ways: ["phone"] } });
    expect(readJoining(new URLSearchParams({ ways: "phone", needs: "  " }))).toEqual({ ok: true, value: { ways: ["phone"] } });
    for (const wrong of [{}, { ways: "by-pigeon" }])
      expect(readJoining(new URLSearchParams(wrong))).toMatchObject({ ok: false, errors: [{ parameter: "ways" }] });
    expect(readJoining(new URLSearchParams({ ways: "phone", needs: "x".repeat(501) }))).toMatchObject({ ok: false, errors: [{ parameter: "needs" }] });
  });
  it("begins on the day somebody joins, however often they change how; and anew where they had left", () => {
    const first = joined(undefined, ROSEMARY, { ways: ["online"], needs: "Breaks" }, MONDAY);
    expect(first).toEqual({ ...ROSEMARY, owner: "rosemary", state: "in", ways: ["online"], needs: "Breaks", joinedAt: MONDAY });
    expect(GroupMember.parse(first)).toEqual(first);
    for (const wrong of [{ state: "out" }, { ways: ["by-pigeon"] }]) expect(GroupMember.safeParse({ ...first, ...wrong }).success).toBe(false);
    expect(GroupMember.safeParse(left(first, TUESDAY)).success).toBe(true);
    expect(joined(first, ROSEMARY, { ways: ["phone"] }, TUESDAY)).toEqual({
      ...{ id: "rosemary", owner: "rosemary", authority: "E10000018" },
      state: "in",
      ways: ["phone"],
      joinedAt: MONDAY,
    });
    expect(joined(left(first, TUESDAY), ROSEMARY, { ways: ["phone"] }, TUESDAY)).toMatchObject({ state: "in", joinedAt: TUESDAY });
  });
  it("ends with nothing left of what was given", () => {
    const gone = left(joined(undefined, ROSEMARY, { ways: ["in-person"], needs: "A ramp" }, MONDAY), TUESDAY);
    expect(gone).toEqual({ ...ROSEMARY, owner: "rosemary", state: "left", ways: [], joinedAt: MONDAY, leftAt: TUESDAY });
  });
  it("is for whoever uses a direct payment", () => {
    expect([canTakePart({ grants: [{ role: "recipient" }] }), canTakePart({ grants: [{ role: "provider" }] }), canTakePart({ grants: [] })]).toEqual([
      true,
      false,
      false,
    ]);
  });
});
