import { Client, type ClientConfig } from 'pg'

/**
 * One connection on which everybody speaks at once, for single statements that end by themselves and wait for nothing:
 * those of one turn leave together and are answered together. When the server drops it, whoever asks next opens another.
 */
export class SharedConnection {
  readonly #config: ClientConfig
  #opening: Promise<Client> | undefined

  constructor(config: ClientConfig) {
    this.#config = config
  }

  client(): Promise<Client> {
    return (this.#opening ??= this.#open())
  }

  async close(): Promise<void> {
    const client = await this.#opening?.catch(() => undefined)
    await client?.end()
  }

  #open(): Promise<Client> {
    const client = new Client(this.#config)
    const opening = client.connect().then(() => client)
    const forget = () => {
      if (this.#opening === opening) this.#opening = undefined
    }
    client.on('error', forget)
    opening.catch(forget)
    return opening
  }
}
