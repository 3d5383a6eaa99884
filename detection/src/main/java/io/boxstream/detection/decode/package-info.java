/**
 * Raw network outputs made into detections, in the reference's exact order. Pure functions on
 * primitives.
 */
package io.boxstream.detection.decode;
