import data from "./taxonomy.json" with { type: "json" };

/** A code and its plain-English name; `plain` explains it in a few words. */
export interface Term {
  readonly code: string;
  readonly name: string;
  readonly plain?: string;
}

/** A service with its esd service id; `nearest` where no esd term says the same. */
export interface ServiceTerm extends Term {
  readonly esd: number;
  readonly match: string;
}

/** Which edition of the taxonomy this is. A changed meaning needs a new edition. */
export const taxonomyVersion: string = data.version;

export const services: readonly ServiceTerm[] = data.services;
export const clientGroups: readonly Term[] = data.clientGroups;
export const skills: readonly Term[] = data.skills;
export const kinds: readonly Term[] = data.kinds;
export const employments: readonly Term[] = data.employments;
export const genders: readonly Term[] = data.genders;
export const publicStatuses: readonly Term[] = data.statuses;
export const days: readonly Term[] = data.days;
export const parts: readonly Term[] = data.parts;

const languageCodes: readonly string[] = [...new Set(data.languages.split(" "))];
let languageNames: Intl.DisplayNames | undefined;

// Names the runtime's CLDR data does not carry or words unhelpfully.
const ownLanguageNames: Readonly<Record<string, string>> = {
  bfi: "British Sign Language",
  bn: "Bengali",
  ktb: "Kambaata",
  prs: "Dari",
  syl: "Sylheti",
};

/** The English name of an ISO 639 code; the code itself when unknown. */
export function languageName(code: string): string {
  languageNames ??= new Intl.DisplayNames("en-GB", { type: "language" });
  return ownLanguageNames[code] ?? languageNames.of(code) ?? code;
}

/** Whether Trellis knows the language code. */
export const isLanguage = (code: string): boolean => languageCodes.includes(code);

/** Every language a listing may name, the county's commonest first. */
export const languages = (): readonly Term[] => languageCodes.map((code) => ({ code, name: languageName(code) }));

const byCode = (terms: readonly Term[]): ReadonlyMap<string, Term> => new Map(terms.map((term) => [term.code, term]));

const vocabularies = {
  service: byCode(services),
  group: byCode(clientGroups),
  skill: byCode(skills),
  kind: byCode(kinds),
  employment: byCode(employments),
  gender: byCode(genders),
  status: byCode(publicStatuses),
  day: byCode(days),
  part: byCode(parts),
} as const;

/** The name of a code in a vocabulary; the code itself when it is not in it. */
export const nameOf = (vocabulary: keyof typeof vocabularies, code: string): string => vocabularies[vocabulary].get(code)?.name ?? code;

/** The codes of a list of terms. */
export const codesOf = (terms: readonly Term[]): readonly string[] => terms.map(({ code }) => code);
