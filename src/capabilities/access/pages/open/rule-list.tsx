import { passwordRuleLines, type PasswordRules } from '../../rules/password-policy.ts'
import { codeRuleLines } from '../../rules/security-code.ts'

type Line = { readonly faults: readonly string[]; readonly text: string }

/** The rules as a list that reads well without scripts; the browser code adds which are met as one types. */
export function PasswordRuleList({ field, rules }: { readonly field: string; readonly rules: PasswordRules }) {
  return (
    <>
      <ul
        class="govuk-list govuk-list--bullet"
        data-live-rules="password"
        data-rule-field={field}
        data-shortest={rules.shortest}
        data-letter-and-other={rules.letterAndOther ? 'yes' : 'no'}
      >
        <Lines lines={passwordRuleLines(rules)} />
      </ul>
      <Status />
    </>
  )
}

export function CodeRuleList({ field, changes }: { readonly field: string; readonly changes: boolean }) {
  return (
    <>
      <ul class="govuk-list govuk-list--bullet" data-live-rules="code" data-rule-field={field}>
        <Lines lines={codeRuleLines(changes)} />
      </ul>
      <Status />
    </>
  )
}

function Lines({ lines }: { readonly lines: readonly Line[] }) {
  return lines.map(({ faults, text }) =>
    faults.length === 0 ? (
      <li>{text}</li>
    ) : (
      <li data-rule={faults.join(' ')}>
        {text}
        <strong data-rule-state="" />
      </li>
    ),
  )
}

function Status() {
  return <p class="govuk-visually-hidden" role="status" data-rules-status="" />
}
