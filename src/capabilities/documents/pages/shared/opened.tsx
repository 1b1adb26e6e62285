import { formatInstant } from '../../../../platform/web/format-instant.ts'

type Opening = { readonly openerName: string; readonly openedAt: Date }

export function Opened({ openings }: { readonly openings: readonly Opening[] }) {
  if (openings.length === 0) return <>Nobody yet</>
  return (
    <ul class="govuk-list govuk-!-margin-bottom-0">
      {openings.map(({ openerName, openedAt }) => (
        <li>
          {openerName}, {formatInstant(openedAt)}
        </li>
      ))}
    </ul>
  )
}
