// What the walls refuse, as data: `walls.test.ts` puts each into a copy of the tree. `#` in a file's name makes it a file of the probe's own;
// without it the probe is added to the file that is there.

/** How something is imported, by its name relative to the file; `it` is a name of the probe's own. */
export const FORMS = {
  value: (name: string, it: string) => `import * as ${it} from "${name}";`,
  type: (name: string, it: string) => `import type * as ${it} from "${name}";`,
  "one type": (name: string, it: string) => `import { type A as ${it} } from "${name}";`,
  "type and value": (name: string, it: string) => `import type { A as ${it} } from "${name}";\nimport { b as ${it}b } from "${name}";`,
  "re-export": (name: string) => `export * from "${name}";`,
  "re-export of a type": (name: string, it: string) => `export type { A as ${it} } from "${name}";`,
  "for its effect": (name: string) => `import "${name}";`,
  "import()": (name: string, it: string) => `class ${it} {\n  found = [{ later: async (all = import("${name}")) => [(await all).a] }];\n}`,
  "import() in JSX": (name: string, it: string) =>
    `const ${it} = <a onClick={() => import("${name}")}>{[1].map(() => <b key="b">{import("${name}")}</b>)}</a>;`,
  "require()": (name: string, it: string) => `const ${it} = () => require("${name}");`,
} as const;

export type Import = readonly [file: string, target: string, form?: keyof typeof FORMS];

const VETTING_STORE = "functions/vetting/store/dynamo-case-store.ts";
const ACCOUNTS_STORE = "functions/accounts/store/dynamo-people-store.ts";
const COMMIT = "shared/audit/commit.ts";
const RECORD_TABLE = "shared/records/record-table.ts";
const DYNAMODB = "@aws-sdk/lib-dynamodb";

