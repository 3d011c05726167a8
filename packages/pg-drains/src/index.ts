export * from './drain/index.ts';
