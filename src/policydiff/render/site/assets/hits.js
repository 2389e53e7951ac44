// What the search found in words: where it stands, since when, and a piece of the text with the words found.
"use strict";

const policydiffHits = (() => {
  const LONGEST = 220; // letters of a text that are shown whole
  const AROUND = 70; // letters shown on either side of what was found in a longer one
  const MOST = 4; // of what is no demand, shown without being asked for
  const { editions } = window.policydiffSaid;
  const LANGUAGE = document.documentElement.lang;
  const section = document.getElementById("others");
  const words = section.dataset;

  const make = (name, content, values = {}) => {
    const element = Object.assign(document.createElement(name), values);
    element.append(...content);
    return element;
  };

  const inLanguage = (language, element) => {
    if (language !== LANGUAGE) element.lang = language;
    return element;
  };

  // The pieces of a text to show, as pairs of their first and last letter, from a space to a space.
  const windows = ({ text, firsts }) => {
    if (text.length <= LONGEST) return [[0, text.length]];
    const around = [...firsts].sort((a, b) => a[0] - b[0]).map(([start, end]) => {
      const from = start <= AROUND ? 0 : text.indexOf(" ", start - AROUND) + 1;
      const to = end + AROUND >= text.length ? text.length : text.lastIndexOf(" ", end + AROUND);
      return [Math.min(from, start), Math.max(to, end)];
    });
    return around.reduce((held, [from, to]) => {
      const last = held.at(-1);
      if (last && from <= last[1] + 1) last[1] = Math.max(last[1], to);
      else held.push([from, to]);
      return held;
    }, []);
  };

  const marked = (text, spans, [from, to]) => {
    const pieces = [];
    let at = from;
    for (const [start, end] of [...spans].sort((a, b) => a[0] - b[0])) {
      if (start < at || end > to) continue;
      pieces.push(text.slice(at, start), make("mark", [text.slice(start, end)]));
      at = end;
    }
    return [...pieces, text.slice(at, to)];
  };

  const quote = ({ language, parts }) => inLanguage(language, make("span", parts.flatMap((part, number) => {
    const shown = windows(part);
    const pieces = shown.flatMap((window, at) => [at ? " … " : "", ...marked(part.text, part.spans, window)]);
    return [number ? " · " : "", shown[0][0] ? "… " : "", ...pieces, shown.at(-1)[1] < part.text.length ? " …" : ""];
  })));

  // Editions, those that follow each other as one.
  const when = places => places
    .reduce((runs, place) => {
      if (runs.length && runs.at(-1).at(-1) === place - 1) runs.at(-1).push(place);
      else runs.push([place]);
      return runs;
    }, [])
    .map(run => [...new Set([run[0], run.at(-1)])].map(place => editions[place][2]).join(" – "))
    .join(", ");
  const target = ({ page, isDated }, places) => (isDated ? `${page}#e-${editions[places.at(-1)][0]}` : page);
  const link = (hit, places, content) => make("a", content, { href: target(hit, places) });

  const also = hit => (hit.also.length ? [` (${words.also} `, link(hit, hit.also, [when(hit.also)]), ")"] : []);

  const isOnlyName = hit => hit.parts.length === 1 && hit.parts[0].text === hit.name;

  // A line below a demand: the editions that say so, and what they say.
  const line = hit =>
    make("p", [link(hit, hit.places, [when(hit.places)]), ": ", quote(hit), ...also(hit)], { className: "hit" });

  const whole = ({ language, parts: [{ text, spans }] }) => make("details", [
    make("summary", [words.whole]),
    inLanguage(language, make("p", marked(text, spans, [0, text.length]))),
  ]);

  // What is no demand: what it is, what it is called, and what was found where. Texts stand here whole.
  const item = hit => {
    const name = isOnlyName(hit) ? quote(hit) : inLanguage(hit.language, make("span", [hit.name || when(hit.places)]));
    const label = make("span", [words[hit.kind]], { className: "label" });
    const told = isOnlyName(hit) ? [] : [hit.name && hit.kind !== "edition" ? ` · ${when(hit.places)}: ` : ": ", quote(hit)];
    const isText = ["preamble", "closing"].includes(hit.kind);
    return make("li", [label, " ", link(hit, hit.places, [name]), ...told, ...also(hit), ...(isText ? [whole(hit)] : [])]);
  };

  // Shows what is no demand, and returns how much that is in words.
  const list = hits => {
    const [shown, more] = ["ul", "details"].map(name => section.querySelector(`:scope > ${name}`));
    const items = hits.map(item);
    shown.replaceChildren(...items.slice(0, MOST));
    more.hidden = items.length <= MOST;
    more.querySelector("summary").textContent = words.more.replace("#", (items.length - MOST).toLocaleString(LANGUAGE));
    more.querySelector("ul").replaceChildren(...items.slice(MOST));
    section.hidden = !items.length;
    return items.length ? `${section.querySelector("h2").textContent}: ${items.length.toLocaleString(LANGUAGE)}` : "";
  };

  return { line, list };
})();