/** What no file may import, by the kind of wall. */
export const IMPORTS: Readonly<Record<string, readonly Import[]>> = {
  "a layer reaches past its neighbour": [
    ["functions/vetting/rules/#.ts", ACCOUNTS_STORE],
    ["functions/vetting/rules/#.ts", VETTING_STORE],
    ["functions/vetting/pages/#.page.tsx", VETTING_STORE],
    ["functions/directory/pages/#.page.tsx", "functions/directory/store/dynamo-listing-store.ts"],
    ["functions/vetting/rules/#.ts", VETTING_STORE, "re-export"],
    ["functions/vetting/rules/#.ts", VETTING_STORE, "import()"],
    ["shared/http/#.ts", "shared/table/table-client.ts"],
    ["infra/stacks/#.ts", VETTING_STORE],
    ["shared/domain/#.ts", "zod"],
  ],
  "rules know rules alone": [
    ["functions/vetting/rules/#.ts", "functions/vetting/handlers/refusals.ts"],
    ["functions/vetting/rules/#.ts", "functions/vetting/entries/composition.ts"],
    ["functions/vetting/rules/#.ts", "functions/vetting/pages/words.ts"],
    ["functions/vetting/rules/#.ts", "functions/vetting/store/entities.ts"],
    ["functions/vetting/rules/#.ts", RECORD_TABLE],
    ["functions/vetting/rules/#.ts", COMMIT],
    ["functions/vetting/rules/#.ts", "shared/http/guard.ts"],
    ["functions/vetting/rules/#.ts", "node:fs"],
    ["functions/market/rules/#.ts", "shared/geography/ports.ts"],
    ["functions/market/rules/#.ts", "shared/snapshot/catchment.ts"],
  ],
  "a page finds the store by another door": [["functions/vetting/pages/#.page.tsx", "functions/vetting/entries/composition.ts"]],
  "a handler reaches another slice, or the table": [
    ["functions/vetting/handlers/#.handlers.ts", ACCOUNTS_STORE],
    ["functions/vetting/handlers/#.handlers.ts", "functions/accounts/pages/words.ts"],
    ["functions/vetting/handlers/#.handlers.ts", DYNAMODB],
    ["functions/vetting/handlers/#.handlers.ts", "shared/table/keys.ts"],
  ],
  "an older slice knows a younger one": [
    ["functions/accounts/use-cases/#.ts", "functions/vetting/rules/case.ts"],
    ["functions/accounts/use-cases/#.ts", VETTING_STORE],
    ["functions/accounts/store/#.ts", "functions/vetting/rules/case.ts"],
    ["functions/accounts/store/#.ts", VETTING_STORE],
    ["functions/directory/search/#.ts", "functions/vetting/rules/case.ts"],
    ["functions/directory/handlers/#.handlers.ts", "functions/vetting/rules/case.ts"],
    ["functions/notices/deliver.ts", "functions/vetting/rules/case.ts"],
  ],
  "the domain knows the domain alone": [
    ["shared/domain/#.ts", "shared/access/roles.ts"],
    ["shared/domain/#.ts", "shared/people/account.ts"],
    ["shared/domain/#.ts", COMMIT],
  ],
  "sessions know no slice and no page": [
    ["shared/session/#.ts", "functions/signed-in.ts"],
    ["shared/session/#.ts", "shared/pages/layout.tsx"],
  ],
  "what is shared keeps its layers": [
    ["shared/policy/#.ts", DYNAMODB],
    ["shared/policy/#.ts", "shared/table/table-client.ts"],
    ["shared/access/#.ts", DYNAMODB],
    ["shared/access/#.ts", "shared/table/table-client.ts"],
    ["shared/pages/#.tsx", COMMIT],
    ["shared/pages/#.tsx", RECORD_TABLE],
    ["shared/http/#.ts", COMMIT],
    ["shared/http/#.ts", RECORD_TABLE],
  ],
  "infrastructure imports no composition and no rule": [
    ["infra/stacks/#.ts", "functions/vetting/entries/composition.ts"],
    ["infra/constructs/#.ts", "functions/vetting/rules/case.ts"],
  ],
  "a new slice": [
    ["functions/newcomer/rules/#.ts", VETTING_STORE],
    ["functions/newcomer/rules/#.ts", DYNAMODB],
    ["functions/newcomer/entries/#.handler.ts", "infra/stages.ts"],
    ["functions/newcomer/handlers/#.handlers.ts", "@middy/core"],
    ["functions/newcomer/rules/#.ts", "zod"],
  ],
  "a folder inside a room": [["functions/vetting/rules/deeper/#.ts", DYNAMODB]],

  "every form of an import": [
    ["functions/vetting/rules/#.ts", VETTING_STORE, "type"],
    ["functions/vetting/rules/#.ts", VETTING_STORE, "one type"],
    ["functions/vetting/rules/#.ts", VETTING_STORE, "re-export of a type"],
    ["functions/vetting/rules/#.ts", VETTING_STORE, "for its effect"],
    ["functions/vetting/rules/#.ts", VETTING_STORE, "require()"],
    ["functions/vetting/pages/#.page.tsx", VETTING_STORE, "import() in JSX"],
    ["functions/vetting/rules/#.ts", "shared/listing/listing-writes.ts", "type and value"],
    ["functions/vetting/handlers/#.handlers.ts", "functions/handlers-by-route.ts"],
    ["functions/vetting/use-cases/#.ts", COMMIT],
  ],
  "a new folder has no row yet": [
    ["functions/vetting/helpers/#.ts", "functions/vetting/rules/case.ts"],
    ["functions/vetting/#.ts", "functions/vetting/rules/case.ts"],
    ["functions/newcomer/rules/#.ts", "shared/policy/service.ts"],
    ["functions/#.ts", "functions/vetting/rules/case.ts"],
    ["shared/charts/#.ts", "shared/table/keys.ts"],
    ["shared/#.ts", "shared/table/keys.ts"],
  ],
  "nothing imports tests": [
    ["functions/vetting/rules/#.ts", "test/support/probe.ts"],
    ["functions/vetting/entries/#.handler.ts", "test/support/probe.ts"],
    ["shared/domain/#.ts", "test/support/probe.ts"],
    ["infra/local/#.ts", "test/support/probe.ts"],
  ],
  "a slice imports no slice": [
    ["functions/vetting/entries/#.handler.ts", "functions/accounts/entries/account.env.ts"],
    ["functions/directory/entries/command.ts", ACCOUNTS_STORE],
    ["functions/vetting/handlers/#.handlers.ts", "functions/accounts/handlers/api.contracts.ts"],
    ["functions/vetting/use-cases/#.ts", "functions/accounts/use-cases/ports.ts", "type"],
    ["functions/vetting/use-cases/#.ts", "functions/accounts/use-cases/sample-people.json"],
    ["functions/assets/assets.handler.ts", "functions/vetting/pages/words.ts"],
    ["functions/operations/#.command.ts", VETTING_STORE],
  ],
  "storage stays behind ports": [
    ["functions/vetting/handlers/#.handlers.ts", VETTING_STORE],
    ["functions/vetting/handlers/#.contracts.ts", "functions/vetting/use-cases/apply.ts"],
    ["functions/vetting/use-cases/#.ts", VETTING_STORE, "type"],
    ["functions/vetting/use-cases/#.ts", "shared/table/keys.ts"],
    ["functions/vetting/use-cases/#.ts", "functions/vetting/pages/words.ts"],
    ["functions/vetting/store/#.ts", "functions/vetting/pages/words.ts"],
    ["functions/vetting/store/#.ts", "shared/http/problem.ts"],
    ["functions/directory/search/#.ts", DYNAMODB],
    ["functions/directory/snapshot/#.ts", "shared/table/hot-reader.ts", "type"],
    ["functions/directory/search/#.ts", "shared/snapshot/dynamo-directory-reader.ts"],
    ["shared/snapshot/#.ts", "shared/table/hot-reader.ts", "type"],
    ["functions/directory/import/#.ts", "functions/directory/store/dynamo-listing-store.ts"],
    ["functions/directory/ports.ts", "shared/table/table-client.ts", "type"],
    ["functions/notices/deliver.ts", DYNAMODB],
    ["functions/vetting/entries/#.env.ts", "shared/table/table-client.ts"],
  ],
  "a package has its place": [
    ["functions/vetting/rules/#.ts", "node:crypto"],
    ["functions/vetting/rules/#.ts", "quick-lru"],
    ["functions/vetting/entries/#.handler.ts", "@middy/core"],
    ["functions/vetting/entries/#.handler.ts", "zod"],
    ["functions/vetting/entries/#.handler.ts", "aws-cdk-lib"],
    ["functions/vetting/handlers/#.handlers.ts", "preact"],
    ["functions/vetting/pages/#.page.tsx", "node:child_process"],
    ["shared/session/#.ts", "@middy/core"],
    ["shared/geography/#.ts", DYNAMODB],
    ["shared/files/#.ts", "@aws-sdk/client-s3"],
    ["infra/stacks/#.ts", "preact"],
  ],
  "what is shared knows no slice": [
    ["shared/table/#.ts", "functions/routes.ts", "type"],
    ["shared/http/#.ts", "functions/handlers-by-route.ts", "type"],
    ["shared/listing/listing.ts", "shared/listing/listing-writes.ts"],
    ["shared/audit/context.ts", COMMIT, "type"],
  ],
  "infrastructure reads lists and contracts": [
    ["infra/stacks/#.ts", "functions/vetting/handlers/api.handlers.ts"],
    ["infra/#.ts", "functions/vetting/use-cases/ports.ts", "type"],
    ["infra/stacks/#.ts", "infra/local/template.ts"],
    ["functions/routes.ts", VETTING_STORE],
    ["functions/functions.ts", "functions/vetting/rules/case.ts"],
  ],
};

