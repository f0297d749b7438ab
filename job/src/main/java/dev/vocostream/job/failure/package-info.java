/**
 * What a failure of the job is called, so that an alarm names its cause. Goes to Flink's job
 * manager as a plugin of its own, so it knows nothing but Flink's core.
 */
package dev.vocostream.job.failure;
