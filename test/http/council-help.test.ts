import { beforeAll, describe, expect, it } from "vitest";
import { councilCodes, councilPolicy, councilPolicyFaults } from "../../shared/policy/council.ts";
import { COUNCIL } from "../support/councils.ts";
import { type Answer, publicFunction } from "../support/http.ts";
import { aTable, type TestTable } from "../support/tables.ts";
import { functions } from "../support/vetting-scene.ts";

// Ofcom keeps these for drama: they ring nobody. https://www.ofcom.org.uk/phones-and-broadband/phone-numbers/numbers-for-drama
const DRAMA = /^(01164960|01632960|03069990|08081570)\d{3}$/;

let table: TestTable;
let get: (url: string) => Promise<Answer>;
beforeAll(async () => {
  table = await aTable();
  get = publicFunction(table);
});

const CONTACTS = councilCodes.map((code) => councilPolicy(code).contact);

describe("a council's contact details", () => {
  it("are missed, by field, where a council's file has none", () => {
    for (const code of councilCodes) expect(councilPolicyFaults(code)).toEqual([]);
    expect(councilPolicyFaults("E99999999").length).toBeGreaterThan(0);
  });
  it("are numbers that ring nobody, while its people are made up", () => {
    for (const code of councilCodes.filter((one) => councilPolicy(one).sampleListings > 0)) {
      const { phone, safeguarding } = councilPolicy(code).contact;
      for (const number of [phone, safeguarding.phone, safeguarding.outOfHours]) expect(number.replaceAll(" ", ""), code).toMatch(DRAMA);
    }
  });
  it("stand on one page, each to be rung or written to by a press", async () => {
    const { status, body } = await get("/contact");
    expect(status).toBe(200);
    for (const { name, phone, hours, email, safeguarding, dataProtection } of CONTACTS) {
      for (const words of [name, hours]) expect(body).toContain(words);
      for (const number of [phone, safeguarding.phone, safeguarding.outOfHours]) expect(body).toContain(`href="tel:${number.replaceAll(" ", "")}"`);
      for (const address of [email, dataProtection.email]) expect(body).toContain(`href="mailto:${address}"`);
    }
  });
  it("stand at the foot of every page that is nobody's, problems too", async () => {
    for (const [path, status] of [
      ["/", 200],
      ["/about-the-list", 200],
      ["/search?near=Nowhere+at+all", 404],
      ["/listings/nobody", 404],
      ["/nothing/here", 404],
    ] as const) {
      const answer = await get(path);
      expect(answer.status, path).toBe(status);
      for (const { name, phone } of CONTACTS) {
        expect(answer.body, path).toContain(name);
        expect(answer.body, path).toContain(`href="tel:${phone.replaceAll(" ", "")}"`);
      }
    }
  });
  it("say whom to ring by day and by night where somebody may be at risk", async () => {
    const { body } = await get("/safety");
    for (const { safeguarding } of CONTACTS) for (const number of [safeguarding.phone, safeguarding.outOfHours]) expect(body).toContain(number);
  });
  it("are those of their council alone, with its hours, for whoever is signed in", async () => {
    const { status, body } = await functions.call("/applications", { as: "pip" });
    const { name, phone, hours } = councilPolicy(COUNCIL).contact;
    expect(status).toBe(200);
    for (const words of [`Contact ${name}`, phone, hours]) expect(body).toContain(words);
    for (const other of CONTACTS.filter((one) => one.name !== name)) expect(body).not.toContain(other.phone);
  });
});

describe("the door for whoever gives support", () => {
  it("is in the menu and on the first page", async () => {
    const { body } = await get("/");
    expect(body.match(/href="\/apply"/g)?.length).toBe(2);
    expect(body).toContain("Give support? Apply to be listed");
  });
  it("says who can be listed, what it costs, what they need and how long it takes, as the checklists have it", async () => {
    const { status, body } = await functions.call("/apply");
    expect(status).toBe(200);
    for (const words of ["small businesses of up to", "Nothing. No one can pay to be listed", "DBS certificate", "within 15 days", 'href="/applications"'])
      expect(body).toContain(words);
    for (const item of ["Identity", "Right to work in the UK", "References", "Training"]) expect(body).toContain(`<li>${item}</li>`);
    expect(body).toMatch(/<li>Registration with HM Revenue and Customs, if you are self-employed<\/li>/);
    expect(body).toMatch(/<li>Car insurance[^<]*, if you drive people<\/li>/);
    for (const not of ["County court", "registered with the CQC"]) expect(body).not.toContain(not);
  });
});
