/** What each table of signals tells, as a heading. */
export const SIGNAL_WORDS: Readonly<Record<string, string>> = {
  "failed-by-service": "Searches, by kind of support",
  "failed-by-filter": "Searches that found no one: what stood in the way",
  "failed-by-area": "Searches, by area",
  "unmet-by-service": "People who could not find support, by kind of support",
  "unmet-by-area": "People who could not find support, by district",
};

/** What a figure of searches is, and is not. */
export const SEARCHES_ARE =
  "We count searches in visitor days: everyone who searches from one place on one day for the same support in the same area counts once. Someone who searches on three days counts three times, so these are not numbers of people, and they never become hours of support.";

/** What a figure of people is. */
export const PEOPLE_ARE =
  "We count each person once in a quarter, in the month in which we first knew. A request ended without support, or a need was not met. Money was left because they could not find anyone. Or they waited weeks for support after a direct payment was agreed.";
