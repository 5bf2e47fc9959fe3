// Loaded before anything else: says in plain words when the pinned Node is not the one that runs.
// Plain JavaScript of old, since an older Node must be able to read it.
var pinned = 26;
var running = Number(process.versions.node.split('.')[0]);
if (running < pinned) {
  console.error(
    'This project runs on Node ' +
      pinned +
      ', which "npm ci" installs beside it; Node ' +
      running +
      ' was started.\n' +
      'Start it with npm (npm start), or with node_modules/.bin/node. If that is missing, run "npm ci --include=optional".',
  );
  process.exit(1);
}
