/**
 * The meters of every service. Binds the listeners and status objects of the libraries to
 * Micrometer, so that the libraries do not depend on it. Independent of services and frameworks.
 */
package io.boxstream.meters;
