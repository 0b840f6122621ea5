import { GetCommand } from "@aws-sdk/lib-dynamodb";
import type { Known } from "../shared/access/loaders.ts";
import type { Versioned } from "../shared/audit/context.ts";
import { onceShape } from "../shared/audit/once.ts";
import { type EpochMillis, hasExpired } from "../shared/domain/time.ts";
import { cookieJar } from "../shared/http/cookies.ts";
import { type GuardDeps, guard } from "../shared/http/guard.ts";
import { type SavedPeopleCookie, savedPeopleCookie } from "../shared/http/saved-people-cookie.ts";
import { allowanceName, tableLimiter } from "../shared/limits/limiter.ts";
import { type MayWrite, mailCaps } from "../shared/notices/mail-caps.ts";
import type { Channel } from "../shared/notices/preferences.ts";
import { carriedFormPage } from "../shared/pages/carried-form.page.tsx";
import { type Account, isOpen } from "../shared/people/account.ts";
import { type LimitName, servicePolicy } from "../shared/policy/service.ts";
import { addressMark } from "../shared/runtime/address-mark.ts";
import { newId } from "../shared/runtime/ids.ts";
import { storedSecret } from "../shared/runtime/secret.ts";
import { addressHasher, keyedHasher, keyRing } from "../shared/session/key-ring.ts";
import { type MailStops, mailStops } from "../shared/session/mail-stops.ts";
import { type Sealer, sealer } from "../shared/session/sealed.ts";
import { type Sessions, sessions } from "../shared/session/sessions.ts";
import { awsConnectionFrom } from "../shared/table/aws-connection.ts";
import { keys } from "../shared/table/keys.ts";
import { readItem } from "../shared/table/stored-shape.ts";
import { openTable, type Table } from "../shared/table/table-client.ts";
import { dynamoPeopleStore } from "./accounts/store/dynamo-people-store.ts";
import { accountsLoaders } from "./accounts/store/loaders.ts";
import type { AccountsDeps } from "./accounts/use-cases/deps.ts";
import { failingChannels } from "./accounts/use-cases/failing-addresses.ts";
import type { Protect } from "./handlers-by-route.ts";
import { SignedInEnv } from "./signed-in.env.ts";

/** Who asks, and all that functions for signed-in people are made of besides their records. */
export interface SignedIn extends Omit<AccountsDeps, "dataSubject" | "register"> {
  readonly now: () => EpochMillis;
  readonly site: URL;
  readonly protect: Protect;
  /** What a guard of other records than this slice's is made of: they stand on the same sign-in. */
  readonly guarding: GuardDeps<Versioned<Account>>;
  readonly loaders: ReturnType<typeof accountsLoaders>;
  readonly table: Table;
  readonly sessions: Sessions;
  readonly sealer: Sealer;
  readonly jar: ReturnType<typeof cookieJar>;
  /** The people that a browser carries as saved. */
  readonly carried: SavedPeopleCookie;
  /** Seconds to wait, where something was asked too often. */
  readonly limited: (name: LimitName, who: string) => Promise<number | undefined>;
  readonly mayWrite: MayWrite;
  /** Whether whoever has an address, by its look-up hash, wants no more mails. */
  readonly isStopped: (addressHash: string) => Promise<boolean>;
  readonly mailStops: MailStops;
  /** Whether a notice can never arrive. */
  readonly noticeFailed: (id: string) => Promise<boolean>;
  /** By which channels messages to somebody do not arrive now. */
  readonly failing: (account: Account) => Promise<readonly Channel[]>;
  /** The page on which whoever has an address says that they want no more mails. */
  readonly stopLink: (email: string) => Promise<string>;
}

/** The real thing, from the environment; built once a process. */
export function signedIn(environment: Readonly<Record<string, string | undefined>>, now: () => EpochMillis = Date.now): SignedIn {
  const { TABLE_NAME, KEYS_SECRET, AUTHORITY, SITE_ADDRESS, COUNCIL_CLIENTS } = SignedInEnv.parse(environment);
  const table = openTable(awsConnectionFrom(environment), TABLE_NAME);
  const store = dynamoPeopleStore(table);
  const ring = keyRing(storedSecret(environment, KEYS_SECRET), now, servicePolicy);
  const sealing = sealer(ring, now);
  const site = new URL(SITE_ADDRESS);
  const jar = cookieJar(site);
  const sessionStore = sessions(sealing, ring, jar, now, servicePolicy);
  const limiter = tableLimiter(table);
  const addressHash = addressHasher(ring);
  const stops = mailStops(keyedHasher(ring, "mail-stop"), addressHash);
  const isStopped = async (hash: string) => (await store.mailStop(await stops.idOfHash(hash)))?.body.state === "stopped";
  const limited = (name: LimitName, who: string) => limiter(allowanceName(name, who), servicePolicy.limits[name], now());

  const deps: GuardDeps<Versioned<Account>> = {
    now,
    site,
    policy: servicePolicy,
    sessions: sessionStore,
    councilOf: (client) => COUNCIL_CLIENTS.find((one) => one.client === client)?.authority,
    accountOf: store.accountOf,
    async known(subject, throughCouncil, person) {
      const { account, actsFor } = await store.callerProfile(subject, person);
      return account && isOpen(account.body) ? knownAs(account, throughCouncil, actsFor ? [actsFor] : []) : undefined;
    },
    auditView: (owner, context, action, { name, ownersTrail }) => store.noteOn(owner, context, `looked:${action}`, name, ownersTrail),
    auditDenial: (account, context, action, name) => store.noteOn(account.body.id, context, `refused:${action}`, name, account.audit),
    async answerOf(key) {
      const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key: keys.once(key), ConsistentRead: true }));
      return Item && !hasExpired(Item["expiresAt"], now()) ? readItem(onceShape, Item) : undefined;
    },
    limited,
    carriedPage: carriedFormPage,
  };
  const loaders = accountsLoaders({ store, addressHash }, now);
  return {
    table,
    guarding: deps,
    loaders,
    store,
    newId,
    addressHash,
    authority: AUTHORITY,
    now,
    site,
    sessions: sessionStore,
    sealer: sealing,
    jar,
    carried: savedPeopleCookie(jar, servicePolicy),
    limited,
    mayWrite: mailCaps(limited, addressHash, isStopped),
    isStopped,
    mailStops: stops,
    noticeFailed: store.noticeFailed,
    markOf: addressMark,
    failing: (account) => failingChannels({ store, markOf: addressMark })(account, now()),
    stopLink: async (email) => new URL(`/no-more-emails/${await stops.tokenOf(email)}`, site).href,
    protect: guard(deps, loaders),
  };
}

const knownAs = (account: Versioned<Account>, throughCouncil: string | undefined, actsFor: Known<unknown>["caller"]["actsFor"]): Known<Versioned<Account>> => ({
  account,
  caller: { subject: account.body.id, grants: account.body.grants, actsFor, throughCouncil },
  signedOutBefore: account.body.signedOutBefore,
  endedSessions: account.body.endedSessions.map(({ id }) => id),
});
