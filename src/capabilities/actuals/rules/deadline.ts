/** The last moment of a week's period, or another that the council gave it; and when its care became open for recording. */
export type Due = {
  readonly submitBy: Date | null
  readonly openedAt: Date | null
  /** The last moments of the calendar's later periods, the soonest first. */
  readonly later: readonly Date[]
}

/** Care that was agreed after the last moment of its week could not be in time. */
export function isBackdated({ submitBy, openedAt }: Pick<Due, 'submitBy' | 'openedAt'>): boolean {
  return submitBy !== null && openedAt !== null && openedAt > submitBy
}

/** Its weeks have a last moment of their own: the first of their calendar after they opened. */
export function deadlineOf(due: Due): Date | null {
  const { submitBy, openedAt, later } = due
  if (openedAt === null || !isBackdated(due)) return submitBy
  return later.find((at) => at > openedAt) ?? null
}
