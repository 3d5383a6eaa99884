/** Whether the services and the broker answer, asked every two seconds for all browsers. */
package io.boxstream.console.health;
