import type { PlainDate } from "../../../shared/domain/time.ts";
import { referenceState, type StandingReference } from "../rules/reference.ts";
import type { VettingDeps } from "./deps.ts";

/** The id of the notice that asks for a reference. */
export const referenceNotice = (reference: string): string => `reference.${reference}`;

/** Every request for a reference of a case, newest first, and how each stands on a day. */
export const standingReferences =
  ({ store, noticeFailed, isStopped }: Pick<VettingDeps, "store" | "noticeFailed" | "isStopped">) =>
  async (vettingCase: string, today: PlainDate): Promise<readonly StandingReference[]> =>
    Promise.all(
      (await store.referencesOf(vettingCase)).map(async ({ body }) => {
        const state = referenceState(body, today);
        if (state !== "asked") return { ...body, standing: state };
        const stopped = body.addressHash !== undefined && (await isStopped(body.addressHash));
        return { ...body, standing: stopped || (await noticeFailed(referenceNotice(body.id))) ? "unreachable" : state };
      }),
    );
