/** How log lines look. */
package io.boxstream.rest.log;
