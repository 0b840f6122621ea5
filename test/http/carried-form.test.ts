import { beforeEach, describe, expect, it } from "vitest";
import { functions, ready, theCase } from "../support/vetting-scene.ts";

const PART = "/applications/pips-case/parts/profile";
const typed = { displayName: "Pip <T>", about: "I like\ngardens & cooking.", seen: "x", once: "once-once-once", csrf: "of-another-session" };
const ours = { "sec-fetch-site": "same-origin" };

beforeEach(() => ready({ state: "draft" }));

describe("a form that comes when its session is over", () => {
  it("is answered by a page that still has what was typed, and nothing is saved", async () => {
    const answer = await functions.call(PART, { method: "POST", form: typed, headers: ours });
    expect(answer.status).toBe(401);
    for (const text of [
      "What you typed is not saved yet",
      'name="about" value="I like\ngardens &amp; cooking."',
      `/sign-in?return=${encodeURIComponent(PART)}`,
    ])
      expect(answer.body).toContain(text);
    expect([answer.body.includes("of-another-session"), answer.body.includes("<T>")]).toEqual([false, false]);
  });

  it("is asked once more of whoever signed in again, and is then saved", async () => {
    const { seen: _, ...page } = typed;
    const fresh = /name="seen" value="([^"]+)"/.exec((await functions.call(PART, { as: "pip" })).body)?.[1] ?? "";
    const form = { ...page, displayName: "Pip T", seen: fresh };
    const again = await functions.call(PART, { as: "pip", form, headers: ours });
    expect([again.status, again.body.includes("Save what I typed")]).toEqual([403, true]);
    expect((await theCase()).case.body.answers.profile?.displayName).toBe("Pip Tryout");
    const { csrf: _c, ...carried } = form;
    expect((await functions.call(PART, { as: "pip", form: carried, headers: ours })).status).toBe(303);
    expect((await theCase()).case.body.answers.profile).toMatchObject({ displayName: "Pip T", about: "I like\ngardens & cooking." });
  });

  it("from another site, or of a browser that does not say where it is from, is not carried", async () => {
    for (const headers of [{ "sec-fetch-site": "cross-site" }, { "sec-fetch-site": "same-site" }, {}]) {
      const out = await functions.call(PART, { method: "POST", form: typed, headers });
      expect([out.status, out.headers["location"]]).toEqual([303, `/sign-in?ended=yes&return=${encodeURIComponent(PART)}`]);
      const other = await functions.call(PART, { as: "pip", form: typed, headers });
      expect([other.status, other.body.includes("I like")]).toEqual([403, false]);
    }
  });

  it("that does not say what it was made from leads to signing in, and back where it has a page", async () => {
    const { seen: _, ...form } = typed;
    const out = await functions.call(PART, { method: "POST", form, headers: ours });
    expect(out.headers["location"]).toBe(`/sign-in?ended=yes&return=${encodeURIComponent(PART)}`);
  });
});
