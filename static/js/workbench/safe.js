// HTML from the server that is shown as it is, gone through once more: what it may hold is what a document can show, and marks.
const TAGS = new Set("P BR STRONG EM B I H3 H4 UL OL LI BLOCKQUOTE TABLE THEAD TBODY TR TH TD A INS DEL MARK SPAN DIV".split(" "));
const KEPT = { A: ["href"], TD: ["colspan", "rowspan"], TH: ["colspan", "rowspan", "scope"], OL: ["start"] };

export function safe(html) {
  const page = new DOMParser().parseFromString(html || "", "text/html");
  for (const node of [...page.body.querySelectorAll("*")]) {
    if (!TAGS.has(node.tagName)) { node.replaceWith(...(/^(SCRIPT|STYLE|TEMPLATE|IFRAME|OBJECT|SVG|MATH)$/i.test(node.tagName) ? [] : node.childNodes)); continue; }
    for (const { name, value } of [...node.attributes]) {
      if (name === "lang" || (name === "class" && /^(d|diff)-/.test(value))) continue;
      if (!KEPT[node.tagName]?.includes(name) || (name === "href" && !/^(https?:|mailto:|tel:|\/|#)/i.test(value))) node.removeAttribute(name);
    }
  }
  const piece = document.createDocumentFragment();
  piece.append(...[...page.body.childNodes].map((node) => document.importNode(node, true)));
  return piece;
}
