/** Certificates for tests, made while they run. */
package io.boxstream.testbed.tls;
