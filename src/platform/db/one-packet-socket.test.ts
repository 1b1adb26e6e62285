import { createServer } from 'node:net'
import { once } from 'node:events'
import { expect, it } from 'vitest'
import { OnePacketSocket } from './one-packet-socket.ts'

it('sends what is written in one turn as one packet, whoever corks and uncorks in between', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const seen: string[] = []
  server.on('connection', (client) => {
    client.setNoDelay(true)
    client.on('data', (data) => seen.push(data.toString()))
  })
  const socket = new OnePacketSocket()
  socket.setNoDelay(true)
  await once(socket.connect(address.port, '127.0.0.1'), 'connect')
  for (const statement of ['first', 'second']) {
    socket.cork()
    socket.write(`${statement} bound;`)
    socket.write(`${statement} run;`)
    socket.uncork()
  }
  socket.write('commit;')
  // Nothing has left: who reads could not tell packets that came together from one.
  expect(socket.writableCorked).toBe(1)
  await expect.poll(() => seen).toEqual(['first bound;first run;second bound;second run;commit;'])
  socket.write('next turn;')
  await expect.poll(() => seen.at(-1)).toBe('next turn;')
  socket.write('begin;')
  expect(socket.writableCorked).toBe(1)
  socket.write('bound;')
  await expect.poll(() => seen.at(-1)).toBe('begin;bound;')
  socket.destroy()
  server.close()
})
