/** The job on a Flink cluster elsewhere: where it starts from, and how it gets there. */
package dev.vocostream.job.remote;
