import { expect, it } from 'vitest'
import { configurationDocument, describeConfig, readConfig } from './config.ts'
import { packageFile } from './start/package-files.ts'

it('needs no setting at all', () => {
  expect(readConfig({})).toMatchObject({ port: 3000, origin: 'http://localhost:3000', databaseUrl: undefined })
})
it('lists every fault at once', () => {
  const faulty = { DATABASE_URL: 'mysql://x', PORT: 'abc', PORTAL_TRUST_PROXY: 'maybe' }
  expect(() => readConfig(faulty)).toThrow(/3 faults:[^]*DATABASE_URL[^]*PORT[^]*PORTAL_TRUST_PROXY/)
})
it('treats an empty setting as absent', () => {
  expect(readConfig({ DATABASE_URL: '' }).databaseUrl).toBeUndefined()
})
it('shows no password', () => {
  const shown = describeConfig({ DATABASE_URL: 'postgres://portal:hunter2@db:5432/portal' })
  expect(shown).toContain('postgres://portal:***@db:5432/portal')
  expect(shown).not.toContain('hunter2')
})
it('documents every setting', async () => {
  await expect(configurationDocument()).toMatchFileSnapshot(packageFile('docs/configuration.md'))
})
