import type { Versioned } from "../../../shared/audit/context.ts";
import type { FieldError } from "../../../shared/domain/input.ts";
import { type UploadFault, uploadPath } from "../../../shared/domain/upload-path.ts";
import type { UploadForm } from "../../../shared/files/file-store.ts";
import { Radios } from "../../../shared/pages/govuk/form-controls.tsx";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { Textarea } from "../../../shared/pages/govuk/long-answers.tsx";
import { Details, InsetText } from "../../../shared/pages/govuk/text-parts.tsx";
import { errorOf, Form, fromOurPage, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { notTakenWords, UploadControls } from "../../../shared/pages/upload-controls.tsx";
import type { Checklist } from "../../../shared/policy/checklists.ts";
import type { VettingCase } from "../rules/case.ts";
import { BackToList } from "./back-to-list.tsx";
import { CasePicture } from "./photo-parts.tsx";
import { photoWords } from "./photo-words.ts";

type Figures = Pick<Checklist["figures"], "largestFileBytes" | "uploadMinutes">;

export interface PhotoPageProps {
  readonly record: Versioned<VettingCase>;
  readonly figures: Figures;
  /** The form that takes a photo to where files are checked; absent where none can be sent now. */
  readonly upload: UploadForm | undefined;
  /** Why the file they just sent was not taken. */
  readonly notTaken: UploadFault | undefined;
  /** Whether an officer looks at it who enters the application for somebody. */
  readonly entering: boolean;
  /** The file they just sent, while it is still being checked. */
  readonly checking: string | undefined;
}

/** Somebody's own photo: what became of it, and the ways to send another, or to remove it. */
export function photoPage(request: PageRequest, { record, figures, upload, notTaken, entering, checking }: PhotoPageProps): Page {
  const base = `/applications/${record.body.id}`;
  const here = `${base}/photo`;
  const { photo } = record.body;
  const fault = notTaken && fromOurPage(request) ? { field: "file", text: notTakenWords(notTaken, figures) } : undefined;
  const title = entering ? "Their photo" : "Your photo";
  return signedInPage(request, {
    title,
    back: { href: base, text: "Your application" },
    errors: fault ? [fault] : [],
    done: request.query.get("done") === "removed" ? "The photo is removed." : undefined,
    children: (
      <>
        <h1 class="govuk-heading-l">{title}</h1>
        <p class="govuk-body">
          You do not have to add a photo. If you add one, people can see it beside your name while you are on the list. An officer checks it first. You can
          change or remove it at any time.
        </p>
        <p role="status" class="govuk-visually-hidden" id="file-news" />
        <div id="files" tabIndex={-1} {...(checking ? { "data-waits": `${here}?sent=${checking}` } : {})}>
          {checking ? (
            <InsetText
              text={
                <>
                  <p class="govuk-body">We are checking your photo. This takes a few seconds.</p>
                  <a class="govuk-link" href={`${here}?sent=${checking}`}>
                    Refresh
                  </a>
                </>
              }
            />
          ) : null}
          {photo?.last?.why ? <InsetText text={photoWords(photo.last.why, figures)} /> : null}
          {photo?.refused ? <InsetText text={`We did not add your photo to your page: ${photo.refused}`} /> : null}
          {photo?.waiting ? (
            <>
              <h2 class="govuk-heading-m">Waiting for us to check</h2>
              <CasePicture src={`${here}/${photo.waiting.name}`} alt="The photo you sent" />
              <p class="govuk-body">
                {photo.shown
                  ? "People can see your old photo until we have checked this one."
                  : "People cannot see it yet. We will tell you when we have checked it."}
              </p>
            </>
          ) : null}
          {photo?.shown ? (
            <>
              <h2 class="govuk-heading-m">On your page</h2>
              <CasePicture src={`${here}/${photo.shown}`} alt="The photo on your page" />
              <p class="govuk-body">People can see it while you are on the list.</p>
            </>
          ) : null}
          {photo?.waiting || photo?.shown ? (
            <Form tokens={request.tokens} action={here} version={record.version}>
              <Button text="Remove the photo" classes="govuk-button--secondary" />
            </Form>
          ) : null}
        </div>
        {upload ? (
          <>
            <h2 class="govuk-heading-m">{photo?.waiting || photo?.shown ? "Send another photo" : "Add a photo"}</h2>
            <ul class="govuk-list govuk-list--bullet">
              <li>Show your face, facing the camera.</li>
              <li>No one else can be in it, and never anyone you support.</li>
              <li>Leave out phone numbers, addresses and badges.</li>
            </ul>
            <p class="govuk-body">
              We make a small square picture from it and delete the file you sent. We do not save where or when it was taken, or anything else in the file.
            </p>
            <UploadControls what="photo" upload={upload} action={uploadPath(here)} figures={figures} fault={fault?.text} />
            <Details
              summary="If your photo is a HEIC file"
              text={
                <>
                  <p class="govuk-body">iPhones often save photos as HEIC files. We need a JPEG.</p>
                  <p class="govuk-body">
                    On an iPhone, open Settings, select Camera, then Formats, then 'Most Compatible'. Take the photo again. Or open the photo, take a screenshot
                    and send that.
                  </p>
                </>
              }
            />
          </>
        ) : null}
        <BackToList base={base} />
      </>
    ),
  });
}

export interface PhotoCheckPageProps {
  readonly record: Versioned<VettingCase>;
  readonly name: string;
  readonly form: URLSearchParams;
  readonly errors?: readonly FieldError[];
  readonly status?: number;
  /** Whether they sent it in the applicant's place, so that another officer agrees. */
  readonly theirs: boolean;
}

/** A photo as an officer sees it, and what they answer. */
export function photoCheckPage(request: PageRequest, { record, name, form, errors = [], status, theirs }: PhotoCheckPageProps): Page {
  const { id, photo } = record.body;
  const here = `/cases/${id}/photo`;
  const { waiting, shown } = photo ?? {};
  return signedInPage(request, {
    title: `Photo of ${name}`,
    back: { href: `/cases/${id}`, text: "The case" },
    errors,
    ...(status === undefined ? {} : { status }),
    children: (
      <>
        <span class="govuk-caption-l">Case {id}</span>
        <h1 class="govuk-heading-l">
          Photo of <bdi>{name}</bdi>
        </h1>
        {waiting ? <CasePicture src={`${here}/${waiting.name}`} alt={`Photo that ${name} sent`} /> : null}
        {shown ? (
          <>
            <h2 class="govuk-heading-m">{waiting ? "The photo people see now" : "The photo we agreed to"}</h2>
            <CasePicture src={`${here}/${shown}`} alt={`Photo on the page of ${name}`} />
          </>
        ) : null}
        {waiting || shown ? null : <p class="govuk-body">There is no photo to check.</p>}
        {waiting ? (
          <>
            <h2 class="govuk-heading-m">What to check</h2>
            <ul class="govuk-list govuk-list--bullet">
              <li>It looks like the person in the identity document.</li>
              <li>No one else is in it.</li>
              <li>There is no phone number, address, badge or council logo.</li>
            </ul>
            {theirs ? <InsetText text="You entered this application, so another officer must agree. You can still say no." /> : null}
            <Form tokens={request.tokens} action={here} version={record.version}>
              <input type="hidden" name="photo" value={waiting.name} />
              <Radios
                name="answer"
                fieldset={{ legend: { text: "Can people see this photo?", classes: "govuk-fieldset__legend--s" } }}
                errorMessage={errorOf(errors, "answer")}
                items={[
                  ...(theirs ? [] : [{ value: "agree", text: "Yes", checked: form.get("answer") === "agree" }]),
                  { value: "refuse", text: "No", checked: form.get("answer") === "refuse" },
                ]}
              />
              <Textarea
                name="reason"
                label={{ text: "If not: why, in words for the applicant", classes: "govuk-label--s" }}
                value={form.get("reason") ?? ""}
                errorMessage={errorOf(errors, "reason")}
              />
              <Button text="Save" attributes={{ id: "go" }} />
            </Form>
          </>
        ) : null}
      </>
    ),
  });
}
