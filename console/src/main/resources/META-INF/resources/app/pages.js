/**
 * The pages: path (with `:parameters`), module, element, title, and the entry of the navigation that they belong to.
 * A page's element gets the properties `parameters` and `query`.
 */
import { texts } from './texts/console.js';

const titles = texts.navigation;

export const pages = [
  page('/', 'overview', titles.overview),
  page('/images', 'images', titles.images),
  page('/images/:id', 'image', titles.image, 'images'),
  page('/images/:id/edit', 'image-editor', titles.editor, 'images'),
  page('/review/:queue', 'review', titles.review, 'review'),
  page('/review/:queue/:id', 'review-editor', titles.editor, 'review'),
  page('/import', 'import', titles.import),
  page('/training', 'training', titles.training),
  page('/training/compare', 'run-comparison', titles.comparison, 'training'),
  page('/training/:id', 'run', titles.run, 'training'),
  page('/models', 'models', titles.models),
  page('/models/:checkpoint', 'checkpoint', titles.checkpoint, 'models'),
  page('/try', 'try', titles.try),
  page('/live', 'live', titles.live),
  page('/operations', 'operations', titles.operations),
];

/** The entries of the navigation, in order. */
export const navigation = [
  { name: 'overview', href: '/', title: titles.overview },
  { name: 'images', href: '/images', title: titles.images },
  { name: 'review', href: '/review/quarantine', title: titles.review },
  { name: 'import', href: '/import', title: titles.import },
  { name: 'training', href: '/training', title: titles.training },
  { name: 'models', href: '/models', title: titles.models },
  { name: 'try', href: '/try', title: titles.try },
  { name: 'live', href: '/live', title: titles.live },
  { name: 'operations', href: '/operations', title: titles.operations },
];

function page(path, name, title, entry = name) {
  return { path, name, title, entry, element: `page-${name}`, load: () => import(`./pages/${name}.js`) };
}
