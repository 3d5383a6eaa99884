/**
 * How unsure a detector is of what it found in an image, from its detections alone. Pure functions;
 * they need no engine.
 */
package io.boxstream.detection.uncertainty;
