/**
 * Decoding in a process of its own, which may crash, hang or be killed without harm to this one.
 * {@code DecoderProcess} is the way in; {@code DecoderMain} is what runs on the other side of the
 * pipe, and whatever comes from there is checked as if it were hostile.
 */
package dev.vocostream.operators.decode.process;
