/** Why care ended, where a contract may pay nights after the last one. */
export const END_REASONS = ['death', 'moved'] as const
export type EndReason = (typeof END_REASONS)[number]

/** How many nights a contract pays after a stay has ended: because the person died, or left and notice is owed. */
export type NightsAfter = { readonly deathDays: number; readonly noticeDays: number }

export function nightsAfter(reason: EndReason | null, { deathDays, noticeDays }: NightsAfter): number {
  if (reason === null) return 0
  return reason === 'death' ? deathDays : noticeDays
}

/** 'After the end of a stay 2 nights are paid where the person has died, none where the person leaves' */
export function nightsAfterText({ deathDays, noticeDays }: NightsAfter): string {
  if (deathDays === 0 && noticeDays === 0) return 'No night is paid after the end of a stay'
  const died = `${nightsText(deathDays)} paid where the person has died`
  return `After the end of a stay ${died}, ${noticeDays === 0 ? 'none' : countText(noticeDays)} where the person leaves`
}

function nightsText(nights: number): string {
  return nights === 0 ? 'no night is' : `${countText(nights)} ${nights === 1 ? 'is' : 'are'}`
}

export function countText(nights: number): string {
  return `${String(nights)} ${nights === 1 ? 'night' : 'nights'}`
}
