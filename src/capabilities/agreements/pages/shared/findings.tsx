import type { Finding } from '../../rules/publishing.ts'
import { FINDING_WORDS } from './words.ts'

export function Findings({ findings }: { readonly findings: readonly Finding[] }) {
  return (
    <ul class="govuk-list govuk-list--bullet">
      {findings.map(({ code, packageReference, other, stops }) => (
        <li>
          {`${stops ? 'Must be put right: ' : 'Please check: '}${FINDING_WORDS[code]}${other === undefined ? '' : ` (${other})`}. Care package ${packageReference}`}
        </li>
      ))}
    </ul>
  )
}
