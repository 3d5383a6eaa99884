/** Child processes: how they are started, watched, and stopped whatever happens. */
package io.boxstream.local.process;
