/** What the user sees while it runs: one live line per stage, or plain lines without a terminal. */
package io.boxstream.local.progress;
