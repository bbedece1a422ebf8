import { connect, type NetConnectOpts, type Socket } from 'node:net'

/** Connects to a server. Rejects when it does not take the connection. */
export function dialled(to: NetConnectOpts): Promise<Socket> {
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

/** Reads a connection's first line, which says where it goes; the rest is left to be read. */
export function firstLine(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    const read = (): void => {
      for (let byte = socket.read(1); byte !== null; byte = socket.read(1)) {
        if (String(byte) === '\n') {
          socket.off('readable', read)
          socket.off('close', gone)
          resolve(text)
          return
        }
        text += String(byte)
      }
    }
    const gone = (): void => reject(new Error('closed before its first line'))
    socket.on('readable', read)
    socket.once('close', gone)
  })
}
