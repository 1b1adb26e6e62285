import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'
import { NotFound } from '../../core/errors.ts'
import { folderStore } from './file-store.ts'

it('keeps a file where it was kept last, when the work that kept it was rolled back and begun anew', async () => {
  const dir = await mkdtemp(path.join(tmpdir(), 'store-'))
  try {
    const store = folderStore(dir)
    const incoming = await store.begin()
    await incoming.write(Buffer.from('a scan'))
    await incoming.finish()
    const [council, first, second] = [randomUUID(), randomUUID(), randomUUID()]
    await incoming.keepAs(council, first)
    expect((await incoming.read()).toString()).toBe('a scan')
    await incoming.keepAs(council, second)
    await incoming.discard()
    expect((await store.read(council, second)).toString()).toBe('a scan')
    await expect(store.read(council, first)).rejects.toBeInstanceOf(NotFound)
  } finally {
    await rm(dir, { recursive: true })
  }
})
