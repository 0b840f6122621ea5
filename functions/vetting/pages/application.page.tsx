import type { Versioned } from "../../../shared/audit/context.ts";
import type { FieldError } from "../../../shared/domain/input.ts";
import { daysAfter, longDate } from "../../../shared/domain/time.ts";
import { Checkboxes } from "../../../shared/pages/govuk/form-controls.tsx";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { type Task, TaskList } from "../../../shared/pages/govuk/task-list.tsx";
import { Details, InsetText, Tag, WarningText } from "../../../shared/pages/govuk/text-parts.tsx";
import { Form, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { dateWords } from "../../../shared/pages/words.ts";
import type { Worker } from "../../../shared/people/account.ts";
import type { Checklist } from "../../../shared/policy/checklists.ts";
import { mayChange, SECTIONS, type Section, type VettingCase } from "../rules/case.ts";
import { referralOf } from "../rules/cqc-referral.ts";
import { peopleMissing, type Situation, stillMissing, unfinishedSections, unsent, wrongWithPrice } from "../rules/decide-case.ts";
import { isLookedAt, pageAsTyped, toLookAt } from "../rules/decide-page.ts";
import { type ChecklistLine as AskedItem, checklistLines, itemState } from "../rules/evidence.ts";
import { CASE_MOVES, type CaseMove, moveRefusal } from "../rules/moves.ts";
import { AnswersSummary } from "./answers-summary.tsx";
import { BackToList } from "./back-to-list.tsx";
import { SectionControl } from "./fields.tsx";
import { OwnPhoto } from "./photo-parts.tsx";
import { CONDUCT, sectionForms, withFigures } from "./section-forms.ts";
import { caseWords, draftItemWords, evidenceTitle, findingWords, itemWords, moveWords, nextWords, referralWords } from "./words.ts";

const DONE: Readonly<Record<string, string>> = {
  begun: "Application started. We save your answers as you go.",
  saved: "Saved.",
  sent: "Sent.",
  submit: "Your application is with us.",
  answer: "Sent. Your application is with us again.",
  withdraw: "Application withdrawn.",
  "ask-review": "We have your request.",
};

/** An account's applications, and the way to begin one. */
export function applicationsPage(request: PageRequest, cases: readonly Versioned<VettingCase>[]): Page {
  const open = cases.some(({ body }) => body.endedAt === undefined);
  return signedInPage(request, {
    title: "Your listing",
    back: { href: "/account", text: "Your account" },
    children: (
      <>
        <h1 class="govuk-heading-l">Your listing</h1>
        <p class="govuk-body">
          The list is for personal assistants (PAs), micro-providers and agencies that the council has checked. It is free. People can also choose someone who
          is not on it.
        </p>
        {cases.length > 0 ? (
          <TaskList
            id="applications"
            tasks={cases.map(({ body }) => ({
              title: body.answers.profile?.displayName ?? "Your application",
              href: `/applications/${body.id}`,
              hint: `Started on ${dateWords(body.createdAt)}`,
              status: caseWords[body.state],
            }))}
          />
        ) : null}
        {open ? null : (
          <>
            <h2 class="govuk-heading-m">Apply</h2>
            <p class="govuk-body">You need about half an hour. You can stop and come back. Have ready:</p>
            <ul class="govuk-list govuk-list--bullet">
              <li>your DBS certificate: its number and date</li>
              <li>the dates of your training, and pictures of the certificates</li>
              <li>your insurance, if you work for yourself</li>
              <li>names and email addresses of people who know your work</li>
            </ul>
            <Form tokens={request.tokens} action="/applications">
              <Button text="Begin" isStartButton />
            </Form>
          </>
        )}
      </>
    ),
  });
}

const names = (workers: readonly Versioned<Worker>[]): ReadonlyMap<string, string> =>
  new Map(workers.map(({ body }) => [body.id, body.displayName ?? "Somebody"]));

function evidenceTasks({ case: vettingCase, evidence, checklist, today }: Situation, workers: readonly Versioned<Worker>[]): readonly Task[] {
  const known = new Map(evidence.map((one) => [one.id, one]));
  const open = !["referred", "recommended", "lapsed", "refused", "review-asked", "withdrawn", "renewed"].includes(vettingCase.state);
  return checklistLines(vettingCase, checklist).map((item: AskedItem): Task => {
    const one = known.get(item.id);
    const state = itemState(item.need, one, today, checklist);
    const until = one?.accepted?.until;
    const hint = [
      item.need === "optional" ? "Optional" : "",
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
  readonly situation: Situation;
  readonly workers: readonly Versioned<Worker>[];
  /** Whether it is looked at by the officer who enters it for somebody. */
  readonly entering: boolean;
  /** Whose application it is. */
  readonly name: string;
}

/** An application: how it stands, what happens next, and every part with its own state. */
export function applicationPage(request: PageRequest, { situation, workers, entering, name }: ApplicationPageProps): Page {
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
        {vettingCase.submittedAt === undefined ? null : (
          <Details summary={entering ? "Their answers" : "Your answers"} text={<AnswersSummary heading="h3" vettingCase={vettingCase} />} />
        )}
        {can("submit") ? (
          ready ? (
            <Button text="Check your answers and send" href={`${base}/moves/submit`} />
          ) : (
            <p class="govuk-body">
              Before you can send it: {left} {left === 1 ? "thing is" : "things are"} missing.
            </p>
          )
        ) : null}
        {can("answer") ? (
          left === 0 && !referral ? (
            <Button text="Send to us" href={`${base}/moves/answer`} />
          ) : (
            <p class="govuk-body">Send what we need, then send your application to us here.</p>
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

/** One part of an application, as a form. */
export function partPage(
  request: PageRequest,
  record: Versioned<VettingCase>,
  section: Section,
  form: URLSearchParams,
  figures: Pick<Checklist["figures"], "conductVersion" | "microMostPeople">,
  errors: readonly FieldError[] = [],
  status?: number,
): Page {
  const { title, intro, fields } = sectionForms[section];
  const base = `/applications/${record.body.id}`;
  return signedInPage(request, {
    title,
    back: form.get("from") === "check" ? { href: `${base}/moves/submit`, text: "Check your answers" } : { href: base, text: "Your application" },
    errors,
    done: request.query.get("done") === "saved" ? DONE["saved"] : undefined,
    ...(status === undefined ? {} : { status }),
    children: (
      <>
        <h1 class="govuk-heading-l">{title}</h1>
        {intro ? <p class="govuk-body">{intro}</p> : null}
        {section === "conduct" ? (
          <ol class="govuk-list govuk-list--number">
            {(CONDUCT[figures.conductVersion] ?? []).map((line) => (
              <li>{line}</li>
            ))}
          </ol>
        ) : null}
        <Form tokens={request.tokens} action={`${base}/parts/${section}`} version={record.version}>
          {fields.map((field) => (
            <SectionControl field={withFigures(field, figures)} form={form} errors={errors} />
          ))}
          {form.get("from") === "check" ? <input type="hidden" name="from" value="check" /> : null}
          <Button text={record.body.state === "draft" ? "Save and continue" : "Save"} attributes={{ id: "save" }} />
        </Form>
        <BackToList base={base} />
      </>
    ),
  });
}

/** Which of the account's workers the application is for. */
export function workersPage(request: PageRequest, record: Versioned<VettingCase>, workers: readonly Versioned<Worker>[]): Page {
  return signedInPage(request, {
    title: "Who works there",
    back: { href: `/applications/${record.body.id}`, text: "Your application" },
    done: request.query.get("done") === "saved" ? DONE["saved"] : undefined,
    children: (
      <>
        <h1 class="govuk-heading-l">Who works there</h1>
        <p class="govuk-body">
          We check everyone who gives support.{" "}
          <a class="govuk-link" href="/account/workers">
            Add or take away people who work for you
          </a>
        </p>
        {workers.length === 0 ? (
          <p class="govuk-body">You have not added anyone yet.</p>
        ) : (
          <Form tokens={request.tokens} action={`/applications/${record.body.id}/people`} version={record.version}>
            <Checkboxes
              name="worker"
              fieldset={{ legend: { text: "Who gives support?", classes: "govuk-fieldset__legend--s" } }}
              items={workers.map(({ body }) => ({ value: body.id, text: body.displayName ?? "Somebody", checked: record.body.workers.includes(body.id) }))}
            />
            <Button text={record.body.state === "draft" ? "Save and continue" : "Save"} />
          </Form>
        )}
        <BackToList base={`/applications/${record.body.id}`} />
      </>
    ),
  });
}

/** Says what a move means, and asks; with a reason where one is needed. */
export function applicantMovePage(
  request: PageRequest,
  record: Versioned<VettingCase>,
  move: CaseMove,
  form: URLSearchParams,
  errors: readonly FieldError[] = [],
  status?: number,
): Page {
  const words = moveWords[move];
  const base = `/applications/${record.body.id}`;
  return signedInPage(request, {
    title: words?.title ?? move,
    back: { href: base, text: "Your application" },
    errors,
    done: request.query.get("done") === "saved" ? DONE["saved"] : undefined,
    ...(status === undefined ? {} : { status }),
    children: (
      <>
        <h1 class="govuk-heading-l">{words?.title}</h1>
        {move === "submit" ? (
          <>
            <AnswersSummary
              heading="h2"
              vettingCase={record.body}
              changeAt={(section) => (mayChange(record.body, section) ? `${base}/parts/${section}?from=check` : undefined)}
            />
            <h2 class="govuk-heading-m">Send your application</h2>
            <p class="govuk-body">
              By sending it you confirm that, as far as you know, everything in it is true and complete. Documents and details of your checks are in{" "}
              <a class="govuk-link" href={`${base}#evidence`}>
                the list of tasks
              </a>
              .
            </p>
          </>
        ) : null}
        {move === "withdraw" ? <WarningText text={words?.says ?? ""} /> : <p class="govuk-body">{words?.says}</p>}
        <Form tokens={request.tokens} action={`${base}/moves/${move}`} version={record.version}>
          {"reason" in CASE_MOVES[move] || (move === "withdraw" && record.body.owner !== request.account.body.id) ? (
            <SectionControl field={{ name: "reason", label: words?.why ?? "Why?", control: "long", wrong: "" }} form={form} errors={errors} />
          ) : null}
          <Button text={words?.button ?? "Go on"} classes={move === "withdraw" ? "govuk-button--warning" : ""} attributes={{ id: "go" }} />
        </Form>
      </>
    ),
  });
}
