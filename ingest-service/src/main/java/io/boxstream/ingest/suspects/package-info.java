/**
 * What looks wrong in the data set: checks images as they come, ranks what they find, and remembers
 * what people have dismissed. Knows no model: a service that has one publishes what it contradicts.
 */
package io.boxstream.ingest.suspects;
