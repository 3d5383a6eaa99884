/** Models in object storage. Knows nothing of Kafka, Quarkus or MXNet. */
package io.boxstream.artifacts;
