import type { Versioned } from "../../../shared/audit/context.ts";
import { longDate } from "../../../shared/domain/time.ts";
import { Checkboxes } from "../../../shared/pages/govuk/form-controls.tsx";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { SummaryList } from "../../../shared/pages/govuk/text-parts.tsx";
import { ChoiceField, type Typed } from "../../../shared/pages/record-fields.tsx";
import { errorOf, Form, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { StackingTable } from "../../../shared/pages/stacking-table.tsx";
import { councilWords } from "../../../shared/pages/words.ts";
import type { ListPage } from "../../../shared/records/entity.ts";
import { type FormMove, questionsByPhone } from "../rules/form-moves.ts";
import type { Invitation } from "../rules/invitation.ts";
import { AnswerList } from "./answer-list.tsx";
import { AnswerFields } from "./form.page.tsx";
import { OFFICER_STOP_WORDS, STATE_WORDS, STEP_WORDS, STOPPED_WORDS, WAYS_WORDS } from "./form-words.ts";

const MOVE_TITLES: Readonly<Record<FormMove, string>> = {
  phone: "Fill in the form on the phone",
  letter: "Print a letter with a code",
  stop: "Stop asking",
};
/** The sentences of the fields that officers fill in. */
export const OFFICER_WRONG: Readonly<Record<string, string>> = { apart: "Confirm that you did not arrange this support", why: "Choose why" };
const DONE: Readonly<Record<string, string>> = { phone: "The answers are saved.", stop: "Stopped. Nothing more is sent." };

export interface InvitationPageProps {
  readonly invitation: Versioned<Invitation>;
  readonly moves: readonly FormMove[];
}

/** One invitation to say how support is, for review officers: what was sent, and what was answered. */
export function invitationPage(request: PageRequest, { invitation: { body }, moves }: InvitationPageProps): Page {
  const { id, payment, firstName, state, steps, until, answer, answeredOn, stopped, channel } = body;
  return signedInPage(request, {
    title: "How someone’s support is",
    back: { href: `/reviews/${payment}`, text: "Reviews" },
    done: DONE[request.query.get("done") ?? ""],
    children: (
      <>
        <span class="govuk-caption-l">
          <bdi>{firstName ?? "No name known"}</bdi>
        </span>
        <h1 class="govuk-heading-l">How someone’s support is</h1>
        <SummaryList
          rows={[
            { key: { text: "Now" }, value: { text: STATE_WORDS[state] } },
            ...(stopped ? [{ key: { text: "Why" }, value: { text: `${STOPPED_WORDS[stopped.why]}, ${longDate(stopped.on)}` } }] : []),
            ...(answeredOn === undefined
              ? [{ key: { text: "Can be answered until" }, value: { text: longDate(until) } }]
              : [{ key: { text: "Answered" }, value: { text: `${longDate(answeredOn)}, by ${WAYS_WORDS[channel ?? "online"]}` } }]),
          ]}
        />
        {state === "answered" ? (
          <>
            <h2 class="govuk-heading-m">What they say</h2>
            <p class="govuk-body">This helps to prepare the review. It is not a review: someone has to be heard.</p>
            <AnswerList answer={answer} />
          </>
        ) : null}
        {moves.map((move, at) =>
          at === 0 ? (
            <Button text={MOVE_TITLES[move]} href={`/feedback-forms/${id}/moves/${move}`} />
          ) : (
            <p class="govuk-body">
              <a class="govuk-link" href={`/feedback-forms/${id}/moves/${move}`}>
                {MOVE_TITLES[move]}
              </a>
            </p>
          ),
        )}
        <h2 class="govuk-heading-m">What was sent</h2>
        {steps.length === 0 ? <p class="govuk-body">Nothing yet.</p> : null}
        <ul class="govuk-list govuk-list--bullet">
          {steps.map(({ step, on, way }) => (
            <li>
              {longDate(on)}: {STEP_WORDS[step]}
              {way === undefined ? (step === "form" ? ". There was no way to send it." : "") : `, by ${WAYS_WORDS[way]}`}
            </li>
          ))}
        </ul>
      </>
    ),
  });
}

export interface FormMovePageProps extends Typed {
  readonly invitation: Versioned<Invitation>;
  readonly move: FormMove;
}

/** Says what a step with an invitation means, and asks what it needs. */
export function formMovePage(request: PageRequest, { invitation, move, form, errors }: FormMovePageProps): Page {
  const { body, version } = invitation;
  return signedInPage(request, {
    title: MOVE_TITLES[move],
    back: { href: `/feedback-forms/${body.id}` },
    errors,
    children: (
      <>
        <h1 class="govuk-heading-l">{MOVE_TITLES[move]}</h1>
        <Form tokens={request.tokens} action={`/feedback-forms/${body.id}/moves/${move}`} version={version} kept>
          {move === "phone" ? (
            <>
              <p class="govuk-body">Read each question out as it stands. They can skip any of them. Nothing more is sent once you save.</p>
              <AnswerFields
                questions={questionsByPhone(body)}
                answer={{}}
                kind={body.kind}
                name={body.firstName ?? "the person this is about"}
                isEasyRead={false}
                isPhone
                form={form}
                errors={errors}
              />
              <Checkboxes
                name="apart"
                errorMessage={errorOf(errors, "apart")}
                items={[{ value: "yes", text: "I did not arrange this support", checked: form.get("apart") === "yes" }]}
              />
              <Button text="Save the answers" />
            </>
          ) : null}
          {move === "letter" ? (
            <>
              <p class="govuk-body">You see a letter with a new code. The code opens this form alone, and codes from before work too.</p>
              <Button text="Make the letter" />
            </>
          ) : null}
          {move === "stop" ? (
            <>
              <p class="govuk-body">Nothing more is sent about this form. The review goes on as it is due.</p>
              <ChoiceField form={form} errors={errors} name="why" label="Why?" words={OFFICER_STOP_WORDS} />
              <Button text="Stop asking" />
            </>
          ) : null}
        </Form>
      </>
    ),
  });
}

/** A letter with a code, to print and post: shown once. `page` is the address where it is typed. */
export const letterPage = (request: PageRequest, { authority, firstName, until, id }: Invitation, code: string, page: string): Page =>
  signedInPage(request, {
    title: "How is your support?",
    back: { href: `/feedback-forms/${id}` },
    children: (
      <>
        <h1 class="govuk-heading-l">How is your support?</h1>
        <p class="govuk-body">
          Hello <bdi>{firstName ?? ""}</bdi>
        </p>
        <p class="govuk-body">
          {councilWords(authority)} would like to know how your support is. There are four short questions, and you can skip any of them.
        </p>
        <p class="govuk-body trellis-break">Open this page: {page}</p>
        <p class="govuk-body">
          Type this code: <strong>{code}</strong>
        </p>
        <p class="govuk-body">
          You can answer until {longDate(until)}. It does not change your budget. You can also phone us, and we fill in the form together.
        </p>
        <p class="govuk-body">If someone is in danger, call 999.</p>
      </>
    ),
  });

/** Those who are to be phoned, for review officers: who waits longest first. */
export function feedbackCallsPage(request: PageRequest, council: string, { records, next }: ListPage<Invitation>): Page {
  const path = `/councils/${council}/feedback-calls`;
  return signedInPage(request, {
    title: "People to phone about their support",
    back: { href: `/councils/${council}/reviews`, text: "Reviews to hold" },
    children: (
      <>
        <h1 class="govuk-heading-l">People to phone about their support</h1>
        <p class="govuk-body">
          They got a form and two reminders and did not answer, or we have no way to write to them. Fill in the form with them on the phone.
        </p>
        {records.length === 0 ? <p class="govuk-body">No one is waiting.</p> : null}
        {records.length === 0 ? null : (
          <StackingTable
            caption="People to phone"
            firstCellIsHeader
            head={["Person", "Waiting since", "Until"].map((text) => ({ text }))}
            rows={records.map(({ body: { id, firstName, callSince, until } }) => ({
              cells: [
                {
                  text: (
                    <a class="govuk-link" href={`/feedback-forms/${id}`}>
                      <bdi>{firstName ?? "No name known"}</bdi>
                    </a>
                  ),
                },
                { text: longDate(callSince ?? until) },
                { text: longDate(until) },
              ],
            }))}
          />
        )}
        {next === undefined ? null : (
          <p class="govuk-body">
            <a class="govuk-link" href={`${path}?after=${encodeURIComponent(next)}`}>
              More people
            </a>
          </p>
        )}
      </>
    ),
  });
}
