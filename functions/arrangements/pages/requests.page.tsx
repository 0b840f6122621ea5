import type { Versioned } from "../../../shared/audit/context.ts";
import type { FieldError } from "../../../shared/domain/input.ts";
import { longDate } from "../../../shared/domain/time.ts";
import type { Listing } from "../../../shared/listing/listing.ts";
import { Input, Radios } from "../../../shared/pages/govuk/form-controls.tsx";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { InsetText, SummaryList, Tag } from "../../../shared/pages/govuk/text-parts.tsx";
import { errorOf, Form, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import type { Answer } from "../rules/answer.ts";
import { isWaiting, type SupportRequest, WITHDRAW_REASONS } from "../rules/request.ts";
import { ANSWER_WORDS, briefly, dayOf, requestRows, STATE_WORDS, WITHDRAW_WORDS } from "./request-words.tsx";

const DONE: Readonly<Record<string, string>> = {
  published: "Published. We are contacting people who could help.",
  confirmed: "Thank you. We are showing your request to people who could help.",
  filled: "Saved. We have stopped showing your request.",
  withdrawn: "Withdrawn. We have stopped showing your request.",
  chosen: "Chosen. You can now see how to reach each other.",
  passed: "Saved. They see that you said no.",
};

export interface RequestsPageProps {
  readonly base: string;
  /** Whose requests they are, where whoever looks acts for them. */
  readonly whose: string | undefined;
  readonly requests: readonly Versioned<SupportRequest>[];
}

/** A person's requests for support. */
export function requestsPage(request: PageRequest, { base, whose, requests }: RequestsPageProps): Page {
  const title = whose === undefined ? "Your requests for support" : `Requests for support of ${whose}`;
  return signedInPage(request, {
    title,
    back: { href: "/account", text: "Your account" },
    done: DONE[request.query.get("done") ?? ""],
    children: (
      <>
        <h1 class="govuk-heading-l">
          <bdi>{title}</bdi>
        </h1>
        <p class="govuk-body">Say what you need, and people on the council's list who could do it can answer. They do not see who you are until you choose.</p>
        {requests.length === 0 ? (
          <p class="govuk-body">There are no requests yet.</p>
        ) : (
          <ul class="govuk-list govuk-list--spaced">
            {requests.map(({ body }) => (
              <li>
                <a class="govuk-link" href={`${base}/${body.id}`}>
                  {briefly(body)}
                </a>{" "}
                <Tag text={STATE_WORDS[body.state].text} classes={STATE_WORDS[body.state].colour} /> near {body.place.label}, since {dayOf(body.createdAt)}
              </li>
            ))}
          </ul>
        )}
        <Button text="Request support" href={`${base}/new`} />
      </>
    ),
  });
}

/** An answer, with what is known of who gave it. */
export interface AnswerShown {
  readonly record: Versioned<Answer>;
  readonly listing: Pick<Listing, "displayName" | "status"> | undefined;
}

export interface RequestPageProps {
  readonly base: string;
  readonly record: Versioned<SupportRequest>;
  readonly answers: readonly AnswerShown[];
}

/** How many heard of it, or what there is to wait for. */
function waitingWords({ state, matched, confirmBy }: SupportRequest): string {
  if (state === "stale") return `Providers cannot see this request. If you still need it, tell us by ${longDate(confirmBy)}.`;
  const shown = `Providers can see this request until ${longDate(confirmBy)}. We will ask you before then if you still need it.`;
  if (matched === undefined) return shown;
  if (matched === 0) return `No one on the list could do all of this. Fewer times, or fewer things, may find someone. ${shown}`;
  return `${matched === 1 ? "1 listing fits" : `${matched} listings fit`} this request. ${shown}`;
}

/** The public search for what is needed. */
const searchPath = ({ services, skills, times, hours, place }: SupportRequest): string =>
  `/search?${new URLSearchParams([
    ["near", place.label],
    ...services.map((code) => ["service", code]),
    ...skills.map((code) => ["skill", code]),
    ...times.map((code) => ["when", code]),
    ["hours", String(Math.ceil(hours))],
  ])}`;

/** One request, what can be done with it, and its answers. */
export function requestPage(request: PageRequest, { base, record: { body }, answers }: RequestPageProps): Page {
  const path = `${base}/${body.id}`;
  const tokens = (name: string) => ({ ...request.tokens, once: `${request.tokens.once}-${name}` });
  const shown = answers.filter(({ record }) => record.body.state !== "not-for-me");
  return signedInPage(request, {
    title: "Request for support",
    back: { href: base, text: "Requests for support" },
    done: DONE[request.query.get("done") ?? ""],
    children: (
      <>
        <span class="govuk-caption-l">Request for support</span>
        <h1 class="govuk-heading-l">{briefly(body)}</h1>
        <p class="govuk-body">
          <Tag text={STATE_WORDS[body.state].text} classes={STATE_WORDS[body.state].colour} />
        </p>
        {isWaiting(body) ? <InsetText text={waitingWords(body)} /> : null}
        {isWaiting(body) ? (
          <p class="govuk-body">
            You do not have to wait:{" "}
            <a class="govuk-link" href={searchPath(body)}>
              find people yourself
            </a>
            .
          </p>
        ) : null}
        {body.state === "stale" ? (
          <Form tokens={tokens("confirm")} action={`${path}/confirm`}>
            <Button text="I still need this" />
          </Form>
        ) : null}
        <h2 class="govuk-heading-m">Answers</h2>
        {shown.length === 0 ? (
          <p class="govuk-body">{isWaiting(body) ? "No one has answered yet. We will contact you when someone does." : "No one answered."}</p>
        ) : null}
        {shown.map(({ record: answer, listing }) => (
          <AnswerCard path={path} answer={answer.body} listing={listing} waiting={isWaiting(body)} tokens={tokens(answer.body.listing)} base={base} />
        ))}
        <h2 class="govuk-heading-m">What is needed</h2>
        <SummaryList rows={[...requestRows(body)]} />
        {isWaiting(body) ? (
          <>
            <h2 class="govuk-heading-m">If something changes</h2>
            {body.state === "open" ? (
              <Form tokens={tokens("confirm")} action={`${path}/confirm`}>
                <Button text="I still need this" classes="govuk-button--secondary" />
              </Form>
            ) : null}
            <Form tokens={tokens("fill")} action={`${path}/fill`}>
              <Button text="I have found someone through this request" classes="govuk-button--secondary" />
            </Form>
            <p class="govuk-body">
              <a class="govuk-link" href={`${path}/withdraw`}>
                Withdraw this request
              </a>
            </p>
          </>
        ) : null}
      </>
    ),
  });
}

interface AnswerCardProps {
  readonly path: string;
  readonly base: string;
  readonly answer: Answer;
  readonly listing: AnswerShown["listing"];
  readonly waiting: boolean;
  readonly tokens: PageRequest["tokens"];
}

const AnswerCard = ({ path, base, answer, listing, waiting, tokens }: AnswerCardProps) => {
  const name = listing?.displayName ?? "Someone who has left the list";
  const listed = ["accredited", "provisional"].includes(listing?.status ?? "");
  const chosen = answer.state === "chosen";
  return (
    <section aria-label={`Answer from ${name}`} class="govuk-!-margin-bottom-6">
      <h3 class="govuk-heading-s trellis-break">
        {listed ? (
          <a class="govuk-link" href={`/listings/${answer.listing}`}>
            <bdi>{name}</bdi>
          </a>
        ) : (
          <bdi>{name}</bdi>
        )}
      </h3>
      <SummaryList
        rows={[
          { key: { text: "Their message" }, value: { text: answer.message ?? "", classes: "trellis-break trellis-lines" } },
          { key: { text: "When they could come" }, value: { text: answer.times ?? "", classes: "trellis-break trellis-lines" } },
          ...(chosen ? [{ key: { text: "How to reach them" }, value: { text: answer.reach ?? "", classes: "trellis-break" } }] : []),
          { key: { text: "Answered" }, value: { text: dayOf(answer.createdAt) } },
          { key: { text: "Where this stands" }, value: { text: ANSWER_WORDS[answer.state] } },
        ]}
      />
      {answer.state === "sent" && waiting ? (
        <>
          <Button text={`Choose ${name}`} href={`${path}/answers/${answer.listing}`} />
          <Form tokens={tokens} action={`${path}/answers/${answer.listing}/pass`}>
            <button type="submit" class="trellis-link-button">
              Say no<span class="govuk-visually-hidden"> to {name}</span>
            </button>
          </Form>
        </>
      ) : null}
      {chosen && listed ? (
        <p class="govuk-body">
          When you have talked and both want to go on:{" "}
          <a class="govuk-link" href={`${base.replace(/\/requests$/, "/support/offer")}?${new URLSearchParams({ listing: answer.listing })}`}>
            agree on support
          </a>
          .
        </p>
      ) : null}
    </section>
  );
};

export interface ChoicePageProps {
  readonly path: string;
  readonly answer: Answer;
  readonly name: string;
  readonly form: URLSearchParams;
  readonly errors?: readonly FieldError[];
}

/** What is shared once both want to talk: nothing before that. */
export function choicePage(request: PageRequest, { path, answer, name, form, errors = [] }: ChoicePageProps): Page {
  return signedInPage(request, {
    title: `Choose ${name}`,
    back: { href: path, text: "Request for support" },
    errors,
    children: (
      <>
        <h1 class="govuk-heading-l">
          Choose <bdi>{name}</bdi>
        </h1>
        <p class="govuk-body">
          They will see the name and contact details you enter here. You will see how to reach them. You do not agree on anything yet: talk first.
        </p>
        <Form tokens={request.tokens} action={`${path}/answers/${answer.listing}`}>
          <Input
            name="name"
            label={{ text: "The name they should see", classes: "govuk-label--s" }}
            value={form.get("name") ?? ""}
            errorMessage={errorOf(errors, "name")}
            autocomplete="name"
            spellcheck={false}
          />
          <Input
            name="reach"
            label={{ text: "How can they reach you?", classes: "govuk-label--s" }}
            hint={{ text: "A phone number or an email address, and when you can talk." }}
            value={form.get("reach") ?? ""}
            errorMessage={errorOf(errors, "reach")}
            spellcheck={false}
          />
          <Button text="Share these details" preventDoubleClick />
        </Form>
      </>
    ),
  });
}

export interface WithdrawPageProps {
  readonly path: string;
  readonly errors?: readonly FieldError[];
}

/** Asks why a request is withdrawn, and says what that does. */
export function withdrawPage(request: PageRequest, { path, errors = [] }: WithdrawPageProps): Page {
  return signedInPage(request, {
    title: "Withdraw this request",
    back: { href: path, text: "Request for support" },
    errors,
    children: (
      <>
        <h1 class="govuk-heading-l">Withdraw this request</h1>
        <p class="govuk-body">Providers will not see it any more. You cannot open it again, but you can make a new one.</p>
        <Form tokens={request.tokens} action={`${path}/withdraw`}>
          <Radios
            name="why"
            fieldset={{ legend: { text: "Why do you withdraw it?", classes: "govuk-fieldset__legend--s" } }}
            hint={{ text: "This helps the council to know which support is missing." }}
            errorMessage={errorOf(errors, "why")}
            items={WITHDRAW_REASONS.map((why) => ({ value: why, text: WITHDRAW_WORDS[why] }))}
          />
          <Button text="Withdraw request" />
        </Form>
      </>
    ),
  });
}
