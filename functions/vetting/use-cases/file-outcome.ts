import type { Result } from "../../../shared/domain/result.ts";
import type { ContentRefusal } from "../../../shared/files/content-check.ts";
import type { FileType } from "../../../shared/files/file-types.ts";

/** What became of a file: its kind, or why it is not taken. */
export type FileOutcome = Result<FileType, ContentRefusal | "threat" | "unscanned">;
