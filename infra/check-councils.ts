import { councilCodes, councilPolicyFaults } from "../shared/policy/council.ts";

// Part of npm run check: a council's file that lacks something, such as how people reach it, is named with what it lacks.

const faults = councilCodes.flatMap((code) => councilPolicyFaults(code).map((fault) => `shared/policy/councils/${code}.json: ${fault}`));
for (const fault of faults) process.stderr.write(`${fault}\n`);
process.exitCode = faults.length > 0 ? 1 : 0;
