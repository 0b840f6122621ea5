import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkedKey, fileKey } from "../../functions/vetting/rules/file-keys.ts";
import { dynamoCaseStore } from "../../functions/vetting/store/dynamo-case-store.ts";
import { localAwsEnvironment } from "../../infra/local/engine.ts";
import { EICAR } from "../../infra/local/scanner.ts";
import { uploadPath } from "../../shared/domain/upload-path.ts";
import { type FileStore, fileStore, type UploadForm, type WantedUpload } from "../../shared/files/file-store.ts";
import { awsConnectionFrom } from "../../shared/table/aws-connection.ts";
import { openTable } from "../../shared/table/table-client.ts";
import { pdf, png } from "../support/files.ts";
import { type RunningLocalSystem, startLocalSystem } from "../support/local-system.ts";
import { until } from "../support/until.ts";
import { aCase, storedCases } from "../support/vetting.ts";

const BUCKET = /^EvidenceFiles/;
const MOST = 10 * 1024 * 1024;
let system: RunningLocalSystem;
let store: FileStore;
let storage: string;
let bucket: string;

beforeAll(async () => {
  system = await startLocalSystem({ TRELLIS_SEED: "none", TRELLIS_DATA_DIR: "" });
  const template = JSON.parse(readFileSync(join(system.home, "assembly", "Trellis-local-data.template.json"), "utf8"));
  bucket = Object.keys(template.Resources).find((id) => BUCKET.test(id) && template.Resources[id].Type === "AWS::S3::Bucket") ?? "";
  storage = `http://localhost:${new URL(system.site).port}/local-storage`;
  store = fileStore({ ...localAwsEnvironment("http://127.0.0.1:1"), AWS_ENDPOINT_URL_S3: storage, FILES_BUCKET: bucket, FILES_KEY: "the-key" });
});
afterAll(() => system?.stop());

let made = 0;
const wanted = (change: Partial<WantedUpload> = {}): WantedUpload => {
  made += 1;
  return { key: `evidence/file-${made}`, type: "image/png", largestBytes: MOST, seconds: 60, returnTo: new URL(`${system.site}/cases/1?step=2`), ...change };
};

/** Sends a form as a browser does; resolves to the status, S3's code where it refuses, and where it leads. */
async function post({ url, fields }: UploadForm, file: Uint8Array, change: Readonly<Record<string, string | undefined>> = {}, called = "scan.png") {
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...fields, ...change })) if (value !== undefined) form.append(name, value);
  form.append("file", new Blob([new Uint8Array(file)]), called);
  const answer = await fetch(url, { method: "POST", body: form, redirect: "manual" });
  const code = /<Code>(\w+)<\/Code>/.exec(await answer.text())?.[1];
  return { status: answer.status, code, location: answer.headers.get("location") };
}

const checks = (): string[] => {
  const name = readdirSync(join(system.home, "logs")).find((given) => given.startsWith("FileCheck"));
  // A function that nobody has called has written nothing.
  if (name === undefined) return [];
  const lines = readFileSync(join(system.home, "logs", name), "utf8")
    .split("\n")
    .filter(Boolean);
  return lines
    .map((line) => JSON.parse(line))
    .filter(({ event }) => event === "file-checked")
    .map(({ outcome }) => outcome);
};
const nextCheck = async (since: number): Promise<string> => until(() => checks()[since]);

