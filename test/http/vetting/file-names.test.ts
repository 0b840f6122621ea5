import { describe, expect, it } from "vitest";
import { checkedKey, fileKey } from "../../../functions/vetting/rules/file-keys.ts";
import { dynamoCaseStore } from "../../../functions/vetting/store/dynamo-case-store.ts";
import { noteRemoved } from "../../../functions/vetting/use-cases/evidence-work.ts";
import { noted, noteOutcome } from "../../../functions/vetting/use-cases/file-check.ts";
import { ok, refused } from "../../../shared/domain/result.ts";
import { checkFile } from "../../../shared/files/check-file.ts";
import { anAuditContext } from "../../support/builders.ts";
import { pdf } from "../../support/files.ts";
import { all, clock, deps, functions, move, ready, table, theCase, there } from "../../support/vetting-scene.ts";

const NAME = "Zoë’s certificate.pdf";
let sent = 0;
/** Files that are in the store now, each with the name it is saved under. */
const kept = new Map<string, string | undefined>();

/** A file of the training, scanned and checked, under the role of the function that does so. */
async function send(name: string | undefined, { bytes = pdf(), threat = false }: { bytes?: Uint8Array; threat?: boolean } = {}): Promise<string> {
  sent += 1;
  const file = `file-${sent}`;
  const key = fileKey({ case: "pips-case", evidence: "training", file });
  kept.set(key, undefined);
  const store = dynamoCaseStore(table.tableOf("fileCheck"));
  const outcome = noteOutcome({
    ...deps(),
    store,
    removeFile: async (one) => void kept.delete(one),
    keepFile: async (one, _bytes, downloadName) => void kept.set(one, downloadName),
    draw: async () => refused("unreadable"),
    now: () => (clock.now += 1000),
  });
  const event = {
    source: "aws.guardduty",
    detail: {
      scanStatus: "COMPLETED",
      s3ObjectDetails: { bucketName: "files", objectKey: key, eTag: `mark-${sent}` },
      scanResultDetails: { scanResultStatus: threat ? "THREATS_FOUND" : "NO_THREATS_FOUND" },
    },
  };
  await checkFile({ store: { read: async () => ok({ bytes, ...(name === undefined ? {} : { name }) }) }, outcome, noted: noted({ store }) }, event);
  return file;
}
const training = async () => there((await theCase()).evidence.find(({ body }) => body.id === "training")).body;
const applicantSees = async (page = "evidence/training?step=file") => (await functions.call(`/applications/pips-case/${page}`, { as: "pip" })).body;
const officerSees = async (page = "evidence/training") => (await functions.call(`/cases/pips-case/${page}`, { as: "ann" })).body;

describe("a file that was sent", () => {
  it("is called by its own name wherever it is shown, and the store saves it under that name", async () => {
    await ready({ state: "draft" });
    const file = await send(NAME);
    for (const page of [await applicantSees(), await applicantSees("evidence/training"), await applicantSees("moves/submit")]) expect(page).toContain(NAME);
    expect(kept.get(checkedKey({ case: "pips-case", evidence: "training", file }, `mark-${sent}`))).toBe(NAME);
  });
  it("is called by it to the officer, and its link has no name in it: nothing that is logged does", async () => {
    await ready();
    const file = await send(NAME);
    await move("ann", "assign");
    for (const page of [await officerSees(), await officerSees("check")]) expect(page).toContain(NAME);
    const opened = await functions.call(`/cases/pips-case/evidence/training/files/${file}`, { as: "ann" });
    expect(opened.status).toBe(303);
    const link = new URL(there(opened.headers["location"]));
    expect([link.searchParams.has("response-content-disposition"), decodeURIComponent(link.href).includes("certificate")]).toEqual([false, false]);
    const trail = (await all()).filter(({ pk }) => String(pk).startsWith("AUDIT#"));
    expect(JSON.stringify(trail)).not.toContain("certificate");
  });
  it("is called by what it is for where it has no name, and its link gives it one", async () => {
    await ready();
    const file = await send(undefined);
    await move("ann", "assign");
    expect(await officerSees()).toContain("Training, file 1");
    const opened = await functions.call(`/cases/pips-case/evidence/training/files/${file}`, { as: "ann" });
    expect(new URL(there(opened.headers["location"])).searchParams.get("response-content-disposition")).toContain('filename="training.pdf"');
  });
  it("is saved as what was found in it, whatever it is called", async () => {
    await ready();
    const file = await send("certificate.exe");
    expect(kept.get(checkedKey({ case: "pips-case", evidence: "training", file }, `mark-${sent}`))).toBe("certificate.exe.pdf");
  });
  it("has its name in the data of whose it is, and no name stays of one that was removed", async () => {
    await ready();
    await send(NAME);
    const file = await send("mistake.pdf");
    const data = async () => (await functions.call("/account/data/download", { as: "pip" })).body;
    expect(await data()).toContain("mistake.pdf");
    const context = { ...anAuditContext(), at: clock.now };
    expect((await noteRemoved(deps())(await theCase(), "training", file, { kind: "applicant", subject: "pip" }, context)).ok).toBe(true);
    expect(JSON.stringify(await all())).not.toContain("mistake.pdf");
    expect(await data()).toContain("certificate.pdf");
  });
});

describe("a file that was refused", () => {
  it("is shown by its name with why, until another is taken in its place: then neither page, record nor store has it", async () => {
    await ready();
    await move("ann", "assign");
    const before = kept.size;
    await send("broken scan.pdf", { bytes: Buffer.from("no pdf") });
    await send("infected.pdf", { threat: true });
    for (const page of [await applicantSees(), await officerSees()])
      for (const words of ["broken scan.pdf", "was not a PDF", "A virus was found"]) expect(page).toContain(words);
    expect(kept.size).toBe(before);
    await send(NAME);
    for (const page of [await applicantSees(), await officerSees(), await officerSees("check")]) {
      expect(page).toContain(NAME);
      for (const words of ["broken scan", "was not a PDF", "A virus was found"]) expect(page).not.toContain(words);
    }
    expect((await training()).files.map(({ name }) => name)).toEqual([undefined, undefined, NAME]);
    expect(JSON.stringify(await all())).not.toContain("broken scan");
    expect(kept.size).toBe(before + 1);
  });
  it("is called by what it is for where a scan held it back before its name was read", async () => {
    await ready();
    await send("infected.pdf", { threat: true });
    expect(await applicantSees()).toMatch(/Training, file 1<\/bdi>, sent on [^:]*: A virus was found/);
  });
});
