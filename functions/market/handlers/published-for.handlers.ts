import { Period } from "../../../shared/domain/small-numbers/period.ts";
import type { ShownFigures, StoredFigures } from "../../../shared/figures/ports.ts";

/**
 * What was published for staff of the period that an address names, or of the newest; undefined where there is no such period. Where none is named and nothing
 * was published yet, `figures` is undefined.
 */
export async function publishedFor(
  shown: ShownFigures,
  council: string,
  query: URLSearchParams,
): Promise<{ readonly figures: StoredFigures | undefined } | undefined> {
  const named = query.get("period");
  if (named === null) return { figures: await shown.newest("staff", council) };
  const period = Period.safeParse(named);
  const figures = period.success ? await shown.newest("staff", council, period.data) : undefined;
  return figures && { figures };
}