describe("a good file", () => {
  it("is stored, scanned, checked and then can be read, by us and by a link that runs out", async () => {
    const before = checks().length;
    const running = JSON.parse(readFileSync(join(system.home, "running.json"), "utf8"));
    const table = openTable(awsConnectionFrom(localAwsEnvironment(running.endpoint)), running.tableName);
    await storedCases({ table }, { entity: "case", after: aCase({ id: "a-case", owner: "somebody" }), action: "test" });
    const want = wanted({ key: fileKey({ case: "a-case", evidence: "training", file: "a-file" }) });
    const sent = await post(await store.uploadForm(want), png());
    expect(sent.status).toBe(303);
    const there = new URL(sent.location ?? "");
    expect([there.pathname, there.searchParams.get("step"), there.searchParams.get("key"), there.searchParams.get("bucket")]).toEqual([
      "/cases/1",
      "2",
      want.key,
      bucket,
    ]);
    expect(await nextCheck(before)).toBe("png");
    const mark = there.searchParams.get("etag") ?? "";
    const kept = checkedKey({ case: "a-case", evidence: "training", file: "a-file" }, mark);
    const read = await until(async () => [await store.read(kept)].find(({ ok }) => ok));
    expect(read.ok && Buffer.from(read.value.bytes).equals(png())).toBe(true);
    expect(await store.read(kept, '"another"')).toEqual({ ok: false, refusal: "changed" });
    expect(await store.read(want.key)).toEqual({ ok: false, refusal: "missing" });
    const link = await store.link(kept, 60, 'Zoë\'s "scan".png');
    const saved = await fetch(link);
    expect([saved.status, saved.headers.get("content-type"), saved.headers.get("x-amz-server-side-encryption-aws-kms-key-id")]).toEqual([
      200,
      "application/octet-stream",
      expect.stringContaining("EvidenceKey"),
    ]);
    expect(saved.headers.get("content-disposition")).toBe(`attachment; filename="Zo__s _scan_.png"; filename*=UTF-8''Zo%C3%AB%27s%20%22scan%22.png`);
    expect((await fetch(link.replace("octet-stream", "html"))).status).toBe(403);
    expect((await fetch(link.replace("X-Amz-Expires=60", "X-Amz-Expires=600"))).status).toBe(403);
    expect((await fetch(link.split("?")[0] ?? "")).status).toBe(403);
    const short = await store.link(kept, 1, "x");
    expect(await until(async () => [(await fetch(short)).status].find((status) => status !== 200))).toBe(403);
    // The same form is still good: what comes by it is clean and of a kind we take, and yet never what the officer opens.
    const form = await store.uploadForm(want);
    const count = checks().length;
    expect((await post(form, pdf("% another\n"))).status).toBe(303);
    expect(await nextCheck(count)).toBe("pdf");
    expect(Buffer.from(await (await fetch(await store.link(kept, 60, "x"))).arrayBuffer()).equals(png())).toBe(true);
    expect((await post(form, pdf("% another\n"), { key: kept })).status).toBe(403);
    await store.remove(kept);
    await store.remove(kept);
    expect(await store.read(kept)).toEqual({ ok: false, refusal: "missing" });
  });
  it("is encrypted with the key of the files, as its form says", async () => {
    const { fields } = await store.uploadForm(wanted());
    expect(fields).toMatchObject({ "Content-Type": "image/png", "x-amz-server-side-encryption": "aws:kms" });
  });
});

