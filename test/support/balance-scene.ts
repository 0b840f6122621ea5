import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { dynamoPeopleStore } from "../../functions/accounts/store/dynamo-people-store.ts";
import { newRecipient, withStatement } from "../../functions/arrangements/rules/recipient-facts.ts";
import { CYCLE_DAYS } from "../../shared/domain/cycles.ts";
import { daysAfter, type PlainDate } from "../../shared/domain/time.ts";
import { identityId } from "../../shared/people/identity.ts";
import { anAccount, stored } from "./accounts.ts";
import { COUNCIL } from "./councils.ts";
import { localTable } from "./local-people.ts";
import { TRELLIS_HEADER } from "./statement-scene.ts";
import { storedCases } from "./vetting.ts";

// People with a direct payment on a running local system, and statements of their cards.

export const WEEKLY = 21_200;
const root = join(import.meta.dirname, "../..");

export interface Somebody {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly card: string;
  readonly firstPaymentOn: PlainDate;
  /** What kind of account the card stands for; a card's where it is not said. */
  readonly kind?: "bank" | undefined;
}

/** Somebody with an account, who can sign in by their address, and the council's record of their direct payment on a card. */
export async function withDirectPayment(system: { readonly home: string; readonly site: string }, somebody: Somebody): Promise<void> {
  const { id, name, email, card, firstPaymentOn, kind = "card" } = somebody;
  const table = localTable(system);
  const subject = `local-${createHash("sha256").update(email).digest("hex").slice(0, 24)}`;
  const issuer = `http://localhost:${new URL(system.site).port}/local-issuer`;
  const identities = [{ id: identityId({ issuer, subject }), issuer, linkedAt: `${firstPaymentOn}T09:00:00.000Z` }];
  await stored(
    { store: dynamoPeopleStore(table) },
    { entity: "account", after: anAccount({ id, email, displayName: name, grants: [{ role: "recipient" }], identities }), action: "test" },
  );
  const learnedAt = `${daysAfter(firstPaymentOn, -5)}T09:00:00.000Z`;
  const recipient = withStatement(
    { ...newRecipient(`rcp_${id}`, COUNCIL, id, learnedAt), account: id },
    {
      from: firstPaymentOn,
      dated: {
        ...{ dpKind: "ongoing", firstPaymentOn, paymentAccount: { kind, references: [card] }, contributionModel: "paid-to-council" },
        councilLine: { weeklyGrossPence: WEEKLY, weeklyContributionPence: 0 },
        agreement: { kind: "recipient", version: "2025", signedOn: daysAfter(firstPaymentOn, -20), surplusClause: true },
        capacity: "yes",
      },
      plain: { name },
    },
    learnedAt,
  );
  await storedCases({ table }, { entity: "recipient", after: recipient, action: "test" });
}

/** A statement of whole cycles: each payment, and in the second week what was spent of it. */
export function statementOf({ card, firstPaymentOn }: Somebody, cycles: readonly number[], spentPence: number, openingPence = 0) {
  let balance = openingPence;
  const row = (day: PlainDate, id: string, kind: string, pence: number, text: string): string => {
    balance += pence;
    return `${card},${id},${day},posted,${kind},${(pence / 100).toFixed(2)},${text},,${(balance / 100).toFixed(2)}`;
  };
  const rows = cycles.flatMap((cycle) => {
    const from = daysAfter(firstPaymentOn, CYCLE_DAYS * (cycle - 1));
    return [
      row(from, `L${cycle}`, "load", 4 * WEEKLY, "Direct payment"),
      row(daysAfter(from, 9), `P${cycle}`, "transfer", -spentPence, "Sample Care"),
      row(daysAfter(from, CYCLE_DAYS - 1), `F${cycle}`, "fee", -20, "Account fee"),
    ];
  });
  return { text: `${TRELLIS_HEADER}\n${rows.join("\n")}\n`, closingPence: balance };
}

/** Brings a statement as the command does, beside the running system. What it says. */
export async function broughtTo({ home }: { readonly home: string }, text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "statement-"));
  try {
    const file = join(folder, "statement.csv");
    await writeFile(file, text);
    const words = [join(root, "infra/local/import.ts"), "card-statement", file, "--layout", "trellis"];
    return (await promisify(execFile)(process.execPath, words, { env: { ...process.env, TRELLIS_HOME: home } })).stdout;
  } finally {
    await rm(folder, { recursive: true });
  }
}
