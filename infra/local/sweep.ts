import { openHome, runningSystem } from "./home.ts";
import { prepared } from "./prepare.ts";
import { runOnData } from "./run-on-data.ts";
import { placeOnPort } from "./template.ts";

// npm run sweep -- [DAY]: does what the nightly sweep does on a day, also one to come, to see what would happen.
const home = await openHome();
const place = placeOnPort((await runningSystem(home))?.port ?? Number(process.env["PORT"] ?? 3000));
const system = await prepared(`${home.assembly}-sweep`, place);
const variables = system.ofType("AWS::Lambda::Function").map(({ properties }) => JSON.stringify(system.resolve(properties["Environment"])));
await runOnData("vetting", ["sweep", ...process.argv.slice(2)], {
  SITE_ADDRESS: place.siteAddress,
  FILES_BUCKET: /"FILES_BUCKET":"([^"]+)"/.exec(variables.join())?.[1] ?? "",
});
