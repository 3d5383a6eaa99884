/** Which alerts of Prometheus fire, asked once for all browsers. */
package io.boxstream.console.alerts;
