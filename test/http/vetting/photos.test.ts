import { beforeAll, describe, expect, it } from "vitest";
import { fileKey } from "../../../functions/vetting/rules/file-keys.ts";
import { dynamoCaseStore } from "../../../functions/vetting/store/dynamo-case-store.ts";
import { dynamoSweepStore } from "../../../functions/vetting/store/dynamo-sweep-store.ts";
import { vettingDataSubject } from "../../../functions/vetting/use-cases/data-subject.ts";
import { noted, noteOutcome } from "../../../functions/vetting/use-cases/file-check.ts";
import { ok } from "../../../shared/domain/result.ts";
import { checkFile } from "../../../shared/files/check-file.ts";
import { drawPhoto } from "../../../shared/files/draw-photo.ts";
import { isJpeg } from "../../../shared/files/jpeg.ts";
import { decodeJpeg, encodeJpeg } from "../../../shared/files/picture-codecs.ts";
import { photoPath } from "../../../shared/listing/photo-path.ts";
import { servicePolicy } from "../../../shared/policy/service.ts";
import { anAuditContext } from "../../support/builders.ts";
import { exif, heic, markersOf, pdf, pngOf, withSegments } from "../../support/files.ts";
import { publicFunction } from "../../support/http.ts";
import { outcomeOf } from "../../support/outcome.ts";
import {
  acceptAll,
  all,
  clock,
  deps,
  functions,
  listed,
  move,
  needsMore,
  nights,
  ready,
  renewalInReview,
  setCase,
  table,
  theCase,
  there,
} from "../../support/vetting-scene.ts";

let photo: Buffer;
beforeAll(async () => {
  const [width, height] = [400, 300];
  photo = withSegments(await encodeJpeg({ width, height, data: new Uint8ClampedArray(width * height * 4).fill(120) }, 80), exif(6));
});

/** What is left in the bucket of what was sent. */
const removed: string[] = [];
let files = 0;

/** A file sent as a photo, scanned and checked, under the role of the function that does so. */
async function send(
  bytes: Uint8Array = photo,
  { by, mark, scan = "NO_THREATS_FOUND", of = "pips-case" }: { by?: string; mark?: string; scan?: string; of?: string } = {},
) {
  files += 1;
  const key = fileKey({ case: of, evidence: "photo", file: `file-${files}`, ...(by === undefined ? {} : { by }) });
  const store = dynamoCaseStore(table.tableOf("fileCheck"));
  const outcome = noteOutcome({
    ...deps(),
    store,
    removeFile: async (one) => void removed.push(one),
    keepFile: () => Promise.reject(new Error("The file that was sent is kept nowhere")),
    draw: drawPhoto,
    now: () => clock.now,
  });
  const event = {
    source: "aws.guardduty",
    detail: {
      scanStatus: "COMPLETED",
      s3ObjectDetails: { bucketName: "files", objectKey: key, eTag: mark ?? `mark-${files}` },
      scanResultDetails: { scanResultStatus: scan },
    },
  };
  await checkFile({ store: { read: async () => ok({ bytes }) }, outcome, noted: noted({ store }) }, event);
  expect(removed).toContain(key);
}

const caseNow = async (id = "pips-case") => (await theCase(id)).case.body;
const waiting = async () => there((await caseNow()).photo?.waiting).name;
const look = async (as: string, form: Record<string, string>, name?: string) =>
  functions.call("/cases/pips-case/photo", { as, form: { photo: name ?? (await waiting()), ...form } });
