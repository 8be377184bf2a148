// What makes writing quick: keys, offers while one types, quick lines, pasting, decisions from proposals.
import "./keys.js";
import "./mention.js";
import "./phrases.js";
import "./quick.js";
import "./proposal.js";
import "./paste.js";
