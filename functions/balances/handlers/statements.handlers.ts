import type { FileFault } from "../../../shared/domain/file-fault.ts";
import type { FieldError } from "../../../shared/domain/input.ts";
import type { HttpAnswer } from "../../../shared/http/messages.ts";
import { ruleRefused } from "../../../shared/http/problem.ts";
import { redirectDone } from "../../../shared/pages/signed-in-page.tsx";
import { statementLayouts } from "../../../shared/policy/statement-layouts.ts";
import type { HandlerOf } from "../../handlers-by-route.ts";
import { type NewStatementProps, newStatementPage, type RefusedLine } from "../pages/statement-new.page.tsx";
import { BANKS, fileFaultError } from "../pages/statement-words.ts";
import { statementsPage } from "../pages/statements.page.tsx";
import type { LedgerStore } from "../use-cases/ledger-ports.ts";

/** A statement that somebody sends: whose, in which layout, and by which reference where the layout does not say. */
export interface SentStatement {
  readonly authority: string;
  readonly layout: string;
  readonly account: string;
  readonly reference: string | undefined;
}

/** How many of its rows were new, and known; and which were not taken. */
interface TakenStatement {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly refused: readonly RefusedLine[];
}

export interface StatementsDeps {
  /** The account that a person's direct payment is paid to. */
  readonly accountOf: (person: string) => Promise<string | undefined>;
  readonly ledgers: Pick<LedgerStore, "head" | "aliasesOf">;
  /** Takes a statement in for one account alone; or says what is wrong with the whole file. */
  readonly take: (bytes: Uint8Array, sent: SentStatement) => Promise<TakenStatement | { readonly unusable: FileFault }>;
}

type PersonRequest = Parameters<HandlerOf<"person">>[0];

/** Handlers of the pages on which somebody sends statements of their bank account, or whoever acts for them in matters of money. */
export function statementsHandlers({ accountOf, ledgers, take }: StatementsDeps) {
  const headOf = async ({ record }: PersonRequest) => {
    const account = await accountOf(record.body.id);
    return account === undefined ? undefined : ledgers.head(account);
  };
  const baseOf = ({ parameters }: PersonRequest): string => `/people/${parameters["person"] ?? "me"}`;
  const page = (request: PersonRequest, more: Partial<NewStatementProps> = {}) =>
    newStatementPage(request, { base: baseOf(request), form: request.form, ...more });
  const wrong = (request: PersonRequest, error: FieldError, status?: number) => page(request, { errors: [error], ...(status === undefined ? {} : { status }) });

  return {
    statements: (async (request) =>
      statementsPage(request, { person: request.record.body, head: await headOf(request), base: baseOf(request) })) satisfies HandlerOf<"person">,
    newStatement: (async (request) => ((await headOf(request))?.kind === "bank" ? page(request) : NOT_THEIRS)) satisfies HandlerOf<"person">,
    sendStatement: (async (request) => {
      const head = await headOf(request);
      if (head?.kind !== "bank") return NOT_THEIRS;
      const layout = request.form.get("bank") ?? "";
      if (BANKS[layout] === undefined) return wrong(request, { field: "bank", text: "Select which bank the account is with" });
      if (request.file === undefined) return wrong(request, { field: "file", text: "Choose the file of your statement" });
      const { account, authority } = head;
      const inFile = statementLayouts().get(layout)?.columns.account !== undefined;
      const reference = inFile ? undefined : (await ledgers.aliasesOf(account)).at(-1)?.reference;
      if (!inFile && reference === undefined)
        return wrong(request, { field: "file", text: "We do not know the number of your account yet. Ask the council to add it" }, 422);
      const done = await take(request.file.bytes, { authority, layout, account, reference });
      if ("unusable" in done) return page(request, { errors: [fileFaultError(done.unusable, layout)], status: 422, refused: { rows: [], taken: 0 } });
      const taken = done.added + done.changed + done.unchanged;
      if (done.refused.length > 0)
        return page(request, {
          errors: [{ field: "file", text: taken === 0 ? "We could not take this file" : "We could not take all of this file" }],
          status: 422,
          refused: { rows: done.refused, taken },
        });
      return redirectDone(`${baseOf(request)}/balance/statements`, done.added === 0 ? "known" : "sent");
    }) satisfies HandlerOf<"person">,
  };
}

/** It stands where no statement is needed of the person. */
const NOT_THEIRS: HttpAnswer = {
  kind: "problem",
  problem: ruleRefused("not-now", "You do not have to send a statement", "Someone else sends us the statements of this account, or we do not know of one."),
};
