import { beforeEach, describe, expect, it } from "vitest";
import { AMBER, ASKED, type ContactScene, contactScene, DAY, ROSEMARY, SAME } from "../support/contact-scene.ts";
import { withoutIds } from "../support/without-ids.ts";

let scene: ContactScene;
beforeEach(async () => {
  scene = await contactScene();
});

describe("asking without an account", () => {
  it("sends a link to confirm, and nothing to the provider before it is used; looking uses nothing", async () => {
    const { ask, call, notices, link, contactOf } = scene;
    const answer = await ask("pa-1");
    expect([answer.status, answer.headers["location"]]).toEqual([303, "/listings/pa-1/contact?sent=email"]);
    expect((await call("/listings/pa-1/contact?sent=email")).body).toContain("Check your email");
    expect(await notices("contact-asked")).toEqual([]);
    const [confirm] = await notices("contact-confirm");
    expect([confirm.to, confirm.template.channel]).toEqual([{ address: "rosie@people.example" }, "email"]);
    expect(confirm.values.stop).toMatch(/^https:\/\/trellis.example\/no-more-emails\//);
    const path = await link("contact-confirm");
    for (const _ of [1, 2, 3]) {
      const looked = await call(path);
      expect([looked.status, looked.body.includes("Send my request"), looked.body.includes("In LE13 1")]).toEqual([200, true, true]);
    }
    expect((await contactOf(path))?.state).toBe("unconfirmed");
    const sent = await call(path, { form: { move: "confirm" } });
    expect([sent.status, sent.headers["location"]]).toEqual([303, expect.stringMatching(/^\/asked\/[\w-]+\.[0-9a-f]{48}\?done=asked$/)]);
    const [asked] = await notices("contact-asked");
    expect([asked.to, JSON.stringify(asked.values).includes("cook")]).toEqual([{ account: "amber", address: AMBER.email }, false]);
    expect(await contactOf(path)).toMatchObject({ state: "sent", handling: { by: "provider", account: "amber" }, sentAt: "2026-11-24T12:00:00.000Z" });
    expect((await call(sent.headers["location"] ?? "")).body).toContain("We sent your request.");
  });
  it("keeps the sector of a postcode and nothing more of it", async () => {
    await scene.ask("pa-1", { postcode: "le131gh" });
    await scene.ask("pa-1", { postcode: "ZE1 0AA", email: "two@people.example" });
    const all = JSON.stringify((await scene.scan()).filter(({ pk }) => /CONTACT#|NOTICE#/.test(String(pk))));
    expect(all).toContain('"place":"LE13 1"');
    // Of a sector that is not known the first half alone.
    expect(all).toContain('"place":"ZE1"');
    const said = withoutIds(all);
    for (const unit of ["1GH", "1gh", "0AA"]) expect(said).not.toContain(unit);
  });
  it("answers a link that is unknown, used or too old alike", async () => {
    const { ask, call, link, clock } = scene;
    await ask("pa-1");
    const path = await link("contact-confirm");
    const unknown = await call(`${path.slice(0, -4)}0000`);
    await call(path, { form: { move: "confirm" } });
    const [used, usedAgain] = [await call(path), await call(path, { form: { move: "confirm" } })];
    await ask("pa-1", { email: "two@people.example" });
    const second = await link("contact-confirm");
    clock.at += 31 * DAY;
    const old = await call(second);
    for (const [name, answer] of Object.entries({
      unknown,
      used,
      usedAgain,
      old,
      nonsense: await call("/asked/x"),
      none: await call(`/asked/${"a".repeat(36)}.${"0".repeat(48)}`),
    }))
      expect([answer.status, answer.body], name).toEqual([410, unknown.body]);
    expect((await scene.notices("contact-asked")).length).toBe(1);
  });
  it("is done once, however often the very form is sent", async () => {
    const { call, passOn, notices } = scene;
    const form = { ...ASKED, pass: passOn((await call("/listings/pa-1/contact")).body) };
    for (const _ of [1, 2]) expect((await call("/listings/pa-1/contact", { form, headers: SAME })).status).toBe(303);
    expect((await notices("contact-confirm")).length).toBe(1);
  });
  it("texts whoever gives a mobile number alone", async () => {
    const { ask, notices } = scene;
    expect((await ask("pa-1", { email: "", phone: "07700 900333" })).headers["location"]).toBe("/listings/pa-1/contact?sent=phone");
    const [confirm] = await notices("contact-confirm");
    expect([confirm.to, confirm.template.channel]).toEqual([{ address: "07700 900333" }, "sms"]);
  });
  it("says what is wrong with each field, keeps what was typed, and sends nothing", async () => {
    const wrong: readonly (readonly [Readonly<Record<string, string>>, string])[] = [
      [{ name: "" }, "Enter your first name"],
      [{ email: "" }, "Enter an email address like name@example.com, or a phone number"],
      [{ email: "rosie@" }, "Enter an email address like name@example.com, or a phone number"],
      [{ email: "", phone: "01632 960001" }, "Enter a UK mobile number like 07700 900 982, or give your email address"],
      [{ services: "" }, "Select what you need help with"],
      [{ services: "nonsense" }, "Select what you need help with"],
      [{ times: "mondays" }, "Choose from the list"],
      [{ postcode: "Melton" }, "Enter a postcode, like LE13 1GH"],
      [{ message: "" }, "Enter a message, in 2,000 characters or fewer"],
    ];
    for (const [form, words] of wrong) {
      const { status, body } = await scene.ask("pa-1", form);
      expect([status, body.includes(words), body.includes("There is a problem")], words).toEqual([400, true, true]);
      if (!("services" in form)) expect(body, words).toMatch(/value="meals"[^>]*checked|checked[^>]*value="meals"/);
    }
    expect(await scene.notices()).toEqual([]);
  });
  it("points out contact details in a message, and sends it all the same when that is wanted", async () => {
    const message = "Ring me on 07700 900444 or write to me@people.example";
    const warned = await scene.ask("pa-1", { message });
    expect([warned.status, warned.body.includes("Your message has contact details in it"), warned.body.includes("Send it")]).toEqual([422, true, true]);
    expect(await scene.notices()).toEqual([]);
    const seen = /name="seen-ways" value="([^"]+)"/.exec(warned.body)?.[1] ?? "";
    // Another message than the one that was pointed out is looked at again.
    expect((await scene.ask("pa-1", { message: `${message} or @me_me`, "seen-ways": seen })).status).toBe(422);
    expect((await scene.ask("pa-1", { message, "seen-ways": seen })).status).toBe(303);
    expect((await scene.notices("contact-confirm")).length).toBe(1);
  });
  it("is refused from another site, without the page's pass, and where there is too much of it", async () => {
    const { ask, call } = scene;
    expect((await ask("pa-1", {}, { headers: { "sec-fetch-site": "cross-site" } })).status).toBe(403);
    for (const pass of ["", "x", "e30.x.y.z.a"]) expect((await ask("pa-1", { pass })).status).toBe(400);
    const of = scene.passOn((await call("/listings/pa-2/contact")).body);
    expect((await ask("pa-1", { pass: of })).status).toBe(400);
    expect((await ask("pa-1", { message: "x".repeat(70_000) })).status).toBe(413);
    scene.clock.at += 0;
    expect(await scene.notices()).toEqual([]);
  });
  it("has so many of an address a day, and of a network", async () => {
    const statuses: number[] = [];
    for (let turn = 0; turn < 9; turn += 1) {
      scene.clock.at += 60_000;
      statuses.push((await scene.ask("pa-1", { message: `Turn ${turn}` })).status);
    }
    expect(statuses).toEqual([...Array.from({ length: 8 }, () => 303), 400]);
    expect((await scene.ask("pa-1", { message: "Turn 9" })).body).toContain("We cannot send a link to this address or number today");
    expect((await scene.ask("pa-1", { email: "another@people.example" })).status).toBe(303);
  });
  it("writes to nobody who said they want no more mails, and says no more of it than of one written to too often", async () => {
    const { ask, call, notices } = scene;
    await ask("pa-1");
    const stop = new URL((await notices("contact-confirm"))[0].values.stop).pathname;
    expect((await call(stop, { form: { answer: "stop" } })).status).toBeLessThan(400);
    const refused = await ask("pa-1", { message: "Once more" });
    expect([refused.status, refused.body.includes("We cannot send a link to this address or number today")]).toEqual([400, true]);
    expect((await notices("contact-confirm")).length).toBe(1);
  });
});

describe("a conversation", () => {
  it("shows neither side the other's details on any page, mail or error before both have shared, and then on their pages alone", async () => {
    const { askAs, move, see, pages, notices, contactOf } = scene;
    const path = await askAs("rosemary", "pa-1");
    const rosemary = async () => [(await see(path, { as: "rosemary" })).body, (await see("/people/me/contacts", { as: "rosemary" })).body];
    const amber = async () => [(await see(path, { as: "amber" })).body, (await see("/received-contacts", { as: "amber" })).body];
    /** Everything either has seen so far that is the other's. */
    const leaks = async () => {
      const seen = [
        ...(await rosemary()).map((body) => [body, Object.values(AMBER)]),
        ...(await amber()).map((body) => [body, Object.values(ROSEMARY)]),
      ] as const;
      return seen.flatMap(([body, secrets]) => (secrets as string[]).filter((secret) => (body as string).includes(secret)));
    };
    expect(await leaks()).toEqual([]);
    expect((await move("amber", path, "answer", { message: "Yes, I could come on Mondays." })).status).toBe(303);
    expect((await move("rosemary", path, "write", { message: "That would be good." })).status).toBe(303);
    expect(await leaks()).toEqual([]);
    // One of the two alone shows nothing; whoever has shared sees no more for it.
    expect((await see(`${path}/moves/share`, { as: "amber" })).body).toContain(AMBER.phone);
    expect((await move("amber", path, "share")).status).toBe(303);
    expect(await leaks()).toEqual([]);
    // Where a notice goes is its receiver's; nothing else of anybody is in it.
    const mails = JSON.stringify((await notices()).map(({ values, template }) => [values, template]));
    for (const secret of [...Object.values(AMBER), ...Object.values(ROSEMARY), "Rosemary", "cook with me", "Mondays"]) expect(mails).not.toContain(secret);
    // Errors, refusals and others' pages.
    for (const as of [undefined, "nadia", "ruth", "olive"]) {
      const { body, status } = await see(path, { as });
      expect([303, 404, 403]).toContain(status);
      expect(body).not.toContain("Rosemary");
    }
    expect((await move("amber", path, "write", { message: "x" })).status).toBe(422);
    expect(pages.filter((page) => page.includes(AMBER.phone)).every((page) => page.startsWith(`${path}/moves/share`))).toBe(true);

    expect((await move("rosemary", path, "share")).status).toBe(303);
    const [[theirs = ""], [its = ""]] = [await rosemary(), await amber()];
    for (const known of Object.values(AMBER)) expect(theirs).toContain(known);
    for (const known of Object.values(ROSEMARY)) expect(its).toContain(known);
    expect(theirs).toContain("/people/me/support/offer?listing=pa-1");
    expect(its).not.toContain("/support/offer");
    expect(await contactOf(path)).toMatchObject({ state: "answered", answeredAt: "2026-11-24T12:00:00.000Z" });
    expect((await notices("contact-shared")).map(({ to }) => to.account).toSorted()).toEqual(["amber", "rosemary"]);
  });
  it("logs nothing of what anybody wrote, or of who they are", async () => {
    const written: string[] = [];
    const write = process.stdout.write;
    process.stdout.write = (chunk: any) => {
      written.push(String(chunk));
      return true;
    };
    try {
      const path = await scene.askAs("rosemary", "pa-1");
      await scene.move("amber", path, "answer", { message: "Yes, I could come on Mondays." });
      await scene.ask("pa-1");
    } finally {
      process.stdout.write = write;
    }
    const logged = written.join("");
    expect(logged).toContain("request-served");
    for (const secret of ["Rosemary", "Rosie", "people.example", "pa.example", "LE13", "cook", "Mondays", "meals", "07700"])
      expect(logged).not.toContain(secret);
  });
  it("ends with a no, and the person hears so with a search for others that says nothing of them", async () => {
    const { askAs, move, see, notices, contactOf } = scene;
    const path = await askAs("rosemary", "pa-1");
    expect((await see(`${path}/moves/decline`, { as: "amber" })).status).toBe(200);
    expect((await move("amber", path, "decline", { message: "I have no time at the moment." })).status).toBe(303);
    const [declined] = await notices("contact-declined");
    expect([declined.to.account, declined.values.search]).toEqual(["rosemary", "https://trellis.example/search?near=LE13"]);
    const { body } = await see(path, { as: "rosemary" });
    for (const words of ["cannot support you at the moment", "I have no time at the moment.", "/search?near=LE13"]) expect(body).toContain(words);
    for (const [as, name, form] of [
      ["amber", "answer", { message: "Yes after all" }],
      ["rosemary", "write", { message: "Why?" }],
      ["rosemary", "share", {}],
      ["rosemary", "withdraw", {}],
    ] as const) {
      const answer = await move(as, path, name, form);
      expect([answer.status, answer.body.includes("This cannot be done")], name).toEqual([422, true]);
    }
    expect(await contactOf(path)).toMatchObject({ state: "declined", answeredAt: "2026-11-24T12:00:00.000Z", endedAt: "2026-11-24T12:00:00.000Z" });
  });
  it("is somebody's who acts for the person, within what they may, and their looks are noted", async () => {
    const { see, askAs, functions } = scene;
    const { stored, aDelegation } = await import("../support/accounts.ts");
    const may = (id: string, scopes: readonly ("search-and-contact" | "money")[]) =>
      stored(functions.accounts, {
        entity: "delegation",
        after: aDelegation({ id, person: "rosemary", delegate: "nadia", scopes: [...scopes] }),
        action: "test",
      });
    await may("money-alone", ["money"]);
    expect((await see("/people/rosemary/contacts", { as: "nadia" })).status).toBe(404);
    const { accounts } = functions;
    const one = await accounts.store.delegation("money-alone");
    if (!one) throw new Error("No delegation");
    await accounts.store.commit((await import("../support/builders.ts")).anAuditContext(), [
      { entity: "delegation", before: one, after: { ...one.body, scopes: ["search-and-contact"] }, action: "test" },
    ]);
    const path = await askAs("nadia", "pa-1", {}, "rosemary");
    expect((await see("/people/rosemary/contacts", { as: "nadia" })).body).toContain("Amber Applewhistle");
    expect((await see(path, { as: "nadia" })).status).toBe(200);
    expect((await see(path, { as: "rosemary" })).status).toBe(200);
    const actions = (await accounts.store.trail("account", (await accounts.store.account("rosemary"))?.body as any)).map(({ action }) => action);
    expect(actions).toContain("looked:contact:read");
  });
  it("asks nobody for themselves, and has so many messages of a person a day", async () => {
    const { see, passOn } = scene;
    const path = "/people/me/contacts/to/pa-1";
    const { body } = await see(path, { as: "amber" });
    const refused = await see(path, { as: "amber", form: { ...ASKED, pass: passOn(body) } });
    expect([refused.status, refused.body.includes("This is your own listing")]).toEqual([400, true]);
  });
});
