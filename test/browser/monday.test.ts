import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Answers } from "../../functions/vetting/rules/case.ts";
import { firstChecklist } from "../../shared/policy/checklists.ts";
import { anAccount } from "../support/accounts.ts";
import { aCompleteApplication } from "../support/applications.ts";
import { accountIdOf, localTable } from "../support/local-people.ts";
import { runs } from "../support/runs.ts";
import { TEST_MS } from "../support/time-outs.ts";
import { answers, storedCases } from "../support/vetting.ts";
import {
  axeFindings,
  countLoads,
  dayFromNow,
  FIRST_OFFICER_LOADS,
  leave,
  openBrowser,
  openPage,
  press,
  SECOND_OFFICER_LOADS,
  scriptsOr,
  signIn,
  thisSystem,
} from "./browser.ts";

const { site, home } = thisSystem();
const LIST = `${site}/councils/E10000018/vetting`;
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
});

type Kind = { readonly answers: Partial<Answers>; readonly workers?: number; readonly onPaper?: true };
const { start, work } = answers;
/** What differs between applications: who they are, and how much they must send. */
const KINDS: readonly Kind[] = [
  { answers: {} },
  { answers: { start: { ...start, type: "employed-pa" } }, onPaper: true },
  { answers: { start: { ...start, driving: true }, work: { ...work, services: ["personal-care", "medication", "transport"] } } },
  {
    answers: {
      start: { ...start, type: "micro-provider", driving: true, people: 3 },
      work: { ...work, services: ["companionship", "medication", "transport"] },
    },
    workers: 2,
  },
];

const FIRST_NAMES = ["Ada", "Bola", "Cerys", "Dilip", "Esme", "Farah"];
const LAST_NAMES = ["Monday", "Mornington", "Deskworth", "Trayfull", "Pileworth"];
/** A Monday's pile; on every change each kind twice, with scripts and without. */
const COUNT = runs(FIRST_NAMES.length * LAST_NAMES.length, 2 * KINDS.length);

interface Applied {
  readonly name: string;
  readonly id: string;
  readonly type: string;
  readonly pieces: readonly string[];
  readonly onPaper: boolean;
}

/** Stores a complete application of a kind, of somebody with that name. */
async function applied(name: string, id: string, { answers: changed, workers = 0, onPaper }: Kind): Promise<Applied> {
  const owner = `owner-of-${id}`;
  const endsOn = dayFromNow(400);
  const insured = { insurer: "Safe Hands Mutual", policyNumber: "SH-1", coverPence: 1_000_000_000, endsOn };
  const all: Answers = {
    ...answers,
    profile: { displayName: name, about: "I cook." },
    // Where no other test looks for anybody.
    place: { base: "Hinckley", travelMiles: 1, area: { key: "LE10 0", lat: 52.541, lon: -1.374 } },
    ...changed,
  };
  const { vettingCase, changes } = aCompleteApplication({
    changes: {
      id,
      owner,
      answers: all,
      workers: Array.from({ length: workers }, (_, at) => `${id}-worker-${at}`),
      decideBy: dayFromNow(8),
    },
    facts: {
      "right-to-work": { method: "document" },
      training: { safeguardingOn: dayFromNow(-100), mcaOn: dayFromNow(-90) },
      "public-liability": insured,
      "employers-liability": insured,
      "car-insurance": { endsOn },
    },
    enteredBy: onPaper ? await accountIdOf({ home }, "sample-third-vetting-officer") : undefined,
  });
  await storedCases(
    { table: localTable({ home }) },
    { entity: "account", after: anAccount({ id: owner, displayName: name, identities: [], grants: [{ role: "provider" }] }), action: "test" },
    ...changes,
  );
  const pieces = changes.flatMap(({ entity, after }) => (entity === "evidence" ? [after.id] : []));
  return { name, id, type: vettingCase.answers.start?.type ?? "", pieces, onPaper: onPaper === true };
}

const inPerson = new Set<string>(["right-to-work", ...firstChecklist("E10000018").items.flatMap(({ code, originalSeen }) => (originalSeen ? [code] : []))]);
const isSeen = (piece: string): boolean => inPerson.has(piece.split(".")[0] ?? "");

async function accept(page: Page, pieces: readonly string[]): Promise<void> {
  for (const piece of pieces) await page.locator(`input[name="answer-${piece.replaceAll(".", "_")}"][value="accept"]`).check();
}

/** Opens a case from the list, as it is found there. */
async function openFromList(page: Page, name: string): Promise<void> {
  await page.goto(LIST);
  await page.getByRole("link", { name, exact: true }).click();
}

