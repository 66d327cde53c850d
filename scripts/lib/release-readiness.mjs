/**
 * What is in the way of a release.
 *
 * @param {{version: string, changelog: string, status: string, tags: string}} state version: of package.json; status and
 *   tags: what `git status --porcelain` and `git tag` print
 * @returns {string[]}
 */
export function complaints({ version, changelog, status, tags }) {
  const dated = new RegExp(`^## ${version.replaceAll('.', '\\.')} - \\d{4}-\\d{2}-\\d{2}$`, 'm');
  const sections = changelog.split(/^## /m);
  const unreleased = sections.find((section) => section.startsWith('Unreleased\n')) ?? '';
  const found = [];
  if (status !== '') found.push('the tree has changes that are not committed');
  if (!dated.test(changelog)) found.push(`CHANGELOG.md has no section "## ${version} - <date>"`);
  if (unreleased.replace('Unreleased', '').trim() !== '')
    found.push('CHANGELOG.md has changes under "Unreleased"');
  if (tags.split('\n').includes(`v${version}`)) found.push(`there is a tag v${version} already`);
  return found;
}
