import { addDays } from '../../../../core/dates.ts'
import type { LocalDate } from '../../../../core/dates.ts'
import { formatDay } from '../../../../core/format.ts'
import { formatInstant } from '../../../../platform/web/format-instant.ts'
import { Tag } from '../../../../platform/web/govuk/tag.tsx'
import { abilityWords, sandboxCompanies, stateOfKey } from '../../rules/api-keys.ts'
import type { ApiKey } from '../../store/api-keys.ts'

/** What a key may do and of which service. */
export function KeyReach({ of: { abilities, serviceName, sandboxName, sandboxCompany } }: { readonly of: ApiKey }) {
  return (
    <>
      <ul class="govuk-list">
        {abilities.map((ability) => (
          <li>{abilityWords[ability].text}</li>
        ))}
      </ul>
      {sandboxName === null ? (
        (serviceName ?? 'Whole organisation')
      ) : (
        <>
          <Tag colour="yellow">Test</Tag>
          <br />
          {`Sandbox ${sandboxName}. ${sandboxCompanies.find(({ value }) => value === sandboxCompany)?.text ?? ''}`}
        </>
      )}
    </>
  )
}

type Moment = { readonly today: LocalDate; readonly now: Date }

export function KeyState({ of: key, at }: { readonly of: ApiKey; readonly at: Moment }) {
  switch (stateOfKey(key, at)) {
    case 'replaced':
      return (
        <>
          <Tag colour="orange">Replaced</Tag>
          <br />
          {key.stopsAt === null ? '' : `Works until ${formatInstant(key.stopsAt)}`}
        </>
      )
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
          {endWords(key)}
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

function endWords({ endedAt, endedBy, stopsAt }: ApiKey): string {
  if (endedAt !== null) return `${formatInstant(endedAt)}, ${endedBy ?? ''}`
  return stopsAt === null ? '' : `${formatInstant(stopsAt)}, replaced`
}
