import { RecordId } from "../../../shared/domain/fields.ts";
import { RECEIPTS_ARRIVE } from "../../../shared/domain/receipt-files.ts";

/** Which receipt a file belongs to. */
export interface ReceiptPlace {
  readonly account: string;
  readonly movement: string;
  readonly file: string;
}

/** An id as a part of a key: keys are made of letters, digits and dashes, and ids have full stops besides. */
export const partOf = (id: string): string => Buffer.from(id, "utf8").toString("base64url");
export const idOf = (part: string): string => Buffer.from(part, "base64url").toString("utf8");
/** A content's mark as a part of a key. */
export const safeMark = (mark: string): string => mark.replace(/[^\w-]/g, "") || "-";

const placeIn = ({ account, movement, file }: ReceiptPlace): string => [account, movement, file].map(partOf).join("/");

/** The key a receipt arrives under: it tells nothing to anybody else. */
export const receiptKey = (place: ReceiptPlace): string => `${RECEIPTS_ARRIVE}${placeIn(place)}`;

/** The key of a receipt that was checked: it names its content's mark, so that nothing that arrives later takes its place. No form leads there. */
export const checkedReceiptKey = (place: ReceiptPlace, mark: string): string => `checked/receipts/${placeIn(place)}/${safeMark(mark)}`;

/** What a key says; undefined where it is none of a receipt that arrives. */
export function receiptAt(key: string): ReceiptPlace | undefined {
  if (!key.startsWith(RECEIPTS_ARRIVE)) return undefined;
  const parts = key.slice(RECEIPTS_ARRIVE.length).split("/");
  const [account = "", movement = "", file = "", ...more] = parts.map(idOf);
  const place = { account, movement, file };
  // A part that is no id's is not read as one: what was decoded must lead back to it.
  return more.length > 0 || receiptKey(place) !== key || Object.values(place).some((id) => !RecordId.safeParse(id).success) ? undefined : place;
}
