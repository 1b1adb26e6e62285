import type { PageRefusal } from '../store/refusals.ts'
import { recordPageRefusal } from '../store/refusals.ts'
import { gate, type Access } from './access.ts'

/** Whoever looks for what is not theirs leaves a trace. The page that refuses does not wait for it. */
export function noteRefusal({ db, clock }: Pick<Access, 'db' | 'clock'>): (refusal: PageRefusal) => void {
  return (refusal) => {
    db.write(gate, (tx) => recordPageRefusal(tx, clock.now(), refusal)).catch(() => undefined)
  }
}
