import * as z from "zod/mini";
import { text } from "./fields.ts";

/** What would make an address or a heading of a name in a message to somebody else. */
const ADDRESS = /:\/\/|www\.|[\n\r[\]()#<>*_`|]/i;

/** A name, or a few words, that are told to others in messages: one line, no addresses, nothing that messages give a form to. */
export const personName = (most: number) =>
  text(most).check(
    z.superRefine<string>((given, context) => {
      const found = ADDRESS.exec(given)?.[0];
      if (found !== undefined) context.addIssue({ code: "custom", message: `must not contain ${wordsOf(found)}` });
    }),
  );

/** What was found in a name, in words: an address, a line break, or the character itself. */
const wordsOf = (found: string): string => (found.length > 1 ? "a web address" : /\s/.test(found) ? "a line break" : `the character ${found}`);

/** The same of what was stored before, or elsewhere: cut to 100 characters. */
export const withoutAddresses = (name: string): string =>
  name
    .split(ADDRESS)
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .join(" ")
    .slice(0, 100);
