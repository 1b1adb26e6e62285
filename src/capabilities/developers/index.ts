export { documentCheck, documentFormats } from './rules/documents.ts'
