// Finds words in all that every edition says: in demands, and in what stands around them. What is found says where.
"use strict";

const policydiffFind = (() => {
  const LEAST_PART = 4; // typed letters from which on a word is looked for inside German compounds
  const { editions, demands, others } = window.policydiffSaid;
  const WORD = /[\p{L}\p{N}\p{M}]+/gu;
  const TERM = /["„“”]([^"„“”]+)["„“”]|\S+/g; // quoted words, and words with signs in them, stand next to each other
  const words = []; // every different word of each language
  const known = new Map();

  // The numbers of the words of a text, in their order.
  const read = (text, language) => {
    if (!known.has(language)) known.set(language, { numbers: new Map(), texts: new Map() });
    const { numbers, texts } = known.get(language);
    if (!texts.has(text)) {
      texts.set(text, (text.match(WORD) || []).map(word => {
        if (!numbers.has(word)) numbers.set(word, words.push({ language, ...policydiffWords.said(word, language) }) - 1);
        return numbers.get(word);
      }));
    }
    return texts.get(text);
  };

  const languageOf = run => editions[run[0]][3];

  // Everything is read once: when the field is entered, or something is looked for.
  let isRead = false;
  const readAll = () => {
    if (isRead) return;
    isRead = true;
    for (const [, said, runs] of [...demands, ...others.map(one => one.slice(2))]) {
      for (const run of runs) run.slice(2).forEach(at => read(said[at], languageOf(run)));
    }
  };

  document.getElementById("q").addEventListener("focus", readAll, { once: true });

  const isLike = (word, typed) => {
    if (!word.letters.includes(typed.marked)) return false;
    if (word.stem === typed.stem || word.folded.startsWith(typed.folded)) return true;
    if (word.language !== "de" || !typed.isPart) return false;
    return typed.stem.length < LEAST_PART ? word.folded.endsWith(typed.folded) : word.folded.includes(typed.stem);
  };

  const termsOf = query => [...query.matchAll(TERM)]
    .map(([whole, quoted]) => {
      const asked = quoted || whole;
      const isNode = !quoted && /^[^@]+@/.test(asked);
      return { node: isNode ? asked.toLowerCase() : "", words: asked.match(WORD) || [] };
    })
    .filter(term => term.words.length);

  // For every term and each of its words, the numbers of the words of a language that are like it.
  const likesOf = (terms, language) => terms.map(term => (term.node ? [] : term.words.map(word => {
    const typed = { ...policydiffWords.typed(word, language), isPart: /^\p{L}+$/u.test(word) && word.length >= LEAST_PART };
    return new Set(words.flatMap((one, at) => (one.language === language && isLike(one, typed) ? [at] : [])));
  })));

  // For every term, where its words stand in a text one after the other: pairs of its first and last letter.
  const seek = (text, numbers, likes) => {
    let spans;
    return likes.map(sets => {
      const found = [];
      for (let at = 0; sets.length && at <= numbers.length - sets.length; at++) {
        if (!sets.every((set, next) => set.has(numbers[at + next]))) continue;
        spans ||= [...text.matchAll(WORD)].map(({ 0: word, index }) => [index, index + word.length]);
        found.push([spans[at][0], spans[at + sets.length - 1][1]]);
      }
      return found;
    });
  };

  const searcher = query => {
    const terms = termsOf(query);
    if (!terms.length) return null;
    readAll();
    const likes = new Map(), found = new Map();
    const look = (text, language) => {
      if (!likes.has(language)) likes.set(language, likesOf(terms, language));
      if (!found.has(language)) found.set(language, new Map());
      const held = found.get(language);
      if (!held.has(text)) held.set(text, seek(text, read(text, language), likes.get(language)));
      return held.get(text);
    };

    // As few texts of a run as say all terms, each with what was found in it.
    const choose = held => {
      const open = new Set(terms.keys());
      terms.forEach((term, at) => term.node && open.delete(at));
      if (!open.size) return [{ text: held[0].text, spans: [], firsts: [[0, 0]] }];
      const parts = [];
      while (open.size) {
        const gains = held.map(one => [...open].filter(at => one.found[at].length).length);
        const { text, found: places } = held[gains.indexOf(Math.max(...gains))];
        places.forEach((spans, at) => spans.length && open.delete(at));
        parts.push({ text, spans: places.flat(), firsts: places.flatMap(spans => spans.slice(0, 1)) });
      }
      return parts;
    };

    // The texts of one run that say all terms, its id or key among them if asked, with the editions; else null.
    const judge = (said, run, hasId) => {
      const [from, to, id, ...rest] = run;
      const language = languageOf(run);
      const held = [...rest, ...(hasId || !rest.length ? [id] : [])].map(at => ({ text: said[at], found: look(said[at], language) }));
      if (!terms.every((term, at) => term.node || held.some(one => one.found[at].length))) return null;
      const places = Array.from({ length: to - from + 1 }, (_, at) => from + at).filter(place => terms.every(term =>
        !term.node || `${said[id]}@${editions[place][1]}`.toLowerCase().startsWith(term.node)));
      return places.length ? { places, language, parts: choose(held) } : null;
    };

    // What the latest edition says of all terms: in which editions it stands, and in which others they stand in other
    // words; null where they stand nowhere.
    return (said, runs) => {
      const judged = hasId => runs.map(run => judge(said, run, hasId)).filter(Boolean);
      const named = judged(false);
      const held = named.length ? named : judged(true);
      const last = held.at(-1);
      if (!last) return null;
      const isSame = one => String(one.parts.map(part => part.text)) === String(last.parts.map(part => part.text));
      const placesOf = some => some.flatMap(one => one.places);
      return { ...last, places: placesOf(held.filter(isSame)), also: placesOf(held.filter(one => !isSame(one))) };
    };
  };

  // Every demand that says what is looked for, by its number, and everything else that does; null where nothing is asked.
  return query => {
    const search = searcher(query);
    if (!search) return null;
    const told = (hit, more) => hit && { ...hit, ...more };
    return {
      demands: new Map(demands
        .map(([page, said, runs], number) => [number, told(search(said, runs), { page, isDated: true })])
        .filter(([, hit]) => hit)),
      others: others
        .map(([kind, page, name, said, runs]) => {
          const isDated = page.endsWith("#");
          return told(search(said, runs), { kind, page: page.replace(/#$/, ""), name, isDated });
        })
        .filter(Boolean),
    };
  };
})();
