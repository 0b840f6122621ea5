import type { EpochMillis } from "../../../shared/domain/time.ts";
import { dynamoMoneyFigures } from "../../../shared/figures/dynamo-money-figures.ts";
import { coarsePlaceFinder } from "../../../shared/geography/coarse-place.ts";
import { dynamoGeographyReader } from "../../../shared/geography/dynamo-geography-reader.ts";
import { dynamoOpenData } from "../../../shared/geography/dynamo-open-data.ts";
import { GAZETTEER_FILE, gazetteerFrom } from "../../../shared/geography/gazetteer-file.ts";
import { placeResolver } from "../../../shared/geography/resolve.ts";
import { guard } from "../../../shared/http/guard.ts";
import { awsConnectionFrom } from "../../../shared/table/aws-connection.ts";
import { hotReader } from "../../../shared/table/hot-reader.ts";
import type { Protect } from "../../handlers-by-route.ts";
import { publishedFeedback } from "../../published-feedback.ts";
import { signedIn } from "../../signed-in.ts";
import { dynamoActingStore } from "../store/dynamo-acting-store.ts";
import { dynamoShownApplications } from "../store/dynamo-application-store.ts";
import { dynamoGapStore } from "../store/dynamo-gap-store.ts";
import { dynamoShownSignals } from "../store/dynamo-signal-store.ts";
import { keptMaps } from "../store/kept-maps.ts";
import { marketLoaders } from "../store/loaders.ts";
import type { ActingDeps } from "../use-cases/acting-ports.ts";

export interface MarketOverrides {
  readonly now?: () => EpochMillis;
  readonly gazetteerFile?: string | URL;
}

/** The real thing, from the environment; built once a process. */
export function market(
  environment: Readonly<Record<string, string | undefined>>,
  { now = Date.now, gazetteerFile = new URL(GAZETTEER_FILE, import.meta.url) }: MarketOverrides = {},
): ActingDeps & { readonly protect: Protect } {
  const { table, guarding, loaders, store: people, newId, site, limited, addressHash, isStopped, stopLink } = signedIn(environment, now);
  const reader = hotReader(awsConnectionFrom(environment), table.name);
  const open = dynamoOpenData(reader);
  const geography = dynamoGeographyReader(reader);
  const acting = dynamoActingStore(table);
  return {
    gaps: dynamoGapStore(table),
    map: keptMaps(open.map, now),
    takeUpYears: open.takeUpYears,
    shownSignals: dynamoShownSignals(table),
    shownApplications: dynamoShownApplications(table),
    feedback: publishedFeedback(table),
    money: dynamoMoneyFigures(table),
    acting,
    placeOf: coarsePlaceFinder(geography, placeResolver(geography, gazetteerFrom(gazetteerFile), now)),
    async sectorsIn(districts) {
      const sectors = (await geography.index())?.sectors.values() ?? [];
      return [...sectors]
        .filter(({ district = "", stackedOnly }) => !stackedOnly && districts.includes(district))
        .map(({ sector: key, lat, lon }) => ({ key, lat, lon }))
        .toSorted((a, b) => (a.key < b.key ? -1 : 1));
    },
    ...{ account: people.account, newId, site, now, limited, addressHash, isStopped, stopLink },
    protect: guard(guarding, { ...loaders, ...marketLoaders(acting) }),
  };
}
