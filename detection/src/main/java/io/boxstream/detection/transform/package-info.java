/**
 * Images and their boxes made into network inputs: the reference's transforms, and a quicker
 * augmentation of ours. Everything random comes from a source that the caller seeds. Knows no
 * engine.
 */
package io.boxstream.detection.transform;
