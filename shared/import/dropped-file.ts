import * as z from "zod/mini";
import { GssCode } from "../domain/fields.ts";
import { REPORTS } from "./kinds.ts";

/** What S3 says through EventBridge of an object that was dropped in a bucket. */
const Dropped = z.object({
  detail: z.object({ object: z.object({ key: z.string(), "version-id": z.optional(z.string()) }) }),
});

/** A file that was dropped: what it holds, and whose it is. */
export interface DroppedFile {
  readonly key: string;
  readonly version: string | undefined;
  /** `listings`, `postcodes` and so on: the first folder of its key. */
  readonly kind: string;
  /** The council (GSS code): the second folder. */
  readonly authority: string;
  /** Its name, without the folders. */
  readonly name: string;
  /** The end of its name, by which its format is known: `csv`, `jsonl`. */
  readonly extension: string;
  /** It is a whole register or directory (`NAME.whole.csv`): what it no longer has leaves the list. */
  readonly whole: boolean;
}

/**
 * Which file an event tells of: keys are `KIND/GSS/NAME.csv`. Undefined for what stands under `reports`; why not, in words for whoever
 * dropped it, for a key of another form.
 */
export function droppedFile(event: unknown): DroppedFile | { readonly key: string; readonly why: string } | undefined {
  const { key, "version-id": version } = Dropped.parse(event).detail.object;
  if (key.startsWith(REPORTS)) return undefined;
  const [kind = "", authority = "", name = "", ...more] = key.split("/");
  const extension = /\.(\w{1,8})$/.exec(name)?.[1];
  return extension === undefined || more.length > 0 || !GssCode.safeParse(authority).success
    ? { key, why: "A file must be dropped as KIND/COUNCIL/NAME.csv, such as listings/E10000018/register.csv" }
    : { key, version, kind, authority, name, extension, whole: name.endsWith(`.whole.${extension}`) };
}
