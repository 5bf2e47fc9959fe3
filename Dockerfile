# The service in a container: built once, then without what only building needs. The image's own Node starts npm and
# nothing else: what runs is the pinned one of node_modules/.bin.
FROM node:22.12.0-bookworm-slim AS base
# The pinned Node is linked with it, and slim images may lack it: it builds as well as it runs.
RUN apt-get update && apt-get install -y --no-install-recommends libatomic1 && rm -rf /var/lib/apt/lists/*
WORKDIR /app

FROM base AS build
COPY package.json package-lock.json .npmrc ./
# No package here needs its install script.
RUN npm ci --omit=dev --ignore-scripts
COPY client ./client
COPY server ./server
COPY shared ./shared
COPY vite.config.ts tsconfig.json ./
# Node that is not there would fail here, and not at the first start.
RUN PATH=/app/node_modules/.bin:$PATH node --import ./server/require-node.js --eval 0 && npm run build

FROM base
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/package.json ./package.json
COPY --from=build /app/server ./server
COPY --from=build /app/shared ./shared
COPY --from=build /app/dist ./dist
# The store lies in a volume; an image is thrown away.
RUN mkdir /data && chown node:node /data
VOLUME /data
ENV DATABASE_URL=file:/data/seqr.db SIMULATOR_STATE_FILE=/data/simulator.db NODE_COMPILE_CACHE=/tmp/node-cache
USER node
EXPOSE 3000
# As the first process it hears SIGTERM itself, without a shell between.
CMD ["node_modules/.bin/node", "--import", "./server/require-node.js", "server/main.ts"]
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["node_modules/.bin/node", "--eval", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
