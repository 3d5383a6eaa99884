/**
 * Archives taken in behind a request's back: kept on disk until done, worked through by a bounded
 * number of threads, resumed after a kill, and never ended by a broker or a store that is away.
 */
package io.boxstream.ingest.imports;
