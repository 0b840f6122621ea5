import * as z from "zod/mini";
import { type FieldError, readBy } from "../../../shared/domain/input.ts";
import { type EpochMillis, HOUR_MS, londonDate } from "../../../shared/domain/time.ts";
import { typedFields } from "../../../shared/domain/typed-text.ts";
import { fieldErrors, filledIn } from "../../../shared/http/form-fields.ts";
import { REPEATED } from "../../../shared/http/guard.ts";
import type { HttpAnswer, HttpHandler } from "../../../shared/http/messages.ts";
import { notFound, notOurForm, type Problem, ruleRefused, tooLarge, tooMany } from "../../../shared/http/problem.ts";
import { fromSamePlace } from "../../../shared/http/same-site.ts";
import { ListingId } from "../../../shared/listing/listing.ts";
import { listingsMeant } from "../../../shared/listing/typed-reference.ts";
import { redirectDone } from "../../../shared/pages/signed-in-page.tsx";
import { displayNameOf } from "../../../shared/people/account.ts";
import { type LimitName, servicePolicy } from "../../../shared/policy/service.ts";
import type { Sealer } from "../../../shared/session/sealed.ts";
import type { Sessions } from "../../../shared/session/sessions.ts";
import type { HandlerOf } from "../../handlers-by-route.ts";
import { confirmSentPage, contactFormPage, newContactPage, openAgainPage, type TypedContact, WRONG_CONTACT } from "../pages/contact-form.page.tsx";
import { firstNameOf } from "../rules/contact.ts";
import { NewContact, NewContactByLink, seenMark, waysIn } from "../rules/contact-form.ts";
import { type AskedOf, type AskRefusal, askByLink, askedOf, askWithAccount } from "../use-cases/ask-contact.ts";
import { askerContext } from "../use-cases/contact-link.ts";
import type { ContactsDeps } from "../use-cases/contact-ports.ts";

/** What the routes of asking to be contacted are made of. */
export interface ContactsHandlersDeps extends Omit<ContactsDeps, "limited"> {
  readonly limited: (name: LimitName, who: string) => Promise<number | undefined>;
  readonly now: () => EpochMillis;
  readonly sessions: Pick<Sessions, "read">;
  readonly sealer: Sealer;
  /** The sector, or the first half, of a postcode somebody typed, as far as it may be kept; undefined where it is none. */
  readonly placeOf: (postcode: string) => Promise<string | undefined>;
}

type PersonRequest = Parameters<HandlerOf<"person">>[0];

/** What a page's pass says: whom it was opened for, while they were on the list. */
const Pass = z.object({ listing: ListingId, name: z.string(), authority: z.string(), services: z.array(z.string()) });

const REFUSED: Readonly<Record<Exclude<AskRefusal, "repeat" | "stale">, FieldError>> = {
  "too-often": { field: "message", text: "You have asked as many people as you can today. Try again tomorrow" },
  address: { field: "email", text: "We cannot send a link to this address or number today. Use another one, or sign in" },
  listing: { field: "message", text: "They have had many requests today. Try again tomorrow" },
  own: { field: "message", text: "This is your own listing" },
};

const problem = (what: Problem): HttpAnswer => ({ kind: "problem", problem: what });
const page = (html: string, status = 200): HttpAnswer => ({ kind: "page", status, html });

