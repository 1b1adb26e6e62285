import { localDate } from '../src/core/dates.ts'
import { writeDemoPacks } from '../src/demonstration/write-packs.ts'

// The packs that ship with the product: the generator's output for one day, so that they can be read and compared.
await writeDemoPacks('demo/packs', { asOf: localDate('2026-11-20') })
