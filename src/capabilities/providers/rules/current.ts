import { contactFieldOf, type OrganisationField, type Purpose, type ServiceField } from './fields.ts'
import { contactText, type Contact } from './values.ts'

type OrganisationValues = {
  readonly legalName: string
  readonly tradingName: string
  readonly registeredAddress: string
  readonly address: string
  readonly email: string
  readonly phone: string
  readonly cqcProviderId: string | null
  readonly companyNumber: string | null
  readonly vatNumber: string | null
}
type ServiceValues = {
  readonly name: string
  readonly address: string
  readonly cqcLocationId: string | null
  readonly odsCode: string | null
  readonly openingDays: readonly number[]
  readonly closedFrom: string | null
  readonly closedUntil: string | null
}
type Contacts = readonly (Contact & { readonly purpose: Purpose })[]

/** Every field of an organisation as the one text that changes are made from. */
export function organisationValues(
  organisation: OrganisationValues,
  contacts: Contacts,
): Readonly<Record<OrganisationField, string>> {
  const contactFor = (purpose: Purpose) => {
    const found = contacts.find((contact) => contact.purpose === purpose)
    return { [contactFieldOf(purpose)]: found === undefined ? '' : contactText(found) }
  }
  return {
    'legal-name': organisation.legalName,
    'trading-name': organisation.tradingName,
    'registered-address': organisation.registeredAddress,
    'trading-address': organisation.address,
    email: organisation.email,
    phone: organisation.phone,
    'cqc-provider-id': organisation.cqcProviderId ?? '',
    'company-number': organisation.companyNumber ?? '',
    'vat-number': organisation.vatNumber ?? '',
    'contact-contracts': '',
    'contact-remittance': '',
    'contact-safeguarding': '',
    'contact-payments': '',
    ...contactFor('contracts'),
    ...contactFor('remittance'),
    ...contactFor('safeguarding'),
    ...contactFor('payments'),
  }
}

export function serviceValues(service: ServiceValues): Readonly<Record<ServiceField, string>> {
  return {
    'service-name': service.name,
    'service-address': service.address,
    'cqc-location-id': service.cqcLocationId ?? '',
    'ods-code': service.odsCode ?? '',
    'opening-days': service.openingDays.join(','),
    closure: service.closedFrom === null ? '' : `${service.closedFrom}/${service.closedUntil ?? ''}`,
  }
}
