import fastify from 'fastify'
import { expect, it } from 'vitest'
import { contentReports } from './content-reports.ts'

/** What a browser reports, and which lines the log has of it. */
async function reported(payload: string, type: string) {
  const lines: Record<string, unknown>[] = []
  const stream = { write: (line: string) => lines.push(JSON.parse(line) as Record<string, unknown>) }
  const app = fastify({ logger: { level: 'warn', stream } })
  await contentReports(app)
  const { statusCode } = await app.inject({
    method: 'POST',
    url: '/reports/content',
    headers: { 'content-type': type },
    payload,
  })
  await app.close()
  return { statusCode, lines: lines.map(({ page, directive, blocked }) => ({ page, directive, blocked })) }
}

const page = 'https://portal.example/council/people/0190c0de-0000-7000-8000-000000000001?name=Ada'

it('writes what was stopped and where, without ids or what was searched for', async () => {
  const old = {
    'csp-report': { 'document-uri': page, 'effective-directive': 'script-src-elem', 'blocked-uri': 'inline' },
  }
  expect(await reported(JSON.stringify(old), 'application/csp-report')).toEqual({
    statusCode: 204,
    lines: [{ page: '/council/people/:name', directive: 'script-src-elem', blocked: 'inline' }],
  })
  const blockedURL = 'https://evil.example/steal?token=abc'
  const body = { documentURL: 'https://portal.example/reset/aB3-token', effectiveDirective: 'connect-src', blockedURL }
  expect(await reported(JSON.stringify([{ type: 'csp-violation', body }]), 'application/reports+json')).toEqual({
    statusCode: 204,
    lines: [{ page: '/reset/:name', directive: 'connect-src', blocked: 'https://evil.example' }],
  })
})

it('takes whatever else comes without a word, and no more than it can be', async () => {
  for (const payload of ['', '{', 'null', '[{"body":1}]', '{"csp-report":{"document-uri":7}}'])
    expect([payload, (await reported(payload, 'application/csp-report')).lines]).toEqual([payload, []])
  const many = JSON.stringify(Array.from({ length: 40 }, () => ({ body: {} })))
  expect((await reported(many, 'application/reports+json')).lines).toHaveLength(10)
  expect((await reported('x'.repeat(20_000), 'application/csp-report')).statusCode).toBe(413)
  expect((await reported('a line\nand another', 'application/csp-report')).lines).toEqual([])
})
