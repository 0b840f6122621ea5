import { type Channel, type Format, LANGUAGES, type Language, type NoticePreferences } from "./preferences.ts";
import accountTexts from "./texts/accounts.json" with { type: "json" };
import arrangementTexts from "./texts/arrangements.json" with { type: "json" };
import balanceTexts from "./texts/balances.json" with { type: "json" };
import contactTexts from "./texts/contacts.json" with { type: "json" };
import marketTexts from "./texts/market.json" with { type: "json" };
import requestTexts from "./texts/requests.json" with { type: "json" };
import reviewTexts from "./texts/reviews.json" with { type: "json" };
import searchTexts from "./texts/searches.json" with { type: "json" };
import vettingTexts from "./texts/vetting.json" with { type: "json" };

/** What each kind of notice says of what happened: the placeholders its texts may use, area by area. */
export const NOTICE_PLACEHOLDERS = {
  ...vettingTexts.placeholders,
  ...arrangementTexts.placeholders,
  ...accountTexts.placeholders,
  ...requestTexts.placeholders,
  ...searchTexts.placeholders,
  ...contactTexts.placeholders,
  ...balanceTexts.placeholders,
  ...reviewTexts.placeholders,
  ...marketTexts.placeholders,
};

const declared: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  ...vettingTexts.strangersWords,
  ...arrangementTexts.strangersWords,
  ...searchTexts.strangersWords,
  ...balanceTexts.strangersWords,
  ...reviewTexts.strangersWords,
  ...marketTexts.strangersWords,
};

/** Which values of a notice are strangers' words, and whether each is a `name` or other `words`: none of them may stand in a subject. The other values are ours. */
export const strangersWordsOf = (code: NoticeCode): Readonly<Record<string, string>> => declared[code] ?? {};

export type NoticeCode = keyof typeof NOTICE_PLACEHOLDERS;
const isCode = (code: string): code is NoticeCode => code in NOTICE_PLACEHOLDERS;
export const NOTICE_CODES: readonly NoticeCode[] = Object.keys(NOTICE_PLACEHOLDERS).filter(isCode);

/** One text of a notice, as it stands in GOV.UK Notify under the same id. */
export interface Template {
  readonly code: string;
  readonly version: number;
  readonly channel: string;
  readonly format: string;
  readonly language: string;
  /** Its id at GOV.UK Notify. */
  readonly id: string;
  /** Text messages have none. */
  readonly subject?: string | undefined;
  readonly body: string;
}

/** Every text there is. A changed text gets the next version; Notify's copy changes with it. */
export const templates: readonly Template[] = [
  ...[...vettingTexts.templates, ...arrangementTexts.templates, ...accountTexts.templates],
  ...[
    ...requestTexts.templates,
    ...searchTexts.templates,
    ...contactTexts.templates,
    ...balanceTexts.templates,
    ...reviewTexts.templates,
    ...marketTexts.templates,
  ],
];

/** Where somebody can be reached. */
export interface Addresses {
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
  readonly postalAddress?: string | undefined;
}

/** In this order, where the way somebody wants cannot be gone. */
const FALL_BACK: readonly Channel[] = ["email", "sms", "letter"];
const addressFor: Readonly<Record<Channel, keyof Addresses>> = { email: "email", sms: "phone", letter: "postalAddress" };

/**
 * The text somebody gets: by the channel they want if their address for it is known, else by e-mail, text message or
 * letter; then in their format and language where there is one, else in one of the two, else plain and in English.
 * Undefined where nobody can be told.
 */
export const chooseTemplate = (code: NoticeCode, preferences: NoticePreferences, addresses: Addresses): Template | undefined =>
  textsFor(code, preferences, addresses)[0]?.template;

/** The same, with those that are left should that lead nowhere, in the order they are tried in. */
export function textsFor(
  code: NoticeCode,
  preferences: NoticePreferences,
  addresses: Addresses,
): readonly { readonly template: Template; readonly channel: Channel }[] {
  const { format, language } = preferences;
  return [...new Set([preferences.channel, ...FALL_BACK])].flatMap((channel) => {
    if (!addresses[addressFor[channel]]) return [];
    const found = textOf(code, channel, format, language) ?? textOf(code, channel, "standard", language) ?? textOf(code, channel, format, "en");
    const template = found ?? textOf(code, channel, "standard", "en");
    return template ? [{ template, channel }] : [];
  });
}

const textOf = (code: NoticeCode, channel: Channel, format: Format, language: Language): Template | undefined =>
  templates
    .filter((template) => template.code === code && template.channel === channel && template.format === format && template.language === language)
    .toSorted((a, b) => b.version - a.version)[0];

/** The languages people may choose: those in which every notice is there, by each channel it can go by. What is not whole is not offered. */
export const offeredLanguages = (all: readonly Template[] = templates): readonly Language[] => {
  const plain = (language: string) =>
    all.filter((one) => one.format === "standard" && one.language === language).map(({ code, channel }) => `${code} ${channel}`);
  return LANGUAGES.filter((language) => new Set(plain("en")).difference(new Set(plain(language))).size === 0);
};

/** The placeholders a text uses. */
export const placeholdersIn = ({ subject = "", body }: Pick<Template, "subject" | "body">): readonly string[] => [
  ...new Set([...`${subject}\n${body}`.matchAll(/\(\(([^()]+)\)\)/g)].map(([, name = ""]) => name)),
];

/** A text with its placeholders filled in, as Notify does it. */
export const filledWith = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/\(\(([^()]+)\)\)/g, (written, name: string) => values[name] ?? written);
