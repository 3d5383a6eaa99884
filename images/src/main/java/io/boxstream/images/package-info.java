/**
 * Untrusted image bytes made into pixels, and back. Knows nothing of detectors, Kafka or storage.
 */
package io.boxstream.images;
