import type { FieldError } from "../../../shared/domain/input.ts";
import type { Finding } from "../../../shared/domain/screening.ts";
import { dayAndTime, millisOf } from "../../../shared/domain/time.ts";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { Textarea } from "../../../shared/pages/govuk/long-answers.tsx";
import { InsetText, NotificationBanner, SummaryList, Tag } from "../../../shared/pages/govuk/text-parts.tsx";
import { errorOf, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { servicePolicy } from "../../../shared/policy/service.ts";
import { nameOf } from "../../../shared/taxonomy/taxonomy.ts";
import type { ContactView } from "../rules/contact.ts";
import type { ContactMove } from "../rules/contact-moves.ts";
import { WaysInMessage } from "./contact-form.page.tsx";
import { type ContactWays, Details, linkFrame, linkWays, signedInWays } from "./contact-parts.tsx";
import { nextWords, STATE_WORDS, stateColour, timeWords } from "./contact-words.ts";

export interface ConversationProps {
  readonly view: ContactView;
  readonly moves: readonly ContactMove[];
  readonly answerBy: string;
  /** The search for others near, for whoever asked. */
  readonly near: string;
  /** Where support is agreed on, once both have shared; absent where whoever reads cannot. */
  readonly agree?: string | undefined;
  readonly form?: URLSearchParams;
  readonly errors?: readonly FieldError[];
  readonly ways?: readonly Finding[];
}

const titleOf = ({ side, otherName }: ContactView): string => (side === "person" ? `Your request to ${otherName}` : `Request from ${otherName}`);

/** How far the two are with sharing their details, and the other's once both have. */
function Sharing({ view, moves, ways }: { readonly view: ContactView; readonly moves: readonly ContactMove[]; readonly ways: ContactWays }) {
  const { theirs, iShared, theyShared, otherName } = view;
  if (theirs)
    return (
      <>
        <h2 class="govuk-heading-m">
          How to reach <bdi>{otherName}</bdi>
        </h2>
        <p class="govuk-body">You have both shared your details.</p>
        <Details details={theirs} />
      </>
    );
  if (!moves.includes("share") && !iShared) return null;
  return (
    <>
      <h2 class="govuk-heading-m">Sharing your details</h2>
      <p class="govuk-body">
        {iShared ? (
          <>
            You have shared your details. <bdi>{otherName}</bdi> will see them, and you will see theirs, when they share too.
          </>
        ) : theyShared ? (
          <>
            <bdi>{otherName}</bdi> has chosen to share their details with you. You will see them, and they will see yours, if you share too.
          </>
        ) : (
          <>
            You can choose to share how to reach you. <bdi>{otherName}</bdi> will only see it when they share too.
          </>
        )}
      </p>
      {iShared ? null : <Button text="Share my details" href={ways.askPath("share")} classes="govuk-button--secondary" />}
    </>
  );
}

const Messages = ({ view, canReport, ways }: { readonly view: ContactView; readonly canReport: boolean; readonly ways: ContactWays }) => (
  <>
    <h2 class="govuk-heading-m">Messages</h2>
    <ol class="govuk-list govuk-list--spaced trellis-messages">
      {view.messages.map(({ by, at, text }, index) => (
        <li>
          <p class="govuk-body-s govuk-!-margin-bottom-1">
            <strong>{by === view.side ? "You" : <bdi>{view.otherName}</bdi>}</strong>, {dayAndTime(millisOf(at))}
          </p>
          <p class="govuk-body trellis-lines trellis-break govuk-!-margin-bottom-1">
            <bdi>{text}</bdi>
          </p>
          {by !== view.side && canReport ? (
            <p class="govuk-body-s">
              <a class="govuk-link" href={ways.askPath("report", { message: String(index) })}>
                Report this message
              </a>
            </p>
          ) : null}
        </li>
      ))}
    </ol>
  </>
);

/** A conversation: where it stands, what is needed, the messages, and what whoever reads it can do. */
function Conversation({
  view,
  moves,
  answerBy,
  near,
  agree,
  form = new URLSearchParams(),
  errors = [],
  ways: found = [],
  by,
}: ConversationProps & { readonly by: ContactWays }) {
  const { side, state, needs, otherName } = view;
  const write = side === "person" ? "write" : "answer";
  return (
    <>
      <span class="govuk-caption-l">{side === "person" ? `Reference ${view.listing}` : `They asked for ${view.listingName}`}</span>
      <h1 class="govuk-heading-l trellis-break">
        {side === "person" ? "Your request to " : "Request from "}
        <bdi>{otherName}</bdi>
      </h1>
      <p class="govuk-body">
        <Tag text={STATE_WORDS[side][state]} classes={stateColour(state)} />
      </p>
      <p class="govuk-body">{nextWords(view, answerBy, servicePolicy.contacts)}</p>
      {side === "person" && (state === "silent" || state === "declined") ? <Button text="Find other people near you" href={near} /> : null}
      {needs ? (
        <SummaryList
          rows={[
            { key: { text: "Needs" }, value: { text: needs.services.map((code) => nameOf("service", code)).join(", ") } },
            needs.times.length === 0 ? undefined : { key: { text: "When" }, value: { text: needs.times.map(timeWords).join(", ") } },
            { key: { text: "Where" }, value: { text: `In ${needs.place}` } },
          ]}
        />
      ) : null}
      <Messages view={view} canReport={moves.includes("report")} ways={by} />
      {moves.includes(write) ? (
        <by.MoveForm move={write}>
          <WaysInMessage message={form.get("message") ?? ""} ways={found} />
          <Textarea
            name="message"
            label={{ text: state === "answered" ? "Write a message" : "Your answer", classes: "govuk-label--s" }}
            value={form.get("message") ?? ""}
            errorMessage={errorOf(errors, "message")}
            rows={4}
          />
          <Button text="Send" preventDoubleClick />
        </by.MoveForm>
      ) : null}
      <Sharing view={view} moves={moves} ways={by} />
      {agree !== undefined && view.theirs ? (
        <>
          <h2 class="govuk-heading-m">When you have agreed</h2>
          <p class="govuk-body">Once you have talked, you can write down the hours, the price and the first day.</p>
          <Button text="Agree on support" href={agree} />
        </>
      ) : null}
      {moves.includes("decline") ? (
        <p class="govuk-body">
          <a class="govuk-link" href={by.askPath("decline")}>
            I cannot support them
          </a>
        </p>
      ) : null}
      {moves.includes("withdraw") && state !== "unconfirmed" ? (
        <p class="govuk-body">
          <a class="govuk-link" href={by.askPath("withdraw")}>
            Withdraw my request
          </a>
        </p>
      ) : null}
      {/* Nobody need think of it first: who pesters or cheats is known by what they ask for. */}
      <InsetText text="Never send money or bank details to someone you have not met. If something worries you, report the message. If you are in danger, call 999." />
    </>
  );
}

const DONE: Readonly<Record<string, string>> = {
  asked: "We sent your request.",
  sent: "Message sent.",
  shared: "You have shared your details.",
  declined: "We told them that you cannot support them at the moment.",
  withdrawn: "Your request is withdrawn.",
  reported: "Reported. The council will review the message. No one can write in this conversation any more.",
};

/** A conversation, for somebody signed in. */
export const contactPage = (request: PageRequest, { here, back }: { readonly here: string; readonly back: string }, props: ConversationProps): Page =>
  signedInPage(request, {
    title: titleOf(props.view),
    back: { href: back },
    errors: props.errors ?? [],
    ...((props.ways ?? []).length > 0 ? { status: 422 } : {}),
    done: DONE[request.query.get("done") ?? ""],
    children: <Conversation {...props} by={signedInWays(request, here)} />,
  });

/** A conversation, for whoever has its link. */
export const contactByLinkPage = (token: string, done: string | undefined, props: ConversationProps): string =>
  linkFrame(
    titleOf(props.view),
    <>
      {done !== undefined && DONE[done] ? <NotificationBanner type="success" text={DONE[done]} /> : null}
      <Conversation {...props} by={linkWays(token)} />
      <p class="govuk-body">This page is only for you. Do not send its link to anyone. We will send you a new link when there is news.</p>
    </>,
    props.errors ?? [],
  );

/** Shows somebody without an account what they asked, and sends it once they say so: looking changes nothing. */
export const confirmContactPage = (token: string, { listingName, needs, messages }: ContactView, error?: string): string =>
  linkFrame(
    "Send your request",
    <>
      <h1 class="govuk-heading-l">Send your request</h1>
      <p class="govuk-body">
        You asked <bdi>{listingName}</bdi> to contact you. We have not sent this yet.
      </p>
      <SummaryList
        rows={[
          { key: { text: "Needs" }, value: { text: (needs?.services ?? []).map((code) => nameOf("service", code)).join(", ") } },
          (needs?.times ?? []).length === 0 ? undefined : { key: { text: "When" }, value: { text: (needs?.times ?? []).map(timeWords).join(", ") } },
          { key: { text: "Where" }, value: { text: `In ${needs?.place ?? ""}` } },
          { key: { text: "Your message" }, value: { text: <bdi>{messages[0]?.text ?? ""}</bdi>, classes: "trellis-lines trellis-break" } },
        ]}
      />
      <form action={`/asked/${token}`} method="post" noValidate>
        <div class="govuk-button-group">
          <Button text="Send my request" name="move" value="confirm" preventDoubleClick />
          <Button text="Do not send it" name="move" value="withdraw" classes="govuk-button--secondary" preventDoubleClick />
        </div>
      </form>
    </>,
    error === undefined ? [] : [{ field: "main-content", text: error }],
  );
