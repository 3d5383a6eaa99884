/** Definitions of Strimzi's resources for an API server, made from Strimzi's Java model. */
package io.boxstream.kubernetes.definition;
