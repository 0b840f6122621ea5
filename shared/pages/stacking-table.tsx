import { Table, type TableCell, type TableOptions } from "./govuk/table.tsx";

/** A cell's label for where the head of its column is out of sight. */
const labelled = (cell: TableCell | undefined, head: TableCell | undefined, role: string): TableCell | undefined =>
  cell && { ...cell, attributes: { ...cell.attributes, role, ...(typeof head?.text === "string" ? { "data-label": head.text } : {}) } };

/**
 * A table of several columns that becomes a list of blocks on a phone, each value with its column's name
 * before it. The roles keep it a table for those who hear it: laying it out as blocks would take that away.
 */
export function StackingTable({ head = [], rows, firstCellIsHeader, ...options }: TableOptions) {
  return (
    <Table
      {...options}
      firstCellIsHeader={firstCellIsHeader}
      classes={`trellis-stacking ${options.classes ?? ""}`.trim()}
      attributes={{ ...options.attributes, role: "table" }}
      head={head.map((cell) => ({ ...cell, attributes: { ...cell.attributes, role: "columnheader" } }))}
      rows={rows.map(
        (row) =>
          row && {
            ...row,
            attributes: { ...row.attributes, role: "row" },
            cells: row.cells.map((cell, index) => labelled(cell, head[index], index === 0 && firstCellIsHeader ? "rowheader" : "cell")),
          },
      )}
    />
  );
}
