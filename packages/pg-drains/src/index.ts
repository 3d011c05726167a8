export * from './drain/index.ts';
export * from './migrate/index.ts';
export * from './timetable/index.ts';
