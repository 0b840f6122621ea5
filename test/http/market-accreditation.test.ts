import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { beforeAll, describe, expect, it } from "vitest";
import { marketSignals } from "../../functions/market/entries/market-signals.composition.ts";
import { marketKeys } from "../../functions/market/store/keys.ts";
import { planSignals } from "../../functions/market/use-cases/plan-signals.ts";
import { everyEntity } from "../../functions/record-register.ts";
import type { VettingCase } from "../../functions/vetting/rules/case.ts";
import { erasedCase } from "../../functions/vetting/rules/erased.ts";
import type { CaseState } from "../../functions/vetting/rules/moves.ts";
import type { Records } from "../../functions/vetting/use-cases/ports.ts";
import { daysAfter } from "../../shared/domain/time.ts";
import { recordTable } from "../../shared/records/record-table.ts";
import { keys } from "../../shared/table/keys.ts";
import { accountFunctions, anAccount, stored } from "../support/accounts.ts";
import { noon } from "../support/balance-cases.ts";
import { anAuditContext } from "../support/builders.ts";
import { COUNCIL, OTHER_COUNCIL } from "../support/councils.ts";
import { sweptUntil } from "../support/swept-until.ts";
import { aTable } from "../support/tables.ts";
import { aCase } from "../support/vetting.ts";

// From the moves of applications to the page: the nightly job by its own role, and what staff see of a month.

const PAGE = `/councils/${COUNCIL}/market/accreditation`;
const NOVEMBER = "2026-11-01/P1M";

async function accreditationScene() {
  const table = await aTable();
  const functions = accountFunctions(table, { now: () => noon("2026-12-02") });
  const staff = (id: string, role: "commissioner" | "finance-officer", authority = COUNCIL) => ({
    entity: "account" as const,
    after: anAccount({ id, email: `${id}@people.example`, displayName: `${id} Testwell`, authority, grants: [{ role, authority }] }),
    action: "test",
  });
  await stored(functions.accounts, staff("colm", "commissioner"), staff("finn", "finance-officer"), staff("olive", "commissioner", OTHER_COUNCIL));
  const owners = ["p-1", "p-2"].map((id) => ({ entity: "account" as const, after: anAccount({ id, email: `${id}@people.example` }), action: "test" }));
  await stored(functions.accounts, ...owners);
  const records = recordTable<Records>(functions.accounts.table, everyEntity);
  const stays = async (id: string, at: string, change: Partial<VettingCase>) => {
    const before = await records.get("case", { pk: `CASE#${id}`, sk: "CASE" });
    const after = { ...(before?.body ?? aCase({ id, owner: `owner-${id}` })), ...change };
    if (!before) await stored(functions.accounts, { entity: "account", after: anAccount({ id: after.owner, email: `${id}@people.example` }), action: "test" });
    const done = await records.commit(anAuditContext({ at: Date.parse(at) }), [{ entity: "case", ...(before ? { before } : {}), after, action: "test" }]);
    if (!done.ok) throw new Error(done.refusal);
  };
  /** Takes an application through its states, each on a day of its own at noon. */
  const walked = async (id: string, moves: readonly (readonly [CaseState, string])[], more: Partial<VettingCase> = {}) => {
    await stays(id, "2026-10-01T09:00:00Z", { state: "draft", ...more });
    for (const [state, day] of moves) {
      const at = `${day}T12:00:00.000Z`;
      const sent = state === "submitted" ? { submittedAt: at, decideBy: daysAfter(day, 15) } : {};
      const over = ["refused", "withdrawn"].includes(state) ? { endedAt: at } : {};
      const listed = state === "provisional" ? { accreditation: "provisional" as const, accreditedOn: day } : {};
      await stays(id, at, { state, ...sent, ...over, ...listed });
    }
  };
  const night = (day: string) => planSignals(marketSignals(table.environmentOf("marketSignals")), Date.parse(`${day}T01:30:00Z`));
  const look = async (address: string, as = "colm") => functions.call(address, { as });
  const file = async (id: string) => Buffer.from((await look(`${PAGE}.csv?table=${id}`)).body, "base64").toString("utf8");
  return { table, functions, records, walked, stays, night, look, file };
}
let scene: Awaited<ReturnType<typeof accreditationScene>>;
beforeAll(async () => {
  scene = await accreditationScene();
  await sweptUntil(marketSignals(scene.table.environmentOf("marketSignals")).done, "2026-11-29");
});

/** The cells of the page's tables, row by row. */
const cellsOf = (body: string): readonly (readonly string[])[] =>
  [...body.matchAll(/<tr[^>]*>(.*?)<\/tr>/gs)].map(([, row = ""]) =>
    [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell = ""]) => cell.replace(/<[^>]*>/g, "").trim()),
  );

