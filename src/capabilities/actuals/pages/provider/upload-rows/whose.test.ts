import { afterAll, beforeAll, expect, it } from 'vitest'
import { aProviderVisitor } from '../../../../../testing/visitors.ts'
import { aPackage, aProvider } from '../../../../../testing/world.ts'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { routes } from '../../../routes.ts'
import { anApi, type Api } from '../../../testing/api.ts'
import { later } from '../../../testing/later.ts'
import { aLine, anUpload, HEADING, uploadAsItIs } from '../../../testing/uploads.ts'

let api: Api
let site: Site
beforeAll(async () => {
  api = await anApi()
  site = await aSite(api.stage, [(faces, web) => routes(faces, web, later())])
})
afterAll(async () => {
  await site.close()
  await api.close()
})

async function aFile() {
  const provider = await aProvider(api.stage.build, api.council.id)
  const [care, other] = [await aPackage(api.stage.build, provider), await aPackage(api.stage.build, provider)]
  const person = `W-${care.personId.slice(0, 8)}`
  const lines = [aLine(other, '2025-03-31,14,,,,,,'), `CP-TYPO,${person},2025-03-31,14,,,,,,`]
  const { uploadId, rows } = await anUpload(api.stage, provider, [HEADING, ...lines].join('\n'))
  expect(rows.map(({ codes }) => codes)).toEqual([null, ['R01']])
  return { provider, care, other, person, uploadId }
}

it('lets a row that names no known care package be put right on screen, and finds its package anew', async () => {
  const { provider, care, person, uploadId } = await aFile()
  const visitor = aProviderVisitor(provider)
  const address = `/provider/actuals/uploads/${uploadId}/rows`
  const page = await site.visit(visitor, `${address}?show=refused`)
  expect(page.html).toMatch(/id="r3-cpliRef"[^>]*value="CP-TYPO"/)
  expect(page.html).toMatch(new RegExp(`id="r3-clientRef"[^>]*value="${person}"`))
  const cells = {
    weekStart: '2025-03-31',
    actual: '14',
    frustrated: '',
    missed: '',
    extra: '',
    visits: '',
    comment: '',
  }
  const typed = { ...cells, cpliRef: care.reference, clientRef: person }
  const sent = Object.fromEntries(Object.entries(typed).map(([name, value]) => [`r3-${name}`, value]))
  expect((await site.send(visitor, address, { ...sent, 'r3-was': 'other' })).status).toBe(303)
  const { rows } = await uploadAsItIs(api.stage, provider, uploadId)
  expect(rows).toMatchObject([{ outcome: 'new' }, { outcome: 'new', codes: null, package_id: care.id }])
})

it('lets programs put right whose row it is, and refuses the package of somebody else', async () => {
  const { provider, care, other, uploadId } = await aFile()
  const { post } = api.as(provider)
  const put = (cells: Readonly<Record<string, string>>) =>
    post(`/uploads/${uploadId}/fixes`, { rows: [{ row: 3, cells }] })
  // That care is another person’s, and another row of the file says this week of it.
  expect((await put({ cpli_id: other.reference })).said['causes']).toMatchObject([
    { code: 'R02', rows: 1 },
    { code: 'R05', rows: 1 },
  ])
  expect((await put({ cpli_id: care.reference })).said).toMatchObject({ causes: [], rows: { new: 2, refused: 0 } })
})
