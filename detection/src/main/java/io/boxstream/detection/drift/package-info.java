/**
 * Whether the images of a window of traffic are distributed like the validation images of the
 * model. Pure functions; they need no engine.
 */
package io.boxstream.detection.drift;
