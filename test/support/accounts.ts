import { createHash } from "node:crypto";
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { accountHandlers } from "../../functions/accounts/handlers/account.handlers.ts";
import { signInHandlers } from "../../functions/accounts/handlers/sign-in.handlers.ts";
import { stopMailsHandlers } from "../../functions/accounts/handlers/stop-mails.handlers.ts";
import type { Delegation } from "../../functions/accounts/rules/delegation.ts";
import type { IdentityProvider } from "../../functions/accounts/use-cases/ports.ts";
import { arrangements } from "../../functions/arrangements/entries/composition.ts";
import { contacts } from "../../functions/arrangements/entries/contacts.composition.ts";
import { freeHours } from "../../functions/arrangements/entries/free-hours.composition.ts";
import { pooling } from "../../functions/arrangements/entries/pooling.composition.ts";
import { recipients } from "../../functions/arrangements/entries/recipients.composition.ts";
import { requests as supportRequests } from "../../functions/arrangements/entries/requests.composition.ts";
import { shortlist } from "../../functions/arrangements/entries/shortlist.composition.ts";
import { arrangementHandlers } from "../../functions/arrangements/handlers/arrangement.handlers.ts";
import { concernHandlers } from "../../functions/arrangements/handlers/concern.handlers.ts";
import { allContactHandlers } from "../../functions/arrangements/handlers/contacts.handlers.ts";
import { freeHoursHandlers } from "../../functions/arrangements/handlers/free-hours.handlers.ts";
import { poolHandlers } from "../../functions/arrangements/handlers/pool.handlers.ts";
import { recipientHandlers } from "../../functions/arrangements/handlers/recipient.handlers.ts";
import { allRequestHandlers } from "../../functions/arrangements/handlers/requests.handlers.ts";
import { savedHandlers } from "../../functions/arrangements/handlers/saved.handlers.ts";
import { setUpTimesHandlers } from "../../functions/arrangements/handlers/set-up-times.handlers.ts";
import { supportHandlers } from "../../functions/arrangements/handlers/support.handlers.ts";
import { supportQuestionHandlers } from "../../functions/arrangements/handlers/support-questions.handlers.ts";
import { balanceCases } from "../../functions/balances/entries/cases.composition.ts";
import { financeDeps } from "../../functions/balances/entries/finance.composition.ts";
import { myBalanceDeps } from "../../functions/balances/entries/my-balance.composition.ts";
import { balanceRecords } from "../../functions/balances/entries/records.composition.ts";
import { statements } from "../../functions/balances/entries/statements.composition.ts";
import { balanceRecordsHandlers } from "../../functions/balances/handlers/balance-records.handlers.ts";
import { balancesHandlers } from "../../functions/balances/handlers/balances.handlers.ts";
import { financeHandlers } from "../../functions/balances/handlers/finance.handlers.ts";
import { myBalanceHandlers } from "../../functions/balances/handlers/my-balance.handlers.ts";
import { paperHandlers } from "../../functions/balances/handlers/paper.handlers.ts";
import { receiptsHandlers } from "../../functions/balances/handlers/receipts.handlers.ts";
import { statementsHandlers } from "../../functions/balances/handlers/statements.handlers.ts";
import { trialHandlers } from "../../functions/balances/handlers/trial.handlers.ts";
import { dataSubject } from "../../functions/data-subject.ts";
import { alerts } from "../../functions/directory/entries/alerts.composition.ts";
import { alertHandlers } from "../../functions/directory/handlers/alert.handlers.ts";
import { feedback } from "../../functions/feedback/entries/feedback.composition.ts";
import { feedbackHandlers } from "../../functions/feedback/handlers/feedback.handlers.ts";
import { openFeedbackHandlers } from "../../functions/feedback/handlers/open-feedback.handlers.ts";
import { workingGroupHandlers } from "../../functions/feedback/handlers/working-group.handlers.ts";
import { youSaidHandlers } from "../../functions/feedback/handlers/you-said.handlers.ts";
import type { FunctionName } from "../../functions/functions.ts";
import { guardedByRoute, handlersByRoute, isPageForPeople } from "../../functions/handlers-by-route.ts";
import { market } from "../../functions/market/entries/market.composition.ts";
import { marketHandlers } from "../../functions/market/handlers/market.handlers.ts";
import { pricesHandlers } from "../../functions/market/handlers/prices.handlers.ts";
import { takeUpHandlers } from "../../functions/market/handlers/take-up.handlers.ts";
import { workforceHandlers } from "../../functions/market/handlers/workforce.handlers.ts";
import { recordRegister } from "../../functions/record-register.ts";
import { forms } from "../../functions/reviews/entries/forms.composition.ts";
import { reviews } from "../../functions/reviews/entries/reviews.composition.ts";
import { formHandlers } from "../../functions/reviews/handlers/form.handlers.ts";
import { invitationHandlers } from "../../functions/reviews/handlers/invitation.handlers.ts";
import { openReviewHandlers, reviewsHandlers } from "../../functions/reviews/handlers/reviews.handlers.ts";
import { safetyHandlers } from "../../functions/reviews/handlers/safety.handlers.ts";
import { methodsOf, type Route, routeKey } from "../../functions/route.ts";
import { routes } from "../../functions/routes.ts";
import { satisfaction } from "../../functions/satisfaction/entries/satisfaction.composition.ts";
import { figuresHandlers } from "../../functions/satisfaction/handlers/figures.handlers.ts";
import { replyHandlers } from "../../functions/satisfaction/handlers/reply.handlers.ts";
import { type SignedIn, signedIn } from "../../functions/signed-in.ts";
import { vetting } from "../../functions/vetting/entries/composition.ts";
import { vettingHandlers } from "../../functions/vetting/handlers/vetting.handlers.ts";
import { gatewayBody } from "../../infra/local/gateway-body.ts";
import { httpFunction } from "../../shared/http/http-function.ts";
import { problemPage } from "../../shared/pages/problem.page.tsx";
import type { Account } from "../../shared/people/account.ts";
import { type IdentityName, identityId } from "../../shared/people/identity.ts";
import { keys } from "../../shared/table/keys.ts";
import { expectDeclared } from "./api-contract.ts";
import { anAuditContext } from "./builders.ts";
import { COUNCIL, OTHER_COUNCIL } from "./councils.ts";
import { EDGE_KEY, testEdge, throughEdge } from "./edge.ts";
import { gazetteerFile } from "./http.ts";
import { parametersBy } from "./route-paths.ts";
import type { TestTable } from "./tables.ts";
import { TEST_MS } from "./time-outs.ts";

