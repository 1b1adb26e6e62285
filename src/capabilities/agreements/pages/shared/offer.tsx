import { SummaryList, type SummaryRow } from '../../../../platform/web/govuk/summary-list.tsx'
import type { Offer } from '../../rules/content.ts'
import { lineFacts, offerFacts, type Fact } from '../../rules/offer-text.ts'

/** Everything that is hashed and signed, for people to read. */
export function OfferText({ offer }: { readonly offer: Offer }) {
  return (
    <>
      <h2 class="govuk-heading-m">What the council offers</h2>
      <SummaryList rows={offerFacts(offer).map(rowOf)} />
      <OfferLines offer={offer} headingLevel={3} />
    </>
  )
}

interface OfferLinesProps {
  readonly offer: Offer
  readonly headingLevel: 3 | 4
}

export function OfferLines({ offer, headingLevel }: OfferLinesProps) {
  return (
    <>
      {offer.lines.map((line) => (
        <SummaryList
          card={{ title: { text: `Care package ${line.packageReference}`, headingLevel } }}
          rows={lineFacts(line).map(rowOf)}
        />
      ))}
    </>
  )
}

function rowOf({ name, values }: Fact): SummaryRow {
  const [value = ''] = values
  return { key: name, value: values.length === 1 ? value : { text: <Values values={values} /> } }
}

function Values({ values }: { readonly values: readonly string[] }) {
  return (
    <ul class="govuk-list">
      {values.map((value) => (
        <li>{value}</li>
      ))}
    </ul>
  )
}
