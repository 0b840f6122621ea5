import { describe, expect, it } from "vitest";
import { withArranged } from "../../../shared/listing/free-hours.ts";
import { anAuditContext } from "../../support/builders.ts";
import { functions, listed, move, store, table, theCase, there } from "../../support/vetting-scene.ts";

const theListing = async () => there(await store().storedListing(there((await theCase()).case.body.listing)));

describe("the hours a listed provider has free", () => {
  it("stay what arrangements made of them when their case changes", async () => {
    await listed();
    const replaces = await theListing();
    expect(replaces.listing.hoursFree).toBe(12);
    const { body } = await functions.call("/applications", { as: "pip" });
    expect(body).toContain("12 a week");
    expect(body).toContain(`href="/your-listing/${replaces.listing.id}/hours"`);
    await table.listings.commit([{ listing: withArranged(replaces.listing, 5), digest: replaces.digest, replaces }], anAuditContext(), "listing:sample");
    expect((await move("ann", "suspend", { reason: "Something was said." })).status).toBe(303);
    expect((await move("ben", "lift", { reason: "It was not so." })).status).toBe(303);
    const { listing } = await theListing();
    expect(listing).toMatchObject({ status: "provisional", hoursFree: 7, hours: { offered: 12, arranged: 5, said: 12 } });
    expect((await table.directory.profile(listing.id))?.row.listing.hoursFree).toBe(7);
  });
});
