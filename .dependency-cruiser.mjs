// Who may import what. A room is a folder, or the files of one role; its row says what it may import, and what no row names is refused:
// types, re-exports and `import()` too. Rows add up. A file without a room may import `shared/domain` and nothing else, so a new slice,
// and a new folder in a slice or under `shared/`, begin with a row here.
//
// Patterns: `/` at the end is a folder and all below it, `*` any part of a name, `{a,b}` one of several, `<slice>` a folder of SLICES
// under `functions/` and, in what it may import, that same slice.

/** Slices with rooms. The flat ones (`assets`, `notices`, `operations`) have a row for each role of their files. */
const SLICES = ["accounts", "arrangements", "balances", "directory", "feedback", "market", "reviews", "satisfaction", "vetting"];

const ZOD = "npm:zod/mini/";
const AWS = "npm:@aws-sdk/";
/** Reads nothing and decides nothing of a slice's: of access only the names of roles, of listings only what one is. */
const PURE = `shared/{domain,policy,taxonomy}/ shared/access/roles.ts shared/listing/{availability,change,free-hours,listing,photo-path,saved,shown,typed-reference}.ts ${ZOD}`;
/** What a record and its trail look like, without the code that writes them. */
const RECORD_TYPES = "shared/audit/{context,entry}.ts shared/records/{entity,record-policy}.ts";
/** The search snapshot in memory, and what is asked of it: no store. */
const SNAPSHOT = "shared/snapshot/{bits,catchment,filters,log-times,matches,ports,tile,tile-format,view}.ts";
/** The lists of routes, functions and records, which infrastructure reads too. */
const LISTS = "functions/{function-spec,functions,record-register,record-values,route,routes}.ts";

