import { afterEach, describe, expect, it, vi } from "vitest";
import { fileKey } from "../../functions/vetting/rules/file-keys.ts";
import { noteOutcome } from "../../functions/vetting/use-cases/file-check.ts";
import { TooBusy } from "../../shared/domain/busy.ts";
import { ok, refused } from "../../shared/domain/result.ts";
import { checkFile, type FileOutcome } from "../../shared/files/check-file.ts";
import type { FileStore } from "../../shared/files/file-store.ts";
import { png } from "../support/files.ts";
import { accepted, caseOf, kept, storeOf } from "./vetting/scene.ts";

const NOW = Date.parse("2026-11-24T12:00:00Z");

const event = (status: string | null, scanStatus = "COMPLETED") => ({
  source: "aws.guardduty",
  detail: {
    scanStatus,
    s3ObjectDetails: { bucketName: "b", objectKey: "k", eTag: "e" },
    scanResultDetails: { scanResultStatus: status, threats: null },
  },
});

async function check(status: string | null, read: Awaited<ReturnType<FileStore["read"]>>, scanStatus?: string, isNoted = false) {
  const told: [string, FileOutcome][] = [];
  const requests: unknown[] = [];
  const store = {
    read: async (...words: unknown[]) => {
      requests.push(words);
      return read;
    },
  };
  const result = await checkFile(
    { store, outcome: async (key, outcome) => void told.push([key, outcome]), noted: async () => isNoted },
    event(status, scanStatus),
  );
  return { result, told, asked: requests };
}

describe("the check of a file that was scanned", () => {
  it("opens what is clean, as it was when it was scanned, and tells what it is", async () => {
    expect(await check("NO_THREATS_FOUND", ok({ bytes: png() }))).toEqual({ result: ok("png"), told: [["k", ok("png")]], asked: [["k", "e"]] });
    expect((await check("NO_THREATS_FOUND", ok({ bytes: Buffer.from("x") }))).told).toEqual([["k", refused("wrong-type")]]);
    expect((await check("NO_THREATS_FOUND", refused("too-big"))).told).toEqual([["k", refused("too-big")]]);
  });
  it("never opens anything else", async () => {
    for (const status of ["UNSUPPORTED", "ACCESS_DENIED", "FAILED", "SOMETHING_NEW", null]) {
      expect(await check(status, ok({ bytes: png() })), String(status)).toMatchObject({ told: [["k", refused("unscanned")]], asked: [] });
    }
    expect(await check("THREATS_FOUND", ok({ bytes: png() }))).toMatchObject({ told: [["k", refused("threat")]], asked: [] });
    expect(await check("NO_THREATS_FOUND", ok({ bytes: png() }), "SKIPPED")).toMatchObject({ told: [["k", refused("unscanned")]], asked: [] });
  });
  it("has no outcome for a file that is gone or was sent again, and is tried again on one not yet marked", async () => {
    for (const why of ["missing", "changed"] as const) expect(await check("NO_THREATS_FOUND", refused(why))).toMatchObject({ result: "overtaken", told: [] });
    // What was checked is moved away: the bucket does not say whether a file is gone or not yet marked, but its case does.
    expect(await check("NO_THREATS_FOUND", refused("held-back"), undefined, true)).toMatchObject({ result: "overtaken", told: [] });
    await expect(check("NO_THREATS_FOUND", refused("held-back"))).rejects.toThrow("cannot be read");
  });
  it("refuses an event that is none of the scan's", async () => {
    await expect(
      checkFile({ store: { read: async () => ok({ bytes: png() }) }, outcome: async () => undefined, noted: async () => false }, { source: "me" }),
    ).rejects.toThrow();
  });
});

describe("a file whose case is written to all the time", () => {
  afterEach(() => vi.restoreAllMocks());
  const key = fileKey({ case: "a-case", evidence: "training", file: "f1" });

  /** A case that another changed `clashes` times while this was noted on it; what was removed of the bucket. */
  function busyCase(clashes: number) {
    // Waiting takes no time: how long is chance.
    vi.spyOn(Math, "random").mockReturnValue(0);
    const removed: string[] = [];
    const put: string[] = [];
    let tries = 0;
    const store = storeOf({
      caseWithEvidence: async () => ({ case: kept(caseOf({ checklist: 1 })), evidence: [kept(accepted("training"))] }),
      checklistVersions: async () => [],
      tell: async () => undefined,
      commit: async () => (++tries > clashes ? ok(undefined) : refused("stale")),
    });
    const note = noteOutcome({
      store,
      newId: () => "new",
      site: new URL("https://trellis.example"),
      removeFile: async (one) => void removed.push(one),
      keepFile: async (one) => void put.push(one),
      draw: async () => refused("unreadable"),
      now: () => NOW,
    });
    return { note, removed, put, tries: () => tries };
  }

  it("stays where it is when it was clean, and is tried again by whoever woke the check", async () => {
    const { note, removed } = busyCase(Number.POSITIVE_INFINITY);
    await expect(note(key, ok("png"), "mark")).rejects.toBeInstanceOf(TooBusy);
    expect(removed).toEqual([]);
  });
  it("is noted after more clashes than eight, and moved once to where no form leads", async () => {
    const { note, removed, put, tries } = busyCase(20);
    await note(key, ok("png"), "mark", { bytes: png() });
    expect([tries(), put, removed]).toEqual([21, ["checked/a-case/training/-/f1/mark"], [key]]);
  });
  it("is removed once where it is not taken, and only when that is noted", async () => {
    const { note, removed, tries } = busyCase(9);
    await note(key, refused("threat"), "mark");
    expect([tries(), removed]).toEqual([10, [key]]);
  });
});
