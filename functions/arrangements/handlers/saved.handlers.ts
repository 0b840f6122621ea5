import { readBy } from "../../../shared/domain/input.ts";
import type { Limit } from "../../../shared/domain/rate-limit.ts";
import { type EpochMillis, londonDate } from "../../../shared/domain/time.ts";
import { typedFields } from "../../../shared/domain/typed-text.ts";
import { fieldErrors, filledIn } from "../../../shared/http/form-fields.ts";
import { REPEATED } from "../../../shared/http/guard.ts";
import type { HttpAnswer, HttpHandler, HttpRequest } from "../../../shared/http/messages.ts";
import { badRequest, notOurForm, type Problem, tooLarge, tooMany } from "../../../shared/http/problem.ts";
import { fromSamePlace } from "../../../shared/http/same-site.ts";
import type { SavedPeopleCookie } from "../../../shared/http/saved-people-cookie.ts";
import { ListingId } from "../../../shared/listing/listing.ts";
import { listingsIn } from "../../../shared/listing/saved.ts";
import { savedAnchor } from "../../../shared/pages/save-person.tsx";
import { redirectDone } from "../../../shared/pages/signed-in-page.tsx";
import { displayNameOf } from "../../../shared/people/account.ts";
import { servicePolicy } from "../../../shared/policy/service.ts";
import type { Sessions } from "../../../shared/session/sessions.ts";
import type { HandlerOf, Protect } from "../../handlers-by-route.ts";
import { accountSavedPage, brokenLinkPage, devicePage, notSavedPage, sharedPage } from "../pages/saved.page.tsx";
import { NewListed } from "../rules/arrangement.ts";
import { type Saved, withoutSaved, withSaved } from "../rules/shortlist.ts";
import { bringAlong, listedOn, peopleOn, removeSaved, type SaveRefusal, type ShortlistDeps, savedOf, savePeople } from "../use-cases/save-people.ts";

type PersonRequest = Parameters<HandlerOf<"person">>[0];
type SelfRequest = Parameters<HandlerOf<"self">>[0];

/** What the routes of saved people are made of. */
export interface SavedPeopleDeps extends ShortlistDeps {
  readonly now: () => EpochMillis;
  readonly site: URL;
  readonly sessions: Pick<Sessions, "read" | "renewal">;
  readonly protect: Protect;
  /** The people that a browser carries as saved. */
  readonly carried: SavedPeopleCookie;
  /** Seconds to wait, where one network asks too often. */
  readonly limited: (name: string, limit: Limit, now: EpochMillis) => number | undefined;
}

/** What a form of the public pages asks: to save some people, or to remove one; and where it came from. */
interface Wanted {
  readonly save: Saved;
  readonly remove: ListingId | undefined;
  readonly back: string;
}

const HERE = "/saved";
const MINE = "/people/me/saved";
/** Pages on which somebody can be saved; anything else is no page to go back to. */
const BACK = /^\/(?:search\?|listings\/[\w.%-]+(?:\?|$)|saved(?:\?people=|$))[\x24-\x7e]{0,2000}$/;

const WRONG = { listing: "Enter the reference from their page" };
const UNSAVED: Readonly<Record<SaveRefusal, string>> = {
  full: `You can save up to ${servicePolicy.saved.most} people. Remove someone first`,
  "no-listing": "No one has this reference. Copy it from their page",
};

const problem = (what: Problem): HttpAnswer => ({ kind: "problem", problem: what });

