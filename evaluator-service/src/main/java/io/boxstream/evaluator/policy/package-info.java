/** When a checkpoint takes the champion's place. Pure functions of two reports. */
package io.boxstream.evaluator.policy;
