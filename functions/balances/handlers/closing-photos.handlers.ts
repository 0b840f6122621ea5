import { RecordId } from "../../../shared/domain/fields.ts";
import { UPLOAD_FAULTS } from "../../../shared/domain/upload-path.ts";
import type { FileStore } from "../../../shared/files/file-store.ts";
import type { HttpAnswer } from "../../../shared/http/messages.ts";
import type { PhotoParts } from "../pages/closing-photos.tsx";
import { type PagePlace, pageAt, pageKey } from "../rules/page-keys.ts";
import { type Closing, MOST_PAGES } from "../rules/paper-statement.ts";
import { MINUTE_SECONDS, UPLOAD_TYPE } from "./receipts.handlers.ts";

/** What pages with a form for photographs of a statement are given. */
export interface PhotoDeps {
  /** Opened when the first form is made: most pages of balances need no files. */
  readonly files: () => Promise<Pick<FileStore, "uploadForm">>;
  readonly newId: () => string;
  readonly site: URL;
}

interface PhotosWanted {
  readonly query: URLSearchParams;
  /** The address of the page. */
  readonly here: string;
  /** Where the next file goes. */
  readonly place: Omit<PagePlace, "file">;
  readonly closing: Closing;
  readonly figures: PhotoParts["figures"];
}

/** Back from where files are kept: of what it adds to the address only which file it was is of use. Undefined where someone comes from elsewhere. */
export const backFromFiles = ({ query, here }: Pick<PhotosWanted, "query" | "here">): HttpAnswer | undefined =>
  query.has("etag") ? { kind: "redirect", location: `${here}?${new URLSearchParams({ sent: pageAt(query.get("key") ?? "")?.file ?? "" })}` } : undefined;

/** How the files of a balance stand, with the form for the next one where there is room for it. */
export async function photoParts({ files, newId, site }: PhotoDeps, { query, here, place, closing, figures }: PhotosWanted): Promise<PhotoParts> {
  const upload =
    closing.pages.length >= MOST_PAGES
      ? undefined
      : await (await files()).uploadForm({
          key: pageKey({ ...place, file: newId() }),
          type: UPLOAD_TYPE,
          largestBytes: figures.largestFileBytes,
          seconds: figures.uploadMinutes * MINUTE_SECONDS,
          named: true,
          returnTo: new URL(here, site),
        });
  const sent = RecordId.safeParse(query.get("sent")).data;
  return {
    ...{ here, upload, figures },
    waiting: sent !== undefined && sent !== closing.refused?.id && closing.pages.every(({ id }) => id !== sent),
    refresh: `${here}?${new URLSearchParams({ sent: sent ?? "" })}`,
    notTaken: UPLOAD_FAULTS.find((fault) => fault === query.get("upload")),
  };
}
