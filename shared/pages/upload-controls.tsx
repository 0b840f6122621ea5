import type { UploadFault } from "../domain/upload-path.ts";
import type { UploadForm } from "../files/file-store.ts";
import { FILE_TYPES } from "../files/file-types.ts";
import { Button } from "./govuk/form-parts.tsx";
import { megabytes } from "./words.ts";

/** Figures for files that are handed in. */
export interface FileFigures {
  readonly largestFileBytes: number;
  /** So long a form for a file can be used. */
  readonly uploadMinutes: number;
}

const kinds = Object.values(FILE_TYPES).map(({ name }) => name);

/** Why a file was not taken, and what to do. */
export const notTakenWords = (fault: UploadFault, { largestFileBytes, uploadMinutes }: FileFigures): string =>
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
  readonly figures: FileFigures;
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
