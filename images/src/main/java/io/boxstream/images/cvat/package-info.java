/** CVAT's format "CVAT for images 1.1": one XML file with the shapes of many images. */
package io.boxstream.images.cvat;
