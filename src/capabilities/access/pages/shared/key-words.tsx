import { addDays } from '../../../../core/dates.ts'
import type { LocalDate } from '../../../../core/dates.ts'
import { formatDay } from '../../../../core/format.ts'
import { formatInstant } from '../../../../platform/web/format-instant.ts'
import { Tag } from '../../../../platform/web/govuk/tag.tsx'
import { abilityWords, stateOfKey } from '../../rules/api-keys.ts'
import type { ApiKey } from '../../store/api-keys.ts'

/** What a key may do and of which service. */
export function KeyReach({ of: { abilities, serviceName } }: { readonly of: ApiKey }) {
  return (
    <>
      <ul class="govuk-list">
        {abilities.map((ability) => (
          <li>{abilityWords[ability].text}</li>
        ))}
      </ul>
      {serviceName ?? 'Whole organisation'}
    </>
  )
}

export function KeyState({ of: key, today }: { readonly of: ApiKey; readonly today: LocalDate }) {
  switch (stateOfKey(key, today)) {
    case 'works':
      return (
        <>
          <Tag colour="green">Works</Tag>
          <br />
          {`Last day ${formatDay(addDays(key.expiresOn, -1))}`}
        </>
      )
    case 'expired':
      return (
        <>
          <Tag colour="grey">Expired</Tag>
          <br />
          {`Last day was ${formatDay(addDays(key.expiresOn, -1))}`}
        </>
      )
    case 'ended':
      return (
        <>
          <Tag colour="grey">Ended</Tag>
          <br />
          {key.endedAt === null ? '' : `${formatInstant(key.endedAt)}, ${key.endedBy ?? ''}`}
        </>
      )
  }
}

export function madeWords({ madeAt, madeBy }: ApiKey): string {
  return `${formatInstant(madeAt)}, ${madeBy}`
}

export function usedWords({ lastUsedAt }: ApiKey): string {
  return lastUsedAt === null ? 'Never' : formatInstant(lastUsedAt)
}
