/**
 * The command line {@code boxstream}: a client of the services' HTTP interfaces that knows nothing
 * else of them, but for the file of their keys.
 */
package io.boxstream.cli;