/** Each row: the room, what it may import, and what it may import with `import type` alone. */
// biome-ignore format: one row a line
const ROOMS = [
  // Slices.
  ["<slice>/routes.ts", "", "functions/route.ts"],
  [
    "<slice>/functions.ts",
    `<slice>/entries/*.env.ts <slice>/store/{entities,keys}.ts shared/records/grants.ts shared/policy/service.ts shared/import/kinds.ts shared/table/keys.ts ${ZOD}`,
    "functions/function-spec.ts",
  ],
  ["<slice>/rules/", `${PURE} <slice>/rules/`, `${RECORD_TYPES} shared/{listing,people}/ shared/notices/templates.ts`],
  ["<slice>/use-cases/", `${PURE} <slice>/{rules,use-cases}/ shared/notices/ shared/people/{account,identity,same-person,data-subject}.ts shared/audit/context.ts shared/records/entity.ts`],
  ["<slice>/use-cases/", "shared/due/{change-until-done,each-item,plan}.ts shared/files/{check-file,content-check,file-name,file-types}.ts shared/runtime/{ids,log,pause}.ts"],
  ["<slice>/use-cases/", "shared/records/record-policy.ts node:{crypto,util}"],
  ["functions/{reviews,satisfaction}/{rules,use-cases}/", "", "shared/records/feedback-facts.ts"],
  ["functions/{arrangements,balances,market}/{rules,use-cases}/", "", "shared/records/demand-facts.ts"],
  ["functions/market/{rules,use-cases}/", "shared/records/demand-facts.ts shared/signals/search-event.ts", "shared/signals/"],
  ["functions/market/store/", "shared/signals/"],
  ["functions/satisfaction/rules/feedback-tables.ts", "shared/records/feedback-facts.ts shared/notices/preferences.ts"],
  ["functions/{balances,market,satisfaction}/{handlers,rules,store,use-cases}/", "shared/figures/"],
  ["functions/market/pages/", "", "shared/figures/ports.ts"],
  ["functions/arrangements/use-cases/{import-recipients,recipient-ports}.ts", "", "shared/{import,sealed-fields}/"],
  ["functions/arrangements/store/", "", "functions/arrangements/use-cases/recipient-ports.ts"],
  ["<slice>/use-cases/", "", "shared/{audit,listing,people}/ shared/files/{draw-photo,file-store}.ts shared/geography/{coarse-place,public-area}.ts"],
  ["<slice>/store/", `${PURE} <slice>/{rules,store}/ <slice>/use-cases/{deps,ports,*-ports}.ts shared/{audit,due,listing,notices,people,records,table}/`],
  ["<slice>/store/", "", "shared/access/loaders.ts"],
  ["<slice>/store/", `${AWS} shared/access/second-factor.ts node:util npm:openid-client/`],
  ["<slice>/use-cases/", "shared/links/"],
  ["<slice>/use-cases/", "<slice>/search/"],
  ["<slice>/store/", "<slice>/use-cases/*-ports.ts"],
  ["<slice>/pages/", `${PURE} <slice>/{pages,rules}/ shared/pages/ shared/{people/account,notices/preferences,files/file-types}.ts npm:preact/`],
  ["<slice>/pages/", "", `${RECORD_TYPES} shared/{listing,notices}/ shared/files/file-store.ts shared/geography/resolve.ts`],
  ["<slice>/handlers/*.contracts.ts", `${PURE} <slice>/rules/ shared/{http/contract,listing/public-fields,notices/preferences,people/account}.ts`],
  ["<slice>/search/search.description.ts", "shared/{http/contract,listing/public-fields}.ts"],
  ["<slice>/handlers/{*.handlers,referees-in,refusals,section-errors,until-clear}.ts", `${PURE} <slice>/{handlers,pages,rules,use-cases}/ shared/http/ shared/pages/{save-person,signed-in-page}.tsx`],
  ["<slice>/handlers/{*.handlers,referees-in,refusals,section-errors,until-clear}.ts", "shared/{people/account,notices/preferences,files/file-types,runtime/log}.ts"],
  ["<slice>/handlers/*.handlers.ts", "shared/links/"],
  ["<slice>/handlers/*.handlers.ts", "", "shared/http/cookies.ts shared/files/file-store.ts shared/geography/resolve.ts"],
  [
    "<slice>/handlers/{*.handlers,referees-in,refusals,section-errors,until-clear}.ts",
    "",
    `${RECORD_TYPES} functions/handlers-by-route.ts shared/audit/commit.ts shared/session/{mail-stops,sealed,sessions}.ts`,
  ],
  ["<slice>/entries/*.env.ts", `functions/signed-in.env.ts shared/http/edge.env.ts ${ZOD}`],
  ["<slice>/entries/{command,composition,*.composition,*.handler}.ts", `<slice>/ functions/{acting-with,handlers-by-route,signed-in}.ts shared/ ${AWS} ${ZOD}`],
  ["<slice>/entries/command.ts", "node:{fs/promises,path}"],
  ["functions/accounts/entries/no-password.handler.ts", "node:crypto"],
  ["functions/accounts/entries/*.handler.ts", "functions/{data-subject,record-register}.ts"],
  ["functions/balances/entries/*.handler.ts", "functions/account-records.ts"],
  ["functions/balances/store/", "node:zlib"],
  ["functions/balances/rules/{carried,invoice,movement-identity}.ts", "node:crypto"],
  ["functions/market/rules/", "", "shared/geography/ports.ts"],
  ["functions/market/{rules,use-cases,pages,handlers}/", "", "shared/geography/census.ts"],
  ["functions/market/store/", "node:zlib", "shared/geography/census.ts"],
  ["functions/balances/handlers/statements.handlers.ts", "shared/import/encoding.ts"],
  ["functions/balances/use-cases/{import,read,sort}-statement.ts", "shared/import/{csv,encoding}.ts", "shared/import/"],
  ["functions/balances/use-cases/sort-statement.ts", "shared/import/compact-map.ts"],
  ["functions/balances/entries/command.ts", "node:util"],
  // The directory's rules and use cases, by subject.
  ["<slice>/ports.ts", PURE, `${RECORD_TYPES} ${SNAPSHOT} shared/listing/`],
  ["<slice>/search/", `${PURE} <slice>/{search,snapshot}/ <slice>/ports.ts ${SNAPSHOT} node:crypto npm:quick-lru/`, "shared/listing/ shared/geography/resolve.ts"],
  ["<slice>/search/", "", "<slice>/rules/"],
  ["<slice>/snapshot/", `${PURE} <slice>/snapshot/ <slice>/ports.ts ${SNAPSHOT} node:crypto`, "shared/listing/"],
  ["<slice>/import/", `${PURE} <slice>/import/ <slice>/ports.ts shared/geography/{public-area,sector-format}.ts shared/listing/change.ts node:crypto`],
  ["<slice>/import/", "", `${RECORD_TYPES} shared/listing/ shared/geography/ports.ts shared/import/`],
  ["<slice>/store/", "<slice>/ports.ts <slice>/snapshot/ shared/snapshot/"],
  ["functions/arrangements/{rules/match,use-cases/find-matches}.ts", SNAPSHOT],
  ["<slice>/pages/", "<slice>/search/", SNAPSHOT],
  ["<slice>/handlers/{*.handlers,referees-in,refusals,section-errors,until-clear}.ts", "<slice>/search/", "<slice>/ports.ts shared/geography/ports.ts shared/snapshot/ports.ts"],

  // Flat slices.
  ["functions/notices/{deliver,find-waiting,ports}.ts", `${PURE} functions/notices/ports.ts shared/notices/`],
  ["functions/notices/dynamo-waiting-notices.ts", `${PURE} functions/notices/find-waiting.ts shared/{due,notices,table}/ ${AWS}`],
  ["functions/notices/dynamo-notice-store.ts", `${PURE} functions/notices/ports.ts shared/{notices,table}/ ${AWS}`],
  ["functions/notices/{notify-sender,rest-client}.ts", `${ZOD} functions/notices/{ports,rest-client}.ts npm:notifications-node-client/`],
  ["functions/notices/*.env.ts", ZOD],
  ["functions/notices/*.handler.ts", `functions/notices/ shared/{due,policy,runtime,table}/ ${ZOD}`],
  ["functions/{assets,notices}/functions.ts", `functions/notices/*.env.ts shared/http/edge.env.ts shared/records/grants.ts shared/table/keys.ts ${ZOD}`, "functions/function-spec.ts"],
  ["functions/operations/{*.env,stream-heads}.ts", ZOD],
  ["functions/operations/functions.ts", "functions/operations/*.env.ts shared/policy/service.ts", "functions/function-spec.ts"],
  ["functions/operations/*.handler.ts", "functions/operations/{*.env,stream-heads}.ts shared/audit/{seal,seal-bucket,verify}.ts shared/runtime/{log,secret}.ts shared/table/"],
  ["functions/assets/routes.ts", "", "functions/route.ts"],
  ["functions/assets/*.contract.ts", `shared/http/contract.ts ${ZOD}`],
  ["functions/assets/assets.handler.ts", "functions/handlers-by-route.ts shared/http/ node:fs"],
  ["functions/assets/{client,counts,idle,reveal,typed-text,upload,wait}.ts", "functions/assets/{counts,idle,reveal,typed-text,upload,wait}.ts npm:govuk-frontend/"],
  ["functions/operations/*.command.ts", "shared/{audit,table}/ shared/runtime/secret.ts"],

  // The files that know every slice: the lists and the compositions.
  [LISTS, `${LISTS} functions/*/{functions,routes}.ts functions/*/store/{entities,kinds,ledger-entities}.ts shared/records/ shared/table/keys.ts`],
  [LISTS, "", `functions/*/use-cases/ports.ts shared/access/policy.ts shared/policy/service.ts shared/runtime/log.ts ${ZOD}`],
  ["functions/signed-in.env.ts", `shared/http/edge.env.ts ${ZOD}`],
  ["functions/api-contracts.ts", "functions/*/handlers/*.contracts.ts functions/assets/*.contract.ts functions/directory/search/search.description.ts"],
  ["functions/api-contracts.ts", "", "functions/routes.ts shared/http/contract.ts"],
  ["functions/handlers-by-route.ts", `${LISTS} shared/http/path-template.ts`, "shared/http/ shared/audit/context.ts shared/people/account.ts"],
  ["functions/signed-in.ts", `functions/accounts/{store,use-cases}/ functions/signed-in.env.ts shared/ ${AWS} ${ZOD}`],
  ["functions/signed-in.ts", "", "functions/handlers-by-route.ts"],
  ["functions/known-{arrangements,providers,recipients}.ts", "functions/arrangements/{rules,store}/ shared/"],
  ["functions/balances/entries/*.composition.ts", "functions/known-{arrangements,providers,recipients}.ts"],
  ["functions/counted-recipients.ts", "functions/arrangements/{rules,store,use-cases}/ shared/"],
  ["functions/counted-cases.ts", "functions/vetting/{rules,store}/ shared/"],
  ["functions/published-feedback.ts", "functions/satisfaction/{rules,store}/ shared/"],
  ["functions/market/entries/*.composition.ts", "functions/{counted-cases,counted-recipients,published-feedback}.ts"],
  ["functions/review-records.ts", "functions/account-records.ts functions/*/{rules,store,use-cases}/ shared/"],
  ["functions/reviews/entries/*.handler.ts", "functions/review-records.ts"],
  ["functions/reviews/rules/{invitation,review}.ts", "shared/notices/preferences.ts"],
  ["functions/acting-with.ts", "functions/accounts/store/dynamo-people-store.ts shared/access/roles.ts shared/domain/ shared/table/table-client.ts", "functions/accounts/use-cases/deps.ts"],
  ["functions/data-subject.ts", "functions/*/{store,use-cases}/ shared/"],
  ["functions/account-records.ts", "functions/*/{rules,store,use-cases}/ shared/"],

  // Shared.
  ["shared/domain/", `shared/domain/ ${ZOD} npm:postcode/`],
  ["shared/access/", "shared/{access,domain}/", "shared/audit/entry.ts"],
  ["shared/policy/", `shared/{domain,policy}/ ${ZOD}`],
  ["shared/policy/council-files.ts", "node:fs"],
  // Whoever stores something says in which shape.
  ["shared/{audit,due,geography,limits,listing,notices,policy,records}/", `shared/table/stored-shape.ts ${ZOD}`],
  ["shared/due/", "shared/runtime/pause.ts shared/policy/due-council.ts shared/due/{each-item,plan}.ts"],
  ["shared/due/queue-sender.ts", `shared/table/aws-connection.ts ${AWS}`],
  ["shared/due/dynamo-due.ts", `shared/table/ ${AWS} ${ZOD}`],
  ["shared/links/", "node:crypto"],
  ["shared/signals/", `shared/signals/ shared/table/{hot-reader,keys,stored-shape}.ts ${ZOD} node:crypto npm:{isbot,quick-lru}/`],
  ["shared/signals/", "", "shared/http/{cookies,messages}.ts shared/table/{hot-call,hot-reader,hot-writer}.ts"],
  ["functions/directory/search/searched-of.ts", "shared/signals/search-event.ts"],
  ["functions/directory/handlers/public.handlers.ts", "shared/signals/is-counted.ts", "shared/signals/"],
  ["functions/accounts/handlers/sign-in.handlers.ts", "shared/signals/objection.ts"],
  ["shared/figures/", `shared/policy/disclosure.ts shared/figures/ ${ZOD}`],
  ["shared/figures/dynamo-{figures-store,money-figures}.ts", `shared/table/ ${AWS}`],
  ["shared/taxonomy/", "shared/{domain,taxonomy}/"],
  ["shared/people/", `${PURE} shared/people/ shared/notices/preferences.ts shared/records/entity.ts shared/table/{keys,stored-shape}.ts node:crypto`, "shared/audit/{context,entry}.ts"],
  ["shared/listing/", `${PURE} shared/listing/{availability,change,excerpt,listing,public-fields,public-listing}.ts`, "shared/audit/context.ts"],
  ["shared/listing/{clients-of,listing-writes,provider-listings,public-profiles,log-record-format,stored-shapes}.ts", `shared/listing/ shared/audit/ shared/table/ ${AWS} node:zlib`],
  ["shared/listing/provided.ts", "shared/table/{keys,key-templates}.ts", "shared/access/loaders.ts"],
  ["shared/snapshot/", `${PURE} ${SNAPSHOT} node:zlib`, "shared/listing/"],
  ["shared/snapshot/dynamo-*.ts", "shared/listing/ shared/table/"],
  ["shared/audit/", `shared/domain/ shared/audit/{context,changes,entry,in-order}.ts ${ZOD} node:crypto`],
  ["shared/audit/{commit,looks,seal-bucket,sealed-trails,trail,verify}.ts", `shared/{audit,table}/ shared/runtime/pause.ts ${AWS}`],
  ["shared/audit/looks.ts", "shared/policy/service.ts"],
  ["shared/records/", "shared/records/{record-policy.ts,records.json}", `shared/audit/context.ts shared/records/ shared/table/{definition,key-templates}.ts ${ZOD}`],
  ["shared/records/grants.ts", "shared/table/{key-templates,keys}.ts"],
  ["shared/records/record-table.ts", `shared/{audit,domain,policy,records,table}/ ${AWS} ${ZOD} node:util`],
  ["shared/notices/", `shared/{domain,notices,policy}/ shared/table/keys.ts ${ZOD}`, "shared/table/table-client.ts"],
  ["shared/notices/failing-addresses.ts", AWS],
  ["shared/limits/", `shared/{domain,limits}/ shared/table/keys.ts ${AWS} node:crypto npm:quick-lru/`, "shared/table/table-client.ts"],
  ["shared/session/", `shared/{domain,session}/ shared/runtime/log.ts ${ZOD} node:crypto npm:jose/`],
  ["shared/session/", "shared/http/cookies.ts"],
  ["shared/session/", "", "shared/policy/service.ts shared/runtime/secret.ts"],
  ["shared/runtime/{address-mark,ids,log,pause}.ts", "shared/domain/ node:crypto node:timers/promises"],
  ["shared/runtime/secret.ts", `shared/runtime/aws-call.ts ${ZOD}`],
  ["shared/runtime/aws-call.ts", "shared/table/{aws-connection,node-sha256}.ts npm:@smithy/signature-v4/"],
  ["shared/files/", `shared/domain/ shared/files/{content-check,file-name,file-types,heic,jpeg,pdf,pdf-file,pdf-objects,png,scan-event}.ts ${ZOD} node:zlib`],
  ["shared/files/check-file.ts", "", "shared/files/file-store.ts"],
  ["shared/files/{draw-photo,picture-codecs}.ts", "shared/files/picture-{codecs,codec-files,header,square}.ts shared/policy/service.ts"],
  ["shared/files/picture-codecs.ts", "npm:@jsquash/ node:{fs,fs/promises}"],
  ["shared/files/file-store.ts", `shared/table/aws-connection.ts ${AWS}`],
  ["shared/geography/", "shared/{domain,geography}/ shared/import/{encoding,rows}.ts shared/policy/{council,service}.ts node:zlib npm:quick-lru/", "shared/listing/listing.ts shared/import/"],
  ["shared/geography/dynamo-*.ts", `shared/table/ ${AWS}`],
  ["shared/geography/{area-files,area-rows}.ts", "shared/import/{csv,header}.ts"],
  ["shared/geography/import-areas.ts", "node:path"],
  // Maps are drawn when boundaries are imported: no page, and nothing that answers people, draws any.
  ["shared/geography/draw-map.ts", "npm:{topojson-client,topojson-server,topojson-simplify}/"],
  ["shared/geography/{draw-map,import-boundaries}.ts", "", "npm:@types/{geojson,topojson-specification}/"],
  ["shared/geography/gazetteer-file.ts", "node:fs"],
  ["shared/import/", "shared/import/ shared/domain/ shared/policy/service.ts node:{fs,path}"],
  ["shared/import/dropped-file.ts", ZOD],
  ["shared/import/take-dropped.ts", "shared/policy/council.ts shared/runtime/log.ts node:{crypto,fs/promises,os,path}"],
  ["shared/import/row-shelves.ts", "node:{fs/promises,os}"],
  ["shared/import/file-of-bytes.ts", "node:{crypto,fs/promises,os}"],
  ["shared/import/import-bucket.ts", `shared/table/aws-connection.ts ${AWS} node:{fs,stream,stream/promises}`],
  ["shared/sealed-fields/", `shared/{domain,sealed-fields}/ ${ZOD} node:crypto npm:jose/`, "shared/runtime/secret.ts"],
  ["shared/table/table-client.ts", "shared/runtime/pause.ts"],
  ["shared/table/", `shared/{domain,policy,table}/ ${ZOD} ${AWS} npm:@smithy/signature-v4/ node:{crypto,http,https}`],
  ["shared/http/", `shared/{access,domain,http}/ shared/runtime/log.ts ${ZOD} node:{crypto,zlib} npm:{@middy/core,cookie}/`],
  ["shared/http/", "", "shared/audit/context.ts shared/policy/service.ts shared/session/sessions.ts"],
  ["shared/pages/upload-controls.tsx", "shared/files/file-types.ts", "shared/files/file-store.ts"],
  ["shared/pages/file-words.ts", "", "shared/files/content-check.ts"],
  ["shared/pages/", `${PURE} shared/pages/ shared/http/security-headers.ts shared/people/account.ts npm:{preact,preact-render-to-string}/`],
  ["shared/http/saved-people-cookie.ts", "shared/listing/saved.ts", "shared/listing/listing.ts"],
  ["shared/pages/", "", "shared/audit/context.ts shared/http/ shared/listing/"],

  // Infrastructure points at entries by path. What is deployed knows nothing of the local system.
  ["infra/", `${LISTS} functions/api-contracts.ts functions/*/*.env.ts functions/*/entries/*.env.ts shared/http/{contract,edge.env,problem-body}.ts ${ZOD}`],
  [
    "infra/",
    "functions/directory/search/search.{contract,description}.ts shared/{access,domain,policy,taxonomy}/ shared/http/path-template.ts shared/notices/templates.ts",
  ],
  ["infra/", "shared/import/kinds.ts shared/geography/{build-gazetteer,gazetteer-file}.ts shared/files/picture-codec-files.ts shared/table/definition.ts"],
  ["infra/", "node:{child_process,crypto,fs,fs/promises,http,module,net,path,sqlite,url,util,worker_threads,zlib}"],
  ["infra/", "infra/*.{ts,json} infra/{constructs,stacks}/ npm:{aws-cdk-lib,cdk-nag,constructs,esbuild}/"],
  ["infra/local/", `infra/local/ functions/accounts/use-cases/sample-people.json ${AWS} npm:{fauxqs,jose,oidc-provider}/`],
];

