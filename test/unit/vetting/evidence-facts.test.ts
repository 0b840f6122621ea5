import { describe, expect, it } from "vitest";
import { endOf } from "../../../functions/vetting/rules/evidence.ts";
import { factSentence } from "../../../functions/vetting/rules/evidence-errors.ts";
import { dbsIsEnough, readFacts } from "../../../functions/vetting/rules/evidence-facts.ts";
import { evidenceKinds } from "../../../functions/vetting/rules/evidence-kinds.ts";
import { daysAfter } from "../../../shared/domain/time.ts";
import { EVIDENCE_CODES, type EvidenceCode, firstChecklist } from "../../../shared/policy/checklists.ts";
import { councilCodes } from "../../../shared/policy/council.ts";
import { checklist, startingAs, TODAY } from "./scene.ts";

/** What is read of fields as somebody typed them. */
function read(code: EvidenceCode, typed: Readonly<Record<string, string>>) {
  const item = checklist.items.find((one) => one.code === code);
  if (!item) throw new Error(`No item ${code}`);
  const done = readFacts({ item }, ({ name }) => typed[name], TODAY);
  return done.ok ? done.value : Object.fromEntries(done.errors.map(({ parameter, detail }) => [parameter, detail]));
}

const insured = { insurer: "Anchor", policyNumber: "P1", coverPence: "2000000", endsOn: "2027-06-30" };
const certificate = { certificateNumber: "001234567890", issuedOn: "2026-10-01", level: "enhanced-barred", workforce: "adult", updateService: "yes" };

describe("facts as they were typed", () => {
  it("are taken when all is right, without the blanks around them", () => {
    expect(read("identity", { document: " passport " })).toEqual({ document: "passport" });
    expect(read("public-liability", { ...insured, insurer: "  Anchor & Sons " })).toEqual({
      insurer: "Anchor & Sons",
      policyNumber: "P1",
      coverPence: 200_000_000,
      endsOn: "2027-06-30",
    });
    expect(read("dbs", certificate)).toEqual({ ...certificate, updateService: true });
    expect(read("references", {})).toEqual({});
  });
  it("are named one by one where they are missing, and blanks are nothing", () => {
    expect(read("public-liability", { insurer: "  " })).toEqual({
      insurer: "Enter the name of the insurer",
      policyNumber: "Enter the policy number",
      coverPence: "Enter how much it covers",
      endsOn: "Enter the date your insurance ends",
    });
  });
  it("may be left out where they may", () => {
    expect(read("right-to-work", { method: "document" })).toEqual({ method: "document" });
    expect(read("right-to-work", { method: "document", shareCode: " ", followUpOn: "" })).toEqual({ method: "document" });
  });
  it("that are choices are one of them", () => {
    expect(read("identity", { document: "library-card" })).toEqual({ document: "Select which document you will bring" });
  });
  it("that are numbers may be typed in groups, as they are printed; words may not lose their blanks", () => {
    expect(read("dbs", { ...certificate, certificateNumber: "0012 3456 7890" })).toMatchObject({ certificateNumber: "001234567890" });
    expect(read("dbs", { ...certificate, certificateNumber: "00123456789" })).toEqual({ certificateNumber: "The certificate number must be 12 numbers" });
    expect(read("dbs", { ...certificate, certificateNumber: "0012345678901" })).toEqual({ certificateNumber: "The certificate number must be 12 numbers" });
    expect(read("public-liability", { ...insured, insurer: "A B  C" })).toMatchObject({ insurer: "A B  C" });
    expect(read("public-liability", { ...insured, insurer: "x".repeat(101) })).toEqual({ insurer: "The name of the insurer must be 100 characters or fewer" });
  });
  it("of a share code are nine letters and numbers that begin with W, however typed", () => {
    const share = (shareCode: string) => read("right-to-work", { method: "share-code", shareCode });
    expect(share("W12 345 678")).toMatchObject({ shareCode: "W12345678" });
    expect(share("wab cd1 234")).toMatchObject({ shareCode: "wabcd1234" });
    for (const wrong of ["X12345678", "XW12345678", "W1234567", "W123456789", "W1234567!"])
      expect(share(wrong), wrong).toEqual({ shareCode: "Your share code must be 9 letters and numbers that start with W" });
    expect(share("")).toEqual({ shareCode: "Enter your share code" });
    expect(read("right-to-work", { method: "share-code", followUpOn: "soon" })).toEqual({
      shareCode: "Enter your share code",
      followUpOn: "The date your permission to work ends must be a real date, like 31 3 2027",
    });
    expect(read("right-to-work", { method: "provider" })).toEqual({ method: "provider" });
  });
  it("that must be agreed to are agreed to; others may be left", () => {
    const car = { insurer: "Anchor", policyNumber: "C1", endsOn: "2027-06-30" };
    expect(read("car-insurance", { ...car, businessUse: "yes" })).toEqual({ ...car, businessUse: true });
    expect(read("car-insurance", car)).toEqual({ businessUse: "Your policy must cover business use. Tick the box if it does" });
    expect(read("car-insurance", { ...car, businessUse: "no" })).toEqual({ businessUse: "Your policy must cover business use. Tick the box if it does" });
    expect(read("dbs", { ...certificate, updateService: "" })).toMatchObject({ updateService: false });
    expect(read("dbs", { ...certificate, updateService: "maybe" })).toMatchObject({ updateService: false });
  });
});

