import type { Stage } from '../../../testing/stage.ts'
import { councilActor } from '../../../testing/stage.ts'
import { restrictPerson } from '../commands/restrict-person.ts'

/** Somebody restricted by a data guardian, with the id of the person. */
export async function restrict(
  stage: Stage,
  council: { readonly id: string },
  guardianId: string,
  personId: string,
): Promise<void> {
  const outcome = await stage.work.run(councilActor(council.id, guardianId, 'Meera Test'), (work) =>
    restrictPerson(work, { reference: `W-${personId.slice(0, 8)}`, reason: 'A court order' }),
  )
  if (!outcome.ok) throw new Error(`the person was not restricted: ${outcome.refusal.code}`)
}
