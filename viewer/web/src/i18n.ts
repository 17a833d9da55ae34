// SPDX-License-Identifier: Apache-2.0
// Two flat dictionaries, Chinese first. A test keeps their keys equal.
import libraryTypes from "../../../data/tables/facility_types.csv";

export const zh = {
  app: "方圆",
  asOf: "基准日期",
  service: "服务",
  limit: "限值",
  measure: "度量",
  group: "人群",
  level: "区划层级",
  network: "路网",
  straight: "直线",
  served: "可享",
  no_capacity: "容量不足",
  out_of_reach: "超出范围",
  unconnected: "未连路网",
  total: "合计",
  share: "可享比例",
  shareReach: "范围内比例",
  people: "人",
  legal: "法定",
  management: "管理",
  prefecture: "地级市",
  county: "县/市/区",
  township: "乡镇/街道",
  village: "村/社区",
  min: "分钟",
  metres: "米",
  servedBefore: "改前可享",
  servedAfter: "改后可享",
  change: "增减",
  shareBefore: "改前比例",
  shareAfter: "改后比例",
  points: "增减（百分点）",
  legendUnits: "可享人口比例",
  legendCells: "到最近设施",
  noData: "无人口数据",
  notReached: "所选限值内不可达",
  layers: "图层",
  layerUnits: "区划着色",
  layerCircles: "服务圈",
  circlesNetwork: "服务圈（只有路网的）",
  layerCells: "居民点",
  layerFacilities: "设施",
  notReachedWhy: "未达部分：超出范围指步行（车行）到不了；未连路网指离最近可走道路超过接入距离",
  table: "分区统计表",
  filter: "按名称或代码筛选",
  name: "名称",
  code: "代码",
  rows: "行",
  export: "导出 CSV",
  mapLabel: "地图：区划、服务圈、居民点与设施",
  skip: "跳到统计表",
  warnings: "提示",
  noWarnings: "没有提示",
  sources: "数据来源",
  failed: "页面读不到数据",
  failedHint: "请确认 fangyuan serve 仍在运行，然后刷新页面",
  facility: "设施",
  state: "状态",
  type: "类型",
  definition: "可享：限值内可达且有容量的人口。四部分相加等于合计，数字来自居民点自身的时间，不来自服务圈多边形。",
  walk: "步行",
  bicycle: "自行车",
  ebike: "电动自行车",
  car: "小汽车",
  noUnit: "不在任何单元内",
  all: "全部",
  joint: "联合",
  language: "English",
  reset: "全图",
  nonPublic: "非公开 · 示意图",
  mapRegion: "地图",
  zoomIn: "放大",
  zoomOut: "缩小",
  explain: "指标说明",
  panel: "选择与图例",
  clear: "取消选择",
  beds: "床位",
  inReach: "范围内",
  trust: "可信度",
  trustC: "数据不足",
  trustLegend: "斜线：数据不足（C），数字仅供参考",
  doubtful: "个单元数据不足（C），数字仅供参考",
  sites: "设施数",
  area: "面积 km²",
  roads: "道路 km",
  unlocated: "另有未定位",
  outside: "范围外",
  presence: "有设施的单元",
  hasSites: "有设施",
  noSites: "没有设施",
  units: "单元",
  noPeople: "没有人口数据，不能算可享比例；这里给出有无、数量与服务圈。",
  noServices: "项目里没有写服务；这里给出区划、面积、设施数量与规划指标。",
  noLevels: "没有区划边界：只有全部人口的数字，不分区。",
  indicators: "规划指标",
  target: "目标",
  unverified: "未核或数据不足",
  items: "项",
  circlesSketch: "点纹为服务圈；是示意图，很小的空隙不画，数字不取自图形",
  failedAnswer: "fangyuan serve 有应答，但不给这些数据；请刷新页面，仍不行就重新运行 fangyuan run",
  failedToken: "需要口令：在网址里加 ?token=口令",
  failedWrongToken: "网址里的口令不对：请核对 ?token= 后面的文字，它是 --token-file 文件的第一行",
  shut: "关闭",
  tryAgain: "重试",
  failedPage: "这是网页自身的差错，请把这段文字报告给开发者",
};

export type Word = keyof typeof zh;

