// SPDX-License-Identifier: Apache-2.0
// Whatever goes wrong is told in the page, with what to do about it.
import { ApiError } from "./api";
import { byId, escape } from "./html";
import { en, t, type Word, zh } from "./i18n";

/** What there is to do about it; `token`: whether the address has one. */
export function hintOf(error: unknown, token: boolean): Word {
  // Only where nothing answered is it in doubt whether the program still runs.
  if (!(error instanceof ApiError)) return error instanceof TypeError && /fetch|network|load/i.test(error.message) ? "failedHint" : "failedPage";
  return error.status === 401 ? (token ? "failedWrongToken" : "failedToken") : "failedAnswer";
}

/** `both`: before the page knows its language, in both. */
export function failureHtml(error: unknown, token: boolean, both: boolean): string {
  const say = (word: Word): string => (both ? `${escape(zh[word])}<br><span lang="en">${escape(en[word])}</span>` : escape(t(word)));
  const short = (word: Word): string => (both ? `${zh[word]} / ${en[word]}` : t(word));
  const status = error instanceof ApiError && error.status ? `${error.status} · ` : "";
  return (
    `<button type="button" class="shut" aria-label="${short("shut")}" title="${short("shut")}">×</button><strong>${say("failed")}</strong><p>${say(hintOf(error, token))}</p>` +
    `<p class="quiet"><code>${status}${escape(error instanceof Error ? error.message : String(error))}</code></p><button type="button" class="again">${short("tryAgain")}</button>`
  );
}

function tell(error: unknown, both: boolean): void {
  const box = byId("failure");
  box.hidden = false;
  box.innerHTML = failureHtml(error, new URLSearchParams(location.search).has("token"), both);
  box.querySelector(".shut")!.addEventListener("click", () => (box.hidden = true));
  box.querySelector(".again")!.addEventListener("click", () => location.reload());
}

export const fail = (error: unknown): void => tell(error, false);
/** Before there is a page. */
export const failAtOnce = (error: unknown): void => tell(error, true);

/** Whether what is seen is of another view than the controls say. */
export const behind = (on: boolean): void => void document.body.classList.toggle("behind", on);
