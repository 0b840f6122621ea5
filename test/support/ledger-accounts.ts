import type { Head } from "../../functions/balances/rules/head.ts";
import type { StoredFacts } from "../../functions/balances/rules/stored-facts.ts";
import type { LedgerStore } from "../../functions/balances/use-cases/ledger-ports.ts";

const NO_FACTS = {
  lines: { council: [], nhs: [] },
  model: [],
  agreement: [],
  permissions: [],
  whereabouts: [],
  endedOn: [],
  diedOn: [],
  support: [],
  invoices: [],
  setAside: [],
  remembered: [],
  identified: {},
};

/** An account of which a council's records say no more than how suppliers call it. */
export async function openAccount(
  ledgers: Pick<LedgerStore, "learn">,
  account: string,
  authority: string,
  references: readonly string[],
  kind: Head["kind"] = "card",
): Promise<void> {
  const facts: StoredFacts = { account, authority, kind, firstPaymentOn: "2026-07-01", ...NO_FACTS };
  const head: Head = {
    account,
    authority,
    kind,
    version: 1,
    firstPaymentOn: "2026-07-01",
    openingPence: 0,
    closingPence: 0,
    covered: [],
    holes: [],
    factsAt: 1,
    segmentsAt: 0,
    segmentsIn: [],
    measured: 0,
    missing: [],
  };
  const aliases = references.map((reference) => ({ account, authority, reference, kind, from: "2026-07-01" }));
  const learned = await ledgers.learn(undefined, head, facts, aliases);
  if (!learned.ok) throw new Error(`The account is there already: ${learned.refusal}`);
}
