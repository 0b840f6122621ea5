import type { Result } from "../../../shared/domain/result.ts";
import type { Based } from "../../../shared/geography/public-area.ts";
import type { CaseStore } from "./ports.ts";

/** What the use cases of this slice are given. */
export interface VettingDeps {
  readonly store: CaseStore;
  /** A new id, never given before. */
  readonly newId: () => string;
  /** Where people reach Trellis. */
  readonly site: URL;
  readonly baseOf: (text: string) => Promise<Result<Based, string>>;
}
