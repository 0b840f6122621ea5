import { beforeEach, describe, expect, it } from "vitest";
import { askedOf } from "../../functions/vetting/evidence.ts";
import type { Change } from "../../functions/vetting/ports.ts";
import { firstChecklist } from "../../shared/policy/checklists.ts";
import { type AccountFunctions, accountFunctions, anAccount, COUNCIL, stored } from "../support/accounts.ts";
import { aTable, type TestTable } from "../support/tables.ts";
import { aCase, someEvidence, storedCases } from "../support/vetting.ts";

let table: TestTable;
let functions: AccountFunctions;
let now = Date.parse("2026-11-24T12:00:00Z");
const OFFICERS = ["ann", "ben", "cat"] as const;

beforeEach(async () => {
  now = Date.parse("2026-11-24T12:00:00Z");
  table = await aTable();
  functions = accountFunctions(table, { now: () => (now += 1000) });
  for (const id of OFFICERS)
    await stored(functions.own, {
      entity: "account",
      after: anAccount({ id, email: `${id}@council.example`, grants: [{ role: "vetting-officer", authority: COUNCIL }] }),
      action: "test",
    });
  await stored(functions.own, {
    entity: "account",
    after: anAccount({ id: "pip", email: "pip@people.example", grants: [{ role: "provider" }] }),
    action: "test",
  });
});

const ready = async (state: "submitted" | "draft" = "submitted"): Promise<void> => {
  const own = aCase({ id: "pips-case", owner: "pip", state, ...(state === "draft" ? {} : { submittedAt: "2026-11-20T09:00:00.000Z", dueOn: "2026-12-05" }) });
  const evidence = askedOf(own, firstChecklist(COUNCIL)).flatMap(({ id, item, need }): Change[] =>
    need === "required"
      ? [
          {
            entity: "evidence",
            after: someEvidence({
              id,
              case: own.id,
              owner: own.owner,
              code: item.code,
              offered: {
                facts:
                  item.code === "dbs"
                    ? { level: "enhanced-barred", workforce: "adult", updateService: true }
                    : item.code === "public-liability"
                      ? { endsOn: "2027-02-01" }
                      : {},
                at: "2026-11-20T09:00:00.000Z",
                state: "with-us",
              },
            }),
            action: "test",
          },
        ]
      : [],
  );
  await storedCases(functions.own, { entity: "case", after: own, action: "test" }, ...evidence);
};

const move = (as: string, name: string, form: Readonly<Record<string, string>> = {}) => functions.call(`/cases/pips-case/moves/${name}`, { as, form });

describe("a case, by its pages", () => {
  it("is taken, checked, recommended and decided by another, and its pages open at every step", async () => {
    await ready();
    expect((await move("ann", "assign")).status).toBe(303);
    for (const id of ["identity", "right-to-work", "dbs", "references", "training", "public-liability", "hmrc"]) {
      expect((await functions.call(`/cases/pips-case/evidence/${id}`, { as: "ann" })).status).toBe(200);
      const done = await functions.call(`/cases/pips-case/evidence/${id}`, { as: "ann", form: { answer: "accept", seenWhere: "The library" } });
      expect(done.status, `${id}: ${done.body}`).toBe(303);
    }
    expect((await move("ann", "recommend", { outcome: "provisional" })).status).toBe(303);
    expect((await move("ann", "approve")).status).toBe(422);
    expect((await move("ben", "approve")).status).toBe(303);
    for (const as of OFFICERS) expect((await functions.call("/cases/pips-case?done=moved", { as })).status).toBe(200);
    expect((await functions.call("/applications/pips-case", { as: "pip" })).body).toContain("On the list, provisional");
  });
});
