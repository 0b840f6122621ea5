import * as z from "zod/mini";
import { allGrants, grantsFor, NOTICE_GRANTS, partitionsOf, REQUEST_GRANTS } from "../../shared/records/grants.ts";
import { indexes, keys } from "../../shared/table/keys.ts";
import type { FunctionSpec } from "../function-spec.ts";
import { AccountEnv } from "./entries/account.env.ts";
import { AppointEnv, ChangeKeysEnv } from "./entries/by-hand.env.ts";
import { RetentionEnv } from "./entries/retention.env.ts";
import { RetentionOneEnv } from "./entries/retention-one.env.ts";
import { SignInEnv } from "./entries/sign-in.env.ts";
import { accountsEntities } from "./store/entities.ts";

const people = allGrants(grantsFor(accountsEntities), REQUEST_GRANTS);
const notices = { indexes: { gsi1: partitionsOf(indexes.noticesOf) } };
/** How far retention came, and which removals were stopped half-way. */
const days = [keys.dayDone("retention", "").pk];

export const accountsFunctions = {
  signIn: {
    entry: "functions/accounts/entries/sign-in.handler.ts",
    env: SignInEnv,
    table: { mode: "write", ...people },
    secrets: ["keys"],
    memoryMb: 1024,
    timeoutSeconds: 15,
    atOnce: 50,
    ifItFails: "No one can sign in or out.",
  },
  account: {
    entry: "functions/accounts/entries/account.handler.ts",
    env: AccountEnv,
    table: { mode: "write", everyRecord: true, ...allGrants(people, NOTICE_GRANTS, notices) },
    secrets: ["keys", "fields"],
    files: ["remove"],
    memoryMb: 1024,
    timeoutSeconds: 15,
    ifItFails: "People who are signed in cannot see or change what is theirs; staff cannot do their work.",
  },
  tokenClaims: {
    entry: "functions/accounts/entries/token-claims.handler.ts",
    env: z.object({}),
    table: { mode: "none" },
    memoryMb: 256,
    timeoutSeconds: 5,
    ifItFails: "No one can sign in.",
  },
  noPassword: {
    entry: "functions/accounts/entries/no-password.handler.ts",
    env: z.object({}),
    table: { mode: "none" },
    memoryMb: 256,
    timeoutSeconds: 5,
    ifItFails: "Someone who has just opened an account cannot sign in.",
  },
  retention: {
    entry: "functions/accounts/entries/retention.handler.ts",
    env: RetentionEnv,
    table: { mode: "write", partitions: days, indexes: { gsi3: partitionsOf(indexes.due) } },
    secrets: ["keys"],
    writesSecrets: ["keys"],
    memoryMb: 512,
    timeoutSeconds: 600,
    ifItFails: "Personal data is held longer than we say it is.",
    schedule: { dailyAtUtc: "02:30" },
    sendsTo: ["retentionOne"],
  },
  retentionOne: {
    entry: "functions/accounts/entries/retention-one.handler.ts",
    env: RetentionOneEnv,
    table: { mode: "write", everyRecord: true, ...allGrants(people, NOTICE_GRANTS, notices, { partitions: days }) },
    secrets: ["keys"],
    memoryMb: 512,
    timeoutSeconds: 60,
    files: ["remove"],
    removesTrails: true,
    trails: "remove",
    ifItFails: "Some personal data is held longer than we say it is.",
    queue: { batchSize: 5, visibilitySeconds: 360, maxReceiveCount: 5, maxConcurrency: 2 },
  },
  appoint: {
    entry: "functions/accounts/entries/appoint.handler.ts",
    env: AppointEnv,
    table: { mode: "write", ...allGrants(people, NOTICE_GRANTS) },
    secrets: ["keys"],
    memoryMb: 512,
    timeoutSeconds: 30,
    ifItFails: "A council gets no first administrator.",
    byHand: true,
  },
  changeKeys: {
    entry: "functions/accounts/entries/change-keys.handler.ts",
    env: ChangeKeysEnv,
    table: { mode: "none" },
    secrets: ["keys", "fields"],
    writesSecrets: ["keys", "fields"],
    memoryMb: 512,
    timeoutSeconds: 30,
    ifItFails: "Sessions that someone else may have keys for go on.",
    byHand: true,
  },
} as const satisfies Record<string, FunctionSpec>;