describe("a date", () => {
  const ends = (endsOn: string) => read("public-liability", { ...insured, endsOn });
  const registered = (registeredOn: string) => read("hmrc", { registeredOn });
  it("is a real one", () => {
    for (const wrong of ["2027-02-29", "31 2 2027", "soon"])
      expect(ends(wrong)).toEqual({ endsOn: "The date your insurance ends must be a real date, like 31 3 2027" });
    expect(ends("31 March")).toEqual({ endsOn: "The date your insurance ends must include a day, month and year" });
    expect(ends("31 March 2027")).toMatchObject({ endsOn: "2027-03-31" });
  });
  it("that lies ahead is today or later", () => {
    expect(ends(TODAY)).toMatchObject({ endsOn: TODAY });
    expect(ends(daysAfter(TODAY, -1))).toEqual({ endsOn: "The date your insurance ends must be in the future" });
  });
  it("that is over is today or earlier", () => {
    expect(registered(TODAY)).toEqual({ registeredOn: TODAY });
    expect(registered(daysAfter(TODAY, 1))).toEqual({ registeredOn: "The date you registered must be in the past" });
  });
  it("is of a year near to now", () => {
    expect(registered("1940-01-01")).toEqual({ registeredOn: "1940-01-01" });
    expect(registered("1939-12-31")).toEqual({ registeredOn: "Check the year of the date you registered" });
    expect(ends(daysAfter(TODAY, 7300))).toMatchObject({ endsOn: daysAfter(TODAY, 7300) });
    expect(ends(daysAfter(TODAY, 7301))).toEqual({ endsOn: "Check the year of the date your insurance ends" });
  });
  it("from which evidence is good for some months must not be so long ago that it has run out", () => {
    const trained = (safeguardingOn: string, mcaOn = "2026-09-01") => read("training", { safeguardingOn, mcaOn });
    expect(trained("2026-01-24")).toEqual({ safeguardingOn: "2026-01-24", mcaOn: "2026-09-01" });
    expect(trained("2026-01-23")).toEqual({ safeguardingOn: "The date of your safeguarding training must be in the last 10 months" });
    expect(read("training", { mcaOn: "2026-01-23" })).toEqual({
      safeguardingOn: "Enter the date of your safeguarding training",
      mcaOn: "The date of your Mental Capacity Act training must be in the last 10 months",
    });
    expect(read("dbs", { ...certificate, issuedOn: "2025-03-23" })).toEqual({ issuedOn: "The date of issue must be in the last 20 months" });
    expect(read("dbs", { ...certificate, issuedOn: "2025-03-24" })).toMatchObject({ issuedOn: "2025-03-24" });
  });
});

describe("cover", () => {
  const covering = (coverPence: string) => read("public-liability", { ...insured, coverPence });
  it("is an amount in pounds, however it is written", () => {
    for (const written of ["2000000", "£2000000", "£ 2,000,000", "2,000,000.00", "£2,000,000"])
      expect(covering(written), written).toMatchObject({ coverPence: 200_000_000 });
    for (const wrong of ["2m", "2000000.50", "20,00,000", "-2000000", "1234567890", "£", "x2000000", "2000000x"])
      expect(covering(wrong), wrong).toEqual({ coverPence: "Enter how much it covers in pounds, like 5,000,000" });
    expect(covering("12,000,000")).toMatchObject({ coverPence: 1_200_000_000 });
    expect(covering("999999999")).toMatchObject({ coverPence: 99_999_999_900 });
  });
  it("is at least what the checklist asks for", () => {
    expect(covering("2000000")).toMatchObject({ coverPence: 200_000_000 });
    expect(covering("1999999")).toEqual({ coverPence: "Your cover must be at least £2,000,000" });
  });
});

