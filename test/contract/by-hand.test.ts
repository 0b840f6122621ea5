import { beforeEach, describe, expect, it } from "vitest";
import { appointer, keyChanger } from "../../functions/accounts/entries/by-hand.composition.ts";
import { dynamoPeopleStore } from "../../functions/accounts/store/dynamo-people-store.ts";
import { servicePolicy } from "../../shared/policy/service.ts";
import { storedSecret } from "../../shared/runtime/secret.ts";
import { fieldKeys } from "../../shared/sealed-fields/field-keys.ts";
import { sealedFields } from "../../shared/sealed-fields/sealed-fields.ts";
import { addressHasher, keyRing } from "../../shared/session/key-ring.ts";
import { aTable, type TestTable } from "../support/tables.ts";

// What an operator starts by hand, on AWS or on one machine, under roles of its own.

const NOON = Date.parse("2026-11-26T12:00:00Z");
const now = () => NOON;
let table: TestTable;
beforeEach(async () => {
  table = await aTable();
});
/** The ring as another process has it, so many seconds later. */
const ringOf = (seconds = 0) => keyRing(storedSecret(table.environment, table.name), () => NOON + seconds * 1000, servicePolicy);
/** By then every process has asked for the keys again. */
const KNOWN = 2 * servicePolicy.session.keysFreshSeconds;
const invited = async (email: string) => {
  const hash = await addressHasher(ringOf())(email);
  return (await dynamoPeopleStore(table.table).invitedAt(hash)).appointments.map(({ body: { role, authority, state } }) => ({ role, authority, state }));
};

describe("appointing a council's first administrator", () => {
  const wanted = { email: "ada@council.example", role: "administrator", council: "E10000018" };
  it("invites them by their address, and once, however often it is started", async () => {
    const appoint = appointer({ ...table.environmentOf("appoint"), SITE_ADDRESS: "https://trellis.example" }, now);
    for (const _ of [1, 2])
      expect(await appoint(wanted)).toEqual({ ok: true, value: "ada@council.example is administrator of Leicestershire from their first sign-in." });
    expect(await invited("ada@council.example")).toEqual([{ role: "administrator", authority: "E10000018", state: "invited" }]);
  });
  it("is refused in words where the council, the role or the address cannot be, and stores nothing", async () => {
    const appoint = appointer({ ...table.environmentOf("appoint"), SITE_ADDRESS: "https://trellis.example" }, now);
    expect(await appoint({ ...wanted, council: "E99999999" })).toEqual({ ok: false, refusal: ["there is no policy for council E99999999"] });
    expect(await appoint({ ...wanted, role: "king" })).toMatchObject({ ok: false, refusal: [expect.stringMatching(/^role /)] });
    expect(await appoint({ ...wanted, email: "ada" })).toMatchObject({ ok: false, refusal: [expect.stringMatching(/^email /)] });
    expect(await appoint("ada")).toEqual({ ok: false, refusal: ['Say {"email": ..., "role": ..., "council": ...}'] });
    expect(await invited("ada@council.example")).toEqual([]);
  });
});

describe("changing the keys of sessions", () => {
  it("seals with another key after a rotation, and still opens what was sealed before; after the end of all it does not", async () => {
    const before = await ringOf().sealing();
    const lookup = await ringOf().lookup();
    const change = keyChanger(table.environmentOf("changeKeys"), now);
    expect(await change("rotate-now")).toMatchObject({ ok: true, value: expect.stringContaining("No one is signed out") });
    const rotated = await ringOf(KNOWN).sealing();
    expect(rotated.id).not.toBe(before.id);
    expect(await ringOf(KNOWN).opening(before.id)).toEqual(before.key);
    expect(await change("end-all")).toMatchObject({ ok: true, value: expect.stringContaining("Everyone has to sign in again") });
    expect([await ringOf(KNOWN).opening(before.id), await ringOf(KNOWN).opening(rotated.id)]).toEqual([undefined, undefined]);
    expect(await ringOf().lookup()).toEqual(lookup);
  });
  it("of single fields adds one, and what was sealed before still opens", async () => {
    const fields = () => sealedFields(fieldKeys(storedSecret(table.environment, `${table.name}-fields`), now));
    const place = { record: "rcp_1", field: "home.postcode" };
    const sealed = await fields().seal(place, "LE13 1GH");
    expect(await keyChanger(table.environmentOf("changeKeys"), now)("new-field-key")).toMatchObject({ ok: true });
    expect([await fields().isOld(sealed), await fields().open(place, sealed)]).toEqual([true, "LE13 1GH"]);
  });
  it("is refused in words for anything else", async () => {
    expect(await keyChanger(table.environmentOf("changeKeys"), now)("drop")).toEqual({ ok: false, refusal: ["Say rotate-now, end-all or new-field-key"] });
  });
});
