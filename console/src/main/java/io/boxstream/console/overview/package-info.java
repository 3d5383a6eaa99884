/** What the first page shows: the loop in numbers, and what needs a person. */
package io.boxstream.console.overview;
