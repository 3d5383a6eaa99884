/** Services with an image in hand that kills the process. */
package io.boxstream.local.crash;
