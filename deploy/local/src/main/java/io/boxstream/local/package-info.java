/** The whole of Boxstream on one machine, started by one command. */
package io.boxstream.local;
