import type { Register, RegisteredRoute } from '../../platform/web/admission.ts'
import type { Belongings } from './belongings.ts'
import { browseAs, type Answer, type Fields } from './browse.ts'
import type { Person } from './cast.ts'
import { sent, type Found } from './crawl.ts'
import type { Served } from './serve.ts'

/** One request with the ids of somebody else's things in it. */
export type Knock = { readonly route: RegisteredRoute; readonly address: string; readonly fields: Fields }
export type Visitor = Person | 'nobody'

const id = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
const ids = new RegExp(id, 'g')

export function idsIn({ address, fields }: Pick<Knock, 'address' | 'fields'>): string[] {
  return `${address} ${fields.map(([, value]) => value).join(' ')}`.match(ids) ?? []
}

/**
 * Every address and every form that the things' own people came by. A route they did not come by is knocked on with
 * ids of the kind that its parameter is called after, so that the sweep is as long as the register.
 */
export function knocksOf(found: Found, register: Register, theirs: Belongings): Knock[] {
  const read = [...found.addresses].flatMap(([route, addresses]) =>
    addresses.map((address) => ({ route, address, fields: [] })),
  )
  const forms = found.forms.map((form) => ({ route: form.route, address: form.action, fields: sent(form) }))
  const about = [...read, ...forms].filter((knock) => idsIn(knock).some((one) => theirs.ids.has(one)))
  const reached = new Set(about.map(({ route }) => route))
  const own = new Set([...found.addresses.keys()].map(({ face }) => face))
  const others = takingIds(register).filter((route) => own.has(route.face) && !reached.has(route))
  return [...about, ...others.flatMap((route) => guesses(route, theirs))]
}

/** Each route that takes an id, with one of every kind of thing, whatever it is meant for. */
export function wildKnocks(register: Register, theirs: Belongings, face: RegisteredRoute['face']): Knock[] {
  return takingIds(register.filter((route) => route.face === face)).flatMap((route) =>
    [...theirs.ofEachKind.values()].flatMap((values) =>
      values.slice(0, 1).map((value) => ({ route, address: filled(route, () => value), fields: [] })),
    ),
  )
}

/**
 * The token of a set-up link is the key itself. A connection's address stands on the sign-in page for everybody, and a
 * directory is known by a token and never by a session: its own tests ask with the ids of another council.
 */
const notForSessions = ['/sign-in/with/', '/scim/', '/api/v1/']
export function takingIds(register: Register): Register {
  return register.filter(
    ({ address }) =>
      address.includes(':') &&
      !address.includes(':token') &&
      !notForSessions.some((start) => address.startsWith(start)),
  )
}

function guesses(route: RegisteredRoute, { ofEachKind }: Belongings): Knock[] {
  const some = [...ofEachKind.values()].flatMap((values) => values.slice(0, 1)).slice(0, 3)
  return some.map((one) => {
    const address = filled(route, (kind) => ofEachKind.get(kind)?.[0] ?? one)
    return { route, address, fields: [] }
  })
}

function filled({ address }: RegisteredRoute, idOf: (kind: string) => string): string {
  return address.replace(/:(\w+)/g, (_parameter, name: string) => {
    if (name === 'weekStart') return '2026-10-05'
    return name === 'revision' ? '1' : idOf(name.replace(/Id$/, ''))
  })
}

/** What the table of roles says must be answered; a thing of somebody else is as absent as one that never was. */
function rightAnswers(visitor: Visitor, route: RegisteredRoute): readonly number[] {
  if (visitor === 'nobody') return route.permission === 'public' ? [303, 404] : [303]
  return [rightAnswer(visitor, route)]
}

function rightAnswer(visitor: Person, route: RegisteredRoute): number {
  if (route.permission === 'public') return 404
  const face = visitor.providerId === null ? 'council' : 'provider'
  if (route.face !== 'open' && route.face !== face) return 404
  return route.permission === 'signed-in' || visitor.permissions.has(route.permission) ? 404 : 403
}

/** The same request about things that never were. */
function aboutNothing(knock: Knock): Knock {
  const never = (text: string): string => text.replace(ids, (found) => `ffffffff${found.slice(8)}`)
  return { ...knock, address: never(knock.address), fields: knock.fields.map(([name, value]) => [name, never(value)]) }
}

/** Less what differs between two copies of one page: ids, tokens, nonces. */
function essence({ status, body }: Answer): string {
  return `${String(status)} ${body.replace(ids, 'id').replace(/(?:_csrf" value|nonce)="[^"]*"/g, '')}`
}

/**
 * Right is what the table of roles says. Where a form is judged before the thing is looked for, or an id only narrows
 * a list of one's own, the answer must be, letter for letter, the one about a thing that never was.
 */
export async function wrongAnswers(served: Served, heard: readonly Heard[]): Promise<string[]> {
  const wrong: string[] = []
  for (const each of heard) {
    const { visitor, knock, answer } = each
    if (rightAnswers(visitor, knock.route).includes(answer.status)) continue
    const [never] = await knockOnAll(served, visitor, [aboutNothing(knock)])
    const path = knock.address.split('?', 1)[0] ?? ''
    const judgedFirst = knock.route.method === 'POST' && [400, 422].includes(answer.status)
    const excused = judgedFirst || answer.status === 400 || !new RegExp(id).test(path)
    if (!excused || never === undefined || essence(never.answer) !== essence(answer)) wrong.push(lineOf(each))
  }
  return wrong
}

/** Somebody else's ids and references in what was answered, other than those that were asked about. */
export function leaksIn(heard: readonly Heard[], markers: readonly string[]): string[] {
  return heard.flatMap((each) => {
    const asked = new Set(idsIn(each.knock))
    const shown = new Set(each.answer.body.match(/[\w-]+/g) ?? [])
    const leaked = markers.filter((marker) => shown.has(marker) && !asked.has(marker))
    return leaked.length === 0 ? [] : [`${lineOf(each)} showed ${leaked.slice(0, 3).join(', ')}`]
  })
}

export type Heard = { readonly visitor: Visitor; readonly knock: Knock; readonly answer: Answer }

export async function knockOnAll({ app }: Served, visitor: Visitor, knocks: readonly Knock[]): Promise<Heard[]> {
  const browsing = await browseAs(app, visitor === 'nobody' ? null : visitor.membershipId)
  const heard: Heard[] = []
  for (const knock of knocks) {
    const { route, address, fields } = knock
    const answer = route.method === 'GET' ? await browsing.get(address) : await browsing.post(address, fields)
    heard.push({ visitor, knock, answer })
  }
  return heard
}

export function lineOf({ visitor, knock: { route, address }, answer }: Heard): string {
  const who = visitor === 'nobody' ? 'nobody' : `${visitor.council} ${visitor.company} ${visitor.role}`
  return `${who}: ${route.method} ${route.address} answered ${String(answer.status)} (${address})`
}
