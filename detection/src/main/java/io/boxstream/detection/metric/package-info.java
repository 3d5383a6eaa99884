/**
 * How good detections are, as the reference measures it. Pure functions on primitives, and one
 * accumulator.
 */
package io.boxstream.detection.metric;
