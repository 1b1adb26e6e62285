import { formatPounds } from '../../../../../core/format.ts'
import { InsetText } from '../../../../../platform/web/govuk/inset-text.tsx'
import type { Line } from '../../shared/lines.ts'
import { inUnits } from '../../shared/words.ts'
import type { WorkedOut } from './worked-out.ts'

type Props = { readonly workedOut: WorkedOut | undefined; readonly line: Line }

/** What was asked for, said at once to whoever listens; src/browser/visit-totals.ts asks while somebody types. */
export function Worked({ workedOut, line }: Props) {
  return (
    <div role="status" data-worked="sum">
      {workedOut === undefined ? null : <Sum {...workedOut} unit={line.row.plan.unit} />}
    </div>
  )
}

function Sum({ actual, amount, unit }: WorkedOut & Pick<Line['row']['plan'], 'unit'>) {
  return (
    <InsetText>
      As typed below, and not saved yet: <strong>{inUnits(actual, unit)}</strong>
      {amount === undefined ? (
        ', which has no price yet'
      ) : (
        <>
          , <strong>{formatPounds(amount)}</strong>
        </>
      )}
      . Save or confirm to keep it.
    </InsetText>
  )
}
