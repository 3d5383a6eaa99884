/**
 * Which user of the brokers may read and write which topics, and the command that creates the users
 * and grants it to them. Only a cluster with an authorizer needs this.
 */
package io.boxstream.events.access;
