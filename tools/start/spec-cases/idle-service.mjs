// A service that does nothing until it is told to stop.
const rest = setInterval(() => undefined, 1000);
process.once('SIGTERM', () => clearInterval(rest));
