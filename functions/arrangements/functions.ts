import { KINDS_OF_SLICE } from "../../shared/import/kinds.ts";
import { allGrants, grantsFor, LISTING_GRANTS, NOTICE_GRANTS, partitionsOf, REQUEST_GRANTS } from "../../shared/records/grants.ts";
import { indexes, keys, PUBLIC_PARTITIONS } from "../../shared/table/keys.ts";
import type { FunctionSpec } from "../function-spec.ts";
import { ArrangementsEnv } from "./entries/arrangements.env.ts";
import { AskHoursEnv } from "./entries/ask-hours.env.ts";
import { ContactSweepEnv } from "./entries/contact-sweep.env.ts";
import { ContactsEnv } from "./entries/contacts.env.ts";
import { FreeHoursEnv } from "./entries/free-hours.env.ts";
import { PoolingEnv } from "./entries/pooling.env.ts";
import { RecipientDropEnv } from "./entries/recipient-drop.env.ts";
import { RecipientsEnv } from "./entries/recipients.env.ts";
import { RequestSweepEnv } from "./entries/request-sweep.env.ts";
import { RequestTellEnv } from "./entries/request-tell.env.ts";
import { RequestsEnv } from "./entries/requests.env.ts";
import { SetUpClockEnv } from "./entries/set-up-clock.env.ts";
import { ShortlistEnv } from "./entries/shortlist.env.ts";
import { arrangementsEntities } from "./store/entities.ts";
import { arrangementsIndexes, arrangementsKeys } from "./store/keys.ts";

const {
  arrangement,
  concern,
  shortlist,
  "hours-question": hoursQuestion,
  pool,
  "pool-wish": poolWish,
  recipient,
  request,
  answer,
  need,
  "request-alert": requestAlert,
  contact,
  "contact-report": contactReport,
  "set-up": setUp,
} = arrangementsEntities;
/** Requests for support with their answers, and the listings of whoever can give them. */
const requestGrants = allGrants(grantsFor({ request, answer, need, requestAlert }), NOTICE_GRANTS, { indexes: { gsi2: partitionsOf(indexes.listingsOf) } });

