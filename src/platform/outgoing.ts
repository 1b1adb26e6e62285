import { lookup } from 'node:dns'
import { request as httpRequest, type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { BlockList, isIP } from 'node:net'

/** What this program may ask of other servers. An address that somebody typed is never asked without these. */
export type OutgoingLimits = {
  /** A council's own servers may be inside its own network; the portal's neighbours are not for its users to ask. */
  readonly allowPrivate: boolean
  /** Plain http, and only to this machine: for development and tests. */
  readonly allowLocalHttp: boolean
  readonly milliseconds: number
  readonly bytes: number
}

export const strictLimits: OutgoingLimits = {
  allowPrivate: false,
  allowLocalHttp: false,
  milliseconds: 5_000,
  bytes: 512 * 1024,
}

/** The other server was not asked, or did not answer as it must. */
export class OutgoingFault extends Error {
  override readonly name = 'OutgoingFault'
  readonly why: 'address' | 'private' | 'unreachable' | 'slow' | 'large'
  constructor(why: OutgoingFault['why'], cause?: unknown) {
    super(`not asked, or not answered: ${why}`, { cause })
    this.why = why
  }
}

export type OutgoingRequest = {
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

/**
 * One request, one answer. Redirects are not followed: they would lead past the checks. The name is resolved once and
 * the address that was checked is the one that is connected to, so that a name cannot change between the two.
 */
export function askOutside(limits: OutgoingLimits): (address: string, asked: OutgoingRequest) => Promise<Response> {
  return async (address, asked) => {
    const url = addressOf(address, limits)
    return new Promise((resolve, reject) => {
      const send = url.protocol === 'https:' ? httpsRequest : httpRequest
      const options: RequestOptions = {
        method: asked.method,
        headers: { ...asked.headers, 'accept-encoding': 'identity', connection: 'close' },
        agent: false,
        lookup: checkedLookup(limits),
      }
      const asking = send(url, options, (answer) => {
        collect(answer, limits.bytes).then(resolve, (fault: unknown) => {
          asking.destroy()
          reject(faultOf(fault))
        })
      })
      giveUpAfter(asking, limits.milliseconds)
      asking.on('error', (fault) => {
        reject(faultOf(fault))
      })
      asking.end(asked.body)
    })
  }
}

function addressOf(address: string, { allowPrivate, allowLocalHttp }: OutgoingLimits): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (url === undefined || `${url.username}${url.password}` !== '') throw new OutgoingFault('address')
  const local = allowLocalHttp && isLocalName(url.hostname)
  const schemes = local ? ['https:', 'http:'] : ['https:']
  if (!schemes.includes(url.protocol)) throw new OutgoingFault('address')
  if (!local && !allowPrivate && isPrivateHost(url.hostname)) throw new OutgoingFault('private')
  return url
}

/** A name is checked when it is resolved; an address in figures is never resolved. */
function isPrivateHost(hostname: string): boolean {
  const host = hostname.replace(/^\[(.*)\]$/, '$1')
  return isIP(host) !== 0 && isPrivate(host)
}

function isLocalName(host: string): boolean {
  return host === 'localhost' || host === '127.0.0.1'
}

type Lookup = NonNullable<RequestOptions['lookup']>

function checkedLookup({ allowPrivate, allowLocalHttp }: OutgoingLimits): Lookup {
  return (host, options, resolved) => {
    lookup(host, { ...options, all: true }, (fault, found) => {
      if (fault !== null) {
        resolved(fault, '', 0)
        return
      }
      const open = allowPrivate || (allowLocalHttp && isLocalName(host))
      const usable = found.filter(({ address }) => open || !isPrivate(address))
      const [first] = usable
      if (first === undefined) resolved(new OutgoingFault('private'), '', 0)
      else if (options.all === true) resolved(null, usable)
      else resolved(null, first.address, first.family)
    })
  }
}

const closed = new BlockList()
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const)
  closed.addSubnet(network, prefix, 'ipv4')
for (const [network, prefix] of [
  ['::', 127],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
  ['2002::', 16],
] as const)
  closed.addSubnet(network, prefix, 'ipv6')

/** This machine, the network it stands in, and what is nobody's: RFC 1918, 4193, 6598, 6890. IPv4 inside IPv6 counts too. */
export function isPrivate(address: string): boolean {
  return closed.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
}

/** For the whole exchange: an answer that drips in byte by byte is as useless as none. */
function giveUpAfter(asking: ClientRequest, milliseconds: number): void {
  const timer = setTimeout(() => asking.destroy(new OutgoingFault('slow')), milliseconds)
  asking.on('close', () => {
    clearTimeout(timer)
  })
}

async function collect(answer: IncomingMessage, most: number): Promise<Response> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of answer as AsyncIterable<Buffer>) {
    size += part.length
    if (size > most) throw new OutgoingFault('large')
    parts.push(part)
  }
  const headers = new Headers()
  for (const [name, value] of Object.entries(answer.headers))
    for (const one of [value ?? []].flat()) headers.append(name, one)
  const status = answer.statusCode ?? 500
  const bodiless = status === 204 || status === 205 || status === 304
  return new Response(bodiless ? null : Buffer.concat(parts), { status, headers })
}

function faultOf(fault: unknown): OutgoingFault {
  return fault instanceof OutgoingFault ? fault : new OutgoingFault('unreachable', fault)
}
