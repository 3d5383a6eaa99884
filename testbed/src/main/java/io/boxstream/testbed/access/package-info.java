/** Tries every operation of a service without, with another and with the right scope. */
package io.boxstream.testbed.access;
