import { unitsText } from '../../../../core/care-units.ts'
import { formatDay, formatPounds, formatRate } from '../../../../core/format.ts'
import { Tag } from '../../../../platform/web/govuk/tag.tsx'
import { ResponsiveTable } from '../../../../platform/web/patterns/responsive-table.tsx'
import type { UpliftBlock } from '../../store/raise-blocks.ts'
import { priceText } from './words.tsx'

/** What blocks buy in advance, where its price goes up: on the uplift, and in the letter to the provider. */
export function UpliftBlocks({
  blocks,
  limits = false,
}: {
  readonly blocks: readonly UpliftBlock[]
  readonly limits?: boolean
}) {
  if (blocks.length === 0) return null
  return (
    <ResponsiveTable
      caption="Bought in advance"
      empty=""
      columns={[
        { heading: 'Contract' },
        { heading: 'From' },
        { heading: 'A week' },
        { heading: 'Before', numeric: true },
        { heading: 'After', numeric: true },
        { heading: 'Not used last year', numeric: true },
        { heading: 'More for that', numeric: true },
        ...(limits ? [{ heading: 'Limit' }] : []),
      ]}
      rows={blocks.map((block) => [
        `${block.contractNumber}, ${block.title}${limits ? `, ${block.providerName}` : ''}`,
        formatDay(block.fromOn),
        unitsText(block.weekly, block.unit),
        formatRate(block.oldPrice),
        priceText(block.newPrice, block.unit),
        unitsText(block.units, block.unit),
        formatPounds(block.extraPence),
        ...(limits ? [block.isOutlier ? <Tag colour="red">Beyond</Tag> : 'Within'] : []),
      ])}
    />
  )
}
