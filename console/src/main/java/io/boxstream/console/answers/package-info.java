/**
 * What the console itself asks the services, as the person who looks. Answers are kept for a moment
 * and shared by everyone who may read them, so that many browsers cost a service one request.
 */
package io.boxstream.console.answers;
