import type { Kept } from "../../../shared/audit/act.ts";
import { pounds } from "../../../shared/domain/money.ts";
import { longDate, PlainDate } from "../../../shared/domain/time.ts";
import { FILE_TYPES } from "../../../shared/files/file-types.ts";
import type { FieldError } from "../../../shared/http/form-fields.ts";
import type { HttpAnswer } from "../../../shared/http/messages.ts";
import { Input, Radios } from "../../../shared/pages/govuk/form-controls.tsx";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { Textarea } from "../../../shared/pages/govuk/long-answers.tsx";
import { TaskList } from "../../../shared/pages/govuk/task-list.tsx";
import { InsetText, SummaryList, Tag, WarningText } from "../../../shared/pages/govuk/text-parts.tsx";
import { type Asked, errorOf, Form, ownPage } from "../../../shared/pages/own-page.tsx";
import type { Worker } from "../../../shared/people/account.ts";
import { languageName, nameOf } from "../../../shared/taxonomy/taxonomy.ts";
import type { VettingCase } from "../case.ts";
import { type Situation, standingOpen, stillMissing } from "../decide.ts";
import { referralOf } from "../eligibility.ts";
import { type Asked as AskedItem, askedOf, type Evidence, itemState, STATUS_RESULTS } from "../evidence.ts";
import { evidenceKinds, type FactField } from "../evidence-kinds.ts";
import { dbsIsEnough } from "../facts.ts";
import { CASE_MOVES, type CaseMove, whyNot } from "../moves.ts";
import { type Reference, referenceState } from "../reference.ts";
import { RemoveFile } from "./remove-file.tsx";
import {
  caseWords,
  councilWords,
  dayWords,
  dbsWantedWords,
  evidenceTitle,
  fileWords,
  itemWords,
  moveWords,
  referralWords,
  statusResultWords,
  typeWords,
} from "./words.ts";

const DONE: Readonly<Record<string, string>> = {
  checked: "That is kept, and the applicant can see it.",
  moved: "That is done.",
  status: "The status is kept.",
};

const TASK_WORDS: Readonly<Record<VettingCase["tasks"][number]["code"], string>> = {
  "status-check": "Ask the DBS Update Service for the status of a certificate",
  "new-information": "Look at a DBS certificate: the Update Service has something new, or no match",
  lapsed: "A check has lapsed: talk to the provider if nothing comes",
  "asked-to-be-reviewed": "The applicant asks for a review",
};

export interface CasePageProps {
  readonly own: Kept<VettingCase>;
  readonly situation: Situation;
  readonly workers: readonly Kept<Worker>[];
  readonly newerChecklist: boolean;
}

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
  "suspend",
  "reassign",
  "change-checklist",
  "declare-interest",
] as const satisfies readonly CaseMove[];

const nameList = (workers: readonly Kept<Worker>[]) => new Map(workers.map(({ body }) => [body.id, body.displayName ?? "Somebody"]));

