/** Texts of the frame; those of a page are in a file of its name beside this one. */
import { integer } from '../format.js';
import { serviceName } from './services.js';

const list = (names) => new Intl.ListFormat('en').format(names.map(serviceName));

export const texts = {
  brand: 'Boxstream',
  skip: 'Skip to the page',
  menu: 'Menu',
  theme: 'Dark colours',
  live: { connected: 'Live', connecting: 'Connecting…', away: 'The console does not answer' },
  away: {
    console: 'The console does not answer. What you see stays as it was; it comes back by itself.',
    services: (names) => `${list(names)} ${names.length === 1 ? 'does' : 'do'} not answer.`,
    down: (names) => `${list(names)} ${names.length === 1 ? 'reports' : 'report'} a problem.`,
    details: 'What to do',
  },
  waiting: (count) => `${integer(count)} waiting`,
  navigation: {
    label: 'Pages',
    overview: 'Overview',
    images: 'Images',
    image: 'Image',
    editor: 'Editor',
    review: 'Review',
    import: 'Import',
    training: 'Training',
    comparison: 'Compare runs',
    run: 'Run',
    models: 'Models',
    checkpoint: 'Checkpoint',
    try: 'Try it',
    live: 'Live',
    operations: 'Operations',
  },
  signIn: {
    title: 'Sign in',
    lead: 'This system asks who you are.',
    credential: 'API key or OpenID token',
    hint: 'Keys begin with bxs_. Ask whoever runs this system, or create one with boxstream keys create.',
    submit: 'Sign in',
    signOut: 'Sign out',
    as: (name) => `Signed in as ${name}`,
  },
  errors: {
    title: 'That did not work',
    status: (status) => (status === 0 ? 'The console does not answer. Is it running?' : `The answer was ${status}.`),
    notFoundTitle: 'There is no such page',
    notFound: (path) => `Nothing is at ${path}.`,
    home: 'Go to the overview',
    page: 'The page could not be loaded.',
    drawing: {
      title: 'This part of the page cannot be shown',
      text: (reason) => `Try again: the page is built anew, and what was not saved is lost. If it happens again, report this: ${reason}`,
    },
    outdated: (reason) => `This may be out of date: ${reason}`,
  },
  actions: {
    retry: 'Try again',
    close: 'Close',
    cancel: 'Cancel',
  },
  loading: 'Loading…',
};
