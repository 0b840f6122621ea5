import { beforeEach, describe, expect, it } from "vitest";
import { dynamoCaseStore, dynamoDueCases } from "../../functions/balances/store/dynamo-case-store.ts";
import { sweepCases } from "../../functions/balances/use-cases/sweep-cases.ts";
import { tellProviders } from "../../functions/balances/use-cases/tell-providers.ts";
import { daysAfter } from "../../shared/domain/time.ts";
import { templates } from "../../shared/notices/templates.ts";
import { anAccount, stored } from "../support/accounts.ts";
import { ABOUT, aFinding, aResult, RULES } from "../support/balance-cases.ts";
import { CASE, type CaseScene, caseScene, LIST, mainOf, QUESTION } from "../support/case-scene.ts";
import { COUNCIL } from "../support/councils.ts";
import { anArrangement, storedCases } from "../support/vetting.ts";

// From what a check found to an answer, with everybody in between.

let scene: CaseScene;
beforeEach(async () => {
  scene = await caseScene();
});

describe("a question about a balance", () => {
  it("is sent the day after by itself, to the person and whoever looks after the money, and to nobody else; once, however often it is swept", async () => {
    await scene.known();
    expect([await scene.give(aResult(3)), await scene.give(aResult(3))]).toEqual(["open", "nothing"]);
    expect([(await scene.sweep()).done, await scene.state()]).toEqual([0, "found"]);
    expect(mainOf((await scene.call(QUESTION, { as: "rosemary" })).body)).toContain("There is no question at the moment");
    scene.at("2026-04-01");
    expect([await scene.sweep(), await scene.sweep()]).toEqual([
      { due: 1, done: 1 },
      { due: 0, done: 0 },
    ]);
    expect([await scene.notices("rosemary"), await scene.notices("nadia"), await scene.notices("clara")]).toEqual([
      ["balance-question"],
      ["balance-question"],
      [],
    ]);
    scene.at("2026-04-15");
    await scene.sweep();
    await scene.sweep();
    expect(await scene.notices("rosemary")).toEqual(["balance-reminder", "balance-question"]);
    scene.at("2026-04-22");
    await scene.sweep();
    expect([(await scene.read()).body.question?.callDueOn, await scene.notices("rosemary")]).toEqual(["2026-04-22", ["balance-reminder", "balance-question"]]);
  });
  it("shows its sum line by line, and is answered on one page; a person who cannot find support is led to a request", async () => {
    await scene.known();
    await scene.answered("could-not-find-provider");
    const page = mainOf((await scene.call(QUESTION, { as: "rosemary" })).body);
    for (const words of ["£1,500.00", "-£800.00", "£700.00", "I could not find anyone to give the support", 'href="/people/me/requests/new"'])
      expect(page).toContain(words);
    expect(page).not.toMatch(/excess|misuse|clawback|fraud/i);
    expect((await scene.read()).body.answers.map(({ code, way, by }) => [code, way, by])).toEqual([["could-not-find-provider", "online", "rosemary"]]);
  });
  it("is answered by whoever looks after the money, and not seen by whoever may only look for support", async () => {
    await scene.known();
    await scene.give(aResult(3));
    scene.at("2026-04-01");
    await scene.sweep();
    const path = "/people/rosemary/balance/question";
    expect([(await scene.say("nadia", { code: "saving", amount: "200" }, path)).status, (await scene.call(path, { as: "clara" })).status]).toEqual([303, 404]);
    expect((await scene.read()).body).toMatchObject({
      state: "answered",
      review: { why: "plan", by: "system" },
      answers: [{ code: "saving", pence: 20_000, by: "nadia" }],
    });
  });
  it("about contributions leads step by step to a reminder, a call and a review, each once, and to nothing that stops support", async () => {
    await scene.known();
    const missed = aResult(3, { balance: 1000, findings: [aFinding("contribution-missed", 9000)] });
    await scene.give(missed);
    const swept = async (day: string) => {
      scene.at(day);
      await scene.sweep();
      await scene.sweep();
      return (await scene.read()).body.ladder?.map(({ step: one }) => one) ?? [];
    };
    expect(await swept("2026-04-01")).toEqual([]);
    scene.at("2026-04-08");
    expect((await scene.say("rosemary", { code: "other", words: "I am waiting for my bank" })).status).toBe(303);
    const [reminder, call, review] = RULES.contribution.ladder.map(({ afterWeeks }) => daysAfter(missed.measuredOn, afterWeeks * 7));
    if (!reminder || !call || !review) throw new Error("Not three steps");
    expect([await swept(daysAfter(reminder, -1)), await swept(reminder)]).toEqual([[], ["reminder"]]);
    expect(await scene.notices("rosemary")).toEqual(["balance-contribution", "balance-question"]);
    expect([await swept(daysAfter(call, -1)), await swept(call)]).toEqual([["reminder"], ["reminder", "call"]]);
    expect([await swept(daysAfter(review, -1)), await swept(review)]).toEqual([
      ["reminder", "call"],
      ["reminder", "call", "review"],
    ]);
    expect(await swept(daysAfter(review, 200))).toEqual(["reminder", "call", "review"]);
    expect((await scene.read()).body).toMatchObject({ state: "answered", question: { callDueOn: call }, review: { why: "plan", by: "system:balance-sweep" } });
  });
  it("about contributions takes no step where its person cannot decide, is left in peace, or cannot be reached", async () => {
    await scene.known({ capacity: "no" });
    await scene.give(aResult(3, { balance: 150_000, findings: [aFinding("contribution-missed", 9000), aFinding("excess", 70_000)] }));
    scene.at("2026-04-01");
    await scene.sweep();
    expect(await scene.state()).toBe("question-sent");
    await scene.made("finn", "record-call", { reached: "yes" });
    for (const days of [28, 60, 90, 140]) {
      scene.at(daysAfter("2026-04-01", days));
      await scene.sweep();
    }
    expect((await scene.read()).body.ladder).toBeUndefined();
  });
  it("about contributions is told to whoever gives support, in neutral words and once, where its person chose that they hear it; a choice is taken back at once", async () => {
    const late = "/people/me/balance/late-payments";
    await scene.known();
    const support = (id: string, provider: string, more: object = {}) => ({
      entity: "arrangement" as const,
      after: { ...anArrangement(id, "rosemary"), provider, startedOn: "2026-01-05", ...more },
      action: "test",
    });
    for (const id of ["percy", "petra", "olga"])
      await stored(scene.functions.accounts, {
        entity: "account",
        after: anAccount({ id, email: `${id}@people.example`, grants: [{ role: "provider" }] }),
        action: "test",
      });
    await storedCases(
      scene.functions.accounts,
      ...[support("arr-1", "percy"), support("arr-2", "percy"), support("arr-3", "petra"), support("arr-4", "olga", { lastDay: "2026-03-01" })],
    );
    const choose = async (as: string, form: Readonly<Record<string, string>>, path = late) => {
      const version = /name="version" value="(\d+)"/.exec((await scene.call(path, { as })).body)?.[1];
      return (await scene.call(path, { as, form: { ...(version === undefined ? {} : { version }), ...form } })).status;
    };
    const told = async () => Promise.all(["percy", "petra", "olga"].map((id) => scene.notices(id)));
    const missed = aResult(3, { balance: 1000, findings: [aFinding("contribution-missed", 9000)] });
    const [first = 0] = RULES.contribution.ladder.map(({ afterWeeks }) => afterWeeks);
    const reminder = daysAfter(missed.measuredOn, first * 7);
    await scene.give(missed);
    scene.at("2026-04-01");
    await scene.sweep();
    expect((await scene.call(QUESTION, { as: "rosemary" })).body).toContain(`href="${late}"`);
    expect([await choose("rosemary", {}), await choose("clara", { hears: "yes" }, "/people/rosemary/balance/late-payments")]).toEqual([400, 404]);
    expect([await choose("rosemary", { hears: "yes" }), await choose("nadia", { hears: "no" }, "/people/rosemary/balance/late-payments")]).toEqual([303, 303]);
    expect((await scene.call(late, { as: "rosemary", form: { version: "1", hears: "yes" } })).status).toBe(412);
    scene.at("2026-04-08");
    expect((await scene.say("rosemary", { code: "other", words: "I am waiting for my bank" })).status).toBe(303);
    scene.at(reminder);
    // What was said last counts.
    const before = (await scene.read()).version;
    expect(await choose("rosemary", { hears: "yes" })).toBe(303);
    expect(mainOf((await scene.call(late, { as: "rosemary" })).body)).toContain("You said yes");
    await scene.sweep();
    await scene.sweep();
    expect([(await scene.read()).version - before, await told()]).toEqual([1, [["payment-may-be-late"], ["payment-may-be-late"], []]]);
    // Stopped before the step was noted, and made again: nobody hears it twice.
    expect(await tellProviders(scene.deps("balanceSweep"))((await scene.read()).body, scene.clock.at)).toBe(0);
    for (const { body } of templates.filter(({ code }) => code === "payment-may-be-late"))
      expect(body).not.toMatch(/£|\bowe|debt|balance|arrears|contribution|missing/i);
  });
  it("about contributions is told to nobody without a choice, after a no, of somebody who cannot decide, or whose support ended", async () => {
    for (const [hears, dated] of [
      [undefined, {}],
      [["yes", "no"], {}],
      [["yes"], { capacity: "no" }],
    ] as const) {
      const other = await caseScene();
      await other.known(dated);
      await stored(other.functions.accounts, { entity: "account", after: anAccount({ id: "percy", email: "percy@people.example" }), action: "test" });
      await storedCases(other.functions.accounts, {
        ...{ entity: "arrangement", after: { ...anArrangement("arr-1", "rosemary"), provider: "percy", startedOn: "2026-01-05" }, action: "test" },
      });
      for (const [index, said] of (hears ?? []).entries())
        await other.call("/people/rosemary/balance/late-payments", { as: "nadia", form: { ...(index === 0 ? {} : { version: String(index) }), hears: said } });
      await other.give(aResult(3, { balance: 150_000, findings: [aFinding("contribution-missed", 9000), aFinding("excess", 70_000)] }));
      for (const day of ["2026-04-01", "2026-05-10", "2026-06-20"]) {
        other.at(day);
        await other.sweep();
        if (day === "2026-04-01") expect((await other.say("nadia", { code: "other", words: "My bank" }, "/people/rosemary/balance/question")).status).toBe(303);
      }
      // The step was made where its person can decide, and nobody else heard of it.
      const steps = (await other.read()).body.ladder?.map(({ step }) => step) ?? [];
      expect([hears, steps.includes("reminder"), await other.notices("percy")]).toEqual([hears, !("capacity" in dated), []]);
    }
  });
  it("says in words what is wrong with an answer", async () => {
    await scene.known();
    await scene.give(aResult(3));
    scene.at("2026-04-01");
    await scene.sweep();
    for (const [form, words] of [
      [{}, "Choose the main reason"],
      [{ code: "saving", amount: "a lot" }, `<a href="#amount">Enter an amount in pounds`],
      [{ code: "other" }, "Tell us more"],
    ] as const) {
      const { status, body } = await scene.say("rosemary", form);
      expect([status, body.includes(words)]).toEqual([400, true]);
    }
  });
  it("is not sent to whom it is withheld from, who see no page of it", async () => {
    await scene.known();
    await scene.give(aResult(3));
    const nextPages = [`${LIST}?after=`, `${LIST}?by=amount&after=${"x".repeat(2000)}`];
    for (const path of nextPages) expect((await scene.call(path, { as: "finn" })).status).toBe(200);
    await scene.made("finn", "withhold", { withheldFrom: "nadia" });
    scene.at("2026-04-01");
    await scene.sweep();
    expect([await scene.notices("rosemary"), await scene.notices("nadia")]).toEqual([["balance-question"], []]);
    expect(mainOf((await scene.call("/people/rosemary/balance/question", { as: "nadia" })).body)).toContain("There is no question at the moment");
    expect((await scene.say("nadia", { code: "saving" }, "/people/rosemary/balance/question")).status).toBe(404);
  });
  it("tells its person nothing, not even by their own trail, where it is withheld from them", async () => {
    await scene.known();
    await scene.give(aResult(3));
    const looks = async () => {
      const account = await scene.functions.accounts.store.account("rosemary");
      return (account ? await scene.functions.accounts.store.trail("account", account.body) : []).filter(({ action }) => action.startsWith("looked:")).length;
    };
    await scene.made("finn", "withhold", { withheldFrom: "rosemary" });
    const before = await looks();
    expect((await scene.call(CASE, { as: "gita" })).status).toBe(200);
    scene.at("2026-04-01");
    await scene.sweep();
    expect([(await looks()) - before, await scene.notices("rosemary"), await scene.notices("nadia")]).toEqual([0, [], ["balance-question"]]);
    expect((await scene.functions.accounts.dataSubject.personalDataOf("rosemary"))["balance-case"]).toEqual([]);
    const trail = await dynamoCaseStore(scene.table.table).trail((await scene.read()).body);
    expect(trail.map(({ action }) => action)).toContain("looked:balance-case:read");
  });
  it("goes with the finding: a revision that says there was nothing withdraws it once", async () => {
    await scene.known();
    await scene.give(aResult(3));
    scene.at("2026-04-01");
    await scene.sweep();
    const nothing = aResult(3, { balance: 50_000 });
    scene.at("2026-04-02");
    expect([await scene.give(nothing, 2), await scene.give(nothing, 2)]).toEqual(["withdraw", "nothing"]);
    expect([await scene.notices("rosemary"), await scene.state()]).toEqual([["balance-withdrawn", "balance-question"], "closed"]);
    expect((await scene.call(CASE, { as: "finn" })).status).toBe(404);
  });
  it("waits while the person is in hospital, and goes on when they are home", async () => {
    await scene.known({ whereabouts: "hospital" });
    await scene.give(aResult(3));
    scene.at("2026-04-01");
    expect([(await scene.sweep()).done, await scene.state(), (await scene.read()).body.nextOn]).toEqual([1, "found", "2026-04-02"]);
    expect(await scene.notices("rosemary")).toEqual([]);
  });
  it("is nobody's to answer by Trellis where the person has no account: an officer sends it by hand", async () => {
    await scene.known();
    await scene.give(aResult(3), 1, { ...ABOUT, owner: undefined });
    scene.at("2026-04-01");
    await scene.sweep();
    expect([await scene.state(), (await scene.read()).body.nextOn]).toEqual(["found", undefined]);
    expect((await scene.step("finn", "send-question", { way: "online" })).status).toBe(422);
    await scene.made("finn", "send-question", { way: "letter" });
    expect((await scene.read()).body.question?.way).toBe("letter");
    await scene.call(CASE, { as: "finn" });
    const trail = await dynamoCaseStore(scene.table.table).trail((await scene.read()).body);
    expect(trail.map(({ action }) => action)).toEqual(["balance:open", "balance:look", "balance:send-question", "looked:balance-case:read"]);
    // Nobody would hear a reminder: somebody calls on its day, once.
    for (const day of ["2026-04-14", "2026-04-15", "2026-04-16"]) {
      scene.at(day);
      await scene.sweep();
    }
    const { question, history } = (await scene.read()).body;
    expect([question?.callDueOn, question?.reminders, history.map(({ move }) => move)]).toEqual(["2026-04-15", 1, ["open", "send-question", "call-due"]]);
    expect((await scene.call(`${LIST}?todo=call`, { as: "finn" })).body).toContain(CASE);
  });
  it("does not count as sent where messages do not arrive, and is followed by a call where they arrive no more", async () => {
    await scene.known();
    await scene.give(aResult(3));
    const sweptBy = async (day: string, failing: (account: string) => boolean) => {
      scene.at(day);
      const deps = { ...scene.deps("balanceSweep"), failing: async ({ id }: { id: string }) => (failing(id) ? (["email"] as const) : []) };
      await sweepCases(deps, dynamoDueCases(scene.table.tableOf("balanceSweep")), scene.clock.at);
      const { state, question } = (await scene.read()).body;
      return [state, question?.reminders, question?.callDueOn];
    };
    expect(await sweptBy("2026-04-01", () => true)).toEqual(["found", undefined, undefined]);
    scene.at("2026-04-02");
    expect(mainOf((await scene.call(`${LIST}?todo=send-by-hand`, { as: "finn" })).body)).toContain(CASE);
    // One of them is reached: that is enough.
    await scene.made("finn", "send-question", { way: "online" });
    expect(await sweptBy("2026-04-16", (id) => id === "rosemary")).toEqual(["question-sent", 1, undefined]);
    const other = await caseScene();
    await other.known({ capacity: "no" });
    await other.give(aResult(3));
    other.at("2026-04-01");
    await other.sweep();
    other.at("2026-04-15");
    const nobody = { ...other.deps("balanceSweep"), actingFor: async () => [] };
    await sweepCases(nobody, dynamoDueCases(other.table.tableOf("balanceSweep")), other.clock.at);
    expect([(await other.read()).body.question, await other.notices("rosemary")]).toMatchObject([
      { reminders: 1, callDueOn: "2026-04-15" },
      ["balance-question"],
    ]);
  });
  it("does not go to somebody who cannot decide, unless someone acts for them", async () => {
    await scene.known({ capacity: "no" });
    await scene.give({ ...aResult(3), account: "card-9" }, 1, { ...ABOUT, owner: "clara" });
    await scene.give(aResult(3));
    scene.at("2026-04-01");
    await scene.sweep();
    expect([(await scene.read("card-9.1")).body.state, await scene.state(), await scene.notices("clara"), await scene.notices("nadia")]).toEqual([
      "found",
      "question-sent",
      [],
      ["balance-question"],
    ]);
  });
  it("is swept by two at the same moment, and sent once", async () => {
    await scene.known();
    await scene.give(aResult(3));
    scene.at("2026-04-01");
    const both = await Promise.all([scene.sweep(), scene.sweep()]);
    expect([both.reduce((sum, { done }) => sum + done, 0), await scene.notices("rosemary")]).toEqual([1, ["balance-question"]]);
    expect((await scene.read()).body.history.map(({ move }) => move)).toEqual(["open", "send-question"]);
  });
  it("comes of two checks at the same moment once", async () => {
    await scene.known();
    const both = await Promise.all([scene.give(aResult(3)), scene.give(aResult(4))]);
    expect([both.toSorted(), (await dynamoCaseStore(scene.table.table).byAge(COUNCIL)).records.length]).toEqual([["absorb", "open"], 1]);
  });
});
