import { ResponsiveTable } from '../../../../platform/web/patterns/responsive-table.tsx'
import type { Served } from '../../store/people.ts'

export function PeopleFound({ found, address }: { readonly found: readonly Served[]; readonly address: string }) {
  return (
    <ResponsiveTable
      caption="People found"
      columns={[{ heading: 'Person' }, { heading: 'Reference', nowrap: true }, { heading: 'Service' }]}
      rows={found.map(({ personId, givenName, familyName, reference, serviceName }) => [
        <a class="govuk-link" href={`${address}?personId=${personId}`}>
          {givenName} {familyName}
        </a>,
        reference,
        serviceName,
      ])}
      empty="Nobody matches. Check the spelling, or search for the beginning of the family name only."
    />
  )
}
