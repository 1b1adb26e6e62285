import { bareAgreementsChild } from './children/bare-agreements.tsx'
import { bareListChild } from './children/bare-list.tsx'
import { barePersonChild } from './children/bare-person.tsx'
import { loadChild } from './children/load.ts'
import { paymentRunChild } from './children/payment-run.ts'
import { uploadChild } from './children/upload.ts'
import { signInRanksChild } from './children/sign-in-ranks.ts'
import { hashesChild, pacedChild, signInsChild } from './children/sign-ins.ts'
import { firstPage } from './figures/first-page.ts'
import { grid } from './figures/grid.ts'
import { idleMemory } from './figures/idle-memory.ts'
import { importFigure } from './figures/import.ts'
import { packageList } from './figures/package-list.ts'
import { packageListGrowth } from './figures/package-list-growth.ts'
import { paymentRun } from './figures/payment-run.ts'
import { personPage } from './figures/person-page.ts'
import { signInRank } from './figures/sign-in-rank.ts'
import { signInFigure } from './figures/sign-in.ts'
import { agreementList } from './figures/agreement-list.ts'
import { pdf } from './figures/pdf.ts'
import { startFigure } from './figures/start.ts'
import { upload } from './figures/upload.ts'
import { uploadBeside } from './figures/upload-beside.ts'
import { uploadVisits } from './figures/upload-visits.ts'
import { uplift } from './figures/uplift.ts'
import { isMet, lineOf, type Figure } from './kit/figure.ts'

const figures: readonly Figure[] = [
  firstPage,
  startFigure,
  idleMemory,
  packageList,
  packageListGrowth,
  personPage,
  importFigure,
  paymentRun,
  uplift,
  upload,
  uploadBeside,
  uploadVisits,
  signInFigure,
  signInRank,
  grid,
  agreementList,
  pdf,
]

const children: Readonly<Record<string, (given: unknown) => Promise<unknown>>> = {
  load: loadChild,
  'bare-list': bareListChild,
  'bare-person': barePersonChild,
  'bare-agreements': bareAgreementsChild,
  'payment-run': paymentRunChild,
  upload: uploadChild,
  'sign-ins': signInsChild,
  paced: pacedChild,
  hashes: hashesChild,
  'sign-in-ranks': signInRanksChild,
}

const [first, ...rest] = process.argv.slice(2)
if (first === 'child') await runChild(rest)
else await run(first)

async function run(name: string | undefined): Promise<void> {
  const asked = figures.filter(({ names }) => name === undefined || names.includes(name))
  if (asked.length === 0) {
    say(`There is no figure ${String(name)}. The figures are ${figures.flatMap(({ names }) => names).join(', ')}.`)
    process.exitCode = 2
    return
  }
  // Leaving by exit ends the database server too.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))
  for (const { measure } of asked)
    for (const reading of await measure(say)) {
      if (!isMet(reading)) process.exitCode = 1
      if (name === undefined || reading.figure === name) process.stdout.write(`${lineOf(reading)}\n`)
      else say(`also ${lineOf(reading)}`)
    }
}

async function runChild([name = '', given = 'null']: readonly string[]): Promise<void> {
  const child = children[name]
  if (child === undefined) throw new Error(`there is no child ${name}`)
  const answer = await child(JSON.parse(given))
  if (answer !== undefined) process.stdout.write(`${JSON.stringify(answer)}\n`)
}

function say(line: string): void {
  process.stderr.write(`${line}\n`)
}
