import type { AmountUnit } from "../../../shared/domain/typed-amount.ts";
import { type Checklist, PROVIDER_TYPES } from "../../../shared/policy/checklists.ts";
import { clientGroups, days, genders, languageName, parts, services, skills } from "../../../shared/taxonomy/taxonomy.ts";
import type { Section } from "../rules/case.ts";

export interface Option {
  readonly value: string;
  readonly text: string;
  readonly hint?: string;
}

/** One control of a form, and how what is typed there is read. */
export interface SectionField {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  /** What a number counts: it may be typed beside it. */
  readonly unit?: AmountUnit;
  readonly control: "text" | "phone" | "lines" | "date" | "long" | "number" | "pounds" | "one" | "many" | "yes-no" | "agree" | "week";
  readonly options?: readonly Option[];
  readonly optional?: true;
  /** The sentence said when it is wrong. */
  readonly wrong: string;
  readonly autocomplete?: string;
}

export interface SectionForm {
  readonly title: string;
  readonly intro?: string;
  readonly fields: readonly SectionField[];
}

const named = (terms: readonly { readonly code: string; readonly name: string }[]): readonly Option[] =>
  terms.map(({ code, name }) => ({ value: code, text: name }));

const TYPE_WORDS: Readonly<Record<(typeof PROVIDER_TYPES)[number], Omit<Option, "value">>> = {
  "employed-pa": { text: "A personal assistant (PA) who is employed", hint: "The people you support employ you." },
  "self-employed-pa": { text: "A personal assistant (PA) who is self-employed", hint: "You work for yourself, and send invoices." },
  "micro-provider": { text: "A micro-provider", hint: "A small business or group of up to {microMostPeople} people." },
  agency: { text: "An agency", hint: "You supply and manage care workers." },
};

/** A council's languages, most asked for first. */
const LANGUAGES: readonly Option[] = ["en", "gu", "pa", "hi", "ur", "bn", "pl", "so", "ar", "ro", "pt", "tr", "zh", "bfi"].map((value) => ({
  value,
  text: languageName(value),
}));

