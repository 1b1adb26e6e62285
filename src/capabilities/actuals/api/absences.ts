import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { parseLocalDate, type LocalDate } from '../../../core/dates.ts'
import { quantityText } from '../../../core/decimal.ts'
import { done, type Outcome } from '../../../core/outcome.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import { mountOperation, pageOf, readBody, readCursor, readQuery } from '../../../platform/web/api.ts'
import { ApiProblem } from '../../../platform/web/problem.ts'
import type { Web } from '../../../platform/web/web.ts'
import { endAbsence, sayAbsence, undoAbsence } from '../commands/absences.ts'
import { absenceWords } from '../pages/shared/absence-words.ts'
import type { Later } from '../pages/shared/later.ts'
import type { AbsenceRefusal } from '../rules/absence.ts'
import { ABSENCES_PAGE, getAbsence, listAbsences, listAbsenceWeeks, type Absence } from '../store/absences.ts'
import {
  AbsenceBody,
  AbsenceParams,
  AbsencesQuery,
  EndBody,
  endAbsenceOperation,
  getAbsenceOperation,
  listAbsencesOperation,
  sayAbsenceOperation,
  UndoBody,
  undoAbsenceOperation,
  type AbsenceShape,
  type WholeAbsence,
} from './absence-operations.ts'

/** Said once on the pages, said once by a program: the same commands. */
export function mountApiAbsences(app: FastifyInstance, web: Web, later: Later): void {
  mountOperation(app, listAbsencesOperation, async (request, reply) => {
    const after = readCursor(z.tuple([z.uuid()]), readQuery(AbsencesQuery, request).cursor)?.[0]
    const found = await web.read(request, (tx) => listAbsences(tx, { providerId: tx.providerId }, after))
    const { rows, next } = pageOf(found, ABSENCES_PAGE, ({ id }) => [id])
    return reply.send({ absences: rows.map(absenceOf), next })
  })
  mountOperation(app, getAbsenceOperation, async (request, reply) => {
    const { absenceId } = web.params(request, AbsenceParams)
    return reply.send(await web.read(request, (tx) => wholeOf(tx, absenceId)))
  })
  mountChanges(app, web, later)
}

function mountChanges(app: FastifyInstance, web: Web, later: Later): void {
  mountOperation(app, sayAbsenceOperation, async (request, reply) => {
    const { firstDay, lastDay, ...said } = readBody(AbsenceBody, request)
    const days = {
      firstDay: dayIn(firstDay, '/firstDay'),
      lastDay: lastDay === null ? null : dayIn(lastDay, '/lastDay'),
    }
    const outcome = await web.inWork(request, async (work) => {
      const told = await sayAbsence(work, { ...said, ...days }, later.listTaken)
      return told.ok ? done(await wholeOf(work.tx, told.value.id)) : told
    })
    return reply.send(orProblem(outcome))
  })
  mountOperation(app, endAbsenceOperation, async (request, reply) => {
    const { absenceId: id } = web.params(request, AbsenceParams)
    const { lastDay, version: shownVersion } = readBody(EndBody, request)
    const ending = { id, lastDay: dayIn(lastDay, '/lastDay'), shownVersion }
    const outcome = await web.inWork(request, async (work) => {
      const ended = await endAbsence(work, ending, later.listTaken)
      return ended.ok ? done(await wholeOf(work.tx, id)) : ended
    })
    return reply.send(orProblem(outcome))
  })
  mountOperation(app, undoAbsenceOperation, async (request, reply) => {
    const { absenceId: id } = web.params(request, AbsenceParams)
    const { version: shownVersion } = readBody(UndoBody, request)
    const outcome = await web.inWork(request, async (work) => {
      const undone = await undoAbsence(work, { id, shownVersion }, later.listTaken)
      return undone.ok ? done(await wholeOf(work.tx, id)) : undone
    })
    return reply.send(orProblem(outcome))
  })
}

function dayIn(text: string, pointer: string): LocalDate {
  const day = parseLocalDate(text)
  if (day !== undefined) return day
  const code = 'body-wrong'
  const fault = { code, pointer, text: 'Send a real day, like 2026-11-16' }
  throw new ApiProblem({ status: 422, code, title: 'The body is not as documented', faults: [fault] })
}

/** Which member of what was sent another value would cure; none where nothing would. */
const pointers: Readonly<Partial<Record<AbsenceRefusal['code'], string>>> = {
  'note-missing': '/note',
  'note-long': '/note',
  'in-the-future': '/firstDay',
  'too-long-ago': '/firstDay',
  'days-reversed': '/lastDay',
  'reason-unknown': '/reason',
}

function orProblem<T>(outcome: Outcome<T, AbsenceRefusal>): T {
  if (outcome.ok) return outcome.value
  const { code } = outcome.refusal
  const { text } = absenceWords[code]
  const pointer = pointers[code]
  if (pointer === undefined) throw new ApiProblem({ status: 409, code, title: text })
  throw new ApiProblem({ status: 422, code, title: text, faults: [{ code, pointer, text }] })
}

async function wholeOf(tx: Tx, id: string): Promise<z.infer<typeof WholeAbsence>> {
  const absence = await getAbsence(tx, { providerId: tx.providerId }, id)
  const weeks = await listAbsenceWeeks(tx, absence)
  return {
    ...absenceOf(absence),
    weeks: weeks.map(({ weekStart, outcome: result, absent, changed }) => {
      return { weekStart, result, absent: absent === null ? null : quantityText(absent), changed }
    }),
  }
}

function absenceOf(absence: Absence): z.infer<typeof AbsenceShape> {
  const { id, packageId, reference, serviceId, cause, reason, note, firstDay, lastDay, status, version } = absence
  return {
    ...{ id, packageId, packageReference: reference, serviceId, cause, reason, note, firstDay, lastDay },
    ...{ state: status, recordedBy: absence.saidName, recordedAt: absence.saidAt.toISOString(), version },
  }
}
