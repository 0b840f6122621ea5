import * as z from "zod/mini";
import { systemContext } from "../../../shared/audit/context.ts";
import { readBy } from "../../../shared/domain/input.ts";
import { ok, type Result, refused } from "../../../shared/domain/result.ts";
import { councilName } from "../../../shared/policy/council.ts";
import { servicePolicy } from "../../../shared/policy/service.ts";
import { newId } from "../../../shared/runtime/ids.ts";
import { storedSecret } from "../../../shared/runtime/secret.ts";
import { addFieldKey } from "../../../shared/sealed-fields/field-keys.ts";
import { addressHasher, keyKeeper, keyRing } from "../../../shared/session/key-ring.ts";
import { awsConnectionFrom } from "../../../shared/table/aws-connection.ts";
import { openTable } from "../../../shared/table/table-client.ts";
import { NewAppointment } from "../rules/staff.ts";
import { dynamoPeopleStore } from "../store/dynamo-people-store.ts";
import { appoint, planAppointment } from "../use-cases/staff-roles.ts";
import { AppointEnv, ChangeKeysEnv } from "./by-hand.env.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** What an operator is told: what was done, or what is wrong with what they wrote. */
export type Said = Result<string, readonly string[]>;

const Wanted = z.object({ email: z.string(), role: z.string(), council: z.string() });

/** How a council's first administrator comes to be: whoever may run this appoints them. */
export function appointer(environment: Environment, now: () => number = Date.now): (wanted: unknown) => Promise<Said> {
  const { TABLE_NAME, KEYS_SECRET, SITE_ADDRESS } = AppointEnv.parse(environment);
  const store = dynamoPeopleStore(openTable(awsConnectionFrom(environment), TABLE_NAME));
  const addressHash = addressHasher(keyRing(storedSecret(environment, KEYS_SECRET), now, servicePolicy));
  return async (wanted) => {
    const words = Wanted.safeParse(wanted);
    if (!words.success) return refused(['Say {"email": ..., "role": ..., "council": ...}']);
    const { email, role, council } = words.data;
    const name = councilName(council);
    const read = readBy(NewAppointment, { email, role });
    if (!read.ok || name === undefined)
      return refused([
        ...(read.ok ? [] : read.errors.map(({ parameter, detail }) => `${parameter} ${detail}`)),
        ...(name === undefined ? [`there is no policy for council ${council}`] : []),
      ]);
    const context = systemContext("appoint", now());
    const plan = await planAppointment({ store, newId, addressHash, site: new URL(SITE_ADDRESS) })(council, read.value, undefined, context);
    if (!plan.ok && plan.apartFrom !== undefined)
      return refused([`the person with this address is ${plan.apartFrom} there: the council's policy keeps the two apart`]);
    const done = plan.ok ? await appoint({ store })(plan.value, context) : plan;
    if (!done.ok && done.refusal !== "appointed-already") throw new Error("The appointment could not be stored: try again");
    return ok(`${read.value.email} is ${read.value.role} of ${name} from their first sign-in.`);
  };
}

/** What to do when keys may be known to somebody: docs/runbooks/keys-leaked.md. */
export function keyChanger(environment: Environment, now: () => number = Date.now): (how: unknown) => Promise<Said> {
  const { KEYS_SECRET, FIELD_KEYS_SECRET } = ChangeKeysEnv.parse(environment);
  const keeper = keyKeeper(storedSecret(environment, KEYS_SECRET), servicePolicy);
  const seconds = servicePolicy.session.keysFreshSeconds;
  return async (how) => {
    if (how === "rotate-now") {
      await keeper.rotateNow(now());
      return ok(`A new key seals sessions in ${seconds} seconds. No one is signed out.`);
    }
    if (how === "end-all") {
      await keeper.endAll(now());
      return ok(`Every session is over in ${seconds} seconds at the latest. Everyone has to sign in again.`);
    }
    if (how === "new-field-key") {
      await addFieldKey(storedSecret(environment, FIELD_KEYS_SECRET), now());
      return ok("A new key protects postcodes and addresses from now on. Import the recipients again to use it for those already stored.");
    }
    return refused(["Say rotate-now, end-all or new-field-key"]);
  };
}
