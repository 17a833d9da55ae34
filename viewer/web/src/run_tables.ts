// SPDX-License-Identifier: Apache-2.0
// The run's further tables: best filling beside nearest-first, places per thousand, equality, burial.
import type { Row } from "./api";
import { code, either, even, note, number, share, words } from "./columns";
import type { Column } from "./grid";
import { count, figure, t, type Word } from "./i18n";
import { type DeskWord, w } from "./words_desk";

export interface RunTable {
  tab: DeskWord;
  /** Which rows are asked for, by the columns of the view that they depend on. */
  by: ("service" | "limit" | "measure" | "level" | "tree")[];
  columns(rows: Row[]): Column<Row>[];
  /** A sentence above the table, from the row of everyone. */
  summary?(rows: Row[]): string;
  /** The order at first. */
  order: string;
}

/** Columns of which no row has a value are left out. */
const filled = (rows: Row[], columns: Column<Row>[]) => columns.filter((c) => rows.some((r) => c.value(r) !== null && c.value(r) !== ""));

const unit = () => [words("name", t("name")), code(t("code"))];
const levelWord = (level: string) => (level === "site" ? w("site") : level === "all" ? w("allOf") : t(level as Word));

export const runTables: Record<string, RunTable> = {
  filling: {
    tab: "tabFilling",
    by: ["service", "limit", "tree", "level"],
    order: "-won",
    columns: (rows) => {
      const metric = rows.some((r) => r.nearest_first_km) ? "km" : "min";
      const cost = w(metric === "km" ? "placesKm" : "placesMin");
      return filled(rows, [
        ...unit(),
        ...([["need", "need"], ["need_in_reach", "needInReach"], ["nearest_first", "nearestFirst"], ["best", "best"], ["won", "won"], ["served", "servedNearest"], ["served_best", "servedBest"]] as const).map(([key, word]) => even(rows, number(key, w(word)))),
        even(rows, either(["nearest_first_min", "nearest_first_km"], `${w("nearestCost")} ${cost}`), `nearest_first_${metric}`), even(rows, either(["best_min", "best_km"], `${w("bestCost")} ${cost}`), `best_${metric}`), note(w("note")),
      ]);
    },
    summary: (rows) => {
      const all = rows[0];
      if (!all || all.best === "") return "";
      const one = (key: string) => figure(Number(all[key]));
      return w("fillingAll").replace("{need}", one("need")).replace("{nearest}", one("nearest_first")).replace("{best}", one("best")).replace("{won}", one("won"));
    },
  },
  access: {
    tab: "tabAccess",
    by: ["service", "tree", "level"],
    order: "mean_per_thousand",
    columns: () => [
      ...unit(), number("people", w("people")), number("mean_per_thousand", w("meanPerThousand")), number("lowest_per_thousand", w("lowestPerThousand")),
      number("people_none", w("peopleNone")), share("share_none", w("shareNone")),
    ],
  },
  equality: {
    tab: "tabEquality",
    by: ["service", "limit", "measure"],
    order: "",
    columns: (rows) => {
      const isShare = (r: Row) => r.indicator === "share_served";
      return filled(rows, [
        words("indicator", w("what"), (x) => w(x as DeskWord)), words("level", w("levelColumn"), levelWord), number("units", w("units")), number("people", w("people")),
        number("mean", w("mean"), isShare), number("gini", w("gini")), number("theil", w("theil")), number("theil_between", w("theilBetween")), number("theil_within", w("theilWithin")),
        number("urban_mean", w("urban"), isShare), number("rural_mean", w("rural"), isShare), number("urban_minus_rural", w("urbanMinusRural"), isShare), share("share_of_worst_tenth", w("worstTenth")),
      ]);
    },
  },
  burial: {
    tab: "tabBurial",
    by: [],
    order: "",
    columns: (rows) => filled(rows, [
      words("level", w("levelColumn"), levelWord), ...unit(), number("sites", w("sites")), number("places", w("places")), number("used", w("used")), number("left", w("left")),
      number("people", w("people")), number("deaths", w("deaths")), number("demand", w("demand")), number("years_left", w("yearsLeft")), words("short_year", w("shortYear")),
      number("missing", w("missing")), number("missing_land_mu", w("missingLand")), number("land_mu", w("land")), number("least_mu", w("leastLand")), note(w("note")),
    ]),
    summary: (rows) => {
      const all = rows.find((r) => r.level === "all");
      return all?.years_left ? `${w("allOf")}: ${w("left")} ${count(Number(all.left))} · ${w("demand")} ${figure(Number(all.demand))} · ${w("yearsLeft")} ${figure(Number(all.years_left))} · ${w("shortYear")} ${all.short_year}` : "";
    },
  },
};
