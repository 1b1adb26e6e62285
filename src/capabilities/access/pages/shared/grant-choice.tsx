import type { ComponentChildren } from 'preact'
import { chosen, errorFor, PostForm, type FormView } from '../../../../platform/web/forms.tsx'
import { Button } from '../../../../platform/web/govuk/button.tsx'
import { Checkboxes } from '../../../../platform/web/govuk/checkboxes.tsx'
import { Radios } from '../../../../platform/web/govuk/radios.tsx'
import type { GivenGrant } from '../../rules/given.ts'
import type { ProviderRole } from '../../rules/permissions.ts'
import type { TargetChoice } from '../../store/granting.ts'
import { rolesOffered } from './grant-entry.ts'

type ScopeProps = {
  /** Where this step is, and with the answer the next one. */
  readonly action: string
  readonly targets: readonly TargetChoice[]
}

/** What the provider does not have is not offered. */
export function ScopeChoice({ action, targets }: ScopeProps) {
  const has = (scope: TargetChoice['scope']) => targets.some((target) => target.scope === scope)
  return (
    <form method="get" action={action} novalidate>
      <Radios
        name="scope"
        legend={{ text: 'What is it for?', classes: 'govuk-fieldset__legend--m' }}
        value="organisation"
        items={[
          {
            value: 'organisation',
            text: 'The whole organisation',
            hint: 'Every service and contract, also future ones',
          },
          ...(has('service')
            ? [{ value: 'service', text: 'Some services', hint: 'A home, a branch or a scheme' }]
            : []),
          ...(has('contract')
            ? [{ value: 'contract', text: 'Some contracts', hint: 'Everything delivered under a contract' }]
            : []),
        ]}
      />
      <Button>Continue</Button>
    </form>
  )
}

const roleWords: Readonly<Record<ProviderRole, { readonly text: string; readonly hint: string }>> = {
  'care-management': { text: 'Care management', hint: 'Packages, agreements and weeks of care' },
  finance: { text: 'Finance', hint: 'Invoices, payments and remittances' },
  admin: { text: 'Admin', hint: 'The organisation’s details and its people' },
  full: { text: 'Full', hint: 'Everything above' },
  signatory: { text: 'Signatory', hint: 'Agree and sign agreements. No other kind of work brings this authority' },
  main: { text: 'Main', hint: 'As Full, as the main contact. Only the council gives it' },
}
export const roleNames: Readonly<Record<ProviderRole, string>> = {
  'care-management': roleWords['care-management'].text,
  finance: roleWords.finance.text,
  admin: roleWords.admin.text,
  full: roleWords.full.text,
  signatory: roleWords.signatory.text,
  main: roleWords.main.text,
}
const inOrder = ['care-management', 'finance', 'admin', 'full', 'signatory', 'main'] as const

type GrantProps = {
  readonly action: string
  readonly form: FormView
  readonly scope: GivenGrant['scope']
  readonly chosenTargets: readonly string[]
  readonly targets: readonly TargetChoice[]
  readonly main?: boolean
  readonly button: string
  readonly children?: ComponentChildren
}

/** The second step asks only what fits the first. */
export function GrantForm({ action, form, scope, chosenTargets, targets, main = false, button, children }: GrantProps) {
  const offered = rolesOffered(scope, main)
  return (
    <PostForm action={action} form={form}>
      <input type="hidden" name="scope" value={scope} />
      {scope === 'organisation' ? (
        <p class="govuk-body">For the whole organisation.</p>
      ) : (
        <Checkboxes
          name="targets"
          idPrefix="targets"
          legend={{
            text: scope === 'service' ? 'Which services?' : 'Which contracts?',
            classes: 'govuk-fieldset__legend--s',
          }}
          errorMessage={errorFor(form, 'targets')}
          values={chosenTargets}
          items={targets
            .filter((target) => target.scope === scope)
            .map(({ id, name, hint }) => ({ value: id, text: name, hint }))}
        />
      )}
      <Radios
        {...chosen(form, 'role')}
        legend={{ text: 'Which kind of work?', classes: 'govuk-fieldset__legend--s' }}
        items={inOrder.filter((role) => offered.includes(role)).map((role) => ({ value: role, ...roleWords[role] }))}
      />
      <Radios
        {...chosen(form, 'mode')}
        legend={{ text: 'May the person change things?', classes: 'govuk-fieldset__legend--s' }}
        items={[
          { value: 'edit', text: 'See and change' },
          { value: 'read-only', text: 'See only' },
        ]}
      />
      {children}
      <Button preventDoubleClick>{button}</Button>
    </PostForm>
  )
}
