import { GetCommand } from "@aws-sdk/lib-dynamodb";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checklistLines } from "../../functions/vetting/rules/evidence.ts";
import { CASE_MOVES, type CaseMove, type MovedBy } from "../../functions/vetting/rules/moves.ts";
import { dynamoCaseStore } from "../../functions/vetting/store/dynamo-case-store.ts";
import { vettingEntities } from "../../functions/vetting/store/entities.ts";
import { moveCase } from "../../functions/vetting/use-cases/commit-outcome.ts";
import type { Change } from "../../functions/vetting/use-cases/ports.ts";
import { verifyTrails } from "../../shared/audit/verify.ts";
import { firstChecklist } from "../../shared/policy/checklists.ts";
import { keys } from "../../shared/table/keys.ts";
import { anAuditContext } from "../support/builders.ts";
import { runs } from "../support/runs.ts";
import { aTable } from "../support/tables.ts";
import { aCase, someEvidence } from "../support/vetting.ts";

// 'renew' is only ever made together with the approval of what takes its place: its listing goes on under that.
const MOVES = Object.keys(CASE_MOVES).filter((name): name is CaseMove => name in CASE_MOVES && name !== "renew");
const MOVERS: readonly MovedBy[] = [
  { subject: "owner", kind: "applicant" },
  { subject: "ann", kind: "officer" },
  { subject: "ben", kind: "officer" },
  { subject: "cat", kind: "officer" },
  { subject: "system:vetting", kind: "system" },
];
const step = fc.record({ move: fc.constantFrom(...MOVES), mover: fc.constantFrom(...MOVERS), refuse: fc.boolean() });
const toList = (["submit", "assign", "recommend", "approve"] as const).map((move, index) => ({
  move,
  mover: MOVERS[[0, 1, 1, 2][index] ?? 0] ?? MOVERS[0],
  refuse: false,
}));

describe("a case in the table", () => {
  it("has its listing in public exactly when it says so, and a trail that replays to what is stored, whatever is tried", async () => {
    const table = await aTable();
    const store = dynamoCaseStore(table.tableOf("vetting"));
    let made = 0;
    let listed = 0;
    const walk = fc.asyncProperty(fc.boolean(), fc.array(step, { minLength: 1, maxLength: 25 }), async (further, steps) => {
      made += 1;
      const id = `case-${made}`;
      const vettingCase = aCase({ id, owner: `owner` });
      const evidence = checklistLines(vettingCase, firstChecklist(vettingCase.authority)).flatMap(({ id: item, item: { code }, need }): Change[] =>
        need === "required"
          ? [
              {
                entity: "evidence",
                after: someEvidence({
                  id: item,
                  case: id,
                  owner: vettingCase.owner,
                  code,
                  accepted: { facts: { level: "enhanced-barred", workforce: "adult" }, by: "ann", on: "2026-11-20" },
                }),
                action: "test",
              },
            ]
          : [],
      );
      const begun = await store.commit(anAuditContext(), [
        { entity: "case", after: { ...vettingCase, owner: `owner-${id}` }, action: "case:begin" },
        ...evidence,
      ]);
      expect(begun.ok).toBe(true);
      for (const { move, mover, refuse } of [...(further ? toList : []), ...steps]) {
        const stored = await store.caseWithEvidence(id);
        if (!stored || !mover) throw new Error("The case is gone");
        const theirs: MovedBy = mover.kind === "applicant" ? { ...mover, subject: stored.case.body.owner } : mover;
        const outcome = refuse ? "refused" : "provisional";
        await moveCase({ store, newId: () => "never", site: new URL("https://trellis.example"), addressHash: async (email) => `hash of ${email}` })(
          stored,
          move,
          theirs,
          { reason: "Because.", outcome },
          anAuditContext(),
        );
        const after = await store.caseWithEvidence(id);
        const body = after?.case.body ?? vettingCase;
        const { Item } = await table.table.client.send(new GetCommand({ TableName: table.name, Key: keys.publicListing(id), ConsistentRead: true }));
        expect(Item !== undefined, `${move}: ${body.state}`).toBe(body.state === "accredited" || body.state === "provisional");
        if (Item) listed += 1;
        const replayed = new Map<string, unknown>();
        for (const { changes } of await store.caseTrail(body)) {
          for (const { field, to } of changes) {
            if (!vettingEntities.case.auditedFields.includes(field)) continue;
            if (to === undefined) replayed.delete(field);
            else replayed.set(field, typeof to === "string" && /^[[{]/.test(to) ? JSON.parse(to) : to);
          }
        }
        expect(Object.fromEntries(replayed)).toEqual(
          Object.fromEntries(Object.entries(body).filter(([field, value]) => vettingEntities.case.auditedFields.includes(field) && value !== undefined)),
        );
      }
    });
    await fc.assert(walk, { numRuns: runs(60, 20) });
    expect(listed).toBeGreaterThan(runs(60, 20) / 3);
    expect((await verifyTrails(table.table)).broken).toEqual([]);
  });
});
