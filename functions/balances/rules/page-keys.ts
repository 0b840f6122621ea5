import { RecordId } from "../../../shared/domain/fields.ts";
import { PAGES_ARRIVE } from "../../../shared/domain/receipt-files.ts";
import { PlainDate } from "../../../shared/domain/time.ts";
import { idOf, partOf, safeMark } from "./receipt-keys.ts";

/** Which page of a statement on paper a file is. */
export interface PagePlace {
  readonly account: string;
  readonly on: PlainDate;
  readonly file: string;
}

const placeIn = ({ account, on, file }: PagePlace): string => [partOf(account), on, partOf(file)].join("/");

/** The key a photograph of a page arrives under, among receipts: the same function looks at them. */
export const pageKey = (place: PagePlace): string => `${PAGES_ARRIVE}${placeIn(place)}`;

/** The key of one that was checked, where no form leads. */
export const checkedPageKey = (place: PagePlace, mark: string): string => `checked/receipts/pages/${placeIn(place)}/${safeMark(mark)}`;

/** What a key says; undefined where it is none of a page that arrives. */
export function pageAt(key: string): PagePlace | undefined {
  if (!key.startsWith(PAGES_ARRIVE)) return undefined;
  const [account = "", on = "", file = ""] = key.slice(PAGES_ARRIVE.length).split("/");
  const place = { account: idOf(account), on, file: idOf(file) };
  const isOne = PlainDate.safeParse(on).success && [place.account, place.file].every((id) => RecordId.safeParse(id).success);
  // What was decoded must lead back to it.
  return isOne && pageKey(place) === key ? place : undefined;
}
