export { workSchema } from './schema/work-schema.gen.ts';
