import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { describe, expect, it } from "vitest";
import { keys } from "../../shared/table/keys.ts";
import { account, call, clock, functions, sessionOf, table } from "../support/account-scene.ts";
import { stored } from "../support/accounts.ts";
import { COUNCIL } from "../support/councils.ts";

describe("a council's policy", () => {
  const figures = {
    "fit.closeness": 50,
    "fit.freeHours": 20,
    "fit.hoursEnough": 20,
    "fit.freeTimes": 20,
    "fit.timesEnough": 10,
    "fit.accredited": 10,
    cqcTravelMiles: 12,
  };
  const set = (json: object, version = '"1"') =>
    call(`/api/councils/${COUNCIL}/policy`, {
      as: "ada",
      json: { figures, effectiveFrom: "2026-11-24", reason: "Near matters more", ...json },
      headers: { "if-match": version },
    });

  it("has versions, each from a day on, each with who set it and why", async () => {
    expect((await set({ effectiveFrom: "2026-12-01" })).status).toBe(201);
    const now = (await call(`/api/councils/${COUNCIL}/policy`, { as: "ada" })).json();
    expect([now.inForce, now.figures["fit.closeness"], now.versions.length]).toEqual([1, 40, 1]);
    clock.now = Date.parse("2026-12-01T09:00:00Z");
    const then = (await call(`/api/councils/${COUNCIL}/policy`, { as: "ada" })).json();
    expect([then.inForce, then.figures["fit.closeness"]]).toEqual([2, 50]);
    expect((await call(`/councils/${COUNCIL}/policy`, { as: "ada" })).body).toContain("Near matters more");
  });
  it("is not set from an older version, for yesterday, or beyond its limits", async () => {
    expect((await set({})).status).toBe(201);
    expect((await set({})).status).toBe(412);
    expect((await set({ effectiveFrom: "2026-11-23" }, '"2"')).json().type).toBe("/problems/in-the-past");
    const wrong = await set({ figures: { ...figures, "fit.closeness": 101, home: 3 } }, '"2"');
    expect(wrong.json().errors.map(({ parameter }: any) => parameter)).toEqual(["figures.home", "figures.fit.closeness"]);
  });
  it("is published for searches in the same transaction", async () => {
    await set({});
    const { Item } = await table.table.client.send(new GetCommand({ TableName: table.name, Key: keys.publishedPolicy(COUNCIL, 2) }));
    expect(JSON.parse(String(Item?.["body"]))).toMatchObject({ version: 2, figures });
  });
});

describe("staff roles", () => {
  it("are taken away at once, also where somebody is signed in; nobody takes away their own", async () => {
    await account("colm", { email: "colm@leicestershire.example", grants: [{ role: "review-officer", authority: COUNCIL }] });
    const appointment = {
      id: "colms-role",
      authority: COUNCIL,
      role: "review-officer",
      email: "colm@leicestershire.example",
      addressHash: "x",
      state: "active",
      account: "colm",
      createdAt: "2026-11-01T09:00:00.000Z",
    } as const;
    await stored(functions.accounts, { entity: "appointment", after: appointment, action: "test" });
    await stored(functions.accounts, {
      entity: "appointment",
      after: { ...appointment, id: "adas-role", role: "administrator", account: "ada" },
      action: "test",
    });
    const { cookie } = await sessionOf("colm");
    expect((await call(`/councils/${COUNCIL}/delegations`, { cookies: [cookie] })).status).toBe(200);
    expect((await call("/appointments/colms-role/end", { as: "ada", form: {} })).status).toBe(303);
    // The session that began with the role is over; the next begins without it.
    expect((await call(`/councils/${COUNCIL}/delegations`, { cookies: [cookie] })).status).toBe(303);
    clock.now += 1000;
    expect((await call(`/councils/${COUNCIL}/delegations`, { as: "colm" })).status).toBe(403);
    expect((await call("/appointments/adas-role/end", { as: "ada", form: {} })).status).toBe(422);
    expect((await call("/api/appointments/adas-role/end", { as: "ada", json: {} })).status).toBe(422);
  });
});
