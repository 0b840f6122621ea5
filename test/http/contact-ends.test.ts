import { beforeEach, describe, expect, it } from "vitest";
import { dynamoDueContacts } from "../../functions/arrangements/store/dynamo-contact-store.ts";
import { servicePolicy } from "../../shared/policy/service.ts";
import { AMBER, type ContactScene, contactScene, DAY, ROSEMARY } from "../support/contact-scene.ts";
import { COUNCIL } from "../support/councils.ts";

const { answerDays, openDays } = servicePolicy.contacts;

let scene: ContactScene;
beforeEach(async () => {
  scene = await contactScene();
});

describe("silence", () => {
  it("is told to whoever asked once the time for an answer has passed, once, with others near; an answer may still come", async () => {
    const { ask, askAs, sweep, clock, notices, link, call, see, move, contactOf } = scene;
    const path = await askAs("rosemary", "pa-1");
    await ask("pa-1");
    const confirmed = (await call(await link("contact-confirm"), { form: { move: "confirm" } })).headers["location"] ?? "";
    await sweep(clock.at + answerDays * DAY);
    expect([await notices("contact-silent"), (await contactOf(path))?.state]).toEqual([[], "sent"]);
    for (const _ of [1, 2]) await sweep(clock.at + (answerDays + 1) * DAY);
    const [silent, ...others] = await notices("contact-silent");
    expect([silent.to.account, silent.values.search, others]).toEqual(["rosemary", "https://trellis.example/search?near=LE13", []]);
    expect((await notices("contact-silent-link")).map(({ to }) => to.address)).toEqual(["rosie@people.example"]);
    const { body } = await see(path, { as: "rosemary" });
    for (const words of ["has not answered", "Find other people near you", "/search?near=LE13"]) expect(body).toContain(words);
    // Its link took the place of the one before.
    expect((await call(confirmed)).status).toBe(410);
    const newest = await link("contact-silent-link");
    expect((await call(newest)).body).toContain("has not answered");
    expect((await see(path, { as: "amber" })).body).toContain("You can still answer");
    expect((await move("amber", path, "answer", { message: "Sorry, I was away." })).status).toBe(303);
    expect(await contactOf(path)).toMatchObject({ state: "answered", answeredAt: "2026-11-24T12:00:00.000Z", silentAt: "2026-11-30T12:00:00.000Z" });
  });
  it("ends what nobody wrote in for long, and what was never confirmed, whose data is due to go the next night", async () => {
    const { ask, askAs, sweep, clock, move, contactOf, link, scan, notices } = scene;
    const path = await askAs("rosemary", "pa-1");
    await move("amber", path, "answer", { message: "Yes" });
    await ask("pa-1");
    const unconfirmed = await link("contact-confirm");
    const report = await sweep(clock.at + 3 * DAY);
    expect([report, (await contactOf(unconfirmed))?.state]).toEqual([{ due: 1, done: 1 }, "expired"]);
    expect((await sweep(clock.at + (openDays - 1) * DAY)).done).toBe(0);
    expect((await sweep(clock.at + openDays * DAY)).done).toBe(1);
    expect(await contactOf(path)).toMatchObject({ state: "ended" });
    const due = async (id: string) => (await scan()).find(({ pk }) => String(pk).startsWith(`CONTACT#${id}`))?.["gsi3pk"];
    expect(await due(unconfirmed.split(/[/.]/)[2] ?? "")).toBe("DUE#2026-11-27#E10000018");
    expect(await due(path.split("/")[2] ?? "")).toBe("DUE#2028-01-23#E10000018");
    expect(await notices("contact-silent")).toEqual([]);
  });
  it("is told to everybody though the morning was stopped half-way, and to nobody twice", async () => {
    const { askAs, clock, table, contactOf, notices, sweep } = scene;
    const paths = [await askAs("rosemary", "pa-1"), await askAs("rosemary", "pa-1", { message: "Once more" }), await askAs("rosemary", "pa-2")];
    const at = clock.at + (answerDays + 1) * DAY;
    const broken = (paths[1] ?? "").split("/")[2];
    await expect(
      sweep(at, (store) => ({
        ...store,
        commit: (context, changes, told) =>
          changes.some(({ after }) => after.id === broken) ? Promise.reject(new Error("Stopped")) : store.commit(context, changes, told),
      })),
    ).rejects.toThrow("Stopped");
    const states = async () => Promise.all(paths.map(async (path) => (await contactOf(path))?.state));
    expect(await states()).toEqual(["silent", "sent", "silent"]);
    // The day was not noted as done.
    expect((await dynamoDueContacts(table.table).lastDone()).get(COUNCIL)).toBe("2026-11-29");
    expect((await sweep(at)).done).toBe(1);
    expect(await states()).toEqual(["silent", "silent", "silent"]);
    expect((await notices("contact-silent")).length).toBe(3);
  });
  it("is found also after mornings on which nothing ran", async () => {
    const { askAs, sweep, clock, contactOf } = scene;
    const path = await askAs("rosemary", "pa-1");
    await sweep(clock.at);
    await sweep(clock.at + 20 * DAY);
    expect((await contactOf(path))?.state).toBe("silent");
  });
});

