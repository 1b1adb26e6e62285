import { ceilingSentences, type Ceiling } from '../../rules/ceiling.ts'

type Props = { readonly ceiling: Ceiling; readonly nobody: string; readonly some: string }

/** In words, for whoever sets it and for whom it binds. */
export function CeilingList({ ceiling, nobody, some }: Props) {
  const sentences = ceilingSentences(ceiling)
  if (sentences.length === 0) return <p class="govuk-body govuk-!-margin-bottom-0">{nobody}</p>
  return (
    <>
      <p class="govuk-body">{some}</p>
      <ul class="govuk-list govuk-list--bullet govuk-!-margin-bottom-0">
        {sentences.map((sentence) => (
          <li>{sentence}</li>
        ))}
      </ul>
    </>
  )
}
