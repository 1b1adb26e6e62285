import { Details } from '../../../../platform/web/govuk/details.tsx'
import { InsetText } from '../../../../platform/web/govuk/inset-text.tsx'
import { changesBetween, paragraphsOf, policyNames, type Change } from '../../rules/policy.ts'
import type { DuePolicy } from '../../store/policies.ts'

/** The whole text the first time; what changed, with the whole below, afterwards. */
export function PolicyText({ policy }: { readonly policy: DuePolicy }) {
  const { kind, version, body, changes, acceptedVersion, acceptedBody } = policy
  const name = policyNames[kind]
  const text = paragraphsOf(body).map((paragraph) => <p class="govuk-body">{paragraph}</p>)
  if (acceptedBody === null)
    return (
      <>
        <h2 class="govuk-heading-m">{name}</h2>
        {text}
      </>
    )
  return (
    <>
      <h2 class="govuk-heading-m">{name}: what changed</h2>
      <p class="govuk-body">
        You accepted version {acceptedVersion}. This is version {version}.
      </p>
      {changes === '' ? null : <InsetText>{changes}</InsetText>}
      {changesBetween(acceptedBody, body)
        .filter((change) => change.kind !== 'kept')
        .map((change) => (
          <Changed change={change} />
        ))}
      <Details summary={`The whole ${name.toLowerCase()}, version ${String(version)}`}>{text}</Details>
    </>
  )
}

/** In words as well as by line: colour and strokes are not heard. */
function Changed({ change }: { readonly change: Change }) {
  return (
    <p class="govuk-body">
      <strong>{change.kind === 'added' ? 'New: ' : 'Removed: '}</strong>
      {change.kind === 'added' ? <ins>{change.text}</ins> : <del>{change.text}</del>}
    </p>
  )
}