export const SITE = "https://trellis.example";

/** The client that the people of a council sign in through, or the public's. */
const clientOf = (council: string | undefined): string => (council === undefined ? "public-client" : `client-of-${council}`);
const councilOf = (throughCouncil: boolean | string): string | undefined =>
  typeof throughCouncil === "string" ? throughCouncil : throughCouncil ? COUNCIL : undefined;

/** Who vouches for the people of tests. */
const ISSUER = "https://issuer.example";

/** What that issuer calls the person of an account that a test names; nothing else takes the one for the other. */
export const signInOf = (account: string): IdentityName => ({ issuer: ISSUER, subject: `subject-of-${account}` });

/** The environment of a function for signed-in people over a test table; of nobody's in particular, it is the administrator's. */
export const accountEnvironment = ({ environment, environmentOf }: TestTable, name?: FunctionName) => ({
  ...(name === undefined ? environment : environmentOf(name)),
  SITE_ADDRESS: SITE,
  EDGE_KEY,
  COUNCIL_CLIENTS: JSON.stringify(
    [COUNCIL, OTHER_COUNCIL].map((authority) => ({ authority, client: clientOf(authority), mailDomains: [`${authority}.example`] })),
  ),
  FILES_BUCKET: "files",
  FILES_KEY: "key",
  REQUEST_TELL_QUEUE_URL: "https://queue.example/request-tell",
  BALANCE_TRIAL_QUEUE_URL: "https://queue.example/balance-trial",
  BALANCE_CHECK_QUEUE_URL: "https://queue.example/balance-check",
});

export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: readonly string[];
  readonly body: string;
  readonly json: () => any;
}

export interface Asking {
  /** Whose request: an account's id. Absent for nobody. */
  readonly as?: string | undefined;
  /** Through the council's own provider; through that of another council, by its code; or as the public does. */
  readonly throughCouncil?: boolean | string;
  readonly method?: string;
  /** A form's fields, sent with the tokens of its page unless they are given. */
  readonly form?: Readonly<Record<string, string | readonly string[]>>;
  /** A file that comes with the form. */
  readonly file?: Uint8Array | string;
  readonly json?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cookies?: readonly string[];
  readonly address?: string;
  readonly claims?: Readonly<Record<string, unknown>>;
}

