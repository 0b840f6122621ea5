import type { Versioned } from "../../../shared/audit/context.ts";
import { daysAfter, longDate } from "../../../shared/domain/time.ts";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { type Task, TaskList } from "../../../shared/pages/govuk/task-list.tsx";
import { Details, InsetText, Tag, WarningText } from "../../../shared/pages/govuk/text-parts.tsx";
import { Form, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import type { Contact, Worker } from "../../../shared/people/account.ts";
import { mayChange, SECTIONS, type VettingCase } from "../rules/case.ts";
import { referralOf } from "../rules/cqc-referral.ts";
import { isLookedAt, pageAsTyped, toLookAt } from "../rules/decide-page.ts";
import { type ChecklistLine as AskedItem, checklistLines, itemState } from "../rules/evidence.ts";
import { type CaseMove, moveRefusal } from "../rules/moves.ts";
import type { Situation } from "../rules/situation.ts";
import { toBring } from "../rules/to-bring.ts";
import { peopleMissing, stillMissing, unfinishedSections, unsent, wrongWithPrice } from "../rules/what-is-missing.ts";
import { AnswersSummary } from "./answers-summary.tsx";
import { DONE } from "./done-words.ts";
import { OwnPhoto } from "./photo-parts.tsx";
import { sectionForms } from "./section-forms.ts";
import { OwnVisit } from "./visit-parts.tsx";
import { caseWords, draftItemWords, evidenceTitle, findingWords, itemWords, nextWords, referralWords } from "./words.ts";

const names = (workers: readonly Versioned<Worker>[]): ReadonlyMap<string, string> =>
  new Map(workers.map(({ body }) => [body.id, body.displayName ?? "Someone"]));

function evidenceTasks({ case: vettingCase, evidence, checklist, today }: Situation, workers: readonly Versioned<Worker>[]): readonly Task[] {
  const known = new Map(evidence.map((one) => [one.id, one]));
  const open = !["referred", "recommended", "lapsed", "refused", "review-asked", "withdrawn", "renewed"].includes(vettingCase.state);
  return checklistLines(vettingCase, checklist).map((item: AskedItem): Task => {
    const one = known.get(item.id);
    const state = itemState(item.need, one, today, checklist);
    const until = one?.accepted?.until;
    const hint = [
      item.need === "optional" ? "Optional" : "",
      one?.typed ? "Details saved, not sent yet" : "",
      state === "needs-more" && one?.offered?.reason ? one.offered.reason : "",
      until && (state === "accepted" || state === "expires-soon") ? `Until ${longDate(until)}` : "",
    ].filter((text) => text !== "");
    return {
      title: evidenceTitle(item, names(workers)),
      ...(open && state !== "not-needed" ? { href: `/applications/${vettingCase.id}/evidence/${item.id}` } : {}),
      ...(hint.length > 0 ? { hint: hint.join(". ") } : {}),
      status: (vettingCase.state === "draft" ? draftItemWords : itemWords)[state],
    };
  });
}

export interface ApplicationPageProps {
  readonly record: Versioned<VettingCase>;
  readonly situation: Situation;
  readonly workers: readonly Versioned<Worker>[];
  /** Whether it is looked at by the officer who enters it for somebody. */
  readonly entering: boolean;
  /** Whose application it is. */
  readonly name: string;
  /** How they are reached, as their account has it. */
  readonly contact: Contact | undefined;
}

/** An application: how it stands, what happens next, and every part with its own state. */
export function applicationPage(request: PageRequest, { record, situation, workers, entering, name, contact }: ApplicationPageProps): Page {
  const vettingCase = situation.case;
  const base = `/applications/${vettingCase.id}`;
  const mover = entering ? { subject: request.account.body.id, kind: "officer" as const } : { subject: vettingCase.owner, kind: "applicant" as const };
  const can = (move: CaseMove) => moveRefusal(move, vettingCase, mover) === undefined;
  const referral = referralOf(vettingCase.answers, situation.checklist);
  const underMinimum = vettingCase.endedAt === undefined ? wrongWithPrice(vettingCase.answers, situation.today) : undefined;
  const live = ["accredited", "provisional", "paused"].includes(vettingCase.state);
  // Renewing is offered from the first reminder on.
  const soon = daysAfter(situation.today, Math.max(...situation.checklist.figures.reminderDays));
  const renewable = vettingCase.state === "lapsed" || (live && vettingCase.accreditedUntil !== undefined && vettingCase.accreditedUntil <= soon);
  const left = unfinishedSections(vettingCase).length + unsent(situation).length + (peopleMissing(situation) > 0 ? 1 : 0);
  const ready = unfinishedSections(vettingCase).length === 0 && unsent(situation).length === 0 && peopleMissing(situation) === 0 && !referral;
  return signedInPage(request, {
    title: entering ? `Application of ${name}` : "Your application",
    back: entering ? { href: `/cases/${vettingCase.id}`, text: "The case" } : { href: "/applications", text: "Your listing" },
    done: DONE[request.query.get("done") ?? ""],
    children: (
      <>
        <span class="govuk-caption-l">
          {entering ? "Entered for " : null}
          {entering || vettingCase.answers.profile ? <bdi>{name}</bdi> : vettingCase.renews ? "Renewal" : "Application"}
        </span>
        <h1 class="govuk-heading-l">
          {entering ? (
            <>
              Application of <bdi>{name}</bdi>
            </>
          ) : (
            "Your application"
          )}
        </h1>
        <p class="govuk-body">
          <Tag text={caseWords[vettingCase.state].text} classes={caseWords[vettingCase.state].colour ?? ""} />
        </p>
        <p class="govuk-body-l">{nextWords(vettingCase)}</p>
        <p class="govuk-body">
          {entering ? "The reference is " : "Your reference is "}
          <strong class="trellis-nowrap">{vettingCase.id}</strong>. {entering ? null : "Have it ready if you contact the council."}
        </p>
        {referral && vettingCase.endedAt === undefined ? (
          <InsetText
            text={
              <>
                {referralWords(referral, situation.checklist.figures)}{" "}
                <a class="govuk-link" href="https://www.cqc.org.uk/guidance-providers/registration" rel="noreferrer">
                  What the CQC says about registering
                </a>
              </>
            }
          />
        ) : null}
        {underMinimum ? <WarningText text={`Your price ${underMinimum}. Change it in 'Your price'.`} /> : null}
        <PageNews vettingCase={vettingCase} />
        {entering ? null : <OwnVisit situation={situation} />}
        <h2 class="govuk-heading-m">Your profile</h2>
        <TaskList
          id="parts"
          tasks={SECTIONS.map((section) => ({
            title: sectionForms[section].title,
            ...(mayChange(vettingCase, section) ? { href: `${base}/parts/${section}` } : {}),
            status: vettingCase.answers[section] ? { text: "Completed" } : itemWords["not-started"],
          }))}
        />
        <OwnPhoto vettingCase={vettingCase} />
        {vettingCase.answers.start?.type === "micro-provider" && (vettingCase.state === "draft" || vettingCase.state === "needs-more") ? (
          <p class="govuk-body">
            <a class="govuk-link" href={`${base}/people`}>
              Who works there
            </a>{" "}
            ({peopleMissing(situation) > 0 ? `${peopleMissing(situation)} still to add` : `${vettingCase.workers.length} named`})
          </p>
        ) : null}
        <h2 class="govuk-heading-m">Your checks</h2>
        {vettingCase.answers.start ? (
          <TaskList id="evidence" tasks={evidenceTasks(situation, workers)} />
        ) : (
          <p class="govuk-body">Complete 'How you work' first so we know which checks you need.</p>
        )}
        {vettingCase.endedAt === undefined && toBring(situation).length > 0 ? (
          <p class="govuk-body">
            <a class="govuk-link" href={`${base}/bring`}>
              What to bring when we see original documents
            </a>
          </p>
        ) : null}
        {vettingCase.submittedAt === undefined ? null : (
          <Details summary={entering ? "Their answers" : "Your answers"} text={<AnswersSummary heading="h3" vettingCase={vettingCase} contact={contact} />} />
        )}
        {can("submit") ? (
          ready ? (
            <Button text="Check your answers and send" href={`${base}/moves/submit`} />
          ) : (
            <p class="govuk-body">
              {left} {left === 1 ? "section" : "sections"} left to complete.
            </p>
          )
        ) : null}
        {can("answer") ? (
          left === 0 && !referral ? (
            <Form tokens={request.tokens} action={`${base}/moves/answer`} version={record.version}>
              <Button text="Send to the council" />
            </Form>
          ) : (
            <p class="govuk-body">When you save the last thing we asked for, we send your application to the council.</p>
          )
        ) : null}
        {vettingCase.state === "paused" && stillMissing(situation).length === 0 ? <p class="govuk-body">We have everything we need.</p> : null}
        {can("ask-review") ? <Button text="Ask for a review" href={`${base}/moves/ask-review`} classes="govuk-button--secondary" /> : null}
        {renewable ? (
          <Form tokens={request.tokens} action={`${base}/renewal`}>
            <p class="govuk-body">
              {vettingCase.accreditedUntil ? `Your place ends on ${longDate(vettingCase.accreditedUntil)}.` : ""} You can renew it now. We will only ask for
              what has changed or expired.
            </p>
            <Button text="Renew your place" classes="govuk-button--secondary" />
          </Form>
        ) : null}
        {can("withdraw") ? (
          <p class="govuk-body">
            <a class="govuk-link" href={`${base}/moves/withdraw`}>
              Withdraw
            </a>
          </p>
        ) : null}
      </>
    ),
  });
}

/** What of their page waits for an officer, and what in their words is looked at. */
function PageNews({ vettingCase }: { readonly vettingCase: VettingCase }) {
  const { pageChange: change } = vettingCase;
  const words = pageAsTyped(vettingCase);
  const found = words && isLookedAt(vettingCase) ? toLookAt(words) : [];
  const named = found.map(({ kind, text }) => `'${text}' (${findingWords[kind]})`).join(", ");
  if (!change && found.length === 0) return null;
  return (
    <InsetText
      text={
        <>
          {change?.displayName === undefined ? null : (
            <p class="govuk-body">
              You changed your name to <bdi>{change.displayName}</bdi>. People will see your old name until we have checked the new one against your identity
              documents.
            </p>
          )}
          {change?.about === undefined ? null : <p class="govuk-body">People will see your old words until we have checked the new ones.</p>}
          {change?.displayName === undefined && change?.about === undefined && change ? (
            <p class="govuk-body">We will check your changes. People can see them now.</p>
          ) : null}
          {named === "" ? null : <p class="govuk-body">We check words like these carefully: {named}. Only say what we can check.</p>}
        </>
      }
    />
  );
}
