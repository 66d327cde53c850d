/**
 * Where figures were recorded with other tools than those at hand, one line each.
 *
 * @param {Record<string, string>} recorded tool to version
 * @param {Record<string, string>} present
 */
export function differingTools(recorded, present) {
  return Object.entries(present)
    .filter(([tool, version]) => recorded[tool] !== version)
    .map(([tool, version]) => `${tool} is ${version} here and was ${recorded[tool]} when this was recorded`);
}
