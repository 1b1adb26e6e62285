import { formatPounds } from '../../../../../core/format.ts'
import { InsetText } from '../../../../../platform/web/govuk/inset-text.tsx'
import type { Line } from '../../shared/lines.ts'
import { inUnits } from '../../shared/words.ts'
import type { WorkedOut } from './worked-out.ts'

type Props = { readonly workedOut: WorkedOut | undefined; readonly line: Line }

/** What was asked for, said at once to whoever listens. */
export function Worked({ workedOut, line }: Props) {
  if (workedOut === undefined) return null
  const { actual, amount } = workedOut
  return (
    <div role="status">
      <InsetText>
        As typed below, and not saved yet: <strong>{inUnits(actual, line.row.plan.unit)}</strong>
        {amount === undefined ? ', which has no price yet' : ''}
        {amount === undefined ? null : (
          <>
            , <strong>{formatPounds(amount)}</strong>
          </>
        )}
        . Save or confirm to keep it.
      </InsetText>
    </div>
  )
}
