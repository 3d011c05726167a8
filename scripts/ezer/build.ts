/** `npm run build`: the bundle, whether it is current or not. */
import { build } from './bundle.ts';

await build();