describe("a file's own name", () => {
  const kept = async (called: string, change: Readonly<Record<string, string | undefined>> = {}, named: Partial<WantedUpload> = { named: true }) => {
    const before = checks().length;
    const file = `named-${made}`;
    const running = JSON.parse(readFileSync(join(system.home, "running.json"), "utf8"));
    const table = openTable(awsConnectionFrom(localAwsEnvironment(running.endpoint)), running.tableName);
    const cases = dynamoCaseStore(table);
    if (!(await cases.caseWithEvidence("named-case")))
      await storedCases({ table }, { entity: "case", after: aCase({ id: "named-case", owner: "another" }), action: "test" });
    const sent = await post(
      await store.uploadForm(wanted({ key: fileKey({ case: "named-case", evidence: "training", file }), ...named })),
      png(),
      change,
      called,
    );
    if (sent.status !== 303) return sent;
    await nextCheck(before);
    const evidence = (await cases.caseWithEvidence("named-case"))?.evidence[0]?.body;
    const [known] = evidence?.files.filter(({ id }) => id === file) ?? [];
    const link = await store.link(
      checkedKey({ case: "named-case", evidence: "training", file }, new URL(sent.location ?? "").searchParams.get("etag") ?? ""),
      60,
    );
    const saved = await fetch(link);
    await store.remove(checkedKey({ case: "named-case", evidence: "training", file }, known?.mark));
    return { name: known?.name, inAddress: `${sent.location} ${link}`, disposition: saved.headers.get("content-disposition") };
  };
  it("comes with the file, is cleaned, and is what it is saved under: it stands in no address", async () => {
    for (const [called, name] of [
      ["scan of 3 May.png", "scan of 3 May.png"],
      ["Zoë’s પ્રમાણપત્ર.png", "Zoë’s પ્રમાણપત્ર.png"],
      ["C:\\Users\\Pip\\scan.png", "scan.png"],
      ["a\u202egnp.exe", "agnp.exe"],
      ['"; filename=x.html', "; filename=x.html"],
    ] as const) {
      const found = await kept(called);
      expect(found).toMatchObject({ name: called.startsWith('"') ? '"; filename=x.html' : name });
      const { inAddress = "", disposition } = "name" in found ? found : {};
      expect(decodeURIComponent(inAddress)).not.toContain("scan");
      expect(disposition).toMatch(/^attachment; filename="[\w. -]+"; filename\*=UTF-8''[\w.%!~-]+\.png$/);
    }
  });
  it("is none where the form does not ask, or there is nothing to show in it; one that is too long for S3 is refused", async () => {
    expect(await kept("scan.png", {}, {})).toMatchObject({ name: undefined, disposition: null });
    expect(await kept("\u200b")).toMatchObject({ name: undefined, disposition: null });
    expect(await kept(`${"x".repeat(3000)}.png`)).toMatchObject({ status: 400, code: "MetadataTooLarge" });
    expect(await kept("scan.png", { "x-amz-meta-other": "x" })).toMatchObject({ status: 403, code: "AccessDenied" });
    expect(await kept("scan.png", { "x-amz-meta-name": "x" }, {})).toMatchObject({ status: 403, code: "AccessDenied" });
  });
});

describe("a form on a page of ours", () => {
  const page = "/applications/a-case/evidence/training";
  const through = async (wants: Partial<WantedUpload>, file: Uint8Array, path = uploadPath(page)) =>
    post({ ...(await store.uploadForm(wanted(wants))), url: system.site + path }, file);

  it("goes to our own address, and the file is stored as by the bucket's", async () => {
    const before = checks().length;
    const sent = await through({ returnTo: new URL(page, system.site) }, png());
    expect([sent.status, new URL(sent.location ?? "").pathname]).toEqual([303, page]);
    expect(await nextCheck(before)).toBe("png");
  });
  it("leads back to its page, and never to the bucket's own words, whatever is refused", async () => {
    const large = new Uint8Array(11 * 1024 * 1024);
    for (const [wants, file, fault] of [
      [{ seconds: -1 }, png(), "over"],
      [{}, new Uint8Array(), "unfit"],
      [{}, large, "unfit"],
    ] as const)
      expect(await through(wants, file)).toEqual({ status: 303, code: undefined, location: `${page}?upload=${fault}` });
    const form = { ...(await store.uploadForm(wanted())), url: system.site + uploadPath(page) };
    expect(await post(form, png(), { key: "evidence/somebody-else" })).toMatchObject({ status: 303, location: `${page}?upload=over` });
  });
  it("leads nowhere but to pages that have such forms, and looking at the address sends nothing", async () => {
    for (const path of ["/upload//evil.example/x", "/upload/account", "/upload/applications/x/evidence/y/../../z", "/upload/"])
      expect((await through({ seconds: -1 }, png(), path)).location, path).toBe("/applications?upload=over");
    const looked = await fetch(system.site + uploadPath(page), { redirect: "manual" });
    expect([looked.status, looked.headers.get("location")]).toEqual([303, page]);
  });
});

