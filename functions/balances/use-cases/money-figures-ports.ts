import type { PlainDate } from "../../../shared/domain/time.ts";
import type { MoneyFiguresStore } from "../../../shared/figures/money-figures.ts";
import type { LedgerStore } from "./ledger-ports.ts";
import type { TrialStore } from "./trial-ports.ts";

/** A provider behind an arrangement: the listing, or the arrangement itself of someone who is not on the list. */
export interface ProviderBehind {
  readonly provider: string;
  /** As the directory has it; absent of someone who is not on the list. */
  readonly kind?: string | undefined;
}

/** What a provider did for a council's people on a day: how many they supported, and what was agreed to be paid for it a week. */
export interface WorkOfProvider {
  readonly people: number;
  readonly weeklyPence: number;
}

/** Who gives support, as figures of money may know them: no name. */
export interface ProvidersBehind {
  behind(arrangement: string): Promise<ProviderBehind | undefined>;
  work(behind: ProviderBehind, council: string, day: PlainDate): Promise<WorkOfProvider>;
}

/** What the job that counts money is given. */
export interface MoneyFiguresDeps {
  readonly ledger: Pick<LedgerStore, "accountSince" | "results">;
  /** The accounts that are checked, by council and part. */
  readonly accounts: Pick<TrialStore, "parts" | "accountsIn">;
  readonly providers: ProvidersBehind;
  readonly figures: MoneyFiguresStore;
  readonly councils: readonly string[];
}
