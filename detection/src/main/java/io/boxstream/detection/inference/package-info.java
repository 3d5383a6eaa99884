/** A trained detector in memory: images in, detections out. */
package io.boxstream.detection.inference;