export const en: Record<Word, string> = {
  app: "fangyuan",
  asOf: "as of",
  service: "Service",
  limit: "Limit",
  measure: "Measure",
  group: "Group",
  level: "Level",
  network: "network",
  straight: "straight line",
  served: "Served",
  no_capacity: "No capacity",
  out_of_reach: "Out of reach",
  unconnected: "Unconnected",
  total: "Total",
  share: "Share served",
  shareReach: "Share within reach",
  people: "people",
  legal: "legal",
  management: "management",
  prefecture: "prefecture",
  county: "county",
  township: "township",
  village: "village",
  min: "min",
  metres: "m",
  servedBefore: "Served before",
  servedAfter: "Served after",
  change: "Change",
  shareBefore: "Share before",
  shareAfter: "Share after",
  points: "Change (points)",
  legendUnits: "Share of people served",
  legendCells: "To the nearest site",
  noData: "no people known",
  notReached: "not reached within the limit",
  layers: "Layers",
  layerUnits: "units shaded",
  layerCircles: "service circles",
  circlesNetwork: "service circles (by network only)",
  layerCells: "places where people live",
  layerFacilities: "facilities",
  notReachedWhy: "Out of reach: too far along the streets. Unconnected: farther from any usable street than the access limit.",
  table: "Figures by unit",
  filter: "filter by name or code",
  name: "Name",
  code: "Code",
  rows: "rows",
  export: "Export CSV",
  mapLabel: "Map: units, circles, places where people live, facilities",
  skip: "Skip to the table",
  warnings: "Warnings",
  noWarnings: "no warnings",
  sources: "Sources",
  failed: "The page cannot read its data",
  failedHint: "See that fangyuan serve is still running, then reload the page",
  facility: "Facility",
  state: "State",
  type: "Type",
  definition:
    "Served: people within the limit for whom there is capacity. The four parts add up to the total; numbers come from the places' own times, never from the circles drawn.",
  walk: "on foot",
  bicycle: "by bicycle",
  ebike: "by e-bike",
  car: "by car",
  noUnit: "in no unit",
  all: "All",
  joint: "joint",
  language: "中文",
  reset: "Whole map",
  nonPublic: "Not for publication · sketch map",
  mapRegion: "Map",
  zoomIn: "Zoom in",
  zoomOut: "Zoom out",
  explain: "What these words mean",
  panel: "Choices and legend",
  clear: "Clear the selection",
  beds: "beds",
  inReach: "within reach",
  trust: "Trust",
  trustC: "data do not suffice",
  trustLegend: "hatched: data do not suffice (C), figures are a hint only",
  doubtful: "units: data do not suffice (C), figures are a hint only",
  sites: "Facilities",
  area: "Area km²",
  roads: "Roads km",
  unlocated: "not placed, beside these",
  outside: "outside",
  presence: "units with a facility",
  hasSites: "with a facility",
  noSites: "without",
  units: "units",
  noPeople: "No people are known, so nobody can be counted as served; presence, counts and circles are shown.",
  noServices: "The project names no service; units, areas, counts and the plans' indicators are shown.",
  noLevels: "No boundaries: figures of everyone only, none by unit.",
  indicators: "Indicators of the plans",
  target: "target",
  unverified: "not checked or without data",
  items: "items",
  circlesSketch: "Dotted: within a circle. A sketch: gaps too small to draw are left out, no figure is taken from it.",
  failedAnswer: "fangyuan serve answers, but not with these data; reload the page, and if that does not help run fangyuan run again",
  failedToken: "A token is needed: add ?token=… to the address",
  failedWrongToken: "The token in the address is wrong: see that what follows ?token= is the first line of the --token-file",
  shut: "Close",
  tryAgain: "Try again",
  failedPage: "This is a mistake of the page itself; please report these words to its developers",
};

/** Names of the contract's groups; others are shown as they are. */
export const groupNames: Record<string, [string, string]> = {
  total: ["总人口", "everyone"],
  age0_2: ["0–2 岁", "age 0–2"],
  age3_5: ["3–5 岁", "age 3–5"],
  age6_14: ["6–14 岁", "age 6–14"],
  working: ["劳动年龄", "working age"],
  older60: ["60 岁以上", "60 and over"],
  older65: ["65 岁以上", "65 and over"],
  older80: ["80 岁以上", "80 and over"],
  disabled: ["残疾人", "disabled"],
  needy: ["困难人群", "needy"],
  households: ["户", "households"],
};

