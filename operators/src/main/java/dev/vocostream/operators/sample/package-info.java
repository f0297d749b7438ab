/** Which decoded pictures become frames, and which frames are worth compressing. */
package dev.vocostream.operators.sample;
