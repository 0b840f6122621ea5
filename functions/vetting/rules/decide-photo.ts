import { ok, type Result, refused } from "../../../shared/domain/result.ts";
import { isPublic, isUndecided, type VettingCase } from "./case.ts";
import { type EvidenceRefusal, mayCheck, withOfficer } from "./decide-evidence.ts";
import { asEntered, isTheirs, type MovedBy } from "./moves.ts";
import type { CasePhoto, CasePictures, PhotoFault, Picture } from "./photo.ts";
import type { NoticeRequest, Outcome, Situation } from "./situation.ts";

/** A case with another photo, or none, and the task that goes with one that waits. */
function withPhoto({ photo: _, ...vettingCase }: VettingCase, photo: CasePhoto | undefined): VettingCase {
  const others = vettingCase.tasks.filter(({ code }) => code !== "photo");
  const tasks = photo?.waiting ? [...others, { code: "photo" as const, since: photo.waiting.since }] : others;
  return { ...vettingCase, tasks, ...(photo && Object.keys(photo).length > 0 ? { photo } : {}) };
}

/** Once a case is over nothing of its photo stays. */
export const withoutPhotoOnceOver = (vettingCase: VettingCase): VettingCase =>
  vettingCase.endedAt === undefined || vettingCase.photo === undefined ? vettingCase : withPhoto(vettingCase, undefined);

/** What became of a file that was sent as a photo: pictures, under a name of their own, or why there are none. */
export interface PhotoLook {
  readonly file: string;
  readonly mark: string;
  readonly by?: string | undefined;
  readonly made: { readonly name: string } | { readonly why: PhotoFault };
}

/**
 * A case after a file was sent as its photo. Pictures wait for an officer, in place of any that waited; those an officer agreed to stay
 * public until the new ones are agreed to. A file that is not taken changes nothing but what its sender reads.
 */
export function afterSendingPhoto({ case: vettingCase, today }: Pick<Situation, "case" | "today">, { file, mark, by, made }: PhotoLook): Outcome {
  const { shown, waiting } = vettingCase.photo ?? {};
  const kept = shown === undefined ? {} : { shown };
  const photo: CasePhoto =
    "name" in made
      ? { ...kept, waiting: { name: made.name, since: today }, last: { file, mark } }
      : { ...kept, ...(waiting ? { waiting } : {}), last: { file, mark, why: made.why } };
  const changed = withPhoto(vettingCase, photo);
  const next = by === undefined ? changed : asEntered(changed, { kind: "officer", subject: by });
  // Before the decision an officer looks at everything anyway.
  const isNews = "name" in made && waiting === undefined && !isUndecided(vettingCase);
  return { case: next, evidence: [], notices: isNews ? [{ code: "officer-task", to: "officer", values: {} }] : [] };
}

/** A case whose photo was taken back: both what is shown and what waits. Refused as `not-asked` where there is none. */
export function afterTakingBackPhoto({ case: vettingCase }: Pick<Situation, "case">, mover: MovedBy): Result<Outcome, EvidenceRefusal> {
  if (vettingCase.photo === undefined) return refused("not-asked");
  return ok({ case: asEntered(withPhoto(vettingCase, undefined), mover), evidence: [], notices: [] });
}

/** An officer's look at a photo: by its name, so that nobody agrees to another than they saw. */
export type PhotoDecision = { readonly name: string } & ({ readonly answer: "agree" } | { readonly answer: "refuse"; readonly reason: string });

/**
 * A photo that an officer agreed to, and the public sees while the listing is public; or one they did not, which is removed at once, and
 * whoever sent it is told why. Whoever sent anything in the applicant's place leaves it to another officer. Refused as `stale` where another photo waits.
 */
export function afterLookingAtPhoto(situation: Situation, officer: MovedBy, decision: PhotoDecision): Result<Outcome, EvidenceRefusal | "stale"> {
  const { case: vettingCase } = situation;
  const why = mayCheck(situation, officer);
  if (why) return refused(why);
  const { photo } = vettingCase;
  if (!photo?.waiting) return refused("not-asked");
  if (photo.waiting.name !== decision.name) return refused("stale");
  if (decision.answer === "agree" && vettingCase.enteredBy.some((account) => isTheirs(officer, account))) return refused("same-officer");
  if (decision.answer === "refuse" && decision.reason === "") return refused("reason-missing");
  const { waiting, refused: _, ...kept } = photo;
  const next: CasePhoto = decision.answer === "agree" ? { ...kept, shown: waiting.name } : { ...kept, refused: decision.reason };
  return ok({ case: withOfficer(withPhoto(vettingCase, next), officer), evidence: [], notices: [noticeOf(vettingCase, decision)] });
}

function noticeOf(vettingCase: VettingCase, decision: PhotoDecision): NoticeRequest {
  const told = (outcome: string, reason: string): NoticeRequest => ({ code: "page-looked-at", to: "applicant", values: { outcome, reason } });
  if (decision.answer === "refuse") return told("We have not added your photo to your page.", decision.reason);
  return isPublic(vettingCase)
    ? told("Your photo is on your page.", "You can change it or remove it at any time.")
    : told("We have accepted your photo.", "People will see it when you are on the list. You can change it or remove it at any time.");
}

/** A case that takes the place of another on the list goes on with its photo, under a new name, unless it has one of its own. */
export const withPhotoOf = (vettingCase: VettingCase, old: Pick<VettingCase, "photo">, name: string): VettingCase =>
  vettingCase.photo !== undefined || old.photo?.shown === undefined ? vettingCase : withPhoto(vettingCase, { shown: name });

/**
 * The pictures of a case as its photo says: only those it names, and public only what an officer agreed to, while the listing is.
 * Whatever becomes of a case, pictures follow by this alone.
 */
export function picturesOf({ id, authority, owner, photo, listing, ...vettingCase }: VettingCase, pictures: readonly Picture[]): CasePictures {
  const named = [photo?.shown, photo?.waiting?.name];
  const kept = pictures.filter(({ name }) => named.includes(name));
  const shown = isPublic(vettingCase) && listing !== undefined ? kept.find(({ name }) => name === photo?.shown) : undefined;
  return { case: id, authority, owner, pictures: kept, ...(shown && listing !== undefined ? { shown: { name: shown.name, listing } } : {}) };
}
