// Puts a button beside each code that readers copy. Without it the code is text.
"use strict";
for (const code of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) break;
  const words = document.getElementById("parole").dataset;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = words.copia;
  button.setAttribute("aria-label", words.copiaCup);
  const said = document.createElement("span");
  said.className = "visually-hidden";
  said.setAttribute("role", "status");
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(code.textContent.trim());
    button.textContent = words.copiato;
    said.textContent = words.copiato;
    setTimeout(() => { button.textContent = words.copia; said.textContent = ""; }, 3000);
  });
  code.after(" ", button, said);
}
