/**
 * The meters that every service has. Binds what the libraries offer (listeners, status objects) to
 * Micrometer, so that they need not know it. Knows no service and no framework.
 */
package io.boxstream.meters;
