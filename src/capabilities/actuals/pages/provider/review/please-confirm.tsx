import { formatQuantity } from '../../../../../core/format.ts'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import { warningWords } from '../../../rules/file/words.ts'
import type { Doubt, Reviewed } from '../../../rules/review.ts'
import { actualOf } from '../../../rules/week.ts'
import { variationHref } from '../../shared/variation.ts'
import { inUnits } from '../../shared/words.ts'
import { AskLink, PersonLink } from './line-links.tsx'

const doubtWords: Readonly<Record<Doubt, { readonly what: string; readonly then: string }>> = {
  'over-tolerance': {
    what: 'More than the exception level allows',
    then: 'It is confirmed but held: this line alone waits for the council',
  },
  'long-absence': {
    what: 'The person has been away for longer than the council pays for',
    then: 'It is confirmed but held: this line alone waits for the council',
  },
  'nothing-delivered': { what: 'Nothing was delivered', then: 'It is confirmed with nothing delivered' },
  'unlike-last-week': { what: 'Very different from the week before', then: 'It is paid as it stands' },
  'not-touched': { what: 'Nothing recorded: taken as planned', then: 'The plan is confirmed and paid' },
  W01: { what: warningWords.W01.why, then: 'It is paid as it stands' },
  W02: { what: warningWords.W02.why, then: 'It is paid as it stands' },
  W05: { what: warningWords.W05.why, then: 'The hours are paid as they stand' },
}

type Doubtful = Extract<Reviewed, { readonly level: 'please-confirm' }>
type DoubtfulProps = {
  readonly doubtful: readonly Doubtful[]
  readonly mayVary: boolean
  readonly week: string
}

export function PleaseConfirm({ doubtful, mayVary, week }: DoubtfulProps) {
  if (doubtful.length === 0) return null
  return (
    <>
      <h2 class="govuk-heading-m">Please confirm: look at these once</h2>
      <ResponsiveTable
        caption="Lines to look at"
        captionHidden
        classes="portal-dense"
        columns={[
          { heading: 'Person' },
          { heading: 'Planned', numeric: true },
          { heading: 'Actual', numeric: true },
          { heading: 'Why we ask' },
          { heading: 'If you go on' },
        ]}
        rows={doubtful.map(({ row, entry, doubts }) => [
          <PersonLink row={row} />,
          formatQuantity(row.planned),
          inUnits(actualOf(row.planned, entry), row.plan.unit),
          doubts.map((doubt) => doubtWords[doubt].what).join('. '),
          <>
            {[...new Set(doubts.map((doubt) => doubtWords[doubt].then))].join('. ')}
            {mayVary && doubts.includes('over-tolerance') ? <Variation row={row} entry={entry} /> : null}. Not sure?{' '}
            <AskLink row={row} week={week} />
          </>,
        ])}
      />
    </>
  )
}

function Variation({ row, entry }: Pick<Doubtful, 'row' | 'entry'>) {
  return (
    <>
      .{' '}
      <a class="govuk-link" href={variationHref(row, actualOf(row.planned, entry))}>
        Ask for a variation<span class="govuk-visually-hidden"> for {row.personName}</span>
      </a>
    </>
  )
}
