/** What stands where so few people are that a figure would be about them. */
export const TOO_FEW = "Too few people to show";

/** '120 hours a week'. */
export const hoursAWeek = (hours: number): string => `${hours.toLocaleString("en-GB")} ${hours === 1 ? "hour" : "hours"} a week`;