/** Handlers of the pages on which somebody asks a provider to contact them, with and without an account. */
export function askHandlers(deps: ContactsHandlersDeps) {
  const { now, sealer, site } = deps;

  const shown = (typed: string): Promise<AskedOf | undefined> => askedOf(deps, listingsMeant(typed), londonDate(now()));
  const passFor = ({ listing, name, authority, services }: AskedOf): Promise<string> =>
    sealer.seal("contact", { listing, name, authority, services }, now() + servicePolicy.contacts.formHours * HOUR_MS);
  /** Whom a form is for, by the pass of its page. What the listing is now is not looked at: whoever is answered learns nothing of it. */
  const passIn = async (form: URLSearchParams, typed: string): Promise<AskedOf | undefined> => {
    const pass = Pass.safeParse(await sealer.open("contact", form.get("pass") ?? ""));
    return pass.success && listingsMeant(typed).includes(pass.data.listing) ? pass.data : undefined;
  };

  /** What somebody typed, or what to show them of it. */
  const readForm = async (form: URLSearchParams, contract: typeof NewContact) => {
    const read = readBy(contract, filledIn(form, ["services", "times"]));
    const place = read.ok ? await deps.placeOf(read.value.postcode) : undefined;
    if (!read.ok || place === undefined) {
      const wrong = read.ok ? [{ parameter: "postcode", detail: "must be a postcode" }] : read.errors;
      return { ok: false, typed: { form, errors: fieldErrors(wrong, WRONG_CONTACT) } satisfies TypedContact, status: 400 } as const;
    }
    const ways = waysIn(read.value.message);
    if (ways.length > 0 && form.get("seen-ways") !== seenMark(read.value.message))
      return { ok: false, typed: { form, ways } satisfies TypedContact, status: 422 } as const;
    return { ok: true, value: read.value, place } as const;
  };

  const open: Readonly<Record<"contactQuestion" | "askToBeContacted", HttpHandler>> = {
    async contactQuestion(request) {
      const wait = await deps.limited("sign-in", request.address);
      if (wait !== undefined) return problem(tooMany(wait));
      const sent = request.query.get("sent");
      if ((sent === "email" || sent === "phone") && [undefined, "same-origin"].includes(request.headers["sec-fetch-site"]))
        return page(confirmSentPage(sent === "email"));
      const asked = await shown(request.parameters["id"] ?? "");
      if (!asked) return problem(notFound("This person or provider is not on the list."));
      if (await deps.sessions.read(request.cookies)) return { kind: "redirect", location: `/people/me/contacts/to/${encodeURIComponent(asked.listing)}` };
      return page(contactFormPage(asked, await passFor(asked), { form: new URLSearchParams() }));
    },
    async askToBeContacted(request) {
      const wait = await deps.limited("contact", request.address);
      if (wait !== undefined) return problem(tooMany(wait));
      if (!fromSamePlace(request, site)) return problem(notOurForm());
      if (request.body.length > servicePolicy.largestFormBytes) return problem(tooLarge());
      const form = typedFields(request.body);
      const asked = await passIn(form, request.parameters["id"] ?? "");
      if (!asked) return page(openAgainPage(), 400);
      const again = (typed: TypedContact, status: number) => page(contactFormPage(asked, form.get("pass") ?? "", typed), status);
      const read = await readForm(form, NewContactByLink);
      if (!read.ok) return again(read.typed, read.status);
      const location = `/listings/${encodeURIComponent(asked.listing)}/contact?sent=${read.value.email === undefined ? "phone" : "email"}`;
      const done = await askByLink(deps)(request.address, asked, read.value, read.place, (id) =>
        askerContext(id, now(), request.id, { form: request.body, location }),
      );
      // The same form, sent twice.
      if (done.ok || done.refusal === "repeat") return { kind: "redirect", location };
      if (done.refusal === "stale") throw new Error("A new request cannot have been changed");
      return again({ form, errors: [REFUSED[done.refusal]] }, 400);
    },
  };

  const baseOf = ({ parameters }: Pick<PersonRequest, "parameters">): string => `/people/${parameters["person"] ?? "me"}/contacts`;
  const newPage = async (request: PersonRequest, asked: AskedOf, pass: string, typed: TypedContact): Promise<HttpAnswer> => {
    const { record, account } = request;
    const whose = record.body.id === account.body.id ? undefined : displayNameOf(record.body);
    return newContactPage(request, { ...asked, whose, action: `${baseOf(request)}/to/${encodeURIComponent(asked.listing)}` }, pass, typed);
  };
  const notOnList = (): HttpAnswer =>
    problem(ruleRefused("not-on-list", "This person is not on the list", "They are not on the council's list at the moment."));

  const guarded = {
    newContact: (async (request) => {
      const asked = await shown(request.parameters["listing"] ?? "");
      if (!asked) return notOnList();
      const { displayName, email, phone } = request.record.body;
      const form = new URLSearchParams();
      for (const [name, value] of Object.entries({ name: displayName && firstNameOf(displayName), email, phone }))
        if (value !== undefined) form.set(name, value);
      return newPage(request, asked, await passFor(asked), { form });
    }) satisfies HandlerOf<"person">,
    askContact: (async (request) => {
      const { form, record, account } = request;
      const asked = await passIn(form, request.parameters["listing"] ?? "");
      if (!asked) return page(openAgainPage(), 400);
      const again = (typed: TypedContact) => newPage(request, asked, form.get("pass") ?? "", typed);
      const read = await readForm(form, NewContact);
      if (!read.ok) return again(read.typed);
      let answer: HttpAnswer = redirectDone(baseOf(request), "asked");
      const done = await askWithAccount(deps)({ owner: record.body.id, askedBy: account.body.id }, asked, read.value, read.place, (id) => {
        answer = redirectDone(`/contacts/${id}`, "asked");
        return request.auditContext(answer);
      });
      if (done.ok) return answer;
      if (done.refusal === "repeat") return REPEATED;
      // Their account is being closed.
      if (done.refusal === "stale") return notOnList();
      return again({ form, errors: [REFUSED[done.refusal]] });
    }) satisfies HandlerOf<"person">,
  };
  return { open, guarded };
}
