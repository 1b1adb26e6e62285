import { done, refused, type Outcome } from '../../../core/outcome.ts'
import type { Work } from '../../../platform/work.ts'
import type { ReminderRule } from '../rules/reminding.ts'
import type { PaperRules } from '../rules/wet-signature.ts'
import { findRuleTarget, removeReminderRule, saveReminderRule } from '../store/reminders.ts'
import { saveSetting } from '../store/settings.ts'

type Keep = { readonly target: string; readonly rule: ReminderRule }

/** Without a target the rule is the council's; a rule that is there for the same is replaced. */
export async function keepReminderRule(
  work: Work,
  { target, rule }: Keep,
): Promise<Outcome<null, { readonly code: 'unknown-target' }>> {
  const found = target === '' ? { providerId: null, agreementId: null } : await findRuleTarget(work.tx, target)
  if (found === undefined) return refused({ code: 'unknown-target' })
  await saveReminderRule(work.tx, found, rule)
  const id = found.agreementId ?? found.providerId ?? work.tx.councilId
  await work.audit('agreement-reminders.set', { type: 'reminder-rule', id }, { ...rule })
  return done(null)
}

export async function dropReminderRule(work: Work, id: string): Promise<Outcome<null, never>> {
  await removeReminderRule(work.tx, id)
  await work.audit('agreement-reminders.removed', { type: 'reminder-rule', id })
  return done(null)
}

type Settings = { readonly days: number; readonly startUndisputed: boolean; readonly paper: PaperRules }

export async function keepSettings(
  work: Work,
  { days, startUndisputed, paper }: Settings,
): Promise<Outcome<null, never>> {
  const order = paper.order.join()
  await saveSetting(work.tx, 'agreements.respond-within', days, work.today)
  await saveSetting(work.tx, 'agreements.start-undisputed', startUndisputed, work.today)
  await saveSetting(work.tx, 'agreements.paper-order', order, work.today)
  await saveSetting(work.tx, 'agreements.provider-by-scan', paper.providerByScan, work.today)
  const subject = { type: 'council', id: work.tx.councilId }
  await work.audit('agreement-settings.changed', subject, {
    days,
    startUndisputed,
    paperOrder: order,
    providerByScan: paper.providerByScan,
  })
  return done(null)
}
