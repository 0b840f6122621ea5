import { describe, expect, it } from "vitest";
import { publicFunction } from "../support/http.ts";
import { withPostcodes } from "../support/open-data.ts";
import { get, idsOf } from "../support/search-scene.ts";
import { aTable } from "../support/tables.ts";

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
