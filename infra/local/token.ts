import { parseArgs } from "node:util";
import { SignJWT } from "jose";
import { isStaffRole, ROLES } from "../../shared/access/roles.ts";
import { SECOND_FACTOR, SECOND_FACTOR_USED } from "../../shared/access/second-factor.ts";
import { stageSettings } from "../stages.ts";
import { StartError } from "./engine.ts";
import { openHome, runningSystem } from "./home.ts";
import { councilsByClient } from "./issuer.ts";
import { issuerKeys, SIGNING } from "./issuer-keys.ts";
import { samplePeople } from "./issuer-pages.ts";
import { prepared } from "./prepare.ts";
import { runOnData } from "./run-on-data.ts";
import { placeOnPort } from "./template.ts";

// npm run token -- ROLE [--subject ID] [--authority GSS]: a bearer token for the local API, on standard output.
// The person is made if there is none of this id yet, and given the role.

const LASTS = "1h";

async function run(): Promise<void> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { subject: { type: "string" }, authority: { type: "string" } } });
  const role = ROLES.find((known) => known === positionals[0]);
  if (!role) throw new StartError(`Usage: npm run token -- ROLE [--subject ID] [--authority GSS]\nROLE is one of ${ROLES.join(", ")}.`);
  const { subject = `sample-${role}`, authority = stageSettings("local").authority } = values;
  if (!/^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/.test(subject)) throw new StartError("--subject must be 1 to 64 letters, digits, - _ or .");
  if (!/^[A-Z]\d{8}$/.test(authority)) throw new StartError("--authority must be a GSS code such as E10000018");
  const home = await openHome();
  const running = await runningSystem(home);
  const known = samplePeople.find((person) => person.subject === subject);
  const person = known
    ? { ...known, role, authority }
    : { subject, name: `Sample ${subject}`, email: `${subject.toLowerCase()}@people.example`, role, authority };
  const place = placeOnPort(running?.port ?? Number(process.env["PORT"] ?? 3000));
  await runOnData("accounts", ["ensure", JSON.stringify(person)], { ISSUER: place.issuer });
  if (process.exitCode) return;
  const system = await prepared(`${home.assembly}-token`, place);
  const councils = councilsByClient(system);
  const council = isStaffRole(role) ? authority : undefined;
  const client = system
    .ofType("AWS::Cognito::UserPoolClient")
    .map(({ id }) => id)
    .find((id) => councils.get(id) === council);
  if (client === undefined) throw new StartError(`No one of council ${authority} can sign in here: add its provider to the local stage in infra/stages.ts.`);
  const { privateKey } = await issuerKeys(home);
  const token = await new SignJWT({
    client_id: client,
    token_use: "access",
    ...(isStaffRole(role) ? { [SECOND_FACTOR]: SECOND_FACTOR_USED } : {}),
    scope: "openid email profile",
    jti: crypto.randomUUID(),
  })
    .setProtectedHeader({ alg: SIGNING, kid: "local", typ: "at+jwt" })
    .setIssuer(place.issuer)
    .setAudience(client)
    .setSubject(subject)
    .setIssuedAt()
    .setExpirationTime(LASTS)
    .sign(privateKey);
  process.stdout.write(`${token}\n`);
}

try {
  await run();
} catch (error) {
  process.stderr.write(`${error instanceof StartError ? error.message : String(error instanceof Error ? error.stack : error)}\n`);
  process.exitCode = 1;
}
