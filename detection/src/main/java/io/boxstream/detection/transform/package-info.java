/**
 * Converts images and their boxes to network inputs: the reference's transforms, and a faster
 * augmentation. All random values come from a source that the caller seeds. Does not depend on the
 * engine.
 */
package io.boxstream.detection.transform;
