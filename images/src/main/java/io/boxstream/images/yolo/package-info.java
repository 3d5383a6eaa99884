/**
 * Data sets of YOLO: a text file for each image, with a class number and coordinates relative to
 * the image's size in each line, and class names in a YAML or text file.
 */
package io.boxstream.images.yolo;
