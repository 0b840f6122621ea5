import type { EpochMillis } from "../../../shared/domain/time.ts";
import { fileStore } from "../../../shared/files/file-store.ts";
import { dynamoGeographyReader } from "../../../shared/geography/dynamo-geography-reader.ts";
import { GAZETTEER_FILE, gazetteerFrom } from "../../../shared/geography/gazetteer-file.ts";
import { baseFinder } from "../../../shared/geography/public-area.ts";
import { guard } from "../../../shared/http/guard.ts";
import { councilPolicy } from "../../../shared/policy/council.ts";
import { newReference } from "../../../shared/runtime/ids.ts";
import { awsConnectionFrom } from "../../../shared/table/aws-connection.ts";
import { hotReader } from "../../../shared/table/hot-reader.ts";
import type { Protect } from "../../handlers-by-route.ts";
import { signedIn } from "../../signed-in.ts";
import { dynamoCaseStore } from "../store/dynamo-case-store.ts";
import { vettingLoaders } from "../store/loaders.ts";
import type { Vetting } from "../use-cases/deps.ts";
import { standingIn } from "../use-cases/standing.ts";
import { VettingEnv } from "./vetting.env.ts";

export interface VettingOverrides {
  readonly now?: () => EpochMillis;
  readonly gazetteerFile?: string | URL;
}

/** The real thing, from the environment; built once a process. Who asks is known as everywhere else. */
export function vetting(
  environment: Readonly<Record<string, string | undefined>>,
  { now = Date.now, gazetteerFile = new URL(GAZETTEER_FILE, import.meta.url) }: VettingOverrides = {},
): Vetting & { readonly protect: Protect } {
  const { TABLE_NAME } = VettingEnv.parse(environment);
  const people = signedIn(environment, now);
  const store = dynamoCaseStore(people.table);
  const geography = dynamoGeographyReader(hotReader(awsConnectionFrom(environment), TABLE_NAME));
  return {
    store,
    now,
    newId: people.newId,
    newReference: (authority) => newReference(councilPolicy(authority).referencePrefix),
    addressHash: people.addressHash,
    site: people.site,
    mayWrite: people.mayWrite,
    stopLink: people.stopLink,
    noticeFailed: people.noticeFailed,
    isStopped: people.isStopped,
    failing: people.failing,
    limited: people.limited,
    files: fileStore(environment),
    baseOf: baseFinder(geography, gazetteerFrom(gazetteerFile)),
    protect: guard(people.guarding, { ...people.loaders, ...vettingLoaders({ store, standing: standingIn({ store, addressHash: people.addressHash }) }) }),
  };
}
