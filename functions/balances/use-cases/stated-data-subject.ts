import { changeUntilDone } from "../../../shared/due/change-until-done.ts";
import { type DataSubject, entryForPerson, type PersonalData } from "../../../shared/people/data-subject.ts";
import { noteForPerson } from "../rules/account-note.ts";
import { isWithheldFrom } from "../rules/case-of-person.ts";
import { invoiceForPerson, invoiceWithoutWords } from "../rules/invoice.ts";
import { setAsideForPerson } from "../rules/set-aside-record.ts";
import type { CaseStore } from "./case-ports.ts";
import type { LedgerStore } from "./ledger-ports.ts";
import type { StatedStore } from "./record-ports.ts";

interface Held {
  readonly store: StatedStore;
  readonly cases: Pick<CaseStore, "newestOf">;
  /** The account of the direct payment that an officer connected with a person. */
  readonly accountOf: (person: string) => Promise<string | undefined>;
  /** The table of money, for whoever may look at what is held; opened when it is asked for. */
  readonly ledgers: () => Pick<LedgerStore, "wholeAccount" | "results">;
}

/**
 * What is held on the account of somebody's direct payment: what statements say, what checks work with and came to, and what was stated of it. Where a question is
 * withheld from them, what checks found is too.
 */
export const statedDataSubject = ({ store, cases, accountOf, ledgers }: Held): DataSubject => {
  const ofAccount = async (account: string, person: string): Promise<PersonalData> => {
    const ledger = ledgers();
    const [read, results, newest] = await Promise.all([ledger.wholeAccount(account), ledger.results(account), cases.newestOf(account)]);
    const withheld = newest !== undefined && isWithheldFrom(newest.body, person);
    return {
      "ledger-head": read ? [{ ...read.head }] : [],
      "ledger-facts": read?.facts ? [{ ...read.facts }] : [],
      "ledger-segment": (read?.segments ?? []).map((segment) => ({ ...segment })),
      "check-result": results.map((result) => (withheld ? { ...result, findings: [] } : { ...result })),
    };
  };
  const stated = async (person: string) => {
    const account = await accountOf(person);
    const [setAside, note] = account === undefined ? [] : await Promise.all([store.setAside(account), store.accountNote(account)]);
    return { account, setAside, note, invoices: await store.invoicesOf(person) };
  };
  return {
    async personalDataOf(person) {
      const { account, setAside, note, invoices } = await stated(person);
      const nothing = { "ledger-head": [], "ledger-facts": [], "ledger-segment": [], "check-result": [] };
      return {
        ...(account === undefined ? nothing : await ofAccount(account, person)),
        "set-aside": setAside ? [setAsideForPerson(setAside.body)] : [],
        "account-note": note ? [noteForPerson(note.body)] : [],
        invoice: invoices.map(({ body }) => invoiceForPerson(body)),
      };
    },
    async trailOf(person) {
      const { setAside, note, invoices } = await stated(person);
      const trails = await Promise.all([
        ...(setAside ? [store.trailOf("set-aside", setAside.body)] : []),
        ...(note ? [store.trailOf("account-note", note.body)] : []),
        ...invoices.map(({ body }) => store.trailOf("invoice", body)),
      ]);
      return trails.flat().map((entry) => entryForPerson(entry, person));
    },
    // The council's record of public money does not keep anybody's account open.
    erasureSay: async () => ({ waiting: false, said: [] }),
    askBeforeErasure: async () => undefined,
    async endForErasure(person, { idempotencyKey: _, ...context }) {
      for (const { body } of await store.invoicesOf(person))
        await changeUntilDone(async () => {
          const before = await store.invoice(body.id);
          if (before?.body.words === undefined) return "done";
          const after = invoiceWithoutWords(before.body);
          return (await store.commit(context, [{ entity: "invoice", before, after, action: "invoice:forget" }])).ok ? "done" : "again";
        });
    },
  };
};
