/** Training runs in the store: their records and outcomes. */
package io.boxstream.artifacts.run;
