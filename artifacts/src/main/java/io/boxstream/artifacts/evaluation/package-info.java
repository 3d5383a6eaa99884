/** What evaluations found and what was decided on them, each written once. */
package io.boxstream.artifacts.evaluation;
