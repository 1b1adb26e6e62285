import type { ProviderPermission } from './permissions.ts'

export type ApiAbility = 'read-actuals' | 'record-actuals' | 'read-remittances' | 'read-tasks'

/** What each ability of a key lets it do. Nothing a key can do binds the organisation, and none opens a restricted person. */
const permissionsOfAbility: Readonly<Record<ApiAbility, readonly ProviderPermission[]>> = {
  'read-actuals': ['packages.view', 'actuals.view'],
  'record-actuals': ['packages.view', 'actuals.view', 'actuals.record'],
  'read-remittances': ['payments.view'],
  'read-tasks': ['home.view'],
}

export const abilityWords: Readonly<Record<ApiAbility, { readonly text: string; readonly hint: string }>> = {
  'read-actuals': {
    text: 'Read care packages and actuals',
    hint: 'What is commissioned, with plans and dates, and what has been recorded',
  },
  'record-actuals': { text: 'Record actuals', hint: 'Save and confirm weeks, as your staff do on the pages' },
  'read-remittances': { text: 'Read remittances', hint: 'What was paid, line by line' },
  'read-tasks': { text: 'Read your tasks', hint: 'What waits, until when, and how much money it stops: no names' },
}

export const abilities: readonly ApiAbility[] = ['read-actuals', 'record-actuals', 'read-remittances', 'read-tasks']

export function permissionsOfKey(of: readonly ApiAbility[]): readonly ProviderPermission[] {
  return [...new Set(of.flatMap((ability) => permissionsOfAbility[ability]))]
}

/** A rostering system that asks once for every package of every week stays far below; a runaway loop does not. */
export const REQUESTS_PER_MINUTE = 600

/** Which of the companies inside a sandbox a test key speaks for. */
export type SandboxCompany = 'weekly' | 'visits'
export const sandboxCompanies: readonly { readonly value: SandboxCompany; readonly text: string }[] = [
  { value: 'weekly', text: 'A company that records weekly amounts' },
  { value: 'visits', text: 'A company that records visits' },
]

/** How a key begins says at a glance what it can reach. */
export function keyText(token: string, kind: 'live' | 'test'): string {
  return kind === 'test' ? `portal_test_${token}` : `portal_${token}`
}

/** Long enough for a change of settings that waits for somebody's day at work. */
export const OVERLAP_DAYS = 7

export type KeyState = 'works' | 'replaced' | 'ended' | 'expired'

type Lasting = {
  readonly endedAt: Date | null
  /** Another has taken its place; until then both work. */
  readonly stopsAt: Date | null
  readonly expiresOn: string
}

export function stateOfKey(key: Lasting, { today, now }: { readonly today: string; readonly now: Date }): KeyState {
  if (key.endedAt !== null) return 'ended'
  if (key.expiresOn <= today) return 'expired'
  if (key.stopsAt === null) return 'works'
  return key.stopsAt > now ? 'replaced' : 'ended'
}

/** Whether whoever brings it is let in. */
export function isLive(state: KeyState): boolean {
  return state === 'works' || state === 'replaced'
}
