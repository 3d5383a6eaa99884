/**
 * Who may do what. {@link io.boxstream.access.KeyFile} changes the file of API keys, {@link
 * io.boxstream.access.KeyRing} reads it while a service runs, and {@link
 * io.boxstream.access.Identity} is what either an API key or a token comes to. Knows Java and
 * Jackson only: the command line uses it as well as the services.
 */
package io.boxstream.access;
