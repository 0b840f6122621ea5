import { type UploadFault, uploadPath } from "../../../shared/domain/upload-path.ts";
import type { UploadForm } from "../../../shared/files/file-store.ts";
import { FILE_TYPES } from "../../../shared/files/file-types.ts";
import { FileNews } from "../../../shared/pages/file-news.tsx";
import { Form, fromOurPage, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { notTakenWords, UploadControls } from "../../../shared/pages/upload-controls.tsx";
import { dateWords } from "../../../shared/pages/words.ts";
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
        <FileNews waiting={waiting} refresh={refresh}>
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
        </FileNews>
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

const typeOf = (type: string | undefined) => (type === "jpeg" || type === "png" || type === "heic" ? type : "pdf");
