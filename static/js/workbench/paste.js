// What is pasted from Word, Outlook, Teams and the web becomes the structure that a document can show: sub-headings, lists, tables, bold,
// italic, quotes and links; anything else becomes text. The editor then keeps what its schema knows, and the server decides in the end.
import { eachEditor } from "./caret.js";

const GONE = "script, style, meta, link, title, template, noscript, iframe, object, svg, img, picture, video, audio, canvas, input, select, textarea, hr, del";
const HIDDEN = /display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|mso-element\s*:\s*(comment|para-border)/i;
const MARKER = /mso-list\s*:\s*ignore/i;
const LEVEL = /mso-list\s*:\s*l(\d+)\s+level(\d+)/i;
const COUNTED = /^[\s\u00a0(]*([0-9]{1,3}|[a-zåäö]|[ivx]{1,5})[.)]/i;
const BULLET = /^[\s\u00a0]*[·•▪■◦‣○●§\uf0b7\uf0a7o–-](?:\u00a0[\s\u00a0]*|\t\s*|\s{2,})/;
const BLOCKS = "p, div, h1, h2, h3, h4, h5, h6, ul, ol, li, table, thead, tbody, tfoot, tr, td, th, blockquote, pre, section, article, dl, dt, dd";
const KEPT = new Set("p h3 ul ol li table tbody thead tr td th blockquote strong em a br".split(" "));

const style = (element) => element.dataset?.style || "";
const unwrap = (element) => element.replaceWith(...element.childNodes);
const isBlank = (element) => !element.textContent.replace(/[\s\u00a0]/g, "");
const rename = (element, name) => {
  const made = element.ownerDocument.createElement(name);
  made.append(...element.childNodes);
  element.replaceWith(made);
  return made;
};

export function tidy(html) {
  // The editor's own clipboard is in order.
  if (html.includes("data-pm-slice")) return html;
  const { body } = new DOMParser().parseFromString(unstyled(html), "text/html");
  clear(body);
  lists(body);
  headings(body);
  marks(body);
  tables(body);
  paragraphs(body);
  for (const element of [...body.querySelectorAll("*")].reverse()) {
    if (!KEPT.has(element.localName)) unwrap(element);
    else for (const { name } of [...element.attributes]) if (!/^(href|colspan|rowspan)$/.test(name)) element.removeAttribute(name);
  }
  return body.innerHTML;
}

