import type { Finding } from "../../../shared/domain/screening.ts";
import type { PlainDate } from "../../../shared/domain/time.ts";
import { screen } from "../../../shared/policy/screening.ts";
import { isPublic, isUndecided, type Profile, type VettingCase } from "./case.ts";

/** Whether somebody's page was checked once, so that a change of it is looked at: on the list, or off it for a while. */
const isChecked = (vettingCase: VettingCase): boolean => isPublic(vettingCase) || vettingCase.state === "paused" || vettingCase.state === "suspended";

/** What an officer should look at in somebody's public words. */
export const toLookAt = ({ displayName, about }: Pick<Profile, "displayName" | "about">): readonly Finding[] => screen(`${displayName}\n${about}`);

/** Whether an officer has still to look at somebody's public words: nothing was decided yet, or they changed since. */
export const isLookedAt = (vettingCase: VettingCase): boolean => isUndecided(vettingCase) || vettingCase.pageChange !== undefined;

/** A case without a change that waited, and the task it gave. */
function settled({ pageChange: _, ...rest }: VettingCase): VettingCase {
  return { ...rest, tasks: rest.tasks.filter(({ code }) => code !== "page-changed") };
}

/**
 * A case after its public words were changed. Before anything was decided they are as typed. On the list another name waits
 * until an officer has compared it with the identity seen, and so do words that claim an office or a council's word; other
 * words are shown at once. An officer looks at each change.
 */
export function withPage(vettingCase: VettingCase, typed: Profile, today: PlainDate): VettingCase {
  const { profile: shown } = vettingCase.answers;
  if (!isChecked(vettingCase) || !shown) return { ...vettingCase, answers: { ...vettingCase.answers, profile: typed } };
  const last = vettingCase.pageChange;
  const checkedAbout = last?.aboutBefore ?? shown.about;
  const waits = typed.about !== checkedAbout && screen(typed.about).length > 0;
  const profile: Profile = { ...typed, displayName: shown.displayName, about: waits ? shown.about : typed.about };
  const change = {
    ...(typed.displayName === shown.displayName ? {} : { displayName: typed.displayName }),
    ...(waits ? { about: typed.about } : {}),
    ...(profile.about === checkedAbout ? {} : { aboutBefore: checkedAbout }),
  };
  const rest = settled(vettingCase);
  const answers = { ...vettingCase.answers, profile };
  if (Object.keys(change).length === 0) return { ...rest, answers };
  const since = last?.since ?? today;
  return { ...rest, answers, pageChange: { since, ...change }, tasks: [...rest.tasks, { code: "page-changed", since }] };
}

/** A case after an officer agreed to what was changed: what waited is shown. */
export function agreedPage(vettingCase: VettingCase): VettingCase {
  const { pageChange: change, answers } = vettingCase;
  const { displayName, about } = change ?? {};
  const profile = answers.profile && {
    ...answers.profile,
    ...(displayName === undefined ? {} : { displayName }),
    ...(about === undefined ? {} : { about }),
  };
  return settled({ ...vettingCase, answers: { ...answers, profile } });
}

/** A case after an officer refused what was changed: its public words are those that were checked before. */
export function refusedPage(vettingCase: VettingCase): VettingCase {
  const { pageChange: change, answers } = vettingCase;
  const profile = answers.profile && { ...answers.profile, about: change?.aboutBefore ?? answers.profile.about };
  return settled({ ...vettingCase, answers: { ...answers, profile } });
}

/** Public words as whoever changes them sees them: what waits in place of what is shown. */
export const pageAsTyped = ({ answers: { profile }, pageChange }: Pick<VettingCase, "answers" | "pageChange">): Profile | undefined =>
  profile && { ...profile, displayName: pageChange?.displayName ?? profile.displayName, about: pageChange?.about ?? profile.about };
