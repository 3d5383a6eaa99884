/**
 * The object store as a port, its adapters, and the retries around them.
 *
 * <p>{@link io.boxstream.artifacts.store.ObjectStores#connect} is the one place where adapter and
 * decorators are joined. Nothing here knows what the bytes mean.
 */
package io.boxstream.artifacts.store;
