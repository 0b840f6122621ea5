import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cookieJar } from "../../shared/http/cookies.ts";
import { savedPeopleCookie } from "../../shared/http/saved-people-cookie.ts";
import { ListingId } from "../../shared/listing/listing.ts";
import { carriedIn, carriedText, listingsIn, listingsText } from "../../shared/listing/saved.ts";
import { servicePolicy } from "../../shared/policy/service.ts";
import { runs } from "../support/runs.ts";

const numRuns = runs(1000);
const anId = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,30}$/).map((text) => ListingId.parse(text));
const someIds = fc.uniqueArray(anId, { minLength: 1, maxLength: 40 });
const pair = (cookie: string): string => cookie.split(";")[0] ?? "";

describe("public references as a text", () => {
  it("are read as they were written", () => {
    fc.assert(
      fc.property(someIds, fc.constantFrom("device" as const, "account" as const), (people, of) => {
        expect(listingsIn(listingsText(people))).toEqual(people);
        expect(carriedIn(carriedText({ of, people }))).toEqual({ of, people });
      }),
      { numRuns },
    );
  });
  it("hold nothing but references, each once, whatever the text is: else they are none", () => {
    const anything = fc.oneof(
      fc.string(),
      fc.string({ unit: "binary" }),
      fc.array(fc.oneof(anId, fc.string())).map((parts) => parts.join(",")),
    );
    fc.assert(
      fc.property(anything, fc.constantFrom("", "device:", "account:", "other:"), (text, before) => {
        const people = listingsIn(text);
        if (people) {
          expect(people.every((one) => ListingId.safeParse(one).success)).toBe(true);
          expect(new Set(people)).toEqual(new Set(text.split(",")));
          expect(people.length).toBe(new Set(people).size);
        }
        const carried = carriedIn(before + text);
        if (carried && before !== "") expect(carried.people).toEqual(people);
      }),
      { numRuns },
    );
  });
  it("are none where one part is wrong, empty or another's", () => {
    for (const wrong of ["", ",", "a,", ",a", "a,,b", "a b", "a,<b>", "a,b#c", "-a", `a,${"b".repeat(65)}`, "a,".repeat(2000)])
      expect(listingsIn(wrong), wrong).toBe(undefined);
    for (const wrong of [undefined, "", "device", "device:", "a,b", "Device:a", "device:a\n,b"]) expect(carriedIn(wrong), wrong).toBe(undefined);
  });
});

describe("the cookie of saved people", () => {
  const jar = cookieJar(new URL("https://trellis.example"));
  const carried = savedPeopleCookie(jar, servicePolicy);
  const people = ["a", "b"].map((id) => ListingId.parse(id));
  const session = "__Host-trellis-session=sealed";

  it("is bound to the site, unseen by scripts, sent by no other site's form, and holds references alone", () => {
    expect(carried.device(people)).toBe(
      `__Host-trellis-saved=device%3Aa%2Cb; Max-Age=${servicePolicy.saved.deviceDays * 86_400}; Path=/; HttpOnly; Secure; SameSite=Lax`,
    );
  });
  it("is cleared where nobody is saved", () => {
    expect(carried.device([])).toMatch(/^__Host-trellis-saved=; Max-Age=0;/);
    expect(carried.copy([])).toMatch(/^__Host-trellis-saved=; Max-Age=0;/);
  });
  it("that copies an account's list counts beside a session alone, and not after a sign-in or a sign-out; a device's list stays", () => {
    const [copy, device] = [pair(carried.copy(people)), pair(carried.device(people))];
    expect(carried.read([copy])).toBe(undefined);
    expect(carried.read([copy, session])).toEqual({ of: "account", people });
    expect(carried.read([device])).toEqual({ of: "device", people });
    expect(carried.withoutCopy([copy])).toEqual([jar.clear("trellis-saved")]);
    expect(carried.withoutCopy([device])).toEqual([]);
    expect(carried.withoutCopy([])).toEqual([]);
  });
  it("fits in what browsers store, however long the references are", () => {
    const longest = Array.from({ length: servicePolicy.saved.most }, (_, turn) => ListingId.parse(`${turn + 100}${"x".repeat(61)}`));
    expect(carried.device(longest).length).toBeLessThan(4096);
    expect(carried.read([pair(carried.device(longest))])?.people).toEqual(longest);
  });
});
