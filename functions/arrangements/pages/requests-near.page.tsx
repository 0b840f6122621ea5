import type { FieldError } from "../../../shared/domain/input.ts";
import { longDate } from "../../../shared/domain/time.ts";
import { Checkboxes, Input, Radios } from "../../../shared/pages/govuk/form-controls.tsx";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { Textarea } from "../../../shared/pages/govuk/long-answers.tsx";
import { InsetText, SummaryList, Tag } from "../../../shared/pages/govuk/text-parts.tsx";
import { distanceWords } from "../../../shared/pages/listing-words.ts";
import { errorOf, Form, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import type { Answer } from "../rules/answer.ts";
import type { Match } from "../rules/match.ts";
import { isWaiting, type SupportRequest } from "../rules/request.ts";
import { ALERTS, type AlertEvery } from "../rules/request-alert.ts";
import { ALERT_WORDS, briefly, dayOf, GIVEN_WORDS, requestRows } from "./request-words.tsx";

const DONE: Readonly<Record<string, string>> = {
  send: "Sent. We will contact you if they choose you.",
  decline: "We do not show you that request any more.",
  withdraw: "You took your answer back.",
  alert: "Saved.",
};

/** A request as a provider sees it: never whose it is. */
export interface NearShown {
  readonly request: SupportRequest;
  readonly match?: Match;
  readonly answer?: Answer;
}

export interface NearPageProps {
  readonly base: string;
  readonly near: readonly NearShown[];
  readonly given: readonly NearShown[];
  readonly more: boolean;
  readonly listed: boolean;
  readonly every: AlertEvery;
}

/** Requests that one of a provider's listings could serve, what they answered, and how they want to hear of more. */
export function nearPage(request: PageRequest, { base, near, given, more, listed, every }: NearPageProps): Page {
  const fresh = near.filter(({ answer }) => answer === undefined);
  return signedInPage(request, {
    title: "Requests near you",
    back: { href: "/account", text: "Your account" },
    done: DONE[request.query.get("done") ?? ""],
    children: (
      <>
        <h1 class="govuk-heading-l">Requests near you</h1>
        {listed ? (
          <p class="govuk-body">
            These people need support that fits your listing: what you do, how far you travel, your times and your hours available. Answering is free. You see
            who they are when they choose you.
          </p>
        ) : (
          <p class="govuk-body">
            You see requests here when you are on the list.{" "}
            <a class="govuk-link" href="/applications">
              Go to your listing
            </a>
            .
          </p>
        )}
        {listed && fresh.length === 0 ? (
          <p class="govuk-body">There are no new requests that fit your listing. More hours, more times or a longer distance may bring some.</p>
        ) : null}
        {fresh.length > 0 ? (
          <ul class="govuk-list govuk-list--spaced">
            {fresh.map(({ request: { id, ...body }, match }) => (
              <li>
                <a class="govuk-link" href={`${base}/${id}`}>
                  {briefly(body)}
                </a>
                <div>
                  Near {body.place.label}
                  {match ? `, ${distanceWords(match.miles)}` : ""}, from {longDate(body.from)}
                  {match && match.wishesMet > 0 ? ". You have what they would like." : ""}
                </div>
              </li>
            ))}
          </ul>
        ) : null}
        {more ? <p class="govuk-body">There are more requests than we can show. These are the newest.</p> : null}
        {given.length > 0 ? (
          <>
            <h2 class="govuk-heading-m">Your answers</h2>
            <ul class="govuk-list govuk-list--spaced">
              {given.map(({ request: { id, ...body }, answer }) => (
                <li>
                  <a class="govuk-link" href={`${base}/${id}`}>
                    {briefly(body)}
                  </a>{" "}
                  <Tag text={statusWords(body, answer)} classes={answer?.state === "chosen" ? "govuk-tag--green" : "govuk-tag--grey"} />
                </li>
              ))}
            </ul>
          </>
        ) : null}
        <h2 class="govuk-heading-m">How we contact you</h2>
        <Form tokens={request.tokens} action={base}>
          <Radios
            name="every"
            fieldset={{ legend: { text: "How often should we contact you about new requests?", classes: "govuk-fieldset__legend--s" } }}
            items={ALERTS.map((value) => ({ value, text: ALERT_WORDS[value], checked: every === value }))}
          />
          <Button text="Save" classes="govuk-button--secondary" />
        </Form>
      </>
    ),
  });
}

const statusWords = (request: Pick<SupportRequest, "state">, answer: Answer | undefined): string => {
  if (answer === undefined) return "";
  return answer.state === "sent" && !isWaiting(request) ? "No longer needed" : GIVEN_WORDS[answer.state];
};

export interface NearRequestPageProps extends NearShown {
  readonly base: string;
  readonly form: URLSearchParams;
  readonly errors?: readonly FieldError[];
  /** What their words hold that should not be there; they can be sent all the same. */
  readonly found?: readonly string[];
}

/** One request, without whose it is until both agreed to talk, and the answer to it. */
export function nearRequestPage(request: PageRequest, { base, request: body, match, answer, form, errors = [], found = [] }: NearRequestPageProps): Page {
  const path = `${base}/${body.id}`;
  const tokens = (name: string) => ({ ...request.tokens, once: `${request.tokens.once}-${name}` });
  const label = { classes: "govuk-label--s" };
  const typed = (name: string) => form.get(name) ?? "";
  const canSend = match !== undefined && (answer === undefined || answer.state === "withdrawn" || answer.state === "not-for-me");
  return signedInPage(request, {
    title: "A request near you",
    back: { href: base, text: "Requests near you" },
    errors,
    children: (
      <>
        <span class="govuk-caption-l">Near {body.place.label}</span>
        <h1 class="govuk-heading-l">{briefly(body)}</h1>
        {match ? <p class="govuk-body">This is {distanceWords(match.miles)}.</p> : null}
        {answer ? (
          <p class="govuk-body">
            <Tag text={statusWords(body, answer)} classes={answer.state === "chosen" ? "govuk-tag--green" : "govuk-tag--grey"} />
          </p>
        ) : null}
        {answer?.chosenBy ? (
          <>
            <h2 class="govuk-heading-m">How to reach them</h2>
            <SummaryList
              rows={[
                { key: { text: "Name" }, value: { text: answer.chosenBy.name, classes: "trellis-break" } },
                { key: { text: "How to reach them" }, value: { text: answer.chosenBy.reach, classes: "trellis-break" } },
              ]}
            />
            <p class="govuk-body">Please contact them in the next few days. Talk first: you have not agreed on anything yet.</p>
          </>
        ) : null}
        <h2 class="govuk-heading-m">What they need</h2>
        <SummaryList rows={[...requestRows(body)]} />
        {answer?.message === undefined ? null : (
          <>
            <h2 class="govuk-heading-m">Your answer</h2>
            <SummaryList
              rows={[
                { key: { text: "Your message" }, value: { text: answer.message, classes: "trellis-break trellis-lines" } },
                { key: { text: "When you could come" }, value: { text: answer.times ?? "", classes: "trellis-break trellis-lines" } },
                { key: { text: "How to reach you" }, value: { text: answer.reach ?? "", classes: "trellis-break" } },
                { key: { text: "Answered" }, value: { text: dayOf(answer.createdAt) } },
              ]}
            />
          </>
        )}
        {answer?.state === "sent" ? (
          <Form tokens={tokens("withdraw")} action={path}>
            <input type="hidden" name="move" value="withdraw" />
            <Button text="Take my answer back" classes="govuk-button--secondary" />
          </Form>
        ) : null}
        {canSend ? (
          <>
            <h2 class="govuk-heading-m">Can you help?</h2>
            <Form tokens={tokens("send")} action={path}>
              <input type="hidden" name="move" value="send" />
              <Textarea
                name="message"
                label={{ text: "Your message", ...label }}
                hint={{ text: "Say what you can do for them. Do not say how to reach you here: there is a question for it below." }}
                value={typed("message")}
                errorMessage={errorOf(errors, "message")}
                rows={5}
              />
              <Input
                name="times"
                label={{ text: "When could you come?", ...label }}
                hint={{ text: "For example, Monday to Friday between 8am and 10am." }}
                value={typed("times")}
                errorMessage={errorOf(errors, "times")}
              />
              <Input
                name="reach"
                label={{ text: "How can they reach you?", ...label }}
                hint={{ text: "They see this only if they choose you." }}
                value={typed("reach")}
                errorMessage={errorOf(errors, "reach")}
                spellcheck={false}
              />
              {found.length > 0 ? (
                <>
                  <InsetText text={`Your message has contact details in it: ${found.join(", ")}. They see your message before you both agree to talk.`} />
                  <Checkboxes name="checked" items={[{ value: "yes", text: "Send it as it is", checked: typed("checked") === "yes" }]} />
                </>
              ) : null}
              <Button text="Send my answer" preventDoubleClick />
            </Form>
          </>
        ) : null}
        {match && (canSend || answer?.state === "sent") && answer?.state !== "not-for-me" ? (
          <Form tokens={tokens("decline")} action={path}>
            <input type="hidden" name="move" value="decline" />
            <button type="submit" class="trellis-link-button">
              Not for me: do not show me this request
            </button>
          </Form>
        ) : null}
      </>
    ),
  });
}
