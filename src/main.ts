import { Argument, Command, Option } from 'commander'
import { describeConfig, readConfig } from './config.ts'
import { StartFault } from './platform/start-fault.ts'

const program = new Command('portal')
  .description('Where care providers and councils agree care, record it, pay for it and talk about it')
  .showHelpAfterError()

const progress = (line: string): void => {
  process.stderr.write(`${line}\n`)
}

program
  .command('serve', { isDefault: true })
  .description('serve the pages and do the work in the background')
  .addOption(new Option('--web', 'only the pages').conflicts('worker'))
  .addOption(new Option('--worker', 'only the work in the background'))
  .action(async (chosen: { web?: true; worker?: true }) => {
    const config = readConfig(process.env)
    const { serve } = await import('./start/serve.ts')
    const roles = { web: chosen.worker !== true, worker: chosen.web !== true }
    const running = await serve(config, roles, progress)
    stopOnSignal(running.stop)
    const { welcome } = await import('./start/welcome.ts')
    if (roles.web) process.stdout.write(welcome(config.origin, running.demonstration))
  })

program
  .command('migrate')
  .description('bring the database to what this program knows')
  .action(async () => {
    const { openDatabase } = await import('./start/database.ts')
    const database = await openDatabase(readConfig(process.env), progress)
    await database.stop()
    progress('The database is up to date.')
  })

program
  .command('import <folder>')
  .description('load a migration pack, wholly or not at all (docs/migration-pack.md)')
  .action(async (folder: string) => {
    const { importCommand } = await import('./start/import.ts')
    process.exitCode = await importCommand(readConfig(process.env), folder, progress)
  })

program
  .command('price [file]')
  .description('work out described cases, without a database (docs/price-format.md)')
  .action(async (file: string | undefined) => {
    const { priceCommand, terminalIo } = await import('./capabilities/payments/price/command.ts')
    process.exitCode = await priceCommand({ file }, terminalIo())
  })

program
  .command('check [file]')
  .description('say what is wrong with a file of actuals, without a database (docs/formats/actuals-v1.md)')
  .option('--against <template>', 'a file that was downloaded from the portal')
  .option(
    '--format <name>',
    'hold a JSON document against an open format: actuals-1, commissioned-care-1, remittance-1',
  )
  .action(async (file: string | undefined, chosen: { against?: string; format?: string }) => {
    if (chosen.format !== undefined) {
      const { checkDocumentCommand } = await import('./start/check-document.ts')
      process.exitCode = await checkDocumentCommand(file, chosen.format, (line) => process.stdout.write(`${line}\n`))
      return
    }
    const { checkCommand, terminalCheckIo } = await import('./capabilities/actuals/check/command.ts')
    process.exitCode = await checkCommand({ file, against: chosen.against }, terminalCheckIo())
  })

program
  .command('routes')
  .description('every address, who may come there and whether it changes anything')
  .option('--json', 'as JSON')
  .action(async (chosen: { json?: true }) => {
    const { routesCommand } = await import('./start/routes.ts')
    process.stdout.write(await routesCommand(readConfig(process.env), chosen.json === true))
  })

program
  .command('verify')
  .description('ask a live installation whether its promises hold; changes nothing')
  .addArgument(new Argument('[promise]', 'one of them').choices(['isolation', 'ledger', 'audit']))
  .action(async (promise: 'isolation' | 'ledger' | 'audit' | undefined) => {
    const { verifications, verifyCommand } = await import('./start/verify.ts')
    const wanted = promise === undefined ? verifications : [promise]
    process.exitCode = await verifyCommand(readConfig(process.env), wanted, progress)
  })

program
  .command('keys')
  .description('the keys outside the database')
  .command('rotate')
  .description('seal every security code and app secret under a new key, and forget the old one')
  .action(async () => {
    const { rotateKeys } = await import('./start/keys.ts')
    await rotateKeys(readConfig(process.env), progress)
  })

program
  .command('config')
  .description('every setting, what it is now and what it means; passwords are not shown')
  .action(() => {
    process.stdout.write(`${describeConfig(process.env)}\n`)
  })

function stopOnSignal(stop: () => Promise<void>): void {
  let stopping = false
  const once = (): void => {
    if (stopping) return
    stopping = true
    progress('Stopping…')
    stop().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  process.on('SIGINT', once)
  process.on('SIGTERM', once)
}

try {
  await program.parseAsync()
} catch (fault) {
  // A fault with a sentence of its own is for the person at the terminal; any other is ours and shows where.
  if (!(fault instanceof StartFault)) throw fault
  process.stderr.write(`${fault.message}\n`)
  process.exitCode = 1
}
