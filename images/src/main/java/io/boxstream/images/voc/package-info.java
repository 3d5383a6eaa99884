/**
 * Data sets in the layout of Pascal VOC, in folders and archives: which image belongs to which
 * annotation and which split, and the boxes in an annotation. What an annotation says is not
 * checked against the image here. Hostile documents end here. Opens no archives and knows no
 * quarantine.
 */
package io.boxstream.images.voc;
