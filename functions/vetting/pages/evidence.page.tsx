import type { Versioned } from "../../../shared/audit/context.ts";
import type { FieldError } from "../../../shared/domain/input.ts";
import { pounds } from "../../../shared/domain/money.ts";
import { longDate } from "../../../shared/domain/time.ts";
import { dateIn, readTypedDate } from "../../../shared/domain/typed-date.ts";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { InsetText, Tag } from "../../../shared/pages/govuk/text-parts.tsx";
import { Form, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import type { VettingCase } from "../rules/case.ts";
import { type ChecklistLine as AskedItem, type Evidence, filesToShow, type ItemState } from "../rules/evidence.ts";
import { evidenceKinds, type FactField } from "../rules/evidence-kinds.ts";
import type { StandingReference } from "../rules/reference.ts";
import { BackToList } from "./back-to-list.tsx";
import { CLASH_ERROR, Clash, clashRows } from "./clash.tsx";
import { FactControl } from "./fields.tsx";
import { fileTitle } from "./file-names.ts";
import { HowToGet } from "./how-to-get.tsx";
import { Referees } from "./referees.tsx";
import { SaveButtons, WhatIsAsked } from "./save-buttons.tsx";
import { draftItemWords, itemWords } from "./words.ts";

export interface EvidenceProps {
  readonly record: Versioned<VettingCase>;
  readonly item: AskedItem;
  readonly title: string;
  readonly evidence: Evidence | undefined;
  readonly state: ItemState;
  /** Whether saving this sends the case back to the council. */
  readonly last: boolean;
}

export interface EvidencePageProps extends EvidenceProps {
  readonly form: URLSearchParams;
  readonly errors?: readonly FieldError[];
  readonly status?: number;
  /** What marks the details the form was made from. */
  readonly seen: string;
  /** What is saved now, where it is not what the form was made from. */
  readonly saved?: URLSearchParams | undefined;
  /** Whether a file can go with it, and whether one still must. */
  readonly takesFiles: boolean;
  readonly wantsFile: boolean;
  readonly references: readonly StandingReference[];
  /** Which DBS certificate their tasks ask for. */
  readonly dbsWords?: string | undefined;
  /** How many referees are asked for. */
  readonly referees: number;
}

/** A fact as it was typed, in words; undefined where nothing was. */
function factWords(field: FactField, form: URLSearchParams): string | undefined {
  const typed = form.get(field.name)?.trim() || undefined;
  switch (field.kind) {
    case "date": {
      const given = dateIn(form, field.name);
      const read = readTypedDate(given ?? "");
      return "date" in read ? longDate(read.date) : given;
    }
    case "choice":
      return field.options.find(({ value }) => value === typed)?.text;
    case "yes":
      return typed === "yes" ? "Yes" : "No";
    case "pounds":
      return typed && /^\d+$/.test(typed) ? pounds(Number(typed) * 100) : typed;
    default:
      return typed;
  }
}

/** How one piece of evidence stands, and what an officer said of it: at the top of each of its pages. */
export function HowItStands({ record, item, evidence, state, title, last }: EvidenceProps) {
  const until = evidence?.accepted?.until;
  const words = (record.body.state === "draft" ? draftItemWords : itemWords)[state];
  return (
    <>
      <h1 class="govuk-heading-l">{title}</h1>
      <p class="govuk-body">
        <Tag text={words.text} classes={words.colour ?? ""} />
      </p>
      {state === "needs-more" && evidence?.offered?.reason ? <InsetText text={evidence.offered.reason} /> : null}
      <WhatIsAsked vettingCase={record.body} last={last} />
      {until ? <p class="govuk-body">What we have accepted is valid until {longDate(until)}.</p> : null}
      {item.item.originalSeen ? <p class="govuk-body">An officer must see the original, in person. We will contact you to arrange this.</p> : null}
    </>
  );
}

/** The details of one piece of evidence: what is asked, and what we have. Its file has a page of its own, so that neither loses the other. */
export function evidencePage(request: PageRequest, props: EvidencePageProps): Page {
  const { record, item, title, evidence, form, status, seen, saved, dbsWords, takesFiles, wantsFile, last } = props;
  const errors = [...(saved ? [CLASH_ERROR] : []), ...(props.errors ?? [])];
  const kind = evidenceKinds[item.item.code];
  const base = `/applications/${record.body.id}`;
  const here = `${base}/evidence/${item.id}`;
  const files = evidence ? filesToShow(evidence).filter(({ state }) => state === "clean") : [];
  return signedInPage(request, {
    title,
    back: { href: base, text: "Your application" },
    errors,
    ...(status === undefined ? {} : { status }),
    done: request.query.get("done") === "saved" ? "Saved." : undefined,
    children: (
      <>
        <HowItStands {...props} />
        {saved ? <Clash rows={clashRows(kind.fields, factWords, saved, form)} /> : null}
        <p class="govuk-body">{kind.intro}</p>
        {dbsWords === undefined ? null : <p class="govuk-body">{dbsWords}</p>}
        <HowToGet code={item.item.code} />
        {kind.asksReferees ? <Referees {...props} action={here} tokens={request.tokens} errors={errors} /> : null}
        {kind.fields.length > 0 ? (
          <Form tokens={request.tokens} action={here} seen={seen} kept>
            {kind.fields.map((field) => (
              <FactControl field={field} form={form} errors={errors} />
            ))}
            {takesFiles && wantsFile ? <p class="govuk-body">You can add the file on the next page.</p> : null}
            {files.length > 0 ? <p class="govuk-body">We have {files.length === 1 ? "this file" : "these files"}:</p> : null}
            {files.length > 0 ? (
              <ul class="govuk-list govuk-list--bullet">
                {files.map((file, index) => (
                  <li class="trellis-break">
                    <bdi>{fileTitle(file, title, index)}</bdi>
                  </li>
                ))}
              </ul>
            ) : null}
            <SaveButtons state={record.body.state} last={last && !wantsFile} id="send" />
            {takesFiles && !wantsFile ? (
              <Button
                text={files.length > 0 ? "Save and add or remove files" : "Save and add a file (optional)"}
                name="next"
                value="file"
                classes="govuk-button--secondary"
              />
            ) : null}
          </Form>
        ) : null}
        <BackToList base={base} />
      </>
    ),
  });
}