/** What each room may import: if these were refused, a probe would be refused for its place and not for what it imports. */
export const LEFT_ALONE: readonly Import[] = [
  ["functions/vetting/rules/#.ts", "functions/vetting/rules/case.ts"],
  ["functions/vetting/rules/deeper/#.ts", "shared/policy/checklists.ts"],
  ["functions/vetting/rules/#.ts", "shared/listing/listing-writes.ts", "type"],
  ["functions/vetting/use-cases/#.ts", "functions/vetting/rules/case.ts"],
  ["functions/vetting/use-cases/#.ts", COMMIT, "type"],
  ["functions/vetting/store/#.ts", DYNAMODB],
  ["functions/vetting/pages/#.page.tsx", "preact"],
  ["functions/vetting/handlers/#.handlers.ts", "functions/vetting/use-cases/apply.ts"],
  ["functions/vetting/handlers/#.handlers.ts", "functions/handlers-by-route.ts", "type"],
  ["functions/vetting/handlers/#.contracts.ts", "functions/vetting/rules/case.ts"],
  ["functions/vetting/entries/#.handler.ts", "functions/signed-in.ts"],
  ["functions/vetting/entries/#.handler.ts", VETTING_STORE],
  ["functions/directory/search/#.ts", "shared/snapshot/tile.ts"],
  ["functions/directory/handlers/#.handlers.ts", "functions/directory/search/search.ts"],
  ["functions/newcomer/rules/#.ts", "shared/domain/money.ts"],
  ["shared/session/#.ts", "shared/runtime/log.ts"],
  ["shared/http/#.ts", "@middy/core"],
  ["infra/stacks/#.ts", "functions/routes.ts"],
  ["infra/local/#.ts", "infra/stages.ts"],
];

