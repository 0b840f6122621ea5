import * as z from "zod/mini";
import { canGetMail } from "./email-address.ts";
import { readTelephone } from "./telephone.ts";
import { tidied } from "./typed-text.ts";

/** A text somebody gave: tidied of what cannot be seen, trimmed, not empty, no control characters, so many characters at most. */
export const text = (most: number) =>
  z.string({ error: "must be text" }).check(
    z.overwrite(tidied),
    z.trim(),
    z.refine((given: string) => given.isWellFormed(), { error: "contains a character we cannot store" }),
    z.minLength(1, "must not be empty"),
    z.maxLength(most, `must be at most ${most} characters`),
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
    z.regex(/^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]*$/, "must not hold control characters"),
  );

/** A number within limits; `what` is the unit it counts. */
export const between = (least: number, most: number, what: string) =>
  z.number({ error: `must be a number of ${what}` }).check(z.gte(least, `must be at least ${least}`), z.lte(most, `must be at most ${most}`));

/** A list of at most 60 entries. */
export const listOf = <Item extends z.core.$ZodType>(item: Item) =>
  z.array(item, { error: "must be a list" }).check(z.maxLength(60, "must have at most 60 entries"));

/** A Government Statistical Service code: a district's, a council's. */
export const GssCode = z.string({ error: "must be text" }).check(z.regex(/^[A-Z]\d{8}$/, "must be a GSS code such as E07000133"));

/** The id of a record of ours. `#` and `|` cannot occur, so it is safe inside a key. */
export const RecordId = z.string({ error: "must be text" }).check(z.regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/, "must be 1 to 64 letters, digits, - _ or ."));

/** An e-mail address that mail can be sent to, lower case: what comes before the @ is told apart by nobody's mail in practice. */
export const EmailAddress = z
  .string({ error: "must be an email address" })
  .check(
    z.overwrite(tidied),
    z.trim(),
    z.toLowerCase(),
    z.maxLength(254, "must be at most 254 characters"),
    z.refine(canGetMail, { error: "must be an email address, like name@example.com" }),
  );

/** A telephone number as people write it, that can exist: digits, spaces and + ( ) -. */
export const PhoneNumber = z.string({ error: "must be a phone number" }).check(
  z.overwrite(tidied),
  z.trim(),
  z.maxLength(30, "must be at most 30 characters"),
  z.refine((given: string) => readTelephone(given) !== undefined, { error: "must be a phone number, like 01632 960 001" }),
);

/** An e-mail address as it is kept, whenever it was and whoever vouched for it: whoever sends something looks whether it can arrive. */
export const KeptEmail = z.string({ error: "must be an email address" }).check(
  z.trim(),
  z.toLowerCase(),
  z.maxLength(254, "must be at most 254 characters"),
  z.refine((given: string) => given.isWellFormed(), { error: "contains a character we cannot store" }),
  z.regex(/^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/, "must be an email address, like name@example.com"),
);

/** The same of a telephone number. */
export const KeptPhone = z
  .string({ error: "must be a phone number" })
  .check(z.trim(), z.maxLength(30, "must be at most 30 characters"), z.regex(/^(?=(?:[^\d]*\d){7})[+()\d\s-]+$/, "must be a phone number, like 01632 960 001"));
