import { describe, expect, it } from 'vitest';
import { readingOrder } from './index.ts';

describe('readingOrder', () => {
  it.each([
    // final letters at the wrong end, four at least, and twice as many as at the right one
    ['ןידה תיב ןתינ םידדצה ןיב', 'visual'],
    ['ןידה תיב ןתינ םידדצה', 'unknown'],
    ['ןידה ןתינ םידדצה ןיב דין', 'visual'],
    ['ןידה ןתינ םידדצה ןיב דין קם', 'unknown'],
    ['דין קם ים ןיב', 'logical'],
    // signs before words
    ['.אבגד .הוז ,טיכ .לאב', 'visual'],
    ['אבגד. הוז, כט; לאב', 'logical'],
    // words the wrong way round
    ['המשפט בבית ישראל מדינת הדין פסק הדין גזר', 'visual'],
    ['פסק הדין של בית משפט', 'logical'],
    ['Latin only. Nothing else.', 'unknown'],
    ['', 'unknown'],
  ])('%j is %s', (text, order) => {
    expect(readingOrder(text)).toBe(order);
  });
});
