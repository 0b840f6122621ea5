import type { Versioned } from "../../../shared/audit/context.ts";
import type { FieldError } from "../../../shared/domain/input.ts";
import { scoreWords } from "../../../shared/domain/small-numbers/words.ts";
import type { PublicScore } from "../../../shared/listing/shown-feedback.ts";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { Tag } from "../../../shared/pages/govuk/text-parts.tsx";
import { WordsField } from "../../../shared/pages/record-fields.tsx";
import { Form, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { dateWords } from "../../../shared/pages/words.ts";
import type { ProviderReply } from "../rules/reply.ts";
import { WHAT_FOR } from "./figures-words.ts";

export interface YourReplyProps {
  readonly listing: { readonly id: string; readonly displayName: string };
  readonly score: PublicScore | undefined;
  readonly reply: Versioned<ProviderReply> | undefined;
  readonly most: number;
  readonly form: URLSearchParams;
  readonly errors: readonly FieldError[];
}

const DONE: Readonly<Record<string, string>> = {
  sent: "We have your reply. An officer reads it before anyone else can.",
  withdrawn: "Your reply is withdrawn. No one sees it any more.",
};
export const STATE_WORDS: Readonly<Record<ProviderReply["state"], string>> = {
  waiting: "Waiting for an officer to read it",
  shown: "Shown on your page",
  refused: "Not shown",
  withdrawn: "Withdrawn",
};

/** A provider's page of what people say of them, and of their one reply. */
export function yourReplyPage(request: PageRequest, { listing, score, reply, most, form, errors }: YourReplyProps): Page {
  const base = `/your-listing/${listing.id}/reply`;
  const isShown = score !== undefined && "fifths" in score.shown;
  const body = reply?.body;
  const title = "What people say of you";
  return signedInPage(request, {
    title,
    back: { href: "/applications", text: "Your listing" },
    errors,
    done: DONE[request.query.get("done") ?? ""],
    menu: "/applications",
    children: (
      <>
        <span class="govuk-caption-l">
          <bdi>{listing.displayName}</bdi>
        </span>
        <h1 class="govuk-heading-l">{title}</h1>
        <p class="govuk-body">
          <strong>{score ? scoreWords(score.shown) : "Too few people to show"}</strong>
        </p>
        <p class="govuk-body">No one sees single answers, and you cannot either. The figure changes four times a year at most. {WHAT_FOR}</p>
        <h2 class="govuk-heading-m">Your reply</h2>
        {body && body.state !== "withdrawn" ? (
          <>
            <p class="govuk-body">
              <Tag text={STATE_WORDS[body.state]} classes={body.state === "shown" ? "govuk-tag--green" : "govuk-tag--grey"} />
            </p>
            <p class="govuk-body">You sent this on {dateWords(body.sentAt)}:</p>
            <div class="govuk-inset-text trellis-lines">{body.words}</div>
            {body.why === undefined ? null : <p class="govuk-body">Why it is not shown: {body.why}</p>}
            <Form tokens={{ ...request.tokens, once: `${request.tokens.once}-withdraw` }} action={`${base}/withdraw`} version={reply.version}>
              <Button text="Withdraw your reply" classes="govuk-button--secondary" />
            </Form>
          </>
        ) : null}
        {body?.state === "shown" ? <p class="govuk-body">To change it, withdraw it first.</p> : null}
        {body?.state !== "shown" && isShown ? (
          <Form tokens={request.tokens} action={base} version={reply?.version ?? 0} kept>
            <WordsField
              form={form}
              errors={errors}
              name="words"
              label={body?.state === "waiting" ? "Send another in its place" : "What would you like to say?"}
              hint={`Up to ${most} characters. An officer reads it first. Do not name anyone you support, and leave out phone numbers, addresses and links.`}
            />
            <Button text="Send to be checked" />
          </Form>
        ) : null}
        {isShown || body?.state === "shown" ? null : <p class="govuk-body">You can reply once there is a figure to reply to.</p>}
      </>
    ),
  });
}
