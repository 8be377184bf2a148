// "@" in any text offers those who are here, by their full names; whom else the roster has when nobody here fits what is typed.
import { fits, offerAfter } from "./offers.js";
import { data, words } from "./words.js";

const MOST = 50;
// Fields where a name must tell two of one name apart, and the quick line, which knows who by the mark.
const LABELLED = "[list=roster], [data-quick]";

offerAfter({
  pattern: /(?:^|[\s(,;:–-])@((?:\p{L}[\p{L}'’.]*(?:[ \u00a0\u2011-]\p{Lu}[\p{L}'’.]*){0,3}[ -]?)?)$/u,
  label: () => words.people,
  options(query) {
    const found = data("people").filter((one) => fits(one.name, query));
    const here = found.filter((one) => one.here);
    return (here.length ? here : found).slice(0, MOST).map((one) => ({
      text: one.name, value: one, note: one.here ? one.organisation : words.absent,
    }));
  },
  take({ value }, caret) {
    const mark = caret.element.matches("[data-quick]") ? "@" : "";
    const name = caret.element.matches(LABELLED) ? value.label : value.name;
    const end = caret.element.matches("[list=roster]") ? "" : " ";
    const before = caret.before();
    caret.replace(before.length - before.lastIndexOf("@"), `${mark}${name}${end}`);
  },
});
