import * as z from "zod/mini";
import { oneOf } from "../../../shared/domain/codes.ts";
import {
  ACCOUNT_KINDS,
  AGREEMENT_KINDS,
  BREATHING_SPACES,
  CAPACITIES,
  CONTRIBUTION_MODELS,
  DP_KINDS,
  PERMISSIONS,
  WHEREABOUTS,
} from "../../../shared/domain/direct-payment.ts";
import { EmailAddress, GssCode, PhoneNumber, RecordId, text } from "../../../shared/domain/fields.ts";
import { PostalAddress } from "../../../shared/domain/letter-address.ts";
import { isPossible, readPostcode } from "../../../shared/domain/postcode.ts";
import { PlainDate } from "../../../shared/domain/time.ts";
import { isLanguage } from "../../../shared/taxonomy/taxonomy.ts";
import { CONTACT_CHANNELS, CONTACT_FORMATS, SUPPORT_REASONS } from "./recipient.ts";
import type { Statement } from "./recipient-facts.ts";

const required = { required: true } as const;

/** The columns of a file of recipients: one row for each person and day from which something applies (docs/recipients-csv.md). */
export const RECIPIENT_COLUMNS = {
  reference: required,
  from: required,
  council: {},
  name: {},
  phone: {},
  phoneConfirmedOn: {},
  email: {},
  emailConfirmedOn: {},
  postalAddress: {},
  postalAddressConfirmedOn: {},
  contactBy: {},
  format: {},
  languages: {},
  postcode: {},
  supportReasons: {},
  agreementKind: {},
  agreementVersion: {},
  agreementSignedOn: {},
  surplusClause: {},
  dpKind: {},
  councilGrossPence: {},
  councilContributionPence: {},
  nhsGrossPence: {},
  nhsContributionPence: {},
  contributionModel: {},
  accountKind: {},
  accountReferences: {},
  dpAgreedOn: {},
  firstPaymentOn: {},
  outcomes: {},
  permissions: {},
  whereabouts: {},
  capacity: {},
  breathingSpace: {},
  endedOn: {},
  diedOn: {},
} as const;
type ColumnName = keyof typeof RECIPIENT_COLUMNS;

/** What is wrong with a row, without a word of what it says. */
export interface RowFault {
  readonly field: string;
  readonly reason: string;
}

/** A contact as it was written. */
interface WrittenContact {
  readonly value: string;
  readonly confirmedOn?: string;
}

/** A row as it was written: what must be sealed before it is stored stands apart. */
export interface RecipientRow extends Statement {
  readonly reference: string;
  /** The council it says it is of. */
  readonly council?: string | undefined;
  readonly home?: { readonly postcode: string; readonly sector: string } | null | undefined;
  readonly address?: WrittenContact | null | undefined;
  /** What should be looked at though it is taken. */
  readonly doubts: readonly RowFault[];
}

/** What a cell says where there is none of something from that day on. */
const NONE = "-";

const pence = z.string().check(z.regex(/^\d{1,7}$/, "must be whole pence, without a sign or a point: £212.00 is 21200"));
const listed = <Item extends z.ZodMiniType<unknown, string>>(item: Item) =>
  z.pipe(
    z.pipe(
      z.string(),
      z.transform((cell: string) =>
        cell
          .split("|")
          .map((one) => one.trim())
          .filter((one) => one !== ""),
      ),
    ),
    z.array(item).check(z.maxLength(60, "must have at most 60 entries")),
  );
const yesOrNo = z.pipe(
  oneOf(["yes", "no"]),
  z.transform((said) => said === "yes"),
);
const Language = z.string().check(z.refine(isLanguage, "must be language codes such as en or gu"));
const PossiblePostcode = z.pipe(
  z.string().check(
    z.refine((cell: string) => {
      const read = readPostcode(cell);
      return read !== undefined && isPossible(read);
    }, "must be a whole postcode such as LE13 1GH"),
  ),
  z.transform((cell: string) => {
    const { postcode = "", sector = "" } = readPostcode(cell) ?? {};
    return { postcode, sector };
  }),
);
/** `id: words`, as the support plan numbers them. */
const PlanOutcome = z.pipe(
  z.pipe(
    z.string().check(z.regex(/^[^:]+:.+/, "must be outcomes such as 1: I go swimming|2: I see my friends")),
    z.transform((one: string) => ({ id: one.slice(0, one.indexOf(":")).trim(), words: one.slice(one.indexOf(":") + 1).trim() })),
  ),
  z.object({ id: RecordId, words: text(300) }),
);

