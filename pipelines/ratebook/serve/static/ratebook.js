// Typing ahead and switching; every page works without this file.
"use strict";

const search = document.querySelector(".find input");
const list = document.getElementById("codes");
let asked = 0;

async function suggest() {
  const word = search.value.trim();
  if (!/^[0-9A-Za-z]{1,5}$/.test(word)) return;
  const turn = ++asked;
  const answer = await fetch("/api/v1/search?q=" + encodeURIComponent(word));
  if (!answer.ok || turn !== asked) return;
  const found = await answer.json();
  list.replaceChildren(...found.codes.map(({ hcpcs }) => new Option(hcpcs, hcpcs)));
}

let pause;
search.addEventListener("input", () => {
  clearTimeout(pause);
  pause = setTimeout(suggest, 80);
});

document.addEventListener("keydown", (event) => {
  if (event.key === "/" && !event.target.closest("input, select, textarea")) {
    event.preventDefault();
    search.select();
  }
});

for (const form of document.querySelectorAll("form[data-switch]")) {
  for (const name of ["locality", "qp"]) {
    form.elements[name].addEventListener("change", () => {
      if (name === "locality") form.elements.zip.value = "";
      form.requestSubmit();
    });
  }
}

for (const section of document.querySelectorAll("[data-fill]")) {
  fetch(section.dataset.fill)
    .then((answer) => (answer.ok ? answer.text() : Promise.reject(answer.status)))
    .then((text) => {
      const page = new DOMParser().parseFromString(text, "text/html");
      section.replaceChildren(...page.getElementById(section.id).childNodes);
    })
    .catch(() => {}); // the link to the changes stays
}
