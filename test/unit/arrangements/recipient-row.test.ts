import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RECIPIENT_COLUMNS, recipientRow } from "../../../functions/arrangements/rules/recipient-row.ts";
import { runs } from "../../support/runs.ts";

const MOST = 1_000_000;
const ROW = { reference: "C-1001", from: "2026-04-06" };
const read = (cells: Readonly<Record<string, string>>) => recipientRow({ ...ROW, ...cells }, MOST);
const said = (cells: Readonly<Record<string, string>>) => {
  const result = read(cells);
  if (!result.ok) throw new Error(JSON.stringify(result.faults));
  return result.row;
};
const faults = (cells: Readonly<Record<string, string>>) => {
  const result = read(cells);
  return result.ok ? [] : result.faults.map(({ field, reason }) => `${field} ${reason}`);
};

describe("a row of recipients", () => {
  it("is read column by column, with what must be sealed apart", () => {
    const row = said({
      council: "E10000018",
      name: "Imelda Sampleton",
      phone: "01632 960 001",
      phoneConfirmedOn: "2026-03-01",
      email: "Imelda@People.example",
      postalAddress: "1 Sample Street, Melton Mowbray, LE13 1GH",
      postalAddressConfirmedOn: "2026-03-01",
      contactBy: "letter",
      format: "large-print",
      languages: "gu|en",
      postcode: "le131gh",
      supportReasons: "physical | social",
      agreementKind: "nominated-person",
      agreementVersion: "2025",
      agreementSignedOn: "2026-03-20",
      surplusClause: "yes",
      dpKind: "ongoing",
      councilGrossPence: "21200",
      councilContributionPence: "1850",
      nhsGrossPence: "4000",
      nhsContributionPence: "0",
      contributionModel: "net",
      accountKind: "card",
      accountReferences: "SAMPLE-CARD-1|OLD-7",
      dpAgreedOn: "2026-03-20",
      firstPaymentOn: "2026-04-13",
      outcomes: "1: I go swimming: every week|2: I see my friends",
      permissions: "cash|higher-rate",
      whereabouts: "hospital",
      capacity: "no",
      breathingSpace: "mental-health-crisis",
      endedOn: "2026-12-31",
      diedOn: "-",
    });
    expect(row).toEqual({
      reference: "C-1001",
      from: "2026-04-06",
      council: "E10000018",
      dated: {
        agreement: { kind: "nominated-person", version: "2025", signedOn: "2026-03-20", surplusClause: true },
        dpKind: "ongoing",
        councilLine: { weeklyGrossPence: 21_200, weeklyContributionPence: 1850 },
        nhsLine: { weeklyGrossPence: 4000, weeklyContributionPence: 0 },
        contributionModel: "net",
        paymentAccount: { kind: "card", references: ["SAMPLE-CARD-1", "OLD-7"] },
        supportReasons: ["physical", "social"],
        dpAgreedOn: "2026-03-20",
        firstPaymentOn: "2026-04-13",
        outcomes: [
          { id: "1", words: "I go swimming: every week" },
          { id: "2", words: "I see my friends" },
        ],
        permissions: ["cash", "higher-rate"],
        whereabouts: "hospital",
        capacity: "no",
        breathingSpace: "mental-health-crisis",
        endedOn: "2026-12-31",
        diedOn: null,
      },
      plain: {
        name: "Imelda Sampleton",
        phone: { value: "01632 960 001", confirmedOn: "2026-03-01" },
        email: { value: "imelda@people.example" },
        preferences: { channel: "letter", format: "large-print" },
        languages: ["gu", "en"],
      },
      home: { postcode: "LE13 1GH", sector: "LE13 1" },
      address: { value: "1 Sample Street, Melton Mowbray, LE13 1GH", confirmedOn: "2026-03-01" },
      doubts: [],
    });
  });
  it("speaks of nothing where a cell is empty, and of none where it has a dash", () => {
    const row = said({ councilGrossPence: "-", agreementKind: "-", postcode: "-", phone: "-", postalAddress: "-", contactBy: "-", accountKind: "-" });
    expect(Object.entries({ ...row.dated, ...row.plain, home: row.home, address: row.address }).filter(([, value]) => value !== undefined)).toEqual([
      ["agreement", null],
      ["councilLine", null],
      ["paymentAccount", null],
      ["phone", null],
      ["preferences", null],
      ["home", null],
      ["address", null],
    ]);
  });
  it.each<readonly [Readonly<Record<string, string>>, string]>([
    [{ reference: "" }, "reference is missing"],
    [{ reference: "-" }, "reference is missing"],
    [{ from: "" }, "from is missing: it is the day from which the row applies"],
    [{ from: "31/04/2026" }, "from is a date as a spreadsheet shows it: give the column the format yyyy-mm-dd, and save again"],
    [{ from: "2026-02-30" }, "from is not a day in the calendar"],
    [{ council: "Leicestershire" }, "council must be a GSS code such as E07000133"],
    [{ name: "-" }, "name must not be empty: everyone has one"],
    [{ phone: "12" }, "phone must be a phone number, like 01632 960 001"],
    [{ phoneConfirmedOn: "2026-03-01" }, "phoneConfirmedOn must be given with phone"],
    [{ email: "imelda" }, "email must be an email address, like name@example.com"],
    [{ postalAddress: "1 Sample Street" }, "postalAddress must have 3 to 7 lines that a letter can go to, with the postcode in the last"],
    [{ contactBy: "letter" }, "format is missing where contactBy is given"],
    [{ contactBy: "pigeon", format: "standard" }, "contactBy must be one of email, sms, letter"],
    [{ languages: "gu|klingon" }, "languages must be language codes such as en or gu"],
    [{ postcode: "LE13" }, "postcode must be a whole postcode such as LE13 1GH"],
    [{ postcode: "QQ1 1AA" }, "postcode must be a whole postcode such as LE13 1GH"],
    [{ supportReasons: "age" }, "supportReasons must be one of physical, learning-disability, mental-health, sensory, memory-and-cognition, social, carer"],
    [{ agreementKind: "recipient", agreementVersion: "1", agreementSignedOn: "2026-01-01" }, "surplusClause is missing where agreementKind is given"],
    [{ agreementKind: "recipient", agreementVersion: "1", agreementSignedOn: "2026-01-01", surplusClause: "maybe" }, "surplusClause must be one of yes, no"],
    [{ surplusClause: "yes", agreementVersion: "1", agreementSignedOn: "2026-01-01" }, "agreementKind is missing where agreementVersion is given"],
    [{ councilGrossPence: "212.00", councilContributionPence: "0" }, "councilGrossPence must be whole pence, without a sign or a point: £212.00 is 21200"],
    [{ councilGrossPence: "-100", councilContributionPence: "0" }, "councilGrossPence must be whole pence, without a sign or a point: £212.00 is 21200"],
    [{ councilGrossPence: "21200" }, "councilContributionPence is missing where councilGrossPence is given"],
    [{ nhsGrossPence: "100", nhsContributionPence: "-" }, "nhsContributionPence must be given with nhsGrossPence"],
    [{ nhsGrossPence: "1000001", nhsContributionPence: "0" }, "nhsGrossPence must be at most 1000000 pence a week: is it for four weeks, or a year?"],
    [{ accountReferences: "X-1" }, "accountReferences must be given with accountKind"],
    [{ outcomes: "I go swimming" }, "outcomes must be outcomes such as 1: I go swimming|2: I see my friends"],
    [{ outcomes: "1: a|1: b" }, "outcomes must not have the same id twice"],
    [{ permissions: "wine" }, "permissions must be one of cash, family-member, higher-rate"],
    [{ whereabouts: "abroad" }, "whereabouts must be one of home, away, hospital"],
    [{ capacity: "maybe" }, "capacity must be one of yes, no"],
    [{ breathingSpace: "none" }, "breathingSpace must be one of standard, mental-health-crisis"],
    [{ diedOn: "12-Mar-26" }, "diedOn is a date as a spreadsheet shows it: give the column the format yyyy-mm-dd, and save again"],
  ])("is refused for %j", (cells, fault) => {
    expect(faults(cells)).toEqual([fault]);
  });
  it("names everything that is wrong with it, each column once, and is taken with a doubt where the contribution is the larger", () => {
    expect(faults({ from: "soon", dpKind: "x", councilGrossPence: "1" })).toHaveLength(3);
    expect(said({ nhsGrossPence: "100", nhsContributionPence: "101" }).doubts).toEqual([
      { field: "nhsContributionPence", reason: "is more than the gross: is that right?" },
    ]);
  });
  it("never says what a cell held, whatever it held, and never fails", () => {
    const cell = fc.oneof(fc.string({ minLength: 4 }), fc.constantFrom("Secret Person", "LE99 9ZZ 12 Hidden Road"));
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...Object.keys(RECIPIENT_COLUMNS)), cell), (cells) => {
        const result = recipientRow(cells, MOST);
        if (!result.ok) expect(JSON.stringify(result.faults)).not.toMatch(/Secret|Hidden|9ZZ/);
      }),
      { numRuns: runs(2000) },
    );
  });
});
