/** What each labelling tool delivers, and what its REST API returns. */
package io.boxstream.ingest.webhooks.tool;
