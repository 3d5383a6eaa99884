/**
 * What the four services share around Quarkus REST, one package for each concern: {@link
 * io.boxstream.rest.access}, {@link io.boxstream.rest.problem}, {@link io.boxstream.rest.upload},
 * {@link io.boxstream.rest.paging}, {@link io.boxstream.rest.health}, {@link
 * io.boxstream.rest.lifecycle}, {@link io.boxstream.rest.trace} and {@link
 * io.boxstream.rest.config}. Knows no event, no model and no service.
 */
package io.boxstream.rest;
