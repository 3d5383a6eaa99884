/** What is compared: each look finds one kind of mistake. */
package io.boxstream.kubernetes.look;