/** The account somebody has who signed in as a test names them. */
export const accountOf = async ({ store }: Pick<SignedIn, "store">, name: string): Promise<Account> => {
  const id = await store.accountOf(signInOf(name));
  const account = id === undefined ? undefined : await store.account(id);
  if (!account) throw new Error(`${name} never signed in`);
  return account.body;
};

/** A provider that takes a code for who somebody is; `used` and `no-factor` are none, and of `nameless` it knows the address alone. */
export const codesProvider: IdentityProvider = {
  councils: [COUNCIL, OTHER_COUNCIL],
  begin: async () => ({ address: "https://provider.example/authorize", secrets: { state: "the-state", nonce: "n", verifier: "v" } }),
  finish: async (way, returned) => {
    const code = returned.searchParams.get("code") ?? "";
    if (code === "used") return { refusal: "not-verified" };
    if (code === "no-factor") return { refusal: "second-factor-missing", who: signInOf("ada") };
    const email = `${code}@people.example`;
    return { identity: { ...signInOf(code), email, name: code === "nameless" ? email : "Someone New", throughCouncil: way.council } };
  },
};

const NO_PROVIDER: IdentityProvider = {
  councils: [],
  begin: () => Promise.reject(new Error("No provider in this test")),
  finish: () => Promise.reject(new Error("No provider in this test")),
};

