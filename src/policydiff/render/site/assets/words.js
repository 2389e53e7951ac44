// Words as the index has them: the same steps as index.py, letter for letter.
"use strict";

const policydiffStem = word => {
  if (word.startsWith("ge") && word.length >= 6) word = word.slice(2);
  while (word.length > 3) {
    if (word.length > 5 && /(em|er|nd)$/.test(word)) word = word.slice(0, -2);
    else if (/[tesn]$/.test(word)) word = word.slice(0, -1);
    else break;
  }
  return word;
};

const policydiffFold = text =>
  text.toLowerCase().replace(/ß/g, "ss").normalize("NFKD").replace(/[\u0300-\u036f]/g, "").replace(/([aou])e/g, "$1");

const policydiffStems = text => (policydiffFold(text).match(/[\p{L}\p{N}]+/gu) || []).map(policydiffStem);
