import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { importRegister } from "../../functions/directory/import/import-register.ts";
import { buildSnapshot } from "../../functions/directory/snapshot/build-snapshot.ts";
import { councilPolicy } from "../../shared/policy/council.ts";
import { anAuditContext, aRegisterRow } from "../support/builders.ts";
import { publicFunction } from "../support/http.ts";
import { withPostcodes } from "../support/open-data.ts";
import { runs } from "../support/runs.ts";
import { aTable } from "../support/tables.ts";

let get: ReturnType<typeof publicFunction>;

async function* lines(rows: readonly Record<string, unknown>[]) {
  for (const [index, values] of rows.entries()) yield { line: index + 1, values };
}

beforeAll(async () => {
  const table = await aTable();
  await withPostcodes(table);
  const rows = [
    aRegisterRow({
      id: "near",
      postcode: "LE13 1GH",
      services: ["personal-care", "meals"],
      languages: ["en", "gu"],
      skills: ["hoisting", "medication"],
      about: "<script>alert(1)</script> I cook.",
    }),
    aRegisterRow({
      id: "town",
      postcode: "le130aa",
      services: ["meals"],
      skills: ["medication"],
      ratePence: 1300,
      hoursFree: 2,
      displayName: "O'Brien & <b>Sons</b>",
    }),
    aRegisterRow({ id: "far", postcode: "LE11 3AA", travelMiles: 3 }),
    aRegisterRow({ id: "covers", postcode: "LE11 3AB", travelMiles: 1, districts: ["E07000133"] }),
    aRegisterRow({ id: "new", postcode: "LE13 1AA", status: "provisional", employment: "self-employed" }),
    aRegisterRow({ id: "gone", status: "suspended" }),
  ];
  const report = await importRegister(lines(rows), {
    listings: table.listings,
    geography: table.geography,
    authority: "E10000018",
    policy: councilPolicy("E10000018"),
    progress: () => undefined,
    context: anAuditContext(),
  });
  expect(report).toMatchObject({ added: 6, refused: [] });
  await buildSnapshot(table.rebuilds, table.now, "truth");
  get = publicFunction(table);
});

describe("the first page", () => {
  it("gives examples that are found: a postcode as soon as it is brought, and until then a town alone", async () => {
    const table = await aTable();
    const page = publicFunction(table);
    const example = async () => /For example, ([^<]*)\./.exec((await page("/")).body)?.[1] ?? "";
    expect(await example()).toBe("Melton Mowbray");
    await withPostcodes(table);
    expect(await example()).toBe("LE13 1GH or Melton Mowbray");
    for (const one of (await example()).split(" or ")) expect((await page(`/search?${new URLSearchParams({ near: one })}`)).status, one).toBe(200);
  });
});

const idsOf = async (query: string): Promise<string[]> => (await get(`/api/search?${query}`)).json().results.map(({ id }: { id: string }) => id);

