export { loadDefaultTypes } from './commands/load-default-types.ts'
export { openConversation } from './commands/open-conversation.ts'
export { countWaitingForCouncil, countWaitingForProvider } from './store/counts.ts'
export { tell as tellJob } from './jobs/tell.ts'
