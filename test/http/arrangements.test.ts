import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { Recipient } from "../../functions/arrangements/rules/recipient.ts";
import { dynamoRecipientStore } from "../../functions/arrangements/store/dynamo-recipient-store.ts";
import { type ArrangementScene, arrangementScene, day, NOW, OFFER, PIPS, there } from "../support/arrangement-scene.ts";
import { COUNCIL } from "../support/councils.ts";
import { anArrangement, storedCases } from "../support/vetting.ts";

// What a recipient and a provider agree on, from the offer to the end.

/** What nobody sees of the other before both have agreed. */
const OF_ROSEMARY = ["Testwell", "rosemary@people.example", "01632 960 111"];
const OF_PIP = ["Pipwell", "pip@people.example", "01632 960 222"];

let table: ArrangementScene["table"];
let functions: ArrangementScene["functions"];
let call: ArrangementScene["call"];
let offer: ArrangementScene["offer"];
let store: ArrangementScene["store"];
let read: ArrangementScene["read"];
let move: ArrangementScene["move"];
let moved: ArrangementScene["moved"];
let page: ArrangementScene["page"];
let hours: ArrangementScene["hours"];
let notices: ArrangementScene["notices"];

beforeEach(async () => {
  ({ table, functions, call, offer, store, read, move, moved, page, hours, notices } = await arrangementScene());
});

