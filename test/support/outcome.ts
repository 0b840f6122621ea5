import { REFUSALS, TAKING_REFUSALS } from "../../functions/vetting/handlers/refusals.ts";
import type { Answered } from "./accounts.ts";

/** The words of a piece of a page. */
const wordsOf = (html: string): string =>
  html
    .replace(/<[^>]*>/g, " ")
    .replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
    .replace(/\s+/g, " ")
    .trim();

/**
 * What a request came to: its status and why, which is a problem's type, the rule that refused it, what is wrong
 * with the form that is shown again, or else the heading of the page.
 */
export function outcomeOf({ status, headers, body }: Answered): string {
  if (status < 400) return String(status);
  if (headers["content-type"]?.includes("json")) return `${status} ${JSON.parse(body).type}`;
  const summary = /govuk-error-summary__list">([\s\S]*?)<\/ul>/.exec(body)?.[1];
  const words = wordsOf(summary ?? body);
  const [rule] = [...Object.entries(REFUSALS), ...Object.entries(TAKING_REFUSALS)].find(([, sentence]) => words.includes(sentence)) ?? [];
  return `${status} ${rule ?? (summary === undefined ? wordsOf(/<h1[^>]*>([\s\S]*?)<\/h1>/.exec(body)?.[1] ?? "") : words)}`;
}
