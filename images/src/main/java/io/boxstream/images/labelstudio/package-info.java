/**
 * Exports of Label Studio as JSON and JSON-MIN. Rectangles and polygons are in per cent of the
 * image's size.
 */
package io.boxstream.images.labelstudio;
