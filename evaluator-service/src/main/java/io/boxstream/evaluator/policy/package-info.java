/** When a checkpoint takes the champion's place. Functions of reports, without store and engine. */
package io.boxstream.evaluator.policy;
