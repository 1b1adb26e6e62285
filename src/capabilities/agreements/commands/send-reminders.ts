import type { LocalDate } from '../../../core/dates.ts'
import { londonToday } from '../../../platform/clock.ts'
import { notify } from '../../../platform/notifications/notify.ts'
import type { Work } from '../../../platform/work.ts'
import { listContractContacts, type ContractContact } from '../../providers/index.ts'
import { workingDaysLost } from '../rules/pausing.ts'
import { reminderDue, USUAL_RULE, type Due } from '../rules/reminding.ts'
import { findPause, listEndedPauses } from '../store/pause.ts'
import {
  listReminderRules,
  listUnanswered,
  recordReminder,
  type KeptRule,
  type Unanswered,
} from '../store/reminders.ts'
import { listSignatories } from '../store/signing.ts'
import { daysOf } from './pause-answers.ts'
import { mailUnsigned } from './tell-provider.ts'

const PAGE = 500
const FIRST = '00000000-0000-0000-0000-000000000000'

/**
 * On working days: whoever may sign is reminded of what waits, and after a while the organisation's administrators too,
 * and its contact for contracts, who need not have an account, by e-mail.
 * Each reminder is a row that can be there once. While answering is paused nobody is reminded of what they cannot do.
 */
export async function sendReminders(work: Work): Promise<void> {
  const { tx } = work
  if ((await findPause(tx)) !== undefined) return
  const rules = await listReminderRules(tx)
  const lost = workingDaysLost((await listEndedPauses(tx)).map(daysOf))
  const unsigned: Unanswered[] = []
  const told = new Map<string, Told>()
  let page = await listUnanswered(tx, FIRST, PAGE)
  while (page.length > 0) {
    unsigned.push(...page.filter(({ unsignedFrom }) => unsignedFrom !== null && unsignedFrom <= work.today))
    const contacts = await listContractContacts(tx, [...new Set(page.map(({ providerId }) => providerId))])
    for (const one of page)
      await remind(work, one, { rule: ruleFor(one, rules), lost, contact: contacts.get(one.providerId), told })
    page = await listUnanswered(tx, page.at(-1)?.id ?? FIRST, PAGE)
  }
  for (const [providerId, one] of told) await tell(work, providerId, one)
  if (unsigned.length > 0) await tellStaff(work, unsigned.length)
}

type Told = { readonly signatories: Set<string>; readonly contact: ContractContact | undefined; escalated: boolean }
type Rule = typeof USUAL_RULE

/** The nearest: of the agreement, of its provider, of the council, or the usual one. */
function ruleFor({ id, providerId }: Unanswered, rules: readonly KeptRule[]): Rule {
  return (
    rules.find((rule) => rule.agreementId === id) ??
    rules.find((rule) => rule.providerId === providerId) ??
    rules.find((rule) => rule.providerId === null && rule.agreementId === null) ??
    USUAL_RULE
  )
}

type Reminding = {
  readonly rule: Rule
  readonly lost: readonly LocalDate[]
  readonly contact: ContractContact | undefined
  readonly told: Map<string, Told>
}

async function remind(work: Work, one: Unanswered, { rule, lost, contact, told }: Reminding): Promise<void> {
  const due: Due | undefined = reminderDue(
    { publishedOn: londonToday(one.publishedAt), sent: one.sent, rule, lost },
    work.today,
  )
  if (due === undefined) return
  const signatories = await listSignatories(work.tx, one, work.today)
  const names = signatories.map(({ name }) => name).join(', ')
  const whom = names === '' ? 'nobody may sign' : names
  const kept = await recordReminder(work.tx, {
    ...one,
    ...due,
    told: due.escalated ? [whom, ...beyond(contact)].join('; ') : whom,
    at: work.now,
  })
  if (!kept) return
  const provider = told.get(one.providerId) ?? { signatories: new Set<string>(), contact, escalated: false }
  for (const { accountId } of signatories) provider.signatories.add(accountId)
  provider.escalated ||= due.escalated || signatories.length === 0
  told.set(one.providerId, provider)
}

function beyond(contact: ContractContact | undefined): readonly string[] {
  const administrators = 'the organisation’s administrators'
  return contact === undefined ? [administrators] : [administrators, `${contact.name}, its contact for contracts`]
}

/** One message a day to each person, however many agreements wait. */
async function tell(work: Work, providerId: string, { signatories, contact, escalated }: Told): Promise<void> {
  const news = {
    event: 'agreement.waiting',
    text: 'Agreements are waiting for your organisation’s signature.',
    href: '/provider/agreements',
    key: `agreements-reminded:${providerId}:${work.today}`,
  } as const
  if (signatories.size > 0)
    await notify(work, { ...news, to: { kind: 'people', providerId, accountIds: [...signatories] } })
  if (!escalated) return
  await notify(work, { ...news, to: { kind: 'administrators', providerId } })
  if (contact !== undefined) await mailUnsigned(work, contact.email)
}

async function tellStaff(work: Work, count: number): Promise<void> {
  await notify(work, {
    event: 'agreement.unsigned',
    to: { kind: 'staff', roles: ['brokerage'] },
    text:
      count === 1
        ? 'Care has started under an agreement that nobody has signed.'
        : `Care has started under ${String(count)} agreements that nobody has signed.`,
    href: '/council/agreements/tracker?only=started',
    key: `agreements-unsigned:${work.today}`,
  })
}
