// Typing ahead and switching; every page works without this file.
"use strict";

let asked = 0;
let pause;

// What is typed into a field is looked up, and its datalist filled: a list of [value, words].
function typeAhead(field, list, address, read) {
  if (!field) return;
  field.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(async () => {
      const word = field.value.trim();
      if (!word || word.length > 60) return;
      const turn = ++asked;
      const answer = await fetch(address + encodeURIComponent(word));
      if (!answer.ok || turn !== asked) return;
      const found = read(await answer.json());
      list.replaceChildren(...found.map(([value, words]) => new Option(words, value)));
    }, 80);
  });
}

const search = document.querySelector(".find input");
typeAhead(search, document.getElementById("codes"), "/api/v1/search?q=", ({ codes }) =>
  (codes || []).map(({ hcpcs, short_name }) => [hcpcs, short_name ? `${hcpcs} ${short_name}` : hcpcs]),
);
for (const form of document.querySelectorAll("form.where")) {
  const on = form.elements.on.value;
  typeAhead(form.elements.place, document.getElementById("places"),
    "/api/v1/places?on=" + on + "&q=", ({ places }) =>
    (places || []).map(({ place, words }) => [place, words]),
  );
}

document.addEventListener("keydown", (event) => {
  if (event.key === "/" && !event.target.closest("input, select, textarea")) {
    event.preventDefault();
    search.select();
  }
});

for (const form of document.querySelectorAll("form[data-switch]")) {
  for (const name of ["place", "qp", "pt"]) {
    form.elements[name].addEventListener("change", () => form.requestSubmit());
  }
}

// A part of the page that takes longer comes from a page of its own; its link stays until then.
function fill(section) {
  fetch(section.dataset.fill)
    .then((answer) => (answer.ok ? answer.text() : Promise.reject(answer.status)))
    .then((text) => {
      const page = new DOMParser().parseFromString(text, "text/html");
      section.replaceChildren(...page.getElementById(section.id).childNodes);
    })
    .catch(() => {});
}

// Those far down wait until a person comes near.
const near = new IntersectionObserver((seen) => {
  for (const { target } of seen.filter((entry) => entry.isIntersecting)) {
    near.unobserve(target);
    fill(target);
  }
}, { rootMargin: "400px" });
for (const section of document.querySelectorAll("[data-fill]")) {
  if ("near" in section.dataset) near.observe(section);
  else fill(section);
}
