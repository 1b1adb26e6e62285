/** Without these a visit of the service delivery file of Abacus cannot be placed; docs/formats/visits-v1.md lists all it has. */
const needed = ['ProviderRef', 'ServiceUserRef', 'VisitDate', 'StartTimeClaimed', 'DurationClaimed']

/** Whether a heading is that of an Abacus file: it names a visit's date and claimed time in Abacus's own words. */
export function isAbacusHeading(names: readonly string[]): boolean {
  const said = new Set(names.map((name) => name.trim().toLowerCase()))
  return needed.every((column) => said.has(column.toLowerCase()))
}
