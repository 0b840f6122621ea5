import { tidied } from "../domain/typed-text.ts";
import { type NoticeCode, strangersWordsOf } from "./templates.ts";

/** Dots as they are written anywhere: mail programs take them all for the dot of an address. */
const DOTS = /[\u3002\uff0e\uff61\u2024]/g;
/** A word that mail programs may make a link of: it has a dot before two letters, or signs of an address. */
const LIKE_A_LINK = /[@/\\:]|\.[\p{L}\p{M}\p{N}-]{2}/u;
const WITH_SCHEME = /[\p{L}\p{N}+.-]*:\/\/\S*/gu;

/** What stands where a link was. */
const LEFT_OUT = "(a link was left out: sign in to Trellis to read it)";

/**
 * A name as it may stand in a message to somebody else: letters with their marks, spaces, hyphens and apostrophes, and no word
 * that looks like a link. `somebody` where nothing is left.
 */
export function nameToSend(name: string): string {
  const words = tidied(name)
    .replace(DOTS, ".")
    .split(/\s+/)
    .filter((word) => !LIKE_A_LINK.test(word))
    .map((word) => word.replace(/[^\p{L}\p{M}'’-]+/gu, " ").trim())
    .filter((word) => /\p{L}/u.test(word));
  return words.join(" ").slice(0, 100).trim() || "somebody";
}

/**
 * Somebody's words as they may stand in a message of ours: links are left out, unless they lead to this site, and what a mail
 * program would make a link of by itself is parted behind its dots.
 */
export function wordsToSend(words: string, site: string | undefined): string {
  const kept: string[] = [];
  const plain = tidied(words)
    .replace(DOTS, ".")
    .replace(/\ue000/g, "")
    .replace(WITH_SCHEME, (link) => {
      if (site === undefined || !URL.canParse(link) || new URL(link).origin !== site || /[^\x21-\x7e]/.test(link)) return LEFT_OUT;
      kept.push(link);
      return "\ue000";
    })
    .replace(/\.(?=[\p{L}\p{M}\p{N}-]{2})(?!\d)/gu, ". ");
  return plain.replace(/\ue000/g, () => kept.shift() ?? "");
}

/** The values of a notice as they may be sent: every one of its texts gets these, and nothing else that a stranger chose. */
export function sendable(code: NoticeCode, values: Readonly<Record<string, string>>): Record<string, string> {
  const strangers = strangersWordsOf(code);
  const link = values["link"];
  const site = link !== undefined && URL.canParse(link) ? new URL(link).origin : undefined;
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const kind = strangers[name];
      return [name, kind === undefined ? value : kind === "name" ? nameToSend(value) : wordsToSend(value, site)];
    }),
  );
}
