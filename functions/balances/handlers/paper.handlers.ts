import type { FieldError } from "../../../shared/domain/input.ts";
import { PlainDate } from "../../../shared/domain/time.ts";
import { FILE_TYPES } from "../../../shared/files/file-types.ts";
import { conflict } from "../../../shared/http/answers.ts";
import { REPEATED } from "../../../shared/http/guard.ts";
import type { HttpAnswer } from "../../../shared/http/messages.ts";
import { ruleRefused } from "../../../shared/http/problem.ts";
import { redirectDone } from "../../../shared/pages/signed-in-page.tsx";
import { balancePolicyOn } from "../../../shared/policy/balances.ts";
import type { HandlerOf } from "../../handlers-by-route.ts";
import { paperPage, papersPage } from "../pages/paper.page.tsx";
import { checkedPageKey } from "../rules/page-keys.ts";
import { afterTyping, closingOn, daysToType, type TypingRefusal } from "../rules/paper-statement.ts";
import { readTypedBalance } from "../rules/read-stated.ts";
import type { PaperStore } from "../use-cases/paper-ports.ts";
import { readBalance } from "../use-cases/read-balance.ts";
import { backFromFiles, photoParts } from "./closing-photos.handlers.ts";
import { LINK_SECONDS, type ReceiptsDeps } from "./receipts.handlers.ts";

/** What the pages of statements on paper are given. */
export interface PaperDeps extends Pick<ReceiptsDeps, "ledger" | "paymentOf" | "files" | "newId" | "site"> {
  readonly papers: PaperStore;
}

type PersonRequest = Parameters<HandlerOf<"person">>[0];

const REFUSED: Readonly<Record<TypingRefusal, FieldError>> = {
  day: { field: "on", text: "Select which day the balance is for" },
  pence: { field: "amount", text: "Enter the balance in pounds, like 123.45" },
  many: { field: "amount", text: "You have typed this balance many times. Contact the council to change it" },
};

/** Handlers of the pages on which somebody types a balance from a statement on paper and sends photographs of it, and on which a finance officer opens one. */
export function paperHandlers(deps: PaperDeps) {
  const { papers, files } = deps;
  const baseOf = ({ parameters }: PersonRequest): string => `/people/${parameters["person"] ?? "me"}/balance/paper`;

  /** The account, where its person sends its statements, with what was typed of it and the days whose balance would help. */
  const found = async (request: PersonRequest) => {
    const read = await readBalance(deps, request.record.body.id);
    if (read?.head.kind !== "bank") return undefined;
    const before = await papers.papers(read.account);
    return { read, before, days: daysToType(read.facts, read.ledger, before?.body, request.today) };
  };
  const list = async (request: PersonRequest, errors: readonly FieldError[] = []): Promise<HttpAnswer> => {
    const known = await found(request);
    if (!known) return NOT_THEIRS;
    return papersPage(request, {
      ...{ person: request.record.body, base: baseOf(request), record: known.before?.body, days: known.days, form: request.form, errors },
    });
  };

  return {
    papers: (async (request) => list(request)) satisfies HandlerOf<"person">,
    typeBalance: (async (request) => {
      const known = await found(request);
      if (!known) return NOT_THEIRS;
      const { read, before, days } = known;
      const { on, pence } = readTypedBalance(request.form);
      const isDay = on !== undefined && days.includes(on);
      if (!isDay || pence === undefined) return list(request, [...(isDay ? [] : [REFUSED.day]), ...(pence === undefined ? [REFUSED.pence] : [])]);
      const answer = redirectDone(`${baseOf(request)}/${on}`, "typed");
      const context = request.auditContext(answer);
      const account = { id: read.account, authority: read.authority, owner: request.record.body.id };
      const after = afterTyping(before?.body, account, { on, pence, by: request.account.body.id }, days, context.at);
      if (!after.ok) return list(request, [REFUSED[after.refusal]]);
      const done = await papers.commit(context, [{ entity: "paper-statement", ...(before ? { before } : {}), after: after.value, action: "paper:type" }]);
      return done.ok ? answer : done.refusal === "repeat" ? REPEATED : conflict();
    }) satisfies HandlerOf<"person">,
    paper: (async (request): Promise<HttpAnswer> => {
      const known = await found(request);
      const on = PlainDate.safeParse(request.parameters["closing"]).data;
      const closing = on === undefined ? undefined : closingOn(known?.before?.body, on);
      if (!known || on === undefined || closing === undefined || known.before?.body.owner !== request.record.body.id)
        return { kind: "redirect", location: baseOf(request) };
      const { query } = request;
      const here = `${baseOf(request)}/${on}`;
      const back = backFromFiles({ query, here });
      if (back) return back;
      const figures = balancePolicyOn(known.read.authority, request.today).evidence;
      const photos = await photoParts(deps, { query, here, closing, figures, place: { account: known.read.account, on } });
      return paperPage(request, { person: request.record.body, base: baseOf(request), closing, photos });
    }) satisfies HandlerOf<"person">,
    casePaper: (async (request): Promise<HttpAnswer> => {
      const { account } = request.record.body;
      const { closing = "", page = "" } = request.parameters;
      const file = closingOn((await papers.papers(account))?.body, closing)?.pages.find(({ id }) => id === page);
      if (!file)
        return { kind: "problem", problem: ruleRefused("no-file", "This page cannot be opened", "It is not there any more. Open the question again.") };
      const plainName = file.name === undefined ? `statement.${FILE_TYPES[file.type].endings[0] ?? file.type}` : undefined;
      const key = checkedPageKey({ account, on: closing, file: file.id }, file.mark);
      return { kind: "redirect", location: await (await files()).link(key, LINK_SECONDS, plainName) };
    }) satisfies HandlerOf<"balanceCase">,
  };
}

/** It stands where no statement is needed of the person. */
const NOT_THEIRS: HttpAnswer = {
  kind: "problem",
  problem: ruleRefused("not-now", "You do not have to send a statement", "Someone else sends us the statements of this account, or we do not know of one."),
};
