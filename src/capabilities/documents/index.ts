export { fileDocument } from './commands/file-document.ts'
export { redactDocument } from './commands/redact-document.ts'
export { shareDocument } from './commands/share-document.ts'
export { documentJobs } from './jobs/jobs.ts'
