/** Health of the loops that read topics. */
package io.boxstream.rest.health;
