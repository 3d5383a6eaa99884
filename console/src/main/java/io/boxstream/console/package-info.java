/**
 * The console: the pages, the sessions of the people who use them, and the way to the services. It
 * asks the service that owns the thing, as the person who clicked, and writes to no topic and no
 * store. Only {@code app} knows the framework.
 */
package io.boxstream.console;
