/**
 * Models in object storage: content-addressed blobs, checkpoint manifests, runs, data set
 * snapshots, evaluation reports and the promotion chain.
 *
 * <p>Knows nothing of Kafka, Quarkus or MXNet. Entry types: {@link
 * io.boxstream.artifacts.store.ObjectStores} to connect, {@link io.boxstream.artifacts.Artifacts}
 * for what is kept.
 */
package io.boxstream.artifacts;
