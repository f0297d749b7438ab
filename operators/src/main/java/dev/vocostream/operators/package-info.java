/**
 * The verbs of the pipeline as Flink operators, in the order the data takes:
 *
 * <pre>
 * cameras ─► decode ─► sample ─► compress ─► remember ─┐
 *                                                      ├─► answer ─► answers
 * questions ───────────────────────────────────────────┘
 * </pre>
 *
 * A package per verb; they meet only in the records of this package, which are what travels.
 */
package dev.vocostream.operators;
