/** The consumer loop of every service, dead letters, and replay of compacted topics. */
package io.boxstream.events.consume;
