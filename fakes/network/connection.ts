// A TCP connection to a server of the tests.

import { connect, type NetConnectOpts, type Socket } from 'node:net'

/** Connects to a server. Rejects when the connection is refused. */
export function connectTo(to: NetConnectOpts): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ ...to, allowHalfOpen: true })
    socket.once('error', reject)
    socket.once('connect', () => {
      socket.off('error', reject)
      socket.on('error', () => {})
      resolve(socket)
    })
  })
}

/** Reads the first line of a connection; the rest stays unread. */
export function readFirstLine(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    const read = (): void => {
      for (let byte = socket.read(1); byte !== null; byte = socket.read(1)) {
        if (String(byte) === '\n') {
          socket.off('readable', read)
          socket.off('close', closed)
          resolve(text)
          return
        }
        text += String(byte)
      }
    }
    const closed = (): void => reject(new Error('closed before its first line'))
    socket.on('readable', read)
    socket.once('close', closed)
  })
}
