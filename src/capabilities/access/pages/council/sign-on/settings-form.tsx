import { chosen, errorFor, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Checkboxes } from '../../../../../platform/web/govuk/checkboxes.tsx'
import { Details } from '../../../../../platform/web/govuk/details.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { Radios } from '../../../../../platform/web/govuk/radios.tsx'
import { Textarea } from '../../../../../platform/web/govuk/textarea.tsx'
import type { Kind } from './by-kind.ts'
import { admissions } from './entry.ts'

type Props = {
  readonly form: FormView
  readonly kind: Kind
  readonly forStaff: boolean
  readonly hasSecret: boolean
}

/** The fields of a connection, for a new one and for a change. */
export function SettingsFields({ form, kind, forStaff, hasSecret }: Props) {
  return (
    <>
      {kind === 'oidc' ? <OpenIdFields form={form} hasSecret={hasSecret} /> : <SamlFields form={form} />}
      <Addresses form={form} kind={kind} />
      {forStaff ? (
        <Radios legend="Who may come in?" items={admissions} {...chosen(form, 'admission')} />
      ) : (
        <input type="hidden" name="admission" value="added" />
      )}
      <ClaimNames form={form} kind={kind} />
      <Strength form={form} />
    </>
  )
}

function OpenIdFields({ form, hasSecret }: Pick<Props, 'form' | 'hasSecret'>) {
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
    </>
  )
}

function SamlFields({ form }: Pick<Props, 'form'>) {
  return (
    <>
      <Input
        label="Entity ID of your service"
        hint="What it calls itself. For Entra ID: the Microsoft Entra Identifier, https://sts.windows.net/, your tenant ID, /"
        spellcheck={false}
        autocapitalize="none"
        {...typed(form, 'issuer')}
      />
      <Input
        label="Sign-in address"
        hint="Where browsers are sent, by redirect. For Entra ID: the Login URL"
        spellcheck={false}
        autocapitalize="none"
        {...typed(form, 'signInAddress')}
      />
      <Textarea
        label="Certificate with which it signs"
        hint="In base64, with its first and last line. While your service changes its key, paste the new one below the old one."
        rows={8}
        spellcheck={false}
        {...typed(form, 'certificates')}
      />
    </>
  )
}

function ClaimNames({ form, kind }: Pick<Props, 'form' | 'kind'>) {
  const isSaml = kind === 'saml'
  return (
    <Details
      summary={isSaml ? 'Names of attributes' : 'Names of claims'}
      open={['groupsClaim', 'subjectClaim'].some((name) => errorFor(form, name) !== undefined)}
    >
      <Input
        label={isSaml ? 'Attribute that lists the groups' : 'Claim that lists the groups'}
        hint={
          isSaml
            ? 'For app roles of Entra ID it ends with /claims/role in place of /claims/groups'
            : '“groups”, or “roles” for app roles of Entra ID'
        }
        spellcheck={false}
        autocapitalize="none"
        classes={isSaml ? '' : 'govuk-input--width-20'}
        {...typed(form, 'groupsClaim')}
      />
      <Radios
        legend={isSaml ? 'What names a person for good' : 'Claim that names a person for good'}
        items={isSaml ? samlSubjects : openIdSubjects}
        {...chosen(form, 'subjectClaim')}
      />
    </Details>
  )
}

const openIdSubjects = [
  { value: 'sub', text: 'sub', hint: 'The standard' },
  { value: 'oid', text: 'oid', hint: 'The object ID of Entra ID: choose this when people also come by SCIM' },
]
const samlSubjects = [
  {
    value: 'sub',
    text: 'NameID',
    hint: 'In the persistent format. One that is an address, or changes each time, is refused.',
  },
  {
    value: 'oid',
    text: 'objectidentifier',
    hint: 'The object ID that Entra ID always sends: choose this for Entra ID',
  },
]

function Strength({ form }: Pick<Props, 'form'>) {
  return (
    <Details
      summary="How strongly people must sign in"
      open={errorFor(form, 'acrValues') !== undefined || (form.values['acrValues'] ?? '') !== ''}
    >
      <Input
        label="Strengths that are taken (optional)"
        hint="As your service names them (acr), apart by spaces. We ask for them, and let nobody in whose sign-in does not name one. For NHS CIS2: AAL3_ANY, or AAL2_OR_AAL3_ANY with what it answers."
        spellcheck={false}
        autocapitalize="none"
        {...typed(form, 'acrValues')}
      />
    </Details>
  )
}

function Addresses({ form, kind }: Pick<Props, 'form' | 'kind'>) {
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
            hint:
              kind === 'saml'
                ? 'Needed: SAML does not say whether an address was verified, and without this nobody new comes in.'
                : 'Needed for Entra ID, which does not say whether it verified an address. An address that the service calls unverified is refused all the same.',
            checked: form.values['emailIsChecked'] === 'yes',
          },
        ]}
      />
    </>
  )
}
