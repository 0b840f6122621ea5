import * as z from "zod/mini";
import { text } from "./fields.ts";

/** What would make an address or a heading of a name in a message to somebody else. */
const ADDRESS = /:\/\/|www\.|[\n\r[\]()#<>*_`|]/i;

/** A name, or a few words, that are told to others in messages: one line, no addresses, nothing that messages give a form to. */
export const personName = (most: number) =>
  text(most).check(z.refine((given: string) => !ADDRESS.test(given), "must be a name, without addresses or signs such as # or *"));

/** The same of what was stored before, or elsewhere: cut to 100 characters. */
export const withoutAddresses = (name: string): string =>
  name
    .split(ADDRESS)
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .join(" ")
    .slice(0, 100);
