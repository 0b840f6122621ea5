import { londonDate } from "../../../shared/domain/time.ts";
import type { HttpHandler } from "../../../shared/http/messages.ts";
import { councilCodes } from "../../../shared/policy/council.ts";
import { startPage } from "../pages/start.page.tsx";
import { checklistToday } from "../use-cases/commit-outcome.ts";
import type { Vetting } from "../use-cases/deps.ts";

/** Handlers of the page that says what applying means: open to everybody, and the same for all. */
export const startHandlers = (vetting: Vetting): Readonly<Record<"applyStart", HttpHandler>> => ({
  applyStart: async () => {
    const today = londonDate(vetting.now());
    const checklists = await Promise.all(councilCodes.map((code) => checklistToday(vetting, code, today)));
    return { kind: "page", status: 200, html: startPage(checklists) };
  },
});
