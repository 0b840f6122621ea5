import { describe, expect, it } from "vitest";
import { account, call, clock, functions, MINUTE, sessionOf, trailOf } from "../support/account-scene.ts";
import { accessToken } from "../support/accounts.ts";
import { COUNCIL, OTHER_COUNCIL } from "../support/councils.ts";

describe("a session", () => {
  it("lasts while it is used, and is over after half an hour of doing nothing", async () => {
    let { cookie } = await sessionOf("rosemary");
    for (let turn = 0; turn < 4; turn += 1) {
      clock.now += 29 * MINUTE;
      const answer = await call("/account", { cookies: [cookie] });
      expect(answer.status).toBe(200);
      cookie = answer.cookies[0]?.split(";")[0] ?? cookie;
    }
    clock.now += 31 * MINUTE;
    expect((await call("/account", { cookies: [cookie] })).headers["location"]).toBe("/sign-in?return=%2Faccount");
  });
  it("is over after twelve hours, however much it is used", async () => {
    let { cookie } = await sessionOf("rosemary");
    for (let turn = 0; turn < 25; turn += 1) {
      clock.now += 29 * MINUTE;
      cookie = (await call("/account", { cookies: [cookie] })).cookies[0]?.split(";")[0] ?? cookie;
    }
    expect((await call("/account", { cookies: [cookie] })).status).toBe(303);
  });
  it("is carried by a cookie that scripts and other sites cannot use", async () => {
    const { session } = await sessionOf("rosemary");
    const cookie = await functions.accounts.sessions.cookie(session);
    expect(cookie).toMatch(/^__Host-trellis-session=/);
    for (const attribute of ["HttpOnly", "Secure", "SameSite=Lax", "Path=/"]) expect(cookie).toContain(attribute);
    expect(cookie).not.toContain("rosemary");
  });
  it("does not survive its cookie being cut, altered or swapped for another purpose", async () => {
    const { cookie } = await sessionOf("rosemary");
    const [name = "", value = ""] = cookie.split("=");
    const signIn = await functions.accounts.sealer.seal(
      "sign-in",
      { id: "x", subject: "rosemary", throughCouncil: COUNCIL, startedAt: clock.now, seenAt: clock.now },
      clock.now + MINUTE,
    );
    const middle = Math.floor(value.length / 2);
    const altered = value.slice(0, middle) + (value[middle] === "A" ? "B" : "A") + value.slice(middle + 1);
    for (const bad of [value.slice(0, -5), altered, "", "a.b.c.d.e", "x".repeat(5000), signIn, `${value}.`]) {
      expect((await call("/account", { cookies: [`${name}=${bad}`] })).status, bad.slice(0, 30)).toBe(303);
    }
  });
  it("that was signed out of is over, also for whoever has a copy of its cookie; another goes on", async () => {
    const here = await sessionOf("rosemary");
    const there = await sessionOf("rosemary");
    const out = await call("/sign-out", { cookies: [here.cookie], form: { csrf: here.csrf, once: "sign-out-1" } });
    expect(out.status).toBe(303);
    expect(out.headers["location"]).toBe("/signed-out");
    expect(out.cookies.join()).toContain("Max-Age=0");
    expect((await call("/account", { cookies: [here.cookie] })).status).toBe(303);
    expect((await call("/account", { cookies: [there.cookie] })).status).toBe(200);
    await call("/sign-out/everywhere", { cookies: [there.cookie], form: { csrf: there.csrf, once: "sign-out-2" } });
    expect((await call("/account", { cookies: [there.cookie] })).status).toBe(303);
    clock.now += 1000;
    expect((await call("/account", { cookies: [(await sessionOf("rosemary")).cookie] })).status).toBe(200);
  });
});

describe("ending somebody's sessions", () => {
  it("is their administrator's to do: every cookie and token of theirs is over, of others none, and they see who did it", async () => {
    await account("bertha", { authority: OTHER_COUNCIL, grants: [{ role: "administrator", authority: OTHER_COUNCIL }] });
    await account("roger", { grants: [{ role: "review-officer", authority: COUNCIL }] });
    const [theirs, other] = [await sessionOf("rosemary"), await sessionOf("roger")];
    const token = accessToken("rosemary", false, clock.now);
    for (const nobody of [{ as: "bertha", throughCouncil: OTHER_COUNCIL }, { as: "roger" }])
      expect((await call("/people/rosemary/sessions/end", { ...nobody, form: {} })).status, nobody.as).toBe(404);
    expect((await call("/account", { cookies: [theirs.cookie] })).status).toBe(200);
    expect((await call("/people/rosemary", { as: "ada" })).body).toContain("Sign them out on all devices");
    expect((await call("/people/rosemary", { as: "roger" })).body).not.toContain("Sign them out");
    expect((await call("/people/rosemary/sessions/end", { as: "ada", form: {} })).headers["location"]).toBe("/people/rosemary?done=sessions-ended");
    expect((await call("/account", { cookies: [theirs.cookie] })).status).toBe(303);
    expect((await call("/api/people/me", { claims: token })).status).toBe(401);
    expect((await call("/account", { cookies: [other.cookie] })).status).toBe(200);
    const ended = (await trailOf("rosemary")).find(({ action }) => action === "account:end-sessions");
    expect(ended).toMatchObject({ actor: { subject: "ada", role: "administrator" }, authority: COUNCIL });
    clock.now += 1000;
    expect((await call("/account", { cookies: [(await sessionOf("rosemary")).cookie] })).status).toBe(200);
  });
});
