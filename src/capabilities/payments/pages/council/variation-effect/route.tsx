import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { addDays, type LocalDate } from '../../../../../core/dates.ts'
import { londonToday } from '../../../../../platform/clock.ts'
import { weeksOfPlanFile } from '../../../../../platform/web/patterns/paid-again.tsx'
import { mountTable } from '../../../../../platform/web/table-file.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import {
  changeVersions,
  counted,
  getPackage,
  getVariation,
  withVersions,
  type Package,
  type Variation,
} from '../../../../care-packages/index.ts'
import { weeksOnPlan } from '../../../commands/weeks-on-plan.ts'
import { toldWeek, type AskedWeek } from '../../../rules/asked-week.ts'
import { listRecordedWeeks, type RecordedWeek } from '../../../store/recorded-weeks.ts'
import { VariationEffectPage } from './page.tsx'

const Params = z.object({ id: z.uuid() })
const everyone = { providerId: undefined }
const path = '/variations/:id/effect'
const permission = 'packages.view'
/** Before a change of care that looks back is decided: what it does to the weeks that were recorded, one by one. */
export function mountVariationEffect(app: FastifyInstance, web: Web): void {
  app.get(path, { config: { permission } }, async (request, reply) => {
    const { variation, weeks } = await effectOf(web, request)
    return web.html(reply, <VariationEffectPage {...{ variation, weeks }} view={web.view(request)} />)
  })
  mountTable(app, {
    ...{ path, permission },
    read: async (request) => {
      const { variation, weeks } = await effectOf(web, request)
      return weeksOfPlanFile(`change-${variation.packageReference}`, weeks.map(toldWeek))
    },
  })
}

async function effectOf(web: Web, request: FastifyRequest) {
  const { id } = web.params(request, Params)
  const today = londonToday(web.clock.now())
  return web.read(request, async (tx) => {
    const variation = counted(await getVariation(tx, everyone, id))
    const [care, recorded] = await Promise.all([
      getPackage(tx, everyone, variation.packageId),
      listRecordedWeeks(tx, variation.packageId, {
        from: variation.fromOn,
        until: variation.lastOn === null ? null : addDays(variation.lastOn, 1),
      }),
    ])
    return { variation, weeks: weeksOf(care, variation, { recorded, today }) }
  })
}

type Found = { readonly recorded: readonly RecordedWeek[]; readonly today: LocalDate }

/** None where the change no longer fits: it cannot be accepted then. */
function weeksOf(care: Package, variation: Variation, { recorded, today }: Found): readonly AskedWeek[] {
  const changed = changeVersions(care.versions, variation)
  return changed.ok ? weeksOnPlan(withVersions(care, changed.value), recorded, today) : []
}