describe("whoever asked by a link", () => {
  it("reads, writes, shares and withdraws by it, each link once; details are seen when both have shared", async () => {
    const { ask, call, link, move, notices, contactOf, pages, see } = scene;
    await ask("pa-1");
    const first = await link("contact-confirm");
    await call(first, { form: { move: "confirm" } });
    const path = `/contacts/${(first.split("/")[2] ?? "").split(".")[0]}`;
    expect((await see(path, { as: "amber" })).body).toContain("Rosie");
    for (const secret of ["Testwell", "rosie@people.example"]) expect(pages.at(-1)).not.toContain(secret);
    await move("amber", path, "answer", { message: "I could. Which days?" });
    const answered = await link("contact-message-link");
    expect((await see(answered)).body).toContain("Which days?");
    const wrote = await see(answered, { form: { move: "write", message: "Mondays" } });
    expect([wrote.status, (await call(answered)).status]).toEqual([303, 410]);
    const onward = (wrote.headers["location"] ?? "").split("?")[0] ?? "";
    expect((await see(`${onward}?step=share`)).body).toContain("rosie@people.example");
    const shared = await see(onward, { form: { move: "share" } });
    expect((await notices("contact-shared")).map(({ to }) => to.account)).toEqual(["amber"]);
    const byLink = pages.filter((page) => page.startsWith("/asked/"));
    expect(byLink.length).toBeGreaterThan(3);
    for (const page of byLink) for (const secret of Object.values(AMBER)) expect(page).not.toContain(secret);
    await move("amber", path, "share");
    expect((await call(shared.headers["location"] ?? "")).status).toBe(410);
    const both = await link("contact-shared-link");
    for (const known of Object.values(AMBER)) expect((await call(both)).body).toContain(known);
    for (const known of ["Rosie Testwell", "rosie@people.example"]) expect((await call(path, { as: "amber" })).body).toContain(known);
    expect((await call(both)).body).not.toContain("/support/offer");
    const over = await call(both, { form: { move: "withdraw" } });
    expect([over.status, over.body.includes("Your request is withdrawn"), (await contactOf(path))?.state]).toEqual([200, true, "ended"]);
    expect((await call(both)).status).toBe(410);
  });
  it("makes no move that is not theirs, or none at all, and none of what was never confirmed but to drop it", async () => {
    const { ask, call, link, contactOf } = scene;
    await ask("pa-1");
    const path = await link("contact-confirm");
    for (const move of ["write", "share", "answer", "decline", "put-in-touch", "silence", ""])
      expect((await call(path, { form: { move, message: "x" } })).status, move).toBe(422);
    expect((await call(path, { form: { move: "withdraw" } })).status).toBe(200);
    expect((await contactOf(path))?.state).toBe("ended");
    expect(await scene.notices("contact-asked")).toEqual([]);
  });
});

describe("the council's team", () => {
  const list = `/councils/${COUNCIL}/contacts`;
  it("puts people in touch with a provider who has no account, and the person hears what came of it", async () => {
    const { askAs, see, notices, contactOf } = scene;
    const path = await askAs("rosemary", "pa-2");
    expect((await contactOf(path))?.handling).toEqual({ by: "council" });
    expect((await see(path, { as: "rosemary" })).body).toContain("We sent your request");
    const page = await see(list, { as: "ruth" });
    expect([page.status, page.body.includes("Basil Birdsong")]).toEqual([200, true]);
    expect((await see(list, { as: "olive" })).status).toBe(403);
    const one = path.replace("/contacts/", "/council-contacts/");
    const shown = (await see(one, { as: "ruth" })).body;
    for (const known of [ROSEMARY.email, ROSEMARY.phone, "cook with me"]) expect(shown).toContain(known);
    for (const as of ["olive", "amber", "rosemary", "nadia"]) expect([403, 404]).toContain((await see(one, { as })).status);
    expect((await see(one, { as: "ruth", form: {} })).status).toBe(400);
    expect((await see(one, { as: "ruth", form: { outcome: "put-in-touch" } })).status).toBe(303);
    expect((await notices("contact-passed")).map(({ to }) => to.account)).toEqual(["rosemary"]);
    expect(await contactOf(path)).toMatchObject({ state: "in-touch", answeredAt: "2026-11-24T12:00:00.000Z" });
    expect((await see(one, { as: "ruth", form: { outcome: "decline" } })).status).toBe(422);
    expect((await see(list, { as: "ruth" })).body).not.toContain("Basil Birdsong");
    // A conversation of two is none of the council's.
    const theirs = await askAs("rosemary", "pa-1");
    expect((await see(theirs.replace("/contacts/", "/council-contacts/"), { as: "ruth" })).status).toBe(404);
  });
  it("looks at a message that somebody reported, which ends the conversation; nobody is told who reported it", async () => {
    const { askAs, move, see, notices, contactOf, store } = scene;
    const path = await askAs("rosemary", "pa-1");
    await move("amber", path, "answer", { message: "Send me 200 pounds first." });
    expect((await see(`${path}/moves/report?message=1`, { as: "rosemary" })).body).toContain("Send me 200 pounds first.");
    // Nobody reports their words, or none.
    for (const which of ["0", "7"]) expect((await see(`${path}/moves/report?message=${which}`, { as: "rosemary" })).status).toBe(422);
    expect((await move("rosemary", path, "report", { which: "0", reason: "x" })).status).toBe(422);
    expect((await move("rosemary", path, "report", { which: "1", reason: "" })).body).toContain("Enter what is wrong with it");
    expect((await move("rosemary", path, "report", { which: "1", reason: "They want money" })).status).toBe(303);
    expect(await contactOf(path)).toMatchObject({ state: "ended" });
    expect((await notices()).filter(({ code }) => !["contact-asked", "contact-message"].includes(code))).toEqual([]);
    const amber = (await see(path, { as: "amber" })).body;
    expect([amber.includes("This conversation is over"), amber.includes("They want money"), amber.toLowerCase().includes("reported")]).toEqual([
      true,
      false,
      false,
    ]);
    const [report] = (await store.councilReports(COUNCIL)).records;
    const address = `/contact-reports/${report?.body.id}`;
    expect((await see(`/councils/${COUNCIL}/contacts`, { as: "ruth" })).body).toContain(address);
    const page = (await see(address, { as: "ruth" })).body;
    for (const words of ["Send me 200 pounds first.", "They want money", "Amber Applewhistle"]) expect(page).toContain(words);
    for (const as of ["olive", "rosemary", "amber"]) expect([403, 404]).toContain((await see(address, { as })).status);
    expect((await see(address, { as: "ruth", form: { outcome: "dealt-with" } })).status).toBe(400);
    expect((await see(address, { as: "ruth", form: { outcome: "dealt-with", words: "Spoke to them" } })).status).toBe(303);
    expect((await see(address, { as: "ruth", form: { outcome: "nothing-wrong", words: "No" } })).status).toBe(422);
    expect((await store.report(report?.body.id ?? ""))?.body).toMatchObject({ state: "closed", outcome: "dealt-with", officer: "ruth" });
  });
});

