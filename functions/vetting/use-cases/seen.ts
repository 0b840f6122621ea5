import { createHash } from "node:crypto";

/** A value as one text, whatever order its fields were stored in; fields that say nothing are left out. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  ) ?? "";

/**
 * What a form carries of the part it was made from: another of the same case may change meanwhile, and only a change of this one makes the form old.
 * It says nothing of what it was made from.
 */
export const markOf = (value: unknown): string => createHash("sha256").update(canonical(value)).digest("base64url").slice(0, 22);

/** Whether a form was made from something else than what is saved now. */
export const isOld = (form: URLSearchParams, now: string): boolean => form.has("seen") && form.get("seen") !== now;
