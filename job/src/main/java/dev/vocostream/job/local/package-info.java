/** What the demo and the tests run on one machine: a Kafka broker in a child process. */
package dev.vocostream.job.local;
