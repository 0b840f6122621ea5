import type { FieldError } from "../../../shared/domain/input.ts";
import { millisOf } from "../../../shared/domain/time.ts";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { Form, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { councilWords } from "../../../shared/pages/words.ts";
import type { Situation } from "../rules/situation.ts";
import { bringWords, toBring } from "../rules/to-bring.ts";
import { isOpenVisit, placeForApplicant, startOf, timesToCome, type Visit, visitTimeWords } from "../rules/visit.ts";
import { Clash, type ClashRow } from "./clash.tsx";
import { AnswerFields } from "./visit-parts.tsx";

export interface OwnVisitPageProps {
  readonly situation: Situation;
  /** The names of people who work for the provider, by id. */
  readonly names: ReadonlyMap<string, string>;
  readonly seen: string;
  readonly form?: URLSearchParams;
  readonly errors?: readonly FieldError[];
  /** What was typed beside what is saved now, where the visit changed meanwhile. */
  readonly clash?: readonly ClashRow[];
  readonly status?: number;
}

/** A visit as its applicant answers it: choose a time, say that none fits, or that they cannot come. */
export function ownVisitPage(request: PageRequest, props: OwnVisitPageProps): Page {
  const { situation, names, errors = [], clash, status } = props;
  const { visit, case: vettingCase } = situation;
  const here = `/applications/${vettingCase.id}`;
  const bring = toBring(situation);
  const open = visit && isOpenVisit(visit) ? visit : undefined;
  return signedInPage(request, {
    title: "Your visit",
    back: { href: here, text: "Your application" },
    errors,
    ...(status === undefined ? {} : { status }),
    children: (
      <>
        <span class="govuk-caption-l">
          Reference <span class="trellis-nowrap">{vettingCase.id}</span>
        </span>
        <h1 class="govuk-heading-l">Your visit</h1>
        {clash ? <Clash rows={clash} /> : null}
        {open ? (
          <>
            <How visit={open} at={millisOf(situation.at)} council={councilWords(vettingCase.authority)} />
            <p class="govuk-body trellis-break">
              Where: <bdi>{placeForApplicant(open.place)}</bdi>
            </p>
            {bring.length > 0 ? (
              <>
                <h2 class="govuk-heading-m">What to bring</h2>
                <ul class="govuk-list govuk-list--bullet">
                  {bring.map((one) => (
                    <li>{bringWords(one, names)}</li>
                  ))}
                </ul>
                <p class="govuk-body">
                  Bring originals, not copies.{" "}
                  <a class="govuk-link" href={`${here}/bring`}>
                    Print this list
                  </a>
                </p>
              </>
            ) : null}
            <Answer request={request} visit={open} {...props} />
          </>
        ) : (
          <p class="govuk-body">{visit ? ENDED[visit.state] : "No visit is arranged at the moment."}</p>
        )}
        <p class="govuk-body">You can also phone the council to answer or to change the visit. The number is at the end of this page.</p>
      </>
    ),
  });
}

const ENDED: Readonly<Partial<Record<Visit["state"], string>>> = {
  cancelled: "Your visit is cancelled. We will contact you if you need to do anything.",
  done: "Your visit has taken place. You do not need to do anything.",
  missed: "We did not meet you at your visit. We will contact you to arrange another one.",
};

function How({ visit, at, council }: { readonly visit: Visit; readonly at: number; readonly council: string }) {
  const { chosen, state, said } = visit;
  if (chosen)
    return (
      <p class="govuk-body-l">
        {startOf(chosen) > at ? "Your visit is on" : "Your visit was on"} <strong>{visitTimeWords(chosen)}</strong>.
      </p>
    );
  if (state === "none-fits")
    return (
      <>
        <p class="govuk-body-l">You told us that no time suits you. We will send you other times or contact you.</p>
        {said === undefined ? null : (
          <p class="govuk-body trellis-break">
            You said: <bdi class="trellis-lines">{said}</bdi>
          </p>
        )}
      </>
    );
  return (
    <p class="govuk-body-l">
      {timesToCome(visit, at).length > 0
        ? `An officer of ${council} needs to see your original documents. It must be in person, not by video.`
        : "The times we offered have passed. Tell us when you could come."}
    </p>
  );
}

/** The form, while there is something to answer. */
function Answer({
  request,
  situation,
  visit,
  seen,
  form = new URLSearchParams(),
  errors = [],
}: OwnVisitPageProps & { readonly request: PageRequest; readonly visit: Visit }) {
  const at = millisOf(situation.at);
  const times = timesToCome(visit, at);
  const confirmed = visit.state === "confirmed";
  if (confirmed ? !visit.chosen || startOf(visit.chosen) <= at : visit.state === "none-fits" && times.length === 0) return null;
  return (
    <>
      {confirmed ? <h2 class="govuk-heading-m">If you cannot come</h2> : null}
      {visit.state === "none-fits" ? <p class="govuk-body">If one of these suits you after all, choose it here.</p> : null}
      <Form tokens={request.tokens} action={`/applications/${situation.case.id}/visit`} seen={seen} kept>
        <AnswerFields visit={visit} at={at} form={form} errors={errors} forThem={false} />
        <Button text={confirmed ? "Tell us you cannot come" : "Send answer"} classes={confirmed ? "govuk-button--secondary" : ""} attributes={{ id: "go" }} />
      </Form>
    </>
  );
}
