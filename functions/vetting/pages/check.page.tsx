import type { Versioned } from "../../../shared/audit/context.ts";
import type { FieldError } from "../../../shared/domain/input.ts";
import { Input, Radios } from "../../../shared/pages/govuk/form-controls.tsx";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { DateInput, Textarea } from "../../../shared/pages/govuk/long-answers.tsx";
import { InsetText } from "../../../shared/pages/govuk/text-parts.tsx";
import { errorOf, Form, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import type { Account } from "../../../shared/people/account.ts";
import type { VettingCase } from "../rules/case.ts";
import { mustBeSeen, sentByThem } from "../rules/decide-evidence.ts";
import type { ChecklistLine, Evidence } from "../rules/evidence.ts";
import type { MovedBy } from "../rules/moves.ts";
import type { StandingReference } from "../rules/reference.ts";
import type { Situation } from "../rules/situation.ts";
import { placeForOfficer, type Visit } from "../rules/visit.ts";
import { CASE_DONE } from "./case.page.tsx";
import { ItemFacts } from "./item-facts.tsx";
import { nameOfCase, WhoItIs } from "./who-it-is.tsx";

/** Whether a page is for all that was sent, or for the originals an officer sees at a visit. */
export type CheckKind = "check" | "visit";

/** One piece of evidence that waits, with what is shown of it. */
export interface PieceShown {
  readonly line: ChecklistLine;
  readonly evidence: Evidence;
  readonly title: string;
  readonly references: readonly StandingReference[];
  readonly cqc: string | undefined;
}

export interface CheckPageProps {
  readonly kind: CheckKind;
  readonly officer: MovedBy;
  readonly record: Versioned<VettingCase>;
  readonly situation: Situation;
  readonly account: Account | undefined;
  readonly pieces: readonly PieceShown[];
  /** How many more wait than are shown. */
  readonly more: number;
  readonly refereesWanted: number;
  readonly form: URLSearchParams;
  readonly errors?: readonly FieldError[];
  readonly status?: number;
}

/** The name of a field of one piece: workers' pieces have a dot in their id. */
export const fieldOf = (field: "answer" | "reason" | "sentAt", id: string): string => `${field}-${id.replaceAll(".", "_")}`;

const TITLES: Readonly<Record<CheckKind, string>> = { check: "Check what was sent", visit: "Originals seen at a visit" };

/** Whether an officer must have seen the original of a piece. */
export const isSeenInPerson = ({ line, evidence }: Pick<PieceShown, "line" | "evidence">): boolean => mustBeSeen(line, evidence.offered?.facts ?? {});

/** Every piece that waits, each with its facts, its rules and its decision, saved in one act; where and when originals were seen is asked once. */
export function checkPage(request: PageRequest, props: CheckPageProps): Page {
  const { kind, record, situation, account, pieces, more, form, errors = [], status } = props;
  const name = nameOfCase(situation.case, account);
  const here = `/cases/${record.body.id}`;
  const inPerson = pieces.filter(isSeenInPerson);
  const others = pieces.filter((piece) => !isSeenInPerson(piece));
  return signedInPage(request, {
    title: `${TITLES[kind]}: ${name}`,
    back: { href: here, text: "The case" },
    done: CASE_DONE[request.query.get("done") ?? ""],
    errors,
    ...(status === undefined ? {} : { status }),
    children: (
      <>
        <h1 class="govuk-heading-l">
          {TITLES[kind]}: <bdi>{name}</bdi>
        </h1>
        <WhoItIs vettingCase={situation.case} account={account} />
        {pieces.length === 0 ? <p class="govuk-body">Nothing is waiting for a decision here.</p> : null}
        {pieces.length === 0 ? null : (
          <Form tokens={request.tokens} action={`${here}/${kind}`}>
            {inPerson.length > 0 ? <Seen today={request.today} visit={kind === "visit" ? situation.visit : undefined} form={form} errors={errors} /> : null}
            {[...inPerson, ...others].map((piece) => (
              <Piece request={request} piece={piece} {...props} />
            ))}
            {more > 0 ? <p class="govuk-body">{more} more will follow when you have saved these.</p> : null}
            <p class="govuk-body">We save all your decisions together. The applicant can see them.</p>
            <Button text="Save decisions" attributes={{ id: "go" }} />
          </Form>
        )}
      </>
    ),
  });
}

/** Where and when the originals were seen: asked once for all of them. */
const Seen = ({
  today,
  visit,
  form,
  errors,
}: {
  readonly today: string;
  /** The visit they were seen at, where one was arranged. */
  readonly visit: Visit | undefined;
  readonly form: URLSearchParams;
  readonly errors: readonly FieldError[];
}) => {
  const arranged = visit?.state === "confirmed" || visit?.state === "done" ? visit : undefined;
  const [year = "", month = "", day = ""] = (arranged?.chosen && arranged.chosen.day < today ? arranged.chosen.day : today).split("-");
  const given = form.has("seenOn-day");
  return (
    <>
      <h2 class="govuk-heading-m">Originals you saw in person</h2>
      <p class="govuk-body">You must have seen them in person, not as copies or on video. Check that the name on each one is the applicant's.</p>
      <Input
        name="seenWhere"
        label={{ text: "Where did you see them?", classes: "govuk-label--s" }}
        hint={{ text: "We save this, the date and your name with each one you accept." }}
        value={form.get("seenWhere") ?? (arranged ? placeForOfficer(arranged.place) : "")}
        errorMessage={errorOf(errors, "seenWhere")}
        autocomplete="off"
      />
      <DateInput
        id="seenOn"
        namePrefix="seenOn"
        fieldset={{ legend: { text: "When did you see them?", classes: "govuk-fieldset__legend--s" } }}
        errorMessage={errorOf(errors, "seenOn")}
        values={{
          day: given ? (form.get("seenOn-day") ?? "") : String(Number(day)),
          month: given ? (form.get("seenOn-month") ?? "") : String(Number(month)),
          year: given ? (form.get("seenOn-year") ?? "") : year,
        }}
      />
    </>
  );
};

/** One piece: what was sent, and what the officer decides. Nothing chosen leaves it for later. */
function Piece({
  request,
  piece,
  officer,
  record,
  situation,
  refereesWanted,
  form,
  errors = [],
}: CheckPageProps & { readonly request: PageRequest; readonly piece: PieceShown }) {
  const { line, evidence, title, references, cqc } = piece;
  const [answer, reason] = [fieldOf("answer", line.id), fieldOf("reason", line.id)];
  const theirs = sentByThem(evidence, officer);
  return (
    <section aria-labelledby={`piece-${answer}`} class="trellis-block">
      <h2 class="govuk-heading-m" id={`piece-${answer}`}>
        {title}
      </h2>
      <ItemFacts
        request={request}
        record={record}
        situation={situation}
        item={line}
        evidence={evidence}
        references={references}
        cqc={cqc}
        refereesWanted={refereesWanted}
        inForm
      />
      {theirs ? <InsetText text="You sent this for them, so another officer must accept it. You can ask for more." /> : null}
      <input type="hidden" name={fieldOf("sentAt", line.id)} value={evidence.offered?.at ?? ""} />
      <Radios
        name={answer}
        fieldset={{ legend: { text: `Decision: ${title}`, classes: "govuk-fieldset__legend--s" } }}
        errorMessage={errorOf(errors, answer)}
        classes="govuk-radios--inline"
        items={[
          ...(theirs ? [] : [{ value: "accept", text: "Accept it", checked: form.get(answer) === "accept" }]),
          { value: "ask-more", text: "Ask for more", checked: form.get(answer) === "ask-more" },
          { value: "refuse", text: "Do not accept it", checked: form.get(answer) === "refuse" },
          { value: "later", text: "Decide later", checked: form.get(answer) === "later" },
        ]}
      />
      <Textarea
        name={reason}
        label={{ text: `If you do not accept it: why, in words for the applicant (${title})` }}
        rows={2}
        value={form.get(reason) ?? ""}
        errorMessage={errorOf(errors, reason)}
      />
    </section>
  );
}
