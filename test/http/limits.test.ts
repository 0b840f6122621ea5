import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { accountFunctions, anAccount, stored } from "../support/accounts.ts";
import { publicFunction } from "../support/http.ts";
import { aTable, type TestTable } from "../support/tables.ts";

// Who is slowed: whoever takes more than a person does, and not whoever stands beside them.

const START = Date.parse("2026-11-24T12:00:00Z");
let table: TestTable;
beforeAll(async () => {
  table = await aTable();
});

describe("a signed-in person", () => {
  it("is limited as that person: neighbours behind one address cost them nothing", async () => {
    const { accounts, call } = accountFunctions(table, { now: () => START });
    const people = ["one", "two"];
    for (const id of people)
      await stored(accounts, { entity: "account", after: anAccount({ id, email: `${id}@people.example`, grants: [{ role: "recipient" }] }), action: "test" });
    const address = "192.0.2.20";
    const invite = (as: string, turn: number) =>
      call("/api/people/me/delegations", { as, address, json: { email: `friend${turn}@people.example`, kind: "nominated-person", scopes: ["reviews"] } });
    const statuses: number[] = [];
    for (let turn = 0; turn < 11; turn += 1) statuses.push((await invite("one", turn)).status);
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 201), 429]);
    expect((await invite("two", 0)).status).toBe(201);
  });
});

describe("whoever is not signed in", () => {
  let clock: number;
  let get: ReturnType<typeof publicFunction>;
  beforeEach(() => {
    clock = START;
    get = publicFunction(table, () => clock);
  });
  /** How many of so many requests are answered before one is slowed. */
  const answered = async (most: number, ask: (turn: number) => ReturnType<typeof get>) => {
    for (let turn = 0; turn < most; turn += 1) if ((await ask(turn)).status === 429) return turn;
    return most;
  };

  it("is one network however many addresses of it they use", async () => {
    const { call } = accountFunctions(table, { now: () => START });
    const statuses = new Set<number>();
    for (let turn = 0; turn < 121; turn += 1) statuses.add((await call("/sign-in/start?as=person", { address: `2001:db8:7:7::${turn.toString(16)}` })).status);
    expect(statuses).toContain(429);
    expect((await call("/sign-in/start?as=person", { address: "2001:db8:7:8::1" })).status).not.toBe(429);
  });
  it("searches without pause until they are slowed, and is told for how long, on a plain page", async () => {
    const address = "2001:db8:1:1::5";
    expect(await answered(700, (turn) => get(`/api/search?near=nowhere-${turn % 7}`, {}, address))).toBe(600);
    const page = await get("/search?near=nowhere", {}, address);
    expect([page.status, Number(page.headers["retry-after"]) > 0]).toEqual([429, true]);
    expect(page.body).toContain("try again");
    expect((await get("/search?near=nowhere", {}, "2001:db8:1:2::5")).status).toBe(404);
    clock += Number(page.headers["retry-after"]) * 1000;
    expect((await get("/search?near=nowhere", {}, address)).status).toBe(404);
  });
  it("is slowed soon where they take the list page after page, and can search all the same", async () => {
    const address = "192.0.2.30";
    expect(await answered(100, (turn) => get(`/api/search?near=nowhere&cursor=page-${turn}`, {}, address))).toBe(60);
    expect((await get("/search?near=nowhere", {}, address)).status).toBe(404);
  });
  it("is slowed where they take one listing after another", async () => {
    expect(await answered(700, (turn) => get(`/api/listings/none-${turn}`, {}, "192.0.2.31"))).toBe(600);
  });
  it("is no wall for a library: forty people behind one address search six times a minute, and look at what they find", async () => {
    let slowed = 0;
    for (let minute = 0; minute < 4; minute += 1) {
      for (let turn = 0; turn < 240; turn += 1) {
        if ((await get("/api/search?near=nowhere", {}, "192.0.2.32")).status === 429) slowed += 1;
        if (turn % 24 === 0 && (await get("/api/search?near=nowhere&cursor=next", {}, "192.0.2.32")).status === 429) slowed += 1;
        clock += 250;
      }
    }
    expect(slowed).toBe(0);
  });
});
