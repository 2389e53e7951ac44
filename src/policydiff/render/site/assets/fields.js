// Fields take what an address says, also by a former name; what they do not know is told.
"use strict";

const policydiffTake = (fields, state, told) => {
  const unknown = [];
  for (const [name, field] of Object.entries(fields)) {
    const asked = state.get(name) || "";
    const former = new Map((field.dataset.former || "").split(" ").map(pair => pair.split("=")));
    field.value = asked;
    if (field.selectedIndex === -1) field.value = former.get(asked) || "";
    if (asked && !field.value) {
      field.value = "";
      unknown.push(`${name}=${asked}`);
    }
  }
  told.textContent = unknown.length ? told.dataset.told.replace("#", () => unknown.join(", ")) : "";
};
