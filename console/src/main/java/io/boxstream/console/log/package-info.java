/**
 * Reading of the Kafka log: the topics that are followed, and reads on demand. One thread owns one
 * consumer. Nothing here writes, and nothing reads {@code annotated-images}, whose values are
 * images: only its end offsets are asked for.
 */
package io.boxstream.console.log;