/** Every part of an application, as it is asked for: one thing a page. */
export const sectionForms: Readonly<Record<Section, SectionForm>> = {
  applicant: {
    title: "Your details",
    intro: "Only the council sees these. We never show them on the list.",
    fields: [
      {
        name: "legalName",
        label: "Full legal name",
        hint: "As it is on your passport or driving licence.",
        control: "text",
        wrong: "Enter your full legal name",
        autocomplete: "name",
      },
      { name: "bornOn", label: "Date of birth", hint: "For example, 27 3 1990", control: "date", wrong: "Enter your date of birth", autocomplete: "bday" },
      {
        name: "phone",
        label: "Phone number",
        hint: "So that we can reach you about your application.",
        control: "phone",
        wrong: "Enter your phone number",
        autocomplete: "tel",
      },
      {
        name: "postalAddress",
        label: "Home address",
        hint: "Put each part on a new line, with the postcode on the last line. We also send letters here, if you ask for letters.",
        control: "lines",
        wrong: "Enter your address",
        autocomplete: "street-address",
      },
    ],
  },
  start: {
    title: "How you work",
    intro: "Your answers decide what we need to check.",
    fields: [
      {
        name: "type",
        label: "How do you work?",
        control: "one",
        options: PROVIDER_TYPES.map((value) => ({ value, ...TYPE_WORDS[value] })),
        wrong: "Select how you work",
      },
      {
        name: "people",
        label: "How many people work with you, including you?",
        hint: "If you work alone, enter 1.",
        control: "number",
        wrong: "Enter how many people, like 1",
      },
      { name: "substitutes", label: "Does anyone cover for you?", control: "yes-no", wrong: "Select yes if anyone covers for you" },
      { name: "driving", label: "Do you drive the people you support?", control: "yes-no", wrong: "Select yes if you drive people" },
      { name: "children", label: "Are children ever present, or do you support children?", control: "yes-no", wrong: "Select yes if children are present" },
      {
        name: "cqcRegistered",
        label: "Are you registered with the Care Quality Commission (CQC)?",
        hint: "Most people who work for themselves are not.",
        control: "yes-no",
        wrong: "Select yes if you are registered",
      },
    ],
  },
  profile: {
    title: "About you",
    intro: "People see this when they look for support. Do not put your address or phone number here.",
    fields: [
      {
        name: "displayName",
        label: "Name to show",
        hint: "Your first name and an initial is enough.",
        control: "text",
        wrong: "Enter a name of 100 characters or fewer",
        autocomplete: "name",
      },
      {
        name: "about",
        label: "About you and your work",
        hint: "What you like doing, and what you are good at.",
        control: "long",
        wrong: "Tell people about yourself, in 4,000 characters or fewer",
      },
      {
        name: "gender",
        label: "Are you a woman or a man?",
        hint: "Some people ask for one or the other. You do not have to answer.",
        control: "one",
        options: named(genders),
        optional: true,
        wrong: "Choose an answer, or leave it empty",
      },
    ],
  },
  work: {
    title: "What you do",
    fields: [
      { name: "services", label: "What do you help with?", control: "many", options: named(services), wrong: "Choose at least one thing you help with" },
      {
        name: "clientGroups",
        label: "Who do you have experience of supporting?",
        control: "many",
        options: named(clientGroups),
        optional: true,
        wrong: "Choose from the list",
      },
      {
        name: "skills",
        label: "What skills do you have?",
        hint: "Select what you have been trained to do.",
        control: "many",
        options: named(skills),
        optional: true,
        wrong: "Choose from the list",
      },
    ],
  },
  times: {
    title: "When you are free",
    fields: [
      {
        name: "times",
        label: "When are you available?",
        hint: "Select all the times you could take on more work.",
        control: "week",
        options: days.flatMap((day) => parts.map((part) => ({ value: `${day.code}-${part.code}`, text: `${day.name} ${part.name.toLowerCase()}` }))),
        optional: true,
        wrong: "Choose from the list",
      },
      {
        name: "hoursFree",
        label: "How many hours a week can you offer?",
        control: "number",
        unit: "hours",
        wrong: "Enter a number of hours from 0 to 168, like 20",
      },
    ],
  },
  price: {
    title: "Your price",
    fields: [{ name: "ratePence", label: "Hourly rate, in pounds", hint: "For example, 14.50", control: "pounds", wrong: "Enter an hourly rate, like 14.50" }],
  },
  place: {
    title: "Where you work",
    intro: "We do not show your postcode, only your distance.",
    fields: [
      {
        name: "base",
        label: "Where are you based?",
        hint: "A postcode, or the name of your town or village.",
        control: "text",
        wrong: "Enter a postcode, town or village",
        autocomplete: "postal-code",
      },
      { name: "travelMiles", label: "How many miles would you travel?", control: "number", unit: "miles", wrong: "Enter a number of miles from 0 to 200" },
    ],
  },
  languages: {
    title: "Languages",
    fields: [{ name: "languages", label: "Which languages do you speak at work?", control: "many", options: LANGUAGES, wrong: "Choose at least one language" }],
  },
  consent: {
    title: "Your agreement",
    intro:
      "Anyone can see your name, what you do, when and at what price, and what we checked. No one can see your address, phone number or documents. You can leave the list at any time.",
    fields: [
      { name: "list", label: "I agree to be shown on the list", control: "agree", wrong: "You must agree to be listed" },
      {
        name: "feed",
        label: "Can other directories show it too?",
        hint: "Other websites can copy your listing. You can be on the list without this.",
        control: "yes-no",
        wrong: "Select yes if other directories can show it",
      },
    ],
  },
  conduct: {
    title: "Code of conduct",
    intro: "Read the code, then sign it with your legal name.",
    fields: [
      { name: "signedBy", label: "Sign with your name", control: "text", wrong: "Enter your name to sign", autocomplete: "name" },
      { name: "agreed", label: "I have read the code of conduct, and will keep to it", control: "agree", wrong: "Agree to the code of conduct to continue" },
    ],
  },
};

/** What is asked for how an applicant is reached: their account has it. */
export const CONTACT_FIELDS: readonly string[] = ["phone", "postalAddress"];

/** A field with the council's figures in the hints of its options. */
export const withFigures = (field: SectionField, { microMostPeople }: Pick<Checklist["figures"], "microMostPeople">): SectionField => ({
  ...field,
  ...(field.options
    ? {
        options: field.options.map((option) => (option.hint ? { ...option, hint: option.hint.replace("{microMostPeople}", String(microMostPeople)) } : option)),
      }
    : {}),
});

/** The code of conduct, by version. */
export const CONDUCT: Readonly<Record<number, readonly string[]>> = {
  1: [
    "Treat people with dignity, and help them live the life they choose.",
    "Keep what you learn about people to yourself, unless someone is at risk.",
    "Tell the council straight away if you think someone is being harmed or neglected.",
    "Never borrow money from people you support, sell to them, or take gifts worth more than a few pounds.",
    "Do only what you are trained for, and say when you need help.",
    "Tell us if your insurance, address or criminal record changes.",
    "Give notice when you stop, so that no one is left without support.",
  ],
};
