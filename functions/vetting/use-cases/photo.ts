import type { CommitRefusal } from "../../../shared/audit/commit.ts";
import { type AuditContext, systemContext } from "../../../shared/audit/context.ts";
import { ok, type Result, refused } from "../../../shared/domain/result.ts";
import type { EpochMillis } from "../../../shared/domain/time.ts";
import { changeUntilDone } from "../../../shared/due/change-until-done.ts";
import type { FileOutcome } from "../../../shared/files/check-file.ts";
import type { DrawFault, DrawnPhoto } from "../../../shared/files/draw-photo.ts";
import type { FileType } from "../../../shared/files/file-types.ts";
import { type EvidenceRefusal, OPEN_TO_SEND } from "../rules/decide-evidence.ts";
import { afterLookingAtPhoto, afterSendingPhoto, afterTakingBackPhoto, type PhotoDecision, type PhotoLook } from "../rules/decide-photo.ts";
import type { FilePlace } from "../rules/file-keys.ts";
import type { MovedBy } from "../rules/moves.ts";
import type { Picture } from "../rules/photo.ts";
import { commitOutcome, situationOf } from "./commit-outcome.ts";
import type { VettingDeps } from "./deps.ts";
import type { StoredCase } from "./ports.ts";

type Deps = Pick<VettingDeps, "store" | "newId" | "site">;

/** Makes pictures of a file that the check took. */
export type DrawPhoto = (bytes: Uint8Array, type: FileType) => Promise<Result<DrawnPhoto, DrawFault>>;

/** What noting a photo is given. */
export interface NotePhotoDeps extends Deps {
  readonly draw: DrawPhoto;
  readonly now: () => EpochMillis;
}

const inBase64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");

/** New pictures of a file, under a name nobody had before; or why there are none. */
async function look(
  deps: NotePhotoDeps,
  result: FileOutcome,
  bytes: Uint8Array | undefined,
): Promise<Pick<PhotoLook, "made"> & { readonly picture?: Picture }> {
  if (!result.ok) return { made: { why: result.refusal } };
  const drawn = await deps.draw(bytes ?? new Uint8Array(), result.value);
  if (!drawn.ok) return { made: { why: drawn.refusal } };
  const name = deps.newId();
  return { made: { name }, picture: { name, small: inBase64(drawn.value.small), large: inBase64(drawn.value.large) } };
}

/**
 * Notes what became of a file that was sent as a photo: the pictures made of it, or why there are none. Told twice of the same file, it is noted once. The file
 * itself is kept nowhere: whoever calls removes it.
 */
export async function notePhoto(
  deps: NotePhotoDeps,
  { case: id, file, by }: FilePlace,
  result: FileOutcome,
  mark: string,
  bytes: Uint8Array | undefined,
): Promise<void> {
  const { made, picture } = await look(deps, result, bytes);
  await changeUntilDone(async () => {
    const stored = await deps.store.caseWithEvidence(id);
    if (!stored || !OPEN_TO_SEND.includes(stored.case.body.state) || stored.case.body.photo?.last?.mark === mark) return "done";
    const context = systemContext("file-check", deps.now());
    const situation = await situationOf(deps, stored, context.at);
    const outcome = { ...afterSendingPhoto(situation, { file, mark, by, made }), ...(picture ? { pictures: [picture] } : {}) };
    return (await commitOutcome(deps)(stored, situation, outcome, "case:photo", context)).ok ? "done" : "again";
  });
}

/** Removes a photo: what is public is gone with the same change. Refused as `not-asked` where there is none. */
export const takeBackPhoto =
  (deps: Deps) =>
  async (stored: StoredCase, mover: MovedBy, context: AuditContext): Promise<Result<void, EvidenceRefusal | CommitRefusal>> => {
    const situation = await situationOf(deps, stored, context.at);
    const outcome = afterTakingBackPhoto(situation, mover);
    if (!outcome.ok) return outcome;
    const done = await commitOutcome(deps)(stored, situation, outcome.value, "case:remove-photo", context);
    return done.ok ? ok(undefined) : done;
  };

/** An officer's answer to a photo, in one change with what the public sees. */
export const lookAtPhoto =
  (deps: Deps) =>
  async (stored: StoredCase, officer: MovedBy, decision: PhotoDecision, context: AuditContext): Promise<Result<void, EvidenceRefusal | CommitRefusal>> => {
    const situation = await situationOf(deps, stored, context.at);
    const outcome = afterLookingAtPhoto(situation, officer, decision);
    if (!outcome.ok) return outcome;
    const reason = decision.answer === "refuse" ? decision.reason : undefined;
    const done = await commitOutcome(deps)(stored, situation, outcome.value, `case:photo-${decision.answer}`, context, reason);
    return done.ok ? ok(undefined) : done;
  };

/** A picture of a case by its name, the large one; refused as `missing` where it is not there any more. */
export async function pictureNamed({ store }: Pick<Deps, "store">, vettingCase: string, name: string): Promise<Result<Uint8Array, "missing">> {
  const pictures = await store.picturesOf(vettingCase);
  const picture = pictures?.body.pictures.find((one) => one.name === name);
  return picture ? ok(Buffer.from(picture.large, "base64")) : refused("missing");
}
