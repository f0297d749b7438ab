/**
 * The job between ends in this process: frames and questions are handed to it, answers handed back.
 * No camera and no broker takes part.
 */
package dev.vocostream.job.handed;
