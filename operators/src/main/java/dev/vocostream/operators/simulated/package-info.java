/**
 * Cameras that are not there: servers that play a clip over and over, as a camera would, and the
 * ways in which cameras fail. The demo shows one; tests break them. Nothing of the pipeline depends
 * on this package.
 */
package dev.vocostream.operators.simulated;
