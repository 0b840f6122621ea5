import type { Versioned } from "../../../shared/audit/context.ts";
import type { FieldError } from "../../../shared/domain/input.ts";
import { longDate } from "../../../shared/domain/time.ts";
import { type UploadFault, uploadPath } from "../../../shared/domain/upload-path.ts";
import type { UploadForm } from "../../../shared/files/file-store.ts";
import { FILE_TYPES } from "../../../shared/files/file-types.ts";
import { Input } from "../../../shared/pages/govuk/form-controls.tsx";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { InsetText, Tag } from "../../../shared/pages/govuk/text-parts.tsx";
import { errorOf, Form, fromOurPage, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { dateWords, megabytes } from "../../../shared/pages/words.ts";
import type { Checklist } from "../../../shared/policy/checklists.ts";
import type { VettingCase } from "../rules/case.ts";
import type { ChecklistLine as AskedItem, Evidence, ItemState } from "../rules/evidence.ts";
import { evidenceKinds } from "../rules/evidence-kinds.ts";
import { isOpenReference, type ReferenceStanding, type StandingReference } from "../rules/reference.ts";
import { BackToList } from "./back-to-list.tsx";
import { FactControl } from "./fields.tsx";
import { RemoveFile } from "./remove-file.tsx";
import { draftItemWords, fileWords, itemWords } from "./words.ts";

export interface EvidencePageProps {
  readonly record: Versioned<VettingCase>;
  readonly item: AskedItem;
  readonly title: string;
  readonly evidence: Evidence | undefined;
  readonly state: ItemState;
  readonly form: URLSearchParams;
  readonly errors?: readonly FieldError[];
  readonly status?: number;
  /** The form that takes a file straight to where files are kept; absent where none goes with it. */
  readonly upload?: UploadForm | undefined;
  /** Why the file they just sent was not taken. */
  readonly notTaken?: UploadFault | undefined;
  readonly references: readonly StandingReference[];
  /** Which DBS certificate their tasks ask for. */
  readonly dbsWords?: string | undefined;
  /** The council's figures for files. */
  readonly figures: Pick<Checklist["figures"], "largestFileBytes" | "uploadMinutes">;
  /** How many referees are asked for. */
  readonly referees: number;
}

const kinds = Object.values(FILE_TYPES).map(({ name }) => name);

/** One piece of evidence: what is asked, what we have, and a file where one goes with it. */
export function evidencePage(request: PageRequest, props: EvidencePageProps): Page {
  const { record, item, title, evidence, state, form, status, notTaken, upload, dbsWords } = props;
  const errors = [...(notTaken && fromOurPage(request) ? [{ field: "file", text: notTakenWords(notTaken, props.figures) }] : []), ...(props.errors ?? [])];
  const kind = evidenceKinds[item.item.code];
  const base = `/applications/${record.body.id}`;
  const until = evidence?.accepted?.until;
  return signedInPage(request, {
    title,
    back: { href: base, text: "Your application" },
    errors,
    ...(status === undefined ? {} : { status }),
    done: {
      removed: "The file is removed.",
      saved: "Saved.",
    }[request.query.get("done") ?? ""],
    children: (
      <>
        <h1 class="govuk-heading-l">{title}</h1>
        <p class="govuk-body">
          <Tag
            text={(record.body.state === "draft" ? draftItemWords : itemWords)[state].text}
            classes={(record.body.state === "draft" ? draftItemWords : itemWords)[state].colour ?? ""}
          />
        </p>
        {state === "needs-more" && evidence?.offered?.reason ? <InsetText text={evidence.offered.reason} /> : null}
        {until ? <p class="govuk-body">What we have accepted is valid until {longDate(until)}.</p> : null}
        <p class="govuk-body">{kind.intro}</p>
        {item.item.originalSeen ? <p class="govuk-body">An officer must see the original, in person. We will contact you to arrange this.</p> : null}
        {request.query.has("sent") ? <InsetText text="We are checking your file. This takes a few seconds. Refresh the page below." /> : null}
        {dbsWords === undefined ? null : <p class="govuk-body">{dbsWords}</p>}
        {kind.file === "never" ? null : <Files {...props} errors={errors} request={request} />}
        {kind.asksReferees ? <Referees {...props} tokens={request.tokens} /> : null}
        {kind.fields.length > 0 ? (
          <>
            {upload ? <h2 class="govuk-heading-m">2. Details</h2> : null}
            <Form tokens={request.tokens} action={`${base}/evidence/${item.id}`} version={record.version}>
              {kind.fields.map((field) => (
                <FactControl field={field} form={form} errors={errors} />
              ))}
              <Button text="Save and continue" attributes={{ id: "send" }} />
            </Form>
          </>
        ) : null}
        <BackToList base={base} />
      </>
    ),
  });
}

/** Why a file was not taken, and what to do. */
export const notTakenWords = (fault: UploadFault, { largestFileBytes, uploadMinutes }: EvidencePageProps["figures"]): string =>
  ({
    over: `Your file was not sent: this page was open for more than ${uploadMinutes} minutes. Choose the file again and send it`,
    unfit: `Your file was not sent: it is empty, larger than ${megabytes(largestFileBytes)}, or the connection broke off. Choose a smaller file, or send it again`,
    trouble: "Sorry, there is a problem with the service. Your file was not sent. Try again in a few minutes",
  })[fault];

function Files({ record, item, evidence, upload, figures, errors, request }: EvidencePageProps & { readonly request: PageRequest }) {
  const fault = errors?.find(({ field }) => field === "file");
  const files = evidence?.files ?? [];
  const here = `/applications/${record.body.id}/evidence/${item.id}`;
  return (
    <>
      <h2 class="govuk-heading-m">{evidenceKinds[item.item.code].file === "required" ? "1. A file that shows it" : "A file, if you have one"}</h2>
      {files.length > 0 ? (
        <ul class="govuk-list">
          {files.map(({ id, state, type, why, addedAt }, index) => (
            <li>
              File {index + 1}, sent on {dateWords(addedAt)}:{" "}
              {state === "clean" ? `${FILE_TYPES[typeOf(type)].name}, checked` : why ? fileWords(why, figures) : "refused"}
              {state === "clean" ? <RemoveFile request={request} action={`${here}/files/${id}/remove`} id={id} number={index + 1} /> : null}
            </li>
          ))}
        </ul>
      ) : null}
      {upload ? (
        <form action={uploadPath(here)} method="post" enctype="multipart/form-data" data-largest={figures.largestFileBytes}>
          {Object.entries(upload.fields).map(([name, value]) => (
            <input type="hidden" name={name} value={value} />
          ))}
          <div class={`govuk-form-group${fault ? " govuk-form-group--error" : ""}`}>
            <label class="govuk-label govuk-label--s" for="file">
              Choose a file
            </label>
            <div id="file-hint" class="govuk-hint">
              {kinds.join(", ")}, of at most {megabytes(figures.largestFileBytes)}. Send it within {figures.uploadMinutes} minutes.
            </div>
            {fault ? (
              <p id="file-error" class="govuk-error-message">
                <span class="govuk-visually-hidden">Error:</span> {fault.text}
              </p>
            ) : null}
            <input
              class="govuk-file-upload"
              id="file"
              name="file"
              type="file"
              accept=".pdf,.jpg,.jpeg,.png,.heic"
              aria-describedby={fault ? "file-hint file-error" : "file-hint"}
              required
            />
          </div>
          <Button text="Send the file" classes="govuk-button--secondary" />
        </form>
      ) : null}
      {files.length > 0 || request.query.has("sent") ? (
        <p class="govuk-body">
          <a class="govuk-link" href={`${here}?sent=yes`}>
            Look again
          </a>{" "}
          whether a file has been checked.
        </p>
      ) : null}
    </>
  );
}

const typeOf = (type: string | undefined) => (type === "jpeg" || type === "png" || type === "heic" ? type : "pdf");

const STANDING_WORDS: Readonly<Record<ReferenceStanding, string>> = {
  given: "has answered",
  declined: "could not give a reference. Name someone else",
  expired: "did not answer in time. Name someone else",
  asked: "has not answered yet",
  unreachable: "we cannot email this address. Correct it, or name someone else",
};

function Referees({ record, item, form, errors = [], references, referees, tokens }: EvidencePageProps & { readonly tokens: PageRequest["tokens"] }) {
  const left = Math.max(0, referees - references.filter(isOpenReference).length);
  return (
    <>
      {references.length > 0 ? (
        <ul class="govuk-list">
          {references.map(({ name, relation, standing }) => (
            <li>
              <bdi>{name}</bdi> ({relation}): {STANDING_WORDS[standing]}
            </li>
          ))}
        </ul>
      ) : null}
      {left === 0 ? (
        <p class="govuk-body" id="send" tabIndex={-1}>
          We have emailed everyone you added.
        </p>
      ) : (
        <Form tokens={tokens} action={`/applications/${record.body.id}/evidence/${item.id}`} version={record.version}>
          {Array.from({ length: left }, (_, index) => (
            <fieldset class="govuk-fieldset">
              <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">Person {index + 1}</legend>
              <Input
                name={`name-${index}`}
                label={{ text: "Name" }}
                value={form.get(`name-${index}`) ?? ""}
                errorMessage={errorOf(errors, `name-${index}`)}
                autocomplete="off"
                spellcheck={false}
              />
              <Input
                name={`email-${index}`}
                type="email"
                label={{ text: "Email address" }}
                value={form.get(`email-${index}`) ?? ""}
                errorMessage={errorOf(errors, `email-${index}`)}
                autocomplete="off"
                spellcheck={false}
              />
              <Input
                name={`relation-${index}`}
                label={{ text: "How they know your work" }}
                value={form.get(`relation-${index}`) ?? ""}
                errorMessage={errorOf(errors, `relation-${index}`)}
                autocomplete="off"
              />
            </fieldset>
          ))}
          <p class="govuk-body">We will email them when you select 'Send emails'.</p>
          <Button text="Send emails" attributes={{ id: "send" }} />
        </Form>
      )}
    </>
  );
}
