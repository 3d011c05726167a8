import { SETTINGS } from '../config/settings.ts';
import { healthCommand } from './health.ts';
import type { DeployedFile, Installation } from './installation.ts';

/** Docker: an image built from the checkout, and Postgres with one container that runs the timetable. */
export function dockerFiles({ version }: Installation): DeployedFile[] {
  return [
    { path: 'Dockerfile', text: dockerfile },
    { path: 'Dockerfile.dockerignore', text: ignored },
    { path: 'compose.yaml', text: compose(version) },
  ];
}

const PORT = SETTINGS.EZER_PORT.default;

const dockerfile = `# Written by \`ezer deploy docker\`; edit that, not this file.
#
#   docker build -f deploy/docker/Dockerfile -t ezer-mishpati .

FROM node:24-bookworm-slim AS build
WORKDIR /ezer
COPY . .
RUN npm ci && npm run build
# The bundle needs few packages beside it. The optional ones are Node itself, which the image has, and the binaries of
# the embedded Postgres, in whose place DATABASE_URL names another.
RUN npm prune --omit=dev --omit=optional

FROM node:24-bookworm-slim
WORKDIR /ezer
COPY --from=build /ezer/package.json ./
COPY --from=build /ezer/node_modules ./node_modules
COPY --from=build /ezer/packages ./packages
COPY --from=build /ezer/samples ./samples
ENV NODE_ENV=production EZER_DATA=/var/lib/ezer TZ=Asia/Jerusalem
RUN install -d -o node -g node -m 0700 /var/lib/ezer
USER node
VOLUME /var/lib/ezer
ENTRYPOINT ["node", "/ezer/packages/ezer/dist/ezer.mjs"]
CMD ["start"]
`;

const ignored = `.git
.ezer
tmp
coverage
deploy
**/node_modules
**/dist
`;

const compose = (version: string): string => `# Written by \`ezer deploy docker\`; edit that, not this file.
#
#   export POSTGRES_PASSWORD=...   # letters and digits: it stands in a URL
#   docker compose -f deploy/docker/compose.yaml up -d --build
#   docker compose -f deploy/docker/compose.yaml exec ezer node packages/ezer/dist/ezer.mjs status
#
# Nothing is published: \`ezer start\` listens on loopback only until somebody has an account, and a published port leads
# to the container's other address. First, to make that account on a Linux machine, put this into compose.override.yaml:
# \`network_mode: host\` for ezer, \`ports: ["127.0.0.1:5432:5432"]\` for postgres, and 127.0.0.1 for postgres in
# DATABASE_URL; \`docker compose logs ezer\` has the one-time link. Then, in place of all that, for ezer:
# \`ports: ["127.0.0.1:${PORT}:${PORT}"]\` and in its environment EZER_HOST: 0.0.0.0 with EZER_PUBLIC_URL: https://law.example,
# the address at which a proxy with https hands requests on. The two go together: without EZER_PUBLIC_URL it does not start.

name: ezer

services:
  postgres:
    image: postgres:18
    # Drains hold a few connections each; the default of 100 is for ten of them.
    command: [postgres, -c, max_connections=300]
    environment:
      POSTGRES_USER: ezer
      POSTGRES_DB: ezer
      POSTGRES_PASSWORD: \${POSTGRES_PASSWORD:?set POSTGRES_PASSWORD}
      POSTGRES_INITDB_ARGS: --encoding=UTF8 --locale=C.UTF-8
    volumes:
      - postgres:/var/lib/postgresql
    shm_size: 256m
    healthcheck:
      test: [CMD, pg_isready, -U, ezer, -d, ezer]
      interval: 5s
      timeout: 5s
      retries: 20
    restart: unless-stopped

  ezer:
    image: ezer-mishpati:${version}
    build:
      context: ../..
      dockerfile: deploy/docker/Dockerfile
    command: [start]
    depends_on:
      postgres:
        condition: service_healthy
    environment:
      DATABASE_URL: postgres://ezer:\${POSTGRES_PASSWORD}@postgres:5432/ezer
      # Your own decisions instead of the samples: mount the folder below and name it here.
      # EZER_LIBRARY: /library
    volumes:
      - documents:/var/lib/ezer
      # - ./decisions:/library:ro
    read_only: true
    tmpfs: [/tmp]
    cap_drop: [ALL]
    security_opt: ["no-new-privileges:true"]
    # Reaps what the jobs leave, and hands SIGTERM on.
    init: true
    # It gives its jobs 20 s to end in order.
    stop_grace_period: 45s
    healthcheck:
      test:
        - CMD
${healthCommand()
  .map((word) => `        - ${JSON.stringify(word)}`)
  .join('\n')}
      interval: 30s
      timeout: 10s
      start_period: 60s
    restart: unless-stopped

volumes:
  postgres:
  documents:
`;
