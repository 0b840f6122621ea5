import { describe, expect, it } from "vitest";
import { newYouSaid, publicOf, published, readYouSaid, rewritten, takenBack, YouSaid } from "../../../functions/feedback/rules/you-said.ts";
import { quoteListsOf } from "../../../functions/feedback/use-cases/quote-lists.ts";
import { feedbackPolicyOn } from "../../../shared/policy/feedback.ts";
import { anEntry } from "../../support/feedback.ts";

const TODAY = "2026-11-24";
const AT = `${TODAY}T12:00:00.000Z`;
const policy = feedbackPolicyOn("E10000018", TODAY);
const LISTS = quoteListsOf("E10000018", TODAY);
const FIELDS = {
  topic: "being-paid",
  said: "Payslips come late.",
  changed: "They come by email.",
  "changedOn-day": "1",
  "changedOn-month": "11",
  "changedOn-year": "2026",
};
const FIELDS_OF = { topic: "being-paid", said: FIELDS.said, changed: FIELDS.changed, changedOn: "2026-11-01", feedback: [] };
const read = (more: Readonly<Record<string, string>> = {}) => readYouSaid(new URLSearchParams({ ...FIELDS, ...more }), policy, TODAY, LISTS);
const QUOTES = [{ feedback: "fb_1", form: "pa", words: "Payslips by email help." }] as const;

describe("what staff write of what changed", () => {
  it("is taken whole, as a draft that nobody else sees", () => {
    const given = read();
    expect(given).toMatchObject({ ok: true, value: { topic: "being-paid", changedOn: "2026-11-01", feedback: [] } });
    const draft = given.ok ? newYouSaid("ys_1", "E10000018", given.value, "colm", AT) : anEntry();
    expect(draft).toEqual({
      ...{ id: "ys_1", authority: "E10000018", topic: "being-paid", said: "Payslips come late.", changed: "They come by email.", changedOn: "2026-11-01" },
      ...{ feedback: [], quotes: [], state: "draft", createdBy: "colm", createdAt: AT },
    });
    expect(YouSaid.parse(draft)).toEqual(draft);
    for (const wrong of [{ quotes: [{}] }, { state: "lost" }, { said: "" }]) expect(YouSaid.safeParse({ ...draft, ...wrong }).success).toBe(false);
    expect(publicOf(draft)).toBeUndefined();
  });
  it.each([
    ["topic", { topic: "the-weather" }],
    ["said", { said: "" }],
    ["said", { said: "Ring 01632 960 001" }],
    ["said", { said: "My helper Percy came late" }],
    ["changed", { changed: "x".repeat(1001) }],
    ["changedOn", { "changedOn-day": "31", "changedOn-month": "2" }],
    ["changedOn", { "changedOn-day": "25" }],
    ["feedback", { feedback: "a#b" }],
  ])("is refused by %s where that is wrong", (field, wrong) => {
    const given = read(wrong as Readonly<Record<string, string>>);
    expect(given.ok ? [] : given.errors.map(({ parameter }) => parameter.split(".")[0])).toEqual([field]);
  });
  it("may have changed today, for what people said about their safety, and be from as many pieces of feedback as there may be", () => {
    expect(read({ "changedOn-day": "24" }).ok).toBe(true);
    expect(read({ said: "People said that they were hit on the bus" }).ok).toBe(true);
    const form = new URLSearchParams({ ...FIELDS, said: "  Payslips come late. " });
    for (let one = 0; one < policy.quotedTogether; one += 1) form.append("feedback", `fb_${one}`);
    form.append("feedback", "fb_0");
    const given = readYouSaid(form, policy, TODAY, LISTS);
    expect(given).toMatchObject({ ok: true, value: { said: "Payslips come late.", notNames: false } });
    expect(given.ok && given.value.feedback.length).toBe(policy.quotedTogether);
    expect(readYouSaid(new URLSearchParams(), policy, TODAY, LISTS)).toMatchObject({
      ok: false,
      errors: ["topic", "said", "changed", "changedOn"].map((parameter) => ({ parameter, detail: "is missing" })),
    });
  });
  it("says what may be a name, and takes it where somebody says that it is none", () => {
    expect(read({ said: "My helper Percy came late, and so did Posy" })).toMatchObject({ errors: [{ parameter: "said", detail: "‘Percy’, ‘Posy’" }] });
    expect(read({ said: "The bus to the Beacon is late", notNames: "yes" }).ok).toBe(true);
    expect(read({ said: "Ring 01632 960 001", notNames: "yes" }).ok).toBe(false);
  });
  it("is made from so many pieces of feedback at most", () => {
    const form = new URLSearchParams(FIELDS);
    for (let one = 0; one <= policy.quotedTogether; one += 1) form.append("feedback", `fb_${one}`);
    expect(readYouSaid(form, policy, TODAY, LISTS)).toMatchObject({ ok: false, errors: [{ parameter: "feedback", detail: "many" }] });
  });
});

describe("an entry", () => {
  const shown = published(anEntry(), QUOTES, "ruth", AT);
  const entry = shown.ok ? shown.value : anEntry();
  it("goes from draft to public to taken back, and no way else", () => {
    expect(entry).toMatchObject({ state: "published", publishedBy: "ruth", publishedAt: AT });
    const back = takenBack(entry, "ada", AT);
    expect(back).toMatchObject({ ok: true, value: { state: "taken-back", takenBackBy: "ada", takenBackAt: AT, quotes: QUOTES } });
    const states = { draft: anEntry(), published: entry, "taken-back": back.ok ? back.value : anEntry() };
    const given = { ...FIELDS, changedOn: "2026-11-01", feedback: [], notNames: false };
    const may = Object.fromEntries(
      Object.entries(states).map(([state, one]) => [state, [rewritten(one, given).ok, published(one, [], "ruth", AT).ok, takenBack(one, "ruth", AT).ok]]),
    );
    expect(rewritten(anEntry(), { ...given, said: "Something else" })).toEqual({ ok: true, value: { ...anEntry(), ...FIELDS_OF, said: "Something else" } });
    for (const refused of [rewritten(entry, given), published(entry, [], "ruth", AT), takenBack(anEntry(), "ruth", AT)])
      expect(refused).toEqual({ ok: false, refusal: "not-now" });
    expect(may).toEqual({ draft: [true, true, false], published: [false, false, true], "taken-back": [false, false, false] });
  });
  it("shows everybody its words and its quotes, and not who wrote it or which feedback it is from", () => {
    expect(publicOf(entry)).toEqual({
      ...{
        id: "ys_1",
        topic: "being-paid",
        said: "Payslips by post come late.",
        changed: "Payslips now come by email.",
        changedOn: "2026-11-01",
        publishedAt: AT,
      },
      quotes: [{ from: "pa", words: "Payslips by email help." }],
    });
  });
  it("is public while it is published alone", () => {
    const back = takenBack(entry, "ada", AT);
    expect(back.ok && publicOf(back.value)).toBeUndefined();
  });
});
