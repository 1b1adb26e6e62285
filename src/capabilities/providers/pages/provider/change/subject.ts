import type { LocalDate } from '../../../../../core/dates.ts'
import type { Tx } from '../../../../../platform/db/tx.ts'
import type { Target } from '../../../commands/request-change.ts'
import { organisationValues, serviceValues } from '../../../rules/current.ts'
import { appliesAtOnce, isContactField, type Field } from '../../../rules/fields.ts'
import { closureOf, contactOf } from '../../../rules/values.ts'
import { findWaiting } from '../../../store/changes.ts'
import { getOrganisation, getService, listContacts } from '../../../store/organisation.ts'
import { findSetting } from '../../../store/settings.ts'
import { dateBoxes } from '../../shared/words.ts'

/** What a change is made to, as it is now. */
export type Subject = {
  readonly name: string
  readonly value: string
  readonly version: number
  readonly atOnce: boolean
  readonly waiting: string | undefined
}

export async function loadSubject(tx: Tx, target: Target, today: LocalDate): Promise<Subject> {
  const [held, setting, waiting] = await Promise.all([
    heldBy(tx, target),
    findSetting(tx, 'organisation.applied-at-once', today),
    findWaiting(tx, { ...target, providerId: tx.providerId }),
  ])
  return { ...held, atOnce: appliesAtOnce(setting).has(target.field), waiting }
}

async function heldBy(tx: Tx, target: Target): Promise<Pick<Subject, 'name' | 'value' | 'version'>> {
  if (target.serviceId !== null) {
    const service = await getService(tx, tx.providerId, target.serviceId)
    return { name: service.name, version: service.version, value: serviceValues(service)[target.field] }
  }
  const [organisation, contacts] = await Promise.all([
    getOrganisation(tx, tx.providerId),
    listContacts(tx, tx.providerId),
  ])
  const { tradingName: name, version } = organisation
  return { name, version, value: organisationValues(organisation, contacts)[target.field] }
}

/** The boxes of the form, filled with what the details say now. */
export function startingValues(field: Field, value: string, today: LocalDate): Readonly<Record<string, string>> {
  const effective = dateBoxes('effective', today)
  if (isContactField(field)) return { ...effective, ...contactOf(value) }
  if (field === 'opening-days') return { ...effective, days: value }
  if (field !== 'closure') return { ...effective, value }
  const closure = closureOf(value)
  return { ...dateBoxes('from', closure?.from ?? null), ...dateBoxes('until', closure?.until ?? null) }
}
