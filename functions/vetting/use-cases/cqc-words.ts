import { longDate } from "../../../shared/domain/time.ts";
import type { Evidence } from "../rules/evidence.ts";
import type { CaseStore } from "./ports.ts";

/** What the CQC's directory, as it was imported, says of the location that a piece of evidence names; undefined where it names none. */
export async function cqcWords(store: Pick<CaseStore, "listing">, { offered, accepted }: Pick<Evidence, "offered" | "accepted">): Promise<string | undefined> {
  const locationId = offered?.facts["locationId"] ?? accepted?.facts["locationId"];
  if (typeof locationId !== "string") return undefined;
  const location = await store.listing(`cqc_${locationId}`);
  if (!location) return "Not found. Check it with the CQC before you accept it.";
  return `${location.displayName}, rating ${location.cqc?.rating ?? "not known"}${location.cqc?.ratedOn ? ` on ${longDate(location.cqc.ratedOn)}` : ""}`;
}
