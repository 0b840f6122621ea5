import { type Instant, londonDate, longDate, millisOf } from "../domain/time.ts";
import { councilName } from "../policy/council.ts";

/** A council's name, or its code where Trellis does not know one. */
export const councilWords = (authority: string): string => councilName(authority) ?? authority;

/** '3 May 2026' of an instant, as the calendar in London had it. */
export const dateWords = (instant: Instant): string => longDate(londonDate(millisOf(instant)));

/** '10 MB': a size as people know it from their files. */
export const megabytes = (bytes: number): string => `${Math.floor(bytes / 1024 / 1024)} MB`;
