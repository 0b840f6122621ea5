import type { ParameterError } from "../../../shared/domain/input.ts";
import { readPostcode } from "../../../shared/domain/postcode.ts";
import type { Limit } from "../../../shared/domain/rate-limit.ts";
import { type EpochMillis, londonDate } from "../../../shared/domain/time.ts";
import { typedFields } from "../../../shared/domain/typed-text.ts";
import type { Gazetteer, GeographyReader } from "../../../shared/geography/ports.ts";
import { answer } from "../../../shared/http/contract.ts";
import type { HttpAnswer, HttpHandler, HttpRequest } from "../../../shared/http/messages.ts";
import { badRequest, notFound, notOurForm, type Problem, tooMany } from "../../../shared/http/problem.ts";
import { fromSamePlace } from "../../../shared/http/same-site.ts";
import type { SavedPeopleCookie } from "../../../shared/http/saved-people-cookie.ts";
import { photoAsked } from "../../../shared/listing/photo-path.ts";
import { isShownOn } from "../../../shared/listing/shown.ts";
import { listingsMeant } from "../../../shared/listing/typed-reference.ts";
import type { SavedOnPage } from "../../../shared/pages/save-person.tsx";
import { type LimitName, servicePolicy } from "../../../shared/policy/service.ts";
import type { BeginCounting } from "../../../shared/signals/count-search.ts";
import { isCounted } from "../../../shared/signals/is-counted.ts";
import type { CountingCookies } from "../../../shared/signals/objection.ts";
import type { DirectoryReader } from "../../../shared/snapshot/ports.ts";
import { clientGroups, languages, services, skills, taxonomyVersion } from "../../../shared/taxonomy/taxonomy.ts";
import { contactPage } from "../pages/contact.page.tsx";
import { EXAMPLE, homePage } from "../pages/home.page.tsx";
import { aboutTheListPage, accessibilityPage, safetyPage } from "../pages/information.page.tsx";
import { listingPage } from "../pages/listing.page.tsx";
import { placeRefusedPage, searchRefusedPage } from "../pages/place-refused.page.tsx";
import { resultsPage } from "../pages/results.page.tsx";
import { SEARCH_COUNTS, searchCountsPage } from "../pages/search-counts.page.tsx";
import { parametersOf, SearchQuery } from "../search/search.contract.ts";
import { answerJson, type SearchListings, type SearchRefusal } from "../search/search.ts";
import { searchedOf } from "../search/searched-of.ts";
import { publicContracts } from "./api.contracts.ts";

type Profile = NonNullable<Awaited<ReturnType<DirectoryReader["profile"]>>>;

/** What the public routes are made of. */
export interface PublicDirectory {
  readonly search: SearchListings;
  readonly directory: DirectoryReader;
  readonly geography: GeographyReader;
  /** Names for a sketch map. */
  readonly towns: Gazetteer;
  readonly now: () => EpochMillis;
  /** The people that a browser carries as saved. */
  readonly carried: Pick<SavedPeopleCookie, "read">;
  /** Counts searches that find nobody, and those that find somebody; `cookies` says whose are not counted. */
  readonly counting: BeginCounting;
  readonly cookies: CountingCookies;
  readonly site: URL;
  /** Seconds to wait, where one network asks too often. */
  readonly limited: (name: string, limit: Limit, now: EpochMillis) => number | undefined;
}

const page = (html: string, status = 200): HttpAnswer => ({ kind: "page", status, html });
const problem = (what: Problem): HttpAnswer => ({ kind: "problem", problem: what });

