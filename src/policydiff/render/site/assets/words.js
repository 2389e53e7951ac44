// Words as the search compares them: their letters folded, and their stem in the language of the text. The stems of what
// is said come with the texts; what is typed and said nowhere is cut as they were.
"use strict";

const policydiffWords = (() => {
  const LEAST_STEM = 3; // letters that are left of what is typed
  const languages = new Map();

  const withoutMarks = word => word.normalize("NFKD").replace(/\p{M}+/gu, "");

  // Small letters; in German ae is ä.
  const lower = (word, language) => {
    const letters = word.normalize("NFKC").toLowerCase().replace(/ß/g, "ss").normalize("NFC");
    return language === "de" ? letters.replace(/(?<![aeiouq])[aou]e/g, pair => "äöü"["aou".indexOf(pair[0])]) : letters;
  };

  // The cuts of a language, the stems of all words that are said in it, and all these stems.
  const learn = language => {
    if (!languages.has(language)) {
      const cuts = policydiffSaid.stems[language];
      const stems = new Map(cuts.flatMap(([front, ending, instead, rests]) =>
        (rests.match(/\S+/g) || []).map(rest => [front + rest + ending, rest + instead])));
      languages.set(language, { cuts, stems, roots: new Set() });
    }
    return languages.get(language);
  };

  // A word of a text: its letters, the same without accents, and its stem.
  const said = (word, language) => {
    const { stems, roots } = learn(language);
    const letters = lower(word, language);
    const folded = withoutMarks(letters);
    if (!stems.has(folded)) stems.set(folded, folded);
    roots.add(stems.get(folded));
    return { letters, folded, stem: stems.get(folded) };
  };

  // As little of a word taken off as leaves a known stem; in German also the end of one, or a part of a word.
  const cut = (folded, language) => {
    const { cuts, stems, roots } = learn(language);
    if (stems.has(folded)) return stems.get(folded);
    const left = cuts
      .filter(([front, ending]) => folded.startsWith(front) && folded.endsWith(ending))
      .map(([front, ending, instead]) => folded.slice(front.length, folded.length - ending.length) + instead)
      .filter(rest => rest.length >= LEAST_STEM);
    const tried = [folded, ...left].sort((a, b) => b.length - a.length);
    const isIn = (words, test) => rest => words.some(word => test(word, rest));
    return tried.find(rest => roots.has(rest))
      || (language === "de" && (tried.find(isIn([...roots], (root, rest) => root.endsWith(rest)))
        || tried.find(isIn([...stems.keys()], (word, rest) => word.includes(rest)))))
      || folded;
  };

  // What is typed: as soon as it can be no plural of a word without it, also the piece in which an umlaut counts: Häuser
  // is found in Haus, and Förderung not in Forderung. All that is said must have been read.
  const typed = (word, language) => {
    const letters = lower(word, language);
    const folded = withoutMarks(letters);
    const stem = cut(folded, language);
    const at = /[äöü]/.test(letters) && !/(?:e|er|ern|en|el|eln|n|s)$/.test(letters) ? folded.indexOf(stem) : -1;
    return { folded, stem, marked: at < 0 ? "" : letters.slice(at, at + stem.length) };
  };

  return { said, typed };
})();
