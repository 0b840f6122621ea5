import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { KnownMovements } from "../../functions/balances/rules/known-movements.ts";
import { ledgerOf } from "../../functions/balances/rules/ledger.ts";
import type { Ledger } from "../../functions/balances/rules/movement.ts";
import type { OnHold } from "../../functions/balances/rules/on-hold.ts";
import type { StatedSpan } from "../../functions/balances/rules/statement-spans.ts";
import { importStatement, type StatementReport } from "../../functions/balances/use-cases/import-statement.ts";
import type { Addition, StatementStore } from "../../functions/balances/use-cases/statement-ports.ts";
import { shelvesFor } from "../../shared/import/row-shelves.ts";
import { type StatementLayout, statementLayouts } from "../../shared/policy/statement-layouts.ts";

interface Kept {
  version: number;
  spans: readonly StatedSpan[];
  known: KnownMovements;
  onHold?: OnHold | undefined;
}

/** Accounts in memory, as the port describes them. Accounts are called as their references are, unless they have others. */
export class StatementScene {
  readonly accounts = new Map<string, Kept>();
  readonly aliases = new Map<string, string>();
  /** Accounts that are to be looked at. */
  readonly looked: string[] = [];
  writes = 0;
  private at = 0;

  readonly store: StatementStore = {
    accountsOf: async (_authority, references) =>
      new Map(references.flatMap((one) => (one.startsWith("AC") || this.aliases.has(one) ? [[one, this.aliases.get(one) ?? one] as const] : []))),
    accounts: async (wanted) => {
      const read = [...wanted].map(([account, { from }]) => {
        const { version = 0, spans = [], known = NOTHING, onHold } = this.accounts.get(account) ?? {};
        const movements = known.movements.filter(({ postedOn }) => postedOn >= from);
        return { account, version, spans, from, known: { ...known, movements }, onHold };
      });
      return {
        accounts: new Map(read.map((one) => [one.account, one])),
        add: async (additions) =>
          new Set(
            read.flatMap(({ account, version }) => {
              const addition = additions.get(account);
              return addition && !this.add(account, version, addition) ? [account] : [];
            }),
          ),
      };
    },
  };

  private add(account: string, version: number, { movements, learned, vanished, spans, onHold }: Addition): boolean {
    const before = this.accounts.get(account) ?? { version: 0, known: NOTHING };
    if (before.version !== version) return false;
    this.writes += 1;
    const known = {
      movements: [...before.known.movements, ...movements],
      learned: [...before.known.learned, ...learned],
      vanished: [...before.known.vanished, ...vanished],
    };
    this.accounts.set(account, { version: version + 1, spans, known, onHold });
    return true;
  }

  /** Brings a file in. */
  async bring(
    content: string | Uint8Array,
    { layout = "trellis", as, reference }: { layout?: string; as?: StatementLayout; reference?: string } = {},
  ): Promise<StatementReport> {
    const named = as ?? statementLayouts().get(layout);
    if (!named) throw new Error(`No layout ${layout}`);
    const folder = mkdtempSync(join(tmpdir(), "trellis-statement-"));
    const file = join(folder, "statement.csv");
    writeFileSync(file, content);
    const shelves = await shelvesFor(file);
    this.at += 1;
    const at = Date.UTC(2026, 8, 1) + this.at * 1000;
    const looked = async (accounts: readonly string[]) => void this.looked.push(...accounts);
    try {
      const deps = {
        store: this.store,
        shelves,
        authority: "E10000018",
        named: { name: layout, layout: named },
        reference,
        now: () => at,
        looked,
        progress: () => undefined,
      };
      return await importStatement(file, deps);
    } finally {
      await shelves.close();
      rmSync(folder, { recursive: true });
    }
  }

  ledger(account = "AC1"): Ledger {
    const { spans, known } = this.accounts.get(account) ?? { spans: [], known: NOTHING };
    return ledgerOf(spans, known);
  }

  known(account = "AC1"): KnownMovements {
    return this.accounts.get(account)?.known ?? NOTHING;
  }

  closing(account = "AC1"): number | undefined {
    return this.accounts.get(account)?.spans.at(-1)?.closingPence;
  }

  /** What every account closes with. */
  closings(): Readonly<Record<string, number | undefined>> {
    return Object.fromEntries([...this.accounts.keys()].toSorted().map((account) => [account, this.closing(account)]));
  }

  /** What is on hold of every account that has any. */
  holds(): Readonly<Record<string, OnHold>> {
    return Object.fromEntries([...this.accounts].flatMap(([account, { onHold }]) => (onHold ? [[account, onHold]] : [])).toSorted());
  }

  /** What movements come to, whatever file they came with and whenever. */
  money(): readonly string[] {
    return [...this.accounts]
      .flatMap(([account, { known }]) => known.movements.map(({ id, postedOn, pence, balancePence }) => [account, id, postedOn, pence, balancePence].join(" ")))
      .toSorted();
  }
}

const NOTHING: KnownMovements = { movements: [], learned: [], vanished: [] };

export const TRELLIS_HEADER = "account,id,posted,status,kind,amount,merchant,mcc,balance";
const COMMON_HEADER = "acct,id,posted,kind,amount,merchant,balance";

/** The columns of the import faults, in a layout of no supplier. */
export function commonLayout(more: Partial<StatementLayout> = {}): StatementLayout {
  const trellis = statementLayouts().get("trellis");
  if (!trellis) throw new Error("No layout of our own");
  const { statuses: _statuses, ...rest } = trellis;
  const columns = { account: "acct", id: "id", posted: "posted", kind: "kind", amount: "amount", text: ["merchant"], balance: "balance" };
  return { ...rest, headers: [COMMON_HEADER.split(",")], columns, dates: ["dd/mm/yyyy"], ...more };
}

/** A file of the common columns. */
export const commonFile = (rows: readonly string[]): string => `${[COMMON_HEADER, ...rows].join("\n")}\n`;
