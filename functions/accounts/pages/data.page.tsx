import { isStaffRole } from "../../../shared/access/roles.ts";
import type { AuditEntry } from "../../../shared/audit/entry.ts";
import { dayAndTime, millisOf } from "../../../shared/domain/time.ts";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { InsetText, SummaryList, WarningText } from "../../../shared/pages/govuk/text-parts.tsx";
import { Form, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { StackingTable } from "../../../shared/pages/stacking-table.tsx";
import { councilWords, dateWords } from "../../../shared/pages/words.ts";
import type { RecordRegister } from "../../../shared/records/record-policy.ts";
import { linesOfPeople, type SubjectData } from "../rules/personal-data.ts";
import { factsOf } from "./held-words.ts";
import { actionWords, actorWords, appointmentWords, channelWords, kindWords, noticeStateWords, periodWords, roleWords, stateWords } from "./words.ts";

export interface DataPageProps {
  readonly register: RecordRegister;
  readonly file: string;
  readonly back: string;
  readonly forOneself: boolean;
}

/** What is held on a person, readable; the same as the file. `own` where it is of whoever asks. */
export function dataPage(request: PageRequest, held: SubjectData, { register, file, back, forOneself }: DataPageProps): Page {
  const { account, workers, delegations, actsFor, appointments, erasures, notices, trail } = held;
  const looks = trail.filter(({ action }) => action.startsWith("looked:")).toReversed();
  const { pathname } = new URL(file.replace(/\/download$/, ""), "https://here.invalid");
  const done = trail.filter(({ action }) => !action.startsWith("looked:")).toReversed();
  const times = (entry: AuditEntry): string => (held.looks.has(entry) ? ` (${held.looks.get(entry)} times within the hour)` : "");
  const earlier =
    held.earlier === undefined ? null : (
      <p class="govuk-body">
        <a class="govuk-link" href={`${pathname}?before=${held.earlier}#looks`}>
          Earlier views and changes
        </a>
      </p>
    );
  const title = forOneself ? "Information we hold about you" : "Information we hold about this person";
  const acting = new Map(delegations.flatMap(({ id, delegate }) => (delegate === undefined ? [] : [[delegate, held.names.get(id) ?? ""] as const])));
  /** Delegates by name, so that they can be told apart; staff by what they are. */
  const whoOf = (entry: AuditEntry): string => {
    const name = isStaffRole(entry.actor.role) ? undefined : acting.get(entry.actor.subject);
    if (name === undefined) return actorWords(entry, account.id);
    return entry.onBehalfOf === account.id ? `${name}, acting for ${forOneself ? "you" : "them"}` : name;
  };
  return signedInPage(request, {
    title,
    back: { href: back },
    wide: true,
    children: (
      <>
        <h1 class="govuk-heading-l">{title}</h1>
        <p class="govuk-body">
          This is everything we hold, in plain words. The file has the same information in full.{" "}
          <a class="govuk-link" href="/privacy">
            Why we hold each thing and for how long
          </a>
        </p>
        <Button text="Download as a file" href={file} classes="govuk-button--secondary" />

        <h2 class="govuk-heading-m" id="looks">
          Who has viewed this information
        </h2>
        {looks.length === 0 ? (
          <p class="govuk-body">No one else has viewed {forOneself ? "your" : "these"} records.</p>
        ) : (
          <StackingTable
            caption="Views by other people, newest first"
            captionClasses="govuk-table__caption--s"
            head={[{ text: "When" }, { text: "Who" }, { text: "What" }]}
            rows={looks.map((entry) => ({
              cells: [{ text: dayAndTime(millisOf(entry.at)) }, { text: whoOf(entry) }, { text: `${actionWords(entry)}${times(entry)}` }],
            }))}
          />
        )}
        {earlier}

        <h2 class="govuk-heading-m">Account</h2>
        <SummaryList
          rows={[
            { key: { text: "Reference" }, value: { text: account.id } },
            { key: { text: "Name" }, value: { text: account.displayName ? <bdi>{account.displayName}</bdi> : "Not given" } },
            { key: { text: "Email address" }, value: { text: account.email ?? "Not known" } },
            { key: { text: "Phone number" }, value: { text: account.phone ?? "Not given" } },
            { key: { text: "How we contact you" }, value: { text: channelWords[account.notices?.channel ?? "email"] } },
            ...(account.notices?.postalAddress === undefined ? [] : [{ key: { text: "Address for letters" }, value: { text: account.notices.postalAddress } }]),
            { key: { text: "Council" }, value: { text: councilWords(account.authority) } },
            {
              key: { text: "Roles" },
              value: { text: account.grants.map(({ role, authority }) => <div>{`${roleWords[role]}${authority ? `, ${councilWords(authority)}` : ""}`}</div>) },
            },
            {
              key: { text: "How they sign in" },
              value: {
                text:
                  account.identities.length === 0
                    ? "Not yet"
                    : account.identities.map(({ issuer, linkedAt }) => <div>{`Through ${hostOf(issuer)}, since ${dateWords(linkedAt)}`}</div>),
              },
            },
            { key: { text: "Account opened on" }, value: { text: dateWords(account.createdAt) } },
            { key: { text: "Last signed in" }, value: { text: account.lastSignInAt ? dayAndTime(millisOf(account.lastSignInAt)) : "Never" } },
          ]}
        />

        {delegations.length + actsFor.length > 0 ? (
          <>
            <h2 class="govuk-heading-m">Acting for each other</h2>
            <StackingTable
              caption="Who can act for others"
              captionClasses="govuk-table__caption--s"
              head={[{ text: "Who" }, { text: "State" }, { text: "When" }]}
              rows={[
                ...delegations.map((one) => ({
                  cells: [
                    { text: <NameAndKind name={held.names.get(one.id)} kind={kindWords[one.kind]} /> },
                    { text: stateWords[one.state] },
                    { text: one.endedAt ? `Until ${dateWords(one.endedAt)}` : periodWords(one) },
                  ],
                })),
                ...actsFor.map((one) => ({
                  cells: [
                    { text: <NameAndKind name={`For ${held.names.get(one.person) ?? "somebody"}`} kind={kindWords[one.kind]} /> },
                    { text: stateWords.active },
                    { text: periodWords(one) },
                  ],
                })),
              ]}
            />
          </>
        ) : null}

        {workers.length > 0 ? (
          <>
            <h2 class="govuk-heading-m">People who work for {forOneself ? "you" : "them"}</h2>
            <ul class="govuk-list">
              {workers.map(({ displayName, endedAt }) => (
                <li>
                  {displayName ? <bdi>{displayName}</bdi> : "Name deleted"}
                  {endedAt ? ` (until ${dateWords(endedAt)})` : ""}
                </li>
              ))}
            </ul>
          </>
        ) : null}

        {appointments.length > 0 ? (
          <>
            <h2 class="govuk-heading-m">Work for a council</h2>
            <ul class="govuk-list">
              {appointments.map(({ role, authority, email, state }) => (
                <li>{`${roleWords[role]}, ${councilWords(authority)}${email ? ` (${email})` : ""}: ${appointmentWords[state]}`}</li>
              ))}
            </ul>
          </>
        ) : null}

        {erasures.length > 0 ? (
          <>
            <h2 class="govuk-heading-m">Requests to delete data</h2>
            <ul class="govuk-list">
              {erasures.map(({ askedAt, decidedAt, reason, state }) => (
                <li>
                  {`Requested on ${dateWords(askedAt)}: ${state === "asked" ? "waiting for the council's answer" : `${state} on ${decidedAt ? dateWords(decidedAt) : ""}. ${reason ?? ""}`}`}
                </li>
              ))}
            </ul>
          </>
        ) : null}

        {notices.length > 0 ? (
          <>
            <h2 class="govuk-heading-m">Messages we sent to {forOneself ? "you" : "them"}</h2>
            <ul class="govuk-list">
              {notices.map(({ code, state, createdAt }) => (
                <li>{`${dateWords(createdAt)}: ${code.replaceAll("-", " ")} (${noticeStateWords[state] ?? state})`}</li>
              ))}
            </ul>
          </>
        ) : null}

        {Object.entries(held.otherSlices).map(([entity, parts]) => (
          <OtherSlice name={register.lineOf(entity)?.name ?? entity} parts={parts} />
        ))}

        <h2 class="govuk-heading-m">Activity</h2>
        <StackingTable
          caption="Activity, newest first"
          captionClasses="govuk-table__caption--s"
          head={[{ text: "When" }, { text: "Who" }, { text: "What" }]}
          rows={done.map((entry) => ({
            cells: [{ text: dayAndTime(millisOf(entry.at)) }, { text: whoOf(entry) }, { text: actionWords(entry) }],
          }))}
        />
        {earlier}
      </>
    ),
  });
}

/** Says what erasing means, what stays and why, and asks. */
export function erasePage(request: PageRequest, register: RecordRegister, waitingSince: string | undefined): Page {
  const staying = linesOfPeople(register).filter(({ entity, stays }) => stays !== undefined || ["delegation", "erasure"].includes(entity));
  return signedInPage(request, {
    title: "Delete my account and data",
    back: { href: "/account", text: "Your account" },
    children: (
      <>
        <h1 class="govuk-heading-l">Delete my account and data</h1>
        {waitingSince ? <InsetText text={`You asked us to delete it on ${dateWords(waitingSince)}. The council will answer within one month.`} /> : null}
        <p class="govuk-body">
          The council will answer your request within one month. If it agrees, we will delete your name, email address, phone number and roles, and everything
          else in your account. No one will be able to act for you. You cannot undo this.
        </p>
        <p class="govuk-body">
          If you give support and were suspended or refused, or have asked for a review, a vetting officer will check your request first.
        </p>
        <h2 class="govuk-heading-m">What we must keep by law</h2>
        <ul class="govuk-list govuk-list--bullet">
          {staying.map(({ name, stays, period, basis }) => (
            <li>
              <strong>{name}</strong>. {period.words}. {stays ?? basis}
            </li>
          ))}
        </ul>
        {waitingSince ? null : (
          <>
            <WarningText text="If the council agrees, you will not be able to use this account." />
            <Form tokens={request.tokens} action="/account/erase">
              <Button text="Ask to delete my data" classes="govuk-button--warning" />
            </Form>
          </>
        )}
      </>
    ),
  });
}

const NameAndKind = ({ name, kind }: { readonly name: string | undefined; readonly kind: string }) =>
  name === undefined ? (
    kind
  ) : (
    <>
      <bdi>{name}</bdi>, {kind.toLowerCase()}
    </>
  );

const OtherSlice = ({ name, parts }: { readonly name: string; readonly parts: SubjectData["otherSlices"][string] }) =>
  parts.length === 0 ? null : (
    <>
      <h2 class="govuk-heading-m">{name}</h2>
      {parts.map((part) => (
        <SummaryList rows={factsOf(part).map(([key, value]) => ({ key: { text: key }, value: { text: value, classes: "trellis-break" } }))} />
      ))}
    </>
  );

/** Who vouches for somebody, as people may know it: the name of its host. */
const hostOf = (issuer: string): string => (URL.canParse(issuer) && new URL(issuer).hostname) || issuer;