describe("how far applications are", () => {
  it("is for staff of that council who look after its market, and says when the first figures come", async () => {
    const { look, functions } = scene;
    expect((await look(PAGE, "finn")).status).toBe(403);
    expect((await functions.call(PAGE, { as: "olive", throughCouncil: OTHER_COUNCIL })).status).toBe(404);
    const { status, body } = await look(PAGE);
    expect(status).toBe(200);
    expect(body).toContain("The first come out on 1 January 2027 at the earliest, for December 2026");
  });
  it("is counted from the trails of applications once a month is over, once and for good, whoever is erased later", async () => {
    const { walked, stays, night, records, table } = scene;
    for (let at = 0; at < 12; at += 1)
      await walked(`listed-${at}`, [
        ["submitted", "2026-11-02"],
        ["in-review", "2026-11-04"],
        ["recommended", "2026-11-09"],
        // Half took a day less.
        ["provisional", at % 2 === 0 ? "2026-11-12" : "2026-11-11"],
      ]);
    for (let at = 0; at < 6; at += 1)
      await walked(`open-${at}`, [
        ["submitted", "2026-11-05"],
        ["in-review", "2026-11-06"],
      ]);
    for (let at = 0; at < 2; at += 1)
      await walked(`refused-${at}`, [
        ["submitted", "2026-11-05"],
        ["in-review", "2026-11-06"],
        ["recommended", "2026-11-07"],
        ["refused", "2026-11-08"],
      ]);
    // Not sent, sent after the month, of before it, and erased before it was over: none of them is counted.
    await walked("draft", [["withdrawn", "2026-11-10"]]);
    await walked("later", [["submitted", "2026-12-01"]]);
    await walked("before", [
      ["submitted", "2026-10-02"],
      ["provisional", "2026-10-20"],
    ]);
    for (let at = 0; at < 8; at += 1)
      await walked(`erased-${at}`, [
        ["submitted", "2026-11-05"],
        ["refused", "2026-11-20"],
      ]);
    for (let at = 0; at < 8; at += 1) {
      const before = await records.get("case", { pk: `CASE#erased-${at}`, sk: "CASE" });
      if (before) await stays(`erased-${at}`, "2026-11-25T09:00:00Z", erasedCase(before.body));
    }
    const runs = await Promise.all([night("2026-12-01"), night("2026-12-01")]);
    expect(runs.reduce((sum, { published }) => sum + published, 0)).toBeGreaterThanOrEqual(1);
    const deps = marketSignals(table.environmentOf("marketSignals"));
    const first = await deps.applications.newest("staff", COUNCIL, NOVEMBER);
    expect(await deps.applications.trueFigures(COUNCIL, { period: NOVEMBER, version: 1 })).toMatchObject([
      {
        id: "open-by-stage",
        counts: [
          [0, 0],
          [0, 6],
          [0, 0],
          [0, 0],
          [0, 0],
        ],
      },
      {
        id: "decided",
        counts: [
          [12, 0],
          [2, 0],
          [0, 0],
        ],
      },
      { id: "passed-by-stage", counts: [[20], [14], [0], [14], [0]] },
    ]);
    const before = await records.get("case", { pk: "CASE#refused-0", sk: "CASE" });
    if (before) await stays("refused-0", "2026-12-01T09:00:00Z", erasedCase(before.body));
    await walked("open-0", [["recommended", "2026-12-01"]]);
    expect((await night("2026-12-02")).published).toBe(0);
    expect(await deps.applications.newest("staff", COUNCIL)).toEqual(first);
    expect(await deps.applications.periods("public", COUNCIL)).toEqual([NOVEMBER, "2026-10-01/P1M"]);
  });
  it("shows what was published and nothing else, in the order in which applications go; the file says what the page says", async () => {
    const { look, file } = scene;
    const { body } = await look(`${PAGE}?period=${encodeURIComponent(NOVEMBER)}`);
    const cells = cellsOf(body);
    expect(cells).toContainEqual(["Being checked", "fewer than 5", "at least 5", "at least 5"]);
    expect(cells).toContainEqual(["On the list", "at least 10", "fewer than 5", "at least 10", "9.5"]);
    expect(cells).toContainEqual(["With us", "at least 20", "2"]);
    expect(cells).toContainEqual(["Refused", "fewer than 5", "fewer than 5", "fewer than 5", "not shown"]);
    expect(cells.flatMap(([name]) => (name === "With us" || name === "Under review" ? [name] : []))).toEqual([
      "With us",
      "Under review",
      "With us",
      "Under review",
    ]);
    for (const id of ["open-by-stage", "decided", "passed-by-stage"])
      for (const line of (await file(id))
        .replace(/^\uFEFF/, "")
        .split("\r\n")
        .filter((one) => /^[A-Z][a-z ]+,/.test(one))
        .slice(1))
        expect(cells, line).toContainEqual(line.replaceAll('"', "").split(","));
    expect(body).toContain("October 2026");
    expect((await look(`${PAGE}?period=2020-01-01%2FP1M`)).status).toBe(404);
    expect((await look(`${PAGE}.csv?table=people`)).status).toBe(404);
  });
  it("is counted by the job alone: no page reads true counts, and the job reads neither why anything was decided nor writes a case", async () => {
    const { table } = scene;
    const refused = { name: "AccessDeniedException" };
    const get = (name: "market" | "marketSignals", key: { pk: string; sk: string }) =>
      table.tableOf(name).client.send(new GetCommand({ TableName: table.name, Key: { pk: key.pk, sk: key.sk } }));
    await expect(get("market", marketKeys.trueApplications(COUNCIL, NOVEMBER, 1))).rejects.toMatchObject(refused);
    await expect(get("market", keys.auditEntry("CASE#open-0", 1))).rejects.toMatchObject(refused);
    await expect(get("marketSignals", keys.auditReason("CASE#open-0", 1))).rejects.toMatchObject(refused);
    await expect(get("marketSignals", { pk: "CASE#open-0", sk: "CASE" })).rejects.toMatchObject(refused);
    for (const pk of ["CASE#open-0", keys.auditEntry("CASE#open-0", 1).pk])
      await expect(table.tableOf("marketSignals").client.send(new PutCommand({ TableName: table.name, Item: { pk, sk: "X" } }))).rejects.toMatchObject(refused);
  });
});
