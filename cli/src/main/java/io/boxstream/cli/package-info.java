/**
 * The command line {@code boxstream}: a client of the services' HTTP interfaces that knows nothing
 * else of them.
 */
package io.boxstream.cli;
