/** Bodies of requests: limits of their length, and their reception before a worker sees them. */
package io.boxstream.rest.upload;
