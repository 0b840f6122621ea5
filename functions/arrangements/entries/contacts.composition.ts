import { isPossible, readPostcode } from "../../../shared/domain/postcode.ts";
import type { EpochMillis } from "../../../shared/domain/time.ts";
import { dynamoGeographyReader } from "../../../shared/geography/dynamo-geography-reader.ts";
import { areaFinder } from "../../../shared/geography/public-area.ts";
import { guard } from "../../../shared/http/guard.ts";
import { servicePolicy } from "../../../shared/policy/service.ts";
import { awsConnectionFrom } from "../../../shared/table/aws-connection.ts";
import { hotReader } from "../../../shared/table/hot-reader.ts";
import type { Protect } from "../../handlers-by-route.ts";
import { signedIn } from "../../signed-in.ts";
import type { ContactsHandlersDeps } from "../handlers/contact-ask.handlers.ts";
import { contactLoaders } from "../store/contact-loaders.ts";
import { dynamoContactStore } from "../store/dynamo-contact-store.ts";
import { newSecret } from "../use-cases/contact-link.ts";
import { ContactsEnv } from "./contacts.env.ts";

/** The real thing, from the environment; built once a process. Who asks is known as everywhere else, where anybody is signed in at all. */
export function contacts(
  environment: Readonly<Record<string, string | undefined>>,
  now: () => EpochMillis = Date.now,
): ContactsHandlersDeps & { readonly protect: Protect } {
  const { TABLE_NAME } = ContactsEnv.parse(environment);
  const people = signedIn(environment, now);
  const store = dynamoContactStore(people.table);
  const areaOf = areaFinder(dynamoGeographyReader(hotReader(awsConnectionFrom(environment), TABLE_NAME)));
  return {
    store,
    policy: servicePolicy.contacts,
    account: people.store.account,
    newId: people.newId,
    newSecret,
    site: people.site,
    limited: people.limited,
    addressHash: people.addressHash,
    isStopped: people.isStopped,
    stopLink: people.stopLink,
    now,
    sessions: people.sessions,
    sealer: people.sealer,
    // A sector of few postcodes is somebody's street, and one that is not known may be: of those the first half alone is kept.
    async placeOf(typed) {
      const found = await areaOf(typed);
      if (!("reason" in found)) return found.area.key;
      const read = readPostcode(typed);
      return read && isPossible(read) ? read.outcode : undefined;
    },
    protect: guard(people.guarding, { ...people.loaders, ...contactLoaders(store) }),
  };
}
