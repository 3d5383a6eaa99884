/**
 * The promoted model in memory: finding it on the promotion chain, checking its bytes, warming it
 * up, and swapping it in without taking the old one away from a batch that still runs. Knows
 * neither HTTP nor topics.
 */
package io.boxstream.inference.model;
