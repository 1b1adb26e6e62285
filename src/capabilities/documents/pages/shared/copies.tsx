import { formatInstant } from '../../../../platform/web/format-instant.ts'
import { Button } from '../../../../platform/web/govuk/button.tsx'
import { ResponsiveTable } from '../../../../platform/web/patterns/responsive-table.tsx'
import { pagesInWords } from '../../rules/redaction.ts'
import type { Redaction } from '../../store/redactions.ts'

interface CopiesProps {
  readonly copies: readonly Redaction[]
  readonly address: string
  /** Whether another may be made. */
  readonly mayMake: boolean
}

/** Copies from which something was taken away, for sharing in place of the document. */
export function Copies({ copies, address, mayMake }: CopiesProps) {
  return (
    <>
      {copies.length === 0 ? null : (
        <ResponsiveTable
          caption="Redacted copies"
          columns={[{ heading: 'Copy' }, { heading: 'Why' }, { heading: 'Made' }]}
          rows={copies.map(({ id, number, way, pages, reason, makerName, madeAt }) => [
            <a class="govuk-link" href={`${address}/redactions/${id}`}>
              Version {number}, {way === 'pages' ? `without ${pagesInWords(pages)}` : 'made elsewhere'}
            </a>,
            reason,
            `${makerName}, ${formatInstant(madeAt)}`,
          ])}
        />
      )}
      {mayMake ? (
        <Button href={`${address}/redaction`} classes="govuk-button--secondary">
          Make a redacted copy
        </Button>
      ) : null}
    </>
  )
}