const alternatives = (pattern) => pattern.replace(/\{([^}]*)\}/g, (_, names) => `(?:${names.replaceAll(",", "|")})`);

/** A pattern as a regular expression on paths; `slice` is what stands for `<slice>`. */
const pathOf = (pattern, slice) =>
  `^${alternatives(pattern.replaceAll(".", "\\."))
    .replace("<slice>", () => `functions/${slice}`)
    .replace("npm:", "node_modules/")
    .replace("node:", "(?:node:)?")
    .replaceAll("*", "[^/]+")}${pattern.endsWith("/") ? "" : "$"}`;

const targets = (patterns) =>
  patterns
    .split(" ")
    .filter(Boolean)
    .map((pattern) => pathOf(pattern, "$1"));

const allowedBy = ([room, may, types = ""]) => {
  const from = { path: pathOf(room, `(${SLICES.join("|")})`) };
  return [
    ...(may === "" ? [] : [{ from, to: { path: targets(may) } }]),
    ...(types === "" ? [] : [{ from, to: { path: targets(types), dependencyTypes: ["type-only"] } }]),
  ];
};

export default {
  forbidden: [
    { name: "no-circle", severity: "error", from: {}, to: { circular: true } },
    { name: "not-found", severity: "error", from: { pathNot: "^test/bench/" }, to: { couldNotResolve: true } },
  ],
  allowed: [{ from: {}, to: { path: "^shared/domain/" } }, { from: { path: "^test/" }, to: {} }, ...ROOMS.flatMap(allowedBy)],
  allowedSeverity: "error",
  options: {
    parser: "swc",
    preserveSymlinks: true,
    doNotFollow: { path: "^node_modules" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node", "default", "types"] },
  },
};
