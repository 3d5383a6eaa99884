/** Boxes that were drawn and not saved, for as long as the console is open: leaving an editor loses nothing. */
const AT_MOST = 200;
const drafts = new Map();

const key = ({ queue, id }) => `${queue} ${id}`;

/** @returns {object[] | undefined} */
export const draftOf = (entry) => drafts.get(key(entry));

export function keepDraft(entry, boxes) {
  drafts.delete(key(entry));
  drafts.set(key(entry), boxes);
  if (drafts.size > AT_MOST) {
    drafts.delete(drafts.keys().next().value);
  }
}

export const dropDraft = (entry) => drafts.delete(key(entry));
