import * as z from "zod/mini";
import { systemContext } from "../../../shared/audit/context.ts";
import { servicePolicy } from "../../../shared/policy/service.ts";
import { newId } from "../../../shared/runtime/ids.ts";
import { storedSecret } from "../../../shared/runtime/secret.ts";
import { addressHasher, keyRing } from "../../../shared/session/key-ring.ts";
import { awsConnectionFrom } from "../../../shared/table/aws-connection.ts";
import { openTable } from "../../../shared/table/table-client.ts";
import { dynamoPeopleStore } from "../store/dynamo-people-store.ts";
import { ensureSamplePerson, SamplePerson, samplePeople } from "../use-cases/sample-people.ts";
import { appointer, keyChanger, type Said } from "./by-hand.composition.ts";
import { SignInEnv } from "./sign-in.env.ts";

// Accounts from the command line: samples, ensure JSON, appoint EMAIL ROLE AUTHORITY, keys rotate-now, keys end-all.

const { TABLE_NAME, AUTHORITY, KEYS_SECRET } = z.pick(SignInEnv, { TABLE_NAME: true, AUTHORITY: true, KEYS_SECRET: true }).parse(process.env);
const table = openTable(awsConnectionFrom(process.env), TABLE_NAME);
const ring = keyRing(storedSecret(process.env, KEYS_SECRET), Date.now, servicePolicy);
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

/** Says what was done, or what is wrong, and how it is used. */
function answer(said: Said, usage: string): number {
  if (said.ok) process.stdout.write(`${said.value}\n`);
  else process.stderr.write(`${said.refusal.join("\n")}\nUsage: ${usage}\n`);
  return said.ok ? 0 : 2;
}

const [command = "", first = "", second = "", third = ""] = process.argv.slice(2);
if (command === "samples") process.exitCode = await samples();
else if (command === "ensure") process.exitCode = await ensure(first);
else if (command === "appoint") {
  const said = await appointer(process.env)({ email: first, role: second, council: third });
  process.exitCode = answer(said, "npm run appoint -- EMAIL ROLE COUNCIL");
} else if (command === "keys") process.exitCode = answer(await keyChanger(process.env)(first), "npm run keys -- rotate-now|end-all|new-field-key");
else process.exitCode = 2;
