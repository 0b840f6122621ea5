import { type Common, type Content, classNames } from "./common.ts";

export interface TableCell extends Common {
  readonly text?: Content;
  readonly format?: string | undefined;
  readonly colspan?: number | undefined;
  readonly rowspan?: number | undefined;
}

export interface TableRow extends Common {
  readonly cells: readonly (TableCell | undefined)[];
}

export interface TableOptions extends Common {
  readonly caption?: Content;
  readonly captionClasses?: string | undefined;
  readonly head?: readonly TableCell[] | undefined;
  readonly rows: readonly (TableRow | undefined)[];
  readonly firstCellIsHeader?: boolean | undefined;
}

/** Facts in rows and columns. */
export const Table = ({ caption, captionClasses, head, rows, firstCellIsHeader, classes, attributes }: TableOptions) => (
  <table class={classNames("govuk-table", classes)} {...attributes}>
    {caption ? <caption class={classNames("govuk-table__caption", captionClasses)}>{caption}</caption> : null}
    {head ? (
      <thead class="govuk-table__head">
        <tr class="govuk-table__row">
          {head.map((cell) => (
            <HeaderCell {...cell} scope="col" />
          ))}
        </tr>
      </thead>
    ) : null}
    <tbody class="govuk-table__body">
      {rows.map((row) =>
        row ? (
          <tr class={classNames("govuk-table__row", row.classes)} {...row.attributes}>
            {row.cells.map((cell, index) => (cell ? index === 0 && firstCellIsHeader ? <HeaderCell {...cell} scope="row" /> : <Cell {...cell} /> : null))}
          </tr>
        ) : null,
      )}
    </tbody>
  </table>
);

const HeaderCell = ({ text, format, colspan, rowspan, classes, attributes, scope }: TableCell & { readonly scope: "col" | "row" }) => (
  <th
    scope={scope}
    class={classNames("govuk-table__header", format && `govuk-table__header--${format}`, classes)}
    colSpan={colspan}
    rowSpan={rowspan}
    {...attributes}
  >
    {text}
  </th>
);

const Cell = ({ text, format, colspan, rowspan, classes, attributes }: TableCell) => (
  <td class={classNames("govuk-table__cell", format && `govuk-table__cell--${format}`, classes)} colSpan={colspan} rowSpan={rowspan} {...attributes}>
    {text}
  </td>
);
