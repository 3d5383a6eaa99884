/**
 * All events on Kafka, their serialization and their topics. Independent of services and storage.
 */
package io.boxstream.events;
