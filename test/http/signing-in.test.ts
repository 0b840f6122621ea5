import { describe, expect, it } from "vitest";
import type { IdentityProvider } from "../../functions/accounts/use-cases/ports.ts";
import { servicePolicy } from "../../shared/policy/service.ts";
import { actionsOf, call, clock, functions, MINUTE, sessionOf, signInThrough } from "../support/account-scene.ts";
import { accountOf, anAccount, codesProvider, signInOf, stored } from "../support/accounts.ts";
import { COUNCIL, OTHER_COUNCIL } from "../support/councils.ts";

describe("signing in", () => {
  const begun = async (query = "as=person") => {
    const answer = await call(`/sign-in/start?${query}`);
    return answer.cookies[0]?.split(";")[0] ?? "";
  };
  const back = (cookie: string, code: string, more: readonly string[] = []) =>
    call(`/sign-in/callback?state=the-state&code=${code}`, { cookies: [cookie, ...more] });

  it("makes an account the first time and asks what it is for; the next time it leads to the account", async () => {
    const first = await back(await begun(), "newcomer");
    expect(first.headers["location"]).toBe("/welcome");
    const session = first.cookies.find((one) => one.includes("session="))?.split(";")[0] ?? "";
    expect((await call("/account", { cookies: [session] })).body).toContain("Someone New");
    expect(await actionsOf((await accountOf(functions.accounts, "newcomer")).id)).toEqual(["account:open"]);
    expect((await back(await begun(), "rosemary")).headers["location"]).toBe("/account");
    expect(await actionsOf("rosemary")).toEqual(["test", "account:sign-in"]);
  });
  it("asks whoever has no role what they want to do, whatever page they came for, and their name where it is not known", async () => {
    expect((await back(await begun("as=person&return=/account/people"), "newcomer")).headers["location"]).toBe("/welcome?return=%2Faccount%2Fpeople");
    const again = await back(await begun("as=person&return=/applications"), "newcomer");
    expect(again.headers["location"]).toBe("/welcome?for=provider");
    const { id } = await accountOf(functions.accounts, "newcomer");
    const named = await call("/welcome?for=provider", { as: id });
    expect(named.body).not.toContain('name="displayName"');
    expect(named.body).toMatch(/value="provider" checked/);
    await stored(functions.accounts, { entity: "account", after: anAccount({ id: "nameless", displayName: undefined }), action: "test" });
    expect((await back(await begun(), "nameless")).headers["location"]).toBe("/welcome");
    expect((await call("/welcome", { as: "nameless" })).body).toContain('name="displayName"');
    for (const [form, text] of [
      [{ beginning: "recipient" }, "Enter your name"],
      [{ beginning: "recipient", displayName: " " }, "Enter your name"],
      [{ displayName: "Nora Newname" }, "Choose what you want to do"],
    ] as const) {
      const refused = await call("/welcome", { as: "nameless", form });
      expect([refused.status, refused.body.includes(text)]).toEqual([400, true]);
    }
    const chosen = await call("/welcome", { as: "nameless", form: { beginning: "provider", displayName: "Nora Newname" } });
    expect([chosen.status, chosen.headers["location"]]).toEqual([303, "/applications"]);
    // Then they are where they wanted to be, and nowhere else.
    for (const [wanted, there] of [
      ["/account/people", "/account/people"],
      ["https://evil.example", "/account?done=begin"],
    ] as const) {
      expect((await call(`/welcome?${new URLSearchParams({ return: wanted })}`, { as: "nameless" })).body.includes(wanted)).toBe(wanted === there);
      const answered = await call("/welcome", { as: "nameless", form: { beginning: "neither", return: wanted } });
      expect(answered.headers["location"], wanted).toBe(there);
    }
    expect((await functions.accounts.store.account("nameless"))?.body).toMatchObject({ displayName: "Nora Newname", grants: [{ role: "provider" }] });
    expect((await back(await begun("as=person&return=/applications"), "rosemary")).headers["location"]).toBe("/applications");
  });
  it("does not let a name be taken away", async () => {
    const { version } = (await functions.accounts.store.account("rosemary")) ?? expect.fail("nobody");
    const refused = await call("/account/details", { as: "rosemary", form: { displayName: "  ", phone: "", version: String(version) } });
    expect([refused.status, refused.body.includes("Enter a name of 100 characters or fewer")]).toEqual([400, true]);
    expect((await functions.accounts.store.account("rosemary"))?.version).toBe(version);
  });
  it("begins a session of its own, and ends the one this browser had", async () => {
    const former = await sessionOf("rosemary");
    const answer = await back(await begun(), "rosemary", [former.cookie]);
    const now = answer.cookies.find((one) => one.includes("session="))?.split(";")[0] ?? "";
    expect(now).not.toBe(former.cookie);
    expect((await call("/account", { cookies: [former.cookie] })).status).toBe(303);
    expect((await call("/account", { cookies: [now] })).status).toBe(200);
  });
  it("gives a staff role only to whoever comes through the council", async () => {
    await call(`/api/councils/${COUNCIL}/staff`, { as: "ada", json: { email: "colm@people.example", role: "commissioner" } });
    await back(await begun("as=person"), "colm");
    expect((await accountOf(functions.accounts, "colm")).grants).toEqual([]);
    const answer = await back(await begun(`as=council&council=${COUNCIL}`), "colm");
    expect(answer.headers["location"]).toBe("/staff");
    expect((await accountOf(functions.accounts, "colm")).grants).toEqual([{ role: "commissioner", authority: COUNCIL }]);
  });
  it("counts a staff role only in a session that came through the council", async () => {
    expect((await call("/staff", { as: "ada", throughCouncil: true })).status).toBe(200);
    expect((await call("/staff", { as: "ada", throughCouncil: false })).status).toBe(403);
    expect((await call(`/api/councils/${COUNCIL}/staff`, { as: "ada", throughCouncil: false })).status).toBe(403);
  });
  it("marks the browser of staff, whose searches are nobody's need, for as long as a session lasts; and nobody else's", async () => {
    const marked = ({ cookies }: { readonly cookies: readonly string[] }) => cookies.filter((one) => one.includes("trellis-staff="));
    const [mark = "", ...others] = marked(await back(await begun(`as=council&council=${COUNCIL}`), "ada"));
    expect(others).toEqual([]);
    for (const part of ["HttpOnly", "Secure", "SameSite=Lax", `Max-Age=${servicePolicy.session.longestHours * 3600}`]) expect(mark).toContain(part);
    expect(marked(await back(await begun(), "rosemary"))).toEqual([]);
  });
  it("asks whoever works for a council for which, and sends them to its own provider", async () => {
    const asked: unknown[] = [];
    const began: IdentityProvider["begin"] = async (way) => {
      asked.push(way);
      return codesProvider.begin(way);
    };
    signInThrough({ ...codesProvider, begin: began });
    const page = (await call("/sign-in?return=/account/people")).body;
    const ways = [...page.matchAll(/href="(\/sign-in\/start[^"]*)"/g)].map(([, href = ""]) => href.replaceAll("&amp;", "&"));
    expect(page).toContain("Continue with your Leicester account");
    for (const way of ways) expect((await call(way)).headers["location"]).toBe("https://provider.example/authorize");
    expect(asked).toEqual([{}, { council: OTHER_COUNCIL }, { council: COUNCIL }]);
    for (const way of ways) expect(way).toContain("return=%2Faccount%2Fpeople");
    for (const unknown of ["", "&council=", "&council=E06000017", "&council=nonsense"])
      expect((await call(`/sign-in/start?as=council${unknown}&return=/account`)).headers["location"], unknown).toBe("/sign-in?return=%2Faccount");
    expect(asked.length).toBe(3);
  });
  it("does not come back through a council that was taken off the list meanwhile", async () => {
    const cookie = await begun(`as=council&council=${OTHER_COUNCIL}`);
    signInThrough({ ...codesProvider, councils: [COUNCIL] });
    expect((await back(cookie, "rosemary")).status).toBe(400);
  });
  it("refuses whose address is none of the council's, and says so", async () => {
    const finish: IdentityProvider["finish"] = async () => ({ refusal: "not-of-the-council", who: signInOf("ada") });
    signInThrough({ ...codesProvider, finish });
    const answer = await back(await begun(`as=council&council=${COUNCIL}`), "ada");
    expect([answer.status, answer.cookies.some((one) => one.includes("session="))]).toEqual([403, false]);
    expect(answer.body).toContain("not the council");
    expect(await actionsOf("ada")).toEqual(["test", "refused:sign-in"]);
  });
  it("leads back to the page that was wanted, and nowhere else", async () => {
    expect((await back(await begun("as=person&return=/account/people"), "rosemary")).headers["location"]).toBe("/account/people");
    const elsewhere = [
      "https://evil.example",
      "//evil.example",
      "/\\evil.example",
      "/sign-in/start",
      "/api/people/me",
      "/nothing",
      "/account?x=//evil",
      "javascript:alert(1)",
      "/account/../../x",
      "/account%2f..",
      "/account\n//x",
    ];
    for (const bad of elsewhere) {
      const answer = await back(await begun(`as=person&${new URLSearchParams({ return: bad })}`), "rosemary");
      expect(answer.headers["location"], bad).toBe("/account");
    }
  });
  it("refuses a return that was not begun here, took too long, was replayed or was altered", async () => {
    const cookie = await begun();
    expect((await call("/sign-in/callback?state=the-state&code=rosemary")).status).toBe(400);
    expect((await call("/sign-in/callback?state=another&code=rosemary", { cookies: [cookie] })).status).toBe(400);
    expect((await back(cookie, "used")).status).toBe(400);
    expect((await back(`${cookie.slice(0, -4)}AAAA`, "rosemary")).status).toBe(400);
    const { cookie: session } = await sessionOf("rosemary");
    expect((await back(session.replace("trellis-session", "trellis-sign-in"), "rosemary")).status).toBe(400);
    clock.now += 11 * MINUTE;
    const late = await back(cookie, "rosemary");
    expect(late.status).toBe(400);
    expect(late.body).toContain("took too long");
    expect(await actionsOf("rosemary")).toEqual(["test"]);
  });
  it("notes on their trail when somebody known is refused", async () => {
    const answer = await back(await begun(`as=council&council=${COUNCIL}`), "no-factor");
    expect(answer.status).toBe(403);
    expect(await actionsOf("ada")).toEqual(["test", "refused:sign-in"]);
  });
  it("is slowed down by address, and says for how long", async () => {
    let answer = await call("/sign-in/start?as=person", { address: "192.0.2.7" });
    for (let turn = 0; turn < 200 && answer.status === 303; turn += 1) answer = await call("/sign-in/start?as=person", { address: "192.0.2.7" });
    expect(answer.status).toBe(429);
    expect(Number(answer.headers["retry-after"])).toBeGreaterThan(0);
    expect((await call("/sign-in/start?as=person", { address: "192.0.2.8" })).status).toBe(303);
    clock.now += Number(answer.headers["retry-after"]) * 1000;
    expect((await call("/sign-in/start?as=person", { address: "192.0.2.7" })).status).toBe(303);
  });
});
