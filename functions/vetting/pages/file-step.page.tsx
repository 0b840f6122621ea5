import { type UploadFault, uploadPath } from "../../../shared/domain/upload-path.ts";
import type { UploadForm } from "../../../shared/files/file-store.ts";
import { FILE_TYPES } from "../../../shared/files/file-types.ts";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { InsetText } from "../../../shared/pages/govuk/text-parts.tsx";
import { Form, fromOurPage, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { dateWords, megabytes } from "../../../shared/pages/words.ts";
import type { Checklist } from "../../../shared/policy/checklists.ts";
import { filesToShow } from "../rules/evidence.ts";
import { BackToList } from "./back-to-list.tsx";
import { type EvidenceProps, HowItStands } from "./evidence.page.tsx";
import { fileTitle } from "./file-names.ts";
import { RemoveFile } from "./remove-file.tsx";
import { SaveButtons } from "./save-buttons.tsx";
import { fileWords } from "./words.ts";

export interface FileStepProps extends EvidenceProps {
  /** The form that takes a file straight to where files are kept; absent where no more are taken. */
  readonly upload?: UploadForm | undefined;
  /** Why the file they just sent was not taken. */
  readonly notTaken?: UploadFault | undefined;
  /** Whether the file they just sent is still being checked. */
  readonly waiting: boolean;
  /** The address of this page while it waits. */
  readonly refresh: string;
  /** Whether a file must still go with it. */
  readonly wantsFile: boolean;
  /** The council's figures for files. */
  readonly figures: Pick<Checklist["figures"], "largestFileBytes" | "uploadMinutes">;
}

const kinds = Object.values(FILE_TYPES).map(({ name }) => name);

/** The file of one piece of evidence: what we have, and a form for another. What was typed of it is saved by then. */
export function fileStepPage(request: PageRequest, props: FileStepProps): Page {
  const { record, item, title, notTaken, upload, figures, evidence, waiting, wantsFile, last, refresh } = props;
  const base = `/applications/${record.body.id}`;
  const here = `${base}/evidence/${item.id}`;
  const errors = notTaken && fromOurPage(request) ? [{ field: "file", text: notTakenWords(notTaken, figures) }] : [];
  const files = evidence ? filesToShow(evidence) : [];
  return signedInPage(request, {
    title,
    back: { href: here, text: "Back to the details" },
    errors,
    done: request.query.get("done") === "removed" ? "File removed." : undefined,
    children: (
      <>
        <HowItStands {...props} />
        <p role="status" class="govuk-visually-hidden" id="file-news" />
        <div id="files" tabIndex={-1} {...(waiting ? { "data-waits": refresh } : {})}>
          {waiting ? (
            <InsetText
              text={
                <>
                  <p class="govuk-body">We are checking your file. This takes a few seconds.</p>
                  <a class="govuk-link" href={refresh}>
                    Refresh
                  </a>
                </>
              }
            />
          ) : null}
          {files.length > 0 ? (
            <ul class="govuk-list">
              {files.map(({ id, state, name, type, why, addedAt }, index) => (
                <li class="trellis-break">
                  <bdi>{fileTitle({ name }, title, index)}</bdi>, sent on {dateWords(addedAt)}:{" "}
                  {state === "clean" ? `${FILE_TYPES[typeOf(type)].name}, checked` : why ? fileWords(why, figures) : "refused"}
                  {state === "clean" ? (
                    <RemoveFile request={request} action={`${here}/files/${id}/remove`} id={id} name={fileTitle({ name }, title, index)} />
                  ) : null}
                </li>
              ))}
            </ul>
          ) : null}
          {evidence?.typed && !wantsFile && !waiting ? (
            <Form tokens={request.tokens} action={here}>
              <input type="hidden" name="from" value="file" />
              <SaveButtons state={record.body.state} last={last} id="send" />
            </Form>
          ) : null}
        </div>
        {upload ? (
          <>
            <h2 class="govuk-heading-m">{files.some(({ state }) => state === "clean") ? "Add another file" : "Add a file"}</h2>
            {evidence?.typed && wantsFile ? <p class="govuk-body">Your details are saved. Add a file that shows them.</p> : null}
            <UploadControls upload={upload} action={uploadPath(here)} figures={figures} fault={errors[0]?.text} />
          </>
        ) : null}
        <p class="govuk-body">
          <a class="govuk-link" href={here}>
            Change the details
          </a>
        </p>
        <BackToList base={base} />
      </>
    ),
  });
}

/** Why a file was not taken, and what to do. */
export const notTakenWords = (fault: UploadFault, { largestFileBytes, uploadMinutes }: FileStepProps["figures"]): string =>
  ({
    over: `Your file was not sent: this page was open for more than ${uploadMinutes} minutes. Choose the file again and send it`,
    unfit: `Your file was not sent: it is empty, larger than ${megabytes(largestFileBytes)}, or the connection broke off. Choose a smaller file, or send it again`,
    trouble: "Sorry, there is a problem with the service. Your file was not sent. Try again in a few minutes",
  })[fault];

interface UploadControlsProps {
  /** What is asked for, and sent: a file, where nothing else is said. */
  readonly what?: "file" | "photo";
  readonly upload: UploadForm;
  readonly action: string;
  readonly figures: FileStepProps["figures"];
  readonly fault: string | undefined;
}

/** The form that takes a file straight to where files are checked. */
export const UploadControls = ({ what = "file", upload, action, figures: { largestFileBytes, uploadMinutes }, fault }: UploadControlsProps) => (
  <form action={action} method="post" enctype="multipart/form-data" data-largest={largestFileBytes}>
    {Object.entries(upload.fields).map(([name, value]) => (
      <input type="hidden" name={name} value={value} />
    ))}
    <div class={`govuk-form-group${fault ? " govuk-form-group--error" : ""}`}>
      <label class="govuk-label govuk-label--s" for="file">
        Choose a {what}
      </label>
      <div id="file-hint" class="govuk-hint">
        {what === "photo" ? "JPEG or PNG" : kinds.join(", ")}, up to {megabytes(largestFileBytes)}. Send it within {uploadMinutes} minutes.
      </div>
      {fault ? (
        <p id="file-error" class="govuk-error-message">
          <span class="govuk-visually-hidden">Error:</span> {fault}
        </p>
      ) : null}
      <input
        class="govuk-file-upload"
        id="file"
        name="file"
        type="file"
        accept={what === "photo" ? ".jpg,.jpeg,.png" : ".pdf,.jpg,.jpeg,.png,.heic"}
        aria-describedby={fault ? "file-hint file-error" : "file-hint"}
        required
      />
    </div>
    <Button text={`Send the ${what}`} />
  </form>
);

const typeOf = (type: string | undefined) => (type === "jpeg" || type === "png" || type === "heic" ? type : "pdf");
