/**
 * Converts raw network outputs to detections, in exactly the reference's order. Pure functions on
 * primitives.
 */
package io.boxstream.detection.decode;