describe("a form", () => {
  it("is refused when anything of it was changed, added, left out or forged", async () => {
    const form = await store.uploadForm(wanted());
    const policy = JSON.parse(Buffer.from(form.fields["Policy"] ?? "", "base64").toString());
    const roomy = { ...policy, conditions: policy.conditions.map((one: any) => (Array.isArray(one) ? ["content-length-range", 0, 1e9] : one)) };
    const changes: Record<string, Record<string, string | undefined>> = {
      "another key": { key: "checked/other" },
      "another type": { "Content-Type": "text/html" },
      "no type": { "Content-Type": undefined },
      "another way back": { success_action_redirect: "https://evil.example/" },
      "no encryption": { "x-amz-server-side-encryption": undefined },
      "another encryption key": { "x-amz-server-side-encryption-aws-kms-key-id": "mine" },
      "a field more": { acl: "public-read" },
      "a mark of the scan": { tagging: "<Tagging/>" },
      "another bucket": { bucket: "another" },
      "a policy of one's own": { Policy: Buffer.from(JSON.stringify(roomy)).toString("base64") },
      "no policy": { Policy: undefined },
      "no signature": { "X-Amz-Signature": undefined },
      "a signature of one's own": { "X-Amz-Signature": "0".repeat(64) },
      "another signer": { "X-Amz-Credential": (form.fields["X-Amz-Credential"] ?? "").replace("local", "mallory") },
    };
    for (const [name, change] of Object.entries(changes)) {
      expect((await post(form, png(), change)).status, name).toBe(403);
    }
    const before = checks().length;
    expect((await post(form, png())).status).toBe(303);
    // Whatever is sent is checked in the end: what comes after this test must not take it for its own.
    expect(await nextCheck(before)).toBe("png");
    expect((await post({ ...form, url: form.url.replace(bucket, "ImportFiles") }, png())).code).toBe("NoSuchBucket");
  });
  it("is refused when its time is over", async () => {
    const form = await store.uploadForm(wanted({ seconds: -1 }));
    expect(await post(form, png())).toMatchObject({ status: 403, code: "AccessDenied" });
  });
  it("is refused with nothing in it or too much, before all of that is sent", async () => {
    expect(await post(await store.uploadForm(wanted()), new Uint8Array())).toMatchObject({ status: 400, code: "EntityTooSmall" });
    expect(await post(await store.uploadForm(wanted()), new Uint8Array(11 * 1024 * 1024))).toMatchObject({ status: 400, code: "EntityTooLarge" });
    expect(await post(await store.uploadForm(wanted()), new Uint8Array(MOST + 1))).toMatchObject({ status: 400, code: "EntityTooLarge" });
    const before = checks().length;
    expect((await post(await store.uploadForm(wanted()), new Uint8Array(MOST))).status).toBe(303);
    expect(await nextCheck(before)).toBe("wrong-type");
  });
  it("is made for plain keys only", async () => {
    await expect(store.uploadForm(wanted({ key: "case/${filename}" }))).rejects.toThrow("letters, digits and dashes");
  });
});

describe("a bad file", () => {
  it("that belongs to nothing anybody asked for is removed, whatever it is", async () => {
    const before = checks().length;
    const want = wanted();
    await post(await store.uploadForm(want), png());
    expect(await nextCheck(before)).toBe("png");
    expect(await store.read(want.key)).toEqual({ ok: false, refusal: "missing" });
  });
  it("that is the scanners' test file is flagged, removed, and never readable", async () => {
    const before = checks().length;
    const want = wanted();
    expect((await post(await store.uploadForm(want), pdf(`% ${EICAR}\n`))).status).toBe(303);
    expect(await nextCheck(before)).toBe("threat");
    expect(await store.read(want.key)).toEqual({ ok: false, refusal: "missing" });
  });
  it("that is not what it says is removed", async () => {
    const before = checks().length;
    const want = wanted();
    await post(await store.uploadForm(want), Buffer.from("<script>1</script>"));
    expect(await nextCheck(before)).toBe("wrong-type");
    expect(await store.read(want.key)).toEqual({ ok: false, refusal: "missing" });
  });
});
