import * as fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { dynamoPeopleStore } from "../../functions/accounts/store/dynamo-people-store.ts";
import type { Invitation } from "../../functions/reviews/rules/invitation.ts";
import { dynamoInvitationStore } from "../../functions/reviews/store/dynamo-invitation-store.ts";
import { dynamoDueReviews, dynamoReviewStore } from "../../functions/reviews/store/dynamo-review-store.ts";
import { linkContext, newKeyTo, saveAnswer, stopInvitation } from "../../functions/reviews/use-cases/answer-form.ts";
import { planReviews } from "../../functions/reviews/use-cases/plan-reviews.ts";
import { daysAfter } from "../../shared/domain/time.ts";
import { aDelegation, anAccount, stored } from "../support/accounts.ts";
import { noon } from "../support/balance-cases.ts";
import { planDeps } from "../support/review-plan.ts";
import { aReview } from "../support/reviews.ts";
import { runs } from "../support/runs.ts";
import { sweptUntil } from "../support/swept-until.ts";
import { aTable } from "../support/tables.ts";
import { storedCases } from "../support/vetting.ts";

const OPEN = "2026-11-01";
const FORM = "2026-11-08";

/** A table on which reviews of these people open on 1 November, and the job as it runs on a day. */
async function aPlan(...people: readonly { readonly id: string; readonly more?: object; readonly review?: object }[]) {
  const table = await aTable();
  const store = dynamoPeopleStore(table.table);
  await stored(
    { store },
    ...people.map(({ id, more }) => ({
      entity: "account" as const,
      after: anAccount({
        id,
        email: `${id}@people.example`,
        phone: "07700900001",
        notices: { channel: "email", format: "standard", language: "en", postalAddress: "1 High Street\nMelton Mowbray\nLE13 1GH" },
        ...more,
      }),
      action: "test",
    })),
  );
  for (const { id, review } of people) {
    const { openedOn: _, ...due } = aReview({
      id: `rcp-${id}`,
      owner: id,
      firstPaymentOn: "2026-08-30",
      targetOn: "2026-11-29",
      legalOn: "2027-02-27",
      nextOn: OPEN,
      lookedOn: "2026-10-31",
    });
    await storedCases(table, {
      entity: "review",
      after: {
        ...due,
        held: [{ id: "look", kind: "plan-check", on: "2026-10-20", completedAt: "2026-10-20T09:00:00.000Z", by: "ruth", heard: "person" }],
        ...review,
      },
      action: "test",
    });
  }
  await sweptUntil(dynamoDueReviews(table.table), "2026-10-31");
  const own = table.tableOf("reviewPlan");
  const run = (day: string) => planReviews(planDeps(own), noon(day));
  const until = async (day: string) => {
    for (let on = OPEN; on <= day; on = daysAfter(on, 1)) await run(on);
  };
  const invitations = dynamoInvitationStore(table.table);
  const of = async (id: string): Promise<Invitation> => (await invitations.invitation(`rv.${OPEN}.rcp-${id}`))?.body ?? expect.fail("not invited");
  const notices = async (id: string) =>
    (await store.noticesOf(id, noon("2026-12-31"))).map(({ code, template }) => `${code} ${template?.channel}`).toReversed();
  const review = async (id: string) => (await dynamoReviewStore(table.table).review(`rcp-${id}`))?.body;
  return { table, store, run, until, invitations, of, notices, review };
}

