// Words in another language: a mark of the text that says which, so that they are read aloud in the right voice.
import { Mark, updateAttrsDialog } from "django-prose-editor/editor";

const words = JSON.parse(document.getElementById("words").textContent).language;
const labels = { "": words.none, ...words.names };

function choose(editor, now) {
  // A language that we have no word for keeps its code.
  const shown = { ...labels, ...(now in labels ? {} : { [now]: now }) };
  const field = { title: words.label, enum: Object.values(shown) };
  return updateAttrsDialog({ label: field }, { title: words.title })(editor, { label: shown[now] }).then(
    (answer) => answer && Object.keys(shown).find((code) => shown[code] === answer.label),
  );
}

export const Language = Mark.create({
  name: "language",
  inclusive: false, // what is typed after the word is the text's own language again

  addAttributes() {
    return { lang: { default: null, parseHTML: (element) => element.getAttribute("lang") } };
  },

  parseHTML() {
    return [{ tag: "span[lang]" }];
  },

  renderHTML({ HTMLAttributes }) {
    return ["span", HTMLAttributes, 0];
  },

  addMenuItems({ buttons, menu }) {
    const isMarked = (editor) => editor.isActive("language");
    menu.defineItem({
      name: "language",
      groups: "link",
      button: buttons.text("", words.title),
      active: isMarked,
      enabled: (editor) => !editor.state.selection.empty || isMarked(editor),
      async command(editor) {
        const lang = await choose(editor, editor.getAttributes("language").lang || "");
        if (lang === null) return;
        const chain = editor.chain().focus();
        if (editor.state.selection.empty) chain.extendMarkRange("language");
        (lang ? chain.setMark("language", { lang }) : chain.unsetMark("language")).run();
      },
    });
  },
});
