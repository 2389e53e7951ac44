// Two editions without a report, set side by side as a report does it: what was dropped, added and changed, with filters.
"use strict";

window.policydiffBeside = (() => {
  const box = document.getElementById("beside");
  const table = document.getElementById("entries");
  const shown = document.getElementById("shown");
  const KINDS = ["dropped", "added", "reworded", "reassigned", "moved"];
  const fields = Object.fromEntries(["kind", "group", "addressee"].map(name => [name, document.getElementById(name)]));
  const { groups, addressees, threads } = window.policydiffEditions;
  const LANGUAGE = document.documentElement.lang;

  const offer = (field, choices) => choices.forEach(([value, text]) => {
    const option = new Option(text, value);
    option.lang = field === fields.kind ? LANGUAGE : shownLanguage;
    field.append(option);
  });
  const shownLanguage = document.getElementById("entry").content.querySelector(".text").lang || LANGUAGE;
  offer(fields.kind, KINDS.map(kind => [kind, box.dataset[kind]]));
  offer(fields.group, groups);
  offer(fields.addressee, addressees);

  const copy = name => document.getElementById(name).content.firstElementChild.cloneNode(true);

  const kindsOf = (before, after) => {
    if (!after) return ["dropped"];
    if (!before) return ["added"];
    const differs = {
      reworded: before[1] !== after[1] || before[2] !== after[2],
      reassigned: String(before[4]) !== String(after[4]),
      moved: before[3] !== after[3],
    };
    return KINDS.filter(kind => differs[kind]);
  };

  const mark = (place, runs, name) => runs.forEach(({ isKept, text }) => {
    if (isKept) return place.append(text);
    const marked = copy(name);
    const space = text.match(/^\s*/)[0];
    marked.querySelector(".words").textContent = text.slice(space.length);
    place.append(space, marked);
  });

  const names = (place, state, other, name) => state[4].forEach((number, at) => {
    mark(place, [{ isKept: !other || other[4].includes(number), text: addressees[number][1] }], name);
    if (at < state[4].length - 1) place.append(", ");
  });

  const fill = (cell, state, other, runs, name) => {
    cell.querySelector(state ? ".none" : ".wording").remove();
    if (!state) return cell.classList.add("absent");
    const [id, title, , group, asked] = state;
    const heading = cell.querySelector(".demand-title");
    if (title && other && other[1] !== title) mark(heading, [{ isKept: false, text: title }], name);
    else if (title) heading.textContent = title;
    else heading.remove();
    mark(cell.querySelector(".text"), runs, name);
    names(cell.querySelector(".names"), state, other, name);
    if (asked.length) cell.querySelector(".nobody").remove();
    const where = cell.querySelector(".group");
    mark(where, [{ isKept: !other || other[3] === group, text: groups[group][1] }], name);
    cell.querySelector("code").textContent = id;
  };

  const draw = ({ page, before, after, kinds }) => {
    const body = copy("entry");
    body.id = `d-${page}`;
    [...kinds].reverse().forEach(kind => {
      const label = document.createElement("span");
      label.className = `kind kind-${kind}`;
      label.textContent = box.dataset[kind];
      body.querySelector(".kinds").prepend(label, " ");
    });
    body.querySelector(".steps").href = `demands/${page}.html`;
    body.querySelector(".permalink").href = `#d-${page}`;
    const [old, now] = before && after
      ? policydiffRedline(before[2], after[2])
      : [before, after].map(state => [{ isKept: true, text: state ? state[2] : "" }]);
    fill(body.querySelector(".old"), before, after, old, "removed");
    fill(body.querySelector(".new"), after, before, now, "inserted");
    return body;
  };

  let entries = [];

  const filter = () => {
    const [kind, group, addressee] = Object.values(fields).map(field => field.value);
    const [groupAt, addresseeAt] = [groups, addressees].map((held, at) =>
      held.findIndex(([key]) => key === [group, addressee][at]));
    const held = entries.filter(({ before, after, kinds }) => {
      const states = [before, after].filter(Boolean);
      return (!kind || kinds.includes(kind))
        && (!group || states.some(state => state[3] === groupAt))
        && (!addressee || states.some(state => state[4].includes(addresseeAt)));
    });
    [...table.tBodies].forEach(body => body.remove());
    table.append(...held.map(draw));
    table.hidden = !held.length;
    shown.textContent = held.length ? box.dataset.shown.replace("#", held.length.toLocaleString(LANGUAGE)) : box.dataset.none;
  };

  return {
    hide: () => { box.hidden = true; },
    fields,
    chosen: () => Object.entries(fields).map(([name, field]) => [name, field.value]).filter(pair => pair[1]),
    onChoice: keep => Object.values(fields).forEach(field => field.addEventListener("input", () => { keep(); filter(); })),
    show: (old, now, called) => {
      document.getElementById("which").textContent = called.join(" → ");
      const both = threads
        .map(([page, states, at]) => ({ page, before: states[at[old]], after: states[at[now]] }))
        .filter(({ before, after }) => before || after);
      entries = both.map(one => ({ ...one, kinds: one.before === one.after ? [] : kindsOf(one.before, one.after) }))
        .filter(one => one.kinds.length);
      filter();
      box.hidden = false;
      if (location.hash) location.replace(location.hash); // what it names stands here only now
      const told = KINDS.map(kind => [kind, entries.filter(one => one.kinds.includes(kind)).length]);
      return [...told, ["same", both.length - entries.length]].filter(pair => pair[1])
        .map(([kind, count]) => `${box.dataset[kind]}: ${count.toLocaleString(LANGUAGE)}`).join(" · ");
    },
  };
})();