const SPREADSHEET_DATE = /^(\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{1,2}[ -][A-Za-z]{3,9}[ -]\d{2,4}|\d{5})( .*)?$/;
const AS_SHOWN = "is a date as a spreadsheet shows it: give the column the format yyyy-mm-dd, and save again";

/** What is in the cells of a row, read one by one; what is wrong is gathered. */
function cellsOf(values: Readonly<Record<string, unknown>>) {
  const faults: RowFault[] = [];
  const textOf = (column: ColumnName): string => String(values[column] ?? "").trim();
  const fault = (field: ColumnName, reason: string): void => void faults.push({ field, reason });
  /** What a cell says: undefined where it is empty, null where it says that there is none. */
  function read<Value>(column: ColumnName, contract: z.ZodMiniType<Value, string>): Value | null | undefined {
    const cell = textOf(column);
    if (cell === "") return undefined;
    if (cell === NONE) return null;
    const parsed = contract.safeParse(cell);
    if (parsed.success) return parsed.data;
    const dated = /(On|from)$/.test(column) && SPREADSHEET_DATE.test(cell);
    fault(column, dated ? AS_SHOWN : (parsed.error.issues[0]?.message ?? "cannot be read"));
    return undefined;
  }
  /** Columns that say one thing together: all of them, or none; the first alone may say that there is none of it. */
  function together(columns: readonly [ColumnName, ...ColumnName[]]): "none" | "said" | "empty" {
    const [first, ...others] = columns;
    if (textOf(first) === NONE) return "none";
    const filled = columns.filter((column) => textOf(column) !== "");
    if (filled.length === 0) return "empty";
    for (const column of columns) if (textOf(column) === "") fault(column, `is missing where ${filled[0] ?? first} is given`);
    for (const column of others) if (textOf(column) === NONE) fault(column, `must be given with ${first}`);
    return "said";
  }
  return { faults, fault, read, together };
}

type Cells = ReturnType<typeof cellsOf>;

/** A value with `null` for none and undefined for nothing said. */
type Said<Value> = Value | null | undefined;

const contactIn = (cells: Cells, way: "phone" | "email" | "postalAddress", contract: z.ZodMiniType<string, string>): Said<WrittenContact> => {
  const value = cells.read(way, contract);
  const confirmedOn = cells.read(`${way}ConfirmedOn`, PlainDate);
  if (value === undefined && confirmedOn) cells.fault(`${way}ConfirmedOn`, `must be given with ${way}`);
  return typeof value === "string" ? { value, ...(confirmedOn ? { confirmedOn } : {}) } : value;
};

function lineIn(cells: Cells, purse: "council" | "nhs"): Said<{ weeklyGrossPence: number; weeklyContributionPence: number }> {
  const columns = [`${purse}GrossPence`, `${purse}ContributionPence`] as const;
  const said = cells.together(columns);
  if (said !== "said") return said === "none" ? null : undefined;
  const [gross, contribution] = [cells.read(columns[0], pence), cells.read(columns[1], pence)];
  return gross && contribution ? { weeklyGrossPence: Number(gross), weeklyContributionPence: Number(contribution) } : undefined;
}

function agreementIn(cells: Cells): Statement["dated"]["agreement"] {
  const said = cells.together(["agreementKind", "agreementVersion", "agreementSignedOn", "surplusClause"]);
  if (said !== "said") return said === "none" ? null : undefined;
  const [kind, version] = [cells.read("agreementKind", oneOf(AGREEMENT_KINDS)), cells.read("agreementVersion", text(40))];
  const [signedOn, surplusClause] = [cells.read("agreementSignedOn", PlainDate), cells.read("surplusClause", yesOrNo)];
  return kind && version && signedOn && typeof surplusClause === "boolean" ? { kind, version, signedOn, surplusClause } : undefined;
}

