import type { FastifyInstance, FastifyRequest } from 'fastify'
import { BYTE_ORDER_MARK, csvText } from '../../../../../core/csv.ts'
import { addDays } from '../../../../../core/dates.ts'
import { londonToday } from '../../../../../platform/clock.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { gate, type Access } from '../../../commands/access.ts'
import { grantSentence } from '../../../rules/sentences.ts'
import { isToConfirm } from '../../../rules/still-here.ts'
import { listColleagueGrants, listColleagues } from '../../../store/colleagues.ts'
import { listOwnRequests } from '../../../store/contact-requests.ts'
import { listAskedColleagues } from '../../../store/help.ts'
import { wantedInWords } from '../../../rules/permission-words.ts'
import { listWishesHere } from '../../../store/wishes.ts'
import { listAccountStates } from '../../../store/people.ts'
import { ColleaguesPage } from './page.tsx'
import { formatInstant } from '../../../../../platform/web/format-instant.ts'

const view = { config: { permission: 'people.view' } } as const

export function mountColleagues(app: FastifyInstance, web: Web, access: Access): void {
  app.get('/people', view, async (request, reply) => {
    const [{ today, team }, [requests, asked, wished]] = await Promise.all([
      readTeam(web, access, request),
      web.read(request, (tx) => Promise.all([listOwnRequests(tx), listAskedColleagues(tx), listWishesHere(tx)])),
    ])
    const page = (
      <ColleaguesPage
        view={web.view(request)}
        people={team.map((one) => ({ ...one, seen: one.seenAt ? formatInstant(one.seenAt) : 'Never' }))}
        requests={requests}
        toConfirm={team.filter(({ person }) => isToConfirm(person, today)).length}
        asking={team.filter(({ person }) => asked.some(({ accountId }) => accountId === person.accountId))}
        wishes={wished.flatMap(({ accountId, wants }) =>
          team
            .filter(({ person }) => person.accountId === accountId)
            .map(({ person }) => ({ person, words: wantedInWords(wants) })),
        )}
        mayManage={web.may(request, 'people.manage')}
        mayMakeKeys={web.may(request, 'people.manage') && !web.isNarrow(request)}
      />
    )
    return web.html(reply, page)
  })

  app.get('/people/team.csv', view, async (request, reply) => {
    const { today, team } = await readTeam(web, access, request)
    const rows = team.map(({ person, grants, seenAt }) => [
      person.name,
      person.email,
      person.jobTitle,
      grants.map(grantSentence).join('; '),
      seenAt ? londonToday(seenAt) : 'never',
      person.confirmedOn ?? '',
      person.endsOn === null ? '' : addDays(person.endsOn, -1),
    ])
    const headings = ['name', 'email', 'job_title', 'may', 'last_signed_in', 'confirmed_on', 'last_day']
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="team-${today}.csv"`)
      .send(BYTE_ORDER_MARK + csvText([headings, ...rows]))
  })
}

async function readTeam(web: Web, access: Access, request: FastifyRequest) {
  const today = londonToday(web.clock.now())
  const [people, grants] = await web.read(request, (tx) =>
    Promise.all([listColleagues(tx, today), listColleagueGrants(tx, today)]),
  )
  const accountIds = people.map(({ accountId }) => accountId)
  const states = await access.db.read(gate, (tx) => listAccountStates(tx, accountIds, web.clock.now()))
  const seen = new Map(states.map(({ id, lastSignedInAt }) => [id, lastSignedInAt]))
  const granted = Map.groupBy(grants, ({ membershipId }) => membershipId)
  const team = people.map((person) => ({
    person,
    grants: granted.get(person.membershipId) ?? [],
    seenAt: seen.get(person.accountId) ?? null,
  }))
  return { today, team }
}
