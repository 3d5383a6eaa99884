/** Evaluates network policies: which pod may connect to which. */
package io.boxstream.kubernetes.network;
