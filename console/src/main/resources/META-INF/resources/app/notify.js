/** Short messages in the corner. */
export const notifications = new EventTarget();

/**
 * Shows a message for some seconds; one of the kind `bad` stays until it is closed.
 *
 * @param {string} text
 * @param {'info' | 'good' | 'bad'} [kind]
 */
export function notify(text, kind = 'info') {
  notifications.dispatchEvent(new CustomEvent('notify', { detail: { text, kind } }));
}

/**
 * Shows why something failed; nothing if the person left the page meanwhile.
 *
 * @param {Error} failure
 */
export function notifyFailure(failure) {
  if (failure.name !== 'AbortError') {
    notify(failure.message, 'bad');
  }
}
