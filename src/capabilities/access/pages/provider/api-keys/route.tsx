import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { NotFound } from '../../../../../core/errors.ts'
import { londonToday } from '../../../../../platform/clock.ts'
import { NotPermitted } from '../../../../../platform/web/faults.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { hashToken, newToken } from '../../../commands/access.ts'
import {
  endApiKey,
  makeApiKey,
  replaceApiKey,
  type ApiKeyRefusal,
  type ReplaceRefusal,
} from '../../../commands/api-keys.ts'
import { abilities, keyText } from '../../../rules/api-keys.ts'
import { listApiKeys, listKeyServices } from '../../../store/api-keys.ts'
import { listSandboxes } from '../../../store/sandboxes.ts'
import { ApiKeysPage, HOME, lifetimes, NewKeyPage } from './page.tsx'

const Entry = z.object({
  name: z.string().trim().max(5_000).default(''),
  abilities: z.preprocess(
    (sent) => (typeof sent === 'string' ? [sent] : sent),
    z.array(z.string().max(40)).default([]),
  ),
  reach: z.string().max(60).default('live'),
  service: z.string().max(40).default(''),
  days: z.string().max(20).default(''),
})
type Entry = z.infer<typeof Entry>
const blank: Entry = { name: '', abilities: [], reach: 'live', service: 'all', days: '90' }
const seeing = { config: { permission: 'people.view' } } as const
const managing = {
  config: { permission: 'people.manage', stepUp: 'make or end what speaks for your organisation' },
} as const

const refusals: Readonly<Record<(ApiKeyRefusal | ReplaceRefusal)['code'], FieldError>> = {
  'sandbox-unknown': { field: 'reach', text: 'Select live, or one of your sandboxes' },
  'not-working': { field: 'name', text: 'That key has been replaced or ended already' },
  'too-many': { field: 'name', text: 'There are twenty keys already. End one first' },
  'service-unknown': { field: 'service', text: 'Select the whole organisation or one of its services' },
}

type Exchange = { readonly web: Web; readonly request: FastifyRequest; readonly reply: FastifyReply }

/** The keys of the organisation's own systems: only for those who look after the whole of it. */
export function mountApiKeys(app: FastifyInstance, web: Web): void {
  app.get('/api-keys', seeing, (request, reply) => show({ web, request, reply }))
  app.post('/api-keys', managing, async (request, reply) => {
    refuseNarrow(web, request)
    const entry = web.parse(Entry, request.body)
    const errors = faultsOf(entry)
    if (errors.length > 0) return show({ web, request, reply }, entry, errors)
    const sandbox = sandboxOf(entry)
    const text = keyText(newToken(), sandbox === null ? 'live' : 'test')
    const keyHash = hashToken(text)
    const outcome = await web.inWork(request, (work) =>
      makeApiKey(work, {
        name: entry.name,
        abilities: abilities.filter((ability) => entry.abilities.includes(ability)),
        serviceId: entry.service === 'all' || sandbox !== null ? null : entry.service,
        sandbox,
        days: Number(entry.days),
        keyHash,
      }),
    )
    if (!outcome.ok) return show({ web, request, reply }, entry, [refusals[outcome.refusal.code]])
    const isThis = outcome.value === keyHash.toString('hex')
    return web.html(reply, <NewKeyPage view={web.view(request)} text={isThis ? text : undefined} />)
  })
  app.post('/api-keys/:keyId/replacement', managing, async (request, reply) => {
    if (web.isNarrow(request)) throw new NotFound('key')
    const { keyId } = web.params(request, z.object({ keyId: z.uuid() }))
    const keys = await web.read(request, (tx) => listApiKeys(tx, { providerId: tx.providerId }))
    const isTest = keys.find(({ id }) => id === keyId)?.sandboxName !== null
    const text = keyText(newToken(), isTest ? 'test' : 'live')
    const keyHash = hashToken(text)
    const outcome = await web.inWork(request, (work) => replaceApiKey(work, { id: keyId, keyHash }))
    if (!outcome.ok) return show({ web, request, reply }, blank, [refusals[outcome.refusal.code]])
    const isThis = outcome.value === keyHash.toString('hex')
    return web.html(reply, <NewKeyPage view={web.view(request)} text={isThis ? text : undefined} replaces />)
  })
  app.post('/api-keys/:keyId/end', managing, async (request, reply) => {
    // Whoever sees some services only has no key to end.
    if (web.isNarrow(request)) throw new NotFound('key')
    const { keyId } = web.params(request, z.object({ keyId: z.uuid() }))
    await web.inWork(request, (work) => endApiKey(work, keyId))
    web.flash(reply, 'The key works no more')
    return reply.redirect(HOME, 303)
  })
}

const Reach = z.tuple([z.uuid(), z.enum(['weekly', 'visits'])])

function sandboxOf({ reach }: Entry) {
  const { data } = Reach.safeParse(reach.split(' '))
  return data === undefined ? null : { id: data[0], company: data[1] }
}

function refuseNarrow(web: Web, request: FastifyRequest): void {
  if (web.isNarrow(request)) throw new NotPermitted('people.manage')
}

function faultsOf(entry: Entry): readonly FieldError[] {
  const { name, abilities: wanted, reach, service, days } = entry
  const isId = service === 'all' || z.uuid().safeParse(service).success
  return [
    ...(name === '' ? [{ field: 'name', text: 'Enter a name for the key' }] : []),
    ...(name.length > 60 ? [{ field: 'name', text: 'The name must be 60 characters or fewer' }] : []),
    ...(abilities.some((ability) => wanted.includes(ability))
      ? []
      : [{ field: 'abilities', text: 'Select what the key may do' }]),
    ...(reach === 'live' || sandboxOf(entry) !== null ? [] : [refusals['sandbox-unknown']]),
    ...(isId ? [] : [refusals['service-unknown']]),
    ...(lifetimes.some(({ value }) => value === days) ? [] : [{ field: 'days', text: 'Select how long it works' }]),
  ]
}

async function show(
  { web, request, reply }: Exchange,
  entry: Entry = blank,
  errors: readonly FieldError[] = [],
): Promise<FastifyReply> {
  refuseNarrow(web, request)
  const [keys, services, sandboxes] = await web.read(request, (tx) =>
    Promise.all([listApiKeys(tx, { providerId: tx.providerId }), listKeyServices(tx), listSandboxes(tx)]),
  )
  const { name, reach, service, days } = entry
  const now = web.clock.now()
  const page = (
    <ApiKeysPage
      view={web.view(request)}
      form={web.form(request, { name, reach, service, days }, errors)}
      keys={keys}
      services={services}
      sandboxes={sandboxes}
      chosenAbilities={entry.abilities}
      at={{ today: londonToday(now), now }}
      mayManage={web.may(request, 'people.manage')}
    />
  )
  return web.html(reply, page, errors.length > 0 ? 422 : 200)
}
