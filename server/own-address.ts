// Where a process on this machine finds what listens here.
/** How this machine reaches a service that listens there: who listens everywhere, by the loopback address. */
export function ownAddress({ host, port }: { host: string; port: number }): string {
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${port}`;
}
