import type { Recipient } from "../../functions/arrangements/rules/recipient.ts";
import { newRecipient, withStatement } from "../../functions/arrangements/rules/recipient-facts.ts";
import { COUNCIL } from "./councils.ts";

/** A recipient's record for a test: a council's budget since April, and little else. */
export const aRecipient = (more: Partial<Recipient> = {}): Recipient => ({
  ...withStatement(
    newRecipient("rcp_1", COUNCIL, "C-1001", "2026-11-01T09:00:00.000Z"),
    {
      from: "2026-04-06",
      dated: { dpKind: "ongoing", councilLine: { weeklyGrossPence: 21_200, weeklyContributionPence: 1850 }, supportReasons: ["physical"] },
      plain: { name: "Imelda Sampleton" },
    },
    "2026-11-01T09:00:00.000Z",
  ),
  ...more,
});
