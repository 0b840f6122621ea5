import type { CommitRefusal } from "../../../shared/audit/commit.ts";
import type { FieldError } from "../../../shared/domain/input.ts";
import { conflict, isStale, nothingHere } from "../../../shared/http/answers.ts";
import { afterIn, fieldErrors } from "../../../shared/http/form-fields.ts";
import { REPEATED } from "../../../shared/http/guard.ts";
import type { HttpAnswer } from "../../../shared/http/messages.ts";
import { ruleRefused } from "../../../shared/http/problem.ts";
import { redirectDone } from "../../../shared/pages/signed-in-page.tsx";
import { type MarketPolicy, marketPolicyOn } from "../../../shared/policy/market.ts";
import type { HandlerOf } from "../../handlers-by-route.ts";
import { areasInWords, classWords } from "../pages/gap-words.ts";
import { TARGET_WRONG, type TargetWords, targetPage, targetsPage } from "../pages/targets.page.tsx";
import { wantedPage } from "../pages/wanted.page.tsx";
import type { GapSnapshot } from "../rules/snapshot.ts";
import { type MarketTarget, readTarget, standingOfTarget } from "../rules/target.ts";
import type { ActingDeps } from "../use-cases/acting-ports.ts";
import { candidatesFor, closeTarget, inviteTo, movesOf, setTarget, shortIn, targetChoices } from "../use-cases/reach-target.ts";
import { seeWanted } from "../use-cases/see-wanted.ts";

type CouncilRequest = Parameters<HandlerOf<"council">>[0];
type TargetRequest = Parameters<HandlerOf<"marketTarget">>[0];

/** Dates of these forms are asked for in three boxes. */
const wrong = (errors: Parameters<typeof fieldErrors>[0]): readonly FieldError[] =>
  fieldErrors(errors, TARGET_WRONG).map((error) => (error.field === "by" ? { ...error, at: "by-day" } : error));

/** How something that was not done is answered. */
function refusedAs(refusal: "not-now" | "no-one" | CommitRefusal): HttpAnswer {
  if (refusal === "repeat") return REPEATED;
  if (refusal === "stale") return conflict();
  return { kind: "problem", problem: ruleRefused("not-now", "This cannot be done now", "Open the page again: it shows what you can do next.") };
}

/** What a target is about, by the names of the newest figures: codes where they know it no more. */
function wordsOf({ needed, areas }: MarketTarget, snapshot: GapSnapshot | undefined): TargetWords {
  const known = snapshot?.classes.find(({ code }) => code === needed);
  return {
    need: known ? classWords(known) : needed,
    place: areasInWords(areas.map((code) => snapshot?.areas.find((area) => area.code === code)?.name ?? code)),
  };
}

/** Handlers of what a council does about gaps, and of where a provider sees that they are wanted. */
export function targetHandlers(deps: ActingDeps) {
  const { gaps, acting, newId } = deps;

  const shownOf = (target: MarketTarget, snapshot: GapSnapshot | undefined, policy: MarketPolicy, today: string) => {
    const shortHours = snapshot && shortIn(snapshot, target, policy);
    return { words: wordsOf(target, snapshot), shortHours, standing: standingOfTarget(target, shortHours, today) };
  };
  const choicesOf = (snapshot: GapSnapshot | undefined, policy: MarketPolicy) => (snapshot ? targetChoices(snapshot, policy) : { classes: [], areas: [] });
  const listPage = async (request: CouncilRequest, errors: readonly FieldError[] = []): Promise<HttpAnswer> => {
    const { record: council, form, today } = request;
    const after = afterIn(request.query);
    const [snapshot, { records, next }] = await Promise.all([gaps.snapshot(council, "now"), acting.targets(council, after.ok ? after.value : undefined)]);
    const policy = marketPolicyOn(council, today);
    const targets = records.map(({ body }) => ({ target: body, ...shownOf(body, snapshot, policy, today) }));
    return targetsPage(request, { council, targets, next, form, errors, choices: choicesOf(snapshot, policy) });
  };
  const onePage = async (request: TargetRequest, errors: readonly FieldError[] = []): Promise<HttpAnswer> => {
    const { record: target, form, today } = request;
    const { body } = target;
    const candidates = body.state === "open" ? await candidatesFor(deps, body, today) : [];
    const snapshot = await gaps.snapshot(body.authority, "now");
    const shown = shownOf(body, snapshot, marketPolicyOn(body.authority, today), today);
    return targetPage(request, { target, ...shown, candidates, moves: await movesOf(deps, body), form, errors });
  };

  return {
    marketTargets: (async (request) => listPage(request)) satisfies HandlerOf<"council">,
    setMarketTarget: (async (request) => {
      const { record: council, form, account, today } = request;
      const { classes, areas } = choicesOf(await gaps.snapshot(council, "now"), marketPolicyOn(council, today));
      const codes = (all: readonly { readonly code: string }[]) => all.map(({ code }) => code);
      const read = readTarget(form, { classes: codes(classes), areas: codes(areas) }, today);
      if (!read.ok) return listPage(request, wrong(read.errors));
      const id = newId();
      const answer = redirectDone(`/market-targets/${id}`, "set");
      const done = await setTarget(deps, { id, council }, read.value, account.body.id, request.auditContext(answer));
      return done.ok ? answer : refusedAs(done.refusal);
    }) satisfies HandlerOf<"council">,
    marketTarget: (async (request) => onePage(request)) satisfies HandlerOf<"marketTarget">,
    moveMarketTarget: (async (request) => {
      const { record: before, form } = request;
      const path = `/market-targets/${before.body.id}`;
      const move = form.get("move");
      if (move !== "invite" && move !== "close") return nothingHere();
      if (isStale(request.seenVersion, before.version)) return conflict();
      if (move === "close") {
        const answer = redirectDone(path, "closed");
        const done = await closeTarget(deps, before, request.auditContext(answer));
        return done.ok ? answer : refusedAs(done.refusal);
      }
      const chosen = form.getAll("listings");
      if (chosen.length === 0) return onePage(request, wrong([{ parameter: "listings", detail: "missing" }]));
      const { need, place } = wordsOf(before.body, await gaps.snapshot(before.body.authority, "now"));
      const done = await inviteTo(deps, before, chosen, need, place, {
        day: request.today,
        contextOf: (report) => request.auditContext(redirectDone(path, "invited", report)),
      });
      return done.ok ? redirectDone(path, "invited", done.value) : refusedAs(done.refusal);
    }) satisfies HandlerOf<"marketTarget">,
    wanted: (async (request) => {
      const { id, authority, displayName } = request.record.listing;
      return wantedPage(request, { council: authority, displayName, shown: await seeWanted(deps, authority, id) });
    }) satisfies HandlerOf<"provided">,
  };
}
