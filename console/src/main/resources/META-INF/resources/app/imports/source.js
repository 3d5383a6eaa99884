/** The kind of the source that images of an import have. */
const FORMATS = { 'Pascal VOC': 'voc', COCO: 'coco', YOLO: 'yolo', 'Label Studio': 'label-studio', CVAT: 'cvat', 'Create ML': 'createml' };

/**
 * @param {{format: string, source?: string}} status of an import
 * @returns {string | undefined} for example coco-archive; undefined if the format is not known
 */
export function sourceOf({ format, source }) {
  const known = Object.keys(FORMATS).find((name) => format.startsWith(name));
  return source ?? (known ? `${FORMATS[known]}-archive` : undefined);
}
