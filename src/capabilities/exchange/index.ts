export { importPack, type ImportProgress } from './commands/import-pack.ts'
export { packFiles } from './rules/format.ts'
export { reportLines } from './rules/report.ts'
