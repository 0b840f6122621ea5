import { pounds } from "../../../shared/domain/money.ts";
import { longDate, type PlainDate } from "../../../shared/domain/time.ts";
import { type UploadFault, uploadPath } from "../../../shared/domain/upload-path.ts";
import type { UploadForm } from "../../../shared/files/file-store.ts";
import { FileNews } from "../../../shared/pages/file-news.tsx";
import { contentWords } from "../../../shared/pages/file-words.ts";
import { InsetText, SummaryList } from "../../../shared/pages/govuk/text-parts.tsx";
import { fromOurPage, type PageRequest } from "../../../shared/pages/signed-in-page.tsx";
import { type FileFigures, notTakenWords, UploadControls } from "../../../shared/pages/upload-controls.tsx";
import { dateWords } from "../../../shared/pages/words.ts";
import { type Closing, isUsed } from "../rules/paper-statement.ts";

/** How the files of one balance stand, and the form for the next one. */
export interface PhotoParts {
  /** The address of the page. */
  readonly here: string;
  /** The form that takes a file straight to where files are checked; none once there are as many as there can be. */
  readonly upload: UploadForm | undefined;
  readonly figures: FileFigures;
  /** Whether the file they just sent is still being checked. */
  readonly waiting: boolean;
  /** The address of this page while it waits. */
  readonly refresh: string;
  /** Why the file they just sent was not taken. */
  readonly notTaken: UploadFault | undefined;
}

/** '2 photos': how many there are of a balance. */
export const photosWords = (count: number): string => (count === 0 ? "No photo yet" : count === 1 ? "1 photo" : `${count} photos`);

/** What is wrong with the file they just sent, for the page's summary of errors. */
export const photoErrors = (request: PageRequest, { notTaken, figures }: PhotoParts) =>
  notTaken && fromOurPage(request) ? [{ field: "file", text: notTakenWords(notTaken, figures) }] : [];

/** A row for each photo: what it was called, and who sent it when. */
export const photoRows = ({ pages }: Pick<Closing, "pages">, council: string) =>
  pages.map(({ name, addedAt, by }, index) => ({
    key: { text: `Photo ${index + 1}` },
    value: {
      text: (
        <>
          {name === undefined ? null : (
            <div>
              <bdi>{name}</bdi>
            </div>
          )}
          <div>
            {by === undefined ? "Sent" : `${council} added this`} on {dateWords(addedAt)}
          </div>
        </>
      ),
      classes: "trellis-break",
    },
  }));

interface PhotoNewsProps {
  readonly parts: PhotoParts;
  /** Why the last file of whoever reads this was not taken. */
  readonly refused: Closing["refused"];
  /** What else there is to say of how things stand. */
  readonly news: string;
  /** The balance and its photos: a page that waits for a check shows the new one among them. */
  readonly rows: Parameters<typeof SummaryList>[0]["rows"];
}

/** How the balance stands, and what became of the file they just sent. */
export const PhotoNews = ({ parts: { waiting, refresh, figures }, refused, news, rows }: PhotoNewsProps) => (
  <FileNews waiting={waiting} refresh={refresh}>
    <SummaryList rows={rows} />
    {waiting ? null : <InsetText text={refused ? `Your last file was not taken. ${contentWords(refused.why, figures)}` : news} />}
  </FileNews>
);

interface PhotoFormProps {
  readonly parts: PhotoParts;
  readonly fault: string | undefined;
  readonly title: string;
  readonly text: string;
}

/** The form for the next photo. */
export const PhotoForm = ({ parts: { upload, here, figures }, fault, title, text }: PhotoFormProps) =>
  upload === undefined ? (
    <p class="govuk-body">There are as many photos as we can take for one balance.</p>
  ) : (
    <>
      <h2 class="govuk-heading-m">{title}</h2>
      <p class="govuk-body">{text}</p>
      <UploadControls upload={upload} action={uploadPath(here)} figures={figures} fault={fault} />
    </>
  );

/** Every balance that was typed of a day, the last one first: only that one counts. */
export const SaidLines = ({ closing }: { readonly closing: Pick<Closing, "said" | "pages"> }) => (
  <>
    {closing.said.toReversed().map(({ pence, learnedAt, seen }, index) => (
      <div>
        {pounds(pence)}, typed on {dateWords(learnedAt)}
        {seen === undefined ? "" : " by the council, seen: "}
        {seen === undefined ? null : <bdi>{seen}</bdi>}
        {index === 0 ? "" : " and changed since"}
      </div>
    ))}
    {isUsed(closing) ? null : <div>No photo yet: the check does not use this balance</div>}
  </>
);

/** Where the photos of a balance are, for those who sent them: said with its day to whoever does not see the row. */
export const PhotosLink = ({ href, on, count }: { readonly href: string; readonly on: PlainDate; readonly count: number }) => (
  <a class="govuk-link" href={href}>
    {photosWords(count)}
    <span class="govuk-visually-hidden"> of the balance of {longDate(on)}</span>
  </a>
);
