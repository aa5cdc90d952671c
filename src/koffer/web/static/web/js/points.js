/* The rules of the sheet, to help while typing (M4). The server has the last word: koffer/method/points.py. */

const TOTAL = 100;

export const read = (text) => (/^[0-9]{1,3}$/.test(text) && Number(text) <= TOTAL ? Number(text) : null);

export function ranks(points) {
  return points.map((n) => (n === null ? null : 1 + points.filter((other) => other !== null && other > n).length));
}

/* What is left minus the least that the open compartments still need: the smallest numbers not yet used. */
export function freeToGive(points) {
  const used = new Set(points.filter((n) => n !== null));
  let free = TOTAL - points.reduce((sum, n) => sum + (n ?? 0), 0);
  let next = 0;
  for (const open of points) {
    if (open !== null) continue;
    while (used.has(next)) next += 1;
    free -= next;
    next += 1;
  }
  return free;
}

/* Index -> the first other index with the same number. */
export function equalPairs(points) {
  const partner = new Map();
  points.forEach((n, i) => {
    const other = n === null ? -1 : points.findIndex((m, j) => m === n && j !== i);
    if (other >= 0) partner.set(i, other);
  });
  return partner;
}

export function nearestUnused(points, index) {
  const used = new Set(points);
  let low = points[index] - 1;
  let high = points[index] + 1;
  while (used.has(low)) low -= 1;
  while (used.has(high)) high += 1;
  return [low >= 0 ? low : null, high <= TOTAL ? high : null];
}
