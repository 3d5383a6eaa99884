/** The SSD detector. Knows nothing of Kafka, Quarkus or object storage. */
package io.boxstream.detection;
