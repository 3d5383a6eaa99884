/**
 * The proof at the end: the held-out images go to {@code detection-requests}, what comes back on
 * {@code detections} is scored against their labels and drawn.
 */
package io.boxstream.local.heldout;
