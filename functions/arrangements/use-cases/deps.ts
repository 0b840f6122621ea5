import type { MayWrite } from "../../../shared/notices/mail-caps.ts";
import type { ArrangementStore } from "./ports.ts";

/** What the use cases of this slice are given. */
export interface ArrangementsDeps {
  readonly store: ArrangementStore;
  /** A new id, never given before. */
  readonly newId: () => string;
  /** Where people reach Trellis. */
  readonly site: URL;
  /** Whether a notice can never arrive. */
  readonly noticeFailed: (id: string) => Promise<boolean>;
  /** Whether people who are no users may be written to. */
  readonly mayWrite: MayWrite;
  /** The page on which whoever has an address says that they want no more mails. */
  readonly stopLink: (email: string) => Promise<string>;
}
