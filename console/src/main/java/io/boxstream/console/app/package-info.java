/** Wiring, configuration and HTTP: the only package that knows the framework. */
package io.boxstream.console.app;
