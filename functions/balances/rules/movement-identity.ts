import { hash } from "node:crypto";
import type { Movement } from "./movement.ts";
import type { FileTerms, StatementRow } from "./statement.ts";

/** A text as it is compared: letters and digits of any width and case alike, one blank between words. */
const comparable = (text: string): string => text.normalize("NFKC").toLowerCase().replace(/\s+/gu, " ").trim();

/** So many letters tell the groups of one account apart. */
const LETTERS = 16;

/**
 * The group of movements a row is one of: equal rows of one file are as many movements. By the supplier's id where it is stable, else by
 * what was posted and the balance after it, else by the text. The place in a file, the time and the text of a movement that is known otherwise say nothing.
 */
export function groupOf(row: StatementRow, { ids, idOfSeveral }: Pick<FileTerms, "ids" | "idOfSeveral">): string {
  const { id, kind, postedOn, pence, balancePence, text } = row;
  if (ids === "stable" && id !== undefined) return named("i", [id, kind, ...(idOfSeveral ? [postedOn, pence] : [])]);
  if (balancePence !== undefined) return named("b", [postedOn, pence, balancePence]);
  return named("t", [postedOn, kind, pence, comparable(text)]);
}

const named = (how: string, parts: readonly (string | number)[]): string => `${how}${hash("sha256", JSON.stringify(parts), "base64url").slice(0, LETTERS)}`;

/** Whether the group is that of a supplier's id. */
export const isOfStableId = (group: string): boolean => group.startsWith("i");

/** The id of a movement, by its group and how many of it came before. */
export const movementId = (group: string, occurrence: number): string => `${group}.${occurrence}`;

/** The group of a movement. */
export const groupOfMovement = ({ id }: Pick<Movement, "id">): string => id.slice(0, id.lastIndexOf("."));
