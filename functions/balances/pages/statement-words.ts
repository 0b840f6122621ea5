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

/** Who sends the statements of an account, by its kind; undefined where the person does. */
export const SENT_BY: Readonly<Record<"card" | "bank" | "managed", string | undefined>> = {
  card: "The supplier of your card sends us your statements. You do not have to send anything.",
  bank: undefined,
  managed: "The organisation that looks after your account sends us your statements. You do not have to send anything.",
};
