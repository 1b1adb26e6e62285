import type { Cause, Offer } from '../../rules/content.ts'
import { changesSince } from '../../rules/differences.ts'
import { CAUSE_WORDS, lowered, nameOfNew, textName } from '../../rules/offer-text.ts'
import { Differences } from './differences.tsx'
import type { Since } from './load.ts'

interface ChangesProps {
  readonly since: readonly Since[]
  readonly offer: Offer
  readonly cause: Cause
  /** The address of the list. */
  readonly base: string
}

/** What changed and why: since the revision before, and since the agreement whose place it takes. */
export function Changes({ since, offer, cause, base }: ChangesProps) {
  if (since.length === 0) return null
  return (
    <>
      <h2 class="govuk-heading-m">What changed</h2>
      <p class="govuk-body">Why: {CAUSE_WORDS[cause]}.</p>
      {since.map(({ before, address }) => (
        <Change before={before} offer={offer} address={`${base}/${address}`} />
      ))}
    </>
  )
}

interface ChangeProps {
  readonly before: Offer
  readonly offer: Offer
  readonly address: string
}

function Change({ before, offer, address }: ChangeProps) {
  const name = textName(before, offer)
  const differences = changesSince(before, offer)
  return (
    <>
      {differences.length === 0 ? (
        <p class="govuk-body">Nothing that affects the care or its price changed since {lowered(name)}.</p>
      ) : (
        <Differences
          caption={`Changes since ${lowered(name)}`}
          before={name}
          after={nameOfNew(before, offer)}
          differences={differences}
        />
      )}
      <p class="govuk-body">
        <a class="govuk-link" href={address}>
          Read {lowered(name)}
        </a>
      </p>
    </>
  )
}
