import type { Hearing } from "../rules/heard.ts";

/** Beside every page of figures: what feedback is for. Source: CQC, personal care: ongoing role of introductory agencies; Regulated Activities Regulations 2014, schedule 1. */
export const WHAT_FOR =
  "The council uses what people say in reviews, to keep people safe, and to look after its list. It never uses it to tell someone how to give care.";

/** What each table tells, as a heading. */
export const TABLE_WORDS: Readonly<Record<string, string>> = {
  "answered-by-area": "Who was invited, and who answered",
  "satisfied-by-area": "How satisfied people are with their support",
  "control-by-area": "Whether people feel in control of their daily life",
  "answered-by-channel": "Answers by how people were invited",
  "answered-by-format": "Answers by format",
  "answered-by-language": "Answers by language",
  "who-answered": "Who gave the answers",
};

export const HEARING_WORDS: Readonly<Record<Hearing, string>> = {
  "as-invited": "Heard as invited",
  less: "Heard less than others",
  more: "Heard more than others",
  "cannot-tell": "Cannot tell",
};
