// SPDX-License-Identifier: Apache-2.0
// The page starts when it knows what it is to show.
import "./style.css";

import { getProject } from "./api";
import { failAtOnce } from "./failure";
import { Page } from "./page";
import { partColours } from "./palette";

for (const [part, colour] of Object.entries(partColours)) document.documentElement.style.setProperty(`--${part}`, colour);

getProject()
  .then((project) => new Page(project))
  .catch(failAtOnce);
