/** The migration engine, for who loads it only when there is something to migrate. */
export { migrate } from 'pg-drains';
