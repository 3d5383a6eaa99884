/** The reference of all configuration keys, generated from the sources of the services. */
package io.boxstream.local.configuration;
