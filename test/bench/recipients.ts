import { execFile } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { recipientIds } from "../../functions/arrangements/entries/recipient-ids.composition.ts";
import { dynamoRecipientStore } from "../../functions/arrangements/store/dynamo-recipient-store.ts";
import { nodeFlagsOf } from "../../infra/local/commands.ts";
import { ensureTables, localAwsEnvironment, startEngine } from "../../infra/local/engine.ts";
import { generatedSecret, startSecrets } from "../../infra/local/secrets.ts";
import { synthesizeLocal } from "../../infra/local/synthesize.ts";
import { daysAfter } from "../../shared/domain/time.ts";
import { servicePolicy } from "../../shared/policy/service.ts";
import { storedSecret } from "../../shared/runtime/secret.ts";
import { keyRing } from "../../shared/session/key-ring.ts";
import { awsConnectionFrom } from "../../shared/table/aws-connection.ts";
import { openTable } from "../../shared/table/table-client.ts";
import { printRow, say } from "./report.ts";

const AUTHORITY = "E10000018";
const COMMAND = join(import.meta.dirname, "../../functions/arrangements/entries/command.ts");
/** Runs the command as `npm run import` does, and says how much memory it took at most, and how long it had a processor. */
const PROBE = `process.once("exit", () => process.stderr.write("peak " + process.resourceUsage().maxRSS + " cpu " + process.cpuUsage().user)); await import(process.argv[1]);`;
const HEADER =
  "reference,from,name,phone,phoneConfirmedOn,postalAddress,contactBy,format,languages,postcode,supportReasons,agreementKind,agreementVersion,agreementSignedOn,surplusClause,dpKind,councilGrossPence,councilContributionPence,contributionModel,accountKind,accountReferences,dpAgreedOn,outcomes,whereabouts";

const isBad = (person: number): boolean => person % 100 === 99;
const grossOf = (person: number): number => 10_000 + (person % 500) * 100;
const rowOf = (person: number): string =>
  `C-${person},${isBad(person) ? "06/04/2026" : daysAfter("2026-04-06", person % 200)},Sample Person ${person},01632 960 ${String(person % 1000).padStart(3, "0")},2026-03-01,` +
  `"${person} Sample Street, Melton Mowbray, LE13 1GH",letter,standard,gu|en,LE13 1GH,physical|social,recipient,2025,2026-03-20,yes,ongoing,${grossOf(person)},1850,net,card,SAMPLE-${person},2026-03-20,1: I go swimming|2: I see my friends,home`;

/** Imports so many people, one in a hundred of them in a bad row, twice; then looks for every one of them. */
export async function benchRecipients(size = 10_000): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "trellis-recipients-"));
  const file = join(folder, "recipients.csv");
  writeFileSync(file, `${HEADER}\n${Array.from({ length: size }, (_, person) => rowOf(person)).join("\n")}\n`);
  const engine = await startEngine(join(folder, "data.db"));
  const secrets = await startSecrets(0, (id) => generatedSecret({ GenerateStringKey: id === "fields" ? "fieldSeed" : "seed", PasswordLength: 64 }));
  try {
    await ensureTables(engine.endpoint, synthesizeLocal(join(folder, "assembly")), "recipients");
    const environment = {
      ...localAwsEnvironment(engine.endpoint),
      AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets.url,
      TABLE_NAME: "recipients",
      KEYS_SECRET: "keys",
      FIELD_KEYS_SECRET: "fields",
      AUTHORITY,
    };
    for (const time of ["first", "again"]) {
      say(`Importing ${size} recipients, ${time} ...`);
      const began = performance.now();
      const words = [...nodeFlagsOf("arrangements"), "--input-type=module", "-e", PROBE, "--", COMMAND, "import", "recipients", file, "--verbose"];
      const run = await promisify(execFile)(process.execPath, words, { env: { ...process.env, ...environment } });
      const seconds = (performance.now() - began) / 1000;
      const peakMb = Math.round(Number(/peak (\d+)/.exec(run.stderr)?.[1]) / 1024);
      const cpuSeconds = Number((Number(/cpu (\d+)/.exec(run.stderr)?.[1]) / 1_000_000).toFixed(1));
      const refused = run.stdout.match(/^ {2}line \d+: from /gm)?.length ?? 0;
      const unchanged = Number(/(\d+) unchanged/.exec(run.stdout)?.[1]);
      printRow({
        bench: "recipients",
        size,
        time,
        seconds: Number(seconds.toFixed(1)),
        cpuSeconds,
        peakMb,
        refused,
        unchanged,
        lost: await lost(environment, size),
      });
    }
  } finally {
    await secrets.stop();
    await engine.stop();
  }
}

/** How many people of good rows are not there with their budget. */
async function lost(environment: Readonly<Record<string, string>>, size: number): Promise<number> {
  const table = openTable(awsConnectionFrom(environment), "recipients");
  const store = dynamoRecipientStore(table);
  const idOf = recipientIds(keyRing(storedSecret(environment, "keys"), Date.now, servicePolicy));
  let missing = 0;
  for (let from = 0; from < size; from += 100) {
    const people = Array.from({ length: Math.min(100, size - from) }, (_, index) => from + index).filter((person) => !isBad(person));
    const ids = await Promise.all(people.map((person) => idOf(AUTHORITY, `C-${person}`)));
    const found = await store.recipients(ids);
    missing += people.filter((person, index) => found.get(ids[index] ?? "")?.body.dated.councilLine[0]?.value?.weeklyGrossPence !== grossOf(person)).length;
  }
  table.client.destroy();
  return missing;
}