describe("a DBS certificate's facts", () => {
  it("name no workforce where it is a basic one", () => {
    const wrong = "A basic certificate has no workforce. Select 'None (basic check)'";
    expect(read("dbs", { ...certificate, level: "basic" })).toEqual({ workforce: wrong });
    expect(read("dbs", { ...certificate, level: "basic", workforce: "any" })).toMatchObject({ level: "basic", workforce: "any" });
    expect(read("dbs", { ...certificate, level: "standard", workforce: "adult" })).toMatchObject({ level: "standard" });
    const { workforce: _, ...silent } = certificate;
    expect(read("dbs", { ...silent, level: "basic" })).toEqual({ workforce: "Select the workforce" });
  });
});

describe("a certificate is enough", () => {
  const enough = (work: { services: string[]; clientGroups: string[] }, level: string, workforce: string) =>
    dbsIsEnough({ answers: { ...startingAs({}), work: { ...work, skills: [] } } }, checklist, { level, workforce });
  const care: { services: string[]; clientGroups: string[] } = { services: ["personal-care"], clientGroups: [] };
  it("when it is of the level the tasks ask for, or above", () => {
    expect(["basic", "standard", "enhanced", "enhanced-barred", "platinum"].filter((level) => enough(care, level, "adult"))).toEqual(["enhanced-barred"]);
    const company = { services: ["companionship"], clientGroups: [] };
    expect(["basic", "standard", "enhanced", "enhanced-barred", "platinum"].filter((level) => enough(company, level, "any"))).toEqual([
      "basic",
      "standard",
      "enhanced",
      "enhanced-barred",
    ]);
  });
  it("when it names the workforce the tasks ask for, or both; none is asked for where it is no matter", () => {
    const covers = (work: typeof care) => ["adult", "child", "adult-and-child", "any"].filter((workforce) => enough(work, "enhanced-barred", workforce));
    expect(covers(care)).toEqual(["adult", "adult-and-child"]);
    expect(covers({ services: ["companionship"], clientGroups: ["children"] })).toEqual(["child", "adult-and-child"]);
    expect(covers({ services: ["personal-care"], clientGroups: ["children"] })).toEqual(["adult-and-child"]);
    expect(covers({ services: ["companionship"], clientGroups: [] })).toEqual(["adult", "child", "adult-and-child", "any"]);
  });
  it("only when its level is known", () => {
    expect(dbsIsEnough({ answers: startingAs({}) }, checklist, {})).toBe(false);
  });
});

