import { writeFileSync } from 'node:fs'
import { packDocument } from '../src/capabilities/exchange/rules/document.ts'

// The public description of a migration pack, from the tables that read it.
writeFileSync('docs/migration-pack.md', packDocument())
