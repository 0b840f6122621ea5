import type { CommitRefusal } from "../../../shared/audit/commit.ts";
import { EmailAddress, RecordId } from "../../../shared/domain/fields.ts";
import type { FieldError } from "../../../shared/domain/input.ts";
import { daysAfter, type EpochMillis, instantOf, londonTime, PlainDate } from "../../../shared/domain/time.ts";
import type { AsKnown } from "../../../shared/domain/timeline.ts";
import { dateIn } from "../../../shared/domain/typed-date.ts";
import { conflict, isStale } from "../../../shared/http/answers.ts";
import { REPEATED } from "../../../shared/http/guard.ts";
import type { HttpAnswer } from "../../../shared/http/messages.ts";
import { redirectDone } from "../../../shared/pages/signed-in-page.tsx";
import { type Account, displayNameOf } from "../../../shared/people/account.ts";
import type { HandlerOf } from "../../handlers-by-route.ts";
import { directPaymentPage } from "../pages/direct-payment.page.tsx";
import { findRecipientPage, recipientPage } from "../pages/recipient.page.tsx";
import { linkCheckPage, linkPage, unlinkPage } from "../pages/recipient-link.page.tsx";
import type { Recipient } from "../rules/recipient.ts";
import { beliefsOf } from "../rules/recipient-facts.ts";
import { PLACES } from "../use-cases/import-recipients.ts";
import { accountMeant, type LinkDeps, type LinkRefusal, linkRecipient, unlinkRecipient } from "../use-cases/link-recipient.ts";
import type { OpenFields, RecipientId, RecipientOf, RecipientStore } from "../use-cases/recipient-ports.ts";

/** What the handlers of recipients are given. */
export interface RecipientsDeps extends Pick<LinkDeps, "account"> {
  readonly store: RecipientStore;
  readonly fields: OpenFields;
  readonly idOf: RecipientId;
  readonly recipientOf: RecipientOf;
  readonly now: () => EpochMillis;
}

type RecipientRequest = Parameters<HandlerOf<"recipient">>[0];

const LINK_WORDS: Readonly<Record<LinkRefusal, string>> = {
  "no-account": "We could not find an account of your council with this email address or reference. Ask the person what they sign in with",
  several: "More than one account has this email address. Enter the reference of the right account",
  linked: "This record is connected with another account. Disconnect that account first",
  elsewhere: "This account is connected with another direct payment. Disconnect that one first",
  theirs: "You cannot connect your own account. Ask a colleague",
};

