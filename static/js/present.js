// Not a module, and before anything is painted: what is laid out otherwise with script stands right from the start.
document.documentElement.classList.add("has-script");
