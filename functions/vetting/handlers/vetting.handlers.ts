import type { Vetting } from "../use-cases/deps.ts";
import { apiHandlers } from "./api.handlers.ts";
import { applicationHandlers } from "./application.handlers.ts";
import { checkHandlers } from "./check.handlers.ts";
import { checklistHandlers } from "./checklist.handlers.ts";
import { evidenceHandlers } from "./evidence.handlers.ts";
import { officerHandlers } from "./officer.handlers.ts";
import { photoHandlers } from "./photo.handlers.ts";
import { queueHandlers } from "./queue.handlers.ts";
import { refereeHandlers } from "./referee.handlers.ts";
import { referenceHandlers } from "./reference.handlers.ts";
import { startHandlers } from "./start.handlers.ts";
import { visitHandlers } from "./visit.handlers.ts";

/** Every route of the vetting function, by what the route list calls it. */
export const vettingHandlers = (vetting: Vetting) => ({
  open: { ...startHandlers(vetting), ...referenceHandlers(vetting) },
  guarded: {
    ...applicationHandlers(vetting),
    ...evidenceHandlers(vetting),
    ...photoHandlers(vetting),
    ...officerHandlers(vetting),
    ...queueHandlers(vetting),
    ...checkHandlers(vetting),
    ...visitHandlers(vetting),
    ...refereeHandlers(vetting),
    ...checklistHandlers(vetting),
    ...apiHandlers(vetting),
  },
});