/** A case as an officer sees it: how it stands, what is missing, and every move that is open to them. */
export function casePage(asked: Asked, { own, situation, workers, newerChecklist }: CasePageProps): HttpAnswer {
  const { body } = own;
  const officer = { subject: asked.account.body.id, kind: "officer" as const };
  const known = new Map(situation.evidence.map((one) => [one.id, one]));
  const open = OFFICER_MOVES.filter(
    (move) =>
      whyNot(move, body, officer) === undefined &&
      (move !== "change-checklist" || newerChecklist) &&
      !(move === "reassign" && body.assignedTo === officer.subject),
  );
  const sameOfficer = (["approve", "lift", "uphold"] as const).find((move) => whyNot(move, body, officer) === "same-officer");
  const missing = stillMissing(situation);
  const referral = referralOf(body.answers, situation.checklist);
  const { profile, work, price, times, place, languages, start, consent, conduct } = body.answers;
  return ownPage(asked, {
    title: profile?.displayName ?? "A case",
    back: { href: `/councils/${body.authority}/vetting`, text: "Vetting" },
    done: DONE[asked.query.get("done") ?? ""],
    children: (
      <>
        <span class="govuk-caption-l">
          {councilWords(body.authority)}, case {body.id.slice(0, 8)}
        </span>
        <h1 class="govuk-heading-l">{profile?.displayName ?? "An application that is not filled in"}</h1>
        <p class="govuk-body">
          <Tag text={caseWords[body.state].text} classes={caseWords[body.state].colour ?? ""} />
        </p>
        {body.conflicts.includes(officer.subject) ? <WarningText text="You declared an interest: you decide nothing here." /> : null}
        {sameOfficer ? <InsetText text="Another officer has to decide this: you had a part in it." /> : null}
        {referral ? <InsetText text={referralWords[referral]} /> : null}
        {body.returned ? <InsetText text={`Sent back by the second officer: ${body.returned}`} /> : null}
        {body.suspension ? <InsetText text={`Suspended on ${dayWords(body.suspension.at)}: ${body.suspension.reason}`} /> : null}
        {body.review ? <InsetText text={`Review asked for on ${dayWords(body.review.askedAt)}: ${body.review.reason}`} /> : null}
        {body.recommendation ? (
          <InsetText text={`Recommended on ${dayWords(body.recommendation.at)}: ${body.recommendation.outcome}. ${body.recommendation.reason ?? ""}`} />
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
        <h2 class="govuk-heading-m">Evidence</h2>
        <p class="govuk-body">
          By checklist version {body.checklist}. {missing.length === 0 ? "Everything required is accepted." : `Not accepted yet: ${missing.length}.`}
        </p>
        <TaskList
          id="evidence"
          tasks={askedOf(body, situation.checklist).map((item) => ({
            title: evidenceTitle(item, nameList(workers)),
            ...(known.has(item.id) ? { href: `/cases/${body.id}/evidence/${item.id}` } : {}),
            hint: item.need === "optional" ? "Optional" : undefined,
            status: itemWords[itemState(item.need, known.get(item.id), situation.today, situation.checklist)],
          }))}
        />
        <h2 class="govuk-heading-m">What they say</h2>
        <SummaryList
          rows={[
            { key: { text: "Type" }, value: { text: start ? typeWords[start.type] : "" } },
            { key: { text: "People" }, value: { text: start ? String(start.people) : "" } },
            { key: { text: "Helps with" }, value: { text: work ? work.services.map((code) => nameOf("service", code)).join(", ") : "" } },
            { key: { text: "About" }, value: { text: profile?.about ?? "", classes: "trellis-break" } },
            { key: { text: "Price" }, value: { text: price ? `${pounds(price.ratePence)} an hour` : "" } },
            { key: { text: "Free hours" }, value: { text: times ? `${times.hoursFree} a week` : "" } },
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
        <p class="govuk-body">The applicant can see that you looked.</p>
      </>
    ),
  });
}

/** Says what an officer's move means, and asks. */
export function officerMovePage(
  asked: Asked,
  situation: Situation,
  own: Kept<VettingCase>,
  move: CaseMove,
  form: URLSearchParams,
  errors: readonly FieldError[] = [],
  status?: number,
): HttpAnswer {
  const words = moveWords[move];
  const needsReason = "reason" in CASE_MOVES[move] || move === "recommend";
  const standing = standingOpen(situation);
  const { recommendation } = own.body;
  return ownPage(asked, {
    title: words?.title ?? move,
    back: { href: `/cases/${own.body.id}`, text: "The case" },
    errors,
    ...(status === undefined ? {} : { status }),
    children: (
      <>
        <h1 class="govuk-heading-l">{words?.title ?? move}</h1>
        {move === "suspend" || move === "refuse" ? <WarningText text={words?.says ?? ""} /> : <p class="govuk-body">{words?.says}</p>}
        {move === "approve" && recommendation ? (
          <InsetText text={`Recommended: ${recommendation.outcome === "refused" ? "refuse" : recommendation.outcome}. ${recommendation.reason ?? ""}`} />
        ) : null}
        <Form tokens={asked.tokens} action={`/cases/${own.body.id}/moves/${move}`} version={own.version}>
          {move === "recommend" ? (
            <Radios
              name="outcome"
              fieldset={{ legend: { text: "What do you recommend?", classes: "govuk-fieldset__legend--s" } }}
              errorMessage={errorOf(errors, "outcome")}
              items={[
                {
                  value: standing,
                  text: standing === "provisional" ? "On the list, as provisional" : "On the list, as accredited",
                  hint: {
                    text:
                      standing === "provisional"
                        ? "They have traded for less than six months, or have not shown how long."
                        : "Everything required must be accepted.",
                  },
                  checked: form.get("outcome") === standing,
                },
                { value: "refused", text: "Refuse", checked: form.get("outcome") === "refused" },
              ]}
            />
          ) : null}
          {needsReason ? (
            <Textarea
              name="reason"
              label={{ text: words?.why ?? "Why?", classes: "govuk-label--s" }}
              value={form.get("reason") ?? ""}
              errorMessage={errorOf(errors, "reason")}
            />
          ) : null}
          <Button text={words?.button ?? "Go on"} classes={move === "suspend" || move === "refuse" ? "govuk-button--warning" : ""} attributes={{ id: "go" }} />
        </Form>
      </>
    ),
  });
}

const factText = (field: FactField, value: string | number | boolean | undefined): string => {
  if (value === undefined) return "Not given";
  if (typeof value === "boolean") return value ? "Yes" : "No";
  if (field.kind === "pounds") return pounds(Number(value));
  if (field.kind === "choice") return field.options.find((option) => option.value === value)?.text ?? String(value);
  return PlainDate.safeParse(value).success ? longDate(String(value)) : String(value);
};

export interface ItemPageProps {
  readonly own: Kept<VettingCase>;
  readonly situation: Situation;
  readonly item: AskedItem;
  readonly evidence: Evidence;
  readonly title: string;
  readonly references: readonly Reference[];
  /** What the CQC's directory says of the location, where it was imported. */
  readonly cqc: string | undefined;
  readonly form: URLSearchParams;
  readonly errors?: readonly FieldError[];
  readonly status?: number;
}

/** One piece of evidence as an officer checks it. */
export function itemPage(asked: Asked, { own, situation, item, evidence, title, references, cqc, form, errors = [], status }: ItemPageProps): HttpAnswer {
  const kind = evidenceKinds[item.item.code];
  const facts = evidence.offered?.facts ?? evidence.accepted?.facts ?? {};
  const state = itemState(item.need, evidence, situation.today, situation.checklist);
  const here = `/cases/${own.body.id}/evidence/${item.id}`;
  const subscribed = item.item.code === "dbs" && evidence.accepted?.facts["updateService"] === true;
  return ownPage(asked, {
    title,
    back: { href: `/cases/${own.body.id}`, text: "The case" },
    errors,
    ...(status === undefined ? {} : { status }),
    children: (
      <>
        <h1 class="govuk-heading-l">{title}</h1>
        <p class="govuk-body">
          <Tag text={itemWords[state].text} classes={itemWords[state].colour ?? ""} />
        </p>
        {item.item.code === "dbs" ? <p class="govuk-body">{dbsWantedWords(situation)}</p> : null}
        {item.item.code === "dbs" && Object.keys(facts).length > 0 && !dbsIsEnough(own.body, situation.checklist, facts) ? (
          <WarningText text="This certificate is not enough for the tasks they say they do. It cannot be accepted." />
        ) : null}
        {evidence.factsErasedOn ? (
          <InsetText text={`The facts were erased on ${longDate(evidence.factsErasedOn)}, as policy says. That it was checked stays.`} />
        ) : null}
        <SummaryList
          rows={[
            ...kind.fields.map((field) => ({ key: { text: field.label }, value: { text: factText(field, facts[field.name]), classes: "trellis-break" } })),
            ...(cqc === undefined ? [] : [{ key: { text: "In the CQC's directory" }, value: { text: cqc } }]),
            ...(evidence.accepted?.seen
              ? [{ key: { text: "Original seen" }, value: { text: `${longDate(evidence.accepted.seen.on)}, ${evidence.accepted.seen.where}` } }]
              : []),
            ...(evidence.accepted
              ? [
                  {
                    key: { text: "Accepted" },
                    value: { text: `${longDate(evidence.accepted.on)}${evidence.accepted.until ? `, good until ${longDate(evidence.accepted.until)}` : ""}` },
                  },
                ]
              : []),
          ]}
        />
        {evidence.files.length > 0 ? (
          <ul class="govuk-list">
            {evidence.files.map(({ id, state: fileState, type, why }, index) => (
              <li>
                {fileState === "clean" ? (
                  <a class="govuk-link" href={`${here}/files/${id}`}>
                    File {index + 1} ({FILE_TYPES[type === "jpeg" || type === "png" || type === "heic" ? type : "pdf"].name})
                  </a>
                ) : null}
                {fileState === "clean" ? (
                  <RemoveFile asked={asked} action={`${here}/files/${id}/remove`} id={id} number={index + 1} />
                ) : (
                  `File ${index + 1}: ${why ? fileWords[why] : "refused"}`
                )}
              </li>
            ))}
          </ul>
        ) : null}
        {references.map((reference) => (
          <>
            <h2 class="govuk-heading-m">
              {reference.name}, {reference.relation}
            </h2>
            {reference.answers ? (
              <SummaryList
                rows={[
                  { key: { text: "How they know them" }, value: { text: reference.answers.known, classes: "trellis-break" } },
                  { key: { text: "Their work" }, value: { text: reference.answers.work, classes: "trellis-break" } },
                  { key: { text: "Would have them again" }, value: { text: reference.answers.again } },
                  { key: { text: "Worries" }, value: { text: reference.answers.concerns ?? "None", classes: "trellis-break" } },
                ]}
              />
            ) : (
              <p class="govuk-body">
                {
                  { asked: "Asked, no answer yet.", declined: "Would rather not answer.", expired: "Did not answer in time.", given: "" }[
                    referenceState(reference, situation.today)
                  ]
                }
              </p>
            )}
          </>
        ))}
        {evidence.offered && evidence.offered.state !== "refused" ? (
          <Form tokens={asked.tokens} action={here} version={own.version}>
            <input type="hidden" name="sentAt" value={evidence.offered.at} />
            <Radios
              name="answer"
              fieldset={{ legend: { text: "Is it enough?", classes: "govuk-fieldset__legend--s" } }}
              errorMessage={errorOf(errors, "answer")}
              items={[
                { value: "accept", text: "Accept it", checked: form.get("answer") === "accept" },
                { value: "ask-more", text: "Ask for more", checked: form.get("answer") === "ask-more" },
                { value: "refuse", text: "Do not accept it", checked: form.get("answer") === "refuse" },
              ]}
            />
            {item.item.originalSeen ? (
              <Input
                name="seenWhere"
                label={{ text: "Where did you see the original?", classes: "govuk-label--s" }}
                hint={{ text: "You must have seen it yourself, in person: no copy and no video. Today's date and your name are kept with it." }}
                value={form.get("seenWhere") ?? ""}
                errorMessage={errorOf(errors, "seenWhere")}
                autocomplete="off"
              />
            ) : null}
            <Textarea
              name="reason"
              label={{ text: "If you do not accept it: why, in words for the applicant", classes: "govuk-label--s" }}
              value={form.get("reason") ?? ""}
              errorMessage={errorOf(errors, "reason")}
            />
            <Button text="Save" attributes={{ id: "go" }} />
          </Form>
        ) : null}
        {subscribed ? (
          <Form tokens={asked.tokens} action={here} version={own.version}>
            <input type="hidden" name="answer" value="status" />
            <h2 class="govuk-heading-m">DBS Update Service</h2>
            {evidence.statusChecks.map(({ on, result }) => (
              <p class="govuk-body">{`${longDate(on)}: ${statusResultWords[result]}`}</p>
            ))}
            <Radios
              name="result"
              fieldset={{ legend: { text: "What does the Update Service say?", classes: "govuk-fieldset__legend--s" } }}
              hint={{ text: "Something new, or no match, takes them off the list until you have looked at it. It never refuses them by itself." }}
              errorMessage={errorOf(errors, "result")}
              items={STATUS_RESULTS.map((result) => ({ value: result, text: statusResultWords[result], checked: form.get("result") === result }))}
            />
            <Button text="Keep the status" classes="govuk-button--secondary" />
          </Form>
        ) : null}
      </>
    ),
  });
}
