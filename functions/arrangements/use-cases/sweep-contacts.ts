import { systemContext } from "../../../shared/audit/context.ts";
import { daysAfter, londonDate } from "../../../shared/domain/time.ts";
import { changeUntilDone } from "../../../shared/due/change-until-done.ts";
import { type SweepReport, sweepDue } from "../../../shared/due/plan.ts";
import type { Notice } from "../../../shared/notices/notice.ts";
import { answerBy, type Contact } from "../rules/contact.ts";
import { afterContactMove, type ContactMove } from "../rules/contact-moves.ts";
import { handlingOf } from "./ask-contact.ts";
import { newsForPerson, newsForProvider } from "./contact-notices.ts";
import type { ContactsDeps, DueContacts } from "./contact-ports.ts";

interface Step {
  readonly after: Contact;
  readonly action: string;
  readonly notices: readonly Notice[];
}

/** What is to be done about a request by the day of `at`; undefined where nothing is. */
async function stepOf(deps: ContactsDeps, contact: Contact, at: number): Promise<Step | undefined> {
  const today = londonDate(at);
  if (contact.nextSweepOn === undefined || contact.nextSweepOn > today) return undefined;
  const late = contact.state === "sent" && answerBy(contact, deps.policy) < today;
  if (contact.state === "sent" && !late && contact.handling?.by === "held") {
    const handling = await handlingOf(deps, contact.listing, at);
    const after: Contact = { ...contact, handling, nextSweepOn: daysAfter(handling.by === "held" ? today : answerBy(contact, deps.policy), 1) };
    return { after, action: "contact:hold", notices: handling.by === "held" ? [] : await newsForProvider(deps)(after, "asked-later", at) };
  }
  const move: ContactMove = contact.state === "unconfirmed" ? "expire" : late ? "silence" : "close";
  const moved = afterContactMove(contact, move, "system", { at, policy: deps.policy });
  if (!moved.ok) return undefined;
  const told = move === "silence" ? await newsForPerson(deps)(moved.value, "silent", at) : { contact: moved.value, notices: [] };
  return { after: told.contact, action: `contact:${move}`, notices: told.notices };
}

/**
 * Does what is due of one request, by what is stored now: what was never confirmed expires, whoever got no answer in time hears so, what was held for a
 * provider who is back on the list goes to them, and what nobody wrote in for long is over. Done twice, nothing changes and nobody is told twice.
 */
export const sweepContact =
  (deps: ContactsDeps) =>
  async (id: string, at: number): Promise<"done" | "nothing"> => {
    let result: "done" | "nothing" = "nothing";
    await changeUntilDone(async () => {
      const stored = await deps.store.contact(id);
      const step = stored && (await stepOf(deps, stored.body, at));
      if (!step) return "done";
      const done = await deps.store.commit(
        systemContext("contact-sweep", at),
        [{ entity: "contact", before: stored, after: step.after, action: step.action }],
        step.notices,
      );
      if (!done.ok) return "again";
      result = "done";
      return "done";
    });
    return result;
  };

/** Does all that is due of requests by the day of `at`, council by council and day by day from where the last run ended. */
export async function sweepContacts(deps: ContactsDeps, due: DueContacts, at: number): Promise<SweepReport> {
  const sweep = sweepContact(deps);
  return sweepDue(due, londonDate(at), due.dueContacts, async (id) => (await sweep(id, at)) === "done");
}