/** The account and sign-in functions over a table, with their real middy stack, each under its own role, called as API Gateway calls them. */
export function accountFunctions(
  table: TestTable,
  {
    now = () => Date.parse("2026-11-24T12:00:00Z"),
    provider = NO_PROVIDER,
    more = {},
  }: { now?: () => number; provider?: IdentityProvider; more?: Readonly<Record<string, string>> } = {},
) {
  /** What a function is made of, under its own role; or the administrator's, for what a test sets up and looks at. */
  const accountsOf = (name?: FunctionName) => {
    const environment = { ...accountEnvironment(table, name), ...more };
    const people = signedIn(environment, now);
    return { ...people, isPageForPeople, dataSubject: dataSubject(people.table, people.site, environment), register: recordRegister };
  };
  const accounts = accountsOf();
  const own = accountsOf("account");
  const pages = accountHandlers(own);
  const signingIn = accountsOf("signIn");
  const signIn = signInHandlers({ ...signingIn, isPageForPeople }, provider);
  const checking = vetting(accountEnvironment(table), { now, gazetteerFile });
  const officers = vetting(accountEnvironment(table, "vetting"), { now, gazetteerFile });
  const vettingPages = vettingHandlers(officers);
  const sharing = pooling(accountEnvironment(table, "pooling"), { now, gazetteerFile });
  const choosing = arrangements(accountEnvironment(table, "arrangements"), now);
  const saving = shortlist(accountEnvironment(table, "shortlist"), now);
  const savedPages = savedHandlers(saving);
  const watching = alerts(accountEnvironment(table, "alerts"), { now, gazetteerFile });
  const alertPages = alertHandlers(watching);
  const offering = freeHours(accountEnvironment(table, "freeHours"), now);
  const hoursPages = freeHoursHandlers(offering);
  const budgets = recipients(accountEnvironment(table, "recipients"), now);
  const asking = supportRequests(accountEnvironment(table, "requests"), { now, gazetteerFile, handOn: async () => undefined });
  const balances = balanceCases(accountEnvironment(table, "balances"), now);
  const stating = balanceRecords(accountEnvironment(table, "balanceRecords"), now);
  const finance = financeDeps(accountEnvironment(table, "balances"), balances, now, async () => undefined);
  const theirBalance = myBalanceDeps(accountEnvironment(table, "balances"), balances, now);
  /** Accounts that are to be looked at. */
  const checks: string[] = [];
  const reviewing = reviews(accountEnvironment(table, "reviews"), now);
  const hearing = feedback(accountEnvironment(table, "feedback"), now);
  const satisfying = satisfaction(accountEnvironment(table, "satisfaction"), now);
  const gaps = market(accountEnvironment(table, "market"), now);
  const sending = statements(
    accountEnvironment(table, "statements"),
    now,
    async (messages) => void checks.push(...messages.flatMap(({ accounts: some }) => some ?? [])),
  );
  const contacting = contacts(accountEnvironment(table, "contacts"), now);
  const contactPages = allContactHandlers(contacting);
  const handler = httpFunction(
    {
      ...handlersByRoute("account", pages.open),
      ...guardedByRoute("account", own.protect, pages.guarded),
      ...handlersByRoute("signIn", { ...signIn.open, ...stopMailsHandlers({ ...signingIn, isPageForPeople }, signingIn.mailStops) }),
      ...guardedByRoute("signIn", signingIn.protect, signIn.guarded),
      ...handlersByRoute("vetting", vettingPages.open),
      ...guardedByRoute("vetting", officers.protect, vettingPages.guarded),
      ...guardedByRoute("pooling", sharing.protect, poolHandlers(sharing)),
      ...guardedByRoute("arrangements", choosing.protect, {
        ...supportHandlers(choosing),
        ...arrangementHandlers(choosing),
        ...supportQuestionHandlers(choosing),
        ...concernHandlers(choosing),
      }),
      ...handlersByRoute("shortlist", savedPages.open),
      ...guardedByRoute("shortlist", saving.protect, savedPages.guarded),
      ...handlersByRoute("alerts", alertPages.open),
      ...guardedByRoute("alerts", watching.protect, alertPages.guarded),
      ...handlersByRoute("freeHours", hoursPages.open),
      ...guardedByRoute("freeHours", offering.protect, hoursPages.guarded),
      ...guardedByRoute("recipients", budgets.protect, { ...recipientHandlers(budgets), ...setUpTimesHandlers(budgets) }),
      ...guardedByRoute("requests", asking.protect, allRequestHandlers(asking)),
      ...guardedByRoute("balances", balances.protect, {
        ...balancesHandlers({ ...balances, ledger: theirBalance.ledger }),
        ...myBalanceHandlers(theirBalance),
        ...receiptsHandlers(theirBalance),
        ...paperHandlers(theirBalance),
        ...financeHandlers(finance),
        ...trialHandlers(finance),
      }),
      ...guardedByRoute("balanceRecords", stating.protect, balanceRecordsHandlers(stating)),
      ...handlersByRoute("reviews", { ...openReviewHandlers(reviewing), ...safetyHandlers(reviewing).open }),
      ...handlersByRoute("forms", formHandlers(forms(accountEnvironment(table, "forms"), now))),
      ...guardedByRoute("reviews", reviewing.protect, {
        ...reviewsHandlers(reviewing),
        ...invitationHandlers(reviewing),
        ...safetyHandlers(reviewing).guarded,
      }),
      ...handlersByRoute("feedback", openFeedbackHandlers(hearing)),
      ...guardedByRoute("feedback", hearing.protect, { ...feedbackHandlers(hearing), ...youSaidHandlers(hearing), ...workingGroupHandlers(hearing) }),
      ...handlersByRoute("satisfaction", figuresHandlers(satisfying).open),
      ...guardedByRoute("satisfaction", satisfying.protect, { ...figuresHandlers(satisfying).guarded, ...replyHandlers(satisfying) }),
      ...guardedByRoute("market", gaps.protect, { ...marketHandlers(gaps), ...takeUpHandlers(gaps), ...pricesHandlers(gaps), ...workforceHandlers(gaps) }),
      ...guardedByRoute("statements", sending.protect, statementsHandlers(sending)),
      ...handlersByRoute("contacts", contactPages.open),
      ...guardedByRoute("contacts", contacting.protect, contactPages.guarded),
    },
    testEdge,
    problemPage,
  );
  let calls = 0;

  const call = async (url: string, asking: Asking = {}): Promise<Answered> => {
    calls += 1;
    const { form, file, json, as, throughCouncil = true, method = form || json !== undefined ? "POST" : "GET" } = asking;
    const [rawPath = "", rawQueryString = ""] = url.split("?");
    const route = routeFor(method, rawPath);
    // The gateway takes it to the function for what is nowhere else.
    if (!route) return { status: 404, headers: {}, cookies: [], body: "", json: () => undefined };
    const api = rawPath.startsWith("/api/");
    const session = as === undefined || api ? undefined : accounts.sessions.begin(as, councilOf(throughCouncil));
    const claims = asking.claims ?? (as !== undefined && api ? accessToken(as, throughCouncil, now()) : undefined);
    const fields = new URLSearchParams();
    if (form && session) {
      fields.set("csrf", await accounts.sessions.formToken(session));
      fields.set("once", `form-${calls}-${Math.floor(now())}`);
    }
    for (const [name, value] of Object.entries(form ?? {})) {
      fields.delete(name);
      for (const one of [value].flat()) fields.append(name, one);
    }
    const parts = new FormData();
    for (const [name, value] of fields) parts.append(name, value);
    if (file !== undefined) parts.append("file", new Blob([Buffer.from(file)]), "statement.csv");
    const withFile = file === undefined ? undefined : new Response(parts);
    const type: Record<string, string> = withFile
      ? { "content-type": withFile.headers.get("content-type") ?? "" }
      : form
        ? { "content-type": "application/x-www-form-urlencoded" }
        : json === undefined
          ? {}
          : { "content-type": "application/json", "idempotency-key": `key-${calls}-abcdefgh` };
    const result = await handler(
      {
        routeKey: method === "HEAD" ? `HEAD ${route.path}` : routeKey(route),
        rawPath,
        rawQueryString,
        headers: { ...type, ...asking.headers, ...throughEdge(asking.address) },
        cookies: asking.cookies ?? (session ? [(await accounts.sessions.cookie(session)).split(";")[0] ?? ""] : []),
        pathParameters: parametersBy(route, rawPath) ?? {},
        ...gatewayBody(
          type["content-type"],
          withFile
            ? Buffer.from(await withFile.bytes())
            : Buffer.from(form ? fields.toString() : json === undefined ? "" : typeof json === "string" ? json : JSON.stringify(json)),
        ),
        requestContext: {
          requestId: `request-${calls}`,
          http: { method },
          ...(claims ? { authorizer: { jwt: { claims } } } : {}),
        },
      },
      CONTEXT,
    );
    if (api) expectDeclared(route, result);
    return { status: result.statusCode, headers: result.headers, cookies: result.cookies ?? [], body: result.body, json: () => JSON.parse(result.body) };
  };
  return { accounts, checking, call, checks };
}
/** The claims of an access token, as the gateway passes them on: numbers as text. */
export const accessToken = (account: string, throughCouncil: boolean | string, at: number): Readonly<Record<string, unknown>> => ({
  iss: ISSUER,
  sub: signInOf(account).subject,
  client_id: clientOf(councilOf(throughCouncil)),
  token_use: "access",
  auth_time: String(Math.floor(at / 1000)),
  ...(throughCouncil ? { second_factor: "used" } : {}),
});

