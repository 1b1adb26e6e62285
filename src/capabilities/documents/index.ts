export { fileDocument } from './commands/file-document.ts'
export { documentJobs } from './jobs/jobs.ts'
