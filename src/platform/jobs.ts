import { EventEmitter, once } from 'node:events'
import {
  type CronItem,
  Logger,
  parseCronItems,
  run,
  type Runner,
  type TaskList,
  type WorkerEvents,
} from 'graphile-worker'
import { z } from 'zod'
import { holdLifeline } from './abandoned-jobs.ts'
import { systemActor, type Work, type WorkRunner } from './work.ts'

const DAY_MILLISECONDS = 86_400_000

/** A task in the background. It may run twice after a crash, so it must find what is already done. */
export type Job = {
  readonly name: `${string}.${string}`
  readonly handle: (work: WorkRunner, payload: unknown) => Promise<void>
  /** As cron writes it, in UTC. A night on which nothing ran is made up for at the next start. */
  readonly nightlyAt?: string
  /** Looks for something that nobody announces. A minute that was missed is not made up for: the next one finds the same. */
  readonly everyMinute?: boolean
}

/** Every job says for which council it works; it sees no other council's rows. */
export function job<S extends z.ZodType<{ councilId: string }>>(definition: {
  readonly name: Job['name']
  readonly payload: S
  readonly run: (work: Work, payload: z.infer<S>) => Promise<void>
}): Job {
  return {
    name: definition.name,
    handle: async (runner, input) => {
      const payload = definition.payload.parse(input)
      await runner.run(systemActor(payload.councilId), (work) => definition.run(work, payload))
    },
  }
}

export type Workers = { readonly stop: () => Promise<void> }
type Log = { error(details: object, message: string): void }

export async function startWorkers(url: string, work: WorkRunner, jobs: readonly Job[], log: Log): Promise<Workers> {
  const taskList: TaskList = Object.fromEntries(
    jobs.map(({ name, handle }) => [name, (payload: unknown) => handle(work, payload)]),
  )
  const events: WorkerEvents = new EventEmitter()
  const created = once(events, 'pool:create')
  const runner: Runner = await run({
    connectionString: url,
    events,
    maxPoolSize: 4,
    taskList,
    concurrency: 2,
    noHandleSignals: true,
    parsedCronItems: parseCronItems(jobs.flatMap(nightly)),
    // What goes wrong is an event below; the rest of its talk is not for the terminal.
    logger: new Logger(() => () => undefined),
    pollInterval: 2_000,
  })
  runner.events.on('job:error', ({ job: failed, error }) => {
    log.error({ job: failed.task_identifier, attempts: failed.attempts, fault: nameOf(error) }, 'job failed')
  })
  const lifeline = await holdLifeline(url, await nameOfPool(created), (fault) => {
    log.error({ fault: nameOf(fault) }, 'the jobs of a killed worker could not be freed')
  })
  return {
    stop: async () => {
      await runner.stop()
      await lifeline.stop()
    },
  }
}

async function nameOfPool(created: Promise<unknown[]>): Promise<string> {
  const [event] = await created
  return z.object({ workerPool: z.object({ id: z.string() }) }).parse(event).workerPool.id
}

function nightly({ name, nightlyAt, everyMinute }: Job): CronItem[] {
  if (everyMinute === true)
    return [{ task: name, match: '* * * * *', options: { backfillPeriod: 0, maxAttempts: 1, jobKey: name } }]
  if (nightlyAt === undefined) return []
  return [{ task: name, match: nightlyAt, options: { backfillPeriod: DAY_MILLISECONDS, maxAttempts: 12 } }]
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error
}