describe("support that two people agree on", () => {
  it("goes from an offer to its end, each told of the other's moves, and takes the hours off those that are free meanwhile", async () => {
    const id = await offer({ "from-day": "26", "from-month": "11" });
    expect(await notices("pip")).toEqual(["support-offered"]);
    expect([await hours(), (await read(id)).body.state]).toEqual([[10, undefined], "offered"]);
    const seen = await page(id, "pip");
    for (const words of ["Support for <bdi>Rosemary</bdi>", "Personal care", "6 hours", "£15.50 an hour", "Could you come in the mornings?"])
      expect(seen).toContain(words);

    await moved(id, "pip", "accept");
    expect([await hours(), await notices("rosemary")]).toEqual([[4, 6], ["support-answered"]]);
    expect((await table.directory.profile(PIPS))?.row.listing.hoursFree).toBe(4);

    await moved(id, "rosemary", "start", day("on", "2026-11-26"));
    await moved(id, "pip", "change", { ...OFFER, hours: "7.5", rate: "16", "from-day": "15" });
    expect([(await read(id)).body.terms.length, await hours()]).toEqual([1, [4, 6]]);
    expect(await page(id, "rosemary")).toContain("They want to change this");
    await moved(id, "rosemary", "agree");
    expect([(await read(id)).body.terms.map(({ value }) => [value?.hours, value?.ratePence]), await hours()]).toEqual([
      [
        [6, 1550],
        [7.5, 1600],
      ],
      [2.5, 7.5],
    ]);
    expect(await page(id, "rosemary")).toMatch(/6 hours.*From 15 December 2026.*7.5 hours/s);
    await moved(id, "rosemary", "hours", { ...day("weekOf", "2026-11-25"), hours: "6.25" });
    await moved(id, "rosemary", "paid", day("upTo", "2026-11-26"));
    expect(await page(id, "pip")).not.toContain("Paid until</dt>");
    await moved(id, "pip", "paid", day("upTo", "2026-11-19"));
    expect(await page(id, "pip")).toMatch(/Paid until<\/dt>.*19 November 2026/s);
    expect(await page(id, "rosemary")).toMatch(/Paid until, as you said.*26 November 2026.*Paid until, as they said.*19 November 2026.*The earlier one/s);
    await moved(id, "rosemary", "employer", { ...day("rightToWorkOn", "2026-11-20"), payroll: "quarterly", noticeWeeks: "2", redundancyPounds: "25" });
    await moved(id, "pip", "pause");
    await moved(id, "rosemary", "resume");
    await moved(id, "pip", "end", { ...day("on", "2026-11-27"), why: "moved" });
    const { body } = await read(id);
    expect(body).toMatchObject({
      ...{ state: "ended", lastDay: "2026-11-27", why: "moved", hoursHeld: 0, startedOn: "2026-11-26" },
      worked: [{ weekOf: "2026-11-23", hours: 6.25 }],
      paid: [
        { upTo: "2026-11-26", by: "recipient" },
        { upTo: "2026-11-19", by: "provider" },
      ],
      employer: [{ from: "2026-11-27", value: { rightToWorkOn: "2026-11-20", payroll: "quarterly", noticeWeeks: 2, redundancyPence: 2500 } }],
    });
    expect(await hours()).toEqual([10, undefined]);
    expect((await store().trail(body)).map(({ action }) => action).filter((action) => action.startsWith("support:"))).toEqual(
      ["offer", "accept", "start", "change", "agree", "hours", "paid", "paid", "employer", "pause", "resume", "end"].map((name) => `support:${name}`),
    );
  });

  it("shows neither the other's surname, telephone or address before both have agreed, nor after a no", async () => {
    const id = await offer();
    const shown = async (as: string, other: readonly string[]) => {
      const [one, list] = [await page(id, as), (await call(as === "pip" ? "/people/me/clients" : "/people/me/support", { as })).body];
      return other.filter((words) => one.includes(words) || list.includes(words));
    };
    expect([await shown("pip", OF_ROSEMARY), await shown("rosemary", OF_PIP)]).toEqual([[], []]);
    for (const account of ["pip", "rosemary"]) {
      const told = JSON.stringify(await functions.accounts.store.noticesOf(account, NOW));
      expect((account === "pip" ? OF_ROSEMARY : OF_PIP).filter((words) => told.includes(words))).toEqual([]);
    }
    await moved(id, "pip", "accept");
    expect([await shown("pip", OF_ROSEMARY), (await shown("rosemary", OF_PIP)).toSorted()]).toEqual([OF_ROSEMARY, OF_PIP.slice(1).toSorted()]);
    const other = await offer({ services: "shopping" });
    await moved(other, "pip", "decline");
    expect([await page(other, "pip"), await page(other, "rosemary")].filter((html) => /01632|@people/.test(html))).toEqual([]);
    expect(await page(other, "pip")).not.toContain("Rosemary");
  });

  it("is as many hours as were agreed, whoever agrees at the same time", async () => {
    const ids = await Promise.all(["1", "2", "3.5", "0.25", "6"].map((some) => offer({ hours: some })));
    const all = await Promise.all(ids.map((id) => move(id, "pip", "accept")));
    expect(all.map(({ status }) => status)).toEqual([303, 303, 303, 303, 303]);
    expect(await hours()).toEqual([0, 12.75]);
    await Promise.all([
      move(there(ids[4]), "pip", "end", { ...day("on", "2026-11-27"), why: "moved" }),
      move(there(ids[1]), "rosemary", "end", { ...day("on", "2026-11-27"), why: "other" }),
    ]);
    expect(await hours()).toEqual([5.25, 4.75]);
  });

  it("counts once, however often the same answer is sent", async () => {
    const id = await offer();
    const { version } = await read(id);
    const form = { version: String(version), once: "the-same-key-of-a-form" };
    const [first, second] = [
      await call(`/arrangements/${id}/moves/accept`, { as: "pip", form }),
      await call(`/arrangements/${id}/moves/accept`, { as: "pip", form }),
    ];
    expect([first.status, second.status]).toEqual([303, 422]);
    expect([await hours(), await notices("rosemary")]).toEqual([[4, 6], ["support-answered"]]);
  });

  it("is offered by whoever acts for a recipient too, and seen by nobody else", async () => {
    const id = await offer({}, "nadia", "rosemary");
    expect((await read(id)).body.owner).toBe("rosemary");
    expect(await page(id, "nadia")).toContain("Support from <bdi>Pip</bdi>");
    expect((await call(`/arrangements/${id}`, { as: "stranger" })).status).toBe(404);
    expect((await call(`/arrangements/${id}/moves/withdraw`, { as: "stranger", form: { version: "1" } })).status).toBe(404);
    expect((await call(`/arrangements/${id}/moves/accept`, { as: "nadia", form: { version: "1" } })).status).toBe(422);
    await moved(id, "nadia", "withdraw");
    expect([(await read(id)).body.state, await hours(), await page(id, "pip")]).toEqual([
      "withdrawn",
      [10, undefined],
      expect.not.stringContaining("Rosemary"),
    ]);
  });
});

