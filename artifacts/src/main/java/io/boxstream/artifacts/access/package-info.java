/**
 * Which user of the object store may read, write and delete where, and the command that creates the
 * bucket with this policy.
 */
package io.boxstream.artifacts.access;
