import { addDays } from '../../../../core/dates.ts'
import { quantityText } from '../../../../core/decimal.ts'
import type { Tx } from '../../../../platform/db/tx.ts'
import type { Entry } from '../../rules/week.ts'
import type { ServiceWeek } from '../../store/sheet.ts'
import { findEntry } from '../../store/weeks.ts'
import type { SentSheet } from './sent-sheet.ts'

type Typed = SentSheet['typed']

/** The sheet with one row filled as its button says; undefined when there is nothing to fill it from. */
export async function repeated(tx: Tx, week: ServiceWeek, sent: SentSheet): Promise<SentSheet | undefined> {
  if (!('repeat' in sent)) return sent
  const { from, packageId } = sent.repeat
  const filled =
    from === 'row-above'
      ? reasonAbove(sent.typed, packageId)
      : valuesOf(await findEntry(tx, { packageId, weekStart: addDays(week.weekStart, -7) }), packageId)
  return filled === undefined ? undefined : { act: 'draft', typed: { ...sent.typed, ...filled } }
}

/** Boxes come in the order of the page, so the rows above are those that come before. */
function reasonAbove(typed: Typed, packageId: string): Typed | undefined {
  const ids = Object.keys(typed).flatMap((name) => (name.startsWith('version-') ? [name.slice('version-'.length)] : []))
  const above = ids
    .slice(0, Math.max(0, ids.indexOf(packageId)))
    .findLast((id) => [typed[`reason-${id}`], typed[`comment-${id}`]].some((text = '') => text !== ''))
  if (above === undefined) return undefined
  const [reason, comment = ''] = [typed[`reason-${above}`], typed[`comment-${above}`]]
  return { ...(reason === undefined ? {} : { [`reason-${packageId}`]: reason }), [`comment-${packageId}`]: comment }
}

function valuesOf(entry: Entry | undefined, packageId: string): Typed | undefined {
  if (entry === undefined) return undefined
  const { frustrated, missed, extra, visits, comment, reason } = entry
  return {
    [`frustrated-${packageId}`]: quantityText(frustrated),
    [`missed-${packageId}`]: quantityText(missed),
    [`extra-${packageId}`]: quantityText(extra),
    [`visits-${packageId}`]: visits === null ? '' : String(visits),
    [`reason-${packageId}`]: reason ?? '',
    [`comment-${packageId}`]: comment,
  }
}
