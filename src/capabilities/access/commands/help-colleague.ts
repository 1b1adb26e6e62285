import type { LocalDate } from '../../../core/dates.ts'
import { done, refused, type Outcome } from '../../../core/outcome.ts'
import type { FaceScope } from '../../../platform/db/scope.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { Work } from '../../../platform/work.ts'
import { isSameTarget, type GivenGrant } from '../rules/given.ts'
import { isClassic } from '../rules/password-policy.ts'
import { permissionsOf } from '../rules/permissions.ts'
import { listPlaces, recordEvent, type Place } from '../store/accounts.ts'
import { listHeldGrants } from '../store/granting.ts'
import { answerColleague } from '../store/help.ts'
import { findPlaceOf, getColleague, passGate } from '../store/places.ts'
import { unlock } from '../store/set-up.ts'
import { tellOwner } from '../store/tell-owner.ts'
import { mailSetUpLink } from './invite.ts'

/** Why somebody at the organisation may not help, and the council does. */
export type HelpRefusal = {
  readonly code: 'yourself' | 'left' | 'classic' | 'council-staff' | 'beyond-you' | 'not-locked'
}
/** Who would help, and in which transaction. */
export type Helping = {
  readonly tx: Tx
  readonly today: LocalDate
  readonly accountId: string
  readonly role: FaceScope['role']
}
type Helpable = Outcome<{ readonly accountId: string; readonly email: string }, HelpRefusal>

/**
 * A colleague inside one's own scope, where every council of theirs lets organisations help, and never oneself.
 * Somebody who also works for a council is helped by a council.
 */
export async function mayHelp(helping: Helping, membershipId: string): Promise<Helpable> {
  const { tx, today, role } = helping
  const colleague = await getColleague(tx, membershipId)
  const { accountId, email, endsOn } = colleague
  if (accountId === helping.accountId) return refused({ code: 'yourself' })
  if (endsOn !== null && endsOn <= today) return refused({ code: 'left' })
  const places = await passGate({ tx, role }, () => listPlaces(tx, accountId, today))
  const byCouncil = whyCouncil(places)
  if (byCouncil !== undefined) return refused({ code: byCouncil })
  const theirs = await listHeldGrants(tx, colleague, today)
  if (!looksAfter(await listOwn(helping), theirs)) return refused({ code: 'beyond-you' })
  return done({ accountId, email })
}

function whyCouncil(places: readonly Place[]): 'classic' | 'council-staff' | undefined {
  if (places.some(({ face }) => face === 'council')) return 'council-staff'
  return isClassic(places.map(({ policy }) => policy)) ? 'classic' : undefined
}

/** Whether one's own grants for looking after people reach everything that the other person works on. */
function looksAfter(own: readonly GivenGrant[], theirs: readonly GivenGrant[]): boolean {
  const admin = own.filter((grant) => permissionsOf(grant).includes('people.manage'))
  if (admin.some(({ scope }) => scope === 'organisation')) return true
  return theirs.length > 0 && theirs.every((grant) => admin.some((mine) => isSameTarget(mine, grant)))
}

async function listOwn({ tx, today, accountId }: Helping): Promise<readonly GivenGrant[]> {
  const own = await findPlaceOf(tx, { accountId, providerId: tx.providerId })
  if (own === undefined) return []
  const held = await listHeldGrants(tx, { providerId: tx.providerId, membershipId: own.membershipId }, today)
  return held.filter(({ startsOn }) => startsOn <= today)
}

function helpingIn({ tx, today, accountId, actor }: Work): Helping {
  return { tx, today, accountId, role: actor.scope.role }
}

export async function unlockColleague(work: Work, membershipId: string): Promise<Outcome<true, HelpRefusal>> {
  const found = await mayHelp(helpingIn(work), membershipId)
  if (!found.ok) return found
  const { accountId } = found.value
  const { tx, now, today } = work
  const unlocked = await passGate({ tx, role: work.actor.scope.role }, async () => {
    if (!(await unlock(tx, accountId))) return false
    await recordEvent(tx, now, { accountId, kind: 'unlocked' })
    await tellOwner(tx, {
      accountId,
      subject: 'Your Provider Portal account is unlocked',
      body: `${work.actor.name} unlocked it. If you did not ask for that, tell the council.`,
      now,
      today,
    })
    return true
  })
  if (!unlocked) return refused({ code: 'not-locked' })
  await answerColleague(tx, accountId, now)
  await work.audit('people.unlocked', { type: 'account', id: accountId })
  return done(true)
}

/** Starts it and never sees or chooses a password: the colleague chooses both steps anew by a link that works once. */
export async function sendColleagueLink(
  work: Work,
  { membershipId, origin }: { readonly membershipId: string; readonly origin: string },
): Promise<Outcome<true, HelpRefusal>> {
  const found = await mayHelp(helpingIn(work), membershipId)
  if (!found.ok) return found
  const { accountId, email } = found.value
  const { tx, now, today } = work
  await mailSetUpLink(work, { accountId, email, origin })
  await passGate({ tx, role: work.actor.scope.role }, () =>
    tellOwner(tx, {
      accountId,
      subject: 'A colleague started to set up your sign-in to Provider Portal again',
      body: `${work.actor.name} asked for it, and a link is in another email to you. Until you use it, you sign in as before. If you did not ask for that, tell the council.`,
      now,
      today,
    }),
  )
  await answerColleague(tx, accountId, now)
  await work.audit('people.set-up-link-sent', { type: 'account', id: accountId })
  return done(true)
}
