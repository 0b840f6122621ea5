import { edgeOf } from "../../../shared/http/edge.ts";
import { httpFunction } from "../../../shared/http/http-function.ts";
import { problemPage } from "../../../shared/pages/problem.page.tsx";
import { guardedByRoute } from "../../handlers-by-route.ts";
import { balanceRecordsHandlers } from "../handlers/balance-records.handlers.ts";
import { balanceRecords } from "./records.composition.ts";

const deps = balanceRecords(process.env);

/** What people and officers state of the account of a direct payment: sums set aside, invoices, and money that came in. */
export const handler = httpFunction(guardedByRoute("balanceRecords", deps.protect, balanceRecordsHandlers(deps)), edgeOf(process.env), problemPage);