/** Handlers of saving people: on a device, and with an account. */
export function savedHandlers(deps: SavedPeopleDeps) {
  const { now, site, sessions, carried, most, protect } = deps;
  const today = () => londonDate(now());
  const onDevice = ({ cookies }: Pick<HttpRequest, "cookies">): Saved => {
    const brought = carried.read(cookies);
    return brought?.of === "device" ? brought.people : [];
  };
  const tooOften = ({ address }: HttpRequest): HttpAnswer | undefined => {
    const wait = deps.limited(`saved ${address}`, servicePolicy.limits.listing, now());
    return wait === undefined ? undefined : problem(tooMany(wait));
  };

  /** Cookies of an answer to somebody signed in: a copy of their list for the public pages, or what of the device did not fit. */
  const cookiesOf = async ({ session }: Pick<SelfRequest, "session">, saved: Saved, left: Saved): Promise<readonly string[]> => [
    ...(session ? await sessions.renewal(session) : []),
    left.length > 0 ? carried.device(left) : carried.copy(saved),
  ];

  /** Their own list, with what this device had. */
  const withDevice = async (request: Pick<SelfRequest, "account" | "cookies" | "auditContext">) => {
    const device = onDevice(request);
    if (device.length > 0) return bringAlong(deps)(request.account, device, request.auditContext());
    return { saved: await savedOf(deps, request.account.body.id), left: [] };
  };

  /** The forms of the public pages, where somebody is signed in. */
  const changeMine = protect({ method: "POST", path: HERE, who: "saved:write", of: "self", plainForm: true }, async (request) => {
    const wanted = wantedIn(request.form);
    if (!wanted) return problem(badRequest("Open the page again and send the form from there."));
    const { left } = await withDevice(request);
    const { account } = request;
    const done = wanted.remove
      ? await removeSaved(deps)(account, wanted.remove, request.auditContext())
      : await savePeople(deps)(account, wanted.save, today(), request.auditContext());
    if (done.ok) return { ...backTo(wanted), cookies: await cookiesOf(request, done.value, left) };
    const saved = await savedOf(deps, account.body.id);
    const cookies = await cookiesOf(request, saved, left);
    return done.refusal === "repeat" ? { ...backTo(wanted), cookies } : { ...notSaved(done.refusal, wanted, saved.length), cookies };
  });

  const notSaved = (why: SaveRefusal, { back }: Wanted, count: number): HttpAnswer => ({
    kind: "page",
    status: why === "full" ? 422 : 404,
    html: notSavedPage(why, { back, most, count }),
  });

  const open = {
    async savedHere(request) {
      const wait = tooOften(request);
      if (wait) return wait;
      const { query, cookies } = request;
      const named = query.get("people");
      if (named !== null) {
        const people = listingsIn(named)?.slice(0, most);
        if (!people) return { kind: "page", status: 400, html: brokenLinkPage() };
        const saved = carried.read(cookies)?.people ?? [];
        return { kind: "page", status: 200, html: sharedPage({ people: await peopleOn(deps, people, today()), today: today(), saved }) };
      }
      const done = fromOurPage(request) ? (query.get("done") ?? undefined) : undefined;
      if (await sessions.read(cookies)) return done === undefined ? { kind: "redirect", location: MINE } : redirectDone(MINE, done);
      const people = await peopleOn(deps, onDevice(request), today());
      return { kind: "page", status: 200, html: devicePage({ people, today: today(), site, done }) };
    },

    async changeSaved(request) {
      const wait = tooOften(request);
      if (wait) return wait;
      if (request.body.length > servicePolicy.largestFormBytes) return problem(tooLarge());
      const type = request.headers["content-type"]?.split(";")[0]?.trim().toLowerCase();
      if (type !== "application/x-www-form-urlencoded") return problem({ ...badRequest("A form was expected."), status: 415 });
      if (!fromSamePlace(request, site)) return problem(notOurForm());
      if (await sessions.read(request.cookies)) return changeMine(request);
      const wanted = wantedIn(typedFields(request.body));
      if (!wanted) return problem(badRequest("Open the page again and send the form from there."));
      const before = onDevice(request);
      if (wanted.remove) return { ...backTo(wanted), cookies: [carried.device(withoutSaved(before, wanted.remove))] };
      const listed = await listedOn(deps, wanted.save, today());
      if (listed.length === 0) return notSaved("no-listing", wanted, before.length);
      const after = withSaved(before, listed, most);
      return after.ok ? { ...backTo(wanted), cookies: [carried.device(after.value)] } : notSaved(after.refusal, wanted, before.length);
    },
  } satisfies Readonly<Record<string, HttpHandler>>;

  const isMine = ({ record, account }: PersonRequest): boolean => record.body.id === account.body.id;
  const baseOf = ({ parameters }: Pick<PersonRequest, "parameters">): string => `/people/${parameters["person"] ?? "me"}/saved`;

  const page = async (request: PersonRequest, form?: URLSearchParams, errors: Parameters<typeof accountSavedPage>[1]["errors"] = []): Promise<HttpAnswer> => {
    const mine = isMine(request);
    const { saved, left } = mine ? await withDevice(request) : { saved: await savedOf(deps, request.record.body.id), left: [] };
    const answer = accountSavedPage(request, {
      base: baseOf(request),
      whose: mine ? undefined : displayNameOf(request.record.body),
      people: await peopleOn(deps, saved, request.today),
      left: left.length,
      most,
      site,
      ...(form ? { form } : {}),
      errors,
    });
    return mine ? { ...answer, cookies: await cookiesOf(request, saved, left) } : answer;
  };

  /** What was changed, with a copy of one's own list for the browser. */
  const changed = async (request: PersonRequest, answer: HttpAnswer, saved: Saved): Promise<HttpAnswer> =>
    isMine(request) && onDevice(request).length === 0 ? { ...answer, cookies: await cookiesOf(request, saved, []) } : answer;

  const guarded = {
    savedPeople: (async (request) => page(request)) satisfies HandlerOf<"person">,
    addSaved: (async (request) => {
      const read = readBy(NewListed, filledIn(request.form));
      if (!read.ok) return page(request, request.form, fieldErrors(read.errors, WRONG));
      const answer = redirectDone(baseOf(request), "saved");
      const [listed] = await listedOn(deps, read.value.listing, today());
      const done = await savePeople(deps)(request.record, listed === undefined ? [] : [listed], today(), request.auditContext(answer));
      if (done.ok) return changed(request, answer, done.value);
      return done.refusal === "repeat" ? REPEATED : page(request, request.form, [{ field: "listing", text: UNSAVED[done.refusal] }]);
    }) satisfies HandlerOf<"person">,
    removeSaved: (async (request) => {
      const listing = ListingId.safeParse(request.form.get("listing"));
      if (!listing.success) return problem(badRequest("Open the page again and send the form from there."));
      const answer = redirectDone(baseOf(request), "removed");
      const done = await removeSaved(deps)(request.record, listing.data, request.auditContext(answer));
      return done.ok ? changed(request, answer, done.value) : REPEATED;
    }) satisfies HandlerOf<"person">,
  };
  return { open, guarded };
}

/** Whether somebody came from a page of ours, as far as their browser says: others could link to `done` where nothing was. */
const fromOurPage = ({ headers }: HttpRequest): boolean => [undefined, "same-origin"].includes(headers["sec-fetch-site"]);

/** What a form of a public page asks; undefined where it is none as we make them. */
function wantedIn(form: URLSearchParams): Wanted | undefined {
  const [save, removed] = [form.getAll("save"), form.getAll("remove")];
  const [saving, removing] = [listingsIn(save.join(",")), listingsIn(removed.join(","))];
  const given = form.get("back") ?? "";
  const back = BACK.test(given) ? given : HERE;
  if (removed.length === 0 && saving) return { save: saving, remove: undefined, back };
  if (save.length === 0 && removing?.length === 1) return { save: [], remove: removing[0], back };
  return undefined;
}

/** Back to the page a form was on, where it stood. */
function backTo({ back, save, remove }: Wanted): HttpAnswer {
  if (back === HERE) return redirectDone(HERE, remove ? "removed" : "saved");
  const [first] = remove ? [remove] : save;
  return { kind: "redirect", location: `${back}${first === undefined || save.length > 1 ? "" : `#${savedAnchor(first)}`}` };
}