describe("an offer is refused", () => {
  const refused = async (more: Readonly<Record<string, string | readonly string[]>>, as = "rosemary") => {
    const { status, body } = await call("/people/me/support/offer", { as, form: { ...OFFER, ...more } });
    expect(status).toBe(400);
    expect(await store().arrangementsOf(as)).toEqual([]);
    return body;
  };
  it("with what is wrong beside its field, and with what was typed", async () => {
    const body = await refused({ services: [], hours: "6.1", rate: "a lot", "from-day": "31", "from-month": "2", pay: "" });
    for (const words of [
      "Choose at least one kind of support",
      "Enter the hours, like 6 or 6.5",
      "Enter the pay for an hour, like 14.50",
      "Enter a real date, like 31 3 2026",
      "Choose how often they are paid",
    ])
      expect(body).toContain(words);
    expect(body).toContain('value="a lot"');
  });
  it("below the legal minimum of somebody who is employed", async () => {
    expect(await refused({ rate: "12.70" })).toContain("The pay must be at least £12.71, the legal minimum");
  });
  it("where nobody could answer it: an unknown reference, somebody without an account, oneself", async () => {
    expect(await refused({ listing: "LEI-0000" })).toContain("No one has this reference");
    expect(await refused({ listing: "pa-register" })).toContain("They do not use Trellis themselves");
    expect(await refused({}, "pip")).toContain("You cannot ask yourself");
  });
});

describe("a move is refused", () => {
  it("to the other side, from another state, of an older page, and of a day that cannot be", async () => {
    const id = await offer();
    const own = await move(id, "rosemary", "accept");
    expect([own.status, own.body.includes("This cannot be done now")]).toEqual([422, true]);
    expect((await call(`/arrangements/${id}/moves/start`, { as: "pip" })).status).toBe(422);
    expect((await call(`/arrangements/${id}/moves/close`, { as: "pip" })).status).toBe(404);
    expect((await call(`/arrangements/${id}/moves/accept`, { as: "pip", form: { version: "7" } })).status).toBe(412);
    await moved(id, "pip", "accept");
    const ahead = await move(id, "pip", "start", day("on", "2026-11-28"));
    expect([ahead.status, ahead.body.includes("Enter a day that is not in the future")]).toEqual([422, true]);
    const empty = await move(id, "pip", "end", {});
    expect([empty.status, empty.body.includes("Choose why it ended")]).toEqual([400, true]);
  });
});

