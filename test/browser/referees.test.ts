import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { VettingCase } from "../../functions/vetting/rules/case.ts";
import { dynamoCaseStore } from "../../functions/vetting/store/dynamo-case-store.ts";
import { localAwsEnvironment } from "../../infra/local/engine.ts";
import { awsConnectionFrom } from "../../shared/table/aws-connection.ts";
import { openTable } from "../../shared/table/table-client.ts";
import { pdf } from "../support/files.ts";
import { TEST_MS } from "../support/time-outs.ts";
import { answers, storedCases } from "../support/vetting.ts";
import { axeFindings, leave, nowInstant, openBrowser, openPage, scriptsOr, signIn, signInBy, thisSystem } from "./browser.ts";

const { site, home } = thisSystem();
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
});

const PHONE = { width: 375, height: 800 };
const NARROW = { width: 320, height: 800 };
/** As long as each of them may be. */
const UNBROKEN = { relation: "x".repeat(200), file: `${"y".repeat(90)}.pdf`, said: "z".repeat(300) };

const press = (page: Page, name: string | RegExp) =>
  page
    .getByRole("button", { name, exact: typeof name === "string" })
    .first()
    .click();
const follow = (page: Page, name: string | RegExp) => page.getByRole("link", { name }).first().click();
const words = async (page: Page): Promise<string> => (await page.locator("main").innerText()).replace(/\s+/g, " ");

/** The page as whoever is signed in sees it with scripts on a narrow phone: axe, one heading, nothing off the side. */
async function looks(page: Page): Promise<void> {
  const { page: seeing, errors } = await openPage(browser, { viewport: NARROW });
  await seeing.context().addCookies(await page.context().cookies());
  await seeing.goto(page.url());
  expect(await axeFindings(seeing), page.url()).toEqual([]);
  expect(await seeing.locator("h1").count()).toBe(1);
  expect(await seeing.evaluate(() => document.documentElement.scrollWidth), page.url()).toBeLessThanOrEqual(NARROW.width);
  expect(errors).toEqual([]);
  await leave(seeing);
}

const theTable = () => {
  const { endpoint, tableName } = JSON.parse(readFileSync(join(home, "running.json"), "utf8"));
  return openTable(awsConnectionFrom(localAwsEnvironment(endpoint)), tableName);
};
/** Changes the case, as if its applicant had filled in the rest. */
async function change(id: string, over: Partial<VettingCase>): Promise<void> {
  const table = theTable();
  const stored = await dynamoCaseStore(table).caseWithEvidence(id);
  if (!stored) throw new Error("The case is not there");
  await storedCases({ table }, { entity: "case", before: stored.case, after: { ...stored.case.body, ...over }, action: "test" });
}

