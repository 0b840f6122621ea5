import type { Instant } from "../../../shared/domain/time.ts";
import { nothingHere } from "../../../shared/http/answers.ts";
import { balancePolicyOn } from "../../../shared/policy/balances.ts";
import type { HandlerOf } from "../../handlers-by-route.ts";
import { myBalancePage } from "../pages/my-balance.page.tsx";
import { yearOfUsePage } from "../pages/year-of-use.page.tsx";
import { isOpenTo, wasOpenIn, wasSentTo } from "../rules/case-of-person.ts";
import { myBalance } from "../rules/my-balance.ts";
import { statementYear, statementYears } from "../rules/statement-years.ts";
import { yearOfUse, yearOnPaper } from "../rules/year-of-use.ts";
import type { CaseStore } from "../use-cases/case-ports.ts";
import { type ReadBalanceDeps, readBalance } from "../use-cases/read-balance.ts";

/** What a person's pages of their balance are given. */
export interface MyBalanceDeps extends ReadBalanceDeps {
  readonly store: Pick<CaseStore, "casesOf">;
  /** This moment: what is known now. */
  readonly knownBy: () => Instant;
}

type PersonRequest = Parameters<HandlerOf<"person">>[0];

const baseOf = ({ parameters }: PersonRequest): string => `/people/${parameters["person"] ?? "me"}`;

/** Handlers of the pages on which somebody sees what is on the account of their direct payment, or whoever acts for them in matters of money. */
export function myBalanceHandlers(deps: MyBalanceDeps) {
  return {
    myBalance: (async (request) => {
      const person = request.record.body;
      const [read, cases] = await Promise.all([readBalance(deps, person.id), deps.store.casesOf(person.id)]);
      const policy = read && balancePolicyOn(read.authority, request.today);
      return myBalancePage(request, {
        ...{ person, base: baseOf(request) },
        balance: read && policy && myBalance(read, policy, deps.knownBy(), request.today),
        groups: policy?.spend.groups ?? [],
        hasQuestion: cases.some(({ body }) => isOpenTo(body, request.account.body.id)),
        years:
          read && policy
            ? statementYears(
                read.ledger,
                policy.yearly.statementFrom.value,
                read.facts?.typed?.map(({ on }) => on),
              )
            : [],
        hasEnded: [...(read?.facts?.endedOn ?? []), ...(read?.facts?.diedOn ?? [])].some(({ value }) => value !== null),
      });
    }) satisfies HandlerOf<"person">,
    yearOfUse: (async (request) => {
      const person = request.record.body;
      const [read, cases] = await Promise.all([readBalance(deps, person.id), deps.store.casesOf(person.id)]);
      const policy = balancePolicyOn(read?.authority ?? person.authority, request.today);
      const wanted = /^[12]\d{3}$/.exec(request.parameters["year"] ?? "")?.[0];
      if (wanted === undefined) return nothingHere();
      const year = statementYear(Number(wanted), policy.yearly.statementFrom.value);
      const known = read?.facts && { facts: read.facts, ledger: read.ledger, policy, knownBy: deps.knownBy() };
      const use = known && yearOfUse(known, year);
      const paper = known && yearOnPaper(known, year);
      const shown = cases
        .map(({ body }) => body)
        .filter((one) => one.account === read?.account && wasSentTo(one, request.account.body.id) && wasOpenIn(one, year));
      return yearOfUsePage(request, { ...{ person, base: baseOf(request), year, use, paper, policy }, cases: shown.toReversed() });
    }) satisfies HandlerOf<"person">,
  };
}
