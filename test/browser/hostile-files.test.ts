import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { EICAR } from "../../infra/local/scanner.ts";
import { pdf, png, zip } from "../support/files.ts";
import { fillIn, saysHowTheyWork, sendFile } from "./applicant-steps.ts";
import { axeFindings, openBrowser, pageOf, press, thisSystem } from "./browser.ts";

const { site } = thisSystem();
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
});

const as = (name: string, wanted: string, javaScriptEnabled = false): Promise<Page> => pageOf(browser, site, name, wanted, { javaScriptEnabled });

describe("a file that must not be kept", () => {
  it("is refused with a clear word, and nothing of the application is lost", async () => {
    const nadia = await as("Nadia Helpwell", "/applications");
    await press(nadia, "Start now");
    const address = new URL(nadia.url()).pathname;
    await fillIn(nadia, "How you work", () => saysHowTheyWork(nadia));
    const training = `${site}${address}/evidence/training`;
    const zipped = Buffer.concat([Buffer.from("PK\x03\x04 some zip", "latin1"), zip()]);
    const hostile: readonly (readonly [string, Buffer, RegExp])[] = [
      ["virus.pdf", Buffer.from(EICAR), /A virus was found/],
      ["archive.pdf", zipped, /was not a PDF, JPEG, PNG or HEIC/],
      ["picture-and-archive.png", Buffer.concat([png(), zip()]), /held more than|damaged or cut short/],
      ["document-and-archive.pdf", Buffer.concat([pdf(), zipped]), /held more than|holds more than/],
      ["page.png", Buffer.from("<html><script>alert(1)</script>"), /was not a PDF, JPEG, PNG or HEIC/],
    ];
    for (const [name, bytes, said] of hostile) {
      await nadia.goto(`${training}?step=file`);
      await sendFile(nadia, name, bytes, said);
    }
    // Without scripts the store itself refuses, and they are on their page again, which says why.
    for (const bytes of [Buffer.alloc(0), Buffer.alloc(11 * 1024 * 1024, 1)]) {
      await nadia.goto(`${training}?step=file`);
      await nadia.locator("#file").setInputFiles({ name: "size.pdf", mimeType: "application/pdf", buffer: bytes });
      await press(nadia, "Send the file");
      await nadia.waitForURL(`${training}?upload=unfit`);
      expect(await nadia.getByRole("alert").innerText()).toContain("it is empty, larger than 10 MB");
      expect(await nadia.locator("#file-error").textContent()).toContain("Choose a smaller file");
    }
    // A form that was changed is no form of ours.
    const scripted = await as("Nadia Helpwell", "/applications", true);
    await scripted.goto(`${training}?step=file`);
    await scripted.locator('input[name="key"]').evaluate((input: HTMLInputElement) => {
      input.value = "evidence/somebody-else/training/-/file";
    });
    await scripted.locator("#file").setInputFiles({ name: "a.png", mimeType: "image/png", buffer: png() });
    await press(scripted, "Send the file");
    await scripted.waitForURL(`${training}?upload=over`);
    expect(await scripted.getByRole("alert").innerText()).toContain("this page was open for more than");
    expect(await scripted.title()).toMatch(/^Error: /);
    expect(await axeFindings(scripted)).toEqual([]);
    // With scripts a file that is too large is named before anything is sent.
    await scripted.goto(`${training}?step=file`);
    await scripted.locator("#file").setInputFiles({ name: "size.pdf", mimeType: "application/pdf", buffer: Buffer.alloc(11 * 1024 * 1024, 1) });
    await press(scripted, "Send the file");
    expect(await scripted.locator("#file-error").textContent()).toContain("larger than 10 MB");
    expect(scripted.url()).toBe(`${training}?step=file`);
    await nadia.goto(`${training}?step=file`);
    expect(await nadia.locator("main").textContent()).not.toMatch(/(PDF|picture), checked/);
    await nadia.goto(site + address);
    expect(await nadia.locator("main").textContent()).toContain("Completed");
  });
});
