import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { NotFound } from '../../core/errors.ts'
import { KeyReused } from '../work.ts'
import { PasswordsBusy } from '../passwords.ts'
import { BadRequest, NotPermitted, NotSignedIn, TooManyRequests } from './faults.ts'
import { Page } from './page.tsx'
import { ApiProblem, codeOfStatus, isForPrograms, sendProblem } from './problem.ts'
import type { ViewContext } from './view-context.ts'
import type { Web } from './web.ts'

type FaultPage = {
  readonly status: number
  readonly heading: string
  readonly lines: readonly string[]
  readonly link?: { readonly href: string; readonly text: string }
}

export function answerNotFound(web: Web, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return show(web, request, reply, notFound)
}

/** One place for everything that is not an answer: a page for people, the same words as a problem document for programs. */
export function answerFault(
  web: Web,
  fault: FastifyError | Error,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  // What is shown instead of a file is no file.
  reply.removeHeader('content-disposition')
  if (!reply.raw.headersSent) reply.raw.removeHeader('content-disposition')
  if (isForPrograms(request)) return answerProgram(fault, request, reply)
  if (fault instanceof NotSignedIn) return leadToSignIn(web, fault, request, reply)
  const page = pageFor(fault, request)
  if (page.status >= 500) logFault(fault, request)
  return show(web, request, reply, page)
}

function answerProgram(fault: FastifyError | Error, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (fault instanceof ApiProblem) return sendProblem(reply, request, fault.problem)
  if (fault instanceof TooManyRequests) reply.header('retry-after', String(fault.retryAfterSeconds))
  const { status, code, title } = problemFor(fault, request)
  if (status >= 500) logFault(fault, request)
  return sendProblem(reply, request, { status, code, title })
}

function problemFor(fault: FastifyError | Error, request: FastifyRequest) {
  if (fault instanceof NotSignedIn)
    return { status: 401, code: 'key-wrong', title: 'The key is missing, wrong, ended or expired' }
  if (fault instanceof NotPermitted)
    return { status: 403, code: 'not-permitted', title: `This key may not do this: it lacks ${fault.permission}` }
  if (fault instanceof KeyReused)
    return { status: 409, code: 'idempotency-key-reused', title: 'This Idempotency-Key was used for another request' }
  if (fault instanceof NotFound) return { status: 404, code: 'not-found', title: 'There is no such thing for this key' }
  const { status, heading: title } = pageFor(fault, request)
  return { status, code: codeOfStatus(status), title }
}

const notFound: FaultPage = {
  status: 404,
  heading: 'Page not found',
  lines: ['Check the address, or go back to the page before. It may have moved, or it may not be yours to see.'],
}

function pageFor(fault: FastifyError | Error, request: FastifyRequest): FaultPage {
  if (fault instanceof NotFound) return notFound
  if (fault instanceof NotPermitted)
    return {
      status: 403,
      heading: 'You do not have permission to do this',
      lines: ['An administrator at your organisation or the council can give it to you.'],
      // What is missing, in plain words, who can give it, and a way to ask.
      ...(/^[a-z]+\.[a-z]+$/.test(fault.permission) && {
        link: { href: `/no-permission/${fault.permission}`, text: 'Why can’t I see this, and who can change it?' },
      }),
    }
  if (fault instanceof KeyReused)
    return {
      status: 409,
      heading: 'This form was already sent',
      lines: ['It was sent once with other answers, and those were saved. Open the page again to make a change.'],
    }
  if (fault instanceof PasswordsBusy)
    return {
      status: 503,
      heading: 'Many people are signing in',
      lines: ['Nothing was lost. Go back, wait a few seconds and try again.'],
    }
  return pageForStatus(
    fault instanceof BadRequest ? 400 : 'statusCode' in fault ? (fault.statusCode ?? 500) : 500,
    request,
  )
}

function pageForStatus(status: number, request: FastifyRequest): FaultPage {
  if (status === 403)
    return {
      status,
      heading: 'This form has expired',
      lines: ['Nothing was changed. Go back, reload the page and send it again.'],
    }
  if (status === 429) return { status, heading: 'Too many tries', lines: ['Wait a minute, then try again.'] }
  if (status === 413)
    return {
      status,
      heading: 'That is too much to send at once',
      lines: [
        'Nothing was saved. Go back and choose a smaller file, or fewer files. The page says how large they may be.',
      ],
    }
  if (status < 500)
    return { status, heading: 'We could not read that request', lines: ['Nothing was changed. Go back and try again.'] }
  return {
    status: 500,
    heading: 'Sorry, there is a problem with the service',
    lines: ['Try again later. What you had saved is safe.', `If you contact us, give this reference: ${request.id}`],
  }
}

/** Back to the same page afterwards: the one that was asked for, or the one with the form that was sent. */
function leadToSignIn(web: Web, { keptFor }: NotSignedIn, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (keptFor !== undefined) web.flash(reply, 'You were signed out. Nothing is lost: sign in again to go on')
  const page = request.method === 'GET' ? request.url : keptFor
  return reply.redirect(page === undefined ? '/sign-in' : `/sign-in?return=${encodeURIComponent(page)}`, 303)
}

function show(web: Web, request: FastifyRequest, reply: FastifyReply, page: FaultPage): FastifyReply {
  if (isForPrograms(request))
    return sendProblem(reply, request, { status: page.status, code: codeOfStatus(page.status), title: page.heading })
  if (request.headers.accept?.includes('application/json') === true)
    return reply
      .code(page.status)
      .type('application/problem+json')
      .send({ type: 'about:blank', title: page.heading, status: page.status, instance: request.id })
  return web.html(reply, <FaultPageView page={page} view={web.view(request)} />, page.status)
}

function FaultPageView({ page, view }: { readonly page: FaultPage; readonly view: ViewContext }) {
  return (
    <Page heading={page.heading} view={view}>
      {page.lines.map((line) => (
        <p class="govuk-body">{line}</p>
      ))}
      {page.link === undefined ? null : (
        <p class="govuk-body">
          <a class="govuk-link" href={page.link.href}>
            {page.link.text}
          </a>
        </p>
      )}
    </Page>
  )
}

/** The database's detail of a fault repeats the row, and a row is about a person: only its code and place are kept. */
function logFault(fault: Error, request: FastifyRequest): void {
  const place = fault.stack?.split('\n').filter((line) => line.trimStart().startsWith('at ')) ?? []
  const { code, constraint } = fault as { code?: unknown; constraint?: unknown }
  request.log.error({ fault: fault.name, code, constraint, place: place.slice(0, 8), route: request.routeOptions.url })
}
