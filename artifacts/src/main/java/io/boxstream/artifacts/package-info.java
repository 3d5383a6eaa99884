/**
 * Models in object storage: content-addressed blobs, checkpoint manifests, runs, data set
 * snapshots, evaluation reports, the promotion chain and rollouts.
 *
 * <p>Independent of Kafka, Quarkus and MXNet. Entry types: {@link
 * io.boxstream.artifacts.store.ObjectStores} to connect, {@link io.boxstream.artifacts.Artifacts}
 * for the artifacts.
 */
package io.boxstream.artifacts;
