import { beforeEach, describe, expect, it } from "vitest";
import { anAccount, stored } from "../support/accounts.ts";
import { ABOUT, aFinding, aResult } from "../support/balance-cases.ts";
import { CASE, type CaseScene, caseScene, LIST, mainOf, PROPOSAL, QUESTION } from "../support/case-scene.ts";
import { OTHER_COUNCIL } from "../support/councils.ts";

// What finance officers do about a question: from the list to money that is asked back, and what is held of it.

let scene: CaseScene;
beforeEach(async () => {
  scene = await caseScene();
});

describe("finance officers", () => {
  it("see open questions of their council by age and by amount, page by page; nobody else does, and each look is on the person's trail", async () => {
    await scene.known();
    for (let n = 1; n <= 52; n += 1) {
      scene.at(n === 52 ? "2026-04-02" : "2026-03-31");
      await scene.give({ ...aResult(3, { findings: [aFinding("excess", n * 100)] }), account: `card-${n}` }, 1, {
        ...ABOUT,
        owner: n === 1 ? "rosemary" : undefined,
      });
    }
    const idsOn = (html: string) => [...html.matchAll(/href="\/balance-cases\/(card-\d+)\.1"/g)].map(([, id]) => id);
    const [byAge, byAmount] = [(await scene.call(LIST, { as: "finn" })).body, (await scene.call(`${LIST}?by=amount`, { as: "finn" })).body];
    expect([idsOn(byAge).length, idsOn(byAmount).length, idsOn(byAmount)[0], idsOn(byAmount)[49]]).toEqual([50, 50, "card-52", "card-3"]);
    const next = (html: string) => /href="([^"]*after=[^"]*)"/.exec(html)?.[1]?.replaceAll("&amp;", "&") ?? "";
    expect(idsOn((await scene.call(next(byAmount), { as: "finn" })).body)).toEqual(["card-2", "card-1"]);
    expect(idsOn((await scene.call(next(byAge), { as: "finn" })).body).at(-1)).toBe("card-52");
    for (const [as, status] of [
      ["ruth", 403],
      ["rosemary", 403],
    ] as const)
      expect((await scene.call(LIST, { as })).status).toBe(status);
    expect((await scene.call(CASE, { as: "olive", throughCouncil: OTHER_COUNCIL })).status).toBe(404);
    expect((await scene.call(CASE, { as: "finn" })).status).toBe(200);
    const trail = await scene.functions.accounts.store.trail(
      "account",
      (await scene.functions.accounts.store.account("rosemary"))?.body ?? anAccount({ id: "none" }),
    );
    expect(trail.at(-1)).toMatchObject({ action: "looked:balance-case:read", actor: { subject: "finn" } });
  });
  it("see those alone that need one thing, however many others there are, and keep that choice from page to page and order to order", async () => {
    await scene.known();
    scene.at("2026-03-31");
    for (let n = 1; n <= 60; n += 1) {
      const code = n % 20 === 0 ? "no-spend" : "excess";
      await scene.give({ ...aResult(3, { findings: [aFinding(code, n * 100)] }), account: `card-${n}` }, 1, { ...ABOUT, owner: undefined });
    }
    const idsOn = (html: string) => [...html.matchAll(/href="\/balance-cases\/(card-\d+)\.1"/g)].map(([, id]) => id).sort();
    const shown = async (query: string) => (await scene.call(`${LIST}?${query}`, { as: "finn" })).body;
    const calls = await shown("todo=welfare-call");
    expect(idsOn(calls)).toEqual(["card-20", "card-40", "card-60"]);
    expect(calls).not.toContain("Next page");
    expect(calls).toContain('href="/councils/E10000018/balance-cases?by=amount&amp;todo=welfare-call"');
    expect(idsOn(await shown("by=amount&todo=welfare-call"))).toEqual(["card-20", "card-40", "card-60"]);
    expect(await shown("todo=approve")).toContain("There is nothing of this to do on this page.");
    expect(idsOn(await shown("todo=nonsense")).length).toBe(50);
  });
  it("are offered a step alone that has something to do: no clock to start that runs, no review to record that nobody asked for, no silence before its time", async () => {
    await scene.known();
    await scene.give(aResult(3));
    scene.at("2026-04-01");
    await scene.sweep();
    const offered = async () => {
      const { body } = await scene.call(CASE, { as: "finn" });
      return ["resume-clock", "record-review", "no-answer", "stop-clock"].filter((move) => body.includes(`href="${CASE}/moves/${move}"`));
    };
    expect(await offered()).toEqual(["stop-clock"]);
    await scene.made("finn", "request-review", { review: "plan" });
    await scene.made("finn", "stop-clock", { stop: "returned-post" });
    expect(await offered()).toEqual(["resume-clock", "record-review", "stop-clock"]);
    await scene.made("finn", "record-review");
    await scene.made("finn", "resume-clock", { stop: "returned-post" });
    scene.at("2026-05-05");
    expect(await offered()).toEqual(["stop-clock"]);
    await scene.made("finn", "record-call", { reached: "no" });
    expect(await offered()).toEqual(["no-answer", "stop-clock"]);
  });
  it("take money back only as two, after the notice, and only what the account can spare at that moment", async () => {
    await scene.known();
    await scene.answered();
    scene.at("2026-04-29");
    await scene.made("finn", "propose", PROPOSAL);
    for (const who of ["finn", "gita-too"]) expect((await scene.call(`${CASE}/moves/approve`, { as: who })).status).toBe(422);
    scene.at("2026-04-30");
    await scene.made("gita", "approve", { way: "online", format: "standard" });
    expect([(await scene.notices("rosemary"))[0], (await scene.notices("nadia"))[0]]).toEqual(["balance-recoup", "balance-recoup"]);
    const page = mainOf((await scene.call(QUESTION, { as: "rosemary" })).body);
    for (const words of ["£600.00", "28 May 2026", "Care Act 2014", "Challenge this"]) expect(page).toContain(words);
    scene.at("2026-05-27");
    const early = await scene.step("gita", "take", { amount: "600", balance: "1500" });
    expect([early.status, early.body.includes("The days of notice are not over yet")]).toEqual([422, true]);
    scene.at("2026-05-28");
    const stays = async (balance: string) => {
      const { status, body } = await scene.step("gita", "take", { amount: "600", balance });
      return [status, /Too little would stay on the account|Wait for the next check/.exec(body)?.[0]];
    };
    // Of an account of which nothing is known nobody can say what must stay.
    expect(await stays("1400")).toEqual([422, "Wait for the next check"]);
    await scene.knows();
    expect(await stays("1399.99")).toEqual([422, "Too little would stay on the account"]);
    // The check was a month ago, and a request for support was published since.
    const request = {
      id: "req-1.1",
      kind: "open-request",
      pence: 5000,
      from: "2026-05-20",
      until: "2026-07-20",
      learnedAt: "2026-05-20T09:00:00.000Z",
    } as const;
    await scene.knows({ setAside: [{ ...request, request: "req-1", purpose: "Support that is being looked for" }] });
    expect([await stays("1400"), await stays("1449.99")]).toEqual(Array.from({ length: 2 }, () => [422, "Too little would stay on the account"]));
    await scene.made("gita", "take", { amount: "600", balance: "1450" });
    expect((await scene.read()).body).toMatchObject({ state: "closed", outcome: "recouped", proposal: { taken: [{ pence: 60_000, by: "gita" }] } });
  });
  it("cannot propose without a clause that was signed", async () => {
    await scene.known({ agreement: { kind: "recipient", version: "2019", signedOn: "2019-12-01", surplusClause: false } });
    await scene.answered();
    scene.at("2026-04-29");
    const { status, body } = await scene.step("finn", "propose", PROPOSAL);
    expect([status, body.includes("The agreement has no clause that allows this")]).toEqual([422, true]);
  });
  it("hand a challenge to a third, and nothing is taken until then", async () => {
    await scene.known();
    await scene.approved();
    scene.at("2026-05-10");
    expect((await scene.call(QUESTION, { as: "rosemary", form: { step: "challenge", words: "" } })).status).toBe(400);
    expect((await scene.call(QUESTION, { as: "rosemary", form: { step: "challenge", words: "It is for my holiday" } })).status).toBe(303);
    scene.at("2026-05-28");
    for (const who of ["finn", "gita"]) expect((await scene.step(who, "uphold")).status).toBe(422);
    expect((await scene.step("gita", "take", { amount: "600", balance: "1500" })).status).toBe(422);
    await scene.made("hana", "uphold");
    expect((await scene.notices("rosemary"))[0]).toBe("balance-upheld");
    expect((await scene.step("gita", "take", { amount: "600", balance: "1500" })).status).toBe(422);
    expect(mainOf((await scene.call(QUESTION, { as: "rosemary" })).body)).toContain("15 June 2026");
  });
  it("cannot give a notice in a format that somebody cannot read", async () => {
    await scene.known();
    await scene.answered();
    const account = await scene.functions.accounts.store.account("rosemary");
    if (!account) throw new Error("No account");
    await stored(scene.functions.accounts, {
      entity: "account",
      before: account,
      after: { ...account.body, email: undefined, phone: "07700 900111", notices: { channel: "sms", format: "easy-read", language: "en" } },
      action: "test",
    });
    scene.at("2026-04-29");
    await scene.made("finn", "propose", PROPOSAL);
    const refused = await scene.step("gita", "approve", { way: "online", format: "easy-read" });
    expect([refused.status, refused.body.includes("We have no text in the format they need")]).toEqual([422, true]);
    const other = await scene.step("gita", "approve", { way: "letter", format: "standard" });
    expect([other.status, other.body.includes("They need another format")]).toEqual([422, true]);
    // A notice is in writing, whoever gives it.
    expect((await scene.step("gita", "approve", { way: "phone", format: "easy-read" })).status).toBe(400);
    await scene.made("gita", "approve", { way: "letter", format: "easy-read" });
    expect((await scene.read()).body.proposal?.notice).toMatchObject({ way: "letter", format: "easy-read" });
  });
  it("give a notice by hand to whoever acts for the estate after a death: nobody writes to the person, or to who acted for them", async () => {
    await scene.known();
    await scene.answered();
    scene.at("2026-04-29");
    await scene.made("finn", "propose", PROPOSAL);
    await scene.said({ diedOn: "2026-04-28" });
    for (const who of ["finn", "hana"]) expect((await scene.step(who, "approve", { way: "online", format: "standard" })).status).toBe(422);
    await scene.made("finn", "stop-clock", { stop: "returned-post" });
    for (const stop of ["bereavement", "returned-post"]) await scene.made("finn", "resume-clock", { stop });
    const before = [await scene.notices("rosemary"), await scene.notices("nadia")];
    const online = await scene.step("gita", "approve", { way: "online", format: "standard" });
    expect([online.status, online.body.includes("Our messages do not reach anyone here")]).toEqual([422, true]);
    await scene.made("gita", "approve", { way: "letter", format: "standard" });
    await scene.made("finn", "stop-clock", { stop: "returned-post" });
    await scene.made("finn", "resume-clock", { stop: "returned-post" });
    expect([await scene.notices("rosemary"), await scene.notices("nadia")]).toEqual(before);
  });
  it("close with the day from which the same can be asked again, and every step has a page", async () => {
    await scene.known();
    await scene.answered();
    for (const move of ["record-call", "answer", "request-review", "propose", "stop-clock", "withhold", "close"]) {
      const { status, body } = await scene.call(`${CASE}/moves/${move}`, { as: "finn" });
      expect([move, status, body.includes("<form")]).toEqual([move, 200, true]);
    }
    const undated = await scene.step("finn", "close", { outcome: "explained" });
    expect([undated.status, undated.body.includes('href="#quietUntil-day"')]).toEqual([400, true]);
    const somehow = await scene.step("finn", "answer", { code: "saving" });
    expect([somehow.status, somehow.body.includes('<a href="#way">Choose how')]).toEqual([400, true]);
    const silent = await scene.call(`${CASE}/moves/record-call`, { as: "finn", form: { version: String((await scene.read()).version), reached: "yes" } });
    expect([silent.status, silent.body.includes("Answer ‘Who did you talk to, and how are they?’")]).toEqual([400, true]);
    await scene.made("finn", "close", { outcome: "explained", "quietUntil-day": "1", "quietUntil-month": "12", "quietUntil-year": "2026" });
    expect([(await scene.notices("rosemary"))[0], await scene.give(aResult(5))]).toEqual(["balance-closed", "nothing"]);
    scene.at("2026-12-30");
    expect(await scene.give(aResult(12))).toBe("open");
    expect((await scene.read("card-1.2")).body.number).toBe(2);
  });
});

describe("what is held", () => {
  it("is given to its person without who worked on it, and loses their words and the link when they leave", async () => {
    await scene.known();
    await scene.give(aResult(3));
    scene.at("2026-04-01");
    await scene.sweep();
    await scene.say("rosemary", { code: "other", words: "My private reason" });
    await scene.made("finn", "withhold", { withheldFrom: "nadia" });
    const held = JSON.stringify((await scene.functions.accounts.dataSubject.personalDataOf("rosemary"))["balance-case"]);
    expect([held.includes("My private reason"), held.includes("finn"), held.includes("nadia")]).toEqual([true, false, false]);
    await scene.functions.accounts.dataSubject.endForErasure("rosemary", {
      actor: { subject: "system:test", role: "system" },
      at: scene.clock.at,
      requestId: "test",
    });
    const { body } = await scene.read();
    expect([body.owner, JSON.stringify(body).includes("My private reason")]).toEqual([undefined, false]);
  });
});
