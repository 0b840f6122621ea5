import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fleschKincaid } from "flesch-kincaid";
import { syllable } from "syllable";
import { describe, expect, it } from "vitest";
import { templates } from "../../shared/notices/templates.ts";
import { filesIn, type PageText, textsIn, textsOf, VALUE } from "../support/page-texts.ts";

/** Words that no text has, and what it says instead. */
const NOT_USED: readonly (readonly [words: RegExp, instead: string])[] = [
  [/\b(?:some|any|every)body\b/i, "someone, anyone, everyone"],
  [/\bnobody\b/i, "no one"],
  [/\bwhom\b/i, "who"],
  [/\be-mails?\b/i, "email"],
  [/\btelephones?\b/i, "phone"],
  [/\bbeg[iau]n(?:s|ning)?\b/i, "start, started"],
  [/\bkept\b/i, "saved, held"],
  [/\b(?:be|been|is|are|was|were|gets?|got) told\b/i, "see, contacted"],
  [/\beras(?:e[sd]?|ing|ure)\b/i, "delete"],
  [/\blook(?:s|ed|ing)? (?:at|again|whether|over|it up)\b/i, "view, check, review"],
  [/\b(?:you|they|we|who|people|someone|anyone) may (?!have\b|need\b|be\b|not\b)/i, "can"],
  [/\b(?:meanwhile|anew|whoever|thereof|herewith|shall)\b/i, "plainer words"],
  [/\bat once\b/i, "straight away, together"],
  [/\bjust now\b/i, "at the moment"],
];
/** Longer sentences are split in two. Source: GOV.UK content design guidance. */
const MOST_WORDS = 25;
/** The reading age that pages and notices are written for: a grade of an American school begins at five years. */
const READING_AGE = 11;
const AGE_OF_FIRST_GRADE = 5;
/** What things are called, which no text can put more simply. */
const NAMES =
  /Disclosure and Barring Service|DBS Update Service|Care Quality Commission|HM Revenue and Customs|Information Commissioner|Mental Capacity Act|Care Act 2014|National Insurance|Employment Allowance|Equality Advisory and Support Service|Web Content Accessibility Guidelines|personal assistants?|micro-providers?|direct payments?/gi;

/** Code, patterns and queries: not texts that people read. */
const isCode = (text: string): boolean => /[=#{}<>]|:[a-z]+\b|\w\(|^[a-z]+-[a-z]+ |^\/|https?:/.test(text.replaceAll(VALUE, ""));

const ROOT = join(import.meta.dirname, "../..");
const stringsIn = (value: unknown): readonly string[] =>
  typeof value === "string" ? [value] : typeof value === "object" && value !== null ? Object.values(value).flatMap(stringsIn) : [];
/** Texts that are data: what is checked, what is held and why, and the names of services and needs. */
const DATA = ["shared/policy/checks.json", "shared/taxonomy/taxonomy.json", ...filesIn(["functions", "shared"], /(?:^|\/)records\.json$/)];
const dataTexts: readonly PageText[] = DATA.flatMap((file) =>
  stringsIn(JSON.parse(readFileSync(join(ROOT, file), "utf8")))
    .filter((text) => text.includes(" "))
    .map((text) => ({ file, text })),
);

const english = templates.filter(({ language }) => language === "en");
const noticeTexts: readonly PageText[] = english.flatMap(({ code, channel, format, subject = "", body }) =>
  [subject, ...body.replace(/\(\([^)]*\)\)/g, VALUE).split("\n")]
    .filter((text) => text.trim() !== "")
    .map((text) => ({ file: `${code}, ${channel}, ${format}`, text })),
);

const sourceTexts = textsIn(filesIn(["functions", "shared", "infra"], /\.tsx?$/)).filter(({ text }) => !isCode(text));
const pageTexts = textsIn(filesIn(["functions", "shared"], /(?:^|\/)pages\/.*\.tsx?$/)).filter(({ text }) => !isCode(text));
/** Attributions are in the words of those who gave the data. */
const isSentence = ({ text }: PageText): boolean => (/[.?!]$/.test(text) || text.split(" ").length > 4) && !/licensed under|copyright/.test(text);

const sentencesOf = (text: string): readonly (readonly string[])[] =>
  text
    .replaceAll(VALUE, "it")
    .replace(NAMES, "it")
    .split(/(?<=[.?!:])\s+/)
    .map((sentence) => sentence.match(/[\p{L}\p{N}'’-]+/gu) ?? [])
    .filter((words) => words.length > 0);

function readingAge(texts: readonly string[]): number {
  const sentences = texts.flatMap(sentencesOf);
  const words = sentences.flat();
  const syllables = words.reduce((sum, word) => sum + Math.max(1, syllable(word)), 0);
  return AGE_OF_FIRST_GRADE + fleschKincaid({ sentence: sentences.length, word: words.length, syllable: syllables });
}

describe("the words of pages, notices, errors and commands", () => {
  it("are those of the house, wherever they stand", () => {
    const found = [...sourceTexts, ...dataTexts, ...noticeTexts].flatMap(({ file, text }) =>
      NOT_USED.filter(([words]) => words.test(text)).map(([, instead]) => `${file}: ‘${text}’ (say: ${instead})`),
    );
    expect(found).toEqual([]);
  });
  it("can be read by anyone who reads as well as a child of eleven", () => {
    const byFile = Map.groupBy([...pageTexts.filter(isSentence), ...noticeTexts], ({ file }) => file);
    const old = [...byFile].map(([file, texts]) => ({ file, age: readingAge(texts.map(({ text }) => text)) })).filter(({ age }) => age > READING_AGE);
    expect(old).toEqual([]);
    expect(readingAge(["Notwithstanding administrative considerations, authorities determine eligibility individually."])).toBeGreaterThan(READING_AGE);
  });
  it("stand in sentences that nobody has to read twice", () => {
    const long = [...pageTexts, ...noticeTexts].flatMap(({ file, text }) =>
      sentencesOf(text)
        .filter((words) => words.length > MOST_WORDS)
        .map((words) => `${file}: ${words.join(" ")}`),
    );
    expect(long).toEqual([]);
  });
  it("are found in elements, attributes, strings and templates, and not in code", () => {
    const source = `
      import { x } from "not a text";
      type Kind = "not a text";
      export const page = (name: string) => (
        <p class="not a text">
          You can <a href="/not a text">ask <b>anyone</b></a>, {name}.
          <Input label={{ text: "Their email address" }} hint={\`Like \${name} has\`} id="not a text" />
        </p>
      );`;
    expect(textsOf(source)).toEqual([`You can ask anyone, ${VALUE}.${VALUE}`, "Their email address", `Like ${VALUE} has`]);
  });
});
