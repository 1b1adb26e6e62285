import type { ComponentChildren } from 'preact'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import { warningWords } from '../../../rules/file/words.ts'
import { isConfirmable, type Reviewed } from '../../../rules/review.ts'
import { blockWords, closedWords, heldWords, whoMustAct } from '../../shared/words.ts'

type Told = Extract<Reviewed, { readonly level: 'information' }>

/** What nobody has to decide about, and what is worth knowing of what is confirmed. */
export function Information({ reviewed }: { readonly reviewed: readonly Reviewed[] }) {
  const told = reviewed.flatMap((one) => toldOf(one).map((words) => ({ words, row: one.row })))
  if (told.length === 0) return null
  const groups = [...Map.groupBy(told, ({ words }) => words)]
  return (
    <>
      <h2 class="govuk-heading-m">For information</h2>
      <p class="govuk-body">You need to do nothing here unless it says so.</p>
      <ResponsiveTable
        caption="Lines for information"
        captionHidden
        classes="portal-dense"
        columns={[{ heading: 'What' }, { heading: 'Lines', numeric: true }, { heading: 'Who' }]}
        rows={groups.map(([words, rows]) => [words, rows.length, namesOf(rows)])}
      />
    </>
  )
}

function toldOf(one: Reviewed): readonly string[] {
  if (one.level === 'information') return [whyWords(one.why)]
  return isConfirmable(one) ? one.notes.map((code) => warningWords[code].why) : []
}

function whyWords(why: Told['why']): string {
  if (why === 'confirmed') return 'Confirmed already'
  if (why === 'no-visits') return 'Paid by visits, and none has come. Send the visits of the week'
  if (typeof why === 'string') return heldWords[why]
  return why.code === 'R10' ? closedWords(why) : `${blockWords(why)}. ${whoMustAct(why)}`
}

function namesOf(rows: readonly Pick<Reviewed, 'row'>[]): ComponentChildren {
  const names = rows.slice(0, 5).map(({ row }) => row.personName)
  return rows.length > 5 ? `${names.join(', ')} and ${String(rows.length - 5)} more` : names.join(', ')
}
