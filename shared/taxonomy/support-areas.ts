/** Service areas, in the order they are listed: what people mainly need support with. Source: NHS England, Client Level Data, primary support reason. */
export const SUPPORT_AREAS = ["physical", "learning-disability", "mental-health", "sensory", "memory-and-cognition", "social", "carer", "none"] as const;
export type SupportArea = (typeof SUPPORT_AREAS)[number];

/** Their names in plain words; `none` where no area is known. */
export const AREA_WORDS: Readonly<Record<SupportArea, string>> = {
  physical: "Physical support",
  "learning-disability": "Learning disability",
  "mental-health": "Mental health",
  sensory: "Sight and hearing",
  "memory-and-cognition": "Memory and thinking",
  social: "Social support",
  carer: "Carers",
  none: "Not recorded",
};

/** A service area as it is known, and `none` where nothing known is given. */
export const supportArea = (area: string | undefined): SupportArea => SUPPORT_AREAS.find((one) => one === area) ?? "none";
export const areaWords = (area: string | undefined): string => AREA_WORDS[supportArea(area)];
