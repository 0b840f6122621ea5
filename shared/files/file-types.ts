/** The kinds of file that are taken as evidence. */
export type FileType = "pdf" | "jpeg" | "png" | "heic";

/**
 * What can be wrong inside a file of a known kind: `not-whole` is cut or damaged, `more-inside` holds something besides what it shows,
 * `locked` is encrypted, `active` is a document that does or carries more than text and pictures, `film` a picture that moves.
 */
export type ContentFault = "not-whole" | "more-inside" | "locked" | "active" | "film";

interface FileTypeWords {
  readonly mime: string;
  /** How names of such files end; the first is the one we give. */
  readonly endings: readonly string[];
  /** What people call it. */
  readonly name: string;
}

export const FILE_TYPES: Readonly<Record<FileType, FileTypeWords>> = {
  pdf: { mime: "application/pdf", endings: ["pdf"], name: "PDF" },
  jpeg: { mime: "image/jpeg", endings: ["jpg", "jpeg"], name: "JPEG picture" },
  png: { mime: "image/png", endings: ["png"], name: "PNG picture" },
  heic: { mime: "image/heic", endings: ["heic", "heif"], name: "HEIC picture (as iPhones take them)" },
};

/** Whether Samsung's notes stand at the end of a file: they are read from there, by this word. */
export const endsAsSamsung = (file: Buffer): boolean => file.subarray(-4).toString("latin1") === "SEFT";