const agreed = async () => {
  await send();
  expect(outcomeOf(await look("ben", { answer: "agree" }))).toBe("303");
  return there((await caseNow()).photo?.shown);
};
const visit = (url: string, now = () => clock.now) => publicFunction(table, now)(url);
const seen = async (name: string) => (await visit(photoPath(name, "small"))).status;
const stored = async () => (await all()).filter(({ pk }) => /^(?:SHOWN-)?PHOTO#/.test(pk));
/** Every item that holds a picture. */
const holding = async () => (await stored()).filter((item) => JSON.stringify(item).includes("/9j/")).map(({ pk }) => pk.replace(/#.*/, ""));

describe("a photo somebody added", () => {
  it("is public only once an officer agreed, in two sizes, upright and with nothing but its pixels, under a name that says nothing of them", async () => {
    await listed();
    await send();
    const name = await waiting();
    expect((await caseNow()).tasks.map(({ code }) => code)).toEqual(["photo"]);
    expect(await seen(name)).toBe(404);
    expect((await visit("/listings/pips-case")).body).not.toContain("/photos/");
    expect((await functions.call("/applications/pips-case/photo", { as: "pip" })).body).toContain("People cannot see it yet");
    expect((await functions.call("/cases/pips-case", { as: "ben" })).body).toContain("Check the photo");

    expect(outcomeOf(await look("ben", { answer: "agree" }))).toBe("303");
    const page = (await visit("/listings/pips-case")).body;
    expect(page).toContain(`<img class="trellis-picture" src="${photoPath(name, "large")}" alt="Pip Tryout" width="240" height="240"`);
    expect(name).not.toMatch(/pips-case|tryout/i);
    for (const size of ["small", "large"] as const) {
      const { status, headers, body } = await visit(photoPath(name, size));
      expect([status, headers["content-type"]]).toEqual([200, "image/jpeg"]);
      const { keptByBrowsersSeconds, keptByEdgeSeconds } = servicePolicy.photos;
      expect(headers["cache-control"]).toBe(`public, max-age=${keptByBrowsersSeconds}, s-maxage=${keptByEdgeSeconds}, immutable`);
      const file = Buffer.from(body, "base64");
      const picture = await decodeJpeg(file);
      expect([picture.width, picture.height]).toEqual([servicePolicy.photos[size].pixels, servicePolicy.photos[size].pixels]);
      expect(markersOf(file).markers.filter((marker) => (marker >= 0xe1 && marker <= 0xef) || marker === 0xfe)).toEqual([]);
    }
    expect((await caseNow()).tasks).toEqual([]);
    const notices = (await all()).filter(({ entity, to, code }) => entity === "notice" && to?.account === "pip" && code === "page-looked-at");
    expect(notices.map(({ values }) => values.outcome)).toEqual(["Your photo is on your page."]);
  });
  it("is told to an officer once, however many are sent", async () => {
    await listed();
    const told = async () => (await all()).filter(({ entity, code }) => entity === "notice" && code === "officer-task").length;
    const before = await told();
    await send();
    const after = await told();
    await send();
    expect([await told(), after > before]).toEqual([after, true]);
  });
  it("with an application waits for the decision, and is public with the listing", async () => {
    await ready();
    await move("ann", "assign");
    await send();
    const name = await waiting();
    expect(outcomeOf(await look("ann", { answer: "agree" }))).toBe("303");
    expect(await seen(name)).toBe(404);
    expect(await holding()).toEqual(["PHOTO"]);
    await acceptAll();
    await move("ann", "recommend", { outcome: "provisional" });
    expect(outcomeOf(await move("ben", "approve"))).toBe("303");
    expect(await seen(name)).toBe(200);
  });
  it("that an officer did not agree to is gone at once, and its sender reads why", async () => {
    await listed();
    await send();
    const name = await waiting();
    expect((await look("ben", { answer: "refuse" })).status).toBe(422);
    expect((await look("ben", {})).body).toContain("Select if people can see this photo");
    expect(outcomeOf(await look("ben", { answer: "refuse", reason: "Someone else is in it." }))).toBe("303");
    expect(await seen(name)).toBe(404);
    expect(await holding()).toEqual([]);
    expect((await functions.call("/applications/pips-case/photo", { as: "pip" })).body).toContain("Someone else is in it.");
    expect((await all()).find(({ entity, code }) => entity === "notice" && code === "page-looked-at")).toMatchObject({
      values: { outcome: "We have not added your photo to your page.", reason: "Someone else is in it." },
    });
  });
  it("stays until the next one is agreed to, and is gone with that very change", async () => {
    await listed();
    const first = await agreed();
    await send();
    const second = await waiting();
    expect([await seen(first), await seen(second)]).toEqual([200, 404]);
    expect(outcomeOf(await look("ben", { answer: "agree" }))).toBe("303");
    expect([await seen(first), await seen(second)]).toEqual([404, 200]);
    expect(await holding()).toEqual(["PHOTO", "SHOWN-PHOTO"]);
  });
  it("is not another than the officer saw: one that was replaced meanwhile is not agreed to", async () => {
    await listed();
    await send();
    const first = await waiting();
    await send();
    expect(outcomeOf(await look("ben", { answer: "agree" }, first))).toMatch(/^409|^412/);
    expect((await caseNow()).photo?.shown).toBeUndefined();
  });
  it("is gone at once when it is taken back, and nothing of it is left", async () => {
    await listed();
    const name = await agreed();
    await send();
    expect(outcomeOf(await functions.call("/applications/pips-case/photo", { as: "pip", form: {} }))).toBe("303");
    expect(await seen(name)).toBe(404);
    expect(await holding()).toEqual([]);
    expect((await visit("/listings/pips-case")).body).not.toContain("/photos/");
    expect((await caseNow()).tasks).toEqual([]);
    expect(outcomeOf(await functions.call("/applications/pips-case/photo", { as: "pip", form: {} }))).toBe("422 not-asked");
  });
  it.each([
    ["suspended", async () => move("ann", "suspend", { reason: "r" }), ["PHOTO"]],
    ["withdrawn", async () => functions.call("/applications/pips-case/moves/withdraw", { as: "pip", form: {} }), []],
  ] as const)("is gone at once when its place on the list is %s", async (_, doIt, left) => {
    await listed();
    const name = await agreed();
    expect(outcomeOf(await doIt())).toBe("303");
    expect(await seen(name)).toBe(404);
    expect(await holding()).toEqual(left);
  });
  it("is back when a suspension is lifted", async () => {
    await listed();
    const name = await agreed();
    await move("ann", "suspend", { reason: "r" });
    expect(outcomeOf(await move("ben", "lift", { reason: "r" }))).toBe("303");
    expect(await seen(name)).toBe(200);
  });
  it("is not shown on a day on which its listing is not, before any night has run; and the night removes it", async () => {
    await listed();
    const name = await agreed();
    const until = there((await caseNow()).accreditedUntil);
    const at = (time: string) => visit(photoPath(name, "small"), () => Date.parse(time));
    expect((await at(`${until}T12:00:00Z`)).status).toBe(200);
    const dayAfter = new Date(Date.parse(`${until}T12:00:00Z`) + 86_400_000).toISOString();
    expect((await at(dayAfter)).status).toBe(404);
    await nights("2026-11-25", dayAfter.slice(0, 10));
    expect((await caseNow()).state).not.toMatch(/accredited|provisional/);
    expect((await holding()).includes("SHOWN-PHOTO")).toBe(false);
  });
  it("goes on with a place that is renewed, unless it is taken back before, and the old one is gone", async () => {
    await listed();
    const old = await agreed();
    await renewalInReview();
    expect((await caseNow("r1")).photo).toBeUndefined();
    await move("ann", "recommend", { outcome: "provisional" }, "r1");
    expect(outcomeOf(await move("ben", "approve", {}, "r1"))).toBe("303");
    const name = there((await caseNow("r1")).photo?.shown);
    expect([await seen(old), await seen(name)]).toEqual([404, 200]);
    expect(await holding()).toEqual(["PHOTO", "SHOWN-PHOTO"]);
  });
  it("that was taken back while a renewal is under way does not come again", async () => {
    await listed();
    await agreed();
    await renewalInReview();
    await functions.call("/applications/pips-case/photo", { as: "pip", form: {} });
    await move("ann", "recommend", { outcome: "provisional" }, "r1");
    expect(outcomeOf(await move("ben", "approve", {}, "r1"))).toBe("303");
    expect(await holding()).toEqual([]);
  });
});

describe("whoever looks at a photo", () => {
  it("is no officer who filled in the application, no one who declared an interest, and not the applicant", async () => {
    await listed();
    await send(photo, { by: "cat" });
    expect((await caseNow()).enteredBy).toEqual(["cat"]);
    expect(outcomeOf(await look("cat", { answer: "agree" }))).toBe("422 same-officer");
    expect((await look("pip", { answer: "agree" })).status).toBe(404);
    const name = await waiting();
    await move("ann", "declare-interest", { reason: "r" });
    expect((await look("ann", { answer: "agree" }, name)).status).toBe(404);
    expect((await caseNow()).photo?.shown).toBeUndefined();
    expect(outcomeOf(await look("ben", { answer: "agree" }))).toBe("303");
  });
  it("sees the picture, as its sender does; no one else does, and nothing keeps it", async () => {
    await listed();
    await send();
    const name = await waiting();
    for (const [as, url] of [
      ["ben", `/cases/pips-case/photo/${name}`],
      ["pip", `/applications/pips-case/photo/${name}`],
    ] as const) {
      const { status, headers, body } = await functions.call(url, { as });
      expect([status, headers["content-type"], headers["cache-control"]]).toEqual([200, "image/jpeg", "private, no-store"]);
      expect(isJpeg(Buffer.from(body, "base64"))).toBe(true);
    }
    expect((await functions.call(`/cases/pips-case/photo/${name}`, { as: "pip" })).status).toBe(404);
    expect((await functions.call(`/cases/pips-case/photo/${name}`)).status).toBe(303);
    expect((await functions.call("/cases/pips-case/photo/another", { as: "ben" })).status).toBe(422);
  });
});

describe("a file that is sent as a photo and is none", () => {
  it.each([
    ["a document", pdf(), "not-a-photo", "a document, not a photo"],
    ["a HEIC", heic(), "heic", "HEIC"],
    ["too small", pngOf({ width: 20, height: 20 }), "too-small", "too small"],
    ["cut off", Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4]), "not-whole", "damaged or cut short"],
  ] as const)("%s is removed, and its sender reads why", async (_, bytes, why, words) => {
    await ready();
    await send(bytes);
    expect((await caseNow()).photo).toMatchObject({ last: { why } });
    expect((await functions.call("/applications/pips-case/photo", { as: "pip" })).body).toContain(words);
    expect(await holding()).toEqual([]);
    expect((await caseNow()).tasks).toEqual([]);
  });
  it("with a virus is removed unread", async () => {
    await ready();
    await send(photo, { scan: "THREATS_FOUND" });
    expect((await caseNow()).photo).toEqual({ last: { file: `file-${files}`, mark: `mark-${files}`, why: "threat" } });
  });
  it("leaves a photo that waits, and one that is public, as they are", async () => {
    await listed();
    const name = await agreed();
    await send();
    const other = await waiting();
    await send(pdf());
    expect((await caseNow()).photo).toMatchObject({ shown: name, waiting: { name: other } });
    expect(await seen(name)).toBe(200);
  });
  it("is noted once, told twice of it", async () => {
    await ready();
    await send(photo, { mark: "the-same" });
    const first = await waiting();
    await send(photo, { mark: "the-same" });
    expect(await waiting()).toBe(first);
  });
  it("is not taken where nothing can be sent: an application that is over, or waits for its decision", async () => {
    await ready({ state: "recommended", recommendation: { by: "ann", at: "2026-11-20T09:00:00.000Z", outcome: "accredited" } });
    await send();
    expect((await caseNow()).photo).toBeUndefined();
    await setCase({ state: "withdrawn", endedAt: "2026-11-20T09:00:00.000Z" });
    await send();
    expect(await holding()).toEqual([]);
    expect((await functions.call("/applications/pips-case/photo", { as: "pip" })).body).not.toContain('type="file"');
  });
  it("can be replaced by another where an officer asked for more", async () => {
    await ready();
    await needsMore();
    await send();
    expect(await waiting()).toBeDefined();
  });
});

describe("whoever the photo is of", () => {
  const subject = () => vettingDataSubject({ ...deps(), removeFile: async () => undefined });

  it("finds both pictures in what we hold on them", async () => {
    await listed();
    await agreed();
    const { photo: held } = await subject().personalDataOf("pip");
    expect(held).toMatchObject([{ case: "pips-case", pictures: [{ shown: true }] }]);
    expect(JSON.stringify(held)).toContain("data:image/jpeg;base64,/9j/");
    expect((await functions.call("/people/me/data", { as: "pip" })).body).not.toContain("/9j/");
  });
  it("leaves nothing of it behind when they are erased", async () => {
    await listed();
    const name = await agreed();
    await send();
    await subject().endForErasure("pip", anAuditContext());
    expect(await holding()).toEqual([]);
    expect(JSON.stringify(await all())).not.toContain("/9j/");
    expect(await seen(name)).toBe(404);
    expect(JSON.stringify((await all()).filter(({ pk }) => pk.startsWith("LISTING#")))).not.toContain(name);
  });
  it("leaves no record of pictures when the case is removed", async () => {
    await ready();
    await send();
    expect((await holding()).length).toBe(1);
    await dynamoSweepStore(table.tableOf("sweepOne")).removeCase("pips-case");
    expect(await stored()).toEqual([]);
  });
});
