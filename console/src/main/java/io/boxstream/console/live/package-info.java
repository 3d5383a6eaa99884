/**
 * Changes as they happen, from one follower of the topics to all browsers: bounded views, and
 * fan-out. What is kept does not grow with time or with browsers. Knows no HTTP.
 */
package io.boxstream.console.live;
