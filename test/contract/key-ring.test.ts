import { describe, expect, inject, it } from "vitest";
import { localAwsEnvironment } from "../../infra/local/engine.ts";
import { servicePolicy } from "../../shared/policy/service.ts";
import { type StoredSecret, storedSecret } from "../../shared/runtime/secret.ts";
import { addressHasher, keyKeeper, keyRing } from "../../shared/session/key-ring.ts";
import { sealer } from "../../shared/session/sealed.ts";

// The keys of sessions, in a secret of Secrets Manager's stand-in.

const NOW = Date.parse("2026-11-24T12:00:00Z");
const SECOND = 1000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const { keysFreshSeconds, keysKeptMinutes } = servicePolicy.session;
const FRESH = keysFreshSeconds * SECOND;

/** A secret that counts how often it is read. */
function counted(secret = aSecret()) {
  const counts = { reads: 0 };
  const read = () => {
    counts.reads += 1;
    return secret.read();
  };
  return { counts, secret: { ...secret, read } };
}

const aSecret = (): StoredSecret =>
  storedSecret({ ...localAwsEnvironment("http://nowhere.invalid"), AWS_ENDPOINT_URL_SECRETS_MANAGER: inject("secrets") }, `keys-${crypto.randomUUID()}`);

/** Several processes over one secret, and one clock. */
function processes(secret: StoredSecret = aSecret(), at = NOW) {
  const clock = { now: at };
  const now = () => clock.now;
  const process = () => {
    const ring = keyRing(secret, now, servicePolicy);
    return { ring, ...sealer(ring, now) };
  };
  return { clock, process, secret, keeper: keyKeeper(secret, servicePolicy) };
}

const session = { id: "a-session" };

describe("the key ring", () => {
  it("is there before anybody has written it, and the same in every process", async () => {
    const { process } = processes();
    const rings = Array.from({ length: 4 }, () => process().ring);
    const made = await Promise.all(
      rings.map(async (ring) => [
        (await ring.sealing()).id,
        ...[await ring.lookup(), (await ring.sealing()).key].map((key) => Buffer.from(key).toString("hex")),
      ]),
    );
    expect(new Set(made.map(String)).size).toBe(1);
    expect(new Set(made[0]).size).toBe(3);
  });
  it("is another in another deployment", async () => {
    const lookups = await Promise.all([processes(), processes()].map(async ({ process }) => Buffer.from(await process().ring.lookup()).toString("hex")));
    expect(new Set(lookups).size).toBe(2);
  });
  it("is read once a minute by a process, however much is sealed and opened", async () => {
    const { counts, secret } = counted();
    const { clock, process } = processes(secret);
    const { seal, open } = process();
    for (let turn = 0; turn < 50; turn += 1) expect(await open("session", await seal("session", session, NOW + HOUR))).toMatchObject(session);
    expect(counts.reads).toBe(1);
    clock.now += FRESH;
    await seal("session", session, NOW + HOUR);
    expect(counts.reads).toBe(2);
  });
  it("is not asked for again and again for keys that somebody made up", async () => {
    const { counts, secret } = counted();
    const { ring } = processes(secret).process();
    await ring.sealing();
    for (let turn = 0; turn < 20; turn += 1) expect(await ring.opening(`made-up-${turn}`)).toBeUndefined();
    expect(counts.reads).toBe(1);
  });
  it("goes on with its copy for an hour where the secret cannot be read, and then no longer", async () => {
    const secret = aSecret();
    let broken = false;
    const { clock, process } = processes({ ...secret, read: () => (broken ? Promise.reject(new Error("out of order")) : secret.read()) });
    const { seal, open } = process();
    const sealed = await seal("session", session, NOW + 3 * HOUR);
    broken = true;
    clock.now += keysKeptMinutes * 60 * SECOND - 1;
    expect(await open("session", sealed)).toMatchObject(session);
    clock.now += 1;
    await expect(open("session", sealed)).rejects.toThrow("out of order");
    await expect(process().seal("session", session, NOW + 3 * HOUR)).rejects.toThrow("out of order");
  });
  it("opens nothing past its time or for another purpose", async () => {
    const { clock, process } = processes();
    const { seal, open } = process();
    const sealed = await seal("session", session, NOW + 60 * SECOND);
    expect(await open("sign-in", sealed)).toBeUndefined();
    expect(await open("session", sealed)).toBeDefined();
    clock.now += 61 * SECOND;
    expect(await open("session", sealed)).toBeUndefined();
  });
});

