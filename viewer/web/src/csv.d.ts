// SPDX-License-Identifier: Apache-2.0
/** The type library's names by id, Chinese and English (vite.config.ts). */
declare module "*/facility_types.csv" {
  const names: Record<string, [string, string]>;
  export default names;
}
