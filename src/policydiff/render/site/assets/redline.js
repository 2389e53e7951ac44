// The redline of two texts in the browser: whole words, by their longest common subsequence.
"use strict";

const policydiffRedline = (() => {
  const MOST_CELLS = 4_000_000; // texts so long are shown whole, one removed and one new
  const LEAST_KEPT = 0.4; // of the shorter text; where less is the same, nothing is: a new text on the same topic
  const LEAST_RUN = 2; // kept words in a row between two changes; fewer would only tear the sentence

  const cut = text => text.match(/\s*(?:[\p{L}\p{N}]+(?:[-.,:’'*\/][\p{L}\p{N}]+)*|[^\s])/gu) || [];
  const isWord = token => /[\p{L}\p{N}]/u.test(token);

  // Marks for every token of both texts: true where it is kept.
  const align = (old, now) => {
    const kept = [old.map(() => false), now.map(() => false)];
    let start = 0, end = 0;
    const same = (a, b) => a.trim() === b.trim();
    while (start < Math.min(old.length, now.length) && same(old[start], now[start])) start++;
    while (end < Math.min(old.length, now.length) - start && same(old.at(-1 - end), now.at(-1 - end))) end++;
    for (let i = 0; i < start; i++) kept[0][i] = kept[1][i] = true;
    for (let i = 1; i <= end; i++) kept[0][old.length - i] = kept[1][now.length - i] = true;
    const rows = old.length - start - end, columns = now.length - start - end;
    if (rows * columns > MOST_CELLS) return [old.map(() => false), now.map(() => false)];
    const width = columns + 1, lengths = new Uint16Array((rows + 1) * width);
    for (let i = rows - 1; i >= 0; i--) {
      for (let j = columns - 1; j >= 0; j--) {
        lengths[i * width + j] = same(old[start + i], now[start + j])
          ? lengths[(i + 1) * width + j + 1] + 1
          : Math.max(lengths[(i + 1) * width + j], lengths[i * width + j + 1]);
      }
    }
    for (let i = 0, j = 0; i < rows && j < columns;) {
      if (same(old[start + i], now[start + j])) kept[0][start + i++] = kept[1][start + j++] = true;
      else if (lengths[(i + 1) * width + j] >= lengths[i * width + j + 1]) i++;
      else j++;
    }
    return kept;
  };

  // Pairs of kept runs between two changes that are too short to be read as kept are changes too.
  const smooth = (old, now, kept) => {
    const places = kept.map(marks => marks.flatMap((isKept, place) => (isKept ? [place] : [])));
    const count = places[0].length;
    for (let from = 0; from < count;) {
      let to = from + 1;
      while (to < count && places[0][to] === places[0][to - 1] + 1 && places[1][to] === places[1][to - 1] + 1) to++;
      const isStart = !places[0][from] && !places[1][from];
      const isEnd = places[0][to - 1] === old.length - 1 && places[1][to - 1] === now.length - 1;
      const words = places[0].slice(from, to).filter(place => isWord(old[place])).length;
      if (!isStart && !isEnd && words < LEAST_RUN) {
        for (let at = from; at < to; at++) kept[0][places[0][at]] = kept[1][places[1][at]] = false;
      }
      from = to;
    }
    const words = kept[0].filter((isKept, place) => isKept && isWord(old[place])).length;
    const fewest = Math.min(...[old, now].map(tokens => tokens.filter(isWord).length));
    return words < LEAST_KEPT * fewest ? [old.map(() => false), now.map(() => false)] : kept;
  };

  const runs = (tokens, kept) => {
    const found = [];
    tokens.forEach((token, place) => {
      if (found.length && found.at(-1).isKept === kept[place]) found.at(-1).text += token;
      else found.push({ isKept: kept[place], text: token });
    });
    return found;
  };

  // Both texts in runs of words, each kept or not.
  return (old, now) => {
    const tokens = [cut(old), cut(now)];
    const kept = smooth(...tokens, align(...tokens));
    return tokens.map((side, place) => runs(side, kept[place]));
  };
})();
