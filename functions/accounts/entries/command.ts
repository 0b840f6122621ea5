import * as z from "zod/mini";
import { systemContext } from "../../../shared/audit/context.ts";
import { readBy } from "../../../shared/domain/input.ts";
import { councilName } from "../../../shared/policy/council.ts";
import { servicePolicy } from "../../../shared/policy/service.ts";
import { newId } from "../../../shared/runtime/ids.ts";
import { storedSecret } from "../../../shared/runtime/secret.ts";
import { addressHasher, keyKeeper, keyRing } from "../../../shared/session/key-ring.ts";
import { awsConnectionFrom } from "../../../shared/table/aws-connection.ts";
import { openTable } from "../../../shared/table/table-client.ts";
import { NewAppointment } from "../rules/staff.ts";
import { dynamoPeopleStore } from "../store/dynamo-people-store.ts";
import { appoint } from "../use-cases/council-work.ts";
import { ensureSamplePerson, SamplePerson, samplePeople } from "../use-cases/sample-people.ts";
import { SignInEnv } from "./sign-in.env.ts";

// Accounts from the command line: samples, ensure JSON, appoint EMAIL ROLE AUTHORITY, keys rotate-now, keys end-all.

const { TABLE_NAME, AUTHORITY, KEYS_SECRET } = z.pick(SignInEnv, { TABLE_NAME: true, AUTHORITY: true, KEYS_SECRET: true }).parse(process.env);
const table = openTable(awsConnectionFrom(process.env), TABLE_NAME);
const secret = storedSecret(process.env, KEYS_SECRET);
const ring = keyRing(secret, Date.now, servicePolicy);
const deps = { store: dynamoPeopleStore(table), newId, addressHash: addressHasher(ring), authority: AUTHORITY };

/** Through which provider sample people sign in. */
const issuer = (): string => z.url().parse(process.env["ISSUER"]);

async function samples(): Promise<number> {
  for (const person of samplePeople) await ensureSamplePerson(deps)(person, issuer(), systemContext("first-start", Date.now()));
  return 0;
}

async function ensure(text: string): Promise<number> {
  await ensureSamplePerson(deps)(SamplePerson.parse(JSON.parse(text)), issuer(), systemContext("local-token", Date.now()));
  return 0;
}

/** How a council's first administrator comes to be: whoever may reach the table itself appoints them. */
async function appointStaff(email: string, role: string, authority: string): Promise<number> {
  const read = readBy(NewAppointment, { email, role });
  const council = councilName(authority);
  if (!read.ok || council === undefined) {
    const wrong = read.ok ? [] : read.errors.map(({ parameter, detail }) => `${parameter} ${detail}`);
    process.stderr.write(
      `${[...wrong, ...(council === undefined ? [`there is no policy for council ${authority}`] : [])].join("\n")}\nUsage: npm run appoint -- EMAIL ROLE COUNCIL\n`,
    );
    return 2;
  }
  const done = await appoint(deps)(authority, read.value, systemContext("appoint", Date.now()));
  if (!done.ok) throw new Error("The appointment could not be stored: try again");
  process.stdout.write(`${read.value.email} is ${read.value.role} of ${council} from their first sign-in.\n`);
  return 0;
}

/** What to do when keys may be known to somebody: docs/runbooks/keys-leaked.md. */
async function changeKeys(how: string): Promise<number> {
  const keeper = keyKeeper(secret, servicePolicy);
  const seconds = servicePolicy.session.keysFreshSeconds;
  if (how === "rotate-now") {
    await keeper.rotateNow(Date.now());
    process.stdout.write(`A new key seals sessions in ${seconds} seconds. Nobody is signed out.\n`);
  } else if (how === "end-all") {
    await keeper.endAll(Date.now());
    process.stdout.write(`Every session is over in ${seconds} seconds at the latest. Everybody has to sign in again.\n`);
  } else {
    process.stderr.write("Usage: npm run keys -- rotate-now|end-all\n");
    return 2;
  }
  return 0;
}

const [command = "", first = "", second = "", third = ""] = process.argv.slice(2);
if (command === "samples") process.exitCode = await samples();
else if (command === "ensure") process.exitCode = await ensure(first);
else if (command === "appoint") process.exitCode = await appointStaff(first, second, third);
else if (command === "keys") process.exitCode = await changeKeys(first);
else process.exitCode = 2;
