import { done, refused, type Outcome } from '../../../core/outcome.ts'
import { notify } from '../../../platform/notifications/notify.ts'
import type { Work } from '../../../platform/work.ts'
import { tellCareStaff } from './care-staff.ts'
import { tellOfCare } from './tell-followers.ts'
import { getPackage } from '../store/package.ts'
import {
  findSuspension,
  recordRelease,
  recordReleaseAsked,
  recordReleaseRefusal,
  recordSuspension,
  type Refusing,
  type Suspension,
} from '../store/suspensions.ts'

type Changed = Outcome<null, { readonly code: 'changed' }>
type Suspend = { readonly packageId: string; readonly reason: string; readonly waitingFor: Suspension['waitingFor'] }

const byOf = ({ accountId, actor, now }: Work) => ({ accountId, name: actor.name, at: now })

/** Nothing of a suspended package can be recorded; the provider reads why, and whose move it is. */
export async function suspendPackage(work: Work, { packageId, reason, waitingFor }: Suspend): Promise<Changed> {
  const care = await getPackage(work.tx, { providerId: undefined }, packageId)
  const suspended = await recordSuspension(work.tx, care, { reason, waitingFor, since: work.today }, byOf(work))
  if (!suspended) return refused({ code: 'changed' })
  await work.audit('package.suspended', { type: 'package', id: packageId }, { package: care.reference, waitingFor })
  await tellCareStaff(work, care, 'package.suspended', 'The council has suspended a care package.')
  await tellOfCare(work, care, 'A care package that you follow, or of a person that you follow, was suspended.')
  return done(null)
}

export async function releasePackage(work: Work, packageId: string): Promise<Changed> {
  if (!(await recordRelease(work.tx, packageId, byOf(work)))) return changedOrAbsent(work, packageId)
  await work.audit('package.released', { type: 'package', id: packageId })
  const care = await getPackage(work.tx, { providerId: undefined }, packageId)
  await tellCareStaff(work, care, 'package.released', 'The council has released a suspended care package.')
  await tellOfCare(work, care, 'A care package that you follow, or of a person that you follow, was released.')
  return done(null)
}

type Ask = { readonly packageId: string; readonly text: string }

export type ReleaseAskRefusal = { readonly code: 'changed' | 'asked-already' }

/** Asked once: what a colleague has asked stands until the council has released it or said why not. */
export async function askForRelease(work: Work, { packageId, text }: Ask): Promise<Outcome<null, ReleaseAskRefusal>> {
  if (!(await recordReleaseAsked(work.tx, packageId, text, byOf(work)))) {
    const standing = await findSuspension(work.tx, { providerId: work.tx.providerId }, packageId)
    return standing === undefined ? changedOrAbsent(work, packageId) : refused({ code: 'asked-already' })
  }
  await work.audit('package.release-asked', { type: 'package', id: packageId })
  await notify(work, {
    event: 'package.release-asked',
    to: { kind: 'staff', roles: ['brokerage'] },
    text: 'A provider asks to release a suspended care package.',
    href: `/council/packages/${packageId}`,
    key: `release-asked:${packageId}:${work.now.toISOString()}`,
  })
  return done(null)
}

/** The package stays suspended, and the next move is the provider's again. Only the request that was read is answered. */
export async function refuseRelease(work: Work, refusing: Refusing): Promise<Changed> {
  const { packageId } = refusing
  if (!(await recordReleaseRefusal(work.tx, refusing, byOf(work)))) return changedOrAbsent(work, packageId)
  await work.audit('package.release-refused', { type: 'package', id: packageId })
  const care = await getPackage(work.tx, { providerId: undefined }, packageId)
  await tellCareStaff(
    work,
    care,
    'package.release-refused',
    'The council has answered why a suspended care package is not released yet.',
  )
  return done(null)
}

/** Nothing was recorded, because the package is in another state by now; one that is not there was never found. */
async function changedOrAbsent({ tx, actor }: Work, packageId: string): Promise<Changed> {
  await getPackage(tx, { providerId: actor.face === 'provider' ? tx.providerId : undefined }, packageId)
  return refused({ code: 'changed' })
}
