/**
 * Start and stop of a service. The service's classes may use this package outside {@code app}: it
 * needs no framework, but for {@link io.boxstream.rest.lifecycle.ServiceLifecycle}.
 */
package io.boxstream.rest.lifecycle;