describe("an invitation to say how support is", () => {
  let plan: Awaited<ReturnType<typeof aPlan>>;
  beforeAll(async () => {
    plan = await aPlan({ id: "ada" }, { id: "bea", more: { email: undefined, phone: undefined, notices: undefined } });
  });

  it("is made with the review that opens, and told ahead; nobody has two, whoever runs the job and how often", async () => {
    await Promise.all([plan.run(OPEN), plan.run(OPEN)]);
    await plan.run(OPEN);
    expect(await plan.of("ada")).toMatchObject({ state: "planned", steps: [{ step: "notice", on: OPEN, way: "email" }], nextOn: FORM, until: "2026-12-20" });
    expect((await plan.review("ada"))?.invitedFor).toBe(OPEN);
    expect(await plan.notices("ada")).toEqual(["review-coming email"]);
  });
  it("sends the form after a week, a reminder with the form by another way after another, and once more; each once, and an officer phones in the end", async () => {
    for (let on = OPEN; on <= "2026-11-30"; on = daysAfter(on, 1)) await Promise.all([plan.run(on), plan.run(on)]);
    expect((await plan.of("ada")).steps).toEqual([
      { step: "notice", on: OPEN, way: "email" },
      { step: "form", on: FORM, way: "email" },
      { step: "reminder", on: "2026-11-15", way: "sms" },
      { step: "second-reminder", on: "2026-11-22", way: "letter" },
      { step: "call", on: "2026-11-29" },
    ]);
    expect(await plan.notices("ada")).toEqual(["review-coming email", "feedback-form email", "feedback-reminder sms", "feedback-reminder letter"]);
    expect(await plan.of("ada")).toMatchObject({ state: "open", callSince: "2026-11-29", until: "2026-12-20", nextOn: "2026-12-21" });
    expect((await plan.of("ada")).links).toHaveLength(6);
  });
  it("counts each form as a contact about the review, and the notice as none", async () => {
    expect((await plan.review("ada"))?.contacts.map(({ on, way, answered }) => [on, way, answered])).toEqual([
      [FORM, "email", false],
      ["2026-11-15", "sms", false],
      ["2026-11-22", "letter", false],
    ]);
  });
  it("of somebody nothing can be sent to is an officer's task at once, on the day of the form", async () => {
    expect(await plan.of("bea")).toMatchObject({
      state: "open",
      callSince: FORM,
      steps: [{ step: "notice" }, { step: "form", on: FORM }, { step: "reminder" }, { step: "second-reminder" }, { step: "call" }],
    });
    const { records } = await plan.invitations.calls((await plan.of("bea")).authority);
    expect(records.map(({ body }) => body.payment)).toEqual(["rcp-bea", "rcp-ada"]);
  });
  it("is over after its last day, and leaves the place to the next", async () => {
    await plan.run("2026-12-20");
    expect((await plan.invitations.openInvitation("ada"))?.body.state).toBe("open");
    await plan.run("2026-12-21");
    expect(await plan.of("ada")).toMatchObject({ state: "over", endedAt: "2026-12-21T12:00:00.000Z" });
    expect(await plan.of("ada")).not.toHaveProperty("callSince");
    expect(await plan.invitations.openInvitation("ada")).toBeUndefined();
  });
});

describe("nothing more is sent", () => {
  it("once somebody answered, on the phone or anywhere: not even the reminder of the next day", async () => {
    const plan = await aPlan({ id: "cy" });
    await plan.until("2026-11-14");
    const { id } = await plan.of("cy");
    const done = await saveAnswer({ store: dynamoReviewStore(plan.table.table), invitations: plan.invitations })(
      () => plan.invitations.invitation(id),
      { questions: ["by", "satisfied"], answer: { by: "self", satisfied: "4" }, finish: { form: "phone-1", channel: "phone" } },
      () => ({ actor: { subject: "ruth", role: "review-officer" }, at: noon("2026-11-14"), requestId: "r" }),
    );
    expect(done).toEqual({ ok: true, value: "finished" });
    for (const day of ["2026-11-15", "2026-11-22", "2026-11-29", "2026-12-25"]) await plan.run(day);
    expect(await plan.notices("cy")).toEqual(["review-coming email", "feedback-form email"]);
    expect(await plan.of("cy")).toMatchObject({ state: "answered", answeredOn: "2026-11-14", channel: "phone" });
    expect((await plan.review("cy"))?.contacts.at(-1)).toMatchObject({ on: "2026-11-14", way: "phone", answered: true, by: "ruth" });
  });
  it("once four contacts asked about the review, an officer's among them", async () => {
    const plan = await aPlan({ id: "di" });
    await plan.until(FORM);
    const before = await dynamoReviewStore(plan.table.table).review("rcp-di");
    if (!before) return expect.fail("no review");
    const contact = { on: FORM, way: "phone" as const, answered: false, by: "ruth" };
    await storedCases(plan.table, { entity: "review", before, after: { ...before.body, contacts: [...before.body.contacts, contact] }, action: "test" });
    for (const day of ["2026-11-15", "2026-11-22", "2026-11-29"]) await plan.run(day);
    expect((await plan.of("di")).steps.map(({ step }) => step)).toEqual(["notice", "form", "reminder", "second-reminder"]);
    expect(await plan.of("di")).not.toHaveProperty("callSince");
    expect((await plan.review("di"))?.contacts).toHaveLength(4);
  });
  it("once the review was held, the payment ended, or the account closed", async () => {
    const plan = await aPlan({ id: "ed" }, { id: "flo" }, { id: "gus" });
    await plan.until(FORM);
    const change = async (id: string, more: object, ...without: readonly string[]) => {
      const before = await dynamoReviewStore(plan.table.table).review(`rcp-${id}`);
      if (!before) return expect.fail("no review");
      const after: any = { ...before.body, ...more };
      for (const field of without) delete after[field];
      return storedCases(plan.table, { entity: "review", before, after, action: "test" });
    };
    await change("ed", {}, "openedOn");
    await change("flo", { endedOn: "2026-11-10" });
    await change("gus", { owner: undefined }, "owner");
    await plan.run("2026-11-15");
    expect((await plan.of("ed")).stopped).toEqual({ why: "held", on: "2026-11-15" });
    expect((await plan.of("flo")).stopped?.why).toBe("payment-ended");
    expect((await plan.of("gus")).stopped?.why).toBe("erased");
    for (const id of ["ed", "flo", "gus"]) expect(await plan.notices(id)).toHaveLength(2);
  });
  it("of forms, once somebody wants none: the notice of the review still goes", async () => {
    const plan = await aPlan({ id: "hal", review: { feedbackOff: "2026-09-01" } });
    await plan.until("2026-11-29");
    expect(await plan.notices("hal")).toEqual(["review-coming email"]);
    expect((await plan.of("hal")).stopped).toEqual({ why: "unsubscribed", on: FORM });
  });
});

