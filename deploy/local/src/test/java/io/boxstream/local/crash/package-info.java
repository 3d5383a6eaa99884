/** Packaged services as processes that are killed or stopped, and images in hand that kill them. */
package io.boxstream.local.crash;
