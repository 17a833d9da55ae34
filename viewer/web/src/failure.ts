// SPDX-License-Identifier: Apache-2.0
// Whatever goes wrong is told in the page, with what to do about it.
import { ApiError } from "./api";
import { byId, escape } from "./html";
import { t } from "./i18n";

export function fail(error: unknown): void {
  const box = byId("failure");
  // Only where nothing answered is it in doubt whether the program still runs.
  const hint = !(error instanceof ApiError) ? (error instanceof TypeError && /fetch|network|load/i.test(error.message) ? "failedHint" : "failedPage") : error.status === 401 ? "failedToken" : "failedAnswer";
  const status = error instanceof ApiError && error.status ? `${error.status} · ` : "";
  box.hidden = false;
  box.innerHTML = `<strong>${t("failed")}</strong><p>${t(hint)}</p><p class="quiet"><code>${status}${escape(error instanceof Error ? error.message : String(error))}</code></p>`;
}
