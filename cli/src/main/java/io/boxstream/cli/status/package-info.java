/** What each service does at present, in one line. */
package io.boxstream.cli.status;
