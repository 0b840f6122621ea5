/** Whether a path is a page for signed-in people: nobody is sent anywhere else. */
export type IsPageForPeople = (path: string) => boolean;

/** The page somebody wanted before they signed in, or were asked something; undefined where it is none of ours. */
export const returnPath = (path: string | null, isPageForPeople: IsPageForPeople): string | undefined =>
  path !== null && /^\/(?![/\\])[\w./~%-]*$/.test(path) && isPageForPeople(path) ? path : undefined;
