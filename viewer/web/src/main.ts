// SPDX-License-Identifier: Apache-2.0
// The page starts when it knows what it is to show.
import "./style.css";

import { getProject } from "./api";
import { fail } from "./failure";
import { Page } from "./page";

getProject()
  .then((project) => new Page(project))
  .catch(fail);
