import { chosen, errorFor, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Checkboxes } from '../../../../../platform/web/govuk/checkboxes.tsx'
import { Details } from '../../../../../platform/web/govuk/details.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { Radios } from '../../../../../platform/web/govuk/radios.tsx'
import { admissions } from './entry.ts'

type Props = { readonly form: FormView; readonly forStaff: boolean; readonly hasSecret: boolean }

/** The fields of a connection, for a new one and for a change. */
export function SettingsFields({ form, forStaff, hasSecret }: Props) {
  return (
    <>
      <Input
        label="Issuer"
        hint="The address that your sign-in service calls itself. For Entra ID: https://login.microsoftonline.com/, your tenant ID, /v2.0"
        spellcheck={false}
        autocapitalize="none"
        {...typed(form, 'issuer')}
      />
      <Input
        label="Client ID"
        hint="For Entra ID: the application (client) ID"
        spellcheck={false}
        classes="govuk-input--width-30"
        {...typed(form, 'clientId')}
      />
      <Input
        label={hasSecret ? 'New client secret (optional)' : 'Client secret (optional)'}
        hint={
          hasSecret
            ? 'There is one, and it is not shown. Leave this empty to keep it.'
            : 'Leave this empty for a client without one. It is kept sealed and never shown again.'
        }
        type="password"
        autocomplete="off"
        spellcheck={false}
        classes="govuk-input--width-30"
        name="clientSecret"
        id="clientSecret"
        errorMessage={errorFor(form, 'clientSecret')}
      />
      <Addresses form={form} />
      {forStaff ? (
        <Radios legend="Who may come in?" items={admissions} {...chosen(form, 'admission')} />
      ) : (
        <input type="hidden" name="admission" value="added" />
      )}
      <ClaimNames form={form} />
    </>
  )
}

function ClaimNames({ form }: Pick<Props, 'form'>) {
  return (
    <Details
      summary="Names of claims"
      open={['groupsClaim', 'subjectClaim'].some((name) => errorFor(form, name) !== undefined)}
    >
      <Input
        label="Claim that lists the groups"
        hint="“groups”, or “roles” for app roles of Entra ID"
        spellcheck={false}
        autocapitalize="none"
        classes="govuk-input--width-20"
        {...typed(form, 'groupsClaim')}
      />
      <Radios
        legend="Claim that names a person for good"
        items={[
          { value: 'sub', text: 'sub', hint: 'The standard' },
          { value: 'oid', text: 'oid', hint: 'The object ID of Entra ID: choose this when people also come by SCIM' },
        ]}
        {...chosen(form, 'subjectClaim')}
      />
    </Details>
  )
}

function Addresses({ form }: Pick<Props, 'form'>) {
  return (
    <>
      <Input
        label="Domains of your people’s email addresses"
        hint="Apart by commas. At the first sign-in somebody is found by their address, and it must be of one of these."
        spellcheck={false}
        autocapitalize="none"
        {...typed(form, 'domains')}
      />
      <Checkboxes
        name="emailIsChecked"
        items={[
          {
            value: 'yes',
            text: 'Addresses of these domains can be given by our own IT alone',
            hint: 'Needed for Entra ID, which does not say whether it verified an address. An address that the service calls unverified is refused all the same.',
            checked: form.values['emailIsChecked'] === 'yes',
          },
        ]}
      />
    </>
  )
}
