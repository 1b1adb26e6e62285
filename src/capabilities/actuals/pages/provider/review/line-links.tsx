import type { SheetRow } from '../../../rules/sheet-row.ts'

/** The line itself, where it can be changed. */
export function PersonLink({ row }: { readonly row: SheetRow }) {
  return (
    <>
      <a class="govuk-link" href={`/provider/actuals/${row.serviceId}/${row.weekStart}/${row.packageId}`}>
        {row.personName}
      </a>
      , {row.reference}
    </>
  )
}

export function AskLink({ row, week }: { readonly row: SheetRow; readonly week: string }) {
  return (
    <a class="govuk-link" href={`${week}/${row.packageId}/query`}>
      Ask the council<span class="govuk-visually-hidden"> about {row.personName}</span>
    </a>
  )
}