describe("a form", () => {
  it("goes to whoever acts in reviews too, each by a link of their own, and to nobody who acts in money alone", async () => {
    const plan = await aPlan({ id: "ivy" });
    const account = (id: string) => ({ entity: "account" as const, after: anAccount({ id, email: `${id}@people.example` }), action: "test" });
    const acts = (delegate: string, scope: "reviews" | "money") => ({
      entity: "delegation" as const,
      after: aDelegation({ id: `of-${delegate}`, person: "ivy", delegate, kind: "nominated-person", scopes: [scope], from: "2026-01-01" }),
      action: "test",
    });
    await stored(plan, account("nad"), account("cla"), acts("nad", "reviews"), acts("cla", "money"));
    await plan.until(FORM);
    expect(await plan.notices("nad")).toEqual(["review-coming email", "feedback-form email"]);
    expect(await plan.notices("cla")).toEqual([]);
    expect((await plan.of("ivy")).links).toHaveLength(4);
  });
  it("is not lost where writing fails: it goes with the next run, once", async () => {
    const plan = await aPlan({ id: "jo" });
    await plan.until("2026-11-07");
    const own = planDeps(plan.table.tableOf("reviewPlan"));
    let fails = 1;
    const store: typeof own.store = {
      ...own.store,
      commit: async (...given) => {
        if (given[1].some(({ action }) => action === "feedback:form") && fails > 0) {
          fails -= 1;
          throw new Error("The connection was lost");
        }
        return own.store.commit(...given);
      },
    };
    await expect(planReviews({ ...own, store }, noon(FORM))).rejects.toThrow("The connection was lost");
    expect(await plan.notices("jo")).toEqual(["review-coming email"]);
    await plan.run(FORM);
    await plan.run("2026-11-09");
    expect(await plan.notices("jo")).toEqual(["review-coming email", "feedback-form email"]);
  });
  it("asks why support ended, which is a form by itself while no other is open", async () => {
    const support = [
      { arrangement: "arr-1", name: "Pat", from: "2026-09-01", to: "2026-10-31", isAssistant: true, isOut: false },
      { arrangement: "arr-2", name: "Lee", from: "2026-09-01", isAssistant: true, isOut: false },
    ];
    const held = [{ id: "rev", kind: "review", on: "2026-10-20", completedAt: "2026-10-20T09:00:00.000Z", by: "ruth", heard: "person", nextOn: "2027-09-20" }];
    const plan = await aPlan(
      { id: "kit", review: { support, held } },
      { id: "lou", review: { support: support.map((one) => ({ ...one, arrangement: `${one.arrangement}-b` })) } },
    );
    await plan.run(OPEN);
    const alone = (await plan.invitations.invitation("end.arr-1"))?.body;
    expect(alone).toMatchObject({ kind: "ended", ended: ["arr-1"], state: "open", steps: [{ step: "form", on: OPEN, way: "email" }] });
    expect(await plan.notices("kit")).toEqual(["feedback-ended email"]);
    expect(await plan.of("lou")).toMatchObject({ kind: "review", ended: ["arr-1-b"] });
    expect(await plan.invitations.invitation("end.arr-1-b")).toBeUndefined();
    await plan.run("2026-11-08");
    await plan.run("2026-11-15");
    await plan.run("2026-12-25");
    expect(await plan.notices("kit")).toEqual(["feedback-ended email", "feedback-reminder sms"]);
    expect((await plan.invitations.invitation("end.arr-1"))?.body.state).toBe("over");
  });
});