/** Handlers of the pages on which officers find a recipient's record, look at it and link it with an account, and on which people see their own. */
export function recipientHandlers(deps: RecipientsDeps) {
  const { store, fields } = deps;
  const failed = (refusal: CommitRefusal): HttpAnswer => (refusal === "repeat" ? REPEATED : conflict());
  const open = ({ id }: Recipient, field: keyof typeof PLACES, sealed: string) => fields.open({ record: id, field: PLACES[field] }, sealed);

  /** A look at a record that no account is linked with is noted on the record's own trail; on the person's otherwise, by the guard. */
  const noted = async (request: RecipientRequest): Promise<void> => {
    if (request.record.body.account === undefined) await store.noteLook(request.record.body, request.auditContext(), "recipient:read");
  };
  /** What is sealed in a record, opened: postcodes, by what they are sealed as, and the address for letters. */
  const openedOf = async (recipient: Recipient) => {
    const homes = recipient.dated.home.flatMap(({ value }) => value ?? []);
    const address = recipient.plain.postalAddress?.value;
    return {
      postcodes: new Map(await Promise.all(homes.map(async ({ postcode }) => [postcode, await open(recipient, "postcode", postcode)] as const))),
      postalAddress: address ? await open(recipient, "postalAddress", address.value) : undefined,
    };
  };
  /** The two days that were asked about; today, and what is known now, where none was. */
  const askedIn = (request: RecipientRequest): { readonly asKnown: AsKnown; readonly known: string; readonly errors: readonly FieldError[] } => {
    const [on, known] = (["on", "known"] as const).map((name) => dateIn(request.query, name));
    const errors = (
      [
        ["on", on],
        ["known", known],
      ] as const
    ).flatMap(([field, day]) =>
      day === undefined || isDay(day) ? [] : [{ field, text: "Enter a real date, like 31 3 2026, or leave it empty", at: `${field}-day` }],
    );
    const day = isDay(on) ? on : request.today;
    const knownDay = isDay(known) ? known : request.today;
    // All that was learned on that day counts.
    const knownBy = isDay(known) ? instantOf(londonTime(daysAfter(known, 1), "00:00") - 1) : instantOf(deps.now());
    return { asKnown: { day, knownBy }, known: knownDay, errors };
  };

  const linkForm = (request: RecipientRequest, errors: readonly FieldError[] = []) => linkPage(request, request.record, request.form.get("who") ?? "", errors);
  const check = (request: RecipientRequest, meant: Account, errors: readonly FieldError[] = []) => linkCheckPage(request, request.record, meant, errors);

  return {
    findRecipient: (async (request) => findRecipientPage(request, request.record)) satisfies HandlerOf<"council">,
    findRecipientByReference: (async (request) => {
      const typed = (request.form.get("reference") ?? "").trim();
      const wrong = (text: string) => findRecipientPage(request, request.record, typed, [{ field: "reference", text }]);
      if (typed === "" || typed.length > 40) return wrong("Enter their reference in your case system");
      const id = await deps.idOf(request.record, typed);
      return (await store.recipient(id))
        ? { kind: "redirect", location: `/recipients/${id}` }
        : wrong("No one has this reference here. Check it, or import them");
    }) satisfies HandlerOf<"council">,
    recipient: (async (request) => {
      await noted(request);
      const { body } = request.record;
      const { asKnown, known, errors } = askedIn(request);
      const linked = body.account === undefined ? undefined : await deps.account(body.account);
      const account = linked && { id: linked.body.id, name: displayNameOf(linked.body) };
      return recipientPage(request, body, { asKnown, known, errors, account, beliefs: beliefsOf(body, asKnown), opened: await openedOf(body) });
    }) satisfies HandlerOf<"recipient">,
    linkQuestion: (async (request) => {
      await noted(request);
      return linkForm(request);
    }) satisfies HandlerOf<"recipient">,
    linkRecipient: (async (request) => {
      const { record, form, account } = request;
      const typed = (form.get("who") ?? "").trim();
      const who = typed.includes("@") ? EmailAddress.safeParse(typed) : RecordId.safeParse(typed);
      if (!who.success) return linkForm(request, [{ field: "who", text: "Enter the email address they sign in with, or the reference of their account" }]);
      if (isStale(request.seenVersion, record.version)) return conflict();
      const meant = await accountMeant(deps)(record.body, who.data, account.body.id);
      if (!meant.ok) return linkForm(request, [{ field: "who", text: LINK_WORDS[meant.refusal] }]);
      // Both names are shown before anything is linked.
      if (form.get("step") !== "check") return check(request, meant.value);
      if (form.get("checked") !== "yes") return check(request, meant.value, [{ field: "checked", text: "Confirm that they are the same person" }]);
      const answer = redirectDone(`/recipients/${record.body.id}`, "linked");
      const done = await linkRecipient(deps)(record, who.data, account.body.id, request.auditContext(answer));
      if (done.ok) return answer;
      if (done.refusal === "repeat" || done.refusal === "stale") return failed(done.refusal);
      return linkForm(request, [{ field: "who", text: LINK_WORDS[done.refusal] }]);
    }) satisfies HandlerOf<"recipient">,
    unlinkQuestion: (async (request) => {
      const { account } = request.record.body;
      const linked = account === undefined ? undefined : await deps.account(account);
      return unlinkPage(request, request.record, linked && displayNameOf(linked.body));
    }) satisfies HandlerOf<"recipient">,
    unlinkRecipient: (async (request) => {
      const { record } = request;
      if (isStale(request.seenVersion, record.version)) return conflict();
      const answer = redirectDone(`/recipients/${record.body.id}`, "unlinked");
      const done = await unlinkRecipient(deps)(record, request.auditContext(answer));
      return done.ok ? answer : failed(done.refusal);
    }) satisfies HandlerOf<"recipient">,
    directPayment: (async (request) => {
      const { record, account, today } = request;
      const known = await deps.recipientOf(record.body.id, { day: today, knownBy: instantOf(deps.now()) });
      return directPaymentPage(request, record.body, known?.beliefs, record.body.id === account.body.id);
    }) satisfies HandlerOf<"person">,
  };
}

const isDay = (typed: string | undefined): typed is string => PlainDate.safeParse(typed).success;
