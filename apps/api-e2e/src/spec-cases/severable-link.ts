import { connect, createServer, type Server, type Socket } from 'node:net';

/** A TCP link between the API and its database that can be cut and mended. */
export interface SeverableLink {
  readonly port: number;
  /** Ends all connections and refuses new ones. */
  cut(): Promise<void>;
  mend(): Promise<void>;
}

/** Forwards a port of this machine to another one. */
export async function severableLink(target: number): Promise<SeverableLink> {
  const open = new Set<Socket>();
  const keep = (socket: Socket): Socket => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    socket.on('error', () => socket.destroy());
    return socket;
  };
  const serve = (port: number): Promise<Server> => new Promise((resolve, reject) => {
    const server = createServer((near) => {
      const far = keep(connect(target, '127.0.0.1'));
      keep(near).pipe(far).pipe(near);
      near.on('close', () => far.destroy());
      far.on('close', () => near.destroy());
    });
    server.on('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
  let server = await serve(0);
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the link has no port');
  return {
    port: address.port,
    cut: () => new Promise((resolve) => {
      server.close(() => resolve());
      for (const socket of open) socket.destroy();
    }),
    mend: async () => {
      server = await serve(address.port);
    },
  };
}
