import type { VettingCase } from "./case.ts";
import { isTheirs, type MovedBy } from "./moves.ts";
import type { Outcome, Situation } from "./situation.ts";

/**
 * A case once an officer declared an interest: without their recommendation, and what they accepted is with us again, for
 * another officer. On the list what they accepted counts until then, and somebody is given it to do.
 */
export function withoutInterested({ case: before, evidence, today, at }: Situation, moved: VettingCase, mover: MovedBy): Outcome {
  const theirs = (account: string | undefined) => isTheirs(mover, account);
  const { assignedTo, recommendation, ...rest } = moved;
  const listed = before.accreditation !== undefined;
  const again = evidence.filter(({ accepted }) => theirs(accepted?.by));
  const decidedByThem = listed && (theirs(recommendation?.by) || theirs(before.decision?.by));
  const tasks: VettingCase["tasks"] = [
    ...(listed ? again.map(({ id }) => ({ code: "interest" as const, about: id, since: today })) : []),
    ...(decidedByThem ? [{ code: "interest" as const, since: today }] : []),
  ];
  const withdrawn = before.state === "recommended" && theirs(recommendation?.by);
  return {
    case: {
      ...rest,
      ...(assignedTo === undefined || theirs(assignedTo) ? {} : { assignedTo }),
      ...(recommendation === undefined || withdrawn ? {} : { recommendation }),
      conflicts: [...new Set([...before.conflicts, mover.subject])],
      tasks: [...before.tasks.filter(({ code, about }) => !tasks.some((task) => task.code === code && task.about === about)), ...tasks],
    },
    evidence: again.map(({ accepted, ...kept }) => ({
      ...kept,
      ...(listed && accepted ? { accepted } : {}),
      offered: kept.offered ?? { facts: accepted?.facts ?? {}, at, state: "with-us", ...(accepted?.sentBy === undefined ? {} : { by: accepted.sentBy }) },
    })),
    notices: again.length > 0 || withdrawn || decidedByThem ? [{ code: "officer-task", to: "officer", values: {} }] : [],
  };
}
