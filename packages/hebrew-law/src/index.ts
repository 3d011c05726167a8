export * from './docket/index.ts';
export * from './text/index.ts';
