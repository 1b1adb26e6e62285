export const PURPOSES = ['contracts', 'remittance', 'safeguarding', 'payments'] as const
export type Purpose = (typeof PURPOSES)[number]

/** What can be changed about an organisation. The order is that of the page. */
export const ORGANISATION_FIELDS = [
  'legal-name',
  'trading-name',
  'registered-address',
  'trading-address',
  'email',
  'phone',
  'cqc-provider-id',
  'company-number',
  'vat-number',
  'contact-contracts',
  'contact-remittance',
  'contact-safeguarding',
  'contact-payments',
] as const
export const SERVICE_FIELDS = [
  'service-name',
  'service-address',
  'cqc-location-id',
  'ods-code',
  'opening-days',
  'closure',
] as const

export type OrganisationField = (typeof ORGANISATION_FIELDS)[number]
export type ServiceField = (typeof SERVICE_FIELDS)[number]
export type Field = OrganisationField | ServiceField

/** Of these a council may say that they apply at once. The database holds the same list, and refuses the others. */
export const MAY_APPLY_AT_ONCE: readonly Field[] = [
  'email',
  'phone',
  'trading-address',
  'contact-contracts',
  'contact-remittance',
  'contact-safeguarding',
  'contact-payments',
  'opening-days',
  'closure',
]
/** For a council that has said nothing: a closure moves people, so somebody looks at it. */
const BY_DEFAULT = MAY_APPLY_AT_ONCE.filter((field) => field !== 'closure')

/** The value of the council's setting: a list of fields, or the same as words. */
export function appliesAtOnce(setting: unknown): ReadonlySet<Field> {
  if (setting === undefined) return new Set(BY_DEFAULT)
  const named: unknown[] = typeof setting === 'string' ? setting.split(/[\s,]+/) : Array.isArray(setting) ? setting : []
  return new Set(MAY_APPLY_AT_ONCE.filter((field) => named.includes(field)))
}

const contactFields = {
  'contact-contracts': 'contracts',
  'contact-remittance': 'remittance',
  'contact-safeguarding': 'safeguarding',
  'contact-payments': 'payments',
} as const

export function isContactField(field: Field): field is keyof typeof contactFields {
  return field in contactFields
}
export function purposeOf(field: keyof typeof contactFields): Purpose {
  return contactFields[field]
}
export function contactFieldOf(purpose: Purpose): keyof typeof contactFields {
  return `contact-${purpose}`
}
export function isOrganisationField(text: string): text is OrganisationField {
  return ORGANISATION_FIELDS.some((field) => field === text)
}
export function isServiceField(text: string): text is ServiceField {
  return SERVICE_FIELDS.some((field) => field === text)
}
