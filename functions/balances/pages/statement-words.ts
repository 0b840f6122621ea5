import type { FileFault } from "../../../shared/domain/file-fault.ts";
import type { FieldError } from "../../../shared/domain/input.ts";

/** The banks whose statements people can send as they come, by the name of the layout. */
export const BANKS: Readonly<Record<string, string>> = {
  barclays: "Barclays",
  "co-operative": "The Co-operative Bank",
  halifax: "Halifax",
  hsbc: "HSBC",
  lloyds: "Lloyds Bank",
  monzo: "Monzo",
  nationwide: "Nationwide",
  natwest: "NatWest",
  rbs: "Royal Bank of Scotland",
  starling: "Starling Bank",
  tsb: "TSB",
};

const either = new Intl.ListFormat("en-GB", { type: "disjunction" });
const AGAIN = "Sign in to your bank and save the statement again. Do not open the file before you send it";

/** What is wrong with a whole file, to whoever chose the bank it should be from, at the question that puts it right. */
export function fileFaultError(fault: FileFault, bank: string): FieldError {
  const name = BANKS[bank] ?? bank;
  const wrongFile = (text: string): FieldError => ({ field: "file", text });
  switch (fault.kind) {
    case "no-text":
      return wrongFile("This is not a CSV file. Sign in to your bank and choose CSV when you save the statement");
    case "cut-off":
      return wrongFile(`The end of this file is missing. ${AGAIN}`);
    case "unreadable":
      return wrongFile(`A part of this file cannot be read. ${AGAIN}`);
    case "other-layout": {
      const others = fault.fits.flatMap((layout) => BANKS[layout] ?? []).toSorted();
      return others.length > 0
        ? { field: "bank", text: `This file is not from ${name}. It looks like one from ${either.format(others)}. Select that bank and choose the file again` }
        : wrongFile(`This does not look like a file from ${name}. ${AGAIN}`);
    }
  }
}

/** Who sends the statements of an account, by its kind; undefined where the person does. */
export const SENT_BY: Readonly<Record<"card" | "bank" | "managed", string | undefined>> = {
  card: "The supplier of your card sends us your statements. You do not have to send anything.",
  bank: undefined,
  managed: "The organisation that looks after your account sends us your statements. You do not have to send anything.",
};
