/**
 * Data sets of labelled images, whatever tool wrote them: the images, which labels and which split
 * belong to each, and the boxes. A format is a class of a sibling package that knows how one family
 * of tools lays out its files. What labels say is not checked against the image here. Hostile
 * documents end here. Opens no archives and knows no quarantine.
 */
package io.boxstream.images.formats;
