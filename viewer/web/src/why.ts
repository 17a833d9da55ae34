// SPDX-License-Identifier: Apache-2.0
// On demand every figure says what it is, which row of which table it comes from, from which data,
// as of when. One box, opened by the small buttons beside figures.
import { byId, escape } from "./html";
import { t } from "./i18n";
import { type DeskWord, w } from "./words_desk";

export interface Why {
  title: string;
  lines: [DeskWord, string][];
}

/** A button that explains the figure `key`. */
export const whyButton = (key: string, title: string): string =>
  `<button type="button" class="why" data-why="${escape(key)}" aria-label="${escape(w("why") + title)}" title="${escape(w("why") + title)}">?</button>`;

/** Opens the box for every such button; `explain` knows what is shown at the moment. */
export function explainOnDemand(explain: (key: string) => Why | undefined): void {
  const box = byId("why") as HTMLDialogElement;
  document.addEventListener("click", (event) => {
    const key = (event.target as HTMLElement).closest<HTMLElement>("[data-why]")?.dataset.why;
    const why = key === undefined ? undefined : explain(key);
    if (!why) return;
    box.innerHTML =
      `<form method="dialog"><h2 id="why-title">${escape(why.title)}</h2><dl>` +
      why.lines.filter(([, text]) => text).map(([word, text]) => `<dt>${w(word)}</dt><dd data-line="${word}">${escape(text)}</dd>`).join("") +
      `</dl><button autofocus>${w("close")}</button></form>`;
    box.setAttribute("aria-labelledby", "why-title");
    box.lang = t("app") === "方圆" ? "zh-CN" : "en";
    box.showModal();
  });
  // Beside the box is outside.
  box.addEventListener("click", (event) => event.target === box && box.close());
}
