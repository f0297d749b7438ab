/**
 * The {@code voco} command. Standard output is what was asked for; how things go is told on
 * standard error.
 */
package dev.vocostream.job.cli;
