import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runs } from "../support/runs.ts";
import { get } from "../support/search-scene.ts";

describe("the other public routes", () => {
  it("serve the taxonomy", async () => {
    const body = (await get("/api/taxonomy")).json();
    expect(body.services).toContainEqual(expect.objectContaining({ code: "personal-care", name: "Personal care" }));
    expect(body.clientGroups).toContainEqual({ code: "dementia", name: "People with dementia" });
    expect(body.languages).toContainEqual({ code: "gu", name: "Gujarati" });
    for (const { code } of [...body.services, ...body.clientGroups]) expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
  });
  it("serve one listing, and 404 for none, for one out of sight and for nonsense", async () => {
    expect((await get("/api/listings/near")).json()).toMatchObject({ id: "near", about: expect.stringContaining("I cook") });
    for (const id of ["nobody", "gone", "%00", "a#b", "x".repeat(200)]) expect((await get(`/api/listings/${id}`)).status).toBe(404);
    expect((await get("/listings/gone")).status).toBe(404);
  });
  it("escape everything people wrote", async () => {
    const page = await get("/listings/near?near=LE13+1GH");
    expect(page.body).not.toContain("<script>alert");
    expect(page.body).toContain("&lt;script>alert(1)&lt;/script>");
    expect((await get("/search?near=LE13+1GH")).body).not.toContain("<b>Sons");
    expect((await get(`/search?near=${encodeURIComponent('"><img src=x onerror=alert(1)>')}`)).body).not.toContain("<img");
  });
  it("carry the security headers on every answer, errors too", async () => {
    for (const url of [
      "/",
      "/search?near=LE13",
      "/search",
      "/listings/near",
      "/listings/x",
      "/nothing/here",
      "/api/nothing",
      "/api/search",
      "/safety",
      "/about-the-list",
      "/accessibility",
    ]) {
      const { headers } = await get(url);
      expect(headers["content-security-policy"], url).toContain("default-src 'none'");
      expect(headers).toMatchObject({ "x-content-type-options": "nosniff", "referrer-policy": "no-referrer", "x-frame-options": "DENY" });
    }
  });
  it("compress what is worth it, when asked", async () => {
    expect((await get("/search?near=LE13", { "accept-encoding": "gzip, br" })).headers["content-encoding"]).toBe("br");
    expect((await get("/search?near=LE13", { "accept-encoding": "gzip" })).headers["content-encoding"]).toBe("gzip");
    expect((await get("/search?near=LE13")).headers["content-encoding"]).toBeUndefined();
  });
});

describe("malformed and hostile queries", () => {
  it("get 200, 400 or 404, and none reads or answers many times what the median search does", async () => {
    const name = fc.constantFrom(
      "near",
      "miles",
      "service",
      "group",
      "language",
      "kind",
      "gender",
      "when",
      "maxRate",
      "hours",
      "status",
      "sort",
      "limit",
      "cursor",
      "near[]",
      "__proto__",
      "constructor",
    );
    const good = fc.constantFrom(
      "LE13 1GH",
      "LE13",
      "Melton Mowbray",
      "Newport",
      "10",
      "1",
      "50",
      "personal-care",
      "meals",
      "gu",
      "mon-morning",
      "accredited",
      "unaccredited",
      "fit",
      "rate",
    );
    const hostile = fc.constantFrom(
      "",
      " ",
      "' OR 1=1 --",
      "<script>",
      "../../etc/passwd",
      "%00",
      "\u0000",
      "-1",
      "1e9",
      "NaN",
      "Infinity",
      "null",
      "[]",
      "{}",
      "A".repeat(5000),
      "💥".repeat(40),
      "\u202e",
      "LE13 1ZZZ",
      "personal-care,".repeat(100),
      "${7*7}",
      "{{7*7}}",
      "%",
      "%zz",
    );
    const value = fc.oneof(
      { weight: 4, arbitrary: good },
      { weight: 4, arbitrary: hostile },
      { weight: 2, arbitrary: fc.string({ maxLength: 60 }) },
      { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 30 }) },
    );
    const text = (pairs: readonly (readonly [string, string])[]) => new URLSearchParams(pairs.map(([key, one]) => [key, one.toWellFormed()])).toString();
    const sound = fc.constantFrom<(readonly [string, string])[]>(
      ["miles", "50"],
      ["service", "meals"],
      ["language", "gu"],
      ["when", "mon-morning"],
      ["sort", "fit"],
      ["limit", "50"],
      ["status", "unaccredited"],
    );
    const place = fc.constantFrom("LE13 1GH", "LE13", "Melton Mowbray", "le11 3");
    const twisted = fc.tuple(place, fc.uniqueArray(sound, { maxLength: 4 }), fc.constantFrom("x", "near[]", "__proto__", "utm_source"), value);
    const query = fc.oneof(
      { weight: 7, arbitrary: fc.array(fc.tuple(name, value), { maxLength: 6 }).map(text) },
      { weight: 2, arbitrary: twisted.map(([near, others, key, odd]) => text([["near", near], ...others, [key, odd]])) },
      { weight: 1, arbitrary: fc.string({ maxLength: 200 }) },
    );
    const queries = fc.sample(query, { numRuns: runs(50_000), seed: 7 });
    const meter = get.meter;
    const worked: { url: string; status: number; requests: number; readUnits: number; length: number }[] = [];
    for (const path of ["/api/search", "/search"]) await get(`${path}?near=Melton+Mowbray`);
    for (const [index, one] of queries.entries()) {
      const url = `${index % 5 === 0 ? "/search" : "/api/search"}?${one}`;
      const { requests, readUnits } = meter;
      const { status, body } = await get(url);
      worked.push({ url, status, requests: meter.requests - requests, readUnits: meter.readUnits - readUnits, length: body.length });
      if (![200, 400, 404].includes(status)) throw new Error(`${status} for ${url}`);
    }
    const searches = worked.filter(({ status }) => status === 200);
    expect(searches.length).toBeGreaterThan(queries.length / 10);
    // What is refused reads less: a search is the measure, and no query makes more work than a few of them.
    const median = (of: "requests" | "readUnits" | "length"): number =>
      searches.map((one) => one[of]).toSorted((one, other) => one - other)[searches.length >> 1] ?? 0;
    for (const [of, times] of [
      ["requests", 3],
      ["readUnits", 3],
      ["length", 50],
    ] as const) {
      const most = median(of) * times;
      expect(most).toBeGreaterThan(0);
      expect(
        worked.filter((one) => one[of] > most),
        of,
      ).toEqual([]);
    }
  });
});

describe("HEAD of a page for everybody", () => {
  it("is answered as GET is, but for the body", async () => {
    for (const url of ["/", "/search?near=LE13+1GH", "/listings/town", "/listings/nobody", "/safety", "/api/search?near=LE13+1GH", "/api/taxonomy"]) {
      const [asked, headed] = [await get(url), await get.head(url)];
      expect(headed.status, url).toBe(asked.status);
      expect(headed.headers["content-type"], url).toBe(asked.headers["content-type"]);
      expect([headed.body, headed.headers["content-encoding"]], url).toEqual(["", undefined]);
      expect(asked.body.length, url).toBeGreaterThan(0);
    }
  });
  it("of what is nowhere, or needs to know who asks, says that nothing is there", async () => {
    for (const url of ["/nowhere", "/account"]) expect((await get.head(url)).status, url).toBe(404);
  });
});
