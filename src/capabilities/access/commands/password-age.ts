import { londonToday } from '../../../platform/clock.ts'
import type { PasswordAge } from '../rules/password-policy.ts'
import type { LockedAccount } from '../store/accounts.ts'

/** Passwords age in days as people count them. */
export function passwordAge(account: LockedAccount | undefined): PasswordAge {
  const changedAt = account?.passwordChangedAt
  return {
    forced: account?.mustChangePassword ?? false,
    changedOn: changedAt ? londonToday(changedAt) : undefined,
  }
}
