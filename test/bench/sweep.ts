import { fork } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { evidenceId } from "../../functions/vetting/rules/evidence.ts";
import { vettingEntities } from "../../functions/vetting/store/entities.ts";
import { vettingKeys } from "../../functions/vetting/store/keys.ts";
import { ensureTables, localAwsEnvironment, startEngine } from "../../infra/local/engine.ts";
import { synthesizeLocal } from "../../infra/local/synthesize.ts";
import { NO_ENTRIES } from "../../shared/audit/entry.ts";
import { daysAfter } from "../../shared/domain/time.ts";
import { EVIDENCE_CODES } from "../../shared/policy/checklists.ts";
import { awsConnectionFrom } from "../../shared/table/aws-connection.ts";
import { indexes, recordName } from "../../shared/table/keys.ts";
import { openTable } from "../../shared/table/table-client.ts";
import { aCase, someEvidence } from "../support/vetting.ts";
import { fillTable } from "./fill.ts";
import { printRow, say } from "./report.ts";

const SIZES = [1200, 20_000, 130_000];
const PIECES = 10;
/** Over how many nights what falls due is spread. */
const NIGHTS = 365;
export const SWEPT = "2026-11-24";

/** The table that is swept, and by whom. */
export interface SweptTable {
  readonly endpoint: string;
  readonly tableName: string;
}

/** What the process that sweeps answers. */
export interface Swept {
  readonly itemsDue: number;
  readonly itemsRead: number;
  readonly seconds: number;
  readonly peakMb: number;
}

/**
 * The nightly sweep over providers with ten pieces of evidence each, four of which end some day: what it reads beside
 * what is due, how much it deals with in a second, and the memory it needs. Sweeps in a process of its own.
 */
export async function benchSweep(only: number | undefined): Promise<void> {
  const system = synthesizeLocal(mkdtempSync(join(tmpdir(), "trellis-assembly-")));
  for (const size of SIZES) {
    if (only !== undefined && only !== size) continue;
    const engine = await startEngine(join(mkdtempSync(join(tmpdir(), "trellis-sweep-")), "data.db"));
    try {
      const tableName = "sweep";
      await ensureTables(engine.endpoint, system, tableName);
      const environment = { ...localAwsEnvironment(engine.endpoint), TABLE_NAME: tableName };
      say(`${size.toLocaleString("en-GB")} providers, ${(size * PIECES).toLocaleString("en-GB")} pieces of evidence: writing ...`);
      await fillTable(openTable(awsConnectionFrom(environment), tableName), size, itemsOf);
      const swept = await sweepElsewhere({ endpoint: engine.endpoint, tableName });
      const { itemsDue, itemsRead, seconds, peakMb } = swept;
      printRow({ bench: "sweep", size, itemsDue, itemsRead, perSecond: Math.round(itemsDue / seconds), peakMb });
      say(`  reads ${(itemsRead / itemsDue).toFixed(2)}x what is due; a scan would read ${Math.round((size * (PIECES + 1)) / itemsDue)}x`);
    } finally {
      await engine.stop();
    }
  }
}

function sweepElsewhere(table: SweptTable): Promise<Swept> {
  const child = fork(new URL("./sweeping.ts", import.meta.url));
  return new Promise((resolve, reject) => {
    child.once("message", (swept: Swept) => resolve(swept));
    child.once("exit", (code) => reject(new Error(`The sweep ended with ${code}`)));
    child.send(table);
  });
}

/** A case and its evidence as items, every piece that ends due on one of the nights. */
function itemsOf(index: number): readonly Record<string, unknown>[] {
  const vettingCase = aCase({
    id: `c${index}`,
    owner: `o${index}`,
    state: "accredited",
    accreditation: "accredited",
    accreditedUntil: "2030-01-01",
    answers: {},
  });
  const stored = (kind: "case" | "evidence") => ({
    entity: kind,
    schemaVersion: vettingEntities[kind].schemaVersion,
    version: 1,
    audit: NO_ENTRIES,
    authority: vettingCase.authority,
  });
  return [
    { ...vettingKeys.vettingCase(vettingCase.id), ...stored("case"), body: vettingCase },
    ...EVIDENCE_CODES.slice(0, PIECES).map((code, piece) => {
      const night = daysAfter(SWEPT, ((index * 7919 + piece * 104_729) % NIGHTS) - 1);
      const ends = piece % 3 === 0;
      const evidence = someEvidence({
        id: evidenceId(code),
        case: vettingCase.id,
        owner: vettingCase.owner,
        code,
        accepted: { facts: {}, by: "x", on: "2026-01-01", ...(ends ? { until: daysAfter(night, 7) } : {}) },
        reminded: [60, 30],
        ...(ends ? { nextSweepOn: night } : {}),
      });
      const key = vettingKeys.evidence(vettingCase.id, evidence.id);
      return {
        ...key,
        ...stored("evidence"),
        body: evidence,
        ...(ends ? { gsi3pk: indexes.sweep(night, vettingCase.authority), gsi3sk: recordName(key) } : {}),
      };
    }),
  ];
}
