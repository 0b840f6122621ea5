import { languageName, nameOf } from "../../../shared/taxonomy/taxonomy.ts";
import type { ConfidenceWord } from "../rules/confidence.ts";
import type { Standing } from "../rules/gap.ts";
import type { NeedClass } from "../rules/need-class.ts";

/** A class of need in words: 'Personal care, for people with dementia, in Polish'. */
export function needWords({ service, group, language }: Omit<NeedClass, "code">): string {
  const [of, speaking] = [
    group === undefined ? "" : `, for ${nameOf("group", group).replace(/^./, (first) => first.toLowerCase())}`,
    language === undefined ? "" : `, in ${languageName(language)}`,
  ];
  return `${nameOf("service", service)}${of}${speaking}`;
}

/** How an area stands. */
export const STANDING_WORDS: Readonly<Record<Standing, string>> = {
  "no-need": "Nothing needed",
  "no-hours": "No hours in reach",
  short: "Short",
  tight: "Tight",
  enough: "Enough",
};

/** How sure a figure is. */
export const CONFIDENCE_SAID: Readonly<Record<ConfidenceWord, string>> = { firm: "Firm", likely: "Likely", unsure: "Unsure" };

/** What stands where so few people are that a figure would be about them. */
export const TOO_FEW = "Too few people to show";

/** '120 hours a week'. */
export const hoursAWeek = (hours: number): string => `${hours.toLocaleString("en-GB")} ${hours === 1 ? "hour" : "hours"} a week`;
