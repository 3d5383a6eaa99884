/** The certificate of a service over HTTPS, which is replaced while the service runs. */
package io.boxstream.rest.tls;