export const arrangementsFunctions = {
  arrangements: {
    entry: "functions/arrangements/entries/arrangements.handler.ts",
    env: ArrangementsEnv,
    table: {
      mode: "write",
      signedIn: true,
      ...allGrants(grantsFor({ arrangement, concern }), LISTING_GRANTS, NOTICE_GRANTS, REQUEST_GRANTS, { indexes: { gsi2: partitionsOf(indexes.listingsOf) } }),
      // What the plan agrees to.
      reads: partitionsOf(arrangementsKeys.recipient, arrangementsKeys.recipientOf),
    },
    memoryMb: 1024,
    timeoutSeconds: 15,
    secrets: ["keys"],
    ifItFails: "People who get support cannot see or change who they use, and officers cannot see who a provider supports.",
  },
  // Apart from arrangements: anybody may call it, and it reaches no record of whom people use.
  shortlist: {
    entry: "functions/arrangements/entries/shortlist.handler.ts",
    env: ShortlistEnv,
    table: {
      mode: "write",
      signedIn: true,
      ...allGrants(grantsFor({ shortlist }), REQUEST_GRANTS),
      reads: partitionsOf(keys.publicListing),
    },
    memoryMb: 1024,
    timeoutSeconds: 15,
    secrets: ["keys"],
    ifItFails: "People cannot save anyone, or see who they saved.",
  },
  freeHours: {
    entry: "functions/arrangements/entries/free-hours.handler.ts",
    env: FreeHoursEnv,
    table: {
      mode: "write",
      signedIn: true,
      ...allGrants(grantsFor({ hoursQuestion }), LISTING_GRANTS, REQUEST_GRANTS),
    },
    memoryMb: 1024,
    timeoutSeconds: 15,
    secrets: ["keys"],
    ifItFails: "Providers cannot say how many hours they have free.",
  },
  askHours: {
    entry: "functions/arrangements/entries/ask-hours.handler.ts",
    env: AskHoursEnv,
    table: {
      mode: "write",
      ...allGrants(grantsFor({ hoursQuestion }), NOTICE_GRANTS, {
        partitions: [keys.dayDone("askHours", "").pk],
        indexes: { gsi3: partitionsOf(indexes.hoursQuestions) },
      }),
      reads: partitionsOf(keys.listing, keys.account),
    },
    memoryMb: 512,
    timeoutSeconds: 600,
    ifItFails: "Providers are not asked if their free hours are still right, and people find some who have none.",
    schedule: { dailyAtUtc: "09:00" },
  },
  pooling: {
    entry: "functions/arrangements/entries/pooling.handler.ts",
    env: PoolingEnv,
    table: {
      mode: "write",
      signedIn: true,
      ...allGrants(grantsFor({ arrangement, pool, poolWish }), LISTING_GRANTS, NOTICE_GRANTS, REQUEST_GRANTS),
      reads: partitionsOf(keys.sector, keys.geography),
    },
    memoryMb: 1024,
    timeoutSeconds: 15,
    secrets: ["keys"],
    ifItFails: "People cannot share support with others near them, or see what they share.",
  },
  // Apart from the others: it alone, and what imports, reaches what a council knows of people's money.
  recipients: {
    entry: "functions/arrangements/entries/recipients.handler.ts",
    env: RecipientsEnv,
    table: {
      mode: "write",
      signedIn: true,
      ...allGrants(grantsFor({ recipient }), REQUEST_GRANTS, { indexes: { gsi2: partitionsOf(arrangementsIndexes.setUpFacts) } }),
    },
    memoryMb: 1024,
    timeoutSeconds: 15,
    secrets: ["keys", "fields"],
    ifItFails: "Officers cannot see what the council knows of a direct payment, and people cannot see their own.",
  },
  recipientDrop: {
    entry: "functions/arrangements/entries/recipient-drop.handler.ts",
    env: RecipientDropEnv,
    table: { mode: "write", ...grantsFor({ recipient }), reads: partitionsOf(keys.account) },
    memoryMb: 1769,
    timeoutSeconds: 900,
    // One file after the other: what was learned first comes first.
    atOnce: 1,
    secrets: ["keys", "fields"],
    ifItFails: "People and budgets that a council handed over are not taken in.",
    imports: { kinds: KINDS_OF_SLICE.arrangements },
    wakes: "file-dropped",
  },
  requests: {
    entry: "functions/arrangements/entries/requests.handler.ts",
    env: RequestsEnv,
    table: {
      mode: "write",
      signedIn: true,
      ...allGrants(requestGrants, REQUEST_GRANTS),
      reads: partitionsOf(keys.listing, keys.sector, keys.geography),
    },
    memoryMb: 1024,
    timeoutSeconds: 15,
    secrets: ["keys"],
    ifItFails: "People cannot request support, and providers cannot see or answer requests.",
    sendsTo: ["requestTell"],
  },
  // Apart from what publishes: whoever does waits for nobody to be told.
  requestTell: {
    entry: "functions/arrangements/entries/request-tell.handler.ts",
    env: RequestTellEnv,
    table: { mode: "write", ...requestGrants, reads: [...partitionsOf(keys.listing, keys.account), PUBLIC_PARTITIONS] },
    memoryMb: 1769,
    timeoutSeconds: 120,
    ifItFails: "Providers do not hear of new requests for support, and requests no one confirmed stay visible.",
    queue: {
      batchSize: 1,
      maxConcurrency: 5,
      visibilitySeconds: 720,
      maxReceiveCount: 5,
    },
  },
  requestSweep: {
    entry: "functions/arrangements/entries/request-sweep.handler.ts",
    env: RequestSweepEnv,
    table: { mode: "write", partitions: [keys.dayDone("request-sweep", "").pk], indexes: { gsi3: partitionsOf(arrangementsIndexes.requestsDue) } },
    memoryMb: 512,
    timeoutSeconds: 600,
    ifItFails: "Providers do not get their daily or weekly message, requests no one confirmed stay visible, and needs that were not met are not recorded.",
    // When people are up: it sends text messages.
    schedule: { dailyAtUtc: "08:30" },
    sendsTo: ["requestTell"],
  },
  contacts: {
    entry: "functions/arrangements/entries/contacts.handler.ts",
    env: ContactsEnv,
    table: {
      mode: "write",
      signedIn: true,
      ...allGrants(grantsFor({ contact, "contact-report": contactReport }), NOTICE_GRANTS, REQUEST_GRANTS),
      reads: partitionsOf(keys.listing, keys.publicListing, keys.sector, keys.geography),
    },
    memoryMb: 1024,
    timeoutSeconds: 15,
    secrets: ["keys"],
    ifItFails: "No one can ask a provider to contact them, or read and answer messages.",
  },
  contactSweep: {
    entry: "functions/arrangements/entries/contact-sweep.handler.ts",
    env: ContactSweepEnv,
    table: {
      mode: "write",
      signedIn: true,
      ...allGrants(grantsFor({ contact, "contact-report": contactReport }), NOTICE_GRANTS, {
        partitions: [keys.dayDone("contactSweep", "").pk],
        indexes: { gsi3: partitionsOf(arrangementsIndexes.contactsDue) },
      }),
      reads: partitionsOf(keys.listing),
    },
    memoryMb: 512,
    timeoutSeconds: 600,
    secrets: ["keys"],
    ifItFails: "People who got no answer are not told, and conversations stay open after their time.",
    schedule: { dailyAtUtc: "05:30" },
  },
  setUpClock: {
    entry: "functions/arrangements/entries/set-up-clock.handler.ts",
    env: SetUpClockEnv,
    table: {
      mode: "write",
      ...allGrants(grantsFor({ setUp }), {
        indexes: {
          gsi1: partitionsOf(arrangementsIndexes.arrangementsOf, arrangementsIndexes.requestsOf, arrangementsIndexes.contactsOf),
          gsi2: partitionsOf(arrangementsIndexes.setUps),
        },
      }),
    },
    memoryMb: 512,
    timeoutSeconds: 900,
    secrets: ["fields"],
    ifItFails: "The council's figures on how long it takes to set up support are out of date.",
    schedule: { dailyAtUtc: "04:30" },
  },
} as const satisfies Record<string, FunctionSpec>;
