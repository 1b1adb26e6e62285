import { readFileSync } from 'node:fs'
import { packageFile } from './package-files.ts'

const files = [
  { name: 'actuals-v1.md', about: 'Weeks of care in a file: columns, units, codes, what becomes of a row' },
  { name: 'actuals-v1.schema.json', about: 'JSON schema of the same' },
  { name: 'examples/weeks.csv', about: 'Example: a file without faults' },
  { name: 'examples/weeks-with-faults.csv', about: 'Example: faults, and the codes that they get' },
  { name: 'examples/own-system.csv', about: 'Example: headings of another system' },
  { name: 'column-map-v1.schema.json', about: 'JSON schema of a saved map of columns' },
  { name: 'visits-v1.md', about: 'Visits and carers as call monitoring logged them' },
  { name: 'package-feed-v1.md', about: 'Commissioned care with plans and visits, and how to follow its changes' },
  { name: 'package-feed-v1.schema.json', about: 'JSON schema of the feed' },
  { name: 'examples/package-feed.json', about: 'Example: one package' },
  { name: 'remittance-v1.md', about: 'What was paid, line by line' },
  { name: 'remittance-v1.schema.json', about: 'JSON schema of a remittance' },
  { name: 'examples/remittance.json', about: 'Example: one remittance with one line' },
]

/** The open formats as they ship with the program: what is published is what is documented. */
export function readFormats(): readonly { readonly name: string; readonly about: string; readonly content: string }[] {
  return files.map(({ name, about }) => ({
    name,
    about,
    content: readFileSync(packageFile(`docs/formats/${name}`), 'utf8'),
  }))
}
