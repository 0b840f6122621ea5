import { RecordId } from "../../../shared/domain/fields.ts";
import { PAGES_ARRIVE } from "../../../shared/domain/receipt-files.ts";
import { PlainDate } from "../../../shared/domain/time.ts";
import { idOf, partOf, safeMark } from "./receipt-keys.ts";

/** Which page of a statement on paper a file is. */
export interface PagePlace {
  readonly account: string;
  readonly on: PlainDate;
  readonly file: string;
  /** The officer who adds it, where it is not the person. */
  readonly by?: string;
}

const placeIn = ({ account, on, file }: Omit<PagePlace, "by">): string => [partOf(account), on, partOf(file)].join("/");

/** The key a photograph of a page arrives under, among receipts: the same function looks at them. Whose form it came by is in it, as a form holds for one key alone. */
export const pageKey = ({ by, ...place }: PagePlace): string => [`${PAGES_ARRIVE}${placeIn(place)}`, ...(by === undefined ? [] : [partOf(by)])].join("/");

/** The key of one that was checked, where no form leads. */
export const checkedPageKey = (place: PagePlace, mark: string): string => `checked/receipts/pages/${placeIn(place)}/${safeMark(mark)}`;

/** What a key says; undefined where it is none of a page that arrives. */
export function pageAt(key: string): PagePlace | undefined {
  if (!key.startsWith(PAGES_ARRIVE)) return undefined;
  const [account = "", on = "", file = "", by] = key.slice(PAGES_ARRIVE.length).split("/");
  const place: PagePlace = { account: idOf(account), on, file: idOf(file), ...(by === undefined ? {} : { by: idOf(by) }) };
  const ids = [place.account, place.file, ...(place.by === undefined ? [] : [place.by])];
  const isOne = PlainDate.safeParse(on).success && ids.every((id) => RecordId.safeParse(id).success);
  // What was decoded must lead back to it.
  return isOne && pageKey(place) === key ? place : undefined;
}
