import type { Timetable } from 'pg-drains';

/** What a deployment is written from. */
export interface Installation {
  timetable: Timetable;
  /** absolute path of the checkout that is to run; null in the committed files, which do not know it */
  home: string | null;
  /** of the image */
  version: string;
}

export interface DeployedFile {
  /** below the folder of its target, with slashes */
  path: string;
  text: string;
}