export type Code = readonly [file: string, code: string];

/** What is not written in a rule, a use case or the domain. */
export const CODE: Readonly<Record<string, readonly Code[]>> = {
  "no clock, chance, setting or cast in rules": [
    ["functions/vetting/rules/#.ts", "export const probe = Date.now();"],
    ["functions/vetting/rules/#.ts", "export const probe = new Date();"],
    ["functions/vetting/rules/#.ts", "export const probe = Math.random();"],
    ["functions/vetting/rules/#.ts", "export const probe = crypto.randomUUID();"],
    ["functions/vetting/rules/#.ts", 'export const probe = process.env["STAGE"];'],
    ["functions/vetting/rules/#.ts", "export const probe = (x: unknown) => x as string;"],
  ],
  "nor in use cases, search and the domain, however it is said": [
    ["functions/newcomer/rules/#.ts", "export const probe = Date.now();"],
    ["functions/newcomer/rules/deeper/#.ts", "export const probe = (x: unknown) => x as string;"],
    ["functions/vetting/rules/deeper/#.ts", "export const probe = new Date();"],
    ["functions/newcomer/use-cases/#.ts", "export const probe = Math.random();"],
    ["functions/vetting/use-cases/deeper/#.ts", 'export const probe = process.env["STAGE"];'],
    ["functions/vetting/use-cases/#.ts", 'import { randomUUID } from "node:crypto";\nexport const probe = randomUUID();'],
    ["functions/vetting/use-cases/#.ts", 'import { randomUUID as idOf } from "node:crypto";\nexport const probe = idOf();'],
    ["functions/vetting/use-cases/#.ts", "export const probe = (x: unknown) => x as unknown as string;"],
    ["functions/vetting/use-cases/#.ts", "export const probe = (x: unknown) => <string>x;"],
    ["functions/vetting/use-cases/#.ts", "export const probe = Temporal.Now.instant();"],
    ["functions/vetting/use-cases/#.ts", 'export const probe = Math["random"]();'],
    ["functions/vetting/use-cases/#.ts", "export const probe = globalThis.Date.now();"],
    ["functions/directory/search/#.ts", "export const probe = performance.now();"],
    ["functions/directory/snapshot/deeper/#.ts", "export const probe = Date.now();"],
    ["functions/notices/deliver.ts", "export const probe = Date.now();"],
    ["shared/domain/#.ts", "export const probe = Date.now();"],
    ["shared/domain/time.ts", 'export const probe = process.env["TZ"];'],
    ["shared/policy/#.ts", "export const probe = (x: unknown) => x as string;"],
    ["shared/access/#.ts", "export const probe = new Date();"],
  ],
  "imports that the walls do not see": [
    ["functions/vetting/rules/#.ts", 'export type Probe = readonly import("../store/loaders.ts").Probe[];'],
    ["shared/http/#.ts", 'export type Probe = typeof import("../table/keys.ts");'],
    ["functions/vetting/pages/#.page.tsx", "export const probe = (name: string) => import(name);"],
  ],
};

export const CODE_LEFT_ALONE: readonly Code[] = [
  ["functions/vetting/rules/#.ts", 'export const probe = ["a", "b"] as const;'],
  ["functions/vetting/rules/#.ts", "export const probe = { a: 1 } satisfies Readonly<Record<string, number>>;"],
  ["functions/vetting/rules/#.ts", "export const probe = Math.floor(1.5);"],
  ["functions/vetting/use-cases/#.ts", 'import { createHash } from "node:crypto";\nexport const probe = createHash;'],
  ["functions/vetting/entries/#.handler.ts", "export const probe = Date.now();"],
];
