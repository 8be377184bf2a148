// Two texts that grew out of one, made one again by words: what only one of them changed is taken over, where both changed the same
// words there is a choice. Tags count as words; the editor puts right what does not nest.
const WORD = /<[^>]*>|[\p{L}\p{N}]+(?:[-’'\u2011][\p{L}\p{N}]+)*\s*|[^<\p{L}\p{N}\s]\s*|\s+/gu;
const MOST = 4_000_000; // comparisons: above this the writer compares herself

const words = (text) => (text || "").match(WORD) || [];
const same = (a, b) => a === b || a.trimEnd() === b.trimEnd();

// Pairs [i, j] of the longest common row of words of a and b; null when that would take too long.
export function common(a, b) {
  let start = 0;
  while (start < a.length && start < b.length && same(a[start], b[start])) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && same(a[a.length - 1 - end], b[b.length - 1 - end])) end += 1;
  const n = a.length - start - end, m = b.length - start - end;
  if (n * m > MOST) return null;
  const lengths = Array.from({ length: n + 1 }, () => new Uint16Array(m + 1));
  for (let i = n - 1; i >= 0; i -= 1) {
    for (let j = m - 1; j >= 0; j -= 1) {
      lengths[i][j] = same(a[start + i], b[start + j]) ? lengths[i + 1][j + 1] + 1 : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
    }
  }
  const pairs = Array.from({ length: start }, (_none, at) => [at, at]);
  for (let i = 0, j = 0; i < n && j < m;) {
    if (same(a[start + i], b[start + j])) { pairs.push([start + i, start + j]); i += 1; j += 1; }
    else if (lengths[i + 1][j] >= lengths[i][j + 1]) i += 1;
    else j += 1;
  }
  for (let at = end; at > 0; at -= 1) pairs.push([a.length - at, b.length - at]);
  return pairs;
}

// [{text} or {mine, theirs, base}], to be joined; null when the texts are too long to be compared.
export function merge(base, mine, theirs) {
  const [o, a, b] = [base, mine, theirs].map(words);
  const toA = common(o, a), toB = common(o, b);
  if (!toA || !toB) return null;
  const inA = new Map(toA), inB = new Map(toB);
  const pieces = [];
  const put = (text) => {
    if (!text) return;
    if (pieces.at(-1)?.text !== undefined) pieces.at(-1).text += text;
    else pieces.push({ text });
  };
  let i = 0, x = 0, y = 0;
  const differ = (to, toX, toY) => {
    const [was, left, right] = [o.slice(i, to).join(""), a.slice(x, toX).join(""), b.slice(y, toY).join("")];
    if (left.trimEnd() === right.trimEnd() || right.trimEnd() === was.trimEnd()) put(left);
    else if (left.trimEnd() === was.trimEnd()) put(right);
    else pieces.push({ mine: left, theirs: right, base: was });
  };
  for (let at = 0; at < o.length; at += 1) {
    if (!inA.has(at) || !inB.has(at)) continue;
    differ(at, inA.get(at), inB.get(at));
    // Of the two the one with the blank after it: where only one goes on, the other is the last word of its text.
    const [left, right] = [a[inA.get(at)], b[inB.get(at)]];
    put(left.length < right.length ? right : left);
    [i, x, y] = [at + 1, inA.get(at) + 1, inB.get(at) + 1];
  }
  differ(o.length, a.length, b.length);
  return pieces;
}

export const isChoice = (piece) => piece.text === undefined;
// The whole text; `chosen` says "mine", "theirs" or "both" for each choice, in order.
export function join(pieces, chosen) {
  let at = -1;
  return pieces.map((piece) => {
    if (!isChoice(piece)) return piece.text;
    at += 1;
    return chosen[at] === "both" ? `${piece.mine.trimEnd()} ${piece.theirs}` : piece[chosen[at]];
  }).join("");
}
