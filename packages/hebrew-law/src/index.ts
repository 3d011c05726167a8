export * from './citation/index.ts';
export * from './docket/index.ts';
export * from './text/index.ts';