describe.each(scriptsOr(true))("referees who have no email, and files with names, with scripts: %s", (scripts) => {
  it("are named by the applicant on a phone, phoned and written to by the officer, and what they say is written down", { timeout: 3 * TEST_MS }, async () => {
    const { page: applicant, errors } = await openPage(browser, { viewport: PHONE, javaScriptEnabled: scripts });
    await signInBy(applicant, site, `names.referees.${scripts}@people.example`);
    await applicant.goto(`${site}/welcome`);
    await applicant.getByLabel("Apply to be listed").check();
    await press(applicant, "Continue");
    await applicant.goto(`${site}/applications`);
    await press(applicant, "Start now");
    const id = new URL(applicant.url()).pathname.split("/")[2] ?? "";
    await change(id, { answers: { ...answers, profile: { displayName: `Patsy ${scripts}`, about: "I like gardens." } } });

    // Naming them: with scripts a field stands there once its way is chosen, without they all do.
    await applicant.goto(`${site}/applications/${id}/evidence/references`);
    await looks(applicant);
    expect(await applicant.locator("#phone-0").isVisible()).toBe(!scripts);
    await applicant.locator("#name-0").fill("Rita Former");
    await applicant.locator("#by-0").focus();
    // By keyboard alone.
    await applicant.keyboard.press("Space");
    await applicant.keyboard.press("ArrowDown");
    expect(await applicant.locator("#phone-0").isVisible()).toBe(true);
    await applicant.locator("#phone-0").fill("01632 960 017");
    await applicant.locator("#relation-0").fill(UNBROKEN.relation);
    await applicant.locator("#name-1").fill("Ravi Neighbour");
    await applicant.locator("#by-1-3").check();
    await applicant.locator("#address-1").fill("1 High Street");
    await applicant.locator("#relation-1").fill("I supported their mother");
    await press(applicant, "Ask these people");
    await applicant.locator(".govuk-error-summary").waitFor();
    if (scripts) expect(await axeFindings(applicant)).toEqual([]);
    await follow(applicant, "Enter their address on 3 to 7 lines, with the postcode on the last");
    expect(await applicant.evaluate(() => document.activeElement?.id)).toBe("address-1");
    expect([await applicant.locator("#phone-0").inputValue(), await applicant.locator("#address-1").inputValue()]).toEqual(["01632 960 017", "1 High Street"]);
    await applicant.locator("#address-1").fill("1 High Street\nMelton Mowbray\nLE13 1GH");
    await press(applicant, "Ask these people");
    await applicant.goto(`${site}/applications/${id}/evidence/references`);
    for (const said of ["an officer will phone them", "an officer will write to them"]) expect(await words(applicant)).toContain(said);
    await looks(applicant);

    // A file is called as it was on the device.
    await applicant.goto(`${site}/applications/${id}/evidence/hmrc?step=file`);
    for (const [called, bytes, said] of [
      ["no document.pdf", Buffer.from("nothing"), /no document\.pdf, sent on .* was not a PDF/s],
      [UNBROKEN.file, pdf(), /y{90}\.pdf, sent on .* PDF, checked/s],
      ["Zoë’s registration.pdf", pdf("% another\n"), /Zoë’s registration\.pdf, sent on .* PDF, checked/s],
    ] as const) {
      await applicant.locator("#file").setInputFiles({ name: called, mimeType: "application/octet-stream", buffer: bytes });
      await press(applicant, "Send the file");
      await expect
        .poll(
          async () => {
            if (!scripts && (await applicant.getByRole("link", { name: "Refresh" }).count()) > 0) await follow(applicant, "Refresh");
            return words(applicant);
          },
          { timeout: TEST_MS / 4 },
        )
        .toMatch(said);
    }
    expect(await words(applicant)).not.toContain("no document");
    await looks(applicant);
    await applicant.goto(`${site}/applications/${id}/moves/submit`);
    expect(await words(applicant)).toContain("Zoë’s registration.pdf");
    await looks(applicant);

    // The officer phones one, and writes to the other.
    await change(id, { state: "submitted", submittedAt: nowInstant(), decideBy: "2099-01-01" });
    const { page: vera, errors: officersErrors } = await openPage(browser, { viewport: PHONE, javaScriptEnabled: scripts });
    await signIn(vera, site, "Vera Checkley", `/cases/${id}`);
    await press(vera, "Take this case and start checking");
    await vera.goto(`${site}/cases/${id}/evidence/references`);
    await looks(vera);
    await follow(vera, "Phone Rita Former");
    await looks(vera);
    expect(await vera.getByRole("link", { name: "01632 960 017" }).getAttribute("href")).toMatch(/^tel:/);
    expect(await vera.locator("#how").isChecked()).toBe(true);
    await press(vera, "Save the reference");
    await vera.locator(".govuk-error-summary").waitFor();
    if (scripts) expect(await axeFindings(vera)).toEqual([]);
    await vera.locator("#known").fill(`Since 2020. ${UNBROKEN.said}`);
    await vera.locator("#work").fill(`Kind, on time. ${UNBROKEN.said}`);
    await vera.locator("#again").check();
    await press(vera, "Save the reference");
    expect(await words(vera)).toContain("Reference saved");
    expect(await words(vera)).toContain("By phone, by you");
    await looks(vera);
    await follow(vera, "Write to Ravi Neighbour");
    await looks(vera);
    await follow(vera, "View the letter to print");
    await looks(vera);
    await vera.emulateMedia({ media: "print" });
    for (const [part, there] of [
      ["header", false],
      ["footer", false],
      [".trellis-screen", false],
      [".trellis-letter", true],
    ] as const)
      expect(await vera.locator(part).first().isVisible(), part).toBe(there);
    await vera.emulateMedia({ media: "screen" });
    await follow(vera, "The reference");
    await vera.getByLabel("I have posted the letter").check();
    await press(vera, "Save");
    expect(await words(vera)).toContain("We wrote to them, no answer yet.");
    await looks(vera);

    await applicant.goto(`${site}/applications/${id}/evidence/references`);
    expect(await words(applicant)).toMatch(/Rita Former .* has answered.*|has answered.*Rita Former/);
    expect([...errors, ...officersErrors]).toEqual([]);
    await leave(applicant);
    await leave(vera);
  });
});
