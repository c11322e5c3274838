/* Comfort only: every page works without this file. */
"use strict";

// A file on its way: fetch the page again and put its new content in place, so that a reader's place is kept.
const job = document.querySelector("[data-open]");
if (job) {
  const again = async () => {
    try {
      const answer = await fetch(location.href, { headers: { accept: "text/html" }, cache: "no-store" });
      if (answer.ok) {
        const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-job]");
        const old = document.querySelector("[data-job]");
        if (fresh && old && fresh.innerHTML !== old.innerHTML) {
          for (const part of ["[data-status]", "[data-steps]", "[data-rest]"]) {
            const now = old.querySelector(part);
            const next = fresh.querySelector(part);
            if (now && next && now.innerHTML !== next.innerHTML && !now.contains(document.activeElement)) {
              now.replaceChildren(...next.childNodes);
            }
          }
        }
        if (!fresh || !fresh.hasAttribute("data-open")) return;
      }
    } catch {
      /* the network is away: try again */
    }
    setTimeout(again, 2000);
  };
  setTimeout(again, 1500);
}

// Keep the values of the address short: empty fields are not sent.
const form = document.querySelector("form.search");
if (form) {
  form.addEventListener("formdata", (event) => {
    for (const [name, value] of [...event.formData.entries()]) if (value === "") event.formData.delete(name);
  });
}