describe("what the council has to agree to", () => {
  const questions = `/councils/${COUNCIL}/support-questions`;
  it("is family of the household, before they are paid: it is asked once, and answered with a reason that stays", async () => {
    const form = { name: "Sam Testwell", family: "yes", knowingly: "yes" };
    expect((await call("/people/me/support/unlisted", { as: "rosemary", form })).status).toBe(303);
    const { body } = there((await store().arrangementsOf("rosemary"))[0]);
    expect([body.state, body.questions.map(({ kind }) => kind)]).toEqual(["accepted", ["family"]]);
    const early = await move(body.id, "rosemary", "start", day("on", "2026-11-27"));
    expect([early.status, early.body.includes("The council must agree first")]).toEqual([422, true]);
    expect((await call(questions, { as: "ruth" })).body).toContain(`/arrangements/${body.id}/questions/family`);

    const path = `/arrangements/${body.id}/questions/family`;
    expect((await call(path, { as: "rosemary" })).status).toBe(404);
    const version = String((await read(body.id)).version);
    expect((await call(path, { as: "ruth", form: { version, agreed: "yes" } })).status).toBe(400);
    const answered = await call(path, { as: "ruth", form: { version, agreed: "yes", reason: "No one else speaks Gujarati" } });
    expect([answered.status, answered.headers["location"]]).toEqual([303, `${questions}?done=answered`]);
    expect((await call(questions, { as: "ruth" })).body).toContain("There are no questions at the moment");
    expect((await call(path, { as: "ruth" })).status).toBe(404);
    expect(await notices("rosemary")).toEqual(["support-changed"]);
    await moved(body.id, "rosemary", "start", day("on", "2026-11-27"));
  });
  it("is a rate that its own falls short of, and the person is told what it pays", async () => {
    const id = await offer({ rate: "20" });
    const { body } = await read(id);
    expect(body.questions.map(({ kind, pence, against }) => [kind, pence, against])).toEqual([["below-managed", 1740, 2412]]);
    const seen = await page(id, "rosemary");
    expect(seen).toContain("The pay is more than the council pays for an hour: £17.40.");
    expect(await page(id, "pip")).not.toContain("council pays");
  });
});

describe("a support plan that agrees already", () => {
  it("to a higher rate and to family of the household raises neither question, from the day it holds", async () => {
    const body = Recipient.parse(JSON.parse(readFileSync(join(import.meta.dirname, "..", "fixtures", "stored", "recipient.v1.json"), "utf8")).body);
    const agrees = (from: string) => ({
      ...{ ...body, id: "council-record", authority: COUNCIL, account: "rosemary", linkedAt: "2026-11-20T09:00:00.000Z" },
      dated: { ...body.dated, permissions: [{ from, learnedAt: "2026-11-20T09:00:00.000Z", value: ["higher-rate" as const, "family-member" as const] }] },
    });
    await storedCases(table, { entity: "recipient", after: agrees("2026-11-28"), action: "test" });
    expect((await read(await offer({ rate: "20" }))).body.questions.map(({ kind }) => kind)).toEqual(["below-managed"]);
    const before = there(await dynamoRecipientStore(table.table).recipient("council-record"));
    await storedCases(table, { entity: "recipient", before, after: agrees("2026-11-27"), action: "test" });
    const id = await offer({ rate: "20" });
    expect([(await read(id)).body.questions, (await page(id, "rosemary")).includes("more than the council pays")]).toEqual([[], false]);
    expect((await call("/people/me/support/unlisted", { as: "rosemary", form: { name: "Sam Testwell", family: "yes", knowingly: "yes" } })).status).toBe(303);
    const family = (await store().arrangementsOf("rosemary")).find(({ body: one }) => one.unlisted);
    expect([family?.body.state, family?.body.questions]).toEqual(["live", []]);
  });
});

describe("somebody whose arrangement was saved before there were terms", () => {
  it("adds them alone, and nobody's free hours change", async () => {
    const { unlisted: _, ...plain } = anArrangement("old", "rosemary");
    await storedCases(table, { entity: "arrangement", after: { ...plain, listing: PIPS }, action: "test" });
    expect(await page("old", "rosemary")).toContain("You have not told us the hours and the pay yet");
    expect((await call("/arrangements/old", { as: "pip" })).status).toBe(404);
    await moved("old", "rosemary", "change", OFFER);
    expect([(await read("old")).body.terms[0]?.value?.hours, await hours(), await notices("pip")]).toEqual([6, [10, undefined], []]);
  });
});

describe("double booking", () => {
  it("is shown to both, by its times, and forbidden to nobody", async () => {
    const first = await offer();
    await moved(first, "pip", "accept");
    const second = await offer({ times: ["tue-morning", "wed-evening"] });
    expect((await call(`/arrangements/${second}/moves/accept`, { as: "pip" })).body).toContain(
      "You already give other support at these times: Tuesday morning",
    );
    await moved(second, "pip", "accept");
    expect(await page(second, "rosemary")).toContain("You already have other support at these times: Tuesday morning");
  });
});
