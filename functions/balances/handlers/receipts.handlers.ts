import { RecordId } from "../../../shared/domain/fields.ts";
import type { FieldError } from "../../../shared/domain/input.ts";
import { UPLOAD_FAULTS } from "../../../shared/domain/upload-path.ts";
import type { FileStore } from "../../../shared/files/file-store.ts";
import { FILE_TYPES } from "../../../shared/files/file-types.ts";
import { conflict } from "../../../shared/http/answers.ts";
import { REPEATED } from "../../../shared/http/guard.ts";
import type { HttpAnswer } from "../../../shared/http/messages.ts";
import { ruleRefused } from "../../../shared/http/problem.ts";
import { balancePolicyOn } from "../../../shared/policy/balances.ts";
import type { HandlerOf } from "../../handlers-by-route.ts";
import { receiptPage, receiptsPage } from "../pages/receipts.page.tsx";
import { newReceipt, receiptsThatHelp } from "../rules/receipt.ts";
import { checkedReceiptKey, receiptAt, receiptKey } from "../rules/receipt-keys.ts";
import { type ReadBalanceDeps, readBalance } from "../use-cases/read-balance.ts";
import type { ReceiptStore } from "../use-cases/receipt-ports.ts";

/** What the pages of receipts are given. */
export interface ReceiptsDeps extends ReadBalanceDeps {
  readonly receipts: ReceiptStore;
  /** Opened when it is first asked: most pages of balances need no files. */
  readonly files: () => Promise<Pick<FileStore, "uploadForm" | "link">>;
  readonly newId: () => string;
  readonly site: URL;
}

type PersonRequest = Parameters<HandlerOf<"person">>[0];

export const MINUTE_SECONDS = 60;
/** How long the address of a file holds. */
export const LINK_SECONDS = 60;
/** Forms say nothing of what a file is: only its content is asked. */
export const UPLOAD_TYPE = "application/octet-stream";

/** Handlers of the pages on which somebody sends receipts, and on which a finance officer opens one of an account with an open case. */
export function receiptsHandlers(deps: ReceiptsDeps) {
  const { receipts, files, newId, site } = deps;
  const baseOf = ({ parameters }: PersonRequest): string => `/people/${parameters["person"] ?? "me"}/balance/receipts`;

  /** The payments that a receipt would help with, and the receipts there are. */
  const list = async (request: PersonRequest) => {
    const read = await readBalance(deps, request.record.body.id);
    const all = read ? (await receipts.receiptsOf(read.account)).map(({ body }) => body) : [];
    const sent = all.filter(({ file }) => file !== undefined);
    const facts = read?.facts;
    const policy = balancePolicyOn(read?.authority ?? request.record.body.authority, request.today);
    const helpful = read && facts ? receiptsThatHelp({ facts, ledger: read.ledger }, policy, new Set(sent.map(({ movement }) => movement)), request.today) : [];
    return { read, helpful, sent, policy };
  };
  const listPage = async (request: PersonRequest, errors: readonly FieldError[] = []) => {
    const { helpful, sent, policy } = await list(request);
    return receiptsPage(request, { person: request.record.body, base: baseOf(request), helpful, sent, policy, errors });
  };

  return {
    receipts: (async (request) => listPage(request)) satisfies HandlerOf<"person">,
    startReceipt: (async (request) => {
      const { read, helpful } = await list(request);
      const wanted = request.form.get("movement") ?? "";
      const answer = { kind: "redirect", location: `${baseOf(request)}/${wanted}` } as const;
      const movement = helpful.find(({ id }) => id === wanted);
      if (!read || !movement) return listPage(request, [{ field: "movement", text: "Choose a payment from the list" }]);
      // Begun before, and no file has come yet.
      if (await receipts.receipt(read.account, movement.id)) return answer;
      const context = request.auditContext(answer);
      const after = newReceipt(read, request.record.body.id, movement, context.at);
      const done = await receipts.commit(context, [{ entity: "receipt", after, action: "receipt:start" }]);
      return done.ok ? answer : done.refusal === "repeat" ? REPEATED : conflict();
    }) satisfies HandlerOf<"person">,
    receipt: (async (request): Promise<HttpAnswer> => {
      const person = request.record.body;
      const account = await deps.paymentOf(person.id);
      const movement = RecordId.safeParse(request.parameters["receipt"]).data;
      const found = account === undefined || movement === undefined ? undefined : await receipts.receipt(account, movement);
      if (account === undefined || movement === undefined || found?.body.owner !== person.id) return { kind: "redirect", location: baseOf(request) };
      const here = `${baseOf(request)}/${movement}`;
      // Back from where files are kept: of what it adds to the address only which file it was is of use.
      if (request.query.has("etag"))
        return { kind: "redirect", location: `${here}?${new URLSearchParams({ sent: receiptAt(request.query.get("key") ?? "")?.file ?? "" })}` };
      const { evidence } = balancePolicyOn(found.body.authority, request.today);
      const upload = await (await files()).uploadForm({
        key: receiptKey({ account, movement, file: newId() }),
        type: UPLOAD_TYPE,
        largestBytes: evidence.largestFileBytes,
        seconds: evidence.uploadMinutes * MINUTE_SECONDS,
        named: true,
        returnTo: new URL(here, site),
      });
      const sent = RecordId.safeParse(request.query.get("sent")).data;
      const { file, refused } = found.body;
      const waiting = sent !== undefined && sent !== file?.id && sent !== refused?.id;
      const notTaken = UPLOAD_FAULTS.find((fault) => fault === request.query.get("upload"));
      return receiptPage(request, {
        ...{ person, base: baseOf(request), receipt: found.body, upload, figures: evidence, waiting, notTaken },
        refresh: `${here}?${new URLSearchParams({ sent: sent ?? "" })}`,
      });
    }) satisfies HandlerOf<"person">,
    caseReceipt: (async (request): Promise<HttpAnswer> => {
      const { account } = request.record.body;
      const movement = RecordId.safeParse(request.parameters["receipt"]).data;
      const found = movement === undefined ? undefined : (await receipts.receipt(account, movement))?.body;
      if (!found?.file)
        return { kind: "problem", problem: ruleRefused("no-file", "This receipt cannot be opened", "It is not there any more. Open the question again.") };
      const { file } = found;
      const key = checkedReceiptKey({ account, movement: found.movement, file: file.id }, file.mark);
      // Of one that has a name of its own the store knows it: it stands in no address.
      const plainName = file.name === undefined ? `receipt.${FILE_TYPES[file.type].endings[0] ?? file.type}` : undefined;
      return { kind: "redirect", location: await (await files()).link(key, LINK_SECONDS, plainName) };
    }) satisfies HandlerOf<"balanceCase">,
  };
}