describe("GET /api/search", () => {
  it("answers who can come, nearest first, with whole miles and never a postcode", async () => {
    const answer = await get("/api/search?near=LE13%201GH&miles=20");
    expect(answer.status).toBe(200);
    const body = answer.json();
    expect(body.near).toEqual({ label: "LE13 1GH", resolution: "postcode" });
    expect(body.total).toBe(4);
    expect(body.results.map(({ id }: { id: string }) => id).slice(2)).toEqual(["town", "covers"]);
    for (const result of body.results) expect(Number.isInteger(result.miles)).toBe(true);
    expect(answer.body).not.toMatch(/LE1[13] ?[0-9]A[AB]|"lat"|"postcode":|"area"/);
    expect(body.results[0]).toMatchObject({
      displayName: expect.any(String),
      kind: "personal-assistant",
      employment: expect.any(String),
      status: expect.any(String),
      services: expect.any(Array),
      languages: expect.any(Array),
      ratePence: expect.any(Number),
      hoursFree: expect.any(Number),
    });
  });
  it("finds those who cover the searched district, however little they travel", async () => {
    expect(await idsOf("near=LE13&miles=20")).toContain("covers");
    expect(await idsOf("near=LE15+6AA&miles=50")).not.toContain("covers");
  });
  it("takes repeated parameters and comma lists alike", async () => {
    expect(await idsOf("near=LE13+1GH&service=personal-care&service=meals")).toEqual(["near"]);
    expect(await idsOf("near=LE13+1GH&service=personal-care,meals")).toEqual(["near"]);
    expect((await idsOf("near=LE13+1GH&skill=medication")).sort()).toEqual(["near", "town"]);
    expect(await idsOf("near=LE13+1GH&skill=medication,hoisting")).toEqual(["near"]);
    expect((await idsOf("near=LE13+1GH&status=provisional")).sort()).toEqual(["new"]);
    expect(await idsOf("near=LE13+1GH&maxRate=1300")).toEqual(["town"]);
    expect(await idsOf("near=LE13+1GH&hours=3&language=gu")).toEqual(["near"]);
    expect(await idsOf("near=LE13+1GH&when=mon-morning&when=tue-night")).toEqual([]);
  });
  it("says what each further choice would give", async () => {
    const { facets, total } = (await get("/api/search?near=LE13+1GH&service=meals")).json();
    expect(total).toBe(2);
    expect(facets.service).toMatchObject({ meals: 2, "personal-care": 1, garden: 0 });
    expect(facets.language).toEqual({ gu: 1, en: 1 });
    expect(facets.when["mon-morning"]).toBe(2);
    expect(facets.skill).toMatchObject({ medication: 2, hoisting: 1, makaton: 0 });
    for (const [code, count] of Object.entries(facets.service)) {
      expect((await get(`/api/search?near=LE13+1GH&service=meals&service=${code}`)).json().total, code).toBe(count);
    }
  });
  it("pages with a cursor that goes with its search alone", async () => {
    const first = (await get("/api/search?near=LE13+1GH&miles=20&limit=3")).json();
    const second = (await get(`/api/search?near=LE13+1GH&miles=20&limit=3&cursor=${first.next}`)).json();
    expect([...first.results, ...second.results].length).toBe(4);
    expect(second.next).toBeUndefined();
    expect((await get(`/api/search?near=LE13+1GH&miles=10&cursor=${first.next}`)).json()).toMatchObject({ status: 400, errors: [{ parameter: "cursor" }] });
    expect((await get("/api/search?near=LE13+1GH&cursor=made-up")).status).toBe(400);
  });
  it("says what to leave out when nobody is found, and how far the nearest is", async () => {
    const { total, advice } = (await get("/api/search?near=LE15+6AA&miles=1&service=meals&language=gu")).json();
    expect(total).toBe(0);
    expect(advice.nearest.miles).toBeGreaterThan(5);
    const filtered = (await get("/api/search?near=LE13+1GH&service=garden&language=gu")).json();
    expect(filtered.advice.drop).toEqual([{ parameter: "service", value: "garden", total: 1 }]);
  });
  it("names every parameter that cannot be used", async () => {
    const answer = await get(
      "/api/search?miles=0&service=magic&when=never&maxRate=x&hours=-1&sort=up&limit=51&language=zz&gender=x&kind=x&status=suspended&group=x&skill=x",
    );
    expect(answer.status).toBe(400);
    expect(answer.headers["content-type"]).toBe("application/problem+json");
    expect(
      answer
        .json()
        .errors.map(({ parameter }: { parameter: string }) => parameter)
        .sort(),
    ).toEqual(["gender", "group", "hours", "kind", "language", "limit", "maxRate", "miles", "near", "service", "skill", "sort", "status", "when"].sort());
    expect((await get("/api/search?near=LE13&miles=5&miles=6")).json().errors).toEqual([{ parameter: "miles", detail: "must be given only once" }]);
  });
  it("draws a sketch map only where it is wanted, with everyone who is found once and no home", async () => {
    const address = "/search?near=LE13%201GH&miles=20";
    const [without, drawn] = [await get(address), await get(`${address}&map=yes`)];
    expect([without.status, without.body.includes("<svg"), without.body.includes("map=yes#map")]).toEqual([200, false, true]);
    const people = [...drawn.body.matchAll(/trellis-map__people"[^>]*>(\d+)</g)].map(([, count]) => Number(count));
    expect([drawn.status, people.reduce((sum, count) => sum + count, 0)]).toEqual([200, 4]);
    expect(drawn.body).toContain('<input type="hidden" name="map" value="yes"');
    expect((await get(`${address}&map=no`)).body).not.toContain("trellis-map__");
  });
  it("helps with a place it does not know", async () => {
    expect((await get("/api/search?near=LE13+1XX")).json()).toMatchObject({
      status: 404,
      type: "/problems/place-unknown",
      suggestions: ["LE13 1", "LE13", "LE11", "LE15"],
    });
    expect((await get("/api/search?near=Newport")).json()).toMatchObject({ status: 404, type: "/problems/place-ambiguous" });
  });
  it("finds a postcode inside an address, and offers the one that was meant", async () => {
    expect((await get(`/api/search?near=${encodeURIComponent("12 High Street, le13–1gh")}`)).json().near).toEqual({
      label: "LE13 1GH",
      resolution: "postcode",
    });
    expect((await get("/api/search?near=LEI3+1GH")).json()).toMatchObject({ status: 404, type: "/problems/place-unknown", suggestions: ["LE13 1GH"] });
  });
  it("says of a place outside every council that we do not cover it, and who arranges care there", async () => {
    expect((await get("/api/search?near=Shrewsbury")).json().near).toEqual({ label: "Shrewsbury", resolution: "place", outside: "Shropshire" });
    const page = (await get("/search?near=Shrewsbury")).body;
    expect(page).toContain("We do not cover Shrewsbury.");
    expect(page).toContain("The council for Shropshire arranges care and support there.");
    expect(page).toContain("https://www.gov.uk/find-local-council");
    expect((await get("/search?near=LE13+1GH")).body).not.toContain("We do not cover");
  });
  it("says of a Crown dependency that it is one", async () => {
    expect((await get("/api/search?near=JE2+3AB")).json()).toMatchObject({
      status: 404,
      type: "/problems/place-outside",
      detail: expect.stringContaining("Jersey is not part of the UK"),
      suggestions: [],
    });
    const { status, body } = await get("/search?near=IM1+1AA");
    expect(status).toBe(404);
    expect(body).toContain("The Isle of Man is not part of the UK");
  });
});

describe("a search on a page that cannot be made", () => {
  const hidden = (html: string) => [...html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(([, name, value]) => `${name}=${value}`);
  const summary = (html: string) => [...html.matchAll(/<li><a href="#(\w+)">([^<]*)<\/a><\/li>/g)].map(([, field, text]) => [field, text]);

  it("says what to do about each filter in the words of the page, and goes on with those that could be read", async () => {
    const { status, body } = await get("/search?near=LE13+1GH&service=magic&language=gu&hours=ten&maxRate=1600&sort=");
    expect(status).toBe(400);
    expect(summary(body)).toEqual([
      ["near", "We do not know what was chosen for ‘Help with’, so we left it out. Search again"],
      ["hours", "Enter the hours as a whole number, for example 10, or leave the box empty"],
    ]);
    expect(hidden(body)).toEqual(["language=gu", "maxRate=1600"]);
    expect(body).toMatch(/id="near"[^>]*value="LE13 1GH"/);
    expect(body).toMatch(/id="hours"[^>]*value="ten"/);
    expect(body).not.toContain("magic");
  });
  it("keeps the filters when the place is missing, not known or several, but not the page of the results", async () => {
    const filters = "&service=meals&when=mon-morning&map=yes&cursor=abc&utm_source=post";
    for (const [near, status] of [
      ["", 400],
      ["Xyzzyx", 404],
      ["Leicestershire", 404],
    ] as const) {
      const answer = await get(`/search?near=${near}${filters}`);
      expect([answer.status, hidden(answer.body)], near).toEqual([status, ["service=meals", "when=mon-morning", "map=yes"]]);
    }
    expect((await get(`/search?near=Leicestershire${filters}`)).body).toContain(
      "near=Loughborough%2C+Leicestershire&amp;service=meals&amp;when=mon-morning&amp;map=yes",
    );
  });
  it("of a page of results that is none, says to search again", async () => {
    const { status, body } = await get("/search?near=LE13+1GH&service=meals&cursor=nonsense");
    expect([status, summary(body), hidden(body)]).toEqual([400, [["near", "We could not open that page of the results. Search again"]], ["service=meals"]]);
  });
});

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