export type AccountFunctions = ReturnType<typeof accountFunctions>;

const CONTEXT: any = { getRemainingTimeInMillis: () => TEST_MS };

function routeFor(method: string, path: string): Route | undefined {
  const all: readonly Route[] = routes;
  const matching = all.filter((route) => methodsOf(route).some((one) => one === method) && route.path !== "$default" && parametersBy(route, path));
  return matching.toSorted((a, b) => a.path.split("{").length - b.path.split("{").length)[0];
}

/** An account for a test; everything not named is plain and the same every time. */
export const anAccount = (changes: Partial<Account> & { readonly id: string }): Account => ({
  authority: COUNCIL,
  identities: [{ id: identityId(signInOf(changes.id)), issuer: ISSUER, linkedAt: "2026-11-01T09:00:00.000Z" }],
  grants: [],
  endedSessions: [],
  createdAt: "2026-11-01T09:00:00.000Z",
  ...changes,
});

/** A delegation for a test. */
export const aDelegation = (changes: Partial<Delegation> & Pick<Delegation, "id" | "person">): Delegation => ({
  authority: COUNCIL,
  kind: "nominated-person",
  scopes: ["search-and-contact"],
  from: "2026-11-01",
  addressHash: "nobody",
  state: "active",
  createdAt: "2026-11-01T09:00:00.000Z",
  ...changes,
});

/** Stores records as they are, each with its first audit entry. */
export const stored = async ({ store }: Pick<SignedIn, "store">, ...changes: Parameters<SignedIn["store"]["commit"]>[1]): Promise<void> => {
  const done = await store.commit(anAuditContext(), changes);
  if (!done.ok) throw new Error(`Not stored: ${done.refusal}`);
};

/** Makes a request's own key one that was used for something else: whatever is let through stops there, and changes nothing. */
export async function useKeyFor({ table }: TestTable, subject: string, key: string): Promise<void> {
  const hash = createHash("sha256").update(`${subject}\n${key}`).digest("base64url");
  const item = { ...keys.once(hash), entity: "once", schemaVersion: 1, fingerprint: "something else", outcome: "{}", expiresAt: 4_000_000_000 };
  await table.client.send(new PutCommand({ TableName: table.name, Item: item }));
}
