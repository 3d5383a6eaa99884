/** A trained detector in memory: pictures in, detections out. */
package io.boxstream.detection.inference;
