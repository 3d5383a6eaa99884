/**
 * Data sets of COCO: JSON files with the images, categories and annotations of many images. The
 * files are read as a stream, twice.
 */
package io.boxstream.images.coco;
