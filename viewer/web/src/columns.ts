// SPDX-License-Identifier: Apache-2.0
// Columns of tables whose rows are the run folder's own texts: shown shortened, exported as they are.
import type { Row } from "./api";
import type { Column } from "./grid";
import { escape } from "./html";
import { figure, language, percent } from "./i18n";
import { inHalf } from "./words_desk";

export const words = (key: string, head: string, show: (text: string, row: Row) => string = (x) => x): Column<Row> => ({
  key, head, text: true,
  value: (r) => show(r[key] ?? "", r),
  csv: (r) => r[key] ?? "",
});

export const code = (head: string): Column<Row> => ({ ...words("code", head), html: (r) => `<td class="code">${escape(r.code ?? "")}</td>` });

const numberOf = (text: string | undefined): number | null => (text === undefined || text === "" ? null : Number(text));

/** A figure; `share`: of 1, shown in per cent. */
export const number = (key: string, head: string, share: (row: Row) => boolean = () => false): Column<Row> => ({
  key, head,
  value: (r) => numberOf(r[key]),
  csv: (r) => r[key] ?? "",
  html: (r) => {
    const v = numberOf(r[key]);
    return `<td class="number"${v === null ? "" : ` title="${escape(r[key]!)}"`}>${v === null ? "–" : share(r) ? percent(v, 1) : figure(v)}</td>`;
  },
});
export const share = (key: string, head: string): Column<Row> => number(key, head, () => true);

/** Figures that stand beneath one another have as many places as the one that needs most, two at most. */
export function even(rows: Row[], column: Column<Row>, key = column.key): Column<Row> {
  const places = Math.max(0, ...rows.map((r) => Math.min(2, (r[key] ?? "").replace(/0+$/, "").split(".")[1]?.length ?? 0)));
  const text = (v: number) => new Intl.NumberFormat(language() === "zh" ? "zh-CN" : "en", { minimumFractionDigits: places, maximumFractionDigits: places }).format(v);
  return { ...column, html: (r) => (numberOf(r[key]) === null ? '<td class="number">–</td>' : `<td class="number" title="${escape(r[key]!)}">${text(Number(r[key]))}</td>`) };
}

/** A figure that is in one of two columns: the limit's metric decides which. */
export const either = (keys: [string, string], head: string): Column<Row> => {
  const of = (r: Row) => keys.find((k) => r[k] !== "" && r[k] !== undefined) ?? keys[0];
  return { key: keys[0], head, value: (r) => numberOf(r[of(r)]), csv: (r) => r[of(r)] ?? "", html: (r) => number(of(r), head).html!(r) };
};

export const note = (head: string): Column<Row> => ({
  ...words("note", head),
  value: (r) => inHalf(r.note ?? ""),
  html: (r) => `<td class="note">${escape(inHalf(r.note ?? ""))}</td>`,
});