describe("a rotation", () => {
  it("is due after so many days, and never before; what was sealed before it is opened after it", async () => {
    const { clock, process, keeper } = processes();
    // Nobody knows how old the first key is: it is replaced in the first night.
    expect(await keeper.rotate(NOW)).toBe("rotated");
    expect(await keeper.rotate(NOW + 29 * DAY)).toBe("kept");
    clock.now += 30 * DAY;
    const [here, there] = [process(), process()];
    const before = await here.seal("session", session, clock.now + HOUR);
    await there.ring.sealing();
    expect(await keeper.rotate(clock.now)).toBe("rotated");
    for (const { open } of [here, there, process()]) expect(await open("session", before)).toMatchObject(session);
    clock.now += FRESH;
    const after = await here.seal("session", session, clock.now + HOUR);
    for (const { open } of [here, there, process()]) for (const sealed of [before, after]) expect(await open("session", sealed)).toMatchObject(session);
  });
  it("seals with the new key only when every process has heard of it: nobody is signed out by a process that has not", async () => {
    const { clock, process, keeper } = processes();
    const late = process();
    await late.ring.sealing();
    clock.now += FRESH - 1;
    await keeper.rotateNow(clock.now);
    const early = process();
    expect(await late.open("session", await early.seal("session", session, NOW + HOUR))).toMatchObject(session);
    const former = (await early.ring.sealing()).id;
    clock.now += FRESH;
    expect((await early.ring.sealing()).id).not.toBe(former);
    expect(await late.open("session", await early.seal("session", session, NOW + HOUR))).toMatchObject(session);
  });
  it("keeps no key that nothing can be sealed with any more, and drops none that something may be", async () => {
    const { clock, process, keeper } = processes();
    const { ring } = process();
    const made: string[] = [(await ring.sealing()).id];
    for (const pause of [HOUR, 12 * HOUR, 2 * HOUR]) {
      await keeper.rotateNow(clock.now);
      clock.now += pause;
      made.push((await ring.sealing()).id);
    }
    expect(new Set(made).size).toBe(4);
    const known = async () => Promise.all(made.map(async (id) => (await process().ring.opening(id)) !== undefined));
    expect(await known()).toEqual([false, true, true, true]);
    await keeper.rotateNow(clock.now);
    expect(await known()).toEqual([false, false, true, true]);
  });
});

describe("ending all sessions", () => {
  it("ends every one in every process within a minute, and new ones begin", async () => {
    const { clock, process, keeper } = processes();
    await keeper.rotate(NOW);
    clock.now += HOUR;
    const [here, there] = [process(), process()];
    const sealed = await here.seal("session", session, NOW + 10 * HOUR);
    expect(await there.open("session", sealed)).toMatchObject(session);
    await keeper.endAll(clock.now);
    expect(await process().open("session", sealed)).toBeUndefined();
    const next = process();
    const anew = await next.seal("session", session, clock.now + HOUR);
    expect(await next.open("session", anew)).toMatchObject(session);
    clock.now += FRESH;
    for (const { open } of [here, there]) {
      expect(await open("session", sealed)).toBeUndefined();
      expect(await open("session", anew)).toMatchObject(session);
    }
  });
});

describe("the look-up key", () => {
  it("is never replaced, by whatever is done to the others: whoever was invited is found", async () => {
    const { clock, process, keeper } = processes();
    const invited = await addressHasher(process().ring)("Somebody@Council.example ");
    for (const change of ["rotateNow", "endAll", "rotate", "endAll", "rotateNow"] as const) {
      clock.now += 31 * DAY;
      await keeper[change](clock.now);
      expect(await addressHasher(process().ring)("somebody@council.example"), change).toBe(invited);
    }
  });
});

describe("two who change the ring at once", () => {
  it("both do: what one ends the other does not bring back", async () => {
    const { process, keeper, secret } = processes();
    const sealed = await process().seal("session", session, NOW + HOUR);
    await Promise.all([keeper.endAll(NOW + 1), keeper.rotateNow(NOW + 2), keyKeeper(secret, servicePolicy).rotateNow(NOW + 3)]);
    expect(await process().open("session", sealed)).toBeUndefined();
  });
  it("replace no version that is no longer the current one", async () => {
    const secret = aSecret();
    const { version } = await secret.read();
    expect(await Promise.all(["a", "b", "c"].map((text) => secret.replace(version, text)))).toSatisfy((done: boolean[]) => done.filter(Boolean).length === 1);
    const { text } = await secret.read();
    expect(await secret.replace(version, "late")).toBe(false);
    expect((await secret.read()).text).toBe(text);
  });
});
