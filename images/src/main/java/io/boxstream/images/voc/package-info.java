/**
 * Data sets in the layout of Pascal VOC, in folders and archives: which image belongs to which
 * annotation and which split, and the boxes in an annotation.
 */
package io.boxstream.images.voc;
