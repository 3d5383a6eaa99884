/** Create ML's JSON, which labelImg and Roboflow write: an array with the boxes of many images. */
package io.boxstream.images.createml;
