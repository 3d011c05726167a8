/** Working days of Israel. */
export { isWorkingDay, workingDaysBetween } from './working-days.ts';
