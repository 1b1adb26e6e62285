export { fileDocument, type FileDocument } from './commands/file-document.ts'
export { documentJobs } from './jobs/jobs.ts'
