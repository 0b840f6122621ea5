import type { FieldError } from "../../../shared/domain/input.ts";
import { dayAndTime, millisOf } from "../../../shared/domain/time.ts";
import { EmailLink, PhoneLink } from "../../../shared/pages/council-contact.tsx";
import { Radios } from "../../../shared/pages/govuk/form-controls.tsx";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { Textarea } from "../../../shared/pages/govuk/long-answers.tsx";
import { InsetText, SummaryList, Tag } from "../../../shared/pages/govuk/text-parts.tsx";
import { errorOf, Form, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { StackingTable } from "../../../shared/pages/stacking-table.tsx";
import { councilWords, dateWords } from "../../../shared/pages/words.ts";
import type { ListPage } from "../../../shared/records/entity.ts";
import { nameOf } from "../../../shared/taxonomy/taxonomy.ts";
import type { Contact } from "../rules/contact.ts";
import type { ContactReport } from "../rules/contact-form.ts";
import { STATE_WORDS, timeWords } from "./contact-words.ts";

const pathOf = (council: string): string => `/councils/${council}/contacts`;

const DONE: Readonly<Record<string, string>> = {
  "put-in-touch": "Saved. We told the person that you will contact them.",
  decline: "Saved. We told the person that they cannot be supported at the moment.",
  answered: "Saved.",
};

const More = ({ council, name, next }: { readonly council: string; readonly name: string; readonly next: string | undefined }) =>
  next === undefined ? null : (
    <p class="govuk-body">
      <a class="govuk-link" href={`${pathOf(council)}?${new URLSearchParams({ [name]: next })}`}>
        Show more
      </a>
    </p>
  );

export interface CouncilContactsProps {
  readonly toPassOn: ListPage<Contact>;
  readonly reports: ListPage<ContactReport>;
}

/** Requests to providers without an account, which the council passes on; and messages that were reported to it. */
export const councilContactsPage = (request: PageRequest, council: string, { toPassOn, reports }: CouncilContactsProps): Page =>
  signedInPage(request, {
    title: "Requests and reported messages",
    back: { href: "/staff", text: "Staff home" },
    done: DONE[request.query.get("done") ?? ""],
    wide: true,
    children: (
      <>
        <span class="govuk-caption-l">{councilWords(council)}</span>
        <h1 class="govuk-heading-l">Requests and reported messages</h1>
        <h2 class="govuk-heading-m">Requests to pass on</h2>
        <p class="govuk-body">These are to people and providers who do not use Trellis. Ask them by phone or email, then put the two in touch.</p>
        {toPassOn.records.length === 0 ? (
          <p class="govuk-body">There are none at the moment.</p>
        ) : (
          <StackingTable
            caption="To pass on"
            captionClasses="govuk-visually-hidden"
            head={[{ text: "Asked on" }, { text: "To" }, { text: "From" }, { text: "Status" }]}
            rows={toPassOn.records.map(({ body }) => ({
              cells: [
                {
                  text: (
                    <a class="govuk-link" href={`/council-contacts/${body.id}`}>
                      {dayAndTime(millisOf(body.sentAt ?? body.createdAt))}
                    </a>
                  ),
                },
                { text: <bdi>{body.listingName}</bdi>, classes: "trellis-break" },
                { text: <bdi>{body.from.name}</bdi>, classes: "trellis-break" },
                { text: STATE_WORDS.person[body.state] },
              ],
            }))}
          />
        )}
        <More council={council} name="after" next={toPassOn.next} />
        <h2 class="govuk-heading-m">Reported messages</h2>
        {reports.records.length === 0 ? (
          <p class="govuk-body">No one has reported a message.</p>
        ) : (
          <StackingTable
            caption="Reported"
            captionClasses="govuk-visually-hidden"
            head={[{ text: "Reported on" }, { text: "By" }, { text: "Status" }]}
            rows={reports.records.map(({ body }) => ({
              cells: [
                {
                  text: (
                    <a class="govuk-link" href={`/contact-reports/${body.id}`}>
                      {dayAndTime(millisOf(body.createdAt))}
                    </a>
                  ),
                },
                { text: body.by === "person" ? "Someone looking for support" : "A provider" },
                {
                  text: <Tag text={body.state === "open" ? "To review" : "Closed"} classes={body.state === "open" ? "govuk-tag--yellow" : "govuk-tag--grey"} />,
                },
              ],
            }))}
          />
        )}
        <More council={council} name="reports" next={reports.next} />
      </>
    ),
  });

/** One request that the council passes on: who asked, how to reach them, and what came of it. */
export const councilContactPage = (request: PageRequest, contact: Contact, open: boolean, errors: readonly FieldError[] = []): Page => {
  const { authority, listing, listingName, from, needs, messages, state } = contact;
  return signedInPage(request, {
    title: "Pass on a request",
    back: { href: pathOf(authority), text: "Requests and reported messages" },
    errors,
    children: (
      <>
        <h1 class="govuk-heading-l">Pass on a request</h1>
        <SummaryList
          rows={[
            { key: { text: "To" }, value: { text: <bdi>{listingName}</bdi>, classes: "trellis-break" } },
            { key: { text: "Reference" }, value: { text: listing, classes: "trellis-break" } },
            { key: { text: "From" }, value: { text: <bdi>{from.name}</bdi>, classes: "trellis-break" } },
            open && from.email !== undefined ? { key: { text: "Email" }, value: { text: <EmailLink email={from.email} /> } } : undefined,
            open && from.phone !== undefined ? { key: { text: "Phone" }, value: { text: <PhoneLink phone={from.phone} /> } } : undefined,
            needs ? { key: { text: "Needs" }, value: { text: needs.services.map((code) => nameOf("service", code)).join(", ") } } : undefined,
            needs && needs.times.length > 0 ? { key: { text: "When" }, value: { text: needs.times.map(timeWords).join(", ") } } : undefined,
            needs ? { key: { text: "Where" }, value: { text: `In ${needs.place}` } } : undefined,
            { key: { text: "Message" }, value: { text: <bdi>{messages[0]?.text ?? ""}</bdi>, classes: "trellis-lines trellis-break" } },
            { key: { text: "Asked on" }, value: { text: dateWords(contact.sentAt ?? contact.createdAt) } },
            { key: { text: "Status" }, value: { text: STATE_WORDS.person[state] } },
          ]}
        />
        {open ? (
          <>
            <InsetText text="Ask the provider first. Do not give them the person's details before the person agrees on the phone or by email." />
            <Form tokens={request.tokens} action={`/council-contacts/${contact.id}`}>
              <Radios
                name="outcome"
                fieldset={{ legend: { text: "What happened?", classes: "govuk-fieldset__legend--s" } }}
                errorMessage={errorOf(errors, "outcome")}
                items={[
                  { value: "put-in-touch", text: "They would like to talk. I will put the two in touch" },
                  { value: "decline", text: "They cannot support this person, or I could not reach them" },
                ]}
              />
              <Button text="Save" />
            </Form>
          </>
        ) : (
          <p class="govuk-body">There is nothing left to do.</p>
        )}
      </>
    ),
  });
};

export interface ContactReportProps {
  readonly report: ContactReport;
  /** The conversation; undefined once it is deleted. */
  readonly contact: Contact | undefined;
  readonly form?: URLSearchParams;
  readonly errors?: readonly FieldError[];
}

/** Who wrote a message, in words; the account of somebody who has one. */
function Writer({ contact, by }: { readonly contact: Contact; readonly by: "person" | "provider" }) {
  if (by === "provider")
    return (
      <>
        <bdi>{contact.listingName}</bdi>, reference {contact.listing}
      </>
    );
  return contact.owner === undefined ? (
    <>
      <bdi>{contact.from.name}</bdi>, who has no account
    </>
  ) : (
    <a class="govuk-link" href={`/people/${contact.owner}`}>
      <bdi>{contact.from.name}</bdi>
    </a>
  );
}

const OUTCOMES = [
  { value: "nothing-wrong", text: "Nothing is wrong with it" },
  { value: "dealt-with", text: "Something is wrong with it, and I have dealt with it" },
] as const;

/** A message that was reported: its words, who wrote it, why it was reported, and what the officer finds. */
export const contactReportPage = (request: PageRequest, { report, contact, form = new URLSearchParams(), errors = [] }: ContactReportProps): Page => {
  const message = contact?.messages[report.message];
  return signedInPage(request, {
    title: "A reported message",
    back: { href: pathOf(report.authority), text: "Requests and reported messages" },
    errors,
    children: (
      <>
        <h1 class="govuk-heading-l">A reported message</h1>
        <SummaryList
          rows={[
            {
              key: { text: "Message" },
              value: { text: message ? <bdi>{message.text}</bdi> : "Deleted with its conversation", classes: "trellis-lines trellis-break" },
            },
            contact && message
              ? { key: { text: "Written by" }, value: { text: <Writer contact={contact} by={message.by} />, classes: "trellis-break" } }
              : undefined,
            message ? { key: { text: "Written on" }, value: { text: dayAndTime(millisOf(message.at)) } } : undefined,
            { key: { text: "Why it was reported" }, value: { text: <bdi>{report.reason}</bdi>, classes: "trellis-lines trellis-break" } },
            { key: { text: "Reported by" }, value: { text: report.by === "person" ? "The person looking for support" : "The provider" } },
            { key: { text: "Reported on" }, value: { text: dayAndTime(millisOf(report.createdAt)) } },
            report.outcome === undefined
              ? undefined
              : { key: { text: "Decision" }, value: { text: OUTCOMES.find(({ value }) => value === report.outcome)?.text ?? report.outcome } },
            report.words === undefined ? undefined : { key: { text: "Notes" }, value: { text: report.words, classes: "trellis-lines trellis-break" } },
          ]}
        />
        {report.state === "open" ? (
          <>
            <InsetText text="The conversation ended when the message was reported. If you think someone is at risk of harm, follow your safeguarding procedure first." />
            <Form tokens={request.tokens} action={`/contact-reports/${report.id}`} kept>
              <Radios
                name="outcome"
                fieldset={{ legend: { text: "Decision", classes: "govuk-fieldset__legend--s" } }}
                errorMessage={errorOf(errors, "outcome")}
                items={OUTCOMES.map((item) => ({ ...item, checked: form.get("outcome") === item.value }))}
              />
              <Textarea
                name="words"
                label={{ text: "What did you find, and what did you do?", classes: "govuk-label--s" }}
                value={form.get("words") ?? ""}
                errorMessage={errorOf(errors, "words")}
                rows={4}
              />
              <Button text="Save" />
            </Form>
          </>
        ) : null}
      </>
    ),
  });
};
