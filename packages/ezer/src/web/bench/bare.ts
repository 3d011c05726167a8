/** The least that a page can cost here: a Hono route that sends so many bytes and does nothing else. */
import { serve } from '@hono/node-server';
import { Hono } from 'hono';

const app = new Hono();
app.get('/:bytes', (c) => c.html('א'.repeat(Math.floor(Number(c.req.param('bytes')) / 2))));
serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) => console.log(`http://127.0.0.1:${port}/`));
