import { describe, expect, it } from "vitest";
import {
  APPOINTMENT_STATES,
  Appointment,
  ERASURE_STATES,
  Erasure,
  ErasureDecision,
  NewAppointment,
  NewPerson,
  roleApartFrom,
} from "../../../functions/accounts/rules/staff.ts";

const reads = (schema: { safeParse: (given: unknown) => { success: boolean } }, given: unknown): boolean => schema.safeParse(given).success;

describe("roles that must be apart", () => {
  const pairs = [["finance-officer", "review-officer"]] as const;
  it("are refused together whichever is given first, and beside others are not", () => {
    expect(roleApartFrom("review-officer", ["commissioner", "finance-officer"], pairs)).toBe("finance-officer");
    expect(roleApartFrom("finance-officer", ["review-officer"], pairs)).toBe("review-officer");
    expect(roleApartFrom("finance-officer", ["finance-officer", "commissioner", "recipient"], pairs)).toBeUndefined();
    expect(roleApartFrom("review-officer", ["finance-officer"], [])).toBeUndefined();
  });
});

describe("an appointment", () => {
  const least = { id: "a1", authority: "E10000018", role: "vetting-officer", state: "invited", createdAt: "2026-11-24T12:00:00.000Z" };
  it("is read as it was written, also once its address is forgotten", () => {
    const whole = { ...least, email: "ann@example.org", addressHash: "hash", state: "ended", account: "ann", endedAt: "2026-11-25T12:00:00.000Z" };
    for (const kept of [least, whole]) expect(Appointment.parse(kept)).toEqual(kept);
  });
  it("stands in one of four states, and is to a role that a council gives", () => {
    expect([...APPOINTMENT_STATES]).toEqual(["proposed", "invited", "active", "ended"]);
    for (const state of APPOINTMENT_STATES) expect(reads(Appointment, { ...least, state })).toBe(true);
    for (const wrong of [{ state: "lost" }, { role: "recipient" }, { role: "provider" }, { id: "" }])
      expect(reads(Appointment, { ...least, ...wrong })).toBe(false);
  });
  it("is made by an address and a role: nobody is appointed a recipient or a provider", () => {
    expect(NewAppointment.parse({ email: "Ann@Example.org", role: "support-organisation" })).toEqual({
      email: "ann@example.org",
      role: "support-organisation",
    });
    for (const wrong of [{ role: "administrator" }, { email: "ann@example.org" }, { email: "ann@example.org", role: "recipient" }])
      expect(reads(NewAppointment, wrong)).toBe(false);
  });
});

describe("a person without a sign-in", () => {
  it("has a name of at most 100 characters", () => {
    expect(NewPerson.parse({ displayName: " Rosemary " })).toEqual({ displayName: "Rosemary" });
    expect([reads(NewPerson, {}), reads(NewPerson, { displayName: "x".repeat(101) })]).toEqual([false, false]);
  });
});

describe("a wish to be erased", () => {
  const wish = { id: "e1", person: "rosemary", authority: "E10000018", state: "asked", askedAt: "2026-11-24T12:00:00.000Z" };
  it("is read as it was written, in one of four states", () => {
    const whole = { ...wish, state: "refused", decidedAt: "2026-11-25T12:00:00.000Z", reason: "The law asks us to keep it." };
    for (const kept of [wish, whole]) expect(Erasure.parse(kept)).toEqual(kept);
    expect([...ERASURE_STATES]).toEqual(["asked", "erasing", "done", "refused"]);
    for (const state of ERASURE_STATES) expect(reads(Erasure, { ...wish, state })).toBe(true);
    for (const wrong of [{ state: "lost" }, { person: undefined }, { reason: "x".repeat(2001) }]) expect(reads(Erasure, { ...wish, ...wrong })).toBe(false);
  });
  it("is decided with a reason, one way or the other", () => {
    for (const decision of ["erase", "refuse"]) expect(ErasureDecision.parse({ decision, reason: "Because." })).toEqual({ decision, reason: "Because." });
    for (const wrong of [{ decision: "erase" }, { decision: "erase", reason: "" }, { decision: "wait", reason: "Because." }, { reason: "Because." }])
      expect(reads(ErasureDecision, wrong)).toBe(false);
  });
});