/** Every public route's handler, by what the route list calls it. */
export function publicHandlers({ search, directory, geography, towns, now, carried, limited, counting, cookies, site }: PublicDirectory) {
  const still = (html: () => string): HttpHandler => {
    let text: string | undefined;
    return async () => {
      text ??= html();
      return page(text);
    };
  };
  /** Postcodes are brought, never taken away. */
  let knowsExample = false;
  const isKnown = async (text: string): Promise<boolean> => {
    const read = readPostcode(text);
    return read !== undefined && ((await geography.sector(read.sector)) ?? []).some(({ unit }) => unit === read.unit);
  };
  const exampleIsKnown = async (): Promise<boolean> => {
    knowsExample ||= await isKnown(EXAMPLE.postcode);
    return knowsExample;
  };
  return {
    home: async (request) => page(homePage(await exampleIsKnown(), savedOn(request))),
    aboutTheList: still(aboutTheListPage),
    safety: still(safetyPage),
    contact: still(contactPage),
    accessibility: still(accessibilityPage),

    async searchPage(request) {
      const { query, address } = request;
      const wait = searchesTooOften(query, address);
      if (wait) return wait;
      const parsed = SearchQuery.safeParse(parametersOf(query));
      const refused = async () => ({ query, knowsPostcode: await exampleIsKnown() });
      if (!parsed.success) return page(searchRefusedPage(await refused(), errorsOf(parsed.error)), 400);
      // A next page is the same search. What counting needs is read beside it.
      const count = query.has("cursor") || !isCounted(request, cookies) ? undefined : counting({ address, userAgent: request.headers["user-agent"] ?? "" });
      const map = query.get("map") === "yes";
      const found = await search(parsed.data, { nearMisses: true, areas: map });
      if (found.ok) {
        const searched = count && searchedOf(found.value);
        const counted = searched && count(searched);
        // Lets it leave this machine while the page is made.
        if (counted) await new Promise((resolve) => setImmediate(resolve));
        const html = resultsPage(found.value, londonDate(now()), savedOn(request), map ? towns() : undefined);
        await counted;
        return page(html);
      }
      if (found.refusal.kind === "cursor-invalid") return page(searchRefusedPage(await refused(), [CURSOR_ERROR]), 400);
      return page(placeRefusedPage(await refused(), found.refusal), 404);
    },

    async searchCounts(request) {
      const wait = tooOften("search", request.address);
      return wait ?? page(searchCountsPage({ objects: cookies.objects(request), elsewhere: request.headers["sec-gpc"] === "1" }));
    },

    async changeSearchCounts(request) {
      const wait = tooOften("search", request.address);
      if (wait) return wait;
      if (!fromSamePlace(request, site)) return problem(notOurForm());
      const count = typedFields(request.body).get("count");
      if (count !== "yes" && count !== "no") return problem(badRequest("Open the page again and send the form from there."));
      return { kind: "redirect", location: SEARCH_COUNTS, cookies: [count === "no" ? cookies.object : cookies.objectNoMore] };
    },

    async search({ query, address }) {
      const wait = searchesTooOften(query, address);
      if (wait) return wait;
      const parsed = SearchQuery.safeParse(parametersOf(query));
      if (!parsed.success) return problem(badParameters(errorsOf(parsed.error)));
      const found = await search(parsed.data);
      // Put together as text, and so not parsed again: `searchContract` says what it holds, and the tests that it does.
      return found.ok ? { kind: "json", status: 200, json: answerJson(found.value) } : problem(searchProblem(found.refusal));
    },

    async taxonomy() {
      const named = (terms: readonly { code: string; name: string }[]) => terms.map(({ code, name }) => ({ code, name }));
      const body = {
        version: taxonomyVersion,
        services: services.map(({ code, name, plain, esd, match }) => ({ code, name, plain, esd: { id: esd, match } })),
        clientGroups: named(clientGroups),
        skills: named(skills),
        languages: named(languages()),
      };
      return answer(publicContracts.taxonomy, 200, body, { "cache-control": "public, max-age=3600" });
    },

    async listingPage(request) {
      const wait = tooOften("listing", request.address);
      if (wait) return wait;
      const found = await profileFor(request, directory.profileWithFeedback, ({ profile }) => profile);
      if (!found) return problem(notFound("This person or provider is not on the list."));
      const { profile, ...feedback } = found;
      const query = request.query.toString();
      return page(
        listingPage({
          profile,
          feedback,
          districtNames: profile.row.listing.districts.length > 0 ? await geography.districtNames() : {},
          ...(request.query.get("near") ? { backTo: `/search?${query}` } : {}),
          today: londonDate(now()),
          saved: savedOn(request),
        }),
      );
    },

    async photo({ parameters }) {
      const asked = photoAsked(parameters["file"] ?? "");
      const photo = asked && (await directory.photo(asked.name));
      const profile = photo && (await directory.profile(photo.listing));
      // A picture is shown exactly while its listing is, and names it.
      if (!photo || profile?.row.listing.photo !== asked.name || !isShownOn(profile.row.listing, londonDate(now())))
        return problem(notFound("There is no such picture."));
      const { keptByBrowsersSeconds, keptByEdgeSeconds } = servicePolicy.photos;
      return {
        kind: "file",
        type: "image/jpeg",
        bytes: Buffer.from(photo[asked.size], "base64"),
        headers: { "cache-control": `public, max-age=${keptByBrowsersSeconds}, s-maxage=${keptByEdgeSeconds}, immutable` },
      };
    },

    async listing(request) {
      const wait = tooOften("listing", request.address);
      if (wait) return wait;
      const profile = await profileFor(request, directory.profile, (found) => found);
      if (!profile) return problem(notFound("There is no public listing with this id."));
      const { row, about } = profile;
      return answer(publicContracts.listing, 200, { ...row.listing, ...(about === undefined ? {} : { about }) });
    },

    async nothing({ path }) {
      return problem(notFound(path.startsWith("/api/") ? "See /api/openapi.json for the addresses there are." : "Check the address, or go to the home page."));
    },
  } satisfies Record<string, HttpHandler>;

  /** Who is saved, as far as the browser carries it: an answer that says so is for it alone, and like every page is stored nowhere. */
  function savedOn({ cookies, path, query }: HttpRequest): SavedOnPage {
    const asked = query.toString();
    return { people: carried.read(cookies)?.people ?? [], back: asked === "" ? path : `${path}?${asked}` };
  }

  /** A next page is a search too, and has a smaller allowance besides. */
  function searchesTooOften(query: URLSearchParams, address: string): HttpAnswer | undefined {
    return (query.has("cursor") ? tooOften("next-page", address) : undefined) ?? tooOften("search", address);
  }

  function tooOften(what: LimitName, address: string): HttpAnswer | undefined {
    const wait = limited(`${what} ${address}`, servicePolicy.limits[what], now());
    return wait === undefined ? undefined : problem(tooMany(wait));
  }

  async function profileFor<Found>(
    { parameters }: HttpRequest,
    read: (id: string) => Promise<Found | undefined>,
    profileOf: (found: Found) => Profile,
  ): Promise<Found | undefined> {
    for (const id of listingsMeant(parameters["id"] ?? "")) {
      const found = await read(id);
      if (found && isShownOn(profileOf(found).row.listing, londonDate(now()))) return found;
    }
    return undefined;
  }
}

