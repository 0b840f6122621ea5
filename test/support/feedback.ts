import type { Feedback } from "../../functions/feedback/rules/feedback.ts";
import type { YouSaid } from "../../functions/feedback/rules/you-said.ts";
import { COUNCIL } from "./councils.ts";

const SOMEBODY = "ruth";

/** Feedback of a PA that nobody has read; everything not named is plain and the same every time. */
export const someFeedback = (changes: Partial<Feedback> = {}): Feedback => ({
  ...{ id: "fb_1", authority: COUNCIL, form: "pa", version: 1, receipt: "LEI-4KX7", readFirst: false },
  answers: [
    { question: "paid-on-time", choice: "mostly" },
    { question: "change", words: "It helps when payslips come by email." },
  ],
  ...{ createdAt: "2026-11-20T09:00:00.000Z", state: "new", passedOn: [], quotedIn: [] },
  ...changes,
});

/** The same once an officer read it. */
export const readFeedback = (changes: Partial<Feedback> = {}): Feedback =>
  someFeedback({ state: "read", readBy: SOMEBODY, readAt: "2026-11-21T09:00:00.000Z", ...changes });

/** A draft of "You said, we did". */
export const anEntry = (changes: Partial<YouSaid> = {}): YouSaid => ({
  ...{ id: "ys_1", authority: COUNCIL, topic: "being-paid", said: "Payslips by post come late.", changed: "Payslips now come by email." },
  ...{ changedOn: "2026-11-01", feedback: [], quotes: [], state: "draft", createdBy: SOMEBODY, createdAt: "2026-11-21T09:00:00.000Z" },
  ...changes,
});
