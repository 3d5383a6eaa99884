/**
 * The console in a browser: Debian's Chromium at a running system. {@link
 * io.boxstream.local.browser.ConsoleIT} runs all of it in one process, so that one system is
 * enough; a class alone runs with {@code -Dtest}.
 */
package io.boxstream.local.browser;
