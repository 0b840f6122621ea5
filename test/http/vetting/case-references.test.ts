import { expect, it } from "vitest";
import { beginApplication } from "../../../functions/vetting/use-cases/apply.ts";
import { underNewReference } from "../../../functions/vetting/use-cases/new-case.ts";
import { anAccount, stored } from "../../support/accounts.ts";
import { anAuditContext } from "../../support/builders.ts";
import { COUNCIL } from "../../support/councils.ts";
import { clock, deps, functions } from "../../support/vetting-scene.ts";

it("an application has a reference that can be read aloud, and is found by it however it is written", async () => {
  await stored(functions.accounts, { entity: "account", after: anAccount({ id: "sam", grants: [{ role: "provider" }] }), action: "test" });
  const begun = await functions.call("/applications", { as: "pip", form: {} });
  const id = /^\/applications\/(.*)\?/.exec(begun.headers["location"] ?? "")?.[1] ?? "";
  expect(id).toMatch(/^LEI-[2-9B-DF-HJ-NP-TV-Z]{4}$/);
  for (const spelling of [id, id.toLowerCase(), id.replace("-", ""), id.replace("-", "").toLowerCase()]) {
    for (const [as, page] of [
      ["pip", `/applications/${spelling}`],
      ["ann", `/cases/${spelling}`],
    ] as const) {
      const found = await functions.call(page, { as });
      expect([found.status, found.body.includes(id)], page).toEqual([200, true]);
    }
    expect((await functions.call(`/applications/${spelling}`, { as: "sam" })).status).toBe(404);
  }
});

it("a reference that is given already is given to nobody else", async () => {
  const { store, newId, site } = deps();
  const given = ["LEI-2222", "LEI-2222", "LEI-3333"];
  for (const [who, reference] of [
    ["one", "LEI-2222"],
    ["two", "LEI-3333"],
  ] as const) {
    await stored(functions.accounts, { entity: "account", after: anAccount({ id: who, grants: [{ role: "provider" }] }), action: "test" });
    const account = (await store.account(who)) ?? expect.fail("nobody");
    const begun = await underNewReference({ newReference: () => given.shift() ?? "" }, COUNCIL, (id) =>
      beginApplication({ store, newId, site })(account, id, { ...anAuditContext(), at: clock.now }),
    );
    expect(begun.ok && begun.value.id).toBe(reference);
  }
  expect(given).toEqual([]);
});