/** The contract's states of a facility. */
export const statusNames: Record<string, [string, string]> = {
  planned: ["规划", "planned"],
  approved: ["已批复", "approved"],
  building: ["在建", "being built"],
  built: ["已建成", "built"],
  accepted: ["已验收", "accepted"],
  in_use: ["在用", "in use"],
  suspended: ["停用", "suspended"],
  closed: ["关闭", "closed"],
};

/** Why a unit's figures are to be doubted; measured reasons carry their grade behind ("-b"). */
export const reasonNames: Record<string, [string, string]> = {
  "no-roads": ["没有路网", "no roads"],
  "no-people": ["没有人口", "no people"],
  "roads-thin": ["路网稀疏", "thin roads"],
  unconnected: ["未连路网人口多", "many unconnected"],
  "access-long": ["到路距离长", "far from streets"],
  "detour-long": ["绕行过长", "long detours"],
  unlocated: ["缺坐标", "without coordinates"],
  "no-list": ["没有这类设施的清单", "no list of these facilities"],
};

/** The contract's states of an indicator. */
export const indicatorNames: Record<string, [string, string]> = {
  met: ["已达到", "met"],
  not_met: ["未达到", "not met"],
  not_yet_due: ["未达到（期限未到）", "not met, not yet due"],
  overdue: ["未达到（已过期限）", "not met, overdue"],
  not_binding: ["不适用", "does not apply"],
  no_data: ["数据不足", "no data"],
  not_checked: ["未核", "not checked"],
};

export type Lang = "zh" | "en";
let current: Lang = "zh";

export const language = (): Lang => current;
export function setLanguage(lang: Lang): void {
  current = lang;
  document.documentElement.lang = lang === "zh" ? "zh-CN" : "en";
}
export const t = (word: Word): string => (current === "zh" ? zh : en)[word];
export const groupName = (group: string): string => groupNames[group]?.[current === "zh" ? 0 : 1] ?? group;

/** `own`: the run's name of the type, in Chinese or the project's own words. */
export const typeName = (type: string, own: string): string => (current === "en" ? (libraryTypes[type]?.[1] ?? own) : own || libraryTypes[type]?.[0]) || type;
export const statusName = (status: string): string => statusNames[status]?.[current === "zh" ? 0 : 1] ?? status;

const inLanguage = (words: Record<string, [string, string]>, word: string): string => words[word]?.[current === "zh" ? 0 : 1] ?? word;
export const indicatorName = (status: string): string => inLanguage(indicatorNames, status);
/** "roads-thin-c;no-people" → "路网稀疏、没有人口". */
export const reasonsName = (reasons: string): string =>
  reasons
    .split(";")
    .filter((r) => r !== "")
    .map((r) => inLanguage(reasonNames, r.replace(/-[bc]$/, "")))
    .join(current === "zh" ? "、" : ", ");
export const trustName = (grade: string): string => (grade === "C" ? `C ${t("trustC")}` : grade);

/** Whole people, grouped by thousands. */
export const count = (value: number): string =>
  new Intl.NumberFormat(current === "zh" ? "zh-CN" : "en", { maximumFractionDigits: 0 }).format(value);
/** Any number, with as many places as it needs: 4.5 per thousand, 35,300 beds. */
export const figure = (value: number): string =>
  new Intl.NumberFormat(current === "zh" ? "zh-CN" : "en", { maximumFractionDigits: Math.abs(value) < 1000 ? 2 : 0 }).format(value);
export const percent = (part: number, whole: number): string => (whole > 0 ? ((100 * part) / whole).toFixed(1) + " %" : "–");

/** "900" → "15 分钟", "1000m" → "1000 米", "1000m+3000m" → "1000 米 + 3000 米". */
export function limitName(limit: string): string {
  return limit
    .split("+")
    .map((one) => {
      if (one.endsWith("m")) return `${one.slice(0, -1)} ${t("metres")}`;
      const seconds = Number(one);
      return seconds % 60 === 0 ? `${seconds / 60} ${t("min")}` : `${seconds} s`;
    })
    .join(" + ");
}
