import { besideBare, compareSpeeds, shareOfBare } from '../kit/beside-bare.ts'
import { withDatabase, withFolder } from '../kit/database.ts'
import type { Figure } from '../kit/figure.ts'
import { idOf } from '../kit/world.ts'

const personId = idOf('person', 50_000)
const page = { path: `/provider/service-users/${personId}`, bare: 'bare-person', told: { personId } }

/** The page of one person of a provider with 100,000 packages, signed in and under row-level security. */
export const personPage: Figure = {
  names: ['person-page'],
  measure: (say) =>
    withDatabase(say, (database) =>
      withFolder(async (dataDir) => [
        shareOfBare('person-page', await besideBare({ database, dataDir }, page, compareSpeeds(say))),
      ]),
    ),
}
