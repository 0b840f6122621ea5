import type { EvidenceCode } from "../../../shared/policy/checklists.ts";

interface Common {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly optional?: true;
  /** Whether it is never put aside on a device. */
  readonly secret?: true;
}

/** One fact that is asked for, and how. */
export type FactField =
  | (Common & { readonly kind: "text"; readonly most: number; readonly pattern?: RegExp })
  /** A day: `past` must not lie ahead, `ahead` must not be over. */
  | (Common & { readonly kind: "date"; readonly when: "past" | "ahead" })
  | (Common & { readonly kind: "choice"; readonly options: readonly { readonly value: string; readonly text: string }[] })
  | (Common & { readonly kind: "yes" /** What must be agreed to. */; readonly must: boolean })
  | (Common & { readonly kind: "pounds" });

/** How one kind of evidence is asked for. */
export interface EvidenceKind {
  readonly title: string;
  /** Said first: what it is for, and what happens with it. */
  readonly intro: string;
  readonly fields: readonly FactField[];
  /** Whether a file goes with it. `never`: an image of it must not be kept, or there is none. */
  readonly file: "required" | "optional" | "never";
  /** Who is asked by the system instead of the applicant sending something. */
  readonly asksReferees?: true;
}

const insurance = (title: string, intro: string, more: readonly FactField[] = []): EvidenceKind => ({
  title,
  intro,
  file: "required",
  fields: [
    { kind: "text", name: "insurer", label: "Insurer", most: 100 },
    { kind: "text", name: "policyNumber", label: "Policy number", most: 50 },
    ...more,
    { kind: "date", name: "endsOn", label: "When does it end?", hint: "For example, 31 3 2027. We remind you before then.", when: "ahead" },
  ],
});

const cover: FactField = { kind: "pounds", name: "coverPence", label: "How much does it cover, in pounds?", hint: "For example, 5000000" };

/**
 * Every kind of evidence: what is asked, and whether a file goes with it. Cover is kept in pence.
 * Source: DBS Update Service employer guide; Right to work checks: an employer's guide; Employers' Liability (Compulsory Insurance) Act 1969.
 */
