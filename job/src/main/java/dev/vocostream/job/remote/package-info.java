/** The job on a Flink cluster elsewhere: how it gets there, and how it goes. */
package dev.vocostream.job.remote;
