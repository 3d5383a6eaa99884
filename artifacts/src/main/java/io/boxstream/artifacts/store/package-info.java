/**
 * The object store as a port, its adapters, and the retries around them.
 *
 * <p>{@link io.boxstream.artifacts.store.ObjectStores#connect} is the only place that combines the
 * adapter and its decorators. This package does not interpret the bytes.
 */
package io.boxstream.artifacts.store;
