import type { FieldError, ParameterError } from "../../../shared/domain/input.ts";
import { fieldErrors } from "../../../shared/http/form-fields.ts";

/** Values under other names than their controls. */
const CONTROLS: Readonly<Record<string, string>> = { pence: "amount", ratePence: "rate" };
const DATES = ["to", "agreedOn", "paidOn", "quietUntil"];

/** The messages of a form, each leading to its control. */
export const wrongFields = (errors: readonly ParameterError[], sentences: Readonly<Record<string, string>>): readonly FieldError[] =>
  fieldErrors(
    errors.map((error) => ({ ...error, parameter: CONTROLS[error.parameter] ?? error.parameter })),
    sentences,
  ).map((error) => (DATES.includes(error.field) ? { ...error, at: `${error.field}-day` } : error));
