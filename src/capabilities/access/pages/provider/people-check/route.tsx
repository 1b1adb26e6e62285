import type { FastifyInstance } from 'fastify'
import { londonToday } from '../../../../../platform/clock.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { isToConfirm } from '../../../rules/still-here.ts'
import { listColleagues } from '../../../store/colleagues.ts'
import { PeopleCheckPage } from './page.tsx'

export function mountPeopleCheck(app: FastifyInstance, web: Web): void {
  app.get('/people/check', { config: { permission: 'people.manage' } }, async (request, reply) => {
    const today = londonToday(web.clock.now())
    const people = await web.read(request, (tx) => listColleagues(tx, today))
    const due = people.filter((person) => isToConfirm(person, today))
    return web.html(reply, <PeopleCheckPage view={web.view(request)} form={web.form(request)} people={due} />)
  })
}
