import { openHome, runningSystem } from "./home.ts";
import { runOnData } from "./run-on-data.ts";
import { placeOnPort } from "./template.ts";

// npm run appoint -- EMAIL ROLE COUNCIL: how a council's first administrator comes to be.

const { siteAddress } = placeOnPort((await runningSystem(await openHome()))?.port ?? Number(process.env["PORT"] ?? 3000));
await runOnData("accounts", ["appoint", ...process.argv.slice(2)], { SITE_ADDRESS: siteAddress });
