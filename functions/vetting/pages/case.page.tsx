import type { Versioned } from "../../../shared/audit/context.ts";
import { pounds } from "../../../shared/domain/money.ts";
import { longDate } from "../../../shared/domain/time.ts";
import type { Channel } from "../../../shared/notices/preferences.ts";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { TaskList } from "../../../shared/pages/govuk/task-list.tsx";
import { InsetText, SummaryList, Tag, WarningText } from "../../../shared/pages/govuk/text-parts.tsx";
import { Form, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { councilWords, dateWords } from "../../../shared/pages/words.ts";
import type { Account, Worker } from "../../../shared/people/account.ts";
import { languageName, nameOf } from "../../../shared/taxonomy/taxonomy.ts";
import type { VettingCase } from "../rules/case.ts";
import { referralOf } from "../rules/cqc-referral.ts";
import { mustBeSeen } from "../rules/decide-evidence.ts";
import { checklistLines, itemState } from "../rules/evidence.ts";
import { nextToCheck, piecesToCheck } from "../rules/evidence-order.ts";
import { assigneeRefusal, type CaseMove, type MovedBy, moveRefusal } from "../rules/moves.ts";
import type { Situation } from "../rules/situation.ts";
import { stillMissing, wrongWithPrice } from "../rules/what-is-missing.ts";
import { PageWords } from "./page-words.tsx";
import { CasePhotos } from "./photo-parts.tsx";
import { CaseVisit } from "./visit-parts.tsx";
import { VISIT_DONE } from "./visit-words.ts";
import { nameOfCase, WhoItIs } from "./who-it-is.tsx";
import { caseWords, evidenceTitle, itemWords, moveWords, referralWords } from "./words.ts";

/** What is said on a case, one of its pieces of evidence or one of its moves once something was done. */
export const CASE_DONE: Readonly<Record<string, string>> = {
  checked: "Saved. The applicant can see it.",
  assign: "You have taken this case.",
  reassign: "You have taken over this case.",
  "change-checklist": "The case follows the newest checklist.",
  "ask-more": "Sent to the applicant.",
  recommend: "Recommendation saved. Another officer will decide.",
  return: "Sent back to the officer.",
  approve: "Decision saved. We will contact the applicant.",
  refuse: "Application refused. We will contact the applicant.",
  uphold: "The decision stays. We will contact the applicant.",
  overturn: "Case opened again. We will contact the applicant.",
  "agree-page": "Changes saved to their page.",
  "refuse-page": "Changes refused. We will contact the provider.",
  suspend: "Suspended. They are no longer on the list.",
  lift: "Suspension lifted.",
  confirm: "Decision confirmed.",
  "answer-erasure": "Answer saved.",
  photo: "Saved. We have sent the applicant a message.",
  status: "Status saved.",
  ...VISIT_DONE,
  "reference-given": "Reference saved. The applicant cannot see what they said.",
  "reference-declined": "Saved. The applicant will see that they can name someone else.",
  "reference-attempt": "Saved.",
};

const TASK_WORDS: Readonly<Record<VettingCase["tasks"][number]["code"], string>> = {
  "status-check": "Ask the DBS Update Service for the status of a certificate",
  "new-information": "Check a DBS certificate: the Update Service has something new, or no match",
  lapsed: "A check has expired: contact the provider if they send nothing",
  "asked-to-be-reviewed": "The applicant asks for a review",
  "page-changed": "Check the changes to their page",
  photo: "Check their photo",
  visit: "See to the visit: no time suits the applicant, or its day has passed",
  erasure: "The applicant has asked us to delete their data: say what we must keep, or that there is nothing",
  interest: "Review it: an officer who accepted or decided it has declared an interest",
};

export interface CasePageProps {
  readonly officer: MovedBy;
  readonly record: Versioned<VettingCase>;
  readonly situation: Situation;
  /** The account it is for: undefined where it is erased. */
  readonly account: Account | undefined;
  readonly workers: readonly Versioned<Worker>[];
  readonly newerChecklist: boolean;
  /** By which channels messages to the applicant do not arrive. */
  readonly failing: readonly Channel[];
  /** Earlier applications of the same person that ended badly. */
  readonly earlier: readonly VettingCase[];
}

const CHANNEL_WORDS: Readonly<Record<Channel, string>> = { email: "email", sms: "text message", letter: "letter" };

const OFFICER_MOVES = [
  "assign",
  "ask-more",
  "recommend",
  "approve",
  "return",
  "refuse",
  "uphold",
  "overturn",
  "lift",
  "agree-page",
  "refuse-page",
  "suspend",
  "reassign",
  "change-checklist",
  "declare-interest",
  "confirm",
  "answer-erasure",
] as const satisfies readonly CaseMove[];

/** The names of people who work for a provider, by id. */
export const workerNames = (workers: readonly Versioned<Worker>[]) => new Map(workers.map(({ body }) => [body.id, body.displayName ?? "Someone"]));

/** A case as an officer sees it: how it stands, what is missing, and every move that is open to them. */
export function casePage(request: PageRequest, { officer, record, situation, account, workers, newerChecklist, failing, earlier }: CasePageProps): Page {
  const { body } = record;
  const known = new Map(situation.evidence.map((one) => [one.id, one]));
  const open = OFFICER_MOVES.filter(
    (move) =>
      moveRefusal(move, body, officer) === undefined &&
      (move !== "change-checklist" || newerChecklist) &&
      ((move !== "agree-page" && move !== "refuse-page") || body.pageChange !== undefined) &&
      (move !== "answer-erasure" || body.tasks.some(({ code }) => code === "erasure")) &&
      (move !== "confirm" || body.tasks.some(({ code, about }) => code === "interest" && about === undefined)) &&
      !(move === "reassign" && (body.assignedTo === officer.subject || assigneeRefusal(body, officer) !== undefined)),
  );
  const sameOfficer = (["approve", "lift", "uphold"] as const).find((move) => moveRefusal(move, body, officer) === "same-officer");
  const missing = stillMissing(situation);
  const referral = referralOf(body.answers, situation.checklist);
  const underMinimum = body.endedAt === undefined ? wrongWithPrice(body.answers, situation.today) : undefined;
  const { profile, work, price, times, place, languages, consent, conduct } = body.answers;
  const firstToCheck = nextToCheck(situation, officer);
  return signedInPage(request, {
    title: `Case: ${nameOfCase(body, account)}`,
    back: { href: `/councils/${body.authority}/vetting`, text: "Vetting" },
    done: CASE_DONE[request.query.get("done") ?? ""],
    children: (
      <>
        <span class="govuk-caption-l">
          {councilWords(body.authority)}, case {body.id}
        </span>
        <h1 class="govuk-heading-l">
          <bdi>{nameOfCase(body, account)}</bdi>
        </h1>
        <p class="govuk-body">
          <Tag text={caseWords[body.state].text} classes={caseWords[body.state].colour ?? ""} />
        </p>
        {failing.length > 0 ? (
          <InsetText
            text={`We could not reach the applicant by ${failing.map((channel) => CHANNEL_WORDS[channel]).join(" or ")}. We are using another way if they gave us one. They will see this when they sign in.`}
          />
        ) : null}
        {earlier.map((one) => (
          <InsetText
            text={
              <>
                An earlier application of this person ended badly: {caseWords[one.state].text.toLowerCase()}
                {one.endedAt ? `, on ${dateWords(one.endedAt)}` : ""}.{" "}
                <a class="govuk-link" href={`/cases/${one.id}`}>
                  Open that case
                </a>
              </>
            }
          />
        ))}
        {sameOfficer ? <InsetText text="Another officer must decide this. You were involved in it." /> : null}
        {underMinimum ? <WarningText text={`Their price ${underMinimum}.`} /> : null}
        {referral ? <InsetText text={referralWords(referral, situation.checklist.figures)} /> : null}
        {body.returned ? <InsetText text={`Sent back by the second officer: ${body.returned}`} /> : null}
        {body.suspension ? <InsetText text={`Suspended on ${dateWords(body.suspension.at)}: ${body.suspension.reason}`} /> : null}
        {body.review ? <InsetText text={`Review asked for on ${dateWords(body.review.askedAt)}: ${body.review.reason}`} /> : null}
        {body.recommendation ? (
          <InsetText text={`Recommended on ${dateWords(body.recommendation.at)}: ${body.recommendation.outcome}. ${body.recommendation.reason ?? ""}`} />
        ) : null}
        {body.tasks.length > 0 ? (
          <>
            <h2 class="govuk-heading-m">To do</h2>
            <ul class="govuk-list govuk-list--bullet">
              {body.tasks.map(({ code, about, since }) => (
                <li>
                  {TASK_WORDS[code]} (since {longDate(since)})
                  {about ? (
                    <>
                      {" "}
                      <a class="govuk-link" href={`/cases/${body.id}/evidence/${about}`}>
                        Open it
                      </a>
                    </>
                  ) : null}
                </li>
              ))}
            </ul>
          </>
        ) : null}
        <PageWords vettingCase={body} />
        <CasePhotos vettingCase={body} />
        <WhoItIs vettingCase={body} account={account} />
        <h2 class="govuk-heading-m">Evidence</h2>
        <p class="govuk-body">
          By checklist version {body.checklist}. {missing.length === 0 ? "Everything required is accepted." : `Not accepted yet: ${missing.length}.`}
        </p>
        <TaskList
          id="evidence"
          tasks={checklistLines(body, situation.checklist).map((item) => ({
            title: evidenceTitle(item, workerNames(workers)),
            ...(known.has(item.id) ? { href: `/cases/${body.id}/evidence/${item.id}` } : {}),
            hint: item.need === "optional" ? "Optional" : undefined,
            status: itemWords[itemState(item.need, known.get(item.id), situation.today, situation.checklist)],
          }))}
        />
        {firstToCheck === undefined ? null : open.includes("assign") ? (
          <Form tokens={request.tokens} action={`/cases/${body.id}/moves/assign`} version={record.version}>
            <input type="hidden" name="goOn" value="check" />
            <Button text="Take this case and start checking" />
          </Form>
        ) : body.state === "in-review" && body.assignedTo === officer.subject ? (
          <Button text="Check what was sent" href={`/cases/${body.id}/check`} />
        ) : null}
        {piecesToCheck(situation).some(({ line, evidence }) => mustBeSeen(line, evidence.offered?.facts ?? {})) ? (
          <p class="govuk-body">
            <a class="govuk-link" href={`/cases/${body.id}/visit`}>
              Save originals seen at a visit
            </a>
          </p>
        ) : null}
        <CaseVisit situation={situation} officer={officer} />
        <h2 class="govuk-heading-m">What they say</h2>
        <SummaryList
          rows={[
            { key: { text: "Helps with" }, value: { text: work ? work.services.map((code) => nameOf("service", code)).join(", ") : "" } },
            { key: { text: "About" }, value: { text: profile?.about ?? "", classes: "trellis-break" } },
            { key: { text: "Price" }, value: { text: price ? `${pounds(price.ratePence)} an hour` : "" } },
            { key: { text: "Hours available" }, value: { text: times ? `${times.hoursFree} a week` : "" } },
            { key: { text: "Based" }, value: { text: place ? `${place.base}, travels ${place.travelMiles} miles` : "" } },
            { key: { text: "Languages" }, value: { text: languages ? languages.languages.map(languageName).join(", ") : "" } },
            {
              key: { text: "Consent" },
              value: { text: consent ? `To be listed${consent.feed ? ", and to the open feed" : ", not to the open feed"}` : "Not given" },
            },
            {
              key: { text: "Code of conduct" },
              value: { text: conduct ? `Version ${conduct.version}, signed by ${conduct.signedBy} on ${longDate(conduct.on)}` : "Not signed" },
            },
          ]}
        />
        {body.enteredBy.length > 0 && ["draft", "needs-more", "referred"].includes(body.state) ? (
          <Button text="Fill it in for them" href={`/applications/${body.id}`} classes="govuk-button--secondary" />
        ) : null}
        {open.length > 0 ? (
          <>
            <h2 class="govuk-heading-m">What you can do</h2>
            <ul class="govuk-list govuk-list--spaced">
              {open.map((move) => (
                <li>
                  <a class="govuk-link" href={`/cases/${body.id}/moves/${move}`}>
                    {moveWords[move]?.title.replace("?", "")}
                  </a>
                </li>
              ))}
            </ul>
          </>
        ) : null}
        <p class="govuk-body">The applicant can see that you viewed this case.</p>
      </>
    ),
  });
}
