/** Pictures of figures, as PNG. Needs no screen. */
package dev.vocostream.job.cli.plot;
