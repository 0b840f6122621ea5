import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { dynamoCaseStore } from "../../functions/vetting/store/dynamo-case-store.ts";
import { freePort, localAwsEnvironment } from "../../infra/local/engine.ts";
import { type LocalFunction, localFunctions } from "../../infra/local/functions.ts";
import { openHome } from "../../infra/local/home.ts";
import { startQueues } from "../../infra/local/queues.ts";
import { openData } from "../../infra/local/system.ts";
import { placeOnPort } from "../../infra/local/template.ts";
import { awsConnectionFrom } from "../../shared/table/aws-connection.ts";
import { openTable } from "../../shared/table/table-client.ts";
import { anAuditContext } from "../support/builders.ts";
import { until } from "../support/until.ts";
import { aCase, someEvidence } from "../support/vetting.ts";

// The night as the template has it: the sweep's bundle, its queue, and the bundle that deals with what is due.

const stops: (() => Promise<unknown>)[] = [];
let sweep: LocalFunction;
let store: ReturnType<typeof dynamoCaseStore>;

beforeAll(async () => {
  vi.stubEnv("TRELLIS_HOME", mkdtempSync(join(tmpdir(), "trellis-night-")));
  const place = placeOnPort(await freePort(), await freePort(), await freePort());
  const home = await openHome();
  const { system, engine, layer, tableName, secrets } = await openData(home, place);
  stops.push(
    () => engine.stop(),
    () => layer.stop(),
    () => secrets.stop(),
  );
  const queues = await startQueues(system, place);
  stops.push(() => queues.stop());
  const functions = await localFunctions(system, { ...localAwsEnvironment(layer.endpoint, place), AWS_ENDPOINT_URL_S3: place.storage }, home.logs);
  stops.push(() => functions.stop());
  queues.feed(functions.byId);
  const [, found] = [...functions.byId].find(([id]) => /^SweepFunction/.test(id)) ?? [];
  if (!found) throw new Error("The template has no sweep");
  sweep = found;
  store = dynamoCaseStore(openTable(awsConnectionFrom(localAwsEnvironment(layer.endpoint)), tableName));
});
afterAll(async () => {
  for (const stop of stops.reverse()) await stop();
});

describe("a night", () => {
  it("takes a listing whose insurance ran out off the list, by the clock's own time, through the queue", async () => {
    // The insurance of one ends the day before the other's: when that is dealt with, the night is over.
    for (const [id, lastDay, nextSweepOn] of [
      ["sooner", "2027-02-27", "2027-02-28"],
      ["later", "2027-02-28", "2027-03-01"],
    ] as const) {
      const listed = aCase({
        id,
        owner: `owner-${id}`,
        state: "accredited",
        accreditation: "accredited",
        accreditedUntil: "2030-01-01",
        listing: `listing-${id}`,
        submittedAt: "2026-01-01T09:00:00.000Z",
      });
      const insurance = someEvidence({
        id: "public-liability",
        case: id,
        owner: listed.owner,
        code: "public-liability",
        accepted: { facts: {}, by: "ann", on: "2026-01-01", until: lastDay },
        reminded: [60, 30, 7],
        nextSweepOn: nextSweepOn,
      });
      await store.commit(anAuditContext(), [
        { entity: "case", after: listed, action: "test" },
        { entity: "evidence", after: insurance, action: "test" },
      ]);
    }
    const state = async (id: string) => (await store.caseWithEvidence(id))?.case.body.state;
    const paused = (id: string) => until(async () => ((await state(id)) === "paused" ? true : undefined));
    await sweep.invoke({ source: "aws.events", time: "2027-02-28T03:00:00Z" });
    await paused("sooner");
    expect(await state("later")).toBe("accredited");
    await sweep.invoke({ source: "aws.events", time: "2027-03-01T03:00:00Z" });
    await paused("later");
  });
});
