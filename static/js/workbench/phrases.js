// "/" offers the body's phrases: those whose words begin as one types. The blanks of the chosen one are then filled one by one.
import { fits, nextBlank, offerAfter } from "./offers.js";
import { data, words } from "./words.js";

offerAfter({
  pattern: /(?:^|\s)\/((?:[\p{L}\p{N}{][^/\n]{0,60})?)$/u,
  label: () => words.phrases,
  options: (query, { lang }) => data("phrases").filter((text) => fits(text, query)).map((text) => ({ text, lang })),
  take({ text }, caret, typed) {
    const start = caret.at - typed;
    caret.replace(typed, text);
    nextBlank(caret, start);
  },
});