describe("when an account is erased", () => {
  const erase = async (person: string) => {
    const { dataSubject } = scene.functions.accounts;
    const context = { actor: { subject: "system:test", role: "system" }, at: scene.clock.at, requestId: "erase" };
    await dataSubject.endForErasure(person, context);
    await dataSubject.endForErasure(person, context);
  };
  it("what the person wrote and needed, and how they are reached, is gone, and the provider's words stay", async () => {
    const { askAs, move, contactOf, see } = scene;
    const path = await askAs("rosemary", "pa-1");
    await move("amber", path, "answer", { message: "I could come." });
    await move("rosemary", path, "share");
    await erase("rosemary");
    const left = JSON.stringify(await contactOf(path));
    for (const gone of [...Object.values(ROSEMARY), "cook with me", "LE13", "meals"]) expect(left).not.toContain(gone);
    expect(await contactOf(path)).toMatchObject({ state: "ended", from: { name: "Erased" } });
    expect((await see(path, { as: "amber" })).body).toContain("I could come.");
  });
  it("what the provider wrote, and how they are reached, is gone; a request they had not answered goes on to silence as any other", async () => {
    const { askAs, move, contactOf, sweep, clock, see, notices } = scene;
    const [answered, waiting] = [await askAs("rosemary", "pa-1"), await askAs("rosemary", "pa-1", { message: "Another time" })];
    await move("amber", answered, "answer", { message: "Call me Ambrosia" });
    await move("amber", answered, "share");
    await erase("amber");
    const left = JSON.stringify(await contactOf(answered));
    for (const gone of [AMBER.email, AMBER.phone, AMBER.legal, "Call me"]) expect(left).not.toContain(gone);
    expect((await contactOf(answered))?.state).toBe("ended");
    expect((await see(waiting, { as: "rosemary" })).body).toContain("We sent your request");
    expect((await see(waiting, { as: "amber" })).status).toBe(404);
    await sweep(clock.at + 6 * DAY);
    expect((await notices("contact-silent")).length).toBe(1);
  });
  it("both find what is held of them in their data, and of the other what they may see", async () => {
    const { askAs, move, call } = scene;
    const path = await askAs("rosemary", "pa-1");
    await move("amber", path, "answer", { message: "I could come." });
    await move("amber", path, "share");
    const held = async (as: string) => (await call("/account/data/download", { as })).json().records.find(({ kind }: any) => kind === "contact").held;
    const [[hers], [its]] = [await held("rosemary"), await held("amber")];
    expect(hers).toMatchObject({ side: "person", mine: { email: ROSEMARY.email }, theyShared: true });
    expect(its).toMatchObject({ side: "provider", mine: { email: AMBER.email }, otherName: "Rosemary" });
    for (const secret of Object.values(AMBER)) expect(JSON.stringify(hers)).not.toContain(secret);
    for (const secret of Object.values(ROSEMARY)) expect(JSON.stringify(its)).not.toContain(secret);
    for (const one of [hers, its]) for (const field of ["handling", "nextSweepOn", "link"]) expect(one).not.toHaveProperty(field);
  });
});
