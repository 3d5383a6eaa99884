/** Light or dark: what the system prefers, unless the person chose. */
const KEY = 'boxstream.theme';
const system = matchMedia('(prefers-color-scheme: dark)');

/** Tells when colours have changed: charts draw themselves anew. */
export const themeChanges = new EventTarget();

apply(localStorage.getItem(KEY));
system.addEventListener('change', changed);

/** @returns {boolean} */
export function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === 'dark' : system.matches;
}

/** Changes between light and dark. */
export function toggleTheme() {
  const chosen = isDark() ? 'light' : 'dark';
  localStorage.setItem(KEY, chosen);
  apply(chosen);
  changed();
}

function apply(chosen) {
  if (chosen === 'light' || chosen === 'dark') {
    document.documentElement.dataset.theme = chosen;
  }
}

function changed() {
  themeChanges.dispatchEvent(new Event('change'));
}
