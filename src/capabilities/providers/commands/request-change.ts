import type { LocalDate } from '../../../core/dates.ts'
import { done, refused, type Outcome } from '../../../core/outcome.ts'
import { queueMail } from '../../../platform/mail.ts'
import type { Work } from '../../../platform/work.ts'
import { mayRequest, type RequestRefusal } from '../rules/change.ts'
import { organisationValues, serviceValues } from '../rules/current.ts'
import { appliesAtOnce, type OrganisationField, type ServiceField } from '../rules/fields.ts'
import { parseValue, type Typed, type ValueFault } from '../rules/values.ts'
import { applyToOrganisation, applyToService } from '../store/apply.ts'
import { findWaiting, recordChange } from '../store/changes.ts'
import { listContacts, lockOrganisation, lockService } from '../store/organisation.ts'
import { findSetting } from '../store/settings.ts'

/** Which field of what: of the organisation itself, or of one service. */
export type Target =
  | { readonly field: OrganisationField; readonly serviceId: null }
  | { readonly field: ServiceField; readonly serviceId: string }

type RequestChange = Target & {
  readonly shownVersion: number
  readonly typed: Typed
  readonly evidence: string
  readonly effectiveOn: LocalDate
}
export type RequestChangeRefusal = RequestRefusal | { readonly code: 'faulty'; readonly fault: ValueFault }
type Requested = { readonly id: string; readonly applied: boolean }

/** What the council lets through is applied at once; the rest waits for somebody there to look at it. */
export async function requestChange(
  work: Work,
  asked: RequestChange,
): Promise<Outcome<Requested, RequestChangeRefusal>> {
  const { tx, today, now, accountId, actor } = work
  const { providerId } = tx
  const held = await lockTarget(work, asked)
  const parsed = parseValue(asked.field, asked.typed)
  if (!parsed.ok) return refused({ code: 'faulty', fault: parsed.refusal })

  const setting = await findSetting(tx, 'organisation.applied-at-once', today)
  const atOnce = appliesAtOnce(setting).has(asked.field)
  const decided = mayRequest({
    shown: asked.shownVersion,
    current: held.version,
    waiting: await findWaiting(tx, { ...asked, providerId }),
    from: held.value,
    to: parsed.value,
    atOnce,
    evidence: asked.evidence,
    effectiveOn: asked.effectiveOn,
    today,
  })
  if (!decided.ok) return decided

  const id = await recordChange(tx, {
    providerId,
    serviceId: asked.serviceId,
    field: asked.field,
    oldValue: held.value,
    newValue: parsed.value,
    evidence: asked.evidence.trim(),
    effectiveOn: atOnce ? today : asked.effectiveOn,
    status: decided.value,
    by: accountId,
    name: actor.name,
    at: now,
  })
  if (decided.value === 'applied') await applyChange(work, { ...asked, providerId, value: parsed.value })
  await work.audit(
    `organisation.change-${decided.value}`,
    { type: 'organisation-change', id },
    auditDetails(asked, held.value, parsed.value),
  )
  if (atOnce && asked.field === 'email') await tellBoth(work, held.value, parsed.value)
  if (!atOnce) await work.enqueue('providers.tell-reviewers', { councilId: tx.councilId, id }, { key: `change:${id}` })
  return done({ id, applied: decided.value === 'applied' })
}

type Held = { readonly version: number; readonly value: string }

/** The value as it is now, which nobody else changes until this transaction is over. */
async function lockTarget({ tx }: Work, target: Target): Promise<Held> {
  if (target.serviceId !== null) {
    const service = await lockService(tx, tx.providerId, target.serviceId)
    return { version: service.version, value: serviceValues(service)[target.field] }
  }
  const organisation = await lockOrganisation(tx, tx.providerId)
  const contacts = await listContacts(tx, tx.providerId)
  return { version: organisation.version, value: organisationValues(organisation, contacts)[target.field] }
}

async function applyChange(
  { tx }: Work,
  change: Target & { readonly providerId: string; readonly value: string },
): Promise<void> {
  if (change.serviceId !== null) await applyToService(tx, change.field, change)
  else await applyToOrganisation(tx, change.field, change)
}

function auditDetails({ field, serviceId }: Target, from: string, to: string) {
  return { field, from, to, ...(serviceId === null ? {} : { service: serviceId }) }
}

/** Whoever loses an address must hear of it there, in case it was not their doing. */
async function tellBoth(work: Work, from: string, to: string): Promise<void> {
  const body =
    'The email address of your organisation was changed in the Provider Portal.\n\nIf nobody with you did this, tell the council at once.\n'
  for (const recipient of new Set([from, to].filter((address) => address !== '')))
    await queueMail(work, { recipient, subject: 'Your organisation’s email address was changed', body })
}
