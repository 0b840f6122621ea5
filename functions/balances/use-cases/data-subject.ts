import { changeUntilDone } from "../../../shared/due/change-until-done.ts";
import { type DataSubject, entryForPerson } from "../../../shared/people/data-subject.ts";
import { caseForPerson, isWithheldFrom, withoutPerson } from "../rules/case-of-person.ts";
import { checkedPageKey } from "../rules/page-keys.ts";
import { papersForPerson, papersWithoutOwner } from "../rules/paper-statement.ts";
import { withoutOwner } from "../rules/receipt.ts";
import { checkedReceiptKey } from "../rules/receipt-keys.ts";
import type { CaseStore } from "./case-ports.ts";
import type { PaperStore } from "./paper-ports.ts";
import type { ReceiptStore } from "./receipt-ports.ts";

type Held = Pick<CaseStore, "balanceCase" | "casesOf" | "trail" | "commit">;
type HeldPapers = Pick<PaperStore, "papers" | "papersOfPerson" | "trail" | "commit">;
type HeldReceipts = Pick<ReceiptStore, "receipt" | "receiptsOfPerson" | "trail" | "commit">;

/** What tells that somebody must not hear of a case. */
const UNTOLD_ACTIONS = ["balance:withhold"];

/** What is held on a person of questions about their account; nothing of what is withheld from them. */
export const balancesDataSubject = (store: Held, receipts: HeldReceipts, papers: HeldPapers, removeFile: (key: string) => Promise<void>): DataSubject => {
  const shown = async (person: string) => (await store.casesOf(person)).filter(({ body }) => !isWithheldFrom(body, person));
  return {
    personalDataOf: async (person) => ({
      "balance-case": (await shown(person)).map(({ body }) => caseForPerson(body)),
      receipt: (await receipts.receiptsOfPerson(person)).map(({ body }) => ({ ...body })),
      "paper-statement": (await papers.papersOfPerson(person)).map(({ body }) => papersForPerson(body)),
    }),
    async trailOf(person) {
      const ofCases = (await shown(person)).map(({ body }) => store.trail(body));
      const ofReceipts = (await receipts.receiptsOfPerson(person)).map(({ body }) => receipts.trail(body));
      const ofPapers = (await papers.papersOfPerson(person)).map(({ body }) => papers.trail(body));
      const trails = await Promise.all([...ofCases, ...ofReceipts, ...ofPapers]);
      return trails
        .flat()
        .filter(({ action }) => !UNTOLD_ACTIONS.includes(action))
        .map((entry) => entryForPerson(entry, person));
    },
    // The council's record of public money does not keep anybody's account open.
    erasureSay: async () => ({ waiting: false, said: [] }),
    askBeforeErasure: async () => undefined,
    async endForErasure(person, { idempotencyKey: _, ...context }) {
      for (const { body } of await receipts.receiptsOfPerson(person))
        await changeUntilDone(async () => {
          const before = await receipts.receipt(body.account, body.movement);
          if (before?.body.owner !== person) return "done";
          const { account, movement, file } = before.body;
          if (file) await removeFile(checkedReceiptKey({ account, movement, file: file.id }, file.mark));
          const after = withoutOwner(before.body);
          return (await receipts.commit(context, [{ entity: "receipt", before, after, action: "receipt:unlink" }])).ok ? "done" : "again";
        });
      for (const { body } of await papers.papersOfPerson(person))
        await changeUntilDone(async () => {
          const before = await papers.papers(body.id);
          if (before?.body.owner !== person) return "done";
          for (const { on, pages } of before.body.closings)
            for (const { id, mark } of pages) await removeFile(checkedPageKey({ account: body.id, on, file: id }, mark));
          const after = papersWithoutOwner(before.body);
          return (await papers.commit(context, [{ entity: "paper-statement", before, after, action: "paper:unlink" }])).ok ? "done" : "again";
        });
      for (const { body } of await store.casesOf(person))
        await changeUntilDone(async () => {
          const before = await store.balanceCase(body.id);
          if (before?.body.owner !== person) return "done";
          const after = withoutPerson(before.body, context.at);
          return (await store.commit(context, [{ entity: "balance-case", before, after, action: "balance:unlink" }])).ok ? "done" : "again";
        });
    },
  };
};
