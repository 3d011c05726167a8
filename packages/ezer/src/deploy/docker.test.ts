import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { healthCommand } from './health.ts';
import { root, textOf } from './testing/written.ts';

test('compose runs a Postgres and one container that starts the timetable, and publishes nothing', () => {
  const { services } = parse(textOf('docker', 'compose.yaml')) as {
    services: Record<'postgres' | 'ezer', Record<string, unknown>>;
  };
  expect(services.postgres.image).toBe('postgres:18');
  expect(services.ezer).toMatchObject({
    command: ['start'],
    image: 'ezer-mishpati:1.2.3',
    depends_on: { postgres: { condition: 'service_healthy' } },
    build: { context: '../..', dockerfile: 'deploy/docker/Dockerfile' },
    read_only: true,
    cap_drop: ['ALL'],
    security_opt: ['no-new-privileges:true'],
    // The jobs of the timetable are its children: whatever they leave is reaped, and they hear of a stop.
    init: true,
  });
  for (const service of Object.values(services)) expect(service).not.toHaveProperty('ports');
});

test('the container asks the page itself how it is: well, unwell, and away', async () => {
  const { services } = parse(textOf('docker', 'compose.yaml')) as { services: { ezer: { healthcheck: object } } };
  expect(services.ezer.healthcheck).toMatchObject({ test: ['CMD', ...healthCommand()] });

  let status = 200;
  const server = createServer((_, answer) => answer.writeHead(status).end()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const ask = async () => {
    const [, ...args] = healthCommand(port);
    const [code] = await once(spawn(process.execPath, args, { stdio: 'ignore' }), 'exit');
    return code;
  };
  expect(await ask()).toBe(0);
  status = 503;
  expect(await ask()).toBe(1);
  server.close();
  server.closeAllConnections();
  await once(server, 'close');
  expect(await ask()).toBe(1);
});

test('the image is built from this repository, by its own commands, and runs as nobody special', () => {
  const dockerfile = textOf('docker', 'Dockerfile');
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: object };
  expect(dockerfile).toContain('RUN npm ci && npm run build\n');
  expect(scripts).toHaveProperty('build');
  expect(dockerfile).toMatch(/^USER node$/m);
  expect(dockerfile).toContain('ENTRYPOINT ["node", "/ezer/packages/ezer/dist/ezer.mjs"]');
});