describe("two who work on a form at once", () => {
  it("lose nothing of different pages, and one of them finishes it", async () => {
    const plan = await aPlan({ id: "max" });
    await plan.until(FORM);
    const { id } = await plan.of("max");
    const save = saveAnswer({ store: dynamoReviewStore(plan.table.table), invitations: plan.invitations });
    const find = () => plan.invitations.invitation(id);
    const context = (invitation: Invitation) => linkContext(invitation, noon("2026-11-09"), "r");
    await Promise.all([
      save(find, { questions: ["by"], answer: { by: "self" } }, context),
      save(find, { questions: ["satisfied", "control"], answer: { satisfied: "2", control: "3" } }, context),
    ]);
    expect((await plan.of("max")).answer).toEqual({ by: "self", satisfied: "2", control: "3" });
    const finish = (form: string) => save(find, { questions: ["words"], answer: { words: form }, finish: { form, channel: "online" } }, context);
    const done = await Promise.all([finish("one"), finish("two"), finish("three")]);
    expect(done.filter(({ ok }) => ok)).toHaveLength(1);
    const { finishedBy = "", answer } = await plan.of("max");
    expect(answer.words).toBe(finishedBy);
    expect(await finish(finishedBy)).toEqual({ ok: true, value: "finished" });
    expect((await plan.review("max"))?.contacts.filter(({ answered }) => answered)).toHaveLength(1);
  });
});

type Act = "save" | "finish a" | "finish b" | "phone" | "job" | "later job" | "stop" | "key";
const ACTS: readonly Act[] = ["save", "finish a", "finish b", "phone", "job", "later job", "stop", "key"];

describe("whatever two devices, an officer on the phone and the job do, in whatever order and at once", () => {
  it("there is one answer at most, and each thing is sent once at most", async () => {
    let round = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(fc.constantFrom(...ACTS), { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 }), async (groups) => {
        round += 1;
        const id = `person-${round}`;
        const plan = await aPlan({ id });
        await plan.until(FORM);
        const { id: invitation } = await plan.of(id);
        const deps = { store: dynamoReviewStore(plan.table.table), invitations: plan.invitations };
        const find = () => plan.invitations.invitation(invitation);
        const online = (found: Invitation) => linkContext(found, noon("2026-11-10"), "r");
        const officer = () => ({ actor: { subject: "ruth", role: "review-officer" }, at: noon("2026-11-10"), requestId: "r" });
        const finish = (form: string, channel: "online" | "phone") =>
          saveAnswer(deps)(
            find,
            { questions: ["by", "satisfied"], answer: { by: "self", satisfied: form === "a" ? "5" : "1" }, finish: { form, channel } },
            channel === "phone" ? officer : online,
          );
        const kept = new Set<string>();
        const noted = async (form: string, channel: "online" | "phone") => {
          if ((await finish(form, channel)).ok) kept.add(form);
        };
        const acts: Readonly<Record<Act, () => Promise<unknown>>> = {
          save: () => saveAnswer(deps)(find, { questions: ["control"], answer: { control: "3" } }, online),
          "finish a": () => noted("a", "online"),
          "finish b": () => noted("b", "online"),
          phone: () => noted("phone", "phone"),
          job: () => plan.run("2026-11-15"),
          "later job": () => plan.run("2026-11-22"),
          stop: () => stopInvitation(deps)(find, "refused", officer),
          key: () => newKeyTo(deps)(find, online),
        };
        for (const group of groups) await Promise.all(group.map((act) => acts[act]()));
        const { state, steps, finishedBy, answer } = await plan.of(id);
        expect(kept.size).toBe(state === "answered" ? 1 : 0);
        if (state === "answered") {
          expect([...kept]).toEqual([finishedBy]);
          expect(answer.satisfied).toBe(finishedBy === "a" ? "5" : "1");
        }
        expect(new Set(steps.map(({ step }) => step)).size).toBe(steps.length);
        const sent = await plan.notices(id);
        expect(sent).toHaveLength(steps.filter(({ way }) => way !== undefined).length);
        const contacts = (await plan.review(id))?.contacts ?? [];
        expect(contacts.filter(({ answered }) => answered)).toHaveLength(state === "answered" ? 1 : 0);
        expect(contacts.length - Number(state === "answered")).toBe(steps.filter(({ step, way }) => step !== "notice" && way !== undefined).length);
      }),
      { numRuns: runs(60, 4) },
    );
  });
});
