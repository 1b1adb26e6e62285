import { bothSidesOf, type Both } from '../../../testing/both-sides.ts'
import { navigation, routes } from '../routes.ts'

export type { Both } from '../../../testing/both-sides.ts'

/** A provider with one package and one broker, both in front of their pages. */
export function bothSides(now?: string): Promise<Both> {
  return bothSidesOf({ mounts: () => [routes], navigation, now })
}
