// Two editions chosen: to their report, or set side by side by beside.js where there is none. The choice is in the address.
"use strict";

(() => {
  const box = document.getElementById("choose");
  if (!box) return;
  const fields = ["old", "new"].map(name => document.getElementById(name));
  const unknown = document.getElementById("unknown");
  const found = document.getElementById("found");
  const beside = window.policydiffBeside;
  const last = fields[0].options.length - 1;
  let address = "";

  // A report goes from the older edition to the newer one, whichever is named first.
  const order = () => fields
    .map(field => field.selectedIndex)
    .sort((a, b) => a - b)
    .forEach((place, at) => { fields[at].selectedIndex = place; });

  const show = () => {
    const [old, now] = fields.map(field => field.selectedIndex);
    const [oldCode, nowCode] = [old, now].map(place => fields[0].options[place].value);
    const report = document.querySelector(`[data-pair="${oldCode}--${nowCode}"]`);
    found.replaceChildren();
    beside?.hide();
    if (old === now) {
      found.textContent = box.dataset.same;
    } else if (report) {
      const link = document.createElement("a");
      link.textContent = `${box.dataset.open}: ${report.textContent}`;
      link.href = report.href;
      found.append(link);
    } else {
      found.textContent = beside.show(old, now, [old, now].map(place => fields[0].options[place].text));
    }
  };

  const take = () => {
    address = location.search;
    policydiffTake({ old: fields[0], new: fields[1], ...beside?.fields }, new URLSearchParams(location.search), unknown);
    [Math.max(last - 1, 0), last].forEach((usual, place) => {
      if (fields[place].selectedIndex < 0) fields[place].selectedIndex = usual;
    });
    order();
    show();
  };

  const keep = () => {
    const chosen = fields.map(field => [field.name, field.value]);
    unknown.textContent = "";
    history.replaceState(null, "", `?${new URLSearchParams([...chosen, ...(beside?.chosen() || [])])}`);
    address = location.search;
  };

  box.hidden = false;
  fields.forEach(field => field.addEventListener("input", () => { order(); keep(); show(); }));
  beside?.onChoice(keep);
  window.addEventListener("popstate", () => { if (location.search !== address) take(); });
  take();
})();
