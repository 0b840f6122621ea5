import type { Instant, PlainDate } from "../../../shared/domain/time.ts";
import type { NoticeCode } from "../../../shared/notices/templates.ts";
import type { Checklist } from "../../../shared/policy/checklists.ts";
import type { VettingCase } from "./case.ts";
import type { Evidence } from "./evidence.ts";
import type { Picture } from "./photo.ts";
import type { Visit } from "./visit.ts";
import type { VisitMove } from "./visit-moves.ts";

/** A case with all that belongs to it, at a moment. */
export interface Situation {
  readonly case: VettingCase;
  readonly evidence: readonly Evidence[];
  readonly checklist: Checklist;
  /** Its visit, where one was ever arranged. */
  readonly visit?: Visit | undefined;
  readonly today: PlainDate;
  readonly at: Instant;
}

/** What somebody is told: a template's code, and what it names. */
export interface NoticeRequest {
  readonly code: NoticeCode;
  readonly to: "applicant" | "officer" | "recipients";
  readonly values: Readonly<Record<string, string>>;
}

/** What a move, or the night, leaves to be written and told. */
export interface Outcome {
  readonly case: VettingCase;
  /** Only those that changed. */
  readonly evidence: readonly Evidence[];
  readonly notices: readonly NoticeRequest[];
  /** Pictures that are new with it. */
  readonly pictures?: readonly Picture[];
  /** The visit as it is to be, and by which move, where it changed. */
  readonly visit?: { readonly after: Visit; readonly move: VisitMove | "sweep" } | undefined;
}
