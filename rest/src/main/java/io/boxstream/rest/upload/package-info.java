/** Limits of the length of a request's body. */
package io.boxstream.rest.upload;
