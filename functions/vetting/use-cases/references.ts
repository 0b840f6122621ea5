import type { PlainDate } from "../../../shared/domain/time.ts";
import { referenceState, type StandingReference } from "../rules/reference.ts";
import type { VettingDeps } from "./deps.ts";

/** The id of the notice that asks for a reference. */
export const referenceNotice = (reference: string): string => `reference.${reference}`;

/** Every request for a reference of a case, newest first, and how each stands on a day. */
export const standingReferences =
  ({ store, noticeFailed }: Pick<VettingDeps, "store" | "noticeFailed">) =>
  async (vettingCase: string, today: PlainDate): Promise<readonly StandingReference[]> =>
    Promise.all(
      (await store.referencesOf(vettingCase)).map(async ({ body }) => {
        const state = referenceState(body, today);
        return { ...body, standing: state === "asked" && (await noticeFailed(referenceNotice(body.id))) ? "undelivered" : state };
      }),
    );
