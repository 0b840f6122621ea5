import type { ComponentChildren } from "preact";

/** Text or elements: always escaped unless it is an element. */
export type Content = ComponentChildren;

/** Attributes passed on to a component's root element. */
export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** Options every component takes. */
export interface Common {
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
}

/** Class names in one string; what is not set is left out. */
export const classNames = (...names: readonly (string | false | undefined)[]): string => names.filter((name) => name).join(" ");

/** Ids for aria-describedby; undefined when there are none. */
export const idList = (...ids: readonly (string | false | undefined)[]): string | undefined => classNames(...ids) || undefined;