describe("each kind of evidence", () => {
  it("has a sentence for every way that each of its facts can be wrong", () => {
    const wanted = { text: ["missing", "form"], choice: ["missing", "form"], yes: ["missing"], pounds: ["missing", "form", "low"] } as const;
    const ofDate = ["missing", "parts", "unreal", "far"] as const;
    for (const code of EVIDENCE_CODES)
      for (const field of evidenceKinds[code].fields) {
        if (field.kind === "yes" && !field.must) continue;
        const faults = field.kind === "date" ? [...ofDate, field.when === "past" ? ("future" as const) : ("past" as const)] : wanted[field.kind];
        for (const fault of faults) expect(factSentence(field.name, fault), `${code}.${field.name} ${fault}`).not.toBe("Check this answer");
      }
  });
  it("is asked for by these fields, and with or without a file: never with an image of what must not be kept", () => {
    const kinds = EVIDENCE_CODES.map((code) => {
      const { file, fields, asksReferees } = evidenceKinds[code];
      return [code, file, fields.map(({ kind, name, optional }) => `${name}: ${kind}${optional ? ", optional" : ""}`).join("; "), asksReferees === true];
    });
    expect(kinds).toEqual([
      ["identity", "never", "document: choice", false],
      ["right-to-work", "optional", "method: choice; shareCode: text, optional; followUpOn: date, optional", false],
      ["dbs", "never", "certificateNumber: text; issuedOn: date; level: choice; workforce: choice; updateService: yes", false],
      ["references", "never", "", true],
      ["training", "required", "safeguardingOn: date; mcaOn: date", false],
      ["employers-liability", "required", "insurer: text; policyNumber: text; coverPence: pounds; endsOn: date", false],
      ["public-liability", "required", "insurer: text; policyNumber: text; coverPence: pounds; endsOn: date", false],
      ["car-insurance", "required", "insurer: text; policyNumber: text; businessUse: yes; endsOn: date", false],
      ["hmrc", "optional", "registeredOn: date", false],
      ["court-judgments", "optional", "checkedOn: date; result: choice", false],
      ["cqc", "never", "locationId: text", false],
      ["trading-history", "optional", "tradingSince: date", false],
    ]);
  });
  it("ends by every day it asks for that lies ahead, and by each of its days where a council's checklist gives it a period", () => {
    const days = (code: EvidenceCode, wanted: (field: { readonly when: string; readonly optional?: true }) => boolean) =>
      evidenceKinds[code].fields.flatMap((field) => (field.kind === "date" && wanted(field) ? [field.name] : []));
    for (const code of EVIDENCE_CODES)
      for (const name of days(code, ({ when }) => when === "ahead")) expect(endOf({}, { [name]: "2027-01-31" }), `${code}.${name}`).toBe("2027-01-31");
    const timed = councilCodes.flatMap((council) => firstChecklist(council).items).filter(({ validMonths }) => validMonths !== undefined);
    expect(timed.length).toBeGreaterThan(0);
    for (const { code, validMonths } of timed) {
      const names = days(code, ({ optional }) => optional === undefined);
      expect(names, code).not.toEqual([]);
      for (const name of names) expect(endOf({ validMonths }, { [name]: "2026-01-15" }), `${code}.${name}`).toBeDefined();
    }
  });
  it("offers these choices", () => {
    const choices = EVIDENCE_CODES.flatMap((code) =>
      evidenceKinds[code].fields.flatMap((field) => (field.kind === "choice" ? [[`${code}.${field.name}`, ...field.options.map(({ value }) => value)]] : [])),
    );
    expect(choices).toEqual([
      ["identity.document", "passport", "driving-licence", "national-identity-card", "other"],
      ["right-to-work.method", "share-code", "document", "provider"],
      ["dbs.level", "basic", "standard", "enhanced", "enhanced-barred"],
      ["dbs.workforce", "adult", "child", "adult-and-child", "any"],
      ["court-judgments.result", "none", "some"],
    ]);
  });
  it("says everything it asks in words: no title, label, hint or choice is empty", () => {
    const texts = EVIDENCE_CODES.flatMap((code) => {
      const { title, intro, fields } = evidenceKinds[code];
      return [
        title,
        intro,
        ...fields.flatMap((field) => [
          field.label,
          ...("hint" in field ? [field.hint] : []),
          ...(field.kind === "choice" ? field.options.map(({ text }) => text) : []),
        ]),
      ];
    });
    expect(texts.filter((text) => (text ?? "").trim().length < 3)).toEqual([]);
  });
  it("takes numbers in the forms they have, and says what is wrong with others", () => {
    const location = (locationId: string) => read("cqc", { locationId });
    for (const right of ["1-12345", "1-123456789012"]) expect(location(right)).toEqual({ locationId: right });
    for (const wrong of ["1-1234", "12-12345", "1-12345x", "x1-12345"])
      expect(location(wrong), wrong).toEqual({ locationId: "Your CQC location number must be like 1-123456789" });
    expect(location("1-1234567890123")).toEqual({ locationId: "Your CQC location number must be like 1-123456789" });
    expect(read("dbs", { ...certificate, certificateNumber: "x01234567890" })).toEqual({ certificateNumber: "The certificate number must be 12 numbers" });
    expect(read("public-liability", { ...insured, policyNumber: "x".repeat(51) })).toEqual({
      policyNumber: "The policy number must be 50 characters or fewer",
    });
  });
  it("asks each date on the side of today where it lies", () => {
    const whens = EVIDENCE_CODES.flatMap((code) =>
      evidenceKinds[code].fields.flatMap((field) => (field.kind === "date" ? [`${field.name} ${field.when}`] : [])),
    );
    expect([...new Set(whens)]).toEqual([
      "followUpOn ahead",
      "issuedOn past",
      "safeguardingOn past",
      "mcaOn past",
      "endsOn ahead",
      "registeredOn past",
      "checkedOn past",
      "tradingSince past",
    ]);
  });
});
