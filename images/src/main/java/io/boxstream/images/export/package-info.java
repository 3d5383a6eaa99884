/**
 * What the writers of data set formats have in common. A format is a class of a sibling package
 * that knows how its files are laid out. Writers keep no image in memory, and lists of images in
 * temporary files. Knows no archives.
 */
package io.boxstream.images.export;
