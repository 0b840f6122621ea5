import { employerCost, shareUp } from "../../../shared/domain/employer-cost.ts";
import { pounds } from "../../../shared/domain/money.ts";
import { longDate } from "../../../shared/domain/time.ts";
import { Table } from "../../../shared/pages/govuk/table.tsx";
import { WarningText } from "../../../shared/pages/govuk/text-parts.tsx";
import { dutiesOn, minimumPence, payPolicy, wagesOn, wrongWithRate } from "../../../shared/policy/pay.ts";

/** '12.07%' of 1207 basis points. */
const percent = (basisPoints: number): string => `${basisPoints / 100}%`;

/** What whoever employs a personal assistant at a rate pays in all, part by part, by the law of a day. */
export function EmployerCosts({ ratePence, today }: { readonly ratePence: number; readonly today: string }) {
  const duties = dutiesOn(today);
  const { holiday, pension, nationalInsurance } = duties;
  const { weeksAYear, exampleHours } = payPolicy;
  const perHour = shareUp(ratePence, holiday.basisPoints);
  const weeks = exampleHours.map((hours) => employerCost(ratePence, hours, duties, weeksAYear));
  const row = (name: string, amounts: readonly number[], less = "") => ({
    cells: [{ text: name }, ...amounts.map((pence) => ({ text: pence === 0 ? "nothing" : `${less}${pounds(pence)}`, format: "numeric" }))],
  });
  const from = [wagesOn(today).effectiveFrom, duties.effectiveFrom].toSorted().at(-1) ?? today;
  return (
    <>
      <h2 class="govuk-heading-m">What you would pay in all</h2>
      {wrongWithRate("employed", ratePence, today) ? (
        <WarningText text={`This price is under the legal minimum. From age 21 you must pay at least ${pounds(minimumPence(today))} an hour.`} />
      ) : null}
      <p class="govuk-body">
        You would employ them. For each hour they work you pay {pounds(ratePence)}, and {pounds(perHour)} for holiday: {pounds(ratePence + perHour)} together.
        Holiday is {holiday.tenthsOfWeeks / 10} weeks a year, which is {percent(holiday.basisPoints)} of their pay.
      </p>
      <Table
        caption="What a week costs"
        captionClasses="govuk-table__caption--s"
        firstCellIsHeader
        head={[{ text: "Each week" }, ...exampleHours.map((hours) => ({ text: `${hours} hours`, format: "numeric" }))]}
        rows={[
          row(
            "Pay",
            weeks.map(({ wage }) => wage),
          ),
          row(
            "Holiday pay",
            weeks.map((week) => week.holiday),
          ),
          row(
            "Pension",
            weeks.map((week) => week.pension),
          ),
          row(
            "Employer's National Insurance",
            weeks.map((week) => week.nationalInsurance),
          ),
          row(
            "Employment Allowance",
            weeks.map(({ allowance }) => allowance),
            "less ",
          ),
          row(
            "You pay in all",
            weeks.map(({ total }) => total),
          ),
        ]}
      />
      <ul class="govuk-list govuk-list--bullet">
        <li>
          Pension: {percent(pension.basisPoints)} of pay between {pounds(pension.onWeeklyPenceAbove)} and {pounds(pension.upToWeeklyPence)} a week. You must pay
          it if they earn more than {pounds(pension.fromWeeklyPence)} a week, or if they ask to join.
        </li>
        <li>
          National Insurance: {percent(nationalInsurance.basisPoints)} of pay above {pounds(nationalInsurance.onWeeklyPenceAbove)} a week. The Employment
          Allowance takes off up to {pounds(nationalInsurance.allowanceYearlyPence)} a year for everyone you employ together. You must claim it.
        </li>
        <li>You also need employers' liability insurance.</li>
      </ul>
      <p class="govuk-body-s">
        Worked out on {longDate(today)} with the rates from {longDate(from)}. Each amount is rounded up to a whole penny. Ask your direct payment support
        service or payroll what it is for you.
      </p>
    </>
  );
}