/** The first officer's part: all that is on paper, then the originals at a visit, and the recommendation. */
async function recommend(page: Page, { name, pieces }: Applied): Promise<void> {
  await openFromList(page, name);
  await press(page, "Take this case and start checking");
  await accept(
    page,
    pieces.filter((piece) => !isSeen(piece)),
  );
  await press(page, "Save decisions");
  await page.getByRole("link", { name: "Save originals seen at a visit" }).click();
  await page.getByLabel("Where did you see them?").fill("Hinckley library");
  await accept(page, pieces.filter(isSeen));
  await press(page, "Save decisions");
  await page.getByLabel(/^On the list, as/).check();
  await press(page, "Recommend");
  expect(await page.locator("main").innerText(), name).toContain("Another officer must decide this");
}

/** The second officer's. */
async function agree(page: Page, { name }: Applied): Promise<void> {
  await openFromList(page, name);
  await page.getByRole("link", { name: "Agree with the recommendation" }).click();
  await press(page, "Agree");
  expect(await page.locator("main").innerText(), name).toContain("On the list");
}

/** Does a part for each application, one after another in one tab; the pages it took for each, opening it from the list included. */
async function loadsOf(page: Page, applications: readonly Applied[], part: (page: Page, one: Applied) => Promise<void>): Promise<readonly number[]> {
  const loads = countLoads(page);
  const each: number[] = [];
  for (const one of applications) {
    const before = loads();
    await part(page, one);
    each.push(loads() - before);
  }
  return each;
}

describe.each(scriptsOr(true))("an officer's Monday, with scripts: %s", (scripts) => {
  it(`takes at most ${FIRST_OFFICER_LOADS} page loads for each complete application, and the second officer ${SECOND_OFFICER_LOADS}, whatever its type and size, on paper or not: ${COUNT / 2} of them`, {
    timeout: 3 * TEST_MS,
  }, async () => {
    const applications: Applied[] = [];
    for (let at = scripts ? 0 : 1; at < COUNT; at += 2) {
      const kind = KINDS[applications.length % KINDS.length] ?? { answers: {} };
      const name = `${FIRST_NAMES[at % FIRST_NAMES.length]} ${LAST_NAMES[Math.floor(at / FIRST_NAMES.length)]}`;
      applications.push(await applied(name, `monday-${at}`, kind));
    }
    const { page: first, errors } = await openPage(browser, { javaScriptEnabled: scripts });
    await signIn(first, site, "Vera Checkley", "/staff");
    const firsts = await loadsOf(first, applications, recommend);
    await leave(first);
    const { page: second } = await openPage(browser, { javaScriptEnabled: scripts });
    await signIn(second, site, "Victor Seconder", "/staff");
    const seconds = await loadsOf(second, applications, agree);
    await leave(second);

    for (const [at, { name, pieces }] of applications.entries()) {
      expect(firsts[at], `${name}, ${pieces.length} pieces`).toBeLessThanOrEqual(FIRST_OFFICER_LOADS);
      expect(seconds[at], `${name}, ${pieces.length} pieces`).toBeLessThanOrEqual(SECOND_OFFICER_LOADS);
    }
    // They were as different as they are said to be.
    expect(applications.length).toBe(COUNT / 2);
    expect(new Set(applications.map(({ type }) => type)).size).toBe(3);
    expect(applications.some(({ onPaper }) => onPaper)).toBe(true);
    const sizes = applications.map(({ pieces }) => pieces.length);
    expect([Math.min(...sizes) <= 6, Math.max(...sizes) >= 14]).toEqual([true, true]);
    expect(errors).toEqual([]);
  });

  it("gives several cases from the list to a colleague who has none yet", async () => {
    const names = ["Xena", "Yusuf"].map((first) => `${first} ${scripts ? "Handover" : "Passover"}`);
    for (const [at, name] of names.entries()) await applied(name, `given-${scripts}-${at}`, { answers: {} });
    const { page, errors } = await openPage(browser, { javaScriptEnabled: scripts, viewport: { width: 375, height: 800 } });
    await signIn(page, site, "Vera Checkley", "/councils/E10000018/vetting?whose=unassigned");
    for (const name of names) await page.getByLabel(name, { exact: true }).check();
    await page.getByLabel("Assign the selected cases to").selectOption({ label: "Thea Thirdview" });
    await press(page, "Assign");
    expect(await page.locator("main").innerText()).toContain("Cases assigned");
    await page.goto(`${LIST}?sort=officer`);
    for (const name of names) expect(await page.getByRole("row").filter({ hasText: name }).innerText()).toContain("Thea Thirdview");
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375);
    if (scripts) expect(await axeFindings(page)).toEqual([]);
    expect(errors).toEqual([]);
    await leave(page);
  });
});
