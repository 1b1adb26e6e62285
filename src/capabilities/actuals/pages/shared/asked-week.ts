import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { parseLocalDate, weekdayOf } from '../../../../core/dates.ts'
import type { LocalDate } from '../../../../core/dates.ts'
import { NotFound } from '../../../../core/errors.ts'
import type { Web } from '../../../../platform/web/web.ts'

const ServiceWeekParams = z.object({ serviceId: z.uuid(), weekStart: z.string() })
const PackageWeekParams = ServiceWeekParams.extend({ packageId: z.uuid() })
const AcceptanceParams = z.object({ packageId: z.uuid(), weekStart: z.string() })

export type AskedServiceWeek = { readonly serviceId: string; readonly weekStart: LocalDate }
export type AskedPackageWeek = AskedServiceWeek & { readonly packageId: string }

export function askedServiceWeek(web: Web, request: FastifyRequest): AskedServiceWeek {
  const { serviceId, weekStart } = web.params(request, ServiceWeekParams)
  return { serviceId, weekStart: weekFrom(web, request, weekStart) }
}

export function askedPackageWeek(web: Web, request: FastifyRequest): AskedPackageWeek {
  const { serviceId, weekStart, packageId } = web.params(request, PackageWeekParams)
  return { serviceId, packageId, weekStart: weekFrom(web, request, weekStart) }
}

export function askedHeldWeek(web: Web, request: FastifyRequest): Omit<AskedPackageWeek, 'serviceId'> {
  const { packageId, weekStart } = web.params(request, AcceptanceParams)
  return { packageId, weekStart: weekFrom(web, request, weekStart) }
}

/** Weeks begin on the council's day: another day is not a week of ours. */
export function weekFrom(web: Web, request: FastifyRequest, text: string): LocalDate {
  const weekStart = parseLocalDate(text)
  if (weekStart === undefined || weekdayOf(weekStart) !== web.visitor(request).council.weekStartsOn)
    throw new NotFound('week')
  return weekStart
}
