import { Period } from "../../../shared/domain/small-numbers/period.ts";
import type { Audience } from "../../../shared/domain/small-numbers/rules.ts";
import { tableCsv } from "../../../shared/domain/small-numbers/words.ts";
import { londonDate } from "../../../shared/domain/time.ts";
import type { StoredFigures } from "../../../shared/figures/ports.ts";
import { nothingHere } from "../../../shared/http/answers.ts";
import { answer } from "../../../shared/http/contract.ts";
import { csvAnswer } from "../../../shared/http/csv-answer.ts";
import type { HttpAnswer, HttpHandler, HttpRequest } from "../../../shared/http/messages.ts";
import { notFound, tooMany } from "../../../shared/http/problem.ts";
import { councilCodes } from "../../../shared/policy/council.ts";
import { satisfactionPolicyOn } from "../../../shared/policy/satisfaction.ts";
import type { HandlerOf } from "../../handlers-by-route.ts";
import { publicFiguresPage, staffFiguresPage } from "../pages/figures.page.tsx";
import type { SatisfactionDeps } from "../use-cases/ports.ts";
import { satisfactionContracts } from "./api.contracts.ts";

/** Which period the address asks for: the newest where it names none, nothing where what it names is none. */
type Wanted = { readonly period?: Period } | undefined;

function wantedIn(query: URLSearchParams): Wanted {
  const named = query.get("period");
  if (named === null) return {};
  const period = Period.safeParse(named);
  return period.success ? { period: period.data } : undefined;
}

/** The file of one table, the first where none is named: the words that the page has too. */
function csvOf(figures: StoredFigures | undefined, id: string | null): HttpAnswer {
  if (!figures) return csvAnswer("feedback-figures", ["There are no figures yet"], []);
  const { publication } = figures;
  const table = publication.tables.find((one) => id === null || one.id === id);
  if (!table) return nothingHere();
  const { head, rows } = tableCsv(publication, table);
  return csvAnswer(`${table.id}-${publication.period.replace("/", "-")}`, head, rows);
}

/** Handlers of figures of feedback: page, file and API are made of one publication, and of nothing else. */
export function figuresHandlers({ figures, now, limited }: Pick<SatisfactionDeps, "figures" | "now" | "limited">) {
  /** What the address asks for; undefined where there is no such period. Where no period is named and nothing was published yet, `figures` is undefined. */
  const found = async (audience: Audience, council: string, query: URLSearchParams) => {
    const wanted = wantedIn(query);
    if (!wanted) return undefined;
    const stored = await figures.newest(audience, council, wanted.period);
    return wanted.period !== undefined && !stored ? undefined : { figures: stored };
  };
  /** The same of what everyone sees, of a council that there is; how long to wait, where one network asks too often. */
  const forEveryone = async ({ parameters, query, address }: HttpRequest) => {
    const council = parameters["council"] ?? "";
    const wait = await limited("sign-in", address);
    if (wait !== undefined) return { problem: tooMany(wait) };
    const shown = councilCodes.includes(council) ? await found("public", council, query) : undefined;
    return shown ? { council, ...shown } : { problem: notFound("There are no such figures.") };
  };

  const open = {
    async publicFigures(request) {
      const asked = await forEveryone(request);
      if ("problem" in asked) return { kind: "problem", problem: asked.problem };
      return { kind: "page", status: 200, html: publicFiguresPage({ ...asked, policy: satisfactionPolicyOn(asked.council, londonDate(now())) }) };
    },
    async publicFiguresCsv(request) {
      const asked = await forEveryone(request);
      if ("problem" in asked) return { kind: "problem", problem: asked.problem };
      return csvOf(asked.figures, request.query.get("table"));
    },
    async publicFeedbackFigures(request) {
      const asked = await forEveryone(request);
      if ("problem" in asked) return { kind: "problem", problem: asked.problem };
      if (!asked.figures) return { kind: "problem", problem: notFound("There are no such figures.") };
      return answer(satisfactionContracts.publicFeedbackFigures, 200, { ...asked.figures.publication, earlier: asked.figures.earlier });
    },
  } satisfies Readonly<Record<string, HttpHandler>>;

  const guarded = {
    feedbackFigures: (async (request) => {
      const { record: council, query, today } = request;
      const shown = await found("staff", council, query);
      return shown ? staffFiguresPage(request, { council, ...shown, policy: satisfactionPolicyOn(council, today) }) : nothingHere();
    }) satisfies HandlerOf<"council">,
    feedbackFiguresCsv: (async ({ record: council, query }) => {
      const shown = await found("staff", council, query);
      return shown ? csvOf(shown.figures, query.get("table")) : nothingHere();
    }) satisfies HandlerOf<"council">,
  };
  return { open, guarded };
}
