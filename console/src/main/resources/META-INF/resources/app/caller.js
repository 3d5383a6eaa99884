/**
 * The name that a person gives where nobody signs in. With access control the services record the name of the key or
 * token instead.
 */
import { session } from './session.js';

const KEY = 'boxstream.caller';

/** @returns {boolean} whether a name has to be asked for */
export const asksForCaller = () => session.state === 'open';

/** @returns {string | undefined} the name to send; undefined with access control and before one was given */
export function caller() {
  return asksForCaller() ? localStorage.getItem(KEY) ?? undefined : undefined;
}

/**
 * Remembers the name on this computer.
 *
 * @param {string} name
 */
export function rememberCaller(name) {
  if (name.trim()) {
    localStorage.setItem(KEY, name.trim());
  } else {
    localStorage.removeItem(KEY);
  }
}
