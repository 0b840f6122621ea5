import { indexOf, keyOf } from "../../../shared/table/key-templates.ts";

/** The keys of the first start, and of the searches that people want to hear of. */
export const directoryKeys = {
  firstStart: keyOf("SYSTEM#DATA", "FIRST-START"),
  alert: keyOf("ALERT#{alert}", "ALERT"),
} as const;

export const directoryIndexes = {
  alertsOf: indexOf("ALERTS#{account}"),
  councilAlerts: indexOf("COUNCIL-ALERTS#{council}"),
} as const;