// Styles tell what is bold and what is a list, but the security policy would complain of each of them, and of handlers.
function unstyled(html) {
  const known = html.replace(/<style\b[\s\S]*?<\/style\s*>/gi, "");
  return known.replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/([\s"'/])(style|on[a-z]+)(\s*=)/gi, "$1data-$2$3"));
}

function clear(body) {
  const walker = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_COMMENT | NodeFilter.SHOW_TEXT);
  const notes = [];
  while (walker.nextNode()) {
    if (walker.currentNode.nodeType === Node.COMMENT_NODE) notes.push(walker.currentNode);
    // Word pads with no-break spaces; one alone has its meaning, as in "10 000".
    else if (!MARKER.test(style(walker.currentNode.parentElement))) walker.currentNode.data = walker.currentNode.data.replace(/[\u00a0 ]{2,}/g, " ");
  }
  notes.forEach((note) => note.remove());
  body.querySelectorAll(GONE).forEach((element) => element.remove());
  body.querySelectorAll("[data-style], [hidden]").forEach((element) => { if (element.hidden || HIDDEN.test(style(element))) element.remove(); });
}

// ---- lists

function lists(body) {
  for (const item of body.querySelectorAll("p, div, h1, h2, h3, h4, h5, h6")) {
    const word = LEVEL.exec(style(item));
    const marker = [...item.querySelectorAll("[data-style]")].find((part) => MARKER.test(style(part)));
    const typed = !word && /MsoListParagraph/.test(item.className) && BULLET.exec(item.textContent);
    if (word || marker) {
      item.dataset.list = `${word ? word[2] : 1}${COUNTED.test((marker || item).textContent) ? "ol" : "ul"}`;
      marker?.remove();
    } else if (typed) {
      item.dataset.list = "1ul";
      cut(item, typed[0].length);
    }
  }
  // Word on the web wraps each item into a list of its own, which says its level.
  body.querySelectorAll(".ListContainerWrapper").forEach((wrapper) => {
    const kind = wrapper.querySelector("ol") ? "ol" : "ul";
    for (const item of wrapper.querySelectorAll("li")) {
      const row = rename(item, "p");
      row.dataset.list = `${item.dataset.ariaLevel || 1}${kind}`;
      wrapper.before(row);
    }
    wrapper.remove();
  });
  for (const first of body.querySelectorAll("[data-list]")) if (first.isConnected && first.dataset.list) gather(first);
  // A list right inside a list, as in Google's documents, belongs to the item before it.
  body.querySelectorAll(":is(ul, ol) > :is(ul, ol)").forEach((inner) => inner.previousElementSibling?.matches("li") && inner.previousElementSibling.append(inner));
}

function cut(item, length) {
  const walker = item.ownerDocument.createTreeWalker(item, NodeFilter.SHOW_TEXT);
  for (let left = length; left > 0 && walker.nextNode();) {
    const { currentNode: text } = walker;
    const part = Math.min(left, text.data.length);
    text.data = text.data.slice(part);
    left -= part;
  }
}

// The paragraphs that follow each other as items become one list, with lists inside its items.
function gather(first) {
  const page = first.ownerDocument;
  const open = [];
  const anchor = page.createElement("div");
  first.before(anchor);
  for (let item = first, next; item?.dataset?.list; item = next) {
    next = item.nextElementSibling;
    const [, level, kind] = /^(\d+)(ul|ol)$/.exec(item.dataset.list);
    const depth = Math.min(Number(level), open.length + 1, 8);
    open.length = Math.min(open.length, depth);
    if (open.length < depth || (depth === 1 && open[0].localName !== kind)) {
      const list = page.createElement(kind);
      (depth > 1 ? open[depth - 2].lastElementChild : anchor).append(list);
      open[depth - 1] = list;
    }
    const row = page.createElement("li");
    row.append(...item.childNodes);
    open[depth - 1].append(row);
    item.remove();
  }
  unwrap(anchor);
}

// ---- headings, marks, tables, paragraphs

function headings(body) {
  for (const heading of body.querySelectorAll("h1, h2, h3, h4, h5, h6, [role=heading], p.MsoTitle, p.MsoSubtitle")) {
    const inside = heading.closest("li, td, th, blockquote");
    const made = rename(heading, inside || isBlank(heading) ? "p" : "h3");
    if (!inside) made.querySelectorAll("b, strong, i, em").forEach(unwrap);
  }
}

function marks(body) {
  for (const element of [...body.querySelectorAll("b, strong, i, em, span, font, a, q")].reverse()) {
    const css = style(element);
    const [, weight] = /(?:^|[;\s])font-weight\s*:\s*(\w+)/i.exec(css) || [];
    const [, slant] = /(?:^|[;\s])font-style\s*:\s*(\w+)/i.exec(css) || [];
    const bold = weight ? /^(bold|bolder|[6-9]00)$/i.test(weight) : element.matches("b, strong");
    const italic = slant ? /^(italic|oblique)$/i.test(slant) : element.matches("i, em");
    const inHeading = element.closest("h3");
    if (element.matches("a[href]")) { link(element); continue; }
    if (isBlank(element) || inHeading || element.querySelector(BLOCKS) || !(bold || italic)) { unwrap(element); continue; }
    const made = rename(element, bold ? "strong" : "em");
    if (bold && italic) {
      const inner = element.ownerDocument.createElement("em");
      inner.append(...made.childNodes);
      made.append(inner);
    }
  }
}

function link(element) {
  let address = element.getAttribute("href").trim();
  // Outlook sends links by way of a filter, which nobody else shall have to pass.
  const real = /^https:\/\/[\w.-]+\.safelinks\.protection\.outlook\.com\//i.test(address) && URL.canParse(address) && new URL(address).searchParams.get("url");
  if (real) address = real;
  if (/^(https?:\/\/|mailto:)/i.test(address) && !isBlank(element)) element.setAttribute("href", address);
  else unwrap(element);
}

// Tables that only lay out a page, and tables inside tables, become what they hold.
function tables(body) {
  for (const table of [...body.querySelectorAll("table")].reverse()) {
    const cells = [...table.querySelectorAll("td, th")];
    if (cells.length < 2 || table.parentElement.closest("table")) table.replaceWith(...cells.flatMap((cell) => [...cell.childNodes]));
  }
}

function paragraphs(body) {
  body.querySelectorAll("pre").forEach((pre) => {
    const lines = pre.textContent.replace(/\n$/, "").split("\n");
    pre.replaceChildren(...lines.flatMap((line, number) => [...(number ? [pre.ownerDocument.createElement("br")] : []), line]));
  });
  for (const block of body.querySelectorAll("div, pre, section, article, header, footer, main, aside, address, figure, figcaption, dt, dd, center")) {
    if (!block.querySelector(BLOCKS)) rename(block, "p");
  }
  for (const block of body.querySelectorAll("p")) {
    // An empty line within a paragraph parts two.
    const parts = block.innerHTML.split(/(?:<br[^>]*>[\s\u00a0]*){2,}/i);
    if (parts.length > 1) block.replaceWith(...parts.map((part) => Object.assign(block.ownerDocument.createElement("p"), { innerHTML: part })));
  }
  for (const block of body.querySelectorAll("p, li, h3, td, th")) {
    if (isBlank(block) && block.matches("p, li, h3")) block.remove();
    else trim(block);
  }
}

// Programs end and indent lines with no-break spaces, which would stay.
function trim(block) {
  let first = block.firstChild, last = block.lastChild;
  while (first?.firstChild) first = first.firstChild;
  while (last?.lastChild) last = last.lastChild;
  if (first?.nodeType === Node.TEXT_NODE) first.data = first.data.replace(/^[\s\u00a0]+/, "");
  if (last?.nodeType === Node.TEXT_NODE) last.data = last.data.replace(/[\s\u00a0]+$/, "");
}

eachEditor(({ view }) => {
  const before = view.props.transformPastedHTML;
  view.setProps({ transformPastedHTML: (html, at) => tidy(before ? before(html, at) : html) });
});
