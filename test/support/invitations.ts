import { Invitation } from "../../functions/reviews/rules/invitation.ts";
import { COUNCIL } from "./councils.ts";

/** An invitation to say how support is, with its form sent on 1 November 2026. */
export const anInvitation = (more: Partial<Invitation> = {}): Invitation =>
  Invitation.parse({
    ...{ id: "rv-1", authority: COUNCIL, kind: "review", payment: "rcp_1", firstName: "Rosemary", format: "standard", language: "en", state: "open" },
    ...{ ended: [], steps: [{ step: "form", on: "2026-11-01", way: "email" }], createdOn: "2026-10-25", until: "2026-12-13", links: [], nextOn: "2026-11-08" },
    ...{ answer: {}, listings: [] },
    ...more,
  });