export const evidenceKinds: Readonly<Record<EvidenceCode, EvidenceKind>> = {
  identity: {
    title: "Identity",
    intro: "Tell us which photo identity document you will bring.",
    file: "never",
    fields: [
      {
        kind: "choice",
        name: "document",
        label: "Which document?",
        options: [
          { value: "passport", text: "Passport" },
          { value: "driving-licence", text: "Photo driving licence" },
          { value: "national-identity-card", text: "National identity card" },
          { value: "other", text: "Another document with a photo" },
        ],
      },
    ],
  },
  "right-to-work": {
    title: "Right to work in the UK",
    intro: "How will you prove your right to work in the UK? If you use a document, an officer must see the original in person. Your employer must also check.",
    file: "optional",
    fields: [
      {
        kind: "choice",
        name: "method",
        label: "How will you prove it?",
        options: [
          { value: "share-code", text: "With an online share code" },
          { value: "document", text: "With a document, such as a British or Irish passport" },
          { value: "provider", text: "Digital identity check" },
        ],
      },
      {
        kind: "text",
        name: "shareCode",
        secret: true,
        label: "Share code, if you have one",
        hint: "9 letters and numbers, starting with W. It lasts 90 days.",
        most: 11,
        pattern: /^W[A-Z0-9]{8}$/i,
        optional: true,
      },
      {
        kind: "date",
        name: "followUpOn",
        label: "When does your permission end?",
        hint: "Leave this empty if it does not end.",
        when: "ahead",
        optional: true,
      },
    ],
  },
  dbs: {
    title: "DBS certificate",
    intro:
      "Never send us a picture or copy of your certificate from the Disclosure and Barring Service (DBS). We only save what you enter here, and delete it after the decision.",
    file: "never",
    fields: [
      { kind: "text", name: "certificateNumber", secret: true, label: "Certificate number", hint: "12 digits", most: 12, pattern: /^\d{12}$/ },
      { kind: "date", name: "issuedOn", label: "When was it issued?", when: "past" },
      {
        kind: "choice",
        name: "level",
        label: "Level",
        options: [
          { value: "basic", text: "Basic" },
          { value: "standard", text: "Standard" },
          { value: "enhanced", text: "Enhanced" },
          { value: "enhanced-barred", text: "Enhanced with barred lists" },
        ],
      },
      {
        kind: "choice",
        name: "workforce",
        label: "Workforce",
        hint: "It is printed on the certificate. A basic certificate has none.",
        options: [
          { value: "adult", text: "Adult" },
          { value: "child", text: "Child" },
          { value: "adult-and-child", text: "Adult and child" },
          { value: "any", text: "None (basic check)" },
        ],
      },
      {
        kind: "yes",
        name: "updateService",
        label: "I have joined the DBS Update Service, and agree that the council can check my certificate there",
        must: false,
      },
    ],
  },
  references: {
    title: "References",
    intro: "Add people you have worked for, or who know your work. We will email them a private link, phone them or write to them. Tell them to expect it.",
    file: "never",
    asksReferees: true,
    fields: [],
  },
  training: {
    title: "Training",
    intro: "We need training in keeping adults safe (safeguarding) and in the Mental Capacity Act, both within the last three years.",
    file: "required",
    fields: [
      { kind: "date", name: "safeguardingOn", label: "When did you train in safeguarding adults?", when: "past" },
      { kind: "date", name: "mcaOn", label: "When did you train in the Mental Capacity Act?", when: "past" },
    ],
  },
  "employers-liability": insurance("Employers' liability insurance", "Anyone who employs people must have this insurance by law.", [cover]),
  "public-liability": insurance("Public liability insurance", "It pays if someone is hurt, or something is damaged, because of your work.", [cover]),
  "car-insurance": insurance("Car insurance", "If you drive people as part of your work, your insurance must cover business use.", [
    { kind: "yes", name: "businessUse", label: "My policy covers business use", must: true },
  ]),
  hmrc: {
    title: "Registration with HM Revenue and Customs",
    intro: "Tell us when you registered. We do not need your tax reference.",
    file: "optional",
    fields: [{ kind: "date", name: "registeredOn", label: "When did you register as self-employed, or as a company?", when: "past" }],
  },
  "court-judgments": {
    title: "County court judgments",
    intro: "Check the public register of judgments, and tell us what it says. A judgment does not by itself keep you off the list.",
    file: "optional",
    fields: [
      { kind: "date", name: "checkedOn", label: "When did you check?", when: "past" },
      {
        kind: "choice",
        name: "result",
        label: "What does it say?",
        options: [
          { value: "none", text: "There is none against me or my business" },
          { value: "some", text: "There is one or more. I will talk to the officer about it" },
        ],
      },
    ],
  },
  cqc: {
    title: "Registration with the Care Quality Commission",
    intro: "Enter the number of your location. We will check it in the directory of the Care Quality Commission (CQC).",
    file: "never",
    fields: [
      {
        kind: "text",
        name: "locationId",
        label: "CQC location number",
        hint: "For example, 1-123456789",
        most: 14,
        pattern: /^\d-\d{5,12}$/,
      },
    ],
  },
  "trading-history": {
    title: "How long you have been self-employed",
    intro: "If you started less than six months ago, or leave this empty, you can be listed as provisional at first.",
    file: "optional",
    fields: [{ kind: "date", name: "tradingSince", label: "When did you start?", when: "past" }],
  },
};

/** A piece of evidence as it is called, with whose it is; `names` are those of people who work for the provider, by id. */
export const titleOf = (
  { item, worker }: { readonly item: { readonly code: EvidenceCode }; readonly worker?: string | undefined },
  names: ReadonlyMap<string, string>,
): string => `${evidenceKinds[item.code].title}${worker === undefined ? "" : ` of ${names.get(worker) ?? "someone who works for you"}`}`;
