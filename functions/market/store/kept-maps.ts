import { type EpochMillis, MINUTE_MS } from "../../../shared/domain/time.ts";
import type { CouncilMap } from "../../../shared/geography/census.ts";
import type { OpenData } from "../use-cases/ports.ts";

/** After so long a map is read again: an import may have drawn it anew. */
const AGAIN_MS = 15 * MINUTE_MS;

/** Maps as they were read, for a while: a page of a council's gaps then needs one read, which is of the gaps. What fails is asked for again. */
export function keptMaps(map: OpenData["map"], now: () => EpochMillis): OpenData["map"] {
  const kept = new Map<string, { readonly until: EpochMillis; readonly found: Promise<CouncilMap | undefined> }>();
  return (council, district) => {
    const name = district ?? council;
    const known = kept.get(name);
    if (known !== undefined && known.until > now()) return known.found;
    const found = map(council, district);
    kept.set(name, { until: now() + AGAIN_MS, found });
    found.catch(() => kept.delete(name));
    return found;
  };
}
