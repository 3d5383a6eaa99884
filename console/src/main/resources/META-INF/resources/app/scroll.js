/** How far each address was scrolled, so that the back button and a reload find the place again. */
const SAVE_AFTER = 150;
const WAIT_AT_MOST = 3000;
const OWN_MOVES = ['wheel', 'touchstart', 'keydown', 'pointerdown'];

let saving = 0;
let returning = false;
let stopWaiting = () => {};

history.scrollRestoration = 'manual';
addEventListener('scroll', () => later(), { passive: true });
addEventListener('popstate', () => {
  stopWaiting();
  clearTimeout(saving);
  returning = true;
});

function later() {
  clearTimeout(saving);
  saving = setTimeout(keepScroll, SAVE_AFTER);
}

/** Remembers how far the present address is scrolled. */
export function keepScroll() {
  clearTimeout(saving);
  if (!returning) {
    history.replaceState({ ...history.state, scroll: scrollY }, '');
  }
}

/** Whether the back or forward button was used and the place is not restored yet. */
export const isReturning = () => returning;

/** Scrolls to where the present address was left, as soon as the page is long enough; to the top for a new one. */
export function restoreScroll() {
  stopWaiting();
  const wanted = history.state?.scroll ?? 0;
  const observer = new ResizeObserver(() => attempt());
  const timer = setTimeout(() => stopWaiting(), WAIT_AT_MOST);
  const ended = new AbortController();
  returning = true;
  stopWaiting = () => {
    observer.disconnect();
    clearTimeout(timer);
    ended.abort();
    returning = false;
    stopWaiting = () => {};
  };
  OWN_MOVES.forEach((type) => addEventListener(type, () => stopWaiting(), { passive: true, signal: ended.signal }));
  observer.observe(document.body);
  attempt();

  function attempt() {
    scrollTo(0, wanted);
    if (document.documentElement.scrollHeight - innerHeight >= wanted) {
      stopWaiting();
    }
  }
}
