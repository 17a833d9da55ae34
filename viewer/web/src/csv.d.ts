// SPDX-License-Identifier: Apache-2.0
/** The type library's English names by id (vite.config.ts). */
declare module "*/facility_types.csv" {
  const names: Record<string, string>;
  export default names;
}
