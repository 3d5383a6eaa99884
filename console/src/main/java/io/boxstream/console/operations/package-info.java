/** What operators look at: health, lag, memory, queues and versions, from the services' metrics. */
package io.boxstream.console.operations;