function preferencesIn(cells: Cells): Statement["plain"]["preferences"] {
  const said = cells.together(["contactBy", "format"]);
  if (said !== "said") return said === "none" ? null : undefined;
  const [channel, format] = [cells.read("contactBy", oneOf(CONTACT_CHANNELS)), cells.read("format", oneOf(CONTACT_FORMATS))];
  return channel && format ? { channel, format } : undefined;
}

function accountIn(cells: Cells): Statement["dated"]["paymentAccount"] {
  const kind = cells.read("accountKind", oneOf(ACCOUNT_KINDS));
  const references = cells.read("accountReferences", listed(text(60)));
  if (kind === undefined && references) cells.fault("accountReferences", "must be given with accountKind");
  return kind ? { kind, references: references ?? [] } : kind;
}

/** Reads a row of a file: what it says from which day of whom, or all that is wrong with it. */
export function recipientRow(
  values: Readonly<Record<string, unknown>>,
  mostWeeklyPence: number,
): { readonly ok: true; readonly row: RecipientRow } | { readonly ok: false; readonly faults: readonly RowFault[] } {
  const cells = cellsOf(values);
  const { faults, read, fault } = cells;
  const reference = read("reference", text(40));
  const from = read("from", PlainDate);
  const council = read("council", GssCode);
  const [councilLine, nhsLine] = [lineIn(cells, "council"), lineIn(cells, "nhs")];
  for (const [purse, line] of [
    ["council", councilLine],
    ["nhs", nhsLine],
  ] as const)
    if (line && Math.max(line.weeklyGrossPence, line.weeklyContributionPence) > mostWeeklyPence)
      fault(`${purse}GrossPence`, `must be at most ${mostWeeklyPence} pence a week: is it for four weeks, or a year?`);
  const row = {
    dated: {
      agreement: agreementIn(cells),
      dpKind: read("dpKind", oneOf(DP_KINDS)),
      councilLine,
      nhsLine,
      contributionModel: read("contributionModel", oneOf(CONTRIBUTION_MODELS)),
      paymentAccount: accountIn(cells),
      supportReasons: read("supportReasons", listed(oneOf(SUPPORT_REASONS))),
      dpAgreedOn: read("dpAgreedOn", PlainDate),
      firstPaymentOn: read("firstPaymentOn", PlainDate),
      outcomes: read("outcomes", listed(PlanOutcome)),
      permissions: read("permissions", listed(oneOf(PERMISSIONS))),
      whereabouts: read("whereabouts", oneOf(WHEREABOUTS)),
      capacity: read("capacity", oneOf(CAPACITIES)),
      breathingSpace: read("breathingSpace", oneOf(BREATHING_SPACES)),
      endedOn: read("endedOn", PlainDate),
      diedOn: read("diedOn", PlainDate),
    },
    plain: {
      name: read("name", text(100)),
      phone: contactIn(cells, "phone", PhoneNumber),
      email: contactIn(cells, "email", EmailAddress),
      preferences: preferencesIn(cells),
      languages: read("languages", listed(Language)),
    },
    home: read("postcode", PossiblePostcode),
    address: contactIn(cells, "postalAddress", PostalAddress),
  };
  if (row.plain.name === null) fault("name", "must not be empty: everyone has one");
  const ids = row.dated.outcomes?.map(({ id }) => id) ?? [];
  if (new Set(ids).size < ids.length) fault("outcomes", "must not have the same id twice");
  if (reference === undefined || reference === null) fault("reference", "is missing");
  if (from === undefined || from === null) fault("from", "is missing: it is the day from which the row applies");
  if (!reference || !from || faults.length > 0)
    return { ok: false, faults: [...new Map(faults.map((one) => [one.field, one] as const).toReversed()).values()].toReversed() };
  const doubts = [["councilContributionPence", councilLine] as const, ["nhsContributionPence", nhsLine] as const].flatMap(([field, line]) =>
    line && line.weeklyContributionPence > line.weeklyGrossPence ? [{ field, reason: "is more than the gross: is that right?" }] : [],
  );
  return { ok: true, row: { reference, from, ...(council ? { council } : {}), ...row, doubts } };
}
