/** Which decoded pictures become frames. */
package dev.vocostream.operators.sample;
