import type { ProviderPermission } from './permissions.ts'

export type ApiAbility = 'read-actuals' | 'record-actuals' | 'read-remittances'

/** What each ability of a key lets it do. Nothing a key can do binds the organisation, and none opens a restricted person. */
const permissionsOfAbility: Readonly<Record<ApiAbility, readonly ProviderPermission[]>> = {
  'read-actuals': ['packages.view', 'actuals.view'],
  'record-actuals': ['packages.view', 'actuals.view', 'actuals.record'],
  'read-remittances': ['payments.view'],
}

export const abilityWords: Readonly<Record<ApiAbility, { readonly text: string; readonly hint: string }>> = {
  'read-actuals': {
    text: 'Read care packages and actuals',
    hint: 'What is commissioned, with plans and dates, and what has been recorded',
  },
  'record-actuals': { text: 'Record actuals', hint: 'Save and confirm weeks, as your staff do on the pages' },
  'read-remittances': { text: 'Read remittances', hint: 'What was paid, line by line' },
}

export const abilities: readonly ApiAbility[] = ['read-actuals', 'record-actuals', 'read-remittances']

export function permissionsOfKey(of: readonly ApiAbility[]): readonly ProviderPermission[] {
  return [...new Set(of.flatMap((ability) => permissionsOfAbility[ability]))]
}

/** A rostering system that asks once for every package of every week stays far below; a runaway loop does not. */
export const REQUESTS_PER_MINUTE = 600

export type KeyState = 'works' | 'ended' | 'expired'

export function stateOfKey(
  key: { readonly endedAt: Date | null; readonly expiresOn: string },
  today: string,
): KeyState {
  if (key.endedAt !== null) return 'ended'
  return key.expiresOn > today ? 'works' : 'expired'
}