const CURSOR_ERROR: ParameterError = { parameter: "cursor", detail: "is not a cursor of this search: start again from the first page" };

const badParameters = (errors: readonly ParameterError[]): Problem => ({
  status: 400,
  type: "/problems/bad-parameters",
  title: "Some parameters cannot be used",
  detail: errors.map(({ parameter, detail }) => `${parameter} ${detail}`).join("; "),
  errors,
});

const PLACE_PROBLEMS = {
  "place-unknown": "We could not find this place",
  "place-ambiguous": "There is more than one place of this name",
  "place-outside": "We do not cover this place",
} as const satisfies Record<Exclude<SearchRefusal["kind"], "cursor-invalid">, string>;

// A refusal with no case here does not compile.
function searchProblem(refusal: SearchRefusal): Problem {
  switch (refusal.kind) {
    case "cursor-invalid":
      return badParameters([CURSOR_ERROR]);
    case "place-unknown":
    case "place-ambiguous":
    case "place-outside":
      return {
        status: 404,
        type: `/problems/${refusal.kind}`,
        title: PLACE_PROBLEMS[refusal.kind],
        detail: refusal.detail,
        suggestions: refusal.suggestions,
      };
  }
}

/** One entry for each parameter that cannot be used, however many things are wrong with it. */
function errorsOf(error: { readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[] }): readonly ParameterError[] {
  const byName = new Map<string, string>();
  for (const { path, message } of error.issues) {
    const name = String(path[0] ?? "query");
    if (!byName.has(name)) byName.set(name, message);
  }
  return [...byName].map(([parameter, detail]) => ({ parameter, detail }));
}
