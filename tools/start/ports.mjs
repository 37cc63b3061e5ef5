import { createServer } from 'node:net';

const free = (port, host) => new Promise((done) => {
  const probe = createServer();
  probe.once('error', (error) => done(error.code === 'EAFNOSUPPORT' || error.code === 'EADDRNOTAVAIL'));
  probe.listen(port, host, () => probe.close(() => done(true)));
});

/** Nobody listens on this port, on either loopback. */
export const isFree = async (port) => (await free(port, '127.0.0.1')) && (await free(port, '::1'));

/** The asked port, refused in words when taken; else the first free one from `from` on. */
export async function choosePort(asked, from, flag, taken = []) {
  if (asked !== null) {
    if (!taken.includes(asked) && (await isFree(asked))) return asked;
    throw new Error(`Port ${asked} is in use; choose another with ${flag}.`);
  }
  for (let port = from; port < from + 500; port += 1) if (!taken.includes(port) && (await isFree(port))) return port;
  throw new Error(`No free port from ${from} on; choose one with ${flag}.`);
}
