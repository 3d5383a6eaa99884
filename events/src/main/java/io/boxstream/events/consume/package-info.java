/**
 * Reading the log: the consumer loop of every service, dead letters, replay of compacted topics.
 */
package io.boxstream.events.consume;
